"""The figures of a points rubric: each item, the sums of the groups and of all of them.

Knows points, which are added exactly. Must not know which score is in order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import sub

from pingshu.model import (
    Figure,
    Rubric,
    RubricFigures,
    RubricGroup,
    RubricGroupFigures,
    RubricItem,
    RubricItemFigures,
    complete_sum_of,
    derived,
    figure_of,
    sum_of,
)

_UNIT = "分"


def rubric_figures(
    rubric: Rubric | None, groups: Sequence[str], items: Sequence[str]
) -> RubricFigures | None:
    """Return the figures of a rubric, None without one.

    Args:
        rubric: the rubric.
        groups: distinct names of the groups, for the keys.
        items: the same of the items.
    """
    if rubric is None:
        return None
    names = iter(items)
    made = tuple(
        _group(group, f"细则.{name}", names)
        for group, name in zip(rubric.groups, groups, strict=True)
    )
    every = [item for group in made for item in group.items]
    return RubricFigures(
        groups=made,
        maximum=complete_sum_of("细则.满分", "各大项满分之和", [group.maximum for group in made]),
        points=complete_sum_of("细则.得分", "各小项自评得分之和", [item.points for item in every]),
        bonus=_added_bonus("细则.加分", [item.bonus for item in every]),
        lost=sum_of("细则.扣分", "各小项扣分之和", [item.lost for item in every]),
    )


def _group(group: RubricGroup, key: str, names: Iterator[str]) -> RubricGroupFigures:
    items = tuple(_item(item, f"{key}.{next(names)}") for item in group.items)
    added = complete_sum_of(f"{key}.满分", "各小项分值之和", [item.maximum for item in items])
    maximum = figure_of(group.maximum, f"{key}.满分", _UNIT) or added
    points = complete_sum_of(f"{key}.得分", "各小项自评得分之和", [item.points for item in items])
    return RubricGroupFigures(
        group=group,
        items=items,
        maximum=maximum,
        points=points,
        bonus=_added_bonus(f"{key}.加分", [item.bonus for item in items]),
        lost=_lost(f"{key}.扣分", maximum, points),
    )


def _item(item: RubricItem, key: str) -> RubricItemFigures:
    maximum = figure_of(item.maximum, f"{key}.满分", _UNIT)
    points = figure_of(item.points, f"{key}.得分", _UNIT)
    bonus = figure_of(item.bonus, f"{key}.加分", _UNIT)
    return RubricItemFigures(
        item=item,
        maximum=maximum,
        points=points,
        bonus=bonus if bonus and bonus.value > 0 else None,
        lost=_lost(f"{key}.扣分", maximum, points),
    )


def _lost(key: str, maximum: Figure | None, points: Figure | None) -> Figure | None:
    lost = derived(key, "满分－自评得分", maximum, points, sub)
    return lost if lost is not None and lost.value > 0 else None


def _added_bonus(key: str, bonuses: Sequence[Figure | None]) -> Figure | None:
    return sum_of(key, "各小项加分之和", bonuses)


def rubric_total(rubric: Rubric, figures: RubricFigures) -> Figure | None:
    """Return the total score: as the form states it, else the sum."""
    if rubric.total_stated is not None:
        return figure_of(rubric.total_stated, "评分.总分", _UNIT)
    return replace(figures.points, key="评分.总分") if figures.points else None
