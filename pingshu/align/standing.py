"""Where the figures of a piece stand in another version of it: by their bookmarks, by their words.

Knows two texts and the bookmarks in them. Must not know other pieces of the document.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pingshu.matching import matched
from pingshu.numerals import Area, Token, has_unit, overlaps, snapped, tokens_of, widened
from pingshu.passages import Piece, Printed, Spot

_STOP = r"\s，。；：、！？,;:!?"
_INSTEAD = re.compile(rf"\s*([^{_STOP}](?:[^{_STOP[2:]}]{{0,18}}[^{_STOP}])?)\s*")
"""Words without punctuation where a figure was may be what somebody wrote instead."""
_BOTH = 2
_TELLING = 3
"""A number of so many characters is seldom there twice."""
_SHINGLES = (4, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What stands in a piece now where the base printed a figure.

    Attributes:
        printed: the figure as the base printed it.
        text: what stands there, its unit with it; None if nothing does.
        start, end: the characters of the piece that it takes; of what is gone both are 0.
    """

    printed: Printed
    text: str | None
    start: int = 0
    end: int = 0


def standings(base: Piece, mine: Piece, printed: Mapping[str, Printed]) -> tuple[Standing, ...]:
    """Return where each figure of a piece of the base stands in its counterpart, in their order.

    Args:
        base: the piece as generated, a spot around each figure.
        mine: the same piece now; its bookmarks may have drifted, or be lost.
        printed: name of a bookmark → the figure that the base printed there.
    """
    known = [spot for spot in base.spots if spot.name in printed]
    areas = _areas(base, mine, known)
    return tuple(_standing(printed[spot.name], mine, areas.get(spot.name)) for spot in known)


def _standing(printed: Printed, mine: Piece, area: Area | None) -> Standing:
    if area is None:
        return Standing(printed=printed, text=None)
    return Standing(printed=printed, text=mine.text[slice(*area)], start=area[0], end=area[1])


def prose_of(piece: Piece, found: Iterable[Standing]) -> str:
    """Return the text of a piece with ⟦name⟧ for each figure that stands in it.

    If it is the skeleton of the piece of the base, nobody has changed a word, at most figures.
    """
    there = [one for one in found if one.text is not None]
    spots = [Spot(name=one.printed.name, start=one.start, end=one.end) for one in there]
    spots.sort(key=lambda spot: spot.start)
    return Piece(text=piece.text, spots=tuple(spots)).skeleton


# --- by bookmarks ---------------------------------------------------------------------------


def _areas(base: Piece, mine: Piece, spots: Sequence[Spot]) -> dict[str, Area]:
    if base.text == mine.text:
        return {spot.name: (spot.start, spot.end) for spot in spots}
    own = {spot.name: spot for spot in mine.spots}
    areas: dict[str, Area] = {}
    for spot in spots:
        area = marked_area(base, spot, mine.text, own.get(spot.name))
        if area and not overlaps(area, areas.values()):
            areas[spot.name] = area
    _add(areas, worded_areas(base, mine.text, _without(spots, areas), [*areas.values()]))
    lost = [own[spot.name] for spot in _without(spots, areas) if spot.name in own]
    _add(areas, {spot.name: (spot.start, spot.end) for spot in lost if _holds(mine, spot)})
    return areas


def _without(spots: Sequence[Spot], areas: Mapping[str, Area]) -> list[Spot]:
    return [spot for spot in spots if spot.name not in areas]


def _add(areas: dict[str, Area], found: Mapping[str, Area]) -> None:
    """Add areas, none where another figure stands."""
    for name, area in found.items():
        if not overlaps(area, areas.values()):
            areas[name] = area


def _holds(piece: Piece, spot: Spot) -> bool:
    return bool(piece.text[spot.start : spot.end].strip())


def marked_area(base: Piece, spot: Spot, text: str, own: Spot | None) -> Area | None:
    """Return what a bookmark stands around, snapped to the whole figure; None without a number.

    Args:
        base: the piece as generated.
        spot: the figure in it.
        text: of the piece that the bookmark stands in now.
        own: the bookmark.
    """
    if own is None or own.start == own.end:
        return None
    if _has_ends(base, spot):
        return snapped(text, own.start, own.end, base.text[spot.start : spot.end])
    return own.start, own.end


def _has_ends(base: Piece, spot: Spot) -> bool:
    """Return whether a figure can be told from what is beside it; else only its bookmark can."""
    figure = base.text[spot.start : spot.end]
    return snapped(base.text, spot.start, spot.end, figure) == (spot.start, spot.end)


# --- by words -------------------------------------------------------------------------------


