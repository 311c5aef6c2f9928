"""Checks of what is possible and yet asks for a reason: money left over, spent beyond, adjusted.

Knows figures that do not go together. What a text of the office explains is passed over.
"""

from collections.abc import Iterator
from decimal import Decimal

from pingshu.finding import Finding, found
from pingshu.model import (
    Computation,
    Flow,
    Form,
    FundFigures,
    FundOverview,
    Verdict,
    says_something,
)
from pingshu.profile import Profile
from pingshu.values import Fit, fit_of_sum, shown

_HALF = Decimal(50)
_LEAST_JUDGED = 3
_REACHED = frozenset({Verdict.REACHED, Verdict.EXCEEDED, Verdict.FAR_EXCEEDED})
_OVER_BUDGET = {
    Flow.INCOME: "fund-income-over-budget",
    Flow.SPENDING: "fund-spending-over-budget",
}
_EXPLAINING = ("增减原因", "口径说明")


def check_reached_for_little(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find all-reached-for-little: most of the money is left, and yet nothing was missed."""
    total, judged = computation.total, [item for item in computation.indicators if item.target]
    if total is None or total.rate is None or total.executed is None:
        return
    explained = says_something(total.row.reason) or "未执行资金去向" in form.texts
    reached = len(judged) >= _LEAST_JUDGED and all(item.verdict in _REACHED for item in judged)
    if reached and total.rate.value < _HALF and not explained:
        yield found(
            "all-reached-for-little",
            total.executed.sources[0],
            actual=f"{shown(total.rate.value)}%",
            count=str(len(judged)),
        )


def check_adjustments(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find adjusted-budget-differs, adjusted-budget-rounding (A2)."""
    for item in computation.funds:
        yield from _adjusted(item, form.amount_unit)


def _adjusted(item: FundFigures, unit: str) -> Iterator[Finding]:
    change, initial, budget = item.row.adjustment_stated, item.budget_initial, item.budget
    if change is None or change.value is None or initial is None or budget is None:
        return
    fit = fit_of_sum(budget.value, [initial.value, change.value], unit)
    if fit is not Fit.EXACT:
        yield found(
            "adjusted-budget-differs" if fit is Fit.WRONG else "adjusted-budget-rounding",
            budget.sources[0],
            expected=f"{shown(initial.value + change.value)}{unit}",
            actual=f"{shown(budget.value)}{unit}",
            initial=f"{shown(initial.value)}{unit}",
            change=f"{shown(change.value)}{unit}",
        )


def check_funds_over_budget(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find fund-spending-over-budget, fund-income-over-budget in the comparison table."""
    for overview in computation.comparison.funds if computation.comparison else ():
        for flow in Flow:
            if not _tells_why(form, overview, flow):
                yield from _over_budget(overview, flow)


def _tells_why(form: Form, overview: FundOverview, flow: Flow) -> bool:
    name = "".join(overview.fund.label.text.split())
    texts = {**form.texts, **form.fund_texts.get(name, {})}
    columns = (*_EXPLAINING, f"{flow.word}增减原因")
    return any(says_something(texts.get(column)) for column in columns)


def _over_budget(overview: FundOverview, flow: Flow) -> Iterator[Finding]:
    figures = overview.flow(flow)
    current, budget, share = figures.current, figures.budget, figures.budget_share
    if current and budget and share and current.value > budget.value:
        yield found(
            _OVER_BUDGET[flow],
            current.sources[0],
            limit=f"{shown(budget.value)}{budget.unit}",
            actual=f"{shown(current.value)}{current.unit}",
            fund=overview.fund.label.text,
            share=f"{shown(share.value)}%",
        )
