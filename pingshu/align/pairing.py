"""Which passages of two versions of a report are the same.

Knows what passages read and which figures they hold. Must not know where the figures stand in them.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from pingshu.matching import Level, matched
from pingshu.numerals import masked
from pingshu.passages import Passage

Pair = tuple[int | None, int | None]
"""Indices of a passage in the base and in the other version; None where there is none."""

_Names = Sequence[str]

_LEAST_ALIKE = 0.4
_SHARED_FIGURES = 0.5
_BOTH_EMPTY = 0.3


def aligned(base: Sequence[Passage], other: Sequence[Passage]) -> tuple[Pair, ...]:
    """Pair the passages of two versions, in their order: each index once, and no pair crosses.

    (i, j) is one passage in both, (i, None) is gone from the other, (None, j) is new in it. What
    was moved is gone and new. A row pairs with a row of as many cells only; and however alike two
    passages read, they are not the same if they hold other figures, or are rows of other names.
    """
    both = _both(base, other)
    levels: list[Level] = [
        (_exact(both, both.first), _exact(both, both.second)),
        (_rough(both, both.first), _rough(both, both.second)),
        (_figured(both.first), _figured(both.second)),
    ]
    sizes = len(base), len(other)
    pairs = matched(sizes, levels, lambda i, j: _likeness(both, i, j))
    return tuple(_with_singles(pairs, sizes))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """What the passages of a version are known by.

    Attributes:
        shapes: the number of cells of a row, 0 for a paragraph.
        texts: what they read; None if that is nothing.
        stems: the figures in them, whatever their bookmarks are numbered.
    """

    passages: Sequence[Passage]
    shapes: Sequence[int]
    texts: Sequence[str | None]
    stems: Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Both:
    """Two versions.

    Attributes:
        is_marked: whether both have bookmarks around figures.
        names: gives, for each version, the names of its rows; only what was changed needs them.
    """

    first: _Version
    second: _Version
    is_marked: bool
    names: Callable[[], tuple[_Names, _Names]]


@dataclass(frozen=True, slots=True)
class _Keys:
    """Keys that are made when somebody asks for them: most passages are the same as before."""

    make: Callable[[int], Hashable]

    def __getitem__(self, index: int) -> Hashable:
        return self.make(index)


def _both(base: Sequence[Passage], other: Sequence[Passage]) -> _Both:
    first, second = _version(base), _version(other)
    return _Both(
        first=first,
        second=second,
        is_marked=any(first.stems) and any(second.stems),
        names=cache(lambda: _row_names(base, other)),
    )


def _version(passages: Sequence[Passage]) -> _Version:
    texts = [one.text for one in passages]
    return _Version(
        passages=passages,
        shapes=[_shape(one) for one in passages],
        texts=[text if text.strip() else None for text in texts],
        stems=[_stems(one) for one in passages],
    )


def _shape(passage: Passage) -> int:
    return len(passage.pieces) if passage.row else 0


def _stems(passage: Passage) -> tuple[str, ...]:
    names = [spot.name for piece in passage.pieces if piece.spots for spot in piece.spots]
    return tuple([name[: name.rfind("_")] for name in names])


# --- what a passage is surely known by ------------------------------------------------------


def _exact(both: _Both, version: _Version) -> Sequence[Hashable]:
    """Return shape, text and figures, None where there is no text."""
    return [
        None if text is None else (shape, text, stems if both.is_marked else ())
        for shape, text, stems in zip(version.shapes, version.texts, version.stems, strict=True)
    ]


def _rough(both: _Both, version: _Version) -> _Keys:
    """Return the same without the numbers, unless the other version has that very text."""
    known = {*both.first.texts} & {*both.second.texts}

    @cache
    def made(index: int) -> Hashable:
        text = version.texts[index]
        if text is None:
            return None
        read = text if text in known else masked(text)
        stems = version.stems[index] if both.is_marked else ()
        return version.shapes[index], _name(both, version, index), read, stems

    return _Keys(made)


def _figured(version: _Version) -> _Keys:
    """Return shape and figures; None where there are none.

    Only where words were changed does it tell more than the words.
    """
    return _Keys(lambda i: (version.shapes[i], *version.stems[i]) if version.stems[i] else None)


# --- the names of rows ----------------------------------------------------------------------


def _row_names(base: Sequence[Passage], other: Sequence[Passage]) -> tuple[_Names, _Names]:
    """Return what each row of two versions is called, blank if nothing calls it.

    Names stand in the column whose texts are most often there once, and once in the other version.
    """
    first, second = _single_cells(base), _single_cells(other)
    telling = Counter((shape, column) for shape, column, _ in first & second)
    columns: dict[int, int] = {}
    for (shape, column), _ in sorted(telling.items(), key=lambda one: (-one[1], one[0])):
        columns.setdefault(shape, column)
    return _named(base, columns), _named(other, columns)


def _single_cells(passages: Sequence[Passage]) -> set[tuple[int, int, str]]:
    """Return the cells like which there is no other: of how many, which one, what it reads."""
    counts = Counter(cell for passage in passages if passage.row for cell in _cells(passage))
    return {cell for cell, count in counts.items() if count == 1}


def _cells(passage: Passage) -> Iterator[tuple[int, int, str]]:
    for column, piece in enumerate(passage.pieces):
        if not piece.spots and piece.text.strip():
            yield len(passage.pieces), column, piece.text


def _named(passages: Sequence[Passage], columns: Mapping[int, int]) -> _Names:
    return [
        one.pieces[columns[shape]].text.strip() if (shape := _shape(one)) in columns else ""
        for one in passages
    ]


def _name(both: _Both, version: _Version, index: int) -> str:
    return both.names()[version is not both.first][index] if version.shapes[index] else ""


def _are_strangers(both: _Both, i: int, j: int) -> bool:
    """Return whether two passages are surely not the same: other figures, a row of another name."""
    stems, others = both.first.stems[i], both.second.stems[j]
    if stems and others:
        return {*stems}.isdisjoint(others)
    name, other = _name(both, both.first, i), _name(both, both.second, j)
    if not name or not other or name == other:
        return False
    known, now = both.names()
    return name in now or other in known or not _dice(name, other, _LEAST_ALIKE)


# --- what stands elsewhere ------------------------------------------------------------------


def moved(
    base: Sequence[Passage], other: Sequence[Passage], pairs: Sequence[Pair]
) -> dict[int, int]:
    """Return what is gone and new but for its numbers and its place: base → other version."""
    gone, new = _unpaired(pairs)
    if not gone or not new:
        return {}
    both = _both(base, other)
    rough, other_rough = _rough(both, both.first), _rough(both, both.second)
    return _of_one_key({i: rough[i] for i in gone}, {j: other_rough[j] for j in new})


def reordered(
    base: Sequence[Passage], new: Sequence[Passage], pairs: Sequence[Pair]
) -> dict[int, int]:
    """Return what is about the same in two versions as generated, in another order: base → new.

    It is known by its figures; without any by the name of its row, or by what it reads.
    """
    gone, added = _unpaired(pairs)
    if not gone or not added:
        return {}
    both, found = _both(base, new), dict[int, int]()
    levels: list[Level] = [
        (_figured(both.first), _figured(both.second)),
        (_called(both, both.first), _called(both, both.second)),
        (_exact(both, both.first), _exact(both, both.second)),
    ]
    for keys, others in levels:
        found |= _of_one_key(
            {i: keys[i] for i in gone if i not in found},
            {j: others[j] for j in added if j not in found.values()},
        )
    return {i: j for i, j in found.items() if not _are_strangers(both, i, j)}


def _called(both: _Both, version: _Version) -> _Keys:
    shapes = version.shapes
    return _Keys(lambda i: (shapes[i], name) if (name := _name(both, version, i)) else None)


def _unpaired(pairs: Sequence[Pair]) -> tuple[list[int], list[int]]:
    gone = [i for i, j in pairs if j is None and i is not None]
    return gone, [j for i, j in pairs if i is None and j is not None]


def _of_one_key(firsts: Mapping[int, Hashable], seconds: Mapping[int, Hashable]) -> dict[int, int]:
    """Return the pairs of those whose key only they have on both sides."""
    one, other = _singles(firsts), _singles(seconds)
    return {i: other[key] for key, i in one.items() if key in other}


def _singles(keys: Mapping[int, Hashable]) -> dict[Hashable, int]:
    counts = Counter(keys.values())
    return {key: index for index, key in keys.items() if key is not None and counts[key] == 1}


# --- likeness -------------------------------------------------------------------------------


def _likeness(both: _Both, i: int, j: int) -> float:
    """Return bigram Dice, 0 for what is too little alike; shared figures make up for words."""
    if both.first.shapes[i] != both.second.shapes[j] or _are_strangers(both, i, j):
        return 0.0
    text, other = both.first.texts[i], both.second.texts[j]
    if text is None or other is None:
        return _BOTH_EMPTY if text is other else 0.0
    # Of those that are no strangers either both hold some figure, the same, or one holds none.
    shared = bool(both.first.stems[i]) and bool(both.second.stems[j])
    extra = _SHARED_FIGURES if shared else 0.0
    alike = _dice(text, other, _LEAST_ALIKE - extra) + extra
    return alike if alike >= _LEAST_ALIKE else 0.0


@lru_cache(maxsize=4096)
def _bigrams(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(f"\x02{text}\x03")))


def _dice(text: str, other: str, least: float) -> float:
    """Return how many bigrams two texts share; 0 if it is less than what counts."""
    first, second = _bigrams(text), _bigrams(other)
    total = len(first) + len(second)
    if 2 * min(len(first), len(second)) < least * total:
        return 0.0
    alike = 2 * len(first & second) / total
    return alike if alike >= least else 0.0


def _with_singles(pairs: Sequence[tuple[int, int]], sizes: tuple[int, int]) -> Iterator[Pair]:
    """Yield the pairs and, before each, what has no counterpart."""
    i = j = 0
    for first, second in (*pairs, sizes):
        yield from ((gone, None) for gone in range(i, first))
        yield from ((None, new) for new in range(j, second))
        if (first, second) != sizes:
            yield first, second
        i, j = first + 1, second + 1
