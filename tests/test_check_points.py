"""Points against their rule, prompts left in, years, and what asks for a reason: each at its cell.

Every test starts from a clean form and changes cells by their address.
"""

import random
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest

from pingshu.finding import Finding
from pingshu.values import Fit, fit_of_points, fit_of_printed, fit_of_sum
from scripts.documents.case import Changes, Value
from tests.clean_forms import project, transfer
from tests.form_building import examined, read_sheets
from tests.fund_building import WORKERS, checked, mended_form, told, written
from tests.workbook_building import Merged, Rows, project_rows

# --- weights and scores -----------------------------------------------------------------------


@pytest.mark.parametrize("weight", [0, -5])
def test_a_weight_that_is_not_positive_is_told(weight: int) -> None:
    changes: Changes = {"G15": weight, "H15": weight, "G13": 30 - weight, "H13": 30 - weight}
    assert ("weight-not-positive", "自评表!G15") in project(changes).found


def test_a_stated_sum_of_weights_that_is_not_theirs_is_told() -> None:
    wrong = project({"G18": 90.5})
    assert wrong.found == [("weight-total-differs", "自评表!G18")]
    assert (wrong.findings[0].expected, wrong.findings[0].actual) == ("100分", "90.5分")


def test_a_stated_sum_of_weights_may_leave_execution_out() -> None:
    assert project({"G18": 90}).found == []


def test_weights_of_a_second_level_must_add_up_to_what_it_states() -> None:
    right: Changes = {"C13": "数量指标（20分）", "C14": "质量指标(20)"}
    assert project(right).found == []
    assert project({"C14": "质量指标（25分）"}).found == [("group-weights-differ", "自评表!C14")]


def test_a_serial_number_in_brackets_is_no_weight() -> None:
    assert project({"C13": "（1）数量指标", "C14": "(2)质量指标"}).found == []


def test_a_score_above_what_the_formula_gives_is_told_though_the_miss_is_explained() -> None:
    missed: Changes = {"F13": "50人次", "I13": "两期培训并入省级班。", "H13": 19, "H18": 97.77}
    above = project(missed)
    assert above.found == [("score-above-formula", "自评表!H13")]
    assert above.findings[0].expected == "16.67分"


@pytest.mark.parametrize("score", [16.67, 16.7, 16.6, 17, 16])
def test_a_score_that_rounds_to_what_the_formula_gives_is_right(score: float) -> None:
    missed: Changes = {"F13": "50人次", "I13": "两期培训并入省级班。", "H13": score}
    total = float(Decimal("78.77") + Decimal(str(score)))
    assert project({**missed, "H18": total}).found == []


@pytest.mark.parametrize(
    ("words", "score", "told"),
    [
        ("达成预期指标", 24, False),
        ("达成预期指标", 23, True),
        ("部分达成年度指标并具有一定效果", 24, False),
        ("部分达成年度指标并具有一定效果", 18, False),
        ("部分达成年度指标并具有一定效果", 17, True),
        ("部分达成年度指标并具有一定效果", 25, True),
        ("未达成年度指标且效果较差", 0, False),
        ("未达成年度指标且效果较差", 20, True),
        ("明显提升", 3, False),
    ],
)
def test_a_score_belongs_to_the_band_of_the_words(words: str, score: int, *, told: bool) -> None:
    total = float(Decimal("68.77") + score)
    changes: Changes = {"F16": words, "H16": score, "I16": "基础薄弱。", "H18": total}
    codes = [one for one in project(changes).found if one[0] == "score-outside-band"]
    assert codes == ([("score-outside-band", "自评表!H16")] if told else [])


@pytest.mark.parametrize(
    ("grade", "told"), [("优", False), ("优秀", False), ("良", True), ("中等", True)]
)
def test_a_grade_that_does_not_follow_from_the_total_is_told(grade: str, *, told: bool) -> None:
    found = project({"I18": grade}).found
    assert found == ([("grade-differs", "自评表!I18")] if told else [])


def test_the_tail_of_a_computed_score_is_no_difference() -> None:
    computed: Changes = {"I6": 9.76666666666667, "H18": 98.7666666666667}
    assert [code for code, _ in project(computed).found] == []


# --- intervals --------------------------------------------------------------------------------


def test_twenty_thousand_rates_rounded_or_cut_off_are_never_called_wrong() -> None:
    dice = random.Random(20_000)
    wrong = 0
    for _ in range(20_000):
        budget = Decimal(dice.randint(1, 10**8)) / 100
        executed = Decimal(dice.randint(0, int(budget * 100))) / 100
        exact = executed / budget * 100
        rounding = dice.choice((ROUND_HALF_UP, ROUND_DOWN))
        printed = exact.quantize(Decimal(1).scaleb(-dice.randint(0, 2)), rounding)
        wrong += fit_of_printed(printed, exact) is Fit.WRONG
    assert wrong == 0


