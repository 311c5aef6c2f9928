"""The 底稿 of a report: each figure with its formula and cells, to be reviewed; numbers by hand.

Knows what a reviewer looks for in it. Must not know how a figure was traced.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pingshu.sheet import Place, position_of
from pingshu.tables import Column, Link, Measure, Table, Value, link_to, workbook_of

_COLOURS = {"手工改过": "F8CBAD", "报告里没有了": "FFE699"}
_CENTRED = frozenset({"序号", "单位", "情况"})
_LEAD = (
    "自评数是报告里现在写的数；复核数（单位与自评数相同）、依据由复核的人填写，差异＝复核数－自评数。",
    "数值和算法取自生成记录，点单元格地址就打开自评表的那一格。",
)
_LOOSE_LEAD = (
    "这些数字在文字里，不由指标算出：有的抄自表格或文字材料，有的是后来手工填写的，见“来源”。",
    "手工填写的没有出处，请逐个核对依据。",
)
_FIRST_ROW = len(_LEAD) + 3
_STATED, _REVIEWED = "I", "J"
_GENERAL = "General"
_FEWEST_DECIMALS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One figure of a report.

    Attributes:
        name: what people call it.
        printed: how the report writes it now, each way once.
        value: as it was remembered.
        formula: how it was made, in words.
        sources: the cells that it was made from, each with what it says.
        stated: the number that the report states now; None if it states none.
        state: what has become of it, in Chinese.
    """

    name: str
    printed: str
    value: Decimal
    unit: str
    formula: str
    sources: tuple[tuple[Place, str], ...]
    stated: Decimal | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseNumber:
    """A number of a report that is no figure: as written, the words around it, where it is from."""

    text: str
    context: str
    origin: str
    sources: tuple[Place, ...] = ()


def working_paper(
    title: str,
    lines: Sequence[PaperLine],
    loose: Sequence[LooseNumber],
    workbook: Path,
    folder: Path,
) -> bytes:
    """Return 底稿.xlsx: a row for each cell that a figure was made from, to be reviewed.

    Args:
        title: the name of the report.
        lines: its figures, in the order of the report.
        loose: its other numbers.
        workbook: where the cells are.
        folder: where the file will stand, so that its links are relative.
    """
    figures = Table(
        name="底稿",
        title=f"{title}　复核底稿",
        lead=_LEAD,
        columns=_columns(
            ("序号", 6), ("指标", 26), ("报告中写作", 14), ("数值", 12), ("单位", 7),
            ("算法", 24), ("来源单元格", 15), ("单元格内容", 14), ("自评数", 12),
            ("复核数", 12), ("差异", 10), ("依据", 20), ("情况", 12),
        ),
        rows=_numbered_rows(lines, workbook, folder),
        colours=_COLOURS,
    )  # fmt: skip
    return workbook_of(figures, *([_loose_table(loose, workbook, folder)] if loose else []))


def _columns(*columns: tuple[str, int]) -> tuple[Column, ...]:
    return tuple(
        Column(heading=heading, width=width, centred=heading in _CENTRED)
        for heading, width in columns
    )


def _numbered_rows(
    lines: Sequence[PaperLine], workbook: Path, folder: Path
) -> Iterator[list[Value]]:
    row = _FIRST_ROW
    for number, line in enumerate(lines, start=1):
        for values in _rows(number, row, line, workbook, folder):
            yield values
            row += 1


def _rows(
    number: int, row: int, line: PaperLine, workbook: Path, folder: Path
) -> Iterator[list[Value]]:
    """Yield a row for each cell, so that every one has its link; the first one tells the rest."""
    linked: list[tuple[Value, Value]] = [
        (_link(place, workbook, folder), text) for place, text in line.sources
    ]
    first, *others = linked or [(None, None)]
    printed, value, formula = line.printed, line.value, line.formula
    yield [
        *(number, line.name, printed, value, line.unit, formula, *first),
        *(*_review(line, row), None, line.state),
    ]
    for link, text in others:
        yield [number, line.name, *(None,) * 4, link, text, *(None,) * 5]


def _review(line: PaperLine, row: int) -> tuple[Measure, Measure, Measure]:
    """Return the number as stated, the place for the reviewed one, and by how much they differ."""
    stated, pattern = line.stated, _GENERAL
    if line.unit == "%":
        # As a rate of Excel's, so that 77.5% and 77.5 typed beside it mean the same.
        decimals = 0 if stated is None else -int(stated.as_tuple().exponent)
        pattern = f"0.{'0' * max(decimals, _FEWEST_DECIMALS)}%"
        stated = None if stated is None else stated.scaleb(-2)
    own, other = f"{_STATED}{row}", f"{_REVIEWED}{row}"
    formula = f'IF(AND(ISNUMBER({own}),ISNUMBER({other})),ROUND({other}-{own},10),"")'
    return (
        Measure(pattern=pattern, value=stated),
        Measure(pattern=pattern),
        Measure(pattern=pattern, formula=formula),
    )


def _link(place: Place, workbook: Path, folder: Path) -> Value:
    """Return a link to a cell; a place in a Word table is nothing that a link can go to."""
    link = link_to(workbook, folder)
    if place.sheet is None or place.cell is None or position_of(place.cell) is None:
        return Link(text=str(place), target=link.target)
    sheet = place.sheet.replace("'", "''")
    return Link(text=str(place), target=link.target, location=f"'{sheet}'!{place.cell}")


def _loose_table(loose: Sequence[LooseNumber], workbook: Path, folder: Path) -> Table:
    rows: list[list[Value]] = [
        [
            number,
            one.text,
            one.context,
            one.origin,
            _link(one.sources[0], workbook, folder) if one.sources else None,
            None,
        ]
        for number, one in enumerate(loose, start=1)
    ]
    return Table(
        name="其他数字",
        title="报告里的其他数字",
        lead=_LOOSE_LEAD,
        columns=_columns(
            ("序号", 6), ("数字", 14), ("前后文", 60), ("来源", 16), ("来源单元格", 16),
            ("依据", 30),
        ),
        rows=rows,
        colours=_COLOURS,
    )  # fmt: skip
