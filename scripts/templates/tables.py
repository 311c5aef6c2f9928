"""Tables whose rows need not have the same cells: each cell gives its width, the grid follows.

Knows how Word keeps a table. Must not know what stands in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from scripts.templates.markup import Node, paragraph, word

_LEAST_TWIPS = "290"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell.

    Attributes:
        width: In twips.
        style: Style of its paragraph.
        merge: "restart" begins a cell over several rows, "continue" goes on with it.
    """

    text: str
    width: int
    style: str = "TableText"
    merge: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row.

    Attributes:
        header: Whether it comes again at the top of each page.
        splits: Whether it may run over to the next page.
    """

    cells: tuple[Cell, ...]
    header: bool = False
    splits: bool = False


def instruction(text: str, width: int) -> Row:
    """Return the row that a row instruction stands in; the engine takes the row away."""
    return Row(cells=(Cell(text=text, width=width),))


def table(rows: Sequence[Row]) -> Node:
    """Return the table; every row has to be equally wide."""
    edges = sorted({edge for row in rows for edge in _edges(row)})
    widths = [end - start for start, end in zip([0, *edges], edges, strict=False)]
    grid = word("tblGrid", *(word("gridCol", w=str(width)) for width in widths))
    return word("tbl", _properties(edges[-1]), grid, *(_row(row, edges) for row in rows))


def _edges(row: Row) -> Iterator[int]:
    return accumulate(cell.width for cell in row.cells)


def _properties(width: int) -> Node:
    return word(
        "tblPr",
        word("tblStyle", val="AnnexTable"),
        word("tblW", w=str(width), type="dxa"),
        word("jc", val="center"),
        word("tblLayout", type="fixed"),
    )


def _row(row: Row, edges: Sequence[int]) -> Node:
    properties = word("trPr")
    if not row.splits:
        properties.append(word("cantSplit"))
    properties.append(word("trHeight", val=_LEAST_TWIPS, hRule="atLeast"))
    if row.header:
        properties.append(word("tblHeader"))
    ends = list(_edges(row))
    starts = [0, *ends[:-1]]
    spans = (
        sum(start < edge <= end for edge in edges) for start, end in zip(starts, ends, strict=True)
    )
    cells = (_cell(cell, span) for cell, span in zip(row.cells, spans, strict=True))
    return word("tr", properties, *cells)


def _cell(cell: Cell, span: int) -> Node:
    properties = word("tcPr", word("tcW", w=str(cell.width), type="dxa"))
    if span > 1:
        properties.append(word("gridSpan", val=str(span)))
    if cell.merge:
        properties.append(word("vMerge", val=cell.merge))
    properties.append(word("vAlign", val="center"))
    return word("tc", properties, paragraph(cell.style, cell.text))
