"""What came of a workbook the last time, so that one that has not changed is not read again.

Knows the memory below output/.pingshu/workbooks/ and when it still holds. Must not know how a
workbook is read or a report is made.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pingshu.disk import MEMORY, not_written, origin_path, place_file
from pingshu.edition import edition
from pingshu.finding import Finding, Severity
from pingshu.manifest import digest
from pingshu.model import Skipped
from pingshu.outcome import Fate, Outcome, Report
from pingshu.sheet import Place
from pingshu.write import Shelf, memory_path

# What json.loads returns is whatever the file says.
_Document = dict[str, Any]

_FOLDER = "workbooks"
_UNREADABLE = (OSError, ValueError, LookupError, TypeError, RecursionError)
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_AMOUNTS = ("budget_initial", "budget", "executed", "unspent", "rate", "score")
_FATES = {
    Fate.WRITTEN: Fate.UNCHANGED,
    Fate.UNCHANGED: Fate.UNCHANGED,
    Fate.KEPT: Fate.KEPT,
    Fate.OUTDATED: Fate.OUTDATED,
}
"""What became of a report → what becomes of it when nothing has changed; any other is looked into
again."""
_EDITED = frozenset({Fate.KEPT, Fate.OUTDATED})
# Told once: the next run finds nothing to keep aside.
_ONCE = frozenset({"original-kept-aside"})
# What another run may well find otherwise.
_PASSING = frozenset({"unreadable-file", "process-ended"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What the reports of a workbook are made from.

    Attributes:
        workbook: SHA-256 of its content.
        settings: the same of the version of pingshu, the profiles and the rules of the place.
        templates: name of a family → the same of its template.
    """

    workbook: str
    settings: str
    templates: Mapping[str, str]


def last_time(
    file: Path, families: Mapping[str, Mapping[str, str]], shelf: Shelf
) -> tuple[Inputs | None, Outcome | None]:
    """Return what the reports of a workbook are made from, and what came of it the last time.

    The first is None if it cannot be read; the second, which is without what the office says about
    it, if it has to be read: it or something that its reports are made from has changed, or one of
    them does not stand as it stood, or is to be renewed.

    Args:
        file: the workbook.
        families: name of a family → name of an input → SHA-256 of its content.
        shelf: the output folder.
    """
    try:
        inputs = _inputs(file.read_bytes(), families)
    except OSError:  # reading it says so
        return None, None
    try:
        return inputs, None if shelf.force else _recalled(file, inputs, shelf)
    except _UNREADABLE:  # no memory, or none of ours
        return inputs, None


def _inputs(content: bytes, families: Mapping[str, Mapping[str, str]]) -> Inputs:
    others = {
        name: {key: value for key, value in hashes.items() if key != "template"}
        for name, hashes in families.items()
    }
    return Inputs(
        workbook=digest(content),
        settings=_digest([edition(), others]),
        templates={name: hashes["template"] for name, hashes in families.items()},
    )


def _recalled(file: Path, inputs: Inputs, shelf: Shelf) -> Outcome | None:
    memory = json.loads(_memory(file, shelf.folder).read_bytes())
    known = memory["content"]
    if memory["digest"] != _digest(known) or known["inputs"] != _used(inputs, known["reports"]):
        return None
    reports = tuple(_report(one, shelf.folder) for one in known["reports"])
    is_edited = any(report.fate in _EDITED for report in reports)
    stood = [one["stood"] for one in known["reports"]]
    if (is_edited and shelf.renew) or stood != [_standing(one, shelf.folder) for one in reports]:
        return None
    return Outcome(
        workbook=str(file),
        reports=reports,
        findings=tuple(_finding(one, str(file)) for one in known["findings"]),
        skipped=tuple(Skipped(sheet=sheet, why=why) for sheet, why in known["skipped"]),
    )


