"""Rows that only a person's document has, kept among those that share its merged cells.

Knows rows, the cells that are merged down them, and what such a cell says. Must not know why a row
is kept, nor what becomes of the others.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise, takewhile

from lxml import etree
from lxml.etree import _Element as Element

from pingshu.document import leave_ends
from pingshu.passages import FIGURE
from pingshu.word import (
    CELL,
    CELL_PROPERTIES,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    RUN,
    TABLE,
    W,
    ancestor,
    cell_span,
    new_text,
    paragraph_text,
    place_in_cell,
    through_wrappers,
)

_MERGE, _VALUE, _RUN_FORMAT = f"{W}vMerge", f"{W}val", f"{W}rPr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A cell as part of a merge.

    Attributes:
        name: what the merge says, as generated.
        text: what it says in the document.
        look: the format of that.
    """

    name: str
    text: str
    look: Element | None


Parts = dict[Element, Part]
"""Cell → the merge that it is part of."""


def parts_of(table: Element, generated: Mapping[Element, str]) -> Parts:
    """Return the merged cells of a table.

    Args:
        table: the table.
        generated: cell → what was generated in it, where a person may have changed that.
    """
    tops: dict[Element, Element] = {}
    above: dict[int, Element] = {}
    for row in through_wrappers(table, ROW):
        now = {}
        for start, cell in _placed(row):
            if _is_merged(cell):
                top = above.get(start, cell) if _continues(cell) else cell
                now[start] = tops[cell] = top
        above = now
    made = {top: _part(top, generated) for top in {*tops.values()}}
    return {cell: made[top] for cell, top in tops.items()}


def _part(top: Element, generated: Mapping[Element, str]) -> Part:
    text = _text(top)
    look = deepcopy(next(top.iter(_RUN_FORMAT), None))
    return Part(name=generated.get(top, text).strip(), text=text.strip(), look=look)


def regroup(rows: Sequence[Element], due: Iterable[Element], parts: Parts) -> None:
    """Keep rows among those of the same merge, and let no cell continue a merge of another name.

    Args:
        rows: the rows that are not due, in their order.
        due: those that are.
        parts: the merged cells of both.
    """
    known = {*due}
    moved = set()
    for row in rows:
        beside = _wanted(row, known, parts)
        if beside is not None:
            leave_ends(row, FIGURE)
            beside.addnext(row)
            moved.add(row)
        known.add(row)
    for table in {table for row in rows if (table := ancestor(row, TABLE)) is not None}:
        _mend(table, {*rows}, moved, parts)


# --- where a row belongs ----------------------------------------------------------------------


def _wanted(row: Element, known: Collection[Element], parts: Parts) -> Element | None:
    """Return the row to put a row behind; None if it stands well."""
    table = ancestor(row, TABLE)
    others = [] if table is None else [*through_wrappers(table, ROW)]
    names = _names(row, parts)
    shared = {one: _shared(names, _names(one, parts)) for one in others if one in known}
    best = max(shared.values(), default=0)
    place = others.index(row) if best else 0
    if not best or (place and shared.get(others[place - 1]) == best):
        return None
    fitting = [one for one, count in shared.items() if count == best]
    before = [one for one in fitting if one in others[:place]]
    return (before or fitting)[-1] if before or best < len(names) else fitting[0]


def _names(row: Element, parts: Parts) -> list[str]:
    return [parts[cell].name for cell in through_wrappers(row, CELL) if cell in parts]


def _shared(names: Sequence[str], others: Sequence[str]) -> int:
    """Return how many merges two rows share, from the outermost on."""
    pairs = zip(names, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


# --- cells ------------------------------------------------------------------------------------


def _mend(
    table: Element, own: Collection[Element], moved: Collection[Element], parts: Parts
) -> None:
    pairs = pairwise(through_wrappers(table, ROW))
    for above, row in ((above, row) for above, row in pairs if row in own or above in own):
        uppers = dict(_placed(above))
        for start, cell in ((start, cell) for start, cell in _placed(row) if cell in parts):
            upper = parts.get(uppers[start]) if start in uppers else None
            _mend_cell(cell, parts[cell], upper, is_moved=row in moved)


def _mend_cell(cell: Element, part: Part, upper: Part | None, *, is_moved: bool) -> None:
    """Let a cell continue the one above only if that says the same, else say it itself."""
    is_same = upper is not None and upper.name == part.name
    if _continues(cell) and not is_same:
        place_in_cell(cell, "vMerge", etree.Element(_MERGE, {_VALUE: "restart"}))
        if not _text(cell).strip():
            _say(cell, part)
    elif is_moved and is_same and _text(cell).strip() == part.name:
        place_in_cell(cell, "vMerge", etree.Element(_MERGE))
        for paragraph in cell.iter(PARAGRAPH):
            paragraph[:] = paragraph.findall(PARAGRAPH_PROPERTIES)


def _say(cell: Element, part: Part) -> None:
    paragraph = next(cell.iter(PARAGRAPH))
    run = etree.SubElement(paragraph, RUN)
    if part.look is not None:
        run.append(deepcopy(part.look))
    run.append(new_text(part.text))


def _placed(row: Element) -> Iterator[tuple[int, Element]]:
    """Yield each cell with the column of the grid that it begins in."""
    start = 0
    for cell in through_wrappers(row, CELL):
        yield start, cell
        start += cell_span(cell)


def _merge_in(cell: Element) -> Element | None:
    return cell.find(f"{CELL_PROPERTIES}/{_MERGE}")


def _is_merged(cell: Element) -> bool:
    return _merge_in(cell) is not None


def _continues(cell: Element) -> bool:
    merge = _merge_in(cell)
    return merge is not None and merge.get(_VALUE, "continue") == "continue"


def _text(cell: Element) -> str:
    return "".join(map(paragraph_text, cell.iter(PARAGRAPH)))