def worded_areas(
    base: Piece,
    text: str,
    lost: Sequence[Spot],
    taken: Sequence[Area],
    *,
    elsewhere: bool = False,
) -> dict[str, Area]:
    """Return where figures stand by the words around them: name → area.

    Args:
        base: the piece as generated.
        text: where they may stand now.
        lost: the figures to be found.
        taken: where other figures stand.
        elsewhere: whether the text is no version of the piece, so that only a number between
            the same words, or the same number, is believed.
    """
    if not lost or not text:
        return {}
    words = _words(base, text)
    look = _believed if elsewhere else _place
    areas: dict[str, Area] = {}
    for spot in lost:
        area = look(words, spot)
        if area and not overlaps(area, (*taken, *areas.values())):
            areas[spot.name] = area
    for spot in _without(lost, areas):
        area = _moved(words, spot, (*taken, *areas.values()))
        if area:
            areas[spot.name] = area
    return areas


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The tokens of a piece and of a text, and which of them are the same.

    Attributes:
        figures: index of a number in the piece → the figure that it is the number of.
        pairs: index in the piece → index in the text; both have an end of their own.
    """

    piece: Piece
    text: str
    first: tuple[Token, ...]
    second: tuple[Token, ...]
    figures: Mapping[int, str]
    pairs: dict[int, int]


def _words(piece: Piece, text: str) -> _Words:
    first, second = tokens_of(piece.text), tokens_of(text)
    figures = _figures(piece, first)
    words = _Words(piece=piece, text=text, first=first, second=second, figures=figures, pairs={})
    sizes = len(first), len(second)
    levels = [(_shingles(first, size), _shingles(second, size)) for size in _SHINGLES]
    found = matched(sizes, levels, lambda i, j: _likeness(words, i, j))
    words.pairs.update({-1: -1, sizes[0]: sizes[1], **dict(found)})
    return words


def _figures(piece: Piece, tokens: Sequence[Token]) -> dict[int, str]:
    return {
        index: piece.text[spot.start : spot.end]
        for spot in piece.spots
        if _has_ends(piece, spot)
        for index, token in enumerate(tokens)
        if token.is_number and _is_in(token, spot)
    }


def _shingles(tokens: Sequence[Token], size: int) -> list[tuple[str, ...]]:
    """Return each token with those behind it, as a key that seldom occurs twice."""
    texts = [*(token.text for token in tokens), *[""] * size]
    return [tuple(texts[index : index + size]) for index in range(len(tokens))]


def _likeness(words: _Words, i: int, j: int) -> float:
    one, other = words.first[i], words.second[j]
    if not one.is_number or not other.is_number:
        return float(one.text == other.text)
    support = _support(words, i, j)
    return support and (support + 2 if one.text == other.text else support / 2)


def _support(words: _Words, i: int, j: int) -> int:
    """Return on how many sides of two numbers the same stands."""
    before, behind = (
        _text_at(words.first, i + step) == _text_at(words.second, j + step) for step in (-1, 1)
    )
    figure = words.figures.get(i)
    alike = figure is not None and has_unit(figure, words.text, words.second[j].end)
    return before + (behind or alike)


def _text_at(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].text if 0 <= index < len(tokens) else ""


def _number(words: _Words, spot: Spot) -> tuple[int, int] | None:
    """Return the indices of the number of a figure in the piece and in the text."""
    for index in words.figures:
        if _is_in(words.first[index], spot) and index in words.pairs:
            return index, words.pairs[index]
    return None


def _place(words: _Words, spot: Spot) -> Area | None:
    """Return where a figure stands, or what stands between the words that were beside it."""
    number = _number(words, spot)
    return _between(words, spot) if number is None else _widened(words, spot, number[1])


def _believed(words: _Words, spot: Spot) -> Area | None:
    """Return where a figure stands if there is no doubt that it is that."""
    i, j = _number(words, spot) or (None, 0)
    if i is None:
        return None
    is_same = words.first[i].text == words.second[j].text
    return _widened(words, spot, j) if is_same or _support(words, i, j) == _BOTH else None


def _moved(words: _Words, spot: Spot, taken: Sequence[Area]) -> Area | None:
    """Return the only free stretch that reads as a figure did, if it reads like nothing else."""
    number = next((i for i in words.figures if _is_in(words.first[i], spot)), None)
    if number is None:
        return None
    same = [j for j, token in enumerate(words.second) if token.text == words.first[number].text]
    areas = {j: _widened(words, spot, j) for j in same if words.second[j].is_number}
    figure = words.piece.text[spot.start : spot.end]
    free = [
        j
        for j, area in areas.items()
        if words.text[slice(*area)] == figure and not overlaps(area, taken)
    ]
    return areas[free[0]] if len(free) == 1 and _is_telling(words, number, free[0]) else None


def _is_telling(words: _Words, i: int, j: int) -> bool:
    """Return whether a number is long enough to be the same, or the same stands before it."""
    before = words.first[i - 1].text == words.second[j - 1].text if i and j else False
    return before or len(words.first[i].text) >= _TELLING


def _is_in(token: Token, spot: Spot) -> bool:
    return spot.start <= token.start < spot.end


def _widened(words: _Words, spot: Spot, index: int) -> Area:
    token = words.second[index]
    figure = words.piece.text[spot.start : spot.end]
    return widened(words.text, token.start, token.end, figure)


def _between(words: _Words, spot: Spot) -> Area | None:
    before = sum(token.end <= spot.start for token in words.first) - 1
    behind = sum(token.start < spot.end for token in words.first)
    low, high = words.pairs.get(before), words.pairs.get(behind)
    if low is None or high is None:
        return None
    start = words.second[low].end if low >= 0 else 0
    end = words.second[high].start if high < len(words.second) else len(words.text)
    inner = _INSTEAD.fullmatch(words.text, start, end)
    return inner.span(1) if inner else None
