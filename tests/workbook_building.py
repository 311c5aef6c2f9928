"""Workbooks for tests from a few readable lines, and small complete forms of both families.

A sheet is a list of rows, a row a list of cells that go to the next free column, as in a table
on a web page: what is merged takes its columns, and its rows too, from the cells that follow.

    workbook(tmp_path / "a.xlsx", {"自评表": project_rows(project="乡村公路养护")})

Knows how a form looks on paper. Must not know how it is read, except in `read_forms`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pingshu.assemble import assemble
from pingshu.compute import compute
from pingshu.describe import Json, describe_workbook
from pingshu.finding import Finding
from pingshu.model import Form
from pingshu.profile import Profile, load_profiles
from pingshu.read import read_workbook
from pingshu.recognise import recognise
from pingshu.sheet import Grid

TEMPLATES = Path(__file__).parent.parent / "templates"

# --- cells and sheets ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Formatted:
    """A number or date shown in a format: Formatted(0.9736, "0.00%")."""

    value: float | date
    number_format: str


@dataclass(frozen=True, slots=True)
class Percent:
    """A stored share that is shown as a percentage: Percent(0.97) reads 97%."""

    value: float


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the result that was stored with it; None if it never was calculated."""

    text: str
    value: float | str | None = None


Content = str | float | bool | date | Formatted | Percent | Formula | None


@dataclass(frozen=True, slots=True)
class Merged:
    """A content merged over rows and columns."""

    value: Content
    rows: int = 1
    columns: int = 1


