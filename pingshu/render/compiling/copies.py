"""What a loop repeats although a document may hold it but once: ids, and names of bookmarks.

Knows which elements carry such ids. Knows nothing of how often a loop turns.
"""

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from pingshu.word import Tag, W, engine_marker, in_attribute, is_marker, marked_number, remove

_STEPS = {"for": 1, "macro": 1, "endfor": -1, "endmacro": -1}
_DRAWING, _CONTROL = f"{W}drawing", f"{W}sdt"
_START, _END = f"{W}bookmarkStart", f"{W}bookmarkEnd"
_REMARKS = frozenset(
    f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
)
_LOOKED_AT = (_DRAWING, _CONTROL, _START, _END, *_REMARKS)
_NUMBERED = (
    _START,
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr",
)


def taken_numbers(roots: Iterable[etree._Element]) -> frozenset[int]:
    """The ids of bookmarks and drawings, and of what a rendering before this one added."""
    nodes = (node for root in roots for node in root.iter(*_NUMBERED))
    ids = (node.get(f"{W}id") or node.get("id") or node.get("Id") or "" for node in nodes)
    numbers = (number.removeprefix("pingshu") for number in ids)
    return frozenset(int(number) for number in numbers if number.isdecimal())


def drop_bookmarks(root: etree._Element, beginning: str) -> None:
    """Take the bookmarks whose names begin so off a part, starts and ends."""
    starts = [node for node in root.iter(_START) if node.get(f"{W}name", "").startswith(beginning)]
    numbers = {node.get(f"{W}id") for node in starts}
    ends = [node for node in root.iter(_END) if node.get(f"{W}id") in numbers]
    for node in (*starts, *ends):
        remove(node)


def renew_copies(root: etree._Element, tags: list[Tag]) -> None:
    """Give each copy that a loop or macro makes ids of its own; remarks are not copied.

    Args:
        root: A part with a marker for every tag; markers are added.
        tags: The tags of the part; those of the engine are appended.
    """
    for node, cause in list(_repeated(root, tags)):
        if node.tag in _REMARKS:
            remove(node)
        elif node.tag == _DRAWING:
            node.addprevious(engine_marker(tags, cause, "markup", "'drawing'|__open"))
            node.addnext(engine_marker(tags, cause, "markup", "''|__close"))
        elif node.tag == _CONTROL:
            _drop_id(node)
        elif node.tag in {_START, _END}:
            _renew_bookmark(node, cause, tags)


def _repeated(root: etree._Element, tags: Sequence[Tag]) -> Iterator[tuple[etree._Element, Tag]]:
    """The elements that are to be looked at within loops and macros, with what repeats them."""
    opened: list[Tag] = []
    for node in root.iter(etree.ProcessingInstruction, *_LOOKED_AT):
        number = marked_number(node)
        step = 0 if number is None else _STEPS.get(tags[number].keyword, 0)
        if number is not None and step > 0:
            opened.append(tags[number])
        elif step < 0:
            opened.pop()
        elif opened and not is_marker(node):
            yield node, opened[-1]


def _drop_id(control: etree._Element) -> None:
    number = control.find(f"{W}sdtPr/{W}id")
    if number is not None:
        remove(number)


def _renew_bookmark(node: etree._Element, cause: Tag, tags: list[Tag]) -> None:
    number, name = node.get(f"{W}id", ""), in_attribute(node.get(f"{W}name", ""))
    call = (
        f"__bookmark({number!r}, {name!r})" if node.tag == _START else f"__bookmark_end({number!r})"
    )
    node.addprevious(engine_marker(tags, cause, "markup", f"__memory|{call}"))
    remove(node)
