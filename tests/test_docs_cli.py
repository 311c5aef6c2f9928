"""The manual knows every command and option, and no others."""

import re
from pathlib import Path

import click
import pytest

from pingshu.cli import command_line

ROOT = Path(__file__).resolve().parent.parent
MANUAL = (ROOT / "docs" / "使用说明.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
_BOTH = f"{MANUAL}\n{README}"


def options(command: click.Command) -> list[str]:
    """Return the options of a command, and of the commands below it."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    if command is not command_line and below:
        return sorted({name for one in below for name in options(one)})
    context = click.Context(command)
    return [
        name
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option)
        for name in parameter.opts
    ]


def chapter(command: str) -> str:
    """Return what the manual says of one command."""
    (found,) = re.findall(rf"^### {command}：.*?(?=^##)", MANUAL, re.DOTALL | re.MULTILINE)
    return str(found)


@pytest.mark.parametrize("name", command_line.commands)
def test_every_command_has_its_chapter(name: str) -> None:
    assert f"python generate.py {name}" in chapter(name)


@pytest.mark.parametrize("name", command_line.commands)
def test_every_option_is_described_in_the_chapter_of_its_command(name: str) -> None:
    described = re.findall(r"^\| `(--[a-z-]+)", chapter(name), re.MULTILINE)
    known = [option for option in options(command_line.commands[name]) if option != "--help"]
    assert sorted(described) == sorted(known)


@pytest.mark.parametrize("option", options(command_line))
def test_every_option_of_the_program_is_described(option: str) -> None:
    assert f"`{option}`" in MANUAL or f"generate.py {option}" in MANUAL


def test_no_command_is_described_that_is_not_there() -> None:
    typed = set(re.findall(r"python generate\.py ([a-z]+)", _BOTH))
    assert typed - set(command_line.commands) == set()


def test_no_option_is_described_that_is_not_there() -> None:
    ours = {name for command in command_line.commands.values() for name in options(command)}
    told = set(re.findall(r"(?<![\w-])--[a-z]+", re.sub(r"pip install.*", "", _BOTH)))
    assert told - ours - set(options(command_line)) == set()


def test_every_command_says_in_its_help_what_it_does_and_what_each_option_does() -> None:
    for command in command_line.commands.values():
        assert command.help
        assert command.short_help
        parameters = [one for one in command.params if isinstance(one, click.Option)]
        assert [one.name for one in parameters if not one.help] == []


def test_whatever_the_manual_points_to_is_there() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", MANUAL)
    assert targets
    assert [target for target in targets if not (ROOT / "docs" / target).exists()] == []
