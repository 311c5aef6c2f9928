"""The sheets on funds of social insurance: 收支对比表, 收支明细, 参保情况 and the 自评表 of a fund.

Knows the layout and the labels; knows no project.
"""

from collections.abc import Iterator, Sequence
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
)
from scripts.workbooks.lists import list_sheet
from scripts.workbooks.sheet import (
    AMOUNT,
    CENTRED,
    COMPUTED_AMOUNT,
    COMPUTED_RATE,
    LABEL,
    TEXT,
    Box,
    Formula,
    Part,
    Rule,
    Sheet,
    Style,
    Value,
)

COMPARISON, DETAILS, PEOPLE = "收支对比表", "收支明细", "参保情况"
TABLE_TOP = 3
"""The row of the first values of the comparison table."""

DETAIL_COLUMNS = (
    *("险种", "收支", "项目", "预算数（万元）", "本年数（万元）", "上年数（万元）"),
    *("完成预算%", "增幅%", "说明"),
)
_DETAIL_WIDTHS = (22.0, 8.0, 24.0, 15.0, 15.0, 15.0, 12.0, 12.0, 30.0)
PEOPLE_COLUMNS = ("险种", "人群", "人数", "不应参保人数", "实参保人数")
_PEOPLE_WIDTHS = (26.0, 26.0, 16.0, 16.0, 16.0)
FORM_COLUMNS = 6
_FORM_WIDTHS = (17.0, 19.0, 17.0, 42.0, 24.0, 24.0)
INDICATORS_TOP = 11
"""The row of the first indicator."""

_GOALS = GoalLabels(block="年度目标\n完成情况", expected="预期目标", actual="实际完成目标")


