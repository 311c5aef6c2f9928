"""The comparison tables of a workbook with their values, as one table in one unit of money.

Knows located tables. Must not know what follows from the values, or prose.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pingshu.entry import (
    Findings,
    amount_of,
    converted,
    number_of,
    place_of,
    same_name,
    settled_rate,
)
from pingshu.finding import Finding, found
from pingshu.measures import label_word
from pingshu.model import (
    ComparisonLayout,
    ComparisonLine,
    ComparisonRow,
    Flow,
    Fund,
    FundComparison,
    Measure,
    Number,
    Text,
)
from pingshu.sheet import Cell, Place
from pingshu.values import plain

_RATES = frozenset({Measure.GROWTH_RATE, Measure.BUDGET_SHARE})
_SOUGHT = (
    (Measure.CURRENT, Flow.INCOME, "本年收入"),
    (Measure.CURRENT, Flow.SPENDING, "本年支出"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What the comparison tables of a workbook hold, and what they state of themselves.

    Attributes:
        title: the line above the first table that names it, else the name of its sheet.
    """

    table: FundComparison
    place: Place
    title: Text
    year: int | None
    money_unit: str | None


def read_comparison(tables: Sequence[ComparisonLayout], findings: Findings) -> Compared | None:
    """Return the tables of the latest year as one, None without a table.

    Of two values of one thing the first counts. Finds, besides what single cells yield:
    comparison-incomplete, comparison-differs, comparison-not-used, comparison-group-blank.
    """
    if not tables:
        return None
    first = max(tables, key=lambda table: table.year or 0)
    money_unit = next((table.money_unit for table in (first, *tables) if table.money_unit), None)
    whole = _table(first, money_unit or "万元", findings)
    for other in tables:
        if other is not first and other.year in {None, first.year}:
            added = _table(other, money_unit or "万元", findings)
            findings.extend(_differences(whole, added))
            whole = _merged(whole, added)
        elif other is not first:
            years = {"expected": str(first.year), "actual": str(other.year)}
            findings.append(found("comparison-not-used", other.place, **years))
    findings.extend([] if first.unnamed else _lacking(whole, first.place))
    title = first.title
    return Compared(
        table=_with_rates_settled(whole),
        place=first.place,
        title=Text(
            text=title.text if title else first.place.sheet or "",
            place=place_of(title, first.place) if title else first.place,
        ),
        year=first.year,
        money_unit=money_unit,
    )


def _unnamed(layout: ComparisonLayout) -> Iterator[Finding]:
    for group in layout.unnamed:
        yield found(
            "comparison-group-blank",
            place_of(group.blank, layout.place),
            rows="、".join(f"“{label}”" for label in group.labels),
            used="先当作本年的数" if group.used else "没有用上",
        )


def _lacking(table: FundComparison, sheet: Place) -> Iterator[Finding]:
    there = {(row.measure, row.flow) for row in table.rows}
    names = [name for measure, flow, name in _SOUGHT if (measure, flow) not in there]
    if names:
        yield found("comparison-incomplete", sheet, names="、".join(names))


# --- one table ----------------------------------------------------------------------------


def _table(layout: ComparisonLayout, money_unit: str, findings: Findings) -> FundComparison:
    funds = tuple(
        Fund(label=_label(cell, layout.place), is_total=index in layout.totals)
        for index, cell in enumerate(layout.funds)
    )
    rows = tuple(_row(line, funds, layout, money_unit, findings) for line in layout.lines)
    findings.extend(_unnamed(layout))
    return FundComparison(funds=funds, rows=rows)


def _label(cell: Cell, sheet: Place) -> Text:
    return Text(text=label_word(cell.text), place=place_of(cell, sheet))


def _row(
    line: ComparisonLine,
    funds: Sequence[Fund],
    layout: ComparisonLayout,
    money_unit: str,
    findings: Findings,
) -> ComparisonRow:
    measure = Measure(line.measure) if line.measure else None
    values = []
    for fund, cell in zip(funds, line.cells, strict=True):
        field = f"“{fund.label.text}”的{line.label}"
        if measure is None:
            values.append(_noted(cell, layout.place, findings))
        elif measure in _RATES:
            values.append(number_of(cell, field, layout.place, findings))
        else:
            unit = layout.money_unit or money_unit
            amount = amount_of(cell, field, unit, layout.place, findings)
            values.append(converted(amount, unit, money_unit))
    return ComparisonRow(
        label=line.label,
        measure=measure,
        flow=Flow(line.flow) if line.flow else None,
        values=tuple(values),
    )


