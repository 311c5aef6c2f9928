"""Compiling and running the template language: a sandbox that knows only data and named filters.

Knows Jinja and how its errors lead back to a tag. Knows nothing of Word and of what is printed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from traceback import walk_tb

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from pingshu.word import TagPlace, TemplateError

MEMORY = "__memory"

_GLOBALS = ("range", "namespace")
_HARMLESS = ("e", "escape", "forceescape", "safe")
# Neither what prints the inside of a value nor what depends on chance is among them.
_USEFUL = frozenset(
    (
        *("abs", "batch", "count", "d", "default", "dictsort", "first", "float", "groupby", "int"),
        *("items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject"),
        *("rejectattr", "replace", "reverse", "round", "select", "selectattr", "slice", "sort"),
        *("string", "sum", "trim", "unique", "upper"),
    )
)
_ENDINGS = frozenset({"分段", "合并"})
_FULL_WIDTH = frozenset("（）【】，。：；｜＝＞＜！＋－＊／［］")
_FAILURES = (
    *(TemplateRuntimeError, TypeError, ValueError, AttributeError),
    *(ArithmeticError, LookupError, RecursionError, MemoryError),
)
_OPERATORS = ("unsupported operand", "not supported between", "can only concatenate", "bad operand")
_EACH = "__each"


class _Missing(StrictUndefined):
    """A name that is not there; it says so in Chinese as soon as anything is asked of it."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_name is None:
            return "这里取不到值，例如列表是空的"
        kind = "个名称" if self._undefined_obj is missing else "一项"
        return f"没有“{self._undefined_name}”这{kind}"


