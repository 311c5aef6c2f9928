"""The report that is due: opened only if something of it is needed, remembered by another.

Knows how a document is opened and carries what is remembered of it. Must not know what is merged.
"""

from dataclasses import dataclass
from functools import cached_property

from lxml.etree import _Element as Element

from pingshu.carrier import carried, carry, hand_on
from pingshu.document import Document, document_in, saved
from pingshu.manifest import Manifest, as_carried, from_json, identity
from pingshu.opc import Package, opened
from pingshu.passages import Passage, passage_elements, passage_of


@dataclass(frozen=True, kw_only=True)
class Fresh:
    """A report as it is generated now."""

    content: bytes

    @cached_property
    def package(self) -> Package:
        """Return its parts."""
        return opened(self.content)

    @cached_property
    def document(self) -> Document:
        """Return it opened."""
        return document_in(self.package)

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """Return its paragraphs and rows."""
        return tuple(passage_elements(self.document.body))

    def opened(self) -> tuple[Package, str]:
        """Return its package and the name of its main part."""
        return self.document.package, self.document.main


def remembered(manifest: Manifest) -> tuple[Passage, ...]:
    """Return the passages that are remembered of a report."""
    printed = {one.name: one for one in manifest.printed}
    return tuple(passage_of(skeleton, printed) for skeleton in manifest.passages)


def remember(document: Document, fresh: Fresh, due: Manifest) -> None:
    """Let a document remember the report that is due, and nothing that it remembered before."""
    # What that carries is not written again: it would take as long as to read the document.
    if not hand_on(fresh.package, document.package):
        carry(document.package, as_carried(due), identity(due))


def remembering(document: Document, content: bytes, fresh: Fresh, due: Manifest) -> bytes:
    """Return a document that remembers the report that is due; the same bytes if it does already.

    Args:
        document: the document.
        content: its bytes.
        fresh: the report that is due.
        due: what the document shall remember.
    """
    memory, _ = carried(document.package)
    if memory is not None and from_json(memory) == from_json(as_carried(due)):
        return content
    remember(document, fresh, due)
    return saved(document)
