"""Forms for tests of what follows from them: read once, changed cell by cell, then examined.

A test starts from a clean form and says which cells differ:

    examined(changed(grids, {"F6": 59, "文字材料!B3": None}))

For pure arithmetic, `indicator` and `fund` make single rows without any sheet; `published` gives
the forms of tests/forms as they were filled in. Knows the stages up to the checks. Must not know
how a report is written.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pingshu.assemble import assemble
from pingshu.check import check
from pingshu.compute import compute
from pingshu.finding import Finding
from pingshu.model import Computation, Form, FundRow, Indicator, Note, Number, Role, Text
from pingshu.profile import Profile, load_profile
from pingshu.read import read_workbook
from pingshu.recognise import recognise
from pingshu.sheet import Cell, Grid, Place, Position, position_of
from pingshu.values import Quantity, parse_actual, parse_number, parse_target
from scripts.documents.case import Changes, Value
from tests.docx_building import document, paragraph
from tests.workbook_building import TEMPLATES, Hidden, Item, Merged, Rows, Table, workbook

FORM_SHEET = "自评表"

# --- whole forms --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A form, its figures, what the checks found, and what reading it found before them."""

    form: Form
    computation: Computation
    findings: tuple[Finding, ...]
    unread: tuple[Finding, ...]

    @property
    def found(self) -> list[tuple[str, str]]:
        """Code and place of each finding of the checks: ("reason-missing", "自评表!H17")."""
        return [(finding.code, place_text(finding.place)) for finding in self.findings]


def place_text(place: Place) -> str:
    """Return sheet and cell; the sheet alone where a finding is about the whole of it."""
    return f"{place.sheet}!{place.cell}" if place.cell else f"{place.sheet}"


@cache
def profile_of(family: str) -> Profile:
    """Return the profile of a family that comes with the project."""
    return load_profile(TEMPLATES / family / "profile.toml")


def read_sheets(sheets: Mapping[str, Rows | Hidden]) -> tuple[Grid, ...]:
    """Return what is read of a workbook with these sheets."""
    with TemporaryDirectory() as folder:
        grids, findings = read_workbook(workbook(Path(folder) / "表.xlsx", sheets))
    assert findings == ()
    return grids


def changed(
    grids: Sequence[Grid], changes: Changes, form_sheet: str = FORM_SHEET
) -> tuple[Grid, ...]:
    """Return the grids with other contents in some cells; None empties a cell.

    An address without a sheet is one of the form: F6.
    """
    own: dict[str, dict[Position, Value]] = {}
    for address, value in changes.items():
        sheet, _, cell = address.rpartition("!")
        position = position_of(cell)
        assert position, address
        own.setdefault(sheet or form_sheet, {})[position] = value
    assert own.keys() <= {grid.sheet for grid in grids}
    return tuple(_changed(grid, own[grid.sheet]) if grid.sheet in own else grid for grid in grids)


def _changed(grid: Grid, changes: Mapping[Position, Value]) -> Grid:
    cells = {(cell.row, cell.column): cell for cell in grid.cells}
    for position, value in changes.items():
        cells[position] = _with_content(cells.get(position), position, value)
    ordered = tuple(cells[position] for position in sorted(cells))
    return Grid(workbook=grid.workbook, sheet=grid.sheet, cells=ordered, hidden=grid.hidden)


def _with_content(cell: Cell | None, position: Position, value: Value) -> Cell:
    row, column = position
    number = Decimal(str(value)) if isinstance(value, int | float) else None
    text = "" if value is None else str(value)
    before = cell or Cell(row=row, column=column, text="")
    return before._replace(text=text, number=number, percent=False)


def examined(grids: Sequence[Grid]) -> Examined:
    """Take the only form of a workbook through all stages up to the checks."""
    profiles = tuple(profile_of(family) for family in ("转移支付", "项目支出"))
    survey, unrecognised = recognise(grids, profiles)
    (form,), unassembled = assemble(survey, profiles)
    profile = profile_of(form.family)
    computation = compute(form, profile)
    return Examined(
        form=form,
        computation=computation,
        findings=check(form, computation, profile),
        unread=(*unrecognised, *unassembled),
    )


# --- published forms ----------------------------------------------------------------------

