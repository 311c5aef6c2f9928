"""Marked copies of workbooks: coloured cells and notes, and nothing else changed."""

import io
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.cell import coordinate_to_tuple

from pingshu.mark import Mark, mark
from pingshu.opc import PackageError

RED = Mark(colour="F8CBAD", note="总额与各项之和不符，请核对。")


def workbook() -> bytes:
    """Return a workbook with a formula and its value, a coloured cell, a note and a picture."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("自评表")
    sheet.write("A1", "年度资金总额", book.add_format({"bold": True, "bg_color": "#DDEBF7"}))
    sheet.write("B2", 90)
    sheet.write_formula("C3", "=B2*2", None, 180)
    sheet.write_comment("B2", "原有的批注")
    sheet.merge_range("A5:C6", "合并的格")
    sheet.data_validation("D4", {"validate": "list", "source": ["是", "否"]})
    book.add_worksheet("文字材料").write("A1", "栏目")
    book.close()
    return buffer.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def opened(content: bytes, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def test_a_marked_cell_has_its_colour_and_its_note() -> None:
    cell = opened(mark(workbook(), {"文字材料": {"A1": RED}}))["文字材料"]["A1"]
    assert (cell.value, cell.fill.fgColor.rgb) == ("栏目", "FFF8CBAD")
    assert cell.comment.text == RED.note


def test_a_blank_cell_can_be_marked() -> None:
    sheet = opened(mark(workbook(), {"自评表": {"B9": RED, "AA4": RED}}))["自评表"]
    assert [sheet[cell].fill.fgColor.rgb for cell in ("B9", "AA4")] == ["FFF8CBAD"] * 2
    assert sheet["B9"].value is None


def test_all_else_about_the_cell_stays() -> None:
    cell = opened(mark(workbook(), {"自评表": {"A1": RED}}))["自评表"]["A1"]
    assert (cell.value, cell.font.bold) == ("年度资金总额", True)


def test_a_note_that_was_there_is_added_to() -> None:
    sheet = opened(mark(workbook(), {"自评表": {"B2": RED, "A5": RED}}))["自评表"]
    assert sheet["B2"].comment.text.endswith(f"原有的批注\n{RED.note}")
    assert sheet["A5"].comment.text == RED.note


def test_stored_values_of_formulas_stay() -> None:
    content = mark(workbook(), {"自评表": {"C3": RED}})
    assert opened(content, values=True)["自评表"]["C3"].value == 180
    assert opened(content)["自评表"]["C3"].value == "=B2*2"


def test_every_part_that_is_not_concerned_stays_byte_for_byte() -> None:
    before, after = parts(workbook()), parts(mark(workbook(), {"文字材料": {"A1": RED}}))
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {"xl/styles.xml", "xl/worksheets/sheet2.xml", "[Content_Types].xml"}
    assert after.keys() - before.keys() == {
        "xl/worksheets/_rels/sheet2.xml.rels",
        "xl/comments_pingshu1.xml",
        "xl/drawings/vmlDrawing_pingshu1.vml",
    }


def test_without_notes_nothing_changes() -> None:
    assert parts(mark(workbook(), {"没有的表": {"A1": RED}, "自评表": {}})) == parts(workbook())


def test_a_place_that_is_no_cell_is_passed_over() -> None:
    assert parts(mark(workbook(), {"自评表": {"第3行第2列": RED}})) == parts(workbook())


def test_what_follows_the_notes_in_a_sheet_still_follows_them() -> None:
    text = parts(mark(workbook(), {"文字材料": {"A1": RED}}))["xl/worksheets/sheet2.xml"].decode()
    assert text.index("legacyDrawing") > text.index("pageMargins")


def test_same_workbook_and_notes_give_the_same_bytes() -> None:
    notes = {"自评表": {"A1": RED, "B2": RED}}
    assert mark(workbook(), notes) == mark(workbook(), notes)


def test_a_marked_copy_can_be_marked_again() -> None:
    once = mark(workbook(), {"文字材料": {"A1": RED}})
    again = opened(mark(once, {"文字材料": {"A1": RED, "B1": RED}}))["文字材料"]
    assert again["A1"].comment.text == f"{RED.note}\n{RED.note}"
    assert again["B1"].comment.text == RED.note


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(PackageError, match="不是"):
        mark(b"\xd0\xcf\x11\xe0", {})


def test_a_damaged_part_is_refused() -> None:
    content = parts(workbook()) | {"xl/styles.xml": b"<styleSheet"}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    with pytest.raises(PackageError, match="已损坏"):
        mark(buffer.getvalue(), {"自评表": {"A1": RED}})


addresses = st.builds(
    "{}{}".format, st.sampled_from(["A", "B", "Z", "AA", "AB"]), st.integers(7, 30)
)


@settings(max_examples=30, deadline=None)
@given(st.sets(addresses, max_size=8))
def test_rows_and_cells_stay_in_order(cells: set[str]) -> None:
    content = mark(workbook(), {"自评表": dict.fromkeys(cells, RED)})
    sheet = opened(content)["自评表"]
    assert {cell for cell in cells if sheet[cell].comment is None} == set()
    text = parts(content)["xl/worksheets/sheet1.xml"].decode()
    order = [coordinate_to_tuple(ref) for ref in references(text)]
    assert order == sorted(set(order))


def references(text: str) -> list[str]:
    return [piece.split('"')[0] for piece in text.split('<c r="')[1:]]
