"""Checks of sums of money and counts (勾稽关系 A1 of the trade): totals of funds, of spending.

Whole numbers, and amounts to the cent, must add up exactly. Decimals may each have been rounded or
cut off in the last digit that is shown: what that explains is a hint, and never passed over.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from pingshu.finding import Finding, found
from pingshu.model import (
    AMOUNTS,
    Computation,
    Figure,
    Form,
    FundFigures,
    Number,
    Role,
    Spending,
    SpendingLine,
    is_far_apart,
    parts_of_total,
)
from pingshu.profile import Profile
from pingshu.values import Fit, fit_of_sum, shown

_BEST_FIRST = tuple(Fit)


def check_totals(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find funds-total-differs, funds-total-rounding: the total row against its parts (A1).

    Some forms list the shares of a part below it: the sum of all rows is right as well.
    """
    total = next((item for item in computation.funds if item.row.role is Role.TOTAL), None)
    rows = [item for item in computation.funds if item.row.role is not Role.TOTAL]
    top = parts_of_total(form.funds or ())
    parts = [item for item in rows if item.row in top]
    if total is None:
        return
    for name, column in AMOUNTS:
        stated = getattr(total, name)
        readings = [_figures(name, reading) for reading in (parts, rows)]
        if stated is not None and readings[0] and not _is_unread(name, rows):
            yield from _total_differs(stated, readings, column, form.amount_unit)


def _figures(name: str, rows: Iterable[FundFigures]) -> list[Figure]:
    return [figure for row in rows if (figure := getattr(row, name)) is not None]


def _is_unread(name: str, rows: Iterable[FundFigures]) -> bool:
    return any(name in row.unknown for row in rows)


def _total_differs(
    stated: Figure, readings: Sequence[Sequence[Figure]], column: str, unit: str
) -> Iterator[Finding]:
    fits = [fit_of_sum(stated.value, [part.value for part in parts], unit) for parts in readings]
    best = min(fits, key=_BEST_FIRST.index)
    parts = readings[fits.index(best)]
    if best is not Fit.EXACT:
        yield found(
            "funds-total-differs" if best is Fit.WRONG else "funds-total-rounding",
            stated.sources[0],
            expected=f"{shown(_added(part.value for part in parts))}{unit}",
            actual=f"{shown(stated.value)}{unit}",
            column=column,
        )


def _added(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def check_splits(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find split-differs, split-rounding: the funds by kind against the total row."""
    total, unit = computation.total, form.amount_unit
    for split in computation.splits:
        if split.fit in {None, Fit.EXACT} or split.basis is None or split.total is None:
            continue
        due: Figure = getattr(total, split.basis)
        yield found(
            "split-differs" if split.fit is Fit.WRONG else "split-rounding",
            split.parts[0].part.label.place,
            expected=f"{shown(due.value)}{unit}",
            actual=f"{shown(split.total.value)}{unit}",
            kind=split.kind,
            column=dict(AMOUNTS)[split.basis],
        )


def check_spending(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find spending-differs, spending-rounding, spending-total-differs, spending-count-differs."""
    spending, added = form.spending, computation.spending_total
    if spending is None:
        return
    values = [item.amount.value for item in computation.spending if item.amount]
    executed = computation.total.executed if computation.total else None
    if added and executed and not is_far_apart(added, executed):
        yield from _spent(executed, values, spending, form.amount_unit)
    total = spending.total.amount if spending.total else None
    if added and total and total.value is not None:
        yield from _spending_total(total, total.value, values, form.amount_unit)
    yield from _counts(spending)


def _spent(
    executed: Figure, values: Sequence[Decimal], spending: Spending, unit: str
) -> Iterator[Finding]:
    result = fit_of_sum(executed.value, values, unit)
    if result is not Fit.EXACT:
        yield found(
            "spending-differs" if result is Fit.WRONG else "spending-rounding",
            spending.lines[0].label.place,
            expected=f"{shown(executed.value)}{unit}",
            actual=f"{shown(_added(values))}{unit}",
            against="全年执行数",
        )


def _spending_total(
    total: Number, stated: Decimal, values: Sequence[Decimal], unit: str
) -> Iterator[Finding]:
    result = fit_of_sum(stated, values, unit)
    if result is not Fit.EXACT:
        yield found(
            "spending-total-differs" if result is Fit.WRONG else "spending-rounding",
            total.place,
            expected=f"{shown(_added(values))}{unit}",
            actual=f"{shown(stated)}{unit}",
            against="合计行",
        )


def _counts(spending: Spending) -> Iterator[Finding]:
    stated = spending.total.count if spending.total else None
    counts = [line.count.value for line in spending.lines if line.count]
    present = [count for count in counts if count is not None]
    complete = bool(present) and len(present) == len(counts)
    if stated is None or stated.value is None or not complete:
        return
    added = sum(present, Decimal(0))
    if stated.value != added:
        units = "、".join(dict.fromkeys(line.unit.text for line in spending.lines if line.unit))
        yield found(
            "spending-count-differs",
            stated.place,
            expected=f"{shown(added)}（{units}）" if units else shown(added),
            actual=f"{shown(stated.value)}{_unit_of(spending.total)}",
        )


def _unit_of(line: SpendingLine | None) -> str:
    return line.unit.text if line and line.unit else ""
