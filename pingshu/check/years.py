"""Checks of years and dates against the year of the form (勾稽关系 D5 of the trade).

Knows dates as Chinese offices write them. A year in the name of a project may be right, so it is
only asked for.
"""

import re
from collections.abc import Iterator
from datetime import date

from pingshu.finding import Finding, found
from pingshu.model import Computation, Form, Text
from pingshu.profile import Profile
from pingshu.values import fold, year_in

_DATE = re.compile(
    r"(?P<year>[0-9]{4})\s*[-年/.]\s*(?:(?P<month>[0-9]{1,2})\s*[-月/.]?)?"
    r"\s*(?:(?P<day>[0-9]{1,2})\s*日?)?"
)
_SPAN = re.compile(r"(?:19|20)[0-9]{2}年?\s*[-~—至到]")
# How many years after that of the form, at least and at most.
_DATED = {"成文日期": (0, 2), "到位日期": (-1, 1), "下达日期": (-1, 1)}


def check_years(form: Form, _: Computation, __: Profile) -> Iterator[Finding]:
    """Find name-of-other-year: the project or its sheet names another year than the form."""
    if form.year is None:
        return
    sheet = Text(text=form.place.sheet or "", place=form.place)
    for what, text in (("项目名称", form.project), ("工作表的名称", sheet)):
        if text is None or _SPAN.search(fold(text.text)):
            continue
        year = year_in(text.text)
        if year is not None and year != form.year and str(form.year) not in text.text:
            yield found(
                "name-of-other-year",
                text.place,
                expected=f"{form.year}年",
                actual=f"{year}年",
                what=what,
            )


def check_dates(form: Form, _: Computation, __: Profile) -> Iterator[Finding]:
    """Find date-doubtful, date-impossible in 文字材料."""
    for name, (least, most) in _DATED.items():
        written = form.texts.get(name)
        stated = _DATE.match(fold(written.text)) if written else None
        if written is None or stated is None:
            continue
        year = int(stated["year"])
        if not _is_day(stated):
            yield found("date-impossible", written.place, actual=written.text, field=name)
        elif form.year is not None and not form.year + least <= year <= form.year + most:
            yield found(
                "date-doubtful",
                written.place,
                expected=f"{form.year}年",
                actual=written.text,
                field=name,
            )


def _is_day(stated: re.Match[str]) -> bool:
    try:
        date(int(stated["year"]), int(stated["month"] or 1), int(stated["day"] or 1))
    except ValueError:
        return False
    return True
