"""How the money of a whole department is made up: by kind of income, by kind of spending.

Knows what a form says of it and what follows. Must not know Excel, Word or how it is worded.
"""

from dataclasses import dataclass
from enum import StrEnum

from pingshu.figure import Figure
from pingshu.stated import Number, Text
from pingshu.values import Fit


class SplitKind(StrEnum):
    """By what the money is split up; people read the word."""

    INCOME = "收入性质"
    SPENDING = "支出性质"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundSplit:
    """One part of a split; the amount in the form's money unit, None where the form is blank."""

    kind: SplitKind
    label: Text
    amount: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPartFigures:
    """The figures of one part of a split.

    Attributes:
        share: the part in % of the sum of the parts.
    """

    part: FundSplit
    amount: Figure | None = None
    share: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitFigures:
    """The figures of one split.

    Attributes:
        total: the sum of its parts; None where there is none or one could not be read.
        basis: the name of the amount of the total row that the parts come nearest to (budget,
            executed, budget_initial); None where the form has none.
        fit: how well they add up to it.
    """

    kind: SplitKind
    parts: tuple[SplitPartFigures, ...]
    total: Figure | None = None
    basis: str | None = None
    fit: Fit | None = None
