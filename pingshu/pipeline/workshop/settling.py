"""The settings that lie in folders: profiles of families, rules of places; and what is refused.

Knows where settings and templates lie. Must not know what a template says.
"""

from collections.abc import Sequence
from pathlib import Path

from pingshu.disk import is_there
from pingshu.profile import RULES, Profile, ProfileError, load_profiles

PROFILE = "profile.toml"


class NotReadyError(Exception):
    """A profile or template is broken, so that no batch may start; the text says where.

    Attributes:
        what: what is broken, in Chinese.
    """

    def __init__(self, told: str, what: str = "模板") -> None:
        super().__init__(told)
        self.what = what


def read_profiles(templates: Path, rules: Path | None = None) -> tuple[Profile, ...]:
    """Return the families' profiles, under the rules of a place where there are some.

    Raises:
        NotReadyError: one of them or the rules cannot be used.
    """
    for folder in sorted(templates.glob("*/")):
        if not is_there(folder / PROFILE):
            _refuse_hidden_ending(folder / f"{PROFILE}.txt")
    try:
        return load_profiles(templates, rules)
    except ProfileError as error:
        raise NotReadyError(str(error), "设置") from error


def rules_beside(files: Sequence[Path]) -> dict[Path, Path | None]:
    """Return file → the rules that lie beside it, None if there are none.

    Each folder is looked into once.

    Raises:
        NotReadyError: some rules have a name that only looks right.
    """
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


def template_content(profile: Profile) -> bytes:
    """Return a family's template.

    Raises:
        NotReadyError: the file cannot be read.
    """
    try:
        return profile.template.read_bytes()
    except OSError as error:
        raise NotReadyError(f"{profile.template}：读不了这个模板（{error.strerror}）。") from error
