"""The facts that fill the example of each kind of finding in docs/findings.md.

Knows what such facts look like. Must not know the sentences that they fill.
"""

Facts = dict[str, str]

_IN_EXCEL: dict[str, Facts] = {
    "nothing-to-read": {"folder": "input_workbooks"},
    "only-own-files": {"folder": "output"},
    "path-missing": {"path": "2022年/自评表.xlsx"},
    "workbook-open": {"name": "乡村公路养护.xlsx"},
    "not-a-workbook": {"kind": "内容是网页或 XML"},
    "old-format": {
        "kind": "旧的 .doc（或 .wps）格式",
        "program": " Word 或 WPS ",
        "target": "“Word 文档（.docx）”",
    },
    "encrypted": {},
    "damaged": {"reason": "压缩包不完整"},
    "too-large": {"what": "展开后的内容", "size": "350 MB", "limit": "200 MB"},
    "cell-too-far": {"rows": "5000", "columns": "256"},
    "nested-table": {},
    "word-passed-over": {"name": "自评工作方案.docx", "reason": "里面没有认出自评表"},
    "unreadable-file": {"reason": "没有权限"},
    "reader-warning": {"reason": "一个日期单元格的数值超出范围"},
    "formula-without-value": {},
    "error-value": {"actual": "#DIV/0!"},
    "character-removed": {},
    "hidden-sheet-read": {"sheet": "自评表（旧）"},
    "no-form": {
        "why": "工作表“Sheet1”：找到的表头：项目名称；没有找到：全年预算数、全年执行数、"
        "三级指标、实际完成值。"
    },
    "internal": {"reason": "KeyError", "log": "出错记录.txt"},
}

_IN_WORD: dict[str, Facts] = {
    "target-in-use": {"name": "乡村公路养护-绩效自评报告.docx"},
    "explanations-unreadable": {
        "name": "自查问题清单.xlsx",
        "reason": "里面找不到“问题”和“说明”两列。",
    },
    "explanations-elsewhere": {"name": "自查问题清单.xls", "target": "自查问题清单.xlsx"},
    "cannot-mark": {"name": "乡村公路养护.xls", "reason": "只有 .xlsx 能标注"},
    "cannot-write": {"name": "汇总.xlsx", "reason": "磁盘空间不足"},
    "edited-report-kept": {"name": "乡村公路养护-绩效自评报告.docx"},
    "edited-report-outdated": {"name": "乡村公路养护-绩效自评报告.docx"},
    "original-kept-aside": {"name": "汇总.xlsx", "aside": "汇总-原稿.xlsx"},
    "target-is-input": {"name": "汇总.xlsx"},
    "gaps-left": {
        "name": "乡村公路养护-绩效自评报告.docx",
        "count": "2",
        "gaps": "【请补充：结果应用】、【请补充：成文日期】",
    },
    "existing-file-kept": {"name": "乡村公路养护-绩效自评报告.docx"},
    "owner-missing": {"actual": "到位数"},
    "indicator-below-total": {"actual": "群众满意度"},
    "indicator-without-name": {"actual": "≥50公里、52公里、20"},
    "template-fault": {
        "name": "templates/项目支出/report.docx",
        "reason": "这里取到的不是一个值，而是一组值（正文第3段，标签“{{ 资金.来源 }}”）",
    },
}

