"""The sample 示例县文化和旅游局 2023: a department that does not exist, with one indicator missed.

Knows invented figures only, which the guide sheet says.
"""

from scripts.workbooks.department import MONEY, DepartmentForm, Income, department_sheet
from scripts.workbooks.form import DASH, Goals, Indicator
from scripts.workbooks.headings import DEPARTMENT
from scripts.workbooks.lists import Note, guide_sheet, notes_sheet, texts_sheet
from scripts.workbooks.package import package
from scripts.workbooks.project import BENEFIT, OUTPUT, SATISFACTION, Fund, ProjectForm

_UNIT = "示例县文化和旅游局"
_POINTS = "新建村级文化服务点"
_REASON = (
    "两个服务点原选址的用地手续年内没有办完；已改用闲置校舍，2024年3月底前建成，"
    "今后用地手续没有落实的不列入当年计划。"
)
_INDICATORS = (
    (OUTPUT, "数量指标", "举办公益性文化活动", "≥120场", "132场", 8, 8),
    (OUTPUT, "数量指标", "送戏下乡演出", "≥96场", "96场", 8, 8),
    (OUTPUT, "数量指标", _POINTS, "≥20个", "18个", 8, 7.2),
    (OUTPUT, "质量指标", "演出验收合格率", "≥95%", "98%", 8, 8),
    (OUTPUT, "质量指标", "文物安全巡查覆盖率", "100%", "100%", 8, 8),
    (OUTPUT, "时效指标", "重点工作按期完成率", "≥95%", "96%", 5, 5),
    (OUTPUT, "成本指标", "公用经费控制率", "≤100%", "97.5%", 5, 5),
    (BENEFIT, "经济效益指标", "接待游客", "≥210万人次", "226.8万人次", 10, 10),
    (BENEFIT, "社会效益指标", "公共文化场馆免费开放率", "100%", "100%", 10, 10),
    (BENEFIT, "可持续影响指标", "公共文化服务体系", "逐步健全", "逐步健全", 10, 10),
    (SATISFACTION, "服务对象满意度指标", "群众满意度", "≥90%", "93.4%", 10, 10),
)
_REST = ProjectForm(
    title="部门整体支出绩效自评表",
    year="（2023年度）",
    funds=(
        Fund(
            label="年度资金总额：",
            initial=1860,
            budget=2015.6,
            executed=1954,
            weight=10,
            rate=0.9694,
            score=9.69,
        ),
        Fund(
            label="其中：基本支出",
            initial=780,
            budget=815.6,
            executed=815.6,
            weight=DASH,
            rate=1,
            score=DASH,
        ),
        Fund(
            label="项目支出",
            initial=1080,
            budget=1200,
            executed=1138.4,
            weight=DASH,
            rate=0.9487,
            score=DASH,
        ),
    ),
    goals=Goals(
        expected=(
            "目标1：办好公益性文化活动和送戏下乡，公共文化场馆全部免费开放。\n"
            "目标2：新建一批村级文化服务点，健全县乡村三级公共文化服务网络。\n"
            "目标3：加强文物安全巡查，推动文旅融合，全年接待游客不少于210万人次。"
        ),
        actual=(
            "目标1：举办公益性文化活动132场、送戏下乡96场，公共文化场馆全部免费开放。\n"
            "目标2：建成村级文化服务点18个，另有2个推迟到2024年建成。\n"
            "目标3：文物安全巡查实现全覆盖，全年接待游客226.8万人次。"
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
            reason=_REASON if level3 == _POINTS else None,
        )
        for level1, level2, level3, target, actual, weight, score in _INDICATORS
    ),
    weight=100,
    score=98.89,
    money=MONEY,
    row_height=25.0,
)
_FORM = DepartmentForm(
    rest=_REST,
    department=_UNIT,
    incomes=(
        Income(label="一般公共预算拨款", amount=1915.6),
        Income(label="政府性基金预算拨款", amount=60),
        Income(label="其他资金", amount=40),
    ),
)
_TEXTS = {
    "单位全称": _UNIT,
    "自称": "我局",
    "单位职责": (
        "贯彻执行文化、旅游、文物工作的方针政策，拟订全县发展规划并组织实施。\n"
        "管理全县公共文化服务，组织实施文化惠民工程，指导公共文化场馆免费开放。\n"
        "负责文物和非物质文化遗产的保护、利用和传承。\n"
        "推动文化产业和旅游业融合发展，监督管理文化和旅游市场。\n"
        "承办县委、县政府交办的其他事项。"
    ),
    "落款": _UNIT,
    "成文日期": "2024年3月20日",
    "自评工作组织情况": (
        "自评由办公室牵头，各股室和下属单位对照年初绩效目标逐项提供完成数据和佐证材料，"
        "办公室复核后汇总，经局务会议审议通过。"
    ),
    "机构设置": (
        "内设办公室、公共服务股、文物保护股、产业发展股、市场管理股5个股室，"
        "下属县文化馆、县图书馆、县博物馆3个事业单位，全部纳入本次自评。"
    ),
    "人员编制": "核定编制64名，其中行政编制18名、事业编制46名；年末在职61人，离退休27人。",
    "年度重点工作": (
        "办好公益性文化活动和送戏下乡演出。\n"
        "新建村级文化服务点，健全三级公共文化服务网络。\n"
        "开展文物安全巡查，修缮县级文物保护单位。\n"
        "推动文旅融合，办好乡村旅游季。"
    ),
    "预算调整原因及批文": (
        "经县财政局批复（示财预〔2023〕18号），追加人员经费35.6万元、"
        "文物保护单位抢险修缮经费120万元。"
    ),
    "未执行资金去向": (
        "未执行的61.6万元全部是项目支出，其中村级文化服务点建设资金41.6万元结转2024年继续使用，"
        "项目结余20万元已由县财政收回。"
    ),
    "基本支出与项目支出情况": (
        "基本支出用于在职人员工资福利、离退休人员补助和机构日常运转。\n"
        "项目支出主要用于公共文化场馆免费开放、送戏下乡、村级文化服务点建设、"
        "文物保护修缮和乡村旅游季活动。"
    ),
    "三公经费": (
        "全年“三公”经费预算9万元，支出7.4万元，其中公务用车运行维护费5.8万元、"
        "公务接待费1.6万元，没有因公出国（境）费用和公务用车购置费。"
    ),
    "资产管理": (
        "年末固定资产账面原值3260万元，全年新增资产48万元，全部登记入账；"
        "按规定程序报废设备12台，处置收入已上缴国库。"
    ),
    "资金管理措施": (
        "执行财务管理、政府采购、内部控制等制度，重大支出经局务会议集体研究，"
        "项目资金按进度支付，年中对执行情况进行一次监控。"
    ),
    "存在问题": (
        "项目前期准备不够充分，个别项目在用地手续落实以前就列入年度计划。\n"
        "部分项目资金集中在第四季度支付，执行进度不够均衡。"
    ),
    "改进措施": (
        "建立项目储备和入库审核，前期手续没有落实的不安排当年预算。\n"
        "按季度通报执行进度，对进度偏慢的项目及时调整。"
    ),
    "结果应用": "自评结果作为编制2025年部门预算和调整项目安排的依据，并在局内通报。",
    "公开渠道及时间": "本报告随2023年度部门决算在县政府门户网站公开。",
}
_NOTES = (
    Note(
        indicator="群众满意度",
        explanation="委托第三方发放问卷1200份，收回有效问卷1146份，综合满意度93.4%。",
        source="第三方调查报告",
    ),
)
_CHOICES = (
    "本样例的县、单位、文号和全部数字都是虚构的，只用来说明怎样填表。",
    "年初预算1860万元、全年预算2015.6万元：预算调整要在文字材料里写明原因和批准文件。",
    "“新建村级文化服务点”没有完成，得分按完成比例计算，并写明了原因和改进措施。",
    "资金按基本支出、项目支出列示，又按收入性质划分；两种划分各自加得出全年预算数。",
    "样例没有留下须修改、须说明的问题。",
)


def department() -> bytes:
    """Return the sample workbook."""
    sheets = (
        department_sheet(_FORM),
        texts_sheet(DEPARTMENT, _TEXTS),
        notes_sheet(_NOTES),
        guide_sheet("样例说明", _CHOICES, ("自评表", "文字材料", "指标说明")),
    )
    return package("部门整体支出绩效自评表", sheets)
