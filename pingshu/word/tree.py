"""The tree of Word XML: what a paragraph reads, cutting spans out of runs, building new nodes.

Knows the elements of WordprocessingML and the markers that stand in a tree for what the engine
will put there. Knows nothing of tags or their places.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PARAGRAPH, RUN, TEXT = f"{W}p", f"{W}r", f"{W}t"
TABLE, ROW, CELL = f"{W}tbl", f"{W}tr", f"{W}tc"
TEXT_BOX = f"{W}txbxContent"
PARAGRAPH_PROPERTIES, RUN_PROPERTIES, CELL_PROPERTIES = f"{W}pPr", f"{W}rPr", f"{W}tcPr"
SECTION_PROPERTIES = f"{W}sectPr"

_BREAK, _BREAK_KIND = f"{W}br", f"{W}type"
_MARKER = "pingshu"
_OBJECT = "\ufffc"
_WRAPPERS = frozenset(
    f"{W}{name}"
    for name in (
        *("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple"),
        *("ins", "moveTo", "dir", "bdo"),
    )
)
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
    f"{W}lastRenderedPageBreak": "",
    # A remark on a part of a tag is no part of it.
    f"{W}commentReference": "",
    f"{W}annotationRef": "",
    RUN_PROPERTIES: "",
}
FORMAT_ORDER = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike"),
    *("outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden"),
    *("color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect"),
    *("bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout"),
    *("specVanish", "oMath"),
)
_CELL_ORDER = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd")
_DECLARATION = re.compile(r' xmlns(?::\w+)?="[^"]*"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters of a paragraph to be replaced by what `make` builds from the run they start in."""

    start: int
    end: int
    make: Callable[[etree._Element], list[etree._Element]]


def serialise(root: etree._Element) -> str:
    """Write a whole part as text, every namespace of its root kept."""
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return declaration + etree.tostring(root, encoding="unicode")


def marker(instruction: str) -> etree._Element:
    """A node that stands for something of the engine until the part is written."""
    return etree.ProcessingInstruction(_MARKER, instruction)


def is_marker(node: etree._Element) -> bool:
    """Tell a marker from an element."""
    return isinstance(node, etree._ProcessingInstruction)


def marked_number(node: etree._Element) -> int | None:
    """The number of the tag that a marker stands for; None for any other node."""
    if not is_marker(node):
        return None
    kind, number, *_ = [*(node.text or "").split(), "", ""]
    return int(number) if kind in {"tag", "value"} else None


def split_at_markers(xml: str) -> list[str]:
    """Cut written XML at its markers: literal, instruction, literal, … literal."""
    head, *others = xml.split(f"<?{_MARKER} ")
    return [head, *(piece for other in others for piece in other.split("?>", 1))]


