"""Workbooks as grids: which reader by the first bytes, merged cells, stored formula results.

Knows files and openpyxl. Must not know what a form is. Whatever is wrong with a file becomes a
finding; nothing is left lazy, the file is closed on return.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from pingshu.finding import Finding, found
from pingshu.sheet import Cell, Grid, Place, Position
from pingshu.values import cell_number, plain

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPED_CONTROL = re.compile(r"_x00([01][0-9A-Fa-f]|7[Ff])_")
_QUOTED = re.compile(r'"[^"]*"|\\.')

MOST_BYTES = 200 * 1024 * 1024
MOST_CELLS_MERGED = 200_000

# What these warnings speak of is neither read nor ever written back, so nobody need know.
_HARMLESS = (
    "extension is not supported",
    "no default style",
    "header or footer",
    "Conditional Formatting",
    "Print area",
    "Print titles",
    "Slicer",
)


class _UnusableError(Exception):
    """The file cannot be read; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scan:
    """What openpyxl does not tell: formulas without a stored value, by sheet name."""

    uncached: dict[str, frozenset[str]]


def read_workbook(path: str | Path) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """Return the sheets of a workbook as grids, and the findings about the file.

    Args:
        path: the workbook; its name as given stands in every place.

    Returns:
        The grids in the order of the sheets, hidden ones marked; empty if the file cannot be
        read (then there is a finding of severity error).
    """
    workbook = str(path)
    try:
        content = _content(Path(path), workbook)
        scan = _scan(content, workbook)
        return _grids(content, workbook, scan)
    except _UnusableError as unusable:
        return (), (unusable.finding,)


def _refuse(code: str, workbook: str, **facts: object) -> _UnusableError:
    return _UnusableError(found(code, Place(workbook=workbook), **facts))  # type: ignore[arg-type]  # facts are the sentence's own names


