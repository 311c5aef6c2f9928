"""What does not fit in a report on funds is found at its cell, and what fits is passed over.

Most tests start from the case with every cell mended and break one of them again.
"""

from dataclasses import replace

import pytest

from pingshu.model import Measure, Role
from tests.fund_building import (
    INCOME,
    RESIDENTS,
    SPENDING,
    WORKERS,
    Line,
    annex,
    checked,
    computed,
    county_form,
    details,
    form,
    mended_form,
    number,
    people,
    table,
    told,
    written,
)

Told = list[tuple[str, str, str]]


def of_kind(found: Told, *codes: str) -> Told:
    return [one for one in found if one[1] in codes]


def test_all_that_must_be_found_in_the_county_is_found_and_nothing_else() -> None:
    assert told(county_form()) == [
        ("提示", "fund-row-rounding", "收支对比表!D14"),
        ("须说明", "prior-year-repeated", "收支对比表!C7"),
        ("须说明", "growth-of-unlike", "收支对比表!D8"),
        ("须说明", "transfers-inside", "文字材料!C3"),
        ("须说明", "transfers-inside", "文字材料!C3"),
        ("须修改", "details-differ", "收支明细!F2"),
        ("提示", "details-rounding", "收支明细!F9"),
        ("须修改", "details-rate-differs", "收支明细!H10"),
        ("须修改", "executed-is-income", "居民自评表!E6"),
        ("须说明", "enrolled-differs", "居民自评表!F12"),
        ("须说明", "share-of-form-differs", "居民自评表!F14"),
        ("须说明", "share-of-form-differs", "居民自评表!F15"),
        ("须说明", "enrolment-rate-differs", "居民自评表!F16"),
        ("须修改", "executed-is-income", "职工自评表!E6"),
        ("须说明", "share-of-form-differs", "职工自评表!F15"),
        ("提示", "text-sum-rounding", "文字材料!C4"),
        ("提示", "text-sum-rounding", "文字材料!C5"),
        ("提示", "text-figure-rounding", "文字材料!C2"),
        ("提示", "text-figure-rounding", "文字材料!C2"),
        ("须修改", "text-figure-differs", "文字材料!C5"),
        ("提示", "text-figure-rounding", "文字材料!C4"),
        ("提示", "text-figure-rounding", "文字材料!C4"),
        ("须修改", "unit-of-name-differs", "居民自评表!F20"),
        ("须修改", "unit-of-name-differs", "居民自评表!F21"),
        ("须说明", "actuals-equal-targets", "居民自评表!F12"),
        ("须说明", "actuals-equal-targets", "职工自评表!F12"),
    ]


def test_the_case_with_its_cells_mended_is_right_in_all() -> None:
    assert told(mended_form()) == []


@pytest.mark.parametrize(
    ("cell", "content", "severity", "code"),
    [
        ("收支对比表!E5", "50872.96", "提示", "fund-column-rounding"),
        ("收支对比表!C9", "718.33", "提示", "fund-row-rounding"),
        ("收支对比表!C9", "781.32", "须修改", "fund-row-differs"),
        ("收支明细!H10", "88.29%", "须修改", "details-rate-differs"),
        ("收支明细!H10", "88.27%", "须修改", "details-rate-differs"),
        ("收支明细!F11", "1320.31", "提示", "details-rounding"),
        ("收支明细!F11", "1230.32", "须修改", "details-differ"),
        ("居民自评表!E6", "65000", "须说明", "executed-not-of-fund"),
        ("居民自评表!F12", "430366人", "须说明", "enrolled-differs"),
        ("居民自评表!F16", "98%", "须说明", "enrolment-rate-differs"),
        ("居民自评表!F15", "301%", "须说明", "share-of-form-differs"),
        ("居民自评表!F22", "0.69%", "须修改", "unit-of-name-differs"),
    ],
)
def test_one_wrong_cell_is_found(cell: str, content: str, severity: str, code: str) -> None:
    found = of_kind(told(mended_form({cell: content})), code)
    place = "收支明细!F10" if cell == "收支明细!F11" else cell
    assert (severity, code, place) in found


@pytest.mark.parametrize(
    ("cell", "content"),
    [
        ("收支对比表!C10", "6%"),  # fewer digits, rounded
        ("收支对比表!C10", "5.986"),
        ("居民自评表!E6", "66350"),
        ("居民自评表!E6", "21040.11"),  # without 上下级往来
        ("居民自评表!F15", "95.26%"),
        ("居民自评表!F16", "97%"),
        ("居民自评表!F17", "93.5%"),  # of those who live there: another base
    ],
)
def test_what_some_reading_explains_is_passed_over(cell: str, content: str) -> None:
    found = told(mended_form({cell: content}))
    # A form whose budget is that of another flow has a low rate, which is told as well.
    explained = {"rate-low-unexplained", "all-reached-for-little"}
    assert [one for one in found if one[2] == cell and one[1] not in explained] == []


