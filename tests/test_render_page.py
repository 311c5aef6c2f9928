"""The page for authors of templates: each of its examples does what it says."""

import json
import re
from pathlib import Path

import pytest

from pingshu.render import Template, faults
from tests.docx_building import document, paragraph, table
from tests.ooxml import text_outline

PAGE = Path(__file__).resolve().parent.parent / "docs" / "模板语法.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLE = re.compile(
    r"^模板：\n\n```\n(?P<template>.*?)```\n\n数据：\n\n```json\n(?P<names>.*?)```\n\n"
    r"结果[^\n]*：\n\n```\n(?P<result>.*?)```$",
    re.MULTILINE | re.DOTALL,
)
EXAMPLES = [match.groups() for match in EXAMPLE.finditer(TEXT)]


def blocks_of(template: str) -> list[str]:
    """Paragraphs, and a table for lines with bars."""
    blocks: list[str] = []
    rows: list[list[str]] = []
    for line in [*template.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([text.strip() for text in re.split(r"(?<!\\)\|", line)[1:-1]])
            continue
        blocks += [table(*rows).replace("\\|", "|")] if rows else []
        rows = []
        blocks += [paragraph(line)] if line else []
    return blocks


@pytest.mark.parametrize(("template", "names", "result"), EXAMPLES)
def test_an_example_gives_what_the_page_says(template: str, names: str, result: str) -> None:
    filled = Template(document(*blocks_of(template))).render(json.loads(names))
    assert text_outline(filled) == result.rstrip("\n")


def test_every_example_is_found() -> None:
    assert len(EXAMPLES) == TEXT.count("\n模板：\n") == 9


def test_the_page_names_each_tag() -> None:
    tags = ("{{r ", "{{p ", "{%p ", "{%tr ", "{%tc ", "{% vm", "{% hm", "{% colspan", "{% cellbg")
    assert [tag for tag in (*tags, "{#p", "{_{", "{%-", "-%}") if tag not in TEXT] == []


def test_the_fault_that_the_page_shows_is_told_so() -> None:
    block = paragraph("二、资金", style="1") + paragraph("执行率为{{ 资金.执行綠 }}，较好")
    (fault,) = faults(document(block), {"资金.执行率"})
    assert f"```text\n{fault}\n```" in TEXT
