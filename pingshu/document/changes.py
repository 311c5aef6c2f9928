"""Changes that Word has noted and that nobody has accepted or rejected.

Knows the elements in which Word notes them. Must not know what was changed.
"""

from collections.abc import Iterable

from lxml.etree import _Element as Element

from pingshu.word import W

_PENDING = tuple(
    f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
)


def pending_changes(roots: Iterable[Element]) -> int:
    """Return how many tracked changes are still to be accepted or rejected."""
    return sum(1 for root in roots for _ in root.iter(*_PENDING))