def _content(path: Path, workbook: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _refuse("unreadable-file", workbook, reason=error.strerror or str(error)) from error
    if not content.startswith(b"PK\x03\x04"):
        raise _refuse_by_content(content, workbook)
    return content


def _refuse_by_content(content: bytes, workbook: str) -> _UnusableError:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return _refuse("encrypted", workbook)
        return _refuse("old-format", workbook, kind="旧的 .xls（或 .et）格式")
    if not content.strip():
        return _refuse("not-a-workbook", workbook, kind="文件是空的")
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return _refuse("not-a-workbook", workbook, kind="内容是网页或 XML")
    return _refuse("not-a-workbook", workbook, kind="内容是文本或别的格式")


def _scan(content: bytes, workbook: str) -> _Scan:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _guard_members(archive, workbook)
            parts = _sheet_parts(archive)
            sheets = {name: fromstring(archive.read(part)) for name, part in parts}
    except (zipfile.BadZipFile, KeyError, EOFError, zipfile.zlib.error) as error:  # type: ignore[attr-defined]  # zipfile re-exports zlib
        raise _refuse("damaged", workbook, reason="压缩包不完整") from error
    except (ParseError, DefusedXmlException, UnicodeDecodeError, NotImplementedError) as error:
        raise _refuse("damaged", workbook, reason="里面的内容不符合规定") from error
    for root in sheets.values():
        _guard_merges(root, workbook)
    return _Scan(uncached={name: frozenset(_uncached(root)) for name, root in sheets.items()})


def _guard_members(archive: zipfile.ZipFile, workbook: str) -> None:
    names = set(archive.namelist())
    if "xl/workbook.bin" in names:
        raise _refuse("old-format", workbook, kind=".xlsb 格式")
    if "word/document.xml" in names:
        raise _refuse("not-a-workbook", workbook, kind="内容是 Word 文档")
    if "xl/workbook.xml" not in names:
        raise _refuse("not-a-workbook", workbook, kind="压缩包里没有工作簿")
    size = sum(member.file_size for member in archive.infolist())
    if size > MOST_BYTES:
        facts = {"size": f"{size // 2**20} MB", "limit": f"{MOST_BYTES // 2**20} MB"}
        raise _refuse("too-large", workbook, **facts)


def _sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    sheets = fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    named = ((sheet.get("name", ""), targets.get(sheet.get(f"{_RELATIONS}id"))) for sheet in sheets)
    return [(name, _part_name(target)) for name, target in named if target]


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _guard_merges(root: Element, workbook: str) -> None:
    area = sum(_area(merge.get("ref", "A1")) for merge in root.iter(f"{_MAIN}mergeCell"))
    if area > MOST_CELLS_MERGED:
        facts = {"size": f"{area} 个合并的单元格", "limit": f"{MOST_CELLS_MERGED} 个"}
        raise _refuse("too-large", workbook, **facts)


def _area(reference: str) -> int:
    left, top, right, bottom = range_boundaries(reference)
    return (int(right or 1) - int(left or 1) + 1) * (int(bottom or 1) - int(top or 1) + 1)


def _uncached(root: Element) -> Iterator[str]:
    for cell in root.iter(f"{_MAIN}c"):
        if cell.find(f"{_MAIN}f") is not None and _has_no_value(cell):
            yield cell.get("r", "")


def _has_no_value(cell: Element) -> bool:
    value = cell.find(f"{_MAIN}v")
    return cell.get("t") != "str" and (value is None or not value.text)


def _grids(
    content: bytes, workbook: str, scan: _Scan
) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        book = _load(content, workbook)
    findings = list(_warned(caught, workbook))
    grids = []
    for sheet in book.worksheets:
        cells, removed = _cells(sheet, scan.uncached.get(sheet.title, frozenset()))
        hidden = sheet.sheet_state != "visible"
        grid = Grid(workbook=workbook, sheet=sheet.title, cells=cells, hidden=hidden)
        findings.extend(found("character-removed", grid.place(cell)) for cell in removed)
        grids.append(grid)
    book.close()
    return tuple(grids), tuple(findings)


def _load(content: bytes, workbook: str) -> openpyxl.Workbook:
    try:
        return openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except (InvalidFileException, ValueError, TypeError, KeyError, IndexError) as error:
        # openpyxl lets whatever it stumbles over escape: a NaN in a cell, an unknown style.
        raise _refuse("damaged", workbook, reason=f"表格内容不规范（{error}）") from error
    except (AttributeError, zipfile.BadZipFile, ParseError, SyntaxError) as error:
        raise _refuse("damaged", workbook, reason="里面的内容不符合规定") from error


def _warned(caught: Sequence[warnings.WarningMessage], workbook: str) -> Iterator[Finding]:
    said = dict.fromkeys(str(warning.message) for warning in caught)
    for text in said:
        if not any(harmless.lower() in text.lower() for harmless in _HARMLESS):
            yield found("reader-warning", Place(workbook=workbook), reason=text)


def _cells(sheet: Worksheet, uncached: frozenset[str]) -> tuple[tuple[Cell, ...], list[Cell]]:
    spans = _spans(sheet)
    made, removed = [], []
    # The private mapping holds the cells that exist; iterating by rows would create every
    # blank cell up to the farthest one, a million rows in a carelessly formatted sheet.
    for position in sorted(sheet._cells.keys() | spans.keys()):
        cell, cleaned = _cell(sheet, position, spans.get(position, (1, 1)), uncached)
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
    sheet: Worksheet, position: Position, span: tuple[int, int], uncached: frozenset[str]
) -> tuple[Cell | None, bool]:
    source = sheet._cells.get(position)
    value = source.value if source is not None else None
    raw = _text(value, percent := _is_percent(source.number_format if source else ""))
    text = _CONTROL.sub("", _ESCAPED_CONTROL.sub("", raw)).strip()
    trouble = _trouble(source, uncached)
    if not text and not trouble and span == (1, 1):
        return None, False
    cell = Cell(
        row=position[0],
        column=position[1],
        text=text,
        number=_number(value),
        percent=percent,
        trouble=trouble,
        row_span=span[0],
        column_span=span[1],
    )
    return cell, len(text) < len(raw.strip())


def _trouble(source: SheetCell | MergedCell | None, uncached: frozenset[str]) -> str | None:
    if source is None:
        return None
    if source.coordinate in uncached:
        return "formula-without-value"
    return "error-value" if source.data_type == "e" else None


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return cell_number(value)


def _text(value: object, percent: bool) -> str:
    number = _number(value)
    if number is not None:
        return f"{plain(number * 100)}%" if percent else plain(number)
    if isinstance(value, (date, datetime)):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _is_percent(number_format: str) -> bool:
    return "%" in _QUOTED.sub("", number_format)