def test_a_stated_balance_is_compared_with_the_flows() -> None:
    rows = (
        (Measure.CURRENT, INCOME, ("10.5",)),
        (Measure.CURRENT, SPENDING, ("8.25",)),
        (Measure.OPENING, None, ("1",)),
        (Measure.BALANCE, None, ("3.25",)),
        (Measure.CUMULATIVE, None, ("4.25",)),
    )
    assert told(form(comparison=table((WORKERS,), rows))) == [
        ("须修改", "fund-row-differs", "收支对比表!C6"),
        ("须修改", "fund-row-differs", "收支对比表!C7"),
    ]


def test_a_blank_fund_adds_nothing_and_an_unread_one_anything() -> None:
    def found(*cells: str | None) -> Told:
        rows = ((Measure.CURRENT, INCOME, cells),)
        return told(form(comparison=table((WORKERS, RESIDENTS, "合计"), rows)))

    assert found("10", None, "10") == []
    assert found("10", "约5", "12") == []
    assert found("10", None, "12") == [("须修改", "fund-column-differs", "收支对比表!E3")]


def test_a_total_that_repeats_last_year_in_one_flow_is_told_once_for_the_fund() -> None:
    findings = [one for one in checked(county_form()) if one.code == "prior-year-repeated"]
    assert [one.actual for one in findings] == ["收入12718.32万元、支出28095.71万元"]


def test_nothing_in_both_years_repeats_nothing() -> None:
    rows = ((Measure.CURRENT, INCOME, ("0",)), (Measure.PRIOR, INCOME, ("0",)))
    assert told(form(comparison=table((WORKERS,), rows))) == []


def test_parts_of_a_line_that_are_only_some_of_it_may_be_less_but_not_more() -> None:
    def found(part: str) -> Told:
        lines = details(
            Line(fund=WORKERS, flow=INCOME, depth=0, label="收入合计", current="10"),
            Line(fund=WORKERS, flow=INCOME, depth=1, label="其中：利息收入", current=part),
        )
        return told(form(details=lines))

    assert found("4") == []
    assert found("11") == [("须修改", "details-differ", "收支明细!F2")]


def test_the_total_of_the_details_is_compared_with_the_table() -> None:
    rows = ((Measure.CURRENT, INCOME, ("10.55",)),)
    for current, code in (
        ("10.55", []),
        ("10.5", ["details-rounding"]),
        ("12", ["details-differ"]),
    ):
        line = Line(fund=WORKERS, flow=INCOME, depth=0, label="收入合计", current=current)
        one = form(comparison=table((WORKERS,), rows), details=details(line))
        assert [finding[1] for finding in told(one)] == code


def test_details_without_a_total_add_up_to_the_table() -> None:
    rows = ((Measure.CURRENT, INCOME, ("10",)),)
    lines = details(
        Line(fund=WORKERS, flow=INCOME, depth=1, label="保险费收入", current="7"),
        Line(fund=WORKERS, flow=INCOME, depth=1, label="利息收入", current="2"),
    )
    one = form(comparison=table((WORKERS,), rows), details=lines)
    assert told(one) == [("须修改", "details-differ", "收支对比表!C3")]


def test_a_budget_that_only_some_lines_have_is_not_added_up() -> None:
    lines = details(
        Line(fund=WORKERS, flow=INCOME, depth=0, label="收入合计", current="10", budget="9"),
        Line(fund=WORKERS, flow=INCOME, depth=1, label="保险费收入", current="8", budget="5"),
        Line(fund=WORKERS, flow=INCOME, depth=1, label="利息收入", current="2"),
    )
    assert told(form(details=lines)) == [("提示", "fund-income-over-budget", "收支明细!F2")]


def test_the_growth_of_a_line_is_compared() -> None:
    for rate, code in (
        ("32.97%", []),
        ("32.96%", ["details-rate-rounding"]),
        ("39.27%", ["details-rate-differs"]),
    ):
        line = Line(
            fund=RESIDENTS,
            flow=SPENDING,
            depth=0,
            label="待遇支出",
            current="21040.11",
            prior="15823.75",
            rate=rate,
        )
        assert [finding[1] for finding in told(form(details=details(line)))] == code


def test_a_text_about_one_fund_is_held_against_that_fund() -> None:
    said = {"口径说明": written("支出不含上解上级支出。", "C7")}
    one = replace(mended_form(), fund_texts={WORKERS: said})
    (finding,) = (one for one in checked(one) if one.code == "transfers-inside")
    assert finding.expected == "5532.37万元（为预算的88.36%）"


def test_a_text_that_names_no_flow_is_held_against_the_one_that_has_transfers() -> None:
    # The workers hand money on and are handed none.
    said = {"口径说明": written("以上数据不含上下级往来。", "C7")}
    one = replace(mended_form(), fund_texts={WORKERS: said})
    (finding,) = (one for one in checked(one) if one.code == "transfers-inside")
    assert finding.problem == (
        "写明不含上下级往来，而支出里含有上下级往来22563.34万元：含往来为28095.71万元"
        "（为预算的448.74%），不含往来为5532.37万元（为预算的88.36%）。"
    )


