"""Marked copies of the workbooks: each finding at its cell, coloured, with a note.

Knows where copies go and what a note says. Must not know how a cell is marked.
"""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pingshu.disk import safe_name
from pingshu.finding import Finding, Severity, found
from pingshu.manifest import digest
from pingshu.mark import Mark, mark
from pingshu.opc import PackageError
from pingshu.outcome import Outcome
from pingshu.sheet import Place
from pingshu.tabulate import COLOURS
from pingshu.write import Shelf, write_result

FOLDER = "标注"
_MARKABLE = frozenset({".xlsx", ".xlsm", ".xltx"})


def with_marked_copy(outcome: Outcome, inbox: Path, shelf: Shelf) -> Outcome:
    """Write the marked copy of a workbook, and return its outcome with what is to be said of it.

    A workbook without findings gets a copy only in the place of one that was marked before.

    Finds: cannot-mark, and what write_result finds.
    """
    notes = notes_of(outcome.findings)
    target = shelf.folder / FOLDER / _copy_name(Path(outcome.workbook), inbox)
    if not notes and not target.is_file():
        return outcome
    trouble = _marked(Path(outcome.workbook), notes, target, shelf)
    return replace(outcome, findings=(*outcome.findings, *trouble))


def _copy_name(file: Path, inbox: Path) -> Path:
    """Return where the copy stands: in the sub-folder in which the workbook is.

    Of folders elsewhere two may have one name, so a short hash of the path keeps them apart.
    """
    home, real = Path(os.path.realpath(inbox)), Path(os.path.realpath(file))
    if real.is_relative_to(home):
        folders = real.relative_to(home).parts[:-1]
    else:
        folders = (f"{real.parent.name}-{digest(os.fsencode(real.parent))[:6]}",)
    return Path(*map(safe_name, folders), f"{safe_name(real.stem)}{real.suffix}")


def _marked(
    file: Path, notes: dict[str, dict[str, Mark]], target: Path, shelf: Shelf
) -> tuple[Finding, ...]:
    if file.suffix.lower() not in _MARKABLE:
        return (_not_marked(file, "只有 .xlsx 能标注"),)
    try:
        content = mark(file.read_bytes(), notes)
    except PackageError as error:
        return (_not_marked(file, str(error)),)
    except OSError as error:
        return (_not_marked(file, error.strerror or str(error)),)
    return write_result(content, target, shelf)[1]


def failed_to_mark(file: Path, error: str, trace: str, log: str) -> Finding:
    """Return the finding that a mistake of ours left a workbook without its copy.

    Args:
        file: the workbook.
        error: what the mistake is called.
        trace: what a developer needs.
        log: the file in which the trace will stand.
    """
    reason = f"程序出了错（{error}），报告不受影响；请把“{log}”和它一起发给维护人员"
    return replace(_not_marked(file, reason), trace=trace)


def _not_marked(file: Path, reason: str) -> Finding:
    place = Place(workbook=str(file))
    return found("cannot-mark", place, name=file.name, reason=reason)


def notes_of(findings: Iterable[Finding]) -> dict[str, dict[str, Mark]]:
    """Return sheet → cell → its colour, by the gravest of several findings, and its note."""
    order = list(Severity)
    notes: dict[str, dict[str, Mark]] = {}
    for finding in sorted(findings, key=lambda one: order.index(one.severity)):
        sheet, cell = finding.place.sheet, finding.place.cell
        if sheet is not None and cell is not None:
            cells = notes.setdefault(sheet, {})
            cells[cell] = _mark(finding, cells.get(cell))
    return notes


def _mark(finding: Finding, earlier: Mark | None) -> Mark:
    told = f"【{finding.severity.word}】{finding.problem}\n{finding.cure}"
    if finding.explanation:
        told += f"\n说明：{finding.explanation}"
    if earlier is None:
        return Mark(colour=COLOURS[finding.severity.word], note=told)
    return replace(earlier, note=f"{earlier.note}\n{told}")
