"""What a text states of funds is told with the fund, what of it, and the figure that is due.

Two funds and a table of round numbers; everyday sentences stand in test_prose_check.
"""

import pytest

from pingshu.check import check_edited
from pingshu.model import Measure
from tests.fund_building import (
    INCOME,
    RESIDENTS,
    SPENDING,
    WORKERS,
    Line,
    checked,
    computed,
    details,
    form,
    rules,
    table,
    written,
)

CODES = {"text-figure-differs": "", "text-figure-rounding": "≈", "text-direction-differs": "↕"}
ROWS = (
    (Measure.BUDGET, INCOME, ("80", "800", "880")),
    (Measure.BUDGET, SPENDING, ("90", "900", "990")),
    (Measure.CURRENT, INCOME, ("100", "1000", "1100")),
    (Measure.CURRENT, SPENDING, ("60", "600", "660")),
    (Measure.PRIOR, INCOME, ("50", "1250", "1300")),
    (Measure.PRIOR, SPENDING, ("59.5", "400", "459.5")),
    (Measure.OPENING, None, ("30", "300", "330")),
)
LINES = details(
    Line(fund=WORKERS, flow=INCOME, depth=0, label="收入合计", current="100"),
    Line(fund=WORKERS, flow=INCOME, depth=1, label="保险费收入", current="95", prior="40"),
    Line(fund=WORKERS, flow=INCOME, depth=1, label="利息收入", current="5", prior="10"),
    Line(fund=WORKERS, flow=SPENDING, depth=0, label="支出合计", current="60"),
    Line(fund=WORKERS, flow=SPENDING, depth=1, label="待遇支出", current="57"),
    Line(fund=WORKERS, flow=SPENDING, depth=1, label="上解", current="3", transfer=True),
)


def stated(sentence: str, *, of_workers: bool = False) -> list[str]:
    """Return what is told of a text, in short: what, as written and as due."""
    text = {"总体情况": written(sentence)}
    one = form(
        comparison=table((WORKERS, RESIDENTS, "合计"), ROWS),
        details=LINES,
        texts={} if of_workers else text,
        fund_texts={WORKERS: text} if of_workers else {},
    )
    found = [finding for finding in checked(one) if finding.code in CODES]
    return [
        f"{CODES[one.code]}{one.problem.removeprefix('文字里').split('写作')[0]} "
        f"{one.actual} {one.expected}"
        for one in found
    ]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("职工收入101万元。", f"“{WORKERS}”收入 101万元 100万元"),
        ("职工总支出61万元。", f"“{WORKERS}”支出 61万元 60万元"),
        ("基金收入合计1101万元。", "“合计”收入 1101万元 1100万元"),
        ("全部基金支出661万元。", "“合计”支出 661万元 660万元"),
        ("职工当期结余41万元。", f"“{WORKERS}”当期结余 41万元 40万元"),
        ("职工年末累计结余71万元。", f"“{WORKERS}”年末滚存结余 71万元 70万元"),
        ("职工当期缺口40万元。", f"“{WORKERS}”当期结余 -40万元 40万元"),
        ("职工收入比上年增长51万元。", f"“{WORKERS}”收入的增长 51万元 50万元"),
        ("职工收入比上年增长97%。", f"“{WORKERS}”收入的增幅 97% 100%"),
        ("居民收入比上年下降21%。", f"“{RESIDENTS}”收入的增幅 -21% -20%"),
        ("居民收入比上年减少260万元。", f"“{RESIDENTS}”收入的增长 -260万元 -250万元"),
        ("职工收入完成预算的126%。", f"“{WORKERS}”收入占预算的比例 126% 125%"),
        ("职工支出占预算的70%。", f"“{WORKERS}”支出占预算的比例 70% 66.67%"),
        ("职工支出占预算的66.66%。", f"≈“{WORKERS}”支出占预算的比例 66.66% 66.67%"),
        ("职工保险费收入96万元。", f"“{WORKERS}”保险费收入 96万元 95万元"),
        ("职工保险费收入比上年增长56万元。", f"“{WORKERS}”保险费收入的增长 56万元 55万元"),
        ("职工收入1000000万元。", f"“{WORKERS}”收入 1000000万元 100万元"),
        ("职工收入0.02亿元。", f"“{WORKERS}”收入 0.02亿元 100万元"),
        ("职工收入1010000元。", f"“{WORKERS}”收入 1010000元 100万元"),
    ],
)
def test_a_figure_is_told_with_its_fund_and_what_it_is_of(sentence: str, told: str) -> None:
    assert stated(sentence) == [told]


