"""What a template may say of funds of social insurance: all together, one by one, as a table.

Knows figures and texts of the funds. Must not know Word, Excel or Jinja. A fund that is alone is
the whole as well.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pingshu.finding import Finding
from pingshu.model import (
    ComparisonFigures,
    Computation,
    DetailFigures,
    Figure,
    Flow,
    FlowFigures,
    Form,
    Fund,
    FundComparison,
    FundOverview,
    Measure,
    Number,
    Text,
    is_unread,
)
from pingshu.values import Fit, fit_of_sum, plain
from pingshu.view import (
    FUND_TEXTS,
    NOTHING,
    Shown,
    View,
    amount_due,
    amount_shown,
    quantity_shown,
    rate_shown,
    sentences_shown,
    text_shown,
    unsettled_shown,
)

_NO_TABLE = FundComparison(funds=(), rows=())
_TRANSFERS_DEMAND = "口径说明写的是不含上下级往来，收支明细里却有，请核对口径"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What the report's form says of funds, and who is insured by which."""

    form: Form
    people: Sequence[tuple[Fund | None, View]]

    def insured(self, fund: Fund | None) -> list[View]:
        """Return the groups of people whom a fund insures; of none, those named with no fund."""
        return [view for insurer, view in self.people if insurer is fund]

    def cells(self, fund: Fund, measure: Measure, flow: Flow | None = None) -> list[Number | None]:
        """Return the cells from which an amount is taken, those of every fund for the total."""
        table = self.form.comparison or _NO_TABLE
        funds = [one for one in table.funds if one is fund or fund.is_total]
        return [table.stated(one, measure, flow) for one in funds]

    def cells_of(self, overview: FundOverview, measure: Measure, flow: Flow) -> list[Number | None]:
        """Return the same, and those of 收支明细 that may stand for them."""
        details = (getattr(tree.detail, measure) for tree in overview.details(flow))
        return [*self.cells(overview.fund, measure, flow), *details]


def comparison_view(
    form: Form,
    computation: Computation,
    people: Sequence[tuple[Fund | None, View]],
    findings: Sequence[Finding],
) -> View:
    """Return the names below 基金; `people` are those insured by each fund."""
    comparison = computation.comparison or ComparisonFigures(funds=(), total=None)
    said = _Said(form=form, people=people)
    funds, total = comparison.funds, comparison.total or _nobody(form)
    doubtful = any(finding.code == "transfers-inside" for finding in findings)
    every = [*funds, total] if len(funds) > 1 else list(funds)
    return {
        "有": bool(funds),
        "单一": len(funds) == 1,
        "险种数": text_shown(str(len(funds))),
        "口径待核实": unsettled_shown(_TRANSFERS_DEMAND) if doubtful else NOTHING,
        "总体": _fund(total, said, _shared(funds) if len(funds) > 1 else None),
        "险种": [_fund(one, said) for one in funds],
        "参保": said.insured(None),
        "收支表": [_flow_row(one, flow, said) for flow in Flow for one in every],
        "结余表": [_balance_row(one, said) for one in every],
    }


def _nobody(form: Form) -> FundOverview:
    nobody = Fund(label=Text(text="", place=form.place), is_total=True)
    return FundOverview(fund=nobody, income=FlowFigures(), spending=FlowFigures())


def _shared(funds: Sequence[FundOverview]) -> frozenset[str]:
    """Return the names of the lines that several funds have."""
    names: Counter[str] = Counter()
    for fund in funds:
        names.update({_name(line) for flow in Flow for line in _lines(fund.details(flow))})
    return frozenset(name for name, count in names.items() if count > 1)


def _name(line: DetailFigures) -> str:
    return "".join(line.detail.label.text.split())


def _lines(trees: Iterable[DetailFigures]) -> Iterator[DetailFigures]:
    return (line for tree in trees for line in tree.walk())


# --- one fund -----------------------------------------------------------------------------


def _fund(overview: FundOverview, said: _Said, names: frozenset[str] | None = None) -> View:
    """Return the names of a fund; 对比 tells of the lines with these names alone."""
    return {
        "名称": text_shown("".join(overview.fund.label.text.split())),
        **_balances(overview, said),
        "收入": _flow(overview, Flow.INCOME, said, names),
        "支出": _flow(overview, Flow.SPENDING, said, names),
        "参保": said.insured(overview.fund),
        "文字": _texts(said.form.fund_texts, overview.fund),
    }


def _texts(texts: Mapping[str, Mapping[str, Text]], fund: Fund) -> View:
    own = texts.get("".join(fund.label.text.split()), {})
    return {name: sentences_shown(own.get(name)) for name in FUND_TEXTS}


def _balances(overview: FundOverview, said: _Said) -> View:
    balance, cumulative = overview.balance, overview.cumulative
    gap, deep_gap = _below_zero(balance), _below_zero(cumulative)
    return {
        "当期结余": amount_shown(balance),
        "缺口": amount_shown(gap, signed=False),
        "有缺口": gap is not None,
        "持平": balance is not None and balance.value == 0,
        "年初滚存结余": _opening(overview, said),
        "年末滚存结余": amount_due(
            cumulative, said.cells(overview.fund, Measure.CUMULATIVE), "年末滚存结余"
        ),
        "滚存缺口": amount_shown(deep_gap, signed=False),
        "有滚存缺口": deep_gap is not None,
        "可支付月数": quantity_shown(overview.months),
    }


def _below_zero(figure: Figure | None) -> Figure | None:
    return figure if figure is not None and figure.value < 0 else None


