"""A filled template becomes a report that is ready to be written: its name, its memory, its bytes.

Knows what is remembered of a report and where that stands. Must not know how a template is filled.
"""

from collections.abc import Mapping
from pathlib import Path

from pingshu.disk import origin_path
from pingshu.document import chart_says
from pingshu.manifest import Manifest, Origin, as_carried, digest, identity
from pingshu.model import Computation, Form
from pingshu.render import Filled
from pingshu.wording import short_title, without_code
from pingshu.write import Draft


def drafted(
    filled: Filled, form: Form, computation: Computation, inputs: Mapping[str, str], folder: Path
) -> Draft:
    """Return the report of a form.

    Args:
        filled: its template, filled.
        form: what it is about.
        computation: its figures.
        inputs: name → SHA-256 of what it was made from.
        folder: the output folder.
    """
    manifest = Manifest(
        origin=_origin(form, folder),
        family=form.family,
        inputs=dict(inputs),
        hashes=(),
        figures=computation.figures(),
        printed=filled.figures,
        passages=filled.passages,
        charts={name: digest(chart_says(drawing)) for name, drawing in filled.charts.items()},
    )
    carried = as_carried(manifest)
    return Draft(
        content=filled.document(carried, identity(manifest)),
        subfolder=str(form.year) if form.year else "年度不明",
        stem=_stem(form),
        carried=carried,
        origin=manifest.origin,
        place=form.place,
        gaps=filled.marks,
    )


def _origin(form: Form, folder: Path) -> Origin:
    return Origin(
        workbook=origin_path(form.place.workbook, folder),
        sheet=form.place.sheet or "",
        project=form.project.text if form.project else "",
    )


def _stem(form: Form) -> str:
    """Return <unit>-<project>-绩效自评报告; the sheet's name where the unit is missing."""
    unit = without_code(form.office.text) if form.office else form.place.sheet or ""
    years = [form.year] if form.year else []
    project = short_title(form.about, years=years) if form.about else "项目名称不明"
    return f"{unit}-{project}-绩效自评报告"
