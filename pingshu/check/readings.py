"""Checks of how targets and actual values were read: units, percent signs, what is no number.

Knows which indicators could be compared. What could not is told, so that somebody looks at it.
"""

import re
from collections.abc import Iterator

from pingshu.finding import Finding, found
from pingshu.model import Comparison, Computation, Form, IndicatorFigures, Text, Verdict
from pingshu.profile import Profile
from pingshu.values import fold, plain

_NUMERALS = "一二三四五六七八九十百千万两"
# 六十台 and 三次 are numbers; 一定 and 万一 are none.
_NUMBER = re.compile(
    rf"[0-9]|[二三四五六七八九十两][{_NUMERALS}]|[二三四五六七八九十两][台套个次人名项批期份家所场户件座辆]"
)


def check_readings(_: Form, computation: Computation, __: Profile) -> Iterator[Finding]:
    """Find unit-differs, percent-ambiguous, not-judged."""
    for item in computation.indicators:
        target, actual = item.indicator.target, item.indicator.actual
        if target is not None and actual is not None:
            yield from _reading(item, target, actual)


def _reading(item: IndicatorFigures, target: Text, actual: Text) -> Iterator[Finding]:
    if item.comparison is Comparison.UNITS_DIFFER and item.target and item.actual:
        units = {"expected": item.target.unit, "actual": item.actual.unit}
        yield found("unit-differs", actual.place, **units)
    elif item.comparison in {Comparison.PERCENT_READ, Comparison.PERCENT_UNCLEAR}:
        yield found(
            "percent-ambiguous",
            actual.place,
            expected=target.text,
            actual=actual.text,
            reading=_percent_reading(item),
        )
    elif item.comparison is Comparison.WORDS and item.verdict is Verdict.STATED:
        yield from _not_judged(target, actual)


def _not_judged(target: Text, actual: Text) -> Iterator[Finding]:
    if any(_NUMBER.search(fold(text.text)) for text in (target, actual)):
        yield found("not-judged", actual.place, expected=target.text, actual=actual.text)


def _percent_reading(item: IndicatorFigures) -> str:
    if item.comparison is Comparison.PERCENT_UNCLEAR or not item.target or not item.actual:
        return "看不出没写的那个是多少，没有判断是否达到"
    return f"已理解为目标{plain(item.target.value)}%、完成{plain(item.actual.value)}%"
