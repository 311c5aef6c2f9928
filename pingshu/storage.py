"""Files that lie elsewhere (s3://…, memory://…) brought here for a while, and back.

Knows fsspec, which is imported only for an address. Must not know what the files are. What has
changed here is put back; nothing is deleted there.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

_INSTALL = "pip install -r requirements-cluster.txt"
_FETCHED = ".pingshu-fetched"
# An address that was taken for a path has lost one of its slashes; a drive has but one letter.
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/+(.*)", re.DOTALL)


class StorageError(Exception):
    """Files cannot be fetched or put back; the text says in Chinese why and what to do."""


def address_of(path: Path) -> str | None:
    """Return the address that a path as typed stands for, None if it is one."""
    match = _ADDRESS.fullmatch(path.as_posix())
    return f"{match[1]}://{match[2]}" if match else None


@contextmanager
def borrowed_folder(address: str, beside: Path) -> Iterator[Path]:
    """Yield a folder with all files below an address, which is gone afterwards.

    It has the same path each time: reports remember what they were made from.

    Args:
        address: of a file or a folder.
        beside: the folder that it is made in.

    Raises:
        StorageError: they cannot be fetched.
    """
    folder = beside / _FETCHED / sha256(address.encode()).hexdigest()[:16]
    shutil.rmtree(folder, ignore_errors=True)  # of a run that was cut off
    try:
        _fetch(address, folder)
        yield folder
    finally:
        shutil.rmtree(beside / _FETCHED, ignore_errors=True)


def _fetch(address: str, folder: Path) -> None:
    with _told(address):
        folder.mkdir(parents=True, exist_ok=True)
        system, root = _opened(address)
        single = system.isfile(root)
        for name in system.find(root):
            inner = Path(name).name if single else str(name)[len(root) :].lstrip("/")
            target = folder / inner
            if not target.resolve().is_relative_to(folder.resolve()):
                raise StorageError(f"“{address}”里有不能用的文件名：{name}")
            target.parent.mkdir(parents=True, exist_ok=True)
            system.get_file(name, str(target))


@contextmanager
def lent(address: str, folder: Path) -> Iterator[None]:
    """Fetch what is at an address into a folder, and put back what has changed, come what may.

    Raises:
        StorageError: it cannot be fetched or put back.
    """
    _fetch(address, folder)
    before = _digests(folder)
    try:
        yield
    finally:
        _put_back(address, folder, before)


def _put_back(address: str, folder: Path, before: Mapping[Path, bytes]) -> None:
    now = _digests(folder)
    # Memories go first, as where they are written: they know a file before and after.
    ordered = sorted(now, key=lambda path: (not path.parts[0].startswith("."), path))
    with _told(address):
        system, root = _opened(address)
        for path in ordered:
            if now[path] != before.get(path):
                target = f"{root.rstrip('/')}/{path.as_posix()}"
                system.makedirs(target.rpartition("/")[0], exist_ok=True)
                system.put_file(str(folder / path), target)


def _digests(folder: Path) -> dict[Path, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): sha256(path.read_bytes()).digest() for path in files}


def _opened(address: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    return url_to_fs(address)  # type: ignore[no-any-return]  # fsspec has no types


@contextmanager
def _told(address: str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        told = f"打开“{address}”要用的程序没有装（{error.name or error}）。请先运行：{_INSTALL}"
        raise StorageError(told) from error
    except (OSError, ValueError) as error:
        raise StorageError(f"打不开“{address}”：{error}") from error
