"""Which files of a folder are workbooks to be read.

Knows names of files. Must not know what is in them.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pingshu.finding import Finding, found
from pingshu.sheet import Place

_WORKBOOKS = frozenset({".xlsx", ".xlsm"})
# Forms in these formats would be lost in silence; reading them says how to save them again.
_TO_BE_SAVED_AGAIN = frozenset({".xls", ".et", ".xlsb", ".ods", ".xltx", ".csv"})
_LOCKS = ("~$", ".~")
_SAMPLES = "示例"


def find_workbooks(
    paths: Sequence[Path], inbox: Path, never: Iterable[Path]
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Return the files to read, in the order of their names, and findings.

    Args:
        paths: files and folders as given; none means the inbox.
        inbox: the folder that is read when no path is given; its samples count only while
            nothing else is there.
        never: folders whose files are never read (output, templates).

    Finds: path-missing, nothing-to-read, workbook-open.
    """
    given = paths or (inbox,)
    missing = [path for path in given if not path.exists()]
    findings = [found("path-missing", Place(workbook=str(path)), path=path) for path in missing]
    files = [file for path in given if path.exists() for file in _under(path, tuple(never))]
    if not paths:
        files = _without_samples(files, inbox)
    readable = _once_each(file for file in files if not _is_lock(file))
    findings.extend(_open_elsewhere(files, readable))
    if not readable and not missing:
        findings.append(found("nothing-to-read", Place(workbook=str(given[0])), folder=given[0]))
    return readable, tuple(findings)


def _under(path: Path, never: tuple[Path, ...]) -> list[Path]:
    if path.is_file():
        return [path]
    known = _WORKBOOKS | _TO_BE_SAVED_AGAIN
    files = (file for file in path.rglob("*") if file.suffix.lower() in known and file.is_file())
    excluded = [folder.resolve() for folder in never if folder.resolve() != path.resolve()]
    return sorted(file for file in files if _may_be_read(file, excluded))


def _may_be_read(file: Path, excluded: Sequence[Path]) -> bool:
    if file.name.startswith(".") and not _is_lock(file):
        return False
    return not any(file.resolve().is_relative_to(folder) for folder in excluded)


def _once_each(files: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files, of two paths to the same one the first."""
    once: dict[Path, Path] = {}
    for file in files:
        once.setdefault(file.resolve(), file)
    return tuple(once.values())


def _is_lock(file: Path) -> bool:
    return file.name.startswith(_LOCKS)


def _without_samples(files: list[Path], inbox: Path) -> list[Path]:
    own = [file for file in files if _SAMPLES not in file.relative_to(inbox).parts[:-1]]
    return own if any(not _is_lock(file) for file in own) else files


def _open_elsewhere(files: Iterable[Path], readable: Iterable[Path]) -> Iterator[Finding]:
    by_name = {(file.parent, file.name): file for file in readable}
    for lock in files:
        workbook = by_name.get((lock.parent, lock.name[2:])) if _is_lock(lock) else None
        if workbook is not None:
            yield found("workbook-open", Place(workbook=str(workbook)), name=workbook.name)