_OF_THE_FORM: dict[str, Facts] = {
    "project-missing": {},
    "year-missing": {},
    "unit-missing": {},
    "funds-missing": {},
    "table-torn-off": {"above": "表1"},
    "heading-unknown": {
        "actual": "预算安排",
        "guess": "，看起来像是“全年预算数”",
        "advice": "如果就是它，请把表头改成“全年预算数”，或在 templates/项目支出/profile.toml "
        '的最后加上这两行：\n[labels.funds]\nbudget = ["预算安排"]',
    },
    "indicators-missing": {},
    "goal-missing": {"field": "预期目标"},
    "money-unit-missing": {},
    "amount-unreadable": {
        "field": "“年度资金总额”的全年预算数",
        "actual": "约90万元",
        "reason": "是约数，应填确切的数",
    },
    "number-unreadable": {"field": "分值", "actual": "二十分", "reason": "是文字，不是数"},
    "amount-unit-differs": {
        "field": "“年度资金总额”的全年预算数",
        "actual": "900000元",
        "unit": "万元",
        "expected": "90",
    },
    "indicator-name-repeated": {"name": "培训人次"},
    "placeholder-left": {"actual": "指标2：……"},
    "text-missing": {"names": "结果应用、公开渠道及时间"},
    "text-unknown": {"actual": "结果运用", "hint": "是不是“结果应用”？"},
    "text-for-nobody": {"actual": "乡村公路建设"},
    "note-for-nobody": {"actual": "培训次数"},
}

_OF_FUNDS: dict[str, Facts] = {
    "funds-total-differs": {"column": "全年预算数", "actual": "0万元", "expected": "90万元"},
    "funds-total-rounding": {
        "column": "全年预算数",
        "actual": "60万元",
        "expected": "59.99万元",
    },
    "split-differs": {
        "kind": "支出性质",
        "column": "全年预算数",
        "actual": "4763.66万元",
        "expected": "4753.66万元",
    },
    "split-rounding": {
        "kind": "收入性质",
        "column": "全年预算数",
        "actual": "4753.65万元",
        "expected": "4753.66万元",
    },
    "magnitude-differs": {
        "name": "全年执行数",
        "actual": "584000万元",
        "other": "全年预算数",
        "against": "60万元",
        "times": "约一万倍",
    },
    "amount-negative": {"field": "“其他资金”的全年执行数", "actual": "-5万元"},
    "executed-over-budget": {"actual": "155万元", "limit": "134万元"},
    "budget-zero": {},
    "rate-differs": {"actual": "95%", "expected": "97.33%"},
    "rate-rounding": {"actual": "86.18%", "expected": "86.19%"},
    "rate-ambiguous": {"actual": "0.9733", "expected": "97.33%"},
    "rate-without-budget": {"actual": "100%"},
    "rate-low-unexplained": {"actual": "80%", "limit": "90%"},
    "adjustment-unexplained": {"budget": "155万元", "initial": "134万元"},
    "spending-differs": {"actual": "5.9万元", "expected": "5.84万元"},
    "spending-total-differs": {"actual": "6万元", "expected": "5.84万元"},
    "spending-rounding": {"against": "合计行", "actual": "5.85万元", "expected": "5.84万元"},
    "spending-count-differs": {"actual": "1451人次", "expected": "1377（人、人次）"},
    "income-code-is-expenditure": {"actual": "2101599 其他医疗保障管理事务支出"},
    "received-over-budget": {"actual": "61万元", "limit": "60万元"},
    "received-below-executed": {"actual": "50万元", "limit": "58.4万元"},
}

_OF_SCORES: dict[str, Facts] = {
    "weights-differ": {"actual": "95分", "expected": "100分"},
    "group-weights-differ": {
        "name": "产出指标（50分）",
        "actual": "45分",
        "expected": "50分",
        "level": "一级指标",
    },
    "weights-unusual": {"name": "产出指标", "actual": "40分", "expected": "50分"},
    "score-out-of-range": {"actual": "12分", "weight": "10分"},
    "score-missing": {"weight": "10分"},
    "rate-score-differs": {
        "actual": "9.5分",
        "expected": "9.73分",
        "rule": "执行率（最高按100%）×分值",
    },
    "rate-score-rounding": {"actual": "9.76分", "expected": "9.77分"},
    "total-score-differs": {"actual": "99分", "expected": "98分"},
    "reason-missing": {"score": "8分", "weight": "10分"},
    "missed-without-reason": {"where": "偏差原因一栏", "actual": "150人次", "target": "≥200人次"},
    "missed-full-score": {"actual": "50人次", "target": "≥60人次"},
    "far-exceeded": {
        "where": "偏差原因一栏",
        "actual": "105个",
        "target": "≥60个",
        "share": "175%",
    },
    "actual-missing": {"name": "培训人次"},
    "actual-with-sign": {"actual": "≥95%", "expected": "95%"},
    "unit-differs": {"actual": "人", "expected": "人次"},
    "percent-ambiguous": {
        "target": "≥95%",
        "actual": "0.97",
        "reading": "已理解为目标95%、完成97%",
    },
    "not-judged": {"target": "2024年9月底前", "actual": "2024年8月完工"},
    "weights-in-target": {},
    "combined-rate-rounding": {
        "name": "电子凭证总激活率",
        "actual": "20.42%",
        "expected": "20.43%",
    },
    "combined-rate-differs": {"name": "电子凭证总激活率", "actual": "31%", "expected": "20.43%"},
}

