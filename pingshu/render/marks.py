"""The marks 【请…】 in which a report asks its office for something.

Knows how they are written. Must not know why they are there, nor what a report is.
"""

import re
from collections.abc import Iterable

from lxml import etree

from pingshu.word import PARAGRAPH, paragraph_text

_MARK = re.compile("【请[^【】]*】")


def marks_of(bodies: Iterable[etree._Element]) -> tuple[str, ...]:
    """Return the marks in the running text of main parts, in its order."""
    paragraphs = (one for body in bodies for one in body.iter(PARAGRAPH))
    return tuple(mark for one in paragraphs for mark in _MARK.findall(paragraph_text(one)))
