"""What a sheet lacks, and which of its words may be another name for that.

Knows labels and how alike two words are. Must not know where blocks stand.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from pingshu.finding import Finding, found
from pingshu.model import Layout
from pingshu.profile import Profile, Words
from pingshu.sheet import Cell, Grid
from pingshu.values import normalise_label

SOUGHT: Mapping[tuple[str, str], str] = {
    ("header", "project"): "项目名称",
    ("funds", "budget"): "全年预算数",
    ("funds", "executed"): "全年执行数",
    ("indicators", "level3"): "三级指标",
    ("indicators", "actual"): "实际完成值",
}
"""Block and name of what every form should have, and what people call it."""

NAMES: Mapping[tuple[str, str], str] = {
    **SOUGHT,
    ("funds", "budget_initial"): "年初预算数",
    ("funds", "adjustment"): "调整数",
    ("funds", "rate"): "执行率",
    ("funds", "weight"): "分值",
    ("funds", "score"): "得分",
    ("indicators", "level1"): "一级指标",
    ("indicators", "level2"): "二级指标",
    ("indicators", "target"): "年度指标值",
    ("indicators", "weight"): "分值",
    ("indicators", "score"): "得分",
    ("indicators", "reason"): "偏差原因分析及改进措施",
}
"""The same of every column that a form may have."""

_LENGTHS = range(3, 21)
# Headings stand near the top; a sheet of a hundred thousand cells must not take minutes.
_MOST_CELLS, _MOST_WORDS = 5_000, 200
_LEAST_LIKENESS = 0.65
# A column that nobody reads needs less to be taken for one that is missing.
_LEAST_GUESS = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A word of the sheet that may be another name for a label.

    Attributes:
        cell: where the word stands.
        word: the word as labels are compared.
        block, key: the table and the list of the profile in which the word belongs.
        label: what people call the label.
    """

    cell: Cell
    word: str
    block: str
    key: str
    label: str


def why_none(grid: Grid, labels: frozenset[str], profile: Profile) -> str:
    """Return why a sheet with these labels holds no form."""
    if not any(cell.text for cell in grid.cells):
        return "空表。"
    if any(word in grid.sheet for word in profile.titles["help"]):
        return "填表说明，不是自评表。"
    missed = _missed(labels, profile)
    seen = "、".join(name for key, name in SOUGHT.items() if key not in missed)
    return f"找到的表头：{seen or '无'}；没有找到：{'、'.join(SOUGHT[key] for key in missed)}。"


def _missed(labels: frozenset[str], profile: Profile) -> tuple[tuple[str, str], ...]:
    return tuple((block, key) for block, key in SOUGHT if not profile.labels[block][key] & labels)


def hints(cells: Sequence[Cell], profile: Profile, blocks: frozenset[str]) -> tuple[Hint, ...]:
    """Return the words that are most like a missing label, one for each label and word.

    Args:
        cells: where such a word may stand, and the labels that are not missing.
        profile: the family that fits best.
        blocks: the blocks whose labels are sought.
    """
    first = cells[:_MOST_CELLS]
    labels = frozenset(normalise_label(cell.text) for cell in first)
    missed = [key for key in _missed(labels, profile) if key[0] in blocks]
    sought = frozenset().union(*(profile.labels[block][key] for block, key in missed))
    known = _words_in((*profile.labels.values(), profile.roles, profile.ends))
    words = _candidates(first, known, sought) if missed else {}
    likely = sorted(
        (
            (_likeness(word, profile.labels[key[0]][key[1]]), key, word)
            for key in missed
            for word in words
        ),
        key=lambda one: -one[0],
    )
    taken: dict[tuple[str, str], str] = {}
    for likeness, key, word in likely:
        if likeness >= _LEAST_LIKENESS and key not in taken and word not in taken.values():
            taken[key] = word
    return tuple(_hint(words[taken[key]], taken[key], key) for key in missed if key in taken)


# A batch is read with the same families throughout, but for the rules of a place.
@lru_cache(maxsize=64)
def _words_in(tables: tuple[Words, ...]) -> frozenset[str]:
    return frozenset().union(*(words for table in tables for words in table.values()))


def _candidates(
    cells: Iterable[Cell], known: frozenset[str], sought: frozenset[str]
) -> dict[str, Cell]:
    """Return the first words that share two neighbouring characters with a label, with a cell."""
    pairs = {pair for word in sought for pair in pairwise(word)}
    words: dict[str, Cell] = {}
    for cell in cells:
        if len(words) == _MOST_WORDS:
            break
        word = normalise_label(cell.text)
        alike = len(word) in _LENGTHS and not pairs.isdisjoint(pairwise(word))
        if alike and word not in known:
            words.setdefault(word, cell)
    return words


def _likeness(word: str, labels: Iterable[str]) -> float:
    return max(SequenceMatcher(None, word, label).ratio() for label in labels)


def _hint(cell: Cell, word: str, key: tuple[str, str]) -> Hint:
    return Hint(cell=cell, word=word, block=key[0], key=key[1], label=NAMES[key])


def said(given: Sequence[Hint], profile: Profile) -> tuple[str, ...]:
    """Return the hints as lines."""
    told = zip(given, _ways(given, profile), strict=True)
    return tuple(
        line
        for hint, (first, *lines) in told
        for line in (f"“{hint.word}”像是“{hint.label}”：{first}", *lines)
    )


def _ways(given: Sequence[Hint], profile: Profile) -> Iterator[tuple[str, ...]]:
    """Yield how each word is made known, as lines: what to do, what to paste.

    A table may stand but once in a file.
    """
    stated = {block: set(names) for block, names in profile.own_labels.items()}
    for hint in given:
        yield _way(hint, profile, stated)
        stated.setdefault(hint.block, set()).add(hint.key)


