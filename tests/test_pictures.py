"""Pictures of pages: made where LibreOffice is, and a plain word where it is not."""

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scripts.build_templates import ROOT
from scripts.make_pictures import FONTS, PictureError, main, pictures
from scripts.templates.styles import STYLES

DOCUMENT = ROOT / "templates" / "项目支出" / "report.docx"


def test_a_missing_program_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PictureError, match="soffice is not there: install LibreOffice"):
        pictures(DOCUMENT, tmp_path)


def test_the_command_ends_with_one_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main([str(DOCUMENT)]) == 1
    assert "install LibreOffice" in capsys.readouterr().err


def test_every_font_of_the_reports_has_a_stand_in() -> None:
    named = {node.text for node in ElementTree.parse(FONTS).iter("string")}
    assert {font for style in STYLES for font in (style.font, style.latin)} <= named


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_template_becomes_pictures_of_its_pages(tmp_path: Path) -> None:
    pages = pictures(DOCUMENT, tmp_path, dots_per_inch=20)
    assert len(pages) > 1
    assert all(page.read_bytes().startswith(b"\x89PNG") for page in pages)
