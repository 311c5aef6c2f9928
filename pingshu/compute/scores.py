"""What the rules of a place give for a row: the score by formula, the band of words, the total.

Knows [scoring] of the profile. Must not know text or files. The scores that a form states stay as
entered: what is made here stands beside them. Rounds half up, once, where a figure is made.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pingshu.model import (
    Comparison,
    Figure,
    FundFigures,
    IndicatorFigures,
    Verdict,
    sum_of,
)
from pingshu.profile import Scoring, Shortfall
from pingshu.values import half_up, plain

_HUNDRED = Decimal(100)
_NOTHING = Decimal(0)
_COMPARABLE = frozenset({Comparison.NUMBERS, Comparison.PERCENT_READ})
_OVER = frozenset({Verdict.EXCEEDED, Verdict.FAR_EXCEEDED})

_Earned = tuple[Decimal, str]
"""Which part of the weight is earned, and by which rule (Chinese)."""


# --- execution -----------------------------------------------------------------------------------


def scored_fund(item: FundFigures, scoring: Scoring) -> FundFigures:
    """Return the figures of a row of funds with the score that execution earns (DOMAIN 2.2)."""
    ratio = _ratio(item)
    if item.weight is None or item.rate is None or ratio is None:
        return item
    points = half_up(scoring.execution_share(ratio) * item.weight.value, scoring.digits)
    score = replace(
        item.rate,
        key=f"{item.rate.key.removesuffix('.执行率')}.测算得分",
        value=points,
        unit="分",
        formula=_execution_rule(ratio, scoring),
        sources=(*item.rate.sources, *item.weight.sources),
    )
    return replace(item, score=score)


def _ratio(item: FundFigures | None) -> Decimal | None:
    """Return executed ÷ budget, None where it is unknown or the budget is not above 0."""
    if item is None or item.rate is None or item.executed is None or item.denominator is None:
        return None
    return item.executed.value / item.denominator.value if item.denominator.value > 0 else None


def _execution_rule(ratio: Decimal, scoring: Scoring) -> str:
    step = scoring.execution_step(ratio)
    if step is not None:
        border = next(border for border, _ in scoring.execution_steps if ratio * _HUNDRED < border)
        return f"执行率低于{plain(border)}%，得分值的{plain(step)}%"
    return "执行率（最高按100%）×分值" if scoring.execution_cap else "执行率×分值"


# --- indicators ----------------------------------------------------------------------------------


def scored_indicator(item: IndicatorFigures, scoring: Scoring) -> IndicatorFigures:
    """Return the figures of an indicator with the formula's score, or the band of its words.

    There is a score where target and actual value can be compared and there is a weight.
    """
    return replace(item, score=_score(item, scoring), band=_band(item, scoring))


def _score(item: IndicatorFigures, scoring: Scoring) -> Figure | None:
    indicator, weight = item.indicator, item.weight
    if item.comparison not in _COMPARABLE or weight is None or item.actual is None:
        return None
    earned, rule = _earned(item, item.actual.value, scoring)
    points = earned * weight.value
    if item.verdict is Verdict.FAR_EXCEEDED:
        points -= scoring.excess_points
    cells = (indicator.target, indicator.actual, indicator.weight)
    return Figure(
        key=f"{weight.key.removesuffix('.分值')}.测算得分",
        value=half_up(max(points, _NOTHING), scoring.digits),
        unit="分",
        formula=rule,
        sources=tuple(cell.place for cell in cells if cell is not None),
    )


def _earned(item: IndicatorFigures, actual: Decimal, scoring: Scoring) -> _Earned:
    """Judge by the target, or by the end of a range that was missed."""
    target = item.indicator.target_read
    low = target.low or _NOTHING
    if item.verdict in _OVER:
        return _earned_beyond(low, actual, item.verdict, scoring)
    if item.verdict is not Verdict.MISSED:
        return Decimal(1), "达到目标值，得满分"
    if target.high is None:
        missed_above, border = item.lower_is_better, low
    else:
        missed_above = actual > target.high
        border = target.high if missed_above else low
    return (_earned_above if missed_above else _earned_below)(border, actual, scoring)


def _earned_beyond(target: Decimal, actual: Decimal, verdict: Verdict, scoring: Scoring) -> _Earned:
    """Return what is left where a target was exceeded, which may show that it was set too low."""
    excess = (actual - target) / target * _HUNDRED if target > 0 else _NOTHING
    share = scoring.deduction(excess)
    rule = "超过目标值，得满分"
    if share:
        rule = f"超过目标值{plain(half_up(excess, 2))}%，扣减分值的{plain(share)}%"
    if verdict is Verdict.FAR_EXCEEDED and scoring.excess_points:
        rule += f"，大幅超过再扣{plain(scoring.excess_points)}分"
    return 1 - share / _HUNDRED, rule


def _earned_below(target: Decimal, actual: Decimal, scoring: Scoring) -> _Earned:
    """Return what is left where an actual value does not come up to the target."""
    if scoring.forward is Shortfall.NOTHING or target <= 0:
        return _NOTHING, "没有达到目标值，不得分"
    return max(actual, _NOTHING) / target, "没有达到目标值，完成值÷目标值×分值"


def _earned_above(target: Decimal, actual: Decimal, scoring: Scoring) -> _Earned:
    """Return what is left where an actual value is beyond a target that it has to stay within."""
    if scoring.reverse is Shortfall.NOTHING or target <= 0:
        return _NOTHING, "没有控制在目标值以内，不得分"
    if scoring.reverse is Shortfall.RATIO:
        return target / actual, "没有控制在目标值以内，目标值÷完成值×分值"
    over = (actual - target) / target
    rule = "没有控制在目标值以内，按超出的比例扣减分值，超出一倍不得分"
    return max(1 - over, _NOTHING), rule


def _band(item: IndicatorFigures, scoring: Scoring) -> str | None:
    """Return the band into which the stated score of an indicator in words falls."""
    weight, score = item.weight, item.score_stated
    if item.comparison is not Comparison.WORDS or weight is None or score is None:
        return None
    if item.verdict in {Verdict.NO_TARGET, Verdict.NO_ACTUAL} or weight.value <= 0:
        return None
    return scoring.band_of(score.value / weight.value * _HUNDRED).name


# --- the total -----------------------------------------------------------------------------------


def computed_total(
    total_row: FundFigures | None,
    execution: Sequence[FundFigures],
    indicators: Sequence[IndicatorFigures],
    scoring: Scoring,
) -> Figure | None:
    """Return the total of the scores by formula, capped as the rules say.

    What no formula can judge counts as entered. None without indicators that carry points, where
    a score is missing, and where no formula gave any.

    Args:
        total_row: the total of the funds, whose rate limits the total.
        execution: the same, where execution is scored.
        indicators: with their scores.
        scoring: the rules.
    """
    weighted = [item for item in indicators if item.indicator.weight or item.indicator.score]
    rows: list[FundFigures | IndicatorFigures] = [*execution, *weighted]
    points = [row.score or row.score_stated for row in rows]
    if not weighted or None in points or not any(row.score for row in rows):
        return None
    total = sum_of("评分.测算总分", "各项测算得分之和，不能测算的按自评得分", points)
    return _capped(total, total_row, scoring)


def _capped(total: Figure | None, execution: FundFigures | None, scoring: Scoring) -> Figure | None:
    ratio = _ratio(execution)
    cap = None if ratio is None else scoring.total_cap(ratio)
    if total is None or cap is None or total.value <= cap:
        return total
    formula = f"{total.formula}，按执行率最高{plain(cap)}分"
    return replace(total, value=cap, formula=formula)
