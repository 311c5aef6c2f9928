"""A filled template: what its body prints, and how it becomes a document.

Knows figures and passages. Knows nothing of templates and of packages.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pingshu.passages import Printed, Skeleton


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A filled template.

    Attributes:
        figures: The figures that its body prints, in their order.
        passages: The paragraphs and rows of its body.
        charts: The drawing of each chart, by the name of its part.
        marks: The marks 【请…】 that its body prints, in their order.
    """

    figures: tuple[Printed, ...]
    passages: tuple[Skeleton, ...]
    charts: Mapping[str, bytes]
    marks: tuple[str, ...]
    _written: Callable[[bytes | None, str], bytes]

    def document(self, memory: bytes | None = None, digest: str = "") -> bytes:
        """Return the document; the same names and memory give the same bytes.

        Args:
            memory: JSON that the document is to carry.
            digest: What that is found by where only this is left of it.
        """
        return self._written(memory, digest)
