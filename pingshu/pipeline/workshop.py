"""The families with their templates, compiled and checked before the first workbook is read.

Knows profiles, templates, the view's names and the rules that lie beside workbooks. Must not know
what a workbook holds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pingshu.disk import is_there
from pingshu.manifest import digest
from pingshu.profile import RULES, Profile, ProfileError, load_profiles
from pingshu.render import Template, TemplateError, TemplateFault, faults
from pingshu.view import FILTERS, NAMES, Name, known_names, unprintable_names

_PROFILE = "profile.toml"
_HINT = "。能用的名称见 docs/模板名称.md，写法见 docs/模板语法.md。"


class NotReadyError(Exception):
    """A profile or template is broken, so that no batch may start; the text says where.

    Attributes:
        what: what is broken, in Chinese.
    """

    def __init__(self, told: str, what: str = "模板") -> None:
        super().__init__(told)
        self.what = what


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One family, ready to make reports.

    Attributes:
        hashes: SHA-256 of template, profile and rules of the place, for the manifests.
    """

    profile: Profile
    template: Template
    hashes: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """All families, by name."""

    families: Mapping[str, Family]

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """Return the profiles in the order of their folders."""
        return tuple(family.profile for family in self.families.values())


def read_profiles(templates: Path, rules: Path | None = None) -> tuple[Profile, ...]:
    """Return the families' profiles, under the rules of a place where there are some.

    Raises:
        NotReadyError: one of them or the rules cannot be used.
    """
    for folder in sorted(templates.glob("*/")):
        if not is_there(folder / _PROFILE):
            _refuse_hidden_ending(folder / f"{_PROFILE}.txt")
    try:
        return load_profiles(templates, rules)
    except ProfileError as error:
        raise NotReadyError(str(error), "设置") from error


def prepare(templates: Path) -> Workshop:
    """Return the families with their templates compiled.

    Raises:
        NotReadyError: a profile or template is broken, or a template uses an unknown name; every
            such name of every family is told with its place.
    """
    families, troubles = {}, []
    for profile in read_profiles(templates):
        try:
            families[profile.name] = _family(profile)
        except NotReadyError as error:
            troubles.append(str(error))
    if troubles:
        raise NotReadyError("\n".join(troubles))
    return Workshop(families=families)


def profiles_for(
    files: Sequence[Path], profiles: tuple[Profile, ...], templates: Path
) -> Mapping[Path, tuple[Profile, ...]]:
    """Return file → the profiles under the rules that lie beside it.

    Raises:
        NotReadyError: some rules cannot be used.
    """
    beside = _rules_beside(files)
    ruled = {
        rules: read_profiles(templates, rules) if rules else profiles
        for rules in dict.fromkeys(beside.values())
    }
    return {file: ruled[rules] for file, rules in beside.items()}


def workshops_for(
    files: Sequence[Path], workshop: Workshop, templates: Path
) -> Mapping[Path, Workshop]:
    """Return file → the workshop under the rules that lie beside it.

    Raises:
        NotReadyError: some rules cannot be used.
    """
    beside = _rules_beside(files)
    ruled = {
        rules: _under_rules(workshop, templates, rules) if rules else workshop
        for rules in dict.fromkeys(beside.values())
    }
    return {file: ruled[rules] for file, rules in beside.items()}


def _rules_beside(files: Sequence[Path]) -> dict[Path, Path | None]:
    """Return file → the rules that lie beside it; each folder is looked into once."""
    folders = {file: file.absolute().parent for file in files}
    rules = {folder: _rules_for(folder) for folder in dict.fromkeys(folders.values())}
    return {file: rules[folder] for file, folder in folders.items()}


def _rules_for(folder: Path) -> Path | None:
    """Return the rules in a folder or, before any farther one, in a folder above."""
    for place in (folder, *folder.parents):
        if is_there(place / RULES):
            return place / RULES
        _refuse_hidden_ending(place / f"{RULES}.txt")
    return None


def _refuse_hidden_ending(file: Path) -> None:
    """Refuse settings that an editor has given a further ending, which the system may not show."""
    if is_there(file):
        raise NotReadyError(
            f"看到“{file}”，是不是想写“{file.stem}”？请把它改名为“{file.stem}”，不用就删掉。"
            "看不到 .txt 时，先在文件夹的“查看”里勾选“文件扩展名”。",
            "设置",
        )


