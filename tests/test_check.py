"""Each rule finds what it is for, at its cell, and is silent about what is right.

Every test starts from a clean form and changes cells by their address.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from pingshu.check import check
from pingshu.compute import compute
from pingshu.finding import Finding, Severity
from pingshu.values import Fit, fit_of_sum
from scripts.documents.case import Changes
from tests.clean_forms import project, transfer
from tests.form_building import (
    checked,
    examined,
    place_text,
    read_sheets,
)
from tests.workbook_building import (
    Formula,
    Rows,
    profiles,
    project_rows,
    read_forms,
    workbook,
)

SAMPLES = Path(__file__).parent.parent / "input_workbooks" / "示例"


def test_a_clean_project_form_yields_nothing() -> None:
    clean = project({})
    assert clean.form.family == "项目支出"
    assert clean.findings == ()
    assert clean.unread == ()


def test_a_clean_transfer_form_yields_nothing() -> None:
    clean = transfer({})
    assert clean.form.family == "转移支付"
    assert clean.findings == ()
    assert clean.unread == ()


# --- what a form must hold ----------------------------------------------------------------


def test_an_error_value_is_told_once_where_it_begins(tmp_path: Path) -> None:
    error = Formula("=1/0", "#DIV/0!")
    rows = project_rows(
        funds=(
            ("年度资金总额：", 100, 100, error, 10, error, error),
            ("其中：当年财政拨款", 100, 100, error, "—", error, "—"),
        ),
        total=(100, error),
    )
    form, findings = read_forms(workbook(tmp_path / "表.xlsx", {"自评表": rows}))
    profile = next(one for one in profiles() if one.name == form[0].family)
    found = (*findings, *check(form[0], compute(form[0], profile), profile))
    told = [(item.code, item.place.cell) for item in found if item.code != "text-missing"]
    assert told == [("error-value", "F7")]


def test_a_total_that_leaves_out_an_unreadable_amount_is_not_compared(tmp_path: Path) -> None:
    rows = project_rows(
        funds=(
            ("年度资金总额：", 500, 30, 480, 10, None, None),
            ("其中：当年财政拨款", 470, "五百万元左右", 450, "—", None, "—"),
            ("其他资金", 30, 30, 30, "—", None, "—"),
        )
    )
    form, findings = read_forms(workbook(tmp_path / "表.xlsx", {"自评表": rows}))
    profile = next(one for one in profiles() if one.name == form[0].family)
    found = (*findings, *check(form[0], compute(form[0], profile), profile))
    assert "amount-unreadable" in {item.code for item in found}
    assert not {"executed-over-budget", "adjustment-unexplained", "funds-total-differs"} & {
        item.code for item in found
    }


def test_a_form_without_unit_and_department_is_told_where_the_unit_belongs() -> None:
    assert project({"C4": None, "G4": None}).found == [("unit-missing", "自评表!G4")]


def test_a_unit_alone_is_enough() -> None:
    assert project({"C4": None}).found == []


def test_a_department_is_enough_where_the_form_has_no_unit() -> None:
    assert project({"F4": None, "G4": None}).found == []


def test_a_form_without_funds_is_told() -> None:
    no_headings = dict.fromkeys(("E6", "F6", "G6"))
    assert ("funds-missing", "自评表") in transfer(no_headings).found


def test_a_blank_total_is_not_missing_while_its_parts_are_there() -> None:
    assert transfer({"E7": None, "F7": None, "G7": None}).found == []


def test_an_amount_that_cannot_be_read_is_not_missing_besides() -> None:
    unreadable = transfer({"E7": "约150万", "E8": None, "E9": None, "G8": None, "G9": None})
    assert [finding.code for finding in unreadable.unread] == ["amount-unreadable"]
    assert ("funds-missing", "自评表!C7") not in unreadable.found


def test_a_form_without_indicators_is_told() -> None:
    names = {f"D{row}": None for row in range(17, 24)}
    assert transfer(names).found == [("indicators-missing", "自评表")]


def test_a_goal_left_blank_is_told_where_it_belongs() -> None:
    assert project({"B11": None}).found == [("goal-missing", "自评表!B11")]
    assert project({"E11": None}).found == [("goal-missing", "自评表!E11")]


def test_a_form_without_goals_is_told_once() -> None:
    assert project({"B10": None, "E10": None}).found == [("goal-missing", "自评表")]


@pytest.mark.parametrize("prompt", ["……", "指标1：", "指标2:…"])
def test_a_prompt_left_in_is_told(prompt: str) -> None:
    assert transfer({"D24": prompt}).found == [("placeholder-left", "自评表!D24")]


def test_an_indicator_of_the_same_name_is_told_from_the_second_on() -> None:
    again: Changes = {"D14": "培训人次", "D16": "培训人次"}
    assert project(again).found == [
        ("indicator-name-repeated", "自评表!D14"),
        ("indicator-name-repeated", "自评表!D16"),
    ]


@pytest.mark.parametrize("blank", [None, "—", "/"])
def test_an_indicator_without_an_actual_value_is_told(blank: str | None) -> None:
    assert project({"F16": blank}).found == [("actual-missing", "自评表!F16")]


def test_an_actual_value_of_none_at_all_is_an_answer() -> None:
    assert project({"E16": "无差错", "F16": "无"}).found == []


@pytest.mark.parametrize("actual", ["≥95%", "=95%", "＞95%"])
def test_an_actual_value_with_a_sign_is_told(actual: str) -> None:
    assert project({"F14": actual}).found == [("actual-with-sign", "自评表!F14")]


def test_required_texts_that_nobody_wrote_are_told_in_one_finding() -> None:
    missing = project({"文字材料!B3": None, "文字材料!B7": None})
    assert missing.found == [("text-missing", "自评表")]
    assert "没有：立项依据、公开渠道及时间。" in missing.findings[0].message


# --- amounts and rates --------------------------------------------------------------------


def test_a_total_that_is_not_the_sum_of_its_parts_is_told() -> None:
    differs = project({"D7": 49})
    assert differs.found == [("funds-total-differs", "自评表!D6")]
    assert (differs.findings[0].expected, differs.findings[0].actual) == ("59万元", "60万元")


def test_a_row_marked_as_a_share_of_the_first_part_is_not_added_again() -> None:
    assert (
        project({"B9": "其中：县级资金", "D7": 60, "E7": 60, "F7": 58.6, "H7": "97.67%"}).found
        == []
    )


def test_decimals_off_in_their_last_digit_are_a_hint() -> None:
    parts: Changes = {"D6": 60, "D7": 33.33, "D8": 16.67, "D9": 9.99}
    assert project(parts).found == [("funds-total-rounding", "自评表!D6")]


def test_a_whole_part_was_not_rounded() -> None:
    assert fit_of_sum(Decimal("60.98"), [Decimal(50), Decimal("10.99")], "万元") is Fit.ROUNDED
    assert fit_of_sum(Decimal("60.96"), [Decimal(50), Decimal("10.99")], "万元") is Fit.WRONG


@pytest.mark.parametrize(
    ("total", "parts", "unit"),
    [
        ("60.01", ("50.01", "10.01"), "元"),
        ("60.000001", ("50.000001", "10.000001"), "万元"),
        ("60", ("59.999999",), "万元"),
    ],
)
def test_amounts_known_to_the_cent_must_add_up_exactly(
    total: str, parts: tuple[str, ...], unit: str
) -> None:
    assert fit_of_sum(Decimal(total), [Decimal(part) for part in parts], unit) is Fit.WRONG


def test_a_total_may_be_rounded_where_its_parts_are_known_to_the_cent() -> None:
    assert fit_of_sum(Decimal("58.41"), [Decimal("58.412345")], "万元") is Fit.ROUNDED


def test_a_huge_amount_beside_a_tiny_one_can_be_added() -> None:
    parts = [Decimal("1e24"), Decimal("0.0001")]
    assert fit_of_sum(Decimal("1e25"), parts, "万元") is Fit.WRONG


NESTED: Rows = (
    ("年度资金总额", 60, 60, 58.6, 10, "97.67%", 9.77),  # row 6
    ("1.财政资金", 50, 50, 48.6, None, None, None),
    ("其中：中央补助", 30, 30, 28.6, None, None, None),
    ("县级资金", 20, 20, 20, None, None, None),
    ("2.其他资金", 10, 10, 10, None, None, None),
)


@pytest.mark.parametrize(
    "labels",
    [
        ("1.财政资金", "其中：中央补助", "县级资金", "2.其他资金"),
        ("1.财政资金", "（1）中央补助", "（2）县级资金", "2.其他资金"),
        ("财政资金", "（1）中央补助", "（2）县级资金", "其他资金"),
        ("一、财政资金", "（一）中央补助", "（二）县级资金", "二、其他资金"),
    ],
)
def test_shares_of_a_source_below_it_are_not_added_again(labels: tuple[str, ...]) -> None:
    rows = [NESTED[0], *((label, *row[1:]) for label, row in zip(labels, NESTED[1:], strict=True))]
    codes = [finding.code for finding in _funds_findings(rows)]
    assert "funds-total-differs" not in codes


def test_sources_all_marked_as_shares_of_the_total_add_up_to_it() -> None:
    rows = (
        ("年度资金总额", 60, 60, 58.6, 10, "97.67%", 9.77),
        ("其中：中央补助", 50, 50, 48.6, None, None, None),
        ("其中：县级资金", 10, 10, 10, None, None, None),
    )
    assert "funds-total-differs" not in [finding.code for finding in _funds_findings(rows)]


def _funds_findings(rows: Rows) -> tuple[Finding, ...]:
    return examined(read_sheets({"自评表": project_rows(funds=rows)})).findings


def test_whole_numbers_must_add_up_exactly() -> None:
    parts: Changes = {"D7": 30, "D8": 20, "D9": 11}
    assert project(parts).found == [("funds-total-differs", "自评表!D6")]


def test_decimals_off_by_more_than_rounding_are_told() -> None:
    parts: Changes = {"D7": 33.33, "D8": 16.67, "D9": 9.9}
    assert project(parts).found == [("funds-total-differs", "自评表!D6")]


@pytest.mark.parametrize("column", ["D", "E", "F"])
def test_an_amount_that_cannot_be_read_leaves_its_total_alone(column: str) -> None:
    codes = {code for code, _ in project({f"{column}9": "约10万元"}).found}
    assert codes <= {"received-below-executed"}


@pytest.mark.parametrize("total", [{"E6": "约60万元"}, {"E6": None, "E9": "约10万元"}])
def test_nothing_is_found_that_follows_from_an_unknown_budget(total: Changes) -> None:
    low: Changes = {"F6": 30, "F7": 20, "H7": "40%", "H6": "30%", "I6": 2, "H18": 91}
    found = project({**total, **low, "支出明细!B2": 10, "支出明细!B4": 30}).found
    assert found == []


def test_the_stated_rate_of_a_total_left_blank_is_compared_with_the_sum() -> None:
    blank: Changes = {"E7": None, "F7": None}
    assert transfer({**blank, "G7": "99.67%"}).found == []
    assert transfer({**blank, "G7": "95%"}).found == [("rate-differs", "自评表!G7")]


def test_a_count_that_cannot_be_read_leaves_the_sum_of_counts_alone() -> None:
    assert project({"支出明细!C2": "约40"}).found == []


def test_a_single_part_must_equal_the_total() -> None:
    parts: Changes = {"D6": 60, "D7": 60.01, "D9": None}
    assert project(parts).found == [("funds-total-differs", "自评表!D6")]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"F9": 100000, "H9": "100%", "F7": None}, "自评表!F9"),
        ({"E9": 100000, "E7": None}, "自评表!E9"),
        ({"文字材料!B9": "600000"}, "文字材料!B9"),
        ({"支出明细!B2": 386000, "支出明细!B3": 200000, "支出明细!B4": 586000}, "支出明细!B2"),
    ],
)
def test_an_amount_in_yuan_among_ten_thousands_is_told_at_the_larger(
    changes: Changes, place: str
) -> None:
    found = project(changes).found
    assert ("magnitude-differs", place) in found
    assert not {code for code, _ in found} & {
        "executed-over-budget", "rate-differs", "received-over-budget", "spending-differs",
        "adjustment-unexplained", "rate-low-unexplained",
    }  # fmt: skip


@pytest.mark.parametrize(("executed", "told"), [(0.02, True), (0.08, False), (0.0011, False)])
def test_only_about_ten_thousand_times_is_a_matter_of_units(executed: float, *, told: bool) -> None:
    amounts: Changes = {"F7": executed, "F8": executed, "F9": None, "G7": None, "G8": None}
    codes = {code for code, _ in transfer(amounts).found}
    assert ("magnitude-differs" in codes) is told


def test_other_money_may_exceed_its_budget() -> None:
    over: Changes = {"E7": 51, "H7": "95.29%", "E9": 9, "H9": "111.11%"}
    assert project(over).found == []


def test_a_wrong_rate_is_told_with_the_right_one() -> None:
    wrong = project({"H6": "95%"})
    assert wrong.found == [("rate-differs", "自评表!H6")]
    assert (wrong.findings[0].expected, wrong.findings[0].actual) == ("97.67%", "95%")
    assert wrong.findings[0].cure == (
        "请先核对预算数和执行数（执行数一般不大于预算数）；这两个数无误的，执行率应为97.67%。"
    )


@pytest.mark.parametrize("printed", ["99.67%", "99.667%", "99.7%", "99.66667%", "100%"])
def test_a_rate_rounded_to_the_digits_it_shows_is_right(printed: str) -> None:
    assert transfer({"G7": printed}).found == []


@pytest.mark.parametrize("printed", ["99.66%", "99.6%", "99%"])
def test_a_rate_cut_off_instead_of_rounded_is_a_hint(printed: str) -> None:
    assert transfer({"G7": printed}).found == [("rate-rounding", "自评表!G7")]


def test_a_published_rate_cut_off_in_its_second_decimal_is_a_hint() -> None:
    cut = transfer({"E7": 10000, "F7": 8618.7, "G7": "86.18%", "G9": None, "E8": 9950})
    assert ("rate-rounding", "自评表!G7") in cut.found


@pytest.mark.parametrize("printed", ["99.65%", "99.68%", "99.8%", "98%"])
def test_a_rate_off_by_more_than_its_last_digit_is_wrong(printed: str) -> None:
    assert transfer({"G7": printed}).found == [("rate-differs", "自评表!G7")]


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ("99.6666666666667%", []),
        ("99.6666666666669%", []),
        ("99.6666676666667%", ["rate-differs"]),
    ],
)
def test_a_rate_that_a_formula_made_is_right_within_a_float(printed: str, codes: list[str]) -> None:
    assert [code for code, _ in transfer({"G7": printed}).found] == codes


@pytest.mark.parametrize(("bare", "codes"), [(0.99, ["rate-rounding"]), (0.98, ["rate-differs"])])
def test_a_bare_share_stands_for_its_own_digits(bare: float, codes: list[str]) -> None:
    assert [code for code, _ in transfer({"G7": bare}).found] == codes


@pytest.mark.parametrize("stored", [0.9967, 99.67])
def test_a_bare_rate_is_settled_by_the_amounts(stored: float) -> None:
    bare = transfer({"G7": stored})
    assert bare.found == []
    assert [finding.code for finding in bare.unread] == ["rate-ambiguous"]


def test_a_rate_of_zero_without_a_budget_says_nothing_wrong() -> None:
    assert project({"H8": "0%"}).found == []


def test_a_rate_without_an_executed_amount_cannot_be_compared() -> None:
    amounts: Changes = {"E8": 149.5, "F8": 149.5, "G8": "100%", "E9": 0.5, "F9": None}
    assert transfer(amounts).found == []


LOW: Changes = {"F7": 120, "F8": 70, "G7": "80%", "G8": "70%"}


@pytest.mark.parametrize("name", ["未执行资金去向", "偏离原因"])
def test_a_low_rate_may_be_explained_in_the_texts(name: str) -> None:
    explained: Changes = {"文字材料!A10": name, "文字材料!B10": "结转下年。"}
    assert transfer({**LOW, **explained}).found == []


def test_a_rate_at_the_bound_needs_no_reason() -> None:
    assert transfer({"F7": 135, "F8": 85, "G7": "90%", "G8": "85%"}).found == []


RAISED: Changes = {"D6": 50, "D7": 40}


def test_an_adjusted_budget_may_be_explained_in_the_texts() -> None:
    explained: Changes = {"文字材料!A10": "预算调整原因及批文", "文字材料!B10": "年中追加。"}
    assert project({**RAISED, **explained}).found == []


def test_a_column_of_reasons_beside_the_funds_explains_too() -> None:
    assert project({**RAISED, "J5": "原因", "J6": "年中追加。"}).found == []


def test_a_dash_among_the_reasons_explains_nothing() -> None:
    dash = project({**RAISED, "J5": "原因", "J6": "—"})
    assert dash.found == [("adjustment-unexplained", "自评表!E6")]


@pytest.mark.parametrize("code", ["2101599 其他支出", "210", "２１０１５ 医疗保障", "21015"])
def test_an_income_code_that_is_one_of_expenditure_is_told(code: str) -> None:
    told = transfer({"文字材料!B9": code})
    assert told.found == [("income-code-is-expenditure", "文字材料!B9")]


@pytest.mark.parametrize("code", ["1100249 收入", "2022年一般公共预算收入", "一般公共预算收入"])
def test_an_income_code_may_stand_without_a_two_or_after_a_year(code: str) -> None:
    assert transfer({"文字材料!B9": code}).found == []


def test_spending_that_is_not_the_executed_amount_is_told() -> None:
    differs = project({"支出明细!B2": 38.9, "支出明细!B4": 58.9})
    assert differs.found == [("spending-differs", "支出明细!A2")]


def test_spending_off_in_the_last_digit_is_a_hint() -> None:
    rounded = project({"支出明细!B2": 38.61, "支出明细!B3": 20.01, "支出明细!B4": 58.61})
    assert rounded.found == [
        ("spending-rounding", "支出明细!A2"),
        ("spending-rounding", "支出明细!B4"),
    ]


def test_a_wrong_total_of_spending_is_told() -> None:
    assert project({"支出明细!B4": 59}).found == [("spending-total-differs", "支出明细!B4")]


def test_spending_without_a_total_is_right() -> None:
    none = dict.fromkeys(("支出明细!A4", "支出明细!B4", "支出明细!C4", "支出明细!D4"))
    assert project(none).found == []


def test_spending_that_lacks_an_amount_is_not_added_up() -> None:
    assert project({"支出明细!B3": None}).found == []


def test_a_wrong_count_of_spending_is_told_with_its_units() -> None:
    differs = project({"支出明细!D2": "人", "支出明细!C4": 70})
    assert differs.found == [("spending-count-differs", "支出明细!C4")]
    assert differs.findings[0].problem == "合计数量填为70人次，各行数量相加为65（人、人次）。"


def test_counts_without_units_are_told_too() -> None:
    units = dict.fromkeys(("支出明细!D2", "支出明细!D3", "支出明细!D4"))
    differs = project({**units, "支出明细!C4": 70})
    assert differs.findings[0].problem == "合计数量填为70，各行数量相加为65。"


def test_a_total_of_counts_alone_is_nothing_to_compare_with() -> None:
    assert project({"支出明细!C2": None, "支出明细!C3": None}).found == []


# --- scores -------------------------------------------------------------------------------


def test_weights_without_a_total_are_told_at_the_first() -> None:
    less: Changes = {"B16": "效益指标", "G16": 25, "H16": 25, "G18": None, "H18": 93.77}
    assert project(less).found == [("weights-differ", "自评表!G6")]


def test_a_level_1_that_states_another_weight_is_told() -> None:
    differs = project({"B16": "效益指标（35分）"})
    assert differs.found == [("group-weights-differ", "自评表!B16")]
    assert (differs.findings[0].expected, differs.findings[0].actual) == ("35分", "30分")


def test_nothing_follows_from_a_weight_that_cannot_be_read() -> None:
    unread = project({"G16": "三十分", "H16": None, "H18": None})
    assert [finding.code for finding in unread.unread] == ["number-unreadable"]
    assert unread.found == []


@pytest.mark.parametrize("levels", ["merged", "blank", "repeated"])
def test_a_level_1_may_be_merged_or_blank_or_repeated_in_each_row(levels: str) -> None:
    indicators = (
        ("产出指标（50分）", "数量指标", "培训人次", "≥60人次", "65人次", 20, 20, None),
        ("产出指标（50分）", "质量指标", "考核合格率", "≥90%", "95%", 30, 30, None),
        ("效益指标（40分）", "社会效益指标", "服务能力", "提升", "提升", 40, 40, None),
    )
    rows = project_rows(indicators=indicators, levels=levels)
    codes = [finding.code for finding in examined(read_sheets({"自评表": rows})).findings]
    assert "group-weights-differ" not in codes


def test_neighbouring_cells_of_one_name_may_each_hold_their_weight() -> None:
    each: Changes = {
        "B16": "产出指标（30分）",
        "B17": "产出指标（10分）",
        "B13": "产出指标（50分）",
    }
    assert project(each).found == []


@pytest.mark.parametrize(("score", "total"), [(31, 99.77), (-1, 67.77)])
def test_a_score_outside_its_weight_is_told(score: int, total: float) -> None:
    outside = project({"H16": score, "H18": total, "I16": "说明。"})
    assert outside.found == [("score-out-of-range", "自评表!H16")]
    assert outside.findings[0].problem == f"得分为{score}分，不在0分到30分之间。"


def test_a_wrong_score_of_execution_is_told() -> None:
    wrong = project({"I6": 9.5, "H18": 98.5})
    assert wrong.found == [("rate-score-differs", "自评表!I6")]
    assert (wrong.findings[0].expected, wrong.findings[0].actual) == ("9.77分", "9.5分")


@pytest.mark.parametrize(("score", "total"), [(9.8, 98.8), (9.77, 98.77), (10, 99)])
def test_a_score_of_execution_rounded_to_its_digits_is_right(score: float, total: float) -> None:
    assert project({"I6": score, "H18": total}).found == []


def test_the_published_score_of_9_73_is_right() -> None:
    amounts: Changes = {"D6": 6, "E6": 6, "F6": 5.84, "H6": "97.33%", "I6": 9.73, "H18": 98.73}
    parts: Changes = {"D7": 6, "E7": 6, "F7": 5.84, "H7": "97.33%"}
    others: Changes = dict.fromkeys(("D9", "E9", "F9", "H9"))
    besides: Changes = {
        "文字材料!B9": "6万元",
        "支出明细!B2": 5.24,
        "支出明细!B3": 0.6,
        "支出明细!B4": 5.84,
    }
    assert project({**amounts, **parts, **others, **besides}).found == []


def test_a_total_that_is_not_the_sum_of_the_scores_is_told() -> None:
    wrong = project({"H18": 99})
    assert wrong.found == [("total-score-differs", "自评表!H18")]
    assert (wrong.findings[0].expected, wrong.findings[0].actual) == ("98.77分", "99分")


@pytest.mark.parametrize("reason", [None, "无", "—"])
def test_points_lost_without_a_reason_are_told(reason: str | None) -> None:
    lost = project({"I17": reason})
    assert lost.found == [("reason-missing", "自评表!I17")]
    assert (lost.findings[0].expected, lost.findings[0].actual) == (None, None)
    assert lost.findings[0].problem == "得分为9分，低于分值10分，没有填偏差原因。"


def test_a_missed_target_with_a_reason_is_right() -> None:
    assert transfer({"F17": "150人次", "G17": "两期培训推迟。"}).found == []


def test_a_target_missed_in_words_is_told() -> None:
    assert transfer({"F17": "部分达成"}).found == [("missed-without-reason", "自评表!F17")]


def test_a_missed_target_with_full_score_may_be_explained() -> None:
    kept = project({"F13": "50人次", "I13": "两期培训并入省级班。"})
    assert kept.found == [("full-score-kept", "自评表!H13")]
    assert kept.findings[0].severity is Severity.INFO


def test_a_missed_target_with_a_score_but_no_weight_asks_for_the_reason() -> None:
    missed: Changes = {"F16": "部分达成", "G16": None, "B16": "效益指标"}
    assert ("missed-without-reason", "自评表!F16") in project(missed).found


@pytest.mark.parametrize(("actual", "codes"), [("77人次", []), ("78人次", ["far-exceeded"])])
def test_a_reason_is_due_from_130_percent_on(actual: str, codes: list[str]) -> None:
    assert [finding.code for finding in project({"F13": actual}).findings] == codes


def test_a_target_exceeded_by_far_with_a_reason_is_right() -> None:
    assert project({"F13": "105人次", "I13": "年初指标值偏低。"}).found == []


def test_the_other_measure_word_in_brackets_makes_no_difference() -> None:
    assert project({"E13": "≥60台（套）", "F13": "65台"}).found == []


@pytest.mark.parametrize(
    ("target", "actual", "reading"),
    [
        ("≥90%", "0.95", "已理解为目标90%、完成95%"),
        ("≥90%", "95", "已理解为目标90%、完成95%"),
        ("≥0.9", "95%", "已理解为目标90%、完成95%"),
        ("≥5%", "1", "看不出没写的那个是多少，没有判断是否达到"),
    ],
)
def test_a_percent_sign_on_one_side_is_told_with_its_reading(
    target: str, actual: str, reading: str
) -> None:
    one_sided = project({"E14": target, "F14": actual})
    assert one_sided.found == [("percent-ambiguous", "自评表!F14")]
    assert f"，{reading}。" in one_sided.findings[0].problem


@pytest.mark.parametrize(
    ("target", "actual", "place"),
    [("≤1万元", "9000", "自评表!F15"), ("≤9000", "1万元", "自评表!E15")],
)
def test_a_bare_amount_a_thousand_times_the_other_is_told(
    target: str, actual: str, place: str
) -> None:
    assert project({"E15": target, "F15": actual}).found == [("magnitude-differs", place)]


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("2022年9月前", "2022年9月完工"),
        ("提高5个百分点", "明显提高"),
        ("大幅提升", "六十台设备到位"),
    ],
)
def test_numbers_that_cannot_be_compared_are_told(target: str, actual: str) -> None:
    told = project({"E16": target, "F16": actual})
    assert told.found == [("not-judged", "自评表!F16")]


def test_a_completion_after_its_deadline_is_a_missed_target() -> None:
    late = project({"E16": "2022年10月底前完成", "F16": "2022年11月完成"})
    assert late.found == [("missed-full-score", "自评表!F16")]
    assert project({"E16": "2022年10月底前完成", "F16": "2022年10月完成"}).found == []


@pytest.mark.parametrize(
    ("target", "actual"), [("进一步提升", "一定程度提升"), ("2022年9月底前", "已完成")]
)
def test_words_without_numbers_or_with_a_clear_verdict_are_not_told(
    target: str, actual: str
) -> None:
    assert project({"E16": target, "F16": actual}).found == []


def test_targets_that_do_not_add_up_to_a_hundred_are_targets() -> None:
    weights: Changes = {
        f"E{row}": weight for row, weight in enumerate((10, 10, 20, 20, 10, 10, 21), 17)
    }
    words: Changes = {f"F{row}": "已完成" for row in range(17, 24)}
    assert transfer({**weights, **words}).found == []


@pytest.mark.parametrize("printed", ["23.53%", "23.5%", "24%"])
def test_a_combined_rate_rounded_to_its_digits_is_right(printed: str) -> None:
    assert transfer({"F22": printed}).found == []


def test_a_combined_rate_that_no_rounding_explains_is_never_more_than_a_hint() -> None:
    differs = transfer({"F22": "25.5%"})
    assert differs.found == [("combined-rate-differs", "自评表!F22")]
    assert differs.findings[0].severity is Severity.INFO


@pytest.mark.parametrize("counts", [("0人", "0人"), ("100人", "0人")])
def test_a_combined_rate_of_nothing_is_not_computed(counts: tuple[str, str]) -> None:
    reasons = {"G18": "未启动。", "G19": "未启动。"}
    assert transfer({"F18": counts[0], "F19": counts[1], **reasons}).found == []


def test_a_combined_rate_needs_the_counts_of_two_groups() -> None:
    assert transfer({"D19": "居民参保情况", "F22": "25%"}).found == []


# --- the samples --------------------------------------------------------------------------


def _sample(place: str) -> list[tuple[str, str, str]]:
    """Return severity, code and place of everything found in the sample of a place."""
    (path,) = SAMPLES.glob(f"{place}*.xlsx")
    (form,), unread = read_forms(path)
    findings = (*unread, *checked(form))
    return [(item.severity.word, item.code, place_text(item.place)) for item in findings]


def test_the_sample_of_fengdu_yields_what_its_published_report_carries() -> None:
    assert _sample("丰都") == [
        ("提示", "text-missing", "自评表"),
        ("须说明", "adjustment-unexplained", "自评表!F6"),
        ("须说明", "spending-count-differs", "支出明细!D4"),
        ("须修改", "reason-missing", "自评表!I20"),
        ("须说明", "text-counts-differ", "文字材料!C15"),
    ]


def test_the_sample_of_quxian_yields_what_its_published_report_carries() -> None:
    assert _sample("渠县") == [
        ("须说明", "goal-missing", "自评表!B20"),
        ("须说明", "actual-with-sign", "自评表!F50"),
        ("须说明", "income-code-is-expenditure", "文字材料!C15"),
        ("提示", "combined-rate-rounding", "自评表!F42"),
        ("须说明", "text-unspent-doubtful", "文字材料!C20"),
        ("须说明", "text-indicator-differs", "自评表!E20"),
        ("须说明", "text-indicator-differs", "自评表!E20"),
    ]


def test_the_sample_of_jinghong_is_right_in_all() -> None:
    assert _sample("景洪") == []


def test_only_what_a_cell_should_hold_is_called_expected() -> None:
    over = project({"E7": 48, "H7": "101.25%", "E9": 12, "H9": "83.33%"}).findings[0]
    far = project({"F13": "105人次"}).findings[0]
    assert [(one.expected, one.actual) for one in (over, far)] == [
        (None, over.actual),
        (None, "105人次"),
    ]
    assert "大于全年预算数" in over.problem


def test_amounts_of_different_units_have_to_be_mended() -> None:
    codes = {one.code: one.severity for one in project({"E9": 100000, "E7": None}).findings}
    assert codes["magnitude-differs"] is Severity.ERROR


@pytest.mark.parametrize(
    ("budget", "severity"),
    [(1000, None), (25000, "须说明"), (60000, "须修改"), (190000, "须修改"), (240000, "须说明")],
)
def test_only_what_another_unit_explains_has_to_be_mended(
    budget: float, severity: str | None
) -> None:
    found = project({"E9": budget, "F9": 10, "E7": None, "F7": None}).findings
    told = {one.severity.word for one in found if one.code == "magnitude-differs"}
    assert told == ({severity} if severity else set())
