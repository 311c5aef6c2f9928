"""Bytes → files: atomic, with safe names, never over a report that a person edited.

Knows paths and manifests. Must not know what the bytes mean.
"""

import errno
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, count
from pathlib import Path

from pingshu.finding import Finding, found
from pingshu.manifest import Manifest, as_json, digest, load
from pingshu.outcome import Fate
from pingshu.sheet import Place

_FORBIDDEN = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ud800-\udfff\ufeff]+'
)
_RESERVED = re.compile(
    r"\A(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|\Z))", re.IGNORECASE
)
_MOST_BYTES = 120
_MEMORY = ".pingshu"
_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名或路径太长",
    errno.EISDIR: "已有同名的文件夹",
    errno.EEXIST: "已有同名的文件，建不了文件夹",
    errno.ENOTDIR: "路径当中有一段是文件，不是文件夹",
}


@dataclass(slots=True)
class Shelf:
    """The output folder of one run, and the names that it has given out."""

    folder: Path
    force: bool = False
    taken: set[str] = field(default_factory=set)


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


def safe_name(text: str) -> str:
    """Return a text as a file name that Windows, Linux and a USB stick accept.

    At most 120 bytes: what is cut off is replaced by a short hash, so that two long names stay
    two.
    """
    name = " ".join(_FORBIDDEN.sub(" ", unicodedata.normalize("NFC", text)).split())
    name = _RESERVED.sub(r"\g<0>_", name.strip(". ")) or "未命名"
    encoded = name.encode()
    if len(encoded) <= _MOST_BYTES:
        return name
    short = encoded[: _MOST_BYTES - 9].decode("utf-8", "ignore").rstrip(". ")
    return f"{short}-{digest(encoded)[:8]}"


def write_report(draft: Draft, shelf: Shelf) -> tuple[Path, Fate, tuple[Finding, ...]]:
    """Write a report and its manifest, unless a person edited what stands there.

    Returns:
        Where the report is, what became of it, and findings: edited-report-kept,
        existing-file-kept, target-in-use, cannot-write.
    """
    path = _path(draft, shelf)
    try:
        return _write(draft, path, shelf)
    except OSError as error:
        return path, Fate.FAILED, (not_written(error, path, draft.place),)


def not_written(error: OSError, path: Path, place: Place) -> Finding:
    """Return the finding about a file that the system did not let us write."""
    if isinstance(error, PermissionError):
        return found("target-in-use", place, name=path.name)
    known = _REASONS.get(error.errno) if error.errno else None
    reason = known or error.strerror or str(error)
    return found("cannot-write", place, name=path.name, reason=reason)


def _write(draft: Draft, path: Path, shelf: Shelf) -> tuple[Path, Fate, tuple[Finding, ...]]:
    memory = _memory(path, shelf)
    before = path.read_bytes() if path.exists() else None
    known = load(memory)
    ours = _is_ours(before, known)
    if before is not None and before != draft.content and not ours:
        if not shelf.force:
            code = "edited-report-kept" if known else "existing-file-kept"
            return path, Fate.KEPT, (found(code, draft.place, name=path.name),)
        _keep_aside(before, path, shelf.folder)
    # The manifest goes first: it knows the report before and after, so that a run which is cut
    # off in between does not make an unedited report look edited.
    manifest = _remembering(draft, before if ours else None)
    place_file(as_json(manifest), memory, shelf.folder)
    place_file(draft.content, path, shelf.folder)
    return path, Fate.UNCHANGED if before == draft.content else Fate.WRITTEN, ()


def _is_ours(content: bytes | None, known: Manifest | None) -> bool:
    return content is not None and known is not None and digest(content) in known.hashes


def _remembering(draft: Draft, before: bytes | None) -> Manifest:
    """Return the manifest with the hashes of the new report and of the one that stands there.

    What stands there, and not what was to be written last time: a report may have been open in
    Word during several runs.
    """
    contents = (draft.content,) if before is None else (draft.content, before)
    return replace(draft.manifest, hashes=tuple(dict.fromkeys(map(digest, contents))))


def place_file(content: bytes, path: Path, folder: Path) -> None:
    """Write a file in one step: whole or not at all; an equal one is left untouched.

    The temporary file has a fixed name below the output folder's memory: one that a killed run
    left behind is overwritten by the next.

    Raises:
        PermissionError: the target is open in another program, or the folder is read-only.
        OSError: the disk is full, the path is too long, …
    """
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = folder / _MEMORY / f"{digest(os.fsencode(path))[:16]}.tmp"
    temporary.parent.mkdir(parents=True, exist_ok=True)
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _keep_aside(content: bytes, path: Path, folder: Path) -> None:
    """Keep an edited report under another name before a new one takes its place.

    A copy and not a new name, so that the edited report still stands where it was if the new one
    cannot be written; the copy of an earlier try is used again.
    """
    names = _numbered(path, "原稿")
    aside = next(one for one in names if not one.exists() or one.read_bytes() == content)
    place_file(content, aside, folder)


def _numbered(path: Path, word: str) -> Iterator[Path]:
    yield path.with_name(f"{path.stem}-{word}{path.suffix}")
    for number in count(2):
        yield path.with_name(f"{path.stem}-{word}{number}{path.suffix}")


def _path(draft: Draft, shelf: Shelf) -> Path:
    """Return where the report goes: a name that neither this run nor another form has taken."""
    plain = shelf.folder / safe_name(draft.subfolder) / f"{safe_name(draft.stem)}.docx"
    others = (plain.with_name(f"{plain.stem}（{number}）.docx") for number in count(2))
    path = next(one for one in chain((plain,), others) if _is_free(one, draft, shelf))
    shelf.taken.add(_folded(path))
    return path


def _is_free(path: Path, draft: Draft, shelf: Shelf) -> bool:
    if _folded(path) in shelf.taken:
        return False
    known = load(_memory(path, shelf))
    return known is None or known.origin == draft.manifest.origin


def _folded(path: Path) -> str:
    """Return a path as a file system that ignores case compares it."""
    return unicodedata.normalize("NFC", str(path)).casefold()


def _memory(path: Path, shelf: Shelf) -> Path:
    return shelf.folder / _MEMORY / path.parent.name / f"{path.stem}.json"
