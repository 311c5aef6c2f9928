"""Rows and paragraphs in another order keep what a person wrote beside their own figures."""

import re
from collections.abc import Mapping, Sequence

import pytest
from docx.document import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st

from pingshu.align import aligned, reordered
from pingshu.manifest import Manifest
from pingshu.merge import Change, Merged, merge
from pingshu.passages import passage_of
from pingshu.verify import verify
from tests.edited_samples import Cells, made_with, sample
from tests.report_building import edited, lines, marked, remarks, report, without_marks

TITLE, LAST = "项目绩效自评报告", "今后继续加强管理。"
HEADINGS = ["一级指标", "三级指标", "目标值", "完成值", "原因"]
NAMES = ("印制通告", "宣传资料", "宣传折页", "培训人数", "培训天数")

Report = tuple[bytes, Manifest]


def table_of(order: Sequence[int], more: int = 0) -> Report:
    """A report with a row for each of these indicators; the first names their group."""
    rows = [
        [
            "" if place else "产出指标",
            NAMES[k],
            f"≥{k + 1}个",
            f"[{NAMES[k]}:{k + 1 + more}0个]",
            "",
        ]
        for place, k in enumerate(order)
    ]
    return report(TITLE, [HEADINGS, *rows], LAST)


def written(old: Report, row: int, column: int, text: str, *, marks: bool = True) -> bytes:
    """A report in whose table a person writes something."""

    def write(opened: WordDocument) -> None:
        opened.tables[0].cell(row, column).paragraphs[0].add_run(text)

    content = edited(old[0], write)
    return content if marks else without_marks(content)


def refreshed(content: bytes, old: Report, new: Report) -> Merged:
    merged = merge(content, old[1], *new)
    assert merge(merged.content, new[1], *new).content == merged.content
    return merged


@pytest.mark.parametrize("marks", [True, False], ids=["with bookmarks", "without"])
def test_a_row_that_a_person_wrote_in_goes_where_its_indicator_went(marks: bool) -> None:
    old, new = table_of([0, 1, 2]), table_of([2, 1, 0], more=5)
    merged = refreshed(written(old, 1, 4, "纸张涨价", marks=marks), old, new)
    assert marked(merged.content)[2:-1] == [
        "产出指标|宣传折页|≥3个|⟨80个⟩|",
        "|宣传资料|≥2个|⟨70个⟩|",
        "|印制通告|≥1个|⟨60个⟩|纸张涨价",
    ]
    assert merged.conflicts == ()
    assert merged.changes[Change.MOVED] == 2


def test_a_row_whose_name_a_person_changed_is_known_by_its_figure() -> None:
    old, new = table_of([0, 1, 2]), table_of([2, 1, 0], more=5)
    merged = refreshed(written(old, 1, 1, "（含张贴，两面彩色印刷）"), old, new)
    assert "|印制通告（含张贴，两面彩色印刷）|≥1个|60个|" in lines(merged.content)


def test_without_its_bookmark_a_row_is_known_by_its_name_and_not_by_its_place() -> None:
    def delete(opened: WordDocument) -> None:
        opened.tables[0]._tbl.remove(opened.tables[0].rows[1]._tr)

    old = table_of([0, 1, 2])
    gone = without_marks(edited(old[0], delete))
    states = verify(gone, old[1], old[1], "甲.docx").figures
    assert [one.status.value for one in states] == ["deleted", "unchanged", "unchanged"]
    merged = refreshed(gone, old, table_of([0, 1, 2], more=5))
    assert marked(merged.content)[2:-1] == ["|宣传资料|≥2个|⟨70个⟩|", "|宣传折页|≥3个|⟨80个⟩|"]


def test_rows_that_differ_in_a_number_of_their_names_are_told_apart() -> None:
    rows = [["批次", "完成值"], ["第1批", "[甲:30户]"], ["第2批", "[乙:40户]"]]
    old = report(TITLE, rows)

    def delete(opened: WordDocument) -> None:
        opened.tables[0]._tbl.remove(opened.tables[0].rows[1]._tr)
        opened.tables[0].cell(1, 1).paragraphs[0].runs[1].text = "45户"

    for content in (edited(old[0], delete), without_marks(edited(old[0], delete))):
        states = verify(content, old[1], None, "甲.docx").figures
        assert [(one.key, one.present) for one in states] == [("甲", None), ("乙", "45户")]


