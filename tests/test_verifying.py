"""Reports that people have edited are held against their workbooks: which, and what is told."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from docx.document import Document

import pingshu.review.verifying as verifying
from pingshu.review import Verified, verify_reports
from pingshu.verify import Status
from tests.docx_building import document as bare_document
from tests.docx_building import paragraph
from tests.office_building import CLEAN, Office, codes, new_office, typed
from tests.workbook_building import Rows, project_rows

STEM = "青禾县公路养护中心-乡村公路养护-绩效自评报告"
REPORT = f"2022/{STEM}.docx"
BUDGET = "资金.年度资金总额.全年预算数"

Screen = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


def budget_of(amount: int) -> Mapping[str, Rows]:
    """Return a workbook with which nothing is wrong and which has this budget, all of it spent."""
    funds = [("年度资金总额：", amount, amount, amount, 10, "100%", 10)]
    return {"自评表": project_rows(funds=funds)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office in which a report was made, with a budget of 100万元."""
    office = new_office(tmp_path_factory.mktemp("office"))
    office.drop("甲.xlsx", CLEAN)
    office.run()
    return office


@pytest.fixture
def office(made: Office, tmp_path: Path, monkeypatch: Patch) -> Office:
    """Return a copy of that office, and work in its folder."""
    folder = shutil.copytree(made.folder, tmp_path / "office")
    monkeypatch.chdir(folder)
    return Office(folder)


def edit(path: Path, change: Callable[[Document], object]) -> None:
    """Change a report as a person would."""
    opened = docx.Document(str(path))
    change(opened)
    opened.save(str(path))


def overtype(old: str, new: str) -> Callable[[Document], object]:
    """Return the change of the first run that says one thing."""

    def change(opened: Document) -> None:
        runs = [one for paragraph in opened.paragraphs for one in paragraph.runs]
        next(one for one in runs if one.text == old).text = new

    return change


def verify(office: Office, *paths: Path) -> list[Verified]:
    done, lost = verify_reports(paths, office.options())
    assert lost == ()
    return list(done)


def states(done: Verified) -> dict[str, str]:
    """Return key → status of the figures that are not unchanged."""
    return {one.key: one.status.value for one in done.figures if one.status is not Status.UNCHANGED}


# --- what is told of a report ----------------------------------------------------------------


def test_a_report_as_generated_is_sound(office: Office) -> None:
    before = office.written()
    (done,) = verify(office)
    assert (done.report, done.workbook) == (office.output / REPORT, "input_workbooks/甲.xlsx")
    assert {one.status for one in done.figures} == {Status.UNCHANGED}
    assert done.is_sound
    assert office.written() == before


def test_a_figure_is_held_against_the_workbook_as_it_is_now(office: Office) -> None:
    edit(office.output / REPORT, overtype("100万元", "98万元"))
    office.drop("甲.xlsx", budget_of(120))
    (done,) = verify(office)
    assert states(done) == {
        BUDGET: "conflict",
        "资金.年度资金总额.全年执行数": "stale",
    }
    (one,) = (one for one in done.figures if one.key == BUDGET)
    told = (one.generated, one.present, one.due, one.cells)
    assert told == ("100万元", "98万元", "120万元", ("自评表!E6",))
    assert not done.is_sound


def test_without_the_workbook_a_report_is_held_against_its_memory(office: Office) -> None:
    edit(office.output / REPORT, overtype("100万元", "98万元"))
    (office.inbox / "甲.xlsx").unlink()
    (done,) = verify(office)
    assert states(done) == {BUDGET: "overtyped"}
    assert codes(done.findings) == ["report-workbook-unread"]
    assert "“input_workbooks/甲.xlsx”" in done.findings[0].message
    assert not done.is_compared


def test_a_workbook_that_holds_the_form_no_more_is_told_so(office: Office) -> None:
    others = {f"{name}表": project_rows(project=name) for name in ("农村饮水", "乡村亮化")}
    for sheets, reason in (
        ({"通讯录": [["姓名", "电话"]]}, "没有认出绩效自评表"),
        (others, "里面没有找到这份报告所依据的那张表"),
    ):
        office.drop("甲.xlsx", sheets)
        (done,) = verify(office)
        assert codes(done.findings) == ["report-workbook-unread"]
        assert reason in done.findings[0].message


