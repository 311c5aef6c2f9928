"""Change the code of a module in one place at a time and count the changes that no test notices.

    python -m scripts.mutants values

Knows which tests are meant for which module; mutmut makes the changes and runs those tests on
each. Works on a copy of the tree, for the changed code must never stand beside the true one.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Only tests that are meant for the module and quick: each change is met by all that reach it.
TESTS = {
    "values": ("test_values*.py",),
    "compute": ("test_compute*.py", "test_comparison_compute.py"),
    "check": (
        "test_cases.py",
        "test_check*.py",
        "test_comparison_check.py",
        "test_department.py",
        "test_prose_check.py",
        "test_prose_table.py",
        "test_rubric.py",
        "test_rules.py",
    ),
}
_PACKAGE = "pingshu"
_BESIDE = ("docs", "generate.py", "input_workbooks", "README.md", "scripts", "templates", "tests")
_SETTINGS = "pyproject.toml"
_IGNORED = shutil.ignore_patterns("__pycache__", "actual")
_PROCESSES = 2
_NAMES_AT_ONCE = 500
# A change may make a loop endless; tests that take ten times as long have noticed it.
_PATIENCE = 10.0
_SURVIVED = "survived"
# Without a test that reaches it, or with one that took too long by chance, it is to be run again.
_OPEN = frozenset({_SURVIVED, "no tests", "suspicious", "timeout"})

Results = Mapping[str, str]


def settings_for(module: str, tests: Sequence[str]) -> str:
    """Return what mutmut is to be told about a module, as a table of TOML."""
    settings = {
        "source_paths": [_PACKAGE],
        "only_mutate": [f"{_PACKAGE}/{module}.py", f"{_PACKAGE}/{module}/*.py"],
        "also_copy": list(_BESIDE),
        # One process a change: it has to see the change, and mutmut runs several anyway.
        "pytest_add_cli_args": ["-n", "0", "-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": list(tests),
        "timeout_multiplier": _PATIENCE,
    }
    lines = (f"{name} = {json.dumps(value)}\n" for name, value in settings.items())
    return "\n[tool.mutmut]\n" + "".join(lines)


def files_of(module: str, root: Path) -> tuple[str, ...]:
    """Return the test files of a module, relative to the root of the tree."""
    folder = root / "tests"
    found = (path for pattern in TESTS[module] for path in sorted(folder.glob(pattern)))
    return tuple(path.relative_to(root).as_posix() for path in found)


def copy_tree(module: str, folder: Path) -> None:
    """Bring the folder to the state of the tree, with the settings for the module."""
    shutil.rmtree(folder / "tests", ignore_errors=True)
    for name in (_PACKAGE, *_BESIDE):
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=_IGNORED, dirs_exist_ok=True)
        else:
            shutil.copy2(source, target)
    settings = (ROOT / _SETTINGS).read_text("utf-8") + settings_for(module, files_of(module, ROOT))
    (folder / _SETTINGS).write_text(settings, "utf-8")


def mutmut(folder: Path, *arguments: str) -> str:
    """Run mutmut in the folder and return what it printed.

    Raises:
        CalledProcessError: mutmut failed; what it said is on the terminal.
    """
    command = [sys.executable, "-m", "mutmut", *arguments]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, check=False, encoding="utf-8"
    )
    if done.returncode:
        print(done.stdout)
        done.check_returncode()
    return done.stdout


def results_in(printed: str) -> dict[str, str]:
    """Read the state of each change from the list that mutmut prints."""
    lines = (line.strip().rpartition(": ") for line in printed.splitlines())
    return {name: state for name, _, state in lines if name}


def run_all(folder: Path) -> None:
    """Run the tests on every change that has no result yet."""
    mutmut(folder, "run", "--max-children", str(_PROCESSES))


def run_open(folder: Path) -> None:
    """Run the tests again on every change that no test has noticed so far."""
    # New tests and changed code first: mutmut runs by name only what it knows.
    run_all(folder)
    known = results_in(mutmut(folder, "results", "--all", "true"))
    names = [name for name, state in known.items() if state in _OPEN]
    for start in range(0, len(names), _NAMES_AT_ONCE):
        chosen = names[start : start + _NAMES_AT_ONCE]
        mutmut(folder, "run", "--max-children", str(_PROCESSES), *chosen)


def summary(results: Results) -> list[str]:
    """Return a line for each file and one for all: how many changes came to which end."""
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    for name, state in results.items():
        for group in (name.rpartition(".")[0], "total"):
            ends[group][state] += 1
    return [
        _line(group, ends[group]) for group in sorted(ends, key=lambda one: (one == "total", one))
    ]


def _line(group: str, ends: Counter[str]) -> str:
    told = ", ".join(f"{count} {state}" for state, count in sorted(ends.items()))
    noticed = ends["killed"] + ends["timeout"]
    return f"{group}: {ends.total()} changes, {told}; {noticed / ends.total():.1%} noticed"


def show(folder: Path, results: Results) -> None:
    """Print the difference that each unnoticed change makes, then the numbers."""
    for name, state in sorted(results.items()):
        if state in _OPEN:
            print(mutmut(folder, "show", name) if state == _SURVIVED else f"# {name}: {state}\n")
    print("\n".join(summary(results)))


def parse_options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Count the changes of code that no test notices.")
    parser.add_argument("module", choices=sorted(TESTS))
    parser.add_argument(
        "--again", action="store_true", help="only what is new and what no test noticed last time"
    )
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the tests of one module on its changes and print what they did not notice."""
    options = parse_options(arguments)
    folder = Path(tempfile.gettempdir()) / f"pingshu-mutants-{options.module}"
    if not options.again:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    copy_tree(options.module, folder)
    (run_open if options.again else run_all)(folder)
    show(folder, results_in(mutmut(folder, "results", "--all", "true")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
