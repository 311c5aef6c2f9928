"""What has to be settled in an edited report before it is handed in, as findings.

Knows a document, the marks of the program and of Word. Must not know figures.
"""

import re
from collections.abc import Iterator, Sequence

from pingshu.document import Document, pending_changes
from pingshu.finding import Finding, found
from pingshu.opc import related
from pingshu.passages import Passage
from pingshu.sheet import Place
from pingshu.word import W

_MARK = re.compile("【请[^【】]*】")


def leftovers(document: Document, passages: Sequence[Passage], place: Place) -> Iterator[Finding]:
    """Find gaps-left, report-changes-pending, report-comments-left.

    Args:
        document: the report.
        passages: what it says.
        place: the report as a file.
    """
    name = file_name(place)
    marks = [mark for passage in passages for mark in _MARK.findall(passage.text)]
    if marks:
        listed = "、".join(dict.fromkeys(marks))
        yield found("gaps-left", place, name=name, count=len(marks), gaps=listed)
    changes = pending_changes([document.body])
    if changes:
        yield found("report-changes-pending", place, name=name, count=changes)
    comments = _comments(document)
    if comments:
        yield found("report-comments-left", place, name=name, count=comments)


def file_name(place: Place) -> str:
    """Return the name of a file without its folders."""
    return re.split(r"[\\/]", place.workbook)[-1]


def _comments(document: Document) -> int:
    package = document.package
    targets = related(package, document.main).values()
    parts = (name for kind, name in targets if kind == "comments" and name in package.parts)
    return sum(1 for part in parts for _ in package.tree(part).iter(f"{W}comment"))
