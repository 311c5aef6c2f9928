"""The blank workbook of the family 社保基金, with formulas and prompts.

Knows what is to be filled in; knows no project.
"""

from collections.abc import Iterator
from string import ascii_uppercase

from scripts.workbooks import prompts
from scripts.workbooks.form import Indicator, total
from scripts.workbooks.headings import SOCIAL
from scripts.workbooks.lists import blank_texts_sheet, guide_of, list_column
from scripts.workbooks.package import package
from scripts.workbooks.rules import amount, choice, hint
from scripts.workbooks.sheet import Area, Formula, Rule, Sheet, Value
from scripts.workbooks.social import (
    COMPARISON,
    DETAILS,
    INDICATORS_TOP,
    PEOPLE,
    TABLE_TOP,
    Comparison,
    FundForm,
    Line,
    comparison_sheet,
    details_sheet,
    form_sheet,
    people_sheet,
)

_TITLE = "社会保险基金支出绩效自评表"
_FUNDS = ("职工基本医疗保险", "城乡居民基本医疗保险")
_SHEETS = ("职工自评表", "居民自评表")
_FLOWS = {
    "收入": (
        *("收入合计", "保险费收入", "其中：单位缴费", "其中：个人缴费", "财政补贴收入"),
        *("利息收入", "转移收入", "上级补助收入", "其他收入"),
    ),
    "支出": (
        *("支出合计", "待遇支出", "其中：住院", "其中：门诊", "转移支出", "上解上级支出"),
        "其他支出",
    ),
}
_SPARE_ROWS = 20
_PEOPLE_ROWS = 10
_LEVELS = (
    ("项目完成指标", "数量指标", 4),
    ("项目完成指标", "质量指标", 4),
    ("项目完成指标", "时效指标", 2),
    ("项目完成指标", "成本指标", 3),
    ("项目效益指标", "经济效益指标", 2),
    ("项目效益指标", "社会效益指标", 2),
    ("项目效益指标", "可持续影响指标", 2),
    ("满意度指标", "服务对象满意度指标", 2),
)
_PURPOSES = (
    (COMPARISON, "填写各险种的预算数、本年数、上年数和上年末滚存结余，一列一个险种。"),
    (DETAILS, "逐项填写收入、支出由哪些项目组成，单位万元；上解上级、上级补助等单独列。"),
    (PEOPLE, "填写各类人群的人数、不应参保人数和实参保人数。"),
    ("、".join(_SHEETS), "各险种的自评表，作为报告的附件，一个险种一张。"),
    ("文字材料", "填写表里没有、报告要写的文字。"),
    ("“适用”列", "留空的用在总体；写险种名称的只用在这个险种，名称与收支对比表一致。"),
)
_GUIDE = (
    "一个工作簿写一份报告，报告包括总体情况、各险种的情况和各张自评表。",
    "收支对比表里险种的名称照实际改；增加险种时，在合计左边插入一列，用不到的险种整列删除。",
    "灰色单元格（合计、增长、增幅、执行预算、结余）自动计算，不要改写。",
    "收支明细的“完成预算%”“增幅%”也自动计算；插入的行，把公式从上一行复制下来。",
    "首次开展、没有上年数的，上年数留空，不要填0。",
    "自评表的预算数、执行数填基金支出的预算数和决算数，不是收入。",
    "险种多的，复制自评表这张工作表；用不到的整张删除。",
    "指标值写符号、数值和单位，如≥95%、=280元；完成值写实际完成的数，单位与指标值一致。",
    "文字材料里标“必填”的栏目请写全；没有内容的“选填”栏目留空，报告会自动略去。",
    "各工作表的表头和栏目名称不要改动；填好后保存为.xlsx文件。",
)
_OWNER = "写险种名称；留空表示用在总体。"


def blank_social() -> bytes:
    """Return the blank workbook of the family."""
    sheets = (
        comparison_sheet(_comparison(), _comparison_rules()),
        _details(),
        _people(),
        *(form_sheet(_form(name), _form_rules()) for name in _SHEETS),
        blank_texts_sheet(SOCIAL, _OWNER),
        guide_of("填写要求", _GUIDE, _PURPOSES),
    )
    return package(_TITLE, sheets)


# --- 收支对比表 -------------------------------------------------------------------------------

_AMOUNTS = ("预算", "本年", "上年")
_FIRST = TABLE_TOP + 1
"""The first row of amounts as Excel counts; below it six of them, then what follows from them."""


def _comparison() -> Comparison:
    flows = ("基金收入小计", "基金支出小计")
    return Comparison(
        title="××县××××年医疗保险基金收支对比表",
        funds=(*_FUNDS, "合计"),
        lines=(
            *(
                Line(group=group, label=flow, values=(*(None,) * len(_FUNDS), _across(row)))
                for row, (group, flow) in enumerate(
                    ((group, flow) for group in _AMOUNTS for flow in flows), _FIRST
                )
            ),
            *_derived(0, "收入对比分析"),
            *_derived(1, "支出对比分析"),
            Line(
                group="",
                label="上年末滚存结余",
                values=(*(None,) * len(_FUNDS), _across(_FIRST + 12)),
            ),
            _line(
                "", "当期结余", f'IF({{0}}{_FIRST + 2}="","",{{0}}{_FIRST + 2}-{{0}}{_FIRST + 3})'
            ),
            _line(
                "",
                "年末滚存结余",
                f'IF({{0}}{_FIRST + 12}="","",{{0}}{_FIRST + 12}+{{0}}{_FIRST + 13})',
            ),
        ),
    )


