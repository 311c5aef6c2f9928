"""Make many reports in one way, in a process of its own, and tell what that took.

Knows the ways. As a command it prints one JSON object; memory is measured from outside, by whoever
starts it: python -m benchmarks.running run FOLDER TEMPLATES OUTPUT --jobs 2
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks import materials, plain
from benchmarks.reports import (
    Drafting,
    Stopwatch,
    make_report,
    with_provenance,
    without_provenance,
)
from pingshu.cli import collect_seldom
from pingshu.outcome import Outcome
from pingshu.pipeline import Options, run
from pingshu.pipeline.workshop import prepare

PLAIN, BARE, OWN, RUN = "plain", "bare", "own", "run"
TENTHS = 10
LEAST = 900
"""Of fewer reports a tenth tells nothing."""
Told = dict[str, float]


def seconds() -> float:
    """Return how long processors worked for this process and for those that it has ended."""
    return sum(os.times()[:4])


def one_by_one(make: Callable[[Path], None], files: Sequence[Path]) -> Told:
    """Measure a way that makes one report after another; the first only warms up."""
    make(files[0])
    spent, since, marks = seconds(), perf_counter(), [seconds()]
    for number, file in enumerate(files[1:], start=2):
        make(file)
        if number % max(len(files) // TENTHS, 1) == 0:
            marks.append(seconds())
    return _told(len(files) - 1, seconds() - spent, perf_counter() - since, marks)


def plain_way(files: Sequence[Path], templates: Path, output: Path) -> Told:
    """Measure openpyxl and docxtpl in a loop."""
    template = templates / materials.FAMILY / "report.docx"
    return one_by_one(
        lambda file: plain.make_report(file, template, output / f"{file.stem}.docx"), files
    )


def own_way(files: Sequence[Path], templates: Path, output: Path, draft: Drafting) -> Told:
    """Measure pingshu from form to report, with or without the origin of each figure."""
    workshop = prepare(templates)
    return one_by_one(lambda file: make_report(file, workshop, output, Stopwatch(), draft), files)


def whole_run(folder: Path, templates: Path, output: Path, jobs: int) -> Told:
    """Measure the command `run`, without what it takes for a single workbook: its start."""

    def ran(paths: Sequence[Path], folder: str) -> tuple[float, float]:
        options = Options(
            paths=tuple(paths), inbox=output, templates=templates, output=output / folder, jobs=jobs
        )
        spent, since = seconds(), perf_counter()
        run(options, progress)
        return seconds() - spent, perf_counter() - since

    files, marks = sorted(folder.rglob("*.xlsx")), list[float]()

    def progress(_outcome: Outcome, number: int, count: int) -> None:
        if number % max(count // TENTHS, 1) == 0:
            marks.append(seconds())

    start = ran(files[:1], "first")
    marks.clear()
    every = ran([folder], "all")
    return _told(len(files) - 1, every[0] - start[0], every[1] - start[1], marks)


def _told(count: int, worked: float, lasted: float, marks: Sequence[float]) -> Told:
    growth = (marks[-1] - marks[-2]) / (marks[1] - marks[0]) if count >= LEAST else 0.0
    return {"reports": count, "worked": worked, "lasted": lasted, "growth": growth}


LOOPS: Mapping[str, Callable[[Sequence[Path], Path, Path], Told]] = {
    PLAIN: plain_way,
    BARE: partial(own_way, draft=without_provenance),
    OWN: partial(own_way, draft=with_provenance),
}
"""Ways that make one report after another, without all that goes on around a run."""


def main() -> None:
    """Measure one way, and print what it took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("way", choices=(*LOOPS, RUN))
    parser.add_argument("folder", type=Path)
    parser.add_argument("templates", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--most", type=int, default=sys.maxsize, help="measure so many, a sample")
    asked = parser.parse_args()
    files = sorted(asked.folder.rglob("*.xlsx"))
    sample = files[:: max(len(files) // asked.most, 1)]
    if asked.way != PLAIN:
        collect_seldom()
    if asked.way == RUN:
        told = whole_run(asked.folder, asked.templates, asked.output, asked.jobs)
    else:
        told = LOOPS[asked.way](sample, asked.templates, asked.output)
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
