"""The sample 伽师县 2020: two funds, a comparison table, details and two 自评表.

Knows the published figures of this one county, with all that does not fit together in them; the
texts are this project's own.
"""

from scripts.workbooks.form import Goals, Indicator
from scripts.workbooks.headings import SOCIAL
from scripts.workbooks.lists import guide_of, texts_sheet
from scripts.workbooks.package import package
from scripts.workbooks.sheet import Value
from scripts.workbooks.social import (
    COMPARISON,
    DETAILS,
    PEOPLE,
    Comparison,
    FundForm,
    Line,
    comparison_sheet,
    details_sheet,
    form_sheet,
    people_sheet,
)

_UNIT = "伽师县医疗保障局"
_WORKERS, _RESIDENTS = "职工基本医疗保险", "城乡居民基本医疗保险"
_RATIO = "105%≥x≥95%"

_TABLE = Comparison(
    title="伽师县2020年医疗保险基金收支对比表",
    funds=(_WORKERS, _RESIDENTS, "合计"),
    lines=(
        Line(group="预算", label="基金收入小计", values=(12675.87, 36026.78, 48702.65)),
        Line(group="预算", label="基金支出小计", values=(6261.09, 22087.64, 28348.73)),
        Line(group="2020年", label="基金收入小计", values=(12718.32, 38154.63, 50872.95)),
        Line(group="2020年", label="基金支出小计", values=(28095.71, 66350.45, 94446.16)),
        Line(group="2019年", label="基金收入小计", values=(12718.32, 34586.52, 47304.84)),
        Line(group="2019年", label="基金支出小计", values=(28095.71, 15823.75, 43919.46)),
        Line(group="收入对比分析", label="增长", values=(0, 3568.11, 3568.11)),
        Line(group="收入对比分析", label="增幅%", values=("0%", "10.32%", "7.54%")),
        Line(group="收入对比分析", label="执行预算%", values=("100.33%", "105.91%", "104.46%")),
        Line(group="支出对比分析", label="增长", values=(0, 50526.7, 50526.7)),
        Line(group="支出对比分析", label="增幅%", values=("0%", "319.31%", "115.04%")),
        Line(group="支出对比分析", label="执行预算%", values=("448.74%", "300.39%", "333.16%")),
        Line(group="", label="累计（滚存）结余", values=(4763.56, 818.79, 5582.35)),
    ),
)


def _detail(
    fund: str,
    flow: str,
    name: str,
    current: float,
    *,
    budget: float | None = None,
    prior: float | None = None,
    share: str | None = None,
) -> tuple[Value, ...]:
    return (fund, flow, name, budget, current, prior, share, None, None)


_DETAILS = (
    _detail(_WORKERS, "收入", "收入合计", 12718.32),
    _detail(_WORKERS, "收入", "保险费收入", 11417.27),
    _detail(_WORKERS, "收入", "其中：单位缴费", 8702.45),
    _detail(_WORKERS, "收入", "其中：个人缴费", 2714.82),
    _detail(_WORKERS, "收入", "利息收入", 284),
    _detail(_WORKERS, "收入", "转移收入", 0.31),
    _detail(_WORKERS, "收入", "其他收入", 16.73),
    _detail(_WORKERS, "支出", "支出合计", 28095.71),
    _detail(_WORKERS, "支出", "待遇支出", 5527.57, budget=6261.09, prior=5527.57, share="88.40%"),
    _detail(_WORKERS, "支出", "其中：住院", 1320.32),
    _detail(_WORKERS, "支出", "其中：门诊", 3555.83),
    _detail(_WORKERS, "支出", "其中：生育医疗", 95.85),
    _detail(_WORKERS, "支出", "其中：生育津贴", 555.57),
    _detail(_WORKERS, "支出", "转移支出", 4.79),
    _detail(_WORKERS, "支出", "上解上级支出", 22563.34),
    _detail(_RESIDENTS, "收入", "收入合计", 38154.63),
    _detail(_RESIDENTS, "收入", "个人缴费收入", 13925.64, prior=11569.55, share="119.20%"),
    _detail(_RESIDENTS, "收入", "财政补贴收入", 23528),
    _detail(_RESIDENTS, "收入", "利息收入", 200.99),
    _detail(_RESIDENTS, "收入", "上级补助收入", 500),
    _detail(_RESIDENTS, "支出", "支出合计", 66350.45),
    _detail(_RESIDENTS, "支出", "待遇支出", 21040.11, budget=22087.64, prior=15823.75),
    _detail(_RESIDENTS, "支出", "其中：住院", 16626.66),
    _detail(_RESIDENTS, "支出", "其中：门诊", 4413.45),
    _detail(_RESIDENTS, "支出", "上解上级支出", 45310.34),
)
_PEOPLE = (
    (_RESIDENTS, "户籍人口", 444202, 13835, 430367),
    (_RESIDENTS, "建档立卡贫困人口", 129426, 3845, 125581),
)

