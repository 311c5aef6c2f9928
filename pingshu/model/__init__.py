"""What a form says and what follows from it: immutable data with the place of every value.

Knows blocks as located on a sheet, the form made from them, and figures with their origin.
Must not know Excel, Word or how anything is worded.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from pingshu.figure import Figure, complete_sum_of, derived, is_far_apart, sum_of
from pingshu.model.comparison import (
    ComparisonFigures,
    ComparisonRow,
    Detail,
    DetailFigures,
    Enrolment,
    EnrolmentFigures,
    Flow,
    FlowFigures,
    Fund,
    FundComparison,
    FundOverview,
    Measure,
    fund_meant,
)
from pingshu.model.entries import (
    AMOUNTS,
    USES,
    FundRow,
    Goals,
    Indicator,
    ManagementItem,
    Note,
    Role,
    Spending,
    SpendingLine,
    parts_of_total,
    serial_depth,
)
from pingshu.model.located import (
    Block,
    ComparisonLayout,
    ComparisonLine,
    Layout,
    Row,
    RubricLayout,
    Skipped,
    Survey,
    UnnamedLines,
)
from pingshu.model.rubric import (
    Excess,
    Rubric,
    RubricFigures,
    RubricGroup,
    RubricGroupFigures,
    RubricItem,
    RubricItemFigures,
)
from pingshu.model.split import FundSplit, SplitFigures, SplitKind, SplitPartFigures
from pingshu.model.verdict import Comparison, Verdict
from pingshu.sheet import Place
from pingshu.stated import Number, Text, is_unread, says_something
from pingshu.values import Quantity, Target

__all__ = [
    "AMOUNTS",
    "REASONS",
    "USES",
    "Block",
    "Comparison",
    "ComparisonFigures",
    "ComparisonLayout",
    "ComparisonLine",
    "ComparisonRow",
    "Computation",
    "Detail",
    "DetailFigures",
    "Enrolment",
    "EnrolmentFigures",
    "Excess",
    "Figure",
    "Flow",
    "FlowFigures",
    "Form",
    "Fund",
    "FundComparison",
    "FundFigures",
    "FundOverview",
    "FundRow",
    "FundSplit",
    "Goals",
    "Indicator",
    "IndicatorCounts",
    "IndicatorFigures",
    "Layout",
    "Level1",
    "Level2",
    "ManagementItem",
    "Measure",
    "Note",
    "Number",
    "Quantity",
    "Role",
    "Row",
    "Rubric",
    "RubricFigures",
    "RubricGroup",
    "RubricGroupFigures",
    "RubricItem",
    "RubricItemFigures",
    "RubricLayout",
    "Skipped",
    "Spending",
    "SpendingFigures",
    "SpendingLine",
    "SplitFigures",
    "SplitKind",
    "SplitPartFigures",
    "Sum",
    "Survey",
    "Target",
    "Text",
    "UnnamedLines",
    "Verdict",
    "complete_sum_of",
    "derived",
    "figure_of",
    "fund_meant",
    "is_far_apart",
    "is_unread",
    "parts_of_total",
    "says_something",
    "serial_depth",
    "sum_of",
]

REASONS = "偏离原因"
"""The 栏目 of 文字材料 for a reason that the form has no column for."""

# --- the form ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One 绩效自评表 with all that belongs to it.

    Attributes:
        splits: how the form splits the money up by kind of income and of spending.
        subject: what the form is about where it names no project (部门整体支出); may be blank.
        blanks: name of a header field or goal → where its value belongs.
        leftovers: prompts of the blank form that were left in.
        texts: 栏目 → text, from the sheet 文字材料.
        received: 到位数 of 文字材料, in the form's money unit.
        comparison, details, enrolment: of a report on funds of social insurance.
        fund_texts: name of a fund (white space removed) → 栏目 → text that 适用 gives to it.
        annexes: the forms that one report for the whole workbook is about.
        weight_total: what the row 总分 states as sum of the weights.
        grade_stated: the grade in the row 总分, where the form has one there.
        unread: columns (indicators.target) that a heading may mean that no label knows.
    """

    place: Place
    family: str
    year: int | None
    project: Text | None
    department: Text | None
    unit: Text | None
    money_unit: str | None
    funds: tuple[FundRow, ...] | None
    goals: Goals | None
    management: tuple[ManagementItem, ...] | None
    indicators: tuple[Indicator, ...] | None
    total_stated: Number | None
    weight_total: Number | None
    blanks: Mapping[str, Place]
    leftovers: tuple[Text, ...]
    texts: Mapping[str, Text]
    received: Number | None
    spending: Spending | None
    rubric: Rubric | None = None
    comparison: FundComparison | None = None
    details: tuple[Detail, ...] = ()
    enrolment: tuple[Enrolment, ...] = ()
    fund_texts: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    annexes: tuple["Form", ...] = ()
    splits: tuple[FundSplit, ...] = ()
    subject: str = ""
    grade_stated: Text | None = None
    unread: frozenset[str] = frozenset()

    @property
    def about(self) -> str:
        """Return what the form is about: its project, else its subject; blank if unknown."""
        return self.project.text if self.project else self.subject

    @property
    def office(self) -> Text | None:
        """Return who acts: the unit; where the department itself fills in the form, else that."""
        return self.unit or (self.department if self.subject or self.rubric else None)

    def fund_among(self, funds: Sequence[Fund]) -> Fund | None:
        """Return the fund that the project's name means, else the only one that indicators name."""
        project = fund_meant(self.project.text, funds) if self.project else None
        names = [item.level3.text for item in self.indicators or ()]
        meant = [fund for name in names if (fund := fund_meant(name, funds))]
        alone = bool(meant) and all(one is meant[0] for one in meant)
        return project or (meant[0] if alone else None)

    def fund_of(self, annex: "Form") -> Fund | None:
        """Return the fund that one of the forms is of, None if the table has none such."""
        return annex.fund_among(self.comparison.funds) if self.comparison else None

    def own_texts_of(self, annex: "Form") -> dict[str, Text]:
        """Return the texts that are for one of the forms alone."""
        return {name: text for name, text in annex.texts.items() if self.texts.get(name) != text}

    def texts_for(self, annex: "Form") -> dict[str, Text]:
        """Return what is written of one of the forms: for all, for its fund, for itself."""
        return {**self.texts, **self.texts_of(self.fund_of(annex)), **self.own_texts_of(annex)}

    def texts_of(self, fund: Fund | None) -> Mapping[str, Text]:
        """Return the texts that 适用 gives to a fund."""
        return self.fund_texts.get("".join(fund.label.text.split()), {}) if fund else {}

    def tells_why(self, indicator: Indicator) -> bool:
        """Return whether somebody says why an indicator is far from its target.

        A form without a column for the reason may tell it in a text for all indicators.
        """
        elsewhere = None if indicator.has_reason_column else self.texts.get(REASONS)
        told = (indicator.reason, indicator.note.explanation, elsewhere)
        return any(map(says_something, told))

    @property
    def amount_unit(self) -> str:
        """Return the unit of the form's amounts: 万元 where the form states none."""
        return self.money_unit or "万元"


