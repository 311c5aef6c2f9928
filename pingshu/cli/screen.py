"""What people read on the terminal: progress, closing table, the next step; or plain lines.

Knows outcomes and rich, which is imported where something is drawn. Must not know how they came
about.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pingshu.finding import Finding, Severity
from pingshu.outcome import Fate, Outcome, Report, Run
from pingshu.terminal import say as say
from pingshu.terminal import unheard
from pingshu.values import plain

if TYPE_CHECKING:
    from rich.progress import Progress
    from rich.table import Table

_FATES = {
    Fate.WRITTEN: "已生成",
    Fate.UNCHANGED: "无变化",
    Fate.KEPT: "已修改，未覆盖",
    Fate.OUTDATED: "已修改，未覆盖，数字可能是旧的",
    Fate.RENEWED: "已修改，数字已更新",
    Fate.FOREIGN: "已有同名文件，未覆盖",
    Fate.FAILED: "未生成",
}


_LEFT = {
    Fate.KEPT: "已修改，未覆盖（自评表没有变，不用更新；要新的报告，请把它改名后再运行）",
    Fate.OUTDATED: (
        "已修改，未覆盖；自评表或模板后来也改了，报告里的数字可能是旧的"
        "（加 --refresh 再运行一次，把新的数字更新进去，改过的文字不动）"
    ),
    Fate.FOREIGN: "已有同名文件，未覆盖（要新的报告，请把它改名或移走后再运行，或加 --force）",
}
_TOLD_OF_REPORTS = frozenset(
    {
        "original-kept-aside",
        "edited-report-renewed",
        "report-conflict",
        "report-text-unplaced",
        "report-unremembered",
        "report-unreadable",
    }
)
_NARROW = 60


class Screen:
    """Shows a run while it goes on: a bar on a terminal, a line per workbook otherwise."""

    def __init__(self, *, plainly: bool) -> None:
        self.bar = None if plainly or not _is_terminal() else _bar()
        self.task = self.bar.add_task("生成报告", total=None) if self.bar else None

    def __enter__(self) -> "Screen":
        """Start the bar, if there is one."""
        if self.bar:
            with unheard():
                self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the bar, if there is one."""
        if self.bar:
            with unheard():
                self.bar.stop()

    def advance(self, outcome: Outcome, number: int, count: int) -> None:
        """Tell of one workbook that is done."""
        if self.bar and self.task is not None:
            self.bar.update(self.task, completed=number, total=count)
        else:
            say(f"[{number}/{count}] {outcome.name}：{in_short(outcome)}")

    def close(self, done: Run) -> None:
        """Tell what came of the run, and what to do next."""
        if self.bar and done.outcomes:
            with unheard():
                self.bar.console.print(_table(done))
        for line in closing_lines(done):
            say(line)


def _is_terminal() -> bool:
    """Return whether rich may find a terminal; whether it does, it is asked only then."""
    return sys.stdout.isatty() or "FORCE_COLOR" in os.environ


def _bar() -> "Progress | None":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    if not console.is_terminal or console.width < _NARROW:
        return None
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console
    )


def in_short(outcome: Outcome) -> str:
    """Return what came of a workbook: its reports, how much was found."""
    parts = [reports_in_short(outcome)]
    counts = {severity: outcome.count(severity) for severity in Severity}
    parts.extend(f"{severity.word} {count}" for severity, count in counts.items() if count)
    if outcome.explained:
        parts.append(f"已说明 {outcome.explained}")
    return "，".join(parts)


def reports_in_short(outcome: Outcome) -> str:
    """Return what became of a workbook's reports."""
    if not outcome.reports:
        return "没有生成报告"
    fates = [report.fate for report in outcome.reports]
    told = (f"{word} {fates.count(fate)} 份" for fate, word in _FATES.items() if fate in fates)
    return "、".join(told)


def _table(done: Run) -> "Table":
    from rich.table import Table

    table = Table()
    for heading in ("工作簿", "项目", "执行率", "总分", "报告"):
        table.add_column(heading, overflow="fold")
    for severity in Severity:
        table.add_column(severity.word, justify="right")
    for outcome in done.outcomes:
        counts = [str(outcome.count(severity)) for severity in Severity]
        reports: list[Report | None] = [*outcome.reports] or [None]
        for index, report in enumerate(reports):
            own = counts if index == 0 else [""] * len(counts)
            table.add_row(*_row(outcome, report, first=index == 0), *own)
    return table


