"""The sheets of an .xls or .et: measured record by record, then read by xlrd.

Knows the records of the old format and xlrd. Must not know what a value says. Whatever cannot be
used is told by UnusableError.
"""

import os
import pathlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TextIO

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.compdoc import CompDoc, CompDocError

from pingshu.intake import (
    MOST_BINARY_BYTES,
    MOST_CELLS,
    MOST_CELLS_MERGED,
    MOST_RECORDS,
    MOST_ROWS,
    MOST_ROWS_REACHED,
    MOST_SHEETS,
    Stored,
    StoredSheet,
    UnusableError,
    Value,
    refuse_above,
)
from pingshu.sheet import Position

# xlrd lets whatever it stumbles over in a damaged file escape.
_STUMBLES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    CompDocError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    xlrd.XLRDError,
)
_COMPOUND = b"\xd0\xcf\x11\xe0"
_STREAMS = ("Workbook", "Book")
_PASSWORD, _MERGED = 0x002F, 0x00E5
_BEGINNINGS = frozenset((0x0009, 0x0209, 0x0409, 0x0809))
_ROW = frozenset((0x0008, 0x0208))
_CELL = frozenset(
    (
        *(0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x00D6, 0x00FD),
        *(0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x027E, 0x0406),
    )
)
_CELLS = frozenset((0x00BD, 0x00BE))
_FIRST_IN_UNICODE = 80
_BLANK = frozenset((xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK))
_EPOCHS = (datetime(1899, 12, 30), datetime(1904, 1, 1))  # noqa: DTZ001  # a workbook knows no time zone


def read_binary(content: bytes) -> tuple[StoredSheet, ...]:
    """Return the sheets of an .xls.

    Raises:
        UnusableError: it is damaged, has a password or is unreasonably large.
    """
    refuse_above(MOST_BINARY_BYTES, len(content), "文件", "MB")
    # xlrd prints what it thinks of a file.
    with pathlib.Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        try:
            _measure(_records(content, nowhere))
            return _sheets(content, nowhere)
        except _STUMBLES as error:
            raise UnusableError("damaged", reason="里面的内容不符合规定") from error


# --- measuring ----------------------------------------------------------------------------------

Record = tuple[int, bytes]


def _records(content: bytes, nowhere: TextIO) -> Iterator[Record]:
    """Yield code and data of each record, as far as they follow each other."""
    memory, at, end = _stream(content, nowhere)
    end += at
    while at + 4 <= end:
        code, length = struct.unpack_from("<HH", memory, at)
        yield code, memory[at + 4 : at + 4 + length]
        at += 4 + length


def _stream(content: bytes, nowhere: TextIO) -> tuple[bytes, int, int]:
    """Return the bytes that hold the workbook's records, where they start and how many."""
    if not content.startswith(_COMPOUND):
        return content, 0, len(content)
    compound = CompDoc(content, logfile=nowhere, ignore_workbook_corruption=True)
    streams = (compound.locate_named_stream(name) for name in _STREAMS)
    return next((stream for stream in streams if stream[0] is not None), (b"", 0, 0))


@dataclass(slots=True)
class _Measure:
    """How much a workbook holds, as far as its records have been seen."""

    records: int = 0
    sheets: int = 0
    cells: int = 0
    merged: int = 0
    reached: int = 0
    last_row: int = 0
    rows: set[Position] = field(default_factory=set)


def _measure(records: Iterator[Record]) -> None:
    """Raise the refusal of a workbook that holds too much."""
    measure = _Measure()
    for code, data in records:
        measure.records += 1
        refuse_above(MOST_RECORDS, measure.records, "文件里的记录", "条")
        _count(measure, code, data)


def _count(measure: _Measure, code: int, data: bytes) -> None:
    if code in _BEGINNINGS:
        _count_sheet(measure)
    elif code in _CELL or code in _ROW:
        _count_cells(measure, data, 1 if code in _CELL else 0)
    elif code in _CELLS:
        first, last = struct.unpack_from("<H", data, 2)[0], struct.unpack("<H", data[-2:])[0]
        _count_cells(measure, data, max(last - first + 1, 0))
    elif code == _MERGED:
        _count_merged(measure, data)
    elif code == _PASSWORD:
        raise UnusableError("encrypted")


def _count_sheet(measure: _Measure) -> None:
    measure.sheets += 1
    measure.last_row = 0
    refuse_above(MOST_SHEETS, measure.sheets, "工作表", "张")


