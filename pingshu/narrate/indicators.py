"""What a template may say of indicators: by class, what was reached, missed, stated or not set.

Knows verdicts and figures. Must not know Word, Excel or Jinja. An indicator with an explanation
of its own gets a paragraph of its own; the others of its class share one sentence.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from pingshu.model import (
    Comparison,
    Computation,
    Figure,
    Form,
    IndicatorFigures,
    Level1,
    Level2,
    Sum,
    Text,
    Verdict,
)
from pingshu.values import fold, plain, unit_in_brackets
from pingshu.view import (
    NOTHING,
    Shown,
    View,
    phrase_shown,
    points_due,
    points_shown,
    quantity_shown,
    rate_shown,
    sentences_shown,
    stated_shown,
    text_shown,
)

_SERIAL = re.compile(r"^(?:指标\s*[0-9]+\s*[:：]|[★☆*]+)\s*")
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]$")
_SIGNS = ("≥", "≤", ">", "<", "=")
_OF_ONE_UNIT = frozenset({Comparison.NUMBERS, Comparison.PERCENT_READ})
# Without a word of its own an indicator joins the sentence of these classes.
_LISTS = (
    ("达标", Verdict.REACHED),
    ("超额", Verdict.EXCEEDED),
    ("陈述", Verdict.STATED),
    ("未设目标", Verdict.NO_TARGET),
)


def indicators_view(computation: Computation, unread: Collection[str]) -> View:
    """Return the names below 指标; of columns that were not read, nothing is said to be blank."""
    counts = computation.counts
    return {
        "有": _any(counts.total),
        "总数": quantity_shown(counts.total),
        "达标数": quantity_shown(counts.reached),
        "未达标数": quantity_shown(counts.missed),
        "未设数": quantity_shown(counts.without_target),
        "未填数": quantity_shown(counts.without_actual),
        "陈述数": quantity_shown(counts.stated),
        "有达标": _any(counts.reached),
        "有未达标": _any(counts.missed),
        "有未设": _any(counts.without_target),
        "有未填": _any(counts.without_actual),
        "有陈述": _any(counts.stated),
        "全部达标": _are_equal(counts.reached, counts.total),
        "目标未读": "indicators.target" in unread,
        "不分级": all(item.indicator.level1 is None for item in computation.indicators),
        "均未设": _are_equal(counts.without_target, counts.total),
        "类别": [_level1(level1, computation.sums) for level1 in computation.levels],
    }


def _any(count: Figure | None) -> bool:
    return count is not None and count.value > 0


def _are_equal(one: Figure | None, other: Figure | None) -> bool:
    return one is not None and other is not None and one.value == other.value


def _level1(level1: Level1, sums: Sequence[Sum]) -> View:
    return {
        "名称": text_shown(level1.name),
        "分值": points_shown(level1.weight),
        "得分": _class_score(level1),
        "满分": _are_equal(level1.weight, level1.score),
        "单一": len(level1.classes) == 1,
        "分类": [_level2(level2, sums) for level2 in level1.classes],
    }


def _class_score(level1: Level1) -> Shown:
    if level1.weight is None:
        return points_shown(level1.score)
    items = [item.indicator for group in level1.classes for item in group.indicators]
    return points_due(level1.score, [item.score for item in items], "得分")


def _level2(level2: Level2, sums: Sequence[Sum]) -> View:
    items = [(item, indicator_view(item)) for item in level2.indicators]
    quiet = [(item, view) for item, view in items if not _is_explained(item)]
    own_sums = [total for total in sums if total.parts[0] in level2.indicators]
    return {
        "名称": text_shown(level2.name),
        "全部": [view for _, view in items],
        **{title: _with(quiet, verdict) for title, verdict in _LISTS},
        "远超": _with(items, Verdict.FAR_EXCEEDED),
        "未达标": _with(items, Verdict.MISSED),
        "未填完成": _with(items, Verdict.NO_ACTUAL),
        "有说明": [view for item, view in items if _is_explained(item)],
        "有合计": bool(own_sums),
        "合计": [
            {"名称": text_shown(total.name), "数值": quantity_shown(total.figure)}
            for total in own_sums
        ],
    }


def _with(items: Iterable[tuple[IndicatorFigures, View]], verdict: Verdict) -> list[View]:
    return [view for item, view in items if item.verdict is verdict]


def _is_explained(item: IndicatorFigures) -> bool:
    joins = item.verdict in {verdict for _, verdict in _LISTS}
    return joins and item.indicator.note.explanation is not None


def deviations_view(form: Form, computation: Computation) -> View:
    """Return the names below 偏差; the form has the texts in which a reason may stand."""
    missed = [item for item in computation.indicators if _deviates(item)]
    far = [item for item in computation.indicators if item.verdict is Verdict.FAR_EXCEEDED]
    return {
        "有": bool(missed),
        "有远超": bool(far),
        "明细": [_deviation(item, form) for item in missed],
        "远超": [_deviation(item, form) for item in far],
    }


def _deviation(item: IndicatorFigures, form: Form) -> View:
    return {**indicator_view(item), "已说明": form.tells_why(item.indicator)}


def _deviates(item: IndicatorFigures) -> bool:
    return item.verdict is Verdict.MISSED or item.lost is not None


def indicator_view(item: IndicatorFigures) -> View:
    """Return the names of one indicator."""
    indicator, note = item.indicator, item.indicator.note
    actual = _actual(item)
    return {
        "名称": text_shown(_name(indicator.level3.text, actual.unit)),
        "目标值": _stated(indicator.target, item.target),
        "完成值": actual,
        "完成比例": rate_shown(item.share),
        "偏差": quantity_shown(item.deviation),
        "分值": points_shown(item.weight),
        "得分": points_shown(item.score_stated),
        "测算得分": points_shown(item.score),
        "扣分": points_shown(item.lost),
        "原因": sentences_shown(indicator.reason),
        "说明": sentences_shown(note.explanation),
        "数据来源": phrase_shown(note.data_source),
        "佐证材料": phrase_shown(note.evidence),
        "有目标": indicator.has_target,
        "目标是数": indicator.target_read.low is not None,
        "是数": indicator.actual_read is not None,
        "说明含完成值": _tells(note.explanation, actual),
        "失分": item.lost is not None,
    }


def _stated(text: Text | None, figure: Figure | None) -> Shown:
    """Print a figure as a phrase in the words of the form."""
    return stated_shown(phrase_shown(text).text, figure)


def _tells(explanation: Text | None, actual: Shown) -> bool:
    """Return whether the explanation holds the actual value: 60人 is not in 160人."""
    if explanation is None or not actual:
        return False
    value, prose = ("".join(fold(text).split()) for text in (actual.text, explanation.text))
    return re.search(rf"(?<![0-9.]){re.escape(value)}(?!\.?[0-9])", prose) is not None


def _name(text: str, unit: str) -> str:
    """Return the name of an indicator without “指标1：”, stars and a unit that its value prints."""
    name = _SERIAL.sub("", " ".join(text.split()))
    return _BRACKETS.sub("", name) if unit and unit_in_brackets(name) == unit else name


def _actual(item: IndicatorFigures) -> Shown:
    """Print the actual value; a bare number gets the target's unit, a sign is not hidden."""
    if item.indicator.actual is None:
        return NOTHING
    if item.actual is None:
        return phrase_shown(item.indicator.actual)
    target_unit = item.target.unit if item.target and item.comparison in _OF_ONE_UNIT else ""
    unit = item.actual.unit or target_unit
    signed = fold(item.indicator.actual.text).startswith(_SIGNS)
    number = f"{plain(item.actual.value)}{unit}"
    return Shown(
        text=phrase_shown(item.indicator.actual).text if signed else number,
        key=item.actual.key,
        number=item.actual.value,
        unit=unit,
    )
