"""A family of forms: the labels by which its blocks are found, its rules and its 栏目.

Knows profile.toml and what is in force where it says nothing (defaults.toml). Must not know
how files are read or reports written.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pingshu.sheet import Cell
from pingshu.values import normalise_label

Labels = Mapping[str, Mapping[str, frozenset[str]]]
"""Block → name of a column or field → normalised labels that mean it."""

Table = dict[str, Any]
"""A table of TOML as it was read."""

_DEFAULTS = Path(__file__).with_name("defaults.toml")
_FAMILY_KEYS = frozenset({"name", "report_title", "annex_title", "signs", "scored"})
_TABLES = frozenset({"family", "labels", "roles", "ends", "titles", "texts", "scoring"})


class ProfileError(Exception):
    """A profile.toml cannot be used; the text says in Chinese which file and what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """The rules for scores.

    Attributes:
        weight_total: what all weights add up to, in points.
        digits: decimals to which rates and scores are rounded, half up.
        far_exceeded: share of the target in % from which a reason is due.
        low_rate: execution rate in % below which a reason is due.
        grades: names with the lowest total that earns them, highest first.
    """

    weight_total: Decimal
    digits: int
    far_exceeded: Decimal
    low_rate: Decimal
    grades: tuple[tuple[str, Decimal], ...]

    def grade(self, total: Decimal) -> str:
        """Return the grade of a total in points (DOMAIN: 优 from 90, 良 80, 中 60)."""
        lowest = self.grades[-1][0]
        return next((name for name, least in self.grades if total >= least), lowest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One family of forms.

    Attributes:
        name: the family, in Chinese.
        folder: where its template and blank form are.
        report_title, annex_title: with {年度} and {项目} to be filled in.
        signs: normalised labels that speak for this family.
        scored: whether its forms carry weights and scores.
        labels: the labels of each block.
        roles: role of a funds row → labels.
        ends: labels that end the indicators (total, notes).
        titles: kind of sheet → words in its name or title.
        required, optional: names of 栏目.
    """

    name: str
    folder: Path
    report_title: str
    annex_title: str
    signs: frozenset[str]
    scored: bool
    labels: Labels
    roles: Mapping[str, frozenset[str]]
    ends: Mapping[str, frozenset[str]]
    titles: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    scoring: Scoring

    @property
    def columns(self) -> frozenset[str]:
        """Return the names of all 栏目 that the family's report may use."""
        return frozenset((*self.required, *self.optional))

    @property
    def template(self) -> Path:
        """Return the path of the report's template."""
        return self.folder / "report.docx"

    @property
    def blank(self) -> Path:
        """Return the path of the blank form."""
        return self.folder / "自评表.xlsx"


def meaning(text: str, labels: Mapping[str, frozenset[str]]) -> str | None:
    """Return the name that a label stands for, or None."""
    label = normalise_label(text)
    return next((name for name, words in labels.items() if label and label in words), None)


def headed(cells: Iterable[Cell], labels: Mapping[str, frozenset[str]]) -> dict[str, Cell]:
    """Return name → cell for the cells that are labels; of two alike the first counts."""
    named: dict[str, Cell] = {}
    for cell in cells:
        name = meaning(cell.text, labels)
        if name is not None:
            named.setdefault(name, cell)
    return named


def load_profiles(templates: Path) -> tuple[Profile, ...]:
    """Return the profile of each folder that has a profile.toml, in the order of their names.

    Raises:
        ProfileError: there is none, or one cannot be used.
    """
    paths = sorted(templates.glob("*/profile.toml"))
    if not paths:
        raise ProfileError(f"模板文件夹“{templates}”里没有任何 profile.toml，请检查 --templates。")
    profiles = tuple(load_profile(path) for path in paths)
    _refuse_same_name(profiles)
    return profiles


def _refuse_same_name(profiles: tuple[Profile, ...]) -> None:
    folders: dict[str, Path] = {}
    for profile in profiles:
        other = folders.setdefault(profile.name, profile.folder)
        if other != profile.folder:
            raise ProfileError(
                f"模板文件夹“{other}”和“{profile.folder}”的 name 都是“{profile.name}”，"
                "请改掉其中一个。"
            )


def load_profile(path: Path) -> Profile:
    """Return the profile that a file describes, over the defaults.

    Raises:
        ProfileError: the file is not TOML, or a table, key or value is wrong.
    """
    own = _parsed(path)
    try:
        _refuse_unknown_settings(own, path)
        return _profile(own, path)
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise ProfileError(f"{path}：缺少或写错了 {error}，请对照其他模板的写法改正。") from error


def _parsed(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ProfileError(f"{path}：写法有误，读不出来（{error}）。") from error


@cache
def _defaults() -> Table:
    return _parsed(_DEFAULTS)


def _refuse_unknown_settings(own: Table, path: Path) -> None:
    """Refuse whatever would be overlooked, so that a misspelt setting is told."""
    _refuse_unknown(own, _TABLES, path)
    _refuse_unknown(own.get("family", {}), _FAMILY_KEYS, path)
    for name in _TABLES - {"family"}:
        _refuse_unknown(own.get(name, {}), frozenset(_defaults()[name]), path)
    for block, labels in own.get("labels", {}).items():
        _refuse_unknown(labels, frozenset(_defaults()["labels"][block]), path)


def _refuse_unknown(table: Table, known: frozenset[str], path: Path) -> None:
    if not isinstance(table, dict):
        raise TypeError(f"“{table}”（应写成一节设置）")
    for name in table:
        if name not in known:
            usable = "、".join(sorted(known))
            raise ProfileError(f"{path}：不认识的设置“{name}”，可用的有：{usable}。")


def _listed(words: list[str]) -> tuple[str, ...]:
    if not isinstance(words, list):
        raise TypeError(f"“{words}”（应写成一列名称）")
    return tuple(words)


def _normalised(words: list[str]) -> frozenset[str]:
    return frozenset(normalise_label(word) for word in _listed(words))


def _words(name: str, own: Table) -> Mapping[str, frozenset[str]]:
    """Return the label lists of a table, the family's added to the defaults."""
    return _added(_defaults()[name], own.get(name, {}))


def _added(base: Table, own: Table) -> Mapping[str, frozenset[str]]:
    return {name: _normalised(base[name]) | _normalised(own.get(name, [])) for name in base}


def _labels(own: Table) -> Labels:
    base, added = _defaults()["labels"], own.get("labels", {})
    return {block: _added(base[block], added.get(block, {})) for block in base}


def _scoring(own: Table) -> Scoring:
    rules = {**_defaults()["scoring"], **own.get("scoring", {})}
    return Scoring(
        weight_total=Decimal(str(rules["weight_total"])),
        digits=int(rules["digits"]),
        far_exceeded=Decimal(str(rules["far_exceeded"])),
        low_rate=Decimal(str(rules["low_rate"])),
        grades=_grades(rules["grades"]),
    )


def _grades(pairs: list[list[Any]]) -> tuple[tuple[str, Decimal], ...]:
    if not pairs:
        raise ValueError("grades（至少要有一级）")
    return tuple((name, Decimal(str(least))) for name, least in pairs)


def _titles(own: Table) -> Mapping[str, tuple[str, ...]]:
    base, added = _defaults()["titles"], own.get("titles", {})
    return {kind: (*base[kind], *_listed(added.get(kind, []))) for kind in base}


def _profile(own: Table, path: Path) -> Profile:
    family, texts = {**_defaults()["family"], **own["family"]}, own.get("texts", {})
    for title in (family["report_title"], family["annex_title"]):
        title.format(年度="", 项目="")  # an unknown {name} is told now, not later
    required = _listed(texts.get("required", []))
    optional = (*_defaults()["texts"]["optional"], *_listed(texts.get("optional", [])))
    return Profile(
        name=family["name"],
        folder=path.parent,
        report_title=family["report_title"],
        annex_title=family["annex_title"],
        signs=_normalised(family["signs"]),
        scored=bool(family["scored"]),
        labels=_labels(own),
        roles=_words("roles", own),
        ends=_words("ends", own),
        titles=_titles(own),
        required=required,
        optional=tuple(name for name in optional if name not in required),
        scoring=_scoring(own),
    )
