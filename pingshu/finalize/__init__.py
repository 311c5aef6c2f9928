"""An edited report → the copy that leaves the office, or the reasons why it must not yet.

Knows what still has to be done in a report, and which copy leaves out what. Must not know findings,
figures or files.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from pingshu.document import open_document, own_remarks, pending_changes, saved
from pingshu.finalize.columns import columns_in
from pingshu.finalize.omitting import Omission, leave_out, unlink
from pingshu.finalize.remarks import Remark, remarks_in
from pingshu.finalize.stripping import strip_package, strip_text
from pingshu.opc import Package, related
from pingshu.word import (
    PARAGRAPH,
    describe_place,
    heading_styles,
    paragraph_places,
    paragraph_text,
)

__all__ = ["Final", "Omission", "Refusal", "Remark", "finalize"]

_MARK = re.compile("【请[^【】]*】")
_TEXT_PARTS = ("header", "footer", "footnotes", "endnotes")
_STYLE_PARTS = ("styles", "numbering", "settings")
_MOST_TOLD = 5
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Final:
    """A copy that may leave the office.

    Attributes:
        dropped: what is private and was taken out.
        doubtful: what may be private and was left.
        remarks: the comments that people had made, which are no longer in it.
    """

    content: bytes
    dropped: tuple[Omission, ...] = ()
    doubtful: tuple[Omission, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why there is no such copy yet, in Chinese, a sentence for each reason."""

    reasons: tuple[str, ...]


def finalize(content: bytes, *, private: Collection[str] | None = None) -> Final | Refusal:
    """Return the copy of a report that leaves the office.

    Args:
        content: the report as it was edited.
        private: labels whose values the public copy leaves out, with all telephone numbers; None
            for the copy that goes to the office above.

    Raises:
        PackageError: it is no sound .docx.
    """
    document = open_document(content)
    package, main = document.package, document.main
    roots = {name: package.tree(name) for name in _parts(package, main, _TEXT_PARTS, own=True)}
    reasons = (*_reasons(tuple(roots.values())), *_undecided(package, main))
    if reasons:
        return Refusal(reasons=reasons)
    places = _places(package, main, roots)
    remarks = remarks_in(package, main, roots[main], places)
    styles = [package.tree(name) for name in _parts(package, main, _STYLE_PARTS)]
    for root in (*roots.values(), *styles):
        strip_text(root)
    strip_package(package, main)
    omitted = () if private is None else _omitted(package, roots, private, places)
    return Final(
        content=saved(document),
        dropped=tuple(one for one in omitted if one.certain),
        doubtful=tuple(one for one in omitted if not one.certain),
        remarks=remarks,
    )


def _places(package: Package, main: str, roots: Mapping[str, Element]) -> Mapping[Element, str]:
    """Return paragraph → where it stands, in Chinese."""
    styles = (package.tree(name) for name in _parts(package, main, ("styles",)))
    headings = heading_styles(next(styles, None))
    return {
        paragraph: describe_place(replace(place, heading=None) if place.table else place)
        for part, root in roots.items()
        for paragraph, place in paragraph_places(root, part, headings).items()
    }


def _parts(
    package: Package, main: str, kinds: Sequence[str], *, own: bool = False
) -> tuple[str, ...]:
    """Return the parts of some kinds that the main part leads to, it before them if asked for."""
    led_to = [target for kind, target in related(package, main).values() if kind in kinds]
    return tuple(dict.fromkeys([main, *led_to] if own else led_to))


def _reasons(roots: Sequence[Element]) -> Iterator[str]:
    texts = (paragraph_text(one) for root in roots for one in root.iter(PARAGRAPH))
    marks = [mark for text in texts for mark in _MARK.findall(text)]
    if marks:
        shown = "、".join(dict.fromkeys(marks[:_MOST_TOLD]))
        more = "……" if len(marks) > _MOST_TOLD else ""
        yield f"还有{len(marks)}处要补写或核实的：{shown}{more}。请写好，并删去【】和里面的提示。"
    changes = pending_changes(roots)
    if changes:
        yield f"还有{changes}处修订没有接受或拒绝。请在 Word 的“审阅”里逐处接受或拒绝，再定稿。"


def _undecided(package: Package, main: str) -> Iterator[str]:
    """Yield what refreshing left to a person, who has decided once the comment is gone."""
    remarks = own_remarks(package, main)
    if remarks:
        yield (
            f"还有{len(remarks)}条“评述”的批注没有处理，例如：“{remarks[0][:_LONGEST]}”。"
            "请逐条核对、改定，删去批注，再定稿。"
        )


def _omitted(
    package: Package,
    roots: Mapping[str, Element],
    private: Collection[str],
    places: Mapping[Element, str],
) -> tuple[Omission, ...]:
    for part, root in roots.items():
        unlink(package, part, root)
    return tuple(one for root in roots.values() for one in _left_out(root, private, places))


def _left_out(
    root: Element, private: Collection[str], places: Mapping[Element, str]
) -> tuple[Omission, ...]:
    columns = columns_in(root)
    headings = {paragraph: (column.heading, column.label) for paragraph, column in columns.items()}
    counted = frozenset(paragraph for paragraph, column in columns.items() if column.counts)
    return leave_out(root, private, places, headings=headings, counted=counted)