def test_a_rate_off_by_two_of_its_last_digit_is_wrong_however_it_was_rounded() -> None:
    dice = random.Random(2)
    for _ in range(500):
        exact = Decimal(dice.randint(1_000_000, 9_999_999)) / 100_000
        digits = dice.randint(0, 2)
        unit = Decimal(1).scaleb(-digits)
        printed = exact.quantize(unit, ROUND_HALF_UP) + 2 * unit
        assert fit_of_printed(printed, exact) is Fit.WRONG


@pytest.mark.parametrize(
    ("stated", "added", "fit"),
    [
        ("98.77", "98.77", Fit.EXACT),
        ("98.7666666666667", "98.76666666666667", Fit.EXACT),
        ("98.77", "98.76666666666667", Fit.EXACT),
        ("98.76", "98.76666666666667", Fit.ROUNDED),
        ("98", "98.77", Fit.WRONG),
        ("98.8", "98.77", Fit.WRONG),
        ("98.5", "98.76666666666667", Fit.WRONG),
    ],
)
def test_points_are_compared_exactly_unless_a_formula_made_them(
    stated: str, added: str, fit: Fit
) -> None:
    assert fit_of_points(Decimal(stated), Decimal(added)) is fit


def test_thirds_that_a_formula_made_add_up_to_the_whole() -> None:
    third = Decimal("33.3333333333333")
    assert fit_of_sum(Decimal(100), [third] * 3, "万元") is Fit.EXACT
    assert fit_of_sum(Decimal(101), [third] * 3, "万元") is Fit.WRONG


# --- what was left in or left out -------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("B11", "对照年度目标，说明任务目标的完成情况（100字以内）"),
        ("E11", "待补充"),
        ("E11", "同上"),
        ("I17", "XXX"),
        ("C3", "××项目"),
        ("G4", "青禾县××中心"),
        ("F16", "待核实"),
        ("E11", "培训乡村医生，已完成。（200字以内）"),
        ("文字材料!B3", "依据×财社〔2022〕××号文件。"),
        ("文字材料!B4", "……"),
        ("文字材料!B4", "请填写"),
        ("文字材料!B4", "【请补充：实施内容】"),
    ],
)
def test_a_prompt_or_a_sign_for_something_to_come_is_told(cell: str, text: str) -> None:
    place = cell if "!" in cell else f"自评表!{cell}"
    assert ("prompt-left", place) in project({cell: text}).found


@pytest.mark.parametrize(
    "text",
    [
        "培训乡村医生60人次，3×8小时。",
        "配发XXL码防护服，建设MXXT系统。",
        "宣传稿件不少于500字，全年30篇。",
        "请示已获批准，待遇按期发放。",
    ],
)
def test_words_that_only_look_like_a_prompt_are_not_told(text: str) -> None:
    assert project({"文字材料!B4": text}).found == []


def test_management_and_notes_are_searched_for_prompts_too() -> None:
    left = transfer({"D12": "同上"})
    assert ("prompt-left", "自评表!D12") in left.found


@pytest.mark.parametrize("reason", ["本年没有开展。", None])
def test_words_for_a_number_may_be_explained(reason: str | None) -> None:
    codes = {code for code, _ in project({"F13": "较好", "I13": reason}).found}
    assert ("actual-not-a-number" in codes) is (reason is None)


def test_a_unit_on_one_side_only_is_a_hint_for_all_of_the_form() -> None:
    hint = project({"F13": 65, "F15": 0.9})
    assert hint.found == [("unit-on-one-side", "自评表!F13")]
    assert "“培训人次”、“人均成本”" in hint.findings[0].message


def test_a_form_without_the_column_needs_no_initial_budget() -> None:
    assert ("initial-budget-missing", "自评表!D7") not in transfer({}).found


# --- years and dates --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["2022年乡村公路养护", "2021年至2023年乡村公路养护", "2021年批复2022年实施的养护"]
)
def test_a_project_that_names_the_year_of_the_form_is_right(name: str) -> None:
    assert project({"C3": name}).found == []


def test_a_form_without_a_year_is_not_held_against_names_and_dates() -> None:
    other: Changes = {"A2": None, "文字材料!B8": "2042年3月1日"}
    assert project(other).found == [("year-missing", "自评表!A2")]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2042年3月1日", True),
        ("2021年3月1日", True),
        ("2022年12月30日", False),
        ("2024-03-01", False),
        ("2025/3/1", True),
        ("次年3月", False),
    ],
)
def test_a_report_is_dated_in_its_year_or_soon_after(written: str, *, told: bool) -> None:
    found = project({"文字材料!B8": written}).found
    assert found == ([("date-doubtful", "文字材料!B8")] if told else [])


@pytest.mark.parametrize("written", ["2023年13月1日", "2023年2月30日"])
def test_a_day_that_no_calendar_has_is_told(written: str) -> None:
    assert project({"文字材料!B8": written}).found == [("date-impossible", "文字材料!B8")]


