"""How a value becomes finished XML: escaped, framed by its run, split or merged where asked.

Knows what may be printed and the frames prepared for it. A value is data: nothing in it is ever
read as XML or as a tag. Knows nothing of templates and of where a value comes from.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial

from pingshu.passages import Printed, bookmark_stem
from pingshu.word import (
    RICH,
    Additions,
    Frame,
    Printable,
    TemplateError,
    in_element,
    in_run,
    legal,
)

Filter = Callable[..., object]
PrintRich = Callable[[Frame, object, Additions, str | None], str]

Value = Printable | str | int | float | Decimal | date | None
Taken = tuple[str, str | None, bool]

MOST_TURNS = 200_000
"""Of all loops of one rendering; a report has some hundreds."""

_PLAIN = (str, int, float, Decimal, date)
_MOST_COLUMNS = 63
_COLOUR = re.compile("#?([0-9A-Fa-f]{6}|auto)")
# No value can hold these characters.
_TURNING_POINT = re.compile("\x01([^\x02]*)\x02")
_NAME_LENGTH = 32


@dataclass(slots=True, kw_only=True)
class Memory:
    """What the rendering of one part remembers.

    Attributes:
        additions: What the whole rendering adds to the package.
        turns: How many turns all loops have taken so far.
        rows: How many rows each table with merging cells has so far.
        last: The loop, row and text that a merging value was last printed with.
        continued: Whether that value continues the cell above.
        bookmarks: The present number of each bookmark that a loop copies.
        copies: How often each name of a bookmark has been used.
        printed: The figures that the part has printed so far; None where they are not kept.
        prints: How often each of them has been printed, by the stem of its bookmarks.
    """

    additions: Additions = field(default_factory=Additions)
    turns: int = 0
    rows: Counter[int] = field(default_factory=Counter)
    last: dict[int, tuple[object, int, str]] = field(default_factory=dict)
    continued: dict[int, bool] = field(default_factory=dict)
    bookmarks: dict[str, int] = field(default_factory=dict)
    copies: Counter[str] = field(default_factory=Counter)
    printed: list[Printed] | None = None
    prints: Counter[str] = field(default_factory=Counter)


Printer = Callable[[Value, Memory], str]


def printing_filters(frames: Mapping[int, Frame], print_rich: PrintRich) -> dict[str, Filter]:
    """The filters that the tags of one part call, named as its source names them.

    Args:
        frames: What is prepared around each value.
        print_rich: Prints a value that is more than text, given the XML between paragraphs.
    """
    printers = {
        number: (_printer(number, frame, print_rich), frame.behind)
        for number, frame in frames.items()
    }
    filters: dict[str, Filter] = {
        "__each": _count_turns,
        "__put": partial(_put, printers),
        "__row": _count_row,
        "__span": _span,
        "__shade": _shade,
        "__merge_all": _merge_all,
        "__bookmark": _bookmark,
        "__bookmark_end": _bookmark_end,
        "__open": "\x01{}\x02".format,
        "__close": "\x01\x02{}".format,
    }
    merging = (number for number, frame in frames.items() if frame.tag.ending == "合并")
    filters |= {f"__merge_{number}": partial(_merge, number) for number in merging}
    return filters


def _put(
    printers: Mapping[int, tuple[Printer, str]], memory: Memory, value: Value, number: int
) -> str:
    printer, behind = printers[number]
    return printer(value, memory) + behind


def _printer(number: int, frame: Frame, print_rich: PrintRich) -> Printer:
    if not frame.opening:
        return _print_plain
    if frame.tag.level == "p":
        return partial(_print_block, frame, print_rich)
    if frame.tag.ending == "分段":
        return partial(_print_paragraphs, frame, print_rich)
    if frame.tag.ending == "合并":
        return partial(_print_merged, number, frame, print_rich)
    return partial(_print_run, frame, print_rich)


def _print_run(frame: Frame, print_rich: PrintRich, value: Value, memory: Memory) -> str:
    if type(value) in RICH:
        return print_rich(frame, value, memory.additions, None)
    text, key, missing = _take(value)
    return _run(frame, text, key, memory, missing=missing) if text else ""


def _print_plain(value: Value, _memory: Memory) -> str:
    return in_element(_take(value)[0])


def _print_paragraphs(frame: Frame, print_rich: PrintRich, value: Value, memory: Memory) -> str:
    turn = frame.paragraph_closing + frame.paragraph_opening
    if type(value) in RICH:
        return print_rich(frame, value, memory.additions, turn)
    text, key, missing = _take(value)
    lines = [line for line in legal(text).split("\n") if line.strip()]
    return turn.join(_run(frame, line, key, memory, missing=missing) for line in lines)


def _print_block(frame: Frame, print_rich: PrintRich, value: Value, memory: Memory) -> str:
    """Print whole paragraphs, none for nothing."""
    content = _print_paragraphs(frame, print_rich, value, memory)
    return f"{frame.paragraph_opening}{content}{frame.paragraph_closing}" if content else ""


def _print_merged(
    number: int, frame: Frame, print_rich: PrintRich, value: Value, memory: Memory
) -> str:
    return "" if memory.continued[number] else _print_run(frame, print_rich, value, memory)


def _take(value: Value) -> Taken:
    if type(value) is str:
        return value, None, False
    if value is None:
        return "", None, False
    if isinstance(value, bool):
        raise TemplateError("“是/否”只能用来判断（if），不能直接打印")
    if isinstance(value, _PLAIN):
        return str(value), None, False
    return _take_printable(value)


def _take_printable(value: Printable) -> Taken:
    try:
        return value.text, value.key, value.missing
    except AttributeError:
        raise TemplateError("这里取到的不是一个值，而是一组值或别的东西，不能直接打印") from None


def _run(frame: Frame, text: str, key: str | None, memory: Memory, *, missing: bool) -> str:
    opening, closing = frame.opening, frame.closing
    if missing:
        opening, closing = frame.marked_opening, frame.marked_closing
    run = f"{opening}{in_run(text)}{closing}"
    if key is None or memory.printed is None or frame.boxed:
        return run
    return _figure(run, legal(text), key, memory.printed, memory)


def _figure(run: str, text: str, key: str, printed: list[Printed], memory: Memory) -> str:
    """Put a bookmark around the run of a figure, named after the figure."""
    stem = bookmark_stem(key)
    memory.prints[stem] += 1
    name = f"{stem}{memory.prints[stem]}"
    printed.append(Printed(name=name, key=key, text=text))
    number = next(memory.additions.marks)
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{run}<w:bookmarkEnd w:id="{number}"/>'


def _count_turns(items: Iterable[object], memory: Memory) -> Iterator[object]:
    for item in items:
        memory.turns += 1
        if memory.turns > MOST_TURNS:
            raise TemplateError(f"循环的次数太多，一份报告里不能超过 {MOST_TURNS} 次")
        yield item


# --- Cells --------------------------------------------------------------------------------------


def _count_row(memory: Memory, table: int) -> str:
    memory.rows[table] += 1
    return ""


def _merge(number: int, value: Value, memory: Memory, loop: object, table: int) -> str:
    text = _take(value)[0].strip()
    row = memory.rows[table]
    continued = bool(text) and memory.last.get(number) == (loop, row - 1, text)
    memory.last[number] = (loop, row, text)
    memory.continued[number] = continued
    return _merge_all(not continued) if text else ""


def _merge_all(first: bool) -> str:
    return '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"


def _span(columns: object, times: int) -> str:
    text = str(columns).strip()
    count = int(text) * times if text.isdecimal() else 0
    if not 0 < count <= _MOST_COLUMNS:
        raise TemplateError(f"跨的列数要是 1 到 {_MOST_COLUMNS} 的整数，这里是“{text}”")
    return f'<w:gridSpan w:val="{count}"/>'


def _shade(value: Value) -> str:
    text = _take(value)[0].strip()
    colour = _COLOUR.fullmatch(text)
    if text and colour is None:
        raise TemplateError(f"底色要写成六位十六进制数，如 FFDD00，这里是“{text}”")
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour[1]}"/>' if colour else ""


# --- Copies -------------------------------------------------------------------------------------


def _bookmark(memory: Memory, number: str, name: str) -> str:
    """Start a bookmark; the first copy keeps its name, so that references still find it."""
    memory.copies[name] += 1
    copy = memory.copies[name]
    fresh = memory.bookmarks[number] = next(memory.additions.numbers)
    own = name if copy == 1 else f"{name[:_NAME_LENGTH]}_{copy}"
    return f'<w:bookmarkStart w:id="{fresh}" w:name="{own}"/>'


def _bookmark_end(memory: Memory, number: str) -> str:
    return f'<w:bookmarkEnd w:id="{memory.bookmarks.get(number, number)}"/>'


# --- What is looked at when it is filled --------------------------------------------------------


def look_after(text: str, menders: Mapping[str, Callable[[str, str], str]]) -> str:
    """Hand what stands between opened and closed points to whoever mends it, inside out.

    Args:
        text: A filled part.
        menders: By the first word at the opening point; each gets the rest of it and the content.
    """
    if "\x01" not in text:
        return text
    literal, *others = _TURNING_POINT.split(text)
    opened: list[tuple[str, list[str]]] = [("", [literal])]
    for task, following in zip(others[::2], others[1::2], strict=True):
        if task:
            opened.append((task, []))
        else:
            (kind, _, detail), pieces = opened[-1][0].partition(" "), opened.pop()[1]
            opened[-1][1].append(menders[kind](detail, "".join(pieces)))
        opened[-1][1].append(following)
    return "".join(opened[0][1])
