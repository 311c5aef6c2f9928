"""Word templates: compiled once, filled many times.

Knows which parts of a document may hold tags and the order in which a part is compiled. Knows
neither the domain nor where files lie; the names it is given are data.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from lxml import etree

from pingshu.render.evaluate import (
    MEMORY,
    Program,
    check_expression,
    compile_tree,
    evaluate,
    make_environment,
    parse,
)
from pingshu.render.layout import lay_out, lay_out_plain
from pingshu.render.names import used_names
from pingshu.render.package import content_types, read_package, write_package
from pingshu.render.printing import Memory, printing_filters
from pingshu.render.source import COMMENT, PRINT, STATEMENT, Source, write_source
from pingshu.render.structure import complete
from pingshu.render.tags import find_tags, mark_macro_calls
from pingshu.word import (
    PARAGRAPH,
    Tag,
    TagPlace,
    TemplateError,
    W,
    heading_styles,
    paragraph_places,
    paragraph_text,
    parse_part,
)

__all__ = ["NameUse", "Template", "TemplateError", "marks_in"]

Filters = Mapping[str, Callable[..., object]]

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_BODY_TYPE = f"{_WORD_TYPE}document.main+xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_TAGGED_TYPES = (
    _BODY_TYPE,
    *(f"{_WORD_TYPE}{name}+xml" for name in ("header", "footer", "footnotes", "endnotes")),
    _CORE_TYPE,
)
_STYLES_TYPE = f"{_WORD_TYPE}styles+xml"
_XML_ENDINGS = (".xml", ".rels")
_MARK = re.compile("【请[^【】]*】")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameUse:
    """One use of a name in a template.

    Attributes:
        name: The whole dotted path; each item of a list is `[]`, as in `资金.明细[].标签`.
        place: Where it is used.
    """

    name: str
    place: TagPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compiled:
    """What compiling one part gives."""

    program: Program
    uses: tuple[NameUse, ...]


class Template:
    """A Word template, compiled once.

    Args:
        path_or_bytes: Where the .docx lies, or its bytes.
        filters: Filters that tags may use, by name.

    Raises:
        TemplateError: It is no Word document, or one of its tags is faulty.
    """

    __slots__ = ("_compiled", "_parts")

    def __init__(
        self, path_or_bytes: str | PathLike[str] | bytes, filters: Filters | None = None
    ) -> None:
        self._parts = read_package(_read(path_or_bytes))
        types = content_types(self._parts)
        roots = {
            part.name: parse_part(part.content, part.name)
            for part in self._parts
            if part.name.lower().endswith(_XML_ENDINGS)
        }
        self._compiled = dict(_compile(roots, types, filters or {}))

    def render(self, mapping: Mapping[str, object]) -> bytes:
        """Fill the template; the same names give the same bytes.

        Raises:
            TemplateError: A name is not there, or a tag cannot be evaluated.
        """
        changed = {
            part: evaluate(compiled.program, {**mapping, MEMORY: Memory()}).encode()
            for part, compiled in self._compiled.items()
        }
        return write_package(self._parts, changed)

    def names(self) -> frozenset[str]:
        """The names the template uses, as whole dotted paths."""
        return frozenset(use.name for use in self.uses())

    def uses(self) -> tuple[NameUse, ...]:
        """Every use of a name, in the order of the document."""
        return tuple(use for compiled in self._compiled.values() for use in compiled.uses)


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


def _compile(
    roots: Mapping[str, etree._Element], types: Mapping[str, str], filters: Filters
) -> Iterator[tuple[str, _Compiled]]:
    body = next(_parts_of(_BODY_TYPE, roots, types), None)
    if body is None:
        raise TemplateError("模板不是普通的 Word 文档，请用 Word 或 WPS 另存为 .docx")
    if roots[body].tag != f"{W}document":
        raise TemplateError("模板是“严格”格式的 .docx，请另存为普通的 Word 文档（.docx）")
    styles = next(_parts_of(_STYLES_TYPE, roots, types), None)
    headings = heading_styles(roots[styles] if styles else None)
    for kind in _TAGGED_TYPES:
        for name in _parts_of(kind, roots, types):
            compiled = _compile_within_limits(name, roots[name], headings, filters)
            if compiled:
                yield name, compiled


def _parts_of(
    kind: str, roots: Mapping[str, etree._Element], types: Mapping[str, str]
) -> Iterator[str]:
    return (name for name, own in types.items() if own == kind and name in roots)


def _compile_within_limits(
    name: str, root: etree._Element, headings: frozenset[str], filters: Filters
) -> _Compiled | None:
    """Compile a part; a template that Python itself refuses is a fault of the template."""
    try:
        return _compile_part(name, root, headings, filters)
    except (RecursionError, MemoryError, SyntaxError) as error:
        message = "模板里的标签套得太深或太长，请减少层次"
        raise TemplateError(message, TagPlace(part=name)) from error
    except (ValueError, ArithmeticError) as error:
        raise TemplateError("模板的标签里有处理不了的数或文字", TagPlace(part=name)) from error


def _compile_part(
    name: str, root: etree._Element, headings: frozenset[str], filters: Filters
) -> _Compiled | None:
    is_word = root.tag.startswith(W)
    found = mark_macro_calls(_find(name, root, headings) if is_word else _find_plain(name, root))
    if not found:
        return None
    tags = lay_out(root, found) if is_word else lay_out_plain(found)
    return _compile_source(name, write_source(root, complete(root, tags)), filters)


def _find(
    name: str, root: etree._Element, headings: frozenset[str]
) -> dict[etree._Element, tuple[Tag, ...]]:
    places = paragraph_places(root, name, headings)
    tags = {node: find_tags(paragraph_text(node), place) for node, place in places.items()}
    return {node: those for node, those in tags.items() if those}


def _find_plain(name: str, root: etree._Element) -> dict[etree._Element, tuple[Tag, ...]]:
    place = TagPlace(part=name)
    tags = {node: find_tags(node.text or "", place) for node in root.iter()}
    return {node: those for node, those in tags.items() if those}


def _compile_source(name: str, source: Source, filters: Filters) -> _Compiled:
    places = {line: tag.place for line, tag in source.tags.items()}
    environment = make_environment(
        (STATEMENT, PRINT, COMMENT), {**filters, **printing_filters(source.frames)}
    )
    for tag in source.tags.values():
        if tag.kind == "value":
            check_expression(environment, tag.body, tag.place)
    tree = parse(environment, source.text, places)
    uses = tuple(
        NameUse(name=used, place=places[line])
        for line, used in used_names(tree, (*environment.globals, MEMORY))
        if not source.tags[line].engine
    )
    return _Compiled(program=compile_tree(environment, tree, name, places), uses=uses)
