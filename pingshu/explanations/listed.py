"""The rows of the list of findings: what each holds, how it is read, what the next run knows it by.

Knows what the list's columns are called. Must not know how a file is opened or which finding of
today a row belongs to.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePosixPath

from pingshu.disk import origin_path
from pingshu.finding import Finding
from pingshu.sheet import Cell
from pingshu.values import normalise_label

EXPLANATION = "说明"
IDENTITY = "识别码"
_COLUMNS = ("工作簿", "工作表", "单元格", "问题", EXPLANATION, IDENTITY)
_NEEDED = {"问题", EXPLANATION}
# The headings stand below a title; a person may have put lines of their own above.
_ROWS_ABOVE = 20
Row = Sequence[Cell]
"""The cells that cover a row of a sheet, from left to right."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a list says.

    Attributes:
        notes: its rows, in whatever order they and the columns are.
        untold: addresses in the column 说明 of formulas that the file holds no text for.
    """

    notes: tuple[Note, ...]
    untold: tuple[str, ...]


def notes_in(sheets: Iterable[Iterable[Row]]) -> Listed | None:
    """Return what a list says, None if no sheet has the columns 问题 and 说明.

    Args:
        sheets: their rows from the first that holds anything, looked at once.
    """
    notes: list[Note] = []
    untold: list[str] = []
    tables = [_read(iter(rows), notes, untold) for rows in sheets]
    return Listed(notes=tuple(notes), untold=tuple(untold)) if any(tables) else None


def _read(rows: Iterator[Row], notes: list[Note], untold: list[str]) -> bool:
    """Read the rows of a sheet; return whether it is a list."""
    headings = next(filter(None, map(_headings, islice(rows, _ROWS_ABOVE))), {})
    for row in rows if headings else ():
        found = {name: _at(row, cell.column) for name, cell in headings.items()}
        said = found[EXPLANATION]
        if said is not None and said.trouble in _NO_TEXT:
            untold.append(said.address)
        texts = {name: _said(cell) for name, cell in found.items()}
        if any(texts.values()) and said != headings[EXPLANATION]:  # it may reach down
            notes.append(_note(texts))
    return bool(headings)


def _headings(row: Row) -> dict[str, Cell]:
    """Return name → cell of the headings, nothing if the row is none of headings."""
    named = {normalise_label(cell.text): cell for cell in reversed(row)}
    if not named.keys() >= _NEEDED:
        return {}
    return {name: cell for name, cell in named.items() if name in _COLUMNS}


def _at(row: Row, column: int) -> Cell | None:
    return next((cell for cell in row if cell.column <= column <= cell.last_column), None)


def merge_notes(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return each row once, with all that is said of it: two lists may tell of the same finding."""
    merged: dict[Note, str] = {}
    for note in notes:
        row = replace(note, text="")
        said = merged.setdefault(row, note.text)
        if note.text not in said:
            merged[row] = f"{said}\n{note.text}" if said else note.text
    return tuple(replace(row, text=text) for row, text in merged.items())


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
        # Of tens of thousands of rows many say the same here.
        workbook=sys.intern(str(workbook)),
        sheet=sys.intern(str(sheet)),
        cell=sys.intern(str(cell)),
        code=sys.intern(str(code)),
        label=str(label),
        figures=str(figures),
    )
