"""Where a rule of computing begins and where it ends: the last value on either side."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pingshu.compute import compute
from pingshu.compute.annexes import keyed
from pingshu.compute.funds import fund_figures
from pingshu.compute.indicators import indicator_figures
from pingshu.compute.rubric import rubric_figures
from pingshu.compute.splits import split_figures
from pingshu.model import (
    Computation,
    Figure,
    Form,
    FundSplit,
    Indicator,
    IndicatorFigures,
    Measure,
    Role,
    Rubric,
    RubricGroup,
    RubricItem,
    SplitKind,
    Text,
    Verdict,
)
from pingshu.profile import Scoring, Shortfall
from pingshu.values import Fit
from tests import fund_building
from tests.form_building import computed, form, fund, indicator, number, place, profile_of
from tests.fund_building import INCOME, RESIDENTS, SPENDING, WORKERS, Line, details, table

EXCEEDED, FAR, MISSED = Verdict.EXCEEDED, Verdict.FAR_EXCEEDED, Verdict.MISSED
REACHED, STATED = Verdict.REACHED, Verdict.STATED


def by_rules(form_: Form, **rules: Any) -> Computation:
    """Return the figures of a form where the place has other rules for scores."""
    profile = profile_of("项目支出")
    return compute(form_, replace(profile, scoring=replace(profile.scoring, **rules)))


def judged(item: Indicator, **rules: Any) -> IndicatorFigures:
    (figures,) = by_rules(form(indicators=[item]), **rules).indicators
    return figures


def value_of(figure: Figure | None) -> str | None:
    return None if figure is None else str(figure.value)


def text(content: str, cell: str = "A1") -> Text:
    return Text(text=content, place=place(cell))


# --- funds --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "part", "known"),
    [
        ("58", "约60", False),
        ("118", "约60", True),
        ("58", "—", True),
        ("58", None, True),
    ],
)
def test_a_total_that_leaves_an_unread_part_out_is_not_believed(
    stated: str, part: str | None, *, known: bool
) -> None:
    rows = [
        fund("年度资金总额", stated, "50"),
        fund("财政拨款", part, "30", role=Role.FISCAL),
        fund("其他资金", "58", "20", role=Role.OTHER),
    ]
    computation = computed(form(funds=rows))
    for total in (computation.total, computation.funds[0]):
        assert total is not None
        assert (total.budget is not None, "budget" in total.unknown) == (known, not known)
        assert (total.rate is not None, total.executed is not None) == (known, True)
    assert computation.funds[2].budget is not None


def test_the_figures_of_the_total_are_named_as_its_row_is() -> None:
    row = fund("项目资金总额", "6", None)
    part = fund("财政拨款", "6", "5", role=Role.FISCAL)
    total = computed(form(funds=[row, part])).total
    assert total is not None
    assert total.executed is not None
    assert (total.executed.key, total.executed.formula) == (
        "资金.项目资金总额.全年执行数",
        "各项资金之和",
    )


_ADJUSTMENT = {"adjustment", "adjustment_rate"}
_EXECUTION = {"unspent", "rate", "score"}


@pytest.mark.parametrize(
    ("initial", "budget", "executed", "unknown"),
    [
        ("4", "6", "5", set()),
        ("4", "约6", "5", {"budget"} | _ADJUSTMENT | _EXECUTION),
        ("4", "6", "约5", {"executed"} | _EXECUTION),
        ("约4", "6", "5", {"budget_initial"} | _ADJUSTMENT),
        ("40000", "6", "5", _ADJUSTMENT),
        ("4", "6", "50000", _EXECUTION),
    ],
)
def test_what_two_amounts_cannot_tell_is_left_open(
    initial: str, budget: str, executed: str, unknown: set[str]
) -> None:
    row = fund("年度资金总额", budget, executed, initial=initial, weight="10")
    (figures,) = computed(form(funds=[row])).funds
    amounts = {"budget_initial", "budget", "executed"}
    assert figures.unknown == unknown
    assert unknown == {
        name for name in amounts | _ADJUSTMENT | _EXECUTION if getattr(figures, name) is None
    }


def test_a_part_in_another_unit_leaves_no_rate_of_its_own() -> None:
    rows = [fund("年度资金总额", "6", "5"), fund("财政拨款", "6", "50000", role=Role.FISCAL)]
    total, part = computed(form(funds=rows)).funds
    assert (value_of(total.rate), part.rate) == ("83.33", None)


@pytest.mark.parametrize(("amounts", "share"), [(("0.25", "0.75"), "25.00"), (("0", "0"), None)])
def test_a_part_has_a_share_of_whatever_is_not_nothing(
    amounts: tuple[str, str], share: str | None
) -> None:
    parts = tuple(
        FundSplit(kind=SplitKind.INCOME, label=text(name), amount=number(amount))
        for name, amount in zip(("财政拨款", "其他收入"), amounts, strict=True)
    )
    (figures,) = computed(replace(form(), splits=parts)).splits
    assert value_of(figures.parts[0].share) == share


@pytest.mark.parametrize(
    ("amounts", "total", "basis", "fit"),
    [
        (("60", "40"), "100", "budget", Fit.EXACT),
        (("50", "30"), "80", "executed", Fit.EXACT),
        (("50", "40"), "90", "budget_initial", Fit.EXACT),
        (("60", "41"), "101", "budget", Fit.WRONG),
        (("60.12", "39.87"), "99.99", "budget", Fit.ROUNDED),
        # Of two that are equally near the budget goes first.
        (("60", "35"), "95", "budget", Fit.WRONG),
        (("60", None), "60", "executed", Fit.WRONG),
        (("60", "很多"), None, None, None),
    ],
)
def test_the_parts_are_compared_with_the_nearest_amount_of_the_total(
    amounts: tuple[str, str | None], total: str | None, basis: str | None, fit: Fit | None
) -> None:
    row = fund("年度资金总额", "100.00", "80", initial="90")
    parts = tuple(
        FundSplit(kind=SplitKind.SPENDING, label=text(name), amount=number(amount))
        for name, amount in zip(("基本支出", "项目支出"), amounts, strict=True)
    )
    (figures,) = computed(replace(form(funds=[row]), splits=parts)).splits
    assert figures.kind is SplitKind.SPENDING
    assert tuple(part.part for part in figures.parts) == parts
    assert (value_of(figures.total), figures.basis, figures.fit) == (total, basis, fit)


def test_parts_beside_a_total_without_amounts_are_compared_with_nothing() -> None:
    part = FundSplit(kind=SplitKind.INCOME, label=text("财政拨款"), amount=number("80"))
    (figures,) = computed(replace(form(funds=[fund("年度资金总额")]), splits=(part,))).splits
    assert (value_of(figures.total), figures.basis, figures.fit) == ("80", None, None)


# --- verdicts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "actual", "verdict", "share"),
    [
        # One is a thousand times the other, or a little more.
        ("≥5万元", "5000", FAR, "100000.00"),
        ("≥5万元", "5001", STATED, None),
        ("≥0.05万元", "60", STATED, None),
        ("≥50万元", "60", EXCEEDED, "120.00"),
        ("≥5人", "50000", FAR, "1000000.00"),
        # What may be a share, and what may be percent points.
        ("≥90%", "1.5", FAR, "166.67"),
        ("≥90%", "1.51", MISSED, "1.68"),
        ("≥5%", "1.5", STATED, None),
        ("≥5%", "1.51", MISSED, "30.20"),
        ("≥5%", "0", MISSED, "0.00"),
        ("≥10%", "0.12", EXCEEDED, "120.00"),
        ("≥9.9%", "0.12", STATED, None),
        ("≤0%", "0", REACHED, None),
        ("0", "5%", MISSED, None),
        # A target of less than one.
        ("≥0.5吨", "0.6吨", EXCEEDED, "120.00"),
        ("≥0.5吨", "0.65吨", FAR, "130.00"),
        ("≥0.5吨", "0.25吨", MISSED, "50.00"),
        # A full stop behind words is nothing to tell them apart by.
        ("获评AAX", "获评AA。", STATED, None),
        ("获评AA", "获评AA。", REACHED, None),
    ],
)
def test_what_can_be_compared_is_judged_and_all_else_stated(
    target: str, actual: str, verdict: Verdict, share: str | None
) -> None:
    figures = judged(indicator(target, actual))
    assert (figures.verdict, value_of(figures.share)) == (verdict, share)


@pytest.mark.parametrize(
    ("name", "verdict"),
    [("合格率（%）", EXCEEDED), ("合格率", EXCEEDED), ("合格人数（人）", STATED)],
)
def test_a_bare_number_of_another_unit_is_no_percentage(name: str, verdict: Verdict) -> None:
    assert judged(indicator("≥90%", "95", name=name)).verdict is verdict


@pytest.mark.parametrize(
    ("level1", "title"),
    [
        ("社会公众服务", "社会公众服务指标"),
        ("社会公众满意度", "社会公众满意度"),
        ("效益指标（30分）", "效益指标"),
    ],
)
def test_a_short_name_of_a_level_is_one_of_indicators(level1: str, title: str) -> None:
    (level,) = computed(form(indicators=[indicator("≥1次", "1次", level1=level1)])).levels
    assert level.name == title


# --- scores -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "actual", "score", "rule"),
    [
        ("≥0.5吨", "0.25吨", "5.00", "没有达到目标值，完成值÷目标值×分值"),
        (
            "≤0.5吨",
            "0.6吨",
            "8.00",
            "没有控制在目标值以内，按超出的比例扣减分值，超出一倍不得分",
        ),
        ("≥0.5吨", "1吨", "9.00", "超过目标值100%，扣减分值的10%"),
        ("≥3吨", "7吨", "9.00", "超过目标值133.33%，扣减分值的10%"),
        ("1-2吨", "0.5吨", "5.00", "没有达到目标值，完成值÷目标值×分值"),
    ],
)
def test_an_indicator_earns_by_its_rule(target: str, actual: str, score: str, rule: str) -> None:
    steps = ((Decimal(100), Decimal(10)),)
    figures = judged(indicator(target, actual, weight="10"), excess_deductions=steps)
    assert figures.score is not None
    assert (str(figures.score.value), figures.score.formula) == (score, rule)


def test_in_proportion_a_target_of_less_than_one_counts_too() -> None:
    item = indicator("≤0.5吨", "0.8吨", weight="10")
    assert value_of(judged(item, reverse=Shortfall.RATIO).score) == "6.25"


@pytest.mark.parametrize(("weight", "band"), [("1", True), ("0.5", True), ("0", False)])
def test_words_of_any_weight_fall_into_a_band(weight: str, *, band: bool) -> None:
    item = indicator("明显提升", "有所提升", weight=weight, score=weight)
    assert (judged(item).band is not None) is band


@pytest.mark.parametrize(
    ("cap", "total", "rule"),
    [
        ("89.99", "89.99", "，按执行率最高89.99分"),
        ("90.00", "90.00", ""),
        ("90.01", "90.00", ""),
    ],
)
def test_a_total_is_cut_only_above_its_limit(cap: str, total: str, rule: str) -> None:
    whole = form(
        funds=[fund("年度资金总额", "100", "50")],
        indicators=[indicator("≥60人", "60人", weight="90", score="90")],
    )
    made = by_rules(whole, total_caps=((Decimal(60), Decimal(cap)),)).score_computed
    assert made is not None
    assert str(made.value) == total
    assert made.formula == f"各项测算得分之和，不能测算的按自评得分{rule}"


@pytest.mark.parametrize(
    ("weight", "score", "weight_sum", "score_sum"),
    [
        ("10", "9", "100", "99"),
        ("10", None, "100", None),
        (None, "9", None, "99"),
        (None, None, "90", "90"),
    ],
)
def test_execution_is_one_of_the_rows_where_the_form_scores_it(
    weight: str | None, score: str | None, weight_sum: str | None, score_sum: str | None
) -> None:
    whole = form(
        funds=[fund("年度资金总额", "100", "90", weight=weight, score=score)],
        indicators=[indicator("≥60人", "60人", weight="90", score="90")],
    )
    sums = computed(whole)
    assert (value_of(sums.weight_sum), value_of(sums.score_sum)) == (weight_sum, score_sum)


def test_amounts_in_two_units_limit_no_total() -> None:
    whole = form(
        funds=[fund("年度资金总额", "600000", "58")],
        indicators=[indicator("≥60人", "60人", weight="90", score="90")],
    )
    made = by_rules(whole, total_caps=((Decimal(60), Decimal(59)),)).score_computed
    assert value_of(made) == "90.00"


# --- funds of social insurance ------------------------------------------------------------


def made_of(form_: Form) -> dict[str, str]:
    return {figure.key: str(figure.value) for figure in fund_building.computed(form_).figures()}


@pytest.mark.parametrize(
    ("left", "spent", "months"),
    [("0", "8", "0.0"), ("0.5", "8", "0.8"), ("4", "0.5", "96.0"), ("4", "0", None)],
)
def test_the_months_that_money_lasts(left: str, spent: str, months: str | None) -> None:
    rows = (
        (Measure.CURRENT, SPENDING, (spent,)),
        (Measure.CUMULATIVE, None, (left,)),
    )
    made = made_of(fund_building.form(comparison=table((WORKERS,), rows)))
    assert made.get("基金.职工基本医疗保险.可支付月数") == months


def test_a_share_of_less_than_one_is_a_share() -> None:
    rows = ((Measure.CURRENT, INCOME, ("0.3",)), (Measure.BUDGET, INCOME, ("0.5",)))
    made = made_of(fund_building.form(comparison=table((WORKERS,), rows)))
    assert made["基金.职工基本医疗保险.收入.占预算"] == "60.00"


def test_the_details_of_two_funds_make_both() -> None:
    lines = details(
        Line(fund="职工 医保", flow=INCOME, depth=0, label="收入合计", current="10"),
        Line(fund="职工 医保", flow=INCOME, depth=1, label="利息收入", current="4"),
        Line(fund="职工 医保", flow=INCOME, depth=0, label="补助", current="3", transfer=True),
        Line(fund="居民医保", flow=INCOME, depth=0, label="收入合计", current="20"),
    )
    made = made_of(fund_building.form(details=lines))
    assert made["基金.职工医保.收入.本年"] == "10"
    assert made["基金.居民医保.收入.本年"] == "20"
    assert made["基金.合计.收入.本年"] == "30"


def sent(*lines: Line) -> dict[str, str]:
    """Return the figures of two funds, the first of which has these lines of spending."""
    rows = ((Measure.CURRENT, SPENDING, ("10", "20")),)
    return made_of(
        fund_building.form(comparison=table((WORKERS, RESIDENTS), rows), details=details(*lines))
    )


_WHOLE = Line(fund=WORKERS, flow=SPENDING, depth=0, label="支出合计", current="10")
_SENT = Line(fund=WORKERS, flow=SPENDING, depth=1, label="往来", current="3", transfer=True)
_BELOW = replace(_SENT, depth=2, label="上解", current="1")
_TRANSFERS = "基金.职工基本医疗保险.支出.上下级往来"


@pytest.mark.parametrize(
    ("lines", "transfers"),
    [
        ((_SENT, _BELOW), "3"),
        ((replace(_SENT, current=None), _BELOW, replace(_BELOW, label="补助")), "2"),
        ((_SENT, replace(_SENT, label="补助", current=None)), "3"),
        ((_SENT, replace(_SENT, label="补助", current="若干")), None),
        ((replace(_SENT, transfer=False),), None),
    ],
)
def test_a_transfer_counts_once_with_what_it_is_made_of(
    lines: tuple[Line, ...], transfers: str | None
) -> None:
    made = sent(_WHOLE, *lines)
    assert made.get(_TRANSFERS) == transfers
    assert made.get("基金.合计.支出.上下级往来") == transfers


@pytest.mark.parametrize(
    "other",
    [
        replace(_SENT, label="培训", current="若干", transfer=False),
        replace(_SENT, flow=INCOME, current="若干"),
    ],
)
def test_what_is_unread_elsewhere_leaves_the_transfers_of_all_funds(other: Line) -> None:
    assert sent(_WHOLE, _SENT, other)["基金.合计.支出.上下级往来"] == "3"


# --- annexes, and names for the keys ------------------------------------------------------

_SCORING: Scoring = profile_of("项目支出").scoring
_GROUP = RubricGroup(
    name=text("管理"),
    maximum=None,
    points=None,
    items=(RubricItem(group=text("管理"), name=text("制度")),),
)


def test_figures_under_keys_of_an_annex_are_the_same_in_all_else() -> None:
    made = fund_building.computed(fund_building.county_form())
    annexed = keyed(made, "附表1")
    assert [replace(one, key=one.key.removeprefix("附表1.")) for one in annexed.figures()] == list(
        made.figures()
    )
    assert all(one.key.startswith("附表1.") for one in annexed.figures())
    assert annexed.comparison is not None
    assert made.comparison is not None
    for one, other in zip(annexed.comparison.funds, made.comparison.funds, strict=True):
        assert one.fund is other.fund
    assert annexed.annexes[0].indicators[0].indicator is made.annexes[0].indicators[0].indicator
    assert annexed.annexes[0].funds[0].row is made.annexes[0].funds[0].row


def test_a_group_of_a_rubric_stays_the_same_object_in_an_annex() -> None:
    rubric = Rubric(groups=(_GROUP,), maximum_stated=None, total_stated=None)
    annexed = keyed(computed(replace(form(), rubric=rubric)), "附表1").rubric
    assert annexed is not None
    assert annexed.groups[0].group is _GROUP


@pytest.mark.parametrize(("maximum", "grade"), [(None, None), ("110", None), ("100", "优")])
def test_points_earn_a_grade_only_out_of_the_usual_whole(
    maximum: str | None, grade: str | None
) -> None:
    group = replace(_GROUP, maximum=number(maximum))
    rubric = Rubric(groups=(group,), maximum_stated=None, total_stated=number("95"))
    computation = computed(replace(form(), rubric=rubric))
    assert (value_of(computation.score_total), computation.grade) == ("95", grade)


def test_a_rubric_without_points_has_no_total() -> None:
    rubric = Rubric(groups=(_GROUP,), maximum_stated=None, total_stated=None)
    computation = computed(replace(form(), rubric=rubric))
    assert (computation.score_total, computation.grade) == (None, None)


@pytest.mark.parametrize(
    "make",
    [
        lambda: fund_figures([fund("年度资金总额")], ["甲", "乙"], "万元", _SCORING),
        lambda: indicator_figures([indicator("≥1次", "1次")], ["甲", "乙"], _SCORING),
        lambda: split_figures(
            [FundSplit(kind=SplitKind.INCOME, label=text("拨款"))],
            ["甲", "乙"],
            None,
            "万元",
            _SCORING,
        ),
        lambda: rubric_figures(
            Rubric(groups=(_GROUP,), maximum_stated=None, total_stated=None), ["甲", "乙"], ["制度"]
        ),
    ],
)
def test_as_many_names_as_rows_are_needed(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"zip\(\) argument 2 is longer"):
        make()
