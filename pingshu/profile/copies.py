"""What the copies of a report are called that leave the office, and what the public one leaves out.

Knows the settings of [finalize]. Must not know how a copy is made.
"""

from dataclasses import dataclass

from pingshu.settings import SettingError, Table, pattern_in, texts_in, within
from pingshu.values import normalise_label

_STEM = "报告"
_SLOT = f"{{{_STEM}}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """The copies that leave the office.

    Attributes:
        submitted_name, public_name: file names without ending, with {报告} for the report's own.
        private: normalised labels whose values the public copy leaves out.
    """

    submitted_name: str
    public_name: str
    private: frozenset[str]

    def submitted(self, stem: str) -> str:
        """Return the name of the copy for the office above, for a report of this name."""
        return self.submitted_name.format_map({_STEM: stem})

    def public(self, stem: str) -> str:
        """Return the name of the public copy, for a report of this name."""
        return self.public_name.format_map({_STEM: stem})


def copies_of(base: Table, own: Table) -> Copies:
    """Return the copies as a family has them; its labels are added to the usual ones.

    Raises:
        SettingError: a setting is wrong, or two files would have one name.
    """
    with within("finalize"):
        names = {**base, **own}
        submitted, public = (_name(names, name) for name in ("submitted_name", "public_name"))
        if submitted == public:
            raise SettingError("两份的文件名不能相同", "public_name")
        labels = (*texts_in(base, "private"), *texts_in(own, "private"))
        private = frozenset(map(normalise_label, labels))
        return Copies(submitted_name=submitted, public_name=public, private=private)


def _name(table: Table, name: str) -> str:
    pattern = pattern_in(table, name, (_STEM,))
    if _SLOT not in pattern or pattern == _SLOT:
        raise SettingError(f"“{name}”里要有 {_SLOT}，还要有别的字，免得盖住报告自己", name)
    return pattern
