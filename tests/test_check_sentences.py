"""What people are told of amounts, rates and scores, word for word; and silence once it is mended.

Every case starts from a clean form, changes cells by their address, and changes them once more to
what is right.
"""

from dataclasses import dataclass

import pytest

from tests.clean_forms import project, transfer
from tests.form_building import Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A kind of finding: cells that provoke it, what is told, and cells that are right.

    Attributes:
        scored: whether the form is the project with scores; else the transfer.
    """

    code: str
    wrong: Changes
    message: str
    right: Changes
    scored: bool = True

    def messages(self, changes: Changes) -> list[tuple[str, str]]:
        """Return code and message of each finding in the form with these changes."""
        found = (project if self.scored else transfer)(changes).findings
        return [(finding.code, finding.message) for finding in found]


_NONE_OF_FUNDS: Changes = {f"{column}{row}": 0 for row in (7, 8, 9) for column in "EF"}
_NO_RATES: Changes = dict.fromkeys(("G7", "G8", "G9"))
_LITTLE: Changes = {"E7": 1, "F7": 1, "E8": 1, "F8": 1, "E9": 0, "F9": 0}
_LOW: Changes = {"F7": 120, "F8": 70, "G7": "80%", "G8": "70%"}
_RAISED: Changes = {"D6": 50, "D7": 40}
_DONE: Changes = {f"F{row}": "已完成" for row in range(17, 24)}
_TARGETS: Changes = {**_DONE, "E17": 10, "E18": 10, "E19": 20, "E20": 20, "E21": 10, "E22": 10}

FUNDS = (
    Case(
        code="amount-negative",
        wrong={"D7": 55, "D8": -5},
        message="“上年结转资金”的年初预算数为-5万元，是负数。"
        "请核对；冲减、退回请在文字材料中说明。",
        right={"D7": 45, "D8": 5},
    ),
    Case(
        code="executed-over-budget",
        wrong={"E7": 48, "H7": "101.25%", "E9": 12, "H9": "83.33%"},
        message="全年执行数为48.6万元，大于全年预算数48万元。请核对：预算已调整的，"
        "全年预算数应填调整后的数；数字无误的请说明原因。",
        right={"E7": 48.6, "H7": "100%", "E9": 11.4, "H9": "87.72%"},
    ),
    Case(
        code="budget-zero",
        scored=False,
        wrong={**_NONE_OF_FUNDS, **_NO_RATES},
        message="全年预算数为0，无法计算预算执行率。请核对全年预算数；确无预算安排的请说明。",
        right={**_LITTLE, "G7": "100%", "G8": "100%", "G9": None},
    ),
    Case(
        code="rate-differs",
        wrong={"H6": "95%"},
        message="填写的执行率为95%，按执行数÷预算数计算为97.67%。"
        "请先核对预算数和执行数；这两个数无误的，把执行率改为97.67%。",
        right={"H6": "97.67%"},
    ),
    Case(
        code="rate-rounding",
        wrong={"H6": "97.66%"},
        message="填写的执行率为97.66%，按四舍五入应为97.67%。尾数差异，可改可不改。",
        right={"H6": "97.7%"},
    ),
    Case(
        code="rate-without-budget",
        wrong={"H8": "100%"},
        message="预算数为0或没有填，执行率却写作“100%”。"
        "请补填全年预算数；确实没有预算的，请删去执行率或写“—”。",
        right={"H8": "—"},
    ),
    Case(
        code="rate-low-unexplained",
        scored=False,
        wrong=_LOW,
        message="预算执行率为80%，低于90%，没有说明原因。"
        "请在文字材料的“未执行资金去向”或“偏离原因”里说明。",
        right={**_LOW, "文字材料!A10": "未执行资金去向", "文字材料!B10": "结转下年。"},
    ),
    Case(
        code="adjustment-unexplained",
        wrong=_RAISED,
        message="年初预算数为50万元，全年预算数为60万元，预算有调整而没有说明原因。"
        "请在文字材料的“预算调整原因及批文”里说明。",
        right={**_RAISED, "文字材料!A10": "预算调整原因及批文", "文字材料!B10": "年中追加。"},
    ),
    Case(
        code="received-over-budget",
        wrong={"文字材料!B9": "61万元"},
        message="到位数为61万元，大于全年预算数60万元。请核对到位数与全年预算数。",
        right={"文字材料!B9": "60万元"},
    ),
    Case(
        code="received-below-executed",
        wrong={"文字材料!B9": "58万元"},
        message="到位数为58万元，小于全年执行数58.6万元。请核对；先行垫付的请在文字材料里说明。",
        right={"文字材料!B9": "58.6万元"},
    ),
    Case(
        code="income-code-is-expenditure",
        scored=False,
        wrong={"文字材料!B9": "2101599 其他支出"},
        message="收入科目填为“2101599 其他支出”，以2开头，而2开头的是支出功能分类科目。"
        "请核对收入科目；收入分类科目以1开头。确实如此记账的请说明。",
        right={"文字材料!B9": "1100249 其他收入"},
    ),
    Case(
        code="rate-score-differs",
        wrong={"I6": 9.5, "H18": 98.5},
        message="预算执行率的得分填为9.5分，按“执行率（最高按100%）×分值”测算为9.77分。"
        "请先核对执行率；无误的，把得分改为9.77分。",
        right={"I6": 9.77, "H18": 98.77},
    ),
    Case(
        code="rate-score-rounding",
        wrong={"I6": 9.76, "H18": 98.76},
        message="预算执行率的得分填为9.76分，测算为9.77分。尾数差异，可改可不改。",
        right={"I6": 9.8, "H18": 98.8},
    ),
)

SCORES = (
    Case(
        code="weights-differ",
        wrong={"B16": "效益指标", "G16": 25, "H16": 25, "H18": 93.77},
        message="各项分值合计为95分，应为100分。请核对各指标和预算执行率的分值，改到合计为100分。",
        right={"B16": "效益指标", "G16": 30, "H16": 30, "H18": 98.77},
    ),
    Case(
        code="group-weights-differ",
        wrong={"B16": "效益指标（35分）"},
        message="“效益指标（35分）”下各指标分值之和为30分，一级指标写明为35分。"
        "请核对各三级指标的分值，改到相加为35分。",
        right={"B16": "效益指标（30分）"},
    ),
    Case(
        code="score-out-of-range",
        wrong={"H16": 31, "H18": 99.77},
        message="得分为31分，不在0分到30分之间。请核对得分与分值。",
        right={"H16": 30, "H18": 98.77},
    ),
    Case(
        code="score-missing",
        wrong={"H16": None},
        message="分值为30分，没有填得分。请补填得分。",
        right={"H16": 30},
    ),
    Case(
        code="total-score-differs",
        wrong={"H18": 99},
        message="总分填为99分，各项得分相加为98.77分。请先核对各项得分；无误的，把总分改为98.77分。",
        right={"H18": 98.77},
    ),
    Case(
        code="reason-missing",
        wrong={"I17": None},
        message="得分为9分，低于分值10分，没有填偏差原因。请填写偏差原因分析及改进措施。",
        right={"I17": "个别课程安排过紧。"},
    ),
    Case(
        code="missed-without-reason",
        scored=False,
        wrong={"F17": "150人次"},
        message="完成值为“150人次”，没有达到目标“≥200人次”，没有填原因。"
        "请在偏差原因一栏填写未完成原因和改进措施。",
        right={"F17": "150人次", "G17": "两期培训推迟。"},
    ),
    Case(
        code="missed-full-score",
        wrong={"F13": "50人次"},
        message="完成值为“50人次”，没有达到目标“≥60人次”，却得了满分。"
        "请核对得分；数字无误的请填写原因。",
        right={"F13": "60人次"},
    ),
    Case(
        code="far-exceeded",
        wrong={"F13": "105人次"},
        message="完成值为105人次，是目标≥60人次的175%，没有填原因。"
        "请在偏差原因一栏说明（例如年初指标值设定偏低）。",
        right={"F13": "105人次", "I13": "年初指标值偏低。"},
    ),
    Case(
        code="weights-in-target",
        scored=False,
        wrong={**_TARGETS, "E23": 20},
        message="目标值一列全是数字且合计恰为100，像是把分值填进了目标值。"
        "请把分值移到“分值”一列，在目标值一列填写年初定的目标。",
        right={**_TARGETS, "E23": 21},
    ),
    Case(
        code="combined-rate-rounding",
        scored=False,
        wrong={"F22": "23.52%"},
        message="“凭证总激活率”填为23.52%，由各分项人数和比率推算约为23.53%。"
        "尾数差异，可按原始数据核对一次。",
        right={"F22": "23.5%"},
    ),
    Case(
        code="combined-rate-differs",
        scored=False,
        wrong={"F22": "25.5%"},
        message="“凭证总激活率”填为25.5%，由各分项人数和比率推算为23.53%。请按原始数据核对。",
        right={"F22": "23.53%"},
    ),
)


@pytest.mark.parametrize("case", [*FUNDS, *SCORES], ids=lambda case: case.code)
def test_what_is_wrong_is_told_word_for_word_and_alone(case: Case) -> None:
    assert case.messages(case.wrong) == [(case.code, case.message)]


@pytest.mark.parametrize("case", [*FUNDS, *SCORES], ids=lambda case: case.code)
def test_nothing_is_told_once_it_is_mended(case: Case) -> None:
    assert case.messages(case.right) == []
