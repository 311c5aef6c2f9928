"""The 转移支付绩效目标自评表 on paper, in its two generations.

Generation A is the one of about 2020; generation B adds the block 资金管理情况. Knows the layout
and the labels; knows no project.
"""

from dataclasses import dataclass, field
from functools import partial

from scripts.workbooks.form import (
    DASH,
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

COLUMNS = 7
WIDTHS = (11.0, 11.5, 20.0, 29.0, 18.0, 19.0, 23.0)
FUNDS_TOP = 5
MANAGEMENT_ITEMS = (
    "分配科学性",
    "下达及时性",
    "拨付合规性",
    "使用规范性",
    "执行准确性",
    "预算绩效管理情况",
    "支出责任履行情况",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What a generation calls its blocks and columns."""

    unit: str
    funds: str
    rate: str
    goals: GoalLabels
    target: str
    actual: str


GENERATION_A = Labels(
    unit="实施单位",
    funds="项目资金\n（万元）",
    rate="预算执行率（B/A）",
    goals=GoalLabels(block="年度\n总体目标", expected="年初设定目标", actual="全年实际完成情况"),
    target="年度指标值",
    actual="全年完成值",
)
GENERATION_B = Labels(
    unit="资金使用单位",
    funds="资金投入情况\n（万元）",
    rate="预算执行率\n（B/A×100%）",
    goals=GoalLabels(block="总体目标\n完成情况", expected="总体目标", actual="全年实际完成情况"),
    target="指标值",
    actual="全年实际完成值",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """One row of the funds."""

    label: str
    budget: Value = None
    executed: Value = None
    rate: Value = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Management:
    """One item of 资金管理情况."""

    situation: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferForm:
    """All that is written on the form."""

    labels: Labels
    title: str
    year: str
    name: str | None = None
    central: str | None = None
    local: str | None = None
    unit: str | None = None
    funds: tuple[Fund, ...]
    management: tuple[Management, ...] = ()
    goals: Goals = field(default_factory=Goals)
    indicators: tuple[Indicator, ...]
    remark: str | None = None
    goals_height: float = ROW_HEIGHT
    row_height: float = ROW_HEIGHT


def transfer_sheet(form: TransferForm, rules: tuple[Rule, ...] = ()) -> Sheet:
    """Return the sheet 自评表."""
    parts = [
        partial(title_part, title=form.title, year=form.year, columns=COLUMNS),
        partial(_header_part, form=form),
        partial(_funds_part, form=form),
        *([partial(_management_part, form=form)] if form.management else []),
        partial(
            goals_part,
            labels=form.labels.goals,
            goals=form.goals,
            split=4,
            columns=COLUMNS,
            height=form.goals_height,
        ),
        partial(_indicators_part, form=form),
        partial(_remark_part, form=form),
    ]
    return Sheet(name="自评表", widths=WIDTHS, parts=stack(parts), rules=rules)


def goals_top(form: TransferForm) -> int:
    """Return the row on which the goal block begins."""
    management = len(form.management) + 1 if form.management else 0
    return FUNDS_TOP + 1 + len(form.funds) + management


def indicators_top(form: TransferForm) -> int:
    """Return the row of the first indicator."""
    return goals_top(form) + 3


def _header_part(top: int, *, form: TransferForm) -> Part:
    return Part(
        boxes=(
            Box(row=top, column=0, columns=2, value="转移支付（项目）名称", style=LABEL),
            Box(row=top, column=2, columns=5, value=form.name),
            Box(row=top + 1, column=0, columns=2, value="中央主管部门", style=LABEL),
            Box(row=top + 1, column=2, columns=5, value=form.central),
            Box(row=top + 2, column=0, columns=2, value="地方主管部门", style=LABEL),
            Box(row=top + 2, column=2, columns=2, value=form.local),
            Box(row=top + 2, column=4, value=form.labels.unit, style=LABEL),
            Box(row=top + 2, column=5, columns=2, value=form.unit),
        ),
        heights=(ROW_HEIGHT,) * 3,
    )


def _funds_part(top: int, *, form: TransferForm) -> Part:
    header = header_boxes(top, 4, ("全年预算数（A）", "全年执行数（B）", form.labels.rate))
    rows = 1 + len(form.funds)
    boxes = [
        Box(row=top, column=0, rows=rows, columns=2, value=form.labels.funds, style=LABEL),
        Box(row=top, column=2, columns=2, style=LABEL),
        *header,
    ]
    for row, fund in enumerate(form.funds, top + 1):
        boxes += _fund_boxes(row, fund)
    return Part(boxes=tuple(boxes), heights=(ROW_HEIGHT,) * rows)


def _fund_boxes(row: int, fund: Fund) -> tuple[Box, ...]:
    return (
        Box(row=row, column=2, columns=2, value=fund.label, style=TEXT),
        Box(row=row, column=4, value=fund.budget, style=_amount_style(fund.budget)),
        Box(row=row, column=5, value=fund.executed, style=_amount_style(fund.executed)),
        Box(row=row, column=6, value=fund.rate, style=_rate_style(fund.rate)),
    )


def _amount_style(value: Value) -> Style:
    return COMPUTED_AMOUNT if isinstance(value, Formula) else value_style(value, AMOUNT)


def _rate_style(value: Value) -> Style:
    return COMPUTED_RATE if isinstance(value, Formula) else value_style(value, RATE)


def _management_part(top: int, *, form: TransferForm) -> Part:
    rows = 1 + len(MANAGEMENT_ITEMS)
    boxes = [
        Box(row=top, column=0, rows=rows, value="资金管理\n情况", style=LABEL),
        *_management_row(top, None, ("情况说明", "存在问题和改进措施"), LABEL),
    ]
    items = zip(MANAGEMENT_ITEMS, form.management, strict=True)
    for row, (item, content) in enumerate(items, top + 1):
        texts = (content.situation, content.problem)
        boxes += _management_row(row, item, texts, TEXT)
    return Part(boxes=tuple(boxes), heights=(ROW_HEIGHT, *(form.row_height,) * (rows - 1)))


def _management_row(
    row: int, item: str | None, texts: tuple[str | None, str | None], style: Style
) -> tuple[Box, ...]:
    return (
        Box(row=row, column=1, columns=2, value=item),
        Box(row=row, column=3, columns=2, value=texts[0], style=_dash_style(texts[0], style)),
        Box(row=row, column=5, columns=2, value=texts[1], style=_dash_style(texts[1], style)),
    )


def _dash_style(text: str | None, style: Style) -> Style:
    return CENTRED if text == DASH else style


def _indicators_part(top: int, *, form: TransferForm) -> Part:
    rows = 1 + len(form.indicators)
    labels = ("一级指标", "二级指标", "三级指标", form.labels.target, form.labels.actual)
    boxes = [
        Box(row=top, column=0, rows=rows, value="绩效指标", style=LABEL),
        *header_boxes(top, 1, (*labels, "未完成原因和改进措施")),
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
        Box(row=row, column=6, value=indicator.reason, style=TEXT),
    )


def _remark_part(top: int, *, form: TransferForm) -> Part:
    return Part(
        boxes=(
            Box(row=top, column=0, value="说明", style=LABEL),
            Box(row=top, column=1, columns=COLUMNS - 1, value=form.remark, style=TEXT),
        ),
        heights=(ROW_HEIGHT,),
    )
