"""Row by row as sheet by sheet: the same cells of every workbook, however long it is."""

import io
import tracemalloc
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml.etree import _Element

import pingshu.read
from pingshu.read import NotPlainError, read_workbook, stream_rows
from pingshu.read.package import pack, unpack
from pingshu.read.plain import streaming
from pingshu.sheet import Cell
from tests.hostile_files import HOSTILE

ROOT = Path(__file__).resolve().parent.parent
WORKBOOKS = sorted((*ROOT.glob("templates/*/*.xlsx"), *ROOT.glob("input_workbooks/示例/*.xlsx")))
SHEET = "xl/worksheets/sheet1.xml"

Sheets = list[list[tuple[Cell, ...]]]


def streamed(path: Path) -> Sheets:
    """Return the rows of each sheet that hold something, read one at a time."""
    sheets = groupby(stream_rows(path), lambda numbered: numbered[0])
    return _said([row for _, row in rows] for _, rows in sheets)


def whole(path: Path) -> Sheets:
    """Return the same of a workbook that is read as a whole."""
    grids, _ = read_workbook(path)
    return _said(grid.rows() for grid in grids)


def _said(sheets: Iterable[Iterable[tuple[Cell, ...]]]) -> Sheets:
    said = [[row for row in rows if any(cell.text for cell in row)] for rows in sheets]
    return [sheet for sheet in said if sheet]


def listed(path: Path, count: int, text: str = "执行率与预算数、执行数不符") -> Path:
    """Write a workbook with so many rows."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for number in range(count):
        sheet.write_row(number, 0, [number, f"{text}{number}", text])
    book.close()
    return path


def patched(path: Path, old: bytes, new: bytes, part: str = SHEET) -> Path:
    """Replace a piece of one part of a workbook."""
    parts = unpack(path.read_bytes())
    assert old in parts[part]
    path.write_bytes(pack({**parts, part: parts[part].replace(old, new)}))
    return path


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_rows_of_samples_and_blank_forms_are_those_of_their_grids(path: Path) -> None:
    assert streamed(path) == whole(path)


values = st.one_of(
    st.text(alphabet="绩效 a1%\n", max_size=8),
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.none(),
    st.sampled_from(["=B1", "", "2023-03-01"]),
)
merges = st.sampled_from([None, "A1:B1", "B2:D2", "A3:D3"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(values, max_size=4), max_size=4), merges, st.sampled_from(["0%", "0.0"]))
def test_rows_of_any_workbook_are_those_of_its_grids(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[object]],
    merged: str | None,
    shown: str,
) -> None:
    path = tmp_path_factory.mktemp("book") / "表.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet, form = book.add_worksheet(), book.add_format({"num_format": shown})
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row, form)
    if merged:
        sheet.merge_range(merged, "合并")
    book.close()
    assert streamed(path) == whole(path)


def test_rows_far_below_those_of_a_form_are_read(tmp_path: Path) -> None:
    (rows,) = streamed(listed(tmp_path / "表.xlsx", 5_500))
    assert [cell.text for cell in rows[-1]] == [
        "5499", "执行率与预算数、执行数不符5499", "执行率与预算数、执行数不符",
    ]  # fmt: skip


def test_a_long_list_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    def most(count: int) -> int:
        path = listed(tmp_path / f"{count}.xlsx", count)
        tracemalloc.start()
        for _ in stream_rows(path):
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak - path.stat().st_size

    most(2_000)  # from now on the addresses of cells are known
    assert most(2_000) - most(200) < 1 << 20


def test_a_merged_cell_stands_in_each_row_that_it_covers(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "表.xlsx")
    sheet = book.add_worksheet()
    sheet.write_column(0, 0, ["甲", "乙", "丙"])
    sheet.merge_range("B1:B2", "两行同一个说明")
    book.close()
    (rows,) = streamed(tmp_path / "表.xlsx")
    assert [[cell.text for cell in row] for row in rows] == [
        ["甲", "两行同一个说明"], ["乙", "两行同一个说明"], ["丙"],
    ]  # fmt: skip


# Blank rows cost time and nothing else; a million of them cost seconds.
@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "million rows"])
def test_a_hostile_file_is_read_or_left_to_the_reader_of_forms(name: str, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(HOSTILE[name][1]())
    with suppress(NotPlainError):
        assert sum(1 for _ in stream_rows(path)) < 100_000


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<c r="B2"', b"<c"),
        (b'<row r="2"', b"<row"),
        (b"</sheetData>", b"</sheetData"),
        (b"<v>1</v>", b"<v>NaN</v>"),
        (b"<worksheet ", b'<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet '),
    ],
)
def test_what_is_not_plain_is_not_streamed(old: bytes, new: bytes, tmp_path: Path) -> None:
    path = listed(tmp_path / "表.xlsx", 3)
    with pytest.raises(NotPlainError):
        list(stream_rows(patched(path, old, new)))


def test_a_part_that_is_damaged_far_down_is_seen_when_it_is_reached(tmp_path: Path) -> None:
    path = listed(tmp_path / "表.xlsx", 12_000)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        start = archive.getinfo(SHEET).header_offset
        middle = start + archive.getinfo(SHEET).compress_size // 2
    content[middle : middle + 8] = b"\0" * 8
    path.write_bytes(content)
    with pytest.raises(NotPlainError):
        list(stream_rows(path))


def test_no_more_of_a_member_is_taken_than_may_be_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = listed(tmp_path / "表.xlsx", 1, "说明" * 100_000)
    monkeypatch.setattr(streaming, "MOST_XML_BYTES", 1 << 15)
    with pytest.raises(NotPlainError):
        list(stream_rows(path))


def test_rows_beyond_the_limit_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pingshu.read, "MOST_STREAMED_ROWS", 2)
    with pytest.raises(NotPlainError):
        list(stream_rows(listed(tmp_path / "表.xlsx", 3)))


def test_rows_are_read_as_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str | None] = []
    forget = streaming._forget

    def watched(element: _Element) -> None:
        seen.append(element.get("r"))
        forget(element)

    monkeypatch.setattr(streaming, "_forget", watched)
    rows: Iterator[object] = stream_rows(listed(tmp_path / "表.xlsx", 50))
    next(rows)
    seen.clear()
    next(rows)
    assert seen == ["1"]