def _opening(overview: FundOverview, said: _Said) -> Shown:
    cells = said.cells(overview.fund, Measure.OPENING)
    there = overview.opening or any(map(is_unread, cells))
    return amount_due(overview.opening, cells, "上年末滚存结余") if there else NOTHING


# --- what came in, what went out ----------------------------------------------------------


def _flow(overview: FundOverview, flow: Flow, said: _Said, names: frozenset[str] | None) -> View:
    figures, trees = overview.flow(flow), overview.details(flow)
    lines = list(_lines(trees))
    parts = _parts(trees)
    return {
        **_change(figures),
        **_amounts(overview, flow, said),
        "首年": figures.prior is None
        and not any(map(is_unread, said.cells_of(overview, Measure.PRIOR, flow))),
        **_transfers(figures),
        "待核实": _unsettled(overview, flow, parts, said.form.amount_unit),
        "构成": [_part(line) for line in parts],
        "细分": [
            {**_part(line), "下级": [_part(part) for part in line.parts if _says(part)]}
            for line in lines
            if line.detail.depth > 0 and line.parts and _says(line)
        ],
        "对比": [
            {"名称": text_shown(_name(line)), **_change(line.figures)}
            for line in lines
            if _is_compared(line) and (names is None or _name(line) in names)
        ],
    }


def _amounts(overview: FundOverview, flow: Flow, said: _Said) -> View:
    """Print the amounts that have to be there."""
    figures, fund = overview.flow(flow), overview.fund.label.text
    budget, current = (
        said.cells_of(overview, measure, flow) for measure in (Measure.BUDGET, Measure.CURRENT)
    )
    return {
        "预算": amount_due(figures.budget, budget, f"{fund}{flow.word}预算数"),
        "本年": amount_due(figures.current, current, f"{fund}本年{flow.word}"),
    }


def _change(figures: FlowFigures) -> View:
    current, prior, budget = figures.current, figures.prior, figures.budget
    growth = figures.growth.value if figures.growth else None
    rate = figures.growth_rate if figures.growth_rate and figures.growth_rate.value else None
    return {
        "预算": amount_shown(budget),
        "本年": amount_shown(current),
        "上年": amount_shown(prior),
        "增长": amount_shown(figures.growth, signed=False),
        "增幅": rate_shown(rate, signed=False),
        "完成预算": rate_shown(figures.budget_share),
        "增加": growth is not None and growth > 0,
        "减少": growth is not None and growth < 0,
        "持平": growth == 0,
        "首年": prior is None,
        "上年为零": prior is not None and prior.value == 0 and bool(growth),
        "超预算": _is_above(current, budget),
    }


def _is_above(figure: Figure | None, budget: Figure | None) -> bool:
    return figure is not None and budget is not None and figure.value > budget.value


def _transfers(figures: FlowFigures) -> View:
    there = figures.transfers is not None and figures.transfers.value != 0
    return {
        "有往来": there and figures.net is not None,
        "往来": amount_shown(figures.transfers),
        "不含往来": amount_shown(figures.net),
        "不含往来完成预算": rate_shown(figures.net_share),
        "不含往来超预算": _is_above(figures.net, figures.budget),
    }


def _parts(trees: Sequence[DetailFigures]) -> list[DetailFigures]:
    """Return the parts of a flow that say something, below its total if there is one."""
    tops = (tree.parts if tree.detail.depth == 0 else (tree,) for tree in trees)
    return [part for top in tops for part in top if _says(part)]


def _says(line: DetailFigures) -> bool:
    current = line.figures.current
    return is_unread(line.detail.current) or (current is not None and current.value != 0)


def _is_compared(line: DetailFigures) -> bool:
    figures = line.figures
    return line.detail.depth > 0 and bool(figures.current and (figures.budget or figures.prior))


def _part(line: DetailFigures) -> View:
    unread = is_unread(line.detail.current)
    amount = unsettled_shown("金额") if unread else amount_shown(line.figures.current)
    return {"名称": text_shown(_name(line)), "金额": amount}


def _unsettled(
    overview: FundOverview, flow: Flow, parts: Sequence[DetailFigures], unit: str
) -> Shown:
    """Demand to look into parts that do not add up to the flow that they are of."""
    current = overview.flow(flow).current
    values = [part.figures.current.value for part in parts if part.figures.current]
    if current is None or not values or len(values) < len(parts):
        return NOTHING
    if fit_of_sum(current.value, values, unit) is not Fit.WRONG:
        return NOTHING
    added, due = plain(sum(values, Decimal(0))), plain(current.value)
    return unsettled_shown(f"{flow.word}各项之和为{added}{unit}，合计为{due}{unit}")


# --- as tables ----------------------------------------------------------------------------


def _flow_row(overview: FundOverview, flow: Flow, said: _Said) -> View:
    figures = overview.flow(flow)
    return {
        "收支": text_shown(flow.word),
        "险种": text_shown("".join(overview.fund.label.text.split())),
        **_amounts(overview, flow, said),
        "上年": amount_shown(figures.prior),
        "增长": amount_shown(figures.growth),
        "增幅": rate_shown(figures.growth_rate),
        "完成预算": rate_shown(figures.budget_share),
    }


def _balance_row(overview: FundOverview, said: _Said) -> View:
    balances = _balances(overview, said)
    kept = ("年初滚存结余", "当期结余", "年末滚存结余", "可支付月数")
    return {
        "险种": text_shown("".join(overview.fund.label.text.split())),
        "收入": amount_shown(overview.income.current),
        "支出": amount_shown(overview.spending.current),
        **{name: balances[name] for name in kept},
    }
