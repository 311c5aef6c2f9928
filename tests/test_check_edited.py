"""What people write into a report is held against the form as what they write beside it is."""

import pytest

from pingshu.check import check_edited
from pingshu.model import Text
from pingshu.sheet import Place
from tests.clean_forms import clean
from tests.form_building import examined, profile_of

PLACE = Place(workbook="甲.docx", cell="正文第5段")


def found(sentence: str, heading: str = "") -> list[str]:
    one = examined(clean("项目支出", {}))
    texts = [(heading, Text(text=sentence, place=PLACE))]
    findings = check_edited(texts, one.form, one.computation, profile_of("项目支出"))
    assert {finding.place for finding in findings} <= {PLACE}
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("全年执行率为90%。", "text-rate-differs"),
        ("总额100万元，其中中央70万元、省级40万元。", "text-sum-differs"),
        ("资金已全部支出完毕。", "text-spent-doubtful"),
    ],
)
def test_what_the_form_says_otherwise_is_told_at_its_place(sentence: str, code: str) -> None:
    assert found(sentence, "二、资金情况") == [code]


def test_what_agrees_with_the_form_is_told_nothing() -> None:
    assert found("预算执行率97.67%。") == []


def test_what_is_to_come_is_not_held_against_the_form() -> None:
    assert found("全年执行率为90%。", "（三）改进措施") == []


def test_a_sum_is_held_against_itself_under_any_heading() -> None:
    sentence = "总额100万元，其中中央70万元、省级40万元。"
    assert found(sentence, "（三）改进措施") == ["text-sum-differs"]
