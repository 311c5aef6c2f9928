"""One form over several tables of a Word document is read as one; two forms stay two."""

from pathlib import Path
from typing import Any

from pingshu.model import Survey
from pingshu.read import read_workbook
from pingshu.recognise import recognise
from tests.docx_building import document, paragraph, table
from tests.workbook_building import profiles, read_forms

HEADER = table(["项目名称", "乡村公路养护"], ["主管部门", "青禾县交通运输局"])
FUNDS = table(
    ["项目资金", "全年预算数", "全年执行数", "执行率"], ["年度资金总额", "100", "90", "90%"]
)
GOALS = table(["预期目标", "实际完成情况"], ["养护50公里。", "养护52公里。"])
HEADING = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
LENGTH = ["产出指标", "数量指标", "养护里程", "≥50公里", "52公里", "50", "50"]
QUALITY = ["", "质量指标", "验收合格率", "100%", "100%", "40", "40"]
TOTAL = ["总分", "", "", "", "", "90", "90"]
TITLE = paragraph("项目支出绩效自评表")


def surveyed(folder: Path, *blocks: str) -> Survey:
    (folder / "表.docx").write_bytes(document(*blocks))
    grids, findings = read_workbook(folder / "表.docx")
    assert findings == ()
    return recognise(grids, profiles())[0]


def names(survey: Survey) -> list[list[str]]:
    """Return the names of the indicators of each form."""
    blocks = (layout.indicators for layout in survey.layouts)
    return [[row["level3"].text for row in block.rows] if block else [] for block in blocks]


def form(folder: Path, *blocks: str) -> Any:
    (folder / "表.docx").write_bytes(document(*blocks))
    (only,), findings = read_forms(folder / "表.docx")
    assert findings == ()
    return only


def test_a_form_over_four_tables_is_one(tmp_path: Path) -> None:
    lines = (TITLE, paragraph("（2022年度）  金额单位：元"))
    indicators = table(HEADING, LENGTH, QUALITY, TOTAL)
    read = form(tmp_path, *lines, HEADER, FUNDS, GOALS, indicators)
    assert (read.year, read.project.text, read.money_unit) == (2022, "乡村公路养护", "元")
    assert [row.label.text for row in read.funds] == ["年度资金总额"]
    assert read.goals.actual.text == "养护52公里。"
    assert [item.level3.text for item in read.indicators] == ["养护里程", "验收合格率"]
    assert read.weight_total.text == "90"


def test_a_place_in_a_further_table_names_the_table(tmp_path: Path) -> None:
    read = form(tmp_path, HEADER, FUNDS, table(HEADING, LENGTH))
    assert str(read.project.place) == "表1!第1行第2列"
    assert str(read.funds[0].budget.place) == "表1!表2 第2行第2列"
    assert str(read.indicators[0].actual.place) == "表1!表3 第2行第5列"


def test_lines_between_the_tables_belong_to_no_block(tmp_path: Path) -> None:
    between = [paragraph(text) for text in ("一、资金情况（单位：元）", "二、目标", "三、绩效自评")]
    read = form(
        tmp_path, HEADER, between[0], FUNDS, between[1], GOALS, between[2], table(HEADING, LENGTH)
    )
    assert (read.money_unit, len(read.funds)) == ("元", 1)
    assert read.goals.expected.text == "养护50公里。"
    assert len(read.indicators) == 1


def test_a_repeated_heading_is_no_indicator_even_with_other_columns(tmp_path: Path) -> None:
    moved = [["序号", *HEADING], ["2", *QUALITY], ["", *TOTAL]]
    read = form(tmp_path, HEADER, FUNDS, table(HEADING, LENGTH), paragraph("续表"), table(*moved))
    assert [(item.level3.text, item.score.text) for item in read.indicators] == [
        ("养护里程", "50"),
        ("验收合格率", "40"),
    ]
    assert read.indicators[1].level1.text == "产出指标"


def test_rows_that_go_on_without_a_heading_belong_to_the_table_above(tmp_path: Path) -> None:
    survey = surveyed(
        tmp_path, HEADER, FUNDS, table(HEADING, LENGTH), paragraph(), table(QUALITY, TOTAL)
    )
    assert names(survey) == [["养护里程", "验收合格率"]]
    assert survey.skipped == ()


def test_a_table_after_text_or_after_the_total_does_not_go_on(tmp_path: Path) -> None:
    cut = (HEADER, FUNDS, table(HEADING, LENGTH))
    after_text = surveyed(tmp_path, *cut, paragraph("附：上年情况"), table(QUALITY))
    after_total = surveyed(tmp_path, *cut[:2], table(HEADING, LENGTH, TOTAL), table(QUALITY))
    narrower = surveyed(tmp_path, *cut, table(QUALITY[:5]))
    for survey in (after_text, after_total, narrower):
        assert names(survey) == [["养护里程"]]
        assert [item.sheet for item in survey.skipped] == ["表4"]


def test_two_forms_of_several_tables_are_two(tmp_path: Path) -> None:
    other = table(["项目名称", "水渠修缮"])
    survey = surveyed(
        tmp_path,
        *(TITLE, HEADER, FUNDS, table(HEADING, LENGTH)),
        *(TITLE, other, FUNDS, table(HEADING, [*QUALITY])),
    )
    assert names(survey) == [["养护里程"], ["验收合格率"]]
    assert [layout.place.sheet for layout in survey.layouts] == ["表1", "表4"]
    assert [layout.fields["project"].text for layout in survey.layouts] == [
        "乡村公路养护",
        "水渠修缮",
    ]


def test_a_title_of_its_own_begins_a_form(tmp_path: Path) -> None:
    survey = surveyed(
        tmp_path, HEADER, FUNDS, table(HEADING, LENGTH), TITLE, FUNDS, table(HEADING, QUALITY)
    )
    assert names(survey) == [["养护里程"], ["验收合格率"]]


def test_the_lists_beside_the_form_may_stand_in_the_same_document(tmp_path: Path) -> None:
    survey = surveyed(
        tmp_path,
        *(HEADER, FUNDS),
        *(paragraph("支出明细"), table(["支出内容", "金额"], ["材料", "60"])),
        *(paragraph("文字材料"), table(["栏目", "内容"], ["立项依据", "县里的通知"])),
        table(["结果应用", "用于下年预算"]),
        table(["三级指标", "完成情况说明"], ["养护里程", "超额完成"]),
        table(HEADING, LENGTH),
    )
    assert names(survey) == [["养护里程"]]
    (spending,), (texts,), (notes,) = survey.spending, survey.texts, survey.notes
    assert [row["amount"].text for row in spending.rows] == ["60"]
    assert [row["name"].text for row in texts.rows] == ["立项依据", "结果应用"]
    assert texts.rows[1]["content"].address == "表5 第1行第2列"
    assert [row["level3"].text for row in notes.rows] == ["养护里程"]
    assert survey.skipped == ()


def test_a_list_of_spending_in_word_needs_a_line_that_says_so(tmp_path: Path) -> None:
    survey = surveyed(tmp_path, HEADER, FUNDS, table(["支出内容", "金额"], ["材料", "60"]))
    assert (survey.spending, [item.sheet for item in survey.skipped]) == ((), ["表3"])
