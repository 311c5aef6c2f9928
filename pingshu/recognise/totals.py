"""The row 总分 that ends the indicators.

Knows labels and the structure of tables. Must not know what a score is worth.
"""

import re
from collections.abc import Sequence

from pingshu.headings import ending_of, label_and_value, overlap, own_cells
from pingshu.model import Row
from pingshu.profile import Words
from pingshu.sheet import Cell, Grid
from pingshu.values import Quantity, parse_number

_GRADE = re.compile(r"[优良中差](?:秀|好|等)?(?:级|等级)?")


def locate_total(grid: Grid, rest: range, columns: Row, ends: Words) -> Row | None:
    """Return the totals of weight and score, and the grade.

    Args:
        grid: the form.
        rest: the row that ends the indicators and those below it, up to the next block.
        columns: the headings of the indicators.
        ends: what the row may be called.
    """
    return _total(grid, rest.start, columns, ends) or _total_below(grid, rest.stop, columns, ends)


def _total(grid: Grid, end: int, columns: Row, ends: Words) -> dict[str, Cell] | None:
    """Return the total, in the row where the indicators end or below the notes there."""
    for row in range(end, grid.last_row + 1):
        ending = ending_of(grid, row, columns, ends)
        if ending == "total":
            return _total_row(grid, row, columns)
        if ending is None and any(cell.text for cell in own_cells(grid, row)):
            return None
    return None


def _total_below(grid: Grid, end: int, columns: Row, ends: Words) -> dict[str, Cell] | None:
    """Return the total below another block; there 合计 may add up that block."""
    for row in range(grid.last_row, end - 1, -1):
        first = next((cell for cell in own_cells(grid, row) if cell.text), None)
        if first and "分" in first.text and ending_of(grid, row, columns, ends) == "total":
            return _total_row(grid, row, columns)
    return None


def _total_row(grid: Grid, row: int, columns: Row) -> dict[str, Cell]:
    """Return weight, score and grade: numbers under their headings or the only one, a word."""
    label, *own = [cell for cell in own_cells(grid, row) if cell.text or cell.trouble]
    grades = [cell for cell in own if _GRADE.fullmatch(cell.text)]
    return {**_numbers(label, own, columns), **dict(zip(["grade"], grades, strict=False))}


def _numbers(label: Cell, own: Sequence[Cell], columns: Row) -> dict[str, Cell]:
    under = {
        name: cell
        for name in ("weight", "score")
        if name in columns
        for cell in own
        if overlap(cell, columns[name])
    }
    if under:
        both = under.get("weight") == under.get("score")
        return {"score": under["score"]} if both else under
    return _only_score(label, own) if "score" in columns or "分" in label.text else {}


def _only_score(label: Cell, own: Sequence[Cell]) -> dict[str, Cell]:
    """Return the score of a row that has one number: 自评总分：99分, or 自评总分 ▸ 99."""
    value = label_and_value(label.text)[1]
    cells = [*own, label._replace(text=value)]
    numbers = [cell for cell in cells if isinstance(parse_number(cell.text), Quantity)]
    return {"score": numbers[0]} if len(numbers) == 1 else {}
