"""Where the passages of a document stand, as people count them.

Knows paragraphs, rows, headings. Must not know what stands there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from pingshu.document import Document
from pingshu.opc import related
from pingshu.passages import Passage
from pingshu.word import (
    PARAGRAPH_PROPERTIES,
    TABLE,
    TagPlace,
    W,
    ancestor,
    describe_place,
    heading_styles,
)

_BODY = "word/document"
_STYLE = f"{PARAGRAPH_PROPERTIES}/{W}pStyle"
_LEVEL = f"{PARAGRAPH_PROPERTIES}/{W}outlineLvl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """The place of one passage."""

    place: TagPlace

    @property
    def heading(self) -> str:
        """Return the heading that it stands under, blank if there is none."""
        return self.place.heading or ""

    def told(self, piece: int) -> str:
        """Return the place of the paragraph, or of a cell of the row, in Chinese."""
        row = self.place.row is not None
        return describe_place(replace(self.place, cell=piece + 1) if row else self.place)


def spots_of(document: Document, placed: Sequence[tuple[Passage, Element]]) -> tuple[Spot, ...]:
    """Return the places of the passages of a document; paragraphs and rows are counted apart."""
    return tuple(Spot(place=place) for place in _places(placed, _headings(document)))


def _headings(document: Document) -> frozenset[str]:
    targets = related(document.package, document.main).values()
    parts = (name for kind, name in targets if kind == "styles" and name in document.package.parts)
    return heading_styles(next(map(document.package.tree, parts), None))


def _places(
    placed: Sequence[tuple[Passage, Element]], headings: frozenset[str]
) -> Iterator[TagPlace]:
    paragraph = table = row = 0
    heading, last = None, None
    for passage, element in placed:
        if passage.row:
            own = ancestor(element, TABLE)
            table, row, last = (table, row + 1, own) if own is last else (table + 1, 1, own)
            yield TagPlace(part=_BODY, heading=heading, table=table, row=row)
        else:
            paragraph += 1
            yield TagPlace(part=_BODY, heading=heading, paragraph=paragraph)
            heading = _heading(passage, element, headings) or heading


def _heading(passage: Passage, element: Element, headings: frozenset[str]) -> str | None:
    """Return the text of a paragraph if it is a heading."""
    style, level = element.find(_STYLE), element.find(_LEVEL)
    outlined = level is not None and level.get(f"{W}val", "") in set("012345678")
    styled = style is not None and style.get(f"{W}val") in headings
    return " ".join(passage.text.split()) if outlined or styled else None
