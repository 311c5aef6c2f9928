"""What a report says for which view: funds, indicators, deviations, scores, and no artefacts."""

import re
from collections.abc import Mapping
from io import BytesIO
from random import Random

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from hypothesis import given, settings
from hypothesis import strategies as st

from pingshu.profile import Profile
from pingshu.view import NAMES, Shown
from tests.view_building import (
    FAMILIES,
    View,
    headings,
    item,
    lines,
    profiles,
    put,
    rendered,
    template,
)


def source(label: str, budget: str, executed: str, rate: str) -> View:
    values = {"标签": label, "预算数": budget, "执行数": executed, "执行率": rate}
    return item("资金.来源", values)


def indicator(name: str, actual: str, **values: object) -> View:
    """Return an indicator whose actual value and target are numbers unless told otherwise."""
    told = {"名称": name, "完成值": actual, "是数": True, "目标是数": True}
    return item("指标.类别[].分类[].全部", {**told, **values})


def in_words(name: str, actual: str, **values: object) -> View:
    return indicator(name, actual, **{"是数": False, "目标是数": False, **values})


def of_class(**lists: object) -> dict[str, object]:
    """Return the values of a view with one class that holds these lists."""
    inner = item("指标.类别[].分类", {"名称": "数量指标", **lists})
    outer = item("指标.类别", {"名称": "产出指标", "单一": True, "分类": [inner]})
    return {"指标.有": True, "指标.类别": [outer]}


# --- Funds --------------------------------------------------------------------------------------

BUDGET = {"资金.有": True, "资金.预算数": "6万元", "资金.执行数": "6万元", "资金.执行率": "100%"}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {**BUDGET, "资金.全额执行": True, "资金.未执行数": "0万元"},
            "全年执行数6万元，预算执行率100%，资金全部执行完毕，无结余资金。",
        ),
        (
            {
                **BUDGET,
                "资金.部分执行": True,
                "资金.执行数": "5.84万元",
                "资金.执行率": "97.33%",
                "资金.未执行数": "0.16万元",
            },
            "全年执行数5.84万元，预算执行率97.33%，未执行0.16万元。",
        ),
        (
            {
                **BUDGET,
                "资金.未执行": True,
                "资金.执行率": "0%",
                "资金.未执行数": "6万元",
            },
            "全年没有支出，预算执行率0%，未执行6万元。",
        ),
        ({"资金.执行数": "5万元"}, "全年执行数5万元。"),
        ({}, "【请补充：全年执行数】"),
        ({}, "【请补充：全年预算数】"),
        (
            {
                "资金.有": True,
                "资金.预算数": "155万元",
                "资金.年初预算数": "134万元",
                "资金.有年初预算": True,
                "资金.调增": True,
                "资金.调整数": "21万元",
                "资金.调整率": "15.67%",
            },
            "年初预算数134万元，执行中调增21万元（预算调整率15.67%），调整后全年预算数155万元。",
        ),
        (
            {
                "资金.有": True,
                "资金.预算数": "100万元",
                "资金.年初预算数": "120万元",
                "资金.有年初预算": True,
                "资金.调减": True,
                "资金.调整数": "20万元",
                "资金.调整率": "16.67%",
            },
            "年初预算数120万元，执行中调减20万元（减幅16.67%），调整后全年预算数100万元。",
        ),
        (
            {**BUDGET, "资金.有年初预算": True, "资金.年初预算数": "6万元"},
            "年初预算数和全年预算数均为6万元，执行中没有调整。",
        ),
        (
            {**BUDGET, "资金.单一来源": True, "资金.来源": [source("中央补助", "6万元", "", "")]},
            "全年预算数6万元，全部为中央补助。",
        ),
        (
            {
                **BUDGET,
                "资金.来源": [
                    source("中央补助", "4万元", "3万元", "75%"),
                    source("地方资金", "2万元", "", ""),
                ],
            },
            "全年预算数6万元，其中：中央补助4万元、地方资金2万元。",
        ),
    ],
)
def test_funds_are_told_as_they_are(
    family: str, values: Mapping[str, object], expected: str
) -> None:
    assert expected in lines(family, values)


