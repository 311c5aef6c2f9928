"""What a loop copies gets ids of its own; what goes stale is updated when Word opens the report."""

import re

import pytest

from pingshu.render import Template
from tests.docx_building import body_of, document, files_of, paragraph, run, text_box
from tests.ooxml import validity_findings

LOOP = paragraph("{%p for i in x %}"), paragraph("{%p endfor %}")


def looped(block: str, turns: int = 2) -> str:
    """What the body becomes when a loop repeats this block."""
    first, last = LOOP
    return body_of(Template(document(first, block, last)).render({"x": range(turns)}))


MARKED = f'<w:p><w:bookmarkStart w:id="5" w:name="表"/>{run("甲")}<w:bookmarkEnd w:id="5"/></w:p>'


def test_a_bookmark_outside_a_loop_stays_as_it_is() -> None:
    assert body_of(Template(document(MARKED, paragraph("{{ x }}"))).render({"x": ""})) == (
        MARKED + "<w:p></w:p>"
    )


def test_each_copy_of_a_bookmark_has_its_number_and_name() -> None:
    after = looped(MARKED, 3)
    starts = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="(\w+)"/>', after)
    assert [name for _, name in starts] == ["表", "表_2", "表_3"]
    assert [number for number, _ in starts] == re.findall(r'bookmarkEnd w:id="(\d+)"', after)
    assert len({number for number, _ in starts} | {"5"}) == 4


def test_a_bookmark_that_only_ends_in_a_loop_keeps_its_number() -> None:
    start, end = '<w:bookmarkStart w:id="5" w:name="表"/>', '<w:bookmarkEnd w:id="5"/>'
    first, last = LOOP
    after = body_of(Template(document(start, first, end, last)).render({"x": [1]}))
    assert after == start + end


def test_numbers_stay_small_beside_large_ones() -> None:
    large = MARKED.replace('"5"', '"2147483647"').replace("表", "他")
    first, last = LOOP
    after = body_of(Template(document(large, first, MARKED, last)).render({"x": [1]}))
    numbers = [int(number) for number in re.findall(r'bookmarkStart w:id="(\d+)"', after)]
    assert numbers == [2147483647, 1]


def test_each_copy_of_a_drawing_has_its_number() -> None:
    after = looped(text_box(paragraph("框{{ i }}")), 3)
    ids = re.findall(r'<wp:docPr id="(\d+)"', after)
    assert len(set(ids)) == 3
    assert after.count("框") == 6


def test_a_drawing_in_a_macro_has_its_number_at_each_call() -> None:
    box = text_box(paragraph("框")).removeprefix("<w:p>").removesuffix("</w:p>")
    before = f"<w:p>{run('{% macro m() %}')}{box}{run('{% endmacro %}{{ m() }}{{ m() }}')}</w:p>"
    ids = re.findall(r'<wp:docPr id="(\d+)"', body_of(Template(document(before)).render({})))
    assert len(set(ids)) == 2


def test_remarks_are_not_copied() -> None:
    start, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    reference = '<w:r><w:commentReference w:id="0"/></w:r>'
    assert "comment" not in looped(f"<w:p>{start}{run('甲')}{end}{reference}</w:p>")


def test_content_controls_lose_the_number_that_would_be_copied() -> None:
    control = '<w:sdt><w:sdtPr><w:id w:val="7"/><w:alias w:val="甲"/></w:sdtPr><w:sdtContent>'
    after = looped(f"{control}{paragraph('乙')}</w:sdtContent></w:sdt>")
    assert (after.count("<w:sdt>"), after.count('<w:id w:val="7"/>')) == (2, 0)


def test_a_filled_content_control_no_longer_takes_its_text_from_elsewhere() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/><w:showingPlcHdr/>'
        f"</w:sdtPr><w:sdtContent>{paragraph('{{ x }}')}</w:sdtContent></w:sdt>"
    )
    after = body_of(Template(document(control)).render({"x": "值"}))
    expected = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('值')}</w:sdtContent></w:sdt>"
    assert after == expected


def test_copies_are_valid() -> None:
    first, last = LOOP
    data = document(first, MARKED, text_box(paragraph("{{ i }}")), last)
    plain = document(MARKED)
    assert validity_findings(Template(data).render({"x": range(3)})) == validity_findings(plain)


# --- Tags as Word leaves them -------------------------------------------------------------------


