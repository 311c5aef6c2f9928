"""Forms as text: one line per row, cells parted by bars.

    项目名称*2|农村道路*7
    年度资金总额|100|%0.9|$9~0.0

`*2` merges over two columns, `^3` over three rows; a line set in by blanks continues the one
above; `\\n` is a line break. A bare number is stored as a number, after `'` as text, after `%` as
a share shown in percent, after `@` as a date and after `$` as a number with its format behind
`~`; `=H4::9` is a formula with its stored value.

Knows how a form looks on paper and how `inspect` tells of it. Must not know how it is read.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.workbook_building import Content, Formatted, Formula, Item, Merged, Percent, Table
from tests.workbook_building import described as described_of
from tests.workbook_building import workbook as written

Json = dict[str, Any]

HEADER = ("year", "project", "department", "unit", "money_unit", "total_stated")
KEYS = {
    "funds": (
        *("label", "budget_initial", "budget", "executed"),
        *("rate_stated", "weight", "score_stated"),
    ),
    "indicators": ("level1", "level2", "level3", "target", "actual", "weight", "score", "reason"),
}
_SPANS = re.compile(r"(.*?)(?:\*(\d+))?(?:\^(\d+))?", re.DOTALL)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a careful reader takes from a form; of a field that is left out nothing is said.

    Attributes:
        funds: label, 年初预算数, 全年预算数, 全年执行数, 执行率, 分值, 得分, one row per line.
        indicators: 一级, 二级, 三级指标, target, actual, 分值, 得分, reason.
        goals: what was expected and what was reached.
    """

    funds: str | None = None
    indicators: str | None = None
    goals: str | None = None
    header: Mapping[str, object]


def lines_of(text: str) -> list[str]:
    """Return the lines of a notation, those that are continued joined."""
    return re.sub(r"\n +", "", text.strip("\n")).split("\n")


def rows_of(text: str) -> Table:
    """Return the rows that a notation stands for."""
    return [[_item(cell) for cell in line.split("|")] if line else [] for line in lines_of(text)]


def _item(text: str) -> Item:
    match = _SPANS.fullmatch(text)
    assert match
    content, columns, rows = _content(match[1]), int(match[2] or 1), int(match[3] or 1)
    return Merged(content, rows=rows, columns=columns) if columns * rows > 1 else content


def _content(text: str) -> Content:
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    if text.startswith("="):
        formula, mark, value = text.partition("::")
        return Formula(formula, float(value)) if mark else text
    return _marked(text[:1], text[1:]) or text.replace("\\n", "\n") or None


def _marked(mark: str, rest: str) -> Content:
    value, _, number_format = rest.partition("~")
    if mark == "'":
        return rest
    if mark == "@":
        return Formatted(date.fromisoformat(value), number_format)
    if not _NUMBER.fullmatch(value):
        return None
    number = float(value)
    if mark == "%":
        return Percent(number)
    return Formatted(number, number_format) if mark == "$" else None


def read_as_json(path: Path, sheets: Mapping[str, str]) -> Json:
    """Return what `inspect` tells of a workbook with these sheets."""
    rows = {name: rows_of(text) for name, text in sheets.items()}
    # Through text, as another program would get it.
    document: Json = json.loads(json.dumps(described_of(written(path, rows))))
    return document


def said(sheet: Json, expected: Expected) -> Json:
    """Return what was read of the fields of which something is expected."""
    goals = sheet["goals"] or {}
    return {
        **{name: sheet[name] for name in expected.header},
        **{name: _table(sheet[name], KEYS[name]) for name in KEYS if _due(expected, name)},
        **({"goals": [goals.get("expected"), goals.get("actual")]} if expected.goals else {}),
    }


def due(expected: Expected) -> Json:
    """Return what is expected, in the shape of what was read."""
    tables = {name: text for name in KEYS if (text := _due(expected, name))}
    return {
        **expected.header,
        **{name: _padded(lines_of(text), len(KEYS[name])) for name, text in tables.items()},
        **({"goals": _values(expected.goals)} if expected.goals else {}),
    }


def _due(expected: Expected, name: str) -> str | None:
    return {"funds": expected.funds, "indicators": expected.indicators}[name]


def _table(rows: Sequence[Json] | None, keys: Sequence[str]) -> list[list[str | None]]:
    return [[row[key] for key in keys] for row in rows or ()]


def _padded(lines: Sequence[str], width: int) -> list[list[str | None]]:
    rows = [_values(line) for line in lines]
    return [[*row, *[None] * (width - len(row))] for row in rows]


def _values(line: str) -> list[str | None]:
    return [value.replace("\\n", "\n") or None for value in line.split("|")]
