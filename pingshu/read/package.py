"""A package (.xlsx, .docx) unpacked within limits, before anything in it is parsed.

Knows bytes and zip. Must not know what the members mean. Only XML is unpacked: pictures, macros
and whatever else is enclosed stays packed and is handed on empty.
"""

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from pingshu.archive import entries_of
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
_UNREAD = "/theme/"  # colours and fonts: a third of the XML of a form
_USUAL = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
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
    with unpacking(content, MOST_UNPACKED_BYTES) as archive:
        members = _members(archive)
        xml = sum(one.file_size for name, one in members.items() if _is_read(name))
        refuse_above(MOST_XML_BYTES, xml, "展开后的表格内容", "MB")
        return _sound({name: _unpacked(content, archive, one) for name, one in members.items()})


def short_members(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the members of a package by name; those that are long or not read are empty.

    Raises:
        UnusableError: one of them declares a document type.
    """
    members = _members(archive).items()
    return _sound(
        {
            name: _content(archive, member) if member.file_size <= MEGABYTE else b""
            for name, member in members
        }
    )


@contextmanager
def unpacking(content: bytes, most: int) -> Iterator[zipfile.ZipFile]:
    """Open a package within limits, also of `most` bytes for all members unpacked.

    Raises:
        UnusableError: it is damaged, also where that is only seen as a member is read, has a
            password or is unreasonably large.
    """
    # Counted in the bytes, because opening a zip lists all of its members.
    refuse_above(MOST_MEMBERS, content.count(_ENTRY), "压缩包里的文件", "个")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _guard(_members(archive).values(), most)
            yield archive
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


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    return {member.filename: member for member in archive.infolist()}


def _sound(parts: dict[str, bytes]) -> dict[str, bytes]:
    if any(mark in part for part in parts.values() for mark in _DOCTYPES):
        raise UnusableError("damaged", reason="里面有不允许的文档类型声明（DOCTYPE）")
    return parts


def _guard(members: Collection[zipfile.ZipInfo], most: int) -> None:
    if any(member.flag_bits & _PASSWORD for member in members):
        raise UnusableError("encrypted")
    unpacked = sum(member.file_size for member in members)
    refuse_above(most, unpacked, "展开后的内容", "MB")
    for member in members:
        if member.file_size > MEGABYTE:
            ratio = member.file_size // max(member.compress_size, 1)
            refuse_above(MOST_RATIO, ratio, "压缩倍数", "倍")


def _is_read(name: str) -> bool:
    return (name.lower().endswith(_READ) and _UNREAD not in name) or name == "mimetype"


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    return archive.read(member) if _is_read(member.filename) else b""


def _unpacked(content: bytes, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return the same as _content, where it is packed as usual by a shorter way."""
    if _is_read(member.filename) and member.compress_type in _USUAL:
        (entry,) = entries_of(content, [member])
        return entry.content
    return _content(archive, member)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of these members, for a reader that takes only a whole one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()
