"""Three versions of a report made one, passage by passage, by the three-way rule.

Knows which passages belong together, and what becomes of each of them. Must not know what is
remembered of the result, nor what is told of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml.etree import _Element as Element

from pingshu.align import Placement, is_reworded
from pingshu.document import Document
from pingshu.manifest import Manifest
from pingshu.merge.versions.clearing import leftover, take_out, take_out_empty
from pingshu.merge.versions.due import Fresh, remember, remembered, remembering
from pingshu.merge.versions.editing import (
    Change,
    Conflict,
    Ledger,
    Pen,
    Renewed,
    Versions,
    dispute,
    holders_of,
    is_drawn,
    is_guarded,
    leave,
    leave_undecided,
    mark_passage,
    merge_passage,
    refresh_figures,
    say_less,
)
from pingshu.merge.versions.missing import (
    REPEATED,
    SECTION_KEPT,
    Gaps,
    Missed,
    missed_figures,
    missed_told,
    outdated_told,
    repeated,
    written_near,
)
from pingshu.merge.versions.placing import add_new, nearest, tables_of
from pingshu.merge.versions.planning import Plan, planned, successors
from pingshu.merge.versions.rows import kept_rows, settled_rows
from pingshu.merge.versions.sections import heading_levels, kept_headings
from pingshu.passages import Passage, called
from pingshu.word import TABLE, W, ancestor

__all__ = [
    "Change",
    "Conflict",
    "Fresh",
    "Ledger",
    "Pen",
    "Renewed",
    "Work",
    "dispute",
    "holders_of",
    "is_guarded",
    "leave",
    "leave_undecided",
    "leftover",
    "merge_all",
    "planned",
    "remember",
    "remembered",
    "remembering",
    "successors",
]

_MOST_TOLD = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Three versions of a report, and what is at hand to make them one.

    Attributes:
        due: what is remembered of the new version.
        holders: paragraph or row of each passage of mine.
        found: passage and piece of mine → the figures that stand there.
        anchors: passage of the new version → what stands for it in the document, in one order.
    """

    document: Document
    fresh: Fresh
    due: Manifest
    base: tuple[Passage, ...]
    mine: tuple[Passage, ...]
    new: tuple[Passage, ...]
    holders: tuple[Element, ...]
    plan: Plan
    pen: Pen
    found: Mapping[tuple[int, int], list[Placement]]
    anchors: dict[int, Element]


# --- passages -------------------------------------------------------------------------------


def merge_all(work: Work) -> set[int]:
    """Make the versions one, and return the passages of mine that have no place any more."""
    plan, pen = work.plan, work.pen
    tables = list(tables_of(work.holders).values())
    settled = settled_rows(tables, plan.base_of, plan.recast)
    kept = kept_rows(tables, plan.base_of, plan.new_of, lambda j: _is_own(work, j))
    headings = _kept_headings(work)
    stays = kept | headings
    gone = [
        j for j in range(len(work.mine)) if j not in settled and not _stays(work, j, j in stays)
    ]
    known = {*plan.new_of.values(), *plan.twins.values(), *plan.withheld}
    added = [n for n in range(len(work.new)) if n not in known]
    reordered = {n: work.holders[j] for n, j in plan.carried.items()}
    if added or reordered:
        _put_in(work, added, reordered)
    for j in sorted(headings):
        texts = (work.mine[j].text, work.mine[j].text, "")
        dispute(work.pen.ledger, Change.OUTDATED, work.holders[j], SECTION_KEPT, texts)
    _tell_missed(work)
    _tell_missed_figures(work)
    _tell_repeated(work, added)
    unplaced = _unplaced(work, settled)
    for j in (*gone, *settled):
        take_out(work.holders[j])
    done = {Change.ADDED: len(added), Change.MOVED: len(reordered), Change.REMOVED: len(gone)}
    pen.ledger.counts.update(done)
    return unplaced


def _put_in(work: Work, added: Sequence[int], reordered: Mapping[int, Element]) -> None:
    tables = [ancestor(element, TABLE) for element in reordered.values()]
    adoption, body = work.pen.adoption, work.document.body
    add_new(work.anchors, work.fresh.elements, added, reordered, adoption, body)
    for table in {table for table in tables if table is not None}:
        take_out_empty(table)


def _stays(work: Work, j: int, is_kept: bool) -> bool:
    """Bring a passage of mine up to date, and return whether it stays.

    Args:
        work: what is at hand.
        j: the passage.
        is_kept: whether it stays for the sake of others.
    """
    plan = work.plan
    i = plan.base_of.get(j)
    n = None if i is None else plan.new_of.get(i)
    if i is not None and n is not None:
        _merge_passage(work, i, j, n)
    elif j in plan.twins:
        mark_passage(work.pen, work.new[plan.twins[j]].pieces, work.holders[j])
    elif i is None or is_kept or _is_own(work, j):
        pieces = enumerate(work.mine[j].pieces)
        found = [(piece, work.found.get((j, number), [])) for number, piece in pieces]
        refresh_figures(work.pen, found, work.holders[j])
        if i is not None and _is_own(work, j):
            _tell_outdated(work, j)
    else:
        return False
    return True


def _merge_passage(work: Work, i: int, j: int, n: int) -> None:
    if j not in work.plan.moved and i not in work.plan.reordered:
        work.anchors[n] = work.holders[j]
    if work.mine[j] == work.new[n] and not is_drawn(work.mine[j]):
        return
    pieces = zip(work.base[i].pieces, work.mine[j].pieces, work.new[n].pieces, strict=True)
    versions = [
        Versions(base=base, mine=mine, new=new, found=work.found.get((j, number), []))
        for number, (base, mine, new) in enumerate(pieces)
    ]
    merge_passage(work.pen, versions, work.holders[j], lambda: work.fresh.elements[n])


