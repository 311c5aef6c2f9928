"""A report is edited, a figure in its workbook changes: what each figure is told, what it reads.

Each edit is tried with the workbook as it was, with other figures, and with other words and rows
too; with the bookmarks and the memory that the report carries, and without them.
"""

from collections.abc import Mapping
from functools import cache
from itertools import product

import pytest

from pingshu.finalize import Refusal, finalize
from pingshu.merge import Change, Merged, merge
from pingshu.verify import verify
from pingshu.write import Draft
from tests.edited_samples import Cells, made_with, sample
from tests.ooxml import validity_findings
from tests.report_building import lines, remarks
from tests.report_editing import (
    Edit,
    Lines,
    bare,
    edited,
    inserted,
    joined,
    lines_of,
    looks,
    moved,
    removed,
    retyped,
    statuses,
)

SHEET, TEXTS, NOTES = "自评表", "文字材料", "指标说明"
FUNDS = {(SHEET, cell): 120.5 for cell in ("E7", "F7", "E8", "F8")}
FIGURES: Cells = {
    **FUNDS,
    (TEXTS, "C13"): "120.5万元",
    (SHEET, "F27"): "97家",
    (SHEET, "F31"): "912.5万元",
}
WORDS: Cells = {
    **FIGURES,
    (SHEET, "D25"): None,
    (SHEET, "F25"): None,
    (NOTES, "C4"): None,
    (TEXTS, "C18"): "没有用于禁止性支出。",
    (TEXTS, "C21"): "今后加快用款进度，每季度通报资金使用效率。",
}
WORKBOOKS: Mapping[str, Cells] = {"kept": {}, "figures": FIGURES, "words": WORDS}

CLINICS = "签订协议定点医疗机构⟨93家⟩"
IMPROVED = "今后加快工作进度，提高资金使用效率。"

