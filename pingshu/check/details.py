"""Checks of 收支明细: parts against their total, the total against the comparison table, rates.

Knows the lines as trees. Parts marked 其中 need not be all there are; all others must add up.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pingshu.finding import Finding, found
from pingshu.model import (
    Computation,
    Detail,
    DetailFigures,
    Figure,
    Flow,
    Form,
    FundOverview,
    Measure,
    Number,
    is_unread,
)
from pingshu.profile import Profile
from pingshu.values import Fit, fit_of_printed, fit_of_sum, fold, shown

_HUNDRED = Decimal(100)
_COLUMNS = ((Measure.CURRENT, "本年数"), (Measure.PRIOR, "上年数"), (Measure.BUDGET, "预算数"))


def check_details(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find details-differ, details-rounding, details-rate-differs, details-rate-rounding."""
    for overview in _overviews(form, computation):
        for flow in Flow:
            trees = overview.details(flow)
            for line in (line for tree in trees for line in tree.walk()):
                yield from _parts_differ(line, form.amount_unit)
                yield from _rates_differ(line)
            yield from _table_differs(overview, flow, form.amount_unit)


def _overviews(form: Form, computation: Computation) -> list[FundOverview]:
    """Return the funds that have lines of their own; those of 合计 are else only sums of theirs."""
    comparison = computation.comparison
    if comparison is None:
        return []
    whole = comparison.total if any(line.fund is None for line in form.details) else None
    return [*comparison.funds, *([whole] if whole and whole not in comparison.funds else [])]


def _parts_differ(line: DetailFigures, unit: str) -> Iterator[Finding]:
    for name, column in _COLUMNS:
        total: Figure | None = getattr(line.figures, name)
        if total is not None and line.parts:
            yield from _sum_differs(
                total, line.parts, name, f"“{line.detail.label.text}”的{column}", unit
            )


def _sum_differs(
    total: Figure, parts: Sequence[DetailFigures], name: str, what: str, unit: str
) -> Iterator[Finding]:
    values = _complete(parts, name)
    if not values:
        return
    added = sum(values, Decimal(0))
    fit = fit_of_sum(total.value, values, unit)
    is_partial = any(_is_some_of(part.detail) for part in parts) and added < total.value
    if fit is Fit.EXACT or (is_partial and fit is Fit.WRONG):
        return
    yield found(
        "details-differ" if fit is Fit.WRONG else "details-rounding",
        total.sources[0],
        expected=f"{shown(added)}{unit}",
        actual=f"{shown(total.value)}{unit}",
        what=what,
        gap=f"{shown(abs(total.value - added))}{unit}",
    )


def _complete(parts: Sequence[DetailFigures], name: str) -> list[Decimal]:
    """Return the parts' amounts; none where one was not read, or may be anything.

    A blank cell of this year holds nothing; of budget and last year it is often just not known.
    """
    numbers: list[Number | None] = [getattr(part.detail, name) for part in parts]
    known = [number.value for number in numbers if number and number.value is not None]
    is_open = name != Measure.CURRENT and len(known) < len(parts)
    return [] if is_open or any(map(is_unread, numbers)) else known


def _is_some_of(detail: Detail) -> bool:
    return fold(detail.label.text).startswith("其中")


def _table_differs(overview: FundOverview, flow: Flow, unit: str) -> Iterator[Finding]:
    """Compare the total of the lines with the comparison table; where it has none, their sum."""
    trees = [tree for tree in overview.details(flow) if not _is_beside(tree)]
    for name, column in _COLUMNS:
        stated: Figure | None = getattr(overview.flow(flow), name)
        what = f"收支对比表中“{overview.fund.label.text}”{flow.word}的{column}"
        if stated is None or not trees:
            continue
        if len(trees) > 1 or trees[0].detail.depth > 0:
            yield from _sum_differs(stated, trees, name, what, unit)
        else:
            yield from _total_differs(stated, getattr(trees[0].figures, name), what)


def _is_beside(tree: DetailFigures) -> bool:
    return tree.detail.is_transfer and tree.detail.depth == 0


def _total_differs(stated: Figure, total: Figure | None, what: str) -> Iterator[Finding]:
    if total is None or total.value == stated.value:
        return
    either = (fit_of_printed(total.value, stated.value), fit_of_printed(stated.value, total.value))
    fits = either != (Fit.WRONG, Fit.WRONG)
    yield found(
        "details-rounding" if fits else "details-differ",
        stated.sources[0],
        expected=f"{shown(total.value)}{stated.unit}",
        actual=f"{shown(stated.value)}{stated.unit}",
        what=what,
        gap=f"{shown(abs(stated.value - total.value))}{stated.unit}",
    )


def _rates_differ(line: DetailFigures) -> Iterator[Finding]:
    figures, detail = line.figures, line.detail
    shares = (detail.stated_share, figures.current, figures.budget, figures.budget_share)
    rates = (detail.stated_rate, figures.growth, figures.prior, figures.growth_rate)
    for what, (stated, part, whole, due) in (("完成预算", shares), ("增幅", rates)):
        if stated and stated.value is not None and part and whole and due:
            fit = fit_of_printed(stated.value, part.value / whole.value * _HUNDRED)
            yield from _rate_differs(detail, stated, fit, f"{shown(due.value)}%", what)


def _rate_differs(
    detail: Detail, stated: Number, fit: Fit, expected: str, what: str
) -> Iterator[Finding]:
    if fit is not Fit.EXACT:
        yield found(
            "details-rate-differs" if fit is Fit.WRONG else "details-rate-rounding",
            stated.place,
            expected=expected,
            actual=stated.text,
            what=f"“{detail.label.text}”的{what}",
        )
