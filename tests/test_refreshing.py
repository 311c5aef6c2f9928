"""Reports that people have edited are brought up to date: where, when, and with nothing lost."""

import errno
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document

import pingshu.review.refreshing as refreshing
from pingshu.finding import Finding
from pingshu.manifest import load
from pingshu.outcome import Fate, Run
from pingshu.pipeline import run
from pingshu.review import Refreshed, refresh_reports, renewer
from tests.docx_building import document as bare_document
from tests.docx_building import paragraph
from tests.office_building import CLEAN, PARAGRAPHS, Office, codes, new_office, report, typed
from tests.report_building import remarks
from tests.workbook_building import Rows, project_rows

STEM = "青禾县公路养护中心-乡村公路养护-绩效自评报告"
REPORT = f"2022/{STEM}.docx"
ASIDE = f"2022/{STEM}-原稿.docx"
OWN = "经实地查看，路面平整。"
"""What a person writes into the report."""

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
def office(made: Office, tmp_path: Path) -> Office:
    """Return a copy of that office."""
    return Office(shutil.copytree(made.folder, tmp_path / "office"))


def edit(path: Path, *changes: tuple[str, str]) -> bytes:
    """Change the first run that says one thing, add a paragraph, and return the report."""
    opened = docx.Document(str(path))
    for old, new in changes:
        runs = [one for paragraph in opened.paragraphs for one in paragraph.runs]
        next(one for one in runs if one.text == old).text = new
    opened.add_paragraph(OWN)
    opened.save(str(path))
    return path.read_bytes()


def text_of(content: bytes) -> str:
    opened: Document = docx.Document(BytesIO(content))
    cells = [cell.text for table in opened.tables for cell in table._cells]
    return "\n".join([*(one.text for one in opened.paragraphs), *cells])


def refresh(office: Office, *paths: Path, target: Path | None = None) -> list[Refreshed]:
    done, lost = refresh_reports(paths, office.options(), target)
    assert lost == ()
    return list(done)


def run_refreshing(office: Office) -> Run:
    options = replace(office.options(), renew=renewer(office.output))
    return run(options, lambda *_: None)


def fates(done: Run) -> list[Fate]:
    return [report.fate for outcome in done.outcomes for report in outcome.reports]


def documents(office: Office) -> dict[str, bytes]:
    return {name: content for name, content in office.written().items() if name.endswith(".docx")}


# --- refresh ---------------------------------------------------------------------------------


def test_new_figures_go_into_the_report_and_the_words_of_people_stay(office: Office) -> None:
    before = edit(office.output / REPORT)
    office.drop("甲.xlsx", budget_of(120))
    (done,) = refresh(office)
    assert (done.fate, codes(done.findings)) == (Fate.RENEWED, ["edited-report-renewed"])
    assert "更新数字2处。更新前的一份另存为" in done.findings[0].message
    written = documents(office)
    assert "全年预算数120万元，全年执行数120万元" in text_of(written[REPORT])
    assert OWN in text_of(written[REPORT])
    assert written[ASIDE] == before
    assert written.keys() == {REPORT, ASIDE}


def test_a_second_refresh_changes_no_byte(office: Office) -> None:
    edit(office.output / REPORT)
    office.drop("甲.xlsx", budget_of(120))
    refresh(office)
    before = office.written()
    (done,) = refresh(office)
    assert (done.fate, codes(done.findings)) == (Fate.KEPT, ["edited-report-kept"])
    assert done.is_settled
    assert office.written() == before


def test_a_report_that_nobody_edited_is_written_as_a_run_would(office: Office) -> None:
    office.drop("甲.xlsx", budget_of(120))
    (done,) = refresh(office)
    assert (done.fate, done.findings) == (Fate.WRITTEN, ())
    refreshed = documents(office)
    office.run()
    assert documents(office) == refreshed
    assert refreshed.keys() == {REPORT}