_OF_TABLES: dict[str, Facts] = {
    "comparison-incomplete": {"names": "本年收入、本年支出"},
    "comparison-differs": {
        "name": "“城乡居民”的2020年·收入",
        "actual": "38154",
        "other": "收支对比表!D5",
        "expected": "38154.63",
    },
    "comparison-not-used": {"actual": "2019", "expected": "2020"},
    "fund-unknown": {"actual": "医疗保险"},
    "table-row-incomplete": {"actual": "284", "what": "项目"},
}

_OF_SOCIAL_FUNDS: dict[str, Facts] = {
    "fund-column-differs": {
        "row": "2020年·基金收入小计",
        "actual": "50872.95万元",
        "expected": "50772.95万元",
    },
    "fund-column-rounding": {"row": "累计结余", "actual": "5582.35万元", "expected": "5582.36万元"},
    "fund-row-differs": {
        "what": "收入增幅",
        "formula": "（本年数－上年数）÷上年数",
        "actual": "75.4%",
        "expected": "7.54%",
    },
    "fund-row-rounding": {
        "what": "支出执行预算比例",
        "formula": "本年数÷预算数",
        "actual": "300.39%",
        "expected": "300.4%",
    },
    "prior-year-repeated": {
        "fund": "职工基本医疗保险",
        "actual": "收入12718.32万元、支出28095.71万元",
    },
    "growth-of-unlike": {
        "fund": "城乡居民基本医疗保险",
        "flow": "支出",
        "actual": "15823.75万元",
        "part": "待遇支出",
        "current": "66350.45万元",
        "rate": "319.31%",
        "expected": "21040.11万元",
    },
    "transfers-inside": {
        "flow": "支出",
        "transfers": "67873.68万元",
        "actual": "94446.16万元（为预算的333.16%）",
        "expected": "26572.48万元（为预算的93.73%）",
    },
    "details-differ": {
        "what": "“收入合计”的本年数",
        "actual": "12718.32万元",
        "expected": "11718.31万元",
        "gap": "1000.01万元",
    },
    "details-rounding": {
        "what": "“支出合计”的本年数",
        "actual": "28095.71万元",
        "expected": "28095.7万元",
        "gap": "0.01万元",
    },
    "details-rate-differs": {
        "what": "“待遇支出”的完成预算",
        "actual": "88.40%",
        "expected": "88.28%",
    },
    "details-rate-rounding": {
        "what": "“待遇支出”的增幅",
        "actual": "32.96%",
        "expected": "32.97%",
    },
    "executed-is-income": {
        "fund": "城乡居民基本医疗保险",
        "actual": "38155万元",
        "expected": "66350.45万元",
    },
    "executed-not-of-fund": {
        "fund": "城乡居民基本医疗保险",
        "actual": "65000万元",
        "expected": "66350.45万元",
    },
    "share-of-form-differs": {
        "name": "基金收入预算执行率（%）",
        "actual": "100%",
        "expected": "105.91%",
    },
    "enrolled-differs": {
        "name": "参保人数（人）",
        "people": "户籍人口",
        "counted": "实际参保",
        "actual": "413449人",
        "expected": "430367人",
    },
    "enrolment-rate-differs": {
        "name": "综合参保率（%）",
        "people": "户籍人口",
        "actual": "95%",
        "expected": "96.89%",
    },
    "unit-of-name-differs": {"actual": "280%", "expected": "元/人/年"},
    "actuals-equal-targets": {"count": "10"},
    "text-sum-differs": {
        "sentence": "100万元，其中中央70万元、省级40万元",
        "actual": "100万元",
        "expected": "110万元",
    },
    "text-sum-rounding": {
        "sentence": "21040.11万元，其中住院16626.67万元、门诊4413.45万元",
        "actual": "21040.11万元",
        "expected": "21040.12万元",
    },
    "text-sum-short": {
        "sentence": "100万元，其中中央55万元、省级40万元",
        "actual": "100万元",
        "expected": "95万元",
    },
    "text-figure-differs": {
        "what": "“职工基本医疗保险”待遇支出占预算的比例",
        "actual": "88.40%",
        "expected": "88.28%",
    },
    "text-figure-rounding": {
        "what": "“合计”当期结余",
        "actual": "-43573.2万元",
        "expected": "-43573.21万元",
    },
    "text-direction-differs": {
        "what": "“合计”收入的增减",
        "actual": "收入比上年下降",
        "expected": "3568.11万元",
    },
}

