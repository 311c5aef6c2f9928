"""An edited report is told figure by figure, with its bookmarks and without them."""

import re
from collections.abc import Mapping

import pytest

from pingshu.document import open_document, remark, saved
from pingshu.manifest import Manifest, Origin
from pingshu.opc import PackageError
from pingshu.verify import FigureState, Status, Verification, verify
from scripts.documents.case import FileCase
from scripts.documents.cases import REPORT_CASES
from tests.docx_building import document, files_of, package, paragraph
from tests.edited_reports import REPORT, due, memory, report, without_bookmarks

MONEY = "全年预算数[预算:120万元]，全年执行数[执行:118.2万元]，执行率[执行率:98.5%]。"
COUNTY = "县级资金|[县级预算:40万元]|[县级执行:38.2万元]"
CENTRAL = "中央资金|[中央预算:80万元]|[中央执行:80万元]"
TOWNS = "项目由示例局实施，涉及[镇数:3个]镇。"
DONE = "按期完成建设任务，群众反映良好。"
SCORE = "自评总分[总分:97.5分]，等级为优。"
HEADING = "# 二、资金情况"

Told = Mapping[str, str]


def told(edited: bytes, base: str = REPORT, fresh: str | None = None) -> Told:
    """Return key → status of the figures that are not unchanged."""
    made_now = None if fresh is None else memory(fresh)
    states = verify(edited, memory(base), made_now, "甲.docx").figures
    return {one.key: one.status.value for one in states if one.status is not Status.UNCHANGED}


def state(edited: str, key: str, figures: Mapping[str, str]) -> FigureState:
    fresh = memory(due(REPORT, figures))
    states = verify(report(edited), memory(REPORT), fresh, "甲.docx").figures
    return next(one for one in states if one.key == key)


def verified(edited: str, base: str = REPORT) -> Verification:
    return verify(report(edited), memory(base), None, "甲.docx")


# --- every kind of edit ---------------------------------------------------------------------

# What was replaced by what, and what is told of the figures whose text differs from the base.
EDITS: tuple[tuple[str, str, Told], ...] = (
    # figures
    ("[预算:120万元]", "[预算:130万元]", {"预算": "overtyped"}),
    ("[预算:120万元]", "[预算:]130万元", {"预算": "overtyped"}),
    ("[预算:120万元]", "1[预算:20万元]", {}),
    ("[预算:120万元]", "[预算:120]万元", {}),
    ("[预算:120万元]", "[预算:120万元，另有上级]60万元", {}),
    ("[预算:120万元]", "[预算:1,200,000.00元]", {"预算": "equal"}),
    ("[预算:120万元]", "[预算:0.012亿元]", {"预算": "equal"}),
    ("[预算:120万元]", "[预算:１２０万元]", {"预算": "equal"}),
    ("[预算:120万元]", "[预算:120 万元]", {"预算": "equal"}),
    ("[预算:120万元]", "[预算:一百二十万元]", {"预算": "overtyped"}),
    ("[预算:120万元]", "[预算:120元]", {"预算": "overtyped"}),
    ("[预算:120万元]", "[预算:-120万元]", {"预算": "overtyped"}),
    ("全年预算数[预算:120万元]，", "", {"预算": "deleted"}),
    ("[预算:120万元]", "[预算:]", {"预算": "deleted"}),
    ("[执行率:98.5%]", "[执行率:98.5％]", {"执行率": "equal"}),
    ("[执行率:98.5%]", "[执行率:98.50%]", {"执行率": "equal"}),
    ("[执行率:98.5%]", "[执行率:99%]", {"执行率": "overtyped"}),
    ("，执行率[执行率:98.5%]", "", {"执行率": "deleted"}),
    ("[执行率:98.5%]", "[执行率:]。经核实无误", {"执行率": "deleted"}),
    ("[镇数:3个]镇", "[镇数:5个]镇", {"镇数": "overtyped"}),
    ("[总分:97.5分]", "[总分:97分]", {"总分": "overtyped"}),
    # words beside figures
    (MONEY, f"经核实，{MONEY}", {}),
    ("全年预算数", "本年度安排的预算总额为", {}),
    ("，全年执行数", "（含上级补助60万元），实际执行", {}),
    ("。\n资金来源", "，比上年提高2个百分点。\n资金来源", {}),
    ("，涉及[镇数:3个]镇", "，范围较广", {"镇数": "deleted"}),
    ("项目由示例局实施，涉及", "2023年3月起，示例局在全县组织实施，共涉及", {}),
    ("等级为优", "等级为良", {}),
    # the order of clauses
    (
        "全年预算数[预算:120万元]，全年执行数[执行:118.2万元]",
        "全年执行数[执行:118.2万元]，全年预算数[预算:120万元]",
        {},
    ),
    # paragraphs
    (f"{DONE}\n", "", {}),
    (f"{MONEY}\n", "", {"预算": "deleted", "执行": "deleted", "执行率": "deleted"}),
    (f"{DONE}\n", f"{DONE}\n另有5个村自愿参加。\n", {}),
    ("，全年执行数", "。\n全年执行数", {}),
    (f"{TOWNS}\n{DONE}", f"{TOWNS.rstrip('。')}，{DONE}", {}),
    (f"{DONE}\n{HEADING}\n{MONEY}", f"{DONE}\n{MONEY}\n{HEADING}", {}),
    (f"{TOWNS}\n{DONE}", f"{DONE}\n{TOWNS}", {}),
    (HEADING, "# 二、项目资金安排和使用情况", {}),
    (HEADING, f"\n\n{HEADING}\n", {}),
    # rows
    (f"{COUNTY}\n", "", {"县级预算": "deleted", "县级执行": "deleted"}),
    (COUNTY, f"市级资金|5万元|4万元\n{COUNTY}", {}),
    (f"{CENTRAL}\n{COUNTY}", f"{COUNTY}\n{CENTRAL}", {}),
    ("[县级预算:40万元]", "[县级预算:45万元]", {"县级预算": "overtyped"}),
    ("[县级预算:40万元]", "[县级预算:]45万元", {"县级预算": "overtyped"}),
    ("[县级预算:40万元]", "[县级预算:]", {"县级预算": "deleted"}),
    ("[中央预算:80万元]", "[中央预算:]", {"中央预算": "deleted"}),
    ("[县级预算:40万元]", "[县级预算:40]", {"县级预算": "overtyped"}),
    ("[县级预算:40万元]", "[县级预算:无]", {"县级预算": "overtyped"}),
    ("县级资金", "县级财政配套资金", {}),
)


