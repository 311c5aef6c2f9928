"""The order of the stages: one workbook → its outcome; a batch never stops at one bad file.

Knows every stage. Must not know click or printing. Exceptions are for our own mistakes and are
caught here, once, per workbook.
"""

import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pingshu.describe import Json, describe_finding, describe_workbook
from pingshu.disk import is_there, origin_path
from pingshu.explanations import Note, explain
from pingshu.finding import Finding, found
from pingshu.manifest import Manifest, Origin, digest
from pingshu.model import Computation, Form
from pingshu.narrate import narrate
from pingshu.outcome import Fate, Outcome, Report, Run
from pingshu.pipeline.earlier import earlier_notes
from pingshu.pipeline.finding_files import find_workbooks
from pingshu.pipeline.gaps import gaps_findings, gaps_of
from pingshu.pipeline.marking import with_marked_copy
from pingshu.pipeline.reading import read_forms
from pingshu.pipeline.remarked import write_remarks
from pingshu.pipeline.results import LOG, save_blank, write_results
from pingshu.pipeline.workshop import (
    Family,
    NotReadyError,
    Workshop,
    names_for,
    prepare,
    profiles_for,
    proofs,
    read_profiles,
    workshops_for,
)
from pingshu.profile import Profile
from pingshu.render import TemplateError
from pingshu.sheet import Place
from pingshu.wording import short_title, without_code
from pingshu.write import Draft, Shelf, open_shelf, write_report

__all__ = [
    "NotReadyError",
    "Options",
    "Progress",
    "blank_form",
    "check_workbooks",
    "describe_run",
    "inspect_workbook",
    "names_for",
    "proofs",
    "run",
    "save_blank",
    "write_remarks",
]

Progress = Callable[[Outcome, int, int], None]
"""Called after each workbook with its outcome, its number and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run works on.

    Attributes:
        paths: files and folders; none means the inbox.
        inbox, templates, output: the project's folders.
        force: replace edited reports too, keeping them under another name.
        mark: write copies of the workbooks with what was found at its cells.
    """

    paths: tuple[Path, ...]
    inbox: Path
    templates: Path
    output: Path
    force: bool = False
    mark: bool = False


def run(options: Options, progress: Progress) -> Run:
    """Make the reports of all workbooks, then the result workbooks.

    Raises:
        NotReadyError: a template or profile is broken; then nothing was read or written.
    """
    workshop = prepare(options.templates)
    files, findings = _files(options, workshop.profiles)
    workshops = workshops_for(files, workshop, options.templates)
    shelf = open_shelf(options.output, files, force=options.force)
    notes, unread = earlier_notes(options.output, files)
    findings, notes = explain((*findings, *unread), notes, options.output)
    outcomes = []
    for number, file in enumerate(files, start=1):
        outcome, notes = _explained(_outcome(file, workshops[file], shelf), notes, options)
        outcomes.append(_marked(outcome, options, shelf) if options.mark else outcome)
        progress(outcomes[-1], number, len(files))
    return write_results(Run(outcomes=tuple(outcomes), findings=findings), notes, shelf)


