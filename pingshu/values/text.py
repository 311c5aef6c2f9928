"""Text as typed into a form, brought to one spelling: folding, labels, marks, units and years.

Knows in how many ways published forms write the same thing. Must not know what a number is worth
or where the text stood.
"""

import re
import unicodedata
from functools import cache, lru_cache
from operator import itemgetter

_VARIANTS = {
    **dict.fromkeys("≧⩾≽≮", "≥"),
    **dict.fromkeys("≦⩽≼≯", "≤"),
    **dict.fromkeys("−–‐", "-"),
    **dict.fromkeys("〜∼", "~"),
    "═": "=",
}
# The characters of labels in traditional script; a converter for all texts would change what
# people wrote, and only labels are compared.
_TRADITIONAL = str.maketrans(
    "項稱績標數預執資額總財轉經濟會態續響質時產務對滿門單實際達個權級狀況問題進說備註負責當餘結專縣區設與約後調撥來體價計劃據評報號類屬機構開關動員償補貼內彙編審複覈範圍萬億",
    "项称绩标数预执资额总财转经济会态续响质时产务对满门单实际达个权级状况问题进说备注负责当余结专县区设与约后调拨来体价计划据评报号类属机构开关动员偿补贴内汇编审复核范围万亿",
)
_ASCII_DIGITS = frozenset("0123456789")

_LONGEST_LABEL = 200
_LONGEST_REMEMBERED = 500
_OPENING, _CLOSING = r"(\[{【〔〖", r")\]}】〕〗"
_BRACKETED = re.compile(rf"[{_OPENING}][^{_OPENING}{_CLOSING}]*[{_CLOSING}]")
_BRACKET = re.compile(rf"[{_OPENING}{_CLOSING}]")
_SERIAL = re.compile(
    r"^(?:[0-9]{1,2}(?:\.[0-9]{1,2})*(?:[.、,)]|\s+)(?![0-9])"
    r"|[一二三四五六七八九十]{1,3}[、.]"
    r"|[\u2460-\u249b\u2776-\u2793\u3220-\u3229\u3280-\u3289])"
)
_ORNAMENTS = (
    _SERIAL,
    re.compile(r"\s+"),
    re.compile(r"^[★☆※*]+|[★☆※*]+$"),
    re.compile(r"^其中[:、,]?"),
    re.compile(r"[:、,;。.]+$"),
)

_EMPTY_MARK = re.compile(r"[-—―─━ー_/\\×\s]*|(?:空|无|暂无)。?")
_PLACEHOLDER = re.compile(
    r"[.…⋯·。]{2,}"
    r"|(?:指标|目标)\s*(?:(?:[0-9]+|[一二三四五六七八九十]+)\s*[:、.]?|:)[.…⋯·]*"
    r"|(?:请|对照|结合|简述|概述|说明|填写).*\(\D{0,4}[0-9]+字(?:以内|以下|内)\)。?"
    r"|(?:1[.、])?预算执行率=预算执行数/.*",
    re.DOTALL,
)

_MONEY = r"([亿万]? ?元)"
_MONEY_STATEMENTS = (
    re.compile(rf"^{_MONEY}$"),
    re.compile(rf"(?<![0-9])(?<![0-9] )[{_OPENING}] ?(?:人民币)? ?{_MONEY} ?(?=[{_CLOSING},;、])"),
    re.compile(
        rf"(?:单位|金额|人民币) ?:? ?(?:人民币)? ?{_MONEY}(?=$|[ ,;、。{_CLOSING}{_OPENING}])"
    ),
)

_UNIT_IN_BRACKETS = re.compile(
    r"\((%|百分比|(?:[亿万]?元|万?人次?|[户个家次件项所台套天日月年起例份]|小时|公里|亩|吨)(?:/[^()]{1,8})?)\)$"
)

_NUMERALS = "0-9〇○零Oo一二三四五六七八九"
_YEAR = re.compile(rf"(?<![{_NUMERALS}])([{_NUMERALS}]{{4}})\s*年\s*(度?)")
_NUMERAL_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")
_PLAUSIBLE_YEARS = range(1990, 2101)


