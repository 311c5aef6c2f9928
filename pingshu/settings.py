"""A table of TOML settings: read, and every setting of the wrong kind told in Chinese.

Knows TOML, kinds of values and the line on which a setting stands. Must not know what the settings
are for.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from string import Formatter
from typing import Any

Table = dict[str, Any]
"""A table of TOML as it was read."""

_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)\s*\Z")
_REPEATED = ("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate")


class SettingError(Exception):
    """A setting cannot be used; the text says in Chinese which and why.

    Attributes:
        names: the tables that hold the setting, the outermost first, and its own name; nothing
            where the fault is not one setting's.
    """

    def __init__(self, message: str, *names: str) -> None:
        """Remember what is wrong, and with which setting."""
        super().__init__(message)
        self.names = names


@contextmanager
def within(*tables: str) -> Iterator[None]:
    """Add the names of these tables to the setting that something inside finds wrong.

    Raises:
        SettingError: something inside raised it.
    """
    try:
        yield
    except SettingError as error:
        raise SettingError(str(error), *tables, *error.names) from error


def line_of(text: str, names: Sequence[str]) -> int | None:
    """Return the line on which a setting begins, None if it does not stand in the text.

    It begins where the text, read up to there, does not have it, and read to its end does: so no
    second grammar of TOML is needed.
    """
    lines, start = text.split("\n"), 1
    for number in range(1, len(lines) + 1):
        try:
            table = tomllib.loads("\n".join(lines[:number]))
        except tomllib.TOMLDecodeError:  # in the midst of a list or text of several lines
            continue
        if _holds(table, names):
            return start
        start = number + 1
    return None


def _holds(table: object, names: Sequence[str]) -> bool:
    for name in names:
        if not isinstance(table, dict) or name not in table:
            return False
        table = table[name]
    return bool(names)


def read_text(path: Path) -> str:
    """Return the text of a file of settings.

    Raises:
        SettingError: it cannot be opened or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SettingError("打不开，读不出来") from error
    except UnicodeDecodeError as error:
        raise SettingError("不是 UTF-8 编码，读不出来；请存为 UTF-8 编码") from error


def read_settings(text: str) -> Table:
    """Return the settings that a text holds.

    Raises:
        SettingError: it is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingError(_what_is_wrong(str(error), text)) from error
    except RecursionError as error:
        raise SettingError("括号套得太深，读不出来") from error


def _what_is_wrong(message: str, text: str) -> str:
    place = _PLACE.search(message)
    where = f"第{place[1]}行第{place[2]}列" if place and place[1] else "文件末尾"
    if message.startswith(_REPEATED):
        return f"{where}之前重复写了同一项设置，请删去一处"
    is_bare = place is not None and place[1] and _is_chinese(text, int(place[1]), int(place[2]))
    hint = "；中文要写在英文的双引号里" if is_bare else ""
    return f"{where}的写法有误，请检查那里的引号、括号和等号{hint}"


def _is_chinese(text: str, line: int, column: int) -> bool:
    """Return whether the fault is at a Chinese word, which TOML takes in quotes alone."""
    return text.split("\n")[line - 1][column - 1 : column] >= "\u3400"


def refuse_unknown(table: Table, known: Collection[str]) -> None:
    """Refuse whatever would be overlooked, so that a misspelt setting is told.

    Raises:
        SettingError: a name is not among the known ones.
    """
    for name in table:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"是不是“{near[0]}”？" if near else ""
            usable = "、".join(sorted(known))
            raise SettingError(f"不认识的设置“{name}”。{hint}可用的有：{usable}", name)


def table_in(table: Table, name: str) -> Table:
    """Return a table of settings, an empty one if it is not there.

    Raises:
        SettingError: something else stands there.
    """
    inner = table.get(name, {})
    if not isinstance(inner, dict):
        raise SettingError(f"“{name}”应写成一节设置：[{name}]", name)
    return inner


def text_in(table: Table, name: str) -> str:
    """Return a text that says something.

    Raises:
        SettingError: it is missing, blank or no text.
    """
    text = table.get(name)
    if not isinstance(text, str) or not text.strip():
        raise SettingError(f"缺少或写错了“{name}”，应是引号里的文字，不能空着", name)
    return text


def texts_in(table: Table, name: str) -> tuple[str, ...]:
    """Return a list of texts, none if it is not there.

    Raises:
        SettingError: it is no list, or something in it is no text that says something.
    """
    texts = table.get(name, [])
    if not isinstance(texts, list) or not all(
        isinstance(one, str) and one.strip() for one in texts
    ):
        raise SettingError(f'“{name}”应是方括号里的一列文字，如 ["甲", "乙"]', name)
    return tuple(texts)


def truth_in(table: Table, name: str) -> bool:
    """Return whether a setting is on.

    Raises:
        SettingError: it is neither true nor false.
    """
    truth = table.get(name)
    if not isinstance(truth, bool):
        raise SettingError(f"“{name}”应是 true 或 false，不加引号", name)
    return truth


def number_in(table: Table, name: str, least: int, most: int) -> Decimal:
    """Return a number within these limits.

    Raises:
        SettingError: it is missing, no number or out of the limits.
    """
    return number(table.get(name), name, least, most)


def number(value: object, name: str, least: int, most: int) -> Decimal:
    """Return a value as the number it is.

    Raises:
        SettingError: it is no number or out of the limits.
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most:
        return Decimal(str(value))
    raise SettingError(f"“{name}”应是{least}到{most}之间的数，不加引号", name)


def whole_in(table: Table, name: str, least: int, most: int) -> int:
    """Return a whole number within these limits.

    Raises:
        SettingError: it is missing, no whole number or out of the limits.
    """
    value = table.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return value
    raise SettingError(f"“{name}”应是{least}到{most}之间的整数，不加引号", name)


def choice_in(table: Table, name: str, choices: Collection[str]) -> str:
    """Return one of several words.

    Raises:
        SettingError: another one stands there, or none.
    """
    word = table.get(name)
    if isinstance(word, str) and word in choices:
        return word
    usable = "、".join(f"“{choice}”" for choice in choices)
    raise SettingError(f"“{name}”只能是{usable}之一，写在引号里", name)


def steps_in(table: Table, name: str) -> tuple[tuple[Decimal, Decimal], ...]:
    """Return pairs of numbers, the first of each larger than that of the pair before.

    Raises:
        SettingError: it is no list of such pairs.
    """
    pairs = table.get(name)
    if not isinstance(pairs, list) or not all(map(_is_pair, pairs)):
        raise SettingError(f"“{name}”应写成一列数对，如 [[60, 0], [80, 50]]", name)
    steps = tuple((number(a, name, 0, 10_000), number(b, name, 0, 10_000)) for a, b in pairs)
    borders = [border for border, _ in steps]
    if borders != sorted(set(borders)):
        raise SettingError(f"“{name}”各对的第一个数应从小到大，不能重复", name)
    return steps


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2


def pattern_in(table: Table, name: str, slots: Collection[str]) -> str:
    """Return a text with {slots} that are to be filled in, and no others.

    Raises:
        SettingError: it is missing or blank, or something else stands between its braces.
    """
    text = text_in(table, name)
    usable = "、".join(f"{{{slot}}}" for slot in slots)
    fault = SettingError(f"“{name}”里的花括号只能写 {usable}：{text}", name)
    try:
        fields = [(slot, form, turn) for _, slot, form, turn in Formatter().parse(text)]
    except ValueError as error:
        raise fault from error
    if any(slot is not None and (slot not in slots or form or turn) for slot, form, turn in fields):
        raise fault
    return text
