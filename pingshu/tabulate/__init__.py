"""Outcomes → the result workbooks 汇总.xlsx and 自查问题清单.xlsx.

Knows what people look for in them. Must not know how figures were made.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from pingshu.disk import origin_path
from pingshu.explanations import EXPLANATION, IDENTITY, Note, note_of
from pingshu.finding import Finding, Severity
from pingshu.model import Computation, Figure
from pingshu.outcome import Fate, Outcome, Report, Run, explained
from pingshu.tabulate.workbook import Column, Link, Table, Value, link_to, workbook_of
from pingshu.values import convert_money
from pingshu.wording import without_code

_ADDRESS = re.compile("[A-Z]{1,3}[1-9][0-9]*")
COLOURS = {
    Severity.ERROR.word: "F8CBAD",
    Severity.WARNING.word: "FFE699",
    Severity.INFO.word: "E2EFDA",
}
"""The word for a severity → the colour (RRGGBB) of what it is said of."""
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
        Column(heading=heading, width=width, centred=heading in middle, hidden=heading == IDENTITY)
        for heading, width in columns
    )


_SUMMARY = _columns(
    ("序号", 6), ("年度", 7), ("类别", 10), ("单位", 20), ("项目名称", 28),
    ("年初预算数（万元）", 11), ("全年预算数（万元）", 11), ("全年执行数（万元）", 11),
    ("未执行数（万元）", 11), ("执行率（%）", 8), ("总分", 7), ("等级", 6),
    ("须修改", 7), ("须说明", 7), ("已说明", 7), ("提示", 6), ("待补充", 7), ("情况", 10),
    ("报告", 28), ("工作簿", 28),
    centred="序号 年度 类别 总分 等级 须修改 须说明 已说明 提示 待补充 情况",
)  # fmt: skip
_FINDINGS = _columns(
    ("序号", 6), ("工作簿", 22), ("工作表", 11), ("单元格", 8), ("程度", 8), ("问题", 44),
    ("怎么办", 38), (EXPLANATION, 34), ("应为", 13), ("填写的是", 15), (IDENTITY, 10),
    centred="序号 工作表 单元格 程度",
)  # fmt: skip
_LEFT = _columns(
    ("序号", 6), ("工作簿", 28), ("工作表", 11), ("单元格", 8), ("问题", 46), (EXPLANATION, 40),
    ("情况", 20), (IDENTITY, 10),
    centred="序号 工作表 单元格",
)  # fmt: skip
_OVERVIEW = _columns(
    ("序号", 5), ("自评表", 36), ("须修改", 8), ("须说明", 8), ("已说明", 8), ("提示", 7),
    ("报告", 36),
    centred="序号 须修改 须说明 已说明 提示",
)  # fmt: skip
_MOST_ON_A_PAGE = 30
_LEFT_LEAD = "问题再出现时，说明会回到清单里；不再要的，把那一行删去就行。"


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
    table = Table(
        name="汇总", title="绩效自评汇总表", columns=_SUMMARY, rows=numbered, colours=COLOURS
    )
    return workbook_of(table)


def _summary_row(outcome: Outcome, report: Report, folder: Path) -> list[Value]:
    form, computation = report.form, report.computation
    *figures, rate = _execution(computation)
    return [
        form.year,
        form.family,
        _name(form.office.text if form.office else None),
        _name(form.about or None),
        *(_in_ten_thousand(figure) for figure in figures),
        rate.value if rate else None,
        computation.score_total.value if computation.score_total else None,
        computation.grade,
        *_counts(_findings_of(outcome, report)),
        len(report.gaps),
        _FATES[report.fate],
        link_to(report.path, folder) if report.path and report.yielded else None,
        link_to(Path(outcome.workbook), folder),
    ]


def _execution(computation: Computation) -> tuple[Figure | None, ...]:
    """Return budgets, spending, what is left and the rate; of funds, those of their spending."""
    total, comparison = computation.total, computation.comparison
    if total is None and comparison and comparison.total:
        spent = comparison.total.spending
        return None, spent.budget, spent.current, None, spent.budget_share
    names = ("budget_initial", "budget", "executed", "unspent", "rate")
    return tuple(getattr(total, name) if total else None for name in names)


def _unread_row(outcome: Outcome, folder: Path) -> list[Value]:
    blank: list[Value] = [None] * 11
    link = link_to(Path(outcome.workbook), folder)
    return [*blank, *_counts(outcome.findings), None, _FATES[Fate.FAILED], None, link]


def _name(text: str | None) -> str | None:
    return None if text is None else without_code(text)


def _in_ten_thousand(figure: Figure | None) -> Decimal | None:
    return None if figure is None else convert_money(figure.value, figure.unit, "万元")


def _findings_of(outcome: Outcome, report: Report) -> list[Finding]:
    """Return a form's findings; with one form in the workbook, all of the workbook's."""
    if len(outcome.reports) == 1:
        return list(outcome.findings)
    sheets = {form.place.sheet for form in (report.form, *report.form.annexes)}
    return [finding for finding in outcome.findings if finding.place.sheet in sheets]


def _counts(findings: Iterable[Finding]) -> list[Value]:
    """Return how many are 须修改, 须说明, 已说明 and 提示."""
    told = tuple(findings)
    count = Counter(finding.severity for finding in told)
    return [count[Severity.ERROR], count[Severity.WARNING], explained(told), count[Severity.INFO]]


# --- 自查问题清单 ---------------------------------------------------------------------------


def findings_workbook(done: Run, left: Sequence[Note], folder: Path) -> bytes:
    """Return 自查问题清单.xlsx: a page for the chief, a row per finding, explanations left over.

    Args:
        done: what came of the run; its findings are listed the gravest first, linked to cells.
        left: rows of the list before that belong to no finding now; those that say something stay.
        folder: where the file will stand, so that its links are relative.
    """
    order = list(Severity)
    ranked = sorted(done.all_findings(), key=lambda finding: order.index(finding.severity))
    rows = [[number, *_finding_row(item, folder)] for number, item in enumerate(ranked, start=1)]
    listed = Table(
        name="自查问题清单", title="自查问题清单", columns=_FINDINGS, rows=rows, colours=COLOURS
    )
    kept = [note for note in left if note.text]
    return workbook_of(_overview(done), listed, *([_left(done, kept, folder)] if kept else []))


def _overview(done: Run) -> Table:
    rows = [_overview_row(one, report) for one in done.outcomes for report in one.reports]
    rows += [
        [Path(one.workbook).name, *_counts(one.findings), _FATES[Fate.FAILED]]
        for one in done.outcomes
        if not one.reports
    ]
    total = _counts(done.all_findings())
    return Table(
        name="摘要",
        title="绩效自评自查情况",
        lead=_overview_lead(done),
        columns=_OVERVIEW,
        rows=[[None, "合计", *total, None], *_on_one_page(rows, total)],
        colours=COLOURS,
        totals=1,
        single_page=True,
    )


def _overview_row(outcome: Outcome, report: Report) -> list[Value]:
    form = report.form
    names = (_name(form.office.text if form.office else None), _name(form.about or None))
    # Plain text: LibreOffice cuts off links that are longer than their cell.
    made = report.path.name if report.path and report.yielded else None
    return [
        "　".join(name for name in names if name) or form.place.sheet,
        *_counts(_findings_of(outcome, report)),
        made or _FATES[report.fate],
    ]


def _overview_lead(done: Run) -> tuple[str, ...]:
    errors, warnings, infos = (done.count(severity) for severity in Severity)
    told = f"（已说明{done.explained}处）" if done.explained else ""
    reports = [report for outcome in done.outcomes for report in outcome.reports]
    made = sum(report.yielded for report in reports)
    return (
        f"须修改{errors}处，须说明{warnings}处{told}，提示{infos}处",
        f"共{len(done.outcomes)}个工作簿，{len(reports)}张自评表，报告{made}份",
        "须修改的，请改工作簿；须说明的，请填在“自查问题清单”一页的“说明”一列。然后再运行一次。",
    )


def _on_one_page(rows: Sequence[list[Value]], total: Sequence[Value]) -> list[list[Value]]:
    """Return the rows that fit, those with most to do first, and a line for all else."""
    ranked = sorted(rows, key=_to_do, reverse=True)
    shown, hidden = ranked[:_MOST_ON_A_PAGE], ranked[_MOST_ON_A_PAGE:]
    numbered: list[list[Value]] = [[number, *row] for number, row in enumerate(shown, start=1)]
    rest = [
        _whole(all_) - sum(_whole(row[at]) for row in shown) for at, all_ in enumerate(total, 1)
    ]
    if hidden or any(rest):
        name = f"其余{len(hidden)}张，见汇总" if hidden else "不属于哪一张自评表的"
        numbered.append([None, name, *rest, None])
    return numbered


def _to_do(row: Sequence[Value]) -> tuple[int, int]:
    return _whole(row[1]), _whole(row[2]) - _whole(row[3])


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _left(done: Run, notes: Sequence[Note], folder: Path) -> Table:
    read = {origin_path(outcome.workbook, folder) for outcome in done.outcomes}
    rows = [
        [
            number,
            *_left_row(note, "问题没有再出现" if note.workbook in read else "这次没有读这个工作簿"),
        ]
        for number, note in enumerate(notes, start=1)
    ]
    return Table(
        name="不再出现的说明",
        title="已不再出现的问题的说明",
        lead=(_LEFT_LEAD,),
        columns=_LEFT,
        rows=rows,
        colours=COLOURS,
    )


def _left_row(note: Note, why: str) -> list[Value]:
    return [note.name, note.sheet, note.cell, note.problem, note.text, why, note.identity]


def _finding_row(finding: Finding, folder: Path) -> list[Value]:
    place = finding.place
    return [
        link_to(Path(place.workbook), folder),
        place.sheet,
        _cell_link(finding, folder),
        finding.severity.word,
        finding.problem,
        finding.cure,
        finding.explanation,
        finding.expected,
        finding.actual,
        note_of(finding, folder).identity,
    ]


def _cell_link(finding: Finding, folder: Path) -> Link | None:
    place = finding.place
    if place.cell is None or place.sheet is None:
        return None
    sheet = place.sheet.replace("'", "''")
    # A place in a Word table (第3行第2列) is nothing that a link can go to.
    location = f"'{sheet}'!{place.cell}" if _ADDRESS.fullmatch(place.cell) else None
    link = link_to(Path(place.workbook), folder)
    return replace(link, text=place.cell, location=location)
