"""What follows from the comparison table, the details and the people, to the digit."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingshu.model import Flow, Fund, Measure, fund_meant
from tests.fund_building import (
    INCOME,
    RESIDENTS,
    SPENDING,
    WORKERS,
    Cell,
    Line,
    Row,
    computed,
    county_form,
    details,
    form,
    people,
    table,
    text,
    values,
)


def year(income: Cell, spending: Cell, measure: Measure = Measure.CURRENT) -> tuple[Row, Row]:
    """Return two rows for a table of one fund."""
    return ((measure, INCOME, (income,)), (measure, SPENDING, (spending,)))


def test_all_that_the_county_must_state_is_computed() -> None:
    due = {
        "基金.合计.收入.本年": "50872.95",
        "基金.合计.收入.增长": "3568.11",
        "基金.合计.收入.增幅": "7.54",
        "基金.合计.收入.占预算": "104.46",
        "基金.合计.支出.本年": "94446.16",
        "基金.合计.支出.增长": "50526.7",
        "基金.合计.支出.增幅": "115.04",
        "基金.合计.支出.占预算": "333.16",
        "基金.合计.当期结余": "-43573.21",
        "基金.职工基本医疗保险.当期结余": "-15377.39",
        "基金.城乡居民基本医疗保险.当期结余": "-28195.82",
        "基金.合计.年末滚存结余": "5582.35",
        "基金.合计.可支付月数": "0.7",
        "基金.城乡居民基本医疗保险.收入.增长": "3568.11",
        "基金.城乡居民基本医疗保险.收入.增幅": "10.32",
        "基金.城乡居民基本医疗保险.收入.占预算": "105.91",
        "基金.城乡居民基本医疗保险.支出.增长": "50526.7",
        "基金.城乡居民基本医疗保险.支出.增幅": "319.31",
        "基金.城乡居民基本医疗保险.支出.占预算": "300.4",
        "基金.职工基本医疗保险.收入.占预算": "100.33",
        "基金.职工基本医疗保险.支出.占预算": "448.74",
        "基金.合计.支出.明细.支出合计.待遇支出.本年": "26567.68",
        "基金.合计.支出.明细.支出合计.待遇支出.增长": "5216.36",
        "基金.合计.支出.明细.支出合计.待遇支出.增幅": "24.43",
        "基金.合计.支出.明细.支出合计.待遇支出.占预算": "93.72",
        "基金.城乡居民基本医疗保险.支出.明细.支出合计.待遇支出.增幅": "32.97",
        "基金.城乡居民基本医疗保险.支出.明细.支出合计.待遇支出.占预算": "95.26",
        "基金.职工基本医疗保险.支出.明细.支出合计.待遇支出.占预算": "88.28",
        "基金.城乡居民基本医疗保险.收入.明细.收入合计.个人缴费收入.增幅": "20.36",
        "基金.合计.支出.上下级往来": "67873.68",
        "基金.合计.支出.不含往来": "26572.48",
        "基金.合计.支出.不含往来占预算": "93.73",
        "参保.城乡居民基本医疗保险·户籍人口.应参保": "430367",
        "参保.城乡居民基本医疗保险·户籍人口.参保率": "96.89",
        "参保.城乡居民基本医疗保险·建档立卡贫困人口.应参保": "125581",
    }
    made = values(county_form())
    assert {key: made.get(key) for key in due} == {
        key: Decimal(value) for key, value in due.items()
    }


def test_every_figure_has_a_key_of_its_own() -> None:
    keys = [figure.key for figure in computed(county_form()).figures()]
    assert len(keys) == len(set(keys))
    assert "附表1.资金.预算数.全年执行数" in keys
    assert "附表2.资金.预算数.全年执行数" in keys


def test_a_figure_names_its_cells_and_its_formula() -> None:
    comparison = computed(county_form()).comparison
    assert comparison is not None
    share = comparison.funds[1].spending.budget_share
    assert share is not None
    assert share.formula == "本年数÷预算数"
    assert [str(place) for place in share.sources] == ["收支对比表!D6", "收支对比表!D4"]


def test_a_first_year_has_no_growth() -> None:
    made = values(form(comparison=table((WORKERS,), year("10", "8"))))
    assert made["基金.职工基本医疗保险.当期结余"] == 2
    assert not [key for key in made if "增" in key or "占预算" in key or "滚存" in key]


def test_nothing_is_divided_by_zero() -> None:
    rows = (
        *year("10", "0"),
        *year("0", "0", Measure.PRIOR),
        *year("0", "0", Measure.BUDGET),
        (Measure.CUMULATIVE, None, ("5",)),
    )
    made = values(form(comparison=table((WORKERS,), rows)))
    assert made["基金.职工基本医疗保险.收入.增长"] == 10
    assert not [key for key in made if key.endswith(("增幅", "占预算", "可支付月数"))]


def test_a_total_that_no_column_states_is_added_up() -> None:
    rows = (
        (Measure.CURRENT, INCOME, ("10", "20")),
        (Measure.CURRENT, SPENDING, ("8", "12")),
        (Measure.PRIOR, INCOME, ("9", None)),
        (Measure.OPENING, None, ("1", "2")),
    )
    made = values(form(comparison=table((WORKERS, RESIDENTS), rows)))
    assert made["基金.合计.收入.本年"] == 30
    assert made["基金.合计.当期结余"] == 10
    assert made["基金.合计.年末滚存结余"] == 13
    assert made["基金.合计.可支付月数"] == Decimal("7.8")
    # One fund's year before is not known, so nobody's is for all of them.
    assert "基金.合计.收入.上年" not in made


def test_what_the_total_states_goes_before_the_sum() -> None:
    rows = ((Measure.CURRENT, INCOME, ("10", "20", "31")),)
    made = values(form(comparison=table((WORKERS, RESIDENTS, "合计"), rows)))
    assert made["基金.合计.收入.本年"] == 31


def test_an_unread_cell_leaves_open_what_follows_from_it() -> None:
    made = values(form(comparison=table((WORKERS,), year("十", "8"))))
    assert made == {"基金.职工基本医疗保险.支出.本年": 8}


def test_the_stated_balance_at_the_end_of_the_year_goes_before_the_computed_one() -> None:
    rows = (
        *year("10", "8"),
        (Measure.OPENING, None, ("1",)),
        (Measure.CUMULATIVE, None, ("4",)),
    )
    made = values(form(comparison=table((WORKERS,), rows)))
    assert made["基金.职工基本医疗保险.年末滚存结余"] == 4


def test_money_that_is_owed_pays_for_no_month() -> None:
    rows = (*year("10", "8"), (Measure.CUMULATIVE, None, ("-4",)))
    made = values(form(comparison=table((WORKERS,), rows)))
    assert "基金.职工基本医疗保险.可支付月数" not in made


def test_one_fund_alone_is_all_there_is() -> None:
    comparison = computed(form(comparison=table((WORKERS,), year("10", "8")))).comparison
    assert comparison is not None
    assert comparison.total is comparison.funds[0]


def test_a_form_without_funds_has_no_figures_of_any() -> None:
    assert computed(form()).comparison is None


def test_details_alone_make_the_funds() -> None:
    lines = details(
        Line(fund=WORKERS, flow=INCOME, depth=0, label="收入合计", current="10"),
        Line(fund=WORKERS, flow=SPENDING, depth=0, label="支出合计", current="7"),
    )
    assert values(form(details=lines))["基金.职工基本医疗保险.当期结余"] == 3


def test_details_of_all_funds_make_no_fund_of_their_own() -> None:
    lines = details(
        Line(fund=WORKERS, flow=INCOME, depth=0, label="收入合计", current="10"),
        Line(fund=None, flow=INCOME, depth=0, label="收入合计", current="99"),
    )
    comparison = computed(form(details=lines)).comparison
    assert comparison is not None
    assert [one.fund.label.text for one in comparison.funds] == [WORKERS]
    assert values(form(details=lines))["基金.职工基本医疗保险.收入.本年"] == 10


def test_details_of_all_funds_are_those_of_the_column_of_all() -> None:
    lines = details(Line(fund=None, flow=INCOME, depth=0, label="利息收入", current="3"))
    rows = ((Measure.CURRENT, INCOME, ("10", "20", "30")),)
    made = values(form(comparison=table((WORKERS, RESIDENTS, "合计"), rows), details=lines))
    assert [key for key in made if "明细" in key] == ["基金.合计.收入.明细.利息收入.本年"]


def test_parts_stand_below_their_line_at_any_depth() -> None:
    comparison = computed(county_form()).comparison
    assert comparison is not None
    (whole,) = comparison.funds[0].income_details
    assert [part.detail.label.text for part in whole.parts] == [
        "保险费收入",
        "利息收入",
        "转移收入",
        "其他收入",
    ]
    assert [part.detail.label.text for part in whole.parts[0].parts] == ["单位缴费", "个人缴费"]


def test_lines_of_one_name_below_one_line_keep_apart() -> None:
    lines = details(
        Line(fund=WORKERS, flow=INCOME, depth=0, label="利息", current="1"),
        Line(fund=WORKERS, flow=INCOME, depth=0, label="利息", current="2"),
    )
    made = values(form(details=lines))
    assert made["基金.职工基本医疗保险.收入.明细.利息.本年"] == 1
    assert made["基金.职工基本医疗保险.收入.明细.利息#2.本年"] == 2


def test_the_budget_of_a_line_is_its_own_or_none() -> None:
    made = values(county_form())
    assert "基金.城乡居民基本医疗保险.收入.明细.收入合计.个人缴费收入.占预算" not in made


def test_a_transfer_beside_the_total_is_not_within_it() -> None:
    lines = details(
        Line(fund=WORKERS, flow=SPENDING, depth=0, label="支出合计", current="8"),
        Line(fund=WORKERS, flow=SPENDING, depth=0, label="上解", current="3", transfer=True),
    )
    made = values(form(comparison=table((WORKERS,), year("10", "8")), details=lines))
    assert "基金.职工基本医疗保险.支出.不含往来" not in made


def test_an_unread_transfer_leaves_open_what_is_without_it() -> None:
    lines = tuple(
        replace(line, current=line.current and replace(line.current, value=None))
        if line.is_transfer and line.fund and line.fund.text == "居民"
        else line
        for line in county_form().details
    )
    made = values(replace(county_form(), details=lines))
    assert "基金.职工基本医疗保险.支出.不含往来" in made
    assert "基金.合计.支出.不含往来" not in made


def test_who_is_not_stated_to_be_enrolled_is_due_and_enrolled() -> None:
    made = values(form(enrolment=(people("户籍人口", "200", "50"),)))
    assert (made["参保.户籍人口.应参保"], made["参保.户籍人口.参保率"]) == (
        Decimal(150),
        Decimal(75),
    )
    stated = values(form(enrolment=(people("户籍人口", "200", "50", "140"),)))
    assert (stated["参保.户籍人口.应参保"], stated["参保.户籍人口.参保率"]) == (
        Decimal(150),
        Decimal(70),
    )


def test_people_of_one_name_keep_apart() -> None:
    made = values(form(enrolment=(people("户籍人口", "200"), people("户籍人口", "300"))))
    assert (made["参保.户籍人口.人数"], made["参保.户籍人口#2.人数"]) == (
        Decimal(200),
        Decimal(300),
    )


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("职工", 0),
        ("某县2020年城镇职工医保项目", 0),
        ("城乡居民医疗保险", 1),
        ("企业职工基本养老保险基金", 2),
        ("养老", 2),
        ("医疗保险", None),
        ("职工和居民医疗保险", None),
        ("大病保险", 3),
        ("基金收支情况", None),
    ],
)
def test_a_text_means_the_only_fund_that_its_words_fit(words: str, meant: int | None) -> None:
    names = ("城镇职工基本医疗保险", RESIDENTS, "企业职工基本养老保险", "大病保险", "合计")
    funds = [Fund(label=text(name, "表", "A1"), is_total=name == "合计") for name in names]
    expected = None if meant is None else funds[meant]
    if words == "职工":
        assert fund_meant(words, funds[:2]) is expected
        assert fund_meant(words, funds) is None
    else:
        assert fund_meant(words, funds) is expected


_AMOUNT = st.decimals(min_value=0, max_value=10**7, places=2).map(str)


@given(st.lists(st.tuples(_AMOUNT, _AMOUNT), min_size=2, max_size=5))
def test_the_balance_of_all_is_the_sum_of_their_balances(flows: list[tuple[str, str]]) -> None:
    names = [f"甲{'乙' * count}" for count in range(len(flows))]
    rows = (
        (Measure.CURRENT, Flow.INCOME, tuple(income for income, _ in flows)),
        (Measure.CURRENT, Flow.SPENDING, tuple(spending for _, spending in flows)),
    )
    comparison = computed(form(comparison=table(names, rows))).comparison
    assert comparison is not None
    assert comparison.total is not None
    balances = [fund.balance.value for fund in comparison.funds if fund.balance]
    assert comparison.total.balance is not None
    assert comparison.total.balance.value == sum(balances)


def test_a_line_of_no_fund_names_none_where_no_table_does() -> None:
    lines = (
        Line(fund=None, flow=INCOME, depth=0, label="收入合计", current="9"),
        Line(fund=WORKERS, flow=INCOME, depth=0, label="收入合计", current="5"),
    )
    figures = computed(form(details=details(*lines))).comparison
    assert figures is not None
    assert [one.fund.label.text for one in figures.funds] == [WORKERS]
