"""What a template may say of funds, spending, goals and management.

Knows figures and texts of a form. Must not know Word, Excel or Jinja.
"""

from pingshu.model import (
    AMOUNTS,
    USES,
    Computation,
    Figure,
    Form,
    FundFigures,
    Goals,
    SpendingFigures,
    is_far_apart,
    is_unread,
    parts_of_total,
    says_something,
)
from pingshu.values import fold
from pingshu.view import (
    NOTHING,
    Shown,
    View,
    amount_shown,
    doubted,
    phrase_shown,
    quantity_shown,
    rate_shown,
    sentences_shown,
    text_shown,
    unsettled_shown,
)

_SHORT = {"budget_initial": "年初预算数", "budget": "预算数", "executed": "执行数"}


def funds_view(form: Form, computation: Computation) -> View:
    """Return the names below 资金."""
    total = computation.total
    sources = _sources(computation)
    uses = [item for item in _filled(computation) if item.row.role in USES]
    in_doubt = frozenset(name for item in computation.funds for name in _in_doubt(item))
    return {
        "有": total is not None and bool(total.budget or "budget" in total.unknown),
        **_amounts(total, in_doubt),
        **_received(form, computation),
        **_adjustment(total),
        **_execution(total),
        "足额到位": _fully_received(computation),
        "单一来源": len(sources) == 1 and _is_all(sources[0], total),
        "来源": [_source(item) for item in sources],
        "按用途": any(item in sources for item in uses),
        "用途": [_source(item) for item in uses if item not in sources],
    }


def _amounts(total: FundFigures | None, in_doubt: frozenset[str]) -> View:
    """Print the total; an amount is in doubt with any of its parts."""
    if total is None:
        names = ("年初预算数", "预算数", "执行数", "未执行数", "执行率", "调整数", "调整率")
        return dict.fromkeys(names, NOTHING)
    adjusted, rate = total.adjustment, total.adjustment_rate
    return {
        **_executed(total, in_doubt | _in_doubt(total)),
        "调整数": _known(total, "adjustment", "预算调整数", amount_shown(adjusted, signed=False)),
        "调整率": _known(total, "adjustment_rate", "预算调整率", rate_shown(rate, signed=False)),
    }


def _executed(row: FundFigures, in_doubt: frozenset[str]) -> View:
    return {
        **{_SHORT[name]: _amount_of(row, name, word, in_doubt) for name, word in AMOUNTS},
        "未执行数": _known(row, "unspent", "未执行数", amount_shown(row.unspent)),
        "执行率": _known(row, "rate", "预算执行率", rate_shown(row.rate)),
    }


def _amount_of(row: FundFigures, name: str, word: str, in_doubt: frozenset[str]) -> Shown:
    shown = _known(row, name, word, amount_shown(getattr(row, name)))
    return doubted(shown) if name in in_doubt else shown


def _in_doubt(row: FundFigures) -> frozenset[str]:
    """Return the amounts of a row that are so much larger than another that one may be in 元."""
    pairs = (("budget_initial", "budget"), ("budget", "executed"))
    apart = [pair for pair in pairs if is_far_apart(*(getattr(row, name) for name in pair))]
    return frozenset(max(pair, key=lambda name: abs(getattr(row, name).value)) for pair in apart)


def _doubted_if_larger(figure: Figure | None, other: Figure | None) -> Shown:
    shown = amount_shown(figure)
    if figure is None or other is None or not is_far_apart(figure, other):
        return shown
    return doubted(shown) if abs(figure.value) > abs(other.value) else shown


def _known(row: FundFigures, name: str, word: str, shown: Shown) -> Shown:
    """Print a figure, or the demand to verify it where the form leaves it open."""
    return unsettled_shown(word) if name in row.unknown else shown


def _received(form: Form, computation: Computation) -> View:
    received, total = computation.received, computation.total
    doubtful = is_far_apart(received, total.budget if total else None)
    unread = is_unread(form.received)
    shown = _doubted_if_larger(received, total.budget if total else None)
    rate = rate_shown(computation.received_rate)
    return {
        "到位数": unsettled_shown("到位数") if unread else shown,
        "到位率": unsettled_shown("资金到位率") if doubtful or unread else rate,
    }


