"""A Word document that people have edited: opened without trust, remarked upon, saved.

Knows the main part of a .docx, its comments, its charts, and how to take over elements of another
document with all that they refer to. Must not know figures, passages, or who is right.
"""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from lxml import etree
from lxml.etree import _Element as Element

from pingshu.archive import entries_of
from pingshu.document.adopting import Adoption
from pingshu.document.anchors import anchors_of, drop_bookmarks, leave_ends
from pingshu.document.changes import pending_changes
from pingshu.document.charts import chart_says, charts_in, replace_chart
from pingshu.document.remarks import Kept, add_remarks, own_remarks, remarks_in, shorten_remarks
from pingshu.opc import Package, PackageError, Parts, packed, related
from pingshu.word import W

__all__ = [
    "Adoption",
    "Document",
    "anchors_of",
    "chart_says",
    "charts_in",
    "document_in",
    "drop_bookmarks",
    "leave_ends",
    "open_document",
    "own_remarks",
    "pending_changes",
    "remark",
    "remark_less",
    "remarked",
    "replace_chart",
    "saved",
]

_LARGEST = 256 * 1024 * 1024
_ENCRYPTED = 0x1
_KNOWN_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_NO_DOCUMENT = "不是 Word 文档（.docx）；旧的 .doc 文件请先用 Word 或 WPS 另存为 .docx"
_DAMAGED = "文件已损坏，请用 Word 或 WPS 打开后另存一次"
_LOCKED = "文件加了密或压缩方式不常见，请取消密码后另存一次"
_UNUSUAL = "文件的存储格式不常见，请用 Word 或 WPS 另存为普通的 .docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document whose parts may be changed until it is saved.

    Attributes:
        package: its parts.
        main: the name of the main part.
        body: what the main part says.
    """

    package: Package
    main: str
    body: Element


def open_document(content: bytes) -> Document:
    """Open a .docx that nobody vouches for.

    Raises:
        PackageError: it is no sound .docx; the text says in Chinese why.
    """
    return document_in(_opened(content))


def document_in(package: Package) -> Document:
    """Return the document that a package is.

    Raises:
        PackageError: it is none, or a part of it is damaged; the text says in Chinese why.
    """
    kinds = related(package, "").values()
    main = next((target for kind, target in kinds if kind == "officeDocument"), None)
    if main is None or main not in package.parts:
        raise PackageError(_NO_DOCUMENT)
    root = package.tree(main)
    body = root.find(f"{W}body")
    # The stubs of lxml leave this attribute out.
    if body is None or root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]
        raise PackageError(_UNUSUAL)
    return Document(package=package, main=main, body=body)


def _opened(content: bytes) -> Package:
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except zipfile.BadZipFile as error:
        raise PackageError(_NO_DOCUMENT) from error
    _refuse_unsafe(archive.infolist())
    return Package(Parts({}, entries_of(content, archive.infolist())))


def _refuse_unsafe(entries: Sequence[zipfile.ZipInfo]) -> None:
    names = {entry.filename for entry in entries}
    if len(names) < len(entries) or sum(entry.file_size for entry in entries) > _LARGEST:
        raise PackageError(_DAMAGED)
    if any(
        entry.flag_bits & _ENCRYPTED or entry.compress_type not in _KNOWN_METHODS
        for entry in entries
    ):
        raise PackageError(_LOCKED)


def remarked(document: Document) -> Mapping[Element, tuple[str, ...]]:
    """Return the paragraphs of a document that our comments stand at → the lines of these."""
    return remarks_in(document.package, document.main)


def remark_less(document: Document, kept: Kept, within: Element | None = None) -> None:
    """Let our comments say less; one that has nothing to say any more goes.

    Args:
        document: the document.
        kept: the lines of a comment → those of them that it keeps.
        within: what the comments stand in; None means anywhere.
    """
    shorten_remarks(document.package, document.main, kept, within)


def remark(document: Document, remarks: Mapping[Element, str]) -> None:
    """Add comments to paragraphs, or to the first paragraph of what holds some.

    Args:
        document: the document.
        remarks: a paragraph, a cell, a row of its body → what the comment on it says, a paragraph
            a line.
    """
    if remarks:
        add_remarks(document.package, document.main, remarks)


def saved(document: Document) -> bytes:
    """Return a document as a file; the same changes give the same bytes."""
    # The main part is written anew: to compare it with what it was would take as long again.
    main = etree.tostring(
        document.package.tree(document.main),
        xml_declaration=True,
        encoding="UTF-8",
        standalone=True,
    )
    return packed(document.package, {document.main: main})
