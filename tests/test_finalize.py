"""Copies that leave the office: when they are refused, and what they no longer hold."""

import re
from collections.abc import Collection
from copy import deepcopy
from io import BytesIO

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from pingshu.carrier import carry
from pingshu.document import open_document, remark, saved
from pingshu.finalize import Final, Refusal, finalize
from pingshu.opc import PackageError, opened, packed
from pingshu.passages import bookmark_stem
from tests.docx_building import cell, document, files_of, package, paragraph, run, table
from tests.ooxml import text_outline, validity_findings

LABELS = frozenset(
    {
        *("姓名", "分管领导", "咨询电话", "微信号"),
        *("联系人", "联系电话", "填报人", "电话", "项目负责人电话", "填表人", "审核人", "负责人"),
        *("单位负责人", "经办人", "电子邮箱", "联系人及电话", "手机"),
    }
)
FIGURE = f"{bookmark_stem('资金.执行数')}1"
MARKED = (
    f'<w:p w:rsidR="00AB12CD"><w:bookmarkStart w:id="7" w:name="{FIGURE}"/>{run("155万元")}'
    f'<w:bookmarkEnd w:id="7"/><w:bookmarkStart w:id="8" w:name="我的书签"/>{run("全部支出。")}'
    '<w:bookmarkEnd w:id="8"/></w:p>'
)


def final(content: bytes, private: Collection[str] | None = None) -> Final:
    result = finalize(content, private=private)
    assert isinstance(result, Final)
    return result


def public(*blocks: str) -> tuple[str, tuple[str, ...]]:
    """Return what the public copy reads, and what it says that it leaves out."""
    result = final(document(*blocks), LABELS)
    return text_outline(result.content), tuple(one.text for one in result.dropped)


def everything(content: bytes) -> str:
    """Return all parts of a document as one text, names of parts included."""
    return "\n".join(f"{name}\n{part.decode()}" for name, part in files_of(content).items())


def commented() -> bytes:
    """Return a document that people worked on in Word: comments, highlights, names and history."""
    made = docx.Document()
    words = made.add_paragraph().add_run("资金全部支出。")
    words.font.highlight_color = WD_COLOR_INDEX.YELLOW
    made.add_comment(words, text="请核对", author="审稿人甲", initials="甲")
    made.core_properties.author = "经办人乙"
    made.core_properties.last_modified_by = "科长丙"
    made.core_properties.revision = 12
    made.core_properties.title = "绩效自评报告"
    made.core_properties.comments = "内部说明丁"
    made.core_properties.keywords = "关键词戊"
    made.core_properties.category = "类别己"
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


# --- refusals -------------------------------------------------------------------------------


def test_a_mark_that_asks_for_words_is_a_reason_to_refuse() -> None:
    result = finalize(document(paragraph("背景：【请补充：立项依据】。")))
    assert isinstance(result, Refusal)
    assert result.reasons == (
        "还有1处要补写或核实的：【请补充：立项依据】。请写好，并删去【】和里面的提示。",
    )


def test_a_mark_is_seen_in_a_cell_in_a_header_and_across_runs() -> None:
    split = f"<w:p>{run('【请补')}{run('充：结果应用】')}</w:p>"
    content = document(
        table(["甲", "【请核实：5万元】"]), split, parts={"header1": paragraph("【请补充：丙】")}
    )
    result = finalize(content)
    assert isinstance(result, Refusal)
    assert result.reasons[0].startswith("还有3处")


def test_of_many_marks_the_first_five_are_named() -> None:
    marks = [paragraph(f"【请补充：第{number}项】") for number in range(1, 8)]
    result = finalize(document(*marks))
    assert isinstance(result, Refusal)
    assert "【请补充：第5项】……。" in result.reasons[0]
    assert "第6项" not in result.reasons[0]


