"""Measure form → report in milliseconds: pingshu beside openpyxl and docxtpl in a loop.

Both ways make the same reports of the same workbooks with the same template, in the same run,
taking turns. Run from the root of the project: python -m benchmarks.reports
"""

import argparse
import statistics
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import copytree
from time import perf_counter

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from benchmarks import materials, plain
from pingshu.assemble import assemble
from pingshu.check import check
from pingshu.compute import compute
from pingshu.disk import origin_path
from pingshu.manifest import Manifest, Origin, as_carried, digest
from pingshu.model import Computation, Form
from pingshu.narrate import narrate
from pingshu.pipeline.making.drafting import drafted
from pingshu.pipeline.workshop import Workshop, prepare
from pingshu.read import read_workbook
from pingshu.recognise import recognise
from pingshu.render import Template
from pingshu.view import View
from pingshu.write import Draft, Shelf, write_report

ROOT = Path(__file__).resolve().parent.parent
MILLISECONDS = 1000
OURS, PLAIN, OWN = "pingshu", "plain way", "pingshu, with the template that comes with it"
BARE = f"{OWN}, without provenance"


Drafting = Callable[[Template, View, Form, Computation, Path], Draft]


@dataclass(slots=True)
class Stopwatch:
    """Milliseconds by name of what was measured."""

    laps: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def lap(self, name: str) -> Iterator[None]:
        """Measure what is done inside."""
        start = perf_counter()
        yield
        self.laps.setdefault(name, []).append((perf_counter() - start) * MILLISECONDS)


def make_report(
    workbook: Path, workshop: Workshop, output: Path, watch: Stopwatch, draft: Drafting
) -> None:
    """Take a workbook through the stages of pingshu, each one measured."""
    with watch.lap("read"):
        grids, _ = read_workbook(workbook)
    with watch.lap("recognise"):
        survey, _ = recognise(grids, workshop.profiles)
    with watch.lap("assemble"):
        (form,), _ = assemble(survey, workshop.profiles)
    family = workshop.families[form.family]
    with watch.lap("compute"):
        computation = compute(form, family.profile)
    with watch.lap("check"):
        check(form, computation, family.profile)
    with watch.lap("narrate"):
        view = narrate(form, computation, family.profile, ())
    with watch.lap("render"):
        made = draft(family.template, view, form, computation, output)
    with watch.lap("write"):
        write_report(replace(made, stem=workbook.stem), Shelf(folder=output))


def with_provenance(
    template: Template, view: View, form: Form, computation: Computation, output: Path
) -> Draft:
    """Return the report as pingshu makes it: it remembers where each figure stands."""
    return drafted(template.fill(view), form, computation, _inputs(form), output)


def without_provenance(
    template: Template, view: View, form: Form, computation: Computation, output: Path
) -> Draft:
    """Return the same report without bookmarks and passages, which remembers its figures alone."""
    content = template.render(view)
    manifest = Manifest(
        origin=Origin(
            workbook=origin_path(form.place.workbook, output),
            sheet=form.place.sheet or "",
            project=form.project.text if form.project else "",
        ),
        family=form.family,
        inputs=_inputs(form),
        hashes=(),
        figures=computation.figures(),
    )
    return Draft(
        content=content,
        subfolder=str(form.year),
        stem="",
        carried=as_carried(manifest),
        origin=manifest.origin,
        place=form.place,
    )


def _inputs(form: Form) -> dict[str, str]:
    return {"workbook": digest(Path(form.place.workbook).read_bytes())}


