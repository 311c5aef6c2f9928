"""Checks of the comparison table of funds: totals, growth, shares, balances, what is compared.

Knows the funds' figures. A stated amount may differ in its last digit by rounding; more is wrong.
Whether two years can be compared at all is asked as well: what repeats, and what is unlike.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pingshu.finding import Finding, found
from pingshu.model import (
    ComparisonRow,
    Computation,
    DetailFigures,
    Figure,
    Flow,
    FlowFigures,
    Form,
    FundComparison,
    FundOverview,
    Measure,
    Number,
    Text,
    is_unread,
)
from pingshu.profile import Profile
from pingshu.values import Fit, fit_of_printed, fit_of_sum, fold, shown

_HUNDRED = Decimal(100)
_SENTENCE = re.compile(r"[。;!?\n]")
_WITHOUT = re.compile(
    r"(?:不含|不包含|不包括|未含|未包括|剔除|扣除)[^,]{0,6}"
    r"(?:上下级往来|上解|上级补助|补助下级|转移性)"
)
_RATES = (
    (Measure.GROWTH_RATE, "增幅", "（本年数－上年数）÷上年数"),
    (Measure.BUDGET_SHARE, "执行预算比例", "本年数÷预算数"),
)
_NOT_AMOUNTS = frozenset({None, *(measure for measure, _, _ in _RATES)})


def check_fund_totals(form: Form, _: Computation, __: Profile) -> Iterator[Finding]:
    """Find fund-column-differs, fund-column-rounding: 合计 against the funds, row by row."""
    table = form.comparison
    total = (
        next((n for n, fund in enumerate(table.funds) if fund.is_total), None) if table else None
    )
    if table is None or total is None:
        return
    for row in table.rows:
        if row.measure not in _NOT_AMOUNTS:
            parts = [value for n, value in enumerate(row.values) if n != total]
            yield from _column_differs(row, row.values[total], parts, form.amount_unit)


def _column_differs(
    row: ComparisonRow, total: Number | None, parts: Sequence[Number | None], unit: str
) -> Iterator[Finding]:
    """Compare a total with its funds; a blank cell holds nothing, an unread one anything."""
    values = [part.value for part in parts if part and part.value is not None]
    if total is None or total.value is None or not values or any(map(is_unread, parts)):
        return
    fit = fit_of_sum(total.value, values, unit)
    if fit is not Fit.EXACT:
        yield found(
            "fund-column-differs" if fit is Fit.WRONG else "fund-column-rounding",
            total.place,
            expected=f"{shown(sum(values, Decimal(0)))}{unit}",
            actual=f"{shown(total.value)}{unit}",
            row=row.label,
        )


def check_fund_rows(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find fund-row-differs, fund-row-rounding: what the table derives, against its own rows."""
    table, comparison = form.comparison, computation.comparison
    if table is None or comparison is None:
        return
    for overview in dict.fromkeys((*comparison.funds, comparison.total)):
        if overview and overview.fund in table.funds:
            yield from _derived(table, overview, form.amount_unit)


def _derived(table: FundComparison, overview: FundOverview, unit: str) -> Iterator[Finding]:
    """Compare what a column of the table derives."""
    for flow in Flow:
        yield from _growth(table, overview, flow, unit)
        yield from _rates(table, overview, flow)
    yield from _balances(table, overview, unit)


def _growth(
    table: FundComparison, overview: FundOverview, flow: Flow, unit: str
) -> Iterator[Finding]:
    figures = overview.flow(flow)
    stated = table.stated(overview.fund, Measure.GROWTH, flow)
    formula = "本年数－上年数"
    parts = ((figures.current, 1), (figures.prior, -1))
    yield from _added(stated, parts, f"{flow.word}增长", formula, unit)


def _balances(table: FundComparison, overview: FundOverview, unit: str) -> Iterator[Finding]:
    flows = ((overview.income.current, 1), (overview.spending.current, -1))
    balance = table.stated(overview.fund, Measure.BALANCE)
    yield from _added(balance, flows, "当期结余", "本年收入－本年支出", unit)
    cumulative = table.stated(overview.fund, Measure.CUMULATIVE)
    formula = "上年末滚存结余＋本年收入－本年支出"
    opened = ((overview.opening, 1), *flows)
    yield from _added(cumulative, opened, "年末滚存结余", formula, unit)


def _added(
    stated: Number | None,
    parts: Sequence[tuple[Figure | None, int]],
    what: str,
    formula: str,
    unit: str,
) -> Iterator[Finding]:
    values = [figure.value * sign for figure, sign in parts if figure is not None]
    if stated is None or stated.value is None or len(values) < len(parts):
        return
    fit = fit_of_sum(stated.value, values, unit)
    if fit is not Fit.EXACT:
        yield found(
            "fund-row-differs" if fit is Fit.WRONG else "fund-row-rounding",
            stated.place,
            expected=f"{shown(sum(values, Decimal(0)))}{unit}",
            actual=f"{shown(stated.value)}{unit}",
            what=what,
            formula=formula,
        )


