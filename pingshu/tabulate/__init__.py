"""Outcomes → the result workbooks 汇总.xlsx and 自查问题清单.xlsx.

Knows what people look for in them. Must not know how figures were made.
"""

import os
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

from pingshu.finding import Finding, Severity
from pingshu.model import Figure
from pingshu.outcome import Fate, Outcome, Report
from pingshu.tabulate.workbook import Column, Link, Table, Value, workbook_of
from pingshu.values import convert_money
from pingshu.wording import without_code

_ADDRESS = re.compile("[A-Z]{1,3}[1-9][0-9]*")
# Chinese stays readable in a link; lone surrogates stand for bytes that are no UTF-8.
_ESCAPED = re.compile("[\x00- #%?\ud800-\udfff]")
_COLOURS = {
    Severity.ERROR.word: "F8CBAD",
    Severity.WARNING.word: "FFE699",
    Severity.INFO.word: "E2EFDA",
}
# A report that did not change is as generated too: a second run must give the same summary.
_FATES = {
    Fate.WRITTEN: "已生成",
    Fate.UNCHANGED: "已生成",
    Fate.KEPT: "已修改，未覆盖",
    Fate.OUTDATED: "已修改，未覆盖，数字可能是旧的",
    Fate.FOREIGN: "已有同名文件，未覆盖",
    Fate.FAILED: "未生成",
}


def _columns(*columns: tuple[str, int], centred: str) -> tuple[Column, ...]:
    middle = set(centred.split())
    return tuple(
        Column(heading=heading, width=width, centred=heading in middle)
        for heading, width in columns
    )


_SUMMARY = _columns(
    ("序号", 6), ("年度", 7), ("类别", 10), ("单位", 20), ("项目名称", 28),
    ("年初预算数（万元）", 11), ("全年预算数（万元）", 11), ("全年执行数（万元）", 11),
    ("未执行数（万元）", 11), ("执行率（%）", 8), ("总分", 7), ("等级", 6),
    ("须修改", 7), ("须说明", 7), ("提示", 6), ("待补充", 7), ("情况", 10),
    ("报告", 28), ("工作簿", 28),
    centred="序号 年度 类别 总分 等级 须修改 须说明 提示 待补充 情况",
)  # fmt: skip
_FINDINGS = _columns(
    ("序号", 6), ("工作簿", 24), ("工作表", 11), ("单元格", 8), ("程度", 8), ("问题", 46),
    ("怎么办", 40), ("应为", 14), ("填写的是", 16),
    centred="序号 工作表 单元格 程度",
)  # fmt: skip


def _table(
    name: str, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Value]]
) -> bytes:
    table = Table(name=name, title=title, columns=columns, rows=rows, colours=_COLOURS)
    return workbook_of(table)


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
    return _table("汇总", "绩效自评汇总表", _SUMMARY, numbered)


def _summary_row(outcome: Outcome, report: Report, folder: Path) -> list[Value]:
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
        len(report.gaps),
        _FATES[report.fate],
        _file_link(report.path, folder) if report.path and report.yielded else None,
        _file_link(Path(outcome.workbook), folder),
    ]


def _unread_row(outcome: Outcome, folder: Path) -> list[Value]:
    blank: list[Value] = [None] * 11
    link = _file_link(Path(outcome.workbook), folder)
    return [*blank, *_counts(outcome.findings), None, _FATES[Fate.FAILED], None, link]


def _name(text: str | None) -> str | None:
    return None if text is None else without_code(text)


def _in_ten_thousand(figure: Figure | None) -> Decimal | None:
    return None if figure is None else convert_money(figure.value, figure.unit, "万元")


def _findings_of(outcome: Outcome, report: Report) -> list[Finding]:
    """Return a form's findings; with one form in the workbook, all of the workbook's."""
    if len(outcome.reports) == 1:
        return list(outcome.findings)
    sheet = report.form.place.sheet
    return [finding for finding in outcome.findings if finding.place.sheet == sheet]


def _counts(findings: Iterable[Finding]) -> list[Value]:
    severities = [finding.severity for finding in findings]
    return [severities.count(severity) for severity in Severity]


def findings_workbook(findings: Sequence[Finding], folder: Path) -> bytes:
    """Return 自查问题清单.xlsx: a row per finding, the gravest first, linked to its cell."""
    order = list(Severity)
    ranked = sorted(findings, key=lambda finding: order.index(finding.severity))
    rows = [[number, *_finding_row(item, folder)] for number, item in enumerate(ranked, start=1)]
    return _table("自查问题清单", "自查问题清单", _FINDINGS, rows)


def _finding_row(finding: Finding, folder: Path) -> list[Value]:
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


def _file_link(path: Path, folder: Path) -> Link:
    return Link(text=path.name, target=_target(path, folder))


def _cell_link(finding: Finding, folder: Path) -> Link | None:
    place = finding.place
    if place.cell is None or place.sheet is None:
        return None
    sheet = place.sheet.replace("'", "''")
    target = _target(Path(place.workbook), folder)
    # A place in a Word table (第3行第2列) is nothing that a link can go to.
    location = f"'{sheet}'!{place.cell}" if _ADDRESS.fullmatch(place.cell) else None
    return Link(text=place.cell, target=target, location=location)


def _target(path: Path, folder: Path) -> str:
    """Return a link's address: relative where it can be, so that folders may move together."""
    try:
        relative = os.path.relpath(path.absolute(), folder.absolute())
    except ValueError:  # another drive on Windows
        return path.absolute().as_uri()
    return _ESCAPED.sub(_percent_encoded, Path(relative).as_posix())


def _percent_encoded(character: re.Match[str]) -> str:
    return quote(character.group(), errors="surrogateescape")
