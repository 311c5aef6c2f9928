"""What the office says about findings: read from the list of the last run, kept with its finding.

Knows by what a finding is known again, and what the list's columns are called. Must not know how
a file is opened or what a finding means.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pingshu.disk import origin_path
from pingshu.finding import FIGURES_CHANGED, ROW_CHANGED, TO_REVIEW, Finding
from pingshu.sheet import Cell, Grid, Position, position_of
from pingshu.values import normalise_label

EXPLANATION = "说明"
IDENTITY = "识别码"
_COLUMNS = ("工作簿", "工作表", "单元格", "问题", EXPLANATION, IDENTITY)
_NEEDED = {"问题", EXPLANATION}
# The headings stand below a title; a person may have put lines of their own above.
_ROWS_ABOVE = 20
# A target or a figure says what a row holds, not which row it is.
_STATED = re.compile(r"[-+±≥≤＞＜><=≧≦≠约\d]")
_LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One row of the list: by what its finding is known, and what the office says about it.

    Attributes:
        workbook: its path as it is remembered, only its name if a person took the identity away.
        figures: those that the explanation is about.
        text: the explanation, empty if there is none.
    """

    workbook: str
    sheet: str
    cell: str
    code: str = ""
    label: str = ""
    figures: str = ""
    problem: str
    text: str = ""

    @property
    def name(self) -> str:
        """Return the file name of the workbook."""
        return PurePosixPath(self.workbook).name

    @property
    def identity(self) -> str:
        """Return what the next run knows the row by, in one cell."""
        told = (self.workbook, self.sheet, self.cell, self.code, self.label, self.figures)
        return json.dumps(told, ensure_ascii=False)


def note_of(finding: Finding, folder: Path) -> Note:
    """Return a finding's row, without its explanation, in the list of an output folder."""
    place = finding.place
    return Note(
        workbook=origin_path(place.workbook, folder),
        sheet=place.sheet or "",
        cell=place.cell or "",
        code=finding.code,
        label=finding.label,
        figures=finding.figures,
        problem=finding.problem,
        text=finding.explanation or "",
    )


# --- reading the list -----------------------------------------------------------------------


def notes_in(grids: Iterable[Grid]) -> tuple[Note, ...] | None:
    """Return the rows of a list, in whatever order its rows and columns are.

    None if no sheet has the columns 问题 and 说明.
    """
    tables = [(grid, headings) for grid in grids if (headings := _headings(grid))]
    if not tables:
        return None
    return tuple(note for grid, headings in tables for note in _rows(grid, headings))


