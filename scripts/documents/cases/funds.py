"""Examples of findings about amounts and rates.

Knows cells of clean forms and what is told of them.
"""

from scripts.documents.case import Case, Changes

_NONE_OF_FUNDS: Changes = {f"{column}{row}": 0 for row in (7, 8, 9) for column in "EF"}
_NO_RATES: Changes = dict.fromkeys(("G7", "G8", "G9"))
_REAL: Changes = {"E7": 150, "F7": 149.5, "E8": 100, "F8": 99.5, "E9": 50, "F9": 50}
_REAL_RATES: Changes = {"G7": "99.67%", "G8": "99.5%", "G9": "100%"}
_LOW: Changes = {"F7": 120, "F8": 70, "G7": "80%", "G8": "70%"}
_RAISED: Changes = {"D6": 50, "D7": 40}
_ADJUSTED: Changes = {"H5": "预算调整数", "H7": None, "H8": None, "H9": None}
_SPENT_LITTLE: Changes = {
    "F6": 20,
    "F7": 10,
    "F9": 10,
    "H6": "33.33%",
    "H7": "20%",
    "I6": 3.33,
    "H18": 92.33,
    "支出明细!B2": 10,
    "支出明细!B3": 10,
    "支出明细!B4": 20,
}

CASES: tuple[Case, ...] = (
    Case(
        code="amount-negative",
        form="项目支出",
        wrong={"D7": 55, "D8": -5},
        message="“上年结转资金”的年初预算数为-5万元，是负数。"
        "请改正；有冲减、退回的，填冲减以后的净额，并在文字材料里写明。",
        right={"D7": 45, "D8": 5},
        cell="自评表!D8",
    ),
    Case(
        code="executed-over-budget",
        form="项目支出",
        wrong={"E7": 48, "H7": "101.25%", "E9": 12, "H9": "83.33%"},
        message="全年执行数为48.6万元，大于全年预算数48万元。请核对，改正填错的数："
        "全年预算数应填调整后的数，动用上年结转资金的，结转资金也要计入。",
        right={"E7": 48.6, "H7": "100%", "E9": 11.4, "H9": "87.72%"},
        cell="自评表!F7",
    ),
    Case(
        code="budget-zero",
        form="转移支付",
        wrong={**_NONE_OF_FUNDS, **_NO_RATES},
        message="全年预算数为0，无法计算预算执行率。请核对全年预算数；确无预算安排的请说明。",
        right={**_REAL, **_REAL_RATES},
        cell="自评表!E7",
    ),
    Case(
        code="rate-differs",
        form="项目支出",
        wrong={"H6": "95%"},
        message="填写的执行率为95%，按执行数÷预算数计算为97.67%。"
        "请先核对预算数和执行数（执行数一般不大于预算数）；这两个数无误的，执行率应为97.67%。",
        right={"H6": "97.67%"},
        cell="自评表!H6",
    ),
    Case(
        code="rate-rounding",
        form="项目支出",
        wrong={"H6": "97.66%"},
        message="填写的执行率为97.66%，按四舍五入应为97.67%。尾数差异，可改可不改。",
        right={"H6": "97.7%"},
        cell="自评表!H6",
    ),
    Case(
        code="rate-without-budget",
        form="项目支出",
        wrong={"H8": "100%"},
        message="预算数为0或没有填，执行率却写作“100%”。"
        "请补填全年预算数；确实没有预算的，请删去执行率或写“—”。",
        right={"H8": "—"},
        cell="自评表!H8",
    ),
    Case(
        code="rate-low-unexplained",
        form="转移支付",
        wrong=_LOW,
        message="预算执行率为80%，低于90%，没有说明原因。"
        "请在文字材料的“未执行资金去向”或“偏离原因”里说明。",
        right={**_LOW, "文字材料!A10": "未执行资金去向", "文字材料!B10": "结转下年。"},
        cell="自评表!F7",
    ),
    Case(
        code="adjustment-unexplained",
        form="项目支出",
        wrong=_RAISED,
        message="年初预算数为50万元，全年预算数为60万元，预算有调整而没有说明原因。"
        "请在文字材料的“预算调整原因及批文”里说明。",
        right={**_RAISED, "文字材料!A10": "预算调整原因及批文", "文字材料!B10": "年中追加。"},
        cell="自评表!E6",
    ),
    Case(
        code="received-over-budget",
        form="项目支出",
        wrong={"文字材料!B9": "61万元"},
        message="到位数为61万元，大于全年预算数60万元。请核对到位数与全年预算数。",
        right={"文字材料!B9": "60万元"},
        cell="文字材料!B9",
    ),
    Case(
        code="received-below-executed",
        form="项目支出",
        wrong={"文字材料!B9": "58万元"},
        message="到位数为58万元，小于全年执行数58.6万元。请核对；先行垫付的请在文字材料里说明。",
        right={"文字材料!B9": "58.6万元"},
        cell="文字材料!B9",
    ),
    Case(
        code="income-code-is-expenditure",
        form="转移支付",
        wrong={"文字材料!B9": "2101599 其他支出"},
        message="收入科目填为“2101599 其他支出”，以2开头，而2开头的是支出功能分类科目。"
        "请核对收入科目；收入分类科目以1开头。确实如此记账的请说明。",
        right={"文字材料!B9": "1100249 其他收入"},
        cell="文字材料!B9",
    ),
    Case(
        code="rate-score-differs",
        form="项目支出",
        wrong={"I6": 9.5, "H18": 98.5},
        message="预算执行率的得分填为9.5分，按“执行率（最高按100%）×分值”测算为9.77分。"
        "请先核对执行率；无误的，把得分改为9.77分。",
        right={"I6": 9.77, "H18": 98.77},
        cell="自评表!I6",
    ),
    Case(
        code="rate-score-rounding",
        form="项目支出",
        wrong={"I6": 9.76, "H18": 98.76},
        message="预算执行率的得分填为9.76分，测算为9.77分。尾数差异，可改可不改。",
        right={"I6": 9.8, "H18": 98.8},
        cell="自评表!I6",
    ),
    Case(
        code="funds-total-differs",
        form="项目支出",
        wrong={"D7": 49},
        message="年初预算数：总额为60万元，各项之和为59万元。请核对总额与各项资金，"
        "改正填错的一格，使总额等于各项之和。",
        right={"D7": 50},
        cell="自评表!D6",
    ),
    Case(
        code="funds-total-rounding",
        form="项目支出",
        wrong={"D7": 33.33, "D8": 16.67, "D9": 9.99},
        message="年初预算数：总额为60万元，各项之和为59.99万元，只差在最后一位小数。"
        "多半是各项四舍五入造成的，可改可不改。",
        right={"D7": 33.33, "D8": 16.67, "D9": 10},
        cell="自评表!D6",
    ),
    Case(
        code="split-differs",
        form="部门整体支出",
        wrong={"H10": 160},
        message="按收入性质分的各项之和为2115.6万元，全年预算数为2015.6万元。请核对各项金额；"
        "它们应加得出全年预算数（或全年执行数）。",
        right={"H10": 60},
        cell="自评表!C9",
    ),
    Case(
        code="split-rounding",
        form="部门整体支出",
        wrong={"H9": 1915.59, "H11": 40.02},
        message="按收入性质分的各项之和为2015.61万元，全年预算数为2015.6万元，"
        "只差在最后一位小数。多半是各项四舍五入造成的，可改可不改。",
        right={"H9": 1915.59, "H11": 40.01},
        cell="自评表!C9",
    ),
    Case(
        code="magnitude-differs",
        form="项目支出",
        wrong={"文字材料!B9": "600000"},
        message="到位数为600000万元，与全年预算数60万元相差约一万倍。"
        "请核对是不是有的按元、有的按万元填，是的就按表头写明的单位改成一致；"
        "填错位数的也请改正。",
        right={"文字材料!B9": "60万元"},
        cell="文字材料!B9",
    ),
    Case(
        code="rate-ambiguous",
        form="转移支付",
        wrong={"G7": 0.9967},
        message="执行率写作“0.9967”，没有百分号，已理解为99.67%。请核对，最好写上百分号。",
        right={"G7": "99.67%"},
        cell="自评表!G7",
    ),
    Case(
        code="spending-differs",
        form="项目支出",
        wrong={"支出明细!B3": 21, "支出明细!B4": 59.6},
        message="支出明细之和为59.6万元，全年执行数为58.6万元。请核对支出明细各行和全年执行数，"
        "改到两者相等。",
        right={"支出明细!B3": 20, "支出明细!B4": 58.6},
        cell="支出明细!A2",
    ),
    Case(
        code="spending-total-differs",
        form="项目支出",
        wrong={"支出明细!B4": 59.7},
        message="支出明细的合计填为59.7万元，各行之和为58.6万元。请核对各行金额；各行无误的，"
        "把合计改为58.6万元。",
        right={"支出明细!B4": 58.6},
        cell="支出明细!B4",
    ),
    Case(
        code="spending-rounding",
        form="项目支出",
        wrong={"支出明细!B2": 38.61, "支出明细!B4": 58.61},
        message="支出明细各行之和与全年执行数只差在最后一位小数：58.61万元和58.6万元。"
        "多半是四舍五入造成的，可改可不改。",
        right={"支出明细!B2": 38.6, "支出明细!B4": 58.6},
        cell="支出明细!A2",
    ),
    Case(
        code="spending-count-differs",
        form="项目支出",
        wrong={"支出明细!C4": 66},
        message="合计数量填为66人次，各行数量相加为65（人次）。请核对；"
        "计量单位或口径不同的（如人与人次），请说明。",
        right={"支出明细!C4": 65},
        cell="支出明细!C4",
    ),
    Case(
        code="adjusted-budget-differs",
        form="项目支出",
        wrong={"H6": 5, **_ADJUSTED},
        message="全年预算数为60万元，年初预算数60万元加调整数5万元为65万元。"
        "请核对年初预算数、调整数和全年预算数。",
        right={"H6": 0, **_ADJUSTED},
        cell="自评表!E6",
    ),
    Case(
        code="adjusted-budget-rounding",
        form="项目支出",
        wrong={
            "H6": 4.46,
            "D6": 55.55,
            "D7": 45.55,
            **_ADJUSTED,
            "文字材料!A10": "预算调整原因及批文",
            "文字材料!B10": "年中追加。",
        },
        message="全年预算数为60万元，年初预算数55.55万元加调整数4.46万元为60.01万元，"
        "只差在最后一位小数。多半是四舍五入造成的，可改可不改。",
        right={
            "H6": 4.45,
            "D6": 55.55,
            "D7": 45.55,
            **_ADJUSTED,
            "文字材料!A10": "预算调整原因及批文",
            "文字材料!B10": "年中追加。",
        },
        cell="自评表!E6",
    ),
    Case(
        code="all-reached-for-little",
        form="项目支出",
        wrong={**_SPENT_LITTLE, "文字材料!A10": "偏离原因", "文字材料!B10": "培训推迟付费。"},
        message="预算执行率只有33.33%，4个定量指标却全部达到目标。请核对执行数和完成值；"
        "确实如此的，请在“未执行资金去向”里说明。",
        right={
            **_SPENT_LITTLE,
            "文字材料!A10": "未执行资金去向",
            "文字材料!B10": "培训推迟付费，结转下年。",
        },
        cell="自评表!F6",
    ),
)
