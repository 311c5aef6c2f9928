"""How the blocks of a part nest: which ends belong together, and what is wrong with the others.

Knows the statements there are and repairs their order, so that one fault does not hide the next.
Knows neither XML nor how a block is evaluated.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pingshu.word import Complain, Tag, TemplateFault, nearest

CLOSING = {"if": "endif", "for": "endfor", "macro": "endmacro"}
BETWEEN = {"elif": ("if",), "else": ("if", "for")}
CELL_TAGS = frozenset({"vm", "hm", "colspan", "cellbg"})
_OPENING = {closing: opening for opening, closing in CLOSING.items()}
_KNOWN = frozenset({*CLOSING, *_OPENING, *BETWEEN, "set", *CELL_TAGS})
_ALONE = frozenset({"vm", "hm"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Nesting:
    """The tags of a part as blocks.

    Attributes:
        sequence: The tags in an order that is sound, whatever was wrong.
        pairs: Opening and later statements of the same block, by their index in the part.
        loops: The innermost loop around a tag that asks for one, by the index of both.
    """

    sequence: tuple[Tag, ...]
    pairs: tuple[tuple[int, int], ...]
    loops: dict[int, int | None]


@dataclass(slots=True, kw_only=True)
class _Walk:
    """What has been seen of a part: the open blocks, and all that goes into the nesting."""

    complain: Complain
    opened: list[tuple[int, Tag]] = field(default_factory=list)
    finished: set[int] = field(default_factory=set)
    sequence: list[Tag] = field(default_factory=list)
    pairs: list[tuple[int, int]] = field(default_factory=list)
    loops: dict[int, int | None] = field(default_factory=dict)

    def fault(self, message: str, tag: Tag, near: str | None = None) -> None:
        """Tell of a fault at a tag."""
        self.complain(TemplateFault(message=message, place=tag.place, nearest=near))


def nest(tags: Sequence[Tag], complain: Complain) -> Nesting:
    """Put the tags of a part, in the order of the tree, into blocks.

    Args:
        tags: Statements, values and calls of macros.
        complain: Is told of blocks that are not closed, not opened or misspelt.
    """
    walk = _Walk(complain=complain)
    for index, tag in enumerate(tags):
        if tag.kind == "statement":
            _step(walk, index, _spelt(walk, tag))
        else:
            _keep(walk, index, tag)
    for _, tag in reversed(list(_close(walk, 0))):
        _unclosed(walk, tag)
    return Nesting(sequence=tuple(walk.sequence), pairs=tuple(walk.pairs), loops=walk.loops)


def _spelt(walk: _Walk, tag: Tag) -> Tag:
    """The tag with its keyword as the author must have meant it."""
    if tag.keyword in _KNOWN:
        return tag
    near = nearest(tag.keyword, sorted(_KNOWN))
    walk.fault(f"不认识的语句“{tag.keyword}”", tag, near)
    return tag if near is None else replace(tag, body=near + tag.body[len(tag.keyword) :])


def _step(walk: _Walk, index: int, tag: Tag) -> None:
    keyword = tag.keyword
    if keyword in CLOSING:
        walk.opened.append((index, tag))
        walk.sequence.append(tag)
    elif keyword in BETWEEN:
        _go_between(walk, index, tag)
    elif keyword in _OPENING:
        _end(walk, index, tag)
    elif keyword in CELL_TAGS:
        _check_cell_tag(walk, tag)
        _keep(walk, index, tag)
    elif keyword == "set":
        _assign(walk, tag)


def _keep(walk: _Walk, index: int, tag: Tag) -> None:
    walk.sequence.append(tag)
    if tag.ending == "合并" or tag.keyword in CELL_TAGS:
        around = (opening for opening, block in reversed(walk.opened) if block.keyword != "if")
        walk.loops[index] = next(around, None)


def _check_cell_tag(walk: _Walk, tag: Tag) -> None:
    has_value = tag.body != tag.keyword
    if has_value == (tag.keyword in _ALONE):
        wanted = tag.keyword if tag.keyword in _ALONE else f"{tag.keyword} 值"
        walk.fault(f"要写成 {{% {wanted} %}}", tag)


def _assign(walk: _Walk, tag: Tag) -> None:
    if "=" in tag.body:
        walk.sequence.append(tag)
    else:
        walk.fault("set 语句要写成 {% set 名称 = 值 %}", tag)


def _go_between(walk: _Walk, index: int, tag: Tag) -> None:
    opening = _opening(walk, tag)
    if opening is None:
        return
    number, block = opening
    if block.keyword not in BETWEEN[tag.keyword]:
        walk.fault(f"与前面的“{block.place.tag}”不成对", tag)
    elif number in walk.finished:
        walk.fault("前面已经有 {% else %} 了，它要写在最后，而且只有一个", tag)
    else:
        walk.pairs.append((number, index))
        walk.sequence.append(tag)
        walk.finished |= {number} if tag.keyword == "else" else set()


def _opening(walk: _Walk, tag: Tag) -> tuple[int, Tag] | None:
    if walk.opened:
        return walk.opened[-1]
    walk.fault("前面没有与它对应的开始标签", tag)
    return None


def _end(walk: _Walk, index: int, tag: Tag) -> None:
    opening = _opening(walk, tag)
    if opening is None:
        return
    wanted = _OPENING[tag.keyword]
    depth = next((d for d, (_, block) in _upwards(walk) if block.keyword == wanted), None)
    if depth is None:
        walk.fault(f"与前面的“{opening[1].place.tag}”不成对", tag)
        list(_close(walk, len(walk.opened) - 1))
        return
    for _, unclosed in _close(walk, depth + 1):
        _unclosed(walk, unclosed)
    walk.pairs.append((walk.opened.pop()[0], index))
    walk.sequence.append(tag)


def _upwards(walk: _Walk) -> Iterator[tuple[int, tuple[int, Tag]]]:
    return reversed(list(enumerate(walk.opened)))


def _unclosed(walk: _Walk, tag: Tag) -> None:
    walk.fault(f"缺少结束标签 {{% {CLOSING[tag.keyword]} %}}", tag)


def _close(walk: _Walk, depth: int) -> Iterator[tuple[int, Tag]]:
    """Close the blocks opened below a depth that nothing else closes."""
    while len(walk.opened) > depth:
        opening = walk.opened.pop()
        walk.sequence.append(replace(opening[1], body=CLOSING[opening[1].keyword]))
        yield opening
