"""The files beside the reports: 汇总.xlsx, 自查问题清单.xlsx, the log of our mistakes; blank forms.

Knows what came of a run and where results go. Must not know how reports are made.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pingshu.disk import not_written, place_new
from pingshu.explanations import Note
from pingshu.finding import Finding
from pingshu.outcome import LOG, Run
from pingshu.sheet import Place
from pingshu.tabulate import findings_workbook, summary_workbook
from pingshu.write import Shelf, write_result


def write_results(done: Run, left: Sequence[Note], shelf: Shelf) -> Run:
    """Write the result workbooks and, if something of ours failed, the log.

    Args:
        done: what came of the run.
        left: explanations of what was not found this time.
        shelf: the output folder.
    """
    if not done.outcomes:
        return done
    folder = shelf.folder
    summary, first = _written(
        lambda: summary_workbook(done.outcomes, folder), folder / "汇总.xlsx", shelf
    )
    problems, second = _written(
        lambda: findings_workbook(done, left, folder), folder / "自查问题清单.xlsx", shelf
    )
    logged, third = write_log(done.all_findings(), shelf)
    findings = (*done.findings, *first, *second, *third)
    return replace(done, findings=findings, summary=summary, problems=problems, log=logged)


def write_log(told: Iterable[Finding], shelf: Shelf) -> tuple[Path | None, tuple[Finding, ...]]:
    """Write where mistakes of ours happened, if there are any.

    Args:
        told: what is told, mistakes among the rest.
        shelf: the output folder.

    Returns:
        The path, None if nothing was written, and findings as of write_result.
    """
    log = "\n".join(finding.trace for finding in told if finding.trace)
    if not log:
        return None, ()
    return _written(lambda: log.encode("utf-8", "replace"), shelf.folder / LOG, shelf)


def _written(
    make: Callable[[], bytes], path: Path, shelf: Shelf
) -> tuple[Path | None, tuple[Finding, ...]]:
    # Making a workbook needs room on the disk too.
    try:
        content = make()
    except OSError as error:
        return None, (not_written(error, path, Place(workbook=path.name)),)
    return write_result(content, path, shelf)


def save_blank(content: bytes, path: Path) -> Finding | None:
    """Write a blank form where the user wants it, or return why that cannot be."""
    return place_new(content, path, Place(workbook=str(path)))
