"""The commands for reports that people have edited: where their numbers come from, the copies.

Knows what users type for them and how what came of it is told. Must not know where the folders of
the project are, nor how a line reaches the terminal: it is handed both. What the commands do is
imported when one is called.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pingshu.finding import Finding
    from pingshu.merge import Renewed
    from pingshu.pipeline import Options
    from pingshu.review import Finalized, Refreshed, Traced, Verified
    from pingshu.verify import FigureState

_MOST_CELLS = 4
_MOST_FIGURES = 20
_TO_DECIDE = "有{count}处要由人定夺：在 Word 里找到“评述”的批注，改定后删去批注，再核对一次。"
_NO_REPORTS = "没有找到报告。请先运行 python generate.py 生成，或写出报告的文件名。"
_TO_REFRESH = (
    "自评表后来改过。运行 python generate.py refresh 把新的数字更新到报告里，改过的文字不动。"
)
_TOLD_BY_FATE = frozenset({"edited-report-kept", "edited-report-outdated", "existing-file-kept"})
Decorator = Callable[[Callable[..., int]], Callable[..., int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What these commands share with all others.

    Attributes:
        options: the folders, with other templates if those are named.
        starting: tells of a template or setting for which a task (Chinese) could not start.
        say: prints a line.
        show: prints lines for people or, if asked for, a document as JSON.
        traced: what came of tracing a report, in lines.
        finalized: what came of the copies of a report, and what of it is not as it should be.
    """

    options: Callable[[Path | None], Options]
    starting: Callable[[str], AbstractContextManager[None]]
    say: Callable[[str], None]
    show: Callable[[Iterable[str], object, bool], None]
    traced: Callable[[Traced], Iterator[str]]
    finalized: Callable[[Finalized, Verified], Iterator[str]]


def add_commands(group: click.Group, desk: Desk, templates: Decorator) -> None:
    """Add the commands to a group.

    Args:
        group: the program.
        desk: what they share with its other commands.
        templates: the option --templates.
    """
    _add_updating(group, desk, templates)
    reports = click.argument(
        "reports",
        nargs=-1,
        required=True,
        metavar="报告或文件夹...",
        type=click.Path(path_type=Path),
    )

    @group.command("trace", short_help="看报告里每个数字从哪里来。")
    @reports
    @click.option(
        "--output",
        metavar="文件夹",
        type=click.Path(path_type=Path, file_okay=False),
        help="写到哪个文件夹；不写就写在报告旁边。",
    )
    @templates
    def trace_command(
        reports: tuple[Path, ...], output: Path | None, templates: Path | None
    ) -> int:
        """说明报告里每个数字从哪里来：一个网页，一份底稿。

        网页用浏览器打开，点数字就看到它的算法和单元格；底稿是 Excel 工作簿，供复核用。
        """
        from pingshu.review import trace_reports

        with desk.starting("查数字来源"):
            done, findings = trace_reports(reports, desk.options(templates), output)
        _tell(desk, map(desk.traced, done), findings)
        return 0 if not findings and all(one.is_done for one in done) else 1

    @group.command("finalize", short_help="定稿：生成送审稿和公开版。")
    @reports
    @templates
    def finalize_command(reports: tuple[Path, ...], templates: Path | None) -> int:
        """定稿：在报告旁边写出送审稿和公开版，报告自己不动。

        去掉批注、标黄和姓名等痕迹；公开版还删去联系人、电话、邮箱、身份证号，逐处列出。报告里还有
        【请……】、没有处理的修订，或者自评表还有须修改的问题时，不定稿，并说明原因。
        """
        from pingshu.review import finalize_reports

        with desk.starting("定稿"):
            done, findings = finalize_reports(reports, desk.options(templates))
        _tell(desk, (desk.finalized(one, state) for one, state in done), findings)
        return 0 if not findings and all(one.is_done for one, _ in done) else 1


def _add_updating(group: click.Group, desk: Desk, templates: Decorator) -> None:
    reports = click.argument(
        "reports", nargs=-1, metavar="[报告或文件夹]...", type=click.Path(path_type=Path)
    )

    @group.command("verify", short_help="核对改过的报告：数字还对不对。")
    @reports
    @templates
    @click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用。")
    def verify_command(reports: tuple[Path, ...], templates: Path | None, as_json: bool) -> int:
        """拿改过的报告与现在的自评表逐个数字核对，不写任何文件。

        不写报告时核对 output 里的全部报告。
        """
        from pingshu.review import describe_verification, verify_reports

        with desk.starting("核对"):
            done, lost = verify_reports(reports, desk.options(templates))
        document = describe_verification(done, lost)
        desk.show(_verified_lines(done, lost), document, as_json)
        return 0 if all(one.is_sound for one in done) and not lost else 1

    @group.command("refresh", short_help="自评表改了：更新改过的报告，改过的文字不动。")
    @reports
    @click.option(
        "--output",
        metavar="文件夹",
        type=click.Path(path_type=Path, file_okay=False),
        help="更新好的写到哪个文件夹，原报告不动；不写就更新原报告，旁边留一份原稿。",
    )
    @templates
    def refresh_command(
        reports: tuple[Path, ...], output: Path | None, templates: Path | None
    ) -> int:
        """把自评表后来的改动更新到改过的报告里，人改过的文字一个字也不丢。

        不写报告时更新 output 里的全部报告。人和自评表都改了的地方不替人决定，用批注写明。
        """
        from pingshu.review import refresh_reports

        with desk.starting("更新"):
            done, lost = refresh_reports(reports, desk.options(templates), output)
        desk.show(_refreshed_lines(done, lost), None, False)
        return 0 if all(one.is_settled for one in done) and not lost else 1


