"""What came of one workbook, and of a run.

Knows reports, findings and skipped sheets. Must not know how they are printed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from pingshu.figure import Figure
from pingshu.finding import Finding, Severity
from pingshu.model import Computation, Form, Skipped
from pingshu.values import convert_money

LOG = "出错记录.txt"
"""The file in which the traces of internal errors stand."""


class Fate(StrEnum):
    """What became of a report."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """A person edited it, so it was left as it is."""
    OUTDATED = "outdated"
    """As KEPT, and what it would be made from has changed since."""
    RENEWED = "renewed"
    """A person edited it, and it was brought up to date without a word of the person's lost."""
    FOREIGN = "foreign"
    """Another file stands in its place and was left as it is."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One form in short and the report made from it; of thousands, little is kept of each.

    Attributes:
        year, family: of the form.
        unit, project: as the form names them; None if it does not.
        sheets: on which the form and its annexes stand, its own the first.
        budget_initial, budget, executed, unspent: in 万元; of funds, those of their spending.
        rate: in percent.
        path: None when none could be written.
        gaps: the marks 【请…】 left in the report, for the office to fill.
    """

    year: int | None
    family: str
    unit: str | None
    project: str | None
    sheets: tuple[str | None, ...]
    budget_initial: Decimal | None = None
    budget: Decimal | None = None
    executed: Decimal | None = None
    unspent: Decimal | None = None
    rate: Decimal | None = None
    score: Decimal | None = None
    grade: str | None = None
    path: Path | None = None
    fate: Fate = Fate.FAILED
    gaps: tuple[str, ...] = ()

    @property
    def yielded(self) -> bool:
        """Return whether the form has its report, new or edited."""
        return self.fate is not Fate.FAILED


def report_of(form: Form, computation: Computation) -> Report:
    """Return a form in short, as if no report could be made from it."""
    *amounts, rate = _execution(computation)
    initial, budget, executed, unspent = map(_in_ten_thousand, amounts)
    score = computation.score_total
    return Report(
        year=form.year,
        family=form.family,
        unit=form.office.text if form.office else None,
        project=form.about or None,
        sheets=tuple(one.place.sheet for one in (form, *form.annexes)),
        budget_initial=initial,
        budget=budget,
        executed=executed,
        unspent=unspent,
        rate=rate.value if rate else None,
        score=score.value if score else None,
        grade=computation.grade,
    )


def _execution(computation: Computation) -> tuple[Figure | None, ...]:
    """Return budgets, spending, what is left and the rate; of funds, those of their spending."""
    total, comparison = computation.total, computation.comparison
    if total is None and comparison and comparison.total:
        spent = comparison.total.spending
        return None, spent.budget, spent.current, None, spent.budget_share
    names = ("budget_initial", "budget", "executed", "unspent", "rate")
    return tuple(getattr(total, name) if total else None for name in names)


def _in_ten_thousand(figure: Figure | None) -> Decimal | None:
    return None if figure is None else convert_money(figure.value, figure.unit, "万元")


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

    @property
    def paths(self) -> tuple[Path, ...]:
        """Return where the reports stand."""
        return tuple(report.path for report in self.reports if report.path)

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
        spent: stage of the work → seconds, over all processes, where that was asked for.
    """

    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    summary: Path | None = None
    problems: Path | None = None
    log: Path | None = None
    spent: Mapping[str, float] = field(default_factory=dict)

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
