"""The funds split up by kind of income and of spending, as lists below a heading of their own.

Knows labels and where their parts stand: name and amount in one cell, or side by side. Must not
know what an amount is worth.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pingshu.model import Block, Row
from pingshu.profile import Labels, meaning
from pingshu.sheet import Cell, Grid

_PART = re.compile(
    r"\s*(?:其中\s*[:：]?\s*)?(?P<label>[^0-9:：]+?)\s*[:：]?\s*(?P<amount>[-－]?[0-9０-９].*)?",
    re.DOTALL,
)


_AMOUNTS = frozenset({"budget_initial", "budget", "executed"})


def _heads(grid: Grid, first: int, last: int, labels: Labels) -> list[tuple[str, Cell]]:
    """Return the headings of such lists among the rows, by what they split the money."""
    named = (
        (meaning(cell.text, labels["splits"]), cell)
        for row in range(first, last + 1)
        for cell in grid.row(row)
        if cell.row == row
    )
    return [(name, cell) for name, cell in named if name is not None]


def locate_splits(
    grid: Grid, last: int, funds: Block | None, labels: Labels
) -> tuple[Block | None, tuple[Row, ...]]:
    """Return the funds, and kind, label and amount of every part that stands below such a heading.

    A row of the funds stays one, unless its amount stands beside its name in the same cell.

    Args:
        grid: the form.
        last: the row before the block after the funds.
        funds: the funds as located, without regard to such lists.
        labels: what the labels may be.
    """
    if funds is None:
        return None, ()
    heads = _heads(grid, funds.columns["budget"].row, last, labels)
    cells = [cell for _, cell in heads]
    left = min((cell.column for cell in cells), default=0)
    own = [row for row in funds.rows if row["label"].column >= left and not _is_part(row)]
    taken = {row["label"].row for row in own}
    parts = tuple(
        part
        for name, head in heads
        for part in _parts(grid, name, head, cells, _last_row(grid, head, cells, last))
        if part["label"].row not in taken
    )
    listed = {part["label"].row for part in parts}
    rows = tuple(row for row in funds.rows if row["label"].row not in listed)
    return replace(funds, rows=rows), parts


def _is_part(row: Row) -> bool:
    return not _AMOUNTS & row.keys() and "amount" in _part([row["label"]])


def _last_row(grid: Grid, head: Cell, heads: list[Cell], last: int) -> int:
    """Return where a list ends: with the label beside it, or before the next list below it."""
    beside = [
        cell.last_row
        for cell in grid.row(head.row)
        if cell.column < head.column and cell.last_row > head.row
    ]
    below = [
        cell.row - 1
        for cell in heads
        if cell.row > head.row
        and cell.column <= head.last_column
        and cell.last_column >= head.column
    ]
    return min([last, *beside, *below])


def _parts(
    grid: Grid, name: str, head: Cell, heads: list[Cell], last: int
) -> Iterator[dict[str, Cell]]:
    beside = [cell.column for cell in heads if cell.row == head.row and cell.column > head.column]
    right = min(beside, default=grid.last_column + 1)
    for row in range(head.last_row + 1, last + 1):
        cells = [
            cell
            for cell in grid.row(row)
            if cell.row == row and head.column <= cell.column < right and cell.text
        ]
        part = _part(cells)
        if part:
            yield {"kind": head._replace(text=name), **part}


def _part(cells: list[Cell]) -> dict[str, Cell]:
    match = _PART.fullmatch(cells[0].text) if cells else None
    if match is None:
        return {}
    label = cells[0]._replace(text=match["label"].strip())
    if match["amount"]:
        return {"label": label, "amount": cells[0]._replace(text=match["amount"], number=None)}
    return {"label": label, "amount": cells[1]} if len(cells) > 1 else {"label": label}
