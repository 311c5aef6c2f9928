"""A zip file as its entries, which stay compressed until somebody asks what they say.

Knows the zip format as far as copying compressed bytes asks for it. Must not know what the entries
are about, nor which archives are harmful.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

try:
    from isal import isal_zlib as deflate
except ImportError:
    deflate = zlib

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_NEEDED_VERSION = 20
_NAME_IS_UTF8 = 0x800
_FIRST_OF_1980 = (1 << 5) | 1
_LENGTHS = slice(26, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of an archive as it lies there."""

    name: str
    method: int
    checksum: int
    size: int
    compressed: bytes

    @property
    def content(self) -> bytes:
        """Return the bytes of the file.

        Raises:
            zipfile.BadZipFile: they are not what was once put there.
        """
        content = self.compressed
        if self.method == zipfile.ZIP_DEFLATED:
            content = _inflated(self)
        if len(content) != self.size or zlib.crc32(content) != self.checksum:
            raise zipfile.BadZipFile(f"damaged: {self.name}")
        return content


def _inflated(entry: Entry) -> bytes:
    try:
        # One byte more than it says to be: a file that lies about its size does not get through.
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(entry.compressed, entry.size + 1)
    except zlib.error as error:
        raise zipfile.BadZipFile(f"damaged: {entry.name}") from error


def entries_of(data: bytes, listed: Iterable[zipfile.ZipInfo]) -> tuple[Entry, ...]:
    """Return the entries of an archive.

    Args:
        data: the archive.
        listed: what its directory says.
    """
    return tuple(_entry(data, one) for one in listed)


def _entry(data: bytes, listed: zipfile.ZipInfo) -> Entry:
    header = data[listed.header_offset : listed.header_offset + _LOCAL.size]
    lengths = struct.unpack("<2H", header[_LENGTHS]) if len(header) == _LOCAL.size else ()
    start = listed.header_offset + _LOCAL.size + sum(lengths)
    return Entry(
        name=listed.filename,
        method=listed.compress_type,
        checksum=listed.CRC,
        size=listed.file_size,
        compressed=data[start : start + listed.compress_size],
    )


def compressed(name: str, content: bytes) -> Entry:
    """Return an entry with this content, deflated as fast as can be."""
    # A higher level costs more time than the few kilobytes are worth.
    packer = deflate.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Entry(
        name=name,
        method=zipfile.ZIP_DEFLATED,
        checksum=zlib.crc32(content),
        size=len(content),
        compressed=bytes(packer.compress(content) + packer.flush()),
    )


def written(entries: Iterable[Entry]) -> bytes:
    """Return an archive of these entries; the same ones give the same bytes."""
    records: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        record = _local_record(entry)
        directory.append(_central_record(entry, offset))
        records.append(record)
        offset += len(record)
    listing = b"".join(directory)
    count = len(directory)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(listing), offset, 0)
    return b"".join((*records, listing, end))


def _common_fields(entry: Entry, name: bytes) -> tuple[int, ...]:
    flags = 0 if name.isascii() else _NAME_IS_UTF8
    sizes = (entry.checksum, len(entry.compressed), entry.size)
    return (_NEEDED_VERSION, flags, entry.method, 0, _FIRST_OF_1980, *sizes, len(name), 0)


def _local_record(entry: Entry) -> bytes:
    name = entry.name.encode()
    header = _LOCAL.pack(b"PK\3\4", *_common_fields(entry, name))
    return b"".join((header, name, entry.compressed))


def _central_record(entry: Entry, offset: int) -> bytes:
    name = entry.name.encode()
    fields = (_NEEDED_VERSION, *_common_fields(entry, name), 0, 0, 0, 0, offset)
    return _CENTRAL.pack(b"PK\1\2", *fields) + name
