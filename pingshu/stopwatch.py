"""How long each stage of some work takes, told apart by its name.

Knows the clock. Must not know what the stages do.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import perf_counter

Lap = Callable[[str], None]
"""Called at the end of a stage with its name."""


def untimed(_stage: str) -> None:
    """Measure nothing."""


@dataclass(slots=True)
class Stopwatch:
    """Seconds per stage, in the order in which the stages were met first.

    Attributes:
        spent: name of a stage → seconds.
        since: when the stage that is under way began.
    """

    spent: dict[str, float] = field(default_factory=dict)
    since: float = field(default_factory=perf_counter)

    def lap(self, stage: str) -> None:
        """Count what has passed since the last stage for this one."""
        began, self.since = self.since, perf_counter()
        self.spent[stage] = self.spent.get(stage, 0.0) + self.since - began

    def add(self, spent: Mapping[str, float]) -> None:
        """Add what others have measured, and begin the next stage now: they have worked so far."""
        for stage, seconds in spent.items():
            self.spent[stage] = self.spent.get(stage, 0.0) + seconds
        self.since = perf_counter()
