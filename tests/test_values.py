from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pingshu.values import (
    Interval,
    Operator,
    Quantity,
    Target,
    TargetKind,
    Unreadable,
    cell_number,
    convert_money,
    exactly,
    fold,
    half_up,
    interval_of_printed,
    is_empty_mark,
    is_on_time,
    is_placeholder,
    money_unit_in,
    normalise_label,
    parse_actual,
    parse_amount,
    parse_number,
    parse_rate,
    parse_target,
    percent_of_share,
    plain,
    rate_half_up,
    shown,
    unit_in_brackets,
    units_agree,
    year_in,
)
from pingshu.values.text import _fold_short
from tests.strategies import (
    amounts,
    any_texts,
    intervals_with_member,
    money_units,
    typed_texts,
    units,
)


@pytest.fixture(scope="module", autouse=True)
def _labels_read_anew() -> None:
    """Take nothing from what an earlier run in the same process has remembered."""
    normalise_label.cache_clear()
    _fold_short.cache_clear()


def quantity(value: str, unit: str = "") -> Quantity:
    return Quantity(value=Decimal(value), unit=unit)


def number_target(text: str, sign: str, value: str, unit: str) -> Target:
    return Target(
        text=text,
        kind=TargetKind.NUMBER,
        operator=Operator(sign) if sign else None,
        low=Decimal(value),
        unit=unit,
    )


def range_target(text: str, low: str, high: str, unit: str) -> Target:
    return Target(text=text, kind=TargetKind.RANGE, low=Decimal(low), high=Decimal(high), unit=unit)


def interval(low: str, high: str) -> Interval:
    return Interval(low=Decimal(low), high=Decimal(high))


# Decimals


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("2.5", 0, "3"),
        ("97.333", 2, "97.33"),
        ("6", 2, "6.00"),
        ("1E+40", 2, "1E+40"),
        ("123456789012345678901234567890.125", 2, "123456789012345678901234567890.13"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, digits: int, rounded: str) -> None:
    assert half_up(Decimal(value), digits) == Decimal(rounded)


@given(amounts(), st.integers(0, 6))
def test_rounding_moves_a_value_by_half_a_digit_at_most(value: Decimal, digits: int) -> None:
    assert abs(half_up(value, digits) - value) <= Decimal(5).scaleb(-digits - 1)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("97.333", "97.33"),
        ("99.996", "99.996"),
        ("100.0000004", "100.0000004"),
        ("0.004", "0.004"),
        ("-0.0044", "-0.004"),
        ("100", "100.00"),
        ("0", "0.00"),
    ],
)
def test_a_rate_is_never_rounded_to_all_or_nothing(value: str, rounded: str) -> None:
    assert str(rate_half_up(Decimal(value), 2)) == rounded


@pytest.mark.parametrize(
    ("share", "percent"),
    [
        ("0.97", "97"),
        ("0.9733", "97.33"),
        ("0.9", "90"),
        ("1", "100"),
        ("0.005", "0.5"),
        ("0.123456789012345678901234567890", "12.3456789012345678901234567890"),
    ],
)
def test_a_share_in_percent_shows_no_digit_that_was_not_typed(share: str, percent: str) -> None:
    assert str(percent_of_share(Decimal(share))) == percent


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        ("台(套)", "台", True),
        ("台", "台(套)", True),
        ("台(套)", "台(件)", True),
        ("人", "人次", False),
        ("", "", True),
    ],
)
def test_units_agree_without_the_other_measure_word(
    first: str, second: str, *, agree: bool
) -> None:
    assert units_agree(first, second) is agree


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("6.00", "6"),
        ("300.40", "300.4"),
        ("-43573.20", "-43573.2"),
        ("0.00", "0"),
        ("-0.0", "0"),
        ("-0", "0"),
        ("6E+1", "60"),
        ("100", "100"),
        ("1E-7", "0.0000001"),
        ("123456789012345678901234567890.10", "123456789012345678901234567890.1"),
    ],
)
def test_plain_writes_neither_exponent_nor_idle_zeros(value: str, written: str) -> None:
    assert plain(Decimal(value)) == written


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [
        ("12.345678", 2, "12.345678"),  # 万元 to the cent
        ("12.3456780", 2, "12.345678"),
        ("12.3456785", 2, "12.35"),
        ("98.76666666666667", 2, "98.77"),
        ("98.99999999", 2, "99"),
    ],
)
def test_what_a_formula_made_is_shown_shortened(value: str, digits: int, written: str) -> None:
    assert shown(Decimal(value), digits) == written
    assert shown(Decimal("0.12345650000001")) == "0.123457"


