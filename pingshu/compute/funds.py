"""The figures of funds: rates on the budget that the rules name, 未执行数, 预算调整率.

Knows amounts in the form's money unit. Must not know text or files. Rounds half up, once, when
a figure is made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pingshu.model import (
    AMOUNTS,
    Figure,
    FundFigures,
    FundRow,
    Number,
    Role,
    Text,
    derived,
    figure_of,
    is_far_apart,
    is_unread,
    parts_of_total,
    sum_of,
)
from pingshu.profile import Denominator, Scoring
from pingshu.sheet import Place
from pingshu.values import half_up, rate_half_up

_HUNDRED = Decimal(100)
_TOTAL = "年度资金总额"
_SHOWN_DIGITS = 2
_RATES = {"budget": "全年执行数÷全年预算数", "budget_initial": "全年执行数÷年初预算数"}


def fund_figures(
    rows: Sequence[FundRow], names: Sequence[str], amount_unit: str, scoring: Scoring
) -> tuple[FundFigures, ...]:
    """Return the figures of each row, in the order of the form, keyed by the rows' names."""
    doubtful = _doubtful_columns(rows)
    nothing: frozenset[str] = frozenset()
    return tuple(
        _row_figures(
            row, name, amount_unit, scoring, doubtful if row.role is Role.TOTAL else nothing
        )
        for row, name in zip(rows, names, strict=True)
    )


def _doubtful_columns(rows: Sequence[FundRow]) -> frozenset[str]:
    """Return the amounts that the total leaves one out of, because it could not be read.

    What Excel adds up takes a text for nothing.
    """
    total = next((row for row in rows if row.role is Role.TOTAL), None)
    parts = parts_of_total(rows)
    return frozenset(column for column, _ in AMOUNTS if _leaves_out(total, parts, column))


def _leaves_out(total: FundRow | None, parts: Sequence[FundRow], column: str) -> bool:
    stated: Number | None = getattr(total, column, None)
    amounts: list[Number | None] = [getattr(part, column) for part in parts]
    if stated is None or not any(map(is_unread, amounts)):
        return False
    return stated.value == sum(one.value for one in amounts if one and one.value)


def _row_figures(
    row: FundRow, name: str, amount_unit: str, scoring: Scoring, doubtful: frozenset[str]
) -> FundFigures:
    read = {
        column: figure_of(getattr(row, column), f"资金.{name}.{title}", amount_unit)
        for column, title in AMOUNTS
    }
    unread = frozenset(column for column, _ in AMOUNTS if is_unread(getattr(row, column)))
    return _derived(row, name, read, unread | doubtful, scoring)


def total_figures(
    rows: Sequence[FundRow],
    names: Sequence[str],
    figures: Sequence[FundFigures],
    scoring: Scoring,
) -> FundFigures | None:
    """Return the total's figures; a total that the form leaves blank is added up.

    Where the total or one of its parts could not be read, it stays unknown.
    """
    if not rows:
        return None
    index = next((index for index, row in enumerate(rows) if row.role is Role.TOTAL), None)
    parts = [item for item in figures if item.row in parts_of_total(rows)]
    stated = None if index is None else figures[index]
    row = stated.row if stated else _unwritten_total(rows[0].label.place)
    name = _TOTAL if index is None else names[index]
    unread = frozenset(column for column, _ in AMOUNTS if _is_unknown(row, column, parts))
    unread |= _doubtful_columns(rows)
    read = {
        column: _total(stated, parts, column, f"资金.{name}.{title}", unread)
        for column, title in AMOUNTS
    }
    return _derived(row, name, read, unread, scoring)


def _total(
    stated: FundFigures | None,
    parts: Sequence[FundFigures],
    column: str,
    key: str,
    unread: frozenset[str],
) -> Figure | None:
    if column in unread:
        return None
    own: Figure | None = getattr(stated, column) if stated else None
    if own is None and column == "budget_initial" and any(map(_lacks_initial, parts)):
        return None  # the adjustment would be that of all parts, measured by some of them
    return own or sum_of(key, "各项资金之和", [getattr(part, column) for part in parts])


