"""The points rubric of a form with its values; a bonus is found wherever the form tells of it.

Knows located rows. Must not know sums or prose.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from pingshu.entry import Findings, number_of, place_of, text_of
from pingshu.model import Block, Number, Row, Rubric, RubricGroup, RubricItem, RubricLayout, Text
from pingshu.sheet import Cell, Place, address
from pingshu.values import fold, plain

_NUMBER = r"(-?[0-9]+(?:\.[0-9]+)?)"
_MAXIMUM_AND_POINTS = re.compile(rf"{_NUMBER}\s*分?\s*[,、;:]?\s*(?:自评)?得分?\s*:?\s*{_NUMBER}")
_BEHIND_NAME = re.compile(
    rf"\(\s*(?:满分|分值)?\s*:?\s*{_NUMBER}\s*分?\s*(?:[,、;]\s*(?:自评)?得分?\s*{_NUMBER}\s*分?)?\s*\)"
)
_BONUS = re.compile(r"加分?\s*([0-9]+(?:\.[0-9]+)?)\s*分")
_MAY_BE_BLANK = ("points", "bonus", "bonus_reason", "loss_reason")


def read_rubric(layout: RubricLayout | None, findings: Findings) -> Rubric | None:
    """Return the rubric, None without the block; groups without items are left out."""
    if layout is None:
        return None
    sheet, total = layout.block.place, layout.total or {}
    groups = (_group(row, layout.block, findings) for row in layout.groups)
    return Rubric(
        groups=tuple(group for group in groups if group.items),
        maximum_stated=number_of(total.get("maximum"), "分值合计", sheet, findings),
        total_stated=number_of(total.get("points"), "总分", sheet, findings),
    )


def _group(row: Row, block: Block, findings: Findings) -> RubricGroup:
    name, sheet = row["name"], block.place
    behind = _BEHIND_NAME.search(fold(name.text))
    numbers = behind.groups() if behind else (None, None)
    stated = {
        key: number_of(row.get(key), title, sheet, findings) or _in_text(number, name, sheet)
        for (key, title), number in zip(
            (("maximum", "分值"), ("points", "自评得分")), numbers, strict=True
        )
    }
    items = tuple(_item(one, block, findings) for one in block.rows if one["group"] == name)
    text = Text(text=name.text, place=place_of(name, sheet))
    return RubricGroup(name=text, items=items, **stated)


def _in_text(number: str | None, cell: Cell, sheet: Place) -> Number | None:
    if number is None:
        return None
    return Number(value=Decimal(number), text=number, place=place_of(cell, sheet))


def _item(row: Row, block: Block, findings: Findings) -> RubricItem:
    sheet = block.place
    texts = {
        name: text_of(row.get(name), sheet, findings)
        for name in ("bonus_reason", "loss_reason", "rule", "evidence", "section")
    }
    note = _joined([text_of(row.get(name), sheet, findings) for name in ("note", "remark")])
    maximum, points = _maximum_and_points(row, sheet, findings)
    bonus = number_of(row.get("bonus"), "加分", sheet, findings)
    if bonus is None:
        told = _bonus_told(maximum, points, (texts["bonus_reason"], note, texts["rule"]))
        bonus, texts["bonus_reason"] = told or (None, texts["bonus_reason"])
    return RubricItem(
        group=Text(text=row["group"].text, place=place_of(row["group"], sheet)),
        name=_name(row, sheet),
        maximum=maximum,
        points=points,
        bonus=bonus,
        note=note,
        blanks=_blanks(row, block),
        **texts,
    )


def _name(row: Row, sheet: Place) -> Text:
    serial = f"{row['serial'].text} " if "serial" in row else ""
    return Text(text=f"{serial}{row['item'].text}", place=place_of(row["item"], sheet))


def _joined(texts: list[Text | None]) -> Text | None:
    there = [text for text in texts if text is not None]
    if not there:
        return None
    return Text(text="\n".join(text.text for text in there), place=there[0].place)


def _maximum_and_points(
    row: Row, sheet: Place, findings: Findings
) -> tuple[Number | None, Number | None]:
    """Return both numbers, from a cell each or from one that holds them (10分，自评得分10分)."""
    for name in ("both", "maximum", "points"):
        pair = _MAXIMUM_AND_POINTS.search(fold(row[name].text)) if name in row else None
        if pair is not None and name in row:
            cell = row[name]
            return _in_text(pair[1], cell, sheet), _in_text(pair[2], cell, sheet)
    maximum = number_of(row.get("maximum"), "分值", sheet, findings)
    return maximum, number_of(row.get("points", row.get("both")), "自评得分", sheet, findings)


def _bonus_told(
    maximum: Number | None,
    points: Number | None,
    texts: tuple[Text | None, Text | None, Text | None],
) -> tuple[Number, Text] | None:
    """Return the bonus of points above the maximum that a text tells of, and that text.

    A ground or note states the bonus itself; a rule only how much it may be at most.
    """
    if maximum is None or points is None or maximum.value is None or points.value is None:
        return None
    above = points.value - maximum.value
    *stating, rule = texts
    for text in (one for one in stating if one is not None and above > 0):
        for value in _bonuses(text):
            return Number(value=value, text=plain(value), place=text.place), text
    if rule is not None and 0 < above <= max(_bonuses(rule), default=Decimal(0)):
        return Number(value=above, text=plain(above), place=rule.place), rule
    return None


def _bonuses(text: Text) -> Iterator[Decimal]:
    return (Decimal(match[1]) for match in _BONUS.finditer(fold(text.text)))


def _blanks(row: Row, block: Block) -> dict[str, Place]:
    """Return where what the row leaves blank belongs; a table in Word has no such addresses."""
    if row["item"].where is not None:
        return {}
    sheet, line = block.place, max(cell.row for cell in row.values())
    return {
        name: Place(
            workbook=sheet.workbook,
            sheet=sheet.sheet,
            cell=address(line, block.columns[name].column),
        )
        for name in _MAY_BE_BLANK
        if name in block.columns and name not in row
    }