@pytest.mark.parametrize(
    "change",
    [
        f'<w:p><w:ins w:id="1" w:author="甲">{run("新")}</w:ins></w:p>',
        '<w:p><w:del w:id="1" w:author="甲"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>',
        '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="甲"/></w:rPr></w:pPr></w:p>',
    ],
)
def test_a_tracked_change_that_nobody_decided_is_a_reason_to_refuse(change: str) -> None:
    result = finalize(document(change))
    assert isinstance(result, Refusal)
    assert result.reasons[0].startswith("还有1处修订没有接受或拒绝。")


def test_a_conflict_that_nobody_decided_is_a_reason_to_refuse() -> None:
    edited = open_document(document(paragraph("执行率为95%。")))
    remark(edited, {edited.body: "按更新后的工作簿应为92.6%。"})
    refused = finalize(saved(edited))
    assert isinstance(refused, Refusal)
    (reason,) = refused.reasons
    assert reason.startswith("还有1条“评述”的批注没有处理，例如：“按更新后的工作簿应为92.6%。”")


def test_what_is_no_document_is_told_as_such() -> None:
    with pytest.raises(PackageError):
        finalize(b"abc")
    with pytest.raises(PackageError, match="Word"):
        finalize(package({"a.txt": "x", "[Content_Types].xml": "<Types/>"}))


# --- what goes from every copy --------------------------------------------------------------


def test_bookmarks_of_figures_go_and_those_of_people_stay() -> None:
    result = everything(final(document(MARKED)).content)
    assert "_fig_" not in result
    assert result.count("bookmarkStart") == result.count("bookmarkEnd") == 1
    assert "我的书签" in result


def test_the_text_stays_word_for_word() -> None:
    content = document(paragraph("一、概况", style="1"), MARKED, table(["甲", "12345678"]))
    assert text_outline(final(content).content) == text_outline(content)


def test_comments_names_dates_and_highlights_go() -> None:
    left = everything(final(commented()).content)
    words = ("审稿人甲", "经办人乙", "科长丙", "请核对", "w:highlight", "comment", "created")
    for word in (*words, "内部说明丁", "关键词戊", "类别己"):
        assert word not in left
    assert "绩效自评报告" in left
    assert "资金全部支出。" in left


def test_revision_numbers_go_from_text_and_settings() -> None:
    history = (
        '<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"><w:r w:rsidRPr="00AB12CE"><w:rPr>'
        '<w:b/><w:rPrChange w:id="3" w:author="甲"><w:rPr/></w:rPrChange></w:rPr>'
        "<w:t>甲</w:t></w:r></w:p>"
    )
    settings = '<w:trackRevisions/><w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids>'
    left = everything(final(document(history, settings=settings)).content)
    assert not re.search("rsid|rPrChange|trackRevisions|author", left)
    assert "<w:b/>" in left


def test_what_a_document_remembers_of_itself_goes() -> None:
    remembering = opened(document(MARKED))
    carry(remembering, b'{"version": 2}', "abc")
    content = packed(remembering)
    assert "customXml" in everything(content)
    left = everything(final(content).content)
    assert not re.search("customXml|pingshu|custom-properties|version&quot;", left)


def test_a_property_of_the_office_stays_when_ours_goes() -> None:
    remembering = opened(document(MARKED))
    carry(remembering, b"{}", "abc")
    properties = remembering.tree("docProps/custom.xml")
    other = deepcopy(properties[0])
    other.set("name", "密级")
    other.set("pid", "3")
    properties.append(other)
    left = files_of(final(packed(remembering)).content)
    assert "密级" in left["docProps/custom.xml"].decode()
    assert "pingshu" not in left["docProps/custom.xml"].decode()


def test_a_copy_is_valid_and_the_same_each_time() -> None:
    content = commented()
    assert validity_findings(final(content).content) == []
    assert final(content).content == final(content).content


def test_a_copy_of_a_copy_is_the_same_again() -> None:
    once = final(commented(), LABELS).content
    assert final(once, LABELS).content == once


# --- what goes from the public copy alone ---------------------------------------------------