def _lacks_initial(part: FundFigures) -> bool:
    return part.budget is not None and part.budget_initial is None


def _is_unknown(row: FundRow, column: str, parts: Sequence[FundFigures]) -> bool:
    if getattr(row, column) is not None:
        return is_unread(getattr(row, column))
    return any(is_unread(getattr(part.row, column)) for part in parts)


def _unwritten_total(place: Place) -> FundRow:
    return FundRow(label=Text(text=_TOTAL, place=place), role=Role.TOTAL, detail=False)


def _derived(
    row: FundRow,
    name: str,
    read: Mapping[str, Figure | None],
    unread: frozenset[str],
    scoring: Scoring,
) -> FundFigures:
    digits = scoring.digits
    initial, budget, executed = (read[column] for column, _ in AMOUNTS)
    by_initial = scoring.denominator is Denominator.INITIAL and initial is not None
    basis = "budget_initial" if by_initial else "budget"
    figures = FundFigures(
        row=row,
        budget_initial=initial,
        budget=budget,
        executed=executed,
        rate=share(f"资金.{name}.执行率", _RATES[basis], executed, read[basis], digits),
        rate_stated=_rate_stated(row.rate_stated, f"资金.{name}.填报执行率"),
        unspent=derived(
            f"资金.{name}.未执行数", "全年预算数－全年执行数", budget, executed, _difference
        ),
        adjustment=derived(
            f"资金.{name}.预算调整数", "全年预算数－年初预算数", budget, initial, _difference
        ),
        adjustment_rate=_growth(f"资金.{name}.预算调整率", budget, initial, digits),
        weight=figure_of(row.weight, f"资金.{name}.分值", "分"),
        score_stated=figure_of(row.score_stated, f"资金.{name}.得分", "分"),
        basis=basis,
    )
    return _without_unknowns(figures, unread)


# What follows from two amounts is unknown with either of them.
_FOLLOWING: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("basis", "executed", frozenset({"rate", "score"})),
    ("budget", "executed", frozenset({"unspent"})),
    ("budget_initial", "budget", frozenset({"adjustment", "adjustment_rate"})),
)


def _without_unknowns(figures: FundFigures, unread: frozenset[str]) -> FundFigures:
    """Leave open what two amounts of different units, or unreadable ones, cannot tell."""
    unknown = unread
    for one, second, following in _FOLLOWING:
        first = figures.basis if one == "basis" else one
        apart = is_far_apart(getattr(figures, first), getattr(figures, second))
        if apart or unread & {first, second}:
            unknown |= following
    nothing: dict[str, Any] = dict.fromkeys(unknown)
    return replace(figures, unknown=unknown, **nothing)


def _rate_stated(number: Number | None, key: str) -> Figure | None:
    """Return the rate that the form states, with no more decimals than the form shows."""
    stated = figure_of(number, key, "%")
    if stated is None or stated.value == half_up(stated.value, _SHOWN_DIGITS):
        return stated
    value = rate_half_up(stated.value, _SHOWN_DIGITS)
    return replace(stated, value=value, formula="填报的执行率，取两位小数")


def _difference(first: Decimal, second: Decimal) -> Decimal:
    return first - second


def share(
    key: str, formula: str, part: Figure | None, whole: Figure | None, digits: int
) -> Figure | None:
    """Return part ÷ whole in %, None if one is missing or the whole is 0."""
    if whole is None or whole.value == 0:
        return None
    return derived(
        key, formula, part, whole, lambda a, b: rate_half_up(a / b * _HUNDRED, digits), unit="%"
    )


def _growth(key: str, budget: Figure | None, initial: Figure | None, digits: int) -> Figure | None:
    if initial is None or initial.value == 0:
        return None
    formula = "（全年预算数－年初预算数）÷年初预算数"
    return derived(
        key,
        formula,
        budget,
        initial,
        lambda a, b: rate_half_up((a - b) / b * _HUNDRED, digits),
        unit="%",
    )