def _way(hint: Hint, profile: Profile, stated: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    folder, word = profile.folder, json.dumps(hint.word, ensure_ascii=False)
    file = f"{folder.parent.name}/{folder.name}/profile.toml"
    table, line = f"[labels.{hint.block}]", f"{hint.key} = [{word}]"
    if hint.key in stated.get(hint.block, ()):
        return f"在 {file} 的 {table} 里，给 {hint.key} 的方括号里加上：", word
    if hint.block in stated:
        return f"在 {file} 的 {table} 这一行下面加上一行：", line
    return f"在 {file} 的最后加上这两行：", table, line


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A heading that no label knows.

    Attributes:
        cell: the heading.
        block: the block that it is of.
        hint: what it may be, None where no label is like it.
    """

    cell: Cell
    block: str
    hint: Hint | None


def unknown_headings(
    grid: Grid,
    layout: Layout,
    rows: Mapping[str, int],
    profile: Profile,
    unread: Sequence[tuple[str, Cell]],
) -> tuple[Unknown, ...]:
    """Return the words that may head what the form lacks, and the columns that were not read."""
    last = rows.get("indicators", grid.last_row + 1) - 1
    above = [cell for row in range(grid.first_row, last + 1) for cell in grid.row(row)]
    lacking = {
        "header": not (profile.subject or "project" in layout.fields),
        "funds": layout.funds is None,
    }
    blocks = frozenset(block for block, lacks in lacking.items() if lacks)
    sought = (*hints(above, profile, blocks), *_hints_of_indicators(grid, layout, profile))
    told = {hint.cell.address for hint in sought}
    columns = [(block, cell) for block, cell in unread if cell.address not in told]
    return (
        *(Unknown(cell=hint.cell, block=hint.block, hint=hint) for hint in sought),
        *_guessed(columns, layout, [(hint.block, hint.key) for hint in sought]),
    )


def _guessed(
    columns: Iterable[tuple[str, Cell]], layout: Layout, told: Iterable[tuple[str, str]]
) -> Iterator[Unknown]:
    """Yield the columns, each with the label most like it that none before it has."""
    taken = {*told}
    for block, cell in columns:
        word = normalise_label(cell.text)
        free = [key for key in lacked(layout, block) if key not in taken]
        likeness = {key: SequenceMatcher(None, word, NAMES[key]).ratio() for key in free}
        best = max(free, key=lambda key: likeness[key], default=None)
        if best is None or likeness[best] < _LEAST_GUESS:
            yield Unknown(cell=cell, block=block, hint=None)
        else:
            taken.add(best)
            yield Unknown(cell=cell, block=block, hint=_hint(cell, word, best))


def lacked(layout: Layout, block: str) -> tuple[tuple[str, str], ...]:
    """Return the columns that a block of the form does not have, all if it has no such block."""
    located = {"funds": layout.funds, "indicators": layout.indicators}.get(block)
    there = located.columns if located else {}
    return tuple(key for key in NAMES if key[0] == block and key[1] not in there)


def with_unread(
    grid: Grid,
    layout: Layout,
    rows: Mapping[str, int],
    profile: Profile,
    unread: Sequence[tuple[str, Cell]],
) -> tuple[Layout, tuple[Finding, ...]]:
    """Return a form with the columns that may not have been read, and heading-unknown for each.

    Of a points rubric nothing is known to be lacking.
    """
    if layout.rubric is not None:
        return layout, ()
    unknown = unknown_headings(grid, layout, rows, profile, unread)
    findings = tuple(told(unknown, grid, layout, profile))
    return replace(layout, unread=columns_of(unknown, layout)), findings


def columns_of(unknown: Iterable[Unknown], layout: Layout) -> frozenset[str]:
    """Return the columns (indicators.target) that one of the headings may mean."""
    blocks = frozenset(one.block for one in unknown)
    return frozenset(".".join(key) for block in blocks for key in lacked(layout, block))


def told(
    unknown: Sequence[Unknown], grid: Grid, layout: Layout, profile: Profile
) -> Iterator[Finding]:
    """Yield heading-unknown for each of them."""
    given = [one.hint for one in unknown if one.hint]
    ways = dict(zip((hint.cell.address for hint in given), _ways(given, profile), strict=True))
    for one in unknown:
        yield found(
            "heading-unknown",
            grid.place(one.cell),
            actual=one.hint.word if one.hint else one.cell.text,
            guess=f"，看起来像是“{one.hint.label}”" if one.hint else "",
            advice=_advice(one, layout, ways),
        )


def _advice(one: Unknown, layout: Layout, ways: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if one.hint is None:
        names = "".join(f"“{NAMES[key]}”" for key in lacked(layout, one.block))
        return (f"如果是{names}中的一栏，请把表头改成那个叫法；用不着的栏不用管。",)
    first, *lines = ways[one.cell.address]
    return (f"如果就是它，请把表头改成“{one.hint.label}”，或{first}", *lines)


def _hints_of_indicators(grid: Grid, layout: Layout, profile: Profile) -> tuple[Hint, ...]:
    """Return the hints for a column of the indicators, or for all of them where there are none."""
    block = frozenset({"indicators"})
    if layout.indicators is None:
        return hints(grid.cells, profile, block)
    columns = layout.indicators.columns
    around = range(columns["level3"].row - 1, columns["level3"].last_row + 1)
    given = hints([cell for row in around for cell in grid.row(row)], profile, block)
    # A column may be known by the label that it ends in; of 三级指标 the name of 二级指标 may be
    # in use where it was not understood.
    read = {SOUGHT["indicators", name] for name in columns if name == "actual"}
    return tuple(hint for hint in given if hint.label not in read)
