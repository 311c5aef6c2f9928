"""How well a sheet, or some of its rows, fits a family of forms.

Knows what speaks for a family: its labels, words in titles, scores. Must not know blocks.
"""

from pingshu.profile import Profile
from pingshu.sheet import Grid

_ROWS_OF_TITLES = 5
_NEVER = -100
_WEIGHT_OF_A_TITLE = 2
# What is about a whole department says so, whatever its table looks like.
_WEIGHT_OF_A_SUBJECT = 20


def fit(
    labels: frozenset[str], titles: tuple[str, ...], profile: Profile, *, has_rubric: bool
) -> int:
    """Return how much labels and titles speak for a family.

    One whose forms need no project has to be named: any form would fit it. One whose forms are
    points rubrics needs a rubric, which other families may have, too, if a title names them.
    """
    if profile.rubric and not has_rubric:
        return _NEVER
    indicators = profile.labels["indicators"]
    scored = bool(labels & indicators["weight"]) or bool(labels & indicators["score"])
    titled = any(word in title for word in profile.title_words for title in titles)
    weight = _WEIGHT_OF_A_SUBJECT if profile.subject else _WEIGHT_OF_A_TITLE
    named = 2 * len(labels & profile.signs) + weight * titled
    spoken = named + (scored is profile.scored) - bool(profile.subject)
    return 2 * spoken + profile.rubric


def titles_on(grid: Grid, first: int) -> tuple[str, ...]:
    """Return the sheet's name and what stands alone in one of the rows from the first."""
    rows = (
        [cell.text for cell in grid.row(row) if cell.text]
        for row in range(first, first + _ROWS_OF_TITLES)
    )
    return (grid.sheet, *(texts[0] for texts in rows if len(texts) == 1))
