"""One part of a template compiled: from tags in text to a program, or to all its faults.

Knows the order of the steps and what each needs. Knows nothing of packages and of what is printed.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from jinja2 import nodes
from lxml import etree

from pingshu.render.compiling.cells import shape_cells
from pingshu.render.compiling.copies import drop_bookmarks, renew_copies, taken_numbers
from pingshu.render.compiling.layout import lay_out, lay_out_plain
from pingshu.render.compiling.names import Role, loop_names, used_names
from pingshu.render.compiling.nesting import Nesting, nest
from pingshu.render.compiling.program import (
    MEMORY,
    Program,
    compile_tree,
    evaluate,
    fitting,
    make_environment,
)
from pingshu.render.compiling.source import read_source
from pingshu.render.compiling.structure import check_seats, guard_containers, tag_markers
from pingshu.render.compiling.survey import survey
from pingshu.render.compiling.tags import find_tags, mark_macro_calls
from pingshu.render.compiling.weaving import Loom, weave
from pingshu.word import (
    Complain,
    Frame,
    Tag,
    TagPlace,
    TemplateError,
    TemplateFault,
    W,
    nearest,
    paragraph_places,
    paragraph_text,
)

__all__ = [
    "MEMORY",
    "Compiled",
    "NameUse",
    "Program",
    "RawPart",
    "compile_part",
    "drop_bookmarks",
    "evaluate",
    "faults_in",
    "taken_numbers",
]

Filters = Mapping[str, Callable[..., object]]
MakeFilters = Callable[[Mapping[int, Frame]], Filters]
Found = Mapping[etree._Element, tuple[Tag, ...]]

_NO_SUMS = "不能在模板里用来计算，只能照原样打印"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPart:
    """A part that has not been compiled.

    Attributes:
        name: The name of the part.
        root: Its tree; it is used up.
        headings: The ids of the styles that make a heading.
        make_filters: Gives the filters for the frames of the part.
    """

    name: str
    root: etree._Element
    headings: frozenset[str]
    make_filters: MakeFilters


@dataclass(frozen=True, slots=True, kw_only=True)
class NameUse:
    """One use of a name in a template.

    Attributes:
        name: The whole dotted path; each item of a list is `[]`, as in `资金.明细[].标签`.
        written: The name as the tag has it, as in `行.标签`.
        place: Where it is used.
        role: Whether it is printed as it is, computed with for print, or asked for otherwise.
    """

    name: str
    written: str
    place: TagPlace
    role: Role = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """What compiling one part gives.

    Attributes:
        program: What fills it; None for a part without tags or with faults, or if not wanted.
        uses: The names it uses.
        loops: The names that its loops give to their items.
        faults: All that is wrong with it, in the order of the part.
        paragraphs: The places of its paragraphs in their order.
    """

    program: Program | None = None
    uses: tuple[NameUse, ...] = ()
    loops: frozenset[str] = frozenset()
    faults: tuple[TemplateFault, ...] = ()
    paragraphs: Mapping[TagPlace, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Nested:
    """The tags of a part; the number of each is its index."""

    tags: list[Tag]
    numbers: tuple[int, ...]
    nesting: Nesting


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surveyed:
    """The tags of a part as a tree of the template language, and the names in it."""

    tree: nodes.Template
    every: Sequence[nodes.Node]
    uses: tuple[NameUse, ...]


def compile_part(raw: RawPart, *, build: bool = True) -> Compiled:
    """Compile a part; a template that Python itself refuses is a fault of the template.

    Args:
        raw: The part.
        build: Whether what fills it is wanted, and not only its names and faults.
    """
    try:
        return _compile(raw, build=build)
    except TemplateError as error:
        return _faulty(error.message, error.place or TagPlace(part=raw.name))
    except (RecursionError, MemoryError, SyntaxError):
        return _faulty("模板里的标签套得太深或太长，请减少层次", TagPlace(part=raw.name))
    except (ValueError, ArithmeticError):
        return _faulty("模板的标签里有处理不了的数或文字", TagPlace(part=raw.name))


def _faulty(message: str, place: TagPlace) -> Compiled:
    return Compiled(faults=(TemplateFault(message=message, place=place),))


def _compile(raw: RawPart, *, build: bool) -> Compiled:
    faults: dict[TemplateFault, None] = {}  # both forms of a text box have the same ones

    def complain(fault: TemplateFault) -> None:
        faults[fault] = None

    places = _places(raw)
    order = {place: index for index, place in enumerate(dict.fromkeys(places.values()))}
    nested = _nest(raw.root, _find(raw.root, places, complain), complain)
    surveyed = _survey(nested.nesting, raw.make_filters, complain)
    is_built = bool(build and nested.tags and not faults)
    return Compiled(
        program=_build(raw, nested, surveyed) if is_built else None,
        uses=surveyed.uses,
        loops=loop_names(surveyed.every),
        faults=_sorted(faults, order),
        paragraphs=order,
    )


def _sorted(
    faults: Iterable[TemplateFault], order: Mapping[TagPlace, int]
) -> tuple[TemplateFault, ...]:
    """The faults as they stand in the part."""

    def position(fault: TemplateFault) -> tuple[int, int]:
        place = fault.place and replace(fault.place, tag=None, around=None, start=None)
        return order.get(place, -1) if place else -1, (fault.place and fault.place.start) or 0

    return tuple(sorted(faults, key=position))


def faults_in(
    parts: Iterable[Compiled], known: Collection[str], unprintable: Mapping[str, str]
) -> tuple[TemplateFault, ...]:
    """All that is wrong with the parts if only these names are known, in their order.

    Args:
        parts: The parts of a template.
        known: The names they may use.
        unprintable: Those of them that cannot be printed, with why not.
    """
    return tuple(fault for part in parts for fault in _faults_of(part, known, unprintable))


def _faults_of(
    compiled: Compiled, known: Collection[str], unprintable: Mapping[str, str]
) -> tuple[TemplateFault, ...]:
    """All that is wrong with a part, in its order."""
    unknown = dict.fromkeys(_unknown_names(compiled, known, unprintable))
    misused = dict.fromkeys(_misused_names(compiled, known, unprintable))
    return _sorted((*compiled.faults, *unknown, *misused), compiled.paragraphs)


def _misused_names(
    compiled: Compiled, known: Collection[str], unprintable: Mapping[str, str]
) -> Iterator[TemplateFault]:
    for use in compiled.uses:
        if use.name not in known or use.role == "asked":
            continue
        reason = unprintable.get(use.name, _NO_SUMS if use.role == "computed" else None)
        if reason is not None:
            message = f"“{use.written or use.name}”{reason}"
            yield TemplateFault(message=message, place=use.place)


def _unknown_names(
    compiled: Compiled, known: Collection[str], unprintable: Collection[str]
) -> Iterator[TemplateFault]:
    for use in compiled.uses:
        root = use.name.partition(".")[0]
        if use.name in known:
            continue
        if root in compiled.loops:
            message = f"“{root}”只在它的循环里有，这里在循环之外"
            yield TemplateFault(message=message, place=use.place)
        else:
            message = f"不认识的名称“{use.written or use.name}”"
            near = _nearest(use, known, unprintable)
            yield TemplateFault(message=message, place=use.place, nearest=near)


def _nearest(use: NameUse, known: Collection[str], unprintable: Collection[str]) -> str | None:
    """The known name most like an unknown one, in the words of its tag."""
    fitting = known if use.role == "asked" else {*known}.difference(unprintable)
    near = nearest(use.name, sorted(fitting)) or nearest(use.name, sorted(known))
    first, dot, rest = use.written.partition(".")
    start = use.name.removesuffix(dot + rest)
    if near is None or not use.written or not near.startswith(start):
        return near
    return first + near.removeprefix(start)


def _places(raw: RawPart) -> dict[etree._Element, TagPlace]:
    if raw.root.tag.startswith(W):
        return paragraph_places(raw.root, raw.name, raw.headings)
    return {node: TagPlace(part=raw.name) for node in raw.root.iter()}


def _find(
    root: etree._Element, places: Mapping[etree._Element, TagPlace], complain: Complain
) -> Found:
    read = paragraph_text if root.tag.startswith(W) else _plain_text
    tags = {node: find_tags(read(node), place, complain) for node, place in places.items()}
    return mark_macro_calls({node: those for node, those in tags.items() if those}, complain)


def _plain_text(node: etree._Element) -> str:
    return node.text or ""


def _nest(root: etree._Element, found: Found, complain: Complain) -> _Nested:
    is_word = root.tag.startswith(W)
    tags = lay_out(root, found, complain) if is_word else lay_out_plain(found)
    marked = tag_markers(root)
    nesting = nest([tags[number] for number, _ in marked], complain)
    check_seats(tags, marked, nesting.pairs, complain)
    shape_cells(tags, marked, nesting.loops, complain)
    return _Nested(tags=tags, numbers=tuple(number for number, _ in marked), nesting=nesting)


def _survey(nesting: Nesting, make_filters: MakeFilters, complain: Complain) -> _Surveyed:
    environment = make_environment(make_filters({}))
    tree, every = survey(environment, nesting.sequence, complain)
    uses = tuple(
        NameUse(name=used, written=written, place=nesting.sequence[line - 1].place, role=role)
        for line, used, written, role in used_names(tree, every, environment.globals)
    )
    return _Surveyed(tree=tree, every=every, uses=uses)


def _build(raw: RawPart, nested: _Nested, surveyed: _Surveyed) -> Program:
    tags = nested.tags
    renew_copies(raw.root, tags)
    guard_containers(raw.root, tags)
    own = (number for number, tag in enumerate(tags) if tag.engine)
    lines = {number: line for line, number in enumerate(chain(nested.numbers, own), 1)}
    places = {line: tags[number].place for number, line in lines.items()}
    source = read_source(raw.name, raw.root, tags, lines)
    environment = make_environment(raw.make_filters(source.frames))
    loom = Loom(tags=tags, lines=lines, gaps=source.gaps, memory=MEMORY)
    with fitting(places):
        weave(surveyed.tree, surveyed.every, environment, loom)
        return compile_tree(environment, surveyed.tree, raw.name, places)
