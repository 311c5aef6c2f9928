"""What stands to the left of a finding's cell: by it a row is known when rows move.

Knows sheets. Must not know what a finding means, nor the list.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from pingshu.finding import Finding
from pingshu.sheet import Grid, Position, position_of

# A target or a figure says what a row holds, not which row it is.
_STATED = re.compile(r"[-+±≥≤＞＜><=≧≦≠约\d]")
_LONGEST = 120


def label_findings(findings: Iterable[Finding], grids: Iterable[Grid]) -> tuple[Finding, ...]:
    """Return findings with what stands to the left of their cells, by which rows are known."""
    by_sheet = {grid.sheet: grid for grid in grids}
    positions: dict[str, dict[str, Position]] = {}
    return tuple(_labelled(finding, by_sheet, positions) for finding in findings)


def _labelled(
    finding: Finding, grids: dict[str, Grid], positions: dict[str, dict[str, Position]]
) -> Finding:
    grid, cell = grids.get(finding.place.sheet or ""), finding.place.cell
    if grid is None or cell is None:
        return finding
    if grid.sheet not in positions:
        positions[grid.sheet] = {name: place for place, name in grid.addresses.items()}
    place = positions[grid.sheet].get(cell) or position_of(cell)
    return finding if place is None else replace(finding, label=_label(grid, *place))


def _label(grid: Grid, row: int, column: int) -> str:
    named = [
        (cell.column, " ".join(cell.text.split()))
        for cell in grid.row(row)
        if cell.column <= column and cell.number is None and not _STATED.match(cell.text)
    ]
    left = [text for start, text in named if start < column and text]
    return " ".join(left or [text for _, text in named])[:_LONGEST]
