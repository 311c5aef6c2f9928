"""Checks of amounts and rates (勾稽关系 A1–A6, C3, C4 of the trade).

A printed number stands for every value that rounds or truncates to it, an amount in a cell for
its stored digits. A relation is wrong only if no true values fit; if it is only off in the last
digit, it is a rounding. Sums of whole numbers are compared exactly.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pingshu.finding import Finding, found
from pingshu.model import (
    AMOUNTS,
    Computation,
    Form,
    FundFigures,
    Role,
    is_far_apart,
    says_something,
)
from pingshu.profile import Profile
from pingshu.values import Fit, fit_of_printed, fold, shown

_HUNDRED = Decimal(100)
# 201, 20101 or 2010101: a code has three, five or seven digits, and a year is none.
_EXPENDITURE_CODE = re.compile(r"2[0-9]{2}(?:[0-9]{2}){0,2}(?![0-9])")


def check_amounts(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find amount-negative, executed-over-budget (A3), budget-zero."""
    unit = form.amount_unit
    for item in computation.funds:
        for name, column in AMOUNTS:
            figure = getattr(item, name)
            if figure is not None and figure.value < 0:
                field = f"“{item.row.label.text}”的{column}"
                actual = f"{shown(figure.value)}{unit}"
                yield found("amount-negative", figure.sources[0], actual=actual, field=field)
    for item in _unlike(computation):
        yield from _overspent(item, unit)
    yield from _zero_budget(computation)


def _unlike(computation: Computation) -> Iterable[FundFigures]:
    """Return the rows without those that repeat the amounts of another: a total's only part."""
    rows: dict[tuple[object, ...], FundFigures] = {}
    for item in computation.funds:
        amounts = [figure.value if figure else None for figure in (item.budget, item.executed)]
        rows.setdefault(tuple(amounts), item)
    return rows.values()


def _overspent(item: FundFigures, unit: str) -> Iterator[Finding]:
    if item.budget is None or item.executed is None or item.row.role is Role.OTHER:
        return
    if is_far_apart(item.budget, item.executed):
        return
    if item.executed.value > item.budget.value >= 0:
        yield found(
            "executed-over-budget",
            item.executed.sources[0],
            limit=f"{shown(item.budget.value)}{unit}",
            actual=f"{shown(item.executed.value)}{unit}",
        )


def _zero_budget(computation: Computation) -> Iterator[Finding]:
    total = computation.total
    if total is not None and total.budget is not None and total.budget.value == 0:
        yield found("budget-zero", total.budget.sources[0])


def check_rates(_: Form, computation: Computation, profile: Profile) -> Iterator[Finding]:
    """Find rate-differs, rate-rounding (A4), rate-without-budget."""
    for item in _rows(computation):
        stated = item.row.rate_stated
        if stated is None or stated.value is None:
            continue
        if item.rate is not None and item.denominator and item.executed:
            exact = item.executed.value / item.denominator.value * _HUNDRED
            tolerance = profile.scoring.rate_tolerance
            yield from _compared(stated.value, exact, item, "rate", "%", tolerance)
        elif "budget" not in item.unknown and (item.budget is None or item.budget.value == 0):
            yield from _rate_without_budget(item, stated.value)


def _rows(computation: Computation) -> Iterator[FundFigures]:
    """Yield the rows of the form; a total that it leaves blank, as added up."""
    total = computation.total
    for item in computation.funds:
        yield total if total is not None and total.row is item.row else item


def _rate_without_budget(item: FundFigures, stated: Decimal) -> Iterator[Finding]:
    if item.row.rate_stated is not None and stated != 0:
        text = item.row.rate_stated.text
        yield found("rate-without-budget", item.row.rate_stated.place, actual=text)


def _compared(
    stated: Decimal, exact: Decimal, item: FundFigures, what: str, unit: str, tolerance: Decimal
) -> Iterator[Finding]:
    """Compare a stated rate or score with the exact one: right, a rounding, or wrong."""
    cell = {"rate": item.row.rate_stated, "rate-score": item.row.score_stated}[what]
    due = {"rate": item.rate, "rate-score": item.score}[what]
    fit = fit_of_printed(stated, exact)
    is_near = fit is Fit.ROUNDED or abs(stated - exact) <= tolerance
    if cell and due and stated != due.value and fit is not Fit.EXACT:
        yield found(
            f"{what}-rounding" if is_near else f"{what}-differs",
            cell.place,
            expected=f"{shown(due.value)}{unit}",
            actual=cell.text if what == "rate" else f"{shown(stated)}{unit}",
            rule=due.formula,
        )


def check_execution_score(_: Form, computation: Computation, profile: Profile) -> Iterator[Finding]:
    """Find rate-score-differs, rate-score-rounding (A5)."""
    item, rules = computation.total, profile.scoring
    if item and item.score and item.denominator and item.executed:
        share = rules.execution_share(item.executed.value / item.denominator.value)
        weight, stated = item.weight, item.score_stated
        if weight and stated:
            exact, tolerance = share * weight.value, rules.score_tolerance
            yield from _compared(stated.value, exact, item, "rate-score", "分", tolerance)


def check_explanations(form: Form, computation: Computation, profile: Profile) -> Iterator[Finding]:
    """Find rate-low-unexplained (C3), adjustment-unexplained (C4)."""
    total = computation.total
    if total is None:
        return
    low = total.rate is not None and total.rate.value < profile.scoring.low_rate
    texts = {"未执行资金去向", "偏离原因"}
    explained = says_something(total.row.reason) or form.texts.keys() & texts
    if low and total.rate and total.executed and not explained:
        yield found(
            "rate-low-unexplained",
            total.executed.sources[0],
            limit=f"{shown(profile.scoring.low_rate)}%",
            actual=f"{shown(total.rate.value)}%",
        )
    if profile.scoring.reason_for_adjustment:
        yield from _unexplained_adjustment(form, total)


def _unexplained_adjustment(form: Form, total: FundFigures) -> Iterator[Finding]:
    adjusted = total.adjustment is not None and total.adjustment.value != 0
    explained = says_something(total.row.reason) or "预算调整原因及批文" in form.texts
    if adjusted and not explained and total.budget and total.budget_initial:
        unit = form.amount_unit
        yield found(
            "adjustment-unexplained",
            total.budget.sources[0],
            initial=f"{shown(total.budget_initial.value)}{unit}",
            budget=f"{shown(total.budget.value)}{unit}",
        )


def check_received(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find received-over-budget, received-below-executed."""
    received, total = computation.received, computation.total
    if received is None or total is None or is_far_apart(received, total.budget):
        return
    unit = form.amount_unit
    actual = f"{shown(received.value)}{unit}"
    if total.budget and received.value > total.budget.value:
        limit = f"{shown(total.budget.value)}{unit}"
        place = received.sources[0]
        yield found("received-over-budget", place, limit=limit, actual=actual)
    if total.executed and received.value < total.executed.value and _is_of_one_unit(total):
        limit = f"{shown(total.executed.value)}{unit}"
        place = received.sources[0]
        yield found("received-below-executed", place, limit=limit, actual=actual)


def _is_of_one_unit(total: FundFigures) -> bool:
    return not is_far_apart(total.budget, total.executed)


def check_income_code(form: Form, _: Computation, __: Profile) -> Iterator[Finding]:
    """Find income-code-is-expenditure."""
    code = form.texts.get("收入科目")
    if code is not None and _EXPENDITURE_CODE.match(fold(code.text)):
        yield found("income-code-is-expenditure", code.place, actual=code.text)
