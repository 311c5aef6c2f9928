"""A points rubric at the bounds of its rules: what is told, word for word and at which cell.

Every test builds the items that it is about; whole rubrics stand in test_rubric and test_cases.
"""

from dataclasses import replace

import pytest

from pingshu.check import check
from pingshu.compute import compute
from pingshu.model import Form, Rubric, RubricGroup, RubricItem, Text
from pingshu.sheet import Place
from tests.form_building import form, number, place, profile_of

Told = list[tuple[str, str | None, str]]
LEFT_OUT = {"text-missing"}


def told(one: Form, *codes: str) -> Told:
    """Return code, cell and problem of the findings of some kinds, or of all."""
    profile = profile_of("民生工程")
    return [
        (finding.code, finding.place.cell, finding.problem)
        for finding in check(one, compute(one, profile), profile)
        if finding.code in codes or (not codes and finding.code not in LEFT_OUT)
    ]


def written(content: str, cell: str) -> Text:
    return Text(text=content, place=place(cell))


def item(
    maximum: str | None,
    points: str | None,
    bonus: str | None = None,
    *,
    row: int = 6,
    blanks: dict[str, Place] | None = None,
    **texts: str,
) -> RubricItem:
    """Return an item: its name stands in C, 分值 in D, 自评得分 in E, 加分 in F."""
    return RubricItem(
        group=written("目标任务", "A6"),
        name=written(f"第{row}行", f"C{row}"),
        maximum=number(maximum, f"D{row}"),
        points=number(points, f"E{row}"),
        bonus=number(bonus, f"F{row}"),
        blanks=blanks or {},
        **{name: written(content, f"G{row}") for name, content in texts.items()},
    )


def rubric(
    *items: RubricItem,
    maximum: str | None = None,
    points: str | None = None,
    maximum_stated: str | None = None,
    total: str | None = None,
) -> Form:
    """Return a form of one group, with what it and the last row state."""
    group = RubricGroup(
        name=written("目标任务", "A6"),
        maximum=number(maximum, "B6"),
        points=number(points, "B7"),
        items=items,
    )
    made = Rubric(
        groups=(group,),
        maximum_stated=number(maximum_stated, "D9"),
        total_stated=number(total, "E9"),
    )
    return replace(form(), family="民生工程", rubric=made)


# --- items ------------------------------------------------------------------------------------


def test_a_clean_rubric_is_told_nothing() -> None:
    assert told(rubric(item("100", "100"))) == []
    assert told(rubric(item("60", "60"), item("40", "40", row=7))) == []


def test_a_blank_item_is_told_in_its_cell_or_at_its_name() -> None:
    scored, blank = item("60", "60"), item("40", None, row=7)
    problem = "分值为40分，没有填得分。"
    assert told(rubric(scored, blank), "score-missing") == [("score-missing", "C7", problem)]
    known = replace(blank, blanks={"points": place("E7")})
    assert told(rubric(scored, known), "score-missing") == [("score-missing", "E7", problem)]


def test_an_item_without_a_maximum_is_told_and_not_asked_for_points() -> None:
    codes = ("rubric-maximum-missing", "score-missing")
    assert told(rubric(item("60", "60"), item(None, None, row=7)), *codes) == [
        ("rubric-maximum-missing", "C7", "“第7行”没有填分值。")
    ]
    assert told(rubric(item("60", "60"), item("四十", None, row=7)), *codes) == []


def test_a_rubric_that_nobody_scored_is_told_once() -> None:
    problem = "评分细则里没有填任何一项的自评得分。"
    bare = rubric(item("60", None), item("40", None, row=7))
    codes = ("rubric-unscored", "score-missing")
    assert told(bare, *codes) == [("rubric-unscored", "C6", problem)]
    known = rubric(item("60", None, blanks={"points": place("E6")}), item("40", None, row=7))
    assert told(known, *codes) == [("rubric-unscored", "E6", problem)]


@pytest.mark.parametrize(
    ("points", "found"),
    [
        ("0", []),
        ("0.5", []),
        ("-0.5", [("score-out-of-range", "E6", "得分为-0.5分，不在0分到100分之间。")]),
    ],
)
def test_points_are_not_below_nothing(points: str, found: Told) -> None:
    one = rubric(item("100", points, note="没有开展。"))
    assert told(one, "score-out-of-range") == found


@pytest.mark.parametrize(
    ("points", "bonus", "found"),
    [
        ("100", None, []),
        (
            "103",
            "3",
            [
                (
                    "rubric-bonus-explains",
                    "E6",
                    "“第6行”自评得分103分，高于分值100分，已由加分3分说明。",
                )
            ],
        ),
        (
            "103",
            "2",
            [
                (
                    "rubric-points-above-maximum",
                    "E6",
                    "“第6行”自评得分103分，高于分值100分，没有填够加分。",
                )
            ],
        ),
    ],
)
def test_points_above_the_maximum_need_a_bonus(points: str, bonus: str | None, found: Told) -> None:
    one = rubric(item("100", points, bonus, bonus_reason="省级刊登。"))
    codes = ("rubric-bonus-explains", "rubric-points-above-maximum")
    # The group says so again, at its name: it states neither points nor maximum.
    again = [(code, "A6", told_.replace("第6行", "目标任务")) for code, _, told_ in found]
    assert told(one, *codes) == [*found, *again]


