"""The blank workbook of the family 部门整体支出, with formulas and prompts.

Knows what is to be filled in; knows no department.
"""

from scripts.workbooks import prompts
from scripts.workbooks.blank_project import (
    EXECUTION_WEIGHT,
    blank_funds,
    blank_indicators,
    goal_rules,
    indicator_rules,
)
from scripts.workbooks.department import (
    FUNDS_TOP,
    MONEY,
    DepartmentForm,
    Income,
    department_sheet,
    goals_top,
    incomes_top,
    indicators_top,
)
from scripts.workbooks.form import total
from scripts.workbooks.headings import DEPARTMENT
from scripts.workbooks.lists import (
    SHEETS,
    blank_notes_sheet,
    blank_spending_sheet,
    blank_texts_sheet,
    guide_sheet,
)
from scripts.workbooks.package import package
from scripts.workbooks.project import ProjectForm
from scripts.workbooks.rules import amount, hint
from scripts.workbooks.sheet import Area, Formula, Rule

_TITLE = "部门整体支出绩效自评表"
_USES = ("其中：基本支出", "项目支出")
_INCOMES = ("一般公共预算拨款", "政府性基金预算拨款", "财政专户管理资金", "其他资金")
_TOTAL_ROW = FUNDS_TOP + 2
_INCOME = "填写数字，单位万元；没有的留空。各项之和应等于全年预算数。"
_GUIDE = (
    "金额一律填数字，单位万元；没有的资金留空，不要填“0万元”之类文字。",
    "灰色单元格（年度资金总额、执行率、执行率得分、总分）自动计算，不要改写。",
    "按收入性质划分的各项之和应等于全年预算数，与基本支出、项目支出之和一致。",
    "分值合计100分：预算执行率10分，产出指标50分，效益指标30分，满意度指标10分。",
    "三级指标每行一项，写部门年度重点工作的产出和效果；用不到的行留空或删除。",
    "年度指标值写符号、数值和单位，如≥95%、≤30分钟；完成值的单位与指标值一致。",
    "得分低于分值的指标，必须写明偏差原因和改进措施。",
    "年初预算数与全年预算数不同的，在文字材料“预算调整原因及批文”里说明。",
    "文字材料里标“必填”的栏目请写全；没有内容的“选填”栏目留空，报告会自动略去。",
    "各工作表的名称、表头和栏目名称不要改动；填好后保存为.xlsx文件。",
)


def blank_department() -> bytes:
    """Return the blank workbook of the family."""
    form = _form()
    first = indicators_top(form) + 1
    last = first + len(form.rest.indicators) - 1
    sheets = (
        department_sheet(form, _rules(form, first, last)),
        blank_texts_sheet(DEPARTMENT),
        blank_notes_sheet(f"='自评表'!$D${first}:$D${last}"),
        blank_spending_sheet(),
        guide_sheet("填写要求", _GUIDE, [name for name, _ in SHEETS]),
    )
    return package(_TITLE, sheets)


def _form() -> DepartmentForm:
    indicators = blank_indicators()
    first = FUNDS_TOP + len(_USES) + len(_INCOMES) + 7
    last = first + len(indicators) - 1
    rest = ProjectForm(
        title=_TITLE,
        year="（　　　　年度）",
        funds=blank_funds(_USES, _TOTAL_ROW),
        indicators=indicators,
        weight=Formula(text=f"=SUM(H{_TOTAL_ROW},G{first}:G{last})", value=EXECUTION_WEIGHT),
        score=total(f"J{_TOTAL_ROW},H{first}:H{last}"),
        money=MONEY,
        goals_height=90.0,
        row_height=30.0,
    )
    return DepartmentForm(rest=rest, incomes=tuple(Income(label=label) for label in _INCOMES))


def _rules(form: DepartmentForm, first: int, last: int) -> tuple[Rule, ...]:
    funds, incomes = FUNDS_TOP + 2, incomes_top(form) + 1
    return (
        hint(_cell(1, 0), prompts.YEAR),
        hint(_cell(2, 2), prompts.UNIT),
        amount(Area(top=funds, left=4, bottom=funds + len(_USES) - 1, right=6), prompts.AMOUNT),
        hint(_cell(FUNDS_TOP + 1, 7), "预算执行率的分值，一般为10分。"),
        hint(Area(top=incomes, left=7, bottom=incomes + len(_INCOMES) - 1, right=9), _INCOME),
        *goal_rules(goals_top(form)),
        *indicator_rules(first, last),
    )


def _cell(row: int, column: int) -> Area:
    return Area(top=row, left=column, bottom=row, right=column)
