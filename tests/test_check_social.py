"""Tables of funds and their lines, word for word and at the bounds of the rules.

The case of a county as a whole stands in test_comparison_check.
"""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pingshu.model import Flow, Form, Measure
from tests.fund_building import (
    INCOME,
    RESIDENTS,
    SPENDING,
    WORKERS,
    Cell,
    Line,
    Row,
    annex,
    checked,
    details,
    form,
    mended_form,
    people,
    table,
    written,
)

Told = list[tuple[str | None, str]]
BOTH = (WORKERS, RESIDENTS, "合计")


def told(one: Form, *codes: str) -> Told:
    """Return cell and problem of the findings of some kinds, or of all that a form is told."""
    return [
        (finding.place.cell, finding.problem)
        for finding in checked(one)
        if finding.code in codes or (not codes and finding.code != "goal-missing")
    ]


def tabled(names: Sequence[str], *rows: Row) -> Form:
    return form(comparison=table(names, rows))


# --- the column of the total ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (("1", "2", "3"), None),
        (("1", "2", "4"), "合计栏为4万元，各险种之和为3万元。"),
        (("1.01", "2.01", "3.03"), "合计栏为3.03万元，各险种之和为3.02万元，只差在最后一位小数。"),
        ((None, None, "4"), None),
        (("1", "2", None), None),
        (("1", "2", "约4"), None),
    ],
)
def test_each_row_of_amounts_adds_up_to_its_total(
    cells: tuple[Cell, ...], problem: str | None
) -> None:
    found = told(tabled(BOTH, (Measure.CURRENT, INCOME, cells)))
    assert found == ([("E3", f"“current·income”一行，{problem}")] if problem else [])


def test_rates_and_growth_rates_do_not_add_up() -> None:
    rows = (
        (Measure.GROWTH_RATE, INCOME, ("1%", "2%", "4%")),
        (Measure.BUDGET_SHARE, INCOME, ("1%", "2%", "4%")),
    )
    assert told(tabled(BOTH, *rows)) == []


def test_a_total_may_stand_before_its_funds() -> None:
    names = ("合计", WORKERS, RESIDENTS)
    assert told(tabled(names, (Measure.CURRENT, INCOME, ("4", "1", "2")))) == [
        ("C3", "“current·income”一行，合计栏为4万元，各险种之和为3万元。")
    ]


# --- what a table derives ---------------------------------------------------------------------


FLOWS: tuple[Row, ...] = (
    (Measure.BUDGET, INCOME, ("8",)),  # row 3
    (Measure.CURRENT, INCOME, ("10",)),
    (Measure.PRIOR, INCOME, ("7",)),
    (Measure.BUDGET, SPENDING, ("9",)),
    (Measure.CURRENT, SPENDING, ("6",)),
    (Measure.PRIOR, SPENDING, ("5",)),
    (Measure.OPENING, None, ("2",)),
)


@pytest.mark.parametrize(
    ("measure", "flow", "stated", "problem"),
    [
        (Measure.GROWTH, INCOME, "2", "收入增长填为2万元，按本年数－上年数计算为3万元。"),
        (Measure.GROWTH, SPENDING, "2", "支出增长填为2万元，按本年数－上年数计算为1万元。"),
        (Measure.BALANCE, None, "5", "当期结余填为5万元，按本年收入－本年支出计算为4万元。"),
        (
            Measure.CUMULATIVE,
            None,
            "5",
            "年末滚存结余填为5万元，按上年末滚存结余＋本年收入－本年支出计算为6万元。",
        ),
        (
            Measure.GROWTH_RATE,
            INCOME,
            "40%",
            "收入增幅填为40%，按（本年数－上年数）÷上年数计算为42.86%。",
        ),
        (
            Measure.BUDGET_SHARE,
            SPENDING,
            "60%",
            "支出执行预算比例填为60%，按本年数÷预算数计算为66.67%。",
        ),
        (
            Measure.BUDGET_SHARE,
            SPENDING,
            "66.66%",
            "支出执行预算比例填为66.66%，按本年数÷预算数计算为66.67%，只差在最后一位小数。",
        ),
        (Measure.GROWTH, INCOME, "3", None),
        (Measure.GROWTH, INCOME, "约2", None),
        (Measure.BALANCE, None, "4", None),
        (Measure.CUMULATIVE, None, "6", None),
        (Measure.GROWTH_RATE, INCOME, "42.86%", None),
        (Measure.GROWTH_RATE, SPENDING, "20%", None),
        (Measure.BUDGET_SHARE, INCOME, "125%", None),
    ],
)
def test_what_a_table_derives_follows_from_its_own_rows(
    measure: Measure, flow: Flow | None, stated: str, problem: str | None
) -> None:
    found = told(tabled((WORKERS,), *FLOWS, (measure, flow, (stated,))), *ROWS)
    assert found == ([("C10", problem)] if problem else [])


