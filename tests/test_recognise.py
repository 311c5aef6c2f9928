"""Forms are found by their labels, wherever they stand and however they are typed."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from pingshu.finding import Finding, Severity
from pingshu.model import Block, Layout, Row, Survey
from pingshu.profile import load_profiles
from pingshu.read import read_workbook
from pingshu.recognise import recognise
from tests.workbook_building import (
    MANAGEMENT,
    PROJECT_FUNDS,
    PROJECT_INDICATORS,
    TEMPLATES,
    Content,
    Hidden,
    Item,
    Merged,
    Rows,
    Table,
    notes_rows,
    profiles,
    project_rows,
    spending_rows,
    texts_rows,
    transfer_rows,
    workbook,
)

Texts = dict[str, str]


def surveyed(path: Path, sheets: Mapping[str, Rows | Hidden]) -> tuple[Survey, tuple[Finding, ...]]:
    grids, unread = read_workbook(workbook(path / "表.xlsx", sheets))
    assert unread == ()
    return recognise(grids, profiles())


def layout_of(path: Path, rows: Rows) -> Layout:
    (layout,) = surveyed(path, {"自评表": rows})[0].layouts
    return layout


def texts(row: Row | None) -> Texts:
    return {name: cell.text for name, cell in (row or {}).items()}


def rows_of(block: Block | None) -> list[Texts]:
    assert block is not None
    return [texts(row) for row in block.rows]


def column(block: Block | None, name: str) -> list[str | None]:
    return [row.get(name) for row in rows_of(block)]


# --- the families ------------------------------------------------------------------------------


def test_a_form_with_scores_is_one_of_project_spending(tmp_path: Path) -> None:
    assert layout_of(tmp_path, project_rows()).family == "项目支出"


def test_a_form_with_a_central_department_is_one_of_transfer_payments(tmp_path: Path) -> None:
    assert layout_of(tmp_path, transfer_rows()).family == "转移支付"


def test_synonyms_of_any_family_separate_the_forms_of_a_sheet(tmp_path: Path) -> None:
    for name, label in (("甲", "项目名称"), ("乙", "课题名称")):
        toml = f'[family]\nname = "{name}"\nsigns = ["{label}"]\n'
        toml += f'[labels.header]\nproject = ["{label}"]\n'
        (tmp_path / name).mkdir()
        (tmp_path / name / "profile.toml").write_text(toml, encoding="utf-8")
    rows: Table = [
        ["课题名称", Merged(name, columns=3)] if row[0] == Merged("项目名称", columns=2) else row
        for name in ("一号", "二号")
        for row in project_rows()
    ]
    grids, _ = read_workbook(workbook(tmp_path / "表.xlsx", {"自评表": rows}))
    survey, _ = recognise(grids, load_profiles(tmp_path))
    assert [texts(layout.fields)["project"] for layout in survey.layouts] == ["一号", "二号"]


# --- header ------------------------------------------------------------------------------------


def test_the_header_fields_stand_beside_their_labels(tmp_path: Path) -> None:
    assert texts(layout_of(tmp_path, project_rows()).fields) == {
        "project": "乡村公路养护",
        "department": "青禾县交通运输局",
        "unit": "青禾县公路养护中心",
    }


def test_a_blank_field_does_not_take_the_next_label_for_its_value(tmp_path: Path) -> None:
    fields = layout_of(tmp_path, project_rows(department=None)).fields
    assert texts(fields) == {"project": "乡村公路养护", "unit": "青禾县公路养护中心"}


def test_a_blank_field_says_where_its_value_belongs(tmp_path: Path) -> None:
    blanks = layout_of(tmp_path, project_rows(department=None)).blanks
    assert (blanks["department"], blanks["project"]) == ("C4", "C3")


@pytest.mark.parametrize(
    ("year", "above", "cell"),
    [
        (None, (), "A1"),  # a form without such a line
        ("", (), "A2"),
        ("（    年度）", (), "A2"),
        ("（20  年）", (), "A2"),
        ("", (["附件2"],), "A3"),
        ("单位：万元", (), "A1"),
    ],
)
def test_a_year_belongs_to_the_line_below_the_title(
    tmp_path: Path, year: str | None, above: Rows, cell: str
) -> None:
    layout = layout_of(tmp_path, [*above, *project_rows(year=year)])
    assert (layout.year, layout.blanks["year"]) == (None, cell)


@pytest.mark.parametrize(
    ("title", "cell"),
    [([["自评表"], []], "A2"), ([[Merged("自评表", columns=9, rows=2)], [], []], "A3")],
)
def test_a_blank_line_below_the_title_need_not_be_merged(
    tmp_path: Path, title: Table, cell: str
) -> None:
    layout = layout_of(tmp_path, [*title, *project_rows(year=None)[1:]])
    assert layout.blanks["year"] == cell


def test_goals_say_where_they_belong(tmp_path: Path) -> None:
    blanks = layout_of(tmp_path, project_rows(goals=(None, None))).blanks
    assert (blanks["expected"], blanks["actual"]) == ("B11", "E11")


@pytest.mark.parametrize(
    "label",
    [
        "项 目 名 称",
        "项目\n名称",
        "项目名称：",
        "项目名称:",
        "1.项目名称",
        "★项目名称",
    ],
)
def test_a_label_is_known_however_it_is_typed(tmp_path: Path, label: str) -> None:
    rows: Rows = [["自评表"], [label, "公路养护"], *project_rows()[3:]]
    assert texts(layout_of(tmp_path, rows).fields)["project"] == "公路养护"


def test_of_two_departments_the_local_one_is_kept(tmp_path: Path) -> None:
    fields = texts(layout_of(tmp_path, transfer_rows()).fields)
    assert fields["local_department"] == "青禾县卫生健康局"


# --- year and unit of money --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "year", "read"),
    [
        ("项目支出绩效自评表", "（2022年度）", 2022),
        ("2021年度项目支出绩效自评表", None, 2021),
        ("2023年项目自评表（2022年度）", None, 2022),
        ("2023年1月填报", "二〇二二年度", 2022),
        ("2022年项目支出绩效自评表", None, 2022),
        ("项目支出绩效自评表", "（ 2022 年 度 ）", 2022),
        ("项目支出绩效自评表", "（    年度）", None),
        ("项目支出绩效自评表", None, None),
    ],
)
def test_the_year_is_read_from_title_or_header(
    tmp_path: Path, title: str, year: str | None, read: int | None
) -> None:
    assert layout_of(tmp_path, project_rows(title=title, year=year)).year == read


def test_a_year_in_the_name_of_the_project_is_not_the_year_of_the_form(tmp_path: Path) -> None:
    rows = project_rows(year=None, project="2019年度公路养护")
    assert layout_of(tmp_path, rows).year is None


def test_a_year_beside_its_label_counts(tmp_path: Path) -> None:
    rows: Rows = [["自评表"], ["年度", "2020年"], *project_rows()[2:]]
    assert layout_of(tmp_path, rows).year == 2020


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("项目资金\n（万元）", "万元"),
        ("项目资金(元)", "元"),
        ("资金情况（单位：亿元）", "亿元"),
        ("项目资金", None),
    ],
)
def test_the_unit_of_money_is_the_one_that_the_form_states(
    tmp_path: Path, label: str, unit: str | None
) -> None:
    assert layout_of(tmp_path, project_rows(money=label)).money_unit == unit


def test_the_unit_of_money_may_stand_above_the_form(tmp_path: Path) -> None:
    rows: Rows = [["金额单位：元"], *project_rows(money="项目资金")]
    assert layout_of(tmp_path, rows).money_unit == "元"


# --- funds -------------------------------------------------------------------------------------


def test_every_row_of_the_funds_is_found_with_its_columns(tmp_path: Path) -> None:
    rows = rows_of(layout_of(tmp_path, project_rows()).funds)
    assert [row["label"] for row in rows] == [row[0] for row in PROJECT_FUNDS]
    assert rows[0] == {
        "label": "年度资金总额：",
        "budget_initial": "120",
        "budget": "100",
        "executed": "100",
        "weight": "10",
        "rate": "100%",
        "score": "10",
    }


def test_the_order_of_the_columns_is_read_from_the_sheet(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目名称", "公路养护"],
        [Merged("资金", rows=2), "来源", "得分", "全年执行数", "全年预算数"],
        ["年度资金总额", 9, 90, 100],
    ]
    assert rows_of(layout_of(tmp_path, rows).funds) == [
        {"label": "年度资金总额", "score": "9", "executed": "90", "budget": "100"}
    ]


def test_the_rows_of_the_funds_end_with_their_block(tmp_path: Path) -> None:
    rows = project_rows(goals=None)
    rows.insert(9, [Merged("年度绩效目标", columns=3), Merged("完成养护", columns=6)])
    assert len(rows_of(layout_of(tmp_path, rows).funds)) == len(PROJECT_FUNDS)


def test_a_text_that_reaches_under_the_values_is_no_row_of_funds(tmp_path: Path) -> None:
    rows = project_rows()
    rows[6] = [Merged("按收入性质分：", columns=5), Merged("按支出性质分：", columns=3)]
    assert column(layout_of(tmp_path, rows).funds, "label") == [
        "年度资金总额：",
        "上年结转资金",
        "其他资金",
    ]


def test_a_form_without_funds_has_no_such_block(tmp_path: Path) -> None:
    layout = layout_of(tmp_path, project_rows(funds=None))
    assert layout.funds is None
    assert len(rows_of(layout.indicators)) == len(PROJECT_INDICATORS)


def test_a_form_without_indicators_needs_a_name_and_funds(tmp_path: Path) -> None:
    layout = layout_of(tmp_path, project_rows(indicators=None, total=None))
    assert layout.indicators is None
    assert layout.funds is not None


# --- goals and management ----------------------------------------------------------------------


def test_the_goals_stand_below_their_labels(tmp_path: Path) -> None:
    layout = layout_of(tmp_path, project_rows(goals=("养护50公里", "养护52公里")))
    assert texts(layout.goals) == {"expected": "养护50公里", "actual": "养护52公里"}


def test_a_form_without_goals_has_no_such_block(tmp_path: Path) -> None:
    assert layout_of(tmp_path, project_rows(goals=None)).goals is None


def test_the_items_of_fund_management_are_found(tmp_path: Path) -> None:
    assert rows_of(layout_of(tmp_path, transfer_rows()).management) == [
        {"label": "分配科学性", "situation": "按因素法分配。"},
        {"label": "下达及时性", "situation": "收到文件30日内下达。"},
    ]


def test_fund_management_ends_with_its_block(tmp_path: Path) -> None:
    layout = layout_of(tmp_path, transfer_rows(goals=None))
    assert column(layout.management, "label") == [row[0] for row in MANAGEMENT]


def test_a_form_without_fund_management_has_no_such_block(tmp_path: Path) -> None:
    layout = layout_of(tmp_path, transfer_rows(management=None))
    assert layout.management is None
    assert layout.goals is not None


# --- levels ------------------------------------------------------------------------------------


LEVELS: Rows = (
    ("产出指标", "数量指标", "里程", "1", "1", 10, 10, None),
    ("产出指标", "数量指标", "座数", "1", "1", 10, 10, None),
    ("产出指标", "质量指标", "合格率", "1", "1", 10, 10, None),
    ("效益指标", "社会效益", "通行", "1", "1", 10, 10, None),
    ("产出指标", "成本指标", "成本", "1", "1", 10, 10, None),
)


@pytest.mark.parametrize("levels", ["merged", "blank", "repeated"])
def test_levels_hold_for_the_rows_below_them(tmp_path: Path, levels: str) -> None:
    block = layout_of(tmp_path, project_rows(indicators=LEVELS, levels=levels)).indicators
    assert column(block, "level1") == [row[0] for row in LEVELS]
    assert column(block, "level2") == [row[1] for row in LEVELS]


def test_a_repeated_first_level_keeps_a_blank_second_level(tmp_path: Path) -> None:
    rows: Rows = [
        ("产出指标", "数量指标", "里程", "1", "1", 10, 10, None),
        ("产出指标", None, "座数", "1", "1", 10, 10, None),
    ]
    layout = layout_of(tmp_path, project_rows(indicators=rows, levels="repeated"))
    assert column(layout.indicators, "level2") == ["数量指标", "数量指标"]


def test_a_new_first_level_does_not_keep_the_second_level(tmp_path: Path) -> None:
    rows: Rows = [
        ("产出指标", "数量指标", "里程", "1", "1", 10, 10, None),
        ("效益指标", None, "通行", "1", "1", 10, 10, None),
    ]
    layout = layout_of(tmp_path, project_rows(indicators=rows, levels="repeated"))
    assert column(layout.indicators, "level2") == ["数量指标", None]


def test_a_blank_merged_level_does_not_take_the_level_above_it(tmp_path: Path) -> None:
    rows: Rows = [
        ("产出指标", "数量指标", "里程", "1", "1", 10, 10, None),
        (Merged(None, rows=2), "社会效益", "通行", "1", "1", 10, 10, None),
        ("经济效益", "收入", "1", "1", 10, 10, None),
    ]
    layout = layout_of(tmp_path, project_rows(indicators=rows, levels="repeated"))
    assert column(layout.indicators, "level1") == ["产出指标", None, None]


@pytest.mark.parametrize("levels", ["blank", "repeated"])
def test_a_note_between_the_rows_is_neither_indicator_nor_level(
    tmp_path: Path, levels: str
) -> None:
    note: list[Item] = [Merged("以下各项由施工单位填报，数据截至十二月底", columns=8)]
    rows: Rows = [*LEVELS[:2], note, *LEVELS[2:]]
    if levels == "blank":
        rows = [LEVELS[0], [None, None, *LEVELS[1][2:]], note, [None, *LEVELS[2][1:]], *LEVELS[3:]]
    block = layout_of(tmp_path, project_rows(indicators=rows, levels="repeated")).indicators
    assert column(block, "level3") == [row[2] for row in LEVELS]
    assert column(block, "level1") == [row[0] for row in LEVELS]


# --- indicators --------------------------------------------------------------------------------


def test_every_column_of_an_indicator_is_found(tmp_path: Path) -> None:
    row: list[Content] = ["产出指标", "数量指标", "里程", "≥50公里", "45公里", 20, 18, "雨季停工"]
    layout = layout_of(tmp_path, project_rows(indicators=[row]))
    assert rows_of(layout.indicators) == [
        {
            "level1": "产出指标",
            "level2": "数量指标",
            "level3": "里程",
            "target": "≥50公里",
            "actual": "45公里",
            "weight": "20",
            "score": "18",
            "reason": "雨季停工",
        }
    ]


@pytest.mark.parametrize("prompt", ["……", "...", "指标1：", "指标2:……", "指标3"])
def test_a_prompt_that_was_left_in_is_no_indicator_but_told(tmp_path: Path, prompt: str) -> None:
    left: list[Content] = ["产出指标", "数量指标", prompt, None, None, None, None, None]
    layout = layout_of(tmp_path, project_rows(indicators=[*LEVELS[:1], left]))
    assert column(layout.indicators, "level3") == ["里程"]
    assert [(cell.text, cell.address) for cell in layout.leftovers] == [(prompt, "D14")]


def test_a_row_without_a_third_level_is_no_indicator(tmp_path: Path) -> None:
    left: list[Content] = ["效益指标", "生态效益", None, None, None, None, None, None]
    layout = layout_of(tmp_path, project_rows(indicators=[*LEVELS[:1], left]))
    assert column(layout.indicators, "level3") == ["里程"]


def test_a_blank_row_does_not_end_the_indicators(tmp_path: Path) -> None:
    rows = [*LEVELS[:1], [None] * 8, *LEVELS[1:]]
    block = layout_of(tmp_path, project_rows(indicators=rows, levels="repeated")).indicators
    assert column(block, "level3") == [row[2] for row in LEVELS]


def test_a_weight_merged_over_two_rows_counts_once(tmp_path: Path) -> None:
    rows: Rows = [
        ("产出指标", "数量指标", "里程", "1", "1", Merged(10, rows=2), Merged(8, rows=2), None),
        ("产出指标", "数量指标", "座数", "1", "1", None),
    ]
    block = layout_of(tmp_path, project_rows(indicators=rows, levels="repeated")).indicators
    assert column(block, "weight") == ["10", None]
    assert column(block, "score") == ["8", None]


def test_a_reason_merged_over_two_rows_holds_for_both(tmp_path: Path) -> None:
    rows: Rows = [
        ("产出指标", "数量指标", "里程", "2", "1", 10, 8, Merged("雨季停工", rows=2)),
        ("产出指标", "数量指标", "座数", "2", "1", 10, 8),
    ]
    block = layout_of(tmp_path, project_rows(indicators=rows, levels="repeated")).indicators
    assert column(block, "reason") == ["雨季停工", "雨季停工"]


def test_operator_value_and_unit_are_three_columns(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目名称", "公路养护"],
        ["三级指标", "指标性质", "指标值", "度量单位", "实际完成值"],
        ["里程", "≥", 50, "公里", "52"],
    ]
    assert rows_of(layout_of(tmp_path, rows).indicators) == [
        {"level3": "里程", "operator": "≥", "target": "50", "unit": "公里", "actual": "52"}
    ]


UPPER_WITH_NAMES: Rows = (
    [
        Merged("一级指标", rows=2),
        Merged("三级指标", rows=2),
        Merged("年度指标值", columns=3),
        Merged("实际完成值", rows=2),
        Merged("分值", rows=2),
    ],
    ["指标性质", "指标值", "度量单位"],
)
LOWER_WITH_NAMES: Rows = (
    [
        Merged("绩效指标", columns=2),
        Merged("年度指标值", columns=3),
        Merged("实际完成值", rows=2),
        Merged("分值", rows=2),
    ],
    ["一级指标", "三级指标", "指标性质", "指标值", "度量单位"],
)


@pytest.mark.parametrize("heading", [UPPER_WITH_NAMES, LOWER_WITH_NAMES], ids=["upper", "lower"])
def test_a_heading_of_two_rows_is_no_indicator_and_names_all_columns(
    tmp_path: Path, heading: Rows
) -> None:
    rows: Rows = [
        ["项目名称", "公路养护"],
        *heading,
        ["产出指标", "里程", "≥", 50, "公里", "52", 10],
    ]
    assert rows_of(layout_of(tmp_path, rows).indicators) == [
        {
            "level1": "产出指标",
            "level3": "里程",
            "operator": "≥",
            "target": "50",
            "unit": "公里",
            "actual": "52",
            "weight": "10",
        }
    ]


# --- the end of the indicators -----------------------------------------------------------------


@pytest.mark.parametrize("label", ["总分", "总 分", "合计", "总计", "总分："])
def test_the_total_row_ends_the_indicators(tmp_path: Path, label: str) -> None:
    rows = project_rows(
        total=None,
        remarks=[
            [Merged(label, columns=6), 100, 98],
            ["联系人", "姓名", "电话", "……", "以下", "空白"],
        ],
    )
    layout = layout_of(tmp_path, rows)
    assert texts(layout.total) == {"weight": "100", "score": "98"}
    assert len(rows_of(layout.indicators)) == len(PROJECT_INDICATORS)


@pytest.mark.parametrize("label", ["说明", "备注", "填报人：", "其他需要说明的问题"])
def test_a_remark_ends_the_indicators(tmp_path: Path, label: str) -> None:
    remarks: Rows = [[label, Merged("无", columns=8)], [None, None, "数量", "里程", "1", "1", 1, 1]]
    layout = layout_of(tmp_path, project_rows(total=None, remarks=remarks))
    assert layout.total is None
    assert len(rows_of(layout.indicators)) == len(PROJECT_INDICATORS)


def test_the_total_may_stand_below_the_remarks(tmp_path: Path) -> None:
    remarks: Rows = [
        ["其他需要说明事项", Merged("无", columns=8)],
        [],
        [Merged("总分", columns=6), 100, 96, "优"],
    ]
    layout = layout_of(tmp_path, project_rows(total=None, remarks=remarks))
    assert texts(layout.total) == {"weight": "100", "score": "96", "grade": "优"}


def test_a_sum_of_another_table_below_is_not_the_total(tmp_path: Path) -> None:
    remarks: Rows = [
        ["备注", Merged("无", columns=8)],
        ["支出内容", "金额"],
        [Merged("合计", columns=6), 100, 96],
    ]
    layout = layout_of(tmp_path, project_rows(total=None, remarks=remarks))
    assert layout.total is None


# --- several forms -----------------------------------------------------------------------------


def names(survey: Survey) -> list[str]:
    return [layout.fields["project"].text for layout in survey.layouts]


def test_every_sheet_with_a_form_gives_one(tmp_path: Path) -> None:
    sheets = {"甲": project_rows(project="养护"), "乙": transfer_rows(project="培训")}
    survey, findings = surveyed(tmp_path, sheets)
    assert [(layout.place.sheet, layout.family) for layout in survey.layouts] == [
        ("甲", "项目支出"),
        ("乙", "转移支付"),
    ]
    assert findings == ()


def test_two_forms_on_one_sheet_are_two(tmp_path: Path) -> None:
    rows = [*project_rows(project="养护"), [], *project_rows(project="绿化", year="（2021年度）")]
    survey, _ = surveyed(tmp_path, {"自评表": rows})
    assert names(survey) == ["养护", "绿化"]
    assert [layout.year for layout in survey.layouts] == [2022, 2021]
    assert [len(rows_of(layout.indicators)) for layout in survey.layouts] == [5, 5]


def test_the_last_indicator_of_the_first_form_is_not_taken_for_a_title(tmp_path: Path) -> None:
    last: list[Content] = ["产出指标", "数量指标", "绩效自评完成率", "1", "1", 10, 10, None]
    first = project_rows(project="养护", indicators=[*LEVELS, last], total=None)
    second: Rows = [["项目支出绩效自评表"], *project_rows(project="绿化")[2:]]
    survey, _ = surveyed(tmp_path, {"自评表": [*first, *second]})
    assert [len(rows_of(layout.indicators)) for layout in survey.layouts] == [6, 5]


def test_two_names_above_one_table_are_one_form(tmp_path: Path) -> None:
    rows: Rows = [["2022年度"], ["专项名称", "乡村振兴"], *project_rows()[2:]]
    layout = layout_of(tmp_path, rows)
    assert (texts(layout.fields)["project"], layout.year) == ("乡村振兴", 2022)


def test_a_hidden_sheet_with_a_form_is_read_and_told(tmp_path: Path) -> None:
    sheets: dict[str, Rows | Hidden] = {"今年": project_rows(), "去年": Hidden(project_rows())}
    survey, (finding,) = surveyed(tmp_path, sheets)
    assert len(survey.layouts) == 2
    assert (finding.code, finding.place.sheet) == ("hidden-sheet-read", "去年")
    assert finding.severity is Severity.INFO


def test_a_hidden_sheet_without_a_form_is_only_skipped(tmp_path: Path) -> None:
    sheets: dict[str, Rows | Hidden] = {"表": project_rows(), "字典": Hidden([["选项"]])}
    survey, findings = surveyed(tmp_path, sheets)
    assert [item.sheet for item in survey.skipped] == ["字典"]
    assert findings == ()


# --- sheets that hold no form ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "rows", "why"),
    [
        ("空", [], "空表"),
        ("填表说明", [["本表由项目单位填写"]], "填表说明"),
        ("通讯录", [["姓名", "电话"]], "没有找到：项目名称"),
        ("半张", [["项目名称", "养护"]], "找到的表头：项目名称；"),
        (
            "只有资金",
            [["项目", "全年预算数", "全年执行数"], ["合计", 1, 1]],
            "全年预算数、全年执行数",
        ),
    ],
)
def test_a_sheet_without_a_form_is_skipped_with_the_reason(
    tmp_path: Path, sheet: str, rows: Rows, why: str
) -> None:
    survey, findings = surveyed(tmp_path, {"自评表": project_rows(), sheet: rows})
    (skipped,) = survey.skipped
    assert skipped.sheet == sheet
    assert why in skipped.why
    assert findings == ()


def test_a_workbook_without_any_form_is_an_error_that_names_its_sheets(tmp_path: Path) -> None:
    survey, (finding,) = surveyed(tmp_path, {"甲": [["姓名"]], "乙": []})
    assert survey.layouts == ()
    assert (finding.code, finding.severity) == ("no-form", Severity.ERROR)
    assert (finding.place.sheet, finding.place.cell) == (None, None)
    assert "“甲”" in finding.message
    assert "“乙”：空表" in finding.message


def test_a_file_that_could_not_be_read_is_not_said_to_hold_no_form() -> None:
    assert recognise((), profiles()) == (
        Survey(layouts=(), texts=(), notes=(), spending=(), skipped=()),
        (),
    )


# --- the sheets beside the form ----------------------------------------------------------------


def test_the_sheets_beside_the_form_are_found_by_their_names(tmp_path: Path) -> None:
    sheets = {
        "自评表": project_rows(),
        "文字材料": texts_rows({"立项依据": "文件"}),
        "指标说明": notes_rows(("养护里程", "超额完成", None, "验收单", None)),
        "支出明细": spending_rows(("材料", 60, 2, "批", None)),
    }
    survey, _ = surveyed(tmp_path, sheets)
    assert rows_of(survey.texts[0]) == [{"name": "立项依据", "content": "文件"}]
    assert rows_of(survey.notes[0]) == [
        {"level3": "养护里程", "explanation": "超额完成", "evidence": "验收单"}
    ]
    assert rows_of(survey.spending[0]) == [
        {"label": "材料", "amount": "60", "count": "2", "unit": "批"}
    ]
    assert survey.skipped == ()


def test_texts_and_notes_are_known_by_their_headings_too(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "自评表": project_rows(),
        "Sheet2": [["填写说明"], *texts_rows({"立项依据": "文件"})],
        "Sheet3": notes_rows(("养护里程", "超额完成", None, None, None)),
    }
    survey, _ = surveyed(tmp_path, sheets)
    assert (len(survey.texts), len(survey.notes)) == (1, 1)


def test_a_list_of_spending_needs_its_name(tmp_path: Path) -> None:
    sheets = {"自评表": project_rows(), "Sheet2": spending_rows(("材料", 60, 2, "批", None))}
    survey, _ = surveyed(tmp_path, sheets)
    assert survey.spending == ()
    assert [item.sheet for item in survey.skipped] == ["Sheet2"]


def test_a_merged_cell_of_a_list_holds_for_each_of_its_rows(tmp_path: Path) -> None:
    rows: Rows = [
        ["适用", "栏目", "内容"],
        [Merged("养护", rows=2), "立项依据", "文件"],
        ["实施内容", "养护公路"],
    ]
    survey, _ = surveyed(tmp_path, {"自评表": project_rows(), "文字材料": rows})
    assert column(survey.texts[0], "applies_to") == ["养护", "养护"]


def test_the_blank_forms_of_the_project_hold_their_family() -> None:
    for profile in profiles():
        grids, _ = read_workbook(TEMPLATES / profile.folder.name / "自评表.xlsx")
        survey, _ = recognise(grids, profiles())
        families = [layout.family for layout in survey.layouts]
        assert families == [profile.name] * (2 if profile.one_report else 1)