EDITS: Mapping[str, tuple[Edit, ...]] = {
    "nothing": (),
    # figures
    "a digit overtyped": (retyped(CLINICS, "签订协议定点医疗机构⟨96家⟩"),),
    "a figure overtyped with what is due": (retyped(CLINICS, "签订协议定点医疗机构⟨97家⟩"),),
    "a figure overtyped that the workbook left": (
        retyped("定点零售药店⟨345家⟩", "定点零售药店⟨350家⟩"),
    ),
    "an amount overtyped": (retyped("拒付金额⟨899.14万元⟩", "拒付金额⟨888.5万元⟩"),),
    "decimals added": (retyped("拒付金额⟨899.14万元⟩", "拒付金额⟨=899.140万元⟩"),),
    "another unit": (retyped("拒付金额⟨899.14万元⟩", "拒付金额⟨=8991400元⟩"),),
    "commas": (retyped("激活人数⟨22881人⟩", "激活人数⟨=22,881人⟩"),),
    "full-width digits": (retyped("到位率⟨100%⟩", "到位率⟨=１００％⟩"),),
    "in 亿元": (retyped("全年预算数⟨117.8万元⟩", "全年预算数⟨=0.01178亿元⟩"),),
    "two figures overtyped": (
        retyped("动漫⟨1个⟩、", "动漫⟨2个⟩、"),
        retyped("折页⟨3万份⟩", "折页⟨4万份⟩"),
    ),
    "a figure with its words deleted": (retyped("，到位率⟨100%⟩", ""),),
    "a figure deleted alone": (retyped("到位率⟨100%⟩", "到位率⟨⟩"),),
    "a figure in a cell overtyped": (
        retyped("|职工电子凭证激活率||⟨43.22%⟩|", "|职工电子凭证激活率||⟨44%⟩|"),
    ),
    "a changed figure in a cell overtyped": (
        retyped("|签订协议定点医疗机构||⟨93家⟩|", "|签订协议定点医疗机构||⟨95家⟩|"),
    ),
    "a figure in a cell deleted": (
        retyped("|职工电子凭证激活率||⟨43.22%⟩|", "|职工电子凭证激活率||⟨⟩|"),
    ),
    # words
    "words before a figure": (retyped("全年执行数⟨117.8万元⟩", "截至年末，全年执行数⟨117.8万元⟩"),),
    "words right behind a figure": (
        retyped("到位金额⟨117.8万元⟩，", "到位金额⟨117.8万元⟩（不含利息），"),
    ),
    "words with a number behind a figure": (
        retyped("到位金额⟨117.8万元⟩，", "到位金额⟨117.8万元⟩（另有结转3万元），"),
    ),
    "words with a number before a figure": (
        retyped("协议定点医药机构合计⟨438家⟩", "3个片区的协议定点医药机构合计⟨438家⟩"),
    ),
    "a word in a sentence": (retyped("资金全部执行完毕", "资金已经执行完毕"),),
    "words at the end": (retyped("已足额到位。", "已足额到位，保障有力。"),),
    "a sentence without figures": (retyped("到位较晚，当年未能充分使用", "到位晚，当年没有用完"),),
    "a gap filled in": (retyped("【请补充：年度总体目标】", "提高医保服务水平，覆盖9个片区。"),),
    "a sentence deleted": (retyped("，资金全部执行完毕，无结余资金", ""),),
    "a heading reworded": (retyped("项目资金到位情况分析", "资金到位情况"),),
    "a paragraph written anew": (
        retyped(
            "全年执行数⟨117.8万元⟩，预算执行率⟨100%⟩，资金全部执行完毕，无结余资金。",
            "全年共执行⟨117.8万元⟩，预算执行率达到⟨100%⟩，没有结余，使用规范。",
            anew=True,
        ),
    ),
    "the words of a cell": (retyped("|折页||", "|宣传折页||"),),
    "the words of a cell without figures": (
        retyped("|医保信息系统运行水平||明显提升|", "|医保信息系统运行水平||有所提升|"),
    ),
    "a reason in a cell": (
        retyped("|医保人才培养合格率||⟨95%⟩|", "|医保人才培养合格率||⟨95%⟩|两人缺考"),
    ),
    # paragraphs
    "a paragraph deleted": (removed("重大安全事件响应时间："),),
    "a paragraph with figures deleted": (removed("以上指标中，协议定点医药机构"),),
    "a paragraph with figures and its heading deleted": (
        removed("项目资金到位情况分析"),
        removed("资金到位时间"),
    ),
    "a paragraph added": (inserted("使用规范性", "我局另外组织了两次实地核查。"),),
    "a paragraph with numbers added": (
        inserted("全年执行数", "其中上半年支付60万元，下半年支付57.8万元。"),
    ),
    "paragraphs added around a figure": (
        inserted("项目资金到位情况分析", "资金由县财政统一管理。"),
        inserted("资金到位时间", "到位情况已经公示。"),
    ),
    "a paragraph split": (retyped("，到位率⟨100%⟩", "。¶到位率⟨100%⟩"),),
    "a paragraph split before its figure": (
        retyped("全年预算数⟨117.8万元⟩", "全年预算数¶⟨117.8万元⟩"),
    ),
    "two paragraphs joined": (joined("使用规范性", "执行准确性"),),
    "paragraphs with figures joined": (joined("参保人员满意度", "偏离绩效目标"),),
    "a paragraph moved": (moved("资金全部来自", "执行准确性"),),
    "a paragraph with figures moved": (moved("以上指标中，协议定点医药机构", "运行维护响应时间"),),
    "a heading and its paragraph moved": (
        moved("满意度指标完成情况", "全年预算数"),
        moved("参保人员满意度", "满意度指标完成情况"),
    ),
    "a paragraph copied": (
        inserted("运行维护响应时间", "以上指标中，协议定点医药机构合计438家。"),
    ),
    # looks, changes that nobody accepted
    "part of a figure bold": (looks("9.14万元、医保"),),
    "a figure and words bold": (looks("到位金额117.8万元，到位率"),),
    "words changed with track changes": (retyped("已足额到位。", "已全部到位。", tracked=True),),
    "a figure changed with track changes": (retyped("折页⟨3万份⟩", "折页⟨5万份⟩", tracked=True),),
    # rows
    "a row deleted": (removed("||折页|"),),
    "a changed row deleted": (removed("||签订协议定点医疗机构|"),),
    "a row added": (inserted("||折页|", "||横幅||60条|"),),
    "a row moved": (moved("||宣传资料|", "||折页|"),),
    # several at once
    "much at once": (
        retyped(CLINICS, "签订协议定点医疗机构⟨96家⟩"),
        removed("运行维护响应时间"),
        inserted("使用规范性", "我局另外组织了两次实地核查。"),
        retyped("到位金额⟨117.8万元⟩，", "到位金额⟨117.8万元⟩（不含利息），"),
        inserted("||折页|", "||横幅||60条|"),
        retyped("|医保人才培养合格率||⟨95%⟩|", "|医保人才培养合格率||⟨96%⟩|"),
        moved("以上指标中，电子凭证", "时效指标"),
    ),
}
CASES = list(product(EDITS, WORKBOOKS))