def merge_notes(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return each row once, with all that is said of it: two lists may tell of the same finding."""
    merged: dict[Note, str] = {}
    for note in notes:
        row = replace(note, text="")
        said = merged.setdefault(row, note.text)
        if note.text not in said:
            merged[row] = f"{said}\n{note.text}" if said else note.text
    return tuple(replace(row, text=text) for row, text in merged.items())


def _headings(grid: Grid) -> dict[str, Cell]:
    """Return name → cell of the headings, nothing if the sheet has no such table."""
    for row in range(grid.first_row, min(grid.first_row + _ROWS_ABOVE, grid.last_row + 1)):
        named = {normalise_label(cell.text): cell for cell in reversed(grid.row(row))}
        if named.keys() >= _NEEDED:
            return {name: cell for name, cell in named.items() if name in _COLUMNS}
    return {}


def _rows(grid: Grid, headings: dict[str, Cell]) -> Iterator[Note]:
    first = headings[EXPLANATION].last_row + 1
    for row in range(first, grid.last_row + 1):
        found = {name: grid.at(row, cell.column) for name, cell in headings.items()}
        texts = {name: cell.text if cell else "" for name, cell in found.items()}
        if any(texts.values()):
            yield _note(texts)


def _note(texts: dict[str, str]) -> Note:
    seen = Note(
        workbook=texts.get("工作簿", ""),
        sheet=texts.get("工作表", ""),
        cell=texts.get("单元格", ""),
        problem=texts["问题"],
        text=texts[EXPLANATION],
    )
    try:
        workbook, sheet, cell, code, label, figures = json.loads(texts.get(IDENTITY, ""))
    except (ValueError, TypeError, RecursionError):  # a person's own row, or the identity is gone
        return seen
    return replace(
        seen,
        workbook=str(workbook),
        sheet=str(sheet),
        cell=str(cell),
        code=str(code),
        label=str(label),
        figures=str(figures),
    )


# --- knowing a finding again ----------------------------------------------------------------

_Key = Callable[[Note], tuple[str, ...] | None]


def _by_all(note: Note) -> tuple[str, ...] | None:
    return (note.workbook, note.sheet, note.code, note.cell, note.label, note.figures)


def _by_cell_and_label(note: Note) -> tuple[str, ...] | None:
    return (note.workbook, note.sheet, note.code, note.cell, note.label)


def _by_label(note: Note) -> tuple[str, ...] | None:
    return (note.workbook, note.sheet, note.code, note.label) if note.label else None


def _by_cell(note: Note) -> tuple[str, ...] | None:
    return (note.workbook, note.sheet, note.code, note.cell) if note.code else None


def _by_what_is_seen(note: Note) -> tuple[str, ...] | None:
    return None if note.code else (note.name, note.sheet, note.cell, note.problem)


# From what leaves no doubt to what is left when rows moved, labels changed, or a person deleted
# the column of identities.
_KEYS: tuple[_Key, ...] = (
    _by_all,
    _by_cell_and_label,
    _by_label,
    _by_cell,
    _by_what_is_seen,
)


def explain(
    findings: Sequence[Finding], notes: Sequence[Note], folder: Path
) -> tuple[tuple[Finding, ...], tuple[Note, ...]]:
    """Return the findings with their explanations, and the rows that belong to none of them.

    Args:
        findings: what was found now.
        notes: what the list says, those without an explanation too: they tell rows apart.
        folder: the output folder that the list is for.
    """
    known = [note_of(finding, folder) for finding in findings]
    workbooks = {note.workbook for note in known}
    # A batch has many workbooks: what is known to be of others is not looked through again.
    theirs = [note for note in notes if note.workbook in workbooks or not note.code]
    matched = _matched(known, theirs)
    told = (
        finding if index not in matched else _with(finding, theirs[matched[index]], known[index])
        for index, finding in enumerate(findings)
    )
    taken = {theirs[index] for index in matched.values()}
    return tuple(told), tuple(note for note in notes if note not in taken)


def _matched(known: Sequence[Note], notes: Sequence[Note]) -> dict[int, int]:
    """Return number of a finding → number of its row in the list."""
    matched: dict[int, int] = {}
    seen = [replace(note, code="") for note in known]
    for key in _KEYS:
        findings = _grouped(seen if key is _by_what_is_seen else known, key, matched.keys())
        rows = _grouped(notes, key, set(matched.values()))
        for name, wanted in findings.items():
            there = rows.get(name, [])
            # One row for two findings might be either's: better none than the wrong one.
            if len(there) == len(wanted):
                matched.update(zip(wanted, there, strict=True))
    return matched


def _grouped(
    notes: Sequence[Note], key: _Key, taken: Iterable[int]
) -> dict[tuple[str, ...], list[int]]:
    done = frozenset(taken)
    groups: dict[tuple[str, ...], list[int]] = {}
    for index, note in enumerate(notes):
        name = None if index in done else key(note)
        if name is not None:
            groups.setdefault(name, []).append(index)
    return groups


def _with(finding: Finding, note: Note, known: Note) -> Finding:
    if not note.text:
        return finding
    changed = "" if note.text.startswith(TO_REVIEW) or not note.code else _change(note, known)
    return replace(finding, explanation=f"{changed}{note.text}")


def _change(note: Note, known: Note) -> str:
    if note.figures != known.figures:
        return FIGURES_CHANGED
    return "" if note.label == known.label else ROW_CHANGED


# --- labels of rows -------------------------------------------------------------------------


def label_findings(findings: Iterable[Finding], grids: Iterable[Grid]) -> tuple[Finding, ...]:
    """Return findings with what stands to the left of their cells, by which rows are known."""
    by_sheet = {grid.sheet: grid for grid in grids}
    positions: dict[str, dict[str, Position]] = {}
    return tuple(_labelled(finding, by_sheet, positions) for finding in findings)


def _labelled(
    finding: Finding, grids: dict[str, Grid], positions: dict[str, dict[str, Position]]
) -> Finding:
    grid, cell = grids.get(finding.place.sheet or ""), finding.place.cell
    if grid is None or cell is None:
        return finding
    if grid.sheet not in positions:
        positions[grid.sheet] = {name: place for place, name in grid.addresses.items()}
    place = positions[grid.sheet].get(cell) or position_of(cell)
    return finding if place is None else replace(finding, label=_label(grid, *place))


def _label(grid: Grid, row: int, column: int) -> str:
    named = [
        (cell.column, " ".join(cell.text.split()))
        for cell in grid.row(row)
        if cell.column <= column and cell.number is None and not _STATED.match(cell.text)
    ]
    left = [text for start, text in named if start < column and text]
    return " ".join(left or [text for _, text in named])[:_LONGEST]
