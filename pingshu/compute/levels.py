"""Indicators by level 1 and level 2, the sums of each level 1, and how many there are of a kind.

Knows verdicts, weights and scores. Of texts it knows the names of the levels alone; must not know
files.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from pingshu.model import (
    Figure,
    Indicator,
    IndicatorCounts,
    IndicatorFigures,
    Level1,
    Level2,
    Text,
    Verdict,
    complete_sum_of,
)
from pingshu.values import fold

_REACHED = frozenset({Verdict.REACHED, Verdict.EXCEEDED, Verdict.FAR_EXCEEDED})
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]$")
_LONGEST_CLASS = 6


def levels(items: Iterable[IndicatorFigures]) -> tuple[Level1, ...]:
    """Return the indicators by level 1 and level 2, in the order of the form."""
    grouped = _grouped(items, lambda item: _name(item.level1, "绩效指标"))
    return tuple(_level1(name, group) for name, group in grouped)


def _level1(name: str, items: Sequence[IndicatorFigures]) -> Level1:
    weights = [item.weight for item in items]
    scores = [item.score_stated for item in items]
    classes = _grouped(items, lambda item: _name(item.level2, "其他指标"))
    return Level1(
        name=name,
        weight=complete_sum_of(f"指标类别.{name}.分值", "各指标分值之和", weights),
        score=complete_sum_of(f"指标类别.{name}.得分", "各指标得分之和", scores),
        classes=tuple(Level2(name=title, indicators=tuple(group)) for title, group in classes),
    )


def _grouped(
    items: Iterable[IndicatorFigures], name_of: Callable[[Indicator], str]
) -> list[tuple[str, list[IndicatorFigures]]]:
    """Return the groups of one name, neighbours or not."""
    groups: dict[str, list[IndicatorFigures]] = {}
    for item in items:
        groups.setdefault(name_of(item.indicator), []).append(item)
    return list(groups.items())


def _name(text: Text | None, unnamed: str) -> str:
    """Return 产出指标 for “产 出指标(50分)”."""
    if text is None:
        return unnamed
    name = _BRACKETED.sub("", "".join(fold(text.text).split()))
    return name if name.endswith("指标") or len(name) > _LONGEST_CLASS else f"{name}指标"


def counts(items: Sequence[IndicatorFigures]) -> IndicatorCounts:
    """Return how many indicators there are, and how many of them are of a kind."""
    return IndicatorCounts(
        total=_count("总数", "三级指标的个数", items, lambda _: True),
        reached=_count(
            "达标数", "达到或超过目标的个数", items, lambda one: one.verdict in _REACHED
        ),
        missed=_count("未达标数", "没有达到目标的个数", items, _has(Verdict.MISSED)),
        without_target=_count(
            "未设数", "没有填年度指标值的个数", items, lambda one: not one.indicator.has_target
        ),
        without_actual=_count("未填数", "没有填完成值的个数", items, _has(Verdict.NO_ACTUAL)),
        stated=_count("陈述数", "不作判断的个数", items, _has(Verdict.STATED)),
    )


def _has(verdict: Verdict) -> Callable[[IndicatorFigures], bool]:
    return lambda item: item.verdict is verdict


def _count(
    name: str,
    formula: str,
    items: Sequence[IndicatorFigures],
    counts_in: Callable[[IndicatorFigures], bool],
) -> Figure | None:
    """Return a count that leads to the cells of those counted, a count of 0 to all cells."""
    if not items:
        return None
    counted = [item for item in items if counts_in(item)]
    return Figure(
        key=f"指标.{name}",
        value=Decimal(len(counted)),
        unit="个",
        formula=formula,
        sources=tuple(item.indicator.level3.place for item in counted or items),
    )
