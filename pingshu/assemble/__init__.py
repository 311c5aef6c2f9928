"""Located blocks → the form, its texts turned into values with their places.

Knows blocks and values. Must not know scores or prose.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pingshu.assemble.blocks import (
    read_funds,
    read_goals,
    read_management,
    read_spending,
    read_splits,
)
from pingshu.assemble.comparison import read_comparison
from pingshu.assemble.details import read_details, read_enrolment
from pingshu.assemble.errors import without_followers
from pingshu.assemble.indicators import read_indicators, unassigned_notes
from pingshu.assemble.leading import (
    OfFunds,
    fund_namer,
    leading_form,
    owned_only,
    project_in,
    with_funds_named,
)
from pingshu.assemble.owners import unassigned_spending, with_owners
from pingshu.assemble.rubric import read_rubric
from pingshu.assemble.texts import read_texts, unassigned_texts
from pingshu.entry import Findings, amount_in_text, number_of, place_of, same_name, text_of
from pingshu.finding import Finding, found
from pingshu.model import Form, Layout, Survey, Text
from pingshu.profile import Profile
from pingshu.sheet import Place


def assemble(
    survey: Survey, profiles: Sequence[Profile]
) -> tuple[tuple[Form, ...], tuple[Finding, ...]]:
    """Return the forms of a workbook, and what could not be read or assigned.

    Finds, besides what single cells yield: text-unknown, text-for-nobody, note-for-nobody,
    owner-missing, indicator-without-name, indicator-below-total.
    """
    survey, doubts = with_owners(survey)
    findings: Findings = [*doubts]
    by_name = {profile.name: profile for profile in profiles}
    led = [(profile, _tables(survey, profile, findings)) for profile in _leading(survey, profiles)]
    for profile, tables in led:
        names = _names_of_forms(survey) | _names(_project(survey, tables), tables.place)
        survey = with_funds_named(survey, tables.funds, names, _totals(profile))
    forms = tuple(
        _form(layout, survey, by_name[layout.family], findings) for layout in survey.layouts
    )
    takers = {_names(form.project, form.place): by_name[form.family].columns for form in forms}
    leading = [_lead(survey, forms, tables, profile, findings) for profile, tables in led]
    for form, (profile, tables) in zip(leading, led, strict=True):
        funds = (frozenset({same_name(fund.label.text)}) for fund in tables.funds)
        takers |= dict.fromkeys((_own_names(form), *funds), profile.columns)
    findings.extend(unassigned_texts(survey.texts, takers))
    findings.extend(unassigned_spending(survey, tuple(takers)))
    indicators = [(_names(form.project, form.place), form.indicators or ()) for form in forms]
    findings.extend(unassigned_notes(survey.notes, indicators))
    # A text that applies to several forms is read for each of them, its findings count once.
    families = {form.family for form in leading}
    alone = (form for form in forms if form.family not in families)
    return (*leading, *alone), tuple(dict.fromkeys(findings))


def _names(project: Text | None, sheet: Place) -> frozenset[str]:
    """Return the names by which 适用 may mean a form: its project and its sheet."""
    return frozenset(
        same_name(name) for name in (project.text if project else "", sheet.sheet or "") if name
    )


# --- one report for several forms -------------------------------------------------------------


def _leading(survey: Survey, profiles: Sequence[Profile]) -> list[Profile]:
    """Return the families all of whose forms in the workbook share one report."""
    there = {layout.family for layout in survey.layouts}
    there |= {table.family for table in survey.comparisons}
    return [profile for profile in profiles if profile.one_report and profile.name in there]


def _totals(profile: Profile) -> frozenset[str]:
    return profile.labels["comparison"]["total"]


def _tables(survey: Survey, profile: Profile, findings: Findings) -> OfFunds:
    tables = [table for table in survey.comparisons if table.family == profile.name]
    compared = read_comparison(tables, findings)
    layouts = [layout for layout in survey.layouts if layout.family == profile.name]
    units = (layout.money_unit for layout in layouts)
    money_unit = compared.money_unit if compared else next((unit for unit in units if unit), None)
    named = fund_namer(compared.table if compared else None, _totals(profile), findings)
    return OfFunds(
        place=compared.place if compared else layouts[0].place,
        title=compared.title if compared else None,
        year=compared.year if compared else None,
        money_unit=money_unit,
        comparison=compared.table if compared else None,
        details=read_details(survey.details, named, profile.labels, money_unit or "万元", findings),
        enrolment=read_enrolment(survey.enrolment, named, findings),
    )


def _names_of_forms(survey: Survey) -> frozenset[str]:
    sheets = {layout.place.sheet or "" for layout in survey.layouts}
    sheets |= {table.place.sheet or "" for table in survey.comparisons}
    projects = {
        layout.fields["project"].text for layout in survey.layouts if "project" in layout.fields
    }
    return frozenset(map(same_name, sheets | projects))


def _project(survey: Survey, tables: OfFunds) -> Text | None:
    """Return the project as the office names it for all, else as the table's title does."""
    return read_texts(survey.texts, frozenset(), []).get("项目名称") or project_in(tables.title)


