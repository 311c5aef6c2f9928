"""Where each number of an edited report comes from, and the page that tells it."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pingshu.figure import Figure
from pingshu.finding import found
from pingshu.manifest import Manifest
from pingshu.manifest import Origin as Made
from pingshu.numerals import counted_areas
from pingshu.passages import Printed, Skeleton, bookmark_stem
from pingshu.sheet import Place
from pingshu.trace import Origin, Source, Trace, summary, trace, trace_page
from pingshu.trace.formulas import with_values
from pingshu.trace.lines import lines_of
from pingshu.trace.origins import in_context
from tests.docx_building import document, paragraph, run, table

BUDGET, SPENT, RATE = "资金.全年预算数", "资金.全年执行数", "资金.执行率"


def figure(key: str, value: str, unit: str, formula: str = "", *cells: str) -> Figure:
    sources = tuple(Place(workbook="甲.xlsx", sheet="自评表", cell=cell) for cell in cells)
    return Figure(key=key, value=Decimal(value), unit=unit, formula=formula, sources=sources)


FIGURES = (
    figure(BUDGET, "200", "万元", "", "F6"),
    figure(SPENT, "155", "万元", "", "G6"),
    figure(RATE, "77.5", "%", "全年执行数÷全年预算数", "G6", "F6"),
)


def name(key: str, number: int = 1) -> str:
    return f"{bookmark_stem(key)}{number}"


PRINTED = (
    Printed(name=name(BUDGET), key=BUDGET, text="200万元"),
    Printed(name=name(SPENT), key=SPENT, text="155万元"),
    Printed(name=name(RATE), key=RATE, text="77.5%"),
    Printed(name=name(SPENT, 2), key=SPENT, text="155"),
)
PASSAGES: tuple[Skeleton, ...] = (
    "资金情况",
    f"全年预算数⟦{name(BUDGET)}⟧，全年执行数⟦{name(SPENT)}⟧，执行率⟦{name(RATE)}⟧。",
    "服务25名离休人员，共设4项指标。",
    ["执行数", f"⟦{name(SPENT, 2)}⟧"],
)
MEMORY = Manifest(
    origin=Made(workbook="甲.xlsx", sheet="自评表", project="养护"),
    family="项目支出",
    inputs={},
    hashes=(),
    figures=FIGURES,
    printed=PRINTED,
    passages=PASSAGES,
)
SOURCE = Source(
    cells={
        "自评表!F6": "200",
        "自评表!G6": "155",
        "自评表!E9": "≥95%",
        "文字材料!C3": "服务25名离休人员，补助60万元。",
    },
    material=frozenset({"文字材料"}),
)


def marked(key: str, text: str, number: int = 1, *, bookmarks: bool = True) -> str:
    """Return a figure as the report holds it, in its bookmark unless that is lost."""
    if not bookmarks:
        return run(text)
    start = f'<w:bookmarkStart w:id="{name(key, number)}" w:name="{name(key, number)}"/>'
    return f'{start}{run(text)}<w:bookmarkEnd w:id="{name(key, number)}"/>'


def report(
    spent: str = "155万元",
    *more: str,
    words: str = "服务25名离休人员，共设4项指标。",
    bookmarks: bool = True,
) -> bytes:
    """Return the report that is remembered, with changes that a person made."""
    funds = (
        f"<w:p>{run('全年预算数')}{marked(BUDGET, '200万元', bookmarks=bookmarks)}"
        f"{run('，全年执行数')}{marked(SPENT, spent, bookmarks=bookmarks)}"
        f"{run('，执行率')}{marked(RATE, '77.5%', bookmarks=bookmarks)}{run('。')}</w:p>"
    )
    cell = f"<w:tc><w:p>{marked(SPENT, '155', 2, bookmarks=bookmarks)}</w:p></w:tc>"
    rows = table(["执行数", "X"]).replace(f"<w:tc>{paragraph('X')}</w:tc>", cell)
    return document(paragraph("资金情况", style="1"), funds, paragraph(words), rows, *more)


def traced(content: bytes, source: Source = SOURCE) -> Trace:
    return trace(content, MEMORY, source)


def origins(content: bytes, source: Source = SOURCE) -> Mapping[str, Origin]:
    """Return number as written → where it comes from."""
    return {number.text: number.origin for number in traced(content, source).numbers}


# --- where numbers come from ----------------------------------------------------------------


@pytest.mark.parametrize("bookmarks", [True, False])
def test_each_figure_comes_from_the_table_with_or_without_bookmarks(bookmarks: bool) -> None:
    numbers = traced(report(bookmarks=bookmarks)).of(Origin.TABLE)
    assert [(one.text, one.printed.key) for one in numbers if one.printed] == [
        ("200万元", BUDGET),
        ("155万元", SPENT),
        ("77.5%", RATE),
        ("155", SPENT),
    ]


@pytest.mark.parametrize("bookmarks", [True, False])
def test_an_overtyped_figure_was_filled_in_by_hand(bookmarks: bool) -> None:
    (number,) = traced(report("156万元", bookmarks=bookmarks)).of(Origin.CHANGED)
    assert (number.text, number.printed and number.printed.text) == ("156万元", "155万元")


def test_a_figure_that_is_written_in_another_way_still_comes_from_the_table() -> None:
    assert origins(report("1,550,000.00元"))["1,550,000.00元"] is Origin.TABLE


def test_a_number_in_a_text_of_the_office_comes_from_its_cell() -> None:
    numbers = {number.text: number for number in traced(report()).numbers}
    assert numbers["25"].origin is Origin.MATERIAL
    assert numbers["25"].places == ("文字材料!C3",)


def test_a_number_of_the_template_is_no_ones_work() -> None:
    assert origins(report())["4"] is Origin.TEMPLATE


def test_a_number_that_somebody_added_is_by_hand() -> None:
    content = report("155万元", paragraph("另外争取到30万元。"))
    assert origins(content)["30"] is Origin.HAND


def test_a_number_by_hand_that_stands_in_a_cell_by_chance_is_by_hand() -> None:
    content = report("155万元", paragraph("满意度达到95%。"), table(["乙", "200"]))
    found = traced(content).of(Origin.HAND)
    assert [number.text for number in found] == ["95", "200"]


def test_a_target_that_was_generated_comes_from_its_cell() -> None:
    passages = (*PASSAGES, "年度指标值为≥95%。")
    memory = replace(MEMORY, passages=passages)
    content = report("155万元", paragraph("年度指标值为≥95%。"))
    (number,) = [one for one in trace(content, memory, SOURCE).numbers if one.text == "95"]
    assert (number.origin, number.places) == (Origin.TABLE, ("自评表!E9",))


def test_of_equal_cells_the_one_is_named_beside_which_the_report_has_the_same_words() -> None:
    cells = {
        "自评表!C8": "验收合格率",
        "自评表!E8": "95%",
        "自评表!C9": "覆盖率",
        "自评表!E9": "95%",
    }
    memory = replace(MEMORY, passages=(*PASSAGES, ["覆盖率", "95%"]))
    content = report("155万元", table(["覆盖率", "95%"]))
    numbers = trace(content, memory, Source(cells=cells)).numbers
    assert [one.places for one in numbers if one.text == "95"] == [("自评表!E9",)]


def test_without_the_workbook_what_was_generated_is_known_all_the_same() -> None:
    found = origins(report(), Source())
    assert (found["155万元"], found["25"]) == (Origin.TABLE, Origin.TEMPLATE)


def test_a_figure_that_was_deleted_is_remembered_as_gone() -> None:
    content = document(paragraph("资金情况", style="1"), paragraph("全部支出。"))
    assert [one.text for one in traced(content).gone] == ["200万元", "155万元", "77.5%", "155"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2021年度支出5万元，2022年3月到位。", ["5"]),
        ("依据〔2021〕97号、第23号和2021-03-05的文件。", []),
        ("1.举办培训2次", ["2"]),
        ("（2）1.5万元", ["1.5"]),
        ("附件1：自评表", []),
        ("附件：2.汇总表3张", ["3"]),
        ("支出-15377.39万元，占12.5%", ["-15377.39", "12.5"]),
        ("A4纸20张", ["20"]),
        ("可支付0.7个月", ["0.7"]),
    ],
)
def test_dates_serials_and_numbers_of_documents_are_not_counted(
    text: str, numbers: list[str]
) -> None:
    assert [text[start:end] for start, end in counted_areas(text)] == numbers


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("支出【5】万元。", "支出【5】万元。"),
        ("上年结转94446.16万元，全年预算（【5】万元）", "…万元，全年预算（【5】万元）"),
        ("【5】万元，为上年预算的数额28348.73万元", "【5】万元，为上年预算的数额…"),
    ],
)
def test_the_words_around_a_number_are_cut_between_numbers(text: str, told: str) -> None:
    start = text.index("【")
    assert in_context(text.replace("【", "").replace("】", ""), start, start + 1) == told


# --- formulas -------------------------------------------------------------------------------


def worked_out(formula: str, value: str, unit: str = "万元", *cells: str) -> str | None:
    made = figure("资金.结果", value, unit, formula, *cells)
    siblings = {one.key: one for one in FIGURES}
    numbers = {"自评表!H1": Decimal("1.5"), "自评表!H2": Decimal("-2")}
    return with_values(made, siblings, numbers)


@pytest.mark.parametrize(
    ("formula", "value", "unit", "told"),
    [
        ("全年预算数－全年执行数", "45", "万元", "200－155＝45万元"),
        ("全年执行数÷全年预算数", "77.5", "%", "155÷200＝77.5%"),
        ("（全年预算数－全年执行数）÷全年执行数", "29.03", "%", "（200－155）÷155＝29.03%"),
        ("全年执行数÷（全年预算数÷12）", "9.3", "个月", "155÷（200÷12）＝9.3个月"),
    ],
)
def test_a_formula_is_told_with_its_values(formula: str, value: str, unit: str, told: str) -> None:
    assert worked_out(formula, value, unit) == told


def test_a_sum_is_told_with_its_cells() -> None:
    assert worked_out("各项之和", "-0.5", "分", "H1", "H2") == "1.5＋（－2）＝-0.5分"


def test_words_of_a_formula_are_taken_from_the_cells_in_turn() -> None:
    assert worked_out("本年数－上年数", "3.5", "万元", "H1", "H2") == "1.5－（－2）＝3.5万元"


@pytest.mark.parametrize(
    ("formula", "value", "cells"),
    [
        ("全年预算数－全年执行数", "46", ()),
        ("达到目标值，得满分", "10", ("H1",)),
        ("各项之和", "5", ("H1", "H9")),
        ("甲数－乙数", "1", ("H1",)),
        ("全年预算数÷（", "1", ()),
        ("全年预算数÷0", "1", ()),
        ("", "1", ("H1",)),
    ],
)
def test_a_formula_that_does_not_come_to_the_value_is_not_told_with_values(
    formula: str, value: str, cells: tuple[str, ...]
) -> None:
    assert worked_out(formula, value, "万元", *cells) is None


# --- the page -------------------------------------------------------------------------------


class _Reader(HTMLParser):
    """Collects the elements of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def page(content: bytes | None = None, source: Source = SOURCE) -> str:
    return trace_page(traced(report() if content is None else content, source), "甲报告")


