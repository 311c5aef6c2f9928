"""Elements of one document taken over into another, with all that they refer to.

Knows relations, styles, numbers and identifiers of both documents. Must not know what the elements
say, nor where they will stand.
"""

import posixpath
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, filterfalse

from lxml import etree
from lxml.etree import _Element as Element

from pingshu.opc import OFFICE, Package, declare, relate, related_tree, relations_of, target_of
from pingshu.word import PARAGRAPH, PARAGRAPH_PROPERTIES, SECTION_PROPERTIES, W, drop_paragraph_ids

_TYPES = "[Content_Types].xml"
_BOOKMARK, _BOOKMARK_END = f"{W}bookmarkStart", f"{W}bookmarkEnd"
_ID = f"{W}id"
_DRAWING_NUMBER = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_STYLED = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
_NUMBERED = (_BOOKMARK, _BOOKMARK_END, _DRAWING_NUMBER)


@dataclass(kw_only=True)
class Adoption:
    """Takes elements of the main part of one package over into that of another.

    Attributes:
        package: the package that takes.
        main: the name of its main part.
        opened: opens the package that gives, and tells the name of its main part.
    """

    package: Package
    main: str
    opened: Callable[[], tuple[Package, str]]
    _parts: dict[str, str] = field(default_factory=dict)
    _relations: dict[str, str] = field(default_factory=dict)

    def adopted(self, element: Element, neighbour: Element | None = None) -> Element:
        """Return a copy that is sound in the other document; its figures keep their bookmarks.

        Args:
            element: what is copied.
            neighbour: a paragraph to be like where the other document knows no such style.
        """
        copy = deepcopy(element)
        copy.tail = None
        drop_paragraph_ids(copy)
        for node in copy.iter(etree.Element):
            self._relate(node)
        self._restyle(copy, neighbour)
        self._renumber(copy)
        self._drop_foreign_lists(copy)
        return copy

    @cached_property
    def numbers(self) -> Iterator[int]:
        """Yield identifiers that nothing in the document has, which is looked at for the first."""
        return self._free_numbers()

    def _free_numbers(self) -> Iterator[int]:
        taken = {
            value
            for node in self.package.tree(self.main).iter(*_NUMBERED)
            if (value := node.get(_ID) or node.get("id"))
        }
        yield from filterfalse(lambda number: str(number) in taken, count(1))

    @cached_property
    def source(self) -> Package:
        """Return the package that gives."""
        return self.opened()[0]

    @cached_property
    def source_main(self) -> str:
        """Return the name of the main part of the package that gives."""
        return self.opened()[1]

    # --- relations ---

    def _relate(self, node: Element) -> None:
        for name, value in node.attrib.items():
            if str(name).startswith(f"{{{OFFICE}}}"):
                node.set(name, self._relation(str(value)))

    def _relation(self, identifier: str) -> str:
        if identifier not in self._relations:
            self._relations[identifier] = self._new_relation(identifier)
        return self._relations[identifier]

    def _new_relation(self, identifier: str) -> str:
        listing = self.source.tree(relations_of(self.source_main))
        known = next((item for item in listing if item.get("Id") == identifier), None)
        if known is None:
            return identifier
        if known.get("TargetMode") == "External":
            return self._relate_outside(known)
        kind = posixpath.basename(known.get("Type", ""))
        target = target_of(self.source_main, known.get("Target", ""))
        return relate(self.package, self.main, kind, self._copied_part(target))

    def _relate_outside(self, known: Element) -> str:
        """Add the relation to an address."""
        kind = posixpath.basename(known.get("Type", ""))
        identifier = relate(self.package, self.main, kind, "")
        added = self.package.tree(relations_of(self.main))[-1]
        added.set("Target", known.get("Target", ""))
        added.set("TargetMode", "External")
        return identifier

    def _copied_part(self, name: str) -> str:
        """Copy a part under a fresh name, with its type and all that it refers to."""
        if name not in self._parts:
            stem, ending = posixpath.splitext(name)
            fresh = self._parts[name] = self.package.free_name(f"{stem}_pingshu{{}}{ending}")
            self.package.parts[fresh] = self.source.parts.get(name, b"")
            self._declare(name, fresh)
            self._copy_relations(name, fresh)
        return self._parts[name]

    def _declare(self, name: str, fresh: str) -> None:
        ending = posixpath.splitext(name)[1][1:].lower()
        for item in self.source.tree(_TYPES):
            kind = {"ContentType": item.get("ContentType", "")}
            if item.get("PartName") == f"/{name}":
                declare(self.package, "Override", {"PartName": f"/{fresh}", **kind})
            elif item.get("Extension", "").lower() == ending:
                declare(self.package, "Default", {"Extension": ending, **kind})

    def _copy_relations(self, name: str, fresh: str) -> None:
        if relations_of(name) not in self.source.parts:
            return
        listing = deepcopy(self.source.tree(relations_of(name)))
        for item in listing:
            if item.get("TargetMode") != "External":
                target = target_of(name, item.get("Target", ""))
                item.set("Target", f"/{self._copied_part(target)}")
        self.package.parts[relations_of(fresh)] = etree.tostring(
            listing, xml_declaration=True, encoding="UTF-8", standalone=True
        )

    # --- styles and lists ---

    def _restyle(self, copy: Element, neighbour: Element | None) -> None:
        for name, kind in _STYLED.items():
            for node in list(copy.iter(f"{W}{name}")):
                style = self._style_of.get((kind, node.get(f"{W}val", "")))
                if style is not None:
                    node.set(f"{W}val", style)
                elif name == "pStyle" and neighbour is not None:
                    _dress_like(neighbour, node)
                else:
                    _remove(node)

    @cached_property
    def _style_of(self) -> dict[tuple[str, str], str]:
        """Kind and id of a style there → its id here, where a style has its id or its name."""
        here, there = _styles(self.package, self.main), _styles(self.source, self.source_main)
        by_name = {(kind, name): style for (kind, style), name in here.items()}
        same = {key: key[1] for key, name in there.items() if here.get(key) == name}
        renamed = {
            key: by_name[key[0], name] for key, name in there.items() if (key[0], name) in by_name
        }
        return {**renamed, **same}

    def _drop_foreign_lists(self, copy: Element) -> None:
        lists = list(copy.iter(f"{W}numPr"))
        if lists and not self._has_same_lists:
            for node in lists:
                _remove(node)

    @cached_property
    def _has_same_lists(self) -> bool:
        here = related_tree(self.package, self.main, "numbering")
        there = related_tree(self.source, self.source_main, "numbering")
        if here is None or there is None:
            return here is there
        return etree.tostring(here) == etree.tostring(there)

    # --- identifiers ---

    def _renumber(self, copy: Element) -> None:
        for node in copy.iter(_DRAWING_NUMBER):
            node.set("id", str(next(self.numbers)))
        starts, ends = list(copy.iter(_BOOKMARK)), list(copy.iter(_BOOKMARK_END))
        paired = {one.get(f"{W}id") for one in starts} & {one.get(f"{W}id") for one in ends}
        fresh = {number: str(next(self.numbers)) for number in sorted(paired, key=str)}
        for node in (*starts, *ends):
            if node.get(f"{W}id") in fresh:
                node.set(f"{W}id", fresh[node.get(f"{W}id")])
            else:
                _remove(node)


def _styles(package: Package, main: str) -> dict[tuple[str, str], str]:
    """Return kind and id of each style → its name, as people may write it."""
    root = related_tree(package, main, "styles")
    found = {}
    for style in () if root is None else root.iter(f"{W}style"):
        name = style.find(f"{W}name")
        key = style.get(f"{W}type", "paragraph"), style.get(f"{W}styleId", "")
        found[key] = "" if name is None else name.get(f"{W}val", "").lower()
    return found


def _dress_like(neighbour: Element, style: Element) -> None:
    """Give the paragraph of a style that is unknown the properties of another paragraph."""
    properties = style.getparent()
    paragraph = None if properties is None else properties.getparent()
    if properties is None or paragraph is None or paragraph.tag != PARAGRAPH:
        return
    paragraph.remove(properties)
    other = neighbour.find(PARAGRAPH_PROPERTIES)
    if other is not None:
        like = deepcopy(other)
        for section in like.findall(SECTION_PROPERTIES):
            like.remove(section)
        paragraph.insert(0, like)


def _remove(node: Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
