"""The figures of funds of social insurance: growth, shares, balances, months that can be paid.

Knows the comparison table, 收支明细 and 参保情况. Must not know text or files. Rounds half up,
once, when a figure is made. What a cell states goes before what follows from others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pingshu.compute.comparison.details import (
    detail_trees,
    enrolment_figures,
    flow_figures,
    merged_trees,
    rate,
    transfers_in,
)
from pingshu.model import (
    ComparisonFigures,
    Detail,
    DetailFigures,
    Figure,
    Flow,
    FlowFigures,
    Form,
    Fund,
    FundComparison,
    FundOverview,
    Measure,
    Text,
    complete_sum_of,
    derived,
    figure_of,
    fund_meant,
    is_unread,
    sum_of,
)
from pingshu.values import half_up

_MONTHS = Decimal(12)
_TOTAL = "合计"
_PERIODS = ((Measure.BUDGET, "预算"), (Measure.CURRENT, "本年"), (Measure.PRIOR, "上年"))
_LEVELS = (
    ("opening", Measure.OPENING, "上年末滚存结余"),
    ("cumulative", Measure.CUMULATIVE, "年末滚存结余"),
)
_ADDED = "各险种之和"
_NO_TABLE = FundComparison(funds=(), rows=())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What the figures of funds are made from."""

    table: FundComparison
    details: tuple[Detail, ...]
    unit: str
    digits: int


def comparison_figures(form: Form, digits: int) -> ComparisonFigures | None:
    """Return the figures of the funds, None for a form that says nothing of any."""
    if form.comparison is None and not form.details and not form.enrolment:
        return None
    source = _Source(
        table=form.comparison or _NO_TABLE,
        details=form.details,
        unit=form.amount_unit,
        digits=digits,
    )
    own = [fund for fund in source.table.funds if not fund.is_total]
    funds = tuple(
        _overview(fund, source, f"基金.{_name(fund.label)}")
        for fund in own or _funds_of(form.details)
    )
    return ComparisonFigures(
        funds=funds,
        total=_total(funds, source),
        enrolment=tuple(enrolment_figures(form.enrolment, digits)),
    )


def _funds_of(details: Iterable[Detail]) -> list[Fund]:
    """Return the funds that 收支明细 names, where no comparison table does."""
    labels: dict[str, Text] = {}
    for detail in details:
        if detail.fund is not None:
            labels.setdefault(_name(detail.fund), detail.fund)
    return [Fund(label=label) for label in labels.values()]


def _name(label: Text) -> str:
    return "".join(label.text.split())


# --- one fund -----------------------------------------------------------------------------


def _overview(fund: Fund, source: _Source, key: str) -> FundOverview:
    mine = [detail for detail in source.details if _is_of(detail, fund, source)]
    trees = {flow: _trees(mine, flow, key, source) for flow in Flow}
    income, spending = (_flow(fund, flow, trees[flow], key, source) for flow in Flow)
    levels = {
        name: _stated(fund, measure, None, f"{key}.{title}", source)
        for name, measure, title in _LEVELS
    }
    overview = FundOverview(
        fund=fund,
        income=income,
        spending=spending,
        income_details=trees[Flow.INCOME],
        spending_details=trees[Flow.SPENDING],
        **levels,
    )
    return _with_balances(overview, key)


def _is_of(detail: Detail, fund: Fund, source: _Source) -> bool:
    if detail.fund is None:
        return fund.is_total
    if _name(detail.fund) == _name(fund.label):
        return True
    return fund_meant(detail.fund.text, source.table.funds) is fund


def _trees(
    details: Sequence[Detail], flow: Flow, key: str, source: _Source
) -> tuple[DetailFigures, ...]:
    lines = [detail for detail in details if detail.flow is flow]
    return detail_trees(lines, f"{key}.{flow.word}", source.unit, source.digits)


def _stated(
    fund: Fund, measure: Measure, flow: Flow | None, key: str, source: _Source
) -> Figure | None:
    if fund not in source.table.funds:
        return None
    return figure_of(source.table.stated(fund, measure, flow), key, source.unit)


def _flow(
    fund: Fund, flow: Flow, trees: Sequence[DetailFigures], key: str, source: _Source
) -> FlowFigures:
    base = f"{key}.{flow.word}"
    amounts = [
        _amount(fund, measure, flow, trees, f"{base}.{title}", source)
        for measure, title in _PERIODS
    ]
    figures = flow_figures(base, amounts, source.digits)
    return _without_transfers(figures, transfers_in(trees, base), base, source.digits)


