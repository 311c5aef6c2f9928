"""A family of forms: the labels by which its blocks are found, its rules and its 栏目.

Knows profile.toml, what is in force where it says nothing (defaults.toml), and 规则.toml, which
goes before both. Must not know how files are read or reports written.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pingshu.finding import Severity
from pingshu.profile.copies import Copies, copies_of
from pingshu.profile.labels import (
    Labels,
    Words,
    added_labels,
    added_words,
    headed,
    is_one_of,
    meaning,
    normalised,
)
from pingshu.profile.scoring import Band, Denominator, Scoring, Shortfall, scoring_of
from pingshu.profile.severities import severities_of
from pingshu.settings import (
    SettingError,
    Table,
    line_of,
    pattern_in,
    read_settings,
    read_text,
    refuse_unknown,
    table_in,
    text_in,
    texts_in,
    truth_in,
    within,
)

__all__ = [
    "RULES",
    "Band",
    "Copies",
    "Denominator",
    "Labels",
    "Profile",
    "ProfileError",
    "Scoring",
    "Shortfall",
    "Words",
    "headed",
    "is_one_of",
    "load_profile",
    "load_profiles",
    "meaning",
]

RULES = "规则.toml"
"""The name of the file that lies beside workbooks and holds the rules of their place."""

_DEFAULTS = Path(__file__).parent.with_name("defaults.toml")
_SLOTS = ("年度", "单位", "项目")
_RULES = ("scoring", "severity")
_TABLES = frozenset({"family", "labels", "roles", "ends", "titles", "texts", "finalize", *_RULES})


class ProfileError(Exception):
    """A profile.toml or 规则.toml cannot be used; the text says in Chinese where and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One family of forms.

    Attributes:
        name: the family, in Chinese.
        folder: where its template and blank form are.
        subject: what its forms are about where they name no project; blank if they must.
        report_title, annex_title: with {年度}, {单位} and {项目} to be filled in.
        signs: normalised labels that speak for this family.
        title_words: words in the title of a form or the name of its sheet that speak for it.
        scored: whether its forms carry weights and scores.
        rubric: whether its forms are points rubrics (评分细则).
        one_report: whether all its forms in a workbook share one report.
        labels: the labels of each block.
        own_labels: block → names of the lists that its own file adds to.
        roles: role of a funds row → labels.
        ends: labels that end the indicators (total, notes) or add up some of them (subtotal).
        titles: kind of sheet → words in its name or title.
        required, optional: names of 栏目.
        copies: the copies of its reports that leave the office.
        severities: code of a finding → how much it matters here, None if it is not to be told.
    """

    name: str
    folder: Path
    subject: str
    report_title: str
    annex_title: str
    signs: frozenset[str]
    title_words: tuple[str, ...]
    scored: bool
    rubric: bool
    one_report: bool
    labels: Labels
    own_labels: Mapping[str, frozenset[str]]
    roles: Words
    ends: Words
    titles: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    scoring: Scoring
    severities: Mapping[str, Severity | None]
    copies: Copies

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


def load_profiles(templates: Path, rules: Path | None = None) -> tuple[Profile, ...]:
    """Return the profile of each folder that has a profile.toml, in the order of their names.

    Args:
        templates: the folder of those folders.
        rules: the 规则.toml that goes before them.

    Raises:
        ProfileError: there is none, or one cannot be used.
    """
    paths = sorted(templates.glob("*/profile.toml"))
    if not paths:
        raise ProfileError(f"模板文件夹“{templates}”里没有任何 profile.toml，请检查 --templates。")
    profiles = tuple(load_profile(path) for path in paths)
    _refuse_same_name(profiles)
    return profiles if rules is None else _ruled(profiles, rules)


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
    with _telling(path):
        return _profile(_own(path), path)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Tell a wrong setting with its file and line."""
    try:
        yield
    except SettingError as error:
        line = line_of(read_text(path), error.names) if error.names else None
        where = f"{path} 第{line}行" if line else f"{path}"
        raise ProfileError(f"{where}：{error}。") from error


@cache
def _defaults() -> Table:
    return read_settings(read_text(_DEFAULTS))


def _own(path: Path) -> Table:
    own = read_settings(read_text(path))
    _refuse_unknown_settings(own)
    return own


