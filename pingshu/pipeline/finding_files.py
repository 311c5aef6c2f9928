"""Which files of a folder are to be read: all workbooks, and Word documents that hold a form.

What else lies there is told. Knows names of files, and asks the stages whether a document holds a
form. Must not know what a form is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pingshu.disk import is_there
from pingshu.finding import Finding, found
from pingshu.profile import RULES, Profile
from pingshu.read import read_workbook
from pingshu.recognise import recognise
from pingshu.sheet import Place
from pingshu.write import is_own, report_stem

_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xls", ".et"})
# Forms in these formats would be lost in silence; reading them says how to save them again.
_TO_BE_SAVED_AGAIN = frozenset({".xlsb", ".ods", ".csv"})
_DOCUMENTS = frozenset({".docx", ".docm", ".doc", ".wps"})
_REPORT = re.compile(r".+-绩效自评报告(?:（\d+）)?")
_REASONS = {
    "no-form": "里面没有表格",
    "old-format": "这种格式读不了",
    "empty-file": "里面没有内容",
    "not-a-workbook": "",
}
_LOCKS = ("~$", ".~")
_PROFILE = "profile.toml"
_HOMES = {RULES: "", _PROFILE: "，放到 templates 里这一类的文件夹中"}
# What systems and programs leave behind.
_LEFT_BEHIND = frozenset({"thumbs.db", "desktop.ini"})
_TEMPORARY = frozenset({".tmp", ".temp", ".part", ".crdownload", ".download", ".lock"})
_MOST_TOLD = 5
_SAMPLES = "示例"


def find_workbooks(
    paths: Sequence[Path], inbox: Path, output: Path, profiles: Sequence[Profile] = ()
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Return the files to read, in the order of their names, and findings.

    Args:
        paths: files and folders as given; none means the inbox.
        inbox: the folder that is read when no path is given; its samples count only while
            nothing else is there.
        output: the folder of the reports; what we wrote there is read only if it is named, and so
            are the files of a family of templates.
        profiles: families whose forms may stand in Word documents; without any, only documents
            that are named are read.

    Finds: path-missing, nothing-to-read, only-own-files, workbook-open, word-passed-over,
    files-passed-over, settings-misnamed.
    """
    given = paths or (inbox,)
    missing = [path for path in given if not is_there(path)]
    absent = frozenset(missing)  # thousands of files may be named, so nothing is looked for in rows
    findings = [found("path-missing", Place(workbook=str(path)), path=path) for path in missing]
    known = _WORKBOOKS | _TO_BE_SAVED_AGAIN | (_DOCUMENTS if profiles else frozenset())
    there = dict.fromkeys(path for path in given if path not in absent)
    under = {path: _under(path) for path in there}
    every = [file for path in there for file in under[path] if file in there or _is(file, known)]
    files = [file for file in every if file in there or not _is_own(file, output)]
    empty = "only-own-files" if every and not files else "nothing-to-read"
    others = dict(_other_documents(files, there, profiles))
    files = [file for file in files if file not in others]
    findings.extend(finding for finding in others.values() if finding is not None)
    if not paths:
        files = _without_samples(files, inbox)
    readable = _once_each(file for file in files if not _is_lock(file))
    findings.extend(_open_elsewhere(files, readable))
    if not readable and not missing:
        findings.append(found(empty, Place(workbook=str(given[0])), folder=given[0]))
    for path, held in under.items():
        findings.extend(_passed_over_in(path, held, output))
    return readable, tuple(findings)


def may_be_read(file: Path) -> bool:
    """Return whether a file of a folder is one that is looked into, by its name."""
    return file.suffix.lower() in _WORKBOOKS | _TO_BE_SAVED_AGAIN | _DOCUMENTS and (
        not file.name.startswith((".", *_LOCKS))
    )


def held_by(lock: Path) -> Path | None:
    """Return the file that a lock file says is open in Excel or WPS; None if it is no lock."""
    return lock.with_name(lock.name[2:]) if _is_lock(lock) else None


