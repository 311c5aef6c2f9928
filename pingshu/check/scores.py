"""Checks of indicators and scores (勾稽关系 B1–B6, C1, C2 of the trade).

Weights, scores and counts are compared exactly. The user's own score is never changed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby

from pingshu.finding import Finding, found
from pingshu.model import (
    REASONS,
    Computation,
    Form,
    Indicator,
    IndicatorFigures,
    Number,
    Text,
    Verdict,
    is_unread,
    says_something,
)
from pingshu.profile import Profile
from pingshu.sheet import Place
from pingshu.values import Fit, Interval, fit_of_points, half_up, interval_of_printed, plain, shown

# A number in brackets at the start is the serial number.
_POINTS = re.compile(r"(?<=.)[（(]\s*([0-9]+(?:\.[0-9]+)?)\s*分?\s*[）)]", re.DOTALL)
_LEVELS = (("level1", "一级指标"), ("level2", "二级指标"))
_HUNDRED = Decimal(100)


def check_weights(form: Form, computation: Computation, profile: Profile) -> Iterator[Finding]:
    """Find weights-differ (B2), weight-missing, group-weights-differ (B1)."""
    added = computation.weight_sum
    whole = profile.scoring.weight_total
    if added is not None and fit_of_points(whole, added.value) is Fit.WRONG:
        yield found(
            "weights-differ",
            form.weight_total.place if form.weight_total else added.sources[0],
            expected=f"{shown(whole)}分",
            actual=f"{shown(added.value)}分",
        )
        yield from _unweighted(form)
    weighted = [item for item in form.indicators or () if item.weight]
    for name, word in _LEVELS:
        for _, group in groupby(weighted, partial(_names_down_to, name)):
            yield from _group_differs(list(group), name, word)


def _unweighted(form: Form) -> Iterator[Finding]:
    """Find weight-missing; where all weights add up, a blank one is part of another's."""
    for item in form.indicators or ():
        blank = item.blanks.get("weight")
        if blank is not None and item.score is not None:
            yield found("weight-missing", blank, name=item.level3.text, score=item.score.text)


def _names_down_to(name: str, item: Indicator) -> tuple[str, ...]:
    levels = (item.level1,) if name == "level1" else (item.level1, item.level2)
    return tuple(level.text if level else "" for level in levels)


def _group_differs(group: Sequence[Indicator], name: str, word: str) -> Iterator[Finding]:
    """Compare what a level states with the weights of its rows.

    Neighbours of one name are one level repeated in each row, or one of several cells: either
    way of adding up will do.
    """
    level: Text | None = getattr(group[0], name)
    stated = _POINTS.search(level.text) if level else None
    if level is None or stated is None:
        return
    if any(is_unread(item.weight) for item in group):
        return
    due, by_cell = Decimal(stated[1]), _weights_by_cell(group, name)
    added = sum(by_cell.values(), Decimal(0))
    if added != due and any(weight != due for weight in by_cell.values()):
        yield found(
            "group-weights-differ",
            level.place,
            expected=f"{stated[1]}分",
            actual=f"{shown(added)}分",
            name=level.text,
            level=word,
        )


def _weights_by_cell(group: Sequence[Indicator], name: str) -> dict[Place, Decimal]:
    """Return what stands below each cell of a level."""
    weights: defaultdict[Place, Decimal] = defaultdict(Decimal)
    for item in group:
        level: Text = getattr(item, name)
        weights[level.place] += (item.weight.value if item.weight else None) or 0
    return weights


def check_scores(form: Form, computation: Computation, profile: Profile) -> Iterator[Finding]:
    """Find score-out-of-range (B3), score-missing, total-score-differs, -rounding (B6)."""
    total = computation.total
    items = [item.indicator for item in computation.indicators]
    rows = [(item.weight, item.score, item.blanks.get("score")) for item in items]
    if total is not None:
        rows.append((total.row.weight, total.row.score_stated, None))
    scored = any(score for _, score, _ in rows)
    for weight, score, blank in rows:
        if weight is not None and weight.value is not None and scored:
            yield from _score(weight, score, blank or weight.place)
    yield from _total(form, computation, profile.scoring.digits)


def _score(weight: Number, score: Number | None, missing: Place) -> Iterator[Finding]:
    due = shown(weight.value or Decimal(0))
    if score is None:
        yield found("score-missing", missing, weight=f"{due}分")
    elif score.value is not None and not 0 <= score.value <= (weight.value or 0):
        actual = f"{shown(score.value)}分"
        yield found("score-out-of-range", score.place, weight=f"{due}分", actual=actual)


def _total(form: Form, computation: Computation, digits: int) -> Iterator[Finding]:
    """Compare the total with its parts, unless a column of scores may not have been read."""
    if form.unread & {"funds.score", "indicators.score"}:
        return
    stated, added = form.total_stated, computation.score_sum
    if not stated or stated.value is None or not added:
        return
    fit = fit_of_points(stated.value, added.value)
    if fit is not Fit.EXACT:
        expected, actual = _told_apart(added.value, stated.value, digits)
        yield found(
            "total-score-differs" if fit is Fit.WRONG else "total-score-rounding",
            stated.place,
            expected=f"{expected}分",
            actual=f"{actual}分",
        )


def _told_apart(first: Decimal, second: Decimal, digits: int) -> tuple[str, str]:
    """Return two numbers as people see them, in full where they would look the same."""
    seen = shown(first, digits), shown(second, digits)
    return seen if seen[0] != seen[1] else (plain(first), plain(second))


