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
from pingshu.merge import Change, Conflict, Merged, Renewed, merge
from pingshu.opc import PackageError
from pingshu.outcome import LOG, Fate
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

_OUR_MISTAKE = (
    "程序出了错（{error}），"
    f"详情写在 output 里的“{LOG}”；请把它和这份报告、它的自评表一起发给维护人员"
)
_ALREADY = "数字和文字本来就与现在的自评表一致"
_LONGEST = 80
_REWORDED = "文字人工改成了“{present}”，而照现在的自评表重新生成的是“{due}”"
_DIFFERENCES = {
    Change.OUTDATED: "人工改过，而照现在的自评表不再生成，先留着",
    Change.MISSED: "人工删去或改写了，而照现在的自评表又有变化，是“{due}”",
    Change.FIGURE_MISSED: "人工删去了这个数，而自评表里由“{present}”变成了“{due}”",
    Change.REPEATED: "是新生成的一段，而旁边可能已有人改写过的同一内容",
    Change.CHART_KEPT: "图表人工改过，而自评表里的数也变了",
    Change.FIGURE_DISPUTED: "人工改成了“{present}”，而照现在的自评表应是“{due}”",
    Change.UNDECIDED: "以前留下的批注还没有定夺：“{due}”",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What came of one report.

    Attributes:
        report: where it is now.
        fate: what became of it; FAILED if it is as it was though it should not be.
        findings: what was done, what is left to a person, what went wrong.
        figures: those that read otherwise now.
    """

    report: Path
    fate: Fate
    findings: tuple[Finding, ...] = ()
    figures: tuple[Renewed, ...] = ()

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
    return _renewal(edited, path, draft, memory=memory, day=day, renewed=[])


def _is_of_same_form(memory: Manifest, due: Manifest) -> bool:
    """Return whether a report is that of a form, and not that of another in its place."""
    known, own = memory.origin, due.origin
    return known.sheet == own.sheet or known.project == own.project


def _renewal(
    edited: bytes, path: Path, draft: Draft, *, memory: Manifest, day: str, renewed: list[Renewed]
) -> Renewal:
    """Return what becomes of an edited report, or why it has to stay as it is.

    Args:
        edited: the report.
        path: where it stands.
        draft: what is due.
        memory: what is remembered of the report.
        day: today.
        renewed: gets the figures that read otherwise then.
    """
    if not memory.passages:
        return Renewal(content=None, findings=(_told("report-unremembered", path, draft.place),))

    def failed(error: str, trace: str) -> Renewal:
        reason = _OUR_MISTAKE.format(error=error)
        told = _told("report-unreadable", path, draft.place, reason=reason)
        return Renewal(content=None, findings=(replace(told, trace=trace),))

    return outlived(lambda: _merged(edited, path, draft, memory, day, renewed), failed)


def _told(code: str, path: Path, place: Place, **facts: str) -> Finding:
    return found(code, place, expected=None, actual=None, trace=None, name=path.name, **facts)


def _merged(
    edited: bytes, path: Path, draft: Draft, memory: Manifest, day: str, renewed: list[Renewed]
) -> Renewal:
    due = draft.manifest
    try:
        merged = merge(edited, memory, draft.content, due)
    except PackageError as error:
        reason = str(error).rstrip("。")
        told = _told("report-unreadable", path, draft.place, reason=reason)
        return Renewal(content=None, findings=(told,))
    conflicts = (one for one in merged.conflicts if one.change is not Change.UNPLACED)
    findings = tuple(_conflict(one, path, draft.place) for one in conflicts)
    if memory.reading == due.reading:
        return Renewal(content=edited, findings=findings)
    renewed.extend(merged.figures)
    unplaced = None if merged.unplaced is None else (day, merged.unplaced)
    return Renewal(content=merged.content, unplaced=unplaced, done=_done(merged), findings=findings)


def _done(merged: Merged) -> str:
    counts = (f"{change.value}{count}处" for change, count in merged.changes.items())
    return "，".join(counts) or _ALREADY


def _conflict(conflict: Conflict, path: Path, place: Place) -> Finding:
    where = f"（{conflict.place}）" if conflict.place else ""
    told = f"{_difference(conflict)}{where}"
    return _told("report-conflict", path, place, passage=conflict.passage, told=told)


def _difference(conflict: Conflict) -> str:
    told = _DIFFERENCES.get(conflict.change, _REWORDED)
    return told.format(present=_shortened(conflict.present), due=_shortened(conflict.due))


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
    figures = list[Renewed]()
    renew = partial(_renewal, memory=memory, day=_today(), renewed=figures)
    shelf = open_shelf(output, [], renew=renew)
    fate, findings = replace_report(due, report.absolute(), shelf)
    return _refreshed(report, fate, findings, figures)


def _refreshed(
    report: Path, fate: Fate, findings: tuple[Finding, ...], figures: list[Renewed]
) -> Refreshed:
    """Return what came of a report; of one that was not brought up to date no figure changed."""
    changed = tuple(figures) if fate is Fate.RENEWED else ()
    return Refreshed(report=report, fate=fate, findings=findings, figures=changed)


def _elsewhere(report: Path, memory: Manifest, due: Draft) -> Refreshed:
    """Bring a report up to date that lies in no output folder."""
    figures = list[Renewed]()
    try:
        before = report.read_bytes()
        renewal = _renewal(before, report, due, memory=memory, day=_today(), renewed=figures)
        if renewal.content is None:
            return Refreshed(report=report, fate=Fate.FAILED, findings=renewal.findings)
        if renewal.content == before:
            return Refreshed(report=report, fate=Fate.KEPT, findings=renewal.findings)
        findings = place_renewal(renewal, before, report, due.place, None)
    except OSError as error:
        return _unwritten(error, report, due)
    return _refreshed(report, Fate.RENEWED, findings, figures)


def _unwritten(error: OSError, path: Path, due: Draft) -> Refreshed:
    return Refreshed(report=path, fate=Fate.FAILED, findings=(not_written(error, path, due.place),))


def _apart(report: Path, memory: Manifest, due: Draft, target: Path) -> Refreshed:
    """Write a report that is brought up to date into another output folder."""
    path, figures = target / safe_name(due.subfolder) / report.name, list[Renewed]()
    try:
        before = report.read_bytes()
        is_edited = digest(before) not in memory.hashes
        renewal = (
            _renewal(before, report, due, memory=memory, day=_today(), renewed=figures)
            if is_edited
            else Renewal(content=due.content)
        )
        if renewal.content is None:
            return Refreshed(report=report, fate=Fate.FAILED, findings=renewal.findings)
        findings = place_copy(renewal, path, due.place, target)
        remember(due, path, open_shelf(target, []))
    except OSError as error:
        return _unwritten(error, path, due)
    return _refreshed(path, Fate.RENEWED if is_edited else Fate.WRITTEN, findings, figures)