@pytest.mark.parametrize(("old", "new", "expected"), EDITS)
def test_every_edit_is_told_with_bookmarks(old: str, new: str, expected: Told) -> None:
    assert REPORT.count(old) == 1
    assert told(report(REPORT.replace(old, new))) == expected


@pytest.mark.parametrize(("old", "new", "expected"), EDITS)
def test_every_edit_is_told_without_bookmarks(old: str, new: str, expected: Told) -> None:
    assert told(report(without_bookmarks(REPORT.replace(old, new)))) == expected


def test_an_unedited_report_is_told_nothing() -> None:
    for fresh in (None, memory(REPORT)):
        found = verify(report(REPORT), memory(REPORT), fresh, "甲.docx")
        assert {one.status for one in found.figures} == {Status.UNCHANGED}
        assert (found.is_sound, found.changed) == (True, ())


def test_two_prints_of_a_figure_are_told_apart() -> None:
    base = "预算[预算:5万元]。\n如前所述，预算为[预算:5万元]。\n"
    edited = "预算[预算:5万元]。\n如前所述，预算为[预算:6万元]。\n"
    states = verify(report(edited), memory(base), None, "甲.docx").figures
    assert [one.status.value for one in states] == ["unchanged", "overtyped"]


def test_a_figure_glued_to_other_digits_is_told_by_its_bookmark() -> None:
    base = "第1.[序号:2]项。\n"
    assert told(report(base), base) == {}
    assert told(report("第1.[序号:3]项。\n"), base) == {"序号": "overtyped"}


# --- three versions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("present", "fresh", "expected"),
    [
        ("120万元", "120万元", "unchanged"),
        ("120.0万元", "120万元", "equal"),
        ("120万元", "120.0万元", "unchanged"),
        ("130万元", "120万元", "overtyped"),
        ("120万元", "130万元", "stale"),
        ("120.0万元", "130万元", "stale"),
        ("130万元", "130万元", "equal"),
        ("1300000元", "130万元", "equal"),
        ("130万元", "140万元", "conflict"),
        ("", "120万元", "deleted"),
        ("", "140万元", "deleted"),
    ],
)
def test_a_figure_is_judged_by_what_was_what_is_and_what_is_due(
    present: str, fresh: str, expected: str
) -> None:
    edited = REPORT.replace("[预算:120万元]", f"[预算:{present}]")
    one = state(edited, "预算", {"预算": fresh})
    assert (one.status.value, one.present, one.due) == (expected, present or None, fresh)


