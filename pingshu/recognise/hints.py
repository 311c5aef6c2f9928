"""What a sheet lacks, and which of its words may be another name for that.

Knows labels and how alike two words are. Must not know where blocks stand.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from pingshu.finding import Finding, found
from pingshu.model import Layout
from pingshu.profile import Profile
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

_LENGTHS = range(3, 21)
# Headings stand near the top; a sheet of a hundred thousand cells must not take minutes.
_MOST_CELLS, _MOST_WORDS = 5_000, 200
_LEAST_LIKENESS = 0.65


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A word of the sheet that may be another name for a label.

    Attributes:
        cell: where the word stands.
        word: the word as labels are compared.
        label: what people call the label.
        place: the file and table of the profile in which the word belongs.
        line: the line that makes it known.
    """

    cell: Cell
    word: str
    label: str
    place: str
    line: str


def found_and_missed(
    labels: frozenset[str], profile: Profile
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which of the labels that every form should have a sheet has, and which not."""
    missed = _missed(labels, profile)
    seen = tuple(name for key, name in SOUGHT.items() if key not in missed)
    return seen, tuple(SOUGHT[key] for key in missed)


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
    words = _candidates(first, _known(profile), sought)
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
    return tuple(
        _hint(words[taken[key]], taken[key], key, profile) for key in missed if key in taken
    )


def _known(profile: Profile) -> frozenset[str]:
    tables = (*profile.labels.values(), profile.roles, profile.ends)
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


def _hint(cell: Cell, word: str, key: tuple[str, str], profile: Profile) -> Hint:
    folder = profile.folder
    return Hint(
        cell=cell,
        word=word,
        label=SOUGHT[key],
        place=f"{folder.parent.name}/{folder.name}/profile.toml 的 [labels.{key[0]}]",
        line=f"{key[1]} = [{json.dumps(word, ensure_ascii=False)}]",
    )


def said(given: Sequence[Hint]) -> str:
    """Return the hints as sentences."""
    return "".join(
        f"“{hint.word}”像是“{hint.label}”：在 {hint.place} 里加一行 {hint.line}。" for hint in given
    )


def unknown_headings(
    grid: Grid, layout: Layout, rows: dict[str, int], profile: Profile
) -> Iterator[Finding]:
    """Yield heading-unknown for words that may head what the form lacks."""
    last = rows.get("indicators", grid.last_row + 1) - 1
    above = [cell for row in range(grid.first_row, last + 1) for cell in grid.row(row)]
    lacking = {
        "header": not (profile.subject or "project" in layout.fields),
        "funds": layout.funds is None,
    }
    blocks = frozenset(block for block, lacks in lacking.items() if lacks)
    for hint in (*hints(above, profile, blocks), *_hints_of_indicators(grid, layout, profile)):
        yield found(
            "heading-unknown",
            grid.place(hint.cell),
            actual=hint.word,
            label=hint.label,
            where=hint.place,
            line=hint.line,
        )


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
