"""The sample 景洪市 2020: a small central transfer on a form of generation A.

Knows the published figures of this one project; the texts are this project's own.
"""

from scripts.workbooks.form import DASH, Goals, Indicator
from scripts.workbooks.headings import TRANSFER
from scripts.workbooks.lists import (
    Note,
    Spending,
    guide_sheet,
    notes_sheet,
    spending_sheet,
    texts_sheet,
)
from scripts.workbooks.package import package
from scripts.workbooks.transfer import GENERATION_A, Fund, TransferForm, transfer_sheet

_UNIT = "景洪市医疗保障局"
_FUND = "医疗服务与保障能力提升补助资金"
_EXPECTED = (
    "1.加强医保信息系统建设，保障信息系统稳定运行和网络安全。\n"
    "2.打击欺诈骗保行为，守好医保基金。\n"
    "3.开展医保扶贫领域监督检查。\n"
    "4.抓好基金监管、政策宣传、经办服务和人员培训。"
)
_REACHED = (
    "1.医保经办实现一站式服务、一窗口办理，医保电子凭证激活率30%。\n"
    "2.在市电视台播放医保宣传短片200余次；组织人员到10个乡镇和江北街道开展宣讲培训，"
    "参训400余人。\n"
    "3.对全市281家定点医药机构全部开展监督检查，通报违规机构43家，约谈2家。\n"
    "4.建档立卡贫困人口3528户14330人全部参保，就医46573人次，统筹支付1242万元。\n"
    "5.自2020年7月起实行按人头打包付费。"
)
_FORM = TransferForm(
    labels=GENERATION_A,
    title=f"{_FUND}绩效目标自评表",
    year="（2020年度）",
    name=_FUND,
    central=DASH,
    local=_UNIT,
    unit=_UNIT,
    funds=(
        Fund(label="年度资金总额：", budget=6, executed=5.84, rate=0.9733),
        Fund(label="其中：中央补助", budget=6, executed=5.84, rate=0.9733),
        Fund(label="地方资金", budget=DASH, executed=DASH, rate=DASH),
        Fund(label="其他资金", budget=DASH, executed=DASH, rate=DASH),
    ),
    goals=Goals(expected=_EXPECTED, actual=_REACHED),
    indicators=(
        Indicator(
            level1="产出指标",
            level2="数量指标",
            level3="扶贫领域监督检查县市覆盖率",
            actual="100%",
        ),
        Indicator(
            level1="产出指标", level2="数量指标", level3="定点医药机构检查覆盖率", actual="100%"
        ),
        Indicator(
            level1="产出指标",
            level2="质量指标",
            level3="医保人才培训合格率",
            target="≥95%",
            actual="100%",
        ),
        Indicator(
            level1="产出指标", level2="质量指标", level3="医保信息系统正常运行率", actual="90%"
        ),
        Indicator(
            level1="产出指标", level2="质量指标", level3="医保信息系统验收合格率", actual="100%"
        ),
        Indicator(
            level1="效益指标",
            level2="社会效益指标",
            level3="县域内一站式结算覆盖率",
            actual="100%",
        ),
    ),
)
_TEXTS = {
    "单位全称": _UNIT,
    "自称": "我局",
    "公开网站": "景洪市政府信息公开网站",
    "落款": _UNIT,
    "成文日期": "2021年2月26日",
    "背景及依据": (
        "根据景财社〔2020〕186号文件，我市2020年获得医疗服务与保障能力提升中央补助资金6万元，"
        "用于医保信息化和网络安全、打击欺诈骗保、扶贫领域监督检查以及基金监管、宣传、服务和培训。"
    ),
    "下达文号及文件名": "景财社〔2020〕186号",
    "到位日期": "2020年12月",
    "到位数": "6万元",
    "禁止性支出说明": (
        "资金没有用于发放与工作无关的补贴，没有用于开展工会活动，也没有用于购置非办公用品。"
    ),
    "偏离原因": "年初设定的绩效目标已基本完成。",
    "结果应用": "自评结果作为局内设机构和定点医药机构年度考核的依据。",
    "公开渠道及时间": "自评结果在景洪市政府信息公开网站公开。",
}
_NOTES = (Note(indicator="定点医药机构检查覆盖率", explanation="全市281家定点医药机构均已检查。"),)
_SPENDING = (
    Spending(content="差旅费", amount=0.45),
    Spending(content="设备购置", amount=5.24),
    Spending(content="办公用品购置", amount=0.15),
)
_CHOICES = (
    "数据取自公开发布的2020年度绩效自评报告，金额单位万元；文字另行撰写。",
    "“医保人才培训合格率”的年度指标值没有公布，这里按通常水平填≥95%；其余指标值没有公布，留空。",
    "成文日期没有公布，由本样例选定；没有公布的栏目和中央主管部门不填。",
)


def jinghong() -> bytes:
    """Return the sample workbook."""
    sheets = (
        transfer_sheet(_FORM),
        texts_sheet(TRANSFER, _TEXTS),
        notes_sheet(_NOTES),
        spending_sheet(_SPENDING),
        guide_sheet("样例说明", _CHOICES, ("自评表", "文字材料", "指标说明", "支出明细")),
    )
    return package(_FORM.title, sheets)
