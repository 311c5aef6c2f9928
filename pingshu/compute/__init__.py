"""The form → its figures: rates, balances, deviations, scores, totals, grade.

Knows numbers as Decimal and rounds half up, once, where a figure is made. Must not know text or
files. The scores that the form states stay as entered; the formula's stand beside them.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import count

from pingshu.compute.funds import fund_figures, read_figure, share, total_figures
from pingshu.compute.indicators import indicator_figures, sums
from pingshu.model import Computation, Figure, Form, FundFigures, IndicatorFigures
from pingshu.profile import Profile, Scoring
from pingshu.values import normalise_label


def compute(form: Form, profile: Profile) -> Computation:
    """Return all figures of a form, by the rules of its family."""
    scoring, money_unit = profile.scoring, form.money_unit or "万元"
    rows, items = form.funds or (), form.indicators or ()
    sources = _distinct(normalise_label(row.label.text) for row in rows)
    funds = fund_figures(rows, sources, money_unit, scoring)
    total = total_figures(rows, sources, funds, money_unit, scoring)
    names = _distinct("".join(item.level3.text.split()) for item in items)
    indicators = indicator_figures(items, names, scoring)
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


def _distinct(names: Iterable[str]) -> list[str]:
    """Number the names that come again, so that keys differ: 培训次数, 培训次数#2."""
    distinct: dict[str, None] = {}
    for name in names:
        numbered = (name if number == 1 else f"{name}#{number}" for number in count(1))
        distinct[next(key for key in numbered if key not in distinct)] = None
    return list(distinct)


def _spending(form: Form, money_unit: str) -> tuple[Figure | None, ...]:
    lines = form.spending.lines if form.spending else ()
    names = _distinct(line.label.text for line in lines)
    return tuple(
        read_figure(line.amount, f"支出.{name}.金额", money_unit)
        for line, name in zip(lines, names, strict=True)
    )


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


def _scored(total: FundFigures | None) -> list[FundFigures]:
    """Return the total row, if execution is weighted."""
    return [total] if total is not None and total.row.weight is not None else []


def _weight_sum(total: FundFigures | None, indicators: Sequence[IndicatorFigures]) -> Figure | None:
    weights = [item.weight for item in indicators if item.weight is not None]
    if not weights:
        return None
    execution = [item.weight for item in _scored(total)]
    return _added("评分.分值合计", "各项分值之和", [*execution, *weights])


def _score_sum(total: FundFigures | None, indicators: Sequence[IndicatorFigures]) -> Figure | None:
    weighted = [item for item in indicators if item.weight or item.score_stated]
    if not weighted:
        return None
    execution = [item.score_stated for item in _scored(total)]
    scores = [*execution, *(item.score_stated for item in weighted)]
    return _added("评分.得分合计", "各项得分之和", scores)


def _grade(total: Figure | None, scoring: Scoring) -> str | None:
    """Return the grade; a total below every cut, which no rule can give, earns the lowest."""
    if total is None:
        return None
    lowest = min(least for _, least in scoring.grades)
    return scoring.grade(max(total.value, lowest))
