"""The template engine, construct by construct: the XML before stands beside the XML after."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingshu.render import NameUse, Template, TemplateError, marks_in
from tests.docx_building import (
    NAMESPACES,
    body_of,
    cell,
    document,
    files_of,
    package,
    paragraph,
    run,
    table,
    text_box,
)
from tests.ooxml import text_outline, validity_findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A printable value."""

    text: str
    key: str | None = None
    missing: bool = False


def body(*blocks: str, **names: object) -> str:
    """What the body becomes, as XML."""
    return body_of(Template(document(*blocks)).render(names))


def outline(*blocks: str, **names: object) -> list[str]:
    """What the filled document reads, line by line."""
    return text_outline(Template(document(*blocks)).render(names)).splitlines()


def fault(*blocks: str, **names: object) -> TemplateError:
    """The error that compiling or filling ends in."""
    with pytest.raises(TemplateError) as caught:
        Template(document(*blocks)).render(names)
    return caught.value


def names_of(*blocks: str) -> set[str]:
    return set(Template(document(*blocks)).names())


# --- Values -------------------------------------------------------------------------------------


def test_a_value_becomes_a_run_of_its_own_with_the_format_of_its_tag() -> None:
    before = f"<w:p>{run('甲{{ x }}乙', '<w:b/>')}</w:p>"
    after = f"<w:p>{run('甲', '<w:b/>')}{run('值', '<w:b/>')}{run('乙', '<w:b/>')}</w:p>"
    assert body(before, x="值") == after


def test_a_value_is_never_read_as_xml_or_as_a_tag() -> None:
    assert outline(paragraph("{{ x }}"), x="<&>\"' {{ y }}{% if %}]]>") == [
        "<&>\"' {{ y }}{% if %}]]>"
    ]


def test_numbers_print_as_they_are_and_nothing_prints_nothing() -> None:
    names = {"a": 3, "b": Decimal("89.970"), "c": None}
    assert outline(paragraph("{{ a }}|{{ b }}|{{ c }}|"), **names) == ["3|89.970||"]


def test_an_empty_value_leaves_no_run() -> None:
    assert body(paragraph("{{ x }}"), x="") == "<w:p></w:p>"


def test_a_newline_is_a_break_and_a_tab_a_tab() -> None:
    after = '<w:t xml:space="preserve">甲</w:t><w:br/><w:t xml:space="preserve">乙</w:t><w:tab/>'
    assert after in body(paragraph("{{ x }}"), x="甲\r\n乙\t丙")


def test_characters_that_xml_forbids_are_dropped() -> None:
    assert outline(paragraph("{{ x }}"), x="甲\x00\x0b\x1b\ud800\uffff乙") == ["甲乙"]


def test_spaces_around_a_value_are_kept() -> None:
    assert '<w:t xml:space="preserve">  甲 </w:t>' in body(paragraph("{{ x }}"), x="  甲 ")


def test_a_printable_prints_its_text() -> None:
    plain = body(paragraph("{{ x }}"), x="89.97")
    assert body(paragraph("{{ x }}"), x=Told(text="89.97", key="资金.执行数")) == plain


def test_what_is_missing_is_highlighted_in_the_format_of_its_tag() -> None:
    before = f"<w:p>{run('{{ x }}', '<w:b/><w:u/>')}</w:p>"
    marked = run("【请补充：项目名称】", '<w:b/><w:highlight w:val="yellow"/><w:u/>')
    told = Told(text="【请补充：项目名称】", missing=True)
    assert body(before, x=told) == f"<w:p>{marked}</w:p>"


@pytest.mark.parametrize("value", [[1], {"a": 1}, print, (), object()])
def test_what_is_no_single_value_is_refused(value: object) -> None:
    assert "不能直接打印" in fault(paragraph("{{ x }}"), x=value).message


@given(st.text())
def test_any_text_survives(value: str) -> None:
    legal = "".join(
        character
        for character in value.replace("\r\n", "\n").replace("\r", "\n")
        if character in "\t\n" or (character >= " " and character not in "\ufffe\uffff")
    )
    filled = docx.Document(io.BytesIO(ANY_TEXT.render({"x": value})))
    assert filled.paragraphs[0].text == f"甲{legal}乙"


ANY_TEXT = Template(document(paragraph("甲{{ x }}乙")))


def test_keys_named_like_methods_of_a_mapping_win() -> None:
    names = {"items": "甲", "keys": "乙", "values": "丙", "get": "丁"}
    tags = "{{ x.items }}{{ x.keys }}{{ x.values }}{{ x.get }}"
    assert outline(paragraph(tags), x=names) == ["甲乙丙丁"]


def test_methods_of_a_mapping_serve_where_no_key_has_their_name() -> None:
    tags = "{% for k, v in x.items() %}{{ k }}={{ v }};{% endfor %}"
    assert outline(paragraph(tags), x={"甲": 1, "乙": 2}) == ["甲=1;乙=2;"]


def test_attributes_of_a_printable_can_be_asked_for() -> None:
    tags = "{% if x.missing %}缺{% else %}{{ x.text }}{% endif %}"
    assert outline(paragraph(tags), x=Told(text="有")) == ["有"]


@pytest.mark.parametrize("tag", ["{{ x.__class__ }}", "{{ _x }}", "{{ x._y }}", "{{ x['a']._b }}"])
def test_private_names_are_refused(tag: str) -> None:
    assert "下划线" in fault(paragraph(tag), x="a").message


def test_an_attribute_that_is_not_safe_is_refused() -> None:
    assert fault(paragraph("{{ x['__class__'] }}"), x=Told(text="a")).place is not None


def test_escaping_twice_is_not_possible() -> None:
    assert outline(paragraph("{{ x|e }}{{ x|safe }}"), x="<b>&") == ["<b>&<b>&"]


