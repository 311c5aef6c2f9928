"""The charts of a document: which parts hold them, what they say, and how they say what is due.

Knows how a paragraph refers to a chart and a chart to the workbook behind it, its titles, names and
numbers. Must not know what they are about.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree
from lxml.etree import _Element as Element

from pingshu.opc import OFFICE, Package, parsed, related

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_C = f"{{{_DRAWING}/chart}}"
_CHART, _SERIES, _TITLE, _POINT = (f"{_C}{name}" for name in ("chart", "ser", "title", "pt"))
_KINDS = ("tx", "cat", "val")
_TEXT = f"{{{_DRAWING}/main}}t"
_BEHIND = f"{_C}externalData"
_IDENTIFIER = f"{{{OFFICE}}}id"

_Place = tuple[int, str, str]
"""Number of a series, which of its lists, and which point of that."""


def charts_in(package: Package, main: str, element: Element) -> tuple[str, ...]:
    """Return the names of the parts that hold the charts of an element, in their order."""
    nodes = list(element.iter(_CHART))
    targets = related(package, main) if nodes else {}
    named = (targets.get(node.get(_IDENTIFIER, "")) for node in nodes)
    return tuple(found[1] for found in named if found and found[1] in package.parts)


def chart_says(drawing: bytes) -> bytes:
    """Return the titles, names and numbers of a chart, the same whichever program has saved it.

    Raises:
        PackageError: it is no sound XML.
    """
    root = parsed(drawing, "chart")
    titles = (_text(title) for title in root.iter(_TITLE))
    points = (f"{place}{_plain(value.text or '')}" for place, value in _values(root))
    return "\n".join((*titles, *points)).encode()


def _text(title: Element) -> str:
    return "".join(node.text or "" for node in title.iter(_TEXT))


def _values(root: Element) -> Iterator[tuple[_Place, Element]]:
    """Yield each name and number of the series, and its place."""
    points = (
        (number, kind, point)
        for number, series in enumerate(root.iter(_SERIES))
        for kind in _KINDS
        for point in series.iterfind(f"{_C}{kind}//{_POINT}")
    )
    for number, kind, point in points:
        value = point.find(f"{_C}v")
        if value is not None:
            yield (number, kind, point.get("idx", "")), value


def _plain(text: str) -> str:
    """Return a number in one spelling, any other text as it is."""
    try:
        return f"{Decimal(text).normalize():f}"
    except InvalidOperation:
        return text


def replace_chart(package: Package, part: str, source: Package, other: str) -> None:
    """Let a chart say what another one does, from the numbers of that one.

    It keeps its looks, unless it has more or fewer columns now: then it gets those of the other.

    Args:
        package: the package that holds the chart.
        part: the name of its part.
        source: the package that holds the other one.
        other: the name of that one's part.
    """
    root, due = (
        parsed(held.parts[name], name) for held, name in ((package, part), (source, other))
    )
    if not _is_reworded(root, due):
        root = due
        _link_behind(root, package, part)
    package.trees.pop(part, None)
    package.parts[part] = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    behind, new = _workbook_of(package, part), _workbook_of(source, other)
    if behind in package.parts and new in source.parts:
        package.parts[behind] = source.parts[new]


def _is_reworded(root: Element, due: Element) -> bool:
    """Write the titles, names and numbers of a chart into another; False if they do not fit."""
    present, wanted = dict(_values(root)), dict(_values(due))
    titles, others = list(root.iter(_TITLE)), list(due.iter(_TITLE))
    if present.keys() != wanted.keys() or len(titles) != len(others):
        return False
    for place, value in present.items():
        value.text = wanted[place].text
    for title, another in zip(titles, others, strict=True):
        if _text(title) != _text(another):
            _retitle(title, _text(another))
    return True


def _retitle(title: Element, text: str) -> None:
    for number, node in enumerate(title.iter(_TEXT)):
        node.text = "" if number else text


def _link_behind(root: Element, package: Package, part: str) -> None:
    """Let a chart lead to the workbook of the chart that it takes the place of, if that has one."""
    kinds = ((name, kind) for name, (kind, _) in related(package, part).items())
    identifier = next((name for name, kind in kinds if kind == "package"), None)
    for node in list(root.iter(_BEHIND)):
        if identifier is None:
            root.remove(node)
        else:
            node.set(_IDENTIFIER, identifier)


def _workbook_of(package: Package, part: str) -> str:
    targets = (target for kind, target in related(package, part).values() if kind == "package")
    return next(targets, "")
