"""What a person deleted, rewrote or has still to decide about is told beside the text, and once."""

from collections.abc import Callable

import pytest
from docx.document import Document as WordDocument

from pingshu.document import open_document, remark_less, remarked, saved
from pingshu.manifest import Manifest
from pingshu.merge import Change, Merged, merge
from pingshu.verify import verify
from tests.docx_building import files_of
from tests.ooxml import validity_findings
from tests.report_building import Block, edited, lines, remarks, report, without_marks

TITLE, LAST = "项目绩效自评报告", "今后继续加强管理。"
FUNDS = "全年预算[预算:100万元]，执行[执行:{}]，执行率[率:{}]。"
TRAINED = "全年举办培训[甲:{}]，参训人员普遍反映良好。"
TABLE = [["指标", "完成值"], ["培训人数", "[甲:{}]"], ["会议次数", "[乙:{}]"]]

GONE = "这里曾有一个数（甲），有人删去了；"
OUTDATED = "按更新后的工作簿不再生成这一处；因为有人改动过，所以保留。请核对是否还需要。"

Report = tuple[bytes, Manifest]
Edit = Callable[[WordDocument], object]


def made(
    spent: str = "90万元", rate: str = "90%", trained: str = "50人", met: str = "5次"
) -> Report:
    rows = [[cell.format(trained if "甲" in cell else met) for cell in row] for row in TABLE]
    blocks: tuple[Block, ...] = (
        TITLE, FUNDS.format(spent, rate), TRAINED.format(trained), "下表是指标。", rows, LAST,
    )  # fmt: skip
    return report(*blocks)


def refreshed(content: bytes, old: Report, new: Report) -> Merged:
    """An edited report brought up to date, in which nothing is damaged and which stays so then."""
    merged = merge(content, old[1], *new)
    again = merge(merged.content, new[1], *new)
    assert again.content == merged.content
    assert len(again.conflicts) == len(
        [one for one in merged.conflicts if one.change is not Change.UNPLACED]
    )
    assert set(validity_findings(merged.content)) <= set(validity_findings(content))
    return merged


def without_paragraph(number: int) -> Edit:
    return lambda opened: opened.element.body.remove(opened.paragraphs[number]._p)


def with_text(number: int, text: str) -> Edit:
    def write(opened: WordDocument) -> None:
        paragraph = opened.paragraphs[number]
        for run in paragraph.runs[1:]:
            paragraph._p.remove(run._r)
        paragraph.runs[0].text = text

    return write


def commented(content: bytes) -> list[tuple[str, tuple[str, ...]]]:
    """What our comments stand at, and what they say."""
    found = remarked(open_document(content)).items()
    return [("".join(map(str, paragraph.itertext())), said) for paragraph, said in found]


# --- figures that a person deleted ------------------------------------------------------------


def test_a_figure_of_a_deleted_paragraph_that_changes_is_told_beside_its_place() -> None:
    old = made()
    merged = refreshed(edited(old[0], without_paragraph(2)), old, made(trained="60人"))
    assert commented(merged.content)[0] == (
        "全年预算100万元，执行90万元，执行率90%。",
        (f"{GONE}自评表里原来是“50人”，现在是“60人”。请核对上下文还对不对。",),
    )
    (conflict,) = merged.conflicts
    assert (conflict.change, conflict.present, conflict.due) == (
        Change.FIGURE_MISSED, "50人", "60人",
    )  # fmt: skip
    assert conflict.place == "正文第2段"


def test_a_figure_that_did_not_change_is_not_told_of() -> None:
    old = made()
    merged = refreshed(edited(old[0], without_paragraph(2)), old, made(met="6次"))
    assert (merged.conflicts, remarks(merged.content)) == ((), [])


@pytest.mark.parametrize(
    "text",
    ["全年举办培训，参训人员普遍反映良好。", "我局把全体干部轮训了一遍。"],
    ids=["a figure deleted from its paragraph", "a paragraph written anew"],
)
def test_a_figure_that_a_person_rewrote_without_it_is_told_where_the_words_are(text: str) -> None:
    old = made()
    merged = refreshed(edited(old[0], with_text(2, text)), old, made(trained="60人"))
    assert lines(merged.content)[2] == text
    assert [(read, len(said)) for read, said in commented(merged.content)] == [(text, 1)]
    assert [one.change for one in merged.conflicts] == [Change.FIGURE_MISSED]


