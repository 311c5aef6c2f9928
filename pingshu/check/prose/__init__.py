"""Checks of what people wrote: sums inside a sentence, figures and claims against the form.

Knows texts and the figures that they may state. Precision goes first: what a sentence does not
state without doubt is passed over, and a figure that some other reading explains is not told.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pingshu.check.prose.amounts import amount_findings
from pingshu.check.prose.counts import count_findings
from pingshu.check.prose.named import KnownFigures, known_figures, named_findings
from pingshu.check.prose.statements import Aspect, Statement, statements
from pingshu.check.prose.sums import sum_findings
from pingshu.check.prose.verdicts import claim_findings, verdict_findings, year_findings
from pingshu.finding import Finding, found
from pingshu.mentions import Clause, read_clauses
from pingshu.model import (
    ComparisonFigures,
    Computation,
    Figure,
    Flow,
    FlowFigures,
    Form,
    FundOverview,
    IndicatorFigures,
    Text,
)
from pingshu.profile import Profile
from pingshu.values import (
    Fit,
    convert_money,
    fit_of_printed,
    interval_of_printed,
    normalise_label,
    plain,
)

_HUNDRED = Decimal(100)
_TOLD = {
    Aspect.AMOUNT: "",
    Aspect.GROWTH: "的增长",
    Aspect.GROWTH_RATE: "的增幅",
    Aspect.BUDGET_SHARE: "占预算的比例",
    Aspect.DIRECTION: "的增减",
}
# What these 栏目 tell is to come, is a rule, or is about something else than this year's money.
_NOT_COMPARED = frozenset(
    {"单位职责", "改进措施", "后续工作计划", "建议", "补助标准", "缴费标准", "待遇政策"}
    | {"三公经费", "资产管理", "机构设置", "人员编制"}
)
_PLAN = "支出预算绩效目标"
_LEVELS = {"结余": "当期结余", "滚存结余": "年末滚存结余"}


def check_text_sums(form: Form, _: Computation, __: Profile) -> Iterator[Finding]:
    """Find text-sum-differs, text-sum-rounding, text-sum-short."""
    for written in form.texts.values():
        yield from sum_findings(written)
    for texts in form.fund_texts.values():
        for written in texts.values():
            yield from sum_findings(written)


def check_written(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find in 文字材料 what the form says otherwise: text-amount-differs and its neighbours."""
    known = known_figures(form, computation)
    for name, written in form.texts.items():
        if name not in _NOT_COMPARED:
            yield from _against_form(written, form, computation, known, planned=name == _PLAN)