_OF_RUBRICS: dict[str, Facts] = {
    "rubric-empty": {},
    "rubric-points-above-maximum": {
        "name": "5.2 政策宣传",
        "actual": "7分",
        "maximum": "5分",
    },
    "rubric-bonus-explains": {
        "name": "5.2 政策宣传",
        "actual": "7分",
        "maximum": "5分",
        "bonus": "2分",
    },
    "rubric-bonus-without-ground": {"name": "5.2 政策宣传", "actual": "2分"},
    "rubric-group-maximum-differs": {
        "name": "（五）工作推动",
        "actual": "14分",
        "expected": "15分",
    },
    "rubric-group-points-differ": {
        "name": "（五）工作推动",
        "actual": "15分",
        "expected": "17分",
    },
    "rubric-maximum-differs": {"actual": "100分", "expected": "98分"},
    "rubric-maximum-unusual": {"actual": "110分", "expected": "100分"},
    "rubric-whole-differs": {"actual": "98分", "expected": "100分"},
    "rubric-maximum-missing": {"name": "5.2 政策宣传"},
    "rubric-unscored": {},
    "rubric-loss-unexplained": {"name": "4 资金整合", "actual": "0分", "maximum": "2分"},
    "rubric-loss-without-column": {"name": "4 资金整合", "actual": "0分", "maximum": "2分"},
}

_OF_PROSE: dict[str, Facts] = {
    "text-amount-differs": {
        "clause": "全年预算数150万元",
        "actual": "150万元",
        "expected": "155万元",
        "what": "全年预算数",
        "cell": "“自评表”F6",
    },
    "text-amount-doubtful": {
        "clause": "资金到位115万元",
        "actual": "115万元",
        "expected": "155万元",
        "what": "到位数",
        "cell": "“文字材料”C9",
    },
    "text-rate-differs": {
        "clause": "预算执行率95%",
        "actual": "95%",
        "expected": "97.67%",
        "cell": "“自评表”F6",
    },
    "text-rate-doubtful": {
        "clause": "支出进度为95%",
        "actual": "95%",
        "expected": "97.67%",
        "what": "执行率",
        "cell": "“自评表”F6",
    },
    "text-score-differs": {
        "clause": "自评总分89分",
        "actual": "89分",
        "expected": "98分",
        "cell": "“自评表”H23",
    },
    "text-grade-differs": {"clause": "评价等级为良", "actual": "良", "expected": "优"},
    "text-indicator-differs": {
        "clause": "举办业务培训2次",
        "actual": "2次",
        "expected": "3次",
        "name": "业务培训",
        "cell": "“自评表”F39",
    },
    "text-indicator-doubtful": {
        "clause": "培训2次",
        "actual": "2次",
        "expected": "3次",
        "name": "业务骨干培训",
        "cell": "“自评表”F39",
    },
    "text-counts-differ": {
        "actual": "1451人次",
        "expected": "1377",
        "parts": "25人＋1352人次",
    },
    "text-unspent-doubtful": {
        "clause": "当年未能充分使用",
        "expected": "100%",
        "cell": "“自评表”F7",
    },
    "text-spent-doubtful": {
        "clause": "资金已全部支出",
        "expected": "97.67%",
        "cell": "“自评表”F6",
    },
    "text-all-reached-differs": {
        "clause": "各项指标全部完成",
        "name": "新建服务点",
        "expected": "≥20个",
        "actual": "18个",
        "cell": "“自评表”F17",
    },
    "text-verdict-differs": {
        "clause": "已完成年度目标",
        "expected": "≥20个",
        "actual": "18个",
        "cell": "“自评表”F17",
    },
    "text-year-differs": {
        "clause": "2020年共培训60人次",
        "actual": "2020",
        "expected": "2021",
    },
}

