"""All that is wrong with a template, told in one go, and in the margin of a copy."""

import io
import re

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pingshu.render import Template, TemplateError, TemplateFault, annotated, faults
from tests.docx_building import (
    body_of,
    document,
    files_of,
    paragraph,
    run,
    table,
    text_box,
)
from tests.ooxml import validity_findings

KNOWN = {
    "有",
    *("项目.名称", "资金.执行率", "资金.预算数", "资金.明细", "资金.明细[].标签", "资金.明细[].数"),
    *("指标.类别", "指标.类别[].名称", "指标.类别[].分类", "指标.类别[].分类[].名称"),
}
FILTERS = {"万元": str, "数": str}


def found(*blocks: str, known: set[str] = KNOWN, **others: str) -> tuple[TemplateFault, ...]:
    parts = {name: block for name, block in others.items() if name != "title"}
    return faults(document(*blocks, parts=parts, title=others.get("title", "")), known, FILTERS)


def told(*blocks: str) -> list[str]:
    """The faults without their places."""
    return [fault.told for fault in found(*blocks)]


# --- Ten templates as authors break them --------------------------------------------------------

HEADING = paragraph("二、资金", style="1")


def looped(*cells: str) -> str:
    """A table whose second row a loop repeats."""
    blank = [""] * (len(cells) - 1)
    return table(["{%tr for 行 in 资金.明细 %}", *blank], list(cells), ["{%tr endfor %}", *blank])


@pytest.mark.parametrize(
    ("broken", "message", "place"),
    [
        (
            paragraph("执行率为{{ 资金.执行綠 }}，较好"),
            "不认识的名称“资金.执行綠”，是不是“资金.执行率”？",
            "第2段，标题“二、资金”之下，标签“{{ 资金.执行綠 }}”，前后文字“执行率为…，较好”",
        ),
        (
            looped("{{ 行.标签 }}", "{{ 行.书 }}"),
            "不认识的名称“行.书”，是不是“行.数”？",
            "第1个表格第2行第2格第1段，标题“二、资金”之下，标签“{{ 行.书 }}”",
        ),
        (
            paragraph("{{ 资金.预算数|万圆 }}"),
            "没有叫“万圆”的过滤器，是不是“万元”？",
            "第2段，标题“二、资金”之下，标签“{{ 资金.预算数|万圆 }}”",
        ),
        (
            paragraph("{%p if 资金.预算数 %}"),
            "缺少结束标签 {% endif %}",
            "第2段，标题“二、资金”之下，标签“{%p if 资金.预算数 %}”",
        ),
        (
            paragraph("{% if 项目.名称 %}共有十二个标段{% endfi %}"),
            "不认识的语句“endfi”，是不是“endif”？",
            "第2段，标题“二、资金”之下，标签“{% endfi %}”，前后文字“名称 %}共有十二个标段…”",
        ),
        (
            paragraph("名称：{{ 项目.名称 }，"),
            "标签不完整：括号没有成对，或一个标签被拆到了两段里",
            "第2段，标题“二、资金”之下，标签“{{ 项目.名称 }，”，前后文字“名称：…”",
        ),
        (
            paragraph("{{ 资金。预算数 }}"),
            "标签写法有误：其中有全角符号“。”，运算和标点要用半角",
            "第2段，标题“二、资金”之下，标签“{{ 资金。预算数 }}”",
        ),
        (
            looped("{{ 行.标签 }}", "{{ 行.数 }}") + paragraph("合计{{ 行.数 }}"),
            "“行”只在它的循环里有，这里在循环之外",
            "第2段，标题“二、资金”之下，标签“{{ 行.数 }}”，前后文字“合计…”",
        ),
        (
            table(["指标{%tr if 有 %}"], ["甲"], ["{%tr endif %}"]),
            "{%tr %} 标签所在的这一行会整个去掉，其中不能再有别的内容",
            "第1个表格第1行第1格第1段，标题“二、资金”之下，标签“{%tr if 有 %}”，前后文字“指标…”",
        ),
        (
            paragraph("{% if 项目.名称 %}甲") + table(["{% endif %}"]),
            "与前面的“{% if 项目.名称 %}”不在同一层：要在同样的段、格或行里开始和结束",
            "第1个表格第1行第1格第1段，标题“二、资金”之下，标签“{% endif %}”",
        ),
    ],
)
def test_a_broken_template_tells_what_and_where(broken: str, message: str, place: str) -> None:
    assert [str(fault) for fault in found(HEADING, broken)] == [f"{message}（正文{place}）"]


