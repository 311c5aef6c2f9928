"""The fast reader against openpyxl: the same grid of every workbook that it takes."""

import io
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS

from pingshu.intake import Stored
from pingshu.read.cells import Read, read_cells
from pingshu.read.measure import Measured, measure_workbook, sheet_parts
from pingshu.read.package import pack, unpack
from pingshu.read.plain import NotPlainError, read_plain
from pingshu.read.plain.scanning import scan
from pingshu.read.plain.storing import PARSER
from pingshu.read.sheets import read_sheets

ROOT = Path(__file__).resolve().parent.parent
WORKBOOKS = sorted((*ROOT.glob("templates/*/*.xlsx"), *ROOT.glob("input_workbooks/示例/*.xlsx")))


def measured(content: bytes) -> Measured:
    parts = unpack(content)
    return measure_workbook(parts, sheet_parts(parts))


def fast(content: bytes) -> list[tuple[str, bool, object, Read]]:
    parts = unpack(content)
    sheets = read_plain(parts, sheet_parts(parts))
    return [(sheet.title, sheet.hidden, sheet.epoch, read_cells(sheet)) for sheet in sheets]


def slow(content: bytes) -> list[tuple[str, bool, object, Read]]:
    found = measured(content)
    sheets, _ = read_sheets(pack(found.parts), found.marks)
    return [(sheet.title, sheet.hidden, sheet.epoch, read_cells(sheet)) for sheet in sheets]


def patched(content: bytes, part: str, old: str, new: str) -> bytes:
    """Return a workbook with a piece of one of its parts replaced."""
    parts: Mapping[str, bytes] = unpack(content)
    assert old in parts[part].decode(), parts[part].decode()[:600]
    return pack({**parts, part: parts[part].decode().replace(old, new).encode()})


def written(*rows: list[object], hidden: bool = False) -> bytes:
    """Return a workbook as openpyxl writes it."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    sheet = book.create_sheet("自评表")
    for row in rows:
        sheet.append(row)
    if hidden:
        book.create_sheet("藏").sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_samples_and_blank_forms_give_the_same_grids(path: Path) -> None:
    assert fast(path.read_bytes()) == slow(path.read_bytes())


def test_a_hidden_sheet_is_known_as_such() -> None:
    content = written(["项目名称"], hidden=True)
    assert [hidden for _, hidden, _, _ in fast(content)] == [False, True]
    assert fast(content) == slow(content)


def test_rich_text_is_joined() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write_rich_string("A1", "项目", book.add_format({"bold": True}), "名称")
    book.close()
    ((*_, read),) = fast(buffer.getvalue())
    assert [cell.text for cell in read.cells] == ["项目名称"]
    assert fast(buffer.getvalue()) == slow(buffer.getvalue())


# openpyxl drops this piece of an escape also where it is plain text.
_DROPPED = "x005F_"
values = st.one_of(
    st.text(alphabet="绩效 a1%\n_x05F", max_size=8).filter(lambda text: _DROPPED not in text),
    st.integers(-(10**9), 10**9),
    st.floats(-1e12, 1e12, allow_nan=False),
    st.booleans(),
    st.none(),
    st.sampled_from(["#DIV/0!", "#N/A", "=B1", "=B1*2"]),
)
formats = st.sampled_from([*BUILTIN_FORMATS.values(), '0.00"万元"', 'yyyy"年"m"月"', "[红色]0"])
merges = st.sampled_from([None, "A1:B2", "B2:D2", "C1:C4", "A3:D4"])


def test_a_text_that_looks_like_an_escape_is_read_as_it_was_typed() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.add_worksheet().write_row("A1", ["x005F_", "_x005F_"])
    book.close()
    ((*_, read),) = fast(buffer.getvalue())
    assert [cell.text for cell in read.cells] == ["x005F_", "_x005F_"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(st.tuples(values, formats), max_size=4), max_size=4),
    merges,
    st.booleans(),
)
def test_any_cells_give_the_same_grid(
    rows: list[list[tuple[object, str]]], merged: str | None, since_1904: bool
) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"date_1904": since_1904})
    sheet = book.add_worksheet("自评表")
    for number, row in enumerate(rows):
        for column, (value, shown) in enumerate(row):
            sheet.write(number, column, value, book.add_format({"num_format": shown}))
    if merged:
        sheet.merge_range(merged, "合并")
    book.close()
    try:
        assert fast(buffer.getvalue()) == slow(buffer.getvalue())
    except NotPlainError:  # a number that is no date in a format of dates
        assert any("y" in shown or "h" in shown or "m" in shown for row in rows for _, shown in row)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, 'r="A1"', ""),
        (SHEET, 'r="A1"', 'r="a1"'),
        (SHEET, "<v>90</v>", "<v>NaN</v>"),
        (SHEET, "<v>90</v>", "<v> 90</v>"),
        (SHEET, 't="n"', 't="d"'),
        (SHEET, "<v>90</v>", '<v>90</v></c><c r="D1" s="77" t="n"><v>1</v>'),
        (SHEET, 't="n"><v>90', 't="s"><v>99'),
        (SHEET, 't="n"><v>90', 't="b"><v>90'),
        (SHEET, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1"/></mergeCells>'),
        (
            SHEET,
            "</sheetData>",
            '</sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>',
        ),
    ],
)
def test_what_is_not_plain_is_left_to_openpyxl(part: str, old: str, new: str) -> None:
    with pytest.raises(NotPlainError):
        fast(patched(written(["项目名称", 90]), part, old, new))


def test_styles_that_stop_openpyxl_do_not_matter() -> None:
    content = patched(
        written(["项目名称", 90]), "xl/styles.xml", "<fill><patternFill/></fill>", "<fill/>"
    )
    ((*_, read),) = fast(content)
    assert [cell.text for cell in read.cells] == ["项目名称", "90"]


def as_excel(*row: object) -> bytes:
    """Return a workbook with one row, written as Excel does."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.add_worksheet("自评表").write_row("A1", row)
    book.close()
    return buffer.getvalue()


