"""What has become of one figure: as generated, as it stands, as it should be now.

Knows texts of figures. Must not know where they stand.
"""

from collections.abc import Sequence
from enum import StrEnum

from pingshu.align import same_figure
from pingshu.numerals import alike_in_form
from pingshu.passages import Printed


class Status(StrEnum):
    """What has become of a figure; people read the Chinese word."""

    UNCHANGED = "unchanged"
    EQUAL = "equal"
    OVERTYPED = "overtyped"
    DELETED = "deleted"
    STALE = "stale"
    CONFLICT = "conflict"

    @property
    def word(self) -> str:
        """Return the word that people read."""
        return _WORDS[self]

    @property
    def is_sound(self) -> bool:
        """Return whether nobody has to look at the figure."""
        return self in {Status.UNCHANGED, Status.EQUAL}


_WORDS = {
    Status.UNCHANGED: "未改",
    Status.EQUAL: "写法不同，数相同",
    Status.OVERTYPED: "已改成别的数",
    Status.DELETED: "已删去",
    Status.STALE: "表已变，报告未更新",
    Status.CONFLICT: "报告和表都改了",
}


def status_of(generated: str, present: str | None, due: str | None) -> Status:
    """Return what has become of a figure, as a three-way comparison tells it.

    Args:
        generated: what was printed.
        present: what stands there now; None if nothing does.
        due: what would be printed now; None if the report would not print it any more.
    """
    if present is None:
        return Status.DELETED
    if due is not None and same_figure(generated, due):
        return _against_base(generated, present)
    if same_figure(generated, present):
        return Status.STALE
    is_fine = due is not None and same_figure(present, due)
    return Status.EQUAL if is_fine else Status.CONFLICT


def _against_base(generated: str, present: str) -> Status:
    if generated == present:
        return Status.UNCHANGED
    return Status.EQUAL if same_figure(generated, present) else Status.OVERTYPED


def due_text(printed: Printed, fresh: Sequence[Printed]) -> str | None:
    """Return what a report made now prints for a figure, None if it does not print it.

    A further print of the key before this one moves the numbers of the bookmarks; so of several
    prints the one of the same form counts.

    Args:
        printed: the figure.
        fresh: all prints of its key in the new report, in their order.
    """
    if printed in fresh:
        return printed.text
    prints = sorted(fresh, key=lambda one: one.name != printed.name)
    formed = (one.text for one in prints if alike_in_form(one.text, printed.text))
    return next(formed, prints[0].text if prints else None)
