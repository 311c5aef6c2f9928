"""How well a number as written agrees with what it should be: sums, rates and points."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
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


# --- sums of one hand ---------------------------------------------------------------------


def fits_of_one_hand(total: str, parts: Sequence[str], unit: str = "万元") -> Fit:
    return fit_of_sum(Decimal(total), [Decimal(part) for part in parts], unit, of_one_hand=True)


@pytest.mark.parametrize(
    ("total", "parts", "fit"),
    [
        ("7.4", ("5.8", "1.6"), EXACT),
        ("7.5", ("5.8", "1.6"), ROUNDED),
        ("7.3", ("5.8", "1.6"), ROUNDED),
        ("7.6", ("5.8", "1.6"), WRONG),  # were the parts cut off, so would be the total
        ("7.2", ("5.8", "1.6"), WRONG),
        ("7.45", ("5.8", "1.64"), ROUNDED),
        ("7.5", ("5.8", "1.64"), WRONG),
        ("-7.5", ("-5.8", "-1.6"), ROUNDED),
        ("-7.6", ("-5.8", "-1.6"), WRONG),
        ("4.3", ("5.8", "-1.6"), ROUNDED),
        ("4.4", ("5.8", "-1.6"), WRONG),
        # Five cut off, of which each was nearly one more.
        ("7.4", ("1.1", "1.2", "1.3", "1.6", "1.8"), ROUNDED),
        ("7.5", ("1.1", "1.2", "1.3", "1.6", "1.8"), WRONG),
        # A whole number is what it says: 1.25 four times is five.
        ("5", ("1.3", "1.3", "1.3", "1.3"), ROUNDED),
        ("8", ("5.9", "1.9"), WRONG),
        ("8", ("6.1", "2.1"), WRONG),
        ("8", ("5.9", "2.0"), WRONG),
        ("8", ("5.9", "1.9", "0.1"), ROUNDED),
        ("12.02", ("5", "7"), WRONG),
        ("12.02", ("5.01", "7"), WRONG),
        ("12.02", ("5.01", "7.00", "0.00"), WRONG),
        ("12.02", ("5.01", "6.99", "0.03"), ROUNDED),
        ("5.01", ("5.02",), WRONG),
        ("49.97", ("38.766462", "11.2"), ROUNDED),
    ],
)
def test_numbers_of_one_hand_are_all_rounded_or_all_cut_off(
    total: str, parts: tuple[str, ...], fit: Fit
) -> None:
    assert fits_of_one_hand(total, parts) is fit


@given(
    st.lists(st.integers(1, 10**6), min_size=2, max_size=6),
    st.integers(1, 4),
    st.sampled_from((ROUND_DOWN, ROUND_HALF_UP)),
)
def test_what_one_hand_rounded_or_cut_off_is_never_wrong(
    values: list[int], digits: int, way: str
) -> None:
    exact = [Decimal(value).scaleb(-digits - 2) for value in values]
    unit = Decimal(1).scaleb(-digits)
    total, *parts = (value.quantize(unit, way) for value in (sum(exact, Decimal(0)), *exact))
    assume(all(number % 1 for number in (total, *parts)))  # a whole number is what it says
    assert fit_of_sum(total, parts, "万元", of_one_hand=True) is not WRONG


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