# --- All at once --------------------------------------------------------------------------------


def test_all_faults_are_told_in_the_order_of_the_document() -> None:
    everything = found(
        paragraph("{{ 项目.名陈 }}{{ 资金.预算数|万圆 }}"),
        paragraph("{% if 资金.预算数 %}"),
        looped("{{ 行.标鉴 }}", "{{ 行.数 x }}"),
        paragraph("{{ 资金.执行綠 }}"),
        header1=paragraph("{{ 项目.明称 }}"),
        footnotes=paragraph("{{ 项目.铭称 }"),
        title="{{ 项目.名 }}",
    )
    assert [fault.told for fault in everything] == [
        "不认识的名称“项目.名陈”，是不是“项目.名称”？",
        "没有叫“万圆”的过滤器，是不是“万元”？",
        "缺少结束标签 {% endif %}",
        "不认识的名称“行.标鉴”，是不是“行.标签”？",
        "标签写法有误：请检查其中的空格、引号、括号和竖线",
        "不认识的名称“资金.执行綠”，是不是“资金.执行率”？",
        "不认识的名称“项目.明称”，是不是“项目.名称”？",
        "标签不完整：括号没有成对，或一个标签被拆到了两段里",
        "不认识的名称“项目.名”，是不是“项目.名称”？",
    ]


def test_a_sound_template_has_no_faults() -> None:
    blocks = (looped("{{ 行.标签 }}", "{{ 行.数|万元|合并 }}"), paragraph("{{ 项目.名称 }}"))
    assert found(*blocks) == ()


def test_a_misspelt_statement_does_not_make_its_end_a_fault() -> None:
    blocks = (paragraph("{%p fro 行 in 资金.明细 %}"), paragraph("{{ 行.数 }}"))
    assert told(*blocks, paragraph("{%p endfor %}")) == ["不认识的语句“fro”，是不是“for”？"]


def test_a_loop_written_wrongly_still_binds_its_name() -> None:
    tags = "{% for 行 in 资金。明细 %}{{ 行.数 }}{% endfor %}"
    assert told(paragraph(tags)) == ["标签写法有误：其中有全角符号“。”，运算和标点要用半角"]


def test_a_value_set_wrongly_is_still_set() -> None:
    tags = "{% set 甲 = 资金| %}{{ 甲.数 }}"
    assert told(paragraph(tags)) == ["标签写法有误：请检查其中的空格、引号、括号和竖线"]


def test_each_block_left_open_is_told() -> None:
    tags = "{% for 行 in 资金.明细 %}{% if 行.数 %}{% endfor %}{% if 资金.预算数 %}"
    assert told(paragraph(tags)) == ["缺少结束标签 {% endif %}"] * 2


def test_an_else_after_the_else_is_told() -> None:
    tags = "{% if 资金.预算数 %}甲{% else %}乙{% elif 资金.执行率 %}丙{% endif %}"
    assert "前面已经有 {% else %} 了" in told(paragraph(tags))[0]


def test_a_misspelt_step_of_a_nested_loop_is_corrected_in_the_words_of_the_tag() -> None:
    tags = "{% for 类 in 指标.类别 %}{% for 分 in 类.份类 %}{{ 分.名称 }}{% endfor %}{% endfor %}"
    assert told(paragraph(tags))[0] == "不认识的名称“类.份类”，是不是“类.分类”？"


