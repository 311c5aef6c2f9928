"""A cell of a plain .xlsx: from its XML to what it stores, and what cells refer to.

Knows the XML of cells, formats, shared texts and merged ranges. Must not know which cells there
are, nor what a value says.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple, Protocol

from lxml import etree
from lxml.etree import _Element as Element
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from pingshu.intake import MOST_CELLS_MERGED, Stored, Value
from pingshu.sheet import Position, position_of

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
)
_VALUE, _FORMULA = f"{MAIN}v", f"{MAIN}f"
_INLINE, _TEXT, _RUN = (f"{MAIN}{name}" for name in ("is", "t", "r"))
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
# So Excel writes the underscore of a text that looks like one of its escapes.
_ESCAPED_UNDERSCORE = "_x005F_"
_PICTURE = "DISPIMG("
_LAST_DAY = 2_958_465
_FIRST_OWN_FORMAT = 164

Span = tuple[int, int]

SINGLE: Span = (1, 1)
"""The size of a cell that is not merged."""


class NotPlainError(Exception):
    """A workbook holds something that only openpyxl reads."""


@dataclass(frozen=True, slots=True)
class Format:
    """A cell format: how Excel writes it, its number, and whether it makes dates of numbers."""

    text: str
    number: int
    makes_dates: bool


class Texts(Protocol):
    """Texts by number, wherever they are."""

    def __getitem__(self, number: int, /) -> str:
        """Return the text of a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What the cells of a workbook refer to by number."""

    strings: Texts
    formats: Sequence[Format]


def epoch_of(workbook: Element) -> datetime:
    """Return the day from which the numbers of a workbook count as dates."""
    settings = workbook.find(f"{MAIN}workbookPr")
    since_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
    return MAC_EPOCH if since_1904 else WINDOWS_EPOCH


# --- what cells refer to --------------------------------------------------------------------


def shared_text(item: Element) -> str:
    """Return a text that cells refer to."""
    return _content(item).replace(_ESCAPED_UNDERSCORE, "_")


def _content(item: Element) -> str:
    """Return a text, the pieces of rich text joined, without the readings of characters."""
    if len(item) == 1 and item[0].tag == _TEXT:
        return item[0].text or ""
    plain = [child.text or "" for child in item if child.tag == _TEXT]
    runs = (run.find(_TEXT) for run in item.iterchildren(_RUN))
    return "".join((*plain, *(piece.text or "" for piece in runs if piece is not None)))


# The workbooks of a batch are often copies of one form.
@lru_cache(maxsize=8)
def formats_of(content: bytes) -> tuple[Format, ...]:
    """Return the formats that a part with styles lists."""
    styles = etree.fromstring(content, PARSER)
    own = {
        int(item.get("numFmtId", "")): item.get("formatCode", "")
        for item in styles.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
    }
    forms = styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf")
    return tuple(_format(int(form.get("numFmtId") or "0"), own) for form in forms)


def _format(number: int, own: Mapping[int, str]) -> Format:
    known = own if number >= _FIRST_OWN_FORMAT else BUILTIN_FORMATS
    text = known.get(number, "General")
    dates = bool(is_date_format(text) or is_timedelta_format(text))
    return Format(text=text, number=number, makes_dates=dates)


# --- cells ----------------------------------------------------------------------------------


def place_of(reference: str) -> Position:
    """Return row and column of a cell by its address.

    Raises:
        NotPlainError: there is no address, or it is none.
    """
    place = position_of(reference)
    if place is None:
        raise NotPlainError
    return place


def merged(references: Iterable[str]) -> tuple[dict[Position, Span], set[Position]]:
    """Return anchor → size of each merged range, and the positions that lie below them.

    Raises:
        NotPlainError: they overlap, or are too large.
    """
    spans: dict[Position, Span] = {}
    covered: set[Position] = set()
    for reference in references:
        (top, left), (bottom, right) = _corners(reference)
        much = (bottom - top + 1) * (right - left + 1) + len(covered) > MOST_CELLS_MERGED
        if much or bottom < top or right < left:
            raise NotPlainError  # refused where it is measured
        inside = {(row, col) for row in range(top, bottom + 1) for col in range(left, right + 1)}
        if inside & (covered | spans.keys()):
            raise NotPlainError  # ranges that overlap
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered |= inside - {(top, left)}
    return spans, covered


def _corners(reference: str) -> tuple[Position, Position]:
    first, _, last = reference.partition(":")
    return place_of(first), place_of(last)


class Raw(NamedTuple):
    """A cell as it stands in the XML, each text as written; None for what is not there.

    Attributes:
        reference: its address.
        style: the number of its format.
        kind: what its value is.
        formula, value: their texts; a formula without a text of its own is blank.
        inline: the text that stands in the cell itself.
    """

    reference: str | None
    style: str | None
    kind: str | None
    formula: str | None
    value: str | None
    inline: str | None = None

    @property
    def is_filled(self) -> bool:
        """Return whether there is anything in it."""
        return bool(self.value) or self.formula is not None or self.inline is not None


def raw_cell(cell: Element) -> Raw:
    """Return a cell as it stands in the XML."""
    children = {child.tag: child for child in cell}
    formula, value, inline = (children.get(tag) for tag in (_FORMULA, _VALUE, _INLINE))
    return Raw(
        reference=cell.get("r"),
        style=cell.get("s"),
        kind=cell.get("t"),
        formula=None if formula is None else formula.text or "",
        value=None if value is None else value.text,
        inline=None if inline is None else _content(inline),
    )


def stored_cell(cell: Raw, position: Position, span: Span, book: Book) -> Stored:
    """Return a cell as it is stored.

    Raises:
        NotPlainError: it is of a kind that only openpyxl reads.
        LookupError: it refers to what is not there.
        ValueError: a number is none.
    """
    form = book.formats[int(cell.style or "0")]
    value = cell.inline if cell.kind == "inlineStr" else _value(cell, form, book)
    trouble = "error-value" if cell.kind == "e" and value is not None else None
    if cell.formula is not None:
        value, trouble = _computed(cell, value, trouble)
    return Stored(position[0], position[1], value, form.text, form.number, trouble, *span)


def _computed(cell: Raw, value: Value, trouble: str | None) -> tuple[Value, str | None]:
    """Return value and trouble of a formula: of a picture in a cell there is neither."""
    if _PICTURE in (cell.formula or "").upper():
        return None, None
    return value, trouble if cell.value or cell.kind == "str" else "formula-without-value"


def _value(cell: Raw, form: Format, book: Book) -> Value:
    text = cell.value
    if not text:
        return None
    match cell.kind:
        case None | "n":
            return _number(text, form)
        case "s":
            return book.strings[int(text)]
        case "str" | "e":
            return text
        case "b" if text in {"0", "1"}:
            return text == "1"
    raise NotPlainError


def _number(text: str, form: Format) -> float:
    if _NUMBER.fullmatch(text) is None:
        raise NotPlainError
    number = int(text) if text.lstrip("-").isdigit() else float(text)
    if form.makes_dates and not 0 <= number <= _LAST_DAY:
        raise NotPlainError  # openpyxl warns of such a date
    return number