# --- Statements ---------------------------------------------------------------------------------


def test_a_statement_stands_between_runs_whatever_their_format() -> None:
    before = f"<w:p>{run('甲{% if x %}乙', '<w:b/>')}{run('丙{% endif %}丁')}</w:p>"
    left = run("甲", "<w:b/>")
    assert body(before, x=False) == f"<w:p>{left}{run('丁')}</w:p>"
    assert body(before, x=True) == f"<w:p>{left}{run('乙', '<w:b/>')}{run('丙')}{run('丁')}</w:p>"


def test_else_and_elif_choose() -> None:
    tags = "{% if x == 1 %}甲{% elif x == 2 %}乙{% else %}丙{% endif %}"
    assert [outline(paragraph(tags), x=x) for x in (1, 2, 3)] == [["甲"], ["乙"], ["丙"]]


def test_a_loop_repeats_runs() -> None:
    tags = "{% for i in x %}{{ i }}{% if not loop.last %}、{% endif %}{% else %}无{% endfor %}"
    assert outline(paragraph(tags), x=["甲", "乙"]) == ["甲、乙"]
    assert outline(paragraph(tags), x=[]) == ["无"]


def test_a_loop_over_paragraphs_repeats_them() -> None:
    blocks = (paragraph("{% for i in x %}头"), paragraph("{{ i }}{% endfor %}尾"))
    assert outline(*blocks, x=[1, 2]) == ["头", "1头", "2尾"]
    assert outline(*blocks, x=[]) == ["尾"]


def test_a_value_can_be_set() -> None:
    assert outline(paragraph("{% set 甲 = x.y %}{{ 甲 }}"), x={"y": 1}) == ["1"]


def test_a_macro_gives_runs_with_its_own_format() -> None:
    defined = run("{% macro 数(a) %}") + run("{{ a }}", "<w:b/>") + run("万元{% endmacro %}")
    called = run("共{{ 数(x) }}。")
    after = run("共") + run("3", "<w:b/>") + run("万元") + run("。")
    assert body(f"<w:p>{defined}{called}</w:p>", x=3) == f"<w:p>{after}</w:p>"


def test_a_macro_used_as_a_value_is_refused() -> None:
    tags = "{% macro m() %}甲{% endmacro %}{{ m()|upper }}"
    assert "单独" in fault(paragraph(tags)).message


def test_a_macro_over_two_paragraphs_is_refused() -> None:
    blocks = (paragraph("{% macro m() %}"), paragraph("{% endmacro %}"))
    assert "同一段" in fault(*blocks).message


def test_a_comment_leaves_nothing() -> None:
    before = f"<w:p>{run('甲{# 说明')}{run(' #}乙')}</w:p>"
    assert body(before) == f"<w:p>{run('甲')}{run('乙')}</w:p>"


def test_a_lone_brace_is_text() -> None:
    assert outline(paragraph("{甲} % # {{ x }}{乙"), x=1) == ["{甲} % # 1{乙"]


def test_braces_can_be_printed_by_a_tag() -> None:
    assert outline(paragraph('{{ "{{ x }}" }}')) == ["{{ x }}"]


def test_text_in_the_language_of_the_engine_itself_is_text() -> None:
    assert outline(paragraph("{{ x }}__put_0(x)<?pingshu tag 0?>"), x=1) == [
        "1__put_0(x)<?pingshu tag 0?>"
    ]


# --- Tags for whole elements --------------------------------------------------------------------


def test_a_paragraph_tag_takes_its_paragraph_with_it() -> None:
    blocks = (paragraph("{%p if x %}"), paragraph("甲"), paragraph("{%p endif %}"))
    assert body(*blocks, x=True) == paragraph("甲")
    assert body(*blocks, x=False) == ""


def test_several_paragraph_tags_may_share_a_paragraph() -> None:
    first, last = paragraph("{%p if x %} {%p for i in x %}"), paragraph("{%p endfor %}{%p endif %}")
    assert outline(first, paragraph("{{ i }}"), last, x=[1, 2]) == ["1", "2"]


def test_a_paragraph_tag_beside_text_is_refused_because_the_text_would_go() -> None:
    error = fault(paragraph("甲{%p if x %}"), paragraph("{%p endif %}"), x=1)
    assert "这一段会整个去掉" in error.message


def test_a_paragraph_tag_beside_a_value_is_refused() -> None:
    error = fault(paragraph("{{ x }}{%p if x %}"), paragraph("{%p endif %}"), x=1)
    assert "这一段会整个去掉" in error.message


def test_a_paragraph_tag_beside_a_section_break_is_refused() -> None:
    block = f"<w:p><w:pPr><w:sectPr/></w:pPr>{run('{%p if x %}')}</w:p>"
    assert "分节符" in fault(block, paragraph("{%p endif %}"), x=1).message


def test_a_paragraph_comment_takes_its_paragraph_with_it() -> None:
    assert body(paragraph("{#p 说明 #}"), paragraph("甲")) == paragraph("甲")


def test_a_row_tag_takes_its_row_with_it() -> None:
    before = table(["{%tr for i in x %}", ""], ["{{ i }}", "甲"], ["{%tr endfor %}", ""])
    assert body(before, x=[1, 2]) == table(["1", "甲"], ["2", "甲"])


def test_rows_can_be_left_out() -> None:
    before = table(["头"], ["{%tr if x %}"], ["甲"], ["{%tr endif %}"], ["尾"])
    assert outline(before, x=False) == ["头", "尾"]


def test_a_cell_tag_takes_its_cell_with_it() -> None:
    before = table(["{%tc for i in x %}", "{{ i }}", "{%tc endfor %}", "尾"])
    assert outline(before, x=[1, 2]) == ["1 | 2 | 尾"]


