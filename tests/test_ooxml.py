"""The comparator of documents, held against pairs that are equal and pairs that must not be."""

import pytest

from tests.docx_building import body_of, document, files_of, package, paragraph, run, table
from tests.ooxml import assert_same_document, first_difference, text_outline, validity_findings


def changed(data: bytes, name: str, old: str, new: str) -> bytes:
    files = files_of(data)
    files[name] = files[name].decode().replace(old, new).encode()
    assert files != files_of(data)
    return package(files)


def test_a_document_equals_itself() -> None:
    assert_same_document(document(paragraph("甲")), document(paragraph("甲")))


def test_a_run_of_one_space_differs_from_an_empty_run() -> None:
    space, empty = document(f"<w:p>{run(' ')}</w:p>"), document(f"<w:p>{run('')}</w:p>")
    assert "+        {http" in (first_difference(space, empty) or "")


def test_a_space_at_the_end_of_a_text_counts() -> None:
    assert first_difference(document(paragraph("甲 ")), document(paragraph("甲"))) is not None


def test_the_order_of_attributes_does_not_count() -> None:
    first = '<w:p><w:pPr><w:spacing w:before="1" w:after="2"/></w:pPr></w:p>'
    second = '<w:p><w:pPr><w:spacing w:after="2" w:before="1"/></w:pPr></w:p>'
    assert_same_document(document(first), document(second))


def test_white_space_between_elements_does_not_count() -> None:
    assert_same_document(document("<w:p>\n  <w:r/>\n</w:p>"), document("<w:p><w:r/></w:p>"))


def test_the_order_of_paragraphs_counts() -> None:
    first, second = paragraph("甲"), paragraph("乙")
    assert first_difference(document(first, second), document(second, first)) is not None


def test_the_order_of_relationships_does_not_count() -> None:
    data = document()
    files = files_of(data)
    head, *links = files["_rels/.rels"].decode().split("<Relationship ")
    last = links.pop().removesuffix("</Relationships>")
    turned = "<Relationship ".join([head, last, *links]) + "</Relationships>"
    assert_same_document(package({**files, "_rels/.rels": turned}), data)


def test_revision_ids_do_not_count() -> None:
    assert_same_document(document('<w:p w:rsidR="00AB"/>'), document("<w:p/>"))


def test_an_attribute_that_only_resembles_a_revision_id_counts() -> None:
    assert first_difference(document('<w:p w:rsidX="1"/>'), document("<w:p/>")) is not None


def test_a_part_more_is_a_difference() -> None:
    files = files_of(document())
    more = package({**files, "word/media/a.png": b"\x89"})
    assert first_difference(more, package(files)) == "parts differ: ['word/media/a.png']"


def test_media_are_compared_byte_by_byte() -> None:
    files = files_of(document())
    first = package({**files, "word/media/a.png": b"\x89\x01"})
    second = package({**files, "word/media/a.png": b"\x89\x02"})
    assert "word/media/a.png" in (first_difference(first, second) or "")


def test_a_failure_shows_the_part_and_both_texts() -> None:
    with pytest.raises(AssertionError, match=r"(?s)word/document\.xml.*-.*'甲'.*\+.*'乙'"):
        assert_same_document(document(paragraph("乙")), document(paragraph("甲")))


def test_the_title_counts() -> None:
    assert first_difference(document(title="甲"), document(title="乙")) is not None


def test_the_outline_tells_headings_paragraphs_and_cells() -> None:
    data = document(
        paragraph("一、概况", style="1"),
        paragraph("正文"),
        table(["甲", "乙"], ["丙", ""]),
        "<w:p><w:r><w:t>上</w:t><w:br/><w:t>下</w:t><w:tab/></w:r></w:p>",
    )
    assert text_outline(data).splitlines() == [
        "# 一、概况",
        "正文",
        "甲 | 乙",
        "丙 |",
        "上 ⏎ 下 →",
    ]


def test_a_sound_document_adds_no_finding() -> None:
    with_content = validity_findings(document(paragraph("甲"), table(["乙"])))
    assert with_content == validity_findings(document(paragraph()))


def test_a_cell_without_paragraph_is_a_finding() -> None:
    sound = document(table(["甲"]))
    broken = changed(sound, "word/document.xml", paragraph("甲"), "")
    assert body_of(broken) != body_of(sound)
    assert len(validity_findings(broken)) == len(validity_findings(sound)) + 1
