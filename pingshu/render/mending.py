"""What is put right in a filled part: elements left empty, grids of tables, ids of copies.

Knows the few elements that Word wants to find. Knows nothing of templates and values.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from lxml import etree

from pingshu.word import CELL, ROW, Additions, W, cell_span, through_wrappers

_ENDS_IN_PARAGRAPH = re.compile(r"(?:</w:p>|</w:sdt>|<w:p(?: [^<>]*)?/>)\s*\Z")
_DRAWING = re.compile(r"<wp:docPr\b[^>]*>")
_ID, _NAME = re.compile(r' id="\d*"'), re.compile(r' name="([^"]*)"')
_ROOT = re.compile("<w:tbl[ >]")
_DECLARED = re.compile(r"\A<w:tbl[^>]*>")
_WIDTH, _KIND = f"{W}w", f"{W}type"


def menders(
    additions: Additions, namespaces: Mapping[str | None, str]
) -> dict[str, Callable[[str, str], str]]:
    """Who mends what, by the name under which the structure of a part asks for it.

    Args:
        additions: Where fresh ids come from.
        namespaces: The prefixes declared at the root of the part.
    """
    return {
        "p": _with_paragraph,
        "tr": partial(_with_element, "<w:tr"),
        "tc": partial(_with_element, "<w:tc"),
        "drawing": partial(_renumber, additions),
        "grid": partial(_fit_grid, namespaces),
    }


def _with_paragraph(_: str, content: str) -> str:
    return content if _ENDS_IN_PARAGRAPH.search(content) else f"{content}<w:p/>"


def _with_element(opening: str, _: str, content: str) -> str:
    return content if opening in content else ""


def _renumber(additions: Additions, _: str, content: str) -> str:
    def fresh(match: re.Match[str]) -> str:
        number = next(additions.numbers)
        named = _NAME.sub(rf' name="\g<1> {number}"', match[0])
        return _ID.sub(f' id="{number}"', named)

    return _DRAWING.sub(fresh, content)


def _fit_grid(namespaces: Mapping[str | None, str], columns: str, content: str) -> str:
    """Fit the grid of a table to the rows it got, its width kept."""
    if not _ROOT.search(content):
        return content
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in namespaces.items() if prefix)
    (table,) = etree.fromstring(f"<a{declared}>{content}</a>")
    rows = [list(through_wrappers(row, CELL)) for row in through_wrappers(table, ROW)]
    most = max((sum(map(cell_span, cells)) for cells in rows), default=0)
    if most == int(columns):
        return content
    for cells in rows:
        _stretch(cells, int(columns), most)
    _rewrite_grid(table, rows, most)
    return _DECLARED.sub("<w:tbl>", etree.tostring(table, encoding="unicode"), count=1)


def _stretch(cells: list[etree._Element], columns: int, most: int) -> None:
    """Let a cell that spanned the whole table span it still."""
    span = cells[0].find(f"{W}tcPr/{W}gridSpan") if len(cells) == 1 else None
    if span is not None and cell_span(cells[0]) == columns:
        span.set(f"{W}val", str(most))


def _rewrite_grid(table: etree._Element, rows: list[list[etree._Element]], most: int) -> None:
    grid = table.find(f"{W}tblGrid")
    if grid is None or not most:
        return
    total = sum(_number(column) for column in grid)
    widest = next(cells for cells in rows if sum(map(cell_span, cells)) == most)
    raw = list(_widths(widest, total / most))
    factor = total / sum(raw) if total and sum(raw) else 1
    grid[:] = [etree.Element(f"{W}gridCol", {_WIDTH: str(int(width * factor))}) for width in raw]
    for width in table.iter(f"{W}tcW"):
        if width.get(_KIND, "dxa") == "dxa" and _owner(width) is table:
            width.set(_WIDTH, str(int(_number(width) * factor)))


def _widths(cells: list[etree._Element], usual: float) -> Iterator[float]:
    """The width of each column, from the cells of a row that has them all."""
    for cell in cells:
        width, span = cell.find(f"{W}tcPr/{W}tcW"), cell_span(cell)
        own = 0.0 if width is None or width.get(_KIND, "dxa") != "dxa" else _number(width)
        yield from [own / span if own else usual] * span


def _owner(node: etree._Element) -> etree._Element | None:
    return next(node.iterancestors(f"{W}tbl"), None)


def _number(node: etree._Element) -> float:
    value = node.get(_WIDTH, "0")
    return float(value) if value.replace(".", "", 1).isdecimal() else 0.0
