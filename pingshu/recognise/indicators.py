"""The indicators block: its heading of one or two rows, its indicators, its total.

Knows labels and the structure of tables. Must not know what a target means.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pingshu.model import Block, Row
from pingshu.profile import Labels, headed, meaning
from pingshu.sheet import Cell, Grid
from pingshu.values import is_placeholder

_LEVELS = ("level1", "level2")
# A merged weight or score belongs to one row; spread over two it would count twice.
_NEVER_SPREAD = frozenset({"weight", "score"})
# A weight alone may be printed on the blank form; these somebody filled in.
_FILLED = ("target", "actual", "score")


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The indicators as found: the block, the total row, what was left in or has no name."""

    block: Block
    total: Row | None
    leftovers: tuple[Cell, ...]
    nameless: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Levels:
    """The level cells in force for a row."""

    level1: Cell | None = None
    level2: Cell | None = None


def locate_indicators(
    grid: Grid, heading: int, labels: Labels, ends: Mapping[str, frozenset[str]]
) -> Located:
    """Return the indicators below the heading row, up to the total, a note or the end."""
    columns = _columns(grid, heading, labels["indicators"])
    rows: list[Row] = []
    leftovers: list[Cell] = []
    nameless: list[Row] = []
    total: Row | None = None
    levels = _Levels()
    for row in range(columns["level3"].last_row + 1, grid.last_row + 1):
        ending = _ending(grid, row, columns, ends)
        if ending == "subtotal" or (ending == "total" and _goes_on(grid, row, columns, ends)):
            continue
        if ending is not None:
            total = _total(grid, row, columns, ends)
            break
        levels = _levels(grid, row, columns, levels)
        leftovers.extend(_placeholders(grid, row, columns))
        rows.extend(_indicator(grid, row, columns, levels))
        nameless.extend(_nameless(grid, row, columns))
    block = Block(place=grid.place(), columns=columns, rows=tuple(rows))
    return Located(block=block, total=total, leftovers=tuple(leftovers), nameless=tuple(nameless))


def _columns(grid: Grid, heading: int, labels: Mapping[str, frozenset[str]]) -> dict[str, Cell]:
    """Return name → heading; of a heading of two rows the lower one counts first.

    The row with 三级指标 may be the lower (what it lacks stands above it) or, if that cell is
    merged downwards, the upper.
    """
    lowest = headed(grid.row(heading), labels)["level3"].last_row
    columns: dict[str, Cell] = {}
    for row in range(lowest, heading - 2, -1):
        columns = {**headed(grid.row(row), labels), **columns}
    return columns


def _own_cells(grid: Grid, row: int) -> list[Cell]:
    return [cell for cell in grid.row(row) if cell.row == row]


def _ending(grid: Grid, row: int, columns: Row, ends: Mapping[str, frozenset[str]]) -> str | None:
    first = next((cell for cell in _own_cells(grid, row) if cell.text), None)
    named = max(columns[name].column for name in (*_LEVELS, "level3") if name in columns)
    if first is None or first.column > named:
        return None
    return meaning(first.text, ends)


def _goes_on(grid: Grid, total: int, columns: Row, ends: Mapping[str, frozenset[str]]) -> bool:
    """Return whether indicators follow a total before any note; then it is a subtotal."""
    for row in range(total + 1, grid.last_row + 1):
        if _ending(grid, row, columns, ends) == "notes":
            return False
        if _is_named(grid, row, columns) and _has_value(grid, row, columns):
            return True
    return False


def _is_named(grid: Grid, row: int, columns: Row) -> bool:
    name = grid.at(row, columns["level3"].column)
    return name is not None and name.row == row and bool(name.text) and not _is_note(name, columns)


def _has_value(grid: Grid, row: int, columns: Row) -> bool:
    values = (_at(grid, row, columns, name) for name in ("target", "actual", "weight", "score"))
    return any(cell is not None and cell.row == row and cell.text for cell in values)


