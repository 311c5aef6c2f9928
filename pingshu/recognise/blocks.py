"""The blocks of a form that stand above the indicators: funds, goals, management.

Knows labels and the structure of tables. Must not know what a number means.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pingshu.headings import columns_in, overlap, own_cells
from pingshu.model import Block, Row
from pingshu.profile import Labels, headed, meaning
from pingshu.sheet import Cell, Grid
from pingshu.values import Unreadable, parse_amount

_AMOUNTS = ("budget_initial", "budget", "executed")
_VALUES = (*_AMOUNTS, "rate", "weight", "score", "reason")


def headed_block(grid: Grid, row: int, labels: Labels) -> str | None:
    """Return the block whose heading a row is, or None."""
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
    """Indicators have a name and what it is measured by, which may stand in the row above.

    Where no row near has 三级指标, the form has two levels, and the second names its indicators.
    """
    named = headed(grid.row(row), labels["indicators"])
    above = headed(grid.row(row - 1), labels["indicators"])
    measured = (named.keys() | above.keys()) & {"target", "actual"}
    if len(named) <= 2 or not measured:
        return False
    below = headed(grid.row(row + 1), labels["indicators"])
    return "level3" in named or ("level2" in named and "level3" not in {**above, **below})


# --- funds ------------------------------------------------------------------------------------


def locate_funds(grid: Grid, heading: int, end: int, labels: Labels) -> Block:
    """Return the funds block: heading row to the row before the next block.

    The amounts stand below their headings, or each beside its own label in the row (预算数：▸ n
    ▸ 执行数：▸ n).
    """
    columns = columns_in(grid.row(heading), labels["funds"])
    first_value = min(columns[name].column for name in columns if name in _VALUES)
    last = _last_row_of_block(grid, heading, first_value, end)
    beside = next((row for row in (heading, heading + 1) if _has_pairs(grid, row, labels)), None)
    if beside is not None:
        rows = _rows_of_pairs(grid, range(beside, last + 1), columns, labels)
    else:
        below = range(columns["budget"].last_row + 1, last + 1)
        rows = [_row_under(grid, row, heading, columns, first_value) for row in below]
    return Block(place=grid.place(), columns=columns, rows=tuple(row for row in rows if row))


def _has_pairs(grid: Grid, row: int, labels: Labels) -> bool:
    """Return whether the labels of budget and execution each have their amount beside them."""
    columns = headed(grid.row(row), labels["funds"])
    if not {"budget", "executed"} <= columns.keys():
        return False
    beside = grid.at(row, columns["budget"].last_column + 1)
    return beside is not None and beside.column < columns["executed"].column and _is_amount(beside)


def _is_amount(cell: Cell) -> bool:
    read = parse_amount(cell.text)
    return bool(cell.text or cell.trouble) and not isinstance(read, Unreadable)


def _rows_of_pairs(
    grid: Grid, rows: Sequence[int], above: Row, labels: Labels
) -> list[dict[str, Cell]]:
    """Return the rows in which each amount stands beside its label.

    What only a row above heads (预算执行进度) stands below that heading.
    """
    heads = headed(grid.row(rows[0]), labels["funds"])
    under = {name: cell for name, cell in above.items() if name not in heads}
    return [_row_of_pairs(grid, row, heads, under, labels) for row in rows]


def _row_of_pairs(grid: Grid, row: int, heads: Row, under: Row, labels: Labels) -> dict[str, Cell]:
    label = grid.at(row, heads["budget"].column)
    if label is None or label.row != row or not label.text or overlap(label, heads["executed"]):
        return {}
    beside = {name: _beside(grid, row, cell) for name, cell in heads.items()}
    amounts = {name: cell for name, cell in beside.items() if cell is not None}
    below = cells_under(own_cells(grid, row), under)
    own = _label_before(grid, row, label, labels) if meaning(label.text, labels["funds"]) else None
    plain = own or label._replace(text=label.text.rstrip(":： "))
    return {"label": plain, **below, **amounts}


def _label_before(grid: Grid, row: int, pair: Cell, labels: Labels) -> Cell | None:
    """Return what names the row where its pair only says 预算数; the block's label spans more."""
    before = [cell for cell in own_cells(grid, row) if cell.column < pair.column and cell.text]
    names = [cell for cell in before if cell.row_span == 1 and not _is_amount(cell)]
    own = [cell for cell in names if meaning(cell.text, labels["funds"]) is None]
    return own[-1] if own else None


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
    before = [cell for cell in own if cell.last_column < first_value and cell.text]
    labels = [cell for cell in before if not _is_amount(cell)]
    right = [cell for cell in own if cell.column >= first_value]
    values = cells_under([cell for cell in right if not _is_wide(cell, columns)], columns)
    if not labels and any(name in values for name in _AMOUNTS):
        labels = _label_beside_rows(grid, row, first_value)
    return {"label": labels[-1], **values} if labels else {}


