"""The commands for authors of templates: faults with their places, names with their meanings."""

import zipfile
from pathlib import Path

import pytest

from tests.office_building import Office, new_office, report, typed

FAULTY = [
    "预算执行率为{{ 资金.执行律 }}。",
    "{% if 指标.有 %}没有结束的块",
    "{{ 文字.立项依剧 }}和{{ 资金.预算数|万圆 }}",
    "尾",
]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.chdir(tmp_path)
    return new_office(tmp_path)


def break_template(office: Office) -> Path:
    path = office.templates / "项目支出" / "report.docx"
    report(path, FAULTY)
    return path


def test_sound_templates_are_told_to_be_sound(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("template", "check") == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split("：")[1] for line in told] == ["没有错误。"] * 2
    assert not office.output.exists()


def test_every_fault_is_told_at_once_with_its_place(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    break_template(office)
    assert typed("template", "check") == 2
    told = capsys.readouterr().err
    for word in ("资金.执行律", "资金.执行率", "endif", "文字.立项依剧", "万圆"):
        assert word in told, word
    assert "第2段" in told
    assert "一、概况" in told


def test_a_faulty_template_gets_a_copy_with_remarks_and_stays_as_it_is(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    path = break_template(office)
    before = path.read_bytes()
    typed("template", "check")
    copy = office.output / "模板检查" / "项目支出-批注.docx"
    assert str(copy.relative_to(office.folder)) in capsys.readouterr().out
    with zipfile.ZipFile(copy) as archive:
        remarks = archive.read("word/comments.xml").decode()
    assert "资金.执行律" in remarks
    assert path.read_bytes() == before


def test_one_family_alone_can_be_checked(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    break_template(office)
    assert typed("template", "check", "templates/转移支付") == 0
    assert "项目支出" not in capsys.readouterr().out


def test_what_is_no_word_document_is_told_without_a_copy(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    (office.templates / "项目支出" / "report.docx").write_bytes(b"PK")
    assert typed("template", "check") == 2
    assert "report.docx" in capsys.readouterr().err
    assert not office.output.exists()


def test_a_copy_that_cannot_be_written_is_told(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    break_template(office)
    office.output.mkdir()
    (office.output / "模板检查").write_text("占位", encoding="utf-8")
    assert typed("template", "check") == 2
    assert "项目支出-批注.docx" in capsys.readouterr().err


def test_names_lists_every_name_with_its_kind_and_meaning(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("template", "names", "项目支出") == 0
    told = capsys.readouterr().out
    assert "资金.执行率（百分比）：全年执行数÷全年预算数\n" in told
    assert "文字.结果应用（文字）：文字材料的栏目“结果应用”\n" in told


def test_names_of_an_unknown_family_tells_those_there_are(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed("template", "names", "项目") == 2
    assert "可用的有：转移支付、项目支出。" in capsys.readouterr().err


def test_a_batch_does_not_start_and_tells_every_fault(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    break_template(office)
    assert typed() == 2
    told = capsys.readouterr().err
    assert "资金.执行律" in told
    assert "万圆" in told
