"""What all forms share: title rows, goals, and indicators whose levels span the rows below them.

Knows how rows lie on paper; knows neither family nor project.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from scripts.workbooks.sheet import (
    CENTRED,
    LABEL,
    SUBTITLE,
    TEXT,
    TITLE,
    Box,
    Formula,
    Part,
    Style,
    Value,
)

DASH = "—"
ROW_HEIGHT = 22.0
_TITLE_HEIGHT = 36.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One row of the indicators; what a form does not hold stays None."""

    level1: str
    level2: str
    level3: str | None = None
    target: str | None = None
    actual: str | None = None
    weight: float | None = None
    score: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goals:
    """The two texts on the goal of the year."""

    expected: str | None = None
    actual: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLabels:
    """How a form calls the goal block and its two columns."""

    block: str
    expected: str
    actual: str


def stack(parts: Sequence[Callable[[int], Part]]) -> tuple[Part, ...]:
    """Lay parts below each other: each is told the row on which it begins."""
    made: list[Part] = []
    top = 0
    for part in parts:
        made.append(part(top))
        top += len(made[-1].heights)
    return tuple(made)


def title_part(top: int, *, title: str, year: str, columns: int) -> Part:
    """Return the title and, below it, the year."""
    return Part(
        boxes=(
            Box(row=top, column=0, columns=columns, value=title, style=TITLE),
            Box(row=top + 1, column=0, columns=columns, value=year, style=SUBTITLE),
        ),
        heights=(_TITLE_HEIGHT, ROW_HEIGHT),
    )


def goals_part(
    top: int, *, labels: GoalLabels, goals: Goals, split: int, columns: int, height: float
) -> Part:
    """Return the goal block; its second text begins at column `split`."""
    left = {"column": 1, "columns": split - 1}
    right = {"column": split, "columns": columns - split}
    return Part(
        boxes=(
            Box(row=top, column=0, rows=2, value=labels.block, style=LABEL),
            Box(row=top, **left, value=labels.expected, style=LABEL),
            Box(row=top, **right, value=labels.actual, style=LABEL),
            Box(row=top + 1, **left, value=goals.expected, style=TEXT),
            Box(row=top + 1, **right, value=goals.actual, style=TEXT),
        ),
        heights=(ROW_HEIGHT, height),
    )


def header_boxes(row: int, column: int, labels: Sequence[str]) -> tuple[Box, ...]:
    """Return labels side by side."""
    return tuple(
        Box(row=row, column=column + offset, value=label, style=LABEL)
        for offset, label in enumerate(labels)
    )


def level_boxes(top: int, indicators: Sequence[Indicator]) -> tuple[Box, ...]:
    """Return levels one and two in columns B and C, each merged over its rows."""
    first = [(indicator.level1,) for indicator in indicators]
    second = [(indicator.level1, indicator.level2) for indicator in indicators]
    return (*_merged(top, 1, first, LABEL), *_merged(top, 2, second, CENTRED))


def value_style(value: Value, style: Style) -> Style:
    """Return the style for a number, or the plain one for a text such as a dash."""
    return CENTRED if isinstance(value, str) else style


def total(address: str) -> Formula:
    """Return the sum of a range that is empty on the form as delivered."""
    return Formula(text=f"=SUM({address})", value=0)


def _merged(
    top: int, column: int, labels: Sequence[tuple[str, ...]], style: Style
) -> Iterator[Box]:
    row = top
    for key, group in groupby(labels):
        rows = len(list(group))
        yield Box(row=row, column=column, rows=rows, value=key[-1], style=style)
        row += rows
