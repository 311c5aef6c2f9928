"""What a template may say of the people whom the funds insure.

Knows the figures of 参保情况. Must not know Word, Excel or Jinja.
"""

from collections.abc import Iterable

from pingshu.model import Computation, EnrolmentFigures, Fund, fund_meant, is_unread
from pingshu.view import (
    NOTHING,
    View,
    quantity_shown,
    rate_shown,
    text_shown,
    unsettled_shown,
)


def enrolment_views(computation: Computation) -> list[tuple[Fund | None, View]]:
    """Return the names of each group of people, with the fund that insures it if one is named."""
    comparison = computation.comparison
    if comparison is None:
        return []
    funds = [overview.fund for overview in comparison.funds]
    return [(_insurer(one, funds), _people(one)) for one in comparison.enrolment]


def _insurer(people: EnrolmentFigures, funds: Iterable[Fund]) -> Fund | None:
    label = people.enrolment.fund
    if label is None:
        return None
    every = list(funds)
    same = (fund for fund in every if fund.label.text == label.text)
    return next(same, None) or fund_meant(label.text, every)


def _people(figures: EnrolmentFigures) -> View:
    enrolment = figures.enrolment
    stated = enrolment.enrolled is not None
    unread = is_unread(enrolment.enrolled)
    enrolled = unsettled_shown("实参保人数") if unread else quantity_shown(figures.enrolled)
    return {
        "人群": text_shown("".join(enrolment.label.text.split())),
        "人数": quantity_shown(figures.people),
        "不应参保": quantity_shown(figures.exempt),
        "应参保": quantity_shown(figures.due),
        "实参保": enrolled if stated else NOTHING,
        "参保率": rate_shown(figures.rate) if stated else NOTHING,
        "有不应参保": figures.exempt is not None and figures.exempt.value > 0,
    }