def test_where_nothing_changed_no_byte_is_written(office: Office) -> None:
    before = office.written()
    assert [one.fate for one in refresh(office)] == [Fate.UNCHANGED]
    edit(office.output / REPORT)
    # The same cells in another file: somebody opened the workbook and saved it.
    office.drop("甲.xlsx", {**CLEAN, "备注": [["以上数字已核对。"]]})
    edited = {**before, REPORT: (office.output / REPORT).read_bytes()}
    assert [one.fate for one in refresh(office)] == [Fate.KEPT]
    assert office.written() == edited


def test_what_both_changed_is_left_to_a_person_with_a_comment(office: Office) -> None:
    edit(office.output / REPORT, ("100万元", "98万元"))
    office.drop("甲.xlsx", budget_of(120))
    (done,) = refresh(office)
    assert codes(done.findings) == ["edited-report-renewed", "report-conflict"]
    assert "人工改成了“98万元”，而照现在的自评表应是“120万元”" in done.findings[1].message
    assert not done.is_settled
    written = documents(office)[REPORT]
    assert "全年预算数98万元，全年执行数120万元" in text_of(written)
    assert "应为“120万元”" in remarks(written)[0]


def test_a_conflict_stays_one_until_a_person_decides(
    office: Office, monkeypatch: Patch, capsys: Screen
) -> None:
    monkeypatch.chdir(office.folder)
    edit(office.output / REPORT, ("100万元", "98万元"))
    office.drop("甲.xlsx", budget_of(120))
    refresh(office)
    before = office.written()
    for _ in range(2):
        (done,) = refresh(office)
        assert (done.fate, done.is_settled) == (Fate.KEPT, False)
        assert codes(done.findings) == ["edited-report-kept", "report-conflict"]
        assert "人工改成了“98万元”，而照现在的自评表应是“120万元”" in done.findings[1].message
    assert office.written() == before
    assert typed("verify") == 1
    told = capsys.readouterr().out
    assert "3个一致" not in told
    assert "4个一致；1个报告和表都改了。" in told
    assert "应是“120万元”，现在写的是“98万元”，“评述”的批注还在，要由人定夺" in told
    assert "有1处要由人定夺" in told
    assert "运行 python generate.py refresh" not in told
    assert codes(run_refreshing(office).all_findings()) == ["edited-report-kept", "report-conflict"]


def test_a_person_decides_by_taking_what_is_due(office: Office) -> None:
    edit(office.output / REPORT, ("100万元", "98万元"))
    office.drop("甲.xlsx", budget_of(120))
    refresh(office)
    edit(office.output / REPORT, ("98万元", "120万元"))
    (done,) = refresh(office)
    assert (done.is_settled, codes(done.findings)) == (True, ["edited-report-kept"])


def test_a_person_decides_by_removing_the_comment(
    office: Office, monkeypatch: Patch, capsys: Screen
) -> None:
    monkeypatch.chdir(office.folder)
    edit(office.output / REPORT, ("100万元", "98万元"))
    office.drop("甲.xlsx", budget_of(120))
    refresh(office)
    remove_comments(office.output / REPORT)
    (done,) = refresh(office)
    assert (done.is_settled, codes(done.findings)) == (True, ["edited-report-kept"])
    assert remarks(documents(office)[REPORT]) == []
    assert typed("verify") == 1
    told = capsys.readouterr().out
    assert "1个已改成别的数" in told
    assert "上次生成或更新时应是“120万元”，现在写的是“98万元”（" in told


def test_of_a_conflict_that_changes_once_more_only_the_last_word_is_said(office: Office) -> None:
    edit(office.output / REPORT, ("100万元", "98万元"))
    for amount in (120, 130):
        office.drop("甲.xlsx", budget_of(amount))
        (done,) = refresh(office)
        assert codes(done.findings) == ["edited-report-renewed", "report-conflict"]
    assert remarks(documents(office)[REPORT]) == [
        "“98万元”是人工改过的数字，自评表里原来是“120万元”；按更新后的工作簿应为“130万元”。请核对后改定。"
    ]
    office.drop("甲.xlsx", budget_of(98))
    (done,) = refresh(office)
    assert (done.is_settled, remarks(documents(office)[REPORT])) == (True, [])


