"""A table as a workbook that prints well: title, headings, wrapped cells, links, colours.

Knows openpyxl. Must not know what the table is about. No text becomes a formula; links are
hyperlinks. Same table, same bytes.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from lxml.etree import SerialisationError
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="DDEBF7")
_POINTS_A_LINE = 14
_HIGHEST_ROW = 409
_MARGIN_INCHES = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A text that leads to a file, and to a place in it."""

    text: str
    target: str
    location: str | None = None


Value = str | Decimal | int | Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, its width in characters, whether its values stand in the middle."""

    heading: str
    width: int
    centred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What one result workbook shows.

    Attributes:
        colours: a text → the colour (RRGGBB) of the cells that say it.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    colours: dict[str, str]


def workbook_of(table: Table) -> bytes:
    """Return a table as a workbook.

    Raises:
        OSError: the disk has no room for the temporary file of a sheet.
    """
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    sheet.title = table.name
    _head(sheet, table)
    for index, row in enumerate(table.rows, start=3):
        _put_row(sheet, index, row, table)
    _set_up_page(sheet, table)
    content = io.BytesIO()
    try:
        book.save(content)
    except SerialisationError as error:
        raise OSError("临时文件写不进去，磁盘可能已满") from error
    return _with_fixed_dates(content.getvalue())


def _head(sheet: Worksheet, table: Table) -> None:
    columns = table.columns
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    sheet["A1"] = table.title
    sheet["A1"].font = Font(name="宋体", size=16, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 30
    for index, column in enumerate(columns, start=1):
        cell = sheet.cell(2, index, column.heading)
        cell.font = Font(name="宋体", size=10, bold=True)
        cell.fill = _HEAD
        cell.border = _BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    sheet.row_dimensions[2].height = _height([column.heading for column in columns], columns)


def _put_row(sheet: Worksheet, index: int, row: Sequence[Value], table: Table) -> None:
    for number, (value, column) in enumerate(zip(row, table.columns, strict=True), start=1):
        cell = sheet.cell(index, number)
        _put(cell, value)
        across = "center" if column.centred else None
        cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
        colour = table.colours.get(value) if isinstance(value, str) else None
        if colour is not None:
            cell.fill = PatternFill("solid", fgColor=colour)
    # Excel sizes rows by itself only for text that is typed in, LibreOffice for some of it.
    sheet.row_dimensions[index].height = _height(row, table.columns)


def _height(row: Sequence[Value], columns: Sequence[Column]) -> float:
    lines = max(_lines(value, column.width) for value, column in zip(row, columns, strict=True))
    return min(lines * _POINTS_A_LINE + 4, _HIGHEST_ROW)


def _lines(value: Value, width: int) -> int:
    text = value.text if isinstance(value, Link) else "" if value is None else str(value)
    return sum(ceil(max(_breadth(line), 1) / (width - 1)) for line in text.split("\n"))


def _breadth(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)


def _put(cell: Cell | MergedCell, value: Value) -> None:
    cell.font = Font(name="宋体", size=10)
    cell.border = _BORDER
    if isinstance(value, Link):
        _put_link(cell, value)
    elif isinstance(value, str):
        _put_text(cell, value)
    elif value is not None:
        cell.value = value


def _put_text(cell: Cell | MergedCell, text: str) -> None:
    cell.value = _CONTROL.sub("", text)
    # Without this a text that begins with “=” would become a formula.
    cell.data_type = "s"


def _put_link(cell: Cell | MergedCell, link: Link) -> None:
    _put_text(cell, link.text)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, target=link.target, location=link.location)
    cell.font = Font(name="宋体", size=10, color="0563C1", underline="single")


def _set_up_page(sheet: Worksheet, table: Table) -> None:
    sheet.freeze_panes = "A3"
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A2:{last}{len(table.rows) + 2}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(*(_MARGIN_INCHES,) * 6)
    sheet.print_title_rows = "1:2"


def _with_fixed_dates(content: bytes) -> bytes:
    """Return a package whose dates are fixed: openpyxl writes the time of saving."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "docProps/core.xml":
                data = _DATES.sub(rb"\g<1>1980-01-01T00:00:00Z", data)
            info = zipfile.ZipInfo(member.filename, _FIXED_DATE)
            target.writestr(info, data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
