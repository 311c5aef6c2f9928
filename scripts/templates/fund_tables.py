"""The tables in a report on funds: income and spending, then what is left, a row per fund.

Knows their columns. Must not know what the report says around them.
"""

from collections.abc import Iterator, Sequence

from scripts.templates.markup import Node, paragraph, word
from scripts.templates.outline import paragraphs
from scripts.templates.page import PORTRAIT
from scripts.templates.tables import Cell, Row, instruction, table

_WIDTH = PORTRAIT.text_width
_SIDE, _FUND, _RATE = 500, 1580, 1080
_AMOUNTS = {"预算": "预算数", "本年": "本年数", "上年": "上年数", "增长": "增减额"}
_LEVELS = {
    "年初滚存结余": "上年末滚存结余",
    "收入": "本年收入",
    "支出": "本年支出",
    "当期结余": "当期结余",
    "年末滚存结余": "年末滚存结余",
    "可支付月数": "可支付月数",
}


def fund_tables() -> list[Node]:
    """Return both tables, each below its title."""
    return [
        _title("基金收支情况表（单位：万元）"),
        table([*_rows("收支表", (_side(), *_flow_columns()))]),
        _title("基金结余情况表（单位：万元）"),
        table([*_rows("结余表", _level_columns())]),
        *paragraphs("@Seam"),
    ]


def _title(text: str) -> Node:
    """Return a title that stays on one page with its table."""
    title = paragraph("AnnexYear", text)
    title[0].append(word("keepNext"))
    return title


_Column = tuple[Cell, Cell]
"""The heading of a column, and the cell below it."""


def _column(heading: str, text: str, width: int, style: str = "TableFigure") -> _Column:
    head = Cell(text=heading, width=width, style="TableHead")
    return head, Cell(text=text, width=width, style=style)


def _side() -> _Column:
    return _column("", "{{ 行.收支|合并 }}", _SIDE, "TableHead")


def _flow_columns() -> Sequence[_Column]:
    room = _WIDTH - _SIDE - _FUND - 2 * _RATE
    width = room // len(_AMOUNTS)
    return (
        _column("险种", "{{ 行.险种 }}", _FUND + room - width * len(_AMOUNTS)),
        *(_column(head, f"{{{{ 行.{name}|数 }}}}", width) for name, head in _AMOUNTS.items()),
        _column("增减幅度", "{{ 行.增幅 }}", _RATE),
        _column("为预算的", "{{ 行.完成预算 }}", _RATE),
    )


def _level_columns() -> Sequence[_Column]:
    room = _WIDTH - _FUND
    width = room // len(_LEVELS)
    return (
        _column("险种", "{{ 行.险种 }}", _FUND + room - width * len(_LEVELS)),
        *(_column(head, f"{{{{ 行.{name}|数 }}}}", width) for name, head in _LEVELS.items()),
    )


def _rows(name: str, columns: Sequence[_Column]) -> Iterator[Row]:
    yield Row(cells=tuple(head for head, _ in columns), header=True)
    yield instruction(f"{{%tr for 行 in 基金.{name} %}}", _WIDTH)
    yield Row(cells=tuple(cell for _, cell in columns))
    yield instruction("{%tr endfor %}", _WIDTH)
