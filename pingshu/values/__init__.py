"""What a text or number of a form is worth: an amount, a rate, a quantity, a target, or why not.

Knows the dirty ways in which published forms write numbers. Must not know where a text stood or
what it is for: what is ambiguous without its neighbours is left to the caller. Nothing here
raises for a text that a user typed.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from pingshu.values.comparison import (
    Operator,
    split_comparison,
    split_range,
    tidy_comparison,
)
from pingshu.values.dates import is_on_time
from pingshu.values.exact import (
    Fit,
    Interval,
    cell_number,
    convert_money,
    exactly,
    fit_of_points,
    fit_of_printed,
    fit_of_sum,
    half_up,
    interval_of_printed,
    percent_of_share,
    plain,
    rate_half_up,
    shown,
)
from pingshu.values.text import (
    fold,
    is_empty_mark,
    is_placeholder,
    money_unit_in,
    normalise_label,
    unit_in_brackets,
    year_in,
)

__all__ = [
    "Fit",
    "Interval",
    "Operator",
    "Quantity",
    "Target",
    "TargetKind",
    "Unreadable",
    "cell_number",
    "convert_money",
    "exactly",
    "fit_of_points",
    "fit_of_printed",
    "fit_of_sum",
    "fold",
    "half_up",
    "interval_of_printed",
    "is_empty_mark",
    "is_on_time",
    "is_placeholder",
    "money_unit_in",
    "normalise_label",
    "parse_actual",
    "parse_amount",
    "parse_number",
    "parse_rate",
    "parse_target",
    "percent_of_share",
    "plain",
    "rate_half_up",
    "shown",
    "unit_in_brackets",
    "units_agree",
    "year_in",
]

# With two digits more for percent points it still fits the 28 of decimal arithmetic.
_LONGEST_NUMBER = 26

_NUMBER = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
_LETTER = r"A-Za-z\u3400-\u9fff〇°㎡㎥‰"
_OR_UNIT = rf"(?:\([{_LETTER}]{{1,3}}\))?"
"""The other measure word in brackets: 台(套)."""
_UNIT = rf"(?:%|(?:[{_LETTER}](?:[{_LETTER}/*·²³]|(?<=m)[23])*{_OR_UNIT})?)"
_QUANTITY = re.compile(rf"(?P<number>[-+]?{_NUMBER})(?P<unit>{_UNIT})")
_PROSE = re.compile(
    r"^[万亿千百十个]?[多余几来]|[的了已未不无完达以约前后底末初内及和与或至到为是之]|左右|上下"
    r"|[\u3400-\u9fff]{6}"
)
_DATE = re.compile(
    r"(?:19|20)[0-9]{2}(?:年|[-~至](?:19|20)[0-9]{2}(?:年|$))|[0-9]{1,2}月"
    r"|[0-9]{4}(?P<mark>[-/.])[0-9]{1,2}(?P=mark)[0-9]{1,2}"
)
_PERCENT_WORDS = {"百分比": "%"}
_MONEY_UNITS = {"": "", "元": "元", "万": "万元", "万元": "万元", "亿": "亿元", "亿元": "亿元"}

_LOOSE_SPACE = re.compile(r" (?![0-9.,])|(?<![0-9.,]) ")
_CURRENCY = re.compile(r"^([-+]?)(?:¥|人民币|RMB)")
_ACCOUNTING_NEGATIVE = re.compile(rf"^\(({_NUMBER})\)")
_REACHED = re.compile(r"^(?:[≥≤<>=]|已?(?:达到|完成|达))(?=[-+.0-9])")

_REASONS = (
    (re.compile(r"#[A-Z0-9/]+[!?]?$"), "是公式的出错值，不是数"),
    (re.compile(r"[^0-9]*$"), "是文字，不是数"),
    (re.compile(r".*[≥≤<>=]"), "带有比较符号，不是单独一个数"),
    (_DATE, "是日期，不是数"),
    (
        re.compile(r"近|.*(?:(?<!节)约|左右|上下|[0-9万亿千百十个][多余几来])"),
        "是约数，应填确切的数",
    ),
    (re.compile(r".*以[上下内外]"), "是范围，不是单独一个数"),
    (re.compile(r".*[0-9] +[0-9]"), "的数字中间有空格"),
    (re.compile(rf"(?:[-+0-9.],?){{{_LONGEST_NUMBER + 1}}}"), "的位数太多，不像一个数"),
    (re.compile(r"[-+]?[0-9.]*,[0-9.,]*"), "的千分位逗号位置不对"),
    (re.compile(r".*[0-9.][^0-9.,]+[0-9]"), "含有不止一个数"),
)
_OTHER_REASON = "夹有其他文字或符号，不是单独一个数"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A text that holds no usable number.

    Attributes:
        text: The text as it was given.
        reason: What is wrong with it, in Chinese; completes a sentence whose subject is the text.
    """

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit.

    Attributes:
        value: The number, with the digits as typed; in percent points where the unit is "%".
        unit: The unit as written, "" if there is none.
    """

    value: Decimal
    unit: str


class TargetKind(StrEnum):
    """What sort of target a text sets."""

    NUMBER = "number"
    RANGE = "range"
    TEXT = "text"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a target cell asks for.

    Attributes:
        text: The text as it was given.
        kind: Tells which of the other fields are set.
        operator: Set for a number with a comparison; None for a plain number ("75元"), whose
            direction the caller knows.
        low: The number of a `NUMBER`, whatever its operator; the lower end of a `RANGE`.
        high: The upper end of a `RANGE`; both ends belong to it.
        unit: The unit as written, "" if there is none.
    """

    text: str
    kind: TargetKind
    operator: Operator | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""


