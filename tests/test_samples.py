"""The samples, from workbook to report: every figure due is stated, every fault is found."""

import re
from pathlib import Path

import pytest

from pingshu.finding import Finding
from pingshu.outcome import Outcome, Run
from pingshu.pipeline import Options, run
from tests.golden import assert_golden
from tests.ooxml import text_outline, validity_findings

ROOT = Path(__file__).resolve().parent.parent

JINGHONG = "景洪市医疗保障局-医疗服务与保障能力提升补助资金-绩效自评报告"
QUXIAN = "渠县医疗保障局-医疗服务与保障能力提升中央补助资金-绩效自评报告"
FENGDU = "丰都县医疗保障局-离休人员医药费县级补助项目-绩效自评报告"
REPORTS = {JINGHONG: "2020", QUXIAN: "2021", FENGDU: "2021"}

MUST_STATE = {
    JINGHONG: (
        "6万元", "0.45万元", "5.24万元", "0.15万元", "5.84万元", "0.16万元", "97.33%",
        "景财社〔2020〕186号", "281", "43", "3528", "14330", "46573", "1242万元", "30%",
    ),
    QUXIAN: (
        "117.8万元", "100%", "达市财社〔2021〕101号", "2101599", "93", "345", "438", "4432",
        "899.14万元", "22881", "43.22%", "199570", "19.27%", "222451", "20.42%", "30分钟",
        "2000份", "90%",
    ),
    FENGDU: (
        "134万元", "155万元", "0万元", "100%", "15.67%", "25人", "8000元", "88.65万元",
        "66.35万元", "1352", "98分", "优",
    ),
}  # fmt: skip

DUE = [(name, figure) for name, figures in MUST_STATE.items() for figure in figures]

MUST_FIND: dict[str, set[tuple[str, str, str]]] = {
    "景洪市": set(),
    "渠县": {
        ("income-code-is-expenditure", "warning", "文字材料"),
        ("combined-rate-rounding", "info", "自评表"),
    },
    "丰都县": {
        ("adjustment-unexplained", "warning", "自评表"),
        ("spending-count-differs", "warning", "支出明细"),
        ("reason-missing", "error", "自评表"),
    },
}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Run:
    output = tmp_path_factory.mktemp("output")
    options = Options(
        paths=(),
        inbox=ROOT / "input_workbooks" / "示例",
        templates=ROOT / "templates",
        output=output,
    )
    return run(options, lambda *_: None)


def _report(done: Run, name: str) -> bytes:
    paths = [report.path for outcome in done.outcomes for report in outcome.reports]
    return next(path for path in paths if path and path.stem == name).read_bytes()


def _outcome(done: Run, place: str) -> Outcome:
    return next(one for one in done.outcomes if Path(one.workbook).name.startswith(place))


def test_each_sample_yields_its_report_in_the_folder_of_its_year(done: Run) -> None:
    paths = [report.path for outcome in done.outcomes for report in outcome.reports]
    assert {path.stem: path.parent.name for path in paths if path} == REPORTS


@pytest.mark.parametrize(("name", "figure"), DUE)
def test_a_report_states_the_figure(done: Run, name: str, figure: str) -> None:
    alone = rf"(?<![0-9.]){re.escape(figure)}(?![0-9]|\.[0-9])"
    assert re.search(alone, text_outline(_report(done, name)))


def test_a_report_without_targets_never_claims_that_one_was_met(done: Run) -> None:
    text = text_outline(_report(done, QUXIAN))
    assert not [word for word in ("达到年度指标值", "超过年度指标值", "完成目标") if word in text]


@pytest.mark.parametrize("place", MUST_FIND)
def test_the_faults_of_a_sample_are_found_at_their_cells(done: Run, place: str) -> None:
    found = {
        (finding.code, str(finding.severity), finding.place.sheet)
        for finding in _outcome(done, place).findings
        if finding.place.cell
    }
    assert MUST_FIND[place] <= found


@pytest.mark.parametrize("place", MUST_FIND)
def test_nothing_else_in_a_sample_has_to_be_mended(done: Run, place: str) -> None:
    errors = [f for f in _outcome(done, place).findings if f.severity == "error"]
    known = {code for code, severity, _ in MUST_FIND[place] if severity == "error"}
    assert _codes(errors) == known


def _codes(findings: list[Finding]) -> set[str]:
    return {finding.code for finding in findings}


def test_the_faults_stand_at_the_cells_that_a_person_would_point_to(done: Run) -> None:
    cells = {
        finding.code: str(finding.place)
        for outcome in done.outcomes
        for finding in outcome.findings
    }
    assert cells["adjustment-unexplained"] == "自评表!F6"
    assert cells["reason-missing"] == "自评表!I20"
    assert cells["income-code-is-expenditure"].startswith("文字材料!")


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_reads_as_its_golden_outline(done: Run, name: str) -> None:
    assert_golden(f"{name.split('-')[0]}.txt", text_outline(_report(done, name)) + "\n")


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_as_valid_as_a_blank_document(done: Run, name: str) -> None:
    assert validity_findings(_report(done, name)) == []
