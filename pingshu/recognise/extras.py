"""The sheets beside the form: 文字材料, 指标说明, 支出明细.

Knows their headings. Must not know what their contents are for.
"""

from collections.abc import Mapping

from pingshu.model import Block, Row
from pingshu.profile import Labels, headed
from pingshu.sheet import Cell, Grid

_NEEDED = {
    "texts": ({"name", "content"},),
    "notes": ({"level3", "explanation"}, {"level3", "data_source"}, {"level3", "evidence"}),
    "spending": ({"label", "amount"},),
}


def locate_extra(
    grid: Grid, labels: Labels, titles: Mapping[str, tuple[str, ...]]
) -> tuple[str, Block] | None:
    """Return the kind of an extra sheet (texts, notes, spending) and its table, or None.

    The sheet's name decides; where it says nothing, the headings of 文字材料 and 指标说明 do.
    """
    for kind in _NEEDED:
        named = any(word in grid.sheet for word in titles[kind])
        if named or kind != "spending":
            block = _table(grid, kind, labels[kind])
            if block is not None:
                return kind, block
    return None


def _table(grid: Grid, kind: str, labels: Mapping[str, frozenset[str]]) -> Block | None:
    for row in range(1, grid.last_row + 1):
        columns = headed(grid.row(row), labels)
        if any(needed <= columns.keys() for needed in _NEEDED[kind]):
            return Block(place=grid.place(), columns=columns, rows=_rows(grid, row, columns))
    return None


def _rows(grid: Grid, heading: int, columns: Row) -> tuple[Row, ...]:
    rows = (_row(grid, row, columns) for row in range(heading + 1, grid.last_row + 1))
    return tuple(row for row in rows if row)


def _row(grid: Grid, row: int, columns: Row) -> Row:
    cells = ((name, grid.at(row, head.column)) for name, head in columns.items())
    return {name: cell for name, cell in cells if _filled(cell)}  # type: ignore[misc]  # _filled rules out None


def _filled(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.text or cell.trouble)
