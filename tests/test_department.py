"""Forms of a whole department: how they are read, what is checked, what the report says."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pingshu.finding import Finding
from pingshu.model import Form, FundSplit, Role, SplitKind, parts_of_total
from pingshu.narrate import narrate
from pingshu.outcome import Run
from pingshu.pipeline import Options, run
from pingshu.values import Fit
from pingshu.view import Shown
from tests.form_building import (
    checked,
    computed,
    form,
    fund,
    number,
    profile_of,
    published,
    text,
)
from tests.ooxml import text_outline, validity_findings
from tests.view_building import headings, item, lines, rendered
from tests.workbook_building import (
    TEMPLATES,
    Item,
    Merged,
    Rows,
    Table,
    described,
    project_rows,
    read_form,
    texts_rows,
    workbook,
)

FAMILY = "部门整体支出"

# --- forms ----------------------------------------------------------------------------------


def wide(text_: str, columns: int = 3) -> Merged:
    return Merged(text_, columns=columns)


CORE_INDICATORS: Table = [
    [wide("部门整体绩效自评表", 10)],
    [wide("（2021年度）", 10)],
    [
        "主管部门",
        wide("示例县融媒体中心", 2),
        "财政处室",
        "科教股",
        wide("自评总分（分）", 2),
        97.6,
    ],
    [
        Merged("部门预算执行情况（万元）", rows=2, columns=2),
        *("年初预算数", "全年（调整）预算数", "全年执行数"),
        *("执行率（%）", "执行率权重", "执行率得分"),
    ],
    [1000, 1000, 760, "76%", 10, 7.6],
    [
        Merged("当年绩效目标", rows=2),
        *(wide("年初绩效目标"), wide("全年（调整）绩效目标"), wide("全年目标实际完成情况")),
    ],
    [wide("办好节目。"), wide("办好节目和活动。"), wide("已办好。")],
    [
        Merged("绩效指标", rows=3),
        *("指标名称", "计量单位", "指标性质", "年初指标值", "调整指标值", "全年完成值"),
        *("得分系数（%）", "指标权重（分）", "指标得分（分）", "是否核心指标"),
    ],
    ["制作节目", "期", "≥", 200, 240, 250, 100, 60, 60, "是"],
    ["群众满意度", "%", "≥", 90, None, "95%", 100, 30, 30, "否"],
]
"""A form with core indicators, its total in the header, and goals that were adjusted."""

IN_PARTS: Table = [
    [wide("2022年度部门整体支出绩效自评表", 9)],
    ["单位名称", wide("示例县水务局", 8)],
    [wide("一、当年预算执行情况（20分）", 9)],
    [
        wide("资金（万元）", 2),
        *("预算数", "执行数", "预算执行率", "分值", "得分", "指标解释", "评分标准"),
    ],
    [wide("资金总体", 2), 500, 480, "96%", 20, 19.2, "解释", "标准"],
    [wide("基本支出", 2), 300, 300, "100%"],
    [wide("项目支出", 2), 180, 160, "88.89%"],
    [wide("其他", 2), 20, 20, "100%"],
    [wide("二、整体绩效目标实现情况（80分）", 9)],
    [
        *("一级指标", "二级指标", "三级指标", "指标值", "完成值"),
        *("分值", "得分", "指标解释", "评分标准"),
    ],
    ["产出指标", "数量指标", "修复水渠", "≥20公里", "22公里", 50, 50, "解释", "标准"],
    ["满意度指标", "服务对象满意度", "群众满意度", "≥90%", "95%", 30, 30, "解释", "标准"],
]
"""A form whose parts have headings of their own, with funds by use."""

OF_A_SYSTEM: Table = [
    [wide("部门整体支出绩效自评表（单位：万元）", 8)],
    [wide("（2023年度）", 8)],
    ["部门（单位）名称", wide("示例区教育局", 7)],
    [
        *("资金来源", "年初预算", "年度预算调整", "调整后的预算"),
        *("全年执行数", "预算执行率%", "自评得分"),
    ],
    ["资金总额", 800, 100, 900, 900, "100%", 10],
    ["财政拨款", 700, 100, 800, 800, "100%"],
    ["其他资金", 100, 0, 100, 100, "100%"],
    [wide("年度绩效目标"), wide("实际完成情况"), wide("偏差原因分析及改进措施", 2)],
    [wide("改善条件。"), wide("一所学校未完工。"), wide("雨季影响工期，次年3月完工。", 2)],
    [
        *("指标名称", "计算符号", "指标值", "实际完成值", "计量单位"),
        *("分值", "得分", "偏差原因分析及改进措施"),
    ],
    ["改造学校", "≥", 10, 9, "所", 50, 45, "一所因雨季推迟。"],
    ["学生满意度", "≥", 90, "96%", "%", 40, 40, None],
]
"""A form as a budget system prints it, with the reason beside the goals and no weight of funds."""

RUBRIC: Table = [
    [wide("2020年示例县农业农村局部门整体支出绩效自评表", 8)],
    ["部门名称", wide("示例县农业农村局", 7)],
    [
        *("一级指标", "二级指标", "三级指标", "指标分值", "指标解释"),
        *("计分标准", "自评得分", "扣分原因"),
    ],
    ["部门预算管理（80分）", "预算编制", "目标制定", 40, "解释", "标准", 40, None],
    ["部门预算管理（80分）", "预算编制", "目标完成", 40, "解释", "标准", 38, "一项目标没有完成。"],
    ["绩效结果应用（20分）", "自评公开", "自评公开", 20, "解释", "标准", 20, None],
    [wide("合计"), 100, None, None, 98, None],
]


def with_lists(*parts: list[Item]) -> Table:
    """Return a form with the total alone among the funds, and these rows below it."""
    return [
        [wide("部门整体支出绩效自评表", 9)],
        [wide("（2021年度）", 9)],
        [wide("预算单位名称", 2), wide("示例县林业局", 7)],
        [
            Merged("年度预算\n（万元）", rows=2 + len(parts)),
            wide("", 2),
            *("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        ],
        [wide("年度资金总额", 2), 100, 100, 90, 10, "90%", 9],
        *parts,
        [Merged("年度总体目标", rows=2), wide("预期目标", 4), wide("实际完成情况", 4)],
        [wide("造林。", 4), wide("已造林。", 4)],
        [
            Merged("绩效指标", rows=2),
            *("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"),
            *("分值", "得分", "偏差原因"),
        ],
        ["产出指标", "数量指标", "造林面积", "≥1万亩", "1万亩", 90, 90, None],
    ]


def document(path: Path) -> dict[str, Any]:
    return dict(described(path))


def read(path: Path, rows: Rows) -> dict[str, Any]:
    """Return what is read of the only form of a workbook."""
    (entry,) = document(workbook(path / "表.xlsx", {"Sheet1": rows}))["sheets"]
    return dict(entry)


def amounts(path: Path, *parts: list[Item]) -> list[tuple[str, str, str | None]]:
    """Return kind, label and amount of what is read of such lists."""
    splits = read(path, with_lists(*parts))["splits"] or ()
    return [(part["kind"], part["label"], part["amount"]) for part in splits]


# --- reading --------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [CORE_INDICATORS, IN_PARTS, OF_A_SYSTEM, RUBRIC])
def test_a_form_of_a_department_is_known_by_its_title(tmp_path: Path, rows: Rows) -> None:
    entry = read(tmp_path, rows)
    assert (entry["family"], entry["project"], entry["unit"]) == (FAMILY, None, None)


def test_a_form_of_a_project_stays_one_of_a_project(tmp_path: Path) -> None:
    assert read(tmp_path, project_rows())["family"] == "项目支出"


def test_a_total_in_the_header_and_adjusted_goals_are_read(tmp_path: Path) -> None:
    entry = read(tmp_path, CORE_INDICATORS)
    assert entry["department"] == "示例县融媒体中心"
    assert entry["total_stated"] == "97.6"
    assert entry["goals"] == {"expected": "办好节目和活动。", "actual": "已办好。"}
    assert [row["target"] for row in entry["indicators"]] == ["≥240期", "≥90%"]
    (row,) = entry["funds"]
    assert (row["role"], row["budget"], row["executed"]) == ("total", "1000", "760")


def test_funds_by_use_are_rows_like_any_other(tmp_path: Path) -> None:
    entry = read(tmp_path, IN_PARTS)
    assert [(row["label"], row["role"], row["executed"]) for row in entry["funds"]] == [
        ("资金总体", "total", "480"),
        ("基本支出", "basic", "300"),
        ("项目支出", "project", "160"),
        ("其他", "other", "20"),
    ]


def test_the_reason_beside_the_goals_is_read(tmp_path: Path) -> None:
    goals = read_form(workbook(tmp_path / "表.xlsx", {"Sheet1": OF_A_SYSTEM})).goals
    assert goals
    assert goals.reason
    assert goals.reason.text == "雨季影响工期，次年3月完工。"


def test_a_score_of_execution_without_a_weight_counts_and_leaves_the_weights_open(
    tmp_path: Path,
) -> None:
    read_ = read_form(workbook(tmp_path / "表.xlsx", {"Sheet1": OF_A_SYSTEM}))
    figures = computed(read_)
    assert figures.score_total
    assert figures.score_total.value == 95
    assert figures.weight_sum is None


def test_the_published_form_splits_its_funds_by_income_and_by_spending(tmp_path: Path) -> None:
    path = published("湖南-部门整体支出-2021").write(tmp_path)
    parts = document(path)["sheets"][0]["splits"]
    assert [(part["kind"], part["label"], part["amount"]) for part in parts] == [
        ("收入性质", "一般公共预算", "1873.66"),
        ("收入性质", "政府性基金拨款", None),
        ("收入性质", "纳入专户管理的非税收入拨款", None),
        ("收入性质", "其他资金", "2880"),
        ("支出性质", "基本支出", "1768.16"),
        ("支出性质", "项目支出", "2985.5"),
    ]
    assert [part["cells"] for part in parts[:2]] == [
        {"label": "B7", "amount": "B7"},
        {"label": "B8"},
    ]


def test_name_and_amount_of_a_part_may_stand_side_by_side(tmp_path: Path) -> None:
    assert amounts(
        tmp_path,
        [wide("按收入性质分：", 8)],
        [wide("一般公共预算拨款", 5), wide("80", 3)],
        [wide("其他资金", 5), wide("20", 3)],
    ) == [("收入性质", "一般公共预算拨款", "80"), ("收入性质", "其他资金", "20")]


def test_an_amount_under_a_column_of_the_funds_is_still_a_part_of_the_list(tmp_path: Path) -> None:
    rows = with_lists([wide("按支出性质分：", 8)], [wide("基本支出", 4), 60], [wide("其他", 4), 40])
    entry = read(tmp_path, rows)
    assert [row["label"] for row in entry["funds"]] == ["年度资金总额"]
    assert [part["amount"] for part in entry["splits"]] == ["60", "40"]


def test_lists_may_stand_one_below_the_other(tmp_path: Path) -> None:
    assert amounts(
        tmp_path,
        [wide("按收入性质分：", 8)],
        [wide("其中：财政拨款：100万元", 8)],
        [wide("按支出性质分：", 8)],
        [wide("基本支出60", 8)],
        [wide("项目支出：40", 8)],
    ) == [
        ("收入性质", "财政拨款", "100"),
        ("支出性质", "基本支出", "60"),
        ("支出性质", "项目支出", "40"),
    ]


def test_an_amount_that_cannot_be_read_is_a_finding_at_its_cell(tmp_path: Path) -> None:
    rows = with_lists([wide("按支出性质分：", 8)], [wide("基本支出：60多万元", 8)])
    path = workbook(tmp_path / "表.xlsx", {"Sheet1": rows})
    findings = document(path)["findings"]
    assert [(one["code"], one["cell"]) for one in findings] == [("amount-unreadable", "B7")]


# --- sums -----------------------------------------------------------------------------------


def split(kind: SplitKind, label: str, amount: str | None, cell: str = "B7") -> FundSplit:
    named = text(label, cell)
    assert named
    return FundSplit(kind=kind, label=named, amount=number(amount, cell))


def department(*parts: FundSplit, total: tuple[str, str, str] = ("90", "100", "80")) -> Form:
    """Return a form whose total row has these amounts, split up like this."""
    initial, budget, executed = total
    row = fund("年度资金总额", budget, executed, initial=initial)
    return replace(form(funds=[row]), family=FAMILY, subject=FAMILY, project=None, splits=parts)


def spending(basic: str, project: str) -> tuple[FundSplit, FundSplit]:
    return (
        split(SplitKind.SPENDING, "基本支出", basic),
        split(SplitKind.SPENDING, "项目支出", project, "B8"),
    )


def found_in(form_: Form) -> dict[str, Finding]:
    return {one.code: one for one in checked(form_) if one.code.startswith("split")}


@pytest.mark.parametrize(
    ("parts", "basis"),
    [
        (("60", "40"), "budget"),
        (("50", "30"), "executed"),
        (("50", "40"), "budget_initial"),
    ],
)
def test_parts_may_add_up_to_any_amount_of_the_total(parts: tuple[str, str], basis: str) -> None:
    form_ = department(*spending(*parts))
    (figures,) = computed(form_).splits
    assert (figures.basis, figures.fit) == (basis, Fit.EXACT)
    assert found_in(form_) == {}


def test_parts_that_add_up_to_nothing_have_to_be_mended() -> None:
    finding = found_in(department(*spending("60", "45")))["split-differs"]
    assert (finding.place.cell, finding.expected, finding.actual) == ("B7", "100万元", "105万元")
    assert "按支出性质分" in finding.message


def test_parts_that_differ_in_the_last_digit_are_a_hint() -> None:
    form_ = department(*spending("60.12", "39.87"), total=("90", "100.00", "80"))
    assert list(found_in(form_)) == ["split-rounding"]


def test_a_part_that_cannot_be_read_leaves_the_sum_unknown() -> None:
    form_ = department(*spending("60", "很多"))
    (figures,) = computed(form_).splits
    assert (figures.total, figures.basis, found_in(form_)) == (None, None, {})


def test_a_part_without_an_amount_counts_for_nothing() -> None:
    blank = split(SplitKind.SPENDING, "其他", None)
    (figures,) = computed(department(*spending("60", "40"), blank)).splits
    assert [part.share.value if part.share else None for part in figures.parts] == [60, 40, None]


def test_funds_listed_by_source_and_again_by_use_count_once() -> None:
    rows = (
        fund("年度资金总额", "100", "90"),
        fund("财政拨款", "80", "75", role=Role.FISCAL),
        fund("其他资金", "20", "15", role=Role.OTHER),
        fund("基本支出", "60", "60", role=Role.BASIC),
        fund("项目支出", "40", "30", role=Role.PROJECT),
    )
    assert [row.label.text for row in parts_of_total(rows)] == ["财政拨款", "其他资金"]
    findings = checked(form(funds=rows))
    assert not [one for one in findings if one.code.startswith("funds-total")]


def test_a_department_needs_no_project_and_no_unit_but_a_project_does() -> None:
    named = replace(department(), unit=None, department=text("示例县林业局"))
    assert not {one.code for one in checked(named)} & {"project-missing", "unit-missing"}
    assert "project-missing" in {one.code for one in checked(replace(named, subject=""))}


# --- the report -----------------------------------------------------------------------------


def view_of(form_: Form) -> Mapping[str, Any]:
    return narrate(form_, computed(form_), profile_of(form_.family), ())


def test_the_title_names_the_department_and_what_it_is_about() -> None:
    form_ = replace(department(), unit=None, department=text("219001-示例县林业局"))
    view = view_of(form_)
    assert view["报告"]["标题"].text == "2022年度示例县林业局部门整体支出绩效自评报告"
    assert view["项目"]["名称"].text == "部门整体支出"


def test_a_title_without_a_department_asks_for_it() -> None:
    title = view_of(replace(department(), unit=None))["报告"]["标题"]
    assert title == Shown(text="2022年度【请补充：单位全称】部门整体支出绩效自评报告", missing=True)


def test_parts_that_add_up_to_nothing_are_asked_to_be_verified() -> None:
    composition = view_of(department(*spending("60", "45")))["构成"]
    assert not composition["支出口径"]
    assert "全年预算数不一致" in composition["支出待核实"].text
    assert [part["占比"].text for part in composition["支出"]] == ["57.14%", "42.86%"]


def part(label: str, amount: str, share: str) -> object:
    return item("构成.支出", {"标签": label, "金额": amount, "占比": share})


def test_the_report_says_what_the_funds_are_made_up_of() -> None:
    parts = [part("基本支出", "60万元", "60%"), part("项目支出", "40万元", "40%")]
    values = {"构成.支出": parts, "构成.支出口径": "全年预算数"}
    assert "全年预算数按支出性质分：基本支出60万元，占60%；项目支出40万元，占40%。" in lines(
        FAMILY, values
    )


def test_a_single_kind_is_all_of_it() -> None:
    values = {"构成.支出": [part("基本支出", "60万元", "100%")], "构成.支出口径": "全年执行数"}
    assert "全年执行数按支出性质分，全部为基本支出60万元。" in lines(FAMILY, values)


def test_a_list_that_does_not_add_up_names_no_total() -> None:
    values = {
        "构成.支出": [part("基本支出", "60万元", "100%")],
        "构成.支出待核实": "【请核实：对不上】",
    }
    assert "资金按支出性质分，全部为基本支出60万元。【请核实：对不上】" in lines(FAMILY, values)


@pytest.mark.parametrize(("by_use", "word"), [(True, "支出用途"), (False, "资金来源")])
def test_execution_is_told_by_what_the_rows_are(by_use: bool, word: str) -> None:
    rows = [item("资金.来源", {"标签": "基本支出", "执行数": "6万元", "全额执行": True})]
    told = lines(FAMILY, {"资金.来源": rows, "资金.按用途": by_use})
    assert f"按{word}看，基本支出6万元全部执行完毕。" in told


def test_uses_beside_the_sources_get_a_sentence_of_their_own() -> None:
    rows = [
        item(
            "资金.用途", {"标签": "基本支出", "预算数": "6万元", "执行数": "5万元", "执行率": "83%"}
        ),
        item("资金.用途", {"标签": "项目支出", "预算数": "4万元", "未执行": True}),
    ]
    expected = (
        "按支出用途看，基本支出预算6万元，执行5万元，执行率83%；项目支出预算4万元，尚未执行。"
    )
    assert expected in lines(FAMILY, {"资金.用途": rows})


@pytest.mark.parametrize(
    ("values", "heading"),
    [
        ({"文字.三公经费": "支出7万元。"}, "“三公”经费情况"),
        ({"文字.资产管理": "全部登记。"}, "资产管理情况"),
        ({"文字.资金管理措施": "按制度执行。"}, "资金管理情况"),
        ({"文字.基本支出与项目支出情况": "用于运转。"}, "基本支出和项目支出情况"),
        ({"文字.存在问题": "进度不均。"}, "存在问题及改进措施"),
        ({"评分.有": True}, "自评结果"),
    ],
)
def test_a_section_that_nobody_filled_takes_its_heading_with_it(
    values: dict[str, object], heading: str
) -> None:
    assert heading in headings(rendered(FAMILY, values))
    assert heading not in headings(rendered(FAMILY, {}))


def test_indicators_without_levels_need_no_heading_of_their_own() -> None:
    classes = [item("指标.类别", {"名称": "绩效指标", "单一": True})]
    values: dict[str, object] = {"指标.有": True, "指标.类别": classes}
    assert headings(rendered(FAMILY, values)).count("绩效指标完成情况") == 2
    told = headings(rendered(FAMILY, {**values, "指标.不分级": True}))
    assert told.count("绩效指标完成情况") == 1


# --- from the workbook to the report --------------------------------------------------------


def made(folder: Path, sheets: Mapping[str, Rows]) -> Run:
    path = workbook(folder / "表.xlsx", sheets)
    for family in (FAMILY, "项目支出"):
        shutil.copytree(TEMPLATES / family, folder / "templates" / family)
    options = Options(
        paths=(path,),
        inbox=folder,
        templates=folder / "templates",
        output=folder / "output",
    )
    return run(options, lambda *_: None)


def only_report(done: Run) -> Path:
    (path,) = (report.path for outcome in done.outcomes for report in outcome.reports)
    assert path
    return path


def test_the_report_of_a_department_is_named_after_it(tmp_path: Path) -> None:
    done = made(tmp_path, {"Sheet1": IN_PARTS, "文字材料": texts_rows({"机构设置": "设3个股室"})})
    path = only_report(done)
    assert path.relative_to(tmp_path / "output").as_posix() == (
        "2022/示例县水务局-部门整体支出-绩效自评报告.docx"
    )
    told = text_outline(path.read_bytes())
    assert "设3个股室。" in told
    assert "其中：基本支出300万元、项目支出180万元、其他20万元。" in told


def test_a_rubric_of_a_department_gives_the_report_of_a_department(tmp_path: Path) -> None:
    content = only_report(made(tmp_path, {"Sheet1": RUBRIC})).read_bytes()
    told = text_outline(content)
    assert "部门预算管理（满分80分，自评得分78分）" in told
    assert "综合自评得分98分" in told
    assert "预算安排情况" not in told
    assert validity_findings(content) == []


def test_a_blank_split_is_no_part_of_the_report() -> None:
    assert view_of(department(split(SplitKind.SPENDING, "其他", None)))["构成"]["支出"] == []