def test_a_name_unlike_any_other_gets_no_advice() -> None:
    assert told(paragraph("{{ abcdef }}")) == ["不认识的名称“abcdef”"]


UNPRINTABLE = {"有": "不能打印", "资金.明细": "是列表"}


@pytest.mark.parametrize(
    ("tags", "messages"),
    [
        ("{{ 有 }}", ["“有”不能打印"]),
        ("{{ '共' ~ 有 }}", ["“有”不能打印"]),
        ("{{ 有 if 有 else 项目.名称 }}", ["“有”不能打印"]),
        ("{% set 甲 = 有 %}{{ 甲 }}", ["“甲”不能打印"]),
        ("{{ 资金.明细|list }}", ["“资金.明细”是列表"]),
        ("{{ -资金.预算数 }}", ["“资金.预算数”不能在模板里用来计算，只能照原样打印"]),
        ("{{ (资金.预算数 / 2)|万元 }}", ["“资金.预算数”不能在模板里用来计算，只能照原样打印"]),
        ("{{ 资金.明细|length + 1 }}", []),
        ("{{ '甲' if 有 else '乙' }}{% if 有 %}{{ 资金.预算数 }}{% endif %}", []),
        ("{% for 行 in 资金.明细 %}{{ loop.index + 1 }}{{ 行.数|万元 }}{% endfor %}", []),
    ],
)
def test_a_name_is_printed_only_if_it_holds_one_value(tags: str, messages: list[str]) -> None:
    everything = faults(document(paragraph(tags)), KNOWN, FILTERS, UNPRINTABLE)
    assert [fault.told for fault in everything] == messages


@pytest.mark.parametrize(
    ("tags", "meant"),
    [("{{ 未执行额 }}", "未执行数额度"), ("{% if 未执行额 %}甲{% endif %}", "未执行")],
)
def test_for_a_printed_name_one_that_can_be_printed_is_meant(tags: str, meant: str) -> None:
    known = {"未执行", "未执行数额度"}
    (fault,) = faults(document(paragraph(tags)), known, FILTERS, {"未执行": "不能打印"})
    assert fault.nearest == meant


def test_the_two_forms_of_a_text_box_are_one_fault() -> None:
    assert len(found(text_box(paragraph("{{ 项目.名陈 }}")))) == 1


def test_several_mangled_tags_of_a_paragraph_are_told_each() -> None:
    faulty = found(paragraph(f"{{{{ 甲 }}，{'字' * 30}{{% if"))
    tags = [fault.place.tag for fault in faulty if fault.place]
    assert tags == [f"{{{{ 甲 }}，{'字' * 15}", "{% if"]


def test_what_is_no_document_is_one_fault_without_a_place() -> None:
    (fault,) = faults(b"text", KNOWN)
    assert fault.place is None
    assert ".docx" in str(fault)


def test_quotes_in_a_tag_that_is_not_closed_take_no_time() -> None:
    assert len(found(paragraph("{{ " + "“甲”" * 60))) == 1


@settings(max_examples=50)
@given(st.text("{}%#_ “'\"x|(ifend", max_size=40))
def test_whatever_an_author_types_is_told_and_never_crashes(text: str) -> None:
    data = document(paragraph(text))
    if faults(data, {"x", "i", "n", "f"}):
        assert len(files_of(annotated(data, faults(data, KNOWN)))) > len(files_of(data))
    else:
        assert Template(data).names() <= {"x", "i", "n", "f"}


def test_a_template_is_refused_for_its_first_fault() -> None:
    data = document(paragraph("{% endif %}"), paragraph("{{ x"))
    with pytest.raises(TemplateError, match="开始标签") as caught:
        Template(data)
    assert caught.value.place == faults(data, ())[0].place


