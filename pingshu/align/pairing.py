"""Which passages of two versions of a report are the same.

Knows what passages read and which figures they hold. Must not know where the figures stand in them.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from pingshu.matching import Level, matched
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
    first, second = _version(base), _version(other)
    known = {*first.texts} & {*second.texts}
    levels: list[Level] = [
        (_exact(first), _exact(second)),
        (_rough(first, known), _rough(second, known)),
        (_figured(first), _figured(second)),
    ]
    sizes = len(base), len(other)
    pairs = matched(sizes, levels, lambda i, j: _likeness(first, i, second, j))
    return tuple(_with_singles(pairs, sizes))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """What the passages of a version are known by.

    Attributes:
        shapes: the number of cells of a row, 0 for a paragraph.
        texts: what they read; None if that is nothing.
    """

    passages: Sequence[Passage]
    shapes: Sequence[int]
    texts: Sequence[str | None]


@dataclass(frozen=True, slots=True)
class _Keys:
    """Keys that are made when somebody asks for them: most passages are the same as before."""

    make: Callable[[int], Hashable]

    def __getitem__(self, index: int) -> Hashable:
        return self.make(index)


def _version(passages: Sequence[Passage]) -> _Version:
    texts = [one.text for one in passages]
    return _Version(
        passages=passages,
        shapes=[_shape(one) for one in passages],
        texts=[text if text.strip() else None for text in texts],
    )


def _shape(passage: Passage) -> int:
    return len(passage.pieces) if passage.row else 0


def _exact(version: _Version) -> Sequence[Hashable]:
    """Return shape and text, None where there is no text."""
    pairs = zip(version.shapes, version.texts, strict=True)
    return [None if text is None else (shape, text) for shape, text in pairs]


def _rough(version: _Version, known: Collection[str | None]) -> _Keys:
    """Return the same without the numbers, unless the other version has that very text."""

    @cache
    def made(index: int) -> Hashable:
        text = version.texts[index]
        if text is None:
            return None
        return version.shapes[index], text if text in known else masked(text)

    return _Keys(made)


def _figured(version: _Version) -> _Keys:
    """Return shape and figures, whatever their bookmarks are numbered; None where there are none.

    Only where words were changed does it tell more than the words.
    """

    @cache
    def made(index: int) -> Hashable:
        stems = [name.rpartition("_")[0] for name in _names(version.passages[index])]
        return (version.shapes[index], *stems) if stems else None

    return _Keys(made)


def _names(passage: Passage) -> list[str]:
    return [spot.name for piece in passage.pieces for spot in piece.spots]


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


def _likeness(first: _Version, i: int, second: _Version, j: int) -> float:
    """Return bigram Dice, 0 for what is too little alike; shared figures make up for words."""
    if first.shapes[i] != second.shapes[j]:
        return 0.0
    text, other = first.texts[i], second.texts[j]
    if text is None or other is None:
        return _BOTH_EMPTY if text is other else 0.0
    names = _names(first.passages[i])
    shared = bool(names) and not {*names}.isdisjoint(_names(second.passages[j]))
    extra = _SHARED_FIGURES if shared else 0.0
    alike = _dice(text, other, _LEAST_ALIKE - extra) + extra
    return alike if alike >= _LEAST_ALIKE else 0.0


@lru_cache(maxsize=4096)
def _bigrams(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(f"\x02{text}\x03")))


def _dice(text: str, other: str, least: float) -> float:
    """Return how many bigrams two texts share; 0 if it is surely less than what counts."""
    first, second = _bigrams(text), _bigrams(other)
    total = len(first) + len(second)
    if 2 * min(len(first), len(second)) < least * total:
        return 0.0
    return 2 * len(first & second) / total


def _with_singles(pairs: Sequence[tuple[int, int]], sizes: tuple[int, int]) -> Iterator[Pair]:
    """Yield the pairs and, before each, what has no counterpart."""
    i = j = 0
    for first, second in (*pairs, sizes):
        yield from ((gone, None) for gone in range(i, first))
        yield from ((None, new) for new in range(j, second))
        if (first, second) != sizes:
            yield first, second
        i, j = first + 1, second + 1
