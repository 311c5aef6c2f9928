"""Checks of amounts and rates (勾稽关系 A1–A6, C3, C4 of the trade).

A printed number stands for every value that rounds or truncates to it, an amount in a cell for
its stored digits. A relation is wrong only if no true values fit; if it is only off in the last
digit, it is a rounding. Sums of whole numbers are compared exactly.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pingshu.finding import Finding, found
from pingshu.model import (
    Computation,
    Figure,
    Form,
    FundFigures,
    Role,
    Spending,
    SpendingLine,
    Text,
    parts_of_total,
)
from pingshu.profile import Profile
from pingshu.values import exactly, fold, half_up, interval_of_printed, is_empty_mark, plain

_COLUMNS = (
    ("budget_initial", "年初预算数"),
    ("budget", "全年预算数"),
    ("executed", "全年执行数"),
)
_HUNDRED = Decimal(100)
# 201, 20101 or 2010101: a code has three, five or seven digits, and a year is none.
_EXPENDITURE_CODE = re.compile(r"2[0-9]{2}(?:[0-9]{2}){0,2}(?![0-9])")


def check_totals(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find funds-total-differs: the total row is not the sum of its parts (A1)."""
    total = next((item for item in computation.funds if item.row.role is Role.TOTAL), None)
    rows = parts_of_total(form.funds or ())
    parts = [item for item in computation.funds if item.row in rows]
    if total is None:
        return
    for name, column in _COLUMNS:
        stated = getattr(total, name)
        figures = [figure for item in parts if (figure := getattr(item, name)) is not None]
        if stated is not None and figures:
            yield from _total_differs(stated, figures, column, form.money_unit or "万元")


def _total_differs(
    stated: Figure, parts: Sequence[Figure], column: str, unit: str
) -> Iterator[Finding]:
    added = sum((part.value for part in parts), Decimal(0))
    if not adds_up(stated.value, [part.value for part in parts]):
        yield found(
            "funds-total-differs",
            stated.sources[0],
            expected=f"{plain(added)}{unit}",
            actual=f"{plain(stated.value)}{unit}",
            column=column,
        )


def adds_up(total: Decimal, parts: Sequence[Decimal]) -> bool:
    """Return whether numbers as written can add up to the total as written.

    Whole numbers must add up exactly; decimals may have been rounded in their last digit, each
    to the finest digit that any of them shows.
    """
    if total == sum(parts, Decimal(0)):
        return True
    finest = min(_exponent(value) for value in (total, *parts))
    if finest >= 0 or len(parts) < 2:
        return False
    intervals = [interval_of_printed(_to_digits(part, finest)) for part in parts]
    added = intervals[0]
    for interval in intervals[1:]:
        added = added.plus(interval)
    return added.overlaps(interval_of_printed(_to_digits(total, finest)))


def _exponent(value: Decimal) -> int:
    return int(value.normalize().as_tuple().exponent) if value else 0


def _to_digits(value: Decimal, exponent: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(exponent))