def cells_of(content: bytes) -> tuple[Stored, ...]:
    (sheet,) = read_plain(parts := unpack(content), sheet_parts(parts))
    return sheet.cells


def scanned(content: bytes) -> bool:
    return scan(unpack(content)[SHEET], PARSER) is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<v>90</v>", "<v>90</v><!-- 注 -->"),
        ("<v>90</v>", "<v><![CDATA[90]]></v>"),
        ("<v>90</v>", "<v>9&#48;</v>"),
        ("<v>90</v>", '<f t="shared" ref="C1" si="0">A1</f><v>90</v>'),
        ("<row ", "  <row "),
        ('<c r="B1"', '<c vm="1" r="B1"'),
        ('<c r="B1"', '<c  r="B1"'),
        ("</row>", "</row><!-- 完 -->"),
    ],
)
def test_a_cell_that_is_written_otherwise_is_left_to_the_parser_and_read_the_same(
    old: str, new: str
) -> None:
    content = as_excel("项目名称", 90)
    changed = patched(content, SHEET, old, new)
    assert (scanned(content), scanned(changed)) == (True, False)
    assert cells_of(changed) == cells_of(content)


@pytest.mark.parametrize(
    ("new", "value"),
    [
        ("<v>90</v>", 90),
        ("<v></v>", None),
        ("<v/>", None),
        ("<v />", None),
        ("<f>45*2</f><v>90</v>", 90),
        ("<f></f><v>90</v>", 90),
    ],
)
def test_a_cell_is_read_by_its_pattern_as_by_the_parser(new: str, value: int | None) -> None:
    content = patched(as_excel("项目名称", 90), SHEET, "<v>90</v>", new)
    commented = patched(content, SHEET, "</row>", "</row><!-- 完 -->")
    assert (scanned(content), scanned(commented)) == (True, False)
    assert cells_of(content) == cells_of(commented)
    assert [cell.value for cell in cells_of(content)[1:]] == ([] if value is None else [value])


@pytest.mark.parametrize(
    "new",
    [
        *("</sheetData", "<v>90</v></x>", "<v>\x01</v>", "<v>90", "<v>90</v></c></row></row>"),
        *('<v>90</v></c><row r="9">', "<v>90</v></c></row><c><v>1</v>"),
    ],
)
def test_damaged_xml_is_read_neither_by_the_pattern_nor_by_the_parser(new: str) -> None:
    with pytest.raises(NotPlainError):
        fast(patched(as_excel("项目名称", 90), SHEET, "<v>90</v>", new))


def test_another_encoding_is_left_to_the_parser() -> None:
    parts = unpack(as_excel("项目名称", 90))
    text = '<?xml version="1.0" encoding="UTF-16"?>' + parts[SHEET].decode().partition("?>")[2]
    content = pack({**parts, SHEET: text.encode("utf-16")})
    assert not scanned(content)
    assert cells_of(content) == cells_of(pack(parts))