ROWS = ("fund-row-differs", "fund-row-rounding")


def test_a_growth_off_in_its_last_digit_is_a_hint() -> None:
    rows = (
        (Measure.CURRENT, INCOME, ("10.51",)),
        (Measure.PRIOR, INCOME, ("7.25",)),
        (Measure.GROWTH, INCOME, ("3.27",)),
    )
    assert told(tabled((WORKERS,), *rows), *ROWS) == [
        ("C5", "收入增长填为3.27万元，按本年数－上年数计算为3.26万元，只差在最后一位小数。")
    ]


@pytest.mark.parametrize(
    "measure", [Measure.GROWTH, Measure.BALANCE, Measure.GROWTH_RATE, Measure.BUDGET_SHARE]
)
def test_what_cannot_be_derived_is_not_compared(measure: Measure) -> None:
    flow = None if measure is Measure.BALANCE else INCOME
    alone = ((Measure.CURRENT, INCOME, ("10",)), (measure, flow, ("99",)))
    assert told(tabled((WORKERS,), *alone), *ROWS) == []
    blank = (*FLOWS, (measure, flow, (None,)))
    assert told(tabled((WORKERS,), *blank), *ROWS) == []


def test_a_table_without_a_total_derives_for_its_funds_alone() -> None:
    rows = (
        (Measure.CURRENT, INCOME, ("1", "2")),
        (Measure.PRIOR, INCOME, ("1", "1")),
        (Measure.GROWTH, INCOME, ("0", "2")),
    )
    assert told(tabled((WORKERS, RESIDENTS), *rows), *ROWS) == [
        ("D5", "收入增长填为2万元，按本年数－上年数计算为1万元。")
    ]


def test_a_column_of_the_total_is_derived_from_itself() -> None:
    rows = (
        (Measure.CURRENT, INCOME, ("1", "2", "3")),
        (Measure.PRIOR, INCOME, ("1", "1", "2")),
        (Measure.GROWTH, INCOME, ("0", "1", "2")),
    )
    assert told(tabled(BOTH, *rows), *ROWS) == [
        ("E5", "收入增长填为2万元，按本年数－上年数计算为1万元。")
    ]


# --- whether the years can be compared --------------------------------------------------------


@pytest.mark.parametrize(
    ("income", "spending", "found"),
    [
        (("5", "5"), ("6", "6"), [("C4", "收入5万元、支出6万元")]),
        (("5", "4"), ("6", "6"), [("C6", "支出6万元")]),
        (("5", "4"), ("6", "5"), []),
        (("0", "0"), ("6", "5"), []),
        (("5", None), (None, "5"), []),
    ],
)
def test_amounts_that_repeat_last_year_are_told_at_the_first(
    income: tuple[Cell, Cell], spending: tuple[Cell, Cell], found: Told
) -> None:
    rows = (
        (Measure.CURRENT, INCOME, (income[0],)),
        (Measure.PRIOR, INCOME, (income[1],)),
        (Measure.CURRENT, SPENDING, (spending[0],)),
        (Measure.PRIOR, SPENDING, (spending[1],)),
    )
    problem = f"“{WORKERS}”的上年数与本年数一分不差："
    assert told(tabled((WORKERS,), *rows), "prior-year-repeated") == [
        (cell, f"{problem}{amounts}。") for cell, amounts in found
    ]


def unlike(part: tuple[Cell, Cell], other: tuple[Cell, Cell], depth: int = 1) -> Told:
    """Return what is found where spending was 7 last year and is 10: two lines, now and before."""
    rows = ((Measure.CURRENT, SPENDING, ("10",)), (Measure.PRIOR, SPENDING, ("7",)))
    lines = details(
        Line(fund=WORKERS, flow=SPENDING, depth=0, label="支出合计", current="10", prior="7"),
        Line(
            fund=WORKERS, flow=SPENDING, depth=depth, label="待遇", current=part[0], prior=part[1]
        ),
        Line(fund=WORKERS, flow=SPENDING, depth=1, label="上解", current=other[0], prior=other[1]),
    )
    one = form(comparison=table((WORKERS,), rows), details=lines)
    return told(one, "growth-of-unlike")


