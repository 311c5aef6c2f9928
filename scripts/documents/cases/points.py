"""Examples of findings about points against their rule, and years and dates.

Knows cells of clean forms and what is told of them.
"""

from scripts.documents.case import Case, Changes

_MISSED: Changes = {"F13": "50人次", "I13": "两期培训并入省级班。"}

CASES: tuple[Case, ...] = (
    Case(
        code="weight-not-positive",
        form="项目支出",
        wrong={"G13": 30, "G15": 0, "H13": 30, "H15": 0},
        message="“人均成本”的分值为0分。请核对分值；不参加评分的指标，分值请留空。",
        right={"G13": 20, "G15": 10, "H13": 20, "H15": 10},
        cell="自评表!G15",
    ),
    Case(
        code="weight-total-differs",
        form="项目支出",
        wrong={"G18": 90.5},
        message="总分一行的分值填为90.5分，各项分值相加为100分。请核对分值合计与各项分值。",
        right={"G18": 100},
        cell="自评表!G18",
    ),
    Case(
        code="scores-missing",
        form="项目支出",
        wrong=dict.fromkeys(("I6", "H13", "H14", "H15", "H16", "H17", "H18")),
        message="有分值的5项指标都没有填得分。请逐项填写得分；预算执行率有分值的，也要填得分。",
        right={"I6": 9.77, "H13": 20, "H14": 20, "H15": 10, "H16": 30, "H17": 9, "H18": 98.77},
        cell="自评表!H13",
    ),
    Case(
        code="score-above-formula",
        form="项目支出",
        wrong={**_MISSED, "H13": 19, "H18": 97.77},
        message="目标为“≥60人次”，完成“50人次”，得分填为19分，按“没有达到目标值，完成值÷目标值×分值”测算为16.67分。"
        "请核对得分；当地计分办法不同的，请说明。",
        right={**_MISSED, "H13": 16.67, "H18": 95.44},
        cell="自评表!H13",
    ),
    Case(
        code="full-score-kept",
        form="项目支出",
        wrong=_MISSED,
        message="目标为“≥60人次”，完成“50人次”，得分填为20分，按“没有达到目标值，完成值÷目标值×分值”测算为16.67分。"
        "原因已经写明；按当地办法可以不扣分的，不用改。",
        right={**_MISSED, "H13": 16.67, "H18": 95.44},
        cell="自评表!H13",
    ),
    Case(
        code="score-below-formula",
        form="项目支出",
        wrong={**_MISSED, "H13": 12, "H18": 90.77},
        message="目标为“≥60人次”，完成“50人次”，得分填为12分，按“没有达到目标值，完成值÷目标值×分值”测算为16.67分。请核对得分；"
        "多扣有原因的，不用改。",
        right={**_MISSED, "H13": 16.67, "H18": 95.44},
        cell="自评表!H13",
    ),
    Case(
        code="score-outside-band",
        form="项目支出",
        wrong={
            "F16": "部分达成年度指标并具有一定效果",
            "H16": 28,
            "I16": "基础薄弱。",
            "H18": 96.77,
        },
        message="完成情况写作“部分达成年度指标并具有一定效果”，得分应为18分到24分，填为28分。"
        "请核对得分和完成情况，改成一致。",
        right={
            "F16": "部分达成年度指标并具有一定效果",
            "H16": 24,
            "I16": "基础薄弱。",
            "H18": 92.77,
        },
        cell="自评表!H16",
    ),
    Case(
        code="grade-differs",
        form="项目支出",
        wrong={"I18": "良"},
        message="等级填为“良”，总分98.77分应为“优”。请核对等级和总分。",
        right={"I18": "优"},
        cell="自评表!I18",
    ),
    Case(
        code="name-of-other-year",
        form="项目支出",
        wrong={"C3": "2021年乡村公路养护"},
        message="项目名称写的是2021年，而表是2022年度的。请核对；上年立项、本年实施的项目，"
        "不用改。",
        right={"C3": "2022年乡村公路养护"},
        cell="自评表!C3",
    ),
    Case(
        code="date-doubtful",
        form="项目支出",
        wrong={"文字材料!B8": "2042年3月1日"},
        message="“成文日期”写作“2042年3月1日”，而表是2022年度的。请核对日期；确实如此的请说明。",
        right={"文字材料!B8": "2023年3月1日"},
        cell="文字材料!B8",
    ),
    Case(
        code="date-impossible",
        form="项目支出",
        wrong={"文字材料!B8": "2023年2月30日"},
        message="“成文日期”写作“2023年2月30日”，日历上没有这一天。请改正日期。",
        right={"文字材料!B8": "2023年2月28日"},
        cell="文字材料!B8",
    ),
)
