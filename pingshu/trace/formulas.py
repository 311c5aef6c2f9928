"""A formula in words → the same with its values, shown only where it comes to what is remembered.

Knows the four operations as the formulas of figures write them. Must not know documents.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from pingshu.figure import Figure
from pingshu.values import plain

_SUM = "之和"
_WORD = re.compile(r"[^＋－×÷（）0-9.]+")
_TOKEN = re.compile(r"[＋－×÷（）]|[0-9]+(?:\.[0-9]+)?")
_MOST_SUMMANDS = 12
_HUNDRED = 100


def with_values(
    figure: Figure, siblings: Mapping[str, Figure], cells: Mapping[str, Decimal]
) -> str | None:
    """Return how a figure was calculated, in numbers; None where that cannot be told for certain.

    Args:
        figure: the figure.
        siblings: key → figure, of the same report.
        cells: place (自评表!F6) → the number in it.
    """
    if not figure.formula:
        return None
    sources = [cells.get(place) for place in dict.fromkeys(map(str, figure.sources))]
    whole = _summed(figure, sources) or _filled_in(figure, siblings, sources)
    if whole is None or not _comes_to(whole, figure):
        return None
    return f"{whole}＝{plain(figure.value)}{figure.unit}"


def _summed(figure: Figure, sources: Sequence[Decimal | None]) -> str | None:
    known = [value for value in sources if value is not None]
    if not figure.formula.endswith(_SUM) or len(known) < len(sources):
        return None
    return "＋".join(map(_written, known)) if 1 < len(known) <= _MOST_SUMMANDS else None


def _filled_in(
    figure: Figure, siblings: Mapping[str, Figure], sources: Sequence[Decimal | None]
) -> str | None:
    """Return the formula with the value of each word: of its sibling, else of its cell in turn."""
    words = list(dict.fromkeys(_WORD.findall(figure.formula)))
    in_turn = sources if len(sources) == len(words) else [None] * len(words)
    values: dict[str, str] = {}
    for word, source in zip(words, in_turn, strict=True):
        value = _of_sibling(word, figure.key, siblings)
        value = source if value is None else value
        if value is None:
            return None
        values[word] = _written(value)
    return _WORD.sub(lambda match: values[match[0]], figure.formula) if values else None


def _of_sibling(word: str, key: str, siblings: Mapping[str, Figure]) -> Decimal | None:
    group = key.rpartition(".")[0]
    found = siblings.get(f"{group}.{word}") or siblings.get(f"{group}.{word.removesuffix('数')}")
    return None if found is None or found.key == key else found.value


def _written(value: Decimal) -> str:
    return f"（{plain(value).replace('-', '－')}）" if value < 0 else plain(value)


# --- whether it holds -----------------------------------------------------------------------


def _comes_to(formula: str, figure: Figure) -> bool:
    """Return whether a formula in numbers comes to the value, rounded or cut off as that is."""
    tokens = _TOKEN.findall(formula)
    if "".join(tokens) != formula:
        return False
    try:
        result, rest = _sum(tokens)
    except (IndexError, ValueError, ZeroDivisionError):
        return False
    unit = Fraction(Decimal(1).scaleb(int(figure.value.as_tuple().exponent)))
    shares = (1, _HUNDRED) if figure.unit == "%" else (1,)
    return not rest and any(abs(result * by - Fraction(figure.value)) < unit for by in shares)


def _sum(tokens: Sequence[str]) -> tuple[Fraction, Sequence[str]]:
    """Return the value of a sum at the head of some tokens, and the tokens behind it."""
    if tokens[0] == "－":
        value, rest = _product(tokens[1:])
        value = -value
    else:
        value, rest = _product(tokens)
    while rest and rest[0] in "＋－":
        other, behind = _product(rest[1:])
        value, rest = (value + other if rest[0] == "＋" else value - other), behind
    return value, rest


def _product(tokens: Sequence[str]) -> tuple[Fraction, Sequence[str]]:
    value, rest = _factor(tokens)
    while rest and rest[0] in "×÷":
        other, behind = _factor(rest[1:])
        value, rest = (value * other if rest[0] == "×" else value / other), behind
    return value, rest


def _factor(tokens: Sequence[str]) -> tuple[Fraction, Sequence[str]]:
    if tokens[0] != "（":
        return Fraction(tokens[0]), tokens[1:]
    value, rest = _sum(tokens[1:])
    if rest[0] != "）":
        raise ValueError(rest[0])
    return value, rest[1:]
