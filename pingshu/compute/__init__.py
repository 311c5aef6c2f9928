"""The form → its figures: rates, balances, deviations, scores, totals, grade.

Knows numbers as Decimal and rounds half up, once, where a figure is made. Must not know text or
files. The scores that the form states stay as entered; the formula's stand beside them.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from pingshu.compute.funds import fund_figures, read_figure, share, total_figures
from pingshu.compute.indicators import indicator_figures, sums
from pingshu.model import Computation, Figure, Form, FundFigures, IndicatorFigures, Number
from pingshu.profile import Profile, Scoring


def compute(form: Form, profile: Profile) -> Computation:
    """Return all figures of a form, by the rules of its family."""
    scoring, money_unit = profile.scoring, form.money_unit or "万元"
    rows = form.funds or ()
    funds = fund_figures(rows, money_unit, scoring)
    total = total_figures(rows, funds, money_unit, scoring)
    indicators = indicator_figures(form.indicators or (), scoring)
    received = read_figure(form.received, "资金.到位数", money_unit)
    spending = _spending(form, money_unit)
    score_sum = _score_sum(total, indicators)
    score_total = read_figure(form.total_stated, "评分.总分", "分") or score_sum
    return Computation(
        funds=funds,
        total=total,
        received=received,
        received_rate=share(
            "资金.到位率",
            "到位数÷全年预算数",
            received,
            total.budget if total else None,
            scoring.digits,
        ),
        indicators=indicators,
        sums=sums(indicators),
        spending=spending,
        spending_total=_added("支出.合计", "支出明细各行之和", spending),
        weight_sum=_weight_sum(total, indicators),
        score_sum=score_sum,
        score_total=score_total,
        grade=_grade(score_total, scoring),
    )


def _spending(form: Form, money_unit: str) -> tuple[Figure | None, ...]:
    lines = form.spending.lines if form.spending else ()
    return tuple(read_figure(line.amount, f"支出.{line.label.text}", money_unit) for line in lines)


def _added(key: str, formula: str, figures: Sequence[Figure | None]) -> Figure | None:
    """Return the sum of figures, None if there are none or one is missing."""
    present = [figure for figure in figures if figure is not None]
    if not present or len(present) < len(figures):
        return None
    return Figure(
        key=key,
        value=sum((figure.value for figure in present), Decimal(0)),
        unit=present[0].unit,
        formula=formula,
        sources=tuple(place for figure in present for place in figure.sources),
    )


def _of_execution(total: FundFigures | None, number: str, key: str) -> Iterable[Figure | None]:
    """Yield the weight or score of execution, if the total row is weighted."""
    weight: Number | None = total.row.weight if total else None
    if total is not None and weight is not None:
        yield read_figure(getattr(total.row, number), key, "分")


def _weight_sum(total: FundFigures | None, indicators: Sequence[IndicatorFigures]) -> Figure | None:
    weights = [item.weight for item in indicators if item.weight is not None]
    if not weights:
        return None
    execution = _of_execution(total, "weight", "评分.执行率分值")
    return _added("评分.分值合计", "各项分值之和", [*execution, *weights])


def _score_sum(total: FundFigures | None, indicators: Sequence[IndicatorFigures]) -> Figure | None:
    weighted = [item for item in indicators if item.weight or item.score_stated]
    if not weighted:
        return None
    execution = _of_execution(total, "score_stated", "评分.执行率得分")
    scores = [*execution, *(item.score_stated for item in weighted)]
    return _added("评分.得分合计", "各项得分之和", scores)


def _grade(total: Figure | None, scoring: Scoring) -> str | None:
    return None if total is None else scoring.grade(total.value)
