"""What a report still asks its office to write: the marks 【请…】 left in it.

Knows which file such marks count in. Must not know why they are there.
"""

from collections.abc import Sequence
from pathlib import Path

from pingshu.finding import Finding, found
from pingshu.outcome import Fate
from pingshu.render import TemplateError, marks_in
from pingshu.sheet import Place

_EDITED = frozenset({Fate.KEPT, Fate.OUTDATED, Fate.RENEWED})
_OURS = frozenset({Fate.WRITTEN, Fate.UNCHANGED})


def gaps_of(made: tuple[str, ...], path: Path, fate: Fate) -> tuple[str, ...]:
    """Return the marks in the report as it stands: as it was made, or as a person has edited it."""
    if fate in _OURS:
        return made
    return _marks_left(path) if fate in _EDITED else ()


def _marks_left(path: Path) -> tuple[str, ...]:
    try:
        return marks_in(path.read_bytes())
    except (OSError, TemplateError):  # what a person made of it need not be a document any more
        return ()


def gaps_findings(gaps: Sequence[str], path: Path, place: Place) -> tuple[Finding, ...]:
    """Return the finding that lists the marks, each once, if there are any."""
    if not gaps:
        return ()
    listed = "、".join(dict.fromkeys(gaps))
    return (found("gaps-left", place, name=path.name, count=len(gaps), gaps=listed),)
