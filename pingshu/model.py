"""What a form says and what follows from it: immutable data with the place of every value.

Knows blocks as located on a sheet, the form made from them, and figures with their origin.
Must not know Excel, Word or how anything is worded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from pingshu.sheet import Cell, Place
from pingshu.values import Quantity, Target

# --- as located on the sheet -------------------------------------------------------------

Row = Mapping[str, Cell]
"""One row of a block: name of the column → its cell; blank cells are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block as it stands on the sheet.

    Attributes:
        place: the sheet.
        columns: name of the column → the cell that heads it.
        rows: the rows below the heading.
    """

    place: Place
    columns: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A form as located on its sheet: which blocks it has and where.

    Attributes:
        family: name of the family whose form it is.
        fields: name of a header field (project, department, …) → the cell of its value.
        blanks: name of a header field or goal → address where its value belongs.
        money_unit: 元, 万元 or 亿元 as stated anywhere on the form.
        year: as stated in title or header.
        total: the row 总分 of the indicators.
        leftovers: cells in the indicator block that still hold a prompt (……, 指标2:).
    """

    place: Place
    family: str
    fields: Row
    blanks: Mapping[str, str]
    money_unit: str | None
    year: int | None
    funds: Block | None
    goals: Row | None
    management: Block | None
    indicators: Block | None
    total: Row | None
    leftovers: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A sheet that holds no form, and why (Chinese)."""

    sheet: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was recognised in one workbook.

    Attributes:
        layouts: the forms, in the order of the sheets.
        texts, notes, spending: the sheets 文字材料, 指标说明 and 支出明细.
        skipped: the sheets that hold none of these.
    """

    layouts: tuple[Layout, ...]
    texts: tuple[Block, ...]
    notes: tuple[Block, ...]
    spending: tuple[Block, ...]
    skipped: tuple[Skipped, ...]


# --- the form ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text as in the cell, trimmed, and its place."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number, its text as in the cell, and its place.

    Attributes:
        value: in the unit of its column (the form's money unit, points, %); None if the
            text could not be read (then there is a finding).
    """

    value: Decimal | None
    text: str
    place: Place


class Role(StrEnum):
    """What a row of funds is."""

    TOTAL = "total"
    FISCAL = "fiscal"
    CENTRAL = "central"
    LOCAL = "local"
    CARRY_OVER = "carry_over"
    SPECIAL = "special"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundRow:
    """One row of the funds block; amounts in the form's money unit, rate in %."""

    label: Text
    role: Role
    detail: bool
    budget_initial: Number | None = None
    budget: Number | None = None
    executed: Number | None = None
    rate_stated: Number | None = None
    weight: Number | None = None
    score_stated: Number | None = None
    reason: Text | None = None


def parts_of_total(rows: Sequence[FundRow]) -> tuple[FundRow, ...]:
    """Return the rows that add up to the total.

    A row marked 其中 below the first part names a share of that part, so it is not added again.
    """
    parts = [row for row in rows if row.role is not Role.TOTAL]
    return tuple(row for index, row in enumerate(parts) if index == 0 or not row.detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """The overall goal: what was expected and what was reached."""

    expected: Text | None
    actual: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagementItem:
    """One of the 资金管理情况 items."""

    item: Text
    situation: Text | None
    problem: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the sheet 指标说明 says of one indicator."""

    explanation: Text | None = None
    data_source: Text | None = None
    evidence: Text | None = None
    sum_name: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One level-3 indicator; weight and score in points.

    Attributes:
        target_read, actual_read: the texts as values; actual_read is None when it is text.
    """

    level1: Text | None
    level2: Text | None
    level3: Text
    target: Text | None
    actual: Text | None
    target_read: Target
    actual_read: Quantity | None
    weight: Number | None
    score: Number | None
    reason: Text | None
    note: Note = field(default_factory=Note)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingLine:
    """One line of 支出明细; the amount in the form's money unit."""

    label: Text
    amount: Number | None
    count: Number | None
    unit: Text | None
    note: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """The sheet 支出明细: its lines and the line 合计, where there is one."""

    lines: tuple[SpendingLine, ...]
    total: SpendingLine | None


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
    """The figures of one row of funds; amounts in the form's money unit, rates in %."""

    row: FundRow
    budget_initial: Figure | None = None
    budget: Figure | None = None
    executed: Figure | None = None
    rate: Figure | None = None
    unspent: Figure | None = None
    adjustment: Figure | None = None
    adjustment_rate: Figure | None = None
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
        return tuple(_figures_in(self))


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
