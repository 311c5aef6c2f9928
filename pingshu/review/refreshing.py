"""An edited report brought up to date: what is merged with what, and where it is written.

Knows the memory of a report and the stage that merges. Must not know how a merge is done, nor how
it is told.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from pingshu.disk import not_written, safe_name
from pingshu.finding import Finding, Severity, found
from pingshu.manifest import Manifest, digest
from pingshu.merge import Change, Conflict, Merged, merge
from pingshu.opc import PackageError
from pingshu.outcome import Fate
from pingshu.pipeline import made_from, outlived
from pingshu.sheet import Place
from pingshu.write import (
    Draft,
    Renew,
    Renewal,
    open_shelf,
    place_copy,
    place_renewal,
    remember,
    replace_report,
)

_OUR_MISTAKE = "程序出了错（{error}），请把这份报告和它的自评表一起发给维护人员"
_ALREADY = "数字和文字本来就与现在的自评表一致"
_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What came of one report.

    Attributes:
        report: where it is now.
        fate: what became of it; FAILED if it is as it was though it should not be.
        findings: what was done, what is left to a person, what went wrong.
    """

    report: Path
    fate: Fate
    findings: tuple[Finding, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Return whether nothing is left to a person."""
        return all(finding.severity is Severity.INFO for finding in self.findings)


# --- what becomes of a report ---------------------------------------------------------------


def renewer(output: Path) -> Renew:
    """Return what brings the edited reports of an output folder up to date during a run."""
    return partial(_renewal_found, output=output, day=_today())


def _today() -> str:
    return datetime.now().astimezone().date().isoformat()


def _renewal_found(
    edited: bytes, path: Path, draft: Draft, output: Path, day: str
) -> Renewal | None:
    memory = made_from(path, output)
    if memory is None or not _is_of_same_form(memory, draft.manifest):
        return None
    return _renewal(edited, path, draft, memory, day)


def _is_of_same_form(memory: Manifest, due: Manifest) -> bool:
    """Return whether a report is that of a form, and not that of another in its place."""
    known, own = memory.origin, due.origin
    return known.sheet == own.sheet or known.project == own.project


def _renewal(edited: bytes, path: Path, draft: Draft, memory: Manifest, day: str) -> Renewal:
    """Return what becomes of an edited report, or why it has to stay as it is."""
    if not memory.passages:
        return Renewal(content=None, findings=(_told("report-unremembered", path, draft.place),))
    if memory.reading == draft.manifest.reading:
        return Renewal(content=edited)

    def failed(error: str, trace: str) -> Renewal:
        reason = _OUR_MISTAKE.format(error=error)
        told = _told("report-unreadable", path, draft.place, reason=reason)
        return Renewal(content=None, findings=(replace(told, trace=trace),))

    return outlived(lambda: _merged(edited, path, draft, memory, day), failed)


def _told(code: str, path: Path, place: Place, **facts: str) -> Finding:
    return found(code, place, expected=None, actual=None, trace=None, name=path.name, **facts)


def _merged(edited: bytes, path: Path, draft: Draft, memory: Manifest, day: str) -> Renewal:
    try:
        merged = merge(edited, memory, draft.content, draft.manifest)
    except PackageError as error:
        reason = str(error).rstrip("。")
        told = _told("report-unreadable", path, draft.place, reason=reason)
        return Renewal(content=None, findings=(told,))
    conflicts = (one for one in merged.conflicts if one.change is not Change.UNPLACED)
    return Renewal(
        content=merged.content,
        unplaced=None if merged.unplaced is None else (day, merged.unplaced),
        done=_done(merged),
        findings=tuple(_conflict(one, path, draft.place) for one in conflicts),
    )


def _done(merged: Merged) -> str:
    counts = (f"{change.value}{count}处" for change, count in merged.changes.items())
    return "，".join(counts) or _ALREADY


def _conflict(conflict: Conflict, path: Path, place: Place) -> Finding:
    return _told(
        "report-conflict", path, place, passage=conflict.passage, told=_difference(conflict)
    )


def _difference(conflict: Conflict) -> str:
    present, due = _shortened(conflict.present), _shortened(conflict.due)
    match conflict.change:
        case Change.OUTDATED:
            return "人工改过，而照现在的自评表不再生成，先留着"
        case Change.MISSED:
            return f"人工删去了，而照现在的自评表又有变化，是“{due}”"
        case Change.CHART_KEPT:
            return "图表人工改过，而自评表里的数也变了"
        case Change.FIGURE_DISPUTED:
            return f"人工改成了“{present}”，而照现在的自评表应是“{due}”"
    return f"文字人工改过，而照现在的自评表重新生成的是“{due}”"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}……"


# --- where it is written --------------------------------------------------------------------


def refreshed(
    report: Path, memory: Manifest, due: Draft, output: Path, target: Path | None
) -> Refreshed:
    """Bring a report up to date.

    Args:
        report: the document.
        memory: what is remembered of it.
        due: the report that its workbook yields now.
        output: the output folder that it lies in, the usual one if it lies in none.
        target: the output folder into which it is written, so that it stays as it is; None means
            in its place.

    Finds: what replace_report finds, report-unremembered, report-unreadable, report-conflict,
        report-text-unplaced.
    """
    if target is not None and target.resolve() != output.resolve():
        return _apart(report, memory, due, target)
    if report.resolve().parent.parent != output.resolve():
        return _elsewhere(report, memory, due)
    renew = partial(_renewal, memory=memory, day=_today())
    shelf = open_shelf(output, [], renew=renew)
    fate, findings = replace_report(due, report.absolute(), shelf)
    return Refreshed(report=report, fate=fate, findings=findings)


def _elsewhere(report: Path, memory: Manifest, due: Draft) -> Refreshed:
    """Bring a report up to date that lies in no output folder."""
    try:
        before = report.read_bytes()
        renewal = _renewal(before, report, due, memory, _today())
        if renewal.content is None:
            return Refreshed(report=report, fate=Fate.FAILED, findings=renewal.findings)
        if renewal.content == before:
            return Refreshed(report=report, fate=Fate.KEPT)
        findings = place_renewal(renewal, before, report, due.place, None)
    except OSError as error:
        return _unwritten(error, report, due)
    return Refreshed(report=report, fate=Fate.RENEWED, findings=findings)


def _unwritten(error: OSError, path: Path, due: Draft) -> Refreshed:
    return Refreshed(report=path, fate=Fate.FAILED, findings=(not_written(error, path, due.place),))


def _apart(report: Path, memory: Manifest, due: Draft, target: Path) -> Refreshed:
    """Write a report that is brought up to date into another output folder."""
    path = target / safe_name(due.subfolder) / report.name
    try:
        before = report.read_bytes()
        is_edited = digest(before) not in memory.hashes
        renewal = (
            _renewal(before, report, due, memory, _today())
            if is_edited
            else Renewal(content=due.content)
        )
        if renewal.content is None:
            return Refreshed(report=report, fate=Fate.FAILED, findings=renewal.findings)
        findings = place_copy(renewal, path, due.place, target)
        remember(due, path, open_shelf(target, []))
    except OSError as error:
        return _unwritten(error, path, due)
    fate = Fate.RENEWED if is_edited else Fate.WRITTEN
    return Refreshed(report=path, fate=fate, findings=findings)
