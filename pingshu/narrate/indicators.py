"""What a template may say of indicators: by class, what was reached, missed, stated or not set.

Knows verdicts and figures. Must not know Word, Excel or Jinja. An indicator with an explanation
of its own gets a paragraph of its own; the others of its class share one sentence.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from pingshu.model import Computation, Figure, IndicatorFigures, Sum, Text, Verdict
from pingshu.values import TargetKind, fold, plain
from pingshu.view import (
    NOTHING,
    Shown,
    View,
    phrase_shown,
    points_shown,
    quantity_shown,
    rate_shown,
    sentences_shown,
    text_shown,
)

_BRACKETED = re.compile(r"[（(][^（）()]*[)）]$")
_SERIAL = re.compile(r"^(?:指标\s*[0-9]+\s*[:：]|[★☆*]+)\s*")
_REACHED = frozenset({Verdict.REACHED, Verdict.EXCEEDED, Verdict.FAR_EXCEEDED})
# Without a word of its own an indicator joins the sentence of these classes.
_LISTS = (
    ("达标", Verdict.REACHED),
    ("超额", Verdict.EXCEEDED),
    ("陈述", Verdict.STATED),
    ("未设目标", Verdict.NO_TARGET),
)


def indicators_view(computation: Computation) -> View:
    """Return the names below 指标."""
    items = computation.indicators
    counted = [item.verdict for item in items]
    reached = sum(verdict in _REACHED for verdict in counted)
    missed = counted.count(Verdict.MISSED)
    stated = counted.count(Verdict.STATED)
    no_target = sum(not _has_target(item) for item in items)
    return {
        "有": bool(items),
        "总数": _count("指标.总数", len(items)),
        "达标数": _count("指标.达标数", reached),
        "未达标数": _count("指标.未达标数", missed),
        "未设数": _count("指标.未设数", no_target),
        "陈述数": _count("指标.陈述数", stated),
        "有达标": reached > 0,
        "有未达标": missed > 0,
        "有未设": no_target > 0,
        "有陈述": stated > 0,
        "全部达标": bool(items) and reached == len(items),
        "均未设": bool(items) and no_target == len(items),
        "类别": [_level1(name, group, computation.sums) for name, group in _grouped(items, 1)],
    }


def _has_target(item: IndicatorFigures) -> bool:
    return item.indicator.target_read.kind is not TargetKind.EMPTY


def _count(key: str, number: int) -> Shown:
    return Shown(text=f"{number}个", key=key, number=Decimal(number), unit="个")


def _grouped(
    items: Iterable[IndicatorFigures], level: int
) -> list[tuple[str, list[IndicatorFigures]]]:
    """Return the groups of a level in the order of the form, neighbours or not."""
    groups: dict[str, list[IndicatorFigures]] = {}
    for item in items:
        text = item.indicator.level1 if level == 1 else item.indicator.level2
        groups.setdefault(_level_name(text, level), []).append(item)
    return list(groups.items())


def _level_name(text: Text | None, level: int) -> str:
    """Return 产出指标 for “产 出指标(50分)”."""
    if text is None:
        return "绩效指标" if level == 1 else "其他指标"
    name = _BRACKETED.sub("", "".join(fold(text.text).split()))
    return name if name.endswith("指标") or len(name) > 6 else f"{name}指标"


def _level1(name: str, items: Sequence[IndicatorFigures], sums: Sequence[Sum]) -> View:
    weight = _added(f"指标类别.{name}.分值", [item.weight for item in items])
    score = _added(f"指标类别.{name}.得分", [item.score_stated for item in items])
    classes = [_level2(title, group, sums) for title, group in _grouped(items, 2)]
    return {
        "名称": text_shown(name),
        "分值": points_shown(weight),
        "得分": points_shown(score),
        "满分": weight is not None and score is not None and weight.value == score.value,
        "单一": len(classes) == 1,
        "分类": classes,
    }


def _added(key: str, figures: Sequence[Figure | None]) -> Figure | None:
    present = [figure for figure in figures if figure is not None]
    if not present or len(present) < len(figures):
        return None
    return Figure(
        key=key,
        value=sum((figure.value for figure in present), Decimal(0)),
        unit="分",
        formula="各指标之和",
        sources=tuple(place for figure in present for place in figure.sources),
    )


def _level2(name: str, items: Sequence[IndicatorFigures], sums: Sequence[Sum]) -> View:
    explained = [item for item in items if _is_explained(item)]
    quiet = [item for item in items if item not in explained]
    own_sums = [total for total in sums if total.parts[0] in items]
    lists = {
        title: [indicator_view(item) for item in quiet if item.verdict is verdict]
        for title, verdict in _LISTS
    }
    return {
        "名称": text_shown(name),
        "全部": [indicator_view(item) for item in items],
        **lists,
        "远超": _with(items, Verdict.FAR_EXCEEDED),
        "未达标": _with(items, Verdict.MISSED),
        "未填完成": _with(items, Verdict.NO_ACTUAL),
        "有说明": [indicator_view(item) for item in explained],
        "有合计": bool(own_sums),
        "合计": [
            {"名称": text_shown(total.name), "数值": quantity_shown(total.figure)}
            for total in own_sums
        ],
    }


def _with(items: Iterable[IndicatorFigures], verdict: Verdict) -> list[View]:
    return [indicator_view(item) for item in items if item.verdict is verdict]


def _is_explained(item: IndicatorFigures) -> bool:
    joins = item.verdict in {verdict for _, verdict in _LISTS}
    return joins and item.indicator.note.explanation is not None


def deviations_view(computation: Computation) -> View:
    """Return the names below 偏差."""
    missed = [item for item in computation.indicators if _deviates(item)]
    far = _with(computation.indicators, Verdict.FAR_EXCEEDED)
    return {
        "有": bool(missed),
        "有远超": bool(far),
        "明细": [indicator_view(item) for item in missed],
        "远超": far,
    }


def _deviates(item: IndicatorFigures) -> bool:
    return item.verdict is Verdict.MISSED or _lost_points(item) is not None


def _lost_points(item: IndicatorFigures) -> Figure | None:
    weight, stated = item.weight, item.score_stated
    if weight is None or stated is None or stated.value >= weight.value:
        return None
    key = stated.key.removesuffix("得分") + "扣分"
    return Figure(
        key=key,
        value=weight.value - stated.value,
        unit="分",
        formula="分值－得分",
        sources=(*weight.sources, *stated.sources),
    )


def indicator_view(item: IndicatorFigures) -> View:
    """Return the names of one indicator."""
    indicator, note = item.indicator, item.indicator.note
    lost = _lost_points(item)
    return {
        "名称": text_shown(indicator_name(indicator.level3.text)),
        "目标值": phrase_shown(indicator.target),
        "完成值": _actual(item),
        "完成比例": rate_shown(item.share),
        "偏差": quantity_shown(item.deviation),
        "分值": points_shown(item.weight),
        "得分": points_shown(item.score_stated),
        "测算得分": points_shown(item.score),
        "扣分": points_shown(lost),
        "原因": sentences_shown(indicator.reason),
        "说明": sentences_shown(note.explanation),
        "数据来源": phrase_shown(note.data_source),
        "佐证材料": phrase_shown(note.evidence),
        "有目标": _has_target(item),
        "失分": lost is not None,
    }


def indicator_name(text: str) -> str:
    """Return the name of an indicator without “指标1：” and stars."""
    return _SERIAL.sub("", " ".join(text.split()))


def _actual(item: IndicatorFigures) -> Shown:
    """Print the actual value; a bare number gets the target's unit."""
    if item.indicator.actual is None:
        return NOTHING
    if item.actual is None:
        return phrase_shown(item.indicator.actual)
    target_unit = item.target.unit if item.target else ""
    unit = item.actual.unit or target_unit
    return Shown(
        text=f"{plain(item.actual.value)}{unit}",
        key=item.actual.key,
        number=item.actual.value,
        unit=unit,
    )