def check_goals_and_reasons(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find in goals, 资金管理情况, reasons and 指标说明 what the form says otherwise."""
    known = known_figures(form, computation)
    goals = (form.goals.expected, form.goals.actual) if form.goals else (None, None)
    for written, planned in zip(goals, (True, False), strict=True):
        if written is not None:
            yield from sum_findings(written)
            yield from _against_form(written, form, computation, known, planned=planned)
            yield from year_findings(written, _claims(written, form), form.year)
    told = [text for item in form.management or () for text in (item.situation, item.problem)]
    for written in filter(None, told):
        yield from _against_form(written, form, computation, known, planned=False)
    for figures in computation.indicators:
        yield from _of_indicator(figures, form, known)


def _of_indicator(figures: IndicatorFigures, form: Form, known: KnownFigures) -> Iterator[Finding]:
    for written in (figures.indicator.reason, figures.indicator.note.explanation):
        if written is not None:
            clauses = tuple(read_clauses(written.text, form.year))
            yield from count_findings(written, clauses)
            yield from verdict_findings(written, _claims(written, form), figures)
            yield from named_findings(written, clauses, known[False])


def _against_form(
    written: Text, form: Form, computation: Computation, known: KnownFigures, *, planned: bool
) -> Iterator[Finding]:
    clauses = tuple(read_clauses(written.text, form.year, planned=planned))
    yield from count_findings(written, clauses)
    yield from named_findings(written, clauses, known[planned])
    yield from amount_findings(written, clauses, form, computation)
    if not planned:
        yield from claim_findings(written, _claims(written, form), computation)


def _claims(written: Text, form: Form) -> tuple[Clause, ...]:
    """Return the clauses of a text in which 目标 is what was reached, and not what is planned."""
    return tuple(read_clauses(written.text, form.year, planned=True))


def check_text_figures(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find text-figure-differs, text-figure-rounding, text-direction-differs."""
    comparison = computation.comparison
    if comparison is None:
        return
    for written in form.texts.values():
        yield from _of_text(written, form.year, comparison, None)
    for overview in comparison.funds:
        name = "".join(overview.fund.label.text.split())
        for written in form.fund_texts.get(name, {}).values():
            yield from _of_text(written, form.year, comparison, overview)


def _of_text(
    written: Text, year: int | None, comparison: ComparisonFigures, own: FundOverview | None
) -> Iterator[Finding]:
    every = _every(comparison)
    funds = [overview.fund for overview in comparison.funds]
    lines = [_name(line) for overview in every for flow in Flow for line in _lines(overview, flow)]
    for stated in statements(written.text, year, funds, lines, own.fund if own else None):
        overview = next((one for one in every if one.fund is stated.fund), comparison.total)
        if overview is not None:
            yield from _compared(written, stated, overview, every)


def _every(comparison: ComparisonFigures) -> list[FundOverview]:
    return [*comparison.funds, *([comparison.total] if comparison.total else [])]


# --- what is stated, and what it should be ------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """A figure that a statement may mean; `exact` is a rate before it was rounded."""

    figure: Figure
    exact: Decimal


def _lines(overview: FundOverview, flow: Flow) -> list[tuple[str, FlowFigures]]:
    trees = overview.details(flow)
    lines = [line for tree in trees for line in tree.walk()]
    return [(normalise_label(line.detail.label.text), line.figures) for line in lines]


def _name(line: tuple[str, FlowFigures]) -> str:
    return line[0]


def _flow_of(subject: str, overview: FundOverview) -> FlowFigures | None:
    """Return the figures of 收入, 支出 or of the only line of details with this name."""
    for flow in Flow:
        if subject == flow.word:
            return overview.flow(flow)
    lines = [
        figures for flow in Flow for name, figures in _lines(overview, flow) if name == subject
    ]
    return lines[0] if len(lines) == 1 else None


def _dues(stated: Statement, overview: FundOverview) -> list[_Due]:
    """Return the figures that a statement may mean, the likeliest first."""
    if stated.subject in _LEVELS:
        level = overview.balance if stated.subject == "结余" else overview.cumulative
        return _amounts([level]) if stated.aspect is Aspect.AMOUNT else []
    figures = _flow_of(stated.subject, overview)
    if figures is None:
        return []
    if stated.aspect is Aspect.AMOUNT:
        return _amounts([figures.current, figures.net])
    if stated.aspect is Aspect.BUDGET_SHARE:
        pairs = ((figures.budget_share, figures.current), (figures.net_share, figures.net))
        return [due for rate, part in pairs for due in _rates(rate, part, figures.budget)]
    if stated.aspect is Aspect.GROWTH_RATE:
        return _rates(figures.growth_rate, figures.growth, figures.prior)
    return _amounts([figures.growth])


def _amounts(figures: list[Figure | None]) -> list[_Due]:
    return [_Due(figure=figure, exact=figure.value) for figure in figures if figure]


def _rates(rate: Figure | None, part: Figure | None, whole: Figure | None) -> list[_Due]:
    if rate and part and whole:
        return [_Due(figure=rate, exact=part.value / whole.value * _HUNDRED)]
    return []


# --- the comparison -----------------------------------------------------------------------


def _compared(
    written: Text, stated: Statement, overview: FundOverview, every: list[FundOverview]
) -> Iterator[Finding]:
    dues = _dues(stated, overview)
    if not dues:
        return
    what = f"“{overview.fund.label.text}”{_subject_told(stated)}"
    if stated.aspect in {Aspect.GROWTH, Aspect.GROWTH_RATE, Aspect.DIRECTION}:
        growth = dues[0].figure
        if _turns_round(stated, growth.value):
            yield _turned(written, stated, growth, what)
            return
    fits = [_fit(stated, due) for due in dues]
    if stated.number is None or Fit.EXACT in fits or _is_of_another(stated, overview, every):
        return
    yield found(
        "text-figure-rounding" if Fit.ROUNDED in fits else "text-figure-differs",
        written.place,
        expected=_told(dues[fits.index(Fit.ROUNDED) if Fit.ROUNDED in fits else 0].figure),
        actual=f"{stated.number:f}{stated.unit}",
        what=what,
    )


def _subject_told(stated: Statement) -> str:
    return f"{_LEVELS.get(stated.subject, stated.subject)}{_TOLD[stated.aspect]}"


def _told(figure: Figure) -> str:
    return f"{plain(figure.value)}{figure.unit}"


def _turns_round(stated: Statement, growth: Decimal) -> bool:
    """Return whether a stated direction is not that of the growth."""
    if stated.sign is None:
        return False
    if stated.sign == 0:
        return growth != 0
    return growth * stated.sign < 0 or (growth == 0 and stated.number is None)


def _turned(written: Text, stated: Statement, growth: Figure, what: str) -> Finding:
    return found(
        "text-direction-differs",
        written.place,
        expected=_told(growth),
        actual=stated.words,
        what=what,
    )


def _fit(stated: Statement, due: _Due) -> Fit:
    """Return how well a stated number agrees with the one that is due."""
    figure = due.figure
    if stated.number is None:
        return Fit.EXACT
    if stated.unit == "%":
        return fit_of_printed(stated.number, due.exact)
    if stated.unit != figure.unit:
        # Nobody writes 5.09亿元 for want of the digits behind it.
        value = convert_money(stated.number, stated.unit, figure.unit)
        fits = fit_of_printed(value, figure.value) is not Fit.WRONG
        return Fit.EXACT if fits else Fit.WRONG
    if stated.number == figure.value:
        return Fit.EXACT
    whole = figure.value == figure.value.to_integral_value()
    both = interval_of_printed(stated.number).overlaps(interval_of_printed(figure.value))
    return Fit.ROUNDED if both and not whole else Fit.WRONG


def _is_of_another(stated: Statement, overview: FundOverview, every: list[FundOverview]) -> bool:
    """Return whether the number is right for something else that the sentence may have meant.

    收入 and 支出 are also what was planned, what is left of them, or one of their parts.
    """
    others = [] if stated.named else [one for one in every if one is not overview]
    dues = [due for one in others for due in _dues(stated, one)]
    if stated.aspect is Aspect.AMOUNT:
        dues.extend(_amounts(_amounts_about(stated.subject, overview)))
    return any(_fit(stated, due) is Fit.EXACT for due in dues)


def _amounts_about(subject: str, overview: FundOverview) -> list[Figure | None]:
    about = [_flow_of(subject, overview)]
    about += [
        figures for flow in Flow if flow.word == subject for _, figures in _lines(overview, flow)
    ]
    return [
        amount
        for figures in about
        if figures
        for amount in (figures.current, figures.budget, figures.prior, figures.growth)
    ]
