"""The 民生工程绩效自评表 on paper: groups and items with their points.

Knows the layout and the labels; knows no project.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from scripts.workbooks.form import ROW_HEIGHT, header_boxes, stack, title_part
from scripts.workbooks.sheet import (
    CENTRED,
    COMPUTED,
    LABEL,
    TEXT,
    Box,
    Formula,
    Part,
    Rule,
    Sheet,
    Style,
    Value,
)

LABELS = (
    "大项", "分值", "小项", "分值", "自评得分", "加分", "加分依据", "扣分原因", "完成情况",
)  # fmt: skip
COLUMNS = len(LABELS)
WIDTHS = (15.0, 7.0, 28.0, 7.0, 10.0, 7.0, 25.0, 25.0, 46.0)
ITEMS_TOP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of the rubric."""

    name: str | None = None
    maximum: float | None = None
    points: float | None = None
    bonus: float | None = None
    ground: str | None = None
    loss: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group with its maximum and its items."""

    name: str
    maximum: Value
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricForm:
    """All that is written on the form."""

    title: str
    year: str
    name: str | None = None
    department: str | None = None
    unit: str | None = None
    groups: tuple[Group, ...]
    maximum: Value
    points: Value
    bonus: Value


def rubric_sheet(form: RubricForm, rules: tuple[Rule, ...] = ()) -> Sheet:
    """Return the sheet 自评表."""
    parts = [
        partial(title_part, title=form.title, year=form.year, columns=COLUMNS),
        partial(_header_part, form=form),
        partial(_rubric_part, form=form),
        partial(_total_part, form=form),
    ]
    return Sheet(name="自评表", widths=WIDTHS, parts=stack(parts), rules=rules, landscape=True)


def _header_part(top: int, *, form: RubricForm) -> Part:
    return Part(
        boxes=(
            Box(row=top, column=0, value="项目名称", style=LABEL),
            Box(row=top, column=1, columns=8, value=form.name),
            Box(row=top + 1, column=0, value="主管部门", style=LABEL),
            Box(row=top + 1, column=1, columns=5, value=form.department),
            Box(row=top + 1, column=6, value="实施单位", style=LABEL),
            Box(row=top + 1, column=7, columns=2, value=form.unit),
        ),
        heights=(ROW_HEIGHT,) * 2,
    )


def _rubric_part(top: int, *, form: RubricForm) -> Part:
    boxes = [*header_boxes(top, 0, LABELS)]
    row = top + 1
    for group in form.groups:
        boxes += _group_boxes(row, group)
        row += len(group.items)
    return Part(boxes=tuple(boxes), heights=(ROW_HEIGHT,) * (row - top))


def _group_boxes(top: int, group: Group) -> Iterator[Box]:
    rows = len(group.items)
    yield Box(row=top, column=0, rows=rows, value=group.name, style=LABEL)
    yield Box(row=top, column=1, rows=rows, value=group.maximum, style=_style(group.maximum))
    for row, item in enumerate(group.items, top):
        yield Box(row=row, column=2, value=item.name, style=TEXT)
        for column, number in enumerate((item.maximum, item.points, item.bonus), 3):
            yield Box(row=row, column=column, value=number)
        for column, text in enumerate((item.ground, item.loss, item.note), 6):
            yield Box(row=row, column=column, value=text, style=TEXT)


def _style(value: Value) -> Style:
    return COMPUTED if isinstance(value, Formula) else CENTRED


def _total_part(top: int, *, form: RubricForm) -> Part:
    sums = (form.maximum, form.points, form.bonus)
    return Part(
        boxes=(
            Box(row=top, column=0, columns=3, value="综合自评得分", style=LABEL),
            *(
                Box(row=top, column=column, value=value, style=_style(value))
                for column, value in enumerate(sums, 3)
            ),
            Box(row=top, column=6, columns=3),
        ),
        heights=(ROW_HEIGHT,),
    )