@cache
def made(workbook: str) -> Draft:
    """Return the report that a workbook gives."""
    return made_with(sample("渠县"), WORKBOOKS[workbook])


@cache
def leaves(edit: str) -> bytes:
    """Return the report as a person leaves it."""
    return edited(made("kept").content, EDITS[edit])


@cache
def without_carrier(edit: str) -> bytes:
    """Return the same as a program saves it that keeps neither bookmarks nor our parts."""
    return bare(leaves(edit))


def told(draft: Draft, edits: tuple[Edit, ...]) -> Lines:
    """Return what a report reads to which all that was done."""
    read = lines_of(draft.manifest)
    for edit in edits:
        read = edit.told(read)
    return read


def judged(edit: str, workbook: str, content: bytes) -> list[tuple[str, str, str]]:
    """Return each figure that is not told what became of it: its key, the truth, what is told."""
    old, due = made("kept").manifest, made(workbook).manifest
    truth = statuses(told(made("kept"), EDITS[edit]), old, due)
    states = verify(content, old, due, "甲.docx").figures
    return [
        (one.key, truth[one.name], state.status.value)
        for one, state in zip(old.printed, states, strict=True)
        if truth[one.name] != state.status.value
    ]


def refreshed(content: bytes, workbook: str) -> Merged:
    """Return a report brought up to date; once more changes no byte of it."""
    due = made(workbook)
    merged = merge(content, made("kept").manifest, due.content, due.manifest)
    again = merge(merged.content, due.manifest, due.content, due.manifest)
    assert again.content == merged.content
    return merged


# --- every edit with every workbook ---------------------------------------------------------


@pytest.mark.parametrize("edit", EDITS)
def test_each_figure_is_told_what_became_of_it(edit: str) -> None:
    for workbook in WORKBOOKS:
        assert judged(edit, workbook, leaves(edit)) == []


def test_without_bookmarks_the_figures_of_nearly_every_report_are_all_told_rightly() -> None:
    wrong = [case for case in CASES if judged(*case, without_carrier(case[0]))]
    assert len(wrong) <= len(CASES) * 0.05, wrong
    assert len(CASES) > 150


@pytest.mark.parametrize("edit", EDITS)
def test_a_refreshed_report_reads_as_if_the_new_one_had_been_edited_so(edit: str) -> None:
    for workbook in ("figures", "words"):
        refuse(edit, workbook, refreshed(leaves(edit), workbook))


@pytest.mark.parametrize("edit", EDITS)
def test_without_bookmarks_it_reads_so_too(edit: str) -> None:
    refuse(edit, "words", refreshed(without_carrier(edit), "words"))


