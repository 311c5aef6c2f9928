"""Work that several processes share, its results in the order of the tasks.

Knows processes, its own and those that others keep. Must not know what is done in them.
"""

import gc
import multiprocessing
import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import chdir, closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

FEW = 64
"""As many tasks are done while a process starts, so that no more than these are done without."""

_AHEAD = 4
"""How many tasks per process are under way or waiting, so that none has to wait for its next."""

# What every process does with its tasks: set once, as it starts.
_work: list[Callable[[Any], Any]] = []

_ALONE = Lock()
"""Held by what is done in a process of others, which may have threads: one task at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowed:
    """Processes that others keep, also on other machines.

    Attributes:
        executor: gives them work.
        broken: what it raises for a task whose process has ended.
        count: how many there are.
    """

    executor: Executor
    broken: type[Exception]
    count: int


def cores() -> int:
    """Return how many processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def in_order(
    work: Callable[[Task], Result],
    tasks: Iterator[Task],
    lost: Callable[[Task], Result],
    jobs: int,
    borrowed: Borrowed | None = None,
) -> Generator[Result]:
    """Yield the results of tasks in their order.

    Args:
        work: from a task to its result; what it is made of has to reach other processes.
        tasks: taken a few at a time, ahead of their results.
        lost: the result of a task that ended its process twice.
        jobs: how many processes; for one, or for few tasks, this process does all.
        borrowed: processes that do all instead.
    """
    if borrowed is not None:
        with closing(_Others(work, lost, borrowed)) as others:
            yield from _shared(others, tasks, borrowed.count * _AHEAD)
        return
    first = list(islice(tasks, FEW + 1)) if jobs > 1 else []
    if len(first) <= FEW:
        yield from map(work, chain(first, tasks))
    else:
        with closing(_Crew(work, lost, jobs)) as crew:
            yield from _shared(crew, chain(first, tasks), jobs * _AHEAD)


class _Crew(Generic[Task, Result]):
    """Processes for all tasks, and one more for tasks that were under way when a process ended."""

    def __init__(
        self, work: Callable[[Task], Result], lost: Callable[[Task], Result], jobs: int
    ) -> None:
        self.work = work
        self.lost = lost
        self.jobs = jobs
        self.all = _processes(work, jobs)
        self.alone: ProcessPoolExecutor | None = None

    def begin(self, task: Task) -> "Future[Result]":
        """Give a task to the processes, new ones if one of them has ended."""
        try:
            return _given(task, self.all)
        except BrokenProcessPool:
            self.all.shutdown()
            self.all = _processes(self.work, self.jobs)
            return _given(task, self.all)

    def end(self, task: Task, future: "Future[Result]") -> Result:
        """Return the result of a task; if a process ended meanwhile, it is done again by itself."""
        try:
            return future.result()
        except BrokenProcessPool:
            return self._again(task)

    def _again(self, task: Task) -> Result:
        self.alone = self.alone or _processes(self.work, 1)
        try:
            done: Future[Result] = _given(task, self.alone)
            return done.result()
        except BrokenProcessPool:
            self.alone.shutdown()
            self.alone = None
            return self.lost(task)

    def close(self) -> None:
        """Let the processes end what they have begun and no more."""
        for pool in (self.all, self.alone):
            if pool is not None:
                pool.shutdown(cancel_futures=True)


class _Others(Generic[Task, Result]):
    """Processes that others keep: they are neither started nor ended here."""

    def __init__(
        self, work: Callable[[Task], Result], lost: Callable[[Task], Result], borrowed: Borrowed
    ) -> None:
        # The token is another for each run: the processes keep what they got ready, and by the
        # next run the files that it was made from may have changed.
        self.packed = pickle.dumps((os.urandom(8), Path.cwd(), work))
        self.lost = lost
        self.borrowed = borrowed

    def begin(self, task: Task) -> "Future[Result]":
        """Give a task to the processes."""
        return self.borrowed.executor.submit(_do_for_others, self.packed, task)

    def end(self, task: Task, future: "Future[Result]") -> Result:
        """Return the result of a task; if its processes ended it is tried once more."""
        try:
            return future.result()
        except self.borrowed.broken:
            return self._again(task)

    def _again(self, task: Task) -> Result:
        try:
            return self.begin(task).result()
        except self.borrowed.broken:
            return self.lost(task)

    def close(self) -> None:
        """Take back what was not done."""
        self.borrowed.executor.shutdown(wait=False)


def _shared(
    crew: _Crew[Task, Result] | _Others[Task, Result], tasks: Iterator[Task], most: int
) -> Iterator[Result]:
    begun: deque[tuple[Task, Future[Result]]] = deque()
    for task in tasks:
        begun.append((task, crew.begin(task)))
        if len(begun) == most:
            yield crew.end(*begun.popleft())
    for task, future in begun:
        yield crew.end(task, future)


def _processes(work: Callable[[Task], Result], count: int) -> ProcessPoolExecutor:
    # Started afresh and not copied, on every system alike: a copy of a process in which other
    # threads run may wait for ever for what one of them held.
    context = multiprocessing.get_context("spawn")
    started = (work, gc.get_threshold())
    return ProcessPoolExecutor(count, mp_context=context, initializer=_start, initargs=started)


def _given(task: Task, processes: ProcessPoolExecutor) -> Future[Any]:
    """Give a task to the processes; those that are started for it never hear of Ctrl-C."""
    with _deaf():
        return processes.submit(_do, task)


@contextmanager
def _deaf() -> Iterator[None]:
    """Let Ctrl-C wait for a moment; a process that is started meanwhile waits for ever.

    Where a system knows nothing of this, a process is deaf only once it has started.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(work: Callable[[Any], Any], collecting: tuple[int, int, int]) -> None:
    gc.set_threshold(*collecting)  # as often as where it was started
    # The first process alone is told to stop, and ends the others when they have done their task.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _work[:] = [work]


def _end_with_parent() -> None:
    """End this process when the one that started it is gone without a word."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(task: Any) -> Any:
    (work,) = _work
    return work(task)


def _do_for_others(packed: bytes, task: Any) -> Any:
    with _ALONE:
        folder, work = _unpacked(packed)
        with chdir(folder):
            return work(task)


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> tuple[Path, Callable[[Any], Any]]:
    _, folder, work = pickle.loads(packed)
    return folder, work