def _total(
    grid: Grid, end: int, columns: Row, ends: Mapping[str, frozenset[str]]
) -> dict[str, Cell] | None:
    """Return the total, in the row where the indicators end or below the notes there."""
    for row in range(end, grid.last_row + 1):
        ending = _ending(grid, row, columns, ends)
        if ending == "total":
            return _total_row(grid, row, columns)
        if ending is None and any(cell.text for cell in _own_cells(grid, row)):
            return None
    return None


def _total_row(grid: Grid, row: int, columns: Row) -> dict[str, Cell]:
    own = [cell for cell in _own_cells(grid, row) if cell.text or cell.trouble]
    return {
        name: cell
        for name in ("weight", "score")
        if name in columns
        for cell in own
        if cell.column == columns[name].column
    }


def _levels(grid: Grid, row: int, columns: Row, before: _Levels) -> _Levels:
    level1 = _level_at(grid, row, columns, "level1") or before.level1
    inherited = before.level2 if _text(level1) == _text(before.level1) else None
    level2 = _level_at(grid, row, columns, "level2") or inherited
    return _Levels(level1=level1, level2=level2)


def _text(cell: Cell | None) -> str:
    return cell.text if cell is not None else ""


def _level_at(grid: Grid, row: int, columns: Row, name: str) -> Cell | None:
    """Return the level cell of a row; a text that reaches the names is a note, no level."""
    cell = _at(grid, row, columns, name)
    named = columns["level3"].column
    return None if cell is None or _covers(cell, named) else cell


def _at(grid: Grid, row: int, columns: Row, name: str) -> Cell | None:
    """Return the cell under a heading, spread over merges; a blank one counts if it is merged."""
    head = columns.get(name)
    if head is None:
        return None
    for column in range(head.column, head.last_column + 1):
        cell = grid.at(row, column)
        if cell is not None and (cell.text or cell.trouble or cell.row_span > 1):
            return cell
    return None


def _placeholders(grid: Grid, row: int, columns: Row) -> Iterator[Cell]:
    named = {columns[name].column for name in (*_LEVELS, "level3") if name in columns}
    for cell in _own_cells(grid, row):
        if cell.column in named and is_placeholder(cell.text):
            yield cell


def _indicator(grid: Grid, row: int, columns: Row, levels: _Levels) -> Iterator[Row]:
    cells = {name: cell for name in columns if (cell := _at(grid, row, columns, name))}
    name = cells.get("level3")
    if name is None or not name.text or is_placeholder(name.text):
        return
    if _is_note(name, columns) or not _has_own(cells, row) or name.text == columns["level3"].text:
        return
    kept = {key: cell for key, cell in cells.items() if _counts(key, cell, row)}
    levelled = {"level1": levels.level1, "level2": levels.level2}
    yield {
        **kept,
        **{key: cell for key, cell in levelled.items() if cell is not None and cell.text},
    }


def _nameless(grid: Grid, row: int, columns: Row) -> Iterator[Row]:
    """Yield what a row holds that has target, actual value or score, but no name."""
    name = grid.at(row, columns["level3"].column)
    if name is not None and name.text:
        return
    cells = {key: cell for key in _FILLED if (cell := _at(grid, row, columns, key))}
    own = {key: cell for key, cell in cells.items() if cell.row == row and cell.text}
    if own:
        yield own


def _is_note(name: Cell, columns: Row) -> bool:
    """A text merged over the columns of name and target is a note between the rows."""
    target = columns.get("target") or columns.get("actual")
    return target is not None and _covers(name, target.column)


def _covers(cell: Cell, column: int) -> bool:
    return cell.column <= column <= cell.last_column


def _has_own(cells: Row, row: int) -> bool:
    return any(cell.row == row and key not in _LEVELS for key, cell in cells.items())


def _counts(key: str, cell: Cell, row: int) -> bool:
    if key in _LEVELS or not (cell.text or cell.trouble):
        return False
    return cell.row == row or key not in _NEVER_SPREAD
