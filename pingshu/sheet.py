"""A cell's content together with its place, and a grid of such cells.

Knows workbook, sheet and address. Must not know openpyxl or what a cell means.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache, partial
from typing import NamedTuple

Position = tuple[int, int]

_ADDRESS = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands; sheet and cell are None for a whole file."""

    workbook: str
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        """Return the place as people write it: 自评表!F7."""
        if self.sheet and self.cell:  # as nearly all are
            return f"{self.sheet}!{self.cell}"
        return self.sheet or self.cell or self.workbook


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Return the letters of a 1-based column number: 28 gives AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Return the address of a 1-based row and column: F7."""
    return f"{column_letters(column)}{row}"


# The cells of all forms have the same addresses.
@lru_cache(maxsize=16384)
def position_of(address: str) -> Position | None:
    """Return the 1-based row and column of an address (F7 gives 7, 6), None if it is none."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


class Cell(NamedTuple):
    """The content of one cell, or of the anchor of a merged range.

    A tuple, because a form has hundreds of them and they are made several times as fast.

    Attributes:
        text: what the cell says, trimmed; a number without trailing zeros, a percentage
            with its sign.
        number: the stored number, None for text.
        percent: the number format shows the stored number times 100.
        trouble: slug of a finding about the cell itself (formula without a value, #DIV/0!).
        row_span, column_span: size of the merged range.
        where: how people call the place, if not by letters and number: 第3行第2列.
    """

    row: int
    column: int
    text: str
    number: Decimal | None = None
    percent: bool = False
    trouble: str | None = None
    row_span: int = 1
    column_span: int = 1
    where: str | None = None

    @property
    def address(self) -> str:
        """Return the address of the cell or of the merged range's anchor."""
        return self.where or address(self.row, self.column)

    @property
    def last_row(self) -> int:
        """Return the last row that the cell covers."""
        return self.row + self.row_span - 1

    @property
    def last_column(self) -> int:
        """Return the last column that the cell covers."""
        return self.column + self.column_span - 1


def _covering(cells: tuple[Cell, ...]) -> dict[Position, Cell]:
    return {
        (row, column): cell
        for cell in cells
        for row in range(cell.row, cell.last_row + 1)
        for column in range(cell.column, cell.last_column + 1)
    }


def _by_row(cells: tuple[Cell, ...]) -> dict[int, tuple[Cell, ...]]:
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(cells, key=lambda one: one.column):
        for row in range(cell.row, cell.last_row + 1):
            rows.setdefault(row, []).append(cell)
    return {row: tuple(found) for row, found in rows.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One sheet: its cells that hold something or are merged, in reading order.

    Attributes:
        addresses: position → how people call it, where that is not by letters and number.
        above: how many of the first rows are lines that stand above a table in Word.
        follows: whether nothing stands between a table in Word and the one before it.
        first_row, last_row, last_column: the first and the last that hold anything; 0 on an
            empty sheet.
    """

    workbook: str
    sheet: str
    cells: tuple[Cell, ...]
    hidden: bool = False
    above: int = 0
    follows: bool = False
    addresses: Mapping[Position, str] = field(default_factory=dict, repr=False, compare=False)
    first_row: int = field(init=False)
    last_row: int = field(init=False)
    last_column: int = field(init=False)
    _covering: Mapping[Position, Cell] = field(init=False, repr=False, compare=False)
    _rows: Mapping[int, tuple[Cell, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the cells by row and by every position that they cover."""
        put = partial(object.__setattr__, self)
        put("first_row", min((cell.row for cell in self.cells), default=0))
        put("last_row", max((cell.last_row for cell in self.cells), default=0))
        put("last_column", max((cell.last_column for cell in self.cells), default=0))
        put("_covering", _covering(self.cells))
        put("_rows", _by_row(self.cells))

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell that covers the position, spread over merged ranges, or None."""
        return self._covering.get((row, column))

    def row(self, row: int) -> tuple[Cell, ...]:
        """Return the cells that cover a position of the row, each once, from left to right."""
        return self._rows.get(row, ())

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows from the first to the last that hold anything."""
        return map(self.row, range(self.first_row, self.last_row + 1))

    def address_at(self, row: int, column: int) -> str:
        """Return how people call a position, also of one where nothing stands."""
        nearest = range(column, 0, -1) if self.addresses else ()
        called = (self.addresses.get((row, one)) for one in nearest)
        return next((name for name in called if name), address(row, column))

    def blank(self, row: int, column: int) -> Cell:
        """Return a cell for a position where nothing stands."""
        return Cell(row=row, column=column, text="", where=self.address_at(row, column))

    def place(self, cell: Cell | None = None) -> Place:
        """Return the place of a cell, or of the sheet."""
        where = cell.address if cell is not None else None
        return Place(workbook=self.workbook, sheet=self.sheet, cell=where)

    def part(self, first_row: int, last_row: int) -> "Grid":
        """Return the rows from first to last as a grid with the same addresses."""
        is_whole = first_row <= self.first_row and last_row >= self.last_row
        if is_whole and not self.above and not self.follows:
            return self
        rows = range(first_row, last_row + 1)
        kept = tuple(cell for row in rows for cell in self.row(row) if cell.row == row)
        return Grid(
            workbook=self.workbook,
            sheet=self.sheet,
            cells=kept,
            hidden=self.hidden,
            addresses=self.addresses,
        )