def _is_wide(cell: Cell, columns: Row) -> bool:
    """Return whether a text reaches under several headings: then it is a note."""
    return sum(overlap(cell, head) for head in columns.values()) > 1 and not _is_amount(cell)


def _label_beside_rows(grid: Grid, row: int, first_value: int) -> list[Cell]:
    """Return the block's own label: amounts without a label of their own are the block's total."""
    beside = [cell for cell in grid.row(row) if cell.last_column < first_value and cell.text]
    return [cell._replace(row=row, row_span=1) for cell in beside]


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
    if heading is None or _goals_stand_beside(grid, heading, end, labels):
        return _goals_beside(grid, end, labels) or None
    heads = _goal_heads(grid, heading, labels)
    first = min(cell.column for cell in heads.values())
    for last in (_last_row_of_block(grid, heading, first, end), end):
        before = _before_next_label(grid, heading, first, last)
        below = ((name, _text_below(grid, head, heads, before)) for name, head in heads.items())
        found = {name: cell for name, cell in below if cell is not None}
        if found:
            return found
    return {}


def _goal_heads(grid: Grid, heading: int, labels: Labels) -> dict[str, Cell]:
    """Return expected and actual → label; of two alike the first is the label of the block."""
    return headed(reversed(grid.row(heading)), labels["goals"])


def _goals_stand_beside(grid: Grid, heading: int, end: int, labels: Labels) -> bool:
    """Return whether a text stands between the labels and none below: then it is what was due."""
    heads = _goal_heads(grid, heading, labels)
    first, last = heads["expected"].last_column, heads["actual"].column
    between = [cell for cell in grid.row(heading) if first < cell.column < last and cell.text]
    below = grid.at(heading + 1, heads["expected"].column) if heading < end else None
    return bool(between) and (below is None or not below.text)


def _before_next_label(grid: Grid, heading: int, first: int, last: int) -> int:
    """Return the row before one that has a label of its own on the left, at most the last."""
    for row in range(heading + 2, last + 1):
        if any(cell.row == row and cell.text for cell in grid.row(row) if cell.column < first):
            return row - 1
    return last


def _text_below(grid: Grid, head: Cell, heads: Row, last: int) -> Cell | None:
    """Return the text below a label; one that goes on in further rows is joined.

    A text below both labels opens the next part of the form.
    """
    cells = [
        cell
        for row in range(head.last_row + 1, max(last, head.last_row + 1) + 1)
        if (cell := grid.at(row, head.column)) and cell.row == row and (cell.text or cell.trouble)
        if not all(overlap(cell, one) for one in heads.values())
    ]
    if len(cells) < 2:
        return cells[0] if cells else None
    return cells[0]._replace(text="\n".join(cell.text for cell in cells))


def _goals_beside(grid: Grid, end: int, labels: Labels) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for row in range(grid.first_row, end + 1):
        for name, value in _labelled_texts(grid.row(row), labels):
            found.setdefault(name, value)
    return found if found.keys() >= {"expected", "actual"} else {}


def _labelled_texts(cells: Sequence[Cell], labels: Labels) -> Iterator[tuple[str, Cell]]:
    for label, value in pairwise(cells):
        name = meaning(label.text, labels["goals"])
        if name is None or not value.text:
            continue
        if not any(meaning(value.text, block) for block in labels.values()):
            yield name, value


def blank_goals(grid: Grid, heading: int, labels: Labels) -> dict[str, str]:
    """Return expected and actual → address of the cell below the label."""
    heads = _goal_heads(grid, heading, labels)
    return {name: grid.address_at(cell.last_row + 1, cell.column) for name, cell in heads.items()}