def test_what_a_group_has_above_its_maximum_is_told_where_it_states_them() -> None:
    over = item("100", "103", "3", bonus_reason="省级刊登。")
    codes = "rubric-bonus-explains"
    assert [cell for _, cell, _ in told(rubric(over, maximum="100"), codes)] == ["E6", "B6"]
    both = rubric(over, maximum="100", points="103")
    assert [cell for _, cell, _ in told(both, codes)] == ["E6", "B7"]


def test_a_bonus_needs_a_ground() -> None:
    code, problem = "rubric-bonus-without-ground", "“第6行”加分3分，没有填加分依据。"
    assert told(rubric(item("100", "103", "3")), code) == [(code, "F6", problem)]
    known = item("100", "103", "3", blanks={"bonus_reason": place("G6")})
    assert told(rubric(known), code) == [(code, "G6", problem)]
    assert told(rubric(item("100", "100", "0")), code) == []


LOSS = ("rubric-loss-unexplained", "rubric-loss-without-column")
LOST = "“第6行”自评得分98分，低于分值100分，"


def test_points_lost_need_a_reason_in_their_column_or_in_the_note() -> None:
    column = {"loss_reason": place("H6")}
    assert told(rubric(item("100", "98", blanks=column)), *LOSS) == [
        ("rubric-loss-unexplained", "H6", f"{LOST}没有填扣分原因。")
    ]
    assert told(rubric(item("100", "98")), *LOSS) == [
        ("rubric-loss-without-column", "E6", f"{LOST}表上没有扣分原因一栏，完成情况也没有写。")
    ]
    assert told(rubric(item("100", "98", note="两户返工。")), *LOSS) == []
    assert told(rubric(item("100", "100")), *LOSS) == []


@pytest.mark.parametrize(
    ("rule", "note", "points", "late"),
    [
        ("2022年10月底前完成。", "2022年11月完成。", "100", True),
        ("2022年 10月底前完成", "2022年 11月 完成", "100", True),
        ("2022年10月底前完成", "2022年10月完成", "100", False),
        ("2022年10月底前完成", "2022年11月完成", "98", False),
        ("按时完成", "2022年11月完成", "100", False),
    ],
)
def test_full_points_for_what_was_late_are_told(
    rule: str, note: str, points: str, *, late: bool
) -> None:
    made = replace(item("100", points, note=note), rule=written(rule, "B2"))
    problem = f"完成值为“{note}”，没有达到目标“{rule}”，却得了满分。"
    found = [("missed-full-score", "G6", problem)] if late else []
    assert told(rubric(made), "missed-full-score") == found


# --- groups and totals ------------------------------------------------------------------------


TWO = (item("60", "58", note="两户返工。"), item("40", "40", row=7))
SUMS = (
    "rubric-group-maximum-differs",
    "rubric-group-points-differ",
    "total-score-differs",
    "rubric-maximum-differs",
    "rubric-maximum-unusual",
    "rubric-whole-differs",
)


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ({"maximum": "100", "points": "98", "maximum_stated": "100", "total": "98"}, []),
        (
            {"maximum": "90"},
            [
                (
                    "rubric-group-maximum-differs",
                    "B6",
                    "“目标任务”下各小项分值之和为100分，大项写明为90分。",
                ),
                ("rubric-whole-differs", "B6", "各项分值合计为90分，应为100分。"),
            ],
        ),
        (
            {"points": "0"},
            [
                (
                    "rubric-group-points-differ",
                    "B7",
                    "“目标任务”的自评得分填为0分，各小项相加为98分。",
                )
            ],
        ),
        ({"total": "0"}, [("total-score-differs", "E9", "总分填为0分，各项得分相加为98分。")]),
        (
            {"maximum_stated": "90"},
            [("rubric-maximum-differs", "D9", "合计的分值填为90分，各大项相加为100分。")],
        ),
        ({"maximum": "约90", "points": "约9", "maximum_stated": "约9", "total": "约9"}, []),
    ],
)
def test_what_a_rubric_states_is_the_sum_of_its_items(stated: dict[str, str], found: Told) -> None:
    assert told(rubric(*TWO, **stated), *SUMS) == found


def test_a_whole_other_than_the_usual_one_is_told() -> None:
    less = item("90", "90")
    assert told(rubric(less, maximum_stated="90"), *SUMS) == [
        ("rubric-maximum-unusual", "D9", "各项分值合计为90分，一般应为100分。")
    ]
    assert told(rubric(less), *SUMS) == [
        ("rubric-whole-differs", "D6", "各项分值合计为90分，应为100分。")
    ]


def test_sums_with_an_item_that_was_not_read_are_not_compared() -> None:
    unread = (item("60", "58", note="返工。"), item("四十", "四十", row=7))
    one = rubric(*unread, maximum="99", points="1", maximum_stated="98", total="97")
    assert told(one, "rubric-group-maximum-differs", "rubric-group-points-differ") == []
    assert told(one, "total-score-differs") == []


def test_a_rubric_without_items_is_told_alone() -> None:
    assert told(rubric()) == [("rubric-empty", None, "评分细则里没有填任何小项。")]
