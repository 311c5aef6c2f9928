"""What a template may say of a points rubric: group by group, what was reached, gained and lost.

Knows figures and texts of a rubric. Must not know Word, Excel or Jinja. An item of which nothing
is told joins the sentence of its group; every other one is told by itself.
"""

import re

from pingshu.model import (
    Computation,
    Excess,
    Figure,
    Form,
    Number,
    RubricFigures,
    RubricGroupFigures,
    RubricItem,
    RubricItemFigures,
    Text,
    is_unread,
    says_something,
)
from pingshu.values import plain
from pingshu.view import (
    NOTHING,
    Shown,
    View,
    number_shown,
    phrase_shown,
    points_due,
    points_shown,
    sentences_shown,
    text_shown,
    unsettled_shown,
)

_SERIAL = re.compile(
    r"^(?:[(（][一二三四五六七八九十0-9]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[0-9]{1,2}(?:[.．][0-9]{1,2})*(?:[.．、]|\s+)(?![0-9]))\s*"
)
_WIDE = re.compile(r"\(([^()]*)\)")
_POINTS_BEHIND = re.compile(r"\s*[(（][^()（）]*?[0-9.]+\s*分?\s*[)）]$")


def rubric_view(form: Form, computation: Computation) -> View:
    """Return the names below 细则."""
    stated = form.rubric.total_stated if form.rubric else None
    figures = computation.rubric or RubricFigures(groups=(), maximum=None, points=None, bonus=None)
    items = [item for group in figures.groups for item in group.items]
    lost = [_item(item) for item in items if item.lost is not None]
    return {
        "有": bool(items),
        "满分": points_due(figures.maximum, [item.item.maximum for item in items], "分值"),
        "得分": points_due(
            computation.score_total, [stated, *(item.item.points for item in items)], "自评得分"
        ),
        "加分": points_shown(figures.bonus),
        "扣分": points_shown(figures.lost),
        "有加分": figures.bonus is not None,
        "失分": lost,
        "有失分": bool(lost),
        "有二级": any(item.item.section for item in items),
        "大项": [_group(group) for group in figures.groups],
        "行": [_row(item, group) for group in figures.groups for item in group.items],
    }


def _group(figures: RubricGroupFigures) -> View:
    items = figures.items
    quiet = [item for item in items if _is_quiet(item)]
    return {
        "名称": text_shown(_name(figures.group.name.text)),
        "满分": points_due(figures.maximum, [item.item.maximum for item in items], "分值"),
        "得分": points_due(figures.points, [item.item.points for item in items], "自评得分"),
        "加分": points_shown(figures.bonus),
        "扣分": points_shown(figures.lost),
        **_standing(figures),
        "略述": [_item(item) for item in quiet],
        "细述": [_item(item) for item in items if item not in quiet],
    }


def _standing(figures: RubricGroupFigures | RubricItemFigures) -> View:
    return {
        "有加分": figures.bonus is not None,
        "失分": figures.lost is not None,
        "高于满分": figures.excess is Excess.EXPLAINED,
        "超出": figures.excess is Excess.UNEXPLAINED,
    }


def _is_quiet(figures: RubricItemFigures) -> bool:
    """Return whether there is nothing to tell but that an item got its maximum."""
    item, maximum, points = figures.item, figures.maximum, figures.points
    told = (item.note, item.evidence, item.loss_reason)
    full = maximum is not None and points is not None and maximum.value == points.value
    return full and figures.bonus is None and not any(map(says_something, told))


def _item(figures: RubricItemFigures) -> View:
    item = figures.item
    # What tells of the bonus is not told a second time.
    told = item.note is not None and item.note == item.bonus_reason
    return {
        "名称": text_shown(_name(item.name.text)),
        "满分": points_due(figures.maximum, [item.maximum], "分值"),
        "得分": points_due(figures.points, [item.points], "自评得分"),
        "加分": points_shown(figures.bonus),
        "扣分": points_shown(figures.lost),
        **_standing(figures),
        "说明": _sentences(item.note),
        "说明含加分": told,
        "加分依据": _sentences(None if told else item.bonus_reason),
        "扣分原因": _sentences(item.loss_reason),
        "缺扣分原因": figures.lost is not None and not item.tells_why_lost,
        "佐证材料": phrase_shown(item.evidence) if says_something(item.evidence) else NOTHING,
    }


def _sentences(text: Text | None) -> Shown:
    return sentences_shown(text) if says_something(text) else NOTHING


def _name(text: str) -> str:
    """Return a name without the serial number before it and the points behind it."""
    name = "".join(text.split())
    unnumbered = _SERIAL.sub("", " ".join(text.split()))
    return _WIDE.sub(r"（\1）", _POINTS_BEHIND.sub("", "".join(unnumbered.split()))) or name


# --- the form itself ----------------------------------------------------------------------


def _row(figures: RubricItemFigures, group: RubricGroupFigures) -> View:
    item = figures.item
    return {
        "大项": text_shown(_group_with_points(group)),
        "二级": _words(item.section),
        "小项": _words(item.name),
        "分值": _number(item.maximum, figures.maximum, "分值"),
        "得分": _number(item.points, figures.points, "自评得分"),
        "加分": number_shown(figures.bonus),
        "说明": _words(item.note),
        "依据": _grounds(item),
    }


def _group_with_points(group: RubricGroupFigures) -> str:
    text = group.group.name.text
    if group.maximum is None or _POINTS_BEHIND.search(text):
        return text
    return f"{text}（{plain(group.maximum.value)}分）"


def _words(text: Text | None) -> Shown:
    return NOTHING if text is None else text_shown(text.text)


def _number(number: Number | None, figure: Figure | None, name: str) -> Shown:
    return unsettled_shown(name) if is_unread(number) else number_shown(figure)


def _grounds(item: RubricItem) -> Shown:
    """Return what the form says of bonus and loss in columns of their own."""
    grounds = [item.bonus_reason, item.loss_reason]
    own = [text.text for text in grounds if text and text not in (item.note, item.rule)]
    return text_shown("\n".join(own))
