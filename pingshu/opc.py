"""An Office file as a package: its parts as bytes, some of them as trees, and how they relate.

Knows zip archives, relations and content types. Must not know what a part is about. Parts that
were not asked for as trees stay byte for byte.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lxml import etree
from lxml.etree import _Element as Element

from pingshu.archive import Entry, compressed, entries_of, written

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PROPERTIES = "docProps/core.xml"
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
)
_EMPTY_RELATIONS = f'<Relationships xmlns="{_PACKAGE}"/>'.encode()


class PackageError(Exception):
    """A file is no sound package; the text says in Chinese why."""


class Parts(MutableMapping[str, bytes]):
    """Name of a part → its bytes, which stay compressed until somebody asks for them."""

    __slots__ = ("_entries", "_read")

    def __init__(self, contents: Mapping[str, bytes], entries: Iterable[Entry] = ()) -> None:
        self._entries: dict[str, Entry | None] = dict.fromkeys(contents)
        self._entries |= {entry.name: entry for entry in entries}
        self._read = dict(contents)

    def __getitem__(self, name: str) -> bytes:
        if name not in self._read:
            self._read[name] = _content(self._entries[name], name)
        return self._read[name]

    def __setitem__(self, name: str, content: bytes) -> None:
        self._entries[name], self._read[name] = None, content

    def __delitem__(self, name: str) -> None:
        del self._entries[name]
        self._read.pop(name, None)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def take(self, entry: Entry) -> None:
        """Put a part of another file in, as it lies there."""
        self._entries[entry.name] = entry
        self._read.pop(entry.name, None)

    def entry(self, name: str) -> Entry:
        """Return a part as it lies in a file: as it was, if nobody has put another one there."""
        return self._entries[name] or compressed(name, self._read[name])


def _content(entry: Entry | None, name: str) -> bytes:
    if entry is None:
        raise KeyError(name)
    try:
        return entry.content
    except zipfile.BadZipFile as error:
        raise PackageError(f"文件已损坏，读不出部件“{name}”") from error


@dataclass(slots=True)
class Package:
    """The parts of a file: trees that were changed are written anew, all else as it was.

    Attributes:
        parts: name of a part → its bytes as they were.
        trees: those asked for, and new ones.
    """

    parts: Parts
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
            self.trees[name] = parsed(content, name)
        return self.trees[name]

    def free_name(self, pattern: str) -> str:
        """Return the first name by a pattern with {} that no part has."""
        taken = self.parts.keys() | self.trees.keys()
        names = (pattern.format(number) for number in range(1, len(taken) + 2))
        return next(name for name in names if name not in taken)

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and bytes of each part, new ones last."""
        yield from ((entry.name, entry.content) for entry in self.entries({}))

    def entries(self, changed: Mapping[str, bytes]) -> Iterator[Entry]:
        """Yield the parts as they lie in a file, new ones last.

        Args:
            changed: name → bytes of parts that are written so, whatever their trees say.
        """
        for name in self.parts:
            tree = self.trees.get(name)
            if name in changed:
                yield compressed(name, changed[name])
            elif tree is None or _same(tree, self.parts[name]):
                yield self.parts.entry(name)
            else:
                yield compressed(name, _serialised(tree))
        for name, tree in self.trees.items():
            if name not in self.parts and len(tree):
                yield compressed(name, _serialised(tree))


def opened(content: bytes) -> Package:
    """Return the package that a file is.

    Raises:
        PackageError: it is none.
    """
    try:
        listed = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile as error:
        raise PackageError("不是 .xlsx、.docx 一类的文件") from error
    return Package(Parts({}, entries_of(content, listed)))


def parsed(content: bytes, name: str) -> Element:
    """Return a part of some name as a tree.

    Raises:
        PackageError: it is no sound XML.
    """
    try:
        return etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        raise PackageError(f"部件“{name}”已损坏") from error


def packed(package: Package, changed: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """Return a package as a file; the same package gives the same bytes.

    Args:
        package: the package.
        changed: name → bytes of parts that are written so, whatever their trees say.
    """
    return written(package.entries(changed))


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


def related_tree(package: Package, part: str, kind: str) -> Element | None:
    """Return the tree of the first part of a kind that another part leads to, None without one."""
    targets = (target for found, target in related(package, part).values() if found == kind)
    name = next(targets, None)
    return None if name is None or name not in package.parts else package.tree(name)


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
