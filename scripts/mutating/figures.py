"""Random figures that agree with each other: amounts to the cent, shares, points that add up.

Knows numbers alone. Must not know what they are for.
"""

import random
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

CENT = Decimal("0.01")
"""The last digit of an amount."""


def amount(dice: random.Random, least: int = 20, most: int = 900) -> Decimal:
    """Return an amount of money, to the cent."""
    return Decimal(dice.randint(least * 100, most * 100)) * CENT


def share(dice: random.Random, whole: Decimal, least: float = 0.93) -> Decimal:
    """Return what of an amount was spent, nearly all of it."""
    part = whole * Decimal(str(dice.uniform(least, 0.999)))
    return part.quantize(CENT, ROUND_HALF_UP)


def rate(part: Decimal, whole: Decimal) -> float:
    """Return a share as a cell stores it."""
    return float((part / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP))


def percent(part: Decimal, whole: Decimal) -> str:
    """Return a share as people write it."""
    return f"{(part / whole * 100).quantize(CENT, ROUND_HALF_UP):f}%"


def split(dice: random.Random, whole: Decimal, count: int) -> list[Decimal]:
    """Return so many amounts that add up to the whole, none of them below two cents."""
    cents = int(whole / CENT)
    cuts = sorted(dice.sample(range(2, cents // 2), count - 1))
    ends = [0, *(cut * 2 for cut in cuts), cents]
    return [(last - first) * CENT for first, last in pairwise(ends)]


def points(dice: random.Random, whole: int, count: int) -> list[int]:
    """Return so many whole numbers that add up to the whole."""
    cuts = sorted(dice.sample(range(1, whole), count - 1))
    return [last - first for first, last in pairwise([0, *cuts, whole])]


def added(values: Iterable[Decimal]) -> Decimal:
    """Return the sum."""
    return sum(values, Decimal(0))
