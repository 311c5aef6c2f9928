"""What has not changed is not read again, and everything that has changed is."""

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import pingshu.pipeline.making.reading
import pingshu.pipeline.recalling
from pingshu.outcome import Fate, Outcome, Run
from pingshu.pipeline import run
from pingshu.read import read_workbook
from pingshu.write import Renewal
from tests.office_building import CLEAN, FUNDS, PARAGRAPHS, Office, codes, new_office, report
from tests.workbook_building import project_rows, transfer_rows

REPORT = "2022/青禾县公路养护中心-乡村公路养护-绩效自评报告.docx"
GAPS = ["【请补充：成文日期】", "【请补充：结果应用】"]
Reads = list[str]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = new_office(tmp_path)
    office.drop("甲.xlsx", CLEAN)
    office.drop("乙.xlsx", {"自评表": transfer_rows(), "说明": [["随便写的"]]})
    return office


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    """The names of the workbooks that are read, in order."""
    names: Reads = []

    def counted(file: Path) -> object:
        names.append(file.name)
        return read_workbook(file)

    monkeypatch.setattr(pingshu.pipeline.making.reading, "read_workbook", counted)
    return names


def run_again(office: Office, reads: Reads, *, force: bool = False) -> Run:
    reads.clear()
    return office.run(force=force)


def memory_of(office: Office, report: str = REPORT) -> Path:
    """Return what is remembered of the workbook that a report was made from."""
    folder = office.output / ".pingshu" / "workbooks"
    (path,) = (one for one in folder.iterdir() if report in one.read_text(encoding="utf-8"))
    return path


def test_a_workbook_that_has_not_changed_is_not_read_again(office: Office, reads: Reads) -> None:
    first = office.run()
    written = office.written()
    assert reads == ["乙.xlsx", "甲.xlsx"]
    second = run_again(office, reads)
    assert reads == []
    assert office.written() == written
    assert [one.findings for one in second.outcomes] == [one.findings for one in first.outcomes]
    assert [one.skipped for one in second.outcomes] == [one.skipped for one in first.outcomes]
    before = [one for outcome in first.outcomes for one in outcome.reports]
    after = [one for outcome in second.outcomes for one in outcome.reports]
    assert after == [replace(one, fate=Fate.UNCHANGED) for one in before]


def test_a_workbook_that_yields_no_report_is_not_read_again(office: Office, reads: Reads) -> None:
    (office.inbox / "坏.xlsx").write_bytes(b"PK")
    office.drop("空.xlsx", {"通讯录": [["姓名", "电话"]]})
    first = office.run()
    assert not first.yielded
    second = run_again(office, reads)
    assert reads == []
    assert second.all_findings() == first.all_findings()


def change_workbook(office: Office) -> None:
    office.drop("甲.xlsx", {"自评表": project_rows(goals=("换了。", "已完成。"), funds=FUNDS)})


def change_template(office: Office) -> None:
    report(office.templates / "项目支出" / "report.docx", [*PARAGRAPHS, "{{ 目标.预期 }}"])


def change_profile(office: Office) -> None:
    profile = office.templates / "转移支付" / "profile.toml"
    profile.write_bytes(profile.read_bytes() + b"\n# \n")


def change_rules(office: Office) -> None:
    (office.inbox / "规则.toml").write_text("[scoring]\nlow_rate = 85\n", encoding="utf-8")


def delete_report(office: Office) -> None:
    (office.output / REPORT).unlink()


def delete_manifest(office: Office) -> None:
    (office.output / ".pingshu" / REPORT).with_suffix(".json").unlink()


def edit_report(office: Office) -> None:
    (office.output / REPORT).write_bytes(b"edited")


def damage_memory(office: Office) -> None:
    memory = memory_of(office)
    memory.write_bytes(memory.read_bytes().replace("优".encode(), "良".encode()))


def cut_memory_short(office: Office) -> None:
    memory = memory_of(office)
    memory.write_bytes(memory.read_bytes()[:100])


def put_something_else(office: Office) -> None:
    memory_of(office).write_text("[1]", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "read"),
    [
        (change_workbook, ["甲.xlsx"]),
        (change_template, ["甲.xlsx"]),
        (change_profile, ["乙.xlsx", "甲.xlsx"]),
        (change_rules, ["乙.xlsx", "甲.xlsx"]),
        (delete_report, ["甲.xlsx"]),
        (delete_manifest, ["甲.xlsx"]),
        (edit_report, ["甲.xlsx"]),
        (damage_memory, ["甲.xlsx"]),
        (cut_memory_short, ["甲.xlsx"]),
        (put_something_else, ["甲.xlsx"]),
    ],
)
def test_what_has_changed_is_read_again_and_then_no_more(
    change: Callable[[Office], None], read: Reads, office: Office, reads: Reads
) -> None:
    office.run()
    change(office)
    told = run_again(office, reads)
    assert reads == read
    written = office.written()
    again = run_again(office, reads)
    assert reads == []
    assert office.written() == written
    assert codes(again.all_findings()) == codes(told.all_findings())


def test_what_was_made_anew_is_what_a_first_run_makes(office: Office, tmp_path: Path) -> None:
    office.run()
    change_workbook(office)
    office.run()
    anew = office.written()
    for path in office.output.rglob("*"):
        if path.is_file():
            path.unlink()
    office.run()
    assert office.written() == anew


