"""Charts: what Word draws, the workbook behind it, and how a document holds them."""

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from pingshu.chart import COLOURS, Columns, Series, clustered_columns
from pingshu.model import FundComparison, Measure
from pingshu.narrate.charts import charts_view
from pingshu.render import Template, TemplateError, faults
from pingshu.view import NOTHING, known_names
from pingshu.word import Chart, Rich
from tests import fund_building as funds
from tests.docx_building import body_of, document, files_of, paragraph
from tests.ooxml import text_outline, validity_findings

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VALUE = paragraph("{{ x }}")
GROUPS = ("职工", "居民")
CELL = re.compile(r"Sheet1!\$([A-Z]+)\$(\d+)(?::\$\1\$(\d+))?")


def columns(*series: Sequence[str | None], groups: tuple[str, ...] = GROUPS) -> Columns:
    """Return columns of these numbers; a series is called by its place."""
    numbers = ([None if text is None else Decimal(text) for text in one] for one in series)
    named = (Series(name=f"第{place}列", values=tuple(one)) for place, one in enumerate(numbers, 1))
    return Columns(title="收支", unit="万元", groups=groups, series=tuple(named))


def drawn(chart: Chart) -> etree._Element:
    return etree.fromstring(chart.drawing)


def cached(reference: etree._Element) -> dict[str, str]:
    """Return address → text of each point that a drawing remembers."""
    found = CELL.fullmatch(reference.findtext(f"{C}f", ""))
    assert found
    points = reference.iter(f"{C}pt")
    first = int(found[2])
    return {
        f"{found[1]}{first + int(point.get('idx', ''))}": point.findtext(f"{C}v", "")
        for point in points
    }


def references(chart: Chart) -> dict[str, str]:
    """Return address → text of all that a drawing takes from its workbook."""
    root = drawn(chart)
    found = (node for name in ("strRef", "numRef") for node in root.iter(C + name))
    return {cell: text for reference in found for cell, text in cached(reference).items()}


def cells(chart: Chart) -> dict[str, object]:
    """Return address → value of each cell of the workbook."""
    (sheet,) = load_workbook(io.BytesIO(chart.workbook)).worksheets
    assert sheet.title == "Sheet1"
    return {
        cell.coordinate: cell.value
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


# --- The drawing and its workbook ---------------------------------------------------------------


def test_the_workbook_holds_the_names_and_the_numbers() -> None:
    chart = clustered_columns(columns(["1.5", "20"], ["-3", None]))
    first = {"A1": "万元", "B1": "第1列", "C1": "第2列"}
    assert cells(chart) == {**first, "A2": "职工", "B2": 1.5, "C2": -3, "A3": "居民", "B3": 20}


NUMBERS = st.none() | st.decimals(-(10**9), 10**9, places=4, allow_nan=False)


@settings(max_examples=25)
@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=5))
def test_the_drawing_remembers_what_the_workbook_holds(rows: list[tuple[Decimal, ...]]) -> None:
    series = (Series(name=f"第{place}列", values=values) for place, values in enumerate(rows))
    groups = ("甲", "乙", "丙")
    shown = Columns(title="收支", unit="万元", groups=groups, series=tuple(series))
    chart = clustered_columns(shown)
    held = {cell: value for cell, value in cells(chart).items() if cell != "A1"}
    remembered = references(chart)
    assert held.keys() == remembered.keys()
    for cell, value in held.items():
        assert value == remembered[cell] or value == float(remembered[cell])


def test_a_number_that_is_not_there_leaves_a_gap() -> None:
    root = drawn(clustered_columns(columns([None, "2"])))
    (numbers,) = root.iter(f"{C}numRef")
    assert cached(numbers) == {"B3": "2"}
    assert [node.get("val") for node in numbers.iter(f"{C}ptCount")] == ["2"]


def test_a_chart_names_its_title_its_unit_and_its_series_once() -> None:
    root = drawn(clustered_columns(columns(["1", "2"], ["3", "4"])))
    titles = ["".join(map(str, title.itertext())) for title in root.iter(f"{C}title")]
    assert titles == ["收支", "万元"]
    assert len(list(root.iter(f"{C}legend"))) == 1
    assert [node.get("val") for node in root.iter(f"{C}showSerName")] == ["0", "0"]
    assert [node.get("val") for node in root.iter(f"{C}showVal")] == ["1", "1"]