def _is_all(source: FundFigures, total: FundFigures | None) -> bool:
    budget = total.budget if total else None
    return bool(source.budget and budget and source.budget.value == budget.value)


def _adjustment(total: FundFigures | None) -> View:
    change = total.adjustment.value if total and total.adjustment else 0
    return {
        "有年初预算": total is not None and total.adjustment is not None,
        "调增": change > 0,
        "调减": change < 0,
    }


def _execution(total: FundFigures | None) -> View:
    budget = total.budget.value if total and total.budget else None
    executed = total.executed.value if total and total.executed else None
    apart = total is not None and is_far_apart(total.budget, total.executed)
    over = executed is not None and budget is not None and executed > budget and not apart
    return {
        "无预算": budget == 0 and not over,
        "全额执行": bool(budget) and budget == executed,
        "部分执行": executed is not None and budget is not None and 0 < executed < budget,
        "未执行": executed == 0 and bool(budget) and not over,
        "超预算": over,
    }


def _fully_received(computation: Computation) -> bool:
    received, total = computation.received, computation.total
    budget = total.budget if total else None
    return received is not None and budget is not None and received.value == budget.value


def _sources(computation: Computation) -> list[FundFigures]:
    """Return the rows at the top that say something."""
    top = parts_of_total([item.row for item in computation.funds])
    return [item for item in _filled(computation) if item.row in top]


def _filled(computation: Computation) -> list[FundFigures]:
    """Return the rows that have an amount, or hold one that could not be read."""
    rows = computation.funds
    return [item for item in rows if _has(item, "budget") or _has(item, "executed")]


def _has(item: FundFigures, name: str) -> bool:
    figure = getattr(item, name)
    return name in item.unknown or (figure is not None and figure.value != 0)


def _source(item: FundFigures) -> View:
    budget, executed = item.budget, item.executed
    return {
        "标签": text_shown(_label(item.row.label.text)),
        **_executed(item, _in_doubt(item)),
        "全额执行": budget is not None and executed is not None and budget.value == executed.value,
        "未执行": _has(item, "budget") and executed is not None and executed.value == 0,
    }


def _label(text: str) -> str:
    """Return the name of a source without 其中 and colons: 中央补助."""
    return fold(text).removeprefix("其中").strip(":： 　")


def spending_view(computation: Computation) -> View:
    """Return the names below 支出."""
    return {
        "有": bool(computation.spending),
        "合计": _spent(computation),
        "明细": [
            {
                "名称": text_shown(item.line.label.text),
                "金额": _amount(item),
                "数量": quantity_shown(item.count),
                "说明": phrase_shown(item.line.note),
            }
            for item in computation.spending
        ],
    }


def _amount(item: SpendingFigures) -> Shown:
    return unsettled_shown("金额") if is_unread(item.line.amount) else amount_shown(item.amount)


def _spent(computation: Computation) -> Shown:
    unread = any(is_unread(item.line.amount) for item in computation.spending)
    spent, total = computation.spending_total, computation.total
    shown = _doubted_if_larger(spent, total.executed if total else None)
    return unsettled_shown("支出合计") if unread else shown


def goals_view(goals: Goals | None) -> View:
    """Return the names below 目标."""
    return {
        "预期": sentences_shown(goals.expected if goals else None),
        "实际": sentences_shown(goals.actual if goals else None),
        "原因": sentences_shown(goals.reason if goals and says_something(goals.reason) else None),
    }


def management_view(form: Form) -> View:
    """Return the names below 管理; items without any content are left out."""
    items = [
        {
            "事项": phrase_shown(item.item),
            "情况": sentences_shown(item.situation) if says_something(item.situation) else NOTHING,
            "问题": sentences_shown(item.problem) if says_something(item.problem) else NOTHING,
        }
        for item in form.management or ()
    ]
    filled = [item for item in items if item["情况"] or item["问题"]]
    return {
        "有": bool(filled),
        "有问题": any(item["问题"] for item in filled),
        "明细": filled,
    }
