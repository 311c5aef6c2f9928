"""The sheets beside the form: 文字材料, 指标说明, 支出明细 and 填表说明.

Knows their columns and what each prompt says; knows no project.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scripts.workbooks.headings import headings
from scripts.workbooks.rules import amount, choice, hint
from scripts.workbooks.sheet import (
    AMOUNT,
    CENTRED,
    HEADER,
    LABEL,
    RATE,
    TEXT,
    Area,
    Box,
    Part,
    Rule,
    Sheet,
    Style,
    Value,
)

_HEADER_HEIGHT = 26.0
_LINE_HEIGHT = 22.0
_SPARE_ROWS = 8
_LIST_ROWS = 20
_APPLIES_TEXT = (
    "写项目名称或工作表名；留空表示对本工作簿所有自评表都适用。有几张自评表的，到位数要分别写。"
)
_APPLIES_ROW = "只有一张自评表的留空；有几张的，写这一行所属的项目名称或工作表名。"

_TEXTS = ("适用", "栏目", "内容")
_NOTES = ("适用", "三级指标", "完成情况说明", "数据来源", "佐证材料", "合计项")
_SPENDING = ("适用", "支出内容", "金额（万元）", "数量", "计量单位", "说明")
_NOTE_WIDTHS = (14.0, 28.0, 42.0, 17.0, 17.0, 18.0)
_SPENDING_WIDTHS = (14.0, 30.0, 16.0, 12.0, 12.0, 40.0)
_STYLES = {
    "适用": CENTRED,
    "栏目": LABEL,
    "金额（万元）": AMOUNT,
    "预算数（万元）": AMOUNT,
    "本年数（万元）": AMOUNT,
    "上年数（万元）": AMOUNT,
    "险种": CENTRED,
    "收支": CENTRED,
    "完成预算%": RATE,
    "增幅%": RATE,
    "数量": CENTRED,
    "计量单位": CENTRED,
    "合计项": CENTRED,
    "工作表": LABEL,
}

SHEETS = (
    ("自评表", "填写资金、目标和指标，报告中的数字都取自这里。"),
    ("文字材料", "填写自评表里没有、报告要写的文字。"),
    ("指标说明", "只写需要说明的指标；“合计项”相同的指标在报告中相加。"),
    ("支出明细", "逐项填写资金用在哪里，单位万元。"),
)
_APPLIES = (
    "各表“适用”列",
    (
        "工作簿里只有一张自评表的，一律留空。有几张自评表的，写项目名称或自评表的工作表名，"
        "指明这一行用在哪一张；文字材料里各张都适用的文字留空，“到位数”要分别写。"
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One row of 指标说明."""

    indicator: str
    explanation: str | None = None
    source: str | None = None
    evidence: str | None = None
    summed_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """One row of 支出明细; the amount in 万元."""

    content: str
    amount: float
    count: int | None = None
    unit: str | None = None
    remark: str | None = None


OwnTexts = Sequence[tuple[str, str, str]]
"""适用, 栏目 and text of what is not for everybody."""


def texts_sheet(family: str, texts: Mapping[str, str], own: OwnTexts = ()) -> Sheet:
    """Return 文字材料 with every 栏目 of the family; those without a text stay blank.

    Raises:
        KeyError: A text stands under a name which is no 栏目 of the family.
    """
    names = [heading.name for heading in headings(family)]
    unknown = sorted({*texts, *(name for _, name, _ in own)} - set(names))
    if unknown:
        raise KeyError(*unknown)
    rows: list[tuple[Value, ...]] = [(None, name, texts.get(name)) for name in names]
    rows += own
    return list_sheet("文字材料", _TEXTS, (14.0, 21.0, 84.0), rows)


def blank_texts_sheet(family: str, applies: str = _APPLIES_TEXT) -> Sheet:
    """Return 文字材料 with every 栏目 of the family, its hint and rows to spare."""
    known = headings(family)
    rows: list[tuple[Value, ...]] = [
        (None, entry.name, None, f"{'必填' if entry.required else '选填'}：{entry.hint}")
        for entry in known
    ]
    rows += [(None,) * 4] * _SPARE_ROWS
    last = len(rows)
    rules = (
        hint(list_column(0, last), applies),
        choice(
            list_column(1, last),
            [entry.name for entry in known],
            "从下拉列表选择栏目；同一栏目要分别写给不同自评表的，在下面空行另起一行。",
        ),
        hint(list_column(2, last), "要写成几段的，用Alt+Enter换行；要求见右边的提示。"),
    )
    return list_sheet("文字材料", (*_TEXTS, "提示"), (14.0, 21.0, 48.0, 40.0), rows, rules)


