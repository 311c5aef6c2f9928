"""The tables of a Word document as sheets, with the short lines above each as its first rows.

Knows the tables of Word XML. Must not know what a text says. Deletions under revision are left
out, insertions count; a table within a table is passed over and told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from lxml import etree

from pingshu.intake import (
    AS_DOCUMENT,
    LAST_COLUMN,
    MOST_CELLS,
    MOST_CELLS_MERGED,
    MOST_TAGS,
    Stored,
    StoredSheet,
    UnusableError,
    refuse_above,
)
from pingshu.sheet import Position
from pingshu.word import (
    CELL,
    CELL_PROPERTIES,
    PARAGRAPH,
    ROW,
    TABLE,
    TemplateError,
    W,
    paragraph_text,
    parse_part,
    through_wrappers,
)

_STRICT = b"http://purl.oclc.org/ooxml/"
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml"))
_OBJECT = "\ufffc"
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # never asked for: a table holds texts alone

# A title, a year and a unit of money are short; what is longer is the text of a report.
_LINES_ABOVE = 6
_LONGEST_LINE = 80
_GAP = re.compile(r"\t\s*|\s{2,}")


def read_document(content: bytes) -> tuple[StoredSheet, ...]:
    """Return the tables of a document's main part; those within others are left out.

    Raises:
        UnusableError: the part is damaged, strict or unreasonably large.
    """
    refuse_above(MOST_TAGS, content.count(b"<"), "文档里的标记", "个")
    body = _body(content)
    refuse_above(MOST_CELLS, sum(1 for _ in body.iter(CELL)), "表格的单元格", "个")
    sheets: list[StoredSheet] = []
    lines: list[str] = []
    for block in _blocks(body):
        if block.tag == PARAGRAPH:
            lines.extend(line.strip() for line in _text(block).split("\n") if line.strip())
        else:
            made = _sheet(block, f"表{len(sheets) + 1}", _above(lines))
            sheets.append(replace(made, follows=bool(sheets) and not lines))
            lines = []
    return tuple(sheets)


def _body(content: bytes) -> etree._Element:
    if _STRICT in content[:4096]:
        raise UnusableError("old-format", kind="“严格 Open XML 文档”格式", **AS_DOCUMENT)
    try:
        body = parse_part(content, "document.xml").find(f"{W}body")
    except TemplateError as error:
        raise UnusableError("damaged", reason="里面的内容不符合规定") from error
    if body is None:
        raise UnusableError("damaged", reason="里面没有正文")
    return body


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables in their order, also out of content controls."""
    for child in parent:
        if child.tag in (PARAGRAPH, TABLE):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _text(paragraph: etree._Element) -> str:
    return paragraph_text(paragraph).replace(_OBJECT, "")


def _above(lines: Sequence[str]) -> list[list[str]]:
    """Return the short lines right above a table, each in its parts: year on the left, unit right.

    Body text ends them, and whatever stands above that belongs to the report and not to the form.
    """
    kept: list[str] = []
    for line in reversed(lines[-_LINES_ABOVE:]):
        if len(line) > _LONGEST_LINE:
            break
        kept.insert(0, line)
    return [_GAP.split(line) for line in kept]


@dataclass(slots=True)
class _Table:
    """A table on its way into a sheet.

    Attributes:
        above: first column → the index in `cells` of what a cell merged upwards would continue.
    """

    cells: list[Stored] = field(default_factory=list)
    addresses: dict[Position, str] = field(default_factory=dict)
    nested: list[Position] = field(default_factory=list)
    above: dict[int, int] = field(default_factory=dict)


def _sheet(table: etree._Element, title: str, lines: Sequence[Sequence[str]]) -> StoredSheet:
    made = _Table()
    for number, parts in enumerate(lines, start=1):
        for column, part in enumerate(parts, start=1):
            _add(made, (number, column), part, 1, f"表格上面第{number}行")
    rows = [row for row in through_wrappers(table, ROW) if row.find(f"{W}trPr/{W}del") is None]
    for number, row in enumerate(rows, start=1):
        _add_row(made, row, number, len(lines) + number)
    return StoredSheet(
        title=title,
        cells=tuple(made.cells),
        epoch=_EPOCH,
        above=len(lines),
        addresses=made.addresses,
        remarks={"nested-table": tuple(made.nested)},
    )


def _add_row(made: _Table, row: etree._Element, number: int, grid_row: int) -> None:
    column = 1 + _size(row, f"{W}trPr/{W}gridBefore", 0)
    merged: dict[int, int] = {}
    for order, cell in enumerate(through_wrappers(row, CELL), start=1):
        span = _size(cell, f"{CELL_PROPERTIES}/{W}gridSpan", 1)
        place = (grid_row, column)
        joined = cell.find(f"{CELL_PROPERTIES}/{W}vMerge")
        if joined is not None and joined.get(f"{W}val") != "restart" and column in made.above:
            merged[column] = made.above[column]
            made.cells[merged[column]] = _one_row_more(made.cells[merged[column]])
            _call(made, place, span, f"第{number}行第{order}列")
        else:
            if joined is not None:
                merged[column] = len(made.cells)
            _add(made, place, _cell_text(cell), span, f"第{number}行第{order}列")
        if next(through_wrappers(cell, TABLE), None) is not None:
            made.nested.append(place)
        column += span
    made.above = merged
    refuse_above(MOST_CELLS_MERGED, len(made.addresses), "合并的单元格", "个")


def _add(made: _Table, place: Position, text: str, span: int, where: str) -> None:
    row, column = place
    made.cells.append(Stored(row=row, column=column, value=text, column_span=span, where=where))
    _call(made, place, span, where)


def _call(made: _Table, place: Position, span: int, where: str) -> None:
    row, column = place
    made.addresses.update({(row, column + offset): where for offset in range(span)})


def _one_row_more(cell: Stored) -> Stored:
    return cell._replace(row_span=cell.row_span + 1)


def _cell_text(cell: etree._Element) -> str:
    return "\n".join(map(_text, through_wrappers(cell, PARAGRAPH)))


def _size(node: etree._Element, path: str, least: int) -> int:
    """Return how many columns a cell takes or a row leaves out, never more than can be read."""
    stated = node.find(path)
    text = "" if stated is None else stated.get(f"{W}val", "")
    return min(max(int(text), least), LAST_COLUMN + 1) if text.isdecimal() else least
