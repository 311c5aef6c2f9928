"""Files are written whole or not at all, under names all systems take, never over an edit."""

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingshu.disk import not_written, origin_path, place_file, place_new, safe_name
from pingshu.manifest import Manifest, Origin, as_carried, digest, load
from pingshu.outcome import Fate
from pingshu.sheet import Place
from pingshu.write import (
    Draft,
    Shelf,
    is_own,
    open_shelf,
    write_report,
    write_result,
)

PLACE = Place(workbook="甲.xlsx", sheet="自评表")
STEM = "青禾县公路中心-乡村公路养护-绩效自评报告"
REPORT = f"2022/{STEM}.docx"
MEMORY = f".pingshu/2022/{STEM}.json"


def draft(
    content: bytes, *, workbook: str = "甲.xlsx", stem: str = STEM, subfolder: str = "2022"
) -> Draft:
    origin = Origin(workbook=workbook, sheet="自评表", project="乡村公路养护")
    manifest = Manifest(origin=origin, family="项目支出", inputs={"workbook": "1"}, hashes=())
    return Draft(
        content=content,
        subfolder=subfolder,
        stem=stem,
        carried=as_carried(manifest),
        origin=origin,
        place=PLACE,
    )


def write(content: bytes, folder: Path, *, force: bool = False) -> tuple[Fate, list[str]]:
    """Write the report in a run of its own and return its fate and the codes of the findings."""
    _, fate, findings = write_report(draft(content), Shelf(folder=folder, force=force))
    return fate, [finding.code for finding in findings]


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def refuse(monkeypatch: pytest.MonkeyPatch, error: OSError, *, target: str = "") -> None:
    """Let every replacing of a file whose name ends so fail."""
    replace = Path.replace

    def refusing(self: Path, other: Path) -> Path:
        if str(other).endswith(target):
            raise error
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", refusing)


# --- one file -------------------------------------------------------------------------------


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    place_file(b"new", tmp_path / "a" / "b.txt", tmp_path)
    assert files_in(tmp_path) == {"a/b.txt": b"new"}


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        PermissionError(errno.EACCES, "Permission denied"),
    ],
)
def test_a_failing_replacement_leaves_the_old_file_and_no_temporary_one(
    error: OSError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place_file(b"old", tmp_path / "b.txt", tmp_path)
    refuse(monkeypatch, error)
    with pytest.raises(type(error)):
        place_file(b"new", tmp_path / "b.txt", tmp_path)
    assert files_in(tmp_path) == {"b.txt": b"old"}


def test_a_disk_that_is_full_while_writing_leaves_the_old_file_and_no_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    place_file(b"old", tmp_path / "b.txt", tmp_path)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        place_file(b"new", tmp_path / "b.txt", tmp_path)
    assert files_in(tmp_path) == {"b.txt": b"old"}


def test_an_equal_file_is_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    place_file(b"same", path, tmp_path)
    os.utime(path, (1, 1))
    place_file(b"same", path, tmp_path)
    assert path.stat().st_mtime == 1


def test_a_temporary_file_of_a_killed_run_is_cleared_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "b.txt"
    with monkeypatch.context() as killed:
        killed.setattr(Path, "unlink", lambda *_, **__: None)
        refuse(killed, OSError(errno.EIO, "killed"))
        with pytest.raises(OSError, match="killed"):
            place_file(b"half", path, tmp_path)
    assert len(files_in(tmp_path)) == 1
    place_file(b"whole", path, tmp_path)
    assert files_in(tmp_path) == {"b.txt": b"whole"}


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (PermissionError(errno.EACCES, "x"), "target-in-use", "正被 Word 或 WPS 打开"),
        (OSError(errno.ENOSPC, "x"), "cannot-write", "磁盘已满"),
        (OSError(errno.ENAMETOOLONG, "x"), "cannot-write", "太长"),
        (OSError(errno.EIO, "磁盘读写出错"), "cannot-write", "磁盘读写出错"),
        (OSError("没有更多的消息"), "cannot-write", "没有更多的消息"),
    ],
)
def test_what_the_system_refuses_is_told_in_chinese(
    error: OSError, code: str, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "汇总.xlsx"
    path.touch()
    finding = not_written(error, path, PLACE)
    assert finding.code == code
    assert words in finding.problem
    assert "汇总.xlsx" in finding.problem


def test_a_folder_that_may_not_be_written_to_is_not_told_as_a_file_in_use(tmp_path: Path) -> None:
    finding = not_written(PermissionError(errno.EACCES, "x"), tmp_path / "汇总.xlsx", PLACE)
    assert finding.code == "cannot-write"
    assert "没有写入的权限" in finding.problem


def test_a_new_file_outside_the_output_folder_leaves_nothing_beside_it(tmp_path: Path) -> None:
    assert place_new(b"blank", tmp_path / "a" / "表.xlsx", PLACE) is None
    assert files_in(tmp_path) == {"a/表.xlsx": b"blank"}


def test_a_new_file_that_cannot_be_written_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, OSError(errno.ENOSPC, "x"))
    finding = place_new(b"blank", tmp_path / "表.xlsx", PLACE)
    assert finding is not None
    assert finding.code == "cannot-write"
    assert files_in(tmp_path) == {}


