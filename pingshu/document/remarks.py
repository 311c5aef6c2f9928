"""Comments beside the text: written into the part that holds them, anchored to a paragraph.

Knows the part of comments, which it makes where there is none. Must not know what is remarked.
"""

import posixpath
from collections.abc import Iterable, Mapping

from lxml import etree
from lxml.etree import _Element as Element

from pingshu.opc import Package, declare, relate, related
from pingshu.word import PARAGRAPH, PARAGRAPH_PROPERTIES, RUN, WORD, W, new_text

_AUTHOR = "评述"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_EMPTY = f'<w:comments xmlns:w="{WORD}"/>'.encode()
_START, _END, _REFERENCE = (f"{W}comment{part}" for part in ("RangeStart", "RangeEnd", "Reference"))


def add_remarks(package: Package, main: str, remarks: Mapping[Element, str]) -> None:
    """Add comments: element, a paragraph or what holds some → what is said of it."""
    comments = package.tree(_comments_part(package, main), _EMPTY)
    first = _free_number(comments, package.tree(main))
    for number, (element, text) in enumerate(remarks.items(), first):
        comments.append(_comment(str(number), text))
        _anchor(next(element.iter(PARAGRAPH)), str(number))


def own_remarks(package: Package, main: str) -> tuple[str, ...]:
    """Return what our comments say that nobody has removed yet."""
    parts = (target for kind, target in related(package, main).values() if kind == "comments")
    comments = [one for part in parts if part in package.parts for one in package.tree(part)]
    return tuple(
        "".join(node.text or "" for node in one.iter(f"{W}t"))
        for one in comments
        if one.get(f"{W}author") == _AUTHOR
    )


def _comments_part(package: Package, main: str) -> str:
    targets = (target for kind, target in related(package, main).values() if kind == "comments")
    known = next(targets, None)
    if known is not None:
        return known
    folder = posixpath.dirname(main)
    name = posixpath.join(folder, "comments.xml")
    if name in package.parts:
        name = package.free_name(posixpath.join(folder, "comments{}.xml"))
    relate(package, main, "comments", name)
    declare(package, "Override", {"PartName": f"/{name}", "ContentType": _TYPE})
    return name


def _free_number(comments: Element, root: Element) -> int:
    nodes: Iterable[Element] = (*comments, *root.iter(_START, _END, _REFERENCE))
    numbers = (node.get(f"{W}id", "") for node in nodes)
    return max((int(number) for number in numbers if number.isdecimal()), default=-1) + 1


def _comment(number: str, text: str) -> Element:
    attributes = {f"{W}id": number, f"{W}author": _AUTHOR, f"{W}initials": _AUTHOR}
    comment = etree.Element(f"{W}comment", attributes, nsmap={"w": WORD})
    for line in text.split("\n"):
        run = etree.SubElement(etree.SubElement(comment, PARAGRAPH), RUN)
        run.append(new_text(line))
    return comment


def _anchor(paragraph: Element, number: str) -> None:
    """Put the comment around all of a paragraph."""
    has_properties = len(paragraph) > 0 and paragraph[0].tag == PARAGRAPH_PROPERTIES
    paragraph.insert(int(has_properties), etree.Element(_START, {f"{W}id": number}))
    etree.SubElement(paragraph, _END, {f"{W}id": number})
    run = etree.SubElement(paragraph, RUN)
    etree.SubElement(run, _REFERENCE, {f"{W}id": number})
