"""Marked copies of workbooks: coloured cells and notes, and nothing else changed."""

import io
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.cell import coordinate_to_tuple

import pingshu.pipeline.marking
from pingshu.finding import found
from pingshu.mark import Mark, mark
from pingshu.opc import PackageError
from pingshu.outcome import Run
from pingshu.pipeline import run
from pingshu.sheet import Place
from tests.office_building import CLEAN, Office, codes, new_office, typed
from tests.workbook_building import Rows, project_rows

RED = Mark(colour="F8CBAD", note="总额与各项之和不符，请核对。")


def workbook() -> bytes:
    """Return a workbook with a formula and its value, a coloured cell, a note and a picture."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.set_properties({"created": datetime(2022, 1, 1, tzinfo=UTC)})
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


# --- the copies of a run ----------------------------------------------------------------------


WRONG_FUNDS: Rows = (("年度资金总额：", 120, 100, 97.5, 10, "99%", 9.75),)
WRONG = {"自评表": project_rows(funds=WRONG_FUNDS, total=(100, 99.75))}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return an office with one workbook that has something wrong."""
    made = new_office(tmp_path)
    made.drop("科室/甲.xlsx", WRONG)
    return made


def marked(office: Office, *paths: Path) -> Run:
    options = office.options(*paths)
    return run(replace(options, mark=True), lambda *_: None)


def copies(office: Office) -> dict[str, bytes]:
    return {name: content for name, content in office.written().items() if "标注/" in name}


def test_a_copy_shows_each_finding_at_its_cell(office: Office) -> None:
    original = (office.inbox / "科室" / "甲.xlsx").read_bytes()
    done = marked(office)
    sheet = opened(copies(office)["标注/科室/甲.xlsx"])["自评表"]
    shown = {cell.coordinate: cell for row in sheet.iter_rows() for cell in row if cell.comment}
    notes = {address: str(cell.comment and cell.comment.text) for address, cell in shown.items()}
    told = [one for one in done.all_findings() if one.place.cell]
    assert len(told) >= 2
    assert {one.place.cell for one in told} == shown.keys()
    for one in told:
        note = f"【{one.severity.word}】{one.problem}\n{one.cure}"
        assert note in notes[str(one.place.cell)]
    colours = {cell.fill.fgColor.rgb for cell in shown.values()}
    assert colours == {"FFF8CBAD", "FFFFE699"}
    assert (office.inbox / "科室" / "甲.xlsx").read_bytes() == original


def test_without_mark_there_are_no_copies(office: Office) -> None:
    office.run()
    assert copies(office) == {}


def test_two_findings_at_one_cell_share_a_note_in_the_colour_of_the_graver() -> None:
    place = Place(workbook="甲.xlsx", sheet="表", cell="F7")
    first, second = (found(code, place) for code in ("budget-zero", "encrypted"))
    told = replace(first, explanation="确实如此。")
    (only,) = pingshu.pipeline.marking.notes_of([told, second])["表"].values()
    assert only.colour == "F8CBAD"
    assert only.note.index("【须修改】") < only.note.index("【须说明】")
    assert only.note.endswith("\n说明：确实如此。")


def test_findings_without_a_cell_are_no_notes() -> None:
    whole = [found("encrypted", Place(workbook="甲.xlsx")), found("budget-zero", Place(
        workbook="甲.xlsx", sheet="表"))]  # fmt: skip
    assert pingshu.pipeline.marking.notes_of(whole) == {}


def test_a_clean_workbook_has_a_copy_only_in_the_place_of_an_earlier_one(office: Office) -> None:
    office.drop("乙.xlsx", CLEAN)
    marked(office)
    assert copies(office).keys() == {"标注/科室/甲.xlsx"}
    office.drop("科室/甲.xlsx", CLEAN)
    marked(office)
    sheet = opened(copies(office)["标注/科室/甲.xlsx"])["自评表"]
    assert [cell for row in sheet.iter_rows() for cell in row if cell.comment] == []


def test_a_copy_is_never_read_as_a_form(office: Office) -> None:
    marked(office)
    done = office.run(office.folder)
    assert [Path(one.workbook).name for one in done.outcomes] == ["甲.xlsx"]


def test_a_copy_that_a_person_changed_is_kept_aside(office: Office) -> None:
    marked(office)
    (office.output / "标注" / "科室" / "甲.xlsx").write_bytes(b"edited")
    done = marked(office)
    assert codes(done.all_findings()).count("original-kept-aside") == 1
    assert copies(office)["标注/科室/甲-原稿.xlsx"] == b"edited"


