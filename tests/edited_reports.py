"""Small reports with figures in them, written in a notation, as generated and as people edit them.

A line is a paragraph, with # a heading, with | a row of a table. [预算:120万元] is a figure with
its key; in an edited report it is what stands in the figure's bookmark now.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import count, groupby

from pingshu.document import open_document
from pingshu.figure import Figure
from pingshu.manifest import Manifest, Origin
from pingshu.passages import Printed, bookmark_stem, placed_passages
from pingshu.sheet import Place
from tests.docx_building import document, run

FIGURE = re.compile(r"\[([^:\]]+):([^\]]*)\]")
REPORT = """\
# 一、项目概况
项目由示例局实施，涉及[镇数:3个]镇。
按期完成建设任务，群众反映良好。
# 二、资金情况
全年预算数[预算:120万元]，全年执行数[执行:118.2万元]，执行率[执行率:98.5%]。
资金来源|预算数|执行数
中央资金|[中央预算:80万元]|[中央执行:80万元]
县级资金|[县级预算:40万元]|[县级执行:38.2万元]
# 三、自评结论
自评总分[总分:97.5分]，等级为优。
"""
"""A report as generated."""


def report(text: str) -> bytes:
    """Return a document with a bookmark around each figure."""
    prints, numbers = Counter[str](), count(1)
    blocks = (
        _table([line.split("|") for line in lines], prints, numbers)
        if is_table
        else "".join(_paragraph(line, prints, numbers) for line in lines)
        for is_table, lines in groupby(text.splitlines(), lambda line: "|" in line)
    )
    return document(*blocks)


def without_bookmarks(text: str) -> str:
    """Return a report in which nothing tells figures from other text."""
    return FIGURE.sub(r"\2", text)


def _table(rows: list[list[str]], prints: Counter[str], numbers: Iterator[int]) -> str:
    grid = "".join('<w:gridCol w:w="1000"/>' for _ in rows[0])
    lines = (
        "".join(f"<w:tc>{_paragraph(cell, prints, numbers)}</w:tc>" for cell in row) for row in rows
    )
    properties = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    body = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _paragraph(line: str, prints: Counter[str], numbers: Iterator[int]) -> str:
    text = line.removeprefix("# ")
    style = '<w:pPr><w:pStyle w:val="1"/></w:pPr>' if text != line else ""
    parts, last = [], 0
    for match in FIGURE.finditer(text):
        parts += [run(text[last : match.start()]), _figure(match, prints, next(numbers))]
        last = match.end()
    return f"<w:p>{style}{''.join(parts)}{run(text[last:])}</w:p>"


def _figure(match: re.Match[str], prints: Counter[str], number: int) -> str:
    prints[match[1]] += 1
    name = f"{bookmark_stem(match[1])}{prints[match[1]]}"
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{run(match[2])}<w:bookmarkEnd w:id="{number}"/>'


def memory(text: str) -> Manifest:
    """Return the manifest of a report as generated."""
    prints = Counter[str]()
    figures = []
    for match in FIGURE.finditer(text):
        prints[match[1]] += 1
        name = f"{bookmark_stem(match[1])}{prints[match[1]]}"
        figures.append(Printed(name=name, key=match[1], text=match[2]))
    placed = placed_passages(open_document(report(text)).body)
    return Manifest(
        origin=Origin(workbook="甲.xlsx", sheet="自评表", project="示例项目"),
        family="项目支出",
        inputs={"workbook": "0"},
        hashes=(),
        figures=tuple(_made(key, row) for row, key in enumerate(prints, start=5)),
        printed=tuple(figures),
        passages=tuple(passage.skeleton for passage, _ in placed),
    )


def _made(key: str, row: int) -> Figure:
    place = Place(workbook="甲.xlsx", sheet="自评表", cell=f"F{row}")
    return Figure(key=key, value=Decimal(0), unit="", sources=(place,))


def due(text: str, figures: Mapping[str, str]) -> str:
    """Return a report as generated again, with other figures: key → text."""
    return FIGURE.sub(lambda one: f"[{one[1]}:{figures.get(one[1], one[2])}]", text)
