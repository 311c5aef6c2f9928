"""What the public copy leaves out: persons to ask, their telephones and addresses.

Knows the labels before such values, in paragraphs and in tables, and how telephone numbers are
written. Must not know which copy it works on.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from lxml.etree import _Element as Element

from pingshu.values import normalise_label
from pingshu.word import (
    CELL,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    SECTION_PROPERTIES,
    TABLE,
    Span,
    paragraph_text,
    remove,
    replace_spans,
    through_wrappers,
)

_FREE, _ENDED = r"(?<!\d)(?<!\d\.)", r"(?!\d|\.\d)"
_MOBILE = rf"{_FREE}(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{{4}}[- ]?\d{{4}}{_ENDED}(?!\s*[元万亿人户件%])"
_LANDLINE = (
    rf"{_FREE}(?:[(（]0\d{{2,3}}[)）]|0\d{{2,3}}[-－—–‐ ]?)\s?\d{{7,8}}"
    rf"(?:[-－转]\d{{1,5}})?{_ENDED}"
)
_NUMBER = re.compile(f"{_MOBILE}|{_LANDLINE}")
_STOP = r"，,；;。、\n\t（(）)"
_VALUE = (
    rf"\s*[：:]\s*(?:{_NUMBER.pattern}|[^\s{_STOP}].*?)"
    rf"(?=[{_STOP}]|\s{{2}}|\s[^\s：:]{{1,10}}[：:]|\Z)"
)
_SEPARATORS = "，,；;、 \u3000\t"
_BRACKETS = ("（）", "()")
_COLUMNS = frozenset(
    {
        *("序号", "姓名", "职务", "职称", "单位", "单位名称", "部门", "科室", "备注", "职责"),
        *("分工", "性别", "地址", "工作单位"),
    }
)
_Range = tuple[int, int]


def drop_contacts(root: Element, labels: Collection[str]) -> tuple[str, ...]:
    """Take contact persons and telephones out of a part, and return what was taken out.

    Args:
        root: the part.
        labels: normalised labels whose values go.
    """
    told = [text for table in root.iter(TABLE) for text in _from_table(table, labels)]
    pattern = _pattern(labels)
    for paragraph in list(root.iter(PARAGRAPH)):
        told += _from_paragraph(paragraph, pattern)
    return tuple(told)


# --- tables ---------------------------------------------------------------------------------


def _from_table(table: Element, labels: Collection[str]) -> Iterator[str]:
    rows = [list(through_wrappers(row, CELL)) for row in through_wrappers(table, ROW)]
    for index, cells in enumerate(rows):
        names = [normalise_label(_text(cell)) for cell in cells]
        for column, name in enumerate(names):
            if name in labels:
                yield from _values_of(column, names, rows[index:], labels)


def _values_of(
    column: int, names: Sequence[str], rows: Sequence[Sequence[Element]], labels: Collection[str]
) -> Iterator[str]:
    """Yield what is taken from the cell to the right of a label, or from those below it."""
    right = names[column + 1] if column + 1 < len(names) else None
    heads = right is None or right in labels or right in _COLUMNS
    cells = _below(column, rows, labels) if heads else [rows[0][column + 1]]
    for cell in cells:
        if text := " ".join(_text(cell).split()):
            _empty(cell)
            yield f"{names[column]}：{text}"


def _below(
    column: int, rows: Sequence[Sequence[Element]], labels: Collection[str]
) -> Iterator[Element]:
    for cells in rows[1:]:
        if len(cells) != len(rows[0]) or normalise_label(_text(cells[column])) in labels:
            return
        yield cells[column]


def _text(cell: Element) -> str:
    return "\n".join(map(paragraph_text, cell.iter(PARAGRAPH)))


def _empty(cell: Element) -> None:
    first, *others = cell.findall(PARAGRAPH)
    for node in list(first):
        if node.tag != PARAGRAPH_PROPERTIES:
            first.remove(node)
    for paragraph in others:
        cell.remove(paragraph)


# --- paragraphs -----------------------------------------------------------------------------


def _pattern(labels: Collection[str]) -> re.Pattern[str]:
    """Return what a labelled value or a telephone number looks like, in a line of text."""
    spaced = (r"\s*".join(map(re.escape, label)) for label in sorted(labels, key=len, reverse=True))
    labelled = rf"(?<![一-龥])(?:{'|'.join(spaced)}){_VALUE}"
    return re.compile(f"{labelled}|{_NUMBER.pattern}" if labels else _NUMBER.pattern)


def _from_paragraph(paragraph: Element, pattern: re.Pattern[str]) -> Iterator[str]:
    text = paragraph_text(paragraph)
    found = [match.span() for match in pattern.finditer(text)]
    if not found:
        return
    yield from (" ".join(text[start:end].split()) for start, end in found)
    spans = [_with_surroundings(text, start, end) for start, end in _joined(text, found)]
    replace_spans(paragraph, [Span(start=a, end=b, make=lambda _: []) for a, b in spans])
    if not paragraph_text(paragraph).strip(f"{_SEPARATORS}。"):
        _drop_if_spare(paragraph)


def _joined(text: str, found: Sequence[_Range]) -> Iterator[_Range]:
    """Yield ranges, those as one between which only separators stand."""
    start, end = found[0]
    for (_, before), (after, last) in pairwise(found):
        if text[before:after].strip(_SEPARATORS):
            yield start, before
            start = after
        end = last
    yield start, end


def _with_surroundings(text: str, start: int, end: int) -> _Range:
    """Widen a range by the brackets that would be empty, or by one side's separators."""
    if text[start - 1 : start] + text[end : end + 1] in _BRACKETS:
        return start - 1, end + 1
    before = len(text[:start].rstrip(_SEPARATORS))
    if before < start and text[:before]:
        return before, end
    return start, len(text) - len(text[end:].lstrip(_SEPARATORS))


def _drop_if_spare(paragraph: Element) -> None:
    """Take out a paragraph that says nothing any more, unless something hangs on it."""
    parent = paragraph.getparent()
    alone = parent is None or len(parent.findall(PARAGRAPH)) == 1
    if not alone and next(paragraph.iter(SECTION_PROPERTIES), None) is None:
        remove(paragraph)
