"""The listings of a package: what each part refers to, and the types of parts.

Knows their XML. Knows nothing of what the parts hold.
"""

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from lxml import etree

from pingshu.opc import relations_of
from pingshu.word import HYPERLINK, OFFICE, Additions, Chart, parse_part

TYPES_PART = "[Content_Types].xml"

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS, _TYPES = f"{_PACKAGE}/relationships", f"{_PACKAGE}/content-types"
_ENDING_TYPES = {
    **{ending: f"image/{ending}" for ending in ("png", "gif", "bmp", "tiff")},
    "jpg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


def added_parts(additions: Additions, listings: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts that pictures, charts and links add to a package or change in it.

    Args:
        additions: What a rendering added.
        listings: The content of the listings there are, by name.
    """
    changed: dict[str, bytes] = {}
    for part, relations in additions.relations.items():
        name = relations_of(part)
        items = [(number, kind, target) for (kind, target), number in relations.items()]
        changed[name] = with_relations(listings.get(name), items)
    changed |= _drawn_parts(additions)
    endings = {name.rpartition(".")[2]: None for name in changed}
    added = [ending for ending in endings if ending in _ENDING_TYPES]
    if added:
        types = dict.fromkeys(additions.charts, _CHART_TYPE)
        changed[TYPES_PART] = with_types(listings[TYPES_PART], added, types)
    return changed


def _drawn_parts(additions: Additions) -> dict[str, bytes]:
    """The pictures, and the charts, each with its workbook."""
    parts = {name: data for data, name in additions.pictures.items()}
    for name, (drawing, workbook) in additions.charts.items():
        behind = f"word/embeddings/{PurePosixPath(name).stem}.xlsx"
        relation = (Chart.WORKBOOK, f"{OFFICE}/package", f"/{behind}")
        parts[name], parts[behind] = drawing, workbook
        parts[relations_of(name)] = with_relations(None, [relation])
    return parts


def linked(
    contents: Mapping[str, bytes], body: str, name: str, relation: str, kind: str
) -> dict[str, bytes]:
    """The listings of a package with a further part that its body refers to.

    Args:
        contents: The parts there are.
        body: The name of the main part.
        name: The name of the further one.
        relation: What it is to the body.
        kind: Its type.
    """
    listing = relations_of(body)
    target = (f"pingshu-{relation}", f"{OFFICE}/{relation}", f"/{name}")
    return {
        listing: with_relations(contents.get(listing), [target]),
        TYPES_PART: with_types(contents[TYPES_PART], (), {name: kind}),
    }


def with_relations(listing: bytes | None, items: Iterable[tuple[str, str, str]]) -> bytes:
    """A listing of relationships with further ones: id, kind and target."""
    empty = f'<Relationships xmlns="{_RELATIONS}"/>'.encode()
    root = parse_part(listing or empty, "_rels")
    for number, kind, target in items:
        outside = {"TargetMode": "External"} if kind == HYPERLINK else {}
        attributes = {"Id": number, "Type": kind, "Target": target, **outside}
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", attributes)
    return _written(root)


def with_types(listing: bytes, endings: Iterable[str], parts: Mapping[str, str]) -> bytes:
    """A listing of types with some by the ending of the name, and those of further parts."""
    root = parse_part(listing, TYPES_PART)
    known = {str(node.get("Extension", "")).lower() for node in root}
    for ending in endings:
        if ending not in known:
            attributes = {"Extension": ending, "ContentType": _ENDING_TYPES[ending]}
            root.insert(0, etree.Element(f"{{{_TYPES}}}Default", attributes))
    for name, kind in parts.items():
        attributes = {"PartName": f"/{name}", "ContentType": kind}
        etree.SubElement(root, f"{{{_TYPES}}}Override", attributes)
    return _written(root)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