def test_a_run_tag_is_a_statement_between_runs() -> None:
    before = paragraph("甲{%r if x %}乙{%r endif %}丙")
    assert outline(before, x=False) == ["甲丙"]


@pytest.mark.parametrize("level", ["tr", "tc"])
def test_a_tag_for_rows_or_cells_outside_a_table_is_refused(level: str) -> None:
    assert "表格" in fault(paragraph(f"{{%{level} if x %}}")).message


def test_a_cell_keeps_a_paragraph_when_all_are_left_out() -> None:
    content = paragraph("{%p if x %}") + paragraph("甲") + paragraph("{%p endif %}")
    before = table(["头"]).replace("</w:tr>", f"<w:tc>{content}</w:tc></w:tr>")
    assert f"<w:tc>{paragraph('甲')}</w:tc>" in body(before, x=True)
    assert "<w:tc><w:p/></w:tc>" in body(before, x=False)


def test_a_cell_ends_in_a_paragraph_when_a_table_would_be_last() -> None:
    content = paragraph("{%p if x %}") + table(["甲"]) + paragraph("{%p endif %}")
    before = table(["头"]).replace(cell("头"), f"<w:tc>{paragraph('头')}{content}</w:tc>")
    assert body(before, x=True).endswith("</w:tbl><w:p/></w:tc></w:tr></w:tbl>")
    assert body(before, x=False) == table(["头"])


def test_a_cell_keeps_its_own_last_paragraph_alone() -> None:
    content = paragraph("{%p if x %}") + paragraph("甲") + paragraph("{%p endif %}")
    before = table(["头"]).replace(cell("头"), f"<w:tc>{content}{paragraph('尾')}</w:tc>")
    assert body(before, x=False) == table(["尾"])


def test_a_table_without_rows_vanishes() -> None:
    before = table(["{%tr for i in x %}"], ["{{ i }}"], ["{%tr endfor %}"])
    assert body(paragraph("甲"), before, x=[]) == paragraph("甲")


def test_a_row_without_cells_vanishes() -> None:
    before = table(["{%tc for i in x %}", "{{ i }}", "{%tc endfor %}"], ["尾"])
    assert outline(before, x=[]) == ["尾"]


# --- White space that a tag swallows ------------------------------------------------------------


def test_hyphens_join_paragraphs() -> None:
    blocks = map(
        paragraph, ["甲", "{%- if x -%}", " 乙", "{%- else -%}", " 丙", "{%- endif -%}", " 丁"]
    )
    assert outline(*blocks, x=True) == ["甲 乙 丁"]


def test_hyphens_swallow_blanks_and_one_line_break() -> None:
    before = "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>{%- if x -%}</w:t><w:br/><w:t>乙"
    after = "<w:t xml:space='preserve'> {%- endif -%} 丙</w:t>"
    assert outline(f"{before}</w:t>{after}</w:r></w:p>", x=True) == ["甲乙丙"]


def test_a_hyphen_at_a_value_swallows_blanks() -> None:
    assert outline(paragraph("甲  {{- x -}}  乙"), x=1) == ["甲1乙"]


def test_paragraphs_are_not_joined_over_a_table_or_a_section_break() -> None:
    section = f"<w:p><w:pPr><w:sectPr/></w:pPr>{run('节')}</w:p>"
    blocks = (table(["表"]), paragraph("{%- if x -%}"), section, paragraph("{% endif %}尾"))
    assert outline(*blocks, x=True) == ["表", "", "节", "尾"]


# --- Tags as Word leaves them -------------------------------------------------------------------


@given(st.lists(st.integers(0, 60), max_size=12))
def test_tags_spread_over_runs_mean_the_same(cuts: list[int]) -> None:
    text = "甲{{ x.y }}乙{% if z %}丙{{ x['y'] }}{% else %}丁{% endif %}戊{# 注 #}己"
    edges = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    noise = '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="1" w:name="_GoBack"/>'
    noise += '<w:bookmarkEnd w:id="1"/>'
    pieces = [run(text[a:b], "<w:b/>") for a, b in pairwise(edges)]
    before = f"<w:p>{noise.join(pieces)}</w:p>"
    assert outline(before, x={"y": "值"}, z=True) == ["甲值乙丙值戊己"]


def test_a_page_break_mark_inside_a_tag_is_dropped() -> None:
    before = (
        "<w:p><w:r><w:t>{{ </w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>x }}</w:t></w:r></w:p>"
    )
    assert body(before, x="值") == f"<w:p>{run('值')}</w:p>"


def test_bookmarks_beside_the_pieces_of_a_tag_survive() -> None:
    start, end = '<w:bookmarkStart w:id="1" w:name="a"/>', '<w:bookmarkEnd w:id="1"/>'
    before = f"<w:p>{start}{run('{{')}{end}{run(' x }}')}</w:p>"
    assert body(before, x="值") == f"<w:p>{start}{run('值')}{end}</w:p>"


def test_a_tag_in_a_link_stays_there() -> None:
    before = f'<w:p><w:hyperlink w:anchor="a">{run("{{ x }}")}</w:hyperlink></w:p>'
    assert body(before, x="值") == before.replace("{{ x }}", "值")


@pytest.mark.parametrize(
    "tag",
    [
        "{{ x[“y”] }}",
        "{{ x[‘y’] }}",
        "{{ x[”y”] }}",
        '{{ x["y”] }}',
        "｛｛ x.y ｝｝",
        "{｛ x.y }｝",
        "｛％ if x ％｝{{ x.y }}｛% endif %｝",
        "{{\u00a0x.y\u3000}}",
        "{{ x.\u200by }}",
    ],
)
def test_quotes_and_braces_may_be_as_word_or_an_input_method_makes_them(tag: str) -> None:
    assert outline(paragraph(tag), x={"y": "值"}) == ["值"]


