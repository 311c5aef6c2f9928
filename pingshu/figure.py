"""A figure: a number that knows how it was made and from which cells; and sums of figures.

Knows values and places. Must not know what a figure is about, nor how it is printed.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pingshu.sheet import Place

# Around the ten thousand between 元 and 万元; the two amounts need not be equal.
_LEAST_TIMES = 2_000
_MOST_TIMES = 50_000
_BETWEEN_NAMES = re.compile(r"(?<![0-9])\.|\.(?![0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its origin.

    Attributes:
        key: stable name of the figure within its report (资金.年度资金总额.执行率).
        unit: 万元, 元, %, 分 or a measure word.
        formula: how it was made, in Chinese; empty if it was read from a cell.
        sources: the cells it was made from.
    """

    key: str
    value: Decimal
    unit: str
    formula: str = ""
    sources: tuple[Place, ...] = ()


def name_of(key: str) -> str:
    """Return what people call a figure: the names of its key, set apart by dots in the middle."""
    return _BETWEEN_NAMES.sub("·", key)


def sum_of(key: str, formula: str, figures: Iterable[Figure | None]) -> Figure | None:
    """Return the sum of the figures that are there, all of one unit; None if there are none."""
    present = [figure for figure in figures if figure is not None]
    if not present:
        return None
    return Figure(
        key=key,
        value=sum((figure.value for figure in present), Decimal(0)),
        unit=present[0].unit,
        formula=formula,
        sources=tuple(place for figure in present for place in figure.sources),
    )


def is_far_apart(first: Figure | None, second: Figure | None) -> bool:
    """Return whether one amount is so many times the other that one may be in 元, one in 万元."""
    if first is None or second is None or not first.value or not second.value:
        return False
    smaller, larger = sorted((abs(first.value), abs(second.value)))
    return _LEAST_TIMES <= larger / smaller <= _MOST_TIMES


def complete_sum_of(key: str, formula: str, figures: Sequence[Figure | None]) -> Figure | None:
    """Return the sum of figures of one unit; None if there are none or one is missing."""
    missing = any(figure is None for figure in figures)
    return None if missing else sum_of(key, formula, figures)


def derived(
    key: str,
    formula: str,
    first: Figure | None,
    second: Figure | None,
    operation: Callable[[Decimal, Decimal], Decimal],
    unit: str | None = None,
) -> Figure | None:
    """Return what an operation makes of two figures, in the unit of the first; None without one."""
    if first is None or second is None:
        return None
    return Figure(
        key=key,
        value=operation(first.value, second.value),
        unit=first.unit if unit is None else unit,
        formula=formula,
        sources=(*first.sources, *second.sources),
    )
