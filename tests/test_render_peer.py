"""Each construct reads as docxtpl, with its escaping on, makes it read."""

import io
import re
from collections.abc import Iterator, Mapping

import pytest
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pingshu.render import Template
from tests.docx_building import document, files_of, paragraph, run, table, text_box

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_READ = re.compile(r"word/(document|header\d|footer\d|footnotes)\.xml")
_CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\n"}

NAMES = {
    "项目": {"名称": "A&B<c>工程"},
    "率": "99.9%",
    "做法": ["甲\n乙", "丙\t丁"],
    "问题": "“慢”",
    "指标": [{"名": "数量", "值": 1, "细": ["a", "b"]}, {"名": "质量", "值": 2, "细": ["c"]}],
    "各年": [2021, 2022],
    "色": "FFDD00",
}


def texts(data: bytes) -> Iterator[str]:
    """What each paragraph reads; those in cells that are merged away cannot be seen."""
    parts = (content for name, content in files_of(data).items() if _READ.fullmatch(name))
    nodes = (node for part in parts for node in etree.fromstring(part).iter(f"{W}p"))
    for node in nodes:
        if not is_merged_away(node):
            yield "".join(map(text_of, own_nodes(node)))


def own_nodes(node: etree._Element) -> Iterator[etree._Element]:
    found = node.iter(f"{W}t", *_CHARACTERS)
    return (child for child in found if next(child.iterancestors(f"{W}p")) is node)


def text_of(node: etree._Element) -> str:
    return _CHARACTERS.get(str(node.tag), node.text or "")


def is_merged_away(node: etree._Element) -> bool:
    merge = node.getparent().find(f"{W}tcPr/{W}vMerge")  # type: ignore[union-attr]
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def peer(data: bytes, names: Mapping[str, object]) -> bytes:
    """What docxtpl makes of a template."""
    template = DocxTemplate(io.BytesIO(data))
    template.render(dict(names), autoescape=True)
    stream = io.BytesIO()
    template.save(stream)
    return stream.getvalue()


def assert_reads_the_same(data: bytes, names: Mapping[str, object]) -> None:
    assert list(texts(Template(data).render(names))) == list(texts(peer(data, names)))


def formed(text: str) -> str:
    """A cell with properties, which docxtpl wants to find."""
    return f'<w:tc><w:tcPr><w:tcW w:w="9" w:type="dxa"/></w:tcPr>{paragraph(text)}</w:tc>'


def formed_table(*rows: list[str]) -> str:
    lines = "".join(f"<w:tr>{''.join(map(formed, row))}</w:tr>" for row in rows)
    columns = '<w:gridCol w:w="1000"/>' * len(rows[0])
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"


CONSTRUCTS = {
    "value": (paragraph("{{ 项目.名称 }}自评报告{{ 率 }}", style="1"),),
    "break and tab": (paragraph("{% for 项 in 做法 %}{{ 项 }}；{% endfor %}"),),
    "condition": (paragraph("{% if 率 == '1' %}甲{% elif 问题 %}乙{% else %}丙{% endif %}。"),),
    "condition of runs": (paragraph("甲{%r if 率 %}乙{%r endif %}丙"),),
    "paragraphs": (
        paragraph("{%p if 问题 %}"),
        paragraph("{{ 问题 }}"),
        paragraph("{%p else %}"),
        paragraph("无"),
        paragraph("{%p endif %}"),
        paragraph("{%p for 项 in 做法 %}"),
        paragraph("{{ loop.index }}. {{ 项 }}"),
        paragraph("{%p endfor %}"),
    ),
    "rows": (
        table(
            ["指标", "完成"],
            ["{%tr for 行 in 指标 %}", ""],
            ["{%tr if 行.值 > 1 %}", ""],
            ["{{ 行.名 }}", "{{ 行.值 }}{% if 行.值 > 1 %}（超）{% endif %}"],
            ["{%tr endif %}", ""],
            ["{%tr endfor %}", ""],
        ),
    ),
    "columns": (
        table(
            ["名", "{%tc for 年 in 各年 %}", "{{ 年 }}", "{%tc endfor %}"],
            ["数", "{%tc for 年 in 各年 %}", "{{ loop.index }}", "{%tc endfor %}"],
        ),
    ),
    "nested loops": (
        paragraph("{%p for 行 in 指标 %}"),
        paragraph("{{ 行.名 }}：{% for 细 in 行.细 %}{{ 细 }}{{ 行.值 }} {% endfor %}"),
        paragraph("{%p endfor %}"),
    ),
    "table in a cell": (
        table(["头"]).replace(
            paragraph("头"),
            table(["{%tr for 行 in 指标 %}"], ["{{ 行.名 }}"], ["{%tr endfor %}"])
            + paragraph("尾"),
        ),
    ),
    "set and macro": (
        paragraph("{% set 甲 = 项目.名称 %}{{ 甲 }}"),
        paragraph("{% macro 双(值) %}{{ 值 }}与{{ 值 }}{% endmacro %}{{ 双(率) }}"),
    ),
    "comments": (
        paragraph("甲{# 说明 #}乙"),
        paragraph("{#p 说明 #}"),
        table(["{#tr 说明 #}", "其他"], ["甲", "{#tc 说明 #}"]),
    ),
    "hyphens": tuple(map(paragraph, ["甲", "{%- if 率 -%}", "乙", "{%- endif -%}", "丙"])),
    "braces": (paragraph("{_{ 甲 }_}{_% 乙 %_}"),),
    "filters": (paragraph("{{ 指标|length }}{{ 做法|first|upper }}{{ 缺|default('无') }}"),),
    "merged rows": (
        formed_table(
            ["{%tr for 行 in 指标 %}", ""], ["类{% vm %}", "{{ 行.名 }}"], ["{%tr endfor %}", ""]
        ),
    ),
    "merged columns": (
        formed_table(["{%tc for 年 in 各年 %}", "各年{% hm %}", "{%tc endfor %}", "尾"]),
    ),
    "shaped cells": (formed_table(["{% colspan 2 %}甲", "{% cellbg 色 %}乙"]),),
    "quotes": (paragraph("{{ 项目[“名称”] }}{% if 率 == ‘99.9%’ %}甲{% endif %}"),),
    "text box": (text_box(paragraph("框{{ 率 }}")),),
    "content control": (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('{{ 率 }}')}</w:sdtContent></w:sdt>",
    ),
    "spread over runs": (
        "<w:p>",
        *(run("甲{"), "<w:proofErr w:type='spellStart'/>", run("{ 率", "<w:b/>"), run(" }")),
        *(run("}乙"), "</w:p>"),
    ),
}


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_a_construct_reads_as_docxtpl_makes_it_read(name: str) -> None:
    assert_reads_the_same(document(*CONSTRUCTS[name]), NAMES)


@pytest.mark.parametrize(
    "name", ["header1", "header2", "header3", "footer1", "footer2", "footer3", "footnotes"]
)
def test_a_part_reads_as_docxtpl_makes_it_read(name: str) -> None:
    parts = {name: paragraph("{{ 项目.名称 }}{% if 率 %}，{{ 率 }}{% endif %}")}
    assert_reads_the_same(document(paragraph("正文"), parts=parts), NAMES)


TWICE = document(paragraph("甲{{ x }}乙"), table(["{{ x }}"]))


@settings(max_examples=30)
@given(st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" \n\t&<>\"'")))
def test_any_text_reads_as_docxtpl_makes_it_read(value: str) -> None:
    assert_reads_the_same(TWICE, {"x": value})
