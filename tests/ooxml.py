"""Compares Word documents, tells what they read and whether they are valid.

Two documents are equal if they have the same parts and each XML part says the same; the order of
attributes does not count, a space in a text does. What is never compared is named in `SCRUBBED`.
"""

import difflib
import tempfile
from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
from docx.oxml.table import CT_Tc
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree
from openxml_audit import OpenXmlValidator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TERMS = "{http://purl.org/dc/terms/}"
_REVISIONS = ("rsids", "rsidR", "rsidRPr", "rsidP", "rsidRDefault", "rsidSect", "rsidTr", "rsidDel")
SCRUBBED = frozenset({f"{_TERMS}created", f"{_TERMS}modified", *(W + name for name in _REVISIONS)})
"""What a comparison leaves out: the dates of a file, and Word's marks of its savings."""

_SORTED_CHILDREN = (".rels", "[Content_Types].xml")
_XML = (".xml", ".rels")


def assert_same_document(actual: bytes, expected: bytes) -> None:
    """Fail with the first part that differs, line by line."""
    difference = first_difference(actual, expected)
    assert difference is None, difference


def first_difference(actual: bytes, expected: bytes) -> str | None:
    """The first difference of two documents, or nothing."""
    ours, theirs = canonical_parts(actual), canonical_parts(expected)
    if ours.keys() != theirs.keys():
        return f"parts differ: {sorted(ours.keys() ^ theirs.keys())}"
    name = next((name for name in sorted(ours) if ours[name] != theirs[name]), None)
    return None if name is None else _unified(name, ours[name], theirs[name])


def _unified(name: str, actual: str, expected: str) -> str:
    lines = difflib.unified_diff(
        expected.splitlines(),
        actual.splitlines(),
        f"expected {name}",
        f"actual {name}",
        lineterm="",
    )
    return "\n".join(lines)


def canonical_parts(data: bytes) -> dict[str, str]:
    """Each part in a form in which equal parts are equal texts."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: _canonical(name, archive.read(name)) for name in archive.namelist()}


def _canonical(name: str, content: bytes) -> str:
    if not name.endswith(_XML):
        return content.hex()
    root = etree.fromstring(content)
    _scrub(root)
    if name.endswith(_SORTED_CHILDREN):
        root[:] = sorted(root, key=lambda child: sorted(map(str, child.attrib.items())))
    return "\n".join(_lines(root, ""))


def _scrub(root: etree._Element) -> None:
    for node in list(root.iter(etree.Element)):
        for name in [str(name) for name in node.attrib if str(name) in SCRUBBED]:
            del node.attrib[name]
        parent = node.getparent()
        if parent is not None and node.tag in SCRUBBED:
            parent.remove(node)


def _lines(node: etree._Element, indent: str) -> list[str]:
    attributes = "".join(sorted(f" {name!s}={value!r}" for name, value in node.attrib.items()))
    lines = [f"{indent}{node.tag}{attributes}{_shown(node)}"]
    for child in node:
        lines += _lines(child, f"{indent}  ")
        lines += [f"{indent}  then {child.tail!r}"] if (child.tail or "").strip() else []
    return lines


def _shown(node: etree._Element) -> str:
    # White space between elements is how a file is laid out; in an element without any it is text.
    is_layout = len(node) and not (node.text or "").strip()
    return f" {node.text!r}" if node.text and not is_layout else ""


def text_outline(data: bytes) -> str:
    """What a document reads: headings with #, paragraphs, rows with | between cells."""
    document = docx.Document(BytesIO(data))
    return "\n".join(line for item in document.iter_inner_content() for line in _outline(item))


def _outline(item: Paragraph | Table) -> list[str]:
    if isinstance(item, Table):
        return [" | ".join(map(_cell_text, row.tc_lst)).rstrip() for row in item._tbl.tr_lst]
    style = item.style.name if item.style is not None and item.style.name else ""
    level = style.removeprefix("Heading ") if style.startswith("Heading ") else "0"
    return [f"{'#' * int(level)} {_one_line(item.text)}".strip()]


def _cell_text(cell: CT_Tc) -> str:
    return " / ".join(_one_line(paragraph.text) for paragraph in cell.p_lst)


def _one_line(text: str) -> str:
    return text.replace("\n", " ⏎ ").replace("\t", " → ")


def validity_findings(data: bytes) -> list[str]:
    """What a validator holds against a document, but not already against a blank one."""
    return sorted((_findings(data) - _blank_findings()).elements())


@cache
def _blank_findings() -> Counter[str]:
    stream = BytesIO()
    docx.Document().save(stream)
    return _findings(stream.getvalue())


def _findings(data: bytes) -> Counter[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.docx"
        path.write_bytes(data)
        return Counter(map(str, OpenXmlValidator().validate(path).errors))
