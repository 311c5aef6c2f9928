"""Where bookmarks, comments and permissions begin and end in a stretch of a document; some dropped.

Knows the elements that mark such ranges. Must not know what they are for.
"""

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree
from lxml.etree import _Element as Element

from pingshu.word import RUN, WORD, W, remove

_BOOKMARK, _BOOKMARK_END = f"{W}bookmarkStart", f"{W}bookmarkEnd"
_ID, _NAME = f"{W}id", f"{W}name"
_REFERENCE = f"{W}commentReference"
_STARTS = frozenset({_BOOKMARK, f"{W}commentRangeStart", f"{W}permStart"})
_ENDS = frozenset({_BOOKMARK_END, f"{W}commentRangeEnd", f"{W}permEnd"})


def anchors_of(holder: Element, passed_over: str) -> tuple[list[Element], list[Element]]:
    """Return what marks the beginnings of ranges in an element, and what marks their ends.

    The sign of a comment belongs to its end, in a run of its own.

    Args:
        holder: the element.
        passed_over: what the names of bookmarks start with that do not count.
    """
    ours = {
        node.get(f"{W}id")
        for node in holder.iter(_BOOKMARK)
        if node.get(f"{W}name", "").startswith(passed_over)
    }
    nodes = [
        node
        for node in holder.iter(*_STARTS, *_ENDS, _REFERENCE)
        if node.tag not in {_BOOKMARK, _BOOKMARK_END} or node.get(f"{W}id") not in ours
    ]
    starts = [node for node in nodes if node.tag in _STARTS]
    ends = [
        _in_run(node) if node.tag == _REFERENCE else node for node in nodes if node not in starts
    ]
    return starts, ends


def drop_bookmarks(root: Element, prefix: str, kept: Iterable[str] = ()) -> None:
    """Drop the bookmarks whose names start so, and what ends one that nowhere begins.

    Args:
        root: what they stand in.
        prefix: what the names of those start with that may go.
        kept: the names of those that stay; of several with one name the first stays.
    """
    wanted, opened = set(kept), set[str]()
    for node in list(root.iter(_BOOKMARK)):
        name = node.get(_NAME, "")
        if name.startswith(prefix) and name not in wanted:
            remove(node)
        else:
            wanted.discard(name)
            opened.add(node.get(_ID, ""))
    for node in [end for end in root.iter(_BOOKMARK_END) if end.get(_ID, "") not in opened]:
        remove(node)


def _in_run(reference: Element) -> Element:
    run = etree.Element(RUN, nsmap={"w": WORD})
    run.append(deepcopy(reference))
    return run


def leave_ends(element: Element, passed_over: str) -> None:
    """Let go of what begins or ends in an element alone: it stays beside where that stands.

    Args:
        element: what is about to be taken elsewhere, or out.
        passed_over: what the names of bookmarks start with that do not count.
    """
    for node in open_ends(*anchors_of(element, passed_over)):
        element.addprevious(node)


def open_ends(starts: Iterable[Element], ends: Iterable[Element]) -> list[Element]:
    """Return those of some marks whose other half is not among them."""
    marks = [node for node in (*starts, *ends) if node.tag != RUN]
    ranges = [_range(node) for node in marks]
    return [node for node, own in zip(marks, ranges, strict=True) if ranges.count(own) == 1]


def _range(node: Element) -> tuple[str, str]:
    """Return what kind of range a mark is of, and its number."""
    kind = str(node.tag).removeprefix(W).removesuffix("Start").removesuffix("End")
    return kind, node.get(f"{W}id", "")
