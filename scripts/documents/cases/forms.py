"""Examples of findings about what a form lacks or writes unclearly.

Knows cells of clean forms and what is told of them.
"""

from scripts.documents.case import Case, Changes

_NO_INDICATORS: Changes = {f"{column}{row}": None for row in range(17, 24) for column in "DEF"}
_INDICATORS: Changes = dict(
    zip(
        _NO_INDICATORS,
        (
            *("培训人次", "≥200人次", "210人次"),
            *("职工激活人数", "≥100人", "100人"),
            *("居民激活人数", "≥300人", "300人"),
            *("职工激活率", "≥50%", "50%"),
            *("居民激活率", "≥20%", "20%"),
            *("凭证总激活率", "≥20%", "23.53%"),
            *("群众满意度", "≥90%", "96%"),
        ),
        strict=True,
    )
)

CASES: tuple[Case, ...] = (
    Case(
        code="project-missing",
        form="项目支出",
        wrong={"C3": None},
        message="没有找到项目名称。请在“项目名称”右边填写。",
        right={"C3": "乡村公路养护"},
        cell="自评表!C3",
    ),
    Case(
        code="year-missing",
        form="项目支出",
        wrong={"A2": None},
        message="表中没有写明是哪一年度。请在标题下面写明，例如“（2021年度）”。",
        right={"A2": "（2022年度）"},
        cell="自评表!A2",
    ),
    Case(
        code="unit-missing",
        form="项目支出",
        wrong={"G4": None},
        message="没有找到实施单位。请在“实施单位”右边填写；确实不用填的请说明。",
        right={"G4": "青禾县公路养护中心"},
        cell="自评表!G4",
    ),
    Case(
        code="funds-missing",
        form="转移支付",
        wrong=dict.fromkeys(("E7", "E8", "E9", "G7", "G8", "G9")),
        message="表中没有找到资金的预算数和执行数。请补上资金情况（全年预算数、全年执行数）。",
        right={"E7": 150, "E8": 100, "E9": 50, "G7": "99.67%", "G8": "99.5%", "G9": "100%"},
        cell="自评表!C7",
    ),
    Case(
        code="indicators-missing",
        form="转移支付",
        wrong=_NO_INDICATORS,
        message="表中没有找到填写了内容的绩效指标。请在“三级指标”一列填写指标及其完成情况。",
        right=_INDICATORS,
        cell="自评表",
    ),
    Case(
        code="heading-unknown",
        form="项目支出",
        wrong={"D5": "年初批复资金"},
        message="表头“年初批复资金”不认识，这一栏没有读。请核对：如果是“年初预算数”“调整数”"
        "中的一栏，请把表头改成那个叫法；用不着的栏不用管。",
        right={"D5": "年初预算数"},
        cell="自评表!D5",
    ),
    Case(
        code="goal-missing",
        form="项目支出",
        wrong={"E11": None},
        message="年度总体目标的“实际完成情况”是空的。请在“实际完成情况”下面的格里填写。",
        right={"E11": "已完成全年任务。"},
        cell="自评表!E11",
    ),
    Case(
        code="money-unit-missing",
        form="项目支出",
        wrong={"A5": "项目资金"},
        message="表中没有写明金额是万元还是元，已按万元处理。请在“项目资金”后面写明，例如“"
        "项目资金（万元）”。",
        right={"A5": "项目资金（万元）"},
        cell="自评表",
    ),
    Case(
        code="amount-unreadable",
        form="项目支出",
        wrong={"D9": "约10万元"},
        message="“其他资金”的年初预算数读不出来：“约10万元”是约数，应填确切的数。请只填数字。",
        right={"D9": 10},
        cell="自评表!D9",
    ),
    Case(
        code="number-unreadable",
        form="项目支出",
        wrong={"H16": "约30分"},
        message="得分读不出来：“约30分”是约数，应填确切的数。请只填数字。",
        right={"H16": 30},
        cell="自评表!H16",
    ),
    Case(
        code="amount-unit-differs",
        form="项目支出",
        wrong={"D9": "100000元"},
        message="“其他资金”的年初预算数写作“100000元”，与表头的“万元”单位不同，已换算为10万元。"
        "请核对换算结果，最好改成只填数字。",
        right={"D9": 10},
        cell="自评表!D9",
    ),
    Case(
        code="indicator-name-repeated",
        form="项目支出",
        wrong={"D14": "培训人次"},
        message="三级指标“培训人次”出现了不止一次。重复填报的，请删去多余的一行；"
        "不是同一个指标的，请把名称写得不一样。",
        right={"D14": "考核合格率"},
        cell="自评表!D14",
    ),
    Case(
        code="placeholder-left",
        form="转移支付",
        wrong={"D24": "指标1："},
        message="指标一栏里还留着“指标1：”。请填上内容，或删去这一行。",
        right={"D24": None},
        cell="自评表!D24",
    ),
    Case(
        code="text-missing",
        form="项目支出",
        wrong={"文字材料!B3": None},
        message="文字材料里没有：立项依据。报告中已在这些地方标出【请补充】。请在工作表“"
        "文字材料”里补填后再运行，或直接在报告里补写。",
        right={"文字材料!B3": "依据县卫生健康工作要点。"},
        cell="自评表",
    ),
    Case(
        code="text-unknown",
        form="项目支出",
        wrong={"文字材料!A10": "预算调整原因", "文字材料!B10": "年中追加。"},
        message="文字材料里的栏目“预算调整原因”不认识，没有用上。是不是“预算调整原因及批文”"
        "？请改成栏目一览里的名称（见空白表的“文字材料”）。",
        right={"文字材料!A10": "预算调整原因及批文", "文字材料!B10": "年中追加。"},
        cell="文字材料!A10",
    ),
    Case(
        code="text-for-nobody",
        form="部门整体支出",
        wrong={"文字材料!A15": "文旅局"},
        message="“适用”写的是“文旅局”，没有哪张自评表叫这个名字，没有用上。"
        "请写成项目名称或工作表名称；对全部自评表都适用时留空。",
        right={"文字材料!A15": None},
        cell="文字材料!A15",
    ),
    Case(
        code="owner-missing",
        form="两个项目",
        wrong={"文字材料!A9": None},
        message="这个工作簿里有几张自评表，“到位数”没有写明适用哪一张，没有用上。请在“适用”"
        "一列写上项目名称或工作表名称。",
        right={"文字材料!A9": "乡村公路养护"},
        cell="文字材料!B9",
    ),
    Case(
        code="indicator-without-name",
        form="转移支付",
        wrong={"D23": None},
        message="这一行填了内容（≥90%、96%），“三级指标”是空的，没有用上。"
        "请补填三级指标的名称，或清空这一行。",
        right={"D23": "群众满意度"},
        cell="自评表!D23",
    ),
    Case(
        code="indicator-below-total",
        form="项目支出",
        wrong={
            "A19": "备注：",
            "B20": "效益指标",
            "C20": "社会效益指标",
            "D20": "受益群众",
            "E20": "≥300人",
            "F20": "320人",
            "G20": 10,
            "H20": 10,
        },
        message="“受益群众”写在总分或说明以下，没有用上。如果是本表的指标，请移到总分以上；"
        "如果不是，请移到别处。",
        right=dict.fromkeys(("A19", "B20", "C20", "D20", "E20", "F20", "G20", "H20")),
        cell="自评表!D20",
    ),
    Case(
        code="note-for-nobody",
        form="部门整体支出",
        wrong={"指标说明!B2": "群众满意率"},
        message="指标说明里的“群众满意率”在自评表里没有对应的三级指标，没有用上。"
        "请照自评表里三级指标的写法填写。",
        right={"指标说明!B2": "群众满意度"},
        cell="指标说明!B2",
    ),
    Case(
        code="prompt-left",
        form="项目支出",
        wrong={"E11": "待补充"},
        message="这里还留着“待补充”，像是没有写完。请填上内容；没有内容可写的，请清空。",
        right={"E11": "已完成全年任务。"},
        cell="自评表!E11",
    ),
    Case(
        code="actual-not-a-number",
        form="项目支出",
        wrong={"F13": "较好"},
        message="目标值“≥60人次”是数，完成值写作“较好”，没有数字。请填实际完成的数；"
        "没有数可填的，请在原因一栏说明。",
        right={"F13": "65人次"},
        cell="自评表!F13",
    ),
    Case(
        code="unit-on-one-side",
        form="项目支出",
        wrong={"F13": 65},
        message="目标值和完成值只有一个写了单位：“培训人次”。已按同一单位理解。请核对，"
        "最好都写上单位。",
        right={"F13": "65人次"},
        cell="自评表!F13",
    ),
    Case(
        code="initial-budget-missing",
        form="项目支出",
        wrong=dict.fromkeys(("D6", "D7", "D9")),
        message="有“年初预算数”一列，年度资金总额却没有填。请补填；年初没有安排预算的填0。",
        right={"D6": 60, "D7": 50, "D9": 10},
        cell="自评表!D6",
    ),
)