def notes_sheet(notes: Sequence[Note]) -> Sheet:
    """Return 指标说明 with the rows given."""
    rows = [
        (None, note.indicator, note.explanation, note.source, note.evidence, note.summed_as)
        for note in notes
    ]
    return list_sheet("指标说明", _NOTES, _NOTE_WIDTHS, rows)


def blank_notes_sheet(indicators: str) -> Sheet:
    """Return an empty 指标说明; `indicators` is the range of the names to choose from."""
    rows: list[tuple[Value, ...]] = [(None,) * len(_NOTES)] * _LIST_ROWS
    rules = (
        hint(list_column(0, _LIST_ROWS), _APPLIES_ROW),
        choice(
            list_column(1, _LIST_ROWS), indicators, "从下拉列表选择自评表中的三级指标，名称要一致。"
        ),
        hint(
            list_column(2, _LIST_ROWS),
            "这项指标怎样完成、为什么没有完成或大幅超出；可写多段。"
            "说明里写了完成值的，报告不再另写一遍。",
        ),
        hint(list_column(3, _LIST_ROWS), "完成值从哪里来，如：医保信息系统、部门统计台账。"),
        hint(list_column(4, _LIST_ROWS), "可以备查的材料名称。"),
        hint(list_column(5, _LIST_ROWS), "要在报告中相加的几项指标写同一个名称；不相加的留空。"),
    )
    return list_sheet("指标说明", _NOTES, _NOTE_WIDTHS, rows, rules)


def spending_sheet(lines: Sequence[Spending]) -> Sheet:
    """Return 支出明细 with the rows given."""
    rows = [(None, line.content, line.amount, line.count, line.unit, line.remark) for line in lines]
    return list_sheet("支出明细", _SPENDING, _SPENDING_WIDTHS, rows)


def blank_spending_sheet() -> Sheet:
    """Return an empty 支出明细."""
    rows: list[tuple[Value, ...]] = [(None,) * len(_SPENDING)] * _LIST_ROWS
    rules = (
        hint(list_column(0, _LIST_ROWS), _APPLIES_ROW),
        hint(list_column(1, _LIST_ROWS), "写资金用途；要写合计的，最后一行写“合计”。"),
        amount(list_column(2, _LIST_ROWS), "填写数字，单位万元。"),
        hint(list_column(3, _LIST_ROWS), "填写数字，如25；没有的留空。"),
        hint(list_column(4, _LIST_ROWS), "如：人、人次、台。单位不同的数量不相加。"),
        hint(list_column(5, _LIST_ROWS), "需要补充说明的内容。"),
    )
    return list_sheet("支出明细", _SPENDING, _SPENDING_WIDTHS, rows, rules)


def guide_sheet(
    title: str, lines: Sequence[str], sheets: Sequence[str], *, form: str = SHEETS[0][1]
) -> Sheet:
    """Return 填表说明: what each of the sheets is for, 适用, numbered lines under a title.

    `form` is what the first of the sheets, the form itself, is for.
    """
    known = {**dict(SHEETS), SHEETS[0][0]: form}
    purposes = [(name, purpose) for name, purpose in known.items() if name in sheets]
    return guide_of(title, lines, [*purposes, _APPLIES])


def guide_of(title: str, lines: Sequence[str], purposes: Sequence[tuple[str, str]]) -> Sheet:
    """Return 填表说明: what each sheet or column is for, then numbered lines under a title."""
    rows: list[tuple[Value, ...]] = [*purposes]
    rows += [(f"{title}{number}", line) for number, line in enumerate(lines, 1)]
    return list_sheet("填表说明", ("工作表", "填写内容"), (18.0, 100.0), rows)


def list_sheet(
    name: str,
    header: Sequence[str],
    widths: tuple[float, ...],
    rows: Sequence[tuple[Value, ...]],
    rules: tuple[Rule, ...] = (),
) -> Sheet:
    """Return a table to be continued, with a line of headings."""
    top = tuple(
        Box(row=0, column=column, value=label, style=HEADER) for column, label in enumerate(header)
    )
    body = tuple(
        Box(row=row, column=column, value=value, style=_style(header[column]))
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values)
    )
    return Sheet(
        name=name,
        widths=widths,
        parts=(Part(boxes=(*top, *body), heights=(_HEADER_HEIGHT, *(_LINE_HEIGHT,) * len(rows))),),
        rules=rules,
        is_list=True,
    )


def _style(label: str) -> Style:
    return _STYLES.get(label, TEXT)


def list_column(column: int, last: int) -> Area:
    """Return a column of a list, from below its heading to a row."""
    return Area(top=1, left=column, bottom=last, right=column)
