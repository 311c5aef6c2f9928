"""What came of one workbook, and of a run.

Knows reports, findings and skipped sheets. Must not know how they are printed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pingshu.finding import Finding, Severity
from pingshu.model import Computation, Form, Skipped


class Fate(StrEnum):
    """What became of a report."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """A person edited it, so it was left as it is."""
    OUTDATED = "outdated"
    """As KEPT, and what it would be made from has changed since."""
    FOREIGN = "foreign"
    """Another file stands in its place and was left as it is."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One form and the report made from it.

    Attributes:
        path: None when none could be written.
        gaps: the marks 【请…】 left in the report, for the office to fill.
    """

    form: Form
    computation: Computation
    path: Path | None
    fate: Fate
    gaps: tuple[str, ...] = ()

    @property
    def yielded(self) -> bool:
        """Return whether the form has its report, new or edited."""
        return self.fate is not Fate.FAILED


def explained(findings: Iterable[Finding]) -> int:
    """Return how many findings that ask for an explanation have one."""
    return sum(item.severity is Severity.WARNING and item.explained for item in findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one workbook.

    Attributes:
        workbook: the path as given.
        title: what it is called among the others, where its file name would not tell it apart.
    """

    workbook: str
    reports: tuple[Report, ...] = ()
    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    title: str = ""

    @property
    def name(self) -> str:
        """Return what people know the workbook by: its title, else its file name."""
        return self.title or Path(self.workbook).name

    @property
    def yielded(self) -> bool:
        """Return whether the workbook holds a form and each form got its report."""
        return bool(self.reports) and all(report.yielded for report in self.reports)

    def count(self, severity: Severity) -> int:
        """Return how many findings are of a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def explained(self) -> int:
        """Return how many findings that ask for an explanation have one."""
        return explained(self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What came of a run.

    Attributes:
        outcomes: one per workbook, in the order in which they were read.
        findings: what concerns no single workbook (an empty folder, a result workbook in use).
        summary, problems: where 汇总.xlsx and 自查问题清单.xlsx were written; None if not.
        log: where the traces of internal errors were written; None if there were none.
    """

    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    summary: Path | None = None
    problems: Path | None = None
    log: Path | None = None

    def all_findings(self) -> tuple[Finding, ...]:
        """Return the findings of the run and of all workbooks."""
        return (*self.findings, *(item for one in self.outcomes for item in one.findings))

    def count(self, severity: Severity) -> int:
        """Return how many findings are of a severity."""
        return sum(finding.severity is severity for finding in self.all_findings())

    @property
    def explained(self) -> int:
        """Return how many findings that ask for an explanation have one."""
        return explained(self.all_findings())

    @property
    def yielded(self) -> bool:
        """Return whether all that was asked for was read, and everything was written."""
        wrong = any(finding.severity is Severity.ERROR for finding in self.findings)
        return bool(self.outcomes) and not wrong and all(one.yielded for one in self.outcomes)

    @property
    def gaps(self) -> int:
        """Return how many marks 【请…】 are left in the reports."""
        return sum(len(report.gaps) for outcome in self.outcomes for report in outcome.reports)
