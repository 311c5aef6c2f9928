"""The sample 渠县 2021: a central transfer on a form of generation B with many indicators.

Knows the published figures of this one project, contradictions included; the texts are this
project's own.
"""

from scripts.workbooks.form import DASH, Goals, Indicator
from scripts.workbooks.headings import TRANSFER
from scripts.workbooks.lists import Note, guide_sheet, notes_sheet, texts_sheet
from scripts.workbooks.package import package
from scripts.workbooks.transfer import (
    GENERATION_B,
    Fund,
    Management,
    TransferForm,
    transfer_sheet,
)

_UNIT = "渠县医疗保障局"
_FUND = "医疗服务与保障能力提升中央补助资金"
_REACHED = (
    "1.召开全县打击欺诈骗保工作会议。\n"
    "2.利用赶集日发放医保政策资料，现场解答群众提问。\n"
    "3.开展为期一个月的专项行动，定点医药机构监督检查覆盖率100%。\n"
    "4.举办医疗保障业务培训2次，医保人才培养合格率100%。\n"
    "5.外出考察学习2次。"
)
_INDICATORS = (
    ("产出指标", "数量指标", "印制通告", "2000份"),
    ("产出指标", "数量指标", "宣传资料", "20万份"),
    ("产出指标", "数量指标", "折页", "3万份"),
    ("产出指标", "数量指标", "音频", "1个"),
    ("产出指标", "数量指标", "动漫", "1个"),
    ("产出指标", "数量指标", "签订协议定点医疗机构", "93家"),
    ("产出指标", "数量指标", "签订协议定点零售药店", "345家"),
    ("产出指标", "数量指标", "协议签订率", "100%"),
    ("产出指标", "数量指标", "外伤调查", "4432起"),
    ("产出指标", "数量指标", "外伤调查拒付金额", "899.14万元"),
    ("产出指标", "数量指标", "医保信息系统正常运行率", "100%"),
    ("产出指标", "数量指标", "重大安全事件响应时间", "30分钟"),
    ("产出指标", "数量指标", "运行维护响应时间", "30分钟"),
    ("产出指标", "数量指标", "定点医药机构监督检查覆盖率", "100%"),
    ("产出指标", "数量指标", "医保人才培养合格率", "95%"),
    ("产出指标", "数量指标", "医疗保障业务培训", "3次"),
    ("产出指标", "质量指标", "职工电子凭证激活人数", "22881人"),
    ("产出指标", "质量指标", "职工电子凭证激活率", "43.22%"),
    ("产出指标", "质量指标", "居民电子凭证激活人数", "199570人"),
    ("产出指标", "质量指标", "居民电子凭证激活率", "19.27%"),
    ("产出指标", "质量指标", "电子凭证总激活率", "20.42%"),
    ("产出指标", "时效指标", "DRG付费试点医院", "县人民医院、中医院、妇幼保健院"),
    ("产出指标", "成本指标", "使用资金", "117.8万元"),
    ("效益指标", "社会效益指标", "群众医保政策知晓程度", "显著提高"),
    ("效益指标", "社会效益指标", "医保信息系统运行水平", "明显提升"),
    ("效益指标", "社会效益指标", "跨省异地就医结算水平", "明显提升"),
    ("效益指标", "社会效益指标", "违规收费治理成效", "显著提高"),
    ("效益指标", "社会效益指标", "医疗保障服务能力", "明显提升"),
    ("满意度指标", "服务对象满意度指标", "参保人员满意度", "≥90%"),
)
_FORM = TransferForm(
    labels=GENERATION_B,
    title=f"{_FUND}绩效目标自评表",
    year="（2021年度）",
    name=_FUND,
    central=DASH,
    local=_UNIT,
    unit=_UNIT,
    funds=(
        Fund(label="年度资金总额：", budget=117.8, executed=117.8, rate=1),
        Fund(label="其中：中央补助", budget=117.8, executed=117.8, rate=1),
        Fund(label="地方资金", budget=DASH, executed=DASH, rate=DASH),
        Fund(label="其他资金", budget=DASH, executed=DASH, rate=DASH),
    ),
    management=(
        Management(situation=DASH, problem=DASH),
        Management(
            situation="县财政局于2021年12月底拨付，资金到位较晚。",
            problem="到位较晚，今后提高资金使用效率。",
        ),
        Management(situation="县财政局已全额拨付117.8万元。", problem=DASH),
        Management(situation="全部为中央补助，专款专用。", problem=DASH),
        Management(situation="预算117.8万元，执行117.8万元。", problem=DASH),
        Management(situation="自评结果与预算安排挂钩，并向社会公开。", problem=DASH),
        Management(situation=DASH, problem=DASH),
    ),
    goals=Goals(actual=_REACHED),
    indicators=tuple(
        Indicator(level1=level1, level2=level2, level3=level3, actual=actual)
        for level1, level2, level3, actual in _INDICATORS
    ),
)
_TEXTS = {
    "单位全称": _UNIT,
    "自称": "我局",
    "公开网站": "本单位网站",
    "落款": _UNIT,
    "成文日期": "2022年2月25日",
    "背景及依据": (
        "根据达市财社〔2021〕101号文件，我县2021年获得医疗服务与保障能力提升中央补助资金117.8万元。"
    ),
    "下达文号及文件名": "达市财社〔2021〕101号",
    "到位日期": "2021年12月底",
    "到位数": "117.8万元",
    "分解下达情况": "渠县财政局于2021年12月底将117.8万元全额拨付我局。",
    "收入科目": "2101599 卫生健康共同财政事权转移支付收入",
    "支出科目": "2101599 其他医疗保障管理事务支出",
    "资金管理措施": "资金全部来自中央补助，只用于规定的项目内容，做到专款专用。",
    "偏离原因": "资金到位较晚，当年未能充分使用。",
    "改进措施": "今后加快工作进度，提高资金使用效率。",
    "结果应用": "自评结果与预算安排挂钩。",
    "公开渠道及时间": "自评结果在本单位网站公开。",
    "附件清单": f"{_FUND}绩效目标自评表",
}
_NOTES = (
    Note(indicator="签订协议定点医疗机构", summed_as="协议定点医药机构"),
    Note(indicator="签订协议定点零售药店", summed_as="协议定点医药机构"),
    Note(
        indicator="外伤调查",
        explanation="全年开展外伤调查4432起，拒付899.14万元。",
    ),
    Note(indicator="重大安全事件响应时间", explanation="控制在30分钟以内。"),
    Note(indicator="运行维护响应时间", explanation="控制在30分钟以内。"),
    Note(indicator="职工电子凭证激活人数", summed_as="电子凭证激活人数"),
    Note(indicator="居民电子凭证激活人数", summed_as="电子凭证激活人数"),
    Note(
        indicator="DRG付费试点医院",
        explanation="县人民医院、中医院、妇幼保健院先行试点，预计2023年覆盖全部定点医疗机构。",
    ),
)
_CHOICES = (
    "数据取自公开发布的2021年度绩效自评报告，金额单位万元；文字另行撰写。",
    "总体目标和各项指标值没有公布，留空。",
    "目标完成情况与指标中的培训次数、合格率以及其他前后不一致之处，均按公布的数字保留。",
    "五项社会效益公布为“显著提高”或“明显提升”，各项的名称和用词由本样例归纳。",
    "成文日期没有公布，由本样例选定；没有公布的栏目、中央主管部门和资金管理事项不填。",
)


def quxian() -> bytes:
    """Return the sample workbook."""
    sheets = (
        transfer_sheet(_FORM),
        texts_sheet(TRANSFER, _TEXTS),
        notes_sheet(_NOTES),
        guide_sheet("样例说明", _CHOICES, ("自评表", "文字材料", "指标说明")),
    )
    return package(_FORM.title, sheets)
