"""Faults of a template as remarks in its margin, where Word shows them.

Knows how a remark hangs on a paragraph. Knows nothing of the package and of what is wrong.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

from lxml import etree

from pingshu.word import (
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    Span,
    TagPlace,
    TemplateFault,
    W,
    new_run,
    new_text,
    paragraph_text,
    replace_spans,
)

_AUTHOR, _INITIALS = "模板检查", "检"


@dataclass(slots=True, kw_only=True)
class _Hung:
    """The faults of one stretch of a paragraph, which share a remark.

    Attributes:
        start, end: The stretch; all of the paragraph if the end is not behind the start.
    """

    start: int = 0
    end: int = 0
    faults: list[TemplateFault] = field(default_factory=list)


def annotate(
    body: etree._Element,
    places: Mapping[etree._Element, TagPlace],
    remarks: etree._Element,
    faults: Iterable[TemplateFault],
) -> None:
    """Hang a remark on each faulty tag; on the first paragraph for what cannot hold remarks.

    Args:
        body: The main part; it is changed.
        places: The places of its paragraphs.
        remarks: The part that holds the remarks; it is changed.
        faults: What is wrong.
    """
    ids = [node.get(f"{W}id", "") for node in remarks]
    number = max((int(known) for known in ids if known.isdecimal()), default=-1)
    for paragraph, stretches in _hang(body, places, faults).items():
        spans = []
        for hung in _disjoint(stretches):
            number += 1
            remarks.append(_remark(str(number), hung.faults))
            if hung.end > hung.start:
                make = partial(_marked, str(number), paragraph_text(paragraph), hung)
                spans.append(Span(start=hung.start, end=hung.end, make=make))
            else:
                _mark_whole(paragraph, str(number))
        replace_spans(paragraph, spans)


def _hang(
    body: etree._Element,
    places: Mapping[etree._Element, TagPlace],
    faults: Iterable[TemplateFault],
) -> dict[etree._Element, dict[int, _Hung]]:
    paragraphs: dict[TagPlace | None, etree._Element] = {}
    for paragraph, place in places.items():
        paragraphs.setdefault(place, paragraph)
    first = _first_paragraph(body)
    found: dict[etree._Element, dict[int, _Hung]] = {}
    for fault in faults:
        paragraph = paragraphs.get(_paragraph_place(fault.place), first)
        start, end = _stretch(paragraph, fault.place)
        hung = found.setdefault(paragraph, {}).setdefault(start, _Hung(start=start, end=end))
        hung.faults.append(fault)
    return found


def _first_paragraph(body: etree._Element) -> etree._Element:
    first = next(body.iter(PARAGRAPH), None)
    if first is None:
        first = etree.Element(PARAGRAPH)
        body[0].insert(0, first)
    return first


def _paragraph_place(place: TagPlace | None) -> TagPlace | None:
    return None if place is None else replace(place, tag=None, around=None, start=None)


def _stretch(paragraph: etree._Element, place: TagPlace | None) -> tuple[int, int]:
    """Where the tag stands in the paragraph, if it is this one that it stands in."""
    if place is None or place.start is None or not place.tag:
        return -1, -1
    end = place.start + len(place.tag)
    stands = paragraph_text(paragraph)[place.start : end] == place.tag
    return (place.start, end) if stands else (-1, -1)


def _disjoint(stretches: Mapping[int, _Hung]) -> list[_Hung]:
    """The stretches in order, each ended where the next begins."""
    ordered = sorted(stretches.values(), key=lambda hung: hung.start)
    for hung, following in pairwise(ordered):
        hung.end = min(hung.end, following.start) if hung.end > 0 else hung.end
    return ordered


def _marked(number: str, text: str, hung: _Hung, run: etree._Element) -> list[etree._Element]:
    inside = new_run(run, [new_text(text[hung.start : hung.end])])
    return [_node("commentRangeStart", number), inside, *_ending(number)]


def _mark_whole(paragraph: etree._Element, number: str) -> None:
    index = int(paragraph.find(PARAGRAPH_PROPERTIES) is not None)
    paragraph.insert(index, _node("commentRangeStart", number))
    paragraph.extend(_ending(number))


def _ending(number: str) -> list[etree._Element]:
    reference = etree.Element(RUN)
    reference.append(_node("commentReference", number))
    return [_node("commentRangeEnd", number), reference]


def _node(name: str, number: str) -> etree._Element:
    return etree.Element(f"{W}{name}", {f"{W}id": number})


def _remark(number: str, faults: Iterable[TemplateFault]) -> etree._Element:
    attributes = {"id": number, "author": _AUTHOR, "initials": _INITIALS}
    remark = etree.Element(f"{W}comment", {f"{W}{key}": text for key, text in attributes.items()})
    for fault in faults:
        run = etree.SubElement(etree.SubElement(remark, PARAGRAPH), RUN)
        run.append(new_text(str(fault)))
    return remark
