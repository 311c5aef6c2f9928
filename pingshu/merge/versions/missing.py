"""What a person deleted or rewrote and what of it is due otherwise now, in words for comments.

Knows passages, figures and where each stands in three versions. Must not know Word, nor what
becomes of a passage.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from pingshu.align import Placement, is_reworded, same_figure
from pingshu.manifest import Manifest
from pingshu.passages import Passage, called
from pingshu.values import plain

REPEATED = "这里是新生成的；报告中可能已有人改写过的同一内容，请核对后留一处。"
"""What is said of a new paragraph where a person may have written the same."""
SECTION_KEPT = (
    "按更新后的工作簿不再有这个栏目；因为下面有人写的内容，所以保留标题。请核对是否还需要。"
)
"""What is said of a heading that is not due any more."""
_OUTDATED = "按更新后的工作簿不再生成这一处；因为有人改动过，所以保留。请核对是否还需要。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A figure that a person deleted and that reads otherwise now.

    Attributes:
        figure: where the base printed it.
        due: what it would read.
    """

    figure: Placement
    due: str

    @property
    def head(self) -> str:
        """Return how the comment on it begins."""
        return f"这里曾有一个数（{called(self.figure.standing.printed.key)}），有人删去了；"

    @property
    def told(self) -> str:
        """Return what the comment on it says."""
        before = self.figure.standing.printed.text
        return f"{self.head}自评表里原来是“{before}”，现在是“{self.due}”。请核对上下文还对不对。"


def missed_figures(
    placed: Iterable[Placement],
    versions: tuple[Sequence[Passage], Sequence[Passage]],
    new_of: Mapping[int, int],
    due: Mapping[str, tuple[str, str]],
) -> Iterator[Missed]:
    """Yield the figures that stand nowhere any more and have changed since.

    Not those of words that are due anew as well: these are told whole.

    Args:
        placed: where each figure of the base stands.
        versions: the base and the new version.
        new_of: base → new.
        due: name of a figure of the base → name and text of the one that takes its place.
    """
    base, new = versions
    for one in placed:
        printed = one.standing.printed
        if one.standing.text is None and printed.name in due:
            _, text = due[printed.name]
            piece = new[new_of[one.base]].pieces[one.base_piece]
            is_told = is_reworded(base[one.base].pieces[one.base_piece], piece)
            if not is_told and not same_figure(printed.text, text):
                yield Missed(figure=one, due=text)


def missed_told(text: str, *, is_rewritten: bool) -> str:
    """Return what is said where a person deleted what reads otherwise now.

    Args:
        text: what is due.
        is_rewritten: whether something of the person's own stands there.
    """
    done = "这里有人改写过" if is_rewritten else "这里曾有人删去一处"
    return f"{done}，更新后的工作簿重新生成的是：\n{text}"


def outdated_told(found: Iterable[Placement], due: Manifest) -> str:
    """Return what is said of a passage that is not due any more.

    Args:
        found: the figures of the base that stand in it.
        due: what is remembered of the report that is due, which may have them elsewhere.
    """
    values = {one.key: f"{plain(one.value)}{one.unit}" for one in due.figures}
    values |= {one.key: one.text for one in reversed(due.printed)}
    keys = dict.fromkeys(one.standing.printed.key for one in found)
    present = "、".join(f"{called(key)}“{values[key]}”" for key in keys if key in values)
    return f"{_OUTDATED}自评表里现在是：{present}。" if present else _OUTDATED


# --- the places of what is not there ---------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What is known of the places in three versions between the passages that all of them have.

    Attributes:
        versions: the base, mine and the new version.
        base_of, mine_of: new → base and new → mine, of what stands in one order in both.
        known_in_base: what of the base is in mine or in the new version.
        known_in_mine: what of mine is in the base or in the new version.
    """

    versions: tuple[Sequence[Passage], Sequence[Passage], Sequence[Passage]]
    base_of: Mapping[int, int]
    mine_of: Mapping[int, int]
    known_in_base: AbstractSet[int]
    known_in_mine: AbstractSet[int]


def repeated(gaps: Gaps, added: Iterable[int]) -> Iterator[int]:
    """Yield the new paragraphs that a person may have written anew before they were generated.

    Something of the base has to be gone there from both versions, and something of the person's
    own to stand there.
    """
    base, _, new = gaps.versions
    for n in added:
        if not new[n].row and new[n].text.strip():
            gone = _first_unknown(_around(n, gaps.base_of, len(base)), base, gaps.known_in_base)
            if gone is not None and written_near(gaps, n) is not None:
                yield n


def written_near(gaps: Gaps, n: int) -> int | None:
    """Return a paragraph of the person's own that stands where one of the new version would.

    Args:
        gaps: what is known.
        n: the passage.
    """
    _, mine, new = gaps.versions
    if new[n].row:
        return None
    return _first_unknown(_around(n, gaps.mine_of, len(mine)), mine, gaps.known_in_mine)


def _around(index: int, known: Mapping[int, int], size: int) -> range:
    """Return the indices of another version around the place of a passage that is not in it."""
    low = max((other + 1 for one, other in known.items() if one < index), default=0)
    high = min((other for one, other in known.items() if one > index), default=size)
    return range(low, high)


def _first_unknown(
    indices: range, passages: Sequence[Passage], known: AbstractSet[int]
) -> int | None:
    """Return the first paragraph among some that says something and is in no other version."""
    unknown = (index for index in indices if index not in known and not passages[index].row)
    return next((index for index in unknown if passages[index].text.strip()), None)
