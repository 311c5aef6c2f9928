"""What is taken out of every copy that leaves the office: our marks, comments, names and history.

Knows the parts of a .docx and where Word keeps who wrote what and when. Must not know why a copy is
made, nor what its text says.
"""

import posixpath

from lxml import etree
from lxml.etree import _Element as Element

from pingshu.document import drop_bookmarks
from pingshu.opc import Package, related, relations_of
from pingshu.passages import FIGURE
from pingshu.word import RUN, W, remove

_TYPES = "[Content_Types].xml"
_PROPERTY = "pingshu"
_DROPPED_PARTS = frozenset(
    {
        *("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"),
        *("customXml", "thumbnail"),
    }
)
_COMMENTS = tuple(
    f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
)
# Earlier formats, which go, so that those of now stand; and what only the office's own Word needs.
_HISTORY = tuple(
    f"{W}{name}"
    for name in (
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange"),
        *("tcPrChange", "tblGridChange", "numberingChange", "highlight", "rsid", "rsids"),
        *("trackRevisions", "attachedTemplate", "dataBinding"),
    )
)
_AUTHORSHIP = frozenset(
    {
        *("creator", "lastModifiedBy", "revision", "version", "created", "modified"),
        *("lastPrinted", "Manager", "Company", "TotalTime"),
        # What Word calls comments, keywords, category, status; where the office keeps its files.
        *("description", "keywords", "category", "contentStatus", "HyperlinkBase"),
    }
)


def strip_text(root: Element) -> None:
    """Take marks, comments, highlights and history out of a part that holds text or settings."""
    for node in list(root.iter(*_COMMENTS)):
        remove(_emptied_run(node))
    drop_bookmarks(root, FIGURE)
    for node in list(root.iter(*_HISTORY)):
        remove(node)
    for node in root.iter(etree.Element):
        for name in [name for name in node.attrib if str(name).startswith(f"{W}rsid")]:
            del node.attrib[name]


def _emptied_run(node: Element) -> Element:
    """Return the run that holds nothing else than the sign of a comment, else the sign alone."""
    run = node.getparent()
    if run is None or run.tag != RUN:
        return node
    return run if all(one is node or one.tag == f"{W}rPr" for one in run) else node


def strip_package(package: Package, main: str) -> None:
    """Take comments, data, names and dates out of the parts around the text.

    Args:
        package: the document.
        main: the name of its main part.
    """
    for owner in ("", main):
        for kind, target in list(related(package, owner).values()):
            if kind in _DROPPED_PARTS:
                _discard(package, owner, target)
    for kind, target in list(related(package, "").values()):
        if kind in ("core-properties", "extended-properties"):
            _drop_authorship(package.tree(target))
        elif kind == "custom-properties":
            _drop_own_property(package, target)


def _drop_authorship(properties: Element) -> None:
    for node in list(properties):
        if etree.QName(node).localname in _AUTHORSHIP:
            properties.remove(node)


def _drop_own_property(package: Package, part: str) -> None:
    properties = package.tree(part)
    for node in list(properties):
        if node.get("name") == _PROPERTY:
            properties.remove(node)
    if not len(properties):
        _discard(package, "", part)


def _discard(package: Package, owner: str, part: str) -> None:
    """Take a part out of a package, with what it alone leads to."""
    for _, target in list(related(package, part).values()):
        _forget(package, target)
    _forget(package, part)
    relations = package.tree(relations_of(owner))
    folder = posixpath.dirname(owner)
    for node in list(relations):
        target = posixpath.normpath(posixpath.join("/", folder, node.get("Target", "")))
        if target == f"/{part}":
            relations.remove(node)


def _forget(package: Package, part: str) -> None:
    for name in (part, relations_of(part)):
        package.parts.pop(name, None)
        package.trees.pop(name, None)
    types = package.tree(_TYPES)
    for node in list(types):
        if node.get("PartName") == f"/{part}":
            types.remove(node)
