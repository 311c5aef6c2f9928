"""Sums inside a sentence: a total and what it is made of, in words (其中…) or signs (A＝B＋C).

Knows the sentence alone. Must not know any table. What follows 其中 need not be all there is.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile

from pingshu.finding import Finding, found
from pingshu.model import Text
from pingshu.values import Fit, fit_of_sum, fold, plain

_NUMBER = r"-?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_MONEY = r"(?:[亿万]?元)"
_START = r"(?<![-0-9.,~])"
_TERM = rf"[^-0-9=+,;。、()%~]{{0,16}}{_NUMBER}{_MONEY}?"
_END = r"(?![-+*/×÷%0-9.]|[^,;。、()\s=])"
_EQUATIONS = (
    re.compile(
        rf"{_START}(?P<total>{_NUMBER}{_MONEY}?)=(?P<parts>{_TERM}(?:\+{_TERM}){{1,40}}){_END}"
    ),
    re.compile(rf"{_START}(?P<parts>{_TERM}(?:\+{_TERM}){{1,40}})=(?P<total>{_TERM}){_END}"),
)
_LIST = re.compile(
    rf"{_START}(?P<total>{_NUMBER}{_MONEY})(?:[,(:;。]*其中[:,]?|\()"
    rf"(?P<parts>[^-0-9=+,;。、()%~]{{1,16}}{_NUMBER}{_MONEY}"
    rf"(?:(?:[、,和及与]|以及)[^-0-9=+,;。、()%~]{{1,16}}{_NUMBER}{_MONEY}){{1,40}})"
    r"(?P<end>[。;)\s]|$|[,、])"
)
_AMOUNT = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>{_MONEY}?)")
_REACH = 40
_FLOWS = ("收入", "支出", "结余")
_CODES = {Fit.WRONG: "text-sum-differs", Fit.ROUNDED: "text-sum-rounding"}
_NEARLY = Decimal("0.9")
_HARDLY_MORE = Decimal("1.1")
_UNIT_OF_BARE_NUMBERS = "万元"


def sum_findings(written: Text) -> Iterator[Finding]:
    """Find text-sum-differs, text-sum-rounding, text-sum-short."""
    folded = "".join(fold(written.text).split(" "))
    for pattern in _EQUATIONS:
        for match in pattern.finditer(folded):
            yield from _equation(written, match)
    for match in _LIST.finditer(folded):
        yield from _list(written, match)


def _amounts(text: str) -> list[tuple[Decimal, str]]:
    found_ = _AMOUNT.finditer(text)
    return [(Decimal(one["number"].replace(",", "")), one["unit"]) for one in found_]


def _equation(written: Text, match: re.Match[str]) -> Iterator[Finding]:
    (total, own), parts = _amounts(match["total"])[-1], _amounts(match["parts"])
    units = {unit for unit in (own, *(unit for _, unit in parts)) if unit}
    if len(units) > 1:
        return
    unit, values = "".join(units), [value for value, _ in parts]
    fit = fit_of_sum(total, values, unit or _UNIT_OF_BARE_NUMBERS, of_one_hand=True)
    if fit is not Fit.EXACT:
        yield _told(written, match, _CODES[fit], values, unit)


def _list(written: Text, match: re.Match[str]) -> Iterator[Finding]:
    (total, unit), *_ = _amounts(match["total"])
    parts = _amounts(_of_one_flow(match))
    values = [value for value, _ in parts]
    if len(values) < 2 or any(one != unit for _, one in parts):
        return
    # What follows the parts in the same breath may be no part any more.
    prefixes = [values[:count] for count in range(2, len(values) + 1)]
    fits = [fit_of_sum(total, prefix, unit, of_one_hand=True) for prefix in prefixes]
    if Fit.EXACT in fits:
        return
    added = sum(values, Decimal(0))
    if Fit.ROUNDED in fits:
        rounded = prefixes[fits.index(Fit.ROUNDED)]
        yield _told(written, match, "text-sum-rounding", rounded, unit)
    elif _is_closed(match, total, added):
        yield _told(written, match, "text-sum-differs", values, unit)
    elif "," not in match["parts"] and _is_nearly(total, added):
        yield _told(written, match, "text-sum-short", values, unit)


def _of_one_flow(match: re.Match[str]) -> str:
    """Return the parts up to the first that is of another flow than the total."""
    nearby = match.string[: match.start()][-_REACH:]
    before = re.split(r"[,;。()]", nearby)[-1]
    others = [flow for flow in _FLOWS if flow not in before]
    terms = match["parts"].split(",")
    own = takewhile(lambda term: not any(flow in term for flow in others), terms)
    return ",".join(own)


def _is_closed(match: re.Match[str], total: Decimal, added: Decimal) -> bool:
    """Return whether the parts are more than the total, and nothing else than its parts."""
    if abs(added) <= abs(total):
        return False
    ends = match["end"] not in {",", "、"}
    return "," not in match["parts"] or (ends and abs(added) <= abs(total) * _HARDLY_MORE)


def _is_nearly(total: Decimal, added: Decimal) -> bool:
    return abs(total) * _NEARLY <= abs(added) < abs(total)


def _told(
    written: Text, match: re.Match[str], code: str, values: Sequence[Decimal], unit: str
) -> Finding:
    return found(
        code,
        written.place,
        expected=f"{plain(sum(values, Decimal(0)))}{unit}",
        actual=_total_told(match),
        sentence=_sentence(match),
    )


def _total_told(match: re.Match[str]) -> str:
    number, unit = _amounts(match["total"])[-1]
    return f"{number:f}{unit}"


def _sentence(match: re.Match[str]) -> str:
    """Return what was read, with the punctuation of a Chinese text."""
    marks = str.maketrans(",:;()=+", "，：；（）＝＋")
    return match[0].rstrip(",;。、()").translate(marks)