@pytest.mark.parametrize("family", ["转移支付", "项目支出"])
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {
                "文字.到位日期": "2020年12月",
                "资金.到位数": "6万元",
                "资金.到位率": "100%",
                "资金.足额到位": True,
            },
            "资金到位时间为2020年12月，到位金额6万元，到位率100%，已足额到位。",
        ),
        ({"文字.到位日期": "2020年12月"}, "资金到位时间为2020年12月。"),
    ],
)
def test_the_arrival_of_funds_is_told(
    family: str, values: Mapping[str, object], expected: str
) -> None:
    assert expected in lines(family, values)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    ("values", "asked"),
    [
        (
            {**BUDGET, "资金.超预算": True, "资金.执行数": "6.5万元"},
            (
                "【请核实：自评表填列的全年执行数6.5万元大于全年预算数6万元，"
                "是否填错或漏填调整后的预算数】"
            ),
        ),
        (
            {"资金.有": True, "资金.无预算": True, "资金.预算数": "0万元"},
            "【请核实：自评表填列的全年预算数为0万元，是否漏填】",
        ),
        (
            {"资金.有": True, "资金.无预算": True, "资金.预算数": "0万元"},
            "【请核实：没有全年预算数，不能计算预算执行率】",
        ),
    ],
)
def test_what_cannot_be_is_asked_about_in_marked_words_and_never_told_as_a_fact(
    family: str, values: Mapping[str, object], asked: str
) -> None:
    paragraphs = rendered(family, values).paragraphs
    (paragraph,) = (found for found in paragraphs if found.text == asked)
    assert {run.font.highlight_color for run in paragraph.runs} == {WD_COLOR_INDEX.YELLOW}
    assert not any("执行完毕" in one.text or "未执行" in one.text for one in paragraphs)


@pytest.mark.parametrize("family", FAMILIES)
def test_each_source_is_told_by_how_much_of_it_was_spent(family: str) -> None:
    spent = source("中央补助", "4万元", "4万元", "100%")
    unspent = source("地方资金", "2万元", "0万元", "0%")
    put(spent, "全额执行", value=True)
    put(unspent, "未执行", value=True)
    partly = source("其他资金", "3万元", "1万元", "33.33%")
    unknown = source("单位资金", "1万元", "", "")
    assert (
        "按资金来源看，中央补助4万元全部执行完毕；地方资金尚未执行；"
        "其他资金执行1万元，执行率33.33%；单位资金【请补充：执行数】。"
    ) in lines(family, {**BUDGET, "资金.来源": [spent, unspent, partly, unknown]})


def test_sources_are_not_told_apart_while_the_total_is_in_question() -> None:
    sources = [source(name, "3万元", "4万元", "133.33%") for name in ("中央补助", "地方资金")]
    values = {**BUDGET, "资金.超预算": True, "资金.执行数": "8万元", "资金.来源": sources}
    assert not any("133.33%" in line for line in lines("转移支付", values))


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("景财社〔2020〕186号", "该资金根据景财社〔2020〕186号文件下达。"),
        ("景财社〔2020〕186号文件", "该资金根据景财社〔2020〕186号文件下达。"),
        ("《关于下达补助资金的通知》", "该资金根据《关于下达补助资金的通知》下达。"),
        (
            "《关于下达补助资金的通知》（景财社〔2020〕186号）",
            "该资金根据《关于下达补助资金的通知》（景财社〔2020〕186号）下达。",
        ),
    ],
)
def test_the_number_of_a_document_alone_is_called_a_document(document: str, expected: str) -> None:
    assert expected in lines("转移支付", {"文字.下达文号及文件名": document})


@pytest.mark.parametrize("flag", ["资金.部分执行", "资金.未执行"])
def test_what_became_of_unspent_money_is_asked_for_unless_told(flag: str) -> None:
    due = "【请补充：资金未执行的原因，以及未执行资金的去向（结转、收回或待付）】"
    told = {"文字.未执行资金去向": "结转下年使用。"}
    assert due in lines("转移支付", {**BUDGET, flag: True})
    assert due not in lines("转移支付", {**BUDGET, flag: True, **told})
    assert "结转下年使用。" in lines("转移支付", {**BUDGET, flag: True, **told})


