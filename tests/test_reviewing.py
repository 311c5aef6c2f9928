"""What is typed for an edited report: where its numbers come from, copies that leave the office."""

import re
import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document

from pingshu.word import remove
from tests.office_building import CLEAN, FUNDS, PARAGRAPHS, Office, new_office, report, typed
from tests.workbook_building import project_rows

REPORT = Path("output/2022/青禾县公路养护中心-乡村公路养护-绩效自评报告.docx")
SUBMITTED = REPORT.with_name(f"{REPORT.stem}（送审稿）.docx")
PUBLIC = REPORT.with_name(f"{REPORT.stem}（公开版）.docx")
PAGE = REPORT.with_name(f"{REPORT.stem}-数字来源.html")
PAPER = REPORT.with_name(f"{REPORT.stem}-底稿.xlsx")
Screen = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office in which a report was made of a workbook with which nothing is wrong."""
    made = new_office(tmp_path_factory.mktemp("finished"))
    made.drop("甲.xlsx", CLEAN)
    made.run()
    return made


@pytest.fixture
def office(finished: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Return a copy of that office, in which the commands are typed."""
    shutil.copytree(finished.folder, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return Office(tmp_path)


def edit(change: Callable[[Document], object], path: Path = REPORT) -> None:
    """Change a report as a person would."""
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def overtype(document: Document) -> None:
    """Write 98万元 where the first 100万元 stands."""
    run = next(run for one in document.paragraphs for run in one.runs if run.text == "100万元")
    run.text = "98万元"


# --- finalize -------------------------------------------------------------------------------


def test_both_copies_are_written_beside_the_report_which_stays(
    office: Office, capsys: Screen
) -> None:
    edit(lambda document: document.add_paragraph("联系人：张三，电话：13800001234。"))
    before = REPORT.read_bytes()
    assert typed("finalize", str(REPORT)) == 0
    assert "联系人：张三" in text_of(SUBMITTED)
    assert "张三" not in text_of(PUBLIC)
    assert REPORT.read_bytes() == before
    told = capsys.readouterr().out
    assert f"写在 {SUBMITTED}" in told
    assert "  公开版删去了2处，请核对：\n" in told
    assert re.search("    正文第[0-9]+段，标题“一、概况”之下：姓名“联系人：张三”\n", told)
    assert re.search("    正文第[0-9]+段，标题“一、概况”之下：电话“电话：13800001234”\n", told)


def test_what_only_may_be_private_is_told_and_kept(office: Office, capsys: Screen) -> None:
    edit(lambda document: document.add_paragraph("编外A13800001234"))
    assert typed("finalize", str(REPORT)) == 0
    assert "A13800001234" in text_of(PUBLIC)
    assert "：可能是电话“13800001234”\n" in capsys.readouterr().out


def test_comments_that_go_are_told_and_stay_in_the_report(office: Office, capsys: Screen) -> None:
    def ask(document: Document) -> None:
        runs = document.paragraphs[2].runs
        document.add_comment(runs, text="这个数对吗？", author="审稿科长")

    edit(ask)
    assert typed("finalize", str(REPORT)) == 0
    told = capsys.readouterr().out
    assert "两份都去掉了1条批注，原报告里还留着" in told
    assert re.search("    正文第3段.*：审稿科长写的“这个数对吗？”\n", told)
    assert [one.text for one in docx.Document(str(REPORT)).comments] == ["这个数对吗？"]
    assert "审稿科长" not in str(zipfile.ZipFile(SUBMITTED).namelist())


def test_figures_that_differ_from_the_form_are_told(office: Office, capsys: Screen) -> None:
    edit(overtype)
    assert typed("finalize", str(REPORT)) == 0
    told = capsys.readouterr().out
    assert "  有1个数字与自评表不一致，送审稿和公开版按报告里的写，请核对：\n" in told
    assert re.search("：写的是“98万元”，照自评表应是“100万元”\n", told)
    assert "98万元" in text_of(SUBMITTED)


def test_words_that_contradict_the_form_are_told(office: Office, capsys: Screen) -> None:
    edit(lambda document: document.add_paragraph("全年预算数为90万元，全年执行数为80万元。"))
    assert typed("finalize", str(REPORT)) == 0
    told = capsys.readouterr().out
    assert "处文字与自评表对不上，送审稿和公开版按报告里的写，请核对：" in told
    assert "80万元" in told.partition("对不上")[2]


def test_a_report_that_asks_for_words_has_no_copies(office: Office, capsys: Screen) -> None:
    edit(lambda document: document.add_paragraph("【请补充：结果应用】"))
    assert typed("finalize", str(REPORT)) == 1
    assert not SUBMITTED.exists()
    assert "【请补充：结果应用】" in capsys.readouterr().out


def test_a_form_that_must_be_mended_has_no_copies_of_its_report(
    office: Office, capsys: Screen
) -> None:
    wrong = [("年度资金总额：", 100, 100, 97.5, 10, "99%", 9.75)]
    office.drop("甲.xlsx", {"自评表": project_rows(funds=wrong, total=(100, 99.75))})
    assert typed("finalize", str(REPORT)) == 1
    assert not SUBMITTED.exists()
    told = capsys.readouterr().out
    assert re.search("自评表还有[0-9]+处须修改的", told)
    assert "须修改　自评表!" in told


def test_a_report_whose_workbook_is_gone_has_no_copies(office: Office, capsys: Screen) -> None:
    (office.inbox / "甲.xlsx").unlink()
    assert typed("finalize", str(REPORT)) == 1
    assert "找不到“" in capsys.readouterr().out


def test_a_report_whose_form_is_gone_from_the_workbook_has_no_copies(
    office: Office, capsys: Screen
) -> None:
    forms = {name: project_rows(project=name, funds=FUNDS) for name in ("桥梁", "路灯")}
    office.drop("甲.xlsx", forms)
    assert typed("finalize", str(REPORT)) == 1
    assert "找不到生成这份报告的那张自评表" in capsys.readouterr().out


def test_copies_of_a_report_that_may_be_outdated_are_written_and_that_is_told(
    office: Office, capsys: Screen
) -> None:
    funds = [("年度资金总额：", 120, 120, 120, 10, "100%", 10)]
    office.drop("甲.xlsx", {"自评表": project_rows(funds=funds)})
    assert typed("finalize", str(REPORT)) == 0
    assert "自评表后来改过，这份报告里的数字可能是旧的" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["别的.docx", "没有.docx"])
