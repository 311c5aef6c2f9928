"""Measure whole batches: N workbooks → N reports, pingshu beside the plain way on the same files.

Each way works in a process of its own, one after another; in processor time, because other work on
the machine changes it least. Run from the root of the project:
python -m benchmarks.batch --sizes 100,1000
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time, sleep

from benchmarks import drawing, province
from benchmarks.reports import ROOT, shared_templates
from benchmarks.running import BARE, LOOPS, OWN, PLAIN, RUN, Told
from pingshu.pipeline.making import make
from pingshu.pipeline.workshop import Workshops

MILLISECONDS, KILOBYTES = 1000, 1024
LOOK_EVERY = 0.1
SHEETS, ROWS = (1, 2, 5, 10), (10, 20, 50, 100)
REPEATS = 7
PROJECTS, PROVINCE = "单个项目", "五类报告"
WAYS = {
    PLAIN: "通常的写法",
    BARE: "pingshu 从表到报告，不记出处",
    OWN: "pingshu 从表到报告",
    RUN: "pingshu 整次运行",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one way took for so many workbooks.

    Attributes:
        material: which workbooks and templates.
        size: how many workbooks there were.
        measured: how many of them were measured.
        worked, lasted: milliseconds a report, of processors and by the clock.
        growth: what the last tenth cost for each report ÷ what the second did.
        parent, worker: peak memory in MB; without worker processes the second is 0.
    """

    way: str
    material: str
    size: int
    jobs: int
    measured: int
    worked: float
    lasted: float
    growth: float
    parent: float
    worker: float


# --- measuring ------------------------------------------------------------------------------


def measure(sizes: Sequence[int], sample: int, folder: Path) -> list[Result]:
    """Measure all ways on so many workbooks each."""
    templates = shared_templates(folder)
    return [result for size in sizes for result in _of_size(size, sample, templates, folder)]


def _of_size(size: int, sample: int, templates: Path, folder: Path) -> Iterator[Result]:
    projects, all_ = folder / f"projects-{size}", folder / f"province-{size}"
    province.drop_projects(projects, size)
    province.drop_province(all_, size)
    # No report of a loop depends on those before it, so some stand for all.
    for way in LOOPS:
        yield _measured(way, PROJECTS, size, 1, (projects, templates), min(size, sample))
    for jobs in (1, 2):
        yield _measured(RUN, PROJECTS, size, jobs, (projects, templates), size)
        yield _measured(RUN, PROVINCE, size, jobs, (all_, ROOT / "templates"), size)


def _measured(
    way: str, material: str, size: int, jobs: int, folders: tuple[Path, Path], most: int
) -> Result:
    with tempfile.TemporaryDirectory() as output:
        asked = (way, *map(str, (*folders, output)), "--jobs", str(jobs), "--most", str(most))
        told, parent, worker = watched([sys.executable, "-m", "benchmarks.running", *asked])
    count = told["reports"]
    return Result(
        way=way,
        material=material,
        size=size,
        jobs=jobs,
        measured=int(count),
        worked=told["worked"] * MILLISECONDS / count,
        lasted=told["lasted"] * MILLISECONDS / count,
        growth=told["growth"],
        parent=parent,
        worker=worker,
    )


def watched(command: Sequence[str]) -> tuple[Told, float, float]:
    """Run a command that prints JSON; return it and the peak memory of it and of its processes.

    Peaks are looked up in /proc, so there are none but on Linux.
    """
    peaks: dict[int, float] = {}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        while process.poll() is None:
            peaks.update(_peaks(process.pid))
            sleep(LOOK_EVERY)
        output, _ = process.communicate()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    own = peaks.pop(process.pid, 0.0)
    return json.loads(output), own, max(peaks.values(), default=0.0)


def _peaks(parent: int) -> Iterator[tuple[int, float]]:
    """Yield the peak memory in MB of a process and of those that it has started."""
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text(encoding="utf-8", errors="replace")
        except OSError:  # it has ended meanwhile
            continue
        told = dict(re.findall(r"^(Pid|PPid|VmHWM):\s+(\d+)", text, re.MULTILINE))
        if "VmHWM" in told and parent in {int(told["Pid"]), int(told["PPid"])}:
            yield int(told["Pid"]), int(told["VmHWM"]) / KILOBYTES


