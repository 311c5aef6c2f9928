"""What one rendering adds to a package: fresh numbers, pictures, charts, links of each part.

Knows how relationships are named and shared. Knows nothing of values and of the zip.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
IMAGE, HYPERLINK, CHART = f"{OFFICE}/image", f"{OFFICE}/hyperlink", f"{OFFICE}/chart"

FIRST_MARK = 1_000_000
"""More than all other ids of a rendering; its loops turn two hundred thousand times at most."""

Relation = tuple[str, str]


@dataclass(slots=True, kw_only=True)
class Additions:
    """What has been added so far.

    Attributes:
        numbers: Ids that nothing in the template has.
        marks: Further ones, for the bookmarks around figures alone, so that how many figures
            there are changes no other id and no name of a part.
        pictures: Name of the part each picture is stored in, by its bytes.
        charts: The drawing and the workbook of each chart, by the name of its part.
        relations: Relationships by part: kind and target, with the id.
    """

    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    marks: Iterator[int] = field(default_factory=lambda: count(FIRST_MARK))
    pictures: dict[bytes, str] = field(default_factory=dict)
    charts: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    relations: dict[str, dict[Relation, str]] = field(default_factory=dict)

    def picture(self, part: str, data: bytes, ending: str) -> str:
        """Store a picture once, and return the id by which the part refers to it."""
        if data not in self.pictures:
            self.pictures[data] = f"word/media/pingshu{next(self.numbers)}.{ending}"
        return self._relation(part, (IMAGE, f"/{self.pictures[data]}"))

    def chart(self, part: str, drawing: bytes, workbook: bytes) -> str:
        """Store a chart, each time anew, and return the id by which the part refers to it."""
        name = f"word/charts/pingshu{next(self.numbers)}.xml"
        self.charts[name] = drawing, workbook
        return self._relation(part, (CHART, f"/{name}"))

    def link(self, part: str, address: str) -> str:
        """Return the id by which the part refers to an address."""
        return self._relation(part, (HYPERLINK, address))

    def _relation(self, part: str, relation: Relation) -> str:
        own = self.relations.setdefault(part, {})
        if relation not in own:
            own[relation] = f"pingshu{next(self.numbers)}"
        return own[relation]