def test_curly_quotes_in_a_straight_string_are_its_text() -> None:
    assert outline(paragraph("{{ '说“好”' }}“甲”")) == ["说“好”“甲”"]


def test_ids_that_must_be_unique_are_not_repeated() -> None:
    block = f'<w:p w14:paraId="1A2B3C4D" w14:textId="77777777">{run("{{ x }}")}</w:p>'
    assert body(block, x="值") == paragraph("值")


# --- New paragraphs and merged cells ------------------------------------------------------------


def test_each_line_becomes_a_paragraph_like_the_one_of_its_tag() -> None:
    properties = '<w:pPr><w:pStyle w:val="1"/></w:pPr>'
    before = f"<w:p>{properties}{run('甲{{ x|分段 }}乙', '<w:b/>')}</w:p>"
    bold = {text: run(text, "<w:b/>") for text in ("甲", "乙", "一", "二")}
    assert body(before, x="一\n \n二\n") == (
        f"<w:p>{properties}{bold['甲']}{bold['一']}</w:p><w:p>{properties}{bold['二']}{bold['乙']}</w:p>"
    )


def test_lines_of_what_is_missing_are_all_highlighted() -> None:
    after = body(paragraph("{{ x|分段 }}"), x=Told(text="一\n二", missing=True))
    assert after.count('<w:highlight w:val="yellow"/>') == 2


def test_new_paragraphs_follow_other_filters() -> None:
    assert outline(paragraph("{{ x|upper | 分段 }}"), x="a\nb") == ["A", "B"]


def test_nothing_makes_no_further_paragraph() -> None:
    assert body(paragraph("{{ x|分段 }}"), x="") == "<w:p></w:p>"


def test_new_paragraphs_inside_a_link_are_refused() -> None:
    link = f"<w:p><w:hyperlink>{run('{{ x|分段 }}')}</w:hyperlink></w:p>"
    assert "超链接" in fault(link, x="a").message


def test_new_paragraphs_before_a_section_break_are_refused() -> None:
    block = f"<w:p><w:pPr><w:sectPr/></w:pPr>{run('{{ x|分段 }}')}</w:p>"
    assert "分节符" in fault(block, x="a").message


MERGING = table(["{%tr for r in x %}", ""], ["{{ r.a|合并 }}", "{{ r.b }}"], ["{%tr endfor %}", ""])


def merges(after: str) -> list[str]:
    """How the first cell of each row merges, and its text."""
    rows = re.findall(r"<w:tr>(.*?)</w:tr>", after)
    first = [row.partition("</w:tc>")[0] for row in rows]
    kinds = {'<w:vMerge w:val="restart"/>': "新", "<w:vMerge/>": "续"}
    return [
        next((kind for mark, kind in kinds.items() if mark in cell), "")
        + "".join(re.findall(r">([^<]+)</w:t>", cell))
        for cell in first
    ]


def test_equal_cells_below_each_other_merge() -> None:
    rows = [{"a": a, "b": 1} for a in ("甲", "甲", "乙", "甲")]
    assert merges(body(MERGING, x=rows)) == ["新甲", "续", "新乙", "新甲"]


def test_empty_cells_never_merge() -> None:
    assert merges(body(MERGING, x=[{"a": a, "b": 1} for a in ("", "", "甲")])) == ["", "", "新甲"]


def test_merging_begins_anew_with_the_loop() -> None:
    inner = [["{%tr for r in t %}"], ["{{ r|合并 }}"], ["{%tr endfor %}"]]
    before = table(["{%tr for t in x %}"], *inner, ["{%tr endfor %}"])
    assert merges(body(before, x=[["甲", "甲"], ["甲"]])) == ["新甲", "续", "新甲"]


def test_merging_begins_anew_with_each_document() -> None:
    template = Template(document(MERGING))
    names = {"x": [{"a": "甲", "b": 1}]}
    assert template.render(names) == template.render(names)
    assert merges(body_of(template.render(names))) == ["新甲"]


def test_a_row_in_between_ends_a_merge_and_a_row_left_out_does_not() -> None:
    middle = [["{%tr if r.m %}"], ["间"], ["{%tr endif %}"]]
    before = table(["{%tr for r in x %}"], ["{{ r.a|合并 }}"], *middle, ["{%tr endfor %}"])
    rows = [{"a": "甲", "m": False}, {"a": "甲", "m": True}, {"a": "甲", "m": False}]
    assert merges(body(before, x=rows)) == ["新甲", "续", "间", "新甲"]


def test_columns_merge_each_for_itself() -> None:
    row = ["{{ r.a|合并 }}", "{{ r.b|合并 }}"]
    before = table(["{%tr for r in x %}", ""], row, ["{%tr endfor %}", ""])
    after = body(before, x=[{"a": "甲", "b": "乙"}, {"a": "甲", "b": "丙"}])
    assert (after.count("restart"), after.count("<w:vMerge/>")) == (3, 1)


def test_merging_keeps_the_order_of_cell_properties() -> None:
    properties = '<w:tcPr><w:tcW w:w="9"/><w:vMerge/><w:vAlign w:val="center"/></w:tcPr>'
    before = MERGING.replace(
        cell("{{ r.a|合并 }}"), f"<w:tc>{properties}{paragraph('{{ r.a|合并 }}')}</w:tc>"
    )
    after = body(before, x=[{"a": "甲", "b": 1}])
    assert '<w:tcW w:w="9"/><w:vMerge w:val="restart"/><w:vAlign w:val="center"/>' in after


@pytest.mark.parametrize(
    "before",
    [
        paragraph("{{ x|合并 }}"),
        table(["{{ x|合并 }}"]),
        table(["{% for i in x %}{{ i|合并 }}{% endfor %}"]),
        table(["{%tc for i in x %}", "{{ i|合并 }}", "{%tc endfor %}"]),
    ],
)
def test_merging_outside_a_loop_of_rows_is_refused(before: str) -> None:
    assert "tr for" in fault(before, x=["a"]).message