def through_wrappers(parent: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """The children of some kinds, also where content controls, links or insertions wrap them."""
    for child in parent:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag in _WRAPPERS:
            yield from through_wrappers(child, *wanted)


def ancestor(node: etree._Element, *kinds: str) -> etree._Element | None:
    """The nearest element of one of the kinds that holds the node."""
    return next(node.iterancestors(*kinds), None)


def paragraph_text(paragraph: etree._Element) -> str:
    """The text as read: tabs and breaks as characters, an object as U+FFFC, deletions left out."""
    return "".join(run_text(run) for run in through_wrappers(paragraph, RUN))


def run_text(run: etree._Element) -> str:
    """The text of one run, as in its paragraph."""
    text = ""
    for node in run:
        # Nearly every run is a format and a text.
        if node.tag == TEXT:
            text += (node.text or "").replace("\n", " ")
        elif node.tag != RUN_PROPERTIES:
            text += _characters(node)
    return text


def _characters(node: etree._Element) -> str:
    if node.tag == TEXT:
        return (node.text or "").replace("\n", " ")
    if node.tag == _BREAK:
        return "\n" if node.get(_BREAK_KIND, "textWrapping") == "textWrapping" else _OBJECT
    return _CHARACTERS.get(node.tag, _OBJECT)


def replace_spans(paragraph: etree._Element, spans: Sequence[Span]) -> None:
    """Cut the spans out of the runs they are spread over, and put what they make between runs."""
    offset = 0
    for run in list(through_wrappers(paragraph, RUN)):
        end = offset + len(run_text(run))
        touching = [span for span in spans if span.start < end and span.end > offset]
        if touching:
            _replace(run, _cut_run(run, offset, touching))
        offset = end


def _replace(node: etree._Element, others: Iterable[etree._Element]) -> None:
    for other in others:
        node.addprevious(other)
    remove(node)


def remove(node: etree._Element) -> None:
    """Take a node out of its tree."""
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _cut_run(run: etree._Element, offset: int, spans: Sequence[Span]) -> Iterator[etree._Element]:
    kept: list[etree._Element] = []
    for piece in _cut_children(run, offset, spans):
        if isinstance(piece, Span):
            yield from _runs(run, kept)
            yield from piece.make(run)
            kept = []
        else:
            kept.append(piece)
    yield from _runs(run, kept)


def _runs(model: etree._Element, content: list[etree._Element]) -> Iterator[etree._Element]:
    if content:
        yield new_run(model, content)


def _cut_children(
    run: etree._Element, offset: int, spans: Sequence[Span]
) -> Iterator[etree._Element | Span]:
    for child in list(run):
        width = len(_characters(child))
        if width:
            yield from _cut_child(child, range(offset, offset + width), spans)
        elif child.tag != RUN_PROPERTIES and not any(s.start < offset < s.end for s in spans):
            yield child
        offset += width


def _cut_child(
    child: etree._Element, covers: range, spans: Sequence[Span]
) -> Iterator[etree._Element | Span]:
    cursor = covers.start
    for span in spans:
        yield from _part_of(child, covers, cursor, min(span.start, covers.stop))
        if span.start in covers:
            yield span
        cursor = max(cursor, min(span.end, covers.stop))
    yield from _part_of(child, covers, cursor, covers.stop)


def _part_of(
    child: etree._Element, covers: range, start: int, stop: int
) -> Iterator[etree._Element]:
    if stop > start:
        characters = (child.text or "")[start - covers.start : stop - covers.start]
        yield new_text(characters) if child.tag == TEXT else child


def new_text(characters: str = "") -> etree._Element:
    """A text element whose spaces count."""
    text = etree.Element(TEXT, {SPACE: "preserve"}, nsmap={"w": WORD})
    text.text = characters
    return text


def new_run(
    model: etree._Element, content: Iterable[etree._Element], *, marked: bool = False
) -> etree._Element:
    """A run formatted as the model is, highlighted if marked, with this content."""
    run = etree.Element(RUN, nsmap={"w": WORD})
    properties = model.find(RUN_PROPERTIES)
    if properties is not None:
        run.append(deepcopy(properties))
    if marked:
        _highlight(run)
    run.extend(content)
    return run


def _highlight(run: etree._Element) -> None:
    properties = run.find(RUN_PROPERTIES)
    if properties is None:
        properties = etree.SubElement(run, RUN_PROPERTIES)
    for old in properties.findall(f"{W}highlight"):
        properties.remove(old)
    highlight = etree.Element(f"{W}highlight", {f"{W}val": "yellow"}, nsmap={"w": WORD})
    _insert_in_order(properties, highlight, "highlight", FORMAT_ORDER)


def _insert_in_order(
    parent: etree._Element, node: etree._Element, name: str, order: Sequence[str]
) -> None:
    """Insert a node behind all that comes before an element of this name, markers too."""
    before = {f"{W}{other}" for other in order[: order.index(name)]}
    index = sum(child.tag in before for child in parent)
    while index < len(parent) and is_marker(parent[index]):
        index += 1
    parent.insert(index, node)


def formats_in(opening: str, namespaces: Mapping[str | None, str]) -> tuple[tuple[str, str], ...]:
    """The properties of a run from the XML it opens with: the name of each, and its XML."""
    _, _, rest = opening.partition("<w:rPr>")
    if not rest:
        return ()
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in namespaces.items() if prefix)
    properties = etree.fromstring(f"<a{declared}>{rest.partition('</w:rPr>')[0]}</a>")
    written = (etree.tostring(node, encoding="unicode") for node in properties)
    return tuple(
        (str(node.tag).removeprefix(W), _DECLARATION.sub("", xml))
        for node, xml in zip(properties, written, strict=True)
    )


def paragraph_like(model: etree._Element, content: etree._Element) -> etree._Element:
    """A paragraph with the model's properties and this content."""
    paragraph = etree.Element(PARAGRAPH, nsmap={"w": WORD})
    properties = model.find(PARAGRAPH_PROPERTIES)
    if properties is not None:
        paragraph.append(deepcopy(properties))
    paragraph.append(content)
    return paragraph


def place_in_cell(cell: etree._Element, name: str, node: etree._Element) -> None:
    """Put a node where the cell's properties hold the element of this name, in place of it."""
    properties = cell.find(CELL_PROPERTIES)
    if properties is None:
        properties = etree.Element(CELL_PROPERTIES, nsmap={"w": WORD})
        cell.insert(0, properties)
    for old in properties.findall(f"{W}{name}"):
        properties.remove(old)
    _insert_in_order(properties, node, name, _CELL_ORDER)


def cell_span(cell: etree._Element) -> int:
    """How many columns of the grid a cell covers."""
    span = cell.find(f"{CELL_PROPERTIES}/{W}gridSpan")
    value = "1" if span is None else span.get(f"{W}val", "1")
    return int(value) if value.isdecimal() else 1


def drop_paragraph_ids(root: etree._Element) -> None:
    """Take off the ids that must be unique but would not be once a loop repeats them."""
    for node in root.iter(PARAGRAPH, ROW):
        for name in ("paraId", "textId"):
            node.attrib.pop(f"{W14}{name}", "")
