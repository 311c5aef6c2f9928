"""What follows from a form: rates, balances, verdicts, scores, sums, totals and the grade."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pingshu.compute.indicators import meets
from pingshu.model import (
    Computation,
    Figure,
    FundFigures,
    FundRow,
    Indicator,
    IndicatorFigures,
    Role,
    Spending,
    SpendingLine,
    Text,
    Verdict,
    is_far_apart,
)
from pingshu.values import parse_target
from tests.form_building import computed, form, fund, indicator, number, place

FISCAL, LOCAL, OTHER = Role.FISCAL, Role.LOCAL, Role.OTHER
PARTS = (Role.FISCAL, Role.CENTRAL, Role.LOCAL, Role.CARRY_OVER, Role.OTHER)


def total_of(*rows: FundRow) -> FundFigures:
    total = computed(form(funds=rows)).total
    assert total is not None
    return total


def figures_of(item: Indicator) -> IndicatorFigures:
    (figures,) = computed(form(indicators=[item])).indicators
    return figures


def value_of(figure: Figure | None) -> str | None:
    return None if figure is None else str(figure.value)


# --- funds --------------------------------------------------------------------------------


def test_the_rate_is_on_the_budget_of_the_whole_year() -> None:
    total = total_of(fund("年度资金总额", "155", "155", initial="134"))
    assert value_of(total.rate) == "100.00"


def test_the_rate_is_rounded_half_up_to_two_decimals() -> None:
    assert value_of(total_of(fund("年度资金总额", "6", "5.84")).rate) == "97.33"
    assert value_of(total_of(fund("年度资金总额", "10000", "8618.5")).rate) == "86.19"


@pytest.mark.parametrize(
    ("budget", "executed", "rate"),
    [
        ("100000", "99996", "99.996"),
        ("100000", "100004", "100.004"),
        ("100000", "60", "0.06"),
        ("1000000", "999999.99", "99.999999"),
    ],
)
def test_a_rate_is_never_rounded_to_all_of_it(budget: str, executed: str, rate: str) -> None:
    assert value_of(total_of(fund("年度资金总额", budget, executed)).rate) == rate


def test_amounts_ten_thousand_times_apart_have_no_rate() -> None:
    total = total_of(fund("年度资金总额", "60", "584000", initial="60", weight="10"))
    assert (total.rate, total.unspent, total.score) == (None, None, None)
    assert total.unknown == {"rate", "unspent", "score"}


@pytest.mark.parametrize(
    "rows",
    [
        (fund("年度资金总额", "约60", "58"), fund("财政拨款", "60", "58", role=FISCAL)),
        (fund("年度资金总额", None, "58"), fund("财政拨款", "约60", "58", role=FISCAL)),
    ],
)
def test_an_unreadable_amount_leaves_the_total_unknown(rows: tuple[FundRow, ...]) -> None:
    total = total_of(*rows)
    assert (total.budget, total.rate) == (None, None)
    assert {"budget", "rate"} <= total.unknown
    assert value_of(total.executed) == "58"


def test_a_source_and_its_shares_are_added_once() -> None:
    total = total_of(
        fund("1.财政拨款", "100", "90", role=FISCAL),
        fund("其中：中央补助", "60", "50", role=Role.CENTRAL),
        fund("县级资金", "40", "40", role=LOCAL),
        fund("2.其他资金", "5", "5", role=OTHER),
    )
    assert (value_of(total.budget), value_of(total.executed)) == ("105", "95")


def test_what_was_received_in_another_unit_has_no_rate() -> None:
    computation = computed(form(funds=[fund("年度资金总额", "6", "5")], received="60000"))
    assert computation.received_rate is None


def test_the_rate_knows_its_formula_and_its_cells() -> None:
    rate = total_of(fund("年度资金总额：", "6", "5.84")).rate
    assert rate is not None
    assert rate.key == "资金.年度资金总额.执行率"
    assert rate.formula == "全年执行数÷全年预算数"
    assert [place.cell for place in rate.sources] == ["F6", "E6"]
    assert rate.unit == "%"


@pytest.mark.parametrize(("budget", "executed"), [("0", "0"), ("0", "5"), ("—", "5"), ("6", "—")])
def test_there_is_no_rate_without_a_budget_or_an_amount(budget: str, executed: str) -> None:
    total = total_of(fund("年度资金总额", budget, executed))
    assert total.rate is None


@pytest.mark.parametrize(
    ("executed", "unspent", "rate"),
    [("0", "6", "0.00"), ("5.84", "0.16", "97.33"), ("6", "0", "100.00"), ("7", "-1", "116.67")],
)
def test_what_is_not_spent_is_the_budget_less_the_amount(
    executed: str, unspent: str, rate: str
) -> None:
    total = total_of(fund("年度资金总额", "6", executed))
    assert (value_of(total.unspent), value_of(total.rate)) == (unspent, rate)


def test_an_adjustment_is_measured_on_the_first_budget() -> None:
    total = total_of(fund("年度资金总额", "155", "155", initial="134"))
    assert value_of(total.adjustment) == "21"
    assert value_of(total.adjustment_rate) == "15.67"


def test_a_cut_budget_is_a_negative_adjustment() -> None:
    total = total_of(fund("年度资金总额", "100", "90", initial="120"))
    assert value_of(total.adjustment) == "-20"
    assert value_of(total.adjustment_rate) == "-16.67"


def test_there_is_no_rate_of_adjustment_without_a_first_budget() -> None:
    assert total_of(fund("年度资金总额", "5", "5")).adjustment is None
    total = total_of(fund("年度资金总额", "5", "5", initial="0"))
    assert value_of(total.adjustment) == "5"
    assert total.adjustment_rate is None


def test_a_total_that_is_not_there_is_made_from_its_parts() -> None:
    total = total_of(
        fund("中央补助", "80", "75.5", role=Role.CENTRAL), fund("地方资金", "20", "20", role=LOCAL)
    )
    assert (value_of(total.budget), value_of(total.executed)) == ("100", "95.5")
    assert value_of(total.rate) == "95.50"
    assert total.budget is not None
    assert total.budget.formula == "各项资金之和"
    assert total.budget.key == "资金.年度资金总额.全年预算数"


def test_a_total_left_blank_is_made_from_its_parts() -> None:
    total = total_of(
        fund("年度资金总额", "—", "95"),
        fund("其中：中央补助", "80", "75", role=Role.CENTRAL),
        fund("地方资金", "20", "20", role=LOCAL),
    )
    assert value_of(total.budget) == "100"
    assert value_of(total.rate) == "95.00"


def test_a_total_of_zero_is_not_blank() -> None:
    total = total_of(fund("年度资金总额", "0", "0"), fund("财政拨款", "90", "89", role=FISCAL))
    assert value_of(total.budget) == "0"


def test_a_share_of_the_first_part_is_not_added_again() -> None:
    total = total_of(
        fund("财政拨款", "100", "100", role=FISCAL),
        fund("其中：县级资金", "40", "40", role=LOCAL),
        fund("其他资金", "5", "5", role=OTHER),
    )
    assert value_of(total.budget) == "105"


def test_a_form_without_funds_has_no_total() -> None:
    computation = computed(form(funds=None, received="5"))
    assert computation.total is None
    assert computation.received_rate is None


def test_the_received_rate_is_on_the_budget() -> None:
    computation = computed(form(funds=[fund("年度资金总额", "6", "5")], received="4.5"))
    assert value_of(computation.received) == "4.5"
    assert value_of(computation.received_rate) == "75.00"


def test_amounts_keep_the_unit_of_the_form() -> None:
    rows = [fund("年度资金总额", "60000", "58400")]
    computation = computed(form(funds=rows, money_unit="元"))
    assert computation.total is not None
    assert computation.total.budget is not None
    assert computation.total.budget.unit == "元"


def test_a_form_without_a_unit_of_money_counts_in_ten_thousand() -> None:
    budget = computed(form(funds=[fund("年度资金总额", "6", "5")], money_unit=None)).funds[0].budget
    assert budget is not None
    assert budget.unit == "万元"


# --- the score of execution ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("budget", "executed", "score"),
    [
        ("6", "5.84", "9.73"),
        ("155", "155", "10.00"),
        ("6", "7", "10.00"),
        ("6", "0", "0.00"),
        ("6", "-1", "0.00"),
    ],
)
def test_execution_scores_by_its_rate_and_at_most_the_weight(
    budget: str, executed: str, score: str
) -> None:
    assert value_of(total_of(fund("年度资金总额", budget, executed, weight="10")).score) == score


@pytest.mark.parametrize(("budget", "weight"), [("0", "10"), ("-6", "10"), ("6", "—"), ("6", None)])
def test_execution_has_no_score_without_a_budget_or_a_weight(
    budget: str, weight: str | None
) -> None:
    assert total_of(fund("年度资金总额", budget, "5", weight=weight)).score is None


def test_what_the_form_states_of_execution_stands_beside_the_score() -> None:
    total = total_of(fund("年度资金总额", "6", "5.84", weight="10", score="9"))
    assert (value_of(total.weight), value_of(total.score_stated)) == ("10", "9")


# --- verdicts -----------------------------------------------------------------------------

REACHED, EXCEEDED, FAR = Verdict.REACHED, Verdict.EXCEEDED, Verdict.FAR_EXCEEDED
MISSED, STATED = Verdict.MISSED, Verdict.STATED


@pytest.mark.parametrize(
    ("target", "actual", "verdict"),
    [
        ("≥60人", "60人", REACHED),
        ("≥60人", "77人", EXCEEDED),
        ("≥60人", "78人", FAR),
        ("≥60人", "59人", MISSED),
        ("60人", "60人", REACHED),
        ("60人", "61人", EXCEEDED),
        ("60人", "59人", MISSED),
        (">60人", "61人", EXCEEDED),
        (">60人", "60人", MISSED),
        ("=60人", "60人", REACHED),
        ("=60人", "61人", EXCEEDED),
        ("=60人", "59人", MISSED),
        ("≤30分钟", "30分钟", REACHED),
        ("≤30分钟", "10分钟", REACHED),
        ("≤30分钟", "31分钟", MISSED),
        ("<30分钟", "29分钟", REACHED),
        ("<30分钟", "30分钟", MISSED),
        ("95%-105%", "95%", REACHED),
        ("105%≥x≥95%", "105%", REACHED),
        ("95%-105%", "94.9%", MISSED),
        ("95%-105%", "105.1%", MISSED),
        ("≥0起", "3起", EXCEEDED),
        ("0起", "0起", REACHED),
        ("0起", "1起", MISSED),
        ("=0起", "2起", MISSED),
    ],
)
def test_a_number_is_judged_by_the_target_s_operator(
    target: str, actual: str, verdict: Verdict
) -> None:
    assert figures_of(indicator(target, actual)).verdict is verdict


@pytest.mark.parametrize(
    ("target", "actual", "verdict"),
    [
        ("明显提升", "明显提升", REACHED),
        ("明显 提升", "明显提升。", REACHED),
        ("明显提升", "达成预期指标", REACHED),
        ("明显提升", "全部达成预期指标", REACHED),
        ("明显提升", "达成年度指标，效果良好", REACHED),
        ("2022年10月底前完成", "2022年11月完成", MISSED),
        ("2022年10月底前完成", "2022年10月完成", REACHED),
        ("2022年10月底前完成", "2022年10月或11月", STATED),
        ("12月底前", "已完成", REACHED),
        ("12月底前", "已完成。", REACHED),
        ("12月底前", "已完成一部分", STATED),
        ("明显提升", "达成年度指标的八成", STATED),
        ("明显提升", "部分达成年度指标并具有一定效果", MISSED),
        ("≥60人", "未完成", MISSED),
        ("≥60人", "未完成年度任务", MISSED),
        ("≥60人", "未达标，差10人", MISSED),
        ("明显提升", "未达到预期目标", MISSED),
        ("≥60人", "未完成率为0", STATED),
        ("≥60人", "未完成任务数为0", STATED),
        ("≥60人", "未达成指标数为0", STATED),
        ("≥60人", "未达标的有0户", STATED),
        ("明显提升", "不存在未达到标准的情况", STATED),
        ("明显提升", "部分完成", STATED),
        ("明显提升", "有所提升", STATED),
        ("≥60人", "已培训", STATED),
        ("无差错", "无", STATED),
        ("明显提升", "60人", STATED),
        ("≥60人", "60户", STATED),
    ],
)
def test_words_are_told_and_judged_only_where_they_are_plain(
    target: str, actual: str, verdict: Verdict
) -> None:
    assert figures_of(indicator(target, actual)).verdict is verdict


@pytest.mark.parametrize("target", [None, "—", "/", "无"])
def test_there_is_no_verdict_without_a_target(target: str | None) -> None:
    assert figures_of(indicator(target, "60人")).verdict is Verdict.NO_TARGET


@pytest.mark.parametrize("actual", [None, "—", "/"])
def test_there_is_no_verdict_without_an_actual_value(actual: str | None) -> None:
    assert figures_of(indicator("≥60人", actual)).verdict is Verdict.NO_ACTUAL


def test_less_is_better_for_cost_without_an_operator() -> None:
    assert figures_of(indicator("75元", "70元", level2="成本指标")).verdict is REACHED
    assert figures_of(indicator("75元", "80元", level2="成本指标")).verdict is MISSED
    assert figures_of(indicator("75元", "80元", level1="成本指标", level2=None)).verdict is MISSED


def test_nothing_meets_a_target_that_is_no_number() -> None:
    assert not meets(parse_target("明显提升"), Decimal(60), lower=False)


def test_an_operator_goes_before_the_kind_of_indicator() -> None:
    assert figures_of(indicator("≥75元", "80元", level2="成本指标")).verdict is EXCEEDED


# --- deviation, share, the formula's score ------------------------------------------------


def test_deviation_and_share_are_against_the_target() -> None:
    figures = figures_of(indicator("≥60人", "65人"))
    assert value_of(figures.deviation) == "5"
    assert value_of(figures.share) == "108.33"
    assert figures.deviation is not None
    assert figures.deviation.unit == "人"


def test_a_unit_on_one_side_only_fits() -> None:
    assert value_of(figures_of(indicator("≥60人", "65")).share) == "108.33"
    assert value_of(figures_of(indicator("60", "65人")).share) == "108.33"


def test_nothing_follows_from_two_different_units() -> None:
    figures = figures_of(indicator("≥60人", "65户", weight="10"))
    assert (figures.deviation, figures.share, figures.score) == (None, None, None)
    assert value_of(figures.actual) == "65"


@pytest.mark.parametrize(
    ("target", "actual", "verdict", "share"),
    [
        ("≥90%", "0.95", EXCEEDED, "105.56"),
        ("≥90%", "95", EXCEEDED, "105.56"),
        ("≥0.9", "85%", MISSED, "94.44"),
        ("0.9-0.95", "93%", REACHED, "103.33"),
        ("≥90%", "0", MISSED, "0.00"),
        ("≥5%", "1", STATED, None),
        ("≥0.05", "6%", STATED, None),
    ],
)
def test_a_bare_number_beside_one_in_percent_is_settled_by_it(
    target: str, actual: str, verdict: Verdict, share: str | None
) -> None:
    figures = figures_of(indicator(target, actual))
    assert (figures.verdict, value_of(figures.share)) == (verdict, share)


@pytest.mark.parametrize(
    ("target", "actual", "verdict"),
    [
        ("≥5万元", "50000", STATED),
        ("≥50000", "5万元", STATED),
        ("≥5万元", "5.5", EXCEEDED),
        ("≥5万元", "0", MISSED),
    ],
)
def test_a_bare_amount_a_thousand_times_the_target_is_not_judged(
    target: str, actual: str, verdict: Verdict
) -> None:
    assert figures_of(indicator(target, actual)).verdict is verdict


def test_the_other_measure_word_in_brackets_is_no_other_unit() -> None:
    assert figures_of(indicator("≥60台（套）", "65台")).verdict is EXCEEDED


@pytest.mark.parametrize(
    ("target", "actual", "share"),
    [
        (">60人", "60人", None),
        ("≥10000人", "9999.6人", "99.996"),
        ("≥10000人", "0.3人", "0.003"),
        ("≥-5%", "-3%", None),
    ],
)
def test_a_share_never_says_more_than_was_reached(
    target: str, actual: str, share: str | None
) -> None:
    assert value_of(figures_of(indicator(target, actual)).share) == share


def test_there_is_no_share_of_a_target_of_zero() -> None:
    figures = figures_of(indicator("0起", "1起"))
    assert figures.share is None
    assert value_of(figures.deviation) == "1"


@pytest.mark.parametrize(
    ("target", "actual", "score"),
    [
        ("≥60人", "60人", "20.00"),
        ("≥60人", "120人", "20.00"),
        ("≥60人", "30人", "10.00"),
        ("≥60人", "0人", "0.00"),
        ("≥60人", "-5人", "0.00"),
        (">60人", "60人", "20.00"),
        ("≤10天", "8天", "20.00"),
        ("≤10天", "12天", "16.00"),
        ("≤10天", "15天", "10.00"),
        ("≤10天", "20天", "0.00"),
        ("≤10天", "35天", "0.00"),
        ("95%-105%", "100%", "20.00"),
        ("95%-105%", "90%", "18.95"),
        ("=0起", "0起", "20.00"),
        ("=0起", "3起", "0.00"),
    ],
)
def test_the_formula_scores_by_the_linear_rule(target: str, actual: str, score: str) -> None:
    assert value_of(figures_of(indicator(target, actual, weight="20")).score) == score


def test_the_formula_does_not_change_the_stated_score() -> None:
    figures = figures_of(indicator("≥60人", "30人", weight="20", score="18"))
    assert (value_of(figures.score_stated), value_of(figures.score)) == ("18", "10.00")


@pytest.mark.parametrize("weight", [None, "—", "二十"])
def test_the_formula_needs_a_weight(weight: str | None) -> None:
    assert figures_of(indicator("≥60人", "30人", weight=weight)).score is None


def test_words_have_no_formula() -> None:
    assert figures_of(indicator("明显提升", "明显提升", weight="20")).score is None


# --- sums, totals, grade ------------------------------------------------------------------


def test_indicators_of_one_sum_are_added() -> None:
    items = [
        indicator(None, "93家", name="协议医院", sum_name="协议机构"),
        indicator(None, "345家", name="协议药店", sum_name="协议机构"),
        indicator(None, "5家", name="其他"),
    ]
    (added,) = computed(form(indicators=items)).sums
    assert (added.name, value_of(added.figure), added.figure.unit) == ("协议机构", "438", "家")
    assert [part.indicator.level3.text for part in added.parts] == ["协议医院", "协议药店"]
    assert added.figure in computed(form(indicators=items)).figures()


@pytest.mark.parametrize("second", ["345户", "若干家", None])
def test_there_is_no_sum_of_different_units_or_of_one(second: str | None) -> None:
    items = [
        indicator(None, "93家", name="甲", sum_name="合计"),
        indicator(None, second, name="乙", sum_name="合计"),
    ]
    assert computed(form(indicators=items)).sums == ()


def scored(*rows: tuple[str | None, str | None], execution: tuple[str, str] | None) -> Computation:
    items = [indicator("好", "好", weight=weight, score=score) for weight, score in rows]
    weight, score = execution or (None, None)
    return computed(
        form(
            funds=[fund("年度资金总额", "6", "6", weight=weight, score=score)],
            indicators=items,
        )
    )


def test_weights_and_scores_are_added_with_execution() -> None:
    computation = scored(("50", "48.5"), ("40", "40"), execution=("10", "9.73"))
    assert value_of(computation.weight_sum) == "100"
    assert value_of(computation.score_sum) == "98.23"
    assert value_of(computation.score_total) == "98.23"
    assert computation.grade == "优"


def test_execution_without_a_weight_counts_nothing() -> None:
    computation = scored(("50", "48"), ("50", "50"), execution=None)
    assert (value_of(computation.weight_sum), value_of(computation.score_sum)) == ("100", "98")


def test_scores_with_a_gap_are_not_added() -> None:
    computation = scored(("50", "48"), ("40", None), execution=("10", "10"))
    assert (computation.score_sum, computation.score_total, computation.grade) == (None, None, None)


def test_a_form_without_scores_has_no_sums_of_them() -> None:
    computation = scored((None, None), execution=None)
    assert (computation.weight_sum, computation.score_sum, computation.grade) == (None, None, None)


def test_a_stated_total_that_cannot_be_read_is_unknown() -> None:
    items = [indicator("好", "好", weight="100", score="95")]
    computation = computed(form(indicators=items, total_stated="优秀"))
    assert (computation.score_total, computation.grade) == (None, None)


@pytest.mark.parametrize(("weight", "score"), [("二十", None), ("20", "满分")])
def test_nothing_is_added_to_what_cannot_be_read(weight: str, score: str | None) -> None:
    items = [
        indicator("好", "好", weight="80", score="80"),
        indicator("好", "好", weight=weight, score=score),
    ]
    assert computed(form(indicators=items)).score_sum is None


def test_the_stated_total_goes_before_the_sum() -> None:
    items = [indicator("好", "好", weight="100", score="95")]
    computation = computed(form(indicators=items, total_stated="89"))
    assert (value_of(computation.score_total), computation.grade) == ("89", "良")


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("102", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("79.99", "中"),
        ("60", "中"), ("59.99", "差"), ("0", "差"), ("-5", "差"),
    ],
)  # fmt: skip
def test_the_grade_is_cut_exactly_at_its_bound(total: str, grade: str) -> None:
    assert computed(form(total_stated=total)).grade == grade


# --- levels and counts --------------------------------------------------------------------


def test_the_levels_of_a_form_are_grouped_by_name_neighbours_or_not() -> None:
    named = [
        ("产 出指标\n（50分）", "数量指标"),
        ("效益指标", "社会效益"),
        ("产出指标（50分）", "数量指标"),
        (None, None),
    ]
    items = [indicator("≥1次", "1次", level1=one, level2=two) for one, two in named]
    grouped = {
        level1.name: [(level2.name, len(level2.indicators)) for level2 in level1.classes]
        for level1 in computed(form(indicators=items)).levels
    }
    assert grouped == {
        "产出指标": [("数量指标", 2)],
        "效益指标": [("社会效益指标", 1)],
        "绩效指标": [("其他指标", 1)],
    }


def test_a_level_1_adds_its_weights_and_its_scores_unless_one_is_missing() -> None:
    items = [
        indicator("好", "好", weight="30", score="28"),
        indicator("好", "好", weight="20", score=None),
    ]
    computation = computed(form(indicators=items))
    (level1,) = computation.levels
    assert (value_of(level1.weight), level1.score) == ("50", None)
    assert level1.weight in computation.figures()


def test_points_are_lost_where_the_score_is_below_the_weight() -> None:
    lost = figures_of(indicator("好", "好", weight="10", score="8.5")).lost
    assert lost is not None
    assert (lost.key, str(lost.value)) == ("指标.培训人次.扣分", "1.5")
    assert [place.cell for place in lost.sources] == ["G13", "H13"]
    assert figures_of(indicator("好", "好", weight="10", score="10")).lost is None


def test_indicators_are_counted_by_what_came_of_them() -> None:
    items = [
        indicator("≥1次", "1次"),
        indicator("≥1次", "2次"),
        indicator("≥5次", "1次"),
        indicator("明显提升", "有所提升"),
        indicator(None, "1次"),
        indicator(None, None),
    ]
    counts = computed(form(indicators=items)).counts
    assert value_of(counts.total) == "6"
    assert (value_of(counts.reached), value_of(counts.missed)) == ("2", "1")
    assert (value_of(counts.stated), value_of(counts.without_target)) == ("1", "2")


def test_a_count_leads_to_the_cells_of_those_counted_or_of_all() -> None:
    first, second = indicator("≥1次", "1次"), indicator("≥5次", "1次")
    second = replace(second, level3=Text(text="第二个", place=place("D14")))
    counts = computed(form(indicators=[first, second])).counts
    assert counts.missed
    assert [source.cell for source in counts.missed.sources] == ["D14"]
    assert counts.stated
    assert [source.cell for source in counts.stated.sources] == ["D13", "D14"]


def test_a_form_without_indicators_counts_nothing() -> None:
    assert computed(form()).counts.total is None


# --- what the form states besides ---------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "rate", "formula"),
    [("97.3%", "97.3", ""), ("97.33333%", "97.33", "填报的执行率，取两位小数")],
)
def test_the_stated_rate_is_a_figure_of_its_own(stated: str, rate: str, formula: str) -> None:
    figure = total_of(fund("年度资金总额", "6", "5.84", rate=stated)).rate_stated
    assert figure is not None
    assert (figure.key, figure.formula) == ("资金.年度资金总额.填报执行率", formula)
    assert value_of(figure) == rate


def spending(*lines: tuple[str, str]) -> Computation:
    """Return the figures of a form with these lines of 支出明细."""
    read = tuple(
        SpendingLine(
            label=Text(text=label, place=place("A2")),
            amount=number(amount, "B2"),
            count=None,
            unit=None,
            note=None,
        )
        for label, amount in lines
    )
    return computed(replace(form(), spending=Spending(lines=read, total=None)))


def test_spending_is_added_unless_an_amount_is_missing() -> None:
    whole = spending(("培训", "38.6"), ("进修", "20"))
    assert value_of(whole.spending_total) == "58.6"
    assert spending(("培训", "38.6"), ("进修", "若干")).spending_total is None
    assert computed(form()).spending_total is None


def test_the_count_of_a_line_of_spending_has_its_own_unit() -> None:
    line = SpendingLine(
        label=Text(text="培训", place=place("A2")),
        amount=None,
        count=number("40", "C2"),
        unit=Text(text="人次", place=place("D2")),
        note=None,
    )
    computation = computed(replace(form(), spending=Spending(lines=(line,), total=None)))
    (figure,) = computation.figures()
    assert (figure.key, str(figure.value), figure.unit) == ("支出.培训.数量", "40", "人次")


# --- keys ---------------------------------------------------------------------------------


def test_things_of_one_name_have_different_keys() -> None:
    items = [indicator("≥1次", "1次", name=name) for name in ("培训", "培 训", "培训#2", "培训")]
    rows = [
        fund("年度资金总额", "6", "6"),
        fund("其中：财政拨款", "3", "3", role=FISCAL),
        fund("财政拨款：", "3", "3", role=FISCAL),
    ]
    computation = computed(form(funds=rows, indicators=items))
    keys = [figure.key for figure in computation.figures()]
    assert "指标.培训#3.完成值" in keys
    assert "资金.财政拨款#2.执行率" in keys
    assert len(keys) == len(set(keys))


def test_spending_of_one_name_and_its_total_have_different_keys() -> None:
    computation = spending(("培训", "1"), ("培训", "2"), ("合计", "3"))
    keys = [figure.key for figure in computation.figures()]
    assert len(keys) == len(set(keys)) == 4


def test_every_figure_comes_once_with_a_cell_to_trace_it_to() -> None:
    items = [indicator("≥60人", "65人", weight="90", score="90")]
    rows = [fund("年度资金总额", "6", "5.84", initial="5", weight="10", score="9.73")]
    figures = computed(form(funds=rows, indicators=items, received="6")).figures()
    assert len(figures) == len({figure.key for figure in figures})
    assert all(figure.sources for figure in figures)


# --- properties ---------------------------------------------------------------------------


def money(smallest: str = "0") -> st.SearchStrategy[Decimal]:
    """Draw an amount with up to four decimals."""
    return st.decimals(Decimal(smallest), Decimal(10**8), places=4)


def source_rows() -> st.SearchStrategy[list[FundRow]]:
    """Draw some rows of funds without a total."""
    row = st.builds(
        lambda role, budget, executed: fund(role.value, budget, executed, role=role),
        st.sampled_from(PARTS),
        money(),
        money(),
    )
    return st.lists(row, min_size=1, max_size=5)


@given(rows=source_rows())
def test_the_parts_add_up_to_the_total(rows: list[FundRow]) -> None:
    total = total_of(*rows)
    assert total.budget is not None
    assert total.budget.value == sum(row.budget.value or 0 for row in rows if row.budget)


@given(rows=source_rows(), data=st.data())
def test_the_order_of_the_rows_does_not_matter_to_the_total(
    rows: list[FundRow], data: st.DataObject
) -> None:
    other = data.draw(st.permutations(rows))
    assert _numbers(total_of(*rows)) == _numbers(total_of(*other))


@given(budget=money("0.0001"), executed=money())
def test_rate_times_budget_is_the_executed_amount(budget: Decimal, executed: Decimal) -> None:
    total = total_of(fund("年度资金总额", budget, executed))
    assume(not is_far_apart(total.budget, total.executed))
    assert total.rate is not None
    assert abs(total.rate.value * budget / 100 - executed) <= budget * Decimal("0.00005")


@given(budget=money("0.0001"), executed=money("-1000"), weight=st.integers(1, 100))
def test_the_score_of_execution_lies_within_its_weight(
    budget: Decimal, executed: Decimal, weight: int
) -> None:
    total = total_of(fund("年度资金总额", budget, executed, weight=Decimal(weight)))
    assume(not is_far_apart(total.budget, total.executed))
    assert total.score is not None
    assert 0 <= total.score.value <= weight


@given(
    operator=st.sampled_from(["≥", ">", "≤", "<", "=", ""]),
    target=st.integers(0, 1000),
    actual=st.integers(-1000, 5000),
    weight=st.integers(1, 100),
    level2=st.sampled_from(["数量指标", "成本指标"]),
)
def test_the_score_of_an_indicator_lies_within_its_weight(
    operator: str, target: int, actual: int, weight: int, level2: str
) -> None:
    item = indicator(f"{operator}{target}人", f"{actual}人", weight=str(weight), level2=level2)
    score = figures_of(item).score
    assert score is not None
    assert 0 <= score.value <= weight


@given(data=st.data(), rows=st.lists(st.tuples(money(), money()), min_size=1, max_size=6))
def test_the_order_of_the_indicators_does_not_matter_to_the_totals(
    data: st.DataObject, rows: list[tuple[Decimal, Decimal]]
) -> None:
    items = [indicator("好", "好", weight=weight, score=score) for weight, score in rows]
    other = data.draw(st.permutations(items))
    before, after = computed(form(indicators=items)), computed(form(indicators=other))
    assert value_of(before.weight_sum) == value_of(after.weight_sum)
    assert value_of(before.score_sum) == value_of(after.score_sum)


def _numbers(total: FundFigures) -> Sequence[str | None]:
    return [
        value_of(figure) for figure in (total.budget, total.executed, total.rate, total.unspent)
    ]
