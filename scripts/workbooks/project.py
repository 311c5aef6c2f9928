"""The 项目支出绩效自评表 on paper, with its scores.

Knows the layout and the labels; knows no project.
"""

from dataclasses import dataclass, field
from functools import partial

from scripts.workbooks.form import (
    ROW_HEIGHT,
    GoalLabels,
    Goals,
    Indicator,
    goals_part,
    header_boxes,
    level_boxes,
    stack,
    title_part,
    value_style,
)
from scripts.workbooks.sheet import (
    AMOUNT,
    CENTRED,
    COMPUTED,
    COMPUTED_AMOUNT,
    COMPUTED_RATE,
    LABEL,
    RATE,
    TEXT,
    Box,
    Formula,
    Part,
    Rule,
    Sheet,
    Style,
    Value,
)

COLUMNS = 10
WIDTHS = (10.0, 12.0, 20.0, 27.0, 22.0, 19.0, 13.0, 10.0, 17.0, 17.0)
FUNDS_TOP = 4
OUTPUT = "产出指标\n（50分）"
BENEFIT = "效益指标\n（30分）"
SATISFACTION = "满意度指标\n（10分）"
GOALS = GoalLabels(block="年度\n总体目标", expected="预期目标", actual="实际完成情况")
_FUND_COLUMNS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """One row of the funds; only the total row has a weight and a score."""

    label: str
    initial: Value = None
    budget: Value = None
    executed: Value = None
    weight: Value = None
    rate: Value = None
    score: Value = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectForm:
    """All that is written on the form."""

    title: str
    year: str
    name: str | None = None
    department: str | None = None
    unit: str | None = None
    funds: tuple[Fund, ...]
    goals: Goals = field(default_factory=Goals)
    indicators: tuple[Indicator, ...]
    weight: Value
    score: Value
    money: str = "项目资金\n（万元）"
    goals_height: float = ROW_HEIGHT
    row_height: float = ROW_HEIGHT


def project_sheet(form: ProjectForm, rules: tuple[Rule, ...] = ()) -> Sheet:
    """Return the sheet 自评表."""
    parts = [
        partial(title_part, title=form.title, year=form.year, columns=COLUMNS),
        partial(_header_part, form=form),
        partial(funds_part, form=form),
        partial(
            goals_part,
            labels=GOALS,
            goals=form.goals,
            split=5,
            columns=COLUMNS,
            height=form.goals_height,
        ),
        partial(indicators_part, form=form),
        partial(total_part, form=form),
    ]
    return Sheet(name="自评表", widths=WIDTHS, parts=stack(parts), rules=rules, landscape=True)


def goals_top(form: ProjectForm) -> int:
    """Return the row on which the goal block begins."""
    return FUNDS_TOP + 1 + len(form.funds)


def indicators_top(form: ProjectForm) -> int:
    """Return the row of the first indicator."""
    return goals_top(form) + 3


def _header_part(top: int, *, form: ProjectForm) -> Part:
    return Part(
        boxes=(
            Box(row=top, column=0, columns=2, value="项目名称", style=LABEL),
            Box(row=top, column=2, columns=8, value=form.name),
            Box(row=top + 1, column=0, columns=2, value="主管部门", style=LABEL),
            Box(row=top + 1, column=2, columns=3, value=form.department),
            Box(row=top + 1, column=5, value="实施单位", style=LABEL),
            Box(row=top + 1, column=6, columns=4, value=form.unit),
        ),
        heights=(ROW_HEIGHT,) * 2,
    )


def funds_part(top: int, *, form: ProjectForm) -> Part:
    """Return the funds, their label merged over all rows."""
    rows = 1 + len(form.funds)
    boxes = [
        Box(row=top, column=0, rows=rows, columns=2, value=form.money, style=LABEL),
        Box(row=top, column=2, columns=2, style=LABEL),
        *header_boxes(top, 4, _FUND_COLUMNS),
    ]
    for row, fund in enumerate(form.funds, top + 1):
        boxes += _fund_boxes(row, fund)
    return Part(boxes=tuple(boxes), heights=(ROW_HEIGHT,) * rows)


def _fund_boxes(row: int, fund: Fund) -> tuple[Box, ...]:
    amounts = (fund.initial, fund.budget, fund.executed)
    return (
        Box(row=row, column=2, columns=2, value=fund.label, style=TEXT),
        *(
            Box(row=row, column=column, value=value, style=_style(value, AMOUNT, COMPUTED_AMOUNT))
            for column, value in enumerate(amounts, 4)
        ),
        Box(row=row, column=7, value=fund.weight),
        Box(row=row, column=8, value=fund.rate, style=_style(fund.rate, RATE, COMPUTED_RATE)),
        Box(row=row, column=9, value=fund.score, style=_style(fund.score, CENTRED, COMPUTED)),
    )


def _style(value: Value, entered: Style, computed: Style) -> Style:
    return computed if isinstance(value, Formula) else value_style(value, entered)


def indicators_part(top: int, *, form: ProjectForm) -> Part:
    """Return the indicators with their headings."""
    rows = 1 + len(form.indicators)
    labels = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    boxes = [
        Box(row=top, column=0, rows=rows, value="绩效指标", style=LABEL),
        *header_boxes(top, 1, labels),
        Box(row=top, column=8, columns=2, value="偏差原因分析及改进措施", style=LABEL),
        *level_boxes(top + 1, form.indicators),
    ]
    for row, indicator in enumerate(form.indicators, top + 1):
        boxes += _indicator_boxes(row, indicator)
    return Part(boxes=tuple(boxes), heights=(ROW_HEIGHT, *(form.row_height,) * (rows - 1)))


def _indicator_boxes(row: int, indicator: Indicator) -> tuple[Box, ...]:
    return (
        Box(row=row, column=3, value=indicator.level3, style=TEXT),
        Box(row=row, column=4, value=indicator.target),
        Box(row=row, column=5, value=indicator.actual),
        Box(row=row, column=6, value=indicator.weight),
        Box(row=row, column=7, value=indicator.score),
        Box(row=row, column=8, columns=2, value=indicator.reason, style=TEXT),
    )


def total_part(top: int, *, form: ProjectForm) -> Part:
    """Return the row 总分."""
    return Part(
        boxes=(
            Box(row=top, column=0, columns=6, value="总分", style=LABEL),
            Box(row=top, column=6, value=form.weight, style=_style(form.weight, LABEL, COMPUTED)),
            Box(row=top, column=7, value=form.score, style=_style(form.score, LABEL, COMPUTED)),
            Box(row=top, column=8, columns=2),
        ),
        heights=(ROW_HEIGHT,),
    )