def remove_comments(path: Path) -> None:
    """Remove all comments of a report, as a person does in Word."""
    opened = docx.Document(str(path))
    for kind in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for node in opened.element.body.xpath(f".//w:{kind}"):
            node.getparent().remove(node)
    (part,) = (one.target_part for one in opened.part.rels.values() if "comments" in one.reltype)
    for comment in part.element.xpath("//w:comment"):
        comment.getparent().remove(comment)
    opened.save(str(path))


def test_after_a_refresh_a_run_still_knows_that_the_report_is_edited(office: Office) -> None:
    edit(office.output / REPORT)
    office.drop("甲.xlsx", budget_of(120))
    refresh(office)
    written = documents(office)
    assert fates(office.run()) == [Fate.KEPT]
    office.drop("甲.xlsx", budget_of(130))
    assert fates(office.run()) == [Fate.OUTDATED]
    assert documents(office) == written


def test_what_the_person_wrote_before_and_after_a_refresh_outlives_the_next(
    office: Office,
) -> None:
    edit(office.output / REPORT)
    office.drop("甲.xlsx", budget_of(120))
    refresh(office)
    edit(office.output / REPORT, ("120万元", "121万元"))
    office.drop("甲.xlsx", budget_of(130))
    refresh(office)
    written = documents(office)
    assert "全年预算数121万元，全年执行数130万元" in text_of(written[REPORT])
    assert text_of(written[REPORT]).count(OWN) == 2
    assert written.keys() == {REPORT, ASIDE, f"2022/{STEM}-原稿2.docx"}


def test_into_another_folder_the_original_stays_and_the_memory_goes_along(office: Office) -> None:
    edit(office.output / REPORT)
    office.drop("甲.xlsx", budget_of(120))
    before, target = office.written(), office.folder / "新稿"
    (done,) = refresh(office, target=target)
    assert (done.report, done.fate) == (target / REPORT, Fate.RENEWED)
    assert "原来的一份没有动" in done.findings[0].message
    assert office.written() == before
    assert "120万元" in text_of(done.report.read_bytes())
    assert load(target / ".pingshu" / "2022" / f"{STEM}.json") is not None
    assert [one.fate for one in refresh(office, target)] == [Fate.KEPT]


def test_in_another_folder_what_a_person_made_of_the_last_one_is_kept_aside(
    office: Office,
) -> None:
    target = office.folder / "新稿"
    assert [one.fate for one in refresh(office, target=target)] == [Fate.WRITTEN]
    edited = edit(target / REPORT)
    office.drop("甲.xlsx", budget_of(120))
    (done,) = refresh(office, office.output, target=target)
    assert codes(done.findings) == ["original-kept-aside"]
    assert (target / ASIDE).read_bytes() == edited


def test_a_report_that_was_moved_is_brought_up_to_date_where_it_is(office: Office) -> None:
    edit(office.output / REPORT)
    moved = office.folder / "桌面" / "终稿.docx"
    moved.parent.mkdir()
    shutil.copy(office.output / REPORT, moved)
    office.drop("甲.xlsx", budget_of(120))
    before = office.written()
    (done,) = refresh(office, moved)
    assert (done.report, done.fate) == (moved, Fate.RENEWED)
    assert "120万元" in text_of(moved.read_bytes())
    assert sorted(path.name for path in moved.parent.iterdir()) == ["终稿-原稿.docx", "终稿.docx"]
    assert office.written() == before
    assert [one.fate for one in refresh(office, moved)] == [Fate.KEPT]


def test_what_finds_no_place_goes_to_a_dated_file_and_never_over_an_existing_one(
    office: Office, monkeypatch: Patch
) -> None:
    edit(office.output / REPORT)
    name = f"2022/{STEM}-未归位-2023-02-01"
    (office.output / f"{name}.docx").write_bytes(b"of an earlier day")
    new = [f"换了模板，第{number}段另有说法。" for number in "一二三四五六七八九"]
    report(office.templates / "项目支出" / "report.docx", [*new, "{{ 资金.预算数 }}"])
    monkeypatch.setattr(refreshing, "_today", lambda: "2023-02-01")
    (done,) = refresh(office)
    assert codes(done.findings) == ["edited-report-renewed", "report-text-unplaced"]
    assert not done.is_settled
    written = documents(office)
    assert OWN in text_of(written[f"{name}（2）.docx"])
    assert written[f"{name}.docx"] == b"of an earlier day"
    assert "换了模板，第一段另有说法。" in text_of(written[REPORT])
    assert [one.fate for one in refresh(office)] == [Fate.UNCHANGED]