@pytest.mark.parametrize(
    "between",
    [
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        '<w:permStart w:id="1" w:edGrp="everyone"/>',
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>",
        '<w:bookmarkStart w:id="1" w:name="_GoBack"/><w:bookmarkEnd w:id="1"/>',
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr></w:r>',
    ],
)
def test_what_word_puts_inside_a_tag_is_no_part_of_it(between: str) -> None:
    before = f"<w:p>{run('甲{{ x')}{between}{run('.y }}乙')}</w:p>"
    assert "甲值乙" in "".join(
        re.findall(
            r"<w:t [^>]*>([^<]*)",
            body_of(Template(document(before)).render({"x": {"y": "值"}})),
        )
    )


@pytest.mark.parametrize("wrapper", ["w:ins", "w:hyperlink", "w:smartTag", "w:customXml"])
def test_a_tag_may_be_half_inside_what_word_wraps_around_it(wrapper: str) -> None:
    before = f"<w:p>{run('甲{{ x')}<{wrapper}>{run('.y }}乙')}</{wrapper}></w:p>"
    after = body_of(Template(document(before)).render({"x": {"y": "值"}}))
    assert after == f"<w:p>{run('甲')}{run('值')}<{wrapper}>{run('乙')}</{wrapper}></w:p>"


@pytest.mark.parametrize(
    "tag",
    ["{%p if x == '}' %}", "{%p if x == '%}' or x == '}' %}", "{%p if 5 % 3 == 2 %}"],
)
def test_braces_and_percent_signs_may_stand_inside_a_tag(tag: str) -> None:
    blocks = (paragraph(tag), paragraph("甲"), paragraph("{%p endif %}"))
    assert body_of(Template(document(*blocks)).render({"x": "}"})) == paragraph("甲")


def test_a_mapping_may_be_written_in_a_tag() -> None:
    tag = "{{ {'甲': {'乙': x}}['甲']['乙'] }}"
    assert body_of(Template(document(paragraph(tag))).render({"x": "值"})) == paragraph("值")


@pytest.mark.parametrize(
    ("before", "after"), [("{_{ x }_}", "{{ x }}"), ("{_% if %_}", "{% if %}")]
)
def test_braces_that_stand_for_themselves_are_text(before: str, after: str) -> None:
    data = Template(document(paragraph(f"甲{before}{{{{ y }}}}"), title=before)).render({"y": "值"})
    texts = re.findall(r"<w:t [^>]*>([^<]*)", body_of(data))
    assert "".join(texts) == f"甲{after}值"
    assert f"<dc:title>{after}</dc:title>" in files_of(data)["docProps/core.xml"].decode()


# --- Fields -------------------------------------------------------------------------------------


def settings_after(instruction: str, settings: str = "") -> str:
    """The settings of a filled template that has this field."""
    field = f"<w:p><w:r><w:instrText>{instruction}</w:instrText></w:r></w:p>"
    files = files_of(Template(document(field, settings=settings)).render({}))
    return files.get("word/settings.xml", b"").decode()


@pytest.mark.parametrize("instruction", ['TOC \\o "1-3"', " REF _Ref1 \\h ", "PAGEREF a"])
def test_fields_that_go_stale_are_updated(instruction: str) -> None:
    after = settings_after(instruction, "<w:zoom/><w:compat/>")
    assert '<w:zoom/><w:updateFields w:val="true"/><w:compat/>' in after


@pytest.mark.parametrize("instruction", ["PAGE", "NUMPAGES", "DATE", "HYPERLINK REFERENCE"])
def test_other_fields_are_left_alone(instruction: str) -> None:
    assert "updateFields" not in settings_after(instruction, "<w:zoom/>")


def test_a_simple_field_counts_too() -> None:
    field = f'<w:p><w:fldSimple w:instr=" REF a "><w:r/></w:fldSimple></w:p>{paragraph("{{ x }}")}'
    files = files_of(Template(document(field, settings="<w:zoom/>")).render({"x": 1}))
    assert "updateFields" in files["word/settings.xml"].decode()


def test_settings_are_made_where_there_are_none() -> None:
    field = "<w:p><w:r><w:instrText>TOC</w:instrText></w:r></w:p>"
    files = files_of(Template(document(field)).render({}))
    assert "updateFields" in files["word/settings.xml"].decode()
    assert "/word/settings.xml" in files["word/_rels/document.xml.rels"].decode()
    assert "/word/settings.xml" in files["[Content_Types].xml"].decode()


def test_the_setting_stands_once() -> None:
    after = settings_after("TOC \\h", '<w:updateFields w:val="false"/>')
    assert after.count("updateFields") == 1
    assert 'w:val="true"' in after
