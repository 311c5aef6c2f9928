"""The order of the stages: one workbook → its outcome; a batch never stops at one bad file.

Knows all that goes on around the making of reports: which workbooks there are, what has not
changed, who makes what, where it is written. Must not know click or printing.
"""

from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import tee
from pathlib import Path

from pingshu.describe import Json, describe_workbook
from pingshu.disk import is_there
from pingshu.explanations import Ledger, explain
from pingshu.finding import Finding, found, shared
from pingshu.manifest import Origin
from pingshu.outcome import LOG, Fate, Outcome, Report, Run, report_of
from pingshu.pipeline.describing import describe_run
from pingshu.pipeline.earlier import earlier_notes
from pingshu.pipeline.finding_files import find_workbooks, held_by, may_be_read, titles_of
from pingshu.pipeline.gaps import gaps_findings, gaps_of
from pingshu.pipeline.making import (
    Made,
    Product,
    Reading,
    Task,
    digest_of,
    draft_of,
    internal,
    make,
    outlived,
    read_forms,
    template_fault,
)
from pingshu.pipeline.marking import failed_to_mark, with_marked_copy
from pingshu.pipeline.options import Options, Progress
from pingshu.pipeline.recalling import Inputs, last_time, remember
from pingshu.pipeline.remaking import Remade, number_of
from pingshu.pipeline.remarked import write_remarks
from pingshu.pipeline.remembered import made_from, output_of, workbook_of
from pingshu.pipeline.results import save_blank, write_log, write_results
from pingshu.pipeline.superseded import leftovers
from pingshu.pipeline.workshop import (
    Family,
    NotReadyError,
    Workshops,
    blank_form,
    names_for,
    profiles_for,
    proofs,
    read_profiles,
    rules_beside,
)
from pingshu.profile import Profile
from pingshu.render import TemplateError
from pingshu.sheet import Place
from pingshu.stopwatch import Stopwatch
from pingshu.working import cores, in_order
from pingshu.write import Shelf, claim, open_shelf, write_report

__all__ = [
    "NotReadyError",
    "Options",
    "Progress",
    "Reading",
    "Remade",
    "blank_form",
    "check_workbooks",
    "cores",
    "describe_run",
    "find_workbooks",
    "held_by",
    "inspect_workbook",
    "made_from",
    "may_be_read",
    "names_for",
    "outlived",
    "output_of",
    "proofs",
    "read_profiles",
    "remake",
    "run",
    "save_blank",
    "workbook_of",
    "write_log",
    "write_remarks",
]


def run(options: Options, progress: Progress) -> Run:
    """Make the reports of all workbooks, then the result workbooks.

    Raises:
        NotReadyError: a template or profile is broken; then nothing was read or written.
    """
    watch, workshops = Stopwatch(), Workshops(templates=options.templates, memory=options.output)
    profiles = _profiles(workshops.families(None))
    files, findings = find_workbooks(options.paths, options.inbox, options.output, profiles)
    tasks = _tasks(files, workshops)
    shelf = open_shelf(options.output, files, force=options.force, renew=options.renew)
    notes, unread = earlier_notes(options.output, files)
    findings = explain((*findings, *unread), notes, options.output)
    titles, outcomes = titles_of(files, options.paths or (options.inbox,)), list[Outcome]()
    watch.lap("准备")
    with closing(_outcomes(tasks, workshops, shelf, options, watch)) as placed:
        for file, outcome in zip(files, placed, strict=True):
            told = replace(_explained(outcome, notes, options), title=titles[file])
            watch.lap("对照说明")
            outcomes.append(_marked(told, options, shelf) if options.mark else told)
            watch.lap("标注")
            progress(outcomes[-1], len(outcomes), len(files))
    beside = leftovers(outcomes, options.output, None if options.paths else options.inbox)
    findings = (*findings, *explain(beside, notes, options.output))
    done = write_results(Run(outcomes=tuple(outcomes), findings=findings), notes.left(), shelf)
    workshops.remember()
    watch.lap("写汇总和清单")
    return replace(done, spent=watch.spent if options.timed else {})


def _profiles(families: Mapping[str, Family]) -> tuple[Profile, ...]:
    return tuple(family.profile for family in families.values())


def _tasks(files: Sequence[Path], workshops: Workshops) -> Sequence[Task]:
    """Return the files with their rules; rules that cannot be used are told before the batch."""
    beside = rules_beside(files)
    for rules in dict.fromkeys(beside.values()):
        workshops.families(rules)
    return tuple(beside.items())


def _outcomes(
    tasks: Sequence[Task], workshops: Workshops, shelf: Shelf, options: Options, watch: Stopwatch
) -> Generator[Outcome]:
    """Yield what came of each workbook in turn; one that has not changed is not read again."""
    work = partial(make, workshops, shelf.folder, options.timed)
    seen, ahead = tee(
        (task, *last_time(task[0], _hashes(workshops.families(task[1])), shelf)) for task in tasks
    )
    changed = (task for task, _, known in ahead if known is None)
    with closing(in_order(work, changed, _ended, options.jobs, options.borrowed)) as all_made:
        for task, inputs, known in seen:
            watch.lap("看有没有变")
            if known is not None and claim(known.paths, shelf):
                yield known
            else:
                made = next(all_made) if known is None else work(task)
                watch.add(made.spent)
                outcome = _placed(task[0], made, inputs, shelf)
                watch.lap("写报告")
                yield outcome


def _hashes(families: Mapping[str, Family]) -> Mapping[str, Mapping[str, str]]:
    return {name: family.hashes for name, family in families.items()}


