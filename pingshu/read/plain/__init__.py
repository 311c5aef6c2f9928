"""The sheets of a plain .xlsx: in one pass over its XML, or row by row however long they are.

Knows the XML of workbooks as Excel, WPS, LibreOffice and openpyxl write it. Must not know what a
value says, nor whether a workbook is fit to be read: a large one has been measured before.
Whatever is not plain (a cell without its address, an unknown type, a style that is not there) is
left to openpyxl, which is slower by far and knows everything.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from itertools import starmap
from typing import NamedTuple
from zipfile import ZipFile

from lxml import etree
from lxml.etree import _Element as Element

from pingshu.intake import Stored, StoredSheet
from pingshu.read.plain.scanning import scan
from pingshu.read.plain.storing import (
    MAIN,
    PARSER,
    SINGLE,
    Book,
    NotPlainError,
    Raw,
    Span,
    epoch_of,
    formats_of,
    merged,
    place_of,
    raw_cell,
    shared_text,
    stored_cell,
)
from pingshu.read.plain.streaming import Strings, ranges_in, rows_in, texts_in
from pingshu.sheet import Position

__all__ = ["NotPlainError", "StoredRow", "read_plain", "stream_plain"]

_ROW, _CELL = f"{MAIN}row", f"{MAIN}c"
_STRINGS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
_WORKBOOK = "xl/workbook.xml"
_UNSOUND = (etree.XMLSyntaxError, LookupError, ValueError, OverflowError)

Parts = Mapping[str, bytes]


def read_plain(parts: Parts, names: Sequence[str]) -> tuple[StoredSheet, ...]:
    """Return the sheets of a workbook.

    Args:
        parts: its members.
        names: the members that are its sheets, in their order.

    Raises:
        NotPlainError: only openpyxl can read it.
    """
    try:
        return _sheets(parts, names)
    except _UNSOUND as error:
        raise NotPlainError from error


def _sheets(parts: Parts, names: Sequence[str]) -> tuple[StoredSheet, ...]:
    workbook = etree.fromstring(parts[_WORKBOOK], PARSER)
    listed = list(workbook.iterfind(f"{MAIN}sheets/{MAIN}sheet"))
    if len(listed) != len(names):
        raise NotPlainError
    book = Book(strings=_strings(parts), formats=formats_of(parts[_STYLES]))
    epoch = epoch_of(workbook)
    return tuple(
        StoredSheet(
            title=sheet.get("name", ""),
            cells=_cells(parts[name], book),
            epoch=epoch,
            hidden=sheet.get("state", "visible") != "visible",
        )
        for sheet, name in zip(listed, names, strict=True)
    )


def _strings(parts: Parts) -> list[str]:
    if _STRINGS not in parts:
        return []
    return [shared_text(item) for item in etree.fromstring(parts[_STRINGS], PARSER)]


def _cells(content: bytes, book: Book) -> tuple[Stored, ...]:
    raw, sheet = _raw_cells(content)
    ranges = sheet.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell")
    spans, covered = merged(item.get("ref") or "" for item in ranges)
    there = dict(_stored(raw, spans, covered, book))
    for position in spans.keys() - there.keys():
        there[position] = _blank(position, spans[position])
    return tuple([there[position] for position in sorted(there)])


def _raw_cells(content: bytes) -> tuple[Iterable[Raw], Element]:
    """Return the cells of a sheet, and its XML, which need not hold them."""
    scanned = scan(content, PARSER)
    if scanned is not None:
        return starmap(Raw, scanned.cells), scanned.rest
    sheet = etree.fromstring(content, PARSER)
    data = sheet.find(f"{MAIN}sheetData")
    if data is None:
        raise NotPlainError
    rows = data.iterchildren(_ROW)
    return (raw_cell(cell) for row in rows for cell in row.iterchildren(_CELL)), sheet


def _stored(
    cells: Iterable[Raw], spans: Mapping[Position, Span], covered: set[Position], book: Book
) -> Iterator[tuple[Position, Stored]]:
    for cell in cells:
        position = place_of(cell.reference or "")
        span = spans.get(position, SINGLE)
        if position not in covered and (cell.is_filled or span is not SINGLE):
            yield position, stored_cell(cell, position, span, book)


def _blank(position: Position, span: Span) -> Stored:
    row, column = position
    return Stored(
        row=row, column=column, value=None, format_number=0, row_span=span[0], column_span=span[1]
    )


# --- row by row -----------------------------------------------------------------------------


class StoredRow(NamedTuple):
    """A row by the number of its sheet and its own; the day from which numbers count as dates."""

    sheet: int
    number: int
    epoch: datetime
    cells: tuple[Stored, ...]


def stream_plain(archive: ZipFile, parts: Parts, names: Sequence[str]) -> Iterator[StoredRow]:
    """Yield the rows of a workbook's sheets; one at a time is in memory.

    Args:
        archive: the workbook.
        parts: its members, those that are long without their content.
        names: the members that are its sheets, in their order.

    Raises:
        NotPlainError: only openpyxl can read it.
    """
    try:
        epoch = epoch_of(etree.fromstring(parts[_WORKBOOK], PARSER))
        with closing(Strings()) as strings:
            _fill(strings, archive, parts)
            book = Book(strings=strings, formats=formats_of(parts[_STYLES]))
            for number, name in enumerate(names):
                rows = _streamed_rows(archive, name, book)
                yield from (StoredRow(number, row, epoch, cells) for row, cells in rows)
    except _UNSOUND as error:
        raise NotPlainError from error


def _fill(strings: Strings, archive: ZipFile, parts: Parts) -> None:
    if _STRINGS in parts:
        with archive.open(_STRINGS) as member:
            strings.add(map(shared_text, texts_in(member)))


def _streamed_rows(
    archive: ZipFile, name: str, book: Book
) -> Iterator[tuple[int, tuple[Stored, ...]]]:
    with archive.open(name) as member:
        spans, covered = merged(ranges_in(member))
    with archive.open(name) as member:
        # Programs keep rows that were only coloured, down to the last of a sheet.
        for row in filter(len, rows_in(member)):
            raw = map(raw_cell, row.iterchildren(_CELL))
            cells = tuple(stored for _, stored in _stored(raw, spans, covered, book))
            yield int(row.get("r") or ""), cells