def _files(
    options: Options, profiles: Sequence[Profile]
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    return find_workbooks(options.paths, options.inbox, options.output, profiles)


def _outcome(file: Path, workshop: Workshop, shelf: Shelf) -> Outcome:
    try:
        return _reports(file, workshop, shelf)
    except Exception as error:  # the one place: our own mistake must not stop the batch
        return Outcome(workbook=str(file), findings=(_internal(file, error),))


def _explained(
    outcome: Outcome, notes: tuple[Note, ...], options: Options
) -> tuple[Outcome, tuple[Note, ...]]:
    findings, left = explain(outcome.findings, notes, options.output)
    return replace(outcome, findings=findings), left


def _marked(outcome: Outcome, options: Options, shelf: Shelf) -> Outcome:
    try:
        return with_marked_copy(outcome, options.inbox, shelf)
    except Exception as error:  # as in _outcome: the reports are there, only the copy is not
        trouble = _internal(Path(outcome.workbook), error)
        return replace(outcome, findings=(*outcome.findings, trouble))


def _internal(file: Path, error: Exception) -> Finding:
    trace = "".join(traceback.format_exception(error))
    reason = type(error).__name__
    return found("internal", Place(workbook=str(file)), trace=trace, reason=reason, log=LOG)


def _reports(file: Path, workshop: Workshop, shelf: Shelf) -> Outcome:
    read = read_forms(file, workshop.profiles)
    inputs = {"workbook": _digest(file)}
    reports, findings = [], list(read.all_findings())
    for form, computation, own in read.forms:
        family = workshop.families[form.family]
        about = (*own, *read.findings_about(form))
        report, trouble = _report(form, computation, about, family, inputs, shelf)
        reports.append(report)
        findings.extend(trouble)
    return Outcome(
        workbook=str(file),
        reports=tuple(reports),
        findings=tuple(findings),
        skipped=read.skipped,
    )


def _digest(file: Path) -> str:
    return digest(file.read_bytes()) if file.is_file() else ""


def _report(
    form: Form,
    computation: Computation,
    about: tuple[Finding, ...],
    family: Family,
    inputs: dict[str, str],
    shelf: Shelf,
) -> tuple[Report, tuple[Finding, ...]]:
    try:
        content = family.template.render(narrate(form, computation, family.profile, about))
    except TemplateError as error:
        report = Report(form=form, computation=computation, path=None, fate=Fate.FAILED)
        return report, (_template_fault(form, family, error),)
    return _written(content, form, computation, family, inputs, shelf)


def _template_fault(form: Form, family: Family, error: TemplateError) -> Finding:
    name = family.profile.template
    return found("template-fault", form.place, name=str(name), reason=str(error))


def _written(
    content: bytes,
    form: Form,
    computation: Computation,
    family: Family,
    inputs: dict[str, str],
    shelf: Shelf,
) -> tuple[Report, tuple[Finding, ...]]:
    manifest = Manifest(
        origin=_origin(form, shelf),
        family=form.family,
        inputs={**inputs, **family.hashes},
        hashes=(),
        figures=computation.figures(),
    )
    draft = Draft(
        content=content,
        subfolder=str(form.year) if form.year else "年度不明",
        stem=_stem(form),
        manifest=manifest,
        place=form.place,
    )
    path, fate, findings = write_report(draft, shelf)
    gaps = gaps_of(content, path, fate)
    report = Report(form=form, computation=computation, path=path, fate=fate, gaps=gaps)
    return report, (*findings, *gaps_findings(gaps, path, form.place))


def _origin(form: Form, shelf: Shelf) -> Origin:
    return Origin(
        workbook=origin_path(form.place.workbook, shelf.folder),
        sheet=form.place.sheet or "",
        project=form.project.text if form.project else "",
    )


def _stem(form: Form) -> str:
    """Return <unit>-<project>-绩效自评报告; the sheet's name where the unit is missing."""
    unit = without_code(form.office.text) if form.office else form.place.sheet or ""
    years = [form.year] if form.year else []
    project = short_title(form.about, years=years) if form.about else "项目名称不明"
    return f"{unit}-{project}-绩效自评报告"


# --- looking without writing ---------------------------------------------------------------


def check_workbooks(options: Options) -> Run:
    """Return what reading and checking finds; writes nothing.

    Raises:
        NotReadyError: a profile is broken.
    """
    profiles = read_profiles(options.templates)
    files, findings = _files(options, profiles)
    ruled = profiles_for(files, profiles, options.templates)
    notes, unread = earlier_notes(options.output, files)
    findings, notes = explain((*findings, *unread), notes, options.output)
    outcomes = []
    for file in files:
        outcome, notes = _explained(_checked(file, ruled[file]), notes, options)
        outcomes.append(outcome)
    return Run(outcomes=tuple(outcomes), findings=findings)


def _checked(file: Path, profiles: Sequence[Profile]) -> Outcome:
    try:
        read = read_forms(file, profiles)
    except Exception as error:  # as in _outcome: told, and the batch goes on
        return Outcome(workbook=str(file), findings=(_internal(file, error),))
    reports = tuple(
        Report(form=form, computation=computation, path=None, fate=Fate.UNCHANGED)
        for form, computation, _ in read.forms
    )
    return Outcome(
        workbook=str(file), reports=reports, findings=read.all_findings(), skipped=read.skipped
    )


def describe_run(done: Run) -> Json:
    """Return the JSON document of `check --json`."""
    workbooks: dict[str, list[Json]] = {outcome.workbook: [] for outcome in done.outcomes}
    for finding in done.all_findings():
        workbooks.setdefault(finding.place.workbook, []).append(describe_finding(finding))
    return {
        "workbooks": [{"workbook": name, "findings": items} for name, items in workbooks.items()]
    }


def inspect_workbook(file: Path, templates: Path) -> tuple[Outcome, Json]:
    """Return what was read of one workbook, and the same as the JSON document of `inspect`.

    Raises:
        NotReadyError: a profile is broken.
    """
    profiles = profiles_for([file], read_profiles(templates), templates)
    outcome = _checked(file, profiles[file]) if is_there(file) else _missing(file)
    forms = [(report.form, report.computation) for report in outcome.reports]
    document = describe_workbook(str(file), forms, outcome.skipped, outcome.findings)
    return outcome, document


def _missing(file: Path) -> Outcome:
    place = Place(workbook=str(file))
    return Outcome(workbook=str(file), findings=(found("path-missing", place, path=file),))


def blank_form(family: str, templates: Path) -> tuple[bytes | None, tuple[str, ...]]:
    """Return the blank form of a family, None if there is none; and the names of those there are.

    Raises:
        NotReadyError: a profile is broken.
    """
    there = [profile for profile in read_profiles(templates) if profile.blank.is_file()]
    named = {name: profile for profile in there for name in (profile.name, profile.folder.name)}
    content = named[family].blank.read_bytes() if family in named else None
    return content, tuple(profile.folder.name for profile in there)
