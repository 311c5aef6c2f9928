"""What a template needs to print the 自评表 itself as the report's annex.

Knows the form's texts. Must not know Word or Excel.
"""

import re

from pingshu.model import Computation, Form, FundFigures, Indicator, IndicatorFigures, Number, Text
from pingshu.values import half_up, plain
from pingshu.view import NOTHING, Shown, View, text_shown

_SERIAL = re.compile(r"^(?:附件\s*)?[0-9一二三四五六七八九十]*\s*[.．、:：]\s*")


def annex_view(form: Form, computation: Computation, title: str) -> View:
    """Return the names below 附表: the form's own words, blank where it is blank."""
    return {
        "标题": text_shown(title),
        "金额单位": text_shown(form.money_unit or "万元"),
        "有年初预算": any(item.budget_initial for item in computation.funds),
        "有分值": computation.weight_sum is not None,
        "分值合计": _number(form.weight_total) or _sum(computation),
        "总分": text_shown(plain(computation.score_total.value), "评分.总分")
        if computation.score_total
        else NOTHING,
        "资金": [_funds_row(item, computation) for item in computation.funds],
        "指标": [_indicator_row(item) for item in computation.indicators],
        "管理": [
            {
                "事项": _words(item.item),
                "情况": _words(item.situation),
                "问题": _words(item.problem),
            }
            for item in form.management or ()
        ],
    }


def _sum(computation: Computation) -> Shown:
    added = computation.weight_sum
    return text_shown(plain(added.value), added.key) if added else NOTHING


def _words(text: Text | None) -> Shown:
    return NOTHING if text is None else text_shown(text.text)


def _level(text: Text | None) -> Shown:
    """Print a level without the line breaks that narrow columns force upon it."""
    return NOTHING if text is None else text_shown("".join(text.text.split()))


def attachments_view(listed: Text | None, title: str) -> View:
    """Return the names below 附件: the form itself first, then what 附件清单 lists besides."""
    lines = listed.text.splitlines() if listed else []
    names = [name for line in lines if (name := _attachment(line)) and not _is_the_form(name)]
    every = dict.fromkeys((title, *names))
    return {
        "明细": [{"名称": text_shown(name)} for name in every],
        "多份": len(every) > 1,
    }


def _is_the_form(name: str) -> bool:
    """The form is the first attachment already, whatever the office calls it."""
    return name.endswith("自评表")


def _attachment(line: str) -> str:
    return _SERIAL.sub("", line.strip()).rstrip("。；;，, ")


def _number(number: Number | None, key: str | None = None) -> Shown:
    if number is None:
        return NOTHING
    return text_shown(number.text if number.value is None else plain(number.value), key)


def _funds_row(item: FundFigures, computation: Computation) -> View:
    row = item.row
    total = computation.total if computation.total and computation.total.row is row else item
    return {
        "标签": _words(row.label),
        "年初预算数": _amount(total, "budget_initial"),
        "预算数": _amount(total, "budget"),
        "执行数": _amount(total, "executed"),
        "分值": _number(row.weight, item.weight.key if item.weight else None),
        "执行率": _rate(item),
        "得分": _number(row.score_stated, item.score_stated.key if item.score_stated else None),
    }


def _amount(item: FundFigures, name: str) -> Shown:
    figure = getattr(item, name)
    return NOTHING if figure is None else text_shown(plain(figure.value), figure.key)


def _rate(item: FundFigures) -> Shown:
    stated = item.row.rate_stated
    if stated is None:
        return NOTHING
    if stated.value is None:
        return text_shown(stated.text)
    digits = max(min(-int(stated.value.as_tuple().exponent), 2), 0)
    key = item.rate.key if item.rate else None
    return text_shown(f"{plain(half_up(stated.value, digits))}%", key)


def _indicator_row(item: IndicatorFigures) -> View:
    indicator: Indicator = item.indicator
    return {
        "一级": _level(indicator.level1),
        "二级": _level(indicator.level2),
        "三级": _words(indicator.level3),
        "目标值": _words(indicator.target),
        "完成值": _actual(item),
        "分值": _number(indicator.weight, item.weight.key if item.weight else None),
        "得分": _number(indicator.score, item.score_stated.key if item.score_stated else None),
        "原因": _words(indicator.reason),
    }


def _actual(item: IndicatorFigures) -> Shown:
    actual = item.indicator.actual
    key = item.actual.key if item.actual else None
    return NOTHING if actual is None else text_shown(actual.text, key)
