"""Word templates: compiled once, filled many times; their faults, all at once and in the margin.

Knows which parts of a document may hold tags and how a filled one is put together. Knows neither
the domain nor where files lie; the names it is given are data.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import count, filterfalse
from os import PathLike
from types import MappingProxyType
from typing import Self

from lxml import etree

from pingshu.passages import FIGURE, Printed
from pingshu.render.annotate import annotate
from pingshu.render.compiling import (
    MEMORY,
    Compiled,
    NameUse,
    Program,
    RawPart,
    compile_part,
    drop_bookmarks,
    evaluate,
    faults_in,
    taken_numbers,
)
from pingshu.render.fields import has_stale_fields, with_update
from pingshu.render.filled import Filled
from pingshu.render.marks import marks_among, marks_of
from pingshu.render.mending import menders
from pingshu.render.package import (
    BODY_TYPE,
    WORD_TYPE,
    Opened,
    Part,
    content_types,
    open_template,
    read_package,
    read_template,
    with_changed,
    write_package,
)
from pingshu.render.printing import Memory, look_after, printing_filters
from pingshu.render.relations import TYPES_PART, added_parts, linked
from pingshu.render.remembering import with_slots
from pingshu.render.rich import print_rich
from pingshu.render.skimming import skim
from pingshu.word import (
    FIRST_MARK,
    PARAGRAPH,
    Additions,
    TemplateError,
    TemplateFault,
    W,
    paragraph_places,
    paragraph_text,
    parse_part,
    serialise,
)

__all__ = [
    "PARAGRAPH",
    "Filled",
    "NameUse",
    "Template",
    "TemplateError",
    "TemplateFault",
    "annotated",
    "faults",
    "marks_in",
    "paragraph_text",
]

Filters = Mapping[str, Callable[..., object]]

_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_TAGGED_TYPES = (
    BODY_TYPE,
    *(f"{WORD_TYPE}{name}+xml" for name in ("header", "footer", "footnotes", "endnotes")),
    _CORE_TYPE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shell:
    """The parts of a template, and the content of its listings by name."""

    parts: tuple[Part, ...]
    listings: Mapping[str, bytes]

    @classmethod
    def around(cls, parts: Iterable[Part]) -> Self:
        every = tuple(parts)
        listings = (part for part in every if part.name.endswith((".rels", TYPES_PART)))
        return cls(parts=every, listings={part.name: part.content for part in listings})

    def written(
        self, filled: Mapping[str, str], additions: Additions, others: Mapping[str, bytes]
    ) -> bytes:
        changed = {name: text.encode() for name, text in filled.items()}
        added = added_parts(additions, self.listings) if additions.relations else {}
        return write_package(self.parts, {**changed, **others, **added})


class Template:
    """A Word template, compiled once.

    Args:
        path_or_bytes: Where the .docx lies, or its bytes.
        filters: Filters that tags may use, by name.

    Raises:
        TemplateError: It is no Word document, or one of its tags is faulty.
    """

    __slots__ = ("_bare", "_body", "_carrying", "_compiled", "_namespaces", "_slots", "_taken")

    def __init__(
        self, path_or_bytes: str | PathLike[str] | bytes, filters: Filters | None = None
    ) -> None:
        opened = open_template(read_template(path_or_bytes))
        drop_bookmarks(opened.roots[opened.body], FIGURE)
        self._body = opened.body
        self._taken = taken_numbers(opened.roots.values())
        self._namespaces = {name: dict(root.nsmap) for name, root in opened.roots.items()}
        self._bare = _Shell.around(_with_updated_fields(opened))
        added, self._slots = with_slots(_contents(self._bare.parts))
        self._carrying = _Shell.around(with_changed(self._bare.parts, added))
        self._compiled = _compile(opened, filters or {})
        for compiled in self._compiled.values():
            for fault in compiled.faults[:1]:
                raise TemplateError(fault.told, fault.place)

    def render(self, mapping: Mapping[str, object]) -> bytes:
        """Fill the template; the same names give the same bytes.

        Raises:
            TemplateError: A name is not there, or a tag cannot be evaluated.
        """
        additions = self._additions()
        return self._bare.written(self._fill(mapping, additions, None), additions, {})

    def fill(self, mapping: Mapping[str, object]) -> Filled:
        """Fill the template and tell what it prints; each figure stands in a bookmark.

        Raises:
            TemplateError: A name is not there, or a tag cannot be evaluated.
        """
        additions, printed = self._additions(), list[Printed]()
        changed = self._fill(mapping, additions, printed)
        body = changed.get(self._body) or self._untagged_body()
        passages = skim(body)
        marks = marks_among(passages, printed, body)
        return Filled(
            figures=tuple(printed),
            passages=passages,
            charts={name: drawing for name, (drawing, _) in additions.charts.items()},
            marks=marks_of([parse_part(body.encode(), self._body)]) if marks is None else marks,
            _written=partial(self._written, changed, additions),
        )

    def _untagged_body(self) -> str:
        return serialise(parse_part(_contents(self._bare.parts)[self._body], self._body))

    def _written(
        self, changed: Mapping[str, str], additions: Additions, memory: bytes | None, digest: str
    ) -> bytes:
        if memory is None:
            return self._bare.written(changed, additions, {})
        return self._carrying.written(changed, additions, self._slots.filled(memory, digest))

    def _additions(self) -> Additions:
        return Additions(
            numbers=filterfalse(self._taken.__contains__, count(1)),
            marks=filterfalse(self._taken.__contains__, count(FIRST_MARK)),
        )

    def _fill(
        self, mapping: Mapping[str, object], additions: Additions, printed: list[Printed] | None
    ) -> dict[str, str]:
        return {
            part: self._fill_part(
                part,
                compiled.program,
                mapping,
                Memory(additions=additions, printed=printed if part == self._body else None),
            )
            for part, compiled in self._compiled.items()
            if compiled.program is not None
        }

    def _fill_part(
        self, part: str, program: Program, mapping: Mapping[str, object], memory: Memory
    ) -> str:
        filled = evaluate(program, {**mapping, MEMORY: memory})
        return look_after(filled, menders(memory.additions, self._namespaces[part]))

    def names(self) -> frozenset[str]:
        """The names the template uses, as whole dotted paths."""
        return frozenset(use.name for use in self.uses())

    def uses(self) -> tuple[NameUse, ...]:
        """Every use of a name, in the order of the document."""
        return tuple(use for compiled in self._compiled.values() for use in compiled.uses)


def faults(
    template: bytes,
    known: Collection[str],
    filters: Filters | None = None,
    unprintable: Mapping[str, str] = MappingProxyType({}),
    *,
    build: bool = True,
) -> tuple[TemplateFault, ...]:
    """Tell all that is wrong with a template, in the order of its parts.

    Args:
        template: The .docx.
        known: The names it may use, as whole dotted paths.
        filters: The filters it may use, by name.
        unprintable: Names that it may use but not print, with why not (Chinese).
        build: Whether to look also for what only Python refuses; it takes twice as long.
    """
    try:
        compiled = _compile(open_template(template), filters or {}, build=build)
    except TemplateError as error:
        return (TemplateFault(message=error.message, place=error.place),)
    return faults_in(compiled.values(), known, unprintable)


def annotated(template: bytes, faults: Iterable[TemplateFault]) -> bytes:
    """Return a copy of a template with a remark of Word at each fault.

    Args:
        template: The .docx.
        faults: What is wrong with it.

    Raises:
        TemplateError: It is no Word document.
    """
    opened = open_template(template)
    kind = f"{WORD_TYPE}comments+xml"
    name = opened.named(kind) or "word/comments.xml"
    body = opened.roots[opened.body]
    remarks = opened.roots.get(name)
    if remarks is None:
        remarks = etree.Element(f"{W}comments", nsmap={"w": W.strip("{}")})
    annotate(body, paragraph_places(body, opened.body, opened.headings), remarks, faults)
    changed = {opened.body: serialise(body).encode(), name: serialise(remarks).encode()}
    if name not in opened.roots:
        changed |= linked(_contents(opened.parts), opened.body, name, "comments", kind)
    return write_package(opened.parts, changed)


def marks_in(document: bytes) -> tuple[str, ...]:
    """Return the marks 【请…】 that stand in the running text of a document, in its order.

    Raises:
        TemplateError: It is no Word document.
    """
    parts = read_package(document)
    bodies = {name for name, kind in content_types(parts).items() if kind == BODY_TYPE}
    roots = (parse_part(part.content, part.name) for part in parts if part.name in bodies)
    return marks_of(roots)


def _compile(opened: Opened, filters: Filters, *, build: bool = True) -> dict[str, Compiled]:
    names = (name for kind in _TAGGED_TYPES for name in opened.of_kind(kind))
    return {name: compile_part(_raw(opened, name, filters), build=build) for name in names}


def _raw(opened: Opened, name: str, filters: Filters) -> RawPart:
    return RawPart(
        name=name,
        root=opened.roots[name],
        headings=opened.headings,
        make_filters=lambda frames: {**filters, **printing_filters(frames, print_rich)},
    )


def _with_updated_fields(opened: Opened) -> tuple[Part, ...]:
    """The parts, Word told to update the fields if there are some that go stale."""
    if not any(has_stale_fields(root) for root in opened.roots.values()):
        return opened.parts
    kind = f"{WORD_TYPE}settings+xml"
    name = opened.named(kind) or "word/settings.xml"
    settings = next((part.content for part in opened.parts if part.name == name), None)
    changed = {name: with_update(settings, name)}
    if settings is None:
        changed |= linked(_contents(opened.parts), opened.body, name, "settings", kind)
    return tuple(with_changed(opened.parts, changed))


def _contents(parts: Iterable[Part]) -> dict[str, bytes]:
    return {part.name: part.content for part in parts}
