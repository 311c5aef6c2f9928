"""An edited report and the one that is due now, made one: no word that a person wrote is lost.

Knows the three-way rule: what the person left alone follows the workbook, what the workbook left
alone stays as the person wants it, and of what both changed the person's stays, with a comment
that stands until a person has decided. Must not know files, nor how the due report was made.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from pingshu.align import Placement, aligned, is_disputed, placements, same_figure
from pingshu.document import (
    Adoption,
    Document,
    drop_bookmarks,
    open_document,
    remark,
    remark_less,
    remarked,
    saved,
)
from pingshu.manifest import Manifest
from pingshu.merge.blocks import Parts, parts_of, regroup
from pingshu.merge.versions import (
    Change,
    Conflict,
    Fresh,
    Ledger,
    Pen,
    Renewed,
    Work,
    dispute,
    holders_of,
    is_guarded,
    leave,
    leave_undecided,
    leftover,
    merge_all,
    planned,
    remember,
    remembered,
    remembering,
    successors,
)
from pingshu.passages import FIGURE, paragraphs_in, placed_passages
from pingshu.places import place_told, spots_of
from pingshu.word import PARAGRAPH, ROW, TABLE, ancestor

__all__ = ["Change", "Conflict", "Merged", "Renewed", "merge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """An edited report brought up to date.

    Attributes:
        content: the report.
        unplaced: a document of what the person wrote that has no place in it, None if nothing.
        changes: how often what was done.
        figures: those that read otherwise now.
        conflicts: what is left to a person, also what an earlier merge has left.
    """

    content: bytes
    unplaced: bytes | None
    changes: Mapping[Change, int]
    figures: tuple[Renewed, ...]
    conflicts: tuple[Conflict, ...]


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
    work = _work_on(document, memory, made, due)
    if work.plan.is_strange:
        return _replaced(work, edited)
    own = _rows_of_its_own(work)
    parts = _parts(work, own) if own else {}
    unplaced = merge_all(work)
    if parts:
        _regroup(work, own, parts)
    return _merged(work, leftover(edited, unplaced) if unplaced else None)


def _work_on(document: Document, memory: Manifest, fresh: Fresh, due: Manifest) -> Work:
    """Return three versions of a report side by side.

    Args:
        document: the report as people have edited it.
        memory: what is remembered of it.
        fresh: the report that the workbook gives now.
        due: what is remembered of that.
    """
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
        remarked=remarked(document),
    )
    found: dict[tuple[int, int], list[Placement]] = {}
    for one in plan.placed:
        if one.passage is not None:
            found.setdefault((one.passage, one.piece), []).append(one)
    return Work(
        document=document, fresh=fresh, due=due, base=base, mine=mine, new=new,
        holders=tuple(element for _, element in placed), plan=plan, pen=pen, found=found,
        anchors={},
    )  # fmt: skip


def _merged(work: Work, unplaced: bytes | None) -> Merged:
    document, ledger = work.document, work.pen.ledger
    drop_bookmarks(document.body, FIGURE, (one.name for one in work.due.printed))
    for element, kept in ledger.settled:
        remark_less(document, kept, element)
    if work.pen.remarked:
        leave_undecided(ledger, remarked(document))
    told = {element: "\n".join(lines) for element, lines in ledger.remarks.items()}
    remark(document, told)
    remember(document, work.fresh, work.due)
    return _told(document, ledger, work.due, saved(document), unplaced)


def _told(
    document: Document, ledger: Ledger, due: Manifest, content: bytes, unplaced: bytes | None
) -> Merged:
    spots = spots_of(document) if ledger.conflicts or ledger.renewed else {}
    sources = {one.key: one.sources for one in due.figures} if ledger.renewed else {}
    return Merged(
        content=content,
        unplaced=unplaced,
        changes={kind: count for kind, count in ledger.counts.items() if count},
        figures=tuple(
            replace(
                one,
                place=place_told(spots, holder),
                cells=tuple(dict.fromkeys(map(str, sources.get(one.key, ())))),
            )
            for holder, one in ledger.renewed
        ),
        conflicts=tuple(
            one if holder is None else replace(one, place=place_told(spots, holder))
            for holder, one in ledger.conflicts
        ),
    )


# --- rows that are not due ------------------------------------------------------------------


def _rows_of_its_own(work: Work) -> list[Element]:
    """Return the rows of the edited report that have no counterpart in the one that is due."""
    plan = work.plan
    return [
        element
        for j, element in enumerate(work.holders)
        if element.tag == ROW and plan.base_of.get(j) not in plan.new_of and j not in plan.twins
    ]


def _parts(work: Work, own: Sequence[Element]) -> Parts:
    """Return the merged cells of the tables that some rows are of."""
    generated = {
        cell: piece.text
        for i, j in work.plan.mine_of.items()
        if work.holders[j].tag == ROW
        for cell, piece in zip(holders_of(work.holders[j]), work.base[i].pieces, strict=True)
    }
    tables = {table for row in own if (table := ancestor(row, TABLE)) is not None}
    return {cell: part for table in tables for cell, part in parts_of(table, generated).items()}


def _regroup(work: Work, own: Sequence[Element], parts: Parts) -> None:
    """Keep the rows that are not due and stay among those that they belong to."""
    plan = work.plan
    there = {n: work.holders[plan.mine_of[i]] for i, n in plan.new_of.items() if i in plan.mine_of}
    there |= {n: work.holders[j] for j, n in plan.twins.items()} | work.anchors
    kept = [row for row in own if ancestor(row, TABLE) is not None]
    rows = {n: row for n, row in there.items() if row.tag == ROW}
    models = {n: work.fresh.elements[n] for n in rows} if kept else {}
    tables = {table for one in models.values() if (table := ancestor(one, TABLE)) is not None}
    due = {cell: part for table in tables for cell, part in parts_of(table, {}).items()}
    for n, model in models.items():
        pairs = zip(holders_of(rows[n]), holders_of(model), strict=True)
        told = {cell: due.get(other) for cell, other in pairs}
        for cell in told:
            parts.pop(cell, None)
        parts |= {cell: part for cell, part in told.items() if part is not None}
    regroup(kept, rows.values(), parts)


# --- reports that are not merged ------------------------------------------------------------


def _as_it_is(document: Document, edited: bytes, fresh: Fresh, due: Manifest) -> Merged:
    """Return the report as the person has it: the workbook changed nothing."""
    ledger = Ledger()
    _note_kept(document, ledger, due)
    leave_undecided(ledger, remarked(document))
    return _told(document, ledger, due, remembering(document, edited, fresh, due), None)


def _note_kept(document: Document, ledger: Ledger, due: Manifest) -> None:
    """Note the figures that a person set, and those that there is still to be decided about."""
    base, placed = remembered(due), placed_passages(document.body)
    mine = tuple(one for one, _ in placed)
    if mine == base:
        return
    printed = {one.name: one for one in due.printed}
    remarks = remarked(document)
    for one in placements(base, mine, aligned(base, mine), printed):
        text, present = one.standing.printed.text, one.standing.text
        if one.passage is not None and present is not None and not same_figure(present, text):
            passage, element = placed[one.passage]
            holder = holders_of(element)[one.piece]
            lines = (line for own in _paragraphs(holder) for line in remarks.get(own, ()))
            if is_disputed(text, present, lines):
                texts = passage.pieces[one.piece].text, present, text
                leave(ledger, Change.FIGURE_DISPUTED, holder, texts)
            else:
                ledger.counts[Change.FIGURE_KEPT] += 1


def _paragraphs(holder: Element) -> Iterator[Element]:
    return iter((holder,)) if holder.tag == PARAGRAPH else paragraphs_in(holder)


def _replaced(work: Work, edited: bytes) -> Merged:
    """Return the report that is due, and beside it all that the person wrote."""
    texts = {j: work.base[i].text for i, j in work.plan.mine_of.items()}
    own = {
        j
        for j, passage in enumerate(work.mine)
        if passage.text != texts.get(j) or is_guarded(work.pen, work.holders[j])
    }
    told = "报告的模板或类别变了，原来的段落大多找不到位置。"
    dispute(work.pen.ledger, Change.UNPLACED, None, told, (told, "", ""))
    fresh = work.fresh
    content = remembering(fresh.document, fresh.content, fresh, work.due)
    return _told(fresh.document, work.pen.ledger, work.due, content, leftover(edited, own))