def detail(html: str, title: str) -> str:
    """Return the text of what is told under a title."""
    (section,) = re.findall(rf"<section[^>]*>\n<h2>{title}</h2>.*?</section>", html, re.DOTALL)
    return re.sub("<[^>]+>", "", section)


def test_the_first_line_counts_the_numbers_by_where_they_come_from() -> None:
    told = "6个数字，其中4个来自表格，1个来自文字材料，1个随报告生成，0个为手工填写"
    assert summary(traced(report())) == told
    assert f'<p class="sum">{told}</p>' in page()


def test_numbers_by_hand_are_listed_with_the_words_around_them() -> None:
    html = page(report("156万元", paragraph("另外争取到30万元。")))
    assert "手工填写的数字（2个）" in html
    assert "全年执行数【156万元】，执行率77.5%。（生成时是155万元）" in html
    assert "另外争取到【30】万元。" in html


def test_a_figure_tells_value_formula_cells_and_where_it_is_printed() -> None:
    html = page()
    rate = detail(html, "资金·执行率")
    for told in (
        "77.5%",
        "全年执行数÷全年预算数",
        "155÷200＝77.5%",
        "自评表!G6：155",
        "自评表!F6：200",
    ):
        assert told in rate
    spent = detail(html, "资金·全年执行数")
    assert "直接取自单元格" in spent
    assert "全年执行数【155万元】" in spent
    assert "【155】" in spent


