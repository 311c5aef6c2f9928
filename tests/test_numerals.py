"""Numbers in a text: where they begin and end, and when two ways of writing one say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingshu.numerals import (
    alike_in_form,
    masked,
    number_areas,
    overlaps,
    same_figure,
    snapped,
    tokens_of,
    widened,
)


def numbers(text: str) -> list[str]:
    return [text[start:end] for start, end in number_areas(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("预算1,234.50万元，执行98%", ["1,234.50", "98"]),
        ("增长-5%，由１２．５升到13", ["-5", "１２．５", "13"]),
        ("2020-2021年，3—5月", ["2020", "2021", "3", "5"]),
        ("得分5,6和7,1234", ["5", "6", "7", "1234"]),
        ("A-1栋，第3-4项", ["1", "3", "4"]),
        ("一百二十万元", []),
    ],
)
def test_a_number_has_its_sign_its_commas_and_its_decimals(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


@given(st.text(alphabet="0１2,.-+%万元预 \n", max_size=20))
def test_the_tokens_of_a_text_are_all_of_it_but_white_space(text: str) -> None:
    tokens = tokens_of(text)
    assert "".join(text[one.start : one.end] for one in tokens) == "".join(text.split())
    assert [one.start for one in tokens if one.is_number] == [
        start for start, _ in number_areas(text)
    ]


def test_the_numbers_of_a_text_can_be_left_out() -> None:
    assert masked("预算1,200万元，增长-5%") == "预算0万元，增长0%"
    assert alike_in_form("5万元", "1,200.5万元")
    assert not alike_in_form("5万元", "5")


@pytest.mark.parametrize(
    ("text", "touched", "figure", "expected"),
    [
        ("预算130万元，", "3", "120万元", "130万元"),
        ("预算1.3亿元，", "3", "120万元", "1.3亿元"),
        ("预算130 万元，", "130", "120万元", "130 万元"),
        ("预算130，", "130", "120万元", "130"),
        ("共5个镇", "5", "3个", "5个"),
        ("共5家企业", "5", "3个", "5"),
        ("占98．5％，", "5", "98%", "98．5％"),
        ("【请核实：130万元】", "130", "【请核实：120万元】", "【请核实：130万元】"),
        ("“130万元”", "130", "“120万元”", "“130万元”"),
        ("60万元、120万元、80万元", "60万元、120万元", "120万元", "120万元"),
        ("98%、60万元", "98%、60", "120万元", "60万元"),
    ],
)
def test_a_stretch_snaps_to_the_whole_figure(
    text: str, touched: str, figure: str, expected: str
) -> None:
    start = text.index(touched)
    area = snapped(text, start, start + len(touched), figure)
    assert area is not None
    assert text[slice(*area)] == expected


@pytest.mark.parametrize("figure", ["持平", "3月5日", "5万元"])
def test_a_stretch_without_a_number_snaps_to_nothing(figure: str) -> None:
    assert snapped("预算没有", 0, 4, figure) is None
    assert snapped("预算30万元", 0, 2, figure) is None


def test_of_a_figure_that_holds_no_single_number_only_the_place_is_known() -> None:
    assert widened("共5万元", 1, 2, "3月5日") == (1, 2)


def test_two_areas_that_only_touch_have_nothing_in_common() -> None:
    assert not overlaps((2, 4), [(0, 2), (4, 6)])
    assert overlaps((2, 4), [(0, 2), (3, 6)])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1,234.50万元", "1234.5万元"),
        ("98.5％", "98.50%"),
        ("１２０万元", "120 万元"),
        ("1.2亿元", "12000万元"),
        ("0.5万元", "5000元"),
        ("20万人", "200000人"),
        ("3名", "3人"),
        ("“120万元”", "120万元"),
        ("【请核实：5万元】", "5万元"),
        ("持 平", "持平"),
    ],
)
def test_another_way_of_writing_a_figure_says_the_same(first: str, second: str) -> None:
    assert same_figure(first, second)
    assert same_figure(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("98.5%", "98.6%"),
        ("98%", "98"),
        ("120万元", "120"),
        ("120万元", "120元"),
        ("-5%", "5%"),
        ("3个", "3家"),
        ("97.67%", "97.7%"),
        ("持平", "增加"),
        ("5万元", ""),
    ],
)
def test_another_number_or_unit_says_something_else(first: str, second: str) -> None:
    assert not same_figure(first, second)


@given(st.integers(1, 10**9), st.sampled_from(["元", "万元", "%", "个"]))
def test_commas_and_zeros_change_no_figure(number: int, unit: str) -> None:
    assert same_figure(f"{number}{unit}", f"{number:,}.00{unit}")
