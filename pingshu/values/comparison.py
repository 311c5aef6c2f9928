"""The grammar of targets: signs and words of comparison, bounds before and behind, ranges.

Knows how Chinese forms say "at least" and "from … to …". Must not know how a number is read: it
cuts a text into a comparison and what is compared, and leaves the rest to the caller.
"""

import re
from enum import StrEnum


class Operator(StrEnum):
    """How an actual value is to stand to the target's number."""

    AT_LEAST = "≥"
    MORE = ">"
    AT_MOST = "≤"
    LESS = "<"
    EQUAL = "="


_SIDES = {
    Operator.AT_LEAST: 1,
    Operator.MORE: 1,
    Operator.EQUAL: 0,
    Operator.AT_MOST: -1,
    Operator.LESS: -1,
}
# These yield to a limit behind the number: 控制在30分钟以内, 达到90%以上.
_YIELDING = {
    **dict.fromkeys(("达到", "达", "完成"), Operator.AT_LEAST),
    "控制在": Operator.AT_MOST,
}
_STRICT = {
    **dict.fromkeys(
        ("不低于", "不少于", "不小于", "大于等于", "大于或等于", "至少"), Operator.AT_LEAST
    ),
    **dict.fromkeys(("大于", "高于", "多于", "超过"), Operator.MORE),
    **dict.fromkeys(
        ("不高于", "不多于", "不大于", "不超过", "小于等于", "小于或等于", "至多", "最多"),
        Operator.AT_MOST,
    ),
    **dict.fromkeys(("小于", "低于", "少于"), Operator.LESS),
    "等于": Operator.EQUAL,
}
_WORDS = _STRICT | _YIELDING
_LIMITS = {
    "以上": Operator.AT_LEAST,
    **dict.fromkeys(("以下", "以内", "之内", "内"), Operator.AT_MOST),
}

_VALUE = r"[-+]?[.0-9]"
# A name may stand before the comparison. Where that name denies (未达到, 并不超过), the text says
# the opposite of the word and is left to people.
_COMPARISON = re.compile(
    r"(?:[^0-9≥≤<>=]{0,20}(?P<sign>[≥≤<>=])"
    rf"|[^0-9≥≤<>=不未非没]{{0,20}}?(?P<word>{'|'.join(_WORDS)}))?"
    rf"(?P<value>{_VALUE}.*?)(?:及?(?P<limit>{'|'.join(_LIMITS)}))?"
)
_MUST_NOT = re.compile(r"不[得能应可](?=[高低大小多少超])")
_INCLUDED = re.compile(r"\(含\)")
_AND = re.compile(r"[,;、]?且|[,;、](?=[≥≤<>不])")

_VARIABLE = r"[A-Za-zχ×\u3400-\u9fff]{1,12}"
_CHAIN = re.compile(
    rf"(?P<first>{_VALUE}[^≥≤<>]*)"
    rf"(?:[≤<]{_VARIABLE}[≤<]|(?P<descending>[≥>]{_VARIABLE}[≥>]))"
    rf"(?P<last>{_VALUE}[^≥≤<>]*)"
)
_SPAN = re.compile(
    rf"(?:控制在|保持在)?(?P<first>{_VALUE}[^-~—至到]*)(?:-|~|—{{1,2}}|至|到)"
    rf"(?P<last>{_VALUE}[^-~—至到]*?)(?:之间)?"
)


def tidy_comparison(folded: str) -> str:
    """Drop what does not change a target: closing punctuation, (含), and 得 in 不得低于."""
    return _MUST_NOT.sub("不", _INCLUDED.sub("", folded.rstrip("。;,")))


def split_comparison(tidy: str) -> tuple[Operator | None, str] | None:
    """Cut "不低于95%" into the operator and "95%"; no operator where the text has none.

    None if there is no number to compare with, or if what stands before and behind the number
    contradict each other ("≥90%以下").
    """
    match = _COMPARISON.fullmatch(tidy)
    if match is None:
        return None
    limit = _LIMITS.get(match["limit"])
    stated = _stated(match["sign"], match["word"], limit)
    if stated and limit and _SIDES[stated] != _SIDES[limit]:
        return None
    return stated or limit, match["value"]


def _stated(sign: str | None, word: str | None, limit: Operator | None) -> Operator | None:
    if sign:
        return Operator(sign)
    if word in _YIELDING and limit:
        return limit
    return _WORDS[word] if word else None


def split_range(tidy: str) -> tuple[str, str] | None:
    """Cut "95%-105%", "105%≥x≥95%" or "≥95%且≤105%" into the lower and the upper end."""
    match = _CHAIN.fullmatch(tidy)
    if match:
        first, last = match["first"], match["last"]
        return (last, first) if match["descending"] else (first, last)
    match = _SPAN.fullmatch(tidy)
    return (match["first"], match["last"]) if match else _joined_bounds(tidy)


def _joined_bounds(tidy: str) -> tuple[str, str] | None:
    bounds = [split_comparison(part) for part in _AND.split(tidy)]
    sides = {_SIDES[bound[0]]: bound[1] for bound in bounds if bound and bound[0]}
    return (sides[1], sides[-1]) if len(bounds) == 2 and sides.keys() == {1, -1} else None