def test_a_deleted_row_whose_figure_changes_is_told_at_the_row_before() -> None:
    def delete(opened: WordDocument) -> None:
        opened.tables[0]._tbl.remove(opened.tables[0].rows[2]._tr)

    old = made()
    merged = refreshed(edited(old[0], delete), old, made(met="6次"))
    assert [read for read, _ in commented(merged.content)] == ["培训人数"]
    assert merged.conflicts[0].place == "表1第2行（培训人数）"


def test_of_a_figure_that_changes_once_more_only_the_last_word_is_said() -> None:
    first, second, third = made(), made(trained="60人"), made(trained="70人")
    merged = refreshed(edited(first[0], without_paragraph(2)), first, second)
    again = refreshed(merged.content, second, third)
    assert remarks(again.content) == [
        f"{GONE}自评表里原来是“60人”，现在是“70人”。请核对上下文还对不对。"
    ]


def test_where_many_figures_are_gone_the_first_ones_are_told() -> None:
    rows = [[f"指标{number}", f"[甲{number}:{{}}个]"] for number in range(12)]

    def with_values(more: int) -> Report:
        values = [[name, cell.format(number + more)] for number, (name, cell) in enumerate(rows)]
        return report(TITLE, [["指标", "完成值"], *values], LAST)

    def delete(opened: WordDocument) -> None:
        for row in opened.tables[0].rows[1:]:
            opened.tables[0]._tbl.remove(row._tr)

    old = with_values(10)
    merged = merge(edited(old[0], delete), old[1], *with_values(20))
    said = remarks(merged.content)[0].split("\n")
    assert (len(said), said[-1]) == (9, "这里另有4个删去了的数也变了。")


# --- what may have been written twice ---------------------------------------------------------


def test_a_new_paragraph_where_a_person_rewrote_the_old_one_is_told_so() -> None:
    own = "我局另行说明如下，详见附件。"
    old = report(TITLE, "资金到位较晚，影响进度。", LAST)
    new = report(TITLE, "个别子项目招标流标两次，致使开工推迟。", LAST)
    merged = refreshed(edited(old[0], with_text(1, own)), old, new)
    assert own in lines(merged.content)
    assert commented(merged.content) == [
        (
            "个别子项目招标流标两次，致使开工推迟。",
            ("这里是新生成的；报告中可能已有人改写过的同一内容，请核对后留一处。",),
        )
    ]
    assert [one.change for one in merged.conflicts] == [Change.REPEATED]


def test_a_new_paragraph_beside_what_a_person_only_added_is_told_nothing_of() -> None:
    def write(opened: WordDocument) -> None:
        opened.paragraphs[1].insert_paragraph_before("我局另行说明如下，详见附件。")

    old = report(TITLE, "资金到位较晚，影响进度。", LAST)
    new = report(TITLE, "资金到位较晚，影响进度。", "个别子项目招标流标两次。", LAST)
    assert refreshed(edited(old[0], write), old, new).conflicts == ()


def test_a_paragraph_that_both_wrote_anew_is_told_at_that_of_the_person() -> None:
    old, new = report(TITLE, LAST), report(TITLE, "今后加强项目管理。")
    merged = refreshed(edited(old[0], with_text(1, "要少开会，多下乡。")), old, new)
    assert commented(merged.content) == [
        (
            "要少开会，多下乡。",
            ("这里有人改写过，更新后的工作簿重新生成的是：", "今后加强项目管理。"),
        )
    ]


# --- what is not due any more -----------------------------------------------------------------


def test_what_is_kept_though_not_due_is_told_with_what_its_figures_are_now() -> None:
    old = report(TITLE, "偏差较大：执行[执行:90万元]，预算[预算:100万元]。", "执行[执行:90万元]。")
    new = report(TITLE, "执行[执行:95万元]。")

    def write(opened: WordDocument) -> None:
        opened.paragraphs[1].add_run("已整改。")

    merged = refreshed(edited(old[0], write), old, new)
    assert remarks(merged.content) == [f"{OUTDATED}自评表里现在是：执行“95万元”。"]


# --- what is done is told ---------------------------------------------------------------------


def test_figures_that_read_otherwise_are_told_with_place_and_cells() -> None:
    old = made()
    merged = refreshed(
        edited(old[0], with_text(3, "指标如下。")), old, made("95万元", "95%", met="6次")
    )
    assert [(one.place, one.before, one.after, one.cells) for one in merged.figures] == [
        ("正文第2段", "90万元", "95万元", ("自评表!F6",)),
        ("正文第2段", "90%", "95%", ("自评表!F7",)),
        ("表1第3行第2列（会议次数）", "5次", "6次", ("自评表!F9",)),
    ]