def _is_own(work: Work, j: int) -> bool:
    """Return whether a person wrote a passage, changed it, or put something into or on it."""
    element, i = work.holders[j], work.plan.base_of.get(j)
    is_same = i is not None and work.mine[j].text == work.base[i].text
    has_remarks = next(element.iter(f"{W}commentReference"), None) is not None
    return not is_same or has_remarks or is_guarded(work.pen, element)


def _kept_headings(work: Work) -> set[int]:
    """Return the headings of what is not due any more under which there is something own."""
    plan = work.plan
    due = {j for j, i in plan.base_of.items() if i in plan.new_of} | plan.twins.keys()
    if len(due) == len(work.mine):
        return set()
    own = {j for j in {*range(len(work.mine))} - due if work.mine[j].text.strip()}
    own = {j for j in own if _is_own(work, j)}
    levels = heading_levels(work.document, work.holders) if own else []
    headings = kept_headings(levels, due.__contains__, own.__contains__)
    return {j for j in headings if j not in own}


def _unplaced(work: Work, settled: set[int]) -> set[int]:
    """Return which rows of tables with other columns have no place any more, and tell of them."""
    unplaced = {j for j in settled if _is_own(work, j)}
    if unplaced:
        told = "表格的栏目变了，原表中人工改过的行已另存到“未归位”文件。"
        dispute(work.pen.ledger, Change.UNPLACED, None, told, (told, "", ""))
    return unplaced


# --- what is told beside the text -------------------------------------------------------------


def _tell_outdated(work: Work, j: int) -> None:
    text, pieces = work.mine[j].text, range(len(work.mine[j].pieces))
    told = outdated_told([one for p in pieces for one in work.found.get((j, p), ())], work.due)
    dispute(work.pen.ledger, Change.OUTDATED, work.holders[j], told, (text, text, ""))


def _tell_missed(work: Work) -> None:
    """Tell what a person deleted though it says something else now."""
    plan = work.plan
    lost = ((i, n) for i, n in plan.new_of.items() if i not in plan.mine_of)
    gone = {n for i, n in lost if any(map(is_reworded, work.base[i].pieces, work.new[n].pieces))}
    for n in sorted(gone | plan.withheld):
        text = work.new[n].text
        if text.strip():
            written = written_near(_gaps(work), n)
            told = missed_told(text, is_rewritten=written is not None)
            dispute(work.pen.ledger, Change.MISSED, _beside(work, n), told, (text, "", text))


def _tell_missed_figures(work: Work) -> None:
    """Tell which figures stand nowhere any more and have changed since."""
    plan, versions = work.plan, (work.base, work.new)
    missed = missed_figures(plan.placed, versions, plan.new_of, work.pen.due)
    placed = [(_place_of(work, one), one) for one in missed]
    for beside, group in groupby(placed, key=lambda pair: pair[0]):
        ones = [one for _, one in group]
        for one in ones[:_MOST_TOLD]:
            _tell_missed_figure(work, one, beside)
        if len(ones) > _MOST_TOLD and beside is not None:
            told = f"这里另有{len(ones) - _MOST_TOLD}个删去了的数也变了。"
            work.pen.ledger.remarks[beside].append(told)


def _tell_missed_figure(work: Work, one: Missed, beside: Element | None) -> None:
    ledger, printed = work.pen.ledger, one.figure.standing.printed
    say_less(ledger, None, lambda lines: [line for line in lines if not line.startswith(one.head)])
    texts = (called(printed.key), printed.text, one.due)
    dispute(ledger, Change.FIGURE_MISSED, beside, one.told, texts)


def _place_of(work: Work, one: Missed) -> Element | None:
    """Return what stands where a figure stood: its paragraph or cell, else what is beside it."""
    i = one.figure.base
    if i in work.plan.mine_of:
        return holders_of(work.holders[work.plan.mine_of[i]])[one.figure.base_piece]
    return _beside(work, work.plan.new_of[i])


def _beside(work: Work, n: int) -> Element | None:
    """Return what stands where a passage of the new version would: a person's own, or the next."""
    written, near = written_near(_gaps(work), n), nearest(work.anchors, n)
    beside = None if near is None else work.anchors[near]
    return beside if written is None else work.holders[written]


def _tell_repeated(work: Work, added: Sequence[int]) -> None:
    """Tell of new paragraphs that a person may have written anew before they were generated."""
    for n in repeated(_gaps(work), [n for n in added if n in work.anchors]) if added else ():
        text = work.new[n].text
        dispute(work.pen.ledger, Change.REPEATED, work.anchors[n], REPEATED, (text, "", text))


def _gaps(work: Work) -> Gaps:
    plan = work.plan
    pairs = {n: i for i, n in plan.new_of.items() if i not in plan.reordered}
    there = {n: plan.mine_of[i] for n, i in pairs.items() if i in plan.mine_of}
    return Gaps(
        versions=(work.base, work.mine, work.new),
        base_of=pairs,
        mine_of={n: j for n, j in there.items() if j not in plan.moved},
        known_in_base=plan.mine_of.keys() | plan.new_of.keys(),
        known_in_mine=plan.base_of.keys() | plan.twins.keys(),
    )
