"""What single rows and cells of a form say: texts, numbers, funds, goals, indicators, spending.

Knows values and their places. Must not know what follows from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from pingshu.sheet import Place
from pingshu.values import Quantity, Target


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