def test_figures_in_words_that_are_set_anew_are_told_too() -> None:
    old, new = report("执行[执行:90万元]。", LAST), report("已执行[执行:95万元]，正常。", LAST)
    merged = refreshed(edited(old[0], with_text(1, "今后要少开会。")), old, new)
    assert [(one.key, one.before, one.after) for one in merged.figures] == [
        ("执行", "90万元", "95万元")
    ]


# --- what is still to be decided --------------------------------------------------------------


def disputed() -> tuple[bytes, Report]:
    """A report with a figure and words that both changed, and what it was brought up to."""
    old, new = made(), report(TITLE, FUNDS.format("95万元", "95%"), "今后加强项目管理。")

    def write(opened: WordDocument) -> None:
        opened.paragraphs[1].runs[3].text = "93万元"

    base = report(TITLE, FUNDS.format("90万元", "90%"), LAST)
    content = edited(edited(base[0], write), with_text(2, "今后要继续加强管理工作。"))
    merged = merge(content, base[1], *new)
    assert [one.change for one in merged.conflicts] == [
        Change.FIGURE_DISPUTED, Change.WORDS_DISPUTED,
    ]  # fmt: skip
    assert old[1] != base[1]
    return merged.content, new


def test_what_was_left_to_a_person_is_told_until_it_is_decided() -> None:
    content, new = disputed()
    again = merge(content, new[1], *new)
    assert [(one.change, one.present, one.due) for one in again.conflicts] == [
        (Change.FIGURE_DISPUTED, "93万元", "95万元"),
        (
            Change.UNDECIDED,
            "今后要继续加强管理工作。",
            "工作簿更新后，这里重新生成的文字是：\n今后加强项目管理。",
        ),
    ]
    states = verify(content, new[1], new[1], "甲.docx").figures
    assert [one.status.value for one in states] == ["unchanged", "conflict", "unchanged"]


def test_it_is_told_too_when_something_else_changes_and_gets_no_twin() -> None:
    content, new = disputed()
    newer = report(TITLE, FUNDS.format("95万元", "96%"), "今后加强项目管理。")
    merged = refreshed(content, new, newer)
    assert [one.change for one in merged.conflicts] == [Change.FIGURE_DISPUTED, Change.UNDECIDED]
    assert remarks(merged.content) == remarks(content)


def test_words_that_change_once_more_are_told_as_they_are_due_now() -> None:
    content, new = disputed()
    newer = report(TITLE, FUNDS.format("95万元", "95%"), "今后加强项目资金管理。")
    said = remarks(refreshed(content, new, newer).content)
    assert said[1:] == ["工作簿更新后，这里重新生成的文字是：\n今后加强项目资金管理。"]


def test_a_figure_of_two_in_dispute_is_decided_alone() -> None:
    base = report(FUNDS.format("90万元", "90%"))
    new = report(FUNDS.format("95万元", "95%"))

    def write(opened: WordDocument) -> None:
        opened.paragraphs[0].runs[3].text = "93万元"
        opened.paragraphs[0].runs[5].text = "93%"

    merged = merge(edited(base[0], write), base[1], *new)

    def decide(opened: WordDocument) -> None:
        next(run for run in opened.paragraphs[0].runs if run.text == "93%").text = "95%"

    content = edited(merged.content, decide)
    assert [one.present for one in merge(content, new[1], *new).conflicts] == ["93万元"]
    bare = without_marks(content)
    assert [one.status.value for one in verify(bare, new[1], new[1], "甲.docx").figures] == [
        "unchanged", "conflict", "unchanged",
    ]  # fmt: skip


def test_a_figure_without_a_comment_of_ours_is_kept_by_choice() -> None:
    content, new = disputed()
    document = open_document(content)
    remark_less(document, lambda _: ())
    settled = saved(document)
    assert remarks(settled) == []
    assert set(validity_findings(settled)) <= set(validity_findings(content))
    assert b"commentR" not in files_of(settled)["word/document.xml"]
    assert merge(settled, new[1], *new).conflicts == ()
    assert verify(settled, new[1], new[1], "甲.docx").figures[1].status.value == "overtyped"


def test_a_comment_of_another_person_decides_nothing() -> None:
    base = report(FUNDS.format("90万元", "90%"))

    def write(opened: WordDocument) -> None:
        run = opened.paragraphs[0].runs[3]
        run.text = "93万元"
        opened.add_comment(
            run, text="“93万元”是人工改过的数字，应为“90万元”。请核对。", author="李"
        )

    content = edited(base[0], write)
    assert merge(content, base[1], *base).conflicts == ()
    assert verify(content, base[1], base[1], "甲.docx").figures[1].status.value == "overtyped"
