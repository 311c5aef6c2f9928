"""The JSON of `inspect`: names and shapes that other programs rely on."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pingshu.describe import describe_finding
from pingshu.finding import found
from pingshu.sheet import Place
from tests.workbook_building import (
    Content,
    Formula,
    Percent,
    Rows,
    described,
    project_rows,
    spending_rows,
    texts_rows,
    transfer_rows,
    workbook,
)


def document(path: Path, sheets: Mapping[str, Rows]) -> Any:
    """Return the document as another program reads it."""
    text = json.dumps(described(workbook(path / "表.xlsx", sheets)), ensure_ascii=False)
    return json.loads(text)


def sheet(path: Path, rows: Rows) -> Any:
    (only,) = document(path, {"自评表": rows})["sheets"]
    return only


def test_a_document_has_workbook_sheets_skipped_and_findings(tmp_path: Path) -> None:
    read = document(tmp_path, {"自评表": project_rows(), "通讯录": [["姓名"]]})
    assert list(read) == ["workbook", "sheets", "skipped", "findings"]
    assert read["workbook"] == "表.xlsx"
    assert [item["sheet"] for item in read["skipped"]] == ["通讯录"]
    assert read["skipped"][0]["why"].startswith("找到的表头：")


def test_a_sheet_has_every_block_and_those_that_are_absent_are_null(tmp_path: Path) -> None:
    rows = project_rows(funds=None, goals=None)
    read = sheet(tmp_path, rows)
    assert list(read) == [
        "sheet",
        "family",
        "year",
        "project",
        "department",
        "unit",
        "money_unit",
        "funds",
        "splits",
        "goals",
        "indicators",
        "rubric",
        "comparison",
        "details",
        "enrolment",
        "management",
        "spending",
        "texts",
        "fund_texts",
        "total_stated",
        "scores",
    ]
    absent = (
        *("funds", "splits", "goals", "rubric", "comparison", "management", "spending", "texts"),
        *("details", "enrolment", "fund_texts"),
    )
    assert [read[name] for name in absent] == [None] * len(absent)


def test_a_form_with_funds_alone_has_no_indicators(tmp_path: Path) -> None:
    assert sheet(tmp_path, project_rows(indicators=None, total=None))["indicators"] is None


def test_the_header_is_texts_and_the_year_a_number(tmp_path: Path) -> None:
    read = sheet(tmp_path, project_rows())
    assert (read["year"], read["project"], read["department"], read["unit"]) == (
        2022,
        "乡村公路养护",
        "青禾县交通运输局",
        "青禾县公路养护中心",
    )
    assert (read["sheet"], read["family"], read["money_unit"]) == ("自评表", "项目支出", "万元")


def test_what_the_header_does_not_say_is_null(tmp_path: Path) -> None:
    rows = project_rows(year=None, project=None, department=None, unit=None, money="项目资金")
    read = sheet(tmp_path, rows)
    names = ("year", "project", "department", "unit", "money_unit")
    assert [read[name] for name in names] == [None] * len(names)


def test_amounts_are_decimal_strings_in_the_unit_of_the_form(tmp_path: Path) -> None:
    funds: Rows = [("年度资金总额：", "1,200.50", 89.974, "89.974万元", 10, Percent(1), 10)]
    assert sheet(tmp_path, project_rows(funds=funds))["funds"] == [
        {
            "label": "年度资金总额：",
            "role": "total",
            "budget_initial": "1200.5",
            "budget": "89.974",
            "executed": "89.974",
            "rate_stated": "100%",
            "rate": "100",
            "weight": "10",
            "score_stated": "10",
            "reason": None,
            "cells": {
                "label": "B6",
                "budget_initial": "D6",
                "budget": "E6",
                "executed": "F6",
                "rate_stated": "H6",
                "weight": "G6",
                "score_stated": "I6",
            },
        }
    ]


def test_large_and_small_amounts_have_no_exponent(tmp_path: Path) -> None:
    funds: Rows = [("年度资金总额", None, 1e15, 0.000001, None, None, None)]
    (row,) = sheet(tmp_path, project_rows(funds=funds))["funds"]
    assert (row["budget"], row["executed"]) == ("1" + "0" * 15, "0.000001")


def test_a_rate_of_nothing_to_nothing_is_null_and_the_stated_one_stays(tmp_path: Path) -> None:
    funds: Rows = [("年度资金总额", 0, 0, 0, 10, "100%", 10)]
    (row,) = sheet(tmp_path, project_rows(funds=funds))["funds"]
    assert (row["budget"], row["rate_stated"], row["rate"]) == ("0", "100%", None)


def test_a_stated_rate_is_as_its_cell_shows_it(tmp_path: Path) -> None:
    funds: Rows = [("年度资金总额", None, 100, 90, None, "90.00%", None)]
    (row,) = sheet(tmp_path, project_rows(funds=funds))["funds"]
    assert row["rate_stated"] == "90.00%"


def test_an_amount_that_could_not_be_read_is_null_with_its_cell(tmp_path: Path) -> None:
    funds: Rows = [("年度资金总额", None, "见附件", -5, None, None, None)]
    read = document(tmp_path, {"自评表": project_rows(funds=funds)})
    (row,) = read["sheets"][0]["funds"]
    assert (row["budget"], row["executed"], row["cells"]["budget"]) == (None, "-5", "E6")
    (finding,) = read["findings"]
    assert (finding["code"], finding["cell"], finding["actual"]) == (
        "amount-unreadable",
        "E6",
        "见附件",
    )


def test_goals_are_texts_and_a_blank_goal_null(tmp_path: Path) -> None:
    read = sheet(tmp_path, project_rows(goals=("养护50公里", None)))
    assert read["goals"] == {"expected": "养护50公里", "actual": None}


def test_indicators_are_texts_as_in_the_cells_and_points_numbers(tmp_path: Path) -> None:
    row: list[Content] = ["产出\n指标", "数量指标", " 里程 ", "≥50公里", 45, 20, "18分", None]
    rows = project_rows(funds=None, goals=None, indicators=[row], total=None)
    assert sheet(tmp_path, rows)["indicators"] == [
        {
            "level1": "产出\n指标",
            "level2": "数量指标",
            "level3": "里程",
            "target": "≥50公里",
            "actual": "45",
            "weight": "20",
            "score": "18",
            "reason": None,
            "cells": {
                "level1": "B6",
                "level2": "C6",
                "level3": "D6",
                "target": "E6",
                "actual": "F6",
                "weight": "G6",
                "score": "H6",
            },
        }
    ]


def test_fund_management_has_item_situation_and_problem(tmp_path: Path) -> None:
    rows = transfer_rows(management=[("分配科学性", "按因素法分配。", None)])
    assert sheet(tmp_path, rows)["management"] == [
        {
            "item": "分配科学性",
            "situation": "按因素法分配。",
            "problem": None,
            "cells": {"item": "B12", "situation": "D12"},
        }
    ]


def test_texts_and_spending_are_with_the_form_they_are_for(tmp_path: Path) -> None:
    read = document(
        tmp_path,
        {
            "自评表": project_rows(),
            "文字材料": texts_rows({"落款": "县交通局"}),
            "支出明细": spending_rows(
                ("材料", 600000, 2, "批", None),
                ("合计", 600000, None, None, None),
                amount="金额（元）",
            ),
        },
    )
    (form,) = read["sheets"]
    assert form["texts"] == {"落款": "县交通局"}
    assert form["spending"] == {
        "lines": [
            {
                "label": "材料",
                "amount": "60",
                "count": "2",
                "unit": "批",
                "note": None,
                "cells": {"label": "A2", "amount": "B2", "count": "C2", "unit": "D2"},
            }
        ],
        "total": {
            "label": "合计",
            "amount": "60",
            "count": None,
            "unit": None,
            "note": None,
            "cells": {"label": "A3", "amount": "B3"},
        },
    }


def test_a_list_of_spending_without_a_sum_has_no_total(tmp_path: Path) -> None:
    sheets = {"自评表": project_rows(), "支出明细": spending_rows(("材料", 1, None, None, None))}
    (form,) = document(tmp_path, sheets)["sheets"]
    assert form["spending"]["total"] is None


def test_the_stated_total_is_a_number(tmp_path: Path) -> None:
    assert sheet(tmp_path, project_rows(total=(100, "98.50")))["total_stated"] == "98.5"


def test_a_sheet_with_two_forms_appears_twice(tmp_path: Path) -> None:
    rows = [*project_rows(project="养护"), [], *project_rows(project="绿化")]
    read = document(tmp_path, {"自评表": rows})["sheets"]
    assert [(form["sheet"], form["project"]) for form in read] == [
        ("自评表", "养护"),
        ("自评表", "绿化"),
    ]


def test_a_finding_has_code_severity_place_facts_and_message(tmp_path: Path) -> None:
    broken = Formula("=A99", "#REF!")
    (finding,) = document(tmp_path, {"自评表": project_rows(goals=("目标", broken))})["findings"]
    assert list(finding) == [
        "code",
        "severity",
        "sheet",
        "cell",
        "message",
        "expected",
        "actual",
    ]
    assert (finding["code"], finding["severity"], finding["sheet"], finding["cell"]) == (
        "error-value",
        "error",
        "自评表",
        "E11",
    )
    assert "#REF!" in finding["message"]


def test_a_finding_about_a_whole_file_has_neither_sheet_nor_cell() -> None:
    finding = describe_finding(found("encrypted", Place(workbook="表.xlsx")))
    assert (finding["sheet"], finding["cell"]) == (None, None)


def test_a_file_that_cannot_be_read_has_no_sheets_and_its_finding(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_text("文本", encoding="utf-8")
    read = described(path)
    assert (read["sheets"], read["skipped"]) == ([], [])
    assert [finding["code"] for finding in read["findings"]] == ["not-a-workbook"]  # type: ignore[attr-defined]  # a list of objects
