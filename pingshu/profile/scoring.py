"""The rules for scores that differ by place: weights, formulas, caps, bands, grades, reasons.

Knows the settings of [scoring] and what they mean for a rate, a share of the weight or a total.
Must not know forms, figures, nor in which file a setting stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pingshu.settings import (
    SettingError,
    Table,
    choice_in,
    number,
    number_in,
    steps_in,
    table_in,
    truth_in,
    whole_in,
    within,
)
from pingshu.values import fold

Steps = tuple[tuple[Decimal, Decimal], ...]
"""Pairs of a border and what holds there, the lowest border first."""

_HUNDRED = Decimal(100)
# 未达成指标数为0 denies what its first words say.
_DENIALS = ("率", "数", "量", "比", "的")


class Denominator(StrEnum):
    """The budget by which the executed amount is divided."""

    ADJUSTED = "全年预算数"
    INITIAL = "年初预算数"


class Shortfall(StrEnum):
    """What is left of the weight of a target that was missed."""

    RATIO = "比例"
    """Actual ÷ target; where less is better target ÷ actual."""
    LINEAR = "线性"
    """Where less is better: the weight less the share by which the target was exceeded."""
    NOTHING = "不得分"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What words say of an indicator without numbers, and which shares of its weight they earn.

    Attributes:
        least, most: in %; the most is the least of the next better band.
    """

    phrases: tuple[str, ...]
    least: Decimal
    most: Decimal

    @property
    def name(self) -> str:
        """Return the phrase that stands for the band."""
        return self.phrases[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """The rules for scores.

    Attributes:
        weight_total: what all weights add up to, in points.
        execution_weight: the usual weight of execution; 0 where none is usual.
        level1_weights: name of a level 1 → its usual weight.
        digits: decimals to which rates and scores are rounded, half up.
        denominator: what the executed amount is divided by.
        execution_cap: whether execution earns at most its weight.
        execution_steps: rate in % → share of the weight in % that a rate below it earns.
        total_caps: rate in % → the most that a total may be with a rate below it.
        forward, reverse: what a missed target earns, where more and where less is better.
        far_exceeded: share of the target in % from which a reason is due.
        excess_deductions: excess over the target in % → share of the weight in % taken off.
        excess_points: points taken off for each target that is exceeded so far.
        bands: what is said of indicators without numbers, the best first.
        grades: names with the lowest total that earns them, highest first.
        low_rate: execution rate in % below which a reason is due.
        reason_for_loss, reason_for_adjustment: whether lost points and an adjusted budget need
            one.
        rate_tolerance, score_tolerance: percent points and points by which what is stated may
            differ without being wrong.
    """

    weight_total: Decimal
    execution_weight: Decimal
    level1_weights: Mapping[str, Decimal]
    digits: int
    denominator: Denominator
    execution_cap: bool
    execution_steps: Steps
    total_caps: Steps
    forward: Shortfall
    reverse: Shortfall
    far_exceeded: Decimal
    excess_deductions: Steps
    excess_points: Decimal
    bands: tuple[Band, ...]
    grades: tuple[tuple[str, Decimal], ...]
    low_rate: Decimal
    reason_for_loss: bool
    reason_for_adjustment: bool
    rate_tolerance: Decimal
    score_tolerance: Decimal

    def grade(self, total: Decimal) -> str:
        """Return the grade of a total in points (DOMAIN: 优 from 90, 良 80, 中 60)."""
        lowest = self.grades[-1][0]
        return next((name for name, least in self.grades if total >= least), lowest)

    def execution_step(self, ratio: Decimal) -> Decimal | None:
        """Return the share of the weight in % that a step gives to executed ÷ budget."""
        return _below(self.execution_steps, ratio)

    def execution_share(self, ratio: Decimal) -> Decimal:
        """Return which part of its weight execution earns with this executed ÷ budget."""
        step = self.execution_step(ratio)
        if step is not None:
            return step / _HUNDRED
        kept = max(ratio, Decimal(0))
        return min(kept, Decimal(1)) if self.execution_cap else kept

    def total_cap(self, ratio: Decimal) -> Decimal | None:
        """Return the most that a total may be with this executed ÷ budget, None without limit."""
        return _below(self.total_caps, ratio)

    def deduction(self, excess: Decimal) -> Decimal:
        """Return the share of the weight in % that an excess over the target in % costs."""
        reached = (share for border, share in reversed(self.excess_deductions) if excess >= border)
        return next(reached, Decimal(0))

    def band_of(self, share: Decimal) -> Band:
        """Return the band of a share of the weight in %."""
        return next((band for band in self.bands if share >= band.least), self.bands[-1])

    def band_said(self, text: str) -> Band | None:
        """Return the band whose phrase a text begins with, None if it begins with none."""
        said = _tight(text)
        fitting = [
            (len(phrase), band)
            for band in self.bands
            for phrase in band.phrases
            if said.startswith(phrase) and not said.startswith(_DENIALS, len(phrase))
        ]
        return max(fitting, key=lambda one: one[0])[1] if fitting else None


def _below(steps: Steps, ratio: Decimal) -> Decimal | None:
    return next((value for border, value in steps if ratio * _HUNDRED < border), None)


def scoring_of(rules: Table) -> Scoring:
    """Return the rules that a complete table [scoring] sets.

    Raises:
        SettingError: a setting is of the wrong kind or out of its limits.
    """
    return Scoring(
        weight_total=number_in(rules, "weight_total", 1, 10_000),
        execution_weight=number_in(rules, "execution_weight", 0, 10_000),
        level1_weights=_points_by_name(rules, "level1_weights"),
        digits=whole_in(rules, "digits", 0, 6),
        denominator=Denominator(choice_in(rules, "denominator", tuple(Denominator))),
        execution_cap=truth_in(rules, "execution_cap"),
        execution_steps=steps_in(rules, "execution_steps"),
        total_caps=steps_in(rules, "total_caps"),
        forward=_shortfall(rules, "forward", Shortfall.RATIO, Shortfall.NOTHING),
        reverse=_shortfall(rules, "reverse", *Shortfall),
        far_exceeded=number_in(rules, "far_exceeded", 100, 10_000),
        excess_deductions=steps_in(rules, "excess_deductions"),
        excess_points=number_in(rules, "excess_points", 0, 10_000),
        bands=_bands(rules),
        grades=_grades(rules),
        low_rate=number_in(rules, "low_rate", 0, 100),
        reason_for_loss=truth_in(rules, "reason_for_loss"),
        reason_for_adjustment=truth_in(rules, "reason_for_adjustment"),
        rate_tolerance=number_in(rules, "rate_tolerance", 0, 100),
        score_tolerance=number_in(rules, "score_tolerance", 0, 100),
    )


def _shortfall(rules: Table, name: str, *choices: Shortfall) -> Shortfall:
    return Shortfall(choice_in(rules, name, choices))


def _points_by_name(rules: Table, name: str) -> Mapping[str, Decimal]:
    points = table_in(rules, name)
    with within(name):
        return {one: number_in(points, one, 0, 10_000) for one in points}


def _grades(rules: Table) -> tuple[tuple[str, Decimal], ...]:
    example = '[["优", 90], ["差", 0]]'
    pairs = _ladder(rules, "grades", example, 10_000)
    grades = tuple((name, least) for name, least in pairs if _says_something(name))
    if len(grades) < len(pairs):
        raise _misspelt("grades", example)
    if len({name for name, _ in grades}) < len(grades):
        raise _disordered("grades")
    if grades[-1][1] != 0:
        told = f"“grades”最低的一级“{grades[-1][0]}”应从 0 分起，否则低于它的分数没有等级"
        raise SettingError(f"{told}。例如：{example}", "grades")
    return grades


def _says_something(name: object) -> bool:
    return isinstance(name, str) and bool(name.strip())


def _bands(rules: Table) -> tuple[Band, ...]:
    example = '[[["达成年度指标"], 80], [["未达成年度指标"], 0]]'
    pairs = _ladder(rules, "bands", example, 100)
    if not all(isinstance(phrases, list) and phrases for phrases, _ in pairs):
        raise _misspelt("bands", example)
    if not all(_says_something(phrase) for phrases, _ in pairs for phrase in phrases):
        raise _misspelt("bands", example)
    mosts = (_HUNDRED, *(least for _, least in pairs))
    return tuple(
        Band(phrases=tuple(map(_tight, phrases)), least=least, most=most)
        for (phrases, least), most in zip(pairs, mosts, strict=False)
    )


def _tight(text: str) -> str:
    return "".join(fold(text).split())


def _ladder(rules: Table, name: str, example: str, most: int) -> tuple[tuple[Any, Decimal], ...]:
    """Return pairs of something and the least number that earns it, the highest number first."""
    pairs = rules[name]
    if not isinstance(pairs, list) or not pairs or not all(map(_is_pair, pairs)):
        raise _misspelt(name, example)
    steps = tuple((first, number(least, name, 0, most)) for first, least in pairs)
    borders = [least for _, least in steps]
    if borders != sorted(set(borders), reverse=True):
        raise _disordered(name)
    return steps


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2


def _misspelt(name: str, example: str) -> SettingError:
    return SettingError(f"“{name}”应照这个样子写，至少一级：{example}", name)


def _disordered(name: str) -> SettingError:
    return SettingError(f"“{name}”应从高到低排列，名称和分数都不能重复", name)
