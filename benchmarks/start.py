"""Measure what a start costs in processor time: help, and one report from a cold process.

Each is a process of its own and compared with what anybody pays who uses the same libraries, in
the same run, taking turns. Run from the root of the project: python -m benchmarks.start
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shutil import rmtree
from statistics import median

import docx

from benchmarks import materials
from benchmarks.reports import ROOT

CLICK, HELP = "import click", "python generate.py --help"
OPENPYXL, DOCXTPL = "import openpyxl", "docxtpl, one small document"
FIRST, LATER = "pingshu, one report, first run", "pingshu, one report, later run"
RATIOS = ((HELP, (CLICK,)), (FIRST, (DOCXTPL, OPENPYXL)), (LATER, (DOCXTPL, OPENPYXL)))
MILLISECONDS = 1000
RESULT = "测.docx"
_DOCXTPL = (
    "from docxtpl import DocxTemplate\n"
    "template = DocxTemplate('small.docx')\n"
    "template.render({'名称': '农村公路日常养护'})\n"
    f"template.save('{RESULT}')"
)

Laps = Mapping[str, Sequence[float]]


def measure(count: int, folder: Path) -> Laps:
    """Return milliseconds of each process, in the order in which they were measured."""
    _prepare(folder)
    ways = _ways(folder)
    laps: dict[str, list[float]] = {name: [] for name in ways}
    order = deque(ways)
    for turn in range(count + 1):
        for name in order:
            spent = _spent(name, ways[name], folder)
            if turn:  # the first turn compiles what Python then keeps
                laps[name].append(spent)
        order.rotate(1)
    return laps


def _prepare(folder: Path) -> None:
    document = docx.Document()
    document.add_paragraph("项目名称：{{ 名称 }}")
    document.save(str(folder / "small.docx"))
    (folder / "一个.xlsx").write_bytes(materials.workbook(0))


def _ways(folder: Path) -> dict[str, list[str]]:
    program, python = str(ROOT / "generate.py"), sys.executable
    run = [python, program, str(folder / "一个.xlsx"), "--templates", str(ROOT / "templates")]
    return {
        CLICK: [python, "-c", "import click"],
        HELP: [python, program, "--help"],
        OPENPYXL: [python, "-c", "import openpyxl"],
        DOCXTPL: [python, "-c", _DOCXTPL],
        FIRST: [*run, "--output", str(folder / "first")],
        LATER: [*run, "--output", str(folder / "later"), "--force"],
    }


def _spent(name: str, command: Sequence[str], folder: Path) -> float:
    """Return the milliseconds that a process has spent computing for itself."""
    rmtree(folder / "first", ignore_errors=True)
    # People have Python keep what it has compiled; a machine that builds may not.
    others = {key: os.environ[key] for key in os.environ if key != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run(command, cwd=folder, env=others, capture_output=True, check=False)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    if done.returncode:
        raise ValueError(f"{name} failed: {done.stderr.decode(errors='replace')}")
    return spent * MILLISECONDS


# --- what is printed ------------------------------------------------------------------------


def lines(laps: Laps) -> Iterator[str]:
    """Yield the tables as Markdown: medians and least, then the ratios."""
    count = len(next(iter(laps.values())))
    yield f"{count} processes each, user time; Python {sys.version.split()[0]}"
    yield ""
    yield "| process | median (ms) | least (ms) |"
    yield "|---|---|---|"
    for name, spent in laps.items():
        yield f"| {name} | {median(spent):.0f} | {min(spent):.0f} |"
    yield ""
    yield "| ratio | of medians | of the least |"
    yield "|---|---|---|"
    for ours, theirs in RATIOS:
        ratios = (
            taken(laps[ours]) / sum(taken(laps[one]) for one in theirs) for taken in (median, min)
        )
        yield f"| {ours} ÷ ({' + '.join(theirs)}) | {' | '.join(f'{one:.2f}' for one in ratios)} |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=15, help="how often each is started")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        laps = measure(arguments.repeats, Path(folder))
    sys.stdout.writelines(f"{line}\n" for line in lines(laps))


if __name__ == "__main__":
    main()
