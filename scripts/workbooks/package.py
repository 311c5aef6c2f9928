"""Sheets in, the bytes of an .xlsx out: the one place which knows XlsxWriter.

Writes no author and no time of day, so the same sheets give the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from lxml import etree

from scripts.built_files import zip_entry
from scripts.workbooks.sheet import Box, Formula, Rule, Sheet, Style, row_heights

_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - the property has no time zone
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEETS = "xl/worksheets/sheet"
_A4 = 9
_SIDE_INCHES = 0.5
_ON_SCREEN_TOO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """A workbook being written, with one Excel format per style."""

    workbook: Any
    formats: dict[Style, Any] = field(default_factory=dict)


def package(title: str, sheets: Sequence[Sheet]) -> bytes:
    """Return the workbook which holds the sheets in their order."""
    stream = BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    workbook.set_properties({"title": title, "created": _MADE})
    book = _Book(workbook=workbook)
    for sheet in sheets:
        _add(book, sheet)
    workbook.close()
    return _repacked(stream.getvalue(), _growing(sheets))


def _growing(sheets: Sequence[Sheet]) -> frozenset[str]:
    return frozenset(
        f"{_SHEETS}{number}.xml" for number, sheet in enumerate(sheets, 1) if sheet.is_list
    )


def _add(book: _Book, sheet: Sheet) -> None:
    worksheet = book.workbook.add_worksheet(sheet.name)
    _set_page(worksheet, sheet)
    for column, width in enumerate(sheet.widths):
        worksheet.set_column(column, column, width)
    for row, height in enumerate(row_heights(sheet)):
        worksheet.set_row(row, height)
    for box in sheet.boxes:
        _draw(worksheet, box, _format(book, box.style))
    for rule in sheet.rules:
        _guard(worksheet, rule)


def _set_page(worksheet: Any, sheet: Sheet) -> None:
    worksheet.set_paper(_A4)
    if sheet.landscape:
        worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)
    worksheet.center_horizontally()
    worksheet.set_footer("&C第 &P 页，共 &N 页")
    if sheet.is_list:
        _set_list_page(worksheet)
    else:
        worksheet.set_margins(_SIDE_INCHES, _SIDE_INCHES, top=0.5, bottom=0.6)
        worksheet.hide_gridlines(_ON_SCREEN_TOO)


def _set_list_page(worksheet: Any) -> None:
    worksheet.set_margins(_SIDE_INCHES, _SIDE_INCHES, top=0.8, bottom=0.6)
    worksheet.set_header('&C&"宋体,Bold"&14&A')
    worksheet.repeat_rows(0)
    worksheet.freeze_panes(1, 0)


def _draw(worksheet: Any, box: Box, look: Any) -> None:
    last_row, last_column = box.row + box.rows - 1, box.column + box.columns - 1
    if (last_row, last_column) != (box.row, box.column):
        worksheet.merge_range(box.row, box.column, last_row, last_column, "", look)
    _fill(worksheet, box, look)


def _fill(worksheet: Any, box: Box, look: Any) -> None:
    match box.value:
        case Formula(text=text, value=value):
            worksheet.write_formula(box.row, box.column, text, look, value)
        case str(text):
            worksheet.write_string(box.row, box.column, text, look)
        case None:
            worksheet.write_blank(box.row, box.column, None, look)
        case number:
            worksheet.write_number(box.row, box.column, number, look)


def _format(book: _Book, style: Style) -> Any:
    if style not in book.formats:
        book.formats[style] = book.workbook.add_format(_properties(style))
    return book.formats[style]


def _properties(style: Style) -> dict[str, object]:
    properties: dict[str, object] = {
        "font_name": style.font,
        "font_size": style.size,
        "bold": style.bold,
        "align": style.align,
        "valign": "vcenter",
        "indent": style.indent,
        "text_wrap": True,
        "num_format": style.number_format,
        "border": int(style.border),
    }
    return properties | ({"bg_color": style.fill} if style.fill else {})


def _guard(worksheet: Any, rule: Rule) -> None:
    area = rule.area
    worksheet.data_validation(area.top, area.left, area.bottom, area.right, dict(rule.options))


def _repacked(workbook: bytes, growing: frozenset[str]) -> bytes:
    stream = BytesIO()
    with ZipFile(BytesIO(workbook)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            is_sheet = name.startswith(_SHEETS)
            new.writestr(zip_entry(name), _mended(part, name in growing) if is_sheet else part)
    return stream.getvalue()


def _mended(part: bytes, grows: bool) -> bytes:
    """Put right in a sheet what XlsxWriter has no option for."""
    root = etree.fromstring(part)
    _type_empty_results(root)
    if grows:
        _let_rows_grow(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _type_empty_results(root: Any) -> None:
    """Mark formulas that yield an empty text, which else look as if never calculated."""
    for cell in root.iter(f"{_MAIN}c"):
        value = cell.find(f"{_MAIN}v")
        if cell.find(f"{_MAIN}f") is not None and value is not None and not value.text:
            cell.set("t", "str")


def _let_rows_grow(root: Any) -> None:
    """Keep the heights but not as fixed ones: Excel then grows a row with what is typed."""
    for row in root.iter(f"{_MAIN}row"):
        row.attrib.pop("customHeight", None)