def _ended(task: Task) -> Made:
    return Made(findings=(found("process-ended", Place(workbook=str(task[0]))),))


def _explained(outcome: Outcome, notes: Ledger, options: Options) -> Outcome:
    return replace(outcome, findings=explain(outcome.findings, notes, options.output))


def _marked(outcome: Outcome, options: Options, shelf: Shelf) -> Outcome:
    def failed(name: str, trace: str) -> Outcome:
        trouble = failed_to_mark(Path(outcome.workbook), name, trace, LOG)
        return replace(outcome, findings=(*outcome.findings, trouble))

    return outlived(lambda: with_marked_copy(outcome, options.inbox, shelf), failed)


def _placed(file: Path, made: Made, inputs: Inputs | None, shelf: Shelf) -> Outcome:
    outcome = outlived(
        lambda: _written(file, made, shelf),
        lambda *told: Outcome(workbook=str(file), findings=(internal(file, *told),)),
    )
    trouble = remember(outcome, inputs, shelf) if inputs else None
    return replace(outcome, findings=(*outcome.findings, trouble)) if trouble else outcome


def _written(file: Path, made: Made, shelf: Shelf) -> Outcome:
    placed = [_written_report(product, shelf) for product in made.products]
    findings = (*made.findings, *(one for _, told in placed for one in told))
    return Outcome(
        workbook=str(file),
        reports=tuple(report for report, _ in placed),
        findings=tuple(map(shared, findings)),
        skipped=made.skipped,
    )


def _written_report(product: Product, shelf: Shelf) -> tuple[Report, tuple[Finding, ...]]:
    draft = product.draft
    if draft is None:
        return product.report, product.findings
    path, fate, findings = write_report(draft, shelf)
    gaps = gaps_of(draft.gaps, path, fate)
    report = replace(product.report, path=path, fate=fate, gaps=gaps)
    return report, (*findings, *gaps_findings(gaps, path, draft.place))


# --- making without writing ----------------------------------------------------------------


def remake(
    wanted: Sequence[tuple[Path, Origin]], options: Options
) -> Mapping[tuple[Path, Origin], Remade]:
    """Return reports as they would be generated now; each workbook is read once.

    Args:
        wanted: the workbook of each report, and its form.
        options: where templates and reports lie.

    Raises:
        NotReadyError: a template or profile is broken.
    """
    files = tuple(dict.fromkeys(file for file, _ in wanted))
    workshops = Workshops(templates=options.templates, memory=options.output)
    families = {file: workshops.families(rules) for file, rules in rules_beside(files).items()}
    readings = {file: _reading(file, _profiles(families[file])) for file in files}
    return {
        (file, origin): _remade(file, origin, readings[file], families[file], options)
        for file, origin in wanted
    }


def _reading(file: Path, profiles: Sequence[Profile]) -> Reading:
    if not is_there(file):
        return Reading(findings=(found("path-missing", Place(workbook=str(file)), path=file),))
    return outlived(
        lambda: read_forms(file, profiles), lambda *told: Reading(findings=(internal(file, *told),))
    )


def _remade(
    file: Path, origin: Origin, read: Reading, families: Mapping[str, Family], options: Options
) -> Remade:
    number = number_of(origin, [form for form, *_ in read.forms])
    if number is None:
        return Remade(findings=read.all_findings())
    form, computation, own = read.forms[number]
    about, family = (*own, *read.findings_about(form)), families[form.family]
    inputs, checked = {"workbook": digest_of(file)}, (form, computation, family.profile)

    def failed(*told: str) -> Remade:
        return Remade(checked=checked, findings=(*about, internal(file, *told)))

    def made() -> Remade:
        try:
            draft = draft_of((form, computation, about), family, inputs, options.output)
        except TemplateError as error:
            return Remade(checked=checked, findings=(*about, template_fault(form, family, error)))
        return Remade(draft=draft, checked=checked, findings=about)

    return outlived(made, failed)


# --- looking without writing ---------------------------------------------------------------


def check_workbooks(options: Options) -> Run:
    """Return what reading and checking finds; writes nothing.

    Raises:
        NotReadyError: a profile is broken.
    """
    profiles = read_profiles(options.templates)
    files, findings = find_workbooks(options.paths, options.inbox, options.output, profiles)
    ruled = profiles_for(files, profiles, options.templates)
    notes, unread = earlier_notes(options.output, files)
    findings = explain((*findings, *unread), notes, options.output)
    outcomes = (_explained(_checked(file, ruled[file]), notes, options) for file in files)
    return Run(outcomes=tuple(outcomes), findings=findings)


def _checked(file: Path, profiles: Sequence[Profile]) -> Outcome:
    read = _reading(file, profiles)
    reports = (report_of(form, computation) for form, computation, _ in read.forms)
    return Outcome(
        workbook=str(file),
        reports=tuple(replace(report, fate=Fate.UNCHANGED) for report in reports),
        findings=read.all_findings(),
        skipped=read.skipped,
    )


def inspect_workbook(file: Path, templates: Path) -> tuple[Reading, Json]:
    """Return what was read of one workbook, and the same as the JSON document of `inspect`.

    Raises:
        NotReadyError: a profile is broken.
    """
    profiles = profiles_for([file], read_profiles(templates), templates)
    read = _reading(file, profiles[file])
    forms = [(form, computation) for form, computation, _ in read.forms]
    return read, describe_workbook(str(file), forms, read.skipped, read.all_findings())
