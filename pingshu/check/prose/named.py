"""Counts, rates and amounts with a noun against the indicators and the lines of 支出明细.

Knows how a noun in a sentence agrees with the name of an indicator: fully, or only in part. What
agrees in part is a hint at most, and none at all where any other figure explains the number.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum
from functools import cache

from pingshu.finding import Finding, found
from pingshu.mentions import Clause, Mention, same_unit
from pingshu.model import Computation, Form, FundFigures, Indicator, Role, Text
from pingshu.sheet import Place
from pingshu.values import fold, normalise_label, plain

_MONEY = frozenset({"元", "万元", "亿元"})
_VERBS = (
    r"举办|开展|组织|完成|新建成?|新增|建设|建成|改造|购置|采购|发放|印制|印发|签订|实施|实现|接待|享受"
    r"|纳入|参加|培养|制作|安装|修建|修缮|维修|检查|救助|资助|补助|拍摄|播放|处理|受理|达到|达|共计|共"
)
_FILLING = (
    rf"(?:{_VERBS}|(?:19|20)[0-9]{{2}}年度?|全年|全[县市区省]|本年度?|当年|年度|年内|总|累计|已|并|和|及|的"
    r"|各类|我[局县市院校区]|本[县市区]|同时|为|是|共有|实际|合计|总计|其|使|对|向|将|进行|约|有|从而|保持|在|稳定在|办了|了)"
)
_FRONT = re.compile(rf"{_FILLING}+")
_BEHIND = re.compile(rf"{_FILLING}+$")
_AFTER_VERB = re.compile(rf"(?:.*(?:{_FILLING}|支付|支出|列支|用于|投入))?")
_COUNTED = re.compile(
    r"(?:数量|次数|人次数?|人数|户数|场次|期数|个数|件数|份数|台数|面积|金额|总数|数)$"
)
_NOT_WHOLE = re.compile(
    r"其中|包括|每|平均|各|历年|多年|期间|五年|近[0-9一二三四五六七八九十]+年|原|另|还|其余|未|没有|不足|缺|尚|推迟|延期|剩|标准|规定|根据|依据|按照"
    r"|全国|全省|要求|应|提高|增长|增加|下降|减少|降低|比|较|至少一|上升|占"
)
_LEAST_SHARED = 3
# Somebody else than who fills in the form.
_OTHERS = re.compile(r"[馆校站镇乡村]|(?<!全)[县市]|中心|公司|单位|协会|(?<![我本])局")


class _Likeness(IntEnum):
    NONE = 0
    PART = 1
    FULL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A figure of the form with a name.

    Attributes:
        core: the name without verbs and counting words.
        unit: money as written, else the bare measure word.
        values: what may be stated: one value, or the ends of a range.
        told: the value as it stands in its cell.
        whole: whether only the full name means it.
    """

    name: str
    core: str
    unit: str
    values: tuple[Decimal, ...]
    told: str
    source: Place
    whole: bool = False


KnownFigures = Mapping[bool, Sequence[Known]]
"""Whether a text is a plan → the figures that it is compared with."""


def named_findings(
    written: Text, clauses: Sequence[Clause], known: Sequence[Known]
) -> Iterator[Finding]:
    """Find text-indicator-differs, text-indicator-doubtful."""
    for clause in clauses:
        if not clause.in_year or _NOT_WHOLE.search(_without_names(clause, known)):
            continue
        for mention in clause.mentions:
            yield from _compared(written, clause, mention, known)


def _without_names(clause: Clause, known: Sequence[Known]) -> str:
    """Return a sentence up to the end of a clause; 标准 in 支付标准 is no standard."""
    words = f"{clause.in_sentence}{clause.words}"
    for one in known:
        words = words.replace(one.core, "") if len(one.core) > _LEAST_SHARED else words
    return words


# --- what the form says -------------------------------------------------------------------


def known_figures(form: Form, computation: Computation) -> KnownFigures:
    """Return the figures of a form by their names: its targets for a plan, else what was done."""
    return {planned: tuple(_known(form, computation, planned=planned)) for planned in (True, False)}


def _known(form: Form, computation: Computation, *, planned: bool) -> Iterator[Known]:
    for item in computation.indicators:
        known = _target(item.indicator) if planned else _actual(item.indicator)
        if known is not None:
            yield known
    if form.spending and not planned:
        for line in form.spending.lines:
            if line.amount and line.amount.value is not None:
                told = f"{line.amount.text}{form.amount_unit}"
                place = line.amount.place
                yield _made(line.label, place, form.amount_unit, (line.amount.value,), told)
    for row in computation.funds:
        yield from _fund(row, form.amount_unit)


