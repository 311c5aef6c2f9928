"""The folders of the project, as people write them.

Knows which folder is at home in which. Must not know what is in them.
"""

from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[2]


def home() -> Path:
    """Return the folder that holds input_workbooks: this one if it does, else the project's."""
    here = Path.cwd()
    return here if (here / "input_workbooks").is_dir() else _PROJECT


def own_folder(name: str) -> Path:
    """Return a folder of the project by its name."""
    return _short(home() / name)


def templates_folder(given: Path | None) -> Path:
    """Return the folder of the templates: as given, else the one at home, else the project's."""
    if given is not None:
        return given
    own = home() / "templates"
    return _short(own if own.is_dir() else _PROJECT / "templates")


def _short(path: Path) -> Path:
    """Return a path below this folder as people write it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
