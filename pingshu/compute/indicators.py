"""The figures of indicators: verdict, deviation, share of the target.

Knows targets and actual values as numbers with units. Must not know text or files.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pingshu.model import (
    Comparison,
    Figure,
    Indicator,
    IndicatorFigures,
    Quantity,
    Sum,
    Text,
    Verdict,
    figure_of,
    sum_of,
)
from pingshu.profile import Scoring
from pingshu.sheet import Place
from pingshu.values import (
    Operator,
    Target,
    TargetKind,
    fold,
    is_empty_mark,
    is_on_time,
    percent_of_share,
    rate_half_up,
    unit_in_brackets,
    units_agree,
)

_HUNDRED = Decimal(100)
_LOWER_IS_BETTER = frozenset({Operator.AT_MOST, Operator.LESS})
_PLAIN = frozenset({None, Operator.EQUAL})
_NONE = frozenset({"无", "暂无"})
_MONEY = frozenset({"元", "万元", "亿元"})
_THOUSAND = 1_000
_LARGEST_SHARE = Decimal("1.5")
_LEAST_PERCENT = Decimal(10)
_COMPARABLE = frozenset({Comparison.NUMBERS, Comparison.PERCENT_READ})

_REACHED_WORDS = re.compile(
    r"(?:全部达成|(?:全部)?达成(?:预期|年度)(?:指标|目标))(?:$|[,;、(]|并)|(?:已达成|已完成)$"
)
_AIM = r"(?:年度|预期|目标|指标|任务|计划|要求)"
# 未完成率为0, 未达成指标数为0 and 未达标的有0户 deny it.
_MISSED_WORDS = re.compile(
    rf"(?:(?:部分达成|未达成){_AIM}*+|(?:未完成|未达标|不达标)(?=$|[,;、(])"
    rf"|(?:未完成|未达到){_AIM}++)(?![率数量比的])"
)


def indicator_figures(
    indicators: Sequence[Indicator], names: Sequence[str], scoring: Scoring
) -> tuple[IndicatorFigures, ...]:
    """Return the figures of each indicator, in the order of the form, keyed by the names."""
    named = zip(indicators, names, strict=True)
    return tuple(_figures(indicator, name, scoring) for indicator, name in named)


def _figures(indicator: Indicator, name: str, scoring: Scoring) -> IndicatorFigures:
    indicator, comparison = _compared(indicator)
    target, actual = indicator.target_read, indicator.actual_read
    sources = _places(indicator.target, indicator.actual)
    low, reached = target.low, actual.value if actual else None
    comparable = comparison in _COMPARABLE
    verdict = _verdict(indicator, scoring, comparable=comparable)
    # Of >50 and 50 nobody should read that 100 % were reached, and yet missed.
    short = verdict is Verdict.MISSED and reached == low
    weight = figure_of(indicator.weight, f"指标.{name}.分值", "分")
    score_stated = figure_of(indicator.score, f"指标.{name}.得分", "分")
    return IndicatorFigures(
        indicator=indicator,
        verdict=verdict,
        comparison=comparison,
        lower_is_better=lower_is_better(indicator),
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
            _share(low, reached, scoring.digits) if comparable and not short else None,
            "%",
            "完成值÷目标值",
            sources,
        ),
        weight=weight,
        score_stated=score_stated,
        lost=_lost(f"指标.{name}.扣分", weight, score_stated),
    )


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


def _lost(key: str, weight: Figure | None, stated: Figure | None) -> Figure | None:
    if weight is None or stated is None or stated.value >= weight.value:
        return None
    sources = (*weight.sources, *stated.sources)
    return _figure(key, weight.value - stated.value, "分", "分值－得分", sources)


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


def _compared(indicator: Indicator) -> tuple[Indicator, Comparison]:
    """Return the indicator as read for comparing it, and whether it can be compared."""
    target, actual = indicator.target_read, indicator.actual_read
    if actual is None or target.low is None:
        return indicator, Comparison.WORDS
    if target.unit and actual.unit:
        agree = units_agree(target.unit, actual.unit)
        return indicator, Comparison.NUMBERS if agree else Comparison.UNITS_DIFFER
    if "%" in {target.unit, actual.unit}:
        if unit_in_brackets(indicator.level3.text) not in {None, "%"}:
            return indicator, Comparison.UNITS_DIFFER
        return _percents(indicator, target, actual)
    money = {target.unit, actual.unit} & _MONEY
    apart = money and _is_a_thousand_times(target.low, actual.value)
    return indicator, Comparison.MAGNITUDE_DIFFERS if apart else Comparison.NUMBERS


def _is_a_thousand_times(first: Decimal, second: Decimal) -> bool:
    smaller, larger = sorted((abs(first), abs(second)))
    return smaller > 0 and larger / smaller > _THOUSAND


def _percents(
    indicator: Indicator, target: Target, actual: Quantity
) -> tuple[Indicator, Comparison]:
    """Settle a bare number beside one in %: 0.97 beside 95 % is 97 %, 97 is 97 %."""
    low = target.low or Decimal(0)
    bare, other = (actual.value, low) if target.unit else (low, actual.value)
    if not _is_clear(bare, other):
        return indicator, Comparison.PERCENT_UNCLEAR
    is_share = abs(bare) <= _LARGEST_SHARE
    if target.unit:
        read = Quantity(value=_in_percent(bare, is_share=is_share), unit="%")
        return replace(indicator, actual_read=read), Comparison.PERCENT_READ
    ends = [end and _in_percent(end, is_share=is_share) for end in (target.low, target.high)]
    read_target = replace(target, low=ends[0], high=ends[1], unit="%")
    return replace(indicator, target_read=read_target), Comparison.PERCENT_READ


def _in_percent(bare: Decimal, *, is_share: bool) -> Decimal:
    return percent_of_share(bare) if is_share else bare


def _is_clear(bare: Decimal, percent: Decimal) -> bool:
    return bare == 0 or abs(bare) > _LARGEST_SHARE or percent >= _LEAST_PERCENT


def _verdict(indicator: Indicator, scoring: Scoring, *, comparable: bool) -> Verdict:
    if indicator.actual is None or _is_left_out(indicator.actual.text):
        return Verdict.NO_ACTUAL
    if indicator.target is None or indicator.target_read.kind is TargetKind.EMPTY:
        return Verdict.NO_TARGET
    if not comparable or indicator.actual_read is None:
        return _verdict_of_words(indicator.target.text, indicator.actual.text)
    return _verdict_of_numbers(indicator, indicator.actual_read.value, scoring)


def _is_left_out(text: str) -> bool:
    """An empty mark leaves the cell out, but the word 无 says that there was none."""
    return is_empty_mark(text) and text not in _NONE


def _verdict_of_words(target: str, actual: str) -> Verdict:
    """Judge by words and dates that leave no doubt; what limits them is told, not judged."""
    said, due = ("".join(fold(text).split()).rstrip("。") for text in (actual, target))
    in_time = is_on_time(due, said)
    if in_time or said == due or _REACHED_WORDS.match(said):
        return Verdict.REACHED
    missed = in_time is False or _MISSED_WORDS.match(said)
    return Verdict.MISSED if missed else Verdict.STATED


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
    if target is None or target <= 0 or actual is None:
        return None
    return rate_half_up(actual / target * _HUNDRED, digits)


def sums(figures: Sequence[IndicatorFigures]) -> tuple[Sum, ...]:
    """Return the sums of the actual values that 指标说明 asks for, where the units agree."""
    groups: dict[str, list[IndicatorFigures]] = {}
    for item in figures:
        name = item.indicator.note.sum_name
        if name is not None and item.actual is not None:
            groups.setdefault(name.text, []).append(item)
    return tuple(
        Sum(name=name, figure=figure, parts=tuple(parts))
        for name, parts in groups.items()
        if _agree(parts) and (figure := _sum(name, parts))
    )


def _agree(parts: Sequence[IndicatorFigures]) -> bool:
    units = {part.actual.unit for part in parts if part.actual}
    return len(parts) > 1 and len(units) == 1


def _sum(name: str, parts: Sequence[IndicatorFigures]) -> Figure | None:
    return sum_of(f"合计.{name}", "各指标完成值之和", [part.actual for part in parts])
