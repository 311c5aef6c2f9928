"""Checks of the forms of a report on funds against the funds' own figures.

Knows which form is of which fund, by their names. Must not know what holds within one form.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pingshu.finding import Finding, found
from pingshu.model import (
    ComparisonFigures,
    Computation,
    EnrolmentFigures,
    Figure,
    Flow,
    FlowFigures,
    Form,
    FundOverview,
    IndicatorFigures,
    fund_meant,
)
from pingshu.profile import Profile
from pingshu.values import Fit, convert_money, fit_of_printed, fold, plain

_HUNDRED = Decimal(100)
_NONE = Decimal(0)
_BUDGET_SHARE = re.compile(r"(收入|支出)预算(?:执行|完成)率")
_ENROLLED = re.compile(r"参保(?:缴费)?人数")
_PERSONS = frozenset({"", "人"})
_MOST_GROUPS = 8
"""Of how many groups every sum is tried."""


def check_annexes(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Check each form of the report against the figures of its fund.

    Finds executed-is-income, executed-not-of-fund, share-of-form-differs, enrolled-differs,
    enrolment-rate-differs.
    """
    comparison = computation.comparison
    if comparison is None:
        return
    for annex, figures in zip(form.annexes, computation.annexes, strict=True):
        overview = _overview_of(annex, comparison)
        if overview is not None:
            yield from _executed(annex, figures, overview, form.amount_unit)
            yield from _indicators(figures, overview, _insured(overview, comparison))


def _overview_of(annex: Form, comparison: ComparisonFigures) -> FundOverview | None:
    fund = annex.fund_among([overview.fund for overview in comparison.funds])
    return next((one for one in comparison.funds if one.fund is fund), None)


def _executed(
    annex: Form, figures: Computation, overview: FundOverview, unit: str
) -> Iterator[Finding]:
    executed = figures.total.executed if figures.total else None
    due = overview.spending.current
    if executed is None or due is None:
        return
    value = convert_money(executed.value, annex.amount_unit, unit)
    if _is_one_of(value, overview.spending):
        return
    yield found(
        "executed-is-income" if _is_one_of(value, overview.income) else "executed-not-of-fund",
        executed.sources[0],
        expected=f"{plain(due.value)}{due.unit}",
        actual=f"{plain(executed.value)}{executed.unit}",
        fund=overview.fund.label.text,
    )


def _is_one_of(value: Decimal, figures: FlowFigures) -> bool:
    """Return whether it is this year's amount, with or without 上下级往来."""
    amounts = [figure for figure in (figures.current, figures.net) if figure]
    return any(fit_of_printed(value, figure.value) is not Fit.WRONG for figure in amounts)


def _indicators(
    figures: Computation, overview: FundOverview, insured: Sequence[EnrolmentFigures]
) -> Iterator[Finding]:
    for item in figures.indicators:
        if item.actual is not None:
            name = fold(item.indicator.level3.text)
            yield from _share(item, item.actual, name, overview)
            yield from _enrolment(item, item.actual, name, insured)


def _share(
    item: IndicatorFigures, actual: Figure, name: str, overview: FundOverview
) -> Iterator[Finding]:
    match = _BUDGET_SHARE.search(name)
    if match is None or actual.unit not in {"", "%"}:
        return
    flow = next(flow for flow in Flow if flow.word == match[1])
    figures = overview.flow(flow)
    due, budget = figures.budget_share, figures.budget
    if due and budget and not _is_share(actual.value, figures, budget.value):
        yield found(
            "share-of-form-differs",
            actual.sources[0],
            expected=f"{plain(due.value)}%",
            actual=f"{plain(actual.value)}%",
            name=item.indicator.level3.text,
        )


def _is_share(stated: Decimal, figures: FlowFigures, budget: Decimal) -> bool:
    """Return whether it is this year's share of the budget, with or without 上下级往来."""
    amounts = [figure.value for figure in (figures.current, figures.net) if figure]
    exact = [amount / budget * _HUNDRED for amount in amounts]
    return any(fit_of_printed(stated, due) is not Fit.WRONG for due in exact)


def _insured(overview: FundOverview, comparison: ComparisonFigures) -> list[EnrolmentFigures]:
    """Return the lines of 参保情况 of the fund, that with most people first."""
    mine = [line for line in comparison.enrolment if _is_of(line, overview, comparison)]
    return sorted(mine, key=lambda line: -line.people.value if line.people else 0)


def _is_of(line: EnrolmentFigures, overview: FundOverview, comparison: ComparisonFigures) -> bool:
    funds = [one.fund for one in comparison.funds]
    if line.enrolment.fund is None:
        return len(funds) == 1
    return fund_meant(line.enrolment.fund.text, funds) is overview.fund


def _enrolment(
    item: IndicatorFigures, actual: Figure, name: str, insured: Sequence[EnrolmentFigures]
) -> Iterator[Finding]:
    if not insured:
        return
    largest, place = insured[0], actual.sources[0]
    enrolled, rate = largest.enrolled, largest.rate
    counted = "实际参保" if largest.enrolment.enrolled else "应参保"
    stated, people = item.indicator.level3.text, largest.enrolment.label.text
    if _ENROLLED.search(name) and actual.unit in _PERSONS and enrolled:
        if actual.value not in _counts(insured):
            told = {"expected": _persons(enrolled), "actual": _persons(actual)}
            yield found(
                "enrolled-differs", place, **told, name=stated, people=people, counted=counted
            )
    elif "参保率" in name and "常住" not in name and rate and _is_no_rate(actual, insured):
        told = {"expected": f"{plain(rate.value)}%", "actual": f"{plain(actual.value)}%"}
        basis = f"“{people}”的{counted}人数"
        yield found("enrolment-rate-differs", place, **told, name=stated, people=basis)


def _is_no_rate(actual: Figure, insured: Sequence[EnrolmentFigures]) -> bool:
    return all(fit_of_printed(actual.value, due) is Fit.WRONG for due in _rates(insured))


def _counts(insured: Sequence[EnrolmentFigures]) -> frozenset[Decimal]:
    """Return how many are insured of each group and of any groups together."""
    counts = frozenset({_NONE})
    for line in insured[:_MOST_GROUPS]:
        if line.enrolled is not None:
            counts |= {count + line.enrolled.value for count in counts}
    return counts - {_NONE}


def _rates(insured: Sequence[EnrolmentFigures]) -> Iterator[Decimal]:
    """Yield the share of each group that is insured, and that of all groups together."""
    pairs = [
        (line.enrolled.value, line.people.value)
        for line in insured
        if line.enrolled and line.people and line.people.value > 0
    ]
    whole = (sum((one for one, _ in pairs), _NONE), sum((one for _, one in pairs), _NONE))
    for enrolled, people in (*pairs, whole):
        yield enrolled / people * _HUNDRED


def _persons(figure: Figure) -> str:
    return f"{plain(figure.value)}人"