def test_rows_without_figures_go_by_their_names() -> None:
    old = report(
        TITLE,
        [["名称", "情况", ""], ["群众知晓程度", "显著提高", ""], ["治理成效", "明显提升", ""]],
    )
    new = report(
        TITLE,
        [["名称", "情况", ""], ["治理成效", "有所提升", ""], ["群众知晓程度", "显著提高", ""]],
    )
    merged = refreshed(written(old, 1, 2, "有问卷为证"), old, new)
    assert lines(merged.content)[2:] == ["治理成效|有所提升|", "群众知晓程度|显著提高|有问卷为证"]


def test_a_row_that_a_person_deleted_stays_away_wherever_it_would_be_now() -> None:
    def delete(opened: WordDocument) -> None:
        opened.tables[0]._tbl.remove(opened.tables[0].rows[1]._tr)

    old = table_of([0, 1, 2])
    merged = refreshed(edited(old[0], delete), old, table_of([1, 2, 0]))
    assert lines(merged.content)[2:-1] == ["产出指标|宣传资料|≥2个|20个|", "|宣传折页|≥3个|30个|"]


def test_a_row_that_a_person_moved_stays_where_it_was_put() -> None:
    def move(opened: WordDocument) -> None:
        rows = opened.tables[0].rows
        rows[3]._tr.addnext(rows[2]._tr)

    old, new = table_of([0, 1, 2, 3]), table_of([0, 2, 3, 1], more=5)
    read = [
        line.split("|")[1]
        for line in lines(refreshed(edited(old[0], move), old, new).content)[2:-1]
    ]
    assert sorted(read) == sorted(NAMES[:4])
    assert read[-1] in {NAMES[1], NAMES[3]}


def test_a_row_that_goes_to_another_table_leaves_no_empty_one_behind() -> None:
    old = report(
        TITLE,
        [["印制通告", "[甲:1个]"]],
        "下表是宣传情况。",
        [["名称", "值"], ["折页", "[乙:2个]"]],
    )
    new = report(
        TITLE, "下表是宣传情况。", [["名称", "值"], ["折页", "[乙:2个]"], ["印制通告", "[甲:5个]"]]
    )
    merged = refreshed(written(old, 0, 0, "（张贴）"), old, new)
    assert lines(merged.content)[1:] == [
        "下表是宣传情况。",
        "名称|值",
        "折页|2个",
        "印制通告（张贴）|5个",
    ]


def test_paragraphs_that_read_alike_go_by_their_figures() -> None:
    done = "完成值为[{}:{}]，达到目标，各方反映良好。"
    old = report("甲指标", done.format("甲", "100%"), "乙指标", done.format("乙", "100%"))
    new = report("乙指标", done.format("乙", "97%"), "甲指标", done.format("甲", "95%"))

    def write(opened: WordDocument) -> None:
        opened.paragraphs[1].add_run("有照片。")

    merged = refreshed(edited(old[0], write), old, new)
    assert lines(merged.content) == [
        "乙指标",
        "完成值为97%，达到目标，各方反映良好。",
        "甲指标",
        "完成值为95%，达到目标，各方反映良好。有照片。",
    ]


def test_a_paragraph_that_ends_a_section_stays_where_it_is() -> None:
    done = "{}完成[{}:{}]，达到目标。"
    old = report(done.format("甲", "甲", "10个"), done.format("乙", "乙", "20个"), LAST)
    new = report(done.format("乙", "乙", "25个"), done.format("甲", "甲", "15个"), LAST)

    def end_sections(opened: WordDocument) -> None:
        section = opened.element.body.sectPr
        for one in opened.paragraphs[:2]:
            one.add_run("好。")
            one._p.get_or_add_pPr().append(section.__copy__())

    merged = refreshed(edited(old[0], end_sections), old, new)
    assert lines(merged.content)[:2] == ["甲完成15个，达到目标。好。", "乙完成25个，达到目标。好。"]


