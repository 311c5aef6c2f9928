"""Sound files in, damaged ones out: bytes, XML, records and values changed at random.

Knows how the formats are built, to damage them where it hurts. Must not know how they are read.
Same number, same damage.
"""

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence

Chance = random.Random
Damage = Callable[[bytes, Chance], bytes]

_REFERENCES = ("A1", "XFD1048576", "A0", "XFE1", "B2:A1", "A1:XFD1048576", "A:A", "", "工", "$C$4")
_TYPES = ("s", "str", "b", "e", "n", "d", "inlineStr", "x", "")
_VALUES = (
    *("", "-1", "99999999", "NaN", "INF", "1e999", "-0", "1e-320", "12x", "true", "#N/A", " "),
    *("2022年度", "（万元）", "项目名称", "三级指标", "100%", "≥50", "总分", "{{ x }}", "=1+1"),
    *("_x000B_", "１２", "&#10;", "0.1+0.2", "2022-06-01T00:00:00", "9" * 400),
)
_ATTRIBUTES = (
    (re.compile(rb'(?<= r=")[^"]*'), _REFERENCES),
    (re.compile(rb'(?<= ref=")[^"]*'), _REFERENCES),
    (re.compile(rb'(?<= t=")[^"]*'), _TYPES),
    (re.compile(rb'(?<= s=")[^"]*'), ("0", "1", "-1", "99999", "x", "")),
    (re.compile(rb'(?<= w:val=")[^"]*'), ("restart", "continue", "0", "-1", "99999999", "x")),
    (re.compile(rb"(?<=<v>)[^<]*"), _VALUES),
    (re.compile(rb"(?<=>)[^<>]+(?=<)"), _VALUES),
)
_ELEMENT = re.compile(rb"<[^<>]*>")
_UNOPENED = (zipfile.BadZipFile, zlib.error, EOFError, OSError)
_RECORDS = re.compile(rb"\x09\x08\x10\x00\x00\x06")


def damage(content: bytes, chance: Chance) -> bytes:
    """Return a file damaged in one to three ways."""
    ways = _WAYS_OF_PACKAGES if content.startswith(b"PK") else _WAYS_OF_BINARIES
    for way in chance.choices(ways, k=chance.choice((1, 1, 1, 2, 3))):
        content = way(content, chance)
    return content


def _changed_bytes(content: bytes, chance: Chance) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 2, 8, 64))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut_off(content: bytes, chance: Chance) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _cut_out(content: bytes, chance: Chance) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.choice((1, 2, 30, 2000)) :]


def _doubled(content: bytes, chance: Chance) -> bytes:
    start = chance.randrange(len(content) + 1)
    piece = content[start : start + chance.choice((1, 8, 300, 5000))]
    return content[:start] + piece + content[start:]


# --- packages -----------------------------------------------------------------------------------


def _in_a_member(change: Damage) -> Damage:
    """Return the damage done to an unpacked member, which is packed again soundly."""

    def damaged(content: bytes, chance: Chance) -> bytes:
        members = _members(content)
        if not members:
            return _changed_bytes(content, chance)
        index = chance.randrange(len(members))
        name, old = members[index]
        members[index] = (name, change(old, chance))
        return _packed(members)

    return damaged


def _members(content: bytes) -> list[tuple[str, bytes]]:
    """Return the members of a package, none if an earlier damage keeps it from opening."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [(name, archive.read(name)) for name in archive.namelist()]
    except (*_UNOPENED, LookupError, NotImplementedError, RuntimeError, ValueError):
        return []


def _packed(members: Sequence[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in dict(members).items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _without_a_member(content: bytes, chance: Chance) -> bytes:
    members = _members(content)
    if not members:
        return content
    members.pop(chance.randrange(len(members)))
    return _packed(members)


def _other_value(content: bytes, chance: Chance) -> bytes:
    pattern, values = chance.choice(_ATTRIBUTES)
    found = [match.span() for match in pattern.finditer(content)]
    for _ in range(min(len(found), chance.choice((1, 3, 20)))):
        start, end = chance.choice(found)
        content = content[:start] + chance.choice(values).encode() + content[end:]
        found = [span for span in found if span[1] <= start] or found[:1]
    return content


def _element_moved(content: bytes, chance: Chance) -> bytes:
    found = [match.span() for match in _ELEMENT.finditer(content)]
    if not found:
        return content
    start, end = chance.choice(found)
    other = chance.choice(found)[0]
    piece, rest = content[start:end], content[:start] + content[end:]
    return rest[:other] + piece + rest[other:] if chance.random() < 0.5 else rest


# --- .xls ---------------------------------------------------------------------------------------


def _changed_record(content: bytes, chance: Chance) -> bytes:
    """Change the code, the length or the data of a record, which all follow a known beginning."""
    records = list(_record_places(content))
    if not records:
        return _changed_bytes(content, chance)
    changed = bytearray(content)
    for _ in range(chance.choice((1, 2, 6))):
        at, length = chance.choice(records)
        part = chance.choice(("code", "length", "data", "data", "data"))
        if part == "code":
            struct.pack_into(
                "<H", changed, at, struct.unpack_from("<H", content, chance.choice(records)[0])[0]
            )
        elif part == "length":
            struct.pack_into("<H", changed, at + 2, chance.choice((0, 1, length + 1, 65535)))
        elif length:
            changed[at + 4 + chance.randrange(length)] = chance.choice((0, 1, 127, 255))
    return bytes(changed)


def _record_places(content: bytes) -> list[tuple[int, int]]:
    places = []
    for match in _RECORDS.finditer(content):
        at = match.start()
        while at + 4 <= len(content):
            length = struct.unpack_from("<H", content, at + 2)[0]
            if length > 8224 or at + 4 + length > len(content):
                break
            places.append((at, length))
            at += 4 + length
            if length == 0:
                break
    return places


_WAYS_OF_PACKAGES: tuple[Damage, ...] = (
    *(_changed_bytes, _cut_off, _cut_out, _doubled, _without_a_member),
    *(_in_a_member(_changed_bytes), _in_a_member(_cut_off), _in_a_member(_doubled)),
    *(_in_a_member(_other_value),) * 8,
    *(_in_a_member(_element_moved),) * 3,
)
_WAYS_OF_BINARIES: tuple[Damage, ...] = (
    *(_changed_bytes, _cut_off, _cut_out, _doubled),
    *(_changed_record,) * 6,
)
