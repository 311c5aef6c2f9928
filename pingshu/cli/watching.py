"""What is shown while a folder is watched: a table drawn anew, or plain lines.

Knows outcomes and rich. Must not know how they came about, where the folders of the project are,
nor how a line reaches the terminal: it is handed what all commands share. What only it needs is
imported when it is called.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pingshu.finding import Finding, Severity
from pingshu.outcome import Fate, Outcome, Run

if TYPE_CHECKING:
    from rich.console import Console, Group
    from rich.table import Table

    from pingshu.pipeline import NotReadyError, Options

_NARROW = 60
_MOST_NAMED = 3
_OF_EACH_FAMILY = frozenset({"profile.toml", "report.docx"})
_MOST_TOLD = 4
# Frame, headings, what goes on, what concerns no workbook, the next step.
_LINES_BESIDE_ROWS = 8 + _MOST_TOLD
_FAREWELL = "已停止，不再看着文件夹；已经写好的报告都是完整的。"


class Words(Protocol):
    """How all commands tell things."""

    def say(self, line: str, *, wrong: bool = False) -> None:
        """Print a line, among the errors if something is wrong."""

    def in_short(self, outcome: Outcome) -> str:
        """Return what came of a workbook."""

    def reports_in_short(self, outcome: Outcome) -> str:
        """Return what became of a workbook's reports."""

    def finding_line(self, finding: Finding) -> str:
        """Return a finding on one line."""


def watch_folder(options: "Options", words: Words, *, plainly: bool) -> int:
    """Watch a folder until the user ends it.

    Args:
        options: what a run works on; its first path is the folder.
        words: how things are told.
        plainly: line by line, even where a table could be drawn.

    Returns:
        The exit code.
    """
    folder = options.paths[0] if options.paths else options.inbox
    if not folder.is_dir():
        words.say(f"没有文件夹“{folder}”，不能看着它。", wrong=True)
        return 2
    _watch(folder, options, words, plainly=plainly)
    return 0


def _watch(folder: Path, options: "Options", words: Words, *, plainly: bool) -> None:
    from rich.console import Console
    from rich.live import Live

    from pingshu.watch import watch

    console = Console(highlight=False, markup=False, emoji=False)
    drawn = console.is_terminal and console.width >= _NARROW and not plainly
    try:
        if drawn:
            board = Board(folder, words, console)
            with Live(console=console, get_renderable=board.drawn):
                watch(options, board)
        else:
            watch(options, Lines(folder, words))
    except KeyboardInterrupt:
        words.say(_FAREWELL)


def _watching(folder: Path) -> str:
    return f"正在看着 {folder}：保存了自评表就会生成报告。按 Ctrl+C 结束。"


def _opening(files: Sequence[Path]) -> str:
    return f"里面现有 {len(files)} 个工作簿，先核对一遍……"


def _making(saved: Sequence[Path], gone: Sequence[Path]) -> str:
    changes = (("有变化", saved), ("已移走", gone))
    told = "；".join(f"{word}：{_named(files)}" for word, files in changes if files)
    return f"{told}，{'正在生成' if saved else '正在更新汇总和清单'}……"


def _named(files: Sequence[Path]) -> str:
    names = "、".join(map(_called, files[:_MOST_NAMED]))
    return f"{names}等 {len(files)} 个文件" if len(files) > _MOST_NAMED else names


def _called(file: Path) -> str:
    """Return the name of a file, of one that every family has with that of the family."""
    return f"{file.parent.name}/{file.name}" if file.name in _OF_EACH_FAMILY else file.name


def _held(files: Sequence[Path]) -> str:
    return f"等 Excel 或 WPS 关闭后再生成：{_named(files)}"


def _closing(done: Run) -> str:
    if not done.outcomes:
        return "文件夹里没有可读的自评表。"
    counts = "，".join(f"{severity.word} {done.count(severity)} 处" for severity in Severity)
    told = f"共 {len(done.outcomes)} 个工作簿：{counts}"
    return f"{told}；见 {done.problems}。" if done.problems else f"{told}；清单没有写出。"


def _failed(error: "NotReadyError | OSError") -> str:
    if isinstance(error, OSError):
        reason = f"{error.strerror or error}（{error.filename or ''}）"
        return f"文件读写不成功：{reason}。再保存一次工作簿就会重试。"
    return f"{error.what}有问题，没有生成；改好后会接着生成。\n{error}"


def _is_same(outcome: Outcome, before: Outcome | None) -> bool:
    """Return whether a workbook says what it said, whether its report was just written or not."""
    return before is not None and _settled(outcome) == _settled(before)


def _settled(outcome: Outcome) -> Outcome:
    reports = tuple(
        replace(report, fate=Fate.UNCHANGED) if report.fate is Fate.WRITTEN else report
        for report in outcome.reports
    )
    return replace(outcome, reports=reports)


