"""The types that the parts of the template engine share: a value, a tag, its place, its fault.

Knows how a place is told to people. Knows nothing of XML.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

_PART_NAMES = (
    ("word/document", "正文"),
    ("word/header", "页眉"),
    ("word/footer", "页脚"),
    ("word/footnotes", "脚注"),
    ("word/endnotes", "尾注"),
    ("docProps/core", "文档属性"),
)


class Printable(Protocol):
    """A value that carries more than its text into a document."""

    @property
    def text(self) -> str:
        """What is printed."""

    @property
    def key(self) -> str | None:
        """The figure's stable key, if the value is a figure."""

    @property
    def missing(self) -> bool:
        """Whether the text only asks for what is not there; it is then highlighted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagPlace:
    """Where a tag stands, in the terms of someone who has the template open in Word.

    Attributes:
        part: Name of the part within the package.
        paragraph: Number within the part's running text or, in a table, within the cell.
        heading: Text of the nearest heading above.
        table: Number of the table within the part.
        row: Number of the row within the table.
        cell: Number of the cell within the row.
        tag: The tag as it is written.
    """

    part: str
    paragraph: int | None = None
    heading: str | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    tag: str | None = None


class TemplateError(Exception):
    """A fault of a template, with its place where it has one; its text is one line of Chinese."""

    def __init__(self, message: str, place: TagPlace | None = None) -> None:
        super().__init__(message, place)
        self.message = message
        self.place = place

    def __str__(self) -> str:
        if self.place is None:
            return self.message
        return f"{self.message}（{describe_place(self.place)}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One tag of a template, or one that the engine itself adds.

    Attributes:
        kind: `value` is printed as text; `statement` steers; `markup` yields finished XML;
            `comment` leaves nothing.
        body: What stands between the braces, cleaned.
        place: Where it stands.
        level: The element the tag replaces: `p`, `tr`, `tc`, or nothing for a tag in the text.
        ending: The engine's own filter at the end, taken off the body.
        start: First character of the paragraph's text that goes with the tag.
        end: The character after the last that goes with it.
        joins_before: Whether its paragraph joins the one before.
        joins_after: Whether the next paragraph joins its own.
        engine: Whether the engine added it.
    """

    kind: Literal["value", "statement", "markup", "comment"]
    body: str
    place: TagPlace
    level: str = ""
    ending: Literal["", "分段", "合并"] = ""
    start: int = 0
    end: int = 0
    joins_before: bool = False
    joins_after: bool = False
    engine: bool = False

    @property
    def keyword(self) -> str:
        """The first word of the body."""
        return self.body.split(maxsplit=1)[0] if self.body else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The XML prepared around one value: its run, the same highlighted, and a new paragraph.

    Attributes:
        ending: The engine's filter the value passes.
        opening: XML before the text.
        closing: XML after it.
        marked_opening: XML before a highlighted text.
        marked_closing: XML after it.
        paragraph_opening: Start of a further paragraph like the one the value stands in.
        paragraph_closing: End of a paragraph.
    """

    ending: Literal["", "分段", "合并"]
    opening: str
    closing: str
    marked_opening: str
    marked_closing: str
    paragraph_opening: str
    paragraph_closing: str


def describe_place(place: TagPlace) -> str:
    """Say in Chinese where a tag stands."""
    name = next((name for start, name in _PART_NAMES if place.part.startswith(start)), place.part)
    steps = (
        (place.table, "第{}个表格"),
        (place.row, "第{}行"),
        (place.cell, "第{}格"),
        (place.paragraph, "第{}段"),
        (place.heading, "，标题“{}”之下"),
        (place.tag, "，标签“{}”"),
    )
    return "".join([name, *(form.format(step) for step, form in steps if step is not None)])