def _fund(row: FundFigures, unit: str) -> Iterator[Known]:
    """Yield a part of the funds: whatever is stated of it, budget or spending, may be meant."""
    figures = (row.budget_initial, row.budget, row.executed, row.unspent)
    present = [figure for figure in figures if figure]
    if present and row.row.role is not Role.TOTAL:
        told = "、".join(dict.fromkeys(plain(figure.value) for figure in present))
        values = tuple(figure.value for figure in present)
        made = _made(row.row.label, present[0].sources[0], unit, values, f"{told}{unit}")
        yield replace(made, core=normalise_label(row.row.label.text), whole=True)


def _actual(indicator: Indicator) -> Known | None:
    read = indicator.actual_read
    if read is None or indicator.actual is None:
        return None
    unit = read.unit or indicator.target_read.unit
    return _made(
        indicator.level3, indicator.actual.place, unit, (read.value,), indicator.actual.text
    )


def _target(indicator: Indicator) -> Known | None:
    read = indicator.target_read
    values = tuple(end for end in (read.low, read.high) if end is not None)
    if indicator.target is None or not values:
        return None
    unit = read.unit or (indicator.actual_read.unit if indicator.actual_read else "")
    return _made(indicator.level3, indicator.target.place, unit, values, indicator.target.text)


def _made(name: Text, source: Place, unit: str, values: Iterable[Decimal], told: str) -> Known:
    bare, power = same_unit(unit)
    return Known(
        name=name.text,
        core=_core(name.text, bare),
        unit=bare,
        values=tuple(value.scaleb(power) for value in values),
        told=told,
        source=source,
    )


@cache
def _core(name: str, unit: str = "") -> str:
    """Return what a name says without serial, brackets, verbs and counting words."""
    bare = re.sub(r"\([^()]*\)|^[0-9一二三四五六七八九十]{1,2}[、.]|[\s★“”\"]", "", fold(name))
    counted = _COUNTED.sub("", bare)
    if unit and counted.endswith(unit):
        counted = counted.removesuffix(unit)
    kept = counted if len(counted) > 1 else bare
    front = _FRONT.match(kept)
    rest = kept[front.end() :] if front else kept
    return rest if len(rest) > 1 else kept


# --- the comparison -----------------------------------------------------------------------


def _compared(
    written: Text, clause: Clause, mention: Mention, known: Sequence[Known]
) -> Iterator[Finding]:
    of_unit = [one for one in known if _is_comparable(mention, one)]
    likeness = [_likeness(mention, one) for one in of_unit]
    best = max(likeness, default=_Likeness.NONE)
    meant = [one for one, like in zip(of_unit, likeness, strict=True) if like is best]
    if best is _Likeness.NONE or any(_agrees(mention, one) for one in meant):
        return
    is_part = best is _Likeness.PART
    if is_part and (len(meant) > 1 or any(_agrees(mention, one) for one in of_unit)):
        return
    yield found(
        "text-indicator-doubtful" if is_part else "text-indicator-differs",
        written.place,
        clause=clause.words,
        actual=mention.written,
        expected=meant[0].told,
        name=meant[0].name,
        cell=f"“{meant[0].source.sheet}”{meant[0].source.cell}",
    )


def _is_comparable(mention: Mention, one: Known) -> bool:
    if mention.is_money:
        return one.unit in _MONEY
    return one.unit == same_unit(mention.unit)[0]


def _agrees(mention: Mention, one: Known) -> bool:
    return any(mention.states(value, one.unit) for value in one.values)


def _likeness(mention: Mention, one: Known) -> _Likeness:
    """Return how well the noun before the number, or the one behind it, agrees with a name."""
    noun = _BEHIND.sub("", re.sub(r"[“”\"]", "", mention.lead))
    noun = _COUNTED.sub("", noun).removesuffix(one.unit)
    if noun:
        like = _like(noun, one.core)
        return _Likeness.NONE if one.whole and like is _Likeness.PART else like
    behind = re.sub(r"[“”\"]|^的", "", mention.tail)
    is_named = behind == one.core or (len(one.core) > _LEAST_SHARED and behind.startswith(one.core))
    return _Likeness.FULL if len(one.core) > 1 and is_named else _Likeness.NONE


def _like(noun: str, core: str) -> _Likeness:
    """Return how well two nouns agree; what stands before a verb does not belong to a noun."""
    if noun.endswith(core):
        before = noun.removesuffix(core)
        if _AFTER_VERB.fullmatch(before) and not _OTHERS.search(before):
            return _Likeness.FULL
        return _Likeness.PART if len(core) > _LEAST_SHARED else _Likeness.NONE
    own = _core(noun)
    is_shared = len(own) > 1 and (core.endswith(own) or core.startswith(own))
    is_shared = is_shared or (len(own) > _LEAST_SHARED and _is_shortened(own, core))
    return _Likeness.PART if is_shared else _Likeness.NONE


def _is_shortened(noun: str, core: str) -> bool:
    """Return whether a noun is a name with some of its characters left out: 文物巡查覆盖率."""
    characters = iter(core)
    return noun[0] == core[0] and all(character in characters for character in noun)
