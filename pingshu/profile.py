"""A family of forms: the labels by which its blocks are found, its rules and its 栏目.

Knows profile.toml and what is in force where it says nothing (defaults.toml). Must not know
how files are read or reports written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from pingshu.settings import (
    SettingError,
    Table,
    number,
    number_in,
    pattern_in,
    read_settings,
    refuse_unknown,
    table_in,
    text_in,
    texts_in,
    truth_in,
    whole_in,
)
from pingshu.sheet import Cell
from pingshu.values import normalise_label

Labels = Mapping[str, Mapping[str, frozenset[str]]]
"""Block → name of a column or field → normalised labels that mean it."""

_DEFAULTS = Path(__file__).with_name("defaults.toml")
_FAMILY_KEYS = frozenset(
    {"name", "report_title", "annex_title", "signs", "title_words", "scored", "one_report"}
)
_SLOTS = ("年度", "项目")
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
        title_words: words in the title of a form or the name of its sheet that speak for it.
        scored: whether its forms carry weights and scores.
        one_report: whether all its forms in a workbook share one report.
        labels: the labels of each block.
        roles: role of a funds row → labels.
        ends: labels that end the indicators (total, notes) or add up some of them (subtotal).
        titles: kind of sheet → words in its name or title.
        required, optional: names of 栏目.
    """

    name: str
    folder: Path
    report_title: str
    annex_title: str
    signs: frozenset[str]
    title_words: tuple[str, ...]
    scored: bool
    one_report: bool
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
    try:
        own = read_settings(path)
        _refuse_unknown_settings(own)
        return _profile(own, path)
    except SettingError as error:
        raise ProfileError(f"{path}：{error}。") from error


@cache
def _defaults() -> Table:
    return read_settings(_DEFAULTS)


def _refuse_unknown_settings(own: Table) -> None:
    """Refuse whatever would be overlooked, so that a misspelt setting is told."""
    refuse_unknown(own, _TABLES)
    refuse_unknown(table_in(own, "family"), _FAMILY_KEYS)
    for name in sorted(_TABLES - {"family"}):
        refuse_unknown(table_in(own, name), _defaults()[name])
    labels = table_in(own, "labels")
    for block in labels:
        refuse_unknown(table_in(labels, block), _defaults()["labels"][block])


def _words(name: str, own: Table) -> Mapping[str, frozenset[str]]:
    """Return the label lists of a table, the family's added to the defaults."""
    return _added(_defaults()[name], table_in(own, name), name)


def _added(base: Table, own: Table, block: str) -> Mapping[str, frozenset[str]]:
    words = {name: _normalised(base, name) | _normalised(own, name) for name in base}
    meanings: dict[str, str] = {}
    for name, labels in words.items():
        for label in sorted(labels):
            other = meanings.setdefault(label, name)
            if other != name:
                raise SettingError(
                    f"[{block}] 里“{label}”有两个意思：{other} 和 {name}，只能留一个"
                )
    return words


def _normalised(table: Table, name: str) -> frozenset[str]:
    return frozenset(map(normalise_label, texts_in(table, name)))


def _labels(own: Table) -> Labels:
    base, added = _defaults()["labels"], table_in(own, "labels")
    return {block: _added(base[block], table_in(added, block), f"labels.{block}") for block in base}


def _scoring(own: Table) -> Scoring:
    rules = {**_defaults()["scoring"], **table_in(own, "scoring")}
    return Scoring(
        weight_total=number_in(rules, "weight_total", 1, 10_000),
        digits=whole_in(rules, "digits", 0, 6),
        far_exceeded=number_in(rules, "far_exceeded", 100, 10_000),
        low_rate=number_in(rules, "low_rate", 0, 100),
        grades=_grades(rules["grades"]),
    )


def _grades(pairs: object) -> tuple[tuple[str, Decimal], ...]:
    if not isinstance(pairs, list) or not pairs:
        raise SettingError('“grades”至少要有一级，如 [["优", 90], ["差", 0]]')
    grades = tuple(_grade(pair) for pair in pairs)
    borders = [least for _, least in grades]
    if borders != sorted(set(borders), reverse=True) or len({name for name, _ in grades}) < len(
        grades
    ):
        raise SettingError("“grades”应从高到低排列，名称和分数都不能重复")
    return grades


def _grade(pair: object) -> tuple[str, Decimal]:
    match pair:
        case [str(name), least] if name.strip():
            return name, number(least, f"grades 中“{name}”的分数", 0, 10_000)
    raise SettingError('“grades”的每一级应写成 ["名称", 分数]')


def _titles(own: Table) -> Mapping[str, tuple[str, ...]]:
    base, added = _defaults()["titles"], table_in(own, "titles")
    return {kind: (*base[kind], *texts_in(added, kind)) for kind in base}


def _profile(own: Table, path: Path) -> Profile:
    if "family" not in own:
        raise SettingError("缺少 [family] 一节")
    family, texts = {**_defaults()["family"], **table_in(own, "family")}, table_in(own, "texts")
    required = texts_in(texts, "required")
    optional = (*_defaults()["texts"]["optional"], *texts_in(texts, "optional"))
    return Profile(
        name=text_in(family, "name"),
        folder=path.parent,
        report_title=pattern_in(family, "report_title", _SLOTS),
        annex_title=pattern_in(family, "annex_title", _SLOTS),
        signs=_normalised(family, "signs"),
        title_words=texts_in(family, "title_words"),
        scored=truth_in(family, "scored"),
        one_report=truth_in(family, "one_report"),
        labels=_labels(own),
        roles=_words("roles", own),
        ends=_words("ends", own),
        titles=_titles(own),
        required=required,
        optional=tuple(name for name in optional if name not in required),
        scoring=_scoring(own),
    )
