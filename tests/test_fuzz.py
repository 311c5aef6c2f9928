"""Damaged files by the thousand: read, or refused with a finding; never an exception, no hang."""

from pathlib import Path

import pytest

from scripts.fuzz import Figures, damaged_file, report, sound_files, try_files, try_many

SEED = 20_220_601


def test_the_sound_files_are_of_every_kind_that_is_read() -> None:
    assert {suffix for suffix, _ in sound_files()} == {".xlsx", ".xls", ".docx"}


def test_a_number_gives_the_same_damage_again() -> None:
    assert damaged_file(SEED, 7) == damaged_file(SEED, 7)
    assert len({damaged_file(SEED, number) for number in range(20)}) == 20


def test_a_few_damaged_files_make_no_exception(tmp_path: Path) -> None:
    figures = try_files(SEED, range(60), tmp_path)
    assert figures.failures == {}
    assert figures.files == figures.outcomes.total() == 60
    assert len(figures.outcomes) > 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEED, SEED + 5))
def test_a_thousand_damaged_files_make_no_exception(seed: int, tmp_path: Path) -> None:
    assert try_files(seed, range(1000), tmp_path).failures == {}


def test_the_figures_of_two_processes_add_up(capsys: pytest.CaptureFixture[str]) -> None:
    figures = try_many(SEED, 6, 2)
    assert figures.files == 6
    report(figures, 1.0)
    assert "files: 6" in capsys.readouterr().out


def test_an_exception_is_told_with_the_files_that_made_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures = Figures(files=1)
    figures.add(Figures(files=2, failures={"trace": ["1-1.xls", "1-2.xls"]}))
    report(figures, 1.0)
    assert "1-1.xls, 1-2.xls\ntrace" in capsys.readouterr().out
