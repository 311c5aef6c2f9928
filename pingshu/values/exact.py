"""Decimals without surprises: from a cell, rounded, printed, converted, and as intervals.

Knows how exact a figure is. Must not know text, its units of count, or what a figure means.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

_POWERS_OF_TEN = {"元": 0, "万元": 4, "亿元": 8}
_CENTS = {"元": -2, "万元": -6, "亿元": -10}
_DIGITS_OF_A_FORMULA = 12
_FLOAT_TOLERANCE = Decimal("1e-9")
# Wide enough for every float, so that no value a workbook can hold makes rounding fail.
_WIDE = Context(prec=700, rounding=ROUND_HALF_UP)
_DOWN = Context(prec=50, rounding=ROUND_FLOOR)
_UP = Context(prec=50, rounding=ROUND_CEILING)


def cell_number(value: float | Decimal) -> Decimal:
    """Turn the number stored in a cell into the decimal that its author saw.

    A workbook stores binary floats, and 15 significant digits are what Excel shows of them:
    0.15999999999999998 is 0.16. With the shortest exact form (`repr`) sums of money carry such
    tails into the report.

    Raises:
        ValueError: The value is not a finite number.
    """
    number = Decimal(format(value, ".15g") if isinstance(value, float) else value)
    if not number.is_finite():
        message = f"not a finite number: {value!r}"
        raise ValueError(message)
    # Of 1E+20 and -0 only a plain integer is left, whose last digit is worth one.
    return number + 0 if isinstance(value, float) else number


def half_up(value: Decimal, digits: int) -> Decimal:
    """Round to so many decimal places, halves away from zero, as accountants do."""
    return value.quantize(Decimal(1).scaleb(-digits), context=_WIDE)


def rate_half_up(value: Decimal, digits: int) -> Decimal:
    """Round a rate in %, but never to 100 or 0 what is not: then it keeps more decimal places."""
    rounded = half_up(value, digits)
    while rounded in {0, 100} and rounded != value:
        digits += 1
        rounded = half_up(value, digits)
    return rounded


def percent_of_share(share: Decimal) -> Decimal:
    """Turn 0.97 into 97: a share typed with two digits is known to one %, and not as 97.00."""
    percent = share.scaleb(2, context=_WIDE)
    return half_up(percent, max(-int(percent.as_tuple().exponent), 0))


def plain(value: Decimal) -> str:
    """Write a decimal in full, without exponent, trailing zeros or a negative zero."""
    return format(value.normalize(_WIDE), "f") if value else "0"


def shown(value: Decimal, digits: int = 6) -> str:
    """Write a decimal as people see it: what a formula made is shortened to so many places.

    Amounts to the cent have up to six decimal places, and are written in full.
    """
    return plain(half_up(value, digits) if _exponent(value) < _CENTS["万元"] else value)


def convert_money(value: Decimal, source: str, target: str) -> Decimal:
    """Convert an amount between 元, 万元 and 亿元, exactly.

    The last digit keeps its place: 5 万元 becomes 5E+4 元, still known to one 万元 only, which
    `interval_of_printed` relies on.

    Raises:
        KeyError: A unit is none of the three.
    """
    return value.scaleb(_POWERS_OF_TEN[source] - _POWERS_OF_TEN[target], context=_WIDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Every value from `low` to `high`, both included.

    Arithmetic rounds outwards: a result holds whatever the true operands yield.

    Raises:
        ValueError: `low` is above `high`.
    """

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        """Refuse an interval that holds nothing."""
        if self.low > self.high:
            message = f"empty interval: {self.low} to {self.high}"
            raise ValueError(message)

    def plus(self, other: "Interval") -> "Interval":
        """Return the interval of all sums."""
        return Interval(low=_DOWN.add(self.low, other.low), high=_UP.add(self.high, other.high))

    def minus(self, other: "Interval") -> "Interval":
        """Return the interval of all differences."""
        return Interval(
            low=_DOWN.subtract(self.low, other.high), high=_UP.subtract(self.high, other.low)
        )

    def times(self, other: "Interval") -> "Interval":
        """Return the interval of all products."""
        return _over_corners(self, other, _DOWN.multiply, _UP.multiply)

    def divided_by(self, other: "Interval") -> "Interval":
        """Return the interval of all quotients.

        Raises:
            ZeroDivisionError: The divisor may be zero.
        """
        if other.contains(Decimal(0)):
            message = "the divisor may be zero"
            raise ZeroDivisionError(message)
        return _over_corners(self, other, _DOWN.divide, _UP.divide)

    def overlaps(self, other: "Interval") -> bool:
        """Say whether some value lies in both intervals."""
        return self.low <= other.high and other.low <= self.high

    def contains(self, value: Decimal) -> bool:
        """Say whether the value lies in the interval."""
        return self.low <= value <= self.high


def _over_corners(
    first: Interval,
    second: Interval,
    rounding_down: Callable[[Decimal, Decimal], Decimal],
    rounding_up: Callable[[Decimal, Decimal], Decimal],
) -> Interval:
    corners = [(a, b) for a in (first.low, first.high) for b in (second.low, second.high)]
    return Interval(
        low=min(rounding_down(a, b) for a, b in corners),
        high=max(rounding_up(a, b) for a, b in corners),
    )


def exactly(value: Decimal) -> Interval:
    """Return the interval of one value, for a number that a cell stores."""
    return Interval(low=value, high=value)


