"""Tables of a Word document that are one form: which of them belong together, which seem to.

Knows what each table holds in outline. Must not know labels.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pingshu.finding import Finding, found
from pingshu.sheet import Grid

# Such a line says that the table below it is another one, however alike the two may be.
_OF_ANOTHER = re.compile(r"附|.*(?:上年|上一年|去年|以前年度|往年)", re.DOTALL)
_TEXTS_OF_A_ROW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a table holds, as far as it matters to the next one.

    Attributes:
        begins: it has a title or a name of a project, so it is no continuation.
        extra: it is a list beside the form: 文字材料, 指标说明, 支出明细.
        fields: it has a field of the header: a department, say.
        blocks: the blocks whose headings it has, in their order.
        ended: its indicators end with a total.
        headed: its first row is a heading.
        follows: nothing stands between it and the table before it, or no more than a note.
        filled: it has a row of several texts, one of them with a figure.
        width: how many columns it has.
    """

    begins: bool = False
    extra: bool = False
    fields: bool = False
    blocks: tuple[str, ...] = ()
    ended: bool = False
    headed: bool = False
    follows: bool = False
    filled: bool = False
    width: int = 0


@dataclass(slots=True)
class _Run:
    """Tables that belong together, and what they hold; how wide they are, the last one says."""

    outline: Outline
    indices: list[int] = field(default_factory=list)

    def add(self, index: int, table: Outline) -> None:
        new = (block for block in table.blocks if block not in self.outline.blocks)
        self.outline = replace(
            table,
            extra=self.outline.extra,
            blocks=(*self.outline.blocks, *new),
            ended=self.outline.ended or table.ended,
        )
        self.indices.append(index)


def runs_of_tables(outlines: Sequence[Outline]) -> tuple[tuple[int, ...], ...]:
    """Return the indices of the tables that are one form or one list, in the order of the first."""
    runs: list[_Run] = []
    form: _Run | None = None  # a further block may belong to it, whatever stands between
    last: _Run | None = None  # the run of the table right above
    for index, outline in enumerate(outlines):
        last = _run_before(last, form, outline)
        if last is None:
            last = _Run(outline=outline)
            runs.append(last)
        last.add(index, outline)
        if outline.begins or outline.blocks:
            form = last
    return tuple(tuple(run.indices) for run in runs)


def _run_before(last: _Run | None, form: _Run | None, table: Outline) -> _Run | None:
    if table.begins or table.extra:
        return None
    if last and _is_cut_off(last.outline, table):
        return last
    return form if form and _goes_on(form.outline, table) else None


def _is_cut_off(before: Outline, table: Outline) -> bool:
    """Return whether a table is the rest of the one right above it, without a heading."""
    if table.blocks or before.ended or not table.follows:
        return False
    return table.width == before.width and (before.extra or bool(before.blocks))


def _goes_on(before: Outline, table: Outline) -> bool:
    """Return whether a table has what the form still lacks, or repeats the last heading."""
    if not table.blocks:
        return table.fields and not before.blocks
    if set(table.blocks) - set(before.blocks):
        return True
    return table.blocks[0] == before.blocks[-1] and not before.ended


def torn_off(
    grids: Sequence[Grid], outlines: Sequence[Outline], runs: Sequence[Sequence[int]]
) -> tuple[Finding, ...]:
    """Return table-torn-off for each table left alone that looks like the rest of the one above."""
    run_of = {index: run for run in runs for index in run}
    alone = [run[0] for run in runs if len(run) == 1 and run[0] > 0]
    return tuple(
        found("table-torn-off", grids[index].place(), above=grids[index - 1].sheet)
        for index in alone
        if _is_like_rest(outlines[index], [outlines[one] for one in run_of[index - 1]])
    )


def _is_like_rest(table: Outline, above: Sequence[Outline]) -> bool:
    if table.begins or table.extra or table.fields or table.blocks or not table.filled:
        return False
    is_open = any(one.blocks for one in above) and not any(one.ended for one in above)
    return is_open and table.width == above[-1].width


def cuts_of(outlines: Sequence[Outline]) -> frozenset[int]:
    """Return which of the tables of a run begin in the middle of a block of the form."""
    return frozenset(
        index
        for index in range(1, len(outlines))
        if not outlines[index].headed
        and outlines[index].width == outlines[index - 1].width
        and any(one.blocks for one in outlines[:index])
    )


# --- one table, as far as no label is needed -----------------------------------------------


def measured(outline: Outline, grid: Grid) -> Outline:
    """Return what a table holds with what its place and its cells say."""
    follows = _goes_below_note(grid)
    return replace(outline, follows=follows, filled=_is_filled(grid), width=_width(grid))


def _goes_below_note(grid: Grid) -> bool:
    """Return whether nothing but notes stands between a table and the one before it."""
    lines = [cell.text for row in range(1, grid.above + 1) for cell in grid.row(row)]
    return grid.follows or (bool(lines) and not any(map(_OF_ANOTHER.match, lines)))


def _is_filled(grid: Grid) -> bool:
    """Return whether a table has a row of several texts, one of them with a figure."""
    rows = ([cell.text for cell in grid.row(row) if cell.text] for row in _rows(grid))
    return any(len(texts) >= _TEXTS_OF_A_ROW and re.search(r"\d", "".join(texts)) for texts in rows)


def _width(grid: Grid) -> int:
    """Return how many columns a table has; blank ones at its right count."""
    columns = (column for row, column in grid.addresses if row > grid.above)
    return max(columns, default=grid.last_column)


def _rows(grid: Grid) -> range:
    return range(grid.above + 1, grid.last_row + 1)
