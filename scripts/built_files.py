"""How files that scripts build are packed and put into the repository.

Knows neither forms nor reports. The same contents give the same bytes, on every system.
"""

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZipInfo

_DATE = (1980, 1, 1, 0, 0, 0)

Makers = Mapping[PurePosixPath, Callable[[], bytes]]
"""Where a file belongs in the repository → what makes its content."""


def zip_entry(name: str) -> ZipInfo:
    """Return the heading of a part of a package, without the time of day."""
    entry = ZipInfo(name, _DATE)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0  # else the bytes would tell on which system they were written
    return entry


def write_files(makers: Makers, root: Path) -> tuple[Path, ...]:
    """Make every file, write it below `root` and return the paths."""
    return tuple(_write(root / name, make()) for name, make in makers.items())


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
