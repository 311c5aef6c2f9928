"""Every figure of small forms as a line of a ledger: key, value, unit, formula and cells."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar

from pingshu.model import (
    Detail,
    Figure,
    Form,
    Fund,
    FundFigures,
    FundRow,
    FundSplit,
    Indicator,
    Measure,
    Number,
    Role,
    Rubric,
    RubricGroup,
    RubricItem,
    Spending,
    SpendingLine,
    SplitKind,
    Text,
)
from tests import fund_building
from tests.form_building import computed, form, fund, indicator, number, place
from tests.fund_building import INCOME, RESIDENTS, SPENDING, WORKERS, Line, details, people, table

Row = TypeVar("Row", FundRow, Indicator, SpendingLine, RubricItem, RubricGroup)


def ledger(figures: Iterable[Figure]) -> list[str]:
    """Return a line for each figure: what is read has no formula."""
    return [
        f"{one.key} {one.value}{one.unit} = {one.formula}".removesuffix(" = ")
        + f" [{' '.join(str(source.cell) for source in one.sources)}]"
        for one in figures
    ]


def on_row(row: int, item: Row) -> Row:
    """Return an item whose cells stand in another row."""
    contents = {field.name: getattr(item, field.name) for field in fields(item)}
    moved: dict[str, Any] = {
        name: replace(content, place=place(f"{str(content.place.cell)[0]}{row}"))
        for name, content in contents.items()
        if isinstance(content, Text | Number)
    }
    return replace(item, **moved)


def _own_figures(total: FundFigures) -> list[Figure]:
    values = (getattr(total, field.name) for field in fields(total))
    return [value for value in values if isinstance(value, Figure)]


def text(content: str, cell: str) -> Text:
    return Text(text=content, place=place(cell))


def rubric_item(name: str, maximum: str, score: str | None, bonus: str | None = None) -> RubricItem:
    return RubricItem(
        group=text("管理", "A1"),
        name=text(name, "C1"),
        maximum=number(maximum, "D1"),
        points=number(score, "E1"),
        bonus=number(bonus, "F1"),
    )


def rubric_group(name: str, maximum: str | None, *items: RubricItem) -> RubricGroup:
    return RubricGroup(
        name=text(name, "A1"), maximum=number(maximum, "B1"), points=None, items=items
    )


def spent(label: str, amount: str | None, count: str | None, unit: str | None) -> SpendingLine:
    return SpendingLine(
        label=text(label, "A1"),
        amount=number(amount, "B1"),
        count=number(count, "C1"),
        unit=text(unit, "D1") if unit else None,
        note=None,
    )


# --- funds --------------------------------------------------------------------------------


def test_funds_with_a_total_of_their_own() -> None:
    rows = [
        fund("年度资金总额", "155", "150", initial="134", rate="96.774", weight="10", score="9.5"),
        fund("其中：中央补助", "100", "97", initial="90", role=Role.CENTRAL),
        fund("地方资金", "55", "53", initial="44", role=Role.LOCAL),
    ]
    numbered = [on_row(row, item) for row, item in enumerate(rows, 6)]
    assert ledger(computed(form(funds=numbered, received="124")).figures()) == [
        "资金.年度资金总额.年初预算数 134万元 [D6]",
        "资金.年度资金总额.全年预算数 155万元 [E6]",
        "资金.年度资金总额.全年执行数 150万元 [F6]",
        "资金.年度资金总额.执行率 96.77% = 全年执行数÷全年预算数 [F6 E6]",
        "资金.年度资金总额.填报执行率 96.77% = 填报的执行率，取两位小数 [H6]",
        "资金.年度资金总额.未执行数 5万元 = 全年预算数－全年执行数 [E6 F6]",
        "资金.年度资金总额.预算调整数 21万元 = 全年预算数－年初预算数 [E6 D6]",
        "资金.年度资金总额.预算调整率 15.67% = （全年预算数－年初预算数）÷年初预算数 [E6 D6]",
        "资金.年度资金总额.分值 10分 [G6]",
        "资金.年度资金总额.得分 9.5分 [I6]",
        "资金.年度资金总额.测算得分 9.68分 = 执行率（最高按100%）×分值 [F6 E6 G6]",
        "资金.中央补助.年初预算数 90万元 [D7]",
        "资金.中央补助.全年预算数 100万元 [E7]",
        "资金.中央补助.全年执行数 97万元 [F7]",
        "资金.中央补助.执行率 97.00% = 全年执行数÷全年预算数 [F7 E7]",
        "资金.中央补助.未执行数 3万元 = 全年预算数－全年执行数 [E7 F7]",
        "资金.中央补助.预算调整数 10万元 = 全年预算数－年初预算数 [E7 D7]",
        "资金.中央补助.预算调整率 11.11% = （全年预算数－年初预算数）÷年初预算数 [E7 D7]",
        "资金.地方资金.年初预算数 44万元 [D8]",
        "资金.地方资金.全年预算数 55万元 [E8]",
        "资金.地方资金.全年执行数 53万元 [F8]",
        "资金.地方资金.执行率 96.36% = 全年执行数÷全年预算数 [F8 E8]",
        "资金.地方资金.未执行数 2万元 = 全年预算数－全年执行数 [E8 F8]",
        "资金.地方资金.预算调整数 11万元 = 全年预算数－年初预算数 [E8 D8]",
        "资金.地方资金.预算调整率 25.00% = （全年预算数－年初预算数）÷年初预算数 [E8 D8]",
        "资金.到位数 124万元 [B9]",
        "资金.到位率 80.00% = 到位数÷全年预算数 [B9 E6]",
    ]


def test_a_total_that_is_not_there_leads_to_the_cells_of_its_parts() -> None:
    rows = [
        fund("中央补助", "100", "97", initial="90", role=Role.CENTRAL),
        fund("地方资金", "55", "53", initial="50", role=Role.LOCAL),
    ]
    total = computed(form(funds=[on_row(row, item) for row, item in enumerate(rows, 7)])).total
    assert total is not None
    assert total.row == FundRow(label=text("年度资金总额", "A7"), role=Role.TOTAL, detail=False)
    assert ledger(figure for figure in _own_figures(total) if "总额" in figure.key) == [
        "资金.年度资金总额.年初预算数 140万元 = 各项资金之和 [D7 D8]",
        "资金.年度资金总额.全年预算数 155万元 = 各项资金之和 [E7 E8]",
        "资金.年度资金总额.全年执行数 150万元 = 各项资金之和 [F7 F8]",
        "资金.年度资金总额.执行率 96.77% = 全年执行数÷全年预算数 [F7 F8 E7 E8]",
        "资金.年度资金总额.未执行数 5万元 = 全年预算数－全年执行数 [E7 E8 F7 F8]",
        "资金.年度资金总额.预算调整数 15万元 = 全年预算数－年初预算数 [E7 E8 D7 D8]",
        "资金.年度资金总额.预算调整率 10.71% = （全年预算数－年初预算数）÷年初预算数 [E7 E8 D7 D8]",
    ]


def test_the_adjustment_is_unknown_where_the_initial_budget_of_some_part_is() -> None:
    rows = [
        fund("中央补助", "100", "97", initial="90", role=Role.CENTRAL),
        fund("地方资金", "55", "53", role=Role.LOCAL),
    ]
    total = computed(form(funds=[on_row(row, item) for row, item in enumerate(rows, 7)])).total
    assert total is not None
    assert [figure.key for figure in _own_figures(total) if "年初" in figure.formula] == []
    assert total.budget_initial is None


def test_the_money_of_a_department_by_kind() -> None:
    income, spending = SplitKind.INCOME, SplitKind.SPENDING
    parts = (
        FundSplit(kind=spending, label=text("基本支出", "A7"), amount=number("60", "B7")),
        FundSplit(kind=spending, label=text("项目支出", "A8"), amount=number("30", "B8")),
        FundSplit(kind=income, label=text("财政拨款", "A9"), amount=number("80", "B9")),
        FundSplit(kind=income, label=text("其他收入", "A10")),
    )
    assert ledger(computed(replace(form(), splits=parts)).figures()) == [
        "资金.收入性质.财政拨款.金额 80万元 [B9]",
        "资金.收入性质.财政拨款.占比 100.00% = 该项÷各项之和 [B9 B9]",
        "资金.收入性质.合计 80万元 = 按收入性质分的各项之和 [B9]",
        "资金.支出性质.基本支出.金额 60万元 [B7]",
        "资金.支出性质.基本支出.占比 66.67% = 该项÷各项之和 [B7 B7 B8]",
        "资金.支出性质.项目支出.金额 30万元 [B8]",
        "资金.支出性质.项目支出.占比 33.33% = 该项÷各项之和 [B8 B7 B8]",
        "资金.支出性质.合计 90万元 = 按支出性质分的各项之和 [B7 B8]",
    ]


def test_what_the_money_was_spent_on() -> None:
    lines = (
        on_row(2, spent("培训费", "3.5", "2", "场")),
        on_row(3, spent("培训费", "1.5", "30", None)),
        on_row(4, spent("印刷费", "1", None, None)),
    )
    computation = computed(replace(form(), spending=Spending(lines=lines, total=None)))
    assert tuple(item.line for item in computation.spending) == lines
    assert ledger(computation.figures()) == [
        "支出.培训费.金额 3.5万元 [B2]",
        "支出.培训费.数量 2场 [C2]",
        "支出.培训费#2.金额 1.5万元 [B3]",
        "支出.培训费#2.数量 30 [C3]",
        "支出.印刷费.金额 1万元 [B4]",
        "支出.合计 6.0万元 = 支出明细各行之和 [B2 B3 B4]",
    ]


# --- indicators and scores ----------------------------------------------------------------


def test_indicators_with_their_scores_and_totals() -> None:
    items = [
        indicator("≥60人", "59人", weight="20", score="19", level1="产 出指标（50分）"),
        indicator("≥60人", "65", weight="10", score="10"),
        indicator("≥90%", "0.95", weight="10", score="8", level2="质量", name="合格 率"),
        indicator("≥0.9", "85%", weight="5", score="5", level2=None, name="及格率"),
        indicator("明显提升", "明显提升", weight="10", score="9", level1="效益", name="能力"),
        indicator(None, "明显提升", level1=None, level2=None, name="无目标"),
        indicator("≥5个", None, level1=None, level2=None, name="无完成"),
    ]
    numbered = [on_row(row, item) for row, item in enumerate(items, 13)]
    rows = [fund("年度资金总额", "100", "80", weight="10", score="8")]
    # What cannot be computed counts as entered, and leads to its cell.
    scored = "F6 E6 G6 E13 F13 G13 E14 F14 G14 E15 F15 G15 E16 F16 G16 H17"
    assert ledger(computed(form(funds=rows, indicators=numbered)).figures()) == [
        "资金.年度资金总额.全年预算数 100万元 [E6]",
        "资金.年度资金总额.全年执行数 80万元 [F6]",
        "资金.年度资金总额.执行率 80.00% = 全年执行数÷全年预算数 [F6 E6]",
        "资金.年度资金总额.未执行数 20万元 = 全年预算数－全年执行数 [E6 F6]",
        "资金.年度资金总额.分值 10分 [G6]",
        "资金.年度资金总额.得分 8分 [I6]",
        "资金.年度资金总额.测算得分 8.00分 = 执行率（最高按100%）×分值 [F6 E6 G6]",
        "指标.培训人次.目标值 60人 [E13]",
        "指标.培训人次.完成值 59人 [F13]",
        "指标.培训人次.偏差 -1人 = 完成值－目标值 [E13 F13]",
        "指标.培训人次.完成比例 98.33% = 完成值÷目标值 [E13 F13]",
        "指标.培训人次.分值 20分 [G13]",
        "指标.培训人次.得分 19分 [H13]",
        "指标.培训人次.测算得分 19.67分 = 没有达到目标值，完成值÷目标值×分值 [E13 F13 G13]",
        "指标.培训人次.扣分 1分 = 分值－得分 [G13 H13]",
        "指标.培训人次#2.目标值 60人 [E14]",
        "指标.培训人次#2.完成值 65 [F14]",
        "指标.培训人次#2.偏差 5人 = 完成值－目标值 [E14 F14]",
        "指标.培训人次#2.完成比例 108.33% = 完成值÷目标值 [E14 F14]",
        "指标.培训人次#2.分值 10分 [G14]",
        "指标.培训人次#2.得分 10分 [H14]",
        "指标.培训人次#2.测算得分 10.00分 = 超过目标值，得满分 [E14 F14 G14]",
        "指标.合格率.目标值 90% [E15]",
        "指标.合格率.完成值 95% [F15]",
        "指标.合格率.偏差 5% = 完成值－目标值 [E15 F15]",
        "指标.合格率.完成比例 105.56% = 完成值÷目标值 [E15 F15]",
        "指标.合格率.分值 10分 [G15]",
        "指标.合格率.得分 8分 [H15]",
        "指标.合格率.测算得分 10.00分 = 超过目标值，得满分 [E15 F15 G15]",
        "指标.合格率.扣分 2分 = 分值－得分 [G15 H15]",
        "指标.及格率.目标值 90% [E16]",
        "指标.及格率.完成值 85% [F16]",
        "指标.及格率.偏差 -5% = 完成值－目标值 [E16 F16]",
        "指标.及格率.完成比例 94.44% = 完成值÷目标值 [E16 F16]",
        "指标.及格率.分值 5分 [G16]",
        "指标.及格率.得分 5分 [H16]",
        "指标.及格率.测算得分 4.72分 = 没有达到目标值，完成值÷目标值×分值 [E16 F16 G16]",
        "指标.能力.分值 10分 [G17]",
        "指标.能力.得分 9分 [H17]",
        "指标.能力.扣分 1分 = 分值－得分 [G17 H17]",
        "指标.无完成.目标值 5个 [E19]",
        "指标类别.产出指标.分值 45分 = 各指标分值之和 [G13 G14 G15 G16]",
        "指标类别.产出指标.得分 42分 = 各指标得分之和 [H13 H14 H15 H16]",
        "指标类别.效益指标.分值 10分 = 各指标分值之和 [G17]",
        "指标类别.效益指标.得分 9分 = 各指标得分之和 [H17]",
        "指标.总数 7个 = 三级指标的个数 [D13 D14 D15 D16 D17 D18 D19]",
        "指标.达标数 3个 = 达到或超过目标的个数 [D14 D15 D17]",
        "指标.未达标数 2个 = 没有达到目标的个数 [D13 D16]",
        "指标.未设数 1个 = 没有填年度指标值的个数 [D18]",
        "指标.未填数 1个 = 没有填完成值的个数 [D19]",
        "指标.陈述数 0个 = 不作判断的个数 [D13 D14 D15 D16 D17 D18 D19]",
        "评分.分值合计 65分 = 各项分值之和 [G6 G13 G14 G15 G16 G17]",
        "评分.得分合计 59分 = 各项得分之和 [I6 H13 H14 H15 H16 H17]",
        f"评分.测算总分 61.39分 = 各项测算得分之和，不能测算的按自评得分 [{scored}]",
    ]


def test_the_stated_totals_stand_beside_the_sums() -> None:
    items = [indicator("≥60人", "60人", weight="90", score="90")]
    whole = replace(form(indicators=items, total_stated="91"), weight_total=number("95", "G18"))
    computation = computed(whole)
    totals = (computation.weight_total, computation.weight_sum, computation.score_sum)
    assert ledger(one for one in (*totals, computation.score_total) if one) == [
        "评分.填报分值合计 95分 [G18]",
        "评分.分值合计 90分 = 各项分值之和 [G13]",
        "评分.得分合计 90分 = 各项得分之和 [H13]",
        "评分.总分 91分 [H18]",
    ]


def test_actual_values_that_belong_together_are_added() -> None:
    items = [
        on_row(13, indicator("≥5", "6场", sum_name="培训", name="线上培训")),
        on_row(14, indicator("≥5", "7场", sum_name="培训", name="线下培训")),
    ]
    (added,) = computed(form(indicators=items)).sums
    assert (added.name, len(added.parts)) == ("培训", 2)
    assert ledger([added.figure]) == ["合计.培训 13场 = 各指标完成值之和 [F13 F14]"]


# --- a rubric -----------------------------------------------------------------------------


def rubric(total: str | None = None) -> Rubric:
    """Return a rubric of two groups: with a maximum of its own, and without."""
    health, effect = rubric_item("制度 健全", "10", "9"), rubric_item("执行有效", "10", "11", "1")
    first, second = rubric_item("质量", "50", "50", "0"), rubric_item("质量", "30", "25")
    groups = (
        rubric_group("一、管 理", "20", on_row(2, health), on_row(3, effect)),
        rubric_group("效果", None, on_row(4, first), on_row(5, second)),
    )
    return Rubric(groups=groups, maximum_stated=None, total_stated=number(total, "E9"))


def test_a_rubric_with_its_groups_and_items() -> None:
    computation = computed(replace(form(), rubric=rubric()))
    assert computation.grade == "优"
    assert computation.rubric is not None
    groups = computation.rubric.groups
    assert tuple(item.group for item in groups) == rubric().groups
    assert [part.item for item in groups for part in item.items] == list(rubric().items)
    assert ledger(computation.figures()) == [
        "评分.总分 95分 = 各小项自评得分之和 [E2 E3 E4 E5]",
        "细则.一、管理.制度健全.满分 10分 [D2]",
        "细则.一、管理.制度健全.得分 9分 [E2]",
        "细则.一、管理.制度健全.扣分 1分 = 满分－自评得分 [D2 E2]",
        "细则.一、管理.执行有效.满分 10分 [D3]",
        "细则.一、管理.执行有效.得分 11分 [E3]",
        "细则.一、管理.执行有效.加分 1分 [F3]",
        "细则.一、管理.满分 20分 [B1]",
        "细则.一、管理.得分 20分 = 各小项自评得分之和 [E2 E3]",
        "细则.一、管理.加分 1分 = 各小项加分之和 [F3]",
        "细则.效果.质量.满分 50分 [D4]",
        "细则.效果.质量.得分 50分 [E4]",
        "细则.效果.质量#2.满分 30分 [D5]",
        "细则.效果.质量#2.得分 25分 [E5]",
        "细则.效果.质量#2.扣分 5分 = 满分－自评得分 [D5 E5]",
        "细则.效果.满分 80分 = 各小项分值之和 [D4 D5]",
        "细则.效果.得分 75分 = 各小项自评得分之和 [E4 E5]",
        "细则.效果.扣分 5分 = 满分－自评得分 [D4 D5 E4 E5]",
        "细则.满分 100分 = 各大项满分之和 [B1 D4 D5]",
        "细则.得分 95分 = 各小项自评得分之和 [E2 E3 E4 E5]",
        "细则.加分 1分 = 各小项加分之和 [F3]",
        "细则.扣分 6分 = 各小项扣分之和 [D2 E2 D5 E5]",
    ]


def test_the_total_that_a_rubric_states_goes_before_its_sum() -> None:
    computation = computed(replace(form(), rubric=rubric("85")))
    assert computation.grade == "良"
    assert computation.score_total is not None
    assert ledger([computation.score_total]) == ["评分.总分 85分 [E9]"]


# --- funds of social insurance ------------------------------------------------------------


def insured() -> Form:
    """Return a form of two funds without a column for both, with details and people."""
    rows = (
        (Measure.BUDGET, INCOME, ("9", "20")),
        (Measure.CURRENT, INCOME, ("10", "24")),
        (Measure.PRIOR, INCOME, ("8", "16")),
        (Measure.BUDGET, SPENDING, ("8", "15")),
        (Measure.CURRENT, SPENDING, ("7", "20")),
        (Measure.PRIOR, SPENDING, ("5", "16")),
        (Measure.OPENING, None, ("1", "2")),
    )
    interest = Line(
        fund=WORKERS, flow=INCOME, depth=1, label="利息", budget="4", current="2", prior="1"
    )
    sent = Line(fund=WORKERS, flow=SPENDING, depth=1, label="上解", current="1", transfer=True)
    lines = details(
        Line(fund=WORKERS, flow=INCOME, depth=0, label="收入合计", current="10"),
        interest,
        Line(fund=RESIDENTS, flow=INCOME, depth=0, label="收入合计", current="24"),
        replace(interest, fund=RESIDENTS, budget="5", current="3", prior="4"),
        Line(fund=WORKERS, flow=SPENDING, depth=0, label="支出合计", current="7"),
        sent,
        replace(sent, label="补助下级", current="2"),
    )
    return fund_building.form(
        comparison=table((WORKERS, RESIDENTS), rows),
        details=lines,
        enrolment=(
            people("户籍 人口", "200", "50", fund=RESIDENTS),
            people("常住人口", "200", "50", "140"),
        ),
    )


def test_a_fund_of_its_own() -> None:
    figures = fund_building.computed(insured()).figures()
    prefix = "基金.职工基本医疗保险."
    mine = [figure for figure in figures if figure.key.startswith(prefix)]
    assert [line.removeprefix(prefix) for line in ledger(mine)] == [
        "收入.预算 9万元 [C3]",
        "收入.本年 10万元 [C4]",
        "收入.上年 8万元 [C5]",
        "收入.增长 2万元 = 本年数－上年数 [C4 C5]",
        "收入.增幅 25.00% = （本年数－上年数）÷上年数 [C4 C5 C5]",
        "收入.占预算 111.11% = 本年数÷预算数 [C4 C3]",
        "支出.预算 8万元 [C6]",
        "支出.本年 7万元 [C7]",
        "支出.上年 5万元 [C8]",
        "支出.增长 2万元 = 本年数－上年数 [C7 C8]",
        "支出.增幅 40.00% = （本年数－上年数）÷上年数 [C7 C8 C8]",
        "支出.占预算 87.50% = 本年数÷预算数 [C7 C6]",
        "支出.上下级往来 3万元 = 上下级往来各项之和 [F7 F8]",
        "支出.不含往来 4万元 = 本年数－上下级往来 [C7 F7 F8]",
        "支出.不含往来占预算 50.00% = （本年数－上下级往来）÷预算数 [C7 F7 F8 C6]",
        "上年末滚存结余 1万元 [C9]",
        "当期结余 3万元 = 本年收入－本年支出 [C4 C7]",
        "年末滚存结余 4万元 = 上年末滚存结余＋当期结余 [C9 C4 C7]",
        "可支付月数 6.9个月 = 年末滚存结余÷（本年支出÷12） [C9 C4 C7 C7]",
        "收入.明细.收入合计.本年 10万元 [F2]",
        "收入.明细.收入合计.利息.预算 4万元 [E3]",
        "收入.明细.收入合计.利息.本年 2万元 [F3]",
        "收入.明细.收入合计.利息.上年 1万元 [G3]",
        "收入.明细.收入合计.利息.增长 1万元 = 本年数－上年数 [F3 G3]",
        "收入.明细.收入合计.利息.增幅 100.00% = （本年数－上年数）÷上年数 [F3 G3 G3]",
        "收入.明细.收入合计.利息.占预算 50.00% = 本年数÷预算数 [F3 E3]",
        "支出.明细.支出合计.本年 7万元 [F6]",
        "支出.明细.支出合计.上解.本年 1万元 [F7]",
        "支出.明细.支出合计.补助下级.本年 2万元 [F8]",
    ]


def test_all_funds_together() -> None:
    computation = fund_building.computed(insured())
    prefix = "基金.合计."
    mine = [figure for figure in computation.figures() if figure.key.startswith(prefix)]
    assert [line.removeprefix(prefix) for line in ledger(mine)] == [
        "收入.预算 29万元 = 各险种之和 [C3 D3]",
        "收入.本年 34万元 = 各险种之和 [C4 D4]",
        "收入.上年 24万元 = 各险种之和 [C5 D5]",
        "收入.增长 10万元 = 本年数－上年数 [C4 D4 C5 D5]",
        "收入.增幅 41.67% = （本年数－上年数）÷上年数 [C4 D4 C5 D5 C5 D5]",
        "收入.占预算 117.24% = 本年数÷预算数 [C4 D4 C3 D3]",
        "支出.预算 23万元 = 各险种之和 [C6 D6]",
        "支出.本年 27万元 = 各险种之和 [C7 D7]",
        "支出.上年 21万元 = 各险种之和 [C8 D8]",
        "支出.增长 6万元 = 本年数－上年数 [C7 D7 C8 D8]",
        "支出.增幅 28.57% = （本年数－上年数）÷上年数 [C7 D7 C8 D8 C8 D8]",
        "支出.占预算 117.39% = 本年数÷预算数 [C7 D7 C6 D6]",
        "支出.上下级往来 3万元 = 各险种之和 [F7 F8]",
        "支出.不含往来 24万元 = 本年数－上下级往来 [C7 D7 F7 F8]",
        "支出.不含往来占预算 104.35% = （本年数－上下级往来）÷预算数 [C7 D7 F7 F8 C6 D6]",
        "上年末滚存结余 3万元 = 各险种之和 [C9 D9]",
        "当期结余 7万元 = 本年收入－本年支出 [C4 D4 C7 D7]",
        "年末滚存结余 10万元 = 各险种之和 [C9 C4 C7 D9 D4 D7]",
        "可支付月数 4.4个月 = 年末滚存结余÷（本年支出÷12） [C9 C4 C7 D9 D4 D7 C7 D7]",
        "收入.明细.收入合计.本年 34万元 = 各险种之和 [F2 F4]",
        "收入.明细.收入合计.利息.预算 9万元 = 各险种之和 [E3 E5]",
        "收入.明细.收入合计.利息.本年 5万元 = 各险种之和 [F3 F5]",
        "收入.明细.收入合计.利息.上年 5万元 = 各险种之和 [G3 G5]",
        "收入.明细.收入合计.利息.增长 0万元 = 本年数－上年数 [F3 F5 G3 G5]",
        "收入.明细.收入合计.利息.增幅 0.00% = （本年数－上年数）÷上年数 [F3 F5 G3 G5 G3 G5]",
        "收入.明细.收入合计.利息.占预算 55.56% = 本年数÷预算数 [F3 F5 E3 E5]",
        "支出.明细.支出合计.本年 7万元 = 各险种之和 [F6]",
        "支出.明细.支出合计.上解.本年 1万元 = 各险种之和 [F7]",
        "支出.明细.支出合计.补助下级.本年 2万元 = 各险种之和 [F8]",
    ]


def test_the_fund_that_no_column_states_stands_where_the_first_does() -> None:
    comparison = fund_building.computed(insured()).comparison
    assert comparison is not None
    assert comparison.total is not None
    label = fund_building.text("合计", fund_building.TABLE, "C2")
    assert comparison.total.fund == Fund(label=label, is_total=True)
    (income,), (spending,) = comparison.total.income_details, comparison.total.spending_details
    assert income.detail == Detail(
        label=fund_building.text("收入合计", fund_building.DETAILS, "D2"),
        fund=None,
        flow=INCOME,
        depth=0,
    )
    assert [(part.detail.depth, part.detail.is_transfer) for part in spending.parts] == [
        (1, True),
        (1, True),
    ]


def test_who_is_insured() -> None:
    computation = fund_building.computed(insured())
    assert computation.comparison is not None
    lines = tuple(item.enrolment for item in computation.comparison.enrolment)
    assert lines == insured().enrolment
    mine = [figure for figure in computation.figures() if figure.key.startswith("参保.")]
    assert ledger(mine) == [
        "参保.城乡居民基本医疗保险·户籍人口.人数 200人 [C2]",
        "参保.城乡居民基本医疗保险·户籍人口.不应参保 50人 [D2]",
        "参保.城乡居民基本医疗保险·户籍人口.应参保 150人 = 人数－不应参保人数 [C2 D2]",
        "参保.城乡居民基本医疗保险·户籍人口.参保率 75.00% = 应参保人数÷人数 [C2 D2 C2]",
        "参保.常住人口.人数 200人 [C2]",
        "参保.常住人口.不应参保 50人 [D2]",
        "参保.常住人口.应参保 150人 = 人数－不应参保人数 [C2 D2]",
        "参保.常住人口.实参保 140人 [E2]",
        "参保.常住人口.参保率 70.00% = 实参保人数÷人数 [E2 C2]",
    ]
