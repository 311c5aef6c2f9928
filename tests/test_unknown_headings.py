"""What is not understood is told with the line that would make it known."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from pingshu.finding import Finding
from pingshu.profile import load_profile
from pingshu.read import read_workbook
from pingshu.recognise import labelled, recognise
from pingshu.values import normalise_label
from tests.workbook_building import (
    Merged,
    Rows,
    profiles,
    project_rows,
    transfer_rows,
    workbook,
)

FAMILIES = {one.name: one for one in profiles() if one.name in {"项目支出", "转移支付"}}
KNOWN = tuple(FAMILIES.values())


def findings_of(folder: Path, rows: Rows) -> tuple[Finding, ...]:
    grids, _ = read_workbook(workbook(folder / "表.xlsx", {"自评表": rows}))
    return recognise(grids, KNOWN)[1]


def renamed(rows: Rows, **names: str) -> Rows:
    def called(item: object) -> object:
        if isinstance(item, Merged):
            return Merged(called(item.value), item.rows, item.columns)  # type: ignore[arg-type]  # a content gives a content
        return names.get(item, item) if isinstance(item, str) else item

    return [[called(item) for item in row] for row in rows]  # type: ignore[misc]  # as above


def test_no_form_tells_the_word_that_may_be_a_label_and_the_line_to_add(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目名称", "乡村公路养护", "分值"],
        ["", "预算安排（万元）", "全年执行数"],
        ["合计", 100, 90],
    ]
    (finding,) = findings_of(tmp_path, rows)
    assert finding.code == "no-form"
    assert "没有找到：全年预算数、三级指标、实际完成值" in finding.problem
    assert (
        "“预算安排”像是“全年预算数”：在 templates/项目支出/profile.toml 的 [labels.funds] "
        '里加一行 budget = ["预算安排"]。' in finding.problem
    )


def test_the_labels_are_those_of_the_family_that_fits_best(tmp_path: Path) -> None:
    rows: Rows = [["中央主管部门", "甲"], ["地方主管部门", "乙"], ["预算安排", "全年执行数"]]
    (finding,) = findings_of(tmp_path, rows)
    assert "templates/转移支付/profile.toml" in finding.problem


def test_without_a_similar_word_it_is_told_in_general_how_to_add_one(tmp_path: Path) -> None:
    (finding,) = findings_of(tmp_path, [["姓名", "电话"]])
    assert "像是" not in finding.problem
    assert "templates/类别/profile.toml" in finding.cure


def test_the_line_that_is_told_makes_the_form_known(tmp_path: Path) -> None:
    rows = renamed(project_rows(), 全年预算数="预算安排", 项目名称="支出项目的名称")
    findings = [item for item in findings_of(tmp_path, rows) if item.code == "heading-unknown"]
    sections = [item.cure.split("[")[1].split("]")[0] for item in findings]
    lines = [item.cure.split("加一行：")[1] for item in findings]
    added = "\n".join(f"[{name}]\n{line}" for name, line in zip(sections, lines, strict=True))
    own = (FAMILIES["项目支出"].folder / "profile.toml").read_text(encoding="utf-8")
    (tmp_path / "项目支出").mkdir()
    path = tmp_path / "项目支出" / "profile.toml"
    path.write_text(f"{own}\n{added}\n", encoding="utf-8")
    assert len(tomllib.loads(added)["labels"]) == 2
    grids, _ = read_workbook(tmp_path / "表.xlsx")
    survey, left = recognise(grids, [load_profile(path)])
    assert (len(survey.layouts), left) == (1, ())
    assert survey.layouts[0].funds is not None
    assert survey.layouts[0].fields["project"].text == "乡村公路养护"


@pytest.mark.parametrize(
    ("known", "unknown", "cell"),
    [
        ("全年预算数", "预算安排", "E5"),
        ("全年执行数", "资金实际支出", "F5"),
        ("三级指标", "三级指标的叫法", "D12"),
        ("实际完成值", "实际完成数值", "F12"),
        ("项目名称", "支出项目的名称", "A3"),
    ],
)
def test_a_heading_that_was_not_understood_is_told_with_its_cell(
    known: str, unknown: str, cell: str, tmp_path: Path
) -> None:
    (finding,) = findings_of(tmp_path, renamed(project_rows(), **{known: unknown}))
    assert (finding.code, finding.place.cell) == ("heading-unknown", cell)
    assert f"“{unknown}”" in finding.problem
    assert f"“{known}”" in finding.problem


@pytest.mark.parametrize("rows", [project_rows(), transfer_rows(), project_rows(funds=None)])
def test_of_a_form_that_is_understood_nothing_is_told(rows: Rows, tmp_path: Path) -> None:
    assert findings_of(tmp_path, rows) == ()


def test_a_quotation_mark_in_a_word_does_not_spoil_the_line(tmp_path: Path) -> None:
    rows: Rows = [["全年执行数", '预算"安排"数']]
    (finding,) = findings_of(tmp_path, rows)
    line = finding.problem.split("加一行 ")[1].removesuffix("。")
    assert tomllib.loads(line) == {"budget": ['预算"安排"数']}


def lookups(forms: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Return how many forms a sheet of so many holds, and how many cells were looked up."""
    rows = [row for number in range(forms) for row in project_rows(project=f"养护{number}")]
    grids, _ = read_workbook(workbook(folder / "表.xlsx", {"自评表": rows}))
    seen: Counter[str] = Counter()

    def counted(text: str) -> str:
        seen[text] += 1
        return normalise_label(text)

    monkeypatch.setattr("pingshu.profile.labels.normalise_label", counted)
    monkeypatch.setattr(labelled, "normalise_label", counted)
    survey, _ = recognise(grids, KNOWN)
    return len(survey.layouts), seen.total()


def test_the_work_grows_with_the_forms_of_a_sheet_and_no_faster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (few, small), (many, large) = (lookups(n, tmp_path, monkeypatch) for n in (3, 12))
    assert (few, many) == (3, 12)
    assert large == 4 * small
