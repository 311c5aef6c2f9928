"""Every tag read by itself, so that each fault is told and none hides another.

Knows how a tag is written and which filters there are. Knows neither Word nor the parts that the
tags stand in.
"""

import re
from collections.abc import Iterator, Sequence

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from pingshu.word import Complain, Tag, TemplateFault, nearest

Problem = tuple[nodes.Node, str, str | None]

_ENDINGS = ("分段", "合并")
_FULL_WIDTH = frozenset("（）【】，。：；｜＝＞＜！＋－＊／［］")
_PROBES = {
    "if": "{0}endif",
    "for": "{0}endfor",
    "macro": "{0}endmacro",
    "elif": "if 1{0}endif",
    "else": "if 1{0}endif",
    "endif": "if 1{0}",
    "endfor": "for i in []{0}",
    "endmacro": "macro m(){0}",
    "set": "{0}",
}
_MISFIT = "标签写法有误：它和别处的标签合不起来，请检查名称和层次"
_LEAVES = frozenset({nodes.Const, nodes.Name, nodes.TemplateData})
_LOOKED_AT = frozenset(
    (
        *(nodes.Filter, nodes.Test, nodes.Pow, nodes.Mul, nodes.Mod),
        *(nodes.Name, nodes.Getattr, nodes.For),
    )
)
_BINDING = {
    "for": re.compile(r"for\s+(\w+(?:\s*,\s*\w+)*)\s+in\b"),
    "set": re.compile(r"set\s+(\w+(?:\s*,\s*\w+)*)\s*="),
    "macro": re.compile(r"macro\s+(\w+)"),
}
_REPAIRED = {
    "for": "for {} in []",
    "set": "set {} = none",
    "macro": "macro {}()",
    "if": "if 1",
    "elif": "elif 1",
}


def survey(
    environment: SandboxedEnvironment, sequence: Sequence[Tag], complain: Complain
) -> tuple[nodes.Template, Sequence[nodes.Node]]:
    """Read the tags of a part, one on each line.

    Args:
        environment: Where the filters are.
        sequence: Tags whose blocks nest.
        complain: Is told of each tag that is written wrongly or uses what there is not.

    Returns:
        The tree of those that are sound, and all its nodes.
    """
    lines = [_written(environment, tag) for tag in sequence]
    try:
        tree = _parsed(environment, lines)
    except TemplateSyntaxError:
        tree = _parsed(environment, [_sound(environment, tag, complain) for tag in sequence])
    every = _every_node(tree)
    for node, message, near in (*_all_problems(environment, every), *_clashes(every)):
        place = sequence[node.lineno - 1].place
        complain(TemplateFault(message=message, place=place, nearest=near))
    return tree, every


def _parsed(environment: SandboxedEnvironment, lines: Sequence[str]) -> nodes.Template:
    return environment.parse("".join(f"{line}\n" for line in lines))


def _every_node(tree: nodes.Template) -> list[nodes.Node]:
    """The nodes below a tree, each before those that it holds, found in one walk."""
    found: list[nodes.Node] = []
    waiting = [*tree.iter_child_nodes()][::-1]
    while waiting:
        node = waiting.pop()
        found.append(node)
        if type(node) not in _LEAVES:
            waiting += [*node.iter_child_nodes()][::-1]
    return found


def _sound(environment: SandboxedEnvironment, tag: Tag, complain: Complain) -> str:
    """The tag as it is written, or what stands for a broken one."""
    try:
        environment.parse(_probe(environment, tag))
    except TemplateSyntaxError:
        complain(TemplateFault(message=_syntax_message(tag), place=tag.place))
        return _repaired(environment, tag)
    return _written(environment, tag)


def _written(environment: SandboxedEnvironment, tag: Tag) -> str:
    if tag.kind == "statement" and tag.keyword in _PROBES:
        return _statement(environment, tag.body)
    body = tag.body if tag.kind != "statement" else tag.body[len(tag.keyword) :].strip()
    opening, closing = environment.variable_start_string, environment.variable_end_string
    return f"{opening} {body} {closing}" if body else ""


