"""What prose is held against, at its bounds, and the sentences in which a difference is told.

The samples of everyday sentences stand in test_prose_table and test_prose_check.
"""

from dataclasses import replace
from typing import Any

import pytest

from pingshu.check import check
from pingshu.compute import compute
from pingshu.model import (
    Form,
    FundRow,
    Goals,
    Indicator,
    ManagementItem,
    Role,
    Spending,
    SpendingLine,
    Text,
)
from pingshu.profile import Denominator, Profile
from pingshu.sheet import Place
from tests.form_building import form, fund, indicator, number, profile_of
from tests.fund_building import WORKERS, mended_form
from tests.fund_building import checked as checked_funds
from tests.fund_building import written as written_of_funds

Told = list[tuple[str, str]]
Stated = list[tuple[str, str | None, str | None]]


def written(content: str, cell: str = "E11") -> Text:
    return Text(text=content, place=Place(workbook="表.xlsx", sheet="自评表", cell=cell))


def told(one: Form, profile: Profile | None = None) -> Told:
    """Return code and problem of each finding about prose."""
    rules = profile or profile_of("项目支出")
    return [
        (finding.code, finding.problem)
        for finding in check(one, compute(one, rules), rules)
        if finding.code.startswith("text-") and finding.code != "text-missing"
    ]


def reached(sentence: str, *items: Indicator, funds: tuple[FundRow, ...] = ()) -> Told:
    """Return what is found in 实际完成情况."""
    one = form(funds=funds, indicators=items)
    return told(replace(one, goals=Goals(expected=None, actual=written(sentence))))


# --- sums ---------------------------------------------------------------------------------


def summed(sentence: str) -> Stated:
    """Return code, stated total and sum of its parts."""
    one = replace(form(), texts={"业务量": written(sentence)})
    return [
        (finding.code, finding.actual, finding.expected)
        for finding in check(one, compute(one, profile_of("项目支出")), profile_of("项目支出"))
        if finding.code.startswith("text-sum")
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("10.02＝5.01＋5.02", ("text-sum-rounding", "10.02", "10.03")),
        ("5.8＋1.6＝7.6", ("text-sum-differs", "7.6", "7.4")),
        ("5.8＋1.6＝7.5", ("text-sum-rounding", "7.5", "7.4")),
        ("三公经费7.6万元，其中车5.8万元、餐1.6万元。", ("text-sum-short", "7.6万元", "7.4万元")),
        (
            "三公经费7.4万元，其中车5.8万元、餐1.8万元。",
            ("text-sum-differs", "7.4万元", "7.6万元"),
        ),
        ("100=70+40", ("text-sum-differs", "100", "110")),
        ("总额 100万元，其中 甲60万元，乙 50万元。", ("text-sum-differs", "100万元", "110万元")),
        ("合计100万元＝70万元＋40万元。", ("text-sum-differs", "100万元", "110万元")),
        ("合计100＝70万元＋40。", ("text-sum-differs", "100", "110万元")),
        ("总额100万元，其中甲60万元，乙50万元。", ("text-sum-differs", "100万元", "110万元")),
        ("总额100万元，其中甲50万元、乙40万元。", ("text-sum-short", "100万元", "90万元")),
        ("总额100万元，其中甲59万元、乙40万元。", ("text-sum-short", "100万元", "99万元")),
        (
            "总额12,500元，其中甲12,000元，乙600元。",
            ("text-sum-differs", "12500元", "12600元"),
        ),
        (
            "总额10.02万元，其中甲5.01万元，乙5.02万元，丙3万元。",
            ("text-sum-rounding", "10.02万元", "10.03万元"),
        ),
    ],
)
def test_a_sum_is_told_with_its_total_and_what_the_parts_add_up_to(
    sentence: str, found: tuple[str, str, str]
) -> None:
    assert summed(sentence) == [found]


