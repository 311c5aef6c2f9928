"""Change one digit at a time in clean forms and count what the checks say to it.

    python -m scripts.mutate_figures --count 500 --seed 1

Knows which cells hold figures that enter a sum, rate, weight or score. Must not know the checks.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from pingshu.assemble import assemble
from pingshu.check import check
from pingshu.compute import compute
from pingshu.finding import Finding, Severity
from pingshu.model import Form, Number
from pingshu.profile import Profile, load_profiles
from pingshu.read import read_workbook
from pingshu.recognise import recognise
from pingshu.sheet import Cell, Grid, Place
from scripts.mutating.corrected import corrected
from scripts.mutating.generated import generated

ROOT = Path(__file__).resolve().parent.parent
_SEEDS = range(1, 5)
Grids = tuple[Grid, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One digit changed in one cell of a clean form."""

    form: str
    place: Place
    before: str
    after: str

    def __str__(self) -> str:
        """Return one line that tells the change."""
        return f"{self.form} {self.place}: {self.before} -> {self.after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of many changes.

    Attributes:
        severities: how often the gravest finding was of a severity; "" where there was none.
        passed: the changes that nothing asks to mend or to explain.
    """

    severities: Counter[str]
    passed: tuple[Change, ...]

    @property
    def share(self) -> float:
        """Return the share of changes that must be mended or explained, in %."""
        count = self.severities.total()
        return 100 * (count - len(self.passed)) / count if count else 0.0


# --- the clean forms --------------------------------------------------------------------------


@cache
def profiles() -> tuple[Profile, ...]:
    """Return the families that come with the project."""
    return load_profiles(ROOT / "templates")


@cache
def clean_forms() -> Mapping[str, Grids]:
    """Return the corrected samples, and generated forms of every family, as read."""
    samples = {f"样例 {name}": grids for name, grids in corrected().items()}
    made = {
        f"{family} {seed}": _read(data)
        for seed in _SEEDS
        for family, data in generated(seed).items()
    }
    return {**samples, **made}


def _read(data: bytes) -> Grids:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表.xlsx"
        path.write_bytes(data)
        return read_workbook(path)[0]


def _forms(grids: Grids, known: Sequence[Profile]) -> tuple[tuple[Form, ...], tuple[Finding, ...]]:
    survey, unrecognised = recognise(grids, known)
    forms, unassembled = assemble(survey, known)
    return forms, (*unrecognised, *unassembled)


def findings_of(grids: Grids, known: Sequence[Profile] = ()) -> tuple[Finding, ...]:
    """Return all findings of a workbook that has been read, by the families' rules or a place's."""
    rules = known or profiles()
    forms, findings = _forms(grids, rules)
    by_name = {profile.name: profile for profile in rules}
    checked = [
        found
        for form in forms
        for found in check(form, compute(form, by_name[form.family]), by_name[form.family])
    ]
    return (*findings, *checked)


# --- the figures ------------------------------------------------------------------------------

# 到位数 stands within a text; how many people there are is known from nowhere else.
_NOT_OF_A_RELATION = frozenset({"received", "texts"})


def _numbers(part: object) -> Iterator[Number]:
    if isinstance(part, Number):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from _numbers(item)
    elif is_dataclass(part) and not isinstance(part, type | Place):
        for name in (one.name for one in fields(part)):
            if name not in _NOT_OF_A_RELATION:
                yield from _numbers(getattr(part, name))


def figures_of(grids: Grids) -> tuple[Place, ...]:
    """Return the places of all figures that enter a sum, rate, weight or score."""
    stated = [number for form in _forms(grids, profiles())[0] for number in _numbers(form)]
    return tuple(dict.fromkeys(one.place for one in stated if one.value is not None))


def _changed(text: str, dice: random.Random) -> str:
    """Return a number with another digit: any but the last of a decimal, never a leading 0."""
    body = text.rstrip("%")
    last = len(body) - 1 if "." in body else len(body)
    places = [index for index in range(last) if body[index].isdigit()]
    index = dice.choice(places)
    is_first = not body[:index].strip("-") and len(body) > 1 and body[index + 1 : index + 2] != "."
    digits = [digit for digit in "0123456789"[is_first:] if digit != body[index]]
    return f"{body[:index]}{dice.choice(digits)}{text[index + 1 :]}"


def _with_text(grids: Grids, place: Place, text: str) -> Grids:
    return tuple(
        replace(grid, cells=tuple(_retyped(cell, grid, place, text) for cell in grid.cells))
        if grid.sheet == place.sheet
        else grid
        for grid in grids
    )


def _retyped(cell: Cell, grid: Grid, place: Place, text: str) -> Cell:
    if grid.place(cell) != place:
        return cell
    number = Decimal(text.rstrip("%")) if cell.number is not None else None
    if number is not None and cell.percent:
        number = number.scaleb(-2)
    return cell._replace(text=text, number=number)


def changes(count: int, seed: int) -> Iterator[tuple[Change, Grids]]:
    """Yield changes and the forms that they make, the same ones for the same seed."""
    dice = random.Random(seed)
    forms = clean_forms()
    known = {name: figures_of(grids) for name, grids in forms.items()}
    names = sorted(forms)
    for number in range(count):
        name = names[number % len(names)]
        place = dice.choice(known[name])
        before = _text_at(forms[name], place)
        after = _changed(before, dice)
        change = Change(form=name, place=place, before=before, after=after)
        yield change, _with_text(forms[name], place, after)


def _text_at(grids: Grids, place: Place) -> str:
    cells = ((grid, cell) for grid in grids if grid.sheet == place.sheet for cell in grid.cells)
    return next(cell.text for grid, cell in cells if grid.place(cell) == place)


# --- the run ----------------------------------------------------------------------------------


def _gravest(findings: Iterable[Finding]) -> str:
    there = {finding.severity for finding in findings}
    return next((severity.value for severity in Severity if severity in there), "")


def run(count: int, seed: int) -> Outcome:
    """Make changes and return what the checks say to them."""
    severities: Counter[str] = Counter()
    passed = []
    for change, grids in changes(count, seed):
        gravest = _gravest(findings_of(grids))
        severities[gravest] += 1
        if gravest not in {Severity.ERROR, Severity.WARNING}:
            passed.append(change)
    return Outcome(severities=severities, passed=tuple(passed))


def false_alarms() -> tuple[str, ...]:
    """Return what the checks ask to mend or explain on the clean forms."""
    return tuple(
        f"{name}: {finding.place} {finding.code}"
        for name, grids in clean_forms().items()
        for finding in findings_of(grids)
        if finding.severity is not Severity.INFO
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print the figures; 1 if too many changes pass or a clean form is scolded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    alarms, outcome = false_alarms(), run(options.count, options.seed)
    for line in (*alarms, *map(str, outcome.passed)):
        print(line)
    told = ", ".join(f"{name or 'nothing'} {n}" for name, n in sorted(outcome.severities.items()))
    print(f"{len(clean_forms())} clean forms, {len(alarms)} false alarms")
    print(f"{options.count} changes: {told}; {outcome.share:.1f} % found")
    return int(bool(alarms) or outcome.share < 98)


if __name__ == "__main__":
    sys.exit(main())
