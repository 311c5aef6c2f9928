"""The sheets of an .xlsx, read by openpyxl.

Knows openpyxl. Must not know what a value says, nor whether a workbook is fit to be read: it has
been measured before.
"""

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout

import openpyxl
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from pingshu.intake import Stored, StoredSheet, UnusableError
from pingshu.sheet import Position

# openpyxl lets whatever it stumbles over escape: a NaN in a cell, an unknown style.
_STUMBLES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    InvalidFileException,
    LookupError,
    NameError,
    OSError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)

Marks = Mapping[Position, str]
"""Cells that need care: `picture`, or the slug of a finding."""


def read_sheets(
    package: bytes, marks: Sequence[Marks]
) -> tuple[tuple[StoredSheet, ...], tuple[str, ...]]:
    """Return the sheets of a workbook, and what openpyxl warned of.

    Args:
        package: the workbook.
        marks: for each sheet in its order the cells that need care.

    Raises:
        UnusableError: the workbook is damaged.
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        book = _load(package)
    if len(book.worksheets) != len(marks):
        raise UnusableError("damaged", reason="里面的工作表不齐")
    sheets = tuple(
        _stored_sheet(sheet, marked, book)
        for sheet, marked in zip(book.worksheets, marks, strict=True)
    )
    return sheets, tuple(dict.fromkeys(str(warning.message) for warning in caught))


def _load(content: bytes) -> openpyxl.Workbook:
    try:
        # openpyxl prints what it thinks of some styles.
        with redirect_stdout(io.StringIO()):
            return openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    except _STUMBLES as error:
        raise UnusableError("damaged", reason="里面的内容不符合规定") from error


def _stored_sheet(sheet: Worksheet, marks: Marks, book: openpyxl.Workbook) -> StoredSheet:
    return StoredSheet(
        title=sheet.title,
        cells=tuple(_cells(sheet, marks)),
        epoch=book.epoch,
        hidden=sheet.sheet_state != "visible",
    )


def _cells(sheet: Worksheet, marks: Marks) -> Iterator[Stored]:
    spans = _spans(sheet)
    # The private mapping holds the cells that exist; iterating by rows would create every
    # blank cell up to the farthest one, a million rows in a carelessly formatted sheet.
    for position, source in sorted(sheet._cells.items()):
        if not isinstance(source, MergedCell):  # nobody sees what stands below a merged range
            yield _stored(source, spans.get(position, (1, 1)), marks)


def _spans(sheet: Worksheet) -> dict[Position, tuple[int, int]]:
    return {
        (merged.min_row, merged.min_col): (
            merged.max_row - merged.min_row + 1,
            merged.max_col - merged.min_col + 1,
        )
        for merged in sheet.merged_cells.ranges
    }


def _stored(source: SheetCell, span: tuple[int, int], marks: Marks) -> Stored:
    mark = marks.get((source.row, source.column))
    return Stored(
        row=source.row,
        column=source.column,
        value=None if mark == "picture" else source.value,  # type: ignore[arg-type]  # formulas are not loaded
        number_format=_number_format(source),
        format_number=source._style.numFmtId,  # type: ignore[attr-defined]  # the stubs leave _style out
        trouble=_trouble(source, mark),
        row_span=span[0],
        column_span=span[1],
    )


def _number_format(source: SheetCell) -> str:
    try:
        return source.number_format
    except IndexError:  # the cell names a format that the workbook does not have
        return "General"


def _trouble(source: SheetCell, mark: str | None) -> str | None:
    if mark is not None:
        return None if mark == "picture" else mark
    return "error-value" if source.data_type == "e" else None