def test_another_version_makes_everything_anew(
    office: Office, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.run()
    monkeypatch.setattr(pingshu.pipeline.recalling, "edition", lambda: "another")
    run_again(office, reads)
    assert reads == ["乙.xlsx", "甲.xlsx"]


def test_with_force_everything_is_made_anew(office: Office, reads: Reads) -> None:
    office.run()
    run_again(office, reads, force=True)
    assert reads == ["乙.xlsx", "甲.xlsx"]


def test_an_edited_report_that_nobody_has_touched_since_stays_as_told(
    office: Office, reads: Reads
) -> None:
    report(office.templates / "项目支出" / "report.docx", GAPS)
    office.run()
    report(office.output / REPORT, ["2023年3月1日", GAPS[1]])
    told = office.run()
    again = run_again(office, reads)
    assert reads == []
    for done in (told, again):
        (made,) = done.outcomes[1].reports
        assert (made.fate, made.gaps) == (Fate.KEPT, (GAPS[1],))
        assert codes(done.outcomes[1].findings) == ["edited-report-kept", "gaps-left"]


def test_the_fate_and_the_gaps_of_an_edited_report_are_looked_at_anew(
    office: Office, reads: Reads
) -> None:
    report(office.templates / "项目支出" / "report.docx", GAPS)
    office.run()
    report(office.output / REPORT, ["2023年3月1日", GAPS[1]])
    office.run()
    report(office.output / REPORT, ["2023年3月1日", "已公开。"])
    (made,) = run_again(office, reads).outcomes[1].reports
    assert (made.fate, made.gaps) == (Fate.KEPT, ())
    change_template(office)
    (made,) = office.run().outcomes[1].reports
    assert made.fate is Fate.OUTDATED
    (made,) = run_again(office, reads).outcomes[1].reports
    assert (made.fate, reads) == (Fate.OUTDATED, [])


def test_an_edited_report_that_is_to_be_renewed_is_read_again(office: Office, reads: Reads) -> None:
    office.run()
    edit_report(office)
    office.run()
    asked: list[Path] = []

    def renew(_before: bytes, path: Path, _draft: object) -> Renewal | None:
        asked.append(path)
        return None

    reads.clear()
    run(replace(office.options(), renew=renew), lambda *_: None)
    assert asked == [office.output / REPORT]
    assert reads == ["甲.xlsx"]


def test_what_was_kept_aside_once_is_not_told_again(office: Office, reads: Reads) -> None:
    office.run()
    edit_report(office)
    assert "original-kept-aside" in codes(office.run(force=True).all_findings())
    assert codes(run_again(office, reads).all_findings()) == []
    assert reads == []


def test_explanations_are_asked_for_anew(office: Office, reads: Reads) -> None:
    low = (("年度资金总额：", 100, 100, 60, 10, "60%", 6),)
    office.drop("甲.xlsx", {"自评表": project_rows(funds=low)})
    first = office.run()
    assert not first.explained
    listed = office.output / "自查问题清单.xlsx"
    book = openpyxl.load_workbook(listed)
    sheet = book["自查问题清单"]
    headings = {str(cell.value): int(cell.column or 0) for cell in sheet[2]}
    for row in range(3, sheet.max_row + 1):
        sheet.cell(row, headings["说明"]).value = "项目跨年实施。"
    book.save(listed)
    done = run_again(office, reads)
    assert reads == []
    assert done.explained > 0


def test_a_renamed_workbook_is_read_and_its_report_stays(office: Office, reads: Reads) -> None:
    office.run()
    (office.inbox / "甲.xlsx").rename(office.inbox / "丙.xlsx")
    run_again(office, reads)
    assert reads == ["丙.xlsx"]
    assert REPORT in office.reports()


def test_a_report_whose_name_was_given_out_meanwhile_is_made_anew(
    office: Office, reads: Reads
) -> None:
    office.run()
    os.link(office.inbox / "甲.xlsx", office.inbox / "一.xlsx")
    run_again(office, reads)
    assert reads == ["一.xlsx", "甲.xlsx"]
    assert REPORT.replace(".docx", "（2）.docx") in office.reports()


def test_an_internal_error_is_not_remembered(
    office: Office, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> object:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(pingshu.pipeline.making, "narrate", failing)
        assert codes(office.run().all_findings()) == ["internal", "internal"]
    assert codes(run_again(office, reads).all_findings()) == []
    assert len(reads) == 2


def test_a_disk_that_is_full_costs_what_could_not_be_written_and_no_more(
    office: Office, reads: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    replacing = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name.startswith("青禾县公路养护中心") or target.parent.name == "workbooks":
            raise OSError(errno.ENOSPC, "No space left on device")
        return replacing(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        done = office.run()
    assert not done.yielded
    assert set(codes(done.all_findings())) == {"cannot-write"}
    assert len(office.reports()) == 1
    assert run_again(office, reads).yielded
    assert len(reads) == 2
    assert len(office.reports()) == 2


def test_after_a_stop_the_next_run_goes_on_from_there(office: Office, reads: Reads) -> None:
    def stop(_outcome: Outcome, _number: int, _count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(office.options(), stop)
    assert reads == ["乙.xlsx"]
    assert len(office.reports()) == 1
    assert not (office.output / "汇总.xlsx").exists()
    assert run_again(office, reads).yielded
    assert reads == ["甲.xlsx"]


def test_the_memory_moves_with_the_folder(office: Office, reads: Reads, tmp_path: Path) -> None:
    office.run()
    moved = Office(tmp_path.rename(tmp_path.with_name(f"{tmp_path.name} moved")))
    reads.clear()
    (made,) = moved.run().outcomes[1].reports
    assert (made.path, reads) == (moved.output / REPORT, [])


def test_the_memory_is_json_that_tells_what_was_found(office: Office) -> None:
    office.run()
    document = json.loads(memory_of(office).read_bytes())
    assert document["content"]["reports"][0]["project"] == "乡村公路养护"