def test_the_fund_of_a_form_is_found_by_its_indicators_where_its_name_tells_none() -> None:
    rows = (("职工医疗保险基金收入预算执行率（%）", "≥95%", "100%"),)
    one = replace(mended_form(), annexes=(annex("自评表", "医疗保险", "12718", rows),))
    assert ("须修改", "executed-is-income", "自评表!E6") in told(one)


def test_a_form_of_no_fund_in_particular_is_compared_with_none() -> None:
    one = replace(mended_form(), annexes=(annex("自评表", "医疗保险", "12718", ()),))
    assert of_kind(told(one), "executed-is-income", "executed-not-of-fund") == []


def test_people_of_another_fund_are_not_compared() -> None:
    one = replace(mended_form(), enrolment=(people("户籍人口", "100", fund=WORKERS),))
    found = of_kind(told(one), "enrolled-differs")
    assert [place for _, _, place in found] == []


def test_four_equal_values_are_no_pattern() -> None:
    rows = [(f"指标{n}（人）", f"≥{n}人", f"{n}人") for n in range(10, 14)]
    few = annex("自评表", "职工医疗保险", "28095.71", rows)
    many = annex("自评表", "职工医疗保险", "28095.71", [*rows, ("指标（人）", "≥9人", "9人")])
    codes = ["actuals-equal-targets" in [code for _, code, _ in told(one)] for one in (few, many)]
    assert codes == [False, True]


def test_what_reached_100_percent_is_no_pattern() -> None:
    rows = [(f"指标{n}（%）", "=100%", "100%") for n in range(6)]
    one = annex("自评表", "职工医疗保险", "28095.71", rows)
    assert "actuals-equal-targets" not in [code for _, code, _ in told(one)]


def test_the_figures_of_a_form_are_its_own() -> None:
    leading = computed(mended_form())
    assert [len(one.indicators) for one in leading.annexes] == [14, 13]
    assert leading.indicators == ()


def test_a_form_without_an_executed_amount_is_not_held_against_its_fund() -> None:
    blank = annex("职工自评表", "某县2020年职工医疗保险项目", "", ())
    codes = {code for _, code, _ in told(replace(mended_form(), annexes=(blank,)))}
    assert not codes & {"executed-is-income", "executed-not-of-fund"}


def test_people_of_no_fund_are_not_those_of_one_of_two() -> None:
    everybody = people("户籍人口", "444202", "13835", "430000")
    codes = {code for _, code, _ in told(replace(mended_form(), enrolment=(everybody,)))}
    assert not codes & {"enrolled-differs", "enrolment-rate-differs"}


def test_a_group_of_people_or_several_together_may_be_those_insured() -> None:
    groups = tuple(people(name, count, None, count, WORKERS) for name, count in GROUPS)
    codes = {}
    for said in ("41000人", "9800人", "42000人"):
        one = annex("自评表", "职工医疗保险", "28095.71", [("参保人数（人）", "≥9人", said)])
        found = told(replace(mended_form(), enrolment=groups, annexes=(one,)))
        codes[said] = "enrolled-differs" in [code for _, code, _ in found]
    assert codes == {"41000人": False, "9800人": False, "42000人": True}


def test_a_reason_that_has_no_column_may_stand_in_the_texts_of_form_fund_or_whole() -> None:
    rows = [("住院率（%）", "≥90%", "80%"), ("就诊人次（人次）", "≥10人次", "90人次")]
    bare = replace(mended_form(), annexes=(annex("自评表", "职工医疗保险", "28095.71", rows),))
    reason = {"偏离原因": written("两家医院停诊。")}
    own = replace(bare.annexes[0], texts=reason)
    said = (
        replace(bare, annexes=(own,)),
        replace(bare, fund_texts={WORKERS: reason}),
        replace(bare, texts=reason),
    )
    demands = ("missed-without-reason", "far-exceeded")
    assert [len(of_kind(told(one), *demands)) for one in (bare, *said)] == [2, 0, 0, 0]


def test_a_total_with_one_part_of_the_same_amounts_is_over_its_budget_once() -> None:
    one = annex("自评表", "职工医疗保险", "28095.71", ())
    assert one.funds
    (total,) = one.funds
    over = replace(total, budget=number("100", "自评表", "C6"))
    part = replace(over, role=Role.CENTRAL, executed=number("28095.71", "自评表", "E7"))
    found = told(replace(mended_form(), annexes=(replace(one, funds=(over, part)),)))
    places = [place for _, _, place in of_kind(found, "executed-over-budget")]
    assert places == ["自评表!E6"]


GROUPS = (("在职", "31200"), ("退休", "9800"))
