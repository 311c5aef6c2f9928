"""A report that is to be written: its bytes, where it goes, what will be remembered of it.

Knows the manifest. Must not know what stands in its place already.
"""

from dataclasses import dataclass

from pingshu.manifest import Manifest, Origin, carried_in
from pingshu.sheet import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A report that is to be written.

    Attributes:
        subfolder, stem: where it goes below the output folder, not yet safe as names.
        carried: what will be remembered of it, as JSON, which it carries itself.
        origin: the same as there.
        gaps: the marks 【请…】 in it.
        place: the form that it was made from, for findings.
    """

    content: bytes
    subfolder: str
    stem: str
    carried: bytes
    origin: Origin
    place: Place
    gaps: tuple[str, ...] = ()

    @property
    def manifest(self) -> Manifest:
        """Return what will be remembered of it; few need that, so it is read when asked for."""
        return carried_in(self.carried)