@given(amounts())
def test_plain_keeps_the_value(value: Decimal) -> None:
    assert Decimal(plain(value)) == value


@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        (0.15999999999999998, "0.16"),
        (0.1 + 0.2, "0.3"),
        (89.974, "89.974"),
        (90.0, "90"),
        (38155, "38155"),
        (12345678901234567890, "12345678901234567890"),
        (1e20, "100000000000000000000"),
        (Decimal("6.00"), "6.00"),
        (Decimal("12345678901234567890.1234567890"), "12345678901234567890.1234567890"),
    ],
)
def test_cell_number_is_what_excel_shows(stored: float | Decimal, seen: str) -> None:
    assert str(cell_number(stored)) == seen


def test_negative_zero_of_a_cell_is_zero() -> None:
    assert str(cell_number(-0.0)) == "0"


@pytest.mark.parametrize(
    "stored", [float("nan"), float("inf"), float("-inf"), Decimal("NaN"), Decimal("Infinity")]
)
def test_cell_number_refuses_what_is_not_finite(stored: float | Decimal) -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        cell_number(stored)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_float_can_be_read_rounded_and_written(stored: float) -> None:
    assert Decimal(plain(half_up(cell_number(stored), 2))) == half_up(cell_number(stored), 2)


@pytest.mark.parametrize(
    ("value", "source", "target", "converted"),
    [
        ("387664.62", "元", "万元", "38.766462"),
        ("5", "万元", "元", "50000"),
        ("2.45", "亿元", "万元", "24500"),
        ("24500", "万元", "亿元", "2.45"),
        ("6", "万元", "万元", "6"),
        (
            "123456789012345678901234567890.12",
            "元",
            "万元",
            "12345678901234567890123456.789012",
        ),
    ],
)
def test_money_is_converted_exactly(value: str, source: str, target: str, converted: str) -> None:
    assert convert_money(Decimal(value), source, target) == Decimal(converted)


def test_money_in_an_unknown_unit_is_refused() -> None:
    with pytest.raises(KeyError):
        convert_money(Decimal(5), "千元", "万元")


@given(amounts(), money_units(), money_units())
def test_converting_there_and_back_changes_nothing(
    value: Decimal, source: str, target: str
) -> None:
    assert convert_money(convert_money(value, source, target), target, source) == value


# Intervals


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("86.19", "86.185", "86.20"),
        ("6", "5.5", "7"),
        ("6.0", "5.95", "6.1"),
        ("-15377.38", "-15377.39", "-15377.375"),
        ("0.00", "-0.01", "0.01"),
        ("5E+4", "45000", "60000"),
    ],
)
def test_a_printed_number_stands_for_what_rounds_or_truncates_to_it(
    printed: str, low: str, high: str
) -> None:
    assert interval_of_printed(Decimal(printed)) == interval(low, high)


@given(amounts(), st.integers(0, 4))
def test_the_true_value_is_in_the_interval_of_its_rounding(value: Decimal, digits: int) -> None:
    assert interval_of_printed(half_up(value, digits)).contains(value)


@given(amounts(), st.integers(0, 4))
def test_the_true_value_is_in_the_interval_of_its_truncation(value: Decimal, digits: int) -> None:
    truncated = value.quantize(Decimal(1).scaleb(-digits), rounding="ROUND_DOWN")
    assert interval_of_printed(truncated).contains(value)


@given(amounts(), money_units(), money_units())
def test_converting_money_converts_its_interval(value: Decimal, source: str, target: str) -> None:
    printed = interval_of_printed(value)
    assert interval_of_printed(convert_money(value, source, target)) == Interval(
        low=convert_money(printed.low, source, target),
        high=convert_money(printed.high, source, target),
    )


