"""One form over several tables of a Word document is read as one; two forms stay two."""

from pathlib import Path
from typing import Any

import pytest

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


def merged(*rows: list[str]) -> list[str]:
    """Return rows of XML; a text of "^" goes on with the cell above it."""
    heads = {
        (row, column)
        for row, texts in enumerate(rows[1:])
        for column, text in enumerate(texts)
        if text == "^"
    }
    return [
        f"<w:tr>{''.join(_cell(text, (row, column) in heads) for column, text in enumerate(texts))}"
        "</w:tr>"
        for row, texts in enumerate(rows)
    ]


def _cell(text: str, is_head: bool) -> str:
    going_on = text == "^"
    kind = '<w:vMerge w:val="restart"/>' if is_head and not going_on else "<w:vMerge/>"
    properties = f"<w:tcPr>{kind}</w:tcPr>" if is_head or going_on else ""
    return f"<w:tc>{properties}{paragraph('' if going_on else text)}</w:tc>"


def whole(rows: list[str]) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


FORMS = (
    merged(
        ["项目名称", "乡村公路养护", "主管部门", "青禾县交通运输局", "", "", ""],
        ["项目资金", "", "全年预算数", "全年执行数", "执行率", "", ""],
        ["^", "年度资金总额", "100", "90", "90%", "", ""],
        ["^", "其中：财政拨款", "80", "72", "90%", "", ""],
        ["^", "其他资金", "20", "18", "90%", "", ""],
        ["总体目标", "预期目标", "", "", "实际完成情况", "", ""],
        ["^", "养护50公里。", "", "", "养护52公里。", "", ""],
        HEADING,
        LENGTH,
        ["^", "^", "桥梁检查", "≥5座", "5座", "10", "10"],
        ["^", "质量指标", "验收合格率", "100%", "100%", "20", "20"],
        ["效益指标", "社会效益", "通行时间缩短", "≥10%", "12%", "10", "10"],
    ),
    merged(
        ["项目名称", "水渠修缮", "主管部门", "青禾县水利局", "", "", ""],
        ["资金情况", "资金来源", "年初预算数", "全年预算数", "全年执行数", "执行率", ""],
        ["^", "年度资金总额", "50", "60", "60", "100%", ""],
        ["^", "其中：财政拨款", "50", "60", "60", "100%", ""],
        HEADING,
        ["产出", "数量", "修缮长度", "≥3公里", "3公里", "40", "40"],
        ["^", "^", "清淤长度", "≥2公里", "2公里", "20", "20"],
        ["^", "质量", "合格率", "100%", "100%", "20", "20"],
        ["^", "^", "返工率", "0%", "0%", "10", "10"],
        ["满意度", "满意度", "农户满意度", "≥90%", "95%", "10", "10"],
        ["总分", "", "", "", "", "100", "100"],
    ),
)


def _said(read: Any) -> Any:
    """Return what a form says, without the places."""
    return (
        read.project.text,
        [(row.label.text, row.budget.value, row.executed.value) for row in read.funds],
        [
            tuple(getattr(item, name) and getattr(item, name).text for name in _TEXTS)
            for item in read.indicators
        ],
        read.goals and read.goals.actual.text,
        read.weight_total and read.weight_total.text,
    )


_TEXTS = ("level1", "level2", "level3", "target", "actual", "weight", "score")


@pytest.mark.parametrize("between", ["", "注：以下接上表。"])
@pytest.mark.parametrize("rows", FORMS)
def test_a_form_cut_below_any_row_reads_as_the_whole(
    tmp_path: Path, rows: list[str], between: str
) -> None:
    expected = _said(form(tmp_path, TITLE, whole(rows)))
    for cut in range(1, len(rows)):
        parts = (whole(rows[:cut]), paragraph(between), whole(rows[cut:]))
        assert _said(form(tmp_path, TITLE, *parts)) == expected, cut


def test_a_table_like_the_rest_that_is_not_read_is_told(tmp_path: Path) -> None:
    parts = (HEADER, FUNDS, table(HEADING, LENGTH), paragraph("附：上年情况"), table(QUALITY))
    (tmp_path / "表.docx").write_bytes(document(*parts))
    grids, _ = read_workbook(tmp_path / "表.docx")
    (finding,) = recognise(grids, profiles())[1]
    assert (finding.code, finding.place.sheet) == ("table-torn-off", "表4")
    assert "表3" in finding.problem
