"""The sheets of a plain .xlsx, in one pass over its XML.

Knows the XML of workbooks as Excel, WPS, LibreOffice and openpyxl write it. Must not know what a
value says, nor whether a workbook is fit to be read: a large one has been measured before.
Whatever is not plain (a cell without its address, an unknown type, a style that is not there) is
left to openpyxl, which is slower by far and knows everything.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from lxml import etree
from lxml.etree import _Element as Element
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from pingshu.intake import MOST_CELLS_MERGED, Stored, StoredSheet, Value
from pingshu.sheet import Position, position_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _CELL, _VALUE, _FORMULA = (f"{_MAIN}{name}" for name in ("row", "c", "v", "f"))
_INLINE, _TEXT, _RUN = (f"{_MAIN}{name}" for name in ("is", "t", "r"))
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
# So Excel writes the underscore of a text that looks like one of its escapes.
_ESCAPED_UNDERSCORE = "_x005F_"
_STRINGS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
_WORKBOOK = "xl/workbook.xml"
_PICTURE = "DISPIMG("
_SINGLE = (1, 1)
_LAST_DAY = 2_958_465
_FIRST_OWN_FORMAT = 164
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
)

Parts = Mapping[str, bytes]
Children = Mapping[str, Element]
Span = tuple[int, int]


class NotPlainError(Exception):
    """A workbook holds something that only openpyxl reads."""


@dataclass(frozen=True, slots=True)
class _Format:
    """A cell format: how Excel writes it, its number, and whether it makes dates of numbers."""

    text: str
    number: int
    makes_dates: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    strings: Sequence[str]
    formats: Sequence[_Format]


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
    except (etree.XMLSyntaxError, LookupError, ValueError, OverflowError) as error:
        raise NotPlainError from error


def _sheets(parts: Parts, names: Sequence[str]) -> tuple[StoredSheet, ...]:
    workbook = etree.fromstring(parts[_WORKBOOK], _PARSER)
    listed = list(workbook.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"))
    if len(listed) != len(names):
        raise NotPlainError
    book = _Book(strings=_strings(parts), formats=_formats(parts[_STYLES]))
    epoch = _epoch(workbook)
    return tuple(
        StoredSheet(
            title=sheet.get("name", ""),
            cells=_cells(etree.fromstring(parts[name], _PARSER), book),
            epoch=epoch,
            hidden=sheet.get("state", "visible") != "visible",
        )
        for sheet, name in zip(listed, names, strict=True)
    )


def _epoch(workbook: Element) -> datetime:
    settings = workbook.find(f"{_MAIN}workbookPr")
    since_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
    return MAC_EPOCH if since_1904 else WINDOWS_EPOCH


# --- what cells refer to --------------------------------------------------------------------


def _strings(parts: Parts) -> list[str]:
    if _STRINGS not in parts:
        return []
    items = etree.fromstring(parts[_STRINGS], _PARSER)
    return [_content(item).replace(_ESCAPED_UNDERSCORE, "_") for item in items]


def _content(item: Element) -> str:
    """Return a text, the pieces of rich text joined, without the readings of characters."""
    if len(item) == 1 and item[0].tag == _TEXT:
        return item[0].text or ""
    plain = [child.text or "" for child in item if child.tag == _TEXT]
    runs = (run.find(_TEXT) for run in item.iterchildren(_RUN))
    return "".join((*plain, *(piece.text or "" for piece in runs if piece is not None)))


# The workbooks of a batch are often copies of one form.
@lru_cache(maxsize=8)
def _formats(content: bytes) -> tuple[_Format, ...]:
    styles = etree.fromstring(content, _PARSER)
    own = {
        int(item.get("numFmtId", "")): item.get("formatCode", "")
        for item in styles.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")
    }
    forms = styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
    return tuple(_format(int(form.get("numFmtId") or "0"), own) for form in forms)


def _format(number: int, own: Mapping[int, str]) -> _Format:
    known = own if number >= _FIRST_OWN_FORMAT else BUILTIN_FORMATS
    text = known.get(number, "General")
    dates = bool(is_date_format(text) or is_timedelta_format(text))
    return _Format(text=text, number=number, makes_dates=dates)


# --- cells ----------------------------------------------------------------------------------


def _cells(sheet: Element, book: _Book) -> tuple[Stored, ...]:
    data = sheet.find(f"{_MAIN}sheetData")
    if data is None:
        raise NotPlainError
    spans, covered = _merged(sheet)
    there: dict[Position, Stored] = {}
    for row in data.iterchildren(_ROW):
        for cell in row.iterchildren(_CELL):
            position = _position(cell.get("r") or "")
            if position not in covered:
                there[position] = _stored(cell, position, spans.get(position, _SINGLE), book)
    for position in spans.keys() - there.keys():
        there[position] = _blank(position, spans[position])
    return tuple(there[position] for position in sorted(there))


def _blank(position: Position, span: Span) -> Stored:
    row, column = position
    return Stored(
        row=row, column=column, value=None, format_number=0, row_span=span[0], column_span=span[1]
    )


def _position(reference: str) -> Position:
    place = position_of(reference)
    if place is None:
        raise NotPlainError
    return place


def _merged(sheet: Element) -> tuple[dict[Position, Span], set[Position]]:
    """Return anchor → size of each merged range, and the positions that lie below them."""
    spans: dict[Position, Span] = {}
    covered: set[Position] = set()
    for merged in sheet.iterfind(f"{_MAIN}mergeCells/{_MAIN}mergeCell"):
        (top, left), (bottom, right) = _corners(merged.get("ref") or "")
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
    return _position(first), _position(last)


def _stored(cell: Element, position: Position, span: Span, book: _Book) -> Stored:
    kind = cell.get("t", "n")
    form = book.formats[int(cell.get("s") or "0")]
    children = {child.tag: child for child in cell}
    value = _value(children, kind, form, book)
    trouble = "error-value" if kind == "e" and value is not None else None
    if _FORMULA in children:
        value, trouble = _computed(children, kind, value, trouble)
    return Stored(position[0], position[1], value, form.text, form.number, trouble, *span)


def _computed(
    children: Children, kind: str, value: Value, trouble: str | None
) -> tuple[Value, str | None]:
    """Return value and trouble of a formula: of a picture in a cell there is neither."""
    if _PICTURE in (children[_FORMULA].text or "").upper():
        return None, None
    stored = children.get(_VALUE)
    valued = stored is not None and bool(stored.text)
    return value, trouble if valued or kind == "str" else "formula-without-value"


def _value(children: Children, kind: str, form: _Format, book: _Book) -> Value:
    if kind == "inlineStr":
        inline = children.get(_INLINE)
        return None if inline is None else _content(inline)
    stored = children.get(_VALUE)
    text = None if stored is None else stored.text
    if text is None:
        return None
    match kind:
        case "n":
            return _number(text, form)
        case "s":
            return book.strings[int(text)]
        case "str" | "e":
            return text
        case "b" if text in {"0", "1"}:
            return text == "1"
    raise NotPlainError


def _number(text: str, form: _Format) -> float:
    if _NUMBER.fullmatch(text) is None:
        raise NotPlainError
    number = int(text) if text.lstrip("-").isdigit() else float(text)
    if form.makes_dates and not 0 <= number <= _LAST_DAY:
        raise NotPlainError  # openpyxl warns of such a date
    return number
