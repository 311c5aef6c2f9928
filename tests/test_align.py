"""Passages are paired and figures are found, whatever people did to the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingshu.align import Pair, aligned, placements, prose_of, standings
from pingshu.passages import Passage, Piece, Printed, Spot, bookmark_stem, passage_of

TEXTS = (
    "一、项目概况",
    "项目由示例局实施，涉及3个镇，群众反映良好。",
    "全年预算数120万元，执行率98.5%。",
    "全年预算数120万元，执行率98.5%，比上年有所提高。",
    "中央资金\t80万元",
    "县级资金\t40万元",
    "",
    "等级为优",
)


def passage(text: str) -> Passage:
    """Return a paragraph or, with tabs, a row."""
    return Passage(pieces=tuple(Piece(text=one) for one in text.split("\t")), row="\t" in text)


def pairs_of(base: tuple[str, ...], other: tuple[str, ...]) -> tuple[Pair, ...]:
    return aligned([passage(one) for one in base], [passage(one) for one in other])


texts = st.lists(st.sampled_from(TEXTS), max_size=8).map(tuple)


@given(texts, texts)
def test_each_passage_is_told_once_in_its_order(
    base: tuple[str, ...], other: tuple[str, ...]
) -> None:
    pairs = pairs_of(base, other)
    assert [i for i, _ in pairs if i is not None] == list(range(len(base)))
    assert [j for _, j in pairs if j is not None] == list(range(len(other)))
    assert (None, None) not in pairs


@given(texts)
def test_a_report_is_paired_with_itself_passage_by_passage(base: tuple[str, ...]) -> None:
    assert pairs_of(base, base) == tuple((i, i) for i in range(len(base)))


def test_a_paragraph_with_other_figures_or_words_is_still_the_same() -> None:
    base = TEXTS[:3]
    other = (TEXTS[0], "项目由示例局和两个镇实施，涉及5个镇。", "全年预算数130万元，执行率99%。")
    assert pairs_of(base, other) == ((0, 0), (1, 1), (2, 2))


def test_what_was_put_in_is_new_and_what_was_taken_out_is_gone() -> None:
    other = (TEXTS[0], "另有一些情况需要说明。", TEXTS[2])
    assert pairs_of(TEXTS[:3], other) == ((0, 0), (1, None), (None, 1), (2, 2))


def test_what_was_moved_is_gone_and_new() -> None:
    other = (TEXTS[1], TEXTS[2], TEXTS[0])
    assert pairs_of(TEXTS[:3], other) == ((0, None), (1, 0), (2, 1), (None, 2))


def test_a_row_is_paired_with_a_row_of_as_many_cells_only() -> None:
    assert pairs_of(("资金\t80万元",), ("资金\t80万元\t",)) == ((0, None), (None, 0))
    assert pairs_of(("资金\t80万元",), ("资金80万元",)) == ((0, None), (None, 0))


def test_a_row_put_in_among_rows_that_look_alike_moves_no_other() -> None:
    base = ("中央资金\t80万元\t80万元", "县级资金\t40万元\t38万元")
    other = (base[0], "市级资金\t5万元\t4万元", base[1])
    assert pairs_of(base, other) == ((0, 0), (None, 1), (1, 2))


def test_figures_in_common_make_one_paragraph_of_two_that_read_otherwise() -> None:
    spot = Piece(text="预算120万元", spots=figure("预算120万元", "120万元").spots)
    other = Piece(text="安排资金120万元用于建设", spots=figure("安排资金120万元", "120万元").spots)
    first, second = Passage(pieces=(spot,)), Passage(pieces=(other,))
    bare = Passage(pieces=(Piece(text=other.text),))
    assert aligned([first], [second]) == ((0, 0),)
    assert aligned([first], [bare]) == ((0, None), (None, 0))


# --- figures --------------------------------------------------------------------------------


def figure(text: str, printed: str) -> Piece:
    """Return a piece with one figure in it."""
    name = f"{bookmark_stem(printed)}1"
    skeleton = text.replace(printed, f"⟦{name}⟧", 1)
    return passage_of(skeleton, known(printed)).pieces[0]


def known(*printed: str) -> dict[str, Printed]:
    names = {f"{bookmark_stem(text)}1": text for text in printed}
    return {name: Printed(name=name, key=text, text=text) for name, text in names.items()}


words = st.text(alphabet="预算执行县级，。资金", max_size=12)


@given(words, words, words, words)
def test_a_figure_is_found_whatever_words_are_beside_it(
    before: str, behind: str, others: str, further: str
) -> None:
    base = figure(f"{before}120万元{behind}", "120万元")
    mine = Piece(text=f"{others}120万元{further}")
    (one,) = standings(base, mine, known("120万元"))
    assert one.text == "120万元"
    assert one.start == len(others)


@given(words, words)
def test_a_figure_and_its_place_are_all_that_prose_leaves_out(before: str, behind: str) -> None:
    base = figure(f"{before}120万元{behind}", "120万元")
    mine = Piece(text=f"{before}1.3亿元{behind}")
    assert prose_of(mine, standings(base, mine, known("120万元"))) == base.skeleton


@given(words, words)
def test_a_bookmark_holds_what_stands_in_it(before: str, behind: str) -> None:
    base = figure("预算120万元，", "120万元")
    name = base.spots[0].name
    drifted = passage_of(
        f"{before}1⟦{name}⟧元{behind}", {name: known("30万")[f"{bookmark_stem('30万')}1"]}
    )
    (one,) = standings(base, drifted.pieces[0], known("120万元"))
    assert one.text == "130万元"


def test_words_that_somebody_changed_are_seen() -> None:
    base = figure("预算120万元，", "120万元")
    mine = Piece(text="预算约120万元，")
    assert prose_of(mine, standings(base, mine, known("120万元"))) != base.skeleton


def test_a_figure_that_is_gone_stands_nowhere() -> None:
    base = figure("预算120万元，", "120万元")
    (one,) = standings(base, Piece(text="预算，"), known("120万元"))
    assert (one.text, one.start, one.end) == (None, 0, 0)


def test_a_number_beside_other_words_is_not_the_figure() -> None:
    base = figure("涉及3个镇。", "3个")
    (one,) = standings(base, Piece(text="于2023年3月涉及较广。"), known("3个"))
    assert one.text is None


@pytest.mark.parametrize(
    ("now", "expected"),
    [("于4月6日完成。", "4月6日"), ("于当月完成。", "当月"), ("已经如期办结。", None)],
)
def test_a_figure_of_two_numbers_is_what_stands_between_the_words_beside_it(
    now: str, expected: str | None
) -> None:
    base = figure("于3月5日完成。", "3月5日")
    (one,) = standings(base, Piece(text=now), known("3月5日"))
    assert one.text == expected


def test_two_bookmarks_over_one_number_are_not_two_figures() -> None:
    names = [f"{bookmark_stem(text)}1" for text in ("5万元", "6万元")]
    base = passage_of(f"预算⟦{names[0]}⟧，执行⟦{names[1]}⟧。", known("5万元", "6万元")).pieces[0]
    spots = tuple(Spot(name=name, start=2, end=5) for name in names)
    mine = Piece(text="预算7万元。", spots=spots)
    found = standings(base, mine, known("5万元", "6万元"))
    assert [one.text for one in found] == ["7万元", None]


def test_a_number_among_other_words_elsewhere_is_not_the_figure() -> None:
    gone, there = figure("执行率98.5%。", "98.5%"), passage("于2023年动工。")
    base = [Passage(pieces=(gone,))]
    (one,) = placements(base, [there], ((0, None), (None, 0)), known("98.5%"))
    assert one.standing.text is None


def test_a_figure_that_nobody_remembers_is_passed_over() -> None:
    assert standings(figure("预算120万元", "120万元"), Piece(text="预算"), {}) == ()


def test_a_figure_of_a_split_paragraph_is_found_in_the_other_half() -> None:
    piece = figure("全年预算安排用于建设的资金共有好几笔。执行率98.5%。", "98.5%")
    base = [Passage(pieces=(piece,))]
    mine = [passage("全年预算安排用于建设的资金共有好几笔。"), passage("执行率98.5%。")]
    (one,) = placements(base, mine, aligned(base, mine), known("98.5%"))
    assert (one.base, one.passage, one.piece, one.standing.start) == (0, 1, 0, 3)


def test_a_figure_of_a_moved_paragraph_is_found_in_its_new_place() -> None:
    base = [Passage(pieces=(figure("涉及3个镇。", "3个"),)), passage(TEXTS[1]), passage(TEXTS[2])]
    mine = [*base[1:], passage("涉及5个镇。")]
    (one,) = placements(base, mine, aligned(base, mine), known("3个"))
    assert (one.passage, one.standing.text) == (2, "5个")


def test_a_cell_that_holds_a_figure_alone_is_looked_for_nowhere_else() -> None:
    base = [passage("县级\t98.25%\t98.25%")]
    base = [Passage(pieces=(*base[0].pieces[:2], figure("98.25%", "98.25%")), row=True)]
    mine = [passage("县级\t98.25%\t")]
    (one,) = placements(base, mine, aligned(base, mine), known("98.25%"))
    assert one.standing.text is None


def test_a_paragraph_that_reads_as_it_did_holds_no_figure_of_another() -> None:
    gone = Passage(pieces=(figure("上级预算98.25万元。", "98.25万元"),))
    there = passage("县级预算98.25万元，按期完成。")
    (one,) = placements([gone, there], [there], ((0, None), (1, 0)), known("98.25万元"))
    assert one.standing.text is None


def test_no_two_figures_stand_in_one_place() -> None:
    first, second = figure("预算5万元。", "5万元"), figure("执行6万元。", "6万元")
    base = [Passage(pieces=(first,)), Passage(pieces=(second,))]
    mine = [passage("执行7万元。")]
    placed = placements(base, mine, aligned(base, mine), known("5万元", "6万元"))
    assert [one.standing.text for one in placed] == [None, "7万元"]
