"""The families with their templates, looked at before the first workbook is read.

Knows profiles, templates, the view's names and the rules that lie beside workbooks. Must not know
what a workbook holds.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from pingshu.edition import edition
from pingshu.manifest import digest
from pingshu.pipeline.workshop.settling import (
    PROFILE,
    NotReadyError,
    read_profiles,
    rules_beside,
    template_content,
)
from pingshu.pipeline.workshop.soundness import known_sound, remember_sound
from pingshu.profile import Profile
from pingshu.render import Template, TemplateFault, faults
from pingshu.view import FILTERS, NAMES, Name, known_names, unprintable_names

__all__ = [
    "Family",
    "NotReadyError",
    "Proof",
    "Workshop",
    "Workshops",
    "blank_form",
    "names_for",
    "prepare",
    "profiles_for",
    "proofs",
    "read_profiles",
    "rules_beside",
]

_HINT = "。能用的名称见 docs/模板名称.md，写法见 docs/模板语法.md。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One family, ready to make reports.

    Attributes:
        content: its template as it was read.
        hashes: SHA-256 of template, profile and rules of the place, for the manifests.
        compiled: its template, once it has been asked for.
    """

    profile: Profile
    content: bytes = field(repr=False)
    hashes: Mapping[str, str]
    compiled: list[Template] = field(default_factory=list, repr=False)

    @property
    def template(self) -> Template:
        """Return its template, compiled when the first form of the family is met.

        Raises:
            TemplateError: Python refuses what it is made into.
        """
        if not self.compiled:
            self.compiled.append(Template(self.content, filters=FILTERS))
        return self.compiled[0]

    @property
    def soundness(self) -> str:
        """Return what it hangs on whether its template is sound, in short."""
        return digest(f"{edition()} {self.hashes['template']} {self.hashes['profile']}".encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """All families, by name."""

    families: Mapping[str, Family]

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """Return the profiles in the order of their folders."""
        return tuple(family.profile for family in self.families.values())


def prepare(templates: Path, sound: Set[str] | None = frozenset()) -> Workshop:
    """Return the families, each with a sound template.

    Args:
        templates: the folder of the families.
        sound: what is remembered of sound templates; None if all have been looked at just now.

    Raises:
        NotReadyError: a profile or template is broken, or a template uses an unknown name; every
            such name of every family is told with its place.
    """
    families, troubles = {}, []
    for profile in read_profiles(templates):
        try:
            families[profile.name] = _family(profile, sound)
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
    beside = rules_beside(files)
    ruled = {
        rules: read_profiles(templates, rules) if rules else profiles
        for rules in dict.fromkeys(beside.values())
    }
    return {file: ruled[rules] for file, rules in beside.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshops:
    """The families under the rules of each place; another process gets them ready for itself.

    Attributes:
        templates: the folder of the families.
        memory: the output folder, where sound templates are remembered; None if another process has
            looked at all of them.
        ready: rules → the workshop under them; None → the one without any.
    """

    templates: Path
    memory: Path | None
    ready: dict[Path | None, Workshop] = field(default_factory=dict)

    def __reduce__(self) -> tuple[object, ...]:
        return _not_ready, (self.templates,)

    def remember(self) -> None:
        """Remember that the templates are sound."""
        if self.memory:
            families = self.families(None).values()
            remember_sound({family.soundness for family in families}, self.memory)

    def families(self, rules: Path | None) -> Mapping[str, Family]:
        """Return the families under some rules.

        Raises:
            NotReadyError: a profile or template is broken, or the rules cannot be used.
        """
        if rules not in self.ready:
            self.ready[rules] = self._under(rules)
        return self.ready[rules].families

    def _under(self, rules: Path | None) -> Workshop:
        if rules is None:
            return prepare(self.templates, known_sound(self.memory) if self.memory else None)
        return _under_rules(self.families(None), self.templates, rules)


def _not_ready(templates: Path) -> Workshops:
    return Workshops(templates=templates, memory=None)


def _under_rules(plain: Mapping[str, Family], templates: Path, rules: Path) -> Workshop:
    remembered = {"rules": digest(rules.read_bytes())}
    families = {
        profile.name: replace(family, profile=profile, hashes={**family.hashes, **remembered})
        for profile in read_profiles(templates, rules)
        for family in (plain[profile.name],)
    }
    return Workshop(families=families)


def _family(profile: Profile, sound: Set[str] | None) -> Family:
    content = template_content(profile)
    settings = (profile.folder / PROFILE).read_bytes()
    hashes = {"template": digest(content), "profile": digest(settings)}
    family = Family(profile=profile, content=content, hashes=hashes)
    if sound is not None and family.soundness not in sound:
        _refuse_faulty(family)
    return family


def _refuse_faulty(family: Family) -> None:
    """Refuse a faulty template; only then is everything that is wrong with it looked up."""
    content, profile = family.content, family.profile
    if template_faults(content, profile, build=False):
        raise NotReadyError("\n".join(fault_lines(profile, template_faults(content, profile))))


def template_faults(
    content: bytes, profile: Profile, *, build: bool = True
) -> tuple[TemplateFault, ...]:
    """Return all that is wrong with a family's template, in the order of the document."""
    columns = profile.columns
    known, unprintable = known_names(columns), unprintable_names(columns)
    return faults(content, known, FILTERS, unprintable, build=build)


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
    alone = (templates / PROFILE).is_file()
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
