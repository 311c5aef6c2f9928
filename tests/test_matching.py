"""Two sequences are paired in their order, whatever is in them."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pingshu.matching import matched


def pairs_of(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    """Pair items that are equal but for case."""

    def likeness(i: int, j: int) -> float:
        return float(first[i].lower() == second[j].lower())

    return matched((len(first), len(second)), [(first, second)], likeness)


items = st.lists(st.sampled_from("aAbBcd"), max_size=12)


@given(items, items)
def test_no_pair_crosses_another_and_each_index_is_used_once(
    first: list[str], second: list[str]
) -> None:
    pairs = pairs_of(first, second)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
    assert all(0 <= i < len(first) and 0 <= j < len(second) for i, j in pairs)


@given(items, items)
def test_only_what_is_alike_is_a_pair(first: list[str], second: list[str]) -> None:
    assert all(first[i].lower() == second[j].lower() for i, j in pairs_of(first, second))


@given(items)
def test_a_sequence_is_paired_with_itself_item_by_item(sequence: list[str]) -> None:
    assert pairs_of(sequence, sequence) == [(i, i) for i in range(len(sequence))]


@given(items, items)
def test_what_was_put_in_takes_no_pair_away(sequence: list[str], added: list[str]) -> None:
    middle = len(sequence) // 2
    longer = [*sequence[:middle], *added, *sequence[middle:]]
    assert len(pairs_of(sequence, longer)) == len(sequence)


def test_of_two_that_cross_the_longer_run_stays_together() -> None:
    assert pairs_of("abcde", "eabcd") == [(0, 1), (1, 2), (2, 3), (3, 4)]


def test_the_choice_that_is_most_alike_in_all_is_taken() -> None:
    alike = {(0, 0): 0.5, (0, 1): 0.9, (1, 1): 0.5}
    pairs = matched((2, 2), [], lambda i, j: alike.get((i, j), 0.0))
    assert pairs == [(0, 0), (1, 1)]


def test_a_key_of_none_makes_no_pair() -> None:
    assert matched((2, 2), [([None, "b"], [None, "b"])], lambda *_: 0.0) == [(1, 1)]
