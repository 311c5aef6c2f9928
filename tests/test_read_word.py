"""Forms in Word: the same form as a table gives the same reading, but for the places."""

import io
import zipfile
from pathlib import Path

import pytest

from pingshu.finding import Severity
from pingshu.pipeline.finding_files import find_workbooks
from pingshu.read import read_workbook
from pingshu.sheet import Grid
from tests.docx_building import cell, document, paragraph, run, table
from tests.form_building import as_word, without_places
from tests.hostile_files import OLE
from tests.workbook_building import (
    Rows,
    described,
    profiles,
    project_rows,
    read_forms,
    transfer_rows,
    workbook,
)


def grids_of(path: Path, *blocks: str) -> tuple[Grid, ...]:
    (path / "表.docx").write_bytes(document(*blocks))
    grids, findings = read_workbook(path / "表.docx")
    assert findings == ()
    return grids


def texts(grid: Grid) -> list[tuple[str, str]]:
    return [(one.address, one.text) for one in grid.cells]


# --- the same form ------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [project_rows(), transfer_rows()], ids=["project", "transfer"])
def test_title_and_year_may_stand_above_the_table(rows: Rows, tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", {"自评表": rows})
    in_word = described(as_word(tmp_path / "表.docx", path, above=2))
    assert without_places(in_word) == without_places(described(path))


def test_places_are_rows_and_columns_of_the_table(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", {"自评表": project_rows()})
    (form,), _ = read_forms(as_word(tmp_path / "表.docx", path, above=2))
    assert form.project is not None
    assert str(form.project.place) == "表1!第1行第2列"


# --- tables and what stands above ---------------------------------------------------------------


def test_each_table_is_a_sheet_in_the_order_of_the_document(tmp_path: Path) -> None:
    grids = grids_of(tmp_path, table(["甲"]), paragraph(), table(["乙"]))
    assert [(grid.sheet, texts(grid)) for grid in grids] == [
        ("表1", [("第1行第1列", "甲")]),
        ("表2", [("第1行第1列", "乙")]),
    ]


def test_the_lines_above_a_table_are_its_first_rows(tmp_path: Path) -> None:
    lines = (
        paragraph("自评表"),
        paragraph(),
        paragraph("填报单位：青禾县\t（2022年度）  单位：万元"),
    )
    (grid,) = grids_of(tmp_path, *lines, table(["甲", "乙"]))
    assert [(one.row, one.column, one.text, one.address) for one in grid.cells] == [
        (1, 1, "自评表", "表格上面第1行"),
        (2, 1, "填报单位：青禾县", "表格上面第2行"),
        (2, 2, "（2022年度）", "表格上面第2行"),
        (2, 3, "单位：万元", "表格上面第2行"),
        (3, 1, "甲", "第1行第1列"),
        (3, 2, "乙", "第1行第2列"),
    ]


def test_the_text_of_a_report_is_no_line_of_its_table(tmp_path: Path) -> None:
    lines = (paragraph("2019年度报告"), paragraph("正文" * 50), paragraph("自评表"))
    (grid,) = grids_of(tmp_path, *lines, table(["甲"]))
    assert [one.text for one in grid.cells] == ["自评表", "甲"]


def test_merged_cells_are_one_cell_with_its_size(tmp_path: Path) -> None:
    def merged(text: str, properties: str) -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        merged("宽", '<w:gridSpan w:val="2"/>') + merged("高", down),
        cell("甲") + cell("乙") + merged("看不见", on),
        merged("孤", on) + cell("丙") + cell("丁"),
    )
    (grid,) = grids_of(tmp_path, f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")
    assert [
        (one.text, one.row, one.column, one.row_span, one.column_span) for one in grid.cells
    ] == [
        ("宽", 1, 1, 1, 2),
        ("高", 1, 3, 2, 1),
        ("甲", 2, 1, 1, 1),
        ("乙", 2, 2, 1, 1),
        ("孤", 3, 1, 1, 1),
        ("丙", 3, 2, 1, 1),
        ("丁", 3, 3, 1, 1),
    ]
    assert grid.address_at(1, 3) == "第1行第2列"
    assert grid.address_at(2, 3) == "第2行第3列"


def test_a_position_beside_the_table_is_called_by_the_nearest_cell(tmp_path: Path) -> None:
    (grid,) = grids_of(tmp_path, table(["甲", ""]))
    assert [grid.address_at(1, column) for column in (1, 2, 9)] == [
        "第1行第1列",
        "第1行第2列",
        "第1行第2列",
    ]


def test_a_row_may_begin_farther_right(tmp_path: Path) -> None:
    indented = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("乙")}</w:tr>'
    (grid,) = grids_of(tmp_path, f"<w:tbl><w:tr>{cell('甲') * 2}</w:tr>{indented}</w:tbl>")
    assert [(one.text, one.row, one.column) for one in grid.cells][-1] == ("乙", 2, 2)


def test_paragraphs_of_a_cell_are_lines(tmp_path: Path) -> None:
    (grid,) = grids_of(
        tmp_path, f"<w:tbl><w:tr><w:tc>{paragraph('一')}{paragraph('二')}</w:tc></w:tr></w:tbl>"
    )
    assert [one.text for one in grid.cells] == ["一\n二"]


def test_a_table_in_a_content_control_is_read(tmp_path: Path) -> None:
    wrapped = f"<w:sdt><w:sdtContent>{table(['甲'])}</w:sdtContent></w:sdt>"
    assert [texts(grid) for grid in grids_of(tmp_path, wrapped)] == [[("第1行第1列", "甲")]]


def test_deletions_are_left_out_and_insertions_count(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1" w:author="x"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="2" w:author="x">{run("移走")}</w:moveFrom>'
    inserted = f'<w:ins w:id="3" w:author="x">{run("新")}</w:ins>'
    row = f"<w:tr><w:tc><w:p>{deleted}{moved}{inserted}</w:p></w:tc></w:tr>"
    gone = f'<w:tr><w:trPr><w:del w:id="4" w:author="x"/></w:trPr>{cell("删去的行")}</w:tr>'
    (grid,) = grids_of(tmp_path, f"<w:tbl>{gone}{row}</w:tbl>")
    assert texts(grid) == [("第1行第1列", "新")]


def test_a_table_within_a_table_is_passed_over_and_told(tmp_path: Path) -> None:
    inner = f"<w:tc>{paragraph('外')}{table(['内'])}{paragraph()}</w:tc>"
    (tmp_path / "表.docx").write_bytes(document(f"<w:tbl><w:tr>{cell('甲')}{inner}</w:tr></w:tbl>"))
    (grid,), (finding,) = read_workbook(tmp_path / "表.docx")
    assert [one.text for one in grid.cells] == ["甲", "外"]
    assert (finding.code, finding.severity) == ("nested-table", Severity.INFO)
    assert str(finding.place) == "表1!第1行第2列"


# --- documents that cannot be read --------------------------------------------------------------


def test_a_document_without_a_table_holds_no_form(tmp_path: Path) -> None:
    (tmp_path / "文.docx").write_bytes(document(paragraph("通知")))
    grids, (finding,) = read_workbook(tmp_path / "文.docx")
    assert (grids, finding.code, finding.severity) == ((), "no-form", Severity.ERROR)


@pytest.mark.parametrize(
    ("media_type", "said"), [("spreadsheet", ".xlsx"), ("text", ".docx"), ("presentation", ".docx")]
)
def test_an_open_document_is_told_how_to_save_it(
    media_type: str, said: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "表.ods", "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{media_type}")
        archive.writestr("content.xml", "<x/>")
    _, (finding,) = read_workbook(tmp_path / "表.ods")
    assert finding.code == "old-format"
    assert said in finding.message


def test_a_document_of_the_strict_kind_is_told(tmp_path: Path) -> None:
    content = document(table(["甲"]))
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
            transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            copy.writestr(name, source.read(name).replace(transitional, strict))
    (tmp_path / "表.docx").write_bytes(target.getvalue())
    _, (finding,) = read_workbook(tmp_path / "表.docx")
    assert (finding.code, "严格" in finding.message) == ("old-format", True)


def test_a_rich_text_is_told_how_to_save_it(tmp_path: Path) -> None:
    (tmp_path / "表.doc").write_bytes(b"{\\rtf1 x}")
    _, (finding,) = read_workbook(tmp_path / "表.doc")
    assert (finding.code, ".docx" in finding.message) == ("old-format", True)


# --- which documents of a folder are read -------------------------------------------------------


def found_in(folder: Path, *paths: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the names of the files that are read, and code and name of each finding."""
    files, findings = find_workbooks(paths, folder, folder / "output", profiles())
    told = [(one.code, Path(one.place.workbook).name) for one in findings]
    return [file.name for file in files], told


def test_a_document_that_holds_a_form_is_read_from_a_folder(tmp_path: Path) -> None:
    path = workbook(tmp_path / "甲.xlsx", {"自评表": project_rows()})
    as_word(tmp_path / "乙.docx", path)
    assert found_in(tmp_path) == (["乙.docx", "甲.xlsx"], [])


def test_other_documents_of_a_folder_are_passed_over_and_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "甲.xlsx", {"自评表": project_rows()})
    as_word(tmp_path / "单位-项目-绩效自评报告（2）.docx", path)
    (tmp_path / "方案.docx").write_bytes(document(paragraph("方案"), table(["甲", "乙"])))
    (tmp_path / "通知.docx").write_bytes(document(paragraph("通知")))
    entry = "WordDocument\0".encode("utf-16-le").ljust(128, b"\0")
    (tmp_path / "旧.doc").write_bytes(OLE + b"\0" * 504 + entry)
    names, told = found_in(tmp_path)
    assert names == ["甲.xlsx"]
    others = ("单位-项目-绩效自评报告（2）.docx", "方案.docx", "旧.doc", "通知.docx")
    assert told == [("word-passed-over", name) for name in others]


def test_other_documents_do_not_hide_the_samples(tmp_path: Path) -> None:
    (tmp_path / "示例").mkdir()
    workbook(tmp_path / "示例" / "例.xlsx", {"自评表": project_rows()})
    (tmp_path / "通知.docx").write_bytes(document(paragraph("通知")))
    assert found_in(tmp_path)[0] == ["例.xlsx"]


OTHERS = ("files-passed-over", "settings-misnamed")


def told_of(folder: Path, *paths: Path) -> list[tuple[str, str]]:
    """Return code and problem of what is told of other files below a folder."""
    findings = find_workbooks(paths, folder, folder / "output", profiles())[1]
    problems = [(one.code, one.problem) for one in findings if one.code in OTHERS]
    return [(code, problem.replace(f"{folder}", "收件")) for code, problem in problems]


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def test_other_files_of_a_folder_are_told_once_and_the_first_five_by_name(tmp_path: Path) -> None:
    put(tmp_path, "附件/5.jpg", "1.txt", "2.PDF", "3.et.bak", "4")
    names = "“1.txt”、“2.PDF”、“3.et.bak”、“4”、“附件/5.jpg”"
    end = "不是工作簿，也不是 Word 文档，没有读取。"
    assert told_of(tmp_path) == [(OTHERS[0], f"“收件”里的{names}{end}")]
    put(tmp_path, "附件/6.zip")
    assert told_of(tmp_path) == [(OTHERS[0], f"“收件”里的{names}等6个文件{end}")]


@pytest.mark.parametrize(
    "name",
    [
        *("~$甲.xlsx", ".~甲.txt", ".隐藏.txt", ".git/config", "甲.tmp", "下载.crdownload"),
        *("Thumbs.db", "desktop.ini", ".DS_Store", "规则.toml", "子/规则.toml", "甲.CSV", "甲.wps"),
        *("output/出错记录.txt", "output/2022/附件.pdf"),
        *("模板/profile.toml", "甲.XLSM"),
    ],
)
def test_what_nobody_means_to_be_read_is_not_told(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    assert told_of(tmp_path) == []


def test_what_lies_beside_a_profile_is_no_form(tmp_path: Path) -> None:
    put(tmp_path, "模板/profile.toml", "模板/说明.txt")
    assert told_of(tmp_path) == []


def test_a_file_that_is_named_is_not_one_that_was_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "甲.txt")
    assert told_of(tmp_path, tmp_path / "甲.txt") == []


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("profile.toml.txt", "“profile.toml”，放到 templates 里这一类的文件夹中，再运行"),
        ("Profile.TOML.txt", "“profile.toml”，放到 templates 里这一类的文件夹中，再运行"),
        ("规则.toml.TXT", "“规则.toml”，再运行"),
    ],
)
def test_settings_with_a_hidden_ending_are_told_by_themselves(
    tmp_path: Path, name: str, cure: str
) -> None:
    put(tmp_path, f"子/{name}")
    _, findings = find_workbooks((), tmp_path, tmp_path / "output", profiles())
    (told,) = (one for one in findings if one.code in OTHERS)
    assert told.place.workbook == str(tmp_path / "子" / name)
    assert told.problem == f"“{name}”像是设置文件，名字末尾多了“.txt”，没有用上。"
    assert told.cure.startswith(f"请把它改名为{cure}；")


def test_a_document_that_is_named_is_read_whatever_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(document(paragraph("通知")))
    assert found_in(tmp_path, path) == (["通知.docx"], [])


def test_a_document_that_cannot_be_opened_is_left_to_be_told_about(tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(document(table(["甲"]))[:200])
    assert found_in(tmp_path) == (["坏.docx"], [])


def test_a_text_that_is_only_called_a_document_is_no_business_of_ours(tmp_path: Path) -> None:
    (tmp_path / "文.docx").write_bytes(b"x")
    assert found_in(tmp_path) == ([], [("nothing-to-read", tmp_path.name)])


def test_without_families_only_workbooks_are_sought(tmp_path: Path) -> None:
    path = workbook(tmp_path / "甲.xlsx", {"自评表": project_rows()})
    as_word(tmp_path / "乙.docx", path)
    assert [file.name for file in find_workbooks((), tmp_path, tmp_path / "output")[0]] == [
        "甲.xlsx"
    ]