def titles_of(files: Sequence[Path], given: Sequence[Path]) -> Mapping[Path, str]:
    """Return what each file is called on the screen: its name, where names repeat its path.

    Args:
        files: what is read.
        given: the folders in which it was found; below them a path begins.
    """
    order = {path: number for number, path in reversed([*enumerate(given)])}
    below = {file: _below(file, order) for file in files}
    names = Counter(file.name for file in files)
    paths = Counter(below.values())
    return {
        file: file.name if names[file.name] == 1 else path if paths[path] == 1 else str(file)
        for file, path in below.items()
    }


def _below(file: Path, order: Mapping[Path, int]) -> str:
    """Return the path of a file below the first of the folders that holds it."""
    above = min(
        (path for path in file.parents if path in order), key=order.__getitem__, default=None
    )
    return str(file.relative_to(above) if above else file)


def _under(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    files = (file for file in path.rglob("*") if not _is_hidden(file) and file.is_file())
    return sorted(files)


def _is_hidden(file: Path) -> bool:
    return file.name.startswith(".") and not _is_lock(file)


def _is(file: Path, known: frozenset[str]) -> bool:
    return file.suffix.lower() in known


def _passed_over_in(folder: Path, files: Sequence[Path], output: Path) -> Iterator[Finding]:
    """Tell of the files below a folder that are of no kind that is read."""
    others = [
        file.relative_to(folder)
        for file in files
        if file != folder and _is_of_no_use(file) and not _is_ours(file, folder, output)
    ]
    misnamed = [file for file in others if file.name.lower().removesuffix(".txt") in _HOMES]
    for file in misnamed:
        place, due = Place(workbook=str(folder / file)), file.stem.lower()
        yield found("settings-misnamed", place, name=file.name, due=due, home=_HOMES[due])
    rest = [file for file in others if file not in misnamed]
    if rest:
        told = "、".join(f"“{file}”" for file in rest[:_MOST_TOLD])
        names = told if len(rest) <= _MOST_TOLD else f"{told}等{len(rest)}个文件"
        yield found("files-passed-over", Place(workbook=str(folder)), folder=folder, names=names)


def _is_of_no_use(file: Path) -> bool:
    """Return whether nothing is done with a file that somebody has put somewhere."""
    if _is(file, _WORKBOOKS | _TO_BE_SAVED_AGAIN | _DOCUMENTS | _TEMPORARY) or _is_lock(file):
        return False
    return file.name not in _HOMES and file.name.lower() not in _LEFT_BEHIND


def _is_ours(file: Path, folder: Path, output: Path) -> bool:
    """Return whether a file lies in the output folder, among templates or in a hidden folder."""
    inner = file.relative_to(folder).parts[:-1]
    is_hidden = any(part.startswith(".") for part in inner)
    return is_hidden or output in file.parents or _is_own(file, output)


def _is_own(file: Path, output: Path) -> bool:
    return is_own(file, output) or file.with_name(_PROFILE).is_file()


def _other_documents(
    files: Iterable[Path], named: Iterable[Path], profiles: Sequence[Profile]
) -> Iterator[tuple[Path, Finding | None]]:
    """Yield the documents of folders that hold no form, with the finding that says so.

    A document that cannot be opened may hold one, and is left to be read and told about.
    """
    asked_for = frozenset(named)
    for file in files:
        is_document = file.suffix.lower() in _DOCUMENTS and not _is_lock(file)
        if is_document and file not in asked_for:
            reason = _why_passed_over(file, profiles)
            if reason is not None:
                yield file, _passed_over(file, reason)


def _why_passed_over(file: Path, profiles: Sequence[Profile]) -> str | None:
    """Return why a document is not read, blank if it is none; None if it is to be read."""
    if _REPORT.fullmatch(report_stem(file.stem)):
        return "看名称是自评报告"
    grids, findings = read_workbook(file)
    if grids:
        return None if recognise(grids, profiles)[0].layouts else "里面没有认出自评表"
    return _REASONS.get(findings[0].code)


def _passed_over(file: Path, reason: str) -> Finding | None:
    if not reason:
        return None
    return found("word-passed-over", Place(workbook=str(file)), name=file.name, reason=reason)


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
