"""The funds of social insurance: 收支对比表, 收支明细 and 参保情况, and what follows from them.

Knows flows (income, spending), periods and totals. Must not know how the tables stand on a sheet
nor how anything is worded. Amounts are in the table's money unit, rates in %.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pingshu.figure import Figure
from pingshu.stated import Number, Text
from pingshu.values import fold


class Flow(StrEnum):
    """What moves: money coming in or going out."""

    INCOME = "income"
    SPENDING = "spending"

    @property
    def word(self) -> str:
        """Return the field's word for it."""
        return {Flow.INCOME: "收入", Flow.SPENDING: "支出"}[self]


class Measure(StrEnum):
    """What a row of the comparison table measures; the last three are of no single flow."""

    BUDGET = "budget"
    CURRENT = "current"
    PRIOR = "prior"
    GROWTH = "growth"
    GROWTH_RATE = "growth_rate"
    BUDGET_SHARE = "budget_share"
    OPENING = "opening"
    """上年末滚存结余."""
    BALANCE = "balance"
    """当期结余."""
    CUMULATIVE = "cumulative"
    """年末滚存结余."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """A fund, or all of them together (合计), and the cell that names it."""

    label: Text
    is_total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """One row of the comparison table.

    Attributes:
        label: the words that head it, joined: 预算·基金收入小计.
        measure, flow: what it measures and of what; None where the label says neither.
        values: one per fund, in their order; None where the cell is blank.
    """

    label: str
    measure: Measure | None
    flow: Flow | None
    values: tuple[Number | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FundComparison:
    """The comparison table: funds × (budget, this year, last year) × (income, spending).

    A table with a row per fund (opening, income, spending, closing) is turned to the same shape.
    """

    funds: tuple[Fund, ...]
    rows: tuple[ComparisonRow, ...]

    def stated(self, fund: Fund, measure: Measure, flow: Flow | None = None) -> Number | None:
        """Return what the table states of a fund, None if nothing."""
        column = self.funds.index(fund)
        rows = (row for row in self.rows if row.measure is measure and row.flow is flow)
        return next((row.values[column] for row in rows if row.values[column]), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One line of 收支明细: a total, a part of it, or a part of a part.

    Attributes:
        fund: the label of the fund; None means all funds.
        depth: 0 for the total of a flow, 1 for its parts, and so on.
        is_transfer: money from or to another level of government (上下级往来).
        stated_share, stated_rate: 完成预算% and 增幅% as the office wrote them.
    """

    label: Text
    fund: Text | None
    flow: Flow
    depth: int
    is_transfer: bool = False
    budget: Number | None = None
    current: Number | None = None
    prior: Number | None = None
    stated_share: Number | None = None
    stated_rate: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """One line of 参保情况: a group of people; numbers of persons.

    Attributes:
        people: how many there are (户籍人口).
        exempt: those of them who need not enrol.
        enrolled: those who did, as stated.
    """

    label: Text
    fund: Text | None = None
    people: Number | None = None
    exempt: Number | None = None
    enrolled: Number | None = None


# --- which fund is meant ------------------------------------------------------------------

# Whom a fund insures, and against what; whoever names both leaves no doubt.
_PEOPLE = frozenset({"职工", "居民", "机关"})
_RISKS = frozenset({"养老", "医疗", "失业", "工伤", "生育", "护理", "大病", "新农合"})
_SHORT_FORMS = (("医保", "医疗"), ("社会保险基金", ""))


def _tight(text: str) -> str:
    tight = "".join(fold(text).split())
    for short, full in _SHORT_FORMS:
        tight = tight.replace(short, full)
    return tight


def _signs(text: str) -> frozenset[str]:
    return frozenset(sign for sign in _PEOPLE | _RISKS if sign in text)


def fund_meant(text: str, funds: Iterable[Fund]) -> Fund | None:
    """Return the only fund that a text can mean, None if it names none or more than one."""
    tight = _tight(text)
    own = [fund for fund in funds if not fund.is_total]
    named = [fund for fund in own if _name_of(fund) in tight]
    if named:
        return _only(_widest(named))
    signs = _signs(tight)
    every = [(fund, _signs(_name_of(fund))) for fund in own]
    # A fund that is named after people alone (城乡居民) may be against any risk.
    if not signs & _PEOPLE and any(names and not names & _RISKS for _, names in every):
        return None
    return _only([fund for fund, names in every if signs and signs <= names])


def _name_of(fund: Fund) -> str:
    name = _tight(fund.label.text)
    return name.removesuffix("基金") or name


def _widest(funds: Sequence[Fund]) -> list[Fund]:
    """Leave out a fund whose name is only a part of another's that the text holds as well."""
    names = [_name_of(fund) for fund in funds]
    return [fund for fund in funds if sum(_name_of(fund) in name for name in names) == 1]


def _only(funds: Sequence[Fund]) -> Fund | None:
    return funds[0] if len(funds) == 1 else None


# --- what follows ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowFigures:
    """What came in or went out of one fund, or of one line of its details.

    Attributes:
        growth: this year minus last year.
        growth_rate: growth ÷ last year.
        budget_share: this year ÷ budget.
        transfers: 上下级往来 within this year's amount, from 收支明细.
        net, net_share: this year without them, and its share of the budget.
    """

    budget: Figure | None = None
    current: Figure | None = None
    prior: Figure | None = None
    growth: Figure | None = None
    growth_rate: Figure | None = None
    budget_share: Figure | None = None
    transfers: Figure | None = None
    net: Figure | None = None
    net_share: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailFigures:
    """One line of 收支明细 with its figures, and the lines that are parts of it."""

    detail: Detail
    figures: FlowFigures
    parts: tuple["DetailFigures", ...] = ()

    def walk(self) -> Iterator["DetailFigures"]:
        """Yield the line and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class FundOverview:
    """The figures of one fund, or of all together.

    Attributes:
        opening, cumulative: 上年末 and 年末滚存结余.
        balance: 当期结余, income minus spending of this year.
        months: 可支付月数, 年末滚存结余 ÷ average spending of a month.
        income_details, spending_details: the lines of 收支明细 of this fund, the highest first;
            for all funds together the sums of the lines of the same name.
    """

    fund: Fund
    income: FlowFigures
    spending: FlowFigures
    opening: Figure | None = None
    balance: Figure | None = None
    cumulative: Figure | None = None
    months: Figure | None = None
    income_details: tuple[DetailFigures, ...] = ()
    spending_details: tuple[DetailFigures, ...] = ()

    def flow(self, flow: Flow) -> FlowFigures:
        """Return the figures of what came in or of what went out."""
        return self.income if flow is Flow.INCOME else self.spending

    def details(self, flow: Flow) -> tuple[DetailFigures, ...]:
        """Return the lines of what came in or of what went out."""
        return self.income_details if flow is Flow.INCOME else self.spending_details


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentFigures:
    """The figures of one line of 参保情况.

    Attributes:
        due: 应参保, people minus exempt.
        enrolled: as stated, else all who are due; nobody may be told that these are insured.
        rate: enrolled ÷ people.
    """

    enrolment: Enrolment
    people: Figure | None = None
    exempt: Figure | None = None
    due: Figure | None = None
    enrolled: Figure | None = None
    rate: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonFigures:
    """All figures of the funds; `total` is the column 合计, else made from the funds."""

    funds: tuple[FundOverview, ...]
    total: FundOverview | None
    enrolment: tuple[EnrolmentFigures, ...] = ()
