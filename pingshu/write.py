"""Bytes → the output folder: never over what a person edited, nor over what is being read.

Knows names, manifests and which files are ours. Must not know what the bytes mean.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, count
from pathlib import Path

from pingshu.disk import MEMORY, not_written, place_file, safe_name
from pingshu.finding import Finding, found
from pingshu.manifest import (
    Manifest,
    Origin,
    as_json,
    digest,
    load,
    load_results,
    results_as_json,
)
from pingshu.outcome import Fate
from pingshu.sheet import Place

_RESULTS = "results.json"
_ASIDE = "原稿"
_SET_ASIDE = re.compile(rf"-{_ASIDE}\d*\Z")


@dataclass(slots=True)
class Shelf:
    """The output folder of one run.

    Attributes:
        force: edited reports are to be replaced, after a copy was kept.
        inputs: the files that the run reads, and so must never write over.
        taken: the names that it has given out.
    """

    folder: Path
    force: bool = False
    inputs: frozenset[str] = frozenset()
    taken: set[str] = field(default_factory=set)


def open_shelf(folder: Path, inputs: Iterable[Path], *, force: bool = False) -> Shelf:
    """Return the output folder for a run that reads these files."""
    read = frozenset(_folded(Path(os.path.realpath(file))) for file in inputs)
    return Shelf(folder=folder, force=force, inputs=read)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A report that is to be written.

    Attributes:
        subfolder, stem: where it goes below the output folder, not yet safe as names.
        manifest: what will be remembered of it.
        place: the form that it was made from, for findings.
    """

    content: bytes
    subfolder: str
    stem: str
    manifest: Manifest
    place: Place


def write_report(draft: Draft, shelf: Shelf) -> tuple[Path, Fate, tuple[Finding, ...]]:
    """Write a report and its manifest, unless a person edited what stands there.

    Returns:
        Where the report is, what became of it, and findings: edited-report-kept,
        edited-report-outdated, existing-file-kept, original-kept-aside, target-is-input,
        target-in-use, cannot-write.
    """
    path = _path(draft, shelf)
    try:
        fate, findings = _write(draft, path, shelf)
    except OSError as error:
        fate, findings = Fate.FAILED, (not_written(error, path, draft.place),)
    return path, fate, findings


def _write(draft: Draft, path: Path, shelf: Shelf) -> tuple[Fate, tuple[Finding, ...]]:
    if _is_input(path, shelf):
        return Fate.FAILED, (found("target-is-input", draft.place, name=path.name),)
    memory = _memory(path, shelf)
    before = path.read_bytes() if path.exists() else None
    known = load(memory)
    remembered = known.hashes if known else ()
    ours = before is not None and digest(before) in remembered
    edited = before is not None and before != draft.content and not ours
    if edited and not shelf.force:
        return _left(draft, path, known)
    findings = (_keep_aside(before, path, shelf, draft.place),) if edited and before else ()
    # Of ours, what stands there, and not what was to be written last time: a report may have
    # been open in Word during several runs.
    _replace_report(draft, path, shelf, (digest(before),) if before and ours else remembered)
    return Fate.UNCHANGED if before == draft.content else Fate.WRITTEN, findings


def _left(draft: Draft, path: Path, known: Manifest | None) -> tuple[Fate, tuple[Finding, ...]]:
    """Return how a file that is not ours to replace is told about."""
    if known is None:
        fate, code = Fate.FOREIGN, "existing-file-kept"
    elif known.hashes == (digest(draft.content),):
        fate, code = Fate.KEPT, "edited-report-kept"
    else:
        fate, code = Fate.OUTDATED, "edited-report-outdated"
    return fate, (found(code, draft.place, name=path.name),)


def _replace_report(draft: Draft, path: Path, shelf: Shelf, earlier: Iterable[str]) -> None:
    # The manifest goes first: it knows the report before and after, so that a run which is cut
    # off in between does not make an unedited report look edited.
    manifest = replace(draft.manifest, hashes=_hashes(draft.content, earlier))
    place_file(as_json(manifest), _memory(path, shelf), shelf.folder)
    place_file(draft.content, path, shelf.folder)
    if len(manifest.hashes) > 1:
        # What is edited from now on is this report and no earlier one.
        settled = replace(draft.manifest, hashes=_hashes(draft.content, ()))
        place_file(as_json(settled), _memory(path, shelf), shelf.folder)


def _is_input(path: Path, shelf: Shelf) -> bool:
    return _folded(Path(os.path.realpath(path))) in shelf.inputs


def _hashes(content: bytes, earlier: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((digest(content), *earlier)))