@pytest.mark.parametrize(
    "sentence",
    [
        "结余100万元，其中甲-60万元、乙-40万元。",  # signs turned, and the sum is the total
        "总额100万元，其中甲60万元，乙45万元，按期完成。",  # the list may go on
        "总额100万元，其中甲60万元，乙45万元、按期完成。",
        "总额100万元，其中甲60万元，乙51万元。",  # more than a tenth beyond
        "总额100万元，其中甲49万元、乙40万元。",  # less than nine tenths
        "合计100万元＝70元＋40元。",
        "总额100万元，其中甲60元、乙50元。",
    ],
)
def test_a_list_that_may_say_something_else_is_passed_over(sentence: str) -> None:
    assert summed(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("收入总额100万元，其中保费收入60万元，利息收入45万元。", ["105万元"]),
        ("支出80万元。收入100万元，其中保费60万元，利息40.5万元，支出130万元。", ["100.5万元"]),
        ("收入100万元，其中保费60万元、支出45万元。", []),
        ("总额100万元，其中收入60万元，利息45万元。", []),
    ],
)
def test_the_parts_end_where_another_flow_begins(sentence: str, found: list[str]) -> None:
    assert [expected for _, _, expected in summed(sentence)] == found


def test_a_sum_is_quoted_with_the_punctuation_of_a_text() -> None:
    one = replace(form(), texts={"业务量": written("总额100万元(其中:甲70万元,乙35万元)。")})
    (finding,) = told(one)
    assert "总额" not in finding[1]
    assert "100万元（其中：甲70万元，乙35万元" in finding[1]


# --- counts -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [
        (
            "共培训100人，其中干部50人、群众40人。",
            "“100人，其中50人、40人”里，各项之和为90人，比总数100人略少。",
        ),
        (
            "享受1451次，支出155万元。住院25人，支出88.65万元；门诊1352人次，支出66.35万元。",
            "文字里各项之和为1377（25人＋1352人次），总数写作1451次。",
        ),
    ],
)
def test_counts_are_told_as_they_are_written(sentence: str, problem: str) -> None:
    assert [one[1] for one in reached(sentence)] == [problem]


@pytest.mark.parametrize(
    "sentence",
    [
        "共培训100人，其中干部50人、群众39人。",
        "共培训100人，其中干部60人。群众60人。",
        "享受100人，支出5万元。住院60人，支出5万元。",
        "支出5万元，住院60人，支出3万元；门诊50人，支出2万元。",
        "共培训100人。其中干部60人、群众60人。",
    ],
)
def test_counts_far_short_or_of_another_sentence_are_no_parts(sentence: str) -> None:
    assert reached(sentence) == []


def test_each_total_of_a_text_is_compared_with_its_own_parts() -> None:
    first = "报销100人，支出5万元。住院60人，支出3万元；门诊50人，支出2万元。"
    second = "救助80人，支出9万元。临时30人，支出4万元；长期60人，支出5万元。"
    assert [problem.split("（")[0] for _, problem in reached(first + second)] == [
        "文字里各项之和为110",
        "文字里各项之和为90",
    ]


def test_parts_may_follow_after_other_words() -> None:
    sentence = "效果良好，共培训100人，其中干部60人、群众50人。"
    assert [code for code, _ in reached(sentence)] == ["text-counts-differ"]


# --- amounts and rates --------------------------------------------------------------------


PROJECT = (
    fund("年度资金总额", "155", "150", initial="134", rate="98%"),
    fund("其他资金", "55", "55", role=Role.OTHER, initial="55"),
)


def of_project(sentence: str) -> Told:
    """Return what is told of a project of 155万元: 152 arrived, 150 were spent, 90 on roads."""
    one = form(funds=PROJECT, indicators=(), received="152")
    lines = (("修路", "90"), ("修桥", "60"))
    spending = tuple(
        SpendingLine(label=written(name), amount=number(amount), count=None, unit=None, note=None)
        for name, amount in lines
    )
    goals = Goals(expected=None, actual=written(sentence))
    return told(replace(one, goals=goals, spending=Spending(lines=spending, total=None)))


