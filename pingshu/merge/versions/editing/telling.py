"""What a merge tells: how often it did what, and what it leaves to a person.

Knows the kinds of changes and the words in which people read of them. Must not know how a change
is made.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lxml.etree import _Element as Element

from pingshu.align import is_dispute
from pingshu.word import paragraph_text

_LONGEST = 60
_REWORDED = "工作簿更新后，这里重新生成的文字是："
_EMPTIED = "工作簿更新后，这里不再有文字。"


class Change(StrEnum):
    """What was done to a figure, a paragraph or row, a chart; the value is what people read."""

    FIGURE_RENEWED = "更新数字"
    FIGURE_KEPT = "保留人工改过的数字"
    FIGURE_DISPUTED = "人工与工作簿都改过的数字"
    FIGURE_MISSED = "人工删去、而自评表里又变了的数字"
    WORDS_RENEWED = "更新文字"
    WORDS_DISPUTED = "人工与工作簿都改过的文字"
    ADDED = "新增段落或表格行"
    REPEATED = "新增、而可能有人改写过的段落"
    MOVED = "移动段落或表格行"
    REMOVED = "删去不再需要的段落或表格行"
    OUTDATED = "不再生成、因有人工改动而保留"
    MISSED = "人工删去、而内容又有变化"
    CHART_RENEWED = "更新图表"
    CHART_KEPT = "保留人工改过的图表"
    UNPLACED = "移入未归位文件"
    UNDECIDED = "上次留下、还没有定夺的批注"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What a merge leaves to a person; nothing of the person's has been overwritten.

    Attributes:
        passage: how the paragraph or row begins that it is about.
        present: what stands in the document.
        due: what the workbook says, empty if nothing.
        place: where the comment stands; blank where there is none.
    """

    change: Change
    passage: str
    present: str
    due: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """A figure that reads otherwise now.

    Attributes:
        before: what stood there.
        place: where it stands.
        cells: where it comes from.
    """

    key: str
    before: str
    after: str
    place: str = ""
    cells: tuple[str, ...] = ()


_Kept = Callable[[Sequence[str]], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What has been done so far, and what will be told beside the text.

    Attributes:
        counts: how often what was done.
        conflicts: what is left to a person, and what it is about.
        renewed: the figures that read otherwise, and what they stand in.
        remarks: paragraph, cell or row → the lines of the comment on it.
        settled: what comments of an earlier time stand in → which of their lines they keep; None
            means wherever they stand.
    """

    counts: Counter[Change] = field(default_factory=Counter)
    conflicts: list[tuple[Element | None, Conflict]] = field(default_factory=list)
    renewed: list[tuple[Element, Renewed]] = field(default_factory=list)
    remarks: dict[Element, list[str]] = field(default_factory=dict)
    settled: list[tuple[Element | None, _Kept]] = field(default_factory=list)


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
    leave(ledger, change, element, texts)
    if element is not None:
        ledger.remarks.setdefault(element, []).append(remark)


def leave(
    ledger: Ledger, change: Change, element: Element | None, texts: tuple[str, str, str]
) -> None:
    """Leave something to a person that is said beside the text already, or nowhere.

    Args:
        ledger: where it is noted.
        change: what it is.
        element: what it is about; None if that is gone.
        texts: the passage, what stands there, what is due.
    """
    passage, present, due = texts
    told = Conflict(change=change, passage=_shortened(passage), present=present, due=due)
    ledger.counts[change] += 1
    ledger.conflicts.append((element, told))


def say_less(ledger: Ledger, element: Element | None, kept: _Kept) -> None:
    """Let comments of an earlier time say less, of which something else is said now."""
    ledger.settled.append((element, kept))


def leave_undecided(ledger: Ledger, remarks: Mapping[Element, Sequence[str]]) -> None:
    """Leave to a person what earlier comments say that still stand, but for disputed figures.

    Args:
        ledger: where it is noted.
        remarks: paragraph → the lines of our comments at it.
    """
    for paragraph, lines in remarks.items():
        others = [line for line in lines if not is_dispute(line)]
        if others:
            text = paragraph_text(paragraph)
            leave(ledger, Change.UNDECIDED, paragraph, (text, text, "\n".join(others)))


# --- what comments say of words ---------------------------------------------------------------


def reworded_told(due: str) -> str:
    """Return what is said beside words that both changed, or that the new version lacks."""
    return f"{_REWORDED}\n{due}" if due.strip() else _EMPTIED


def is_reworded_told(lines: Sequence[str]) -> bool:
    """Return whether some lines of comments say so."""
    return not {_REWORDED, _EMPTIED}.isdisjoint(lines)


def without_reworded(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines of a comment that stand before what it says of words."""
    said = {_REWORDED, _EMPTIED} & {*lines}
    return lines[: min(map(lines.index, said), default=len(lines))]


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}……"
