"""Read damaged files by the thousand: python -m scripts.fuzz --count 1000 --seed 1 --processes 1.

Knows the stages from the file to the form, and counts what comes of each. An exception, a hang or
a file that takes long is a defect; the file is kept so that it can be looked at.
"""

import argparse
import faulthandler
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import docx

from pingshu.assemble import assemble
from pingshu.profile import Profile, load_profiles
from pingshu.read import read_workbook
from pingshu.recognise import recognise
from scripts.fuzzing.damage import damage

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "tests" / "actual" / "fuzz"
STANDARD_ERROR = 2
SECONDS = 20
"""After so long one file counts as a hang, and the process ends with the place where it hung."""


@dataclass(slots=True)
class Figures:
    """What came of the files.

    Attributes:
        outcomes: `read` or the code of a finding → how often.
        failures: trace of an exception → the files that made it.
        slowest: seconds of the processor and name.
    """

    files: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: dict[str, list[str]] = field(default_factory=dict)
    slowest: tuple[float, str] = (0.0, "")

    def add(self, other: "Figures") -> None:
        """Take in the figures of another process."""
        self.files += other.files
        self.outcomes += other.outcomes
        for trace, names in other.failures.items():
            self.failures.setdefault(trace, []).extend(names)
        self.slowest = max(self.slowest, other.slowest)


@cache
def profiles() -> tuple[Profile, ...]:
    """Return the families that come with the project."""
    return load_profiles(ROOT / "templates")


@cache
def sound_files() -> tuple[tuple[str, bytes], ...]:
    """Return the files to be damaged, with their extensions: .xlsx, .xls and .docx alike."""
    samples = sorted((ROOT / "input_workbooks" / "示例").glob("*.xlsx"))
    old = sorted((ROOT / "tests" / "files").glob("*.xls"))
    documents = [(".docx", _as_document(path)) for path in samples]
    return (*((path.suffix, path.read_bytes()) for path in (*samples, *old, *old)), *documents)


def _as_document(workbook: Path) -> bytes:
    """Return the first sheet of a workbook as a table in a Word document."""
    grid = read_workbook(workbook)[0][0]
    document = docx.Document()
    table = document.add_table(rows=grid.last_row, cols=grid.last_column)
    # A table finds its cells anew each time it is asked for one.
    places = [row.cells for row in table.rows]
    for cell in grid.cells:
        last = places[cell.last_row - 1][cell.last_column - 1]
        places[cell.row - 1][cell.column - 1].merge(last).text = cell.text
    with tempfile.TemporaryFile() as stream:
        document.save(stream)
        stream.seek(0)
        return stream.read()


def damaged_file(seed: int, number: int) -> tuple[str, bytes]:
    """Return extension and content of the file with this number, the same at every call."""
    chance = random.Random(f"{seed}:{number}")
    suffix, content = chance.choice(sound_files())
    return suffix, damage(content, chance)


def read_through(path: Path) -> str:
    """Read a file as far as its forms and return what came of it: `read` or a finding's code."""
    grids, findings = read_workbook(path)
    survey, _ = recognise(grids, profiles())
    assemble(survey, profiles())
    return "read" if grids else findings[0].code


def try_files(seed: int, numbers: Iterable[int], folder: Path) -> Figures:
    """Read the files with these numbers and return what came of them."""
    figures = Figures()
    for number in numbers:
        suffix, content = damaged_file(seed, number)
        path = folder / f"{seed}-{number}{suffix}"
        path.write_bytes(content)
        _try(path, figures)
        path.unlink()
    return figures


def _try(path: Path, figures: Figures) -> None:
    faulthandler.dump_traceback_later(SECONDS, exit=True, file=STANDARD_ERROR)
    started = time.process_time()
    try:
        outcome = read_through(path)
    except Exception:
        outcome = "exception"
        figures.failures.setdefault(traceback.format_exc(), []).append(path.name)
        KEPT.mkdir(parents=True, exist_ok=True)
        (KEPT / path.name).write_bytes(path.read_bytes())
    finally:
        faulthandler.cancel_dump_traceback_later()
    figures.files += 1
    figures.outcomes[outcome] += 1
    figures.slowest = max(figures.slowest, (time.process_time() - started, path.name))


def _in_a_process(seed: int, numbers: Sequence[int]) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        return try_files(seed, numbers, Path(folder))


def try_many(seed: int, count: int, processes: int) -> Figures:
    """Read so many files in so many processes."""
    if processes == 1:
        return _in_a_process(seed, range(count))
    total = Figures()
    portions = [range(start, count, processes) for start in range(processes)]
    with ProcessPoolExecutor(processes) as pool:
        for figures in pool.map(_in_a_process, [seed] * processes, portions):
            total.add(figures)
    return total


def report(figures: Figures, seconds: float) -> None:
    """Print the figures."""
    print(f"files: {figures.files}   seconds: {seconds:.0f}")
    for outcome, count in figures.outcomes.most_common():
        print(f"  {outcome}: {count} ({count / figures.files:.1%})")
    print(f"slowest: {figures.slowest[0]:.2f} s ({figures.slowest[1]})")
    for trace, names in figures.failures.items():
        print(f"\n{', '.join(names)}\n{trace}")


def main() -> int:
    """Read damaged files as the command line says; exit code 1 if a file made an exception."""
    parser = argparse.ArgumentParser(description="Read damaged files and count what comes of it.")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    started = time.perf_counter()
    figures = try_many(options.seed, options.count, options.processes)
    report(figures, time.perf_counter() - started)
    return 1 if figures.failures else 0


if __name__ == "__main__":
    sys.exit(main())