ALONE = (
    f"“{WORKERS}”的上年支出7万元只是其中的“待遇”，本年支出10万元还含有其他项目，"
    "增幅42.86%不是同口径的比较（本年“待遇”为8万元）。"
)


def test_a_year_that_holds_one_part_alone_is_told_with_that_part() -> None:
    assert unlike(("8", "7"), ("2", None)) == [("C4", ALONE)]


@pytest.mark.parametrize(
    ("part", "other"),
    [
        (("8", "7"), ("2", "0")),  # of the other part it is known that there was nothing
        (("8", "6"), ("2", None)),
        (("10", "7"), (None, None)),  # it is all there is this year, too
        ((None, "7"), ("2", None)),
        (("8", None), ("2", None)),
    ],
)
def test_years_that_hold_the_same_parts_can_be_compared(
    part: tuple[Cell, Cell], other: tuple[Cell, Cell]
) -> None:
    assert unlike(part, other) == []


def test_a_part_of_nothing_is_no_growth() -> None:
    lines = details(
        Line(fund=WORKERS, flow=INCOME, depth=0, label="收入合计", current="10", prior="0"),
        Line(fund=WORKERS, flow=INCOME, depth=1, label="保费", current="8", prior="0"),
        Line(fund=WORKERS, flow=INCOME, depth=1, label="利息", current="2"),
    )
    assert told(form(details=lines), "growth-of-unlike") == []


def test_income_is_looked_at_like_spending() -> None:
    lines = details(
        Line(fund=WORKERS, flow=INCOME, depth=0, label="收入合计", current="10", prior="7"),
        Line(fund=WORKERS, flow=INCOME, depth=1, label="保费", current="8", prior="7"),
        Line(fund=WORKERS, flow=INCOME, depth=1, label="利息", current="2"),
        Line(fund=WORKERS, flow=SPENDING, depth=0, label="支出合计", current="9", prior="8"),
    )
    ((cell, problem),) = told(form(details=lines), "growth-of-unlike")
    assert (cell, problem.startswith(f"“{WORKERS}”的上年收入7万元只是其中的“保费”")) == ("G2", True)


def test_lines_of_another_depth_do_not_complete_a_year() -> None:
    assert len(unlike(("8", "7"), ("2", "0"), depth=2)) == 1


# --- money from or to another level -----------------------------------------------------------


def handed_on(said: str, handed: str = "4", budget: Cell = None) -> list[str]:
    """Return what is found where a text speaks of 10 spent and 5 received, some handed on."""
    rows = (
        (Measure.BUDGET, SPENDING, (budget,)),
        (Measure.CURRENT, INCOME, ("5",)),
        (Measure.CURRENT, SPENDING, ("10",)),
    )
    lines = details(
        Line(fund=WORKERS, flow=INCOME, depth=0, label="收入合计", current="5"),
        Line(fund=WORKERS, flow=INCOME, depth=1, label="补助", current="1", transfer=True),
        Line(fund=WORKERS, flow=INCOME, depth=1, label="保费", current="4"),
        Line(fund=WORKERS, flow=SPENDING, depth=0, label="支出合计", current="10"),
        Line(fund=WORKERS, flow=SPENDING, depth=1, label="上解", current=handed, transfer=True),
        Line(fund=WORKERS, flow=SPENDING, depth=1, label="待遇", current="6"),
    )
    one = form(comparison=table((WORKERS,), rows), details=lines, texts={"口径说明": written(said)})
    return [problem for _, problem in told(one, "transfers-inside")]


OF_SPENDING = "而支出里含有上下级往来4万元：含往来为10万元，不含往来为6万元。"
OF_INCOME = "而收入里含有上下级往来1万元：含往来为5万元，不含往来为4万元。"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("支出不含上解上级支出。", [OF_SPENDING]),
        ("收入、支出均不含上下级往来。", [OF_INCOME, OF_SPENDING]),
        ("数据不含上下级往来。", [OF_INCOME, OF_SPENDING]),
        ("支出增长。收入不含上级补助。", [OF_INCOME]),
        ("收入不含上级补助。支出不含上解上级支出。", [OF_INCOME]),
        ("支出含上解上级支出。", []),
    ],
)
def test_a_text_that_leaves_transfers_out_is_told_what_they_are(
    said: str, found: list[str]
) -> None:
    assert handed_on(said) == [f"写明不含上下级往来，{one}" for one in found]


