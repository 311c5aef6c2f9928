"""What a figure or a text prints, and what a printed value carries besides its text.

Knows figures, texts and the house style. Must not know the names that they stand under.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from pingshu import wording
from pingshu.model import Figure, Number, Text, is_unread
from pingshu.values import convert_money, half_up, plain

_MONEY = frozenset({"元", "万元", "亿元"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A value as it is printed.

    Attributes:
        text: what is printed.
        key: the key of the figure that the text prints; what prints none has none.
        missing: asks for a required text that nobody wrote, or to verify a value; highlighted.
        number, unit: the figure itself, for filters that print it another way.
    """

    text: str
    key: str | None = None
    missing: bool = False
    number: Decimal | None = None
    unit: str = ""

    def __bool__(self) -> bool:
        """Return whether there is something to print that somebody wrote or computed."""
        return bool(self.text) and (not self.missing or self.number is not None)

    def __str__(self) -> str:
        """Return the text as it is printed."""
        return self.text


NOTHING = Shown(text="")


def amount_shown(figure: Figure | None, *, signed: bool = True) -> Shown:
    """Print an amount of money in 万元, whatever unit the form uses; 元 with two decimals."""
    if figure is None:
        return NOTHING
    exact = convert_money(figure.value if signed else abs(figure.value), figure.unit, "万元")
    value = _shortened(exact) if figure.unit == "元" else exact
    return Shown(text=wording.amount(value), key=figure.key, number=value, unit="万元")


def _shortened(amount: Decimal) -> Decimal:
    """Round to two decimals, to more only where nothing would be left of it."""
    digits = (2, 3, 4, 5, 6)
    return next((short for count in digits if (short := half_up(amount, count))), amount)


def rate_shown(figure: Figure | None, *, signed: bool = True) -> Shown:
    """Print a rate in %."""
    if figure is None:
        return NOTHING
    value = figure.value if signed else abs(figure.value)
    return _shown(figure, wording.rate(value), value)


def points_shown(figure: Figure | None) -> Shown:
    """Print a score in 分."""
    return NOTHING if figure is None else _shown(figure, wording.points(figure.value), figure.value)


def points_due(figure: Figure | None, cells: Iterable[Number | None], name: str) -> Shown:
    """Print a score that has to be there: else the demand to write it, or to verify the cells."""
    if figure is not None:
        return points_shown(figure)
    unread = any(is_unread(number) for number in cells)
    return unsettled_shown(name) if unread else missing_shown(name)


def amount_due(figure: Figure | None, cells: Iterable[Number | None], name: str) -> Shown:
    """Print an amount that has to be there: else the demand to write it, or to verify the cells."""
    if figure is not None:
        return amount_shown(figure)
    unread = any(is_unread(number) for number in cells)
    return unsettled_shown(name) if unread else missing_shown(name)


def quantity_shown(figure: Figure | None) -> Shown:
    """Print a number with its own unit."""
    if figure is None:
        return NOTHING
    return _shown(figure, f"{plain(figure.value)}{figure.unit}", figure.value)


def number_shown(figure: Figure | None) -> Shown:
    """Print a number without its unit, as the cells of a form do."""
    return NOTHING if figure is None else _shown(figure, plain(figure.value), figure.value)


def stated_shown(text: str, figure: Figure | None) -> Shown:
    """Print a figure in the words of the form (≥50个); without a figure they are a text."""
    return text_shown(text) if figure is None else _shown(figure, text, figure.value)


def _shown(figure: Figure, text: str, number: Decimal) -> Shown:
    return Shown(text=text, key=figure.key, number=number, unit=figure.unit)


def text_shown(text: str) -> Shown:
    """Print a text as it is."""
    return Shown(text=text)


def sentences_shown(text: Text | None) -> Shown:
    """Print prose, each paragraph ended as a sentence; a date or number of a document as it is."""
    return NOTHING if text is None else Shown(text=wording.finished(text.text))


def titled_texts(texts: Mapping[str, Text]) -> list[Mapping[str, object]]:
    """Print each of several texts of 文字材料 with the name of its 栏目."""
    return [
        {"名称": text_shown(name), "内容": sentences_shown(text)} for name, text in texts.items()
    ]


def phrase_shown(text: Text | None) -> Shown:
    """Print prose without its full stop, to stand inside a sentence."""
    return NOTHING if text is None else Shown(text=wording.unfinished(text.text))


def missing_shown(name: str) -> Shown:
    """Print what the office still has to write: 【请补充：…】, highlighted."""
    return Shown(text=f"【请补充：{name}】", missing=True)


def unsettled_shown(demand: str) -> Shown:
    """Print what has to be looked into before anything can be said: 【请核实：…】, highlighted."""
    return Shown(text=f"【请核实：{demand}】", missing=True)


def doubted(shown: Shown) -> Shown:
    """Print a value with the demand to verify it: 【请核实：5000000万元】, highlighted."""
    return replace(shown, text=f"【请核实：{shown.text}】", missing=True) if shown else shown


# --- filters --------------------------------------------------------------------------------


def _in_ten_thousand(value: Shown) -> Shown:
    if value.number is None or value.unit not in _MONEY:
        return value
    return replace(value, text=wording.in_ten_thousand(value.number, value.unit))


def _number_only(value: Shown) -> Shown:
    return value if value.number is None else replace(value, text=plain(value.number))


def _in_quotes(value: Shown) -> Shown:
    inner = value.text.replace("“", "‘").replace("”", "’")
    return replace(value, text=f"“{inner}”")


FILTERS: Mapping[str, Callable[[Shown], Shown]] = {
    "万元": _in_ten_thousand,
    "数": _number_only,
    "引号": _in_quotes,
}
"""万元 prints an amount in 万元, 数 the number without its unit, 引号 a text in quotation marks."""
