"""How well prose is held against a form: measured, and the page of it up to date."""

import pytest

from pingshu.finding import Finding
from scripts import measure_prose
from scripts.documents.sentences import AGREEING, CLAIMS, DISTRACTORS, UNSEEN, UNSEEN_DISTRACTORS
from scripts.measure_prose import changes, findings_on, plain_text

AGREE = [
    (place, plain_text(sentence))
    for some in (*AGREEING.values(), UNSEEN, CLAIMS["相符"])
    for place, sentences in some.items()
    for sentence in sentences
]
OTHERS = [
    (place, sentence)
    for some in (DISTRACTORS, UNSEEN_DISTRACTORS)
    for place, sentences in some.items()
    for sentence in sentences
]


def _told(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings if finding.severity.word != "提示"]


def test_the_page_of_prose_is_up_to_date() -> None:
    made = measure_prose.prose_page()
    stale = "docs/prose.md is stale: run python -m scripts.measure_prose"
    assert made == measure_prose.PAGE.read_text(encoding="utf-8"), stale


@pytest.mark.parametrize(("place", "sentence"), AGREE)
def test_a_sentence_that_agrees_yields_nothing(place: str, sentence: str) -> None:
    assert findings_on(place, sentence) == ()


@pytest.mark.parametrize(("place", "sentence"), OTHERS)
def test_a_sentence_about_something_else_is_a_hint_at_most(place: str, sentence: str) -> None:
    assert _told(findings_on(place, sentence)) == []


def test_one_digit_is_changed_at_a_time_and_never_the_last_of_a_decimal() -> None:
    assert set(changes("支出〈5.8〉万元")) == {"支出6.8万元", "支出9.8万元", "支出2.8万元"}
    assert "支出5.8万元" not in changes("支出〈15.8〉万元")
    assert not [text for text in changes("〈95〉%和〈3〉次") if text.startswith("0")]