@pytest.mark.parametrize(("present", "expected"), [("120万元", "stale"), ("9万元", "conflict")])
def test_a_figure_that_a_report_made_now_does_not_print_is_out_of_date(
    present: str, expected: str
) -> None:
    edited = report(REPORT.replace("[预算:120万元]", f"[预算:{present}]"))
    fresh = memory(REPORT.replace("[预算:120万元]", "若干"))
    states = verify(edited, memory(REPORT), fresh, "甲.docx").figures
    one = next(one for one in states if one.key == "预算")
    assert (one.status.value, one.due) == (expected, None)


def test_a_further_print_before_a_figure_in_another_form_makes_it_no_other() -> None:
    base, edited = "共[预算:120万元]。\n", "共[预算:120万元]。\n"
    fresh = "金额（万元）|[预算:120]\n共[预算:120万元]。\n"
    assert told(report(edited), base, fresh) == {}


def test_without_the_workbook_nothing_is_due() -> None:
    assert {one.due for one in verified(REPORT).figures} == {None}


# --- what is told of a figure ---------------------------------------------------------------


def test_a_figure_is_told_with_its_place_its_texts_and_its_cells() -> None:
    edited = REPORT.replace("[县级预算:40万元]", "[县级预算:45万元]")
    one = state(edited, "县级预算", {"县级预算": "50万元"})
    assert one == FigureState(
        key="县级预算",
        name="县级预算",
        status=Status.CONFLICT,
        paragraph="表1第3行第2列（县级资金），标题“二、资金情况”之下",
        generated="40万元",
        present="45万元",
        due="50万元",
        cells=("自评表!F11",),
    )


def test_a_figure_is_told_with_the_cells_that_it_comes_from_now() -> None:
    lines = REPORT.splitlines()
    moved = "\n".join([lines[-1], *lines[:-1]])
    states = verify(report(REPORT), memory(REPORT), memory(moved), "甲.docx").figures
    before = verify(report(REPORT), memory(REPORT), None, "甲.docx").figures
    assert [one.cells for one in states if one.key == "总分"] == [("自评表!F5",)]
    assert [one.cells for one in before if one.key == "总分"] == [("自评表!F13",)]


def test_a_figure_that_the_workbook_has_no_more_is_told_with_the_cells_it_came_from() -> None:
    fresh = memory(REPORT.replace("[总分:97.5分]", "很高"))
    states = verify(report(REPORT), memory(REPORT), fresh, "甲.docx").figures
    assert [(one.due, one.cells) for one in states if one.key == "总分"] == [
        (None, ("自评表!F13",))
    ]


def test_a_figure_that_is_gone_is_told_near_where_it_stood() -> None:
    gone = verified(REPORT.replace(f"{TOWNS}\n", "")).figures[0]
    assert (gone.status, gone.paragraph) == (Status.DELETED, "正文第1段（附近）")
    emptied = verify(document(), memory(REPORT), None, "甲.docx").figures[0]
    assert (emptied.status, emptied.paragraph) == (Status.DELETED, "正文")


def test_a_name_shows_where_the_parts_of_a_key_meet_and_leaves_numbers_alone() -> None:
    base = "[细则.目标.1.1覆盖.得分:5分]\n"
    assert verified(base, base).figures[0].name == "细则·目标·1.1覆盖·得分"


def test_a_status_has_a_word_for_people() -> None:
    assert all(re.fullmatch("[一-鿿，]+", one.word) for one in Status)


# --- what else is in the report -------------------------------------------------------------


def test_demands_left_in_the_text_are_told_once_each() -> None:
    left = verified(f"{REPORT}【请补充：成文日期】【请核实：5万元】\n【请补充：成文日期】\n")
    gaps = next(one for one in left.findings if one.code == "gaps-left")
    assert "还有3处标黄的提示：【请补充：成文日期】、【请核实：5万元】。" in gaps.message
    assert not left.is_sound


