"""The sample workbooks and blank forms: what is in them, and that the files are up to date."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scripts.build_workbooks import ROOT, WORKBOOKS, build
from scripts.workbooks.blank_department import blank_department
from scripts.workbooks.blank_project import blank_project
from scripts.workbooks.blank_rubric import blank_rubric
from scripts.workbooks.blank_social import blank_social
from scripts.workbooks.blank_transfer import blank_transfer
from scripts.workbooks.form import Indicator, level_boxes
from scripts.workbooks.headings import DEPARTMENT, PROJECT, RUBRIC, SOCIAL, TRANSFER, headings
from scripts.workbooks.lists import texts_sheet
from scripts.workbooks.package import package
from scripts.workbooks.sample_department import department
from scripts.workbooks.sample_fengdu import fengdu
from scripts.workbooks.sample_huoqiu import huoqiu
from scripts.workbooks.sample_jiashi import jiashi
from scripts.workbooks.sample_jinghong import jinghong
from scripts.workbooks.sample_quxian import quxian
from scripts.workbooks.sheet import TEXT, Box, Formula, Part, Sheet, row_heights

Make = Callable[[], bytes]

BLANKS = (blank_transfer, blank_project, blank_rubric, blank_department)
SAMPLES = (jinghong, quxian, fengdu, huoqiu, department)
FAMILIES = (TRANSFER, PROJECT, RUBRIC, DEPARTMENT, SOCIAL)
EVERY_BLANK = (*BLANKS, blank_social)
EVERY_SAMPLE = (*SAMPLES, jiashi)


@cache
def built(make: Make) -> bytes:
    return make()


def opened(workbook: bytes, *, formulas: bool = False) -> Workbook:
    return load_workbook(BytesIO(workbook), data_only=not formulas)


def values(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def rows_with(workbook: bytes, sheet: str, first: str) -> list[tuple[object, ...]]:
    """Return the rows that hold a text, without their empty cells."""
    rows = values(opened(workbook)[sheet])
    return [tuple(v for v in row if v is not None) for row in rows if first in row]


@cache
def all_text(workbook: bytes) -> str:
    book = opened(workbook)
    cells = (v for sheet in book for row in values(sheet) for v in row if v is not None)
    return "\n".join(str(value) for value in cells)


def texts(workbook: bytes) -> dict[str, str | None]:
    rows = values(opened(workbook)["文字材料"])[1:]
    return {str(row[1]): None if row[2] is None else str(row[2]) for row in rows if row[1]}


def parts_of(package_bytes: bytes) -> list[tuple[str, bytes]]:
    with ZipFile(BytesIO(package_bytes)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def sheet_of(*boxes: Box, widths: tuple[float, ...] = (10.0,), least: float = 0.0) -> Sheet:
    return Sheet(name="表", widths=widths, parts=(Part(boxes=boxes, heights=(least,)),))


@pytest.mark.parametrize("name", WORKBOOKS, ids=str)
def test_the_file_in_the_repository_is_what_the_script_builds(name: PurePosixPath) -> None:
    # Part by part, because zlib's packing, not what is packed, differs from one build to another.
    assert parts_of((ROOT / name).read_bytes()) == parts_of(WORKBOOKS[name]())


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first = build(tmp_path / "first")
    second = build(tmp_path / "second")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("make", [*EVERY_SAMPLE, *EVERY_BLANK])
def test_no_author_is_named(make: Make) -> None:
    properties = opened(built(make)).properties
    assert not properties.creator
    assert not properties.lastModifiedBy


@pytest.mark.parametrize("make", EVERY_SAMPLE)
def test_a_sample_holds_no_formula(make: Make) -> None:
    sheets = [part for name, part in parts_of(built(make)) if name.startswith("xl/worksheets/")]
    assert sheets
    assert all(b"<f>" not in part for part in sheets)


def test_samples_have_their_sheets_in_order() -> None:
    five = ["自评表", "文字材料", "指标说明", "支出明细", "填表说明"]
    assert opened(built(jinghong)).sheetnames == five
    assert opened(built(fengdu)).sheetnames == five
    assert opened(built(quxian)).sheetnames == [name for name in five if name != "支出明细"]


def test_jinghong_holds_every_published_fact() -> None:
    facts = (
        *("景洪市医疗保障局", "景财社〔2020〕186号", "2020年12月", "6万元", "5.84", "0.9733"),
        *("0.45", "5.24", "0.15", "30%", "200余次", "10个乡镇和江北街道", "400余人", "281家"),
        *("43家", "2家", "3528户", "14330人", "46573人次", "1242万元", "2020年7月", "90%"),
        *("工会活动", "年度考核", "景洪市政府信息公开网站", "≥95%"),
    )
    assert [fact for fact in facts if fact not in all_text(built(jinghong))] == []


def test_quxian_holds_every_published_fact() -> None:
    facts = (
        *("渠县医疗保障局", "达市财社〔2021〕101号", "117.8万元", "2021年12月底", "渠县财政局"),
        *("2101599 卫生健康共同财政事权转移支付收入", "2101599 其他医疗保障管理事务支出"),
        *("一个月", "2000份", "20万份", "3万份", "音频", "动漫", "93家", "345家", "4432起"),
        *("899.14万元", "30分钟", "95%", "3次", "22881人", "43.22%", "199570人", "19.27%"),
        *("20.42%", "县人民医院、中医院、妇幼保健院", "2023年", "显著提高", "明显提升", "≥90%"),
        *("未能充分使用", "与预算安排挂钩", "本单位网站", "考察学习2次"),
    )
    assert [fact for fact in facts if fact not in all_text(built(quxian))] == []


def test_fengdu_holds_every_published_fact() -> None:
    facts = (
        *("丰都县医疗保障局", "2007年4月24日", "第23号", "渝卫〔2012〕171号", "2018年", "5000元"),
        *("3000元", "8000元/人/年", "134万元", "155万元", "25人", "88.65", "1352人次", "66.35"),
        *("1451人次", "98%", "普遍知晓", "当月费用次月报销拨付", "结余0万元", "98分"),
        *("一季度", "现金发给本人", "2021年1月至12月", "极少数"),
    )
    assert [fact for fact in facts if fact not in all_text(built(fengdu))] == []


def test_jinghong_is_a_form_of_generation_a() -> None:
    form = opened(built(jinghong))["自评表"]
    text = all_text(built(jinghong))
    assert form["A1"].value == "医疗服务与保障能力提升补助资金绩效目标自评表"
    assert "年初设定目标" in text
    assert "资金管理情况" not in text.replace("\n", "")


def test_jinghong_states_a_target_for_the_training_alone() -> None:
    rows = values(opened(built(jinghong))["自评表"])
    targets = {row[3]: row[4] for row in rows if row[5] in {"100%", "90%"}}
    assert len(targets) == 6
    assert {name for name, target in targets.items() if target} == {"医保人才培训合格率"}


def test_jinghong_spends_what_it_executes() -> None:
    lines = values(opened(built(jinghong))["支出明细"])[1:]
    assert [line[1:3] for line in lines] == [
        ("差旅费", 0.45),
        ("设备购置", 5.24),
        ("办公用品购置", 0.15),
    ]
    assert rows_with(built(jinghong), "自评表", "年度资金总额：")[0][-3:] == (6, 5.84, 0.9733)


def test_quxian_keeps_what_contradicts_itself() -> None:
    text = all_text(built(quxian))
    assert "培训2次" in text
    assert "医保人才培养合格率100%" in text
    assert rows_with(built(quxian), "自评表", "医疗保障业务培训") == [("医疗保障业务培训", "3次")]
    assert rows_with(built(quxian), "自评表", "医保人才培养合格率") == [
        ("医保人才培养合格率", "95%")
    ]
    assert "未能充分使用" in (texts(built(quxian))["偏离原因"] or "")


def test_quxian_states_no_target() -> None:
    rows = values(opened(built(quxian))["自评表"])
    start = next(n for n, row in enumerate(rows) if row[3] == "三级指标")
    assert rows[start][4] == "指标值"
    indicators = [row for row in rows[start + 1 :] if row[3]]
    assert len(indicators) == 29
    assert {row[4] for row in indicators} == {None}


def test_quxian_says_which_indicators_are_added_up() -> None:
    notes = values(opened(built(quxian))["指标说明"])[1:]
    assert [(row[1], row[5]) for row in notes if row[5]] == [
        ("签订协议定点医疗机构", "协议定点医药机构"),
        ("签订协议定点零售药店", "协议定点医药机构"),
        ("职工电子凭证激活人数", "电子凭证激活人数"),
        ("居民电子凭证激活人数", "电子凭证激活人数"),
    ]


def test_fengdu_weighs_a_hundred_and_scores_98() -> None:
    rows = values(opened(built(fengdu))["自评表"])
    start = next(n for n, row in enumerate(rows) if row[3] == "三级指标")
    indicators = [row for row in rows[start + 1 :] if row[3]]
    assert sum(row[6] for row in indicators if isinstance(row[6], int)) + 10 == 100
    assert sum(row[7] for row in indicators if isinstance(row[7], int)) + 10 == 98
    assert rows_with(built(fengdu), "自评表", "总分") == [("总分", 100, 98)]


def test_fengdu_loses_two_points_at_one_indicator_without_a_reason() -> None:
    rows = values(opened(built(fengdu))["自评表"])
    short = [row for row in rows if isinstance(row[6], int) and row[6] != row[7] and row[3]]
    assert [row[3:9] for row in short] == [
        ("健全医疗保障制度体系", "卓有成效", "取得一定成效", 10, 8, None)
    ]


def test_fengdu_leaves_the_change_of_budget_unexplained() -> None:
    assert texts(built(fengdu))["预算调整原因及批文"] is None
    funds = rows_with(built(fengdu), "自评表", "年度资金总额：")[0]
    assert funds[-6:] == (134, 155, 155, 10, 1, 10)


def test_fengdu_lists_eleven_duties_and_counts_people_with_visits() -> None:
    assert len((texts(built(fengdu))["单位职责"] or "").split("\n")) == 11
    assert [row[1:5] for row in values(opened(built(fengdu))["支出明细"])[1:]] == [
        ("住院医药费", 88.65, 25, "人"),
        ("门诊医药费", 66.35, 1352, "人次"),
        ("合计", 155, 1451, "人次"),
    ]


@pytest.mark.parametrize("make", [make for make in SAMPLES if make is not huoqiu])
def test_every_note_of_a_sample_names_an_indicator_of_its_form(make: Make) -> None:
    book = opened(built(make))
    indicators = {row[3] for row in values(book["自评表"])}
    assert {row[1] for row in values(book["指标说明"])[1:]} <= indicators


@pytest.mark.parametrize("make", [*SAMPLES, *BLANKS])
def test_every_sheet_beside_the_form_begins_with_the_column_applies(make: Make) -> None:
    lists = [sheet for sheet in opened(built(make)) if sheet.title not in {"自评表", "填表说明"}]
    assert lists
    for sheet in lists:
        header, *rows = values(sheet)
        assert header[0] == "适用"
        assert {row[0] for row in rows} == {None}


@pytest.mark.parametrize("make", BLANKS)
def test_a_blank_form_explains_the_column_applies(make: Make) -> None:
    book = opened(built(make))
    guide = {str(row[0]): str(row[1]) for row in values(book["填表说明"])}
    assert "工作表名" in guide["各表“适用”列"]
    for name in {"文字材料", "指标说明", "支出明细"} & {*book.sheetnames}:
        prompts = {
            str(rule.sqref): rule.prompt for rule in book[name].data_validations.dataValidation
        }
        (prompt,) = (text for cells, text in prompts.items() if cells.startswith("A2"))
        assert "工作表名" in (prompt or "")


@pytest.mark.parametrize("make", SAMPLES)
def test_the_report_is_dated_in_the_first_quarter_after_its_year(make: Make) -> None:
    workbook = built(make)
    year = re.search(r"\d{4}", str(opened(workbook)["自评表"]["A2"].value))
    date = re.fullmatch(r"(\d{4})年([123])月\d{1,2}日", texts(workbook)["成文日期"] or "")
    assert year
    assert date
    assert int(date[1]) == int(year[0]) + 1


@pytest.mark.parametrize("make", EVERY_BLANK)
def test_every_formula_of_a_blank_form_has_its_stored_value(make: Make) -> None:
    part = dict(parts_of(built(make)))["xl/worksheets/sheet1.xml"].decode()
    cells = re.findall(r"<c ([^>]*)><f>([^<]*)</f>(?:<v>([^<]*)</v>|<v/>)</c>", part)
    assert len(cells) == part.count("<f>") > 0
    for attributes, formula, value in cells:
        assert value in {"", "0", "10"}
        assert ('t="str"' in attributes) == (value == "") == ('""' in formula)


def test_the_sample_of_a_department_says_that_it_is_invented() -> None:
    guide = "".join(str(row[1]) for row in values(opened(built(department))["填表说明"]))
    assert "虚构" in guide


def test_the_blank_form_of_a_department_adds_its_funds_and_scores() -> None:
    form = opened(built(blank_department), formulas=True)["自评表"]
    assert [form[cell].value for cell in ("E5", "F5", "I6", "J5")] == [
        "=SUM(E6:E7)",
        "=SUM(F6:F7)",
        '=IF(F6=0,"",G6/F6)',
        '=IF(I5="","",ROUND(MIN(I5,1)*H5,2))',
    ]
    total = next(row for row in form.iter_rows() if row[0].value == "总分")
    assert [total[6].value, total[7].value] == ["=SUM(H5,G16:G36)", "=SUM(J5,H16:H36)"]
    assert (form["D15"].value, total[0].row) == ("三级指标", 37)


def test_the_blank_transfer_form_adds_and_divides() -> None:
    form = opened(built(blank_transfer), formulas=True)["自评表"]
    assert [form[cell].value for cell in ("E7", "F7", "G7", "G10")] == [
        "=SUM(E8:E10)",
        "=SUM(F8:F10)",
        '=IF(E7=0,"",F7/E7)',
        '=IF(E10=0,"",F10/E10)',
    ]


def test_the_blank_project_form_scores_the_execution_and_adds_all_up() -> None:
    form = opened(built(blank_project), formulas=True)["自评表"]
    assert form["J6"].value == '=IF(I6="","",ROUND(MIN(I6,1)*H6,2))'
    total = next(row for row in form.iter_rows() if row[0].value == "总分")
    assert total[6].value == "=SUM(H6,G13:G33)"
    assert total[7].value == "=SUM(J6,H13:H33)"
    assert form["D12"].value == "三级指标"
    assert total[0].row == 34


@pytest.mark.parametrize("make", EVERY_BLANK)
def test_every_prompt_and_refusal_of_a_blank_form_is_chinese(make: Make) -> None:
    rules = [
        rule for sheet in opened(built(make)) for rule in sheet.data_validations.dataValidation
    ]
    assert len(rules) > 10
    for rule in rules:
        assert re.search("[\u4e00-\u9fff]", rule.prompt or "")
        assert rule.type is None or re.search("[\u4e00-\u9fff]", rule.error or "")


@pytest.mark.parametrize("make", [make for make in BLANKS if make is not blank_rubric])
def test_amounts_of_a_blank_form_cannot_be_negative(make: Make) -> None:
    rules = opened(built(make))["自评表"].data_validations.dataValidation
    amounts = [rule for rule in rules if rule.operator == "greaterThanOrEqual"]
    assert [(rule.type, rule.formula1) for rule in amounts] == [("decimal", "0")]


@pytest.mark.parametrize(("make", "family"), list(zip(EVERY_BLANK, FAMILIES, strict=True)))
def test_a_blank_form_offers_every_heading_with_its_hint(make: Make, family: str) -> None:
    rows = [row for row in values(opened(built(make))["文字材料"])[1:] if row[1]]
    assert [row[1] for row in rows] == [heading.name for heading in headings(family)]
    assert all(str(row[3]).startswith(("必填：", "选填：")) for row in rows)
    assert all(row[0] is None and row[2] is None for row in rows)


@pytest.mark.parametrize("family", FAMILIES)
def test_headings_are_those_of_the_profile(family: str) -> None:
    common = tomllib.loads((ROOT / "pingshu/defaults.toml").read_text(encoding="utf-8"))["texts"]
    own = tomllib.loads((ROOT / f"templates/{family}/profile.toml").read_text(encoding="utf-8"))
    known = {*common["optional"], *own["texts"]["required"], *own["texts"]["optional"]}
    assert {heading.name for heading in headings(family)} <= known
    required = {heading.name for heading in headings(family) if heading.required}
    assert required == set(own["texts"]["required"])


def test_a_text_under_an_unknown_heading_is_refused() -> None:
    with pytest.raises(KeyError, match="收入"):
        texts_sheet(PROJECT, {"收入科目": "1100102"})


def test_a_row_is_as_high_as_its_longest_text_needs() -> None:
    short = sheet_of(Box(row=0, column=0, value="一行", style=TEXT))
    long = sheet_of(Box(row=0, column=0, value="要写好几行才写得下的文字", style=TEXT))
    assert row_heights(short) < row_heights(long)


def test_a_row_is_never_lower_than_its_least_height() -> None:
    assert row_heights(sheet_of(Box(row=0, column=0, value=7), least=40.0)) == (40.0,)


def test_levels_span_the_rows_that_repeat_them() -> None:
    rows = [
        Indicator(level1="产出指标", level2="数量指标"),
        Indicator(level1="产出指标", level2="数量指标"),
        Indicator(level1="效益指标", level2="数量指标"),
    ]
    spans = [(box.row, box.column, box.rows) for box in level_boxes(5, rows)]
    assert spans == [(5, 1, 2), (7, 1, 1), (5, 2, 2), (7, 2, 1)]


def test_text_that_begins_like_a_formula_stays_text() -> None:
    workbook = package("表", [sheet_of(Box(row=0, column=0, value="=1+1"))])
    cell = opened(workbook, formulas=True).active
    assert cell is not None
    assert b"<f>" not in dict(parts_of(workbook))["xl/worksheets/sheet1.xml"]


def test_an_empty_result_is_stored_as_text() -> None:
    formula = Formula(text='=IF(A2=0,"",1)', value="")
    workbook = package("表", [sheet_of(Box(row=0, column=0, value=formula))])
    assert b't="str"' in dict(parts_of(workbook))["xl/worksheets/sheet1.xml"]


def test_the_totals_of_the_blank_form_of_funds_add_up_the_rows_of_the_funds() -> None:
    for name in ("职工自评表", "居民自评表"):
        sheet = opened(blank_social(), formulas=True)[name]
        assert [sheet[f"B{row}"].value for row in (7, 8)] == ["其中：社会保险基金", "其他资金"]
        assert (sheet["C6"].value, sheet["E6"].value) == ("=SUM(C7:C8)", "=SUM(E7:E8)")
        decimal = [
            str(rule.sqref)
            for rule in sheet.data_validations.dataValidation
            if rule.type == "decimal"
        ]
        assert decimal == ["C7:C8", "E7:E8"]