def test_a_finding_on_a_cell_is_told_with_every_figure_of_that_cell() -> None:
    place = Place(workbook="甲.xlsx", sheet="自评表", cell="G6")
    finding = found("error-value", place, actual="#REF!")
    html = page(source=replace(SOURCE, findings=(finding,)))
    for title in ("资金·执行率", "资金·全年执行数"):
        assert f"须修改：{finding.message}" in detail(html, title)
    assert finding.message not in detail(html, "资金·全年预算数")


def test_every_link_leads_to_something_on_the_page_and_every_name_is_there_once() -> None:
    elements = _Reader(page(report("156万元", paragraph("另外30万元。")))).elements
    names = [attributes["id"] for _, attributes in elements if "id" in attributes]
    targets = {attributes["href"] for _, attributes in elements if "href" in attributes}
    assert len(names) == len(set(names))
    assert targets <= {f"#{one}" for one in names}
    assert len([one for _, one in elements if (one.get("class") or "").startswith("number")]) == 7


def test_headings_and_tables_stay_what_they_are() -> None:
    html = page()
    assert "<h2>资金情况</h2>" in html
    assert "<tr><td>执行数</td><td><a class=" in html


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ('<w:pStyle w:val="1"/>', 1),
        ('<w:pStyle w:val="章"/>', 1),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="2"/>', 3),
        ('<w:outlineLvl w:val="9"/>', None),
        ('<w:pStyle w:val="没有"/>', None),
        ("", None),
    ],
)
def test_the_level_of_a_heading_is_its_own_or_that_of_its_style(
    properties: str, level: int | None
) -> None:
    content = document(f"<w:p><w:pPr>{properties}</w:pPr>{run('甲')}</w:p>")
    assert [line.level for line in lines_of(content)] == [level]


