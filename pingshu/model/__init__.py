"""What a form says and what follows from it: immutable data with the place of every value.

Knows blocks as located on a sheet, the form made from them, and figures with their origin.
Must not know Excel, Word or how anything is worded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pingshu.model.entries import (
    FundRow,
    Goals,
    Indicator,
    ManagementItem,
    Note,
    Number,
    Role,
    Spending,
    SpendingLine,
    Text,
    parts_of_total,
)
from pingshu.model.located import Block, Layout, Row, Skipped, Survey
from pingshu.sheet import Place
from pingshu.values import Quantity, Target

__all__ = [
    "Block",
    "Computation",
    "Figure",
    "Form",
    "FundFigures",
    "FundRow",
    "Goals",
    "Indicator",
    "IndicatorFigures",
    "Layout",
    "ManagementItem",
    "Note",
    "Number",
    "Quantity",
    "Role",
    "Row",
    "Skipped",
    "Spending",
    "SpendingLine",
    "Sum",
    "Survey",
    "Target",
    "Text",
    "Verdict",
    "parts_of_total",
]

# --- the form ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One 绩效自评表 with all that belongs to it.

    Attributes:
        blanks: name of a header field or goal → where its value belongs.
        leftovers: prompts of the blank form that were left in.
        texts: 栏目 → text, from the sheet 文字材料.
        received: 到位数 of 文字材料, in the form's money unit.
        weight_total: what the row 总分 states as sum of the weights.
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


# --- what follows from it ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its origin.

    Attributes:
        key: stable name of the figure within its report (资金.年度资金总额.执行率).
        unit: 万元, 元, %, 分 or a measure word.
        formula: how it was made, in Chinese; empty if it was read from a cell.
        sources: the cells it was made from.
    """

    key: str
    value: Decimal
    unit: str
    formula: str = ""
    sources: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FundFigures:
    """The figures of one row of funds; amounts in the form's money unit, rates in %.

    Attributes:
        weight, score_stated: as the form states them.
        score: the formula's score (测算得分).
    """

    row: FundRow
    budget_initial: Figure | None = None
    budget: Figure | None = None
    executed: Figure | None = None
    rate: Figure | None = None
    unspent: Figure | None = None
    adjustment: Figure | None = None
    adjustment_rate: Figure | None = None
    weight: Figure | None = None
    score_stated: Figure | None = None
    score: Figure | None = None


class Verdict(StrEnum):
    """How the actual value stands to the target."""

    REACHED = "reached"
    EXCEEDED = "exceeded"
    FAR_EXCEEDED = "far_exceeded"
    MISSED = "missed"
    STATED = "stated"
    """Target or actual is a text: what was reached is told, not judged."""
    NO_TARGET = "no_target"
    NO_ACTUAL = "no_actual"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFigures:
    """The figures of one indicator.

    Attributes:
        deviation: actual minus target, in the indicator's unit.
        share: actual ÷ target in %.
        score: the formula's score (测算得分), for quantitative indicators with a weight.
    """

    indicator: Indicator
    verdict: Verdict
    target: Figure | None = None
    actual: Figure | None = None
    deviation: Figure | None = None
    share: Figure | None = None
    weight: Figure | None = None
    score_stated: Figure | None = None
    score: Figure | None = None


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
        score_sum: sum of the entered scores; None unless every weighted row has one.
        grade: of the stated total, else of the sum.
    """

    funds: tuple[FundFigures, ...]
    total: FundFigures | None
    received: Figure | None
    received_rate: Figure | None
    indicators: tuple[IndicatorFigures, ...]
    sums: tuple[Sum, ...]
    spending: tuple[Figure | None, ...]
    spending_total: Figure | None
    weight_sum: Figure | None
    score_sum: Figure | None
    score_total: Figure | None
    grade: str | None

    def figures(self) -> tuple[Figure, ...]:
        """Return every figure once, in the order of the form."""
        return tuple(dict.fromkeys(_figures_in(self)))


def _figures_in(holder: object) -> list[Figure]:
    if isinstance(holder, Figure):
        return [holder]
    if isinstance(holder, tuple):
        return [figure for item in holder for figure in _figures_in(item)]
    if isinstance(holder, (Computation, FundFigures, IndicatorFigures)):
        values = (getattr(holder, name) for name in holder.__dataclass_fields__)
        return [figure for value in values for figure in _figures_in(value)]
    if isinstance(holder, Sum):
        return [holder.figure]
    return []