def test_a_published_rate_that_was_truncated_still_fits_its_sums() -> None:
    rate = exactly(Decimal("9034")).divided_by(exactly(Decimal("20000")))
    assert rate.times(exactly(Decimal(100))).overlaps(interval_of_printed(Decimal("45.1")))


def test_an_interval_that_holds_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="empty interval"):
        interval("2", "1")


@pytest.mark.parametrize(
    ("first", "second", "common"),
    [
        (("1", "2"), ("2", "3"), True),
        (("2", "3"), ("1", "2"), True),
        (("1", "2"), ("2.01", "3"), False),
        (("4", "5"), ("2", "3"), False),
        (("1", "9"), ("2", "3"), True),
    ],
)
def test_intervals_overlap_where_they_share_a_value(
    first: tuple[str, str], second: tuple[str, str], *, common: bool
) -> None:
    assert interval(*first).overlaps(interval(*second)) is common


def test_an_interval_contains_its_ends() -> None:
    assert interval("1", "2").contains(Decimal(1))
    assert interval("1", "2").contains(Decimal(2))
    assert not interval("1", "2").contains(Decimal("2.1"))


@pytest.mark.parametrize("divisor", [("-1", "1"), ("0", "1"), ("-1", "0")])
def test_dividing_by_what_may_be_zero_is_refused(divisor: tuple[str, str]) -> None:
    with pytest.raises(ZeroDivisionError, match=r"^the divisor may be zero$"):
        interval("1", "2").divided_by(interval(*divisor))


def test_what_cannot_be_written_exactly_lies_inside_the_result() -> None:
    one, tiny = exactly(Decimal(1)), exactly(Decimal("1E-60"))
    near_one = exactly(1 + Decimal("1E-27"))
    for result, true in (
        (one.plus(tiny), 1 + Fraction("1E-60")),
        (one.minus(tiny), 1 - Fraction("1E-60")),
        (near_one.times(near_one), (1 + Fraction("1E-27")) ** 2),
        (one.divided_by(exactly(Decimal(3))), Fraction(1, 3)),
    ):
        assert Fraction(result.low) < true < Fraction(result.high)


@given(intervals_with_member(), intervals_with_member())
def test_interval_arithmetic_holds_every_true_result(
    first: tuple[Interval, Decimal], second: tuple[Interval, Decimal]
) -> None:
    (left, a), (right, b) = first, second
    assert left.plus(right).contains(a + b)
    assert left.minus(right).contains(a - b)
    product = left.times(right)
    assert Fraction(product.low) <= Fraction(a) * Fraction(b) <= Fraction(product.high)


@given(intervals_with_member(), intervals_with_member())
def test_interval_division_holds_every_true_quotient(
    dividend: tuple[Interval, Decimal], divisor: tuple[Interval, Decimal]
) -> None:
    (left, a), (right, b) = dividend, divisor
    assume(not right.contains(Decimal(0)))
    quotient = left.divided_by(right)
    assert Fraction(quotient.low) <= Fraction(a) / Fraction(b) <= Fraction(quotient.high)