# --- names ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("卫健局-补助资金", "卫健局-补助资金"),
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"),
        ("  两端\n和\t中间　的空白 ", "两端 和 中间 的空白"),
        ("结尾的点...", "结尾的点"),
        (".隐藏", "隐藏"),
        ("看不见\u200b\u202e的", "看不见 的"),
        ("半个\ud83d字符", "半个 字符"),
        ("e\u0301", "\u00e9"),
        ("", "未命名"),
        ("...", "未命名"),
        ("CON", "CON_"),
        ("nul.txt", "nul_.txt"),
        ("com¹", "com¹_"),
        ("Aux .报告", "Aux_ .报告"),
        ("falcon", "falcon"),
        ("concept", "concept"),
        ("icon.con", "icon.con"),
    ],
)
def test_a_name_is_made_safe(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_name_of_120_bytes_stays_whole() -> None:
    assert safe_name("字" * 40) == "字" * 40


def test_two_long_names_stay_two() -> None:
    long = "字" * 60
    first, second = safe_name(f"{long}甲"), safe_name(f"{long}乙")
    assert first != second
    assert first.startswith("字" * 37)
    assert max(len(first.encode()), len(second.encode())) <= 120


@given(st.text(alphabet=st.characters(), max_size=80) | st.text(max_size=80))
def test_every_text_gives_a_name_that_windows_accepts(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= 120
    assert not set(name) & set('\\/:*?"<>|')
    assert min(map(ord, name)) >= 32
    assert name == name.strip(" .")
    assert name.split(".")[0].strip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}


@given(st.text(max_size=80))
def test_a_safe_name_stays_as_it_is(text: str) -> None:
    assert safe_name(safe_name(text)) == safe_name(text)


@given(text=st.text(max_size=80))
def test_a_safe_name_can_be_a_file(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "names" / f"{safe_name(text)}.docx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"")
    assert path.name in {item.name for item in path.parent.iterdir()}


# --- reports --------------------------------------------------------------------------------


def test_a_report_and_its_manifest_are_written(tmp_path: Path) -> None:
    assert write(b"A", tmp_path) == (Fate.WRITTEN, [])
    assert files_in(tmp_path).keys() == {REPORT, MEMORY}
    assert files_in(tmp_path)[REPORT] == b"A"


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    write(b"A", tmp_path)
    before = files_in(tmp_path)
    os.utime(tmp_path / REPORT, (1, 1))
    assert write(b"A", tmp_path) == (Fate.UNCHANGED, [])
    assert files_in(tmp_path) == before
    assert (tmp_path / REPORT).stat().st_mtime == 1


def test_two_folders_get_the_same_bytes(tmp_path: Path) -> None:
    write(b"A", tmp_path / "one")
    write(b"A", tmp_path / "two")
    assert files_in(tmp_path / "one") == files_in(tmp_path / "two")


def test_an_unedited_report_of_the_same_form_is_replaced(tmp_path: Path) -> None:
    write(b"A", tmp_path)
    assert write(b"B", tmp_path) == (Fate.WRITTEN, [])
    assert files_in(tmp_path).keys() == {REPORT, MEMORY}
    assert files_in(tmp_path)[REPORT] == b"B"


def test_an_edited_report_is_kept(tmp_path: Path) -> None:
    write(b"A", tmp_path)
    (tmp_path / REPORT).write_bytes(b"edited")
    before = files_in(tmp_path)
    assert write(b"A", tmp_path) == (Fate.KEPT, ["edited-report-kept"])
    assert files_in(tmp_path) == before


def test_an_edited_report_whose_workbook_changed_is_kept_and_told_as_outdated(
    tmp_path: Path,
) -> None:
    write(b"A", tmp_path)
    (tmp_path / REPORT).write_bytes(b"edited")
    before = files_in(tmp_path)
    for _ in range(2):
        assert write(b"B", tmp_path) == (Fate.OUTDATED, ["edited-report-outdated"])
    assert files_in(tmp_path) == before
    assert write(b"A", tmp_path) == (Fate.KEPT, ["edited-report-kept"])


def test_a_report_edited_after_its_workbook_changed_is_not_outdated(tmp_path: Path) -> None:
    write(b"A", tmp_path)
    write(b"B", tmp_path)
    (tmp_path / REPORT).write_bytes(b"edited")
    assert write(b"B", tmp_path) == (Fate.KEPT, ["edited-report-kept"])
    assert write(b"A", tmp_path) == (Fate.OUTDATED, ["edited-report-outdated"])


def test_an_edit_saved_while_the_workbook_changed_is_outdated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(b"A", tmp_path)
    with monkeypatch.context() as locked:
        refuse(locked, PermissionError(errno.EACCES, "locked"), target=".docx")
        write(b"B", tmp_path)
    (tmp_path / REPORT).write_bytes(b"A, edited")
    assert write(b"B", tmp_path) == (Fate.OUTDATED, ["edited-report-outdated"])


def test_a_deleted_report_is_written_again(tmp_path: Path) -> None:
    write(b"A", tmp_path)
    (tmp_path / REPORT).unlink()
    assert write(b"A", tmp_path) == (Fate.WRITTEN, [])


def test_a_file_that_is_not_ours_is_kept(tmp_path: Path) -> None:
    (tmp_path / "2022").mkdir()
    (tmp_path / REPORT).write_bytes(b"foreign")
    assert write(b"A", tmp_path) == (Fate.FOREIGN, ["existing-file-kept"])
    assert files_in(tmp_path) == {REPORT: b"foreign"}


@pytest.mark.parametrize(
    "damaged", [b"", b"\xff\xfe", b"[]", b"{}", b'{"origin": {"place": 1}}', b'"text"']
)
def test_a_report_with_a_damaged_manifest_is_kept(damaged: bytes, tmp_path: Path) -> None:
    write(b"A", tmp_path)
    (tmp_path / MEMORY).write_bytes(damaged)
    assert write(b"B", tmp_path) == (Fate.FOREIGN, ["existing-file-kept"])
    assert files_in(tmp_path)[REPORT] == b"A"


def test_a_lost_manifest_comes_back_when_the_report_is_as_generated(tmp_path: Path) -> None:
    write(b"A", tmp_path)
    (tmp_path / MEMORY).unlink()
    assert write(b"A", tmp_path) == (Fate.UNCHANGED, [])
    assert write(b"B", tmp_path) == (Fate.WRITTEN, [])


def test_force_keeps_each_edited_report_under_another_name(tmp_path: Path) -> None:
    write(b"A", tmp_path)
    (tmp_path / REPORT).write_bytes(b"first edit")
    assert write(b"B", tmp_path, force=True) == (Fate.WRITTEN, ["original-kept-aside"])
    (tmp_path / REPORT).write_bytes(b"second edit")
    assert write(b"B", tmp_path, force=True) == (Fate.WRITTEN, ["original-kept-aside"])
    files = files_in(tmp_path)
    assert files[REPORT] == b"B"
    assert files[f"2022/{STEM}-原稿.docx"] == b"first edit"
    assert files[f"2022/{STEM}-原稿2.docx"] == b"second edit"
    assert len(files) == 4


def test_force_does_not_copy_a_report_that_nobody_edited(tmp_path: Path) -> None:
    write(b"A", tmp_path)
    write(b"B", tmp_path, force=True)
    assert files_in(tmp_path).keys() == {REPORT, MEMORY}


def test_force_leaves_an_edited_report_in_place_when_the_new_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(b"A", tmp_path)
    (tmp_path / REPORT).write_bytes(b"edited")
    with monkeypatch.context() as locked:
        refuse(locked, PermissionError(errno.EACCES, "locked"), target=f"{STEM}.docx")
        for _ in range(2):
            assert write(b"B", tmp_path, force=True) == (Fate.FAILED, ["target-in-use"])
            assert files_in(tmp_path)[REPORT] == b"edited"
    assert write(b"B", tmp_path) == (Fate.OUTDATED, ["edited-report-outdated"])
    assert write(b"B", tmp_path, force=True) == (Fate.WRITTEN, ["original-kept-aside"])
    assert files_in(tmp_path).keys() == {REPORT, MEMORY, f"2022/{STEM}-原稿.docx"}


def test_a_report_that_is_open_in_word_during_several_runs_does_not_count_as_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(b"A", tmp_path)
    with monkeypatch.context() as locked:
        refuse(locked, PermissionError(errno.EACCES, "locked"), target=".docx")
        assert write(b"B", tmp_path) == (Fate.FAILED, ["target-in-use"])
        assert write(b"C", tmp_path) == (Fate.FAILED, ["target-in-use"])
        assert files_in(tmp_path)[REPORT] == b"A"
    assert write(b"C", tmp_path) == (Fate.WRITTEN, [])
    assert files_in(tmp_path)[REPORT] == b"C"


def test_a_run_cut_off_between_manifest_and_report_does_not_make_the_report_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(b"A", tmp_path)
    with monkeypatch.context() as cut:
        refuse(cut, OSError(errno.EIO, "cut off"), target=".docx")
        write(b"B", tmp_path)
    known = load(tmp_path / MEMORY)
    assert known is not None
    assert known.hashes == (digest(b"B"), digest(b"A"))
    assert write(b"B", tmp_path) == (Fate.WRITTEN, [])


def test_a_full_disk_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(b"A", tmp_path)
    before = files_in(tmp_path)
    refuse(monkeypatch, OSError(errno.ENOSPC, "No space left on device"))
    assert write(b"B", tmp_path) == (Fate.FAILED, ["cannot-write"])
    assert files_in(tmp_path) == before


def test_an_output_folder_that_is_a_file_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"")
    assert write(b"A", tmp_path / "output") == (Fate.FAILED, ["cannot-write"])


def test_two_forms_of_one_name_get_two_reports_in_every_run(tmp_path: Path) -> None:
    for _ in range(2):
        shelf = Shelf(folder=tmp_path)
        first, *_ = write_report(draft(b"A", workbook="甲.xlsx"), shelf)
        second, *_ = write_report(draft(b"B", workbook="乙.xlsx"), shelf)
        assert first.name == f"{STEM}.docx"
        assert second.name == f"{STEM}（2）.docx"
    assert (first.read_bytes(), second.read_bytes()) == (b"A", b"B")


def test_the_second_form_keeps_its_name_when_it_comes_alone(tmp_path: Path) -> None:
    shelf = Shelf(folder=tmp_path)
    for workbook in ("甲.xlsx", "乙.xlsx"):
        write_report(draft(workbook.encode(), workbook=workbook), shelf)
    path, fate, _ = write_report(draft(b"new", workbook="乙.xlsx"), Shelf(folder=tmp_path))
    assert (path.name, fate) == (f"{STEM}（2）.docx", Fate.WRITTEN)


def test_names_that_differ_only_in_case_are_one_name(tmp_path: Path) -> None:
    shelf = Shelf(folder=tmp_path)
    first, *_ = write_report(draft(b"A", workbook="甲.xlsx", stem="ABC"), shelf)
    second, *_ = write_report(draft(b"B", workbook="乙.xlsx", stem="abc"), shelf)
    assert (first.name, second.name) == ("ABC.docx", "abc（2）.docx")


def test_folder_and_name_of_a_report_are_made_safe(tmp_path: Path) -> None:
    path, *_ = write_report(
        draft(b"A", stem="单位/项目:一", subfolder=".."), Shelf(folder=tmp_path)
    )
    assert path.relative_to(tmp_path).as_posix() == "未命名/单位 项目 一.docx"


# --- whose report it is -----------------------------------------------------------------------


def test_two_workbooks_of_one_name_never_take_each_others_report(tmp_path: Path) -> None:
    for name in ("一科/表.xlsx", "二科/表.xlsx"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).touch()
    output = tmp_path / "output"
    first, *_ = write_report(draft(b"A", workbook="一科/表.xlsx"), Shelf(folder=output))
    first.write_bytes(b"edited")
    second, fate, findings = write_report(
        draft(b"B", workbook="二科/表.xlsx"), Shelf(folder=output)
    )
    assert (second.name, fate, findings) == (f"{STEM}（2）.docx", Fate.WRITTEN, ())
    again, fate, _ = write_report(draft(b"A", workbook="一科/表.xlsx"), Shelf(folder=output))
    assert (again, fate) == (first, Fate.KEPT)


def test_a_renamed_workbook_finds_its_report_again(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write_report(draft(b"A", workbook="旧名.xlsx"), Shelf(folder=output))
    (tmp_path / "新名.xlsx").touch()
    path, fate, _ = write_report(draft(b"A", workbook="新名.xlsx"), Shelf(folder=output))
    assert (path.name, fate) == (f"{STEM}.docx", Fate.UNCHANGED)
    assert len(list(output.rglob("*.docx"))) == 1


def test_a_workbook_prefers_its_own_report_to_that_of_one_that_is_gone(tmp_path: Path) -> None:
    output = tmp_path / "output"
    for name in ("甲.xlsx", "乙.xlsx"):
        (tmp_path / name).touch()
        write_report(draft(name.encode(), workbook=name), Shelf(folder=output))
    (tmp_path / "甲.xlsx").unlink()
    path, *_ = write_report(draft(b"new", workbook="乙.xlsx"), Shelf(folder=output))
    assert path.name == f"{STEM}（2）.docx"


def test_another_project_of_a_workbook_that_is_gone_keeps_its_report(tmp_path: Path) -> None:
    shelf = Shelf(folder=tmp_path / "output")
    write_report(draft(b"A", workbook="甲.xlsx"), shelf)
    other = draft(b"B", workbook="乙.xlsx")
    bridge = replace(other.manifest, origin=replace(other.origin, project="桥梁维修"))
    renamed = replace(other, carried=as_carried(bridge), origin=bridge.origin)
    path, *_ = write_report(renamed, Shelf(folder=tmp_path / "output"))
    assert path.name == f"{STEM}（2）.docx"


def test_a_report_whose_workbook_cannot_be_looked_for_is_not_taken(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write_report(draft(b"A", workbook=f"{'字' * 300}.xlsx"), Shelf(folder=output))
    path, *_ = write_report(draft(b"B", workbook="乙.xlsx"), Shelf(folder=output))
    assert path.name == f"{STEM}（2）.docx"


def test_an_origin_is_told_from_the_folder_that_holds_the_output_folder(tmp_path: Path) -> None:
    inside, outside = tmp_path / "a" / "input" / "表.xlsx", tmp_path / "b" / "表.xlsx"
    assert origin_path(str(inside), tmp_path / "a" / "output") == "input/表.xlsx"
    assert origin_path(str(outside), tmp_path / "a" / "output") == outside.resolve().as_posix()


# --- result workbooks -------------------------------------------------------------------------


def result(content: bytes, folder: Path, *inputs: Path) -> list[str]:
    """Write 汇总.xlsx in a run of its own and return the codes of the findings."""
    _, findings = write_result(content, folder / "汇总.xlsx", open_shelf(folder, inputs))
    return [finding.code for finding in findings]


def test_a_result_workbook_that_nobody_touched_is_replaced(tmp_path: Path) -> None:
    assert result(b"A", tmp_path) == []
    assert result(b"B", tmp_path) == []
    assert files_in(tmp_path).keys() == {"汇总.xlsx", ".pingshu/results.json"}
    assert files_in(tmp_path)["汇总.xlsx"] == b"B"


def test_what_a_person_made_of_a_result_workbook_is_kept_aside(tmp_path: Path) -> None:
    result(b"A", tmp_path)
    for edit in (b"first edit", b"second edit"):
        (tmp_path / "汇总.xlsx").write_bytes(edit)
        assert result(b"B", tmp_path) == ["original-kept-aside"]
    files = files_in(tmp_path)
    assert files["汇总.xlsx"] == b"B"
    assert files["汇总-原稿.xlsx"] == b"first edit"
    assert files["汇总-原稿2.xlsx"] == b"second edit"


def test_a_persons_file_of_the_name_of_a_result_workbook_is_kept_aside(tmp_path: Path) -> None:
    (tmp_path / "汇总.xlsx").write_bytes(b"a person's")
    assert result(b"A", tmp_path) == ["original-kept-aside"]
    assert files_in(tmp_path)["汇总-原稿.xlsx"] == b"a person's"


def test_a_result_workbook_of_a_run_that_was_cut_off_is_still_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result(b"A", tmp_path)
    with monkeypatch.context() as cut:
        refuse(cut, OSError(errno.EIO, "cut off"), target=".xlsx")
        assert result(b"B", tmp_path) == ["cannot-write"]
    assert result(b"C", tmp_path) == []
    assert "汇总-原稿.xlsx" not in files_in(tmp_path)


def test_a_result_workbook_is_never_written_over_a_file_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(b"a filled-in form")
    assert result(b"A", tmp_path, tmp_path / "x" / ".." / "汇总.xlsx") == ["target-is-input"]
    assert files_in(tmp_path) == {"汇总.xlsx": b"a filled-in form"}


def test_a_report_is_never_written_over_a_file_that_is_read(tmp_path: Path) -> None:
    path = tmp_path / REPORT
    path.parent.mkdir()
    path.write_bytes(b"a form in Word")
    shelf = open_shelf(tmp_path, [path], force=True)
    _, fate, (finding,) = write_report(draft(b"A"), shelf)
    assert (fate, finding.code) == (Fate.FAILED, "target-is-input")
    assert files_in(tmp_path) == {REPORT: b"a form in Word"}


def test_a_result_in_a_sub_folder_is_ours_and_another_of_its_name_is_not(tmp_path: Path) -> None:
    inner = tmp_path / "标注" / "科室" / "甲.xlsx"
    assert write_result(b"A", inner, open_shelf(tmp_path, ())) == (inner, ())
    for other in ("甲.xlsx", "标注/甲.xlsx"):
        (tmp_path / other).touch()
    own = {name for name in files_in(tmp_path) if is_own(tmp_path / name, tmp_path)}
    assert own == {"标注/科室/甲.xlsx", ".pingshu/results.json"}


def test_only_what_we_wrote_or_kept_aside_is_ours(tmp_path: Path) -> None:
    write(b"A", tmp_path)
    (tmp_path / REPORT).write_bytes(b"edited")
    write(b"B", tmp_path, force=True)
    (tmp_path / "汇总.xlsx").write_bytes(b"edited")
    result(b"A", tmp_path)
    for name in ("表.xlsx", "2022/表.xlsx", "2022/报告.docx", "自查问题清单.xlsx", "a/b/表.xlsx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    own = {name for name in files_in(tmp_path) if is_own(tmp_path / name, tmp_path)}
    aside = f"2022/{STEM}-原稿.docx"
    assert own == {REPORT, MEMORY, aside, "汇总.xlsx", "汇总-原稿.xlsx", ".pingshu/results.json"}
    assert not is_own(tmp_path.parent / "汇总.xlsx", tmp_path)
