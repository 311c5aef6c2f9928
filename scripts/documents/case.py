"""The shape of an example of a kind of finding: what provokes it, what is told, what mends it.

Knows words and addresses of cells. Must not know which forms there are, or what is told of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Value = str | int | float | None
"""What is typed into a cell; None leaves it empty."""

Changes = Mapping[str, Value]
"""Address of a cell → what is typed there; an address without a sheet is one of the form: H6."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A kind of finding that cells of a form provoke.

    Attributes:
        code: the kind.
        form: name of a clean form.
        wrong: cells that provoke it.
        message: what is told of them, word for word.
        right: cells that are told nothing; it names every cell of `wrong` again.
        cell: where it is told: 自评表!H6, or the sheet alone.
        also: codes of further findings that cannot but follow.
    """

    code: str
    form: str
    wrong: Changes
    message: str
    right: Changes
    cell: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCase:
    """A kind of finding about a whole file.

    Attributes:
        code: the kind.
        wrong: in words, what provokes it.
        message: what is told of it, word for word.
        right: in words, what is told nothing.
    """

    code: str
    wrong: str
    message: str
    right: str
