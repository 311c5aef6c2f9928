from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingshu.wording import (
    Change,
    Direction,
    amount,
    change,
    date_text,
    document_number,
    finished,
    in_ten_thousand,
    joined,
    points,
    rate,
    short_title,
    split_code,
    unfinished,
)
from tests.strategies import amounts, any_texts


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("6.00", "6万元"),
        ("117.80", "117.8万元"),
        ("89.974", "89.974万元"),
        ("-43573.20", "-43573.2万元"),
        ("6E+1", "60万元"),
        ("-0.00", "0万元"),
    ],
)
def test_an_amount_keeps_its_decimals_and_drops_idle_zeros(value: str, written: str) -> None:
    assert amount(Decimal(value)) == written


def test_an_amount_takes_the_unit_it_is_given() -> None:
    assert amount(Decimal(8000), "元/人/年") == "8000元/人/年"


@pytest.mark.parametrize(
    ("value", "written"),
    [("6", "6.00万元"), ("117.8", "117.80万元"), ("89.974", "89.974万元"), ("-0", "0.00万元")],
)
def test_places_ask_for_zeros_and_never_round(value: str, written: str) -> None:
    assert amount(Decimal(value), places=2) == written


@given(amounts())
def test_writing_an_amount_loses_nothing(value: Decimal) -> None:
    assert Decimal(amount(value).removesuffix("万元")) == value


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        ("387664.62", "元", "38.766462万元"),
        ("38155", "万元", "38155万元"),
        ("2.45", "亿元", "24500万元"),
    ],
)
def test_money_stands_in_ten_thousand_in_prose(value: str, unit: str, written: str) -> None:
    assert in_ten_thousand(Decimal(value), unit) == written


def test_money_in_ten_thousand_may_keep_its_zeros() -> None:
    assert in_ten_thousand(Decimal(60000), "元", places=2) == "6.00万元"


def test_money_in_an_unknown_unit_is_refused() -> None:
    with pytest.raises(KeyError):
        in_ten_thousand(Decimal(5), "千元")


def test_a_rate_is_written_in_percent() -> None:
    assert rate(Decimal("97.33")) == "97.33%"
    assert rate(Decimal("100.00")) == "100%"
    assert rate(Decimal(100), places=2) == "100.00%"


def test_a_score_is_written_in_points() -> None:
    assert points(Decimal("98.00")) == "98分"
    assert points(Decimal("9.7"), places=2) == "9.70分"


@pytest.mark.parametrize(
    "typed",
    [
        "2021-02-05",
        "2021/2/5",
        "2021年02月05日",
        "2021.2.5",
        " 2021 年 2 月 5 日 ",
        "2021-02-05 00:00:00",
        "２０２１年２月５日",
    ],
)
def test_a_date_is_written_without_leading_zeros(typed: str) -> None:
    assert date_text(typed) == "2021年2月5日"


@pytest.mark.parametrize(
    "typed",
    ["2021-13-05", "2021年2月30日", "2021-2/5", "2021年2月", "年底前", "", "2021-02-05 08:30"],
)
def test_what_is_no_real_date_stays_as_it_is(typed: str) -> None:
    assert date_text(typed) == typed


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("景财社[2020]186号", "景财社〔2020〕186号"),
        ("景财社（2020）186号", "景财社〔2020〕186号"),
        ("景财社【2020】第186号", "景财社〔2020〕第186号"),
        ("霍医保 〔2021〕 21号", "霍医保〔2021〕21号"),
        (
            "按景财社(2020)186号、景财社(2021)7号下达",
            "按景财社〔2020〕186号、景财社〔2021〕7号下达",
        ),
        ("自评表(2020)", "自评表(2020)"),
        ("共(2020)人", "共(2020)人"),
    ],
)
def test_the_year_of_a_document_number_stands_in_its_brackets(typed: str, written: str) -> None:
    assert document_number(typed) == written


@pytest.mark.parametrize(
    ("now", "before", "direction", "distance", "percent"),
    [
        ("50872.95", "47304.84", Direction.UP, "3568.11", "7.54"),
        ("66350.45", "15823.75", Direction.UP, "50526.70", "319.31"),
        ("90", "100", Direction.DOWN, "10", "10.00"),
        ("155", "134", Direction.UP, "21", "15.67"),
        ("5", "0", Direction.UP, "5", None),
        ("-5", "-10", Direction.UP, "5", None),
        ("100000001", "100000000", Direction.UP, "1", None),
        ("12718.32", "12718.32", Direction.SAME, "0", None),
        ("1E+40", "0.01", Direction.UP, "1E+40", "1E+44"),
    ],
)
def test_a_change_has_a_word_a_distance_and_a_rate(
    now: str, before: str, direction: Direction, distance: str, percent: str | None
) -> None:
    assert change(Decimal(now), Decimal(before)) == Change(
        direction=direction,
        amount=Decimal(distance),
        rate=None if percent is None else Decimal(percent),
    )


def test_the_rate_of_a_change_is_rounded_half_up_as_asked() -> None:
    assert change(Decimal(1005), Decimal(1000), digits=0).rate == Decimal(1)


