"""An example of every kind of finding: what provokes it and what mends it.

Knows which parts there are. Must not know the forms that the examples change; the tests do.
"""

from scripts.documents.case import Case, FileCase
from scripts.documents.cases import (
    files,
    forms,
    funds,
    points,
    prose,
    review,
    rubric,
    scores,
    social,
    tables,
    writing,
)

CASES: tuple[Case, ...] = (
    *forms.CASES,
    *funds.CASES,
    *tables.CASES,
    *scores.CASES,
    *points.CASES,
    *rubric.CASES,
    *social.CASES,
    *prose.CASES,
)
FILE_CASES: tuple[FileCase, ...] = (*files.FILE_CASES, *writing.WRITING_CASES)
REPORT_CASES: tuple[FileCase, ...] = review.REPORT_CASES
EVERY: tuple[Case | FileCase, ...] = (*CASES, *FILE_CASES, *REPORT_CASES)
