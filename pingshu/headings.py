"""Which cell heads which column of a table, in a heading of one row or two, and which row ends it.

Knows labels and the structure of tables. Must not know what the rows between are.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pingshu.profile import Words, headed, meaning
from pingshu.sheet import Cell, Grid
from pingshu.values import normalise_label

"""Name of a column → normalised labels that mean it."""

_LONGEST_HEADING = 20
FORMER_YEARS = ("上年", "上一年", "去年", "以前", "往年")
"""How a heading begins that speaks of a former year."""

# 责任单位 is no unit of a target.
_NEVER_LONGER = frozenset({"unit", "operator", "level1", "level2"})
_NAMES = ("level1", "level2", "level3")
# 目标 alone heads the targets; 绩效目标 is as a rule the name of a block.
_NEVER_ENDING = frozenset({"目标"})
_BESIDE_VALUE = frozenset({"unit", "operator"})
_LABEL_AND_VALUE = re.compile(r"([^:：]{1,12})[:：]\s*(\S.*)", re.DOTALL)


def columns_in(cells: Sequence[Cell], labels: Words) -> dict[str, Cell]:
    """Return name → cell for the headings in a row of headings.

    A heading that ends in a label means the same (截至年底实际完成值), where no other cell is
    that label itself and it does not speak of a former year.
    """
    named = headed(cells, labels)
    for cell in cells:
        name = _meaning_of_end(normalise_label(cell.text), labels)
        if name is not None:
            named.setdefault(name, cell)
    return named


# A batch meets the same headings again and again.
@lru_cache(maxsize=4096)
def _meaning_of_end(label: str, labels: Words) -> str | None:
    if len(label) > _LONGEST_HEADING or label.startswith(FORMER_YEARS):
        return None
    ends = [
        (len(word), name)
        for name, words in labels.items()
        if name not in _NEVER_LONGER
        for word in words
        if len(word) > 1 and word not in _NEVER_ENDING and label.endswith(word)
    ]
    length, name = max(ends, default=(0, ""))
    return name if 0 < length < len(label) else None


def indicator_columns(grid: Grid, heading: int, labels: Words) -> dict[str, Cell]:
    """Return name → heading of the indicators; of two rows the lower one counts first.

    The row with 三级指标 may be the lower (what it lacks stands above it) or, if that cell is
    merged downwards, the upper. Where there are two levels alone, the second names the
    indicators.
    """
    heads = headed(grid.row(heading), labels)
    name = heads.get("level3") or heads["level2"]
    rows = [_behind_first(name, grid.row(row)) for row in range(name.last_row, heading - 2, -1)]
    columns = _merged([headed(row, labels) for row in rows])
    columns = _merged([columns, *(columns_in(row, labels) for row in rows[:-1])])
    kept = {key: cell for key, cell in columns.items() if cell != name}
    every = {**kept, "level3": name}
    return {key: _narrowed(grid, cell, name.last_row, labels) for key, cell in every.items()}


def _merged(columns: Sequence[Mapping[str, Cell]]) -> dict[str, Cell]:
    """Return what is named in any of them; the first counts."""
    return {name: cell for one in reversed(columns) for name, cell in one.items()}


def _behind_first(name: Cell, cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells from the indicator's name on, then those before it.

    Each level may have a weight of its own; the indicator's stands behind its name.
    """
    return sorted(cells, key=lambda cell: cell.column < name.column)


def _narrowed(grid: Grid, head: Cell, lowest: int, labels: Words) -> Cell:
    """Return the part of a heading below which neither operators nor units stand."""
    columns = range(head.column, head.last_column + 1)
    free = [one for one in columns if _meaning_at(grid, lowest, one, labels) not in _BESIDE_VALUE]
    if head.last_row == lowest or not free or len(free) == len(columns):
        return head
    return head._replace(column=free[0], column_span=1)


def _meaning_at(grid: Grid, row: int, column: int, labels: Words) -> str | None:
    cell = grid.at(row, column)
    return meaning(cell.text, labels) if cell is not None else None


def own_cells(grid: Grid, row: int) -> list[Cell]:
    """Return the cells that begin in a row."""
    return [cell for cell in grid.row(row) if cell.row == row]


def overlap(one: Cell, other: Cell) -> bool:
    """Return whether two cells stand in one column."""
    return one.column <= other.last_column and one.last_column >= other.column


def label_and_value(text: str) -> tuple[str, str]:
    """Return label and value that share a cell (自评总分：99分); both blank if they do not."""
    parts = _LABEL_AND_VALUE.fullmatch(text)
    return (parts[1], parts[2].strip()) if parts else ("", "")


def ending_of(grid: Grid, row: int, columns: Mapping[str, Cell], ends: Words) -> str | None:
    """Return what may end the indicators in a row (total, subtotal, notes, remark), or None.

    A remark is a note that shares its cell with its label: 注：由单位填报.
    """
    first = next((cell for cell in own_cells(grid, row) if cell.text), None)
    named = max(columns[name].column for name in _NAMES if name in columns)
    if first is None or first.column > named:
        return None
    within = meaning(label_and_value(first.text)[0], ends)
    return meaning(first.text, ends) or ("remark" if within == "notes" else within)