_OF_POINTS: dict[str, Facts] = {
    "weight-not-positive": {"name": "养护里程", "actual": "0分"},
    "weight-total-differs": {"actual": "90分", "expected": "100分"},
    "scores-missing": {"count": "12"},
    "score-above-formula": {
        "target": "≥50公里",
        "reached": "40公里",
        "actual": "18分",
        "expected": "16分",
    },
    "full-score-kept": {
        "target": "≥50公里",
        "reached": "40公里",
        "actual": "20分",
        "expected": "16分",
    },
    "score-below-formula": {
        "target": "≥50公里",
        "reached": "40公里",
        "actual": "10分",
        "expected": "16分",
    },
    "score-outside-band": {
        "words": "部分达成预期目标",
        "expected": "12分到16分",
        "actual": "20分",
    },
    "grade-differs": {"actual": "优", "expected": "良", "total": "86分"},
    "name-of-other-year": {"what": "项目名称", "actual": "2021年", "expected": "2022年"},
    "date-doubtful": {"field": "成文日期", "actual": "2042年3月1日", "expected": "2022年"},
    "date-impossible": {"field": "成文日期", "actual": "2023年2月30日"},
    "total-score-rounding": {"actual": "98.77分", "expected": "98.7666666666667分"},
}

_LEFT_OUT: dict[str, Facts] = {
    "prompt-left": {"actual": "待补充"},
    "actual-not-a-number": {"target": "≥50公里", "actual": "达成预期指标"},
    "unit-on-one-side": {"names": "“养护里程”"},
    "initial-budget-missing": {},
    "adjusted-budget-differs": {
        "initial": "120万元",
        "change": "-20万元",
        "expected": "100万元",
        "actual": "110万元",
    },
    "adjusted-budget-rounding": {
        "initial": "120.55万元",
        "change": "-20.12万元",
        "expected": "100.43万元",
        "actual": "100.44万元",
    },
    "all-reached-for-little": {"actual": "10.77%", "count": "13"},
    "fund-spending-over-budget": {
        "fund": "城乡居民基本医疗保险",
        "actual": "320万元",
        "limit": "300万元",
        "share": "106.67%",
    },
    "fund-income-over-budget": {
        "fund": "城乡居民基本医疗保险",
        "actual": "420万元",
        "limit": "400万元",
        "share": "105%",
    },
}

EXAMPLES: dict[str, Facts] = {
    **_OF_POINTS,
    **_LEFT_OUT,
    **_OF_PROSE,
    **_IN_EXCEL,
    **_IN_WORD,
    **_OF_THE_FORM,
    **_OF_FUNDS,
    **_OF_TABLES,
    **_OF_SCORES,
    **_OF_RUBRICS,
    **_OF_SOCIAL_FUNDS,
}
