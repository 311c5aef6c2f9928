"""A batch made by several processes, and one that is stopped or killed at any moment."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import pingshu.pipeline
import pingshu.working
from pingshu.outcome import Outcome, Run
from pingshu.pipeline import run
from pingshu.working import FEW
from tests import deadly_work
from tests.office_building import ROOT, Office, new_office
from tests.workbook_building import Rows, project_rows, transfer_rows

COUNT = 8
KILLS = 20
WORKBOOKS = FEW + 16
"""So many that processes are started for them."""


def forms(number: int, budget: int = 100) -> Mapping[str, Rows]:
    """Return the sheets of a workbook; some hold no form, others one of another family."""
    funds = [("年度资金总额：", budget, budget, budget, 10, "100%", 10)]
    if number % 5 == 3:
        return {"自评表": transfer_rows(project=f"补助{number}")}
    if number % 5 == 4:
        return {"通讯录": [["姓名", "电话"]]}
    return {"自评表": project_rows(project=f"项目{number}", funds=funds)}


def fill(office: Office, count: int, budget: int = 100) -> None:
    for number in range(count):
        office.drop(f"{number:03}.xlsx", forms(number, budget))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(pingshu.working, "FEW", 2)
    return new_office(tmp_path)


def by_processes(
    office: Office, progress: Callable[[Outcome, int, int], None] = lambda *_: None
) -> Run:
    return run(replace(office.options(), jobs=2), progress)


def test_several_processes_write_the_same_bytes_as_one(office: Office) -> None:
    fill(office, COUNT)
    order: list[str] = []
    done = by_processes(office, lambda outcome, *_: order.append(Path(outcome.workbook).name))
    assert order == [f"{number:03}.xlsx" for number in range(COUNT)]
    by_two = office.written()
    shutil.rmtree(office.output)
    alone = office.run()
    assert office.written() == by_two
    assert alone.outcomes == done.outcomes


def test_a_workbook_that_ends_its_process_costs_only_its_own_report(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(office, 4)
    office.drop(f"001{deadly_work.DEADLY}.xlsx", forms(1))
    office.drop(f"{deadly_work.DEADLY}.xlsx", forms(2))
    monkeypatch.setattr(pingshu.pipeline, "make", deadly_work.make)
    done = by_processes(office)
    ended = {Path(one.workbook).name for one in done.outcomes if not one.reports}
    assert ended == {f"001{deadly_work.DEADLY}.xlsx", f"{deadly_work.DEADLY}.xlsx"}
    told = [one for one in done.all_findings() if one.code == "process-ended"]
    assert {Path(one.place.workbook).name for one in told} == ended
    assert not done.yielded
    assert len(office.reports()) == 4


def test_timings_tell_the_stages_of_all_processes(office: Office) -> None:
    fill(office, 3)
    assert office.run().spent == {}
    done = run(replace(office.options(), jobs=2, timed=True, force=True), lambda *_: None)
    assert {"准备", "读文件", "检查", "填模板", "写报告", "写汇总和清单"} <= done.spent.keys()
    assert all(seconds >= 0 for seconds in done.spent.values())
    assert done.spent["读文件"] > 0


# --- stopped and killed ---------------------------------------------------------------------


def started(office: Office) -> "subprocess.Popen[bytes]":
    """Start a run of two processes as a user does."""
    return subprocess.Popen(
        [
            *(sys.executable, "generate.py", "run", "--plain", "--jobs", "2"),
            *("--templates", str(office.templates), "--output", str(office.output)),
            str(office.inbox),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def finished(office: Office) -> float:
    """Run to the end, and return how long it took."""
    begun = time.monotonic()
    with started(office) as process:
        process.communicate()
    assert process.returncode == 1  # some workbooks hold no form
    return time.monotonic() - begun


def assert_whole(office: Office) -> None:
    """Every file has its end: packages their directory, memories their last bracket."""
    for path in office.output.rglob("*.*"):
        if path.suffix in {".docx", ".xlsx"}:
            with zipfile.ZipFile(path) as package:
                assert package.testzip() is None
        if path.suffix == ".json":
            assert path.read_bytes().rstrip().endswith(b"}")


def set_back(office: Office, output: Mapping[str, bytes]) -> None:
    """Put the output folder back as it was."""
    shutil.rmtree(office.output)
    for name, content in output.items():
        path = office.output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@pytest.mark.slow
@pytest.mark.parametrize("is_first_run", [True, False])
def test_a_run_that_is_killed_leaves_whole_files_and_the_next_one_ends_it(
    is_first_run: bool, tmp_path: Path
) -> None:
    office = new_office(tmp_path)
    fill(office, WORKBOOKS)
    before: Mapping[str, bytes] = {}
    if not is_first_run:
        finished(office)
        before = office.written()
        fill(office, WORKBOOKS, budget=120)
    lasted = finished(office)
    undisturbed = office.written()
    assert undisturbed != before
    chance = random.Random(8)
    for _ in range(KILLS // 2):
        set_back(office, before)
        with started(office) as process:
            time.sleep(chance.uniform(0.2, 1.0) * lasted)
            process.kill()
        assert_whole(office)
        finished(office)
        assert office.written() == undisturbed


@pytest.mark.slow
def test_a_run_that_is_stopped_ends_with_a_sentence_and_its_processes_with_it(
    tmp_path: Path,
) -> None:
    office = new_office(tmp_path)
    fill(office, WORKBOOKS)
    with started(office) as process:
        assert process.stdout is not None
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate()
    assert process.returncode == 1
    (sentence,) = (line for line in told.decode().splitlines() if line)
    assert sentence == "已停止。已经写好的报告都是完整的，再运行一次会接着生成。"
    assert_whole(office)
    assert 0 < len(office.reports()) < WORKBOOKS
    assert all_end(process.pid)


@pytest.mark.slow
def test_processes_end_when_the_one_that_started_them_is_killed(tmp_path: Path) -> None:
    office = new_office(tmp_path)
    fill(office, WORKBOOKS)
    with started(office) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
    assert all_end(process.pid)


def all_end(group: int) -> bool:
    """Return whether no process of a group is left in the end."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and is_alive(group):
        time.sleep(0.1)
    return not is_alive(group)


def is_alive(group: int) -> bool:
    """Return whether some process of a group is left that is no mere entry of the dead."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    states = subprocess.run(
        ["ps", "-o", "stat=", "-g", str(group)], capture_output=True, text=True, check=False
    )
    return any(not state.startswith("Z") for state in states.stdout.split())
