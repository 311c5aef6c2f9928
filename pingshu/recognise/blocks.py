"""The blocks of a form that stand above the indicators: funds, goals, management.

Knows labels and the structure of tables. Must not know what a number means.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pingshu.model import Block, Row
from pingshu.profile import Labels, headed, meaning
from pingshu.sheet import Cell, Grid

_AMOUNTS = ("budget_initial", "budget", "executed")
_VALUES = (*_AMOUNTS, "rate", "weight", "score", "reason")


def heading_rows(grid: Grid, labels: Labels) -> dict[str, int]:
    """Return block → row of its heading, for the blocks that the grid has."""
    rows: dict[str, int] = {}
    for row in range(1, grid.last_row + 1):
        block = _heads(grid, row, labels)
        if block is not None:
            rows.setdefault(block, row)
    return rows


def _heads(grid: Grid, row: int, labels: Labels) -> str | None:
    cells = grid.row(row)
    if _heads_indicators(grid, row, labels):
        return "indicators"
    for block, needed in (
        ("funds", ("budget", "executed")),
        ("management", ("situation", "problem")),
        ("goals", ("expected", "actual")),
    ):
        if all(name in headed(cells, labels[block]) for name in needed):
            return block
    return None


def _heads_indicators(grid: Grid, row: int, labels: Labels) -> bool:
    """Indicators have a name and what it is measured by, which may stand in the row above."""
    named = headed(grid.row(row), labels["indicators"])
    around = named.keys() | headed(grid.row(row - 1), labels["indicators"]).keys()
    measured = around & {"target", "actual"}
    return "level3" in named and len(named) > 2 and bool(measured)


# --- funds ------------------------------------------------------------------------------------


def locate_funds(grid: Grid, heading: int, end: int, labels: Labels) -> Block:
    """Return the funds block: heading row to the row before the next block.

    The amounts stand below their headings, or each beside its own label in the row (预算数：▸ n
    ▸ 执行数：▸ n).
    """
    columns = headed(grid.row(heading), labels["funds"])
    first_value = min(columns[name].column for name in columns if name in _VALUES)
    last = _last_row_of_block(grid, heading, first_value, end)
    if _amounts_stand_beside(grid, columns, labels):
        rows = [_row_of_pairs(grid, row, columns) for row in range(heading, last + 1)]
    else:
        below = range(columns["budget"].last_row + 1, last + 1)
        rows = [_row_under(grid, row, heading, columns, first_value) for row in below]
    return Block(place=grid.place(), columns=columns, rows=tuple(row for row in rows if row))


def _amounts_stand_beside(grid: Grid, columns: Row, labels: Labels) -> bool:
    """Two headings have something between them only if it is the first one's amount."""
    budget, executed = columns["budget"], columns["executed"]
    between = [
        cell for cell in grid.row(budget.row) if budget.last_column < cell.column < executed.column
    ]
    return bool(between) and not any(meaning(cell.text, labels["funds"]) for cell in between)


def _row_of_pairs(grid: Grid, row: int, columns: Row) -> dict[str, Cell]:
    label = grid.at(row, columns["budget"].column)
    if label is None or label.row != row or not label.text:
        return {}
    amounts = {name: _beside(grid, row, columns[name]) for name in ("budget", "executed")}
    plain = replace(label, text=label.text.rstrip(":： "))
    return {"label": plain, **{name: cell for name, cell in amounts.items() if cell is not None}}


def _beside(grid: Grid, row: int, head: Cell) -> Cell | None:
    label = grid.at(row, head.column)
    last = head.last_column if label is None else label.last_column
    cell = grid.at(row, last + 1)
    return cell if cell is not None and (cell.text or cell.trouble) else None


def _last_row_of_block(grid: Grid, heading: int, before_column: int, end: int) -> int:
    """Return where a block ends: with its merged block label, else before the next block."""
    label = next((cell for cell in grid.row(heading) if cell.column < before_column), None)
    if label is not None and label.last_row > heading:
        return min(label.last_row, end)
    return end


