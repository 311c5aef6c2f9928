"""底稿.xlsx: each figure with its formula and a link to each of its cells, to be reviewed."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from pingshu.sheet import Place
from pingshu.tabulate import LooseNumber, PaperLine, working_paper

FOLDER = Path("/office/output/2022")
WORKBOOK = Path("/office/input_workbooks/甲 乙.xlsx")


def cell(address: str, sheet: str = "自评表") -> Place:
    return Place(workbook=str(WORKBOOK), sheet=sheet, cell=address)


RATE = PaperLine(
    name="资金 · 执行率",
    printed="77.5%",
    value=Decimal("77.5"),
    unit="%",
    formula="全年执行数÷全年预算数",
    sources=((cell("G6"), "155"), (cell("F6", "自评'表"), "200")),
    stated=Decimal("77.5"),
    state="与生成时一致",
)
CHANGED = PaperLine(
    name="=1+1",
    printed="156万元",
    value=Decimal("155"),
    unit="万元",
    formula="",
    sources=(),
    stated=Decimal("156"),
    state="手工改过",
)


def sheets(*lines: PaperLine, loose: tuple[LooseNumber, ...] = ()) -> list[Worksheet]:
    content = working_paper("甲报告", lines, loose, WORKBOOK, FOLDER)
    worksheets = openpyxl.load_workbook(BytesIO(content)).worksheets
    return list(worksheets)


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    """Return the rows below the headings, by heading, without empty cells."""
    head, *others = sheet.iter_rows(min_row=4 if sheet.title == "底稿" else 3)
    names = [str(one.value) for one in head]
    return [
        {name: one.value for name, one in zip(names, row, strict=True) if one.value is not None}
        for row in others
    ]


def test_a_figure_has_a_row_for_each_cell_and_the_first_one_tells_the_rest() -> None:
    (sheet,) = sheets(RATE)
    assert rows(sheet) == [
        {
            "序号": 1,
            "指标": "资金 · 执行率",
            "报告中写作": "77.5%",
            "数值": 77.5,
            "单位": "%",
            "算法": "全年执行数÷全年预算数",
            "来源单元格": "自评表!G6",
            "单元格内容": "155",
            "自评数": 77.5,
            "情况": "与生成时一致",
        },
        {"序号": 1, "指标": "资金 · 执行率", "来源单元格": "自评'表!F6", "单元格内容": "200"},
    ]


def test_each_cell_is_linked_from_where_the_paper_stands() -> None:
    (sheet,) = sheets(RATE)
    links = [one.hyperlink for row in sheet.iter_rows() for one in row if one.hyperlink]
    assert [(one.target, one.location) for one in links] == [
        ("../../input_workbooks/甲%20乙.xlsx", "'自评表'!G6"),
        ("../../input_workbooks/甲%20乙.xlsx", "'自评''表'!F6"),
    ]


def test_a_place_in_a_word_table_leads_to_its_document() -> None:
    in_word = PaperLine(
        name="甲",
        printed="1",
        value=Decimal(1),
        unit="",
        formula="",
        sources=((cell("第3行第2列"), "1"),),
        stated=None,
        state="",
    )
    (sheet,) = sheets(in_word)
    (link,) = [one.hyperlink for row in sheet.iter_rows() for one in row if one.hyperlink]
    assert link.location is None
    assert rows(sheet)[0]["来源单元格"] == "自评表!第3行第2列"


def test_what_the_reviewer_fills_in_is_there_and_empty() -> None:
    (sheet,) = sheets(RATE)
    headings = [one.value for one in sheet[4]]
    assert {"复核数", "差异", "依据"} <= set(headings)
    assert not {"复核数", "差异", "依据"} & rows(sheet)[0].keys()


def test_no_text_becomes_a_formula_and_a_changed_figure_is_coloured() -> None:
    (sheet,) = sheets(CHANGED)
    named = next(one for row in sheet.iter_rows() for one in row if one.value == "=1+1")
    state = next(one for row in sheet.iter_rows() for one in row if one.value == "手工改过")
    assert named.data_type == "s"
    assert state.fill.fgColor.rgb.endswith("F8CBAD")


def test_other_numbers_have_a_sheet_of_their_own() -> None:
    by_hand = LooseNumber(text="30", context="另外争取到【30】万元", origin="手工填写")
    written = LooseNumber(
        text="25", context="【25】名", origin="来自文字材料", sources=(cell("C3"),)
    )
    _, sheet = sheets(RATE, loose=(by_hand, written))
    assert rows(sheet) == [
        {"序号": 1, "数字": "30", "前后文": "另外争取到【30】万元", "来源": "手工填写"},
        {
            "序号": 2,
            "数字": "25",
            "前后文": "【25】名",
            "来源": "来自文字材料",
            "来源单元格": "自评表!C3",
        },
    ]


def test_the_same_figures_give_the_same_bytes() -> None:
    first = working_paper("甲", [RATE], [], WORKBOOK, FOLDER)
    assert first == working_paper("甲", [RATE], [], WORKBOOK, FOLDER)