def remember(outcome: Outcome, inputs: Inputs, shelf: Shelf) -> Finding | None:
    """Remember what came of a workbook, if another run would find the same.

    Returns:
        Why it cannot be remembered.
    """
    memory = _memory(Path(outcome.workbook), shelf.folder)
    try:
        if _stays(outcome, shelf):
            content = _told(outcome, inputs, shelf.folder)
            place_file(content, memory, shelf.folder, lasting=False)
    except OSError as error:
        return not_written(error, memory, Place(workbook=outcome.workbook))
    return None


def _told(outcome: Outcome, inputs: Inputs, folder: Path) -> bytes:
    reports = [_told_report(report, folder) for report in outcome.reports]
    content = {
        "inputs": _used(inputs, reports),
        "reports": reports,
        "findings": [_told_finding(one) for one in outcome.findings if one.code not in _ONCE],
        "skipped": [[one.sheet, one.why] for one in outcome.skipped],
    }
    return _encoded({"digest": _digest(content), "content": content})


def _stays(outcome: Outcome, shelf: Shelf) -> bool:
    fates = {report.fate for report in outcome.reports}
    return (
        fates <= _FATES.keys()
        and not (shelf.renew and fates & _EDITED)
        and all(
            one.trace is None
            and one.code not in _PASSING
            and one.place.workbook == outcome.workbook
            for one in outcome.findings
        )
    )


def _memory(file: Path, folder: Path) -> Path:
    name = digest(origin_path(str(file), folder).encode("utf-8", "surrogatepass"))
    return folder / MEMORY / _FOLDER / f"{name[:32]}.json"


def _encoded(content: object) -> bytes:
    return _ENCODER.encode(content).encode("utf-8", "surrogatepass")


def _digest(content: object) -> str:
    return digest(_encoded(content))


def _used(inputs: Inputs, reports: list[_Document]) -> _Document:
    families = sorted({str(report["family"]) for report in reports})
    return {
        "workbook": inputs.workbook,
        "settings": inputs.settings,
        "templates": {family: inputs.templates.get(family) for family in families},
    }


def _standing(report: Report, folder: Path) -> list[str | None]:
    """Return SHA-256 of a report and of what is remembered of it, as both stand there now."""
    return [] if report.path is None else list(_digests(report.path, folder))


def _digests(path: Path, folder: Path) -> Iterator[str | None]:
    for file in (path, memory_path(path, folder)):
        yield digest(file.read_bytes()) if file.is_file() else None


# --- as JSON and back -----------------------------------------------------------------------


def _told_report(report: Report, folder: Path) -> _Document:
    amounts = (getattr(report, name) for name in _AMOUNTS)
    return {
        "year": report.year,
        "family": report.family,
        "unit": report.unit,
        "project": report.project,
        "sheets": list(report.sheets),
        "amounts": [None if amount is None else str(amount) for amount in amounts],
        "grade": report.grade,
        "path": report.path.relative_to(folder).as_posix() if report.path else None,
        "fate": _FATES[report.fate].value,
        "gaps": list(report.gaps),
        "stood": _standing(report, folder),
    }


def _report(known: _Document, folder: Path) -> Report:
    amounts = (None if amount is None else Decimal(amount) for amount in known["amounts"])
    return Report(
        year=known["year"],
        family=sys.intern(known["family"]),
        unit=known["unit"],
        project=known["project"],
        sheets=tuple(known["sheets"]),
        grade=known["grade"],
        path=folder / known["path"] if known["path"] else None,
        fate=Fate(known["fate"]),
        gaps=tuple(map(sys.intern, known["gaps"])),
        **dict(zip(_AMOUNTS, amounts, strict=True)),
    )


def _told_finding(finding: Finding) -> list[str | None]:
    place = finding.place
    return [
        *(finding.code, finding.severity.value, place.sheet, place.cell),
        *(finding.problem, finding.cure, finding.expected, finding.actual, finding.label),
    ]


def _finding(known: list[Any], workbook: str) -> Finding:
    code, severity, sheet, cell, problem, cure, expected, actual, label = known
    return Finding(
        code=sys.intern(code),
        severity=Severity(severity),
        place=Place(workbook=workbook, sheet=sheet, cell=cell),
        problem=problem,
        cure=cure,
        expected=expected,
        actual=actual,
        label=label,
    )
