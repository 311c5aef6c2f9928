"""One workbook to its reports, a batch that outlives a bad file, and what is left alone."""

import errno
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import pingshu.pipeline
import pingshu.pipeline.results
from pingshu.finding import Finding, Severity
from pingshu.model import Computation, Form
from pingshu.narrate import narrate
from pingshu.outcome import Fate
from pingshu.pipeline import NotReadyError, blank_form, describe_run, inspect_workbook, made_from
from pingshu.profile import Profile
from pingshu.view import View
from tests.office_building import (
    CLEAN,
    FUNDS,
    PARAGRAPHS,
    Office,
    codes,
    new_office,
    report,
    templates,
)
from tests.ooxml import text_outline
from tests.workbook_building import Rows, project_rows, transfer_rows

REPORT = "2022/青禾县公路养护中心-乡村公路养护-绩效自评报告.docx"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path)


# --- reports --------------------------------------------------------------------------------


def test_a_form_gives_its_report_and_the_result_workbooks(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    done = office.run()
    assert done.yielded
    assert done.all_findings() == ()
    assert office.reports() == [REPORT]
    assert {"汇总.xlsx", "自查问题清单.xlsx"} < office.written().keys()
    assert text_outline(office.written()[REPORT]).splitlines() == [
        "# 一、概况",
        "2022年度乡村公路养护绩效自评报告",
        "青禾县公路养护中心实施乡村公路养护。",
        "全年预算数100万元，全年执行数100万元，执行率100%。",
        "总分100分。",
        "产出指标",
        "效益指标",
        "满意度指标",
        "共5个指标。",
    ]


def test_each_family_has_its_own_template(office: Office) -> None:
    report(office.templates / "转移支付" / "report.docx", ["转移支付：{{ 项目.名称 }}", "尾"])
    office.drop("甲.xlsx", {"自评表": transfer_rows()})
    office.run()
    (name,) = office.reports()
    assert "转移支付：基层人才培训补助资金" in text_outline(office.written()[name])


def test_each_of_two_sheets_has_its_report(office: Office) -> None:
    office.drop("甲.xlsx", {"一": project_rows(), "二": project_rows(project="桥梁维修")})
    done = office.run()
    assert done.yielded
    assert office.reports() == [
        "2022/青禾县公路养护中心-乡村公路养护-绩效自评报告.docx",
        "2022/青禾县公路养护中心-桥梁维修-绩效自评报告.docx",
    ]


def test_a_form_without_a_year_goes_to_the_folder_of_those(office: Office) -> None:
    office.drop("甲.xlsx", {"自评表": project_rows(year=None)})
    done = office.run()
    assert "year-missing" in codes(done.all_findings())
    assert office.reports() == ["年度不明/青禾县公路养护中心-乡村公路养护-绩效自评报告.docx"]


def test_a_form_without_a_unit_is_named_after_its_sheet(office: Office) -> None:
    office.drop("甲.xlsx", {"公路科": project_rows(unit=None)})
    office.run()
    assert office.reports() == ["2022/公路科-乡村公路养护-绩效自评报告.docx"]


def test_a_sheet_that_holds_no_form_is_skipped_and_named(office: Office) -> None:
    office.drop("甲.xlsx", {"自评表": project_rows(), "Sheet3": [["随便写的"]]})
    (outcome,) = office.run().outcomes
    assert [item.sheet for item in outcome.skipped] == ["Sheet3"]
    assert outcome.yielded


def test_a_workbook_without_a_form_yields_none(office: Office) -> None:
    office.drop("甲.xlsx", {"Sheet1": [["随便写的"]]})
    done = office.run()
    assert not done.yielded
    assert codes(done.all_findings()) == ["no-form"]
    assert office.reports() == []


def test_one_damaged_workbook_among_many_costs_only_its_own_report(office: Office) -> None:
    for number in range(4):
        office.drop(f"{number}.xlsx", {"自评表": project_rows(project=f"项目之{number}")})
    damaged = office.inbox / "2.xlsx"
    damaged.write_bytes(damaged.read_bytes()[:1000])
    done = office.run()
    assert not done.yielded
    assert len(office.reports()) == 3
    errors = [one for one in done.all_findings() if one.severity is Severity.ERROR]
    assert codes(errors) == ["damaged"]
    assert errors[0].place.workbook == str(damaged)


def test_an_internal_error_is_told_logged_and_does_not_stop_the_others(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(
        form: Form, computation: Computation, profile: Profile, about: Sequence[Finding]
    ) -> View:
        if form.project and form.project.text == "桥梁维修":
            raise ZeroDivisionError("our own mistake")
        return narrate(form, computation, profile, about)

    office.drop("甲.xlsx", {"自评表": project_rows(project="桥梁维修", funds=FUNDS)})
    office.drop("乙.xlsx", CLEAN)
    monkeypatch.setattr(pingshu.pipeline.making, "narrate", failing)
    done = office.run()
    assert codes(done.all_findings()) == ["internal"]
    assert done.log == office.output / "出错记录.txt"
    log = done.log.read_text(encoding="utf-8")
    assert "ZeroDivisionError: our own mistake" in log
    assert office.reports() == [REPORT]
    assert "our own mistake" not in done.all_findings()[0].message


def test_a_report_knows_what_could_not_be_read_of_its_form_and_its_spending(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: dict[str | None, list[str]] = {}

    def listening(
        form: Form, computation: Computation, profile: Profile, about: Sequence[Finding]
    ) -> View:
        told[form.place.sheet] = [str(item.place) for item in about if item.place.cell]
        return narrate(form, computation, profile, about)

    bad = (("年度资金总额：", 100, "约100", 100, 10, "100%", 10),)
    sheets: dict[str, Rows] = {
        "甲": project_rows(funds=bad),
        "乙": project_rows(project="桥梁维修", funds=FUNDS),
        "支出明细": [["适用", "支出内容", "金额（万元）"], ["甲", "养护", "约100"]],
    }
    office.drop("两个项目.xlsx", sheets)
    monkeypatch.setattr(pingshu.pipeline.making, "narrate", listening)
    office.run()
    assert {"甲!E6", "支出明细!C2"} <= set(told["甲"])
    assert told["乙"] == []


def test_a_template_that_fails_while_it_is_filled_costs_only_the_forms_it_is_used_for(
    office: Office,
) -> None:
    report(office.templates / "项目支出" / "report.docx", ("{{ 资金.来源|first }}", "表"))
    office.drop("甲.xlsx", CLEAN)
    office.drop("乙.xlsx", {"自评表": transfer_rows()})
    done = office.run()
    (fault,) = (one for one in done.all_findings() if one.code == "template-fault")
    assert "资金.来源" in fault.problem
    assert Path(fault.place.workbook).name == "甲.xlsx"
    assert len(office.reports()) == 1
    assert not done.yielded
    assert done.log is None


def test_an_internal_error_while_checking_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> object:
        raise KeyError("our own mistake")

    office.drop("甲.xlsx", CLEAN)
    monkeypatch.setattr(pingshu.pipeline.making.reading, "compute", failing)
    done = office.check()
    assert codes(done.all_findings()) == ["internal"]
    assert not done.yielded
    assert not office.output.exists()


def test_progress_is_told_after_each_workbook(office: Office) -> None:
    for name in ("甲.xlsx", "乙.xlsx"):
        office.drop(name, CLEAN)
    steps: list[tuple[str, int, int]] = []
    pingshu.pipeline.run(
        office.options(),
        lambda outcome, number, count: steps.append((outcome.workbook, number, count)),
    )
    assert steps == [
        (str(office.inbox / "乙.xlsx"), 1, 2),
        (str(office.inbox / "甲.xlsx"), 2, 2),
    ]


# --- again ----------------------------------------------------------------------------------


def test_the_same_inputs_give_the_same_bytes_of_every_file(office: Office) -> None:
    office.drop("甲.xlsx", {"自评表": project_rows(year=None), "二": project_rows()})
    (office.inbox / "坏.xlsx").write_bytes(b"")
    office.run()
    first = office.written()
    office.run()
    assert office.written() == first
    for path in office.output.rglob("*.docx"):
        path.unlink()
    office.run()
    assert office.written() == first


def test_a_second_run_finds_every_report_unchanged(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    office.run()
    (outcome,) = office.run().outcomes
    assert [one.fate for one in outcome.reports] == [Fate.UNCHANGED]


def test_one_changed_amount_changes_what_depends_on_it_and_nothing_else(office: Office) -> None:
    def outline(executed: float, rate: str, score: float) -> list[str]:
        funds = [("年度资金总额：", 120, 100, executed, 10, rate, score)]
        office.drop("甲.xlsx", {"自评表": project_rows(funds=funds, total=(100, 90 + score))})
        office.run()
        return text_outline(office.written()[REPORT]).splitlines()

    before, after = outline(100, "100%", 10), outline(97.5, "97.5%", 9.75)
    changed = [(one, two) for one, two in zip(before, after, strict=True) if one != two]
    assert changed == [
        (
            "全年预算数100万元，全年执行数100万元，执行率100%。",
            "全年预算数100万元，全年执行数97.5万元，执行率97.5%。",
        ),
        ("总分100分。", "总分99.75分。"),
    ]


def test_an_edited_report_is_kept_and_counts_as_yielded(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    office.run()
    (office.output / REPORT).write_bytes(b"edited")
    office.drop("甲.xlsx", {"自评表": project_rows(goals=("换了目标。", "已完成。"), funds=FUNDS)})
    report(office.templates / "项目支出" / "report.docx", [*PARAGRAPHS, "{{ 目标.预期 }}"])
    done = office.run()
    assert done.yielded
    assert codes(done.all_findings()) == ["edited-report-outdated"]
    assert office.written()[REPORT] == b"edited"


def test_force_makes_the_edited_report_anew_and_keeps_it_aside(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    office.run()
    (office.output / REPORT).write_bytes(b"edited")
    office.run(force=True)
    assert office.written()[REPORT].startswith(b"PK")
    assert office.written()[REPORT.replace(".docx", "-原稿.docx")] == b"edited"


def test_reports_of_two_workbooks_with_one_name_stay_two(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    office.drop("乙.xlsx", CLEAN)
    for _ in range(2):
        assert office.run().yielded
        assert office.reports() == [REPORT, REPORT.replace(".docx", "（2）.docx")]


def test_a_locked_report_is_a_finding_and_the_others_are_written(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    replacing = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if target.name.endswith("乡村公路养护-绩效自评报告.docx"):
            raise PermissionError(errno.EACCES, "locked")
        return replacing(self, target)

    bridge = project_rows(project="桥梁维修", funds=FUNDS)
    office.drop("甲.xlsx", {"一": project_rows(funds=FUNDS)})
    office.run()
    report(office.templates / "项目支出" / "report.docx", [*PARAGRAPHS, "{{ 目标.预期 }}"])
    office.drop("甲.xlsx", {"一": project_rows(funds=FUNDS), "二": bridge})
    monkeypatch.setattr(Path, "replace", locked)
    done = office.run()
    assert not done.yielded
    assert codes(done.all_findings()) == ["target-in-use"]
    assert "2022/青禾县公路养护中心-桥梁维修-绩效自评报告.docx" in office.reports()


def test_an_open_summary_is_a_finding_and_the_reports_are_written(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    replacing = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if target.name == "汇总.xlsx":
            raise PermissionError(errno.EACCES, "locked")
        return replacing(self, target)

    office.drop("甲.xlsx", CLEAN)
    office.run()
    office.drop("乙.xlsx", {"自评表": project_rows(project="桥梁维修", funds=FUNDS)})
    monkeypatch.setattr(Path, "replace", locked)
    done = office.run()
    assert not done.yielded
    assert done.summary is None
    assert done.problems == office.output / "自查问题清单.xlsx"
    assert codes(done.findings) == ["target-in-use"]


def test_a_full_disk_while_a_result_workbook_is_made_is_a_finding(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    office.drop("甲.xlsx", CLEAN)
    monkeypatch.setattr(pingshu.pipeline.results, "summary_workbook", full)
    done = office.run()
    assert not done.yielded
    assert codes(done.findings) == ["cannot-write"]
    assert "磁盘已满" in done.findings[0].problem
    assert (done.summary, done.problems) == (None, office.output / "自查问题清单.xlsx")
    assert office.reports() == [REPORT]


def test_what_a_person_made_of_a_result_workbook_is_told(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    office.run()
    (office.output / "汇总.xlsx").write_bytes(b"a person's")
    done = office.run()
    assert done.yielded
    assert codes(done.findings) == ["original-kept-aside"]
    assert office.written()["汇总-原稿.xlsx"] == b"a person's"
    assert office.written()["汇总.xlsx"].startswith(b"PK")


def test_equal_file_names_in_two_folders_keep_their_own_reports(office: Office) -> None:
    first = office.drop("一科/自评表.xlsx", CLEAN)
    second = office.drop("二科/自评表.xlsx", CLEAN)
    office.run(first)
    (office.output / REPORT).write_bytes(b"edited")
    done = office.run(second)
    assert codes(done.all_findings()) == ["reports-alike"]
    assert office.reports() == [REPORT, REPORT.replace(".docx", "（2）.docx")]
    assert office.written()[REPORT] == b"edited"


def test_a_renamed_workbook_finds_its_report(office: Office) -> None:
    file = office.drop("甲.xlsx", CLEAN)
    office.run()
    file.rename(file.with_name("乙.xlsx"))
    done = office.run()
    assert codes(done.all_findings()) == []
    assert office.reports() == [REPORT]
    remembered = made_from(office.output / REPORT, office.output)
    assert remembered is not None
    assert remembered.origin.workbook == "input_workbooks/乙.xlsx"


def test_an_edited_report_whose_workbook_was_only_renamed_is_not_outdated(office: Office) -> None:
    file = office.drop("甲.xlsx", CLEAN)
    office.run()
    (office.output / REPORT).write_bytes(b"edited")
    file.rename(file.with_name("乙.xlsx"))
    assert codes(office.run().all_findings()) == ["edited-report-kept"]


# --- what is left to write ------------------------------------------------------------------


def gaps(office: Office) -> tuple[list[str], list[str]]:
    """Run the batch and return the gaps of its reports and the codes of the findings."""
    done = office.run()
    reports = [one for outcome in done.outcomes for one in outcome.reports]
    return [gap for one in reports for gap in one.gaps], codes(done.all_findings())


def test_marks_left_in_a_report_are_listed(office: Office) -> None:
    lines = ["【请补充：成文日期】，【请说明原因】。", "{{ 单位.自称 }}【请补充：成文日期】", "尾"]
    report(office.templates / "项目支出" / "report.docx", lines)
    office.drop("甲.xlsx", CLEAN)
    marks = ["【请补充：成文日期】", "【请说明原因】", "【请补充：成文日期】"]
    assert gaps(office) == (marks, ["gaps-left"])
    (finding,) = office.run().all_findings()
    assert "3处" in finding.problem
    assert "：【请补充：成文日期】、【请说明原因】。" in finding.problem


def test_marks_filled_in_by_a_person_are_no_longer_listed(office: Office) -> None:
    template = office.templates / "项目支出" / "report.docx"
    report(template, ["【请补充：成文日期】", "【请补充：结果应用】"])
    office.drop("甲.xlsx", CLEAN)
    office.run()
    report(office.output / REPORT, ["2023年3月1日", "【请补充：结果应用】"])
    assert gaps(office) == (["【请补充：结果应用】"], ["edited-report-kept", "gaps-left"])
    (office.output / REPORT).write_bytes(b"edited")
    assert gaps(office) == ([], ["edited-report-kept"])


# --- which files are read -------------------------------------------------------------------


def read_names(office: Office, *paths: Path) -> list[str]:
    return [Path(one.workbook).name for one in office.check(*paths).outcomes]


def test_sub_folders_are_read_too(office: Office) -> None:
    office.drop("甲科/甲.xlsx", CLEAN)
    office.drop("乙.xlsx", CLEAN)
    assert read_names(office) == ["乙.xlsx", "甲.xlsx"]


def test_samples_are_read_while_nothing_else_is_there(office: Office) -> None:
    office.drop("示例/例.xlsx", CLEAN)
    assert read_names(office) == ["例.xlsx"]
    office.drop("甲.xlsx", CLEAN)
    assert read_names(office) == ["甲.xlsx"]


def test_a_lock_left_behind_does_not_hide_the_samples(office: Office) -> None:
    office.drop("示例/例.xlsx", CLEAN)
    (office.inbox / "~$走了.xlsx").write_bytes(b"lock")
    assert read_names(office) == ["例.xlsx"]


def test_samples_can_be_read_by_name(office: Office) -> None:
    sample = office.drop("示例/例.xlsx", CLEAN)
    office.drop("甲.xlsx", CLEAN)
    assert read_names(office, sample.parent) == ["例.xlsx"]


@pytest.mark.parametrize("lock", ["~$甲.xlsx", ".~甲.xlsx"])
def test_a_lock_file_is_not_read_but_says_that_the_workbook_is_open(
    lock: str, office: Office
) -> None:
    office.drop("甲.xlsx", CLEAN)
    (office.inbox / lock).write_bytes(b"lock")
    done = office.check()
    assert [Path(one.workbook).name for one in done.outcomes] == ["甲.xlsx"]
    assert codes(done.findings) == ["workbook-open"]
    assert done.yielded


@pytest.mark.parametrize("name", ["说明.tmp", ".甲.xlsx", "甲.docx", "~$甲.xlsx"])
def test_what_is_no_workbook_is_passed_over_in_a_folder(name: str, office: Office) -> None:
    (office.inbox / name).write_bytes(b"x")
    done = office.run()
    assert done.outcomes == ()
    assert codes(done.findings) == ["nothing-to-read"]
    assert not done.yielded
    assert not office.output.exists()


def test_an_empty_word_document_in_a_folder_is_told_as_such(office: Office) -> None:
    (office.inbox / "甲.docx").write_bytes(b"")
    passed_over, _ = office.run().findings
    assert "“甲.docx”是 Word 文档，里面没有内容，没有读取。" in passed_over.message


@pytest.mark.parametrize("name", ["甲.xls", "甲.et", "甲.csv", "甲.ODS"])
def test_a_form_in_another_format_is_not_lost_in_silence(name: str, office: Office) -> None:
    (office.inbox / name).write_bytes("项目名称,乡村公路养护".encode("gbk"))
    done = office.check()
    assert codes(done.all_findings()) == ["not-a-workbook"]


def test_files_and_folders_may_be_named(office: Office) -> None:
    first = office.drop("甲.xlsx", CLEAN)
    second = office.drop("乙科/乙.xlsx", CLEAN)
    office.drop("丙.xlsx", CLEAN)
    assert read_names(office, first, second.parent) == ["甲.xlsx", "乙.xlsx"]


def test_a_workbook_that_is_named_twice_is_read_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = office.drop("甲.xlsx", CLEAN)
    monkeypatch.chdir(office.folder)
    assert read_names(office, Path("input_workbooks"), file) == ["甲.xlsx"]


def test_output_and_templates_are_never_read(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    office.run()
    assert read_names(office, office.folder) == ["甲.xlsx"]


def test_workbooks_in_the_output_folder_are_read_and_our_own_files_are_not(
    office: Office,
) -> None:
    office.drop("../output/2022/甲.xlsx", CLEAN)
    office.drop("../output/乙.xlsx", {"自评表": project_rows(project="桥梁维修", funds=FUNDS)})
    for _ in range(2):
        assert read_names(office, office.output) == ["甲.xlsx", "乙.xlsx"]
        assert office.run(office.output).yielded
    assert len(office.reports()) == 2


def test_an_inbox_inside_the_output_folder_is_read(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    options = replace(office.options(), output=office.folder)
    for _ in range(2):
        done = pingshu.pipeline.run(options, lambda *_: None)
        assert [Path(one.workbook).name for one in done.outcomes] == ["甲.xlsx"]
        assert done.yielded


def test_a_form_that_would_be_written_over_is_left_and_told(office: Office) -> None:
    form = office.drop("../output/汇总.xlsx", CLEAN)
    before = form.read_bytes()
    done = office.run(form)
    assert not done.yielded
    assert codes(done.findings) == ["target-is-input"]
    assert form.read_bytes() == before
    assert office.reports() == [REPORT]


def test_a_folder_that_holds_only_our_own_files_is_told_as_such(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    office.run()
    for folder in (office.output, office.templates):
        assert codes(office.check(folder).findings) == ["only-own-files"]


def test_a_form_in_a_word_document_is_looked_for_in_folders(office: Office) -> None:
    report(office.inbox / "方案.docx", ["工作方案", "没有表"])
    office.drop("甲.xlsx", CLEAN)
    done = office.run()
    assert [Path(one.workbook).name for one in done.outcomes] == ["甲.xlsx"]
    assert codes(done.findings) == ["word-passed-over"]
    assert done.yielded


@pytest.mark.parametrize("name", ["字" * 300, "甲.xlsx/乙.xlsx"])
def test_a_path_that_cannot_be_is_told_like_one_that_is_not_there(
    name: str, office: Office
) -> None:
    office.drop("甲.xlsx", CLEAN)
    path = office.inbox / name
    assert codes(office.check(path).findings) == ["path-missing"]
    read, _ = inspect_workbook(path, office.templates)
    assert codes(read.all_findings()) == ["path-missing"]


def test_a_path_that_is_not_there_is_told_and_the_others_are_read(office: Office) -> None:
    file = office.drop("甲.xlsx", CLEAN)
    done = office.run(office.folder / "没有.xlsx", file)
    assert codes(done.findings) == ["path-missing"]
    assert office.reports() == [REPORT]
    assert not done.yielded


def test_an_inbox_that_is_not_there_is_told(office: Office) -> None:
    office.inbox.rmdir()
    assert codes(office.run().findings) == ["path-missing"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file names that are no text")
def test_a_file_name_that_is_no_utf_8_gives_its_report(office: Office) -> None:
    file = office.drop("甲.xlsx", CLEAN)
    file.rename(os.fsdecode(os.fsencode(office.inbox) + b"/\xbc\xd7.xlsx"))
    for _ in range(2):
        assert office.run().yielded
        assert office.reports() == [REPORT]


# --- broken templates -----------------------------------------------------------------------


def test_an_unknown_name_stops_the_run_before_it_reads_or_writes(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    report(office.templates / "项目支出" / "report.docx", ["好", "{{ 资金.执行律 }}"])
    with pytest.raises(NotReadyError) as error:
        office.run()
    text = str(error.value)
    assert "项目支出" in text
    for told in ("资金.执行律", "“资金.执行率”", "第1个表格", "第1行", "一、概况"):
        assert told in text
    assert not office.output.exists()


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ 资金.来源 }}", "“资金.来源”是列表，要用 {% for %} 逐项打印"),
        ("{{ 资金.调增 }}", "“资金.调增”是“是/否”，只能用在 {% if %} 里，不能打印"),
        ("{{ 资金 }}", "“资金”是一组名称"),
        ("{{ 资金.预算数 + 1 }}", "“资金.预算数”不能在模板里用来计算"),
        ("{{ 资金.未执行额 }}", "是不是“资金.未执行数”？"),
        ("{% if 资金.调赠 %}甲{% endif %}", "是不是“资金.调增”？"),
    ],
)
def test_a_name_used_as_its_kind_does_not_allow_stops_the_run(
    office: Office, tag: str, said: str
) -> None:
    report(office.templates / "项目支出" / "report.docx", (tag, "表"))
    with pytest.raises(NotReadyError) as error:
        office.run()
    assert said in str(error.value)
    assert not office.output.exists()


def test_unknown_names_of_all_families_are_told_at_once(tmp_path: Path) -> None:
    office = Office(tmp_path)
    templates(office.templates, paragraphs=["{{ 项目.名 }}", "{{ 完全不认识 }}"])
    office.inbox.mkdir()
    with pytest.raises(NotReadyError) as error:
        office.run()
    assert len(str(error.value).splitlines()) == 4
    assert "能用的名称见 docs/模板名称.md" in str(error.value)


@pytest.mark.parametrize("content", [None, b"no zip", b"PK\x03\x04"])
def test_a_template_that_is_no_document_stops_the_run(
    content: bytes | None, office: Office
) -> None:
    template = office.templates / "项目支出" / "report.docx"
    template.unlink() if content is None else template.write_bytes(content)
    with pytest.raises(NotReadyError, match=r"report\.docx"):
        office.run()


def test_a_tag_that_is_not_closed_stops_the_run(office: Office) -> None:
    report(office.templates / "转移支付" / "report.docx", ["{% if 资金.有 %}好", "尾"])
    with pytest.raises(NotReadyError, match="转移支付"):
        office.run()


@pytest.mark.parametrize("text", ["[family", "[family]\n", "[famili]\n"])
def test_a_profile_that_cannot_be_used_stops_everything(text: str, office: Office) -> None:
    (office.templates / "项目支出" / "profile.toml").write_text(text, encoding="utf-8")
    for command in (office.run, office.check):
        with pytest.raises(NotReadyError, match=r"profile\.toml"):
            command()


def test_two_folders_for_one_family_stop_the_run(office: Office) -> None:
    copied = office.templates / "项目支出 - 副本"
    copied.mkdir()
    for file in (office.templates / "项目支出").iterdir():
        (copied / file.name).write_bytes(file.read_bytes())
    with pytest.raises(NotReadyError, match="都是“项目支出”"):
        office.run()


def test_a_folder_without_templates_stops_the_run(office: Office) -> None:
    options = Office(office.folder / "elsewhere").options()
    with pytest.raises(NotReadyError, match="--templates"):
        pingshu.pipeline.check_workbooks(options)


def test_filters_print_a_figure_another_way(office: Office) -> None:
    tags = ("资金.执行数|万元", "资金.执行数|数", "项目.名称|数", "资金.执行率|万元")
    lines = ["；".join(f"{{{{ {tag} }}}}" for tag in tags), "尾"]
    report(office.templates / "项目支出" / "report.docx", lines)
    funds = [("年度资金总额：", None, 1000000, 0, 10, None, 0)]
    form = project_rows(funds=funds, money="项目资金\n（元）")
    office.drop("甲.xlsx", {"自评表": form})
    office.run()
    (name,) = office.reports()
    assert "0万元；0；乡村公路养护；0%" in text_outline(office.written()[name])


# --- looking without writing ----------------------------------------------------------------


def test_check_finds_what_a_run_finds_and_writes_nothing(office: Office) -> None:
    funds = [("年度资金总额：", 120, 100, 97.5, 10, "99%", 9.75)]
    office.drop("甲.xlsx", {"自评表": project_rows(funds=funds)})
    checked = office.check()
    assert not office.output.exists()
    assert "rate-differs" in codes(checked.all_findings())
    assert checked.all_findings() == office.run().all_findings()


def test_check_names_every_workbook_in_its_document(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    (office.inbox / "乙.xlsx").write_bytes(b"")
    document = describe_run(office.check())
    assert document == {
        "workbooks": [
            {
                "workbook": str(office.inbox / "乙.xlsx"),
                "findings": [
                    {
                        "code": "empty-file",
                        "severity": "error",
                        "sheet": None,
                        "cell": None,
                        "message": office.check().all_findings()[0].message,
                        "expected": None,
                        "actual": None,
                    }
                ],
            },
            {"workbook": str(office.inbox / "甲.xlsx"), "findings": []},
        ]
    }


def test_inspect_tells_what_was_read_of_a_workbook(office: Office) -> None:
    file = office.drop("甲.xlsx", CLEAN)
    read, document = inspect_workbook(file, office.templates)
    assert len(read.forms) == 1
    assert list(document) == ["workbook", "sheets", "skipped", "findings"]
    assert document["workbook"] == str(file)


def test_inspect_of_a_workbook_that_is_not_there_says_so(office: Office) -> None:
    read, document = inspect_workbook(office.inbox / "没有.xlsx", office.templates)
    assert codes(read.all_findings()) == ["path-missing"]
    assert document["sheets"] == []


def test_a_blank_form_is_found_by_folder_or_name(office: Office) -> None:
    (office.templates / "转移支付").rename(office.templates / "专项")
    expected = "空白的转移支付自评表".encode()
    names = ("专项", "项目支出")
    assert blank_form("专项", office.templates) == (expected, names)
    assert blank_form("转移支付", office.templates) == (expected, names)
    assert blank_form("社保", office.templates) == (None, names)


def test_a_family_without_a_blank_form_has_none(office: Office) -> None:
    (office.templates / "转移支付" / "自评表.xlsx").unlink()
    assert blank_form("转移支付", office.templates) == (None, ("项目支出",))