def test_paragraphs_and_cells_that_somebody_changed_are_handed_on_with_their_headings() -> None:
    edited = REPORT.replace("等级为优", "等级为良").replace("县级资金", "县级配套")
    found = verified(edited).changed
    assert [(one.text.text, one.heading, one.text.place.cell) for one in found] == [
        ("县级配套", "二、资金情况", "表1第3行第1列，标题“二、资金情况”之下"),
        ("自评总分97.5分，等级为良。", "三、自评结论", "正文第7段，标题“三、自评结论”之下"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "typed"),
    [
        ("等级为优", "等级为良", None),
        ("等级为优", "等级为优，比上年高2分", "“比上年高2分”（正文第7段，标题“三、自评结论”之下）"),
        (DONE, f"{DONE}\n另有5个村。", "“另有5个村”（正文第4段，标题“一、项目概况”之下）"),
        (
            "县级资金",
            "县级资金（含债券5万元）",
            "“含债券5万元”（表1第3行第1列，标题“二、资金情况”之下）",
        ),
        (DONE, f"{DONE}2023年6月5日验收，见〔2023〕12号文，第3标段最好。", None),
        (TOWNS, "涉及[镇数:3个]镇，由示例局实施。", None),
        ("98.5%", "98.7%", None),
    ],
)
def test_numbers_that_somebody_typed_are_told_with_their_places(
    old: str, new: str, typed: str | None
) -> None:
    findings = verified(REPORT.replace(old, new)).findings
    told_of = [one.message for one in findings if one.code == "report-figures-typed"]
    shown = [re.findall("不出自自评表：(.+?)。请", message)[0] for message in told_of]
    assert shown == ([typed] if typed else [])


def test_a_number_that_only_moved_was_typed_by_nobody() -> None:
    base = "2023年3月动工。\n项目由示例局实施。\n共[镇数:3个]镇。\n"
    moved = "项目由示例局于2023年3月实施。\n共[镇数:3个]镇。\n"
    assert verified(moved, base).findings == ()


def test_a_file_that_is_no_document_is_refused() -> None:
    with pytest.raises(PackageError):
        verify(b"x", memory(REPORT), None, "甲.docx")


# --- the examples of findings ---------------------------------------------------------------

NOTHING = Manifest(
    origin=Origin(workbook="", sheet="", project=""), family="", inputs={}, hashes=()
)
ADDED = '<w:ins w:id="90" w:author="甲"><w:r><w:t>共三个镇。</w:t></w:r></w:ins></w:p></w:tc>'


def _commented() -> bytes:
    edited = open_document(report(REPORT))
    remark(edited, {edited.body: "请领导定夺"})
    return saved(edited)


def _tracked() -> bytes:
    files = files_of(report(REPORT))
    text = files["word/document.xml"].decode().replace("</w:p></w:tc>", ADDED, 1)
    return package({**files, "word/document.xml": text})


def _longer(words: str) -> bytes:
    return report(REPORT.replace(DONE, f"{DONE}{words}"))


# What is wrong, then what is mended; each a report and what is remembered of it.
SCENARIOS: Mapping[str, tuple[tuple[bytes, Manifest], tuple[bytes, Manifest]]] = {
    "report-unremembered": (
        (document(paragraph("共5个镇。")), NOTHING),
        (report(REPORT), memory(REPORT)),
    ),
    "report-changes-pending": (
        (_tracked(), memory(REPORT)),
        (_longer("共三个镇。"), memory(REPORT)),
    ),
    "report-comments-left": ((_commented(), memory(REPORT)), (report(REPORT), memory(REPORT))),
    "report-figures-typed": (
        (_longer("其中上级60万元。"), memory(REPORT)),
        (_longer("其中一半是上级资金。"), memory(REPORT)),
    ),
}


@pytest.mark.parametrize("case", REPORT_CASES, ids=lambda case: case.code)
def test_what_is_wrong_is_told_word_for_word_and_what_is_mended_is_not(case: FileCase) -> None:
    wrong, right = SCENARIOS[case.code]
    findings = verify(*wrong, None, "output/2022/甲.docx").findings
    assert [(one.code, one.message) for one in findings] == [(case.code, case.message)]
    assert verify(*right, None, "output/2022/甲.docx").findings == ()
