"""Forms that stand side by side on one sheet.

Knows where the names of projects and indicators are headed. Must not know what a block is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pingshu.profile import Profile, is_one_of
from pingshu.sheet import Cell, Grid

_KEYS = (("header", "project"), ("indicators", "level3"))


def side_by_side(grid: Grid, rows: Sequence[int], profiles: Sequence[Profile]) -> tuple[Grid, ...]:
    """Return the forms that stand beside each other as grids of their own, else the grid.

    They do where one row names several projects, and one heads several columns of indicators,
    one right of each name.

    Args:
        grid: the sheet.
        rows: those of its rows that hold any label.
        profiles: what the labels may be.
    """
    projects, names = (_columns_of(grid, rows, profiles, *key) for key in _KEYS)
    if len(projects) < 2 or _crossed(grid, projects):
        return (grid,)
    bounds = [1, *projects[1:], grid.last_column + 1]
    if not all(any(column in range(*pair) for column in names) for pair in pairwise(bounds)):
        return (grid,)
    return tuple(_between(grid, first, end) for first, end in pairwise(bounds))


def _columns_of(
    grid: Grid, rows: Sequence[int], profiles: Sequence[Profile], block: str, name: str
) -> list[int]:
    """Return the columns of a label in the first row that holds it more than once."""
    words = frozenset().union(*(profile.labels[block][name] for profile in profiles))
    columns = (
        [cell.column for cell in grid.row(row) if is_one_of(cell.text, words)] for row in rows
    )
    return next((found for found in columns if len(found) > 1), [])


def _crossed(grid: Grid, projects: Sequence[int]) -> bool:
    """Return whether some cell reaches from one form into the next; titles may."""
    return any(len(_texts_of(grid, cell.row)) > 1 for cell in _crossing(grid, projects))


def _crossing(grid: Grid, projects: Sequence[int]) -> Iterator[Cell]:
    for cell in grid.cells:
        if any(cell.column < column <= cell.last_column for column in projects[1:]):
            yield cell


def _texts_of(grid: Grid, row: int) -> list[str]:
    return [cell.text for cell in grid.row(row) if cell.text]


def _between(grid: Grid, first: int, end: int) -> Grid:
    cells = tuple(cell for cell in grid.cells if first <= cell.column < end)
    return replace(grid, cells=cells)
