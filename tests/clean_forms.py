"""Clean forms of every family that tests change cell by cell.

    project({"F6": 59, "文字材料!B3": None}).found
    findings_of(clean("社保基金", {"C8": 11000}))

Knows what such forms hold. Must not know what the checks find in them.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pingshu.profile import Profile, load_profiles
from pingshu.sheet import Grid
from scripts.documents.case import Changes
from scripts.mutating.corrected import corrected
from tests.form_building import FORM_SHEET, Examined, changed, examined, read_sheets
from tests.workbook_building import (
    TEMPLATES,
    Merged,
    Table,
    profiles,
    project_rows,
    spending_rows,
    texts_rows,
    transfer_rows,
)


@cache
def project_form() -> tuple[Grid, ...]:
    """A clean form with scores.

    The labels of funds stand in B, D is 年初预算数, E 全年预算数, F 全年执行数, G 分值, H 执行率,
    I 得分. The indicators stand in B, C and D, then E 年度指标值, F 实际完成值, G 分值, H 得分 and
    I 原因.
    """
    funds = (
        ("年度资金总额", 60, 60, 58.6, 10, "97.67%", 9.77),  # row 6
        ("其中：当年财政拨款", 50, 50, 48.6, "—", "97.2%", "—"),
        ("上年结转资金", "—", "—", "—", "—", "—", "—"),
        ("其他资金", 10, 10, 10, "—", "100%", "—"),
    )
    output, benefit, satisfaction = "产出指标（50分）", "效益指标（30分）", "满意度指标（10分）"
    indicators = (
        (output, "数量指标", "培训人次", "≥60人次", "65人次", 20, 20, None),  # row 13
        (output, "质量指标", "考核合格率", "≥90%", "95%", 20, 20, None),
        (output, "成本指标", "人均成本", "≤1万元", "0.9万元", 10, 10, None),
        (benefit, "社会效益指标", "服务能力", "明显提升", "明显提升", 30, 30, None),
        (satisfaction, "满意度指标", "学员满意度", "≥95%", "96%", 10, 9, "个别课程安排过紧。"),
    )
    texts = {
        "单位全称": "青禾县卫生健康局",  # row 2
        "立项依据": "依据县卫生健康工作要点。",
        "实施内容": "培训乡村医生。",
        "到位日期": "2022年3月",
        "结果应用": "结果作为下年预算安排的参考。",
        "公开渠道及时间": "随决算在县政府网站公开。",
        "成文日期": "2023年3月1日",
        "到位数": "60万元",  # row 9
    }
    spending = (
        ("集中培训", 38.6, 40, "人次"),  # row 2
        ("跟班进修", 20, 25, "人次"),
        ("合计", 58.6, 65, "人次"),
    )
    return read_sheets(
        {
            "自评表": project_rows(funds=funds, indicators=indicators, total=(100, 98.77)),
            "文字材料": texts_rows(texts),
            "支出明细": spending_rows(*spending),
        }
    )


@cache
def transfer_form() -> tuple[Grid, ...]:
    """A clean form without scores.

    The labels of funds stand in C, E is 全年预算数, F 全年执行数, G 预算执行率. The indicators
    stand in B, C, D, then E 指标值, F 全年实际完成值, G 原因.
    """
    funds = (
        ("年度资金总额：", 150, 149.5, "99.67%"),  # row 7
        ("其中：中央补助", 100, 99.5, "99.5%"),
        ("地方资金", 50, 50, "100%"),
        ("其他资金", None, None, None),
    )
    indicators = (
        ("产出指标", "数量指标", "培训人次", "≥200人次", "210人次", None),  # row 17
        ("产出指标", "数量指标", "职工激活人数", "≥100人", "100人", None),
        ("产出指标", "数量指标", "居民激活人数", "≥300人", "300人", None),
        ("产出指标", "质量指标", "职工激活率", "≥50%", "50%", None),
        ("产出指标", "质量指标", "居民激活率", "≥20%", "20%", None),
        ("产出指标", "质量指标", "凭证总激活率", "≥20%", "23.53%", None),  # row 22
        ("满意度指标", "满意度指标", "群众满意度", "≥90%", "96%", None),
    )
    texts = {
        "单位全称": "青禾县卫生健康局",  # row 2
        "背景及依据": "依据上级年度工作安排。",
        "下达文号及文件名": "青财社〔2022〕8号",
        "到位日期": "2022年3月",
        "结果应用": "结果作为下年预算安排的参考。",
        "公开渠道及时间": "随决算在县政府网站公开。",
        "成文日期": "2023年3月1日",
        "收入科目": "1100249 卫生健康共同财政事权转移支付收入",  # row 9
    }
    rows = transfer_rows(funds=funds, indicators=indicators, remarks=())
    return read_sheets({"自评表": rows, "文字材料": texts_rows(texts)})


def project(changes: Changes) -> Examined:
    return examined(changed(project_form(), changes))


def transfer(changes: Changes) -> Examined:
    return examined(changed(transfer_form(), changes))


# --- the forms of every family by name --------------------------------------------------------

Grids = tuple[Grid, ...]
_samples = cache(corrected)


@cache
def _rubric_form() -> Grids:
    """The sample of 民生工程, without the points that a bonus adds to an item."""
    mended: Changes = {"E18": 5, "F18": None, "G18": None, "E26": 100, "F26": None}
    return changed(_samples()["霍邱县"], mended)


@cache
def _small_rubric_form() -> Grids:
    """A rubric of one item, so that few cells empty it: C 小项, D 分值, E 自评得分 in row 6."""
    office = "青禾县住房和城乡建设局"
    rows: Table = [
        [Merged("民生工程绩效自评表", columns=6)],
        [Merged("（2022年度）", columns=6)],
        ["项目名称", Merged("农村改厕民生工程", columns=5)],
        ["主管部门", Merged(office, columns=2), "实施单位", Merged(office, columns=2)],
        ["大项", "分值", "小项", "分值", "自评得分", "完成情况"],
        ["（一）目标任务", 100, "1.1 改厕数量", 100, 100, "改厕300户。"],
        [Merged("综合自评得分", columns=3), 100, 100],
    ]
    texts = {
        "单位全称": office,
        "项目概况": "改造农村厕所。",
        "评价办法文号": "青民生办〔2022〕3号",
        "成文日期": "2023年1月20日",
    }
    return read_sheets({"自评表": rows, "文字材料": texts_rows(texts)})


@cache
def _social_form() -> Grids:
    """The sample of 社保基金, mended, with one of its two 自评表: the fewer the quicker."""
    left_out = {"职工自评表", "填表说明"}
    return tuple(grid for grid in _samples()["伽师县"] if grid.sheet not in left_out)


def _department_form() -> Grids:
    return _samples()["示例县文化和旅游局"]


@cache
def _two_projects() -> Grids:
    """Two projects in one workbook, and texts that say whose they are where it matters."""
    funds = [("年度资金总额", 60, 60, 60, 10, "100%", 10)]
    texts = [
        (None, "单位全称", "青禾县公路养护中心"),  # row 2
        (None, "立项依据", "依据县交通运输工作要点。"),
        (None, "实施内容", "养护乡村公路和桥梁。"),
        (None, "到位日期", "2022年3月"),
        (None, "结果应用", "结果作为下年预算安排的参考。"),
        (None, "公开渠道及时间", "随决算在县政府网站公开。"),
        (None, "成文日期", "2023年3月1日"),
        ("乡村公路养护", "到位数", "60万元"),  # row 9
    ]
    return read_sheets(
        {
            "公路": project_rows(funds=funds),
            "桥梁": project_rows(funds=funds, project="桥梁维修"),
            "文字材料": texts_rows(texts),
        }
    )


UNDER_RULES = "项目支出，规则.toml写明产出指标50分"

FORMS: Mapping[str, tuple[Callable[[], Grids], str]] = {
    "项目支出": (project_form, FORM_SHEET),
    UNDER_RULES: (project_form, FORM_SHEET),
    "转移支付": (transfer_form, FORM_SHEET),
    "部门整体支出": (_department_form, FORM_SHEET),
    "民生工程": (_rubric_form, FORM_SHEET),
    "民生工程，只有一个小项": (_small_rubric_form, FORM_SHEET),
    "社保基金": (_social_form, "收支对比表"),
    "两个项目": (_two_projects, "公路"),
}
"""Name → what reads a clean form, and its sheet."""


def clean(form: str, changes: Changes) -> Grids:
    """Return a clean form with other contents in some cells; see FORMS."""
    read, sheet = FORMS[form]
    return changed(read(), changes, sheet)


@cache
def rules_for(form: str) -> tuple[Profile, ...]:
    """Return the profiles by which a clean form is checked; one form has the rules of a place."""
    if form != UNDER_RULES:
        return profiles()
    with TemporaryDirectory() as folder:
        rules = Path(folder) / "规则.toml"
        rules.write_text('[scoring]\nlevel1_weights = {"产出指标" = 50}\n', encoding="utf-8")
        return load_profiles(TEMPLATES, rules)
