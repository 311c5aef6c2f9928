"""The cells of a sheet as most programs write them, found by one pattern in its XML.

Knows how Excel, WPS and openpyxl write a cell, byte by byte. Must not know what a cell says.
Objects for every element of a sheet cost more than all else in reading it; whatever the pattern
does not know is left to the parser of XML.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element as Element

_OPENS, _CLOSES = b"<sheetData>", b"</sheetData>"
# Texts without entities: with one a text says something else than it is written. A line end of
# Windows would be another after parsing, and other control characters must not be there.
_TEXT = "[^<&>\x00-\x08\x0b-\x1f\ufffe\uffff]*"
_ROW = r'<row(?: [\w:.]+="[^"<&]*")*'
_TOKEN = re.compile(
    rf"(?P<opens>{_ROW}>)|(?P<closes></row>)|(?P<blank>{_ROW}/>)"
    r'|(?P<cell><c r="([A-Z]{1,3}[1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?'
    rf"(?:/>|>(?:<f>({_TEXT})</f>)?(?:<v>({_TEXT})</v>|<v ?/>)?</c>))"
    r"|\n"
)
_BETWEEN_ROWS = frozenset({"opens", "blank"})
_AROUND_CELLS = frozenset({"opens", "closes"})
_FIRST_OF_CELL = 4


Texts = tuple[str | None, ...]
"""Address, number of the format, kind, formula and value of a cell; None for what is not there."""


class Scanned(NamedTuple):
    """The cells of a sheet, and all of its XML but them."""

    cells: Sequence[Texts]
    rest: Element


def scan(sheet: bytes, parser: etree.XMLParser) -> Scanned | None:
    """Return the cells of a sheet, None if the parser of XML has to look for them.

    Raises:
        XMLSyntaxError: the rest of the sheet is not sound.
    """
    start, end = sheet.find(_OPENS) + len(_OPENS), sheet.rfind(_CLOSES)
    if start < len(_OPENS) or end < start:
        return None
    rest = etree.fromstring(b"%b%b" % (sheet[:start], sheet[end:]), parser)
    cells = _cells(sheet[start:end]) if _is_utf_8(rest) else None
    return None if cells is None else Scanned(cells=cells, rest=rest)


def _is_utf_8(root: Element) -> bool:
    return (root.getroottree().docinfo.encoding or "UTF-8").upper() in {"UTF-8", "US-ASCII"}


def _cells(data: bytes) -> list[Texts] | None:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    reached, inside, cells = 0, False, list[Texts]()
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        # A row ends before the next one begins, and cells stand in rows.
        if match.start() != reached or (kind and inside is (kind in _BETWEEN_ROWS)):
            return None
        reached = match.end()
        if kind == "cell":
            cells.append(match.groups()[_FIRST_OF_CELL:])
        elif kind in _AROUND_CELLS:
            inside = kind == "opens"
    return cells if reached == len(text) and not inside else None
