"""What the words that head a value of a comparison table say: budget, growth, a year, income.

Knows the words of the profile. Must not know where they stand. Words are sought inside the
labels, since tables join them freely: 2020年基金收入预算数.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pingshu.model import Flow, Measure
from pingshu.profile import Words
from pingshu.values import fold

"""Name of a measure, a flow or another part of a label → the words that mean it."""

Pair = tuple[str | None, str | None]
"""The value of a Measure and of a Flow."""

_MEASURES = tuple(str(measure) for measure in Measure)
_PERIODS = ("budget", "current", "prior")
# Of two words of one length the one counts that says more: 本年增长 is a growth.
_ORDER = (*(name for name in _MEASURES if name not in _PERIODS), *_PERIODS)
_STOCKS = frozenset({"opening", "balance", "cumulative"})
_STAYS = frozenset({"opening", "growth", "growth_rate", "budget_share"})
_FLOWS = (Flow.INCOME, Flow.SPENDING)
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_SERIAL = re.compile(r"^[(]?[一二三四五六七八九十0-9]{1,2}[)、.](?![0-9])")
_IN_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_MARKS = re.compile(r"[-()\[\]、,.:;/·0-9]")
_LONGEST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the words around a value say of it.

    Attributes:
        measure: the measure, None if none is named.
        flow: income or spending.
        year: the year that is named.
        is_prior: whether last year is named.
        is_whole: whether nothing narrows it down: 基金收入, but not 利息收入.
    """

    measure: str | None = None
    flow: Flow | None = None
    year: int | None = None
    is_prior: bool = False
    is_whole: bool = True

    @property
    def anything(self) -> bool:
        """Return whether the words say what a value measures, or of what."""
        return self.measure is not None or self.flow is not None

    @property
    def is_bare(self) -> bool:
        """Return whether a flow as a whole is named and nothing besides: 收入."""
        silent = self.measure is None and self.year is None and not self.is_prior
        return silent and self.flow is not None and self.is_whole

    def at(self, this_year: int | None) -> Pair:
        """Return measure and flow in a table of this year; no measure if it is of no use."""
        measure = self._in_year(this_year) if self.is_whole else None
        if measure in _STOCKS:
            return measure, None
        return measure if self.flow is not None else None, self.flow

    def _in_year(self, this_year: int | None) -> str | None:
        back = this_year - self.year if this_year and self.year else int(self.is_prior)
        if self.measure in _STAYS or (back == 0 and not self.is_prior):
            return self.measure
        past = {"cumulative": "opening", "current": "prior"}
        return past.get(self.measure or "") if back in {0, 1} else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """What one heading says by itself.

    Attributes:
        measure: also prior and year, whose meaning depends on the headings around it.
        rest: what it says besides.
    """

    measure: str | None
    flow: Flow | None
    year: int | None
    is_prior: bool
    rest: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Meanings:
    """The words of a family, and what they say.

    Attributes:
        words: name → words.
        measures: words with the measure that they mean, the longest first.
        known: all words that narrow nothing down, the longest first.
        any_word: finds a word that heads a value, whatever it means.
    """

    words: Words
    measures: tuple[tuple[str, str], ...]
    known: tuple[str, ...]
    any_word: re.Pattern[str]

    def may_head(self, texts: Iterable[str]) -> bool:
        """Return whether any of the words stands in the texts of a row."""
        return self.any_word.search("".join("".join(texts).split())) is not None

    def speaks_of_flows(self, text: str) -> bool:
        """Return whether a text speaks of income or spending."""
        return any(word in text for flow in _FLOWS for word in self.words[str(flow)])

    def heads(self, name: str, text: str) -> bool:
        """Return whether a text is, as a whole, one of the words of a name: corner, total."""
        return core(text).rstrip(":.") in self.words[name]

    def is_sum(self, text: str) -> bool:
        """Return whether a text stands for several funds together."""
        return self.heads("total", text) or self.heads("subtotal", text)

    def names_fund(self, text: str) -> bool:
        """Return whether a text may be the name of a fund."""
        return 1 < len(core(text)) <= _LONGEST and _names_fund(self, text)

    def of(self, texts: Sequence[str]) -> Said:
        """Return what the words around a value say; the innermost is the last."""
        inner_first = [_word(self, core(text)) for text in reversed(texts)]
        return Said(
            measure=_measure([word.measure for word in inner_first]),
            flow=next((word.flow for word in inner_first if word.flow is not None), None),
            year=next((word.year for word in inner_first if word.year is not None), None),
            is_prior=any(word.is_prior for word in inner_first),
            is_whole=not any(word.rest for word in inner_first),
        )


