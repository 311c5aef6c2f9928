"""What scripts/mutants.py tells mutmut, and how it counts what came of it."""

import tomllib

import pytest

from scripts.mutants import ROOT, TESTS, files_of, results_in, settings_for, summary


@pytest.mark.parametrize(
    ("module", "pattern"), [(module, one) for module, all_ in TESTS.items() for one in all_]
)
def test_every_pattern_names_tests_that_are_there(module: str, pattern: str) -> None:
    assert list((ROOT / "tests").glob(pattern)), module


def test_the_settings_are_a_table_of_their_own() -> None:
    before = (ROOT / "pyproject.toml").read_text("utf-8")
    settings = tomllib.loads(before + settings_for("check", ("tests/test_check.py",)))
    own = settings["tool"].pop("mutmut")
    assert settings == tomllib.loads(before)
    assert own["only_mutate"] == ["pingshu/check.py", "pingshu/check/*.py"]
    assert own["pytest_add_cli_args_test_selection"] == ["tests/test_check.py"]


def test_the_tests_of_a_module_are_files_of_the_tree() -> None:
    assert "tests/test_values_fit.py" in files_of("values", ROOT)


def test_changes_are_counted_by_file_and_in_all() -> None:
    printed = (
        "    pingshu.values.x_parse_rate__mutmut_1: killed\n"
        "    pingshu.values.exact.x_half_up__mutmut_7: survived\n"
        "    pingshu.values.exact.x_rate_half_up__mutmut_11: timeout\n"
    )
    assert summary(results_in(printed)) == [
        "pingshu.values: 1 changes, 1 killed; 100.0% noticed",
        "pingshu.values.exact: 2 changes, 1 survived, 1 timeout; 50.0% noticed",
        "total: 3 changes, 1 killed, 1 survived, 1 timeout; 66.7% noticed",
    ]
