"""Measure template → report in milliseconds: pingshu's engine beside docxtpl's.

Both fill the same template with the same values in memory, in the same run, taking turns; once as
it is typed and once as Word leaves it after editing, each tag in four runs. What they print is
compared first. Run from the root of the project: python -m benchmarks.engines
"""

import argparse
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document
from docx.table import Table

from benchmarks import drawing
from benchmarks.filling import (
    COLUMNS,
    CONDITIONS,
    ENGINES,
    OURS,
    PEER,
    SCALARS,
    Make,
    Names,
    context,
)

ROOT = Path(__file__).resolve().parent.parent
MILLISECONDS = 1000
VARIANTS = ("plain", "split")
COLOURS = {OURS: drawing.OURS, PEER: drawing.OTHER}
FILLER = "项目单位按照批复的实施方案组织实施，严格执行财务管理制度，资金使用合规。" * 4
_RUN = re.compile(r"<w:r>(<w:rPr>.*?</w:rPr>)?<w:t[^>]*>([^<]*)</w:t></w:r>")
_TEXT = '<w:t xml:space="preserve">'
_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})")


# --- What both work on ----------------------------------------------------------------------


@cache
def template() -> bytes:
    """Return a template of eight pages with tags that both engines understand."""
    document = docx.Document()
    for number in range(SCALARS):
        document.add_paragraph(f"第{number}项{{{{ 值.项{number} }}}}，{FILLER}")
    for number in range(CONDITIONS):
        tag = f"{{% if 有.项{number} %}}"
        document.add_paragraph(f"{tag}已经完成。{{% else %}}没有完成。{{% endif %}}")
    _fill(document.add_table(rows=0, cols=2), "短表", ("名称", "数"))
    _fill(document.add_table(rows=0, cols=COLUMNS), "长表", [f"列{n}" for n in range(COLUMNS)])
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ 值.项0 }}"
    section.footer.paragraphs[0].text = "{{ 值.项1 }}"
    return _saved(document)


def _fill(table: Table, name: str, columns: Sequence[str]) -> None:
    blank = [""] * (len(columns) - 1)
    for texts in (
        columns,
        (f"{{%tr for 行 in {name} %}}", *blank),
        [f"{{{{ 行.{column} }}}}" for column in columns],
        ("{%tr endfor %}", *blank),
    ):
        row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it untyped
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def _saved(document: Document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def split(data: bytes) -> bytes:
    """Return the template as Word leaves it: each tag in four runs, with marks in between."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(stream, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if re.match(r"word/(document|header|footer)", name):
                content = _RUN.sub(_split_run, content.decode()).encode()
            after.writestr(name, content)
    return stream.getvalue()


def _split_run(match: re.Match[str]) -> str:
    formats = match[1] or ""
    pieces = (piece for part in _TAG.split(match[2]) for piece in _pieces(part))
    runs = (
        f'<w:r w:rsidR="00A{number % 10}1234">{formats}{_TEXT}{piece}</w:t></w:r>'
        for number, piece in enumerate(pieces)
    )
    return '<w:proofErr w:type="spellStart"/>'.join(runs)


def _pieces(part: str) -> Iterator[str]:
    quarter = max(len(part) // 4, 2)
    inner = (quarter, 2 * quarter, 3 * quarter) if _TAG.fullmatch(part) else ()
    yield from (part[a:b] for a, b in pairwise((0, *inner, len(part))) if part[a:b])


# --- Measuring ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Milliseconds of each report and peak memory in MB, by engine, for one kind of template."""

    variant: str
    laps: Mapping[str, Sequence[float]]
    memory: Mapping[str, float]

    @property
    def ratio(self) -> float:
        """How many times as long docxtpl takes, by the medians."""
        return statistics.median(self.laps[PEER]) / statistics.median(self.laps[OURS])


def measure(count: int) -> list[Result]:
    """Measure so many reports of each kind of template."""
    plain = template()
    kinds = dict(zip(VARIANTS, (plain, split(plain)), strict=True))
    names = [context(number) for number in range(count)]
    return [_measure(variant, data, names) for variant, data in kinds.items()]


def _measure(variant: str, data: bytes, names: Sequence[Names]) -> Result:
    makes = {engine: prepare(data) for engine, prepare in ENGINES.items()}
    _compare(makes, names[0])
    laps: dict[str, list[float]] = {engine: [] for engine in makes}
    for number, values in enumerate(names):
        order = list(makes) if number % 2 else list(reversed(makes))
        for engine in order:
            start = perf_counter()
            makes[engine](values)
            laps[engine].append((perf_counter() - start) * MILLISECONDS)
    memory = {engine: _peak(engine, data, len(names)) for engine in makes}
    return Result(variant=variant, laps=laps, memory=memory)


def _compare(makes: Mapping[str, Make], names: Names) -> None:
    """Refuse to measure engines that do not print the same; this also warms them up."""
    texts = [_texts(make(names)) for make in makes.values()]
    if any(text != texts[0] for text in texts):
        raise ValueError("the engines print differently")


def _texts(data: bytes) -> list[str]:
    document = docx.Document(BytesIO(data))
    section = document.sections[0]
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    stories = (document.paragraphs, section.header.paragraphs, section.footer.paragraphs)
    return [*(paragraph.text for story in stories for paragraph in story), *cells]


def _peak(engine: str, data: bytes, count: int) -> float:
    """Peak memory of a process of its own that makes all reports one after another."""
    command = [sys.executable, "-m", "benchmarks.filling", engine, str(count)]
    told = subprocess.run(command, input=data, capture_output=True, check=True, cwd=ROOT)
    return float(told.stdout)


# --- What is printed ------------------------------------------------------------------------


def lines(results: Sequence[Result]) -> Iterator[str]:
    """Yield the results as Markdown."""
    yield "| template | engine | median ms | p95 ms | peak MB | docxtpl ÷ pingshu |"
    yield "|---|---|---|---|---|---|"
    for result in results:
        for engine, laps in result.laps.items():
            ratio = f"{result.ratio:.1f}" if engine == OURS else ""
            late = statistics.quantiles(laps, n=20)[-1]
            yield (
                f"| {result.variant} | {engine} | {statistics.median(laps):.2f} | {late:.2f}"
                f" | {result.memory[engine]:.0f} | {ratio} |"
            )


def picture(results: Sequence[Result]) -> str:
    """Return the medians as bars, as SVG."""
    bars = [
        (f"{engine}，{result.variant}", statistics.median(laps), COLOURS[engine])
        for result in results
        for engine, laps in result.laps.items()
    ]
    return drawing.bars(bars, "ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--picture", type=Path, help="write the bars to this SVG file")
    options = parser.parse_args()
    results = measure(options.reports)
    sys.stdout.write("\n".join(lines(results)) + "\n")
    if options.picture:
        options.picture.write_text(picture(results), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
