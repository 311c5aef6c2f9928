"""Work shared by processes: results in order, whatever becomes of a process."""

import gc
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

import pingshu.working
from pingshu.working import FEW, Borrowed, cores, in_order
from tests.deadly_work import collecting, squared, squared_or_dead


def lost(_number: int) -> int:
    return -1


def refused(*_: object) -> object:
    raise AssertionError("a process was started")


@pytest.mark.parametrize(("count", "jobs"), [(2 * FEW, 1), (FEW, 2), (0, 2)])
def test_for_one_process_or_few_tasks_none_is_started(
    count: int, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pingshu.working, "_processes", refused)
    results = list(in_order(squared, iter(range(count)), lambda _: (0, 0), jobs))
    assert results == [(number * number, os.getpid()) for number in range(count)]


def test_one_process_takes_a_task_only_when_its_result_is_asked_for() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(3):
            taken.append(number)
            yield number

    results = in_order(squared, tasks(), lambda _: (0, 0), 1)
    next(results)
    assert taken == [0]


def test_a_task_that_ends_its_process_is_lost_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pingshu.working, "FEW", 2)
    work = partial(squared_or_dead, tmp_path)
    results = list(in_order(work, iter(range(24)), lost, 2))
    assert results == [-1 if number == 13 else number * number for number in range(24)]
    assert (tmp_path / "5").exists()


def test_other_processes_do_the_work_and_end_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pingshu.working, "FEW", 2)
    results = in_order(squared, iter(range(9)), lambda _: (0, 0), 2)
    _, worker = next(results)
    assert worker != os.getpid()
    results.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_other_processes_look_for_garbage_as_seldom_as_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pingshu.working, "FEW", 2)
    before = gc.get_threshold()
    gc.set_threshold(50_000, 11, 12)
    try:
        told = set(in_order(collecting, iter(range(4)), lambda _: (0, 0, 0), 2))
    finally:
        gc.set_threshold(*before)
    assert told == {(50_000, 11, 12)}


def test_there_is_at_least_one_core() -> None:
    assert cores() >= 1


# --- processes of others ----------------------------------------------------------------------


class GoneError(Exception):
    """A process of others has ended."""


def unlucky(folder: Path, number: int) -> int:
    """Return a number's square; 13 ends every process, 5 only the first."""
    first = folder / str(number)
    if number == 13 or (number == 5 and not first.exists()):
        first.touch()
        raise GoneError
    return number * number


def where(_number: int) -> Path:
    return Path.cwd()


def others() -> Borrowed:
    return Borrowed(executor=ThreadPoolExecutor(3), broken=GoneError, count=3)


def test_a_task_that_ends_a_process_of_others_twice_is_lost_alone(tmp_path: Path) -> None:
    results = list(in_order(partial(unlucky, tmp_path), iter(range(20)), lost, 1, others()))
    assert results == [-1 if number == 13 else number * number for number in range(20)]


def test_processes_of_others_work_in_the_folder_of_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    borrowed = others()
    borrowed.executor.submit(Path.cwd).result()
    monkeypatch.chdir(tmp_path)
    assert list(in_order(where, iter([1]), lambda _: Path(), 1, borrowed)) == [tmp_path]


def test_what_was_made_ready_for_one_run_is_not_used_for_the_next(tmp_path: Path) -> None:
    made = tmp_path / "made"

    def ready() -> list[int]:
        return list(in_order(Counting(made), iter(range(4)), lost, 1, others()))

    assert (ready(), ready()) == ([1] * 4, [2] * 4)


class Counting:
    """Work that counts how often it was made ready."""

    def __init__(self, made: Path) -> None:
        self.made = made

    def __setstate__(self, state: dict[str, Path]) -> None:
        self.__dict__.update(state)
        with self.made.open("a") as file:
            file.write("x")

    def __call__(self, _number: int) -> int:
        return len(self.made.read_text())
