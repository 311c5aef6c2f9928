"""The labels by which a family's blocks are found, and what a label on a sheet means.

Knows lists of labels and how they are compared. Must not know which blocks there are.
"""

from collections.abc import Iterable, Mapping

from pingshu.settings import SettingError, Table, texts_in, within
from pingshu.sheet import Cell
from pingshu.values import normalise_label

Labels = Mapping[str, Mapping[str, frozenset[str]]]
"""Block → name of a column or field → normalised labels that mean it."""


def meaning(text: str, labels: Mapping[str, frozenset[str]]) -> str | None:
    """Return the name that a label stands for, or None."""
    label = normalise_label(text)
    return next((name for name, words in labels.items() if label and label in words), None)


def headed(cells: Iterable[Cell], labels: Mapping[str, frozenset[str]]) -> dict[str, Cell]:
    """Return name → cell for the cells that are labels; of two alike the first counts."""
    named: dict[str, Cell] = {}
    for cell in cells:
        name = meaning(cell.text, labels)
        if name is not None:
            named.setdefault(name, cell)
    return named


def added_words(base: Table, own: Table, *tables: str) -> Mapping[str, frozenset[str]]:
    """Return the lists of labels of a table, those of a family added to the defaults.

    Raises:
        SettingError: a list is none, or a label has two meanings.
    """
    with within(*tables):
        words = {name: normalised(base, name) | normalised(own, name) for name in base}
        _refuse_two_meanings(words, own, ".".join(tables))
    return words


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
