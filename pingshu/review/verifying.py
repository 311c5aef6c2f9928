"""An edited report held against its workbook: its figures, and what was written into it.

Knows the stages that judge a report. Must not know where reports lie, nor how this is told.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from pingshu.check import check_edited
from pingshu.describe import Json, describe_finding
from pingshu.document import open_document
from pingshu.finding import FIXED, Finding, Severity, found, settled
from pingshu.manifest import Manifest
from pingshu.opc import PackageError
from pingshu.outcome import LOG
from pingshu.pipeline import Remade, outlived
from pingshu.sheet import Place
from pingshu.verify import FigureState, Verification, verify

_NO_FORM = "里面没有找到这份报告所依据的那张表。"
_OUR_MISTAKE = (
    "程序出了错（{error}），"
    f"详情写在 output 里的“{LOG}”；请把它和这份报告、它的自评表一起发给维护人员"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of one report.

    Attributes:
        workbook: what it was made from; None if nothing is remembered of it.
        is_compared: whether the figures were held against the workbook as it is now, and not only
            against what is remembered.
        figures: one for each print of a figure.
        findings: what else has to be settled.
    """

    report: Path
    workbook: str | None = None
    is_compared: bool = False
    figures: tuple[FigureState, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Return whether every figure stands as it should and there is nothing to settle."""
        return not self.findings and all(one.status.is_sound for one in self.figures)


def verified(report: Path, memory: Manifest | None, due: Remade | None) -> Verified:
    """Return what has become of a report.

    Args:
        report: the document.
        memory: what is remembered of it; None if nothing is.
        due: what its workbook yields now; None if nothing is remembered.

    Finds: report-unreadable, report-unremembered, report-workbook-unread, what verify finds and
        what the rules of prose find in paragraphs that somebody changed.
    """
    workbook = memory.origin.workbook if memory else None
    empty = Verified(report=report, workbook=workbook)

    def failed(error: str, trace: str) -> Verified:
        told = _unreadable(report, _OUR_MISTAKE.format(error=error))
        return replace(empty, findings=(replace(told, trace=trace),))

    return outlived(lambda: _verified(empty, memory, due), failed)


def _verified(empty: Verified, memory: Manifest | None, due: Remade | None) -> Verified:
    report = empty.report
    try:
        content = report.read_bytes()
        if memory is None or due is None:
            open_document(content)
            return replace(empty, findings=(_unremembered(report),))
        now = due.due
        state = verify(content, memory, now, str(report))
    except OSError as error:
        return replace(empty, findings=(_unreadable(report, error.strerror or str(error)),))
    except PackageError as error:
        return replace(empty, findings=(_unreadable(report, str(error)),))
    unread = () if due.draft else (unread_workbook(report, memory, due),)
    findings = (*unread, *state.findings, *_in_prose(state, due))
    return replace(empty, is_compared=now is not None, figures=state.figures, findings=findings)


def _unremembered(report: Path) -> Finding:
    return found("report-unremembered", Place(workbook=str(report)), name=report.name)


def _unreadable(report: Path, reason: str) -> Finding:
    place = Place(workbook=str(report))
    return found("report-unreadable", place, name=report.name, reason=reason.rstrip("。"))


def unread_workbook(report: Path, memory: Manifest, due: Remade) -> Finding:
    """Return why a report cannot be made again."""
    errors = (one for one in due.findings if one.severity is Severity.ERROR and one.code in FIXED)
    reason = next((one.problem for one in errors), _NO_FORM)
    place, workbook = Place(workbook=str(report)), memory.origin.workbook
    return found(
        "report-workbook-unread", place, name=report.name, workbook=workbook, reason=reason
    )


def _in_prose(state: Verification, due: Remade) -> tuple[Finding, ...]:
    """Find in changed paragraphs what the form says otherwise."""
    if due.checked is None:
        return ()
    form, computation, profile = due.checked
    texts = [(changed.heading, changed.text) for changed in state.changed]
    return settled(check_edited(texts, form, computation, profile), profile.severities)


def describe_verified(verified: Verified) -> Json:
    """Return one report of the JSON document of `verify --json`."""
    return {
        "report": str(verified.report),
        "workbook": verified.workbook,
        "compared": verified.is_compared,
        "figures": [
            {
                "key": one.key,
                "status": one.status.value,
                "paragraph": one.paragraph,
                "generated": one.generated,
                "present": one.present,
                "due": one.due,
                "cells": list(one.cells),
            }
            for one in verified.figures
        ],
        "findings": [describe_finding(finding) for finding in verified.findings],
    }
