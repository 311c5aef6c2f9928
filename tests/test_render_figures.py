"""Each figure stands in a bookmark of its own, and a filled template tells where it stands."""

import re
from collections.abc import Mapping
from io import BytesIO

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pingshu.carrier import carried
from pingshu.opc import opened
from pingshu.passages import FIGURE, Printed, bookmark_stem, passage_of, placed_passages
from pingshu.render import Filled, Template, marks_in
from pingshu.view import Shown
from pingshu.word import Chart, PageBreak
from tests.docx_building import (
    body_of,
    document,
    files_of,
    package,
    paragraph,
    run,
    table,
    text_box,
)
from tests.ooxml import validity_findings

MAIN = "word/document.xml"
START = re.compile(r'<w:bookmarkStart w:id="(\d+)" w:name="([^"]*)"/>')
END = re.compile(r'<w:bookmarkEnd w:id="(\d+)"/>')


def figure(text: str, key: str = "资金.执行率", *, missing: bool = False) -> Shown:
    return Shown(text=text, key=key, missing=missing)


def filled(data: bytes, names: Mapping[str, object]) -> Filled:
    return Template(data).fill(names)


def marks_of(data: bytes) -> tuple[list[str], list[str], list[str]]:
    """The ids and names of the bookmarks that start in a body, and the ids of those that end."""
    body = body_of(data)
    starts = START.findall(body)
    return [number for number, _ in starts], [name for _, name in starts], END.findall(body)


def stem(key: str = "资金.执行率") -> str:
    return bookmark_stem(key)


def without_marks(body: str) -> str:
    """A body without the bookmarks around figures."""
    numbers = [number for number, name in START.findall(body) if name.startswith(FIGURE)]
    ends = "|".join(numbers) or "-"
    bare = re.sub(rf'<w:bookmarkStart w:id="\d+" w:name="{FIGURE}[^"]*"/>', "", body)
    return re.sub(rf'<w:bookmarkEnd w:id="(?:{ends})"/>', "", bare)


# --- bookmarks ------------------------------------------------------------------------------


def test_a_figure_stands_in_a_bookmark_and_a_text_does_not() -> None:
    names = {"率": figure("97.3%"), "名": Shown(text="养护<&>"), "字": "5"}
    done = filled(document(paragraph("{{ 名 }}执行率{{ 率 }}，{{ 字 }}。")), names)
    assert body_of(done.document()) == (
        f"<w:p>{run('养护<&>')}{run('执行率')}"
        f'<w:bookmarkStart w:id="1000000" w:name="{stem()}1"/>{run("97.3%")}'
        f'<w:bookmarkEnd w:id="1000000"/>{run("，")}{run("5")}{run("。")}</w:p>'
    )
    assert done.figures == (Printed(name=f"{stem()}1", key="资金.执行率", text="97.3%"),)
    assert done.passages == (f"养护<&>执行率⟦{stem()}1⟧，5。",)


def test_a_figure_that_prints_nothing_has_no_bookmark() -> None:
    done = filled(document(paragraph("{{ 率 }}")), {"率": figure("")})
    assert (done.figures, done.passages) == ((), ("",))


def test_a_figure_printed_again_has_the_next_number() -> None:
    row = ["{{ 率 }}", "{{ 数 }}", "{{ 率 }}"]
    names = {"率": figure("97.3%"), "数": figure("5万元", "资金.执行数")}
    done = filled(document(paragraph("{{ 率 }}"), table(row)), names)
    other = stem("资金.执行数")
    assert [one.name for one in done.figures] == [
        *(f"{stem()}1", f"{stem()}2", f"{other}1", f"{stem()}3"),
    ]
    cells = [f"⟦{stem()}2⟧", f"⟦{other}1⟧", f"⟦{stem()}3⟧"]
    assert done.passages == (f"⟦{stem()}1⟧", cells)


def test_a_row_inserted_above_changes_no_name_below() -> None:
    first, last = ["{%tr for 行 in 行们 %}", ""], ["{%tr endfor %}", ""]
    template = Template(document(table(first, ["{{ 行.名 }}", "{{ 行.数 }}"], last)))
    rows = [{"名": name, "数": figure("1", f"资金.{name}.执行数")} for name in "甲乙丙"]
    before = {one.key: one.name for one in template.fill({"行们": rows[1:]}).figures}
    after = {one.key: one.name for one in template.fill({"行们": rows}).figures}
    assert len(after) == 3
    assert before.items() < after.items()


def test_a_value_to_be_verified_is_highlighted_inside_its_bookmark() -> None:
    done = filled(document(paragraph("{{ 率 }}")), {"率": figure("【请核实：9%】", missing=True)})
    inside = re.findall(r"<w:bookmarkStart[^>]*>(.*)<w:bookmarkEnd", body_of(done.document()))
    assert ["highlight" in run for run in inside] == [True]


