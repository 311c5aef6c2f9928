"""A part as one tree of the template language: its tags, and what stands between them.

The tags have been parsed once, one on each line; what stands between them is put in here. Knows
the tree and the engine's own tags. Knows nothing of XML.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from pingshu.word import Tag

_EACH, _PUT = "__each", "__put"
_CONDITION, _END = "if ", "endif"

Gap = Sequence[str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loom:
    """What is put into the tree of a part.

    Attributes:
        tags: All tags of the part, those of the engine too.
        lines: The line of each tag, by its number; the engine's own come last.
        gaps: What stands before the first line, and behind each of those of the template.
        memory: The name under which the rendering remembers.
    """

    tags: Sequence[Tag]
    lines: Mapping[int, int]
    gaps: Sequence[Gap]
    memory: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thread:
    """A loom made ready: the tag on each line, by its number, and what the engine's tags say."""

    loom: Loom
    numbers: Mapping[int, int]
    own: Mapping[int, nodes.Expr]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """The statements of a block, and of the engine's conditions that are open in it."""

    levels: list[list[nodes.Node]] = field(default_factory=lambda: [[]])

    def say(self, node: nodes.Expr) -> None:
        """Print something."""
        level = self.levels[-1]
        last = level[-1] if level else None
        if isinstance(last, nodes.Output):
            last.nodes.append(node)
        else:
            level.append(nodes.Output([node], lineno=node.lineno))

    def open(self, test: nodes.Expr) -> None:
        """Begin what is printed under a condition alone."""
        condition = nodes.If(test, [], [], [], lineno=test.lineno)
        self.levels[-1].append(condition)
        self.levels.append(condition.body)


def weave(
    tree: nodes.Template,
    every: Iterable[nodes.Node],
    environment: SandboxedEnvironment,
    loom: Loom,
) -> None:
    """Put between the tags of a part what stands there, each loop counting its turns.

    Args:
        tree: The tags, the first on line one; it is changed.
        every: All nodes of the tree.
        environment: Where the filters are.
        loom: What is put in.

    Raises:
        TemplateSyntaxError: What the engine makes of a tag cannot be read.
    """
    numbers = {line: number for number, line in loom.lines.items()}
    own = _own_expressions(numbers, environment, loom)
    _adapt(every, loom.memory)
    tree.body = _woven(tree.body, _Thread(loom=loom, numbers=numbers, own=own), loom.gaps[0])


def _own_expressions(
    numbers: Mapping[int, int], environment: SandboxedEnvironment, loom: Loom
) -> dict[int, nodes.Expr]:
    opening, closing = environment.variable_start_string, environment.variable_end_string
    tags = (loom.tags[number] for number in loom.lines)
    bodies = (tag.body.removeprefix(_CONDITION) if tag.engine else _END for tag in tags)
    written = (f"{opening} {body} {closing}" if body != _END else "" for body in bodies)
    tree = environment.parse("\n".join(written))
    _adapt(tree.find_all(nodes.CondExpr), loom.memory)
    said = (node for output in tree.find_all(nodes.Output) for node in output.nodes)
    return {numbers[node.lineno]: node for node in said if not isinstance(node, nodes.TemplateData)}


def _adapt(every: Iterable[nodes.Node], memory: str) -> None:
    for node in every:
        match node:
            case nodes.CondExpr(expr2=None):
                # Without this, what "if" leaves out would be undefined and could not be printed.
                node.expr2 = nodes.Const("", lineno=node.lineno)
            case nodes.For():
                node.iter = _filtered(node.iter, _EACH, nodes.Name(memory, "load"))


def _filtered(node: nodes.Node, name: str, argument: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, [argument], [], None, None, lineno=node.lineno)


def _woven(body: Iterable[nodes.Node], thread: _Thread, before: Gap = ()) -> list[nodes.Node]:
    block = _Block()
    _fill(before, block, thread)
    for node in body:
        if isinstance(node, nodes.Output):
            for said in node.nodes:
                _say(said, block, thread)
        else:
            _weave_inside(node, thread)
            block.levels[-1].append(node)
    return block.levels[0]


def _weave_inside(node: nodes.Node, thread: _Thread) -> None:
    match node:
        case nodes.If():
            for other in node.elif_:
                _weave_inside(other, thread)
            node.body = _woven(node.body, thread)
            node.else_ = _woven(node.else_, thread)
        case nodes.For():
            node.body = _woven(node.body, thread)
            node.else_ = _woven(node.else_, thread)
        case nodes.Macro():
            node.body = _woven(node.body, thread)


def _say(node: nodes.Expr, block: _Block, thread: _Thread) -> None:
    line = node.lineno
    if isinstance(node, nodes.TemplateData):
        for gap in range(line, line + node.data.count("\n")):
            _fill(thread.loom.gaps[gap], block, thread)
        return
    number = thread.numbers[line]
    kind = thread.loom.tags[number].kind
    if kind == "value":
        block.say(_filtered(node, _PUT, nodes.Const(number)))
    elif kind == "markup":
        block.say(node)


def _fill(gap: Gap, block: _Block, thread: _Thread) -> None:
    for piece in gap:
        if isinstance(piece, str):
            block.say(nodes.TemplateData(piece))
        elif thread.loom.tags[piece].kind == "markup":
            block.say(thread.own[piece])
        elif piece in thread.own:
            block.open(thread.own[piece])
        else:
            block.levels.pop()
