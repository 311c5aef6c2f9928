"""What a printed form is made of: boxes with a look, rules for what may be typed, widths, heights.

Knows no project and no Excel library.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil

_POINTS_PER_LINE = 1.45  # of the size of the letters
_PADDING_POINTS = 7.0
_PADDING_LETTERS = 1.5
_INDENT_LETTERS = 1.5
_BODY_SIZE = 10.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula and what it yields on the form as delivered."""

    text: str
    value: str | float


Value = str | int | float | Formula | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The look of a box."""

    font: str = "宋体"
    size: float = _BODY_SIZE
    bold: bool = False
    align: str = "center"
    number_format: str = "General"
    fill: str = ""
    border: bool = True
    indent: int = 0


_GREY = "#F2F2F2"

TITLE = Style(font="方正小标宋简体", size=18, border=False)
SUBTITLE = Style(size=12, border=False)
LABEL = Style(bold=True)
HEADER = Style(bold=True, fill=_GREY)
CENTRED = Style()
TEXT = Style(align="left", indent=1)
AMOUNT = Style(number_format="#,##0.00")
RATE = Style(number_format="0.00%")
COMPUTED_AMOUNT = replace(AMOUNT, fill=_GREY)
COMPUTED_RATE = replace(RATE, fill=_GREY)
COMPUTED = Style(fill=_GREY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One cell, or several merged; rows and columns count from zero."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    value: Value = None
    style: Style = CENTRED


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A rectangle of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What may be typed in an area, and what Excel says about it."""

    area: Area
    options: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Consecutive rows of a sheet; `heights` gives the least height of each."""

    boxes: tuple[Box, ...]
    heights: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole sheet, ready to be written.

    Attributes:
        is_list: It is a table to be continued, not a form: its rows grow with what is typed.
    """

    name: str
    widths: tuple[float, ...]
    parts: tuple[Part, ...]
    rules: tuple[Rule, ...] = ()
    landscape: bool = False
    is_list: bool = False

    @property
    def boxes(self) -> tuple[Box, ...]:
        """All boxes of all parts."""
        return tuple(box for part in self.parts for box in part.boxes)

    @property
    def least_heights(self) -> tuple[float, ...]:
        """The least height of every row, top to bottom."""
        return tuple(height for part in self.parts for height in part.heights)


def row_heights(sheet: Sheet) -> tuple[float, ...]:
    """Return the height of every row which shows all its text; merged cells never grow in Excel."""
    heights = list(sheet.least_heights)
    for box in sheet.boxes:
        if box.rows == 1:
            heights[box.row] = max(heights[box.row], _height_of(box, sheet.widths))
    return tuple(heights)


def _height_of(box: Box, widths: tuple[float, ...]) -> float:
    if not isinstance(box.value, str):
        return 0.0
    padding = _PADDING_LETTERS + _INDENT_LETTERS * box.style.indent
    width = sum(widths[box.column : box.column + box.columns]) - padding
    scale = box.style.size / _BODY_SIZE
    lines = sum(_lines_of(line, width / scale) for line in box.value.split("\n"))
    return round(lines * box.style.size * _POINTS_PER_LINE + _PADDING_POINTS, 1)


def _lines_of(text: str, width: float) -> int:
    return max(1, ceil(_letters(text) / width))


def _letters(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)
