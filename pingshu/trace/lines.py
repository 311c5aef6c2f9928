"""A report as lines: its paragraphs with the level of their headings, its rows with their tables.

Knows the styles of a Word document. Must not know figures.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from lxml.etree import _Element as Element

from pingshu.document import Document, open_document
from pingshu.opc import related_tree
from pingshu.passages import Passage, placed_passages
from pingshu.word import CELL, PARAGRAPH_PROPERTIES, TABLE, W, ancestor, cell_span, through_wrappers

_HEADING = re.compile("(?:heading|标题) ?([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "标题"})
_MOST_ANCESTORS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph or a row.

    Attributes:
        level: of a heading from 1, of the title 0; None for running text and rows.
        table: which table of the report a row is of, from 1.
        spans: how many columns each cell of a row covers.
    """

    passage: Passage
    level: int | None = None
    table: int | None = None
    spans: tuple[int, ...] = ()


def lines_of(content: bytes) -> tuple[Line, ...]:
    """Return the lines of a document in their order.

    Raises:
        PackageError: it is no sound .docx.
    """
    document = open_document(content)
    levels = _levels(document)
    numbers = count(1)
    tables: dict[Element | None, int] = {}
    lines = []
    for passage, node in placed_passages(document.body):
        if passage.row:
            table = ancestor(node, TABLE)
            number = tables[table] if table in tables else tables.setdefault(table, next(numbers))
            spans = tuple(map(cell_span, through_wrappers(node, CELL)))
            lines.append(Line(passage=passage, table=number, spans=spans))
        else:
            lines.append(Line(passage=passage, level=_level(node, levels)))
    return tuple(lines)


def _levels(document: Document) -> Mapping[str, int]:
    """Return style → level, also of styles that are based on one with a level."""
    root = related_tree(document.package, document.main, "styles")
    every = () if root is None else root.iter(f"{W}style")
    styles = {style.get(f"{W}styleId", ""): style for style in every}
    found = {name: _style_level(style, styles) for name, style in styles.items()}
    return {name: level for name, level in found.items() if level is not None}


def _style_level(style: Element, styles: Mapping[str, Element]) -> int | None:
    node: Element | None = style
    for _ in range(_MOST_ANCESTORS):
        if node is None:
            return None
        level = _own_level(node)
        if level is not None:
            return level
        node = styles.get(_value(node, "basedOn"))
    return None


def _own_level(style: Element) -> int | None:
    name = _value(style, "name")
    heading = _HEADING.fullmatch(name)
    if heading:
        return int(heading[1])
    return 0 if name.lower() in _TITLES else _outline_level(style.find(PARAGRAPH_PROPERTIES))


def _outline_level(properties: Element | None) -> int | None:
    level = "" if properties is None else _value(properties, "outlineLvl")
    return int(level) + 1 if level in set("012345678") else None


def _level(paragraph: Element, levels: Mapping[str, int]) -> int | None:
    properties = paragraph.find(PARAGRAPH_PROPERTIES)
    if properties is None:
        return None
    own = _outline_level(properties)
    return levels.get(_value(properties, "pStyle")) if own is None else own


def _value(node: Element, name: str) -> str:
    found = node.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")