def test_a_fault_when_filling_has_the_same_place_as_one_when_checking() -> None:
    data = document(HEADING, looped("{{ 行.标签 }}", "头{{ 行.书 }}尾"))
    with pytest.raises(TemplateError) as caught:
        Template(data).render({"资金": {"明细": [{"标签": "a"}]}})
    assert caught.value.place == faults(data, KNOWN)[0].place
    assert caught.value.place is not None
    assert caught.value.place.around == "头…尾"


# --- In the margin ------------------------------------------------------------------------------


def remarks_of(data: bytes) -> list[tuple[str, str]]:
    """What each remark hangs on, and what it says."""
    body, remarks = body_of(data), files_of(data)["word/comments.xml"].decode()
    pairs = []
    for number, remark in re.findall(r'<w:comment w:id="(\d+)".*?>(.*?)</w:comment>', remarks):
        inside = rf'RangeStart w:id="{number}"/>(.*)<w:commentRangeEnd w:id="{number}"/>'
        stretch = re.search(inside, body)
        assert stretch is not None
        texts = ("".join(re.findall(r">([^<]+)</w:t>", xml)) for xml in (stretch[1], remark))
        pairs.append((next(texts), next(texts)))
    return pairs


def marked(*blocks: str, **others: str) -> list[tuple[str, str]]:
    data = document(*blocks, parts=others)
    return remarks_of(annotated(data, faults(data, KNOWN, FILTERS)))


def test_a_remark_hangs_on_the_faulty_tag_alone() -> None:
    before = f"<w:p>{run('率{{ 资金', '<w:b/>')}{run('.执行綠 }}。')}</w:p>"
    ((tag, remark),) = marked(before)
    assert tag == "{{ 资金.执行綠 }}"
    assert "是不是“资金.执行率”" in remark


def test_two_faults_of_one_tag_share_a_remark() -> None:
    ((_, remark),) = marked(paragraph("{{ 资金.执行綠|万圆 }}"))
    assert "执行率" in remark
    assert "万元" in remark


def test_the_same_tag_twice_in_a_paragraph_has_two_remarks() -> None:
    assert len(marked(paragraph("{{ 项目.名 }}和{{ 项目.名 }}"))) == 2


def test_a_fault_in_a_text_box_hangs_on_the_paragraph_of_the_box() -> None:
    ((text, remark),) = marked(paragraph("首"), text_box(paragraph("框{{ 项目.名陈 }}")))
    assert "框" in text
    assert "正文第2段" in remark


def test_a_fault_in_a_header_hangs_on_the_first_paragraph_and_says_where() -> None:
    ((text, remark),) = marked(paragraph("首"), header1=paragraph("{{ 项目.名陈 }}"))
    assert text == "首"
    assert "页眉第1段" in remark


def test_a_copy_with_remarks_is_valid_and_reads_as_the_template() -> None:
    blocks = (
        paragraph("甲{{ 项目.名陈 }}乙", style="1"),
        table(["{{ 资金.执行綠 }}", "丙"]),
        text_box(paragraph("{{ 项目.名陈 }}")),
        paragraph("{{ 项目.名称 {{ 项目.名陈 }}"),
    )
    data = document(*blocks)
    copy = annotated(data, faults(data, KNOWN))
    assert validity_findings(copy) == validity_findings(data)
    before, after = (docx.Document(io.BytesIO(version)) for version in (data, copy))
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]


def test_remarks_that_are_there_already_stay() -> None:
    data = document(paragraph("{{ 项目.名陈 }}"))
    once = annotated(data, faults(data, KNOWN))
    twice = annotated(once, faults(once, KNOWN))
    assert len(remarks_of(twice)) == 2
    assert annotated(data, faults(data, KNOWN)) == once


def test_a_document_without_a_paragraph_takes_remarks() -> None:
    ((_, remark),) = marked(header1=paragraph("{{ 项目.名陈 }}"))
    assert "页眉第1段" in remark
