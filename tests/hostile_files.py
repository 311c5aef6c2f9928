"""Files that nobody sends by mistake: bombs, lies about sizes, numbers that are none, odd names.

Each is made from a small sound form, so that one thing alone is wrong with it. `HOSTILE` names
them all, with the code of the finding that is due; None where the file is to be read.
"""

import io
import random
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.docx_building import cell, document, paragraph, table
from tests.workbook_building import project_rows, workbook

Change = Callable[[bytes], bytes]
Maker = Callable[[], bytes]

BOOK, SHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FILES = Path(__file__).parent / "files"
MEGABYTE = 2**20

_BILLION = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
_EXTERNAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


# --- changing a sound workbook ------------------------------------------------------------------


@cache
def sound() -> bytes:
    """A workbook with one form, as it should be."""
    with TemporaryDirectory() as folder:
        return workbook(Path(folder) / "表.xlsx", {"自评表": project_rows()}).read_bytes()


@cache
def members() -> Mapping[str, bytes]:
    """What the sound workbook consists of."""
    with zipfile.ZipFile(io.BytesIO(sound())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(parts: Mapping[str, bytes], *more: tuple[str, bytes]) -> bytes:
    """A zip of these parts, and of more that may repeat a name."""
    target = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that stands twice
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in (*parts.items(), *more):
                archive.writestr(name, content)
    return target.getvalue()


def changed(part: str, change: Change) -> bytes:
    """The sound workbook with one part changed."""
    return package({**members(), part: change(members()[part])})


def added(*more: tuple[str, bytes]) -> bytes:
    """The sound workbook with more members."""
    return package(members(), *more)


def without(part: str) -> bytes:
    """The sound workbook without one part."""
    return package({name: content for name, content in members().items() if name != part})


def replaced(old: bytes, new: bytes, part: str = SHEET) -> bytes:
    """The sound workbook with a piece of a part replaced."""
    assert old in members()[part]
    return changed(part, lambda content: content.replace(old, new, 1))


def with_rows(rows: bytes) -> bytes:
    """The sound workbook with further rows below its form."""
    return replaced(b"</sheetData>", rows + b"</sheetData>")


def text_rows(rows: list[list[str]]) -> bytes:
    """Return rows of texts for a sheet, from row 60 on."""
    lines = []
    for number, texts in enumerate(rows, start=60):
        cells = "".join(
            f'<c r="{chr(ord("A") + column)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for column, text in enumerate(texts)
            if text
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return "".join(lines).encode()


def with_cell(content: bytes, attributes: bytes = b"") -> bytes:
    """The sound workbook with one further cell, A60."""
    return with_rows(b'<row r="60"><c r="A60"%s>%s</c></row>' % (attributes, content))


def with_text(text: str) -> bytes:
    """The sound workbook with a text in A60."""
    return with_cell(b"<is><t>%s</t></is>" % text.encode(), b' t="inlineStr"')


# --- the files ----------------------------------------------------------------------------------


def many_sheets() -> bytes:
    entries = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(600))
    return replaced(b"</sheets>", entries + b"</sheets>", BOOK)


def shared_text() -> bytes:
    long = b"<si><t>" + b"x" * 32_767 + b"</t></si></sst>"
    strings = members()[STRINGS].replace(b"</sst>", long)
    index = strings.count(b"<si>") - 1
    row = b"".join(b'<c t="s"><v>%d</v></c>' % index for _ in range(200))
    rows = b"".join(b'<row r="%d">%s</row>' % (100 + n, row) for n in range(400))
    sheet = members()[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")
    return package({**members(), STRINGS: strings, SHEET: sheet})


def bomb(name: str, size: int, byte: bytes = b"\0") -> bytes:
    return package(members(), (name, byte * size))


def with_relations(target: bytes, kind: bytes) -> bytes:
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="%s/%s" Target="%s"/></Relationships>'
    ) % (office, kind, target)
    return added(("xl/worksheets/_rels/sheet1.xml.rels", relations))


def wide_comment() -> bytes:
    """A comment for every cell there is, of which openpyxl would make one after the other."""
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    comments = (
        b'<comments xmlns="%s"><authors><author>x</author></authors><commentList>'
        b'<comment ref="A1:XFD1048576" authorId="0"><text><t>x</t></text></comment>'
        b"</commentList></comments>"
    ) % main
    with zipfile.ZipFile(io.BytesIO(with_relations(b"../comments1.xml", b"comments"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return package({**parts, "xl/comments1.xml": comments})


def elsewhere() -> bytes:
    """A workbook whose own table of contents leads to another one that has a far cell."""
    types = members()["[Content_Types].xml"].replace(b"/xl/workbook.xml", b"/xl/other.xml")
    relations = members()["xl/_rels/workbook.xml.rels"].replace(b"sheet1.xml", b"bomb.xml")
    rows = b"".join(b'<row r="%d"/>' % n for n in range(1, 30_000))
    sheet = members()[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")
    return package(
        {
            **members(),
            "[Content_Types].xml": types,
            "xl/other.xml": members()[BOOK],
            "xl/_rels/other.xml.rels": relations,
            "xl/worksheets/bomb.xml": sheet,
        }
    )


def with_password() -> bytes:
    content = bytearray(sound())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def truncated() -> bytes:
    return sound()[: len(sound()) // 2]


def noise(magic: bytes) -> bytes:
    return magic + random.Random(1).randbytes(5000)


def old_workbook() -> bytes:
    return (FILES / "四川-项目支出-2022.xls").read_bytes()


def old_with(code: int, change: Callable[[bytearray, int], None]) -> bytes:
    """An .xls whose first record of a kind is changed."""
    content = bytearray(old_workbook())
    at = content.index(b"\x09\x08\x10\x00\x00\x06")
    while struct.unpack_from("<H", content, at)[0] != code:
        following = at + 4 + struct.unpack_from("<H", content, at + 2)[0]
        is_end = struct.unpack_from("<H", content, at)[0] == 0x000A
        at = content.index(b"\x09\x08\x10\x00", following) if is_end else following
    change(content, at)
    return bytes(content)


def _far(content: bytearray, at: int) -> None:
    struct.pack_into("<HH", content, at + 4, 65_535, 255)


def _merged_over_all(content: bytearray, at: int) -> None:
    struct.pack_into("<4H", content, at + 6, 0, 65_535, 0, 255)


def _password(content: bytearray, at: int) -> None:
    struct.pack_into("<H", content, at, 0x002F)


def bare_records(count: int, *, row: int | None = None, number: float = 1.5) -> bytes:
    """An .xls of the oldest kind: bare records, each a number in a row of its own."""
    beginning = struct.pack("<HH3H", 0x0409, 6, 0, 0x0010, 0)
    cells = (
        struct.pack("<HHHHHd", 0x0203, 14, n if row is None else row, n % 256, 0, number)
        for n in range(count)
    )
    return beginning + b"".join(cells) + struct.pack("<HH", 0x000A, 0)


def spread_document(cells: int) -> bytes:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc>'
    return document(f"<w:tbl>{f'<w:tr>{wide}</w:tr>' * cells}</w:tbl>")


def deep_document() -> bytes:
    depth = 400
    opening, closing = "<w:tbl><w:tr><w:tc>" * depth, "</w:tc></w:tr></w:tbl>" * depth
    return document(f"{opening}<w:p/>{closing}")


def document_of(content: bytes) -> bytes:
    """A Word document whose text is declared by these bytes."""
    plain = document(paragraph("标题"), table(["项目名称", "乡村公路养护"]))
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"]
    return package({**parts, "word/document.xml": text.replace(b"?>", b"?>" + content, 1)})


def _utf16(content: bytes) -> bytes:
    text = content.decode().replace("UTF-8", "UTF-16", 1)
    return text.replace("?>", f"?>{_EXTERNAL.decode()}", 1).encode("utf-16")


def _strict(content: bytes) -> bytes:
    return content.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )


def _emptied_fill(content: bytes) -> bytes:
    return re.sub(rb"<fill><patternFill[^>]*/></fill>", b"<fill/>", content, count=1)


_DEEP = b"<a>" * 100_000 + b"</a>" * 100_000
_ROWS = b"".join(b'<row r="%d"/>' % n for n in range(100, 1_048_576))
_CELLS = b"".join(b"<row>" + b"<c><v>1</v></c>" * 250 + b"</row>" for _ in range(401))
_NAMED = text_rows([["项目名称", "甲"]] * 4_900)
_TOTALS = text_rows([*[["合计"]] * 4_900, ["", "", "", "名称", "1", "1"]])
_LINK = b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks></worksheet>'

HOSTILE: Mapping[str, tuple[str | None, Maker]] = {
    # sizes
    "zip bomb": ("too-large", lambda: bomb("xl/media/image1.png", 201 * MEGABYTE)),
    "bomb in a sheet": ("too-large", lambda: bomb("xl/worksheets/sheet9.xml", 17 * MEGABYTE)),
    "deep ratio": ("too-large", lambda: bomb("xl/worksheets/sheet9.xml", 3 * MEGABYTE, b" ")),
    "many members": ("too-large", lambda: added(*((f"x/{n}", b"") for n in range(10_001)))),
    "million rows": ("too-large", lambda: with_rows(_ROWS)),
    "too many cells": ("too-large", lambda: with_rows(_CELLS)),
    "too many sheets": ("too-large", many_sheets),
    "text beyond measure": ("too-large", shared_text),
    "styles beyond measure": (
        "too-large",
        lambda: replaced(b"</cellXfs>", b"<xf/>" * 400_000 + b"</cellXfs>", STYLES),
    ),
    "columns beyond measure": (
        "too-large",
        lambda: replaced(
            b"<sheetData>", b"<cols>" + b'<col min="1" max="2"/>' * 60_000 + b"</cols><sheetData>"
        ),
    ),
    "huge merge": ("too-large", lambda: replaced(b'ref="A1:I1"', b'ref="A1:XFD1048576"')),
    "merged column": ("too-large", lambda: replaced(b'ref="A1:I1"', b'ref="A:A"')),
    "many merges": (
        "too-large",
        lambda: replaced(b"</mergeCells>", b'<mergeCell ref="Z9"/>' * 10_001 + b"</mergeCells>"),
    ),
    "link over all cells": (None, lambda: replaced(b"</worksheet>", _LINK)),
    "link over all cells beside a cell without an address": (
        "too-large",
        lambda: replaced(b"</sheetData>", b"<row><c/></row></sheetData>" + _LINK[:-12]),
    ),
    "project name in every row": (None, lambda: with_rows(_NAMED)),
    "total in every row": (None, lambda: with_rows(_TOTALS)),
    "rows in a part named elsewhere": ("too-large", elsewhere),
    "far cell": (
        "cell-too-far",
        lambda: with_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    ),
    "comment on every cell": (None, wide_comment),
    "merge over a whole row": (None, lambda: replaced(b'ref="A1:I1"', b'ref="A1:XFD1"')),
    # XML
    "doctype": ("damaged", lambda: replaced(b"?>", b"?><!DOCTYPE x>", STYLES)),
    "external entity": ("damaged", lambda: replaced(b"?>", b"?>" + _EXTERNAL)),
    "billion laughs": ("damaged", lambda: replaced(b"?>", b"?>" + _BILLION + b"]>", STRINGS)),
    "entity in another encoding": ("damaged", lambda: changed(SHEET, _utf16)),
    "deep nesting": ("too-large", lambda: replaced(b"<sheetData>", _DEEP + b"<sheetData>")),
    "strict namespace": (
        "old-format",
        lambda: package({n: _strict(c) for n, c in members().items()}),
    ),
    "number format that is not there": (
        None,
        lambda: changed(STYLES, lambda old: old.replace(b'numFmtId="0"', b'numFmtId="999"')),
    ),
    "style without a base": (
        None,
        lambda: changed(
            STYLES, lambda old: re.sub(rb"<cellStyleXfs.*</cellStyleXfs>", b"<cellStyleXfs/>", old)
        ),
    ),
    "empty fill": (None, lambda: changed(STYLES, _emptied_fill)),
    "reversed merge": ("damaged", lambda: replaced(b'ref="A1:I1"', b'ref="I1:A1"')),
    "string that is not there": ("damaged", lambda: with_cell(b"<v>99999</v>", b' t="s"')),
    "cell outside the sheet": (
        "cell-too-far",
        lambda: with_rows(b'<row r="60"><c r="XFE60"><v>1</v></c></row>'),
    ),
    "link to a column": (
        None,
        lambda: replaced(b"</worksheet>", _LINK.replace(b"A1:XFD1048576", b"A")),
    ),
    # numbers that are none
    "text in a number": ("damaged", lambda: with_cell(b"<v>12x</v>")),
    "NaN in a number": ("damaged", lambda: with_cell(b"<v>NaN</v>")),
    "cell without a row": (
        "damaged",
        lambda: with_rows(b'<row r="60"><c r="ABC"><v>1</v></c></row>'),
    ),
    "infinite number": (None, lambda: with_cell(b"<v>1e999</v>")),
    "number of 400 digits": (None, lambda: with_cell(b"<v>" + b"9" * 400 + b"</v>")),
    # the package
    "truncated": ("damaged", truncated),
    "password on a member": ("encrypted", with_password),
    "duplicate members": (None, lambda: added((SHEET, members()[SHEET]))),
    "absolute path": (None, lambda: added(("/etc/passwd", b"x"), ("C:\\x", b"x"))),
    "parent path": (None, lambda: added(("../../x.xml", b"<x/>"), ("xl/../../y", b"y"))),
    "circular relation": (None, lambda: with_relations(b"sheet1.xml", b"drawing")),
    "sheet that is the workbook": (
        "damaged",
        lambda: replaced(b"worksheets/sheet1.xml", b"workbook.xml", "xl/_rels/workbook.xml.rels"),
    ),
    **{
        f"without {part}": ("damaged", partial(without, part))
        for part in (SHEET, STRINGS, "xl/_rels/workbook.xml.rels")
    },
    "without styles": (None, lambda: without(STYLES)),
    "without content types": ("not-a-workbook", lambda: without("[Content_Types].xml")),
    "without a workbook": ("not-a-workbook", lambda: without(BOOK)),
    "noise after PK": ("damaged", lambda: noise(b"PK\x03\x04")),
    "noise after OLE": ("not-a-workbook", lambda: noise(OLE)),
    "noise after an old beginning": ("damaged", lambda: noise(b"\x09\x08\x10\x00\x00\x06\x05\x00")),
    "noise after XML": ("not-a-workbook", lambda: noise(b"<?xml")),
    "noise after a BOM": ("not-a-workbook", lambda: noise(b"\xef\xbb\xbf")),
    # texts
    "control characters": ("character-removed", lambda: with_text("甲_x0000_乙_x000B_丙")),
    "control character in XML": ("damaged", lambda: with_text("甲\x0b乙")),
    "lone surrogate": ("damaged", lambda: with_text("甲&#xD800;乙")),
    "noncharacter": ("character-removed", lambda: with_text("甲\ufdd0乙\x7f丙")),
    "longest text": (None, lambda: with_text("长" * 32_767)),
    "tag of a template": (None, lambda: with_text("{{ 项目.名称 }}{% for x in y %}")),
    "text like a formula": (None, lambda: with_text("=cmd|' /c calc'!A0")),
    "formula without value": (None, lambda: with_cell(b"<f>SUM(A1:A9)</f>")),
    "picture in a cell": (
        None,
        lambda: with_cell(b'<f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v>', b' t="str"'),
    ),
    # .xls
    "far cell in an .xls": ("cell-too-far", lambda: old_with(0x027E, _far)),
    "merge over all in an .xls": ("too-large", lambda: old_with(0x00E5, _merged_over_all)),
    "password in an .xls": ("encrypted", lambda: old_with(0x005C, _password)),
    "NaN in an .xls": (None, lambda: bare_records(1, number=float("nan"))),
    "truncated .xls": ("not-a-workbook", lambda: old_workbook()[:6000]),
    "rows beyond measure in an .xls": ("too-large", lambda: bare_records(30_000)),
    "cells beyond measure in an .xls": ("too-large", lambda: bare_records(150_000, row=7)),
    "records beyond measure in an .xls": (
        "too-large",
        lambda: bare_records(1) + b"\x01\x10\x00\x00" * 600_000,
    ),
    "huge .xls": ("too-large", lambda: old_workbook() + b"\0" * 17 * MEGABYTE),
    # Word
    "document with a doctype": ("damaged", lambda: document_of(_EXTERNAL)),
    "document beyond measure": ("too-large", lambda: document("<w:p/>" * 350_000)),
    "cells as wide as can be": ("too-large", lambda: spread_document(2000)),
    "one cell as wide as can be": ("no-form", lambda: document(paragraph("没有表格"))),
    "tables within tables": ("damaged", deep_document),
    "table within a table": (
        "nested-table",
        lambda: document(f"<w:tbl><w:tr><w:tc>{table(['x'])}<w:p/></w:tc></w:tr></w:tbl>"),
    ),
    "cell that is not closed": ("damaged", lambda: document("<w:tbl><w:tr><w:tc>")),
    "row without cells": (None, lambda: document("<w:tbl><w:tr/></w:tbl>", cell("孤儿"))),
}
"""Name → the code of the finding that is due, or None; and how the file is made."""
