"""What one cell states: a text or a number, as written, with its place.

Knows values and places. Must not know which block of which form a cell belongs to.
"""

from dataclasses import dataclass
from decimal import Decimal

from pingshu.sheet import Place
from pingshu.values import is_empty_mark, is_placeholder


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text as in the cell, trimmed, and its place."""

    text: str
    place: Place


def says_something(text: Text | None) -> bool:
    """Return whether there is a text that says anything: no dash, 无 or prompt left in does."""
    return text is not None and not is_empty_mark(text.text) and not is_placeholder(text.text)


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


def is_unread(number: Number | None) -> bool:
    """Return whether something stands in a cell that could not be read as a number."""
    return number is not None and number.value is None
