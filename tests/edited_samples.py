"""Reports of the samples as generated, from their workbooks with some cells changed."""

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import openpyxl

from pingshu.narrate import narrate
from pingshu.pipeline.making.drafting import drafted
from pingshu.pipeline.making.reading import read_forms
from pingshu.pipeline.workshop import Workshop, prepare
from pingshu.write import Draft

ROOT = Path(__file__).resolve().parent.parent

Cells = Mapping[tuple[str, str], object]
"""Sheet and address of a cell → what stands there."""


def sample(name: str) -> Path:
    """Return the workbook of the sample whose name begins so."""
    (found,) = (ROOT / "input_workbooks" / "示例").glob(f"{name}*.xlsx")
    return found


def made_with(workbook: Path, cells: Cells) -> Draft:
    """Return the report of a workbook, some of whose cells are others."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / workbook.name
        book = openpyxl.load_workbook(workbook)
        for (sheet, cell), value in cells.items():
            book[sheet][cell].value = value
        book.save(path)
        return _draft(path, str(sorted(cells)))


def _draft(path: Path, inputs: str) -> Draft:
    (form, computation, findings), *_ = read_forms(path, _workshop().profiles).forms
    family = _workshop().families[form.family]
    view = narrate(form, computation, family.profile, findings)
    filled = family.template.fill(view)
    return drafted(filled, form, computation, {"workbook": inputs}, ROOT / "output")


@cache
def _workshop() -> Workshop:
    return prepare(ROOT / "templates")