def test_each_paragraph_of_a_figure_in_several_has_its_bookmark() -> None:
    done = filled(document(paragraph("共{{ 率|分段 }}")), {"率": figure("一\n二\t2")})
    assert [one.text for one in done.figures] == ["一", "二\t2"]
    assert done.passages == (f"共⟦{stem()}1⟧", f"⟦{stem()}2⟧")


def test_what_is_printed_is_remembered_as_a_document_can_hold_it() -> None:
    done = filled(document(paragraph("{{ 率 }}")), {"率": figure("1\r\n2\x003")})
    assert [one.text for one in done.figures] == ["1\n23"]


def test_what_a_filled_template_asks_for_is_told_in_its_order() -> None:
    asking = document(paragraph("【请{{ 字 }}】甲【注】"), table(["乙【请说明】", "{{ 字 }}"]))
    assert filled(asking, {"字": "补充"}).marks == ("【请补充】", "【请说明】")
    assert filled(document(paragraph("{{ 字 }}")), {"字": "补充"}).marks == ()


def test_a_demand_with_a_figure_or_a_line_end_in_it_is_told_as_it_is_printed() -> None:
    asking = document(paragraph("【请核实：{{ 率 }}】{{ 字 }}"), table(["{{ 字 }}", "甲"]))
    done = filled(asking, {"率": figure("97.3%"), "字": "【请写明\n两行】"})
    assert done.marks == ("【请核实：97.3%】", "【请写明\n两行】", "【请写明\n两行】")
    assert done.marks == marks_in(done.document())


def test_only_the_body_has_bookmarks() -> None:
    data = document(
        paragraph("{{ 率 }}"), title="{{ 率 }}", parts={"header1": paragraph("页{{ 率 }}")}
    )
    files = files_of(filled(data, {"率": figure("9%")}).document())
    assert [name for name, part in files.items() if b"bookmark" in part] == [MAIN]


def test_a_text_box_has_none_since_a_document_holds_it_twice() -> None:
    done = filled(document(text_box(paragraph("{{ 率 }}"))), {"率": figure("9%")})
    assert body_of(done.document()).count("9%") == 2
    assert marks_of(done.document()) == ([], [], [])
    assert done.figures == ()


@pytest.mark.parametrize("own", ["1000000", "1000001"])
def test_ids_and_names_are_unique_beside_the_template_s_own(own: str) -> None:
    mark = f'<w:bookmarkStart w:id="{own}" w:name="表"/>{{}}<w:bookmarkEnd w:id="{own}"/>'
    linked = f'<w:hyperlink w:anchor="表">{run("{{ 率 }}")}</w:hyperlink>'
    inserted = f'<w:ins w:id="9" w:author="甲">{run("{{ 率 }}")}</w:ins>'
    data = document(
        f"<w:p>{mark.format(run('甲'))}</w:p>",
        f"<w:p>{linked}{inserted}</w:p>",
        paragraph("{%p for 项 in 项们 %}"),
        f"<w:p>{mark.replace('表', '环').replace(own, '3').format(run('{{ 项 }}'))}</w:p>",
        paragraph("{%p endfor %}"),
        table(["{%tr for 项 in 项们 %}"], ["{{ 项|合并 }}"], ["{%tr endfor %}"]),
    )
    items = [figure("1"), figure("1"), figure("2")]
    done = filled(data, {"率": figure("9%"), "项们": items})
    ids, names, ends = marks_of(done.document())
    assert len(set(names)) == len(names) == 1 + 2 + 3 + 3 + 2
    assert sorted(ids) == sorted(ends) == sorted(set(ids))
    assert {one.name for one in done.figures} == {name for name in names if name[0] == "_"}
    assert validity_findings(done.document()) == validity_findings(document())


def test_a_report_that_became_a_template_keeps_none_of_its_bookmarks() -> None:
    first = filled(document(paragraph("{{ 率 }}"), paragraph("尾")), {"率": figure("{{ 率 }}")})
    second = filled(first.document(b'"old"', "1"), {"率": figure("9%")})
    assert marks_of(second.document())[1] == [f"{stem()}1"]


def test_a_template_without_tags_is_told_as_well() -> None:
    done = filled(document(paragraph("甲"), table(["乙", "丙"])), {})
    assert (done.figures, done.passages) == ((), ("甲", ["乙", "丙"]))


TEXTS = st.text(st.sampled_from("甲5. %，\n\t<&\"'𠮷")) | st.text(max_size=4)
SHOWN = st.builds(Shown, text=TEXTS, key=st.sampled_from([None, "一", "二"]), missing=st.booleans())


