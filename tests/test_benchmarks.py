"""The benchmark compares two ways that print the same, and tells what it measured."""

from pathlib import Path

import docx
import pytest

from benchmarks import engines, filling
from benchmarks.reports import lines, main, measure
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