def test_every_axis_is_crossed_by_the_other() -> None:
    root = drawn(clustered_columns(columns(["1", "2"])))
    numbers = [node.findtext(f"{C}axId") or node[0].get("val") for node in root.iter(f"{C}catAx")]
    numbers += [node[0].get("val") for node in root.iter(f"{C}valAx")]
    crossed = [node.get("val") for node in root.iter(f"{C}crossAx")]
    assert crossed == numbers[::-1]
    assert all(number is not None and int(number) > 0 for number in numbers)


def test_every_text_has_a_size_and_the_font_of_the_report() -> None:
    looks = list(drawn(clustered_columns(columns(["1", "2"]))).iter(f"{A}defRPr", f"{A}rPr"))
    assert len(looks) >= 6
    for look in looks:
        assert int(look.get("sz", "0")) >= 900
        (font,) = look.iter(f"{A}ea")
        assert font.get("typeface") == "仿宋"


def test_the_fills_differ_in_black_and_white() -> None:
    weights = (0.299, 0.587, 0.114)
    greys = sorted(
        sum(
            weight * int(colour[at : at + 2], 16)
            for weight, at in zip(weights, (0, 2, 4), strict=True)
        )
        for colour in COLOURS
    )
    steps = [dark - light for light, dark in pairwise(greys)]
    assert min(steps) > 0.12 * 255


@pytest.mark.parametrize(
    ("number", "count", "turned"), [("12.5", 2, False), ("12675.87", 2, False), ("12.5", 9, True)]
)
def test_numbers_that_would_run_into_each_other_are_turned(
    number: str, count: int, *, turned: bool
) -> None:
    groups = tuple(f"险种{place}" for place in range(count))
    chart = clustered_columns(columns(*[[number] * count] * 4, groups=groups))
    assert (drawn(chart).find(f".//{C}manualLayout") is not None) == turned
    looks = [label.find(f"{C}txPr/{A}bodyPr") for label in drawn(chart).iter(f"{C}dLbls")]
    assert [look is not None and look.get("rot") is not None for look in looks] == [turned] * 4


def test_names_are_data_and_no_formula_nor_markup() -> None:
    name = '=1+1 <b>&"\x07'
    shown = columns(["1"], groups=(name,))
    chart = clustered_columns(
        replace(shown, title=name, series=(replace(shown.series[0], name=name),))
    )
    told = name.removesuffix("\x07")
    assert {cells(chart)["A2"], cells(chart)["B1"]} == {told}
    assert {references(chart)["A2"], references(chart)["B1"]} == {told}
    sheet = load_workbook(io.BytesIO(chart.workbook)).worksheets[0]
    assert sheet["A2"].data_type == sheet["B1"].data_type == "s"


def test_a_series_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="one value a group"):
        columns(["1", "2", "3"])


def test_the_same_numbers_give_the_same_bytes() -> None:
    shown = columns(["1", "2"])
    assert clustered_columns(shown) == clustered_columns(shown)
    assert (
        b"1980-01-01T00:00:00Z" in files_of(clustered_columns(shown).workbook)["docProps/core.xml"]
    )


# --- In a document ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chart() -> Chart:
    return clustered_columns(columns(["12675.87", "36026.78"], ["12718.32", None]))


def filled(block: str, **names: object) -> bytes:
    return Template(document(block)).render(names)


def test_a_chart_is_stored_with_its_workbook_listed_and_typed(chart: Chart) -> None:
    files = files_of(filled(VALUE, x=chart))
    (name,) = [name for name in files if re.fullmatch(r"word/charts/\w+\.xml", name)]
    (behind,) = [name for name in files if name.startswith("word/embeddings/")]
    assert files[name] == chart.drawing
    assert files[behind] == chart.workbook
    assert f'Target="/{name}"' in files["word/_rels/document.xml.rels"].decode()
    listing = files[name.replace("charts/", "charts/_rels/") + ".rels"].decode()
    assert f'Target="/{behind}"' in listing
    assert f'Id="{Chart.WORKBOOK}"' in listing
    assert f'r:id="{Chart.WORKBOOK}"' in files[name].decode()
    types = files["[Content_Types].xml"].decode()
    assert f'PartName="/{name}"' in types
    assert 'Extension="xlsx"' in types


def test_a_chart_is_as_large_as_it_says(chart: Chart) -> None:
    shape = docx.Document(io.BytesIO(filled(VALUE, x=chart))).inline_shapes[0]
    assert (shape.width.mm, shape.height.mm) == (chart.width, chart.height)


