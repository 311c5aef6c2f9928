"""Word XML as a tree: what a paragraph reads, where it stands, and how spans are cut out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pingshu.word import (
    PARAGRAPH,
    Span,
    TagPlace,
    TemplateError,
    TemplateFault,
    W,
    describe_place,
    formats_in,
    heading_styles,
    in_attribute,
    in_element,
    in_run,
    marker,
    nearest,
    new_run,
    paragraph_places,
    paragraph_text,
    parse_part,
    replace_spans,
    serialise,
    split_at_markers,
)
from tests.docx_building import NAMESPACES, paragraph, run, table, text_box


def tree(content: str, root: str = "body") -> etree._Element:
    return parse_part(f"<w:{root} {NAMESPACES}>{content}</w:{root}>".encode(), "word/document.xml")


def first_paragraph(content: str) -> etree._Element:
    return next(tree(content).iter(PARAGRAPH))


def inner(node: etree._Element) -> str:
    """The children of a node as written, without namespaces."""
    pieces = (etree.tostring(child, encoding="unicode") for child in node)
    declared = (f" {declaration}" for declaration in NAMESPACES.split())
    text = "".join(pieces)
    for declaration in declared:
        text = text.replace(declaration, "")
    return text


def cut(content: str, *spans: tuple[int, int]) -> str:
    node = first_paragraph(content)
    cuts = [Span(start=a, end=b, make=lambda _: [marker("x")]) for a, b in spans]
    replace_spans(node, cuts)
    return inner(node)


def places(content: str, headings: frozenset[str] = frozenset()) -> list[TagPlace]:
    return list(paragraph_places(tree(content), "word/document.xml", headings).values())


# --- Reading ------------------------------------------------------------------------------------


def test_tabs_and_breaks_are_read_as_characters() -> None:
    node = first_paragraph(
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:noBreakHyphen/></w:r></w:p>"
    )
    assert paragraph_text(node) == "甲\t乙\n-"


def test_a_page_break_and_a_picture_are_objects_and_no_text() -> None:
    node = first_paragraph('<w:p><w:r><w:br w:type="page"/><w:drawing/></w:r></w:p>')
    assert paragraph_text(node) == "\ufffc\ufffc"


def test_deleted_text_is_not_read_and_inserted_text_is() -> None:
    node = first_paragraph(
        f"<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>{run('新')}</w:ins></w:p>"
    )
    assert paragraph_text(node) == "新"


def test_text_in_links_and_content_controls_is_read() -> None:
    node = first_paragraph(
        f"<w:p><w:hyperlink>{run('甲')}</w:hyperlink>"
        f"<w:sdt><w:sdtContent>{run('乙')}</w:sdtContent></w:sdt></w:p>"
    )
    assert paragraph_text(node) == "甲乙"


def test_a_text_box_is_an_object_in_the_paragraph_it_hangs_on() -> None:
    assert paragraph_text(first_paragraph(text_box(paragraph("框")))) == "\ufffc"


@pytest.mark.parametrize("data", [b"", b"no xml", b"<a><b></a>", b"\xff\xfe\x00"])
def test_what_is_no_xml_is_refused(data: bytes) -> None:
    with pytest.raises(TemplateError, match="已损坏"):
        parse_part(data, "word/document.xml")


def test_a_document_type_is_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(TemplateError, match="DOCTYPE"):
        parse_part(bomb, "word/document.xml")


def test_an_unusual_binding_of_the_prefix_is_refused() -> None:
    with pytest.raises(TemplateError, match="另存为"):
        parse_part(b'<w:document xmlns:w="urn:other"/>', "word/document.xml")


def test_writing_keeps_namespaces_that_only_an_attribute_names() -> None:
    root = parse_part(
        f'<w:document {NAMESPACES} mc:Ignorable="w14 wps"/>'.encode(), "word/document.xml"
    )
    assert all(declaration in serialise(root) for declaration in NAMESPACES.split())


def test_markers_divide_what_is_written() -> None:
    root = tree("<w:p/>")
    root.insert(0, marker("tag 1"))
    root.append(marker("tag 2"))
    before, first, between, second, after = split_at_markers(serialise(root))
    assert (first, between, second) == ("tag 1", "<w:p/>", "tag 2")
    assert before.startswith("<?xml")
    assert after == "</w:body>"


# --- Places -------------------------------------------------------------------------------------


def test_paragraphs_are_numbered_without_those_in_tables() -> None:
    found = places(paragraph("甲") + table(["乙"]) + paragraph("丙"))
    assert [(place.paragraph, place.table) for place in found] == [(1, None), (1, 1), (2, None)]


def test_a_cell_is_told_by_table_row_and_column() -> None:
    found = places(table(["甲"]) + table(["乙", "丙"], ["丁", "戊"]))[-1]
    assert (found.table, found.row, found.cell, found.paragraph) == (2, 2, 2, 1)


def test_rows_in_a_content_control_are_counted() -> None:
    row = f"<w:tr><w:tc>{paragraph('甲')}</w:tc></w:tr>"
    wrapped = f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>"
    found = places(f"<w:tbl>{row}{wrapped}{row}</w:tbl>")
    assert [place.row for place in found] == [1, 2, 3]


def test_a_text_box_has_the_place_of_its_anchor() -> None:
    found = places(paragraph("甲") + text_box(paragraph("框")))
    assert {place.paragraph for place in found[1:]} == {2}


def test_a_heading_is_the_nearest_one_above_and_not_the_paragraph_itself() -> None:
    content = paragraph("一", style="1") + paragraph("二", style="1") + paragraph("三")
    found = places(content, frozenset({"1"}))
    assert [place.heading for place in found] == [None, "一", "二"]


def test_an_outline_level_makes_a_heading_without_a_style() -> None:
    content = '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>' + run("一") + "</w:p>"
    assert places(content + paragraph("二"))[1].heading == "一"


def test_body_text_level_makes_no_heading() -> None:
    content = '<w:p><w:pPr><w:outlineLvl w:val="9"/></w:pPr>' + run("一") + "</w:p>"
    assert places(content + paragraph("二"))[1].heading is None


def test_styles_are_headings_by_name_outline_level_or_descent() -> None:
    styles = tree(
        '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="c"><w:name w:val="丙"/><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:name w:val="乙"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:styleId="o"><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
        '<w:style w:styleId="t"><w:name w:val="toc 1"/></w:style>',
        root="styles",
    )
    assert heading_styles(styles) == {"1", "b", "c", "o"}


def test_a_style_without_id_makes_no_headings() -> None:
    styles = tree(
        '<w:style><w:name w:val="heading 1"/></w:style><w:style w:styleId="a"/>', root="styles"
    )
    assert heading_styles(styles) == frozenset()


def test_the_lines_above_notes_are_not_counted() -> None:
    separator = '<w:footnote w:type="separator"><w:p/></w:footnote>'
    note = f"<w:footnote>{paragraph('注')}</w:footnote>"
    root = tree(separator + note, root="footnotes")
    found = paragraph_places(root, "word/footnotes.xml", frozenset())
    assert [place.paragraph for place in found.values()] == [1]


def test_without_styles_there_are_no_heading_styles() -> None:
    assert heading_styles(None) == frozenset()


def test_a_place_is_told_in_chinese() -> None:
    in_table = TagPlace(
        part="word/document.xml",
        paragraph=1,
        heading="一、概况",
        table=2,
        row=3,
        cell=4,
        tag="{{ x }}",
    )
    told = "正文第2个表格第3行第4格第1段，标题“一、概况”之下，标签“{{ x }}”"
    assert describe_place(in_table) == told


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("word/header2.xml", "页眉第5段"),
        ("word/footer1.xml", "页脚第5段"),
        ("word/footnotes.xml", "脚注第5段"),
        ("word/endnotes.xml", "尾注第5段"),
        ("word/other.xml", "word/other.xml第5段"),
    ],
)
def test_parts_have_chinese_names(part: str, told: str) -> None:
    assert describe_place(TagPlace(part=part, paragraph=5)) == told


def test_an_error_without_place_is_its_message() -> None:
    assert str(TemplateError("坏了")) == "坏了"


def test_an_error_tells_its_place_in_the_same_line() -> None:
    error = TemplateError("坏了", TagPlace(part="docProps/core.xml", tag="{{ x }}"))
    assert str(error) == "坏了（文档属性，标签“{{ x }}”）"


def test_a_fault_tells_what_may_have_been_meant_and_where() -> None:
    place = TagPlace(part="word/header1.xml", paragraph=2, tag="{{ 甲 }}", around="前…后")
    fault = TemplateFault(message="不认识的名称“甲”", place=place, nearest="乙")
    told = "不认识的名称“甲”，是不是“乙”？（页眉第2段，标签“{{ 甲 }}”，前后文字“前…后”）"
    assert str(fault) == told
    assert str(TemplateFault(message="坏了")) == "坏了"


def test_the_nearest_word_is_one_that_is_like_it_or_none() -> None:
    known = ("资金.执行率", "资金.预算数")
    assert nearest("资金.执行綠", known) == "资金.执行率"
    assert nearest("天气", known) is None


def test_remarks_on_a_part_of_a_paragraph_are_not_read() -> None:
    reference = '<w:r><w:commentReference w:id="0"/></w:r>'
    assert (
        paragraph_text(first_paragraph(f"<w:p>{run('甲')}{reference}{run('乙')}</w:p>")) == "甲乙"
    )


# --- Text as XML --------------------------------------------------------------------------------


@given(st.text())
def test_escaped_text_is_xml_and_reads_as_before(text: str) -> None:
    node = etree.fromstring(f'<a b="{in_attribute(text)}">{in_element(text)}</a>')
    assert not set(in_attribute(text)) & set('<>"\n\t')
    assert (node.text or "") == "".join(
        character
        for character in text.replace("\r\n", "\n").replace("\r", "\n")
        if character in "\t\n" or (character >= " " and character not in "\ufffe\uffff")
    )


def test_plain_text_in_a_run_is_left_as_it_is() -> None:
    assert in_run("甲 “乙”") == "甲 “乙”"
    assert in_run("<\n") == '&lt;</w:t><w:br/><w:t xml:space="preserve">'


def test_the_format_of_a_run_is_taken_apart() -> None:
    opening = '<w:r><w:rPr><w:b/><w:sz w:val="32"/></w:rPr><w:t>'
    assert formats_in(opening, {"w": W.strip("{}")}) == (
        ("b", "<w:b/>"),
        ("sz", '<w:sz w:val="32"/>'),
    )
    assert formats_in("<w:r><w:t>", {}) == ()


# --- Cutting ------------------------------------------------------------------------------------

MARK = "<?pingshu x?>"


def test_a_span_within_a_run_leaves_two_runs_of_its_format() -> None:
    bold = "<w:b/>"
    assert cut(f"<w:p>{run('abcd', bold)}</w:p>", (1, 3)) == run("a", bold) + MARK + run("d", bold)


def test_a_span_over_runs_takes_what_stands_between_its_characters() -> None:
    content = (
        f"<w:p>{run('ab')}<w:proofErr w:type='spellStart'/>"
        f"<w:r><w:rPr><w:i/></w:rPr><w:lastRenderedPageBreak/><w:t>cd</w:t></w:r></w:p>"
    )
    assert cut(content, (1, 3)) == (
        run("a") + MARK + '<w:proofErr w:type="spellStart"/>' + run("d", "<w:i/>")
    )


def test_two_spans_in_a_run_keep_their_order() -> None:
    assert cut(f"<w:p>{run('abcde')}</w:p>", (0, 1), (3, 4)) == MARK + run("bc") + MARK + run("e")


def test_a_span_takes_tabs_and_breaks_and_leaves_objects_beside_it() -> None:
    content = "<w:p><w:r><w:drawing/><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>"
    assert cut(content, (1, 4)) == "<w:r><w:drawing/></w:r>" + MARK


def test_runs_without_a_span_are_left_as_they_are() -> None:
    untouched = '<w:r w:rsidR="00AB"><w:t>ab</w:t></w:r>'
    assert cut(f"<w:p>{untouched}{run('c')}</w:p>", (2, 3)) == untouched + MARK


def test_a_page_break_mark_beside_a_span_is_kept() -> None:
    content = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>ab</w:t></w:r></w:p>"
    assert cut(content, (1, 2)) == (
        '<w:r><w:lastRenderedPageBreak/><w:t xml:space="preserve">a</w:t></w:r>' + MARK
    )


def test_a_span_in_a_link_stays_in_the_link() -> None:
    content = f"<w:p><w:hyperlink>{run('ab')}</w:hyperlink></w:p>"
    assert cut(content, (0, 1)) == f"<w:hyperlink>{MARK}{run('b')}</w:hyperlink>"


@given(st.data())
def test_what_no_span_covers_is_still_read(data: st.DataObject) -> None:
    texts = data.draw(st.lists(st.text("ab \t", max_size=4), min_size=1, max_size=5))
    text = "".join(texts)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    node = first_paragraph(f"<w:p>{''.join(map(run, texts))}</w:p>")
    replace_spans(node, [Span(start=start, end=end, make=lambda _: [])])
    assert paragraph_text(node) == text[:start] + text[end:]


# --- Building -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '<w:highlight w:val="yellow"/>'),
        ("<w:b/><w:u/>", '<w:b/><w:highlight w:val="yellow"/><w:u/>'),
        ('<w:sz w:val="32"/>', '<w:sz w:val="32"/><w:highlight w:val="yellow"/>'),
        ('<w:highlight w:val="red"/><w:lang/>', '<w:highlight w:val="yellow"/><w:lang/>'),
    ],
)
def test_highlight_stands_where_the_schema_wants_it(before: str, after: str) -> None:
    model = next(tree(f"<w:p>{run('x', before)}</w:p>").iter(f"{W}r"))
    holder = etree.Element(f"{W}p", nsmap={"w": W.strip("{}")})
    holder.append(new_run(model, [], marked=True))
    assert inner(holder) == f"<w:r><w:rPr>{after}</w:rPr></w:r>"