def _noted(cell: Cell | None, sheet: Place, findings: Findings) -> Number | None:
    """Return a value that nothing follows from: words in its place are no mistake."""
    aside: Findings = []
    number = number_of(cell, "", sheet, aside)
    findings.extend(finding for finding in aside if finding.code != "number-unreadable")
    return number


# --- rates --------------------------------------------------------------------------------


def _with_rates_settled(table: FundComparison) -> FundComparison:
    return replace(table, rows=tuple(_settled_row(row, table) for row in table.rows))


def _settled_row(row: ComparisonRow, table: FundComparison) -> ComparisonRow:
    if row.measure not in _RATES:
        return row
    growth = row.measure is Measure.GROWTH_RATE
    base = Measure.PRIOR if growth else Measure.BUDGET
    values = tuple(
        settled_rate(
            value,
            table.stated(fund, Measure.CURRENT, row.flow),
            table.stated(fund, base, row.flow),
            growth=growth,
        )
        for fund, value in zip(table.funds, row.values, strict=True)
    )
    return replace(row, values=values)


# --- several tables -----------------------------------------------------------------------


def _same_fund(fund: Fund, funds: Sequence[Fund]) -> int | None:
    name = same_name(fund.label.text)
    places = (
        index
        for index, one in enumerate(funds)
        if (fund.is_total and one.is_total) or same_name(one.label.text) == name
    )
    return next(places, None)


def _are_apart(whole: FundComparison, other: FundComparison) -> bool:
    """Return whether a table has a fund that the other lacks, so that their totals differ."""
    pairs = ((whole, other), (other, whole))
    alone = (
        fund for one, two in pairs for fund in one.funds if _same_fund(fund, two.funds) is None
    )
    return any(not fund.is_total for fund in alone)


def _differences(whole: FundComparison, other: FundComparison) -> Iterator[Finding]:
    """Yield comparison-differs for each amount that the other table states otherwise."""
    apart = _are_apart(whole, other)
    for row, fund, value in _stated_amounts(other):
        if apart and fund.is_total:
            continue
        index = _same_fund(fund, whole.funds)
        first = None
        if index is not None and row.measure is not None:
            first = whole.stated(whole.funds[index], row.measure, row.flow)
        if first is not None and first.value is not None and first.value != value.value:
            yield found(
                "comparison-differs",
                value.place,
                expected=plain(first.value),
                actual=value.text if value.value is None else plain(value.value),
                name=f"“{fund.label.text}”的{row.label}",
                other=str(first.place),
            )


def _stated_amounts(table: FundComparison) -> Iterator[tuple[ComparisonRow, Fund, Number]]:
    for row in table.rows:
        pairs = zip(table.funds, row.values, strict=True) if row.measure not in _RATES else ()
        yield from ((row, fund, value) for fund, value in pairs if value is not None)


def _merged(whole: FundComparison, other: FundComparison) -> FundComparison:
    """Return both tables as one; a total counts only if it is one of the same funds."""
    added = [fund for fund in other.funds if _same_fund(fund, whole.funds) is None]
    apart = _are_apart(whole, other)
    funds = [fund for fund in (*whole.funds, *added) if not (apart and fund.is_total)]
    rows = [*_rows_for(whole, funds), *_rows_for(other, funds)]
    together: dict[object, ComparisonRow] = {}
    for row in rows:
        key = (row.measure, row.flow) if row.measure else row.label
        before = together.get(key)
        together[key] = _filled(before, row) if before else row
    return FundComparison(funds=tuple(funds), rows=tuple(together.values()))


def _filled(row: ComparisonRow, other: ComparisonRow) -> ComparisonRow:
    pairs = zip(row.values, other.values, strict=True)
    return replace(row, values=tuple(first or second for first, second in pairs))


def _rows_for(table: FundComparison, funds: Sequence[Fund]) -> Iterator[ComparisonRow]:
    """Yield the rows of a table with a value for each of the funds."""
    columns = [_same_fund(fund, table.funds) for fund in funds]
    for row in table.rows:
        values = tuple(None if index is None else row.values[index] for index in columns)
        yield replace(row, values=values)
