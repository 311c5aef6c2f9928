"""Turn documents and workbooks into pictures: python -m scripts.make_pictures FILE...

Knows LibreOffice and pdftoppm, and hands them fonts.conf, so that the pages look alike wherever
they are made. Must not know what the documents say.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

FONTS = Path(__file__).resolve().with_name("fonts.conf")
_PROGRAMS = {"soffice": "LibreOffice", "pdftoppm": "poppler-utils"}
_LONGEST_SECONDS = 180


class PictureError(Exception):
    """No pictures could be made; the text says why and what to do."""


def pictures(document: Path, folder: Path, *, dots_per_inch: int = 80) -> tuple[Path, ...]:
    """Write each page of a .docx or .xlsx as a PNG into the folder and return the paths.

    Raises:
        PictureError: A program is missing, or cannot read the document.
    """
    for program in _PROGRAMS:
        _found(program)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as workshop:
        pdf = _pdf(document, Path(workshop))
        return _pages(pdf, folder / document.stem, dots_per_inch)


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise PictureError(f"{program} is not there: install {_PROGRAMS[program]} first.")
    return path


def _pdf(document: Path, workshop: Path) -> Path:
    # A profile of its own, because LibreOffice gives up while another one runs with the same.
    profile = f"-env:UserInstallation={(workshop / 'profile').as_uri()}"
    to_pdf = ("--headless", "--convert-to", "pdf", "--outdir", str(workshop), str(document))
    _run(_found("soffice"), profile, *to_pdf)
    pdf = workshop / f"{document.stem}.pdf"
    if not pdf.exists():
        raise PictureError(f"LibreOffice made no PDF of {document}; can it be opened?")
    return pdf


def _pages(pdf: Path, start: Path, dots_per_inch: int) -> tuple[Path, ...]:
    _run(_found("pdftoppm"), "-png", "-r", str(dots_per_inch), str(pdf), str(start))
    return tuple(sorted(start.parent.glob(f"{start.name}-*.png")))


def _run(*command: str) -> None:
    environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS)}
    try:
        subprocess.run(
            command, env=environment, check=True, capture_output=True, timeout=_LONGEST_SECONDS
        )
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip()
        raise PictureError(f"{Path(command[0]).name} failed: {said}") from error
    except subprocess.TimeoutExpired as error:
        raise PictureError(f"{Path(command[0]).name} took too long.") from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the pictures that the command line asks for; 1 if some could not be made."""
    parser = argparse.ArgumentParser(description="Turn documents into pictures of their pages.")
    parser.add_argument("documents", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--folder", type=Path, default=Path())
    parser.add_argument("--dots-per-inch", type=int, default=80)
    options = parser.parse_args(arguments)
    try:
        for document in options.documents:
            for page in pictures(document, options.folder, dots_per_inch=options.dots_per_inch):
                print(page)
    except PictureError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