# --- what follows from it ----------------------------------------------------------------


def figure_of(number: Number | None, key: str, unit: str) -> Figure | None:
    """Return what a cell says as a figure, None if it says nothing that could be read."""
    if number is None or number.value is None:
        return None
    return Figure(key=key, value=number.value, unit=unit, sources=(number.place,))


@dataclass(frozen=True, slots=True, kw_only=True)
class FundFigures:
    """The figures of one row of funds; amounts in the form's money unit, rates in %.

    Attributes:
        rate_stated, weight, score_stated: as the form states them.
        score: the formula's score (测算得分).
        basis: the amount by which the executed one is divided: budget or budget_initial.
        unknown: names of the fields that something unreadable or of doubtful unit leaves open.
    """

    row: FundRow
    budget_initial: Figure | None = None
    budget: Figure | None = None
    executed: Figure | None = None
    rate: Figure | None = None
    rate_stated: Figure | None = None
    unspent: Figure | None = None
    adjustment: Figure | None = None
    adjustment_rate: Figure | None = None
    weight: Figure | None = None
    score_stated: Figure | None = None
    score: Figure | None = None
    basis: str = "budget"
    unknown: frozenset[str] = frozenset()

    @property
    def denominator(self) -> Figure | None:
        """Return the amount by which the executed one is divided."""
        figure: Figure | None = getattr(self, self.basis)
        return figure


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFigures:
    """The figures of one indicator.

    Attributes:
        indicator: as on the form, but with a bare number beside one in % read as such.
        deviation: actual minus target, in the indicator's unit.
        share: actual ÷ target in %.
        score: the formula's score (测算得分), for quantitative indicators with a weight.
        lower_is_better: whether a target is met by what lies below it.
        lost: weight minus stated score; None unless points were lost.
        band: what the stated score says of an indicator in words (达成年度指标).
    """

    indicator: Indicator
    verdict: Verdict
    comparison: Comparison
    target: Figure | None = None
    actual: Figure | None = None
    deviation: Figure | None = None
    share: Figure | None = None
    weight: Figure | None = None
    score_stated: Figure | None = None
    score: Figure | None = None
    lost: Figure | None = None
    lower_is_better: bool = False
    band: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level2:
    """A 二级指标: its name without white space and points, and its indicators."""

    name: str
    indicators: tuple[IndicatorFigures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level1:
    """A 一级指标: its name without white space and points, and what stands below it.

    Attributes:
        weight, score: sums of the stated ones; None unless each indicator has one.
    """

    name: str
    weight: Figure | None
    score: Figure | None
    classes: tuple[Level2, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorCounts:
    """How many indicators there are, and how many of them are of a kind; None where none are.

    Attributes:
        reached: those that reach or exceed the target.
        stated: those told and not judged.
    """

    total: Figure | None
    reached: Figure | None
    missed: Figure | None
    without_target: Figure | None
    without_actual: Figure | None
    stated: Figure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingFigures:
    """The figures of one line of 支出明细; the amount in the form's money unit."""

    line: SpendingLine
    amount: Figure | None = None
    count: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Indicators added up because 指标说明 gives them the same 合计项."""

    name: str
    figure: Figure
    parts: tuple[IndicatorFigures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Computation:
    """All figures of one form.

    Attributes:
        total: the row of the total; made from the parts where the form has none.
        received, received_rate: 到位数 of 文字材料, in the form's money unit, and its share of
            the budget.
        splits: the funds by kind of income and of spending.
        levels: the indicators again, by level 1 and level 2.
        weight_total: the sum of the weights as the form states it.
        score_sum: sum of the entered scores; None unless every weighted row has one.
        grade: of the stated total, else of the sum.
        score_computed, grade_computed: the total by the formulas (测算总分), and its grade.
        annexes: the figures of the form's annexes, in their order.
    """

    funds: tuple[FundFigures, ...]
    total: FundFigures | None
    received: Figure | None
    received_rate: Figure | None
    indicators: tuple[IndicatorFigures, ...]
    levels: tuple[Level1, ...]
    counts: IndicatorCounts
    sums: tuple[Sum, ...]
    spending: tuple[SpendingFigures, ...]
    spending_total: Figure | None
    weight_total: Figure | None
    weight_sum: Figure | None
    score_sum: Figure | None
    score_total: Figure | None
    grade: str | None
    score_computed: Figure | None = None
    grade_computed: str | None = None
    rubric: RubricFigures | None = None
    comparison: ComparisonFigures | None = None
    annexes: tuple["Computation", ...] = ()
    splits: tuple[SplitFigures, ...] = ()

    def figures(self) -> tuple[Figure, ...]:
        """Return every figure once, in the order of the form."""
        found = list[Figure]()
        _gather_figures(self, found)
        return tuple({figure.key: figure for figure in found}.values())


# What Level2 and the parts of a sum hold are the figures of the indicators themselves.
_HOLDERS = (
    Computation,
    FundFigures,
    IndicatorFigures,
    IndicatorCounts,
    Level1,
    SpendingFigures,
    SplitFigures,
    SplitPartFigures,
    RubricFigures,
    RubricGroupFigures,
    RubricItemFigures,
    ComparisonFigures,
    FundOverview,
    FlowFigures,
    DetailFigures,
    EnrolmentFigures,
)


_HELD: Mapping[type, Callable[[object], tuple[object, ...]]] = {
    kind: attrgetter(*kind.__dataclass_fields__) for kind in _HOLDERS
}


def _gather_figures(holder: object, found: list[Figure]) -> None:
    if isinstance(holder, Figure):
        found.append(holder)
    elif isinstance(holder, Sum):
        found.append(holder.figure)
    else:
        held = holder if type(holder) is tuple else _held_by(holder)
        for value in held:
            _gather_figures(value, found)


def _held_by(holder: object) -> tuple[object, ...]:
    held = _HELD.get(type(holder))
    return () if held is None else held(holder)
