"""Checks of weights against those that are usual in a place.

Knows what [scoring] expects. Must not know how weights add up.
"""

from collections.abc import Iterator
from decimal import Decimal

from pingshu.finding import Finding, found
from pingshu.model import Computation, Figure, Form
from pingshu.profile import Profile
from pingshu.values import plain


def check_usual_weights(_: Form, computation: Computation, profile: Profile) -> Iterator[Finding]:
    """Find weights-unusual; where a place expects nothing, nothing is found."""
    rules, total = profile.scoring, computation.total
    if rules.execution_weight:
        weight = total.weight if total else None
        yield from _unusual("预算执行率", weight, rules.execution_weight)
    for level in computation.levels:
        if level.name in rules.level1_weights:
            yield from _unusual(level.name, level.weight, rules.level1_weights[level.name])


def _unusual(name: str, weight: Figure | None, usual: Decimal) -> Iterator[Finding]:
    if weight is not None and weight.value != usual:
        yield found(
            "weights-unusual",
            weight.sources[0],
            expected=f"{plain(usual)}分",
            actual=f"{plain(weight.value)}分",
            name=name,
        )