def test_what_is_no_report_of_ours_is_refused(name: str, office: Office, capsys: Screen) -> None:
    docx.Document().save("别的.docx")
    assert typed("finalize", name) == 1
    expected = "不是本工具生成的报告" if name == "别的.docx" else "找不到“没有.docx”"
    assert expected in capsys.readouterr().out


def test_of_a_folder_every_report_is_taken_and_no_copy_of_one(office: Office) -> None:
    assert typed("finalize", "output") == 0
    written = office.reports()
    assert typed("finalize", "output") == 0
    assert office.reports() == written
    assert len(written) == 3


def test_one_report_that_is_refused_does_not_stop_the_next(office: Office) -> None:
    docx.Document().save("别的.docx")
    assert typed("finalize", "别的.docx", str(REPORT)) == 1
    assert SUBMITTED.exists()


def test_a_damaged_report_is_told_without_a_traceback(office: Office, capsys: Screen) -> None:
    REPORT.write_bytes(b"PK\x03\x04")
    assert typed("finalize", str(REPORT)) == 1
    assert "读不出来：" in capsys.readouterr().out


def test_what_a_person_made_of_a_copy_is_kept_aside(office: Office, capsys: Screen) -> None:
    typed("finalize", str(REPORT))
    edit(lambda document: document.add_paragraph("盖章版"), SUBMITTED)
    assert typed("finalize", str(REPORT)) == 0
    aside = SUBMITTED.with_name(f"{SUBMITTED.stem}-原稿.docx")
    assert "盖章版" in text_of(aside)
    assert "盖章版" not in text_of(SUBMITTED)
    assert aside.name in capsys.readouterr().out


def test_copies_are_called_as_the_family_wants(office: Office) -> None:
    profile = office.templates / "项目支出" / "profile.toml"
    settings = profile.read_text(encoding="utf-8")
    names = '\n[finalize]\nsubmitted_name = "送审-{报告}"\npublic_name = "{报告}-公开"\n'
    profile.write_text(settings + names + 'private = ["经手人"]\n', encoding="utf-8")
    edit(lambda document: document.add_paragraph("经手人：张三"))
    assert typed("finalize", str(REPORT)) == 0
    assert REPORT.with_name(f"送审-{REPORT.name}").exists()
    assert "张三" not in text_of(REPORT.with_name(f"{REPORT.stem}-公开.docx"))


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ('submitted_name = "送审稿"', "里要有 {报告}"),
        ('submitted_name = "{报告}"', "还要有别的字"),
        ('submitted_name = "{单位}{报告}"', "花括号只能写 {报告}"),
        ('public_name = "{报告}（送审稿）"', "两份的文件名不能相同"),
        ("private = 5", "应是方括号里的一列文字"),
        ("name = 5", "不认识的设置“name”"),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(
    setting: str, told: str, office: Office, capsys: Screen
) -> None:
    profile = office.templates / "项目支出" / "profile.toml"
    text = profile.read_text(encoding="utf-8").rstrip()
    profile.write_text(f"{text}\n[finalize]\n{setting}\n", encoding="utf-8")
    assert typed("finalize", str(REPORT)) == 2
    said = capsys.readouterr().err
    assert told in said
    assert f"第{len(text.splitlines()) + 2}行" in said


def test_copies_are_not_read_as_forms_when_the_output_folder_is_read(office: Office) -> None:
    typed("finalize", str(REPORT))
    typed("trace", str(REPORT))
    done = office.check(office.output)
    assert [finding.code for finding in done.all_findings()] == ["only-own-files"]


# --- trace ----------------------------------------------------------------------------------


