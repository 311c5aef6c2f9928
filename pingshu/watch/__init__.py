"""A folder watched: whenever workbooks were saved in it, its reports are made.

Knows the pipeline and which files it reads. Must not know the terminal. What has not changed is the
pipeline's to pass over; whoever has a workbook open is waited for.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from pingshu.outcome import Outcome, Run
from pingshu.pipeline import NotReadyError, Options, find_workbooks, held_by, may_be_read, run
from pingshu.profile import RULES
from pingshu.watch.waiting import (
    Snapshot,
    Stamp,
    Waiting,
    held_back,
    is_due,
    observed,
    ready,
    taken,
)

__all__ = ["Display", "watch"]

_TICK_MILLISECONDS = 400
# Network drives report nothing: every so many ticks there is a look all the same.
_TICKS_WITHOUT_LOOK = 10
_OF_TEMPLATES = frozenset({".docx", ".toml", ".txt"})


class Display(Protocol):
    """Whoever is told what goes on."""

    def opening(self, files: Sequence[Path]) -> None:
        """The first run begins, over these workbooks, of which nothing is known yet."""

    def making(self, saved: Sequence[Path], gone: Sequence[Path]) -> None:
        """A run begins, because these files were saved, and these taken away."""

    def advance(self, outcome: Outcome, number: int, count: int) -> None:
        """One workbook of a run is done."""

    def finished(self, done: Run) -> None:
        """A run is over."""

    def failed(self, error: NotReadyError | OSError) -> None:
        """A run could not be made; the next change is waited for."""

    def held(self, files: Sequence[Path]) -> None:
        """Now these files wait for a program to let go of them; told when they change."""


def watch(
    options: Options,
    display: Display,
    ticks: Iterable[bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Make the reports of a folder, and again whenever something in it was saved.

    Args:
        options: what each run works on: the inbox, or one folder.
        display: is told what goes on.
        ticks: come every now and then, true if the system reports changes; it ends with them.
        clock: tells seconds.

    Raises:
        OSError: the system cannot watch the folders.
    """
    waiting, held, is_first = Waiting(), frozenset[Path](), True
    for number, reported in enumerate(ticks or _ticks(options)):
        if not (reported or ready(waiting) or number % _TICKS_WITHOUT_LOOK == 0):
            continue
        waiting = observed(waiting, *_look(options), clock())
        if held != held_back(waiting):
            held = held_back(waiting)
            display.held(sorted(held))
        if is_due(waiting, clock()):
            files, there = ready(waiting), waiting.there.keys()
            if is_first:
                display.opening(_workbooks(options))
            else:
                display.making(sorted(files & there), sorted(files - there))
            waiting, is_first = taken(waiting), False
            _make(options, display)


def _workbooks(options: Options) -> Sequence[Path]:
    """Return the workbooks that a run would read, without forms in Word documents."""
    return find_workbooks(options.paths, options.inbox, options.output)[0]


def _make(options: Options, display: Display) -> None:
    try:
        display.finished(run(options, display.advance))
    except (NotReadyError, OSError) as error:
        display.failed(error)


def _ticks(options: Options) -> Iterator[bool]:
    import watchfiles  # only who watches waits for it

    changes = watchfiles.watch(
        *(folder for folder in (_folder(options), options.templates) if folder.is_dir()),
        watch_filter=None,
        rust_timeout=_TICK_MILLISECONDS,
        debounce=_TICK_MILLISECONDS,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    return (bool(reported) for reported in changes)


def _folder(options: Options) -> Path:
    return options.paths[0] if options.paths else options.inbox


def _look(options: Options) -> tuple[Snapshot, frozenset[Path]]:
    """Return the files that a run depends on, and those that a program has open."""
    written = options.output.absolute()
    # What is written into the folder itself must not start a run again.
    files = [
        file for file in _under(_folder(options)) if not file.absolute().is_relative_to(written)
    ]
    workbooks = (file for file in files if may_be_read(file) or _is_rules(file))
    templates = (file for file in _under(options.templates) if file.suffix in _OF_TEMPLATES)
    stamped = ((file, _stamp(file)) for file in (*workbooks, *templates))
    there = {file: stamp for file, stamp in stamped if stamp is not None}
    return there, frozenset(held for held in map(held_by, files) if held is not None)


def _under(folder: Path) -> Iterator[Path]:
    """Yield all files of a folder; one that goes while it is looked at is passed over."""
    return (Path(place, name) for place, _, names in os.walk(folder) for name in names)


def _is_rules(file: Path) -> bool:
    return file.name.startswith(Path(RULES).stem)


def _stamp(file: Path) -> Stamp | None:
    try:
        state = file.stat()
    except OSError:  # gone since it was listed: programs save under another name first
        return None
    return Stamp(size=state.st_size, saved=state.st_mtime_ns)
