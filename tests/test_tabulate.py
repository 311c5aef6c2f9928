"""The result workbooks: what they say, where links lead, and that no text becomes a formula."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml.etree import SerialisationError
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from pingshu.compute import compute
from pingshu.explanations import Note, note_of
from pingshu.finding import CATALOGUE, FIGURES_CHANGED, Finding, Severity, found
from pingshu.outcome import Fate, Outcome, Run, report_of
from pingshu.sheet import Place
from pingshu.tabulate import findings_workbook, summary_workbook
from tests.workbook_building import (
    Rows,
    profiles,
    project_rows,
    read_forms,
    transfer_rows,
    workbook,
)

F7 = Place(workbook="收件/甲.xlsx", sheet="自评表", cell="F7")
EXAMPLES: dict[Severity, tuple[str, dict[str, str]]] = {
    Severity.ERROR: ("rate-differs", {"expected": "97.33%", "actual": "98%"}),
    Severity.WARNING: ("budget-zero", {}),
    Severity.INFO: ("rate-ambiguous", {"expected": "97.33%", "actual": "0.9733"}),
}


def example(severity: Severity, place: Place = F7) -> Finding:
    code, figures = EXAMPLES[severity]
    assert CATALOGUE[code].severity is severity
    return found(code, place, **figures)


def opened(content: bytes, name: str | None = None) -> Worksheet:
    """Return a sheet by its name; without one the summary or the list, whichever is there."""
    book = load_workbook(BytesIO(content))
    sheet = book[name or next(one for one in ("汇总", "自查问题清单") if one in book.sheetnames)]
    assert isinstance(sheet, Worksheet)
    return sheet


def rows(content: bytes, name: str | None = None, head: int = 2) -> list[dict[str, object]]:
    """Return each row below the headings as heading → value."""
    headings, *lines = opened(content, name).iter_rows(min_row=head, values_only=True)
    return [dict(zip(map(str, headings), line, strict=True)) for line in lines]


def listing(findings: Sequence[Finding], folder: Path, *left: Note) -> bytes:
    """Return the list of a run in which nothing else came about."""
    return findings_workbook(Run(outcomes=(), findings=tuple(findings)), left, folder)


def overview(done: Run) -> list[tuple[object, ...]]:
    """Return the rows of the page for the chief, without their numbers."""
    sheet = opened(findings_workbook(done, (), Path("output")), "摘要")
    return [row[1:] for row in sheet.iter_rows(min_row=6, values_only=True)]


def cell(content: bytes, heading: str, row: int = 3) -> Cell:
    sheet = opened(content)
    found_ = next(one for one in sheet[2] if one.value == heading)
    below = sheet.cell(row, int(found_.column or 0))
    assert isinstance(below, Cell)
    return below


def outcome(
    path: Path,
    sheets: dict[str, Rows],
    *,
    fate: Fate = Fate.WRITTEN,
    report: Path | None = None,
    findings: Sequence[Finding] = (),
) -> Outcome:
    """Return what came of a workbook with these sheets."""
    by_name = {profile.name: profile for profile in profiles()}
    forms, _ = read_forms(workbook(path, sheets))
    reports = tuple(
        replace(report_of(form, compute(form, by_name[form.family])), path=report, fate=fate)
        for form in forms
    )
    return Outcome(workbook=str(path), reports=reports, findings=tuple(findings))


# --- 汇总 -----------------------------------------------------------------------------------


def test_the_summary_has_a_row_per_form_with_its_figures(tmp_path: Path) -> None:
    report = tmp_path / "output" / "2022" / "报告.docx"
    funds = [("年度资金总额：", 120, 100, 97.5, 10, "97.5%", 9.75)]
    one = outcome(tmp_path / "甲.xlsx", {"自评表": project_rows(funds=funds)}, report=report)
    (row,) = rows(summary_workbook([one], tmp_path / "output"))
    assert row == {
        "序号": 1,
        "年度": 2022,
        "类别": "项目支出",
        "单位": "青禾县公路养护中心",
        "项目名称": "乡村公路养护",
        "年初预算数（万元）": 120,
        "全年预算数（万元）": 100,
        "全年执行数（万元）": 97.5,
        "未执行数（万元）": 2.5,
        "执行率（%）": 97.5,
        "总分": 100,
        "等级": "优",
        "须修改": 0,
        "须说明": 0,
        "已说明": 0,
        "提示": 0,
        "待补充": 0,
        "情况": "已生成",
        "报告": "报告.docx",
        "工作簿": "甲.xlsx",
    }


def test_the_summary_counts_what_is_left_to_write(tmp_path: Path) -> None:
    one = outcome(tmp_path / "甲.xlsx", {"自评表": project_rows()})
    (report,) = one.reports
    marked = replace(report, gaps=("【请补充：落款】", "【请补充：落款】"))
    unread = Outcome(workbook=str(tmp_path / "乙.xlsx"))
    content = summary_workbook([replace(one, reports=(marked,)), unread], tmp_path)
    assert [row["待补充"] for row in rows(content)] == [2, None]


def test_a_disk_without_room_for_temporary_files_is_an_error_of_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object) -> object:
        raise SerialisationError("IO_WRITE")

    monkeypatch.setattr(Workbook, "save", full)
    with pytest.raises(OSError, match="磁盘可能已满"):
        summary_workbook([], tmp_path)


def test_amounts_of_a_form_in_yuan_stand_in_ten_thousands(tmp_path: Path) -> None:
    funds = [("年度资金总额：", 1200000, 1000000, 975000.5, 10, None, None)]
    form = project_rows(funds=funds, money="项目资金\n（元）")
    (row,) = rows(summary_workbook([outcome(tmp_path / "甲.xlsx", {"表": form})], tmp_path))
    assert row["年初预算数（万元）"] == 120
    assert row["全年执行数（万元）"] == 97.50005


def test_what_a_form_does_not_have_stays_blank(tmp_path: Path) -> None:
    form = transfer_rows(funds=None, unit=None, year=None)
    (row,) = rows(summary_workbook([outcome(tmp_path / "甲.xlsx", {"表": form})], tmp_path))
    blank = (
        "年度",
        "单位",
        "年初预算数（万元）",
        "全年预算数（万元）",
        "执行率（%）",
        "总分",
        "等级",
    )
    assert [row[name] for name in blank] == [None] * len(blank)


def test_names_stand_on_one_line_without_their_codes(tmp_path: Path) -> None:
    form = project_rows(project="乡村公路\n养护", unit="[123001]青禾县公路养护中心")
    (row,) = rows(summary_workbook([outcome(tmp_path / "甲.xlsx", {"表": form})], tmp_path))
    assert row["项目名称"] == "乡村公路 养护"
    assert row["单位"] == "青禾县公路养护中心"


def test_findings_are_counted_by_severity(tmp_path: Path) -> None:
    findings = [example(Severity.ERROR)] * 3 + [example(Severity.WARNING)] * 2
    one = outcome(tmp_path / "甲.xlsx", {"自评表": project_rows()}, findings=findings)
    (row,) = rows(summary_workbook([one], tmp_path))
    assert [row["须修改"], row["须说明"], row["已说明"], row["提示"]] == [3, 2, 0, 0]


def test_only_what_asks_for_an_explanation_counts_as_explained(tmp_path: Path) -> None:
    said = [replace(example(severity), explanation="口径不同。") for severity in Severity]
    changed = replace(example(Severity.WARNING), explanation=f"{FIGURES_CHANGED}口径不同。")
    one = outcome(tmp_path / "甲.xlsx", {"自评表": project_rows()}, findings=[*said, changed])
    (row,) = rows(summary_workbook([one], tmp_path))
    assert [row["须说明"], row["已说明"]] == [2, 1]


def test_each_of_two_forms_counts_the_findings_of_its_sheet(tmp_path: Path) -> None:
    findings = [
        example(Severity.ERROR, Place(workbook="甲.xlsx", sheet="一", cell="A1")),
        example(Severity.WARNING, Place(workbook="甲.xlsx", sheet="二", cell="A1")),
    ]
    sheets: dict[str, Rows] = {"一": project_rows(), "二": project_rows(project="桥梁维修")}
    first, second = rows(
        summary_workbook([outcome(tmp_path / "甲.xlsx", sheets, findings=findings)], tmp_path)
    )
    assert [first["须修改"], first["须说明"]] == [1, 0]
    assert [second["须修改"], second["须说明"]] == [0, 1]


@pytest.mark.parametrize(
    ("fate", "word", "linked"),
    [
        (Fate.WRITTEN, "已生成", True),
        (Fate.UNCHANGED, "已生成", True),
        (Fate.KEPT, "已修改，未覆盖", True),
        (Fate.OUTDATED, "已修改，未覆盖，数字可能是旧的", True),
        (Fate.FOREIGN, "已有同名文件，未覆盖", True),
        (Fate.FAILED, "未生成", False),
    ],
)
def test_the_fate_of_a_report_is_told_and_what_is_there_is_linked(
    fate: Fate, word: str, linked: bool, tmp_path: Path
) -> None:
    one = outcome(
        tmp_path / "甲.xlsx", {"表": project_rows()}, fate=fate, report=tmp_path / "报告.docx"
    )
    content = summary_workbook([one], tmp_path)
    assert rows(content)[0]["情况"] == word
    assert bool(cell(content, "报告").hyperlink) is linked


def test_a_workbook_that_could_not_be_read_has_a_row(tmp_path: Path) -> None:
    place = Place(workbook=str(tmp_path / "坏.xlsx"))
    bad = Outcome(workbook=place.workbook, findings=(found("encrypted", place),))
    good = outcome(tmp_path / "甲.xlsx", {"表": project_rows()})
    content = summary_workbook([bad, good], tmp_path)
    assert [row["工作簿"] for row in rows(content)] == ["甲.xlsx", "坏.xlsx"]
    last = rows(content)[1]
    assert (last["序号"], last["须修改"], last["情况"]) == (2, 1, "未生成")
    assert last["项目名称"] is None


# --- 自查问题清单 ---------------------------------------------------------------------------


def test_a_finding_says_where_what_and_what_to_do() -> None:
    finding = example(Severity.ERROR)
    (row,) = rows(listing([finding], Path("output")))
    assert row == {
        "序号": 1,
        "工作簿": "甲.xlsx",
        "工作表": "自评表",
        "单元格": "F7",
        "程度": "须修改",
        "问题": finding.problem,
        "怎么办": finding.cure,
        "说明": None,
        "应为": "97.33%",
        "填写的是": "98%",
        "识别码": note_of(finding, Path("output")).identity,
    }


def test_the_gravest_findings_come_first() -> None:
    mixed = [example(severity) for severity in (Severity.INFO, Severity.ERROR, Severity.WARNING)]
    listed = rows(listing(mixed, Path()))
    assert [row["程度"] for row in listed] == ["须修改", "须说明", "提示"]
    assert [row["序号"] for row in listed] == [1, 2, 3]


@pytest.mark.parametrize(
    ("severity", "colour"),
    [(Severity.ERROR, "F8CBAD"), (Severity.WARNING, "FFE699"), (Severity.INFO, "E2EFDA")],
)
def test_a_severity_has_its_colour(severity: Severity, colour: str) -> None:
    painted = cell(listing([example(severity)], Path()), "程度")
    assert painted.fill.fgColor.rgb == f"00{colour}"


def test_a_finding_about_a_whole_file_has_neither_sheet_nor_cell() -> None:
    (row,) = rows(listing([found("encrypted", Place(workbook="甲.xlsx"))], Path()))
    assert (row["工作簿"], row["工作表"], row["单元格"]) == ("甲.xlsx", None, None)


def test_no_findings_give_a_list_with_headings_only() -> None:
    assert rows(listing([], Path())) == []


def test_what_the_office_says_stands_beside_its_finding() -> None:
    said = replace(example(Severity.WARNING), explanation="25人为住院人数，\n1352为人次")
    (row,) = rows(listing([said], Path("output")))
    assert row["说明"] == "25人为住院人数，\n1352为人次"


def test_the_column_of_identities_is_hidden() -> None:
    sheet = opened(listing([example(Severity.ERROR)], Path("output")))
    assert [letter for letter, shape in sheet.column_dimensions.items() if shape.hidden] == ["K"]


def test_explanations_of_what_is_not_found_now_stay_on_a_sheet_of_their_own(
    tmp_path: Path,
) -> None:
    read = tmp_path / "收件" / "甲.xlsx"
    gone = note_of(example(Severity.WARNING, Place(workbook=str(read), sheet="表", cell="F7")),
                   tmp_path / "output")  # fmt: skip
    other = replace(gone, workbook="收件/乙.xlsx", text="确实如此。")
    done = Run(outcomes=(Outcome(workbook=str(read)),), findings=())
    notes = (gone, replace(gone, text="口径不同。"), other)
    content = findings_workbook(done, notes, tmp_path / "output")
    listed = rows(content, "不再出现的说明", head=3)
    assert [(row["工作簿"], row["说明"], row["情况"]) for row in listed] == [
        ("甲.xlsx", "口径不同。", "问题没有再出现"),
        ("乙.xlsx", "确实如此。", "这次没有读这个工作簿"),
    ]
    assert [row["识别码"] for row in listed] == [gone.identity, other.identity]


def test_without_explanations_left_over_there_is_no_sheet_for_them() -> None:
    blank = note_of(example(Severity.WARNING), Path("output"))
    book = load_workbook(BytesIO(listing([], Path("output"), blank)))
    assert book.sheetnames == ["摘要", "自查问题清单"]


# --- the page for the chief -------------------------------------------------------------------


def test_the_list_opens_with_a_page_that_says_how_much_there_is_to_do(tmp_path: Path) -> None:
    said = replace(example(Severity.WARNING), explanation="口径不同。")
    findings = [example(Severity.ERROR), said, example(Severity.WARNING)]
    path = tmp_path / "2022" / "报告.docx"
    one = outcome(tmp_path / "甲.xlsx", {"表": project_rows()}, report=path, findings=findings)
    done = Run(outcomes=(one,), findings=())
    content = findings_workbook(done, (), tmp_path)
    active = load_workbook(BytesIO(content)).active
    assert active is not None
    assert active.title == "摘要"
    sheet = opened(content, "摘要")
    assert [sheet["A2"].value, sheet["A3"].value] == [
        "须修改1处，须说明2处（已说明1处），提示0处",
        "共1个工作簿，1张自评表，报告1份",
    ]
    assert overview(done) == [
        ("合计", 1, 2, 1, 0, None),
        ("青禾县公路养护中心　乡村公路养护", 1, 2, 1, 0, "报告.docx"),
    ]


def test_the_page_for_the_chief_is_one_upright_page() -> None:
    sheet = opened(listing([], Path("output")), "摘要")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", 9)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 1)


def test_on_the_page_for_the_chief_those_with_most_to_do_come_first(tmp_path: Path) -> None:
    warned = [example(Severity.WARNING, Place(workbook="乙.xlsx"))]
    wrong = [found("encrypted", Place(workbook="丙.xlsx"))]
    said = [replace(warned[0], explanation="口径不同。")] * 2
    files = {"甲.xlsx": [], "乙.xlsx": warned, "丙.xlsx": wrong, "丁.xlsx": said}
    outcomes = [Outcome(workbook=name, findings=tuple(each)) for name, each in files.items()]
    listed = overview(Run(outcomes=tuple(outcomes), findings=()))
    assert [row[0] for row in listed] == ["合计", "丙.xlsx", "乙.xlsx", "甲.xlsx", "丁.xlsx"]
    assert listed[1] == ("丙.xlsx", 1, 0, 0, 0, "未生成")


def test_what_belongs_to_no_form_has_a_line_of_its_own() -> None:
    done = Run(outcomes=(Outcome(workbook="甲.xlsx"),), findings=(example(Severity.INFO),))
    assert overview(done)[-1] == ("不属于哪一张自评表的", 0, 0, 0, 1, None)


def test_of_many_forms_only_as_many_are_listed_as_fit_a_page() -> None:
    wrong = tuple(found("encrypted", Place(workbook=str(number))) for number in range(40))
    outcomes = tuple(Outcome(workbook=str(n), findings=wrong[n : n + 1]) for n in range(41))
    listed = overview(Run(outcomes=outcomes, findings=()))
    assert len(listed) == 32
    assert listed[-1] == ("其余11张，见汇总", 10, 0, 0, 0, None)


# --- texts and links ------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "#N/A"])
def test_no_text_becomes_a_formula(text: str, tmp_path: Path) -> None:
    content = summary_workbook(
        [outcome(tmp_path / "甲.xlsx", {"表": project_rows(project=text)})], tmp_path
    )
    name = cell(content, "项目名称")
    assert (name.value, name.data_type) == (text, "s")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_characters_that_no_workbook_may_hold_are_left_out(tmp_path: Path) -> None:
    one = Outcome(workbook=str(tmp_path / "坏\x01\udcb2.xlsx"))
    assert rows(summary_workbook([one], tmp_path))[0]["工作簿"] == "坏.xlsx"


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("甲.xlsx", "../收件/甲.xlsx"),
        ("第 1 份#2.xlsx", "../收件/第%201%20份%232.xlsx"),
        ("100%?.xlsx", "../收件/100%25%3F.xlsx"),
        ("\udcb2\udce2.xlsx", "../收件/%B2%E2.xlsx"),
    ],
)
def test_a_link_to_a_workbook_is_relative_and_escaped(
    name: str, target: str, tmp_path: Path
) -> None:
    one = Outcome(workbook=str(tmp_path / "收件" / name))
    link = cell(summary_workbook([one], tmp_path / "output"), "工作簿").hyperlink
    assert link is not None
    assert link.target == target
    assert link.location is None


def test_a_link_to_a_report_is_relative(tmp_path: Path) -> None:
    report = tmp_path / "output" / "2022" / "甲.docx"
    one = outcome(tmp_path / "甲.xlsx", {"表": project_rows()}, report=report)
    link = cell(summary_workbook([one], tmp_path / "output"), "报告").hyperlink
    assert link is not None
    assert link.target == "2022/甲.docx"


@pytest.mark.parametrize(
    ("sheet", "location"), [("自评表", "'自评表'!F7"), ("张三's 表", "'张三''s 表'!F7")]
)
def test_a_cell_is_linked_to_its_place_in_the_workbook(
    sheet: str, location: str, tmp_path: Path
) -> None:
    place = Place(workbook=str(tmp_path / "收 件" / "甲.xlsx"), sheet=sheet, cell="F7")
    content = listing([example(Severity.ERROR, place)], tmp_path / "output")
    linked = cell(content, "单元格")
    assert linked.hyperlink is not None
    assert (linked.value, linked.hyperlink.location) == ("F7", location)
    assert linked.hyperlink.target == "../收%20件/甲.xlsx"
    assert linked.font.underline == "single"


def test_a_link_to_another_drive_is_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on_another_drive(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", on_another_drive)
    one = Outcome(workbook=str(tmp_path / "甲 1.xlsx"))
    link = cell(summary_workbook([one], tmp_path), "工作簿").hyperlink
    assert link is not None
    assert link.target == (tmp_path / "甲 1.xlsx").as_uri()


# --- the files ------------------------------------------------------------------------------


def both(tmp_path: Path) -> tuple[bytes, bytes]:
    one = outcome(tmp_path / "甲.xlsx", {"自评表": project_rows()})
    findings = [example(severity, Place(workbook=one.workbook, sheet="自评表", cell="F7"))
                for severity in Severity]  # fmt: skip
    return summary_workbook([one], tmp_path), listing(findings, tmp_path)


def test_equal_outcomes_give_equal_bytes(tmp_path: Path) -> None:
    assert both(tmp_path) == both(tmp_path)


def test_no_file_carries_a_time(tmp_path: Path) -> None:
    for content in both(tmp_path):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            properties = archive.read("docProps/core.xml").decode()
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", properties)) == {"1980-01-01T00:00:00Z"}


def test_headings_stay_in_sight_and_rows_can_be_filtered(tmp_path: Path) -> None:
    for content in both(tmp_path):
        sheet = opened(content)
        assert sheet.freeze_panes == "A3"
        assert sheet.auto_filter.ref == sheet.dimensions.replace("A1", "A2")
        assert sheet.page_setup.orientation == "landscape"


def converted(folder: Path, file: Path) -> str:
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    every_sheet = "44,34,76,1,,0,false,true,false,false,false,-1"
    filters = f"csv:Text - txt - csv (StarCalc):{every_sheet}"
    subprocess.run(
        [*command, "--convert-to", filters, "--outdir", str(folder), str(file)],
        check=True,
        capture_output=True,
    )
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sorted(folder.glob("*.csv")))


@pytest.mark.slow
@pytest.mark.parametrize("which", [0, 1])
def test_libreoffice_opens_the_result_workbooks(which: int, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    file = tmp_path / "result.xlsx"
    file.write_bytes(both(tmp_path)[which])
    assert ("乡村公路养护", "F7")[which] in converted(tmp_path, file)
