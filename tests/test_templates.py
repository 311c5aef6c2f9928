"""The Word templates: that the files are up to date, their pages, their annex and the samples."""

from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import pytest
from docx import Document
from docx.table import Table

from pingshu.assemble import assemble
from pingshu.compute import compute
from pingshu.narrate import narrate
from pingshu.read import read_workbook
from pingshu.recognise import recognise
from pingshu.view import known_names
from scripts.build_templates import ROOT, TEMPLATES, build
from scripts.templates.markup import WORD, Node
from scripts.templates.outline import paragraphs
from scripts.templates.page import LANDSCAPE, PORTRAIT
from scripts.templates.styles import LINE_TWIPS, STYLES, numbering, styles
from scripts.templates.tables import Cell, Row, table
from tests.ooxml import validity_findings
from tests.view_building import FAMILIES, item, lines, profiles, rendered, template, whole

W = f"{{{WORD}}}"
SAMPLES = ROOT / "input_workbooks" / "示例"
ELSEWHERE = frozenset({"单位全称", "自称", "落款", "成文日期", "到位数", "附件清单"})
"""栏目 that reports print under another name, such as 单位.全称."""


def rows(part: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in part.rows]


# --- The files ----------------------------------------------------------------------------------


def parts_of(package: bytes) -> list[tuple[str, bytes]]:
    with ZipFile(BytesIO(package)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


@pytest.mark.parametrize("name", TEMPLATES, ids=str)
def test_the_file_in_the_repository_is_what_the_script_builds(name: PurePosixPath) -> None:
    # Part by part, because zlib's packing, not what is packed, differs from one build to another.
    assert parts_of((ROOT / name).read_bytes()) == parts_of(TEMPLATES[name]())


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first = build(tmp_path / "first")
    second = build(tmp_path / "second")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_name_in_a_template_is_known(family: str) -> None:
    assert template(family).names() <= known_names(profiles()[family].columns)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_column_of_a_family_is_printed(family: str) -> None:
    columns = profiles()[family].columns - ELSEWHERE
    assert {f"文字.{column}" for column in columns} <= template(family).names()


@pytest.mark.parametrize("name", TEMPLATES, ids=str)
def test_a_template_is_a_valid_document(name: PurePosixPath) -> None:
    assert validity_findings((ROOT / name).read_bytes()) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_the_title_stands_in_the_properties_and_nobody_is_named(family: str) -> None:
    report = rendered(family, {"报告.标题": "2021年度培训<项目>绩效自评报告"})
    assert report.core_properties.title == "2021年度培训<项目>绩效自评报告"
    assert report.core_properties.author == ""


# --- Page, styles, numbering --------------------------------------------------------------------


def test_a_page_holds_22_lines() -> None:
    assert (PORTRAIT.height - PORTRAIT.top - PORTRAIT.bottom) // LINE_TWIPS == 22


def test_a_line_holds_28_characters() -> None:
    (body,) = (node for node in styles() if node.get(f"{W}styleId") == "BodyText")
    character = 320 + int(value(body, f"rPr/{W}spacing") or 0)
    assert PORTRAIT.text_width // character == 28


def test_every_style_names_a_font_for_every_script() -> None:
    looks = [node for node in styles() if node.get(f"{W}type") == "paragraph"]
    assert len(looks) == len(STYLES)
    for look in looks:
        fonts = look.find(f"{W}rPr/{W}rFonts")
        assert fonts is not None
        assert {f"{W}{kind}" for kind in ("ascii", "hAnsi", "eastAsia", "cs")} <= set(fonts.keys())


def test_headings_are_numbered_as_official_documents_number_them() -> None:
    levels = list(numbering().iter(f"{W}lvl"))
    assert [value(level, "lvlText") for level in levels] == ["%1、", "（%2）", "%3.", "（%4）"]
    assert [value(level, "pStyle") for level in levels] == [f"Heading{n}" for n in range(1, 5)]
    assert {value(level, "suff") for level in levels} == {"nothing"}


def value(node: Node, name: str) -> str | None:
    found = node.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


@pytest.mark.parametrize("family", FAMILIES)
def test_the_annex_stands_in_a_landscape_section_of_its_own(family: str) -> None:
    first, second = rendered(family, {}).sections
    assert (first.page_width, second.page_width) == (first.page_width, first.page_height)
    assert second.footer.is_linked_to_previous
    assert "PAGE" in first.footer._element.xml
    assert "PAGE" in first.even_page_footer._element.xml


# --- The plain writing of outlines and tables ---------------------------------------------------


def written(text: str) -> list[tuple[str | None, str]]:
    return [
        (value(p[0], "pStyle"), "".join(str(t.text) for t in p.iter(f"{W}t")))
        for p in paragraphs(text)
    ]


def test_an_outline_tells_headings_styles_and_body_apart() -> None:
    outline = "# 概况\n#### 数量\n@Date 今天\n@BodyText\n正文，\n  接着写。\n\n{%p if 有 %}"
    assert written(outline) == [
        ("Heading1", "概况"),
        ("Heading4", "数量"),
        ("Date", "今天"),
        ("BodyText", ""),
        ("BodyText", "正文，接着写。"),
        ("BodyText", "{%p if 有 %}"),
    ]


def test_only_what_somebody_has_to_do_is_highlighted() -> None:
    (paragraph,) = paragraphs("预算【说明】为【请补充：预算数】元。")
    marked = [
        run for run in paragraph.iter(f"{W}r") if run.find(f"{W}rPr/{W}highlight") is not None
    ]
    assert [run.findtext(f"{W}t") for run in marked] == ["【请补充：预算数】"]


def test_rows_with_other_cells_share_one_grid() -> None:
    wide = Row(cells=(Cell(text="甲", width=300),))
    narrow = Row(cells=(Cell(text="乙", width=100), Cell(text="丙", width=200)))
    made = table([wide, narrow])
    assert [column.get(f"{W}w") for column in made.iter(f"{W}gridCol")] == ["100", "200"]
    assert [value(cell[0], "gridSpan") for cell in made.iter(f"{W}tc")] == ["2", None, None]


def test_a_report_of_nothing_at_all_is_a_valid_document() -> None:
    for family in FAMILIES:
        assert validity_findings(template(family).render(whole(family, {}))) == []


# --- The closing and the annex ------------------------------------------------------------------


def test_one_attachment_is_not_numbered() -> None:
    told = lines("转移支付", {"附件.明细": [item("附件.明细", {"名称": "自评表"})]})
    assert "附件：自评表" in told
    assert "附件" in told


def test_several_attachments_are_numbered() -> None:
    names = [item("附件.明细", {"名称": name}) for name in ("自评表", "台账")]
    told = lines("转移支付", {"附件.明细": names, "附件.多份": True})
    first = told.index("附件：1.自评表")
    assert told[first + 1] == "2.台账"
    assert "附件1" in told


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("initial", [True, False])
@pytest.mark.parametrize("scored", [True, False])
def test_the_annex_has_the_columns_of_the_form(family: str, initial: bool, scored: bool) -> None:
    values = {
        "附表.金额单位": "万元",
        "附表.有年初预算": initial,
        "附表.有分值": scored,
        "附表.总分": "98",
        "附表.资金": [item("附表.资金", {"标签": "总额", "预算数": "155", "得分": "10"})],
        "附表.指标": [item("附表.指标", {"一级": "产出", "三级": "人数", "得分": "8"})],
    }
    head, indicators = map(rows, rendered(family, values).tables)
    text = "".join(cell for row in (*head, *indicators) for cell in row)
    assert ("年初预算数" in text) is initial
    assert ("得分" in text) is scored
    assert ("98" in text) is scored
    label = "年度预算（万元）" if family == "部门整体支出" else "项目资金（万元）"
    _, funds = (row for row in head if row[0] == label)
    assert "总额" in funds
    assert "人数" in indicators[1]


def test_equal_levels_of_the_annex_are_merged() -> None:
    items = [
        item("附表.指标", {"一级": "产出", "二级": second, "三级": third})
        for second, third in (("数量", "甲"), ("数量", "乙"), ("质量", "丙"))
    ]
    report = rendered("转移支付", {"附表.指标": items})
    merges = [[cell.vMerge for cell in row._tr.tc_lst[:2]] for row in report.tables[1].rows]
    assert merges[1:] == [
        ["restart", "restart"],
        ["continue", "continue"],
        ["continue", "restart"],
    ]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_headings_of_the_indicators_come_again_on_each_page(family: str) -> None:
    items = [item("附表.指标", {"三级": "甲"})]
    indicators = rendered(family, {"附表.指标": items}).tables[1]
    repeated = [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in indicators.rows]
    assert repeated == [True, False]


def test_the_tables_fill_the_width_of_the_annex() -> None:
    for family in FAMILIES:
        for part in rendered(family, {"附表.指标": [item("附表.指标", {})]}).tables:
            columns = part._tbl.tblGrid.findall(f"{W}gridCol")
            assert sum(int(column.get(f"{W}w", "0")) for column in columns) == LANDSCAPE.text_width


# --- The samples --------------------------------------------------------------------------------


@cache
def sample(start: str) -> str:
    (path,) = SAMPLES.glob(f"{start}*.xlsx")
    families = tuple(profiles().values())
    (form,), _ = assemble(recognise(read_workbook(path)[0], families)[0], families)
    view = narrate(form, compute(form, profiles()[form.family]), profiles()[form.family], ())
    report = Document(BytesIO(template(form.family).render(view)))
    return "\n".join(paragraph.text for paragraph in report.paragraphs)


@pytest.mark.parametrize(
    ("start", "figures"),
    [
        (
            "景洪市",
            (
                "6万元 0.45万元 5.24万元 0.15万元 5.84万元 0.16万元 97.33% 景财社〔2020〕186号 "
                "281 43 3528 14330 46573 1242万元 30%"
            ),
        ),
        (
            "渠县",
            (
                "117.8万元 100% 达市财社〔2021〕101号 2101599 93 345 438 4432 899.14万元 22881 "
                "43.22% 199570 19.27% 222451 20.42% 30分钟 2000份 90%"
            ),
        ),
        (
            "丰都县",
            "134万元 155万元 0万元 100% 15.67% 25人 8000元 88.65万元 66.35万元 1352 98分 优",
        ),
    ],
)
def test_the_report_of_a_sample_states_its_figures(start: str, figures: str) -> None:
    told = sample(start)
    assert [figure for figure in figures.split() if figure not in told] == []


def test_no_target_of_the_sample_without_targets_is_said_to_be_met() -> None:
    assert "达到年度指标值" not in sample("渠县")
