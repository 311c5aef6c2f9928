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
    rows: Sequence[FundRow], money_unit: str, scoring: Scoring
) -> tuple[FundFigures, ...]:
    """Return the figures of each row, in the order of the form."""
    return tuple(_row_figures(row, money_unit, scoring) for row in rows)


def _row_figures(row: FundRow, money_unit: str, scoring: Scoring) -> FundFigures:
    read = {
        name: read_figure(getattr(row, name), f"资金.{row.label.text}.{title}", money_unit)
        for name, title in _COLUMNS
    }
    return _derived(row, read, scoring)


def total_figures(
    rows: Sequence[FundRow], figures: Sequence[FundFigures], money_unit: str, scoring: Scoring
) -> FundFigures | None:
    """Return the total's figures; a total that the form leaves blank is added up."""
    total = next((row for row in rows if row.role is Role.TOTAL), None)
    parts = parts_of_total(rows)
    if total is None and not parts:
        return None
    of_total = next((item for item in figures if item.row is total), None)
    row = total or _unwritten_total(parts[0].label.place)
    read = {
        name: (getattr(of_total, name) if of_total else None)
        or _added(
            [getattr(item, name) for item in figures if item.row in parts],
            f"资金.{row.label.text}.{title}",
            money_unit,
        )
        for name, title in _COLUMNS
    }
    return _derived(row, read, scoring)


def _unwritten_total(place: Place) -> FundRow:
    return FundRow(label=Text(text="年度资金总额", place=place), role=Role.TOTAL, detail=False)


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


def _derived(row: FundRow, read: dict[str, Figure | None], scoring: Scoring) -> FundFigures:
    label, digits = row.label.text, scoring.digits
    initial, budget, executed = (read[name] for name, _ in _COLUMNS)
    return FundFigures(
        row=row,
        budget_initial=initial,
        budget=budget,
        executed=executed,
        rate=share(f"资金.{label}.执行率", "全年执行数÷全年预算数", executed, budget, digits),
        unspent=_made(
            f"资金.{label}.未执行数", "全年预算数－全年执行数", budget, executed, _difference
        ),
        adjustment=_made(
            f"资金.{label}.预算调整数", "全年预算数－年初预算数", budget, initial, _difference
        ),
        adjustment_rate=_growth(f"资金.{label}.预算调整率", budget, initial, digits),
        score=_execution_score(row, budget, executed, digits),
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
    row: FundRow, budget: Figure | None, executed: Figure | None, digits: int
) -> Figure | None:
    """Return the score of execution: rate, at most 100 %, times weight (DOMAIN 2.2)."""
    weight = row.weight.value if row.weight else None
    if weight is None or budget is None or budget.value <= 0:
        return None
    return _made(
        f"资金.{row.label.text}.测算得分",
        "执行率（最高按100%）×分值",
        executed,
        budget,
        lambda a, b: half_up(min(max(a / b, Decimal(0)), Decimal(1)) * weight, digits),
        unit="分",
    )
