"""Words and figures set anew in the paragraphs of an edited document, and what stands beside kept.

Knows runs, bookmarks and the ends of comments in paragraphs and cells. Must not know which text is
right.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from pingshu.document import anchors_of
from pingshu.passages import FIGURE
from pingshu.word import (
    CELL_PROPERTIES,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    TABLE,
    Span,
    W,
    new_run,
    new_text,
    paragraph_text,
    place_in_cell,
    remove,
    replace_spans,
    run_text,
    through_wrappers,
)

_BOOKMARK, _BOOKMARK_END = f"{W}bookmarkStart", f"{W}bookmarkEnd"
_ID, _NAME = f"{W}id", f"{W}name"
_TEXT, _FORMAT = f"{W}t", f"{W}rPr"
_REFERENCE = f"{W}commentReference"
_OPEN_QUESTION = "【请"


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A figure of a piece as it shall stand there.

    Attributes:
        start, end: the characters that are the figure now.
        name: of the bookmark that it gets.
        text: what it shall be; None if it stays.
    """

    start: int
    end: int
    name: str
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A bookmark around a figure, and the characters of the paragraph between its ends.

    Attributes:
        runs: what holds them.
    """

    opening: Element
    closing: Element | None
    start: int
    end: int
    runs: tuple[Element, ...]


def reprint(paragraphs: Sequence[Element], prints: Sequence[Print], numbers: Iterator[int]) -> None:
    """Set the figures of a piece, each in a bookmark; other bookmarks of figures are dropped.

    Args:
        paragraphs: of the piece, which reads them one a line.
        prints: its figures; none has a character in common with another.
        numbers: identifiers for new bookmarks.
    """
    offset = 0
    for paragraph in paragraphs:
        marks, length = _marks(paragraph)
        own = [one for one in prints if offset <= one.start < one.end <= offset + length]
        _reprint_paragraph(paragraph, marks, own, offset, numbers)
        offset += length + 1


def _reprint_paragraph(
    paragraph: Element,
    marks: list[_Mark],
    prints: Iterable[Print],
    offset: int,
    numbers: Iterator[int],
) -> None:
    spans, texts = [], list[tuple[Element, str]]()
    for one in prints:
        area = one.start - offset, one.end - offset
        mark = next((own for own in marks if own.start < area[1] and own.end > area[0]), None)
        if mark is None or not _is_reprinted(mark, area, one, texts):
            spans.append((one, area))
        else:
            marks.remove(mark)
            mark.opening.set(_NAME, one.name)
    for mark in marks:
        _drop(mark)
    if spans:
        _free_references(paragraph, [area for _, area in spans])
        replace_spans(paragraph, [_span(paragraph, one, area, numbers) for one, area in spans])
    for element, text in texts:
        element.text = text


def _is_reprinted(
    mark: _Mark, area: tuple[int, int], one: Print, texts: list[tuple[Element, str]]
) -> bool:
    """Return whether a figure keeps its bookmark; note what its text becomes.

    It does if it stays as it is, or if nothing but the characters of one text change.
    """
    if one.text is None:
        return True
    element = _only_text(mark) if (mark.start, mark.end) == area else None
    if element is None or _OPEN_QUESTION in f"{element.text}{one.text}":
        return False
    texts.append((element, one.text))
    return True


def _only_text(mark: _Mark) -> Element | None:
    """Return the text that a bookmark stands around, if there is nothing else between its ends."""
    inner = [child for run in mark.runs for child in run if child.tag != _FORMAT]
    return inner[0] if len(inner) == 1 and inner[0].tag == _TEXT else None


def _marks(paragraph: Element) -> tuple[list[_Mark], int]:
    """Return the bookmarks around figures that begin in a paragraph, and how long its text is."""
    offset, opened, marks = 0, dict[str, tuple[Element, int, int]](), list[_Mark]()
    runs = list[Element]()
    for node in through_wrappers(paragraph, RUN, _BOOKMARK, _BOOKMARK_END):
        if node.tag == RUN:
            offset += len(run_text(node))
            runs.append(node)
        elif node.tag == _BOOKMARK:
            if node.get(_NAME, "").startswith(FIGURE):
                opened[node.get(_ID, "")] = node, offset, len(runs)
        elif opened and (number := node.get(_ID, "")) in opened:
            opening, start, first = opened.pop(number)
            own = tuple(runs[first:])
            marks.append(_Mark(opening=opening, closing=node, start=start, end=offset, runs=own))
    endless = [
        _Mark(opening=opening, closing=None, start=offset, end=offset, runs=())
        for opening, _, _ in opened.values()
    ]
    return marks + endless, offset


def _drop(mark: _Mark) -> None:
    remove(mark.opening)
    if mark.closing is not None:
        remove(mark.closing)


def _free_references(paragraph: Element, areas: Sequence[tuple[int, int]]) -> None:
    """Move the references of comments out of what will be set anew."""
    offset = 0
    for run in list(through_wrappers(paragraph, RUN)):
        inside = any(start < offset < end for start, end in areas)
        offset += len(run_text(run))
        if inside and run.find(_REFERENCE) is not None:
            for reference in run.findall(_REFERENCE):
                paragraph.append(new_run(run, [reference]))


def _span(paragraph: Element, one: Print, area: tuple[int, int], numbers: Iterator[int]) -> Span:
    before = paragraph_text(paragraph)[slice(*area)]
    text = before if one.text is None else one.text
    number = str(next(numbers))

    def marked(run: Element) -> list[Element]:
        opening = etree.Element(_BOOKMARK, {f"{W}id": number, f"{W}name": one.name})
        closing = etree.Element(_BOOKMARK_END, {f"{W}id": number})
        return [opening, _typed(run, before, text), closing]

    return Span(start=area[0], end=area[1], make=marked)


def _typed(run: Element, before: str, text: str) -> Element:
    """Return a run with a text in the format of another, highlighted while it asks something."""
    asks = _OPEN_QUESTION in text
    typed = new_run(run, [new_text(text)], marked=asks and _OPEN_QUESTION not in before)
    if _OPEN_QUESTION in before and not asks:
        for highlight in typed.findall(f"{W}rPr/{W}highlight"):
            remove(highlight)
    return typed


# --- whole paragraphs and cells -------------------------------------------------------------


def refill(paragraph: Element, model: Element) -> None:
    """Let a paragraph say what another says, in its own format; comments on it stay."""
    content = [child for child in model if child.tag != PARAGRAPH_PROPERTIES]
    starts, ends = anchors_of(paragraph, FIGURE)
    for child in list(paragraph):
        if child.tag != PARAGRAPH_PROPERTIES:
            paragraph.remove(child)
    paragraph.extend((*starts, *content, *ends))


def refill_cell(cell: Element, model: Element) -> None:
    """Let a cell say what another says, each paragraph in its own format; comments on it stay."""
    olds = [child for child in cell if child.tag == PARAGRAPH]
    formats = [deepcopy(old.find(PARAGRAPH_PROPERTIES)) for old in olds]
    starts, ends = anchors_of(cell, FIGURE)
    for child in list(cell):
        if child.tag != CELL_PROPERTIES:
            cell.remove(child)
    news = [child for child in model if child.tag in {PARAGRAPH, TABLE}]
    for number, new in enumerate(news):
        if formats and new.tag == PARAGRAPH:
            _format(new, formats[min(number, len(formats) - 1)])
    cell.extend(news)
    _continue_like(cell, model)
    paragraphs = list(cell.iter(PARAGRAPH))
    for start in reversed(starts):
        paragraphs[0].insert(_first_place(paragraphs[0]), start)
    paragraphs[-1].extend(ends)


def _continue_like(cell: Element, model: Element) -> None:
    """Let a cell continue the one above if the other does, and only then."""
    path = f"{CELL_PROPERTIES}/{W}vMerge"
    own, other = cell.find(path), model.find(path)
    if other is not None:
        place_in_cell(cell, "vMerge", deepcopy(other))
    elif own is not None:
        remove(own)


def _format(paragraph: Element, properties: Element | None) -> None:
    for own in paragraph.findall(PARAGRAPH_PROPERTIES):
        paragraph.remove(own)
    if properties is not None:
        paragraph.insert(0, deepcopy(properties))


def _first_place(paragraph: Element) -> int:
    return int(len(paragraph) > 0 and paragraph[0].tag == PARAGRAPH_PROPERTIES)
