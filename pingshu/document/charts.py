"""The charts of a document: which parts hold them, and one put in the place of another.

Knows how a paragraph refers to a chart and a chart to the workbook behind it. Must not know what
is drawn.
"""

from lxml.etree import _Element as Element

from pingshu.opc import OFFICE, Package, related

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"


def charts_in(package: Package, main: str, element: Element) -> tuple[str, ...]:
    """Return the names of the parts that hold the charts of an element, in their order."""
    nodes = list(element.iter(_CHART))
    targets = related(package, main) if nodes else {}
    named = (targets.get(node.get(f"{{{OFFICE}}}id", "")) for node in nodes)
    return tuple(found[1] for found in named if found and found[1] in package.parts)


def replace_chart(package: Package, part: str, source: Package, other: str) -> None:
    """Let a chart be drawn as another one is, from the numbers of that one.

    Args:
        package: the package that holds the chart.
        part: the name of its part.
        source: the package that holds the other one.
        other: the name of that one's part.
    """
    package.parts[part] = source.parts[other]
    behind, new = _workbook_of(package, part), _workbook_of(source, other)
    if behind in package.parts and new in source.parts:
        package.parts[behind] = source.parts[new]


def _workbook_of(package: Package, part: str) -> str:
    targets = (target for kind, target in related(package, part).values() if kind == "package")
    return next(targets, "")
