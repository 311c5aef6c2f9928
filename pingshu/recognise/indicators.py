"""The indicators block: its heading of one or two rows, its indicators, its total.

Knows labels and the structure of tables. Must not know what a target means.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pingshu.headings import ending_of, indicator_columns, overlap, own_cells
from pingshu.model import Block, Row
from pingshu.profile import Labels, Words, headed
from pingshu.sheet import Cell, Grid
from pingshu.values import Quantity, is_empty_mark, is_placeholder, parse_number

_LEVELS = ("level1", "level2")
# A merged weight or score belongs to one row; spread over two it would count twice.
_NEVER_SPREAD = frozenset({"weight", "score"})
# A weight alone may be printed on the blank form; these somebody filled in.
_FILLED = ("target", "actual", "score")
_HEADINGS_OF_A_CUT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The indicators as found.

    Attributes:
        block: the indicators below their headings.
        columns: the headings in force for the last row; a form may repeat them in another order.
        rest: the row that ends the indicators and those below it, up to the next block.
        leftovers: prompts of the blank form that were left in.
        nameless: rows that hold values, but no name.
        beyond: names of indicators below the total, which are not part of the block.
    """

    block: Block
    columns: Row
    rest: range
    leftovers: tuple[Cell, ...]
    nameless: tuple[Row, ...]
    beyond: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Levels:
    """The level cells in force for a row."""

    level1: Cell | None = None
    level2: Cell | None = None


@dataclass(slots=True)
class _Gathered:
    rows: list[Row] = field(default_factory=list)
    leftovers: list[Cell] = field(default_factory=list)
    nameless: list[Row] = field(default_factory=list)


def locate_indicators(grid: Grid, heading: int, end: int, labels: Labels, ends: Words) -> Located:
    """Return the indicators below the heading row, up to the total, a note or the end.

    Args:
        grid: the form.
        heading: the row that holds 三级指标.
        end: the row before the next block, else the last.
        labels: what the headings may be.
        ends: what ends the indicators or adds up some of them.
    """
    words = labels["indicators"]
    heads = columns = indicator_columns(grid, heading, words)
    gathered, levels = _Gathered(), _Levels()
    next_named, last = 0, end
    for row in range(columns["level3"].last_row + 1, end + 1):
        again = headed(own_cells(grid, row), words)
        if len(again) >= _HEADINGS_OF_A_CUT:  # a form that is cut in two repeats its heading
            columns = indicator_columns(grid, row, words) if "level3" in again else columns
            continue
        ending = ending_of(grid, row, columns, ends)
        if ending is not None and row >= next_named:
            next_named = _next_named(grid, row, end, columns, ends)
        if ending == "subtotal" or (ending is not None and row < next_named):
            continue
        if ending is not None:
            last = row
            break
        levels = _levels(grid, row, columns, levels)
        _gather(grid, row, columns, levels, gathered)
    beyond = [row for row in range(last + 1, end + 1) if _is_full(grid, row, columns, ends)]
    return Located(
        block=Block(place=grid.place(), columns=heads, rows=tuple(gathered.rows)),
        columns=columns,
        rest=range(last, end + 1),
        leftovers=tuple(gathered.leftovers),
        nameless=tuple(gathered.nameless),
        beyond=tuple(cell for row in beyond if (cell := _at(grid, row, columns, "level3"))),
    )


def _gather(grid: Grid, row: int, columns: Row, levels: _Levels, gathered: _Gathered) -> None:
    nameless = tuple(_nameless(grid, row, columns))
    gathered.nameless.extend(nameless)
    gathered.rows.extend(_indicator(grid, row, columns, levels))
    gathered.leftovers.extend(
        cell
        for cell in _placeholders(grid, row, columns)
        if not nameless or cell.column != columns["level3"].column
    )


# --- where the indicators end -----------------------------------------------------------------


def _next_named(grid: Grid, ending: int, end: int, columns: Row, ends: Words) -> int:
    """Return the row of an indicator below what may end them, else 0.

    A total with an indicator below it, before any note, is a subtotal; a remark with one below
    it, before any total, stands between the rows.
    """
    kind = ending_of(grid, ending, columns, ends) or ""
    stops = {"total": {"notes", "remark"}, "remark": {"notes", "total"}}.get(kind, set())
    for row in range(ending + 1, end + 1 if stops else 0):
        if ending_of(grid, row, columns, ends) in stops:
            return 0
        is_one = kind == "total" or _is_full(grid, row, columns, ends)
        if is_one and _is_named(grid, row, columns) and _has_value(grid, row, columns):
            return row
    return 0


