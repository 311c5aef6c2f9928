"""What is remembered of one report: where it came from, what went in, its figures and passages.

Knows the versioned JSON, under output/.pingshu/ and in the report itself. Must not know how a
report is made.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from pingshu.model import Figure
from pingshu.passages import Printed, Skeleton
from pingshu.sheet import Place
from pingshu.values import plain

VERSION = 2
"""Version 1 knew neither passages nor where figures are printed; it is read as one without."""

_VERSIONS = frozenset({1, VERSION})
# RecursionError: brackets in brackets, more than a file of ours can have. ArithmeticError: a value
# that is no number.
_UNREADABLE = (
    *(OSError, ValueError, LookupError, TypeError, AttributeError),
    *(ArithmeticError, RecursionError),
)

# What json.loads returns is whatever the file says.
_Document = dict[str, Any]
# A line for each item costs nothing so; to indent them takes six times as long.
_ORIGIN = re.compile(rb'"origin": (\{[^\n]*\n[^\n]*\n[^\n]*\})')
_BEGINNING = 4096
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",\n", ": "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Which form a report was made from.

    Attributes:
        workbook: its path, relative to the folder that holds the output folder where it lies
            below that, else absolute; with forward slashes.
    """

    workbook: str
    sheet: str
    project: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is remembered of one report.

    Attributes:
        inputs: name of an input (workbook, template, profile) → SHA-256 of its content.
        hashes: SHA-256 of the report as generated now and, until that has taken its place, of
            the one before: a file with either is unedited, even if a run was cut off.
        figures: every figure of the form, and so every one that its template may print.
        printed: the figures in the places where the report prints them, in their order.
        passages: the paragraphs and rows of the report in their order.
        charts: name of a chart's part → SHA-256 of its titles, names and numbers.
    """

    origin: Origin
    family: str
    inputs: dict[str, str]
    hashes: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    printed: tuple[Printed, ...] = ()
    passages: tuple[Skeleton, ...] = ()
    charts: dict[str, str] = field(default_factory=dict)

    @property
    def reading(self) -> tuple[object, ...]:
        """Return what the report says, whatever it was made from; equal for two that read alike."""
        return self.passages, self.printed, self.charts


def digest(content: bytes) -> str:
    """Return the SHA-256 of a content in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def identity(manifest: Manifest) -> str:
    """Return the digest of what a report was made from; no other report of a folder has it."""
    return digest(_encoded([_origin(manifest), manifest.inputs]))


def as_json(manifest: Manifest) -> bytes:
    """Return the manifest as JSON, the same bytes for the same manifest."""
    return with_hashes(as_carried(manifest), manifest.hashes)


def as_carried(manifest: Manifest) -> bytes:
    """Return the same without the hashes, which the report that carries it cannot hold."""
    return _encoded(_document(manifest)) + b"\n"


def with_hashes(carried: bytes, hashes: Sequence[str]) -> bytes:
    """Return as JSON what a report carries, together with the hashes."""
    # Put in front and not encoded anew: what is carried is long, and was encoded a moment ago.
    return b'{"hashes": %b,\n%b' % (_encoded(hashes), carried[1:])


def _document(manifest: Manifest) -> _Document:
    return {
        "version": VERSION,
        "origin": _origin(manifest),
        "family": manifest.family,
        "inputs": manifest.inputs,
        "figures": _figures(manifest.figures),
        "printed": {one.name: {"key": one.key, "text": one.text} for one in manifest.printed},
        "passages": manifest.passages,
        "charts": manifest.charts,
    }


def _origin(manifest: Manifest) -> dict[str, str]:
    origin = manifest.origin
    return {"workbook": origin.workbook, "sheet": origin.sheet, "project": origin.project}


def _figures(figures: Iterable[Figure]) -> _Document:
    return {
        figure.key: {
            "value": plain(figure.value),
            "unit": figure.unit,
            "formula": figure.formula,
            "cells": [str(place) for place in figure.sources],
        }
        for figure in figures
    }


def _encoded(content: object) -> bytes:
    # A file name that is no UTF-8 arrives with lone surrogates; so json.loads reads them again.
    return _ENCODER.encode(content).encode("utf-8", "surrogatepass")


def load(path: Path) -> Manifest | None:
    """Return the manifest in a file, None if there is none that we can read.

    A report whose manifest is lost counts as not ours, so that it is never overwritten.
    """
    try:
        return from_json(path.read_bytes())
    except OSError:
        return None


def load_origin(path: Path) -> Origin | None:
    """Return which form a report was made from, None if its manifest is none that we can read.

    Of a long file only the beginning is read: there may be thousands to choose from.
    """
    try:
        with path.open("rb") as stream:
            told = _ORIGIN.search(stream.read(_BEGINNING))
        if told is not None:
            return Origin(**json.loads(told[1]))
    except _UNREADABLE:
        return None
    known = load(path)
    return known.origin if known else None


def from_json(content: bytes) -> Manifest | None:
    """Return the manifest that some JSON holds, None if it is none that we can read."""
    try:
        document = json.loads(content)
        return _manifest(document) if document["version"] in _VERSIONS else None
    except _UNREADABLE:
        return None


def carried_in(content: bytes) -> Manifest:
    """Return the manifest that JSON of our own holds."""
    return _manifest(json.loads(content))


def _manifest(document: _Document) -> Manifest:
    origin = Origin(**document["origin"])
    return Manifest(
        origin=origin,
        family=document["family"],
        inputs=dict(document["inputs"]),
        hashes=tuple(document.get("hashes", ())),
        figures=tuple(
            _figure(key, own, origin.workbook) for key, own in document["figures"].items()
        ),
        printed=tuple(
            Printed(name=name, key=own["key"], text=own["text"])
            for name, own in document.get("printed", {}).items()
        ),
        passages=tuple(document.get("passages", ())),
        charts=dict(document.get("charts", {})),
    )


def _figure(key: str, own: _Document, workbook: str) -> Figure:
    return Figure(
        key=key,
        value=Decimal(own["value"]),
        unit=own["unit"],
        formula=own["formula"],
        sources=tuple(_place(cell, workbook) for cell in own["cells"]),
    )


def _place(cell: str, workbook: str) -> Place:
    sheet, _, address = cell.rpartition("!")
    return Place(workbook=workbook, sheet=sheet or None, cell=address)


def results_as_json(hashes: Mapping[str, Sequence[str]]) -> bytes:
    """Return what is remembered of the result workbooks, the same bytes for the same hashes.

    Args:
        hashes: file name → SHA-256 of its content as written now, and before that.
    """
    files = {name: list(hashes[name]) for name in sorted(hashes)}
    document = {"version": VERSION, "files": files}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def load_results(path: Path) -> dict[str, tuple[str, ...]]:
    """Return what is remembered of the result workbooks, nothing if it cannot be read."""
    try:
        document = json.loads(path.read_bytes())
        if document["version"] not in _VERSIONS:
            return {}
        return {name: tuple(map(str, hashes)) for name, hashes in document["files"].items()}
    except _UNREADABLE:
        return {}
