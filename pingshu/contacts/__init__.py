"""What of a text is private: persons to ask, telephones, e-mail addresses, identity numbers.

Knows how such things are written and which of them are certain. Must not know documents, nor what
is done with what is found.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pingshu.contacts.names import (
    Label,
    beside,
    fits,
    is_name,
    kind_of,
    labelled_in,
    signed_in,
)
from pingshu.contacts.numbers import (
    accounts_in,
    counts,
    identities_in,
    is_public,
    mails_in,
    past_remark,
    phones_in,
)

__all__ = [
    "Label",
    "Private",
    "counts",
    "fits",
    "is_name",
    "is_public",
    "kind_of",
    "private_in",
]

_HALF_WIDTH: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) != "，"},
    **dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009"), " "),
    **dict.fromkeys(map(ord, "—–‐‑‒−─﹣"), "-"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Private:
    """A stretch of a text that names a person or leads to one.

    Attributes:
        kind: what it is, in Chinese.
        certain: whether it is that for certain, and not only looks like it.
    """

    start: int
    end: int
    kind: str
    certain: bool


def private_in(text: str, labels: Collection[str]) -> tuple[Private, ...]:
    """Return what is private in a text, in its order; no two of them overlap.

    Args:
        text: a paragraph.
        labels: normalised labels whose values are private.
    """
    # Character for character, so that what is found stands at the same place of the text.
    found = sorted(_found(text.translate(_HALF_WIDTH), labels), key=_rank)
    kept: list[Private] = []
    for one in found:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def _rank(one: Private) -> tuple[bool, int, int]:
    return not one.certain, one.start - one.end, one.start


def _found(text: str, labels: Collection[str]) -> Iterator[Private]:
    for kind, hit in labelled_in(text, labels):
        if kind is not Label.PHONE or not is_public(text[hit[0] : hit[1]]):
            yield _private(text, kind.value, hit)
    for told, hits in (
        ("姓名", signed_in(text)),
        ("电话", phones_in(text)),
        ("邮箱", mails_in(text)),
        ("联系信息", accounts_in(text)),
        ("身份证号", identities_in(text)),
    ):
        for hit in hits:
            yield _private(text, told, hit)
            yield from _beside(text, told, hit)


def _beside(text: str, kind: str, hit: tuple[int, int, bool]) -> Iterator[Private]:
    """Yield the names beside a number: they certainly are some beside one that is a person's."""
    start, end, certain = hit
    if kind != "姓名":
        for first, last in beside(text, start, end):
            is_name = certain and kind == "身份证号"
            yield Private(start=first, end=last, kind="姓名", certain=is_name)


def _private(text: str, kind: str, hit: tuple[int, int, bool]) -> Private:
    start, end, certain = hit
    return Private(start=start, end=past_remark(text, end), kind=kind, certain=certain)