@given(amounts(), amounts())
def test_a_change_never_speaks_of_zero(now: Decimal, before: Decimal) -> None:
    found = change(now, before)
    assert found.rate is None or found.rate > 0
    assert (found.direction is Direction.SAME) is (found.amount == 0) is (now == before)


def test_a_direction_reads_as_its_word() -> None:
    assert [f"{direction}" for direction in Direction] == ["增加", "减少", "持平"]


@pytest.mark.parametrize(
    ("items", "written"),
    [
        ([], ""),
        (["甲"], "甲"),
        (["甲", "乙"], "甲和乙"),
        (["甲", "乙", "丙"], "甲、乙和丙"),
        (("甲", "乙", "丙", "丁"), "甲、乙、丙和丁"),
    ],
)
def test_a_list_ends_with_and(items: list[str], written: str) -> None:
    assert joined(items) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("按期完成", "按期完成。"),
        ("按期完成；", "按期完成。"),
        ("按期完成,", "按期完成。"),
        ("按期完成、", "按期完成。"),
        ("按期完成.", "按期完成。"),
        ("按期完成。", "按期完成。"),
        ("能否完成？", "能否完成？"),
        ("全部完成！", "全部完成！"),
        ("群众说“很方便。”", "群众说“很方便。”"),
        ("群众说“很方便”", "群众说“很方便”。"),
        ("情况良好（见附件）", "情况良好（见附件）。"),
        ("任务还有……", "任务还有……"),
        ("  按期 完成\n任务 ", "按期完成任务。"),
        ("共 5 个 ， 完成", "共 5 个，完成。"),
        ("按期完成。\n\n 效果良好", "按期完成。\n效果良好。"),
        ("目标1：建设\n目标2：改善", "目标1：建设\n目标2：改善。"),
        ("推进建设\n二、改善服务", "推进建设\n二、改善服务。"),
        ("", ""),
        (" \n", ""),
        ("；", ""),
    ],
)
def test_a_finished_text_ends_as_a_sentence(typed: str, written: str) -> None:
    assert finished(typed) == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("按期完成。", "按期完成"),
        ("按期完成！；", "按期完成"),
        ("按期\n完成", "按期完成"),
        ("任务还有……", "任务还有"),
        ("", ""),
    ],
)
def test_an_unfinished_text_can_stand_inside_a_sentence(typed: str, written: str) -> None:
    assert unfinished(typed) == written


@given(any_texts())
def test_finishing_twice_changes_nothing(text: str) -> None:
    assert finished(finished(text)) == finished(text)


@given(any_texts())
def test_finishing_and_unfinishing_are_opposites(text: str) -> None:
    assert unfinished(finished(text)) == unfinished(text)


@given(st.text(max_size=40))
def test_no_text_is_too_strange_for_prose(text: str) -> None:
    assert isinstance(date_text(text), str)
    assert isinstance(document_number(text), str)
    assert isinstance(short_title(text, years={2021}), str)


@pytest.mark.parametrize(
    ("typed", "code", "name"),
    [
        ("219001-池州市贵池区棠溪镇人民政府", "219001", "池州市贵池区棠溪镇人民政府"),
        ("219－池州市", "219", "池州市"),
        (" 219-池州市\n", "219", "池州市"),
        ("[155]濉溪县民政局", "155", "濉溪县民政局"),
        ("【155】 濉溪县民政局", "155", "濉溪县民政局"),
        ("51000021R000000019951-工资性支出", "51000021R000000019951", "工资性支出"),
        ("219-2021年中央补助", "219", "2021年中央补助"),
    ],
)
def test_a_code_before_a_name_is_parted_from_it(typed: str, code: str, name: str) -> None:
    assert split_code(typed) == (code, name)


@pytest.mark.parametrize(
    "typed",
    [
        "2022-2023年度项目",
        "2022-2023年项目",
        "110-220千伏线路",
        "0562-1234567",
        "12-甲",
        "GDP-增长",
        "池州市-贵池区",
        "219001-",
        "",
    ],
)
def test_a_name_without_a_code_stays_whole(typed: str) -> None:
    assert split_code(typed) == (None, typed)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("219-2021年化肥减量项目(万元)", "化肥减量项目"),
        ("2021年度化肥减量项目", "化肥减量项目"),
        ("2021 年 化肥减量项目（单位：万元）", "化肥减量项目"),
        ("2020年化肥减量项目", "2020年化肥减量项目"),
        ("隆阳区2021年化肥减量项目", "隆阳区2021年化肥减量项目"),
        ("2021年前期工作经费", "前期工作经费"),
        ("2021年底前完工项目", "2021年底前完工项目"),
        ("2021年1月至6月补助", "2021年1月至6月补助"),
        ("2021年度", "2021年度"),
        ("化肥减量\n项目", "化肥减量项目"),
        ("(万元)", "(万元)"),
        (
            "车辆购置税收入补助地方资金(普通省道公路建设)",
            "车辆购置税收入补助地方资金(普通省道公路建设)",
        ),
    ],
)
def test_a_title_loses_code_known_year_and_unit(typed: str, written: str) -> None:
    assert short_title(typed, years={2021}) == written