def test_the_copy_for_the_office_above_keeps_contact_persons() -> None:
    content = document(paragraph("联系人：张三，联系电话：0558-1234567。"))
    assert "联系人：张三，联系电话：0558-1234567。" in text_outline(final(content).content)


@pytest.mark.parametrize(
    ("before", "after", "dropped"),
    [
        ("实施单位：甲局；联系人：张三。", "实施单位：甲局。", ["联系人：张三"]),
        ("联系人：张三；实施单位：甲局。", "实施单位：甲局。", ["联系人：张三"]),
        ("填报人：张三 实施单位：甲局", "实施单位：甲局", ["填报人：张三"]),
        ("联 系 人:张 三  年度：2022", "年度：2022", ["联 系 人:张 三"]),
        (
            "如有疑问请来电（联系人：张三，电话：13800001234）。",
            "如有疑问请来电。",
            ["联系人：张三", "电话：13800001234"],
        ),
        ("监督举报拨打 13800001234 即可。", "监督举报拨打 即可。", ["13800001234"]),
        ("咨询：(0558)1234567", "咨询：", ["(0558)1234567"]),
        ("电话：(0558)1234567；甲", "甲", ["电话：(0558)1234567"]),
        ("联系电话：；甲", "联系电话：；甲", []),
        ("Tel.+86 138-0000-1234.", ".", ["Tel.+86 138-0000-1234"]),
        ("请拨0558 1234567-12咨询", "请拨咨询", ["0558 1234567-12"]),
        ("咨询：0831-51234567转12。", "咨询：。", ["0831-51234567转12"]),
    ],
)
def test_a_contact_in_a_paragraph_goes_with_its_punctuation(
    before: str, after: str, dropped: list[str]
) -> None:
    assert public(paragraph(before)) == (after, tuple(dropped))


@pytest.mark.parametrize(
    "text",
    [
        "全年支出13800001234元。",
        "支出28095.71万元，为预算（6261.09万元）的448.74%。",
        "依据县会议纪要（第23号，2007年4月24日）。",
        "资金0.055812345678万元。",
        "占0.5，0558123.45678901，13812345678.5",
        "每个联系人都已培训，联系电话随时畅通。",
        "账号6222021234567890123。",
    ],
)
def test_figures_and_words_that_only_resemble_a_contact_stay(text: str) -> None:
    assert public(paragraph(text)) == (text, ())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("甲(023)7060-1234", "甲"),
        ("甲（023）70601234", "甲"),
        ("甲139.1234.5678", "甲"),
        ("甲139 1234 5678", "甲"),
        ("甲139 123 45678", "甲"),
        ("甲+8613912345678", "甲"),
        ("甲+86-23-70601234", "甲"),
        ("甲（86）13912345678", "甲"),
        ("甲１３９１２３４５６７８", "甲"),
        ("甲400-123-4567", "甲"),
        ("甲Tel: 70601234", "甲"),
        ("甲，电话70601234", "甲"),
        ("甲，电话：70601234、70605678", "甲"),
        ("甲139\t1234\n5678", "甲"),
        ("甲023-\t70601234", "甲"),
        ("电话1391\t2345678", ""),
        ("甲zhang.san@mail.gov.cn乙", "甲乙"),
        ("邮箱：a-b@qq.com；甲", "甲"),
        ("身份证号11010519491231002X，甲", "甲"),
        ("甲11010519491231002X", "甲"),
        ("甲110105 19491231 002x", "甲"),
        ("身份证：110105491231002，甲", "甲"),
        ("张三（手机）13912345678", "张三"),
        ("甲局（手机：13912345678（办））", "甲局"),
        ("甲（电话：023-70601234）", "甲"),
        ("甲（ 13912345678 ）", "甲"),
        ("联系人张三，电话13912345678", ""),
        ("填表人 李四　审核人 王五", ""),
        ("甲。项目联系人（签字）：欧阳春、李四", "甲。"),
        ("甲。项目负责人王建国，按时完成", "甲。按时完成"),
        ("财务负责人：阿依古丽·买买提；甲", "甲"),
        ("单位负责人：赵六 填表人：钱七", ""),
        ("联系人及电话：张三，13912345678；甲", "甲"),
        ("项目联系人王秀英负责全部档案", "项目联系人负责全部档案"),
        ("负责人王建国和李四组织实施", "负责人组织实施"),
        ("甲。复核：周正", "甲。"),
        ("分管领导 马国强副局长，甲", "甲"),
        ("联系人为张三（科长），甲", "甲"),
        ("分管领导：马国强（副局长），甲", "甲"),
        ("QQ：1234567890，微信号wang_lihua88", ""),
        ("身份证号11010519491231002X（张三），甲", "甲"),
        ("张三（身份证号：11010519491231002X）", ""),
        ("电话13912345678（微信同），甲", "甲"),
        ("甲13912345678，微信同号。", "甲。"),
        ("微信号：wang_lihua88（微信同号）", ""),
        ("甲13912345678（办公室）", "甲"),
    ],
)
def test_whatever_way_a_contact_is_written_it_goes(before: str, after: str) -> None:
    assert public(paragraph("首段"), paragraph(before))[0].splitlines()[1:] == after.splitlines()


