"""Forms of funds of social insurance, built from the model: comparison table, details, annexes.

`county_form` is the case of a county in 2020 as published, with all that does not fit together in
it, and `mended_form` the same with each of these cells mended. `changed` changes single cells, by
their place. Knows the stages
from computing to checking. Must not know how a workbook is read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pingshu.check import check
from pingshu.compute import compute
from pingshu.finding import Finding
from pingshu.model import (
    ComparisonRow,
    Computation,
    Detail,
    Enrolment,
    Flow,
    Form,
    Fund,
    FundComparison,
    FundRow,
    Indicator,
    Measure,
    Number,
    Role,
    Text,
)
from pingshu.profile import Profile, load_profile
from pingshu.sheet import Place, address
from pingshu.values import Quantity, parse_actual, parse_number, parse_target

TEMPLATES = Path(__file__).parent.parent / "templates"
TABLE, DETAILS, PEOPLE, TEXTS = "收支对比表", "收支明细", "参保情况", "文字材料"
INCOME, SPENDING = Flow.INCOME, Flow.SPENDING
WORKERS, RESIDENTS = "职工基本医疗保险", "城乡居民基本医疗保险"
Cell = str | None


def place(sheet: str, cell: str | None = None) -> Place:
    return Place(workbook="基金.xlsx", sheet=sheet, cell=cell)


def text(content: str, sheet: str, cell: str) -> Text:
    return Text(text=content, place=place(sheet, cell))


def number(content: Cell, sheet: str, cell: str) -> Number | None:
    """Return what a cell states; a text that is no number is there, but unread."""
    if content is None:
        return None
    read = parse_number(content)
    value = read.value if isinstance(read, Quantity) else None
    return Number(value=value, text=content, place=place(sheet, cell))


# --- the parts ----------------------------------------------------------------------------


Row = tuple[Measure, Flow | None, tuple[Cell, ...]]


def table(names: Sequence[str], rows: Sequence[Row]) -> FundComparison:
    """Return a comparison table: names in row 2 from column C, the rows from row 3."""
    funds = tuple(
        Fund(label=text(name, TABLE, address(2, column)), is_total=name == "合计")
        for column, name in enumerate(names, 3)
    )
    return FundComparison(funds=funds, rows=tuple(map(_row, range(3, 3 + len(rows)), rows)))


def _row(at: int, row: Row) -> ComparisonRow:
    measure, flow, cells = row
    values = (number(cell, TABLE, address(at, column)) for column, cell in enumerate(cells, 3))
    label = f"{measure}·{flow or ''}"
    return ComparisonRow(label=label, measure=measure, flow=flow, values=tuple(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of details; on the sheet D 项目, E 预算, F 本年, G 上年, H 完成预算, I 增幅."""

    fund: str | None
    flow: Flow
    depth: int
    label: str
    current: Cell
    prior: Cell = None
    budget: Cell = None
    share: Cell = None
    rate: Cell = None
    transfer: bool = False


def details(*lines: Line) -> tuple[Detail, ...]:
    """Return the lines of 收支明细, from row 2."""
    return tuple(_detail(row, line) for row, line in enumerate(lines, 2))


def _detail(row: int, line: Line) -> Detail:
    return Detail(
        label=text(line.label, DETAILS, f"D{row}"),
        fund=text(line.fund, DETAILS, f"B{row}") if line.fund else None,
        flow=line.flow,
        depth=line.depth,
        is_transfer=line.transfer,
        budget=number(line.budget, DETAILS, f"E{row}"),
        current=number(line.current, DETAILS, f"F{row}"),
        prior=number(line.prior, DETAILS, f"G{row}"),
        stated_share=number(line.share, DETAILS, f"H{row}"),
        stated_rate=number(line.rate, DETAILS, f"I{row}"),
    )


def people(
    label: str, count: Cell, exempt: Cell = None, enrolled: Cell = None, fund: str | None = None
) -> Enrolment:
    """Return a line of 参保情况."""
    return Enrolment(
        label=text(label, PEOPLE, "B2"),
        fund=text(fund, PEOPLE, "A2") if fund else None,
        people=number(count, PEOPLE, "C2"),
        exempt=number(exempt, PEOPLE, "D2"),
        enrolled=number(enrolled, PEOPLE, "E2"),
    )


def annex(sheet: str, project: str, executed: str, rows: Sequence[tuple[str, str, str]]) -> Form:
    """Return a 自评表: executed in E6, the indicators (name, target, actual) from row 12."""
    total = FundRow(
        label=text("预算数", sheet, "B6"),
        role=Role.TOTAL,
        detail=False,
        budget=number(executed, sheet, "C6"),
        executed=number(executed, sheet, "E6"),
    )
    items = tuple(_indicator(sheet, row, *content) for row, content in enumerate(rows, 12))
    return form(
        place=place(sheet),
        project=text(project, sheet, "C4"),
        funds=(total,),
        indicators=items,
    )


