"""The long parts of a plain .xlsx piece by piece: rows, merged ranges, texts that cells share.

Knows how XML is parsed without being kept. Must not know what a cell says. However long a part
is, one row of it is in memory; the texts are in a temporary file.
"""

from array import array
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO

from lxml import etree
from lxml.etree import _Element as Element

from pingshu.intake import MOST_XML_BYTES

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _ROWS = f"{_MAIN}row", f"{_MAIN}sheetData"
_TEXT, _TEXTS = f"{_MAIN}si", f"{_MAIN}sst"
_RANGE, _RANGES, _LINK = f"{_MAIN}mergeCell", f"{_MAIN}mergeCells", f"{_MAIN}hyperlink"
_IN_MEMORY = 1 << 20
# As a mark of XML; what is typed into a cell has no bare “<”.
_DOCTYPE = b"<!DOCTYPE"


def rows_in(sheet: IO[bytes]) -> Iterator[Element]:
    """Yield the rows of a sheet, each emptied when the next is asked for."""
    return _passing(sheet, _ROW, end=_ROWS)


def ranges_in(sheet: IO[bytes]) -> Iterator[str]:
    """Yield the merged ranges of a sheet."""
    # Without merged ranges the end is that of tens of thousands of links.
    for element in _passing(sheet, _ROW, _RANGE, _LINK, end=_RANGES):
        if element.tag == _RANGE:
            yield element.get("ref") or ""


def texts_in(strings: IO[bytes]) -> Iterator[Element]:
    """Yield the texts that cells share, each emptied when the next is asked for."""
    return _passing(strings, _TEXT, end=_TEXTS)


def _passing(member: IO[bytes], *tags: str, end: str) -> Iterator[Element]:
    """Yield the elements of some names and forget each, up to the end of one of another name."""
    source = _Source(member)
    for _, element in etree.iterparse(
        source,
        tag=(*tags, end),
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    ):
        if element.tag == end:
            return
        yield element
        _forget(element)
        source.taken = 0


def _forget(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]


class _Source:
    """A member that gives so much and no more until what it gave is forgotten."""

    def __init__(self, member: IO[bytes]) -> None:
        self.member = member
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        content = self.member.read(size)
        self.taken += len(content)
        if self.taken > MOST_XML_BYTES or _DOCTYPE in content:
            raise ValueError("more than may be in memory at once, or what should not be there")
        return content


class Strings:
    """Texts by number, kept in a temporary file."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile[bytes](max_size=_IN_MEMORY)
        self._starts = array("Q", [0])

    def add(self, texts: Iterable[str]) -> None:
        """Add texts, the first with the next number."""
        for text in texts:
            self._starts.append(self._starts[-1] + self._file.write(text.encode()))

    def __getitem__(self, number: int, /) -> str:
        """Return the text of a number."""
        start, end = self._starts[number], self._starts[number + 1]
        self._file.seek(start)
        return self._file.read(end - start).decode()

    def close(self) -> None:
        """Give the temporary file back."""
        self._file.close()
