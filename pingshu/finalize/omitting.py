"""What the public copy leaves out: private details, in paragraphs, in tables and behind links.

Knows where in a document they stand. Must not know how they are written, nor which copy it works
on.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml.etree import _Element as Element

from pingshu.contacts import Label, Private, fits, is_public, kind_of, private_in
from pingshu.opc import Package, relations_of
from pingshu.values import normalise_label
from pingshu.word import (
    CELL,
    OFFICE,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    SECTION_PROPERTIES,
    TABLE,
    Span,
    W,
    paragraph_text,
    remove,
    replace_spans,
    through_wrappers,
)

_SEPARATORS = "，,；;、/ \u3000\t"
_BRACKETS = ("（）", "()")
_HEADINGS = frozenset(
    {"序号", "职务", "职称", "科室", "职责", "分工", "性别", "签字", "签名", "盖章"}
)
_END_OF_HEADING = re.compile(
    r"(?:名称|单位|部门|备注|地址|金额|时间|日期|内容|任务|情况|意见|说明|数|率|姓名)\Z"
)
_SHORTEST_ENDING = 3
_LONGEST_LABEL = 10
_LONGEST_NAME = 12
_INSTRUCTIONS = (f"{W}instrText", f"{W}fldSimple")
_ADDRESS = re.compile(r'(?:mailto|tel|sms):[^"\s]*', re.IGNORECASE)
_LINK_ID = f"{{{OFFICE}}}id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """Something private in a document.

    Attributes:
        place: where it stands, in Chinese.
        kind: what it is, in Chinese.
        text: as it is written.
        certain: whether it was taken out; what only may be private is left to a person.
    """

    place: str
    kind: str
    text: str
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What a part is worked through with.

    Attributes:
        labels: normalised labels whose values go.
        places: paragraph → where it stands.
        endings: those labels that may have words before them.
        headings: paragraph of a cell → the heading of its column, the label of its row.
        counted: paragraphs of cells in which no number is a telephone.
    """

    labels: Collection[str]
    places: Mapping[Element, str]
    endings: tuple[str, ...]
    headings: Mapping[Element, tuple[str, str]]
    counted: Collection[Element]

    def told(self, node: Element, kind: str, text: str, *, certain: bool = True) -> Omission:
        """Return an omission in a paragraph, or in the first one of a cell."""
        place = self.places.get(next(node.iter(PARAGRAPH)), "")
        return Omission(place=place, kind=kind, text=" ".join(text.split()), certain=certain)


def leave_out(
    root: Element,
    labels: Collection[str],
    places: Mapping[Element, str],
    *,
    headings: Mapping[Element, tuple[str, str]],
    counted: Collection[Element],
) -> tuple[Omission, ...]:
    """Take what is private out of a part, and return what was taken out and what may be private.

    Args:
        root: the part.
        labels: normalised labels whose values go.
        places: paragraph → where it stands, in Chinese.
        headings: paragraph of a cell → the heading of its column, the label of its row.
        counted: paragraphs of cells that hold an amount or a code.
    """
    endings = tuple(filter(_may_end, labels))
    work = _Work(labels=labels, places=places, endings=endings, headings=headings, counted=counted)
    found = [one for table in root.iter(TABLE) for one in _from_table(table, work)]
    for paragraph in list(root.iter(PARAGRAPH)):
        found += _from_paragraph(paragraph, work)
    return tuple(dict.fromkeys(found))


def _may_end(label: str) -> bool:
    return len(label) >= _SHORTEST_ENDING or kind_of(label) is Label.PERSON


# --- tables ---------------------------------------------------------------------------------


def _from_table(table: Element, work: _Work) -> Iterator[Omission]:
    rows = [list(through_wrappers(row, CELL)) for row in through_wrappers(table, ROW)]
    for index, cells in enumerate(rows):
        names = [normalise_label(_text(cell)) for cell in cells]
        for column, name in enumerate(names):
            if _is_label(name, work):
                yield from _at_label(column, names, rows[index:], work)


def _is_label(name: str, work: _Work) -> bool:
    """Return whether a cell is a label, or one with words before it: 项目联系人."""
    return name in work.labels or (len(name) <= _LONGEST_LABEL and name.endswith(work.endings))


def _at_label(
    column: int, names: Sequence[str], rows: Sequence[Sequence[Element]], work: _Work
) -> Iterator[Omission]:
    """Take out what a label asks for: the cell to its right, or those below it."""
    name, kind = names[column], kind_of(names[column])
    right = rows[0][column + 1] if column + 1 < len(names) else None
    below = list(_below(column, rows, work))
    if right is None or _is_heading(names[column + 1], work):
        yield from _emptied(name, below, work)
    elif fits(kind, _text(right)):
        yield from _emptied(name, [right], work)
    elif any(fits(kind, _text(cell)) for cell in below):
        yield from _emptied(name, below, work)
    elif name in work.labels:
        yield from _unlikely(name, right, work)