def _measure(named: Sequence[str | None]) -> str | None:
    measure = next((name for name in named if name is not None), None)
    if measure in _STOCKS and "budget" in named:
        return None  # what the budget leaves is planned, no balance
    if measure == "year":
        return "budget" if "budget" in named else "current"
    return "current" if measure == "prior" else measure


# A batch meets the same headings again and again.
@lru_cache(maxsize=4096)
def _names_fund(meanings: Meanings, text: str) -> bool:
    named = any(part in core(text) for part in meanings.words["fund"])
    return named and not meanings.heads("corner", text) and not meanings.of([text]).anything


@lru_cache(maxsize=4096)
def _word(meanings: Meanings, word: str) -> _Word:
    year = _YEAR.search(word)
    return _Word(
        measure=_measure_in(meanings, word) or ("year" if year else None),
        flow=_flow(meanings, word),
        year=int(year[0]) if year else None,
        is_prior=any(prior in word for prior in meanings.words["prior"]),
        rest=_rest(meanings, word),
    )


def _measure_in(meanings: Meanings, word: str) -> str | None:
    forms = (word, _IN_BRACKETS.sub("", word))  # 累计(滚存)结余
    found = (name for known, name in meanings.measures if any(known in form for form in forms))
    return next(found, None)


def _flow(meanings: Meanings, word: str) -> Flow | None:
    flows = [flow for flow in _FLOWS if any(one in word for one in meanings.words[str(flow)])]
    return flows[0] if len(flows) == 1 else None


def _rest(meanings: Meanings, word: str) -> str:
    """Return what a word says besides measure, flow, fund and year."""
    rest = _IN_BRACKETS.sub("", word) or word
    for known in meanings.known:
        rest = rest.replace(known, "")
    return _MARKS.sub("", rest)


@lru_cache(maxsize=16)
def meanings_of(words: Words) -> Meanings:
    """Return what the words of a family mean; of two in one label the longer counts."""
    measures = [(word, name) for name in _MEASURES for word in words[name]]
    heads = [*_MEASURES, *map(str, _FLOWS), "fund", "corner"]
    any_word = "|".join(re.escape(word) for name in heads for word in sorted(words[name]))
    known = {word for name, some in words.items() if name != "corner" for word in some}
    return Meanings(
        words=words,
        measures=tuple(sorted(measures, key=lambda pair: (-len(pair[0]), _ORDER.index(pair[1])))),
        known=tuple(sorted(known, key=lambda word: (-len(word), word))),
        any_word=re.compile(rf"\d{{4}}|{any_word}"),
    )


# The same labels are met again and again while a table is sought.
@lru_cache(maxsize=4096)
def core(text: str) -> str:
    """Return a heading without white space and serial number."""
    return _SERIAL.sub("", "".join(fold(text).split()))


def label_word(text: str) -> str:
    """Return a label without white space and colon."""
    return "".join(text.split()).rstrip(":：")


def this_year(said: Iterable[Said], stated: int | None) -> int | None:
    """Return the later of the years that values came about in, else the one of the title."""
    values = [one for one in said if one.measure not in {None, "budget"}]
    years = {one.year for one in values if one.year is not None}
    current = any(one.measure == "current" and not (one.year or one.is_prior) for one in values)
    if len(years) == 1 and current and stated is not None:
        years.add(stated)
    return max(years, default=stated)


def measured(said: Sequence[Said], year: int | None) -> list[Pair]:
    """Return measure and flow of the values of a table of this year.

    A bare 收入 is this year's, unless another says that it is.
    """
    pairs = [one.at(year) for one in said]
    told = {flow for measure, flow in pairs if measure == "current"}
    return [
        ("current", flow) if one.is_bare and flow not in told else (measure, flow)
        for one, (measure, flow) in zip(said, pairs, strict=True)
    ]