@pytest.mark.parametrize("flag", ["资金.调增", "资金.调减"])
def test_the_reason_for_a_changed_budget_is_asked_for_unless_told(flag: str) -> None:
    due = "【请补充：预算调整的原因和批准文件】"
    told = {"文字.预算调整原因及批文": "经批准追加。"}
    assert due in lines("项目支出", {**BUDGET, flag: True})
    assert due not in lines("项目支出", {**BUDGET, flag: True, **told})


def test_spending_is_one_sentence_with_its_sum() -> None:
    spending = [
        item("支出.明细", {"名称": "住院", "金额": "88.65万元", "数量": "25人"}),
        item("支出.明细", {"名称": "门诊", "金额": "66万元", "数量": "9人", "说明": "含随访"}),
        item("支出.明细", {"名称": "办公", "金额": "0.35万元", "说明": "耗材"}),
    ]
    told = lines("项目支出", {"支出.有": True, "支出.合计": "155万元", "支出.明细": spending})
    assert (
        "支出内容为：住院88.65万元（25人）、门诊66万元（9人，含随访）、"
        "办公0.35万元（耗材），合计155万元。"
    ) in told


def test_one_line_of_spending_needs_no_sum() -> None:
    spending = [item("支出.明细", {"名称": "差旅费", "金额": "6万元"})]
    told = lines("项目支出", {"支出.有": True, "支出.合计": "6万元", "支出.明细": spending})
    assert "支出内容为：差旅费6万元。" in told


def test_management_items_are_told_with_and_without_a_problem() -> None:
    items = [
        item("管理.明细", {"事项": "使用规范性", "情况": "专款专用。"}),
        item("管理.明细", {"事项": "下达及时性", "情况": "年底到位。", "问题": "今后加快。"}),
        item("管理.明细", {"事项": "执行准确性", "问题": "有偏差。"}),
    ]
    told = lines("转移支付", {"管理.有": True, "管理.明细": items})
    assert "使用规范性：专款专用。" in told
    assert "下达及时性：年底到位。存在问题和改进措施：今后加快。" in told
    assert "执行准确性方面，存在问题和改进措施：有偏差。" in told