def write_result(
    content: bytes, path: Path, shelf: Shelf
) -> tuple[Path | None, tuple[Finding, ...]]:
    """Write a file beside the reports; what a person made of the last one is kept aside.

    Returns:
        The path, None if it was not written, and findings: original-kept-aside, target-is-input,
        target-in-use, cannot-write.
    """
    place = Place(workbook=path.name)
    if _is_input(path, shelf):
        return None, (found("target-is-input", place, name=path.name),)
    try:
        return path, _write_result(content, path, shelf, place)
    except OSError as error:
        return None, (not_written(error, path, place),)


def _write_result(content: bytes, path: Path, shelf: Shelf, place: Place) -> tuple[Finding, ...]:
    memory = shelf.folder / MEMORY / _RESULTS
    known = load_results(memory)
    before = path.read_bytes() if path.exists() else None
    earlier = [] if before is None else [digest(before)]
    name = path.relative_to(shelf.folder).as_posix()
    ours = before == content or set(earlier) <= set(known.get(name, ()))
    findings = () if ours or not before else (_keep_aside(before, path, shelf, place),)
    hashes = {**known, name: _hashes(content, earlier if ours else ())}
    place_file(results_as_json(hashes), memory, shelf.folder)
    place_file(content, path, shelf.folder)
    return findings


def is_own(file: Path, folder: Path) -> bool:
    """Return whether a file below an output folder is one of ours, or was kept aside by us.

    A report has its manifest, a result workbook is remembered; all else there is a person's.
    """
    try:
        inner = Path(os.path.realpath(file)).relative_to(os.path.realpath(folder))
    except ValueError:
        return False
    stem = _SET_ASIDE.sub("", inner.stem)
    match inner.parts:
        case [str(top), *_] if top == MEMORY:
            return True
        case [year, _] if inner.suffix == ".docx":
            return (folder / MEMORY / year / f"{stem}.json").is_file()
    name = inner.with_name(f"{stem}{inner.suffix}").as_posix()
    return name in load_results(folder / MEMORY / _RESULTS)


def _keep_aside(content: bytes, path: Path, shelf: Shelf, place: Place) -> Finding:
    """Keep a person's file under another name before a new one takes its place.

    A copy and not a new name, so that the file still stands where it was if the new one cannot
    be written; the copy of an earlier try is used again.
    """
    names = _numbered(path, _ASIDE)
    aside = next(one for one in names if not one.exists() or one.read_bytes() == content)
    place_file(content, aside, shelf.folder)
    return found("original-kept-aside", place, name=path.name, aside=aside.name)


def _numbered(path: Path, word: str) -> Iterator[Path]:
    yield path.with_name(f"{path.stem}-{word}{path.suffix}")
    for number in count(2):
        yield path.with_name(f"{path.stem}-{word}{number}{path.suffix}")


def _path(draft: Draft, shelf: Shelf) -> Path:
    """Return where the report goes: where it is, else where its workbook was renamed, else free.

    A name that this run has given out, or that belongs to another form, is never taken.
    """
    plain = shelf.folder / safe_name(draft.subfolder) / f"{safe_name(draft.stem)}.docx"
    path = _own_path(plain, draft.manifest.origin, shelf)
    shelf.taken.add(_folded(path))
    return path


def _own_path(plain: Path, origin: Origin, shelf: Shelf) -> Path:
    numbered = (plain.with_name(f"{plain.stem}（{number}）.docx") for number in count(2))
    names = (path for path in chain((plain,), numbered) if _folded(path) not in shelf.taken)
    others: dict[Path, Origin] = {}
    path = next(names)
    while (known := load(_memory(path, shelf))) is not None:
        others[path] = known.origin
        path = next(names)
    same = (one for one, other in others.items() if other == origin)
    renamed = (one for one, other in others.items() if _was_renamed(other, origin, shelf))
    return next(chain(same, renamed), path)


def _was_renamed(known: Origin, own: Origin, shelf: Shelf) -> bool:
    """Return whether a form that is remembered is this one, its workbook having moved."""
    if (known.sheet, known.project) != (own.sheet, own.project):
        return False
    home = shelf.folder.resolve().parent
    try:
        return (home / known.workbook).samefile(home / own.workbook)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError:
        return False


def _folded(path: Path) -> str:
    """Return a path as a file system that ignores case compares it."""
    return unicodedata.normalize("NFC", str(path)).casefold()


def _memory(path: Path, shelf: Shelf) -> Path:
    return shelf.folder / MEMORY / path.parent.name / f"{path.stem}.json"
