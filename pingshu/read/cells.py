"""The cells of one sheet: merged ranges, numbers, dates, percentages, control characters.

Knows openpyxl's sheets. Must not know files or what a cell means.
"""

import re
from datetime import date, datetime
from decimal import Decimal

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.worksheet import Worksheet

from pingshu.sheet import Cell, Position
from pingshu.values import cell_number, plain

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPED_CONTROL = re.compile(r"_x00([01][0-9A-Fa-f]|7[Ff])_")
_LINE_END = re.compile(r"(?:_x000[Dd]_|\r)\n?")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')

# Excel in Chinese gives these numbers to formats of dates; openpyxl does not know them and would
# return 2022年6月1日 as 44713.
_CHINESE_DATES = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 30, 31, 51, 53, 54, 58), 'yyyy"年"m"月"d"日"'),
}
_DAYS_BEFORE_YEAR_10000 = 2_958_466


def cells_of(
    sheet: Worksheet, uncached: frozenset[str], epoch: datetime
) -> tuple[tuple[Cell, ...], list[Cell]]:
    """Return the cells that hold something or are merged, and those that lost characters.

    Args:
        sheet: the sheet, opened for its stored values.
        uncached: addresses of the formulas without one.
        epoch: the day from which the workbook counts.
    """
    spans = _spans(sheet)
    made, removed = [], []
    # The private mapping holds the cells that exist; iterating by rows would create every
    # blank cell up to the farthest one, a million rows in a carelessly formatted sheet.
    for position, source in sorted(sheet._cells.items()):
        if isinstance(source, MergedCell):
            continue  # nobody sees what stands below a merged range
        cell, cleaned = _cell(source, spans.get(position, (1, 1)), uncached, epoch)
        if cell is not None:
            made.append(cell)
            removed.extend([cell] if cleaned else [])
    return tuple(made), removed


def _spans(sheet: Worksheet) -> dict[Position, tuple[int, int]]:
    return {
        (merged.min_row, merged.min_col): (
            merged.max_row - merged.min_row + 1,
            merged.max_col - merged.min_col + 1,
        )
        for merged in sheet.merged_cells.ranges
    }


def _cell(
    source: SheetCell, span: tuple[int, int], uncached: frozenset[str], epoch: datetime
) -> tuple[Cell | None, bool]:
    number_format, value = _dated(source, epoch)
    raw = _LINE_END.sub("\n", _text(value, number_format))
    text = _CONTROL.sub("", _ESCAPED_CONTROL.sub("", raw)).strip()
    trouble = _trouble(source, uncached)
    if not text and not trouble and span == (1, 1):
        return None, False
    cell = Cell(
        row=source.row,
        column=source.column,
        text=text,
        number=_number(value),
        percent=_is_percent(number_format),
        trouble=trouble,
        row_span=span[0],
        column_span=span[1],
    )
    return cell, len(text) < len(raw.strip())


def _trouble(source: SheetCell, uncached: frozenset[str]) -> str | None:
    if source.coordinate in uncached:
        return "formula-without-value"
    return "error-value" if source.data_type == "e" else None


def _dated(source: SheetCell, epoch: datetime) -> tuple[str, object]:
    """Return number format and value, a date where only Chinese Excel knows that it is one."""
    number_format = _CHINESE_DATES.get(source._style.numFmtId)  # type: ignore[attr-defined]  # the stubs leave _style out
    if number_format is None or not _is_day(source.value):
        return source.number_format, source.value
    return number_format, from_excel(source.value, epoch)


def _is_day(value: object) -> bool:
    number = _number(value)
    return number is not None and 0 < number < _DAYS_BEFORE_YEAR_10000


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return cell_number(value)


def _text(value: object, number_format: str) -> str:
    number = _number(value)
    if number is not None:
        return f"{plain(number * 100)}%" if _is_percent(number_format) else plain(number)
    if isinstance(value, (date, datetime)):
        return _date_text(value, _QUOTED.sub("", number_format).lower())
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _date_text(value: date, number_format: str) -> str:
    """Return a date without the day where its format does not show it."""
    day = f"{value.day}日" if "d" in number_format or "y" not in number_format else ""
    return f"{value.year}年{value.month}月{day}"


def _is_percent(number_format: str) -> bool:
    return "%" in _QUOTED.sub("", number_format)
