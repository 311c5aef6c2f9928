"""Tables of a Word document that are one form, as one grid.

Knows which of them begin in the middle of a block. Must not know labels.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pingshu.sheet import Cell, Grid, Position


def stacked(grids: Sequence[Grid], cuts: Collection[int]) -> Grid:
    """Return tables as one grid named after the first: the lines above all of them, then the rows.

    A place in a further table begins with the name of that table. Where a table was cut, a cell
    that was merged over the cut is one again, and a line between the halves is left out.

    Args:
        grids: the tables in their order.
        cuts: the indices of those that begin in the middle of a block.
    """
    cells: dict[Position, Cell] = {}
    addresses: dict[Position, str] = {}
    for index, rows, offset in _pieces(grids, cuts):
        grid = grids[index]
        prefix = f"{grid.sheet} " if index else ""
        kept = (cell for row in rows for cell in grid.row(row) if cell.row == row)
        cells |= {
            (cell.row + offset, cell.column): cell._replace(
                row=cell.row + offset, where=f"{prefix}{cell.address}"
            )
            for cell in kept
        }
        addresses |= {
            (row + offset, column): f"{prefix}{name}"
            for (row, column), name in grid.addresses.items()
            if row in rows
        }
        if index in cuts:
            cells = _mended(cells, rows.start + offset)
    above = sum(grid.above for index, grid in enumerate(grids) if index not in cuts)
    return replace(grids[0], cells=tuple(cells.values()), above=above, addresses=addresses)


def _pieces(grids: Sequence[Grid], cuts: Collection[int]) -> Iterator[tuple[int, range, int]]:
    """Yield the lines above each table, then the rows of each, and how far they move down."""
    used = 0
    for index, grid in enumerate(grids):
        if index not in cuts:
            yield index, range(1, grid.above + 1), used
            used += grid.above
    for index, grid in enumerate(grids):
        yield index, range(grid.above + 1, grid.last_row + 1), used - grid.above
        used += grid.last_row - grid.above


def _mended(cells: dict[Position, Cell], row: int) -> dict[Position, Cell]:
    """Return the cells; those left of the first text of a row go on from above, if merged."""
    named = (cell.column for cell in cells.values() if cell.row == row and cell.text)
    first = min(named, default=0)
    above = [cell for cell in cells.values() if cell.last_row == row - 1 and cell.text]
    mended = dict(cells)
    for cell in above:
        blank = cells.get((row, cell.column))
        is_merged = cell.row_span > 1 or blank is not None
        if cell.last_column < first and is_merged:
            mended.pop((row, cell.column), None)
            span = cell.row_span + (blank.row_span if blank else 1)
            mended[cell.row, cell.column] = cell._replace(row_span=span)
    return mended
