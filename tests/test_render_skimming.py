"""What is skimmed off a filled body is what reading it as a document tells."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pingshu.passages import Skeleton, placed_passages
from pingshu.render import Template
from pingshu.view import Shown
from tests.docx_building import document, files_of, paragraph, run, text_box

BORDERS = '<w:tcPr><w:tcBorders><w:top w:val="single"/></w:tcBorders></w:tcPr>'
CHANGED = (
    '<w:rPr><w:b/><w:rPrChange w:id="1" w:author="甲"><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>'
)
MARKED = (
    "<w:pPr><w:numPr><w:ilvl w:val='0'/></w:numPr><w:rPr><w:ins w:id='2' w:author='甲'/></w:rPr>"
    "<w:pPrChange w:id='3' w:author='甲'><w:pPr><w:jc w:val='left'/></w:pPr></w:pPrChange></w:pPr>"
)
CONTROL = (
    "<w:sdt><w:sdtPr><w:alias w:val='a'/><w:rPr><w:b/></w:rPr></w:sdtPr>"
    "<w:sdtContent>{}</w:sdtContent></w:sdt>"
)
SHAPE = (
    "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
INLINE = (
    run("字&<>\"'"),
    run("{{ 数 }}"),
    run("{{ 文 }}"),
    "<w:r/>",
    "<w:r><w:t/><w:t>两 </w:t><w:t xml:space='preserve'> 段\n</w:t></w:r>",
    f"<w:r>{CHANGED}<w:t>改</w:t></w:r>",
    "<w:r><w:tab/><w:cr/><w:noBreakHyphen/><w:softHyphen/><w:ptab w:relativeTo='margin'/></w:r>",
    "<w:r><w:br/><w:br w:type='page'/><w:br w:type='textWrapping'/></w:r>",
    "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText> PAGE </w:instrText></w:r>",
    "<w:r><w:sym w:font='a' w:char='F0'/><w:footnoteReference w:id='1'/></w:r>",
    "<w:r><w:rPr><w:b/></w:rPr><w:lastRenderedPageBreak/><w:commentReference w:id='0'/></w:r>",
    SHAPE,
    f"<w:del w:id='4' w:author='甲'><w:r><w:delText>删</w:delText></w:r>{run('去')}</w:del>",
    f"<w:ins w:id='5' w:author='甲'>{run('插{{ 数 }}')}</w:ins>",
    f"<w:moveFrom w:id='6' w:author='甲'>{run('移')}</w:moveFrom>",
    f"<w:hyperlink w:anchor='a'><w:smartTag>{run('链{{ 数 }}')}</w:smartTag></w:hyperlink>",
    f"<w:fldSimple w:instr='PAGE'>{run('域')}</w:fldSimple>",
    CONTROL.format(run("控{{ 数 }}")),
    "<w:proofErr w:type='spellStart'/>",
    "<w:bookmarkStart w:id='7' w:name='表'/><w:bookmarkEnd w:id='7'/>",
)
NOTED = "<mc:AlternateContent><mc:Choice Requires='wps'><w:p/></mc:Choice></mc:AlternateContent>"
paragraphs = st.lists(st.sampled_from(INLINE), max_size=4).map(
    lambda inline: f"<w:p>{''.join(inline)}</w:p>"
)
plain_blocks = paragraphs | st.sampled_from(
    [
        "<w:p/>",
        f"<w:p>{MARKED}{run('正')}</w:p>",
        text_box(paragraph("框{{ 数 }}")),
        NOTED,
        "<w:bookmarkStart w:id='8' w:name='外'/><w:bookmarkEnd w:id='8'/>",
        CONTROL.format(paragraph("块{{ 数 }}")),
        f"<w:customXml>{paragraph('块')}</w:customXml>",
        "<w:tbl><w:tr/><w:tr><w:tc/></w:tr></w:tbl>",
    ]
)


def table_of(cells: list[list[str]]) -> str:
    """A table of one row, its rows and cells also wrapped."""
    inner = "".join(f"<w:tc>{BORDERS}{''.join(blocks)}</w:tc>" for blocks in cells)
    rows = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{inner}</w:tr>"
    grid = "<w:tblPr><w:tblW w:w='0'/></w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid>"
    return f"<w:tbl>{grid}{rows}{CONTROL.format(rows)}</w:tbl>"


blocks = st.recursive(
    plain_blocks,
    lambda inner: st.lists(st.lists(inner, max_size=2), max_size=2).map(table_of),
    max_leaves=6,
)


def read(data: bytes) -> tuple[Skeleton, ...]:
    """The skeletons of a document as anybody's document is read."""
    body = etree.fromstring(files_of(data)["word/document.xml"])[0]
    return tuple(passage.skeleton for passage, _ in placed_passages(body))


@given(body=st.lists(blocks, max_size=5), text=st.text("字&<\n\t ", max_size=4))
def test_skimming_a_body_tells_what_reading_the_document_tells(body: list[str], text: str) -> None:
    names = {"数": Shown(text="5万元", key="资金.执行数"), "文": text}
    filled = Template(document(*body, "<w:p/>")).fill(names)
    assert filled.passages == read(filled.document())


def test_a_nested_table_is_text_of_its_cell() -> None:
    inner = table_of([[paragraph("内{{ 数 }}")]])
    names = {"数": Shown(text="5", key="甲")}
    filled = Template(document(table_of([[paragraph("外"), inner], [paragraph("右")]]))).fill(names)
    one, two = filled.figures[0].name, filled.figures[1].name
    assert filled.passages[0] == [f"外\n内⟦{one}⟧\n内⟦{two}⟧", "右"]
    assert len(filled.passages) == 2


def test_a_character_of_a_font_is_an_object_and_a_deletion_is_nothing() -> None:
    filled = Template(document(f"<w:p>{''.join(INLINE[8:13])}{run('尾')}</w:p>")).fill({})
    assert filled.passages == ("\ufffc\ufffc\ufffc\ufffc\ufffc尾",)