def refuse(edit: str, workbook: str, merged: Merged) -> None:
    """Fail if a report brought up to date does not read as it should."""
    old, due = made("kept"), made(workbook)
    assert lines(merged.content) == [line.plain for line in told(due, EDITS[edit])]
    assert merged.unplaced is None
    states = statuses(told(old, EDITS[edit]), old.manifest, due.manifest)
    disputed = [name for name, status in states.items() if status == "conflict"]
    assert merged.changes.get(Change.FIGURE_DISPUTED, 0) == len(disputed)
    texts = {one.name: one.text for one in due.manifest.printed}
    remarked = "\n".join(remarks(merged.content))
    assert all(f"按更新后的工作簿应为“{texts[name]}”" in remarked for name in disputed)


# --- what person and workbook both changed ----------------------------------------------------

# What a person does; what the report reads then; what stands beside it in a comment.
DISPUTES: Mapping[str, tuple[tuple[Edit, ...], str, str]] = {
    "a sentence worded anew by both": (
        (retyped(IMPROVED, "今后抓紧支付，提高资金使用效率。"),),
        "今后抓紧支付，提高资金使用效率。",
        "今后加快用款进度，每季度通报资金使用效率。",
    ),
    "words of a person where the workbook has an indicator less": (
        (retyped("印制通告⟨2000份⟩", "在各镇印制通告⟨2000份⟩"),),
        "在各镇印制通告2000份、宣传资料20万份、折页3万份、音频1个、动漫1个、签订协议定点医疗机构97家、",
        "、折页3万份、动漫1个、签订协议定点医疗机构97家、",
    ),
    "a paragraph deleted that reads otherwise now": (
        (removed(IMPROVED),),
        "资金到位较晚，当年未能充分使用。",
        "今后加快用款进度，每季度通报资金使用效率。",
    ),
    "words in a paragraph that is not due any more": (
        (retyped("拒付899.14万元", "共拒付899.14万元"),),
        "外伤调查：全年开展外伤调查4432起，共拒付899.14万元。",
        "不再生成这一处",
    ),
    "a reason in a row that is not due any more": (
        (retyped("|音频||⟨1个⟩|", "|音频||⟨1个⟩|另有一个未完成"),),
        "||音频||1个|另有一个未完成",
        "不再生成这一处",
    ),
    "a figure in a row that is not due any more": (
        (retyped("|音频||⟨1个⟩|", "|音频||⟨2个⟩|"),),
        "||音频||2个|",
        "不再生成这一处",
    ),
}


@pytest.mark.parametrize("carrier", ["with bookmarks", "without"])
@pytest.mark.parametrize("name", DISPUTES)
def test_of_what_both_changed_the_words_of_the_person_stay(name: str, carrier: str) -> None:
    edits, reads, remarked = DISPUTES[name]
    content = edited(made("kept").content, edits)
    merged = refreshed(content if carrier == "with bookmarks" else bare(content), "words")
    assert any(line.startswith(reads) for line in lines(merged.content))
    assert remarked in "\n".join(remarks(merged.content))
    typed = [words for edit in edits for words in edit.typed]
    assert all(words in "\n".join(lines(merged.content)) for words in typed)


@pytest.mark.parametrize(
    "edit", ["nothing", "paragraphs added around a figure", "words changed with track changes"]
)
def test_what_is_refreshed_and_what_leaves_the_office_are_sound_documents(edit: str) -> None:
    filled = edited(leaves(edit), EDITS["a gap filled in"])
    merged = refreshed(filled, "words")
    assert validity_findings(merged.content) == []
    final = finalize(merged.content, private=("联系人",))
    assert isinstance(final, Refusal) == ("track" in edit)
    assert isinstance(final, Refusal) or validity_findings(final.content) == []


def test_in_a_report_of_another_kind_the_words_of_the_person_are_kept_beside_it() -> None:
    due = made_with(sample("霍邱"), {})
    edits = EDITS["much at once"]
    merged = merge(leaves("much at once"), made("kept").manifest, due.content, due.manifest)
    assert lines(merged.content) == [line.plain for line in lines_of(due.manifest)]
    assert merged.unplaced is not None
    aside = "\n".join(lines(merged.unplaced))
    assert all(words in aside for edit in edits for words in edit.typed)