def _unlikely(name: str, cell: Element, work: _Work) -> Iterator[Omission]:
    """Take out what may be an unusual name, and leave what is none or no number."""
    kind, text = kind_of(name), _text(cell).strip()
    if kind is Label.PERSON and len(text) <= _LONGEST_NAME:
        yield from _emptied(name, [cell], work)
    elif text:
        yield work.told(cell, kind.value, f"{name}：{text}", certain=False)


def _emptied(name: str, cells: Iterable[Element], work: _Work) -> Iterator[Omission]:
    for cell in cells:
        text = _text(cell).strip()
        if text and not is_public(text):
            yield work.told(cell, kind_of(name).value, f"{name}：{text}")
            _empty(cell)


def _is_heading(name: str, work: _Work) -> bool:
    return _is_label(name, work) or name in _HEADINGS or _END_OF_HEADING.search(name) is not None


def _below(column: int, rows: Sequence[Sequence[Element]], work: _Work) -> Iterator[Element]:
    for cells in rows[1:]:
        if len(cells) != len(rows[0]) or _is_label(normalise_label(_text(cells[column])), work):
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


def _from_paragraph(paragraph: Element, work: _Work) -> Iterator[Omission]:
    text = paragraph_text(paragraph)
    found = private_in(text, work.labels)
    if paragraph in work.counted:
        found = tuple(_uncounted(found, text))
    heading = _heading(paragraph, work)
    for one in found:
        told = text[one.start : one.end]
        told = f"{heading}：{told}" if heading else told
        yield work.told(paragraph, one.kind, told, certain=one.certain)
    certain = [one for one in found if one.certain]
    if not certain:
        return
    spans = [_with_surroundings(text, start, end) for start, end in _joined(text, certain)]
    replace_spans(paragraph, [Span(start=a, end=b, make=lambda _: []) for a, b in spans])
    if not paragraph_text(paragraph).strip(f"{_SEPARATORS}。."):
        _drop_if_spare(paragraph)


def _heading(paragraph: Element, work: _Work) -> str:
    """Return what says of a paragraph in a table what it is about, blank if nothing does."""
    column, row = work.headings.get(paragraph, ("", ""))
    known = (one for one in (column, row) if _is_heading(normalise_label(one), work))
    return next(known, column)


def _uncounted(found: Iterable[Private], text: str) -> Iterator[Private]:
    """Yield what is private beside an amount or a code; a bare number is no telephone there."""
    for one in found:
        if one.kind != Label.PHONE or _has_words(text[one.start : one.end]):
            yield one
        elif _has_words(text):
            yield replace(one, certain=False)


def _has_words(text: str) -> bool:
    return any(map(str.isalpha, text))


def _joined(text: str, found: Sequence[Private]) -> Iterator[tuple[int, int]]:
    """Yield ranges, those as one between which only separators stand."""
    start, end = found[0].start, found[0].end
    for one, other in pairwise(found):
        if text[one.end : other.start].strip(_SEPARATORS):
            yield start, one.end
            start = other.start
        end = other.end
    yield start, end


def _with_surroundings(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a range by the brackets that would be empty, or by one side's separators."""
    before, behind = text[:start].rstrip(_SEPARATORS), text[end:].lstrip(_SEPARATORS)
    if before[-1:] + behind[:1] in _BRACKETS:
        return len(before) - 1, len(text) - len(behind) + 1
    if len(before) < start and before:
        return len(before), end
    return start, len(text) - len(behind)


def _drop_if_spare(paragraph: Element) -> None:
    """Take out a paragraph that says nothing any more, unless something hangs on it."""
    parent = paragraph.getparent()
    alone = parent is None or len(parent.findall(PARAGRAPH)) == 1
    if not alone and next(paragraph.iter(SECTION_PROPERTIES), None) is None:
        remove(paragraph)


# --- links ----------------------------------------------------------------------------------


def unlink(package: Package, part: str, root: Element) -> None:
    """Take out the addresses and numbers that links of a part lead to; their words stay.

    Args:
        package: the document.
        part: the name of the part.
        root: the part.
    """
    for node in root.iter(*_INSTRUCTIONS):
        node.text = node.text and _ADDRESS.sub("", node.text)
        for name, value in node.attrib.items():
            node.set(name, _ADDRESS.sub("", str(value)))
    if relations_of(part) not in package.parts:
        return
    relations = package.tree(relations_of(part))
    private = [node for node in relations if _ADDRESS.match(node.get("Target", ""))]
    gone = {node.get("Id") for node in private}
    for node in private:
        relations.remove(node)
    for link in [one for one in root.iter(f"{W}hyperlink") if one.get(_LINK_ID) in gone]:
        _unwrap(link)


def _unwrap(node: Element) -> None:
    for child in list(node):
        node.addprevious(child)
    remove(node)
