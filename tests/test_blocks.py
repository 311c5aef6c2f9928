"""Rows that stay though they are not due stay below the merged cells that they belong to."""

from collections.abc import Mapping, Sequence

import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml.etree import _Element as Element

from pingshu.manifest import Manifest
from pingshu.merge import merge
from tests.docx_building import files_of, package
from tests.edited_samples import Cells, made_with, sample
from tests.report_building import edited, report, without_marks

SHEET = "自评表"
HEADINGS = ["一级指标", "二级指标", "三级指标", "完成值", "原因"]
GROUPS: Mapping[str, tuple[str, str]] = {
    "印制通告": ("产出指标", "数量指标"),
    "宣传资料": ("产出指标", "数量指标"),
    "宣传折页": ("产出指标", "数量指标"),
    "培训合格": ("产出指标", "质量指标"),
    "验收合格": ("产出指标", "质量指标"),
    "群众受益": ("效益指标", "社会效益"),
    "住户增收": ("效益指标", "社会效益"),
}
NAMES = tuple(GROUPS)
MERGE, VALUE = qn("w:vMerge"), qn("w:val")
Report = tuple[bytes, Manifest]


def told_of(names: Sequence[str]) -> Report:
    """A report whose indicators stand below merged cells."""
    rows, above = [], ("", "")
    for name in names:
        one, two = GROUPS[name]
        first, second = one if one != above[0] else "", two if (one, two) != above else ""
        rows.append([first, second, name, f"[{name}:{NAMES.index(name) + 3}0个]", ""])
        above = one, two
    content, manifest = report("项目绩效自评报告", [HEADINGS, *rows], "今后继续加强管理。")
    files = files_of(content)
    root = etree.fromstring(files["word/document.xml"])
    for number, row in enumerate(root.iter(qn("w:tr"))):
        for cell in list(row)[:2] if number else ():
            properties = etree.Element(qn("w:tcPr"))
            value = "restart" if _text(cell) else "continue"
            etree.SubElement(properties, MERGE).set(VALUE, value)
            cell.insert(0, properties)
    return package({**files, "word/document.xml": etree.tostring(root)}), manifest


def with_notes(content: bytes, names: Sequence[str]) -> bytes:
    def write(opened: WordDocument) -> None:
        for row in opened.element.body.iter(qn("w:tr")):
            if {*names} & {_text(cell) for cell in row.tc_lst}:
                run = etree.SubElement(row.tc_lst[-1].p_lst[-1], qn("w:r"))
                etree.SubElement(run, qn("w:t")).text = "有人写的"

    return edited(content, write)


def rows_of(content: bytes) -> list[list[str]]:
    """Rows as people see them: a cell that continues another one reads as that does.

    A cell that continues none fails.
    """
    told: list[list[str]] = []
    tables = etree.fromstring(files_of(content)["word/document.xml"]).iter(qn("w:tbl"))
    for table in tables:
        above: list[str | None] = []
        for row in table.findall(qn("w:tr")):
            above = [_read(cell, above, k) for k, cell in enumerate(row.findall(qn("w:tc")))]
            told.append([_text(cell) if text is None else text for cell, text in _zip(row, above)])
    return told


def _zip(row: Element, texts: Sequence[str | None]) -> list[tuple[Element, str | None]]:
    return list(zip(row.findall(qn("w:tc")), texts, strict=True))


def _read(cell: Element, above: Sequence[str | None], column: int) -> str | None:
    merge = cell.find(f"{qn('w:tcPr')}/{MERGE}")
    if merge is None:
        return None
    if merge.get(VALUE, "continue") == "restart":
        return _text(cell)
    text = above[column]
    assert text is not None, "a cell continues one that is not merged"
    assert not _text(cell), "a cell says what nobody sees"
    return text


def _text(cell: Element) -> str:
    return "".join(node.text or "" for node in cell.iter(qn("w:t")))


def refreshed(content: bytes, old: Report, new: Report) -> list[list[str]]:
    merged = merge(content, old[1], *new).content
    assert merge(merged, new[1], *new).content == merged
    return rows_of(merged)[1:]


def test_a_kept_row_stays_below_the_names_of_its_group_when_its_neighbours_change_places() -> None:
    old, new = told_of(NAMES[:4]), told_of(["宣传折页", "印制通告", "培训合格"])
    rows = refreshed(with_notes(old[0], ["宣传资料"]), old, new)
    assert rows == [
        ["产出指标", "数量指标", "宣传折页", "50个", ""],
        ["产出指标", "数量指标", "宣传资料", "40个", "有人写的"],
        ["产出指标", "数量指标", "印制通告", "30个", ""],
        ["产出指标", "质量指标", "培训合格", "60个", ""],
    ]


def test_a_kept_row_whose_group_is_gone_names_it_itself() -> None:
    old, new = told_of(NAMES[:5]), told_of(NAMES[:3])
    rows = refreshed(with_notes(old[0], ["验收合格"]), old, new)
    assert rows[-1] == ["产出指标", "质量指标", "验收合格", "70个", "有人写的"]


def test_a_kept_row_that_began_its_group_stands_behind_the_one_that_begins_it_now() -> None:
    old, new = told_of(NAMES[3:7]), told_of(["验收合格", "群众受益", "住户增收"])
    content = merge(with_notes(old[0], ["培训合格"]), old[1], *new).content
    assert [row[2] for row in rows_of(content)[1:3]] == ["验收合格", "培训合格"]
    xml = files_of(content)["word/document.xml"].decode()
    assert (xml.count("产出指标"), xml.count("质量指标")) == (1, 1)


@pytest.mark.parametrize("marks", [True, False], ids=["with bookmarks", "without"])
def test_a_kept_row_of_a_sample_continues_no_heading(marks: bool) -> None:
    columns, names = "DEFGHI", {16: "送戏下乡演出"}
    last = ("新建村级文化服务点", "≥20个", "18个", 8, 7.2, "用地手续年内没有办完。")
    first = ("举办公益性文化活动", "≥120场", "132场", 8, 8, None)
    lines = {15: last, 16: (None,) * 6, 17: first}
    swapped: Cells = {
        (SHEET, f"{column}{row}"): value
        for row, values in lines.items()
        for column, value in zip(columns, values, strict=True)
    }
    old, new = made_with(sample("示例县"), {}), made_with(sample("示例县"), swapped)
    content = with_notes(old.content, [names[16]])
    merged = merge(
        content if marks else without_marks(content), old.manifest, new.content, new.manifest
    )
    found = [row for row in rows_of(merged.content) if names[16] in row]
    assert [(row[:3], row[-1]) for row in found] == [
        (["产出指标（50分）", "数量指标", names[16]], "有人写的")
    ]


@settings(max_examples=40)
@given(
    order=st.permutations(NAMES),
    left=st.integers(2, len(NAMES)),
    noted=st.sets(st.sampled_from(NAMES), max_size=4),
)
def test_whatever_the_order_every_row_stands_below_the_names_of_its_group(
    order: list[str], left: int, noted: set[str]
) -> None:
    groups = [GROUPS[name] for name in order]
    outer = [one for one, _ in groups]
    due = sorted(
        order[:left],
        key=lambda name: (outer.index(GROUPS[name][0]), groups.index(GROUPS[name])),
    )
    old, new = told_of(NAMES), told_of(due)
    rows = refreshed(with_notes(old[0], sorted(noted)), old, new)
    assert [(row[2], (row[0], row[1])) for row in rows] == [
        (row[2], GROUPS[row[2]]) for row in rows
    ]
    assert {row[2] for row in rows} == {*due} | noted