def test_money_that_arrived_years_before_is_told() -> None:
    assert project({"文字材料!B5": "2019年3月"}).found == [("date-doubtful", "文字材料!B5")]


# --- what asks for a reason -------------------------------------------------------------------

LITTLE: Changes = {
    "F6": 20, "F7": 10, "F9": 10, "H6": "33.33%", "H7": "20%", "I6": 3.33, "H18": 92.33,
    "支出明细!B2": 10, "支出明细!B3": 10, "支出明细!B4": 20,
}  # fmt: skip


def test_everything_reached_for_a_third_of_the_money_is_told() -> None:
    found = project(LITTLE).found
    assert ("all-reached-for-little", "自评表!F6") in found


@pytest.mark.parametrize("changes", [{"F14": "80%"}, {"F6": 40, "F7": 30}])
def test_a_miss_or_more_money_spent_makes_it_plausible(changes: Changes) -> None:
    codes = [code for code, _ in project({**LITTLE, **changes}).found]
    assert "all-reached-for-little" not in codes


def _with_adjustments(total: Value, change: Value) -> list[Finding]:
    funds: Rows = (("年度资金总额", 60, total, 60, 10, "100%", 10),)
    rows = project_rows(funds=funds)
    heading, amounts = rows[4], rows[5]
    heading.insert(3, "预算调整数")
    amounts.insert(2, change)
    rows[0] = [Merged("项目支出绩效自评表", columns=10)]
    findings = examined(read_sheets({"自评表": rows})).findings
    return [one for one in findings if "adjusted" in one.code]


@pytest.mark.parametrize(
    ("total", "change", "found"),
    [
        (60, 0, []),
        (55.5, -4.5, []),
        (65, 4.5, [("adjusted-budget-differs", "F6")]),
        (64.57, 4.56, [("adjusted-budget-rounding", "F6")]),
        (65, None, []),
    ],
)
def test_the_budget_is_what_was_planned_and_what_was_changed(
    total: float, change: float | None, found: list[tuple[str, str]]
) -> None:
    findings = _with_adjustments(total, change)
    assert [(one.code, one.place.cell) for one in findings] == found


def test_a_fund_that_spends_beyond_its_budget_is_told_and_income_is_a_hint() -> None:
    one = replace(mended_form(), fund_texts={}, texts={})
    over = [(code, place) for _, code, place in told(one) if code.endswith("-over-budget")]
    assert over == [
        ("fund-income-over-budget", "收支对比表!C5"),
        ("fund-spending-over-budget", "收支对比表!C6"),
        ("fund-income-over-budget", "收支对比表!D5"),
        ("fund-spending-over-budget", "收支对比表!D6"),
    ]


def test_a_fund_that_says_why_it_spent_more_is_not_asked_again() -> None:
    said = {WORKERS: {"支出增减原因": written("上解上级支出列入本年。", "C5")}}
    over = [place for _, code, place in told(replace(mended_form(), fund_texts=said, texts={}))
            if code.endswith("-over-budget")]  # fmt: skip
    assert over == ["收支对比表!C5", "收支对比表!D5", "收支对比表!D6"]


# --- what is told -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"C3": "2021年养护"}, "项目名称写的是2021年，而表是2022年度的。"),
        ({"文字材料!B8": "2042年3月"}, "“成文日期”写作“2042年3月”，而表是2022年度的。"),
        ({"文字材料!B8": "2023年13月"}, "“成文日期”写作“2023年13月”，日历上没有这一天。"),
        ({"B11": "待补充"}, "这里还留着“待补充”，像是没有写完。"),
        (
            {"支出明细!B2": 38.61},
            "支出明细各行之和与全年执行数只差在最后一位小数：58.61万元和58.6万元。",
        ),
        (
            {**LITTLE},
            "预算执行率只有33.33%，4个定量指标却全部达到目标。",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_figures(changes: Changes, problem: str) -> None:
    assert problem in [finding.problem for finding in project(changes).findings]


def test_a_fund_over_its_budget_is_told_with_its_figures() -> None:
    one = replace(mended_form(), fund_texts={}, texts={})
    problems = [finding.problem for finding in checked(one)]
    assert f"“{WORKERS}”的支出28095.71万元大于预算6261.09万元，为预算的448.74%。" in problems


def test_a_fund_that_spends_its_budget_to_the_cent_is_right() -> None:
    same = {"收支对比表!C3": "12718.32", "收支对比表!C4": "28095.71"}
    one = replace(mended_form(same), fund_texts={}, texts={})
    over = [place for _, code, place in told(one) if code.endswith("-over-budget")]
    assert over == ["收支对比表!D5", "收支对比表!D6"]


def test_the_changed_budget_is_told_with_what_it_is_made_of() -> None:
    (finding,) = _with_adjustments(65, 4.5)
    assert finding.problem == "全年预算数为65万元，年初预算数60万元加调整数4.5万元为64.5万元。"
