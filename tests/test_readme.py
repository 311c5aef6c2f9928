"""What README.md tells people to type works as printed, and what it points to is there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.en.md")
_FENCE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
_LINK = re.compile(r"\]\(([^)#]+)\)")


def _lines(name: str, language: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = (body for found, body in _FENCE.findall(text) if found == language)
    return [line for body in blocks for line in body.splitlines() if line.strip()]


def _commands() -> list[str]:
    return [line for line in _lines("README.md", "bash") if line.startswith("python generate.py")]


@pytest.mark.parametrize("name", READMES)
def test_a_readme_holds_the_two_lines_for_each_system(name: str) -> None:
    posix = [line for line in _lines(name, "bash") if line.startswith("python3 -m venv")]
    windows = _lines(name, "bat")
    assert len(posix) == 2
    assert len(windows) == 2
    assert posix[0].endswith("-r requirements.txt && .venv/bin/python generate.py")
    assert posix[1].endswith("-r requirements-dev.txt && .venv/bin/python -m pytest")
    assert [line.replace("py -3", "python3").replace(".venv\\Scripts\\", ".venv/bin/")
            for line in windows] == posix  # fmt: skip


@pytest.mark.parametrize("name", READMES)
def test_whatever_a_readme_points_to_is_there(name: str) -> None:
    targets = _LINK.findall((ROOT / name).read_text(encoding="utf-8"))
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.parametrize("command", _commands())
def test_a_command_of_the_readme_works_as_printed(command: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "input_workbooks" / "示例", tmp_path / "input_workbooks" / "示例")
    arguments = command.split()[2:]
    done = subprocess.run(
        [sys.executable, str(ROOT / "generate.py"), *arguments],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout


def test_there_are_commands_to_try() -> None:
    assert len(_commands()) >= 4
