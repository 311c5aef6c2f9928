"""Figures mentioned in prose: sentence, clause, number, unit and the words around it.

Knows how Chinese reports write amounts, rates and counts, and which words tell that a clause speaks
of another year, of a plan or of a part. Must not know any form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from pingshu.values import convert_money, fold

_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_YEAR_END = re.compile(r"12月(?:底|末|31日)")
_SERIAL = re.compile(
    r"(?m)^(?:(?:目标|任务)[0-9一二三四五六七八九十]{1,2}[:、.]?"
    r"|\(?[0-9一二三四五六七八九十]{1,2}[:、.)](?![0-9]))"
)
_SENTENCE = re.compile(r"[。;!?\n]")
_CLAUSE = re.compile(r"[,、:()]")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年")
_THIS_YEAR = re.compile(r"本年|当年|今年")
_ELSEWHEN = (
    r"(?<![比较与同])(?:上年|去年|上一年)|下年|明年|次年|月|季度|半年|人均|分别"
    r"|不含|不包|未含|剔除|扣除|除|若|如果|基本(?=[与同和持])"
)
_PLANNED = r"预计|计划|目标|拟"
_OTHER_TIME = re.compile(_ELSEWHEN)
_OTHER_TIME_OR_PLAN = re.compile(rf"{_ELSEWHEN}|{_PLANNED}")

_MEASURES = (
    r"人次|人份|户次|车次|批次|场次|台套|平方米|立方米|公顷|公里|千米|分钟|小时|课时"
    r"|[人名户次场期个家台套份件项起辆座亩吨米天篇条批册宗例所处株组头只棵班门对盏眼口部间分]"
)
_MENTION = re.compile(
    r"(?<![-0-9.~/第A-Za-z〔\[])(?P<number>[0-9]{1,15}(?:\.[0-9]{1,10})?)"
    rf"(?P<unit>%|[亿万]?元(?:/[一-龥]+)*|[亿万]?(?:{_MEASURES})(?:\([台套个人]\))?)"
    r"(?![-~—至到][0-9]|点|/|左右|上下|[多余]|百分点|月|工作日|每)"
)
_WHOLE = Decimal(100)
_SCALES = {"万": 4, "亿": 8}
_MONEY = frozenset({"元", "万元", "亿元"})
_ROUGH = re.compile(r"(?:近|约|大约|接近|将近|逾|上)$")
_AT_LEAST = re.compile(r"(?:(?<!不)超过|不低于|不少于|不小于|(?<!不)[高大]于|至少|≥|>)$")
_AT_MOST = re.compile(r"(?:不超过|不高于|不多于|不大于|(?<!不)[低少小]于|至多|≤|<)$")


class Bound(StrEnum):
    """Whether a number is stated as such or as a bound."""

    EXACT = "exact"
    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One figure that a clause mentions.

    Attributes:
        number: with the digits as written; of 20万份 the 20E+4, known to one 万 only.
        unit: %, 元, 万元, 亿元 (per something: 元/人) or the measure word alone.
        written: number and unit as they stand in the text.
        lead: the words between the figure before it, or the start of the clause, and the number.
        tail: the words behind it, up to the next figure.
    """

    number: Decimal
    unit: str
    written: str
    bound: Bound
    lead: str
    tail: str

    @property
    def is_money(self) -> bool:
        """Return whether it is an amount of money, and not a price per something."""
        return self.unit in _MONEY

    def states(self, value: Decimal, unit: str) -> bool:
        """Return whether what is written may stand for a value: itself, rounded or cut off.

        A whole count stands for itself alone; 100% is nothing that was rounded. What a form states
        with decimals may in turn be a rounding of what is written.
        """
        number = convert_money(self.number, self.unit, unit) if self.is_money else self.number
        if self.bound is Bound.AT_LEAST and value >= number:
            return True
        if self.bound is Bound.AT_MOST and value <= number:
            return True
        is_coarse = self.unit == "%" or (self.is_money and value != value.to_integral_value())
        return _rounds_to(value, number) or (is_coarse and _rounds_to(number, value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What stands between two commas.

    Attributes:
        in_year: whether it speaks of what was in the year, and of no plan.
        in_sentence: the words of its sentence that stand before it.
    """

    words: str
    in_year: bool
    in_sentence: str
    mentions: tuple[Mention, ...]


def _rounds_to(fine: Decimal, coarse: Decimal) -> bool:
    """Return whether a value, rounded or cut off to the digits of a coarser one, is that one."""
    unit = Decimal(1).scaleb(int(coarse.as_tuple().exponent))
    is_count = unit == 1 and fine == fine.to_integral_value()
    if fine == coarse or is_count or coarse == _WHOLE:
        return fine == coarse
    return -unit / 2 <= fine - coarse < unit


# Several checks read the same texts, and each twice: as what was done and as what was planned.
@lru_cache(maxsize=256)
def tidy(text: str, year: int | None) -> str:
    """Fold a text, without white space in a line, thousands' commas and the serials of lists."""
    lines = (re.sub(r"\s+", "", line) for line in fold(text).split("\n"))
    folded = _THOUSANDS.sub("", _SERIAL.sub("", "\n".join(lines)))
    return re.sub(rf"(?<=[比较与]){(year or 0) - 1}年度?", "上年", _YEAR_END.sub("末", folded))


def sentences_of(tidied: str) -> list[str]:
    """Return the sentences of a tidied text."""
    return _SENTENCE.split(tidied)


def clauses_of(sentence: str) -> list[str]:
    """Return the clauses of a sentence as words."""
    return _CLAUSE.split(sentence)


def speaks_of_year(clause: str, year: int | None, *, before: bool, planned: bool = False) -> bool:
    """Return whether a clause speaks of the year; a plan lasts until told otherwise.

    Args:
        clause: the words.
        year: the year of the form.
        before: whether the clause before it did.
        planned: whether the whole text is a plan for the year, so that words of planning say
            nothing.
    """
    if (_OTHER_TIME if planned else _OTHER_TIME_OR_PLAN).search(clause):
        return False
    years = _YEAR.findall(clause)
    return years == [str(year)] if years else before or bool(_THIS_YEAR.search(clause))


def read_clauses(text: str, year: int | None, *, planned: bool = False) -> Iterator[Clause]:
    """Yield the clauses of a text with the figures that each mentions."""
    for sentence in sentences_of(tidy(text, year)):
        in_year, start = True, 0
        for words in clauses_of(sentence):
            in_year = speaks_of_year(words, year, before=in_year, planned=planned)
            yield Clause(
                words=words,
                in_year=in_year,
                in_sentence=sentence[:start],
                mentions=_mentions(words),
            )
            start += len(words) + 1


@lru_cache(maxsize=1024)
def _mentions(words: str) -> tuple[Mention, ...]:
    return tuple(_mentions_in(words))


def _mentions_in(words: str) -> Iterator[Mention]:
    matches = list(_MENTION.finditer(words))
    ends = [0, *(match.end() for match in matches)]
    starts = [*(match.start() for match in matches), len(words)]
    for position, match in enumerate(matches):
        lead = words[ends[position] : match.start()]
        tail = words[match.end() : starts[position + 1]]
        if not _ROUGH.search(lead):
            yield _mention(match, lead, tail)


def _mention(match: re.Match[str], lead: str, tail: str) -> Mention:
    number, unit = Decimal(match["number"]), match["unit"]
    bound = _bound(lead, tail)
    if unit[0] in _SCALES and "元" not in unit:
        number, unit = number.scaleb(_SCALES[unit[0]]), unit[1:]
    return Mention(
        number=number,
        unit="人" if unit == "名" else unit,
        written=match[0],
        bound=bound,
        lead=_AT_MOST.sub("", _AT_LEAST.sub("", lead)),
        tail=tail,
    )


def _bound(lead: str, tail: str) -> Bound:
    if _AT_MOST.search(lead) or re.match(r"及?(?:以下|以内|之内|内)", tail):
        return Bound.AT_MOST
    if _AT_LEAST.search(lead) or re.match(r"及?以上", tail):
        return Bound.AT_LEAST
    return Bound.EXACT


def same_unit(unit: str) -> tuple[str, int]:
    """Return the measure word of a unit without 万 and 亿, and the power of ten that they are.

    Units of money stay as they are: what converts them is another matter.
    """
    bare = fold(unit).partition("(")[0]
    if bare[:1] in _SCALES and bare not in _MONEY and "元" not in bare:
        return ("人" if bare[1:] == "名" else bare[1:]), _SCALES[bare[0]]
    return ("人" if bare == "名" else bare), 0