# --- Indicators ---------------------------------------------------------------------------------


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            of_class(达标=[indicator("审核率", "100%"), indicator("报账人数", "25人")]),
            "审核率100%、报账人数25人，均达到年度指标值。",
        ),
        (of_class(达标=[indicator("审核率", "100%")]), "审核率100%，达到年度指标值。"),
        (
            of_class(达标=[in_words("方便程度", "有所提高"), indicator("审核率", "100%")]),
            "审核率100%，“方便程度”为“有所提高”，均达到年度指标值。",
        ),
        (
            of_class(达标=[in_words("方便程度", "有所提高"), in_words("知晓率", "普遍知晓")]),
            "“方便程度”为“有所提高”，“知晓率”为“普遍知晓”，均达到年度指标值。",
        ),
        (
            of_class(超额=[indicator("合格率", "100%", 目标值="≥95%")]),
            "“合格率”年度指标值为≥95%，实际完成100%，高于年度指标值。",
        ),
        (
            of_class(
                超额=[
                    indicator("合格率", "100%", 目标值="≥95%"),
                    indicator("次数", "11次", 目标值="10次"),
                ]
            ),
            (
                "“合格率”年度指标值为≥95%，实际完成100%；"
                "“次数”年度指标值为10次，实际完成11次，均高于年度指标值。"
            ),
        ),
        (
            of_class(
                远超=[indicator("次数", "90次", 目标值="30次", 完成比例="300%", 原因="活动增加。")]
            ),
            "“次数”年度指标值为30次，实际完成90次，为年度指标值的300%。",
        ),
        (
            of_class(远超=[indicator("次数", "90次", 目标值="30次", 说明="活动增加。")]),
            "“次数”年度指标值为30次，实际完成90次。活动增加。",
        ),
        (
            of_class(远超=[indicator("次数", "90次", 目标值="30次")]),
            "“次数”年度指标值为30次，实际完成90次。",
        ),
        (
            of_class(未达标=[indicator("次数", "20次", 目标值="30次", 完成比例="66.67%")]),
            "“次数”年度指标值为30次，实际为20次，为年度指标值的66.67%，没有达到年度指标值。",
        ),
        (
            of_class(陈述=[in_words("制度", "取得成效", 目标值="卓有成效")]),
            "“制度”年度指标值为“卓有成效”，实际为“取得成效”。",
        ),
        (
            of_class(陈述=[in_words("制度", "90%", 目标值="卓有成效", 是数=True)]),
            "“制度”年度指标值为“卓有成效”，实际为90%。",
        ),
        (
            of_class(未设目标=[indicator("通告", "2000份"), indicator("折页", "3万份")]),
            "通告2000份、折页3万份（年初均未设定指标值）。",
        ),
        (
            of_class(未设目标=[indicator("通告", "2000份")]),
            "通告2000份（年初未设定指标值）。",
        ),
        (
            {**of_class(未设目标=[indicator("通告", "2000份")]), "指标.均未设": True},
            "通告2000份。",
        ),
        (
            {**of_class(未设目标=[in_words("知晓程度", "显著提高")]), "指标.均未设": True},
            "“知晓程度”为“显著提高”。",
        ),
        (
            of_class(有说明=[indicator("检查", "100%", 说明="281家均已检查。")]),
            "检查100%。281家均已检查。",
        ),
        (
            of_class(有说明=[in_words("检查", "全部检查", 说明="281家。")]),
            "“检查”为“全部检查”。281家。",
        ),
        (
            of_class(
                有说明=[
                    indicator(
                        "调查",
                        "4432起",
                        有目标=True,
                        目标值="4000起",
                        说明含完成值=True,
                        说明="全年开展调查4432起。",
                    )
                ]
            ),
            "调查：全年开展调查4432起。",
        ),
        (
            of_class(
                有说明=[
                    indicator(
                        "检查",
                        "100%",
                        有目标=True,
                        目标值="100%",
                        说明="均已检查。",
                        数据来源="台账",
                        佐证材料="通报",
                    )
                ]
            ),
            "“检查”年度指标值为100%，实际为100%。均已检查。数据来源：台账。佐证材料：通报。",
        ),
        (
            of_class(未填完成=[indicator("检查", "", 有目标=True, 目标值="100%")]),
            "“检查”年度指标值为100%，实际完成【请补充：实际完成值】。",
        ),
        (
            of_class(未填完成=[in_words("检查", "", 有目标=True, 目标值="全面")]),
            "“检查”年度指标值为“全面”，实际完成【请补充：实际完成值】。",
        ),
        (
            of_class(
                有合计=True,
                合计=[
                    item("指标.类别[].分类[].合计", {"名称": "定点机构", "数值": "438家"}),
                    item("指标.类别[].分类[].合计", {"名称": "激活人数", "数值": "9人"}),
                ],
            ),
            "以上指标中，定点机构合计438家，激活人数合计9人。",
        ),
        (
            {"指标.有": True, "指标.全部达标": True, "指标.总数": "9个"},
            "自评表共设三级指标9个，全部达到年度指标值。",
        ),
        (
            {
                "指标.有": True,
                "指标.总数": "10个",
                "指标.有达标": True,
                "指标.达标数": "5个",
                "指标.有未达标": True,
                "指标.未达标数": "2个",
                "指标.有陈述": True,
                "指标.陈述数": "1个",
                "指标.有未设": True,
                "指标.未设数": "1个",
                "指标.有未填": True,
                "指标.未填数": "1个",
            },
            (
                "自评表共设三级指标10个，达到年度指标值的5个，没有达到年度指标值的2个，"
                "以文字表述完成情况的1个，年初未设定指标值的1个，尚未填写实际完成值的1个。"
            ),
        ),
        ({}, "【请补充：绩效指标及完成情况】"),
    ],
)
def test_indicators_are_told_by_what_became_of_them(
    family: str, values: Mapping[str, object], expected: str
) -> None:
    assert expected in lines(family, values)


@pytest.mark.parametrize("family", FAMILIES)
def test_no_target_is_said_to_be_met_where_none_was_set(family: str) -> None:
    values = {
        **of_class(未设目标=[indicator("通告", "2000份")]),
        "指标.均未设": True,
        "指标.有未设": True,
        "指标.总数": "1个",
        "指标.未设数": "1个",
    }
    told = lines(family, values)
    once = [line for line in told if "未设定具体指标值" in line]
    assert once[0] == "自评表共列三级指标1个。年初未设定具体指标值，现列示实际完成情况。"
    assert not any("达到" in line or "完成了" in line or "均已完成" in line for line in told)


