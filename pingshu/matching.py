"""Pairs the items of two sequences in their order: what is surely the same first, then the alike.

Knows keys, likeness and indices. Must not know what the items are.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


class Keys(Protocol):
    """A key for each item of a sequence; None says that the item is no anchor."""

    def __getitem__(self, index: int, /) -> Hashable:
        """Return the key of an item; it may be made only now that it is asked for."""


Level = tuple[Keys, Keys]
"""The keys of both sequences."""

Likeness = Callable[[int, int], float]
"""How alike two items are, by their indices; 0 says that they are no pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Region:
    """A stretch of both sequences: from low to high, high left out."""

    low: tuple[int, int]
    high: tuple[int, int]

    @property
    def is_empty(self) -> bool:
        return self.low[0] >= self.high[0] or self.low[1] >= self.high[1]


def matched(
    sizes: tuple[int, int], levels: Sequence[Level], likeness: Likeness
) -> list[tuple[int, int]]:
    """Return the pairs of two sequences: each index once, and no pair crosses another.

    Args:
        sizes: how many items there are.
        levels: keys, the most telling first; items whose key only they have are pairs.
        likeness: decides where keys do not.
    """
    region = _Region(low=(0, 0), high=sizes)
    return list(_of_region(region, list(levels), likeness))


def _of_region(
    region: _Region, levels: list[Level], likeness: Likeness
) -> Iterator[tuple[int, int]]:
    if region.is_empty:
        return
    if not levels:
        yield from _alike(region, likeness)
        return
    head, inner, tail = _trimmed(region, levels[0])
    anchors = _anchors(inner, levels[0])
    # Between two anchors a key may be the only one of its kind that was not before.
    deeper = levels if anchors else levels[1:]
    yield from head
    for gap, anchor in _gaps(inner, anchors):
        if gap is not None:
            yield from _of_region(gap, deeper, likeness)
        yield from anchor
    yield from tail


def _trimmed(
    region: _Region, level: Level
) -> tuple[list[tuple[int, int]], _Region, list[tuple[int, int]]]:
    """Return the pairs that both stretches begin with, what is between, and those they end with."""
    first, second = level
    (low, other), (high, beyond) = region.low, region.high
    head, tail = [], []
    while low < high and other < beyond and first[low] == second[other] is not None:
        head.append((low, other))
        low, other = low + 1, other + 1
    while low < high and other < beyond and first[high - 1] == second[beyond - 1] is not None:
        high, beyond = high - 1, beyond - 1
        tail.append((high, beyond))
    return head, _Region(low=(low, other), high=(high, beyond)), tail[::-1]


def _anchors(region: _Region, level: Level) -> list[tuple[int, int]]:
    """Return the pairs whose key is the only one of its kind on both sides, none that crosses."""
    first, second = (
        _singles(keys, low, high)
        for keys, low, high in zip(level, region.low, region.high, strict=True)
    )
    return _rising([(index, second[key]) for key, index in first.items() if key in second])


def _singles(keys: Keys, low: int, high: int) -> dict[Hashable, int]:
    found: dict[Hashable, int | None] = {}
    for index in range(low, high):
        key = keys[index]
        found[key] = None if key is None or key in found else index
    return {key: index for key, index in found.items() if index is not None}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest choice of pairs whose second indices rise as their first ones do."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for number, (_, index) in enumerate(pairs):
        place = bisect_left(ends, index)
        before.append(last[place - 1] if place else None)
        ends[place : place + 1] = [index]
        last[place : place + 1] = [number]
    chosen = []
    step = last[-1] if last else None
    while step is not None:
        chosen.append(pairs[step])
        step = before[step]
    return chosen[::-1]


def _gaps(
    region: _Region, anchors: list[tuple[int, int]]
) -> Iterator[tuple[_Region | None, list[tuple[int, int]]]]:
    """Yield what lies before each anchor with it, and what lies behind the last."""
    low = region.low
    for anchor in anchors:
        yield None if low == anchor else _Region(low=low, high=anchor), [anchor]
        low = (anchor[0] + 1, anchor[1] + 1)
    yield _Region(low=low, high=region.high), []


def _alike(region: _Region, likeness: Likeness) -> Iterator[tuple[int, int]]:
    """Yield the pairs of the most likeness taken together."""
    rows = range(region.low[0], region.high[0])
    columns = range(region.low[1], region.high[1])
    alike = [[likeness(row, column) for column in columns] for row in rows]
    best = _best(alike, len(columns))
    row = column = 0
    while row < len(rows) and column < len(columns):
        gain = alike[row][column]
        if gain and best[row][column] <= gain + best[row + 1][column + 1]:
            yield rows[row], columns[column]
            row, column = row + 1, column + 1
        elif best[row + 1][column] >= best[row][column + 1]:
            row += 1
        else:
            column += 1


def _best(alike: list[list[float]], width: int) -> list[list[float]]:
    """Return how much likeness there is in all from each pair of places on."""
    below = [0.0] * (width + 1)
    table = [below]
    for gains in reversed(alike):
        line = [0.0] * (width + 1)
        for column in range(width - 1, -1, -1):
            kept = max(below[column], line[column + 1])
            line[column] = max(kept, gains[column] + below[column + 1]) if gains[column] else kept
        table.append(line)
        below = line
    return table[::-1]
