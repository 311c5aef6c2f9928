"""Three versions of a report side by side: which passages belong together, and which to none.

Knows passages as text: the base that was generated, mine that people edited, new that is due now.
Must not know Word, nor what becomes of a passage.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pingshu.align import Pair, Placement, aligned, placements, reordered
from pingshu.passages import Passage, Piece, Printed, Skeleton, Spot

Passages = Sequence[Passage]

_OBJECT = "\ufffc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which passages of three versions belong together, by their indices.

    Attributes:
        mine_of, base_of: base → mine, and mine → base.
        new_of: base → new.
        twins: mine → new, of what both wrote alike and the base did not have.
        moved: those of mine that stand elsewhere than in the base.
        reordered: those of the base that stand elsewhere in the new version.
        carried: new → mine, of those that nobody but the new version has put elsewhere.
        recast: rows of the base whose table has other columns in the new version.
        withheld: rows of the new version whose table the person has deleted.
        placed: where each figure of the base stands in mine.
        is_strange: whether base and new are so unlike that nothing can be merged.
    """

    mine_of: Mapping[int, int]
    base_of: Mapping[int, int]
    new_of: Mapping[int, int]
    twins: Mapping[int, int]
    moved: frozenset[int]
    reordered: frozenset[int]
    carried: Mapping[int, int]
    recast: frozenset[int]
    withheld: frozenset[int]
    placed: tuple[Placement, ...]
    is_strange: bool


def planned(
    base: Passages,
    mine: Passages,
    new: Passages,
    skeletons: tuple[Sequence[Skeleton], Sequence[Skeleton]],
    printed: Mapping[str, Printed],
) -> Plan:
    """Return what belongs together in three versions of a report.

    Args:
        base: what was generated.
        mine: what people made of it.
        new: what is generated now.
        skeletons: how base and new are remembered.
        printed: name → each figure that the base printed.
    """
    pairs, renewed = aligned(base, mine), _renewed(base, new, *skeletons)
    placed = placements(base, mine, pairs, printed)
    mine_of, new_of = _both(pairs), _both(renewed)
    moves = _moves(base, mine, mine_of, placed)
    mine_of |= moves
    recasts = list(_recasts(base, new, new_of))
    shifts = reordered(base, new, renewed)
    new_of |= shifts
    recast = frozenset(i for old, _ in recasts for i in old)
    withheld = frozenset(_withheld(base, new, mine_of, {**new_of}, recasts))
    kept = {i: n for i, n in new_of.items() if i not in recast}
    return Plan(
        mine_of=mine_of,
        base_of={j: i for i, j in mine_of.items()},
        new_of=kept,
        twins=_twins(mine, new, set(mine_of.values()), set(kept.values()) | withheld),
        moved=frozenset(moves.values()),
        reordered=frozenset(shifts),
        carried={
            kept[i]: mine_of[i] for i in shifts if i in kept and i in mine_of and i not in moves
        },
        recast=recast,
        withheld=withheld - set(kept.values()),
        placed=placed,
        is_strange=_is_strange(base, new, new_of, recasts),
    )


def _renewed(
    base: Passages, new: Passages, old: Sequence[Skeleton], now: Sequence[Skeleton]
) -> tuple[Pair, ...]:
    """Pair the passages of the base and of the new version.

    What differs in its figures alone, from the beginning on and back from the end, needs no look.
    """
    least = min(len(old), len(now))
    head = next((index for index in range(least) if old[index] != now[index]), least)
    least -= head
    tail = next((index for index in range(least) if old[~index] != now[~index]), least)
    inner = aligned(base[head : len(base) - tail], new[head : len(new) - tail])
    shifted = [(_later(i, head), _later(n, head)) for i, n in inner]
    ends = zip(range(len(base) - tail, len(base)), range(len(new) - tail, len(new)), strict=True)
    return (*((one, one) for one in range(head)), *shifted, *ends)


def _later(index: int | None, head: int) -> int | None:
    return None if index is None else index + head


def _both(pairs: Sequence[Pair]) -> dict[int, int]:
    return {i: j for i, j in pairs if i is not None and j is not None}


def _is_strange(
    base: Passages, new: Passages, new_of: Mapping[int, int], recasts: Sequence[tuple[range, range]]
) -> bool:
    """Return whether less than half of what there is to say has a counterpart.

    Tables with other columns do not count: they are replaced in any report.
    """
    old = _told(base, {i for rows, _ in recasts for i in rows})
    now = _told(new, {n for _, rows in recasts for n in rows})
    return not base or len(old & new_of.keys()) * 2 < min(len(old), len(now))


def _told(passages: Passages, left_out: set[int]) -> set[int]:
    return {
        index
        for index, passage in enumerate(passages)
        if passage.text.strip() and index not in left_out
    }


# --- what stands elsewhere, what both wrote ---------------------------------------------------


