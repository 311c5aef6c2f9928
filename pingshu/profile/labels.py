"""The labels by which a family's blocks are found, and what a label on a sheet means.

Knows lists of labels and how they are compared. Must not know which blocks there are.
"""

from collections.abc import Iterable, Mapping

from pingshu.settings import SettingError, Table, table_in, texts_in, within
from pingshu.sheet import Cell
from pingshu.values import normalise_label


class Words(dict[str, frozenset[str]]):
    """Name of a column or field → normalised labels that mean it; known by its identity.

    Attributes:
        names: label → name, the first of those that it means.
    """

    __slots__ = ("names",)

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        super().__init__(words)
        self.names: Mapping[str, str] = {
            label: name for name, labels in reversed([*words.items()]) for label in labels if label
        }

    def __hash__(self) -> int:  # type: ignore[override]
        """Return the same for the same object, so that what is made of it can be remembered."""
        return id(self)


Labels = Mapping[str, Words]
"""Block → its labels."""


def meaning(text: str, labels: Words) -> str | None:
    """Return the name that a label stands for, or None."""
    return labels.names.get(normalise_label(text))


def is_one_of(text: str, labels: frozenset[str]) -> bool:
    """Return whether a text is one of some normalised labels."""
    label = normalise_label(text)
    return bool(label) and label in labels


def headed(cells: Iterable[Cell], labels: Words) -> dict[str, Cell]:
    """Return name → cell for the cells that are labels; of two alike the first counts."""
    named: dict[str, Cell] = {}
    for cell in cells:
        name = meaning(cell.text, labels)
        if name is not None:
            named.setdefault(name, cell)
    return named


def added_words(base: Table, own: Table, *tables: str) -> Words:
    """Return the lists of labels of a table, those of a family added to the defaults.

    Raises:
        SettingError: a list is none, or a label has two meanings.
    """
    with within(*tables):
        words = Words({name: normalised(base, name) | normalised(own, name) for name in base})
        _refuse_two_meanings(words, own, ".".join(tables))
    return words


def added_labels(base: Table, own: Table) -> Labels:
    """Return the labels of all blocks, those of a family added to the defaults.

    Raises:
        SettingError: a list is none, or a label has two meanings.
    """
    return {
        block: added_words(base[block], table_in(own, block), "labels", block) for block in base
    }


def _refuse_two_meanings(words: Mapping[str, frozenset[str]], own: Table, block: str) -> None:
    meanings: dict[str, str] = {}
    for name, labels in words.items():
        for label in sorted(labels):
            other = meanings.setdefault(label, name)
            if other != name:
                raise SettingError(
                    f"[{block}] 里“{label}”有两个意思：{other} 和 {name}，只能留一个",
                    name if name in own else other,
                )


def normalised(table: Table, name: str) -> frozenset[str]:
    """Return the labels of a list, each as `normalise_label` has it.

    Raises:
        SettingError: it is no list of texts.
    """
    return frozenset(map(normalise_label, texts_in(table, name)))