def test_a_class_with_several_parts_gives_each_a_heading() -> None:
    parts = [
        item("指标.类别[].分类", {"名称": name, "达标": [indicator(name, "1次")]})
        for name in ("数量指标", "质量指标")
    ]
    outer = item("指标.类别", {"名称": "产出指标", "分类": parts})
    found = headings(rendered("转移支付", {"指标.有": True, "指标.类别": [outer]}))
    first = found.index("产出指标完成情况")
    assert found[first + 1 : first + 3] == ["数量指标", "质量指标"]


def test_a_class_of_one_part_needs_no_second_heading() -> None:
    report = rendered("转移支付", of_class(达标=[indicator("次数", "1次")]))
    assert "产出指标完成情况" in headings(report)
    assert "数量指标" not in headings(report)


# --- Deviations and scores ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"指标.全部达标": True}, "各项绩效指标均达到年度指标值，没有未完成的指标。"),
        ({"指标.均未设": True}, "年初未设定具体指标值，实际完成情况见前述分析。"),
        (
            {"指标.有": True, "指标.有达标": True, "指标.有未设": True},
            "已设定指标值的指标均已完成，其余指标未设定指标值。",
        ),
        (
            {"指标.有": True, "指标.有达标": True, "指标.有陈述": True},
            "能够对照年度指标值考核的指标均已完成，以文字表述的指标完成情况见前述分析。",
        ),
        (
            {"指标.有": True, "指标.有达标": True, "指标.有未设": True, "指标.有未填": True},
            "能够对照年度指标值考核的指标均已完成，年初未设定指标值的不作比较。",
        ),
        ({"指标.有": True, "指标.有未填": True}, "【请补充：尚未填写的实际完成值】"),
        ({"指标.有": True}, "各项指标的实际完成情况见前述分析。"),
        ({"偏差.有": True}, "对照自评表，没有达到年度指标值的指标情况如下。"),
        (
            {"偏差.有": True, "评分.有": True},
            "对照自评表，没有达到年度指标值或者没有得满分的指标情况如下。",
        ),
        ({"偏差.有": True}, "【请补充：下一步改进措施】"),
    ],
)
def test_the_section_on_deviations_says_no_more_than_is_known(
    values: Mapping[str, object], expected: str
) -> None:
    assert expected in lines("转移支付", values)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"有目标": True, "目标值": "30次", "原因": "疫情影响。"},
            "“培训”年度指标值为30次，实际为20次，没有达到年度指标值。原因和改进措施：疫情影响。",
        ),
        (
            {"有目标": True, "目标值": "30次"},
            (
                "“培训”年度指标值为30次，实际为20次，没有达到年度指标值。"
                "【请补充：没有完成的原因和改进措施】"
            ),
        ),
        (
            {"完成值": "", "失分": True, "分值": "10分", "得分": "8分", "扣分": "2分"},
            (
                "“培训”实际完成【请补充：实际完成值】，分值10分，得分8分，扣2分。"
                "【请补充：扣分原因和改进措施】"
            ),
        ),
        (
            {
                "有目标": True,
                "目标值": "卓有成效",
                "目标是数": False,
                "完成值": "部分完成",
                "是数": False,
                "原因": "人手不足。",
            },
            (
                "“培训”年度指标值为“卓有成效”，实际为“部分完成”，没有达到年度指标值。"
                "原因和改进措施：人手不足。"
            ),
        ),
        (
            {"失分": True, "分值": "10分", "得分": "8分", "扣分": "2分"},
            "“培训”实际为20次，分值10分，得分8分，扣2分。【请补充：扣分原因和改进措施】",
        ),
        ({"已说明": True}, "“培训”实际为20次，没有达到年度指标值。"),
        ({}, "“培训”实际为20次，没有达到年度指标值。【请补充：没有完成的原因和改进措施】"),
    ],
)
def test_a_deviation_carries_its_reason_or_asks_for_it(
    family: str, values: Mapping[str, object], expected: str
) -> None:
    told = {"名称": "培训", "完成值": "20次", "是数": True, "目标是数": True}
    deviation = item("偏差.明细", {**told, **values})
    assert expected in lines(family, {"偏差.有": True, "偏差.明细": [deviation]})


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"原因": "活动增加。"}, "“次数”实际完成90次，远高于年度指标值（30次）。原因：活动增加。"),
        ({"已说明": True}, "“次数”实际完成90次，远高于年度指标值（30次）。"),
        (
            {},
            (
                "“次数”实际完成90次，远高于年度指标值（30次）。"
                "【请补充：完成值远高于年度指标值的原因，是否年初指标值设定偏低】"
            ),
        ),
    ],
)
def test_no_reason_is_given_for_a_large_excess_but_the_one_that_was_told(
    family: str, values: Mapping[str, object], expected: str
) -> None:
    told = {"名称": "次数", "完成值": "90次", "是数": True, "目标值": "30次", "目标是数": True}
    far = item("偏差.远超", {**told, **values})
    report = lines(family, {"偏差.有远超": True, "偏差.远超": [far]})
    assert expected in report
    assert not any("设定偏低。" in line for line in report)


