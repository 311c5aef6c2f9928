"""The sheets beside the form: 文字材料, 指标说明, 支出明细, 收支明细, 参保情况.

Knows their headings. Must not know what their contents are for.
"""

from collections.abc import Mapping, Sequence

from pingshu.model import Block, Row
from pingshu.profile import Labels, Words, headed
from pingshu.sheet import Cell, Grid
from pingshu.values import money_unit_in

_NEEDED = {
    "texts": ({"name", "content"},),
    "notes": ({"level3", "explanation"}, {"level3", "data_source"}, {"level3", "evidence"}),
    "details": ({"flow", "label", "current"}, {"fund", "label", "current"}),
    "enrolment": ({"label", "people"}, {"fund", "people"}),
    "spending": ({"label", "amount"},),
}
_OF_FUNDS = frozenset({"details", "enrolment"})
# These have headings of their own; the others count only on a sheet of that name.
_UNMISTAKABLE = frozenset({"texts", "notes"})


def locate_extra(
    grid: Grid,
    rows: Sequence[int],
    met: frozenset[str],
    labels: Labels,
    titles: Mapping[str, tuple[str, ...]],
    of_funds: bool,
) -> tuple[str, Block] | None:
    """Return the kind of an extra sheet (texts, notes, spending, …) and its table, or None.

    The sheet's name decides, or a line above a table in Word; where they say nothing, the
    headings of 文字材料 and 指标说明 do, unless actual values make it a form.

    Args:
        grid: the sheet.
        rows: those of its rows that hold any label.
        met: the labels that it holds.
        labels: what the labels may be.
        titles: kind of sheet → words in its name.
        of_funds: whether the family has the sheets 收支明细 and 参保情况.
    """
    above = [cell.text for row in range(1, grid.above + 1) for cell in grid.row(row)]
    kinds = [kind for kind in _NEEDED if of_funds or kind not in _OF_FUNDS]
    for kind in kinds:
        named = any(word in name for word in titles[kind] for name in (grid.sheet, *above))
        unmistakable = kind in _UNMISTAKABLE and not (met & labels["indicators"]["actual"])
        if (named or unmistakable) and _may_be(kind, met, labels[kind]):
            block = _table(grid, rows, kind, labels[kind])
            if block is not None:
                return kind, block
    return None


def _may_be(kind: str, met: frozenset[str], labels: Words) -> bool:
    return any(all(met & labels[name] for name in needed) for needed in _NEEDED[kind])


def _table(grid: Grid, rows: Sequence[int], kind: str, labels: Words) -> Block | None:
    for row in rows:
        columns = headed(grid.row(row), labels)
        if any(needed <= columns.keys() for needed in _NEEDED[kind]):
            return Block(
                place=grid.place(),
                columns=columns,
                rows=_rows(grid, row, columns),
                money_unit=_money_unit(grid, row),
            )
    return None


def _money_unit(grid: Grid, heading: int) -> str | None:
    texts = (cell.text for row in range(1, heading + 1) for cell in grid.row(row))
    return next((unit for unit in map(money_unit_in, texts) if unit), None)


def _rows(grid: Grid, heading: int, columns: Row) -> tuple[Row, ...]:
    rows = (_row(grid, row, columns) for row in range(heading + 1, grid.last_row + 1))
    return tuple(row for row in rows if row)


def _row(grid: Grid, row: int, columns: Row) -> Row:
    cells = ((name, _under(grid, row, head)) for name, head in columns.items())
    return {name: cell for name, cell in cells if _filled(cell)}  # type: ignore[misc]  # _filled rules out None


def _under(grid: Grid, row: int, head: Cell) -> Cell | None:
    """Return the first filled cell under a heading; names of parts may be set in by a column."""
    cells = (grid.at(row, column) for column in range(head.column, head.last_column + 1))
    return next((cell for cell in cells if _filled(cell)), None)


def _filled(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.text or cell.trouble)
