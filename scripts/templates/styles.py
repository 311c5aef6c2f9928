"""The styles of a report after GB/T 9704, and the list that numbers its headings.

Knows fonts, sizes, indents and line pitch. Must not know what a report says.
"""

from dataclasses import dataclass, field

from scripts.templates.markup import Node, word

LINE_TWIPS = 580
"""22 lines of 29 pt fill the text block of a page."""

LATIN_FONT, TEXT_FONT = "Times New Roman", "仿宋_GB2312"
_SONG, _HEI, _KAI = "宋体", "黑体", "楷体_GB2312"
_TITLE_FONT = "方正小标宋简体"
_SUBSTITUTES = {_TITLE_FONT: _SONG, _KAI: "楷体", TEXT_FONT: "仿宋"}
_LIST = "1"
_TIGHTER_TWIPS = "-6"
_SINGLE = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Indent:
    """Indents in hundredths of a character, as Word keeps them; hanging ones are negative."""

    left: int = 0
    right: int = 0
    first: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A paragraph style.

    Attributes:
        line: Exact line pitch in twips; 0 is as high as what stands in the line.
        level: Level of a numbered heading, 1 to 4; 0 for all else.
        joined: Whether it stays on one page with the paragraph below.
        in_text: Whether it follows the page's 22 lines of 28 characters.
    """

    key: str
    name: str
    font: str = TEXT_FONT
    latin: str = LATIN_FONT
    size: float = 16
    bold: bool = False
    align: str = "both"
    line: int = LINE_TWIPS
    indent: Indent = field(default_factory=Indent)
    level: int = 0
    joined: bool = False
    in_text: bool = True


_FIRST_LINE = Indent(first=200)


def _heading(level: int, font: str, *, bold: bool = False) -> Style:
    return Style(
        key=f"Heading{level}",
        name=f"heading {level}",
        font=font,
        bold=bold,
        indent=_FIRST_LINE,
        level=level,
        joined=True,
    )


def _title(key: str, name: str, size: float, line: int) -> Style:
    return Style(
        key=key,
        name=name,
        font=_TITLE_FONT,
        latin=_TITLE_FONT,
        size=size,
        align="center",
        line=line,
        in_text=False,
    )


def _in_table(key: str, name: str, font: str, align: str) -> Style:
    return Style(key=key, name=name, font=font, size=10.5, align=align, line=250, in_text=False)


def _page_number(key: str, name: str, align: str, indent: Indent) -> Style:
    return Style(
        key=key,
        name=name,
        font=_SONG,
        latin=_SONG,
        size=14,
        align=align,
        line=320,
        indent=indent,
        in_text=False,
    )


STYLES = (
    Style(key="Normal", name="Normal"),
    _title("Title", "Title", 22, 700),
    Style(key="BodyText", name="Body Text", indent=_FIRST_LINE),
    _heading(1, _HEI),
    _heading(2, _KAI),
    _heading(3, TEXT_FONT, bold=True),
    _heading(4, TEXT_FONT),
    Style(key="Annexes", name="附件说明", indent=Indent(left=500, first=-300), joined=True),
    Style(
        key="AnnexesFirst", name="附件说明首项", indent=Indent(left=575, first=-375), joined=True
    ),
    Style(key="AnnexesNext", name="附件说明续项", indent=Indent(left=575, first=-75), joined=True),
    Style(key="Signature", name="Signature", align="right", indent=Indent(right=200), joined=True),
    Style(key="Date", name="Date", align="right", indent=Indent(right=400)),
    Style(key="AnnexMark", name="附件标识", font=_HEI, align="left", line=440, in_text=False),
    _title("AnnexTitle", "附表标题", 18, 500),
    Style(
        key="AnnexYear",
        name="附表年度",
        font=_SONG,
        size=12,
        align="center",
        line=320,
        in_text=False,
    ),
    Style(key="Chart", name="图表", align="center", line=0, joined=True, in_text=False),
    _in_table("TableHead", "附表栏目", _HEI, "center"),
    _in_table("TableText", "附表文字", _SONG, "left"),
    _in_table("TableFigure", "附表数字", _SONG, "center"),
    Style(key="Seam", name="分隔", size=1, line=20, in_text=False),
    _page_number("FooterOdd", "页码单页", "right", Indent(right=100)),
    _page_number("FooterEven", "页码双页", "left", Indent(left=100)),
)

_CELL_MARGINS = (("top", "20"), ("left", "85"), ("bottom", "20"), ("right", "85"))
_BUILT_IN = frozenset({"Normal", "Title", "Body Text", "Signature", "Date"})
_FORMATS = (
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
)


def styles() -> Node:
    """Return the root of the styles part."""
    return word("styles", _defaults(), *map(_style, STYLES), _table_style())


def _defaults() -> Node:
    language = word("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    fonts = _fonts(LATIN_FONT, TEXT_FONT)
    run = word("rPrDefault", word("rPr", fonts, *_size(16), language))
    return word("docDefaults", run, word("pPrDefault", word("pPr")))


def _fonts(latin: str, chinese: str) -> Node:
    return word(
        "rFonts", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=LATIN_FONT, hint="eastAsia"
    )


def _size(points: float) -> tuple[Node, Node]:
    half_points = str(round(points * 2))
    return word("sz", val=half_points), word("szCs", val=half_points)


def _style(style: Style) -> Node:
    node = word("style", type="paragraph", styleId=style.key, **_standing(style))
    node.append(word("name", val=style.name))
    if style.key != "Normal":
        node.append(word("basedOn", val="Normal"))
    if style.level:
        node.append(word("next", val="BodyText"))
    node.extend([word("qFormat"), _paragraph_look(style), _run_look(style)])
    return node


def _standing(style: Style) -> dict[str, str]:
    if style.key == "Normal":
        return {"default": "1"}
    return {} if style.level or style.name in _BUILT_IN else {"customStyle": "1"}


def _paragraph_look(style: Style) -> Node:
    look = word("pPr")
    if style.joined:
        look.extend([word("keepNext"), word("keepLines")])
    look.append(word("widowControl", val="0"))
    if style.level:
        level = word("ilvl", val=str(style.level - 1))
        look.append(word("numPr", level, word("numId", val=_LIST)))
    look.append(word("snapToGrid", val=str(int(style.in_text))))
    pitch, rule = (style.line, "exact") if style.line else (_SINGLE, "auto")
    look.append(word("spacing", before="0", after="0", line=str(pitch), lineRule=rule))
    look.extend([_indent(style.indent, style.size), word("jc", val=style.align)])
    if style.level:
        look.append(word("outlineLvl", val=str(style.level - 1)))
    return look


def _indent(indent: Indent, points: float) -> Node:
    sides = {"left": indent.left, "right": indent.right}
    sides["hanging" if indent.first < 0 else "firstLine"] = abs(indent.first)
    return word("ind", **_measured(sides, points))


def _measured(sides: dict[str, int], points: float) -> dict[str, str]:
    """Give each indent in characters, which Word obeys, and in twips, for all other programs."""
    measures: dict[str, str] = {}
    for side, hundredths in sides.items():
        measures[f"{side}Chars"] = str(hundredths)
        measures[side] = str(round(hundredths / 100 * points * 20))
    return measures


def _run_look(style: Style) -> Node:
    look = word("rPr", _fonts(style.latin, style.font))
    look.extend(word(name, val=str(int(style.bold))) for name in ("b", "bCs"))
    # By spacing and not by a grid of characters, which some programs lay out at half the number.
    look.append(word("spacing", val=_TIGHTER_TWIPS if style.in_text else "0"))
    look.extend(_size(style.size))
    return look


def _table_style() -> Node:
    lines = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = word(
        "tblBorders", *(word(side, val="single", sz="4", space="0", color="auto") for side in lines)
    )
    margins = word("tblCellMar", *(word(side, w=w, type="dxa") for side, w in _CELL_MARGINS))
    return word(
        "style",
        word("name", val="附表"),
        word("qFormat"),
        word("tblPr", borders, margins),
        type="table",
        styleId="AnnexTable",
        customStyle="1",
    )


def numbering() -> Node:
    """Return the root of the numbering part: one list with four levels, tied to the headings."""
    levels = (_level(index, *form) for index, form in enumerate(_FORMATS))
    kind = word("multiLevelType", val="multilevel")
    headings = word("abstractNum", kind, *levels, abstractNumId="0")
    return word("numbering", headings, word("num", word("abstractNumId", val="0"), numId=_LIST))


def _level(index: int, counting: str, text: str) -> Node:
    return word(
        "lvl",
        word("start", val="1"),
        word("numFmt", val=counting),
        word("pStyle", val=f"Heading{index + 1}"),
        word("suff", val="nothing"),
        word("lvlText", val=text),
        word("lvlJc", val="left"),
        word("pPr", _indent(_FIRST_LINE, 16)),
        word("rPr", word("rFonts", hint="eastAsia")),
        ilvl=str(index),
    )


def font_table() -> Node:
    """Return the root of the font table, which names a common font for each rare one."""
    names = sorted({style.font for style in STYLES})
    return word("fonts", *map(_font, names), _latin_font())


def _font(name: str) -> Node:
    node = word("font", name=name)
    if name in _SUBSTITUTES:
        node.append(word("altName", val=_SUBSTITUTES[name]))
    node.extend([word("charset", val="86"), word("family", val="auto")])
    return node


def _latin_font() -> Node:
    return word("font", word("charset", val="00"), word("family", val="roman"), name=LATIN_FONT)
