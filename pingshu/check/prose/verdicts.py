"""What a text claims of the whole: all reached, all spent, not used up, the score, the year.

Knows words that claim and words that take a claim back. A claim about a part of the indicators, of
another time or under a condition is passed over.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pingshu.finding import Finding, found
from pingshu.mentions import Clause, Mention
from pingshu.model import Computation, Figure, IndicatorFigures, Text, Verdict
from pingshu.sheet import Place
from pingshu.values import plain

_HUNDRED = Decimal(100)
_AIMS = r"(?:目标|指标|任务)"
_DONE = r"(?:完成|达到|达成|实现)"
_ALL_REACHED = re.compile(
    rf"(?:(?:各项|所有|全部|全年|年度|绩效|预期|年初){{1,4}}[一-龥]{{0,6}}{_AIMS}[一-龥]{{0,4}}"
    rf"(?:全部|均|全面|圆满|都)(?:已经?)?[一-龥]{{0,4}}{_DONE}"
    rf"|(?:全部|全面|圆满|均|都)(?:已经?)?[按如]?期?{_DONE}了?[一-龥]{{0,8}}{_AIMS})"
)
_TAKEN_BACK = re.compile(
    r"基本|未|没有|除|部分|个别|大部|多数|力争|确保|争取|预计|计划|拟|应|如|若|才|质量|数量|时效|成本"
    r"|产出|效益|满意度|建设任务|投资|工程"
)
_UNSPENT = re.compile(
    r"未能?(?:充分|完全|全部|全额|及时)?(?:使用完|用完|支出完|执行完)|未能?(?:充分|完全|全部|全额)"
    r"(?:使用|支出|执行)|没有(?:用完|全部使用|全部支出|充分使用)|(?:尚|还|仍)有(?:部分)?(?:资金)?结余"
    r"|(?:执行率|(?:执行|支出)进度)(?:较|偏)[慢低]"
)
_SPENT = re.compile(
    r"(?:资金|预算|经费)[一-龥]{0,4}(?:已|均)?(?:全部|全额)(?:已|均)?(?:支出|使用|执行|用完)(?:完毕|完)?$"
    r"|(?:资金|预算|经费)(?:已|均)?(?:支出|使用|执行)完毕|(?:没有|无)(?:资金)?结余(?:资金)?$"
)
_CONDITION = re.compile(
    r"计划|预计|拟|避免|防止|杜绝|如|若|今后|以后|一旦|可能|容易|解决|部分项目|个别|[前中]期|其中|[省市县区]级"
)
_REACHED = re.compile(
    r"^(?:已|全部|全面|均|圆满|超额|按期|如期)*完成(?:了)?(?:年度|年初|预期|全年)?(?:目标|任务|指标)"
)
_MISSED = re.compile(
    r"(?:未能?|没有)(?:按期|全部)?(?:完成|达到)(?:了)?(?:年度|年初|预期|全年)*(?:目标|任务|指标)"
)
_HAS_REACHED = frozenset({Verdict.REACHED, Verdict.EXCEEDED, Verdict.FAR_EXCEEDED})
_SCORE = re.compile(
    r"(?:经|本|项目|部门|绩效|整体|支出|评价|自评|综合|最终|年度|全年|[我本][局县市院校单位]+"
    r"|(?:19|20)[0-9]{2}年度?)*(?:总分|总得分|自评得分|综合得分|自评分|得分合计)(?:合计)?(?:为|是|达到?)?"
)
_OF_ITEM = re.compile(r"满分|分值|本项|该项|[一-龥]项|指标")
_GRADE = re.compile(
    r"(?:等级|等次|级别|结论|评定|评)(?:为|是)?[“\"]?(优|良|中|差)秀?好?等?[”\"]?(?:级|等次)?$"
)
_TO_COME = re.compile(r"计划|预计|拟|以来")
_YEAR_FIRST = re.compile(r"((?:19|20)[0-9]{2})年度?(?!末|底|起|以来|以前|前|至|到|月)")


def claim_findings(
    written: Text, clauses: Sequence[Clause], computation: Computation
) -> Iterator[Finding]:
    """Find text-unspent-, text-spent-doubtful, text-all-reached-, text-score-, text-grade-differs.

    The claims are those of a text about the form as a whole.
    """
    for clause in clauses:
        if not clause.in_year:
            continue
        yield from _of_spending(written, clause, computation)
        yield from _of_score(written, clause, computation)
        if not _TAKEN_BACK.search(clause.words) and "除" not in clause.in_sentence:
            yield from _of_all(written, clause, computation)


def _of_spending(written: Text, clause: Clause, computation: Computation) -> Iterator[Finding]:
    total = computation.total
    rate = total.rate if total else None
    words = f"{clause.in_sentence}{clause.words}"
    if rate is None or not rate.sources or _CONDITION.search(words):
        return
    if _UNSPENT.search(clause.words):
        if rate.value >= _HUNDRED:
            yield _about_rate("text-unspent-doubtful", written, clause, rate)
    elif _SPENT.search(clause.words) and rate.value < _HUNDRED:
        yield _about_rate("text-spent-doubtful", written, clause, rate)


def _about_rate(code: str, written: Text, clause: Clause, rate: Figure) -> Finding:
    expected = f"{plain(rate.value)}%"
    cells = "、".join(dict.fromkeys(map(_cell, rate.sources)))
    return found(code, written.place, clause=clause.words, expected=expected, cell=cells)


def _cell(place: Place) -> str:
    return f"“{place.sheet}”{place.cell}"


def _of_all(written: Text, clause: Clause, computation: Computation) -> Iterator[Finding]:
    missed = [item for item in computation.indicators if item.verdict is Verdict.MISSED]
    if missed and _ALL_REACHED.search(clause.words):
        yield _about_indicator("text-all-reached-differs", written, clause, missed[0])


def _about_indicator(code: str, written: Text, clause: Clause, item: IndicatorFigures) -> Finding:
    indicator = item.indicator
    actual = indicator.actual or indicator.level3
    return found(
        code,
        written.place,
        clause=clause.words,
        name=indicator.level3.text,
        expected=indicator.target.text if indicator.target else "",
        actual=actual.text,
        cell=_cell(actual.place),
    )


def _of_score(written: Text, clause: Clause, computation: Computation) -> Iterator[Finding]:
    score = computation.score_total or computation.score_sum
    grade = _GRADE.search(clause.words)
    if grade and computation.grade and grade[1] != computation.grade:
        yield found(
            "text-grade-differs",
            written.place,
            clause=clause.words,
            expected=computation.grade,
            actual=grade[1],
        )
    for mention in clause.mentions:
        # 本项满分8分，自评得分7.2分 speaks of one item.
        is_total = _SCORE.fullmatch(mention.lead) and not _OF_ITEM.search(clause.in_sentence)
        if score and mention.unit == "分" and is_total:
            yield from _about_score(written, clause, mention, score)


def _about_score(
    written: Text, clause: Clause, mention: Mention, score: Figure
) -> Iterator[Finding]:
    if score.sources and not mention.states(score.value, "分"):
        yield found(
            "text-score-differs",
            written.place,
            clause=clause.words,
            expected=f"{plain(score.value)}分",
            actual=mention.written,
            cell=_cell(score.sources[0]),
        )


def verdict_findings(
    written: Text, clauses: Sequence[Clause], item: IndicatorFigures
) -> Iterator[Finding]:
    """Find text-verdict-differs in what is said of one indicator."""
    for clause in clauses:
        if _is_against(item.verdict, clause):
            yield _about_indicator("text-verdict-differs", written, clause, item)


def _is_against(verdict: Verdict, clause: Clause) -> bool:
    if not clause.in_year:
        return False
    if verdict is Verdict.MISSED:
        return bool(_REACHED.search(clause.words)) and not _TAKEN_BACK.search(clause.words)
    return verdict in _HAS_REACHED and bool(_MISSED.search(clause.words))


def year_findings(written: Text, clauses: Sequence[Clause], year: int | None) -> Iterator[Finding]:
    """Find text-year-differs in a goal: it begins with another year and never names the form's."""
    first = next((clause.words for clause in clauses if clause.words), "")
    stated = _YEAR_FIRST.match(first)
    named = any(str(year) in clause.words for clause in clauses)
    if stated and year is not None and not named and not _TO_COME.search(first):
        yield found(
            "text-year-differs",
            written.place,
            clause=first,
            expected=str(year),
            actual=stated[1],
        )
