"""What is read of published forms, held field by field against what a careful reader takes."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.workbook_building import Item, Merged, described, workbook

FORMS = sorted((Path(__file__).parent / "forms").glob("*.json"))
HEADER = ("family", "year", "project", "department", "unit", "money_unit", "total_stated")
BLOCKS = ("funds", "management", "indicators")

Json = dict[str, Any]


@pytest.fixture(params=FORMS, ids=lambda path: path.stem)
def form(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Json, Json]:
    """Return what is expected of a published form and what was read of it."""
    source = json.loads(request.param.read_text(encoding="utf-8"))
    rows = [[cell(item) for item in row] for row in source["rows"]]
    (sheet,) = read(workbook(tmp_path / "表.xlsx", {source["sheet"]: rows}))["sheets"]
    return source["expected"], sheet


def cell(item: Any) -> Item:
    return Merged(**item) if isinstance(item, dict) else item


def read(path: Path) -> Json:
    # Through text, as another program would get it.
    document: Json = json.loads(json.dumps(described(path), ensure_ascii=False))
    return document


def entries(sheet: Json, block: str, like: Json) -> list[Json] | None:
    """Return the entries of a block with the keys that are expected of its first one."""
    rows, expected = sheet[block], like[block]
    if rows is None or not expected:
        return rows  # type: ignore[no-any-return]  # the JSON of a block
    return [{key: row[key] for key in expected[0]} for row in rows]


def mismatched(row: Json) -> list[str]:
    """Return the values of a row that have no cell, and the cells that have no value."""
    stated = {name for name, value in row.items() if value is not None}
    return sorted((stated - {"cells", "role", "rate"}) ^ row["cells"].keys())


def test_six_forms_are_held_against_what_is_read() -> None:
    assert len(FORMS) == 6


def test_the_header_is_read(form: tuple[Json, Json]) -> None:
    expected, sheet = form
    assert {key: sheet[key] for key in HEADER} == {key: expected[key] for key in HEADER}


def test_the_goals_are_read(form: tuple[Json, Json]) -> None:
    expected, sheet = form
    assert sheet["goals"] == expected["goals"]


@pytest.mark.parametrize("block", BLOCKS)
def test_every_row_of_a_block_is_read(form: tuple[Json, Json], block: str) -> None:
    expected, sheet = form
    assert entries(sheet, block, expected) == expected[block]


def test_every_value_names_its_cell(form: tuple[Json, Json]) -> None:
    _, sheet = form
    rows = [row for block in BLOCKS for row in sheet[block] or ()]
    assert [mismatched(row) for row in rows] == [[]] * len(rows)


def test_reading_finds_nothing_wrong_with_the_cells(tmp_path: Path) -> None:
    for path in FORMS:
        source = json.loads(path.read_text(encoding="utf-8"))
        rows = [[cell(item) for item in row] for row in source["rows"]]
        document = read(workbook(tmp_path / "表.xlsx", {source["sheet"]: rows}))
        assert [finding["code"] for finding in document["findings"]] == [], path.stem
        assert document["skipped"] == []
