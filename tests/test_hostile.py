"""Hostile files: each gives its finding or is read, quickly, in little memory, without a trace."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pingshu import intake
from pingshu.read import read_workbook
from tests.hostile_files import HOSTILE, sound, with_cell
from tests.office_building import codes, new_office
from tests.workbook_building import read_forms

ROOT = Path(__file__).resolve().parent.parent
MOST_SECONDS = 2
MOST_MEGABYTES = 300
# Reads as far as the form, and tells what it took: seconds of the processor, peak memory. Not by
# getrusage, which counts the process that started this one.
MEASURED = """
import json, re, sys, time
from pingshu.assemble import assemble
from pingshu.profile import load_profiles
from pingshu.read import read_workbook
from pingshu.recognise import recognise
from pathlib import Path
profiles = load_profiles(Path("templates"))
started = time.process_time()
grids, findings = read_workbook(sys.argv[1])
survey, more = recognise(grids, profiles)
assemble(survey, profiles)
seconds = time.process_time() - started
status = Path("/proc/self/status").read_text()
print(json.dumps({
    "seconds": seconds,
    "megabytes": int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) / 1024,
}))
"""


def written(folder: Path, name: str) -> Path:
    path = folder / "表.xlsx"
    path.write_bytes(HOSTILE[name][1]())
    return path


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_its_finding(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    due = HOSTILE[name][0]
    grids, findings = read_workbook(written(tmp_path, name))
    assert capfd.readouterr() == ("", "")
    assert [finding.code for finding in findings] == ([due] if due else [])
    read_anyway = due in (None, "cell-too-far", "character-removed", "nested-table")
    assert bool(grids) is read_anyway


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the peak memory")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_takes_little_time_and_memory(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", MEASURED, str(written(tmp_path, name))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=True)
    took = json.loads(done.stdout)
    assert took["seconds"] < MOST_SECONDS
    assert took["megabytes"] < MOST_MEGABYTES


def test_the_batch_goes_on_after_hostile_files(tmp_path: Path) -> None:
    office = new_office(tmp_path)
    names = ("external entity", "truncated", "huge merge", "password in an .xls", "far cell")
    for number, name in enumerate(names):
        (office.inbox / f"{number}.xlsx").write_bytes(HOSTILE[name][1]())
    (office.inbox / "好.xlsx").write_bytes(sound())
    done = office.run()
    assert len(office.reports()) == 2
    assert "internal" not in codes(done.all_findings())


# --- what is read of files that are read --------------------------------------------------------


def read_a60(name: str, folder: Path) -> tuple[str, str | None]:
    (grid,), _ = read_workbook(written(folder, name))
    cell = grid.at(60, 1)
    return (cell.text, cell.trouble) if cell else ("", None)


@pytest.mark.parametrize(
    ("name", "text", "trouble"),
    [
        ("infinite number", "#NUM!", "error-value"),
        ("formula without value", "", "formula-without-value"),
        ("picture in a cell", "", None),
        ("tag of a template", "{{ 项目.名称 }}{% for x in y %}", None),
        ("text like a formula", "=cmd|' /c calc'!A0", None),
        ("control characters", "甲乙丙", None),
    ],
)
def test_an_odd_cell_is_read_for_what_it_is(
    name: str, text: str, trouble: str | None, tmp_path: Path
) -> None:
    assert read_a60(name, tmp_path) == (text, trouble)


def test_a_picture_that_another_program_made_an_error_of_is_blank(tmp_path: Path) -> None:
    formula = b'<f>_xlfn.DISPIMG("ID_1",1)</f><v>#NAME?</v>'
    (tmp_path / "表.xlsx").write_bytes(with_cell(formula, b' t="e"'))
    (grid,), findings = read_workbook(tmp_path / "表.xlsx")
    assert (grid.at(60, 1), findings) == (None, ())


@pytest.mark.parametrize("name", ["far cell", "comment on every cell", "merge over a whole row"])
def test_the_form_beside_what_is_left_out_is_read(name: str, tmp_path: Path) -> None:
    forms, _ = read_forms(written(tmp_path, name))
    assert [form.project.text for form in forms if form.project] == ["乡村公路养护"]


def test_a_far_cell_is_named(tmp_path: Path) -> None:
    _, (finding,) = read_workbook(written(tmp_path, "far cell"))
    assert str(finding.place) == "自评表!XFD1048576"
    _, (finding,) = read_workbook(written(tmp_path, "far cell in an .xls"))
    assert finding.place.cell == "IV65536"


# --- what SECURITY.md promises ------------------------------------------------------------------

LIMITS = {
    "size of a file": intake.MOST_BYTES,
    "size of an .xls or .et": intake.MOST_BINARY_BYTES,
    "size of a package, unpacked": intake.MOST_UNPACKED_BYTES,
    "size of its XML, unpacked": intake.MOST_XML_BYTES,
    "size of the list of findings, unpacked": intake.MOST_STREAMED_BYTES,
    "rows of the list of findings": intake.MOST_STREAMED_ROWS,
    "members of a package": intake.MOST_MEMBERS,
    "unpacked to packed size of a member above 1 MB": intake.MOST_RATIO,
    "records of an .xls": intake.MOST_RECORDS,
    "sheets": intake.MOST_SHEETS,
    "rows": intake.MOST_ROWS,
    "rows that the sheets of an .xls reach over": intake.MOST_ROWS_REACHED,
    "cells": intake.MOST_CELLS,
    "characters": intake.MOST_CHARACTERS,
    "cells in merged or linked ranges": intake.MOST_CELLS_MERGED,
    "merged or linked ranges": intake.MOST_RANGES,
    "tags of XML that is not cells": intake.MOST_TAGS,
    "other elements of a sheet": intake.MOST_EXTRAS,
    "last row that is read of a sheet (beyond: left out)": intake.LAST_ROW,
    "last column that is read of a sheet (beyond: left out)": intake.LAST_COLUMN,
}


def promised() -> dict[str, int]:
    """Return the limits as SECURITY.md tells them, megabytes as bytes."""
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| ([\d,]+)( MB)? \|$", page, re.MULTILINE)
    return {
        name: int(number.replace(",", "")) * (intake.MEGABYTE if unit else 1)
        for name, number, unit in rows
    }


def test_the_limits_that_are_promised_are_those_of_the_code() -> None:
    assert promised() == LIMITS


def test_every_limit_of_the_code_is_promised() -> None:
    names = [name for name in vars(intake) if re.match("MOST_|LAST_", name)]
    assert len(names) == len(LIMITS)
