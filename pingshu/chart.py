"""A chart of columns: what Word draws and the workbook behind it, from names and numbers.

Knows DrawingML and the small workbook that Word opens when people edit the numbers. Must not know
what the numbers are about, nor how a document holds a chart. Same names and numbers, same bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pingshu.opc import timeless
from pingshu.values import plain
from pingshu.word import OFFICE, Chart, in_element, legal

COLOURS = ("DEEBF7", "1F4E79", "F4B183", "C55A11")
"""Fill of each series in turn; as greys they differ as well."""

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_SHEET = "Sheet1"  # the name that Word itself gives
_WIDTH, _HEIGHT, _CROWDED_HEIGHT = 152, 86, 112
_TITLE_SIZE, _TEXT_SIZE, _LABEL_SIZE = 1200, 1050, 900
# As many digits of this size as stand beside each other in the width of the chart.
_DIGITS_ACROSS = 64
_GROUP_AXIS, _VALUE_AXIS = 1001, 1002
_FONTS = '<a:latin typeface="Times New Roman"/><a:ea typeface="仿宋"/>'
_LINE = '<a:ln w="{width}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:ln>'
_OUTLINE = _LINE.format(width=6350, colour="404040")
_GRID = _LINE.format(width=6350, colour="D9D9D9")
_SHOWABLE = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
# Where the columns stand in a crowded chart, as shares of its width and height.
_ROOM = {"x": 0.12, "y": 0.24, "w": 0.85, "h": 0.53}
_UPRIGHT = ' rot="-5400000" vert="horz"'
_LEVEL = ' rot="0" vert="horz"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The columns of one colour: what they show, and one number a group, None for no column."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What a chart shows.

    Attributes:
        title: stands above it.
        unit: of all numbers.
        groups: the name below each group of columns.
        series: one column of each stands in every group.

    Raises:
        ValueError: a series has more or fewer values than there are groups.
    """

    title: str
    unit: str
    groups: tuple[str, ...]
    series: tuple[Series, ...]

    def __post_init__(self) -> None:
        if any(len(one.values) != len(self.groups) for one in self.series):
            raise ValueError("a series needs one value a group")


def clustered_columns(columns: Columns) -> Chart:
    """Return a chart with the columns of a group beside each other, its legend below."""
    return Chart(
        drawing=_drawing(columns).encode(),
        workbook=_workbook(columns),
        width=_WIDTH,
        height=_CROWDED_HEIGHT if _are_crowded(columns) else _HEIGHT,
        text=f"柱状图：{columns.title}（{columns.unit}）",
    )


# --- the workbook -------------------------------------------------------------------------


def _workbook(columns: Columns) -> bytes:
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a worksheet")
    sheet.title = _SHEET
    names = (columns.unit, *(one.name for one in columns.series))
    for column, name in enumerate(names, 1):
        _put_name(sheet, 1, column, name)
    for row, name in enumerate(columns.groups, 2):
        _put_name(sheet, row, 1, name)
        for column, one in enumerate(columns.series, 2):
            sheet.cell(row, column, one.values[row - 2])
    content = BytesIO()
    book.save(content)
    return timeless(content.getvalue())


def _put_name(sheet: Worksheet, row: int, column: int, name: str) -> None:
    cell = sheet.cell(row, column, legal(name))
    # Without this a name that begins with “=” would become a formula.
    cell.data_type = "s"


# --- the drawing --------------------------------------------------------------------------


def _drawing(columns: Columns) -> str:
    series = "".join(_series(columns, number) for number in range(len(columns.series)))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_MAIN}" xmlns:r="{OFFICE}">'
        '<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
        f"<c:chart>{_title(columns.title, _TITLE_SIZE)}"
        f'<c:autoTitleDeleted val="0"/><c:plotArea>{_layout(columns)}<c:barChart>'
        '<c:barDir val="col"/>'
        f'<c:grouping val="clustered"/><c:varyColors val="0"/>{series}<c:gapWidth val="60"/>'
        f'<c:axId val="{_GROUP_AXIS}"/><c:axId val="{_VALUE_AXIS}"/></c:barChart>'
        f"{_group_axis()}{_value_axis(columns.unit)}</c:plotArea>"
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text(_TEXT_SIZE)}</c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'{_text(_TEXT_SIZE)}<c:externalData r:id="{Chart.WORKBOOK}"><c:autoUpdate val="0"/>'
        "</c:externalData></c:chartSpace>"
    )


