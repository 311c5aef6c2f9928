"""A package (.xlsx, .docx) unpacked within limits, before anything in it is parsed.

Knows bytes and zip. Must not know what the members mean. Only XML is unpacked: pictures, macros
and whatever else is enclosed stays packed and is handed on empty.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from pingshu.intake import (
    MEGABYTE,
    MOST_MEMBERS,
    MOST_RATIO,
    MOST_UNPACKED_BYTES,
    MOST_XML_BYTES,
    UnusableError,
    refuse_above,
)

_PASSWORD = 0x1  # the flag bit of a zip member that only a password opens
_ENTRY = b"PK\x01\x02"  # opens the entry of each member in the directory of a zip
_READ = (".xml", ".rels")
_DOCTYPE = "<!DOCTYPE"
# Without its last byte the text is the same in both byte orders of UTF-16.
_DOCTYPES = (_DOCTYPE.encode(), _DOCTYPE.encode("utf-16-le")[:-1])


def unpack(content: bytes) -> dict[str, bytes]:
    """Return the members of a package by name; those that are not read are empty.

    Of two members with one name the last counts, as it does for every other program.

    Raises:
        UnusableError: it is damaged, has a password, is unreasonably large or declares a
            document type.
    """
    # Counted in the bytes, because opening a zip lists all of its members.
    refuse_above(MOST_MEMBERS, content.count(_ENTRY), "压缩包里的文件", "个")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {member.filename: member for member in archive.infolist()}
            _guard([*members.values()])
            parts = {name: _content(archive, member) for name, member in members.items()}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        LookupError,
        NotImplementedError,
        OSError,
        ValueError,
    ) as error:
        raise UnusableError("damaged", reason="压缩包不完整") from error
    if any(mark in part for part in parts.values() for mark in _DOCTYPES):
        raise UnusableError("damaged", reason="里面有不允许的文档类型声明（DOCTYPE）")
    return parts


def _guard(members: Sequence[zipfile.ZipInfo]) -> None:
    if any(member.flag_bits & _PASSWORD for member in members):
        raise UnusableError("encrypted")
    unpacked = sum(member.file_size for member in members)
    refuse_above(MOST_UNPACKED_BYTES, unpacked, "展开后的内容", "MB")
    xml = sum(member.file_size for member in members if _is_read(member.filename))
    refuse_above(MOST_XML_BYTES, xml, "展开后的表格内容", "MB")
    for member in members:
        if member.file_size > MEGABYTE:
            ratio = member.file_size // max(member.compress_size, 1)
            refuse_above(MOST_RATIO, ratio, "压缩倍数", "倍")


def _is_read(name: str) -> bool:
    return name.lower().endswith(_READ) or name == "mimetype"


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    return archive.read(member) if _is_read(member.filename) else b""


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of these members, for a reader that takes only a whole one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()