def interval_of_printed(value: Decimal) -> Interval:
    """Return every value that a typed or printed number may stand for.

    Offices round and truncate, so with a last digit worth u the true magnitude lies between half
    a u below and a whole u above. The last digit is that of the decimal: give it as read, 6.0 and
    6 differ.
    """
    unit = Decimal(1).scaleb(int(value.as_tuple().exponent))
    # What is printed as 0 may be truncated from either side.
    below = unit if value == 0 else unit / 2
    magnitude = value.copy_abs()
    near, far = _DOWN.subtract(magnitude, below), _UP.add(magnitude, unit)
    return Interval(low=-far, high=-near) if value < 0 else Interval(low=near, high=far)


class Fit(StrEnum):
    """How well a number as written agrees with what it should be."""

    EXACT = "exact"
    ROUNDED = "rounded"
    WRONG = "wrong"


def fit_of_sum(
    total: Decimal, parts: Sequence[Decimal], unit: str, *, of_one_hand: bool = False
) -> Fit:
    """Return how well numbers as written add up to a total as written, all in one unit of money.

    Whole numbers, and amounts to the cent, must add up exactly. Decimals may each have been
    rounded or cut off in the last digit that is shown; of one hand, as in a sentence, all were
    rounded or all were cut off.
    """
    added = sum(parts, Decimal(0))
    if _is_same(total, added):
        return Fit.EXACT
    if unit == "元":
        return Fit.WRONG
    if min(map(_exponent, parts)) <= _CENTS[unit]:
        return _fit_of_known(total, added, _CENTS[unit])
    if len(parts) == 1:
        return Fit.WRONG
    return (_fit_of_one_hand if of_one_hand else _fit_of_rounded)(total, parts)


def _fit_of_known(total: Decimal, added: Decimal, cent: int) -> Fit:
    """Judge by parts known to the cent: the total may have been rounded to its own digits."""
    own = _exponent(total)
    fits = own > cent and _interval_to(total, own).contains(added)
    return Fit.ROUNDED if fits else Fit.WRONG


def _fit_of_rounded(total: Decimal, parts: Sequence[Decimal]) -> Fit:
    finest = min(_exponent(value) for value in (total, *parts))
    added = exactly(Decimal(0))
    for part in parts:
        added = added.plus(_interval_to(part, finest))
    return Fit.ROUNDED if added.overlaps(_interval_to(total, finest)) else Fit.WRONG


def _fit_of_one_hand(total: Decimal, parts: Sequence[Decimal]) -> Fit:
    """Judge what was all rounded to the finest digit that is shown, or all cut off there."""
    if total < 0:
        total, parts = -total, [-part for part in parts]
    unit = Decimal(1).scaleb(min(_exponent(value) for value in (total, *parts)))
    ways = ((unit / 2, unit / 2), (Decimal(0), unit))
    return Fit.ROUNDED if any(_adds_up(total, parts, way) for way in ways) else Fit.WRONG


def _adds_up(total: Decimal, parts: Sequence[Decimal], way: tuple[Decimal, Decimal]) -> bool:
    """Return whether some true values add up, each less than its upper end away from zero."""
    ends = [_ends(part, way) for part in parts]
    low, high = (sum(side, Decimal(0)) for side in zip(*ends, strict=True))
    least, most = _ends(total, way)
    return low <= least < high if least == most else low < most and least < high


def _ends(value: Decimal, way: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    """Return between which values the true one lies, towards zero and away from it by magnitude."""
    if _exponent(value) >= 0:
        return value, value
    inwards, outwards = way
    return (value - outwards, value + inwards) if value < 0 else (value - inwards, value + outwards)


def _interval_to(value: Decimal, exponent: int) -> Interval:
    """Return what a number stands for: a whole one for itself, a decimal for its last digit."""
    if _exponent(value) >= 0:
        return exactly(value)
    return interval_of_printed(half_up(value, -exponent))


def _exponent(value: Decimal) -> int:
    return int(value.normalize().as_tuple().exponent)


def fit_of_printed(stated: Decimal, exact: Decimal) -> Fit:
    """Return how well a number as written agrees with the exact one that it should be."""
    if stated in {exact, half_up(exact, max(-int(stated.as_tuple().exponent), 0))}:
        return Fit.EXACT
    if _is_same(stated, exact):
        return Fit.EXACT
    fits = interval_of_printed(stated).overlaps(exactly(exact))
    return Fit.ROUNDED if fits else Fit.WRONG


def fit_of_points(stated: Decimal, added: Decimal) -> Fit:
    """Return how well a total of points as written agrees with their sum.

    Points are compared exactly; only where a formula made some of them may the total be rounded.
    """
    if _is_computed(stated) or _is_computed(added):
        return fit_of_printed(stated, added)
    return Fit.EXACT if stated == added else Fit.WRONG


def _is_same(first: Decimal, second: Decimal) -> bool:
    """Return whether two numbers are equal but for the tail that binary floats leave."""
    if first == second:
        return True
    is_computed = _is_computed(first) or _is_computed(second)
    return is_computed and abs(first - second) <= abs(second) * _FLOAT_TOLERANCE


def _is_computed(stated: Decimal) -> bool:
    """Return whether a formula made a number: nobody types so many digits."""
    return len(stated.as_tuple().digits) >= _DIGITS_OF_A_FORMULA