def _across(row: int) -> Formula:
    """Return what the funds add up to; nothing while none of them has a number."""
    funds = f"C{row}:{ascii_uppercase[1 + len(_FUNDS)]}{row}"
    return Formula(text=f'=IF(COUNT({funds})=0,"",SUM({funds}))', value="")


def _line(group: str, label: str, formula: str, *, is_rate: bool = False) -> Line:
    """Return a row with the same formula for each fund and for the total; {0} is its column."""
    columns = ascii_uppercase[2 : 3 + len(_FUNDS)]
    formulas = (Formula(text=f"={formula.format(column)}", value="") for column in columns)
    return Line(group=group, label=label, values=tuple(formulas), is_rate=is_rate)


def _derived(flow: int, group: str) -> Iterator[Line]:
    """Yield growth, growth rate and share of the budget of income (0) or spending (1)."""
    budget, current, prior = (f"{{0}}{_FIRST + 2 * period + flow}" for period in range(3))
    known = f'OR(N({prior})=0,{current}="")'
    yield _line(group, "增长", f'IF({known},"",{current}-{prior})')
    yield _line(group, "增幅%", f'IF({known},"",{current}/{prior}-1)', is_rate=True)
    share = f'IF(OR(N({budget})=0,{current}=""),"",{current}/{budget})'
    yield _line(group, "执行预算%", share, is_rate=True)


def _comparison_rules() -> tuple[Rule, ...]:
    last = 1 + len(_FUNDS)
    return (
        hint(_cell(0, 0), "把地区、年度和基金的名称写上，如：×县2025年医疗保险基金收支对比表。"),
        hint(_area(2, 2, 2, last), "险种的名称，照实际改，如：失业保险、工伤保险。"),
        amount(_area(TABLE_TOP, 2, TABLE_TOP + 5, last), "填写数字，单位万元；没有上年数的留空。"),
        hint(_area(TABLE_TOP + 12, 2, TABLE_TOP + 12, last), "上年末滚存结余，单位万元。"),
    )


# --- the lists --------------------------------------------------------------------------------


def _details() -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for fund in _FUNDS:
        for flow, labels in _FLOWS.items():
            rows += [
                (fund, flow, label, None, None, None, *_rates(len(rows) + number), None)
                for number, label in enumerate(labels, 2)
            ]
    rows += [(None,) * 9] * _SPARE_ROWS
    last = len(rows)
    rules = (
        hint(list_column(0, last), "险种名称，与收支对比表一致。"),
        choice(list_column(1, last), tuple(_FLOWS), "选择收入或支出。"),
        hint(
            list_column(2, last),
            "项目名称照决算报表；下级项目写“其中：”，写在上级项目下面。用不到的行留空。",
        ),
        *(
            amount(list_column(column, last), "填写数字，单位万元；没有的留空。")
            for column in (3, 4, 5)
        ),
    )
    return details_sheet(rows, rules)


def _rates(row: int) -> tuple[Formula, Formula]:
    """Return share of the budget and growth rate of a row, counted as Excel counts."""
    share = f'=IF(OR(N(D{row})=0,E{row}=""),"",E{row}/D{row})'
    rate = f'=IF(OR(N(F{row})=0,E{row}=""),"",E{row}/F{row}-1)'
    return Formula(text=share, value=""), Formula(text=rate, value="")


def _people() -> Sheet:
    rules = (
        hint(list_column(0, _PEOPLE_ROWS), "险种名称，与收支对比表一致。"),
        hint(list_column(1, _PEOPLE_ROWS), "人群的名称，如：户籍人口、在职职工。"),
        *(hint(list_column(column, _PEOPLE_ROWS), "填写人数，只写数字。") for column in (2, 3, 4)),
    )
    return people_sheet([(None,) * 5] * _PEOPLE_ROWS, rules)


# --- 自评表 -----------------------------------------------------------------------------------


def _form(sheet: str) -> FundForm:
    return FundForm(
        sheet=sheet,
        title=_TITLE,
        year="（　　　　年度）",
        budget=total("C7:C8"),
        executed=total("E7:E8"),
        goals_height=90.0,
        indicators=tuple(
            Indicator(level1=level1, level2=level2)
            for level1, level2, rows in _LEVELS
            for _ in range(rows)
        ),
    )


def _form_rules() -> tuple[Rule, ...]:
    last = INDICATORS_TOP + sum(rows for _, _, rows in _LEVELS) - 1
    texts = (prompts.LEVEL3, prompts.TARGET, prompts.ACTUAL)
    spent = "填写基金支出的预算数和执行数，单位万元，不是收入；没有的留空。"
    return (
        hint(_cell(1, 0), prompts.YEAR),
        hint(_cell(3, 2), "填写险种和项目名称，名称里要有险种，如：2025年职工医疗保险项目。"),
        hint(_cell(4, 2), "填写支出科目或支出部门。"),
        amount(_area(6, 2, 7, 2), spent),
        amount(_area(6, 4, 7, 4), spent),
        hint(_cell(9, 1), prompts.GOAL_EXPECTED),
        hint(_cell(9, 4), prompts.GOAL_ACTUAL),
        *(
            hint(_area(INDICATORS_TOP, column, last, column), text)
            for column, text in enumerate(texts, 3)
        ),
    )


def _cell(row: int, column: int) -> Area:
    return _area(row, column, row, column)


def _area(top: int, left: int, bottom: int, right: int) -> Area:
    return Area(top=top, left=left, bottom=bottom, right=right)
