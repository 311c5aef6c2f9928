"""A person's file under another name before a new one takes its place; an edited report renewed.

Knows names and the order in which files are written. Must not know how a report is renewed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from pingshu.disk import place_file
from pingshu.finding import Finding, found
from pingshu.sheet import Place

_ASIDE, _UNPLACED = "原稿", "未归位"
_SET_ASIDE = re.compile(rf"-(?:{_ASIDE}\d*|{_UNPLACED}-\d{{4}}-\d\d-\d\d(?:（\d+）)?)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """What becomes of an edited report.

    Attributes:
        content: the report brought up to date; None if it has to stay as it is.
        unplaced: a day (2023-02-01) and the document of what a person wrote and that has had no
            place in the report since; None if there is none.
        done: what was done to the report, in Chinese; blank for one that nobody edited.
        findings: what else is to be told.
    """

    content: bytes | None
    unplaced: tuple[str, bytes] | None = None
    done: str = ""
    findings: tuple[Finding, ...] = ()


def report_stem(stem: str) -> str:
    """Return the name of the report that a file kept aside goes with, else the name itself."""
    return _SET_ASIDE.sub("", stem)


def keep_aside(content: bytes, path: Path, folder: Path | None) -> Path:
    """Keep a person's file under another name before a new one takes its place.

    A copy and not a new name, so that the file still stands where it was if the new one cannot
    be written; the copy of an earlier try is used again.

    Args:
        content: the file.
        path: where it stands.
        folder: the output folder that it lies in; None if it lies elsewhere.

    Raises:
        OSError: the copy cannot be written.
    """
    names = (path.with_name(f"{path.stem}-{_ASIDE}{end}{path.suffix}") for end in _ends("{}"))
    return _kept(content, names, folder)


def place_renewal(
    renewal: Renewal, before: bytes, path: Path, place: Place, folder: Path | None
) -> tuple[Finding, ...]:
    """Write a renewed report in the place of the edited one, which is kept beside it.

    What is to be kept goes first: whenever this is cut off, every word is in some file.

    Args:
        renewal: what becomes of the report.
        before: what stands there.
        path: where it stands.
        place: what the findings are about.
        folder: the output folder that it lies in; None if it lies elsewhere.

    Raises:
        OSError: something cannot be written; the report is as it was.

    Finds: edited-report-renewed, report-text-unplaced, and what the renewal tells.
    """
    aside = keep_aside(before, path, folder)
    unplaced = _keep_unplaced(renewal, path, place, folder)
    place_file(renewal.content or before, path, folder)
    told = f"更新前的一份另存为“{aside.name}”"
    return (_renewed(renewal, path, place, told), *renewal.findings, *unplaced)


def place_copy(
    renewal: Renewal, path: Path, place: Place, folder: Path | None
) -> tuple[Finding, ...]:
    """Write a renewed report in another place than the edited one, which stays as it is.

    Raises:
        OSError: something cannot be written.

    Finds: edited-report-renewed, original-kept-aside, report-text-unplaced, and what the renewal
        tells.
    """
    there = path.read_bytes() if path.exists() else renewal.content
    findings = [*renewal.findings]
    if renewal.done:
        findings.insert(0, _renewed(renewal, path, place, "原来的一份没有动"))
    if there and there != renewal.content:
        aside = keep_aside(there, path, folder)
        findings.append(found("original-kept-aside", place, name=path.name, aside=aside.name))
    findings.extend(_keep_unplaced(renewal, path, place, folder))
    place_file(renewal.content or b"", path, folder)
    return tuple(findings)


def _renewed(renewal: Renewal, path: Path, place: Place, kept: str) -> Finding:
    return found("edited-report-renewed", place, name=path.name, done=renewal.done, kept=kept)


def _keep_unplaced(
    renewal: Renewal, path: Path, place: Place, folder: Path | None
) -> tuple[Finding, ...]:
    if renewal.unplaced is None:
        return ()
    day, content = renewal.unplaced
    stem = f"{path.stem}-{_UNPLACED}-{day}"
    names = (path.with_name(f"{stem}{end}{path.suffix}") for end in _ends("（{}）"))
    kept = _kept(content, names, folder)
    return (found("report-text-unplaced", place, name=path.name, unplaced=kept.name),)


def _ends(numbered: str) -> Iterator[str]:
    """Yield the ends of names that are tried in turn: none, 2, 3, …"""
    yield ""
    yield from (numbered.format(number) for number in count(2))


def _kept(content: bytes, names: Iterator[Path], folder: Path | None) -> Path:
    """Write a file under the first name that is free or has this content already."""
    path = next(one for one in names if not one.exists() or one.read_bytes() == content)
    place_file(content, path, folder)
    return path
