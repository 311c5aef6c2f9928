"""From a tree with markers to what stands between its tags: finished XML, and the engine's own.

Knows how markers are written out and what is prepared around a value. Knows nothing of the
template language.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from pingshu.word import Frame, Tag, formats_in, serialise, split_at_markers

_FRAME_PIECES = 12

Gap = list[str | int]
"""What stands between two tags of a template: XML, and the numbers of the engine's own tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One part, ready to be put together with its tags.

    Attributes:
        gaps: What stands before the first tag, and behind each tag; what stands right behind a
            value belongs to its frame.
        frames: What is prepared around each value, by its number.
    """

    gaps: Sequence[Gap]
    frames: Mapping[int, Frame]


def read_source(
    part: str, root: etree._Element, tags: Sequence[Tag], lines: Mapping[int, int]
) -> Source:
    """Read what a part says between its tags.

    Args:
        part: The name of the part.
        root: Its tree, with a marker for every tag.
        tags: Its tags, those of the engine too.
        lines: The place of each tag in their order, by its number; the engine's own come last.
    """
    pieces = split_at_markers(serialise(root))
    gaps: list[Gap] = [[] for _ in range(len(lines) + 1)]
    frames: dict[int, Frame] = {}
    gap = gaps[0]
    gap.append(pieces[0])
    index = 1
    while index < len(pieces):
        kind, number, *flags = [*pieces[index].split(), ""]
        if kind == "value":
            literals = pieces[index + 1 : index + _FRAME_PIECES + 2 : 2]
            frames[int(number)] = _frame(part, root, tags[int(number)], literals, flags)
            gap = gaps[lines[int(number)]]
            index += _FRAME_PIECES + 2
            continue
        if kind == "tag" and tags[int(number)].engine:
            gap.append(int(number))
        elif kind == "tag":
            gap = gaps[lines[int(number)]]
        if pieces[index + 1]:
            gap.append(pieces[index + 1])
        index += 2
    return Source(gaps=gaps, frames=frames)


def _frame(
    part: str,
    root: etree._Element,
    tag: Tag,
    literals: Sequence[str],
    flags: Collection[str],
) -> Frame:
    opening, closing, marked_opening, marked_closing, start, end, behind = literals
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
        behind=behind,
    )
