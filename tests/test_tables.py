"""Tables as workbooks: rows taken one at a time, the texts and links that come out of them."""

import tracemalloc
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from pingshu.tables import Column, Link, Table, Value, workbook_of


def table(rows: Iterable[Sequence[Value]], totals: int = 0) -> Table:
    columns = (Column(heading="序号", width=6), Column(heading="内容", width=30))
    colours = {"须修改": "F8CBAD"}
    return Table(
        name="表", title="题目", columns=columns, rows=rows, colours=colours, totals=totals
    )


def sheet(*rows: Sequence[Value], totals: int = 0) -> Worksheet:
    found = load_workbook(BytesIO(workbook_of(table(rows, totals)))).active
    assert isinstance(found, Worksheet)
    return found


def long_rows(count: int) -> Iterator[tuple[Value, ...]]:
    link = Link(text="F7", target="../甲.xlsx", location="'表'!F7")
    return ((link, f"第{number}个问题：执行率与预算数、执行数不符") for number in range(count))


def most_memory(count: int) -> int:
    """Return how many bytes a table of so many rows takes beyond the finished file."""
    tracemalloc.start()
    content = workbook_of(table(long_rows(count)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak - len(content)


def test_a_long_table_takes_hardly_more_memory_than_a_short_one() -> None:
    most_memory(10)
    # Held as objects of openpyxl, six thousand rows more would take twenty megabytes.
    assert most_memory(7_000) - most_memory(1_000) < 3 << 20


def test_rows_are_put_away_one_by_one() -> None:
    made: list[int] = []

    def rows() -> Iterator[tuple[Value, ...]]:
        for number in range(3):
            made.append(number)
            yield number, "行"

    source = rows()
    content = workbook_of(table(source))
    assert made == [0, 1, 2]
    assert next(source, None) is None
    assert load_workbook(BytesIO(content)).active["A5"].value == 2  # type: ignore[index]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30))
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    # XML cannot say these two at all.
    clean = text.replace("\ufffe", "").replace("\uffff", "")
    assert (sheet((1, text))["B3"].value or "") == clean


@pytest.mark.parametrize("text", ["甲\n乙", "  甲 ", "甲\r\n乙", "<&>\"'", "]]>", "=1+1"])
def test_white_space_and_marks_of_xml_are_kept(text: str) -> None:
    cell = sheet((1, text))["B3"]
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize(
    ("number", "shown"), [(Decimal("97.50005"), 97.50005), (Decimal("-0.1"), -0.1), (2**40, 2**40)]
)
def test_a_number_is_stored_as_a_number(number: Decimal | int, shown: float) -> None:
    cell = sheet((number, None))["A3"]
    assert (cell.value, cell.data_type) == (shown, "n")


def test_a_text_longer_than_a_cell_takes_is_cut() -> None:
    assert sheet((1, "字" * 40_000))["B3"].value == "字" * 32_767


def test_the_filter_ends_with_the_last_row() -> None:
    assert sheet((1, "甲"), (2, "乙")).auto_filter.ref == "A2:B4"


def test_totals_are_bold_and_the_rows_below_are_not() -> None:
    found = sheet((None, "合计"), (1, "甲"), totals=1)
    assert [found[place].font.bold for place in ("B3", "B4")] == [True, False]


def test_a_link_leads_to_its_place_whatever_the_place_is_called() -> None:
    found = sheet((1, Link(text="F7", target="../甲&乙.xlsx", location="'\"张\"<1>'!F7")))
    link = found["B3"].hyperlink
    assert link is not None
    assert (link.target, link.location) == ("../甲&乙.xlsx", "'\"张\"<1>'!F7")


def test_more_links_than_excel_takes_are_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pingshu.tables.streaming._MOST_LINKS", 2)
    found = sheet(*((1, Link(text=name, target=f"{name}.xlsx")) for name in "甲乙丙"))
    assert [found[place].value for place in ("B3", "B4", "B5")] == ["甲", "乙", "丙"]
    assert [bool(found[place].hyperlink) for place in ("B3", "B4", "B5")] == [True, True, False]


def test_a_workbook_of_tables_is_valid(tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    totals = table([(Decimal("1.5"), "须修改"), (None, "")], totals=1)
    file.write_bytes(workbook_of(table(long_rows(3)), totals))
    errors = map(str, OpenXmlValidator().validate(file).errors)
    # Fonts in an order of its own, and texts in their cells, are how openpyxl writes anything.
    assert [one for one in errors if "styles.xml" not in one and "inline-string" not in one] == []


def test_a_sheet_without_links_has_no_relations() -> None:
    with zipfile.ZipFile(BytesIO(workbook_of(table([(1, "甲")])))) as archive:
        assert not [name for name in archive.namelist() if name.startswith("xl/worksheets/_rels")]
