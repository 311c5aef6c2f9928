"""The benchmark compares two ways that print the same, and tells what it measured."""

import sys
from pathlib import Path

import docx
import pytest

from benchmarks import batch, editing, engines, filling, province, running, start
from benchmarks.reports import ROOT, lines, main, measure, shared_templates
from pingshu.pipeline import read_profiles
from pingshu.pipeline.making import read_forms
from pingshu.pipeline.workshop import prepare
from pingshu.render import Template
from tests.docx_building import files_of


def test_both_ways_print_the_same_and_every_stage_is_measured(tmp_path: Path) -> None:
    whole, stages = measure(3, tmp_path)
    assert {len(laps) for laps in whole.laps.values()} == {3}
    assert list(stages.laps) == [
        "read", "recognise", "assemble", "compute", "check", "narrate", "render", "write",
    ]  # fmt: skip
    told = list(lines(whole, stages))
    assert told[0].startswith("3 workbooks")
    assert len([line for line in told if line.startswith("|---")]) == 2


def test_reports_that_differ_are_not_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def another(_workbook: Path, _template: Path, report: Path) -> None:
        report.parent.mkdir(exist_ok=True)
        docx.Document().save(str(report))

    monkeypatch.setattr("benchmarks.plain.make_report", another)
    with pytest.raises(ValueError, match="zip"):
        measure(1, tmp_path)


def test_the_command_prints_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["reports", "--workbooks", "2"])
    main()
    assert "plain way ÷ pingshu" in capsys.readouterr().out


def test_both_engines_are_measured_on_both_kinds_of_template() -> None:
    results = engines.measure(2)
    assert [result.variant for result in results] == ["plain", "split"]
    assert {len(laps) for result in results for laps in result.laps.values()} == {2}
    assert len(list(engines.lines(results))) == 6
    assert engines.picture(results).count("<rect") == 4


def test_a_split_template_has_four_runs_for_each_tag() -> None:
    plain, broken = engines.template(), engines.split(engines.template())
    tags = len(Template(plain).uses())
    assert Template(broken).names() == Template(plain).names()
    assert files_of(broken)["word/document.xml"].count(b"spellStart") > 3 * (tags - 2)


def test_engines_that_print_differently_are_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(filling.ENGINES, filling.PEER, lambda data: lambda names: data)
    with pytest.raises(ValueError, match="differently"):
        engines.measure(1)


def test_a_start_is_told_beside_those_it_is_compared_with() -> None:
    spent = {start.CLICK: 40.0, start.HELP: 60.0, start.OPENPYXL: 100.0, start.DOCXTPL: 200.0}
    laps = {name: [took, 2 * took, 3 * took] for name, took in spent.items()}
    told = list(start.lines({**laps, start.FIRST: [900.0] * 3, start.LATER: [600.0] * 3}))
    assert told[0].startswith("3 processes each")
    assert f"| {start.HELP} | 120 | 60 |" in told
    assert told[-3] == f"| {start.HELP} ÷ ({start.CLICK}) | 1.50 | 1.50 |"
    assert told[-1] == f"| {start.LATER} ÷ ({start.DOCXTPL} + {start.OPENPYXL}) | 1.00 | 2.00 |"


@pytest.mark.slow
def test_every_start_is_measured(tmp_path: Path) -> None:
    laps = start.measure(1, tmp_path)
    assert {len(spent) for spent in laps.values()} == {1}
    assert all(least > 0 for (least,) in laps.values())


# --- batches ----------------------------------------------------------------------------------


def test_a_province_has_all_families_and_no_two_forms_of_one_name(tmp_path: Path) -> None:
    profiles = read_profiles(engines.ROOT / "templates")
    files = province.drop_province(tmp_path, 24)
    forms = [form for file in files for form, *_ in read_forms(file, profiles).forms]
    assert len(forms) == 24
    assert {form.family for form in forms} == {profile.name for profile in profiles}
    names = {(form.about, form.office.text if form.office else "") for form in forms}
    assert len(names) == 24


@pytest.mark.parametrize(
    ("content", "forms", "indicators"),
    [(province.with_sheets(3), 3, 30), (province.with_rows(45), 1, 45)],
)
def test_a_workbook_grows_by_sheets_or_by_rows(
    content: bytes, forms: int, indicators: int, tmp_path: Path
) -> None:
    file = tmp_path / "甲.xlsx"
    file.write_bytes(content)
    found = [form for form, *_ in read_forms(file, read_profiles(engines.ROOT / "templates")).forms]
    assert (len(found), sum(len(form.indicators or ()) for form in found)) == (forms, indicators)


def test_each_way_tells_what_its_reports_took(tmp_path: Path) -> None:
    templates, folder, output = shared_templates(tmp_path), tmp_path / "in", tmp_path / "out"
    files = province.drop_projects(folder, 3)
    loops = [measure(files, templates, output / way) for way, measure in running.LOOPS.items()]
    for told in (*loops, running.whole_run(folder, templates, output, 1)):
        assert (told["reports"], told["growth"]) == (2, 0)
        assert told["worked"] > 0
    made = {way: len(list((output / way).rglob("*.docx"))) for way in (*running.LOOPS, "all")}
    assert made == {"plain": 3, "bare": 3, "own": 3, "all": 3}


def test_results_of_batches_are_told_with_their_ratios() -> None:
    results = [
        batch.Result(
            way=way, material=material, size=100, jobs=jobs, measured=99, worked=worked,
            lasted=worked / jobs, growth=0, parent=60, worker=0,
        )
        for way, material, jobs, worked in (
            (running.PLAIN, batch.PROJECTS, 1, 90), (running.BARE, batch.PROJECTS, 1, 9),
            (running.OWN, batch.PROJECTS, 1, 10),
            (running.RUN, batch.PROJECTS, 1, 15), (running.RUN, batch.PROJECTS, 2, 18),
        )
    ]  # fmt: skip
    told = list(batch.lines(results))
    assert "| 单个项目 | 通常的写法 | 1 | 100 | 99 | 90.0 | 90.0 | 11 | — | 60 | — |" in told
    assert "÷ pingshu 从表到报告 9.0（不记出处 10.0），÷ 整次运行 6.0；" in told[-1]
    assert "一个进程 ÷ 两个进程（实际时间）1.67" in told[-1]
    assert batch.picture(results).count("<rect") == 4


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the peak memory")
def test_memory_of_a_process_and_of_those_that_it_starts_is_watched() -> None:
    inner = "b = bytearray(64 << 20); import time; time.sleep(1)"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    told, own, other = batch.watched([sys.executable, "-c", f"{outer}; print('{{}}')"])
    assert told == {}
    assert own < 64 < other


def test_an_edited_report_is_measured_beside_opening_and_saving_it() -> None:
    sample = next(editing.SAMPLES.glob("丰都*.xlsx"))
    measured = editing.measure(sample, prepare(ROOT / "templates"), 2)
    assert {len(laps) for laps in measured.laps.values()} == {2}
    assert measured.changed > 0
    heading, _, line = editing.lines([measured])
    assert heading.count("|") == line.count("|")
