"""Edited reports: verified, refreshed, traced to their cells, and made ready to leave the office.

Knows the stages, the memory of reports and their files. Must not know options or printing.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pingshu.describe import Json, describe_finding
from pingshu.finding import Finding
from pingshu.manifest import Manifest
from pingshu.outcome import Fate
from pingshu.pipeline import Options, Remade, read_profiles, write_log
from pingshu.profile import Copies
from pingshu.review.finalizing import Finalized, finalized
from pingshu.review.refreshing import Refreshed, refreshed, renewer
from pingshu.review.subjects import Subject, due_for, subjects_in
from pingshu.review.tracing import Traced, traced
from pingshu.review.verifying import (
    Verified,
    describe_verified,
    unread_workbook,
    verified,
)
from pingshu.write import open_shelf

__all__ = [
    "Finalized",
    "Finals",
    "Refreshed",
    "Traced",
    "Verified",
    "describe_verification",
    "finalize_reports",
    "refresh_reports",
    "renewer",
    "trace_reports",
    "verify_reports",
]

Findings = tuple[Finding, ...]


def verify_reports(
    paths: Sequence[Path], options: Options
) -> tuple[tuple[Verified, ...], Findings]:
    """Hold edited reports against their workbooks; writes nothing but mistakes of ours.

    Args:
        paths: reports, and folders of reports; none means the output folder.
        options: the folders.

    Returns:
        What came of each report, and findings about the paths: path-missing.

    Raises:
        NotReadyError: a template or profile is broken.
    """
    subjects, findings = subjects_in(paths, options)
    due = due_for(subjects, options)
    done = tuple(verified(one.path, one.memory, due.get(one.path)) for one in subjects)
    return done, (*findings, *_logged((one.findings for one in done), options.output))


def _logged(findings: Iterable[Findings], output: Path) -> Findings:
    """Write where mistakes of ours happened, if there are any; return why that cannot be."""
    told = (finding for of_one in findings for finding in of_one)
    _, trouble = write_log(told, open_shelf(output, []))
    return trouble


def describe_verification(done: Sequence[Verified], findings: Sequence[Finding]) -> Json:
    """Return the JSON document of `verify --json`."""
    reports = [describe_verified(one) for one in done]
    lost: list[Json] = [
        {
            "report": finding.place.workbook,
            "workbook": None,
            "figures": [],
            "findings": [describe_finding(finding)],
        }
        for finding in findings
    ]
    return {"reports": [*reports, *lost]}


def refresh_reports(
    paths: Sequence[Path], options: Options, target: Path | None = None
) -> tuple[tuple[Refreshed, ...], Findings]:
    """Bring edited reports up to date; no word that a person wrote is lost.

    Args:
        paths: reports, and folders of reports; none means the output folder.
        options: the folders.
        target: where they are written, so that they stay as they are; None means in their place.

    Returns:
        What came of each report, and findings about the paths: path-missing.

    Raises:
        NotReadyError: a template or profile is broken; then nothing was written.
    """
    subjects, findings = subjects_in(paths, options)
    due = due_for(subjects, options, target)
    done = tuple(_refreshed(one, due.get(one.path), target) for one in subjects)
    logged = _logged((one.findings for one in done), target or options.output)
    return done, (*findings, *logged)


def _refreshed(subject: Subject, due: Remade | None, target: Path | None) -> Refreshed:
    memory = subject.memory
    if memory is None or due is None or due.draft is None:
        return _left(subject.path, memory, due)
    return refreshed(subject.path, memory, due.draft, subject.output, target)


def _left(report: Path, memory: Manifest | None, due: Remade | None) -> Refreshed:
    """Return why a report stays as it is."""
    if memory is None or due is None:
        findings = verified(report, None, None).findings
    else:
        findings = (unread_workbook(report, memory, due),)
    return Refreshed(report=report, fate=Fate.FAILED, findings=findings)


Finals = tuple[tuple[Finalized, Verified], ...]
"""What came of each report and, where copies were written, what of it is not as it should be."""


def finalize_reports(paths: Sequence[Path], options: Options) -> tuple[Finals, Findings]:
    """Write the copies of reports that leave the office, beside each of them.

    Args:
        paths: reports, and folders of reports; none means the output folder.
        options: the folders.

    Returns:
        What came of each report, and findings about the paths: path-missing.

    Raises:
        NotReadyError: a template or profile is broken; then nothing was written.
    """
    subjects, findings = subjects_in(paths, options)
    due = due_for(subjects, options)
    copies = {own.name: own.copies for own in read_profiles(options.templates)}
    return tuple(_finalized(one, due.get(one.path), copies) for one in subjects), findings


def _finalized(
    subject: Subject, due: Remade | None, copies: Mapping[str, Copies]
) -> tuple[Finalized, Verified]:
    path, memory = subject.path, subject.memory
    done = finalized(path, memory, due, copies, subject.output)
    return done, verified(path, memory, due) if done.copies else Verified(report=path)


def trace_reports(
    paths: Sequence[Path], options: Options, folder: Path | None = None
) -> tuple[tuple[Traced, ...], Findings]:
    """Write where the numbers of reports come from: a page and a 底稿 of each.

    Args:
        paths: reports, and folders of reports; none means the output folder.
        options: the folders.
        folder: where the files go; None means beside each report.

    Returns:
        What came of each report, and findings about the paths: path-missing.

    Raises:
        NotReadyError: a profile is broken.
    """
    subjects, findings = subjects_in(paths, options)
    templates = options.templates
    done = (traced(s.path, s.memory, s.output, templates, folder) for s in subjects)
    return tuple(done), findings