def _indicator(sheet: str, row: int, name: str, target: str, actual: str) -> Indicator:
    read = parse_actual(actual)
    return Indicator(
        level1=text("项目完成指标", sheet, f"B{row}"),
        level2=text("数量指标", sheet, f"C{row}"),
        level3=text(name, sheet, f"D{row}"),
        target=text(target, sheet, f"E{row}"),
        actual=text(actual, sheet, f"F{row}"),
        target_read=parse_target(target),
        actual_read=read if isinstance(read, Quantity) else None,
        weight=None,
        score=None,
        reason=None,
    )


def form(**changes: Any) -> Form:
    """Return a form of 社保基金 with hardly anything in it but what is given."""
    base = Form(
        place=place(TABLE),
        family="社保基金",
        year=2020,
        project=text("医疗保险基金", TABLE, "A1"),
        department=text("青禾县医疗保障局", TABLE, "A1"),
        unit=None,
        money_unit="万元",
        funds=None,
        goals=None,
        management=None,
        indicators=None,
        total_stated=None,
        weight_total=None,
        blanks={},
        leftovers=(),
        texts={},
        received=None,
        spending=None,
    )
    return replace(base, **changes)


def written(content: str, cell: str = "C2") -> Text:
    """Return a text of 文字材料."""
    return text(content, TEXTS, cell)


# --- the stages ---------------------------------------------------------------------------


@cache
def rules() -> Profile:
    """Return the rules: those of a family without scores, and no text is required."""
    profile = load_profile(TEMPLATES / "转移支付" / "profile.toml")
    return replace(profile, name="社保基金", required=())


def computed(one: Form) -> Computation:
    return compute(one, rules())


def checked(one: Form) -> tuple[Finding, ...]:
    return check(one, computed(one), rules())


def told(one: Form) -> list[tuple[str, str, str]]:
    """Return severity, code and cell of each finding but those of what these forms leave out."""
    left_out = {"goal-missing"}
    return [
        (finding.severity.word, finding.code, f"{finding.place.sheet}!{finding.place.cell}")
        for finding in checked(one)
        if finding.code not in left_out
    ]


def values(one: Form) -> dict[str, Decimal]:
    """Return key and value of each figure of the form."""
    return {figure.key: figure.value for figure in computed(one).figures()}


# --- the case of a county -----------------------------------------------------------------


def county_table() -> FundComparison:
    return table(
        (WORKERS, RESIDENTS, "合计"),
        (
            (Measure.BUDGET, INCOME, ("12675.87", "36026.78", "48702.65")),  # row 3
            (Measure.BUDGET, SPENDING, ("6261.09", "22087.64", "28348.73")),
            (Measure.CURRENT, INCOME, ("12718.32", "38154.63", "50872.95")),
            (Measure.CURRENT, SPENDING, ("28095.71", "66350.45", "94446.16")),
            (Measure.PRIOR, INCOME, ("12718.32", "34586.52", "47304.84")),
            (Measure.PRIOR, SPENDING, ("28095.71", "15823.75", "43919.46")),  # row 8
            (Measure.GROWTH, INCOME, ("0", "3568.11", "3568.11")),
            (Measure.GROWTH_RATE, INCOME, ("0%", "10.32%", "7.54%")),
            (Measure.BUDGET_SHARE, INCOME, ("100.33%", "105.91%", "104.46%")),
            (Measure.GROWTH, SPENDING, ("0", "50526.7", "50526.7")),
            (Measure.GROWTH_RATE, SPENDING, ("0%", "319.31%", "115.04%")),  # row 13
            (Measure.BUDGET_SHARE, SPENDING, ("448.74%", "300.39%", "333.16%")),
            (Measure.CUMULATIVE, None, ("4763.56", "818.79", "5582.35")),
        ),
    )


