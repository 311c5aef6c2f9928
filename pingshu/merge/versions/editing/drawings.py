"""What a paragraph or row holds besides text: charts that were generated, and what a person put in.

Knows drawings, pictures, text boxes and what a chart says. Must not know which text is right.
"""

from collections.abc import Collection, Iterator

from lxml.etree import _Element as Element

from pingshu.document import Adoption, chart_says, charts_in, replace_chart
from pingshu.manifest import digest
from pingshu.opc import Package, PackageError
from pingshu.passages import Passage
from pingshu.word import TEXT_BOX, W

OBJECT = "\ufffc"
"""What stands in the text of a piece for something that is no text."""
_OBJECTS = tuple(f"{W}{name}" for name in ("drawing", "pict", "object"))


def is_drawn(passage: Passage) -> bool:
    """Return whether there is something in a passage that is no text: a chart, a picture."""
    return any(OBJECT in piece.text for piece in passage.pieces)


def is_drawn_upon(adoption: Adoption, drawn: Collection[str], element: Element) -> bool:
    """Return whether an element holds a text box, picture or chart that a person may have made.

    Args:
        adoption: the document.
        drawn: the digests of the charts that were generated.
        element: of the document.
    """
    objects = sum(1 for _ in element.iter(*_OBJECTS))
    if not objects:
        return False
    charts = charts_in(adoption.package, adoption.main, element)
    known = sum(_said(adoption.package, part) in drawn for part in charts)
    return objects > known or next(element.iter(TEXT_BOX), None) is not None


def renewed_charts(
    adoption: Adoption, drawn: Collection[str], element: Element, model: Element
) -> Iterator[bool]:
    """Let the charts of an element say what is due; yield for each that changes whether it could.

    Args:
        adoption: takes elements of the new document over.
        drawn: the digests of the charts that were generated.
        element: of the document.
        model: the same of the new one.
    """
    package, source = adoption.package, adoption.source
    present = charts_in(package, adoption.main, element)
    due = charts_in(source, adoption.source_main, model)
    for part, other in zip(present, due, strict=False):
        said, due_now = _said(package, part), _said(source, other)
        if said != due_now and said in drawn:
            replace_chart(package, part, source, other)
            yield True
        elif said != due_now and due_now not in drawn:
            yield False


def _said(package: Package, part: str) -> str:
    """Return the digest of what a chart says, as it is remembered; of a damaged one nothing."""
    try:
        return digest(chart_says(package.parts[part]))
    except PackageError:
        return ""
