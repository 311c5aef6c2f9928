"""The passages of a document, its paragraphs and rows of tables, as text with the figures in it.

Knows which bookmarks stand around figures and how a passage is remembered as a skeleton. Must not
know what a figure is about, nor who wrote a passage.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from lxml.etree import _Element as Element

from pingshu.word import (
    CELL,
    CELL_PROPERTIES,
    PARAGRAPH,
    ROW,
    RUN,
    TABLE,
    W,
    run_text,
    through_wrappers,
)

FIGURE = "_fig_"
"""What the name of each bookmark around a figure starts with; Word hides names with a leading _."""
_START, _END = f"{W}bookmarkStart", f"{W}bookmarkEnd"
_ID, _NAMED = f"{W}id", f"{W}name"
_USUAL = 2
_BETWEEN_NAMES = re.compile(r"(?<![0-9])\.|\.(?![0-9])")
_NAME = re.compile(rf"⟦({FIGURE}[0-9a-f]+_[0-9]+)⟧")

Skeleton = str | list[str]
"""A paragraph, or the cells of a row, with ⟦name⟧ in the place of each figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A figure in the place where a report prints it.

    Attributes:
        name: its bookmark; no other figure of the report has it.
        key: the figure's key; a figure that is printed twice has it twice.
        text: what is printed.
    """

    name: str
    key: str
    text: str


class Spot(NamedTuple):
    """The characters of a piece between the two ends of a figure's bookmark.

    A tuple like pieces and passages, because a report has hundreds of each in three versions, and
    they are made several times as fast.
    """

    name: str
    start: int
    end: int


class Piece(NamedTuple):
    """The text of a paragraph or of a cell, and the figures in it, in their order."""

    text: str
    spots: tuple[Spot, ...] = ()

    @property
    def skeleton(self) -> str:
        """Return the text with ⟦name⟧ in the place of each figure."""
        parts: list[str] = []
        last = 0
        for spot in self.spots:
            parts += (self.text[last : spot.start], f"⟦{spot.name}⟧")
            last = spot.end
        return "".join((*parts, self.text[last:]))


class Passage(NamedTuple):
    """A paragraph, which is one piece, or a row, which has a piece for each cell.

    Attributes:
        row: whether it is a row of a table.
    """

    pieces: tuple[Piece, ...]
    row: bool = False

    @property
    def text(self) -> str:
        """Return what is read, cells set apart by tabs."""
        return "\t".join([piece.text for piece in self.pieces])

    @property
    def skeleton(self) -> Skeleton:
        """Return how it is remembered."""
        skeletons = [piece.skeleton for piece in self.pieces]
        return skeletons if self.row else skeletons[0]


@lru_cache(maxsize=4096)
def bookmark_stem(key: str) -> str:
    """Return what the bookmarks of a figure start with: the same for a key in every report.

    A short hash, because Word allows 40 characters and a key may have any number.
    """
    return f"{FIGURE}{blake2b(key.encode(), digest_size=6).hexdigest()}_"


def called(key: str) -> str:
    """Return what people call the figure of a key: 资金·年度资金总额·全年预算数."""
    return _BETWEEN_NAMES.sub("·", key)


def passage_of(skeleton: Skeleton, printed: Mapping[str, Printed]) -> Passage:
    """Return the passage that a skeleton remembers, each figure as it was printed."""
    if isinstance(skeleton, str):
        return Passage(pieces=(_piece_of(skeleton, printed),))
    return Passage(pieces=tuple(_piece_of(cell, printed) for cell in skeleton), row=True)


@lru_cache(maxsize=4096)
def _plain(text: str) -> Piece:
    """Return a piece without figures: two versions of a report have most of them in common."""
    return Piece(text=text)


def _piece_of(skeleton: str, printed: Mapping[str, Printed]) -> Piece:
    if "⟦" not in skeleton:
        return _plain(skeleton)
    first, *others = _NAME.split(skeleton)
    text, spots = first, []
    for name, behind in zip(others[::2], others[1::2], strict=True):
        figure = printed.get(name)
        start = len(text)
        if figure is None:
            text += f"⟦{name}⟧{behind}"
        else:
            spots.append(Spot(name=name, start=start, end=start + len(figure.text)))
            text += figure.text + behind
    return Piece(text=text, spots=tuple(spots))


# --- reading a document ---------------------------------------------------------------------


def placed_passages(body: Element) -> tuple[tuple[Passage, Element], ...]:
    """Return the passages of a document in their order, each with its paragraph or row.

    Text of insertions that nobody accepted counts, of deletions not; text boxes are left out.

    Args:
        body: the body of the main part.
    """
    return tuple((_passage(element), element) for element in passage_elements(body))


def passage_elements(body: Element) -> Iterator[Element]:
    """Yield the paragraph or row of each passage of a document, in their order."""
    for node in through_wrappers(body, PARAGRAPH, TABLE):
        if node.tag == PARAGRAPH:
            yield node
        else:
            yield from through_wrappers(node, ROW)


def _passage(element: Element) -> Passage:
    if element.tag == PARAGRAPH:
        return Passage(pieces=(_piece([element]),))
    cells = through_wrappers(element, CELL)
    return Passage(pieces=tuple([_piece(_lines(cell)) for cell in cells]), row=True)


def _lines(cell: Element) -> Iterable[Element]:
    """Return the paragraphs of a cell; nearly every one has its properties and one paragraph."""
    children = list(cell)
    if (
        len(children) == _USUAL
        and children[0].tag == CELL_PROPERTIES
        and children[1].tag == PARAGRAPH
    ):
        return children[1:]
    return paragraphs_in(cell)


def paragraphs_in(cell: Element) -> Iterator[Element]:
    """Yield the paragraphs of a cell, those of a table inside it too."""
    for node in through_wrappers(cell, PARAGRAPH, TABLE, ROW, CELL):
        if node.tag == PARAGRAPH:
            yield node
        else:
            yield from paragraphs_in(node)


def _piece(paragraphs: Iterable[Element]) -> Piece:
    """Return the text of paragraphs, one a line, with the figures in it."""
    texts, spots, length = [], list[Spot](), 0
    for paragraph in paragraphs:
        text, inner = _read(paragraph)
        if inner:
            spots += [Spot(name=name, start=length + a, end=length + b) for name, a, b in inner]
        texts.append(text)
        length += len(text) + 1
    text = "\n".join(texts)
    return Piece(text=text, spots=tuple(spots)) if spots else _plain(text)


def _read(paragraph: Element) -> tuple[str, list[tuple[str, int, int]]]:
    """Return the text of a paragraph, and name, start and end of each figure in it."""
    text = ""
    opened: dict[str, tuple[str, int]] = {}
    spots = []
    for node in through_wrappers(paragraph, RUN, _START, _END):
        if node.tag == RUN:
            text += run_text(node)
        elif node.tag == _START:
            name = node.get(_NAMED, "")
            if name.startswith(FIGURE):
                opened[node.get(_ID, "")] = name, len(text)
        elif opened and (number := node.get(_ID, "")) in opened:
            spots.append((*opened.pop(number), len(text)))
    # A paragraph that was split inside a figure holds no end of it.
    spots += [(name, start, len(text)) for name, start in opened.values()]
    return text, sorted(spots, key=lambda spot: spot[1]) if len(spots) > 1 else spots
