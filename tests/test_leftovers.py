"""Reports of earlier runs that nothing gives any more, and two reports of one project, are told."""

import shutil
from pathlib import Path

import pytest

import pingshu.pipeline.superseded
from pingshu.finding import Finding
from pingshu.manifest import Origin, load, load_origin
from pingshu.pipeline import run
from tests.office_building import CLEAN, FUNDS, ROOT, Office, codes, new_office
from tests.workbook_building import project_rows

REPORT = "2022/青禾县公路养护中心-乡村公路养护-绩效自评报告.docx"
SECOND = REPORT.replace(".docx", "（2）.docx")
RENAMED = {"自评表": project_rows(project="县道养护", funds=FUNDS)}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return an office in which a report was made."""
    made = new_office(tmp_path)
    made.drop("甲.xlsx", CLEAN)
    made.run()
    return made


def told(office: Office, *paths: Path) -> tuple[Finding, ...]:
    """Return what a run tells that concerns no single workbook."""
    return office.run(*paths).findings


def test_the_old_report_of_a_renamed_project_is_told_and_stays(office: Office) -> None:
    office.drop("甲.xlsx", RENAMED)
    (finding,) = told(office)
    assert (finding.code, finding.severity) == ("report-left-behind", "info")
    assert Path(finding.place.workbook) == office.output / REPORT
    assert "由“input_workbooks/甲.xlsx”的“自评表”生成" in finding.problem
    assert "那个工作簿现在生成的是别的报告；生成以后没有人改过" in finding.problem
    assert "可以直接删去" in finding.cure
    assert REPORT in office.reports()


def test_an_edited_one_is_told_to_be_edited(office: Office) -> None:
    (office.output / REPORT).write_bytes(b"edited")
    office.drop("甲.xlsx", RENAMED)
    (finding,) = told(office)
    assert finding.problem.endswith("；生成以后有人改过。")


def test_it_is_told_as_long_as_it_stands_there_and_the_list_stays_the_same(office: Office) -> None:
    office.drop("甲.xlsx", RENAMED)
    first, written = told(office), office.written()
    assert (told(office), office.written()) == (first, written)
    (office.output / REPORT).unlink()
    assert told(office) == ()


def test_a_run_of_the_one_workbook_tells_it_as_well(office: Office) -> None:
    path = office.drop("甲.xlsx", RENAMED)
    assert codes(told(office, path)) == ["report-left-behind"]


def test_reports_of_workbooks_that_were_not_read_are_no_leftovers(office: Office) -> None:
    other = office.drop("乙.xlsx", {"自评表": project_rows(project="桥", funds=FUNDS)})
    assert told(office, other) == ()
    assert told(office) == ()


def test_a_workbook_that_is_gone_leaves_its_report(office: Office) -> None:
    (office.inbox / "甲.xlsx").unlink()
    office.drop("乙.xlsx", {"自评表": project_rows(project="桥", funds=FUNDS)})
    (finding,) = told(office)
    assert "：那个工作簿已经不在了；" in finding.problem


def test_reports_of_another_year_and_of_other_offices_are_not_missed(office: Office) -> None:
    (office.inbox / "甲.xlsx").unlink()
    office.drop("乙.xlsx", {"自评表": project_rows(funds=FUNDS, unit="别的单位")})
    assert told(office) == ()


def test_a_workbook_on_a_disk_that_is_not_at_hand_says_nothing(tmp_path: Path) -> None:
    office, disk = new_office(tmp_path / "office"), new_office(tmp_path / "disk")
    file = disk.drop("甲.xlsx", CLEAN)
    office.run(file)
    file.unlink()
    office.drop("乙.xlsx", {"自评表": project_rows(project="桥", funds=FUNDS)})
    assert told(office) == ()


def test_a_workbook_that_moved_keeps_its_report_and_leaves_none(office: Office) -> None:
    (office.inbox / "甲.xlsx").rename(office.inbox / "乙.xlsx")
    assert told(office) == ()
    assert office.reports() == [REPORT]


def test_a_workbook_that_cannot_be_read_now_leaves_no_report_behind(office: Office) -> None:
    (office.inbox / "甲.xlsx").write_bytes(b"PK")
    assert told(office) == ()


def test_samples_that_were_copied_tell_which_report_took_the_place(tmp_path: Path) -> None:
    office = new_office(tmp_path)
    office.drop("示例/甲.xlsx", CLEAN)
    office.run()
    office.drop("甲.xlsx", CLEAN)
    (finding,) = told(office)
    assert Path(finding.place.workbook) == office.output / REPORT
    name = Path(SECOND).name
    assert f"：同一个项目的报告现在由“input_workbooks/甲.xlsx”生成，叫“{name}”；" in finding.problem


def test_reports_of_forms_without_a_project_take_their_place_as_well(tmp_path: Path) -> None:
    office = new_office(tmp_path)
    shutil.rmtree(office.templates)
    shutil.copytree(ROOT / "templates", office.templates)
    sample = next((ROOT / "input_workbooks" / "示例").glob("*部门整体支出*"))
    for folder in (office.inbox / "示例", office.inbox):
        folder.mkdir(exist_ok=True)
        shutil.copy(sample, folder)
        done = office.run()
    (finding,) = done.findings
    assert "：同一个项目的报告现在由“" in finding.problem


def test_two_workbooks_of_one_project_are_both_named(office: Office) -> None:
    office.drop("乙.xlsx", CLEAN)
    (finding,) = told(office)
    assert finding.code == "reports-alike"
    assert "（由“input_workbooks/乙.xlsx”生成）" in finding.problem
    assert "（由“input_workbooks/甲.xlsx”生成）" in finding.problem
    assert codes(told(office, office.inbox / "乙.xlsx")) == ["reports-alike"]


def test_a_project_whose_own_name_ends_with_a_number_is_no_double(office: Office) -> None:
    path = office.drop("乙.xlsx", {"自评表": project_rows(project="桥（2）", funds=FUNDS)})
    office.drop("丙.xlsx", {"自评表": project_rows(project="桥", funds=FUNDS)})
    assert told(office) == ()
    assert path.is_file()


def test_what_is_no_report_of_ours_is_not_spoken_of(office: Office) -> None:
    (office.output / "2022" / "信.docx").write_bytes(b"a person's")
    (office.output / "2022" / f"{Path(REPORT).stem}-原稿.docx").write_bytes(b"kept aside")
    assert told(office) == ()


def test_of_reports_that_a_run_gives_no_memory_is_looked_into(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looked(path: Path) -> None:
        raise AssertionError(path)

    monkeypatch.setattr(pingshu.pipeline.superseded, "load_origin", looked)
    assert told(office) == ()


def test_an_interrupted_run_ends_with_the_same_list(office: Office, tmp_path: Path) -> None:
    office.drop("甲.xlsx", RENAMED)
    office.drop("乙.xlsx", {"自评表": project_rows(project="桥", funds=FUNDS)})
    cut = Office(tmp_path.with_name(f"{tmp_path.name}-cut"))
    shutil.copytree(office.folder, cut.folder)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(cut.options(), stop)
    assert codes(office.run().findings) == codes(cut.run().findings) == ["report-left-behind"]
    assert cut.written() == office.written()


def test_the_form_of_a_report_is_read_without_the_rest_of_its_memory(office: Office) -> None:
    memory = (office.output / ".pingshu" / REPORT).with_suffix(".json")
    known = load(memory)
    assert known is not None
    assert load_origin(memory) == known.origin
    memory.write_bytes(memory.read_bytes()[:1000])
    assert (load(memory), load_origin(memory)) == (None, known.origin)


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"origin": {\n\n}', b"\xff"])
def test_a_memory_that_says_nothing_tells_of_no_form(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    assert load_origin(path) is None
    assert load_origin(tmp_path / "b.json") is None


def test_a_memory_in_another_layout_is_read_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        '{"version":1,"origin":{"workbook":"a","sheet":"b","project":"c"},'
        '"family":"f","inputs":{},"figures":{}}',
        encoding="utf-8",
    )
    assert load_origin(path) == Origin(workbook="a", sheet="b", project="c")
