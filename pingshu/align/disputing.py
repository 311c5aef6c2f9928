"""What a comment says of a figure that person and workbook both changed, and what it says still.

Knows the words of such a comment. Must not know Word, nor where the comment stands.
"""

import re
from collections.abc import Iterable, Sequence

from pingshu.numerals import same_figure

_DISPUTE = re.compile(r"“(.*?)”是人工改过的数字，.*应为“(.*?)”。.*")


def dispute_told(before: str, present: str, due: str) -> str:
    """Return what is said beside a figure that both changed.

    Args:
        before: what the workbook gave when the report was made or brought up to date last.
        present: what the person made of it.
        due: what the workbook gives now.
    """
    return (
        f"“{present}”是人工改过的数字，自评表里原来是“{before}”；"
        f"按更新后的工作簿应为“{due}”。请核对后改定。"
    )


def is_dispute(line: str, due: str | None = None) -> bool:
    """Return whether a line of a comment is about a figure that both changed.

    Args:
        line: what it says.
        due: what it has to say the workbook gives; None if that does not matter.
    """
    match = _DISPUTE.fullmatch(line)
    return match is not None and (due is None or same_figure(match[2], due))


def without_dispute(lines: Sequence[str], due: str) -> Sequence[str]:
    """Return what a comment says besides that it is about a figure and that this was due."""
    return [line for line in lines if not is_dispute(line, due)]


def is_disputed(due: str, present: str | None, remarks: Iterable[str]) -> bool:
    """Return whether a person still has to decide about a figure.

    That is so until the person takes what is due, or removes the comment.

    Args:
        due: what the workbook gives.
        present: what stands there; None if nothing does.
        remarks: what our comments there say.
    """
    if present is None or same_figure(present, due):
        return False
    return any(is_dispute(line, due) for line in remarks)
