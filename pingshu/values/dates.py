"""Deadlines and dates of completion, as far as they are written without doubt.

Knows how offices write a day, a month or a year until which, or in which, something is done. Must
not know what is done. What is not plainly a date is left alone.
"""

import calendar
import datetime
import re

_DATE = (
    r"(?P<year>(?:19|20)[0-9]{2})"
    r"(?:年(?:(?P<month>[0-9]{1,2})月(?:份|(?P<day>[0-9]{1,2})[日号])?)?"
    r"|[-/.](?P<month_>[0-9]{1,2})[-/.](?P<day_>[0-9]{1,2}))"
)
_DONE = r"(?:(?:全部|全面|已经?|均已?|按期|如期)*(?P<done>完成|完工|竣工|建成|办结|交付|到位)?)"
_DUE = re.compile(
    rf"(?:≤|<=|不晚于|不迟于|应?[于在])?{_DATE}(?P<end>底|末|内)?(?P<before>之?前|以前|止)?{_DONE}"
)
_MADE = re.compile(rf"(?:已经?|均)?[于在]?{_DATE}(?:底|末|初|内|[上中下]旬)?{_DONE}")

_Span = tuple[datetime.date, datetime.date]


def is_on_time(due: str, made: str) -> bool | None:
    """Return whether something was done by its deadline.

    None unless both texts, folded and without white space, are nothing but dates and leave no
    doubt: 2022年10月 may be before or after 2022年10月15日, and 10月前 may or may not include 10月.
    """
    deadline, day = _DUE.fullmatch(due), _MADE.fullmatch(made)
    if deadline is None or day is None or not _are_alike(deadline["done"], day["done"]):
        return None
    due_span, made_span = _span(deadline), _span(day)
    if due_span is None or made_span is None:
        return None
    if made_span[0] > due_span[1]:
        return False
    return True if made_span[1] <= _surely_in_time(deadline, due_span) else None


def _are_alike(due: str | None, made: str | None) -> bool:
    """Return whether a date is of what was due: 竣工 is no 交付, but 完成 is said of either."""
    return due == made or bool({due, made} & {None, "完成"})


def _surely_in_time(deadline: re.Match[str], span: _Span) -> datetime.date:
    """Return the last day that meets a deadline beyond doubt."""
    single = span[0] == span[1]
    open_end = deadline["before"] and not deadline["end"] and not single
    return span[0] - datetime.timedelta(days=1) if open_end else span[1]


def _span(match: re.Match[str]) -> _Span | None:
    """Return the first and the last day that a date may mean, None if there is no such day."""
    year = int(match["year"])
    month, day = (int(match[name] or match[f"{name}_"] or 0) for name in ("month", "day"))
    last_month = month or 12
    try:
        last_day = day or calendar.monthrange(year, last_month)[1]
        return (
            datetime.date(year, month or 1, day or 1),
            datetime.date(year, last_month, last_day),
        )
    except (ValueError, calendar.IllegalMonthError):
        return None
