"""A template as a package: its parts with their types, taken apart without trust, and written anew.

Knows which parts a Word document has and which packages are harmful. Knows nothing of what the
parts say, nor of the zip format.
"""

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from os import PathLike
from pathlib import Path

from lxml import etree

from pingshu.archive import Entry, compressed, entries_of, written
from pingshu.word import TemplateError, W, heading_styles, parse_part

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
BODY_TYPE = f"{WORD_TYPE}document.main+xml"
_XML_ENDINGS = (".xml", ".rels")
_LARGEST = 256 * 1024 * 1024
_TYPES_PART = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_NOT_A_DOCUMENT = "模板不是 Word 文档（.docx）；旧的 .doc 文件请先用 Word 或 WPS 另存为 .docx"
_DAMAGED = "模板文件已损坏，请用 Word 或 WPS 打开后另存一次"

_ENCRYPTED = 0x1


Part = Entry
"""One file of the package as it lies in the zip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A package whose parts are read.

    Attributes:
        body: The name of the main part.
        headings: The ids of the styles that make a heading.
    """

    parts: tuple[Part, ...]
    types: Mapping[str, str]
    roots: Mapping[str, etree._Element]
    body: str
    headings: frozenset[str]

    def of_kind(self, kind: str) -> Iterator[str]:
        """The names of the parts of a type."""
        return _of_kind(kind, self.roots, self.types)

    def named(self, kind: str) -> str | None:
        """The first part of a type, if there is one."""
        return next(self.of_kind(kind), None)


def _of_kind(kind: str, roots: Iterable[str], types: Mapping[str, str]) -> Iterator[str]:
    return (name for name, own in types.items() if own == kind and name in roots)


def read_template(path_or_bytes: str | PathLike[str] | bytes) -> bytes:
    """Return the bytes of a template.

    Raises:
        TemplateError: The file cannot be read.
    """
    if isinstance(path_or_bytes, bytes):
        return path_or_bytes
    try:
        return Path(path_or_bytes).read_bytes()
    except OSError as error:
        raise TemplateError(f"打不开模板文件“{Path(path_or_bytes).name}”") from error


def open_template(data: bytes) -> Opened:
    """Take a template apart, and read its parts.

    Raises:
        TemplateError: It is no Word document.
    """
    parts = read_package(data)
    types = content_types(parts)
    roots = {
        part.name: parse_part(part.content, part.name)
        for part in parts
        if part.name.lower().endswith(_XML_ENDINGS)
    }
    body = next(_of_kind(BODY_TYPE, roots, types), None)
    if body is None:
        raise TemplateError("模板不是普通的 Word 文档，请用 Word 或 WPS 另存为 .docx")
    if roots[body].tag != f"{W}document":
        raise TemplateError("模板是“严格”格式的 .docx，请另存为普通的 Word 文档（.docx）")
    styles = next(_of_kind(f"{WORD_TYPE}styles+xml", roots, types), None)
    headings = heading_styles(roots[styles] if styles else None)
    return Opened(parts=parts, types=types, roots=roots, body=body, headings=headings)


def read_package(data: bytes) -> tuple[Part, ...]:
    """Take a .docx apart without trusting it.

    Raises:
        TemplateError: It is no zip, damaged, encrypted, far too large or no Word document.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except zipfile.BadZipFile as error:
        raise TemplateError(_NOT_A_DOCUMENT) from error
    _refuse_unsafe(archive.infolist())
    _refuse_damaged(archive)
    return entries_of(data, archive.infolist())


def _refuse_damaged(archive: zipfile.ZipFile) -> None:
    try:
        damaged = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise TemplateError(_DAMAGED) from error
    if damaged is not None:
        raise TemplateError(_DAMAGED)


def _refuse_unsafe(entries: list[zipfile.ZipInfo]) -> None:
    if len({entry.filename for entry in entries}) < len(entries):
        raise TemplateError(_DAMAGED)
    if sum(entry.file_size for entry in entries) > _LARGEST:
        raise TemplateError("模板文件太大，展开后超过 256 MB")
    known = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    if any(entry.flag_bits & _ENCRYPTED or entry.compress_type not in known for entry in entries):
        raise TemplateError("模板文件加了密或压缩方式不常见，请取消密码后另存一次")


def content_types(parts: Iterable[Part]) -> dict[str, str]:
    """Tell the type of each part that has one of its own, in the order of the package.

    Raises:
        TemplateError: The package is no Word document.
    """
    listing = next((part for part in parts if part.name == _TYPES_PART), None)
    if listing is None:
        raise TemplateError(_NOT_A_DOCUMENT)
    root = parse_part(listing.content, _TYPES_PART)
    return {
        override.get("PartName", "").removeprefix("/"): override.get("ContentType", "")
        for override in root.iter(f"{_TYPES}Override")
    }


def write_package(parts: Iterable[Part], changed: Mapping[str, bytes]) -> bytes:
    """Put the parts together again, some with other content; same input, same bytes.

    Args:
        parts: The parts there are.
        changed: Other content by name; what has a new name is a new part, put last.
    """
    return written(with_changed(parts, changed))


def with_changed(parts: Iterable[Part], changed: Mapping[str, bytes]) -> Iterator[Part]:
    """Yield the parts, some with other content; what has a new name is a new part, put last."""
    added = dict(changed)
    for part in parts:
        content = added.pop(part.name, None)
        yield part if content is None else compressed(part.name, content)
    yield from (compressed(name, content) for name, content in added.items())
