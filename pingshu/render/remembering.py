"""Where a document made from a template carries what is remembered of it, prepared once.

Knows which parts a package needs for that. Knows nothing of what is remembered.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pingshu.carrier import as_part, carry
from pingshu.opc import Package, Parts

# Of the characters for private use: no property holds it.
_DIGEST = "\ue07f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """The two parts whose contents are a report's own.

    Attributes:
        memory: The name of the part for the memory.
        properties: The name of the part with the property.
        content: What that part says, but for the digest.
    """

    memory: str
    properties: str
    content: bytes

    def filled(self, memory: bytes, digest: str) -> dict[str, bytes]:
        """Return the contents of both parts."""
        properties = self.content.replace(_DIGEST.encode(), digest.encode())
        return {self.memory: as_part(memory), self.properties: properties}


def with_slots(contents: Mapping[str, bytes]) -> tuple[dict[str, bytes], Slots]:
    """Return the parts that a package gets or changes so as to remember something."""
    package = Package(Parts(contents))
    memory, properties = carry(package, b"", _DIGEST)
    after = dict(package.contents())
    changed = {name: content for name, content in after.items() if contents.get(name) != content}
    return changed, Slots(memory=memory, properties=properties, content=after[properties])