SCORED = {"评分.有": True, "评分.总分": "98分", "评分.等级": "优"}
CLASSES = [
    item("指标.类别", {"名称": "产出指标", "分值": "50分", "得分": "50分"}),
    item("指标.类别", {"名称": "效益指标", "分值": "30分", "得分": "28分"}),
    item("指标.类别", {"名称": "附加指标"}),
]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (SCORED, "该项目绩效自评总分为98分，等级为“优”。"),
        (
            {**SCORED, "指标.类别": CLASSES},
            (
                "该项目绩效自评总分为98分，等级为“优”。"
                "其中，产出指标分值50分，得分50分；效益指标分值30分，得分28分。"
            ),
        ),
        (
            {**SCORED, "评分.执行率分值": "10分", "评分.执行率得分": "10分", "指标.类别": CLASSES},
            (
                "该项目绩效自评总分为98分，等级为“优”。其中，预算执行率分值10分，得分10分；"
                "产出指标分值50分，得分50分；效益指标分值30分，得分28分。"
            ),
        ),
    ],
)
def test_scores_are_told_by_class(values: Mapping[str, object], expected: str) -> None:
    assert expected in lines("项目支出", values)


def test_a_missing_score_is_asked_for_where_it_would_stand() -> None:
    unscored = item("指标.类别", {"名称": "产出指标", "分值": "50分"})
    put(unscored, "得分", Shown(text="【请补充：得分】", missing=True))
    values = {
        "评分.有": True,
        "评分.总分": Shown(text="【请补充：总分】", missing=True),
        "评分.执行率分值": "10分",
        "评分.执行率得分": Shown(text="【请补充：得分】", missing=True),
        "指标.类别": [unscored],
    }
    assert (
        "该项目绩效自评总分为【请补充：总分】。其中，预算执行率分值10分，得分【请补充：得分】；"
        "产出指标分值50分，得分【请补充：得分】。"
    ) in lines("项目支出", values)


def test_a_weight_that_could_not_be_read_is_asked_about_beside_its_score() -> None:
    asked = Shown(text="【请核实：分值】", missing=True)
    values = {**SCORED, "评分.执行率分值": asked, "评分.执行率得分": "10分"}
    assert (
        "该项目绩效自评总分为98分，等级为“优”。其中，预算执行率分值【请核实：分值】，得分10分。"
    ) in lines("项目支出", values)


@pytest.mark.parametrize("family", FAMILIES)
def test_what_must_be_mended_first_stands_between_title_and_text(family: str) -> None:
    asked = Shown(text="【请核实：自评表有1处须修改的问题】", missing=True)
    told = [text for text in lines(family, {"报告.有待核实": True, "报告.待核实": asked}) if text]
    assert told[0] == asked.text
    assert told[1].startswith("按照预算绩效管理有关要求")
    assert asked.text not in lines(family, {"报告.待核实": asked})


