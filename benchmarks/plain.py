"""The plain way: openpyxl by cell addresses, then docxtpl, as a script of one afternoon does it.

Knows where everything stands on this one form. It checks nothing, remembers nothing and computes
with floats; what it prints must equal what pingshu prints.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

FIRST_INDICATOR = 11


def make_report(workbook: Path, template: Path, report: Path) -> None:
    """Read a workbook and write its report."""
    values, formulas = load_workbook(workbook, data_only=True), load_workbook(workbook)
    for sheet in formulas:
        _refuse_uncalculated(sheet, values[sheet.title])
    document = DocxTemplate(template)
    document.render(_context(values["自评表"], values["文字材料"]))
    report.parent.mkdir(parents=True, exist_ok=True)
    document.save(report)


def _refuse_uncalculated(formulas: Worksheet, values: Worksheet) -> None:
    for row in formulas.iter_rows():
        for cell in row:
            if cell.data_type == "f" and values[cell.coordinate].value is None:
                raise ValueError(f"{formulas.title}!{cell.coordinate} was never calculated")


def _context(form: Worksheet, texts: Worksheet) -> dict[str, Any]:
    written = {row[1]: row[2] for row in texts.iter_rows(min_row=2, values_only=True) if row[1]}
    year = str(form["A2"].value)[1:5]
    budget, executed = float(form["F6"].value), float(form["G6"].value)
    rows = list(_indicators(form))
    return {
        "报告": {
            "标题": f"{year}年度{form['C3'].value}绩效自评报告",
            "日期": written["成文日期"],
        },
        "单位": {"全称": written["单位全称"]},
        "项目": {"名称": form["C3"].value},
        "文字": written,
        "资金": {
            "预算数": f"{budget:g}万元",
            "执行数": f"{executed:g}万元",
            "未执行数": f"{budget - executed:g}万元",
            "执行率": f"{round(executed / budget * 100, 2):g}%",
            "全额执行": executed == budget,
        },
        "目标": {"预期": form["B9"].value, "实际": form["F9"].value},
        "指标": {"类别": _groups(rows)},
        "附表": {"指标": [{**row, "得分": row["得分"].removesuffix("分")} for row in rows]},
        "评分": {"总分": f"{form.cell(FIRST_INDICATOR + len(rows), 8).value:g}分"},
    }


def _indicators(form: Worksheet) -> Iterator[dict[str, str]]:
    level1 = level2 = ""
    for row in form.iter_rows(min_row=FIRST_INDICATOR, max_col=8, values_only=True):
        if str(row[0]).startswith("总分") or row[3] is None:
            return
        level1, level2 = str(row[1] or level1), str(row[2] or level2)
        yield {
            "一级": level1,
            "二级": level2,
            "三级": str(row[3]),
            "目标值": str(row[4]),
            "完成值": str(row[5]),
            "得分": f"{row[7]:g}分",
            "名称": str(row[3]),
        }


def _groups(rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    groups: dict[str, dict[str, list[dict[str, str]]]] = {}
    for row in rows:
        groups.setdefault(row["一级"], {}).setdefault(row["二级"], []).append(row)
    return [
        {"名称": name, "分类": [{"名称": kind, "全部": items} for kind, items in kinds.items()]}
        for name, kinds in groups.items()
    ]
