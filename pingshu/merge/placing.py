"""New paragraphs, rows and tables put into an edited document, each at its place.

Knows which element stands for which passage of the new version. Must not know what they say.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy

from lxml.etree import _Element as Element

from pingshu.document import Adoption
from pingshu.word import (
    CELL,
    CELL_PROPERTIES,
    PARAGRAPH,
    ROW,
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
    adoption: Adoption,
    body: Element,
) -> None:
    """Put in what is new, each where the new version has it.

    Args:
        anchors: what stands in the document; what is put in is added.
        models: the paragraphs and rows of the new version.
        added: those that are new.
        adoption: takes them over.
        body: of the document.
    """
    rows_of = {n: rows for rows in tables_of(models).values() for n in rows}
    for n in added:
        if models[n].tag == PARAGRAPH:
            _add_paragraph(anchors, n, models[n], adoption, body)
        elif n not in anchors:
            _add_row(anchors, n, models, adoption, body, rows_of[n])


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