@cache
def _folded_character(character: str) -> str:
    if unicodedata.category(character) == "Cf":
        return ""
    folded = unicodedata.normalize("NFKC", character)
    # ①, ² and ½ would turn into plain digits, and "5①" would then be read as 51.
    if not character.isdecimal() and _ASCII_DIGITS.intersection(folded):
        return character
    return "".join(_VARIANTS.get(piece, piece) for piece in folded)


def fold(text: str) -> str:
    """Bring full-width and look-alike characters to one spelling; Chinese stays as it is.

    Compatibility forms become plain ones, except where that would make a digit out of a mark
    such as ① or ²; invisible characters and outer white space go; signs of comparison are
    spelt ≥ ≤ > < =.
    """
    return _fold_short(text) if len(text) <= _LONGEST_REMEMBERED else _fold(text)


def _fold(text: str) -> str:
    folded = "".join(map(_folded_character, text)).strip()
    return folded.replace(">=", "≥").replace("<=", "≤")


# Every stage folds what it compares, and the forms of a batch repeat their words.
_fold_short = lru_cache(maxsize=8192)(_fold)


# Each family looks every cell of a sheet up several times, and sheets repeat their labels.
@lru_cache(maxsize=4096)
def normalise_label(text: str) -> str:
    """Return the core of a label, the same for every way of typing it.

    White space, bracketed parts, serial numbers, stars, a leading 其中 and trailing punctuation
    go, as long as something is left: "(2022年度)" keeps its inside. Of a text longer than any
    label only the white space goes. Traditional characters become simplified ones. Applying it
    twice changes nothing.
    """
    label = fold(text).translate(_TRADITIONAL)
    unspaced = fold("".join(label.split()))
    if len(unspaced) > _LONGEST_LABEL:
        return unspaced
    while (shorter := _shortened(label)) != label:
        label = shorter
    return label


def _shortened(label: str) -> str:
    label = fold(label)
    for ornament in _ORNAMENTS:
        label = ornament.sub("", label) or label
    outside, inside = _BRACKETED.sub("", label), _BRACKET.sub("", label)
    return outside if _BRACKET.sub("", outside) else inside or label


def is_empty_mark(text: str) -> bool:
    """Say whether the text is only a way of leaving a cell empty, such as "—", "/" or "无"."""
    return _EMPTY_MARK.fullmatch(fold(text)) is not None


def is_placeholder(text: str) -> bool:
    """Say whether the text is a prompt of the blank form that nobody filled in.

    Such are "……", "指标1:" with nothing after it, an instruction that ends in its own limit of
    characters, and the printed rule for the rate where its reason belongs.
    """
    return _PLACEHOLDER.fullmatch(fold(text)) is not None


def money_unit_in(text: str) -> str | None:
    """Find a statement of the unit of money in a label: 元, 万元 or 亿元.

    "项目资金(万元)" and "单位:万元" state one; an amount ("投入90万元"), a price ("万元/人") and
    a name that merely holds the character ("单位:元谋县") do not.
    """
    spaced = " ".join(fold(text).translate(_TRADITIONAL).split())
    found = (statement.search(spaced) for statement in _MONEY_STATEMENTS)
    return next(("".join(match[1].split()) for match in found if match), None)


def unit_in_brackets(name: str) -> str | None:
    """Find the unit that an indicator's name ends with: 参保人数（人）, 缴费标准（元/人/年）.

    What else stands in brackets there, such as （含生育）, is no unit.
    """
    match = _UNIT_IN_BRACKETS.search("".join(fold(name).split()))
    return match[1].replace("百分比", "%") if match else None


def year_in(text: str) -> int | None:
    """Find the year that a title or label names, in digits or Chinese numerals.

    A year with 年度 goes before any other; a year before 1990 or after 2100 is not believed.
    """
    found = (
        (match[2] == "度", int(match[1].translate(_NUMERAL_DIGITS)))
        for match in _YEAR.finditer(fold(text))
    )
    plausible = [item for item in found if item[1] in _PLAUSIBLE_YEARS]
    return max(plausible, key=itemgetter(0))[1] if plausible else None
