"""Checks of how targets and actual values were read: units, percent signs, what is no number.

Knows which indicators could be compared. What could not is told, so that somebody looks at it; and
so is a form on which every actual value is just its target again.
"""

import re
from collections.abc import Iterator

from pingshu.finding import Finding, found
from pingshu.model import (
    Comparison,
    Computation,
    Form,
    Indicator,
    IndicatorFigures,
    Text,
    Verdict,
    says_something,
)
from pingshu.profile import Profile
from pingshu.values import Target, TargetKind, fold, plain, unit_in_brackets

_KINDS = frozenset({"%", "元", "万元", "亿元"})
_LEAST_EQUAL = 5
_WHOLE = 100
_QUANTITIES = frozenset({TargetKind.NUMBER, TargetKind.RANGE})
_DIGIT = re.compile(r"[0-9一二三四五六七八九十百千万两零〇]")
_NUMERALS = "一二三四五六七八九十百千万两"
# 六十台 and 三次 are numbers; 一定 and 万一 are none.
_NUMBER = re.compile(
    rf"[0-9]|[二三四五六七八九十两][{_NUMERALS}]|[二三四五六七八九十两][台套个次人名项批期份家所场户件座辆]"
)


def check_readings(_: Form, computation: Computation, __: Profile) -> Iterator[Finding]:
    """Find unit-of-name-differs, unit-differs, percent-ambiguous, not-judged.

    Besides: actual-not-a-number (C5).
    """
    for item in computation.indicators:
        target, actual = item.indicator.target, item.indicator.actual
        if target is None or actual is None:
            continue
        unit = unit_in_brackets(item.indicator.level3.text)
        if unit and item.actual and _is_of_another_kind(unit, item.actual.unit):
            yield found("unit-of-name-differs", actual.place, expected=unit, actual=actual.text)
        else:
            yield from _reading(item, target, actual)


def _is_of_another_kind(due: str, stated: str) -> bool:
    """Return whether one is a share or an amount of money and the other is not, or not the same."""
    kinds = {unit.partition("/")[0] for unit in (due, stated)}
    return bool(stated) and len(kinds) > 1 and bool(kinds & _KINDS)


def _reading(item: IndicatorFigures, target: Text, actual: Text) -> Iterator[Finding]:
    if item.comparison is Comparison.UNITS_DIFFER and item.target and item.actual:
        units = {"expected": item.target.unit, "actual": item.actual.unit}
        yield found("unit-differs", actual.place, **units)
    elif item.comparison in {Comparison.PERCENT_READ, Comparison.PERCENT_UNCLEAR}:
        yield found(
            "percent-ambiguous",
            actual.place,
            target=target.text,
            actual=actual.text,
            reading=_percent_reading(item),
        )
    elif item.comparison is Comparison.WORDS and item.verdict is Verdict.STATED:
        yield from _not_judged(item.indicator, target, actual)


def _not_judged(indicator: Indicator, target: Text, actual: Text) -> Iterator[Finding]:
    words = not _DIGIT.search(fold(actual.text)) and not says_something(indicator.reason)
    if indicator.target_read.kind in _QUANTITIES and words:
        yield found("actual-not-a-number", actual.place, target=target.text, actual=actual.text)
    elif any(_NUMBER.search(fold(text.text)) for text in (target, actual)):
        yield found("not-judged", actual.place, target=target.text, actual=actual.text)


def _percent_reading(item: IndicatorFigures) -> str:
    if item.comparison is Comparison.PERCENT_READ and item.target and item.actual:
        return f"已理解为目标{plain(item.target.value)}%、完成{plain(item.actual.value)}%"
    return "看不出没写的那个是多少，没有判断是否达到"


def check_equal_actuals(form: Form, _: Computation, __: Profile) -> Iterator[Finding]:
    """Find actuals-equal-targets: each target that is one number was met to the digit.

    Nothing can exceed 100%, so what reached it tells nothing.
    """
    pairs = [
        (item.target_read.low, item.actual_read.value, item.actual)
        for item in form.indicators or ()
        if _is_open_number(item.target_read) and item.actual_read and item.actual
    ]
    if len(pairs) >= _LEAST_EQUAL and all(target == actual for target, actual, _ in pairs):
        yield found("actuals-equal-targets", pairs[0][2].place, count=str(len(pairs)))


def _is_open_number(target: Target) -> bool:
    is_whole = target.low == _WHOLE and target.unit == "%"
    return target.kind is TargetKind.NUMBER and not is_whole
