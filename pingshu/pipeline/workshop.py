"""The families with their templates, compiled and checked before the first workbook is read.

Knows profiles, templates and the view's names. Must not know workbooks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pingshu.manifest import digest
from pingshu.profile import Profile, ProfileError, load_profiles
from pingshu.render import Template, TemplateError
from pingshu.view import FILTERS, known_names


class NotReadyError(Exception):
    """A profile or template is broken, so that no batch may start; the text says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One family, ready to make reports.

    Attributes:
        hashes: SHA-256 of template and profile, for the manifests.
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


def read_profiles(templates: Path) -> tuple[Profile, ...]:
    """Return the families' profiles.

    Raises:
        NotReadyError: one of them cannot be used.
    """
    try:
        return load_profiles(templates)
    except ProfileError as error:
        raise NotReadyError(str(error)) from error


def prepare(templates: Path) -> Workshop:
    """Return the families with their templates compiled.

    Raises:
        NotReadyError: a profile or template is broken, or a template uses an unknown name; every
            such name of every family is told with its place.
    """
    families, faults = {}, []
    for profile in read_profiles(templates):
        try:
            families[profile.name] = _family(profile)
        except NotReadyError as error:
            faults.append(str(error))
    if faults:
        raise NotReadyError("\n".join(faults))
    return Workshop(families=families)


def _family(profile: Profile) -> Family:
    try:
        content = profile.template.read_bytes()
        template = Template(content, filters=FILTERS)
    except OSError as error:
        raise NotReadyError(f"{profile.template}：读不了这个模板（{error.strerror}）。") from error
    except TemplateError as error:
        raise NotReadyError(f"{profile.template}：{error}") from error
    unknown = list(_unknown(template, profile))
    if unknown:
        raise NotReadyError("\n".join(unknown))
    settings = (profile.folder / "profile.toml").read_bytes()
    hashes = {"template": digest(content), "profile": digest(settings)}
    return Family(profile=profile, template=template, hashes=hashes)


def _unknown(template: Template, profile: Profile) -> Iterator[str]:
    known = known_names(profile.columns)
    for use in template.uses():
        if use.name not in known:
            hint = _nearest(use.name, sorted(known))
            fault = TemplateError(f"不认识的名称“{use.name}”。{hint}", use.place)
            yield f"{profile.template}：{fault}"


def _nearest(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known)
    return f"是不是“{'”“'.join(near)}”？" if near else "可用的名称见 docs/模板名称.md。"
