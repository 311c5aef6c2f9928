"""The tables of the funds of social insurance are read, whichever way they lie on a sheet."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pingshu.assemble import assemble
from pingshu.cli.reading import reading_lines
from pingshu.compute import compute
from pingshu.finding import Finding
from pingshu.model import Detail, Form, FundComparison
from pingshu.pipeline import Reading
from pingshu.profile import load_profiles
from pingshu.recognise import recognise
from pingshu.values import plain
from tests.form_building import published, read_sheets
from tests.workbook_building import (
    TEMPLATES,
    Formula,
    Merged,
    Percent,
    Rows,
    Table,
    described,
    project_rows,
    texts_rows,
    workbook,
)

Values = list[str | None]

TITLE = "青禾县2021年医疗保险基金收支对比表"
BY_FUND: Table = [
    [Merged("险种", columns=2), "职工基本医疗保险", "城乡居民", "合计："],
    [Merged("预算", rows=2), "基金收入小计", 120, 300.5, 420.5],
    ["基金支出小计", 100, 280, 380],
    [Merged("2021年", rows=2), "基金收入小计", 132, 310, 442],
    ["基金支出小计", 101, 290, 391],
    [Merged("2020年", rows=2), "基金收入小计", 110, 290, 400],
    ["基金支出小计", 90, 270, 360],
    [Merged("收入对比分析", rows=3), "增长", 22, 20, 42],
    ["增幅%", "20%", "6.9%", "10.5%"],
    ["执行预算%", Percent(1.1), 103.16, 1.0511],
    [Merged("支出对比分析", rows=2), "增长", 11, 20, 31],
    ["增幅%", "12.22%", "7.41%", "8.61%"],
    [Merged("当期结余", columns=2), 31, 20, 51],
    [Merged("累计滚存结余", columns=2), 131, 220, 351],
]
LONG_NAMES = ("职工基本医疗保险", "城乡居民基本医疗保险")


def read(sheets: Mapping[str, Rows]) -> tuple[tuple[Form, ...], tuple[Finding, ...]]:
    profiles = load_profiles(TEMPLATES)
    survey, unrecognised = recognise(read_sheets(sheets), profiles)
    forms, unassembled = assemble(survey, profiles)
    return forms, (*unrecognised, *unassembled)


def only(sheets: Mapping[str, Rows]) -> tuple[Form, tuple[Finding, ...]]:
    (form,), findings = read(sheets)
    return form, findings


def table_of(rows: Rows, name: str = "收支对比表") -> FundComparison:
    form, findings = only({name: rows})
    assert findings == ()
    assert form.comparison is not None
    return form.comparison


def columns(table: FundComparison) -> list[tuple[str, bool]]:
    return [(fund.label.text, fund.is_total) for fund in table.funds]


def stated(table: FundComparison) -> dict[str, Values]:
    """Return measure and flow → the values of the row."""
    return {
        f"{row.measure} {row.flow or ''}".strip(): [
            None if value is None or value.value is None else plain(value.value)
            for value in row.values
        ]
        for row in table.rows
        if row.measure is not None
    }


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.place.cell) for finding in findings]


def annex(project: str = "青禾县2021年城乡居民医疗保险项目") -> Table:
    rows = published("新疆-社会保险-2020").rows
    return [
        [Merged(project, columns=4) if "伽师县社保局" in str(item) else item for item in row]
        for row in rows
    ]


# --- a blank cell that should say of which year ---------------------------------------------


def without(row: int, rows: Rows = BY_FUND, *, merged: bool = True) -> Table:
    """Return the table with one of the cells of its first column blank."""
    left = [list(one) for one in rows]
    left[row][0] = Merged(None, rows=2) if merged else None
    return left


def told_of_groups(rows: Rows) -> tuple[dict[str, Values], list[tuple[str, str | None, str]]]:
    """Return what a table states, and cell and problem of the findings."""
    form, findings = only({"收支对比表": rows})
    assert form.comparison is not None
    problems = [(one.code, one.place.cell, one.problem) for one in findings]
    return stated(form.comparison), problems


TOLD = "comparison-group-blank"
FLOWS = "“基金收入小计”、“基金支出小计”"
UNKNOWN = f"这一格空着，看不出{FLOWS}是预算、本年还是上年的，是收入还是支出，"


def flat(*, blank: int = 0) -> Table:
    """Return a table without merged cells, one of whose groups has no name."""
    groups = ["预算", "2021年", "2020年"]
    rows: Table = [["险种", None, "职工基本医疗保险", "城乡居民"]]
    for number, group in enumerate(groups, 1):
        name = None if number == blank else group
        rows.append([name, "基金收入小计", 100 * number, 10 * number])
        rows.append([None, "基金支出小计", 90 * number, 9 * number])
    return rows


def test_a_table_without_merged_cells_is_told_nothing() -> None:
    table, findings = told_of_groups([[TITLE], *flat()])
    assert findings == []
    assert table["prior spending"] == ["270", "27"]


@pytest.mark.parametrize("rows", [[[TITLE], *without(3)], [[TITLE], *flat(blank=2)]])
def test_rows_without_a_year_may_be_those_of_the_title(rows: Table) -> None:
    table, findings = told_of_groups(rows)
    assert findings == [(TOLD, rows_cell(rows), f"{UNKNOWN}先当作本年的数。")]
    assert {"current income", "current spending", "prior income", "budget income"} <= table.keys()


def rows_cell(rows: Table) -> str:
    """Return the cell of the group that follows the budget."""
    return f"A{next(n for n, row in enumerate(rows, 1) if '基金支出小计' in row) + 1}"


@pytest.mark.parametrize(("number", "cell", "lost"), [(1, "A3", "budget"), (3, "A7", "prior")])
def test_rows_that_cannot_be_those_of_the_title_are_of_no_use(
    number: int, cell: str, lost: str
) -> None:
    for rows in (flat(blank=number), without(2 * number - 1)):
        table, findings = told_of_groups([[TITLE], *rows])
        assert findings == [(TOLD, cell, f"{UNKNOWN}没有用上。")]
        assert {"current income", "current spending"} <= table.keys()
        assert not {f"{lost} income", f"{lost} spending"} & table.keys()


def test_of_two_blank_cells_nobody_knows_which_year_is_which() -> None:
    table, findings = told_of_groups([[TITLE], *without(5, without(3))])
    unused = f"{UNKNOWN}没有用上。"
    assert findings == [(TOLD, "A5", unused), (TOLD, "A7", unused)]
    assert not {"current income", "prior income"} & table.keys()
    assert table["budget income"] == ["120", "300.5", "420.5"]


def test_without_a_title_the_only_year_that_is_named_may_be_either() -> None:
    table, findings = told_of_groups([["医疗保险基金收支对比表"], *without(3)])
    assert findings == [(TOLD, "A5", f"{UNKNOWN}没有用上。")]
    assert not {"current income", "prior income"} & table.keys()
    assert table["budget income"] == ["120", "300.5", "420.5"]


def test_a_blank_cell_before_what_follows_from_others_is_told_as_well() -> None:
    table, findings = told_of_groups([[TITLE], *without(7)])
    assert [(code, cell) for code, cell, _ in findings] == [(TOLD, "A9")]
    assert "“增长”、“增幅%”" in findings[0][2]
    assert table["growth spending"] == ["11", "20", "31"]


def test_a_column_in_which_no_row_has_a_label_lacks_none() -> None:
    rows: Table = [
        [TITLE],
        ["险种", None, "职工基本医疗保险", "城乡居民"],
        [None, "本年收入", 10, 20],
        [None, "支出", 9, 19],
    ]
    assert told_of_groups(rows)[1] == []


def test_values_without_any_label_go_on_with_the_labels_above() -> None:
    rows: Table = [[TITLE], *flat(), [None, None, 7, 8]]
    form, findings = only({"收支对比表": rows})
    assert form.comparison is not None
    assert findings == ()
    assert [row.label for row in form.comparison.rows[-2:]] == ["2020年·基金支出小计"] * 2


# --- funds as columns ---------------------------------------------------------------------


def test_funds_stand_across_with_their_total() -> None:
    assert columns(table_of([[TITLE], *BY_FUND])) == [
        ("职工基本医疗保险", False),
        ("城乡居民", False),
        ("合计", True),
    ]


def test_every_row_says_what_it_measures() -> None:
    assert stated(table_of([[TITLE], *BY_FUND])) == {
        "budget income": ["120", "300.5", "420.5"],
        "budget spending": ["100", "280", "380"],
        "current income": ["132", "310", "442"],
        "current spending": ["101", "290", "391"],
        "prior income": ["110", "290", "400"],
        "prior spending": ["90", "270", "360"],
        "growth income": ["22", "20", "42"],
        "growth_rate income": ["20", "6.9", "10.5"],
        "budget_share income": ["110", "103.16", "105.11"],
        "growth spending": ["11", "20", "31"],
        "growth_rate spending": ["12.22", "7.41", "8.61"],
        "balance": ["31", "20", "51"],
        "cumulative": ["131", "220", "351"],
    }


def test_labels_and_values_keep_their_cells() -> None:
    table = table_of([[TITLE], *BY_FUND])
    row = table.rows[2]
    assert row.label == "2021年·基金收入小计"
    assert [str(value.place) for value in row.values if value] == [
        "收支对比表!C5",
        "收支对比表!D5",
        "收支对比表!E5",
    ]
    assert str(table.funds[1].label.place) == "收支对比表!D2"


@pytest.mark.parametrize("group", ["repeated", "blank"])
def test_a_group_may_be_repeated_or_blank_below_its_first_row(group: str) -> None:
    groups = ["预算", "预算", "2021年", "2021年", "2020年", "2020年"]
    values = [(120, 300), (100, 280), (132, 310), (101, 290), (110, 290), (90, 270)]
    rows: Table = [["项目", None, "职工医疗保险", "居民医疗保险"]]
    for index, (name, pair) in enumerate(zip(groups, values, strict=True)):
        shown = name if group == "repeated" or index % 2 == 0 else None
        rows.append([shown, ("收入", "支出")[index % 2], *pair])
    assert stated(table_of(rows)) == {
        "budget income": ["120", "300"],
        "budget spending": ["100", "280"],
        "current income": ["132", "310"],
        "current spending": ["101", "290"],
        "prior income": ["110", "290"],
        "prior spending": ["90", "270"],
    }


@pytest.mark.parametrize(
    ("budget", "current", "prior"),
    [
        ("年初预算数", "本年决算数", "上年决算数"),
        ("2021年预算", "2021年执行数", "2020年执行数"),
        ("预算数", "本年实际", "上年实际"),
        ("预算", "2021年度", "2020年度"),
        ("本年预算", "本年", "上年"),
    ],
)
def test_labels_are_read_as_found(budget: str, current: str, prior: str) -> None:
    rows: Table = [[None, "城镇职工", "城乡居民", "合计"]]
    for number, period in enumerate((budget, current, prior), start=1):
        rows.append([f"{period}基金收入", number, number, 2 * number])
        rows.append([f"{period}基金支出", number + 5, number + 5, 2 * number + 10])
    assert {name: values[0] for name, values in stated(table_of(rows)).items()} == {
        "budget income": "1",
        "budget spending": "6",
        "current income": "2",
        "current spending": "7",
        "prior income": "3",
        "prior spending": "8",
    }


@pytest.mark.parametrize("label", ["累计（滚存）结余", "累计结余（万元）", "滚存结余"])
def test_brackets_do_not_part_the_word_for_what_is_left(label: str) -> None:
    rows: Table = [["险种", *LONG_NAMES], ["2021年收入", 1, 2], ["2021年支出", 1, 1], [label, 7, 8]]
    assert stated(table_of(rows))["cumulative"] == ["7", "8"]


def test_rows_left_blank_in_the_first_year_end_no_table() -> None:
    blank: Table = [["险种", None, *LONG_NAMES]]
    for group, values in (("预算", (1, 2)), ("2021年", (3, 4)), ("2020年", (None, None))):
        blank += [[group, "收入", *values], [group, "支出", *values]]
    blank += [["收入对比分析", "增长", None, None], ["收入对比分析", "增幅%", None, None]]
    blank += [[Merged("累计滚存结余", columns=2), 7, 8]]
    assert stated(table_of(blank))["cumulative"] == ["7", "8"]


def test_a_flow_may_head_the_rows_below_it() -> None:
    rows: Table = [
        ["项目", "职工医疗保险", "居民医疗保险"],
        ["一、基金收入"],
        ["预算", 120, 300],
        ["2021年", 132, 310],
        ["二、基金支出"],
        ["预算", 100, 280],
        ["2021年", 101, 290],
    ]
    assert stated(table_of(rows)) == {
        "budget income": ["120", "300"],
        "current income": ["132", "310"],
        "budget spending": ["100", "280"],
        "current spending": ["101", "290"],
    }


def test_a_part_of_the_income_is_not_taken_for_the_income() -> None:
    rows: Table = [
        ["项目", "职工医疗保险", "居民医疗保险"],
        ["2021年保险费收入", 100, 200],
        ["2021年基金收入", 132, 310],
        ["其中：2021年收入", 1, 2],
        ["2021年基金支出", 101, 290],
        ["2021年参保人数", 3000, 9000],
    ]
    table = table_of(rows)
    assert stated(table) == {"current income": ["132", "310"], "current spending": ["101", "290"]}
    assert [row.label for row in table.rows if row.measure is None] == [
        "2021年保险费收入",
        "其中：2021年收入",
        "2021年参保人数",
    ]


def test_any_number_of_funds_is_read() -> None:
    names = ["企业职工养老保险", "城乡居民养老保险", "职工医疗保险", "失业保险", "工伤保险"]
    rows: Table = [
        ["险种", *names],
        ["2021年收入", 1, 2, 3, 4, 5],
        ["2021年支出", 6, 7, 8, 9, 10],
        ["2020年收入", 1, 1, 1, 1, 1],
    ]
    table = table_of(rows)
    assert [name for name, _ in columns(table)] == names
    assert stated(table)["current spending"] == ["6", "7", "8", "9", "10"]


def test_measures_may_stand_below_each_fund() -> None:
    rows: Table = [
        [
            Merged("项目", rows=2),
            Merged("职工医疗保险", columns=3),
            Merged("居民医疗保险", columns=3),
        ],
        ["预算", "2021年", "2020年", "预算", "2021年", "2020年"],
        ["收入", 120, 132, 110, 300, 310, 290],
        ["支出", 100, 101, 90, 280, 290, 270],
    ]
    table = table_of(rows)
    assert [name for name, _ in columns(table)] == ["职工医疗保险", "居民医疗保险"]
    assert stated(table)["current income"] == ["132", "310"]
    assert stated(table)["prior spending"] == ["90", "270"]


# --- funds as rows ------------------------------------------------------------------------


def test_a_row_per_fund_is_turned_to_the_same_table() -> None:
    rows: Table = [
        ["2021年社会保险基金收支情况表"],
        ["险种", "上年末滚存结余", "收入", "支出", "当期结余", "年末滚存结余"],
        ["职工基本医疗保险", 100, 132, 101, 31, 131],
        ["城乡居民基本医疗保险", 200, 310, 290, 20, 220],
        ["合计", 300, 442, 391, 51, 351],
    ]
    form, _ = only({"收支情况表": rows})
    assert form.comparison is not None
    assert columns(form.comparison)[2] == ("合计", True)
    assert stated(form.comparison) == {
        "opening": ["100", "200", "300"],
        "balance": ["31", "20", "51"],
        "cumulative": ["131", "220", "351"],
        "current income": ["132", "310", "442"],
        "current spending": ["101", "290", "391"],
    }


def test_years_may_stand_above_income_and_spending() -> None:
    heading: Table = [
        [
            Merged("险种", rows=2),
            *(Merged(name, columns=2) for name in ("预算", "2021年", "2020年")),
        ],
        ["收入", "支出"] * 3,
    ]
    rows: Table = [
        *heading,
        ["职工医疗保险", 120, 100, 132, 101, 110, 90],
        ["居民医疗保险", 300, 280, 310, 290, 290, 270],
    ]
    table = table_of(rows)
    assert [name for name, _ in columns(table)] == ["职工医疗保险", "居民医疗保险"]
    assert stated(table) == {
        "budget income": ["120", "300"],
        "budget spending": ["100", "280"],
        "current income": ["132", "310"],
        "current spending": ["101", "290"],
        "prior income": ["110", "290"],
        "prior spending": ["90", "270"],
    }


def test_a_heading_that_is_not_merged_reaches_over_the_blanks_behind_it() -> None:
    rows: Table = [
        ["险种", "2021年", None, "2020年", None],
        [None, "收入", "支出", "收入", "支出"],
        ["职工医疗保险", 132, 101, 110, 90],
        ["居民医疗保险", 310, 290, 290, 270],
    ]
    assert stated(table_of(rows))["prior income"] == ["110", "290"]


def test_the_other_way_round_says_the_same() -> None:
    across = table_of(
        [["险种", *LONG_NAMES], ["2021年收入", 1, 2], ["2021年支出", 3, 4], ["预算收入", 5, 6]]
    )
    down = table_of(
        [
            ["险种", "2021年收入", "2021年支出", "预算收入"],
            [LONG_NAMES[0], 1, 3, 5],
            [LONG_NAMES[1], 2, 4, 6],
        ]
    )
    assert (columns(across), stated(across)) == (columns(down), stated(down))


# --- year, unit, project ------------------------------------------------------------------


def test_the_later_year_of_the_labels_is_the_year() -> None:
    form, _ = only({"收支对比表": [["青禾县医疗保险基金收支对比表（2022年1月编制）"], *BY_FUND]})
    assert form.year == 2021


def test_the_title_says_the_year_where_the_labels_do_not() -> None:
    rows: Table = [
        ["（2021年度）"],
        ["险种", *LONG_NAMES],
        ["本年收入", 1, 2],
        ["本年支出", 3, 4],
        ["2020年收入", 5, 6],
    ]
    form, _ = only({"收支对比表": rows})
    assert form.year == 2021
    assert form.comparison is not None
    assert stated(form.comparison)["prior income"] == ["5", "6"]


@pytest.mark.parametrize(
    ("title", "project"),
    [
        ("青禾县2021年医疗保险基金收支对比表", "医疗保险基金"),
        ("2021年度青禾县城乡居民基本医疗保险基金收支情况对比表", "城乡居民基本医疗保险基金"),
        ("南岭市青禾区社会保险基金收支对比分析表", "社会保险基金"),
    ],
)
def test_the_title_names_the_project_without_county_and_year(title: str, project: str) -> None:
    form, _ = only({"Sheet1": [[title], *BY_FUND]})
    assert form.project is not None
    assert (form.project.text, form.project.place.cell) == (project, "A1")


def test_the_office_may_name_the_project_and_itself() -> None:
    texts = texts_rows({"项目名称": "基本医疗保险基金", "单位全称": "青禾县医疗保障局"})
    form, _ = only({"收支对比表": [[TITLE], *BY_FUND], "文字材料": texts})
    assert form.project is not None
    assert form.unit is not None
    assert (form.project.text, form.unit.text) == ("基本医疗保险基金", "青禾县医疗保障局")


@pytest.mark.parametrize("row", [["单位：元"], [None, None, None, "（金额单位：元）"]])
def test_the_unit_of_money_stands_above_the_table(row: list[str | None]) -> None:
    form, _ = only({"收支对比表": [[TITLE], row, *BY_FUND]})
    assert form.money_unit == "元"


def test_an_amount_in_another_unit_is_converted_and_told() -> None:
    rows: Table = [[TITLE], ["单位：元"], *BY_FUND]
    rows[5] = [Merged("2021年", rows=2), "基金收入小计", "132万元", 310, 442]
    form, findings = only({"收支对比表": rows})
    assert form.comparison is not None
    assert stated(form.comparison)["current income"][0] == "1320000"
    assert codes(findings) == [("amount-unit-differs", "C6")]


# --- values that cannot be read -----------------------------------------------------------


def test_a_blank_cell_is_no_value_and_no_mistake() -> None:
    rows: Table = [[TITLE], *BY_FUND]
    rows[4] = [Merged("2021年", rows=2), "基金收入小计", None, 310, 442]
    assert stated(table_of(rows))["current income"] == [None, "310", "442"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("约132", "amount-unreadable"),
        ("待核", "amount-unreadable"),
        (Formula("=1/0", "#DIV/0!"), "error-value"),
        (Formula("=C3+C4"), "formula-without-value"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_cell(content: Any, code: str) -> None:
    rows: Table = [[TITLE], *BY_FUND]
    rows[4] = [Merged("2021年", rows=2), "基金收入小计", content, 310, 442]
    form, findings = only({"收支对比表": rows})
    assert form.comparison is not None
    assert stated(form.comparison)["current income"] == [None, "310", "442"]
    assert codes(findings) == [(code, "C5")]


def test_words_where_the_only_fund_has_its_value_are_told() -> None:
    rows: Table = [
        ["险种", LONG_NAMES[0]],
        ["2021年收入", "待核"],
        ["2021年支出", 3],
        ["预算收入", 1],
    ]
    form, findings = only({"收支对比表": rows})
    assert form.comparison is not None
    assert stated(form.comparison)["current spending"] == ["3"]
    assert codes(findings) == [("amount-unreadable", "B2")]


def test_a_table_without_this_years_spending_says_so() -> None:
    rows: Table = [
        ["险种", *LONG_NAMES],
        ["预算收入", 1, 2],
        ["2021年收入", 3, 4],
        ["2020年收入", 5, 6],
    ]
    form, findings = only({"收支对比表": rows})
    assert form.comparison is not None
    assert [(one.code, "本年支出" in one.message) for one in findings] == [
        ("comparison-incomplete", True)
    ]


# --- several tables, no table -------------------------------------------------------------

INCOME: Table = [["险种", *LONG_NAMES], ["预算收入", 1, 2], ["2021年收入", 3, 4]]
SPENDING: Table = [["险种", *LONG_NAMES], ["预算支出", 5, 6], ["2021年支出", 7, 8]]


def test_tables_of_income_and_spending_are_one() -> None:
    form, findings = only({"收入表": INCOME, "支出表": SPENDING})
    assert findings == ()
    assert form.comparison is not None
    assert stated(form.comparison) == {
        "budget income": ["1", "2"],
        "current income": ["3", "4"],
        "budget spending": ["5", "6"],
        "current spending": ["7", "8"],
    }


def test_two_tables_may_stand_on_one_sheet() -> None:
    form, findings = only({"收支表": [*INCOME, [None], *SPENDING]})
    assert findings == ()
    assert form.comparison is not None
    assert len(form.comparison.rows) == 4


def test_a_fund_of_its_own_sheet_joins_the_others_without_their_totals() -> None:
    first: Table = [["险种", LONG_NAMES[0], "合计"], ["2021年收入", 1, 1], ["2021年支出", 2, 2]]
    second: Table = [["险种", LONG_NAMES[1], "合计"], ["2021年收入", 3, 3], ["2021年支出", 4, 4]]
    form, findings = only({"职工": first, "居民": second})
    assert findings == ()
    assert form.comparison is not None
    assert columns(form.comparison) == [(name, False) for name in LONG_NAMES]
    assert stated(form.comparison)["current spending"] == ["2", "4"]


def test_a_value_that_is_another_in_a_second_table_is_told() -> None:
    second: Table = [*SPENDING, ["2021年收入", 3, 9]]
    form, findings = only({"收入表": INCOME, "支出表": second})
    assert form.comparison is not None
    assert stated(form.comparison)["current income"] == ["3", "4"]
    (finding,) = findings
    assert (finding.code, str(finding.place)) == ("comparison-differs", "支出表!C4")
    assert (finding.expected, finding.actual) == ("4", "9")


def test_a_table_of_another_year_is_left_out_and_told() -> None:
    old: Table = [
        ["险种", *LONG_NAMES],
        ["2020年收入", 5, 6],
        ["2020年支出", 7, 8],
        ["预算收入", 9, 9],
    ]
    new: Table = [*INCOME, ["2021年支出", 7, 8]]
    form, findings = only({"旧表": old, "新表": new})
    assert form.place.sheet == "新表"
    assert [(one.code, one.place.sheet) for one in findings] == [("comparison-not-used", "旧表")]


def test_a_table_without_forms_is_a_report_of_its_own() -> None:
    form, findings = only({"收支对比表": [[TITLE], *BY_FUND]})
    assert (form.family, form.annexes, findings) == ("社保基金", (), ())


def test_forms_without_a_table_share_one_report() -> None:
    form, findings = only({"居民": annex(), "职工": annex("青禾县2021年职工医疗保险项目")})
    assert findings == ()
    assert form.comparison is None
    assert [one.place.sheet for one in form.annexes] == ["居民", "职工"]
    assert (form.year, form.place.sheet, form.money_unit) == (2020, "居民", "万元")
    assert form.project is None
    assert form.unit is not None
    assert form.unit.text == "伽师县医疗保障局"


def test_the_table_leads_its_forms_and_leaves_other_families_alone() -> None:
    sheets: dict[str, Rows] = {
        "收支对比表": [[TITLE], *BY_FUND],
        "居民": annex(),
        "公路": project_rows(),
    }
    forms, _ = read(sheets)
    assert [form.family for form in forms] == ["社保基金", "项目支出"]
    assert [one.family for one in forms[0].annexes] == ["社保基金"]


def test_a_form_is_no_comparison_table() -> None:
    profiles = load_profiles(TEMPLATES)
    survey, _ = recognise(read_sheets({"居民": annex(), "公路": project_rows()}), profiles)
    assert survey.comparisons == ()


def test_without_a_family_of_one_report_there_is_no_comparison_table() -> None:
    profiles = tuple(one for one in load_profiles(TEMPLATES) if not one.one_report)
    survey, findings = recognise(read_sheets({"收支对比表": [[TITLE], *BY_FUND]}), profiles)
    assert survey.comparisons == ()
    assert [finding.code for finding in findings] == ["no-form"]


# --- details ------------------------------------------------------------------------------

DETAIL_HEADING: list[Any] = [
    "险种",
    "收支",
    "项目",
    "预算数",
    "本年数",
    "上年数",
    "完成预算%",
    "增幅%",
    "说明",
]


def details(*rows: list[Any], heading: list[Any] | None = None) -> tuple[Detail, ...]:
    table: Table = [heading or DETAIL_HEADING, *rows]
    form, findings = only({"收支对比表": [[TITLE], *BY_FUND], "收支明细": table})
    assert findings == ()
    return form.details


def tree(lines: tuple[Detail, ...]) -> list[str]:
    return [f"{'>' * line.depth}{line.label.text}" for line in lines]


def test_parts_are_known_by_their_sums() -> None:
    lines = details(
        ["职工", "收入", "收入合计", 120, 132, 110],
        [None, None, "保险费收入", 100, 112],
        [None, None, "其中：单位缴费", None, 80],
        [None, None, "个人缴费", None, 32],
        [None, None, "利息收入", None, 20],
        [None, "支出", "支出合计", None, 101],
        [None, None, "待遇支出", 100, 91, 90],
        [None, None, "住院", None, 60],
        [None, None, "门诊", None, 31],
        [None, None, "上解上级支出", None, 10],
    )
    assert tree(lines) == [
        "收入合计",
        ">保险费收入",
        ">>单位缴费",
        ">>个人缴费",
        ">利息收入",
        "支出合计",
        ">待遇支出",
        ">>住院",
        ">>门诊",
        ">上解上级支出",
    ]
    assert {line.fund.text for line in lines if line.fund} == {"职工基本医疗保险"}
    assert [line.flow for line in lines] == ["income"] * 5 + ["spending"] * 5
    assert [line.label.text for line in lines if line.is_transfer] == ["上解上级支出"]


def test_parts_are_known_by_their_serial_numbers() -> None:
    lines = details(
        ["居民", "收入", "一、收入合计", None, 310],
        ["居民", "收入", "（一）保险费收入", None, 100],
        ["居民", "收入", "1.个人缴费", None, 90],
        ["居民", "收入", "2.资助参保", None, 5],
        ["居民", "收入", "（二）财政补贴收入", None, 205],
    )
    assert tree(lines) == [
        "收入合计",
        ">保险费收入",
        ">>个人缴费",
        ">>资助参保",
        ">财政补贴收入",
    ]


def test_parts_marked_among_stay_parts_where_the_sum_is_wrong() -> None:
    lines = details(
        ["职工", "收入", "保险费收入", None, 112],
        [None, None, "其中：单位缴费", None, 80],
        [None, None, "其中：个人缴费", None, 33],
        [None, None, "利息收入", None, 20],
    )
    assert tree(lines) == [">保险费收入", ">>单位缴费", ">>个人缴费", ">利息收入"]


def test_parts_may_be_set_in_by_a_column() -> None:
    heading: list[Any] = ["险种", "收支", Merged("项目", columns=2), "本年数"]
    lines = details(
        ["职工", "收入", "保险费收入", None, 112],
        [None, None, None, "单位缴费", 80],
        [None, None, None, "个人缴费", 33],
        [None, None, "利息收入", None, 20],
        heading=heading,
    )
    assert tree(lines) == [">保险费收入", ">>单位缴费", ">>个人缴费", ">利息收入"]


def test_a_total_at_the_end_comes_first() -> None:
    lines = details(
        ["职工", "支出", "待遇支出", None, 91],
        ["职工", "支出", "转移支出", None, 10],
        ["职工", "支出", "支出合计", None, 101],
    )
    assert tree(lines) == ["支出合计", ">待遇支出", ">转移支出"]


def test_rates_of_details_are_in_percent_however_they_are_written() -> None:
    lines = details(
        ["职工", "支出", "待遇支出", 100, 88.4, 80, 0.884, "10.5%"],
        ["职工", "支出", "转移支出", 100, 50, 40, 50, Percent(0.25)],
    )
    rates = [rate for line in lines for rate in (line.stated_share, line.stated_rate)]
    assert [plain(rate.value) for rate in rates if rate and rate.value] == [
        "88.4",
        "10.5",
        "50",
        "25",
    ]


def test_what_stands_in_another_unit_is_converted() -> None:
    table: Table = [["单位：元"], DETAIL_HEADING, ["职工", "支出", "待遇支出", None, 5527000]]
    form, _ = only({"收支对比表": [[TITLE], ["单位：万元"], *BY_FUND], "收支明细": table})
    assert form.details[0].current is not None
    assert plain(form.details[0].current.value or Decimal(0)) == "552.7"


def test_a_total_of_all_funds_is_of_no_fund() -> None:
    lines = details(
        ["合计", "支出", "待遇支出", None, 300], ["城乡居民医保", "支出", "待遇支出", None, 200]
    )
    assert [line.fund and line.fund.text for line in lines] == [None, "城乡居民"]


def test_a_row_that_does_not_say_what_it_is_is_told() -> None:
    table: Table = [
        DETAIL_HEADING,
        ["职工", None, "利息", None, 284],
        [None, "收入", None, None, 16.73],
        ["医疗", "收入", "利息", None, 2],
    ]
    form, findings = only({"收支对比表": [[TITLE], *BY_FUND], "收支明细": table})
    assert codes(findings) == [
        ("table-row-incomplete", "E2"),
        ("table-row-incomplete", "E3"),
        ("fund-unknown", "A4"),
    ]
    assert tree(form.details) == [">利息"]


def test_details_without_funds_or_forms_are_no_report() -> None:
    forms, findings = read({"收支明细": [DETAIL_HEADING, ["职工", "收入", "利息", None, 1]]})
    assert forms == ()
    assert [finding.code for finding in findings] == ["no-form"]


# --- people -------------------------------------------------------------------------------


def test_groups_of_people_are_read_with_their_fund() -> None:
    table: Table = [
        ["险种", "人群", "人数", "不应参保人数", "实参保人数"],
        ["居民", "户籍人口", 444202, 13835, 430367],
        [None, "建档立卡贫困人口", 129426, 3845, "约12万"],
    ]
    form, findings = only({"收支对比表": [[TITLE], *BY_FUND], "参保情况": table})
    assert [(one.label.text, one.fund and one.fund.text) for one in form.enrolment] == [
        ("户籍人口", "城乡居民"),
        ("建档立卡贫困人口", "城乡居民"),
    ]
    first, second = form.enrolment
    numbers = (first.people, first.exempt, first.enrolled)
    assert [plain(one.value) for one in numbers if one and one.value] == [
        "444202",
        "13835",
        "430367",
    ]
    assert second.enrolled is not None
    assert second.enrolled.value is None
    assert codes(findings) == [("number-unreadable", "E3")]


# --- texts --------------------------------------------------------------------------------


def texts_of(rows: list[list[Any]]) -> tuple[Form, tuple[Finding, ...]]:
    return only({"收支对比表": [[TITLE], *BY_FUND], "文字材料": texts_rows(rows)})


@pytest.mark.parametrize(
    ("owner", "fund"),
    [
        ("职工基本医疗保险", "职工基本医疗保险"),
        ("职工", "职工基本医疗保险"),
        ("职工医保", "职工基本医疗保险"),
        ("城乡居民基本医疗保险", "城乡居民"),
        ("居 民", "城乡居民"),
    ],
)
def test_a_text_is_for_the_fund_that_it_names(owner: str, fund: str) -> None:
    form, findings = texts_of([[owner, "增减原因", "缴费人数增加。"]])
    assert findings == ()
    assert {name: texts["增减原因"].text for name, texts in form.fund_texts.items()} == {
        fund: "缴费人数增加。"
    }
    assert form.texts == {}


@pytest.mark.parametrize("owner", [None, "合计", "收支对比表", "医疗保险基金"])
def test_a_text_for_all_funds_is_one_of_the_report(owner: str | None) -> None:
    form, findings = texts_of([[owner, "口径说明", "收入、支出均不含上下级往来。"]])
    assert findings == ()
    assert list(form.texts) == ["口径说明"]
    assert form.fund_texts == {}


@pytest.mark.parametrize("owner", ["失业保险", "医疗保险", "公路局"])
def test_a_text_for_no_fund_or_for_several_is_told(owner: str) -> None:
    form, findings = texts_of([[owner, "增减原因", "缴费人数增加。"]])
    assert codes(findings) == [("text-for-nobody", "A2")]
    assert form.fund_texts == {}


def test_a_dash_for_a_fund_is_neither_text_nor_mistake() -> None:
    form, findings = texts_of([["职工", "增减原因", "—"]])
    assert (form.fund_texts, findings) == ({}, ())


def test_a_text_for_a_form_goes_to_that_form() -> None:
    texts = texts_rows([["居民表", "存在问题", "参保宣传不够。"]])
    sheets: dict[str, Rows] = {
        "收支对比表": [[TITLE], *BY_FUND],
        "居民表": annex(),
        "文字材料": texts,
    }
    form, findings = only(sheets)
    assert findings == ()
    assert form.texts == {}
    assert form.annexes[0].texts["存在问题"].text == "参保宣传不够。"


def test_a_text_of_an_unknown_name_is_told_for_a_fund_too() -> None:
    _, findings = texts_of([["职工", "增减缘由", "缴费人数增加。"]])
    assert [(one.code, "增减原因" in one.message) for one in findings] == [("text-unknown", True)]


# --- the family ---------------------------------------------------------------------------


def test_a_word_in_the_title_speaks_for_a_family() -> None:
    title = "青禾县社会保险基金绩效自评表"
    plain_form = project_rows(funds=None)
    rows: Table = [[Merged(title, columns=9)], *plain_form[1:]]
    survey, _ = recognise(read_sheets({"Sheet1": rows}), load_profiles(TEMPLATES))
    unnamed, _ = recognise(read_sheets({"Sheet1": plain_form}), load_profiles(TEMPLATES))
    assert survey.layouts[0].family == "社保基金"
    assert unnamed.layouts[0].family == "项目支出"


# --- what inspect shows -------------------------------------------------------------------

PUBLISHED_TABLE: Table = [
    [Merged("险种", columns=2), "职工基本医疗保险", "城乡居民", "合计："],
    [Merged("预算", rows=2), "基金收入小计", 12675.87, 36026.78, 48702.65],
    ["基金支出小计", 6261.09, 22087.64, 28348.73],
    [Merged("2020年", rows=2), "基金收入小计", 12718.32, 38154.63, 50872.95],
    ["基金支出小计", 28095.71, 66350.45, 94446.16],
    [Merged("2019年", rows=2), "基金收入小计", 12718.32, 34586.52, 47304.84],
    ["基金支出小计", 28095.71, 15823.75, 43919.46],
    [Merged("收入对比分析", rows=3), "增长", 0, 3568.11, 3568.11],
    ["增幅%", "0%", "10.32%", "7.54%"],
    ["执行预算%", "100.33%", "105.91%", "104.46%"],
    [Merged("支出对比分析", rows=3), "增长", 0, 50526.7, 50526.7],
    ["增幅%", "0%", "319.31%", "115.04%"],
    ["执行预算%", "448.74%", "300.39%", "333.16%"],
]


def test_a_published_table_is_read_completely(tmp_path: Path) -> None:
    sheet = "伽师县2020年医疗保险基金收支对比表"
    document: Any = described(workbook(tmp_path / "表.xlsx", {sheet: PUBLISHED_TABLE}))
    (entry,) = document["sheets"]
    assert document["findings"] == []
    assert document["skipped"] == []
    assert (entry["family"], entry["year"], entry["project"]) == ("社保基金", 2020, "医疗保险基金")
    table = entry["comparison"]
    assert table["columns"] == ["职工基本医疗保险", "城乡居民", "合计"]
    assert [(row["label"], row["values"]) for row in table["rows"]] == [
        ("预算·基金收入小计", ["12675.87", "36026.78", "48702.65"]),
        ("预算·基金支出小计", ["6261.09", "22087.64", "28348.73"]),
        ("2020年·基金收入小计", ["12718.32", "38154.63", "50872.95"]),
        ("2020年·基金支出小计", ["28095.71", "66350.45", "94446.16"]),
        ("2019年·基金收入小计", ["12718.32", "34586.52", "47304.84"]),
        ("2019年·基金支出小计", ["28095.71", "15823.75", "43919.46"]),
        ("收入对比分析·增长", ["0", "3568.11", "3568.11"]),
        ("收入对比分析·增幅%", ["0%", "10.32%", "7.54%"]),
        ("收入对比分析·执行预算%", ["100.33%", "105.91%", "104.46%"]),
        ("支出对比分析·增长", ["0", "50526.7", "50526.7"]),
        ("支出对比分析·增幅%", ["0%", "319.31%", "115.04%"]),
        ("支出对比分析·执行预算%", ["448.74%", "300.39%", "333.16%"]),
    ]
    assert table["rows"][2]["cells"] == ["C4", "D4", "E4"]


def test_every_form_of_a_report_has_an_entry_of_its_own(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "收支对比表": [[TITLE], *BY_FUND],
        "居民": annex(),
        "收支明细": [DETAIL_HEADING, ["职工", "支出", "待遇支出", 100, 88.4, 80, "88.4%"]],
        "参保情况": [["人群", "人数"], ["户籍人口", 444202]],
        "文字材料": texts_rows([["职工", "增减原因", "缴费人数增加。"]]),
    }
    document: Any = described(workbook(tmp_path / "表.xlsx", sheets))
    leading, form = document["sheets"]
    assert (leading["sheet"], form["sheet"], form["comparison"]) == ("收支对比表", "居民", None)
    assert (leading["funds"], leading["indicators"]) == (None, None)
    assert len(form["indicators"]) == 14
    assert leading["details"] == [
        {
            "fund": "职工基本医疗保险",
            "flow": "spending",
            "label": "待遇支出",
            "depth": 1,
            "transfer": False,
            "budget": "100",
            "current": "88.4",
            "prior": "80",
            "stated_share": "88.4%",
            "stated_rate": None,
            "cells": {
                "label": "C2",
                "budget": "D2",
                "current": "E2",
                "prior": "F2",
                "stated_share": "G2",
            },
        }
    ]
    assert leading["enrolment"][0]["people"] == "444202"
    assert leading["fund_texts"] == {"职工基本医疗保险": {"增减原因": "缴费人数增加。"}}


def test_forms_without_a_table_have_no_entry_for_what_leads_them(tmp_path: Path) -> None:
    document: Any = described(workbook(tmp_path / "表.xlsx", {"居民": annex()}))
    assert [entry["sheet"] for entry in document["sheets"]] == ["居民"]


def test_people_see_the_table_with_its_cells() -> None:
    profiles = load_profiles(TEMPLATES)
    sheets: dict[str, Rows] = {"收支对比表": [[TITLE], *BY_FUND], "居民": annex()}
    form, _ = only(sheets)
    (profile,) = (one for one in profiles if one.name == form.family)
    read = Reading(forms=((form, compute(form, profile), ()),))
    lines = list(reading_lines("表.xlsx", read))
    assert lines[1] == "工作表“收支对比表”：社保基金，全部自评表合写一份报告"
    assert (
        "    2021年·基金收入小计：职工基本医疗保险 132（C5），城乡居民 310（D5），合计 442（E5）"
        in lines
    )
    assert "工作表“居民”：社保基金绩效自评表" in lines