Item = Content | Merged
Rows = Sequence[Sequence[Item]]
Table = list[list[Item]]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A sheet that is hidden."""

    rows: Rows


def workbook(path: Path, sheets: Mapping[str, Rows | Hidden]) -> Path:
    """Write a workbook and return its path."""
    with xlsxwriter.Workbook(path) as book:
        for name, content in sheets.items():
            sheet = book.add_worksheet(name)
            rows = content.rows if isinstance(content, Hidden) else content
            for row, column, item in _placed(rows):
                _write(book, sheet, row, column, item)
            if isinstance(content, Hidden):
                sheet.hide()
    return path


def _placed(rows: Rows) -> Iterator[tuple[int, int, Merged]]:
    """Yield each cell with its 0-based row and column."""
    taken: set[tuple[int, int]] = set()
    for row, items in enumerate(rows):
        column = 0
        for item in items:
            cell = item if isinstance(item, Merged) else Merged(item)
            while (row, column) in taken:
                column += 1
            yield row, column, cell
            taken |= {(row + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}


def _write(
    book: xlsxwriter.Workbook, sheet: Worksheet, row: int, column: int, item: Merged
) -> None:
    style = _style(book, item.value)
    if item.rows > 1 or item.columns > 1:
        last = (row + item.rows - 1, column + item.columns - 1)
        sheet.merge_range(row, column, *last, "", style)
    _write_content(sheet, row, column, item.value, style)


def _style(book: xlsxwriter.Workbook, value: Content) -> Format | None:
    if isinstance(value, Percent):
        return book.add_format({"num_format": "0.00%"})
    if isinstance(value, Formatted):
        return book.add_format({"num_format": value.number_format})
    if isinstance(value, date):
        return book.add_format({"num_format": "yyyy-mm-dd"})
    return None


def _write_content(
    sheet: Worksheet, row: int, column: int, value: Content, style: Format | None
) -> None:
    if isinstance(value, Formula):
        stored = "" if value.value is None else value.value
        sheet.write_formula(row, column, value.text, style, stored)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif isinstance(value, Percent | Formatted):
        _write_content(sheet, row, column, value.value, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    elif value is not None:
        sheet.write(row, column, value, style)


# --- what is read of a workbook -----------------------------------------------------------


@cache
def profiles() -> tuple[Profile, ...]:
    """Return the profiles of the families that come with the project."""
    return load_profiles(TEMPLATES)


def read_forms(path: Path) -> tuple[tuple[Form, ...], tuple[Finding, ...]]:
    """Return the forms of a workbook and all findings of reading it."""
    known = profiles()
    grids, unread = read_workbook(path)
    survey, unrecognised = recognise(grids, known)
    forms, unassembled = assemble(survey, known)
    return forms, (*unread, *unrecognised, *unassembled)


def read_form(path: Path) -> Form:
    """Return the only form of a workbook."""
    (form,), _ = read_forms(path)
    return form


def described(path: Path) -> Json:
    """Return what `inspect --json` tells of a workbook, without what the checks find."""
    grids, unread = read_workbook(path)
    return described_grids(path.name, grids, unread)


def described_grids(name: str, grids: Sequence[Grid], unread: Sequence[Finding] = ()) -> Json:
    """Return the same of sheets that have been read."""
    known = profiles()
    by_name = {profile.name: profile for profile in known}
    survey, unrecognised = recognise(grids, known)
    forms, unassembled = assemble(survey, known)
    computed = [(form, compute(form, by_name[form.family])) for form in forms]
    findings = (*unread, *unrecognised, *unassembled)
    return describe_workbook(name, computed, survey.skipped, findings)


# --- the forms ----------------------------------------------------------------------------

PROJECT_FUNDS: Rows = (
    # label, 年初预算数, 全年预算数, 全年执行数, 分值, 执行率, 得分
    ("年度资金总额：", 120, 100, 100, 10, "100%", 10),
    ("其中：当年财政拨款", 120, 100, 100, "—", "100%", "—"),
    ("上年结转资金", None, None, None, "—", None, "—"),
    ("其他资金", None, None, None, "—", None, "—"),
)
PROJECT_INDICATORS: Rows = (
    # 一级, 二级, 三级, 年度指标值, 实际完成值, 分值, 得分, 偏差原因
    ("产出指标", "数量指标", "养护里程", "≥50公里", "52公里", 20, 20, None),
    ("产出指标", "质量指标", "验收合格率", "100%", "100%", 20, 20, None),
    ("产出指标", "时效指标", "完工时间", "12月底前", "12月底前", 10, 10, None),
    ("效益指标", "社会效益指标", "通行条件", "改善", "改善", 30, 30, None),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "95%", 10, 10, None),
)
TRANSFER_FUNDS: Rows = (
    # label, 全年预算数, 全年执行数, 预算执行率
    ("年度资金总额：", 100, 100, "100%"),
    ("其中：中央补助", 80, 80, "100%"),
    ("地方资金", 20, 20, "100%"),
    ("其他资金", None, None, None),
)
MANAGEMENT: Rows = (
    # item, 情况说明, 存在问题和改进措施
    ("分配科学性", "按因素法分配。", None),
    ("下达及时性", "收到文件30日内下达。", None),
)
TRANSFER_INDICATORS: Rows = (
    # 一级, 二级, 三级, 指标值, 全年实际完成值, 未完成原因
    ("产出指标", "数量指标", "培训人次", "≥200人次", "210人次", None),
    ("产出指标", "质量指标", "培训合格率", "≥95%", "97%", None),
    ("效益指标", "社会效益指标", "服务能力", "提升", "提升", None),
    ("满意度指标", "服务对象满意度指标", "学员满意度", "≥90%", "96%", None),
)
GOALS = ("完成全年任务。", "已完成全年任务。")


def project_rows(
    *,
    title: str = "项目支出绩效自评表",
    year: str | None = "（2022年度）",
    project: Content = "乡村公路养护",
    department: Content = "青禾县交通运输局",
    unit: Content = "青禾县公路养护中心",
    money: str = "项目资金\n（万元）",
    funds: Rows | None = PROJECT_FUNDS,
    goals: Sequence[Content] | None = GOALS,
    indicators: Rows | None = PROJECT_INDICATORS,
    levels: str = "merged",
    total: Sequence[Item] | None = (100, 100),
    remarks: Rows = (),
) -> Table:
    """Return a 项目支出绩效自评表 with scores, nine columns wide; what is None is left out.

    Args:
        title: the title above the form.
        year: what stands below the title.
        project: the value beside 项目名称.
        department: the value beside 主管部门.
        unit: the value beside 实施单位.
        money: the label beside the funds.
        funds: label, 年初预算数, 全年预算数, 全年执行数, 分值, 执行率, 得分.
        goals: 预期目标 and 实际完成情况.
        indicators: 一级, 二级, 三级指标, 年度指标值, 实际完成值, 分值, 得分, 偏差原因; a row of
            fewer cells is a note.
        levels: how 一级 and 二级指标 stand: merged, blank (below the first) or repeated.
        total: 分值 and 得分 of the row 总分.
        remarks: rows below the form.
    """
    return [
        [Merged(title, columns=9)],
        *_year(year, 9),
        [Merged("项目名称", columns=2), Merged(project, columns=7)],
        [
            Merged("主管部门", columns=2),
            Merged(department, columns=3),
            "实施单位",
            Merged(unit, columns=3),
        ],
        *_funds(Merged(money), _PROJECT_FUNDS_HEADING, funds),
        *_goals("年度总体目标", ("预期目标", "实际完成情况"), goals),
        *_indicators(_PROJECT_INDICATORS_HEADING, indicators, levels),
        *_total(total),
        *_lists(remarks),
    ]


def transfer_rows(
    *,
    title: str = "转移支付区域（项目）绩效目标自评表",
    year: str | None = "（2022年度）",
    project: Content = "基层人才培训补助资金",
    central: Content = "国家卫生健康委员会",
    department: Content = "青禾县卫生健康局",
    unit: Content = "青禾县人民医院",
    money: str = "资金投入情况\n（万元）",
    funds: Rows | None = TRANSFER_FUNDS,
    management: Rows | None = MANAGEMENT,
    goals: Sequence[Content] | None = GOALS,
    indicators: Rows | None = TRANSFER_INDICATORS,
    levels: str = "merged",
    remarks: Rows = (("说明", Merged("无", columns=6)),),
) -> Table:
    """Return a 转移支付绩效目标自评表 without scores, seven columns wide; None is left out.

    Args:
        title: the title above the form.
        year: what stands below the title.
        project: the value beside 转移支付（项目）名称.
        central: the value beside 中央主管部门.
        department: the value beside 地方主管部门.
        unit: the value beside 资金使用单位.
        money: the label beside the funds.
        funds: label, 全年预算数, 全年执行数, 预算执行率.
        management: item, 情况说明, 存在问题和改进措施.
        goals: 总体目标 and 全年实际完成情况.
        indicators: 一级, 二级, 三级指标, 指标值, 全年实际完成值, 未完成原因; a row of fewer
            cells is a note.
        levels: how 一级 and 二级指标 stand: merged, blank (below the first) or repeated.
        remarks: rows below the form.
    """
    return [
        [Merged(title, columns=7)],
        *_year(year, 7),
        [Merged("转移支付（项目）名称", columns=2), Merged(project, columns=5)],
        [Merged("中央主管部门", columns=2), Merged(central, columns=5)],
        [
            Merged("地方主管部门", columns=2),
            Merged(department, columns=2),
            "资金使用单位",
            Merged(unit, columns=2),
        ],
        *_funds(Merged(money, columns=2), _TRANSFER_FUNDS_HEADING, funds),
        *_management(management),
        *_goals("总体目标\n完成情况", ("总体目标", "全年实际完成情况"), goals),
        *_indicators(_TRANSFER_INDICATORS_HEADING, indicators, levels),
        *_lists(remarks),
    ]


_PROJECT_FUNDS_HEADING = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
_TRANSFER_FUNDS_HEADING = ("全年预算数（A）", "全年执行数（B）", "预算执行率（B/A）")
_PROJECT_INDICATORS_HEADING = (
    *("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    "偏差原因分析及改进措施",
)
_TRANSFER_INDICATORS_HEADING = (
    *("一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值"),
    "未完成原因和改进措施",
)


def _year(text: str | None, columns: int) -> Table:
    return [] if text is None else [[Merged(text, columns=columns)]]


def _total(points: Sequence[Item] | None) -> Table:
    return [] if points is None else [[Merged("总分", columns=6), *points]]


def _lists(rows: Iterable[Sequence[Item]]) -> Table:
    return [[*row] for row in rows]


def _funds(block: Merged, heading: Sequence[Item], funds: Rows | None) -> Table:
    if funds is None:
        return []
    lines: Table = [[Merged(label, columns=2), *values] for label, *values in _contents(funds)]
    first = Merged(block.value, rows=len(funds) + 1, columns=block.columns)
    return [[first, Merged(None, columns=2), *heading], *lines]


def _contents(rows: Rows) -> Iterator[list[Content]]:
    """Yield rows that must not hold merged cells, because their place is already merged."""
    for row in rows:
        yield [item for item in row if not isinstance(item, Merged)]


def _management(items: Rows | None) -> Table:
    if items is None:
        return []
    first = Merged("资金管理情况", rows=len(items) + 1)
    heading = (Merged(None, columns=2), Merged("情况说明", columns=2))
    rows: Table = [
        [Merged(item, columns=2), Merged(situation, columns=2), Merged(problem, columns=2)]
        for item, situation, problem in _contents(items)
    ]
    return [[first, *heading, Merged("存在问题和改进措施", columns=2)], *rows]


def _goals(block: str, heading: Sequence[str], goals: Sequence[Content] | None) -> Table:
    if goals is None:
        return []
    labels = [Merged(label, columns=3) for label in heading]
    texts: list[Item] = [Merged(goal, columns=3) for goal in goals]
    return [[Merged(block, rows=2), *labels], texts]


def _indicators(heading: Sequence[str], rows: Rows | None, levels: str) -> Table:
    if rows is None:
        return []
    block = Merged("绩效指标", rows=len(rows) + 1)
    return [[block, *heading], *_levelled([[*row] for row in rows], levels)]


def _levelled(rows: Table, levels: str) -> Table:
    """Return the rows with 一级 and 二级指标 merged, blank below the first, or repeated."""
    if levels == "repeated":
        return rows
    first = _runs([row[:1] for row in rows])
    second = _runs([row[:2] for row in rows])
    write = {"merged": _merged_over, "blank": _first_only}[levels]
    return [
        row if len(row) < 2 else [*write(row[0], one), *write(row[1], two), *row[2:]]
        for row, one, two in zip(rows, first, second, strict=True)
    ]


def _runs(keys: Table) -> list[int]:
    """Return for the first of equal neighbours how many they are, for the others 0."""
    counts = (len(list(group)) for _, group in groupby(keys))
    return [length for count in counts for length in (count, *([0] * (count - 1)))]


def _merged_over(item: Item, count: int) -> list[Item]:
    if count < 2 or isinstance(item, Merged):
        return [item][:count]
    return [Merged(item, rows=count)]


def _first_only(item: Item, count: int) -> list[Item]:
    return [item if count else None]


# --- the sheets beside the form -----------------------------------------------------------


def texts_rows(texts: Mapping[str, Content] | Iterable[Sequence[Content]]) -> Table:
    """Return a sheet 文字材料: 栏目 → 内容 for every form, or rows of 适用, 栏目, 内容."""
    if isinstance(texts, Mapping):
        return _table(("栏目", "内容"), texts.items())
    return _table(("适用", "栏目", "内容"), texts)


def notes_rows(*rows: Sequence[Content]) -> Table:
    """Return a sheet 指标说明: 三级指标, 完成情况说明, 数据来源, 佐证材料, 合计项."""
    return _table(("三级指标", "完成情况说明", "数据来源", "佐证材料", "合计项"), rows)


def spending_rows(*rows: Sequence[Content], amount: str = "金额（万元）") -> Table:
    """Return a sheet 支出明细: 支出内容, 金额, 数量, 计量单位, 说明."""
    return _table(("支出内容", amount, "数量", "计量单位", "说明"), rows)


def _table(heading: Sequence[str], rows: Iterable[Sequence[Content]]) -> Table:
    return [[*heading], *_lists(rows)]
