"""The layouts that provinces and counties send out, each read by its labels alone."""

from pathlib import Path

import pytest

from pingshu.model import Form, FundRow, Number, Text
from tests.workbook_building import Merged, Rows, read_form, workbook


def _form(tmp_path: Path, rows: Rows) -> Form:
    return read_form(workbook(tmp_path / "甲.xlsx", {"自评表": rows}))


def _said(item: Text | Number | None) -> str | None:
    return None if item is None else item.text


def _funds(form: Form) -> list[tuple[str, str | None, str | None]]:
    return [(row.label.text, _said(row.budget), _said(row.executed)) for row in form.funds or ()]


def _first(form: Form) -> FundRow:
    assert form.funds
    return form.funds[0]


def _indicators(form: Form) -> list[tuple[str | None, ...]]:
    return [
        (
            _said(item.level1),
            _said(item.level2),
            item.level3.text,
            _said(item.target),
            _said(item.actual),
            _said(item.weight),
            _said(item.score),
        )
        for item in form.indicators or ()
    ]


# 四川 510000_0013zp: 权重 instead of 分值, operator and unit in columns of their own, the goals
# under a numbered label, remarks with prompts below.
SICHUAN: Rows = [
    [Merged("报表编号：510000_0013zp", columns=11)],
    [Merged("部门预算项目支出绩效自评表(2023年度)", columns=11)],
    ["项目名称", Merged("51000023Y000000012345-乡村道路管护", columns=10)],
    [
        "主管部门",
        Merged("青禾县交通局本级", columns=4),
        "实施单位\n(盖章)",
        Merged("公路站", columns=5),
    ],
    [
        Merged("项目基本情况", rows=3),
        Merged("1.项目年度目标完成情况", rows=2),
        Merged("项目年度目标", columns=4),
        Merged("年度目标完成情况", columns=5),
    ],
    [Merged("管护乡道三百公里", columns=4), Merged("已管护乡道三百公里", columns=5)],
    ["2.项目实施内容及过程概述", Merged("按计划组织管护", columns=9)],
    [
        Merged("预算执行情况(10分)", rows=4),
        Merged("年度预算数(万元)", columns=2),
        "年初预算",
        "调整后预算数",
        "预算执行数",
        "预算执行率",
        "权重",
        "得分",
        Merged("原因", columns=2),
    ],
    [Merged("总额", columns=2), 100, 120, 90, "75.00%", 10, 7.5, Merged("工程跨年", columns=2)],
    [Merged("其中:财政资金", columns=2), 100, 120, 90, "75.00%", "/", "/"],
    [Merged("单位资金", columns=2), 0, 0, 0, "0.00%", "/", "/"],
    [
        Merged("绩效指标(90分)", rows=3),
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "完成值",
        "权重",
        "得分",
        "未完成原因分析",
    ],
    ["产出指标", "数量指标", "管护里程", "≥", 300, "公里", 300, 60, 60],
    ["效益指标", "社会效益指标", "通行畅通率", "=", 100, "%", 100, 30, 30],
    [Merged("合计", columns=8), 100, 97.5],
    ["评价结论", Merged("结合自评情况，说明项目自评结论", columns=10)],
]


def test_sichuan_is_read(tmp_path: Path) -> None:
    form = _form(tmp_path, SICHUAN)
    assert (form.family, form.year, form.money_unit) == ("项目支出", 2023, "万元")
    assert _said(form.unit) == "公路站"
    assert _funds(form) == [
        ("总额", "120", "90"),
        ("其中:财政资金", "120", "90"),
        ("单位资金", "0", "0"),
    ]
    assert _said(_first(form).reason) == "工程跨年"
    assert form.goals is not None
    assert _said(form.goals.actual) == "已管护乡道三百公里"
    assert _indicators(form) == [
        ("产出指标", "数量指标", "管护里程", "≥300公里", "300", "60", "60"),
        ("效益指标", "社会效益指标", "通行畅通率", "=100%", "100", "30", "30"),
    ]
    assert _said(form.total_stated) == "97.5"


# 湖北: 20 + 80, no column of weights, funds of one row.
HUBEI: Rows = [
    [Merged("2022年度项目支出绩效自评表", columns=7)],
    [Merged("单位名称：青禾县农技站", columns=4), Merged("填报日期：2023年3月1日", columns=3)],
    ["项目名称", Merged("测土配方施肥", columns=6)],
    [
        "主管部门",
        Merged("青禾县农业农村局", columns=2),
        "项目实施单位",
        Merged("农技站", columns=3),
    ],
    [
        Merged("预算执行情况（万元）\n（20分）", rows=2, columns=2),
        "",
        "预算数（A）",
        "执行数（B）",
        "执行率（B/A）",
        "得分（20分*执行率）",
    ],
    ["年度财政资金总额", 50, 40, "80%", 16],
    [
        Merged("年度绩效目标（80分）", rows=3),
        "一级指标",
        "二级指标",
        "三级指标",
        "年初目标值（A）",
        "实际完成值（B）",
        "得分",
    ],
    ["产出指标", "数量指标", "取土化验", "≧60个", "60个", 40],
    ["效益指标", "社会效益指标", "农户知晓率", "100%", "100%", 40],
    ["总分", "", "", "", "", "", 96],
    ["偏差大或目标未完成原因分析", Merged("资金结转下年使用", columns=6)],
]


