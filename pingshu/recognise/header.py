"""What stands above the blocks of a form: header fields, year, unit of money.

Knows labels and where their values stand: beside the label, or behind a colon in the same cell.
Must not know what a value means.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from pingshu.model import Row
from pingshu.profile import Labels, Words, headed, meaning
from pingshu.sheet import Cell, Grid
from pingshu.values import money_unit_in, year_in

_YEAR_LEFT_OUT = re.compile(r"[(（][\s_0-9Xx×]*年度?\s*[)）]")
_LABEL_AND_VALUE = re.compile(r"([^:：]{2,20})[:：]\s*(\S.*)", re.DOTALL)


def locate_fields(grid: Grid, last_row: int, labels: Labels) -> Row:
    """Return name → value cell of the header fields in the rows up to the last."""
    fields: dict[str, Cell] = {}
    for row in range(grid.first_row, last_row + 1):
        for name, value in _fields_of(grid.row(row), labels["header"]):
            fields.setdefault(name, value)
    return fields


def blank_fields(grid: Grid, last_row: int, labels: Labels) -> dict[str, str]:
    """Return name → address of the cell beside the label of each header field.

    A year without a label belongs to the line below the title, if there is one.
    """
    rows = range(grid.first_row, last_row + 1)
    texts = list(dict.fromkeys(cell for row in rows for cell in grid.row(row) if cell.text))
    unfilled = next((cell for cell in texts if _YEAR_LEFT_OUT.fullmatch(cell.text)), None)
    labelled = {
        name: grid.address_at(cell.row, cell.last_column + 1)
        for row in reversed(rows)
        for name, cell in headed(grid.row(row), labels["header"]).items()
    }
    below = {"year": _below_title(grid, texts).address} if texts else {}
    return below | labelled | ({"year": unfilled.address} if unfilled else {})


def _below_title(grid: Grid, texts: Sequence[Cell]) -> Cell:
    """Return the blank line below the title, else the title."""
    start = next((index for index, cell in enumerate(texts) if "自评" in cell.text), 0)
    title, others = texts[start], texts[start + 1 :]
    below = title.last_row + 1
    if not others or others[0].row <= below:
        return title
    return next(iter(grid.row(below)), grid.blank(below, title.column))


def _fields_of(cells: Sequence[Cell], labels: Words) -> Iterator[tuple[str, Cell]]:
    names = [meaning(cell.text, labels) for cell in cells]
    for index, (cell, name) in enumerate(zip(cells, names, strict=True)):
        if name is None:
            yield from _in_one_cell(cell, labels)
            continue
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


def _in_one_cell(cell: Cell, labels: Words) -> Iterator[tuple[str, Cell]]:
    """Yield label and value that share a cell: 填报单位：青禾县财政局."""
    parts = _LABEL_AND_VALUE.fullmatch(cell.text)
    name = meaning(parts[1], labels) if parts else None
    if parts and name is not None:
        yield name, cell._replace(text=parts[2].strip())


def stated_money_unit(grid: Grid, headings: Mapping[str, int]) -> str | None:
    """Return the unit of money that a label outside the indicators states.

    Indicators have units of money of their own; funds may stand below them.
    """
    indicators, funds = (headings.get(name, grid.last_row + 1) for name in ("indicators", "funds"))
    above = [cell.text for cell in grid.cells if cell.row < indicators]
    below = [cell.text for cell in grid.cells if cell.row >= funds > indicators]
    texts = (*above, *below)
    return next((unit for unit in map(money_unit_in, texts) if unit), None)


def stated_year(grid: Grid, last_row: int, fields: Row) -> int | None:
    """Return the year in the title or beside the label 年度; “年度” counts before “年”.

    The name of the sheet counts last.
    """
    values = {cell.address for name, cell in fields.items() if name != "year"}
    texts = [
        cell.text for cell in grid.cells if cell.row <= last_row and cell.address not in values
    ]
    wholly = [text for text in texts if "年度" in text]
    own = f"{fields['year'].text}年" if "year" in fields else ""
    years = (year_in(text) for text in (*wholly, *texts, own, grid.sheet))
    return next((year for year in years if year), None)
