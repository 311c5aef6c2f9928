"""Workbooks as grids, and every kind of file that is none."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from pingshu.finding import Finding, Severity
from pingshu.read import read_workbook
from pingshu.sheet import Cell, Grid
from tests.workbook_building import (
    Formatted,
    Formula,
    Hidden,
    Item,
    Merged,
    Percent,
    Rows,
    project_rows,
    workbook,
)

DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
SHEET = "xl/worksheets/sheet1.xml"


def only_grid(path: Path, rows: Rows) -> Grid:
    grids, findings = read_workbook(workbook(path / "表.xlsx", {"自评表": rows}))
    assert findings == ()
    return grids[0]


def only_cell(path: Path, item: Item) -> Cell:
    (cell,) = only_grid(path, [[item]]).cells
    return cell


def written(path: Path, content: bytes, name: str = "表.xlsx") -> Path:
    path = path / name
    path.write_bytes(content)
    return path


def refused(path: Path) -> Finding:
    """Return the only finding about a file that yields no grid."""
    grids, (finding,) = read_workbook(path)
    assert grids == ()
    assert finding.severity is Severity.ERROR
    assert (finding.place.workbook, finding.place.sheet) == (str(path), None)
    return finding


def sound(path: Path) -> bytes:
    return workbook(path / "好.xlsx", {"自评表": project_rows()}).read_bytes()


def repacked(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """Return a zip with each member's content changed; None leaves it out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            changed = change(name, source.read(name))
            if changed is not None:
                copy.writestr(name, changed)
    return target.getvalue()


def with_part(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    return repacked(content, lambda name, old: change(old) if name == part else old)


# --- what cells say ----------------------------------------------------------------------------


def test_a_text_is_read_without_the_space_around_it(tmp_path: Path) -> None:
    assert only_cell(tmp_path, "  年度资金总额：\n").text == "年度资金总额："


def test_a_line_break_inside_a_text_stays(tmp_path: Path) -> None:
    assert only_cell(tmp_path, "产\n出").text == "产\n出"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (100, "100"),
        (89.974, "89.974"),
        (0.1 + 0.2, "0.3"),
        (-5, "-5"),
        (0, "0"),
        (1e15, "1" + "0" * 15),
    ],
)
def test_a_number_is_read_as_excel_shows_its_digits(
    tmp_path: Path, number: float, text: str
) -> None:
    cell = only_cell(tmp_path, number)
    assert (cell.text, cell.number) == (text, Decimal(text))


def test_a_number_typed_as_text_has_no_number(tmp_path: Path) -> None:
    cell = only_cell(tmp_path, "007")
    assert (cell.text, cell.number) == ("007", None)


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.97, "97%"), (1, "100%"), (0.9989, "99.89%"), (0, "0%"), (3.004, "300.4%")],
)
def test_a_percent_format_shows_the_share_times_a_hundred(
    tmp_path: Path, share: float, text: str
) -> None:
    cell = only_cell(tmp_path, Percent(share))
    assert (cell.text, cell.percent) == (text, True)


@pytest.mark.parametrize("number_format", ['0"%"', "0\\%", "0.00", "General"])
def test_a_quoted_percent_sign_is_no_percent_format(tmp_path: Path, number_format: str) -> None:
    cell = only_cell(tmp_path, Formatted(97, number_format))
    assert (cell.text, cell.percent) == ("97", False)


@pytest.mark.parametrize("day", [date(2022, 6, 1), datetime(2022, 6, 1, 8, 30)])  # noqa: DTZ001  # a workbook knows no time zone
def test_a_date_is_written_in_chinese(tmp_path: Path, day: date) -> None:
    assert only_cell(tmp_path, day).text == "2022年6月1日"


def test_a_date_that_shows_no_day_is_read_without_it(tmp_path: Path) -> None:
    shown = Formatted(date(2022, 6, 1), 'yyyy"年"m"月"')
    assert only_cell(tmp_path, shown).text == "2022年6月"


def test_a_date_whose_format_names_a_language_shows_its_day(tmp_path: Path) -> None:
    shown = Formatted(date(2022, 6, 1), '[$-804]yyyy"年"m"月"d"日"')
    assert only_cell(tmp_path, shown).text == "2022年6月1日"


