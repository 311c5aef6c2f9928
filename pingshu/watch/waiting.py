"""When it is time to make reports: what was saved since the last run, and is nobody's work now.

Knows files by size and time of saving, and who holds them. Must not know a clock, a disk or what a
report is: it is told what is there, and what time it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

QUIET_SECONDS = 1.0
"""So long nothing may have changed: programs save in several steps, people copy several files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a look tells of a file without opening it: its size, its time of saving."""

    size: int
    saved: int


Snapshot = Mapping[Path, Stamp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What is known of the files.

    Attributes:
        there: the files as last seen.
        held: those that a program has open.
        since: when something about a file was last seen to change.
        read: the files as the last run found them, without those that were held.
    """

    there: Snapshot = field(default_factory=dict)
    held: frozenset[Path] = frozenset()
    since: Mapping[Path, float] = field(default_factory=dict)
    read: Snapshot = field(default_factory=dict)


def observed(waiting: Waiting, there: Snapshot, held: frozenset[Path], now: float) -> Waiting:
    """Return what is known after a look.

    Args:
        waiting: what was known before.
        there: the files that there are.
        held: those that a program has open.
        now: in seconds, from whenever.
    """
    touched = _different(waiting.there, there) | (waiting.held ^ held)
    since = {**waiting.since, **dict.fromkeys(touched, now)}
    return Waiting(there=there, held=held, since=since, read=waiting.read)


def changed(waiting: Waiting) -> frozenset[Path]:
    """Return the files that are new, other or gone since the last run."""
    return _different(waiting.read, waiting.there)


def held_back(waiting: Waiting) -> frozenset[Path]:
    """Return the changed files that wait for a program to let go of them."""
    return changed(waiting) & waiting.held


def ready(waiting: Waiting) -> frozenset[Path]:
    """Return the changed files that nobody has open; they may still be changing."""
    return changed(waiting) - waiting.held


def is_due(waiting: Waiting, now: float) -> bool:
    """Return whether a run should begin: something is ready, and all of that has come to rest."""
    files = ready(waiting)
    return bool(files) and all(now - waiting.since[file] >= QUIET_SECONDS for file in files)


def taken(waiting: Waiting) -> Waiting:
    """Return what is known when a run begins; what is saved from then on is for the next one."""
    read = {file: stamp for file, stamp in waiting.there.items() if file not in waiting.held}
    return Waiting(there=waiting.there, held=waiting.held, read=read)


def _different(before: Snapshot, after: Snapshot) -> frozenset[Path]:
    return frozenset(
        file for file in before.keys() | after.keys() if before.get(file) != after.get(file)
    )
