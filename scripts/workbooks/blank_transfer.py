"""The blank workbook of the family 转移支付: generation B, with formulas and prompts.

Knows what is to be filled in; knows no project.
"""

from scripts.workbooks import prompts
from scripts.workbooks.form import Indicator, total
from scripts.workbooks.headings import TRANSFER
from scripts.workbooks.lists import (
    SHEETS,
    blank_notes_sheet,
    blank_spending_sheet,
    blank_texts_sheet,
    guide_sheet,
)
from scripts.workbooks.package import package
from scripts.workbooks.rules import amount, hint
from scripts.workbooks.sheet import Area, Formula, Rule
from scripts.workbooks.transfer import (
    FUNDS_TOP,
    GENERATION_B,
    MANAGEMENT_ITEMS,
    Fund,
    Management,
    TransferForm,
    goals_top,
    indicators_top,
    transfer_sheet,
)

_TITLE = "转移支付区域（项目）绩效目标自评表"
_SOURCES = ("其中：中央财政资金", "地方资金", "其他资金")
_LEVELS = (
    ("产出指标", "数量指标", 4),
    ("产出指标", "质量指标", 4),
    ("产出指标", "时效指标", 3),
    ("产出指标", "成本指标", 3),
    ("效益指标", "经济效益指标", 2),
    ("效益指标", "社会效益指标", 3),
    ("效益指标", "生态效益指标", 2),
    ("效益指标", "可持续影响指标", 2),
    ("满意度指标", "服务对象满意度指标", 3),
)
_MANAGEMENT_HINTS = (
    "分配办法和依据是否科学、合理。",
    "收到资金后是否在规定时限内分解下达，写明日期。",
    "是否按国库集中支付等规定拨付，有无滞留、挪用。",
    "是否按规定用途使用、专款专用。",
    "是否按预算执行，执行数与预算数的差异。",
    "绩效目标、监控、自评和结果应用的情况。",
    "地方支出责任是否落实，配套资金是否到位。",
)
_GUIDE = (
    "金额一律填数字，单位万元；没有的资金来源留空，不要填“0万元”之类文字。",
    "灰色单元格（年度资金总额、预算执行率）自动计算，不要改写。",
    "三级指标每行一项；行数不够时在同类指标中间插入行，用不到的行留空或删除。",
    "指标值写符号、数值和单位，如≥95%、≤30分钟；完成值的单位与指标值一致。",
    "没有完成或大幅超出目标的，在“未完成原因和改进措施”里写明原因。",
    "文字材料里标“必填”的栏目请写全；没有内容的“选填”栏目留空，报告会自动略去。",
    "各工作表的名称、表头和栏目名称不要改动；填好后保存为.xlsx文件。",
)


def blank_transfer() -> bytes:
    """Return the blank workbook of the family."""
    form = _form()
    first = indicators_top(form)
    last = first + len(form.indicators)
    sheets = (
        transfer_sheet(form, _rules(form)),
        blank_texts_sheet(TRANSFER),
        blank_notes_sheet(f"='自评表'!$D${first + 1}:$D${last}"),
        blank_spending_sheet(),
        guide_sheet("填写要求", _GUIDE, [name for name, _ in SHEETS]),
    )
    return package(_TITLE, sheets)


def _form() -> TransferForm:
    return TransferForm(
        labels=GENERATION_B,
        title=_TITLE,
        year="（　　　　年度）",
        funds=_funds(),
        management=(Management(),) * len(MANAGEMENT_ITEMS),
        indicators=tuple(
            Indicator(level1=level1, level2=level2)
            for level1, level2, rows in _LEVELS
            for _ in range(rows)
        ),
        goals_height=110.0,
        row_height=30.0,
    )


def _funds() -> tuple[Fund, ...]:
    row = FUNDS_TOP + 2
    first, last = row + 1, row + len(_SOURCES)
    sums = Fund(
        label="年度资金总额：",
        budget=total(f"E{first}:E{last}"),
        executed=total(f"F{first}:F{last}"),
        rate=_rate(row),
    )
    sources = (Fund(label=label, rate=_rate(row + n)) for n, label in enumerate(_SOURCES, 1))
    return (sums, *sources)


def _rate(row: int) -> Formula:
    return Formula(text=f'=IF(E{row}=0,"",F{row}/E{row})', value="")


def _rules(form: TransferForm) -> tuple[Rule, ...]:
    return (*_header_rules(), *_management_rules(form), *_goal_rules(form), *_row_rules(form))


def _header_rules() -> tuple[Rule, ...]:
    sources = Area(top=FUNDS_TOP + 2, left=2, bottom=FUNDS_TOP + 1 + len(_SOURCES), right=3)
    amounts = Area(top=sources.top, left=4, bottom=sources.bottom, right=5)
    return (
        hint(_cell(1, 0), prompts.YEAR),
        hint(_cell(2, 2), prompts.NAME),
        hint(_cell(3, 2), "填写中央主管部门名称，如：国家医疗保障局。"),
        hint(_cell(4, 2), prompts.UNIT),
        hint(_cell(4, 5), prompts.UNIT),
        hint(sources, prompts.FUND_LABEL),
        amount(amounts, prompts.AMOUNT),
    )


def _management_rules(form: TransferForm) -> tuple[Rule, ...]:
    top = goals_top(form) - len(MANAGEMENT_ITEMS)
    situations = (hint(_cell(top + n, 3), text) for n, text in enumerate(_MANAGEMENT_HINTS))
    problems = Area(top=top, left=5, bottom=goals_top(form) - 1, right=6)
    return (*situations, hint(problems, "存在的问题和改进措施；没有问题的写“无”。"))


def _goal_rules(form: TransferForm) -> tuple[Rule, ...]:
    row = goals_top(form) + 1
    return (hint(_cell(row, 1), prompts.GOAL_EXPECTED), hint(_cell(row, 4), prompts.GOAL_ACTUAL))


def _row_rules(form: TransferForm) -> tuple[Rule, ...]:
    top = indicators_top(form)
    after = top + len(form.indicators)
    texts = (prompts.LEVEL3, prompts.TARGET, prompts.ACTUAL, prompts.REASON)
    columns = (
        hint(Area(top=top, left=column, bottom=after - 1, right=column), text)
        for column, text in enumerate(texts, 3)
    )
    return (*columns, hint(_cell(after, 1), prompts.REMARK))


def _cell(row: int, column: int) -> Area:
    return Area(top=row, left=column, bottom=row, right=column)
