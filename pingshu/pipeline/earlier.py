"""The explanations in the list of the last run, also where WPS saved it in the old format.

Knows where the list is. Must not know what its columns mean.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from pingshu.disk import is_there, origin_file, origin_path
from pingshu.explanations import Ledger, Listed, Note, ledger_of, merge_notes, notes_in
from pingshu.finding import Finding, found
from pingshu.read import NotPlainError, read_workbook, stream_rows
from pingshu.sheet import Place

LIST = "自查问题清单"
# As written by us, and as WPS and LibreOffice may have saved it.
_SUFFIXES = (".xlsx", ".xls", ".et", ".xlsm")
_UNREADABLE = frozenset({"cell-too-far"})


def earlier_notes(folder: Path, files: Sequence[Path]) -> tuple[Ledger, tuple[Finding, ...]]:
    """Return the rows of the list in an output folder, and why some could not be read.

    Args:
        folder: the output folder.
        files: the workbooks that are read now; one of them may have moved since.

    Finds: explanations-unreadable, explanations-elsewhere.
    """
    notes: list[Note] = []
    findings: list[Finding] = []
    for suffix in _SUFFIXES:
        file = folder / f"{LIST}{suffix}"
        if file.is_file():
            read, trouble = _notes_of(file)
            notes.extend(read)
            findings.extend(trouble)
            if suffix != _SUFFIXES[0] and any(note.text for note in read):
                findings.append(_elsewhere(file))
    return ledger_of(merge_notes(_followed(notes, folder, files))), tuple(findings)


def _followed(notes: Sequence[Note], folder: Path, files: Sequence[Path]) -> list[Note]:
    """Return the rows with the new paths of workbooks that were put into another folder."""
    count = Counter(file.name for file in files)
    now = {file.name: origin_path(str(file), folder) for file in files if count[file.name] == 1}
    every = {note.workbook for note in notes}
    gone = {one for one in every if not is_there(origin_file(one, folder))}
    return [
        replace(note, workbook=now.get(note.name, note.workbook)) if note.workbook in gone else note
        for note in notes
    ]


def _notes_of(file: Path) -> tuple[tuple[Note, ...], tuple[Finding, ...]]:
    listed, lost = _listed(file)
    if listed is None:
        reason = lost[0] if lost else "里面找不到“问题”和“说明”两列。"
        return (), (_unreadable(file, reason),)
    cells = "、".join(listed.untold)
    lost += [f"“说明”一列的{cells}是公式，文件里没有可用的计算结果。"] if cells else []
    return listed.notes, tuple(_unreadable(file, reason) for reason in lost)


def _listed(file: Path) -> tuple[Listed | None, list[str]]:
    """Return what a list says, and why some of it cannot be read."""
    try:
        sheets = groupby(stream_rows(file), lambda numbered: numbered[0])
        return notes_in((row for _, row in rows) for _, rows in sheets), []
    except NotPlainError:  # in another format, or not sound
        grids, trouble = read_workbook(file)
    told = [one.problem for one in trouble if not grids or one.code in _UNREADABLE]
    return notes_in(grid.rows() for grid in grids), told


def _unreadable(file: Path, reason: str) -> Finding:
    place = Place(workbook=str(file))
    return found("explanations-unreadable", place, name=file.name, reason=reason)


def _elsewhere(file: Path) -> Finding:
    place = Place(workbook=str(file))
    return found("explanations-elsewhere", place, name=file.name, target=f"{LIST}{_SUFFIXES[0]}")