def test_the_day_of_such_a_file_is_that_of_the_clock(monkeypatch: Patch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, _tz: object = None) -> datetime:  # type: ignore[override]
            return datetime(2023, 2, 1, 9, tzinfo=timezone(timedelta(hours=8)))

    monkeypatch.setattr(refreshing, "datetime", Clock)
    assert refreshing._today() == "2023-02-01"


# --- what cannot be brought up to date -------------------------------------------------------


def test_a_report_that_is_open_in_word_is_told_and_nothing_is_lost(
    office: Office, monkeypatch: Patch
) -> None:
    edited = edit(office.output / REPORT)
    office.drop("甲.xlsx", budget_of(120))
    with monkeypatch.context() as locked:
        refuse(locked, lambda target: target.name == f"{STEM}.docx")
        for _ in range(2):
            (done,) = refresh(office)
            assert (done.fate, codes(done.findings)) == (Fate.FAILED, ["target-in-use"])
    assert documents(office) == {REPORT: edited, ASIDE: edited}
    assert [one.fate for one in refresh(office)] == [Fate.RENEWED]
    assert documents(office).keys() == {REPORT, ASIDE}


def refuse(patch: Patch, is_refused: Callable[[Path], bool]) -> None:
    """Let the system refuse to put some files in their place."""
    whole = Path.replace

    def refusing(self: Path, target: Path) -> Path:
        if is_refused(target):
            raise PermissionError(errno.EACCES, "locked")
        return whole(self, target)

    patch.setattr(Path, "replace", refusing)


@pytest.mark.parametrize("alive", range(5))
def test_a_refresh_that_is_cut_off_at_any_step_loses_nothing_and_is_taken_up_again(
    alive: int, office: Office, monkeypatch: Patch
) -> None:
    edited = edit(office.output / REPORT, ("100万元", "98万元"))
    office.drop("甲.xlsx", budget_of(120))
    steps = iter([False] * alive)
    with monkeypatch.context() as cut:
        refuse(cut, lambda _: next(steps, True))
        refresh(office)
    assert edited in documents(office).values()
    refresh(office)
    after, settled = documents(office), office.written()
    assert after.keys() == {REPORT, ASIDE}
    assert after[ASIDE] == edited
    assert "全年预算数98万元，全年执行数120万元" in text_of(after[REPORT])
    assert len(remarks(after[REPORT])) == 1
    assert [one.fate for one in refresh(office)] == [Fate.KEPT]
    assert fates(office.run()) == [Fate.KEPT]
    assert documents(office) == {name: settled[name] for name in after}


def told(office: Office) -> list[tuple[Fate, list[str]]]:
    """Refresh, and return what is told of reports that stay as they are."""
    before = documents(office)
    done = [(one.fate, codes(one.findings)) for one in refresh(office)]
    assert documents(office) == before
    return done


def test_a_stranger_s_document_is_told_and_the_others_go_on(office: Office) -> None:
    edit(office.output / REPORT)
    office.drop("甲.xlsx", budget_of(120))
    strange = office.output / "2022" / "乙-绩效自评报告.docx"
    strange.write_bytes(bare_document(paragraph("别处写的。")))
    first, second = refresh(office)
    assert (first.report, codes(first.findings)) == (strange, ["report-unremembered"])
    assert second.fate is Fate.RENEWED


def test_a_damaged_report_is_told_and_left_alone(office: Office) -> None:
    (office.output / REPORT).write_bytes(b"no document")
    assert told(office) == [(Fate.KEPT, ["edited-report-kept", "report-unreadable"])]
    office.drop("甲.xlsx", budget_of(120))
    assert told(office) == [(Fate.OUTDATED, ["edited-report-outdated", "report-unreadable"])]


