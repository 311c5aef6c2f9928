"""Every kind of finding about whole files: the wrong one is told alone, the mended one is silent.

What each is in words stands in scripts/documents/cases/files.py; here the files are made. A
scenario yields twice: a run over what is wrong, then one over what is mended.
"""

import errno
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from pingshu.finding import Finding
from pingshu.outcome import Run
from pingshu.pipeline import run
from pingshu.review import renewer, verify_reports
from scripts.documents.case import FileCase
from scripts.documents.cases import FILE_CASES
from tests.docx_building import document, paragraph, table
from tests.form_building import as_word
from tests.hostile_files import SHEET, package
from tests.office_building import CLEAN, FUNDS, PARAGRAPHS, Office, codes, new_office, report
from tests.workbook_building import (
    PROJECT_INDICATORS,
    Content,
    Formula,
    Hidden,
    Rows,
    project_rows,
    workbook,
)

Patch = pytest.MonkeyPatch
Scenario = Callable[[Office, Patch], Iterator[Run]]
NAME = "甲.xlsx"
FILE = f"input_workbooks/{NAME}"
FORM = f"{FILE} 自评表"
REPORT = "2022/青禾县公路养护中心-乡村公路养护-绩效自评报告.docx"
LIST = "自查问题清单"
ADJUSTED: Mapping[str, Rows] = {
    "自评表": project_rows(funds=[("年度资金总额：", 120, 100, 100, 10, "100%", 10)])
}
"""A workbook with a finding that can be marked at its cell."""

RAISED: Mapping[str, Rows] = {
    "自评表": project_rows(funds=[("年度资金总额：", 120, 120, 120, 10, "100%", 10)])
}
"""The clean workbook with other amounts, with which nothing is wrong either."""

IN_WORD = (
    [["项目名称", "乡村公路养护"], ["实施单位", "青禾县公路养护中心"]],
    [
        ["项目资金（万元）", "全年预算数", "全年执行数", "执行率", "分值", "得分"],
        ["年度资金总额", "100", "100", "100%", "10", "10"],
    ],
    [["预期目标", "实际完成情况"], ["养护50公里。", "养护52公里。"]],
    [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "养护里程", "≥50公里", "52公里", "90", "90"],
    ],
)
"""The tables of a form in a Word document."""
IN_WORD_BELOW = ["产出指标", "质量指标", "验收合格率", "100%", "100%", "", ""]
"""A row that belongs to the last of them."""


# --- what files are made of -----------------------------------------------------------------


def with_reason(reason: Content) -> Mapping[str, Rows]:
    """Return the clean workbook with something in I11, the reason of its first indicator."""
    first, *others = PROJECT_INDICATORS
    return {"自评表": project_rows(funds=FUNDS, indicators=[(*first[:-1], reason), *others])}