def _tell(desk: Desk, reports: Iterable[Iterator[str]], findings: Iterable[Finding]) -> None:
    for finding in findings:
        desk.say(finding.message)
    for lines in reports:
        for line in lines:
            desk.say(line)


# --- verify ----------------------------------------------------------------------------------


def _verified_lines(done: Sequence[Verified], lost: Sequence[Finding]) -> Iterator[str]:
    yield from (finding.message for finding in lost)
    for one in done:
        yield f"{one.report}：{_in_short(one)}"
        told = (state for state in one.figures if not state.status.is_sound)
        yield from (f"  {_figure_line(state, one)}" for state in told)
        yield from (f"  {_finding_line(finding, one.report)}" for finding in one.findings)
    if not done and not lost:
        yield _NO_REPORTS
    yield from _next_step(done)


def _next_step(done: Sequence[Verified]) -> Iterator[str]:
    from pingshu.verify import Status

    changed = [
        _is_undecided(state, one)
        for one in done
        for state in one.figures
        if state.status in {Status.STALE, Status.CONFLICT}
    ]
    if any(changed):
        yield _TO_DECIDE.format(count=sum(changed))
    if not all(changed):
        yield _TO_REFRESH
    elif done and all(one.is_sound for one in done):
        yield "全部一致，没有要处理的。"


def _is_undecided(state: FigureState, done: Verified) -> bool:
    """Return whether the workbook is as at the last refresh, which left a figure to a person."""
    return state.due == state.generated or not done.is_compared


def _in_short(done: Verified) -> str:
    from pingshu.verify import Status

    if not done.figures:
        return "没有能核对的数字。"
    counts = Counter(state.status for state in done.figures)
    sound = sum(count for status, count in counts.items() if status.is_sound)
    same = "个一致" if done.is_compared else "个与生成记录一致"
    others = (
        f"{counts[status]}个{status.word}"
        for status in Status
        if counts[status] and not status.is_sound
    )
    told = f"{len(done.figures)}个数字：{'；'.join((f'{sound}{same}', *others))}。"
    return told if done.is_compared else f"{told}未比对工作簿，只比对了生成记录。"


def _figure_line(state: FigureState, done: Verified) -> str:
    parts = [f"上次生成或更新时应是“{state.generated}”"]
    parts += [f"现在写的是“{state.present}”"] if state.present is not None else []
    parts += _due_told(state, done)
    cells = f"（出自{_cells_told(state.cells)}）" if state.cells else ""
    told = "，".join(parts)
    return f"{state.status.word}　{state.name}，在{state.paragraph}：{told}{cells}"


def _due_told(state: FigureState, done: Verified) -> Iterator[str]:
    from pingshu.verify import Status

    if state.status is Status.CONFLICT and _is_undecided(state, done):
        yield "“评述”的批注还在，要由人定夺"
    elif state.due is None and state.status in {Status.STALE, Status.CONFLICT}:
        yield "现在的自评表里已清空，或不再有这一项"
    elif state.due not in {None, state.generated}:
        yield f"照现在的自评表应是“{state.due}”"


def _cells_told(cells: Sequence[str]) -> str:
    return "、".join(cells[:_MOST_CELLS])


def _finding_line(finding: Finding, report: Path) -> str:
    """Return a finding below the line that names its report, without the name once more."""
    where = f"{finding.place.cell}：" if finding.place.sheet is None and finding.place.cell else ""
    message = finding.message.removeprefix(f"“{report.name}”").removeprefix("里")
    return f"{finding.severity.word}　{where}{message}"


# --- refresh ---------------------------------------------------------------------------------


def _refreshed_lines(done: Sequence[Refreshed], lost: Sequence[Finding]) -> Iterator[str]:
    yield from (finding.message for finding in lost)
    for one in done:
        yield f"{one.report}：{_in_one_word(one)}。"
        told = (finding for finding in one.findings if finding.code not in _TOLD_BY_FATE)
        yield from (f"  {_finding_line(finding, one.report)}" for finding in told)
        yield from (f"  {line}" for line in _renewed_lines(one.figures))
    if not done and not lost:
        yield _NO_REPORTS
    left = sum(finding.code == "report-conflict" for one in done for finding in one.findings)
    if left:
        yield _TO_DECIDE.format(count=left)


def _renewed_lines(figures: Sequence[Renewed]) -> Iterator[str]:
    """Yield the figures that read otherwise now, each with its place, both texts and its cells."""
    from pingshu.passages import called

    for one in figures[:_MOST_FIGURES]:
        cells = f"（出自{_cells_told(one.cells)}）" if one.cells else ""
        yield f"{one.place}：{called(one.key)}　{one.before} → {one.after}{cells}"
    if len(figures) > _MOST_FIGURES:
        yield f"另有{len(figures) - _MOST_FIGURES}处数字也已更新。"


def _in_one_word(done: Refreshed) -> str:
    from pingshu.outcome import Fate

    told = {
        Fate.WRITTEN: "没有人改过，已照现在的自评表重新生成",
        Fate.UNCHANGED: "没有变化",
        Fate.KEPT: "没有要更新的",
        Fate.RENEWED: "已更新",
    }
    return told.get(done.fate, "没有更新")
