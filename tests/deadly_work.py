"""Work that ends its process, as a system without memory would end it.

Other processes import it by its name, so it stands by itself. Must not be used outside of tests.
"""

import gc
import os
from pathlib import Path
from typing import Any

DEADLY = "杀"
"""What is in the name of a workbook that ends each process that reads it."""


def squared(number: int) -> tuple[int, int]:
    """Return a number's square, and which process found it."""
    return number * number, os.getpid()


def collecting(_number: int) -> tuple[int, int, int]:
    """Return how often this process looks for garbage."""
    return gc.get_threshold()


def squared_or_dead(folder: Path, number: int) -> int:
    """Return a number's square; 13 ends every process, 5 only the first."""
    first = folder / str(number)
    if number == 13 or (number == 5 and not first.exists()):
        first.touch()
        os.kill(os.getpid(), 9)
    return number * number


def make(workplaces: Any, folder: Path, timed: bool, task: tuple[Path, Path | None]) -> Any:
    """Make the reports of a workbook, unless its name is deadly."""
    from pingshu.pipeline.making import make as really_make

    if DEADLY in task[0].name:
        os.kill(os.getpid(), 9)
    return really_make(workplaces, folder, timed, task)