# Folding and labels


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("　１２３．４％ ", "123.4%"),
        ("（万元）", "(万元)"),
        ("≧95", "≥95"),
        ("≦95", "≤95"),
        ("⩾95", "≥95"),
        ("═100%", "=100%"),
        ("＝100", "=100"),
        (">=90", "≥90"),
        ("＞＝90", "≥90"),
        ("<=90", "≤90"),
        ("≮90", "≥90"),
        ("≯90", "≤90"),
        ("−5", "-5"),
        ("￥5", "¥5"),
        ("95%～98%", "95%~98%"),
        ("项目\u200b名称\ufeff", "项目名称"),
        ("一级\n指标", "一级\n指标"),
        ("50①", "50①"),
        ("10²", "10²"),
        ("5½", "5½"),
    ],
)
def test_fold_brings_variants_to_one_spelling(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(any_texts())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("label", "core"),
    [
        ("预算执行率(B/A×100%)", "预算执行率"),
        ("预算执行率（B/A）", "预算执行率"),
        ("全年(调整)预算数", "全年预算数"),
        ("一级\n指标", "一级指标"),
        ("产\n出\n指\n标", "产出指标"),
        ("其中:当年财政拨款", "当年财政拨款"),
        ("其中：社会保险基金", "社会保险基金"),
        ("实施单位(盖章)", "实施单位"),
        ("年度资金总额:", "年度资金总额"),
        ("得分\n(20分*执行率)", "得分"),
        ("(一)目标任务", "目标任务"),
        ("一、示范区建立", "示范区建立"),
        ("1.项目年度目标完成情况", "项目年度目标完成情况"),
        ("1、肥料利用率", "肥料利用率"),
        ("12 项目管护", "项目管护"),
        ("6.1 业务台帐管理", "业务台帐管理"),
        ("①数量指标", "数量指标"),
        ("★★★其中:农村低保发放人数(按月平均)(≥**人)", "农村低保发放人数"),
        ("((A))", "A"),
        ("预算数((A)B)", "预算数"),
        ("(2022年度)", "2022年度"),
        ("其中:(A)", "A"),
        ("【转移支付】名称", "名称"),
        ("〔A〕预算数", "预算数"),
        ("1.5万元补助", "1.5万元补助"),
        ("一级指标", "一级指标"),
        ("十、", "十"),
        ("()", "()"),
        ("得分(20分", "得分(20分"),
        ("", ""),
    ],
)
def test_a_label_is_reduced_to_its_core(label: str, core: str) -> None:
    assert normalise_label(label) == core


@given(any_texts())
@example("> =")
@example("1 2 甲")
def test_normalising_a_label_twice_changes_nothing(label: str) -> None:
    assert normalise_label(normalise_label(label)) == normalise_label(label)


@given(any_texts())
def test_a_label_with_something_in_it_never_becomes_empty(label: str) -> None:
    assert bool(normalise_label(label)) is bool(fold(label))


def test_of_prose_only_the_white_space_goes() -> None:
    prose = "(一) 本项目 共完成 > = " + "预算资金" * 50
    assert normalise_label(prose) == "(一)本项目共完成≥" + "预算资金" * 50


@pytest.mark.parametrize(
    "mark",
    ["", " ", "—", "-", "－", "--", "——", "–", "/", "／", "\\", "×", "空", "无", "暂无", "无。"],
)
def test_marks_of_emptiness_are_known(mark: str) -> None:
    assert is_empty_mark(mark)


@pytest.mark.parametrize("text", ["0", "无偏差", "-5", "1/2", "。", "……"])
def test_what_says_something_is_no_mark_of_emptiness(text: str) -> None:
    assert not is_empty_mark(text)


@pytest.mark.parametrize(
    "prompt",
    [
        "…",
        "……",
        "...",
        "······",
        "指标1:",
        "指标1：",
        "指标2",
        "指标 3：……",
        "目标1：",
        "目标一：",
        "指标:",
        "对照年度目标,说明相关任务目标的完成情况(100字以内)",
        "结合自评情况,分析存在的问题及原因。(200字以内)",
    ],
)
def test_prompts_that_nobody_filled_in_are_known(prompt: str) -> None:
    assert is_placeholder(prompt)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "指标1：参保人数",
        "参保人数",
        "指标",
        "及时",
        "完成情况良好(详见附件)",
        "12.5",
        "公示(3字以内)",
    ],
)
def test_what_somebody_wrote_is_no_prompt(text: str) -> None:
    assert not is_placeholder(text)


