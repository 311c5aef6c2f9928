"""How much room a text takes: widths of characters, lines of a cell, the height of a row.

Knows East Asian widths. Must not know what a text says. Excel sizes rows by itself only for text
that is typed in, LibreOffice for some of it.
"""

import unicodedata
from collections.abc import Iterable
from math import ceil

_POINTS_A_LINE = 14
_HIGHEST_ROW = 409


class _Widths(dict[str, int]):
    """Character → 2 if it is as wide as a Chinese one, else 1; asked millions of times."""

    def __missing__(self, sign: str) -> int:
        width = self[sign] = 2 if unicodedata.east_asian_width(sign) in "WFA" else 1
        return width


_WIDTHS = _Widths()


def breadth(line: str) -> int:
    """Return how many Latin letters take the room of a line."""
    return len(line) if line.isascii() else sum(map(_WIDTHS.__getitem__, line))


def height(cells: Iterable[tuple[str, int]]) -> float:
    """Return the height in points of a row.

    Args:
        cells: the text of each cell, and the width of its column.
    """
    lines = max(_lines(text, width) for text, width in cells)
    return min(lines * _POINTS_A_LINE + 4, _HIGHEST_ROW)


def _lines(text: str, width: int) -> int:
    return sum(ceil(max(breadth(line), 1) / (width - 1)) for line in text.split("\n"))