def _rates(table: FundComparison, overview: FundOverview, flow: Flow) -> Iterator[Finding]:
    figures = overview.flow(flow)
    pairs = ((figures.growth, figures.prior), (figures.current, figures.budget))
    for (measure, what, formula), (part, whole) in zip(_RATES, pairs, strict=True):
        stated, due = table.stated(overview.fund, measure, flow), getattr(figures, measure)
        if stated and stated.value is not None and part and whole and due:
            fit = fit_of_printed(stated.value, part.value / whole.value * _HUNDRED)
            facts = {"what": f"{flow.word}{what}", "formula": formula}
            yield from _rate(stated, fit, f"{shown(due.value)}%", facts)


def _rate(stated: Number, fit: Fit, expected: str, facts: dict[str, str]) -> Iterator[Finding]:
    if fit is not Fit.EXACT and stated.value is not None:
        yield found(
            "fund-row-differs" if fit is Fit.WRONG else "fund-row-rounding",
            stated.place,
            expected=expected,
            actual=f"{shown(stated.value)}%",
            **facts,
        )


# --- whether the years can be compared ----------------------------------------------------


def check_prior_years(_: Form, computation: Computation, __: Profile) -> Iterator[Finding]:
    """Find prior-year-repeated, growth-of-unlike."""
    for overview in computation.comparison.funds if computation.comparison else ():
        yield from _repeated(overview)
        for flow in Flow:
            yield from _unlike(overview, flow)


def _repeated(overview: FundOverview) -> Iterator[Finding]:
    """Tell once of a fund whose flows are the same, to the last digit, in both years."""
    same = [(flow, one) for flow in Flow if (one := _repeated_in_both(overview.flow(flow)))]
    if same:
        yield found(
            "prior-year-repeated",
            same[0][1].sources[0],
            actual="、".join(f"{flow.word}{_told(prior)}" for flow, prior in same),
            fund=overview.fund.label.text,
        )


def _repeated_in_both(figures: FlowFigures) -> Figure | None:
    """Return the amount of last year where this year has the same, and there is any."""
    current, prior = figures.current, figures.prior
    is_same = current and prior and current.value and current.value == prior.value
    return prior if is_same else None


def _told(figure: Figure) -> str:
    return f"{shown(figure.value)}{figure.unit}"


def _unlike(overview: FundOverview, flow: Flow) -> Iterator[Finding]:
    """Tell of a prior year that is one part alone, while this year holds others as well."""
    figures = overview.flow(flow)
    lines = [line for tree in overview.details(flow) for line in tree.walk()]
    alone = next((line for line in lines if _is_alone(line, lines, figures)), None)
    own = alone.figures.current if alone else None
    if alone and own and figures.prior and figures.current and figures.growth_rate:
        yield found(
            "growth-of-unlike",
            figures.prior.sources[0],
            expected=_told(own),
            actual=_told(figures.prior),
            fund=overview.fund.label.text,
            flow=flow.word,
            part=alone.detail.label.text,
            current=_told(figures.current),
            rate=f"{shown(figures.growth_rate.value)}%",
        )


def _is_alone(line: DetailFigures, lines: Sequence[DetailFigures], figures: FlowFigures) -> bool:
    prior, current = line.figures.prior, line.figures.current
    if line.detail.depth == 0 or not prior or not current or not figures.prior:
        return False
    if prior.value != figures.prior.value or not figures.current:
        return False
    return current.value != figures.current.value and not _is_complete(line, lines)


def _is_complete(line: DetailFigures, lines: Sequence[DetailFigures]) -> bool:
    """Return whether all lines beside it say what they were last year, were it nothing."""
    beside = [one for one in lines if one.detail.depth == line.detail.depth and one is not line]
    return bool(beside) and all(one.figures.prior for one in beside)


# --- money from or to another level of government -----------------------------------------


def check_transfers(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find transfers-inside: a text says that the figures are without them, and they are not."""
    comparison = computation.comparison
    if comparison is None or comparison.total is None:
        return
    for written in form.texts.values():
        yield from _inside(written, comparison.total)
    for overview in comparison.funds:
        name = "".join(overview.fund.label.text.split())
        for written in form.fund_texts.get(name, {}).values():
            yield from _inside(written, overview)


def _inside(written: Text, overview: FundOverview) -> Iterator[Finding]:
    said = [one for one in _SENTENCE.split(fold(written.text)) if _WITHOUT.search(one)]
    for sentence in said[:1]:
        flows = [flow for flow in Flow if flow.word in sentence] or list(Flow)
        for flow in flows:
            yield from _flow_inside(written, flow, overview.flow(flow))


def _flow_inside(written: Text, flow: Flow, figures: FlowFigures) -> Iterator[Finding]:
    transfers, net, current = figures.transfers, figures.net, figures.current
    if transfers and transfers.value and net and current:
        yield found(
            "transfers-inside",
            written.place,
            expected=f"{_told(net)}{_share_told(figures.net_share)}",
            actual=f"{_told(current)}{_share_told(figures.budget_share)}",
            flow=flow.word,
            transfers=_told(transfers),
        )


def _share_told(share: Figure | None) -> str:
    return f"（为预算的{shown(share.value)}%）" if share else ""
