"""The kinds of findings about indicators and scores.

Knows only words: code, severity, title, problem, cure and basis of each kind, in this order.
"""

KINDS = (
    (
        "weights-differ", "error", "分值合计不是应有的数",
        "各项分值合计为 {actual}，应为 {expected}。", "请核对各指标分值与预算执行率的分值。",
        "分值合计（含预算执行率）一般为 100 分。",
    ),
    (
        "group-weights-differ", "error", "一级指标的分值对不上",
        "“{name}”下各指标分值之和为 {actual}，一级指标写明为 {expected}。",
        "请核对各三级指标的分值。",
        "三级指标的分值之和应等于一级指标的分值。",
    ),
    (
        "score-out-of-range", "error", "得分超出分值",
        "得分 {actual} 不在 0 到分值 {expected} 之间。", "请核对得分与分值。",
        "得分不得小于 0，也不得大于分值。",
    ),
    (
        "score-missing", "error", "没有得分",
        "有分值 {expected}，没有填得分。", "请补填得分。",
        "没有得分就算不出总分。",
    ),
    (
        "rate-score-differs", "error", "执行率得分对不上",
        "预算执行率的得分填为 {actual}，按执行率×分值计算为 {expected}。",
        "请核对预算执行率的得分。",
        "预算执行率得分＝执行率（最高按100%）×分值。",
    ),
    (
        "rate-score-rounding", "info", "执行率得分的尾数",
        "预算执行率的得分填为 {actual}，测算为 {expected}。", "尾数差异，可改可不改。",
        "只取舍不同，不影响结论。",
    ),
    (
        "total-score-differs", "error", "总分对不上",
        "总分填为 {actual}，各项得分相加为 {expected}。", "请核对总分与各项得分。",
        "总分＝各指标得分＋预算执行率得分。",
    ),
    (
        "reason-missing", "error", "扣分没有说明原因",
        "得分 {actual} 低于分值 {expected}，没有填偏差原因。",
        "请填写偏差原因分析及改进措施。",
        "得分低于分值的指标必须说明原因。",
    ),
    (
        "missed-without-reason", "warning", "未达到目标而没有说明",
        "完成值 {actual} 没有达到目标 {expected}，没有填原因。", "请填写未完成原因和改进措施。",
        "没有完成的指标应说明原因。",
    ),
    (
        "missed-full-score", "warning", "没有达到目标却得满分",
        "完成值 {actual} 没有达到目标 {expected}，却得了满分。", "请核对得分，或说明理由。",
        "没有达到目标的指标按完成比例得分。",
    ),
    (
        "far-exceeded", "warning", "大幅超过目标",
        "完成值 {actual} 达到目标 {expected} 的 {share}，没有填原因。",
        "请说明原因（例如年初指标值设定偏低）。",
        "超过目标值三成以上的，一般是指标值设定偏低，应说明原因。",
    ),
    (
        "actual-missing", "warning", "没有填完成值",
        "指标“{name}”没有填实际完成值。", "请补填。",
        "没有完成值就无法说明目标是否完成。",
    ),
    (
        "actual-with-sign", "info", "完成值带有比较符号",
        "完成值写作“{actual}”，带有比较符号，已按 {expected} 理解。", "完成值请填实际数。",
        "完成值是一个数，不是一个范围。",
    ),
    (
        "unit-differs", "warning", "完成值与目标值单位不同",
        "目标值的单位是“{expected}”，完成值的单位是“{actual}”。", "请核对单位，未作换算。",
        "单位不同的两个数不能比较。",
    ),
    (
        "weights-in-target", "warning", "目标值一列像是分值",
        "目标值一列全是数字且合计恰为 100，像是把分值填进了目标值。", "请核对目标值和完成值。",
        "没有分值列的表上，有时分值被填进了指标值一列。",
    ),
    (
        "combined-rate-rounding", "info", "总率与分项的尾数",
        "“{name}”填为 {actual}，由各分项人数和比率推算约为 {expected}。",
        "尾数差异，可按原始数据核对一次。",
        "总率＝分子之和÷分母之和；分母是由已取舍的比率倒推的，所以只作提示。",
    ),
    (
        "combined-rate-differs", "info", "总率与分项推算不合",
        "“{name}”填为 {actual}，由各分项人数和比率推算为 {expected}。", "请按原始数据核对。",
        "总率＝分子之和÷分母之和；分母是由已取舍的比率倒推的，所以只作提示。",
    ),
)