@pytest.mark.parametrize(
    "sentence",
    [
        "执行率98%。",  # as its cell says, right or wrong
        "全年支出90万元。",  # a line of spending
        "年末结余2万元。",  # of what was received
        "年末结余5万元。",
        "下达资金152万元。",
        "下达资金134万元。",
        "到位资金152万元。",
        "到位资金55万元。",  # of a part
        "拨付资金155万元。",
        "拨付资金134万元。",
        "拨付资金150万元。",
        "本级项目，全年预算数20万元。",
        "全年预算数166万元的项目已完成。",
        "年初预算134万元。调整为165万元。",
    ],
)
def test_what_some_cell_explains_is_passed_over(sentence: str) -> None:
    assert of_project(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [
        ("全年支出2万元。", "“全年支出2万元”写的是2万元，而“自评表”F6的全年执行数是150万元。"),
        (
            "年初预算134万元，调整为165万元。",
            "“调整为165万元”写的是165万元，而“自评表”E6的全年预算数是155万元。",
        ),
        ("下达资金90万元。", "“下达资金90万元”写的是90万元，而“自评表”E6的全年预算数是155万元。"),
        (
            "年末结余152万元。",
            (
                "“年末结余152万元”写的是152万元，"
                "而按“自评表”E6、“自评表”F6计算的未执行数（全年预算数－全年执行数）是5万元。"
            ),
        ),
        # 到位率 is made from 152, so the report would say both.
        ("到位资金155万元。", "“到位资金155万元”写的是155万元，而“自评表”B9的到位数是152万元。"),
        ("到位资金134万元。", "“到位资金134万元”写的是134万元，而“自评表”B9的到位数是152万元。"),
        ("到位资金150万元。", "“到位资金150万元”写的是150万元，而“自评表”B9的到位数是152万元。"),
        ("拨付资金90万元。", "“拨付资金90万元”写的是90万元，而“自评表”B9的到位数是152万元。"),
        (
            "全年支出152万元。",
            "“全年支出152万元”写的是152万元，而“自评表”F6的全年执行数是150万元。",
        ),
        (
            "调整率96.77%。",
            "“调整率96.77%”写的是96.77%，按“自评表”E6、“自评表”D6计算，预算调整率是15.67%。",
        ),
        (
            "到位率95%。",
            "“到位率95%”写的是95%，按“自评表”B9、“自评表”E6计算，资金到位率是98.06%。",
        ),
        (
            "预算执行率95%。",
            "“预算执行率95%”写的是95%，按“自评表”F6、“自评表”E6计算是96.77%。",
        ),
    ],
)
def test_what_no_cell_of_its_kind_explains_is_told_with_its_cell(
    sentence: str, problem: str
) -> None:
    assert [one[1] for one in of_project(sentence)] == [f"文字{problem}"]


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        # the only part, and the sum of two, are the whole again
        ((PROJECT[0], fund("财政拨款", "155", "150", role=Role.CENTRAL)), ["text-amount-doubtful"]),
        (
            (
                fund("财政拨款", "100", "100", role=Role.CENTRAL),
                fund("其他资金", "55", "50", role=Role.OTHER),
            ),
            ["text-amount-doubtful"],
        ),
        ((PROJECT[0], fund("财政拨款", "154", "150", role=Role.CENTRAL)), ["text-amount-doubtful"]),
        ((fund("年度资金总额", "160", "150"), fund("中央", "155", "1", role=Role.CENTRAL)), []),
    ],
)
def test_the_amount_of_a_part_may_have_arrived_but_not_another_for_the_whole(
    rows: tuple[FundRow, ...], codes: list[str]
) -> None:
    goals = Goals(expected=None, actual=written("到位资金155万元。"))
    one = replace(form(funds=rows, indicators=(), received="152"), goals=goals)
    assert [code for code, _ in told(one)] == codes


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("执行率111.94%。", []),  # of what was planned first
        ("执行率96.774%。", []),  # of what was planned in the end
        ("执行率97.5%。", ["text-rate-differs"]),
    ],
)
def test_a_rate_may_be_that_of_the_rules_or_that_of_the_adjusted_budget(
    sentence: str, codes: list[str]
) -> None:
    profile = profile_of("项目支出")
    rules = replace(profile, scoring=replace(profile.scoring, denominator=Denominator.INITIAL))
    one = form(funds=(replace(PROJECT[0], rate_stated=None),), indicators=())
    one = replace(one, goals=Goals(expected=None, actual=written(sentence)))
    assert [code for code, _ in told(one, rules)] == codes


