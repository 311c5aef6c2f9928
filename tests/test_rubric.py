"""Points rubrics, from the table to the report: layouts, sums, findings, sentences."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pingshu.assemble import assemble
from pingshu.check import check
from pingshu.compute import compute
from pingshu.narrate import narrate
from pingshu.recognise import recognise
from pingshu.render import Template
from pingshu.sheet import Grid
from pingshu.view import FILTERS, known_names, names_in
from pingshu.wording import short_title
from tests.form_building import Examined, changed, profile_of, read_sheets
from tests.ooxml import text_outline
from tests.view_building import lines
from tests.workbook_building import Item, Merged, Table, described_grids, profiles

FAMILY = "民生工程"
HEADING = ["大项", "分值", "小项", "分值", "自评得分", "加分", "加分依据", "扣分原因", "完成情况"]


def clean_rows() -> Table:
    """Return a rubric of two groups, 101 of 100 points, with which nothing is wrong."""
    return [
        [Merged("民生工程绩效自评表", columns=9)],
        [Merged("（2022年度）", columns=9)],
        ["项目名称", Merged("农村改厕民生工程", columns=8)],
        [
            "主管部门",
            Merged("青禾县住建局", columns=5),
            "实施单位",
            Merged("青禾县住建局", columns=2),
        ],
        [*HEADING],
        [Merged("（一）目标任务", rows=2), Merged(60, rows=2), "1.1 改厕数量", 40, 40, None, None],
        ["1.2 改厕质量", 20, 18, None, None, "两户返工。", "抽查合格率98%。"],
        ["（二）工作推动", 40, "2.1 宣传", 40, 43, 3, "省级媒体刊登。"],
        [Merged("综合自评得分", columns=3), 100, 101, 3],
        ["说明：按评价办法自评。"],
    ]


def grids_of(rows: Table) -> tuple[Grid, ...]:
    return read_sheets({"自评表": rows})


def examined(grids: Sequence[Grid]) -> Examined:
    survey, unrecognised = recognise(grids, profiles())
    (form,), unassembled = assemble(survey, profiles())
    profile = profile_of(form.family)
    computation = compute(form, profile)
    return Examined(
        form=form,
        computation=computation,
        findings=check(form, computation, profile),
        unread=(*unrecognised, *unassembled),
    )


def found_after(changes: dict[str, Any]) -> list[tuple[str, str]]:
    """Return code and cell of what the checks find in the changed rubric, texts aside."""
    result = examined(changed(grids_of(clean_rows()), changes))
    return [(code, place) for code, place in result.found if code != "text-missing"]


def rubric_of(rows: Table) -> Any:
    document: Any = described_grids("表.xlsx", grids_of(rows))
    (sheet,) = document["sheets"]
    return sheet["rubric"]


def items_of(rows: Table) -> list[tuple[str | None, ...]]:
    """Return group, name, maximum, points and bonus of each item."""
    keys = ("group", "name", "max", "points", "bonus")
    return [tuple(item[key] for key in keys) for item in rubric_of(rows)["items"]]


def groups_of(rows: Table) -> list[tuple[str | None, ...]]:
    groups = rubric_of(rows)["groups"]
    return [(group["name"], group["max"], group["points"]) for group in groups]


# --- layouts ------------------------------------------------------------------------------------


def test_a_clean_rubric_is_read_with_its_groups_items_and_total() -> None:
    assert groups_of(clean_rows()) == [
        ("（一）目标任务", "60", "58"),
        ("（二）工作推动", "40", "43"),
    ]
    assert items_of(clean_rows()) == [
        ("（一）目标任务", "1.1 改厕数量", "40", "40", None),
        ("（一）目标任务", "1.2 改厕质量", "20", "18", None),
        ("（二）工作推动", "2.1 宣传", "40", "43", "3"),
    ]
    assert rubric_of(clean_rows())["total_stated"] == "101"


def with_group_cells(first: Sequence[Item], second: Sequence[Item]) -> Table:
    return [
        ["评价内容", "评价要点", "标准分", "评分标准", "自评得分"],
        [*first],
        [*second],
        ["乙", "丙项", 4, "按制度", 4],
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([Merged("甲", rows=2), "甲一", 3, None, 3], ["甲二", 3, None, 2]),
        (["甲", "甲一", 3, None, 3], ["甲", "甲二", 3, None, 2]),
        (["甲", "甲一", 3, None, 3], [None, "甲二", 3, None, 2]),
    ],
    ids=["merged", "repeated", "blank below"],
)
def test_a_group_may_be_merged_repeated_or_blank(
    first: Sequence[Item], second: Sequence[Item]
) -> None:
    rows = with_group_cells(first, second)
    assert [item[:4] for item in items_of(rows)] == [
        ("甲", "甲一", "3", "3"),
        ("甲", "甲二", "3", "2"),
        ("乙", "丙项", "4", "4"),
    ]


def test_a_subtotal_states_the_points_of_its_group() -> None:
    rows = with_group_cells(["甲", "甲一", 3, None, 3], ["小计", None, 3, None, 3])
    assert [group["points"] for group in rubric_of(rows)["groups"]] == ["3", None]
    assert len(items_of(rows)) == 2


def test_a_row_of_its_own_may_name_a_group_with_its_points() -> None:
    rows = with_group_cells([Merged("一、甲", columns=2), 3, None, 2], [None, "甲一", 3, None, 2])
    assert groups_of(rows)[0] == ("一、甲", "3", "2")
    assert items_of(rows)[0][:2] == ("一、甲", "甲一")


def test_an_item_merged_over_two_rows_gives_two_items() -> None:
    rows: Table = [
        ["大项", "小项", "评分标准", "分值", "自评得分"],
        [Merged("甲", rows=2), Merged("账务", rows=2), "专户，得2分", 2, 2],
        ["专账，得1分", 1, 0],
    ]
    assert [item[1:4] for item in items_of(rows)] == [("账务", "2", "2"), ("账务", "1", "0")]


@pytest.mark.parametrize("levels", [("县级", "市级"), ("市级", "县级")])
def test_the_own_level_counts_among_two_columns_of_points(levels: tuple[str, str]) -> None:
    rows: Table = [
        [Merged("大项", rows=2), Merged("小项", rows=2), "指标", *levels],
        ["分值", "评分", "评分"],
        ["甲", "甲一", 5, *(4 if level == "县级" else 1 for level in levels)],
    ]
    assert items_of(rows) == [("甲", "甲一", "5", "4", None)]


def test_three_levels_with_a_scoring_rule_are_a_rubric_of_the_third() -> None:
    rows: Table = [
        [
            "一级指标",
            "二级指标",
            "三级指标",
            "指标分值",
            "指标解释",
            "计分标准",
            "自评得分",
            "备注",
        ],
        ["决策（10分）", "目标", "目标制定", 10, "是否合理", "合理得10分", 9, "有一项不细"],
    ]
    (item,) = rubric_of(rows)["items"]
    assert (item["section"], item["name"], item["rule"]) == ("目标", "目标制定", "合理得10分")
    assert (item["points"], item["note"]) == ("9", "有一项不细")
    assert groups_of(rows)[0][1] == "10"


def test_indicators_with_a_target_are_no_rubric() -> None:
    rows: Table = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "评分标准", "分值", "得分"],
        ["产出", "数量", "培训次数", "≥5次", "完成得分", 10, 10],
    ]
    assert rubric_of(rows) is None


@pytest.mark.parametrize(
    "written", ["10分，自评得分9分", "（10分,自评得分9分）", "10分，自评得分9分）"]
)
def test_maximum_and_points_may_share_a_cell(written: str) -> None:
    rows: Table = [["大项", "小项", "分值及得分"], ["甲", "甲一", written]]
    assert items_of(rows) == [("甲", "甲一", "10", "9", None)]


@pytest.mark.parametrize(
    ("heading", "text", "bonus"),
    [
        ("说明", "其中宣传加分2分", "2"),
        ("评分标准", "批示一个加1分，最多加2分", "2"),
        ("评分标准", "批示一个加1分", None),
        ("评分标准", "不完整的扣2分", None),
        ("说明", "宣传力度大", None),
    ],
)
def test_a_bonus_is_read_from_note_or_rule(heading: str, text: str, bonus: str | None) -> None:
    rows: Table = [["大项", "小项", "分值", "自评得分", heading], ["甲", "甲一", 5, 7, text]]
    assert items_of(rows)[0][-1] == bonus


def test_the_project_comes_from_the_title_only_where_no_field_is_meant_for_it() -> None:
    titled: Table = [["2021年度农村奖补项目绩效评价自评表"], *clean_rows()[4:]]
    assert examined(grids_of(titled)).form.about == "农村奖补项目"
    blank = examined(changed(grids_of(clean_rows()), {"B3": None}))
    assert blank.form.project is None


def test_the_title_of_a_report_is_shortened_to_the_project_in_prose() -> None:
    title = "霍邱县2021年城乡居民大病保险民生工程绩效评价自评报告"
    assert short_title(title, years=[2021]) == "霍邱县城乡居民大病保险民生工程"
    assert short_title(title, years=[2020]) == "霍邱县2021年城乡居民大病保险民生工程"


def test_the_title_decides_whose_rubric_it_is() -> None:
    rows: Table = [
        ["2022年部门整体支出绩效自评表"],
        ["部门名称", "青禾县文旅局"],
        *clean_rows()[4:],
    ]
    assert examined(grids_of(rows)).form.family == "部门整体支出"
    assert examined(grids_of(clean_rows())).form.family == FAMILY


# --- sums and findings --------------------------------------------------------------------------


points = st.integers(0, 30)


@settings(max_examples=25)
@given(
    st.lists(st.lists(st.tuples(points, points), min_size=1, max_size=3), min_size=1, max_size=4)
)
def test_all_sums_are_the_sums_of_the_items(groups: list[list[tuple[int, int]]]) -> None:
    rows: Table = [["大项", "小项", "分值", "自评得分"]]
    for index, items in enumerate(groups):
        rows += [[f"第{index}组", f"项{i}", *pair] for i, pair in enumerate(items)]
    figures = examined(grids_of(rows)).computation.rubric
    assert figures is not None
    assert figures.maximum is not None
    assert figures.points is not None
    assert figures.maximum.value == sum(maximum for group in groups for maximum, _ in group)
    assert figures.points.value == sum(scored for group in groups for _, scored in group)
    lost = [group.lost.value if group.lost else Decimal(0) for group in figures.groups]
    assert lost == [max(0, sum(m - p for m, p in group)) for group in groups]


def test_every_figure_knows_its_cells() -> None:
    figures = examined(grids_of(clean_rows())).computation.figures()
    keys = [figure.key for figure in figures]
    assert all(figure.sources for figure in figures)
    assert len(set(keys)) == len(keys)
    assert "细则.（一）目标任务.1.2改厕质量.扣分" in keys


def test_nothing_is_wrong_with_a_clean_rubric_but_its_bonus_is_told() -> None:
    assert found_after({}) == [
        ("rubric-bonus-explains", "自评表!E8"),
        ("rubric-bonus-explains", "自评表!B8"),
    ]


@pytest.mark.parametrize(
    ("changes", "code", "cell"),
    [
        ({"F8": None}, "rubric-points-above-maximum", "E8"),
        ({"F8": None}, "rubric-points-above-maximum", "B8"),
        ({"F8": 2}, "rubric-points-above-maximum", "E8"),
        ({"B6": 50}, "rubric-group-maximum-differs", "B6"),
        ({"E9": 100}, "total-score-differs", "E9"),
        ({"E6": None}, "score-missing", "E6"),
        ({"E6": -1}, "score-out-of-range", "E6"),
    ],
)
def test_what_is_wrong_is_found_at_its_cell(changes: dict[str, Any], code: str, cell: str) -> None:
    assert (code, f"自评表!{cell}") in found_after(changes)


@pytest.mark.parametrize(
    ("done", "points", "told"),
    [
        ("2022年11月完成。", 40, True),
        ("2022年11月完成。", 30, False),
        ("2022年10月完成。", 40, False),
    ],
)
def test_full_points_after_the_deadline_are_told(done: str, points: int, *, told: bool) -> None:
    rows = clean_rows()
    rows[4] = [*HEADING, "计分标准"]
    changes: dict[str, Any] = {"J6": "2022年10月底前完成", "I6": done, "E6": points}
    result = examined(changed(grids_of(rows), changes))
    assert (("missed-full-score", "自评表!I6") in result.found) is told


def test_points_of_a_group_that_do_not_add_up_are_found() -> None:
    rows = with_group_cells([Merged("甲", columns=2), 3, None, 3], [None, "甲一", 3, None, 2])
    found = examined(grids_of(rows)).found
    assert ("rubric-group-points-differ", "自评表!E2") in found


def test_points_that_are_no_number_are_told_and_add_up_to_nothing() -> None:
    result = examined(changed(grids_of(clean_rows()), {"E6": "四十"}))
    assert [finding.code for finding in result.unread] == ["number-unreadable"]
    assert result.computation.rubric is not None
    assert result.computation.rubric.points is None


def test_a_rubric_without_items_is_told() -> None:
    assert ("rubric-empty", "自评表") in examined(grids_of(clean_rows()[:5])).found


def test_values_without_a_name_are_told() -> None:
    result = examined(changed(grids_of(clean_rows()), {"C7": None}))
    assert [(one.code, one.place.cell) for one in result.unread] == [
        ("indicator-without-name", "C7")
    ]


# --- the report ---------------------------------------------------------------------------------


def report(changes: dict[str, Any]) -> str:
    result = examined(changed(grids_of(clean_rows()), changes))
    profile = profile_of(FAMILY)
    view = narrate(result.form, result.computation, profile, result.findings)
    return text_outline(Template(profile.template, FILTERS).render(view))


def test_a_bonus_and_a_loss_are_told_with_their_grounds() -> None:
    text = report({})
    assert "## 工作推动（满分40分，自评得分43分）\n该项自评得分含加分3分，因此高于满分。" in text
    assert "自评得分含加分3分。加分依据：省级媒体刊登。" in text
    assert "## 目标任务（满分60分，自评得分58分）\n" in text
    assert "比满分少" not in text
    assert "抽查合格率98%。\n扣2分。扣分原因：两户返工。" in text
    assert "其余小项“改厕数量”（40分）得满分。" in text
    assert "满分100分，综合自评得分101分，其中加分3分、扣2分。" in text


def test_the_report_on_a_rubric_names_its_unit_first() -> None:
    opening = report({}).split("现将自评情况报告如下。")[0]
    assert "（实施单位：" not in opening
    values = {
        "单位.全称": "青禾县民政局",
        "文字.自称": "我局",
        "文字.评价办法文号": "青政〔2022〕3号",
        "项目.实施单位": "青禾县住建局",
    }
    assert lines(FAMILY, values)[2].startswith(
        "按照青政〔2022〕3号文件规定的评价办法，青禾县民政局（以下简称“我局”）对该县培训项目"
        "（实施单位：青禾县住建局）逐项开展了绩效自评"
    )
    assert "的评价办法，青禾县住建局对" in opening


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({"F8": None}, "【请核实：“宣传”自评得分43分，高于分值40分，没有填够加分】"),
        ({"G8": None}, "【请补充：加分依据】"),
        ({"H7": None}, "【请补充：扣分原因】"),
        ({"E6": None}, "改厕数量（40分，自评得分【请补充：自评得分】）"),
        ({"E6": "四十"}, "改厕数量（40分，自评得分【请核实：自评得分】）"),
    ],
)
def test_what_is_missing_is_marked_and_never_invented(changes: dict[str, Any], mark: str) -> None:
    assert mark in report(changes)
    assert mark not in report({})


def test_a_rubric_in_full_marks_needs_no_chapter_on_faults() -> None:
    full = {"E7": 20, "H7": None, "I7": None, "E8": 40, "F8": None, "G8": None, "E9": 100}
    text = report(full)
    assert "“改厕数量”（40分）、“改厕质量”（20分）均得满分。" in text
    assert "“宣传”（40分）得满分。" in text
    assert not [word for word in ("其余小项", "加分", "存在问题") if word in text.split("附件")[0]]


def test_the_view_of_a_rubric_holds_only_names_that_are_documented() -> None:
    result = examined(grids_of(clean_rows()))
    view = narrate(result.form, result.computation, profile_of(FAMILY), result.findings)
    assert {*names_in(view)} <= known_names(profile_of(FAMILY).columns)
