"""The file as a package: what may not be opened, and formulas without a stored value.

Knows bytes, zip and the XML of a workbook. Must not know cells' values. Whatever cannot be used
is told by UnusableError.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring
from openpyxl.utils.cell import range_boundaries

from pingshu.finding import Finding, found
from pingshu.sheet import Place

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = "{http://purl.oclc.org/ooxml/"
_PASSWORD = 0x1  # the flag bit of a zip member that only a password opens

MOST_BYTES = 200 * 1024 * 1024
MOST_CELLS_MERGED = 200_000


class UnusableError(Exception):
    """The file cannot be read; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def refuse(code: str, workbook: str, **facts: object) -> UnusableError:
    """Return the error to raise, with a finding about the whole file."""
    return UnusableError(found(code, Place(workbook=workbook), **facts))  # type: ignore[arg-type]  # facts are the sentence's own names


def workbook_bytes(path: Path, workbook: str) -> bytes:
    """Return the content of a file that is a zip.

    Raises:
        UnusableError: it cannot be read, or is something else by its first bytes.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise refuse("unreadable-file", workbook, reason=error.strerror or str(error)) from error
    if not content.startswith(b"PK\x03\x04"):
        raise _refuse_by_content(content, workbook)
    return content


def _refuse_by_content(content: bytes, workbook: str) -> UnusableError:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return refuse("encrypted", workbook)
        return refuse("old-format", workbook, kind="旧的 .xls（或 .et）格式")
    if not content.strip():
        return refuse("not-a-workbook", workbook, kind="文件是空的")
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return refuse("not-a-workbook", workbook, kind="内容是网页或 XML")
    return refuse("not-a-workbook", workbook, kind="内容是文本或别的格式")


def uncached_formulas(content: bytes, workbook: str) -> dict[str, frozenset[str]]:
    """Return sheet → addresses of formulas without a stored value, which openpyxl does not tell.

    Raises:
        UnusableError: the package is damaged, encrypted, no workbook or unreasonably large.
    """
    try:
        with _archive(content, workbook) as archive:
            parts = _sheet_parts(archive, workbook)
            sheets = {name: fromstring(archive.read(part)) for name, part in parts}
        for root in sheets.values():
            _guard_merges(root, workbook)
    except (ParseError, ValueError, KeyError) as error:
        # ValueError: an entity, an encoding or a merged range that must not be.
        raise refuse("damaged", workbook, reason="里面的内容不符合规定") from error
    return {name: frozenset(_uncached(root)) for name, root in sheets.items()}


def _archive(content: bytes, workbook: str) -> zipfile.ZipFile:
    """Return the zip, every member of which can be read and is free of entities."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _guard_members(archive, workbook)
        typed = any(_declares_type(member, archive.read(member)) for member in archive.infolist())
    except (zipfile.BadZipFile, EOFError, zlib.error, ValueError, NotImplementedError) as error:
        raise refuse("damaged", workbook, reason="压缩包不完整") from error
    if typed:
        raise refuse("damaged", workbook, reason="里面有不允许的文档类型声明（DOCTYPE）")
    return archive


def _declares_type(member: zipfile.ZipInfo, content: bytes) -> bool:
    return member.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in content


def _guard_members(archive: zipfile.ZipFile, workbook: str) -> None:
    names = set(archive.namelist())
    if "xl/workbook.bin" in names:
        raise refuse("old-format", workbook, kind=".xlsb 格式")
    if "word/document.xml" in names:
        raise refuse("not-a-workbook", workbook, kind="内容是 Word 文档")
    if "xl/workbook.xml" not in names:
        raise refuse("not-a-workbook", workbook, kind="压缩包里没有工作簿")
    size = sum(member.file_size for member in archive.infolist())
    if size > MOST_BYTES:
        facts = {"size": f"{size // 2**20} MB", "limit": f"{MOST_BYTES // 2**20} MB"}
        raise refuse("too-large", workbook, **facts)
    if any(member.flag_bits & _PASSWORD for member in archive.infolist()):
        raise refuse("encrypted", workbook)


def _sheet_parts(archive: zipfile.ZipFile, workbook: str) -> list[tuple[str, str]]:
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    root = fromstring(archive.read("xl/workbook.xml"))
    if root.tag.startswith(_STRICT):
        raise refuse("old-format", workbook, kind="“严格 Open XML 电子表格”格式")
    if root.tag != f"{_MAIN}workbook":
        raise ValueError(root.tag)
    sheets = root.iter(f"{_MAIN}sheet")
    named = ((sheet.get("name", ""), targets.get(sheet.get(f"{_RELATIONS}id"))) for sheet in sheets)
    return [(name, _part_name(target)) for name, target in named if target]


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _guard_merges(root: Element, workbook: str) -> None:
    area = sum(_area(merge.get("ref", "A1")) for merge in root.iter(f"{_MAIN}mergeCell"))
    if area > MOST_CELLS_MERGED:
        facts = {"size": f"{area} 个合并的单元格", "limit": f"{MOST_CELLS_MERGED} 个"}
        raise refuse("too-large", workbook, **facts)


def _area(reference: str) -> int:
    left, top, right, bottom = range_boundaries(reference)
    return (int(right or 1) - int(left or 1) + 1) * (int(bottom or 1) - int(top or 1) + 1)


def _uncached(root: Element) -> Iterator[str]:
    for cell in root.iter(f"{_MAIN}c"):
        if cell.find(f"{_MAIN}f") is not None and _has_no_value(cell):
            yield cell.get("r", "")


def _has_no_value(cell: Element) -> bool:
    value = cell.find(f"{_MAIN}v")
    return cell.get("t") != "str" and (value is None or not value.text)
