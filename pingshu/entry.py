"""One cell → a text or a number with its place, or the finding that says why not.

Knows cells and how their texts become values. Must not know which block a cell is of.
"""

from dataclasses import replace
from decimal import Decimal

from pingshu.finding import Finding, found
from pingshu.model import Number, Row, Text
from pingshu.sheet import Cell, Place
from pingshu.values import (
    Quantity,
    Unreadable,
    convert_money,
    fold,
    parse_amount,
    parse_number,
    parse_rate,
    percent_of_share,
    plain,
)

Findings = list[Finding]
_MONEY = frozenset({"元", "万元", "亿元"})


def place_of(cell: Cell, sheet: Place) -> Place:
    """Return the place of a cell on the sheet."""
    return Place(workbook=sheet.workbook, sheet=sheet.sheet, cell=cell.address)


def text_of(cell: Cell | None, sheet: Place, findings: Findings) -> Text | None:
    """Return the text of a cell, None if it is blank; tells of an error value."""
    if cell is None or _in_trouble(cell, sheet, findings) or not cell.text:
        return None
    return Text(text=cell.text, place=place_of(cell, sheet))


def same_name(text: str) -> str:
    """Return a name so that two spellings of it (white space, full width) are equal."""
    return "".join(fold(text).split())


def applies(row: Row, names: frozenset[str]) -> bool:
    """Return whether a row of an extra sheet is for the form with these names (column 适用)."""
    return "applies_to" not in row or same_name(row["applies_to"].text) in names


def _in_trouble(cell: Cell, sheet: Place, findings: Findings) -> bool:
    if cell.trouble is not None:
        findings.append(found(cell.trouble, place_of(cell, sheet), actual=cell.text))
    return cell.trouble is not None


def _missing_value(cell: Cell, sheet: Place) -> Number:
    return Number(value=None, text=cell.text, place=place_of(cell, sheet))


def amount_of(
    cell: Cell | None, field: str, money_unit: str, sheet: Place, findings: Findings
) -> Number | None:
    """Return an amount in the form's money unit.

    None for a blank cell or an empty mark. Finds: amount-unreadable, amount-unit-differs,
    formula-without-value, error-value.
    """
    if cell is None:
        return None
    if _in_trouble(cell, sheet, findings):
        return _missing_value(cell, sheet)
    read = _stored(cell) or parse_amount(cell.text)
    return _amount(read, cell, field, money_unit, sheet, findings)


def _stored(cell: Cell) -> Quantity | None:
    if cell.number is None or cell.percent:
        return None
    return Quantity(value=cell.number, unit="")


def _amount(
    read: Quantity | Unreadable | None,
    cell: Cell,
    field: str,
    money_unit: str,
    sheet: Place,
    findings: Findings,
) -> Number | None:
    if read is None:
        return None
    place = place_of(cell, sheet)
    if isinstance(read, Unreadable):
        facts = {"field": field, "reason": read.reason}
        findings.append(found("amount-unreadable", place, actual=cell.text, **facts))
        return _missing_value(cell, sheet)
    value = convert_money(read.value, read.unit or money_unit, money_unit)
    if read.unit not in {"", money_unit}:
        finding = found(
            "amount-unit-differs",
            place,
            expected=plain(value),
            actual=cell.text,
            field=field,
            unit=money_unit,
        )
        findings.append(finding)
    return Number(value=value, text=cell.text, place=place)


def number_of(cell: Cell | None, field: str, sheet: Place, findings: Findings) -> Number | None:
    """Return a number in its own unit (points, counts).

    None for a blank cell or an empty mark. Finds: number-unreadable, formula-without-value,
    error-value.
    """
    if cell is None:
        return None
    if _in_trouble(cell, sheet, findings):
        return _missing_value(cell, sheet)
    read = _stored(cell) or parse_number(cell.text)
    if read is None:
        return None
    if isinstance(read, Unreadable):
        facts = {"field": field, "reason": read.reason}
        finding = found("number-unreadable", place_of(cell, sheet), actual=cell.text, **facts)
        findings.append(finding)
        return _missing_value(cell, sheet)
    return Number(value=read.value, text=cell.text, place=place_of(cell, sheet))


def rate_of(
    cell: Cell | None, due: Decimal | None, sheet: Place, findings: Findings
) -> Number | None:
    """Return a rate in %; a bare number is settled against the rate that is due.

    None for a blank cell or an empty mark. Finds: number-unreadable, rate-ambiguous,
    formula-without-value, error-value.
    """
    if cell is None:
        return None
    if _in_trouble(cell, sheet, findings):
        return _missing_value(cell, sheet)
    read = parse_rate(cell.text)
    if read is None:
        return None
    place = place_of(cell, sheet)
    if isinstance(read, Unreadable):
        facts = {"field": "执行率", "reason": read.reason}
        findings.append(found("number-unreadable", place, actual=cell.text, **facts))
        return _missing_value(cell, sheet)
    value = read.value if read.unit == "%" else _settled(read.value, due)
    if read.unit != "%" and read.value != 0:
        expected = f"{plain(value)}%"
        findings.append(found("rate-ambiguous", place, expected=expected, actual=cell.text))
    return Number(value=value, text=cell.text, place=place)


def _settled(bare: Decimal, due: Decimal | None) -> Decimal:
    """Return a bare rate in %: as a share (0.9989) or as it stands (99.89), the nearer one."""
    as_share = percent_of_share(bare)
    if due is None:
        return as_share if abs(bare) <= 1 else bare
    return min((bare, as_share), key=lambda reading: abs(reading - due))


def settled_rate(
    rate: Number | None, part: Number | None, whole: Number | None, *, growth: bool = False
) -> Number | None:
    """Return a rate of a table in %; a bare one is settled against the amounts beside it.

    Args:
        rate: as read; its text tells whether it is bare.
        part: the amount of this year.
        whole: the amount that it is a share of, or that it has grown from.
        growth: whether the rate is of what was added to the whole.
    """
    if rate is None or rate.value is None or fold(rate.text).endswith("%"):
        return rate
    if part is None or whole is None or part.value is None or not whole.value:
        return rate
    grown = part.value - whole.value if growth else part.value
    return replace(rate, value=_settled(rate.value, grown / whole.value * 100))


def converted(amount: Number | None, source: str, target: str) -> Number | None:
    """Return an amount in another unit of money."""
    if amount is None or amount.value is None or source == target:
        return amount
    return replace(amount, value=convert_money(amount.value, source, target))


def amount_in_text(text: Text, field: str, money_unit: str, findings: Findings) -> Number | None:
    """Return the amount that a text states (117.8万元), in the form's money unit.

    A number without a unit is taken to be in the form's unit. Finds: amount-unreadable.
    """
    read = parse_amount(text.text)
    if read is None:
        return None
    if isinstance(read, Unreadable) or read.unit not in {"", *_MONEY}:
        reason = read.reason if isinstance(read, Unreadable) else "单位不是金额单位"
        facts = {"field": field, "reason": reason}
        findings.append(found("amount-unreadable", text.place, actual=text.text, **facts))
        return Number(value=None, text=text.text, place=text.place)
    value = convert_money(read.value, read.unit or money_unit, money_unit)
    return Number(value=value, text=text.text, place=text.place)