def _row_under(
    grid: Grid, row: int, heading: int, columns: Row, first_value: int
) -> dict[str, Cell]:
    own = [cell for cell in grid.row(row) if cell.row > heading and cell.row == row]
    # A text that reaches under the values is a heading or a note between the rows.
    labels = [cell for cell in own if cell.last_column < first_value and cell.text]
    values = cells_under([cell for cell in own if cell.column >= first_value], columns)
    if not labels and any(name in values for name in _AMOUNTS):
        labels = _label_beside_rows(grid, row, first_value)
    return {"label": labels[-1], **values} if labels else {}


def _label_beside_rows(grid: Grid, row: int, first_value: int) -> list[Cell]:
    """Return the block's own label: amounts without a label of their own are the block's total."""
    beside = [cell for cell in grid.row(row) if cell.last_column < first_value and cell.text]
    return [replace(cell, row=row, row_span=1) for cell in beside]


def cells_under(cells: Iterable[Cell], columns: Row) -> dict[str, Cell]:
    """Return name → cell for the filled cells that stand under a heading."""
    found: dict[str, Cell] = {}
    for cell in cells:
        for name, head in columns.items():
            overlaps = cell.column <= head.last_column and cell.last_column >= head.column
            if overlaps and (cell.text or cell.trouble):
                found.setdefault(name, cell)
    return found


# --- management -------------------------------------------------------------------------------


def locate_management(grid: Grid, heading: int, end: int, labels: Labels) -> Block:
    """Return the 资金管理情况 items with situation and problem."""
    columns = headed(grid.row(heading), labels["management"])
    first_value = min(cell.column for cell in columns.values())
    last = _last_row_of_block(grid, heading, first_value, end)
    below = range(heading + 1, last + 1)
    rows = [_row_under(grid, row, heading, columns, first_value) for row in below]
    return Block(place=grid.place(), columns=columns, rows=tuple(row for row in rows if row))


# --- goals ------------------------------------------------------------------------------------


def locate_goals(grid: Grid, heading: int | None, end: int, labels: Labels) -> Row | None:
    """Return expected and actual → their cell, below the labels or beside them.

    Args:
        grid: the form.
        heading: the row that holds both labels; None if they stand in rows of their own.
        end: the row before the next block.
        labels: what the labels may be.
    """
    if heading is None:
        return _goals_beside(grid, end, labels) or None
    heads = headed(grid.row(heading), labels["goals"])
    first = min(cell.column for cell in heads.values())
    for last in (_last_row_of_block(grid, heading, first, end), end):
        before = _before_next_label(grid, heading, first, last)
        below = ((name, _text_below(grid, head, before)) for name, head in heads.items())
        found = {name: cell for name, cell in below if cell is not None}
        if found:
            return found
    return {}


def _before_next_label(grid: Grid, heading: int, first: int, last: int) -> int:
    """Return the row before one that has a label of its own on the left, at most the last."""
    for row in range(heading + 2, last + 1):
        if any(cell.row == row and cell.text for cell in grid.row(row) if cell.column < first):
            return row - 1
    return last


def _text_below(grid: Grid, head: Cell, last: int) -> Cell | None:
    """Return the text below a label; one that goes on in further rows is joined."""
    cells = [
        cell
        for row in range(head.last_row + 1, max(last, head.last_row + 1) + 1)
        if (cell := grid.at(row, head.column)) and cell.row == row and (cell.text or cell.trouble)
    ]
    if len(cells) < 2:
        return cells[0] if cells else None
    return replace(cells[0], text="\n".join(cell.text for cell in cells))


def _goals_beside(grid: Grid, end: int, labels: Labels) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for row in range(1, end + 1):
        for name, value in _labelled_texts(grid.row(row), labels):
            found.setdefault(name, value)
    return found if found.keys() >= {"expected", "actual"} else {}


def _labelled_texts(cells: Sequence[Cell], labels: Labels) -> Iterator[tuple[str, Cell]]:
    for label, value in pairwise(cells):
        name = meaning(label.text, labels["goals"])
        known = any(meaning(value.text, block) for block in labels.values())
        if name is not None and value.text and not known:
            yield name, value


def blank_goals(grid: Grid, heading: int, labels: Labels) -> dict[str, str]:
    """Return expected and actual → address of the cell below the label."""
    heads = headed(grid.row(heading), labels["goals"])
    return {name: grid.address_at(cell.last_row + 1, cell.column) for name, cell in heads.items()}
