"""Examples of findings about indicators, weights and scores.

Knows cells of clean forms and what is told of them.
"""

from scripts.documents.case import Case, Changes

_DONE: Changes = {f"F{row}": "已完成" for row in range(17, 24)}
_WEIGHTS: Changes = {"E17": 10, "E18": 10, "E19": 20, "E20": 20, "E21": 10, "E22": 10, "E23": 20}
_TARGETS: Changes = {
    "E17": "≥200人次",
    "E18": "≥100人",
    "E19": "≥300人",
    "E20": "≥50%",
    "E21": "≥20%",
    "E22": "≥20%",
    "E23": "≥90%",
}
_REACHED: Changes = {
    "F17": "210人次",
    "F18": "100人",
    "F19": "300人",
    "F20": "50%",
    "F21": "20%",
    "F22": "23.53%",
    "F23": "96%",
}

CASES: tuple[Case, ...] = (
    Case(
        code="weights-differ",
        form="项目支出",
        wrong={"B16": "效益指标", "G16": 25, "H16": 25, "H18": 93.77},
        message="各项分值合计为95分，应为100分。请核对各指标和预算执行率的分值，改到合计为100分。",
        right={"B16": "效益指标", "G16": 30, "H16": 30, "H18": 98.77},
        cell="自评表!G18",
    ),
    Case(
        code="group-weights-differ",
        form="项目支出",
        wrong={"B16": "效益指标（35分）"},
        message="“效益指标（35分）”下各指标分值之和为30分，一级指标写明为35分。"
        "请核对各三级指标的分值，改到相加为35分。",
        right={"B16": "效益指标（30分）"},
        cell="自评表!B16",
    ),
    Case(
        code="weight-missing",
        form="项目支出",
        wrong={"G16": None, "B16": "效益指标"},
        message="“服务能力”的得分填为30，没有填分值。请补填分值；这一项不计分的，删去得分。",
        right={"G16": 30, "B16": "效益指标"},
        cell="自评表!G16",
        also=("weights-differ",),
    ),
    Case(
        code="weights-unusual",
        form="项目支出，规则.toml写明产出指标50分",
        wrong={"G13": 10, "H13": 10, "G16": 40, "H16": 40, "B13": "产出指标", "B16": "效益指标"},
        message="“产出指标”的分值为40分，规则里写的是50分。请核对；确需调整的可以不改。",
        right={"G13": 20, "H13": 20, "G16": 30, "H16": 30, "B13": "产出指标", "B16": "效益指标"},
        cell="自评表!G13",
    ),
    Case(
        code="score-out-of-range",
        form="项目支出",
        wrong={"H16": 31, "H18": 99.77},
        message="得分为31分，不在0分到30分之间。请核对得分与分值。",
        right={"H16": 30, "H18": 98.77},
        cell="自评表!H16",
    ),
    Case(
        code="score-missing",
        form="项目支出",
        wrong={"H16": None},
        message="分值为30分，没有填得分。请补填得分。",
        right={"H16": 30},
        cell="自评表!H16",
    ),
    Case(
        code="total-score-differs",
        form="项目支出",
        wrong={"H18": 99},
        message="总分填为99分，各项得分相加为98.77分。请先核对各项得分；无误的，把总分改为98.77分。",
        right={"H18": 98.77},
        cell="自评表!H18",
    ),
    Case(
        code="reason-missing",
        form="项目支出",
        wrong={"I17": None},
        message="得分为9分，低于分值10分，没有填偏差原因。请填写偏差原因分析及改进措施。",
        right={"I17": "个别课程安排过紧。"},
        cell="自评表!I17",
    ),
    Case(
        code="missed-without-reason",
        form="转移支付",
        wrong={"F17": "150人次"},
        message="完成值为“150人次”，没有达到目标“≥200人次”，没有填原因。"
        "请在偏差原因一栏填写未完成原因和改进措施。",
        right={"F17": "150人次", "G17": "两期培训推迟。"},
        cell="自评表!F17",
    ),
    Case(
        code="missed-full-score",
        form="项目支出",
        wrong={"F13": "50人次"},
        message="完成值为“50人次”，没有达到目标“≥60人次”，却得了满分。"
        "请核对得分；数字无误的请填写原因。",
        right={"F13": "50人次", "I13": "两期培训并入省级班。", "H13": 16.67, "H18": 95.44},
        cell="自评表!F13",
    ),
    Case(
        code="far-exceeded",
        form="项目支出",
        wrong={"F13": "105人次"},
        message="完成值为105人次，是目标≥60人次的175%，没有填原因。"
        "请在偏差原因一栏说明（例如年初指标值设定偏低）。",
        right={"F13": "105人次", "I13": "年初指标值偏低。"},
        cell="自评表!F13",
    ),
    Case(
        code="actual-missing",
        form="项目支出",
        wrong={"F14": None},
        message="指标“考核合格率”没有填实际完成值。请在这一格补填；没有开展的，请填0并说明原因。",
        right={"F14": "95%"},
        cell="自评表!F14",
    ),
    Case(
        code="actual-with-sign",
        form="项目支出",
        wrong={"F14": "≥95%"},
        message="完成值写作“≥95%”，带有比较符号，已按95%理解。完成值请填实际数。",
        right={"F14": "95%"},
        cell="自评表!F14",
    ),
    Case(
        code="unit-differs",
        form="项目支出",
        wrong={"F13": "65人"},
        message="目标值的单位是“人次”，完成值的单位是“人”。请把两个单位改成一致；程序没有换算，也没有比较这两个数。",
        right={"F13": "65人次"},
        cell="自评表!F13",
    ),
    Case(
        code="percent-ambiguous",
        form="项目支出",
        wrong={"F14": "0.95"},
        message="目标值为“≥90%”，完成值为“0.95”，只有一个写了百分号，已理解为目标90%、完成95%。请核对，最好都写上百分号。",
        right={"F14": "95%"},
        cell="自评表!F14",
    ),
    Case(
        code="not-judged",
        form="项目支出",
        wrong={"E13": "约60人次"},
        message="目标值为“约60人次”，完成值为“65人次”，不是可以直接比较的两个数，没有判断是否达到。请自行核对；能写成数的，请只写数和单位。",
        right={"E13": "≥60人次"},
        cell="自评表!F13",
    ),
    Case(
        code="weights-in-target",
        form="转移支付",
        wrong={**_WEIGHTS, **_DONE},
        message="目标值一列全是数字且合计恰为100，像是把分值填进了目标值。"
        "请把分值移到“分值”一列，在目标值一列填写年初定的目标。",
        right={**_TARGETS, **_REACHED},
        cell="自评表!E17",
    ),
    Case(
        code="combined-rate-rounding",
        form="转移支付",
        wrong={"F22": "23.52%"},
        message="“凭证总激活率”填为23.52%，由各分项人数和比率推算约为23.53%。"
        "尾数差异，可按原始数据核对一次。",
        right={"F22": "23.5%"},
        cell="自评表!F22",
    ),
    Case(
        code="combined-rate-differs",
        form="转移支付",
        wrong={"F22": "25.5%"},
        message="“凭证总激活率”填为25.5%，由各分项人数和比率推算为23.53%。请按原始数据核对。",
        right={"F22": "23.53%"},
        cell="自评表!F22",
    ),
    Case(
        code="total-score-rounding",
        form="项目支出",
        wrong={"I6": 9.76666666666667, "H18": 98.76},
        message="总分填为98.76分，各项得分相加为98.77分，只差在取舍。尾数差异，可改可不改。",
        right={"I6": 9.76666666666667, "H18": 98.77},
        cell="自评表!H18",
    ),
)
