"""One workbook through the stages that need no template: read, recognise, assemble, compute, check.

Knows the order of these stages. Must not know templates or what is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pingshu.assemble import assemble
from pingshu.check import check
from pingshu.compute import compute
from pingshu.explanations import label_findings
from pingshu.finding import Finding, settled
from pingshu.model import Computation, Form, Skipped
from pingshu.profile import Profile
from pingshu.read import read_workbook
from pingshu.recognise import recognise
from pingshu.stopwatch import Lap, untimed


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a workbook holds, and what is wrong with it."""

    forms: tuple[tuple[Form, Computation, tuple[Finding, ...]], ...] = ()
    skipped: tuple[Skipped, ...] = ()
    findings: tuple[Finding, ...] = ()

    def all_findings(self) -> tuple[Finding, ...]:
        """Return the workbook's findings and those of its forms."""
        return (*self.findings, *(item for *_, findings in self.forms for item in findings))

    def findings_about(self, form: Form) -> tuple[Finding, ...]:
        """Return those of the workbook's findings that stand on a sheet of a form or its lines."""
        spending = form.spending.lines if form.spending else ()
        sheets = {one.place.sheet for one in (form, *form.annexes)}
        for lines in (spending, form.details, form.enrolment):
            sheets |= {line.label.place.sheet for line in lines}
        return tuple(item for item in self.findings if item.place.sheet in sheets)


def read_forms(file: Path, profiles: Sequence[Profile], lap: Lap = untimed) -> Reading:
    """Return the forms of a workbook, computed and checked."""
    grids, file_findings = read_workbook(file)
    lap("读文件")
    survey, form_findings = recognise(grids, profiles)
    lap("认表")
    forms, cell_findings = assemble(survey, profiles)
    lap("取数")
    by_name = {profile.name: profile for profile in profiles}
    checked = []
    for form in forms:
        computation = compute(form, by_name[form.family])
        lap("计算")
        findings = check(form, computation, by_name[form.family])
        findings = settled(findings, by_name[form.family].severities)
        checked.append((form, computation, label_findings(findings, grids)))
        lap("检查")
    found = _settled((*file_findings, *form_findings, *cell_findings), forms, by_name)
    return Reading(
        forms=tuple(checked), skipped=survey.skipped, findings=label_findings(found, grids)
    )


def _settled(
    findings: Sequence[Finding], forms: Sequence[Form], by_name: Mapping[str, Profile]
) -> tuple[Finding, ...]:
    """Return findings as seriously as the family takes them whose form stands on their sheet.

    Sheets that go with the forms, such as 文字材料, are of the first form's family.
    """
    rules = {
        one.place.sheet: by_name[form.family].severities
        for form in forms
        for one in (form, *form.annexes)
    }
    first = next(iter(rules.values()), {})
    return tuple(
        one
        for finding in findings
        for one in settled([finding], rules.get(finding.place.sheet, first))
    )
