"""The parts of an .xlsx measured in one pass over their XML, before openpyxl gets them.

Knows the XML of workbooks. Must not know what a value says. What openpyxl would choke on is
refused; what it need not see is cut loose.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import ParseError, tostring
from xml.parsers.expat import ExpatError, ParserCreate

from defusedxml.ElementTree import fromstring
from openpyxl.utils.cell import column_index_from_string, range_boundaries

from pingshu.intake import (
    AS_WORKBOOK,
    MOST_CELLS,
    MOST_CELLS_MERGED,
    MOST_EXTRAS,
    MOST_RANGES,
    MOST_ROWS,
    MOST_SHEETS,
    MOST_TAGS,
    UnusableError,
    refuse_above,
)
from pingshu.opc import relations_of, target_of
from pingshu.sheet import Position

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_EXCEL = "application/vnd.ms-excel"
# In the order in which openpyxl looks for them: it must read what was measured here.
_WORKBOOK_TYPES = (
    f"{_EXCEL}.template.macroEnabled.main+xml",
    f"{_SPREADSHEET}.template.main+xml",
    f"{_EXCEL}.sheet.macroEnabled.main+xml",
    f"{_SPREADSHEET}.sheet.main+xml",
)
_PICTURE = "DISPIMG("
_LETTERS = re.compile("[A-Za-z]{1,3}")
_ROWS, _COLUMNS = 2**20, 2**14

Parts = Mapping[str, bytes]
Attributes = dict[str, str]
Marks = Mapping[Position, str]
"""Cells that need care: `picture`, or the slug of a finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A workbook that is fit to be read.

    Attributes:
        parts: the members that a reader needs.
        marks: for each sheet the cells that need care.
    """

    parts: Parts
    marks: tuple[Marks, ...]


def is_small(parts: Parts) -> bool:
    """Return whether a workbook cannot hold too much of anything, merged cells apart."""
    return sum(content.count(b"<") for content in parts.values()) <= MOST_RANGES


def sheet_parts(parts: Parts) -> tuple[str, ...]:
    """Return the parts of the sheets that hold cells, found in the same way as openpyxl does.

    Raises:
        UnusableError: there is none, there are too many, or the workbook is damaged or strict.
    """
    with _refused():
        names = _sheet_parts(parts)
    refuse_above(MOST_SHEETS, len(names), "工作表", "张")
    if not names:
        raise UnusableError("damaged", reason="里面没有工作表")
    return tuple(names)


def measure_workbook(parts: Parts, names: Sequence[str]) -> Measured:
    """Return what of a workbook is to be read, and the cells to mark.

    Args:
        parts: its members.
        names: the members that are its sheets, in their order.

    Raises:
        UnusableError: the workbook is damaged or unreasonably large.
    """
    with _refused():
        marks = tuple(measure.marks for measure in _measures(parts, names))
        return Measured(parts=_without_extras(parts, names), marks=marks)


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except (ExpatError, ParseError, LookupError, ValueError) as error:
        # ValueError: an entity, an encoding or a merged range that must not be.
        raise UnusableError("damaged", reason="里面的内容不符合规定") from error


@dataclass(slots=True)
class _Measure:
    """How much a sheet holds, and its cells that need care; the rest is the state of the pass."""

    rows: int = 0
    cells: int = 0
    merged: int = 0
    ranges: int = 0
    extras: int = 0
    marks: dict[Position, str] = field(default_factory=dict)
    row: int = 0
    column: int = 0
    type: str | None = None
    formula: str | None = None
    valued: bool = False
    inside: str = ""


def _measures(parts: Parts, names: Sequence[str]) -> list[_Measure]:
    """Return the measures of the sheets in their order."""
    tags = sum(content.count(b"<") for part, content in parts.items() if part not in names)
    refuse_above(MOST_TAGS, tags, "样式和文字的标记", "个")
    by_part = {name: _measure(parts[name]) for name in names}
    # Two sheets may share one part, which is then read twice.
    measures = [by_part[name] for name in names]
    _refuse_much(measures)
    return measures


def _refuse_much(measures: Sequence[_Measure]) -> None:
    refuse_above(MOST_ROWS, sum(one.rows for one in measures), "工作表里的行", "行")
    refuse_above(MOST_CELLS, sum(one.cells for one in measures), "单元格", "个")
    refuse_above(MOST_RANGES, sum(one.ranges for one in measures), "合并或带链接的区域", "个")
    merged = sum(one.merged for one in measures)
    refuse_above(MOST_CELLS_MERGED, merged, "合并或带链接的单元格", "个")
    refuse_above(MOST_EXTRAS, sum(one.extras for one in measures), "工作表里的附加设置", "个")


def _sheet_parts(parts: Parts) -> list[str]:
    book = _workbook_part(parts["[Content_Types].xml"])
    if book not in parts:
        raise UnusableError("not-a-workbook", kind="压缩包里没有工作簿")
    named = _sheets_named(book, parts[book], parts[relations_of(book)])
    return [part for part in named if part in parts]


# The workbooks of a batch are often copies of one form.
@lru_cache(maxsize=8)
def _sheets_named(book: str, content: bytes, related: bytes) -> tuple[str, ...]:
    """Return the parts of the sheets that hold cells, as a workbook names them."""
    root = fromstring(content)
    if root.tag.startswith(_STRICT):
        raise UnusableError("old-format", kind="“严格 Open XML 电子表格”格式", **AS_WORKBOOK)
    if root.tag != f"{{{_MAIN}workbook":
        raise ValueError(root.tag)
    targets = {relation.get("Id"): relation for relation in fromstring(related)}
    ids = (sheet.get(_RELATION) for sheet in root.iter(f"{{{_MAIN}sheet"))
    named = (targets[each] for each in ids if each)
    cells = (one for one in named if "chartsheet" not in one.get("Type", ""))
    return tuple(target_of(book, one.get("Target", "")) for one in cells)


@lru_cache(maxsize=8)
def _workbook_part(types: bytes) -> str:
    by_type = {
        node.get("ContentType"): node.get("PartName", "")[1:]
        for node in reversed(fromstring(types))
        if node.tag.endswith("}Override")
    }
    known = (by_type[one] for one in _WORKBOOK_TYPES if one in by_type)
    return next(known, "xl/workbook.xml")


def _without_extras(parts: Parts, names: Sequence[str]) -> Parts:
    """Return the parts with each sheet's drawings, comments and pivot tables cut loose.

    None of them is read, and openpyxl makes a cell of every one that a comment says it is for.
    """
    related = {relations_of(name) for name in names} & parts.keys()
    return {**parts, **{name: _needed_relations(parts[name]) for name in related}}


def _needed_relations(content: bytes) -> bytes:
    relations = fromstring(content)
    for relation in [*relations]:
        if not relation.get("Type", "").endswith(("/hyperlink", "/table")):
            relations.remove(relation)
    return tostring(relations)


def _measure(content: bytes) -> _Measure:
    """Return what a sheet holds; stops where it holds too much."""
    measure = _Measure()
    parser = ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: _start(measure, name, attributes)
    parser.EndElementHandler = lambda name: _end(measure, name)
    parser.CharacterDataHandler = lambda text: _text(measure, text)
    parser.Parse(content, True)
    return measure


def _start(measure: _Measure, name: str, attributes: Attributes) -> None:
    begin = _BEGINNINGS.get(name)
    if begin is not None:
        begin(measure, attributes)
    elif name not in _PIECES_OF_TEXT:
        measure.extras += 1
        refuse_above(MOST_EXTRAS, measure.extras, "工作表里的附加设置", "个")


def _begin_row(measure: _Measure, attributes: Attributes) -> None:
    measure.rows += 1
    refuse_above(MOST_ROWS, measure.rows, "工作表里的行", "行")
    measure.row = int(attributes.get("r") or measure.row + 1)
    measure.column = 0


def _begin_cell(measure: _Measure, attributes: Attributes) -> None:
    measure.cells += 1
    refuse_above(MOST_CELLS, measure.cells, "单元格", "个")
    measure.column += 1
    if "r" in attributes:
        measure.row, measure.column = _position(attributes["r"])
    measure.type = attributes.get("t")
    measure.formula = None
    measure.valued = False


def _position(reference: str) -> Position:
    letters = _LETTERS.match(reference)
    if letters is None:
        raise ValueError(reference)
    return int(reference[letters.end() :]), column_index_from_string(letters[0])


def _begin_formula(measure: _Measure, _: Attributes) -> None:
    measure.formula = ""
    measure.inside = "formula"


def _begin_value(measure: _Measure, _: Attributes) -> None:
    measure.inside = "value"


def _begin_range(measure: _Measure, attributes: Attributes) -> None:
    left, top, right, bottom = range_boundaries(attributes["ref"])
    # None: whole rows or columns, of which openpyxl would make every cell.
    wide = (right or _COLUMNS) - (left or 1) + 1
    high = (bottom or _ROWS) - (top or 1) + 1
    if wide < 1 or high < 1:
        raise ValueError(attributes["ref"])
    measure.ranges += 1
    measure.merged += wide * high


_CELL = f"{_MAIN}c"
_BEGINNINGS: Mapping[str, Callable[[_Measure, Attributes], None]] = {
    f"{_MAIN}row": _begin_row,
    _CELL: _begin_cell,
    f"{_MAIN}f": _begin_formula,
    f"{_MAIN}v": _begin_value,
    f"{_MAIN}mergeCell": _begin_range,
    f"{_MAIN}hyperlink": _begin_range,
}
_PIECES_OF_TEXT = frozenset((f"{_MAIN}is", f"{_MAIN}t"))


def _text(measure: _Measure, text: str) -> None:
    """Note the beginning of a formula and whether there is a value; no more of them is needed."""
    if measure.inside == "formula":
        measure.formula = measure.formula or text
    elif measure.inside == "value":
        measure.valued = True


def _end(measure: _Measure, name: str) -> None:
    measure.inside = ""
    if name != _CELL or measure.formula is None:
        return
    position = (measure.row, measure.column)
    if _PICTURE in measure.formula.upper():
        measure.marks[position] = "picture"
    elif not measure.valued and measure.type != "str":
        measure.marks[position] = "formula-without-value"
