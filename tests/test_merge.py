from copy import deepcopy
from io import BytesIO

import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pingshu.carrier import carried
from pingshu.document import chart_says, open_document
from pingshu.manifest import Manifest, digest, from_json
from pingshu.merge import Change, Merged, merge
from tests.docx_building import document, files_of, package, text_box
from tests.ooxml import validity_findings
from tests.report_building import (
    Block,
    edited,
    lines,
    marked,
    remarks,
    remembered,
    report,
    rewritten,
    without_marks,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLE = "项目绩效自评报告"
FUNDS = "全年预算[预算:100万元]，执行[执行:90万元]，执行率[率:90%]。"
NEW_FUNDS = "全年预算[预算:100万元]，执行[执行:95万元]，执行率[率:95%]。"
LAST = "今后继续加强管理。"
FULL = "资金全部执行完毕，共支出[执行:100万元]。"
TABLE = [["指标", "完成值"], ["培训人数", "[甲:50人]"], ["会议次数", "[乙:5次]"]]

Report = tuple[bytes, Manifest]
OLD, NEW = report(TITLE, FUNDS, LAST), report(TITLE, NEW_FUNDS, LAST)


def typed(old: Report, paragraph: int, run: int, text: str) -> bytes:
    """A report with another text in one of its runs."""

    def edit(opened: WordDocument) -> None:
        opened.paragraphs[paragraph].runs[run].text = text

    return edited(old[0], edit)


def refreshed(content: bytes, old: Report, new: Report) -> Merged:
    """An edited report brought up to date; whatever it is, it is sound and stays as it is then."""
    merged = merge(content, old[1], *new)
    assert merge(merged.content, new[1], *new).content == merged.content
    for made in (merged.content, merged.unplaced):
        if made is not None:
            assert set(validity_findings(made)) <= set(validity_findings(content))
            assert_marks_are_sound(made)
    return merged


def assert_marks_are_sound(content: bytes) -> None:
    root = etree.fromstring(files_of(content)["word/document.xml"])
    starts, ends = (list(root.iter(f"{W}bookmark{half}")) for half in ("Start", "End"))
    names = [start.get(f"{W}name") for start in starts]
    numbers = [start.get(f"{W}id") for start in starts]
    assert len(set(names)) == len(names)
    assert len(set(numbers)) == len(numbers)
    assert sorted(map(str, numbers)) == sorted(str(end.get(f"{W}id")) for end in ends)


# --- figures ------------------------------------------------------------------------------------


def test_a_report_that_nobody_edited_becomes_the_one_that_is_due() -> None:
    merged = refreshed(OLD[0], OLD, NEW)
    assert marked(merged.content) == marked(NEW[0])
    assert merged.changes == {Change.FIGURE_RENEWED: 2}
    assert (merged.conflicts, merged.unplaced) == ((), None)


def test_a_report_remembers_what_it_was_brought_up_to() -> None:
    memory, _ = carried(open_document(refreshed(OLD[0], OLD, NEW).content).package)
    assert memory is not None
    assert from_json(memory) == NEW[1]


def test_an_edited_report_stays_byte_for_byte_while_the_workbook_is_the_same() -> None:
    known = merge(typed(OLD, 2, 0, "今后要少开会。"), OLD[1], *OLD).content
    assert merge(known, OLD[1], *OLD).content == known


def test_a_figure_that_a_person_set_stays_while_the_workbook_says_what_it_said() -> None:
    merged = refreshed(typed(OLD, 1, 1, "120万元"), OLD, NEW)
    assert marked(merged.content)[1] == "全年预算⟨120万元⟩，执行⟨95万元⟩，执行率⟨95%⟩。"
    assert merged.changes[Change.FIGURE_KEPT] == 1
    assert merged.conflicts == ()


def test_figures_that_a_person_set_are_told_though_nothing_else_is_to_be_done() -> None:
    assert merge(typed(OLD, 1, 1, "120万元"), OLD[1], *OLD).changes == {Change.FIGURE_KEPT: 1}


def test_a_figure_that_both_changed_stays_the_persons_with_a_comment() -> None:
    merged = refreshed(typed(OLD, 1, 3, "93万元"), OLD, NEW)
    assert marked(merged.content)[1] == "全年预算⟨100万元⟩，执行⟨93万元⟩，执行率⟨95%⟩。"
    assert [(one.change, one.present, one.due) for one in merged.conflicts] == [
        (Change.FIGURE_DISPUTED, "93万元", "95万元")
    ]
    assert remarks(merged.content) == [
        "“93万元”是人工改过的数字，自评表里原来是“90万元”；按更新后的工作簿应为“95万元”。请核对后改定。"
    ]


def test_a_figure_that_a_person_set_to_what_is_due_is_no_conflict() -> None:
    merged = refreshed(typed(OLD, 1, 3, "９５．０万元"), OLD, NEW)
    assert lines(merged.content)[1] == "全年预算100万元，执行９５．０万元，执行率95%。"
    assert (merged.conflicts, remarks(merged.content)) == ((), [])


def test_a_figure_that_a_person_only_wrote_another_way_follows_the_workbook() -> None:
    merged = refreshed(typed(OLD, 1, 3, "900,000元"), OLD, NEW)
    assert lines(merged.content) == lines(NEW[0])


def test_a_figure_keeps_the_format_that_a_person_gave_it() -> None:
    def embolden(opened: WordDocument) -> None:
        opened.paragraphs[1].runs[3].bold = True

    content = refreshed(edited(OLD[0], embolden), OLD, NEW).content
    bold: list[str] = []

    def look(opened: WordDocument) -> None:
        bold.extend(run.text for run in opened.paragraphs[1].runs if run.bold)

    edited(content, look)
    assert bold == ["95万元"]


def test_figures_without_bookmarks_are_found_and_get_bookmarks_again() -> None:
    merged = refreshed(without_marks(typed(OLD, 1, 0, "本年全年预算")), OLD, NEW)
    assert marked(merged.content)[1] == "本年全年预算⟨100万元⟩，执行⟨95万元⟩，执行率⟨95%⟩。"


def test_the_demand_to_fill_in_a_figure_loses_its_colour_when_it_is_filled_in() -> None:
    old = report("执行[执行:【请核实：90万元】]。", LAST)
    yellow = '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t xml:space="preserve">【请'
    content = rewritten(old[0], ('<w:r><w:t xml:space="preserve">【请', yellow))
    merged = refreshed(content, old, report("执行[执行:90万元]。", LAST))
    assert lines(merged.content)[0] == "执行90万元。"
    assert b"highlight" not in files_of(merged.content)["word/document.xml"]
    again = refreshed(merged.content, report("执行[执行:90万元]。", LAST), old)
    assert b'<w:highlight w:val="yellow"/>' in files_of(again.content)["word/document.xml"]


def test_a_figure_follows_when_others_of_its_kind_are_printed_before_it() -> None:
    new = report("总数[甲:60人]。", TITLE, "培训[甲:60人]，效果较好。")
    merged = refreshed(
        report(TITLE, "培训[甲:50人]，效果较好。")[0],
        report(TITLE, "培训[甲:50人]，效果较好。"),
        new,
    )
    assert marked(merged.content) == marked(new[0])


# --- words --------------------------------------------------------------------------------------


def test_words_of_a_person_stay_and_the_figures_between_them_follow() -> None:
    merged = refreshed(typed(OLD, 1, 2, "，实际用去"), OLD, NEW)
    assert marked(merged.content)[1] == "全年预算⟨100万元⟩，实际用去⟨95万元⟩，执行率⟨95%⟩。"
    assert merged.conflicts == ()


def test_words_that_only_the_workbook_changed_are_taken_in_the_format_of_the_person() -> None:
    def centre(opened: WordDocument) -> None:
        opened.paragraphs[1].alignment = WD_ALIGN_PARAGRAPH.CENTER

    new = report(TITLE, "全年预算[预算:100万元]，未能全部执行，执行[执行:95万元]。", LAST)
    merged = refreshed(edited(OLD[0], centre), OLD, new)
    assert marked(merged.content) == marked(new[0])
    assert merged.changes == {Change.WORDS_RENEWED: 1}
    assert b'<w:jc w:val="center"/>' in files_of(merged.content)["word/document.xml"]


def test_words_that_both_changed_stay_the_persons_with_a_comment() -> None:
    new = report(TITLE, "全年预算[预算:100万元]，超支执行[执行:120万元]，执行率[率:120%]。", LAST)
    merged = refreshed(typed(OLD, 1, 0, "我局全年预算"), OLD, new)
    assert lines(merged.content)[1] == "我局全年预算100万元，执行120万元，执行率120%。"
    assert [one.change for one in merged.conflicts] == [Change.WORDS_DISPUTED]
    assert remarks(merged.content) == [
        "工作簿更新后，这里重新生成的文字是：\n全年预算100万元，超支执行120万元，执行率120%。"
    ]


def test_a_figure_that_a_person_set_stands_in_the_new_words_too() -> None:
    new = report(TITLE, "全年预算[预算:100万元]，实际执行[执行:95万元]，执行率[率:95%]。", LAST)
    merged = refreshed(typed(OLD, 1, 1, "120万元"), OLD, new)
    assert marked(merged.content)[1] == "全年预算⟨120万元⟩，实际执行⟨95万元⟩，执行率⟨95%⟩。"


def test_a_figure_that_a_person_set_and_the_new_words_lack_keeps_the_old_words() -> None:
    new = report(TITLE, "全年预算[预算:100万元]，执行率[率:95%]。", LAST)
    merged = refreshed(typed(OLD, 1, 3, "88万元"), OLD, new)
    assert lines(merged.content)[1] == "全年预算100万元，执行88万元，执行率95%。"
    assert [one.change for one in merged.conflicts] == [Change.WORDS_DISPUTED]


def test_words_that_a_person_changed_to_what_is_due_are_no_conflict() -> None:
    new = report(TITLE, FUNDS, "今后少开会。")
    merged = refreshed(typed(OLD, 2, 0, "今后少开会。"), OLD, new)
    assert (lines(merged.content)[2], merged.conflicts) == ("今后少开会。", ())


def test_a_comment_on_words_that_are_set_anew_stays() -> None:
    def ask(opened: WordDocument) -> None:
        opened.add_comment(opened.paragraphs[2].runs[0], text="这一句对吗？", author="李")

    merged = refreshed(edited(OLD[0], ask), OLD, report(TITLE, FUNDS, "今后继续加强项目管理。"))
    assert lines(merged.content)[2] == "今后继续加强项目管理。"
    assert remarks(merged.content) == ["这一句对吗？"]
    assert files_of(merged.content)["word/document.xml"].count(b"commentReference") == 1


def test_a_tracked_insertion_stays_what_it_is() -> None:
    own = '<w:ins w:id="900" w:author="李"><w:r><w:t>（含结转）</w:t></w:r></w:ins>'
    after = '<w:r><w:t xml:space="preserve">，执行</w:t>'
    merged = refreshed(rewritten(OLD[0], (after, own + after)), OLD, NEW)
    assert lines(merged.content)[1] == "全年预算100万元（含结转），执行95万元，执行率95%。"
    assert b"<w:ins " in files_of(merged.content)["word/document.xml"]


# --- paragraphs ---------------------------------------------------------------------------------


def test_new_paragraphs_stand_where_they_are_due_among_those_of_the_person() -> None:
    def write(opened: WordDocument) -> None:
        opened.paragraphs[2].insert_paragraph_before("我加的一段。")

    new = report(TITLE, FUNDS, "资金来源为县级财政。", LAST, "附件另附。")
    merged = refreshed(edited(OLD[0], write), OLD, new)
    assert lines(merged.content)[2:] == [
        "资金来源为县级财政。",
        "我加的一段。",
        LAST,
        "附件另附。",
    ]
    assert merged.changes == {Change.ADDED: 2}


def test_a_paragraph_that_the_person_wrote_as_it_is_due_now_is_not_added_again() -> None:
    def write(opened: WordDocument) -> None:
        opened.paragraphs[2].insert_paragraph_before("资金到位95%。")

    new = report(TITLE, FUNDS, "资金到位[率:95%]。", LAST)
    merged = refreshed(edited(OLD[0], write), OLD, new)
    assert marked(merged.content)[2:] == ["资金到位⟨95%⟩。", LAST]


def test_a_paragraph_that_is_not_due_any_more_goes_if_nobody_touched_it() -> None:
    old, new = report(TITLE, "偏差原因如下。", FUNDS, LAST), report(TITLE, FUNDS, LAST)
    merged = refreshed(old[0], old, new)
    assert (lines(merged.content), merged.changes) == (lines(new[0]), {Change.REMOVED: 1})


def test_a_paragraph_that_is_not_due_any_more_stays_with_a_comment_if_somebody_touched_it() -> None:
    old, new = report(TITLE, "偏差原因如下。", FUNDS, LAST), report(TITLE, FUNDS, LAST)
    merged = refreshed(typed(old, 1, 0, "偏差原因如下：下雨。"), old, new)
    assert lines(merged.content)[1] == "偏差原因如下：下雨。"
    assert [one.change for one in merged.conflicts] == [Change.OUTDATED]
    assert remarks(merged.content) == [
        "按更新后的工作簿不再生成这一处；因为有人改动过，所以保留。请核对是否还需要。"
    ]


def test_a_paragraph_with_a_comment_or_a_text_box_counts_as_touched() -> None:
    def ask(opened: WordDocument) -> None:
        opened.add_comment(opened.paragraphs[1].runs[0], text="为什么？", author="李")

    old, new = report(TITLE, "偏差原因如下。", FUNDS, LAST), report(TITLE, FUNDS, LAST)
    assert "偏差原因如下。" in lines(refreshed(edited(old[0], ask), old, new).content)
    boxed = document(f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p>", text_box("<w:p/>"))
    memory = remembered(boxed)
    noted = rewritten(
        boxed,
        (text_box("<w:p/>"), text_box("<w:p><w:r><w:t>批示</w:t></w:r></w:p>")),
    )
    merged = merge(noted, memory, *report(TITLE))
    assert "批示".encode() in files_of(merged.content)["word/document.xml"]


def test_a_paragraph_that_a_person_deleted_stays_away() -> None:
    def delete(opened: WordDocument) -> None:
        opened.element.body.remove(opened.paragraphs[2]._p)

    merged = refreshed(edited(OLD[0], delete), OLD, NEW)
    assert (LAST in lines(merged.content), merged.conflicts) == (False, ())


def test_a_deleted_paragraph_that_says_something_else_now_is_told_beside_its_place() -> None:
    def delete(opened: WordDocument) -> None:
        opened.element.body.remove(opened.paragraphs[2]._p)

    new = report(TITLE, FUNDS, "今后继续加强项目管理。")
    merged = refreshed(edited(OLD[0], delete), OLD, new)
    assert lines(merged.content) == lines(OLD[0])[:2]
    assert [(one.change, one.due) for one in merged.conflicts] == [
        (Change.MISSED, "今后继续加强项目管理。")
    ]
    assert remarks(merged.content) == [
        "这里曾有人删去一处，更新后的工作簿重新生成的是：\n今后继续加强项目管理。"
    ]


def test_a_paragraph_that_a_person_moved_stays_there_and_follows_the_workbook() -> None:
    def move(opened: WordDocument) -> None:
        opened.paragraphs[2]._p.addnext(opened.paragraphs[1]._p)

    merged = refreshed(edited(OLD[0], move), OLD, NEW)
    assert marked(merged.content) == [marked(NEW[0])[index] for index in (0, 2, 1)]


def test_the_figures_of_a_paragraph_that_a_person_split_follow_in_both_halves() -> None:
    split = "，执行</w:t></w:r>"
    merged = refreshed(rewritten(OLD[0], (split, f"{split}</w:p><w:p>")), OLD, NEW)
    assert marked(merged.content)[1:3] == ["全年预算⟨100万元⟩，执行", "⟨95万元⟩，执行率⟨95%⟩。"]


def test_a_paragraph_that_ends_a_section_leaves_its_break() -> None:
    ends = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="100" w:h="200"/></w:sectPr></w:pPr>'
    old = report(TITLE, "第一节到此为止。", FUNDS, LAST)
    plain = '<w:p><w:r><w:t xml:space="preserve">第一节'
    content = rewritten(old[0], (plain, ends + plain.removeprefix("<w:p>")))
    merged = refreshed(content, old, report(TITLE, FUNDS, LAST))
    assert lines(merged.content) == [TITLE, "", *lines(OLD[0])[1:]]
    assert b'<w:pgSz w:w="100"' in files_of(merged.content)["word/document.xml"]


# --- tables -------------------------------------------------------------------------------------


def cell_typed(old: Report, row: int, column: int, text: str) -> bytes:
    def edit(opened: WordDocument) -> None:
        opened.tables[0].cell(row, column).paragraphs[0].runs[0].text = text

    return edited(old[0], edit)


def test_rows_come_and_go_and_those_of_the_person_stay() -> None:
    def add(opened: WordDocument) -> None:
        opened.tables[0]._tbl.append(deepcopy(opened.tables[0].rows[0]._tr))
        opened.tables[0].cell(3, 0).text = "我加的一行"

    old = report(TITLE, TABLE, LAST)
    new = report(TITLE, [TABLE[0], ["新增宣传", "[丙:7期]"], TABLE[2]], LAST)
    merged = refreshed(edited(old[0], add), old, new)
    assert marked(merged.content)[1:-1] == [
        "指标|完成值",
        "新增宣传|⟨7期⟩",
        "会议次数|⟨5次⟩",
        "我加的一行|完成值",
    ]
    assert merged.changes == {Change.ADDED: 1, Change.REMOVED: 1}


def test_a_cell_that_a_person_changed_stays_and_the_others_of_its_row_follow() -> None:
    old = report(TITLE, TABLE, LAST)
    new = report(TITLE, [TABLE[0], ["培训总人数", "[甲:60人]"], TABLE[2]], LAST)
    merged = refreshed(cell_typed(old, 1, 0, "参加培训的人"), old, new)
    assert marked(merged.content)[2] == "参加培训的人|⟨60人⟩"
    assert remarks(merged.content) == ["工作簿更新后，这里重新生成的文字是：\n培训总人数"]


def test_a_row_that_is_not_due_any_more_stays_if_somebody_touched_it() -> None:
    old = report(TITLE, TABLE, LAST)
    merged = refreshed(
        cell_typed(old, 1, 0, "我写的培训"), old, report(TITLE, [TABLE[0], TABLE[2]], LAST)
    )
    assert lines(merged.content)[2] == "我写的培训|50人"
    assert [one.change for one in merged.conflicts] == [Change.OUTDATED]


def test_a_table_that_is_not_due_any_more_goes_whole_or_stays_whole() -> None:
    old, new = report(TITLE, FUNDS, TABLE, LAST), report(TITLE, FUNDS, LAST)
    assert lines(refreshed(old[0], old, new).content) == lines(new[0])
    merged = refreshed(cell_typed(old, 1, 0, "我写的培训"), old, new)
    assert lines(merged.content)[2:5] == ["指标|完成值", "我写的培训|50人", "会议次数|5次"]
    assert [one.change for one in merged.conflicts] == [Change.OUTDATED]


def test_a_table_that_a_person_deleted_does_not_come_back_row_by_row() -> None:
    def delete(opened: WordDocument) -> None:
        opened.element.body.remove(opened.tables[0]._tbl)

    old = report(TITLE, FUNDS, TABLE, LAST)
    new = report(TITLE, FUNDS, [*TABLE, ["新增宣传", "[丙:7期]"]], LAST)
    merged = refreshed(edited(old[0], delete), old, new)
    assert lines(merged.content) == lines(report(TITLE, FUNDS, LAST)[0])
    assert [(one.change, one.due) for one in merged.conflicts] == [(Change.MISSED, "新增宣传\t7期")]


def test_a_table_with_other_columns_replaces_the_old_one_and_a_persons_row_is_put_aside() -> None:
    old = report(TITLE, FUNDS, TABLE, LAST)
    wide = [["指标", "目标值", "完成值"], ["培训人数", "40人", "[甲:50人]"]]
    new = report(TITLE, FUNDS, wide, LAST)
    merged = refreshed(cell_typed(old, 1, 0, "我写的培训"), old, new)
    assert marked(merged.content) == marked(new[0])
    assert merged.unplaced is not None
    assert lines(merged.unplaced)[1:] == ["我写的培训|50人"]
    assert [one.change for one in merged.conflicts] == [Change.UNPLACED]
    assert refreshed(old[0], old, new).unplaced is None


def test_a_new_row_is_as_wide_as_the_rows_beside_it_have_become() -> None:
    old = report(TITLE, TABLE, LAST)
    widths = '<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/></w:tcPr>'
    cells = [widths.format(1234), widths.format(5678)] * 3
    xml = files_of(old[0])["word/document.xml"].decode().split("<w:tc>")
    wide = "".join(part for pair in zip(xml, [*cells, ""], strict=True) for part in pair)
    content = package({**files_of(old[0]), "word/document.xml": wide.encode()})
    merged = refreshed(content, old, report(TITLE, [*TABLE, ["新增宣传", "[丙:7期]"]], LAST))
    root = etree.fromstring(files_of(merged.content)["word/document.xml"])
    assert [node.get(f"{W}w") for node in list(root.iter(f"{W}tcW"))[-2:]] == ["1234", "5678"]


def test_a_cell_that_continues_the_one_above_does_so_as_is_due() -> None:
    def rows(*first: str) -> tuple[bytes, Manifest]:
        cells = [
            f"<w:tr><w:tc><w:tcPr>{state}</w:tcPr><w:p>{text}</w:p></w:tc>"
            f"<w:tc><w:p><w:r><w:t>{name}</w:t></w:r></w:p></w:tc></w:tr>"
            for name, (state, text) in zip(first, states(first), strict=True)
        ]
        frame = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="9"/>'
        content = document(
            f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p>",
            f'<w:tbl>{frame}<w:gridCol w:w="9"/></w:tblGrid>{"".join(cells)}</w:tbl>',
        )
        return content, remembered(content)

    def states(names: tuple[str, ...]) -> list[tuple[str, str]]:
        title = '<w:vMerge w:val="restart"/>', "<w:r><w:t>数量指标</w:t></w:r>"
        return [title, *[("<w:vMerge/>", "")] * (len(names) - 1)]

    old, new = rows("培训人数", "会议次数", "宣传期数"), rows("会议次数", "宣传期数")
    merged = refreshed(old[0], old, new)
    assert lines(merged.content) == lines(new[0])
    root = etree.fromstring(files_of(merged.content)["word/document.xml"])
    assert [node.get(f"{W}val") for node in root.iter(f"{W}vMerge")] == ["restart", None]


# --- what has no place --------------------------------------------------------------------------


def test_a_report_of_another_template_stands_and_the_persons_words_are_put_aside() -> None:
    other = report("部门整体支出报告", "职责履行良好", "预算编制合理", "绩效目标明确")
    old = merge(OLD[0], OLD[1], *OLD).content
    own = edited(old, lambda opened: opened.add_paragraph("以上由我核实。"))
    merged = refreshed(own, OLD, other)
    assert marked(merged.content) == marked(other[0])
    assert merged.unplaced is not None
    assert lines(merged.unplaced)[1:] == ["以上由我核实。"]
    assert carried(open_document(merged.unplaced).package) == (b"", "")
    assert [one.change for one in merged.conflicts] == [Change.UNPLACED]


def test_of_a_report_of_which_nothing_is_remembered_all_words_are_put_aside() -> None:
    unknown = OLD[0], remembered(report()[0])
    merged = refreshed(OLD[0], unknown, NEW)
    assert merged.unplaced is not None
    assert lines(merged.unplaced)[1:] == lines(OLD[0])


# --- what elements refer to ---------------------------------------------------------------------


RED, BLUE = (b"GIF89a\1\0\1\0\0\0\0" + colour + b";" for colour in (b"r", b"b"))


def test_a_new_paragraph_brings_its_picture_along() -> None:
    def show(opened: WordDocument) -> None:
        opened.add_paragraph().add_run().add_picture(BytesIO(RED))

    new = edited(NEW[0], show)
    due = remembered(new, NEW[1].printed)
    own = edited(OLD[0], lambda opened: opened.add_picture(BytesIO(BLUE)))
    merged = refreshed(own, OLD, (new, due))
    pictures = [data for name, data in files_of(merged.content).items() if "media" in name]
    assert sorted(pictures) == sorted([RED, BLUE])


def test_a_new_paragraph_has_the_style_of_its_name_whatever_another_program_calls_it() -> None:
    new = report(TITLE, FUNDS, LAST)
    first = '<w:p><w:r><w:t xml:space="preserve">'
    headed = rewritten(
        report(TITLE, FUNDS, "新的标题", LAST)[0],
        (f"{first}新的标题", f'<w:p><w:pPr><w:pStyle w:val="章"/></w:pPr>{first[5:]}新的标题'),
    )
    files = files_of(new[0])
    renamed = files["word/styles.xml"].replace('w:styleId="章"'.encode(), b'w:styleId="Chapter"')
    own = package({**files, "word/styles.xml": renamed})
    merged = refreshed(own, OLD, (headed, remembered(headed, OLD[1].printed)))
    assert b'<w:pStyle w:val="Chapter"/>' in files_of(merged.content)["word/document.xml"]


# --- charts -------------------------------------------------------------------------------------

CHART = "word/charts/chart1.xml"
DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


def drawing(number: str, look: str = "4472C4", title: str = "预算数与执行数") -> bytes:
    """The drawing of a chart with one column."""
    space = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<c:chartSpace xmlns:c="{space}/chart" xmlns:a="{space}/main"><c:title><a:t>{title}</a:t>'
        f'</c:title><c:ser><a:srgbClr val="{look}"/><c:val><c:numRef><c:numCache><c:pt idx="0">'
        f"<c:v>{number}</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:chartSpace>"
    ).encode()


def charted(content: bytes) -> Report:
    """A report with a chart, and what is remembered of it."""
    space = "http://schemas.openxmlformats.org/drawingml/2006"
    shape = (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="图"/>'
        f'<a:graphic><a:graphicData uri="{space}/chart"><c:chart xmlns:c="{space}/chart" '
        'r:id="rIdChart"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )
    bare = document(f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p>", shape)
    files = files_of(bare)
    listing = "word/_rels/document.xml.rels"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="rIdChart" Type="{office}/chart" Target="charts/chart1.xml"/>'
    files[listing] = files[listing].replace(b"</Relat", f"{link}</Relat".encode())
    memory = remembered(bare)
    due = Manifest(
        origin=memory.origin, family=memory.family, inputs={"a.xlsx": digest(content)}, hashes=(),
        passages=memory.passages, charts={CHART: digest(chart_says(content))},
    )  # fmt: skip
    return package({**files, CHART: content}), due


def chart_after(present: bytes, *, was: bytes, due: bytes) -> tuple[bytes, Merged]:
    """The chart of a report brought up to date."""
    old = charted(was)
    merged = merge(package({**files_of(old[0]), CHART: present}), old[1], *charted(due))
    return files_of(merged.content)[CHART], merged


def test_a_chart_that_nobody_touched_says_what_is_due() -> None:
    chart, merged = chart_after(drawing("90"), was=drawing("90"), due=drawing("95", title="新题"))
    assert chart_says(chart) == chart_says(drawing("95", title="新题"))
    assert merged.changes == {Change.CHART_RENEWED: 1}


def test_a_chart_that_another_program_saved_is_as_generated_and_keeps_its_looks() -> None:
    saved = drawing("90.0", look="FF0000")
    chart, merged = chart_after(saved, was=drawing("90"), due=drawing("95"))
    assert chart == DECLARATION + drawing("95", look="FF0000")
    assert merged.conflicts == ()


def test_a_chart_with_more_columns_is_drawn_as_the_new_one() -> None:
    due = drawing("95").replace(b"</c:ser>", b"</c:ser><c:ser/>").replace(b'"0"', b'"1"')
    due = due.replace(b"</c:chartSpace>", b'<c:externalData r:id="x" xmlns:r="r"/></c:chartSpace>')
    chart, _ = chart_after(drawing("90"), was=drawing("90"), due=due)
    assert chart_says(chart) == chart_says(due)
    assert b"externalData" not in chart  # there is no workbook here that it could lead to


@pytest.mark.parametrize("own", [drawing("93"), drawing("90", title="自拟题"), b"<c:damaged"])
def test_a_chart_that_a_person_changed_stays_and_is_told(own: bytes) -> None:
    chart, merged = chart_after(own, was=drawing("90"), due=drawing("95"))
    assert chart == own
    assert [one.change for one in merged.conflicts] == [Change.CHART_KEPT]


# --- any edit -----------------------------------------------------------------------------------

BLOCKS: tuple[Block, ...] = (TITLE, FUNDS, "资金到位及时。", TABLE, LAST)
OTHERS: tuple[tuple[Block, ...], ...] = (
    (TITLE, NEW_FUNDS, "资金到位及时。", TABLE, LAST),
    (TITLE, FULL, TABLE, "资金到位率[率:95%]。", LAST),
    (TITLE, FUNDS, [["指标", "目标", "完成值"], ["培训人数", "40人", "[甲:60人]"]], LAST),
    ("另一种报告", "职责履行良好", "预算编制合理", "绩效目标明确", "今后改进"),
)


@settings(max_examples=40)
@given(
    places=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), min_size=1, max_size=5),
    other=st.sampled_from(OTHERS),
    keeps_marks=st.booleans(),
)
def test_whatever_a_person_types_wherever_is_in_one_of_the_two_documents(
    places: list[tuple[int, int]], other: tuple[Block, ...], keeps_marks: bool
) -> None:
    old, new = report(*BLOCKS), report(*other)
    files = files_of(old[0])
    root = etree.fromstring(files["word/document.xml"])
    texts = list(root.iter(f"{W}t"))
    words = [f"〔{chr(0x4E00 + number)}〕" for number in range(len(places))]
    for (index, offset), word in zip(places, words, strict=True):
        node = texts[index % len(texts)]
        text = node.text or ""
        node.text = text[:offset] + word + text[offset:]
    content = package({**files, "word/document.xml": etree.tostring(root)})
    merged = merge(content if keeps_marks else without_marks(content), old[1], *new)
    kept = "".join(lines(merged.content) + lines(merged.unplaced or report()[0]))
    assert [word for word in words if word not in kept] == []
    assert merge(merged.content, new[1], *new).content == merged.content
