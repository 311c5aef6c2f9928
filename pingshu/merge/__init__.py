"""An edited report and the one that is due now, made one: no word that a person wrote is lost.

Knows the three-way rule: what the person left alone follows the workbook, what the workbook left
alone stays as the person wants it, and of what both changed the person's stays, with a comment.
Must not know files, nor how the report that is due was made.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from pingshu.align import Placement, aligned, placements, same_figure
from pingshu.document import Adoption, Document, drop_bookmarks, open_document, remark, saved
from pingshu.manifest import Manifest
from pingshu.merge.clearing import leftover, take_out
from pingshu.merge.due import Fresh, remember, remembered, remembering
from pingshu.merge.editing import (
    Change,
    Conflict,
    Ledger,
    Pen,
    Versions,
    dispute,
    is_drawn,
    is_guarded,
    is_reworded,
    mark_passage,
    merge_passage,
    refresh_figures,
)
from pingshu.merge.placing import add_new, nearest, tables_of
from pingshu.merge.planning import Plan, planned, successors
from pingshu.passages import FIGURE, Passage, placed_passages
from pingshu.word import W

__all__ = ["Change", "Conflict", "Merged", "merge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """An edited report brought up to date.

    Attributes:
        content: the report.
        unplaced: a document of what the person wrote that has no place in it, None if nothing.
        changes: how often what was done.
        conflicts: what is left to a person.
    """

    content: bytes
    unplaced: bytes | None
    changes: Mapping[Change, int]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """Three versions of a report, and what is at hand to make them one.

    Attributes:
        holders: paragraph or row of each passage of mine.
        found: passage and piece of mine → the figures that stand there.
        anchors: passage of the new version → what stands for it in the document, in one order.
    """

    document: Document
    fresh: Fresh
    base: tuple[Passage, ...]
    mine: tuple[Passage, ...]
    new: tuple[Passage, ...]
    holders: tuple[Element, ...]
    plan: Plan
    pen: Pen
    found: Mapping[tuple[int, int], list[Placement]]
    anchors: dict[int, Element]


def merge(edited: bytes, memory: Manifest, fresh: bytes, due: Manifest) -> Merged:
    """Bring an edited report up to date.

    Merging the result again with the same report that is due changes no byte.

    Args:
        edited: the report as people have edited it.
        memory: what is remembered of it as it was generated or brought up to date the last time.
        fresh: the report that the workbook gives now.
        due: what is remembered of that.

    Raises:
        PackageError: the edited one is no sound .docx; the text says in Chinese why.
    """
    document, made = open_document(edited), Fresh(content=fresh)
    if memory.reading == due.reading:
        return _as_it_is(document, edited, made, due)
    work = _work(document, memory, made, due)
    if work.plan.is_strange:
        return _replaced(work, edited, due)
    unplaced = _merge_all(work)
    return _merged(work, due, leftover(edited, unplaced) if unplaced else None)


def _work(document: Document, memory: Manifest, fresh: Fresh, due: Manifest) -> _Work:
    base, new = remembered(memory), remembered(due)
    placed = placed_passages(document.body)
    mine = tuple(one for one, _ in placed)
    skeletons = memory.passages, due.passages
    plan = planned(base, mine, new, skeletons, {one.name: one for one in memory.printed})
    pen = Pen(
        adoption=Adoption(package=document.package, main=document.main, opened=fresh.opened),
        ledger=Ledger(),
        due=successors(base, new, plan.new_of),
        drawn=frozenset(memory.charts.values()),
    )
    found: dict[tuple[int, int], list[Placement]] = {}
    for one in plan.placed:
        if one.passage is not None:
            found.setdefault((one.passage, one.piece), []).append(one)
    return _Work(
        document=document, fresh=fresh, base=base, mine=mine, new=new,
        holders=tuple(element for _, element in placed), plan=plan, pen=pen, found=found,
        anchors={},
    )  # fmt: skip


def _merged(work: _Work, due: Manifest, unplaced: bytes | None) -> Merged:
    drop_bookmarks(work.document.body, FIGURE, (one.name for one in due.printed))
    told = work.pen.ledger.remarks.items()
    remark(work.document, {element: "\n".join(lines) for element, lines in told})
    remember(work.document, work.fresh, due)
    return _told(work.pen.ledger, saved(work.document), unplaced)


def _told(ledger: Ledger, content: bytes, unplaced: bytes | None) -> Merged:
    changes = {kind: count for kind, count in ledger.counts.items() if count}
    conflicts = tuple(ledger.conflicts)
    return Merged(content=content, unplaced=unplaced, changes=changes, conflicts=conflicts)


# --- reports that are not merged ------------------------------------------------------------


def _as_it_is(document: Document, edited: bytes, fresh: Fresh, due: Manifest) -> Merged:
    """Return the report as the person has it: the workbook changed nothing."""
    base = remembered(due)
    mine = tuple(one for one, _ in placed_passages(document.body))
    printed = {one.name: one for one in due.printed}
    placed = [] if mine == base else placements(base, mine, aligned(base, mine), printed)
    ledger = Ledger()
    ledger.counts[Change.FIGURE_KEPT] = sum(
        not same_figure(one.standing.text, one.standing.printed.text)
        for one in placed
        if one.standing.text is not None
    )
    return _told(ledger, remembering(document, edited, fresh, due), None)


def _replaced(work: _Work, edited: bytes, due: Manifest) -> Merged:
    """Return the report that is due, and beside it all that the person wrote."""
    texts = {j: work.base[i].text for i, j in work.plan.mine_of.items()}
    own = {
        j
        for j, passage in enumerate(work.mine)
        if passage.text != texts.get(j) or is_guarded(work.pen, work.holders[j])
    }
    told = "报告的模板或类别变了，原来的段落大多找不到位置。"
    dispute(work.pen.ledger, Change.UNPLACED, None, told, (told, "", ""))
    content = remembering(work.fresh.document, work.fresh.content, work.fresh, due)
    return _told(work.pen.ledger, content, leftover(edited, own))


# --- passages -------------------------------------------------------------------------------


def _merge_all(work: _Work) -> set[int]:
    """Make the versions one, and return the passages of mine that have no place any more."""
    plan, pen = work.plan, work.pen
    settled, unplaced = _settle_tables(work)
    kept = _kept_rows(work)
    gone = [j for j in range(len(work.mine)) if j not in settled and not _stays(work, j, j in kept)]
    known = {*plan.new_of.values(), *plan.twins.values(), *plan.withheld}
    added = [n for n in range(len(work.new)) if n not in known]
    if added:
        add_new(work.anchors, work.fresh.elements, added, pen.adoption, work.document.body)
    _tell_missed(work)
    for j in (*gone, *settled):
        take_out(work.holders[j])
    pen.ledger.counts.update({Change.ADDED: len(added), Change.REMOVED: len(gone)})
    return unplaced


def _stays(work: _Work, j: int, is_kept: bool) -> bool:
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


def _merge_passage(work: _Work, i: int, j: int, n: int) -> None:
    if j not in work.plan.moved:
        work.anchors[n] = work.holders[j]
    if work.mine[j] == work.new[n] and not is_drawn(work.mine[j]):
        return
    pieces = zip(work.base[i].pieces, work.mine[j].pieces, work.new[n].pieces, strict=True)
    versions = [
        Versions(base=base, mine=mine, new=new, found=work.found.get((j, number), []))
        for number, (base, mine, new) in enumerate(pieces)
    ]
    merge_passage(work.pen, versions, work.holders[j], lambda: work.fresh.elements[n])


def _is_own(work: _Work, j: int) -> bool:
    """Return whether a person wrote a passage, changed it, or put something into or on it."""
    element, i = work.holders[j], work.plan.base_of.get(j)
    is_same = i is not None and work.mine[j].text == work.base[i].text
    has_remarks = next(element.iter(f"{W}commentReference"), None) is not None
    return not is_same or has_remarks or is_guarded(work.pen, element)


def _tell_outdated(work: _Work, j: int) -> None:
    told = "按更新后的工作簿不再生成这一处；因为有人改动过，所以保留。请核对是否还需要。"
    texts = (work.mine[j].text, work.mine[j].text, "")
    dispute(work.pen.ledger, Change.OUTDATED, work.holders[j], told, texts)


def _tell_missed(work: _Work) -> None:
    """Tell what a person deleted though it says something else now."""
    plan = work.plan
    gone = {n for i, n in plan.new_of.items() if i not in plan.mine_of and _is_reworded(work, i, n)}
    for n in sorted(gone | plan.withheld):
        text = work.new[n].text
        near = nearest(work.anchors, n)
        if text.strip():
            told = f"这里曾有人删去一处，更新后的工作簿重新生成的是：\n{text}"
            beside = None if near is None else work.anchors[near]
            dispute(work.pen.ledger, Change.MISSED, beside, told, (text, "", text))


def _is_reworded(work: _Work, i: int, n: int) -> bool:
    return any(map(is_reworded, work.base[i].pieces, work.new[n].pieces))


# --- tables ---------------------------------------------------------------------------------


def _settle_tables(work: _Work) -> tuple[set[int], set[int]]:
    """Take out the tables that have other columns now.

    Returns:
        All rows of mine that are settled so, and those that have no place any more.
    """
    plan = work.plan
    settled, unplaced = set[int](), set[int]()
    for rows in tables_of(work.holders).values():
        olds = {plan.base_of[j] for j in rows if j in plan.base_of}
        if olds & plan.recast:
            settled |= set(rows)
            unplaced |= {j for j in rows if _is_own(work, j)}
    if unplaced:
        told = "表格的栏目变了，原表中人工改过的行已另存到“未归位”文件。"
        dispute(work.pen.ledger, Change.UNPLACED, None, told, (told, "", ""))
    return settled, unplaced


def _kept_rows(work: _Work) -> set[int]:
    """Return the rows of tables that are not due and that a person touched.

    They stay with all their rows: without its heading a row would say nothing.
    """
    kept = set[int]()
    for rows in tables_of(work.holders).values():
        is_due = any(work.plan.base_of.get(j) in work.plan.new_of for j in rows)
        if not is_due and any(_is_own(work, j) for j in rows):
            kept |= set(rows)
    return kept
