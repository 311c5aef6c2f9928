"""Checks of a points rubric: items, groups and totals against each other; bonus and loss.

Points are compared exactly. The user's own points are never changed.
"""

from collections.abc import Iterator
from decimal import Decimal

from pingshu.finding import Finding, found
from pingshu.model import (
    Computation,
    Excess,
    Figure,
    Form,
    Number,
    RubricFigures,
    RubricGroupFigures,
    RubricItemFigures,
    Text,
    complete_sum_of,
    is_unread,
    says_something,
)
from pingshu.profile import Profile
from pingshu.sheet import Place
from pingshu.values import fold, is_on_time, plain


def check_rubric_items(_: Form, computation: Computation, __: Profile) -> Iterator[Finding]:
    """Find score-missing, score-out-of-range, rubric-maximum-missing, rubric-unscored.

    Besides: rubric-points-above-maximum, rubric-bonus-explains, rubric-bonus-without-ground,
    rubric-loss-unexplained, rubric-loss-without-column, missed-full-score.
    """
    figures = computation.rubric
    items = [item for group in figures.groups for item in group.items] if figures else []
    if items and not any(item.item.points for item in items):
        first = items[0].item
        yield found("rubric-unscored", first.blanks.get("points", first.name.place))
        return
    for item in items:
        yield from _blank(item)
        yield from _against_maximum(item)
        yield from _unexplained(item)
        yield from _late(item)


def _points(value: Decimal) -> str:
    return f"{plain(value)}分"


def _blank(figures: RubricItemFigures) -> Iterator[Finding]:
    item = figures.item
    if item.maximum is None:
        yield found("rubric-maximum-missing", item.name.place, name=item.name.text)
    elif item.points is None and item.maximum.value is not None:
        place = item.blanks.get("points", item.name.place)
        yield found("score-missing", place, weight=_points(item.maximum.value))


def _against_maximum(figures: RubricItemFigures) -> Iterator[Finding]:
    maximum, points = figures.maximum, figures.points
    if maximum is None or points is None:
        return
    if points.value < 0:
        yield found(
            "score-out-of-range",
            points.sources[0],
            weight=_points(maximum.value),
            actual=_points(points.value),
        )
    yield from _above(figures, figures.item.name.text, points.sources[0])


def _above(
    figures: RubricItemFigures | RubricGroupFigures, name: str, place: Place
) -> Iterator[Finding]:
    """Yield points above the maximum, and whether a bonus explains them."""
    if figures.excess is Excess.NONE or figures.maximum is None or figures.points is None:
        return
    facts = {
        "maximum": _points(figures.maximum.value),
        "actual": _points(figures.points.value),
        "name": name,
    }
    if figures.excess is Excess.EXPLAINED and figures.bonus is not None:
        yield found("rubric-bonus-explains", place, bonus=_points(figures.bonus.value), **facts)
    else:
        yield found("rubric-points-above-maximum", place, **facts)


def _unexplained(figures: RubricItemFigures) -> Iterator[Finding]:
    item, bonus, points = figures.item, figures.bonus, figures.points
    if bonus is not None and not says_something(item.bonus_reason):
        place = item.blanks.get("bonus_reason", bonus.sources[0])
        amount = _points(bonus.value)
        yield found("rubric-bonus-without-ground", place, actual=amount, name=item.name.text)
    if figures.lost and points and figures.maximum and not item.tells_why_lost:
        yield found(
            "rubric-loss-unexplained" if item.has_loss_column else "rubric-loss-without-column",
            item.blanks.get("loss_reason", points.sources[0]),
            maximum=_points(figures.maximum.value),
            actual=_points(points.value),
            name=item.name.text,
        )


def _late(figures: RubricItemFigures) -> Iterator[Finding]:
    """Yield full points for what was done after the deadline that the rule of the item sets."""
    rule, note, points = figures.item.rule, figures.item.note, figures.points
    if rule is None or note is None or points is None or figures.lost:
        return
    if is_on_time(_tight(rule), _tight(note)) is False:
        yield found("missed-full-score", note.place, target=rule.text, actual=note.text)


def _tight(text: Text) -> str:
    return "".join(fold(text.text).split()).rstrip("。")


# --- groups and totals --------------------------------------------------------------------


def check_rubric_groups(_: Form, computation: Computation, __: Profile) -> Iterator[Finding]:
    """Find rubric-group-maximum-differs, rubric-group-points-differ.

    Besides: rubric-points-above-maximum, rubric-bonus-explains.
    """
    for figures in computation.rubric.groups if computation.rubric else ():
        yield from _group_sums(figures)
        yield from _above(figures, figures.group.name.text, _place_of_points(figures))


def _place_of_points(figures: RubricGroupFigures) -> Place:
    """Return where a group's points stand, or else its maximum, or its name."""
    group = figures.group
    stated = group.points or group.maximum
    return stated.place if stated else group.name.place


def _group_sums(figures: RubricGroupFigures) -> Iterator[Finding]:
    group, name = figures.group, figures.group.name.text
    added = complete_sum_of(name, "", [item.maximum for item in figures.items])
    if added and group.maximum and _differs(group.maximum, added):
        yield found(
            "rubric-group-maximum-differs",
            group.maximum.place,
            expected=_stated(group.maximum),
            actual=_points(added.value),
            name=name,
        )
    points = figures.points
    if points and group.points and _differs(group.points, points):
        yield found(
            "rubric-group-points-differ",
            group.points.place,
            expected=_points(points.value),
            actual=_stated(group.points),
            name=name,
        )


def _differs(stated: Number, due: Figure) -> bool:
    return not is_unread(stated) and stated.value != due.value


def _stated(number: Number) -> str:
    return _points(number.value or Decimal(0))


def check_rubric_totals(
    form: Form, computation: Computation, profile: Profile
) -> Iterator[Finding]:
    """Find total-score-differs, rubric-maximum-differs, rubric-maximum-unusual.

    Besides: rubric-whole-differs.
    """
    rubric, figures = form.rubric, computation.rubric
    if rubric is None or figures is None:
        return
    stated, points = rubric.total_stated, figures.points
    if stated and points and _differs(stated, points):
        yield found(
            "total-score-differs",
            stated.place,
            expected=_points(points.value),
            actual=_stated(stated),
        )
    yield from _whole(rubric.maximum_stated, figures, profile.scoring.weight_total)


def _whole(stated: Number | None, figures: RubricFigures, whole: Decimal) -> Iterator[Finding]:
    """Compare the sum of the maxima with what the form states, and with the usual whole."""
    added = figures.maximum
    if added is None:
        return
    usual = {"expected": _points(whole), "actual": _points(added.value)}
    if stated is not None and _differs(stated, added):
        amounts = {"expected": _points(added.value), "actual": _stated(stated)}
        yield found("rubric-maximum-differs", stated.place, **amounts)
    elif added.value != whole and stated is not None:
        yield found("rubric-maximum-unusual", stated.place, **usual)
    elif added.value != whole:
        yield found("rubric-whole-differs", added.sources[0], **usual)
