"""One paragraph or cell of an edited document brought up to date, by the three-way rule.

Knows what stands in the base, in mine and in the new version of a piece of text. Must not know
which passages belong together, nor where new ones go.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from lxml.etree import _Element as Element

from pingshu.align import (
    Placement,
    dispute_told,
    is_dispute,
    is_disputed,
    is_reworded,
    prose_of,
    same_figure,
    without_dispute,
)
from pingshu.document import Adoption
from pingshu.merge.versions.editing.drawings import OBJECT, is_drawn, is_drawn_upon, renewed_charts
from pingshu.merge.versions.editing.retyping import (
    Print,
    refill,
    refill_cell,
    reprint,
)
from pingshu.merge.versions.editing.telling import (
    Change,
    Conflict,
    Ledger,
    Renewed,
    dispute,
    is_reworded_told,
    leave,
    leave_undecided,
    reworded_told,
    say_less,
    without_reworded,
)
from pingshu.passages import Piece, paragraphs_in
from pingshu.word import CELL, PARAGRAPH, through_wrappers

__all__ = [
    "Change",
    "Conflict",
    "Ledger",
    "Pen",
    "Renewed",
    "Versions",
    "dispute",
    "holders_of",
    "is_drawn",
    "is_guarded",
    "leave",
    "leave_undecided",
    "mark_passage",
    "merge_passage",
    "refresh_figures",
    "say_less",
]

Model = Callable[[], Element]
"""Gives an element of the new document, which is not read before somebody asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """What is at hand wherever something is written.

    Attributes:
        adoption: takes elements of the new document over.
        ledger: where it is noted what was done.
        due: name of a figure of the base → name and text of the one that takes its place.
        drawn: the digests of the charts that were generated.
        remarked: paragraph → what our comments at it said before.
    """

    adoption: Adoption
    ledger: Ledger
    due: Mapping[str, tuple[str, str]]
    drawn: frozenset[str]
    remarked: Mapping[Element, Sequence[str]]


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


def holders_of(element: Element) -> list[Element]:
    """Return what holds the pieces of a passage: the paragraph itself, the cells of a row."""
    if element.tag == PARAGRAPH:
        return [element]
    return list(through_wrappers(element, CELL))


def _holder(model: Model, number: int) -> Element:
    return holders_of(model())[number]


def _paragraphs(holder: Element) -> list[Element]:
    return [holder] if holder.tag == PARAGRAPH else list(paragraphs_in(holder))


def is_guarded(pen: Pen, element: Element) -> bool:
    """Return whether a person may have put a text box, picture or chart into an element."""
    return is_drawn_upon(pen.adoption, pen.drawn, element)


# --- passages -------------------------------------------------------------------------------


def merge_passage(pen: Pen, versions: Sequence[Versions], element: Element, model: Model) -> None:
    """Bring a paragraph or row up to date.

    Args:
        pen: what is at hand.
        versions: each of its pieces.
        element: the paragraph or row of the document.
        model: gives the paragraph or row of the new one.
    """
    for number, (one, holder) in enumerate(zip(versions, holders_of(element), strict=True)):
        if one.mine != one.new:
            _merge_piece(pen, one, holder, partial(_holder, model, number))
    if any(OBJECT in one.mine.text for one in versions):
        _renew_charts(pen, element, model())


def mark_passage(pen: Pen, pieces: Sequence[Piece], element: Element) -> None:
    """Put the bookmarks of figures around what stands in a paragraph or row of the same text."""
    for piece, holder in zip(pieces, holders_of(element), strict=True):
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
    for (piece, found), holder in zip(pieces, holders_of(element), strict=True):
        if found or piece.spots:
            _set_figures(pen, piece, found, holder)


def _renew_charts(pen: Pen, element: Element, model: Element) -> None:
    for could_be in renewed_charts(pen.adoption, pen.drawn, element, model):
        if could_be:
            pen.ledger.counts[Change.CHART_RENEWED] += 1
        else:
            told = "图表的数据已随工作簿变化；这幅图有人改动过，没有替换。请核对。"
            dispute(pen.ledger, Change.CHART_KEPT, element, told, ("图表", "", ""))


# --- pieces ---------------------------------------------------------------------------------


def _merge_piece(pen: Pen, versions: Versions, holder: Element, model: Model) -> None:
    """Bring a piece up to date: its paragraph or cell, whose counterpart the model gives."""
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
    for one in versions.found:
        name, due = pen.due.get(one.standing.printed.name, ("", None))
        if due is not None and name not in own:
            _note(pen, one, due, holder)
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
    texts = (versions.mine.text or due, versions.mine.text, due)
    if is_reworded_told(_said_at(pen, holder)):
        say_less(pen.ledger, holder, without_reworded)
    dispute(pen.ledger, Change.WORDS_DISPUTED, holder, reworded_told(due), texts)


def _said_at(pen: Pen, holder: Element) -> list[str]:
    paragraphs = _paragraphs(holder) if pen.remarked else ()
    return [line for one in paragraphs for line in pen.remarked.get(one, ())]


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
                _note(pen, one, text, holder)
            name = pen.due[one.standing.printed.name][0]
            yield Print(start=one.standing.start, end=one.standing.end, name=name, text=text)


def _note(pen: Pen, one: Placement, text: str, holder: Element) -> None:
    """Note that a figure reads otherwise now."""
    before = str(one.standing.text)
    if before != text:
        key = one.standing.printed.key
        pen.ledger.renewed.append((holder, Renewed(key=key, before=before, after=text)))


def _settled(pen: Pen, one: Placement, mine: Piece, holder: Element) -> str | None:
    """Return what a figure becomes, None if it stays; note what a person set."""
    before, present = one.standing.printed.text, str(one.standing.text)
    _, due = pen.due[one.standing.printed.name]
    if before == due or (before != present and same_figure(before, due)):
        if before != present:
            _note_kept(pen, one, mine, holder)
        return None
    if any(is_dispute(line, before) for line in _said_at(pen, holder)):
        say_less(pen.ledger, holder, partial(without_dispute, due=before))
    if before == present:
        return due
    if same_figure(present, due):
        return None
    if same_figure(present, before):
        return due
    told = dispute_told(before, present, due)
    dispute(pen.ledger, Change.FIGURE_DISPUTED, holder, told, (mine.text, present, due))
    return None


def _note_kept(pen: Pen, one: Placement, mine: Piece, holder: Element) -> None:
    """Note that a person set a figure, and whether there is still to be decided about it."""
    due, present = one.standing.printed.text, str(one.standing.text)
    if is_disputed(due, present, _said_at(pen, holder)):
        leave(pen.ledger, Change.FIGURE_DISPUTED, holder, (mine.text, present, due))
    else:
        pen.ledger.counts[Change.FIGURE_KEPT] += not same_figure(present, due)
