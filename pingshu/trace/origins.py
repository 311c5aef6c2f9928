"""The numbers of a report and where each comes from: a cell, a text, the template, a hand.

Knows figures, what cells say, and the numbers that say how much of something; dates, serials and
numbers of documents do not. Must not know Word, nor how any of this is shown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pingshu.align import Placement, same_figure
from pingshu.figure import Figure
from pingshu.numerals import Area, counted_areas, overlaps
from pingshu.passages import Passage, Printed
from pingshu.values import fold

_SENTENCE = re.compile(r"[。；;！？\n]")
_CLAUSE = re.compile(r"[。；;！？\n，,、：:（）()“”]")
_ENDS = "。；;，,、"
_WORDS = re.compile("[\u3400-\u9fff]")
_FEWEST_WORDS = 2
_SIGNS = "≥≤<>="
_CONTEXT = 14
# A context neither begins nor ends within a number.
_CUT_OFF = re.compile(r"\A[0-9.,]*")
_CUT_SHORT = re.compile(r"[0-9.,]*\Z")
_COLUMN = re.compile("![A-Z]+(?=[0-9]+$)")


class Origin(StrEnum):
    """Where a number of a report comes from."""

    TABLE = "table"
    """A figure, or a text in a cell of a form."""
    MATERIAL = "material"
    """A text that the office wrote on a sheet beside the forms."""
    TEMPLATE = "template"
    """Words that were generated with the report."""
    HAND = "hand"
    CHANGED = "changed"
    """A figure that a person has overtyped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in a report.

    Attributes:
        line, piece, start, end: where it stands: in which line and cell, at which characters.
        figure: the figure that was printed there.
        printed: as it was printed.
        places: the cells that say it in words.
    """

    line: int
    piece: int
    start: int
    end: int
    text: str
    origin: Origin
    figure: Figure | None = None
    printed: Printed | None = None
    places: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return a name that no other number of the report has."""
        return f"n{self.line}-{self.piece}-{self.start}"

    @property
    def subject(self) -> str:
        """Return what it is about: the key of its figure, or itself alone."""
        return self.printed.key if self.printed else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the numbers of a report are looked up in.

    Attributes:
        cells: place → what the cell says, tidied.
        material: names of the sheets of texts.
        rows: row (自评表!6) → its cells.
        whole: the paragraphs and cells as generated, tidied.
        before: passage of the report → what it was as generated.
    """

    figures: Mapping[str, Figure]
    cells: tuple[tuple[str, str], ...]
    rows: Mapping[str, Sequence[tuple[str, str]]]
    material: frozenset[str]
    whole: tuple[str, ...]
    before: Mapping[int, tuple[str, ...]]

    def numbers_in(
        self, index: int, passage: Passage, placed: Sequence[Placement]
    ) -> Iterator[Number]:
        """Yield the numbers of a passage in their order."""
        for number, piece in enumerate(passage.pieces):
            own = [self._printed(one) for one in placed if one.piece == number]
            taken = [(one.start, one.end) for one in own]
            free = (area for area in counted_areas(piece.text) if not overlaps(area, taken))
            others = [self._loose(index, number, passage, area) for area in free]
            yield from sorted((*own, *others), key=lambda one: one.start)

    def _printed(self, placed: Placement) -> Number:
        standing, text = placed.standing, placed.standing.text or ""
        is_kept = same_figure(standing.printed.text, text)
        return Number(
            line=placed.passage or 0,
            piece=placed.piece,
            start=standing.start,
            end=standing.end,
            text=text,
            origin=Origin.TABLE if is_kept else Origin.CHANGED,
            figure=self.figures.get(standing.printed.key),
            printed=standing.printed,
        )

    def _loose(self, line: int, piece: int, passage: Passage, area: Area) -> Number:
        text = passage.pieces[piece].text
        words = list(words_around(text, *area))
        generated = self._is_generated(words, line)
        places = self._places(words, text[slice(*area)], generated=generated)
        nearest = self._nearest(places, passage)
        return Number(
            line=line,
            piece=piece,
            start=area[0],
            end=area[1],
            text=text[slice(*area)],
            origin=self._origin(nearest, generated=generated),
            places=nearest,
        )

    def _is_generated(self, words: Sequence[str], line: int) -> bool:
        known = self.before.get(line, self.whole)
        return any(words_agree(stretch, text) for stretch in words for text in known)

    def _places(self, words: Sequence[str], number: str, *, generated: bool) -> tuple[str, ...]:
        """Return the cells that hold the most of the words around a number.

        A number alone is no proof: what was typed by hand may stand in a cell by chance.
        """
        for stretch in words:
            found = [place for place, text in self.cells if quotes(stretch, text)]
            if found:
                return tuple(found)
        if not generated:
            return ()
        clause, bare = words[-1], tidied(number)
        return tuple(place for place, text in self.cells if stands_in(text, clause, bare))

    def _nearest(self, places: tuple[str, ...], passage: Passage) -> tuple[str, ...]:
        """Return those of several cells beside which stands what the passage says, too."""
        whole = tidied(passage.text)
        beside = tuple(place for place in places if self._is_beside(place, whole))
        return beside or places

    def _is_beside(self, place: str, whole: str) -> bool:
        others = self.rows.get(row_of(place), ())
        return any(one != place and quotes(text, whole) for one, text in others)

    def _origin(self, places: Sequence[str], *, generated: bool) -> Origin:
        if not places:
            return Origin.TEMPLATE if generated else Origin.HAND
        sheets = {place.rpartition("!")[0] for place in places}
        return Origin.MATERIAL if sheets <= self.material else Origin.TABLE


# --- numbers and the words around them --------------------------------------------------------


def words_around(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the line, the sentence and the clause that hold a stretch of a text, tidied."""
    for borders in (re.compile("\n"), _SENTENCE, _CLAUSE):
        before = [match.end() for match in borders.finditer(text, 0, start)]
        behind = borders.search(text, end)
        yield tidied(text[before[-1] if before else 0 : behind.start() if behind else None])


def tidied(text: str) -> str:
    """Return a text in one spelling, without white space and without a stop at its end."""
    return "".join(fold(text).split()).rstrip(_ENDS)


def in_context(text: str, start: int, end: int) -> str:
    """Return a stretch of a text in 【】 with a few words before and behind it."""
    before = (
        text[:start] if start <= _CONTEXT else _CUT_OFF.sub("…", text[start - _CONTEXT : start])
    )
    rest = text[end : end + _CONTEXT]
    behind = rest if end + _CONTEXT >= len(text) else f"{_CUT_SHORT.sub('', rest)}…"
    return f"{before}【{text[start:end]}】{behind}"


def quotes(words: str, whole: str) -> bool:
    """Return whether words stand in a text, and are enough of them to be known by."""
    return len(_WORDS.findall(words)) >= _FEWEST_WORDS and words in whole


def words_agree(words: str, whole: str) -> bool:
    """Return whether words are a text, or are quoted from it."""
    return words == whole or quotes(words, whole)


def stands_in(cell: str, words: str, number: str) -> bool:
    """Return whether a cell is a number, with its sign and unit, that stands in some words."""
    begins = cell.strip(_SIGNS)[:1].isdecimal()
    return begins and number in cell and (cell == words or (cell != number and cell in words))


def row_of(place: str) -> str:
    """Return the row that a cell is of, the cell itself where it has no number."""
    return _COLUMN.sub("!", place)
