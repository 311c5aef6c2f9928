"""A workbook's bytes → the same workbook with coloured cells and notes at what was found.

Knows the parts of an .xlsx package and patches those it must: styles, the sheets concerned, their
notes. Every other part stays byte for byte, so that nothing in a workbook is lost. Must not know
findings or files.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from pingshu.opc import (
    OFFICE,
    Package,
    PackageError,
    declare,
    opened,
    packed,
    relate,
    related,
)
from pingshu.sheet import Position, position_of

Notes = Mapping[str, Mapping[str, "Mark"]]
"""Name of a sheet → address of a cell → what to put there."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_VML = "urn:schemas-microsoft-com:vml"
_EXCEL = "urn:schemas-microsoft-com:office:excel"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_AUTHOR = "评述"
# What follows legacyDrawing in a worksheet, by the schema's order.
_AFTER_LEGACY_DRAWING = (
    "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
    "extLst",
)  # fmt: skip
_EMPTY_COMMENTS = f'<comments xmlns="{_MAIN}"><authors/><commentList/></comments>'.encode()
_EMPTY_DRAWING = (
    f'<xml xmlns:v="{_VML}" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="{_EXCEL}">'
    '<v:shapetype id="pingshu_note" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a cell gets: a colour (RRGGBB) and a note."""

    colour: str
    note: str


def mark(content: bytes, notes: Notes) -> bytes:
    """Return a copy of a workbook with the notes at their cells; sheets it lacks are passed over.

    Raises:
        PackageError: this is no workbook in the usual form of .xlsx.
    """
    package = opened(content)
    workbook = package.tree("xl/workbook.xml")
    if workbook.tag != f"{{{_MAIN}}}workbook":
        raise PackageError("工作簿用的是“严格”格式，请另存为普通的 .xlsx")
    styles = _Styles(package)
    for sheet, part in _sheets(package, workbook).items():
        if notes.get(sheet):
            _mark_sheet(package, part, styles, notes[sheet])
    return packed(package)


def _sheets(package: Package, workbook: Element) -> dict[str, str]:
    """Return name of a worksheet → its part."""
    relations = related(package, "xl/workbook.xml")
    sheets = {}
    for sheet in workbook.iterfind(f"{{{_MAIN}}}sheets/{{{_MAIN}}}sheet"):
        kind, target = relations.get(sheet.get(f"{{{OFFICE}}}id", ""), ("", ""))
        if kind == "worksheet":
            sheets[sheet.get("name", "")] = target
    return sheets


# --- colours --------------------------------------------------------------------------------


class _Styles:
    """The cell formats of a workbook; a coloured one is the old one with another fill."""

    def __init__(self, package: Package) -> None:
        root = package.tree("xl/styles.xml")
        self._fills = _child(root, "fills")
        self._formats = _child(root, "cellXfs")
        self._made: dict[tuple[int, str], int] = {}
        self._fill_of: dict[str, int] = {}

    def coloured(self, number: int, colour: str) -> int:
        """Return the number of a format that is another one, but in a colour."""
        if (number, colour) not in self._made:
            form = deepcopy(self._formats[number])
            form.set("fillId", str(self._fill(colour)))
            form.set("applyFill", "1")
            self._made[number, colour] = _append(self._formats, form)
        return self._made[number, colour]

    def _fill(self, colour: str) -> int:
        if colour not in self._fill_of:
            fill = etree.Element(f"{{{_MAIN}}}fill")
            pattern = etree.SubElement(fill, f"{{{_MAIN}}}patternFill", patternType="solid")
            etree.SubElement(pattern, f"{{{_MAIN}}}fgColor", rgb=f"FF{colour}")
            etree.SubElement(pattern, f"{{{_MAIN}}}bgColor", indexed="64")
            self._fill_of[colour] = _append(self._fills, fill)
        return self._fill_of[colour]


def _child(root: Element, name: str) -> Element:
    found = root.find(f"{{{_MAIN}}}{name}")
    if found is None:
        raise PackageError(f"工作簿里没有“{name}”这一部分，请用 Excel 或 WPS 打开，保存一次再运行")
    return found


def _append(holder: Element, item: Element) -> int:
    holder.append(item)
    if holder.get("count") is not None:
        holder.set("count", str(len(holder)))
    return len(holder) - 1


# --- cells ----------------------------------------------------------------------------------


def _mark_sheet(package: Package, part: str, styles: _Styles, marks: Mapping[str, Mark]) -> None:
    sheet = package.tree(part)
    data = sheet.find(f"{{{_MAIN}}}sheetData")
    wanted = {address: item for address, item in marks.items() if position_of(address)}
    if data is None or not wanted:
        return
    for address, item in wanted.items():
        cell = _cell(data, address)
        cell.set("s", str(styles.coloured(int(cell.get("s", "0")), item.colour)))
    _annotate(package, part, sheet, wanted)


def _position(address: str) -> Position:
    """Return row and column, both from 1."""
    # A note may be said to be for a whole merged range.
    place = position_of(address.partition(":")[0].upper())
    if place is None:
        raise PackageError("有的单元格没有写明位置，请用 Excel 或 WPS 打开，保存一次再运行")
    return place


def _cell(data: Element, address: str) -> Element:
    """Return a cell of a sheet, a new blank one where there is none."""
    number, column = _position(address)
    rows = [int(item.get("r", "0")) for item in data.iterchildren(f"{{{_MAIN}}}row")]
    row = _placed(data, "row", str(number), rows, number)
    cells = row.iterchildren(f"{{{_MAIN}}}c")
    return _placed(row, "c", address, [_position(item.get("r", ""))[1] for item in cells], column)


def _placed(holder: Element, tag: str, name: str, taken: Sequence[int], wanted: int) -> Element:
    """Return the child of a place, put in among the others if there is none."""
    if wanted in taken:
        return holder[taken.index(wanted)]
    child = etree.Element(f"{{{_MAIN}}}{tag}", r=name)
    holder.insert(sum(place < wanted for place in taken), child)
    return child


# --- notes ----------------------------------------------------------------------------------


def _annotate(package: Package, part: str, sheet: Element, marks: Mapping[str, Mark]) -> None:
    comments = package.tree(_comments_part(package, part), _EMPTY_COMMENTS)
    drawing = package.tree(_drawing_part(package, part, sheet), _EMPTY_DRAWING)
    author = _author(_child(comments, "authors"))
    listed = _child(comments, "commentList")
    known = {item.get("ref"): item for item in listed}
    for address, item in marks.items():
        if address in known:
            _add_text(known[address], f"\n{item.note}")
        else:
            _add_comment(listed, address, author, item.note)
            _add_shape(drawing, address)


def _comments_part(package: Package, part: str) -> str:
    targets = (target for kind, target in related(package, part).values() if kind == "comments")
    known = next(targets, None)
    if known is not None:
        return known
    name = package.free_name("xl/comments_pingshu{}.xml")
    relate(package, part, "comments", name)
    kind = {"PartName": f"/{name}", "ContentType": f"{_SHEET_TYPE}.comments+xml"}
    declare(package, "Override", kind)
    return name


def _drawing_part(package: Package, part: str, sheet: Element) -> str:
    legacy = sheet.find(f"{{{_MAIN}}}legacyDrawing")
    if legacy is not None:
        relations = related(package, part)
        identifier = legacy.get(f"{{{OFFICE}}}id", "")
        if identifier not in relations:
            raise PackageError("批注的图形不见了，请用 Excel 或 WPS 打开，保存一次再运行")
        return relations[identifier][1]
    name = package.free_name("xl/drawings/vmlDrawing_pingshu{}.vml")
    identifier = relate(package, part, "vmlDrawing", name)
    kind = "application/vnd.openxmlformats-officedocument.vmlDrawing"
    declare(package, "Default", {"Extension": "vml", "ContentType": kind})
    _refer_to_drawing(sheet, identifier)
    return name


def _refer_to_drawing(sheet: Element, identifier: str) -> None:
    following = [
        number
        for number, item in enumerate(sheet)
        if etree.QName(item).localname in _AFTER_LEGACY_DRAWING
    ]
    reference = etree.Element(f"{{{_MAIN}}}legacyDrawing")
    reference.set(f"{{{OFFICE}}}id", identifier)
    sheet.insert(following[0] if following else len(sheet), reference)


def _author(authors: Element) -> str:
    names = [item.text for item in authors]
    if _AUTHOR not in names:
        etree.SubElement(authors, f"{{{_MAIN}}}author").text = _AUTHOR
        names.append(_AUTHOR)
    return str(names.index(_AUTHOR))


def _add_comment(listed: Element, address: str, author: str, note: str) -> None:
    taken = [_position(item.get("ref", "")) for item in listed]
    comment = etree.Element(f"{{{_MAIN}}}comment", ref=address, authorId=author)
    etree.SubElement(comment, f"{{{_MAIN}}}text")
    _add_text(comment, note)
    listed.insert(sum(place < _position(address) for place in taken), comment)


def _add_text(comment: Element, note: str) -> None:
    run = etree.SubElement(_child(comment, "text"), f"{{{_MAIN}}}r")
    text = etree.SubElement(run, f"{{{_MAIN}}}t")
    text.text = note
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _add_shape(drawing: Element, address: str) -> None:
    """Add the box in which Excel and WPS show a note, to the right of its cell."""
    row, column = _position(address)
    shape = etree.SubElement(
        drawing,
        f"{{{_VML}}}shape",
        id=f"pingshu_{address}",
        type="#pingshu_note",
        style="position:absolute;width:220pt;height:90pt;z-index:1;visibility:hidden",
        fillcolor="#ffffe1",
    )
    data = etree.SubElement(shape, f"{{{_EXCEL}}}ClientData", ObjectType="Note")
    anchor = (column, 15, row, 2, column + 4, 15, row + 5, 2)
    for tag, text in (
        ("MoveWithCells", None),
        ("SizeWithCells", None),
        ("Anchor", ", ".join(map(str, anchor))),
        ("AutoFill", "False"),
        ("Row", str(row - 1)),
        ("Column", str(column - 1)),
    ):
        etree.SubElement(data, f"{{{_EXCEL}}}{tag}").text = text
