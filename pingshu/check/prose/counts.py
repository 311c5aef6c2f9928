"""Counts in a text that do not add up: 共100人次，其中住院40人次、门诊70人次.

Knows the text alone. Counts of people and of visits that stand beside amounts are added up where
the amounts show that these are all the parts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pingshu.finding import Finding, found
from pingshu.mentions import Clause, Mention
from pingshu.model import Text
from pingshu.values import convert_money, plain

_PEOPLE = frozenset(
    {"人", "人次", "户", "户次", "次", "家", "个", "件", "起", "台", "场", "期", "份"}
)
_OPENS = re.compile(r"^其中")
_LIKE = frozenset({"人", "人次", "次"})
_FEWEST = 2
_NEARLY = Decimal("0.9")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """A count and the amount that stands behind it."""

    count: Mention
    amount: Decimal


def count_findings(written: Text, clauses: Sequence[Clause]) -> Iterator[Finding]:
    """Find text-counts-differ."""
    yield from _by_amounts(written, list(_pairs(clauses)))
    yield from _by_words(written, clauses)


def _by_amounts(written: Text, pairs: Sequence[_Pair]) -> Iterator[Finding]:
    """Compare counts where the amounts beside them add up to the amount of the first."""
    for position, whole in enumerate(pairs):
        for end in range(position + 1 + _FEWEST, len(pairs) + 1):
            parts = pairs[position + 1 : end]
            if sum(part.amount for part in parts) == whole.amount:
                yield from _told(written, whole.count, [part.count for part in parts])
                break


def _pairs(clauses: Sequence[Clause]) -> Iterator[_Pair]:
    count: Mention | None = None
    for mention in (mention for clause in clauses for mention in clause.mentions):
        if count is not None and mention.is_money:
            amount = convert_money(mention.number, mention.unit, "元")
            yield _Pair(count=count, amount=amount)
        count = mention if mention.unit in _PEOPLE else None


def _by_words(written: Text, clauses: Sequence[Clause]) -> Iterator[Finding]:
    """Compare a count with what stands behind 其中, as long as it is of the same unit."""
    for position, clause in enumerate(clauses[1:], 1):
        before = clauses[position - 1].mentions
        if not _OPENS.match(clause.words) or not before or not clause.in_sentence:
            continue
        whole = before[-1]
        parts = list(_parts(clauses[position:], whole.unit))
        if whole.unit in _PEOPLE and len(parts) >= _FEWEST:
            yield from _compared(written, whole, parts)


def _compared(written: Text, whole: Mention, parts: Sequence[Mention]) -> Iterator[Finding]:
    """Compare a total with what 其中 names of it, which need not be all."""
    added = sum((part.number for part in parts), Decimal(0))
    if added > whole.number:
        yield from _told(written, whole, parts)
    elif whole.number * _NEARLY <= added < whole.number:
        yield found(
            "text-sum-short",
            written.place,
            expected=f"{plain(added)}{whole.unit}",
            actual=whole.written,
            sentence=f"{whole.written}，其中{'、'.join(part.written for part in parts)}",
        )


def _parts(clauses: Sequence[Clause], unit: str) -> Iterator[Mention]:
    for clause in clauses:
        if not clause.in_sentence or [mention.unit for mention in clause.mentions] != [unit]:
            return
        yield clause.mentions[0]


def _told(written: Text, whole: Mention, parts: Sequence[Mention]) -> Iterator[Finding]:
    units = {whole.unit, *(part.unit for part in parts)}
    added = sum((part.number for part in parts), Decimal(0))
    if whole.number != added and (len(units) == 1 or units <= _LIKE):
        yield found(
            "text-counts-differ",
            written.place,
            expected=plain(added),
            actual=whole.written,
            parts="＋".join(part.written for part in parts),
        )