def _layout(columns: Columns) -> str:
    """Leave room below the title for upright numbers; no program does so by itself."""
    if not _are_crowded(columns):
        return "<c:layout/>"
    sides = "".join(f'<c:{side} val="{share}"/>' for side, share in _ROOM.items())
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    return f"<c:layout><c:manualLayout>{modes}{sides}</c:manualLayout></c:layout>"


def _title(text: str, size: int, turned: str = "") -> str:
    look = _look("defRPr", size)
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr{turned}/><a:p><a:pPr>{look}</a:pPr><a:r>"
        f"{_look('rPr', size)}<a:t>{in_element(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title>'
    )


def _look(name: str, size: int) -> str:
    return f'<a:{name} sz="{size}" b="0">{_FONTS}</a:{name}>'


def _text(size: int, turned: str = "") -> str:
    look = f'<a:p><a:pPr>{_look("defRPr", size)}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p>'
    return f"<c:txPr><a:bodyPr{turned}/>{look}</c:txPr>"


def _group_axis() -> str:
    return (
        f'<c:catAx>{_axis(_GROUP_AXIS, "b")}<c:numFmt formatCode="General" sourceLinked="0"/>'
        f"{_ticks('low')}<c:spPr>{_OUTLINE}</c:spPr>{_text(_TEXT_SIZE, _LEVEL)}"
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(unit: str) -> str:
    return (
        f"<c:valAx>{_axis(_VALUE_AXIS, 'l')}<c:majorGridlines><c:spPr>{_GRID}</c:spPr>"
        f"</c:majorGridlines>{_title(unit, _TEXT_SIZE, _UPRIGHT)}"
        f'<c:numFmt formatCode="General" sourceLinked="0"/>{_ticks("nextTo")}'
        f"<c:spPr>{_OUTLINE}</c:spPr>{_text(_TEXT_SIZE)}"
        f'<c:crossAx val="{_GROUP_AXIS}"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def _axis(number: int, side: str) -> str:
    return (
        f'<c:axId val="{number}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/>'
    )


def _ticks(labels: str) -> str:
    return (
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{labels}"/>'
    )


# --- the series ---------------------------------------------------------------------------


def _series(columns: Columns, number: int) -> str:
    one, letter = columns.series[number], get_column_letter(number + 2)
    last = len(columns.groups) + 1
    values = [None if value is None else plain(value) for value in one.values]
    names = [in_element(name) for name in columns.groups]
    colour = COLOURS[number % len(COLOURS)]
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx>{_cells('str', f'${letter}$1', [in_element(one.name)])}</c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>{_OUTLINE}</c:spPr>'
        f'<c:invertIfNegative val="0"/>{_labels(turned=_are_crowded(columns))}'
        f"<c:cat>{_cells('str', f'$A$2:$A${last}', names)}</c:cat>"
        f"<c:val>{_cells('num', f'${letter}$2:${letter}${last}', values)}</c:val></c:ser>"
    )


def _are_crowded(columns: Columns) -> bool:
    """Return whether the numbers above the columns would run into each other if written across."""
    numbers = [value for one in columns.series for value in one.values if value is not None]
    longest = max((len(plain(number)) for number in numbers), default=0)
    return longest * len(columns.groups) * len(columns.series) > _DIGITS_ACROSS


def _labels(*, turned: bool) -> str:
    switches = "".join(f'<c:show{name} val="{int(name == "Val")}"/>' for name in _SHOWABLE)
    return (
        '<c:dLbls><c:numFmt formatCode="General" sourceLinked="0"/>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{_text(_LABEL_SIZE, _UPRIGHT if turned else '')}"
        f'<c:dLblPos val="outEnd"/>{switches}</c:dLbls>'
    )


def _cells(kind: str, cells: str, values: Sequence[str | None]) -> str:
    form = "<c:formatCode>General</c:formatCode>" if kind == "num" else ""
    return (
        f"<c:{kind}Ref><c:f>{_SHEET}!{cells}</c:f><c:{kind}Cache>{form}"
        f'<c:ptCount val="{len(values)}"/>{"".join(_points(values))}</c:{kind}Cache></c:{kind}Ref>'
    )


def _points(values: Sequence[str | None]) -> Iterator[str]:
    for number, value in enumerate(values):
        if value is not None:
            yield f'<c:pt idx="{number}"><c:v>{value}</c:v></c:pt>'
