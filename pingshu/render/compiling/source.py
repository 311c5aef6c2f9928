"""From a tree with markers to the text that is compiled, and what belongs to each line of it.

Knows how markers are written out and how the template language wants its tags. Every tag begins a
line of its own, so that a line number tells the tag. Knows nothing of evaluation.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from lxml import etree

from pingshu.word import Frame, Tag, formats_in, serialise, split_at_markers

# No XML part can hold these characters, so nothing in its text is ever taken for a tag.
STATEMENT = ("\x01%", "%\x02")
PRINT = ("\x01{", "}\x02")
COMMENT = ("\x01#", "#\x02")
_FRAME_PIECES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One part, ready to be compiled.

    Attributes:
        text: The part with tags between finished XML.
        frames: What is prepared around each value, by its number.
        tags: The tag of each line that has one.
    """

    text: str
    frames: dict[int, Frame]
    tags: dict[int, Tag]


@dataclass(slots=True, kw_only=True)
class _Writer:
    """What has been written so far, and the number of its last line."""

    pieces: list[str] = field(default_factory=list)
    line: int = 1
    tags: dict[int, Tag] = field(default_factory=dict)


def write_source(part: str, root: etree._Element, tags: Sequence[Tag]) -> Source:
    """Write a part out, each marker as the tag it stands for."""
    pieces = split_at_markers(serialise(root))
    writer = _Writer()
    frames: dict[int, Frame] = {}
    _write(writer, pieces[0])
    index = 1
    while index < len(pieces):
        kind, number, *flags = [*pieces[index].split(), ""]
        if kind == "value":
            tag = tags[int(number)]
            literals = pieces[index + 1 : index + _FRAME_PIECES : 2]
            frames[int(number)] = _frame(part, root, tag, literals, flags)
            _write_tag(writer, PRINT, _value_call(tag, int(number)), tag)
            index += _FRAME_PIECES
        elif kind == "tag":
            tag = tags[int(number)]
            _write_tag(writer, STATEMENT if tag.kind == "statement" else PRINT, tag.body, tag)
        _write(writer, pieces[index + 1])
        index += 2
    return Source(text="".join(writer.pieces), frames=frames, tags=writer.tags)


def _write(writer: _Writer, text: str) -> None:
    writer.pieces.append(text)
    writer.line += text.count("\n")


def _write_tag(writer: _Writer, braces: tuple[str, str], body: str, tag: Tag) -> None:
    opening, closing = braces
    _write(writer, f"{opening}\n{body} {closing}")
    writer.tags[writer.line] = tag


def _value_call(tag: Tag, number: int) -> str:
    return f"({tag.body})|__put_{number}(__memory)"


def _frame(
    part: str,
    root: etree._Element,
    tag: Tag,
    literals: Sequence[str],
    flags: Collection[str],
) -> Frame:
    opening, closing, marked_opening, marked_closing, start, end = literals
    return Frame(
        tag=tag,
        part=part,
        formats=formats_in(opening, root.nsmap),
        linked="linked" in flags,
        boxed="boxed" in flags,
        opening=opening,
        closing=closing,
        marked_opening=marked_opening,
        marked_closing=marked_closing,
        paragraph_opening=start,
        paragraph_closing=end,
    )