@pytest.mark.parametrize(
    "text",
    [
        "项目编号 0230-7060123",
        "项目编号：13912345678",
        "川财〔2023〕12345678号",
        "川财〔2023〕13912345678号",
        "科目2130599-13912345678",
        "合同号13912345678",
        "归集13912345678.50元、13912345678 元",
        "支出¥13912345678",
        "2023年12月31日，共12345678人次",
        "电话费支出1234567元",
        "联系电话共更新7654321次",
        "手机：购置10部",
        "完成15 2030 4050",
        "统一社会信用代码911101051949123100",
        "负责人高度重视，负责人安排资金。",
        "经复核：数据准确，审核：方案已定。",
        "负责人应及时填报，经办人陈述情况，负责人时任局长。",
        "分管领导对项目负总责，项目负责人全面负责。",
        "关注微信12345平台，微信2022年上线，微信支付123456元",
        "手机",
    ],
)
def test_codes_amounts_and_words_stay_and_nothing_is_told_of_them(text: str) -> None:
    result = final(document(paragraph(text)), LABELS)
    assert (text_outline(result.content), result.dropped, result.doubtful) == (text, (), ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("甲05581234567", "电话"),
        ("甲4001234567", "电话"),
        ("编码前的A13912345678", "电话"),
        ("甲13\t912345678", "电话"),
        ("甲110105194912310021", "身份证号"),
        ("甲110105491231002", "身份证号"),
        ("项目负责人高建国，按时完成", "姓名"),
        ("负责人：对本单位预算绩效管理工作负总责", "姓名"),
        ("项目负责人高建国组织实施", "姓名"),
        ("负责人黄河水利委员会", "姓名"),
    ],
)
def test_what_only_may_be_private_stays_and_is_told(text: str, kind: str) -> None:
    result = final(document(paragraph(text)), LABELS)
    told = {(one.kind, one.place) for one in result.doubtful}
    assert told == {(kind, "正文第1段")}


def test_links_lead_to_nobody_in_the_public_copy() -> None:
    made = docx.Document()
    block = made.add_paragraph("甲")
    part = made.part
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), part.relate_to("mailto:a@b.cn", RT.HYPERLINK, is_external=True))
    link.append(made.add_paragraph("写信").runs[0]._r)
    block._p.append(link)
    field = OxmlElement("w:instrText")
    field.text = ' HYPERLINK "mailto:c@d.cn" '
    block.add_run("给我")._r.insert(0, field)
    stream = BytesIO()
    made.save(stream)
    assert "mailto:" in everything(final(stream.getvalue()).content)
    result = final(stream.getvalue(), LABELS)
    assert "mailto:" not in everything(result.content)
    assert text_outline(result.content).splitlines()[0] == "甲写信给我"
    assert validity_findings(result.content) == []


def test_comments_that_people_made_are_told_with_their_place() -> None:
    (remark,) = final(commented()).remarks
    assert (remark.author, remark.text, remark.place) == ("审稿人甲", "请核对", "正文第1段")


