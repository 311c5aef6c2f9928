"""The kinds of findings about amounts and rates.

Knows only words: code, severity, title, problem, cure and basis of each kind, in this order.
"""

KINDS = (
    (
        "funds-total-differs", "error", "资金合计对不上",
        "{column}：总额为 {actual}，各项之和为 {expected}。", "请核对总额与各项资金。",
        "年度资金总额应等于各项资金之和。",
    ),
    (
        "amount-negative", "error", "金额为负数",
        "{field}为 {actual}，是负数。", "请核对；冲减、退回请在文字材料中说明。",
        "预算数和执行数不会小于 0。",
    ),
    (
        "executed-over-budget", "error", "执行数大于预算数",
        "全年执行数 {actual} 大于全年预算数 {expected}。",
        "请核对：预算已调整的，全年预算数应填调整后的数；数字无误的请说明原因。",
        "财政资金一般不能超预算支出，报告中不会写成超预算，而是请您核实。",
    ),
    (
        "budget-zero", "warning", "预算数为 0",
        "全年预算数为 0，无法计算预算执行率。", "请核对全年预算数；确无预算安排的请说明。",
        "0 不能作除数，0/0 也不是 100%。",
    ),
    (
        "rate-differs", "error", "执行率对不上",
        "填写的执行率为 {actual}，按执行数÷全年预算数计算为 {expected}。",
        "请核对执行率、全年预算数和全年执行数。",
        "预算执行率＝全年执行数÷全年预算数。",
    ),
    (
        "rate-rounding", "info", "执行率的尾数",
        "填写的执行率为 {actual}，四舍五入应为 {expected}。", "尾数差异，可改可不改。",
        "只取舍不同，不影响结论。",
    ),
    (
        "rate-ambiguous", "info", "执行率没有写百分号",
        "执行率写作“{actual}”，没有百分号，已理解为 {expected}。", "请核对，最好写上百分号。",
        "0.9989 与 99.89 都可能是 99.89%，要靠预算数和执行数来判断。",
    ),
    (
        "rate-without-budget", "warning", "没有预算却有执行率",
        "预算数为 0 或没有填，执行率却写作 {actual}。", "请删去执行率或写“—”。",
        "0/0 没有意义，不能写成 100%。",
    ),
    (
        "rate-low-unexplained", "warning", "执行率低而没有说明",
        "预算执行率为 {actual}，低于 {expected}，没有说明原因。",
        "请在文字材料的“未执行资金去向”或“偏离原因”里说明。",
        "执行率偏低的应说明原因。",
    ),
    (
        "adjustment-unexplained", "warning", "预算调整没有说明",
        "年初预算数 {expected}，全年预算数 {actual}，预算有调整而没有说明原因。",
        "请在文字材料的“预算调整原因及批文”里说明。",
        "预算调整应有原因和批准文件。",
    ),
    (
        "spending-differs", "error", "支出明细合计对不上",
        "支出明细之和为 {actual}，全年执行数为 {expected}。", "请核对支出明细与全年执行数。",
        "支出明细应加得出全年执行数。",
    ),
    (
        "spending-total-differs", "error", "支出明细的合计行对不上",
        "支出明细的合计填为 {actual}，各行之和为 {expected}。", "请核对合计行与各行金额。",
        "合计应等于各行之和。",
    ),
    (
        "spending-count-differs", "warning", "数量合计对不上",
        "合计数量填为 {actual}，各行数量相加为 {expected}。",
        "请核对；计量单位或口径不同的（如人与人次），请说明。",
        "单位相同的数量应加得出合计；单位不同的要说明怎样合计。",
    ),
    (
        "income-code-is-expenditure", "warning", "收入科目像是支出科目",
        "收入科目填为 {actual}，以 2 开头，而 2 开头的是支出功能分类科目。",
        "请核对收入科目；收入分类科目以 1 开头。确实如此记账的请说明。",
        "政府收支分类科目中收入以 1 开头，支出功能分类以 2 开头。",
    ),
    (
        "received-over-budget", "warning", "到位数大于预算数",
        "到位数 {actual} 大于全年预算数 {expected}。", "请核对到位数与全年预算数。",
        "资金到位率＝到位数÷全年预算数，一般不超过 100%。",
    ),
)
