"""Which pingshu this is, told by everything that it consists of.

Knows its own files. Must not know what depends on them.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from pingshu import __version__

_CODE = Path(__file__).resolve().parent
_SOURCES = frozenset({".py", ".toml"})


@cache
def edition() -> str:
    """Return the version of pingshu and SHA-256 of what it consists of.

    An update need not have a number of its own, and a mistake that it mends must not stay.
    """
    files = sorted(file for file in _CODE.rglob("*") if file.suffix in _SOURCES)
    told = sha256()
    for file in files:
        told.update(file.read_bytes())
    return f"{__version__} {told.hexdigest()}"