def _row(outcome: Outcome, report: Report | None, *, first: bool) -> list[str]:
    name = outcome.name if first else ""
    if report is None:
        return [name, "", "", "", "未生成"]
    return [
        name,
        report.project or "",
        "—" if report.rate is None else f"{plain(report.rate)}%",
        "—" if report.score is None else plain(report.score),
        _FATES[report.fate],
    ]


def closing_lines(done: Run) -> Iterator[str]:
    """Yield the lines that close a run; the last says what to do next."""
    yield from (finding_line(finding) for finding in done.findings)
    for outcome in done.outcomes:
        yield from _lines_of_failure(outcome)
    yield from _lines_of_reports(done)
    yield _next_step(done)


def _lines_of_failure(outcome: Outcome) -> Iterator[str]:
    if not outcome.yielded:
        yield from (
            f"{outcome.name}：{finding_line(finding)}"
            for finding in outcome.findings
            if finding.severity is Severity.ERROR
        )
    for report in outcome.reports:
        if report.fate in _LEFT and report.path:
            yield f"{report.path.name}：{_LEFT[report.fate]}"
    yield from (one.problem for one in outcome.findings if one.code in _TOLD_OF_REPORTS)


def _lines_of_reports(done: Run) -> Iterator[str]:
    paths = [
        report.path for outcome in done.outcomes for report in outcome.reports if report.yielded
    ]
    folders = sorted({str(_near(path.parent)) for path in paths if path})
    if done.gaps and (done.count(Severity.ERROR) or _unexplained(done)):
        yield f"报告里还有 {done.gaps} 处标黄的【请……】，也要补写。"
    if folders:
        yield f"共 {len(paths)} 份报告，在 {'、'.join(folders)}；汇总见 {_near(done.summary)}"


def _near(path: Path | None) -> str:
    """Return a path as it is shortest to read: relative where it lies below this folder."""
    if path is None:
        return "（没有写出）"
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _next_step(done: Run) -> str:
    if not done.outcomes:
        return "没有生成任何报告。"
    if done.summary is None or done.problems is None:
        return "汇总或清单没有写出；请照上面的提示处理，然后再运行一次。"
    if done.count(Severity.ERROR) or _unexplained(done):
        return _after_findings(done)
    if done.gaps:
        return f"报告里还有 {done.gaps} 处标黄的【请……】，补写后再报送。"
    if done.explained:
        told = f"须说明的 {done.explained} 处都已说明，没有须修改的问题"
        return f"{told}；请打开报告作最后的文字修改，然后报送。"
    return "没有发现须修改或须说明的问题；请打开报告作最后的文字修改，然后报送。"


def _unexplained(done: Run) -> int:
    return done.count(Severity.WARNING) - done.explained


def _warned(done: Run) -> str:
    told = f"（已说明 {done.explained} 处）" if done.explained else ""
    return f"须说明 {done.count(Severity.WARNING)} 处{told}"


def _after_findings(done: Run) -> str:
    errors, listed = done.count(Severity.ERROR), _near(done.problems)
    if errors:
        more = f"，{_warned(done)}" if done.count(Severity.WARNING) else ""
        return f"须修改 {errors} 处{more}，见 {listed}；改好工作簿后再运行一次。"
    return f"{_warned(done)}，见 {listed}；在工作簿或清单的“说明”一列写明，再运行一次。"


def finding_line(finding: Finding) -> str:
    """Return a finding on one line: severity, place, what is wrong, what to do, what is said."""
    place = finding.place
    where = f"{place}：" if place.sheet else ""
    told = f"（说明：{' '.join(finding.explanation.split())}）" if finding.explanation else ""
    return f"{finding.severity.word}　{where}{finding.message}{told}"


def check_lines(done: Run) -> Iterator[str]:
    """Yield all findings by workbook, then their number."""
    yield from (finding_line(finding) for finding in done.findings)
    for outcome in done.outcomes:
        yield f"{outcome.workbook}"
        gravest = sorted(outcome.findings, key=lambda one: list(Severity).index(one.severity))
        yield from (f"  {finding_line(finding)}" for finding in gravest)
        if not outcome.findings:
            yield "  没有发现问题。"
    counts = (
        f"须修改 {done.count(Severity.ERROR)} 处",
        _warned(done),
        f"提示 {done.count(Severity.INFO)} 处",
    )
    yield f"共 {len(done.outcomes)} 个工作簿：{'，'.join(counts)}。"
