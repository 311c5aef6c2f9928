"""The 栏目 of the sheet 文字材料 for each family: which are required and what belongs in them.

Knows the hints a person reads; knows no layout and no project.
"""

from dataclasses import dataclass

_REQUIRED = frozenset(
    {
        "单位全称",
        "背景及依据",
        "下达文号及文件名",
        "立项依据",
        "实施内容",
        "到位日期",
        "结果应用",
        "公开渠道及时间",
        "成文日期",
    }
)

TRANSFER = "转移支付"
PROJECT = "项目支出"

_COMMON_BEFORE = {
    "单位全称": "写规范全称，与公章一致",
    "自称": "报告中怎样称呼本单位，如：我局、我单位",
    "单位职责": "每项职责一行（Alt+Enter换行），不必编号",
    "公开网站": "公开自评结果的网站名称",
    "落款": "报告末尾的署名，一般为单位全称",
    "成文日期": "如：2026年2月27日",
    "自评工作组织情况": "自评由谁牵头、怎样开展、何时完成",
}
_COMMON_AFTER = {
    "偏离原因": "哪些目标或指标没有完成、为什么；全部完成的可写“无偏离”",
    "改进措施": "针对上述原因，下一步怎样改进",
    "结果应用": "自评结果用在哪里，如：与下年预算安排挂钩、改进管理",
    "公开渠道及时间": "在哪里公开、何时公开",
    "审计巡视发现问题": "审计、巡视、财政监督发现的问题及整改情况；没有的留空",
    "附件清单": "每个附件一行，只写名称",
    "其他需要说明的问题": "以上栏目没有包括、需要说明的事项",
}
_TRANSFER = {
    "背景及依据": "依据哪些政策、文件，资金用来做什么",
    "下达文号及文件名": "如：×财社〔2025〕×号《关于……的通知》",
    "下达日期": "文件印发或收到的日期，如：2025年6月30日",
    "到位日期": "资金实际到账的日期；分次到位的逐次写明",
    "到位数": "实际到位金额，连同单位写，如：100万元",
    "分解下达情况": "资金和绩效目标怎样分解到下级或项目",
    "收入科目": "科目代码和名称；收入科目以1开头",
    "支出科目": "科目代码和名称；支出功能科目以2开头",
    "资金管理措施": "执行哪些制度，怎样保证专款专用",
    "禁止性支出说明": "有无用于禁止列支的用途",
    "未执行资金去向": "没有执行完的资金怎样处理：结转、收回或待付",
}
_PROJECT = {
    "立项依据": "依据哪些政策、文件、会议决定设立本项目",
    "实施内容": "本年度做了什么、怎样做、惠及谁",
    "补助标准": "每项标准一行：项目、标准、单位、文号",
    "预算调整原因及批文": "年初预算数与全年预算数不同的必须说明原因和批准文件",
    "到位数": "实际到位金额，连同单位写，如：100万元",
    "到位日期": "资金实际到账的日期；分次到位的逐次写明",
    "业务量": "人数、人次、金额等，口径不同的分开写明",
    "管理措施": "执行哪些制度，怎样审核、支付、监督",
    "项目管理问题": "没有问题的写“无”",
    "资金使用问题": "没有问题的写“无”",
    "项目绩效问题": "没有问题的写“无”",
    "其他问题": "没有问题的写“无”",
    "未执行资金去向": "没有执行完的资金怎样处理：结转、收回或待付",
}
_HINTS = {
    TRANSFER: _COMMON_BEFORE | _TRANSFER | _COMMON_AFTER,
    PROJECT: _COMMON_BEFORE | _PROJECT | _COMMON_AFTER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One 栏目 with its hint."""

    name: str
    hint: str
    required: bool


def headings(family: str) -> tuple[Heading, ...]:
    """Return the 栏目 of a family in the order of the report."""
    return tuple(
        Heading(name=name, hint=hint, required=name in _REQUIRED)
        for name, hint in _HINTS[family].items()
    )
