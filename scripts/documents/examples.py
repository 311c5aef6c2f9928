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
    "magnitude-differs": {
        "name": "全年执行数",
        "actual": "584000万元",
        "other": "全年预算数",
        "expected": "60万元",
        "times": "约一万倍",
    },
    "amount-negative": {"field": "“其他资金”的全年执行数", "actual": "-5万元"},
    "executed-over-budget": {"actual": "155万元", "expected": "134万元"},
    "budget-zero": {},
    "rate-differs": {"actual": "95%", "expected": "97.33%"},
    "rate-rounding": {"actual": "86.18%", "expected": "86.19%"},
    "rate-ambiguous": {"actual": "0.9733", "expected": "97.33%"},
    "rate-without-budget": {"actual": "100%"},
    "rate-low-unexplained": {"actual": "80%", "expected": "90%"},
    "adjustment-unexplained": {"budget": "155万元", "initial": "134万元"},
    "spending-differs": {"actual": "5.9万元", "expected": "5.84万元"},
    "spending-total-differs": {"actual": "6万元", "expected": "5.84万元"},
    "spending-rounding": {"against": "合计行", "actual": "5.85万元", "expected": "5.84万元"},
    "spending-count-differs": {"actual": "1451人次", "expected": "1377（人、人次）"},
    "income-code-is-expenditure": {"actual": "2101599 其他医疗保障管理事务支出"},
    "received-over-budget": {"actual": "61万元", "expected": "60万元"},
    "received-below-executed": {"actual": "50万元", "expected": "58.4万元"},
}

_OF_SCORES: dict[str, Facts] = {
    "weights-differ": {"actual": "95分", "expected": "100分"},
    "group-weights-differ": {"name": "产出指标（50分）", "actual": "45分", "expected": "50分"},
    "score-out-of-range": {"actual": "12分", "expected": "10分"},
    "score-missing": {"expected": "10分"},
    "rate-score-differs": {"actual": "9.5分", "expected": "9.73分"},
    "rate-score-rounding": {"actual": "9.76分", "expected": "9.77分"},
    "total-score-differs": {"actual": "99分", "expected": "98分"},
    "reason-missing": {"score": "8分", "weight": "10分"},
    "missed-without-reason": {"actual": "150人次", "expected": "≥200人次"},
    "missed-full-score": {"actual": "50人次", "expected": "≥60人次"},
    "far-exceeded": {"actual": "105个", "expected": "≥60个", "share": "175%"},
    "actual-missing": {"name": "培训人次"},
    "actual-with-sign": {"actual": "≥95%", "expected": "95%"},
    "unit-differs": {"actual": "人", "expected": "人次"},
    "percent-ambiguous": {
        "expected": "≥95%",
        "actual": "0.97",
        "reading": "已理解为目标95%、完成97%",
    },
    "not-judged": {"expected": "2024年9月底前", "actual": "2024年8月完工"},
    "weights-in-target": {},
    "combined-rate-rounding": {
        "name": "电子凭证总激活率",
        "actual": "20.42%",
        "expected": "20.43%",
    },
    "combined-rate-differs": {"name": "电子凭证总激活率", "actual": "31%", "expected": "20.43%"},
}

EXAMPLES: dict[str, Facts] = {**_IN_EXCEL, **_IN_WORD, **_OF_THE_FORM, **_OF_FUNDS, **_OF_SCORES}
