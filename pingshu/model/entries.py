"""What single rows and cells of a form say: texts, numbers, funds, goals, indicators, spending.

Knows values and their places. Must not know what follows from them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import takewhile

from pingshu.sheet import Place
from pingshu.stated import Number, Text
from pingshu.values import Quantity, Target, TargetKind, fold

# The levels of an official outline, the highest first.
_SERIALS = (
    re.compile(r"[一二三四五六七八九十]+[、.]"),
    re.compile(r"\([一二三四五六七八九十]+\)"),
    re.compile(r"[0-9]{1,2}[、.](?![0-9])"),
    re.compile(r"\([0-9]{1,2}\)|[0-9]{1,2}\.[0-9]{1,2}(?![0-9])"),
    re.compile(r"[\u2460-\u2473]"),
)


class Role(StrEnum):
    """What a row of funds is."""

    TOTAL = "total"
    FISCAL = "fiscal"
    CENTRAL = "central"
    LOCAL = "local"
    CARRY_OVER = "carry_over"
    BASIC = "basic"
    PROJECT = "project"
    SPECIAL = "special"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundRow:
    """One row of the funds block; amounts in the form's money unit, rate in %.

    Attributes:
        adjustment_stated: what the column 调整数 states, where the form has one.
        blanks: name of an amount that the row leaves blank → the cell to be filled in.
    """

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
    adjustment_stated: Number | None = None
    blanks: Mapping[str, Place] = field(default_factory=dict)


USES = frozenset({Role.BASIC, Role.PROJECT})
"""What the money of a whole department is spent on, where a form lists it so."""

AMOUNTS = (
    ("budget_initial", "年初预算数"),
    ("budget", "全年预算数"),
    ("executed", "全年执行数"),
)
"""The amounts of a row of funds: the name of each, and the field's word for it."""


def parts_of_total(rows: Sequence[FundRow]) -> tuple[FundRow, ...]:
    """Return the rows that add up to the total: those at the top, or all where only these do.

    A row marked 其中 below the first part names a share of that part, so it is not added again;
    nor are the rows behind it, as far as together they make up that part. Where a form lists the
    money by its sources and again by its use (基本支出, 项目支出), one of the lists counts.
    """
    parts = [row for row in rows if row.role is not Role.TOTAL]
    total = next((row for row in rows if row.role is Role.TOTAL), None)
    readings = (*_by_source_or_use(parts), _top(parts), tuple(parts))
    return max(readings, key=lambda reading: _agreement(total, reading))


def _by_source_or_use(parts: Sequence[FundRow]) -> tuple[tuple[FundRow, ...], ...]:
    """Return the rows by source and those by use, nothing where the form lists but one kind."""
    uses = [row for row in parts if row.role in USES]
    sources = [row for row in parts if row.role not in USES]
    twice = uses and any(row.role is not Role.OTHER for row in sources)
    return (_top(sources), tuple(uses)) if twice else ()


def _top(parts: Sequence[FundRow]) -> tuple[FundRow, ...]:
    top, position = [], 0
    while position < len(parts):
        top.append(parts[position])
        position += 1 + _count_of_shares(parts[position], parts[position + 1 :])
    return tuple(top)


def _count_of_shares(whole: FundRow, after: Sequence[FundRow]) -> int:
    """Return how many of the rows after a row are shares of it."""
    if not after or not _opens_shares(after[0], whole):
        return 0
    counts = range(1, len(after) + 1)
    fitting = (count for count in counts if _make_up(whole, after[:count]))
    return next(fitting, sum(1 for _ in takewhile(lambda row: row.detail, after)))


def _opens_shares(row: FundRow, whole: FundRow) -> bool:
    return row.detail or serial_depth(row.label.text) > serial_depth(whole.label.text)


def serial_depth(label: str) -> int:
    """Return how deep the serial number of a label is: 一、 above （一） above 1. above （1）.

    0 means that it has none.
    """
    folded = fold(label)
    return next((depth for depth, serial in enumerate(_SERIALS, 1) if serial.match(folded)), 0)


def _make_up(whole: FundRow, shares: Sequence[FundRow]) -> bool:
    columns = [name for name, _ in AMOUNTS if getattr(whole, name) is not None]
    return bool(columns) and all(_sum_is(whole, shares, name) for name in columns)


def _sum_is(whole: FundRow, parts: Sequence[FundRow], name: str) -> bool:
    due = getattr(whole, name)
    values = [number.value for part in parts if (number := getattr(part, name)) is not None]
    if due is None or due.value is None or not values or None in values:
        return False
    return bool(due.value == sum(values, Decimal(0)))


def _agreement(total: FundRow | None, parts: Sequence[FundRow]) -> int:
    """Return in how many columns the rows add up to the total."""
    return sum(_sum_is(total, parts, name) for name, _ in AMOUNTS) if total else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """The overall goal: what was expected, what was reached, why not all of it was."""

    expected: Text | None
    actual: Text | None
    reason: Text | None = None


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
        blanks: name of a column that is blank (actual, weight, …) → the cell to be filled in.
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
    blanks: Mapping[str, Place] = field(default_factory=dict)

    @property
    def has_target(self) -> bool:
        """Return whether somebody wrote a target: a number, a range or words."""
        return self.target_read.kind is not TargetKind.EMPTY

    @property
    def has_reason_column(self) -> bool:
        """Return whether the form has a column for the reason, blank or not."""
        return self.reason is not None or "reason" in self.blanks


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
