"""Which path a report has: its own of an earlier run, else one that is free.

Knows names and what is remembered of reports. Must not know what is written.
"""

import unicodedata
from collections.abc import Collection
from itertools import chain, count
from pathlib import Path

from pingshu.disk import MEMORY, origin_file
from pingshu.manifest import Origin, load


def folded(path: Path) -> str:
    """Return a path as a file system that ignores case compares it."""
    return unicodedata.normalize("NFC", str(path)).casefold()


def memory_path(path: Path, folder: Path) -> Path:
    """Return where a report of an output folder is remembered."""
    return folder / MEMORY / path.parent.name / f"{path.stem}.json"


def own_path(plain: Path, origin: Origin, folder: Path, taken: Collection[str]) -> Path:
    """Return where the report of a form goes.

    Args:
        plain: where it goes if it is alone there.
        origin: the form.
        folder: the output folder.
        taken: the paths that are given away already, folded.
    """
    numbered = (plain.with_name(f"{plain.stem}（{number}）.docx") for number in count(2))
    names = (path for path in chain((plain,), numbered) if folded(path) not in taken)
    others: dict[Path, Origin] = {}
    path = next(names)
    while (known := load(memory_path(path, folder))) is not None:
        others[path] = known.origin
        path = next(names)
    same = (one for one, other in others.items() if other == origin)
    renamed = (one for one, other in others.items() if _was_renamed(other, origin, folder))
    return next(chain(same, renamed), path)


def _was_renamed(known: Origin, own: Origin, folder: Path) -> bool:
    """Return whether a form that is remembered is this one, its workbook having moved."""
    if (known.sheet, known.project) != (own.sheet, own.project):
        return False
    before, now = (origin_file(one.workbook, folder) for one in (known, own))
    try:
        return before.samefile(now)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError:
        return False
