"""The rows of the list of findings: what each holds, how it is read, what the next run knows it by.

Knows what the list's columns are called. Must not know how a file is opened or which finding of
today a row belongs to.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pingshu.disk import origin_path
from pingshu.finding import Finding
from pingshu.sheet import Cell, Grid
from pingshu.values import normalise_label

EXPLANATION = "说明"
IDENTITY = "识别码"
_COLUMNS = ("工作簿", "工作表", "单元格", "问题", EXPLANATION, IDENTITY)
_NEEDED = {"问题", EXPLANATION}
# The headings stand below a title; a person may have put lines of their own above.
_ROWS_ABOVE = 20
_NO_TEXT = frozenset({"formula-without-value", "error-value"})


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


def untold(grids: Iterable[Grid]) -> tuple[str, ...]:
    """Return the addresses in the column 说明 of formulas that the file holds no text for."""
    tables = [(grid, headings) for grid in grids if (headings := _headings(grid))]
    return tuple(
        cell.address
        for grid, headings in tables
        for row in range(headings[EXPLANATION].last_row + 1, grid.last_row + 1)
        if (cell := grid.at(row, headings[EXPLANATION].column)) and cell.trouble in _NO_TEXT
    )


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
        texts = {name: _said(cell) for name, cell in found.items()}
        if any(texts.values()):
            yield _note(texts)


def _said(cell: Cell | None) -> str:
    return "" if cell is None or cell.trouble in _NO_TEXT else cell.text


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
