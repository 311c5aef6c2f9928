"""The figures of indicators: verdict, deviation, the formula's score.

Knows targets and actual values as numbers with units. Must not know text or files.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pingshu.model import (
    Figure,
    Indicator,
    IndicatorFigures,
    Number,
    Sum,
    Text,
    Verdict,
)
from pingshu.profile import Scoring
from pingshu.sheet import Place
from pingshu.values import Operator, Target, TargetKind, half_up, is_empty_mark

_HUNDRED = Decimal(100)
_LOWER_IS_BETTER = frozenset({Operator.AT_MOST, Operator.LESS})
_PLAIN = frozenset({None, Operator.EQUAL})
_REACHED_WORDS = ("达成预期指标", "达成年度指标", "全部达成", "已完成", "已达成")
_NONE = frozenset({"无", "暂无"})
_MISSED_WORDS = ("部分达成", "未达成", "未完成", "未达到", "部分完成")


def indicator_figures(
    indicators: Sequence[Indicator], names: Sequence[str], scoring: Scoring
) -> tuple[IndicatorFigures, ...]:
    """Return the figures of each indicator, in the order of the form, keyed by the names."""
    named = zip(indicators, names, strict=True)
    return tuple(_figures(indicator, name, scoring) for indicator, name in named)


def _figures(indicator: Indicator, name: str, scoring: Scoring) -> IndicatorFigures:
    target, actual = indicator.target_read, indicator.actual_read
    sources = _places(indicator.target, indicator.actual)
    low, reached = target.low, actual.value if actual else None
    comparable = is_comparable(indicator)
    verdict = _verdict(indicator, scoring)
    return IndicatorFigures(
        indicator=indicator,
        verdict=verdict,
        target=_read(f"指标.{name}.目标值", low, target.unit, indicator.target),
        actual=_read(
            f"指标.{name}.完成值", reached, actual.unit if actual else "", indicator.actual
        ),
        deviation=_figure(
            f"指标.{name}.偏差",
            reached - low if comparable and reached is not None and low is not None else None,
            target.unit,
            "完成值－目标值",
            sources,
        ),
        share=_figure(
            f"指标.{name}.完成比例",
            _share(low, reached, scoring.digits) if comparable else None,
            "%",
            "完成值÷目标值",
            sources,
        ),
        weight=_number(f"指标.{name}.分值", indicator.weight),
        score_stated=_number(f"指标.{name}.得分", indicator.score),
        score=_figure(
            f"指标.{name}.测算得分",
            _score(indicator, verdict, scoring.digits) if comparable else None,
            "分",
            _RULE[lower_is_better(indicator)],
            (*sources, *((indicator.weight.place,) if indicator.weight else ())),
        ),
    )


_RULE: Mapping[bool, str] = {
    False: "达到目标值得满分，未达到的按完成值÷目标值×分值",
    True: "不超过目标值得满分，超过的按超出比例扣减，超过一倍不得分",
}


def _places(*texts: Text | None) -> tuple[Place, ...]:
    return tuple(text.place for text in texts if text is not None)


def _figure(
    key: str, value: Decimal | None, unit: str, formula: str, sources: tuple[Place, ...]
) -> Figure | None:
    if value is None:
        return None
    return Figure(key=key, value=value, unit=unit, formula=formula, sources=sources)


def _read(key: str, value: Decimal | None, unit: str, text: Text | None) -> Figure | None:
    return _figure(key, value, unit, "", _places(text))


def _number(key: str, number: Number | None) -> Figure | None:
    if number is None:
        return None
    return _figure(key, number.value, "分", "", (number.place,))


def lower_is_better(indicator: Indicator) -> bool:
    """Return whether less is better: by operator, else for the cost indicators.

    Where the target is plainly 0, what is counted must not happen at all.
    """
    target = indicator.target_read
    if target.operator in _PLAIN and target.kind is TargetKind.NUMBER and target.low == 0:
        return True
    if target.operator is not None:
        return target.operator in _LOWER_IS_BETTER
    levels = (indicator.level1, indicator.level2)
    return any("成本" in level.text for level in levels if level)


def is_comparable(indicator: Indicator) -> bool:
    """Return whether target and actual are numbers of one unit; a unit on one side only fits."""
    target, actual = indicator.target_read, indicator.actual_read
    if actual is None or target.kind not in {TargetKind.NUMBER, TargetKind.RANGE}:
        return False
    return not target.unit or not actual.unit or target.unit == actual.unit


def _verdict(indicator: Indicator, scoring: Scoring) -> Verdict:
    if indicator.actual is None or _is_left_out(indicator.actual.text):
        return Verdict.NO_ACTUAL
    if indicator.target is None or indicator.target_read.kind is TargetKind.EMPTY:
        return Verdict.NO_TARGET
    if not is_comparable(indicator) or indicator.actual_read is None:
        return _verdict_of_words(indicator.target.text, indicator.actual.text)
    return _verdict_of_numbers(indicator, indicator.actual_read.value, scoring)


def _is_left_out(text: str) -> bool:
    """An empty mark leaves the cell out, but the word 无 says that there was none."""
    return is_empty_mark(text) and text not in _NONE


def _verdict_of_words(target: str, actual: str) -> Verdict:
    if any(word in actual for word in _MISSED_WORDS):
        return Verdict.MISSED
    if actual == target or any(actual.startswith(word) for word in _REACHED_WORDS):
        return Verdict.REACHED
    return Verdict.STATED


def _verdict_of_numbers(indicator: Indicator, actual: Decimal, scoring: Scoring) -> Verdict:
    target = indicator.target_read
    if not meets(target, actual, lower=lower_is_better(indicator)):
        return Verdict.MISSED
    grows = target.kind is TargetKind.NUMBER and not lower_is_better(indicator)
    if not grows or target.low is None or actual <= target.low:
        return Verdict.REACHED
    share = _share(target.low, actual, scoring.digits)
    far = share is not None and share >= scoring.far_exceeded
    return Verdict.FAR_EXCEEDED if far else Verdict.EXCEEDED


def meets(target: Target, actual: Decimal, *, lower: bool) -> bool:
    """Return whether an actual value meets a target that is a number or a range."""
    low, high = target.low, target.high
    if target.kind is TargetKind.RANGE:
        return low is not None and high is not None and low <= actual <= high
    if low is None:
        return False
    if target.operator is Operator.MORE:
        return actual > low
    if target.operator is Operator.LESS:
        return actual < low
    return actual <= low if lower else actual >= low


def _share(target: Decimal | None, actual: Decimal | None, digits: int) -> Decimal | None:
    if not target or actual is None:
        return None
    return half_up(actual / target * _HUNDRED, digits)


def _score(indicator: Indicator, verdict: Verdict, digits: int) -> Decimal | None:
    """Return the formula's score by the linear rule (DOMAIN 2.3, rule A)."""
    weight = indicator.weight.value if indicator.weight else None
    target, actual = indicator.target_read.low, indicator.actual_read
    if weight is None or actual is None or target is None:
        return None
    if verdict is not Verdict.MISSED:
        return weight
    if indicator.target_read.kind is TargetKind.RANGE or target <= 0:
        return Decimal(0)
    ratio = max(actual.value, Decimal(0)) / target
    kept = max(2 - ratio, Decimal(0)) if lower_is_better(indicator) else ratio
    return half_up(min(kept, Decimal(1)) * weight, digits)


def sums(figures: Sequence[IndicatorFigures]) -> tuple[Sum, ...]:
    """Return the sums of the actual values that 指标说明 asks for, where the units agree."""
    groups: dict[str, list[IndicatorFigures]] = {}
    for item in figures:
        name = item.indicator.note.sum_name
        if name is not None and item.actual is not None:
            groups.setdefault(name.text, []).append(item)
    return tuple(_sum(name, parts) for name, parts in groups.items() if _agree(parts))


def _agree(parts: Sequence[IndicatorFigures]) -> bool:
    units = {part.actual.unit for part in parts if part.actual}
    return len(parts) > 1 and len(units) == 1


def _sum(name: str, parts: Sequence[IndicatorFigures]) -> Sum:
    actuals = [part.actual for part in parts if part.actual]
    figure = Figure(
        key=f"合计.{name}",
        value=sum((actual.value for actual in actuals), Decimal(0)),
        unit=actuals[0].unit,
        formula="各指标完成值之和",
        sources=tuple(place for actual in actuals for place in actual.sources),
    )
    return Sum(name=name, figure=figure, parts=tuple(parts))
