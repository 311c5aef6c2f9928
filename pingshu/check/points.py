"""Checks of points against the rule that gives them (勾稽关系 B3–B5, D1 of the trade).

Knows the formula's score, the bands of words and the grades. Must not know how scores add up.
"""

from collections.abc import Iterator
from decimal import Decimal

from pingshu.finding import Finding, found
from pingshu.model import Computation, Figure, Form, IndicatorFigures, Verdict, says_something
from pingshu.profile import Profile
from pingshu.values import Fit, fit_of_points, fit_of_printed, plain

_HUNDRED = Decimal(100)


def check_weights_positive(_: Form, computation: Computation, __: Profile) -> Iterator[Finding]:
    """Find weight-not-positive (B3)."""
    for item in computation.indicators:
        if item.weight is not None and item.weight.value <= 0:
            yield found(
                "weight-not-positive",
                item.weight.sources[0],
                actual=f"{plain(item.weight.value)}分",
                name=item.indicator.level3.text,
            )


def check_weight_total(form: Form, computation: Computation, profile: Profile) -> Iterator[Finding]:
    """Find weight-total-differs (B2): the row 总分 against the weights above it.

    Some forms leave the weight of execution out of it.
    """
    stated, added = computation.weight_total, computation.weight_sum
    if form.weight_total is None or stated is None or added is None:
        return
    if fit_of_points(profile.scoring.weight_total, added.value) is Fit.WRONG:
        return  # what the weights add up to has been told at the same cell
    own = [item.weight.value for item in computation.indicators if item.weight]
    readings = (added.value, sum(own, Decimal(0)))
    if all(fit_of_points(stated.value, reading) is Fit.WRONG for reading in readings):
        yield found(
            "weight-total-differs",
            form.weight_total.place,
            expected=f"{plain(added.value)}分",
            actual=f"{plain(stated.value)}分",
        )


def check_scores_there(_: Form, computation: Computation, __: Profile) -> Iterator[Finding]:
    """Find scores-missing: the form has weights and a column of scores, and nothing in it."""
    items = [item.indicator for item in computation.indicators if item.weight]
    if any(item.indicator.score for item in computation.indicators):
        return
    blanks = [item.blanks["score"] for item in items if "score" in item.blanks]
    if blanks:
        yield found("scores-missing", blanks[0], count=str(len(blanks)))


def check_formula_scores(_: Form, computation: Computation, profile: Profile) -> Iterator[Finding]:
    """Find score-above-formula, score-below-formula, full-score-kept (B4).

    Who reached the target and gave up points has told why; where a target was missed, the points
    or exceeded so far that the rules take points off, the points follow from the rule.
    """
    for item in computation.indicators:
        stated, due = item.score_stated, item.score
        if stated is None or due is None or not _is_explained(item):
            continue
        is_near = abs(stated.value - due.value) <= profile.scoring.score_tolerance
        if _loses_points(item, due) and not is_near:
            yield from _against_formula(item, stated, due)


def _loses_points(item: IndicatorFigures, due: Figure) -> bool:
    return item.verdict is Verdict.MISSED or bool(item.weight and due.value < item.weight.value)


def _is_explained(item: IndicatorFigures) -> bool:
    """Return whether there is a reason; without one that alone is told."""
    return says_something(item.indicator.reason) or says_something(item.indicator.note.explanation)


def _against_formula(item: IndicatorFigures, stated: Figure, due: Figure) -> Iterator[Finding]:
    is_full = item.lost is None and due.value < stated.value
    if not is_full and fit_of_printed(stated.value, due.value) is not Fit.WRONG:
        return
    target, actual = item.indicator.target, item.indicator.actual
    below = "score-below-formula" if stated.value < due.value else "score-above-formula"
    yield found(
        "full-score-kept" if is_full else below,
        stated.sources[0],
        expected=f"{plain(due.value)}分",
        actual=f"{plain(stated.value)}分",
        target=target.text if target else "",
        reached=actual.text if actual else "",
        rule=due.formula,
    )


def check_bands(_: Form, computation: Computation, profile: Profile) -> Iterator[Finding]:
    """Find score-outside-band (B5): the words of the actual value against its score."""
    for item in computation.indicators:
        actual, stated, weight = item.indicator.actual, item.score_stated, item.weight
        if actual is None or stated is None or weight is None or weight.value <= 0:
            continue
        band = profile.scoring.band_said(actual.text)
        share = stated.value / weight.value * _HUNDRED
        if band is not None and share <= _HUNDRED and not band.least <= share <= band.most:
            ends = (band.least, band.most)
            yield found(
                "score-outside-band",
                stated.sources[0],
                expected="到".join(f"{plain(end * weight.value / _HUNDRED)}分" for end in ends),
                actual=f"{plain(stated.value)}分",
                words=actual.text,
            )


def check_grade(form: Form, computation: Computation, profile: Profile) -> Iterator[Finding]:
    """Find grade-differs (D1)."""
    stated, due, total = form.grade_stated, computation.grade, computation.score_total
    known = {name[0] for name, _ in profile.scoring.grades}
    if stated and due and total and stated.text[0] in known - {due[0]}:
        yield found(
            "grade-differs",
            stated.place,
            expected=due,
            actual=stated.text,
            total=f"{plain(total.value)}分",
        )
