"""Where blocks begin and end in the tree, and what keeps a document sound that they shorten.

Knows which elements must not be left empty; works on markers and tags. Knows nothing of how a
block is evaluated, nor of how cells merge.
"""

from collections.abc import Iterator, Sequence

from lxml import etree

from pingshu.word import (
    CELL,
    CELL_PROPERTIES,
    PARAGRAPH,
    ROW,
    TABLE,
    TEXT_BOX,
    Complain,
    Tag,
    TemplateFault,
    W,
    ancestor,
    engine_marker,
    is_marker,
    marked_number,
)

Marked = Sequence[tuple[int, etree._Element]]

_NEEDS_PARAGRAPH = frozenset(
    {CELL, TEXT_BOX, *(f"{W}{name}" for name in ("hdr", "ftr", "footnote", "endnote"))}
)
_NEEDS_CONTENT = {TABLE: ROW, ROW: CELL}
_CONTAINERS = _NEEDS_PARAGRAPH | _NEEDS_CONTENT.keys() | {f"{W}body", f"{W}sdtContent"}
_WRAPPER = f"{W}sdt"
_STEPS = {"if": 1, "for": 1, "macro": 1, "endif": -1, "endfor": -1, "endmacro": -1}


def tag_markers(root: etree._Element) -> list[tuple[int, etree._Element]]:
    """The markers that stand for tags, with the number of each tag, in the order of the tree."""
    nodes = root.iter(etree.ProcessingInstruction)
    return [(number, node) for node in nodes if (number := marked_number(node)) is not None]


def check_seats(
    tags: Sequence[Tag], marked: Marked, pairs: Sequence[tuple[int, int]], complain: Complain
) -> None:
    """Check that the statements of a block stand where what lies between can be left out.

    Args:
        tags: The tags of the part.
        marked: Their markers.
        pairs: Statements of the same block, by the index of their marker.
        complain: Is told of those that would tear the document.
    """
    for first, second in pairs:
        (number, opening), (other, closing) = marked[first], marked[second]
        written = tags[number].place.tag
        if _seat(opening) != _seat(closing):
            message = f"与前面的“{written}”不在同一层：要在同样的段、格或行里开始和结束"
            complain(TemplateFault(message=message, place=tags[other].place))
        elif tags[number].keyword == "macro" and _is_split(opening, closing):
            message = "宏的开始和结束要在同一段里"
            complain(TemplateFault(message=message, place=tags[other].place))


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


def guard_containers(root: etree._Element, tags: list[Tag]) -> None:
    """Have what blocks may leave empty looked at when it is filled.

    Args:
        root: A part with a marker for every tag; markers are added.
        tags: The tags of the part; those of the engine are appended.
    """
    for element in list(root.iter(*_NEEDS_PARAGRAPH, *_NEEDS_CONTENT)):
        inner = [number for child in element if (number := marked_number(child)) is not None]
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
        number = marked_number(child)
        if number is not None:
            depth += _STEPS.get(tags[number].keyword, 0)
        elif depth == 0:
            yield child


def _guard(element: etree._Element, cause: Tag, tags: list[Tag]) -> None:
    wanted = _NEEDS_CONTENT.get(element.tag, PARAGRAPH).removeprefix(W)
    start = engine_marker(tags, cause, "markup", f"'{wanted}'|__open")
    end = engine_marker(tags, cause, "markup", "''|__close")
    if element.tag in _NEEDS_CONTENT:
        element.addprevious(start)
        element.addnext(end)
    else:
        element.insert(element.find(CELL_PROPERTIES) is not None, start)
        element.append(end)
