"""Clean forms of every family, made of random figures that agree with each other.

Knows the arithmetic of a form and how its workbook is built. The same seed makes the same forms.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from scripts.mutating.figures import CENT, added, amount, percent, points, rate, share, split
from scripts.workbooks.department import MONEY, DepartmentForm, Income, department_sheet
from scripts.workbooks.form import Goals, Indicator
from scripts.workbooks.headings import DEPARTMENT, PROJECT, RUBRIC, SOCIAL, TRANSFER
from scripts.workbooks.lists import Spending, spending_sheet, texts_sheet
from scripts.workbooks.package import package
from scripts.workbooks.project import BENEFIT, OUTPUT, SATISFACTION, ProjectForm, project_sheet
from scripts.workbooks.project import Fund as ProjectFund
from scripts.workbooks.rubric import Group, Item, RubricForm, rubric_sheet
from scripts.workbooks.social import Comparison, Line, comparison_sheet, details_sheet
from scripts.workbooks.transfer import GENERATION_B, TransferForm, transfer_sheet
from scripts.workbooks.transfer import Fund as TransferFund

_UNIT = "示例县文化和旅游局"
_YEAR = "（2023年度）"
_GOALS = Goals(expected="办好全年的文化活动。", actual="全年的文化活动已经办完。")
_COMMON = {"单位全称": _UNIT, "成文日期": "2024年3月20日"}
_RAISED = {**_COMMON, "预算调整原因及批文": "年内追加了活动经费，县财政局已批复。"}
_OF_FUNDS = {
    **_COMMON,
    "收入增减原因": "参保人数增加。",
    "支出增减原因": "就医人次增加。",
}
_NAMES = ("演出场次", "开放天数", "培训人次", "修缮处数", "巡查次数", "上线节目数", "服务人次")
_FUNDS = ("职工基本医疗保险", "城乡居民基本医疗保险")


def generated(seed: int) -> Mapping[str, bytes]:
    """Return a workbook of each family, by the family's name."""
    dice = random.Random(seed)
    makers: Mapping[str, Callable[[random.Random], bytes]] = {
        PROJECT: _project,
        TRANSFER: _transfer,
        DEPARTMENT: _department,
        RUBRIC: _rubric,
        SOCIAL: _social,
    }
    return {family: make(dice) for family, make in makers.items()}


# --- projects, departments --------------------------------------------------------------------

_Amounts = tuple[Decimal, Decimal, Decimal]
"""年初预算数, 全年预算数 and 全年执行数."""


def _three(dice: random.Random) -> _Amounts:
    budget = amount(dice)
    return amount(dice), budget, share(dice, budget)


def _fund_rows(labels: Sequence[str], parts: Sequence[_Amounts]) -> tuple[ProjectFund, ...]:
    whole = tuple(added(column) for column in zip(*parts, strict=True))
    score = (whole[2] / whole[1] * 10).quantize(CENT, ROUND_HALF_UP)
    rows = zip(labels, (whole, *parts), strict=True)
    return tuple(
        ProjectFund(
            label=label,
            initial=float(amounts[0]),
            budget=float(amounts[1]),
            executed=float(amounts[2]),
            weight=10 if amounts is whole else "—",
            rate=rate(amounts[2], amounts[1]),
            score=float(score) if amounts is whole else "—",
        )
        for label, amounts in rows
    )


def _indicators(dice: random.Random) -> tuple[Indicator, ...]:
    groups = ((OUTPUT, "数量指标", 50, 4), (BENEFIT, "社会效益指标", 30, 2))
    names = iter(_NAMES)
    made = [
        _indicator(dice, level1, level2, next(names), weight)
        for level1, level2, whole, count in groups
        for weight in points(dice, whole, count)
    ]
    return (*made, _indicator(dice, SATISFACTION, "满意度指标", "群众满意的户数", 10))


def _indicator(dice: random.Random, level1: str, level2: str, name: str, weight: int) -> Indicator:
    target = dice.randint(20, 400)
    lost = dice.choice((0, 0, 0, 1)) if weight > 2 else 0
    return Indicator(
        level1=level1,
        level2=level2,
        level3=name,
        target=f"≥{target}",
        actual=f"{target + dice.randint(1, target // 10)}",
        weight=weight,
        score=weight - lost,
        reason="台账不够完整，今后按月登记。" if lost else None,
    )


def _scored(dice: random.Random, labels: Sequence[str], parts: Sequence[_Amounts]) -> ProjectForm:
    funds, indicators = _fund_rows(labels, parts), _indicators(dice)
    scores = [funds[0].score, *(item.score for item in indicators)]
    return ProjectForm(
        title="项目支出绩效自评表",
        year=_YEAR,
        name="乡村文化活动经费",
        department=_UNIT,
        unit=_UNIT,
        funds=funds,
        goals=_GOALS,
        indicators=indicators,
        weight=100,
        score=float(added(Decimal(str(score)) for score in scores)),
    )


def _project(dice: random.Random) -> bytes:
    parts = [_three(dice), _three(dice)]
    form = _scored(dice, ("年度资金总额：", "其中：当年财政拨款", "其他资金"), parts)
    executed = added(part[2] for part in parts)
    lines = [
        Spending(content=name, amount=float(amount), count=dice.randint(3, 90), unit="场")
        for name, amount in zip(_NAMES, split(dice, executed, 3), strict=False)
    ]
    counts = sum(line.count or 0 for line in lines)
    total = Spending(content="合计", amount=float(executed), count=counts, unit="场")
    texts = texts_sheet(PROJECT, _RAISED)
    return package("自评表", (project_sheet(form), texts, spending_sheet((*lines, total))))