def _tight(text: str) -> str:
    """Fold, and drop white space unless it parts two numbers: "5 0" is not 50."""
    return _LOOSE_SPACE.sub("", " ".join(fold(text).split()))


def _quantity(tight: str) -> Quantity | None:
    match = _QUANTITY.fullmatch(tight)
    if match is None or _DATE.match(tight) or _PROSE.search(match["unit"]):
        return None
    number = match["number"].replace(",", "")
    if len(number) > _LONGEST_NUMBER:
        return None
    return Quantity(value=Decimal(number), unit=_PERCENT_WORDS.get(match["unit"], match["unit"]))


def _reason(tight: str) -> str:
    fitting = (reason for pattern, reason in _REASONS if pattern.match(tight))
    return next(fitting, _OTHER_REASON)


def _read(text: str, tight: str) -> Quantity | Unreadable:
    return _quantity(tight) or Unreadable(text=text, reason=_reason(tight))


def parse_number(text: str) -> Quantity | Unreadable | None:
    """Read one number with any unit behind it; None for a mark of emptiness."""
    return None if is_empty_mark(text) else _read(text, _tight(text))


def parse_actual(text: str) -> Quantity | Unreadable | None:
    """Read what was reached, like `parse_number`.

    Offices copy the target's sign into the actual value: a leading "≥" or 达到 is dropped.
    """
    return None if is_empty_mark(text) else _read(text, _REACHED.sub("", _tight(text)))


def parse_amount(text: str) -> Quantity | Unreadable | None:
    """Read an amount of money; None for a mark of emptiness.

    The unit is 元, 万元, 亿元 (万 and 亿 alone are taken for them) or "" where the text has none,
    even after "¥". A number in brackets is negative, as accountants write it.
    """
    if is_empty_mark(text):
        return None
    tight = _CURRENCY.sub(r"\1", _tight(text))
    quantity = _read(text, _ACCOUNTING_NEGATIVE.sub(r"-\1", tight))
    if isinstance(quantity, Unreadable):
        return quantity
    if quantity.unit not in _MONEY_UNITS:
        return Unreadable(text=text, reason=f"的单位“{quantity.unit}”不是元、万元或亿元")
    return replace(quantity, unit=_MONEY_UNITS[quantity.unit])


def parse_rate(text: str, *, percent_format: bool = False) -> Quantity | Unreadable | None:
    """Read a rate; None for a mark of emptiness.

    The unit is "%" where that is certain: the text says so, or the cell's number format does
    (`percent_format`), which stores 99.89% as 0.9989. Else it is "" and the caller has to settle
    whether 0.9989 means 99.89%.
    """
    quantity = parse_number(text)
    if not isinstance(quantity, Quantity) or quantity.unit == "%":
        return quantity
    if quantity.unit:
        return Unreadable(text=text, reason=f"的单位“{quantity.unit}”不是百分号")
    return Quantity(value=quantity.value * 100, unit="%") if percent_format else quantity


def units_agree(first: str, second: str) -> bool:
    """Say whether two units are one; the other measure word in 台(套) makes no difference."""
    return first.partition("(")[0] == second.partition("(")[0]


def parse_target(text: str) -> Target:
    """Read what a target cell asks for; what is neither number nor range is a text."""
    if is_empty_mark(text):
        return Target(text=text, kind=TargetKind.EMPTY)
    tidy = tidy_comparison(_tight(text))
    target = _range_target(text, tidy) or _number_target(text, tidy)
    return target or Target(text=text, kind=TargetKind.TEXT)


def _number_target(text: str, tidy: str) -> Target | None:
    compared = split_comparison(tidy)
    if compared is None:
        return None
    operator, value = compared
    number = _quantity(value)
    if number is None:
        return None
    return Target(
        text=text,
        kind=TargetKind.NUMBER,
        operator=operator,
        low=number.value,
        unit=number.unit,
    )


def _range_target(text: str, tidy: str) -> Target | None:
    ends = split_range(tidy)
    if ends is None or _DATE.match(tidy):
        return None
    low, high = map(_quantity, ends)
    if low is None or high is None or low.value > high.value:
        return None
    # One unit serves both ends ("10-15个"); two different ones are nothing to compare with.
    if low.unit and high.unit and low.unit != high.unit:
        return None
    return Target(
        text=text,
        kind=TargetKind.RANGE,
        low=low.value,
        high=high.value,
        unit=low.unit or high.unit,
    )