_FORMS = Path(__file__).parent / "forms"
PUBLISHED = tuple(sorted(path.stem for path in _FORMS.glob("*.json")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A published form: its only sheet, and what a careful reader takes from it."""

    name: str
    sheet: str
    rows: Table
    expected: dict[str, Any]

    def write(self, folder: Path) -> Path:
        """Write the form as a workbook and return its path."""
        return workbook(folder / f"{self.name}.xlsx", {self.sheet: self.rows})


@cache
def published(name: str) -> Published:
    """Return a form of tests/forms; `PUBLISHED` has the names."""
    source = json.loads((_FORMS / f"{name}.json").read_text(encoding="utf-8"))
    rows = [[_item(item) for item in row] for row in source["rows"]]
    return Published(name=name, sheet=source["sheet"], rows=rows, expected=source["expected"])


def _item(item: Any) -> Item:
    return Merged(**item) if isinstance(item, dict) else item


def as_word(path: Path, workbook_path: Path, *, above: int = 0) -> Path:
    """Write the first sheet of a workbook as a table in Word, its first rows as paragraphs."""
    grid = read_workbook(workbook_path)[0][0]
    lines = ("　　".join(one.text for one in grid.row(row)) for row in range(1, above + 1))
    rows = ("".join(_word_cells(grid, row)) for row in range(above + 1, grid.last_row + 1))
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    path.write_bytes(document(*map(paragraph, lines), f"<w:tbl>{body}</w:tbl>"))
    return path


def _word_cells(grid: Grid, row: int) -> Iterator[str]:
    column = 1
    while column <= grid.last_column:
        cell = grid.at(row, column) or Cell(row=row, column=column, text="")
        lines = map(paragraph, cell.text.split("\n") if cell.row == row else [""])
        yield f"<w:tc><w:tcPr>{_word_spans(cell, row)}</w:tcPr>{''.join(lines)}</w:tc>"
        column = cell.last_column + 1


def _word_spans(cell: Cell, row: int) -> str:
    down = "restart" if cell.row == row else "continue"
    merged = f'<w:vMerge w:val="{down}"/>' if cell.row_span > 1 else ""
    return f'<w:gridSpan w:val="{cell.column_span}"/>{merged}'


def without_places(value: Any) -> Any:
    """Return what was read without what must differ: names of files and sheets, and cells."""
    if isinstance(value, dict):
        kept = value.keys() - {"cells", "cell", "sheet", "workbook"}
        return {key: without_places(value[key]) for key in kept}
    return [without_places(one) for one in value] if isinstance(value, list) else value


# --- single rows --------------------------------------------------------------------------


def place(cell: str) -> Place:
    """Return the place of a cell of the form."""
    return Place(workbook="表.xlsx", sheet=FORM_SHEET, cell=cell)


def text(content: str | None, cell: str = "A1") -> Text | None:
    """Return a text, None for None."""
    return None if content is None else Text(text=content, place=place(cell))


def number(content: str | Decimal | None, cell: str = "A1") -> Number | None:
    """Return a number as its cell would be read, in the unit that is written there."""
    read = content if isinstance(content, Decimal) else parse_number(content or "")
    if read is None:
        return None
    value = read if isinstance(read, Decimal) else None
    if isinstance(read, Quantity):
        value = read.value
    return Number(value=value, text=str(content), place=place(cell))


def fund(
    label: str,
    budget: str | Decimal | None = None,
    executed: str | Decimal | None = None,
    *,
    role: Role = Role.TOTAL,
    initial: str | Decimal | None = None,
    rate: str | None = None,
    weight: str | Decimal | None = None,
    score: str | Decimal | None = None,
) -> FundRow:
    """Return a row of funds; 其中 in the label makes it a detail."""
    return FundRow(
        label=Text(text=label, place=place("A6")),
        role=role,
        detail="其中" in label,
        budget_initial=number(initial, "D6"),
        budget=number(budget, "E6"),
        executed=number(executed, "F6"),
        weight=number(weight, "G6"),
        rate_stated=number(rate, "H6"),
        score_stated=number(score, "I6"),
    )


def indicator(
    target: str | None,
    actual: str | None,
    *,
    weight: str | Decimal | None = None,
    score: str | Decimal | None = None,
    level1: str | None = "产出指标",
    level2: str | None = "数量指标",
    name: str = "培训人次",
    explanation: str | None = None,
    sum_name: str | None = None,
) -> Indicator:
    """Return an indicator whose target and actual value are read as the form's would be."""
    read = parse_actual(actual or "")
    return Indicator(
        level1=text(level1, "B13"),
        level2=text(level2, "C13"),
        level3=Text(text=name, place=place("D13")),
        target=text(target, "E13"),
        actual=text(actual, "F13"),
        target_read=parse_target(target or ""),
        actual_read=read if isinstance(read, Quantity) else None,
        weight=number(weight, "G13"),
        score=number(score, "H13"),
        reason=None,
        note=Note(explanation=text(explanation), sum_name=text(sum_name)),
    )


def form(
    *,
    funds: Sequence[FundRow] | None = None,
    indicators: Sequence[Indicator] | None = None,
    total_stated: str | Decimal | None = None,
    received: str | Decimal | None = None,
    money_unit: str | None = "万元",
) -> Form:
    """Return a form of 项目支出 that holds these rows and hardly anything else."""
    return Form(
        place=Place(workbook="表.xlsx", sheet=FORM_SHEET),
        family="项目支出",
        year=2022,
        project=text("乡村医生培训", "C3"),
        department=None,
        unit=text("青禾县卫生健康局", "G4"),
        money_unit=money_unit,
        funds=tuple(funds) if funds is not None else None,
        goals=None,
        management=None,
        indicators=tuple(indicators) if indicators is not None else None,
        total_stated=number(total_stated, "H18"),
        weight_total=None,
        blanks={},
        leftovers=(),
        texts={},
        received=number(received, "B9"),
        spending=None,
    )


def computed(form_: Form) -> Computation:
    """Return the figures of a form by the rules of its family."""
    return compute(form_, profile_of(form_.family))


def checked(form_: Form) -> tuple[Finding, ...]:
    """Return what the checks find in a form."""
    return check(form_, computed(form_), profile_of(form_.family))
