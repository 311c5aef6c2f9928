"""Bytes → the output folder: never over what a person edited, nor over what is being read.

Knows names, manifests and which files are ours. Must not know what the bytes mean.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pingshu.disk import MEMORY, not_written, place_file, safe_name
from pingshu.finding import Finding, found
from pingshu.manifest import (
    Manifest,
    digest,
    load,
    load_results,
    results_as_json,
    with_hashes,
)
from pingshu.outcome import Fate
from pingshu.sheet import Place
from pingshu.write.draft import Draft
from pingshu.write.naming import folded, memory_path, own_path
from pingshu.write.renewing import Renewal, keep_aside, place_copy, place_renewal, report_stem

__all__ = [
    "Draft",
    "Renew",
    "Renewal",
    "Shelf",
    "claim",
    "is_own",
    "memory_path",
    "open_shelf",
    "place_copy",
    "place_renewal",
    "remember",
    "replace_report",
    "report_stem",
    "write_report",
    "write_result",
]

_RESULTS = "results.json"


Renew = Callable[[bytes, Path, Draft], Renewal | None]
"""The edited report, where it stands and what is due there → what becomes of it; None if nothing
is remembered of it."""


@dataclass(slots=True)
class Shelf:
    """The output folder of one run.

    Attributes:
        force: edited reports are to be replaced, after a copy was kept.
        renew: brings edited reports up to date; None if they are to stay as they are.
        inputs: the files that the run reads, and so must never write over.
        taken: the names that it has given out.
    """

    folder: Path
    force: bool = False
    renew: Renew | None = None
    inputs: frozenset[str] = frozenset()
    taken: set[str] = field(default_factory=set)


def open_shelf(
    folder: Path, inputs: Iterable[Path], *, force: bool = False, renew: Renew | None = None
) -> Shelf:
    """Return the output folder for a run that reads these files."""
    read = frozenset(folded(Path(os.path.realpath(file))) for file in inputs)
    return Shelf(folder=folder, force=force, renew=renew, inputs=read)


def claim(paths: Iterable[Path], shelf: Shelf) -> bool:
    """Give out names again that reports have from an earlier run; False if one is given out."""
    names = {folded(path) for path in paths}
    is_free = names.isdisjoint(shelf.taken)
    if is_free:
        shelf.taken.update(names)
    return is_free


def write_report(draft: Draft, shelf: Shelf) -> tuple[Path, Fate, tuple[Finding, ...]]:
    """Write a report and its manifest, unless a person edited what stands there.

    Returns:
        Where the report is, what became of it, and findings as of replace_report.
    """
    path = _path(draft, shelf)
    return path, *replace_report(draft, path, shelf)


def replace_report(draft: Draft, path: Path, shelf: Shelf) -> tuple[Fate, tuple[Finding, ...]]:
    """Write a report and its manifest in its place, unless a person edited what stands there.

    Returns:
        What became of the report, and findings: edited-report-kept, edited-report-outdated,
        edited-report-renewed and what goes with it, existing-file-kept, original-kept-aside,
        target-is-input, target-in-use, cannot-write.
    """
    try:
        return _write(draft, path, shelf)
    except OSError as error:
        return Fate.FAILED, (not_written(error, path, draft.place),)


def _write(draft: Draft, path: Path, shelf: Shelf) -> tuple[Fate, tuple[Finding, ...]]:
    if _is_input(path, shelf):
        return Fate.FAILED, (found("target-is-input", draft.place, name=path.name),)
    before = path.read_bytes() if path.exists() else None
    known = load(memory_path(path, shelf.folder))
    remembered = known.hashes if known else ()
    ours = before is not None and digest(before) in remembered
    if before is not None and before != draft.content and not ours:
        return _settle_edited(draft, before, path, known, shelf)
    # Of ours, what stands there, and not what was to be written last time: a report may have
    # been open in Word during several runs.
    _replace_report(draft, path, shelf, (digest(before),) if before and ours else remembered)
    return Fate.UNCHANGED if before == draft.content else Fate.WRITTEN, ()


def _settle_edited(
    draft: Draft, before: bytes, path: Path, known: Manifest | None, shelf: Shelf
) -> tuple[Fate, tuple[Finding, ...]]:
    """Replace an edited report, renew it or leave it alone, as it was asked for."""
    if shelf.force:
        kept = (_keep_aside(before, path, shelf, draft.place),) if before else ()
        _replace_report(draft, path, shelf, known.hashes if known else ())
        return Fate.WRITTEN, kept
    renewal = shelf.renew(before, path, draft) if shelf.renew else None
    if renewal is None or renewal.content is None:
        fate, findings = _left(draft, path, known)
        return fate, (*findings, *(renewal.findings if renewal else ()))
    is_new = renewal.content != before
    told = (
        place_renewal(renewal, before, path, draft.place, shelf.folder)
        if is_new
        else (found("edited-report-kept", draft.place, name=path.name), *renewal.findings)
    )
    # The report goes first: it carries the memory of what it is now, and a run that is cut off
    # in between leaves beside it that of what it was.
    if known is None or not _says_the_same(known, draft):
        remember(draft, path, shelf)
    return Fate.RENEWED if is_new else Fate.KEPT, told


def _left(draft: Draft, path: Path, known: Manifest | None) -> tuple[Fate, tuple[Finding, ...]]:
    """Return how a file that is not ours to replace is told about."""
    if known is None:
        fate, code = Fate.FOREIGN, "existing-file-kept"
    elif _says_the_same(known, draft):
        fate, code = Fate.KEPT, "edited-report-kept"
    else:
        fate, code = Fate.OUTDATED, "edited-report-outdated"
    return fate, (found(code, draft.place, name=path.name),)


def _says_the_same(known: Manifest, draft: Draft) -> bool:
    """Return whether a report would read as it did when it was generated last.

    What it was made from may be another: a workbook that was renamed, or saved once more.
    """
    if known.hashes == (digest(draft.content),):
        return True
    is_settled = len(known.hashes) == 1 and bool(known.passages)
    return is_settled and known.reading == draft.manifest.reading


def _replace_report(draft: Draft, path: Path, shelf: Shelf, earlier: Iterable[str]) -> None:
    # The manifest goes first: it knows the report before and after, so that a run which is cut
    # off in between does not make an unedited report look edited.
    hashes = _hashes(draft.content, earlier)
    _remember(draft, path, shelf, hashes)
    place_file(draft.content, path, shelf.folder)
    if len(hashes) > 1:
        # What is edited from now on is this report and no earlier one.
        remember(draft, path, shelf)


def remember(draft: Draft, path: Path, shelf: Shelf) -> None:
    """Write what is remembered of a report from now on: what differs from it is edited.

    Raises:
        OSError: it cannot be written.
    """
    _remember(draft, path, shelf, _hashes(draft.content, ()))


def _remember(draft: Draft, path: Path, shelf: Shelf, hashes: Sequence[str]) -> None:
    # Should a power cut take half of it, the report as it would be generated is still ours.
    memory = memory_path(path, shelf.folder)
    place_file(with_hashes(draft.carried, hashes), memory, shelf.folder, lasting=False)


def _is_input(path: Path, shelf: Shelf) -> bool:
    return folded(Path(os.path.realpath(path))) in shelf.inputs


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
    # As of reports: from now on it is this file alone.
    settled = {**known, name: _hashes(content, ())}
    place_file(results_as_json(settled), memory, shelf.folder)
    return findings


def is_own(file: Path, folder: Path) -> bool:
    """Return whether a file below an output folder is one of ours, or was kept aside by us.

    A report has its manifest, a result is remembered; all else there is a person's.
    """
    try:
        inner = Path(os.path.realpath(file)).relative_to(os.path.realpath(folder))
    except ValueError:
        return False
    stem = report_stem(inner.stem)
    match inner.parts:
        case [str(top), *_] if top == MEMORY:
            return True
        case [year, _] if inner.suffix == ".docx" and _has_memory(folder / MEMORY / year, stem):
            return True
    name = inner.with_name(f"{stem}{inner.suffix}").as_posix()
    return name in load_results(folder / MEMORY / _RESULTS)


def _has_memory(memories: Path, stem: str) -> bool:
    return (memories / f"{stem}.json").is_file()


def _keep_aside(content: bytes, path: Path, shelf: Shelf, place: Place) -> Finding:
    aside = keep_aside(content, path, shelf.folder)
    return found("original-kept-aside", place, name=path.name, aside=aside.name)


def _path(draft: Draft, shelf: Shelf) -> Path:
    """Return where the report goes: where it is, else where its workbook was renamed, else free.

    A name that this run has given out, or that belongs to another form, is never taken.
    """
    plain = shelf.folder / safe_name(draft.subfolder) / f"{safe_name(draft.stem)}.docx"
    path = own_path(plain, draft.origin, shelf.folder, shelf.taken)
    shelf.taken.add(folded(path))
    return path
