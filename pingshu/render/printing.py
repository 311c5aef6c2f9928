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

from pingshu.word import Frame, Printable, TemplateError

Filter = Callable[..., object]

Value = Printable | str | int | float | Decimal | date | None
Taken = tuple[str, str | None, bool]

MOST_TURNS = 200_000
"""Of all loops of one rendering; a report has some hundreds."""

_PLAIN = (str, int, float, Decimal, date)
_DELICATE = re.compile("[&<>\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_BREAKS = str.maketrans(
    {
        "\n": '</w:t><w:br/><w:t xml:space="preserve">',
        "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
    }
)
_ENDS_IN_PARAGRAPH = re.compile(r"(?:</w:p>|</w:sdt>|<w:p(?: [^<>]*)?/>)\s*\Z")


@dataclass(slots=True, kw_only=True)
class Memory:
    """What one rendering remembers from row to row.

    Attributes:
        turns: How many turns all loops have taken so far.
        rows: How many rows each table with merging cells has so far.
        last: The loop, row and text that a merging value was last printed with.
        continued: Whether that value continues the cell above.
    """

    turns: int = 0
    rows: Counter[int] = field(default_factory=Counter)
    last: dict[int, tuple[object, int, str]] = field(default_factory=dict)
    continued: dict[int, bool] = field(default_factory=dict)


def printing_filters(frames: Mapping[int, Frame]) -> dict[str, Filter]:
    """The filters that the tags of one part call, named as its source names them."""
    filters: dict[str, Filter] = {
        "__each": _count_turns,
        "__row": _count_row,
        "__with_p": _with_paragraph,
        "__with_tr": partial(_with_element, "<w:tr"),
        "__with_tc": partial(_with_element, "<w:tc"),
    }
    for number, frame in frames.items():
        filters[f"__put_{number}"] = _printer(number, frame)
        if frame.ending == "合并":
            filters[f"__merge_{number}"] = partial(_merge, number)
    return filters


def _printer(number: int, frame: Frame) -> Filter:
    if not frame.opening:
        return _print_plain
    if frame.ending == "分段":
        return partial(_print_paragraphs, frame)
    if frame.ending == "合并":
        return partial(_print_merged, number, frame)
    return partial(_print_run, frame)


def _print_run(frame: Frame, value: Value) -> str:
    text, key, missing = _take(value)
    return _run(frame, text, key, missing=missing) if text else ""


def _print_plain(value: Value) -> str:
    return _legal(_take(value)[0]).translate(_ENTITIES)


def _print_paragraphs(frame: Frame, value: Value) -> str:
    text, key, missing = _take(value)
    lines = [line for line in _legal(text).split("\n") if line.strip()]
    turn = frame.paragraph_closing + frame.paragraph_opening
    return turn.join(_run(frame, line, key, missing=missing) for line in lines)


def _print_merged(number: int, frame: Frame, value: Value, memory: Memory) -> str:
    return "" if memory.continued[number] else _print_run(frame, value)


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


def _run(frame: Frame, text: str, key: str | None, *, missing: bool) -> str:
    content = _escaped(text) if _DELICATE.search(text) else text
    if missing:
        return _figure(f"{frame.marked_opening}{content}{frame.marked_closing}", key)
    return _figure(f"{frame.opening}{content}{frame.closing}", key)


def _figure(run: str, key: str | None) -> str:
    """The one place that knows which figure a finished run prints."""
    return run


def _escaped(text: str) -> str:
    return _legal(text).translate(_ENTITIES | _BREAKS)


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _count_turns(items: Iterable[object], memory: Memory) -> Iterator[object]:
    for item in items:
        memory.turns += 1
        if memory.turns > MOST_TURNS:
            raise TemplateError(f"循环的次数太多，一份报告里不能超过 {MOST_TURNS} 次")
        yield item


def _count_row(memory: Memory, table: int) -> str:
    memory.rows[table] += 1
    return ""


def _merge(number: int, value: Value, memory: Memory, loop: object, table: int) -> str:
    text = _take(value)[0].strip()
    row = memory.rows[table]
    continued = bool(text) and memory.last.get(number) == (loop, row - 1, text)
    memory.last[number] = (loop, row, text)
    memory.continued[number] = continued
    if not text:
        return ""
    return "<w:vMerge/>" if continued else '<w:vMerge w:val="restart"/>'


def _with_paragraph(content: str) -> str:
    return content if _ENDS_IN_PARAGRAPH.search(content) else f"{content}<w:p/>"


def _with_element(opening: str, content: str) -> str:
    return content if opening in content else ""
