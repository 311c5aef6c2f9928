"""What is told of reports that leave the office: where their numbers come from, their copies.

Knows what came of them. Must not know how it came about, nor how a line reaches the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pingshu.review import Finalized, Traced, Verified
    from pingshu.verify import FigureState

_MOST_TOLD = 10
_DIFFERING = frozenset({"overtyped", "stale", "conflict"})
_OF_REPORTS = "report-"


def traced_lines(done: Traced) -> Iterator[str]:
    """Yield what came of tracing a report."""
    if done.summary:
        yield f"{done.report.name}：{done.summary}。"
    yield from (f"  手工填写：{' '.join(text.split())}" for text in done.by_hand[:_MOST_TOLD])
    if len(done.by_hand) > _MOST_TOLD:
        yield f"  手工填写的共{len(done.by_hand)}个，其余见网页。"
    yield from (f"  {note}" for note in done.notes)
    yield from (f"{done.report.name}：{reason}" for reason in done.reasons)
    yield from (f"  {finding.message}" for finding in done.findings)
    yield from (f"  写在 {file}" for file in done.files)


def finalized_lines(done: Finalized, state: Verified) -> Iterator[str]:
    """Yield what came of the copies of a report.

    Args:
        done: the copies, or why there are none.
        state: what of the report is not as it should be.
    """
    if done.reasons:
        yield f"{done.report.name}：没有定稿。"
    yield from (f"  {reason}" for reason in done.reasons)
    yield from (
        f"  {finding.severity.word}　{finding.place}：{finding.message}"
        if finding.place.sheet
        else f"  {finding.message}"
        for finding in done.findings
    )
    if done.copies:
        yield f"{done.report.name}：已定稿。"
    yield from (f"  写在 {file}" for file in done.copies)
    yield from (f"  {note}" for note in done.notes)
    yield from _differing_lines(state)
    yield from _left_out_lines(done)


def _differing_lines(state: Verified) -> Iterator[str]:
    """Yield what the copies state otherwise than the form does."""
    others = [one for one in state.figures if one.status.value in _DIFFERING]
    if others:
        yield f"  有{len(others)}个数字与自评表不一致，送审稿和公开版按报告里的写，请核对："
        yield from (f"    {_figure_line(one)}" for one in others)
    doubts = [one for one in state.findings if not one.code.startswith(_OF_REPORTS)]
    if doubts:
        yield f"  有{len(doubts)}处文字与自评表对不上，送审稿和公开版按报告里的写，请核对："
        yield from (f"    {one.place.cell or ''}　{one.message}" for one in doubts)


def _figure_line(state: FigureState) -> str:
    due = state.generated if state.due is None else state.due
    return f"{state.name}，在{state.paragraph}：写的是“{state.present}”，照自评表应是“{due}”"


def _left_out_lines(done: Finalized) -> Iterator[str]:
    """Yield what stands in the report and not in its copies, and what a person has to look at."""
    if done.remarks:
        yield f"  两份都去掉了{len(done.remarks)}条批注，原报告里还留着；还没有答复的请先处理："
        yield from (
            f"    {one.place or '没有位置'}：{one.author or '没有署名'}写的“{one.text}”"
            for one in done.remarks
        )
    if done.dropped:
        yield f"  公开版删去了{len(done.dropped)}处，请核对："
        yield from (f"    {one.place}：{one.kind}“{one.text}”" for one in done.dropped)
    if done.doubtful:
        yield f"  还有{len(done.doubtful)}处没有把握，公开版里没有删，请看一下："
        yield from (f"    {one.place}：可能是{one.kind}“{one.text}”" for one in done.doubtful)
    if done.copies:
        yield "  认的是栏目的名字和号码的样子，公开以前请再看一遍公开版。"
