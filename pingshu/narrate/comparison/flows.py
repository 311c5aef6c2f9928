"""What a template may say of one flow of a fund: its change, its parts, the lines of 收支明细.

Knows figures of income or spending. Must not know whose they are, nor Word, Excel or Jinja.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from pingshu.model import (
    DetailFigures,
    Figure,
    Flow,
    FlowFigures,
    FundOverview,
    is_unread,
)
from pingshu.values import Fit, fit_of_sum, plain
from pingshu.view import (
    NOTHING,
    Shown,
    View,
    amount_shown,
    rate_shown,
    text_shown,
    unsettled_shown,
)


def shared_names(funds: Sequence[FundOverview]) -> frozenset[str]:
    """Return the names of the lines that several funds have."""
    names: Counter[str] = Counter()
    for fund in funds:
        names.update({_name(line) for flow in Flow for line in _lines(fund.details(flow))})
    return frozenset(name for name, count in names.items() if count > 1)


def _name(line: DetailFigures) -> str:
    return "".join(line.detail.label.text.split())


def _lines(trees: Iterable[DetailFigures]) -> Iterator[DetailFigures]:
    return (line for tree in trees for line in tree.walk())


# --- how it changed -----------------------------------------------------------------------


def change_view(figures: FlowFigures) -> View:
    """Return the names of budget, this year and last year, of a flow or of one of its lines."""
    current, prior, budget = figures.current, figures.prior, figures.budget
    growth = figures.growth.value if figures.growth else None
    rate = figures.growth_rate if figures.growth_rate and figures.growth_rate.value else None
    return {
        "预算": amount_shown(budget),
        "本年": amount_shown(current),
        "上年": amount_shown(prior),
        "增长": amount_shown(figures.growth, signed=False),
        "增幅": rate_shown(rate, signed=False),
        "完成预算": rate_shown(figures.budget_share),
        "增加": growth is not None and growth > 0,
        "减少": growth is not None and growth < 0,
        "持平": growth == 0,
        "首年": prior is None,
        "上年为零": prior is not None and prior.value == 0 and bool(growth),
        "超预算": _is_above(current, budget),
    }


def _is_above(figure: Figure | None, budget: Figure | None) -> bool:
    return figure is not None and budget is not None and figure.value > budget.value


def transfers_view(figures: FlowFigures) -> View:
    """Return the names of 上下级往来 within a flow, and of the flow without them."""
    there = figures.transfers is not None and figures.transfers.value != 0
    return {
        "有往来": there and figures.net is not None,
        "往来": amount_shown(figures.transfers),
        "不含往来": amount_shown(figures.net),
        "不含往来完成预算": rate_shown(figures.net_share),
        "不含往来超预算": _is_above(figures.net, figures.budget),
    }


# --- what it is made of -------------------------------------------------------------------


def parts_view(
    figures: FlowFigures,
    trees: Sequence[DetailFigures],
    names: Collection[str] | None,
    word: str,
    unit: str,
) -> View:
    """Return the names of the parts of a flow.

    Args:
        figures: the flow's own.
        trees: its lines of 收支明细.
        names: the lines that 对比 tells of; None means all.
        word: what the flow is called.
        unit: its money unit.
    """
    parts, lines = _parts(trees), list(_lines(trees))
    news = [(line, _news(line.figures, figures)) for line in lines if line.detail.depth > 0]
    return {
        "待核实": _unsettled(figures, parts, word, unit),
        "全部为一项": len(parts) == 1 and _are_equal(parts[0].figures.current, figures.current),
        "构成": [_part(line) for line in parts],
        "细分": [
            {**_part(line), "下级": [_part(part) for part in line.parts if _says(part)]}
            for line in lines
            if line.detail.depth > 0 and line.parts and _says(line)
        ],
        "对比": [
            {"名称": text_shown(_name(line)), **change_view(own)}
            for line, own in news
            if _is_compared(own) and (names is None or _name(line) in names)
        ],
    }


def _parts(trees: Sequence[DetailFigures]) -> list[DetailFigures]:
    """Return the parts of a flow that say something, below its total if there is one."""
    tops = (tree.parts if tree.detail.depth == 0 else (tree,) for tree in trees)
    return [part for top in tops for part in top if _says(part)]


def _says(line: DetailFigures) -> bool:
    current = line.figures.current
    return is_unread(line.detail.current) or (current is not None and current.value != 0)


def _news(own: FlowFigures, whole: FlowFigures) -> FlowFigures:
    """Return a line's figures without what is said already of the whole, which is the same."""
    net = _are_equal(own.current, whole.net)
    same = _are_equal(own.current, whole.current)
    if (same or net) and _are_equal(own.budget, whole.budget):
        own = replace(own, budget=None, budget_share=None)
    if same and _are_equal(own.prior, whole.prior):
        own = replace(own, prior=None, growth=None, growth_rate=None)
    return own


def _are_equal(one: Figure | None, other: Figure | None) -> bool:
    return one is not None and other is not None and one.value == other.value


def _is_compared(figures: FlowFigures) -> bool:
    return bool(figures.current and (figures.budget or figures.prior))


def _part(line: DetailFigures) -> View:
    unread = is_unread(line.detail.current)
    amount = unsettled_shown("金额") if unread else amount_shown(line.figures.current)
    return {"名称": text_shown(_name(line)), "金额": amount}


def _unsettled(figures: FlowFigures, parts: Sequence[DetailFigures], word: str, unit: str) -> Shown:
    """Demand to look into parts that do not add up to the flow that they are of."""
    current = figures.current
    values = [part.figures.current.value for part in parts if part.figures.current]
    if current is None or not values or len(values) < len(parts):
        return NOTHING
    if fit_of_sum(current.value, values, unit) is not Fit.WRONG:
        return NOTHING
    added, due = plain(sum(values, Decimal(0))), plain(current.value)
    return unsettled_shown(f"{word}各项之和为{added}{unit}，合计为{due}{unit}")
