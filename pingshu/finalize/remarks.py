"""What people remarked beside the text of a report: who, what, and where.

Knows the comments of a document and their anchors. Must not know what becomes of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from pingshu.opc import Package, related
from pingshu.word import PARAGRAPH, W, ancestor, paragraph_text

_ANCHORS = (f"{W}commentRangeStart", f"{W}commentReference")
_ID = f"{W}id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment.

    Attributes:
        place: where it stands, in Chinese; blank if it is anchored nowhere.
        author: who made it, as the document has it.
    """

    place: str
    author: str
    text: str


def remarks_in(
    package: Package, main: str, root: Element, places: Mapping[Element, str]
) -> tuple[Remark, ...]:
    """Return the comments of a document in their order.

    Args:
        package: the document.
        main: the name of its main part.
        root: the main part.
        places: paragraph → where it stands, in Chinese.
    """
    anchors: dict[str, str] = {}
    for node in root.iter(*_ANCHORS):
        anchors.setdefault(node.get(_ID, ""), _place(node, places))
    parts = (target for kind, target in related(package, main).values() if kind == "comments")
    comments = [one for part in parts if part in package.parts for one in package.tree(part)]
    return tuple(
        Remark(
            place=anchors.get(one.get(_ID, ""), ""),
            author=one.get(f"{W}author", ""),
            text=" ".join(" ".join(map(paragraph_text, one.iter(PARAGRAPH))).split()),
        )
        for one in comments
    )


def _place(anchor: Element, places: Mapping[Element, str]) -> str:
    """Return where an anchor stands: in its paragraph, or before the next one."""
    paragraph = ancestor(anchor, PARAGRAPH)
    if paragraph is None:
        paragraph = next(anchor.itersiblings(PARAGRAPH), None)
    return "" if paragraph is None else places.get(paragraph, "")
