"""Which templates have been looked at and found sound, so that they are not looked at again.

Knows the memory output/.pingshu/templates.json. Must not know what makes a template sound.
"""

import json
from collections.abc import Set
from contextlib import suppress
from pathlib import Path

from pingshu.disk import MEMORY, place_file

_NAME = "templates.json"
_UNREADABLE = (OSError, ValueError, LookupError, TypeError, RecursionError)


def known_sound(folder: Path) -> frozenset[str]:
    """Return what is remembered of sound templates; nothing if that cannot be read.

    Args:
        folder: the output folder.
    """
    try:
        known = json.loads((folder / MEMORY / _NAME).read_bytes())["sound"]
        return frozenset(known) if isinstance(known, list) else frozenset()
    except _UNREADABLE:
        return frozenset()


def remember_sound(sound: Set[str], folder: Path) -> None:
    """Remember which templates are sound, each told by all that this hangs on.

    A run that remembers nothing else leaves no folder for this alone.
    """
    if not (folder / MEMORY).is_dir():
        return
    content = json.dumps({"sound": sorted(sound)}, indent=1).encode()
    # Where this cannot be written, no report can: that is told. The next run looks at them again.
    with suppress(OSError):
        place_file(content, folder / MEMORY / _NAME, folder)
