"""The charts that a template may ask for by name.

Knows which figures of a form stand beside each other. Must not know how a chart is drawn, nor
Word, Excel or Jinja.
"""

from decimal import Decimal

from pingshu.chart import Columns, Series, clustered_columns
from pingshu.model import Computation, Flow, Form, FundOverview, Measure
from pingshu.view import NOTHING, View, amount_shown

_UNIT = "万元"
_COMPARED = (
    ("预算收入", Flow.INCOME, Measure.BUDGET),
    ("本年收入", Flow.INCOME, Measure.CURRENT),
    ("预算支出", Flow.SPENDING, Measure.BUDGET),
    ("本年支出", Flow.SPENDING, Measure.CURRENT),
)


def charts_view(form: Form, computation: Computation) -> View:
    """Return the names below 图表; a chart of which the form gives no number prints nothing."""
    funds = computation.comparison.funds if computation.comparison else ()
    told = [fund for fund in funds if any(map(_is_there, _amounts(fund)))]
    rows = zip(_COMPARED, zip(*map(_amounts, told), strict=True), strict=False)
    series = [
        Series(name=name, values=values)
        for (name, *_), values in rows
        if any(map(_is_there, values))
    ]
    if not series:
        return {"基金收支": NOTHING}
    year = f"{form.year}年" if form.year else ""
    columns = Columns(
        title=f"{year}{'各险种' if len(told) > 1 else ''}预算数与本年数",
        unit=_UNIT,
        groups=tuple("".join(fund.fund.label.text.split()) for fund in told),
        series=tuple(series),
    )
    return {"基金收支": clustered_columns(columns)}


def _amounts(fund: FundOverview) -> list[Decimal | None]:
    """Return what is compared, as the report prints it."""
    figures = (getattr(fund.flow(flow), measure) for _, flow, measure in _COMPARED)
    return [amount_shown(figure).number for figure in figures]


def _is_there(amount: Decimal | None) -> bool:
    return amount is not None
