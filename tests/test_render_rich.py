"""Values that are more than text: what they print and what they add to the package."""

import io
import re
import struct
import zlib
from collections.abc import Callable

import docx
import pytest

from pingshu.render import Template, TemplateError
from pingshu.word import Link, Look, PageBreak, Picture, Rich, Styled
from tests.docx_building import body_of, document, files_of, paragraph, run, table
from tests.ooxml import text_outline, validity_findings


def png(width: int, height: int, colour: int = 0) -> bytes:
    """A picture of one grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    lines = zlib.compress((b"\0" + bytes([colour]) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def filled(block: str, **names: object) -> bytes:
    return Template(document(block)).render(names)


def body(block: str, **names: object) -> str:
    return body_of(filled(block, **names))


VALUE = paragraph("{{ x }}")


# --- Formatted text -----------------------------------------------------------------------------


def test_a_look_changes_the_format_of_the_tag_and_keeps_the_rest() -> None:
    formats = '<w:b/><w:sz w:val="32"/><w:u w:val="single"/>'
    before = f"<w:p>{run('{{ x }}', formats)}</w:p>"
    value = Styled(text="值", look=Look(bold=False, colour="FF0000", size=10.5))
    after = '<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="FF0000"/><w:sz w:val="21"/>'
    after += '<w:szCs w:val="21"/><w:u w:val="single"/>'
    assert body(before, x=value) == f"<w:p>{run('值', after)}</w:p>"


def test_every_part_of_a_look_stands_in_the_order_of_the_schema() -> None:
    look = Look(
        bold=True,
        italic=True,
        strike=True,
        underline="wave",
        colour="00ff00",
        highlight="yellow",
        size=16,
        font="仿宋",
        style="强调",
        position="superscript",
    )
    names = re.findall(r"<w:(\w+)[ /]", body(VALUE, x=Styled(text="值", look=look)))
    assert names == [
        *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "strike", "color", "sz", "szCs"),
        *("highlight", "u", "vertAlign", "t"),
    ]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Look(colour="red"),
        lambda: Look(highlight="pink"),
        lambda: Look(underline="zigzag"),
        lambda: Look(size=0),
        lambda: Look(size=10.3),
        lambda: Look(font='"/><w:x'),
        lambda: Look(style=""),
    ],
)
def test_a_format_that_word_does_not_know_is_refused(make: Callable[[], Look]) -> None:
    with pytest.raises(ValueError, match="no format"):
        make()


def test_pieces_stand_after_each_other_and_are_escaped() -> None:
    value = Rich(pieces=("甲<", Styled(text="乙&", look=Look(bold=True)), "\n丙"))
    assert text_outline(filled(paragraph("头{{ x }}尾"), x=value)) == "头甲<乙& ⏎ 丙尾"


def test_a_newline_in_a_piece_begins_a_paragraph_where_that_is_asked_for() -> None:
    value = Rich(pieces=(Styled(text="甲\n乙", look=Look(bold=True)), "丙"))
    bold = "<w:b/><w:bCs/>"
    after = f"<w:p>{run('甲', bold)}</w:p><w:p>{run('乙', bold)}{run('丙')}</w:p>"
    assert body(paragraph("{{ x|分段 }}"), x=value) == after


def test_a_rich_value_reads_as_text_where_only_text_can_be() -> None:
    value = Rich(pieces=("甲", Styled(text="乙", look=Look(bold=True)), PageBreak()))
    report = docx.Document(io.BytesIO(Template(document(title="{{ x }}")).render({"x": value})))
    assert report.core_properties.title == "甲乙"


def test_rich_values_merge_by_their_text() -> None:
    before = table(["{%tr for r in x %}"], ["{{ r|合并 }}"], ["{%tr endfor %}"])
    bold = Styled(text="甲", look=Look(bold=True))
    after = body(before, x=[bold, bold])
    assert (after.count("restart"), after.count("甲")) == (1, 1)


def test_a_piece_that_is_no_value_is_told() -> None:
    with pytest.raises(TemplateError, match="不能直接打印"):
        filled(VALUE, x=Rich(pieces=(["甲"],)))  # type: ignore[arg-type]


def test_a_page_break_ends_the_page() -> None:
    after = body(VALUE, x=PageBreak())
    assert after == '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


# --- Tags that replace a run or a paragraph -----------------------------------------------------


def test_a_value_tag_for_runs_prints_as_any_value() -> None:
    assert body(paragraph("甲{{r x }}乙"), x="值") == body(paragraph("甲{{ x }}乙"), x="值")


def test_a_value_tag_for_paragraphs_prints_one_for_each_line() -> None:
    before = paragraph("{{p x }}", style="1")
    after = paragraph("一", style="1") + paragraph("二", style="1")
    assert body(before, x="一\n二") == after


def test_a_value_tag_for_paragraphs_leaves_none_for_nothing() -> None:
    assert body(paragraph("{{p x }}") + paragraph("尾"), x="") == paragraph("尾")


def test_a_value_tag_for_paragraphs_beside_text_is_refused() -> None:
    with pytest.raises(TemplateError, match=r"\{\{p \}\} 标签所在的这一段会整个去掉"):
        Template(document(paragraph("甲{{p x }}")))


def test_a_variable_may_be_called_like_a_level() -> None:
    assert text_outline(filled(paragraph("{{ p }}{{r}}{{ r|upper }}"), p="a", r="b")) == "abB"


# --- Links --------------------------------------------------------------------------------------


def test_a_link_leads_where_the_part_says() -> None:
    data = filled(VALUE, x=Link(text="网站", address="https://example.org/?a=1&b=2"))
    relation = re.search(r'<w:hyperlink [^>]*r:id="(\w+)"', body_of(data))
    listing = files_of(data)["word/_rels/document.xml.rels"].decode()
    assert relation is not None
    assert (
        f'Id="{relation[1]}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/hyperlink" Target="https://example.org/?a=1&amp;b=2" TargetMode="External"'
    ) in listing


def test_the_same_address_is_listed_once() -> None:
    link = Link(text="网站", address="https://example.org/")
    data = filled(paragraph("{{ x }}{{ x }}"), x=link)
    assert files_of(data)["word/_rels/document.xml.rels"].decode().count("example.org") == 1


def test_a_link_within_the_document_needs_no_listing() -> None:
    after = body(VALUE, x=Link(text="见表", address="#表一", look=Look()))
    assert after == f'<w:p><w:hyperlink w:anchor="表一">{run("见表")}</w:hyperlink></w:p>'


def test_a_link_inside_a_link_prints_its_text() -> None:
    before = f'<w:p><w:hyperlink w:anchor="a">{run("{{ x }}")}</w:hyperlink></w:p>'
    value = Link(text="网站", address="https://example.org/", look=Look())
    assert body(before, x=value) == before.replace("{{ x }}", "网站")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "", "example"])
def test_an_address_that_a_report_must_not_open_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Link(text="x", address=address)


# --- Pictures -----------------------------------------------------------------------------------


def test_a_picture_is_stored_listed_and_typed() -> None:
    data = filled(VALUE, x=Picture(data=png(4, 2), text="柱状图", width=20))
    files = files_of(data)
    (name,) = [name for name in files if name.startswith("word/media/")]
    assert files[name] == png(4, 2)
    assert f'Target="/{name}"' in files["word/_rels/document.xml.rels"].decode()
    assert '<Default Extension="png" ContentType="image/png"/>' in (
        files["[Content_Types].xml"].decode()
    )
    shape = docx.Document(io.BytesIO(data)).inline_shapes[0]
    assert (shape.width.mm, shape.height.mm) == (20, 10)
    assert 'descr="柱状图"' in body_of(data)


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [(None, None, (4 / 72, 2 / 72)), (None, 25.4, (2, 1)), (25.4, 25.4, (1, 1))],
)
def test_a_picture_has_its_own_size_or_the_one_it_is_given(
    width: float | None, height: float | None, expected: tuple[float, float]
) -> None:
    data = filled(VALUE, x=Picture(data=png(4, 2), width=width, height=height))
    shape = docx.Document(io.BytesIO(data)).inline_shapes[0]
    assert (shape.width.inches, shape.height.inches) == pytest.approx(expected, abs=1e-4)


def test_the_same_picture_in_a_loop_is_stored_once_and_numbered_anew() -> None:
    pictures = [Picture(data=png(1, 1)), Picture(data=png(1, 1)), Picture(data=png(1, 1, 9))]
    data = filled(paragraph("{% for p in x %}{{ p }}{% endfor %}"), x=pictures)
    ids = re.findall(r'<wp:docPr id="(\d+)"', body_of(data))
    assert len(set(ids)) == 3
    assert len([name for name in files_of(data) if name.startswith("word/media/")]) == 2


def test_a_picture_in_a_header_belongs_to_the_header() -> None:
    template = Template(document(parts={"header1": VALUE}))
    files = files_of(template.render({"x": Picture(data=png(1, 1))}))
    assert "word/media/" in files["word/_rels/header1.xml.rels"].decode()
    assert "media" not in files["word/_rels/document.xml.rels"].decode()


def test_a_report_with_a_picture_may_be_a_template_again() -> None:
    first = filled(VALUE + paragraph("{_{ x }_}"), x=Picture(data=png(1, 1)))
    second = Template(first).render({"x": Picture(data=png(2, 2))})
    listing = files_of(second)["word/_rels/document.xml.rels"].decode()
    numbers = re.findall(r' Id="(\w+)"', listing)
    assert len(numbers) == len(set(numbers))
    assert len(re.findall("media/", listing)) == 2


@pytest.mark.parametrize("data", [b"", b"text", png(1, 1)[:20], png(0, 1)])
def test_what_is_no_picture_is_told_with_its_place(data: bytes) -> None:
    with pytest.raises(TemplateError, match="图片读不出来") as caught:
        filled(VALUE, x=Picture(data=data))
    assert caught.value.place is not None


@pytest.mark.parametrize("width", [0, -1, 600])
def test_a_picture_larger_than_paper_is_told(width: float) -> None:
    with pytest.raises(TemplateError, match="纸张"):
        filled(VALUE, x=Picture(data=png(1, 1), width=width))


def test_rich_values_are_valid_and_always_the_same() -> None:
    pieces = (
        "甲",
        Styled(text="乙", look=Look(bold=True, font="仿宋")),
        Link(text="网站", address="https://example.org/"),
        Picture(data=png(3, 3), text='“图”<&"'),
        PageBreak(),
    )
    block = paragraph("{{ x }}{{ x }}") + paragraph("{{ x|分段 }}") + paragraph("{{p x }}")
    data = filled(block, x=Rich(pieces=pieces))
    assert validity_findings(data) == validity_findings(document(paragraph()))
    assert data == filled(block, x=Rich(pieces=pieces))
