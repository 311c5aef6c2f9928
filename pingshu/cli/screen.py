"""What people read on the terminal: progress, closing table, the next step; or plain lines.

Knows outcomes and rich. Must not know how they came about.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from pingshu.finding import Finding, Severity
from pingshu.model import Form, FundRow, Indicator
from pingshu.outcome import Fate, Outcome, Report, Run
from pingshu.values import plain

_FATES = {
    Fate.WRITTEN: "已生成",
    Fate.UNCHANGED: "无变化",
    Fate.KEPT: "已修改，未覆盖",
    Fate.FAILED: "未生成",
}


def speak_safely() -> None:
    """Let a console that lacks a character print a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


class Screen:
    """Shows a run while it goes on: a bar on a terminal, a line per workbook otherwise."""

    def __init__(self, *, plainly: bool) -> None:
        self.console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
        self.bar = None if plainly or not self.console.is_terminal else _bar(self.console)
        self.task = self.bar.add_task("生成报告", total=None) if self.bar else None

    def __enter__(self) -> "Screen":
        """Start the bar, if there is one."""
        if self.bar:
            self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the bar, if there is one."""
        if self.bar:
            self.bar.stop()

    def advance(self, outcome: Outcome, number: int, count: int) -> None:
        """Tell of one workbook that is done."""
        if self.bar and self.task is not None:
            self.bar.update(self.task, completed=number, total=count)
        else:
            click.echo(f"[{number}/{count}] {Path(outcome.workbook).name}：{_in_short(outcome)}")

    def close(self, done: Run) -> None:
        """Tell what came of the run, and what to do next."""
        if self.bar and done.outcomes:
            self.console.print(_table(done))
        for line in closing_lines(done):
            click.echo(line)


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console
    )


def _in_short(outcome: Outcome) -> str:
    parts = [_reports_in_short(outcome)]
    counts = {severity: outcome.count(severity) for severity in Severity}
    parts.extend(f"{severity.word} {count}" for severity, count in counts.items() if count)
    return "，".join(parts)


def _reports_in_short(outcome: Outcome) -> str:
    if not outcome.reports:
        return "没有生成报告"
    fates = [report.fate for report in outcome.reports]
    told = (f"{word} {fates.count(fate)} 份" for fate, word in _FATES.items() if fate in fates)
    return "、".join(told)


def _table(done: Run) -> Table:
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
    name = Path(outcome.workbook).name if first else ""
    if report is None:
        return [name, "", "", "", "未生成"]
    total, score = report.computation.total, report.computation.score_total
    return [
        name,
        report.form.project.text if report.form.project else "",
        f"{plain(total.rate.value)}%" if total and total.rate else "—",
        plain(score.value) if score else "—",
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
        name = Path(outcome.workbook).name
        yield from (
            f"{name}：{finding_line(finding)}"
            for finding in outcome.findings
            if finding.severity is Severity.ERROR
        )
    for report in outcome.reports:
        if report.fate is Fate.KEPT and report.path:
            yield f"{report.path.name}：已修改，未覆盖（要新的报告，请改名后再运行，或加 --force）"


def _lines_of_reports(done: Run) -> Iterator[str]:
    paths = [
        report.path for outcome in done.outcomes for report in outcome.reports if report.yielded
    ]
    folders = sorted({str(_near(path.parent)) for path in paths if path})
    if folders:
        yield f"共 {len(paths)} 份报告，在 {'、'.join(folders)}；汇总见 {_near(done.summary)}"


def _near(path: Path | None) -> str:
    """Return a path as it is shortest to read: relative where it lies below this folder."""
    if path is None:
        return "（没有写出）"
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _next_step(done: Run) -> str:
    errors, warnings = done.count(Severity.ERROR), done.count(Severity.WARNING)
    if not done.outcomes:
        return "没有生成任何报告。"
    listed = _near(done.problems)
    if errors:
        more = f"，须说明 {warnings} 处" if warnings else ""
        return f"须修改 {errors} 处{more}，见 {listed}；改好工作簿后再运行一次。"
    if warnings:
        return f"须说明 {warnings} 处，见 {listed}；补好说明后再运行一次，或直接在报告中补写。"
    return "没有发现须修改或须说明的问题；请打开报告作最后的文字修改，然后报送。"


def finding_line(finding: Finding) -> str:
    """Return a finding on one line: severity, place, what is wrong, what to do."""
    place = finding.place
    where = f"{place}：" if place.sheet else ""
    return f"{finding.severity.word}　{where}{finding.message}"


def check_lines(done: Run) -> Iterator[str]:
    """Yield all findings by workbook, then their number."""
    yield from (finding_line(finding) for finding in done.findings)
    for outcome in done.outcomes:
        yield f"{outcome.workbook}"
        yield from (f"  {finding_line(finding)}" for finding in outcome.findings)
        if not outcome.findings:
            yield "  没有发现问题。"
    counts = "，".join(f"{severity.word} {done.count(severity)} 处" for severity in Severity)
    yield f"共 {len(done.outcomes)} 个工作簿：{counts}。"


# --- what was read --------------------------------------------------------------------------


def inspect_lines(outcome: Outcome) -> Iterator[str]:
    """Yield what was read of a workbook, block by block, with cells."""
    yield outcome.workbook
    for report in outcome.reports:
        yield from _form_lines(report.form)
    for item in outcome.skipped:
        yield f"跳过的工作表“{item.sheet}”：{item.why}"
    yield from (finding_line(finding) for finding in outcome.findings)


def _form_lines(form: Form) -> Iterator[str]:
    yield f"工作表“{form.place.sheet}”：{form.family}绩效自评表"
    named = (
        ("项目名称", form.project),
        ("主管部门", form.department),
        ("实施单位", form.unit),
    )
    yield f"  年度：{form.year or '没有找到'}；金额单位：{form.money_unit or '没有写明'}"
    for label, text in named:
        yield f"  {label}：{f'{text.text}（{text.place.cell}）' if text else '没有找到'}"
    yield "  资金：" if form.funds else "  资金：没有找到"
    yield from (f"    {_fund_line(row)}" for row in form.funds or ())
    yield f"  绩效指标：{len(form.indicators or ())} 个"
    yield from (f"    {_indicator_line(item)}" for item in form.indicators or ())
    yield from _other_lines(form)


def _fund_line(row: FundRow) -> str:
    named = (
        ("年初预算数", row.budget_initial),
        ("全年预算数", row.budget),
        ("全年执行数", row.executed),
        ("执行率", row.rate_stated),
        ("分值", row.weight),
        ("得分", row.score_stated),
    )
    parts = [f"{label} {item.text}（{item.place.cell}）" for label, item in named if item]
    return f"{' '.join(row.label.text.split())}：{'，'.join(parts) or '没有填数'}"


def _indicator_line(item: Indicator) -> str:
    named = (
        ("目标", item.target),
        ("完成", item.actual),
        ("分值", item.weight),
        ("得分", item.score),
    )
    parts = [f"{label} {part.text}（{part.place.cell}）" for label, part in named if part]
    return f"{' '.join(item.level3.text.split())}（{item.level3.place.cell}）：{'，'.join(parts)}"


def _other_lines(form: Form) -> Iterator[str]:
    if form.total_stated:
        yield f"  总分：{form.total_stated.text}（{form.total_stated.place.cell}）"
    if form.management:
        yield f"  资金管理情况：{len(form.management)} 项"
    if form.spending:
        yield f"  支出明细：{len(form.spending.lines)} 行"
    if form.texts:
        yield f"  文字材料：{'、'.join(form.texts)}"
