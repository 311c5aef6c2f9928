"""How the blocks of a part nest, and what keeps the document sound whatever they leave out.

Knows which statements there are and which elements must not be left empty; works on markers and
tags. Knows nothing of how a block is evaluated.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from pingshu.word import (
    CELL,
    CELL_PROPERTIES,
    PARAGRAPH,
    ROW,
    TABLE,
    TEXT_BOX,
    Tag,
    TemplateError,
    W,
    ancestor,
    is_marker,
    marker,
    paragraph_text,
    place_in_merge,
    through_wrappers,
)

_CLOSING = {"if": "endif", "for": "endfor", "macro": "endmacro"}
_BETWEEN = {"elif": ("if",), "else": ("if", "for")}
_KNOWN = frozenset({*_CLOSING, *_CLOSING.values(), *_BETWEEN, "set"})
_NEEDS_PARAGRAPH = frozenset(
    {CELL, TEXT_BOX, *(f"{W}{name}" for name in ("hdr", "ftr", "footnote", "endnote"))}
)
_NEEDS_CONTENT = {TABLE: ROW, ROW: CELL}
_CONTAINERS = _NEEDS_PARAGRAPH | _NEEDS_CONTENT.keys() | {f"{W}body", f"{W}sdtContent"}
_WRAPPER = f"{W}sdt"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A block that has been opened: its statement, and where that stands."""

    tag: Tag
    node: etree._Element


@dataclass(frozen=True, slots=True, kw_only=True)
class _Merge:
    """A value whose cell merges with equal ones above, and its number."""

    number: int
    tag: Tag
    node: etree._Element


def complete(root: etree._Element, tags: Sequence[Tag]) -> list[Tag]:
    """Check how blocks nest, and add what the engine needs of its own.

    Args:
        root: A part with a marker for every tag; markers are added.
        tags: The tags of the part.

    Returns:
        The tags and, after them, those the engine added.

    Raises:
        TemplateError: A block is not closed, or its ends do not fit each other.
    """
    merges = _check_blocks(root, tags)
    every = list(tags)
    _guard_containers(root, every)
    _add_merges(merges, every)
    return every


def _check_blocks(root: etree._Element, tags: Sequence[Tag]) -> list[_Merge]:
    opened: list[_Block] = []
    merges: list[_Merge] = []
    for number, node in _tag_markers(root):
        tag = tags[number]
        if tag.kind == "statement":
            _step(opened, _Block(tag=tag, node=node))
        elif tag.ending == "合并":
            _check_merge(tag, node, opened)
            merges.append(_Merge(number=number, tag=tag, node=node))
    if opened:
        tag = opened[-1].tag
        raise TemplateError(f"缺少结束标签 {{% {_CLOSING[tag.keyword]} %}}", tag.place)
    return merges


