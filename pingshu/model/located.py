"""A form as located on its sheet: blocks of cells by the names of their columns.

Knows cells and names. Must not know what a text is worth.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pingshu.sheet import Cell, Place

Row = Mapping[str, Cell]
"""One row of a block: name of the column → its cell; blank cells are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block as it stands on the sheet.

    Attributes:
        place: the sheet.
        columns: name of the column → the cell that heads it.
        rows: the rows below the heading.
        money_unit: 元, 万元 or 亿元 as stated above the rows.
    """

    place: Place
    columns: Row
    rows: tuple[Row, ...]
    money_unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricLayout:
    """A points rubric as it stands on the sheet.

    Attributes:
        block: its items; each row holds the cell of its group, too.
        groups: what the sheet states of each group: name, maximum, points.
        total: the row 总分: maximum, points.
        nameless: rows that hold values, but no name; the first cell is where it belongs.
    """

    block: Block
    groups: tuple[Row, ...]
    total: Row | None
    nameless: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A form as located on its sheet: which blocks it has and where.

    Attributes:
        family: name of the family whose form it is.
        fields: name of a header field (project, department, …) → the cell of its value.
        blanks: name of a header field or goal → address where its value belongs.
        money_unit: 元, 万元 or 亿元 as stated anywhere on the form.
        year: as stated in title or header.
        splits: the funds by kind of income and of spending: rows of kind, label, amount.
        total: the row 总分 of the indicators.
        leftovers: cells in the indicator block that still hold a prompt (……, 指标2:).
        nameless: rows of the indicator block that hold values, but no name; the first cell is
            where it belongs.
        beyond: names of indicators below the total.
        rubric: the points rubric, where the form has one.
        unread: columns (indicators.target) that a heading may mean that no label knows.
    """

    place: Place
    family: str
    fields: Row
    blanks: Mapping[str, str]
    money_unit: str | None
    year: int | None
    funds: Block | None
    goals: Row | None
    management: Block | None
    indicators: Block | None
    total: Row | None
    splits: tuple[Row, ...] = ()
    leftovers: tuple[Cell, ...] = ()
    nameless: tuple[Row, ...] = ()
    beyond: tuple[Cell, ...] = ()
    rubric: RubricLayout | None = None
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonLine:
    """One row of a comparison table, whichever way the table lies on the sheet.

    Attributes:
        label: the words that head it, joined.
        measure, flow: the value of a Measure and of a Flow; None where the words say neither.
        cells: one per fund, in their order; None where there is none.
    """

    label: str
    measure: str | None
    flow: str | None
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnnamedLines:
    """Rows of a comparison table that do not say of what their values are.

    Attributes:
        blank: the blank cell in front of them that should say so.
        labels: what they say.
        used: whether they were taken for those of the year of the table.
    """

    blank: Cell
    labels: tuple[str, ...]
    used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonLayout:
    """A table of the funds of social insurance as located on its sheet.

    Attributes:
        family: name of the family whose report is made from it.
        title: the line above the table that names it.
        year: the year of its values, as its labels or its title state it.
        funds: the cells that name the funds.
        totals: the indices of those that stand for all funds together.
        unnamed: the rows that do not say of what their values are.
    """

    place: Place
    family: str
    title: Cell | None
    money_unit: str | None
    year: int | None
    funds: tuple[Cell, ...]
    totals: frozenset[int]
    lines: tuple[ComparisonLine, ...]
    unnamed: tuple[UnnamedLines, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A sheet that holds no form, and why (Chinese)."""

    sheet: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was recognised in one workbook.

    Attributes:
        layouts: the forms, in the order of the sheets.
        texts, notes, spending: the sheets 文字材料, 指标说明 and 支出明细.
        comparisons: the tables of the funds of social insurance.
        details, enrolment: the sheets 收支明细 and 参保情况.
        skipped: the sheets that hold none of these.
    """

    layouts: tuple[Layout, ...]
    texts: tuple[Block, ...]
    notes: tuple[Block, ...]
    spending: tuple[Block, ...]
    skipped: tuple[Skipped, ...]
    comparisons: tuple[ComparisonLayout, ...] = ()
    details: tuple[Block, ...] = ()
    enrolment: tuple[Block, ...] = ()
