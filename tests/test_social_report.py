"""Reports on funds of social insurance: sentences that follow the data, tables, annexes."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pingshu.check import check
from pingshu.compute import compute
from pingshu.finding import Finding
from pingshu.model import Flow, Form, Measure
from pingshu.narrate import narrate
from pingshu.outcome import Outcome, Run, report_of
from pingshu.pipeline import Options, run
from pingshu.profile import Profile, load_profile
from pingshu.render import Template
from pingshu.tabulate import summary_workbook
from pingshu.view import FILTERS
from tests import fund_building as funds
from tests.ooxml import text_outline, validity_findings

INCOME, SPENDING = Flow.INCOME, Flow.SPENDING
ROOT = Path(__file__).resolve().parent.parent
Cells = tuple[str | None, ...]


@cache
def profile() -> Profile:
    return load_profile(ROOT / "templates" / "社保基金" / "profile.toml")


@cache
def template() -> Template:
    return Template(profile().template.read_bytes(), filters=FILTERS)


def rendered(form: Form) -> bytes:
    computation = compute(form, profile())
    findings: tuple[Finding, ...] = check(form, computation, profile())
    return template().render(narrate(form, computation, profile(), findings))


def report(form: Form) -> str:
    return text_outline(rendered(form))


def compared(
    names: tuple[str, ...],
    income: tuple[Cells, Cells, Cells],
    spending: tuple[Cells, Cells, Cells],
    **levels: Cells,
) -> Form:
    """Return a form with budget, this year and last year of income and spending of each fund."""
    measures = (Measure.BUDGET, Measure.CURRENT, Measure.PRIOR)
    rows: list[funds.Row] = [
        (measure, flow, cells)
        for flow, amounts in ((INCOME, income), (SPENDING, spending))
        for measure, cells in zip(measures, amounts, strict=True)
    ]
    rows += [(Measure(name), None, cells) for name, cells in levels.items()]
    return funds.form(comparison=funds.table(names, rows))


def one_fund(
    income: Cells = ("100", "110", "100"), spending: Cells = ("90", "80", "85"), **levels: str
) -> Form:
    def single(cells: Cells) -> tuple[Cells, Cells, Cells]:
        return (cells[0],), (cells[1],), (cells[2],)

    return compared(
        ("失业保险",),
        single(income),
        single(spending),
        **{name: (cell,) for name, cell in levels.items()},
    )


def lines_of(form: Form) -> list[str]:
    return report(form).splitlines()


# --- income and spending -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        (
            ("100", "110", "100"),
            "本年基金收入110万元，完成预算（100万元）的110%，超过预算；比上年增加10万元，增长10%。",
        ),
        (
            ("200", "110", "200"),
            "本年基金收入110万元，完成预算（200万元）的55%；比上年减少90万元，下降45%。",
        ),
        (("110", "110", "110"), "本年基金收入110万元，完成预算（110万元）的100%；与上年持平。"),
        (
            ("110", "110", None),
            "本年基金收入110万元，完成预算（110万元）的100%（没有上年数，不作比较）。",
        ),
        (("110", "110", "0"), "本年基金收入110万元，完成预算（110万元）的100%；上年没有发生。"),
        (
            ("100000", "100001", "100000"),
            (
                "本年基金收入100001万元，完成预算（100000万元）的100.001%，超过预算；"
                "比上年增加1万元，增长0.001%。"
            ),
        ),
    ],
    ids=["rise", "fall", "unchanged", "first year", "nothing before", "a little"],
)
def test_the_income_is_told_as_it_changed(amounts: Cells, sentence: str) -> None:
    assert sentence in lines_of(one_fund(income=amounts))


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        (("90", "80", "85"), "为预算（90万元）的88.89%；比上年减少5万元，下降5.88%。"),
        (("60", "80", "50"), "为预算（60万元）的133.33%，超出预算；比上年增加30万元，增长60%。"),
    ],
    ids=["within", "above"],
)
def test_the_spending_is_told_against_its_budget(amounts: Cells, sentence: str) -> None:
    assert f"本年基金支出80万元，{sentence}" in lines_of(one_fund(spending=amounts))


def test_spending_above_the_budget_asks_for_its_reason_once() -> None:
    above = one_fund(spending=("60", "80", "50"))
    demand = "【请补充：支出超出预算的原因】"
    assert report(above).count(demand) == 1
    assert demand not in report(one_fund())
    told = replace(above, texts={"支出增减原因": funds.written("参保人数增加")})
    assert demand not in report(told)


def test_an_amount_that_nobody_wrote_or_can_read_is_asked_for() -> None:
    told = report(one_fund(income=(None, "不详", "100"), spending=(None, None, None)))
    assert (
        "本年基金收入【请核实：失业保险本年收入】，收入预算【请补充：失业保险收入预算数】" in told
    )
    assert (
        "本年基金支出【请补充：失业保险本年支出】，支出预算【请补充：失业保险支出预算数】" in told
    )
    assert "收支相抵" not in told


@pytest.mark.parametrize("name", ["比上年", "增长", "下降", "持平"])
def test_nothing_is_compared_without_a_year_before(name: str) -> None:
    told = report(one_fund(income=("9", "9", None), spending=("9", "8", None)))
    body = told.split("# 组织实施")[0].split("基金收支情况表")[0]
    assert name not in body


def test_income_that_only_transfers_lift_above_the_budget_is_no_success() -> None:
    def lifted(transfer: str) -> str:
        amounts = (("合计", 0, "110"), ("保险费收入", 1, "90"), ("上级补助收入", 1, transfer))
        made = (
            funds.Line(
                fund="失业保险", flow=INCOME, depth=depth, label=label, current=now,
                transfer="上级" in label,
            )
            for label, depth, now in amounts
        )  # fmt: skip
        return report(replace(one_fund(), details=funds.details(*made)))

    assert "完成预算（100万元）的110%；" in lifted("20")
    assert "超过预算" not in lifted("20")
    assert "完成预算（100万元）的110%，超过预算；" in lifted("5")


def test_a_part_of_the_income_is_told_in_the_words_of_income() -> None:
    line = funds.Line(
        fund="失业保险", flow=INCOME, depth=1, label="保险费收入", current="70", budget="60"
    )
    told = report(replace(one_fund(), details=funds.details(line)))
    assert "保险费收入70万元，完成预算（60万元）的116.67%，超过预算。" in told


def test_money_from_and_to_other_levels_is_told_apart() -> None:
    told = report(funds.county_form())
    assert (
        "上述支出含上下级往来67873.68万元；剔除上下级往来后，支出为26572.48万元，为预算的93.73%。"
        in told
    )
    assert "【请核实：口径说明写的是不含上下级往来" in told
    assert "【请核实：口径说明" not in report(funds.mended_form())


# --- what is left ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("current", "sentence"),
    [
        (("110", "80"), "收支相抵，当期结余30万元。"),
        (("80", "110"), "收支相抵，当期缺口30万元，收不抵支。"),
        (("80", "80"), "收支相抵，当期收支平衡。"),
    ],
    ids=["surplus", "gap", "balanced"],
)
def test_what_is_left_of_the_year_is_told(current: tuple[str, str], sentence: str) -> None:
    income, spending = current
    told = lines_of(one_fund(income=("90", income, "90"), spending=("110", spending, "90")))
    assert told.count(sentence) == 1
    assert ("【请补充：收不抵支的原因和对策】" in told) is ("缺口" in sentence)


def test_what_is_left_in_all_is_told_with_the_months_that_it_lasts() -> None:
    told = report(one_fund(opening="10"))
    assert "上年末滚存结余10万元，年末滚存结余40万元，按本年月均支出测算，可支付6个月。" in told


def test_a_gap_in_all_lasts_no_months() -> None:
    told = report(one_fund(opening="-50"))
    assert "上年末滚存结余-50万元，年末滚存缺口20万元。" in told
    assert "可支付" not in told.split("基金结余情况表")[0]


def test_what_is_left_in_all_is_asked_for_where_nothing_tells_it() -> None:
    assert "年末滚存结余【请补充：年末滚存结余】。" in report(one_fund())
    written = {"累计结余": funds.written("年末累计结余40万元")}
    told = report(replace(one_fund(), texts=written))
    assert "年末累计结余40万元。" in told


# --- funds ----------------------------------------------------------------------------------


def test_one_fund_is_told_once() -> None:
    told = report(one_fund())
    assert "本次自评的基金共" not in told
    assert "| 合计 |" not in told


def test_one_fund_with_parts_is_told_once() -> None:
    parts = (
        funds.Line(fund="失业保险", flow=flow, depth=depth, label=label, current=amount)
        for flow, amount in ((INCOME, "110"), (SPENDING, "80"))
        for depth, label in enumerate(("合计", f"保险{flow.word}"))
    )
    told = report(replace(one_fund(), details=funds.details(*parts)))
    assert told.count("本年基金收入110万元") == told.count("本年基金支出80万元") == 1
    assert "本年基金支出全部为保险支出。" in told
    assert "保险支出80万元" not in told


def _spent(*lines: tuple[str, str, str]) -> Form:
    """Return two funds, the first with details of its spending: name, this year, last year."""
    amounts: tuple[Cells, Cells, Cells] = (("90", "9"), ("80", "9"), ("85", "9"))
    made = (
        funds.Line(
            fund="失业保险", flow=SPENDING, depth=min(index, 1), label=label, current=now,
            budget="90", prior=before, transfer="上级" in label,
        )
        for index, (label, now, before) in enumerate(lines)
    )  # fmt: skip
    two = compared(("失业保险", "工伤保险"), amounts, amounts)
    return replace(two, details=funds.details(*made))


def test_spending_that_is_all_of_one_kind_is_told_once() -> None:
    told = report(_spent(("支出合计", "80", "85"), ("待遇支出", "80", "85")))
    section = told.split("## 失业保险基金")[1].split("### 结余情况")[0]
    assert section.count("80万元") == section.count("本年基金支出80万元") + 1  # and the income
    assert "本年基金支出全部为待遇支出。" in section


def test_one_kind_with_another_year_before_is_compared_by_itself() -> None:
    told = report(_spent(("支出合计", "80", "85"), ("待遇支出", "80", "60")))
    assert "待遇支出80万元；比上年增加20万元，增长33.33%。" in told


def test_a_share_of_the_budget_told_without_transfers_is_not_told_again() -> None:
    lines = (("支出合计", "80", "85"), ("待遇支出", "50", "40"), ("上解上级支出", "30", "0"))
    told = report(_spent(*lines)).split("## 失业保险基金")[1]
    assert "剔除上下级往来后，支出为50万元，为预算的55.56%。" in told
    assert "待遇支出50万元；比上年增加10万元，增长25%。" in told


def test_each_of_five_funds_has_its_section_and_its_rows() -> None:
    names = ("企业职工养老保险", "城乡居民养老保险", "失业保险", "工伤保险基金", "生育保险")
    amounts: tuple[Cells, Cells, Cells] = (("10",) * 5, ("12",) * 5, ("11",) * 5)
    told = report(compared(names, amounts, amounts, cumulative=("3",) * 5)).splitlines()
    titles = [line.removeprefix("## ") for line in told if re.match(r"## .*保险", line)]
    assert titles == [name.removesuffix("基金") + "基金" for name in names]
    assert "本年基金收入60万元，完成预算（50万元）的120%，超过预算；" in "".join(told)
    rows = [line for line in told if line.endswith("| 9.09% | 120%")]
    assert len(rows) == 2 * (5 + 1)


def test_parts_that_do_not_add_up_are_told_where_they_stand() -> None:
    told = report(funds.county_form())
    assert "【请核实：收入各项之和为11718.31万元，合计为12718.32万元】" in told
    assert "各项之和为" not in report(funds.mended_form())


def test_a_text_for_one_fund_stands_in_its_section_alone() -> None:
    told = report(funds.county_form())
    first, second = told.split("## 城乡居民基本医疗保险基金")
    assert "待遇支出完成年度预算的88.40%" in first
    assert "支出执行预算的300.39%" in second
    assert "300.39%" not in first


def test_other_texts_of_a_fund_are_told_with_its_form_or_else_in_its_section() -> None:
    said = {
        "失业保险": {"存在问题": funds.written("扩面较慢"), "口径说明": funds.written("同口径")}
    }
    shared = {"存在问题": funds.written("队伍不稳")}
    alone = replace(one_fund(), texts=shared, fund_texts=said)
    own = funds.annex("表", "失业保险项目", "80", [("参保人数（人）", "≥100人", "109人")])
    for form in (alone, replace(alone, annexes=(own,))):
        told = report(form)
        assert told.count("存在问题：扩面较慢。") == told.count("队伍不稳。") == 1
        assert told.count("同口径。") == 1
        in_section = "存在问题：扩面较慢。" in told.split("# 组织实施")[0]
        assert in_section is not bool(form.annexes)


# --- the people, the forms ------------------------------------------------------------------


def test_people_are_told_with_their_fund() -> None:
    told = report(funds.county_form()).split("## 城乡居民基本医疗保险基金")[1]
    assert (
        "户籍人口444202人，其中不应参保13835人，应参保430367人；实际参保430367人，为户籍人口的96.89%。"
        in told
    )


def test_nobody_is_said_to_be_insured_whom_the_table_does_not_count() -> None:
    told = report(funds.county_form())
    assert "建档立卡贫困人口129426人，其中不应参保3845人，应参保125581人。" in told


def test_a_rate_of_those_due_is_told_as_such() -> None:
    people = (funds.people("户籍人口", "100", "5"),)
    rows = [("综合参保率（%）", "≥90%", "90%")]
    annex = funds.annex("表", "失业保险项目", "80", rows)
    form = replace(one_fund(), enrolment=people, annexes=(annex,))
    computation = compute(form, profile())
    (finding,) = [
        one for one in check(form, computation, profile()) if one.code == "enrolment-rate-differs"
    ]
    assert "按参保情况中“户籍人口”的应参保人数计算为95%" in finding.problem
    (rate,) = [one for one in computation.figures() if one.key == "参保.户籍人口.参保率"]
    assert rate.formula == "应参保人数÷人数"
    assert "实际参保" not in report(form)


def test_each_form_is_an_annex_on_a_page_of_its_own() -> None:
    content = rendered(funds.county_form())
    told = text_outline(content).splitlines()
    assert [line for line in told if re.fullmatch(r"附件\d", line)] == ["附件1", "附件2"]
    assert told.count("项目完成指标 | 数量指标 | 参保人数（人） | ≥413449人 | 413449人") == 1
    assert validity_findings(content) == []


def test_a_report_without_forms_asks_for_them() -> None:
    told = report(one_fund())
    assert "【请补充：各项基金的绩效自评表】" in told
    assert "【请补充：绩效目标和绩效指标的完成情况】" in told
    assert validity_findings(rendered(one_fund())) == []


def test_forms_without_a_table_ask_for_the_funds() -> None:
    told = report(replace(funds.form(), annexes=funds.county_annexes()))
    assert "【请补充：各项基金的收入、支出和结余】" in told
    assert "基金收支情况表" not in told
    assert "参保人数413449人" in told


def test_a_unit_that_contradicts_the_name_is_not_said_to_reach_the_target() -> None:
    told = report(funds.county_form())
    (sentence,) = [line for line in told.splitlines() if "实际为280%" in line]
    assert "达到年度指标值" not in sentence
    assert "，实际为580%" in sentence


def test_a_missed_indicator_is_told_with_its_reason() -> None:
    annex = funds.annex("表", "失业保险项目", "80", [("参保人数（人）", "≥100人", "90人")])
    assert annex.indicators
    missed = replace(annex.indicators[0], reason=funds.text("两家企业停产", "表", "G12"))
    told = report(replace(one_fund(), annexes=(replace(annex, indicators=(missed,)),)))
    assert "“参保人数”年度指标值为≥100人，实际为90人，没有达到年度指标值。" in told
    assert "原因和改进措施：两家企业停产。" in told


def test_a_reason_in_a_text_closes_the_gap_where_the_form_has_no_column_for_it() -> None:
    annex = funds.annex("表", "失业保险项目", "80", [("参保人数（人）", "≥100人", "90人")])
    form = replace(one_fund(), annexes=(annex,))
    mark = "【请补充：没有完成的原因和改进措施】"
    assert report(form).count(mark) == 1
    reason = {"偏离原因": funds.written("两家企业停产")}
    for told in (replace(form, texts=reason), replace(form, fund_texts={"失业保险": reason})):
        assert mark not in report(told)
        assert report(told).count("两家企业停产。") == 1


# --- the summary, the blank form ------------------------------------------------------------


def test_the_summary_tells_the_spending_of_all_funds(tmp_path: Path) -> None:
    form = funds.county_form()
    made = report_of(form, compute(form, profile()))
    content = summary_workbook([Outcome(workbook="基金.xlsx", reports=(made,))], tmp_path)
    (tmp_path / "汇总.xlsx").write_bytes(content)
    sheet = load_workbook(tmp_path / "汇总.xlsx").active
    assert sheet is not None
    heading, row = list(sheet.iter_rows(min_row=2, max_row=3, values_only=True))
    told = dict(zip(heading, row, strict=True))
    assert told["全年预算数（万元）"] == 28348.73
    assert told["全年执行数（万元）"] == 94446.16
    assert told["未执行数（万元）"] is None
    assert told["执行率（%）"] == 333.16


AMOUNTS = ((100, 300), (90, 280), (110, 310), (95, 290), (104, 300), (92, 270))


def _filled_in(book: Workbook) -> None:
    """Fill in the blank form of 2025 as an office would, with what its formulas would yield."""
    for name in ("收支对比表", "收支明细"):
        _without_formulas(book[name])
    table = book["收支对比表"]
    table["A1"] = "青禾县2025年医疗保险基金收支对比表"
    for row, pair in (*enumerate(AMOUNTS, 4), (16, (50, 100))):
        table[f"C{row}"], table[f"D{row}"], table[f"E{row}"] = *pair, sum(pair)
    book["收支明细"]["E2"], book["收支明细"]["E3"], book["收支明细"]["E7"] = 110, 105, 5
    _fill_form(book["职工自评表"], "职工", 95)
    _fill_form(book["居民自评表"], "城乡居民", 290)
    for row in range(2, book["文字材料"].max_row + 1):
        _fill_text(book["文字材料"], row)


def _without_formulas(sheet: Worksheet) -> None:
    for cell in (cell for cells in sheet.iter_rows() for cell in cells):
        if str(cell.value).startswith("="):
            sheet[cell.coordinate] = None


def _fill_form(form: Worksheet, fund: str, spent: int) -> None:
    form["A2"], form["C4"], form["C5"] = (
        *("（2025年度）", f"2025年{fund}医疗保险项目"),
        "青禾县医疗保障局",
    )
    form["C6"], form["E6"], form["C7"], form["E7"] = (spent,) * 4
    form["B10"], form["E10"] = "应保尽保", "已经应保尽保"
    form["D12"], form["E12"], form["F12"] = "参保人数（人）", "≥100人", "102人"


def _fill_text(sheet: Worksheet, row: int) -> None:
    if str(sheet[f"D{row}"].value).startswith("必填"):
        is_unit = sheet[f"B{row}"].value == "单位全称"
        sheet[f"C{row}"] = "青禾县医保局" if is_unit else "已按要求办理"


def test_the_blank_form_filled_in_gives_its_report(tmp_path: Path) -> None:
    book = load_workbook(profile().blank)
    _filled_in(book)
    inbox = tmp_path / "收"
    inbox.mkdir()
    book.save(inbox / "基金.xlsx")
    options = Options(paths=(), inbox=inbox, templates=ROOT / "templates", output=tmp_path / "出")
    done: Run = run(options, lambda *_: None)
    (outcome,) = done.outcomes
    assert [f.code for f in outcome.findings if f.severity == "error"] == []
    (made,) = outcome.reports
    assert made.path is not None
    assert made.path.stem == "青禾县医保局-医疗保险基金-绩效自评报告"
    told = text_outline(made.path.read_bytes())
    assert (
        "本年基金收入420万元，完成预算（400万元）的105%，超过预算；比上年增加16万元，增长3.96%。"
        in told
    )
    assert "上年末滚存结余150万元，年末滚存结余185万元" in told
    assert "从收入构成看，保险费收入105万元、利息收入5万元。" in told
    assert made.budget == 370


def test_the_blank_form_alone_states_no_amount(tmp_path: Path) -> None:
    sheet = load_workbook(profile().blank, data_only=True)["收支对比表"]
    numbers = [
        cell.value
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float | Decimal)
    ]
    assert numbers == []