def _statement(environment: SandboxedEnvironment, body: str) -> str:
    return f"{environment.block_start_string} {body} {environment.block_end_string}"


def _probe(environment: SandboxedEnvironment, tag: Tag) -> str:
    written = _written(environment, tag)
    if tag.kind != "statement" or tag.keyword not in _PROBES:
        return written
    before, after = _PROBES[tag.keyword].split("{0}")
    pieces = (_statement(environment, before) if before else "", written)
    return "".join((*pieces, _statement(environment, after) if after else ""))


def _repaired(environment: SandboxedEnvironment, tag: Tag) -> str:
    """What stands for a broken tag: the names it binds are still bound, to nothing known."""
    if tag.kind != "statement" or tag.keyword not in _PROBES:
        return ""
    bound = _BINDING[tag.keyword].match(tag.body) if tag.keyword in _BINDING else None
    form = _REPAIRED.get(tag.keyword, tag.keyword)
    return _statement(environment, form.format(bound[1] if bound else "nothing"))


def _all_problems(
    environment: SandboxedEnvironment, every: Sequence[nodes.Node]
) -> Iterator[Problem]:
    for node in every:
        if type(node) in _LOOKED_AT:
            for message, near in _problems(environment, node):
                yield node, message, near


def _clashes(every: Sequence[nodes.Node]) -> Iterator[Problem]:
    """The names in loops that are called like the loop's own."""
    if any(_binds_loop(node) for node in every):
        loops = (node for node in every if isinstance(node, nodes.For))
        inner = (name for loop in loops for name in loop.find_all(nodes.Name))
        yield from ((name, _MISFIT, None) for name in inner if _binds_loop(name))


def _binds_loop(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.ctx == "store" and node.name == "loop"


def _problems(
    environment: SandboxedEnvironment, node: nodes.Node
) -> Iterator[tuple[str, str | None]]:
    unknown, refused = _unknown(environment, node), _refused(node)
    if unknown:
        yield unknown
    elif refused:
        yield refused, None


def _syntax_message(tag: Tag) -> str:
    full_width = sorted(_FULL_WIDTH & set(tag.place.tag or ""))
    if full_width:
        return f"标签写法有误：其中有全角符号“{''.join(full_width)}”，运算和标点要用半角"
    return "标签写法有误：请检查其中的空格、引号、括号和竖线"


def _unknown(environment: SandboxedEnvironment, node: nodes.Node) -> tuple[str, str | None] | None:
    match node:
        case nodes.Filter(name=name) if name in _ENDINGS:
            return f"“{name}”要写在标签的最后", None
        case nodes.Filter(name="map", args=[nodes.Const(value=str() as name), *_]):
            return _unknown_filter(environment, name)
        case nodes.Filter(name=name):
            return _unknown_filter(environment, name)
        case nodes.Test(name=name) if name not in environment.tests:
            return f"没有叫“{name}”的检验", nearest(name, sorted(environment.tests))
    return None


def _unknown_filter(environment: SandboxedEnvironment, name: str) -> tuple[str, str | None] | None:
    if name in environment.filters:
        return None
    public = sorted(known for known in environment.filters if not known.startswith("_"))
    return f"没有叫“{name}”的过滤器", nearest(name, (*public, *_ENDINGS))


def _refused(node: nodes.Node) -> str | None:
    match node:
        case nodes.Pow() | nodes.Mul() | nodes.Mod(left=nodes.Const(value=str())):
            return "模板里不能做乘法、乘方，也不能用 % 拼文字"
        case nodes.Name(name=name) | nodes.Getattr(attr=name) if name.startswith("_"):
            return f"不能使用以下划线开头的名称“{name}”"
        case nodes.For(recursive=True):
            return "循环不能写 recursive"
    return None
