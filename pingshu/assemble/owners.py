"""Which form of a workbook with several a row of 文字材料, 指标说明 or 支出明细 is for.

Knows 适用. Must not know what a row says. What belongs to one project must not be told of
another: without 适用 such a row is for the only form that it can be for, or for none.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from pingshu.entry import applies, place_of, same_name
from pingshu.finding import Finding, found
from pingshu.model import Block, Row, Survey

# An amount of one project; all other texts may well be for all projects of an office.
_OF_ONE_FORM = frozenset({"到位数"})

_Doubtful = Callable[[Row], bool]


def with_owners(survey: Survey) -> tuple[Survey, tuple[Finding, ...]]:
    """Return the survey without the rows that may be for more than one form.

    Finds: owner-missing at each of these rows.
    """
    if len(survey.layouts) < 2:
        return survey, ()
    names = Counter(
        same_name(row["level3"].text)
        for layout in survey.layouts
        for row in (layout.indicators.rows if layout.indicators else ())
    )
    doubtful: dict[str, tuple[str, _Doubtful]] = {
        "texts": ("name", lambda row: same_name(row["name"].text) in _OF_ONE_FORM),
        "notes": ("level3", lambda row: names[same_name(row["level3"].text)] > 1),
        "spending": ("label", lambda _: True),
    }
    findings: list[Finding] = []
    kept = {
        sheet: tuple(_kept(block, key, test, findings) for block in getattr(survey, sheet))
        for sheet, (key, test) in doubtful.items()
    }
    owned = replace(survey, texts=kept["texts"], notes=kept["notes"], spending=kept["spending"])
    return owned, tuple(findings)


def _kept(block: Block, key: str, doubtful: _Doubtful, findings: list[Finding]) -> Block:
    unowned = [row for row in block.rows if _is_unowned(row, key, doubtful)]
    for row in unowned:
        place = place_of(row[key], block.place)
        findings.append(found("owner-missing", place, actual=row[key].text))
    return replace(block, rows=tuple(row for row in block.rows if row not in unowned))


def _is_unowned(row: Row, key: str, doubtful: _Doubtful) -> bool:
    return key in row and "applies_to" not in row and doubtful(row)


def unassigned_spending(survey: Survey, names: tuple[frozenset[str], ...]) -> Iterator[Finding]:
    """Yield text-for-nobody for each row of 支出明细 whose 适用 names no form."""
    for block in survey.spending:
        for row in block.rows:
            if "applies_to" in row and not any(applies(row, one) for one in names):
                cell = row["applies_to"]
                yield found("text-for-nobody", place_of(cell, block.place), actual=cell.text)
