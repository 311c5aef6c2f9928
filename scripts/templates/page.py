"""The pages of a report: A4 with the margins of GB/T 9704, page numbers, and the settings.

Knows page geometry. Must not know what a report says.
"""

from dataclasses import dataclass

from scripts.templates.markup import RELATIONS, Node, word
from scripts.templates.styles import LINE_TWIPS

_SHORT, _LONG = 11906, 16838
FOOTERS = {"default": "rIdFooterOdd", "even": "rIdFooterEven"}
"""Odd and even pages → id of the relation to the footer's part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Size and margins of a page in twips; `footer` is the distance from the lower edge."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    footer: int

    @property
    def text_width(self) -> int:
        """The width of the text block."""
        return self.width - self.left - self.right


# The lower margin is 35 mm less 0.1 mm, or the 22nd line would not fit.
PORTRAIT = Page(
    width=_SHORT, height=_LONG, top=2098, right=1474, bottom=1976, left=1588, footer=1262
)
LANDSCAPE = Page(
    width=_LONG, height=_SHORT, top=1588, right=2098, bottom=1474, left=1984, footer=760
)


def report_section() -> Node:
    """Return the properties of the section that holds the text, with the page numbers."""
    properties = _section(PORTRAIT)
    properties.append(word("docGrid", type="lines", linePitch=str(LINE_TWIPS)))
    for index, (kind, relation) in enumerate(FOOTERS.items()):
        properties.insert(index, _footer_reference(kind, relation))
    return properties


def annex_section() -> Node:
    """Return the properties of the annex's section: landscape, page numbers going on."""
    return _section(LANDSCAPE)


def _section(page: Page) -> Node:
    return word("sectPr", word("type", val="nextPage"), _size(page), _margins(page))


def _size(page: Page) -> Node:
    direction = "landscape" if page.width > page.height else "portrait"
    return word("pgSz", w=str(page.width), h=str(page.height), orient=direction)


def _margins(page: Page) -> Node:
    return word(
        "pgMar",
        top=str(page.top),
        right=str(page.right),
        bottom=str(page.bottom),
        left=str(page.left),
        header="851",
        footer=str(page.footer),
        gutter="0",
    )


def _footer_reference(kind: str, relation: str) -> Node:
    reference = word("footerReference", type=kind)
    reference.set(f"{{{RELATIONS}}}id", relation)
    return reference


def footer(style: str) -> Node:
    """Return the root of a footer: the page number between two dashes."""
    field = word("fldSimple", _text("1"), instr=" PAGE ")
    properties = word("pPr", word("pStyle", val=style))
    return word("ftr", word("p", properties, _text("— "), field, _text(" —")))


def _text(characters: str) -> Node:
    text = word("t")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = characters
    return word("r", word("rPr", word("rFonts", hint="eastAsia")), text)


def settings() -> Node:
    """Return the root of the settings: odd and even pages differ, Chinese line breaking."""
    compatible = word(
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val="15",
    )
    return word(
        "settings",
        word("zoom", percent="100"),
        word("defaultTabStop", val="420"),
        word("evenAndOddHeaders"),
        word("characterSpacingControl", val="compressPunctuation"),
        word("compat", word("doNotExpandShiftReturn"), word("useFELayout"), compatible),
        word("themeFontLang", val="en-US", eastAsia="zh-CN"),
        word("decimalSymbol", val="."),
        word("listSeparator", val=","),
    )