def test_rows_know_their_table() -> None:
    content = document(table(["甲"], ["乙"]), paragraph("丙"), table(["丁"]))
    assert [line.table for line in lines_of(content)] == [1, 1, None, 2]


def test_a_wide_cell_covers_its_columns() -> None:
    wide = table(["甲", "乙"]).replace(
        "<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr>', 1
    )
    assert '<td colspan="3">甲</td><td>乙</td>' in page(report("155万元", wide))


def test_what_people_wrote_is_never_markup() -> None:
    hostile = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>"
    source = replace(
        SOURCE, cells={"自评表!F6": hostile, "自评表!C3": f"{hostile}服务9名{hostile}"}
    )
    content = report("155万元", paragraph(f"{hostile}服务9名{hostile}"))
    html = trace_page(traced(content, source), hostile, [hostile])
    tags = [tag for tag, _ in _Reader(html).elements]
    assert tags.count("script") == 1
    assert "img" not in tags
    assert hostile in "".join(_Reader(html).texts)


def test_the_page_asks_for_nothing_outside_itself() -> None:
    html = page()
    policy = re.findall('Content-Security-Policy" content="([^"]*)"', html)
    assert policy[0].startswith("default-src 'none'; style-src 'sha256-")
    assert not re.search(r"https?:|\burl\(|@import|\bsrc=|style=", html)


def test_the_same_report_gives_the_same_page() -> None:
    assert page() == page()


# --- in a browser ---------------------------------------------------------------------------

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
WATCHER = """<!DOCTYPE html><meta charset="utf-8"><iframe id="f" src="page.html"></iframe>
<pre id="told"></pre><script>
addEventListener("load", () => {
  const page = document.getElementById("f").contentDocument;
  const shown = () => Array.from(page.querySelectorAll(".detail"))
    .filter((one) => getComputedStyle(one).display !== "none").map((one) => one.innerText);
  const link = page.querySelector("main a.number");
  link.focus();
  const told = [shown().length, page.activeElement === link];
  link.click();
  told.push(shown().length, shown()[0], page.querySelectorAll("a.chosen").length);
  page.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}));
  told.push(shown().length);
  document.getElementById("told").textContent = JSON.stringify(told);
});
</script>"""


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine (Debian: chromium)")
def test_a_click_on_a_number_shows_where_it_comes_from(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page(), encoding="utf-8")
    (tmp_path / "watcher.html").write_text(WATCHER, encoding="utf-8")
    options = (
        *("--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"),
        *(f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=5000", "--dump-dom"),
    )
    command = [str(BROWSER), *options, (tmp_path / "watcher.html").as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    told = re.findall('<pre id="told">(.*?)</pre>', done.stdout, re.DOTALL)
    assert told[0].startswith('[0,true,1,"资金·全年预算数\\n')
    assert told[0].endswith(",1,0]")
