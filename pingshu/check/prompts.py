"""Checks of what was left in or left out: prompts, units and blank amounts.

Knows the marks that stand for something still to be written. Must not know what a text is about.
"""

import re
from collections.abc import Iterator

from pingshu.finding import Finding, found
from pingshu.model import (
    Comparison,
    Computation,
    Form,
    Indicator,
    IndicatorFigures,
    Role,
    Text,
)
from pingshu.profile import Profile
from pingshu.values import fold, is_placeholder, unit_in_brackets

_LIMIT = r"\(?\D{0,4}[0-9]{2,4}\s*字(?:以内|以下|内|左右)\)?"
_PROMPT = re.compile(
    r"待(?:补充|填写?|定|完善|核实)|同上|(?:请|此处)(?:在此)?(?:填写|补充)[^,。;]{0,12}"
    rf"|(?:请|对照|结合|简述|概述|说明|填写|针对|分析).*{_LIMIT}。?",
    re.DOTALL,
)
_INSIDE = re.compile(
    r"(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|[×✕╳]{2,}|〇〇|○○|[●□■]{2,}|_{3,}|【请补充[^】]*】"
    rf"|(?:\(|【)(?:待补充|此处填写|请填写)[^)】]{{0,12}}|{_LIMIT}"
)


def check_prompts(form: Form, _: Computation, __: Profile) -> Iterator[Finding]:
    """Find prompt-left wherever somebody writes: header, goals, indicators, 文字材料."""
    for written in _written(form):
        left = _left_in(written.text)
        if left is not None:
            yield found("prompt-left", written.place, actual=left)


def _written(form: Form) -> Iterator[Text]:
    goals, own = form.goals, (form.project, form.department, form.unit)
    told = [text for item in form.management or () for text in (item.situation, item.problem)]
    reached = (goals.expected, goals.actual, goals.reason) if goals else ()
    notes = [text for item in form.indicators or () for text in _of_indicator(item)]
    of_funds = [text for texts in form.fund_texts.values() for text in texts.values()]
    every = (*own, *reached, *told, *notes, *form.texts.values(), *of_funds)
    yield from dict.fromkeys(text for text in every if text is not None)


def _of_indicator(item: Indicator) -> tuple[Text | None, ...]:
    return (item.target, item.actual, item.reason, item.note.explanation)


def _left_in(text: str) -> str | None:
    """Return what of a text is still to be replaced."""
    folded = fold(text)
    if _PROMPT.fullmatch(folded) or is_placeholder(text):
        return text
    inside = _INSIDE.search(folded)
    return inside[0] if inside else None


def check_units(_: Form, computation: Computation, __: Profile) -> Iterator[Finding]:
    """Find unit-on-one-side: one finding names every target or actual value without its unit."""
    lacking = [item.indicator for item in computation.indicators if _is_one_sided(item)]
    first = lacking[0].actual if lacking else None
    if first is not None:
        names = "、".join(f"“{item.level3.text}”" for item in lacking)
        yield found("unit-on-one-side", first.place, names=names)


def _is_one_sided(item: IndicatorFigures) -> bool:
    """Return whether one of both has a unit that the name does not state; none at all has none."""
    actual = item.indicator.actual_read
    if item.comparison is not Comparison.NUMBERS or actual is None:
        return False
    if unit_in_brackets(item.indicator.level3.text):
        return False
    return bool(item.indicator.target_read.unit) != bool(actual.unit) and actual.value != 0


def check_initial_budget(form: Form, _: Computation, __: Profile) -> Iterator[Finding]:
    """Find initial-budget-missing: the column 年初预算数 is there, and nothing stands in it."""
    rows = form.funds or ()
    if any(row.budget_initial for row in rows):
        return
    for row in rows:
        if row.role is Role.TOTAL and row.budget and "budget_initial" in row.blanks:
            yield found("initial-budget-missing", row.blanks["budget_initial"])
