"""Cells with their places, and grids of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingshu.sheet import Cell, Grid, Place, address, column_letters, position_of


def grid_of(*cells: Cell) -> Grid:
    return Grid(workbook="表.xlsx", sheet="自评表", cells=cells)


def cell(row: int, column: int, *, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(row=row, column=column, text="值", row_span=rows, column_span=columns)


@pytest.mark.parametrize(
    ("column", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_a_column_has_the_letters_that_excel_shows(column: int, letters: str) -> None:
    assert column_letters(column) == letters


@given(st.integers(min_value=1, max_value=16383))
def test_columns_in_order_have_letters_in_order(column: int) -> None:
    one, next_one = column_letters(column), column_letters(column + 1)
    assert (len(one), one) < (len(next_one), next_one)


def test_an_address_is_letters_and_row() -> None:
    assert address(7, 6) == "F7"


def test_a_place_is_written_as_people_write_it() -> None:
    assert str(Place(workbook="a.xlsx", sheet="自评表", cell="F7")) == "自评表!F7"


def test_the_place_of_a_sheet_is_its_name() -> None:
    assert str(Place(workbook="a.xlsx", sheet="自评表")) == "自评表"


def test_the_place_of_a_whole_file_is_the_file() -> None:
    assert str(Place(workbook="a.xlsx")) == "a.xlsx"


def test_a_merged_cell_knows_how_far_it_reaches() -> None:
    merged = cell(2, 3, rows=2, columns=3)
    assert (merged.address, merged.last_row, merged.last_column) == ("C2", 3, 5)


def test_a_cell_cannot_be_changed() -> None:
    one = cell(1, 1)
    with pytest.raises(AttributeError):
        one.text = "别的"  # type: ignore[misc]  # that is what is tried


def test_a_merged_cell_is_found_at_every_position_it_covers() -> None:
    merged = cell(2, 2, rows=2, columns=2)
    grid = grid_of(merged)
    assert {grid.at(row, column) for row in (2, 3) for column in (2, 3)} == {merged}
    assert grid.at(4, 2) is None


def test_a_row_gives_each_cell_once_from_left_to_right() -> None:
    tall, wide, single = cell(1, 1, rows=2), cell(2, 2, columns=2), cell(2, 5)
    assert grid_of(tall, wide, single).row(2) == (tall, wide, single)


def test_a_row_without_cells_is_empty() -> None:
    assert grid_of(cell(1, 1)).row(9) == ()


def test_an_empty_grid_ends_before_it_begins() -> None:
    assert (grid_of().last_row, grid_of().last_column) == (0, 0)


def test_the_last_row_and_column_count_merged_cells() -> None:
    grid = grid_of(cell(1, 1, rows=3), cell(1, 2, columns=4))
    assert (grid.last_row, grid.last_column) == (3, 5)


def test_the_place_of_a_cell_names_workbook_sheet_and_address() -> None:
    one = cell(3, 4)
    assert grid_of(one).place(one) == Place(workbook="表.xlsx", sheet="自评表", cell="D3")


def test_the_place_without_a_cell_is_the_sheet() -> None:
    assert grid_of().place() == Place(workbook="表.xlsx", sheet="自评表")


def test_the_first_row_is_that_of_the_first_cell() -> None:
    assert (grid_of(cell(4, 1), cell(7, 1)).first_row, grid_of().first_row) == (4, 0)


def test_a_part_keeps_the_addresses_and_whether_the_sheet_is_hidden() -> None:
    kept = cell(3, 1)
    grid = Grid(workbook="表.xlsx", sheet="乙", cells=(cell(1, 1), kept, cell(5, 1)), hidden=True)
    part = grid.part(2, 4)
    assert (part.cells, part.sheet, part.hidden) == ((kept,), "乙", True)


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_an_address_leads_back_to_its_position(row: int, column: int) -> None:
    assert position_of(address(row, column)) == (row, column)


@pytest.mark.parametrize("text", ["", "F", "7", "F0", "f7", "F7:G8", "第3行第2列", "ABCD1"])
def test_what_is_no_address_has_no_position(text: str) -> None:
    assert position_of(text) is None