def _is_named(grid: Grid, row: int, columns: Row) -> bool:
    name = grid.at(row, columns["level3"].column)
    if name is None or name.row != row or not name.text:
        return False
    return not _is_note(grid, name, columns)


def _has_value(grid: Grid, row: int, columns: Row) -> bool:
    values = (_at(grid, row, columns, name) for name in ("target", "actual", "weight", "score"))
    return any(cell is not None and cell.row == row and cell.text for cell in values)


def _is_full(grid: Grid, row: int, columns: Row, ends: Words) -> bool:
    """Return whether a row has all that an indicator has: a line of signatures has no points."""
    if not _is_named(grid, row, columns) or ending_of(grid, row, columns, ends) is not None:
        return False
    texts = {name: _own_text(grid, row, columns, name) for name in columns}
    points = [texts[name] for name in ("weight", "score") if name in columns]
    measured = all(texts[name] for name in ("target", "actual") if name in columns)
    is_label = texts["level3"].endswith((":", "："))
    return measured and not is_label and (not points or any(map(_is_number, points)))


def _own_text(grid: Grid, row: int, columns: Row, name: str) -> str:
    cell = _at(grid, row, columns, name)
    return cell.text if cell is not None and cell.row == row else ""


def _is_number(text: str) -> bool:
    return isinstance(parse_number(text), Quantity)


# --- one row ----------------------------------------------------------------------------------


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
    for cell in own_cells(grid, row):
        if cell.column in named and is_placeholder(cell.text):
            yield cell


def _indicator(grid: Grid, row: int, columns: Row, levels: _Levels) -> Iterator[Row]:
    cells = {name: cell for name in columns if (cell := _at(grid, row, columns, name))}
    name = cells.get("level3")
    if name is None or not name.text or is_placeholder(name.text):
        return
    if _is_note(grid, name, columns) or not _has_own(cells, row):
        return
    kept = {key: cell for key, cell in cells.items() if _counts(key, cell, row)}
    values = {key: cell for key, cell in kept.items() if key == "level3" or cell != name}
    yield {**values, **_levels_of(name, columns, levels)}


def _levels_of(name: Cell, columns: Row, levels: _Levels) -> dict[str, Cell]:
    """Return the levels of an indicator; over which its name reaches, those it has not."""
    levelled = {"level1": levels.level1, "level2": levels.level2}
    return {
        key: cell
        for key, cell in levelled.items()
        if cell is not None and cell.text and not _covers(name, columns[key].column)
    }


def _nameless(grid: Grid, row: int, columns: Row) -> Iterator[Row]:
    """Yield what a row holds that has target, actual value or score, but no name.

    The name is the cell where it belongs.
    """
    name = grid.at(row, columns["level3"].column)
    if name is not None and name.text and not is_placeholder(name.text):
        return
    cells = {key: cell for key in _FILLED if (cell := _at(grid, row, columns, key))}
    own = {key: cell for key, cell in cells.items() if cell.row == row and _is_filled(cell.text)}
    if own:
        yield {"level3": name or grid.blank(row, columns["level3"].column), **own}


def _is_filled(text: str) -> bool:
    return not is_empty_mark(text) and not is_placeholder(text)


def _is_note(grid: Grid, name: Cell, columns: Row) -> bool:
    """A text merged over the columns of name and target is a note, if nothing stands behind it."""
    target = columns.get("target") or columns.get("actual")
    if target is None or not _covers(name, target.column):
        return False
    own = [cell for cell in grid.row(name.row) if cell.row == name.row and cell != name]
    behind = [columns[key] for key in ("actual", "weight", "score") if key in columns]
    return not any(cell.text and overlap(cell, head) for cell in own for head in behind)


def _covers(cell: Cell, column: int) -> bool:
    return cell.column <= column <= cell.last_column


def _has_own(cells: Row, row: int) -> bool:
    return any(cell.row == row and key not in _LEVELS for key, cell in cells.items())


def _counts(key: str, cell: Cell, row: int) -> bool:
    if key in _LEVELS or not (cell.text or cell.trouble):
        return False
    return cell.row == row or key not in _NEVER_SPREAD