def _count_cells(measure: _Measure, data: bytes, cells: int) -> None:
    (row,) = struct.unpack_from("<H", data)
    measure.cells += cells
    measure.rows.add((measure.sheets, row))
    measure.reached += max(row + 1 - measure.last_row, 0)
    measure.last_row = max(row + 1, measure.last_row)
    refuse_above(MOST_CELLS, measure.cells, "单元格", "个")
    refuse_above(MOST_ROWS, len(measure.rows), "工作表里的行", "行")
    refuse_above(MOST_ROWS_REACHED, measure.reached, "工作表里的行", "行")


def _count_merged(measure: _Measure, data: bytes) -> None:
    (count,) = struct.unpack_from("<H", data)
    for number in range(count):
        top, bottom, left, right = struct.unpack_from("<4H", data, 2 + number * 8)
        measure.merged += max(bottom - top + 1, 0) * max(right - left + 1, 0)
    refuse_above(MOST_CELLS_MERGED, measure.merged, "合并的单元格", "个")


# --- reading ------------------------------------------------------------------------------------


def _sheets(content: bytes, nowhere: TextIO) -> tuple[StoredSheet, ...]:
    book = _open(content, nowhere)
    sheets = tuple(
        StoredSheet(
            title=sheet.name,
            cells=tuple(_cells(book, sheet)),
            epoch=_EPOCHS[book.datemode],
            hidden=sheet.visibility != 0,
        )
        for sheet in book.sheets()
    )
    if not sheets:
        raise UnusableError("damaged", reason="里面没有工作表")
    return sheets


def _open(content: bytes, nowhere: TextIO) -> xlrd.Book:
    """Open a workbook; one that does not say how its texts are encoded is taken to be Chinese."""
    options = {
        "file_contents": content,
        "logfile": nowhere,
        "formatting_info": True,
        "ragged_rows": True,
        "ignore_workbook_corruption": True,
    }
    book = xlrd.open_workbook(**options)
    if book.biff_version >= _FIRST_IN_UNICODE or book.codepage is not None:
        return book
    return xlrd.open_workbook(**options, encoding_override="gb18030")


def _cells(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Iterator[Stored]:
    spans = _spans(sheet)
    there = {
        (row + 1, column + 1)
        for row in range(sheet.nrows)
        for column, kind in enumerate(sheet.row_types(row))
        if kind not in _BLANK
    }
    for position in sorted((there - _covered(spans)) | spans.keys()):
        yield _cell(book, sheet, position, spans.get(position, (1, 1)), position in there)


def _spans(sheet: xlrd.sheet.Sheet) -> dict[Position, tuple[int, int]]:
    return {
        (top + 1, left + 1): (bottom - top, right - left)
        for top, bottom, left, right in sheet.merged_cells
    }


def _covered(spans: dict[Position, tuple[int, int]]) -> set[Position]:
    """Return the positions below merged ranges, their anchors not: nobody sees what is there."""
    return {
        (row, column)
        for (top, left), (rows, columns) in spans.items()
        for row in range(top, top + rows)
        for column in range(left, left + columns)
    } - spans.keys()


def _cell(
    book: xlrd.Book,
    sheet: xlrd.sheet.Sheet,
    position: Position,
    span: tuple[int, int],
    filled: bool,
) -> Stored:
    row, column = position
    rows, columns = span
    if not filled:
        return Stored(row=row, column=column, value=None, row_span=rows, column_span=columns)
    kind = sheet.cell_type(row - 1, column - 1)
    number_format, format_number = _format(book, sheet.cell_xf_index(row - 1, column - 1))
    return Stored(
        row=row,
        column=column,
        value=_value(kind, sheet.cell_value(row - 1, column - 1)),
        number_format=number_format,
        format_number=format_number,
        trouble="error-value" if kind == xlrd.XL_CELL_ERROR else None,
        row_span=rows,
        column_span=columns,
    )


def _format(book: xlrd.Book, style: int) -> tuple[str, int | None]:
    """Return how a number is shown; simple programs write no styles at all."""
    if not 0 <= style < len(book.xf_list):
        return "General", None
    shown = book.format_map[book.xf_list[style].format_key]
    return shown.format_str, shown.format_key


def _value(kind: int, value: str | float) -> Value:
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return str(error_text_from_code.get(int(value), "#N/A"))
    return value
