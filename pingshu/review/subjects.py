"""Which reports are meant, what is remembered of each, and what its workbook yields now.

Knows names of files, and asks the pipeline. Must not know what is done with a report.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pingshu.disk import is_there
from pingshu.finding import Finding, found
from pingshu.manifest import Manifest
from pingshu.pipeline import Options, Remade, made_from, output_of, remake, workbook_of
from pingshu.sheet import Place
from pingshu.write import report_stem

_REPORT = re.compile(r".+-绩效自评报告(?:（\d+）)?")
_HIDDEN = (".", "~$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A report that is to be looked at.

    Attributes:
        output: the output folder that it lies in, the usual one if it lies in none.
        memory: what is remembered of it; None if nothing is.
    """

    path: Path
    output: Path
    memory: Manifest | None


def subjects_in(
    paths: Sequence[Path], options: Options
) -> tuple[tuple[Subject, ...], tuple[Finding, ...]]:
    """Return the reports among files and in folders, and findings.

    Of a folder these are the documents that are remembered or that are called as reports are,
    without those that were kept aside.

    Args:
        paths: files and folders; none means the output folder.
        options: the usual folders.

    Finds: path-missing.
    """
    given = paths or ((options.output,) if is_there(options.output) else ())
    missing = [path for path in given if not is_there(path)]
    findings = (found("path-missing", Place(workbook=str(path)), path=path) for path in missing)
    every = (one for path in given if path not in missing for one in _under(path, options))
    once = {one.path.resolve(): one for one in every}
    return tuple(once.values()), tuple(findings)


def _under(path: Path, options: Options) -> Iterator[Subject]:
    if not path.is_dir():
        yield _subject(path, options)
        return
    for file in sorted(path.rglob("*.docx")):
        inner = file.relative_to(path).parts
        is_aside = report_stem(file.stem) != file.stem
        if not is_aside and not any(part.startswith(_HIDDEN) for part in inner):
            subject = _subject(file, options)
            if subject.memory is not None or _REPORT.fullmatch(file.stem):
                yield subject


def _subject(path: Path, options: Options) -> Subject:
    output = output_of(path.absolute(), options.output)
    return Subject(path=path, output=output, memory=made_from(path, output))


def due_for(
    subjects: Iterable[Subject], options: Options, target: Path | None = None
) -> Mapping[Path, Remade]:
    """Return path of a report → what its workbook yields now; each workbook is read once.

    Args:
        subjects: the reports; for those of which nothing is remembered nothing is returned.
        options: where the templates are.
        target: the output folder that they are made for; None means the one that each lies in.

    Raises:
        NotReadyError: a template or profile is broken.
    """
    folders: dict[Path, list[tuple[Subject, Manifest]]] = {}
    for one in subjects:
        if one.memory is not None:
            folders.setdefault(target or one.output, []).append((one, one.memory))
    made: dict[Path, Remade] = {}
    for folder, known in folders.items():
        wanted = {one.path: (workbook_of(own, one.output), own.origin) for one, own in known}
        remade = remake([*wanted.values()], replace(options, output=folder))
        made |= {path: remade[key] for path, key in wanted.items()}
    return made