@pytest.mark.parametrize("width", [0, -1, 600])
def test_a_chart_larger_than_paper_is_told_with_its_place(chart: Chart, width: float) -> None:
    with pytest.raises(TemplateError, match="纸张") as caught:
        filled(VALUE, x=replace(chart, width=width))
    assert caught.value.place is not None


def test_a_chart_in_a_loop_is_stored_anew_each_time(chart: Chart) -> None:
    data = filled(paragraph("{% for one in x %}{{ one }}{% endfor %}"), x=[chart, chart])
    ids = re.findall(r'<wp:docPr id="(\d+)"', body_of(data))
    names = re.findall(r'<c:chart [^>]*r:id="(\w+)"', body_of(data))
    assert len(set(ids)) == len(set(names)) == 2
    assert len([name for name in files_of(data) if name.endswith(".xlsx")]) == 2
    assert validity_findings(data) == validity_findings(document(paragraph()))


def test_a_chart_in_a_header_belongs_to_the_header(chart: Chart) -> None:
    files = files_of(Template(document(parts={"header1": VALUE})).render({"x": chart}))
    assert "word/charts/" in files["word/_rels/header1.xml.rels"].decode()
    assert "charts/" not in files["word/_rels/document.xml.rels"].decode()


def test_a_report_with_a_chart_may_be_a_template_again(chart: Chart) -> None:
    first = filled(VALUE + paragraph("{_{ x }_}"), x=chart)
    second = Template(first).render({"x": chart})
    names = list(files_of(second))
    assert len([name for name in names if name.endswith(".xlsx")]) == 2
    assert len(names) == len(set(names))
    assert validity_findings(second) == validity_findings(document(paragraph()))


def test_a_document_with_a_chart_is_valid_and_always_the_same(chart: Chart) -> None:
    told = Rich(pieces=("见图", replace(chart, text='“图”<&"')))
    data = filled(VALUE + paragraph("{{p x }}"), x=told)
    assert validity_findings(data) == validity_findings(document(paragraph()))
    assert data == filled(VALUE + paragraph("{{p x }}"), x=told)


def test_a_chart_that_is_not_there_takes_its_paragraph_away() -> None:
    block = paragraph("前") + paragraph("{{p x }}") + paragraph("后")
    assert text_outline(filled(block, x=NOTHING)) == "前\n后"


# --- The chart of a report on funds -------------------------------------------------------------


def fund_chart(table: FundComparison | None) -> object:
    form = funds.form(comparison=table)
    return charts_view(form, funds.computed(form))["基金收支"]


def test_the_chart_of_funds_shows_what_the_table_states() -> None:
    chart = fund_chart(funds.county_table())
    assert isinstance(chart, Chart)
    names = ["预算收入", "本年收入", "预算支出", "本年支出"]
    workers = [12675.87, 12718.32, 6261.09, 28095.71]
    residents = [36026.78, 38154.63, 22087.64, 66350.45]
    rows: list[list[object]] = [
        ["万元", *names],
        [funds.WORKERS, *workers],
        [funds.RESIDENTS, *residents],
    ]
    assert cells(chart) == {
        f"{letter}{row}": value
        for row, values in enumerate(rows, 1)
        for letter, value in zip("ABCDE", values, strict=True)
    }
    assert chart.text == "柱状图：2020年各险种预算数与本年数（万元）"


def test_what_no_fund_states_has_no_columns_and_a_fund_without_numbers_no_place() -> None:
    table = funds.table(("养老保险", "工伤保险"), ((Measure.CURRENT, funds.INCOME, ("3", None)),))
    chart = fund_chart(table)
    assert isinstance(chart, Chart)
    assert cells(chart) == {"A1": "万元", "B1": "本年收入", "A2": "养老保险", "B2": 3}
    assert chart.text == "柱状图：2020年预算数与本年数（万元）"


@pytest.mark.parametrize(
    "table",
    [None, funds.table(("养老保险",), ((Measure.CURRENT, funds.INCOME, ("约三万",)),))],
    ids=["no table", "no number"],
)
def test_without_a_number_there_is_no_chart(table: FundComparison | None) -> None:
    assert fund_chart(table) is NOTHING


def test_a_template_of_any_family_may_ask_for_the_chart() -> None:
    known = known_names(frozenset())
    assert faults(document(paragraph("{{p 图表.基金收支 }}")), known) == ()
    (fault,) = faults(document(paragraph("{{p 图表.基金支出 }}")), known)
    assert fault.nearest == "图表.基金收支"
