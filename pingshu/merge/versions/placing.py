"""New paragraphs, rows and tables put into an edited document, each at its place.

Knows which element stands for which passage of the new version. Must not know what they say.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy

from lxml.etree import _Element as Element

from pingshu.document import Adoption, leave_ends
from pingshu.passages import FIGURE
from pingshu.word import (
    CELL,
    CELL_PROPERTIES,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    SECTION_PROPERTIES,
    TABLE,
    W,
    ancestor,
    cell_span,
    place_in_cell,
    through_wrappers,
)

Anchors = dict[int, Element]
"""Index of a passage of the new version → what stands for it in the document, in one order."""


def tables_of(elements: Sequence[Element]) -> dict[Element, list[int]]:
    """Return each table of some paragraphs and rows, with the indices of its rows."""
    tables: dict[Element, list[int]] = {}
    for index, element in enumerate(elements):
        table = ancestor(element, TABLE) if element.tag == ROW else None
        if table is not None:
            tables.setdefault(table, []).append(index)
    return tables


def add_new(
    anchors: Anchors,
    models: Sequence[Element],
    added: Iterable[int],
    reordered: Mapping[int, Element],
    adoption: Adoption,
    body: Element,
) -> None:
    """Put in what is new, and what has another place now, each where the new version has it.

    Args:
        anchors: what stands in the document; what is put in is added.
        models: the paragraphs and rows of the new version.
        added: those that are new.
        reordered: those that stand elsewhere in the document → what stands for them.
        adoption: takes over what is new.
        body: of the document.
    """
    rows_of = {n: rows for rows in tables_of(models).values() for n in rows}
    for n in sorted({*added, *reordered}):
        if n in reordered:
            _put_elsewhere(anchors, n, reordered[n], rows_of.get(n))
        elif models[n].tag == PARAGRAPH:
            _add_paragraph(anchors, n, models[n], adoption, body)
        elif n not in anchors:
            _add_row(anchors, n, models, adoption, body, rows_of[n])


def _put_elsewhere(anchors: Anchors, n: int, element: Element, rows: Sequence[int] | None) -> None:
    """Put a paragraph or row of the document where it belongs now, if there is such a place."""
    near = nearest(anchors, n, rows)
    if element.find(f"{PARAGRAPH_PROPERTIES}/{SECTION_PROPERTIES}") is not None:
        return  # or the section would end elsewhere
    if near is not None:
        leave_ends(element, FIGURE)
        beside = anchors[near] if element.tag == ROW else _block(anchors[near])
        _put_beside(beside, element, behind=near < n)
    anchors[n] = element


def _add_paragraph(
    anchors: Anchors, n: int, model: Element, adoption: Adoption, body: Element
) -> None:
    near = nearest(anchors, n)
    beside = None if near is None else next(anchors[near].iter(PARAGRAPH), None)
    copy = adoption.adopted(model, beside)
    _put_block(anchors, n, copy, body)
    anchors[n] = copy


def _add_row(
    anchors: Anchors,
    n: int,
    models: Sequence[Element],
    adoption: Adoption,
    body: Element,
    rows: Sequence[int],
) -> None:
    """Put a row into its table; with the first of a new table the table itself."""
    near = nearest(anchors, n, rows)
    table = ancestor(models[n], TABLE)
    if near is None and table is not None:
        copy = adoption.adopted(table)
        _put_block(anchors, n, copy, body)
        anchors.update(zip(rows, through_wrappers(copy, ROW), strict=True))
    elif near is not None:
        copy = adoption.adopted(models[n])
        known = sorted(anchors.keys() & rows, key=lambda k: abs(k - n))
        _fit(copy, [(models[k], anchors[k]) for k in known])
        _put_beside(anchors[near], copy, behind=near < n)
        anchors[n] = copy


def nearest(
    anchors: Mapping[int, Element], index: int, among: Iterable[int] | None = None
) -> int | None:
    """Return the passage whose element is the nearest before a place, else the next behind it.

    Args:
        anchors: what stands in the document.
        index: the place.
        among: the passages that count; all, if not told.
    """
    known = anchors.keys() if among is None else anchors.keys() & set(among)
    before = max((one for one in known if one < index), default=None)
    return min((one for one in known if one > index), default=None) if before is None else before


def _put_block(anchors: Anchors, index: int, copy: Element, body: Element) -> None:
    near = nearest(anchors, index)
    if near is None:
        body.insert(0, copy)
    else:
        _put_beside(_block(anchors[near]), copy, behind=near < index)


def _block(element: Element) -> Element:
    """Return the paragraph itself, of a row its table."""
    table = ancestor(element, TABLE) if element.tag == ROW else None
    return element if table is None else table


def _put_beside(element: Element, copy: Element, *, behind: bool) -> None:
    if behind:
        element.addnext(copy)
    else:
        element.addprevious(copy)


def _fit(copy: Element, pairs: Iterable[tuple[Element, Element]]) -> None:
    """Let the cells of a row be as wide as those of a row that is like it.

    Another program may have laid the columns of the table anew when it saved the document.

    Args:
        copy: the row.
        pairs: rows of the new version, the nearest first, each with its row in the document.
    """
    spans = _spans(copy)
    for model, present in pairs:
        if spans == _spans(model) and len(_cells(present)) == len(spans):
            for cell, like in zip(_cells(copy), _cells(present), strict=True):
                _widen_like(cell, like)
            return


def _cells(row: Element) -> list[Element]:
    return list(through_wrappers(row, CELL))


def _spans(row: Element) -> list[int]:
    return [cell_span(cell) for cell in _cells(row)]


def _widen_like(cell: Element, like: Element) -> None:
    for name in ("tcW", "gridSpan"):
        own = like.find(f"{CELL_PROPERTIES}/{W}{name}")
        if own is not None:
            place_in_cell(cell, name, deepcopy(own))