def check_amounts(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find amount-negative, executed-over-budget (A3), budget-zero."""
    unit = form.money_unit or "万元"
    for item in computation.funds:
        for name, column in _COLUMNS:
            figure = getattr(item, name)
            if figure is not None and figure.value < 0:
                field = f"“{item.row.label.text}”的{column}"
                actual = f"{plain(figure.value)}{unit}"
                yield found("amount-negative", figure.sources[0], actual=actual, field=field)
        yield from _overspent(item, unit)
    yield from _zero_budget(computation)


def _overspent(item: FundFigures, unit: str) -> Iterator[Finding]:
    if item.budget is None or item.executed is None or item.row.role is Role.OTHER:
        return
    if item.executed.value > item.budget.value >= 0:
        yield found(
            "executed-over-budget",
            item.executed.sources[0],
            expected=f"{plain(item.budget.value)}{unit}",
            actual=f"{plain(item.executed.value)}{unit}",
        )


def _zero_budget(computation: Computation) -> Iterator[Finding]:
    total = computation.total
    if total is not None and total.budget is not None and total.budget.value == 0:
        yield found("budget-zero", total.budget.sources[0])


def check_rates(_: Form, computation: Computation, __: Profile) -> Iterator[Finding]:
    """Find rate-differs, rate-rounding (A4), rate-without-budget."""
    for item in computation.funds:
        stated = item.row.rate_stated
        if stated is None or stated.value is None:
            continue
        if item.rate is not None and item.budget and item.executed:
            exact = item.executed.value / item.budget.value * _HUNDRED
            yield from _compared(stated.value, exact, item, "rate", "%")
        elif item.budget is None or item.budget.value == 0:
            yield from _rate_without_budget(item, stated.value)


def _rate_without_budget(item: FundFigures, stated: Decimal) -> Iterator[Finding]:
    if item.row.rate_stated is not None and stated != 0:
        text = item.row.rate_stated.text
        yield found("rate-without-budget", item.row.rate_stated.place, actual=text)


def _compared(
    stated: Decimal, exact: Decimal, item: FundFigures, what: str, unit: str
) -> Iterator[Finding]:
    """Compare a stated rate or score with the exact one: right, a rounding, or wrong."""
    cell = {"rate": item.row.rate_stated, "rate-score": item.row.score_stated}[what]
    due = {"rate": item.rate, "rate-score": item.score}[what]
    if cell is None or due is None or stated in {exact, due.value, _rounded(exact, stated)}:
        return
    fits = interval_of_printed(stated).overlaps(exactly(exact))
    yield found(
        f"{what}-rounding" if fits else f"{what}-differs",
        cell.place,
        expected=f"{plain(due.value)}{unit}",
        actual=cell.text if what == "rate" else f"{plain(stated)}{unit}",
    )


def _rounded(exact: Decimal, stated: Decimal) -> Decimal:
    """Return the exact value rounded half up to as many digits as the stated one shows."""
    return half_up(exact, max(-int(stated.as_tuple().exponent), 0))


def check_execution_score(_: Form, computation: Computation, __: Profile) -> Iterator[Finding]:
    """Find rate-score-differs, rate-score-rounding (A5)."""
    item = computation.total
    if item is None or item.score is None or not item.budget or not item.executed:
        return
    weight, stated = item.row.weight, item.row.score_stated
    if weight and weight.value is not None and stated and stated.value is not None:
        share = min(max(item.executed.value / item.budget.value, Decimal(0)), Decimal(1))
        yield from _compared(stated.value, share * weight.value, item, "rate-score", "分")


def check_explanations(form: Form, computation: Computation, profile: Profile) -> Iterator[Finding]:
    """Find rate-low-unexplained (C3), adjustment-unexplained (C4)."""
    total = computation.total
    if total is None:
        return
    low = total.rate is not None and total.rate.value < profile.scoring.low_rate
    texts = {"未执行资金去向", "偏离原因"}
    explained = _says(total.row.reason) or form.texts.keys() & texts
    if low and total.rate and total.executed and not explained:
        yield found(
            "rate-low-unexplained",
            total.executed.sources[0],
            expected=f"{plain(profile.scoring.low_rate)}%",
            actual=f"{plain(total.rate.value)}%",
        )
    yield from _unexplained_adjustment(form, total)


def _says(reason: Text | None) -> bool:
    return reason is not None and not is_empty_mark(reason.text)


def _unexplained_adjustment(form: Form, total: FundFigures) -> Iterator[Finding]:
    adjusted = total.adjustment is not None and total.adjustment.value != 0
    explained = _says(total.row.reason) or "预算调整原因及批文" in form.texts
    if adjusted and not explained and total.budget and total.budget_initial:
        unit = form.money_unit or "万元"
        yield found(
            "adjustment-unexplained",
            total.budget.sources[0],
            expected=f"{plain(total.budget_initial.value)}{unit}",
            actual=f"{plain(total.budget.value)}{unit}",
        )


def check_received(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find received-over-budget, income-code-is-expenditure."""
    received, total = computation.received, computation.total
    if received and total and total.budget and received.value > total.budget.value:
        unit = form.money_unit or "万元"
        yield found(
            "received-over-budget",
            received.sources[0],
            expected=f"{plain(total.budget.value)}{unit}",
            actual=f"{plain(received.value)}{unit}",
        )
    code = form.texts.get("收入科目")
    if code is not None and _EXPENDITURE_CODE.match(fold(code.text)):
        yield found("income-code-is-expenditure", code.place, actual=code.text)


def check_spending(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find spending-differs, spending-total-differs, spending-count-differs."""
    spending, added = form.spending, computation.spending_total
    if spending is None:
        return
    unit = form.money_unit or "万元"
    values = [figure.value for figure in computation.spending if figure is not None]
    executed = computation.total.executed if computation.total else None
    if added and executed and not adds_up(executed.value, values):
        yield found(
            "spending-differs",
            spending.lines[0].label.place,
            expected=f"{plain(executed.value)}{unit}",
            actual=f"{plain(added.value)}{unit}",
        )
    total = spending.total.amount if spending.total else None
    if added and total and total.value is not None and not adds_up(total.value, values):
        yield found(
            "spending-total-differs",
            total.place,
            expected=f"{plain(added.value)}{unit}",
            actual=f"{plain(total.value)}{unit}",
        )
    yield from _counts(spending)


def _counts(spending: Spending) -> Iterator[Finding]:
    stated = spending.total.count if spending.total else None
    counts = [line.count.value for line in spending.lines if line.count]
    present = [count for count in counts if count is not None]
    if stated is None or stated.value is None or not present:
        return
    added = sum(present, Decimal(0))
    if stated.value != added:
        units = "、".join(dict.fromkeys(line.unit.text for line in spending.lines if line.unit))
        yield found(
            "spending-count-differs",
            stated.place,
            expected=f"{plain(added)}（{units}）" if units else plain(added),
            actual=f"{plain(stated.value)}{_unit_of(spending.total)}",
        )


def _unit_of(line: SpendingLine | None) -> str:
    return line.unit.text if line and line.unit else ""