@pytest.mark.parametrize("content", ["甲{{ r.a|合并 }}", "{{ r.a|合并 }}{{ r.b }}"])
def test_merging_beside_other_content_is_refused(content: str) -> None:
    before = table(["{%tr for r in x %}"], [content], ["{%tr endfor %}"])
    assert "别的内容" in fault(before, x=[]).message


@pytest.mark.parametrize("tag", ["{{ x|分段|upper }}", "{% if x|合并 %}{% endif %}"])
def test_the_filters_of_the_engine_stand_last(tag: str) -> None:
    assert "最后" in fault(paragraph(tag), x="a").message


# --- Filters ------------------------------------------------------------------------------------


def doubled(value: Told) -> Told:
    return Told(text=value.text * 2, missing=value.missing)


def test_a_filter_gets_the_printable_and_may_return_one() -> None:
    template = Template(document(paragraph("{{ x|倍 }}")), {"倍": doubled})
    after = body_of(template.render({"x": Told(text="甲", missing=True)}))
    marked = run("甲甲", '<w:highlight w:val="yellow"/>')
    assert after == f"<w:p>{marked}</w:p>"


def test_a_filter_that_fails_is_told_with_its_place() -> None:
    template = Template(document(paragraph("{{ x|倍 }}")), {"倍": doubled})
    with pytest.raises(TemplateError) as caught:
        template.render({"x": 3})
    assert caught.value.place is not None
    assert caught.value.place.tag == "{{ x|倍 }}"


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{{ x|万圆 }}", "没有叫“万圆”的过滤器"),
        ("{{ x|map('万圆')|join }}", "没有叫“万圆”的过滤器"),
        ("{% if x is 大 %}{% endif %}", "没有叫“大”的检验"),
        ("{{ x|pprint }}", "没有叫“pprint”的过滤器"),
        ("{{ x|random }}", "没有叫“random”的过滤器"),
        ("{{ x|tojson }}", "没有叫“tojson”的过滤器"),
        ("{{ x|xmlattr }}", "没有叫“xmlattr”的过滤器"),
        ("{{ x|attr('y') }}", "没有叫“attr”的过滤器"),
        ("{{ 9 ** 9 ** 9 }}", "乘方"),
        ("{{ 'x' * 9999999999 }}", "乘法"),
        ("{{ '%9999999999d' % 1 }}", "拼文字"),
    ],
)
def test_an_unknown_filter_or_test_is_told_when_compiling(tag: str, message: str) -> None:
    with pytest.raises(TemplateError, match=message):
        Template(document(paragraph(tag)))


# --- Parts beside the body ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["header1", "header2", "header3", "footer1", "footer2", "footnotes", "endnotes"]
)
def test_tags_in_other_parts_are_filled(name: str) -> None:
    template = Template(document(paragraph("甲"), parts={name: paragraph("共{{ x }}页")}))
    after = files_of(template.render({"x": "三"}))[f"word/{name}.xml"].decode()
    assert f"<w:p>{run('共')}{run('三')}{run('页')}</w:p>" in after


def test_a_header_keeps_a_paragraph() -> None:
    content = paragraph("{%p if x %}") + paragraph("甲") + paragraph("{%p endif %}")
    template = Template(document(parts={"header1": content}))
    after = files_of(template.render({"x": False}))["word/header1.xml"].decode()
    assert after.endswith("><w:p/></w:hdr>")


def test_tags_in_a_text_box_are_filled_in_both_of_its_forms() -> None:
    after = body(text_box(paragraph("{{ x }}")), x="值")
    assert after.count(paragraph("值")) == 2


def test_tags_in_the_title_are_filled_as_plain_text() -> None:
    template = Template(document(title="{{ x }}{# 注 #}报告{% if y %}（修订）{% endif %}。"))
    filled = docx.Document(io.BytesIO(template.render({"x": "甲&乙", "y": True})))
    assert filled.core_properties.title == "甲&乙报告（修订）。"


def test_ignorable_namespaces_stay_declared() -> None:
    after = files_of(Template(document(paragraph("{{ x }}"))).render({"x": 1}))
    xml = after["word/document.xml"].decode()
    assert xml.startswith('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>')
    assert all(declaration in xml for declaration in NAMESPACES.split())
    assert 'mc:Ignorable="w14"' in xml


# --- Names --------------------------------------------------------------------------------------


def test_names_are_whole_paths() -> None:
    assert names_of(paragraph("{{ 项目.名称 }}{{ 年度 }}{{ 资金['执行率'] }}")) == {
        "项目.名称",
        "年度",
        "资金.执行率",
    }