def test_shares_of_the_budget_are_told_where_there_is_one() -> None:
    (problem,) = handed_on("支出不含上解上级支出。", budget="8")
    assert problem.endswith("含往来为10万元（为预算的125%），不含往来为6万元（为预算的75%）。")


def test_nothing_handed_on_is_nothing_to_leave_out() -> None:
    assert handed_on("支出不含上解上级支出。", handed="0") == []


# --- lines ------------------------------------------------------------------------------------


def lined(*lines: Line, rows: Sequence[Row] = ()) -> Told:
    comparison = table((WORKERS,), rows) if rows else None
    codes = ("details-differ", "details-rounding", "details-rate-differs", "details-rate-rounding")
    return told(form(comparison=comparison, details=details(*lines)), *codes)


def of_income(label: str, depth: int = 1, /, **cells: Cell) -> Line:
    amounts: dict[str, Cell] = {"current": None, **cells}
    return Line(fund=WORKERS, flow=INCOME, depth=depth, label=label, **amounts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("total", "parts", "problem"),
    [
        ("10", ("7", "3"), None),
        ("10", ("7", "2"), "“收入合计”的本年数为10万元，收支明细为9万元，相差1万元。"),
        ("10", ("7", "4"), "“收入合计”的本年数为10万元，收支明细为11万元，相差1万元。"),
        (
            "10.02",
            ("7.01", "3.02"),
            "“收入合计”的本年数为10.02万元，收支明细为10.03万元，相差0.01万元，只差在最后一位小数。",
        ),
        ("10", ("7", None), "“收入合计”的本年数为10万元，收支明细为7万元，相差3万元。"),
        ("10", ("7", "约2"), None),
        ("10", (None, None), None),
        (None, ("7", "2"), None),
    ],
)
def test_lines_add_up_to_the_line_above(
    total: Cell, parts: tuple[Cell, Cell], problem: str | None
) -> None:
    first, second = parts
    found = lined(
        of_income("收入合计", 0, current=total),
        of_income("保费", current=first),
        of_income("利息", current=second),
    )
    assert found == ([("F2", problem)] if problem else [])


@pytest.mark.parametrize(
    ("column", "name", "cell"), [("prior", "上年数", "G2"), ("budget", "预算数", "E2")]
)
def test_last_year_and_budget_are_added_up_where_every_line_has_them(
    column: str, name: str, cell: str
) -> None:
    def found(first: Cell, second: Cell) -> Told:
        return lined(
            of_income("收入合计", 0, **{column: "10"}),
            of_income("保费", **{column: first}),
            of_income("利息", **{column: second}),
        )

    due = f"“收入合计”的{name}为10万元，收支明细为9万元，相差1万元。"
    assert found("7", "2") == [(cell, due)]
    assert found("7", None) == []


@pytest.mark.parametrize(
    ("label", "part", "found"),
    [
        ("其中：利息", "4", []),
        ("其中：利息", "11", ["F2"]),
        ("利息", "4", ["F2"]),
        ("利息其中", "4", ["F2"]),
    ],
)
def test_only_parts_marked_as_some_may_be_less(label: str, part: str, found: list[str]) -> None:
    told_at = lined(of_income("收入合计", 0, current="10"), of_income(label, current=part))
    assert [cell for cell, _ in told_at] == found


OF_LINES = "“收入合计”的本年数"


def test_some_parts_off_in_their_last_digit_are_a_hint() -> None:
    found = lined(
        of_income("收入合计", 0, current="10.03"),
        of_income("其中：保费", current="7.01"),
        of_income("利息", current="3.01"),
    )
    assert found == [
        ("F2", f"{OF_LINES}为10.03万元，收支明细为10.02万元，相差0.01万元，只差在最后一位小数。")
    ]


