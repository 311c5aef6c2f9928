"""Outcomes → the result workbooks 汇总.xlsx and 自查问题清单.xlsx.

Knows tables, links and openpyxl. Must not know how figures were made. No text from a cell becomes
a formula; links are hyperlinks. Same outcomes, same bytes.
"""

import io
import os
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pingshu.finding import Finding, Severity
from pingshu.model import Figure
from pingshu.outcome import Fate, Outcome, Report
from pingshu.values import convert_money
from pingshu.wording import split_code

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Chinese stays readable in a link; lone surrogates stand for bytes that are no UTF-8.
_ESCAPED = re.compile("[\x00- #%?\ud800-\udfff]")
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="DDEBF7")
_COLOURS = {
    Severity.ERROR: PatternFill("solid", fgColor="F8CBAD"),
    Severity.WARNING: PatternFill("solid", fgColor="FFE699"),
    Severity.INFO: PatternFill("solid", fgColor="E2EFDA"),
}
# A report that did not change is as generated too: a second run must give the same summary.
_FATES = {
    Fate.WRITTEN: "已生成",
    Fate.UNCHANGED: "已生成",
    Fate.KEPT: "已修改，未覆盖",
    Fate.FAILED: "未生成",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """A text that leads to a file, and to a place in it."""

    text: str
    target: str
    location: str | None = None


_Value = str | Decimal | int | _Link | None
_SUMMARY = (
    ("序号", 6), ("年度", 8), ("类别", 10), ("单位", 22), ("项目名称", 34),
    ("年初预算数（万元）", 13), ("全年预算数（万元）", 13), ("全年执行数（万元）", 13),
    ("未执行数（万元）", 13), ("执行率（%）", 10), ("总分", 8), ("等级", 7),
    ("须修改", 8), ("须说明", 8), ("提示", 8), ("情况", 15), ("报告", 34), ("工作簿", 34),
)  # fmt: skip
_FINDINGS = (
    ("序号", 6), ("工作簿", 34), ("工作表", 16), ("单元格", 9), ("程度", 9), ("问题", 52),
    ("怎么办", 46), ("应为", 14), ("填写的是", 14),
)  # fmt: skip


def summary_workbook(outcomes: Sequence[Outcome], folder: Path) -> bytes:
    """Return 汇总.xlsx: a row per form with its figures, counts of findings and its report.

    Args:
        outcomes: what came of each workbook.
        folder: where the file will stand, so that its links are relative.
    """
    rows = [
        _summary_row(outcome, report, folder) for outcome in outcomes for report in outcome.reports
    ]
    unread = [_unread_row(outcome, folder) for outcome in outcomes if not outcome.reports]
    numbered = [[number, *row] for number, row in enumerate((*rows, *unread), start=1)]
    return _workbook("汇总", "绩效自评汇总表", _SUMMARY, numbered)


def _summary_row(outcome: Outcome, report: Report, folder: Path) -> list[_Value]:
    form, computation = report.form, report.computation
    total = computation.total
    amounts = ("budget_initial", "budget", "executed", "unspent")
    figures = [getattr(total, name) if total else None for name in amounts]
    return [
        form.year,
        form.family,
        _name(form.unit.text if form.unit else None),
        _name(form.project.text if form.project else None),
        *(_in_ten_thousand(figure) for figure in figures),
        total.rate.value if total and total.rate else None,
        computation.score_total.value if computation.score_total else None,
        computation.grade,
        *_counts(_findings_of(outcome, report)),
        _FATES[report.fate],
        _file_link(report.path, folder) if report.path and report.yielded else None,
        _file_link(Path(outcome.workbook), folder),
    ]


def _unread_row(outcome: Outcome, folder: Path) -> list[_Value]:
    blank: list[_Value] = [None] * 11
    link = _file_link(Path(outcome.workbook), folder)
    return [*blank, *_counts(outcome.findings), _FATES[Fate.FAILED], None, link]


def _name(text: str | None) -> str | None:
    return None if text is None else " ".join(split_code(text)[1].split())


def _in_ten_thousand(figure: Figure | None) -> Decimal | None:
    return None if figure is None else convert_money(figure.value, figure.unit, "万元")


def _findings_of(outcome: Outcome, report: Report) -> list[Finding]:
    """Return a form's findings; with one form in the workbook, all of the workbook's."""
    if len(outcome.reports) == 1:
        return list(outcome.findings)
    sheet = report.form.place.sheet
    return [finding for finding in outcome.findings if finding.place.sheet == sheet]


def _counts(findings: Iterable[Finding]) -> list[_Value]:
    severities = [finding.severity for finding in findings]
    return [severities.count(severity) for severity in Severity]


def findings_workbook(findings: Sequence[Finding], folder: Path) -> bytes:
    """Return 自查问题清单.xlsx: a row per finding, the gravest first, linked to its cell."""
    order = list(Severity)
    ranked = sorted(findings, key=lambda finding: order.index(finding.severity))
    rows = [[number, *_finding_row(item, folder)] for number, item in enumerate(ranked, start=1)]
    return _workbook("自查问题清单", "自查问题清单", _FINDINGS, rows)


def _finding_row(finding: Finding, folder: Path) -> list[_Value]:
    place = finding.place
    return [
        _file_link(Path(place.workbook), folder),
        place.sheet,
        _cell_link(finding, folder),
        finding.severity.word,
        finding.problem,
        finding.cure,
        finding.expected,
        finding.actual,
    ]


def _file_link(path: Path, folder: Path) -> _Link:
    return _Link(text=path.name, target=_target(path, folder))


def _cell_link(finding: Finding, folder: Path) -> _Link | None:
    place = finding.place
    if place.cell is None or place.sheet is None:
        return None
    sheet = place.sheet.replace("'", "''")
    target = _target(Path(place.workbook), folder)
    return _Link(text=place.cell, target=target, location=f"'{sheet}'!{place.cell}")


def _target(path: Path, folder: Path) -> str:
    """Return a link's address: relative where it can be, so that folders may move together."""
    try:
        relative = os.path.relpath(path.absolute(), folder.absolute())
    except ValueError:  # another drive on Windows
        return path.absolute().as_uri()
    return _ESCAPED.sub(_percent_encoded, Path(relative).as_posix())


def _percent_encoded(character: re.Match[str]) -> str:
    return quote(character.group(), errors="surrogateescape")


# --- the workbook ---------------------------------------------------------------------------


def _workbook(
    name: str,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[_Value]],
) -> bytes:
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    sheet.title = name
    _head(sheet, title, columns)
    for index, row in enumerate(rows, start=3):
        for column, value in enumerate(row, start=1):
            _put(sheet.cell(index, column), value)
    _set_up_page(sheet, len(columns), len(rows))
    content = io.BytesIO()
    book.save(content)
    return _with_fixed_dates(content.getvalue())


