"""A report that another program saved, even in a format of its own, is edited and refreshed."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from pingshu.document import chart_says
from pingshu.merge import Change, Merged, merge
from pingshu.verify import verify
from pingshu.write import Draft
from tests.docx_building import files_of
from tests.edited_samples import Cells, made_with, sample
from tests.ooxml import validity_findings
from tests.report_building import lines
from tests.report_editing import Edit, Lines, edited, lines_of, statuses
from tests.test_edited_random import marks_are_sound
from tests.test_edited_scenarios import EDITS, WORKBOOKS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here"),
]

FORMATS = ("odt", "doc")
SINGLE, CHARTED = "渠县", "伽师"
AMOUNTS: Cells = {("收支对比表", "D6"): 38654.63}


@cache
def made(name: str, workbook: str) -> Draft:
    """Return the report of a sample with a workbook as it was, or with other cells."""
    cells = {"kept": {}, "amounts": AMOUNTS, **WORKBOOKS}[workbook]
    return made_with(sample(name), cells)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], bytes]:
    """Return sample and format → the report after it was saved so, and as .docx again."""
    folder = tmp_path_factory.mktemp("office")
    for name in (SINGLE, CHARTED):
        (folder / f"{name}.docx").write_bytes(made(name, "kept").content)
    done = {}
    for kind in FORMATS:
        _convert(folder, "docx", kind, folder / kind)
        _convert(folder / kind, kind, "docx", folder / kind / "docx")
        for name in (SINGLE, CHARTED):
            done[name, kind] = (folder / kind / "docx" / f"{name}.docx").read_bytes()
    return done


def _convert(source: Path, before: str, after: str, target: Path) -> None:
    own = f"-env:UserInstallation={(source / 'settings').as_uri()}"
    files = sorted(map(str, source.glob(f"*.{before}")))
    command = ["soffice", own, "--headless", "--convert-to", after, "--outdir", str(target)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)


def told(draft: Draft, edits: tuple[Edit, ...]) -> Lines:
    read = lines_of(draft.manifest)
    for edit in edits:
        read = edit.told(read)
    return read


def refreshed(content: bytes, name: str, workbook: str) -> Merged:
    """Return a report brought up to date; it is as sound as it was, and so once more."""
    due = made(name, workbook)
    merged = merge(content, made(name, "kept").manifest, due.content, due.manifest)
    again = merge(merged.content, due.manifest, due.content, due.manifest)
    assert again.content == merged.content
    assert set(validity_findings(merged.content)) <= set(validity_findings(content))
    assert marks_are_sound(merged.content)
    return merged


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("workbook", WORKBOOKS)
def test_every_figure_and_every_word_is_found_again(
    kind: str, workbook: str, saved: dict[tuple[str, str], bytes]
) -> None:
    edits = EDITS["much at once"]
    content = edited(saved[SINGLE, kind], edits)
    old, due = made(SINGLE, "kept"), made(SINGLE, workbook)
    states = verify(content, old.manifest, due.manifest, "甲.docx").figures
    truth = statuses(told(old, edits), old.manifest, due.manifest)
    assert [one.status.value for one in states] == [*truth.values()]
    read = [line for line in lines(refreshed(content, SINGLE, workbook).content) if line]
    assert read == [line.plain for line in told(due, edits) if line.plain]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_chart_that_another_program_wrote_anew_says_what_is_due(
    kind: str, saved: dict[tuple[str, str], bytes]
) -> None:
    due = made(CHARTED, "amounts")
    merged = refreshed(saved[CHARTED, kind], CHARTED, "amounts")
    assert merged.changes[Change.CHART_RENEWED] == 1
    assert merged.conflicts == ()
    assert _charts(merged.content) == _charts(due.content) != _charts(saved[CHARTED, kind])


def _charts(content: bytes) -> list[bytes]:
    parts = files_of(content)
    return [chart_says(parts[name]) for name in parts if "charts/" in name and "rels" not in name]
