"""What a stored cell says: numbers, dates, percentages, truth values, clean text.

Knows how Excel shows a value. Must not know files, nor what a text means.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel

from pingshu.intake import LAST_COLUMN, LAST_ROW, Stored, StoredSheet, Value
from pingshu.sheet import Cell
from pingshu.values import cell_number, plain

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPED_CONTROL = re.compile(r"_x00([01][0-9A-Fa-f]|7[Ff])_")
_LINE_END = re.compile(r"(?:_x000[Dd]_|\r)\n?")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PICTURE = re.compile(r"=(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)

# Excel in Chinese gives these numbers to formats of dates, and no reader knows them: 2022年6月1日
# would be 44713.
_CHINESE_DATES = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 30, 31, 51, 53, 54, 58), 'yyyy"年"m"月"d"日"'),
}
_DAYS_BEFORE_YEAR_10000 = 2_958_466
_NO_DATE, _NO_NUMBER = "#VALUE!", "#NUM!"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The cells of one sheet.

    Attributes:
        cells: those that hold something or are merged, in reading order.
        cleaned: those of them that lost invisible characters.
        far: the first cell that stands so far out that it was left out.
    """

    cells: tuple[Cell, ...]
    cleaned: tuple[Cell, ...]
    far: Cell | None


def read_cells(sheet: StoredSheet, last_row: int = LAST_ROW) -> Read:
    """Return what the cells of a sheet say, down to the last row that is read."""
    # A long text that many cells share is cleaned once.
    clean: dict[str, tuple[str, bool]] = {}
    held = [stored for stored in sheet.cells if _may_hold(stored)]
    near = [stored for stored in held if not _is_far(stored, last_row)]
    far = [stored for stored in held if _is_far(stored, last_row)] if len(near) < len(held) else []
    pairs = [pair for stored in near if (pair := _cell(stored, last_row, sheet.epoch, clean))]
    beyond = (pair[0] for one in far if (pair := _cell(one, last_row, sheet.epoch, clean)))
    return Read(
        cells=tuple([cell for cell, _ in pairs]),
        cleaned=tuple([cell for cell, cleaned in pairs if cleaned]),
        far=next(beyond, None),
    )


def _may_hold(stored: Stored) -> bool:
    """Return whether a cell is more than a blank one, of which a sheet has many."""
    is_single = stored.row_span == 1 == stored.column_span
    return stored.value is not None or stored.trouble is not None or not is_single


def _is_far(cell: Stored, last_row: int) -> bool:
    return cell.row > last_row or cell.column > LAST_COLUMN


def _cell(
    stored: Stored, last_row: int, epoch: datetime, clean: dict[str, tuple[str, bool]]
) -> tuple[Cell, bool] | None:
    """Return the cell, and whether it lost characters; None if it is blank and not merged."""
    raw, number, percent, trouble = _said(stored, epoch)
    if raw not in clean:
        clean[raw] = _cleaned(raw)
    text, lost = clean[raw]
    if text or trouble or stored.row_span > 1 or stored.column_span > 1:
        return _made(stored, last_row, text, number, percent, trouble), lost
    return None


def _said(stored: Stored, epoch: datetime) -> tuple[str, Decimal | None, bool, str | None]:
    """Return text, number, whether it is a percentage, and what is wrong with the cell."""
    if isinstance(stored.value, str):  # as most cells are: a format changes nothing of it
        return stored.value, None, _is_percent(stored.number_format), stored.trouble
    if stored.value is None:  # one that is merged
        return "", None, _is_percent(stored.number_format), stored.trouble
    number_format, value = _dated(stored, epoch)
    made_error = isinstance(stored.value, float | int) and isinstance(value, str)
    trouble = "error-value" if made_error else stored.trouble
    percent = _is_percent(number_format)
    return _text(value, number_format), _number(value), percent, trouble


def _made(
    stored: Stored,
    last_row: int,
    text: str,
    number: Decimal | None,
    percent: bool,
    trouble: str | None,
) -> Cell:
    """Return a cell that is merged no farther than cells are read: a whole row, say."""
    row, column = stored.row, stored.column
    rows = min(stored.row_span, last_row - row + 1)
    columns = min(stored.column_span, LAST_COLUMN - column + 1)
    return Cell(row, column, text, number, percent, trouble, rows, columns, stored.where)


def _cleaned(raw: str) -> tuple[str, bool]:
    if _PICTURE.match(raw):
        return "", False  # what a picture inside the cell leaves in other programs
    text = _LINE_END.sub("\n", raw)
    kept = _CONTROL.sub("", _ESCAPED_CONTROL.sub("", text)).strip()
    return kept, len(kept) < len(text.strip())


def _dated(stored: Stored, epoch: datetime) -> tuple[str, Value]:
    """Return number format and value, a date where the format makes one of a number."""
    if isinstance(stored.value, float) and not isfinite(stored.value):
        return stored.number_format, _NO_NUMBER
    number_format = _CHINESE_DATES.get(stored.format_number or 0, stored.number_format)
    number = _number(stored.value)
    if number is None or not _shows_date(number_format):
        return stored.number_format, stored.value
    if number_format is not stored.number_format and not 0 < number < _DAYS_BEFORE_YEAR_10000:
        return stored.number_format, stored.value
    return number_format, _date(float(number), number_format, epoch)


@lru_cache(maxsize=1024)
def _shows_date(number_format: str) -> bool:
    return bool(is_date_format(number_format))


def _date(days: float, number_format: str, epoch: datetime) -> Value:
    duration = is_timedelta_format(number_format)
    try:
        value: Value = from_excel(days, epoch, timedelta=duration)
    except (OverflowError, ValueError):
        return _NO_DATE
    return value


def _number(value: Value) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return cell_number(value)


def _text(value: Value, number_format: str) -> str:
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


@lru_cache(maxsize=1024)
def _is_percent(number_format: str) -> bool:
    return "%" in number_format and "%" in _QUOTED.sub("", number_format)
