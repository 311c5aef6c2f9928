"""What is not understood is told with the line that would make it known."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from pingshu.check import check
from pingshu.compute import compute
from pingshu.finding import Finding
from pingshu.narrate import narrate
from pingshu.profile import load_profile
from pingshu.read import read_workbook
from pingshu.recognise import labelled, recognise
from pingshu.values import normalise_label
from tests.workbook_building import (
    Merged,
    Rows,
    profiles,
    project_rows,
    read_form,
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
        "“预算安排”像是“全年预算数”：在 templates/项目支出/profile.toml 的最后加上这两行：\n"
        '[labels.funds]\nbudget = ["预算安排"]\n' in finding.problem
    )


def test_the_labels_are_those_of_the_family_that_fits_best(tmp_path: Path) -> None:
    rows: Rows = [["中央主管部门", "甲"], ["地方主管部门", "乙"], ["预算安排", "全年执行数"]]
    (finding,) = findings_of(tmp_path, rows)
    assert "templates/转移支付/profile.toml" in finding.problem


def test_without_a_similar_word_it_is_told_in_general_how_to_add_one(tmp_path: Path) -> None:
    (finding,) = findings_of(tmp_path, [["姓名", "电话"]])
    assert "像是" not in finding.problem
    assert "templates/类别/profile.toml" in finding.cure


def pasted(finding: Finding) -> str:
    """Return exactly what a message gives to be pasted: all lines but the first."""
    return finding.message.partition("\n")[2]


def test_the_line_that_is_told_makes_the_form_known(tmp_path: Path) -> None:
    rows = renamed(project_rows(), 全年预算数="预算安排", 项目名称="支出项目的名称")
    findings = [item for item in findings_of(tmp_path, rows) if item.code == "heading-unknown"]
    added = "\n".join(pasted(item) for item in findings)
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
    lines = finding.problem.splitlines()
    assert tomllib.loads("\n".join(lines[-2:])) == {
        "labels": {"funds": {"budget": ['预算"安排"数']}}
    }


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


def family_with(folder: Path, added: str) -> Path:
    """Write the profile of 项目支出 with some lines behind it, and return its path."""
    own = (FAMILIES["项目支出"].folder / "profile.toml").read_text(encoding="utf-8")
    (folder / "项目支出").mkdir(exist_ok=True)
    path = folder / "项目支出" / "profile.toml"
    path.write_text(f"{own}\n{added}\n", encoding="utf-8")
    return path


def test_a_table_that_the_file_has_is_not_pasted_again_but_added_to(tmp_path: Path) -> None:
    table = '[labels.funds]\nexecuted = ["拨付"]'
    known = load_profile(family_with(tmp_path, table))
    rows = renamed(project_rows(), 年初预算数="年初下达", 执行率="执行比率")
    grids, _ = read_workbook(workbook(tmp_path / "表.xlsx", {"自评表": rows}))
    _, findings = recognise(grids, [known])
    told = [item for item in findings if item.code == "heading-unknown"]
    assert [item.place.cell for item in told] == ["D5", "H5"]
    assert all("[labels.funds] 这一行下面加上一行" in item.cure for item in told)
    below = "\n".join((table, *map(pasted, told)))
    _, left = recognise(grids, [load_profile(family_with(tmp_path, below))])
    assert left == ()


def test_of_two_words_for_one_table_only_the_first_brings_the_table(tmp_path: Path) -> None:
    rows = renamed(project_rows(), 年初预算数="年初下达", 执行率="执行比率")
    told = findings_of(tmp_path, rows)
    load_profile(family_with(tmp_path, "\n".join(map(pasted, told))))
    assert [item.message.count("\n") for item in told] == [2, 1]


@pytest.mark.parametrize(
    ("known", "unknown", "cells"),
    [
        ("年初预算数", "年初下达", ["D5"]),
        ("执行率", "支出比例%", ["H5"]),
        ("年度指标值", "年初任务", ["E12"]),
        ("得分", "打分结果", ["I5", "H12"]),
    ],
)
def test_every_column_that_was_not_read_is_told(
    known: str, unknown: str, cells: list[str], tmp_path: Path
) -> None:
    told = findings_of(tmp_path, renamed(project_rows(), **{known: unknown}))
    assert [(item.code, item.place.cell) for item in told] == [
        ("heading-unknown", cell) for cell in cells
    ]


@pytest.mark.parametrize("useless", ["备注", "评分标准", "指标解释", "数据来源", "佐证材料"])
def test_of_a_column_that_no_report_needs_nothing_is_told(useless: str, tmp_path: Path) -> None:
    rows = project_rows()
    heading = next(index for index, row in enumerate(rows) if "三级指标" in row)
    rows[heading].append(useless)
    for row in rows[heading + 1 : -1]:
        row.append("见附件")
    assert findings_of(tmp_path, rows) == ()


def test_targets_may_be_headed_by_one_word(tmp_path: Path) -> None:
    rows = renamed(project_rows(), 三级指标="指标名称", 年度指标值="目标", 实际完成值="完成情况")
    form = read_form(workbook(tmp_path / "表.xlsx", {"自评表": rows}))
    assert [item.target.text for item in form.indicators or () if item.target][:2] == [
        "≥50公里",
        "100%",
    ]


def test_a_report_does_not_say_that_no_targets_were_set_where_they_were_not_read(
    tmp_path: Path,
) -> None:
    def said(**names: str) -> object:
        rows = renamed(project_rows(), **names)
        form = read_form(workbook(tmp_path / "表.xlsx", {"自评表": rows}))
        computation = compute(form, FAMILIES["项目支出"])
        return narrate(form, computation, FAMILIES["项目支出"], ())["指标"]["目标未读"]  # type: ignore[index]  # a view of views

    assert said(年度指标值="年初任务") is True
    assert said() is False


def test_a_total_is_not_held_against_scores_that_were_not_read(tmp_path: Path) -> None:
    def codes(**names: str) -> list[str]:
        rows = renamed(project_rows(total=(100, 90)), **names)
        form = read_form(workbook(tmp_path / "表.xlsx", {"自评表": rows}))
        profile = FAMILIES["项目支出"]
        return [item.code for item in check(form, compute(form, profile), profile)]

    assert "total-score-differs" in codes()
    assert "total-score-differs" not in codes(得分="打分结果")
