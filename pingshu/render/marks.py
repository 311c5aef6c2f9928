"""The marks 【请…】 in which a report asks its office for something.

Knows how they are written. Must not know why they are there, nor what a report is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from pingshu.passages import Printed, Skeleton
from pingshu.word import PARAGRAPH, paragraph_text

_OPENS = "【"
_BEGINS = f"{_OPENS}请"
_MARK = re.compile(f"{_BEGINS}[^【】]*】")
_FIGURE = re.compile("⟦([^⟧]*)⟧")


def marks_of(bodies: Iterable[etree._Element]) -> tuple[str, ...]:
    """Return the marks in the running text of main parts, in its order."""
    paragraphs = (one for body in bodies for one in body.iter(PARAGRAPH))
    return tuple(mark for one in paragraphs for mark in _MARK.findall(paragraph_text(one)))


def marks_among(
    passages: Sequence[Skeleton], printed: Iterable[Printed], body: str
) -> tuple[str, ...] | None:
    """Return the marks in the passages of a main part, None if there may be others in it.

    Args:
        passages: its paragraphs and rows.
        printed: the figures in them.
        body: the main part as XML.
    """
    if _OPENS not in body:
        return ()
    lines = list(_lines(passages))
    marks = [mark for line in lines for mark in _MARK.findall(line)]
    # One in a text box is in no passage; one with a line end inside a cell looks like two halves.
    is_every = body.count(_OPENS) == sum(line.count(_OPENS) for line in lines)
    if not is_every or len(marks) < sum(line.count(_BEGINS) for line in lines):
        return None
    texts = {one.name: one.text for one in printed}
    return tuple(_FIGURE.sub(lambda one: texts.get(one[1], one[0]), mark) for mark in marks)


def _lines(passages: Sequence[Skeleton]) -> Iterator[str]:
    for passage in passages:
        if isinstance(passage, str):
            yield passage
        else:
            yield from (line for cell in passage for line in cell.split("\n"))