def growth(folder: Path, counts: Sequence[int], made: Callable[[int], bytes]) -> list[float]:
    """Return how many milliseconds workbooks of growing size take, up to the finished reports."""
    workshops = Workshops(templates=ROOT / "templates", memory=None)
    return [_making(workshops, folder, made(count)) for count in counts]


def _making(workshops: Workshops, folder: Path, content: bytes) -> float:
    file = folder / "甲.xlsx"
    file.write_bytes(content)
    laps = []
    for _ in range(REPEATS + 1):  # the first warms up
        since = process_time()
        make(workshops, folder, False, (file, None))
        laps.append((process_time() - since) * MILLISECONDS)
    return median(laps[1:])


# --- what is printed ------------------------------------------------------------------------


def lines(results: Sequence[Result]) -> Iterator[str]:
    """Yield the results as Markdown."""
    yield (
        "| 材料 | 做法 | 进程 | 工作簿 | 测了 | 处理器毫秒/份 | 实际毫秒/份 | 份/秒"
        " | 末段÷前段 | 主进程 MB | 工作进程 MB |"
    )
    yield f"|{'---|' * 11}"
    for one in results:
        yield (
            f"| {one.material} | {WAYS[one.way]} | {one.jobs} | {one.size:,} | {one.measured:,}"
            f" | {one.worked:.1f} | {one.lasted:.1f} | {MILLISECONDS / one.lasted:.0f}"
            f" | {_or_dash(one.growth, 2)} | {one.parent:.0f} | {_or_dash(one.worker, 0)} |"
        )
    yield from ("", *_ratios(results))


def _or_dash(number: float, digits: int) -> str:
    return f"{number:.{digits}f}" if number else "—"


def _ratios(results: Sequence[Result]) -> Iterator[str]:
    by = {(one.way, one.material, one.jobs, one.size): one for one in results}
    for size in dict.fromkeys(one.size for one in results):
        plain, bare, own = (by[way, PROJECTS, 1, size].worked for way in LOOPS)
        one, two = (by[RUN, PROJECTS, jobs, size] for jobs in (1, 2))
        yield (
            f"- {size:,} 个工作簿：通常的写法 ÷ pingshu 从表到报告 {plain / own:.1f}"
            f"（不记出处 {plain / bare:.1f}），÷ 整次运行 {plain / one.worked:.1f}；"
            f"一个进程 ÷ 两个进程（实际时间）"
            f"{one.lasted / two.lasted:.2f}。"
        )


def growth_lines(name: str, counts: Sequence[int], took: Sequence[float]) -> Iterator[str]:
    """Yield as Markdown how the time grows with something of a workbook."""
    yield f"| {name} | {' | '.join(map(str, counts))} |"
    yield f"|{'---|' * (len(counts) + 1)}"
    yield f"| 处理器毫秒 | {' | '.join(f'{one:.1f}' for one in took)} |"
    each = (f"{one / count:.2f}" for count, one in zip(counts, took, strict=True))
    yield f"| 每{name[0]} | {' | '.join(each)} |"
    yield ""


def picture(results: Sequence[Result]) -> str:
    """Return what a report costs in each way, for the most workbooks, as bars."""
    most = max(one.size for one in results)
    rows = [
        (
            f"{WAYS[one.way]}（{one.material}）",
            one.worked,
            drawing.OTHER if one.way == PLAIN else drawing.OURS,
        )
        for one in results
        if one.size == most and one.jobs == 1
    ]
    return drawing.bars(rows, "毫秒", room=230)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="100,1000", help="how many workbooks, with commas")
    parser.add_argument("--sample", type=int, default=300, help="how many the loops do at most")
    parser.add_argument("--picture", type=Path, help="write the bars to this SVG file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = measure(
            [int(size) for size in asked.sizes.split(",")], asked.sample, Path(folder)
        )
        sheets = growth(Path(folder), SHEETS, province.with_sheets)
        rows = growth(Path(folder), ROWS, province.with_rows)
    told = [*lines(results), "", *growth_lines("张自评表", SHEETS, sheets)]
    sys.stdout.write("\n".join([*told, *growth_lines("行指标", ROWS, rows)]) + "\n")
    if asked.picture:
        asked.picture.write_text(picture(results), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