def test_page_and_paper_are_written_beside_the_report(office: Office, capsys: Screen) -> None:
    assert typed("trace", str(REPORT)) == 0
    told = capsys.readouterr().out
    line = re.search(r"：([0-9]+)个数字，其中\1个来自表格，0个为手工填写。", told)
    assert line is not None
    assert f"写在 {PAGE}" in told
    assert "自评表!" in PAGE.read_text(encoding="utf-8")
    assert openpyxl.load_workbook(PAPER).sheetnames == ["底稿"]


def test_numbers_by_hand_are_told_and_stand_in_both_files(office: Office, capsys: Screen) -> None:
    edit(lambda document: document.add_paragraph("另外争取到30万元。"))
    edit(overtype)
    assert typed("trace", str(REPORT)) == 0
    told = capsys.readouterr().out
    assert "2个为手工填写" in told
    assert "手工填写：另外争取到【30】万元。" in told
    assert "【98万元】" in told
    book = openpyxl.load_workbook(PAPER)
    states = [row[12].value for row in book["底稿"].iter_rows()]
    stated = [row[8].value for row in book["底稿"].iter_rows() if row[12].value == "手工改过"]
    assert (states.count("手工改过"), stated) == (1, [98])
    assert [row[1].value for row in book["其他数字"].iter_rows()][-1] == "30"


def test_a_figure_that_was_deleted_stays_in_the_paper(office: Office) -> None:
    def delete(document: Document) -> None:
        for paragraph in [one for one in document.paragraphs if "执行率" in one.text]:
            remove(paragraph._p)

    edit(delete)
    assert typed("trace", str(REPORT)) == 0
    rows = openpyxl.load_workbook(PAPER)["底稿"].iter_rows()
    gone = [row[1].value for row in rows if row[12].value == "报告里没有了"]
    assert any("执行率" in str(name) for name in gone)
    assert "报告里已经没有的数" in PAGE.read_text(encoding="utf-8")


def test_files_go_where_output_says(office: Office) -> None:
    assert typed("trace", str(REPORT), "--output", "复核") == 0
    assert {path.suffix for path in Path("复核").iterdir() if path.is_file()} == {".html", ".xlsx"}
    assert not PAGE.exists()


def test_without_its_workbook_a_report_is_traced_by_what_is_remembered(
    office: Office, capsys: Screen
) -> None:
    (office.inbox / "甲.xlsx").unlink()
    assert typed("trace", str(REPORT)) == 0
    assert "没有找到生成它的“甲.xlsx”" in capsys.readouterr().out
    assert "直接取自单元格" in PAGE.read_text(encoding="utf-8")


def test_a_workbook_that_changed_since_is_told(office: Office, capsys: Screen) -> None:
    office.drop("甲.xlsx", {"自评表": project_rows(funds=[*FUNDS], unit="别的单位")})
    assert typed("trace", str(REPORT)) == 0
    assert "“甲.xlsx”在报告生成以后改过" in capsys.readouterr().out


def test_a_report_that_was_moved_is_still_traced(office: Office, tmp_path: Path) -> None:
    moved = tmp_path / "桌面" / "报告终稿.docx"
    moved.parent.mkdir()
    moved.write_bytes(REPORT.read_bytes())
    assert typed("trace", str(moved)) == 0
    assert moved.with_name("报告终稿-底稿.xlsx").exists()


@pytest.mark.parametrize("content", [None, b"abc", b""])
def test_what_cannot_be_traced_is_told(
    content: bytes | None, office: Office, capsys: Screen
) -> None:
    target = Path("output/2022/别的.docx")
    if content is not None:
        target.write_bytes(content)
    assert typed("trace", str(target)) == 1
    expected = "找不到“" if content is None else "不是本工具生成的报告"
    assert expected in capsys.readouterr().out


def test_the_same_report_gives_the_same_files(office: Office) -> None:
    typed("trace", str(REPORT))
    first = PAGE.read_bytes(), PAPER.read_bytes()
    typed("trace", str(REPORT))
    assert (PAGE.read_bytes(), PAPER.read_bytes()) == first
    assert not PAGE.with_name(f"{PAGE.stem}-原稿.html").exists()


def test_what_a_cell_says_is_never_markup_on_the_page(office: Office) -> None:
    hostile = "<script>alert(1)</script>"
    report(office.templates / "项目支出" / "report.docx", (*PARAGRAPHS, "{{ 项目.名称 }}"))
    office.drop("乙.xlsx", {"自评表": project_rows(project=hostile)})
    done = office.run()
    path = next(one.path for one in done.outcomes[0].reports)
    assert path is not None
    assert typed("trace", str(path)) == 0
    page = path.with_name(f"{path.stem}-数字来源.html").read_text(encoding="utf-8")
    assert page.count("<script>") == 1
    assert "&lt;script&gt;" in page


def test_a_command_needs_a_report(office: Office, capsys: Screen) -> None:
    assert typed("trace") == 2
    assert "少写了" in capsys.readouterr().err


def test_copies_are_the_same_each_time(office: Office) -> None:
    typed("finalize", str(REPORT))
    first = SUBMITTED.read_bytes()
    typed("finalize", str(REPORT))
    assert SUBMITTED.read_bytes() == first
    assert docx.Document(BytesIO(first)).core_properties.author == ""