def test_what_has_two_counterparts_has_none() -> None:
    passages = [passage_of(text, {}) for text in ("甲", "乙", "丙")]
    base, new = [passages[0], passages[1]], [passages[1], passages[2], passages[2], passages[0]]
    assert reordered(base, new, aligned(base, new)) in ({0: 3}, {1: 0})
    twice = [passages[1], passages[0], passages[0]]
    assert reordered(base, twice, ((None, 0), (None, 1), (None, 2), (0, None), (1, None))) == {1: 0}


# --- a sample -----------------------------------------------------------------------------------

SHEET = "自评表"
FIRST, SECOND = ("印制通告", None, "2000份", None), ("折页", None, "3万份", None)
SWAPPED: Cells = {
    **{(SHEET, f"{column}22"): value for column, value in zip("DEFG", SECOND, strict=True)},
    **{(SHEET, f"{column}24"): value for column, value in zip("DEFG", FIRST, strict=True)},
}


@pytest.mark.parametrize("marks", [True, False], ids=["with bookmarks", "without"])
def test_indicators_that_change_places_in_the_workbook_take_nothing_from_each_other(
    marks: bool,
) -> None:
    old, new = made_with(sample("渠县"), {}), made_with(sample("渠县"), SWAPPED)

    def write(opened: WordDocument) -> None:
        (cell,) = (c for t in opened.tables for r in t.rows for c in r.cells if c.text == "折页")
        cell.paragraphs[0].runs[0].text = "宣传折页"

    content = edited(old.content, write)
    merged = merge(
        content if marks else without_marks(content), old.manifest, new.content, new.manifest
    )
    rows = [line for line in lines(merged.content) if "折页|" in line or "|印制通告|" in line]
    assert rows == ["产出指标|数量指标|宣传折页||3万份|", "||印制通告||2000份|"]
    assert remarks(merged.content) == []


# --- any order, any edits -----------------------------------------------------------------------

Edits = Mapping[int, str]


@settings(max_examples=40)
@given(
    order=st.permutations(range(len(NAMES))),
    left=st.integers(2, len(NAMES)),
    edits=st.dictionaries(
        st.integers(0, len(NAMES) - 1),
        st.sampled_from(["name", "reason", "figure", "gone", "group"]),
        max_size=4,
    ),
    keeps_marks=st.booleans(),
)
def test_whatever_the_order_no_figure_of_another_comes_into_a_person_s_row(
    order: list[int], left: int, edits: Edits, keeps_marks: bool
) -> None:
    old, new = table_of(range(len(NAMES))), table_of(order[:left], more=5)
    own = edited(old[0], lambda opened: _edit(opened, edits))
    merged = refreshed(own if keeps_marks else without_marks(own), old, new)
    told = [
        line.split("|") for line in lines(merged.content) if line.count("|") == len(HEADINGS) - 1
    ]
    by_name = [(k, row) for row in told for k, name in enumerate(NAMES) if row[1].startswith(name)]
    assert len(by_name) == len(told) - 1
    for k, row in by_name:
        assert row[2] == f"≥{k + 1}个"
        assert row[3] in {f"{k + 1}0个", f"{k + 6}0个", f"{k + 1}7个"}
        assert row[4] in {"", f"〔{k}〕"}
        assert re.fullmatch(f"(?:产出指标)?(?:〔{k}〕)?", row[0])
    assert {k for k, edit in edits.items() if edit == "reason"} == {
        k for k, row in by_name if row[4]
    }
    assert not {k for k, edit in edits.items() if edit == "gone"} & {k for k, _ in by_name}


def _edit(opened: WordDocument, edits: Edits) -> None:
    rows = list(opened.tables[0].rows)[1:]
    for k, edit in edits.items():
        cells = rows[k].cells
        match edit:
            case "name":
                cells[1].paragraphs[0].add_run("等")
            case "reason":
                cells[4].paragraphs[0].add_run(f"〔{k}〕")
            case "group":
                cells[0].paragraphs[0].add_run(f"〔{k}〕")
            case "figure":
                cells[3].paragraphs[0].runs[1].text = f"{k + 1}7个"
            case "gone":
                opened.tables[0]._tbl.remove(rows[k]._tr)
