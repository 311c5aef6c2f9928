"""Measure what an edited report costs: verified, brought up to date, and just opened and saved.

Each sample is made into a report, edited in every tenth paragraph, and its workbook changed; then
pingshu and python-docx take turns, in the same run, in memory. One sample is lengthened until its
report has exactly ten pages, as counted once in what LibreOffice 7.4 makes of it. Run from the root
of the project: python -m benchmarks.editing
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from time import process_time

import docx
import openpyxl
from openpyxl.cell.cell import Cell, MergedCell

from benchmarks.reports import MILLISECONDS, ROOT, with_provenance
from pingshu.merge import merge
from pingshu.narrate import narrate
from pingshu.pipeline.making.reading import read_forms
from pingshu.pipeline.workshop import Workshop, prepare
from pingshu.verify import verify
from pingshu.write import Draft

SAMPLES = ROOT / "input_workbooks" / "示例"
OPENED, VERIFIED = "python-docx: open and save", "verify"
FEW, ALL = "refresh, a few amounts changed", "refresh, every amount changed"
_TYPED = "（经核实无误）"
_EVERY = 10
_A_FEW = 4
_MORE_INDICATORS = 30
_LEAST = 20
"""Smaller numbers are counts and rates, which change more than themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured of one report: name of what was done → milliseconds of each round.

    Attributes:
        changed: how many of its figures read otherwise when every amount changed.
    """

    name: str
    passages: int
    figures: int
    changed: int
    laps: Mapping[str, Sequence[float]]

    def ratio(self, name: str) -> float:
        """Return how many times opening and saving something takes."""
        return statistics.median(self.laps[name]) / statistics.median(self.laps[OPENED])


def measure(sample: Path, workshop: Workshop, rounds: int) -> Measured:
    """Return what an edited report of a sample costs."""
    old = report(sample, workshop)
    few, every = (changed(sample, workshop, most) for most in (_A_FEW, sys.maxsize))
    content = edited(old.content)
    memory, due_few, due_all = old.manifest, few.manifest, every.manifest
    ways: Mapping[str, Callable[[], object]] = {
        OPENED: lambda: docx.Document(BytesIO(content)).save(BytesIO()),
        VERIFIED: lambda: verify(content, memory, due_all, sample.name),
        FEW: lambda: merge(content, memory, few.content, due_few),
        ALL: lambda: merge(content, memory, every.content, due_all),
    }
    laps: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, way in ways.items():
            start = process_time()
            way()
            if number:  # the first one warms up
                laps[name].append((process_time() - start) * MILLISECONDS)
    printed = zip(memory.printed, due_all.printed, strict=False)
    return Measured(
        name=sample.stem,
        passages=len(memory.passages),
        figures=len(memory.printed),
        changed=sum(one.text != other.text for one, other in printed),
        laps=laps,
    )


def lengthened(folder: Path) -> Path:
    """Return a workbook whose report has ten pages: a sample with thirty indicators more.

    Pages were counted by hand; whoever changes the sample or its template has to count again.
    """
    (sample,) = SAMPLES.glob("渠县*.xlsx")
    book = openpyxl.load_workbook(sample)
    form = book["自评表"]
    form.unmerge_cells("B51:G51")
    form["A51"] = None
    for number in range(_MORE_INDICATORS):
        named = f"第{number + 1}乡镇参保人员满意度"
        for column, text in enumerate((named, "≥90%", f"{91 + number % 9}%"), start=4):
            form.cell(51 + number, column).value = text
    path = folder / f"{sample.stem}，十页.xlsx"
    book.save(path)
    return path


def report(workbook: Path, workshop: Workshop) -> Draft:
    """Return the report of a workbook with one form, as pingshu makes it."""
    (form, computation, findings), *_ = read_forms(workbook, workshop.profiles).forms
    family = workshop.families[form.family]
    view = narrate(form, computation, family.profile, findings)
    return with_provenance(family.template, view, form, computation, ROOT / "output")


def changed(sample: Path, workshop: Workshop, most: int) -> Draft:
    """Return the report of a sample whose amounts, at most so many, have grown by a hundredth."""
    book = openpyxl.load_workbook(sample)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    for cell in islice(filter(_is_amount, cells), most):
        cell.value = round(float(str(cell.value)) * 1.01, 2)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / sample.name
        book.save(path)
        return report(path, workshop)


def _is_amount(cell: Cell | MergedCell) -> bool:
    return isinstance(cell.value, int | float) and cell.value > _LEAST


def edited(content: bytes) -> bytes:
    """Return a report with words typed into every tenth of its paragraphs."""
    document = docx.Document(BytesIO(content))
    told = [paragraph for paragraph in document.paragraphs if paragraph.runs]
    for paragraph in told[::_EVERY]:
        paragraph.runs[-1].text += _TYPED
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def lines(results: Sequence[Measured]) -> Iterator[str]:
    """Yield the results as Markdown: milliseconds, and how many times opening and saving."""
    yield f"| report | passages | figures | changed | {OPENED} | {VERIFIED} | {FEW} | {ALL} |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in results:
        opened = f"{statistics.median(one.laps[OPENED]):.1f}"
        others = (
            f"{statistics.median(one.laps[name]):.1f} ({one.ratio(name):.2f})"
            for name in (VERIFIED, FEW, ALL)
        )
        cells = (one.name, f"{one.passages}", f"{one.figures}", f"{one.changed}", opened, *others)
        yield f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure, and print the results."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=50, help="how often each is done")
    options = parser.parse_args()
    workshop = prepare(ROOT / "templates")
    with tempfile.TemporaryDirectory() as folder:
        samples = [*sorted(SAMPLES.glob("*.xlsx")), lengthened(Path(folder))]
        results = [measure(one, workshop, options.rounds) for one in samples]
    sys.stdout.writelines(f"{line}\n" for line in lines(results))


if __name__ == "__main__":
    main()
