"""The comparison with golden files can fail, and accepts nothing by itself."""

from pathlib import Path

import pytest

from tests.golden import ACCEPT_VARIABLE, assert_golden


def _compare(folder: Path, text: str) -> None:
    assert_golden("a.txt", text, golden=folder / "golden", actual=folder / "actual")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(ACCEPT_VARIABLE, raising=False)
    (tmp_path / "golden").mkdir()
    (tmp_path / "golden" / "a.txt").write_text("一\n二\n", encoding="utf-8", newline="\n")
    return tmp_path


def test_an_equal_text_passes(folder: Path) -> None:
    _compare(folder, "一\n二\n")
    assert not (folder / "actual").exists()


@pytest.mark.parametrize("text", ["一\n三\n", "一\n二", "一\n 二\n", "一\n二\n\n", ""])
def test_a_differing_text_fails_and_is_kept_beside(folder: Path, text: str) -> None:
    with pytest.raises(AssertionError, match=r"--accept a\.txt"):
        _compare(folder, text)
    assert (folder / "actual" / "a.txt").read_text(encoding="utf-8") == text
    assert (folder / "golden" / "a.txt").read_text(encoding="utf-8") == "一\n二\n"


def test_a_missing_golden_file_fails(folder: Path) -> None:
    (folder / "golden" / "a.txt").unlink()
    with pytest.raises(AssertionError):
        _compare(folder, "一\n")


def test_accepting_one_file_leaves_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ACCEPT_VARIABLE, "b.txt")
    with pytest.raises(AssertionError):
        _compare(folder, "新\n")
    monkeypatch.setenv(ACCEPT_VARIABLE, "a.txt")
    _compare(folder, "新\n")
    assert (folder / "golden" / "a.txt").read_text(encoding="utf-8") == "新\n"