def _moves(
    base: Passages, mine: Passages, mine_of: Mapping[int, int], placed: Sequence[Placement]
) -> dict[int, int]:
    """Return base → mine of what was moved: it has the same figures in it, or the same text."""
    lost = [i for i in range(len(base)) if i not in mine_of]
    found = sorted(set(range(len(mine))) - set(mine_of.values()))
    votes = Counter((one.base, one.passage) for one in placed if one.passage is not None)
    chosen = [pair for pair, _ in votes.most_common() if pair[0] in lost and pair[1] in found]
    moves: dict[int, int] = {}
    for i, j in (*chosen, *_alike(base, mine, lost, found)):
        if i not in moves and j not in moves.values() and _shape(base[i]) == _shape(mine[j]):
            moves[i] = j
    return moves


def _alike(
    one: Passages, other: Passages, firsts: Sequence[int], seconds: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of those whose text only they have on both sides.

    A picture is no text: which one it is nobody can tell from it.
    """
    first, second = _singles(one, firsts), _singles(other, seconds)
    yield from ((i, second[text]) for text, i in first.items() if text in second)


def _singles(passages: Passages, indices: Sequence[int]) -> dict[tuple[int, str], int]:
    keys = [(_shape(passages[index]), passages[index].text) for index in indices]
    counts = Counter(keys)
    return {
        key: index
        for key, index in zip(keys, indices, strict=True)
        if counts[key] == 1 and key[1].strip() and _OBJECT not in key[1]
    }


def _shape(passage: Passage) -> int:
    return len(passage.pieces) if passage.row else 0


def _twins(mine: Passages, new: Passages, known: set[int], placed: set[int]) -> dict[int, int]:
    added = [j for j in range(len(mine)) if j not in known]
    fresh = [n for n in range(len(new)) if n not in placed]
    return dict(_alike(mine, new, added, fresh))


# --- tables ---------------------------------------------------------------------------------


def _tables(passages: Passages) -> Iterator[range]:
    """Yield the stretches of rows: without a paragraph between them Word joins two tables."""
    start = None
    for index, passage in enumerate(passages):
        if passage.row and start is None:
            start = index
        elif not passage.row and start is not None:
            yield range(start, index)
            start = None
    if start is not None:
        yield range(start, len(passages))


def _recasts(
    base: Passages, new: Passages, new_of: Mapping[int, int]
) -> Iterator[tuple[range, range]]:
    """Yield the tables whose columns are others now, in the base and in the new version."""
    for old in _tables(base):
        other = _counterpart(old, list(_tables(new)), new_of)
        if other is not None and _has_other_columns(base, old, new, other):
            yield old, other


def _counterpart(old: range, tables: Sequence[range], new_of: Mapping[int, int]) -> range | None:
    """Return the table that shares the most rows, else a new one in the same place."""
    shared = [sum(new_of.get(i) in table for i in old) for table in tables]
    if any(shared):
        return tables[shared.index(max(shared))]
    low = max((n for i, n in new_of.items() if i < old.start), default=-1)
    high = min((n for i, n in new_of.items() if i >= old.stop), default=len(new_of) + old.stop)
    return next((table for table in tables if low < table.start < high), None)


def _has_other_columns(base: Passages, old: range, new: Passages, other: range) -> bool:
    widths, now = {_shape(base[i]) for i in old}, {_shape(new[n]) for n in other}
    return bool(widths - now) and bool(now - widths)


def _withheld(
    base: Passages,
    new: Passages,
    mine_of: Mapping[int, int],
    new_of: Mapping[int, int],
    recasts: Sequence[tuple[range, range]],
) -> Iterator[int]:
    """Yield the rows of tables that were in the base and that no row of mine belongs to."""
    recast = dict(recasts)
    tables = list(_tables(new))
    for old in _tables(base):
        other = recast.get(old) or _counterpart(old, tables, new_of)
        shares = other is not None and any(new_of.get(i) in other for i in old)
        if other is not None and (shares or old in recast) and not any(i in mine_of for i in old):
            yield from other


# --- figures --------------------------------------------------------------------------------


def successors(
    base: Passages, new: Passages, new_of: Mapping[int, int]
) -> dict[str, tuple[str, str]]:
    """Return name of a figure of the base → name and text of the figure that takes its place."""
    found: dict[str, tuple[str, str]] = {}
    for i, n in new_of.items():
        for old, now in zip(base[i].pieces, new[n].pieces, strict=True):
            found |= _successors(old, now) if old.spots else {}
    return found


def _successors(old: Piece, now: Piece) -> dict[str, tuple[str, str]]:
    if [spot.name for spot in old.spots] == [spot.name for spot in now.spots]:
        return {spot.name: (spot.name, now.text[spot.start : spot.end]) for spot in now.spots}
    due = dict(_ranked(now.spots))
    return {
        spot.name: (due[rank].name, now.text[due[rank].start : due[rank].end])
        for rank, spot in _ranked(old.spots)
        if rank in due
    }


def _ranked(spots: Sequence[Spot]) -> Iterator[tuple[tuple[str, int], Spot]]:
    """Yield each figure with what it is, and how many of the same come before it."""
    counts = Counter[str]()
    for spot in spots:
        stem = spot.name.rpartition("_")[0]
        yield (stem, counts[stem]), spot
        counts[stem] += 1
