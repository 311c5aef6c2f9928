"""How figures, dates, lists and titles are written in Chinese prose.

Knows the house style of an official report. Must not know projects, indicators or how a figure
was made: nothing here rounds a value that it is given, except the rate of a change.
"""

import datetime
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from functools import lru_cache

# Wide enough for any quotient of two cells, however absurd.
_WIDE = Context(prec=700, rounding=ROUND_HALF_UP)
_POWERS_TO_TEN_THOUSAND = {"元": -4, "万元": 0, "亿元": 4}

_DATES = (
    re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?"),
    re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[ T]00:00(?::00)?)?"),
)
_DOCUMENT_YEAR = re.compile(
    r"(?:(?<=\S)\s+)?[\[［(（【〔﹝]\s*([0-9]{4})\s*[\]］)）】〕﹞]\s*(?=(?:第\s*)?[0-9]+\s*号)"
)

_HAN = r"\u3400-\u9fff〇"
_PUNCTUATION = "，。；：、！？“”‘’（）《》〈〉【】〔〕"
_LIST_ITEM = r"(?:目标|指标|任务|其)?(?:[0-9]+|[一二三四五六七八九十]+)[、.．：:]"
_WHITE_SPACE = re.compile(r"\s+")
_TYPED_WRAP = re.compile(rf"(?<=[{_HAN}])\s(?!{_LIST_ITEM})(?=[{_HAN}])")
_IDLE_SPACE = re.compile(rf"(?<=[{_PUNCTUATION}]) | (?=[{_PUNCTUATION}])")
_ENDED = re.compile(r"(?:[。！？!?]|……)[”’」』）)》】]*$")
_LOOSE_END = "；;，,、：:.． \n"

_CODE = re.compile(
    r"(?:[\[［【〔(（](?P<enclosed>[0-9A-Z]{3,})[\]］】〕)）]|(?P<leading>[0-9A-Z]{3,})\s*[-－—–_])"
    r"\s*(?P<name>(?:(?:19|20)[0-9]{2}年|[^0-9\s]).*)",
    re.DOTALL,
)
_YEAR_LIKE = re.compile(r"(?:19|20)[0-9]{2}")
_LEADING_YEAR = re.compile(r"([0-9]{4})\s*年(?:度|(?!度))\s*(?![初底末0-9])(?=\S)")
_TRAILING_UNIT = re.compile(
    r"\s?[(（【\[]\s?(?:(?:金额)?单位\s?[:：]?)?\s?(?:万元|亿元|元)\s?[)）】\]]$"
)
_FORM_BEHIND = re.compile(r"(?<=\S)(?:绩效)?(?:评价)?自评(?:报告|表)$")
_YEAR_OF_PLACE = re.compile(
    r"(?<=[县市区州旗])([0-9]{4})\s*年(?:度|(?!度))\s*(?![初底末0-9])(?=\S)"
)


