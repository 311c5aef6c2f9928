"""What a report was made from, wherever that is still remembered.

Knows the three places of the memory: beside the reports, in the document, and by its digest. Must
not know what is done with it.
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from pingshu.carrier import carried
from pingshu.disk import MEMORY, origin_file
from pingshu.document import open_document
from pingshu.manifest import Manifest, from_json, identity, load
from pingshu.opc import PackageError


def made_from(report: Path, output: Path) -> Manifest | None:
    """Return what is remembered of a report as it was last generated or refreshed.

    What the document's own digest names goes first: the memory beside it may have gone ahead of
    it, if a run was cut off.

    Args:
        report: the document, edited or not; it may have been moved.
        output: the output folder, which remembers every report.
    """
    carries, digest = _carried(report)
    beside = _beside(report, output)
    if beside is not None and identity(beside) == digest:
        return beside
    likely = [one for one in (beside, from_json(carries)) if one is not None]
    everywhere = chain(likely, _everywhere(output) if digest else ())
    named = (one for one in everywhere if identity(one) == digest)
    return next(chain(named, likely), None)


def output_of(report: Path, usual: Path) -> Path:
    """Return the output folder that a report lies in, the usual one if it lies in none."""
    folder = report.parent.parent
    return folder if (folder / MEMORY / report.parent.name).is_dir() else usual


def workbook_of(memory: Manifest, output: Path) -> Path:
    """Return the workbook that a report of an output folder was made from, there or not."""
    return origin_file(memory.origin.workbook, output)


def _carried(report: Path) -> tuple[bytes, str]:
    try:
        memory, digest = carried(open_document(report.read_bytes()).package)
    except (OSError, PackageError):  # what is no .docx any more may still be remembered elsewhere
        return b"", ""
    return memory or b"", digest


def _beside(report: Path, output: Path) -> Manifest | None:
    folder = report.resolve().parent
    if folder.parent != output.resolve():
        return None
    return load(output / MEMORY / folder.name / f"{report.stem}.json")


def _everywhere(output: Path) -> Iterator[Manifest]:
    for file in sorted((output / MEMORY).glob("*/*.json")):
        manifest = load(file)
        if manifest is not None:
            yield manifest
