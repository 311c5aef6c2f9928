"""The model → the JSON document of `inspect` and `check`.

Knows what other programs rely on: names of keys, amounts as decimal strings. Must not know the
terminal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields

from pingshu.describe.scores import describe_scores
from pingshu.finding import Finding
from pingshu.model import (
    ComparisonRow,
    Computation,
    Detail,
    Enrolment,
    Form,
    FundComparison,
    FundFigures,
    FundSplit,
    Goals,
    Indicator,
    ManagementItem,
    Measure,
    Number,
    Rubric,
    RubricFigures,
    RubricGroupFigures,
    RubricItem,
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
        "sheets": [
            _form(*entry) for form, computation in forms for entry in _entries(form, computation)
        ],
        "skipped": [{"sheet": item.sheet, "why": item.why} for item in skipped],
        "findings": [describe_finding(finding) for finding in findings],
    }


def _entries(form: Form, computation: Computation) -> list[tuple[Form, Computation]]:
    """Return the form; of one that leads a report the tables of its funds and its annexes."""
    if not form.annexes:
        return [(form, computation)]
    has_tables = form.comparison is not None or form.details or form.enrolment
    own = ((form, computation),) if has_tables else ()
    return [*own, *zip(form.annexes, computation.annexes, strict=True)]


def describe_finding(finding: Finding) -> Json:
    """Return one finding, with the office's explanation if there is one."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "sheet": finding.place.sheet,
        "cell": finding.place.cell,
        "message": finding.message,
        "expected": finding.expected,
        "actual": finding.actual,
        **({"explanation": finding.explanation} if finding.explanation else {}),
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
        "splits": [_split(part) for part in form.splits] or None,
        "goals": _goals(form.goals),
        "indicators": None
        if form.indicators is None
        else [_indicator(item) for item in form.indicators],
        "rubric": _rubric(form.rubric, computation.rubric),
        "comparison": _comparison(form.comparison),
        "details": [_detail(line) for line in form.details] or None,
        "enrolment": [_enrolment(line) for line in form.enrolment] or None,
        "management": None
        if form.management is None
        else [_management(item) for item in form.management],
        "spending": _spending(form.spending),
        "texts": _texts(form.texts) or None,
        "fund_texts": {fund: _texts(texts) for fund, texts in form.fund_texts.items()} or None,
        "total_stated": _number(form.total_stated),
        "scores": describe_scores(computation),
    }


def _texts(texts: Mapping[str, Text]) -> dict[str, str]:
    return {name: text.text for name, text in texts.items()}


def _text(text: Text | None) -> str | None:
    return None if text is None else text.text


def _number(number: Number | None) -> str | None:
    return None if number is None or number.value is None else plain(number.value)


def _cells(holder: object, names: Sequence[str]) -> dict[str, str | None]:
    present = {name: getattr(holder, name) for name in names}
    return {name: item.place.cell for name, item in present.items() if item is not None}


_UNTOLD = frozenset({"role", "detail", "blanks", "adjustment_stated"})


def _funds(item: FundFigures) -> Json:
    row = item.row
    names = [field.name for field in fields(row) if field.name not in _UNTOLD]
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


def _split(part: FundSplit) -> Json:
    return {
        "kind": str(part.kind),
        "label": part.label.text,
        "amount": _number(part.amount),
        "cells": _cells(part, ("label", "amount")),
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


def _rubric(rubric: Rubric | None, figures: RubricFigures | None) -> Json | None:
    if rubric is None or figures is None:
        return None
    # A table without a total may have been cut off: then nothing is added up for it.
    added = rubric.total_stated is not None
    return {
        "groups": [_rubric_group(group, added=added) for group in figures.groups],
        "items": [_rubric_item(item) for item in rubric.items],
        "maximum_stated": _number(rubric.maximum_stated),
        "total_stated": _number(rubric.total_stated),
    }


def _rubric_group(figures: RubricGroupFigures, *, added: bool) -> Json:
    group, points = figures.group, figures.points
    summed = plain(points.value) if points is not None and added else None
    return {
        "name": group.name.text,
        "max": plain(figures.maximum.value) if figures.maximum else None,
        "points": _number(group.points) or summed,
        "cells": {
            "name": group.name.place.cell,
            **({"max": group.maximum.place.cell} if group.maximum else {}),
            **({"points": group.points.place.cell} if group.points else {}),
        },
    }


_RUBRIC_ITEM = {
    "group": "group", "name": "name", "max": "maximum", "points": "points", "bonus": "bonus",
    "bonus_reason": "bonus_reason", "note": "note", "rule": "rule", "loss_reason": "loss_reason",
    "evidence": "evidence", "section": "section",
}  # fmt: skip


def _rubric_item(item: RubricItem) -> Json:
    said = {key: getattr(item, name) for key, name in _RUBRIC_ITEM.items()}
    return {
        **{
            key: _number(value) if isinstance(value, Number) else _text(value)
            for key, value in said.items()
        },
        "cells": {key: value.place.cell for key, value in said.items() if value is not None},
    }


def _comparison(table: FundComparison | None) -> Json | None:
    if table is None:
        return None
    rows = [_comparison_row(row) for row in table.rows]
    return {"columns": [fund.label.text for fund in table.funds], "rows": rows}


def _comparison_row(row: ComparisonRow) -> Json:
    as_written = row.measure in {None, Measure.GROWTH_RATE, Measure.BUDGET_SHARE}
    return {
        "label": row.label,
        "measure": row.measure,
        "flow": row.flow,
        "values": [value.text if as_written and value else _number(value) for value in row.values],
        "cells": [value.place.cell if value else None for value in row.values],
    }


def _detail(line: Detail) -> Json:
    return {
        "fund": _text(line.fund),
        "flow": line.flow,
        "label": line.label.text,
        "depth": line.depth,
        "transfer": line.is_transfer,
        "budget": _number(line.budget),
        "current": _number(line.current),
        "prior": _number(line.prior),
        "stated_share": line.stated_share.text if line.stated_share else None,
        "stated_rate": line.stated_rate.text if line.stated_rate else None,
        "cells": _cells(
            line, ("label", "budget", "current", "prior", "stated_share", "stated_rate")
        ),
    }


def _enrolment(line: Enrolment) -> Json:
    return {
        "fund": _text(line.fund),
        "label": line.label.text,
        "people": _number(line.people),
        "exempt": _number(line.exempt),
        "enrolled": _number(line.enrolled),
        "cells": _cells(line, ("label", "people", "exempt", "enrolled")),
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