def test_what_people_wrote_is_held_against_the_form(office: Office) -> None:
    written = "全年预算数为95万元，群众满意。"
    edit(office.output / REPORT, lambda opened: opened.add_paragraph(written))
    (done,) = verify(office)
    found = [one for one in done.findings if one.code == "text-amount-differs"]
    assert [(one.expected, one.actual) for one in found] == [("100万元", "95万元")]
    assert str(found[0].place.cell).startswith("正文第")


def test_rules_of_the_place_hold_for_what_people_wrote(office: Office) -> None:
    written = "全年预算数为95万元，群众满意。"
    edit(office.output / REPORT, lambda opened: opened.add_paragraph(written))
    rules = '[severity]\ntext-amount-differs = "不查"\n'
    (office.inbox / "规则.toml").write_text(rules, encoding="utf-8")
    (done,) = verify(office)
    assert "text-amount-differs" not in codes(done.findings)


def test_a_mistake_of_ours_is_told_with_its_trace_and_the_others_go_on(
    office: Office, monkeypatch: Patch
) -> None:
    def failing(*_: object) -> object:
        raise ZeroDivisionError

    shutil.copy(office.output / REPORT, office.output / "2022" / "另一份.docx")
    monkeypatch.setattr(verifying, "verify", failing)
    done = verify(office)
    assert [codes(one.findings) for one in done] == [["report-unreadable"]] * 2
    assert "程序出了错（ZeroDivisionError）" in done[0].findings[0].message
    assert "failing" in str(done[0].findings[0].trace)
    assert "“出错记录.txt”" in done[0].findings[0].message
    log = (office.output / "出错记录.txt").read_text(encoding="utf-8")
    assert log.count("ZeroDivisionError") >= 2


# --- which reports ---------------------------------------------------------------------------


def test_of_a_folder_the_reports_are_looked_at_and_nothing_else(office: Office) -> None:
    folder = office.output / "2022"
    report = folder / f"{STEM}.docx"
    content = bare_document(paragraph("会议记录"))
    for aside in (f"{STEM}-原稿", f"{STEM}-原稿2", f"{STEM}-未归位-2023-02-01（2）", f"~${STEM}"):
        shutil.copy(report, folder / f"{aside}.docx")
    (office.output / ".pingshu" / "2022" / "x.docx").write_bytes(report.read_bytes())
    (folder / "会议记录.docx").write_bytes(content)
    (folder / "乙-绩效自评报告（2）.docx").write_bytes(content)
    shutil.copy(report, folder / "终稿.docx")
    done = verify(office)
    assert [one.report.name for one in done] == [
        "乙-绩效自评报告（2）.docx",
        "终稿.docx",
        report.name,
    ]
    assert codes(done[0].findings) == ["report-unremembered"]
    assert done[0].workbook is None
    assert done[1].is_sound


def test_a_report_that_is_named_is_looked_at_whatever_it_is_called(office: Office) -> None:
    strange = office.folder / "会议记录.docx"
    strange.write_bytes(bare_document(paragraph("会议记录")))
    damaged = office.folder / "damaged.docx"
    damaged.write_bytes(b"no document")
    aside = office.output / "2022" / f"{STEM}-原稿.docx"
    shutil.copy(office.output / REPORT, aside)
    done = verify(office, strange, damaged, aside)
    assert [codes(one.findings) for one in done] == [
        ["report-unremembered"],
        ["report-unreadable"],
        [],
    ]


def test_a_report_that_is_given_twice_is_looked_at_once(office: Office) -> None:
    assert len(verify(office, office.output, office.output / REPORT)) == 1


def test_a_report_that_may_not_be_read_is_told(office: Office, monkeypatch: Patch) -> None:
    whole = Path.read_bytes

    def refusing(self: Path) -> bytes:
        if self.name == f"{STEM}.docx":
            raise PermissionError(13, "没有权限")
        return whole(self)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    (done,) = verify(office)
    assert codes(done.findings) == ["report-unreadable"]
    assert "没有权限" in done.findings[0].message


def test_reports_of_several_output_folders_are_held_against_their_own_workbooks(
    office: Office,
) -> None:
    other = Office(office.folder / "别处")
    shutil.copytree(office.output, other.output)
    other.inbox.mkdir()
    other.drop("甲.xlsx", budget_of(120))
    first, second = verify(office, office.output, other.output)
    assert (states(first), len(states(second))) == ({}, 2)


# --- the terminal ----------------------------------------------------------------------------


