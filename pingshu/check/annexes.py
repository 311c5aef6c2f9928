"""Checks of the forms of a report on funds against the funds' own figures.

Knows which form is of which fund, by their names. Must not know what holds within one form.
"""

import re
from collections.abc import Iterator
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
_BUDGET_SHARE = re.compile(r"(收入|支出)预算(?:执行|完成)率")
_ENROLLED = re.compile(r"参保(?:缴费)?人数")
_PERSONS = frozenset({"", "人"})


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
    """Return the fund that the project's name means, else the only one that indicators name."""
    funds = [overview.fund for overview in comparison.funds]
    project = fund_meant(annex.project.text, funds) if annex.project else None
    names = [item.level3.text for item in annex.indicators or ()]
    meant = [fund for name in names if (fund := fund_meant(name, funds))]
    fund = project or (meant[0] if meant and all(one is meant[0] for one in meant) else None)
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
    figures: Computation, overview: FundOverview, insured: EnrolmentFigures | None
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
    figures, due = overview.flow(flow), overview.flow(flow).budget_share
    if due is None or _is_share(actual.value, figures):
        return
    yield found(
        "share-of-form-differs",
        actual.sources[0],
        expected=f"{plain(due.value)}%",
        actual=f"{plain(actual.value)}%",
        name=item.indicator.level3.text,
    )


def _is_share(stated: Decimal, figures: FlowFigures) -> bool:
    """Return whether it is this year's share of the budget, with or without 上下级往来."""
    budget = figures.budget.value if figures.budget else Decimal(0)
    amounts = [figure.value for figure in (figures.current, figures.net) if figure and budget]
    exact = [amount / budget * _HUNDRED for amount in amounts]
    return any(fit_of_printed(stated, due) is not Fit.WRONG for due in exact)


def _insured(overview: FundOverview, comparison: ComparisonFigures) -> EnrolmentFigures | None:
    """Return the line of 参保情况 with most people among those of the fund."""
    mine = [line for line in comparison.enrolment if _is_of(line, overview, comparison)]
    return max(mine, key=lambda line: line.people.value if line.people else 0, default=None)


def _is_of(line: EnrolmentFigures, overview: FundOverview, comparison: ComparisonFigures) -> bool:
    funds = [one.fund for one in comparison.funds]
    if line.enrolment.fund is None:
        return len(funds) == 1
    return fund_meant(line.enrolment.fund.text, funds) is overview.fund


def _enrolment(
    item: IndicatorFigures, actual: Figure, name: str, insured: EnrolmentFigures | None
) -> Iterator[Finding]:
    if insured is None:
        return
    enrolled, rate, place = insured.enrolled, insured.rate, actual.sources[0]
    facts = {"name": item.indicator.level3.text, "people": insured.enrolment.label.text}
    if _ENROLLED.search(name) and actual.unit in _PERSONS and enrolled:
        if actual.value != enrolled.value:
            told = {"expected": _persons(enrolled), "actual": _persons(actual)}
            yield found("enrolled-differs", place, **told, **facts)
    elif "参保率" in name and "常住" not in name and rate and insured.people and enrolled:
        exact = enrolled.value / insured.people.value * _HUNDRED
        if fit_of_printed(actual.value, exact) is Fit.WRONG:
            told = {"expected": f"{plain(rate.value)}%", "actual": f"{plain(actual.value)}%"}
            yield found("enrolment-rate-differs", place, **told, **facts)


def _persons(figure: Figure) -> str:
    return f"{plain(figure.value)}人"