def test_names_of_a_loop_tell_its_items() -> None:
    before = table(
        ["{%tr for 行 in 资金.明细 if 行.有 %}"],
        ["{{ loop.index }}{{ 行.标签 }}{% for 年 in 行.各年 %}{{ 年.数|round }}{% endfor %}"],
        ["{%tr else %}"],
        ["{{ 行.名 }}"],
        ["{%tr endfor %}"],
    )
    assert names_of(before) == {
        "资金.明细",
        "资金.明细[].有",
        "资金.明细[].标签",
        "资金.明细[].各年",
        "资金.明细[].各年[].数",
        "行.名",
    }


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ("{% set 甲 = 项目.名称 %}{{ 甲 }}", {"项目.名称"}),
        ("{% set 甲 = 项目 %}{{ 甲.名称 }}", {"项目", "项目.名称"}),
        ("{% set 甲, 乙 = 丙 %}{{ 甲 }}{{ 乙.x }}", {"丙"}),
        (
            "{% macro m(a, b=丙.x) %}{{ a }}{{ b }}{{ 丁 }}{% endmacro %}{{ m(戊) }}",
            {"丙.x", "丁", "戊"},
        ),
        ("{{ 明细[0].标签 }}{{ 明细[i].数 }}", {"明细[].标签", "明细[].数", "i"}),
        ("{{ 明细[1:]|length }}", {"明细"}),
        ("{{ (明细|first).标签 }}", {"明细[].标签"}),
        (
            "{% for 行 in 明细|sort(attribute='序') %}{{ 行.x }}{% endfor %}",
            {"明细", "明细[].序", "明细[].x"},
        ),
        (
            "{% for 行 in 明细|selectattr('重点') %}{{ 行.x }}{% endfor %}",
            {"明细", "明细[].重点", "明细[].x"},
        ),
        ("{% for k, v in 表.items() %}{{ k }}{{ v.x }}{% endfor %}", {"表", "表[].x"}),
        ("{% for v in 表.values() %}{{ v.x }}{% endfor %}", {"表", "表[].x"}),
        ("{% for k in 表.keys() %}{{ k.x }}{% endfor %}", {"表"}),
        ("{{ 表.get('甲').x }}{{ 表.items }}", {"表.甲.x", "表.items"}),
        ("{% for i in range(数) %}{{ i }}{% endfor %}", {"数"}),
        ("{% set n = namespace(k=0) %}{% set n.k = 数 %}{{ n.k }}", {"数"}),
        ("{{ 甲.乙 is defined and 丙 > 丁 }}", {"甲.乙", "丙", "丁"}),
        ("{{ '甲' ~ 乙.x|default(丙) }}{{ (甲 or 乙).y }}", {"乙.x", "丙", "甲", "乙"}),
    ],
)
def test_names_are_seen_through_the_language(tags: str, names: set[str]) -> None:
    assert names_of(paragraph(tags)) == names


def test_a_name_in_a_guarded_cell_is_counted_once() -> None:
    content = paragraph("{%p if x %}") + paragraph("{{ y }}") + paragraph("{%p endif %}")
    before = table(["头"]).replace(cell("头"), f"<w:tc>{content}</w:tc>")
    assert [use.name for use in Template(document(before)).uses()] == ["x", "y"]


def test_uses_come_in_the_order_of_the_document_with_their_places() -> None:
    data = document(
        paragraph("一、概况", style="章"),
        paragraph("{{ 乙 }}与{{ 甲 }}"),
        table(["", "{{ 乙 }}"]),
        parts={"header1": paragraph("{{ 丙 }}")},
    )
    uses = Template(data).uses()
    assert [use.name for use in uses] == ["乙", "甲", "乙", "丙"]
    assert [use.place.part for use in uses[2:]] == ["word/document.xml", "word/header1.xml"]
    cells = [(use.place.table, use.place.row, use.place.cell) for use in uses[:3]]
    assert cells == [(None, None, None), (None, None, None), (1, 1, 2)]
    assert {use.place.heading for use in uses[:3]} == {"一、概况"}


def test_a_merging_value_is_one_use() -> None:
    assert [use.name for use in Template(document(MERGING)).uses()] == ["x", "x[].a", "x[].b"]
    assert isinstance(Template(document(MERGING)).uses()[0], NameUse)


# --- Faults and their places --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tags", "message"),
    [
        ("{% if x %}", "缺少结束标签 {% endif %}"),
        ("{% for i in x %}{% if i %}{% endif %}", "缺少结束标签 {% endfor %}"),
        ("{% endif %}", "前面没有与它对应的开始标签"),
        ("{% else %}", "前面没有与它对应的开始标签"),
        ("{{tr x }}", "标签写法有误"),
        ("{% if x %}{% endfor %}", "与前面的“{% if x %}”不成对"),
        ("{% macro m() %}{% else %}{% endmacro %}", "不成对"),
        ("{% include 'a' %}", "不认识的语句“include”"),
        ("{% set x %}", "set 语句"),
        ("{% %}", "不认识的语句“”"),
        ("{{ }}", "标签是空的"),
        ("{{ |分段 }}", "标签是空的"),
        ("{{ x y }}", "标签写法有误"),
        ("{{ x) ~ (y }}", "标签写法有误"),
        ("{{ x，y }}", "全角符号“，”"),
        ("{% if %}{% endif %}", "标签写法有误"),
        ("{% for i in x recursive %}{% endfor %}", "recursive"),
        ("{% set loop = 1 %}{% for loop in x %}{% endfor %}", "标签写法有误"),
        ("甲{{ x", "标签不完整"),
        ("甲 x }}乙", "标签不完整"),
        ("{% if x }}{% endif %}", "标签不完整"),
        ("{{ x {{ y }}", "标签不完整"),
        ("{# 注", "标签不完整"),
        ("占100%}", "标签不完整"),
    ],
)
def test_a_fault_is_told_when_compiling(tags: str, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        Template(document(paragraph("首"), paragraph(tags)))
    assert message in caught.value.message
    assert caught.value.place is not None
    assert caught.value.place.paragraph == 2


def test_a_tag_spread_over_two_paragraphs_is_told_with_what_stands_there() -> None:
    error = fault(paragraph("甲{{ 项目.名称"), paragraph("}}"))
    assert error.place is not None
    assert error.place.tag == "{{ 项目.名称"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (paragraph("{%p if x %}"), paragraph("{% endif %}")),
        (paragraph("{% if x %}"), table(["{% endif %}"])),
        (table(["{% if x %}", "{% endif %}"]), ""),
        (table(["{% if x %}"], ["{%tr endif %}"]), ""),
        (f"<w:p>{run('{% if x %}')}<w:hyperlink>{run('{% endif %}')}</w:hyperlink></w:p>", ""),
    ],
)
def test_a_block_that_would_tear_the_document_is_refused(first: str, last: str) -> None:
    assert "不在同一层" in fault(first, last, x=1).message


