"""The points rubric below its heading: groups, items, total; and the project in its title.

Knows labels and the structure of tables. Must not know what points mean.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from pingshu.model import Block, Row, RubricLayout
from pingshu.profile import Words, meaning
from pingshu.sheet import Cell, Grid
from pingshu.values import is_placeholder, normalise_label

_OWN = (
    "maximum", "points", "bonus", "bonus_reason", "loss_reason", "note", "remark", "rule",
    "evidence",
)  # fmt: skip
_YEAR_BEFORE = re.compile(r"^[0-9０-９]{4}\s*年度?\s*")
_FORM_BEHIND = re.compile(r"(?:绩效)?(?:评价)?(?:自评|评分|自评评分)表$")


# --- the rows -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Gathered:
    """What has been found so far; `group` and `section` are in force for the next row."""

    groups: list[dict[str, Cell]] = field(default_factory=list)
    items: list[Row] = field(default_factory=list)
    nameless: list[Row] = field(default_factory=list)
    total: Row | None = None
    section: Cell | None = None


def locate_rubric(grid: Grid, columns: Row, last: int, ends: Words) -> RubricLayout:
    """Return the rubric below its heading, up to the total, a note or the last row."""
    gathered = _Gathered()
    lowest = max(columns[name].last_row for name in ("group", "item", "maximum") if name in columns)
    for row in range(lowest + 1, last + 1):
        ending = _ending(grid, row, columns, ends)
        if ending == "notes" and not _goes_on(grid, row, last, columns):
            break
        if ending == "total" and not _goes_on(grid, row, last, columns):
            gathered.total = _sums(grid, row, columns)
            break
        if ending is None:
            _gather(grid, row, columns, gathered)
        elif ending != "notes" and gathered.groups:
            gathered.groups[-1] |= _sums(grid, row, columns)
    return RubricLayout(
        block=Block(place=grid.place(), columns=columns, rows=tuple(gathered.items)),
        groups=tuple(gathered.groups),
        total=gathered.total,
        nameless=tuple(gathered.nameless),
    )


def _ending(grid: Grid, row: int, columns: Row, ends: Words) -> str | None:
    first = next((cell for cell in grid.row(row) if cell.row == row and cell.text), None)
    if first is None or first.column > columns["item"].column:
        return None
    is_subtotal = normalise_label(first.text).endswith("小计")
    return "subtotal" if is_subtotal else meaning(first.text, ends)


def _goes_on(grid: Grid, row: int, last: int, columns: Row) -> bool:
    """Return whether items follow; then a sum is the one of a group."""
    later = range(row + 1, last + 1)
    return any("item" in (cells := _cells(grid, one, columns)) and _scores(cells) for one in later)


def _sums(grid: Grid, row: int, columns: Row) -> dict[str, Cell]:
    """Return maximum and points of a row of sums, of whatever column they stand in."""
    sums = {name: _own_value(grid, row, columns, name) for name in ("maximum", "points")}
    return {
        name: cell
        for name, cell in sums.items()
        if cell is not None and cell.column > columns["group"].column
    }


def _own_value(grid: Grid, row: int, columns: Row, name: str) -> Cell | None:
    head = columns.get(name)
    cell = grid.at(row, head.column) if head is not None else None
    # A label that is merged into the column of the values is no value.
    is_own = cell is not None and cell.row == row and cell.column >= columns[name].column
    return cell if is_own and cell is not None and (cell.text or cell.trouble) else None


def _cells(grid: Grid, row: int, columns: Row) -> dict[str, Cell]:
    """Return what a row holds: its own values, and the names that may span several rows."""
    values = {name: _own_value(grid, row, columns, name) for name in (*_OWN, "both")}
    names = {
        name: grid.at(row, columns[name].column)
        for name in ("item", "section", "serial")
        if name in columns
    }
    cells = {name: cell for name, cell in {**names, **values}.items() if cell is not None}
    return {name: cell for name, cell in cells.items() if cell.text or cell.trouble}


def _scores(cells: Row) -> bool:
    return bool({"maximum", "points", "both"} & cells.keys())


def _gather(grid: Grid, row: int, columns: Row, gathered: _Gathered) -> None:
    cells = _cells(grid, row, columns)
    group = grid.at(row, columns["group"].column)
    if group is not None and group.text and group.text != columns["group"].text:
        _enter_group(grid, row, columns, group, gathered)
    name = _item_name(cells, group, columns, row)
    if name is None:
        of_group = group is not None and group.row == row and bool(group.text)
        if _is_nameless(cells, of_group=of_group):
            blank = grid.at(row, columns["item"].column) or grid.blank(row, columns["item"].column)
            gathered.nameless.append({"item": blank, **_kept(cells)})
    elif gathered.groups and _has_own(cells) and not is_placeholder(name.text):
        section = cells.get("section")
        gathered.section = section if section is not None else gathered.section
        gathered.items.append(_item(cells, name, gathered))


def _enter_group(grid: Grid, row: int, columns: Row, cell: Cell, gathered: _Gathered) -> None:
    """Begin a group, unless its name is repeated; a row of its own states its points."""
    if gathered.groups and gathered.groups[-1]["name"].text == cell.text:
        return
    gathered.section = None
    stated = {name: _own_value(grid, row, columns, f"group_{name}") for name in _STATED}
    item = grid.at(row, columns["item"].column)
    if item is None or not item.text or item == cell:
        stated = {name: stated[name] or _own_value(grid, row, columns, name) for name in _STATED}
    present = {name: value for name, value in stated.items() if value is not None}
    gathered.groups.append({"name": cell, **present})


_STATED = ("maximum", "points")


def _item_name(cells: Row, group: Cell | None, columns: Row, row: int) -> Cell | None:
    """Return the cell that names an item; a level left blank takes the one before it."""
    names = [cells[name] for name in ("item", "section") if name in cells]
    for cell in names[:1] if "item" in cells else [one for one in names if one.row == row]:
        if cell != group and cell.text != columns["item"].text:
            return cell
    return None


def _has_own(cells: Row) -> bool:
    return any(name in cells for name in (*_OWN, "both"))


def _is_nameless(cells: Row, *, of_group: bool) -> bool:
    return not of_group and "item" not in cells and "points" in cells


def _kept(cells: Row) -> dict[str, Cell]:
    return {name: cell for name, cell in cells.items() if name not in {"serial", "section"}}


def _item(cells: Row, name: Cell, gathered: _Gathered) -> dict[str, Cell]:
    section = gathered.section if gathered.section != name else None
    levels = {"section": section} if section is not None else {}
    others = {key: cell for key, cell in cells.items() if key not in {"item", "section"}}
    return {**others, **levels, "group": gathered.groups[-1]["name"], "item": name}


# --- the title ----------------------------------------------------------------------------


def with_title(grid: Grid, last_row: int, blanks: Collection[str], fields: Row) -> Row:
    """Return the header fields, with the project from the title if no field is meant for it."""
    title = None if "project" in {*blanks, *fields} else _project_in_title(grid, last_row)
    return fields if title is None else {**fields, "project": title}


def _project_in_title(grid: Grid, last_row: int) -> Cell | None:
    """Return the name of the project as the title of a rubric has it, for want of a field."""
    for row in range(grid.first_row, last_row + 1):
        cells = [cell for cell in grid.row(row) if cell.text]
        if len(cells) == 1 and any(word in cells[0].text for word in ("绩效", "自评", "评分")):
            name = _FORM_BEHIND.sub("", _YEAR_BEFORE.sub("", " ".join(cells[0].text.split())))
            return cells[0]._replace(text=name) if name else None
    return None