def _department(dice: random.Random) -> bytes:
    parts = [_three(dice), _three(dice)]
    rest = _scored(dice, ("年度资金总额：", "其中：基本支出", "项目支出"), parts)
    incomes = zip(
        ("一般公共预算拨款", "政府性基金预算拨款", "其他资金"),
        split(dice, added(part[1] for part in parts), 3),
        strict=True,
    )
    form = DepartmentForm(
        rest=ProjectForm(
            title="部门整体支出绩效自评表",
            year=_YEAR,
            funds=rest.funds,
            goals=_GOALS,
            indicators=rest.indicators,
            weight=rest.weight,
            score=rest.score,
            money=MONEY,
        ),
        department=_UNIT,
        incomes=tuple(Income(label=label, amount=float(amount)) for label, amount in incomes),
    )
    return package("自评表", (department_sheet(form), texts_sheet(DEPARTMENT, _RAISED)))


# --- transfers, rubrics, funds of insurance ---------------------------------------------------


def _transfer(dice: random.Random) -> bytes:
    budgets = [amount(dice), amount(dice)]
    executed = [share(dice, budget) for budget in budgets]
    columns = ([added(budgets), *budgets], [added(executed), *executed])
    labels = ("年度资金总额：", "其中：中央补助", "地方资金")
    form = TransferForm(
        labels=GENERATION_B,
        title="转移支付区域（项目）绩效目标自评表",
        year=_YEAR,
        name="乡村文化活动补助资金",
        local=_UNIT,
        unit=_UNIT,
        funds=tuple(
            TransferFund(
                label=label, budget=float(whole), executed=float(part), rate=rate(part, whole)
            )
            for label, whole, part in zip(labels, *columns, strict=True)
        ),
        goals=_GOALS,
        indicators=tuple(
            Indicator(level1="产出指标", level2="数量指标", level3=name, target="≥20", actual="21")
            for name in _NAMES[:4]
        ),
    )
    return package("自评表", (transfer_sheet(form), texts_sheet(TRANSFER, _COMMON)))


def _rubric(dice: random.Random) -> bytes:
    groups = tuple(
        _group(dice, f"（{numeral}）工作{numeral}", whole)
        for numeral, whole in zip("一二三四", points(dice, 100 - 16, 4), strict=True)
    )
    items = [item for group in groups for item in group.items]
    form = RubricForm(
        title="民生工程绩效自评表",
        year=_YEAR,
        name="农家书屋民生工程",
        department=_UNIT,
        unit=_UNIT,
        groups=groups,
        maximum=100,
        points=sum(item.points or 0 for item in items),
        bonus=None,
    )
    return package("自评表", (rubric_sheet(form), texts_sheet(RUBRIC, _COMMON)))


def _group(dice: random.Random, name: str, whole: int) -> Group:
    maxima = points(dice, whole + 4, 3)
    return Group(
        name=name,
        maximum=whole + 4,
        items=tuple(
            _item(dice, f"{name[1]}.{number} 事项", maximum)
            for number, maximum in enumerate(maxima, 1)
        ),
    )


def _item(dice: random.Random, name: str, maximum: int) -> Item:
    lost = dice.choice((0, 0, 1)) if maximum > 1 else 0
    loss = "台账不够完整。" if lost else None
    return Item(name=name, maximum=maximum, points=maximum - lost, loss=loss)


_Flows = dict[str, list[Decimal]]


def _social(dice: random.Random) -> bytes:
    lines: list[Line] = []
    flows = {flow: _flows(dice) for flow in ("收入", "支出")}
    for group, measure in (("预算", "budget"), ("2023年", "current"), ("2022年", "prior")):
        for flow, columns in flows.items():
            values = tuple(float(value) for value in columns[measure])
            lines.append(Line(group=group, label=f"基金{flow}小计", values=values))
    for flow, columns in flows.items():
        lines.extend(_compared(flow, columns))
    table = Comparison(
        title="示例县2023年医疗保险基金收支对比表", funds=(*_FUNDS, "合计"), lines=tuple(lines)
    )
    rows = [
        (fund, flow, name, None, float(amount), None, None, None, None)
        for number, fund in enumerate(_FUNDS)
        for flow, columns in flows.items()
        for name, amount in _detail_lines(dice, flow, columns["current"][number])
    ]
    sheets = (comparison_sheet(table), details_sheet(rows), texts_sheet(SOCIAL, _OF_FUNDS))
    return package("收支对比表", sheets)


def _flows(dice: random.Random) -> _Flows:
    budget = [amount(dice, 5000, 9000) for _ in _FUNDS]
    current = [share(dice, amount) for amount in budget]
    prior = [share(dice, amount, 0.8) for amount in current]
    columns = {"budget": budget, "current": current, "prior": prior}
    return {measure: [*column, added(column)] for measure, column in columns.items()}


def _compared(flow: str, columns: _Flows) -> tuple[Line, ...]:
    group = f"{flow}对比分析"
    triples = list(zip(columns["budget"], columns["current"], columns["prior"], strict=True))
    growths = tuple(float(current - prior) for _, current, prior in triples)
    rates = tuple(percent(current - prior, prior) for _, current, prior in triples)
    shares = tuple(percent(current, budget) for budget, current, _ in triples)
    return (
        Line(group=group, label="增长", values=growths),
        Line(group=group, label="增幅%", values=rates),
        Line(group=group, label="执行预算%", values=shares),
    )


def _detail_lines(dice: random.Random, flow: str, whole: Decimal) -> Sequence[tuple[str, Decimal]]:
    names = {"收入": ("保险费收入", "利息收入"), "支出": ("待遇支出", "转移支出")}[flow]
    parts = split(dice, whole, 2)
    return [(f"{flow}合计", whole), *zip(names, parts, strict=True)]
