"""Compiling and running the template language: a sandbox that knows only data and named filters.

Knows Jinja and how its errors lead back to a tag. Knows nothing of Word and of what is printed.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from traceback import walk_tb

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateRuntimeError, UndefinedError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from pingshu.word import TagPlace, TemplateError

MEMORY, PUT = "__memory", "__put"

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
_FAILURES = (
    *(TemplateRuntimeError, TypeError, ValueError, AttributeError),
    *(ArithmeticError, LookupError, RecursionError, MemoryError),
)
_OPERATORS = ("unsupported operand", "not supported between", "can only concatenate", "bad operand")


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


def make_environment(filters: Mapping[str, Callable[..., object]]) -> Environment:
    """An environment for the tags of a part, in braces that no tag can hold."""
    environment = Environment(
        block_start_string="\x01%",
        block_end_string="%\x02",
        variable_start_string="\x01{",
        variable_end_string="}\x02",
        comment_start_string="\x01#",
        comment_end_string="#\x02",
        undefined=_Missing,
        autoescape=False,
        keep_trailing_newline=True,
        # There is nothing to work out beforehand, and looking for it takes longest of all.
        optimized=False,
    )
    environment.globals = {name: environment.globals[name] for name in _GLOBALS}
    useful = {name: environment.filters[name] for name in _USEFUL}
    environment.filters = {**useful, **dict.fromkeys(_HARMLESS, _unchanged)}
    environment.filters.update(filters)
    environment.filters[PUT] = _with_memory(environment.filters[PUT])
    return environment


def _with_memory(put: Callable[..., object]) -> Callable[..., object]:
    @pass_context
    def put_from_memory(context: Context, value: object, number: int) -> object:
        return put(context.parent[MEMORY], value, number)

    return put_from_memory


def _unchanged(value: object) -> object:
    return value


def _place_of(line: int, places: Mapping[int, TagPlace]) -> TagPlace:
    return places[max(known for known in places if known <= line)]


@contextmanager
def fitting(places: Mapping[int, TagPlace]) -> Iterator[None]:
    """Tell of tags that have been looked at and yet do not fit together.

    Raises:
        TemplateError: Some do not.
    """
    try:
        yield
    except TemplateSyntaxError as error:
        message = "标签写法有误：它和别处的标签合不起来，请检查名称和层次"
        raise TemplateError(message, _place_of(error.lineno, places)) from error


def compile_tree(
    environment: Environment, tree: nodes.Template, part: str, places: Mapping[int, TagPlace]
) -> Program:
    """Compile a part, with the place of the tag on each line."""
    code = environment.compile(tree, part, part)
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
