"""An Office file as a package: its parts as bytes, some of them as trees, and how they relate.

Knows zip archives, relations and content types. Must not know what a part is about. Parts that
were not asked for as trees stay byte for byte.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
)
_EMPTY_RELATIONS = f'<Relationships xmlns="{_PACKAGE}"/>'.encode()


class PackageError(Exception):
    """A file is no sound package; the text says in Chinese why."""


@dataclass(slots=True)
class Package:
    """The parts of a file: trees that were changed are written anew, all else as it was.

    Attributes:
        parts: name of a part → its bytes as they were.
        trees: those asked for, and new ones.
    """

    parts: dict[str, bytes]
    trees: dict[str, Element] = field(default_factory=dict)

    def tree(self, name: str, empty: bytes | None = None) -> Element:
        """Return the tree of a part, of a new one if the package lacks it.

        Raises:
            PackageError: the package lacks it, or it is no sound XML.
        """
        if name not in self.trees:
            content = self.parts.get(name, empty)
            if content is None:
                raise PackageError(f"文件里没有部件“{name}”")
            self.trees[name] = _parsed(content, name)
        return self.trees[name]

    def free_name(self, pattern: str) -> str:
        """Return the first name by a pattern with {} that no part has."""
        taken = self.parts.keys() | self.trees.keys()
        names = (pattern.format(number) for number in range(1, len(taken) + 2))
        return next(name for name in names if name not in taken)

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and bytes of each part, new ones last."""
        for name, content in self.parts.items():
            tree = self.trees.get(name)
            yield name, content if tree is None or _same(tree, content) else _serialised(tree)
        for name, tree in self.trees.items():
            if name not in self.parts and len(tree):
                yield name, _serialised(tree)


def opened(content: bytes) -> Package:
    """Return the package that a file is.

    Raises:
        PackageError: it is none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return Package({name: archive.read(name) for name in archive.namelist()})
    except zipfile.BadZipFile as error:
        raise PackageError("不是 .xlsx、.docx 一类的文件") from error


def _parsed(content: bytes, name: str) -> Element:
    try:
        return etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        raise PackageError(f"部件“{name}”已损坏") from error


def packed(package: Package) -> bytes:
    """Return a package as a file; the same package gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in package.contents():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def timeless(content: bytes) -> bytes:
    """Return a package whose dates are fixed: openpyxl writes the time of saving.

    Raises:
        PackageError: it is none.
    """
    package = opened(content)
    dated = package.parts.get(_PROPERTIES, b"")
    package.parts[_PROPERTIES] = _DATES.sub(rb"\g<1>1980-01-01T00:00:00Z", dated)
    return packed(package)


def _same(tree: Element, content: bytes) -> bool:
    return etree.tostring(tree) == etree.tostring(etree.fromstring(content, _PARSER))


def _serialised(tree: Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


# --- relations ------------------------------------------------------------------------------


def relations_of(part: str) -> str:
    """Return the name of the part that holds the relations of another part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def target_of(part: str, target: str) -> str:
    """Return the name of the part that a relation of another part leads to."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def related(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return identifier → kind (worksheet, comments, …) and target of a part's relations."""
    relations = package.tree(relations_of(part), _EMPTY_RELATIONS)
    return {
        item.get("Id", ""): (
            posixpath.basename(item.get("Type", "")),
            target_of(part, item.get("Target", "")),
        )
        for item in relations
        if item.get("TargetMode") != "External"
    }


def relate(package: Package, part: str, kind: str, target: str) -> str:
    """Add a relation from a part to another and return its identifier."""
    relations = package.tree(relations_of(part), _EMPTY_RELATIONS)
    taken = {item.get("Id") for item in relations}
    numbers = (f"rIdPingshu{number}" for number in range(1, len(taken) + 2))
    identifier = next(name for name in numbers if name not in taken)
    attributes = {"Id": identifier, "Type": f"{OFFICE}/{kind}", "Target": f"/{target}"}
    etree.SubElement(relations, f"{{{_PACKAGE}}}Relationship", attributes)
    return identifier


def declare(package: Package, tag: str, attributes: Mapping[str, str]) -> None:
    """Add a content type: of an extension (Default) or of one part (Override)."""
    types = package.tree("[Content_Types].xml")
    key = next(iter(attributes))
    if any(item.get(key) == attributes[key] for item in types):
        return
    entry = etree.Element(f"{{{_TYPES}}}{tag}", dict(attributes))
    types.insert(0 if tag == "Default" else len(types), entry)