class Direction(StrEnum):
    """The word for the way in which a figure has changed."""

    UP = "增加"
    DOWN = "减少"
    SAME = "持平"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure against an earlier one.

    Attributes:
        direction: The word to use.
        amount: How far the two are apart, without a sign.
        rate: The distance in percent of the earlier figure, without a sign; None where it says
            nothing: the figures are equal, or so near that it rounds to zero, or the earlier one
            is not above zero.
    """

    direction: Direction
    amount: Decimal
    rate: Decimal | None


# Of two equal numbers both are written alike, and a report writes many of them several times.
@lru_cache(maxsize=1024)
def _number(value: Decimal, places: int) -> str:
    whole, _, decimals = f"{value:f}".partition(".")
    decimals = decimals.rstrip("0").ljust(places, "0")
    digits = f"{whole}.{decimals}" if decimals else whole
    return digits.lstrip("-") if value == 0 else digits


def amount(value: Decimal, unit: str = "万元", *, places: int = 0) -> str:
    """Write an amount with its unit; `places` is the least number of decimals to show.

    No decimal that the value has is lost; zeros at the end are, unless `places` asks for them.
    """
    return f"{_number(value, places)}{unit}"


def in_ten_thousand(value: Decimal, unit: str, *, places: int = 0) -> str:
    """Write an amount given in 元, 万元 or 亿元 as 万元, exactly.

    Raises:
        KeyError: The unit is none of the three.
    """
    return amount(value.scaleb(_POWERS_TO_TEN_THOUSAND[unit], context=_WIDE), places=places)


def rate(value: Decimal, *, places: int = 0) -> str:
    """Write a rate, given in percent points."""
    return f"{_number(value, places)}%"


def points(value: Decimal, *, places: int = 0) -> str:
    """Write a score."""
    return f"{_number(value, places)}分"


def date_text(text: str) -> str:
    """Write a typed date as 2021年2月5日; what is no full, real date stays as it is."""
    found = (pattern.fullmatch(text.strip()) for pattern in _DATES)
    match = next((match for match in found if match), None)
    if match is None:
        return text
    year, month, day = (int(part) for part in match.groups() if part.isdecimal())
    return f"{year}年{month}月{day}日" if _is_date(year, month, day) else text


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def document_number(text: str) -> str:
    """Set the year of document numbers in the brackets 〔 〕: 景财社〔2020〕186号."""
    return _DOCUMENT_YEAR.sub(r"〔\1〕", text)


def change(now: Decimal, before: Decimal, *, digits: int = 2) -> Change:
    """Compare a figure with an earlier one; the rate is rounded half up to so many digits."""
    difference = now - before
    if difference == 0:
        return Change(direction=Direction.SAME, amount=abs(difference), rate=None)
    return Change(
        direction=Direction.UP if difference > 0 else Direction.DOWN,
        amount=abs(difference),
        rate=_rate_of_change(abs(difference), before, digits),
    )


def _rate_of_change(distance: Decimal, before: Decimal, digits: int) -> Decimal | None:
    if before <= 0:
        return None
    exact = distance / before * 100
    return exact.quantize(Decimal(1).scaleb(-digits), context=_WIDE) or None


def joined(items: Sequence[str]) -> str:
    """Write a list: 甲、乙和丙."""
    if len(items) < 2:
        return "".join(items)
    return f"{'、'.join(items[:-1])}和{items[-1]}"


def _tidy(text: str) -> str:
    """Undo the layout of a cell: wrapped lines join, paragraphs and list items stay apart."""
    runs = _WHITE_SPACE.sub(lambda run: "\n" if "\n" in run[0] else " ", text.strip())
    return _IDLE_SPACE.sub("", _TYPED_WRAP.sub("", runs))


def finished(text: str) -> str:
    """Make a sentence of a text: tidy white space, and an end that closes it.

    Lines that were broken inside a sentence join; a line break after punctuation or before a
    list's next item is a paragraph of its own and stays. An empty text stays empty.
    """
    tidy = _tidy(text)
    if _ENDED.search(tidy):
        return tidy
    core = tidy.rstrip(_LOOSE_END)
    return f"{core}。" if core else ""


def unfinished(text: str) -> str:
    """Take the end punctuation off, so that the text can stand inside a sentence."""
    return _tidy(text).rstrip(f"{_LOOSE_END}。！？!?…")


def split_code(text: str) -> tuple[str | None, str]:
    """Part the code that budget systems put before a name from the name.

    "219001-…" and "[155]…" carry one. A span of years ("2022-2023年度项目") or of quantities
    ("110-220千伏") does not: what follows a code is a name, which starts with a digit only where
    that is a year, and then the code is no year.
    """
    match = _CODE.fullmatch(text.strip())
    if match is None:
        return None, text
    code, name = match["enclosed"] or match["leading"], match["name"]
    is_span = name[0].isdecimal() and _YEAR_LIKE.fullmatch(code)
    is_word = code.isalpha()
    return (None, text) if is_span or is_word else (code, name)


def without_code(text: str) -> str:
    """Write a name on one line, without the code that budget systems put before it."""
    return " ".join(split_code(text)[1].split())


def short_title(text: str, *, years: Collection[int]) -> str:
    """Write a project's name for running text: without code, unit of money and known year.

    Where the title of a form or report stands for the name, its 绩效自评报告 goes too, and the
    known year behind the place.

    Args:
        text: The name as the form gives it.
        years: The years that the report has already named; any other leading year is part of
            the name.
    """
    name = split_code(_tidy(text))[1]
    titled = _TRAILING_UNIT.sub("", name) or name
    name = _FORM_BEHIND.sub("", titled)
    match = _YEAR_OF_PLACE.search(name) if name != titled else None
    if match and int(match[1]) in years:
        return name[: match.start()] + name[match.end() :]
    match = _LEADING_YEAR.match(name)
    return name[match.end() :] if match and int(match[1]) in years else name
