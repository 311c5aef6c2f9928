"""The sample 霍邱县 2021: a points rubric of six groups, 102 of 100 points because of a bonus.

Knows the published points of this one project; the texts are this project's own.
"""

from scripts.workbooks.headings import RUBRIC
from scripts.workbooks.lists import guide_sheet, texts_sheet
from scripts.workbooks.package import package
from scripts.workbooks.rubric import Group, Item, RubricForm, rubric_sheet

_UNIT = "霍邱县医疗保障局"
_PROJECT = "城乡居民大病保险民生工程"
_PURPOSE = "填写各大项、小项的分值、得分和完成情况，报告中的分数都取自这里。"


def _full(name: str, maximum: int, note: str | None = None) -> Item:
    """Return an item that got its maximum."""
    return Item(name=name, maximum=maximum, points=maximum, note=note)


_GROUPS = (
    Group(
        name="（一）目标任务",
        maximum=20,
        items=(
            _full("1.1 覆盖情况", 20, "城乡居民基本医疗保险参保人员全部纳入大病保险保障范围。"),
        ),
    ),
    Group(
        name="（二）政策待遇",
        maximum=20,
        items=(
            _full("2.1 大病费用报销比例", 10, "起付线以上的合规医疗费用按60%报销。"),
            _full("2.2 大病保险报销范围", 10),
        ),
    ),
    Group(
        name="（三）资金管理",
        maximum=13,
        items=(
            _full("3.1 财务制度", 5, "资金收支和会计核算执行5项财务制度。"),
            _full("3.2 资金使用", 3, "资金分设账户核算，共有账户8个。"),
            _full("3.3 资金清算", 5, "每月与承办的保险公司对账，年终清算。"),
        ),
    ),
    Group(
        name="（四）经办管理",
        maximum=17,
        items=(
            _full("4.1 大额费用审查", 3),
            _full("4.2 经办服务", 5, "在4处设立服务窗口，群众满意度超过90%。"),
            _full("4.3 运行分析", 3, "每季度分析一次运行情况。"),
            _full("4.4 监督检查", 2, "2021年6月对保险公司开展监督检查，形成检查报告。"),
            _full("4.5 “一站式”结算", 4),
        ),
    ),
    Group(
        name="（五）工作推动",
        maximum=15,
        items=(
            _full("5.1 政策制定", 2, "实施方案已印发，文号为霍医保〔2021〕21号。"),
            Item(
                name="5.2 政策宣传",
                maximum=5,
                points=7,
                bonus=2,
                ground="两次集中宣传，按评价办法计宣传加分。",
                note="4月和10月分别开展了集中宣传。",
            ),
            _full("5.3 开展业务培训", 4, "举办培训近20期，2000多人参加。"),
            _full("5.4 社商协作", 4, "保险公司按月拨付赔付款。"),
        ),
    ),
    Group(
        name="（六）基础工作",
        maximum=15,
        items=(
            _full("6.1 业务台帐管理", 3),
            _full("6.2 月度报表、数据分析、季度总结", 3),
            _full("6.3 信息报送（图看民生）", 4, "全年报送信息48篇。"),
            _full("6.4 项目公示", 2),
            _full("6.5 民生工程信息管理平台应用", 3),
        ),
    ),
)
_FORM = RubricForm(
    title="民生工程绩效自评表",
    year="（2021年度）",
    name=_PROJECT,
    department=_UNIT,
    unit=_UNIT,
    groups=_GROUPS,
    maximum=100,
    points=102,
    bonus=2,
)
_TEXTS = {
    "单位全称": _UNIT,
    "自称": "我局",
    "落款": _UNIT,
    "成文日期": "2022年1月20日",
    "评价办法文号": "六医保秘〔2021〕97号",
    "项目概况": (
        "城乡居民大病保险对参保居民经基本医疗保险报销后个人负担较重的合规费用再次给予报销。"
        "我县按照霍医保〔2021〕21号文件印发的实施方案组织实施；"
        "结算工作执行六医保秘〔2021〕92号文件，2021年10月开展了专项审计。"
    ),
}
_CHOICES = (
    "分值、得分和加分取自公开发布的2021年度自评报告；文字另行撰写。",
    "总分102分高于满分100分，是因为政策宣传加2分，程序只作提示；删去加分，就列为须修改。",
    "完成情况只写了公布过的内容，没有公布的留空，报告中合并成一句。",
    "五项财务制度的名称和宣传加分依据的条款没有公布，用概括的话写成。",
    "成文日期没有公布，由本样例选定；工作组织、结果应用等没有公布的栏目留空。",
)


def huoqiu() -> bytes:
    """Return the sample workbook."""
    sheets = (
        rubric_sheet(_FORM),
        texts_sheet(RUBRIC, _TEXTS),
        guide_sheet("样例说明", _CHOICES, ("自评表", "文字材料"), form=_PURPOSE),
    )
    return package(f"{_PROJECT}绩效自评表", sheets)
