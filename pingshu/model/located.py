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
    """

    place: Place
    columns: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A form as located on its sheet: which blocks it has and where.

    Attributes:
        family: name of the family whose form it is.
        fields: name of a header field (project, department, …) → the cell of its value.
        blanks: name of a header field or goal → address where its value belongs.
        money_unit: 元, 万元 or 亿元 as stated anywhere on the form.
        year: as stated in title or header.
        total: the row 总分 of the indicators.
        leftovers: cells in the indicator block that still hold a prompt (……, 指标2:).
        nameless: rows of the indicator block that hold values, but no name.
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
    leftovers: tuple[Cell, ...] = ()
    nameless: tuple[Row, ...] = ()


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
        skipped: the sheets that hold none of these.
    """

    layouts: tuple[Layout, ...]
    texts: tuple[Block, ...]
    notes: tuple[Block, ...]
    spending: tuple[Block, ...]
    skipped: tuple[Skipped, ...]
