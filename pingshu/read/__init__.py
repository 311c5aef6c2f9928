"""Workbooks as grids: which reader by the first bytes, merged cells, stored formula results.

Knows files and openpyxl. Must not know what a form is. Whatever is wrong with a file becomes a
finding; nothing is left lazy, the file is closed on return.
"""

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from pingshu.finding import Finding, found
from pingshu.read.cells import cells_of
from pingshu.read.package import UnusableError, refuse, uncached_formulas, workbook_bytes
from pingshu.sheet import Grid, Place

# openpyxl lets whatever it stumbles over escape: a NaN in a cell, an unknown style.
_STUMBLES = (
    AttributeError,
    InvalidFileException,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
)

# What these warnings speak of is neither read nor ever written back, so nobody need know.
_HARMLESS = (
    "extension is not supported",
    "no default style",
    "header or footer",
    "Conditional Formatting",
    "Print area",
    "Print titles",
    "Slicer",
)


def read_workbook(path: str | Path) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """Return the sheets of a workbook as grids, and the findings about the file.

    Args:
        path: the workbook; its name as given stands in every place.

    Returns:
        The grids in the order of the sheets, hidden ones marked; empty if the file cannot be
        read (then there is a finding of severity error).
    """
    workbook = str(path)
    try:
        content = workbook_bytes(Path(path), workbook)
        uncached = uncached_formulas(content, workbook)
        return _grids(content, workbook, uncached)
    except UnusableError as unusable:
        return (), (unusable.finding,)


def _grids(
    content: bytes, workbook: str, uncached: Mapping[str, frozenset[str]]
) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        book = _load(content, workbook)
    if not book.worksheets:
        raise refuse("damaged", workbook, reason="里面没有工作表")
    findings = list(_warned(caught, workbook))
    grids = []
    for sheet in book.worksheets:
        cells, removed = cells_of(sheet, uncached.get(sheet.title, frozenset()), book.epoch)
        hidden = sheet.sheet_state != "visible"
        grid = Grid(workbook=workbook, sheet=sheet.title, cells=cells, hidden=hidden)
        findings.extend(found("character-removed", grid.place(cell)) for cell in removed)
        grids.append(grid)
    book.close()
    return tuple(grids), tuple(findings)


def _load(content: bytes, workbook: str) -> openpyxl.Workbook:
    try:
        return openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except _STUMBLES as error:
        raise refuse("damaged", workbook, reason="里面的内容不符合规定") from error


def _warned(caught: Sequence[warnings.WarningMessage], workbook: str) -> Iterator[Finding]:
    said = dict.fromkeys(str(warning.message) for warning in caught)
    for text in said:
        if not any(harmless.lower() in text.lower() for harmless in _HARMLESS):
            yield found("reader-warning", Place(workbook=workbook), reason=text)
