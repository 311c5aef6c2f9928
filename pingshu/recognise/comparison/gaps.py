"""Cells that should say of which year some rows are, or of what, and are blank.

Knows the labels in front of the values, and what can be made of rows that lack one. Must not know
which words mean what.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pingshu.measures import Pair, Said, measured, this_year
from pingshu.sheet import Cell, Grid

_OF_A_YEAR = frozenset({"current", "prior"})


@dataclass(slots=True)
class Gaps:
    """The blank cells in front of the rows read so far, one row after the other.

    Attributes:
        grid: the sheet.
        left: the first column of the table.
        rows: row → the blank cell in front of its labels.
        labelled: the columns in which some row has a label.
    """

    grid: Grid
    left: int
    rows: dict[int, Cell] = field(default_factory=dict)
    labelled: set[int] = field(default_factory=set)
    _open: Cell | None = None
    _seen: set[tuple[Cell | str, ...]] = field(default_factory=set)

    def labels_of(self, row: int, before: Sequence[Cell], own: Sequence[Cell]) -> tuple[Cell, ...]:
        """Return the labels of a row; what is blank in front of them goes on from above.

        It does not where the blank cell is a merged one of this row, or where the row would say
        again what another has said.
        """
        if not own:
            return tuple(before)
        self.labelled.update(cell.column for cell in own)
        kept = tuple(cell for cell in before if cell.last_column < own[0].column)
        blank = self._blank(row, kept, own)
        if blank is not None:
            self._open = blank
        elif self._open is not None and own[0].column <= self._open.column:
            self._open = None
        if self._open is not None:
            self.rows[row] = self._open
            kept = tuple(cell for cell in kept if cell.last_column < self._open.column)
        self._seen.add(_said(kept, own))
        return (*kept, *own)

    def of_groups(self) -> dict[int, Cell]:
        """Return the rows behind a blank cell of a column in which other rows have a label."""
        return {row: cell for row, cell in self.rows.items() if cell.column in self.labelled}

    def _blank(self, row: int, kept: Sequence[Cell], own: Sequence[Cell]) -> Cell | None:
        """Return the blank cell in which a group of rows begins, if this row begins one."""
        for cell in self.grid.row(row):
            in_front = cell.column < own[0].column
            if in_front and cell.row == row and cell.row_span > 1 and not cell.text:
                return cell
        if kept and _said(kept, own) in self._seen:
            return self.grid.blank(row, kept[-1].column)
        is_first = not kept and not self._seen and own[0].column > self.left
        return self.grid.blank(row, self.left) if is_first else None


def _said(kept: Sequence[Cell], own: Sequence[Cell]) -> tuple[Cell | str, ...]:
    """Return what the last label of a row says, and below which ones."""
    return (*kept, *own[:-1], "".join(own[-1].text.split()))


def lacks_words(said: Said) -> bool:
    """Return whether the words of a row alone do not say what is measured: 收入, 增长."""
    return said.anything and said.is_whole and said.at(None)[0] is None


def year_and_measures(
    said: Sequence[Said], blanks: Sequence[Cell | None], stated: int | None
) -> tuple[int | None, list[Pair]]:
    """Return the year of a table, and measure and flow of its values.

    Rows behind one blank cell may be those of the year that the title states. Of several, or in a
    table without a title, nobody knows which year is which: their values are of no use.

    Args:
        said: what the words of each value say.
        blanks: the blank cell that should say more.
        stated: the year of the title.
    """
    behind = zip(said, blanks, strict=True)
    groups = {blank for one, blank in behind if blank is not None and one.is_bare}
    if not groups:
        year = this_year(said, stated)
        return year, measured(said, year)
    if stated is None:
        return None, [_unless(pair, _OF_A_YEAR) for pair in measured(said, None)]
    year = max(this_year(said, stated) or stated, stated)
    measures = measured(said, year)
    if len(groups) == 1:
        return year, measures
    return year, [
        pair if blank is None else (None, pair[1])
        for pair, blank in zip(measures, blanks, strict=True)
    ]


def _unless(pair: Pair, measures: frozenset[str]) -> Pair:
    return (None, pair[1]) if pair[0] in measures else pair
