"""Numbers as written in a text: where one begins and ends, its unit, and when two say the same.

Knows signs, thousands' commas, full-width digits and units. Must not know what is counted.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pingshu.mentions import same_unit
from pingshu.values import Quantity, convert_money, fold, parse_amount, parse_number

_DIGIT = "0-9０-９"
_NUMBER = re.compile(
    rf"(?:(?<![{_DIGIT}A-Za-z)）%％年月日号])[-+−－＋])?"
    rf"(?:[{_DIGIT}]{{1,3}}(?:,[{_DIGIT}]{{3}}(?![{_DIGIT}]))+|[{_DIGIT}]+)(?:[.．][{_DIGIT}]+)?"
)
_TOKEN = re.compile(rf"{_NUMBER.pattern}|\S")
_MONEY = re.compile(r"[亿万]?元|[亿万](?=[^\u3400-\u9fff]|$)")
_PERCENT = re.compile(r"[%％]")
_YEAR = r"(?:19|20)\d{2}"
_UNCOUNTED = re.compile(
    rf"{_YEAR}\s*(?:[-—–~～至]\s*{_YEAR}\s*)?年度?|\d{{1,2}}\s*月份?(?:\s*\d{{1,2}}\s*[日号])?"
    rf"|{_YEAR}([-./])\d{{1,2}}\1\d{{1,2}}"
    rf"|[〔\[［(（]{_YEAR}[〕\]］)）]\s*第?\s*\d+|第\s*\d+|[A-Za-z]\d+"
    r"|^\s*(?:附件|附表|附图|表|图|目标|任务)\s*[:：]?\s*\d{1,2}"
    r"|^\s*[(（]?\d{1,2}(?:\.\d{1,2})*(?:[)）、]|[.．:： \u3000](?!\d))",
    re.MULTILINE,
)
_GAP = re.compile(r"[ \u00a0\u3000]?")
_WRAPPED = re.compile(r"[“‘【]?(?:请核实：)?(.*?)[”’】]?")


Area = tuple[int, int]
"""The characters of a text from the first to the one behind the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A number or a single character of a text."""

    text: str
    start: int
    end: int
    is_number: bool


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text without its white space; a number in one spelling."""
    return tuple(_token(match) for match in _TOKEN.finditer(text))


def _token(match: re.Match[str]) -> Token:
    written = match[0]
    is_number = len(written) > 1 or written.isdecimal()
    text = fold(written).replace(",", "") if is_number else written
    return Token(text=text, start=match.start(), end=match.end(), is_number=is_number)


def number_areas(text: str) -> list[Area]:
    """Return where the numbers of a text begin and end."""
    return [match.span() for match in _NUMBER.finditer(text)]


def counted_areas(text: str) -> list[Area]:
    """Return where the numbers of a text stand that say how much of something there is.

    Dates, serials and the numbers of documents do not.
    """
    passed = [match.span() for match in _UNCOUNTED.finditer(text)]
    return [area for area in number_areas(text) if not overlaps(area, passed)]


def overlaps(area: Area, others: Iterable[Area]) -> bool:
    """Return whether an area has a character in common with one of others."""
    return any(area[0] < end and area[1] > start for start, end in others)


def masked(text: str) -> str:
    """Return a text with 0 for each number."""
    return _NUMBER.sub("0", text)


@lru_cache(maxsize=4096)
def _parts(figure: str) -> tuple[str, str, str] | None:
    """Return what stands before the number of a figure, its unit, and what follows that.

    None unless it holds one number.
    """
    numbers = list(_NUMBER.finditer(figure))
    if len(numbers) != 1:
        return None
    number = numbers[0]
    unit = _unit_at(figure, number.end())
    # The measure word of a figure without brackets is all that follows it.
    end = number.end() + len(unit) if unit else _end_of_word(figure, number.end())
    return figure[: number.start()], figure[number.end() : end], figure[end:]


def _unit_at(text: str, start: int) -> str:
    found = _MONEY.match(text, start) or _PERCENT.match(text, start)
    return found[0] if found else ""


def _end_of_word(figure: str, start: int) -> int:
    closing = re.search("[”’】]", figure[start:])
    return start + closing.start() if closing else len(figure)


def has_unit(figure: str, text: str, end: int) -> bool:
    """Return whether the unit of a figure, or one of its class, follows a number in a text.

    Args:
        figure: as it was printed.
        text: what stands there now.
        end: where the number ends.
    """
    parts = _parts(figure)
    return parts is not None and _unit_end(parts[1], text, end) > end


def snapped(text: str, start: int, end: int, figure: str) -> Area | None:
    """Return the whole of the figure that a stretch of a text touches, None if it touches none.

    Args:
        text: what stands there now.
        start: where the stretch begins.
        end: where it ends.
        figure: as it was printed: tells which unit and which brackets belong to it.
    """
    parts = _parts(figure)
    if parts is None:
        return None
    near = [one for one in _NUMBER.finditer(text) if one.start() < end and one.end() > start]
    if not near:
        return None
    number = max(near, key=lambda one: _fit(text, one, figure))
    return _widened(text, number.start(), number.end(), parts)


def _fit(text: str, number: re.Match[str], figure: str) -> tuple[bool, bool]:
    """Return how well one of several numbers fits a figure; of equal ones the first is taken."""
    is_same = figure in text[number.start() : number.start() + len(figure)]
    return is_same, has_unit(figure, text, number.end())


def widened(text: str, start: int, end: int, figure: str) -> Area:
    """Return where a figure begins and ends whose number stands there."""
    parts = _parts(figure)
    return (start, end) if parts is None else _widened(text, start, end, parts)


def _widened(text: str, start: int, end: int, parts: tuple[str, str, str]) -> Area:
    before, unit, behind = parts
    end = _unit_end(unit, text, end)
    if behind and text.startswith(behind, end):
        end += len(behind)
    if before and text.endswith(before, 0, start):
        start -= len(before)
    return start, end


def _unit_end(unit: str, text: str, end: int) -> int:
    """Return where the unit behind a number ends: the same, or another one of its class."""
    gap = _GAP.match(text, end)
    begin = gap.end() if gap else end
    for of_class in (_MONEY, _PERCENT):
        if of_class.fullmatch(unit):
            found = of_class.match(text, begin)
            return found.end() if found else end
    return begin + len(unit) if unit and text.startswith(unit, begin) else end


def same_figure(first: str, second: str) -> bool:
    """Return whether two ways of writing a figure say the same.

    1,234.50万元 and 1234.5万元 do, 98％ and 98.0%, 1.2亿元 and 12000万元; 98% and 98 do not.
    """
    if first == second:
        return True
    one, other = _worth(first), _worth(second)
    return one == other if one and other else _bare(first) == _bare(second)


def _bare(text: str) -> str:
    return "".join(fold(text).split())


@lru_cache(maxsize=4096)
def _worth(text: str) -> tuple[Decimal, str] | None:
    """Return the number in its smallest unit, and that unit; None if it is not one number."""
    inner = _WRAPPED.fullmatch(text.strip())
    bare = _bare(inner[1] if inner else text)
    quantity = parse_amount(bare)
    if isinstance(quantity, Quantity) and quantity.unit:
        return convert_money(quantity.value, quantity.unit, "元"), "元"
    counted = parse_number(bare)
    if not isinstance(counted, Quantity):
        return None
    unit, power = same_unit(counted.unit)
    return counted.value.scaleb(power), unit


def alike_in_form(first: str, second: str) -> bool:
    """Return whether two figures are printed alike but for the number: 5万元 and 6万元 are."""
    return masked(first) == masked(second)
