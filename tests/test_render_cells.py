"""Tags that shape cells, construct by construct: the XML before stands beside the XML after."""

import re

import pytest

from pingshu.render import Template, TemplateError
from tests.docx_building import body_of, cell, document, paragraph, run, table
from tests.ooxml import text_outline


def body(*blocks: str, **names: object) -> str:
    """What the body becomes, as XML."""
    return body_of(Template(document(*blocks)).render(names))


def fault(*blocks: str, **names: object) -> TemplateError:
    """The error that compiling or filling ends in."""
    with pytest.raises(TemplateError) as caught:
        Template(document(*blocks)).render(names)
    return caught.value


def formed(content: str, properties: str) -> str:
    """A cell with properties."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def rows_of(after: str) -> list[str]:
    return re.findall(r"<w:tr>(.*?)</w:tr>", after)


def grid_of(after: str) -> list[int]:
    return [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', after)]


# --- Colour and columns -------------------------------------------------------------------------


@pytest.mark.parametrize("colour", ["FFDD00", "#FFDD00"])
def test_a_colour_becomes_the_shade_of_the_cell(colour: str) -> None:
    before = table(["甲{% cellbg 色 %}"])
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="FFDD00"/>'
    assert rows_of(body(before, 色=colour)) == [formed(paragraph("甲"), shade)]


def test_a_colour_takes_the_place_of_another_in_the_order_of_the_schema() -> None:
    old = '<w:tcW w:w="9"/><w:tcBorders/><w:shd w:fill="000000"/><w:vAlign w:val="center"/>'
    before = table(["甲"]).replace(cell("甲"), formed(paragraph("{% cellbg 色 %}"), old))
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="112233"/>'
    expected = f'<w:tcW w:w="9"/><w:tcBorders/>{shade}<w:vAlign w:val="center"/>'
    assert rows_of(body(before, 色="112233")) == [formed("<w:p/>", expected)]


def test_no_colour_leaves_no_shade() -> None:
    assert "w:shd" not in body(table(["甲{% cellbg 色 %}"]), 色="")


@pytest.mark.parametrize("colour", ["red", "12345", '"/><w:p/>'])
def test_what_is_no_colour_is_told(colour: str) -> None:
    error = fault(table(["甲{% cellbg 色 %}"]), 色=colour)
    assert "六位" in error.message
    assert error.place is not None
    assert error.place.tag == "{% cellbg 色 %}"


def test_a_cell_spans_as_many_columns_as_it_is_told() -> None:
    after = body(table(["{% colspan n %}甲", "乙"]), n=2)
    assert rows_of(after) == [formed(paragraph("甲"), '<w:gridSpan w:val="2"/>') + cell("乙")]
    assert len(grid_of(after)) == 3


@pytest.mark.parametrize("count", [0, -1, "x", 64, None])
def test_what_is_no_number_of_columns_is_told(count: object) -> None:
    assert "列数" in fault(table(["{% colspan n %}甲"]), n=count).message


# --- Merged by a loop ---------------------------------------------------------------------------


def test_vm_merges_a_cell_over_all_rows_of_a_loop() -> None:
    before = table(["{%tr for i in x %}", ""], ["类{% vm %}", "{{ i }}"], ["{%tr endfor %}", ""])
    after = body(before, x=[1, 2])
    assert rows_of(after) == [
        formed(paragraph("类"), '<w:vMerge w:val="restart"/>') + cell("1"),
        formed("<w:p/>", "<w:vMerge/>") + cell("2"),
    ]


def test_hm_merges_a_cell_over_all_columns_of_a_loop() -> None:
    before = table(["{%tc for i in x %}", "各年{% hm %}", "{%tc endfor %}", "尾"])
    after = body(before, x=[1, 2, 3])
    assert rows_of(after) == [formed(paragraph("各年"), '<w:gridSpan w:val="3"/>') + cell("尾")]


def test_hm_multiplies_what_the_cell_spans_already() -> None:
    wide = formed(paragraph("各年{% hm %}"), '<w:gridSpan w:val="2"/>')
    before = table(["{%tc for i in x %}", "各年", "{%tc endfor %}"])
    assert '<w:gridSpan w:val="6"/>' in body(before.replace(cell("各年"), wide), x=[1, 2, 3])


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (paragraph("{% vm %}"), "{%tr for %}"),
        (table(["{% vm %}"]), "{%tr for %}"),
        (table(["{% for i in x %}{% vm %}{% endfor %}"]), "{%tr for %}"),
        (table(["{%tr for i in x %}"], ["{% hm %}"], ["{%tr endfor %}"]), "{%tc for %}"),
        (paragraph("{% cellbg x %}"), "单元格"),
        (paragraph("{% colspan x %}"), "单元格"),
        (table(["{% cellbg x %}{% cellbg x %}"]), "再写一次"),
        (table(["{% cellbg %}"]), "{% cellbg 值 %}"),
        (table(["{% vm x %}"]), "{% vm %}"),
    ],
)
def test_a_tag_for_cells_in_the_wrong_place_is_told(before: str, told: str) -> None:
    assert told in fault(before, x=[]).message


def test_a_name_in_a_tag_for_cells_is_known() -> None:
    template = Template(document(table(["{% cellbg 行.色 %}{% colspan 列数 %}"])))
    assert template.names() == {"行.色", "列数"}


def test_a_variable_may_be_called_like_a_statement() -> None:
    tags = "{{ vm }}{{ hm }}{{ colspan }}"
    assert body(paragraph(tags), vm=1, hm=2, colspan=3) == f"<w:p>{''.join(map(run, '123'))}</w:p>"


# --- Columns in a loop --------------------------------------------------------------------------

COLUMNS = table(
    ["指标", "{%tc for 年 in 各年 %}", "{{ 年 }}", "{%tc endfor %}"],
    ["数量", "{%tc for 年 in 各年 %}", "有", "{%tc endfor %}"],
)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_the_grid_has_as_many_columns_as_the_rows_and_keeps_its_width(count: int) -> None:
    grid = grid_of(body(COLUMNS, 各年=list(range(count))))
    assert len(grid) == count + 1
    assert abs(sum(grid) - 4000) <= count


def test_columns_keep_their_proportions() -> None:
    wide, narrow = '<w:tcW w:w="3000" w:type="dxa"/>', '<w:tcW w:w="500" w:type="dxa"/>'
    before = COLUMNS.replace(cell("指标"), formed(paragraph("指标"), wide))
    before = before.replace(cell("{{ 年 }}"), formed(paragraph("{{ 年 }}"), narrow))
    after = body(before, 各年=[2021, 2022])
    assert grid_of(after) == [3000, 500, 500]
    assert 'w:tcW w:w="3000"' in after


def test_a_title_over_the_whole_table_stays_over_the_whole_table() -> None:
    over_all = formed(paragraph("题"), '<w:gridSpan w:val="4"/>')
    title = f"<w:tr>{over_all}</w:tr>"
    after = body(COLUMNS.replace("<w:tr>", f"{title}<w:tr>", 1), 各年=list(range(6)))
    assert '<w:gridSpan w:val="7"/>' in after


def test_a_table_whose_columns_stay_is_left_as_it_is() -> None:
    before = table(["{%tc if x %}", "甲", "{%tc endif %}"]).replace(
        '<w:gridCol w:w="1000"/><w:gridCol w:w="1000"/>', ""
    )
    assert body(before, x=True) == table(["甲"])


def test_a_column_may_be_left_out() -> None:
    before = table(["甲", "{%tc if x %}", "乙", "{%tc endif %}"])
    assert grid_of(body(before, x=False)) == [4000]


def test_a_table_of_changing_columns_without_rows_vanishes() -> None:
    blank = [""] * 2
    column = ["{%tc for i in x %}", "{{ i }}", "{%tc endfor %}"]
    before = table(["{%tr for i in x %}", *blank], column, ["{%tr endfor %}", *blank])
    assert body(paragraph("甲"), before, x=[]) == paragraph("甲")


def test_a_table_without_a_grid_gets_none() -> None:
    before = re.sub("<w:tblGrid>.*</w:tblGrid>", "", COLUMNS)
    assert grid_of(body(before, 各年=[1, 2])) == []


def test_a_name_set_in_a_table_is_known_after_it() -> None:
    before = table(["{%tc for i in [1] %}", "{{ i }}", "{%tc endfor %}", "{% set 甲 = 2 %}"])
    filled = Template(document(before, paragraph("{{ 甲 }}"))).render({})
    assert text_outline(filled).splitlines()[-1] == "2"


def test_a_row_of_a_condition_leaves_no_blank_row() -> None:
    before = table(
        ["{%tr for i in x %}"],
        ["{%tr if i > 1 %}"],
        ["{{ i }}"],
        ["{%tr endif %}"],
        ["{%tr endfor %}"],
        ["尾"],
    )
    assert text_outline(Template(document(before)).render({"x": [1, 2]})).splitlines() == [
        "2",
        "尾",
    ]