# --- 收支对比表 ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the comparison table; a blank group stands for a label over both columns."""

    group: str
    label: str
    values: tuple[Value, ...]
    is_rate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The comparison table."""

    title: str
    funds: tuple[str, ...]
    lines: tuple[Line, ...]


def comparison_sheet(table: Comparison, rules: tuple[Rule, ...] = ()) -> Sheet:
    """Return the sheet 收支对比表, a column per fund."""
    columns = 2 + len(table.funds)
    parts = [
        partial(title_part, title=table.title, year="单位：万元", columns=columns),
        partial(_table_part, table=table),
    ]
    widths = (16.0, 18.0, *(22.0,) * len(table.funds))
    return Sheet(name=COMPARISON, widths=widths, parts=stack(parts), rules=rules, landscape=True)


def _table_part(top: int, *, table: Comparison) -> Part:
    boxes = [
        Box(row=top, column=0, columns=2, value="险种", style=LABEL),
        *header_boxes(top, 2, table.funds),
        *_group_boxes(top + 1, table.lines),
    ]
    for row, line in enumerate(table.lines, top + 1):
        boxes += _line_boxes(row, line)
    return Part(boxes=tuple(boxes), heights=(ROW_HEIGHT,) * (1 + len(table.lines)))


def _group_boxes(top: int, lines: Sequence[Line]) -> Iterator[Box]:
    groups = [line.group for line in lines]
    for name in dict.fromkeys(filter(None, groups)):
        row, rows = top + groups.index(name), groups.count(name)
        yield Box(row=row, column=0, rows=rows, value=name, style=LABEL)


def _line_boxes(row: int, line: Line) -> Iterator[Box]:
    column, columns = (1, 1) if line.group else (0, 2)
    yield Box(row=row, column=column, columns=columns, value=line.label, style=LABEL)
    for place, value in enumerate(line.values, 2):
        yield Box(row=row, column=place, value=value, style=_style(value, line))


def _style(value: Value, line: Line) -> Style:
    if isinstance(value, Formula):
        return COMPUTED_RATE if line.is_rate else COMPUTED_AMOUNT
    return CENTRED if isinstance(value, str) else AMOUNT


# --- 收支明细, 参保情况 -----------------------------------------------------------------------


def details_sheet(rows: Sequence[tuple[Value, ...]], rules: tuple[Rule, ...] = ()) -> Sheet:
    """Return 收支明细 with the rows given."""
    return list_sheet(DETAILS, DETAIL_COLUMNS, _DETAIL_WIDTHS, rows, rules)


def people_sheet(rows: Sequence[tuple[Value, ...]], rules: tuple[Rule, ...] = ()) -> Sheet:
    """Return 参保情况 with the rows given."""
    return list_sheet(PEOPLE, PEOPLE_COLUMNS, _PEOPLE_WIDTHS, rows, rules)


# --- 自评表 -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FundForm:
    """All that is written on the 自评表 of a fund; numbers stand beside their labels."""

    sheet: str
    title: str
    year: str
    name: str | None = None
    department: str | None = None
    budget: Value = None
    executed: Value = None
    own_budget: Value = None
    own_executed: Value = None
    goals: Goals = field(default_factory=Goals)
    goals_height: float = ROW_HEIGHT
    indicators: tuple[Indicator, ...]


def form_sheet(form: FundForm, rules: tuple[Rule, ...] = ()) -> Sheet:
    """Return the 自评表 of a fund."""
    parts = [
        partial(title_part, title=form.title, year=form.year, columns=FORM_COLUMNS),
        partial(_header_part, form=form),
        partial(_money_part, form=form),
        partial(
            goals_part,
            labels=_GOALS,
            goals=form.goals,
            split=4,
            columns=FORM_COLUMNS,
            height=form.goals_height,
        ),
        partial(_indicators_part, form=form),
    ]
    return Sheet(name=form.sheet, widths=_FORM_WIDTHS, parts=stack(parts), rules=rules)


def _header_part(top: int, *, form: FundForm) -> Part:
    rows = (("项目名称", form.name), ("社会保险基金预算支出科目", form.department))
    boxes = [
        Box(row=top, column=0, columns=FORM_COLUMNS, value="单位：万元", style=_UNIT),
        *(
            box
            for row, (label, value) in enumerate(rows, top + 1)
            for box in (
                Box(row=row, column=0, columns=2, value=label, style=LABEL),
                Box(row=row, column=2, columns=4, value=value),
            )
        ),
    ]
    return Part(boxes=tuple(boxes), heights=(ROW_HEIGHT,) * 3)


_UNIT = Style(align="right", border=False)


def _money_part(top: int, *, form: FundForm) -> Part:
    rows = (
        ("预算数：", form.budget, "执行数：", form.executed),
        ("其中：社会保险基金", form.own_budget, "其中：社会保险基金", form.own_executed),
        ("其他资金", None, "其他资金", None),
    )
    boxes = [Box(row=top, column=0, rows=3, value="预算执行情况\n（万元）", style=LABEL)]
    for row, (label, budget, other, executed) in enumerate(rows, top):
        boxes += [
            Box(row=row, column=1, value=label, style=TEXT),
            Box(row=row, column=2, value=budget, style=_money_style(budget)),
            Box(row=row, column=3, value=other, style=TEXT),
            Box(row=row, column=4, columns=2, value=executed, style=_money_style(executed)),
        ]
    return Part(boxes=tuple(boxes), heights=(ROW_HEIGHT,) * 3)


def _money_style(value: Value) -> Style:
    return COMPUTED_AMOUNT if isinstance(value, Formula) else AMOUNT


def _indicators_part(top: int, *, form: FundForm) -> Part:
    rows = 1 + len(form.indicators)
    labels = (
        *("一级指标", "二级指标", "三级指标"),
        *("预期指标值（包含数字及文字描述）", "实际完成指标值（包含数字及文字描述）"),
    )
    boxes = [
        Box(row=top, column=0, rows=rows, value="年度\n绩效目标\n完成情况", style=LABEL),
        *header_boxes(top, 1, labels),
        *level_boxes(top + 1, form.indicators),
    ]
    for row, indicator in enumerate(form.indicators, top + 1):
        boxes += [
            Box(row=row, column=3, value=indicator.level3, style=TEXT),
            Box(row=row, column=4, value=indicator.target),
            Box(row=row, column=5, value=indicator.actual),
        ]
    return Part(boxes=tuple(boxes), heights=(ROW_HEIGHT,) * rows)
