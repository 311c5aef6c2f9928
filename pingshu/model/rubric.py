"""The points rubric (评分细则): groups and items with maximum, points and bonus.

Knows points. Must not know how the rubric stands on a sheet nor how anything is worded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pingshu.figure import Figure
from pingshu.sheet import Place
from pingshu.stated import Number, Text, says_something


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricItem:
    """One item of a rubric, in points.

    Attributes:
        maximum: its 分值.
        points: its 自评得分, bonus included.
        bonus: what of the points is 加分, as stated.
        bonus_reason: 加分依据, or the text in which the bonus is stated.
        note: 完成情况, whatever else the office wrote.
        rule: 计分标准 of the form.
        loss_reason: 扣分原因.
        evidence: 佐证材料, 依据文件.
        section: the level between group and item, where the form has three.
        blanks: name of a field that the row leaves blank → where it belongs.
    """

    group: Text
    name: Text
    maximum: Number | None = None
    points: Number | None = None
    bonus: Number | None = None
    bonus_reason: Text | None = None
    note: Text | None = None
    rule: Text | None = None
    loss_reason: Text | None = None
    evidence: Text | None = None
    section: Text | None = None
    blanks: Mapping[str, Place] = field(default_factory=dict)

    @property
    def has_loss_column(self) -> bool:
        """Return whether the form has a column for 扣分原因, filled in or not."""
        return self.loss_reason is not None or "loss_reason" in self.blanks

    @property
    def tells_why_lost(self) -> bool:
        """Return whether there is a 扣分原因; a form without that column has it in the note."""
        in_note = not self.has_loss_column and says_something(self.note)
        return says_something(self.loss_reason) or in_note


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricGroup:
    """One group of a rubric: its maximum and points as stated on the form."""

    name: Text
    maximum: Number | None
    points: Number | None
    items: tuple[RubricItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """A rubric; the total as stated, in points."""

    groups: tuple[RubricGroup, ...]
    maximum_stated: Number | None
    total_stated: Number | None

    @property
    def items(self) -> tuple[RubricItem, ...]:
        """Return the items of all groups."""
        return tuple(item for group in self.groups for item in group.items)


# --- what follows ------------------------------------------------------------------------


class Excess(StrEnum):
    """Whether points stand above their maximum, and whether a bonus explains that."""

    NONE = "none"
    EXPLAINED = "explained"
    UNEXPLAINED = "unexplained"


def _excess(maximum: Figure | None, points: Figure | None, bonus: Figure | None) -> Excess:
    above = points.value - maximum.value if points and maximum else 0
    if above <= 0:
        return Excess.NONE
    return Excess.EXPLAINED if bonus and above <= bonus.value else Excess.UNEXPLAINED


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricItemFigures:
    """The figures of one item.

    Attributes:
        lost: maximum minus points; None unless points were lost.
    """

    item: RubricItem
    maximum: Figure | None = None
    points: Figure | None = None
    bonus: Figure | None = None
    lost: Figure | None = None

    @property
    def excess(self) -> Excess:
        """Return whether the points stand above the maximum."""
        return _excess(self.maximum, self.points, self.bonus)


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricGroupFigures:
    """The figures of one group: sums of its items; the stated maximum where it states one."""

    group: RubricGroup
    items: tuple[RubricItemFigures, ...]
    maximum: Figure | None = None
    points: Figure | None = None
    bonus: Figure | None = None
    lost: Figure | None = None

    @property
    def excess(self) -> Excess:
        """Return whether the points stand above the maximum."""
        return _excess(self.maximum, self.points, self.bonus)


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricFigures:
    """All figures of a rubric; None where an item's cell could not be read."""

    groups: tuple[RubricGroupFigures, ...]
    maximum: Figure | None
    points: Figure | None
    bonus: Figure | None
    lost: Figure | None = None