TABLE_10: tuple[Row, ...] = ((Measure.CURRENT, INCOME, ("10.55",)),)
OF_TABLE = f"收支对比表中“{WORKERS}”收入的本年数为10.55万元"


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ((("收入合计", 0, "10.55", False),), None),
        (
            (("收入合计", 0, "10.5", False),),
            "收支明细为10.5万元，相差0.05万元，只差在最后一位小数。",
        ),
        ((("收入合计", 0, "12", False),), "收支明细为12万元，相差1.45万元。"),
        (
            (("收入合计", 0, "10.554", False),),
            "收支明细为10.554万元，相差0.004万元，只差在最后一位小数。",
        ),
        ((("收入合计", 0, None, False),), None),
        ((("保费", 1, "9", False),), "收支明细为9万元，相差1.55万元。"),
        ((("保费", 1, "10.5", False),), "收支明细为10.5万元，相差0.05万元。"),
        ((("保费", 1, "9", False), ("利息", 1, "1.55", False)), None),
        ((("保费", 0, "9", False), ("利息", 0, "1", False)), "收支明细为10万元，相差0.55万元。"),
        ((("收入合计", 0, "10.55", False), ("补助", 0, "3", True)), None),
        ((("补助", 0, "3", True),), None),
    ],
)
def test_lines_are_held_against_the_table(
    lines: tuple[tuple[str, int, Cell, bool], ...], problem: str | None
) -> None:
    made = [
        Line(
            fund=WORKERS, flow=INCOME, depth=depth, label=label, current=current, transfer=transfer
        )
        for label, depth, current, transfer in lines
    ]
    found = lined(*made, rows=TABLE_10)
    assert found == ([("C3", f"{OF_TABLE}，{problem}")] if problem else [])


def test_lines_of_last_year_are_held_against_the_table_as_well() -> None:
    rows = ((Measure.PRIOR, INCOME, ("9",)), (Measure.BUDGET, INCOME, ("5",)))
    found = lined(of_income("收入合计", 0, prior="10", budget="6"), rows=rows)
    assert [cell for cell, _ in found] == ["C3", "C4"]


@pytest.mark.parametrize(
    ("cells", "cell", "problem"),
    [
        (
            {"share": "90%", "budget": "12"},
            "H2",
            "“保费”的完成预算填为90%，按同一行的数计算为83.33%。",
        ),
        ({"share": "83.3%", "budget": "12"}, None, None),
        ({"share": "83%", "budget": "12"}, None, None),
        (
            {"share": "83.34%", "budget": "12"},
            "H2",
            "“保费”的完成预算填为83.34%，按同一行的数计算为83.33%。",
        ),
        ({"rate": "12%", "prior": "9"}, "I2", "“保费”的增幅填为12%，按同一行的数计算为11.11%。"),
        ({"rate": "约11%", "prior": "9"}, None, None),
        ({"rate": "12%"}, None, None),
        ({"share": "90%"}, None, None),
        ({"share": "90%", "budget": "0"}, None, None),
    ],
)
def test_rates_of_a_line_follow_from_the_line(
    cells: dict[str, Cell], cell: str | None, problem: str | None
) -> None:
    found = lined(of_income("保费", 0, current="10", **cells))
    assert found == ([(cell, problem)] if problem else [])


def test_a_rate_of_a_line_cut_off_is_a_hint() -> None:
    assert lined(of_income("保费", 0, current="10", budget="6", share="166.66%")) == [
        ("H2", "“保费”的完成预算填为166.66%，按四舍五入应为166.67%。")
    ]


def test_lines_of_no_fund_are_held_against_the_total() -> None:
    rows = ((Measure.CURRENT, INCOME, ("4", "6", "10")),)
    line = Line(fund=None, flow=INCOME, depth=0, label="收入合计", current="12")
    one = form(comparison=table(BOTH, rows), details=details(line))
    assert told(one, "details-differ") == [
        ("E3", "收支对比表中“合计”收入的本年数为10万元，收支明细为12万元，相差2万元。")
    ]


def test_the_total_is_only_the_sum_of_its_funds_where_each_line_is_of_a_fund() -> None:
    rows = ((Measure.CURRENT, INCOME, ("4", "6", "11")),)
    lines = [
        Line(fund=fund, flow=INCOME, depth=0, label="收入合计", current=current)
        for fund, current in ((WORKERS, "4"), (RESIDENTS, "6"))
    ]
    one = form(comparison=table(BOTH, rows), details=details(*lines))
    assert told(one, "details-differ") == []


