"""Where the paragraphs and rows of a document stand, as people count them.

Knows paragraphs, rows, cells, headings. Must not know what stands there, nor why somebody asks.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from lxml.etree import _Element as Element

from pingshu.document import Document
from pingshu.opc import related_tree
from pingshu.passages import paragraphs_in, passage_elements
from pingshu.word import (
    CELL,
    PARAGRAPH_PROPERTIES,
    ROW,
    TABLE,
    W,
    heading_styles,
    paragraph_text,
    through_wrappers,
)

_STYLE, _LEVEL = f"{W}pStyle", f"{W}outlineLvl"
_VALUE = f"{W}val"
_LEVELS = frozenset("012345678")
_NAMES = re.compile("[^0-9０-９≥≤＞＜<>=]*[\u3400-\u9fff].*", re.DOTALL)
_LONGEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outline:
    """The headings of a document, which are looked for only when somebody asks.

    Attributes:
        paragraphs: those of the document, of tables none.
        styles: gives the styles of headings.
        known: number of paragraphs → the heading above what follows these.
    """

    paragraphs: list[Element]
    styles: Callable[[], frozenset[str]]
    known: dict[int, str]

    def above(self, count: int) -> str:
        """Return the heading above what follows some paragraphs, blank if there is none."""
        place = count
        while place and place not in self.known and not self._own(place):
            place -= 1
        heading = self.known.get(place) or (self._own(place) if place else "")
        self.known.update(dict.fromkeys(range(place, count + 1), heading))
        return heading

    def _own(self, number: int) -> str:
        return _heading(self.paragraphs[number - 1], self.styles())


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """The place of one paragraph or row.

    Attributes:
        before: how many paragraphs stand before it.
        table, row: which row of which table it is; 0 if it is a paragraph.
    """

    element: Element
    outline: _Outline
    before: int
    table: int = 0
    row: int = 0

    @property
    def heading(self) -> str:
        """Return the heading that it stands under, blank if there is none."""
        return self.outline.above(self.before)

    def told(self, piece: int | None = None) -> str:
        """Return the place of the paragraph, of the row, or of a cell of the row, in Chinese."""
        heading = f"，标题“{self.heading}”之下" if self.heading else ""
        if not self.row:
            return f"正文第{self.before + 1}段{heading}"
        cell = "" if piece is None else f"第{piece + 1}列"
        name = _name_before(self.element, len(self.element) if piece is None else piece)
        named = f"（{name}）" if name else ""
        return f"表{self.table}第{self.row}行{cell}{named}{heading}"


def spots_of(document: Document) -> Mapping[Element, Spot]:
    """Return the place of each passage of a document, in their order.

    Paragraphs and rows are counted apart.
    """
    styles = cache(lambda: _headings(document))
    outline = _Outline(paragraphs=[], styles=styles, known={})
    return {spot.element: spot for spot in _spots(document.body, outline)}


def place_told(spots: Mapping[Element, Spot], holder: Element) -> str:
    """Return the place of a paragraph, row or cell; blank if that is none of the document's."""
    chain = [holder, *holder.iterancestors()]
    home = next((node for node in chain if node in spots), None)
    if home is None:
        return ""
    cells = _cells(home)
    return spots[home].told(next((cells.index(node) for node in chain if node in cells), None))


def _headings(document: Document) -> frozenset[str]:
    return heading_styles(related_tree(document.package, document.main, "styles"))


def _spots(body: Element, outline: _Outline) -> Iterator[Spot]:
    table = row = 0
    last, paragraphs = None, outline.paragraphs
    for element in passage_elements(body):
        before = len(paragraphs)
        if element.tag == ROW:
            own = next(element.iterancestors(TABLE), None)
            table, row, last = (table, row + 1, own) if own is last else (table + 1, 1, own)
            yield Spot(element=element, outline=outline, before=before, table=table, row=row)
        else:
            yield Spot(element=element, outline=outline, before=before)
            paragraphs.append(element)


def _heading(element: Element, headings: frozenset[str]) -> str:
    """Return the text of a paragraph if it is a heading, else nothing."""
    properties = element.find(PARAGRAPH_PROPERTIES)
    for node in () if properties is None else properties:
        value = node.get(_VALUE)
        if (node.tag == _STYLE and value in headings) or (node.tag == _LEVEL and value in _LEVELS):
            return " ".join(paragraph_text(element).split())
    return ""


def _cells(row: Element) -> list[Element]:
    return list(through_wrappers(row, CELL))


def _name_before(row: Element, piece: int) -> str:
    """Return what calls a row: the words that stand the nearest before one of its cells."""
    texts = (_text(cell) for cell in reversed(_cells(row)[:piece]))
    name = next(filter(_NAMES.fullmatch, texts), "")
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}……"


def _text(cell: Element) -> str:
    read = "".join(paragraph_text(one) for one in paragraphs_in(cell))
    return "".join(read.split())
