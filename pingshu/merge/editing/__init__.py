"""One paragraph or cell of an edited document brought up to date, by the three-way rule.

Knows what stands in the base, in mine and in the new version of a piece of text. Must not know
which passages belong together, nor where new ones go.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from lxml.etree import _Element as Element

from pingshu.align import Placement, prose_of, same_figure
from pingshu.document import Adoption, chart_says, charts_in, replace_chart
from pingshu.manifest import digest
from pingshu.merge.editing.retyping import (
    Print,
    refill,
    refill_cell,
    reprint,
)
from pingshu.merge.editing.telling import Change, Conflict, Ledger, dispute
from pingshu.opc import Package, PackageError
from pingshu.passages import FIGURE, Passage, Piece, paragraphs_in
from pingshu.word import CELL, PARAGRAPH, TEXT_BOX, W, through_wrappers

__all__ = [
    "Change",
    "Conflict",
    "Ledger",
    "Pen",
    "Versions",
    "dispute",
    "is_drawn",
    "is_guarded",
    "is_reworded",
    "mark_passage",
    "merge_passage",
    "refresh_figures",
]

_NUMBERED = re.compile(rf"⟦({FIGURE}[0-9a-f]+_)[0-9]+⟧")
Model = Callable[[], Element]
"""Gives an element of the new document, which is not read before somebody asks for it."""

_OBJECT = "\ufffc"
_OBJECTS = tuple(f"{W}{name}" for name in ("drawing", "pict", "object"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """What is at hand wherever something is written.

    Attributes:
        adoption: takes elements of the new document over.
        ledger: where it is noted what was done.
        due: name of a figure of the base → name and text of the one that takes its place.
        drawn: the digests of the charts that were generated.
    """

    adoption: Adoption
    ledger: Ledger
    due: Mapping[str, tuple[str, str]]
    drawn: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """A piece of text as generated before, as it is now, and as generated now.

    Attributes:
        found: the figures of the base that stand in mine.
    """

    base: Piece
    mine: Piece
    new: Piece
    found: Sequence[Placement]


def is_reworded(piece: Piece, other: Piece) -> bool:
    """Return whether two versions of a piece differ in more than what their figures read.

    How often a figure was printed before it, the number of its bookmark, is no difference.
    """
    one, two = piece.skeleton, other.skeleton
    return one != two and _NUMBERED.sub(r"⟦\1⟧", one) != _NUMBERED.sub(r"⟦\1⟧", two)


def _holders(element: Element) -> list[Element]:
    """Return what holds the pieces of a passage: the paragraph itself, the cells of a row."""
    if element.tag == PARAGRAPH:
        return [element]
    return list(through_wrappers(element, CELL))


def _holder(model: Model, number: int) -> Element:
    return _holders(model())[number]


def _paragraphs(holder: Element) -> list[Element]:
    return [holder] if holder.tag == PARAGRAPH else list(paragraphs_in(holder))


def is_drawn(passage: Passage) -> bool:
    """Return whether there is something in a passage that is no text: a chart, a picture."""
    return any(_OBJECT in piece.text for piece in passage.pieces)


def is_guarded(pen: Pen, element: Element) -> bool:
    """Return whether an element holds a text box, picture or chart that a person may have made."""
    objects = sum(1 for _ in element.iter(*_OBJECTS))
    if not objects:
        return False
    charts = charts_in(pen.adoption.package, pen.adoption.main, element)
    known = sum(_said(pen.adoption.package, part) in pen.drawn for part in charts)
    return objects > known or next(element.iter(TEXT_BOX), None) is not None


def _said(package: Package, part: str) -> str:
    """Return the digest of what a chart says, as it is remembered; of a damaged one nothing."""
    try:
        return digest(chart_says(package.parts[part]))
    except PackageError:
        return ""


# --- passages -------------------------------------------------------------------------------


def merge_passage(pen: Pen, versions: Sequence[Versions], element: Element, model: Model) -> None:
    """Bring a paragraph or row up to date.

    Args:
        pen: what is at hand.
        versions: each of its pieces.
        element: the paragraph or row of the document.
        model: gives the paragraph or row of the new one.
    """
    for number, (one, holder) in enumerate(zip(versions, _holders(element), strict=True)):
        if one.mine != one.new:
            _merge_piece(pen, one, holder, partial(_holder, model, number))
    if any(_OBJECT in one.mine.text for one in versions):
        _renew_charts(pen, element, model())


def mark_passage(pen: Pen, pieces: Sequence[Piece], element: Element) -> None:
    """Put the bookmarks of figures around what stands in a paragraph or row of the same text."""
    for piece, holder in zip(pieces, _holders(element), strict=True):
        _mark_figures(pen, piece, holder)


def refresh_figures(
    pen: Pen, pieces: Sequence[tuple[Piece, Sequence[Placement]]], element: Element
) -> None:
    """Bring the figures of a paragraph or row up to date that is a person's own.

    Args:
        pen: what is at hand.
        pieces: what it says, with the figures of the base that stand there.
        element: the paragraph or row.
    """
    for (piece, found), holder in zip(pieces, _holders(element), strict=True):
        if found or piece.spots:
            _set_figures(pen, piece, found, holder)


def _renew_charts(pen: Pen, element: Element, model: Element) -> None:
    package, source = pen.adoption.package, pen.adoption.source
    present = charts_in(package, pen.adoption.main, element)
    due = charts_in(source, pen.adoption.source_main, model)
    for part, other in zip(present, due, strict=False):
        said, due_now = _said(package, part), _said(source, other)
        if said == due_now:
            continue
        if said in pen.drawn:
            replace_chart(package, part, source, other)
            pen.ledger.counts[Change.CHART_RENEWED] += 1
        elif due_now not in pen.drawn:
            told = "图表的数据已随工作簿变化；这幅图有人改动过，没有替换。请核对。"
            dispute(pen.ledger, Change.CHART_KEPT, element, told, ("图表", "", ""))


# --- pieces ---------------------------------------------------------------------------------


def _merge_piece(pen: Pen, versions: Versions, holder: Element, model: Model) -> None:
    """Bring a piece up to date.

    Args:
        pen: what is at hand.
        versions: the piece.
        holder: the paragraph or cell of the document.
        model: gives the paragraph or cell of the new one.
    """
    if versions.mine.text == versions.new.text:
        _mark_figures(pen, versions.new, holder)
        return
    renewed = is_reworded(versions.base, versions.new)
    if renewed and not _is_touched(pen, versions, holder):
        _renew(pen, versions, holder, model)
    else:
        _set_figures(pen, versions.mine, versions.found, holder)
        if renewed:
            _dispute_words(pen, versions, holder)


def _is_touched(pen: Pen, versions: Versions, holder: Element) -> bool:
    """Return whether a person changed the words, or a figure that has no place any more."""
    standing = [one.standing for one in versions.found]
    lost = any(one.text != one.printed.text for one in standing if one.printed.name not in pen.due)
    is_worded = prose_of(versions.mine, standing) != versions.base.skeleton
    return lost or is_worded or is_guarded(pen, holder)


def _renew(pen: Pen, versions: Versions, holder: Element, model: Model) -> None:
    """Let a piece say what the new version says; figures that a person set stay as they are."""
    own = _own_figures(pen, versions, holder)
    copy = pen.adoption.adopted(model())
    (refill if holder.tag == PARAGRAPH else refill_cell)(holder, copy)
    if own:
        prints = [
            Print(start=spot.start, end=spot.end, name=spot.name, text=own.get(spot.name))
            for spot in versions.new.spots
        ]
        reprint(_paragraphs(holder), prints, pen.adoption.numbers)
    pen.ledger.counts[Change.WORDS_RENEWED] += 1


def _own_figures(pen: Pen, versions: Versions, holder: Element) -> dict[str, str]:
    """Return the figures that a person set: name in the new version → what was typed."""
    return {
        pen.due[one.standing.printed.name][0]: str(one.standing.text)
        for one in versions.found
        if one.standing.printed.name in pen.due
        if one.standing.text != one.standing.printed.text
        if _settled(pen, one, versions.mine, holder) is None
    }


def _dispute_words(pen: Pen, versions: Versions, holder: Element) -> None:
    due = versions.new.text
    remark = "工作簿更新后，这里重新生成的文字是："
    told = f"{remark}\n{due}" if due.strip() else "工作簿更新后，这里不再有文字。"
    texts = (versions.mine.text or due, versions.mine.text, due)
    dispute(pen.ledger, Change.WORDS_DISPUTED, holder, told, texts)


# --- figures --------------------------------------------------------------------------------


def _mark_figures(pen: Pen, piece: Piece, holder: Element) -> None:
    """Put the bookmarks of a piece around what stands in a holder with the same text."""
    prints = [Print(start=spot.start, end=spot.end, name=spot.name) for spot in piece.spots]
    reprint(_paragraphs(holder), prints, pen.adoption.numbers)


def _set_figures(pen: Pen, mine: Piece, found: Sequence[Placement], holder: Element) -> None:
    """Bring the figures of a piece up to date and leave its words alone."""
    reprint(_paragraphs(holder), list(_prints(pen, mine, found, holder)), pen.adoption.numbers)


def _prints(pen: Pen, mine: Piece, found: Sequence[Placement], holder: Element) -> Iterator[Print]:
    for one in found:
        if one.standing.printed.name in pen.due:
            text = _settled(pen, one, mine, holder)
            if text is not None:
                pen.ledger.counts[Change.FIGURE_RENEWED] += 1
            name = pen.due[one.standing.printed.name][0]
            yield Print(start=one.standing.start, end=one.standing.end, name=name, text=text)


def _settled(pen: Pen, one: Placement, mine: Piece, holder: Element) -> str | None:
    """Return what a figure becomes, None if it stays; note what a person set."""
    before, present = one.standing.printed.text, str(one.standing.text)
    _, due = pen.due[one.standing.printed.name]
    if before == present:
        return due if due != before else None
    if same_figure(present, due):
        return None
    if same_figure(before, due):
        pen.ledger.counts[Change.FIGURE_KEPT] += not same_figure(present, before)
        return None
    if same_figure(present, before):
        return due
    told = (
        f"“{present}”是人工改过的数字，原为“{before}”；按更新后的工作簿应为“{due}”。请核对后改定。"
    )
    texts = (mine.text, present, due)
    dispute(pen.ledger, Change.FIGURE_DISPUTED, holder, told, texts)
    return None
