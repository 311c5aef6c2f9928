"""Which rows of an edited document go or stay with all of their table.

Knows rows by their indices. Must not know what stands in them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet


def settled_rows(
    tables: Iterable[Sequence[int]], base_of: Mapping[int, int], recast: AbstractSet[int]
) -> set[int]:
    """Return the rows of mine whose table has other columns in the new version.

    Args:
        tables: the rows of each table of mine.
        base_of: mine → base.
        recast: rows of the base whose table has other columns now.
    """
    others = (rows for rows in tables if not recast.isdisjoint(base_of.get(j, -1) for j in rows))
    return {j for rows in others for j in rows}


def kept_rows(
    tables: Iterable[Sequence[int]],
    base_of: Mapping[int, int],
    new_of: Mapping[int, int],
    is_own: Callable[[int], bool],
) -> set[int]:
    """Return the rows of tables that are not due and that a person touched.

    They stay with all their rows: without its heading a row would say nothing.

    Args:
        tables: the rows of each table of mine.
        base_of: mine → base.
        new_of: base → new.
        is_own: whether a person wrote or touched a row.
    """
    kept = set[int]()
    for rows in tables:
        is_due = any(base_of.get(j) in new_of for j in rows)
        if not is_due and any(map(is_own, rows)):
            kept |= {*rows}
    return kept
