"""Outcomes → the result workbooks 汇总.xlsx and 自查问题清单.xlsx; a report's figures → its 底稿.

Knows what people look for in them. Must not know how figures were made.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pingshu.disk import origin_path
from pingshu.explanations import EXPLANATION, IDENTITY, Note, note_of
from pingshu.finding import Finding, Severity
from pingshu.outcome import Fate, Outcome, Report, Run, explained
from pingshu.sheet import Place
from pingshu.tables import Column, Link, Table, Value, link_to, workbook_of
from pingshu.tabulate.papers import LooseNumber, PaperLine, working_paper
from pingshu.wording import without_code

__all__ = [
    "COLOURS",
    "LooseNumber",
    "PaperLine",
    "findings_workbook",
    "summary_workbook",
    "working_paper",
]

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
    Fate.RENEWED: "已修改，数字已更新",
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
    rows = _numbered(_summary_rows(outcomes, folder))
    table = Table(name="汇总", title="绩效自评汇总表", columns=_SUMMARY, rows=rows, colours=COLOURS)
    return workbook_of(table)


def _numbered(rows: Iterable[Sequence[Value]]) -> Iterator[list[Value]]:
    return ([number, *row] for number, row in enumerate(rows, start=1))


def _summary_rows(outcomes: Sequence[Outcome], folder: Path) -> Iterator[list[Value]]:
    for outcome in outcomes:
        yield from (_summary_row(outcome, report, folder) for report in outcome.reports)
    yield from (_unread_row(outcome, folder) for outcome in outcomes if not outcome.reports)


def _summary_row(outcome: Outcome, report: Report, folder: Path) -> list[Value]:
    return [
        report.year,
        report.family,
        _name(report.unit),
        _name(report.project),
        report.budget_initial,
        report.budget,
        report.executed,
        report.unspent,
        report.rate,
        report.score,
        report.grade,
        *_counts(_findings_of(outcome, report)),
        len(report.gaps),
        _FATES[report.fate],
        link_to(report.path, folder) if report.path and report.yielded else None,
        link_to(Path(outcome.workbook), folder),
    ]


def _unread_row(outcome: Outcome, folder: Path) -> list[Value]:
    blank: list[Value] = [None] * 11
    link = link_to(Path(outcome.workbook), folder)
    return [*blank, *_counts(outcome.findings), None, _FATES[Fate.FAILED], None, link]


def _name(text: str | None) -> str | None:
    return None if text is None else without_code(text)


def _findings_of(outcome: Outcome, report: Report) -> list[Finding]:
    """Return a form's findings; with one form in the workbook, all of the workbook's."""
    if len(outcome.reports) == 1:
        return list(outcome.findings)
    return [finding for finding in outcome.findings if finding.place.sheet in report.sheets]


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
    rows = _numbered(_finding_row(item, folder) for item in ranked)
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
    names = (_name(report.unit), _name(report.project))
    # Plain text: LibreOffice cuts off links that are longer than their cell.
    made = report.path.name if report.path and report.yielded else None
    return [
        "　".join(name for name in names if name) or report.sheets[0],
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
    rows = _numbered(
        _left_row(note, "问题没有再出现" if note.workbook in read else "这次没有读这个工作簿")
        for note in notes
    )
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
    place, link = finding.place, link_to(Path(finding.place.workbook), folder)
    return [
        link,
        place.sheet,
        _cell_link(place, link),
        finding.severity.word,
        finding.problem,
        finding.cure,
        finding.explanation,
        finding.expected,
        finding.actual,
        note_of(finding, folder).identity,
    ]


def _cell_link(place: Place, link: Link) -> Link | None:
    if place.cell is None or place.sheet is None:
        return None
    sheet = place.sheet.replace("'", "''")
    # A place in a Word table (第3行第2列) is nothing that a link can go to.
    location = f"'{sheet}'!{place.cell}" if _ADDRESS.fullmatch(place.cell) else None
    return replace(link, text=place.cell, location=location)