@pytest.mark.parametrize(("format_number", "text"), [(31, "2022年6月1日"), (57, "2022年6月")])
def test_the_date_formats_of_chinese_excel_are_known(
    tmp_path: Path, format_number: int, text: str
) -> None:
    content = workbook(tmp_path / "a.xlsx", {"表": [[Formatted(44713, "0.00")]]}).read_bytes()
    changed = with_part(
        content,
        "xl/styles.xml",
        lambda old: old.replace(b'<xf numFmtId="164"', b'<xf numFmtId="%d"' % format_number),
    )
    grids, _ = read_workbook(written(tmp_path, changed))
    assert [(cell.text, cell.number) for cell in grids[0].cells] == [(text, None)]


def test_a_truth_value_is_written_in_chinese(tmp_path: Path) -> None:
    cells = only_grid(tmp_path, [[True, False]]).cells
    assert [(cell.text, cell.number) for cell in cells] == [("是", None), ("否", None)]


def test_blank_cells_and_cells_of_spaces_are_left_out(tmp_path: Path) -> None:
    assert [cell.address for cell in only_grid(tmp_path, [[None, " ", "有"]]).cells] == ["C1"]


# --- merged cells and sheets -------------------------------------------------------------------


def test_a_merged_range_is_one_cell_with_its_size(tmp_path: Path) -> None:
    (cell,) = only_grid(tmp_path, [[Merged("项目资金", rows=3, columns=2)]]).cells
    assert (cell.address, cell.row_span, cell.column_span) == ("A1", 3, 2)


def test_a_blank_merged_range_is_kept_for_its_shape(tmp_path: Path) -> None:
    (cell,) = only_grid(tmp_path, [[Merged(None, rows=9)]]).cells
    assert (cell.text, cell.row_span) == ("", 9)


def test_what_stands_hidden_below_a_merged_range_is_not_read(tmp_path: Path) -> None:
    rows = [[Merged("合并", rows=2)]]
    content = workbook(tmp_path / "a.xlsx", {"表": rows}).read_bytes()
    below = b'<row r="2"><c r="A2"><f>1+1</f></c></row></sheetData>'
    changed = with_part(content, SHEET, lambda old: old.replace(b"</sheetData>", below))
    grids, findings = read_workbook(written(tmp_path, changed))
    assert [(cell.address, cell.trouble) for cell in grids[0].cells] == [("A1", None)]
    assert findings == ()


def test_all_sheets_are_read_in_their_order_and_hidden_ones_marked(tmp_path: Path) -> None:
    sheets: dict[str, Rows | Hidden] = {"乙": [["1"]], "甲": Hidden([["2"]]), "丙": [["3"]]}
    grids, _ = read_workbook(workbook(tmp_path / "表.xlsx", sheets))
    assert [(grid.sheet, grid.hidden) for grid in grids] == [
        ("乙", False),
        ("甲", True),
        ("丙", False),
    ]


def test_a_sheet_without_cells_is_an_empty_grid(tmp_path: Path) -> None:
    assert only_grid(tmp_path, []).cells == ()


