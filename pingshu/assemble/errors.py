"""Error values that only follow from another one: the total of an amount, its rate, its score.

Knows which cell of the funds follows from which. Must not know formulas or how values are read.
"""

from collections.abc import Iterator, Sequence

from pingshu.entry import Findings
from pingshu.model import AMOUNTS, FundRow, Indicator, Number, Role
from pingshu.sheet import Place
from pingshu.stated import is_unread


def without_followers(
    findings: Findings,
    rows: Sequence[FundRow],
    indicators: Sequence[Indicator],
    total_score: Number | None,
) -> None:
    """Drop the findings error-value of cells whose formula adds up or divides another one."""
    scores = [*(row.score_stated for row in rows), *(item.score for item in indicators)]
    followers = {*_followers(rows)}
    if total_score is not None and any(map(is_unread, scores)):
        followers.add(total_score.place)
    findings[:] = [
        one for one in findings if one.code != "error-value" or one.place not in followers
    ]


def _followers(rows: Sequence[FundRow]) -> Iterator[Place]:
    parts = [row for row in rows if row.role is not Role.TOTAL]
    for row in rows:
        if row.role is Role.TOTAL:
            yield from _added_up(row, parts)
        if any(is_unread(getattr(row, column)) for column, _ in AMOUNTS):
            yield from _divided(row)


def _added_up(total: FundRow, parts: Sequence[FundRow]) -> Iterator[Place]:
    for column, _ in AMOUNTS:
        stated: Number | None = getattr(total, column)
        if stated is not None and any(is_unread(getattr(part, column)) for part in parts):
            yield stated.place


def _divided(row: FundRow) -> Iterator[Place]:
    for follower in (row.rate_stated, row.score_stated):
        if follower is not None:
            yield follower.place
