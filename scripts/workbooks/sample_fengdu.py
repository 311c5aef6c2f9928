"""The sample 丰都县 2021: a county project with scores, two points short of the full hundred.

Knows the published figures of this one project, contradictions included; the texts are this
project's own.
"""

from scripts.workbooks.form import DASH, Goals, Indicator
from scripts.workbooks.headings import PROJECT
from scripts.workbooks.lists import (
    Note,
    Spending,
    guide_sheet,
    notes_sheet,
    spending_sheet,
    texts_sheet,
)
from scripts.workbooks.package import package
from scripts.workbooks.project import (
    BENEFIT,
    OUTPUT,
    SATISFACTION,
    Fund,
    ProjectForm,
    project_sheet,
)

_UNIT = "丰都县医疗保障局"
_PROJECT = "离休人员医药费县级补助项目"
_MONTHLY = "当月费用次月报销拨付"
_INDICATORS = (
    (OUTPUT, "数量指标", "纳入报账人数", "25人", "25人", 10, 10),
    (OUTPUT, "数量指标", "统筹支付标准", "8000元/人/年", "8000元/人/年", 10, 10),
    (OUTPUT, "质量指标", "医药费支付方式", "非现金支付", "非现金支付", 10, 10),
    (OUTPUT, "质量指标", "费用审核率", "100%", "100%", 10, 10),
    (OUTPUT, "时效指标", "医药费支付时间", _MONTHLY, "按期", 10, 10),
    (BENEFIT, "社会效益指标", "一站式结算离休干部覆盖率", "100%", "100%", 10, 10),
    (BENEFIT, "社会效益指标", "报销方便程度", "有所提高", "有所提高", 10, 10),
    (BENEFIT, "可持续影响指标", "健全医疗保障制度体系", "卓有成效", "取得一定成效", 10, 8),
    (SATISFACTION, "服务对象满意度指标", "报销对象满意度", "98%", "98%", 5, 5),
    (SATISFACTION, "服务对象满意度指标", "政策知晓率", "普遍知晓", "普遍知晓", 5, 5),
)
_FORM = ProjectForm(
    title="项目支出绩效自评表",
    year="（2021年度）",
    name=_PROJECT,
    department=_UNIT,
    unit=_UNIT,
    funds=(
        Fund(
            label="年度资金总额：",
            initial=134,
            budget=155,
            executed=155,
            weight=10,
            rate=1,
            score=10,
        ),
        Fund(
            label="其中：当年财政拨款",
            initial=134,
            budget=155,
            executed=155,
            weight=DASH,
            rate=1,
            score=DASH,
        ),
        *(
            Fund(
                label=label,
                initial=DASH,
                budget=DASH,
                executed=DASH,
                weight=DASH,
                rate=DASH,
                score=DASH,
            )
            for label in ("上年结转资金", "其他资金")
        ),
    ),
    goals=Goals(
        expected=(
            "为25名离休人员按规定标准报销医药费，费用全部审核、当月费用次月拨付，"
            "使离休人员报销更加方便，保障制度更加健全。"
        ),
        actual=(
            "25名离休人员的医药费全部纳入报销，费用审核率100%，按期以非现金方式支付；"
            "一站式结算覆盖全部离休干部，报销方便程度有所提高。"
        ),
    ),
    indicators=tuple(
        Indicator(
            level1=level1,
            level2=level2,
            level3=level3,
            target=target,
            actual=actual,
            weight=weight,
            score=score,
        )
        for level1, level2, level3, target, actual, weight, score in _INDICATORS
    ),
    weight=100,
    score=98,
    row_height=25.0,
)
_DUTIES = (
    "执行国家和市有关医疗保险、生育保险、医疗救助的法规政策，制定本县落实办法。\n"
    "管理和监督全县医疗保障基金，健全基金风险防控办法。\n"
    "落实医疗保障筹资和待遇政策，统筹城乡待遇标准。\n"
    "执行药品、医用耗材、医疗服务项目的医保目录和支付标准。\n"
    "落实药品、医用耗材和医疗服务的价格政策，做好价格监测。\n"
    "组织实施药品和医用耗材的集中采购。\n"
    "推进医保支付方式改革，管理定点医药机构的服务协议。\n"
    "检查医药机构的服务行为和收费，查处骗取、套取基金等违法行为。\n"
    "负责医疗保障经办服务、信息化建设和异地就医结算。\n"
    "做好离休人员等特定人群的医疗保障和困难群众的医疗救助。\n"
    "办理县委、县政府交办的其他事项。"
)
_STANDARDS = (
    "个人定额：自2018年起，抗日战争时期参加革命的5000元，解放战争时期参加革命的3000元；"
    "未用完的部分以现金发给本人。\n"
    "统筹支付标准：自2007年起，8000元/人/年；超支部分年底汇总，次年一季度审核后报销。"
)
_TEXTS = {
    "单位全称": _UNIT,
    "自称": "我局",
    "单位职责": _DUTIES,
    "落款": _UNIT,
    "成文日期": "2022年3月11日",
    "立项依据": (
        "依据县会议纪要（第23号，2007年4月24日）和渝卫〔2012〕171号文件，"
        "设立离休人员医药费县级补助项目。"
    ),
    "实施内容": (
        "由县级财政安排补助，为全县25名离休人员报销住院和门诊医药费。"
        "全年预算由年初的134万元调整为155万元，全部为县级财政拨款。"
    ),
    "补助标准": _STANDARDS,
    "到位数": "155万元",
    "到位日期": "2021年1月至12月",
    "业务量": (
        "全年离休人员医疗待遇享受1451人次，支出155万元。\n"
        "住院25人，支出88.65万元；门诊1352人次，支出66.35万元。"
    ),
    "管理措施": "医药费全部经过审核，以非现金方式支付，当月费用次月报销拨付。",
    "项目管理问题": "极少数报销对象对报销内容不够满意。",
    "资金使用问题": "无",
    "项目绩效问题": "无",
    "其他问题": "无",
    "未执行资金去向": "县财政局全年拨入155万元，全部支出，结余0万元。",
}
_NOTES = (
    Note(
        indicator="统筹支付标准",
        explanation="自2007年起执行8000元/人/年；超支部分次年一季度审核后报销。",
    ),
)
_SPENDING = (
    Spending(content="住院医药费", amount=88.65, count=25, unit="人"),
    Spending(content="门诊医药费", amount=66.35, count=1352, unit="人次"),
    Spending(content="合计", amount=155, count=1451, unit="人次"),
)
_CHOICES = (
    "数据取自公开发布的2021年度绩效自评报告，金额单位万元；文字另行撰写。",
    "自评总分98分已公布；各项指标的分值（10+50+30+10）和失分的指标没有公布，由本样例设定。",
    "失分的指标没有填写原因，这是有意留下的问题。",
    "年度总体目标的两段文字根据指标写成；单位职责的十一项由本样例概括。",
    "预算由134万元调整为155万元的原因没有公布，留空；人数、人次的合计按公布的数字保留。",
    "成文日期没有公布，由本样例选定；结果应用、公开渠道等没有公布的栏目留空。",
)


def fengdu() -> bytes:
    """Return the sample workbook."""
    sheets = (
        project_sheet(_FORM),
        texts_sheet(PROJECT, _TEXTS),
        notes_sheet(_NOTES),
        spending_sheet(_SPENDING),
        guide_sheet("样例说明", _CHOICES, ("自评表", "文字材料", "指标说明", "支出明细")),
    )
    return package(f"{_PROJECT}绩效自评表", sheets)