def _head(sheet: Worksheet, title: str, columns: Sequence[tuple[str, int]]) -> None:
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    sheet["A1"] = title
    sheet["A1"].font = Font(name="宋体", size=16, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 30
    for index, (label, width) in enumerate(columns, start=1):
        cell = sheet.cell(2, index, label)
        cell.font = Font(name="宋体", size=10, bold=True)
        cell.fill = _HEAD
        cell.border = _BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(index)].width = width


def _put(cell: Cell | MergedCell, value: _Value) -> None:
    cell.font = Font(name="宋体", size=10)
    cell.border = _BORDER
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    if isinstance(value, _Link):
        _put_link(cell, value)
    elif isinstance(value, str):
        _put_text(cell, value)
    elif value is not None:
        cell.value = value
    colour = next((fill for level, fill in _COLOURS.items() if value == level.word), None)
    if colour is not None:
        cell.fill = colour


def _put_text(cell: Cell | MergedCell, text: str) -> None:
    cell.value = _CONTROL.sub("", text)
    # Without this a text that begins with “=” would become a formula.
    cell.data_type = "s"


def _put_link(cell: Cell | MergedCell, link: _Link) -> None:
    _put_text(cell, link.text)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, target=link.target, location=link.location)
    cell.font = Font(name="宋体", size=10, color="0563C1", underline="single")


def _set_up_page(sheet: Worksheet, columns: int, rows: int) -> None:
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:{get_column_letter(columns)}{rows + 2}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
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
