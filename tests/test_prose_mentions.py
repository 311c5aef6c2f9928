"""Figures mentioned in prose are read with unit, bound and the words around them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingshu.mentions import Bound, Mention, read_clauses, same_unit

YEAR = 2022


def mentions(text: str) -> list[Mention]:
    return [mention for clause in read_clauses(text, YEAR) for mention in clause.mentions]


def written(text: str) -> list[str]:
    return [mention.written for mention in mentions(text)]


def in_year(text: str, *, planned: bool = False) -> list[bool]:
    return [clause.in_year for clause in read_clauses(text, YEAR, planned=planned)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("举办培训 2 次，合格率100％。", ["2次", "100%"]),
        ("支出1,234.5万元、补助8000元/人/年", ["1234.5万元", "8000元/人/年"]),
        ("发放资料20万份，93家医院", ["20万份", "93家"]),
        ("25名离休人员", ["25名"]),
        ("1.举办培训3次。\n（2）检查5家。\n目标3：巡查6次", ["3次", "5家", "6次"]),
    ],
)
def test_a_figure_is_a_number_with_its_unit(text: str, figures: list[str]) -> None:
    assert written(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "财预〔2021〕101号",
        "《预算法》第32条",
        "电话0831-5123456",
        "2022年3月1日",
        "第3次会议",
        "历时12个月",
        "提高3个百分点",
        "10-15个",
        "近20次",
        "约300人",
        "200余次",
        "400多人",
        "30人左右",
        "每周2次/人",
        "",
    ],
)
def test_what_is_no_figure_or_only_about_one_is_passed_over(text: str) -> None:
    assert written(text) == []


def test_the_words_before_and_behind_a_figure_belong_to_it() -> None:
    first, second = mentions("为25名离休人员报销88.65万元")
    assert (first.lead, first.tail) == ("为", "离休人员报销")
    assert (second.lead, second.tail) == ("离休人员报销", "")
    assert (first.unit, second.is_money) == ("人", True)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("满意度不低于90%", Bound.AT_LEAST),
        ("满意度90%以上", Bound.AT_LEAST),
        ("控制在30分钟以内", Bound.AT_MOST),
        ("不超过30分钟", Bound.AT_MOST),
        ("满意度90%", Bound.EXACT),
    ],
)
def test_a_bound_is_told_from_a_value(text: str, bound: Bound) -> None:
    (mention,) = mentions(text)
    assert mention.bound is bound


@pytest.mark.parametrize(
    ("text", "value", "unit", "agrees"),
    [
        ("65人次", "65", "人次", True),
        ("65人次", "66", "人次", False),
        ("11万人次", "110406", "人次", True),
        ("11万人次", "120406", "人次", False),
        ("226.8万人次", "2268000", "人次", True),
        ("97.3%", "97.33", "%", True),
        ("97.4%", "97.33", "%", False),
        ("97.33%", "97.3", "%", True),
        ("95%", "96", "%", False),
        ("100%", "99.6", "%", False),
        ("99.6%", "100", "%", False),
        ("58412元", "5.84", "万元", True),
        ("58400元", "5.84", "万元", True),
        ("0.58亿元", "5842", "万元", True),
        ("155.3万元", "155", "万元", False),
        ("90%以上", "96", "%", True),
        ("90%以上", "85", "%", False),
        ("30分钟以内", "25", "分钟", True),
        ("30分钟以内", "35", "分钟", False),
    ],
)
def test_a_figure_stands_for_what_it_may_be_a_rounding_of(
    text: str, value: str, unit: str, *, agrees: bool
) -> None:
    (mention,) = mentions(text)
    assert mention.states(Decimal(value), unit) is agrees


@given(st.decimals(min_value=1, max_value=99999, places=2))
def test_an_amount_agrees_with_itself_in_every_unit(amount: Decimal) -> None:
    for text in (f"支出{amount:f}万元", f"支出{amount * 10_000:f}元"):
        (mention,) = mentions(text)
        assert mention.states(amount, "万元")


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    for mention in mentions(text):
        assert mention.written[0].isdecimal()


def test_a_clause_of_another_year_or_of_a_plan_is_not_of_the_year() -> None:
    assert in_year("2021年培训3次，合格率90%") == [False, False]
    assert in_year("2022年培训3次，合格率90%") == [True, True]
    assert in_year("上年培训3次。今年培训4次") == [False, True]
    assert in_year("计划培训3次，本年培训2次") == [False, True]


def test_in_a_plan_the_words_of_planning_say_nothing() -> None:
    assert in_year("计划培训3次，2023年培训5次", planned=True) == [True, False]


def test_a_clause_knows_the_words_of_its_sentence_before_it() -> None:
    first, second, third = read_clauses("其中，培训3次。检查5次", YEAR)
    assert (first.in_sentence, second.in_sentence, third.in_sentence) == ("", "其中,", "")


@pytest.mark.parametrize(
    ("unit", "bare"),
    [("万人次", ("人次", 4)), ("台（套）", ("台", 0)), ("名", ("人", 0)), ("万元", ("万元", 0))],
)
def test_a_unit_is_a_measure_word_and_a_power_of_ten(unit: str, bare: tuple[str, int]) -> None:
    assert same_unit(unit) == bare