class Environment(ImmutableSandboxedEnvironment):
    """A sandbox in which a dot asks a mapping for its keys before anything else."""

    def getattr(self, obj: object, attribute: str) -> object:
        """Take a key of a mapping, else a safe attribute."""
        try:
            return obj[attribute]  # type: ignore[index]  # most values are mappings
        except (TypeError, LookupError):
            return super().getattr(obj, attribute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A compiled part, with the place of the tag on each line."""

    template: Template
    places: Mapping[int, TagPlace]


def make_environment(
    braces: tuple[tuple[str, str], tuple[str, str], tuple[str, str]],
    filters: Mapping[str, Callable[..., object]],
) -> Environment:
    """An environment for parts written with these braces (statement, value, comment)."""
    (block_start, block_end), (start, end), (comment_start, comment_end) = braces
    environment = Environment(
        block_start_string=block_start,
        block_end_string=block_end,
        variable_start_string=start,
        variable_end_string=end,
        comment_start_string=comment_start,
        comment_end_string=comment_end,
        undefined=_Missing,
        autoescape=False,
        keep_trailing_newline=True,
    )
    environment.globals = {name: environment.globals[name] for name in _GLOBALS}
    useful = {name: environment.filters[name] for name in _USEFUL}
    environment.filters = {**useful, **dict.fromkeys(_HARMLESS, _unchanged)}
    environment.filters.update(filters)
    return environment


def _unchanged(value: object) -> object:
    return value


def parse(environment: Environment, source: str, places: Mapping[int, TagPlace]) -> nodes.Template:
    """Read the source of a part.

    Raises:
        TemplateError: A tag is written wrongly or uses what there is not.
    """
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        place = _place_of(error.lineno, places)
        raise TemplateError(_syntax_message(place), place) from error
    for node in tree.find_all(nodes.Node):
        problem = _problem(environment, node)
        if problem:
            raise TemplateError(problem, _place_of(node.lineno, places))
    for choice in tree.find_all(nodes.CondExpr):
        # Without this, what "if" leaves out would be an undefined value that cannot be printed.
        choice.expr2 = choice.expr2 or nodes.Const("", lineno=choice.lineno)
    return tree


def check_expression(environment: Environment, body: str, place: TagPlace) -> None:
    """Read an expression by itself, before brackets around it could complete it.

    Raises:
        TemplateError: It is written wrongly.
    """
    opening, closing = environment.variable_start_string, environment.variable_end_string
    try:
        environment.parse(f"{opening} {body} {closing}")
    except TemplateSyntaxError as error:
        raise TemplateError(_syntax_message(place), place) from error


def _syntax_message(place: TagPlace) -> str:
    full_width = sorted(_FULL_WIDTH & set(place.tag or ""))
    if full_width:
        return f"标签写法有误：其中有全角符号“{''.join(full_width)}”，运算和标点要用半角"
    return "标签写法有误：请检查其中的空格、引号、括号和竖线"


def _problem(environment: Environment, node: nodes.Node) -> str | None:
    return _unknown(environment, node) or _refused(node)


def _unknown(environment: Environment, node: nodes.Node) -> str | None:
    match node:
        case nodes.Filter(name=name) if name in _ENDINGS:
            return f"“{name}”要写在标签的最后"
        case nodes.Filter(name="map", args=[nodes.Const(value=str() as name), *_]):
            return None if name in environment.filters else f"没有叫“{name}”的过滤器"
        case nodes.Filter(name=name) if name not in environment.filters:
            return f"没有叫“{name}”的过滤器"
        case nodes.Test(name=name) if name not in environment.tests:
            return f"没有叫“{name}”的检验"
    return None


def _refused(node: nodes.Node) -> str | None:
    match node:
        case nodes.Pow() | nodes.Mul() | nodes.Mod(left=nodes.Const(value=str())):
            return "模板里不能做乘法、乘方，也不能用 % 拼文字"
        case nodes.Name(name=name) | nodes.Getattr(attr=name) if _is_private(name):
            return f"不能使用以下划线开头的名称“{name}”"
        case nodes.For(recursive=True):
            return "循环不能写 recursive"
    return None


def _is_private(name: str) -> bool:
    return name.startswith("_") and name != MEMORY


def _place_of(line: int, places: Mapping[int, TagPlace]) -> TagPlace:
    return places[max(known for known in places if known <= line)]


def compile_tree(
    environment: Environment, tree: nodes.Template, part: str, places: Mapping[int, TagPlace]
) -> Program:
    """Compile a part that has been read; the tree is used up, each loop counting its turns.

    Raises:
        TemplateError: Names are used in a way that cannot be compiled.
    """
    for loop in tree.find_all(nodes.For):
        memory = nodes.Name(MEMORY, "load", lineno=loop.lineno)
        loop.iter = nodes.Filter(loop.iter, _EACH, [memory], [], None, None, lineno=loop.lineno)
    tree.set_environment(environment)
    try:
        code = environment.compile(tree, part, part)
    except TemplateSyntaxError as error:
        place = _place_of(error.lineno, places)
        raise TemplateError(_syntax_message(place), place) from error
    template = environment.template_class.from_code(environment, code, environment.globals)
    return Program(template=template, places=places)


def evaluate(program: Program, names: Mapping[str, object]) -> str:
    """Run a program over the names it may use.

    Raises:
        TemplateError: A name is not there, or a tag cannot be evaluated.
    """
    template = program.template
    try:
        return "".join(template.root_render_func(template.new_context(dict(names))))
    except TemplateError as error:
        raise TemplateError(error.message, _running_place(error, program)) from error
    except _FAILURES as error:
        raise TemplateError(_failure_message(error), _running_place(error, program)) from error


def _failure_message(error: Exception) -> str:
    if isinstance(error, UndefinedError):
        return str(error)
    if isinstance(error, SecurityError):
        return "模板里不允许这样取值"
    return f"这个标签算不出来（{_reason(error)}）"


def _reason(error: Exception) -> str:
    """Say in Chinese what Python says in English."""
    if isinstance(error, RecursionError | MemoryError):
        return "套得太深或内容太多"
    if isinstance(error, TypeError) and any(words in str(error) for words in _OPERATORS):
        return "模板里不能做计算"
    if isinstance(error, ZeroDivisionError):
        return "模板里不能做计算，这里除数为零"
    return "这里的值不能这样用，请检查名称和过滤器"


def _running_place(error: Exception, program: Program) -> TagPlace:
    """Follow the traceback to the last line of the template that was running."""
    within = program.template.root_render_func.__globals__
    lines = [line for frame, line in walk_tb(error.__traceback__) if frame.f_globals is within]
    return _place_of(program.template.get_corresponding_lineno(lines[-1]), program.places)
