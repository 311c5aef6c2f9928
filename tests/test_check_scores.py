"""Scores, weights and readings at the bounds of their rules, told at the cell where they belong.

Every test builds the rows that it is about; whole forms stand in test_check and test_cases.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from pingshu.check import check
from pingshu.compute import compute
from pingshu.finding import Finding
from pingshu.model import Form, Indicator, Note
from pingshu.profile import Profile
from pingshu.sheet import Place
from tests.form_building import (
    checked,
    form,
    fund,
    indicator,
    number,
    place,
    profile_of,
    text,
)

Told = list[tuple[str | None, str]]


def told(findings: tuple[Finding, ...], *codes: str) -> Told:
    """Return cell and problem of the findings of some kinds."""
    return [(one.place.cell, one.problem) for one in findings if one.code in codes]


def codes_of(one: Form, *among: str) -> list[str]:
    return [finding.code for finding in checked(one) if finding.code in among]


def by_rules(one: Form, **scoring: object) -> tuple[Finding, ...]:
    """Return what is found where the rules of a place say something else."""
    profile = profile_of("项目支出")
    rules: Profile = replace(profile, scoring=replace(profile.scoring, **scoring))  # type: ignore[arg-type]
    return check(one, compute(one, rules), rules)


def explained(one: Indicator, reason: str = "两期培训推迟。") -> Indicator:
    return replace(one, reason=text(reason, "I13"))


# --- where there is no column for the reason --------------------------------------------------


def test_points_lost_are_told_at_the_score_where_the_form_has_no_column_for_reasons() -> None:
    lost = form(indicators=(indicator("≥60", "60", weight="10", score="9"),))
    assert told(checked(lost), "reason-missing") == [
        ("H13", "得分为9分，低于分值10分，没有填偏差原因。")
    ]


@pytest.mark.parametrize(
    ("column", "where"),
    [({}, "文字材料的“偏离原因”里"), ({"reason": place("I13")}, "偏差原因一栏")],
)
@pytest.mark.parametrize(
    ("actual", "code"), [("50", "missed-without-reason"), ("90", "far-exceeded")]
)
def test_a_reason_is_asked_for_where_the_form_has_room_for_it(
    column: Mapping[str, Place], where: str, actual: str, code: str
) -> None:
    item = replace(indicator("≥60", actual), blanks=column)
    (finding,) = [one for one in checked(form(indicators=(item,))) if one.code == code]
    assert finding.place.cell == "F13"
    assert f"请在{where}" in finding.cure


def test_an_actual_value_without_a_column_is_told_at_the_name() -> None:
    nothing = form(indicators=(indicator("≥60", None),))
    assert told(checked(nothing), "actual-missing") == [("D13", "指标“培训人次”没有填实际完成值。")]


# --- the formula's score ----------------------------------------------------------------------


def scored(score: str, weight: str = "20", target: str = "≥60", actual: str = "30") -> Form:
    return form(indicators=(explained(indicator(target, actual, weight=weight, score=score)),))


FORMULA = ("full-score-kept", "score-above-formula", "score-below-formula")


@pytest.mark.parametrize(
    ("score", "codes"),
    [
        ("20", ["full-score-kept"]),
        ("12", ["score-above-formula"]),
        ("10.1", []),  # a tenth is near enough
        ("10.11", ["score-above-formula"]),
        ("10", []),
        ("9.9", []),
        ("9.89", ["score-below-formula"]),
        ("5", ["score-below-formula"]),
    ],
)
def test_a_score_is_compared_with_half_the_points_for_half_the_target(
    score: str, codes: list[str]
) -> None:
    found = by_rules(scored(score), score_tolerance=Decimal("0.1"))
    assert [one.code for one in found if one.code in FORMULA] == codes


def test_the_formula_is_told_with_target_and_actual_value() -> None:
    assert told(checked(scored("12")), *FORMULA) == [
        (
            "H13",
            (
                "目标为“≥60”，完成“30”，得分填为12分，"
                "按“没有达到目标值，完成值÷目标值×分值”测算为10分。"
            ),
        )
    ]


def test_nothing_is_held_against_the_formula_before_the_reason_is_there() -> None:
    bare = form(indicators=(indicator("≥60", "30", weight="20", score="12"),))
    assert codes_of(bare, *FORMULA) == []
    noted = replace(
        indicator("≥60", "30", weight="20", score="12"), note=Note(explanation=text("推迟。"))
    )
    assert codes_of(form(indicators=(noted,)), *FORMULA) == ["score-above-formula"]


def test_points_given_up_though_the_target_was_reached_are_no_matter_of_the_formula() -> None:
    assert codes_of(scored("12", actual="66"), *FORMULA) == []


def test_a_target_missed_by_nothing_but_its_sign_is_missed() -> None:
    assert codes_of(scored("15", target=">60", actual="60"), *FORMULA) == ["score-below-formula"]


def test_points_that_the_rules_take_off_for_a_large_excess_are_points_of_the_formula() -> None:
    found = by_rules(scored("20", actual="120"), excess_points=Decimal(2))
    assert told(found, *FORMULA) == [
        (
            "H13",
            (
                "目标为“≥60”，完成“120”，得分填为20分，"
                "按“超过目标值，得满分，大幅超过再扣2分”测算为18分。"
            ),
        )
    ]
    assert [one.code for one in found if one.code in FORMULA] == ["full-score-kept"]


def test_each_indicator_is_held_against_its_formula_and_its_band() -> None:
    first = indicator("≥60", "66", name="期数")
    missed = explained(indicator("≥60", "30", weight="20", score="12"))
    words = indicator("达成", "达成预期指标", weight="10", score="5", name="服务")
    one = form(indicators=(first, missed, words))
    assert codes_of(one, *FORMULA) == ["score-above-formula"]
    assert codes_of(one, "score-outside-band") == ["score-outside-band"]


# --- bands of words ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "told_at"),
    [("8", []), ("7.99", ["H13"]), ("10", []), ("10.01", []), ("0", ["H13"])],
)
def test_a_score_within_its_band_is_right_to_its_ends(score: str, told_at: list[str]) -> None:
    item = indicator("达成", "达成预期指标", weight="10", score=score)
    found = told(checked(form(indicators=(item,))), "score-outside-band")
    assert [cell for cell, _ in found] == told_at
    assert all("得分应为8分到10分" in problem for _, problem in found)


@pytest.mark.parametrize(("weight", "score"), [("10", "10"), ("1", "1")])
def test_full_points_for_what_was_reached_in_part_are_told(weight: str, score: str) -> None:
    item = indicator("达成", "部分达成年度指标并具有一定效果", weight=weight, score=score)
    assert codes_of(form(indicators=(item,)), "score-outside-band") == ["score-outside-band"]


def test_a_weight_of_nothing_has_no_band() -> None:
    item = indicator("达成", "达成预期指标", weight="0", score="0")
    assert codes_of(form(indicators=(item,)), "score-outside-band") == []


# --- weights ----------------------------------------------------------------------------------


def weighed(*weights: str, level: str = "产出指标（30分）", **changes: object) -> Form:
    items = tuple(
        replace(
            indicator("≥60", "66", weight=weight, level1=level, name=f"指标{row}"),
            level1=text(level, f"B{row}"),
            weight=number(weight, f"G{row}"),
        )
        for row, weight in enumerate(weights, 13)
    )
    one: Form = replace(form(indicators=items), **changes)  # type: ignore[arg-type]
    return one


def test_weights_that_are_not_a_hundred_are_told_at_the_total_or_at_the_first() -> None:
    problem = "各项分值合计为30分，应为100分。"
    assert told(checked(weighed("10", "20")), "weights-differ") == [("G13", problem)]
    total = number("30", "G18")
    assert told(checked(weighed("10", "20", weight_total=total)), "weights-differ") == [
        ("G18", problem)
    ]


@pytest.mark.parametrize(
    ("weights", "found"),
    [
        (("10", "20"), []),
        (("30", "30"), []),  # each cell of the level holds its own
        (("10", "30"), ["B13"]),
        (("10", "10"), ["B13"]),
        (("10", "二十"), []),
    ],
)
def test_what_a_level_states_is_compared_with_its_rows(
    weights: tuple[str, ...], found: list[str]
) -> None:
    findings = checked(weighed(*weights))
    assert [cell for cell, _ in told(findings, "group-weights-differ")] == found


def test_a_level_is_told_by_its_name_and_what_it_is() -> None:
    first = indicator("≥60", "66", weight="10", level2="数量指标（12.5分）")
    assert told(checked(form(indicators=(first,))), "group-weights-differ") == [
        ("C13", "“数量指标（12.5分）”下各指标分值之和为10分，二级指标写明为12.5分。")
    ]


def test_groups_of_one_second_level_under_two_first_levels_are_two() -> None:
    both = tuple(
        replace(
            indicator("≥60", "66", weight="10", level1=level, name=level),
            level2=text("质量指标（10分）", f"C{row}"),
        )
        for row, level in enumerate(("产出指标", "效益指标"), 13)
    )
    assert codes_of(form(indicators=both), "group-weights-differ") == []


def test_second_levels_of_one_first_level_are_each_compared() -> None:
    rows = tuple(
        replace(
            indicator("≥60", "66", weight=weight, name=weight),
            level2=text(f"第{weight}类（{weight}分）", f"C{weight}"),
        )
        for weight in ("10", "20")
    )
    assert codes_of(form(indicators=rows), "group-weights-differ") == []


def test_an_indicator_without_levels_is_in_no_group() -> None:
    bare = indicator("≥60", "66", weight="10", level1=None, level2=None)
    assert codes_of(form(indicators=(bare,)), "group-weights-differ") == []


def test_a_level_of_one_cell_holds_all_its_rows() -> None:
    level = text("产出指标（30分）", "B13")
    rows = tuple(
        replace(indicator("≥60", "66", weight=weight, name=weight), level1=level)
        for weight in ("10", "15")
    )
    assert told(checked(form(indicators=rows)), "group-weights-differ") == [
        ("B13", "“产出指标（30分）”下各指标分值之和为25分，一级指标写明为30分。")
    ]


def test_a_stated_sum_of_weights_is_not_told_twice() -> None:
    both = weighed("10", "20", weight_total=number("31", "G18"))
    assert codes_of(both, "weights-differ", "weight-total-differs") == ["weights-differ"]


@pytest.mark.parametrize(
    ("stated", "found"),
    [("90", []), ("100", []), ("约90", []), ("91", ["G18"]), ("101", ["G18"])],
)
def test_a_stated_sum_of_weights_is_that_with_execution_or_without(
    stated: str, found: list[str]
) -> None:
    funds = (fund("年度资金总额", "60", "60", weight="10"),)
    one = replace(weighed("90", level="产出指标"), funds=funds, weight_total=number(stated, "G18"))
    assert told(checked(one), "weight-total-differs") == [
        (cell, f"总分一行的分值填为{stated}分，各项分值相加为100分。") for cell in found
    ]


@pytest.mark.parametrize(("weight", "found"), [("0", ["G13"]), ("-1", ["G13"]), ("0.5", [])])
def test_a_weight_has_to_be_above_nothing(weight: str, found: list[str]) -> None:
    told_at = told(checked(weighed(weight)), "weight-not-positive")
    assert told_at == [(cell, f"“指标13”的分值为{weight}分。") for cell in found]


def test_weights_that_a_place_expects_are_held_against_those_of_the_form() -> None:
    funds = (fund("年度资金总额", "60", "60", weight="20"),)
    one = replace(weighed("50", "30"), funds=funds)
    usual = {"产出指标": Decimal(80), "效益指标": Decimal(30)}
    found = by_rules(one, execution_weight=Decimal(10), level1_weights=usual)
    assert told(found, "weights-unusual") == [
        ("G6", "“预算执行率”的分值为20分，规则里写的是10分。")
    ]
    usual = {"产出指标": Decimal(50)}
    found = by_rules(one, execution_weight=Decimal(20), level1_weights=usual)
    assert told(found, "weights-unusual") == [("G13", "“产出指标”的分值为80分，规则里写的是50分。")]


def test_weights_of_execution_are_not_missed_where_the_form_has_none() -> None:
    found = by_rules(form(indicators=()), execution_weight=Decimal(10))
    assert told(found, "weights-unusual") == []


# --- scores -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "found"),
    [("0", []), ("10", []), ("10.01", ["H13"]), ("-0.01", ["H13"])],
)
def test_a_score_lies_between_nothing_and_its_weight(score: str, found: list[str]) -> None:
    one = form(indicators=(explained(indicator("≥60", "66", weight="10", score=score)),))
    assert told(checked(one), "score-out-of-range") == [
        (cell, f"得分为{score}分，不在0分到10分之间。") for cell in found
    ]


def test_a_weight_of_nothing_leaves_room_for_no_score() -> None:
    one = form(indicators=(explained(indicator("≥60", "66", weight="0", score="0.5")),))
    assert told(checked(one), "score-out-of-range") == [("H13", "得分为0.5分，不在0分到0分之间。")]


@pytest.mark.parametrize(
    ("weight", "score", "code"),
    [
        ("20", "10", "reason-missing"),
        ("20", "20", "missed-full-score"),
        ("20", None, "missed-without-reason"),
        (None, "20", "missed-without-reason"),
    ],
)
def test_a_miss_without_a_reason_is_told_once(
    weight: str | None, score: str | None, code: str
) -> None:
    one = form(indicators=(indicator("≥60", "30", weight=weight, score=score),))
    among = ("reason-missing", "missed-full-score", "missed-without-reason")
    assert codes_of(one, *among) == [code]


def test_a_missing_weight_is_told_only_where_the_weights_do_not_add_up() -> None:
    blank = {"weight": place("G13")}
    bare = replace(indicator("≥60", "66", weight=None, score="10"), blanks=blank)
    unscored = replace(indicator("≥60", "66", weight=None, score=None), blanks=blank)
    problem = [("G13", "“培训人次”的得分填为10，没有填分值。")]
    short, whole = (indicator("≥6", "7", weight=weight, score="9") for weight in ("90", "100"))
    for items, due in (
        ((bare, short), problem),
        ((bare, whole), []),
        ((unscored, short), []),
        ((replace(bare, blanks={}), short), []),
    ):
        assert told(checked(form(indicators=items)), "weight-missing") == due


def test_a_missing_score_is_told_in_its_cell_or_at_the_weight() -> None:
    there = indicator("≥60", "66", weight="10", score="10")
    nowhere = replace(indicator("≥6", "7", weight="20", name="期数"), weight=number("20", "G14"))
    blank = replace(nowhere, blanks={"score": place("H14")})
    problem = "分值为20分，没有填得分。"
    assert told(checked(form(indicators=(there, nowhere))), "score-missing") == [("G14", problem)]
    assert told(checked(form(indicators=(there, blank))), "score-missing") == [("H14", problem)]


def test_the_score_of_execution_is_one_of_the_scores() -> None:
    items = (indicator("≥60", "66", weight="90", score="90"),)
    scored_fund = fund("年度资金总额", "60", "60", weight="10", score="11")
    found = checked(form(funds=(scored_fund,), indicators=items))
    assert told(found, "score-out-of-range") == [("I6", "得分为11分，不在0分到10分之间。")]
    unscored = fund("年度资金总额", "60", "60", weight="10")
    found = checked(form(funds=(unscored,), indicators=items))
    assert told(found, "score-missing") == [("G6", "分值为10分，没有填得分。")]


def test_a_form_without_any_score_is_told_once_at_the_first_blank() -> None:
    items = tuple(
        replace(indicator("≥60", "66", weight=weight, name=cell), blanks={"score": place(cell)})
        for cell, weight in (("H13", None), ("H14", "10"), ("H15", "20"))
    )
    found = checked(form(indicators=items))
    assert told(found, "scores-missing", "score-missing") == [
        ("H14", "有分值的2项指标都没有填得分。")
    ]


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ("98", []),
        ("98.5", [("H18", "总分填为98.5分，各项得分相加为98分。")]),
        (None, []),
    ],
)
def test_a_total_is_the_sum_of_the_scores(stated: str | None, found: Told) -> None:
    items = (explained(indicator("≥60", "66", weight="100", score="98")),)
    one = form(indicators=items, total_stated=stated)
    assert told(checked(one), "total-score-differs") == found


@pytest.mark.parametrize("column", ["funds.score", "indicators.score"])
def test_a_total_is_not_compared_while_a_column_of_scores_may_be_unread(column: str) -> None:
    items = (explained(indicator("≥60", "66", weight="100", score="98")),)
    one = form(indicators=items, total_stated="90")
    assert codes_of(one, "total-score-differs") == ["total-score-differs"]
    assert codes_of(replace(one, unread=frozenset({column})), "total-score-differs") == []


def test_a_total_cut_off_from_what_a_formula_made_is_a_hint() -> None:
    exact = Decimal("98.76666666666667")
    items = (explained(indicator("≥60", "66", weight="100", score=exact)),)
    found = checked(form(indicators=items, total_stated="98.76"))
    assert told(found, "total-score-rounding", "total-score-differs") == [
        ("H18", "总分填为98.76分，各项得分相加为98.77分，只差在取舍。")
    ]


def test_points_that_look_the_same_when_shortened_are_told_in_full() -> None:
    items = (explained(indicator("≥60", "66", weight="100", score="98.67")),)
    found = checked(form(indicators=items, total_stated=Decimal("98.6666666667")))
    assert told(found, "total-score-differs") == [
        ("H18", "总分填为98.6666666667分，各项得分相加为98.67分。")
    ]


def test_a_grade_is_compared_by_its_first_character_where_it_is_one() -> None:
    items = (explained(indicator("≥60", "66", weight="100", score="85")),)
    one = form(indicators=items, total_stated="85")
    graded = {
        grade: told(checked(replace(one, grade_stated=text(grade, "I18"))), "grade-differs")
        for grade in ("良好", "合格", "优")
    }
    due = [("I18", "等级填为“优”，总分85分应为“良”。")]
    assert graded == {"良好": [], "合格": [], "优": due}


def test_a_grade_without_a_score_follows_from_nothing() -> None:
    assert codes_of(replace(form(), grade_stated=text("优", "I18")), "grade-differs") == []


# --- targets ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("targets", "found"),
    [
        (("20", "30", "50"), ["E13"]),
        (("20", "30", "49"), []),
        (("50", "50"), []),  # two may well be a hundred
        (("20个", "30", "50"), []),
        (("≥20", "30", "50"), []),
        (("提升", "50", "50"), []),
    ],
)
def test_bare_numbers_that_add_up_to_a_hundred_are_weights(
    targets: tuple[str, ...], found: list[str]
) -> None:
    items = tuple(indicator(target, "完成", name=f"指标{target}") for target in targets)
    assert [cell for cell, _ in told(checked(form(indicators=items)), "weights-in-target")] == found


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ((("≥6", "6"),) * 5, ["F13"]),
        ((("≥6", "6"),) * 4, []),
        ((*(("≥6", "6"),) * 5, ("≥7", "8")), []),
        ((*(("≥6", "6"),) * 5, ("≥100%", "100%"), ("5-9", "7"), ("提升", "提升")), ["F13"]),
        ((*(("≥6", "6"),) * 4, ("100", "100")), ["F13"]),
    ],
)
def test_five_actual_values_that_are_their_targets_are_told(
    pairs: tuple[tuple[str, str], ...], found: list[str]
) -> None:
    items = tuple(
        indicator(target, actual, name=f"指标{row}") for row, (target, actual) in enumerate(pairs)
    )
    findings = told(checked(form(indicators=items)), "actuals-equal-targets")
    assert [cell for cell, _ in findings] == found
    assert all(problem.startswith("表上5个目标") for _, problem in findings)


# --- readings ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "actual", "due"),
    [
        ("覆盖率（%）", "95人", "指标名称写明单位是“%”，完成值却写作“95人”。"),
        ("成本（万元）", "3个", "指标名称写明单位是“万元”，完成值却写作“3个”。"),
        ("补助标准（元/人）", "3元/月", None),
        ("人数（人）", "95个", None),
        ("覆盖率（%）", "95", None),
    ],
)
def test_the_unit_of_a_name_stands_against_another_kind_of_unit(
    name: str, actual: str, due: str | None
) -> None:
    found = told(
        checked(form(indicators=(indicator("≥90", actual, name=name),))), "unit-of-name-differs"
    )
    assert found == ([("F13", due)] if due else [])


def test_an_indicator_without_a_target_does_not_hide_the_next() -> None:
    bare = indicator(None, "95人", name="覆盖率（%）")
    found = checked(form(indicators=(bare, indicator("≥90个", "95人"))))
    assert told(found, "unit-of-name-differs", "unit-differs") == [
        ("F13", "目标值的单位是“个”，完成值的单位是“人”。")
    ]


def test_units_that_differ_are_told_as_they_are() -> None:
    found = checked(form(indicators=(indicator("≥90个", "95人"),)))
    assert told(found, "unit-differs") == [("F13", "目标值的单位是“个”，完成值的单位是“人”。")]


@pytest.mark.parametrize(
    ("target", "actual", "code"),
    [
        ("≥60人", "按计划完成", "actual-not-a-number"),
        ("50-60人", "按计划完成", "actual-not-a-number"),
        ("≥60人", "六十", "not-judged"),
        ("明显提升", "提升了5个百分点", "not-judged"),
        ("明显提升", "有提升", None),
        ("明显提升", "一定提升", None),
    ],
)
def test_words_for_a_number_are_told_and_words_for_words_are_not(
    target: str, actual: str, code: str | None
) -> None:
    among = ("actual-not-a-number", "not-judged")
    assert codes_of(form(indicators=(indicator(target, actual),)), *among) == (
        [code] if code else []
    )


@pytest.mark.parametrize(
    ("name", "target", "actual", "found"),
    [
        ("人次", "60", "65人", True),
        ("人次", "60人", "65", True),
        ("人次", "60人", "0", False),
        ("人次（人）", "60人", "65", False),
        ("人次", "60", "65", False),
        ("人次", "60人", "65人", False),
    ],
)
def test_a_unit_on_one_side_is_a_hint_unless_the_name_has_it(
    name: str, target: str, actual: str, *, found: bool
) -> None:
    findings = checked(form(indicators=(indicator(target, actual, name=name),)))
    problem = f"目标值和完成值只有一个写了单位：“{name}”。已按同一单位理解。"
    assert told(findings, "unit-on-one-side") == ([("F13", problem)] if found else [])


@pytest.mark.parametrize("sign", ["≥", "≤", ">", "<", "=", "＞"])
def test_an_actual_value_with_a_sign_is_told_as_it_was_read(sign: str) -> None:
    found = checked(form(indicators=(indicator("≥90%", f"{sign}95%"),)))
    assert told(found, "actual-with-sign") == [
        ("F13", f"完成值写作“{sign}95%”，带有比较符号，已按95%理解。")
    ]


# --- combined rates ---------------------------------------------------------------------------


def combined(whole: str, *groups: tuple[str, str], name: str = "总激活率") -> Told:
    """Return what is found of a rate over groups, each with count and rate."""
    rows = [
        row
        for letter, (count, rate) in zip("甲乙丙", groups, strict=False)
        for row in ((f"{letter}激活人数", f"{count}人"), (f"{letter}激活率", f"{rate}%"))
    ]
    items = [indicator(actual, actual, name=row) for row, actual in rows]
    items.append(replace(indicator("≥1%", f"{whole}%", name=name), actual=text(f"{whole}%", "F22")))
    found = checked(form(indicators=items))
    return told(found, "combined-rate-differs", "combined-rate-rounding")


@pytest.mark.parametrize(
    ("whole", "found"),
    [
        ("23.53", None),
        ("23.5", None),
        ("24", None),
        ("23", "尾数"),
        ("23.1", "尾数"),
        ("24.1", "尾数"),
        ("22.5", "wrong"),
        ("25.5", "wrong"),
    ],
)
def test_a_rate_over_groups_may_be_as_far_off_as_their_rates_were_rounded(
    whole: str, found: str | None
) -> None:
    # 100 of 200 and 300 of 1500 are 23.53 %; of 50 % and 20 % as printed, 23.02 % to 24.08 %.
    findings = combined(whole, ("100", "50"), ("300", "20"))
    middle = {"尾数": "约为", "wrong": "为"}
    expected = f"“总激活率”填为{whole}%，由各分项人数和比率推算{middle.get(found or '')}23.53%。"
    assert findings == ([("F22", expected)] if found else [])


@pytest.mark.parametrize(
    ("groups", "found"),
    [
        ((("1", "1"), ("1", "1")), True),
        ((("0", "1"), ("1", "1")), False),
        ((("1", "0"), ("1", "1")), False),
        ((("100", "50"),), False),
    ],
)
def test_a_rate_over_groups_needs_two_that_count_something(
    groups: tuple[tuple[str, str], ...], *, found: bool
) -> None:
    assert bool(combined("90", *groups)) is found


def test_the_rate_over_all_groups_is_none_of_the_groups() -> None:
    own = indicator("400人", "400人", name="总激活人数")
    rows = [
        ("甲激活人数", "100人"),
        ("甲激活率", "50%"),
        ("乙激活人数", "300人"),
        ("乙激活率", "20%"),
    ]
    items = [own, *(indicator(actual, actual, name=name) for name, actual in rows)]
    whole = indicator("≥1%", "90%", name="总队总激活率")
    for last in (whole, replace(whole, level3=replace(whole.level3, text="总激活率"))):
        found = checked(form(indicators=(*items, last)))
        assert [one.expected for one in found if one.code == "combined-rate-differs"] == ["23.53%"]


@pytest.mark.parametrize("name", ["激活率", "总激活", "总签约率"])
def test_only_a_total_rate_of_the_same_name_is_over_the_groups(name: str) -> None:
    assert combined("90", ("100", "50"), ("300", "20"), name=name) == []
