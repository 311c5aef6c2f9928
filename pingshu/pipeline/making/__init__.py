"""One workbook → its reports, ready to be written: the order of the stages.

Knows every stage up to the bytes of a report, and writes nothing, so that any process can do it.
Must not know which workbooks there are, nor what stands where a report goes. Exceptions are for our
own mistakes and are caught here, once per workbook.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from pingshu.finding import Finding, found
from pingshu.manifest import digest
from pingshu.model import Computation, Form, Skipped
from pingshu.narrate import narrate
from pingshu.outcome import Report, report_of
from pingshu.pipeline.making.drafting import drafted
from pingshu.pipeline.making.mistakes import internal, outlived
from pingshu.pipeline.making.reading import Reading, read_forms
from pingshu.profile import Profile
from pingshu.render import Template, TemplateError
from pingshu.stopwatch import Lap, Stopwatch, untimed
from pingshu.write import Draft

__all__ = [
    "Made",
    "Means",
    "Product",
    "Reading",
    "Task",
    "digest_of",
    "draft_of",
    "internal",
    "make",
    "outlived",
    "read_forms",
    "template_fault",
]


class Means(Protocol):
    """What the reports of a family are made with."""

    @property
    def profile(self) -> Profile:
        """Return the rules of the family."""

    @property
    def template(self) -> Template:
        """Return its template, compiled."""

    @property
    def hashes(self) -> Mapping[str, str]:
        """Return name → SHA-256 of the files that both were read from."""


class Workplaces(Protocol):
    """The families, as they are under the rules of each place."""

    def families(self, rules: Path | None) -> Mapping[str, Means]:
        """Return the families under some rules; None stands for no rules."""


Task = tuple[Path, Path | None]
"""A workbook, and the rules that lie beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What was made of one form.

    Attributes:
        report: the form in short.
        draft: its report; None if the template could not be filled.
        findings: why there is none.
    """

    report: Report
    draft: Draft | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was made of one workbook.

    Attributes:
        spent: stage → seconds, where that was asked for.
    """

    products: tuple[Product, ...] = ()
    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    spent: Mapping[str, float] = field(default_factory=dict)


def make(workplaces: Workplaces, folder: Path, timed: bool, task: Task) -> Made:
    """Return the reports of a workbook's forms.

    Args:
        workplaces: what reports are made with.
        folder: the output folder, from which paths are remembered.
        timed: measure how long each stage takes.
        task: the workbook.
    """
    (file, rules), watch = task, Stopwatch()
    lap = watch.lap if timed else untimed
    made = outlived(
        lambda: _made(file, workplaces.families(rules), folder, lap),
        lambda *told: Made(findings=(internal(file, *told),)),
    )
    return replace(made, spent=watch.spent)


def _made(file: Path, families: Mapping[str, Means], folder: Path, lap: Lap) -> Made:
    lap("准备模板")
    read = read_forms(file, [means.profile for means in families.values()], lap)
    inputs, products = {"workbook": digest_of(file)}, []
    for form, computation, own in read.forms:
        about = (*own, *read.findings_about(form))
        means = families[form.family]
        products.append(_product((form, computation, about), means, inputs, folder, lap))
    return Made(products=tuple(products), findings=read.all_findings(), skipped=read.skipped)


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file, blank if there is none."""
    return digest(file.read_bytes()) if file.is_file() else ""


Checked = tuple[Form, Computation, tuple[Finding, ...]]
"""A form, its figures and what is wrong with it."""


def _product(
    checked: Checked, means: Means, inputs: Mapping[str, str], folder: Path, lap: Lap
) -> Product:
    form, computation, _ = checked
    report = report_of(form, computation)
    try:
        draft = draft_of(checked, means, inputs, folder, lap)
    except TemplateError as error:
        return Product(report=report, findings=(template_fault(form, means, error),))
    return Product(report=report, draft=draft)


def draft_of(
    checked: Checked, means: Means, inputs: Mapping[str, str], folder: Path, lap: Lap = untimed
) -> Draft:
    """Return the report of a form.

    Args:
        checked: the form.
        means: what the reports of its family are made with.
        inputs: name → SHA-256 of what else it is made from.
        folder: the output folder.
        lap: called at the end of each stage.

    Raises:
        TemplateError: the template cannot be filled.
    """
    form, computation, about = checked
    template = means.template
    lap("准备模板")
    view = narrate(form, computation, means.profile, about)
    lap("撰写")
    filled = template.fill(view)
    lap("填模板")
    draft = drafted(filled, form, computation, {**inputs, **means.hashes}, folder)
    lap("存成文档")
    return draft


def template_fault(form: Form, means: Means, error: TemplateError) -> Finding:
    """Return the finding that a template cannot be filled for a form."""
    name = means.profile.template
    return found("template-fault", form.place, name=str(name), reason=str(error))
