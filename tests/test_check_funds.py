"""Money, dates and what a form must hold, at the bounds of the rules, told with figures and cell.

Every test builds the rows that it is about; whole forms stand in test_check and test_cases.
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from pingshu.check import check
from pingshu.finding import Finding, Severity
from pingshu.model import (
    Form,
    FundRow,
    Goals,
    ManagementItem,
    Note,
    Number,
    Role,
    Spending,
    SpendingLine,
    Text,
)
from tests.form_building import (
    checked,
    computed,
    form,
    fund,
    indicator,
    number,
    place,
    profile_of,
    text,
)

Told = list[tuple[str | None, str]]
TOTAL = "年度资金总额"


def told(findings: tuple[Finding, ...], *codes: str) -> Told:
    """Return cell and problem of the findings of some kinds."""
    return [(one.place.cell, one.problem) for one in findings if one.code in codes]


def of_funds(*rows: FundRow, received: str | None = None, **texts: str) -> tuple[Finding, ...]:
    written = {name: _written(content) for name, content in texts.items()}
    return checked(replace(form(funds=rows, received=received), texts=written))


def _written(content: str, cell: str = "B5") -> Text:
    return Text(text=content, place=place(cell))


def at(row: FundRow, line: int) -> FundRow:
    """Return a row of funds that stands in another line of the form."""

    def moved(stated: Number | None) -> Number | None:
        if stated is None:
            return None
        return replace(stated, place=place(f"{str(stated.place.cell)[0]}{line}"))

    return replace(
        row,
        label=_written(row.label.text, f"A{line}"),
        budget_initial=moved(row.budget_initial),
        budget=moved(row.budget),
        executed=moved(row.executed),
    )


# --- amounts ----------------------------------------------------------------------------------


def test_a_negative_amount_is_told_with_its_row_and_column() -> None:
    row = fund("其他资金", "-1", "-0.5", initial="0", role=Role.OTHER)
    assert told(of_funds(row), "amount-negative") == [
        ("E6", "“其他资金”的全年预算数为-1万元，是负数。"),
        ("F6", "“其他资金”的全年执行数为-0.5万元，是负数。"),
    ]


@pytest.mark.parametrize(
    ("budget", "executed", "found"),
    [
        ("60", "60", False),
        ("60", "60.01", True),
        ("0", "1", True),
        ("-1", "1", False),
        ("60", "600000", False),  # of another unit
    ],
)
def test_more_spent_than_planned_is_told(budget: str, executed: str, *, found: bool) -> None:
    problem = f"全年执行数为{executed}万元，大于全年预算数{budget}万元。"
    assert told(of_funds(fund(TOTAL, budget, executed)), "executed-over-budget") == (
        [("F6", problem)] if found else []
    )


def test_an_only_part_that_repeats_its_total_is_not_told_again() -> None:
    part = at(fund("其中：财政拨款", "60", "70", role=Role.CENTRAL), 7)
    other = at(fund("县级资金", "5", "6", role=Role.LOCAL), 8)
    same = of_funds(fund(TOTAL, "60", "70"), part)
    assert [cell for cell, _ in told(same, "executed-over-budget")] == ["F6"]
    others = of_funds(fund(TOTAL, "60", "70"), part, other)
    assert [cell for cell, _ in told(others, "executed-over-budget")] == ["F6", "F8"]


def test_no_budget_at_all_is_told() -> None:
    assert told(of_funds(fund(TOTAL, "0", "0")), "budget-zero") == [
        ("E6", "全年预算数为0，无法计算预算执行率。")
    ]
    assert told(of_funds(fund(TOTAL, "0.01", "0")), "budget-zero") == []


# --- rates and their score --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("budget", "rate", "found"),
    [("0", "5%", True), (None, "5%", True), ("0", "0%", False), ("六十", "5%", False)],
)
def test_a_rate_of_no_budget_is_told(budget: str | None, rate: str, *, found: bool) -> None:
    due = [("H6", f"预算数为0或没有填，执行率却写作“{rate}”。")] if found else []
    assert told(of_funds(fund(TOTAL, budget, "3", rate=rate)), "rate-without-budget") == due


RATES = ("rate-differs", "rate-rounding")


@pytest.mark.parametrize(
    ("rate", "code"),
    [
        ("97.67%", None),
        ("97.66%", "rate-rounding"),
        ("97.77%", "rate-rounding"),  # within the tolerance of 0.11
        ("97.5%", "rate-differs"),
    ],
)
def test_a_rate_within_the_tolerance_is_a_hint(rate: str, code: str | None) -> None:
    one = form(funds=(fund(TOTAL, "60", "58.6", rate=rate),))
    profile = profile_of("项目支出")
    scoring = replace(profile.scoring, rate_tolerance=Decimal("0.11"))
    found = check(one, computed(one), replace(profile, scoring=scoring))
    assert [finding.code for finding in found if finding.code in RATES] == ([code] if code else [])


def test_a_difference_as_large_as_the_tolerance_is_within_it() -> None:
    one = form(funds=(fund(TOTAL, "60", "58.2", rate="97.5%"),))
    profile = profile_of("项目支出")
    scoring = replace(profile.scoring, rate_tolerance=Decimal("0.5"))
    found = check(one, computed(one), replace(profile, scoring=scoring))
    assert told(found, "rate-rounding") == [("H6", "填写的执行率为97.5%，按四舍五入应为97%。")]


def test_each_row_with_a_rate_is_compared() -> None:
    part = fund("财政拨款", "60", "30", role=Role.CENTRAL, rate="55%")
    found = of_funds(fund(TOTAL, "60", "30"), part)
    assert told(found, "rate-differs") == [("H6", "填写的执行率为55%，按执行数÷预算数计算为50%。")]


@pytest.mark.parametrize("budget", ["0", None])
def test_no_score_of_execution_follows_from_no_budget(budget: str | None) -> None:
    found = of_funds(fund(TOTAL, budget, "30", weight="10", score="9"))
    assert told(found, "rate-score-differs", "rate-score-rounding") == []


def test_a_wrong_rate_is_told_as_written_and_its_score_in_points() -> None:
    row = fund(TOTAL, "60", "58.6", rate="95.00%", weight="10", score="9.50")
    problems = [problem for _, problem in told(of_funds(row), "rate-differs", "rate-score-differs")]
    assert problems == [
        "填写的执行率为95.00%，按执行数÷预算数计算为97.67%。",
        "预算执行率的得分填为9.5分，按“执行率（最高按100%）×分值”测算为9.77分。",
    ]


def test_a_score_of_execution_cut_off_is_a_hint() -> None:
    found = of_funds(fund(TOTAL, "60", "58.6", weight="10", score="9.76"))
    assert told(found, "rate-score-rounding", "rate-score-differs") == [
        ("I6", "预算执行率的得分填为9.76分，测算为9.77分。")
    ]


# --- what asks for a reason -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("executed", "found"),
    [("54", []), ("53.99", [("F6", "预算执行率为89.98%，低于90%，没有说明原因。")])],
)
def test_a_low_rate_asks_for_a_reason(executed: str, found: Told) -> None:
    row = fund(TOTAL, "60", executed)
    assert told(of_funds(row), "rate-low-unexplained") == found
    assert told(of_funds(replace(row, reason=text("下年支付。"))), "rate-low-unexplained") == []


def test_an_adjusted_budget_asks_for_a_reason_where_the_rules_say_so() -> None:
    one = form(funds=(fund(TOTAL, "60", "60", initial="50"),))
    profile = profile_of("项目支出")
    silent = replace(profile, scoring=replace(profile.scoring, reason_for_adjustment=False))
    assert told(checked(one), "adjustment-unexplained") == [
        ("E6", "年初预算数为50万元，全年预算数为60万元，预算有调整而没有说明原因。")
    ]
    assert told(check(one, computed(one), silent), "adjustment-unexplained") == []
    reasoned = replace(fund(TOTAL, "60", "60", initial="50"), reason=text("年中追加。"))
    assert told(of_funds(reasoned), "adjustment-unexplained") == []


@pytest.mark.parametrize(
    ("received", "executed", "found"),
    [
        ("60", "60", []),
        ("60.01", "60", [("B9", "到位数为60.01万元，大于全年预算数60万元。")]),
        ("59.99", "60", [("B9", "到位数为59.99万元，小于全年执行数60万元。")]),
        ("60", "586000", []),
        ("600000", "60", []),
    ],
)
def test_what_was_received_lies_between_budget_and_spending(
    received: str, executed: str, found: Told
) -> None:
    findings = of_funds(fund(TOTAL, "60", executed), received=received)
    assert told(findings, "received-over-budget", "received-below-executed") == found


def of_little(executed: str, *actuals: str, reason: str | None = None) -> Told:
    row = replace(fund(TOTAL, "60", executed), reason=text(reason))
    items = [indicator("≥6", actual, name=f"第{n}项") for n, actual in enumerate(actuals)]
    words = replace(indicator("提升", "提升", name="服务能力"))
    found = checked(form(funds=(row,), indicators=(*items, words)))
    return told(found, "all-reached-for-little")


def test_all_reached_for_less_than_half_the_money_is_told() -> None:
    assert of_little("29.99", "6", "7", "9") == [
        ("F6", "预算执行率只有49.98%，3个定量指标却全部达到目标。")
    ]


@pytest.mark.parametrize(
    ("executed", "actuals"),
    [("30", ("6", "7", "9")), ("29", ("6", "7")), ("29", ("6", "7", "5"))],
)
def test_half_of_the_money_two_indicators_or_a_miss_say_nothing(
    executed: str, actuals: tuple[str, ...]
) -> None:
    assert of_little(executed, *actuals) == []


def test_little_money_may_be_explained_beside_it() -> None:
    assert of_little("29", "6", "7", "9", reason="分年支付。") == []


@pytest.mark.parametrize(
    ("budget", "change", "code"),
    [
        ("64.5", "4.5", None),
        ("65", "4.5", "adjusted-budget-differs"),
        ("64.57", "4.56", "adjusted-budget-rounding"),
    ],
)
def test_an_adjustment_is_told_with_all_its_amounts(
    budget: str, change: str, code: str | None
) -> None:
    row = replace(fund(TOTAL, budget, "60", initial="60"), adjustment_stated=number(change))
    due = Decimal(60) + Decimal(change)
    problem = f"全年预算数为{budget}万元，年初预算数60万元加调整数{change}万元为{due}万元"
    found = [(one.code, one.place.cell) for one in of_funds(row) if "adjusted" in one.code]
    assert found == ([(code, "E6")] if code else [])
    assert all(one.problem.startswith(problem) for one in of_funds(row) if "adjusted" in one.code)


@pytest.mark.parametrize(("initial", "change"), [(None, "4.5"), ("60", "约4.5"), ("60", None)])
def test_an_adjustment_of_nothing_or_by_nothing_is_not_compared(
    initial: str | None, change: str | None
) -> None:
    row = replace(fund(TOTAL, "99", "60", initial=initial), adjustment_stated=number(change))
    assert [one.code for one in of_funds(row) if "adjusted" in one.code] == []


# --- sums -------------------------------------------------------------------------------------


def test_a_total_is_compared_column_by_column() -> None:
    parts = (
        at(fund("其中：财政拨款", "50", "48", role=Role.CENTRAL, initial="40"), 7),
        at(fund("其他资金", "10", "10", role=Role.OTHER, initial="10"), 8),
    )
    found = of_funds(fund(TOTAL, "61", "59", initial="51"), *parts)
    assert told(found, "funds-total-differs") == [
        ("D6", "年初预算数：总额为51万元，各项之和为50万元。"),
        ("E6", "全年预算数：总额为61万元，各项之和为60万元。"),
        ("F6", "全年执行数：总额为59万元，各项之和为58万元。"),
    ]


def spent(total: SpendingLine | None, *lines: SpendingLine, executed: str = "58.6") -> Told:
    one = form(funds=(fund(TOTAL, "60", executed),))
    found = checked(replace(one, spending=Spending(lines=lines, total=total)))
    codes = ("differs", "rounding", "total-differs", "count-differs")
    return told(found, *(f"spending-{code}" for code in codes))


def line(
    label: str, amount: str | None, count: str | None = None, unit: str | None = None, row: int = 2
) -> SpendingLine:
    return SpendingLine(
        label=_written(label, f"A{row}"),
        amount=number(amount, f"B{row}"),
        count=number(count, f"C{row}"),
        unit=text(unit, f"D{row}"),
        note=None,
    )


def test_lines_of_spending_are_held_against_both_totals() -> None:
    lines = (line("培训", "38.6"), line("进修", "21", row=3))
    assert spent(line("合计", "59", row=4), *lines) == [
        ("A2", "支出明细之和为59.6万元，全年执行数为58.6万元。"),
        ("B4", "支出明细的合计填为59万元，各行之和为59.6万元。"),
    ]


def test_spending_off_in_its_last_digit_is_told_with_what_it_is_off_from() -> None:
    lines = (line("培训", "38.61"), line("进修", "20.01", row=3))
    assert spent(line("合计", "58.61", row=4), *lines, executed="58.61") == [
        ("A2", "支出明细各行之和与全年执行数只差在最后一位小数：58.62万元和58.61万元。"),
        ("B4", "支出明细各行之和与合计行只差在最后一位小数：58.61万元和58.62万元。"),
    ]


def test_lines_of_spending_may_stand_without_any_funds() -> None:
    one = replace(form(), spending=Spending(lines=(line("培训", "5"),), total=line("合计", "6")))
    assert told(checked(one), "spending-total-differs") == [
        ("B2", "支出明细的合计填为6万元，各行之和为5万元。")
    ]


def test_lines_in_another_unit_of_money_are_left_to_the_unit() -> None:
    assert spent(None, line("培训", "586000")) == []


@pytest.mark.parametrize(
    ("counts", "stated", "found"),
    [
        (("40", "25"), "65", []),
        (("40", "25"), "70", [("C4", "合计数量填为70场，各行数量相加为65（人次、场）。")]),
        (("40", "约25"), "70", []),
        ((None, None), "70", []),
        ((None, "25"), "70", [("C4", "合计数量填为70场，各行数量相加为25（人次、场）。")]),
    ],
)
def test_counts_are_added_where_each_was_read(
    counts: tuple[str | None, str | None], stated: str, found: Told
) -> None:
    lines = (
        line("培训", "38.6", counts[0], "人次"),
        line("进修", "20", counts[1], "场", row=3),
    )
    assert spent(line("合计", "58.6", stated, "场", row=4), *lines) == found


# --- units of money ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("executed", "times", "severity"),
    [
        ("50000", "一万倍", Severity.ERROR),  # 5,000 times
        ("49990", "4999倍", Severity.WARNING),
        ("200000", "一万倍", Severity.ERROR),
        ("200010", "20001倍", Severity.WARNING),
        ("49996", "5000倍", Severity.WARNING),
    ],
)
def test_what_another_unit_alone_does_not_explain_may_be_right(
    executed: str, times: str, severity: Severity
) -> None:
    found = [
        one for one in of_funds(fund(TOTAL, "10", executed)) if one.code == "magnitude-differs"
    ]
    assert [(one.severity, one.place.cell) for one in found] == [(severity, "F6")]
    assert found[0].problem == f"全年执行数为{executed}万元，与全年预算数10万元相差约{times}。"
    assert found[0].cure == "请核对是不是有的按元、有的按万元填" + (
        "，是的就按表头写明的单位改成一致；填错位数的也请改正。"
        if severity is Severity.ERROR
        else "；两个数都无误的，请在“说明”一列写明原因。"
    )


def test_units_are_compared_between_all_that_belongs_together() -> None:
    row = fund(TOTAL, "60", "60", initial="600000")
    one = form(funds=(row,), received="600000")
    spending = Spending(lines=(line("培训", "600000"),), total=None)
    assert told(checked(replace(one, spending=spending)), "magnitude-differs") == [
        ("D6", "年初预算数为600000万元，与全年预算数60万元相差约一万倍。"),
        ("B2", "支出明细之和为600000万元，与全年执行数60万元相差约一万倍。"),
        ("B9", "到位数为600000万元，与全年预算数60万元相差约一万倍。"),
    ]


@pytest.mark.parametrize(
    ("target", "actual", "found"),
    [
        ("≤2万元", "19000", [("F13", "完成值为19000，与目标值≤2万元相差约一万倍。")]),
        ("≤-9000", "-1万元", [("E13", "目标值为≤-9000，与完成值-1万元相差约一万倍。")]),
        ("≤1万元", "1000", []),
    ],
)
def test_a_bare_amount_beside_one_with_a_unit_is_told_at_the_larger(
    target: str, actual: str, found: Told
) -> None:
    findings = checked(form(indicators=(indicator(target, actual),)))
    assert told(findings, "magnitude-differs") == found


# --- what a form must hold --------------------------------------------------------------------


def test_a_form_without_anything_is_told_what_it_lacks() -> None:
    bare = replace(form(money_unit=None), project=None, unit=None, year=None)
    told_at = [(one.code, one.place.cell) for one in checked(bare)]
    assert told_at == [
        ("project-missing", None),
        ("year-missing", None),
        ("unit-missing", None),
        ("funds-missing", None),
        ("indicators-missing", None),
        ("goal-missing", None),
        ("text-missing", None),
    ]


def test_what_a_form_lacks_is_told_where_it_belongs() -> None:
    blanks = {
        name: place(cell)
        for name, cell in (
            ("project", "C3"), ("year", "A2"), ("unit", "G4"),
            ("expected", "B11"), ("actual", "E11"),
        )
    }  # fmt: skip
    bare = replace(form(), project=None, unit=None, year=None, blanks=blanks)
    bare = replace(bare, goals=Goals(expected=None, actual=None))
    found = [(one.code, one.place.cell) for one in checked(bare) if one.place.cell]
    assert found == [
        ("project-missing", "C3"),
        ("year-missing", "A2"),
        ("unit-missing", "G4"),
        ("goal-missing", "B11"),
        ("goal-missing", "E11"),
    ]


def test_goals_without_a_place_are_told_with_their_names() -> None:
    bare = replace(form(), goals=Goals(expected=None, actual=None))
    assert told(checked(bare), "goal-missing") == [
        (None, "年度总体目标的“预期目标”是空的。"),
        (None, "年度总体目标的“实际完成情况”是空的。"),
    ]
    assert told(checked(form()), "goal-missing") == [
        (None, "年度总体目标的“预期目标和实际完成情况”是空的。")
    ]


@pytest.mark.parametrize(
    ("budget", "executed", "found"),
    [("60", None, ["A6"]), (None, "60", ["A6"]), ("60", "60", []), ("六十", "60", [])],
)
def test_funds_need_a_budget_and_what_was_spent(
    budget: str | None, executed: str | None, found: list[str]
) -> None:
    findings = of_funds(fund(TOTAL, budget, executed))
    assert [cell for cell, _ in told(findings, "funds-missing")] == found


def test_the_unit_of_money_is_asked_for_where_there_is_money() -> None:
    rows = (fund(TOTAL, "60", "60"),)
    assert told(checked(form(funds=rows, money_unit=None)), "money-unit-missing") == [
        (None, "表中没有写明金额是万元还是元，已按万元处理。")
    ]
    assert told(checked(form(funds=(), money_unit=None)), "money-unit-missing") == []
    assert told(checked(form(funds=rows, money_unit="元")), "money-unit-missing") == []


@pytest.mark.parametrize(
    ("blank", "initial", "budget", "found"),
    [
        (True, None, "60", ["D6"]),
        (True, None, None, []),
        (False, None, "60", []),
        (True, "0", "60", []),
    ],
)
def test_an_empty_column_of_initial_budgets_is_told_at_the_total(
    *, blank: bool, initial: str | None, budget: str | None, found: list[str]
) -> None:
    row = fund(TOTAL, budget, "50", initial=initial)
    row = replace(row, blanks={"budget_initial": place("D6")} if blank else {})
    part = replace(
        at(fund("其他资金", "10", "10", role=Role.OTHER), 7),
        blanks={"budget_initial": place("D7")},
    )
    findings = of_funds(row, part)
    assert [cell for cell, _ in told(findings, "initial-budget-missing")] == found


def prompted() -> Form:
    left, item = _written("待补充", "B2"), indicator("≥6", "7")
    management = ManagementItem(
        item=_written("合规性", "A9"),
        situation=_written("待定", "B3"),
        problem=_written("同上", "B4"),
    )
    noted = replace(
        item,
        target=_written("待填", "E13"),
        actual=_written("待核实", "F13"),
        reason=_written("XX", "I13"),
        note=Note(explanation=_written("请填写原因", "C9")),
    )
    return replace(
        form(indicators=(noted,)),
        project=_written("××项目", "C3"),
        department=_written("____", "C4"),
        unit=_written("〇〇局", "G4"),
        goals=Goals(expected=left, actual=_written("●●", "B5"), reason=_written("……", "B6")),
        management=(management,),
        texts={"一": _written("共XXX人", "B7")},
        fund_texts={"甲": {"二": _written("（待补充数字）", "B8")}},
    )


def test_prompts_are_found_wherever_somebody_writes_and_quoted() -> None:
    assert told(checked(prompted()), "prompt-left") == [
        (cell, f"这里还留着“{quoted}”，像是没有写完。")
        for cell, quoted in (
            ("C3", "××"), ("C4", "____"), ("G4", "〇〇"), ("B2", "待补充"), ("B5", "●●"),
            ("B6", "……"), ("B3", "待定"), ("B4", "同上"), ("E13", "待填"), ("F13", "待核实"),
            ("I13", "XX"), ("C9", "请填写原因"), ("B7", "XXX"), ("B8", "(待补充数字"),
        )
    ]  # fmt: skip


# --- years and dates --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("project", "sheet", "found"),
    [
        ("2021年养护", "自评表", ["项目名称写的是2021年，而表是2022年度的。"]),
        ("养护", "2021年自评表", ["工作表的名称写的是2021年，而表是2022年度的。"]),
        ("2021-2023年养护", "2021年", ["工作表的名称写的是2021年，而表是2022年度的。"]),
        ("养护", None, []),
    ],
)
def test_the_name_of_another_year_is_told_of_project_and_sheet(
    project: str, sheet: str | None, found: list[str]
) -> None:
    one = replace(form(), project=text(project, "C3"), place=replace(form().place, sheet=sheet))
    assert [problem for _, problem in told(checked(one), "name-of-other-year")] == found


@pytest.mark.parametrize(
    ("field", "dates"),
    [
        ("成文日期", {"2021": True, "2022": False, "2024": False, "2025": True}),
        ("到位日期", {"2020": True, "2021": False, "2023": False, "2024": True}),
        ("下达日期", {"2020": True, "2021": False, "2023": False, "2024": True}),
    ],
)
def test_a_date_lies_in_the_years_about_that_of_the_form(
    field: str, dates: dict[str, bool]
) -> None:
    for year, is_told in dates.items():
        problem = f"“{field}”写作“{year}年3月”，而表是2022年度的。"
        found = of_funds(**{field: f"{year}年3月"})
        assert told(found, "date-doubtful") == ([("B5", problem)] if is_told else [])


@pytest.mark.parametrize(
    ("written", "found"),
    [("2022年", False), ("2022年2月29日", True), ("2022年2月", False), ("2022年13月", True)],
)
def test_a_date_may_lack_its_day_and_month(written: str, *, found: bool) -> None:
    problem = f"“到位日期”写作“{written}”，日历上没有这一天。"
    told_at = told(of_funds(到位日期=written), "date-impossible")
    assert told_at == ([("B5", problem)] if found else [])