_DONE, _EFFECT, _CONTENT = "项目完成指标", "项目效益指标", "满意度指标"
_COUNT, _QUALITY, _COST = "数量指标", "质量指标", "成本指标"
_SOCIAL, _LASTING = "社会效益指标", "可持续影响力指标"
_Row = tuple[str, str, str, str, str]


def _indicators(*rows: _Row) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(level1=level1, level2=level2, level3=name, target=target, actual=actual)
        for level1, level2, name, target, actual in rows
    )


_OF_RESIDENTS = FundForm(
    sheet="居民自评表",
    title="伽师县社会保险支出绩效自评表",
    year="（2020年度）",
    name="2020年城乡居民医疗保险项目",
    department=_UNIT,
    budget=38155,
    executed=38155,
    own_budget=38155,
    own_executed=38155,
    goals=Goals(
        expected="推进全民参保，按时足额支付城乡居民基本医疗保险待遇，基金收支平衡。",
        actual="参保和待遇支付的年度目标已经完成，参保居民就医的经济负担有所减轻。",
    ),
    indicators=_indicators(
        (_DONE, _COUNT, "参保人数（人）", "≥413449人", "413449人"),
        (_DONE, _COUNT, "享受待遇人数（人）", "≥55128人", "55128人"),
        (_DONE, _COUNT, "城乡居民医疗保险基金收入预算执行率（%）", _RATIO, "100%"),
        (_DONE, _COUNT, "城乡居民医疗保险基金支出预算执行率（%）", _RATIO, "100%"),
        (_DONE, _QUALITY, "以户籍人口数为基数计算的基本医保综合参保率（%）", "≥95%", "95%"),
        (_DONE, _QUALITY, "以常住人口数为基数计算的基本医保综合参保率（%）", "≥93%", "93%"),
        (_DONE, _QUALITY, "参保人政策范围内住院费用报销比例（%）", "≥68%", "68%"),
        (_DONE, _QUALITY, "参保人住院费用实际报销比例（%）", "≥60%", "60%"),
        (_DONE, _COST, "参保居民个人实际缴费标准（元/人/年）", "=280", "280%"),
        (_DONE, _COST, "城乡居民医疗各级财政实际补助标准（元/人/年）", "=580", "580%"),
        (_DONE, _COST, "预期享受城乡居民医疗保险待遇成本（万元/人）", "≥0.69万元", "0.69万元"),
        (_EFFECT, _SOCIAL, "减轻参保人员就医经济负担", "有效缓解", "有效缓解"),
        (_EFFECT, _LASTING, "对城乡居民医疗保险制度可持续发展的影响", "长期", "长期"),
        (_CONTENT, _CONTENT, "参保对象满意度（%）", "≥95%", "95%"),
    ),
)
_OF_WORKERS = FundForm(
    sheet="职工自评表",
    title="伽师县社会保险支出绩效自评表",
    year="（2020年度）",
    name="2020年职工医疗保险项目",
    department=_UNIT,
    budget=12718,
    executed=12718,
    own_budget=12718,
    own_executed=12718,
    goals=Goals(
        expected="职工应保尽保，按时足额支付职工基本医疗保险待遇，基金收支平衡。",
        actual="参保缴费和待遇支付的年度目标已经完成，参保职工的医疗待遇得到保障。",
    ),
    indicators=_indicators(
        (_DONE, _COUNT, "参保缴费人数（人）", "≥24243人", "24243人"),
        (_DONE, _COUNT, "享受待遇人数（人）", "≥4272人", "4272人"),
        (_DONE, _COUNT, "职工基本医疗保险基金收入预算执行率（%）", _RATIO, "100%"),
        (_DONE, _COUNT, "职工基本医疗保险基金支出预算执行率（%）", _RATIO, "100%"),
        (_DONE, _QUALITY, "参保人政策范围内住院费用报销比例（%）", "≥65%", "65%"),
        (_DONE, _QUALITY, "参保人住院费用实际报销比例（%）", "≥60%", "60%"),
        (_DONE, _QUALITY, "基金使用符合政策规定（%）", "=100%", "100%"),
        (_DONE, _COST, "单位缴费基数（%）", "=6.80%", "6.80%"),
        (_DONE, _COST, "个人缴费基数（%）", "=2.00%", "2.00%"),
        (_DONE, _COST, "享受职工医疗保险待遇成本（万元/人）", "≥2.98万元", "2.98万元"),
        (_EFFECT, _SOCIAL, "保障参保职工医疗待遇", "有效保障", "有效保障"),
        (_EFFECT, _LASTING, "对职工医疗保险制度可持续发展的影响", "长期", "长期"),
        (_CONTENT, _CONTENT, "参保对象满意度（%）", "≥95%", "95%"),
    ),
)

