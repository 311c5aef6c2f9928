"""Checks whether amounts that belong together are of one unit of money.

Knows that an amount in 元 is ten thousand times the same amount in 万元. What else follows from two
such amounts is not told: it goes when the unit is mended.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pingshu.finding import Finding, Severity, found
from pingshu.model import (
    Comparison,
    Computation,
    Figure,
    Form,
    FundFigures,
    IndicatorFigures,
    is_far_apart,
)
from pingshu.profile import Profile
from pingshu.sheet import Place
from pingshu.values import half_up, plain

# Spent may be half of the budget, and the budget be in 元 or what was spent.
_LEAST_OF_UNITS, _MOST_OF_UNITS = 5_000, 20_000
_MEND = "，是的就按表头写明的单位改成一致；填错位数的也请改正"
_EXPLAIN = "；两个数都无误的，请在“说明”一列写明原因"
_PAIRS = (
    ("budget_initial", "年初预算数", "budget", "全年预算数"),
    ("budget", "全年预算数", "executed", "全年执行数"),
)


def check_magnitudes(_: Form, computation: Computation, __: Profile) -> Iterator[Finding]:
    """Find magnitude-differs in the funds, the spending, what was received, the indicators."""
    for row in computation.funds:
        yield from _row_differs(row)
    total = computation.total
    if total is not None:
        spent, received = computation.spending_total, computation.received
        yield from _differs(spent, "支出明细之和", total.executed, "全年执行数")
        yield from _differs(received, "到位数", total.budget, "全年预算数")
    for item in computation.indicators:
        yield from _indicator_differs(item)


def _row_differs(row: FundFigures) -> Iterator[Finding]:
    for first, first_name, second, second_name in _PAIRS:
        yield from _differs(getattr(row, first), first_name, getattr(row, second), second_name)


def _differs(
    first: Figure | None, first_name: str, second: Figure | None, second_name: str
) -> Iterator[Finding]:
    if first and second and is_far_apart(first, second):
        named = [(first, first_name), (second, second_name)]
        (smaller, other), (larger, name) = sorted(named, key=lambda one: abs(one[0].value))
        yield _told(
            larger.sources[0],
            abs(larger.value / smaller.value),
            against=f"{plain(smaller.value)}{smaller.unit}",
            actual=f"{plain(larger.value)}{larger.unit}",
            name=name,
            other=other,
        )


def _indicator_differs(item: IndicatorFigures) -> Iterator[Finding]:
    target, actual = item.indicator.target, item.indicator.actual
    is_apart = item.comparison is Comparison.MAGNITUDE_DIFFERS
    if is_apart and target and actual and item.target and item.actual:
        named = [(item.target.value, target, "目标值"), (item.actual.value, actual, "完成值")]
        smaller, larger = sorted(named, key=lambda one: abs(one[0]))
        yield _told(
            larger[1].place,
            abs(larger[0] / smaller[0]),
            against=smaller[1].text,
            actual=larger[1].text,
            name=larger[2],
            other=smaller[2],
        )


def _told(place: Place, times: Decimal, **facts: str) -> Finding:
    """Return the finding; what another unit alone does not explain may be right, if explained."""
    if _LEAST_OF_UNITS <= times <= _MOST_OF_UNITS:
        return found("magnitude-differs", place, times="约一万倍", cure=_MEND, **facts)
    rounded = f"约{plain(half_up(times, 0))}倍"
    finding = found("magnitude-differs", place, times=rounded, cure=_EXPLAIN, **facts)
    return replace(finding, severity=Severity.WARNING)
