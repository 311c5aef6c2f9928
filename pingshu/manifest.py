"""What is remembered of one report: where it came from, what went in, every figure.

Knows the versioned JSON under output/.pingshu/. Must not know how a report is made.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pingshu.model import Figure
from pingshu.values import plain

VERSION = 1

# RecursionError: brackets in brackets, more than a file of ours can have.
_UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


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
    """

    origin: Origin
    family: str
    inputs: dict[str, str]
    hashes: tuple[str, ...]
    figures: tuple[Figure, ...] = ()


def digest(content: bytes) -> str:
    """Return the SHA-256 of a content in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def as_json(manifest: Manifest) -> bytes:
    """Return the manifest as JSON, the same bytes for the same manifest."""
    document = {
        "version": VERSION,
        "origin": {
            "workbook": manifest.origin.workbook,
            "sheet": manifest.origin.sheet,
            "project": manifest.origin.project,
        },
        "family": manifest.family,
        "inputs": manifest.inputs,
        "hashes": list(manifest.hashes),
        "figures": _figures(manifest.figures),
    }
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    # A file name that is no UTF-8 arrives with lone surrogates; so json.loads reads them again.
    return text.encode("utf-8", "surrogatepass")


def _figures(figures: Sequence[Figure]) -> dict[str, object]:
    return {
        figure.key: {
            "value": plain(figure.value),
            "unit": figure.unit,
            "formula": figure.formula,
            "cells": [str(place) for place in figure.sources],
        }
        for figure in figures
    }


def load(path: Path) -> Manifest | None:
    """Return the manifest in a file without its figures, None if there is none that we can read.

    A report whose manifest is lost counts as not ours, so that it is never overwritten.
    """
    try:
        document = json.loads(path.read_bytes())
        if document["version"] != VERSION:
            return None
        return Manifest(
            origin=Origin(**document["origin"]),
            family=document["family"],
            inputs=dict(document["inputs"]),
            hashes=tuple(document["hashes"]),
        )
    except _UNREADABLE:
        return None


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
        if document["version"] != VERSION:
            return {}
        return {name: tuple(map(str, hashes)) for name, hashes in document["files"].items()}
    except _UNREADABLE:
        return {}
