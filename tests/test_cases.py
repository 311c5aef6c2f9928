"""Every kind of finding: cells that provoke it are told word for word, mended ones are silent.

The examples stand in scripts/documents/cases, and the page of findings prints them.
"""

from collections.abc import Mapping

import pytest

from pingshu.finding import CATALOGUE
from scripts.documents.case import Case, Changes
from scripts.documents.cases import CASES, EVERY
from scripts.mutate_figures import findings_of
from tests.clean_forms import FORMS, clean, rules_for
from tests.form_building import place_text

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)


def told(form: str, changes: Changes) -> Mapping[str, tuple[str, str]]:
    """Return code → place and message of all that is found, in reading and in checking."""
    findings = findings_of(clean(form, changes), rules_for(form))
    assert len({finding.code for finding in findings}) == len(findings)
    return {one.code: (place_text(one.place), one.message) for one in findings}


@pytest.mark.parametrize("form", FORMS)
def test_a_clean_form_is_told_nothing(form: str) -> None:
    assert told(form, {}) == {}


@each_case
def test_what_is_wrong_is_told_word_for_word_at_its_cell_and_alone(case: Case) -> None:
    found = told(case.form, case.wrong)
    assert found[case.code] == (case.cell, case.message)
    assert found.keys() - {case.code} == set(case.also)


@each_case
def test_nothing_is_told_once_every_cell_of_it_is_mended(case: Case) -> None:
    assert told(case.form, case.right) == {}
    assert case.wrong.keys() <= case.right.keys()


def test_there_is_one_example_of_every_kind_and_of_nothing_else() -> None:
    assert sorted(case.code for case in EVERY) == sorted(CATALOGUE)