def measure(count: int, folder: Path) -> tuple[Stopwatch, Stopwatch]:
    """Return the whole reports of all ways, and pingshu's stages with the shared template."""
    templates = shared_templates(folder)
    shared, own = prepare(templates), prepare(ROOT / "templates")
    template = templates / materials.FAMILY / "report.docx"
    whole, stages = Stopwatch(), Stopwatch()
    for number, workbook in enumerate(_workbooks(count + 1, folder)):
        watch, lap = (whole, stages) if number else (Stopwatch(), Stopwatch())  # one to warm up
        ours, theirs = folder / "ours", folder / "plain" / f"{workbook.stem}.docx"
        ways = deque(
            (
                _way(watch, OURS, make_report, workbook, shared, ours, lap, with_provenance),
                _way(watch, PLAIN, plain.make_report, workbook, template, theirs),
                _own_way(watch, OWN, workbook, own, folder / "own", with_provenance),
                _own_way(watch, BARE, workbook, own, folder / "bare", without_provenance),
            )
        )
        ways.rotate(number)  # so that none is always the first to open the file
        for way in ways:
            way()
        _compare(ours / "2022" / theirs.name, theirs)
        _compare(folder / "own" / "2022" / theirs.name, folder / "bare" / "2022" / theirs.name)
    return whole, stages


def _way(
    watch: Stopwatch, name: str, function: Callable[..., None], *arguments: object
) -> Callable[[], None]:
    def run() -> None:
        with watch.lap(name):
            function(*arguments)

    return run


def _own_way(
    watch: Stopwatch, name: str, workbook: Path, own: Workshop, output: Path, draft: Drafting
) -> Callable[[], None]:
    return _way(watch, name, make_report, workbook, own, output, Stopwatch(), draft)


def shared_templates(folder: Path) -> Path:
    """Write a folder of templates with the one that both ways fill, and return it."""
    templates = folder / "templates"
    copytree(ROOT / "templates" / materials.FAMILY, templates / materials.FAMILY)
    materials.template(templates / materials.FAMILY / "report.docx")
    return templates


def _workbooks(count: int, folder: Path) -> Iterator[Path]:
    (folder / "input").mkdir()
    for number in range(count):
        path = folder / "input" / f"{materials.project_name(number)}.xlsx"
        path.write_bytes(materials.workbook(number))
        yield path


def _compare(ours: Path, theirs: Path) -> None:
    """Refuse to measure two ways that do not print the same."""
    pairs = zip(_texts(ours), _texts(theirs), strict=True)
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    if differing:
        raise ValueError(f"the two ways print differently: {differing}")


def _texts(path: Path) -> list[str]:
    items = docx.Document(str(path)).iter_inner_content()
    return [text for item in items for text in _texts_of(item)]


def _texts_of(item: Paragraph | Table) -> list[str]:
    if isinstance(item, Table):
        return [cell.text for row in item.rows for cell in row.cells]
    return [item.text]


# --- what is printed ------------------------------------------------------------------------


def lines(whole: Stopwatch, stages: Stopwatch) -> Iterator[str]:
    """Yield the results as Markdown."""
    yield f"{len(whole.laps[PLAIN])} workbooks, one report each, milliseconds per report:"
    yield from _table("way", whole)
    ratio = statistics.median(whole.laps[PLAIN]) / statistics.median(whole.laps[OURS])
    yield f"{PLAIN} ÷ {OURS} (medians): {ratio:.2f}"
    price = statistics.median(whole.laps[OWN]) / statistics.median(whole.laps[BARE])
    yield f"with ÷ without provenance (medians): {price:.2f}"
    yield from _table("stage of pingshu", stages)


def _table(heading: str, watch: Stopwatch) -> Iterator[str]:
    yield from ("", f"| {heading} | median | p95 |", "|---|---|---|")
    for name, laps in watch.laps.items():
        yield f"| {name} | {_row(laps)} |"
    yield ""


def _row(laps: Sequence[float]) -> str:
    p95 = statistics.quantiles(laps, n=20)[-1]
    return f"{statistics.median(laps):.1f} | {p95:.1f}"


def main() -> None:
    """Measure, and print the results."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--workbooks", type=int, default=100, help="how many (at least 2)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = measure(options.workbooks, Path(folder))
    sys.stdout.writelines(f"{line}\n" for line in lines(*results))


if __name__ == "__main__":
    main()
