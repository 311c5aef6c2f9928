"""The heading of a comparison table: up to three rows, the columns of values, funds across or not.

Knows the structure of such a heading. Must not know which words mean what.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pingshu.measures import Meanings
from pingshu.sheet import Cell, Grid
from pingshu.values import is_empty_mark, year_in

_ROWS_OF_HEADING = 3
_LONGEST_NUMBER = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading of a table.

    Attributes:
        left: the first column of the table.
        first_value: the first column of values; the labels stand to the left of it.
        columns: column → the cells that head it, from above.
        across: whether the funds stand across, in the heading.
    """

    first_row: int
    last_row: int
    left: int
    first_value: int
    columns: Mapping[int, tuple[Cell, ...]]
    across: bool


def heading_at(grid: Grid, row: int, meanings: Meanings) -> Heading | None:
    """Return the heading that begins in a row, if the row looks like one."""
    own = [cell for cell in grid.row(row) if cell.row == row]
    texts = [cell for cell in own if cell.text and cell.number is None]
    has_numbers = len(texts) < len([cell for cell in own if cell.text])
    if has_numbers or not meanings.may_head(cell.text for cell in texts):
        return None
    left = min((cell.column for near in (row, row + 1) for cell in grid.row(near)), default=1)
    corners = [cell for cell in texts if meanings.heads("corner", cell.text)]
    heads = [cell for cell in texts if cell.column > left and cell not in corners]
    said = [cell for cell in heads if is_head(cell, meanings)]
    if not said:
        return None
    last = _last_row_of_heading(grid, row, heads[0].column)
    first_value = _first_value(heads, corners, said[0])
    columns = dict(_heads(grid, row, last, first_value, meanings))
    across = any(meanings.names_fund(cell.text) for cells in columns.values() for cell in cells)
    return Heading(
        first_row=row,
        last_row=last,
        left=left,
        first_value=first_value,
        columns=columns,
        across=across or not any(_says(cells, meanings) for cells in columns.values()),
    )


def is_head(cell: Cell, meanings: Meanings) -> bool:
    """Return whether a cell names a fund or says what a value measures."""
    if meanings.names_fund(cell.text) or meanings.heads("total", cell.text):
        return True
    said = meanings.of([cell.text])
    return said.anything or said.year is not None


def _says(cells: Iterable[Cell], meanings: Meanings) -> bool:
    return meanings.of([cell.text for cell in cells]).anything


def _first_value(heads: Sequence[Cell], corners: Sequence[Cell], said: Cell) -> int:
    """Return the first column of values; with a corner (险种) the first head behind it."""
    before = [cell for cell in corners if cell.column < said.column]
    behind = [cell.column for cell in heads if before and cell.column > before[-1].column]
    return min(behind, default=said.column)


def _last_row_of_heading(grid: Grid, row: int, column: int) -> int:
    """Return the last row of a heading; further ones hold words alone, and no label in front."""
    last = max(cell.last_row for cell in grid.row(row) if cell.row == row)
    last = min(last, row + _ROWS_OF_HEADING - 1)
    while last + 1 < row + _ROWS_OF_HEADING and _goes_on(grid, last + 1, column):
        last += 1
    return last


def _goes_on(grid: Grid, row: int, column: int) -> bool:
    own = [cell for cell in grid.row(row) if cell.row == row and (cell.text or cell.trouble)]
    return bool(own) and all(cell.column >= column and not is_value(cell) for cell in own)


def _heads(
    grid: Grid, first: int, last: int, first_value: int, meanings: Meanings
) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Yield each column of values with its heads; a head reaches over the blanks behind it."""
    for column in range(first_value, grid.last_column + 1):
        cells = [
            _head(grid, row, column, first_value, row < last) for row in range(first, last + 1)
        ]
        heads = tuple(dict.fromkeys(cell for cell in cells if cell is not None))
        if heads and heads[-1].column <= column and not meanings.heads("note", heads[-1].text):
            yield column, heads


def _head(grid: Grid, row: int, column: int, first_value: int, spreads: bool) -> Cell | None:
    columns = range(column, first_value - 1, -1) if spreads else range(column, column - 1, -1)
    cells = (grid.at(row, one) for one in columns)
    return next((cell for cell in cells if cell is not None and cell.text), None)


def is_filled(cell: Cell) -> bool:
    """Return whether anything stands in a cell."""
    return bool(cell.text or cell.trouble)


def is_value(cell: Cell) -> bool:
    """Return whether a cell holds a number, a mark for none, or what was meant as a number."""
    if cell.number is not None or cell.trouble is not None:
        return True
    has_digit = any(character.isdecimal() for character in cell.text)
    is_year = year_in(cell.text) is not None
    return is_empty_mark(cell.text) or (
        has_digit and not is_year and len(cell.text) <= _LONGEST_NUMBER
    )