# --- Headings that come and go ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("family", "values", "heading"),
    [
        ("转移支付", {"文字.自评工作组织情况": "已组织。"}, "绩效自评工作开展情况"),
        ("转移支付", {"文字.资金管理措施": "专款专用。"}, "项目资金管理情况分析"),
        ("转移支付", {"文字.审计巡视发现问题": "无。"}, "其他需要说明的问题"),
        ("转移支付", {"评分.有": True, "评分.总分": "98分"}, "评价结果"),
        ("项目支出", {"文字.单位职责": "管理基金。"}, "部门职能职责"),
        ("项目支出", {"文字.管理措施": "全部审核。"}, "项目管理情况"),
        ("项目支出", {"文字.其他问题": "无。"}, "存在问题"),
        ("项目支出", {"文字.其他问题": "无。"}, "其他方面"),
        ("项目支出", {"文字.改进措施": "加快。"}, "下一步改进措施"),
        ("项目支出", {"文字.其他需要说明的问题": "无。"}, "其他需要说明的问题"),
    ],
)
def test_a_heading_stands_only_with_what_it_heads(
    family: str, values: Mapping[str, object], heading: str
) -> None:
    assert heading in headings(rendered(family, values))
    assert heading not in headings(rendered(family, {}))


# --- Whatever the view says ---------------------------------------------------------------------

SENTENCES = frozenset({"情况", "问题", "原因", "说明", "预期", "实际"})
INLINE = frozenset(
    {"单位全称", "自称", "公开网站", "落款", "成文日期", "下达文号及文件名", "下达日期"}
    | {"到位日期", "到位数", "收入科目", "支出科目"}
)
MAY_BE_EMPTY = frozenset(
    {"到位数", "到位率", "调整率", "执行率", "数量", "说明", "完成比例", "原因", "数据来源"}
    | {
        "佐证材料",
        "等级",
        "执行率分值",
        "执行率得分",
        "分值",
        "得分",
        "合计",
        "情况",
        "预期",
        "实际",
    }
)
ANSWERS = {"支出.有": "支出.明细", "指标.类别[].分类[].有合计": "指标.类别[].分类[].合计"}
"""An answer → the list that it is about."""

SAMPLE = {"金额": "6万元", "百分比": "97.33%", "分数": "8分", "数量": "25人"}
ARTEFACTS = re.compile(
    r"[，、；：][，。、；：]|。[，。、；：]|（）|“”|（，|，）|^[，。、；：]|[{}%]\W*[{}]"
)


def drawn_text(random: Random, last: str, kind: str, *, sentence: bool) -> Shown:
    if last in MAY_BE_EMPTY and random.random() < 0.4:
        return Shown(text="")
    return Shown(text=SAMPLE.get(kind, "第一句。\n第二句。" if sentence else "甲乙"))


def drawn(random: Random, start: str) -> View:
    """Return a view below this path, each answer, length and gap left to chance."""
    view: View = {}
    for name in NAMES.values():
        rest = name.path.removeprefix(start)
        if name.path.startswith(start) and "[]" not in rest:
            put(view, rest, drawn_value(random, name.path, name.kind))
    return agreeing(start, view)


def drawn_value(random: Random, path: str, kind: str) -> object:
    if kind == "是否":
        return random.random() < 0.5
    if kind == "列表":
        return [drawn(random, f"{path}[].") for _ in range(random.randrange(3))]
    last = path.rpartition(".")[2]
    sentence = last in SENTENCES and not path.startswith("支出")
    return drawn_text(random, last, kind, sentence=sentence)


def drawn_column(random: Random, profile: Profile, column: str) -> Shown:
    if random.random() < 0.6:
        return Shown(text="甲乙" if column in INLINE else "第一句。\n第二句。")
    if column in profile.required:
        return Shown(text=f"【请补充：{column}】", missing=True)
    return Shown(text="")


def agreeing(start: str, view: View) -> View:
    """Let each answer about a list below this path agree with the list, as in every true view."""
    for path, listed in ANSWERS.items():
        if path.startswith(start) and "[]" not in path.removeprefix(start):
            put(view, path.removeprefix(start), bool(at(view, listed.removeprefix(start))))
    return view


def at(view: object, path: str) -> object:
    for step in path.split("."):
        assert isinstance(view, dict)
        view = view[step]
    return view


@pytest.mark.parametrize("family", FAMILIES)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=60)
def test_no_view_leaves_doubled_punctuation_or_tags(family: str, seed: int) -> None:
    random, profile = Random(seed), profiles()[family]
    view = drawn(random, "")
    view["文字"] = {c: drawn_column(random, profile, c) for c in sorted(profile.columns)}
    report = Document(BytesIO(template(family).render(view)))
    assert [p.text for p in report.paragraphs if ARTEFACTS.search(p.text)] == []
