"""Tables of a Word document that are one form: which of them belong together, and as one grid.

Knows what each table holds in outline. Must not know labels.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pingshu.sheet import Cell, Grid, Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a table holds, as far as it matters to the next one.

    Attributes:
        begins: it has a title or a name of a project, so it is no continuation.
        extra: it is a list beside the form: 文字材料, 指标说明, 支出明细.
        fields: it has a field of the header: a department, say.
        blocks: the blocks whose headings it has, in their order.
        ended: its indicators end with a total.
        follows: nothing stands between it and the table before it.
        width: how many columns it has.
    """

    begins: bool = False
    extra: bool = False
    fields: bool = False
    blocks: tuple[str, ...] = ()
    ended: bool = False
    follows: bool = False
    width: int = 0


@dataclass(slots=True)
class _Run:
    """Tables that belong together, and what they hold; how wide they are, the last one says."""

    outline: Outline
    indices: list[int] = field(default_factory=list)

    def add(self, index: int, table: Outline) -> None:
        new = (block for block in table.blocks if block not in self.outline.blocks)
        self.outline = replace(
            table,
            extra=self.outline.extra,
            blocks=(*self.outline.blocks, *new),
            ended=self.outline.ended or table.ended,
        )
        self.indices.append(index)


def runs_of_tables(outlines: Sequence[Outline]) -> tuple[tuple[int, ...], ...]:
    """Return the indices of the tables that are one form or one list, in the order of the first."""
    runs: list[_Run] = []
    form: _Run | None = None  # a further block may belong to it, whatever stands between
    last: _Run | None = None  # the run of the table right above
    for index, outline in enumerate(outlines):
        last = _run_before(last, form, outline)
        if last is None:
            last = _Run(outline=outline)
            runs.append(last)
        last.add(index, outline)
        if outline.begins or outline.blocks:
            form = last
    return tuple(tuple(run.indices) for run in runs)


def _run_before(last: _Run | None, form: _Run | None, table: Outline) -> _Run | None:
    if table.begins or table.extra:
        return None
    if last and _is_cut_off(last.outline, table):
        return last
    return form if form and _goes_on(form.outline, table) else None


def _is_cut_off(before: Outline, table: Outline) -> bool:
    """Return whether a table is the rest of the one right above it, without a heading."""
    if table.blocks or before.ended or not table.follows:
        return False
    return table.width == before.width and (before.extra or bool(before.blocks))


def _goes_on(before: Outline, table: Outline) -> bool:
    """Return whether a table has what the form still lacks, or repeats the last heading."""
    if not table.blocks:
        return table.fields and not before.blocks
    if set(table.blocks) - set(before.blocks):
        return True
    return table.blocks[0] == before.blocks[-1] and not before.ended


def stacked(grids: Sequence[Grid]) -> Grid:
    """Return tables as one grid named after the first: the lines above all of them, then the rows.

    A place in a further table begins with the name of that table.
    """
    cells: list[Cell] = []
    addresses: dict[Position, str] = {}
    for grid, rows, offset in _pieces(grids):
        prefix = "" if grid is grids[0] else f"{grid.sheet} "
        kept = (cell for row in rows for cell in grid.row(row) if cell.row == row)
        cells.extend(
            replace(cell, row=cell.row + offset, where=f"{prefix}{cell.address}") for cell in kept
        )
        addresses |= {
            (row + offset, column): f"{prefix}{name}"
            for (row, column), name in grid.addresses.items()
            if row in rows
        }
    above = sum(grid.above for grid in grids)
    return replace(grids[0], cells=tuple(cells), above=above, addresses=addresses)


def _pieces(grids: Sequence[Grid]) -> Iterator[tuple[Grid, range, int]]:
    """Yield the lines above each table, then the rows of each, and how far they move down."""
    used = 0
    for grid in grids:
        yield grid, range(1, grid.above + 1), used
        used += grid.above
    for grid in grids:
        yield grid, range(grid.above + 1, grid.last_row + 1), used - grid.above
        used += grid.last_row - grid.above