class Lines:
    """Tells what goes on line by line: of each run what was saved, and what is other than before.

    Attributes:
        last: path of a workbook → what came of it the last time.
        saved: the files because of which a run is made.
        told: what was told of the last run that concerns no single workbook.
    """

    def __init__(self, folder: Path, words: Words) -> None:
        self.words = words
        self.last: dict[str, Outcome] = {}
        self.saved: frozenset[Path] = frozenset()
        self.told: frozenset[Finding] = frozenset()
        words.say(_watching(folder))

    def opening(self, files: Sequence[Path]) -> None:
        """Tell how many workbooks there are."""
        if files:
            self.words.say(_opening(files))

    def making(self, saved: Sequence[Path], gone: Sequence[Path]) -> None:
        """Tell which files were saved, and which taken away."""
        self.saved = frozenset(saved)
        self.words.say(_making(saved, gone))

    def advance(self, outcome: Outcome, number: int, count: int) -> None:
        """Tell of a workbook that was saved, or of which there is news."""
        saved = Path(outcome.workbook) in self.saved
        if saved or not _is_same(outcome, self.last.get(outcome.workbook)):
            told = f"[{number}/{count}] {outcome.name}：{self.words.in_short(outcome)}"
            self.words.say(told)

    def finished(self, done: Run) -> None:
        """Tell what concerns no single workbook, and what to do next."""
        self.last = {outcome.workbook: outcome for outcome in done.outcomes}
        for finding in done.findings:
            if finding not in self.told:
                self.words.say(self.words.finding_line(finding))
        self.told = frozenset(done.findings)
        self.words.say(_closing(done))

    def failed(self, error: "NotReadyError | OSError") -> None:
        """Tell why there was no run."""
        self.words.say(_failed(error), wrong=True)

    def held(self, files: Sequence[Path]) -> None:
        """Tell who is waited for."""
        if files:
            self.words.say(_held(files))


def _row(outcome: Outcome, told: str, before: Outcome | None) -> tuple[str, Outcome]:
    """Return a workbook with the time since which it says what it says."""
    return told if _is_same(outcome, before) else time.strftime("%H:%M:%S"), outcome


class Board:
    """Shows the workbooks as a table, those with news first, as many as there is room for."""

    def __init__(self, folder: Path, words: Words, console: "Console") -> None:
        self.words = words
        self.console = console
        self.idle = _watching(folder)
        self.state, self.waits, self.trouble = self.idle, "", ""
        self.below: tuple[str, ...] = ()
        self.rows: tuple[tuple[str, Outcome], ...] = ()

    def opening(self, files: Sequence[Path]) -> None:
        """Show how many workbooks there are."""
        self.state = _opening(files)

    def making(self, saved: Sequence[Path], gone: Sequence[Path]) -> None:
        """Show which files were saved, and which taken away."""
        self.state, self.trouble = _making(saved, gone), ""

    def advance(self, outcome: Outcome, number: int, count: int) -> None:
        """Show how far a run is."""
        self.state = f"正在生成 {number}/{count}：{outcome.name}"

    def finished(self, done: Run) -> None:
        """Show what came of a run."""
        before = {outcome.workbook: (told, outcome) for told, outcome in self.rows}
        rows = [
            _row(outcome, *before.get(outcome.workbook, ("", None))) for outcome in done.outcomes
        ]
        self.rows = tuple(sorted(rows, key=lambda row: row[0], reverse=True))
        told = [self.words.finding_line(finding) for finding in done.findings[:_MOST_TOLD]]
        self.below = (*told, _closing(done))
        self.state = self.idle

    def failed(self, error: "NotReadyError | OSError") -> None:
        """Show why there was no run."""
        self.state, self.trouble = self.idle, _failed(error)

    def held(self, files: Sequence[Path]) -> None:
        """Show who is waited for."""
        self.waits = _held(files) if files else ""

    def drawn(self) -> "Group":
        """Return what the terminal shows now."""
        from rich.console import Group

        room = max(self.console.height - _LINES_BESIDE_ROWS, 1)
        lines = (self.trouble, *self.below, self.waits, self.state)
        return Group(*self._table(room), *(line for line in lines if line))

    def _table(self, room: int) -> Iterator["Table | str"]:
        if not self.rows:
            return
        from rich.table import Table

        table = Table()
        for heading in ("时间", "工作簿", "报告"):
            table.add_column(heading, overflow="ellipsis", no_wrap=True)
        for severity in Severity:
            table.add_column(severity.word, justify="right", min_width=6)
        for told, outcome in self.rows[:room]:
            counts = (str(outcome.count(severity)) for severity in Severity)
            table.add_row(told, outcome.name, self.words.reports_in_short(outcome), *counts)
        yield table
        if len(self.rows) > room:
            yield f"另有 {len(self.rows) - room} 个工作簿没有列出。"