def test_workbooks_of_one_name_from_elsewhere_have_a_copy_each(
    office: Office, tmp_path: Path
) -> None:
    for folder in ("一处/科室", "二处/科室"):
        (tmp_path / folder).mkdir(parents=True)
        shutil.copy(office.inbox / "科室" / "甲.xlsx", tmp_path / folder / "乙.xlsx")
    marked(office, tmp_path / "一处", tmp_path / "二处")
    names = sorted(copies(office))
    assert len(names) == 2
    assert all(re.fullmatch(r"标注/科室-[0-9a-f]{6}/乙\.xlsx", name) for name in names)


def test_the_same_run_gives_the_same_copies(office: Office) -> None:
    marked(office)
    first = office.written()
    marked(office)
    assert office.written() == first


def test_only_xlsx_can_be_marked_and_that_is_told(office: Office) -> None:
    path = office.inbox / "科室" / "甲.xlsx"
    path.rename(path.with_suffix(".et"))
    done = marked(office)
    assert copies(office) == {}
    (told,) = (one for one in done.all_findings() if one.code == "cannot-mark")
    assert (told.place.workbook, told.place.cell) == (str(path.with_suffix(".et")), None)
    assert "只有 .xlsx 能标注" in told.problem


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PackageError("工作簿的样式里没有“fills”"), "工作簿的样式里没有“fills”"),
        (OSError(5, "读取出错"), "读取出错"),
        (OSError("读取出错"), "读取出错"),
    ],
)
def test_a_workbook_that_cannot_be_marked_is_told(
    error: Exception, reason: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> bytes:
        raise error

    monkeypatch.setattr(pingshu.pipeline.marking, "mark", failing)
    done = marked(office)
    (told,) = (one for one in done.all_findings() if one.code == "cannot-mark")
    assert reason in told.problem
    assert done.yielded


def test_our_own_mistake_in_marking_leaves_the_reports(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> bytes:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(pingshu.pipeline.marking, "mark", failing)
    done = marked(office)
    (told,) = (one for one in done.all_findings() if one.trace)
    assert told.code == "cannot-mark"
    assert "程序出了错（RuntimeError），报告不受影响" in told.problem
    assert "没有生成报告" not in told.message
    assert "a mistake of ours" in (office.output / "出错记录.txt").read_text(encoding="utf-8")
    assert len(office.reports()) == 1


def test_copies_are_made_by_the_option(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office.folder)
    assert typed("--mark") == 0
    assert copies(office).keys() == {"标注/科室/甲.xlsx"}


def patched(old: str, new: str, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """Return the workbook with a piece of one of its parts replaced."""
    content = parts(workbook())
    assert old in content[part].decode(), content[part].decode()
    content[part] = content[part].decode().replace(old, new).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<sheetData>", "<sheetData><!-- x -->"),
        ('<row r="2"', '<?x y?><row r="2"'),
        ("</row></sheetData>", "<extLst/></row></sheetData>"),
    ],
)
def test_what_stands_between_rows_and_cells_does_not_matter(old: str, new: str) -> None:
    sheet = opened(mark(patched(old, new), {"自评表": {"B2": RED, "D6": RED}}))["自评表"]
    assert sheet["B2"].fill.fgColor.rgb == "FFF8CBAD"


@pytest.mark.parametrize("reference", ["b2", "B2:C2"])
def test_a_note_for_a_range_or_in_small_letters_is_known(reference: str) -> None:
    content = patched('ref="B2"', f'ref="{reference}"', "xl/comments1.xml")
    notes = parts(mark(content, {"自评表": {"C3": RED}}))["xl/comments1.xml"].decode()
    assert [piece.split('"')[0] for piece in notes.split('ref="')[1:]] == [reference, "C3"]


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('<c r="B2"', "<c", "xl/worksheets/sheet1.xml"),
        ('legacyDrawing r:id="', 'legacyDrawing r:id="x', "xl/worksheets/sheet1.xml"),
        ("<authors><author></author></authors>", "", "xl/comments1.xml"),
    ],
)
def test_what_cannot_be_marked_is_told_with_what_to_do(old: str, new: str, part: str) -> None:
    with pytest.raises(PackageError, match="保存一次"):
        mark(patched(old, new, part), {"自评表": {"B2": RED}})