def _refuse_unknown_settings(own: Table) -> None:
    """Refuse whatever would be overlooked, so that a misspelt setting is told."""
    refuse_unknown(own, _TABLES)
    _refuse_unknown_in(own, "family", {"name", "subject", *_defaults()["family"]})
    for name in sorted(_TABLES - {"family", "severity"}):
        _refuse_unknown_in(own, name, _defaults()[name])
    for block in table_in(own, "labels"):
        with within("labels"):
            _refuse_unknown_in(own["labels"], block, _defaults()["labels"][block])


def _refuse_unknown_in(tables: Table, name: str, known: Collection[str]) -> None:
    table = table_in(tables, name)
    with within(name):
        refuse_unknown(table, known)


# --- the rules of a place ------------------------------------------------------------------------


def _ruled(profiles: tuple[Profile, ...], path: Path) -> tuple[Profile, ...]:
    """Return the profiles with what 规则.toml says of all families, or of one of them."""
    families = frozenset(name for one in profiles for name in (one.name, one.folder.name))
    with _telling(path):
        rules = read_settings(read_text(path))
        refuse_unknown(rules, families.union(_RULES))
        _refuse_unknown_in(rules, "scoring", _defaults()["scoring"])
        for name in sorted(families):
            _refuse_unknown_in(rules, name, _RULES)
            with within(name):
                _refuse_unknown_in(table_in(rules, name), "scoring", _defaults()["scoring"])
        return tuple(_over(profile, rules) for profile in profiles)


def _over(profile: Profile, rules: Table) -> Profile:
    """Return a profile with the rules for all families, and then with those for its own."""
    file = profile.folder / "profile.toml"
    own = _merged(_own(file), rules)
    profile = _profile(own, file)
    for name in dict.fromkeys((profile.folder.name, profile.name)):
        own = _merged(own, table_in(rules, name))
        with within(name):
            profile = _profile(own, file)
    return profile


def _merged(own: Table, rules: Table) -> Table:
    """Return the settings of a family with single rules replaced."""
    return {**own, **{name: {**own.get(name, {}), **table_in(rules, name)} for name in _RULES}}


def _titles(own: Table) -> Mapping[str, tuple[str, ...]]:
    base, added = _defaults()["titles"], table_in(own, "titles")
    with within("titles"):
        return {kind: (*base[kind], *texts_in(added, kind)) for kind in base}


def _columns(own: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the 栏目 that are required, and of those that are not."""
    texts = table_in(own, "texts")
    with within("texts"):
        required = texts_in(texts, "required")
        optional = (*_defaults()["texts"]["optional"], *texts_in(texts, "optional"))
    return required, tuple(name for name in optional if name not in required)


def _scoring(own: Table) -> Scoring:
    with within("scoring"):
        return scoring_of({**_defaults()["scoring"], **table_in(own, "scoring")})


def _profile(own: Table, path: Path) -> Profile:
    if "family" not in own:
        raise SettingError("缺少 [family] 一节")
    family = {**_defaults()["family"], **table_in(own, "family")}
    required, optional = _columns(own)
    scoring, titles = _scoring(own), _titles(own)
    severities = severities_of(table_in(own, "severity"))
    copies = copies_of(_defaults()["finalize"], table_in(own, "finalize"))
    labels = added_labels(_defaults()["labels"], table_in(own, "labels"))
    roles, ends = (
        added_words(_defaults()[name], table_in(own, name), name) for name in ("roles", "ends")
    )
    with within("family"):
        return Profile(
            name=text_in(family, "name"),
            folder=path.parent,
            subject=text_in(family, "subject") if "subject" in family else "",
            report_title=pattern_in(family, "report_title", _SLOTS),
            annex_title=pattern_in(family, "annex_title", _SLOTS),
            signs=normalised(family, "signs"),
            title_words=texts_in(family, "title_words"),
            scored=truth_in(family, "scored"),
            rubric=truth_in(family, "rubric"),
            one_report=truth_in(family, "one_report"),
            labels=labels,
            own_labels={name: frozenset(of) for name, of in table_in(own, "labels").items()},
            roles=roles,
            ends=ends,
            titles=titles,
            required=required,
            optional=optional,
            scoring=scoring,
            severities=severities,
            copies=copies,
        )