# --- the forms of the funds -------------------------------------------------------------------


def of_workers(rows: Sequence[tuple[str, str, str]], executed: str = "28095.71") -> Form:
    return replace(mended_form(), annexes=(annex("表", "职工医疗保险", executed, rows),))


@pytest.mark.parametrize(
    ("executed", "problem"),
    [
        ("28095.71", None),
        ("28096", None),
        ("28095", None),
        ("5532.37", None),  # without what was handed on
        ("12718.32", f"是“{WORKERS}”的收入数，它的支出为28095.71万元。"),
        ("30000", f"收支对比表里“{WORKERS}”的支出为28095.71万元。"),
    ],
)
def test_what_a_form_spent_is_what_its_fund_spent(executed: str, problem: str | None) -> None:
    found = told(of_workers((), executed), "executed-is-income", "executed-not-of-fund")
    assert found == ([("E6", f"执行数填为{executed}万元，{problem}")] if problem else [])


def test_what_a_form_spent_may_be_in_another_unit_of_money() -> None:
    one = of_workers((), "280957100")
    in_yuan = replace(one.annexes[0], money_unit="元")
    found = told(replace(one, annexes=(in_yuan,)), "executed-is-income", "executed-not-of-fund")
    assert found == []


@pytest.mark.parametrize(
    ("name", "actual", "due"),
    [
        ("基金收入预算执行率（%）", "100.33%", None),
        ("基金收入预算执行率（%）", "100%", None),
        ("基金收入预算完成率", "101%", "100.33%"),
        ("基金支出预算执行率（%）", "448.74%", None),
        ("基金支出预算执行率（%）", "88.36%", None),
        ("基金支出预算执行率（%）", "100", "448.74%"),
        ("基金支出预算执行率（%）", "100元", None),
        ("预算执行率（%）", "101%", None),
    ],
)
def test_a_share_of_the_budget_is_that_of_the_table(
    name: str, actual: str, due: str | None
) -> None:
    found = told(of_workers([(name, "≥1", actual)]), "share-of-form-differs")
    stated = actual if actual.endswith("%") else f"{actual}%"
    problem = f"“{name}”填为{stated}，按收支对比表计算为{due}。"
    assert found == ([("F12", problem)] if due else [])


def test_a_form_without_funds_or_of_a_fund_without_figures_is_not_held_against_it() -> None:
    rows = ((Measure.BUDGET, SPENDING, ("9",)), (Measure.PRIOR, SPENDING, ("9",)))
    share = [("基金支出预算执行率（%）", "≥1", "95%")]
    one = replace(tabled((WORKERS,), *rows), annexes=(annex("表", "职工医疗保险", "9", share),))
    codes = ("executed-is-income", "executed-not-of-fund", "share-of-form-differs")
    assert told(one, *codes) == []
    bare = replace(of_workers(share).annexes[0], funds=None)
    assert told(replace(of_workers(()), annexes=(bare,)), *codes) == [
        ("F12", "“基金支出预算执行率（%）”填为95%，按收支对比表计算为448.74%。")
    ]


ENROLLED = ("enrolled-differs", "enrolment-rate-differs")


def insured(name: str, actual: str, *lines: tuple[str, Cell, Cell, Cell]) -> Told:
    """Return what is found of an indicator beside lines of 参保情况: people, exempt, enrolled."""
    enrolment = tuple(people(*line, WORKERS) for line in lines)
    one = replace(of_workers([(name, "≥1", actual)]), enrolment=enrolment)
    return told(one, *ENROLLED)


@pytest.mark.parametrize(
    ("name", "actual", "problem"),
    [
        ("参保人数（人）", "190人", None),
        ("参保人数（人）", "190", None),
        ("参保人数（人）", "45人", None),
        ("参保人数（人）", "235人", None),  # both groups
        (
            "参保缴费人数（人）",
            "191人",
            "“参保缴费人数（人）”填为191人，参保情况中“在职”实际参保190人。",
        ),
        ("参保人数（人）", "0人", "“参保人数（人）”填为0人，参保情况中“在职”实际参保190人。"),
        ("参保人数（户）", "191户", None),
        ("参保率（%）", "95%", None),
        ("参保率（%）", "90%", None),
        ("参保率（%）", "94%", None),
        ("参保率（%）", "98%", "“参保率（%）”填为98%，按参保情况中“在职”的实际参保人数计算为95%。"),
        ("常住人口参保率（%）", "98%", None),
    ],
)
def test_people_and_their_share_are_those_of_a_group_or_of_all(
    name: str, actual: str, problem: str | None
) -> None:
    # 190 of 200, 45 of 50, together 235 of 250
    found = insured(name, actual, ("退休", "50", None, "45"), ("在职", "200", None, "190"))
    assert found == ([("F12", problem)] if problem else [])


