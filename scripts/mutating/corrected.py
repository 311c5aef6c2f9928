"""The sample workbooks with their contradictions mended, as read.

Knows which cells of which sample are wrong and what would be right there.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from pingshu.read import read_workbook
from pingshu.sheet import Cell, Grid

SAMPLES = Path(__file__).resolve().parent.parent.parent / "input_workbooks" / "示例"

_MENDED: Mapping[str, Mapping[str, str]] = {
    "丰都县": {
        "自评表!I20": "宣传覆盖不够，今后定期走访。",
        "文字材料!C12": "离休人员医药费增加，县财政局批复追加。",
        "支出明细!D4": "1377",
        "文字材料!C15": "全年离休人员医疗待遇享受1377人次，支出155万元。",
    },
    "渠县": {
        "自评表!B20": "做好医疗保障服务和基金监管。",
        "自评表!E20": "打击欺诈骗保的宣传和检查已经办完。",
        "自评表!F50": "91%",
        "文字材料!C15": "1100249 卫生健康共同财政事权转移支付收入",
        "文字材料!C20": "无偏离。",
    },
    "伽师县": {
        "收支对比表!C8": "12000",
        "收支对比表!E8": "46586.52",
        "收支对比表!C9": "20000",
        "收支对比表!D9": "60000",
        "收支对比表!E9": "80000",
        "收支对比表!C10": "718.32",
        "收支对比表!E10": "4286.43",
        "收支对比表!C11": "5.99%",
        "收支对比表!E11": "9.2%",
        "收支对比表!C13": "8095.71",
        "收支对比表!D13": "6350.45",
        "收支对比表!E13": "14446.16",
        "收支对比表!C14": "40.48%",
        "收支对比表!D14": "10.58%",
        "收支对比表!E14": "18.06%",
        "收支对比表!D15": "300.4%",
        "收支明细!E8": "1016.74",
        "收支明细!E15": "4.8",
        "收支明细!G10": "88.28%",
        "收支明细!D18": "11682.58",
        "文字材料!C14": "收入小计、支出小计含上下级往来。",
        "文字材料!C19": "",
        "文字材料!C38": "",
        "文字材料!C41": "",
        "居民自评表!C6": "66350.45",
        "居民自评表!E6": "66350.45",
        "居民自评表!C7": "66350.45",
        "居民自评表!E7": "66350.45",
        "居民自评表!F12": "430367人",
        "居民自评表!E14": "110%≥x≥95%",
        "居民自评表!F14": "105.91%",
        "居民自评表!E15": "310%≥x≥95%",
        "居民自评表!F15": "300.4%",
        "居民自评表!F16": "96.89%",
        "居民自评表!F20": "280",
        "居民自评表!F21": "580",
        "职工自评表!C6": "28095.71",
        "职工自评表!E6": "28095.71",
        "职工自评表!C7": "28095.71",
        "职工自评表!E7": "28095.71",
        "职工自评表!F12": "24300人",
        "职工自评表!F14": "100.33%",
        "职工自评表!E15": "450%≥x≥95%",
        "职工自评表!F15": "448.74%",
    },
}


def corrected() -> dict[str, tuple[Grid, ...]]:
    """Return the sheets of each sample, mended, by the name of its county or office."""
    read = {path.stem.partition("_")[0]: read_workbook(path)[0] for path in _paths()}
    return {name: _mended(grids, _MENDED.get(name, {})) for name, grids in read.items()}


def _paths() -> list[Path]:
    return sorted(SAMPLES.glob("*.xlsx"))


def _mended(grids: tuple[Grid, ...], cells: Mapping[str, str]) -> tuple[Grid, ...]:
    return tuple(_mended_sheet(grid, cells) for grid in grids)


def _mended_sheet(grid: Grid, cells: Mapping[str, str]) -> Grid:
    at = {(cell.row, cell.column): cell for cell in grid.cells}
    for address, text in cells.items():
        sheet, _, letters_and_row = address.partition("!")
        if sheet == grid.sheet:
            column, row = ord(letters_and_row[0]) - ord("A") + 1, int(letters_and_row[1:])
            before = at.get((row, column), Cell(row=row, column=column, text=""))
            at[row, column] = _with_text(before, text)
    return replace(grid, cells=tuple(at[position] for position in sorted(at)))


def _with_text(cell: Cell, text: str) -> Cell:
    is_number = text.replace(".", "", 1).isdigit()
    return cell._replace(text=text, number=Decimal(text) if is_number else None, percent=False)
