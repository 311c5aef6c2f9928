"""A file in one step, whole or not at all, under a name that every system takes.

Knows paths and what a system may refuse. Must not know what is written, nor whether it may be.
"""

import errno
import os
import re
import unicodedata
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from pingshu.finding import Finding, found
from pingshu.sheet import Place

MEMORY = ".pingshu"
"""The folder below the output folder that is ours alone."""

_FORBIDDEN = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ud800-\udfff\ufeff]+'
)
_RESERVED = re.compile(
    r"\A(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|\Z))", re.IGNORECASE
)
_MOST_BYTES = 120
_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EACCES: "没有写入的权限",
    errno.EPERM: "没有写入的权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名或路径太长",
    errno.EISDIR: "已有同名的文件夹",
    errno.EEXIST: "已有同名的文件，建不了文件夹",
    errno.ENOTDIR: "路径当中有一段是文件，不是文件夹",
}


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
    return f"{short}-{_digest(encoded)[:8]}"


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def origin_path(workbook: str, folder: Path) -> str:
    """Return a workbook's path as it is remembered beside reports that go to this folder."""
    path, home = _real(Path(workbook).absolute()), _real(folder.absolute()).parent
    return (path.relative_to(home) if path.is_relative_to(home) else path).as_posix()


def origin_file(remembered: str, folder: Path) -> Path:
    """Return the workbook that is remembered so beside reports that go to this folder."""
    return _real(folder.absolute()).parent / remembered


# A run asks several times for each workbook, and always for the same folder.
@lru_cache(maxsize=1024)
def _real(path: Path) -> Path:
    return path.resolve()


def is_there(path: Path) -> bool:
    """Return whether there is a file or folder, whatever the system thinks of the path."""
    try:
        return path.exists()
    except OSError:  # a name that is too long, for one, is told like one that is not there
        return False


def not_written(error: OSError, path: Path, place: Place) -> Finding:
    """Return the finding about a file that the system did not let us write."""
    if isinstance(error, PermissionError) and path.is_file():
        return found("target-in-use", place, name=path.name)
    known = _REASONS.get(error.errno) if error.errno else None
    reason = known or error.strerror or str(error)
    return found("cannot-write", place, name=path.name, reason=reason)


def place_file(
    content: bytes, path: Path, folder: Path | None = None, *, lasting: bool = True
) -> None:
    """Write a file in one step: whole or not at all; an equal one is left untouched.

    The temporary file has a fixed name below the output folder's memory: one that a killed run
    left behind is overwritten by the next.

    Args:
        content: what is to stand in the file.
        path: the file.
        folder: the output folder; None for a file elsewhere, with the temporary one beside it.
        lasting: wait until it would outlast a power cut; not needed for what can be made again,
            and whose reader notices when half of it is missing.

    Raises:
        PermissionError: the target is open in another program, or the folder is read-only.
        OSError: the disk is full, the path is too long, …
    """
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = (path.parent if folder is None else folder / MEMORY) / _temporary_name(path)
    temporary.parent.mkdir(parents=True, exist_ok=True)
    _put(content, path, temporary, lasting)


def place_new(content: bytes, path: Path, place: Place) -> Finding | None:
    """Write a file outside the output folder in one step, or return why it cannot be written."""
    try:
        place_file(content, path)
    except OSError as error:
        return not_written(error, path, place)
    return None


def _temporary_name(path: Path) -> str:
    return f".{_digest(os.fsencode(path))[:16]}.tmp"


def _put(content: bytes, path: Path, temporary: Path, lasting: bool) -> None:
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            if lasting:
                stream.flush()
                os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
