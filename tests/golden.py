"""Golden texts: what the code is expected to write, compared line by line and never by itself."""

import difflib
import os
from pathlib import Path

GOLDEN = Path(__file__).resolve().parent / "golden"
ACTUAL = Path(__file__).resolve().parent / "actual"
ACCEPT_VARIABLE = "PINGSHU_ACCEPT"


def assert_golden(name: str, text: str, *, golden: Path = GOLDEN, actual: Path = ACTUAL) -> None:
    """Fail with the lines that differ from the golden file of that name.

    What was written instead is kept under tests/actual/. `python scripts/check.py --accept NAME`
    makes it the golden file.
    """
    path = golden / name
    if os.environ.get(ACCEPT_VARIABLE) == name:
        golden.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    if text == expected:
        return
    actual.mkdir(exist_ok=True)
    (actual / name).write_text(text, encoding="utf-8", newline="\n")
    lines = difflib.unified_diff(
        expected.splitlines(), text.splitlines(), f"golden/{name}", f"actual/{name}", lineterm=""
    )
    differing = "\n".join(lines) or "they differ in line ends alone"
    accept = f"python scripts/check.py --accept {name}"
    raise AssertionError(f"{differing}\nIf this is as it should be: {accept}")
