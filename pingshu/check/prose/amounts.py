"""Amounts and rates of a sentence against the funds of the form.

Knows a small grammar: filling words, then what the amount is, and nothing else before the number.
Whatever has another word before it is about something else and is passed over, and so is a number
that any row of the funds explains.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pingshu.finding import Finding, found
from pingshu.mentions import Clause, Mention
from pingshu.model import Computation, Figure, Form, FundFigures, Role, Text
from pingshu.values import plain

_FILLING = re.compile(
    r"(?:19|20)[0-9]{2}年度?|截[至止]到?|[年末底]|本年度?|当年|全年|年度|[本该]?项目|专项|财政"
    r"|总|全部|共计?|合计|已|实际|实现|完成|先后|分[批次期]|陆续|资金|[本我]?部门|年中|[我本]?单位|[我本][局县市院校区部]|(?:[一-龥]{0,3}[县市区])?财政局"
)
_LONGEST_FILLING = 7
_TAIL = r"(?:数|额|总额|金额|资金|经费|指标|合计|总计|共计|共|了|为|是|达到?)*"
_PLEDGES = (
    ("budget_initial", True, r"年初(?:预算|批复|安排)+"),
    ("budget_initial", True, r"(?:全年|年度|项目)?预算由(?:年初)?(?:预算)?的?"),
    ("budget", True, r"(?:全年|调整后的?(?:全年)?|调整)预算(?:调整为)?"),
    ("budget", True, r"(?:年度)?资金总额|预算总额"),
    ("executed", True, r"(?:全年|预算|实际)?执行数|(?:全年|预算)执行(?:金额)"),
    ("planned", False, r"预算(?:安排)?|安排(?:预算)?|下达|批复(?:预算)?"),
    ("received", False, r"到位|到账|收到|拨入"),
    ("handed_out", False, r"拨付"),
    ("executed", False, r"支出|使用|支付|(?:部门|项目)?(?:预算)?执行|列支"),
    ("unspent", False, r"结余|剩余|[尚剩]余|未执行|未支出|未使用"),
    ("adjustment", False, r"(?:预算)?(?:追加|调增|调减|核增)(?:预算)?"),
)
_ROLES = tuple((role, sure, re.compile(rf"(?:{words}){_TAIL}")) for role, sure, words in _PLEDGES)
_RAISED = re.compile(r"(?:调整|调增|调减|追加|增加|减少|压减)(?:为|至|到)")
_RATES = (
    ("rate", True, r"(?:预算|支出)?执行率"),
    ("rate", False, r"(?:预算)?(?:支出|执行|使用)(?:进度|率)"),
    ("rate", False, r"占(?:全年|年度|调整后)?预算数?的(?:比例)?"),
    ("received_rate", False, r"到位率"),
    ("adjustment_rate", False, r"(?:预算)?调整率"),
)
_RATE_ROLES = tuple((role, sure, re.compile(rf"{words}{_TAIL}")) for role, sure, words in _RATES)
_NAMES = {
    "budget_initial": "年初预算数",
    "budget": "全年预算数",
    "planned": "全年预算数",
    "executed": "全年执行数",
    "received": "到位数",
    "handed_out": "到位数",
    "unspent": "未执行数",
    "adjustment": "预算调整数",
    "rate": "执行率",
    "received_rate": "资金到位率",
    "adjustment_rate": "预算调整率",
}
_PART = re.compile(
    r"其中|包括|期间|部分|每|平均|各|历年|累计|原|另|还|其余|标准|限额|定额|合同|中标|审减|节约|本级|上级"
    r"|中央|[省市县区州]级|基本支出|项目支出|三公|费|工资|补贴|收入|贷款|债|罚|救助|统筹|采购|结转|自筹"
)
_READINGS = {
    "planned": ("budget_initial", "budget", "received"),
    "handed_out": ("received", "budget", "budget_initial", "executed"),
}
# The report states 到位数 itself, so another amount for all of it is told; not so for a part.
_OF_PARTS = ("budget", "budget_initial", "executed")
_IS_RECEIVED = frozenset({"received", "handed_out", "received_rate"})
# Whether it is a rate and whether the words leave no doubt → the finding.
_CODES = {
    (False, True): "text-amount-differs",
    (False, False): "text-amount-doubtful",
    (True, True): "text-rate-differs",
    (True, False): "text-rate-doubtful",
}
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pledge:
    """An amount or rate that a clause states of the funds; `sure` if the words leave no doubt."""

    role: str
    sure: bool
    clause: Clause
    mention: Mention


def amount_findings(
    written: Text, clauses: Sequence[Clause], form: Form, computation: Computation
) -> Iterator[Finding]:
    """Find text-amount-differs, text-amount-doubtful, text-rate-differs, text-rate-doubtful."""
    if computation.total is None:
        return
    pledges = list(_pledges(clauses))
    for pledge in pledges:
        alike = [one for one in pledges if one.role == pledge.role]
        due = _due(pledge.role, computation)
        if due is None or _is_explained(pledge, form, computation, due):
            continue
        # Of several amounts that were paid or handed out each may be one part.
        if pledge.sure or len(alike) == 1:
            yield _told(written, pledge, due)


# --- what a text states -------------------------------------------------------------------


def _pledges(clauses: Sequence[Clause]) -> Iterator[_Pledge]:
    before: Mention | None = None
    for clause in clauses:
        if not clause.in_sentence:
            before = None
        for mention in clause.mentions:
            role, sure = _role(mention, before)
            # 执行率98%的单位 speaks of the units.
            is_of_whole = not _is_of_part(clause) and not mention.tail.startswith("的")
            if clause.in_year and role and is_of_whole:
                yield _Pledge(role=role, sure=sure, clause=clause, mention=mention)
            before = mention


def _role(mention: Mention, before: Mention | None) -> tuple[str | None, bool]:
    roles = _ROLES if mention.is_money else _RATE_ROLES if mention.unit == "%" else ()
    if before and _RAISED.fullmatch(mention.lead) and _role(before, None)[0] == "budget_initial":
        return "budget", True
    lead, ends = mention.lead, _ends_of_filling(mention.lead) if roles else []
    fitting = (
        (role, sure)
        for role, sure, words in roles
        if any(words.fullmatch(lead, end) for end in ends)
    )
    return next(fitting, (None, False))


def _ends_of_filling(lead: str) -> list[int]:
    """Return where filling words at the beginning may end, each place once."""
    ends, reached = [0], {0}
    for start in ends:
        for end in range(start + 1, min(start + _LONGEST_FILLING, len(lead)) + 1):
            if end not in reached and _FILLING.fullmatch(lead, start, end):
                reached.add(end)
                ends.append(end)
    return ends


def _is_of_part(clause: Clause) -> bool:
    words = f"{clause.in_sentence}{clause.words}"
    return _PART.search(words) is not None


# --- what the form says -------------------------------------------------------------------


def _due(role: str, computation: Computation) -> Figure | None:
    if role in _IS_RECEIVED:
        name = "received_rate" if role == "received_rate" else "received"
        due: Figure | None = getattr(computation, name)
        return due
    figure: Figure | None = getattr(computation.total, {"planned": "budget"}.get(role, role))
    return figure


def _is_explained(pledge: _Pledge, form: Form, computation: Computation, due: Figure) -> bool:
    if due.unit == "%":
        return any(pledge.mention.states(value, "%") for value in _rates(pledge.role, computation))
    amounts = set(_amounts(pledge.role, computation))
    if pledge.role == "received":
        amounts |= _amounts_of_parts(computation)
    return any(pledge.mention.states(abs(amount), form.amount_unit) for amount in amounts)


def _amounts(role: str, computation: Computation) -> Iterator[Decimal]:
    """Yield what an amount may be: of a row, of a line of spending, or of what was received."""
    names, received = _READINGS.get(role, (role,)), computation.received
    rows = (*computation.funds, computation.total)
    figures = [_amount(row, name) for row in rows for name in names]
    if role == "executed":
        figures += [item.amount for item in computation.spending]
    if "received" in names:
        figures.append(received)
    yield from (figure.value for figure in figures if figure)
    executed = _amount(computation.total, "executed")
    if role == "unspent" and received and executed:
        yield received.value - executed.value


def _amounts_of_parts(computation: Computation) -> set[Decimal]:
    """Return the amounts of rows that are not those of the whole."""
    rows = (*computation.funds, computation.total)
    figures = [(row, _amount(row, name)) for row in rows for name in _OF_PARTS]
    of_whole = {figure.value for row, figure in figures if figure and _is_whole(row, computation)}
    return {figure.value for _, figure in figures if figure} - of_whole


def _is_whole(row: FundFigures | None, computation: Computation) -> bool:
    return row is computation.total or (row is not None and row.row.role is Role.TOTAL)


def _amount(row: FundFigures | None, name: str) -> Figure | None:
    figure: Figure | None = getattr(row, name, None)
    return figure


def _rates(role: str, computation: Computation) -> Iterator[Decimal]:
    """Yield what a rate may be: exact, as rounded, as stated in its cell, and of an indicator."""
    if role == "received_rate" and computation.received_rate:
        yield computation.received_rate.value
    rows = [row for row in (*computation.funds, computation.total) if row]
    names = ("rate", "rate_stated") if role == "rate" else (role,)
    yield from (figure.value for row in rows for name in names if (figure := _amount(row, name)))
    for row in rows:
        if role == "rate" and row.rate and row.executed and row.budget:
            yield row.executed.value / row.budget.value * _HUNDRED
    for item in computation.indicators:
        if "执行率" in item.indicator.level3.text and item.actual:
            yield item.actual.value


def _told(written: Text, pledge: _Pledge, due: Figure) -> Finding:
    what, cells = _NAMES[pledge.role], _cells(due)
    if due.unit != "%" and len(due.sources) > 1:
        cells, what = f"按{cells}计算", f"{what}（{due.formula}）"
    return found(
        _CODES[due.unit == "%", pledge.sure],
        written.place,
        clause=pledge.clause.words,
        actual=pledge.mention.written,
        expected=f"{plain(due.value)}{due.unit}",
        what=what,
        cell=cells,
    )


def _cells(due: Figure) -> str:
    """Return every cell to look at: either of both may be the wrong one."""
    return "、".join(dict.fromkeys(f"“{place.sheet}”{place.cell}" for place in due.sources))