def test_a_missing_name_is_told_with_its_whole_place() -> None:
    before = table(["甲"], ["乙", "{{ 项目.名陈 }}"])
    error = fault(paragraph("二、效益", style="1"), before, 项目={"名称": "x"})
    told = "正文第1个表格第2行第2格第1段，标题“二、效益”之下，标签“{{ 项目.名陈 }}”"
    assert str(error) == f"没有“名陈”这一项（{told}）"


@pytest.mark.parametrize(
    "tags",
    [
        "{{ 甲 }}",
        "{{ 甲.乙 }}",
        "{% if 甲 %}{% endif %}",
        "{% for i in 甲 %}{% endfor %}",
        "{% set x = 甲 ~ '' %}",
        "{% for i in [1] %}{% if i %}{{ 甲 }}{% endif %}{% endfor %}",
        "{% macro m(a) %}{{ 甲 }}{% endmacro %}{{ m(1) }}",
    ],
)
def test_an_unknown_name_is_told_wherever_it_is_used(tags: str) -> None:
    error = fault(paragraph("首"), paragraph(tags))
    assert error.message == "没有“甲”这个名称"
    assert error.place is not None
    assert error.place.tag is not None
    assert (error.place.paragraph, "甲" in error.place.tag) == (2, True)


def test_a_missing_name_can_have_a_default() -> None:
    assert outline(paragraph("{{ 甲.乙|default('无') }}"), 甲={}) == ["无"]


def test_a_choice_without_else_prints_nothing_otherwise() -> None:
    assert outline(paragraph("{{ '甲' if x }}乙{{ '丙' if y }}"), x=False, y=True) == ["乙丙"]


def test_the_first_of_nothing_is_told() -> None:
    assert fault(paragraph("{{ x|first }}"), x=[]).message == "这里取不到值，例如列表是空的"


def test_a_filter_may_raise_a_reason_in_words() -> None:
    template = Template(document(paragraph("{{ x|万元 }}")), {"万元": Decimal})
    with pytest.raises(TemplateError, match="算不出来"):
        template.render({"x": "甲"})


def test_an_argument_that_a_macro_does_not_get_is_told_by_name() -> None:
    tags = "{% macro m(甲) %}{{ 甲 }}{% endmacro %}{{ m() }}"
    assert fault(paragraph(tags)).message == "没有“甲”这个名称"


@pytest.mark.parametrize("tag", ["{{ x + 'a' }}", "{{ x / 0 }}", "{{ x|round('a') }}"])
def test_what_cannot_be_computed_is_told_with_its_place(tag: str) -> None:
    error = fault(paragraph(tag), x=1)
    assert error.message.startswith("这个标签算不出来")
    assert error.place is not None
    assert error.place.tag == tag


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("{{ x + 'a' }}", "模板里不能做计算"),
        ("{{ 'a' + x }}", "模板里不能做计算"),
        ("{% if x > 'a' %}{% endif %}", "模板里不能做计算"),
        ("{{ x / 0 }}", "除数为零"),
        ("{{ x|round('a') }}", "不能这样用"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "太深"),
    ],
)
def test_the_reason_why_it_cannot_be_computed_is_chinese(tag: str, reason: str) -> None:
    message = fault(paragraph(tag), x=1).message
    assert reason in message
    assert not re.search("[A-Za-z]", message)


@pytest.mark.parametrize("value", [True, False])
def test_yes_or_no_cannot_be_printed(value: bool) -> None:
    assert "“是/否”只能用来判断" in fault(paragraph("{{ x }}"), x=value).message


def test_loops_that_hardly_end_are_stopped() -> None:
    tags = "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}"
    error = fault(paragraph(tags))
    assert "循环的次数太多" in error.message
    assert error.place is not None


def test_a_loop_still_knows_its_length_and_its_last_turn() -> None:
    tags = "{% for i in x %}{{ i }}/{{ loop.length }}{{ '，' if not loop.last }}{% endfor %}"
    assert outline(paragraph(tags), x=[1, 2]) == ["1/2，2/2"]


@pytest.mark.parametrize(
    ("tags", "message"),
    [
        (f"{{{{ {'(' * 3000}1{')' * 3000} }}}}", "套得太深"),
        (f"{{{{ x{'.y' * 5000} }}}}", "套得太深"),
        ("{% for i in x %}" * 40 + "{% endfor %}" * 40, "套得太深"),
        ("{% if x %}" * 150 + "{% endif %}" * 150, "套得太深"),
        (f"{{{{ {'9' * 5000} }}}}", "处理不了的数"),
    ],
)
def test_what_python_refuses_to_compile_is_a_fault_of_the_template(tags: str, message: str) -> None:
    error = fault(paragraph(tags))
    assert message in error.message
    assert error.place is not None


def test_a_fault_in_the_title_is_told() -> None:
    with pytest.raises(TemplateError, match=r"文档属性，标签“\{\{ 甲 \}\}”"):
        Template(document(title="{{ 甲 }}")).render({})


def test_a_fault_in_a_guarded_cell_is_told_at_its_own_tag() -> None:
    content = paragraph("{%p if x %}") + paragraph("{{ y }}") + paragraph("{%p endif %}")
    error = fault(table(["头"]).replace(cell("头"), f"<w:tc>{content}</w:tc>"), x=1)
    assert error.place is not None
    assert (error.place.paragraph, error.place.tag) == (2, "{{ y }}")


# --- The file -----------------------------------------------------------------------------------


def test_the_same_names_give_the_same_bytes() -> None:
    data = document(MERGING, paragraph("{{ y|分段 }}"))
    names = {"x": [{"a": "甲", "b": 1}] * 3, "y": "一\n二"}
    assert Template(data).render(names) == Template(data).render(names)