def test_hubei_is_read(tmp_path: Path) -> None:
    form = _form(tmp_path, HUBEI)
    assert (form.year, _said(form.department), _said(form.unit)) == (
        2022,
        "青禾县农业农村局",
        "农技站",
    )
    assert _funds(form) == [("年度财政资金总额", "50", "40")]
    assert _said(_first(form).score_stated) == "16"
    assert [item[2:] for item in _indicators(form)] == [
        ("取土化验", "≧60个", "60个", None, "40"),
        ("农户知晓率", "100%", "100%", None, "40"),
    ]
    assert _said(form.total_stated) == "96"


# 重庆: the amounts without a label of their own, adjusted targets, the name before its levels.
CHONGQING: Rows = [
    [Merged("部门整体绩效自评表", columns=10)],
    [Merged("（2021年度）", columns=10)],
    ["预算单位名称", Merged("青禾县融媒体中心", columns=9)],
    [
        Merged("部门预算执行情况（万元）", rows=2),
        "年初预算数",
        "全年（调整）预算数",
        "全年执行数",
        "执行率（%）",
        "执行率权重",
        "执行率得分",
    ],
    [200, 250, 240, 96, 10, 9.6],
    [
        Merged("当年绩效目标", rows=2),
        Merged("年初绩效目标", columns=4),
        Merged("全年目标实际完成情况", columns=5),
    ],
    [Merged("办好县级媒体", columns=4), Merged("县级媒体已办好", columns=5)],
    [
        "指标名称",
        "计量单位",
        "指标性质",
        "年初指标值",
        "调整指标值",
        "全年完成值",
        "得分系数（%）",
        "指标权重（分）",
        "指标得分（分）",
    ],
    ["刊播稿件", "篇", "≥", 1000, 1200, 1260, 100, 50, 50],
    ["群众满意度", "%", "≥", 90, None, 92, 100, 40, 40],
]


def test_chongqing_is_read(tmp_path: Path) -> None:
    form = _form(tmp_path, CHONGQING)
    assert (form.year, _said(form.department)) == (2021, "青禾县融媒体中心")
    assert _funds(form) == [("部门预算执行情况（万元）", "250", "240")]
    assert _said(_first(form).budget_initial) == "200"
    assert [item[2:] for item in _indicators(form)] == [
        ("刊播稿件", "≥1200篇", "1260", "50", "50"),
        ("群众满意度", "≥90%", "92", "40", "40"),
    ]


# 河北: label and amount side by side in the row.
HEBEI: Rows = [
    [Merged("项目支出绩效自评表", columns=7)],
    [Merged("（2020年度）　单位：万元", columns=7)],
    ["项目名称", Merged("农村饮水管护", columns=6)],
    ["主管部门", Merged("青禾县水利局", columns=2), "实施单位", Merged("水管站", columns=3)],
    [Merged("预算执行情况", rows=3), "预算数：", 80, "到位数：", 80, "执行数：", 76],
    ["其中：财政资金", 60, "其中：财政资金", 60, "其中：财政资金", 56],
    ["其他", 20, "其他", 20, "其他", 20],
    ["预期目标", Merged("保障农村饮水安全", columns=6)],
    ["实际完成情况", Merged("农村饮水安全有保障", columns=6)],
    ["一级指标", "二级指标", "三级指标", "预期指标值", "实际完成值", "分值", "自评得分"],
    ["产出指标", "数量指标", "管护水厂", "12座", "12座", 50, 50],
]


def test_hebei_is_read(tmp_path: Path) -> None:
    form = _form(tmp_path, HEBEI)
    assert form.money_unit == "万元"
    assert _funds(form) == [
        ("预算数", "80", "76"),
        ("其中：财政资金", "60", "56"),
        ("其他", "20", "20"),
    ]
    assert form.goals is not None
    assert (_said(form.goals.expected), _said(form.goals.actual)) == (
        "保障农村饮水安全",
        "农村饮水安全有保障",
    )


