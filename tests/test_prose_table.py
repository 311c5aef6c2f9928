"""What a text says otherwise than the form is found; what may be right is passed over."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pingshu.finding import Finding
from pingshu.model import (
    Form,
    Goals,
    Indicator,
    ManagementItem,
    Note,
    Role,
    Spending,
    SpendingLine,
    Text,
)
from pingshu.sheet import Place
from tests.form_building import checked, form, fund, indicator, number

Told = list[tuple[str, str, str | None]]


def written(content: str, cell: str = "E11") -> Text:
    return Text(text=content, place=Place(workbook="表.xlsx", sheet="自评表", cell=cell))


def told(one: Form) -> Told:
    """Return code, cell and the figure due of each finding about prose."""
    return [
        (finding.code, str(finding.place), finding.expected)
        for finding in checked(one)
        if _is_about_prose(finding)
    ]


def _is_about_prose(finding: Finding) -> bool:
    return finding.code.startswith("text-") and finding.code != "text-missing"


def adjusted(sentence: str) -> Told:
    """Return what is found in the goal of a project of 134万元, raised to 155 and spent but 5."""
    rows = (
        fund("年度资金总额", "155", "150", initial="134", rate="96.77%"),
        fund("县级资金", "100", "95", role=Role.LOCAL, initial="79"),
        fund("其他资金", "55", "55", role=Role.OTHER, initial="55"),
    )
    one = form(funds=rows, indicators=(), total_stated="98", received="152")
    return told(replace(one, goals=Goals(expected=None, actual=written(sentence))))


def spent(sentence: str) -> Told:
    """Return the same for a project whose money was all spent."""
    one = form(funds=(fund("年度资金总额", "155", "155"),), indicators=())
    return told(replace(one, texts={"未执行资金去向": written(sentence)}))


def _items() -> tuple[Indicator, ...]:
    items = (
        indicator("≥3次", "3次", name="举办业务培训次数"),
        indicator("≥95%", "96%", name="学员满意度"),
        indicator("≥20个", "18个", name="新建文化服务点"),
        indicator("≥200万人次", "226.8万人次", name="接待游客"),
        indicator("8000元/人/年", "8000元/人/年", name="统筹支付标准"),
        indicator("≥90%", "99.1%", name="重点工作按期完成率"),
        indicator("显著提高", "显著提高", name="服务能力"),
    )
    return tuple(_moved(item, row) for row, item in enumerate(items, 13))


def _moved(item: Indicator, row: int) -> Indicator:
    assert item.target
    assert item.actual
    return replace(
        item,
        level3=written(item.level3.text, f"D{row}"),
        target=written(item.target.text, f"E{row}"),
        actual=written(item.actual.text, f"F{row}"),
    )


def reached(sentence: str) -> Told:
    """Return what is found in 实际完成情况 beside seven indicators, one of them missed."""
    one = form(indicators=_items())
    return told(replace(one, goals=Goals(expected=None, actual=written(sentence))))


def planned(sentence: str) -> Told:
    """Return what is found in 年度总体目标."""
    one = form(indicators=_items())
    return told(replace(one, goals=Goals(expected=written(sentence, "B11"), actual=None)))


# --- amounts and rates --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("全年预算数150万元。", "155万元"),
        ("年初预算数143万元，全年执行数150万元。", "134万元"),
        ("预算由年初的134万元调整为165万元。", "155万元"),
        ("2022年全年执行数为1600000元。", "150万元"),
        ("年度资金总额156万元。", "155万元"),
    ],
)
def test_an_amount_that_leaves_no_doubt_has_to_be_mended(sentence: str, due: str) -> None:
    assert adjusted(sentence) == [("text-amount-differs", "自评表!E11", due)]


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("全年支出130万元。", "150万元"),
        ("财政局拨入资金250万元。", "152万元"),
        ("年末结余9万元。", "5万元"),
        ("追加预算12万元。", "21万元"),
        ("2022年安排预算资金165万元。", "155万元"),
    ],
)
def test_an_amount_that_may_be_a_part_is_to_be_explained(sentence: str, due: str) -> None:
    assert adjusted(sentence) == [("text-amount-doubtful", "自评表!E11", due)]


@pytest.mark.parametrize(
    "sentence",
    [
        "年初预算数134万元，全年预算数155万元，全年执行数150万元，结余5万元。",
        "预算由年初的134万元调整为155万元。",
        "全年支出0.015亿元，到位152万元。",
        "县级资金100万元，其他资金55万元。",
        "其中省级资金全年预算数20万元。",
        "完成2022年任务。2021年全年预算数120万元，执行数118万元。",
        "预计下年全年预算数180万元。",
        "培训费支出8万元。",
        "人均支出300元。",
        "一季度支出20万元。",
        "先后到位60万元、到位80万元。",
        "合同金额88万元，标准为每人500元。",
        "全年预算约160万元。",
        "执行率95%的单位有3家。",
        "预算执行率96.77%，支出进度96.8%，到位率98.06%，调整率15.67%。",
        "其他资金执行率100%。",
    ],
)
def test_an_amount_that_the_form_explains_is_passed_over(sentence: str) -> None:
    assert adjusted(sentence) == []


def test_a_wrong_amount_of_a_source_is_told_by_its_name() -> None:
    assert adjusted("县级资金120万元。") == [
        ("text-indicator-differs", "自评表!E11", "79、100、95、5万元")
    ]


def test_a_wrong_rate_of_execution_has_to_be_mended() -> None:
    assert adjusted("预算执行率92%。") == [("text-rate-differs", "自评表!E11", "96.77%")]


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("支出进度达到92%。", "96.77%"),
        ("全年支出150万元，占全年预算的98%。", "96.77%"),
        ("资金到位率90%。", "98.06%"),
        ("预算调整率16.57%。", "15.67%"),
    ],
)
def test_another_rate_is_to_be_explained(sentence: str, due: str) -> None:
    assert adjusted(sentence) == [("text-rate-doubtful", "自评表!E11", due)]


def test_without_funds_no_amount_is_compared() -> None:
    assert reached("全年预算数150万元，预算执行率95%。") == []


def test_an_indicator_of_execution_explains_a_rate() -> None:
    item = indicator("≥95%", "99%", name="基金支出预算执行率")
    one = form(funds=(fund("年度资金总额", "155", "150"),), indicators=(item,))
    assert told(replace(one, goals=Goals(expected=None, actual=written("执行率99%。")))) == []


# --- what is not used up ------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    ["资金到位较晚，当年未能充分使用。", "资金没有用完。", "资金尚有结余。", "执行进度偏慢。"],
)
def test_money_not_used_up_stands_against_a_rate_of_a_hundred(sentence: str) -> None:
    assert spent(sentence) == [("text-unspent-doubtful", "自评表!E11", "100%")]
    assert adjusted(sentence) == []


@pytest.mark.parametrize("sentence", ["资金已全部支出。", "没有结余。", "预算执行完毕。"])
def test_money_all_used_up_stands_against_a_rate_below(sentence: str) -> None:
    assert adjusted(sentence) == [("text-spent-doubtful", "自评表!E11", "96.77%")]
    assert spent(sentence) == []


@pytest.mark.parametrize("sentence", ["避免资金未能充分使用。", "上年资金未能充分使用。"])
def test_a_condition_or_another_year_claims_nothing(sentence: str) -> None:
    assert spent(sentence) == []


# --- score and grade ----------------------------------------------------------------------


@pytest.mark.parametrize("sentence", ["自评总分89分。", "项目绩效自评得分为89分，比上年有所提高。"])
def test_a_wrong_total_score_has_to_be_mended(sentence: str) -> None:
    assert adjusted(sentence) == [("text-score-differs", "自评表!E11", "98分")]


def test_a_wrong_grade_is_to_be_explained() -> None:
    assert adjusted("评价等级为“良”。") == [("text-grade-differs", "自评表!E11", "优")]


@pytest.mark.parametrize(
    "sentence",
    [
        "自评总分98分，等级为优。",
        "满分8分，自评得分7.2分。",
        "产出指标得分49分。",
        "上年自评总分90分。",
    ],
)
def test_a_right_score_or_one_of_an_item_is_passed_over(sentence: str) -> None:
    assert adjusted(sentence) == []


# --- indicators ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("举办业务培训2次。", "3次"),
        ("我局全年开展业务培训5次，效果良好。", "3次"),
        ("学员满意度100%。", "96%"),
        ("学员满意度在98%以上。", "96%"),
        ("接待游客262.8万人次。", "226.8万人次"),
        ("建成文化服务点28个。", "18个"),
        ("28个文化服务点投入使用。", "18个"),
        ("统筹支付标准为6000元/人/年。", "8000元/人/年"),
    ],
)
def test_another_figure_for_an_indicator_is_to_be_explained(sentence: str, due: str) -> None:
    assert reached(sentence) == [("text-indicator-differs", "自评表!E11", due)]


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("培训2次。", "3次"),
        ("满意度97%。", "96%"),
        ("图书馆学员满意度97%。", "96%"),
        ("重点工作完成率79%。", "99.1%"),
    ],
)
def test_a_noun_that_agrees_in_part_is_a_hint(sentence: str, due: str) -> None:
    assert reached(sentence) == [("text-indicator-doubtful", "自评表!E11", due)]


@pytest.mark.parametrize(
    "sentence",
    [
        "举办业务培训3次，学员满意度96%，接待游客226.8万人次。",
        "接待游客2268000人次，满意度95%以上。",
        "完成2022年任务。2021年举办业务培训5次。",
        "计划举办业务培训5次。",
        "全省学员满意度97%。",
        "还有2个文化服务点没有建成。",
        "其中举办业务培训1次。",
        "业务培训参加90人。",
        "比目标多举办业务培训1次。",
        "制作宣传片12部。",
    ],
)
def test_a_figure_that_is_right_or_of_something_else_is_passed_over(sentence: str) -> None:
    assert reached(sentence) == []


def test_a_plan_is_compared_with_the_targets() -> None:
    assert planned("计划举办业务培训3次，接待游客不少于200万人次，建成文化服务点20个。") == []
    assert planned("新建文化服务点30个。") == [("text-indicator-differs", "自评表!B11", "≥20个")]


def test_a_line_of_spending_is_compared_by_its_name() -> None:
    line = SpendingLine(
        label=written("差旅费", "A2"),
        amount=number("0.45", "B2"),
        count=None,
        unit=None,
        note=None,
    )
    open_line = replace(line, label=written("设备购置", "A3"), amount=None)
    one = form(funds=(fund("年度资金总额", "6", "0.45"),), indicators=())
    one = replace(one, spending=Spending(lines=(line, open_line), total=None))
    wrong = replace(one, texts={"业务量": written("支付差旅费0.54万元。", "C8")})
    right = replace(one, texts={"业务量": written("支付差旅费4500元。", "C8")})
    assert told(wrong) == [("text-indicator-differs", "自评表!C8", "0.45万元")]
    assert told(right) == []


def test_a_measure_word_at_the_end_of_a_name_is_no_part_of_its_noun() -> None:
    one = form(indicators=(indicator("≥60人次", "65人次", name="骨干培训人次"),))
    said = replace(one, goals=Goals(expected=None, actual=written("骨干培训56人次。")))
    assert told(said) == [("text-indicator-differs", "自评表!E11", "65人次")]


@pytest.mark.parametrize("name", ["改进措施", "补助标准", "三公经费"])
def test_texts_about_something_else_are_not_compared(name: str) -> None:
    one = replace(form(indicators=_items()), texts={name: written("举办业务培训9次。")})
    assert told(one) == []


def test_the_items_of_management_are_compared() -> None:
    item = ManagementItem(
        item=written("拨付合规性", "B9"),
        situation=written("全年预算数166万元。", "C9"),
        problem=None,
    )
    one = form(funds=(fund("年度资金总额", "155", "155"),), indicators=())
    assert told(replace(one, management=(item,))) == [
        ("text-amount-differs", "自评表!C9", "155万元")
    ]


# --- claims about indicators --------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence", ["各项指标全部完成。", "年度绩效目标均已实现。", "圆满完成年初设定的各项任务。"]
)
def test_all_reached_stands_against_an_indicator_missed(sentence: str) -> None:
    assert reached(sentence) == [("text-all-reached-differs", "自评表!E11", "≥20个")]


@pytest.mark.parametrize(
    "sentence",
    [
        "各项指标基本完成。",
        "除服务点外，各项指标全部完成。",
        "满意度指标全部完成。",
        "确保各项指标全部完成。",
        "上年各项指标全部完成。",
        "培训任务完成较好。",
    ],
)
def test_a_claim_taken_back_or_of_a_part_is_passed_over(sentence: str) -> None:
    assert reached(sentence) == []


def noted(target: str, actual: str, reason: str | None, explanation: str | None = None) -> Told:
    """Return what is found in what is said of one indicator."""
    item = indicator(target, actual, name="新建服务点")
    note = Note(explanation=written(explanation, "C2") if explanation else None)
    one = replace(item, reason=written(reason, "I13") if reason else None, note=note)
    return told(form(indicators=(one,)))


def test_a_reason_against_the_verdict_is_to_be_explained() -> None:
    assert noted("≥20个", "18个", "已全部完成年度目标。") == [
        ("text-verdict-differs", "自评表!I13", "≥20个")
    ]
    assert noted("≥20个", "22个", "因用地手续，未完成年度目标。") == [
        ("text-verdict-differs", "自评表!I13", "≥20个")
    ]


@pytest.mark.parametrize(
    ("actual", "reason"),
    [
        ("18个", "未完成年度目标。"),
        ("22个", "完成年度目标。"),
        ("18个", "基本完成目标。"),
        ("22个", None),
        ("22个", "上年未完成年度目标。"),
    ],
)
def test_a_reason_that_fits_the_verdict_is_passed_over(actual: str, reason: str | None) -> None:
    assert noted("≥20个", actual, reason) == []


def test_an_explanation_is_compared_with_its_indicator() -> None:
    assert noted("≥20个", "22个", None, "全年新建服务点32个。") == [
        ("text-indicator-differs", "自评表!C2", "22个")
    ]


# --- counts that do not add up ------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        (
            "享受1451人次，支出155万元。\n住院25人，支出88.65万元；门诊1352人次，支出66.35万元。",
            "1377",
        ),
        ("共培训100人，其中干部60人、群众50人。", "110"),
        ("共培训100人，其中干部60人、群众50人", "110"),
    ],
)
def test_counts_that_do_not_add_up_are_to_be_explained(sentence: str, due: str) -> None:
    assert told(_saying(sentence)) == [("text-counts-differ", "自评表!C8", due)]


def _saying(sentence: str) -> Form:
    return replace(form(), texts={"业务量": written(sentence, "C8")})


def test_parts_a_little_short_of_the_whole_are_a_hint() -> None:
    one = _saying("共培训100人，其中干部60人、群众35人。")
    assert told(one) == [("text-sum-short", "自评表!C8", "95人")]


@pytest.mark.parametrize(
    "sentence",
    [
        "享受1377人次，支出155万元。\n住院25人次，支出88.65万元；门诊1352人次，支出66.35万元。",
        "享受1451人次，支出160万元。住院25人次，支出88.65万元；门诊1352人次，支出66.35万元。",
        "共培训100人，其中干部60人、群众40人。",
        "共培训100人，其中干部30人。",
        "共培训100人，其中集中培训3次、现场培训8次。",
        "检查30家，支出2万元。整改5起，支出1万元；约谈2家，支出1万元。",
    ],
)
def test_counts_that_add_up_or_cannot_be_added_are_passed_over(sentence: str) -> None:
    assert told(_saying(sentence)) == []


# --- the year -----------------------------------------------------------------------------


@pytest.mark.parametrize("say", [reached, planned])
def test_a_goal_of_another_year_is_to_be_explained(say: Callable[[str], Told]) -> None:
    (one,) = say("2021年度完成各项培训，提高服务能力。")
    assert (one[0], one[2]) == ("text-year-differs", "2022")


@pytest.mark.parametrize(
    "sentence",
    ["2022年完成培训。", "2021年启动，2022年完成培训。", "2021年以来坚持培训。", "完成培训。"],
)
def test_a_goal_that_names_the_year_or_none_is_passed_over(sentence: str) -> None:
    assert reached(sentence) == []


# --- messages -----------------------------------------------------------------------------


def test_a_message_quotes_the_clause_and_names_the_cell_and_its_value() -> None:
    one = form(indicators=_items())
    said = replace(one, goals=Goals(expected=None, actual=written("会议顺利，举办业务培训2次。")))
    (finding,) = filter(_is_about_prose, checked(said))
    assert finding.severity.word == "须说明"
    for part in ("“举办业务培训2次”", "“举办业务培训次数”", "“自评表”F13", "3次"):
        assert part in finding.message


def test_several_findings_in_one_text_stand_in_its_order() -> None:
    due = [expected for _, _, expected in reached("举办业务培训2次，学员满意度99%。")]
    assert due == ["3次", "96%"]
