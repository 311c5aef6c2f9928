"""Values that are more than plain text: formatted text, links, pictures, charts, page breaks.

Knows what they hold and how a format is written as run properties. Knows nothing of tags and of
how a document refers to its pictures, charts and links.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

_COLOUR = re.compile("[0-9A-Fa-f]{6}")
_HIGHLIGHTS = frozenset(
    (
        *("black", "blue", "cyan", "darkBlue", "darkCyan", "darkGray", "darkGreen", "darkMagenta"),
        *("darkRed", "darkYellow", "green", "lightGray", "magenta", "red", "white", "yellow"),
    )
)
_UNDERLINES = frozenset(
    ("single", "double", "thick", "dotted", "dash", "dotDash", "dotDotDash", "wave", "words")
)
_SIZES = range(1, 3277)
_NAME = re.compile(r"""[^"<>&\x00-\x1f]+""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a text differs from the run of its tag; what is None stays as the tag has it.

    Attributes:
        bold, italic, strike: On or off.
        underline: Kind of the line, such as `single`.
        colour: Six hexadecimal digits.
        highlight: One of Word's names of colours, such as `yellow`.
        size: In points.
        font: Name of the font, for Chinese and Western characters alike.
        style: Id of a character style of the template.
        position: Above or below the line.

    Raises:
        ValueError: Word knows no such format.
    """

    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    underline: str | None = None
    colour: str | None = None
    highlight: str | None = None
    size: float | None = None
    font: str | None = None
    style: str | None = None
    position: Literal["superscript", "subscript"] | None = None

    def __post_init__(self) -> None:
        checks = (
            self.colour is None or _COLOUR.fullmatch(self.colour),
            self.highlight is None or self.highlight in _HIGHLIGHTS,
            self.underline is None or self.underline in _UNDERLINES,
            self.size is None or self.size * 2 in _SIZES,
            self.font is None or _NAME.fullmatch(self.font),
            self.style is None or _NAME.fullmatch(self.style),
            self.position in {None, "superscript", "subscript"},
        )
        if not all(checks):
            raise ValueError(f"no format of Word: {self}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Styled:
    """A text with a look of its own."""

    text: str
    look: Look
    key: ClassVar[None] = None
    missing: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A text that leads to an address.

    Attributes:
        text: What is printed.
        address: Where it leads: a web or mail address, or `#` and the name of a bookmark.
        look: Its look; the usual blue underlined one unless told otherwise.

    Raises:
        ValueError: The address is of a kind that a report must not open.
    """

    text: str
    address: str
    look: Look = Look(colour="0563C1", underline="single")
    key: ClassVar[None] = None
    missing: ClassVar[bool] = False

    def __post_init__(self) -> None:
        if not self.address.startswith(("http://", "https://", "mailto:", "#")):
            raise ValueError(f"not an address for a report: {self.address}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in the line of text.

    Attributes:
        data: The file as it is: PNG, JPEG, GIF, BMP or TIFF.
        text: What it shows, for those who cannot see it.
        width, height: In millimetres; one alone keeps the proportions, none is the file's own size.
    """

    data: bytes
    text: str = ""
    width: float | None = None
    height: float | None = None
    key: ClassVar[None] = None
    missing: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart in the line of text, which Word draws and lets people edit.

    Attributes:
        drawing: The chart in DrawingML; it refers to its workbook by the id `WORKBOOK`.
        workbook: The numbers behind it, as .xlsx.
        text: What it shows, for those who cannot see it.
        width, height: In millimetres.
    """

    drawing: bytes
    workbook: bytes
    width: float
    height: float
    text: str = ""
    WORKBOOK: ClassVar[str] = "rId1"
    key: ClassVar[None] = None
    missing: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """The end of a page."""

    text: ClassVar[str] = ""
    key: ClassVar[None] = None
    missing: ClassVar[bool] = False


Piece = str | Styled | Link | Picture | Chart | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Rich:
    """Several pieces after each other."""

    pieces: tuple[Piece, ...]
    key: ClassVar[None] = None
    missing: ClassVar[bool] = False

    @property
    def text(self) -> str:
        """What the pieces read."""
        return "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces)


RICH = frozenset({Styled, Link, Picture, Chart, PageBreak, Rich})
"""The types of this module that print more than their text."""


def formats_of(look: Look) -> Mapping[str, str]:
    """Run properties by the name of their element, as XML."""
    return dict(_formats(look))


def _formats(look: Look) -> Iterator[tuple[str, str]]:
    switches = (("b", look.bold), ("bCs", look.bold), ("i", look.italic), ("iCs", look.italic))
    for name, on in (*switches, ("strike", look.strike)):
        if on is not None:
            yield name, f"<w:{name}/>" if on else f'<w:{name} w:val="0"/>'
    half_points = None if look.size is None else str(int(look.size * 2))
    for name, value in (
        ("rStyle", look.style),
        ("color", look.colour),
        ("sz", half_points),
        ("szCs", half_points),
        ("highlight", look.highlight),
        ("u", look.underline),
        ("vertAlign", look.position),
    ):
        if value is not None:
            yield name, f'<w:{name} w:val="{value}"/>'
    if look.font is not None:
        fonts = "".join(f' w:{use}="{look.font}"' for use in ("ascii", "hAnsi", "eastAsia", "cs"))
        yield "rFonts", f"<w:rFonts{fonts}/>"
