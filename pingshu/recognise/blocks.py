"""The blocks of a form that stand above the indicators: header fields, funds, goals, management.

Knows labels and the structure of tables. Must not know what a number means.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pingshu.model import Block, Row
from pingshu.profile import Labels, headed, meaning
from pingshu.sheet import Cell, Grid, address
from pingshu.values import money_unit_in, year_in

_AMOUNTS = ("budget_initial", "budget", "executed")
_VALUES = (*_AMOUNTS, "rate", "weight", "score", "reason")


def heading_rows(grid: Grid, labels: Labels) -> dict[str, int]:
    """Return block → row of its heading, for the blocks that the grid has."""
    rows: dict[str, int] = {}
    for row in range(1, grid.last_row + 1):
        block = _heads(grid.row(row), labels)
        if block is not None:
            rows.setdefault(block, row)
    return rows


def _heads(cells: Sequence[Cell], labels: Labels) -> str | None:
    indicators = headed(cells, labels["indicators"])
    if "level3" in indicators and len(indicators) > 2:
        return "indicators"
    for block, needed in (
        ("funds", ("budget", "executed")),
        ("management", ("situation", "problem")),
        ("goals", ("expected", "actual")),
    ):
        if all(name in headed(cells, labels[block]) for name in needed):
            return block
    return None


def locate_fields(grid: Grid, last_row: int, labels: Labels) -> Row:
    """Return name → value cell of the header fields in the rows up to the last."""
    fields: dict[str, Cell] = {}
    for row in range(1, last_row + 1):
        for name, value in _fields_of(grid.row(row), labels["header"]):
            fields.setdefault(name, value)
    return fields


def blank_fields(grid: Grid, last_row: int, labels: Labels) -> dict[str, str]:
    """Return name → address of the cell beside the label of each header field."""
    return {
        name: address(cell.row, cell.last_column + 1)
        for row in range(last_row, 0, -1)
        for name, cell in headed(grid.row(row), labels["header"]).items()
    }


def blank_goals(grid: Grid, heading: int, labels: Labels) -> dict[str, str]:
    """Return expected and actual → address of the cell below the label."""
    heads = headed(grid.row(heading), labels["goals"])
    return {name: address(cell.last_row + 1, cell.column) for name, cell in heads.items()}


def _fields_of(
    cells: Sequence[Cell], labels: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, Cell]]:
    names = [meaning(cell.text, labels) for cell in cells]
    for index, name in enumerate(names):
        if name is not None:
            value = _first_value(cells[index + 1 :], names[index + 1 :])
            if value is not None:
                yield name, value


def _first_value(cells: Sequence[Cell], names: Sequence[str | None]) -> Cell | None:
    for cell, name in zip(cells, names, strict=True):
        if name is not None:
            return None
        if cell.text or cell.trouble:
            return cell
    return None


def locate_funds(grid: Grid, heading: int, end: int, labels: Labels) -> Block:
    """Return the funds block: heading row to the row before the next block."""
    columns = headed(grid.row(heading), labels["funds"])
    first_value = min(columns[name].column for name in columns if name in _VALUES)
    last = _last_row_of_block(grid, heading, first_value, end)
    rows = (
        _funds_row(grid, row, heading, columns, first_value)
        for row in range(columns["budget"].last_row + 1, last + 1)
    )
    return Block(place=grid.place(), columns=columns, rows=tuple(row for row in rows if row))


def _last_row_of_block(grid: Grid, heading: int, before_column: int, end: int) -> int:
    """Return where a block ends: with its merged block label, else before the next block."""
    label = next((cell for cell in grid.row(heading) if cell.column < before_column), None)
    if label is not None and label.last_row > heading:
        return min(label.last_row, end)
    return end


def _funds_row(
    grid: Grid, row: int, heading: int, columns: Row, first_value: int
) -> dict[str, Cell]:
    own = [cell for cell in grid.row(row) if cell.row > heading and cell.row == row]
    # A text that reaches under the values is a heading or a note between the rows.
    labels = [cell for cell in own if cell.last_column < first_value and cell.text]
    values = cells_under(own, columns)
    if not labels:
        return {}
    return {"label": labels[-1], **values}


def cells_under(cells: Iterable[Cell], columns: Row) -> dict[str, Cell]:
    """Return name → cell for the filled cells that stand under a heading."""
    found: dict[str, Cell] = {}
    for cell in cells:
        for name, head in columns.items():
            overlaps = cell.column <= head.last_column and cell.last_column >= head.column
            if overlaps and (cell.text or cell.trouble):
                found.setdefault(name, cell)
    return found


def locate_goals(grid: Grid, heading: int, labels: Labels) -> Row:
    """Return expected and actual → the cell below the label."""
    heads = headed(grid.row(heading), labels["goals"])
    below = ((name, grid.at(cell.last_row + 1, cell.column)) for name, cell in heads.items())
    return {name: cell for name, cell in below if cell is not None and cell.text}


def locate_management(grid: Grid, heading: int, end: int, labels: Labels) -> Block:
    """Return the 资金管理情况 items with situation and problem."""
    columns = headed(grid.row(heading), labels["management"])
    first_value = min(cell.column for cell in columns.values())
    last = _last_row_of_block(grid, heading, first_value, end)
    rows = (
        _funds_row(grid, row, heading, columns, first_value) for row in range(heading + 1, last + 1)
    )
    return Block(place=grid.place(), columns=columns, rows=tuple(row for row in rows if row))


def stated_money_unit(grid: Grid, last_row: int) -> str | None:
    """Return the unit of money that a label in the rows up to the last states."""
    texts = (cell.text for cell in grid.cells if cell.row <= last_row)
    return next((unit for unit in map(money_unit_in, texts) if unit), None)


def stated_year(grid: Grid, last_row: int, fields: Row) -> int | None:
    """Return the year in the title or beside the label 年度; “年度” counts before “年”."""
    values = {cell.address for name, cell in fields.items() if name != "year"}
    texts = [
        cell.text for cell in grid.cells if cell.row <= last_row and cell.address not in values
    ]
    wholly = [text for text in texts if "年度" in text]
    years = (year_in(text) for text in (*wholly, *texts))
    return next((year for year in years if year), None)
