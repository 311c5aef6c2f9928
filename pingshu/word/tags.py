"""The types that the parts of the template engine share: a value, a tag, its place, its fault.

Knows how a place is told to people and which known word an unknown one resembles. Knows nothing
of XML.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from itertools import takewhile
from typing import Literal, Protocol

_PART_NAMES = (
    ("word/document", "正文"),
    ("word/header", "页眉"),
    ("word/footer", "页脚"),
    ("word/footnotes", "脚注"),
    ("word/endnotes", "尾注"),
    ("docProps/core", "文档属性"),
)
_CANDIDATES = 5
_ALIKE = 0.5


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
        around: The text beside the tag in its paragraph, the tag itself as `…`.
        start: The tag's first character in the text of its paragraph.
    """

    part: str
    paragraph: int | None = None
    heading: str | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    tag: str | None = None
    around: str | None = None
    start: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFault:
    """One thing that is wrong with a template.

    Attributes:
        message: What is wrong, in Chinese, without the place.
        place: Where, if it is at a place.
        nearest: The known name that the author may have meant.
    """

    message: str
    place: TagPlace | None = None
    nearest: str | None = None

    @property
    def told(self) -> str:
        """What is wrong and what may have been meant."""
        return f"{self.message}，是不是“{self.nearest}”？" if self.nearest else self.message

    def __str__(self) -> str:
        return self.told if self.place is None else f"{self.told}（{describe_place(self.place)}）"


Complain = Callable[[TemplateFault], None]
"""Where faults are told to, so that one does not hide the others."""


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
            `literal` is text that only looks like a tag; `comment` leaves nothing.
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

    kind: Literal["value", "statement", "markup", "literal", "comment"]
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
        """The first word of a statement; empty for other tags."""
        return self.body.split(maxsplit=1)[0] if self.body and self.kind == "statement" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The XML prepared around one value: its run, the same highlighted, and a new paragraph.

    Attributes:
        tag: The tag that prints the value.
        part: The part it stands in.
        formats: The format of its run, piece by piece: name of the element and its XML.
        linked: Whether it stands in a link already.
        boxed: Whether it stands in a text box, which a document holds in two forms.
        opening: XML before the text.
        closing: XML after it.
        marked_opening: XML before a highlighted text.
        marked_closing: XML after it.
        paragraph_opening: Start of a further paragraph like the one the value stands in.
        paragraph_closing: End of a paragraph.
        behind: The XML between the value and the next tag.
    """

    tag: Tag
    part: str
    formats: tuple[tuple[str, str], ...]
    linked: bool
    boxed: bool
    opening: str
    closing: str
    marked_opening: str
    marked_closing: str
    paragraph_opening: str
    paragraph_closing: str
    behind: str


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
        (place.around, "，前后文字“{}”"),
    )
    return "".join([name, *(form.format(step) for step, form in steps if step is not None)])


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that an unknown one is most like, if any is like it."""
    near = get_close_matches(word, list(known), _CANDIDATES, _ALIKE)
    return max(near, key=lambda name: _likeness(word, name), default=None)


def _likeness(word: str, name: str) -> tuple[float, int, bool]:
    """Return how alike two names are; of equally alike ones the one that begins alike wins."""
    ratio = SequenceMatcher(a=word, b=name).ratio()
    return ratio, _begin_alike(word, name), len(word) == len(name)


def _begin_alike(word: str, name: str) -> int:
    """Return with how many equal characters two names begin."""
    pairs = zip(word, name, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