def _under_rules(workshop: Workshop, templates: Path, rules: Path) -> Workshop:
    remembered = {"rules": digest(rules.read_bytes())}
    families = {
        profile.name: replace(family, profile=profile, hashes={**family.hashes, **remembered})
        for profile in read_profiles(templates, rules)
        for family in (workshop.families[profile.name],)
    }
    return Workshop(families=families)


def _family(profile: Profile) -> Family:
    content = template_content(profile)
    settings = (profile.folder / _PROFILE).read_bytes()
    hashes = {"template": digest(content), "profile": digest(settings)}
    return Family(profile=profile, template=_compiled(content, profile), hashes=hashes)


def template_content(profile: Profile) -> bytes:
    """Return a family's template.

    Raises:
        NotReadyError: the file cannot be read.
    """
    try:
        return profile.template.read_bytes()
    except OSError as error:
        raise NotReadyError(f"{profile.template}：读不了这个模板（{error.strerror}）。") from error


def _compiled(content: bytes, profile: Profile) -> Template:
    """Return a sound template; only of a faulty one is everything that is wrong looked up."""
    try:
        template = Template(content, filters=FILTERS)
        columns = profile.columns
        sound = template.sound(known_names(columns), unprintable_names(columns))
    except TemplateError:
        sound = False
    if not sound:
        raise NotReadyError("\n".join(fault_lines(profile, template_faults(content, profile))))
    return template


def template_faults(content: bytes, profile: Profile) -> tuple[TemplateFault, ...]:
    """Return all that is wrong with a family's template, in the order of the document."""
    columns = profile.columns
    return faults(content, known_names(columns), FILTERS, unprintable_names(columns))


def fault_lines(profile: Profile, found: Sequence[TemplateFault]) -> Iterator[str]:
    """Yield what is wrong with a family's template, a line for each fault."""
    for fault in found:
        hint = "" if fault.nearest else _HINT
        yield f"{profile.template}：{fault}{hint}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A family's template as its author is told of it.

    Attributes:
        lines: what is wrong, a line for each fault; none if the template is sound.
    """

    profile: Profile
    content: bytes
    faults: tuple[TemplateFault, ...]
    lines: tuple[str, ...]


def proofs(templates: Path) -> tuple[Proof, ...]:
    """Return what is wrong with each family's template; `templates` may be the family's folder.

    Raises:
        NotReadyError: a profile cannot be used, or a template cannot be read.
    """
    alone = (templates / _PROFILE).is_file()
    profiles = read_profiles(templates.parent if alone else templates)
    asked = [one for one in profiles if not alone or one.folder.samefile(templates)]
    return tuple(_proof(profile) for profile in asked)


def _proof(profile: Profile) -> Proof:
    content = template_content(profile)
    found = template_faults(content, profile)
    lines = tuple(fault_lines(profile, found))
    return Proof(profile=profile, content=content, faults=found, lines=lines)


def names_for(family: str, templates: Path) -> tuple[tuple[Name, ...], tuple[str, ...]]:
    """Return the names that a family's template may use, none if there is no such family.

    Returns:
        The names, and the names of the families that there are.

    Raises:
        NotReadyError: a profile cannot be used.
    """
    profiles = read_profiles(templates)
    asked = [one for one in profiles if family in {one.name, one.folder.name}]
    texts = (
        Name(path=f"文字.{column}", kind="文字", meaning=f"文字材料的栏目“{column}”")
        for profile in asked
        for column in (*profile.required, *profile.optional)
    )
    names = (*NAMES.values(), *texts) if asked else ()
    return names, tuple(one.folder.name for one in profiles)


def blank_form(family: str, templates: Path) -> tuple[bytes | None, tuple[str, ...]]:
    """Return the blank form of a family, None if there is none; and the names of those there are.

    Raises:
        NotReadyError: a profile is broken.
    """
    there = [profile for profile in read_profiles(templates) if profile.blank.is_file()]
    named = {name: profile for profile in there for name in (profile.name, profile.folder.name)}
    content = named[family].blank.read_bytes() if family in named else None
    return content, tuple(profile.folder.name for profile in there)