def test_the_place_of_a_cell_names_the_path_as_it_was_given(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", {"自评表": [["值"]]})
    (grid,), _ = read_workbook(str(path))
    assert grid.place(grid.cells[0]).workbook == str(path)


def test_the_extension_does_not_matter(tmp_path: Path) -> None:
    grids, findings = read_workbook(written(tmp_path, sound(tmp_path), "表.xls"))
    assert [grid.sheet for grid in grids] == ["自评表"]
    assert findings == ()


def test_the_file_can_be_removed_after_reading(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", {"自评表": [["值"]]})
    (grid,), _ = read_workbook(path)
    path.unlink()
    assert grid.cells[0].text == "值"


# --- formulas and errors -----------------------------------------------------------------------


def test_a_formula_is_read_by_its_stored_value(tmp_path: Path) -> None:
    cell = only_cell(tmp_path, Formula("=SUM(B1:B2)", 12.5))
    assert (cell.text, cell.number, cell.trouble) == ("12.5", Decimal("12.5"), None)


def test_a_formula_whose_stored_value_is_a_text_is_that_text(tmp_path: Path) -> None:
    assert only_cell(tmp_path, Formula('="合"&"格"', "合格")).text == "合格"


def test_a_formula_that_was_never_calculated_is_neither_blank_nor_zero(tmp_path: Path) -> None:
    cell = only_cell(tmp_path, Formula("=SUM(B1:B2)"))
    assert (cell.text, cell.number, cell.trouble) == ("", None, "formula-without-value")


@pytest.mark.parametrize("error", ["#DIV/0!", "#REF!", "#N/A", "#VALUE!"])
def test_an_error_value_is_kept_and_marked(tmp_path: Path, error: str) -> None:
    cell = only_cell(tmp_path, Formula("=1/0", error))
    assert (cell.text, cell.trouble) == (error, "error-value")


# --- characters --------------------------------------------------------------------------------


def read_text(path: Path, text: str) -> tuple[str, list[tuple[str, str | None]]]:
    grids, findings = read_workbook(workbook(path / "表.xlsx", {"表": [[text]]}))
    codes = [(finding.code, finding.place.cell) for finding in findings]
    return grids[0].cells[0].text, codes


@pytest.mark.parametrize("character", ["\x00", "\x01", "\x0b", "\x0c", "\x1f"])
def test_a_control_character_is_removed_and_told(tmp_path: Path, character: str) -> None:
    assert read_text(tmp_path, f"甲{character}乙") == ("甲乙", [("character-removed", "A1")])


@pytest.mark.parametrize("escape", ["_x000B_", "_x001F_", "_x0000_", "_x007F_"])
def test_an_escaped_control_character_is_removed_and_told(tmp_path: Path, escape: str) -> None:
    assert read_text(tmp_path, f"甲{escape}乙") == ("甲乙", [("character-removed", "A1")])


@pytest.mark.parametrize("line_end", ["\n", "_x000D_\n", "_x000d_", "_x000D_"])
def test_every_spelling_of_a_line_end_is_a_line_break(tmp_path: Path, line_end: str) -> None:
    assert read_text(tmp_path, f"甲{line_end}乙") == ("甲\n乙", [])


def test_a_text_that_only_looks_like_an_escape_stays(tmp_path: Path) -> None:
    assert read_text(tmp_path, "_x4E2D_合计_x00_") == ("_x4E2D_合计_x00_", [])


# --- warnings ----------------------------------------------------------------------------------


def test_what_the_reader_warns_of_becomes_a_finding(tmp_path: Path) -> None:
    content = workbook(tmp_path / "a.xlsx", {"表": [[date(2022, 6, 1)]]}).read_bytes()
    changed = with_part(content, SHEET, lambda old: old.replace(b"44713", b"9999999"))
    grids, findings = read_workbook(written(tmp_path, changed))
    assert [(finding.code, finding.severity) for finding in findings] == [
        ("reader-warning", Severity.INFO)
    ]
    assert len(grids) == 1


def test_what_is_never_read_is_not_warned_of(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "值"
    book.worksheets[0].add_data_validation(DataValidation(type="list", formula1='"是,否"'))
    book.save(tmp_path / "a.xlsx")
    extension = b'<extLst><ext uri="{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    changed = with_part(
        (tmp_path / "a.xlsx").read_bytes(),
        SHEET,
        lambda old: old.replace(b"</worksheet>", extension),
    )
    grids, findings = read_workbook(written(tmp_path, changed))
    assert (len(grids), findings) == (1, ())


# --- files that are no workbook ----------------------------------------------------------------


def test_a_missing_file_is_told_with_the_reason(tmp_path: Path) -> None:
    assert refused(tmp_path / "没有.xlsx").code == "unreadable-file"


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    assert refused(tmp_path).code == "unreadable-file"


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        ("项目名称,全年预算数".encode(), "not-a-workbook", "文本"),
        (b"", "empty-file", "空的"),
        (b" \r\n", "empty-file", "空的"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "not-a-workbook", "网页"),
        (b'\xef\xbb\xbf\n<?xml version="1.0"?><Workbook/>', "not-a-workbook", "网页"),
        (b"MIME-Version: 1.0\r\nContent-Type: text/html", "not-a-workbook", "网页"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "damaged", "不符合规定"),
        (b"PK\x05\x06" + b"\x00" * 18, "not-a-workbook", "别的格式"),
    ],
)
def test_a_file_of_another_kind_is_told_by_its_content(
    tmp_path: Path, content: bytes, code: str, said: str
) -> None:
    finding = refused(written(tmp_path, content))
    assert finding.code == code
    assert said in finding.message


def test_a_web_page_named_xls_is_told_as_a_web_page(tmp_path: Path) -> None:
    path = written(tmp_path, b"<html><table></table></html>", "导出.xls")
    assert "网页" in refused(path).message


def test_a_zip_without_a_workbook_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "包.xlsx", "w") as archive:
        archive.writestr("a.txt", "文本")
    assert refused(tmp_path / "包.xlsx").code == "not-a-workbook"


def test_a_binary_workbook_is_told_as_an_old_format(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "表.xlsb", "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x00")
    finding = refused(tmp_path / "表.xlsb")
    assert finding.code == "old-format"
    assert ".xlsb" in finding.message