def test_the_command_tells_each_report_in_a_line_and_what_differs_below(
    office: Office, capsys: Screen
) -> None:
    edit(office.output / REPORT, overtype("100万元", "98万元"))
    assert typed("verify", str(Path("output", REPORT))) == 1
    assert capsys.readouterr().out.splitlines()[:2] == [
        f"{Path('output', REPORT)}：5个数字：4个一致；1个已改成别的数。",
        (
            "  已改成别的数　资金·年度资金总额·全年预算数，在正文第4段，标题“一、概况”之下："
            "上次生成或更新时应是“100万元”，现在写的是“98万元”（出自自评表!E6）"
        ),
    ]
    office.drop("甲.xlsx", budget_of(120))
    assert typed("verify") == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].endswith("5个数字：3个一致；1个表已变，报告未更新；1个报告和表都改了。")
    assert "照现在的自评表应是“120万元”（出自自评表!E6）" in told[1]
    assert told[-1] == (
        "自评表后来改过。运行 python generate.py refresh 把新的数字更新到报告里，改过的文字不动。"
    )


def test_what_was_not_held_against_the_workbook_is_not_told_to_agree_with_it(
    office: Office, capsys: Screen
) -> None:
    (office.inbox / "甲.xlsx").unlink()
    assert typed("verify") == 1
    told = capsys.readouterr().out.splitlines()[0]
    assert told.endswith("5个数字：5个与生成记录一致。未比对工作簿，只比对了生成记录。")
    assert typed("verify", "--json") == 1
    (one,) = json.loads(capsys.readouterr().out)["reports"]
    assert one["compared"] is False


def test_a_figure_whose_cell_was_emptied_is_told_so(office: Office, capsys: Screen) -> None:
    funds = [("年度资金总额：", 100, 100, None, 10, None, 10)]
    office.drop("甲.xlsx", {"自评表": project_rows(funds=funds)})
    assert typed("verify") == 1
    (told,) = (line for line in capsys.readouterr().out.splitlines() if "全年执行数，在" in line)
    assert told.endswith(
        "现在写的是“100万元”，现在的自评表里已清空，或不再有这一项（出自自评表!F6）"
    )


def test_where_everything_is_right_that_is_told_and_the_code_is_0(
    office: Office, capsys: Screen
) -> None:
    assert typed("verify") == 0
    assert capsys.readouterr().out == (
        f"{Path('output', REPORT)}：5个数字：5个一致。\n全部一致，没有要处理的。\n"
    )


def test_a_path_that_is_missing_is_told_and_the_others_go_on(
    office: Office, capsys: Screen
) -> None:
    assert office.inbox.is_dir()
    assert typed("verify", "没有.docx", "output") == 1
    told = capsys.readouterr().out
    assert "找不到“没有.docx”" in told
    assert "5个一致" in told
    assert typed("verify", "--json", "没有.docx") == 1
    (lost,) = json.loads(capsys.readouterr().out)["reports"]
    assert (lost["report"], lost["findings"][0]["code"]) == ("没有.docx", "path-missing")


def test_as_json_there_is_one_document_and_nothing_else(office: Office, capsys: Screen) -> None:
    edit(office.output / REPORT, overtype("100万元", "98万元"))
    edit(office.output / REPORT, lambda opened: opened.add_paragraph("【请补充：成文日期】"))
    assert typed("verify", "--json") == 1
    (told,) = json.loads(capsys.readouterr().out)["reports"]
    assert (told["report"], told["workbook"]) == (
        str(Path("output", REPORT)),
        "input_workbooks/甲.xlsx",
    )
    assert told["compared"] is True
    assert [one for one in told["figures"] if one["key"] == BUDGET] == [
        {
            "key": BUDGET,
            "status": "overtyped",
            "paragraph": "正文第4段，标题“一、概况”之下",
            "generated": "100万元",
            "present": "98万元",
            "due": "100万元",
            "cells": ["自评表!E6"],
        }
    ]
    assert {"gaps-left", "text-amount-differs"} <= {one["code"] for one in told["findings"]}


def test_broken_templates_are_told_before_anything_is_held_against_them(
    office: Office, capsys: Screen
) -> None:
    (office.templates / "项目支出" / "report.docx").write_bytes(b"no template")
    assert typed("verify") == 2
    assert "没有开始核对" in capsys.readouterr().err
