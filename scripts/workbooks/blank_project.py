"""The blank workbook of the family 项目支出, with formulas and prompts.

Knows what is to be filled in; knows no project.
"""

from collections.abc import Sequence

from scripts.workbooks import prompts
from scripts.workbooks.form import DASH, Indicator, total
from scripts.workbooks.headings import PROJECT
from scripts.workbooks.lists import (
    SHEETS,
    blank_notes_sheet,
    blank_spending_sheet,
    blank_texts_sheet,
    guide_sheet,
)
from scripts.workbooks.package import package
from scripts.workbooks.project import (
    BENEFIT,
    FUNDS_TOP,
    OUTPUT,
    SATISFACTION,
    Fund,
    ProjectForm,
    goals_top,
    indicators_top,
    project_sheet,
)
from scripts.workbooks.rules import amount, hint, points
from scripts.workbooks.sheet import Area, Formula, Rule

_TITLE = "项目支出绩效自评表"
_SOURCES = ("其中：当年财政拨款", "上年结转资金", "其他资金")
_TOTAL_ROW = FUNDS_TOP + 2
EXECUTION_WEIGHT = 10
_LEVELS = (
    (OUTPUT, "数量指标", 4),
    (OUTPUT, "质量指标", 3),
    (OUTPUT, "时效指标", 2),
    (OUTPUT, "成本指标", 2),
    (BENEFIT, "经济效益指标", 2),
    (BENEFIT, "社会效益指标", 2),
    (BENEFIT, "生态效益指标", 2),
    (BENEFIT, "可持续影响指标", 2),
    (SATISFACTION, "服务对象满意度指标", 2),
)
_WEIGHT = "填写这项指标的分值。产出指标合计50分，效益指标合计30分，满意度指标合计10分。"
_SCORE = "填写自评得分，不超过分值；低于分值的，在右边写明偏差原因和改进措施。"
_GUIDE = (
    "金额一律填数字，单位万元；没有的资金来源留空，不要填“0万元”之类文字。",
    "灰色单元格（年度资金总额、执行率、执行率得分、总分）自动计算，不要改写。",
    "分值合计100分：预算执行率10分，产出指标50分，效益指标30分，满意度指标10分。",
    "某一类没有指标的，把分值调整到其他指标。",
    "三级指标每行一项；行数不够时在同类指标中间插入行，用不到的行留空或删除。",
    "年度指标值写符号、数值和单位，如≥95%、≤30分钟；完成值的单位与指标值一致。",
    "得分低于分值的指标，必须写明偏差原因和改进措施。",
    "年初预算数与全年预算数不同的，在文字材料“预算调整原因及批文”里说明。",
    "文字材料里标“必填”的栏目请写全；没有内容的“选填”栏目留空，报告会自动略去。",
    "各工作表的名称、表头和栏目名称不要改动；填好后保存为.xlsx文件。",
)


def blank_project() -> bytes:
    """Return the blank workbook of the family."""
    form = _form()
    first, last = _indicator_rows(form)
    sheets = (
        project_sheet(form, _rules(form)),
        blank_texts_sheet(PROJECT),
        blank_notes_sheet(f"='自评表'!$D${first}:$D${last}"),
        blank_spending_sheet(),
        guide_sheet("填写要求", _GUIDE, [name for name, _ in SHEETS]),
    )
    return package(_TITLE, sheets)


def _form() -> ProjectForm:
    indicators = blank_indicators()
    first = FUNDS_TOP + len(_SOURCES) + 6
    last = first + len(indicators) - 1
    return ProjectForm(
        title=_TITLE,
        year="（　　　　年度）",
        funds=blank_funds(_SOURCES, _TOTAL_ROW),
        indicators=indicators,
        weight=Formula(text=f"=SUM(H{_TOTAL_ROW},G{first}:G{last})", value=EXECUTION_WEIGHT),
        score=total(f"J{_TOTAL_ROW},H{first}:H{last}"),
        goals_height=90.0,
        row_height=30.0,
    )


def blank_indicators() -> tuple[Indicator, ...]:
    """Return the empty rows of the indicators, some for each class."""
    return tuple(
        Indicator(level1=level1, level2=level2)
        for level1, level2, rows in _LEVELS
        for _ in range(rows)
    )


def blank_funds(labels: Sequence[str], row: int) -> tuple[Fund, ...]:
    """Return the total with its formulas in this row, as Excel counts, and the rows below it."""
    first, last = row + 1, row + len(labels)
    initial, budget, executed = (total(f"{column}{first}:{column}{last}") for column in "EFG")
    sums = Fund(
        label="年度资金总额：",
        initial=initial,
        budget=budget,
        executed=executed,
        weight=EXECUTION_WEIGHT,
        rate=_rate(row),
        score=Formula(text=f'=IF(I{row}="","",ROUND(MIN(I{row},1)*H{row},2))', value=""),
    )
    sources = (
        Fund(label=label, weight=DASH, rate=_rate(row + number), score=DASH)
        for number, label in enumerate(labels, 1)
    )
    return (sums, *sources)


def _rate(row: int) -> Formula:
    return Formula(text=f'=IF(F{row}=0,"",G{row}/F{row})', value="")


def _indicator_rows(form: ProjectForm) -> tuple[int, int]:
    """Return the first and the last row of the indicators as Excel counts them."""
    top = indicators_top(form)
    return top + 1, top + len(form.indicators)


def _rules(form: ProjectForm) -> tuple[Rule, ...]:
    goals, (first, last) = goals_top(form), _indicator_rows(form)
    return (*_header_rules(), *goal_rules(goals), *indicator_rules(first, last))


def _header_rules() -> tuple[Rule, ...]:
    top, bottom = FUNDS_TOP + 2, FUNDS_TOP + 1 + len(_SOURCES)
    return (
        hint(_cell(1, 0), prompts.YEAR),
        hint(_cell(2, 2), prompts.NAME),
        hint(_cell(3, 2), prompts.UNIT),
        hint(_cell(3, 6), prompts.UNIT),
        hint(Area(top=top, left=2, bottom=bottom, right=3), prompts.FUND_LABEL),
        amount(Area(top=top, left=4, bottom=bottom, right=6), prompts.AMOUNT),
        hint(_cell(FUNDS_TOP + 1, 7), "预算执行率的分值，一般为10分。"),
    )


def goal_rules(top: int) -> tuple[Rule, ...]:
    """Return what the two texts of the goals say when they are entered."""
    row = top + 1
    return (hint(_cell(row, 1), prompts.GOAL_EXPECTED), hint(_cell(row, 5), prompts.GOAL_ACTUAL))


def indicator_rules(first: int, last: int) -> tuple[Rule, ...]:
    """Return the rules of the indicators in the rows from first to last, as Excel counts them."""
    columns = {3: prompts.LEVEL3, 4: prompts.TARGET, 5: prompts.ACTUAL, 8: prompts.REASON}
    return (
        *(hint(_column(first, last, column), text) for column, text in columns.items()),
        points(_column(first, last, 6), _WEIGHT, 100, "分值应为0至100的数字。"),
        points(
            _column(first, last, 7), _SCORE, f"=G{first}", "得分应为数字，且不超过这项指标的分值。"
        ),
    )


def _column(first: int, last: int, column: int) -> Area:
    return Area(top=first - 1, left=column, bottom=last - 1, right=column)


def _cell(row: int, column: int) -> Area:
    return Area(top=row, left=column, bottom=row, right=column)
