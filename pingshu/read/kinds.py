"""What a file is, by its content and never by its name.

Knows first bytes, streams and members. Must not know what is in them. What no reader takes is
refused with the way to save it again.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NoReturn

from pingshu.intake import AS_DOCUMENT, AS_WORKBOOK, UnusableError

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RECORDS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<|MIME-Version:", re.IGNORECASE)
_DIRECTORY_ENTRY = 128
_DOCUMENT = re.compile(r"word/document\d*\.xml")


class Kind(StrEnum):
    """Which reader takes a file."""

    PACKAGE = "package"
    """A zip: .xlsx or .docx."""
    BINARY = "binary"
    """An .xls or .et, within a compound file or bare."""
    WORKBOOK = "workbook"
    """A package that holds sheets."""
    DOCUMENT = "document"
    """A package that holds a Word document."""


def kind_of(content: bytes) -> Kind:
    """Return whether the content is a package or an .xls.

    Raises:
        UnusableError: it is neither (encrypted, empty-file, old-format, not-a-workbook).
    """
    if content.startswith(_ZIP):
        return Kind.PACKAGE
    if content.startswith(_OLE):
        return _kind_of_compound(content)
    if content.startswith(_RECORDS):
        return Kind.BINARY
    if not content.strip():
        raise UnusableError("empty-file")
    if content.startswith(b"{\\rtf"):
        raise UnusableError("old-format", kind=" .rtf 格式", **AS_DOCUMENT)
    if _MARKUP.match(content):
        raise UnusableError("not-a-workbook", kind="内容是网页或 XML")
    raise UnusableError("not-a-workbook", kind="内容是文本或别的格式")


def _kind_of_compound(content: bytes) -> Kind:
    if _has_stream(content, "EncryptedPackage"):
        raise UnusableError("encrypted")
    if _has_stream(content, "Workbook") or _has_stream(content, "Book"):
        return Kind.BINARY
    if _has_stream(content, "WordDocument"):
        raise UnusableError("old-format", kind="旧的 .doc（或 .wps）格式", **AS_DOCUMENT)
    raise UnusableError("not-a-workbook", kind="内容是别的格式，或已损坏")


def _has_stream(content: bytes, name: str) -> bool:
    """Look for a directory entry; damage elsewhere in the file does not matter."""
    entry = f"{name}\0".encode("utf-16-le")
    at = content.find(entry)
    while at >= 0 and at % _DIRECTORY_ENTRY:
        at = content.find(entry, at + 1)
    return at >= 0


def kind_of_package(names: Iterable[str], media_type: bytes) -> Kind:
    """Return what a package holds.

    Args:
        names: its members.
        media_type: the content of the member `mimetype`, by which LibreOffice marks its own.

    Raises:
        UnusableError: neither sheets nor a Word document (old-format, not-a-workbook).
    """
    members = frozenset(names)
    if "xl/workbook.bin" in members:
        raise UnusableError("old-format", kind=" .xlsb 格式", **AS_WORKBOOK)
    if b"opendocument" in media_type:
        _refuse_open_document(media_type)
    if main_document(members) is not None:
        return Kind.DOCUMENT
    if "[Content_Types].xml" in members and any(name.startswith("xl/") for name in members):
        return Kind.WORKBOOK
    raise UnusableError("not-a-workbook", kind="压缩包里没有工作簿")


def _refuse_open_document(media_type: bytes) -> NoReturn:
    if b"spreadsheet" in media_type:
        raise UnusableError("old-format", kind=" .ods 格式", **AS_WORKBOOK)
    raise UnusableError("old-format", kind=" .odt 格式", **AS_DOCUMENT)


def main_document(names: Iterable[str]) -> str | None:
    """Return the member that holds the text of a Word document."""
    return next((name for name in sorted(names) if _DOCUMENT.fullmatch(name)), None)