def test_without_its_workbook_a_report_is_told_and_left_alone(office: Office) -> None:
    edit(office.output / REPORT)
    (office.inbox / "甲.xlsx").unlink()
    assert told(office) == [(Fate.FAILED, ["report-workbook-unread"])]


def test_a_report_of_an_earlier_version_is_told_and_left_alone(office: Office) -> None:
    path = office.output / REPORT
    path.write_bytes(bare_document(paragraph("旧版本生成，没有记下段落。")))
    memory = office.output / ".pingshu" / "2022" / f"{STEM}.json"
    known = memory.read_text(encoding="utf-8")
    memory.write_text(known[: known.index('"printed"')] + '"hashes": []}', encoding="utf-8")
    assert told(office) == [(Fate.OUTDATED, ["edited-report-outdated", "report-unremembered"])]


def test_a_mistake_of_ours_is_told_with_its_trace_and_the_report_stays(
    office: Office, monkeypatch: Patch
) -> None:
    def failing(*_: object) -> object:
        raise ZeroDivisionError

    edit(office.output / REPORT)
    office.drop("甲.xlsx", budget_of(120))
    monkeypatch.setattr(refreshing, "merge", failing)
    before = documents(office)
    (done,) = refresh(office)
    assert codes(done.findings) == ["edited-report-outdated", "report-unreadable"]
    assert "程序出了错（ZeroDivisionError）" in done.findings[1].message
    assert "failing" in str(done.findings[1].trace)
    assert "“出错记录.txt”" in done.findings[1].message
    assert "ZeroDivisionError" in (office.output / "出错记录.txt").read_text(encoding="utf-8")
    assert documents(office) == before


def unwritable(office: Office) -> Iterator[Finding]:
    """Yield what is told where a report in no output folder cannot be written."""
    moved = office.folder / "终稿.docx"
    shutil.copy(office.output / REPORT, moved)
    for target in (None, office.folder / "新稿"):
        (done,) = refresh(office, moved, target=target)
        assert done.fate is Fate.FAILED
        yield from done.findings
    assert text_of(moved.read_bytes()).count("100万元") == 2


def test_what_the_system_refuses_is_told_wherever_the_report_is(
    office: Office, monkeypatch: Patch
) -> None:
    edit(office.output / REPORT)
    office.drop("甲.xlsx", budget_of(120))
    refuse(monkeypatch, lambda _: True)
    assert codes([*unwritable(office)]) == ["target-in-use", "cannot-write"]


# --- run --refresh ---------------------------------------------------------------------------


def test_a_run_brings_edited_reports_up_to_date_if_asked_to(office: Office) -> None:
    edit(office.output / REPORT)
    office.drop("甲.xlsx", budget_of(120))
    assert fates(office.run()) == [Fate.OUTDATED]
    done = run_refreshing(office)
    assert fates(done) == [Fate.RENEWED]
    assert codes(done.all_findings()) == ["edited-report-renewed"]
    assert done.yielded
    assert "全年预算数120万元" in text_of(documents(office)[REPORT])
    summary = openpyxl.load_workbook(office.output / "汇总.xlsx").worksheets[0]
    assert "已修改，数字已更新" in [cell.value for row in summary.rows for cell in row]
    assert fates(run_refreshing(office)) == [Fate.KEPT]


def test_a_run_makes_reports_that_nobody_edited_as_always(office: Office) -> None:
    office.drop("甲.xlsx", budget_of(120))
    assert fates(run_refreshing(office)) == [Fate.WRITTEN]
    assert fates(run_refreshing(office)) == [Fate.UNCHANGED]


def test_a_run_follows_a_workbook_that_was_renamed(office: Office) -> None:
    edit(office.output / REPORT)
    (office.inbox / "甲.xlsx").unlink()
    office.drop("甲（改）.xlsx", budget_of(120))
    assert fates(run_refreshing(office)) == [Fate.RENEWED]
    assert documents(office).keys() == {REPORT, ASIDE}