@pytest.mark.parametrize(
    "sentence",
    [
        "职工收入100万元，比上年增长50万元，增长100%，完成预算的125%。",
        "职工收入0.01亿元，支出600000元。",
        "职工支出57万元。",  # without what was handed on
        "职工支出完成预算的63.33%。",
        "职工支出90万元。",  # as planned
        "职工支出59.5万元。",  # as last year
        "职工收入95万元。",  # one line of it
        "居民收入比上年下降20%，减少250万元。",
        "职工当期结余40万元，滚存结余70万元。",
        "职工缺口-40万元。",
        "当期结余比上年增长5%。",
        "职工收入占预算的5万元。",
        "收入1101万元。",  # of what, it does not say
        "财政补助101万元。",
        "职工收入增长100%以上。",
        "职工收入101万元左右。",
        "工伤保险收入101万元。",  # a fund that the table has not
        "工伤保险平稳。收入101万元。",
    ],
)
def test_what_is_right_or_is_not_said_for_sure_is_passed_over(sentence: str) -> None:
    assert stated(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("收入增长，职工51%，居民5%。", []),
        ("基金收入1100万元，其中职工101万元，居民1001万元。", ["101万元", "1001万元"]),
        ("收入下降15.38%，其中职工99%，居民21%。", ["99%", "21%"]),
        ("职工收入100万元，支出61万元。", ["61万元"]),
        ("职工收入100万元；支出61万元。", []),  # whose, is not said again
        ("职工收入100万元，增长99%。", ["99%"]),
        ("职工收入100万元，居民支出601万元。", ["601万元"]),
        ("职工基金平稳，收入101万元，支出61万元。", ["101万元", "61万元"]),
        ("职工收入100万元，上年收入51万元，支出61万元。", []),
        ("2021年职工收入51万元，支出61万元。", []),
        ("职工人数增加，收入101万元。", ["101万元"]),
        ("各项基金收入1101万元，支出661万元。", ["1101万元", "661万元"]),
        ("职工100万元。", []),
        ("当期结余441万元。", ["441万元"]),
        ("各项工作完成。当期结余441万元。", ["441万元"]),
        ("职工基金平稳。当期结余441万元。", []),
        ("职工基金平稳。各项工作完成。当期结余441万元。", []),
        ("职工收入100万元，上年收入50万元，本年支出61万元。", ["61万元"]),
        ("职工收入100万元，上年收入50万元，本年比上年增长51万元。", []),
        ("基金收入合计1100万元，比上年下降，职工101万元。", []),
        ("职工收入100万元增长97%。", ["97%"]),
        ("职工收入100万元，101万元。", []),
        ("职工收入100万元，居民5%。", []),
        ("职工3000万元，收入101万元。", ["101万元"]),
        ("职工比上年增长，收入101万元。", ["101万元"]),
        ("职工收入比上年增长，增幅97%。", ["97%"]),
        ("职工支出60万元，收入比上年增长，增幅100%。", []),
        ("工伤保险收入合计101万元。", []),
    ],
)
def test_a_clause_goes_on_with_what_the_one_before_spoke_of(sentence: str, told: list[str]) -> None:
    assert [one.split()[1].removeprefix("-") for one in stated(sentence)] == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("收入101万元。", f"“{WORKERS}”收入 101万元 100万元"),
        ("居民收入1001万元。", f"“{RESIDENTS}”收入 1001万元 1000万元"),
        ("全部基金收入1101万元。", "“合计”收入 1101万元 1100万元"),
        ("当期结余41万元。", f"“{WORKERS}”当期结余 41万元 40万元"),
        ("职工基金平稳。收入合计101万元。", f"“{WORKERS}”收入 101万元 100万元"),
        ("基金平稳。收入101万元。", f"“{WORKERS}”收入 101万元 100万元"),
    ],
)
def test_a_text_of_one_fund_speaks_of_it_where_it_names_none(sentence: str, told: str) -> None:
    assert stated(sentence, of_workers=True) == [told]