# --- indicators by their names ------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "name", "actual", "codes"),
    [
        ("干部学员满意度97%。", "学员满意度", "96%", ["text-indicator-doubtful"]),
        ("外地游客262万人次。", "接待游客", "226万人次", []),
        ("动画宣传片9部。", "制作宣传片", "12部", []),
        ("制作宣传片9部。", "制作宣传片", "12部", ["text-indicator-differs"]),
        ("书90册。", "发放图书", "80册", []),
        ("文化点28个。", "文化服务点", "18个", []),
        ("增长率6%。", "增长率", "5%", []),
        ("厕所56座。", "改造厕所座", "60座", ["text-indicator-differs"]),
        ("改造厕所座数56座。", "改造厕所座数", "60座", ["text-indicator-differs"]),
        ("“骨干”培训56期。", "骨干培训", "60期", ["text-indicator-differs"]),
        ("骨干培训次数56次。", "骨干培训次数", "60次", ["text-indicator-differs"]),
        ("组织了56期的骨干培训。", "骨干培训", "60期", ["text-indicator-differs"]),
        ("组织了56期“骨干培训”。", "骨干培训", "60期", ["text-indicator-differs"]),
        ("9部宣传片上线。", "制作宣传片", "12部", []),
        ("9册图书。", "发放图书", "80册", ["text-indicator-differs"]),
        ("9册书。", "书", "80册", []),
        ("其中学员1期。骨干培训56期。", "骨干培训", "60期", ["text-indicator-differs"]),
    ],
)
def test_a_short_noun_that_agrees_in_part_is_passed_over(
    sentence: str, name: str, actual: str, codes: list[str]
) -> None:
    found = reached(sentence, indicator(f"≥{actual}", actual, name=name))
    assert [code for code, _ in found] == codes


@pytest.mark.parametrize(("target", "actual"), [("≥60", "65人次"), ("≥60人次", "65")])
def test_a_unit_may_stand_on_one_side_alone(target: str, actual: str) -> None:
    item = indicator(target, actual, name="骨干培训")
    assert [code for code, _ in reached("骨干培训56人次。", item)] == ["text-indicator-differs"]
    planned = replace(
        form(indicators=(item,)), goals=Goals(expected=written("骨干培训56人次。"), actual=None)
    )
    assert [code for code, _ in told(planned)] == ["text-indicator-differs"]


def test_a_target_in_words_is_no_figure_to_be_planned() -> None:
    item = indicator("提升", "5次", name="上门回访")
    one = form(indicators=(item,))
    goals = Goals(expected=written("上门回访6次。"), actual=None)
    assert told(replace(one, goals=goals)) == []


def test_a_noun_that_several_indicators_share_means_none_of_them() -> None:
    both = [
        indicator("≥1次", actual, name=name)
        for name, actual in (("骨干培训", "3次"), ("全员培训", "5次"))
    ]
    assert reached("培训2次。", *both) == []
    assert len(reached("培训2次。", both[0])) == 1


@pytest.mark.parametrize(
    ("label", "sentence", "codes"),
    [
        ("县级配套资金", "县级配套资金120万元。", ["text-indicator-differs"]),
        ("县级配套资金", "配套资金120万元。", []),
        ("补助资金", "投入资金120万元。", []),
    ],
)
def test_a_part_of_the_funds_is_meant_by_its_full_name_alone(
    label: str, sentence: str, codes: list[str]
) -> None:
    part = fund(label, "100", "95", role=Role.LOCAL)
    assert [code for code, _ in reached(sentence, funds=(PROJECT[0], part))] == codes


# --- which text is held against what ----------------------------------------------------------

TRAINING = indicator("≥60人次", "65人次", name="骨干培训人次")


def of_training(**parts: Any) -> list[str]:
    """Return what is found of one indicator, 60 planned and 65 reached."""
    return [problem for _, problem in told(replace(form(indicators=(TRAINING,)), **parts))]


def not_the(due: str, cell: str) -> list[str]:
    place = f"“骨干培训人次”（“自评表”{cell}13）"
    return [f"文字“骨干培训56人次”写的是56人次，而{place}填的是{due}。"]


