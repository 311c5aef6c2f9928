"""The blank workbook of the family 民生工程, with formulas and prompts.

Knows what is to be filled in; knows no project.
"""

from scripts.workbooks import prompts
from scripts.workbooks.form import total
from scripts.workbooks.headings import RUBRIC
from scripts.workbooks.lists import blank_texts_sheet, guide_sheet
from scripts.workbooks.package import package
from scripts.workbooks.rubric import ITEMS_TOP, Group, Item, RubricForm, rubric_sheet
from scripts.workbooks.rules import hint, points
from scripts.workbooks.sheet import Area, Rule

_TITLE = "民生工程绩效自评表"
_PURPOSE = "填写各大项、小项的分值、得分和完成情况，报告中的分数都取自这里。"
_NAMES = ("目标任务", "政策落实", "资金管理", "组织实施", "工作推动", "基础工作")
_NUMERALS = "一二三四五六"
_ROWS = 5
_LAST = ITEMS_TOP + _ROWS * len(_NAMES) - 1
_GUIDE = (
    "大项、小项和分值照评价办法填写；大项的名称可以改，用不到的大项、小项整行删除。",
    "小项不够的，在同一大项中间插入行。",
    "灰色单元格（大项分值、综合自评得分）自动计算，不要改写。",
    "自评得分包括加分；有加分的，在“加分”里写明其中加了几分，并写明加分依据。",
    "得分低于分值的，写明扣分原因。",
    "完成情况写做了什么、做到什么程度；没有要说的留空，报告会把这些小项合并成一句。",
    "文字材料里标“必填”的栏目请写全；没有内容的“选填”栏目留空，报告会自动略去。",
    "各工作表的名称、表头和栏目名称不要改动；填好后保存为.xlsx文件。",
)
_POINTS = "填写自评得分，包括加分；低于分值的，写明扣分原因。"


def blank_rubric() -> bytes:
    """Return the blank workbook of the family."""
    sheets = (
        rubric_sheet(_form(), _rules()),
        blank_texts_sheet(RUBRIC),
        guide_sheet("填写要求", _GUIDE, ("自评表", "文字材料"), form=_PURPOSE),
    )
    return package(_TITLE, sheets)


def _form() -> RubricForm:
    first, last = ITEMS_TOP + 1, _LAST + 1
    return RubricForm(
        title=_TITLE,
        year="（　　　　年度）",
        groups=tuple(
            _group(f"（{numeral}）{name}", first + number * _ROWS)
            for number, (numeral, name) in enumerate(zip(_NUMERALS, _NAMES, strict=True))
        ),
        maximum=total(f"D{first}:D{last}"),
        points=total(f"E{first}:E{last}"),
        bonus=total(f"F{first}:F{last}"),
    )


def _group(name: str, first: int) -> Group:
    return Group(
        name=name, maximum=total(f"D{first}:D{first + _ROWS - 1}"), items=(Item(),) * _ROWS
    )


def _rules() -> tuple[Rule, ...]:
    most = f"=D{ITEMS_TOP + 1}+F{ITEMS_TOP + 1}"
    return (
        hint(Area(top=1, left=0, bottom=1, right=0), prompts.YEAR),
        hint(Area(top=2, left=1, bottom=2, right=1), prompts.NAME),
        hint(Area(top=3, left=1, bottom=3, right=1), prompts.UNIT),
        hint(Area(top=3, left=7, bottom=3, right=7), prompts.UNIT),
        hint(_column(0), "大项的名称，照评价办法填写。"),
        hint(_column(2), "小项的序号和名称，如：1.1 覆盖情况。"),
        points(_column(3), "填写小项的分值。", 1000, "分值应为不小于0的数字。"),
        points(_column(4), _POINTS, most, "得分应为数字，且不超过分值与加分之和。"),
        points(_column(5), "得分里包含的加分；没有的留空。", 1000, "加分应为不小于0的数字。"),
        hint(_column(6), "依据评价办法哪一条、做了什么而加分。"),
        hint(_column(7), "扣在哪里、为什么。"),
        hint(_column(8), "做了什么、做到什么程度，写清数量和比率。"),
    )


def _column(column: int) -> Area:
    return Area(top=ITEMS_TOP, left=column, bottom=_LAST, right=column)
