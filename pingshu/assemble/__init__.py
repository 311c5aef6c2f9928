"""Located blocks → the form, its texts turned into values with their places.

Knows blocks and values. Must not know scores or prose.
"""

from collections.abc import Iterator, Mapping, Sequence

from pingshu.assemble.blocks import read_funds, read_goals, read_management, read_spending
from pingshu.assemble.indicators import read_indicators, unassigned_notes
from pingshu.assemble.owners import unassigned_spending, with_owners
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
    owner-missing, indicator-without-name.
    """
    survey, doubts = with_owners(survey)
    findings: Findings = [*doubts]
    by_name = {profile.name: profile for profile in profiles}
    forms = tuple(
        _form(layout, survey, by_name[layout.family], findings) for layout in survey.layouts
    )
    takers = {_names(form.project, form.place): by_name[form.family].columns for form in forms}
    findings.extend(unassigned_texts(survey.texts, takers))
    findings.extend(unassigned_spending(survey, tuple(takers)))
    indicators = [(_names(form.project, form.place), form.indicators or ()) for form in forms]
    findings.extend(unassigned_notes(survey.notes, indicators))
    # A text that applies to several forms is read for each of them, its findings count once.
    return forms, tuple(dict.fromkeys(findings))


def _names(project: Text | None, sheet: Place) -> frozenset[str]:
    """Return the names by which 适用 may mean a form: its project and its sheet."""
    return frozenset(
        same_name(name) for name in (project.text if project else "", sheet.sheet or "") if name
    )


def _form(layout: Layout, survey: Survey, profile: Profile, findings: Findings) -> Form:
    sheet = layout.place
    findings.extend(_nameless(layout))
    header = {name: text_of(cell, sheet, findings) for name, cell in layout.fields.items()}
    names = _names(header.get("project"), sheet)
    money_unit = layout.money_unit or "万元"
    texts = read_texts(survey.texts, names, findings)
    received = texts.get("到位数")
    stated = layout.total or {}
    return Form(
        place=sheet,
        family=layout.family,
        year=layout.year,
        project=header.get("project"),
        department=_department(header),
        unit=header.get("unit"),
        money_unit=layout.money_unit,
        funds=read_funds(layout.funds, money_unit, profile, findings),
        goals=read_goals(layout.goals, sheet, findings),
        management=read_management(layout.management, findings),
        indicators=read_indicators(layout.indicators, survey.notes, names, findings),
        total_stated=number_of(stated.get("score"), "总分", sheet, findings),
        weight_total=number_of(stated.get("weight"), "分值合计", sheet, findings),
        blanks={
            name: Place(workbook=sheet.workbook, sheet=sheet.sheet, cell=cell)
            for name, cell in layout.blanks.items()
        },
        leftovers=tuple(
            Text(text=cell.text, place=place_of(cell, sheet)) for cell in layout.leftovers
        ),
        texts=texts,
        received=amount_in_text(received, "到位数", money_unit, findings) if received else None,
        spending=read_spending(survey.spending, names, money_unit, profile, findings),
    )


def _nameless(layout: Layout) -> Iterator[Finding]:
    """Yield indicator-without-name for each row that holds values, but no name."""
    for row in layout.nameless:
        values = "、".join(cell.text for cell in row.values())
        first = next(iter(row.values()))
        yield found("indicator-without-name", place_of(first, layout.place), actual=values)


# Who answers for the money, the first that a form names.
_DEPARTMENTS = ("department", "local_department", "budget_unit", "fund_department")


def _department(header: Mapping[str, Text | None]) -> Text | None:
    return next((text for name in _DEPARTMENTS if (text := header.get(name))), None)