def test_a_contact_spread_over_runs_goes_and_the_formats_around_it_stay() -> None:
    block = (
        f"<w:p>{run('甲局，', '<w:b/>')}{run('联系')}{run('人：张')}{run('三。', '<w:i/>')}</w:p>"
    )
    result = final(document(block), LABELS)
    assert text_outline(result.content) == "甲局。"
    assert "<w:b/>" in everything(result.content)
    assert "<w:i/>" in everything(result.content)


def test_a_paragraph_that_held_a_contact_alone_goes() -> None:
    assert public(paragraph("甲"), paragraph("联系人：张三"), paragraph("乙"))[0] == "甲\n乙"


def test_the_cell_to_the_right_of_a_label_is_emptied() -> None:
    rows = ["项目名称", "养护", "联系人", "张三"], ["联系电话：", "54321", "年度", "2022"]
    text, dropped = public(table(*rows))
    assert text.splitlines() == ["项目名称 | 养护 | 联系人 |", "联系电话： |  | 年度 | 2022"]
    assert dropped == ("联系人：张三", "联系电话：54321")


def test_the_cells_below_a_label_that_heads_a_column_are_emptied() -> None:
    text, dropped = public(
        table(
            ["序号", "联系人", "联系电话", "备注"],
            ["1", "张三", "54321", "无"],
            ["2", "李四", "", ""],
        )
    )
    assert text.splitlines() == ["序号 | 联系人 | 联系电话 | 备注", "1 |  |  | 无", "2 |  |  |"]
    assert dropped == ("联系人：张三", "联系人：李四", "联系电话：54321")


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ((["联系人", "张三"], ["项目名称", "养护"]), "联系人 |\n项目名称 | 养护"),
        ((["项目联系人", "张三"],), "项目联系人 |"),
        ((["联系人", "阿布都"], ["年度", "2022"]), "联系人 |\n年度 | 2022"),
        ((["负责人", "工期"], ["张三", "三年"]), "负责人 | 工期\n| 三年"),
        ((["手机", "≥10部"],), "手机 | ≥10部"),
        ((["项目负责人职责", "张三"],), "项目负责人职责 | 张三"),
        ((["事项", "甲"], ["13912345678", "a@b.cn"]), "事项 | 甲\n|"),
    ],
)
def test_a_table_loses_what_its_labels_ask_for_and_nothing_else(
    rows: tuple[list[str], ...], left: str
) -> None:
    outline = public(table(*rows))[0].splitlines()
    assert [line.strip() for line in outline] == left.splitlines()


@pytest.mark.parametrize("text", ["监督电话12388，咨询电话：12345", "咨询电话：12345"])
def test_a_number_of_five_digits_that_anybody_may_dial_stays(text: str) -> None:
    assert public(paragraph(text)) == (text, ())
    assert public(table(["联系电话", "12345"])) == ("联系电话 | 12345", ())


def test_a_name_beside_a_telephone_stays_and_is_told() -> None:
    result = final(document(paragraph("王秀英：13912345678")), LABELS)
    assert [(one.kind, one.text) for one in result.doubtful] == [("姓名", "王秀英")]


def test_the_names_below_a_heading_that_asks_for_them_go() -> None:
    text, dropped = public(table(["姓名", "职务"], ["吴芳", "科长"], ["郑明", "科员"]))
    assert [line.strip() for line in text.splitlines()] == ["姓名 | 职务", "| 科长", "| 科员"]
    assert dropped == ("姓名：吴芳", "姓名：郑明")


@pytest.mark.parametrize(
    "rows",
    [
        (["金额（元）", "13912345678"],),
        (["项目", "金额（元）"], ["养护", "13912345678"]),
        (["序号", "项目编号", "账号"], ["1", "13912345678", "13912345678"]),
        (["代码", "文号"], ["无", "无"], ["13912345678", "13912345678"]),
    ],
)
def test_a_number_where_an_amount_or_a_code_is_asked_for_is_no_telephone(
    rows: tuple[list[str], ...],
) -> None:
    result = final(document(table(*rows)), LABELS)
    assert text_outline(result.content) == "\n".join(map(" | ".join, rows))
    assert (result.dropped, result.doubtful) == ((), ())