# Units and years


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("参保人数（人）", "人"),
        ("住院人次(万人次)", "万人次"),
        ("缴费标准（元/人/年）", "元/人/年"),
        ("参 保 率（ ％ ）\n", "%"),
        ("完成率（百分比）", "%"),
        ("参保率（含生育）", None),
        ("（人）参保数", None),
        ("参保人数", None),
    ],
)
def test_the_unit_behind_a_name_is_told_from_a_remark(name: str, unit: str | None) -> None:
    assert unit_in_brackets(name) == unit


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("项目资金(万元)", "万元"),
        ("项目资金\n（元）", "元"),
        ("年度预\n算申请\n(万元)", "万元"),
        ("预算执行情况(万元)\n(20分)", "万元"),
        ("单位:万元", "万元"),
        ("单位：万元 填报日期：2023年3月20日", "万元"),
        ("单位：人民币万元", "万元"),
        ("金额单位:元", "元"),
        ("(单位:亿元)", "亿元"),
        ("(万元,保留两位小数)", "万元"),
        ("万 元", "万元"),
        ("≤90万元", None),
        ("投入90万元", None),
        ("投入90(万元)", None),
        ("投入90 (万元)", None),
        ("项目支出:2985.5万元", None),
        ("待遇成本（万元/人）", None),
        ("缴费标准(元/人/年)", None),
        ("填报单位:元谋县财政局", None),
        ("单位:千元", None),
        ("(美元)", None),
        ("得分", None),
    ],
)
def test_a_unit_of_money_is_found_only_where_it_is_stated(label: str, unit: str | None) -> None:
    assert money_unit_in(label) == unit


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("(2022年度)", 2022),
        ("2022年", 2022),
        ("二〇二二年度", 2022),
        ("二○二一年", 2021),
        ("2021 年度", 2021),
        ("２０２１年度", 2021),
        ("2020年度县级专项资金绩效目标自评表", 2020),
        ("2021年中央补助资金自评表(2022年度)", 2022),
        ("2021年、2022年", 2021),
        ("1949年以来,2021年", 2021),
        ("1949年", None),
        ("2121年度", None),
        ("12022年", None),
        ("2022", None),
        ("本年度", None),
    ],
)
def test_the_year_of_a_title_is_found(text: str, year: int | None) -> None:
    assert year_in(text) == year


# Amounts, rates, numbers


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("3359.62万", "3359.62", "万元"),
        ("4753.66万元", "4753.66", "万元"),
        ("2.45亿", "2.45", "亿元"),
        ("27,362.00", "27362.00", ""),
        ("１２３．４５元", "123.45", "元"),
        ("5 万元", "5", "万元"),
        ("¥27,362.00", "27362.00", ""),
        ("￥ 5万元", "5", "万元"),
        ("人民币5元", "5", "元"),
        ("-5", "-5", ""),
        ("−5", "-5", ""),
        ("-¥5", "-5", ""),
        ("+5", "5", ""),
        ("(5)", "-5", ""),
        ("（27,362.00）元", "-27362.00", "元"),
        (".5", "0.5", ""),
        ("-1,000,000,000,000.000000", "-1000000000000.000000", ""),
        ("0", "0", ""),
        ("9" * 26, "9" * 26, ""),
    ],
)
def test_amounts_are_read_as_offices_type_them(typed: str, value: str, unit: str) -> None:
    read = parse_amount(typed)
    assert read == quantity(value, unit)
    assert isinstance(read, Quantity)
    assert str(read.value) == value


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("约5", "是约数，应填确切的数"),
        ("5左右", "是约数，应填确切的数"),
        ("20万余元", "是约数，应填确切的数"),
        ("近50万元", "是约数，应填确切的数"),
        ("1,23", "的千分位逗号位置不对"),
        ("1,0000", "的千分位逗号位置不对"),
        ("1, 234", "的千分位逗号位置不对"),
        ("5 0", "的数字中间有空格"),
        ("1 234.56", "的数字中间有空格"),
        ("≤90万元", "带有比较符号，不是单独一个数"),
        ("#DIV/0!", "是公式的出错值，不是数"),
        ("待定", "是文字，不是数"),
        ("⑸", "是文字，不是数"),
        ("2021年", "是日期，不是数"),
        ("2021-02-05", "是日期，不是数"),
        ("5万元以内", "是范围，不是单独一个数"),
        ("30万元;20万元", "含有不止一个数"),
        ("9" * 27, "的位数太多，不像一个数"),
        ("-" + "9" * 26, "的位数太多，不像一个数"),
        ("节约5万元", "夹有其他文字或符号，不是单独一个数"),
        ("5①", "夹有其他文字或符号，不是单独一个数"),
        ("5.", "夹有其他文字或符号，不是单独一个数"),
        ("5人", "的单位“人”不是元、万元或亿元"),
        ("5千元", "的单位“千元”不是元、万元或亿元"),
        ("5%", "的单位“%”不是元、万元或亿元"),
    ],
)
def test_an_amount_that_cannot_be_trusted_says_why(typed: str, reason: str) -> None:
    assert parse_amount(typed) == Unreadable(text=typed, reason=reason)


