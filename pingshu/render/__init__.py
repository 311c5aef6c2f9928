"""Word templates: compiled once, filled many times; their faults, all at once and in the margin.

Knows which parts of a document may hold tags and how a filled one is put together. Knows neither
the domain nor where files lie; the names it is given are data.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count, filterfalse
from os import PathLike
from pathlib import Path
from types import MappingProxyType

from lxml import etree

from pingshu.opc import relations_of
from pingshu.render.annotate import annotate
from pingshu.render.compiling import (
    MEMORY,
    Compiled,
    NameUse,
    Program,
    compile_part,
    evaluate,
    faults_of,
    taken_numbers,
)
from pingshu.render.fields import has_stale_fields, with_update
from pingshu.render.mending import menders
from pingshu.render.package import Part, content_types, packed, read_package, write_package
from pingshu.render.printing import Memory, look_after, printing_filters
from pingshu.render.relations import (
    TYPES_PART,
    added_parts,
    with_relations,
    with_types,
)
from pingshu.render.rich import print_rich
from pingshu.word import (
    OFFICE,
    PARAGRAPH,
    Additions,
    TemplateError,
    TemplateFault,
    W,
    heading_styles,
    paragraph_places,
    paragraph_text,
    parse_part,
    serialise,
)

__all__ = [
    "NameUse",
    "Template",
    "TemplateError",
    "TemplateFault",
    "annotated",
    "faults",
    "marks_in",
]

Filters = Mapping[str, Callable[..., object]]
Roots = Mapping[str, etree._Element]

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_BODY_TYPE = f"{_WORD_TYPE}document.main+xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_TAGGED_TYPES = (
    _BODY_TYPE,
    *(f"{_WORD_TYPE}{name}+xml" for name in ("header", "footer", "footnotes", "endnotes")),
    _CORE_TYPE,
)
_XML_ENDINGS = (".xml", ".rels")
_MARK = re.compile("【请[^【】]*】")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """A package whose parts are read.

    Attributes:
        body: The name of the main part.
        headings: The ids of the styles that make a heading.
    """

    parts: tuple[Part, ...]
    types: Mapping[str, str]
    roots: Roots
    body: str
    headings: frozenset[str]

    def named(self, kind: str) -> str | None:
        """The first part of a type, if there is one."""
        return next(_parts_of(kind, self.roots, self.types), None)


class Template:
    """A Word template, compiled once.

    Args:
        path_or_bytes: Where the .docx lies, or its bytes.
        filters: Filters that tags may use, by name.

    Raises:
        TemplateError: It is no Word document, or one of its tags is faulty.
    """

    __slots__ = ("_compiled", "_listings", "_namespaces", "_parts", "_taken")

    def __init__(
        self, path_or_bytes: str | PathLike[str] | bytes, filters: Filters | None = None
    ) -> None:
        opened = _open(_read(path_or_bytes))
        self._taken = taken_numbers(opened.roots.values())
        self._namespaces = {name: dict(root.nsmap) for name, root in opened.roots.items()}
        self._parts = _with_updated_fields(opened)
        listings = (part for part in self._parts if part.name.endswith((".rels", TYPES_PART)))
        self._listings = {part.name: part.content for part in listings}
        self._compiled = _compile(opened, filters or {})
        for compiled in self._compiled.values():
            for fault in compiled.faults[:1]:
                raise TemplateError(fault.told, fault.place)

    def render(self, mapping: Mapping[str, object]) -> bytes:
        """Fill the template; the same names give the same bytes.

        Raises:
            TemplateError: A name is not there, or a tag cannot be evaluated.
        """
        additions = Additions(numbers=filterfalse(self._taken.__contains__, count(1)))
        changed = {
            part: self._fill(part, compiled.program, mapping, additions)
            for part, compiled in self._compiled.items()
            if compiled.program is not None
        }
        if additions.relations:
            changed |= added_parts(additions, self._listings)
        return write_package(self._parts, changed)

    def _fill(
        self, part: str, program: Program, mapping: Mapping[str, object], additions: Additions
    ) -> bytes:
        filled = evaluate(program, {**mapping, MEMORY: Memory(additions=additions)})
        return look_after(filled, menders(additions, self._namespaces[part])).encode()

    def names(self) -> frozenset[str]:
        """The names the template uses, as whole dotted paths."""
        return frozenset(use.name for use in self.uses())

    def uses(self) -> tuple[NameUse, ...]:
        """Every use of a name, in the order of the document."""
        return tuple(use for compiled in self._compiled.values() for use in compiled.uses)

    def sound(self, known: Collection[str], unprintable: Mapping[str, str]) -> bool:
        """Whether it uses known names alone, each as it may be used."""
        return not _faults_in(self._compiled, known, unprintable)


def faults(
    template: bytes,
    known: Collection[str],
    filters: Filters | None = None,
    unprintable: Mapping[str, str] = MappingProxyType({}),
) -> tuple[TemplateFault, ...]:
    """Tell all that is wrong with a template, in the order of its parts.

    Args:
        template: The .docx.
        known: The names it may use, as whole dotted paths.
        filters: The filters it may use, by name.
        unprintable: Names that it may use but not print, with why not (Chinese).
    """
    try:
        compiled = _compile(_open(template), filters or {})
    except TemplateError as error:
        return (TemplateFault(message=error.message, place=error.place),)
    return _faults_in(compiled, known, unprintable)


def _faults_in(
    compiled: Mapping[str, Compiled], known: Collection[str], unprintable: Mapping[str, str]
) -> tuple[TemplateFault, ...]:
    parts = compiled.values()
    return tuple(fault for part in parts for fault in faults_of(part, known, unprintable))


def annotated(template: bytes, faults: Iterable[TemplateFault]) -> bytes:
    """Return a copy of a template with a remark of Word at each fault.

    Args:
        template: The .docx.
        faults: What is wrong with it.

    Raises:
        TemplateError: It is no Word document.
    """
    opened = _open(template)
    kind = f"{_WORD_TYPE}comments+xml"
    name = opened.named(kind) or "word/comments.xml"
    body = opened.roots[opened.body]
    remarks = opened.roots.get(name)
    if remarks is None:
        remarks = etree.Element(f"{W}comments", nsmap={"w": W.strip("{}")})
    annotate(body, paragraph_places(body, opened.body, opened.headings), remarks, faults)
    changed = {opened.body: serialise(body).encode(), name: serialise(remarks).encode()}
    if name not in opened.roots:
        changed |= _linked(opened, name, kind, "comments")
    return write_package(opened.parts, changed)


def marks_in(document: bytes) -> tuple[str, ...]:
    """Return the marks 【请…】 that stand in the running text of a document, in its order.

    Raises:
        TemplateError: It is no Word document.
    """
    parts = read_package(document)
    bodies = {name for name, kind in content_types(parts).items() if kind == _BODY_TYPE}
    roots = (parse_part(part.content, part.name) for part in parts if part.name in bodies)
    texts = (paragraph_text(paragraph) for root in roots for paragraph in root.iter(PARAGRAPH))
    return tuple(mark for text in texts for mark in _MARK.findall(text))


def _read(path_or_bytes: str | PathLike[str] | bytes) -> bytes:
    if isinstance(path_or_bytes, bytes):
        return path_or_bytes
    try:
        return Path(path_or_bytes).read_bytes()
    except OSError as error:
        raise TemplateError(f"打不开模板文件“{Path(path_or_bytes).name}”") from error


def _open(data: bytes) -> _Opened:
    parts = read_package(data)
    types = content_types(parts)
    roots = {
        part.name: parse_part(part.content, part.name)
        for part in parts
        if part.name.lower().endswith(_XML_ENDINGS)
    }
    body = next(_parts_of(_BODY_TYPE, roots, types), None)
    if body is None:
        raise TemplateError("模板不是普通的 Word 文档，请用 Word 或 WPS 另存为 .docx")
    if roots[body].tag != f"{W}document":
        raise TemplateError("模板是“严格”格式的 .docx，请另存为普通的 Word 文档（.docx）")
    styles = next(_parts_of(f"{_WORD_TYPE}styles+xml", roots, types), None)
    headings = heading_styles(roots[styles] if styles else None)
    return _Opened(parts=parts, types=types, roots=roots, body=body, headings=headings)


def _parts_of(kind: str, roots: Roots, types: Mapping[str, str]) -> Iterator[str]:
    return (name for name, own in types.items() if own == kind and name in roots)


def _compile(opened: _Opened, filters: Filters) -> dict[str, Compiled]:
    return {
        name: compile_part(
            name,
            opened.roots[name],
            opened.headings,
            lambda frames: {**filters, **printing_filters(frames, print_rich)},
        )
        for kind in _TAGGED_TYPES
        for name in _parts_of(kind, opened.roots, opened.types)
    }


def _with_updated_fields(opened: _Opened) -> tuple[Part, ...]:
    """The parts, Word told to update the fields if there are some that go stale."""
    if not any(has_stale_fields(root) for root in opened.roots.values()):
        return opened.parts
    kind = f"{_WORD_TYPE}settings+xml"
    name = opened.named(kind) or "word/settings.xml"
    settings = next((part.content for part in opened.parts if part.name == name), None)
    changed = {name: with_update(settings, name)}
    if settings is None:
        changed |= _linked(opened, name, kind, "settings")
    kept = tuple(part for part in opened.parts if part.name not in changed)
    return (*kept, *(packed(part, content) for part, content in changed.items()))


def _linked(opened: _Opened, name: str, kind: str, relation: str) -> dict[str, bytes]:
    """The listings of a package with a further part that its body refers to."""
    contents = {part.name: part.content for part in opened.parts}
    listing = relations_of(opened.body)
    target = (f"pingshu-{relation}", f"{OFFICE}/{relation}", f"/{name}")
    return {
        listing: with_relations(contents.get(listing), [target]),
        TYPES_PART: with_types(contents[TYPES_PART], (), {name: kind}),
    }