def county_details() -> tuple[Detail, ...]:
    return details(
        Line(fund=WORKERS, flow=INCOME, depth=0, label="收入合计", current="12718.32"),  # row 2
        Line(fund=WORKERS, flow=INCOME, depth=1, label="保险费收入", current="11417.27"),
        Line(fund=WORKERS, flow=INCOME, depth=2, label="单位缴费", current="8702.45"),
        Line(fund=WORKERS, flow=INCOME, depth=2, label="个人缴费", current="2714.82"),
        Line(fund=WORKERS, flow=INCOME, depth=1, label="利息收入", current="284"),
        Line(fund=WORKERS, flow=INCOME, depth=1, label="转移收入", current="0.31"),
        Line(fund=WORKERS, flow=INCOME, depth=1, label="其他收入", current="16.73"),
        Line(fund=WORKERS, flow=SPENDING, depth=0, label="支出合计", current="28095.71"),  # row 9
        Line(
            fund=WORKERS,
            flow=SPENDING,
            depth=1,
            label="待遇支出",
            budget="6261.09",
            current="5527.57",
            prior="5527.57",
            share="88.40%",
        ),
        Line(fund=WORKERS, flow=SPENDING, depth=2, label="住院", current="1320.32"),
        Line(fund=WORKERS, flow=SPENDING, depth=2, label="门诊", current="3555.83"),
        Line(fund=WORKERS, flow=SPENDING, depth=2, label="生育医疗", current="95.85"),
        Line(fund=WORKERS, flow=SPENDING, depth=2, label="生育津贴", current="555.57"),
        Line(fund=WORKERS, flow=SPENDING, depth=1, label="转移支出", current="4.79"),
        Line(
            fund=WORKERS,
            flow=SPENDING,
            depth=1,
            label="上解上级支出",
            current="22563.34",
            transfer=True,
        ),
        Line(fund="居民", flow=INCOME, depth=0, label="收入合计", current="38154.63"),  # row 17
        Line(
            fund="居民",
            flow=INCOME,
            depth=1,
            label="个人缴费收入",
            current="13925.64",
            prior="11569.55",
            share="119.20%",
        ),
        Line(fund="居民", flow=INCOME, depth=1, label="财政补贴收入", current="23528"),
        Line(fund="居民", flow=INCOME, depth=1, label="利息收入", current="200.99"),
        Line(fund="居民", flow=INCOME, depth=1, label="上级补助收入", current="500", transfer=True),
        Line(fund="居民", flow=SPENDING, depth=0, label="支出合计", current="66350.45"),  # row 22
        Line(
            fund="居民",
            flow=SPENDING,
            depth=1,
            label="待遇支出",
            budget="22087.64",
            current="21040.11",
            prior="15823.75",
        ),
        Line(fund="居民", flow=SPENDING, depth=2, label="住院", current="16626.66"),
        Line(fund="居民", flow=SPENDING, depth=2, label="门诊", current="4413.45"),
        Line(
            fund="居民",
            flow=SPENDING,
            depth=1,
            label="上解上级支出",
            current="45310.34",
            transfer=True,
        ),
    )


def county_annexes() -> tuple[Form, ...]:
    interval = "105%≥x≥95%"
    residents = (
        ("参保人数（人）", "≥413449人", "413449人"),  # row 12
        ("享受待遇人数（人）", "≥55128人", "55128人"),
        ("城乡居民医疗保险基金收入预算执行率（%）", interval, "100%"),
        ("城乡居民医疗保险基金支出预算执行率（%）", interval, "100%"),
        ("以户籍人口数为基数计算的基本医保综合参保率（%）", "≥95%", "95%"),  # row 16
        ("以常住人口数为基数计算的基本医保综合参保率（%）", "≥93%", "93%"),
        ("政策范围内住院费用报销比例（%）", "≥68%", "68%"),
        ("住院费用实际报销比例（%）", "≥60%", "60%"),
        ("个人实际缴费标准（元/人/年）", "=280", "280%"),  # row 20
        ("各级财政实际补助标准（元/人/年）", "=580", "580%"),
        ("预期享受待遇成本（万元/人）", "≥0.69万元", "0.69万元"),
        ("减轻就医经济负担", "有效缓解", "有效缓解"),
        ("制度可持续发展", "长期", "长期"),
        ("参保对象满意度（%）", "≥95%", "95%"),
    )
    workers = (
        ("参保缴费人数（人）", "≥24243人", "24243人"),  # row 12
        ("享受待遇人数（人）", "≥4272人", "4272人"),
        ("职工基本医疗保险基金收入预算执行率（%）", interval, "100%"),
        ("职工基本医疗保险基金支出预算执行率（%）", interval, "100%"),
        ("政策范围内住院费用报销比例（%）", "≥65%", "65%"),
        ("住院费用实际报销比例（%）", "≥60%", "60%"),
        ("基金使用符合政策规定（%）", "=100%", "100%"),
        ("单位缴费基数（%）", "=6.80%", "6.80%"),
        ("个人缴费基数（%）", "=2.00%", "2.00%"),
        ("享受待遇成本（万元/人）", "≥2.98万元", "2.98万元"),
        ("保障参保人待遇", "有效保障", "有效保障"),
        ("制度可持续发展", "长期", "长期"),
        ("参保对象满意度（%）", "≥95%", "95%"),
    )
    return (
        annex("居民自评表", "某县2020年城乡居民医疗保险项目", "38155", residents),
        annex("职工自评表", "某县2020年职工医疗保险项目", "12718", workers),
    )


