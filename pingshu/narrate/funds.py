"""What a template may say of funds, spending, goals and management.

Knows figures and texts of a form. Must not know Word, Excel or Jinja.
"""

from pingshu.model import Computation, Form, FundFigures, Goals, Role, SpendingLine, Text
from pingshu.values import fold, is_empty_mark, plain
from pingshu.view import (
    NOTHING,
    Shown,
    View,
    amount_shown,
    phrase_shown,
    rate_shown,
    sentences_shown,
    text_shown,
)


def funds_view(computation: Computation) -> View:
    """Return the names below 资金."""
    total = computation.total
    sources = [_source(item) for item in _sources(computation)]
    return {
        "有": total is not None and total.budget is not None,
        **_amounts(total),
        "到位数": amount_shown(computation.received),
        "到位率": rate_shown(computation.received_rate),
        **_adjustment(total),
        **_execution(total),
        "足额到位": _fully_received(computation),
        "单一来源": len(sources) == 1,
        "来源": sources,
    }


def _amounts(total: FundFigures | None) -> View:
    if total is None:
        names = ("年初预算数", "预算数", "执行数", "未执行数", "执行率", "调整数", "调整率")
        return dict.fromkeys(names, NOTHING)
    return {
        "年初预算数": amount_shown(total.budget_initial),
        "预算数": amount_shown(total.budget),
        "执行数": amount_shown(total.executed),
        "未执行数": amount_shown(total.unspent),
        "执行率": rate_shown(total.rate),
        "调整数": amount_shown(total.adjustment, signed=False),
        "调整率": rate_shown(total.adjustment_rate, signed=False),
    }


def _adjustment(total: FundFigures | None) -> View:
    change = total.adjustment.value if total and total.adjustment else 0
    return {
        "有年初预算": total is not None and total.budget_initial is not None,
        "调增": change > 0,
        "调减": change < 0,
    }


def _execution(total: FundFigures | None) -> View:
    budget = total.budget.value if total and total.budget else None
    executed = total.executed.value if total and total.executed else None
    over = executed is not None and budget is not None and executed > budget
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
    return [
        item
        for item in computation.funds
        if item.row.role is not Role.TOTAL and (_has(item, "budget") or _has(item, "executed"))
    ]


def _has(item: FundFigures, name: str) -> bool:
    figure = getattr(item, name)
    return figure is not None and figure.value != 0


def _source(item: FundFigures) -> View:
    budget, executed = item.budget, item.executed
    return {
        "标签": text_shown(_label(item.row.label.text)),
        "年初预算数": amount_shown(item.budget_initial),
        "预算数": amount_shown(budget),
        "执行数": amount_shown(executed),
        "未执行数": amount_shown(item.unspent),
        "执行率": rate_shown(item.rate),
        "全额执行": budget is not None and executed is not None and budget.value == executed.value,
    }


def _label(text: str) -> str:
    """Return the name of a source without 其中 and colons: 中央补助."""
    return fold(text).removeprefix("其中").strip(":： 　")


def spending_view(form: Form, computation: Computation) -> View:
    """Return the names below 支出."""
    lines = form.spending.lines if form.spending else ()
    return {
        "有": bool(lines),
        "合计": amount_shown(computation.spending_total),
        "明细": [
            {
                "名称": text_shown(line.label.text),
                "金额": amount_shown(figure),
                "数量": _count(line),
                "说明": phrase_shown(line.note),
            }
            for line, figure in zip(lines, computation.spending, strict=True)
        ],
    }


def _count(line: SpendingLine) -> Shown:
    if line.count is None or line.count.value is None:
        return NOTHING
    unit = line.unit.text if line.unit else ""
    return text_shown(f"{plain(line.count.value)}{unit}", key=f"支出.{line.label.text}.数量")


def goals_view(goals: Goals | None) -> View:
    """Return the names below 目标."""
    return {
        "预期": sentences_shown(goals.expected if goals else None),
        "实际": sentences_shown(goals.actual if goals else None),
    }


def management_view(form: Form) -> View:
    """Return the names below 管理; items without any content are left out."""
    items = [
        {
            "事项": phrase_shown(item.item),
            "情况": sentences_shown(item.situation) if _says(item.situation) else NOTHING,
            "问题": sentences_shown(item.problem) if _says(item.problem) else NOTHING,
        }
        for item in form.management or ()
    ]
    filled = [item for item in items if item["情况"] or item["问题"]]
    return {
        "有": bool(filled),
        "有问题": any(item["问题"] for item in filled),
        "明细": filled,
    }


def _says(text: Text | None) -> bool:
    return text is not None and not is_empty_mark(text.text)
