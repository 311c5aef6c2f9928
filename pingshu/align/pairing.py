"""Which passages of two versions of a report are the same.

Knows what passages read and which figures they hold. Must not know where the figures stand in them.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pingshu.matching import matched
from pingshu.numerals import masked
from pingshu.passages import Passage

Pair = tuple[int | None, int | None]
"""Indices of a passage in the base and in the other version; None where there is none."""

_LEAST_ALIKE = 0.4
_SHARED_FIGURES = 0.5
_BOTH_EMPTY = 0.3


def aligned(base: Sequence[Passage], other: Sequence[Passage]) -> tuple[Pair, ...]:
    """Pair the passages of two versions, in their order: each index once, and no pair crosses.

    (i, j) is one passage in both, (i, None) is gone from the other, (None, j) is new in it. What
    was moved is gone and new. A row pairs with a row of as many cells only.
    """
    known = {one.text for one in base} & {one.text for one in other}
    first, second = [_print(one, known) for one in base], [_print(one, known) for one in other]
    levels = [
        ([one.exact for one in first], [one.exact for one in second]),
        ([one.rough for one in first], [one.rough for one in second]),
    ]
    sizes = len(base), len(other)
    pairs = matched(sizes, levels, lambda i, j: _likeness(first[i], second[j]))
    return tuple(_with_singles(pairs, sizes))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Print:
    """What a passage is known by.

    Attributes:
        shape: the number of cells of a row, 0 for a paragraph.
        exact: its shape and text; None if it has none.
        rough: the same without its numbers, unless the other version has that very text.
        names: of the figures in it.
    """

    shape: int
    exact: tuple[int, str] | None
    rough: tuple[int, str] | None
    names: frozenset[str]


def _shape(passage: Passage) -> int:
    return len(passage.pieces) if passage.row else 0


def _print(passage: Passage, known: Collection[str]) -> _Print:
    text = passage.text
    shape = _shape(passage)
    says = bool(text.strip())
    return _Print(
        shape=shape,
        exact=(shape, text) if says else None,
        rough=(shape, text if text in known else masked(text)) if says else None,
        names=frozenset(spot.name for piece in passage.pieces for spot in piece.spots),
    )


def moved(
    base: Sequence[Passage], other: Sequence[Passage], pairs: Sequence[Pair]
) -> dict[int, int]:
    """Return what is gone and new but for its numbers and its place: base → other version."""
    gone = _singles((i, base[i]) for i, j in pairs if j is None and i is not None)
    new = _singles((j, other[j]) for i, j in pairs if i is None and j is not None)
    return {i: new[key] for key, i in gone.items() if key in new}


def _singles(passages: Iterable[tuple[int, Passage]]) -> dict[Hashable, int]:
    """Return key → index of the passages whose key no other has."""
    keyed = [((_shape(one), masked(one.text)), index) for index, one in passages if one.text]
    counts = Counter(key for key, _ in keyed)
    return {key: index for key, index in keyed if counts[key] == 1}


def _likeness(one: _Print, other: _Print) -> float:
    """Return bigram Dice, 0 for what is too little alike; shared figures make up for words."""
    if one.shape != other.shape:
        return 0.0
    if one.exact is None or other.exact is None:
        return _BOTH_EMPTY if one.exact is other.exact else 0.0
    alike = _dice(_bigrams(one.exact[1]), _bigrams(other.exact[1]))
    if not one.names.isdisjoint(other.names):
        alike += _SHARED_FIGURES
    return alike if alike >= _LEAST_ALIKE else 0.0


@lru_cache(maxsize=4096)
def _bigrams(text: str) -> Counter[str]:
    return Counter(a + b for a, b in pairwise(f"\x02{text}\x03"))


def _dice(first: Counter[str], second: Counter[str]) -> float:
    total = first.total() + second.total()
    return 2 * sum(min(count, second[pair]) for pair, count in first.items()) / total


def _with_singles(pairs: Sequence[tuple[int, int]], sizes: tuple[int, int]) -> Iterator[Pair]:
    """Yield the pairs and, before each, what has no counterpart."""
    i = j = 0
    for first, second in (*pairs, sizes):
        yield from ((gone, None) for gone in range(i, first))
        yield from ((None, new) for new in range(j, second))
        if (first, second) != sizes:
            yield first, second
        i, j = first + 1, second + 1
