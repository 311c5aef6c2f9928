"""Which headings of an edited document stay for the sake of what a person has under them.

Knows headings, their levels and the order of passages. Must not know what the passages say.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile

from lxml.etree import _Element as Element

from pingshu.document import Document
from pingshu.opc import related_tree
from pingshu.word import PARAGRAPH, PARAGRAPH_PROPERTIES, W, heading_styles

_NAME = re.compile(r"(?:heading|标题) ([1-9])", re.IGNORECASE)
_LEVELS = frozenset("012345678")
_LEAST = 9
_VALUE = f"{W}val"


def kept_headings(
    levels: Sequence[int | None], is_due: Callable[[int], bool], is_own: Callable[[int], bool]
) -> Iterator[int]:
    """Yield the headings that are not due any more but have something of a person's under them.

    What stands behind something that is due belongs to that.

    Args:
        levels: of each passage that is a heading its level, 0 the highest.
        is_due: whether a passage has a place in the new version.
        is_own: whether a person wrote or touched a passage.
    """
    for j, level in enumerate(levels):
        if level is not None and not is_due(j):
            inner = range(j + 1, _end(levels, j, level))
            if any(map(is_own, takewhile(lambda k: not is_due(k), inner))):
                yield j


def _end(levels: Sequence[int | None], start: int, level: int) -> int:
    """Return where the section of a heading ends: at the next of its level or a higher one."""
    ends = (
        k
        for k in range(start + 1, len(levels))
        if (other := levels[k]) is not None and other <= level
    )
    return next(ends, len(levels))


def heading_levels(document: Document, holders: Sequence[Element]) -> list[int | None]:
    """Return the level of each paragraph that is a heading, None of what is none.

    Args:
        document: the document.
        holders: its paragraphs and rows.
    """
    levels = _style_levels(document)
    return [_level(one, levels) if one.tag == PARAGRAPH else None for one in holders]


def _level(paragraph: Element, styles: Mapping[str, int]) -> int | None:
    outline = _value(paragraph, f"{PARAGRAPH_PROPERTIES}/{W}outlineLvl")
    if outline in _LEVELS:
        return int(outline)
    return styles.get(_value(paragraph, f"{PARAGRAPH_PROPERTIES}/{W}pStyle"))


def _style_levels(document: Document) -> dict[str, int]:
    """Return the styles that make a heading, each with its level."""
    root = related_tree(document.package, document.main, "styles")
    styles = {} if root is None else {one.get(f"{W}styleId", ""): one for one in root}
    return {name: _style_level(name, styles) for name in heading_styles(root)}


def _style_level(name: str, styles: Mapping[str, Element]) -> int:
    """Return the level of the style, or that of the nearest one that it is based on."""
    seen = set[str]()
    while name in styles and name not in seen:
        seen.add(name)
        outline = _value(styles[name], f"{PARAGRAPH_PROPERTIES}/{W}outlineLvl")
        if outline in _LEVELS:
            return int(outline)
        called = _NAME.match(_value(styles[name], f"{W}name"))
        if called:
            return int(called[1]) - 1
        name = _value(styles[name], f"{W}basedOn")
    return _LEAST


def _value(element: Element, path: str) -> str:
    node = element.find(path)
    return "" if node is None else node.get(_VALUE, "")
