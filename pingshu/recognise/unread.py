"""Columns of the funds and of the indicators whose heading no label knows.

Knows labels and the structure of tables. Must not know what such a heading may mean.
"""

from collections.abc import Iterable, Iterator

from pingshu.headings import FORMER_YEARS, columns_in, overlap, own_cells
from pingshu.model import Block, Layout
from pingshu.profile import Labels, Profile, meaning
from pingshu.sheet import Cell, Grid
from pingshu.values import Unreadable, parse_number

_LENGTHS = range(2, 21)


def unread_columns(grid: Grid, layout: Layout, profile: Profile) -> tuple[tuple[str, Cell], ...]:
    """Return block and heading of each column that holds something and was not read.

    What no report needs (序号, 备注, 佐证材料) is passed over.
    """
    return (
        *_unread(grid, "funds", layout.funds, "label", profile.labels),
        *_unread(grid, "indicators", layout.indicators, "level3", profile.labels),
    )


def _unread(
    grid: Grid, name: str, block: Block | None, named_by: str, labels: Labels
) -> Iterator[tuple[str, Cell]]:
    if block is None or not block.rows:
        return
    first = block.columns.get("level3", next(iter(block.columns.values())))
    names = max(row[named_by].last_column for row in block.rows if named_by in row)
    below = [cell for row in _rows_of(block) for cell in own_cells(grid, row) if cell.text]
    for cell in _headings(grid, range(first.row, first.last_row + 1)):
        read = any(overlap(cell, head) for head in block.columns.values())
        filled = any(overlap(cell, one) for one in below)
        if cell.column > names and filled and not read and not _is_known(cell, name, block, labels):
            yield name, cell


def _rows_of(block: Block) -> list[int]:
    return sorted({cell.row for row in block.rows for cell in row.values()})


def _headings(grid: Grid, rows: range) -> Iterable[Cell]:
    """Return the cells of a heading that could head a column: words, no amounts."""
    return (
        cell
        for row in rows
        for cell in own_cells(grid, row)
        if cell.last_row < rows.stop
        and len(cell.text) in _LENGTHS
        and isinstance(parse_number(cell.text), Unreadable)
    )


def _is_known(cell: Cell, name: str, block: Block, labels: Labels) -> bool:
    """Return whether a heading is known: of no use, of a former year, or one more of a kind."""
    text = cell.text
    if meaning(text, labels["unused"]) or text.startswith(FORMER_YEARS):
        return True
    return bool(columns_in([cell], labels[name]).keys() & block.columns.keys())
