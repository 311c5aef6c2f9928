"""Examples of findings about forms with a 评分细则.

Knows cells of clean forms and what is told of them.
"""

from scripts.documents.case import Case

CASES: tuple[Case, ...] = (
    Case(
        code="rubric-empty",
        form="民生工程，只有一个小项",
        wrong={"C6": None, "D6": None, "E6": None},
        message="评分细则里没有填任何小项。请填写小项及其分值、自评得分。",
        right={"C6": "1.1 改厕数量", "D6": 100, "E6": 100},
        cell="自评表",
    ),
    Case(
        code="rubric-points-above-maximum",
        form="民生工程",
        wrong={"E18": 6, "E19": 3, "H19": "培训少一期。"},
        message="“5.2 政策宣传”自评得分6分，高于分值5分，没有填够加分。请核对得分；确有加分的，"
        "请填写加分和加分依据。",
        right={"E18": 5, "E19": 3, "H19": "培训少一期。", "E26": 99},
        cell="自评表!E18",
    ),
    Case(
        code="rubric-bonus-explains",
        form="民生工程",
        wrong={"E18": 6, "F18": 1, "G18": "省级媒体刊登。", "E19": 3, "H19": "培训少一期。"},
        message="“5.2 政策宣传”自评得分6分，高于分值5分，已由加分1分说明。"
        "请确认加分符合评价办法，无误的不用改。",
        right={"E18": 5, "F18": None, "G18": None, "E19": 4, "H19": None},
        cell="自评表!E18",
    ),
    Case(
        code="rubric-bonus-without-ground",
        form="民生工程",
        wrong={"F18": 1},
        message="“5.2 政策宣传”加分1分，没有填加分依据。请填写加分依据。",
        right={"F18": 1, "G18": "省级媒体刊登。"},
        cell="自评表!G18",
    ),
    Case(
        code="rubric-group-maximum-differs",
        form="民生工程",
        wrong={"D8": 9, "E8": 9, "E26": 99},
        message="“（二）政策待遇”下各小项分值之和为19分，大项写明为20分。请核对各小项的分值。",
        right={"D8": 10, "E8": 10, "E26": 100},
        cell="自评表!B7",
    ),
    Case(
        code="rubric-group-points-differ",
        form="民生工程",
        wrong={"A7": "（二）政策待遇（20分，自评得分19分）"},
        message="“（二）政策待遇（20分，自评得分19分）”的自评得分填为19分，各小项相加为20分。"
        "请核对大项和各小项的得分。",
        right={"A7": "（二）政策待遇（20分，自评得分20分）"},
        cell="自评表!A7",
    ),
    Case(
        code="rubric-maximum-differs",
        form="民生工程",
        wrong={"D26": 101},
        message="合计的分值填为101分，各大项相加为100分。请核对合计与各大项的分值。",
        right={"D26": 100},
        cell="自评表!D26",
    ),
    Case(
        code="rubric-maximum-unusual",
        form="民生工程",
        wrong={"B6": 30, "D6": 30, "E6": 30, "D26": 110, "E26": 110},
        message="各项分值合计为110分，一般应为100分。请核对；评价办法就是这样规定的，"
        "请在报告中说明。",
        right={"B6": 20, "D6": 20, "E6": 20, "D26": 100, "E26": 100},
        cell="自评表!D26",
    ),
    Case(
        code="rubric-whole-differs",
        form="民生工程",
        wrong={"B6": 10, "D6": 10, "E6": 10, "D26": None, "E26": 90},
        message="各项分值合计为90分，应为100分。请核对各小项的分值，看有没有漏项。",
        right={"B6": 20, "D6": 20, "E6": 20, "D26": None, "E26": 100},
        cell="自评表!B6",
    ),
    Case(
        code="rubric-maximum-missing",
        form="民生工程",
        wrong={"D8": None},
        message="“2.2 大病保险报销范围”没有填分值。请按评价办法补填分值。",
        right={"D8": 10},
        cell="自评表!C8",
    ),
    Case(
        code="rubric-unscored",
        form="民生工程，只有一个小项",
        wrong={"E6": None},
        message="评分细则里没有填任何一项的自评得分。请逐项填写自评得分。",
        right={"E6": 100},
        cell="自评表!E6",
    ),
    Case(
        code="rubric-loss-unexplained",
        form="民生工程",
        wrong={"E8": 9, "E26": 99, "H8": None},
        message="“2.2 大病保险报销范围”自评得分9分，低于分值10分，没有填扣分原因。请填写扣分原因。",
        right={"E8": 9, "E26": 99, "H8": "个别票据不全。"},
        cell="自评表!H8",
    ),
    Case(
        code="rubric-loss-without-column",
        form="民生工程",
        wrong={"H5": None, "E8": 9, "E26": 99, "I8": None},
        message="“2.2 大病保险报销范围”自评得分9分，低于分值10分，表上没有扣分原因一栏，"
        "完成情况也没有写。请在完成情况里写明扣分原因。",
        right={"H5": None, "E8": 9, "E26": 99, "I8": "个别票据不全，扣1分。"},
        cell="自评表!E8",
    ),
)
