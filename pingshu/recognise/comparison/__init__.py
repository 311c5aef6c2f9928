"""The tables of the funds of social insurance: funds × (budget, this year, last year) × flows.

Knows the structure of such a table: headings of up to three rows, labels on the left, funds
across or down. Must not know which words mean what, nor what a number is worth.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pingshu.measures import Meanings, label_word, meanings_of
from pingshu.model import ComparisonLayout, ComparisonLine, UnnamedLines
from pingshu.profile import Profile
from pingshu.recognise.comparison.gaps import Gaps, lacks_words, year_and_measures
from pingshu.recognise.comparison.heading import (
    Heading,
    heading_at,
    is_filled,
    is_head,
    is_value,
)
from pingshu.sheet import Cell, Grid
from pingshu.values import money_unit_in, year_in

_ROWS_OF_TITLE = 4
_LEAST_MEASURES = 2
_MOST_ROWS = 200
# Values looked at below headings that headed no such table: then there is none on the sheet.
_MOST_TRIED = 4_000


@dataclass(slots=True)
class _Turned:
    """The values of a table by what heads them."""

    funds: dict[str, Cell] = field(default_factory=dict)
    values: dict[tuple[int, tuple[str, ...]], dict[str, Cell]] = field(default_factory=dict)
    gaps: Mapping[int, Cell] = field(default_factory=dict)
    last_row: int = 0


def comparisons_of(grid: Grid, profiles: Sequence[Profile]) -> tuple[ComparisonLayout, ...]:
    """Return such tables on a sheet, as the family sees them whose forms share one report."""
    family = next((profile for profile in profiles if profile.one_report), None)
    if family is None:
        return ()
    return _locate_comparisons(grid, family.name, meanings_of(family.labels["comparison"]))


def _locate_comparisons(
    grid: Grid, family: str, meanings: Meanings
) -> tuple[ComparisonLayout, ...]:
    """Return the comparison tables of a sheet, from above."""
    tables: list[ComparisonLayout] = []
    row, end_of_last, tried = grid.first_row, 0, 0
    last = grid.last_row if _has_flows(grid, meanings) else 0
    while 0 < row < last and tried < _MOST_TRIED:
        heading = heading_at(grid, row, meanings)
        turned = _turned(grid, heading, meanings) if heading else _Turned()
        table = None
        if heading and turned.values:
            table = _layout(grid, family, heading, turned, end_of_last, meanings)
        if table is not None:
            tables.append(table)
            row = end_of_last = turned.last_row
        else:
            tried += len(turned.values)
        row += 1
    return tuple(tables)


def _has_flows(grid: Grid, meanings: Meanings) -> bool:
    """Return whether income or spending is spoken of at all."""
    return any(meanings.speaks_of_flows(cell.text) for cell in grid.cells)


# --- the rows below it --------------------------------------------------------------------


def _turned(grid: Grid, heading: Heading, meanings: Meanings) -> _Turned:
    turned = _Turned()
    gaps = Gaps(grid=grid, left=heading.left)
    labels: tuple[Cell, ...] = ()
    section: Cell | None = None
    misses = 0
    last = min(grid.last_row, heading.last_row + _MOST_ROWS)
    for row in range(heading.last_row + 1, last + 1):
        own = _labels(grid, row, heading.first_value)
        values = _values(grid, row, own, heading, meanings)
        is_heading = not values and _has_heads(grid, row, heading, meanings)
        if is_heading or _ends(grid, row, own, meanings) or misses == _LEAST_MEASURES:
            break
        labels = gaps.labels_of(row, labels, own)
        if not values and _is_line(labels, meanings):
            continue
        if not values:
            section = own[-1] if own else section
            misses += 1
            continue
        misses = 0
        turned.last_row = row
        _turn(turned, heading, row, (section, *labels) if section else labels, values, meanings)
    turned.gaps = gaps.of_groups() if heading.across else {}
    return turned


def _labels(grid: Grid, row: int, first_value: int) -> tuple[Cell, ...]:
    cells = (cell for cell in grid.row(row) if cell.column < first_value and cell.text)
    return tuple(cell for cell in cells if cell.number is None)


def _values(
    grid: Grid, row: int, own: Sequence[Cell], heading: Heading, meanings: Meanings
) -> dict[int, Cell]:
    """Return column → value; words count as such where the row says what they should be."""
    cells = ((column, grid.at(row, column)) for column in heading.columns)
    filled = {column: cell for column, cell in cells if cell is not None and is_filled(cell)}
    if any(map(is_value, filled.values())):
        return filled
    heads = any(is_head(cell, meanings) for cell in filled.values())
    return filled if _says(own, meanings) and not heads else {}


def _says(cells: Iterable[Cell], meanings: Meanings) -> bool:
    return meanings.of([cell.text for cell in cells]).anything


def _is_line(labels: Sequence[Cell], meanings: Meanings) -> bool:
    """Return whether labels say all that a row can say: left blank, it opens no section."""
    measure, _ = meanings.of([cell.text for cell in labels]).at(None)
    return measure is not None


def _has_heads(grid: Grid, row: int, heading: Heading, meanings: Meanings) -> bool:
    cells = (grid.at(row, column) for column in heading.columns)
    return any(cell.row == row and is_head(cell, meanings) for cell in cells if cell and cell.text)


def _ends(grid: Grid, row: int, own: Sequence[Cell], meanings: Meanings) -> bool:
    cells = grid.row(row)
    if not any(is_filled(cell) for cell in cells):
        return True
    return bool(own) and any(meanings.heads("note", cell.text) for cell in own[:1])


def _turn(
    turned: _Turned,
    heading: Heading,
    row: int,
    labels: Sequence[Cell],
    values: Mapping[int, Cell],
    meanings: Meanings,
) -> None:
    """Add the values of a row under their fund and the words that head them."""
    down = None if heading.across else _fund_among(labels, meanings)
    beside = tuple(label_word(cell.text) for cell in labels if cell is not down)
    for column, heads in heading.columns.items():
        fund = _fund_among(heads, meanings) if heading.across else down
        if fund is None:
            continue
        above = tuple(label_word(cell.text) for cell in heads if cell is not fund)
        words = (*beside, *above) if heading.across else (*above, *beside)
        name = label_word(fund.text)
        turned.funds.setdefault(name, fund)
        if column in values:
            key = (row if heading.across else column, words)
            turned.values.setdefault(key, {}).setdefault(name, values[column])


def _fund_among(cells: Sequence[Cell], meanings: Meanings) -> Cell | None:
    """Return the innermost name of a fund, else the innermost words that say nothing else."""
    named = [cell for cell in cells if _may_be_fund(cell, meanings)]
    silent = [cell for cell in cells if not is_head(cell, meanings)]
    return next(iter((*named[::-1], *silent[::-1])), None)


def _may_be_fund(cell: Cell, meanings: Meanings) -> bool:
    return meanings.is_sum(cell.text) or meanings.names_fund(cell.text)


# --- the table ----------------------------------------------------------------------------


def _layout(
    grid: Grid, family: str, heading: Heading, turned: _Turned, above: int, meanings: Meanings
) -> ComparisonLayout | None:
    """Return the table, None if it is none: too little is said of its values."""
    before = range(max(above, heading.first_row - _ROWS_OF_TITLE - 1) + 1, heading.first_row)
    said = [meanings.of(words) for _, words in turned.values]
    blanks = [
        turned.gaps.get(row) if lacks_words(one) else None
        for (row, _), one in zip(turned.values, said, strict=True)
    ]
    year, pairs = year_and_measures(said, blanks, _stated_year(grid, before))
    funds = _funds(turned.funds, meanings)
    lines = tuple(
        ComparisonLine(
            label="·".join(words),
            measure=measure,
            flow=flow,
            cells=tuple(cells.get(name) for name in funds),
        )
        for ((_, words), cells), (measure, flow) in zip(turned.values.items(), pairs, strict=True)
    )
    title = _title(grid, before, meanings)
    names = [*funds, grid.sheet, *([title.text] if title else [])]
    told = {(line.measure, line.flow) for line in lines if line.measure}
    if len(told) < _LEAST_MEASURES or not any(flow for _, flow in told):
        return None
    if not funds or not any(map(meanings.names_fund, names)):
        return None
    rows = (*before, *range(heading.first_row, turned.last_row + 1))
    return ComparisonLayout(
        place=grid.place(),
        family=family,
        title=title,
        money_unit=_money_unit(grid, rows),
        year=year,
        funds=tuple(funds.values()),
        totals=frozenset(index for index, name in enumerate(funds) if meanings.is_sum(name)),
        lines=lines,
        unnamed=_unnamed(blanks, lines),
    )


def _unnamed(
    blanks: Sequence[Cell | None], lines: Sequence[ComparisonLine]
) -> tuple[UnnamedLines, ...]:
    """Return the lines that lack what a blank cell in front of them should say, cell by cell."""
    by_cell: dict[Cell, list[ComparisonLine]] = {}
    for blank, line in zip(blanks, lines, strict=True):
        if blank is not None:
            by_cell.setdefault(blank, []).append(line)
    return tuple(
        UnnamedLines(
            blank=blank,
            labels=tuple(line.label for line in some),
            used=any(line.measure for line in some),
        )
        for blank, some in by_cell.items()
    )


def _funds(funds: Mapping[str, Cell], meanings: Meanings) -> dict[str, Cell]:
    """Return the funds; where they have a total, subtotals would count twice."""
    has_total = any(meanings.heads("total", name) for name in funds)
    kept = (name for name in funds if not (has_total and meanings.heads("subtotal", name)))
    return {name: funds[name] for name in kept}


def _stated_year(grid: Grid, rows: Iterable[int]) -> int | None:
    texts = [cell.text for row in rows for cell in grid.row(row)]
    return next((year for text in (*texts, grid.sheet) if (year := year_in(text))), None)


def _title(grid: Grid, rows: Iterable[int], meanings: Meanings) -> Cell | None:
    """Return the line above the table that names it, the nearest."""
    alone = [cells[0] for row in rows if len(cells := _texts(grid, row)) == 1]
    named = (cell for cell in alone[::-1] if "表" in cell.text or meanings.names_fund(cell.text))
    return next(named, None)


def _texts(grid: Grid, row: int) -> list[Cell]:
    return [cell for cell in grid.row(row) if cell.row == row and cell.text]


def _money_unit(grid: Grid, rows: Iterable[int]) -> str | None:
    texts = (cell.text for row in rows for cell in grid.row(row))
    return next((unit for unit in map(money_unit_in, texts) if unit), None)
