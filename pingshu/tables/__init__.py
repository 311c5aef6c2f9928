"""Tables as a workbook that prints well: title, headings, wrapped cells, links, colours.

Knows openpyxl. Must not know what a table is about. No text becomes a formula, only what is made
as one; links are hyperlinks. Same tables, same bytes; however long, they cost little memory.
"""

import io
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import count
from math import ceil
from pathlib import Path
from urllib.parse import quote

from lxml.etree import SerialisationError
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pingshu.opc import timeless
from pingshu.tables.measuring import breadth, height
from pingshu.tables.streaming import Stream, StreamedCell, packed_with, put_row

# Chinese stays readable in a link; lone surrogates stand for bytes that are no UTF-8.
_ESCAPED = re.compile("[\x00- #%?\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = "DDEBF7"
# Size, weight and height of the title, of the first line below it, and of the others.
_LINES = ((16, True, 30), (13, True, 26), (10, False, 18))
_MARGIN_INCHES = 0.4
_GENERAL = "General"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A text that leads to a file, and to a place in it."""

    text: str
    target: str
    location: str | None = None


def link_to(path: Path, folder: Path) -> Link:
    """Return a link to a file, for a workbook that will stand in a folder."""
    return Link(text=path.name, target=_target(path, folder))


def _target(path: Path, folder: Path) -> str:
    """Return a link's address: relative where it can be, so that folders may move together."""
    try:
        relative = os.path.relpath(path.absolute(), folder.absolute())
    except ValueError:  # another drive on Windows
        return path.absolute().as_uri()
    return _ESCAPED.sub(_percent_encoded, Path(relative).as_posix())


def _percent_encoded(character: re.Match[str]) -> str:
    return quote(character.group(), errors="surrogateescape")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number in a format of its own: a given one, one to be worked out or to be filled in.

    Attributes:
        pattern: the format, as Excel writes it.
        formula: how it is worked out, without the sign of equality; never a text of a user.
    """

    pattern: str
    value: Decimal | None = None
    formula: str | None = None


Value = str | Decimal | int | Link | Measure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, its width in characters, whether its values stand in the middle.

    Attributes:
        hidden: it is there for the next run and not for people.
    """

    heading: str
    width: int
    centred: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What one sheet of a result workbook shows.

    Attributes:
        rows: read once, each put away before the next.
        colours: a text → the colour (RRGGBB) of the cells that say it.
        lead: lines between the title and the headings, the first of them the largest.
        totals: how many of the first rows are totals.
        single_page: a page to be read upright, and not a list to be filtered.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    colours: dict[str, str]
    lead: Sequence[str] = ()
    totals: int = 0
    single_page: bool = False

    @property
    def head_row(self) -> int:
        """Return the row of the headings."""
        return len(self.lead) + 2


def workbook_of(*tables: Table) -> bytes:
    """Return tables as a workbook, each on its sheet.

    Raises:
        OSError: the disk has no room for the temporary file of a sheet.
    """
    book = Workbook()
    del book[book.sheetnames[0]]
    streams = [Stream() for _ in tables]
    try:
        for table, stream in zip(tables, streams, strict=True):
            _fill(book.create_sheet(table.name), table, stream)
        parts = {f"xl/worksheets/sheet{number}.xml": one for number, one in enumerate(streams, 1)}
        return packed_with(_saved(book), parts)
    finally:
        for stream in streams:
            stream.close()


def _saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    try:
        book.save(content)
    except SerialisationError as error:
        raise OSError("临时文件写不进去，磁盘可能已满") from error
    return timeless(content.getvalue())


def _fill(sheet: Worksheet, table: Table, stream: Stream) -> None:
    for index, line in enumerate((table.title, *table.lead), start=1):
        _put_line(sheet, index, line, table.columns)
    _head(sheet, table)
    _put_rows(sheet, table, stream)
    _set_up_page(sheet, table, stream.count)


def _put_line(sheet: Worksheet, index: int, line: str, columns: Sequence[Column]) -> None:
    """Put the title, or a line below it, across all columns."""
    sheet.merge_cells(start_row=index, start_column=1, end_row=index, end_column=len(columns))
    cell = sheet.cell(index, 1)
    _put_text(cell, line)
    size, bold, points = _LINES[min(index, len(_LINES)) - 1]
    cell.font = Font(name="宋体", size=size, bold=bold)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    room = sum(column.width for column in columns if not column.hidden)
    lines = ceil(breadth(line) * size / 10 / room) or 1
    sheet.row_dimensions[index].height = points * lines


def _put_text(cell: Cell | MergedCell, text: str) -> None:
    cell.value = _CONTROL.sub("", text)
    # Without this a text that begins with “=” would become a formula.
    cell.data_type = "s"


def _head(sheet: Worksheet, table: Table) -> None:
    columns, row = table.columns, table.head_row
    for index, column in enumerate(columns, start=1):
        cell = sheet.cell(row, index, column.heading)
        cell.font = Font(name="宋体", size=10, bold=True)
        cell.fill = _filled(table.colours.get(column.heading, _HEAD))
        cell.border = _BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        shape = sheet.column_dimensions[get_column_letter(index)]
        shape.width, shape.hidden = column.width, column.hidden
    sheet.row_dimensions[row].height = _height([column.heading for column in columns], columns)


def _filled(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


# --- rows -----------------------------------------------------------------------------------

_Style = Callable[[bool, bool, bool, str | None, str], int]
"""Centred, a total, a link, its colour, its format → the number of the style."""


def _put_rows(sheet: Worksheet, table: Table, stream: Stream) -> None:
    columns, style, first = table.columns, _styles(sheet), table.head_row + 1
    letters = [get_column_letter(index) for index in range(1, len(columns) + 1)]
    for row, number in zip(table.rows, count(first), strict=False):
        total = number < first + table.totals
        cells = [
            _cell(value, column, table.colours, total=total, style=style)
            for value, column in zip(row, columns, strict=True)
        ]
        put_row(stream, number, _height(row, columns), letters, cells)


def _styles(sheet: Worksheet) -> _Style:
    """Return what numbers the styles of a sheet's rows, each made when it is first needed."""

    @cache
    def style(centred: bool, total: bool, linked: bool, colour: str | None, pattern: str) -> int:
        cell = WriteOnlyCell(sheet)
        cell.font = _font(total=total, linked=linked)
        cell.border = _BORDER
        across = "center" if centred else None
        cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
        cell.number_format = pattern
        if colour is not None:
            cell.fill = _filled(colour)
        return cell.style_id

    return style


def _font(*, total: bool, linked: bool) -> Font:
    if total:
        return Font(name="宋体", size=11, bold=True)
    if linked:
        return Font(name="宋体", size=10, color="0563C1", underline="single")
    return Font(name="宋体", size=10)


def _cell(
    value: Value, column: Column, colours: dict[str, str], *, total: bool, style: _Style
) -> StreamedCell:
    if isinstance(value, Link):
        look = style(column.centred, total, True, None, _GENERAL)
        return StreamedCell(look, _clean(value.text), value.target, value.location)
    if isinstance(value, str):
        look = style(column.centred, total, False, colours.get(value), _GENERAL)
        return StreamedCell(look, _clean(value))
    if isinstance(value, Measure):
        look = style(column.centred, total, False, None, value.pattern)
        return StreamedCell(look, value.value, formula=value.formula)
    return StreamedCell(style(column.centred, total, False, None, _GENERAL), value)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)


def _height(row: Sequence[Value], columns: Sequence[Column]) -> float:
    shown = (pair for pair in zip(row, columns, strict=True) if not pair[1].hidden)
    return height((_text(value), column.width) for value, column in shown)


def _text(value: Value) -> str:
    if isinstance(value, Measure):
        value = value.value
    return value.text if isinstance(value, Link) else "" if value is None else str(value)


def _set_up_page(sheet: Worksheet, table: Table, rows: int) -> None:
    head = table.head_row
    if not table.single_page:
        sheet.freeze_panes = f"A{head + 1}"
        last = get_column_letter(len(table.columns))
        sheet.auto_filter.ref = f"A{head}:{last}{rows + head}"
    sheet.page_setup.orientation = "portrait" if table.single_page else "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = int(table.single_page)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(*(_MARGIN_INCHES,) * 6)
    sheet.print_title_rows = f"1:{head}"