def _amount(
    fund: Fund,
    measure: Measure,
    flow: Flow,
    trees: Sequence[DetailFigures],
    key: str,
    source: _Source,
) -> Figure | None:
    """Return what the comparison table states; where its cell is blank, the total of 收支明细."""
    if fund in source.table.funds and source.table.stated(fund, measure, flow) is not None:
        return _stated(fund, measure, flow, key, source)
    totals = [tree for tree in trees if tree.detail.depth == 0 and not tree.detail.is_transfer]
    figure: Figure | None = getattr(totals[0].figures, measure) if len(totals) == 1 else None
    return figure and replace(figure, key=key)


def _without_transfers(
    figures: FlowFigures, transfers: Figure | None, key: str, digits: int
) -> FlowFigures:
    net = derived(
        f"{key}.不含往来", "本年数－上下级往来", figures.current, transfers, lambda a, b: a - b
    )
    formula = "（本年数－上下级往来）÷预算数"
    net_share = rate(f"{key}.不含往来占预算", formula, net, figures.budget, digits)
    return replace(figures, transfers=transfers, net=net, net_share=net_share)


def _with_balances(overview: FundOverview, key: str) -> FundOverview:
    """Add what is left: 年末滚存结余 follows from 上年末 and 当期结余 where it is not known."""
    balance = derived(
        f"{key}.当期结余",
        "本年收入－本年支出",
        overview.income.current,
        overview.spending.current,
        lambda a, b: a - b,
    )
    cumulative = overview.cumulative or derived(
        f"{key}.年末滚存结余",
        "上年末滚存结余＋当期结余",
        overview.opening,
        balance,
        lambda a, b: a + b,
    )
    months = _months(f"{key}.可支付月数", cumulative, overview.spending.current)
    return replace(overview, balance=balance, cumulative=cumulative, months=months)


def _months(key: str, cumulative: Figure | None, spending: Figure | None) -> Figure | None:
    """Return for how many months the money would last; None without money or spending."""
    if not cumulative or not spending or cumulative.value < 0 or spending.value <= 0:
        return None
    return derived(
        key,
        "年末滚存结余÷（本年支出÷12）",
        cumulative,
        spending,
        lambda a, b: half_up(a * _MONTHS / b, 1),
        unit="个月",
    )


# --- all funds together -------------------------------------------------------------------


def _total(funds: Sequence[FundOverview], source: _Source) -> FundOverview | None:
    """Return the column 合计, else what the funds add up to; of one fund alone, itself."""
    stated = next((fund for fund in source.table.funds if fund.is_total), None)
    if stated is None and len(funds) < 2:
        return funds[0] if funds else None
    fund = stated or Fund(label=replace(funds[0].fund.label, text=_TOTAL), is_total=True)
    key = f"基金.{_TOTAL}"
    own = _overview(fund, source, key)
    income, spending = (_added_flow(flow, own, funds, key, source) for flow in Flow)
    opening, cumulative = (
        getattr(own, name)
        or complete_sum_of(f"{key}.{title}", _ADDED, [getattr(one, name) for one in funds])
        for name, _, title in _LEVELS
    )
    whole = replace(own, income=income, spending=spending, opening=opening, cumulative=cumulative)
    return _with_balances(_with_merged_details(whole, funds, key, source.digits), key)


def _added_flow(
    flow: Flow, own: FundOverview, funds: Sequence[FundOverview], key: str, source: _Source
) -> FlowFigures:
    """Return what the column 合计 states; where its cell is blank, the sum of the funds."""
    base, stated = f"{key}.{flow.word}", own.flow(flow)
    parts = [fund.flow(flow) for fund in funds]
    amounts = [
        getattr(stated, measure)
        or complete_sum_of(f"{base}.{title}", _ADDED, [getattr(part, measure) for part in parts])
        for measure, title in _PERIODS
    ]
    figures = flow_figures(base, amounts, source.digits)
    transfers = stated.transfers or _added_transfers(flow, parts, base, source)
    return _without_transfers(figures, transfers, base, source.digits)


def _added_transfers(
    flow: Flow, parts: Sequence[FlowFigures], key: str, source: _Source
) -> Figure | None:
    lines = [line for line in source.details if line.is_transfer and line.flow is flow]
    if any(is_unread(line.current) for line in lines):
        return None
    return sum_of(f"{key}.上下级往来", _ADDED, [part.transfers for part in parts])


def _with_merged_details(
    whole: FundOverview, funds: Sequence[FundOverview], key: str, digits: int
) -> FundOverview:
    merged = {
        flow: merged_trees(
            [tree for fund in funds for tree in fund.details(flow)],
            f"{key}.{flow.word}.明细",
            digits,
        )
        for flow in Flow
    }
    return replace(
        whole,
        income_details=whole.income_details or merged[Flow.INCOME],
        spending_details=whole.spending_details or merged[Flow.SPENDING],
    )
