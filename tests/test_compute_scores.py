"""The formulas' scores by the rules of a place: value, rule in words, cells."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pingshu.compute import compute
from pingshu.model import Computation, Figure, Form, Verdict
from pingshu.profile import Denominator, Shortfall
from tests.form_building import form, fund, indicator, profile_of

_NOTHING: dict[str, Any] = {}
_STEPS = {
    "execution_steps": ((Decimal(60), Decimal(0)), (Decimal(80), Decimal(50))),
}
_DEDUCTIONS = {
    "excess_deductions": ((Decimal(50), Decimal(10)), (Decimal(100), Decimal(20))),
}


def by_rules(form_: Form, rules: dict[str, Any]) -> Computation:
    """Return the figures of a form where the place has other rules for scores."""
    profile = profile_of("项目支出")
    return compute(form_, replace(profile, scoring=replace(profile.scoring, **rules)))


def told(figure: Figure | None) -> tuple[str, str] | None:
    """Return value and formula of a figure."""
    return None if figure is None else (str(figure.value), figure.formula)


@pytest.mark.parametrize(
    ("executed", "rules", "score", "rule"),
    [
        ("97", _NOTHING, "9.70", "执行率（最高按100%）×分值"),
        ("120", _NOTHING, "10.00", "执行率（最高按100%）×分值"),
        ("120", {"execution_cap": False}, "12.00", "执行率×分值"),
        ("59.99", _STEPS, "0.00", "执行率低于60%，得分值的0%"),
        ("60", _STEPS, "5.00", "执行率低于80%，得分值的50%"),
        ("80", _STEPS, "8.00", "执行率（最高按100%）×分值"),
    ],
)
def test_execution_earns_by_the_rules(
    executed: str, rules: dict[str, Any], score: str, rule: str
) -> None:
    rows = [fund("年度资金总额", "100", executed, weight="10")]
    (row,) = by_rules(form(funds=rows), rules).funds
    assert told(row.score) == (score, rule)


def test_execution_may_be_measured_on_the_first_budget() -> None:
    rows = [fund("年度资金总额", "100", "80", initial="160", weight="10")]
    (row,) = by_rules(form(funds=rows), {"denominator": Denominator.INITIAL}).funds
    assert told(row.rate) == ("50.00", "全年执行数÷年初预算数")
    assert told(row.score) == ("5.00", "执行率（最高按100%）×分值")
    assert row.score is not None
    assert [place.cell for place in row.score.sources] == ["F6", "D6", "G6"]


def test_a_form_without_a_first_budget_is_measured_on_the_other() -> None:
    rows = [fund("年度资金总额", "100", "80", weight="10")]
    (row,) = by_rules(form(funds=rows), {"denominator": Denominator.INITIAL}).funds
    assert told(row.rate) == ("80.00", "全年执行数÷全年预算数")


@pytest.mark.parametrize(
    ("target", "actual", "rules", "score", "rule"),
    [
        ("≥60人", "60人", _NOTHING, "10.00", "达到目标值，得满分"),
        ("≥60人", "61人", _NOTHING, "10.00", "超过目标值，得满分"),
        ("≥60人", "30人", _NOTHING, "5.00", "没有达到目标值，完成值÷目标值×分值"),
        ("≥60人", "-3人", _NOTHING, "0.00", "没有达到目标值，完成值÷目标值×分值"),
        ("≥60人", "59人", {"forward": Shortfall.NOTHING}, "0.00", "没有达到目标值，不得分"),
        ("≥-5%", "-8%", _NOTHING, "0.00", "没有达到目标值，不得分"),
        ("≤10天", "10天", _NOTHING, "10.00", "达到目标值，得满分"),
        (
            "≤10天",
            "15天",
            _NOTHING,
            "5.00",
            "没有控制在目标值以内，按超出的比例扣减分值，超出一倍不得分",
        ),
        (
            "≤10天",
            "25天",
            _NOTHING,
            "0.00",
            "没有控制在目标值以内，按超出的比例扣减分值，超出一倍不得分",
        ),
        (
            "≤10天",
            "15天",
            {"reverse": Shortfall.RATIO},
            "6.67",
            "没有控制在目标值以内，目标值÷完成值×分值",
        ),
        (
            "≤10天",
            "11天",
            {"reverse": Shortfall.NOTHING},
            "0.00",
            "没有控制在目标值以内，不得分",
        ),
        ("=0起", "1起", _NOTHING, "0.00", "没有控制在目标值以内，不得分"),
        ("95%-105%", "100%", _NOTHING, "10.00", "达到目标值，得满分"),
        ("95%-105%", "76%", _NOTHING, "8.00", "没有达到目标值，完成值÷目标值×分值"),
        (
            "100-200人",
            "250人",
            {"reverse": Shortfall.RATIO},
            "8.00",
            "没有控制在目标值以内，目标值÷完成值×分值",
        ),
        ("≥100人", "149人", _DEDUCTIONS, "10.00", "超过目标值，得满分"),
        ("≥100人", "150人", _DEDUCTIONS, "9.00", "超过目标值50%，扣减分值的10%"),
        ("≥100人", "200人", _DEDUCTIONS, "8.00", "超过目标值100%，扣减分值的20%"),
        ("≥0起", "3起", _DEDUCTIONS, "10.00", "超过目标值，得满分"),
        ("≥100人", "129人", {"excess_points": Decimal(2)}, "10.00", "超过目标值，得满分"),
        (
            "≥100人",
            "130人",
            {"excess_points": Decimal("2.0")},
            "8.00",
            "超过目标值，得满分，大幅超过再扣2分",
        ),
        (
            "≥100人",
            "130人",
            {"excess_points": Decimal(12)},
            "0.00",
            "超过目标值，得满分，大幅超过再扣12分",
        ),
        (
            "≥100人",
            "200人",
            {**_DEDUCTIONS, "excess_points": Decimal(3)},
            "5.00",
            "超过目标值100%，扣减分值的20%，大幅超过再扣3分",
        ),
    ],
)
def test_an_indicator_earns_by_the_rules(
    target: str, actual: str, rules: dict[str, Any], score: str, rule: str
) -> None:
    items = [indicator(target, actual, weight="10", score="10")]
    (figures,) = by_rules(form(indicators=items), rules).indicators
    assert told(figures.score) == (score, rule)
    assert figures.band is None


def test_the_place_says_what_far_exceeds_a_target() -> None:
    items = [indicator("≥100人", "120人")]
    rules = {"far_exceeded": Decimal(120)}
    assert by_rules(form(indicators=items), {}).indicators[0].verdict is Verdict.EXCEEDED
    assert by_rules(form(indicators=items), rules).indicators[0].verdict is Verdict.FAR_EXCEEDED


@pytest.mark.parametrize(
    ("target", "actual", "weight", "score", "band"),
    [
        ("明显提升", "有所提升", "10", "10", "达成年度指标"),
        ("明显提升", "有所提升", "10", "8", "达成年度指标"),
        ("明显提升", "有所提升", "10", "7.99", "部分达成年度指标并具有一定效果"),
        ("明显提升", "有所提升", "20", "11", "未达成年度指标且效果较差"),
        ("明显提升", "有所提升", None, "10", None),
        ("明显提升", "有所提升", "10", None, None),
        ("明显提升", "有所提升", "0", "0", None),
        ("明显提升", None, "10", "10", None),
        (None, "有所提升", "10", "10", None),
        ("≥5公里", "6000米", "10", "10", None),
    ],
)
def test_only_words_with_weight_and_score_fall_into_a_band(
    target: str | None, actual: str | None, weight: str | None, score: str | None, band: str | None
) -> None:
    items = [indicator(target, actual, weight=weight, score=score)]
    (figures,) = by_rules(form(indicators=items), {}).indicators
    assert (figures.band, figures.score) == (band, None)


def whole(executed: str, score: str | None = "8.5", words: str | None = "45") -> Form:
    """Return a form whose words have this score; execution weighs 10 and stands at its rate."""
    return form(
        funds=[fund("年度资金总额", "100", executed, weight="10", score=score)],
        indicators=[
            indicator("≥60人", "60人", weight="45", score="40"),
            indicator("明显提升", "有所提升", weight="45", score=words, name="效果"),
        ],
    )


@pytest.mark.parametrize(
    ("executed", "total", "grade", "rule"),
    [
        ("49.99", "59", "差", "，按执行率最高59分"),
        ("59.99", "69", "中", "，按执行率最高69分"),
        ("60", "96.00", "优", ""),
    ],
)
def test_the_total_by_formula_has_the_limit_of_its_rate(
    executed: str, total: str, grade: str, rule: str
) -> None:
    caps = ((Decimal(50), Decimal(59)), (Decimal(60), Decimal(69)))
    made = by_rules(whole(executed), {"total_caps": caps})
    formula = f"各项测算得分之和，不能测算的按自评得分{rule}"
    assert told(made.score_computed) == (total, formula)
    assert made.grade_computed == grade


@pytest.mark.parametrize(
    "form_",
    [
        whole("85", words=None),
        form(indicators=[indicator("明显提升", "有所提升", weight="100", score="90")]),
        form(funds=[fund("年度资金总额", "100", "85", weight="10", score="8.5")]),
        form(indicators=[indicator("≥60人", "60人")]),
    ],
)
def test_there_is_no_total_by_formula_of_what_no_formula_judges(form_: Form) -> None:
    made = by_rules(form_, {})
    assert (made.score_computed, made.grade_computed) == (None, None)


def test_without_funds_the_indicators_alone_make_the_total() -> None:
    items = [indicator("≥60人", "30人", weight="100", score="100")]
    made = by_rules(form(indicators=items), {"total_caps": ((Decimal(80), Decimal(10)),)})
    assert told(made.score_computed) == ("50.00", "各项测算得分之和，不能测算的按自评得分")
