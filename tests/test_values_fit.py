"""How well a number as written agrees with what it should be: sums, rates and points."""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingshu.values import Fit, fit_of_points, fit_of_printed, fit_of_sum, half_up
from tests.strategies import amounts, money_units

EXACT, ROUNDED, WRONG = Fit.EXACT, Fit.ROUNDED, Fit.WRONG


def sum_fits(total: str, parts: Sequence[str], unit: str = "万元") -> Fit:
    return fit_of_sum(Decimal(total), [Decimal(part) for part in parts], unit)


# --- sums ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("10", ("4", "6")),
        ("10.00", ("4.0", "6")),
        ("0", ()),
        ("-1.5", ("1", "-2.5")),
        # What formulas made of 400 and 600, to a part in a thousand million.
        ("1000.00000100", ("400", "600")),
        ("-1000.00000100", ("-400", "-600")),
        ("1", ("0.3333333333333", "0.6666666666666")),
    ],
)
def test_parts_that_add_up_are_exact(total: str, parts: tuple[str, ...]) -> None:
    assert sum_fits(total, parts) is EXACT
    assert sum_fits(total, parts, "元") is EXACT


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("10", ("4", "5")),
        ("1000.00000101", ("400", "600")),
        ("1.00000000001", ("400", "600")),
        # Eleven digits may well have been typed.
        ("10.000000001", ("4", "6")),
        # Nothing but one part leaves nothing to be rounded.
        ("5.01", ("5.02",)),
        ("10.02", ("4", "6")),
        ("10.1", ("3.333", "6.777")),
        # Of these a cent is known, and so is what they add up to.
        ("50", ("38.766462", "11.2")),
        ("49.98", ("38.766462", "11.2")),
        ("49.966463", ("38.766462", "11.2")),
        ("49.966462", ("38.7664615", "11.2")),
    ],
)
def test_parts_that_no_rounding_makes_add_up_are_wrong(total: str, parts: tuple[str, ...]) -> None:
    assert sum_fits(total, parts) is WRONG


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("10.1", ("3.33", "6.78")),
        ("10.10", ("3.33", "6.75")),
        ("10.12", ("3.33", "6.78")),
        ("-10.10", ("-3.33", "-6.78")),
        ("5.02", ("5.01", "0.00")),
        ("12.02", ("5.01", "7")),
        ("5.0002", ("2.00005", "3.00005", "0.00011")),
        ("49.97", ("38.766462", "11.2")),
        ("49.96", ("38.766462", "11.2")),
        ("49.9665", ("38.766462", "11.2")),
    ],
)
def test_parts_may_have_been_rounded_or_cut_off(total: str, parts: tuple[str, ...]) -> None:
    assert sum_fits(total, parts) is ROUNDED
    assert sum_fits(total, parts, "元") is WRONG


def test_a_cent_of_a_larger_unit_is_further_behind_the_point() -> None:
    assert sum_fits("49.97", ("38.766462", "11.2"), "亿元") is WRONG
    assert sum_fits("49.97", ("38.7664620001", "11.2"), "亿元") is ROUNDED


@given(st.lists(amounts(), max_size=6), money_units())
def test_a_sum_that_was_added_up_is_exact(parts: list[Decimal], unit: str) -> None:
    assert fit_of_sum(sum(parts, Decimal(0)), parts, unit) is EXACT


@given(st.lists(amounts(), min_size=2, max_size=6))
def test_a_sum_of_rounded_amounts_is_never_wrong(true: list[Decimal]) -> None:
    rounded = [half_up(amount, 2) for amount in true]
    assert fit_of_sum(half_up(sum(true, Decimal(0)), 2), rounded, "万元") is not WRONG


# --- one number ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "exact", "fit"),
    [
        ("97.33", "97.3333333333", EXACT),
        ("97.67", "97.6666666667", EXACT),
        ("97", "97.4", EXACT),
        ("97.4", "97.4", EXACT),
        ("97.40", "97.4", EXACT),
        ("97.666", "97.666", EXACT),
        # A formula made it, whose last digits a binary float leaves behind.
        ("97.3333333334", "97.33333333333", EXACT),
        ("97.33333334", "97.333333333333", EXACT),
        ("97.33333334", "97.33333333", WRONG),
        ("97.66", "97.6666666667", ROUNDED),
        ("97.66", "97.67", ROUNDED),
        ("97.66", "97.6701", WRONG),
        ("97.66", "97.655", EXACT),
        ("97.66", "97.6549", WRONG),
        ("-97.66", "-97.6666666667", ROUNDED),
        ("1E+2", "104", ROUNDED),
        ("1E+2", "201", WRONG),
    ],
)
def test_a_number_as_written_stands_for_what_rounds_or_truncates_to_it(
    stated: str, exact: str, fit: Fit
) -> None:
    assert fit_of_printed(Decimal(stated), Decimal(exact)) is fit


@given(amounts(), st.integers(0, 4))
def test_a_number_that_was_rounded_as_written_is_exact(value: Decimal, digits: int) -> None:
    assert fit_of_printed(half_up(value, digits), value) is EXACT


# --- points -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "added", "fit"),
    [
        ("98.5", "98.5", EXACT),
        ("98.50", "98.5", EXACT),
        ("98.5", "98.51", WRONG),
        ("98", "98.4", WRONG),
        ("98.67", "98.6666666667", EXACT),
        ("98.66", "98.6666666667", ROUNDED),
        ("98.65", "98.6666666667", WRONG),
        ("98.6666666667", "98.66666666667", EXACT),
        ("98.6666666667", "98.6666666666", EXACT),
        ("98.6666666667", "98.67", WRONG),
    ],
)
def test_points_are_compared_exactly_unless_a_formula_made_them(
    stated: str, added: str, fit: Fit
) -> None:
    assert fit_of_points(Decimal(stated), Decimal(added)) is fit
