"""The funds by kind of income and of spending: the sum of each list, the share of each part.

Knows amounts in the form's money unit. Must not know text or files. Rounds half up, once, where a
share is made.
"""

from collections.abc import Sequence
from decimal import Decimal

from pingshu.model import (
    Figure,
    FundFigures,
    FundSplit,
    SplitFigures,
    SplitKind,
    SplitPartFigures,
    derived,
    figure_of,
    is_unread,
    sum_of,
)
from pingshu.profile import Scoring
from pingshu.values import fit_of_sum, rate_half_up

_HUNDRED = Decimal(100)
# What the parts may add up to; of two equally near the first counts.
_BASES = ("budget", "executed", "budget_initial")


def split_figures(
    parts: Sequence[FundSplit],
    names: Sequence[str],
    total: FundFigures | None,
    amount_unit: str,
    scoring: Scoring,
) -> tuple[SplitFigures, ...]:
    """Return the figures of each list, its parts keyed by their names."""
    named = list(zip(parts, names, strict=True))
    lists = ([one for one in named if one[0].kind is kind] for kind in SplitKind)
    return tuple(_split(part, total, amount_unit, scoring) for part in lists if part)


def _split(
    named: Sequence[tuple[FundSplit, str]],
    total: FundFigures | None,
    amount_unit: str,
    scoring: Scoring,
) -> SplitFigures:
    kind = named[0][0].kind
    keyed = [
        (part, f"资金.{name}", figure_of(part.amount, f"资金.{name}.金额", amount_unit))
        for part, name in named
    ]
    amounts = [amount for _, _, amount in keyed]
    unread = any(is_unread(part.amount) for part, _ in named)
    added = None if unread else sum_of(f"资金.{kind}.合计", f"按{kind}分的各项之和", amounts)
    basis = _nearest(added, total)
    due: Figure | None = getattr(total, basis) if basis else None
    values = [amount.value for amount in amounts if amount is not None]
    return SplitFigures(
        kind=kind,
        parts=tuple(
            SplitPartFigures(
                part=part, amount=amount, share=_share(f"{key}.占比", amount, added, scoring.digits)
            )
            for part, key, amount in keyed
        ),
        total=added,
        basis=basis,
        fit=fit_of_sum(due.value, values, amount_unit) if due else None,
    )


def _nearest(added: Figure | None, total: FundFigures | None) -> str | None:
    if added is None or total is None:
        return None
    apart = {
        name: abs(figure.value - added.value)
        for name in _BASES
        if (figure := getattr(total, name)) is not None
    }
    return min(apart, key=lambda name: apart[name], default=None)


def _share(key: str, amount: Figure | None, whole: Figure | None, digits: int) -> Figure | None:
    if whole is None or whole.value == 0:
        return None
    return derived(
        key,
        "该项÷各项之和",
        amount,
        whole,
        lambda part, all_parts: rate_half_up(part / all_parts * _HUNDRED, digits),
        unit="%",
    )
