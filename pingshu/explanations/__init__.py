"""What the office says about findings: read from the list of the last run, kept with its finding.

Knows by what a finding is known again. Must not know how a file is opened or what a finding means.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pingshu.explanations.labels import label_findings
from pingshu.explanations.listed import (
    EXPLANATION,
    IDENTITY,
    Listed,
    Note,
    Row,
    merge_notes,
    note_of,
    notes_in,
)
from pingshu.finding import FIGURES_CHANGED, ROW_CHANGED, TO_REVIEW, Finding

__all__ = [
    "EXPLANATION",
    "IDENTITY",
    "Ledger",
    "Listed",
    "Note",
    "Row",
    "explain",
    "label_findings",
    "ledger_of",
    "merge_notes",
    "note_of",
    "notes_in",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The rows of the list, each found at once by its workbook.

    Attributes:
        rows: all of them, in their order.
        by_owner: path of a workbook, or only its name where a person took the identity away →
            its rows.
        taken: the rows that belong to a finding of this time.
    """

    rows: tuple[Note, ...]
    by_owner: Mapping[tuple[str, ...], Sequence[Note]]
    taken: set[Note]

    def left(self) -> tuple[Note, ...]:
        """Return the rows that belong to no finding of this time."""
        return tuple(note for note in self.rows if note not in self.taken)


def ledger_of(notes: Iterable[Note]) -> Ledger:
    """Return rows with their index: a batch looks up those of thousands of workbooks."""
    rows = tuple(notes)
    by_owner: dict[tuple[str, ...], list[Note]] = {}
    for note in rows:
        by_owner.setdefault(_owner(note), []).append(note)
    return Ledger(rows=rows, by_owner=by_owner, taken=set())


def _owner(note: Note) -> tuple[str, ...]:
    return (note.workbook,) if note.code else ("", note.name)


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


def explain(findings: Sequence[Finding], ledger: Ledger, folder: Path) -> tuple[Finding, ...]:
    """Return the findings with their explanations, and note whose rows are taken by them.

    Args:
        findings: what was found now.
        ledger: what the list says, also the rows that say nothing: they tell rows apart.
        folder: the output folder that the list is for.
    """
    known = [note_of(finding, folder) for finding in findings]
    seen = [replace(note, code="") for note in known]
    owners = dict.fromkeys(map(_owner, (*known, *seen)))
    there = (note for owner in owners for note in ledger.by_owner.get(owner, ()))
    theirs = [note for note in there if note not in ledger.taken]
    matched = _matched(known, seen, theirs)
    told = tuple(
        finding if index not in matched else _with(finding, theirs[matched[index]], known[index])
        for index, finding in enumerate(findings)
    )
    ledger.taken.update(theirs[index] for index in matched.values())
    return told


def _matched(known: Sequence[Note], seen: Sequence[Note], notes: Sequence[Note]) -> dict[int, int]:
    """Return number of a finding → number of its row in the list."""
    matched: dict[int, int] = {}
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
