"""A report as it would be generated now, for one that people have edited since.

Knows which form of a workbook a report was made from. Must not know how the report is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pingshu.finding import Finding
from pingshu.manifest import Manifest, Origin, digest
from pingshu.model import Computation, Form
from pingshu.profile import Profile
from pingshu.write import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Remade:
    """A report as it would be generated now; it was not written.

    Attributes:
        draft: the report; None if it cannot be made.
        checked: its form, the figures of that and the rules of its family; None if there is none.
        findings: what is wrong with the form, or why there is no report.
    """

    draft: Draft | None = None
    checked: tuple[Form, Computation, Profile] | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def content(self) -> bytes | None:
        """Return its bytes."""
        return self.draft.content if self.draft else None

    @property
    def due(self) -> Manifest | None:
        """Return what is to be remembered of it."""
        if self.draft is None:
            return None
        return replace(self.draft.manifest, hashes=(digest(self.draft.content),))


def number_of(origin: Origin, forms: Sequence[Form]) -> int | None:
    """Return which of a workbook's forms a report was made from, None if it is not there any more.

    A form whose sheet or whose project has another name now is the same form, if no other has it.
    """
    known = [(form.place.sheet or "", form.project.text if form.project else "") for form in forms]
    same_both = [n for n, own in enumerate(known) if own == (origin.sheet, origin.project)]
    same_project = [n for n, (_, project) in enumerate(known) if project == origin.project]
    same_sheet = [n for n, (sheet, _) in enumerate(known) if sheet == origin.sheet]
    choices = (same_both, same_project, same_sheet)
    return next((choice[0] for choice in choices if len(choice) == 1), None)
