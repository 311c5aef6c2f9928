"""The 部门整体支出绩效自评表 on paper: funds by use and by kind of income, goals, scores.

Knows the layout and the labels; knows no department.
"""

from dataclasses import dataclass
from functools import partial

from scripts.workbooks.form import ROW_HEIGHT, goals_part, stack, title_part
from scripts.workbooks.project import (
    COLUMNS,
    GOALS,
    WIDTHS,
    ProjectForm,
    funds_part,
    indicators_part,
    total_part,
)
from scripts.workbooks.sheet import AMOUNT, LABEL, TEXT, Box, Part, Rule, Sheet, Value

FUNDS_TOP = 3
MONEY = "年度预算\n（万元）"
_INCOMES = "资金构成\n（万元）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Income:
    """One kind of income; `amount` is its part of 全年预算数."""

    label: str
    amount: Value = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentForm:
    """All that is written on the form; `rest` holds what it shares with a project's."""

    rest: ProjectForm
    department: str | None = None
    incomes: tuple[Income, ...]


def department_sheet(form: DepartmentForm, rules: tuple[Rule, ...] = ()) -> Sheet:
    """Return the sheet 自评表."""
    rest = form.rest
    parts = [
        partial(title_part, title=rest.title, year=rest.year, columns=COLUMNS),
        partial(_header_part, form=form),
        partial(funds_part, form=rest),
        partial(_incomes_part, form=form),
        partial(
            goals_part,
            labels=GOALS,
            goals=rest.goals,
            split=5,
            columns=COLUMNS,
            height=rest.goals_height,
        ),
        partial(indicators_part, form=rest),
        partial(total_part, form=rest),
    ]
    return Sheet(name="自评表", widths=WIDTHS, parts=stack(parts), rules=rules, landscape=True)


def incomes_top(form: DepartmentForm) -> int:
    """Return the row of the heading above the kinds of income."""
    return FUNDS_TOP + 1 + len(form.rest.funds)


def goals_top(form: DepartmentForm) -> int:
    """Return the row on which the goal block begins."""
    return incomes_top(form) + 1 + len(form.incomes)


def indicators_top(form: DepartmentForm) -> int:
    """Return the row of the first indicator."""
    return goals_top(form) + 3


def _header_part(top: int, *, form: DepartmentForm) -> Part:
    return Part(
        boxes=(
            Box(row=top, column=0, columns=2, value="部门（单位）名称", style=LABEL),
            Box(row=top, column=2, columns=8, value=form.department),
        ),
        heights=(ROW_HEIGHT,),
    )


def _incomes_part(top: int, *, form: DepartmentForm) -> Part:
    rows = 1 + len(form.incomes)
    boxes = [
        Box(row=top, column=0, rows=rows, columns=2, value=_INCOMES, style=LABEL),
        Box(row=top, column=2, columns=5, value="按收入性质分：", style=LABEL),
        Box(row=top, column=7, columns=3, value="全年预算数", style=LABEL),
    ]
    for row, income in enumerate(form.incomes, top + 1):
        boxes.append(Box(row=row, column=2, columns=5, value=income.label, style=TEXT))
        boxes.append(Box(row=row, column=7, columns=3, value=income.amount, style=AMOUNT))
    return Part(boxes=tuple(boxes), heights=(ROW_HEIGHT,) * rows)