@pytest.mark.parametrize("typed", ["", "—", "/", "空"])
def test_a_mark_of_emptiness_is_no_number(typed: str) -> None:
    assert parse_amount(typed) is None
    assert parse_rate(typed) is None
    assert parse_number(typed) is None
    assert parse_actual(typed) is None


@given(amounts(), st.sampled_from(["", "元", "万元", "亿元"]))
def test_an_amount_that_was_written_is_read_back(value: Decimal, unit: str) -> None:
    assert parse_amount(f"{plain(value)}{unit}") == Quantity(value=value, unit=unit)
    assert parse_amount(f"{value:,f}{unit}") == Quantity(value=value, unit=unit)


@given(amounts(), units())
def test_a_number_that_was_written_is_read_back(value: Decimal, unit: str) -> None:
    expected = Quantity(value=value, unit=unit)
    assert parse_number(f"{plain(value)}{unit}") == expected
    assert parse_actual(f"{plain(value)}{unit}") == expected


@pytest.mark.parametrize(
    ("typed", "percent_format", "value", "unit"),
    [
        ("99.89%", False, "99.89", "%"),
        ("99.89％", True, "99.89", "%"),
        ("100百分比", False, "100", "%"),
        ("0.9989", True, "99.89", "%"),
        ("1", True, "100", "%"),
        ("0.9989", False, "0.9989", ""),
        ("99.89", False, "99.89", ""),
        ("-5%", False, "-5", "%"),
    ],
)
def test_a_rate_is_percent_only_where_that_is_certain(
    typed: str, value: str, unit: str, *, percent_format: bool
) -> None:
    assert parse_rate(typed, percent_format=percent_format) == quantity(value, unit)


def test_a_share_stays_one_unless_its_cell_shows_percent() -> None:
    assert parse_rate("0.9989") == quantity("0.9989")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("5人", "的单位“人”不是百分号"),
        ("百分之五", "是文字，不是数"),
        ("95%-105%", "含有不止一个数"),
    ],
)
def test_a_rate_that_cannot_be_trusted_says_why(typed: str, reason: str) -> None:
    assert parse_rate(typed) == Unreadable(text=typed, reason=reason)


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("21980人", "21980", "人"),
        ("758元/人*月", "758", "元/人*月"),
        ("8000元 / 人 / 年", "8000", "元/人/年"),
        ("1.2万亩", "1.2", "万亩"),
        ("30分钟", "30", "分钟"),
        ("3个百分点", "3", "个百分点"),
        ("5㎡", "5", "㎡"),
        ("5m2", "5", "m2"),
        ("0起", "0", "起"),
        ("3个月", "3", "个月"),
        ("2.45亿元", "2.45", "亿元"),
    ],
)
def test_a_number_keeps_its_unit_as_written(typed: str, value: str, unit: str) -> None:
    assert parse_number(typed) == quantity(value, unit)


@pytest.mark.parametrize(
    "typed",
    [
        "≥50",
        "每亩300",
        "500多人",
        "100%完成",
        "90%以上",
        "12月底前",
        "6月",
        "2023年",
        "1E5",
        "1E+05",
        "5000吨稻谷、500吨成品粮",
        "5已完成",
        "2.1 大病费用报销比例",
        "2个乡镇农村道路建设维修养护改造工程",
    ],
)
def test_what_is_not_one_exact_number_is_unreadable(typed: str) -> None:
    assert isinstance(parse_number(typed), Unreadable)


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("≥266米", "266", "米"),
        ("≥ 266 米", "266", "米"),
        (">=59人次", "59", "人次"),
        ("=280", "280", ""),
        ("达到100%", "100", "%"),
        ("已完成3次", "3", "次"),
        ("280%", "280", "%"),
        ("413449人", "413449", "人"),
    ],
)
def test_a_sign_copied_from_the_target_is_dropped(typed: str, value: str, unit: str) -> None:
    assert parse_actual(typed) == quantity(value, unit)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("达成预期指标", "是文字，不是数"),
        ("≥**人", "是文字，不是数"),
        ("≥95%≤98%", "带有比较符号，不是单独一个数"),
    ],
)
def test_an_actual_value_that_is_no_number_says_why(typed: str, reason: str) -> None:
    assert parse_actual(typed) == Unreadable(text=typed, reason=reason)


