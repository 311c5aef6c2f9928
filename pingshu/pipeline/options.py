"""What a run works on, and whom it tells how far it is.

Knows folders and choices. Must not know what is done with them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pingshu.outcome import Outcome
from pingshu.working import Borrowed
from pingshu.write import Renew

Progress = Callable[[Outcome, int, int], None]
"""Called after each workbook with its outcome, its number and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run works on.

    Attributes:
        paths: files and folders; none means the inbox.
        inbox, templates, output: the project's folders.
        force: make everything anew and replace edited reports too, keeping them under another name.
        mark: write copies of the workbooks with what was found at its cells.
        renew: brings edited reports up to date; None if they are to stay as they are.
        jobs: how many processes make the reports.
        borrowed: processes of a cluster that make the reports instead.
        timed: measure how long each stage takes.
    """

    paths: tuple[Path, ...]
    inbox: Path
    templates: Path
    output: Path
    force: bool = False
    mark: bool = False
    renew: Renew | None = None
    jobs: int = 1
    borrowed: Borrowed | None = None
    timed: bool = False
