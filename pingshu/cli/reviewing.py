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
    from pingshu.pipeline import Options
    from pingshu.review import Finalized, Refreshed, Traced, Verified
    from pingshu.verify import FigureState

_MOST_TOLD = 10
_MOST_CELLS = 4
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
    """

    options: Callable[[Path | None], Options]
    starting: Callable[[str], AbstractContextManager[None]]
    say: Callable[[str], None]
    show: Callable[[Iterable[str], object, bool], None]


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
        _tell(desk, map(_trace_lines, done), findings)
        return 0 if not findings and all(one.is_done for one in done) else 1

    @group.command("finalize", short_help="定稿：生成送审稿和公开版。")
    @reports
    @templates
    def finalize_command(reports: tuple[Path, ...], templates: Path | None) -> int:
        """定稿：在报告旁边写出送审稿和公开版，报告自己不动。

        去掉批注、标黄和姓名等痕迹；公开版还删去联系人和电话。报告里还有【请……】、没有处理的
        修订，或者自评表还有须修改的问题时，不定稿，并说明原因。
        """
        from pingshu.review import finalize_reports

        with desk.starting("定稿"):
            done, findings = finalize_reports(reports, desk.options(templates))
        _tell(desk, map(_final_lines, done), findings)
        return 0 if not findings and all(one.is_done for one in done) else 1


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


def _trace_lines(done: Traced) -> Iterator[str]:
    if done.summary:
        yield f"{done.report.name}：{done.summary}。"
    yield from (f"  手工填写：{' '.join(text.split())}" for text in done.by_hand[:_MOST_TOLD])
    if len(done.by_hand) > _MOST_TOLD:
        yield f"  手工填写的共{len(done.by_hand)}个，其余见网页。"
    yield from (f"  {note}" for note in done.notes)
    yield from (f"{done.report.name}：{reason}" for reason in done.reasons)
    yield from (f"  {finding.message}" for finding in done.findings)
    yield from (f"  写在 {file}" for file in done.files)


def _final_lines(done: Finalized) -> Iterator[str]:
    if done.reasons:
        yield f"{done.report.name}：没有定稿。"
    yield from (f"  {reason}" for reason in done.reasons)
    yield from (
        f"  {finding.severity.word}　{finding.place}：{finding.message}"
        if finding.place.sheet
        else f"  {finding.message}"
        for finding in done.findings
    )
    if done.copies:
        yield f"{done.report.name}：已定稿。"
    yield from (f"  写在 {file}" for file in done.copies)
    yield from (f"  {note}" for note in done.notes)
    if done.dropped:
        yield f"  公开版删去了：{'；'.join(done.dropped)}。请再看一遍公开版。"


# --- verify ----------------------------------------------------------------------------------


def _verified_lines(done: Sequence[Verified], lost: Sequence[Finding]) -> Iterator[str]:
    from pingshu.verify import Status

    yield from (finding.message for finding in lost)
    for one in done:
        yield f"{one.report}：{_in_short(one)}"
        yield from (f"  {_figure_line(state)}" for state in one.figures if not _is_fine(state))
        yield from (f"  {_finding_line(finding, one.report)}" for finding in one.findings)
    if not done and not lost:
        yield _NO_REPORTS
    states = {state.status for one in done for state in one.figures}
    if states & {Status.STALE, Status.CONFLICT}:
        yield _TO_REFRESH
    elif done and all(one.is_sound for one in done):
        yield "全部一致，没有要处理的。"


def _is_fine(state: FigureState) -> bool:
    return state.status.is_sound


def _in_short(done: Verified) -> str:
    from pingshu.verify import Status

    if not done.figures:
        return "没有能核对的数字。"
    counts = Counter(state.status for state in done.figures)
    sound = sum(count for status, count in counts.items() if status.is_sound)
    others = (
        f"{counts[status]}个{status.word}"
        for status in Status
        if counts[status] and not status.is_sound
    )
    return f"{len(done.figures)}个数字：{'；'.join((f'{sound}个一致', *others))}。"


def _figure_line(state: FigureState) -> str:
    parts = [f"生成时是“{state.generated}”"]
    parts += [f"现在是“{state.present}”"] if state.present is not None else []
    if state.due not in {None, state.generated}:
        parts.append(f"照现在的自评表应是“{state.due}”")
    cells = f"（出自{'、'.join(state.cells[:_MOST_CELLS])}）" if state.cells else ""
    told = "，".join(parts)
    return f"{state.status.word}　{state.name}，在{state.paragraph}：{told}{cells}"


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
    if not done and not lost:
        yield _NO_REPORTS
    left = sum(finding.code == "report-conflict" for one in done for finding in one.findings)
    if left:
        yield f"有{left}处要由人定夺：在 Word 里找到“评述”的批注，改定后删去批注，再核对一次。"


def _in_one_word(done: Refreshed) -> str:
    from pingshu.outcome import Fate

    told = {
        Fate.WRITTEN: "没有人改过，已照现在的自评表重新生成",
        Fate.UNCHANGED: "没有变化",
        Fate.KEPT: "没有要更新的",
        Fate.RENEWED: "已更新",
    }
    return told.get(done.fate, "没有更新")
