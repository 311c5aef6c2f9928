"""The figures of funds: rates on 全年预算数, 未执行数, 预算调整率, the score of execution.

Knows amounts in the form's money unit. Must not know text or files. Rounds half up, once, when
a figure is made.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from pingshu.model import Figure, FundFigures, FundRow, Number, Role, Text, parts_of_total
from pingshu.profile import Scoring
from pingshu.sheet import Place
from pingshu.values import half_up

_HUNDRED = Decimal(100)
_TOTAL = "年度资金总额"
_COLUMNS = (
    ("budget_initial", "年初预算数"),
    ("budget", "全年预算数"),
    ("executed", "全年执行数"),
)


def read_figure(number: Number | None, key: str, unit: str) -> Figure | None:
    """Return what a cell says as a figure, None if it says nothing that could be read."""
    if number is None or number.value is None:
        return None
    return Figure(key=key, value=number.value, unit=unit, sources=(number.place,))


def fund_figures(
    rows: Sequence[FundRow], names: Sequence[str], money_unit: str, scoring: Scoring
) -> tuple[FundFigures, ...]:
    """Return the figures of each row, in the order of the form, keyed by the rows' names."""
    named = zip(rows, names, strict=True)
    return tuple(_row_figures(row, name, money_unit, scoring) for row, name in named)


def _row_figures(row: FundRow, name: str, money_unit: str, scoring: Scoring) -> FundFigures:
    read = {
        column: read_figure(getattr(row, column), f"资金.{name}.{title}", money_unit)
        for column, title in _COLUMNS
    }
    return _derived(row, name, read, scoring)


def total_figures(
    rows: Sequence[FundRow],
    names: Sequence[str],
    figures: Sequence[FundFigures],
    money_unit: str,
    scoring: Scoring,
) -> FundFigures | None:
    """Return the total's figures; a total that the form leaves blank is added up."""
    parts = parts_of_total(rows)
    if not rows:
        return None
    totals = [index for index, row in enumerate(rows) if row.role is Role.TOTAL]
    stated = figures[totals[0]] if totals else None
    row = stated.row if stated else _unwritten_total(parts[0].label.place)
    name = names[totals[0]] if totals else _TOTAL
    read = {
        column: (getattr(stated, column) if stated else None)
        or _added(
            [getattr(item, column) for item in figures if item.row in parts],
            f"资金.{name}.{title}",
            money_unit,
        )
        for column, title in _COLUMNS
    }
    return _derived(row, name, read, scoring)


def _unwritten_total(place: Place) -> FundRow:
    return FundRow(label=Text(text=_TOTAL, place=place), role=Role.TOTAL, detail=False)


def _added(figures: Iterable[Figure | None], key: str, unit: str) -> Figure | None:
    present = [figure for figure in figures if figure is not None]
    if not present:
        return None
    return Figure(
        key=key,
        value=sum((figure.value for figure in present), Decimal(0)),
        unit=unit,
        formula="各项资金之和",
        sources=tuple(place for figure in present for place in figure.sources),
    )


def _derived(
    row: FundRow, name: str, read: dict[str, Figure | None], scoring: Scoring
) -> FundFigures:
    digits = scoring.digits
    initial, budget, executed = (read[column] for column, _ in _COLUMNS)
    return FundFigures(
        row=row,
        budget_initial=initial,
        budget=budget,
        executed=executed,
        rate=share(f"资金.{name}.执行率", "全年执行数÷全年预算数", executed, budget, digits),
        unspent=_made(
            f"资金.{name}.未执行数", "全年预算数－全年执行数", budget, executed, _difference
        ),
        adjustment=_made(
            f"资金.{name}.预算调整数", "全年预算数－年初预算数", budget, initial, _difference
        ),
        adjustment_rate=_growth(f"资金.{name}.预算调整率", budget, initial, digits),
        weight=read_figure(row.weight, f"资金.{name}.分值", "分"),
        score_stated=read_figure(row.score_stated, f"资金.{name}.得分", "分"),
        score=_execution_score(f"资金.{name}.测算得分", row, budget, executed, digits),
    )


def _difference(first: Decimal, second: Decimal) -> Decimal:
    return first - second


def _made(
    key: str,
    formula: str,
    first: Figure | None,
    second: Figure | None,
    operation: Callable[[Decimal, Decimal], Decimal],
    unit: str | None = None,
) -> Figure | None:
    if first is None or second is None:
        return None
    return Figure(
        key=key,
        value=operation(first.value, second.value),
        unit=first.unit if unit is None else unit,
        formula=formula,
        sources=(*first.sources, *second.sources),
    )


def share(
    key: str, formula: str, part: Figure | None, whole: Figure | None, digits: int
) -> Figure | None:
    """Return part ÷ whole in %, None if one is missing or the whole is 0."""
    if whole is None or whole.value == 0:
        return None
    return _made(
        key, formula, part, whole, lambda a, b: half_up(a / b * _HUNDRED, digits), unit="%"
    )


def _growth(key: str, budget: Figure | None, initial: Figure | None, digits: int) -> Figure | None:
    if initial is None or initial.value == 0:
        return None
    formula = "（全年预算数－年初预算数）÷年初预算数"
    return _made(
        key,
        formula,
        budget,
        initial,
        lambda a, b: half_up((a - b) / b * _HUNDRED, digits),
        unit="%",
    )


def _execution_score(
    key: str, row: FundRow, budget: Figure | None, executed: Figure | None, digits: int
) -> Figure | None:
    """Return the score of execution: rate, at most 100 %, times weight (DOMAIN 2.2)."""
    weight = row.weight.value if row.weight else None
    if weight is None or budget is None or budget.value <= 0:
        return None
    return _made(
        key,
        "执行率（最高按100%）×分值",
        executed,
        budget,
        lambda a, b: half_up(min(max(a / b, Decimal(0)), Decimal(1)) * weight, digits),
        unit="分",
    )