@given(any_texts())
def test_any_text_gives_a_value_or_a_reason(text: str) -> None:
    for read in (parse_amount(text), parse_rate(text), parse_number(text), parse_actual(text)):
        assert read is None or isinstance(read, Quantity) or (read.text == text and read.reason)
    assert (parse_amount(text) is None) is is_empty_mark(text)


# Targets


@pytest.mark.parametrize(
    ("text", "sign", "value", "unit"),
    [
        ("≥50000人次", "≥", "50000", "人次"),
        ("≧735人次", "≥", "735", "人次"),
        ("≥100百分比", "≥", "100", "%"),
        ("=100%", "=", "100", "%"),
        ("═100%", "=", "100", "%"),
        (">=90%", "≥", "90", "%"),
        (">=9", "≥", "9", ""),
        ("＞90%", ">", "90", "%"),
        ("<5%。", "<", "5", "%"),
        ("≤10次", "≤", "10", "次"),
        ("≤90万元", "≤", "90", "万元"),
        ("<=5300元/户", "≤", "5300", "元/户"),
        ("≥ 50 个", "≥", "50", "个"),
        ("X≥95%", "≥", "95", "%"),
        ("满意度≥95%", "≥", "95", "%"),
        ("不合格率≤5%", "≤", "5", "%"),
        ("75元", "", "75", "元"),
        ("0起", "", "0", "起"),
        ("290%", "", "290", "%"),
        ("8000元/人/年", "", "8000", "元/人/年"),
        ("90%以上", "≥", "90", "%"),
        ("90%及以上", "≥", "90", "%"),
        ("90%（含）以上", "≥", "90", "%"),
        ("30分钟以内", "≤", "30", "分钟"),
        ("30分钟以下", "≤", "30", "分钟"),
        ("24小时内", "≤", "24", "小时"),
        ("不低于95%", "≥", "95", "%"),
        ("不得低于95%", "≥", "95", "%"),
        ("不少于3次", "≥", "3", "次"),
        ("不能少于3次", "≥", "3", "次"),
        ("大于等于3次", "≥", "3", "次"),
        ("超过3次", ">", "3", "次"),
        ("不超过30分钟", "≤", "30", "分钟"),
        ("低于5%", "<", "5", "%"),
        ("等于5", "=", "5", ""),
        ("达到100%", "≥", "100", "%"),
        ("满意度达到95%以上", "≥", "95", "%"),
        ("达到30天以内", "≤", "30", "天"),
        ("控制在100万元", "≤", "100", "万元"),
        ("控制在30分钟以内", "≤", "30", "分钟"),
        ("不低于300LUX。", "≥", "300", "LUX"),
        ("超过95%以上", ">", "95", "%"),
    ],
)
def test_a_target_with_one_number_is_read(text: str, sign: str, value: str, unit: str) -> None:
    assert parse_target(text) == number_target(text, sign, value, unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("105%≥x≥95%", "95", "105", "%"),
        ("105%≥X≥95%", "95", "105", "%"),
        ("95%≤执行率<105%", "95", "105", "%"),
        ("95%-105%", "95", "105", "%"),
        ("95%～105%", "95", "105", "%"),
        ("95%—105%", "95", "105", "%"),
        ("95%至105%", "95", "105", "%"),
        ("控制在95%-105%之间", "95", "105", "%"),
        ("≥95%，≤105%", "95", "105", "%"),
        ("不高于105%且不低于95%", "95", "105", "%"),
        ("10-15个", "10", "15", "个"),
        ("1,000-2,000元", "1000", "2000", "元"),
        ("-5~5", "-5", "5", ""),
        ("5-5", "5", "5", ""),
    ],
)
def test_a_target_with_two_ends_is_a_range(text: str, low: str, high: str, unit: str) -> None:
    assert parse_target(text) == range_target(text, low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "效果明显",
        "高",
        "每亩300",
        "当月费用次月报销拨付",
        "2023年12月底前",
        "2023年",
        "2023年内",
        "12月31日前",
        "2021-2022",
        "2021-2022年",
        "1-2月",
        "5-3",
        "105%≤x≤95%",
        "2天-5周",
        "≥95%且≥90%",
        "≥95%且≤及时",
        "≥5个且≤3个",
        "≥90%以下",
        "=90%以上",
        "并未超过5%",
        "100%完成",
        "≥**人",
        "≥",
        "1:1",
        "5000吨稻谷、500吨成品粮",
        "……",
    ],
)
def test_a_target_that_is_not_clearly_a_number_is_a_text(text: str) -> None:
    assert parse_target(text) == Target(text=text, kind=TargetKind.TEXT)