# 衔接资金: the weight stands before the target; subtotals between the classes.
LINKING: Rows = [
    [Merged("衔接推进乡村振兴补助资金绩效自评表", columns=8)],
    [Merged("（2023年度）", columns=8)],
    ["资金名称", Merged("衔接资金", columns=7)],
    ["主管部门", Merged("青禾县乡村振兴局", columns=3), "实施单位", Merged("青禾镇", columns=3)],
    [Merged("项目资金\n（元）", rows=2), "", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["年度资金总额：", 500000, 450000, 10, "90%", 9],
    [
        "一级指标",
        "二级指标",
        "三级指标",
        "分值",
        "年度指标值",
        "实际完成值",
        "得分",
        "偏差原因分析及改进措施",
    ],
    ["决策", "项目立项", "立项规范性", 10, "规范", "规范", 10],
    [Merged("小计", columns=3), 10, "", "", 10],
    ["产出", "数量指标", "硬化道路", 50, "≥2公里", "1.8公里", 45, "雨季停工"],
    [Merged("合计", columns=3), 60, "", "", 55],
    [Merged("总分", columns=3), 70, "", "", 64],
]


def test_weights_before_targets_and_subtotals_are_read(tmp_path: Path) -> None:
    form = _form(tmp_path, LINKING)
    assert form.money_unit == "元"
    assert [item[2:] for item in _indicators(form)] == [
        ("立项规范性", "规范", "规范", "10", "10"),
        ("硬化道路", "≥2公里", "1.8公里", "50", "45"),
    ]
    assert _said(form.total_stated) == "64"


@pytest.mark.parametrize("label", ["填报单位：", "单位名称:", "部门（单位）名称 ："])
def test_label_and_value_may_share_a_cell(tmp_path: Path, label: str) -> None:
    rows: Rows = [[Merged(f"{label}青禾县财政局", columns=8)], *LINKING[:3], *LINKING[4:]]
    assert _said(_form(tmp_path, rows).department) == "青禾县财政局"


def test_the_department_counts_before_the_office_that_fills_in(tmp_path: Path) -> None:
    rows: Rows = [[Merged("填报单位：青禾镇财政所", columns=8)], *LINKING]
    assert _said(_form(tmp_path, rows).department) == "青禾县乡村振兴局"


def test_a_goal_that_goes_on_in_further_rows_is_read_to_its_end(tmp_path: Path) -> None:
    rows: Rows = [
        *LINKING[:6],
        [
            Merged("年度总体目标", rows=3),
            Merged("预期目标", columns=3),
            Merged("实际完成情况", columns=4),
        ],
        [Merged("1.硬化道路", columns=3), Merged("1.已硬化道路", columns=4)],
        [Merged("2.安装路灯", columns=3), Merged("2.已安装路灯", columns=4)],
        *LINKING[6:],
    ]
    goals = _form(tmp_path, rows).goals
    assert goals is not None
    assert _said(goals.expected) == "1.硬化道路\n2.安装路灯"
    assert _said(goals.actual) == "1.已硬化道路\n2.已安装路灯"


def test_the_columns_of_indicators_may_stand_in_any_order(tmp_path: Path) -> None:
    turned = [[*row[3:5], row[0], *row[2:0:-1], *row[5:]] for row in LINKING[6:8]]
    form = _form(tmp_path, [*LINKING[:6], *turned])
    assert _indicators(form) == [
        ("决策", "项目立项", "立项规范性", "规范", "规范", "10", "10"),
    ]


def test_a_heading_that_is_repeated_is_no_indicator(tmp_path: Path) -> None:
    form = _form(tmp_path, [*LINKING[:8], LINKING[6], *LINKING[9:]])
    assert [item[2] for item in _indicators(form)] == ["立项规范性", "硬化道路"]


def test_a_blank_row_may_stand_between_a_goal_and_its_label(tmp_path: Path) -> None:
    rows: Rows = [
        *LINKING[:6],
        [
            Merged("年度总体目标", rows=2),
            Merged("预期目标", columns=3),
            Merged("实际完成情况", columns=4),
        ],
        [],
        ["", Merged("硬化道路", columns=3), Merged("已硬化道路", columns=4)],
        *LINKING[6:],
    ]
    goals = _form(tmp_path, rows).goals
    assert goals is not None
    assert (_said(goals.expected), _said(goals.actual)) == ("硬化道路", "已硬化道路")


def test_traditional_characters_in_labels_are_read(tmp_path: Path) -> None:
    traditional = {
        "资金名称": "資金名稱",
        "主管部门": "主管部門",
        "实施单位": "實施單位",
        "全年预算数": "全年預算數",
        "全年执行数": "全年執行數",
        "年度资金总额：": "年度資金總額：",
        "一级指标": "一級指標",
        "三级指标": "三級指標",
        "年度指标值": "年度指標值",
        "实际完成值": "實際完成值",
    }
    rows = [[traditional.get(str(item), item) for item in row] for row in LINKING]
    form = _form(tmp_path, rows)
    assert _said(form.project) == "衔接资金"
    assert _funds(form) == [("年度資金總額：", "500000", "450000")]
    assert _first(form).role == "total"
    assert len(_indicators(form)) == 2


def test_a_rubric_without_targets_has_no_indicators(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目名称", Merged("农村公益事业", columns=5)],
        ["一级指标", "二级指标", "三级指标", "指标说明", "分值", "评分"],
        ["决策", "立项", "民主议事", "记录完整", 2, 2],
    ]
    form = _form(tmp_path, rows)
    assert form.indicators is None
    assert form.rubric is not None