@given(values=st.lists(SHOWN, max_size=4), alone=SHOWN)
def test_but_for_bookmarks_a_report_is_the_same_and_each_figure_is_where_it_says(
    values: list[Shown], alone: Shown
) -> None:
    names = {"值们": values, "值": alone}
    done = TEMPLATE.fill(names)
    plain = body_of(TEMPLATE.render(names))
    assert "bookmark" not in plain
    assert without_marks(body_of(done.document())) == plain
    body = etree.fromstring(files_of(done.document())[MAIN])[0]
    by_name = {one.name: one for one in done.figures}
    assert [passage for passage, _ in placed_passages(body)] == [
        passage_of(skeleton, by_name) for skeleton in done.passages
    ]


TEMPLATE = Template(
    document(
        paragraph("头{{ 值 }}{{ 值 }}尾"),
        paragraph("{{p 值 }}"),
        paragraph("{%p for 值 in 值们 %}"),
        paragraph("一{{ 值|分段 }}"),
        paragraph("{%p endfor %}"),
        table(
            *(["{%tr for 值 in 值们 %}", ""], ["{{ 值|合并 }}", "{{ 值 }}"]),
            *(["{%tr endfor %}", ""], ["合计", "{{ 值 }}"]),
        ),
    )
)


# --- what the document carries --------------------------------------------------------------


def test_a_document_carries_its_memory_and_its_digest() -> None:
    memory = '{"甲": "<&>\n𠮷"}'.encode()
    data = filled(document(paragraph("{{ 率 }}")), {"率": figure("9%")}).document(memory, "a1")
    content, digest = carried(opened(data))
    assert content == memory.replace(b"<", b"\\u003c").replace(b"&", b"\\u0026").replace(
        b">", b"\\u003e"
    )
    assert digest == "a1"
    assert validity_findings(data) == validity_findings(document())


def test_the_same_names_and_memory_give_the_same_bytes() -> None:
    template = Template(document(paragraph("{{ 率 }}")))
    one, other = (template.fill({"率": figure("9%")}) for _ in range(2))
    assert one.document(b"{}", "a") == other.document(b"{}", "a")
    assert one.document(b"{}", "a") != one.document(b"{}", "b")


def test_a_document_without_memory_has_the_parts_of_its_template() -> None:
    data = document(paragraph("{{ 率 }}"))
    assert files_of(filled(data, {"率": "1"}).document()).keys() == files_of(data).keys()


def test_a_memory_of_the_template_is_replaced() -> None:
    first = filled(document(paragraph("{_{ 率 }_}")), {}).document(b'"old"', "old")
    second = filled(first, {"率": figure("9%")}).document(b'"new"', "new")
    assert carried(opened(second)) == (b'"new"', "new")
    assert b"old" not in b"".join(files_of(second).values())
    assert len(files_of(second)) == len(files_of(first))


def test_properties_of_the_template_stay() -> None:
    files = files_of(filled(document(paragraph("{{ 率 }}")), {"率": "1"}).document(b"{}", "x"))
    own = files["docProps/custom.xml"].replace(b'name="pingshu"', "name='密级'".encode())
    named = package({**files, "docProps/custom.xml": own.replace(b"x<", "内部<".encode())})
    data = filled(named, {}).document(b"{}", "b2")
    assert re.findall(
        r'pid="(\d+)" name="(\w+)"><vt:lpwstr>(\w+)',
        files_of(data)["docProps/custom.xml"].decode(),
    ) == [("2", "密级", "内部"), ("3", "pingshu", "b2")]
    assert validity_findings(data) == validity_findings(document())


def test_a_memory_beside_a_chart_leaves_both_whole() -> None:
    chart = Chart(drawing=b"<c/>", workbook=b"PK", width=90, height=50)
    data = document(paragraph("{{ 图 }}{{ 率 }}"))
    done = filled(data, {"图": chart, "率": figure("9%")})
    assert done.charts == {"word/charts/pingshu2.xml": b"<c/>"}
    assert done.charts == filled(data, {"图": chart, "率": "无"}).charts
    files = files_of(done.document(b"{}", "c3"))
    targets = re.findall(rb'Target="([^"]*)"', files["word/_rels/document.xml.rels"])
    assert {b"/customXml/item1.xml", b"/word/charts/pingshu2.xml"} < set(targets)
    assert done.passages == (f"\ufffc⟦{stem()}1⟧",)


def test_a_break_beside_a_figure_is_no_part_of_it() -> None:
    done = filled(document(paragraph("{{ 率 }}{{ 页 }}")), {"率": figure("9%"), "页": PageBreak()})
    assert done.passages == (f"⟦{stem()}1⟧\ufffc",)


def test_python_docx_keeps_bookmarks_and_memory() -> None:
    data = filled(document(paragraph("{{ 率 }}")), {"率": figure("9%")}).document(b'"m"', "d4")
    stream = BytesIO()
    docx.Document(BytesIO(data)).save(stream)
    assert marks_of(stream.getvalue())[1] == [f"{stem()}1"]
    assert carried(opened(stream.getvalue())) == (b'"m"', "d4")