def test_all_dates_in_the_file_are_fixed() -> None:
    after = Template(document(paragraph("{{ x }}"))).render({"x": 1})
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def compressed(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo(name)
    start = entry.header_offset + 30 + len(name.encode())
    return data[start : start + entry.compress_size]


def test_parts_without_tags_keep_their_compressed_bytes_and_their_order() -> None:
    before = document(paragraph("{{ x }}"), parts={"header1": paragraph("甲")})
    after = Template(before).render({"x": 1})
    for name in ("word/header1.xml", "word/styles.xml", "docProps/core.xml"):
        assert compressed(after, name) == compressed(before, name)
    assert list(files_of(after)) == list(files_of(before))


def test_a_faster_packer_is_used_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stored:
        """Packs without packing, so that its work can be told."""

        def compressobj(self, *_settings: int) -> object:
            return zlib.compressobj(0, zlib.DEFLATED, -zlib.MAX_WBITS)

    template = Template(document(paragraph("{{ x }}" + "字" * 999)))
    usual = template.render({"x": 1})
    monkeypatch.setattr("pingshu.archive.deflate", Stored())
    assert len(template.render({"x": 1})) > len(usual) + 900
    assert files_of(template.render({"x": 1})) == files_of(usual)


def test_stored_files_and_chinese_names_survive() -> None:
    stream = io.BytesIO(document(paragraph("{{ x }}")))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/media/图.png", b"\x89PNG")
    after = Template(stream.getvalue()).render({"x": 1})
    assert files_of(after)["word/media/图.png"] == b"\x89PNG"


def test_marks_are_read_as_they_stand_in_the_running_text() -> None:
    torn = f"<w:p>{run('甲【请补')}{run('充：乙】', '<w:b/>')}</w:p>"
    data = document(torn, table(["【请说明丙】"]), paragraph("【注】【请"), paragraph("丁】"))
    assert marks_in(data) == ("【请补充：乙】", "【请说明丙】")


def test_marks_of_what_is_no_document_cannot_be_read() -> None:
    for data in (b"edited", package({"a.txt": b""})):
        with pytest.raises(TemplateError):
            marks_in(data)


def test_a_template_can_be_read_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(document(paragraph("{{ x }}")))
    assert Template(path).names() == {"x"}
    assert Template(str(path)).names() == {"x"}


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"打不开模板文件“无\.docx”"):
        Template(tmp_path / "无.docx")


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0", b"PK\x03\x04", package({"a": "b"})])
def test_what_is_no_word_document_is_refused(data: bytes) -> None:
    with pytest.raises(TemplateError, match=r"\.docx"):
        Template(data)


def with_file(name: str, content: str | bytes) -> bytes:
    return package({**files_of(document(paragraph("甲"))), name: content})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (with_file("word/document.xml", "<!DOCTYPE a><a/>"), "DOCTYPE"),
        (with_file("word/theme.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "DOCTYPE"),
        (with_file("word/document.xml", "<w:document"), "已损坏"),
        (with_file("word/document.xml", "<document/>"), "严格"),
        (with_file("[Content_Types].xml", "<Types/>"), "另存为"),
    ],
)
def test_a_document_that_cannot_be_trusted_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(TemplateError, match=message):
        Template(data)


def test_a_damaged_file_is_refused() -> None:
    data = document(paragraph("甲" * 100))
    start = data.index(compressed(data, "word/styles.xml"))
    broken = data[: start + 20] + bytes(8) + data[start + 28 :]
    with pytest.raises(TemplateError, match="已损坏"):
        Template(broken)


def test_a_file_with_a_wrong_checksum_is_refused() -> None:
    data = bytearray(document(paragraph("甲")))
    data[data.index(b"PK\x01\x02") + 16] ^= 1
    with pytest.raises(TemplateError, match="已损坏"):
        Template(bytes(data))


def test_a_document_that_is_stored_uncompressed_is_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files_of(document(paragraph("{{ x }}"))).items():
            archive.writestr(name, content)
    assert body_of(Template(stream.getvalue()).render({"x": "值"})) == paragraph("值")


def test_an_encrypted_file_is_refused() -> None:
    data = bytearray(document(paragraph("甲")))
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    with pytest.raises(TemplateError, match="加了密"):
        Template(bytes(data))


def test_a_file_that_holds_a_name_twice_is_refused() -> None:
    stream = io.BytesIO(document(paragraph("甲")))
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(TemplateError, match="已损坏"):
        Template(stream.getvalue())


def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    data = bytearray(document(paragraph("甲")))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (2**31 - 1).to_bytes(4, "little")
    with pytest.raises(TemplateError, match="太大"):
        Template(bytes(data))


# --- Held against a validator ---------------------------------------------------------------------


def test_what_is_written_is_valid() -> None:
    data = document(
        paragraph("{{ x }}{{ y }}"),
        paragraph("{{ z|分段 }}"),
        MERGING,
        table(["{%tr for i in x %}"], ["{{ i }}"], ["{%tr endfor %}"]),
        table(["头"]).replace(
            cell("头"), f"<w:tc>{paragraph('{%p if 0 %}')}{paragraph('{%p endif %}')}</w:tc>"
        ),
        paragraph("尾"),
        title="{{ x }}",
        parts={"header1": paragraph("{%p if 0 %}") + paragraph("{%p endif %}")},
    )
    names = {"x": "", "y": Told(text="补\n充\t", missing=True), "z": "一\n二"}
    rows = {"x": [{"a": "甲", "b": 1}] * 3}
    blank = validity_findings(document(paragraph(), parts={"header1": paragraph()}))
    assert validity_findings(Template(data).render(names)) == blank
    assert (
        validity_findings(Template(document(MERGING, parts={"header1": paragraph()})).render(rows))
        == blank
    )
