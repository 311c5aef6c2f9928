"""Findings: what is wrong with a user's input, where, and what to do about it.

Knows the shape of a finding and the catalogue of its kinds. Must not know who produced one.
A user's mistake is a finding, never an exception.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from pingshu.finding import (
    files,
    forms,
    funds,
    points,
    prose,
    review,
    rubric,
    scores,
    social,
    tables,
    writing,
)
from pingshu.sheet import Place

# Figures of a sentence, without the rows and columns that it names.
_PLACES = re.compile(r"(?<![A-Za-z])[A-Z]{1,3}[0-9]+(?![A-Za-z0-9])|第[0-9]+[行列]")
_FIGURE = re.compile(r"-?[0-9]+(?:[.,][0-9]+)*%?")
FIGURES_CHANGED = "【数字已变，请复核】"
ROW_CHANGED = "【这一行已变，请复核】"
TO_REVIEW = (FIGURES_CHANGED, ROW_CHANGED)
"""What stands before an explanation of something that has changed, until a person removes it."""
_LINE_ENDS = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]\s*")


class Severity(StrEnum):
    """How much a finding matters; people read the Chinese word."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def word(self) -> str:
        """Return the word that people read."""
        return {"error": "须修改", "warning": "须说明", "info": "提示"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of finding.

    Attributes:
        code: stable slug.
        severity: how much it matters.
        title: the kind in a few Chinese words.
        problem: Chinese sentence saying what is wrong; {names} are filled from the facts.
        cure: Chinese sentence saying what to do; {names} likewise.
        basis: why it is checked: the rule, or what goes wrong otherwise.
    """

    code: str
    severity: Severity
    title: str
    problem: str
    cure: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, with its place.

    Attributes:
        code: slug of the kind.
        severity: copied from the kind.
        place: workbook, sheet and cell.
        problem: what is wrong, in Chinese.
        cure: what to do, in Chinese.
        expected, actual: the two figures, where the finding is arithmetic.
        trace: for an internal error, what a developer needs; never shown in tables.
        label: what stands to the left in the row, by which it is known when rows move.
        explanation: what the office says about it.
    """

    code: str
    severity: Severity
    place: Place
    problem: str
    cure: str
    expected: str | None = None
    actual: str | None = None
    trace: str | None = None
    label: str = ""
    explanation: str | None = None

    @property
    def explained(self) -> bool:
        """Return whether the office has explained these figures, and no earlier ones."""
        return bool(self.explanation) and not str(self.explanation).startswith(TO_REVIEW)

    @property
    def figures(self) -> str:
        """Return the figures that it is about, wherever it stands now."""
        told = _FIGURE.findall(_PLACES.sub("", self.problem))
        return " ".join((*told, self.expected or "", self.actual or "")).strip()

    @property
    def message(self) -> str:
        """Return one line: what is wrong and what to do."""
        return f"{self.problem}{self.cure}"


def found(
    code: str,
    place: Place,
    *,
    expected: str | None = None,
    actual: str | None = None,
    trace: str | None = None,
    **facts: object,
) -> Finding:
    """Return a finding of a catalogued kind, its sentences filled with the facts.

    Raises:
        KeyError: the code is not in the catalogue, or a fact is missing (our mistake).
    """
    kind = CATALOGUE[code]
    told = {"expected": expected, "actual": actual, **facts}
    names = {name: _on_one_line(fact) for name, fact in told.items()}
    return Finding(
        code=code,
        severity=kind.severity,
        place=place,
        problem=kind.problem.format(**names),
        cure=kind.cure.format(**names),
        expected=expected,
        actual=actual,
        trace=trace,
    )


def shared(finding: Finding) -> Finding:
    """Return a finding that has its cure in common with others: of thousands, each is kept once."""
    return replace(finding, cure=sys.intern(finding.cure))


def _on_one_line(fact: object) -> object:
    """Return a fact without line ends; what is to be pasted comes as several lines."""
    if isinstance(fact, tuple):
        return "\n".join(_LINE_ENDS.sub(" ", line.strip()) for line in fact)
    return _LINE_ENDS.sub(" ", fact.strip()) if isinstance(fact, str) else fact


_PARTS = (
    *(
        files.KINDS,
        writing.KINDS,
        forms.KINDS,
        funds.KINDS,
        tables.KINDS,
        scores.KINDS,
        points.KINDS,
    ),
    *(rubric.KINDS, social.KINDS, prose.KINDS, review.KINDS),
)


def _kind(code: str, severity: str, title: str, problem: str, cure: str, basis: str) -> Kind:
    return Kind(
        code=code,
        severity=Severity(severity),
        title=title,
        problem=problem,
        cure=cure,
        basis=basis,
    )


CATALOGUE: Mapping[str, Kind] = MappingProxyType(
    {words[0]: _kind(*words) for part in _PARTS for words in part}
)

_OF_FILES = (files.KINDS, writing.KINDS, review.KINDS)
FIXED = frozenset(words[0] for part in _OF_FILES for words in part)
"""What is told of files, read, written or edited: it always matters as the catalogue says."""


def settled(
    findings: Iterable[Finding], severities: Mapping[str, Severity | None]
) -> tuple[Finding, ...]:
    """Return findings as seriously as a place takes them, without those of severity None."""
    return tuple(
        replace(finding, severity=severity)
        for finding in findings
        if (severity := severities.get(finding.code, finding.severity)) is not None
    )
