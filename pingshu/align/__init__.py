"""Two versions of a report side by side: which passages are the same, where a figure stands now.

Knows text alone. Must not know manifests, Word, or who changed what and whether that is right.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pingshu.align.disputing import dispute_told, is_dispute, is_disputed, without_dispute
from pingshu.align.pairing import Pair, aligned, moved, reordered
from pingshu.align.standing import (
    Standing,
    marked_area,
    prose_of,
    standings,
    worded_areas,
)
from pingshu.numerals import Area, number_areas, overlaps, same_figure
from pingshu.passages import FIGURE, Passage, Piece, Printed, Spot

__all__ = [
    "Pair",
    "Placement",
    "Standing",
    "aligned",
    "dispute_told",
    "is_dispute",
    "is_disputed",
    "is_reworded",
    "placements",
    "prose_of",
    "reordered",
    "same_figure",
    "standings",
    "without_dispute",
]

_NUMBERED = re.compile(rf"⟦({FIGURE}[0-9a-f]+_)[0-9]+⟧")

_Home = tuple[int, int]
"""Index of a passage, and of the piece in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where in a document a figure of the base stands now.

    Attributes:
        base, base_piece: the passage of the base that printed it, and the piece of that.
        passage, piece: the passage of the other version that it stands in, and the piece of that;
            passage is None for what is gone.
    """

    standing: Standing
    base: int
    base_piece: int
    passage: int | None
    piece: int = 0


def is_reworded(piece: Piece, other: Piece) -> bool:
    """Return whether two versions of a piece differ in more than what their figures read.

    How often a figure was printed before it, the number of its bookmark, is no difference.
    """
    one, two = piece.skeleton, other.skeleton
    return one != two and _NUMBERED.sub(r"⟦\1⟧", one) != _NUMBERED.sub(r"⟦\1⟧", two)


def placements(
    base: Sequence[Passage],
    mine: Sequence[Passage],
    pairs: Sequence[Pair],
    printed: Mapping[str, Printed],
) -> tuple[Placement, ...]:
    """Return where each figure of the base stands in the document, in the order of the base.

    A figure whose paragraph was split, joined or moved is looked for by its bookmark anywhere,
    and by its words in the passages around its old place.
    """
    homes = {**_homes(pairs), **moved(base, mine, pairs)}
    at_home: list[Placement] = []
    for i, passage in enumerate(base):
        home = homes[i]
        now = None if home is None else mine[home]
        at_home.extend(_at_home(passage, now, i, home, printed))
    if all(one.standing.text is not None for one in at_home):
        return tuple(at_home)
    search = _Search(
        base=base,
        mine=mine,
        windows=_windows(pairs, len(mine)),
        marks=_marks(mine),
        kept=frozenset(
            j for i, j in homes.items() if j is not None and base[i].text == mine[j].text
        ),
        claimed={},
    )
    for one in at_home:
        _claim(search, one)
    return tuple(_settled(search, one) if one.standing.text is None else one for one in at_home)


def _homes(pairs: Sequence[Pair]) -> dict[int, int | None]:
    return {i: j for i, j in pairs if i is not None}


def _at_home(
    passage: Passage,
    now: Passage | None,
    base: int,
    home: int | None,
    printed: Mapping[str, Printed],
) -> Iterator[Placement]:
    """Yield where the figures of a passage stand in what it is now."""
    for number, piece in enumerate(passage.pieces):
        if not piece.spots:
            continue
        other = Piece(text="") if now is None else now.pieces[number]
        for one in standings(piece, other, printed):
            there = None if one.text is None else home
            yield Placement(standing=one, base=base, base_piece=number, passage=there, piece=number)


def _windows(pairs: Sequence[Pair], size: int) -> dict[int, range]:
    """Return passage of the base → the passages of the other version around its place."""
    lows, low = {}, 0
    for i, j in pairs:
        if i is not None:
            lows[i] = low
        low = low if j is None or i is None else j
    highs, high = {}, size
    for i, j in reversed(pairs):
        if i is not None:
            highs[i] = high
        high = high if j is None or i is None else j + 1
    return {i: range(lows[i], highs[i]) for i in lows}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """What is known when figures are looked for that are not where they were.

    Attributes:
        windows: passage of the base → the passages around its old place.
        marks: name of a figure → where its bookmark is.
        kept: the passages of now that read as they did, so that nothing was moved into them.
        claimed: where other figures stand.
    """

    base: Sequence[Passage]
    mine: Sequence[Passage]
    windows: Mapping[int, range]
    marks: Mapping[str, tuple[_Home, Spot]]
    kept: frozenset[int]
    claimed: dict[_Home, list[Area]]


def _marks(mine: Sequence[Passage]) -> dict[str, tuple[_Home, Spot]]:
    return {
        spot.name: ((j, number), spot)
        for j, passage in enumerate(mine)
        for number, piece in enumerate(passage.pieces)
        for spot in piece.spots
    }


def _claim(search: _Search, one: Placement) -> None:
    if one.passage is not None:
        home = one.passage, one.piece
        search.claimed.setdefault(home, []).append((one.standing.start, one.standing.end))


def _settled(search: _Search, lost: Placement) -> Placement:
    """Return where a figure stands that is not where it was."""
    origin = search.base[lost.base].pieces[lost.base_piece]
    name = lost.standing.printed.name
    spot = next(spot for spot in origin.spots if spot.name == name)
    found = _by_bookmark(search, origin, spot) or _by_words(search, origin, spot, lost.base)
    if found is None:
        return lost
    (passage, piece), (start, end) = found
    text = search.mine[passage].pieces[piece].text[start:end]
    standing = replace(lost.standing, text=text, start=start, end=end)
    settled = replace(lost, standing=standing, passage=passage, piece=piece)
    _claim(search, settled)
    return settled


def _by_bookmark(search: _Search, origin: Piece, spot: Spot) -> tuple[_Home, Area] | None:
    home, own = search.marks.get(spot.name, ((0, 0), None))
    text = search.mine[home[0]].pieces[home[1]].text if own else ""
    area = marked_area(origin, spot, text, own)
    return (home, area) if area and _is_free(search, home, area) else None


def _is_free(search: _Search, home: _Home, area: Area) -> bool:
    return not overlaps(area, search.claimed.get(home, ()))


def _by_words(search: _Search, origin: Piece, spot: Spot, place: int) -> tuple[_Home, Area] | None:
    if origin.text.strip() == origin.text[spot.start : spot.end].strip():
        return None  # a cell of its figure alone has no words to be known by
    for home, text in _free_texts(search, place):
        taken = search.claimed.get(home, [])
        areas = worded_areas(origin, text, [spot], taken, elsewhere=True)
        if areas:
            return home, areas[spot.name]
    return None


def _free_texts(search: _Search, place: int) -> Iterator[tuple[_Home, str]]:
    """Yield the pieces around a place in which a number stands that no figure has claimed."""
    for j in (j for j in search.windows[place] if j not in search.kept):
        for number, piece in enumerate(search.mine[j].pieces):
            areas = number_areas(piece.text)
            if not all(overlaps(area, search.claimed.get((j, number), ())) for area in areas):
                yield (j, number), piece.text