def test_a_report_whose_memory_beside_it_is_lost_is_known_by_what_it_carries(
    office: Office,
) -> None:
    edit(office.output / REPORT)
    office.drop("甲.xlsx", budget_of(120))
    memory = office.output / ".pingshu" / "2022" / f"{STEM}.json"
    memory.unlink()
    assert fates(run_refreshing(office)) == [Fate.RENEWED]
    assert memory.is_file()


def test_another_report_in_the_place_of_one_is_left_alone(office: Office) -> None:
    other = {"乙表": project_rows(project="农村饮水", funds=None)}
    office.drop("乙.xlsx", other)
    office.run()
    (another,) = (name for name in office.reports() if "农村饮水" in name)
    shutil.copy(office.output / another, office.output / REPORT)
    edited = edit(office.output / REPORT)
    done = run_refreshing(office)
    assert sorted(fates(done)) == [Fate.KEPT, Fate.UNCHANGED]
    assert documents(office)[REPORT] == edited


def test_to_make_anew_and_to_refresh_exclude_each_other(
    office: Office, monkeypatch: Patch, capsys: Screen
) -> None:
    monkeypatch.chdir(office.folder)
    assert typed("run", "--force", "--refresh") == 2
    assert "--force 和 --refresh 只能用一个" in capsys.readouterr().err


# --- the terminal ----------------------------------------------------------------------------


def test_a_run_tells_what_it_did_to_edited_reports(
    office: Office, monkeypatch: Patch, capsys: Screen
) -> None:
    monkeypatch.chdir(office.folder)
    edit(Path("output", REPORT), ("100万元", "98万元"))
    office.drop("甲.xlsx", budget_of(120))
    assert typed("run", "--plain") == 0
    assert "加 --refresh 再运行一次" in capsys.readouterr().out
    assert typed("run", "--plain", "--refresh") == 0
    lines = capsys.readouterr().out.splitlines()
    assert "已修改，数字已更新 1 份" in lines[0]
    assert any("已照现在的自评表更新" in line for line in lines)
    assert any("人工改成了“98万元”" in line for line in lines)
    assert typed("run", "--plain", "--refresh") == 0
    again = capsys.readouterr().out
    assert "人工改成了“98万元”" in again
    assert "--force" not in again


def test_the_command_tells_each_report_and_what_is_left(
    office: Office, monkeypatch: Patch, capsys: Screen
) -> None:
    monkeypatch.chdir(office.folder)
    edit(Path("output", REPORT), ("100万元", "98万元"))
    office.drop("甲.xlsx", budget_of(120))
    assert typed("refresh") == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"{Path('output', REPORT)}：已更新。"
    assert told[1].startswith("  提示　生成以后有人修改过，已照现在的自评表更新")
    assert told[2].startswith("  须说明　“全年预算数98万元")
    assert told[3] == (
        "  正文第4段，标题“一、概况”之下：资金·年度资金总额·全年执行数　100万元 → 120万元"
        "（出自自评表!F6）"
    )
    assert told[4] == ("有1处要由人定夺：在 Word 里找到“评述”的批注，改定后删去批注，再核对一次。")
    assert typed("refresh", "output") == 1
    again = capsys.readouterr().out.splitlines()
    assert again == [
        f"{Path('output', REPORT)}：没有要更新的。",
        told[2].replace("全年执行数100万元", "全年执行数120万元"),
        told[4],
    ]
    assert typed("refresh", "没有.docx") == 1
    assert capsys.readouterr().out == "找不到“没有.docx”。请检查文件名和文件夹是否写对。\n"


def test_where_there_is_no_report_the_next_step_is_told(
    tmp_path: Path, monkeypatch: Patch, capsys: Screen
) -> None:
    assert not new_office(tmp_path).output.exists()
    monkeypatch.chdir(tmp_path)
    for command in ("verify", "refresh"):
        assert typed(command) == 0
        assert capsys.readouterr().out == (
            "没有找到报告。请先运行 python generate.py 生成，或写出报告的文件名。\n"
        )


def test_the_paragraphs_of_the_template_are_those_that_the_tests_speak_of() -> None:
    assert "全年预算数{{ 资金.预算数 }}，全年执行数{{ 资金.执行数 }}" in "".join(PARAGRAPHS)
