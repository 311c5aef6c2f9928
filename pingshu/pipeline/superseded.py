"""Reports of earlier runs that no workbook gives any more, and two reports of the same project.

Knows which reports a run gave, and what is remembered of those that stand beside them. Must not
know how a report is made, nor does it take anything away.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pingshu.disk import MEMORY, is_there, origin_file, origin_path
from pingshu.finding import Finding, found
from pingshu.manifest import Origin, digest, load, load_origin
from pingshu.outcome import Outcome, Report
from pingshu.sheet import Place
from pingshu.write import memory_path

_NUMBERED = re.compile(r"(.+)（\d+）")
_GONE = "那个工作簿已经不在了"
_OTHERWISE = "那个工作簿现在生成的是别的报告"
_UNREAD = "这次没有读那个工作簿"
_SUPERSEDED = "同一个项目的报告现在由“{workbook}”生成，叫“{name}”"
_UNEDITED, _EDITED = "生成以后没有人改过", "生成以后有人改过"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What a run gave.

    Attributes:
        folder: the output folder.
        inbox: all of it was read, but for its samples; None if single files were.
        read: workbook as it is remembered → what came of it.
        reports: path of a report → the report and its workbook.
        names: of the same reports, in one spelling.
        offices: year and office of these reports, as both stand in their names.
        numbered: the name that a report would have if it had not been taken → its path.
    """

    folder: Path
    inbox: Path | None
    read: Mapping[str, Outcome]
    reports: Mapping[Path, tuple[Report, Outcome]]
    names: frozenset[str]
    offices: frozenset[str]
    numbered: Mapping[str, Path]


def leftovers(outcomes: Sequence[Outcome], folder: Path, inbox: Path | None) -> tuple[Finding, ...]:
    """Return what is to be told of reports that stand beside those of a run.

    Only names are looked at, and the memory of what the run did not give.

    Args:
        outcomes: what came of each workbook.
        folder: the output folder.
        inbox: the folder that was read as a whole; None if files or folders were named.

    Finds: report-left-behind, reports-alike.
    """
    reports = {
        report.path: (report, outcome)
        for outcome in outcomes
        for report in outcome.reports
        if report.path is not None
    }
    read = {origin_path(outcome.workbook, folder): outcome for outcome in outcomes}
    given = _Given(
        folder=folder,
        inbox=inbox,
        read=read,
        reports=reports,
        names=frozenset(map(_spelt, reports)),
        offices=frozenset(map(_office, reports)),
        numbered={_spelt(plain): path for path in reports if (plain := _plain(path))},
    )
    others = dict(_others(given)) if outcomes else {}
    told = {path: one for path, origin in others.items() if (one := _left(path, origin, given))}
    return (*told.values(), *_alike(given, told))


def _others(given: _Given) -> Iterator[tuple[Path, Origin]]:
    """Yield the remembered reports that the run did not give, each with its form."""
    folders = sorted(given.folder / one.name for one in (given.folder / MEMORY).glob("*/"))
    every = (path for folder in folders for path in sorted(folder.glob("*.docx")))
    for path in every:
        known = _spelt(path) in given.names
        origin = None if known else load_origin(memory_path(path, given.folder))
        if origin is not None:
            yield path, origin


def _spelt(path: Path) -> str:
    """Return a report as a file system that knows fewer spellings than we do compares it."""
    return unicodedata.normalize("NFC", f"{path.parent.name}/{path.name}").casefold()


def _left(path: Path, origin: Origin, given: _Given) -> Finding | None:
    why = _why(path, origin, given)
    known = load(memory_path(path, given.folder)) if why else None
    if why is None or known is None:
        return None
    try:
        is_edited = digest(path.read_bytes()) not in known.hashes
    except OSError:  # what cannot be looked into is not called fit to be deleted
        is_edited = True
    return found(
        "report-left-behind",
        Place(workbook=str(path)),
        name=path.name,
        workbook=origin.workbook,
        sheet=origin.sheet,
        why=why,
        edited=_EDITED if is_edited else _UNEDITED,
    )


def _why(path: Path, origin: Origin, given: _Given) -> str | None:
    """Return why a report was not given again; None if that says nothing against it."""
    workbook = origin_file(origin.workbook, given.folder)
    successor = _successor(path, origin, given)
    if origin.workbook in given.read:
        outcome = given.read[origin.workbook]
        is_whole = outcome.reports and len(outcome.paths) == len(outcome.reports)
        return (successor or _OTHERWISE) if is_whole else None
    if not is_there(workbook):
        return successor or (_GONE if _may_be_missed(path, origin, given) else None)
    is_of_inbox = given.inbox is not None and workbook.is_relative_to(given.inbox.resolve())
    return (successor or _UNREAD) if is_of_inbox else None


def _may_be_missed(path: Path, origin: Origin, given: _Given) -> bool:
    """Return whether a workbook that is gone may have come back under another name.

    A disk that is not at hand says nothing, nor do the workbooks of last year, or those of other
    offices that were put away when they were done.
    """
    return not Path(origin.workbook).is_absolute() and _office(path) in given.offices


def _office(path: Path) -> str:
    return _spelt(path).partition("-")[0]


def _successor(path: Path, origin: Origin, given: _Given) -> str | None:
    """Return which report of the run has the place and project of this one, but a number."""
    other = given.numbered.get(_spelt(path))
    if other is None or _project(other, given) != origin.project:
        return None
    workbook = origin_path(given.reports[other][1].workbook, given.folder)
    return _SUPERSEDED.format(workbook=workbook, name=other.name)


def _project(report: Path, given: _Given) -> str | None:
    origin = load_origin(memory_path(report, given.folder))
    return origin.project if origin else None


def _plain(path: Path) -> Path | None:
    """Return the name that a report would have if it had not been taken; None if it has it."""
    numbered = _NUMBERED.fullmatch(path.stem)
    return path.with_name(f"{numbered[1]}{path.suffix}") if numbered else None


def _alike(given: _Given, told: Mapping[Path, Finding]) -> Iterator[Finding]:
    for path, (report, outcome) in given.reports.items():
        other = _plain(path)
        if other is None or other in told:
            continue
        origin = load_origin(memory_path(other, given.folder))
        alike = origin is not None and origin.project == _project(path, given)
        if origin is not None and alike and is_there(other):
            yield found(
                "reports-alike",
                Place(workbook=outcome.workbook, sheet=report.sheets[0]),
                name=path.name,
                other=other.name,
                workbook=origin_path(outcome.workbook, given.folder),
                origin=origin.workbook,
            )