def patched(path: Path, part: str, old: bytes, new: bytes) -> None:
    """Replace a piece of a part of a package."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    path.write_bytes(package({**parts, part: parts[part].replace(old, new, 1)}))


def swapped(office: Office, name: str, content: bytes) -> Iterator[Run]:
    """Check the inbox with a file that cannot be read, then with a clean workbook instead."""
    file = office.inbox / name
    file.write_bytes(content)
    yield office.check()
    file.unlink()
    office.drop(NAME, CLEAN)
    yield office.check()


def dropped(office: Office, sheets: Mapping[str, Rows | Hidden]) -> Iterator[Run]:
    """Check the inbox with a workbook, then with a clean one in its place."""
    workbook(office.inbox / NAME, sheets)
    yield office.check()
    office.drop(NAME, CLEAN)
    yield office.check()


def spoilt(office: Office, part: str, old: bytes, new: bytes) -> Iterator[Run]:
    """Check a clean workbook with a piece of it replaced, then as it was."""
    patched(office.drop(NAME, CLEAN), part, old, new)
    yield office.check()
    office.drop(NAME, CLEAN)
    yield office.check()


def edited(office: Office) -> Path:
    """Make the report of a clean workbook, edit it and return its path."""
    office.drop(NAME, CLEAN)
    office.run()
    path = office.output / REPORT
    path.write_bytes(b"edited")
    return path


def written(office: Office, *changes: tuple[str, str]) -> Path:
    """Make the report of a clean workbook and return its path, edited as in Word.

    Args:
        office: where.
        changes: what stands in a run, and what is typed over it.
    """
    office.drop(NAME, CLEAN)
    office.run()
    edited_again(office, *changes)
    return office.output / REPORT


def edited_again(office: Office, *changes: tuple[str, str]) -> None:
    """Write a sentence into the report, and type over some of its runs."""
    opened = docx.Document(str(office.output / REPORT))
    for old, new in changes:
        runs = (run for paragraph in opened.paragraphs for run in paragraph.runs)
        next(run for run in runs if run.text == old).text = new
    opened.add_paragraph("经实地查看，路面平整。")
    opened.save(str(office.output / REPORT))


def refreshed(office: Office) -> Run:
    """Run the batch so that edited reports are brought up to date."""
    options = replace(office.options(), renew=renewer(office.output))
    return run(options, lambda *_: None)


def verified(office: Office) -> Run:
    """Return what is found in the reports."""
    done, lost = verify_reports((), office.options())
    return Run(outcomes=(), findings=(*lost, *(item for one in done for item in one.findings)))


def refuse_reports(patch: Patch, error: OSError) -> None:
    """Let the system refuse to put reports in their place."""
    whole = Path.replace

    def refusing(self: Path, target: Path) -> Path:
        if target.suffix == ".docx":
            raise error
        return whole(self, target)

    patch.setattr(Path, "replace", refusing)


# --- what is read ---------------------------------------------------------------------------


def nothing_to_read(office: Office, _: Patch) -> Iterator[Run]:
    yield office.run()
    office.drop(NAME, CLEAN)
    yield office.check()


def only_own_files(office: Office, _: Patch) -> Iterator[Run]:
    office.drop(NAME, CLEAN)
    yield office.check(office.templates)
    yield office.check(office.inbox)


def path_missing(office: Office, _: Patch) -> Iterator[Run]:
    file = office.drop(NAME, CLEAN)
    yield office.check(office.inbox / "乙.xlsx")
    yield office.check(file)


def workbook_open(office: Office, _: Patch) -> Iterator[Run]:
    office.drop(NAME, CLEAN)
    lock = office.inbox / f"~${NAME}"
    lock.write_bytes(b"lock")
    yield office.check()
    lock.unlink()
    yield office.check()


def not_a_workbook(office: Office, _: Patch) -> Iterator[Run]:
    yield from swapped(office, "甲.xls", b"<html><table></table></html>")


def empty_file(office: Office, _: Patch) -> Iterator[Run]:
    yield from swapped(office, NAME, b"")


def old_format(office: Office, _: Patch) -> Iterator[Run]:
    yield from swapped(office, "甲.xlsb", package({"xl/workbook.bin": b"\x00"}))


def encrypted(office: Office, _: Patch) -> Iterator[Run]:
    content = bytearray(office.drop(NAME, CLEAN).read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    yield from swapped(office, NAME, bytes(content))


def damaged(office: Office, _: Patch) -> Iterator[Run]:
    yield from swapped(office, NAME, office.drop(NAME, CLEAN).read_bytes()[:1000])


def too_large(office: Office, _: Patch) -> Iterator[Run]:
    yield from spoilt(office, SHEET, b'ref="A1:I1"', b'ref="A1:XFD1048576"')


def cell_too_far(office: Office, _: Patch) -> Iterator[Run]:
    yield from dropped(office, {"自评表": [*CLEAN["自评表"], [*[None] * 256, "备注"]]})


def nested_table(office: Office, _: Patch) -> Iterator[Run]:
    file = as_word(office.inbox / "甲.docx", office.drop(NAME, CLEAN))
    (office.inbox / NAME).unlink()
    mended = file.read_bytes()
    goal = paragraph("已完成全年任务。").encode()
    inner = table(["季度", "完成"]).encode()
    patched(file, "word/document.xml", goal, goal + inner + paragraph().encode())
    yield office.check()
    file.write_bytes(mended)
    yield office.check()


def word_passed_over(office: Office, _: Patch) -> Iterator[Run]:
    office.drop(NAME, CLEAN)
    notice = office.inbox / "通知.docx"
    notice.write_bytes(document(paragraph("通知")))
    yield office.check()
    notice.unlink()
    yield office.check()


def files_passed_over(office: Office, _: Patch) -> Iterator[Run]:
    office.drop(NAME, CLEAN)
    others = [office.inbox / name for name in ("自评表.pdf", "说明.txt")]
    for file in others:
        file.write_bytes(b"x")
    yield office.check()
    for file in others:
        file.unlink()
    yield office.check()


def settings_misnamed(office: Office, _: Patch) -> Iterator[Run]:
    office.drop(NAME, CLEAN)
    settings = office.inbox / "profile.toml.txt"
    settings.write_bytes(b"[scoring]")
    yield office.check()
    settings.unlink()
    yield office.check()


def unreadable_file(office: Office, patch: Patch) -> Iterator[Run]:
    def refusing(self: Path) -> bytes:
        raise PermissionError(errno.EACCES, "没有权限")

    office.drop(NAME, CLEAN)
    patch.setattr(Path, "read_bytes", refusing)
    yield office.check()
    patch.undo()
    yield office.check()


def reader_warning(office: Office, _: Patch) -> Iterator[Run]:
    sheets = {**CLEAN, "备注": [[date(2022, 6, 1)]]}
    patched(office.drop(NAME, sheets), "xl/worksheets/sheet2.xml", b"44713", b"9999999")
    yield office.check()
    office.drop(NAME, sheets)
    yield office.check()


def formula_without_value(office: Office, _: Patch) -> Iterator[Run]:
    yield from dropped(office, with_reason(Formula('="无"')))


def error_value(office: Office, _: Patch) -> Iterator[Run]:
    yield from dropped(office, with_reason(Formula("=A1/0", "#DIV/0!")))


def character_removed(office: Office, _: Patch) -> Iterator[Run]:
    yield from dropped(office, with_reason("无\x0b偏差。"))


def hidden_sheet_read(office: Office, _: Patch) -> Iterator[Run]:
    yield from dropped(
        office, {**CLEAN, "去年": Hidden(project_rows(funds=FUNDS, year="2021年度"))}
    )


def no_form(office: Office, _: Patch) -> Iterator[Run]:
    yield from dropped(office, {"通讯录": [["姓名", "电话"]]})


def table_torn_off(office: Office, _: Patch) -> Iterator[Run]:
    parts = (paragraph("（2022年度）"), *(table(*rows) for rows in IN_WORD))
    file = office.inbox / "甲.docx"
    file.write_bytes(document(*parts, paragraph("附：质量情况"), table(IN_WORD_BELOW)))
    yield office.check()
    file.write_bytes(document(*parts, table(IN_WORD_BELOW)))
    yield office.check()


def process_ended(office: Office, patch: Patch) -> Iterator[Run]:
    def ended(_work: object, tasks: Iterator[Any], lost: Callable[[Any], Any], *_: object) -> Any:
        yield from map(lost, tasks)

    office.drop(NAME, CLEAN)
    patch.setattr("pingshu.pipeline.in_order", ended)
    yield office.run()
    patch.undo()
    yield office.run()


def internal(office: Office, patch: Patch) -> Iterator[Run]:
    def failing(*_: object) -> object:
        raise ZeroDivisionError

    office.drop(NAME, CLEAN)
    patch.setattr("pingshu.pipeline.making.reading.compute", failing)
    yield office.check()
    patch.undo()
    yield office.check()


# --- what is written ------------------------------------------------------------------------


def template_fault(office: Office, _: Patch) -> Iterator[Run]:
    template = office.templates / "项目支出" / "report.docx"
    office.drop(NAME, CLEAN)
    report(template, ["{{ 资金.来源|first }}", "表"])
    yield office.run()
    report(template, PARAGRAPHS)
    yield office.run()


def target_in_use(office: Office, patch: Patch) -> Iterator[Run]:
    office.drop(NAME, CLEAN)
    office.run()
    report(office.templates / "项目支出" / "report.docx", [*PARAGRAPHS, "{{ 目标.预期 }}"])
    refuse_reports(patch, PermissionError(errno.EACCES, "locked"))
    yield office.run()
    patch.undo()
    yield office.run()


def cannot_write(office: Office, patch: Patch) -> Iterator[Run]:
    office.drop(NAME, CLEAN)
    refuse_reports(patch, OSError(errno.ENOSPC, "No space left on device"))
    yield office.run()
    patch.undo()
    yield office.run()


def edited_report_kept(office: Office, _: Patch) -> Iterator[Run]:
    path = edited(office)
    yield office.run()
    path.rename(path.with_name("改过的报告.docx"))
    yield office.run()


def edited_report_outdated(office: Office, _: Patch) -> Iterator[Run]:
    written(office)
    report(office.templates / "项目支出" / "report.docx", [*PARAGRAPHS, "{{ 目标.预期 }}"])
    yield office.run()
    yield refreshed(office)


def edited_report_renewed(office: Office, _: Patch) -> Iterator[Run]:
    path = written(office)
    office.drop(NAME, RAISED)
    yield refreshed(office)
    path.unlink()
    office.run()
    office.drop(NAME, CLEAN)
    yield refreshed(office)


def report_conflict(office: Office, _: Patch) -> Iterator[Run]:
    for typed in ("98万元", "120万元"):
        written(office, ("100万元", typed))
        office.drop(NAME, RAISED)
        yield refreshed(office)
        (office.output / REPORT).unlink()


def report_text_unplaced(office: Office, patch: Patch) -> Iterator[Run]:
    written(office)
    new = [f"模板重写，第{number}段另有说法。" for number in "一二三四五六七八九"]
    report(office.templates / "项目支出" / "report.docx", [*new, "{{ 资金.预算数 }}"])
    patch.setattr("pingshu.review.refreshing._today", lambda: "2023-02-01")
    yield refreshed(office)
    edited_again(office)
    report(office.templates / "项目支出" / "report.docx", [*new, "再加一段。", "表"])
    yield refreshed(office)


def report_unreadable(office: Office, _: Patch) -> Iterator[Run]:
    office.drop(NAME, CLEAN)
    office.run()
    path = office.output / REPORT
    whole = path.read_bytes()
    path.write_bytes(b"damaged")
    yield verified(office)
    path.write_bytes(whole)
    yield verified(office)


def report_workbook_unread(office: Office, _: Patch) -> Iterator[Run]:
    written(office)
    (office.inbox / NAME).unlink()
    yield verified(office)
    office.drop(NAME, CLEAN)
    yield verified(office)


def original_kept_aside(office: Office, _: Patch) -> Iterator[Run]:
    edited(office)
    yield office.run(force=True)
    path = edited(office)
    path.rename(path.with_name("改过的报告.docx"))
    yield office.run(force=True)


def explanations_unreadable(office: Office, _: Patch) -> Iterator[Run]:
    office.drop(NAME, CLEAN)
    office.output.mkdir()
    filled = office.output / f"{LIST}.et"
    filled.write_bytes(b"no workbook")
    yield office.run()
    filled.unlink()
    yield office.run()


def explanations_elsewhere(office: Office, _: Patch) -> Iterator[Run]:
    office.drop(NAME, ADJUSTED)
    office.run()
    listed = office.output / f"{LIST}.xlsx"
    book = openpyxl.load_workbook(listed)
    headings = {one.value: one.column or 0 for one in book[LIST][2]}
    book[LIST].cell(3, headings["说明"], "年中收回预算。")
    book.save(listed.with_suffix(".et"))
    yield office.run()
    listed.with_suffix(".et").unlink()
    yield office.run()


def cannot_mark(office: Office, _: Patch) -> Iterator[Run]:
    options = replace(office.options(), mark=True)
    file = office.drop(NAME, ADJUSTED)
    other = file.rename(file.with_suffix(".et"))
    yield run(options, lambda *_: None)
    other.rename(file)
    yield run(options, lambda *_: None)


def target_is_input(office: Office, _: Patch) -> Iterator[Run]:
    yield office.run(office.drop("../output/汇总.xlsx", CLEAN))
    (office.output / "汇总.xlsx").rename(office.output / NAME)
    yield office.run(office.output / NAME)


def gaps_left(office: Office, _: Patch) -> Iterator[Run]:
    template = office.templates / "项目支出" / "report.docx"
    dated = "{% if 报告.日期 %}{{ 报告.日期 }}{% else %}【请补充：成文日期】{% endif %}"
    report(template, ["{{ 报告.标题 }}", dated])
    office.drop(NAME, CLEAN)
    yield office.run()
    office.drop(NAME, {**CLEAN, "文字材料": [["栏目", "内容"], ["成文日期", "2023年3月1日"]]})
    yield office.run()


def existing_file_kept(office: Office, _: Patch) -> Iterator[Run]:
    office.drop(NAME, CLEAN)
    path = office.output / REPORT
    path.parent.mkdir(parents=True)
    path.write_bytes(b"somebody's")
    yield office.run()
    path.rename(path.with_name("别人的报告.docx"))
    yield office.run()


def report_left_behind(office: Office, _patch: Patch) -> Iterator[Run]:
    office.drop(NAME, CLEAN)
    office.run()
    office.drop(NAME, {"自评表": project_rows(funds=FUNDS, project="公路养护")})
    yield office.run()
    (office.output / REPORT).unlink()
    yield office.run()


def reports_alike(office: Office, _patch: Patch) -> Iterator[Run]:
    copy = office.drop("乙.xlsx", CLEAN)
    office.drop(NAME, CLEAN)
    yield office.run()
    copy.unlink()
    (office.output / REPORT).unlink()
    yield office.run()


# --- the cases ------------------------------------------------------------------------------

SCENARIOS: Mapping[str, tuple[str, Scenario]] = {
    "nothing-to-read": ("input_workbooks", nothing_to_read),
    "only-own-files": ("templates", only_own_files),
    "path-missing": ("input_workbooks/乙.xlsx", path_missing),
    "workbook-open": (FILE, workbook_open),
    "not-a-workbook": ("input_workbooks/甲.xls", not_a_workbook),
    "empty-file": (FILE, empty_file),
    "old-format": ("input_workbooks/甲.xlsb", old_format),
    "encrypted": (FILE, encrypted),
    "damaged": (FILE, damaged),
    "too-large": (FILE, too_large),
    "cell-too-far": (f"{FORM}!IW16", cell_too_far),
    "nested-table": ("input_workbooks/甲.docx 表1!第8行第3列", nested_table),
    "word-passed-over": ("input_workbooks/通知.docx", word_passed_over),
    "files-passed-over": ("input_workbooks", files_passed_over),
    "settings-misnamed": ("input_workbooks/profile.toml.txt", settings_misnamed),
    "unreadable-file": (FILE, unreadable_file),
    "reader-warning": (FILE, reader_warning),
    "formula-without-value": (f"{FORM}!I10", formula_without_value),
    "error-value": (f"{FORM}!I10", error_value),
    "character-removed": (f"{FORM}!I10", character_removed),
    "hidden-sheet-read": ("input_workbooks/甲.xlsx 去年", hidden_sheet_read),
    "no-form": (FILE, no_form),
    "table-torn-off": ("input_workbooks/甲.docx 表5", table_torn_off),
    "process-ended": (FILE, process_ended),
    "internal": (FILE, internal),
    "template-fault": (FORM, template_fault),
    "target-in-use": (FORM, target_in_use),
    "cannot-write": (FORM, cannot_write),
    "edited-report-kept": (FORM, edited_report_kept),
    "edited-report-outdated": (FORM, edited_report_outdated),
    "edited-report-renewed": (FORM, edited_report_renewed),
    "report-conflict": (FORM, report_conflict),
    "report-text-unplaced": (FORM, report_text_unplaced),
    "report-unreadable": (f"output/{REPORT}", report_unreadable),
    "report-workbook-unread": (f"output/{REPORT}", report_workbook_unread),
    "original-kept-aside": (FORM, original_kept_aside),
    "report-left-behind": (f"output/{REPORT}", report_left_behind),
    "reports-alike": (FORM, reports_alike),
    "explanations-unreadable": ("output/自查问题清单.et", explanations_unreadable),
    "explanations-elsewhere": ("output/自查问题清单.et", explanations_elsewhere),
    "cannot-mark": ("input_workbooks/甲.et", cannot_mark),
    "target-is-input": ("汇总.xlsx", target_is_input),
    "gaps-left": (FORM, gaps_left),
    "existing-file-kept": (FORM, existing_file_kept),
}
"""Code → the place at which it is told, and what provokes it."""

TOLD_ANYWAY = {
    "report-conflict": ["edited-report-renewed"],
    "report-text-unplaced": ["edited-report-renewed"],
    "cannot-mark": ["adjustment-unexplained"],
    "explanations-elsewhere": ["adjustment-unexplained"],
}
"""Code → what is told of its files, wrong or mended: what is marked or explained, or done first."""

TOLD_INSTEAD = {"edited-report-outdated": ["edited-report-renewed"]}
"""Code → what is told in its place where it is mended by a run."""


def below(text: str, office: Office) -> str:
    """Return a text without the path of the office's folder."""
    return text.replace(f"{office.folder}{os.sep}", "")


def told_at(finding: Finding, office: Office) -> str:
    """Return the place of a finding below the office's folder."""
    file = Path(below(finding.place.workbook, office)).as_posix()
    return file if finding.place.sheet is None else f"{file} {finding.place}"


@pytest.mark.parametrize("case", FILE_CASES, ids=lambda case: case.code)
def test_a_wrong_file_is_told_word_for_word_and_a_mended_one_is_not(
    case: FileCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = new_office(tmp_path)
    place, scenario = SCENARIOS[case.code]
    wrong, mended = (done.all_findings() for done in scenario(office, monkeypatch))
    anyway = TOLD_ANYWAY.get(case.code, [])
    (told,) = (one for one in wrong if one.code not in anyway)
    assert (told.code, told_at(told, office)) == (case.code, place)
    assert below(told.message, office) == case.message
    assert codes(mended) == TOLD_INSTEAD.get(case.code, anyway)
    assert len(wrong) == len(anyway) + 1
