"""One digit changed in a clean form does not pass, and a clean form is not scolded."""

import pytest

from scripts import mutate_figures
from scripts.mutate_figures import changes, clean_forms, false_alarms, figures_of, main, run


def test_there_are_clean_forms_of_every_family_and_every_sample() -> None:
    names = clean_forms()
    for family in ("项目支出", "转移支付", "部门整体支出", "民生工程", "社保基金"):
        assert sum(name.startswith(family) for name in names) >= 4
    assert sum(name.startswith("样例") for name in names) == 6


def test_a_clean_form_has_nothing_to_mend_or_explain() -> None:
    assert false_alarms() == ()


def test_a_clean_form_states_enough_figures_to_change() -> None:
    assert min(len(figures_of(grids)) for grids in clean_forms().values()) >= 4


def test_sixty_changes_of_a_digit_do_not_pass() -> None:
    outcome = run(60, 1)
    assert outcome.severities.total() == 60
    assert outcome.share >= 98, [str(change) for change in outcome.passed]


def test_a_change_leaves_the_number_as_long_as_it_was() -> None:
    for change, _ in changes(60, 4):
        assert len(change.before) == len(change.after)
        differing = [a != b for a, b in zip(change.before, change.after, strict=True)]
        assert sum(differing) == 1
        if "." in change.before:
            assert change.before.rstrip("%")[-1] == change.after.rstrip("%")[-1]


def test_the_command_tells_its_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--count", "3", "--seed", "1"]) == 0
    assert "26 clean forms, 0 false alarms\n3 changes: " in capsys.readouterr().out


def test_the_command_fails_where_changes_pass(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mutate_figures, "findings_of", lambda _: ())
    assert main(["--count", "2"]) == 1
    assert "2 changes: nothing 2; 0.0 % found" in capsys.readouterr().out


@pytest.mark.slow
def test_five_hundred_changes_of_a_digit_hardly_ever_pass() -> None:
    outcome = run(500, 1)
    assert outcome.share >= 98, [str(change) for change in outcome.passed]
