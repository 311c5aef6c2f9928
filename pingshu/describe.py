"""The model → the JSON document of `inspect` and `check`.

Knows what other programs rely on: names of keys, amounts as decimal strings. Must not know the
terminal.
"""

from collections.abc import Sequence
from dataclasses import fields

from pingshu.finding import Finding
from pingshu.model import (
    Computation,
    Form,
    FundFigures,
    Goals,
    Indicator,
    ManagementItem,
    Number,
    Skipped,
    Spending,
    SpendingLine,
    Text,
)
from pingshu.values import plain

Json = dict[str, object]


def describe_workbook(
    workbook: str,
    forms: Sequence[tuple[Form, Computation]],
    skipped: Sequence[Skipped],
    findings: Sequence[Finding],
) -> Json:
    """Return what was read of one workbook; one entry per form, absent blocks null."""
    return {
        "workbook": workbook,
        "sheets": [_form(form, computation) for form, computation in forms],
        "skipped": [{"sheet": item.sheet, "why": item.why} for item in skipped],
        "findings": [describe_finding(finding) for finding in findings],
    }


def describe_finding(finding: Finding) -> Json:
    """Return one finding."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "sheet": finding.place.sheet,
        "cell": finding.place.cell,
        "message": finding.message,
        "expected": finding.expected,
        "actual": finding.actual,
    }


def _form(form: Form, computation: Computation) -> Json:
    return {
        "sheet": form.place.sheet,
        "family": form.family,
        "year": form.year,
        "project": _text(form.project),
        "department": _text(form.department),
        "unit": _text(form.unit),
        "money_unit": form.money_unit,
        "funds": None if form.funds is None else [_funds(item) for item in computation.funds],
        "goals": _goals(form.goals),
        "indicators": None
        if form.indicators is None
        else [_indicator(item) for item in form.indicators],
        "rubric": None,
        "comparison": None,
        "management": None
        if form.management is None
        else [_management(item) for item in form.management],
        "spending": _spending(form.spending),
        "texts": {name: text.text for name, text in form.texts.items()} or None,
        "total_stated": _number(form.total_stated),
    }


def _text(text: Text | None) -> str | None:
    return None if text is None else text.text


def _number(number: Number | None) -> str | None:
    return None if number is None or number.value is None else plain(number.value)


def _cells(holder: object, names: Sequence[str]) -> dict[str, str | None]:
    present = {name: getattr(holder, name) for name in names}
    return {name: item.place.cell for name, item in present.items() if item is not None}


def _funds(item: FundFigures) -> Json:
    row = item.row
    names = [field.name for field in fields(row) if field.name not in {"role", "detail"}]
    return {
        "label": row.label.text,
        "role": str(row.role),
        "budget_initial": _number(row.budget_initial),
        "budget": _number(row.budget),
        "executed": _number(row.executed),
        "rate_stated": None if row.rate_stated is None else row.rate_stated.text,
        "rate": plain(item.rate.value) if item.rate else None,
        "weight": _number(row.weight),
        "score_stated": _number(row.score_stated),
        "reason": _text(row.reason),
        "cells": _cells(row, names),
    }


def _goals(goals: Goals | None) -> Json | None:
    if goals is None:
        return None
    return {"expected": _text(goals.expected), "actual": _text(goals.actual)}


_INDICATOR = ("level1", "level2", "level3", "target", "actual", "weight", "score", "reason")


def _indicator(item: Indicator) -> Json:
    return {
        "level1": _text(item.level1),
        "level2": _text(item.level2),
        "level3": item.level3.text,
        "target": _text(item.target),
        "actual": _text(item.actual),
        "weight": _number(item.weight),
        "score": _number(item.score),
        "reason": _text(item.reason),
        "cells": _cells(item, _INDICATOR),
    }


def _management(item: ManagementItem) -> Json:
    return {
        "item": item.item.text,
        "situation": _text(item.situation),
        "problem": _text(item.problem),
        "cells": _cells(item, ("item", "situation", "problem")),
    }


def _spending(spending: Spending | None) -> Json | None:
    if spending is None:
        return None
    return {
        "lines": [_line(line) for line in spending.lines],
        "total": _line(spending.total) if spending.total else None,
    }


def _line(line: SpendingLine) -> Json:
    return {
        "label": line.label.text,
        "amount": _number(line.amount),
        "count": _number(line.count),
        "unit": _text(line.unit),
        "note": _text(line.note),
        "cells": _cells(line, ("label", "amount", "count", "unit", "note")),
    }