def test_those_who_should_be_insured_stand_for_those_who_are() -> None:
    assert insured("参保人数（人）", "191人", ("在职", "200", "10", None)) == [
        ("F12", "“参保人数（人）”填为191人，参保情况中“在职”应参保190人。")
    ]
    assert insured("参保率（%）", "98%", ("在职", "200", "10", None)) == [
        ("F12", "“参保率（%）”填为98%，按参保情况中“在职”的应参保人数计算为95%。")
    ]


def test_where_nobody_is_counted_nothing_is_compared() -> None:
    assert insured("参保人数（人）", "191人") == []
    assert insured("参保人数（人）", "191人", ("在职", "200", None, None)) == []
    assert insured("参保率（%）", "98%", ("在职", None, None, "190")) == []


def test_a_group_without_a_count_does_not_disturb_the_others() -> None:
    unknown = ("灵活就业", None, None, "10")
    assert insured("参保率（%）", "98%", unknown, ("在职", "200", None, "190")) == [
        ("F12", "“参保率（%）”填为98%，按参保情况中“在职”的实际参保人数计算为95%。")
    ]
    assert insured("参保人数（人）", "200人", unknown, ("在职", "200", None, "190")) == []


def test_a_group_of_one_counts_and_a_group_of_nobody_does_not() -> None:
    whole = ("在职", "200", None, "190")
    assert insured("参保率（%）", "100%", ("灵活就业", "1", None, "1"), whole) == []
    assert len(insured("参保率（%）", "100%", ("灵活就业", "0", None, "0"), whole)) == 1


def test_people_of_no_fund_are_those_of_the_only_one() -> None:
    rows = ((Measure.CURRENT, SPENDING, ("10",)),)
    one = form(
        comparison=table((WORKERS,), rows),
        enrolment=(people("在职", "200", None, "190"),),
        annexes=(annex("表", "职工医疗保险", "10", [("参保人数（人）", "≥1", "180人")]),),
    )
    assert told(one, *ENROLLED) == [
        ("F12", "“参保人数（人）”填为180人，参保情况中“在职”实际参保190人。")
    ]


def test_a_name_with_a_space_in_it_is_the_same_fund() -> None:
    rows = (
        (Measure.BUDGET, SPENDING, ("9",)),
        (Measure.CURRENT, SPENDING, ("10",)),
    )
    line = Line(fund=WORKERS, flow=SPENDING, depth=0, label="上解", current="4", transfer=True)
    spaced = form(comparison=table(("职工 基本医疗保险",), rows), details=details(line))
    said = {"增减原因": written("支出不含上解上级支出。支出11万元。")}
    codes = ("fund-spending-over-budget", "text-figure-differs")
    assert len(told(spaced, *codes)) == 1
    ((_, problem),) = told(replace(spaced, fund_texts={WORKERS: said}), *codes)
    assert problem == "文字里“职工 基本医疗保险”支出写作11万元，按表计算为10万元。"


# --- beyond the budget ------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["增减原因", "口径说明", "支出增减原因"])
def test_a_fund_beyond_its_budget_may_be_explained_for_all_or_for_itself(text: str) -> None:
    rows = ((Measure.BUDGET, SPENDING, ("9",)), (Measure.CURRENT, SPENDING, ("10",)))
    one = tabled((WORKERS,), *rows)
    said = {text: written("提标。")}
    code = "fund-spending-over-budget"
    assert told(one, code) == [("C4", f"“{WORKERS}”的支出10万元大于预算9万元，为预算的111.11%。")]
    assert told(replace(one, texts=said), code) == []
    assert told(replace(one, fund_texts={WORKERS: said}), code) == []
    assert len(told(replace(one, fund_texts={RESIDENTS: said}), code)) == 1
    assert len(told(replace(one, texts={"收入增减原因": written("提标。")}), code)) == 1
