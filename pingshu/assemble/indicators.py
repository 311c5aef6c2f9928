"""The indicators of a form with their values and what 指标说明 says of them.

Knows located rows. Must not know scores or prose.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pingshu.entry import Findings, applies, number_of, place_of, same_name, text_of
from pingshu.finding import Finding, found
from pingshu.model import Block, Indicator, Note, Row, Text
from pingshu.sheet import Place, address
from pingshu.values import Quantity, parse_actual, parse_target

_IN_WORDS = frozenset({"文字描述", "文字", "定性"})


def read_indicators(
    block: Block | None, notes: Sequence[Block], names: frozenset[str], findings: Findings
) -> tuple[Indicator, ...] | None:
    """Return the indicators with their notes from 指标说明, None without the block.

    A note counts if it applies to a form with these names (column 适用).
    """
    if block is None:
        return None
    by_name = {same_name(name): note for name, note in _notes(notes, names, findings)}
    return tuple(
        replace(_indicator(row, block.place, by_name, findings), blanks=_blanks(row, block))
        for row in block.rows
    )


def _indicator(row: Row, sheet: Place, notes: Mapping[str, Note], findings: Findings) -> Indicator:
    level3 = Text(text=row["level3"].text, place=place_of(row["level3"], sheet))
    target = _target(row, sheet, findings)
    actual = text_of(row.get("actual"), sheet, findings)
    read = parse_actual(actual.text) if actual else None
    return Indicator(
        level1=text_of(row.get("level1"), sheet, findings),
        level2=text_of(row.get("level2"), sheet, findings),
        level3=level3,
        target=target,
        actual=actual,
        target_read=parse_target(target.text if target else ""),
        actual_read=read if isinstance(read, Quantity) else None,
        weight=number_of(row.get("weight"), "分值", sheet, findings),
        score=number_of(row.get("score"), "得分", sheet, findings),
        reason=text_of(row.get("reason"), sheet, findings),
        note=notes.get(same_name(level3.text), Note()),
    )


def _blanks(row: Row, block: Block) -> dict[str, Place]:
    """Return where what the row leaves blank belongs; a table in Word has no such addresses."""
    if row["level3"].where is not None:
        return {}
    sheet = block.place
    return {
        name: Place(
            workbook=sheet.workbook,
            sheet=sheet.sheet,
            cell=address(row["level3"].row, block.columns[name].column),
        )
        for name in ("actual", "weight", "score", "reason")
        if name in block.columns and name not in row
    }


def _target(row: Row, sheet: Place, findings: Findings) -> Text | None:
    """Return the target, the adjusted one if there is one.

    Operator, value and unit in three columns are joined.
    """
    adjusted = text_of(row.get("target_adjusted"), sheet, findings)
    value = adjusted or text_of(row.get("target"), sheet, findings)
    around = [text_of(row.get(name), sheet, findings) for name in ("operator", "unit")]
    operator, unit = (text.text if text else "" for text in around)
    if value is None:
        # Such a target may stand in the column of the unit: 单位（文字描述）.
        words = around[1] if operator in _IN_WORDS else None
        return replace(words, text=f"{operator}{words.text}") if words else None
    return Text(text=f"{operator}{value.text}{unit}", place=value.place)


def _notes(
    blocks: Iterable[Block], names: frozenset[str], findings: Findings
) -> Iterator[tuple[str, Note]]:
    for block in blocks:
        for row in block.rows:
            if "level3" in row and applies(row, names):
                yield row["level3"].text, _note(row, block.place, findings)


def _note(row: Row, sheet: Place, findings: Findings) -> Note:
    return Note(
        explanation=text_of(row.get("explanation"), sheet, findings),
        data_source=text_of(row.get("data_source"), sheet, findings),
        evidence=text_of(row.get("evidence"), sheet, findings),
        sum_name=text_of(row.get("sum_name"), sheet, findings),
    )


def unassigned_notes(
    blocks: Iterable[Block], forms: Iterable[tuple[frozenset[str], Sequence[Indicator]]]
) -> Iterator[Finding]:
    """Yield note-for-nobody for each row of 指标说明 that names no indicator.

    Args:
        blocks: the sheets 指标说明.
        forms: names of each form and its indicators.
    """
    known = [(names, {same_name(item.level3.text) for item in items}) for names, items in forms]
    for block in blocks:
        for row in block.rows:
            if "level3" in row and not _is_taken(row, known):
                place = place_of(row["level3"], block.place)
                yield found("note-for-nobody", place, actual=row["level3"].text)


def _is_taken(row: Row, known: Iterable[tuple[frozenset[str], set[str]]]) -> bool:
    name = same_name(row["level3"].text)
    return any(applies(row, names) and name in indicators for names, indicators in known)
