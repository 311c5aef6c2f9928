"""Files as grids: .xlsx, .xls and the tables of .docx, told apart by their content.

Knows which reader takes a file, and what of it becomes a finding. Must not know what a form is.
Whatever is wrong with a file becomes a finding; nothing is left lazy, the file is closed on
return.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from pingshu.finding import Finding, found
from pingshu.intake import (
    LAST_COLUMN,
    LAST_ROW,
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_STREAMED_BYTES,
    MOST_STREAMED_ROWS,
    StoredSheet,
    UnusableError,
    refuse_above,
)
from pingshu.read.cells import read_cells
from pingshu.read.document import read_document
from pingshu.read.kinds import Kind, kind_of, kind_of_package, main_document
from pingshu.read.measure import is_small, measure_workbook, sheet_parts
from pingshu.read.package import pack, short_members, unpack, unpacking
from pingshu.read.plain import NotPlainError, StoredRow, read_plain, stream_plain
from pingshu.read.sheets import read_sheets
from pingshu.sheet import Cell, Grid, Place

__all__ = ["NotPlainError", "read_workbook", "stream_rows"]

# What these warnings speak of is neither read nor ever written back, so nobody need know.
_HARMLESS = (
    "extension is not supported",
    "no default style",
    "header or footer",
    "Conditional Formatting",
    "DrawingML",
    "image",
    "Print area",
    "Print titles",
    "Slicer",
)
_NO_DATE = re.compile(r"Cell (\w+) is marked as a date but")

Sheets = tuple[StoredSheet, ...]


def read_workbook(path: str | Path) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """Return the sheets of a workbook, or the tables of a Word document, as grids, and findings.

    Args:
        path: the file; its name as given stands in every place.

    Returns:
        The grids in the order of the sheets, hidden ones marked; empty if the file cannot be
        read or is a Word document without a table (then there is a finding of severity error).
    """
    place = Place(workbook=str(path))
    try:
        sheets, warned = _sheets(_content(Path(path)))
        grids, findings = _grids(sheets, place)
    except UnusableError as unusable:
        return (), (found(unusable.code, place, **unusable.facts),)
    return grids, (*_warnings(warned, place), *findings)


def stream_rows(path: Path) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Yield the rows of a plain .xlsx however long it is; only one of them is in memory.

    Each row comes with the number of its sheet, its cells from left to right with those that are
    merged down to it. Nothing is said of what is wrong with the file: `read_workbook` does that.

    Raises:
        NotPlainError: some of it cannot be read so; that may be seen after many rows.
    """
    try:
        with unpacking(_content(path), MOST_STREAMED_BYTES) as archive:
            parts = short_members(archive)
            yield from _covered(stream_plain(archive, parts, sheet_parts(parts)))
    except UnusableError as unusable:
        raise NotPlainError from unusable


def _covered(rows: Iterable[StoredRow]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Yield the rows with the cells above that are merged down to them."""
    count = 0
    for sheet, group in groupby(rows, lambda row: row.sheet):
        merged: tuple[Cell, ...] = ()
        for row in group:
            count += 1
            refuse_above(MOST_STREAMED_ROWS, count, "工作表里的行", "行")
            stored = StoredSheet(title="", cells=row.cells, epoch=row.epoch)
            own = read_cells(stored, MOST_STREAMED_ROWS).cells
            above = tuple(cell for cell in merged if cell.last_row >= row.number)
            yield sheet, tuple(sorted((*above, *own), key=lambda cell: cell.column))
            merged = (*above, *(cell for cell in own if cell.row_span > 1))


def _content(path: Path) -> bytes:
    try:
        refuse_above(MOST_BYTES, path.stat().st_size, "文件", "MB")
        return path.read_bytes()
    except OSError as error:
        raise UnusableError("unreadable-file", reason=error.strerror or str(error)) from error


def _sheets(content: bytes) -> tuple[Sheets, tuple[str, ...]]:
    """Return the sheets and what the reader warned of."""
    if kind_of(content) is Kind.BINARY:
        # Few workbooks are of this kind, and what reads them takes long to import.
        from pingshu.read.binary import read_binary

        return read_binary(content), ()
    parts = unpack(content)
    if kind_of_package(parts, parts.get("mimetype", b"")) is Kind.WORKBOOK:
        return _workbook_sheets(parts)
    tables = read_document(parts[main_document(parts) or ""])
    if not tables:
        raise UnusableError("no-form", why="这是 Word 文档，里面没有表格。")
    return tables, ()


def _workbook_sheets(parts: Mapping[str, bytes]) -> tuple[Sheets, tuple[str, ...]]:
    names = sheet_parts(parts)
    measured = None if is_small(parts) else measure_workbook(parts, names)
    try:
        return read_plain(parts, names), ()
    except NotPlainError:
        measured = measured or measure_workbook(parts, names)
        return read_sheets(pack(measured.parts), measured.marks)


def _grids(sheets: Sheets, place: Place) -> tuple[tuple[Grid, ...], list[Finding]]:
    grids: list[Grid] = []
    findings: list[Finding] = []
    for sheet in sheets:
        read = read_cells(sheet)
        grid = Grid(
            workbook=place.workbook,
            sheet=sheet.title,
            cells=read.cells,
            hidden=sheet.hidden,
            above=sheet.above,
            follows=sheet.follows,
            addresses=sheet.addresses,
        )
        grids.append(grid)
        findings.extend(found("character-removed", grid.place(cell)) for cell in read.cleaned)
        if read.far is not None:
            far = found("cell-too-far", grid.place(read.far), rows=LAST_ROW, columns=LAST_COLUMN)
            findings.append(far)
        findings.extend(_remarks(sheet, grid))
    characters = sum(len(cell.text) for grid in grids for cell in grid.cells)
    refuse_above(MOST_CHARACTERS, characters, "文字", "字")
    return tuple(grids), findings


def _remarks(sheet: StoredSheet, grid: Grid) -> Iterator[Finding]:
    for code, positions in sheet.remarks.items():
        for row, column in positions:
            where = grid.address_at(row, column)
            yield found(code, Place(workbook=grid.workbook, sheet=grid.sheet, cell=where))


def _warnings(texts: Iterable[str], place: Place) -> Iterator[Finding]:
    for text in texts:
        if not any(harmless.lower() in text.lower() for harmless in _HARMLESS):
            yield found("reader-warning", place, reason=_in_chinese(text))


def _in_chinese(text: str) -> str:
    cell = _NO_DATE.match(text)
    return f"单元格 {cell[1]} 设成了日期格式，里面的数却不是日期" if cell else text
