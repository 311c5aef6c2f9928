"""What a sentence states without doubt is compared; all else is passed over."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from pingshu.model import Text
from tests.fund_building import RESIDENTS, WORKERS, checked, form, mended_form, people, written

TEXT_KINDS = "text-"
Told = list[tuple[str, str | None, str | None]]


def about_all(sentence: str) -> Told:
    """Return code, stated and due of what is found in a text about all funds."""
    return _found({"总体情况": written(sentence)}, {})


def about_workers(sentence: str) -> Told:
    """Return the same for a text about one fund."""
    return _found({}, {WORKERS: {"增减原因": written(sentence)}})


def _found(texts: Mapping[str, Text], fund_texts: Mapping[str, Mapping[str, Text]]) -> Told:
    one = replace(mended_form(), texts=texts, fund_texts=fund_texts)
    return [
        (finding.code, finding.actual, finding.expected)
        for finding in checked(one)
        if finding.code.startswith(TEXT_KINDS)
    ]


# --- sums ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("总额100万元，其中中央70万元、省级40万元。", "text-sum-differs"),
        ("总额100万元，其中中央70万元，省级30.5万元。", "text-sum-differs"),
        ("总额100万元（中央70万元、省级40万元）。", "text-sum-differs"),
        ("总额100万元。其中：中央55万元、省级40万元。", "text-sum-short"),
        ("支出21040.11万元，其中住院费16626.67万元、门诊费4413.45万元。", "text-sum-rounding"),
        ("合计100万元＝70万元＋40万元。", "text-sum-differs"),
        ("甲70万元＋乙40万元＝100万元", "text-sum-differs"),
        ("10.02＝5.01＋5.02", "text-sum-rounding"),
        ("12,345元=12,000元+355元", "text-sum-differs"),
    ],
)
def test_a_sum_that_is_wrong_is_found(sentence: str, code: str) -> None:
    assert [one[0] for one in about_all(sentence)] == [code]


@pytest.mark.parametrize(
    "sentence",
    [
        "总额100万元，其中中央60万元、省级40万元。",
        "总额100万元，其中中央60万元。",
        "总额100万元，其中中央60万元、省级10万元。",  # 其中 need not be all
        "资金100万元，其中中央60万元，省级30万元，人均50万元。",
        "总投资100万元，其中中央60万元，省级40万元，完成投资90万元。",
        "缴费收入100万元，其中单位60万元，个人30万元，支出80万元。",
        "总额100万元，其中中央60万元、省级400000元。",
        "总额100万元，其中中央70万元占70%、省级40万元占40%。",
        "培训5＋3＝8次，共100人。",
        "合计100万元＝70万元＋40万元－10万元。",
        "合计100万元＝700000元＋400000元。",
        "3+2=5，10-2+1=9",
        "期末余额-30万元，其中甲-10万元、乙-20万元。",
    ],
)
def test_a_sum_that_is_right_or_may_be_is_passed_over(sentence: str) -> None:
    assert about_all(sentence) == []


def test_a_sum_is_checked_in_a_report_on_anything() -> None:
    one = form(family="项目支出", texts={"实施内容": written("100元＝70元＋40元")})
    assert [one.code for one in checked(one) if one.code.startswith("text-")] == [
        "text-sum-differs"
    ]


# --- figures ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "actual", "expected"),
    [
        ("职工基本医疗保险基金支出执行预算的484.74%。", "484.74%", "448.74%"),
        ("城乡居民医保收入比上年增长13.2%。", "13.2%", "10.32%"),
        ("全部基金支出94446.16万元，完成年初预算的133.16%。", "133.16%", "333.16%"),
        ("基金当期缺口45373.21万元。", "-45373.21万元", "-43573.21万元"),
        ("居民基金年末累计结余881.79万元。", "881.79万元", "818.79万元"),
        ("职工待遇支出完成年度预算的88.40%。", "88.40%", "88.28%"),
        ("2020年基金收入合计51872.95万元。", "51872.95万元", "50872.95万元"),
        ("居民收入38154.63万元，同比增加3586.11万元。", "3586.11万元", "3568.11万元"),
        ("收入增长9.2%，其中：职工5.99%，居民13.02%。", "13.02%", "10.32%"),
        ("居民待遇支出比2019年增长39.27%。", "39.27%", "32.97%"),
    ],
)
def test_a_figure_that_differs_is_found(sentence: str, actual: str, expected: str) -> None:
    assert about_all(sentence) == [("text-figure-differs", actual, expected)]


@pytest.mark.parametrize(
    ("sentence", "actual"),
    [
        ("基金当期结余合计-43573.2万元。", "-43573.2万元"),
        ("职工基金当期结余-15377.38万元。", "-15377.38万元"),
        ("居民支出执行预算的300.39%。", "300.39%"),
        ("居民住院16626.67万元。", "16626.67万元"),
    ],
)
def test_a_figure_that_differs_in_its_last_digit_is_a_hint(sentence: str, actual: str) -> None:
    assert [one[:2] for one in about_all(sentence)] == [("text-figure-rounding", actual)]


@pytest.mark.parametrize(
    "sentence",
    [
        "2020年基金收入50872.95万元，比上年增长9.2%，完成预算的104.46%。",
        "基金收入5.09亿元。",
        "支出执行预算的93.73%。",  # without 上下级往来
        "预计2021年支出增长5%，收入增长3%。",
        "2019年收入增长88%。",
        "上年支出增长88%，收入增长3%。",
        "本年支出约9万元。",
        "收入目标增长8%。",
        "人均支出300元。",
        "财政补助收入增长88%。",
        "职工、居民当期结余分别为1万元、2万元。",
        "居民预算总支出21040.11万元。",
        "支出剔除上解后增长5%。",
        "基金收入增长50%以上。",
        "一季度收入增长3%。",
        "职工基金运行平稳。当期结余-28195.82万元。",
        "职工待遇支出5527.57万元，门诊3555.83万元。",
        "职工收入12675.87万元。",  # the budget, perhaps
        "医疗保险收入增长了很多。",
        "大病保险支出8万元。",
        "职工个人缴费收入100万元。",  # a line of the residents
        "",
    ],
)
def test_what_is_right_or_may_mean_something_else_is_passed_over(sentence: str) -> None:
    assert about_all(sentence) == []


def test_a_text_about_one_fund_speaks_of_it() -> None:
    assert about_workers("当期结余-15377.39万元，支出完成预算的448.74%。") == []
    assert about_workers("当期结余-15737.39万元。") == [
        ("text-figure-differs", "-15737.39万元", "-15377.39万元")
    ]


def test_a_text_about_one_fund_may_name_another() -> None:
    assert about_workers("居民基金当期结余-28915.82万元。") == [
        ("text-figure-differs", "-28915.82万元", "-28195.82万元")
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("居民收入比上年下降10.32%。", "10.32%"),
        ("居民支出比上年减少50526.7万元。", "50526.7万元"),
        ("居民收入与上年持平。", "3568.11万元"),
        ("职工支出比上年有所下降。", "8095.71万元"),
    ],
)
def test_a_direction_against_the_figures_is_found(sentence: str, expected: str) -> None:
    found = about_all(sentence)
    assert [(code, due) for code, _, due in found] == [("text-direction-differs", expected)]


@pytest.mark.parametrize(
    "sentence",
    ["居民收入比上年增长。", "居民收入与上年基本持平。", "居民人数比上年下降。", "比上年下降。"],
)
def test_a_direction_that_is_right_or_of_something_else_is_passed_over(sentence: str) -> None:
    assert about_all(sentence) == []


def test_a_rate_is_compared_before_it_is_rounded() -> None:
    # 50526.7 ÷ 15823.75 is 319.309…%: 319.31 printed, 319.309 known better, 319.3 rounded.
    for stated in ("319.31%", "319.309%", "319.3%"):
        assert about_all(f"城乡居民支出比上年增长{stated}。") == []


def test_where_there_is_no_table_nothing_is_compared() -> None:
    one = form(texts={"总体情况": written("基金收入合计1万元。")})
    assert [finding.code for finding in checked(one) if finding.code.startswith("text-f")] == []


def test_a_sentence_that_adds_up_speaks_of_all_funds_after_one_about_a_single_fund() -> None:
    before = "职工基金运行平稳。"
    assert about_all(f"{before}支出合计94446.16万元。") == []
    assert about_all(f"{before}支出合计94464.16万元。") == [
        ("text-figure-differs", "94464.16万元", "94446.16万元")
    ]


def test_where_only_people_are_stated_no_amount_is_compared() -> None:
    one = form(
        enrolment=(people("户籍人口", "200", "50"),),
        texts={"总体情况": written("基金收入合计1万元。")},
    )
    assert [finding.code for finding in checked(one) if finding.code.startswith("text-f")] == []


def test_the_name_of_the_other_fund_does_not_disturb() -> None:
    said = {WORKERS: {"一": written("当期结余-15377.39万元。")}, RESIDENTS: {}}
    one = replace(mended_form(), texts={}, fund_texts=said)
    assert [finding.code for finding in checked(one) if finding.code.startswith("text-")] == []
