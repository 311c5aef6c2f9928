"""What a template may say of the funds of a whole department by kind of income and spending.

Knows figures. Must not know Word, Excel or Jinja.
"""

from pingshu.model import (
    AMOUNTS,
    Computation,
    SplitFigures,
    SplitKind,
    SplitPartFigures,
    is_unread,
)
from pingshu.values import Fit
from pingshu.view import (
    NOTHING,
    Shown,
    View,
    amount_shown,
    rate_shown,
    text_shown,
    unsettled_shown,
)

_NAMES = {SplitKind.INCOME: "收入", SplitKind.SPENDING: "支出"}


def composition_view(computation: Computation) -> View:
    """Return the names below 构成."""
    splits = {split.kind: split for split in computation.splits}
    return {
        key: value
        for kind, name in _NAMES.items()
        for key, value in _split_view(splits.get(kind), name).items()
    }


def _split_view(split: SplitFigures | None, name: str) -> View:
    if split is None:
        return {name: [], f"{name}口径": NOTHING, f"{name}待核实": NOTHING}
    return {
        name: [_part(part) for part in split.parts if _says_amount(part)],
        f"{name}口径": _basis(split),
        f"{name}待核实": _unsettled(split),
    }


def _says_amount(part: SplitPartFigures) -> bool:
    return is_unread(part.part.amount) or (part.amount is not None and part.amount.value != 0)


def _part(part: SplitPartFigures) -> View:
    unread = is_unread(part.part.amount)
    return {
        "标签": text_shown(part.part.label.text),
        "金额": unsettled_shown("金额") if unread else amount_shown(part.amount),
        "占比": rate_shown(part.share),
    }


def _basis(split: SplitFigures) -> Shown:
    """Print which amount is split up, if the parts add up to it at least but for rounding."""
    if split.basis is None or split.fit is Fit.WRONG:
        return NOTHING
    return text_shown(dict(AMOUNTS)[split.basis])


def _unsettled(split: SplitFigures) -> Shown:
    if split.fit is not Fit.WRONG or split.basis is None:
        return NOTHING
    column = dict(AMOUNTS)[split.basis]
    return unsettled_shown(f"按{split.kind}分的各项之和与{column}不一致")
