"""The view: the names, in Chinese, that a template may use, and what a printed value carries.

Knows names with their kinds and meanings, and how figures and texts are printed. Must not know how
a template is stored or where the values come from.
"""

from collections.abc import Mapping

from pingshu.view.names import NAMES, Name, known_names, names_in
from pingshu.view.shown import (
    FILTERS,
    NOTHING,
    Shown,
    amount_shown,
    missing_shown,
    phrase_shown,
    points_due,
    points_shown,
    quantity_shown,
    rate_shown,
    sentences_shown,
    text_shown,
    unsettled_shown,
)

__all__ = [
    "FILTERS",
    "NAMES",
    "NOTHING",
    "Name",
    "Shown",
    "View",
    "amount_shown",
    "known_names",
    "missing_shown",
    "names_in",
    "phrase_shown",
    "points_due",
    "points_shown",
    "quantity_shown",
    "rate_shown",
    "sentences_shown",
    "text_shown",
    "unsettled_shown",
]

View = Mapping[str, object]
"""What a template is given: nested mappings and lists of what can be printed."""
