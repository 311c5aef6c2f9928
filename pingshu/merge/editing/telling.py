"""What a merge tells: how often it did what, and what it leaves to a person.

Knows the kinds of changes and the words in which people read of them. Must not know how a change
is made.
"""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from lxml.etree import _Element as Element

_LONGEST = 60


class Change(StrEnum):
    """What was done to a figure, a paragraph or row, a chart; the value is what people read."""

    FIGURE_RENEWED = "更新数字"
    FIGURE_KEPT = "保留人工改过的数字"
    FIGURE_DISPUTED = "人工与工作簿都改过的数字"
    WORDS_RENEWED = "更新文字"
    WORDS_DISPUTED = "人工与工作簿都改过的文字"
    ADDED = "新增段落或表格行"
    REMOVED = "删去不再需要的段落或表格行"
    OUTDATED = "不再生成、因有人工改动而保留"
    MISSED = "人工删去、而内容又有变化"
    CHART_RENEWED = "更新图表"
    CHART_KEPT = "保留人工改过的图表"
    UNPLACED = "移入未归位文件"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What a merge leaves to a person; nothing of the person's has been overwritten.

    Attributes:
        passage: how the paragraph or row begins that it is about.
        present: what stands in the document.
        due: what the workbook says, empty if nothing.
    """

    change: Change
    passage: str
    present: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What has been done so far, and what will be told beside the text.

    Attributes:
        counts: how often what was done.
        conflicts: what is left to a person.
        remarks: paragraph, cell or row → the lines of the comment on it.
    """

    counts: Counter[Change] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)
    remarks: dict[Element, list[str]] = field(default_factory=dict)


def dispute(
    ledger: Ledger,
    change: Change,
    element: Element | None,
    remark: str,
    texts: tuple[str, str, str],
) -> None:
    """Leave something to a person, and say so beside the text.

    Args:
        ledger: where it is noted.
        change: what it is.
        element: what the comment stands at; None if nothing is left to stand at.
        remark: what the comment says.
        texts: the passage, what stands there, what is due.
    """
    passage, present, due = texts
    ledger.counts[change] += 1
    ledger.conflicts.append(
        Conflict(change=change, passage=_shortened(passage), present=present, due=due)
    )
    if element is not None:
        ledger.remarks.setdefault(element, []).append(remark)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}……"
