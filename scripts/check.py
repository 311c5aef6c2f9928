"""Run every check that a change has to pass, in order, and stop at the first red one.

Knows the commands and their order; what they demand stands in pyproject.toml. Plain Python,
because make and just are seldom on the machines this runs on.
"""

import argparse
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ACCEPT_VARIABLE = "PINGSHU_ACCEPT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One check.

    Attributes:
        title: What is checked, in two or three words.
        arguments: What follows ``python -m``.
    """

    title: str
    arguments: tuple[str, ...]


STATIC_STEPS = (
    Step(title="format", arguments=("ruff", "format", "--check", ".")),
    Step(title="lint", arguments=("ruff", "check", ".")),
    Step(title="types", arguments=("mypy",)),
)


def tests_step(*, slow: bool) -> Step:
    """Return the step that runs the tests, the slow ones too where asked."""
    marker = ("-m", "") if slow else ()
    return Step(title="tests", arguments=("pytest", "--cov", *marker))


def steps_for(options: argparse.Namespace) -> tuple[Step, ...]:
    """Return the steps that the command line asks for, in order."""
    return STATIC_STEPS if options.no_tests else (*STATIC_STEPS, tests_step(slow=options.slow))


def environment_for(accept: str | None) -> dict[str, str]:
    """Return the steps' environment, with the golden file to accept where one is named."""
    return {**os.environ, **({ACCEPT_VARIABLE: accept} if accept else {})}


def run_step(step: Step, environment: dict[str, str]) -> int:
    """Run one step from the root of the project and return its exit code."""
    print(f"\n== {step.title}: python -m {shlex.join(step.arguments)}", flush=True)
    command = [sys.executable, "-m", *step.arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def run_steps(steps: Sequence[Step], environment: dict[str, str]) -> int:
    """Run the steps up to the first red one and return its exit code, else 0."""
    for step in steps:
        code = run_step(step, environment)
        if code:
            print(f"\nRED: {step.title} (exit code {code}); later steps were not run.", flush=True)
            return code
    print(f"\nGREEN: {', '.join(step.title for step in steps)}.", flush=True)
    return 0


def parse_options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; a contradiction in it ends the program with exit code 2."""
    parser = argparse.ArgumentParser(description="Run every check, stop at the first red one.")
    parser.add_argument("--slow", action="store_true", help="run the slow tests as well")
    parser.add_argument("--no-tests", action="store_true", help="format, lint and types only")
    parser.add_argument("--accept", metavar="NAME", help="accept the golden file NAME as it is now")
    options = parser.parse_args(arguments)
    if options.no_tests and (options.slow or options.accept):
        parser.error("--no-tests leaves nothing for --slow or --accept to do")
    return options


def main() -> int:
    """Run the checks that the command line asks for."""
    options = parse_options()
    return run_steps(steps_for(options), environment_for(options.accept))


if __name__ == "__main__":
    sys.exit(main())