def test_a_telephone_with_words_stays_beside_an_amount_only_if_they_do_not_say_so() -> None:
    result = final(document(table(["金额（元）", "问吴某13912345678"])), LABELS)
    assert [one.text for one in result.doubtful] == ["金额（元）：13912345678"]
    assert public(table(["金额（元）", "电话13912345678"]))[1] == ("金额（元）：电话13912345678",)


def test_what_goes_from_a_table_is_told_with_what_its_column_or_row_is_called() -> None:
    listed = table(["人员一览", "", ""], ["项目", "金额", "备注"], ["养护", "5", "找13912345678"])
    assert public(listed)[1] == ("备注：13912345678",)
    form = table(["项目名称", "养护"], ["其他说明", "找13912345678"])
    assert public(form)[1] == ("其他说明：13912345678",)


def test_a_cell_is_below_its_heading_also_where_cells_before_it_were_merged() -> None:
    rows = table(["项目", "金额（元）", "备注"], ["甲", "13912345678"])
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    merged = rows.replace(cell("甲"), cell("甲").replace("<w:tc>", wide))
    assert (public(rows)[1], public(merged)[1]) == ((), ("备注：13912345678",))


def test_a_cell_that_does_not_fit_its_label_stays_and_is_told() -> None:
    result = final(document(table(["联系电话", "见附件"])), LABELS)
    (doubt,) = result.doubtful
    assert (doubt.text, doubt.place) == ("联系电话：见附件", "正文第1个表格第1行第2格第1段")
    assert result.dropped == ()


def test_a_label_in_the_last_column_of_a_form_takes_nothing_of_another_shape() -> None:
    rows = table(["项目", "联系人"]) + table(["甲", "乙"])
    assert public(rows) == ("项目 | 联系人\n甲 | 乙", ())


def test_a_contact_in_a_footer_goes() -> None:
    content = document(paragraph("甲"), parts={"footer1": paragraph("电话：0558-1234567")})
    result = final(content, LABELS)
    assert "1234567" not in everything(result.content)
    (dropped,) = result.dropped
    assert (dropped.text, dropped.kind, dropped.place) == (
        "电话：0558-1234567",
        "电话",
        "页脚第1段",
    )


def test_a_public_copy_is_valid() -> None:
    content = document(table(["联系人", "张三"]), paragraph("联系人：张三"), paragraph("甲"))
    assert validity_findings(final(content, LABELS).content) == validity_findings(content)


# --- whatever people write ------------------------------------------------------------------

_PIECES = st.sampled_from(
    [
        *(
            "联系人",
            "：",
            "张三",
            "，",
            "电话",
            "13800001234",
            "0558-1234567",
            " ",
            "（",
            "）",
            "。",
        ),
        *("155万元", "2021年", "1,234.50", "\t", "\n", "填报人", "；", "12.5%", "A"),
    ]
)
_WRITTEN = st.lists(_PIECES, max_size=12).map("".join)


def is_subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


@given(st.lists(_WRITTEN, min_size=1, max_size=3))
def test_the_public_copy_only_leaves_out_and_leaves_no_telephone(runs: list[str]) -> None:
    block = f"<w:p>{''.join(map(run, runs))}</w:p>"
    content = document(paragraph("甲"), block)
    submitted, result = final(content), final(content, LABELS)
    before, after = text_outline(submitted.content), text_outline(result.content)
    assert before == text_outline(content)
    assert is_subsequence(after.replace("\n", ""), before)
    assert not re.search(
        r"(?<![\d.])1380000\d{4}(?![\d.]|\s*元)|(?<![\d.])0558-\d{7}(?![\d.])", after
    )
    assert bool(result.dropped) == (before != after)
