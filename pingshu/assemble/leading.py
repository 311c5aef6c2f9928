"""The form that leads a report on all forms of a workbook: funds of social insurance.

Knows what the tables and texts of the workbook say together. Must not know what follows from it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from pingshu.entry import Findings, same_name
from pingshu.finding import found
from pingshu.model import (
    Block,
    Detail,
    Enrolment,
    Form,
    Fund,
    FundComparison,
    Row,
    Survey,
    Text,
    fund_meant,
)
from pingshu.profile import Profile
from pingshu.sheet import Place
from pingshu.values import normalise_label

Texts = dict[str, Text]

_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*(?:年度|年)")
_REGION = re.compile(r"^(?:[^省市县区州盟旗年]{2,8}?(?:自治区|地区|省|市|县|区|州|盟|旗))+")
_TABLE = re.compile(
    r"(?:基金)?(?:收支余?|收入支出|对比|对照|比较|情况|分析|执行|预算|决算|预决算|汇总|一览|总体)*表?$"
)
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class OfFunds:
    """What the tables of a workbook say of funds.

    Attributes:
        place: where the report's first table stands.
        title: what names it: a line above it, else the sheet's name.
    """

    place: Place
    title: Text | None
    year: int | None
    money_unit: str | None
    comparison: FundComparison | None
    details: tuple[Detail, ...]
    enrolment: tuple[Enrolment, ...]

    @property
    def funds(self) -> tuple[Fund, ...]:
        """Return the funds of the comparison, or without one those of the details."""
        if self.comparison is not None:
            return self.comparison.funds
        labels = {same_name(line.fund.text): line.fund for line in self.details if line.fund}
        return tuple(Fund(label=label) for label in labels.values())


# --- which fund is meant ------------------------------------------------------------------


def fund_namer(
    table: FundComparison | None, totals: frozenset[str], findings: Findings
) -> Callable[[Text], Text | None]:
    """Return how the name of a fund is found that a cell of 收支明细 or 参保情况 means.

    Without a comparison table the cell's own words are the name. Finds: fund-unknown.
    """

    def named(text: Text) -> Text | None:
        if normalise_label(text.text) in totals:
            return None
        if table is None:
            return text
        fund = _meant(text.text, table.funds)
        if fund is None:
            findings.append(found("fund-unknown", text.place, actual=text.text))
        return fund.label if fund else text

    return named


def _meant(name: str, funds: Sequence[Fund]) -> Fund | None:
    same = (fund for fund in funds if same_name(fund.label.text) == same_name(name))
    return next(same, None) or fund_meant(name, funds)


def with_funds_named(
    survey: Survey, funds: Sequence[Fund], forms: frozenset[str], totals: frozenset[str]
) -> Survey:
    """Return the survey with 适用 of 文字材料 naming funds in full, and 合计 as blank.

    Args:
        survey: the workbook.
        funds: its funds.
        forms: the names of its forms; such a name stays.
        totals: words for all funds together.
    """

    def owned(row: Row) -> Row:
        cell = row.get("applies_to")
        if cell is None or same_name(cell.text) in forms:
            return row
        if normalise_label(cell.text) in totals:
            return {name: other for name, other in row.items() if name != "applies_to"}
        fund = _meant(cell.text, funds)
        if fund is None:
            return row
        return {**row, "applies_to": cell._replace(text=fund.label.text)}

    texts = tuple(
        replace(block, rows=tuple(owned(row) for row in block.rows)) for block in survey.texts
    )
    return replace(survey, texts=texts)


def owned_only(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks without the rows that are for everybody."""
    return tuple(
        replace(block, rows=tuple(row for row in block.rows if "applies_to" in row))
        for block in blocks
    )


# --- the form -----------------------------------------------------------------------------


def leading_form(
    tables: OfFunds,
    annexes: tuple[Form, ...],
    texts: Texts,
    fund_texts: dict[str, Texts],
    profile: Profile,
) -> Form:
    """Return the form that leads the report on the workbook."""
    unit = texts.get("单位全称") or _first(form.unit for form in annexes)
    department = _first(form.department for form in annexes)
    years = (form.year for form in annexes)
    return Form(
        place=tables.place,
        family=profile.name,
        year=tables.year or next((year for year in years if year), None),
        project=texts.get("项目名称") or project_in(tables.title) or _shared_project(annexes),
        department=department or unit,
        unit=unit or department,
        money_unit=tables.money_unit,
        funds=None,
        goals=None,
        management=None,
        indicators=None,
        total_stated=None,
        weight_total=None,
        blanks={},
        leftovers=(),
        texts=texts,
        received=None,
        spending=None,
        subject=profile.subject,
        comparison=tables.comparison,
        details=tables.details,
        enrolment=tables.enrolment,
        fund_texts=fund_texts,
        annexes=annexes,
    )


def _first(texts: Iterable[Text | None]) -> Text | None:
    return next((text for text in texts if text is not None), None)


def project_in(title: Text | None) -> Text | None:
    """Return what a title is about: 医疗保险基金 of 伽师县2020年医疗保险基金收支对比表."""
    if title is None:
        return None
    tight = "".join(title.text.split())
    without_year = _YEAR.sub("", tight)
    name = _TABLE.sub("", _REGION.sub("", without_year))
    if len(name) < _SHORTEST_NAME or "保险" not in name:
        return None
    named = f"{name}基金" if "基金" in tight and not name.endswith("基金") else name
    return replace(title, text=named)


def _shared_project(annexes: Sequence[Form]) -> Text | None:
    """Return the project of the forms, if they are of one; of two, none speaks for both."""
    projects = {same_name(form.project.text): form.project for form in annexes if form.project}
    return next(iter(projects.values())) if len(projects) == 1 else None