def test_a_text_of_one_fund_may_state_the_figure_of_another() -> None:
    assert stated("收入1000万元。", of_workers=True) == []
    assert stated("支出660万元。", of_workers=True) == []
    assert stated("职工收入1000万元。", of_workers=True) == [f"“{WORKERS}”收入 1000万元 100万元"]


def test_a_paragraph_of_a_report_is_read_without_what_the_form_says_of_single_funds() -> None:
    one = form(
        comparison=table((WORKERS, RESIDENTS, "合计"), ROWS),
        fund_texts={WORKERS: {"增减原因": written("收入101万元。")}},
    )
    paragraphs = (("总体情况", written("居民收入1001万元。")), ("经验做法", written("运行平稳。")))
    found = check_edited(paragraphs, one, computed(one), rules())
    assert [(finding.code, finding.actual) for finding in found] == [
        ("text-figure-differs", "1001万元")
    ]


def test_a_text_of_one_fund_speaks_of_the_year_of_the_form() -> None:
    assert stated("2020年收入101万元。", of_workers=True) == [f"“{WORKERS}”收入 101万元 100万元"]
    assert stated("2019年收入101万元。", of_workers=True) == []


# --- directions -------------------------------------------------------------------------------


def turned(sentence: str, prior: str, current: str = "60") -> list[str]:
    """Return what is told of the workers' spending."""
    rows = ((Measure.CURRENT, SPENDING, (current,)), (Measure.PRIOR, SPENDING, (prior,)))
    one = form(comparison=table((WORKERS,), rows), texts={"总体情况": written(sentence)})
    return [
        f"{CODES[one.code]}{one.actual} {one.expected}" for one in checked(one) if one.code in CODES
    ]


@pytest.mark.parametrize(
    ("words", "prior", "told"),
    [
        ("比上年增长", "50", None),
        ("比上年增长", "59", None),
        ("比上年增长", "59.5", None),
        ("比上年增长", "60", "0万元"),
        ("比上年增长", "61", "-1万元"),
        ("比上年有所下降", "61", None),
        ("比上年有所下降", "60", "0万元"),
        ("比上年有所下降", "59", "1万元"),
        ("与上年持平", "60", None),
        ("与上年持平", "59", "1万元"),
        ("与上年持平", "61", "-1万元"),
    ],
)
def test_a_direction_is_that_of_the_growth(words: str, prior: str, told: str | None) -> None:
    sentence = f"职工支出{words}"
    assert turned(f"{sentence}。", prior) == ([f"↕{sentence} {told}"] if told else [])


@pytest.mark.parametrize(
    ("sentence", "prior", "told"),
    [
        ("职工支出比上年增长5万元。", "65", ["↕职工支出比上年增长 -5万元"]),
        ("职工支出比上年下降20%。", "50", ["↕职工支出比上年下降 20%"]),
        ("职工支出比上年增长5万元。", "60", ["5万元 0万元"]),
        ("职工支出比上年增长10万元。", "50", []),
        ("职工支出60万元，比上年有所下降。", "50", ["↕比上年有所下降 10万元"]),
        ("职工缺口比上年下降。", "50", []),
        ("职工支出增长。", "65", []),  # than when, it does not say
        ("待遇比上年增长。", "65", []),
        ("职工比上年增长。", "65", []),
    ],
)
def test_a_direction_with_a_number_is_told_before_the_number(
    sentence: str, prior: str, told: list[str]
) -> None:
    assert turned(sentence, prior) == told


def test_a_growth_is_told_in_its_last_digit_only_where_the_due_one_was_rounded() -> None:
    assert turned("职工支出60.2万元。", "50", "60.09") == ["60.2万元 60.09万元"]
    assert turned("职工支出60.08万元。", "50", "60.09") == ["≈60.08万元 60.09万元"]
    assert turned("职工支出60.5万元。", "50") == ["60.5万元 60万元"]