# --- damaged and hostile packages --------------------------------------------------------------


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_truncated_zip_is_damaged(tmp_path: Path, share: float) -> None:
    content = sound(tmp_path)
    assert refused(written(tmp_path, content[: int(len(content) * share)])).code == "damaged"


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", SHEET, "xl/styles.xml"])
def test_a_flipped_byte_in_a_member_is_damage(tmp_path: Path, part: str) -> None:
    content = bytearray(sound(tmp_path))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        member = archive.getinfo(part)
    content[member.header_offset + 30 + len(part) + member.compress_size // 2] ^= 0x10
    assert refused(written(tmp_path, bytes(content))).code == "damaged"


@pytest.mark.parametrize("part", ["xl/_rels/workbook.xml.rels", SHEET, "xl/sharedStrings.xml"])
def test_a_missing_part_is_damage(tmp_path: Path, part: str) -> None:
    content = repacked(sound(tmp_path), lambda name, old: None if name == part else old)
    assert refused(written(tmp_path, content)).code == "damaged"


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/sharedStrings.xml"])
def test_broken_xml_is_damage(tmp_path: Path, part: str) -> None:
    content = with_part(sound(tmp_path), part, lambda old: old[:-20])
    assert refused(written(tmp_path, content)).code == "damaged"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "docProps/app.xml"]
)
def test_a_document_type_in_any_part_is_refused(tmp_path: Path, part: str) -> None:
    content = with_part(sound(tmp_path), part, lambda old: old.replace(b"?>", b"?>" + DOCTYPE, 1))
    finding = refused(written(tmp_path, content))
    assert finding.code == "damaged"
    assert "DOCTYPE" in finding.message


def test_a_number_that_is_none_is_damage(tmp_path: Path) -> None:
    content = with_part(
        workbook(tmp_path / "a.xlsx", {"表": [[12345]]}).read_bytes(),
        SHEET,
        lambda old: old.replace(b"12345", b"12x45"),
    )
    assert refused(written(tmp_path, content)).code == "damaged"


def test_the_strict_variant_of_the_format_is_told(tmp_path: Path) -> None:
    content = repacked(
        sound(tmp_path),
        lambda _, old: old.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
    )
    finding = refused(written(tmp_path, content))
    assert finding.code == "old-format"
    assert "严格" in finding.message


def test_a_workbook_of_another_language_is_damage(tmp_path: Path) -> None:
    content = with_part(
        sound(tmp_path), "xl/workbook.xml", lambda old: old.replace(b"spreadsheetml", b"sheet")
    )
    assert refused(written(tmp_path, content)).code == "damaged"


def test_a_workbook_without_any_sheet_is_damage(tmp_path: Path) -> None:
    content = with_part(
        sound(tmp_path),
        "xl/workbook.xml",
        lambda old: re.sub(b"<sheets>.*</sheets>", b"<sheets/>", old),
    )
    assert refused(written(tmp_path, content)).code == "damaged"


def test_a_huge_merged_range_is_too_large(tmp_path: Path) -> None:
    content = with_part(
        sound(tmp_path), SHEET, lambda old: old.replace(b'ref="A1:I1"', b'ref="A1:XFD1048576"')
    )
    finding = refused(written(tmp_path, content))
    assert finding.code == "too-large"
    assert "合并" in finding.message


def test_a_merged_range_that_is_none_is_damage(tmp_path: Path) -> None:
    content = with_part(
        sound(tmp_path), SHEET, lambda old: old.replace(b'ref="A1:I1"', b'ref="A1:/1"')
    )
    assert refused(written(tmp_path, content)).code == "damaged"


def test_a_package_that_unfolds_beyond_measure_is_too_large(tmp_path: Path) -> None:
    target = io.BytesIO(sound(tmp_path))
    with (
        zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/image1.bin", "w") as member,
    ):
        for _ in range(201):
            member.write(bytes(2**20))
    finding = refused(written(tmp_path, target.getvalue()))
    assert finding.code == "too-large"
    assert "200 MB" in finding.message


def test_a_zip_with_a_password_is_encrypted(tmp_path: Path) -> None:
    content = bytearray(sound(tmp_path))
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1
    assert refused(written(tmp_path, bytes(content))).code == "encrypted"


def test_an_unknown_way_of_packing_is_damage(tmp_path: Path) -> None:
    content = bytearray(sound(tmp_path))
    for signature, offset in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        content[content.index(signature) + offset] = 99
    assert refused(written(tmp_path, bytes(content))).code == "damaged"