def _tag_markers(root: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    for node in root.iter(etree.ProcessingInstruction):
        number = _number(node)
        if number is not None:
            yield number, node


def _number(node: etree._Element) -> int | None:
    kind, _, number = (node.text or "").partition(" ")
    return int(number) if is_marker(node) and kind in {"tag", "value"} else None


def _step(opened: list[_Block], block: _Block) -> None:
    keyword = block.tag.keyword
    if keyword not in _KNOWN:
        raise TemplateError(f"不认识的语句“{keyword}”", block.tag.place)
    if keyword in _BETWEEN:
        _check_fits(opened, block, _BETWEEN[keyword])
    elif keyword in _CLOSING:
        opened.append(block)
    elif keyword == "set":
        _check_assignment(block.tag)
    else:
        _check_fits(opened, block, (keyword.removeprefix("end"),))
        opened.pop()


def _check_assignment(tag: Tag) -> None:
    if "=" not in tag.body:
        raise TemplateError("set 语句要写成 {% set 名称 = 值 %}", tag.place)


def _check_fits(opened: Sequence[_Block], block: _Block, wanted: Sequence[str]) -> None:
    if not opened:
        raise TemplateError("前面没有与它对应的开始标签", block.tag.place)
    opening = opened[-1]
    if opening.tag.keyword not in wanted:
        raise TemplateError(f"与前面的“{opening.tag.place.tag}”不成对", block.tag.place)
    if _seat(opening.node) != _seat(block.node):
        message = f"与前面的“{opening.tag.place.tag}”不在同一层：要在同样的段、格或行里开始和结束"
        raise TemplateError(message, block.tag.place)
    if opening.tag.keyword == "macro" and _is_split(opening.node, block.node):
        raise TemplateError("宏的开始和结束要在同一段里", block.tag.place)


def _is_split(opening: etree._Element, closing: etree._Element) -> bool:
    paragraph = ancestor(opening, PARAGRAPH)
    return paragraph is None or paragraph is not ancestor(closing, PARAGRAPH)


def _seat(node: etree._Element) -> tuple[etree._Element | None, tuple[str, ...]]:
    """The container of a marker and the elements between them.

    Text between two markers of one seat can be left out or repeated: as many elements end in it
    as begin.
    """
    between: list[str] = []
    for element in node.iterancestors():
        if element.tag in _CONTAINERS:
            return element, tuple(between)
        between.append(element.tag)
    return None, tuple(between)


def _check_merge(tag: Tag, node: etree._Element, opened: Sequence[_Block]) -> None:
    loop = next((block.tag for block in reversed(opened) if block.tag.keyword != "if"), None)
    cell = ancestor(node, CELL)
    if cell is None or loop is None or (loop.keyword, loop.level) != ("for", "tr"):
        raise TemplateError("“合并”只能用在 {%tr for %} 循环的单元格里", tag.place)
    others = [other for _, other in _tag_markers(cell) if other is not node]
    if others or _rest(cell):
        raise TemplateError("“合并”所在的单元格里不能再有别的内容", tag.place)


def _rest(cell: etree._Element) -> str:
    return "".join(paragraph_text(paragraph) for paragraph in cell.iter(PARAGRAPH)).strip()


def _guard_containers(root: etree._Element, tags: list[Tag]) -> None:
    for element in list(root.iter(*_NEEDS_PARAGRAPH, *_NEEDS_CONTENT)):
        inner = [number for child in element if (number := _number(child)) is not None]
        if inner and not _is_safe(element, tags):
            _guard(element, tags[inner[0]], tags)


def _is_safe(element: etree._Element, tags: Sequence[Tag]) -> bool:
    lasting = list(_lasting_children(element, tags))
    if element.tag in _NEEDS_CONTENT:
        return any(child.tag in {_NEEDS_CONTENT[element.tag], _WRAPPER} for child in lasting)
    last = [child for child in element if not is_marker(child)][-1:]
    return last == lasting[-1:] and any(child.tag in {PARAGRAPH, _WRAPPER} for child in last)


def _lasting_children(element: etree._Element, tags: Sequence[Tag]) -> Iterator[etree._Element]:
    """The children that no block can leave out."""
    depth = 0
    for child in element:
        number = _number(child)
        if number is not None:
            keyword = tags[number].keyword
            depth += (keyword in _CLOSING) - (keyword in _CLOSING.values())
        elif depth == 0:
            yield child


def _guard(element: etree._Element, cause: Tag, tags: list[Tag]) -> None:
    wanted = _NEEDS_CONTENT.get(element.tag, PARAGRAPH)
    name = f"__with_{wanted.removeprefix(W)}"
    start = _add(tags, cause, "statement", f"filter {name}")
    end = _add(tags, cause, "statement", "endfilter")
    if element.tag in _NEEDS_CONTENT:
        element.addprevious(start)
        element.addnext(end)
    else:
        element.insert(element.find(CELL_PROPERTIES) is not None, start)
        element.append(end)


def _add_merges(merges: Sequence[_Merge], tags: list[Tag]) -> None:
    tables: dict[etree._Element, int] = {}
    for merge in merges:
        cell = next(merge.node.iterancestors(CELL))
        table = next(cell.iterancestors(TABLE))
        if table not in tables:
            tables[table] = len(tables)
            _count_rows(table, tables[table], merge.tag, tags)
        body = f"({merge.tag.body})|__merge_{merge.number}(__memory, loop, {tables[table]})"
        place_in_merge(cell, _add(tags, merge.tag, "markup", body))


def _count_rows(table: etree._Element, number: int, cause: Tag, tags: list[Tag]) -> None:
    for row in list(through_wrappers(table, ROW)):
        row.addprevious(_add(tags, cause, "markup", f"__memory|__row({number})"))


def _add(
    tags: list[Tag], cause: Tag, kind: Literal["statement", "markup"], body: str
) -> etree._Element:
    tags.append(Tag(kind=kind, body=body, place=cause.place, engine=True))
    return marker(f"tag {len(tags) - 1}")
