"""Comments beside the text: written into the part that holds them, anchored to a paragraph.

Knows the part of comments, which it makes where there is none, and which of them are ours. Must
not know what is remarked.
"""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from lxml import etree
from lxml.etree import _Element as Element

from pingshu.opc import Package, declare, relate, related
from pingshu.word import (
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    WORD,
    W,
    ancestor,
    new_text,
    paragraph_text,
    remove,
)

_AUTHOR = "评述"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ID = f"{W}id"
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
    return tuple("".join(_lines(one)) for one in _own(package, main))


def remarks_in(package: Package, main: str) -> dict[Element, tuple[str, ...]]:
    """Return the paragraphs that our comments stand at → their lines, in the order of the text."""
    own = {one.get(_ID, ""): one for one in _own(package, main)}
    found: dict[Element, tuple[str, ...]] = {}
    for number, paragraph in _references(package, main) if own else ():
        if number in own:
            found[paragraph] = (*found.get(paragraph, ()), *_lines(own[number]))
    return found


Kept = Callable[[Sequence[str]], Sequence[str]]
"""The lines of a comment → those of them that are still to be said."""


def shorten_remarks(package: Package, main: str, kept: Kept, within: Element | None) -> None:
    """Let our comments say less; one that has nothing to say any more goes.

    Args:
        package: the document.
        main: the name of its main part.
        kept: decides what they say still.
        within: what they stand in; None means anywhere.
    """
    inner = None if within is None else {*within.iter(PARAGRAPH)}
    at = {
        number
        for number, paragraph in _references(package, main)
        if inner is None or paragraph in inner
    }
    for comment in [one for one in _own(package, main) if one.get(_ID, "") in at]:
        _shorten(comment, kept, package.tree(main))


def _shorten(comment: Element, kept: Kept, root: Element) -> None:
    lines = _lines(comment)
    left = list(kept(lines))
    for paragraph, line in zip(list(comment.iter(PARAGRAPH)), lines, strict=True):
        if line in left:
            left.remove(line)
        else:
            remove(paragraph)
    if len(comment) == 0:
        number = comment.get(_ID)
        for mark in [one for one in root.iter(_START, _END) if one.get(_ID) == number]:
            remove(mark)
        for reference in [one for one in root.iter(_REFERENCE) if one.get(_ID) == number]:
            run = ancestor(reference, RUN)
            remove(reference if run is None or len(run) > 1 else run)
        remove(comment)


def _own(package: Package, main: str) -> list[Element]:
    """Return our comments; the part is read only if there can be any."""
    targets = (target for kind, target in related(package, main).values() if kind == "comments")
    sign = _AUTHOR.encode()
    parts = [part for part in targets if part in package.parts and sign in package.parts[part]]
    comments = (one for part in parts for one in package.tree(part))
    return [one for one in comments if one.get(f"{W}author") == _AUTHOR]


def _lines(comment: Element) -> list[str]:
    return [paragraph_text(paragraph) for paragraph in comment.iter(PARAGRAPH)]


def _references(package: Package, main: str) -> Iterator[tuple[str, Element]]:
    """Yield the number of each comment and the paragraph that it stands at."""
    for reference in package.tree(main).iter(_REFERENCE):
        paragraph = ancestor(reference, PARAGRAPH)
        if paragraph is not None:
            yield reference.get(_ID, ""), paragraph


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
    numbers = (node.get(_ID, "") for node in nodes)
    return max((int(number) for number in numbers if number.isdecimal()), default=-1) + 1


def _comment(number: str, text: str) -> Element:
    attributes = {_ID: number, f"{W}author": _AUTHOR, f"{W}initials": _AUTHOR}
    comment = etree.Element(f"{W}comment", attributes, nsmap={"w": WORD})
    for line in text.split("\n"):
        run = etree.SubElement(etree.SubElement(comment, PARAGRAPH), RUN)
        run.append(new_text(line))
    return comment


def _anchor(paragraph: Element, number: str) -> None:
    """Put the comment around all of a paragraph."""
    has_properties = len(paragraph) > 0 and paragraph[0].tag == PARAGRAPH_PROPERTIES
    paragraph.insert(int(has_properties), etree.Element(_START, {_ID: number}))
    etree.SubElement(paragraph, _END, {_ID: number})
    run = etree.SubElement(paragraph, RUN)
    etree.SubElement(run, _REFERENCE, {_ID: number})
