"""Where the labels of a sheet stand, so that each of its cells is looked up once.

Knows labels and titles. Must not know what a block is made of.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from pingshu.profile import Profile, Words, meaning
from pingshu.sheet import Grid
from pingshu.values import fold, normalise_label

_ROWS_OF_A_TITLE = 5
_ROWS_OF_AN_END = 3
# Such a line opens a part of a form, or says that a table goes on; it begins no form.
_NO_BEGINNING = re.compile(r"[(]?[一二三四五六七八九十0-9]{1,3}[)、.]|.*续", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A sheet and where its labels stand.

    Attributes:
        met: row and label of each cell that holds a label of any family, from above.
        rows: the rows that such a cell covers.
        headings: family → row and block of each heading, from above.
    """

    grid: Grid
    met: Sequence[tuple[int, str]]
    rows: Sequence[int]
    headings: Mapping[str, Sequence[tuple[int, str]]]

    def labels(self, first: int, last: int) -> frozenset[str]:
        """Return the labels in the rows from first to last."""
        met = self.met[bisect_left(self.met, (first,)) : bisect_left(self.met, (last + 1,))]
        return frozenset(label for _, label in met)

    def heading_rows(self, family: str, first: int, last: int) -> dict[str, int]:
        """Return block → row of its first heading in the rows from first to last."""
        every = self.headings[family]
        part = every[bisect_left(every, (first,)) : bisect_left(every, (last + 1,))]
        return {block: row for row, block in reversed(part)}

    def has_heading(self, blocks: Set[str], first: int, last: int) -> bool:
        """Return whether any family sees the heading of one of the blocks in these rows."""
        return any(blocks & self.heading_rows(name, first, last).keys() for name in self.headings)


def labels_and_rows(
    grid: Grid, profiles: Sequence[Profile]
) -> tuple[list[tuple[int, str]], list[int]]:
    """Return row and label of each cell that holds a label, and the rows that such cells cover."""
    known = _known(
        tuple([words for profile in profiles for words in profile.labels.values()]),
        tuple([profile.signs for profile in profiles]),
    )
    labels = ((cell, normalise_label(cell.text)) for cell in grid.cells)
    met = [(cell, label) for cell, label in labels if label in known]
    rows = {row for cell, _ in met for row in range(cell.row, cell.last_row + 1)}
    return sorted((cell.row, label) for cell, label in met), sorted(rows)


# A batch is read with the same families throughout, but for the rules of a place.
@lru_cache(maxsize=16)
def _known(tables: tuple[Words, ...], signs: tuple[frozenset[str], ...]) -> frozenset[str]:
    return frozenset().union(*(words for labels in tables for words in labels.values()), *signs)


def project_rows(sheet: Labelled, profiles: Sequence[Profile]) -> tuple[int, ...]:
    """Return the rows that hold a label of the project's name."""
    words = frozenset().union(*(profile.labels["header"]["project"] for profile in profiles))
    return tuple(dict.fromkeys(row for row, label in sheet.met if label in words))


def title_row(grid: Grid, project_row: int, profiles: Sequence[Profile]) -> int:
    """Return the row of the nearest title above a project's name, or the name's own row."""
    above = range(project_row - 1, max(0, project_row - _ROWS_OF_A_TITLE - 1), -1)
    return next((row for row in above if _title(grid, row, profiles)), project_row)


def _title(grid: Grid, row: int, profiles: Sequence[Profile]) -> str | None:
    """A title stands alone in its row; an indicator may have the same words in its name."""
    texts = [cell.text for cell in grid.row(row) if cell.text]
    words = (word for profile in profiles for word in profile.titles["form"])
    return texts[0] if len(texts) == 1 and any(word in texts[0] for word in words) else None


def begins_form(sheet: Labelled, profile: Profile, profiles: Sequence[Profile]) -> bool:
    """Return whether a table has the name of a project, or a title above its first heading."""
    if project_rows(sheet, profiles):
        return True
    grid = sheet.grid
    last = min((row for row, _ in sheet.headings[profile.name]), default=grid.last_row + 1)
    titles = (_title(grid, row, profiles) for row in range(grid.first_row, last))
    return any(title and not _NO_BEGINNING.match(fold(title)) for title in titles)


def ends_with_total(grid: Grid, profile: Profile) -> bool:
    """Return whether a total stands in front of one of the last rows."""
    last = range(grid.last_row, max(0, grid.last_row - _ROWS_OF_AN_END), -1)
    fronts = (next((cell.text for cell in grid.row(row) if cell.text), "") for row in last)
    return any(meaning(front, profile.ends) == "total" for front in fronts)


def end_of_block(grid: Grid, headings: Mapping[str, int], name: str) -> int:
    """Return the row before the next block, or before the indicators for one without heading."""
    start = headings.get(name, headings.get("indicators", grid.last_row + 1) - 1)
    return min((row for row in headings.values() if row > start), default=grid.last_row + 1) - 1
