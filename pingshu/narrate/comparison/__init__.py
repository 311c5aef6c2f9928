"""What a template may say of funds of social insurance: all together, one by one, as a table.

Knows figures and texts of the funds. Must not know Word, Excel or Jinja. A fund that is alone is
the whole as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pingshu.finding import Finding
from pingshu.model import (
    ComparisonFigures,
    Computation,
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
from pingshu.narrate.comparison.flows import (
    change_view,
    parts_view,
    shared_names,
    transfers_view,
)
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
    titled_texts,
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
        "总体": _fund(total, said, shared_names(funds) if len(funds) > 1 else None),
        "险种": [_fund(one, said) for one in funds],
        "参保": said.insured(None),
        "收支表": [_flow_row(one, flow, said) for flow in Flow for one in every],
        "结余表": [_balance_row(one, said) for one in every],
    }


def _nobody(form: Form) -> FundOverview:
    nobody = Fund(label=Text(text="", place=form.place), is_total=True)
    return FundOverview(fund=nobody, income=FlowFigures(), spending=FlowFigures())


# --- one fund -----------------------------------------------------------------------------


def _fund(overview: FundOverview, said: _Said, names: frozenset[str] | None = None) -> View:
    """Return the names of a fund; 对比 tells of the lines with these names alone."""
    return {
        "名称": text_shown("".join(overview.fund.label.text.split())),
        **_balances(overview, said),
        "收入": _flow(overview, Flow.INCOME, said, names),
        "支出": _flow(overview, Flow.SPENDING, said, names),
        "参保": said.insured(overview.fund),
        "文字": _texts(said.form, overview.fund),
        "其他文字": _other_texts(said.form, overview.fund),
    }


def _texts(form: Form, fund: Fund) -> View:
    own = form.texts_of(fund)
    return {name: sentences_shown(own.get(name)) for name in FUND_TEXTS}


def _other_texts(form: Form, fund: Fund) -> list[View]:
    """Return what is written of a fund besides; of one with a form, it is told there."""
    if any(form.fund_of(annex) is fund for annex in form.annexes):
        return []
    own = form.texts_of(fund)
    return titled_texts({name: text for name, text in own.items() if name not in FUND_TEXTS})


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
    figures = overview.flow(flow)
    trees, unit = overview.details(flow), said.form.amount_unit
    return {
        **change_view(figures),
        **_amounts(overview, flow, said),
        "首年": figures.prior is None
        and not any(map(is_unread, said.cells_of(overview, Measure.PRIOR, flow))),
        **transfers_view(figures),
        **parts_view(figures, trees, names, flow.word, unit),
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