@pytest.mark.parametrize(
    ("name", "sentence", "found"),
    [
        ("支出预算绩效目标", "骨干培训60人次。", []),
        ("支出预算绩效目标", "骨干培训56人次。", not_the("≥60人次", "E")),
        ("业务量", "骨干培训65人次。", []),
        ("业务量", "骨干培训56人次。", not_the("65人次", "F")),
        ("业务量", "计划骨干培训56人次。", []),
        ("业务量", "2021年骨干培训56人次。", []),
    ],
)
def test_a_text_is_held_against_what_was_reached_and_a_plan_against_the_target(
    name: str, sentence: str, found: list[str]
) -> None:
    assert of_training(texts={name: written(sentence)}) == found


def test_a_goal_is_read_as_a_plan_and_what_was_reached_is_not() -> None:
    said = written("计划骨干培训56人次。")
    (problem,) = of_training(goals=Goals(expected=said, actual=None))
    assert problem.endswith("（“自评表”E13）填的是≥60人次。")
    assert of_training(goals=Goals(expected=None, actual=said)) == []


def test_a_goal_of_marks_alone_names_no_year() -> None:
    assert of_training(goals=Goals(expected=written("。"), actual=written("——"))) == []


def test_management_is_held_against_what_was_reached() -> None:
    item = ManagementItem(
        item=written("组织"),
        situation=written("骨干培训65人次。"),
        problem=written("骨干培训56人次。"),
    )
    assert of_training(management=(item,)) == not_the("65人次", "F")


def test_what_is_said_of_an_indicator_is_read_by_the_year_of_the_form() -> None:
    for sentence, count in (("2022年骨干培训56人次。", 1), ("2021年骨干培训56人次。", 0)):
        found = of_training(indicators=(replace(TRAINING, reason=written(sentence)),))
        assert len(found) == count


def test_counts_in_a_reason_are_added_up() -> None:
    counted = replace(TRAINING, reason=written("共100人，其中干部60人、群众50人。", "I13"))
    one = form(indicators=(counted,))
    found = check(one, compute(one, profile_of("项目支出")), profile_of("项目支出"))
    assert [(item.place.cell, item.expected) for item in found if "counts" in item.code] == [
        ("I13", "110")
    ]


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("各项指标全部完成。", ["text-all-reached-differs"]),
        ("2021年各项指标全部完成。", []),
        ("上年任务繁重。各项指标全部完成。", ["text-all-reached-differs"]),
        ("2022年各项指标全部完成。", ["text-all-reached-differs"]),
    ],
)
def test_a_claim_is_of_the_year_of_the_form(sentence: str, codes: list[str]) -> None:
    missed = indicator("≥60人次", "50人次", name="骨干培训人次")
    one = replace(form(indicators=(missed,)), texts={"业务量": written(sentence)})
    assert [code for code, _ in told(one)] == codes


# --- the funds of social insurance --------------------------------------------------------


def of_workers(sentence: str, changes: dict[str, str] | None = None) -> Stated:
    """Return what is found in a text about the workers' fund."""
    said = {WORKERS: {"增减原因": written_of_funds(sentence)}}
    one = replace(mended_form(changes), texts={}, fund_texts=said)
    return [
        (finding.code, finding.actual, finding.expected)
        for finding in checked_funds(one)
        if finding.code.startswith("text-")
    ]


def test_an_amount_that_is_right_for_another_fund_is_told_only_where_a_fund_is_named() -> None:
    assert of_workers("支出66350.45万元。") == []
    assert of_workers("职工支出66350.45万元。") == [
        ("text-figure-differs", "66350.45万元", "28095.71万元")
    ]


def test_an_amount_of_a_line_of_the_same_flow_may_be_meant() -> None:
    assert of_workers("收入11417.27万元。") == []
    assert of_workers("职工收入11417.27万元。") == []
    assert of_workers("职工收入22563.34万元。") == [
        ("text-figure-differs", "22563.34万元", "12718.32万元")
    ]


def test_a_growth_from_nothing_is_no_rate() -> None:
    assert of_workers("收入比上年增长5%。", {"收支对比表!C7": "0"}) == []
