"""The scores by formula as the JSON of `inspect`: beside what the form states, never instead.

Knows names of keys. Must not know how a score is made.
"""

from collections.abc import Iterator

from pingshu.model import Computation, Figure
from pingshu.values import plain

_Json = dict[str, object]


def describe_scores(computation: Computation) -> dict[str, object] | None:
    """Return the scores by formula of one form, None where it has none."""
    rows = [*_execution(computation), *_indicators(computation)]
    if not rows:
        return None
    total = computation.score_computed
    return {
        "rows": rows,
        "total": plain(total.value) if total else None,
        "grade": computation.grade_computed,
    }


def _execution(computation: Computation) -> Iterator[_Json]:
    total = computation.total
    if total is not None and total.score is not None:
        yield _row(total.row.label.text, total.score, None)


def _indicators(computation: Computation) -> Iterator[_Json]:
    for item in computation.indicators:
        if item.score is not None or item.band is not None:
            yield _row(item.indicator.level3.text, item.score, item.band)


def _row(label: str, score: Figure | None, band: str | None) -> _Json:
    return {
        "label": label,
        "score": plain(score.value) if score else None,
        "rule": score.formula if score else None,
        "band": band,
    }
