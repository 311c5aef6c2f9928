"""What both ways work on: workbooks as offices fill them in, and one template.

Knows forms and Word documents on paper. Must not know how either way reads or fills them.
"""

from pathlib import Path

import docx
from docx.table import Table

from scripts.workbooks.form import DASH, Goals, Indicator
from scripts.workbooks.headings import PROJECT
from scripts.workbooks.lists import texts_sheet
from scripts.workbooks.package import package
from scripts.workbooks.project import Fund, ProjectForm, project_sheet
from scripts.workbooks.sheet import Formula

FAMILY = "项目支出"
BUDGET = 200
ROWS = (
    ("产出指标", "数量指标", "养护里程", "≥50公里", "{0}公里", 10),
    ("产出指标", "数量指标", "修补路面", "≥800平方米", "{1}平方米", 10),
    ("产出指标", "数量指标", "更换护栏", "≥300米", "312米", 5),
    ("产出指标", "质量指标", "验收合格率", "100%", "100%", 10),
    ("产出指标", "质量指标", "路况优良率", "≥85%", "88%", 5),
    ("产出指标", "时效指标", "完工时间", "12月底前", "11月完工", 10),
    ("效益指标", "经济效益指标", "节约维修成本", "≥5%", "6%", 10),
    ("效益指标", "社会效益指标", "事故减少", "明显", "明显", 10),
    ("效益指标", "可持续影响指标", "养护机制", "健全", "健全", 10),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "95%", 10),
)
TEXTS = {
    "单位全称": "青禾县公路养护中心",
    "立项依据": "根据县人民政府办公室关于农村公路养护的年度安排设立{0}项目。",
    "实施内容": "对{0}县道、乡道的路面、护栏和标志进行日常养护和小修，保障安全通行。",
    "到位日期": "1月至12月",
    "结果应用": "自评结果作为安排{0}下一年度预算的依据。",
    "公开渠道及时间": "{0}的结果随部门决算在县政府网站公开。",
    "成文日期": "2023年3月1日",
}


def project_name(number: int) -> str:
    """Return the name of the project with this number."""
    return f"农村公路日常养护第{number}标段"


def executed_amount(number: int) -> float:
    """Return what the project with this number has spent."""
    return BUDGET - number % 40 / 2


def workbook(number: int) -> bytes:
    """Return the filled-in form of the project with this number, with its 文字材料."""
    # Each in its own words, as of different people: what is remembered of one says nothing of
    # the next.
    texts = {name: text.format(project_name(number)) for name, text in TEXTS.items()}
    return package("自评表", (project_sheet(form(number)), texts_sheet(PROJECT, texts)))


def form(number: int) -> ProjectForm:
    """Return what is written on the form of the project with this number."""
    executed = executed_amount(number)
    rate = Formula(text="=G6/F6", value=executed / BUDGET)
    total = Fund(
        label="年度资金总额：",
        initial=BUDGET,
        budget=BUDGET,
        executed=executed,
        weight=10,
        rate=rate,
        score=Formula(text="=I6*10", value=executed / BUDGET * 10),
    )
    source = Fund(
        label="其中：当年财政拨款",
        initial=BUDGET,
        budget=BUDGET,
        executed=executed,
        weight=DASH,
        rate=Formula(text="=G7/F7", value=executed / BUDGET),
        score=DASH,
    )
    return ProjectForm(
        title="项目支出绩效自评表",
        year="（2022年度）",
        name=project_name(number),
        department="青禾县交通运输局",
        unit="青禾县公路养护中心",
        funds=(total, source),
        goals=Goals(
            expected=f"完成{project_name(number)}全年养护任务。",
            actual=f"{project_name(number)}全年养护任务已经完成。",
        ),
        indicators=tuple(_indicator(number, row) for row in ROWS),
        weight=100,
        score=90 + executed / BUDGET * 10,
    )


def _indicator(number: int, row: tuple[str, str, str, str, str, int]) -> Indicator:
    level1, level2, level3, target, actual, weight = row
    return Indicator(
        level1=level1,
        level2=level2,
        level3=level3,
        target=target,
        actual=actual.format(50 + number % 9, 800 + number),
        weight=weight,
        score=weight,
    )


def template(path: Path) -> None:
    """Write a report template whose tags both engines understand."""
    document = docx.Document()
    document.add_heading("{{ 报告.标题 }}", level=1)
    for line in (
        "{{ 单位.全称 }}实施{{ 项目.名称 }}。{{ 文字.立项依据 }}{{ 文字.实施内容 }}",
        "预算{{ 资金.预算数 }}，执行{{ 资金.执行数 }}，执行率{{ 资金.执行率 }}。",
        "未执行{{ 资金.未执行数 }}。",
        "{% if 资金.全额执行 %}预算全部执行完毕。{% else %}预算没有全部执行。{% endif %}",
        "预期目标：{{ 目标.预期 }}",
        "实际完成：{{ 目标.实际 }}",
        "{%p for 类 in 指标.类别 %}",
        "{{ 类.名称 }}",
        "{%p for 分 in 类.分类 %}",
        "{{ 分.名称 }}：",
        "{% for 项 in 分.全部 %}{{ 项.名称 }}完成{{ 项.完成值 }}，得{{ 项.得分 }}。{% endfor %}",
        "{%p endfor %}",
        "{%p endfor %}",
        "{{ 文字.结果应用 }}{{ 文字.公开渠道及时间 }}",
        "总分{{ 评分.总分 }}。",
        "{{ 报告.日期 }}",
    ):
        document.add_paragraph(line)
    _annex(document.add_table(rows=0, cols=6))
    document.save(str(path))


def _annex(table: Table) -> None:
    columns = ("一级", "二级", "三级", "目标值", "完成值", "得分")
    for texts in (
        columns,
        ("{%tr for 行 in 附表.指标 %}", *[""] * 5),
        [f"{{{{ 行.{name} }}}}" for name in columns],
        ("{%tr endfor %}", *[""] * 5),
    ):
        row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it untyped
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
