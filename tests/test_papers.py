"""底稿.xlsx: each figure with its formula and a link to each of its cells, to be reviewed."""

import csv
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
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
    head, *others = sheet.iter_rows(min_row=4)
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
            "自评数": 0.775,
            "差异": '=IF(AND(ISNUMBER(I5),ISNUMBER(J5)),ROUND(J5-I5,10),"")',
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
    assert not {"复核数", "依据"} & rows(sheet)[0].keys()


def test_rates_are_rates_of_excel_and_amounts_are_numbers() -> None:
    (sheet,) = sheets(RATE, CHANGED, replace(RATE, stated=Decimal("77.5625")))
    patterns = {row: sheet[f"J{row}"].number_format for row in (5, 7, 8)}
    assert patterns == {5: "0.00%", 7: "General", 8: "0.0000%"}
    assert [sheet[f"I{row}"].value for row in (5, 7, 8)] == [0.775, 156, 0.775625]
    assert str(sheet["K8"].value).endswith('ROUND(J8-I8,10),"")')


def test_the_sheet_of_other_numbers_says_that_some_are_from_the_form() -> None:
    written = LooseNumber(text="25", context="【25】名", origin="来自表格", sources=(cell("C3"),))
    _, sheet = sheets(loose=(written,))
    assert "有的抄自表格或文字材料" in str(sheet["A2"].value)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_differences_are_worked_out_where_the_reviewer_filled_something_in(tmp_path: Path) -> None:
    lines = (RATE, CHANGED, replace(CHANGED, stated=None))
    book = openpyxl.load_workbook(BytesIO(working_paper("甲", lines, [], WORKBOOK, FOLDER)))
    sheet = book["底稿"]
    for address, value in (("J5", 0.776), ("J7", 155.3), ("J8", 5)):
        sheet[address] = value
    book.save(tmp_path / "底稿.xlsx")
    command = [
        *("soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"),
        *(
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "底稿.xlsx"),
        ),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with (tmp_path / "底稿.csv").open(encoding="utf-8", newline="") as table:
        _, _, _, _, *rows = csv.reader(table)
    assert [row[8:11] for row in rows] == [
        ["77.50%", "77.60%", "0.10%"],
        ["", "", ""],
        ["156", "155.3", "-0.7"],
        ["", "5", ""],
    ]


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