def _lead(
    survey: Survey,
    forms: Sequence[Form],
    tables: OfFunds,
    profile: Profile,
    findings: Findings,
) -> Form:
    annexes = tuple(form for form in forms if form.family == profile.name)
    names = _names(_project(survey, tables), tables.place)
    if tables.comparison is not None:
        own = names
    elif len(annexes) == 1:
        own = names | _names(annexes[0].project, annexes[0].place)
    else:
        own = names - _names(None, tables.place)
    owned = owned_only(survey.texts)
    by_fund = {
        same_name(fund.label.text): read_texts(
            owned, frozenset({same_name(fund.label.text)}), findings
        )
        for fund in tables.funds
        if not fund.is_total
    }
    return leading_form(
        tables,
        annexes,
        read_texts(survey.texts, own, findings),
        {name: texts for name, texts in by_fund.items() if texts},
        profile,
    )


def _own_names(form: Form) -> frozenset[str]:
    """Return the names by which 适用 may mean the form that leads a report."""
    sheet = form.place if form.comparison is not None else replace(form.place, sheet=None)
    return _names(form.project, sheet)


# --- one form ---------------------------------------------------------------------------------


def _form(layout: Layout, survey: Survey, profile: Profile, findings: Findings) -> Form:
    sheet = layout.place
    findings.extend(_unplaced(layout))
    header = {name: text_of(cell, sheet, findings) for name, cell in layout.fields.items()}
    names = _names(header.get("project"), sheet)
    money_unit = layout.money_unit or "万元"
    texts = read_texts(survey.texts, names, findings)
    received = texts.get("到位数")
    stated = layout.total or {}
    funds = read_funds(layout.funds, money_unit, profile, findings)
    total_stated = number_of(
        stated.get("score", layout.fields.get("total_score")), "总分", sheet, findings
    )
    indicators = read_indicators(layout.indicators, survey.notes, names, findings)
    without_followers(findings, funds or (), indicators or (), total_stated)
    return Form(
        place=sheet,
        family=layout.family,
        year=layout.year,
        project=header.get("project"),
        department=_department(header),
        unit=header.get("unit"),
        money_unit=layout.money_unit,
        funds=funds,
        goals=read_goals(layout.goals, sheet, findings),
        management=read_management(layout.management, findings),
        indicators=indicators,
        total_stated=total_stated,
        weight_total=number_of(stated.get("weight"), "分值合计", sheet, findings),
        grade_stated=text_of(stated.get("grade"), sheet, findings),
        blanks={
            name: Place(workbook=sheet.workbook, sheet=sheet.sheet, cell=cell)
            for name, cell in layout.blanks.items()
        },
        leftovers=tuple(
            Text(text=cell.text, place=place_of(cell, sheet)) for cell in layout.leftovers
        ),
        texts=texts,
        received=amount_in_text(received, "到位数", money_unit, findings) if received else None,
        rubric=read_rubric(layout.rubric, findings),
        spending=read_spending(survey.spending, names, money_unit, profile, findings),
        splits=read_splits(layout.splits, sheet, money_unit, findings),
        subject=profile.subject,
        unread=layout.unread,
    )


def _unplaced(layout: Layout) -> Iterator[Finding]:
    """Yield indicator-without-name and indicator-below-total for rows that were not used."""
    for row in (*layout.nameless, *(layout.rubric.nameless if layout.rubric else ())):
        name, *others = row.values()
        values = "、".join(cell.text for cell in others)
        yield found("indicator-without-name", place_of(name, layout.place), actual=values)
    for name in layout.beyond:
        yield found("indicator-below-total", place_of(name, layout.place), actual=name.text)


# Who answers for the money, the first that a form names.
_DEPARTMENTS = (
    *("department", "local_department", "finance_department"),
    *("budget_unit", "fund_department"),
)


def _department(header: Mapping[str, Text | None]) -> Text | None:
    return next((text for name in _DEPARTMENTS if (text := header.get(name))), None)