def check_reasons(form: Form, computation: Computation, profile: Profile) -> Iterator[Finding]:
    """Find reason-missing (C1), missed-without-reason, missed-full-score, far-exceeded (C2)."""
    for item in computation.indicators:
        yield from _unexplained(item, profile)
        if not form.tells_why(item.indicator):
            yield from _missed(item)
            yield from _far_exceeded(item)


def _unexplained(item: IndicatorFigures, profile: Profile) -> Iterator[Finding]:
    stated, weight = item.score_stated, item.weight
    due = profile.scoring.reason_for_loss and not says_something(item.indicator.reason)
    if due and stated and weight and stated.value < weight.value:
        yield found(
            "reason-missing",
            _place_of_reason(item.indicator, stated.sources[0]),
            weight=f"{shown(weight.value)}分",
            score=f"{shown(stated.value)}分",
        )


def _missed(item: IndicatorFigures) -> Iterator[Finding]:
    stated, weight = item.score_stated, item.weight
    target, actual = item.indicator.target, item.indicator.actual
    loses = stated and weight and stated.value < weight.value
    if item.verdict is Verdict.MISSED and target and actual and not loses:
        code = "missed-full-score" if stated and weight else "missed-without-reason"
        told = {"target": target.text, "actual": actual.text}
        yield found(code, actual.place, **told, where=_where_due(item.indicator))


def _place_of_reason(indicator: Indicator, beside: Place) -> Place:
    """Return the cell to be filled in; beside which cell, where the form has no such column."""
    if indicator.reason is not None:
        return indicator.reason.place
    return indicator.blanks.get("reason", beside)


def _where_due(indicator: Indicator) -> str:
    """Return where the reason belongs."""
    return "偏差原因一栏" if indicator.has_reason_column else f"文字材料的“{REASONS}”里"


def _far_exceeded(item: IndicatorFigures) -> Iterator[Finding]:
    target, actual = item.indicator.target, item.indicator.actual
    if item.verdict is Verdict.FAR_EXCEEDED and item.share and target and actual:
        yield found(
            "far-exceeded",
            actual.place,
            target=target.text,
            actual=actual.text,
            share=f"{shown(item.share.value)}%",
            where=_where_due(item.indicator),
        )


def check_weights_in_target(form: Form, _: Computation, __: Profile) -> Iterator[Finding]:
    """Find weights-in-target: bare numbers in the target column that add up to 100."""
    indicators = form.indicators or ()
    if len(indicators) < 3 or any(item.weight for item in indicators):
        return
    values = [_bare(item) for item in indicators]
    present = [value for value in values if value is not None]
    first = indicators[0].target
    if first and len(present) == len(values) and sum(present, Decimal(0)) == _HUNDRED:
        yield found("weights-in-target", first.place)


def _bare(item: Indicator) -> Decimal | None:
    target = item.target_read
    return target.low if not target.unit and target.operator is None else None


def check_combined_rates(_: Form, computation: Computation, __: Profile) -> Iterator[Finding]:
    """Find combined-rate-rounding, combined-rate-differs.

    A rate over several groups is the sum of their counts over the sum of their bases. The bases
    follow from each group's count and rate, which is rounded itself: hence never more than a hint.
    """
    figures = computation.indicators
    rates = [item for item in figures if item.actual and item.actual.unit == "%"]
    for whole in rates:
        stem = _stem_of_whole(whole.indicator.level3.text)
        pairs = [pair for part in rates if (pair := _pair(part, whole, stem, figures))]
        if stem and len(pairs) > 1:
            yield from _combined(whole, pairs)


def _stem_of_whole(name: str) -> str | None:
    """Return 激活率 for 电子凭证总激活率 or 总激活率."""
    _, sign, stem = name.rpartition("总")
    return stem if sign and stem.endswith("率") else None


def _pair(
    part: IndicatorFigures,
    whole: IndicatorFigures,
    stem: str | None,
    figures: Sequence[IndicatorFigures],
) -> tuple[Decimal, Decimal] | None:
    """Return count and rate of a group whose rate is named like the whole's."""
    name = part.indicator.level3.text
    if part is whole or stem is None or not name.endswith(stem) or part.actual is None:
        return None
    prefix = name.removesuffix("率")
    for item in figures:
        other = item.indicator.level3.text
        if item.actual and other in {f"{prefix}人数", f"{prefix}数", f"{prefix}人次"}:
            return item.actual.value, part.actual.value
    return None


def _combined(
    whole: IndicatorFigures, pairs: Sequence[tuple[Decimal, Decimal]]
) -> Iterator[Finding]:
    if whole.actual is None or any(count <= 0 or rate <= 0 for count, rate in pairs):
        return
    counts = sum((count for count, _ in pairs), Decimal(0))
    bases = [count * _HUNDRED / rate for count, rate in pairs]
    exact = counts * _HUNDRED / sum(bases, Decimal(0))
    due, stated = half_up(exact, 2), whole.actual.value
    if stated in {due, half_up(exact, _digits(stated))}:
        return
    fits = interval_of_printed(stated).overlaps(_possible(counts, pairs))
    yield found(
        "combined-rate-rounding" if fits else "combined-rate-differs",
        whole.actual.sources[0],
        expected=f"{shown(due)}%",
        actual=f"{shown(stated)}%",
        name=whole.indicator.level3.text,
    )


def _digits(value: Decimal) -> int:
    return max(-int(value.as_tuple().exponent), 0)


def _possible(counts: Decimal, pairs: Sequence[tuple[Decimal, Decimal]]) -> Interval:
    ranges = [(count, interval_of_printed(rate)) for count, rate in pairs]
    least = sum((count / rate.high for count, rate in ranges), Decimal(0))
    most = sum((count / rate.low for count, rate in ranges), Decimal(0))
    return Interval(low=counts / most, high=counts / least)
