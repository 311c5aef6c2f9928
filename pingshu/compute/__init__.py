"""The form → its figures: rates, balances, deviations, scores, totals, grade.

Knows numbers as Decimal and rounds half up, once, where a figure is made. Must not know text or
files. The scores that the form states stay as entered; the formula's stand beside them.
"""

from collections.abc import Iterable, Sequence
from itertools import count

from pingshu.compute.annexes import keyed
from pingshu.compute.comparison import comparison_figures
from pingshu.compute.funds import fund_figures, share, total_figures
from pingshu.compute.indicators import indicator_figures, sums
from pingshu.compute.levels import counts, levels
from pingshu.compute.rubric import rubric_figures, rubric_total
from pingshu.compute.scores import computed_total, scored_fund, scored_indicator
from pingshu.compute.splits import split_figures
from pingshu.model import (
    Computation,
    Figure,
    Form,
    FundFigures,
    FundRow,
    IndicatorFigures,
    Rubric,
    RubricFigures,
    SpendingFigures,
    SpendingLine,
    complete_sum_of,
    figure_of,
    is_far_apart,
)
from pingshu.profile import Profile, Scoring
from pingshu.values import normalise_label


def compute(form: Form, profile: Profile) -> Computation:
    """Return all figures of a form, by the rules of its family."""
    scoring, amount_unit = profile.scoring, form.amount_unit
    rows, items = form.funds or (), form.indicators or ()
    sources = _distinct(normalise_label(row.label.text) for row in rows)
    unscored = fund_figures(rows, sources, amount_unit, scoring)
    funds = tuple(scored_fund(item, scoring) for item in unscored)
    total = _total(rows, sources, funds, scoring)
    names = _distinct("".join(item.level3.text.split()) for item in items)
    judged = indicator_figures(items, names, scoring)
    indicators = tuple(scored_indicator(item, scoring) for item in judged)
    received = figure_of(form.received, "资金.到位数", amount_unit)
    spending = _spending(form)
    kinds = _distinct(f"{part.kind}.{normalise_label(part.label.text)}" for part in form.splits)
    score_sum = _score_sum(total, indicators)
    rubric = _rubric(form.rubric)
    score_total = rubric_total(form.rubric, rubric) if form.rubric and rubric else score_sum
    if form.total_stated is not None:
        score_total = figure_of(form.total_stated, "评分.总分", "分")
    computed = computed_total(total, _scored(total), indicators, scoring)
    return Computation(
        funds=funds,
        total=total,
        received=received,
        received_rate=_received_rate(received, total.budget if total else None, scoring.digits),
        indicators=indicators,
        splits=split_figures(form.splits, kinds, total, amount_unit, scoring),
        levels=levels(indicators),
        counts=counts(indicators),
        sums=sums(indicators),
        spending=spending,
        spending_total=complete_sum_of(
            "支出.合计", "支出明细各行之和", [item.amount for item in spending]
        ),
        weight_total=figure_of(form.weight_total, "评分.填报分值合计", "分"),
        weight_sum=_weight_sum(total, indicators),
        score_sum=score_sum,
        score_total=score_total,
        grade=_grade(score_total, rubric, scoring),
        score_computed=computed,
        grade_computed=_grade(computed, None, scoring),
        rubric=rubric,
        comparison=comparison_figures(form, scoring.digits),
        annexes=_annexes(form, profile),
    )


def _total(
    rows: Sequence[FundRow],
    names: Sequence[str],
    funds: Sequence[FundFigures],
    scoring: Scoring,
) -> FundFigures | None:
    total = total_figures(rows, names, funds, scoring)
    return scored_fund(total, scoring) if total else None


def _rubric(rubric: Rubric | None) -> RubricFigures | None:
    groups = rubric.groups if rubric else ()
    return rubric_figures(
        rubric,
        _distinct("".join(group.name.text.split()) for group in groups),
        _distinct("".join(item.name.text.split()) for group in groups for item in group.items),
    )


def _grade(total: Figure | None, rubric: RubricFigures | None, scoring: Scoring) -> str | None:
    """Return the grade; the points of a rubric earn one only out of the usual whole."""
    maximum = rubric.maximum if rubric else None
    if total is None or (rubric and (maximum is None or maximum.value != scoring.weight_total)):
        return None
    return scoring.grade(total.value)


def _annexes(form: Form, profile: Profile) -> tuple[Computation, ...]:
    """Return the figures of each annex; a report remembers them all, so their keys differ."""
    return tuple(
        keyed(compute(annex, profile), f"附表{number}")
        for number, annex in enumerate(form.annexes, 1)
    )


def _received_rate(received: Figure | None, budget: Figure | None, digits: int) -> Figure | None:
    if is_far_apart(received, budget):
        return None
    return share("资金.到位率", "到位数÷全年预算数", received, budget, digits)


def _distinct(names: Iterable[str]) -> list[str]:
    """Number the names that come again, so that keys differ: 培训次数, 培训次数#2."""
    distinct: dict[str, None] = {}
    for name in names:
        numbered = (name if number == 1 else f"{name}#{number}" for number in count(1))
        distinct[next(key for key in numbered if key not in distinct)] = None
    return list(distinct)


def _spending(form: Form) -> tuple[SpendingFigures, ...]:
    lines = form.spending.lines if form.spending else ()
    names = _distinct(line.label.text for line in lines)
    return tuple(
        _line_figures(line, f"支出.{name}", form.amount_unit)
        for line, name in zip(lines, names, strict=True)
    )


def _line_figures(line: SpendingLine, key: str, amount_unit: str) -> SpendingFigures:
    count_unit = line.unit.text if line.unit else ""
    return SpendingFigures(
        line=line,
        amount=figure_of(line.amount, f"{key}.金额", amount_unit),
        count=figure_of(line.count, f"{key}.数量", count_unit),
    )


def _scored(total: FundFigures | None) -> list[FundFigures]:
    """Return the total row, if execution is scored; a form may leave its weight unsaid."""
    if total is None or (total.row.weight is None and total.row.score_stated is None):
        return []
    return [total]


def _weight_sum(total: FundFigures | None, indicators: Sequence[IndicatorFigures]) -> Figure | None:
    weights = [item.weight for item in indicators if item.indicator.weight is not None]
    if not weights:
        return None
    execution = [item.weight for item in _scored(total)]
    return complete_sum_of("评分.分值合计", "各项分值之和", [*execution, *weights])


def _score_sum(total: FundFigures | None, indicators: Sequence[IndicatorFigures]) -> Figure | None:
    weighted = [item for item in indicators if item.indicator.weight or item.indicator.score]
    if not weighted:
        return None
    execution = [item.score_stated for item in _scored(total)]
    scores = [*execution, *(item.score_stated for item in weighted)]
    return complete_sum_of("评分.得分合计", "各项得分之和", scores)
