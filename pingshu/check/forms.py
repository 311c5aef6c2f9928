"""Checks of what a form must hold: names, year, unit of money, goals, texts.

These rules may be broken by whoever filled in the form. Each yields findings, never raises.
"""

from collections.abc import Iterator

from pingshu.finding import Finding, found
from pingshu.model import Computation, Form, FundFigures, Indicator, Role, Verdict
from pingshu.profile import Profile
from pingshu.sheet import Place
from pingshu.values import fold, plain


def check_header(form: Form, _: Computation, __: Profile) -> Iterator[Finding]:
    """Find project-missing, year-missing, unit-missing, money-unit-missing."""
    if not form.about:
        yield found("project-missing", form.blanks.get("project", form.place))
    if form.year is None:
        yield found("year-missing", form.blanks.get("year", form.place))
    if form.office is None and (form.department is None or "unit" in form.blanks):
        yield found("unit-missing", form.blanks.get("unit", form.place))
    if form.money_unit is None and form.funds:
        yield found("money-unit-missing", form.place)


def check_blocks(form: Form, computation: Computation, _: Profile) -> Iterator[Finding]:
    """Find funds-missing, indicators-missing, goal-missing, rubric-empty, placeholder-left."""
    if form.rubric is None:
        yield from _lacking(form, computation)
    elif not form.rubric.items:
        yield found("rubric-empty", form.place)
    for leftover in form.leftovers:
        yield found("placeholder-left", leftover.place, actual=leftover.text)


def _lacking(form: Form, computation: Computation) -> Iterator[Finding]:
    """Yield what every form has except a points rubric."""
    if not all(_is_said(computation.total, name) for name in ("budget", "executed")):
        yield found("funds-missing", _funds_place(form))
    if not form.indicators:
        yield found("indicators-missing", form.place)
    yield from _goals(form)


def _is_said(total: FundFigures | None, name: str) -> bool:
    """Return whether an amount is there; what could not be read has its own finding."""
    return total is not None and (getattr(total, name) is not None or name in total.unknown)


def _funds_place(form: Form) -> Place:
    totals = [row for row in form.funds or () if row.role is Role.TOTAL]
    return totals[0].label.place if totals else form.place


def _goals(form: Form) -> Iterator[Finding]:
    if form.goals is None:
        yield found("goal-missing", form.place, field="预期目标和实际完成情况")
        return
    if form.goals.expected is None:
        yield found("goal-missing", form.blanks.get("expected", form.place), field="预期目标")
    if form.goals.actual is None:
        place = form.blanks.get("actual", form.place)
        yield found("goal-missing", place, field="实际完成情况")


def check_indicator_names(form: Form, _: Computation, __: Profile) -> Iterator[Finding]:
    """Find indicator-name-repeated."""
    seen: set[str] = set()
    for item in form.indicators or ():
        name = item.level3.text
        if name in seen:
            yield found("indicator-name-repeated", item.level3.place, name=name)
        seen.add(name)


def check_actuals(_: Form, computation: Computation, __: Profile) -> Iterator[Finding]:
    """Find actual-missing, actual-with-sign."""
    for item in computation.indicators:
        indicator = item.indicator
        if item.verdict is Verdict.NO_ACTUAL:
            yield found("actual-missing", _place_of_actual(indicator), name=indicator.level3.text)
        elif indicator.actual and indicator.actual_read and _has_sign(indicator.actual.text):
            read = indicator.actual_read
            yield found(
                "actual-with-sign",
                indicator.actual.place,
                expected=f"{plain(read.value)}{read.unit}",
                actual=indicator.actual.text,
            )


def _place_of_actual(indicator: Indicator) -> Place:
    if indicator.actual is not None:
        return indicator.actual.place
    return indicator.blanks.get("actual", indicator.level3.place)


def _has_sign(text: str) -> bool:
    return fold(text)[:1] in {"≥", "≤", ">", "<", "="}


def check_texts(form: Form, _: Computation, profile: Profile) -> Iterator[Finding]:
    """Find text-missing: one finding names every required 栏目 that nobody wrote."""
    missing = [name for name in profile.required if name not in form.texts]
    if missing:
        yield found("text-missing", form.place, names="、".join(missing))
