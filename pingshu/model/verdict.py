"""What can be said of an indicator: how its actual value stands to its target, and whence we know.

Knows the cases alone. Must not know which indicator is which.
"""

from enum import StrEnum


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


class Comparison(StrEnum):
    """Whether target and actual value can be compared, and how they were read for it."""

    NUMBERS = "numbers"
    PERCENT_READ = "percent_read"
    """One is in %, the other bare: 0.97 was read as 97 %, or 97 as 97 %."""
    PERCENT_UNCLEAR = "percent_unclear"
    MAGNITUDE_DIFFERS = "magnitude_differs"
    UNITS_DIFFER = "units_differ"
    WORDS = "words"
    """Target or actual value is no number."""
