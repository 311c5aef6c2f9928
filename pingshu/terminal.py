"""Lines on the terminal, whatever it can show and whether anybody listens.

Knows the two streams of the program. Must not know what is said, so that it is there at once.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click


def speak_safely() -> None:
    """Let a console that lacks a character print a question mark, and a closed one nothing."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


@contextmanager
def unheard(stream: str = "stdout") -> Iterator[None]:
    """Let the work go on when nobody listens any more: a closed pipe, a full disk behind it."""
    try:
        yield
    except OSError:
        # What is still in its buffer would fail again when the program ends.
        setattr(sys, stream, _nowhere())


def say(line: str, *, wrong: bool = False) -> None:
    """Print a line, among the errors if something is wrong."""
    with unheard("stderr" if wrong else "stdout"):
        click.echo(line, err=wrong)


def tell(lines: Iterable[str], document: object = None, *, as_json: bool = False) -> None:
    """Print the lines for people, or the document for other programs."""
    if as_json:
        _print_json(document)
        return
    for line in lines:
        say(line)


def _print_json(document: object) -> None:
    """Print one JSON document in UTF-8, whatever the console's encoding is."""
    import json

    text = json.dumps(document, ensure_ascii=False, indent=2)
    with unheard():
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
