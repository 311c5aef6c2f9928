"""Cells become values with their places, and every cell that cannot be read is told."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pingshu.finding import Finding
from pingshu.model import Form, FundRow, Indicator, Number, Role
from pingshu.values import plain
from tests.workbook_building import (
    PROJECT_INDICATORS,
    Content,
    Formula,
    Hidden,
    Item,
    Percent,
    Rows,
    notes_rows,
    project_rows,
    read_forms,
    spending_rows,
    texts_rows,
    transfer_rows,
    workbook,
)


def read(path: Path, sheets: Mapping[str, Rows | Hidden]) -> tuple[tuple[Form, ...], list[Finding]]:
    forms, findings = read_forms(workbook(path / "表.xlsx", sheets))
    return forms, list(findings)


def only(path: Path, rows: Rows) -> tuple[Form, list[Finding]]:
    (form,), findings = read(path, {"自评表": rows})
    return form, findings


def codes(findings: list[Finding]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.place.cell) for finding in findings]


def fund(
    path: Path,
    *,
    label: str = "年度资金总额",
    budget: Content = 100,
    executed: Content = 90,
    rate: Content = None,
    money: str = "项目资金（万元）",
) -> tuple[FundRow, list[Finding]]:
    """Return a row of funds of a form that has no other: label at B6, amounts at E6 and F6."""
    row = [label, None, budget, executed, 10, rate, 9]
    form, findings = only(path, project_rows(funds=[row], money=money))
    assert form.funds is not None
    return form.funds[0], findings


def indicator(path: Path, *cells: Item) -> tuple[Indicator, list[Finding]]:
    """Return the only indicator of a form: 三级指标 at D8, then target, actual, weight, score."""
    row = ["产出指标", "数量指标", *cells]
    form, findings = only(path, project_rows(funds=None, indicators=[row], total=None))
    assert form.indicators is not None
    return form.indicators[0], findings


def value(number: Number | None) -> str | None:
    assert number is not None
    return None if number.value is None else plain(number.value)


# --- amounts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (89.974, "89.974"),
        (0, "0"),
        (-12.5, "-12.5"),
        ("1,234.56", "1234.56"),
        ("１２３．４", "123.4"),
        ("3359.62万", "3359.62"),
        ("90万元", "90"),
        (" 90 ", "90"),
        (Formula("=D6", 90), "90"),
    ],
)
def test_an_amount_is_read_as_it_is_typed(tmp_path: Path, cell: Content, amount: str) -> None:
    row, findings = fund(tmp_path, budget=cell)
    assert value(row.budget) == amount
    assert findings == []


@pytest.mark.parametrize("mark", [None, "—", "-", "/", "无", "——"])
def test_an_empty_mark_is_no_amount(tmp_path: Path, mark: Content) -> None:
    row, findings = fund(tmp_path, budget=mark)
    assert (row.budget, findings) == (None, [])


def test_an_amount_in_another_unit_is_converted_and_told(tmp_path: Path) -> None:
    row, (finding,) = fund(tmp_path, budget="900000元")
    assert value(row.budget) == "90"
    assert (finding.code, finding.place.cell) == ("amount-unit-differs", "E6")
    assert (finding.expected, finding.actual) == ("90", "900000元")


def test_amounts_are_in_the_unit_of_the_form(tmp_path: Path) -> None:
    row, findings = fund(tmp_path, budget=387664.62, money="项目资金（元）")
    assert (value(row.budget), findings) == ("387664.62", [])


@pytest.mark.parametrize("text", ["见附件", "约90", "90-100", "九十万"])
def test_a_text_where_an_amount_belongs_is_told_with_its_cell(tmp_path: Path, text: str) -> None:
    row, (finding,) = fund(tmp_path, budget=text)
    assert value(row.budget) is None
    assert (finding.code, finding.place.cell) == ("amount-unreadable", "E6")
    assert finding.actual == text


@pytest.mark.parametrize("cell", [Percent(0.9), True])
def test_a_percentage_or_truth_value_is_no_amount(tmp_path: Path, cell: Content) -> None:
    row, findings = fund(tmp_path, budget=cell)
    assert value(row.budget) is None
    assert codes(findings) == [("amount-unreadable", "E6")]


def test_a_formula_without_a_value_is_an_error_and_never_zero(tmp_path: Path) -> None:
    row, findings = fund(tmp_path, executed=Formula("=SUM(F7:F9)"))
    assert value(row.executed) is None
    assert codes(findings) == [("formula-without-value", "F6")]


def test_an_error_value_is_told_once_with_its_cell(tmp_path: Path) -> None:
    row, (finding,) = fund(tmp_path, rate=Formula("=F6/E6", "#DIV/0!"))
    assert value(row.rate_stated) is None
    assert (finding.code, finding.place.cell, finding.actual) == ("error-value", "H6", "#DIV/0!")


def test_every_amount_knows_its_cell_and_what_the_cell_says(tmp_path: Path) -> None:
    row, _ = fund(tmp_path, budget="90万元")
    assert row.budget is not None
    assert (str(row.budget.place), row.budget.text) == ("自评表!E6", "90万元")


# --- rates -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "rate"), [("90%", "90"), ("９０％", "90"), (Percent(0.9), "90"), ("90.00%", "90")]
)
def test_a_rate_with_its_sign_is_read_in_percent(tmp_path: Path, cell: Content, rate: str) -> None:
    row, findings = fund(tmp_path, rate=cell)
    assert (value(row.rate_stated), findings) == (rate, [])


@pytest.mark.parametrize("bare", [90, 0.9])
def test_a_bare_rate_is_settled_against_the_amounts_and_told(tmp_path: Path, bare: float) -> None:
    row, (finding,) = fund(tmp_path, rate=bare)
    assert value(row.rate_stated) == "90"
    assert (finding.code, finding.expected) == ("rate-ambiguous", "90%")


def test_a_bare_rate_of_one_may_be_one_percent(tmp_path: Path) -> None:
    row, _ = fund(tmp_path, budget=100, executed=1, rate=1)
    assert value(row.rate_stated) == "1"


@pytest.mark.parametrize(("bare", "rate"), [(1, 100), (0.5, 50), (50, 50)])
def test_a_bare_rate_without_a_budget_is_a_share_up_to_one(
    tmp_path: Path, bare: float, rate: int
) -> None:
    row, _ = fund(tmp_path, budget=0, executed=0, rate=bare)
    assert value(row.rate_stated) == str(rate)


def test_a_rate_of_zero_is_not_ambiguous(tmp_path: Path) -> None:
    row, findings = fund(tmp_path, executed=0, rate=0)
    assert (value(row.rate_stated), findings) == ("0", [])


def test_a_rate_that_is_no_number_is_told(tmp_path: Path) -> None:
    row, findings = fund(tmp_path, rate="已完成")
    assert value(row.rate_stated) is None
    assert codes(findings) == [("number-unreadable", "H6")]


# --- rows of funds -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("年度资金总额：", Role.TOTAL),
        ("其中：当年财政拨款", Role.FISCAL),
        (" 其中:中央补助", Role.CENTRAL),
        ("地方资金", Role.LOCAL),
        ("上年结转\n资金", Role.CARRY_OVER),
        ("单位资金", Role.SPECIAL),
        ("其他资金", Role.OTHER),
        ("彩票公益金用于医疗救助", Role.SPECIAL),
    ],
)
def test_a_row_of_funds_has_the_role_of_its_label(tmp_path: Path, label: str, role: Role) -> None:
    row, _ = fund(tmp_path, label=label)
    assert (row.role, row.label.text) == (role, label.strip())


def test_a_row_of_funds_that_begins_with_thereof_is_a_detail(tmp_path: Path) -> None:
    assert fund(tmp_path, label="其中：省级资金")[0].detail
    assert not fund(tmp_path, label="省级资金")[0].detail


# --- indicators --------------------------------------------------------------------------------


def test_an_indicator_has_texts_and_numbers_with_their_cells(tmp_path: Path) -> None:
    item, findings = indicator(tmp_path, "里程", "≥50公里", 45, 20, 18, "雨季停工")
    texts = (item.level1, item.level2, item.level3, item.target, item.actual, item.reason)
    assert [(text.text, text.place.cell) for text in texts if text] == [
        ("产出指标", "B8"),
        ("数量指标", "C8"),
        ("里程", "D8"),
        ("≥50公里", "E8"),
        ("45", "F8"),
        ("雨季停工", "I8"),
    ]
    assert (value(item.weight), value(item.score)) == ("20", "18")
    assert findings == []


def test_an_actual_value_with_words_is_a_text_without_a_quantity(tmp_path: Path) -> None:
    item, findings = indicator(tmp_path, "通行", "改善", "明显改善", 20, 20, None)
    assert item.actual is not None
    assert (item.actual.text, item.actual_read) == ("明显改善", None)
    assert findings == []


def test_an_actual_value_with_a_number_is_read_as_a_quantity(tmp_path: Path) -> None:
    item, _ = indicator(tmp_path, "里程", "≥50公里", "52公里", 20, 20, None)
    assert item.actual_read is not None
    assert (plain(item.actual_read.value), item.actual_read.unit) == ("52", "公里")


def test_a_share_in_percent_format_is_read_with_its_sign(tmp_path: Path) -> None:
    item, _ = indicator(tmp_path, "合格率", Percent(0.95), Percent(0.97), 20, 20, None)
    assert item.target is not None
    assert item.actual is not None
    assert (item.target.text, item.actual.text) == ("95%", "97%")


@pytest.mark.parametrize("weight", ["二十", "20左右"])
def test_a_text_where_points_belong_is_told_with_its_cell(tmp_path: Path, weight: str) -> None:
    item, (finding,) = indicator(tmp_path, "里程", "1", "1", weight, 20, None)
    assert value(item.weight) is None
    assert (finding.code, finding.actual) == ("number-unreadable", weight)


def test_points_that_are_an_error_value_are_told(tmp_path: Path) -> None:
    item, findings = indicator(tmp_path, "里程", "1", "1", Formula("=1/0", "#DIV/0!"), 20, None)
    assert value(item.weight) is None
    assert codes(findings) == [("error-value", "G8")]


@pytest.mark.parametrize("mark", ["—", "/"])
def test_an_empty_mark_is_no_score(tmp_path: Path, mark: str) -> None:
    item, findings = indicator(tmp_path, "里程", "1", "1", mark, 20, None)
    assert (item.weight, findings) == (None, [])


def test_operator_value_and_unit_are_joined(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目名称", "公路养护"],
        ["三级指标", "指标性质", "指标值", "度量单位", "实际完成值"],
        ["里程", "≥", 50, "公里", "52"],
        ["标准", None, 5300, "元/户", "5000"],
        ["通行", "＝", None, "个", "5"],
    ]
    form, _ = only(tmp_path, rows)
    targets = [item.target for item in form.indicators or ()]
    assert [target.text if target else None for target in targets] == ["≥50公里", "5300元/户", None]
    assert targets[0] is not None
    assert targets[0].place.cell == "C3"


def test_an_indicator_knows_which_cells_are_to_be_filled_in(tmp_path: Path) -> None:
    item, _ = indicator(tmp_path, "里程", "1", None, 20, None, None)
    blanks = {name: str(place) for name, place in item.blanks.items()}
    assert blanks == {"actual": "自评表!F8", "score": "自评表!H8", "reason": "自评表!I8"}


def test_a_cell_in_trouble_is_not_to_be_filled_in(tmp_path: Path) -> None:
    item, _ = indicator(tmp_path, "里程", "1", Formula("=1/0", "#DIV/0!"), 20, 20, "无偏差")
    assert dict(item.blanks) == {}


def test_stated_totals_are_read_from_the_total_row(tmp_path: Path) -> None:
    form, _ = only(tmp_path, project_rows(total=(100, 98.5)))
    assert (value(form.weight_total), value(form.total_stated)) == ("100", "98.5")


def test_prompts_left_in_keep_their_places(tmp_path: Path) -> None:
    rows: Rows = [["产出指标", "数量指标", "……", None, None, None, None, None]]
    form, _ = only(tmp_path, project_rows(funds=None, goals=None, indicators=rows, total=None))
    assert [(text.text, str(text.place)) for text in form.leftovers] == [("……", "自评表!D6")]


# --- header and blocks -------------------------------------------------------------------------


def test_the_local_department_goes_before_the_central_one(tmp_path: Path) -> None:
    form, _ = only(tmp_path, transfer_rows(central="财政部", department="县财政局"))
    assert form.department is not None
    assert form.department.text == "县财政局"


def test_the_central_department_is_not_the_one_that_answers(tmp_path: Path) -> None:
    form, _ = only(tmp_path, transfer_rows(central="财政部", department=None))
    assert form.department is None


def test_blocks_that_a_form_does_not_have_are_none(tmp_path: Path) -> None:
    form, _ = only(tmp_path, project_rows(goals=None, indicators=None, total=None))
    assert (form.goals, form.management, form.indicators, form.spending) == (None,) * 4
    assert (form.total_stated, form.received, form.texts) == (None, None, {})


def test_an_error_value_in_a_text_is_told_and_the_text_left_out(tmp_path: Path) -> None:
    broken = Formula("=A99", "#REF!")
    form, findings = only(tmp_path, project_rows(goals=("目标", broken)))
    assert form.goals is not None
    assert form.goals.actual is None
    assert codes(findings) == [("error-value", "E11")]


def test_the_items_of_fund_management_have_situation_and_problem(tmp_path: Path) -> None:
    rows = transfer_rows(management=[("分配科学性", "按因素法分配。", "下达较晚。")])
    (item,) = only(tmp_path, rows)[0].management or ()
    assert item.situation is not None
    assert item.problem is not None
    assert (item.item.text, item.situation.text, item.problem.text) == (
        "分配科学性",
        "按因素法分配。",
        "下达较晚。",
    )


# --- 文字材料 ----------------------------------------------------------------------------------


def with_texts(path: Path, rows: Rows) -> tuple[tuple[Form, ...], list[Finding]]:
    forms = {"甲表": project_rows(project="养护"), "乙表": transfer_rows(project="培训")}
    return read(path, {**forms, "文字材料": rows})


def said(form: Form) -> dict[str, str]:
    return {name: text.text for name, text in form.texts.items()}


def test_a_text_without_an_addressee_is_for_every_form(tmp_path: Path) -> None:
    (first, second), findings = with_texts(tmp_path, texts_rows({"单位全称": "县交通局"}))
    assert said(first) == said(second) == {"单位全称": "县交通局"}
    assert findings == []


@pytest.mark.parametrize("name", ["养护", "甲表", " 养 护", "养\n护"])
def test_a_text_is_for_the_form_whose_project_or_sheet_it_names(tmp_path: Path, name: str) -> None:
    rows = texts_rows([(name, "单位全称", "县交通局"), (None, "落款", "县政府")])
    (first, second), findings = with_texts(tmp_path, rows)
    assert said(first) == {"单位全称": "县交通局", "落款": "县政府"}
    assert said(second) == {"落款": "县政府"}
    assert findings == []


def test_a_text_for_nobody_is_told(tmp_path: Path) -> None:
    forms, (finding,) = with_texts(tmp_path, texts_rows([("绿化", "单位全称", "县交通局")]))
    assert [said(form) for form in forms] == [{}, {}]
    assert (finding.code, finding.place.sheet, finding.place.cell, finding.actual) == (
        "text-for-nobody",
        "文字材料",
        "A2",
        "绿化",
    )


def test_an_unknown_heading_is_told_with_the_nearest_that_is_known(tmp_path: Path) -> None:
    _, (finding,) = with_texts(tmp_path, texts_rows({"单位名称全称": "县交通局"}))
    assert (finding.code, finding.place.cell, finding.actual) == (
        "text-unknown",
        "A2",
        "单位名称全称",
    )
    assert "是不是“单位全称”？" in finding.message


def test_an_unknown_heading_without_any_near_one_gets_no_hint(tmp_path: Path) -> None:
    _, (finding,) = with_texts(tmp_path, texts_rows({"ABC": "文字"}))
    assert finding.code == "text-unknown"
    assert "是不是" not in finding.message


def test_a_heading_that_one_of_the_families_knows_is_not_told(tmp_path: Path) -> None:
    assert with_texts(tmp_path, texts_rows({"补助标准": "每公里5万元"}))[1] == []


def test_two_texts_under_one_heading_are_two_paragraphs(tmp_path: Path) -> None:
    rows = texts_rows([(None, "实施内容", "一是养护。"), (None, "实施内容", "二是绿化。")])
    (form, _), _ = with_texts(tmp_path, rows)
    assert said(form) == {"实施内容": "一是养护。\n二是绿化。"}
    assert form.texts["实施内容"].place.cell == "C2"


@pytest.mark.parametrize("mark", ["—", "/", "-"])
def test_an_empty_mark_is_no_text(tmp_path: Path, mark: str) -> None:
    (form, _), _ = with_texts(tmp_path, texts_rows({"审计巡视发现问题": mark}))
    assert said(form) == {}


@pytest.mark.parametrize("answer", ["无", "暂无"])
def test_that_there_was_none_is_a_text(tmp_path: Path, answer: str) -> None:
    (form, _), _ = with_texts(tmp_path, texts_rows({"审计巡视发现问题": answer}))
    assert said(form) == {"审计巡视发现问题": answer}


def with_received(tmp_path: Path, amount: str) -> tuple[Form, list[Finding]]:
    sheets = {"自评表": project_rows(), "文字材料": texts_rows({"到位数": amount})}
    (form,), findings = read(tmp_path, sheets)
    return form, findings


def test_the_amount_received_is_read_from_its_text(tmp_path: Path) -> None:
    form, findings = with_received(tmp_path, "117.8万元")
    assert (value(form.received), findings) == ("117.8", [])


def test_an_amount_received_that_is_none_is_told(tmp_path: Path) -> None:
    form, findings = with_received(tmp_path, "全部到位")
    assert value(form.received) is None
    assert codes(findings) == [("amount-unreadable", "B2")]


def test_that_nothing_was_received_is_no_amount(tmp_path: Path) -> None:
    form, findings = with_received(tmp_path, "无")
    assert (form.received, findings) == (None, [])


def test_a_text_for_one_form_replaces_the_one_for_all(tmp_path: Path) -> None:
    rows = texts_rows([(None, "结果应用", "都用上。"), ("培训", "结果应用", "另有用处。")])
    (project, transfer), findings = with_texts(tmp_path, rows)
    assert said(project) == {"结果应用": "都用上。"}
    assert said(transfer) == {"结果应用": "另有用处。"}
    assert findings == []


# --- several forms in one workbook ---------------------------------------------------------


def two_forms(tmp_path: Path, **extra: Rows) -> tuple[tuple[Form, ...], list[Finding]]:
    sheets = {
        "甲表": project_rows(project="乡村公路养护"),
        "乙表": project_rows(project="桥梁维修"),
        **extra,
    }
    return read(tmp_path, sheets)


def test_what_may_be_for_either_form_is_told_of_none(tmp_path: Path) -> None:
    forms, findings = two_forms(
        tmp_path,
        文字材料=texts_rows({"到位数": "100万元"}),
        指标说明=notes_rows(("养护里程", "另有说明")),
        支出明细=spending_rows(("材料费", 5)),
    )
    assert [code for code, _ in codes(findings)] == ["owner-missing"] * 3
    assert {finding.place.cell for finding in findings} == {"A2"}
    for form in forms:
        assert (form.received, form.spending) == (None, None)
        assert all(item.note.explanation is None for item in form.indicators or ())


def test_what_names_its_form_is_told_of_that_form_alone(tmp_path: Path) -> None:
    spending: Rows = [["适用", "支出内容", "金额（万元）"], ["桥梁维修", "材料费", 5]]
    (first, second), findings = two_forms(tmp_path, 支出明细=spending)
    assert findings == []
    assert first.spending is None
    assert second.spending is not None


def test_spending_for_a_form_that_is_not_there_is_told(tmp_path: Path) -> None:
    spending: Rows = [["适用", "支出内容", "金额（万元）"], ["隧道维修", "材料费", 5]]
    _, findings = two_forms(tmp_path, 支出明细=spending)
    assert codes(findings) == [("text-for-nobody", "A2")]


def test_a_subtotal_of_spending_is_no_line(tmp_path: Path) -> None:
    lines = spending_rows(("材料费", 60), ("人工费", 40), ("小计", 100), ("合计", 100))
    (form,), findings = read(tmp_path, {"自评表": project_rows(), "支出明细": lines})
    assert form.spending is not None
    assert [line.label.text for line in form.spending.lines] == ["材料费", "人工费"]
    assert form.spending.total is not None
    assert findings == []


def test_a_row_with_values_but_without_a_name_is_told(tmp_path: Path) -> None:
    rows = project_rows()
    heading = next(index for index, row in enumerate(rows) if "三级指标" in row)
    rows[heading + 1] = [None if item == "养护里程" else item for item in rows[heading + 1]]
    form, findings = only(tmp_path, rows)
    (finding,) = (one for one in findings if one.code == "indicator-without-name")
    assert finding.severity == "error"
    assert finding.place.cell == f"D{heading + 2}"
    assert "养护里程" not in finding.message
    assert "≥50公里、52公里" in finding.problem
    assert len(form.indicators or ()) == len(PROJECT_INDICATORS) - 1


def test_a_heading_without_a_text_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    (form, _), findings = with_texts(tmp_path, texts_rows({"单位全称": None, "瞎写": None}))
    assert (said(form), findings) == ({}, [])


# --- 指标说明 ----------------------------------------------------------------------------------


def notes_of(form: Form) -> list[str | None]:
    notes = (item.note.explanation for item in form.indicators or ())
    return [note.text if note else None for note in notes]


TWO: Rows = (
    ("产出指标", "数量指标", "里程", "1", "1", 10, 10, None),
    ("满意度指标", "满意度", "群众满意度", "1", "1", 10, 10, None),
)


@pytest.mark.parametrize("name", ["里程", " 里 程", "里\n程"])
def test_a_note_belongs_to_the_indicator_it_names(tmp_path: Path, name: str) -> None:
    notes = notes_rows((name, "超额完成。", "台账", "验收单", "总里程"))
    (form,), findings = read(tmp_path, {"自评表": project_rows(indicators=TWO), "指标说明": notes})
    assert notes_of(form) == ["超额完成。", None]
    note = (form.indicators or ())[0].note
    parts = (note.data_source, note.evidence, note.sum_name)
    assert [part.text for part in parts if part] == ["台账", "验收单", "总里程"]
    assert findings == []


def test_a_note_for_no_indicator_is_told(tmp_path: Path) -> None:
    notes = notes_rows(("座数", "超额完成。", None, None, None))
    _, (finding,) = read(tmp_path, {"自评表": project_rows(indicators=TWO), "指标说明": notes})
    assert (finding.code, finding.place.sheet, finding.place.cell, finding.actual) == (
        "note-for-nobody",
        "指标说明",
        "A2",
        "座数",
    )


def two_forms_with_notes(path: Path, notes: Rows) -> tuple[tuple[Form, ...], list[Finding]]:
    sheets: dict[str, Rows] = {
        "甲": project_rows(project="养护", indicators=TWO),
        "乙": project_rows(project="绿化", indicators=TWO),
        "指标说明": [["适用", "三级指标", "完成情况说明"], *notes],
    }
    return read(path, sheets)


def test_a_note_with_an_addressee_is_for_that_form_alone(tmp_path: Path) -> None:
    notes = [("养护", "群众满意度", "问卷300份。"), ("乙", "群众满意度", "问卷200份。")]
    (first, second), findings = two_forms_with_notes(tmp_path, notes)
    assert notes_of(first) == [None, "问卷300份。"]
    assert notes_of(second) == [None, "问卷200份。"]
    assert findings == []


def test_a_note_whose_addressee_is_unknown_is_told(tmp_path: Path) -> None:
    forms, findings = two_forms_with_notes(tmp_path, [("排水", "里程", "完成。")])
    assert [notes_of(form) for form in forms] == [[None, None], [None, None]]
    assert codes(findings) == [("note-for-nobody", "B2")]


# --- 支出明细 ----------------------------------------------------------------------------------


def with_spending(path: Path, rows: Rows) -> tuple[Form, list[Finding]]:
    (form,), findings = read(path, {"自评表": project_rows(), "支出明细": rows})
    return form, findings


def test_the_lines_of_spending_are_read_with_their_places(tmp_path: Path) -> None:
    form, findings = with_spending(tmp_path, spending_rows(("材料", 60, 2, "批", "砂石")))
    assert form.spending is not None
    (line,) = form.spending.lines
    assert (line.label.text, value(line.amount), value(line.count)) == ("材料", "60", "2")
    assert line.amount is not None
    assert str(line.amount.place) == "支出明细!B2"
    assert findings == []


def test_spending_in_yuan_is_converted_to_the_unit_of_the_form(tmp_path: Path) -> None:
    rows = spending_rows(("材料", 600000, None, None, None), amount="金额（元）")
    form, findings = with_spending(tmp_path, rows)
    assert form.spending is not None
    assert value(form.spending.lines[0].amount) == "60"
    assert findings == []


def test_the_sum_of_spending_is_no_line(tmp_path: Path) -> None:
    rows = spending_rows(("材料", 60, None, None, None), ("合计", 100, None, None, None))
    form, _ = with_spending(tmp_path, rows)
    assert form.spending is not None
    assert [line.label.text for line in form.spending.lines] == ["材料"]
    assert form.spending.total is not None
    assert value(form.spending.total.amount) == "100"


def test_a_list_of_spending_without_lines_is_none(tmp_path: Path) -> None:
    assert with_spending(tmp_path, spending_rows())[0].spending is None


def test_an_amount_of_spending_that_is_none_is_told(tmp_path: Path) -> None:
    _, findings = with_spending(tmp_path, spending_rows(("材料", "若干", None, None, None)))
    assert codes(findings) == [("amount-unreadable", "B2")]


def test_a_line_of_spending_is_for_the_form_it_names(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "甲": project_rows(project="养护"),
        "乙": project_rows(project="绿化"),
        "支出明细": [["适用", "支出内容", "金额（万元）"], ["养护", "材料", 60]],
    }
    (first, second), _ = read(tmp_path, sheets)
    assert first.spending is not None
    assert second.spending is None


# --- findings ----------------------------------------------------------------------------------


def test_what_concerns_several_forms_is_told_once(tmp_path: Path) -> None:
    broken = Formula("=A99", "#REF!")
    _, findings = with_texts(tmp_path, [["栏目", "内容"], ["单位全称", broken]])
    assert codes(findings) == [("error-value", "B2")]


def test_a_sound_workbook_gives_no_finding(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "甲": project_rows(),
        "乙": transfer_rows(),
        "文字材料": texts_rows({"单位全称": "县交通局"}),
    }
    assert read(tmp_path, sheets)[1] == []


# --- whatever is typed --------------------------------------------------------------------------


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=12) | st.sampled_from(["年度", "(", "≥", "1e400", "-0", "０.０.０", "%"]),
    row=st.integers(0, 20),
    column=st.integers(0, 8),
)
def test_any_text_in_any_cell_is_read_or_told(
    tmp_path: Path, text: str, row: int, column: int
) -> None:
    rows = [list(cells) for cells in project_rows(levels="repeated")]
    cells = rows[row % len(rows)]
    cells[column % len(cells)] = text
    forms, findings = read(tmp_path, {"自评表": rows})
    assert forms or codes(findings) == [("no-form", None)]
