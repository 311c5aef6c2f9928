"""What a text states of the funds, read only where it leaves no doubt.

Knows a small grammar: a fund, what of it, how it changed, a number with its unit, and nothing
else before the number. Whatever does not fit it is passed over. Must not know any figure.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from pingshu.mentions import clauses_of, sentences_of, speaks_of_year, tidy
from pingshu.model import Fund, fund_meant


class Aspect(StrEnum):
    """What is stated of a subject."""

    AMOUNT = "amount"
    GROWTH = "growth"
    GROWTH_RATE = "growth_rate"
    BUDGET_SHARE = "budget_share"
    DIRECTION = "direction"
    """Only whether it grew, fell or stayed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing stated.

    Attributes:
        fund: of which fund; None means all together.
        named: whether the fund stands in the sentence, and is not only supposed.
        subject: 收入, 支出, 结余, 滚存结余 or the name of a line of details.
        sign: 1 growth, -1 decline, 0 unchanged, where one is stated.
        number, unit: as written, the sign of a decline or gap applied.
        words: the words before the number.
    """

    fund: Fund | None
    named: bool
    subject: str
    aspect: Aspect
    sign: int | None
    number: Decimal | None
    unit: str
    words: str


_NUMBER = re.compile(
    r"(?<![-0-9.~])(?P<number>-?[0-9]+(?:\.[0-9]+)?)(?P<unit>[亿万]?元|%)"
    r"(?!点|/|以|左右|上下|[多余])"
)
_ALL = re.compile(r"全部|各项|各险种|[两三四五]项|[两三四五]个险种|总体")
_ADDED = re.compile(r"合计|总")
_OF_ALL = re.compile(r"合计|总|基金|结余|缺口")

_SIGNS = re.compile(r"职工|居民|机关|养老|失业|工伤|生育|护理|大病")
_FUND_WORDS = (
    r"城镇|城乡|企业|机关事业单位|灵活就业人员|职工|居民|基本|医疗|养老|失业|工伤|生育|长期护理|大病"
    r"|社会|医保|社保|保险|基金|险种"
)
_FILLERS = (
    r"[0-9]{4}年[度末底]?|截[至止]到?|年[末底]|当年|本年度?|全年|年度|当期|其中|全[县市区]|[我本][县市区]|实现|完成"
    r"|合计|总计|全部|各项|[两三四五]项|总体|共|的|总"
)
_NAMES = re.compile(rf"(?:{_FUND_WORDS}|{_FILLERS})*")
_SUBJECTS = (
    (r"(?:年末|期末)?(?:累计|滚存|累计滚存|滚存累计)结[余存]", "滚存结余"),
    (r"(?:当期|本年|当年|本期)?(?:结余|收支结余)", "结余"),
    (r"(?:当期|本年|当年|收支)?缺口|收不抵支", "缺口"),
    (r"总?收入(?:合计|小计|总额|总计)?", "收入"),
    (r"总?支出(?:合计|小计|总额|总计)?", "支出"),
)
_COMPARED = r"(?:(?:比|较|与|同)(?:上年|去年)(?:度|同期)?(?:相比)?|同比)?"
_UP, _DOWN, _SAME = r"增长|增加|上升|提高|增收|多收|多支", r"下降|减少|降低|减收|少收|少支", r"持平"
_GROWTH = rf"{_COMPARED}(?:(?P<up>{_UP})|(?P<down>{_DOWN})|增幅|增长率|增速)(?:了|为|达|达到|的)?"
_SHARE = (
    r"(?:占|完成|执行|为)?(?:年度|年初|全年|当年|本年|调整后)?(?:收入|支出)?预算数?的?"
    r"(?:执行|完成)?(?:比例|率)?(?:为|达|达到|的)?"
)
_TAIL = r"(?:合计|总计|共计|共|为|是|达|达到|实现)*"


def statements(
    text: str, year: int | None, funds: Iterable[Fund], lines: Iterable[str], own: Fund | None
) -> Iterator[Statement]:
    """Yield what a text states of the year, of the funds and of the lines of their details.

    A text with a fund of its own speaks of that one where it names none.
    """
    reader = _Reader(year=year, funds=tuple(funds), lead=_lead(lines), turn=_turn(lines))
    mentioned = False
    for sentence in sentences_of(tidy(text, year)):
        supposed = None if own is None and mentioned else _Subject(fund=own)
        yield from _of_sentence(sentence, reader, supposed)
        mentioned = mentioned or fund_meant(sentence, reader.funds) is not None


def _subject_pattern(lines: Iterable[str]) -> str:
    named = sorted({re.escape(line) for line in lines if len(line) > 1}, key=len, reverse=True)
    known = "|".join(f"(?:{pattern})" for pattern, _ in _SUBJECTS)
    return "|".join([*named, known])


def _lead(lines: Iterable[str]) -> re.Pattern[str]:
    """Return the grammar of what stands before a number."""
    subject = _subject_pattern(lines)
    return re.compile(
        rf"{_NAMES.pattern}(?P<subject>{subject})?{_TAIL}"
        rf"(?:(?P<growth>{_GROWTH})|(?P<share>{_SHARE}))?"
    )


def _turn(lines: Iterable[str]) -> re.Pattern[str]:
    """Return the grammar of a clause that tells only the direction."""
    subject, compared = _subject_pattern(lines), _COMPARED.removesuffix("?")
    return re.compile(
        rf"{_NAMES.pattern}(?P<subject>{subject})?"
        rf"{compared}(?:有所|略有|大幅|小幅)?(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<same>{_SAME}))"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """What does not change while a text is read."""

    year: int | None
    funds: tuple[Fund, ...]
    lead: re.Pattern[str]
    turn: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """What a sentence is speaking of; a clause hands it on to the next."""

    fund: Fund | None = None
    named: bool = False
    subject: str | None = None
    aspect: Aspect | None = None


def _of_sentence(sentence: str, reader: _Reader, supposed: _Subject | None) -> Iterator[Statement]:
    """Yield what a sentence states, clause by clause, as long as it speaks of this year."""
    about, this_year = supposed, True
    for clause in clauses_of(sentence):
        this_year = speaks_of_year(clause, reader.year, before=this_year)
        if not this_year:
            about = _forgotten(about)
            continue
        for made in _of_clause(clause, reader, about):
            about = made[0]
            yield from made[1]


def _forgotten(about: _Subject | None) -> _Subject | None:
    return replace(about, subject=None) if about else None


def _of_clause(
    clause: str, reader: _Reader, about: _Subject | None
) -> Iterator[tuple[_Subject | None, list[Statement]]]:
    numbers = list(_NUMBER.finditer(clause))
    start = 0
    for number in numbers:
        lead = clause[start : number.start()]
        about, made = _before_number(lead, number, reader, about)
        start = number.end()
        yield about, made
    if not numbers:
        yield _without_number(clause, reader, about)


def _before_number(
    lead: str, number: re.Match[str], reader: _Reader, about: _Subject | None
) -> tuple[_Subject | None, list[Statement]]:
    match = reader.lead.fullmatch(lead)
    here = _named(lead, reader, about)
    if match is None or here is None:
        return _forgotten(here), []
    aspect = _aspect(match, number["unit"])
    subject = _kind(match["subject"]) if match["subject"] else None
    if subject is None and aspect is Aspect.AMOUNT:
        # A fund alone goes on with a list: 其中职工…万元, 居民…万元.
        goes_on = about is not None and here.fund is not about.fund and bool(here.aspect)
        aspect = here.aspect if goes_on and _is_of(here.aspect, number["unit"]) else None
    here = replace(here, subject=subject or here.subject, aspect=aspect)
    if here.subject is None or aspect is None:
        return _forgotten(here), []
    if aspect is Aspect.AMOUNT and not here.fund and not here.named and not _OF_ALL.search(lead):
        return here, []
    return here, [_statement(here, here.subject, aspect, match, number)]


def _named(words: str, reader: _Reader, about: _Subject | None) -> _Subject | None:
    """Return of which fund the words speak: one they name, all, or the one spoken of before."""
    fund = fund_meant(words, reader.funds)
    before = about or _Subject()
    if fund is not None:
        return replace(before, fund=fund, named=True)
    labels = "、".join(one.label.text for one in reader.funds)
    if any(sign not in labels for sign in _SIGNS.findall(words)):
        return None
    if _ALL.search(words):
        return replace(before, fund=None, named=True)
    if about is None and _ADDED.search(words):
        return _Subject()
    return about


def _aspect(match: re.Match[str], unit: str) -> Aspect | None:
    if match["growth"]:
        return Aspect.GROWTH_RATE if unit == "%" else Aspect.GROWTH
    if match["share"]:
        return Aspect.BUDGET_SHARE if unit == "%" else None
    return Aspect.AMOUNT


def _is_of(aspect: Aspect | None, unit: str) -> bool:
    rates = {Aspect.GROWTH_RATE, Aspect.BUDGET_SHARE}
    return (aspect in rates) == (unit == "%")


def _kind(words: str) -> str:
    kinds = (kind for pattern, kind in _SUBJECTS if re.fullmatch(pattern, words))
    return next(kinds, words)


def _sign(match: re.Match[str]) -> int | None:
    if match["up"]:
        return 1
    return -1 if match["down"] else None


def _statement(
    here: _Subject, subject: str, aspect: Aspect, match: re.Match[str], number: re.Match[str]
) -> Statement:
    sign, value = _sign(match), Decimal(number["number"])
    is_less = sign == -1 or subject == "缺口"
    return Statement(
        fund=here.fund,
        named=here.named,
        subject="结余" if subject == "缺口" else subject,
        aspect=aspect,
        sign=sign,
        number=-value if is_less else value,
        unit=number["unit"],
        words=match[0],
    )


def _without_number(
    clause: str, reader: _Reader, about: _Subject | None
) -> tuple[_Subject | None, list[Statement]]:
    here, match = _named(clause, reader, about), reader.turn.fullmatch(clause)
    if _NAMES.fullmatch(clause):
        return here, []
    if match is None or here is None:
        return _forgotten(here), []
    subject = _kind(match["subject"]) if match["subject"] else here.subject
    if subject is None or subject == "缺口":
        return _forgotten(here), []
    made = Statement(
        fund=here.fund,
        named=here.named,
        subject=subject,
        aspect=Aspect.DIRECTION,
        sign=0 if match["same"] else _sign(match),
        number=None,
        unit="",
        words=clause,
    )
    return replace(here, subject=subject, aspect=None), [made]