@pytest.mark.parametrize("text", ["", " ", "—", "/"])
def test_a_target_may_be_empty(text: str) -> None:
    assert parse_target(text) == Target(text=text, kind=TargetKind.EMPTY)


@given(st.sampled_from(Operator), amounts(), units())
def test_a_target_that_was_written_is_read_back(
    operator: Operator, value: Decimal, unit: str
) -> None:
    text = f"{operator}{plain(value)}{unit}"
    assert parse_target(text) == number_target(text, operator, plain(value), unit)


@given(amounts(), amounts(), units())
def test_a_range_that_was_written_is_read_back(one: Decimal, other: Decimal, unit: str) -> None:
    low, high = sorted((one, other))
    text = f"{plain(high)}{unit}≥x≥{plain(low)}{unit}"
    assert parse_target(text) == range_target(text, plain(low), plain(high), unit)


@given(any_texts())
def test_any_text_is_some_target_with_the_fields_of_its_kind(text: str) -> None:
    target = parse_target(text)
    assert target.text == text
    assert (target.low is not None) is (target.kind in {TargetKind.NUMBER, TargetKind.RANGE})
    assert (target.high is not None) is (target.kind is TargetKind.RANGE)
    assert target.operator is None or target.kind is TargetKind.NUMBER


@given(typed_texts())
def test_a_range_never_ends_below_its_start(text: str) -> None:
    target = parse_target(text)
    if target.low is not None and target.high is not None:
        assert target.low <= target.high


# --- dates ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "made", "in_time"),
    [
        ("2022年10月底前完成", "2022年11月完成", False),
        ("2022年10月底前完成", "2022年10月31日", True),
        ("2022年10月31日前", "2022-11-01", False),
        ("2022年10月31日之前竣工", "2022/10/31竣工", True),
        ("≤2022年10月", "已于2022年11月底完成", False),
        ("2022年底前", "2022年12月31日", True),
        ("2022年底前", "2023年1月上旬", False),
        ("2022年内", "2022年", True),
        ("2022年10月前", "2022年9月", True),
        ("2022年10月前", "2022年10月", None),
        ("2022年10月前", "2022年10月1日", None),
        ("2022年10月1日前", "2022年10月", None),
        ("2022年1月底前", "2022年", None),
        ("2022年10月底前竣工", "2022年11月完成", False),
        ("2022年10月15日前", "2022年10月", None),
        ("2022年10月底前", "2022年11月底前", None),
        ("2022年10月底前竣工", "2022年11月交付", None),
        ("2022年10月底前竣工", "2022年11月开工", None),
        ("10月底前完成", "11月完成", None),
        ("2022年2月底前", "2022年2月30日", None),
        ("2022年12月底前", "2022年13月", None),
        ("2022年10月起", "2022年11月", None),
    ],
)
def test_a_deadline_is_judged_only_where_two_dates_leave_no_doubt(
    due: str, made: str, *, in_time: bool | None
) -> None:
    assert is_on_time(due, made) is in_time


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)), st.integers(0, 999))
def test_a_day_meets_its_own_deadline_and_each_later_one(day: date, later: int) -> None:
    deadline = day + timedelta(days=later)
    first, last = (f"{one.year}年{one.month}月{one.day}日" for one in (day, deadline))
    assert is_on_time(f"{last}前完成", first) is True
    assert is_on_time(f"{first}前完成", last) is (later == 0)
