"""Hypothesis strategies for what forms hold, shared by all tests."""

from decimal import Decimal

from hypothesis import strategies as st

from pingshu.values import Interval

MONEY_UNITS = ("元", "万元", "亿元")
UNITS = ("", "%", "人", "人次", "万亩", "元/人/年", "元/人*月", "个百分点", "㎡", "起", "小时")

_PIECES = (
    *"0123456789０５９.,，-－—–%％¥￥()（）[]【】〔〕<>=≥≤≧≦═＞＝~～…:：;；。、 　\n①²½★*/×#Ⅰ",
    *"元万亿年月日度底前内上下约左右多余人次户亩其中指标目标无空暂不低于超过达到至且含甲乙一二",
    "单位",
    "以上",
    "以内",
    "2021",
)


def money_units() -> st.SearchStrategy[str]:
    """Draw a unit of money that a form may use."""
    return st.sampled_from(MONEY_UNITS)


def units() -> st.SearchStrategy[str]:
    """Draw a unit of count as published forms write it, or none."""
    return st.sampled_from(UNITS)


def amounts(*, smallest: int = -(10**12)) -> st.SearchStrategy[Decimal]:
    """Draw an amount with up to six decimals, as a cell can store it."""
    return st.integers(0, 6).flatmap(
        lambda places: st.decimals(smallest, 10**12, places=places, allow_nan=False)
    )


def typed_texts() -> st.SearchStrategy[str]:
    """Draw a text made of what stands in the cells of forms, in no sensible order."""
    return st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)


def any_texts() -> st.SearchStrategy[str]:
    """Draw any text at all, sensible or hostile."""
    return st.one_of(typed_texts(), st.text(max_size=40))


@st.composite
def intervals_with_member(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    """Draw an interval and one value that lies in it."""
    low, member, high = sorted(draw(st.tuples(amounts(), amounts(), amounts())))
    return Interval(low=low, high=high), member


# --- other ways of typing a label ---------------------------------------------------------------

_HALF = "".join(map(chr, range(ord("!"), ord("~") + 1)))
_WIDER = str.maketrans({character: chr(ord(character) + 0xFEE0) for character in _HALF})
_NARROWER = {ord(wide): half for half, wide in zip(_HALF, _HALF.translate(_WIDER), strict=True)}
_BLANKS = ("", " ", "\n", "　", "  ", "\n　", "\u00a0")


@st.composite
def other_widths(draw: st.DrawFn, text: str) -> str:
    """Draw the text with brackets, colons, digits and letters of another width, part by part."""
    split = draw(st.integers(0, len(text)))
    tables = draw(st.permutations((_WIDER, _NARROWER)))
    return text[:split].translate(tables[0]) + text[split:].translate(tables[1])


@st.composite
def other_spellings(draw: st.DrawFn, label: str) -> str:
    """Draw another way of typing a label: widths, a blank or line break inside, a colon after."""
    split = draw(st.integers(0, len(label)))
    spaced = label[:split] + draw(st.sampled_from(_BLANKS)) + label[split:]
    return draw(other_widths(spaced)) + draw(st.sampled_from(("", "：", ":", " ")))
