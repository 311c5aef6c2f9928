"""What a template needs to print the 自评表 itself as the report's annex.

Knows the form's texts. Must not know Word or Excel.
"""

import re
from collections.abc import Sequence

from pingshu.model import (
    Computation,
    Figure,
    Form,
    FundFigures,
    Indicator,
    IndicatorFigures,
    Number,
    Text,
)
from pingshu.view import (
    NOTHING,
    Shown,
    View,
    number_shown,
    rate_shown,
    stated_shown,
    text_shown,
    unsettled_shown,
)

_SERIAL = re.compile(r"^(?:附件\s*)?[0-9一二三四五六七八九十]*\s*[.．、:：]\s*")


def annex_view(form: Form, computation: Computation, title: str) -> View:
    """Return the names below 附表: the form's own words, blank where it is blank."""
    return {
        "标题": text_shown(title),
        "金额单位": text_shown(form.amount_unit),
        "有年初预算": any(item.budget_initial for item in computation.funds),
        "有分值": any(item.weight for item in form.indicators or ()),
        "分值合计": _number(form.weight_total, computation.weight_total, "分值合计")
        or number_shown(computation.weight_sum),
        "总分": _number(form.total_stated, computation.score_total, "总分"),
        "构成": [
            {
                "性质": text_shown(f"按{part.part.kind}分"),
                "名称": _words(part.part.label),
                "金额": _number(part.part.amount, part.amount, "金额"),
            }
            for split in computation.splits
            for part in split.parts
            if part.part.amount is not None
        ],
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


def _words(text: Text | None, figure: Figure | None = None) -> Shown:
    return NOTHING if text is None else stated_shown(text.text, figure)


def _level(text: Text | None) -> Shown:
    """Print a level without the line breaks that narrow columns force upon it."""
    return NOTHING if text is None else text_shown("".join(text.text.split()))


def attachments_view(listed: Text | None, titles: Sequence[str]) -> View:
    """Return the names below 附件: the forms first, then what 附件清单 lists besides."""
    lines = listed.text.splitlines() if listed else []
    names = [name for line in lines if (name := _attachment(line)) and not _is_the_form(name)]
    every = dict.fromkeys((*titles, *names))
    return {
        "明细": [{"名称": text_shown(name)} for name in every],
        "多份": len(every) > 1,
    }


def _is_the_form(name: str) -> bool:
    """The form is the first attachment already, whatever the office calls it."""
    return name.endswith("自评表")


def _attachment(line: str) -> str:
    return _SERIAL.sub("", line.strip()).rstrip("。；;，, ")


def _number(number: Number | None, figure: Figure | None, name: str) -> Shown:
    """Print a figure; what could not be read, as it stands on the form, an error as a demand."""
    if number is None or figure is not None:
        return number_shown(figure)
    is_error = number.text.startswith("#") or not number.text
    return unsettled_shown(name) if is_error else text_shown(number.text)


def _funds_row(item: FundFigures, computation: Computation) -> View:
    row = item.row
    total = computation.total if computation.total and computation.total.row is row else item
    return {
        "标签": _words(row.label),
        "年初预算数": _amount(total, "budget_initial", "年初预算数"),
        "预算数": _amount(total, "budget", "全年预算数"),
        "执行数": _amount(total, "executed", "全年执行数"),
        "分值": _number(row.weight, item.weight, "分值"),
        "执行率": _rate(item),
        "得分": _number(row.score_stated, item.score_stated, "得分"),
    }


def _amount(item: FundFigures, column: str, name: str) -> Shown:
    """Print an amount; a total left blank cannot be added up from what could not be read."""
    number = getattr(item.row, column)
    if number is None and column in item.unknown:
        return unsettled_shown(name)
    return _number(number, getattr(item, column), name)


def _rate(item: FundFigures) -> Shown:
    figure = item.rate_stated
    return rate_shown(figure) if figure else _number(item.row.rate_stated, None, "执行率")


def _indicator_row(item: IndicatorFigures) -> View:
    indicator: Indicator = item.indicator
    return {
        "一级": _level(indicator.level1),
        "二级": _level(indicator.level2),
        "三级": _words(indicator.level3),
        "目标值": _words(indicator.target, item.target),
        "完成值": _words(indicator.actual, item.actual),
        "分值": _number(indicator.weight, item.weight, "分值"),
        "得分": _number(indicator.score, item.score_stated, "得分"),
        "原因": _words(indicator.reason),
    }
