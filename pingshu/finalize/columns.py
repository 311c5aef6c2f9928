"""What the cells of tables are about: the heading of their column, and the label of their row.

Knows rows and columns. Must not know what is private, nor what becomes of a cell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from pingshu.contacts import counts
from pingshu.word import CELL, PARAGRAPH, ROW, TABLE, W, paragraph_text, through_wrappers

_SPAN = f"{W}tcPr/{W}gridSpan"
_VALUE = f"{W}val"
_FEWEST_DIGITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a cell is about.

    Attributes:
        heading: what its column is headed, as it is written; blank if it is not.
        label: the words before it in its row; blank if there are none.
        counts: whether it is an amount or a code, so that no number in it is a telephone.
    """

    heading: str
    label: str
    counts: bool


def columns_in(root: Element) -> Mapping[Element, Column]:
    """Return paragraph of a cell → what the cell is about, for all tables of a part.

    Args:
        root: the part.
    """
    return {
        paragraph: column
        for table in root.iter(TABLE)
        for cell, column in _cells(table)
        for paragraph in cell.iter(PARAGRAPH)
    }


def _cells(table: Element) -> Iterator[tuple[Element, Column]]:
    headings: dict[int, str] = {}
    for row in through_wrappers(table, ROW):
        written, label = tuple(_written(row)), ""
        for at, cell, text in written:
            heading = headings.get(at, "")
            is_counted = counts(heading) or counts(label)
            yield cell, Column(heading=heading, label=label, counts=is_counted)
            label = label if _is_value(text) else text
        headings |= {
            at: text
            for at, _, text in written
            if len(written) > 1 and not _is_value(text) and (at not in headings or counts(text))
        }


def _written(row: Element) -> Iterator[tuple[int, Element, str]]:
    """Yield the cells of a row: where they begin in the grid, and what is written in them."""
    at = 0
    for cell in through_wrappers(row, CELL):
        yield at, cell, " ".join("".join(map(paragraph_text, cell.iter(PARAGRAPH))).split())
        span = cell.find(_SPAN)
        width = "1" if span is None else span.get(_VALUE, "1")
        at += int(width) if width.isdecimal() else 1


def _is_value(text: str) -> bool:
    return not text or sum(map(str.isdecimal, text)) >= _FEWEST_DIGITS
