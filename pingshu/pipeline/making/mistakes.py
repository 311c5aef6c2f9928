"""Our own mistakes as findings, which a batch outlives.

Knows what is told of them and what a developer needs. Must not know what was under way.
"""

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pingshu.finding import Finding, found
from pingshu.outcome import LOG
from pingshu.sheet import Place

Result = TypeVar("Result")


def internal(file: Path, reason: str, trace: str) -> Finding:
    """Return the finding that a mistake of ours left a workbook without its reports.

    Args:
        file: the workbook.
        reason: the name of the mistake.
        trace: where it happened.
    """
    return found("internal", Place(workbook=str(file)), trace=trace, reason=reason, log=LOG)


def outlived(task: Callable[[], Result], failed: Callable[[str, str], Result]) -> Result:
    """Return what a task returns or, if a mistake of ours breaks it off, what is told of that.

    Args:
        task: something about one workbook or report, which must not keep others from theirs.
        failed: the name of the mistake, and where it happened → what is returned instead.
    """
    try:
        return task()
    except Exception as error:  # the one place: our own mistake must not stop a batch
        return failed(type(error).__name__, "".join(traceback.format_exception(error)))
