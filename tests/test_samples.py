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
HUOQIU = "霍邱县医疗保障局-城乡居民大病保险民生工程-绩效自评报告"
DEPARTMENT = "示例县文化和旅游局-部门整体支出-绩效自评报告"
JIASHI = "伽师县医疗保障局-医疗保险基金-绩效自评报告"
REPORTS = {
    JINGHONG: "2020",
    JIASHI: "2020",
    QUXIAN: "2021",
    FENGDU: "2021",
    HUOQIU: "2021",
    DEPARTMENT: "2023",
}

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
    HUOQIU: (
        "满分100分", "102分", "满分20分，自评得分20分", "满分13分，自评得分13分",
        "满分17分，自评得分17分", "满分15分，自评得分17分", "满分15分，自评得分15分", "加分2分",
        "60%", "8个", "48篇", "2000", "六医保秘〔2021〕97号", "霍医保〔2021〕21号",
    ),
    JIASHI: (
        "50872.95万元", "3568.11万元", "7.54%", "104.46%", "94446.16万元", "50526.7万元",
        "115.04%", "333.16%", "-43573.21", "43573.21万元", "-15377.39", "15377.39万元",
        "-28195.82", "28195.82万元", "5582.35万元", "10.32%", "105.91%", "319.31%", "300.4%",
        "100.33%", "448.74%", "26567.68万元", "5216.36万元", "24.43%", "93.72%", "32.97%",
        "95.26%", "88.28%", "20.36%", "430367人", "125581人", "67873.68万元", "26572.48万元",
        "93.73%", "与上年持平",
    ),
    DEPARTMENT: (
        "1860万元", "155.6万元", "8.37%", "2015.6万元", "1954万元", "96.94%", "61.6万元",
        "815.6万元", "1138.4万元", "94.87%", "95.04%", "2.98%", "1.98%", "90%", "7.2分", "0.8分",
        "9.69分", "49.2分", "98.89分", "优",
    ),
}  # fmt: skip

DUE = [(name, figure) for name, figures in MUST_STATE.items() for figure in figures]

MUST_FIND: dict[str, set[tuple[str, str, str]]] = {
    "景洪市": set(),
    "渠县": {
        ("income-code-is-expenditure", "warning", "文字材料"),
        ("combined-rate-rounding", "info", "自评表"),
        ("text-indicator-differs", "warning", "自评表"),
        ("text-unspent-doubtful", "warning", "文字材料"),
    },
    "丰都县": {
        ("adjustment-unexplained", "warning", "自评表"),
        ("spending-count-differs", "warning", "支出明细"),
        ("text-counts-differ", "warning", "文字材料"),
        ("reason-missing", "error", "自评表"),
    },
    "示例县文化和旅游局": set(),
    "伽师县": {
        ("details-differ", "error", "收支明细"),
        ("details-rate-differs", "error", "收支明细"),
        ("details-rounding", "info", "收支明细"),
        ("text-figure-differs", "error", "文字材料"),
        ("unit-of-name-differs", "error", "居民自评表"),
        ("executed-is-income", "error", "居民自评表"),
        ("executed-is-income", "error", "职工自评表"),
        ("share-of-form-differs", "warning", "居民自评表"),
        ("transfers-inside", "warning", "文字材料"),
        ("growth-of-unlike", "warning", "收支对比表"),
        ("prior-year-repeated", "warning", "收支对比表"),
        ("actuals-equal-targets", "warning", "居民自评表"),
        ("actuals-equal-targets", "warning", "职工自评表"),
        ("enrolled-differs", "warning", "居民自评表"),
        ("enrolment-rate-differs", "warning", "居民自评表"),
        ("fund-row-rounding", "info", "收支对比表"),
        ("text-figure-rounding", "info", "文字材料"),
        ("text-sum-rounding", "info", "文字材料"),
    },
    "霍邱县": {("rubric-bonus-explains", "info", "自评表")},
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


def test_the_sample_of_a_department_has_nothing_to_mend_or_explain(done: Run) -> None:
    assert _outcome(done, "示例县文化和旅游局").findings == ()


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


def test_the_faults_of_the_funds_stand_at_their_cells(done: Run) -> None:
    faults = [f for f in _outcome(done, "伽师县").findings if f.severity == "error"]
    assert {(finding.code, str(finding.place)) for finding in faults} == {
        ("details-differ", "收支明细!E2"),
        ("details-rate-differs", "收支明细!G10"),
        ("text-figure-differs", "文字材料!C38"),
        ("executed-is-income", "居民自评表!E6"),
        ("executed-is-income", "职工自评表!E6"),
        ("unit-of-name-differs", "居民自评表!F20"),
        ("unit-of-name-differs", "居民自评表!F21"),
    }


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_reads_as_its_golden_outline(done: Run, name: str) -> None:
    assert_golden(f"{name.split('-')[0]}.txt", text_outline(_report(done, name)) + "\n")


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_as_valid_as_a_blank_document(done: Run, name: str) -> None:
    assert validity_findings(_report(done, name)) == []
