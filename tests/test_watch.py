"""Watching a folder: when it is time to make reports, what is told, and that it goes on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from pingshu.cli import main, screen
from pingshu.cli.watching import Board, Lines
from pingshu.finding import found
from pingshu.outcome import Fate, Outcome, Report, Run
from pingshu.pipeline import NotReadyError, held_by, may_be_read
from pingshu.sheet import Place
from pingshu.watch import watch
from pingshu.watch.waiting import (
    QUIET_SECONDS,
    Snapshot,
    Stamp,
    Waiting,
    changed,
    held_back,
    is_due,
    observed,
    taken,
)
from tests.office_building import CLEAN, ROOT, Office, new_office
from tests.workbook_building import project_rows

FIRST, SECOND = Path("甲.xlsx"), Path("乙.xlsx")
NOBODY: frozenset[Path] = frozenset()


def stamps(**sizes: int) -> Snapshot:
    """Return files as a look tells of them, each by its name and size."""
    return {Path(f"{name}.xlsx"): Stamp(size=size, saved=size) for name, size in sizes.items()}


def read_once(there: Snapshot) -> Waiting:
    """Return what is known after a run that read these files at second 0."""
    return taken(observed(Waiting(), there, NOBODY, 0))


# --- when it is time ------------------------------------------------------------------------


def test_files_that_are_there_from_the_start_are_read_when_they_have_come_to_rest() -> None:
    waiting = observed(Waiting(), stamps(甲=1), NOBODY, 10)
    assert not is_due(waiting, 10)
    assert is_due(waiting, 10 + QUIET_SECONDS)


def test_nothing_is_due_while_nothing_changes() -> None:
    waiting = observed(read_once(stamps(甲=1)), stamps(甲=1), NOBODY, 100)
    assert not is_due(waiting, 1000)


@pytest.mark.parametrize("there", [stamps(甲=2), stamps(甲=1, 乙=1), stamps()])
def test_a_saved_a_new_and_a_removed_file_are_each_a_reason(there: Snapshot) -> None:
    waiting = observed(read_once(stamps(甲=1)), there, NOBODY, 100)
    assert is_due(waiting, 100 + QUIET_SECONDS)


def test_several_saves_in_a_row_make_one_run() -> None:
    waiting, runs = read_once(stamps(甲=1)), 0
    for tenth in range(100):
        now = tenth / 10
        waiting = observed(waiting, stamps(甲=1 + min(tenth, 20)), NOBODY, now)
        if is_due(waiting, now):
            waiting, runs = taken(waiting), runs + 1
    assert runs == 1


def test_all_that_is_being_copied_is_waited_for() -> None:
    waiting = observed(read_once({}), stamps(甲=1), NOBODY, 0)
    waiting = observed(waiting, stamps(甲=1, 乙=1), NOBODY, 0.75)
    assert not is_due(waiting, 1.5)
    assert is_due(waiting, 1.75)


def test_what_is_saved_during_a_run_is_for_the_next() -> None:
    waiting = observed(read_once(stamps(甲=1)), stamps(甲=2), NOBODY, 10)
    waiting = observed(taken(waiting), stamps(甲=3), NOBODY, 20)
    assert changed(waiting) == {FIRST}


def test_a_file_that_is_open_waits_until_it_is_closed() -> None:
    waiting = observed(read_once(stamps(甲=1)), stamps(甲=2), frozenset({FIRST}), 10)
    assert not is_due(waiting, 1000)
    assert held_back(waiting) == {FIRST}
    waiting = observed(waiting, stamps(甲=2), NOBODY, 1000)
    assert not is_due(waiting, 1000)
    assert is_due(waiting, 1000 + QUIET_SECONDS)


def test_a_file_that_was_opened_and_closed_without_a_change_is_no_reason() -> None:
    waiting = observed(read_once(stamps(甲=1)), stamps(甲=1), frozenset({FIRST}), 10)
    assert held_back(waiting) == NOBODY
    assert not is_due(observed(waiting, stamps(甲=1), NOBODY, 20), 1000)


def test_an_open_file_does_not_keep_the_others_waiting() -> None:
    there, held = stamps(甲=2, 乙=2), frozenset({FIRST})
    waiting = observed(read_once(stamps(甲=1, 乙=1)), there, held, 10)
    assert is_due(waiting, 11)
    # The run reads the open file as it stands, so it is read once more when it is closed.
    waiting = observed(taken(waiting), there, NOBODY, 20)
    assert changed(waiting) == {FIRST}
    assert is_due(waiting, 21)


def test_a_file_that_is_gone_for_a_moment_while_it_is_saved_is_no_reason() -> None:
    waiting = observed(read_once(stamps(甲=1)), stamps(), frozenset({FIRST}), 10)
    waiting = observed(waiting, stamps(甲=1), NOBODY, 10.2)
    assert not is_due(waiting, 100)


LOOKS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(["甲", "乙"]), st.integers(0, 2)),
        st.sets(st.sampled_from([FIRST, SECOND])),
    ),
    max_size=6,
)


@given(LOOKS)
def test_whatever_happened_all_is_read_in_the_end_as_it_is(
    looks: Sequence[tuple[dict[str, int], set[Path]]],
) -> None:
    waiting, now = Waiting(), 0.0
    for sizes, held in [*looks, ({"甲": 9}, set[Path]())]:
        now += 0.75
        waiting = observed(waiting, stamps(**sizes), frozenset(held), now)
        waiting = taken(waiting) if is_due(waiting, now) else waiting
    waiting = observed(waiting, stamps(甲=9), NOBODY, now + QUIET_SECONDS)
    waiting = taken(waiting) if is_due(waiting, now + QUIET_SECONDS) else waiting
    assert waiting.read == stamps(甲=9)


# --- which files count ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("甲.xlsx", True),
        ("甲.XLS", True),
        ("甲.docx", True),
        ("甲.tmp", False),
        ("~$甲.xlsx", False),
        (".~甲.xlsx", False),
        ("1A2B3C4D", False),
    ],
)
def test_only_what_a_run_looks_into_is_looked_at(name: str, counts: bool) -> None:
    assert may_be_read(Path("收件", name)) is counts


@pytest.mark.parametrize("lock", ["~$甲.xlsx", ".~甲.xlsx"])
def test_a_lock_file_names_the_workbook_that_is_open(lock: str) -> None:
    assert held_by(Path("收件", lock)) == Path("收件", "甲.xlsx")
    assert held_by(Path("收件", "甲.xlsx")) is None


# --- the loop -------------------------------------------------------------------------------


class Told:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.events: list[str] = []

    def opening(self, files: Sequence[Path]) -> None:
        self.events.append(f"opening {' '.join(file.name for file in files)}")

    def making(self, saved: Sequence[Path], gone: Sequence[Path]) -> None:
        files = [file.name for file in saved] + [f"-{file.name}" for file in gone]
        self.events.append(f"making {' '.join(files)}")

    def advance(self, outcome: Outcome, number: int, count: int) -> None:
        self.events.append(f"{number}/{count} {outcome.name}")

    def finished(self, done: Run) -> None:
        self.events.append(f"finished {len(done.outcomes)}")

    def failed(self, error: NotReadyError | OSError) -> None:
        self.events.append(f"failed {type(error).__name__}")

    def held(self, files: Sequence[Path]) -> None:
        self.events.append(f"held {' '.join(file.name for file in files)}")


def watched(office: Office, *steps: Callable[[], object]) -> list[str]:
    """Return what is told while these things happen, each after all before has been dealt with."""
    now = [0.0]

    def ticks() -> Iterator[bool]:
        for step in (lambda: None, *steps):
            step()
            for _ in range(3):
                now[0] += QUIET_SECONDS
                yield True

    told = Told()
    watch(office.options(), told, ticks(), lambda: now[0])
    return told.events


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = new_office(tmp_path)
    made.drop("甲.xlsx", CLEAN)
    return made


def test_a_saved_workbook_gets_its_report(office: Office) -> None:
    events = watched(office, lambda: office.drop("乙.xlsx", {"表": project_rows(project="桥")}))
    assert events[-4:] == ["making 乙.xlsx", "1/2 乙.xlsx", "2/2 甲.xlsx", "finished 2"]
    assert len(office.reports()) == 2


def test_a_removed_workbook_leaves_the_summary_and_its_report_stays(office: Office) -> None:
    second = office.drop("乙.xlsx", {"表": project_rows(project="桥")})
    events = watched(office, second.unlink)
    assert events[-3:] == ["making -乙.xlsx", "1/1 甲.xlsx", "finished 1"]
    assert len(office.reports()) == 2


def test_at_the_start_it_is_told_which_workbooks_there_are_and_not_that_they_changed(
    office: Office,
) -> None:
    office.drop("说明/规则/乙.xlsx", {"表": project_rows(project="桥")})
    office.drop("示例/丙.xlsx", CLEAN)
    (office.inbox / "规则.toml").write_text("", encoding="utf-8")
    events = watched(office)
    assert events[0] == "opening 甲.xlsx 乙.xlsx"
    assert sum(event.startswith(("opening", "making")) for event in events) == 1


def test_what_a_run_writes_into_the_watched_folder_starts_no_run(office: Office) -> None:
    inside = Office(office.folder)
    options = inside.options(office.folder)
    told, now = Told(), iter(range(100))
    watch(options, told, [True] * 8, lambda: float(next(now)))
    assert [event for event in told.events if event.startswith("finished")] == ["finished 1"]


def test_an_open_workbook_is_told_and_waited_for(office: Office) -> None:
    lock = office.inbox / "~$甲.xlsx"
    lock.touch()
    events = watched(office, lock.unlink)
    assert events[0] == "held 甲.xlsx"
    assert events[-4:] == ["held ", "making 甲.xlsx", "1/1 甲.xlsx", "finished 1"]
    # What the templates gave reason for was made of the workbook as it stood.
    assert sum(event.startswith("finished") for event in events) == 2


def test_a_broken_template_is_told_and_made_good_when_it_is_mended(office: Office) -> None:
    template = office.templates / "项目支出" / "report.docx"
    sound = template.read_bytes()
    template.write_bytes(b"broken")
    events = watched(office, lambda: template.write_bytes(sound))
    assert "failed NotReadyError" in events
    assert events[-1] == "finished 1"


def test_a_disk_that_does_not_let_us_write_does_not_end_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Run:
        raise OSError(28, "磁盘已满")

    monkeypatch.setattr("pingshu.watch.run", full)
    events = watched(office, lambda: office.drop("乙.xlsx", CLEAN))
    assert events.count("failed OSError") == 2


def test_without_reports_of_the_system_there_is_a_look_now_and_then(office: Office) -> None:
    told, now = Told(), iter(range(1000))
    watch(office.options(), told, [False] * 25, lambda: float(next(now)))
    assert told.events[-1] == "finished 1"


def test_a_folder_that_is_not_there_is_an_empty_one(tmp_path: Path) -> None:
    office = Office(tmp_path)
    assert watched(office) == []


# --- what is shown --------------------------------------------------------------------------


def outcome(name: str, fate: Fate = Fate.WRITTEN, *codes: str) -> Outcome:
    report = Report(
        year=2022, family="项目支出", unit=None, project="路", sheets=("表",), fate=fate
    )
    place = Place(workbook=name)
    findings = tuple(found(code, place) for code in codes)
    return Outcome(workbook=name, reports=(report,), findings=findings)


def shown(display: Lines | Board, *outcomes: Outcome) -> None:
    """Let a display see a run."""
    for number, one in enumerate(outcomes, start=1):
        display.advance(one, number, len(outcomes))
    display.finished(Run(outcomes=outcomes, findings=(), problems=Path("清单.xlsx")))


def test_a_second_run_tells_only_what_was_saved_or_is_other_than_before(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = Lines(Path("收件"), screen)
    lines.opening([Path("甲"), Path("乙"), Path("丙")])
    shown(lines, outcome("甲"), outcome("乙"), outcome("丙"))
    capsys.readouterr()
    lines.making([Path("甲")], [])
    same = Fate.UNCHANGED
    shown(lines, outcome("甲", same), outcome("乙", same), outcome("丙", same, "budget-zero"))
    told = capsys.readouterr().out.splitlines()
    assert [line.partition("：")[0] for line in told] == [
        "有变化",
        "[1/3] 甲",
        "[3/3] 丙",
        "共 3 个工作簿",
    ]
    assert told[-1] == "共 3 个工作簿：须修改 0 处，须说明 1 处，提示 0 处；见 清单.xlsx。"


def test_many_saved_files_are_told_by_their_number(capsys: pytest.CaptureFixture[str]) -> None:
    Lines(Path("收件"), screen).making([Path(f"{number}.xlsx") for number in range(5)], [])
    assert "0.xlsx、1.xlsx、2.xlsx等 5 个文件" in capsys.readouterr().out


def test_the_start_a_change_and_a_removal_are_told_each_in_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = Lines(Path("收件"), screen)
    lines.opening([FIRST, SECOND])
    lines.making([], [SECOND])
    lines.making([Path("templates/项目支出/profile.toml"), FIRST], [])
    lines.making([FIRST], [SECOND])
    assert capsys.readouterr().out.splitlines()[1:] == [
        "里面现有 2 个工作簿，先核对一遍……",
        "已移走：乙.xlsx，正在更新汇总和清单……",
        "有变化：项目支出/profile.toml、甲.xlsx，正在生成……",
        "有变化：甲.xlsx；已移走：乙.xlsx，正在生成……",
    ]


def test_what_concerns_no_single_workbook_is_told_when_it_is_news(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = Lines(Path("收件"), screen)
    first, second = (found("path-missing", Place(workbook=name), path=name) for name in "甲乙")
    for findings in ((first,), (first, second), (first, second)):
        lines.finished(Run(outcomes=(), findings=findings))
    told = [line for line in capsys.readouterr().out.splitlines() if "找不到" in line]
    assert [line[:8] for line in told] == ["须修改　找不到“", "须修改　找不到“"]


def test_a_folder_without_forms_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    Lines(Path("收件"), screen).finished(Run(outcomes=(), findings=()))
    assert capsys.readouterr().out.endswith("文件夹里没有可读的自评表。\n")


def drawn(board: Board, console: Console) -> list[str]:
    """Return the lines that a terminal shows."""
    with console.capture() as capture:
        console.print(board.drawn())
    return capture.get().splitlines()


def test_the_table_shows_as_many_workbooks_as_there_is_room_for() -> None:
    console = Console(width=80, height=20, markup=False)
    board = Board(Path("收件"), screen, console)
    shown(board, *(outcome(f"第{number}份.xlsx") for number in range(30)))
    told = drawn(board, console)
    assert len(told) <= 20
    assert sum("份.xlsx" in line for line in told) == 8
    assert "另有 22 个工作簿没有列出。" in told
    assert told[-1].startswith("正在看着 收件")


def test_in_the_table_those_with_news_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    hours = iter(["08:00:00", "08:00:00", "09:00:00"])
    monkeypatch.setattr("time.strftime", lambda _: next(hours))
    console = Console(width=80, height=30, markup=False)
    board = Board(Path("收件"), screen, console)
    shown(board, outcome("甲"), outcome("乙"))
    shown(board, outcome("甲", Fate.UNCHANGED), outcome("乙", Fate.UNCHANGED, "budget-zero"))
    rows = [line.split()[1:4:2] for line in drawn(board, console) if ":00:00" in line]
    assert rows == [["09:00:00", "乙"], ["08:00:00", "甲"]]


def test_the_table_tells_of_a_broken_template_until_the_next_run() -> None:
    console = Console(width=80, height=30, markup=False)
    board = Board(Path("收件"), screen, console)
    board.failed(NotReadyError("report.docx第3段：不认识的名称"))
    board.held([Path("甲.xlsx")])
    assert drawn(board, console)[:3] == [
        "模板有问题，没有生成；改好后会接着生成。",
        "report.docx第3段：不认识的名称",
        "等 Excel 或 WPS 关闭后再生成：甲.xlsx",
    ]
    board.making([Path("乙.xlsx")], [])
    board.held([])
    assert drawn(board, console) == ["有变化：乙.xlsx，正在生成……"]


def test_a_folder_that_is_not_there_cannot_be_watched(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    missing = tmp_path / "没有"
    with pytest.raises(SystemExit, match="2"):
        main(["watch", str(missing)])
    assert capsys.readouterr().err == f"没有文件夹“{missing}”，不能看着它。\n"


# --- a real process -------------------------------------------------------------------------


def awaited(what: Callable[[], bool]) -> None:
    """Wait until something is true, a minute at most."""
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


@pytest.mark.slow
def test_a_process_makes_reports_until_it_is_interrupted(office: Office) -> None:
    command = [sys.executable, str(ROOT / "generate.py"), "watch", "--plain"]
    log = office.folder / "told.txt"
    with log.open("wb") as told:
        process = subprocess.Popen(
            command,
            cwd=office.folder,
            stdout=told,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"},
        )
    try:
        awaited(lambda: "共 1 个工作簿" in log.read_text(encoding="utf-8"))
        office.drop("乙.xlsx", {"表": project_rows(project="桥")})
        awaited(lambda: len(office.reports()) == 2)
        awaited(lambda: "共 2 个工作簿" in log.read_text(encoding="utf-8"))
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()
    assert "已停止，不再看着文件夹" in log.read_text(encoding="utf-8")
