"""The heading of a points rubric, of one or two rows: what each of its columns holds.

Knows labels and the structure of tables. Must not know what points mean. A rubric has maxima and
points, but neither targets nor actual values.
"""

import re
from dataclasses import dataclass

from pingshu.model import Row
from pingshu.profile import Labels, Words, headed, is_one_of, meaning
from pingshu.sheet import Cell, Grid
from pingshu.values import fold

_POINTS_OF_BOTH = re.compile(r"[0-9.]+\s*分.{0,6}得分?\s*[0-9.]+")
# What tells a rubric from indicators where both have 一级指标 and 三级指标.
_OF_A_RUBRIC = frozenset(
    {"rule", "explanation", "bonus", "bonus_reason", "loss_reason", "points_of_others"}
)


@dataclass(frozen=True, slots=True)
class _Heads:
    """The heading cells of a rubric by their names, several of one name from left to right."""

    cells: tuple[tuple[str, Cell], ...]

    def first(self, *names: str) -> Cell | None:
        """Return the first cell of the first of these names that there is."""
        found = (cell for name in names for head, cell in self.cells if head == name)
        return next(found, None)

    def every(self, name: str) -> list[Cell]:
        """Return all cells of a name."""
        return [cell for head, cell in self.cells if head == name]


def rubric_columns(grid: Grid, row: int, labels: Labels) -> Row | None:
    """Return name of the column → its heading, if a rubric's heading begins in the row."""
    words = labels["rubric"]
    group = headed(grid.row(row), words).get("group")
    if group is None or group.row != row:
        return None
    heads = _heads(grid, row, words)
    columns = _columns(heads)
    return columns if columns and _is_rubric(grid, columns, heads, labels) else None


def _heads(grid: Grid, row: int, words: Words) -> _Heads:
    bottom = _bottom(grid, row, words)
    found: dict[Cell, str] = {}
    for column in range(1, grid.last_column + 1):
        upper, lower = grid.at(row, column), grid.at(bottom, column)
        name = _name(upper, lower, words)
        head = lower if lower is not None and lower.text else upper
        if name is not None and head is not None:
            found.setdefault(head, name)
    return _Heads(tuple((name, cell) for cell, name in found.items()))


def _bottom(grid: Grid, row: int, words: Words) -> int:
    """Return the lower row of the heading, which is merged down or goes on below a blank."""
    named = headed(grid.row(row), words)
    if named["group"].last_row > row:
        return named["group"].last_row
    below = grid.at(row + 1, named["group"].column)
    goes_on = {"maximum", "points"} & headed(grid.row(row + 1), words).keys()
    return row + 1 if goes_on and (below is None or not below.text) else row


def _name(upper: Cell | None, lower: Cell | None, words: Words) -> str | None:
    """Return what a heading means: both rows together (县级 above 评分), else one of them."""
    above, below = (cell.text if cell is not None else "" for cell in (upper, lower))
    if upper == lower or not above or not below:
        return meaning(below or above, words)
    readings = (above + below, below + above, below, above)
    return next((name for text in readings if (name := meaning(text, words))), None)


def _columns(heads: _Heads) -> dict[str, Cell]:
    """Return one heading for each column; 分值 and 得分 stand with what they are of."""
    item = heads.first("item", "section")
    group = heads.first("group")
    if item is None or group is None:
        return {}
    kept = dict(reversed(heads.cells))
    points = heads.every("points") or heads.every("points_of_others")
    kept |= _of_item_and_group("maximum", heads.every("maximum"), item, group)
    kept |= _of_item_and_group("points", points, item, group)
    if kept.get("section") == item:
        del kept["section"]
    return {**kept, "item": item}


def _of_item_and_group(name: str, cells: list[Cell], item: Cell, group: Cell) -> dict[str, Cell]:
    if not cells:
        return {}
    behind = [cell for cell in cells if cell.column > item.column]
    of_item = behind[0] if behind else cells[-1]
    before = [cell for cell in cells if group.column < cell.column < item.column]
    of_group = {f"group_{name}": before[0]} if before and before[0] != of_item else {}
    return {name: of_item, **of_group}


def _is_rubric(grid: Grid, columns: Row, heads: _Heads, labels: Labels) -> bool:
    group, indicators = columns["group"], labels["indicators"]
    if not _is_scored(grid, columns) or _is_measured(grid, group, labels):
        return False
    named_alike = is_one_of(group.text, indicators["level1"])
    return not named_alike or bool(_OF_A_RUBRIC & {name for name, _ in heads.cells})


def _is_measured(grid: Grid, group: Cell, labels: Labels) -> bool:
    """Return whether the heading has a target, or an actual value that is no 完成情况 in words."""
    texts = [cell.text for row in {group.row, group.last_row} for cell in grid.row(row)]
    kinds = {
        (meaning(text, labels["indicators"]), meaning(text, labels["rubric"])) for text in texts
    }
    return any(kind == "target" or (kind == "actual" and own is None) for kind, own in kinds)


def _is_scored(grid: Grid, columns: Row) -> bool:
    """Return whether there are maximum and points, or one column that holds both."""
    if {"maximum", "points"} <= columns.keys() or "both" in columns:
        return True
    head = columns.get("maximum") or columns.get("points")
    below = grid.at(head.last_row + 1, head.column) if head else None
    return below is not None and _POINTS_OF_BOTH.search(fold(below.text)) is not None