_TEXTS = {
    "单位全称": _UNIT,
    "自称": "我局",
    "落款": _UNIT,
    "成文日期": "2021年3月15日",
    "支出预算绩效目标": (
        "2020年职工和城乡居民基本医疗保险基金支出预算28348.73万元，全部用于参保人员的待遇。"
        "绩效目标是：以户籍人口数为基数计算的综合参保率不低于95%，政策范围内住院费用报销比例"
        "城乡居民不低于68%、职工不低于65%，参保对象满意度不低于95%。"
    ),
    "口径说明": "收入小计、支出小计不含上下级往来。",
    "当期结余": (
        "2020年基金当期结余合计-43573.2万元，其中：职工基本医疗保险-15377.38万元，"
        "城乡居民基本医疗保险-28195.82万元。"
    ),
    "运行情况": "参保对象满意度在95%以上，上访率为0。",
    "基金管理措施": "基金按照社会保险基金管理的有关规定收支，专款专用，定期对账。",
    "后续工作计划": "继续推进全民参保，按时足额支付待遇，分月测算基金收支，防范支付风险。",
    "主要经验": "集中开展参保缴费宣传，城乡居民个人缴费收入比上年增加2356.09万元。",
    "存在问题": "支出预算只列待遇支出，没有列上解上级支出，支出与预算的口径不一致。",
    "建议": "编制预算时单独列示上下级往来，预算、决算和绩效自评采用同一口径。",
}
_OWN_TEXTS = (
    (
        _WORKERS,
        "运行情况",
        "待遇支出完成年度预算的88.40%。",
    ),
    (
        _WORKERS,
        "收不抵支对策",
        "当期缺口是上解上级支出造成的，与上级核对往来以后，用滚存结余和上级调剂弥补。",
    ),
    (
        _RESIDENTS,
        "支出增减原因",
        "本年列支了上解上级支出45310.34万元，上年没有列，因此比上年增加较多。",
    ),
    (
        _RESIDENTS,
        "运行情况",
        (
            "支出执行预算的300.39%。居民预算总支出21040.11万元，"
            "其中住院16626.67万元、门诊4413.45万元。"
        ),
    ),
    (
        _RESIDENTS,
        "收不抵支对策",
        "当期缺口是上解上级支出造成的，与上级核对往来以后，用滚存结余和上级调剂弥补。",
    ),
    (_RESIDENTS, "缴费标准", "个人缴费标准为每人每年280元。"),
    (_RESIDENTS, "补助标准", "补助标准分280元和240元两档。"),
)
_PURPOSES = (
    (COMPARISON, "填写各险种的预算数、本年数和上年数，报告中的收支和结余都取自这里。"),
    (DETAILS, "逐项填写收入、支出由哪些项目组成，单位万元。"),
    (PEOPLE, "填写各类人群的人数、不应参保人数和实参保人数。"),
    ("居民自评表、职工自评表", "各险种的自评表，作为报告的附件。"),
    ("文字材料", "填写表里没有、报告要写的文字；“适用”写险种名称的，只用在这个险种。"),
)
_CHOICES = (
    "数字取自公开发布的2020年度自评报告，前后对不上的也照录，程序会列入自查问题清单；文字另行撰写。",
    "两张自评表的预算数、执行数公布为收入数，不是支出数，照录。",
    "收支明细只写了公布过的预算数和上年数，没有公布的留空。",
    "“当期结余”“运行情况”等文字里的数照公布的写，供程序与表里算出的数核对。",
    "增减原因、收不抵支对策、计划、经验、问题和建议按公布的数字拟写；成文日期由本样例选定。",
)


def jiashi() -> bytes:
    """Return the sample workbook."""
    sheets = (
        comparison_sheet(_TABLE),
        details_sheet(_DETAILS),
        people_sheet(_PEOPLE),
        form_sheet(_OF_RESIDENTS),
        form_sheet(_OF_WORKERS),
        texts_sheet(SOCIAL, _TEXTS, _OWN_TEXTS),
        guide_of("样例说明", _CHOICES, _PURPOSES),
    )
    return package("医疗保险基金支出绩效自评表", sheets)
