"""The numbers in a report that somebody typed: no figure of the form stands there.

Knows what was generated and what stands there now. Must not know whether a number is right.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pingshu.align import Pair, Placement
from pingshu.numerals import Area, counted_areas, overlaps
from pingshu.passages import Passage, Piece

_WORDS_BEFORE, _WORDS_BEHIND = 14, 10
_PUNCTUATION = re.compile(r"[\s，。；：、（）()“”,;:]")

Typed = tuple[int, int, str]
"""The passage and the piece of it in which a number stands, and the number in its clause."""


def typed_numbers(
    base: Sequence[Passage],
    mine: Sequence[Passage],
    pairs: Sequence[Pair],
    placed: Sequence[Placement],
) -> tuple[Typed, ...]:
    """Return the numbers that somebody typed, each with its place and the words beside it.

    A number that the report had before, and that only moved, is not among them, nor is a date.
    """
    kept = [(i, j) for i, j in pairs if _is_kept(base, mine, i, j)]
    were = _numbers_before(base, {i for i, _ in kept})
    now = _numbers_now(mine, {j for _, j in kept}, placed)
    return tuple(typed for number, typed in now if not _taken_off(were, number))


def _is_kept(
    base: Sequence[Passage], mine: Sequence[Passage], i: int | None, j: int | None
) -> bool:
    return i is not None and j is not None and base[i].text == mine[j].text


def _taken_off(were: Counter[str], number: str) -> bool:
    """Take a number off those that were there; return whether it was one of them."""
    was = were[number] > 0
    were[number] -= 1
    return was


def _numbers_before(base: Sequence[Passage], kept: set[int | None]) -> Counter[str]:
    pieces = (piece for i, one in enumerate(base) if i not in kept for piece in one.pieces)
    return Counter(
        piece.text[start:end]
        for piece in pieces
        for start, end in _free_numbers(piece, [(spot.start, spot.end) for spot in piece.spots])
    )


def _numbers_now(
    mine: Sequence[Passage], kept: set[int | None], placed: Sequence[Placement]
) -> Iterator[tuple[str, Typed]]:
    """Yield the numbers that stand in no figure, each alone and with its place and words."""
    taken = _taken(placed)
    homes = [(j, n) for j, one in enumerate(mine) if j not in kept for n in range(len(one.pieces))]
    for home in homes:
        piece = mine[home[0]].pieces[home[1]]
        for start, end in _free_numbers(piece, taken.get(home, [])):
            yield piece.text[start:end], (*home, _with_words(piece.text, start, end))


def _with_words(text: str, start: int, end: int) -> str:
    """Return a number with the words beside it, up to the next punctuation."""
    before = _PUNCTUATION.split(text[max(start - _WORDS_BEFORE, 0) : start])[-1]
    return f"{before}{text[start:end]}{_PUNCTUATION.split(text[end : end + _WORDS_BEHIND])[0]}"


def _taken(placed: Sequence[Placement]) -> dict[tuple[int, int], list[Area]]:
    taken: dict[tuple[int, int], list[Area]] = {}
    for one in placed:
        if one.passage is not None:
            area = one.standing.start, one.standing.end
            taken.setdefault((one.passage, one.piece), []).append(area)
    return taken


def _free_numbers(piece: Piece, taken: Sequence[Area]) -> list[Area]:
    return [area for area in counted_areas(piece.text) if not overlaps(area, taken)]