def county_form() -> Form:
    """Return the case as published."""
    return form(
        comparison=county_table(),
        details=county_details(),
        enrolment=(
            people("户籍人口", "444202", "13835", "430367", fund=RESIDENTS),
            people("建档立卡贫困人口", "129426", "3845", fund=RESIDENTS),
        ),
        texts={
            "总体情况": written(
                "2020年基金当期结余合计-43573.2万元，其中：职工基本医疗保险-15377.38万元，"
                "城乡居民基本医疗保险-28195.82万元。",
                "C2",
            ),
            "口径说明": written("收入小计、支出小计不含上下级往来。", "C3"),
        },
        fund_texts={
            RESIDENTS: {
                "增减原因": written(
                    "支出执行预算的300.39%。居民预算总支出21040.11万元，"
                    "其中住院16626.67万元、门诊4413.45万元。",
                    "C4",
                )
            },
            WORKERS: {
                "增减原因": written(
                    "待遇支出完成年度预算的88.40%。支出合计28095.71万元＝"
                    "5527.57万元＋4.79万元＋22563.34万元。",
                    "C5",
                )
            },
        },
        annexes=county_annexes(),
    )


_MENDED = {
    # The year before of the workers, and what follows from it.
    "收支对比表!C7": "12000",
    "收支对比表!E7": "46586.52",
    "收支对比表!C8": "20000",
    "收支对比表!E8": "35823.75",
    "收支对比表!C9": "718.32",
    "收支对比表!E9": "4286.43",
    "收支对比表!C10": "5.99%",
    "收支对比表!E10": "9.2%",
    "收支对比表!C12": "8095.71",
    "收支对比表!E12": "58622.41",
    "收支对比表!C13": "40.48%",
    "收支对比表!E13": "163.64%",
    "收支对比表!D14": "300.40%",
    # Details that add up.
    "收支明细!F8": "1016.74",
    "收支明细!F15": "4.8",
    "收支明细!H10": "88.28%",
    # Texts that say what the tables say.
    "文字材料!C2": "2020年基金当期结余合计-43573.21万元，其中：职工基本医疗保险-15377.39万元，"
    "城乡居民基本医疗保险-28195.82万元。",
    "文字材料!C3": "收入小计、支出小计含上下级往来。",
    "文字材料!C4": "支出执行预算的300.4%。待遇支出21040.11万元，"
    "其中住院16626.66万元、门诊4413.45万元。",
    "文字材料!C5": "待遇支出完成年度预算的88.28%。支出合计28095.71万元＝"
    "5527.57万元＋4.8万元＋22563.34万元。",
    # Forms with the funds' own figures.
    "居民自评表!C6": "66350.45",
    "居民自评表!E6": "66350.45",
    "居民自评表!E12": "≥430000人",
    "居民自评表!F12": "430367人",
    "居民自评表!E14": "110%≥x≥95%",
    "居民自评表!F14": "105.91%",
    "居民自评表!E15": "310%≥x≥95%",
    "居民自评表!F15": "300.4%",
    "居民自评表!F16": "96.89%",
    "居民自评表!F20": "280元",
    "居民自评表!F21": "580元",
    "职工自评表!C6": "28095.71",
    "职工自评表!E6": "28095.71",
    "职工自评表!F12": "24300人",
    "职工自评表!F14": "100.33%",
    "职工自评表!E15": "450%≥x≥95%",
    "职工自评表!F15": "448.74%",
}


def mended_form(changes: Mapping[str, str] | None = None) -> Form:
    """Return the case with all its cells mended, and some of them changed again."""
    *lines, last = county_details()
    # That nothing was handed on the year before makes the two years alike.
    last = replace(last, prior=number("0", DETAILS, "G26"))
    one = replace(county_form(), details=(*lines, last))
    return changed(one, {**_MENDED, **(changes or {})})


def changed(one: Form, changes: Mapping[str, str]) -> Form:
    """Return a form with other contents in some cells, read anew."""
    made = _changed(one, changes)
    assert isinstance(made, Form)
    return made


def _changed(part: Any, changes: Mapping[str, str]) -> Any:
    if isinstance(part, Text | Number):
        content = changes.get(str(part.place))
        sheet, cell = str(part.place.sheet), str(part.place.cell)
        make = text if isinstance(part, Text) else number
        return part if content is None else make(content, sheet, cell)
    if isinstance(part, tuple):
        return tuple(_changed(item, changes) for item in part)
    if isinstance(part, Mapping):
        return {name: _changed(item, changes) for name, item in part.items()}
    if not is_dataclass(part) or isinstance(part, type | Place):
        return part
    values_ = {field.name: _changed(getattr(part, field.name), changes) for field in fields(part)}
    again = replace(part, **values_)
    return _read_again(again) if isinstance(again, Indicator) else again


def _read_again(one: Indicator) -> Indicator:
    read = parse_actual(one.actual.text if one.actual else "")
    return replace(
        one,
        target_read=parse_target(one.target.text if one.target else ""),
        actual_read=read if isinstance(read, Quantity) else None,
    )
