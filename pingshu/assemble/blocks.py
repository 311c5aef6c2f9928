"""The blocks 资金, 总体目标, 资金管理情况 and 支出明细 of a form, with values.

Knows located rows. Must not know scores or prose.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pingshu.entry import (
    Findings,
    amount_of,
    applies,
    converted,
    number_of,
    place_of,
    rate_of,
    text_of,
)
from pingshu.model import (
    Block,
    FundRow,
    FundSplit,
    Goals,
    ManagementItem,
    Role,
    Row,
    Spending,
    SpendingLine,
    SplitKind,
    Text,
)
from pingshu.profile import Profile, meaning
from pingshu.sheet import Place, address
from pingshu.values import money_unit_in

_AMOUNT_FIELDS = {
    "budget_initial": "年初预算数",
    "budget": "全年预算数",
    "executed": "全年执行数",
}


def read_funds(
    block: Block | None, money_unit: str, profile: Profile, findings: Findings
) -> tuple[FundRow, ...] | None:
    """Return the rows of funds with amounts in the form's money unit, None without the block."""
    if block is None:
        return None
    return tuple(
        replace(
            _fund_row(row, block.place, money_unit, profile, findings), blanks=_blanks(row, block)
        )
        for row in block.rows
    )


def _fund_row(
    row: Row, sheet: Place, money_unit: str, profile: Profile, findings: Findings
) -> FundRow:
    label = Text(text=row["label"].text, place=place_of(row["label"], sheet))
    amounts: Mapping[str, Any] = {
        name: amount_of(row.get(name), f"“{label.text}”的{field}", money_unit, sheet, findings)
        for name, field in _AMOUNT_FIELDS.items()
    }
    budget, executed = amounts["budget"], amounts["executed"]
    due = None
    if budget and executed and budget.value and executed.value is not None:
        due = executed.value / budget.value * 100
    return FundRow(
        label=label,
        role=_role(label.text, profile),
        detail="其中" in label.text,
        rate_stated=rate_of(row.get("rate"), due, sheet, findings),
        weight=number_of(row.get("weight"), "分值", sheet, findings),
        score_stated=number_of(row.get("score"), "得分", sheet, findings),
        reason=text_of(row.get("reason"), sheet, findings),
        adjustment_stated=amount_of(
            row.get("adjustment"), f"“{label.text}”的调整数", money_unit, sheet, findings
        ),
        **amounts,
    )


def _blanks(row: Row, block: Block) -> dict[str, Place]:
    """Return where a 年初预算数 that the row leaves blank belongs; Word has no such addresses."""
    column, label = block.columns.get("budget_initial"), row["label"]
    if column is None or "budget_initial" in row or label.where is not None:
        return {}
    sheet = block.place
    cell = address(label.row, column.column)
    return {"budget_initial": Place(workbook=sheet.workbook, sheet=sheet.sheet, cell=cell)}


def _role(label: str, profile: Profile) -> Role:
    return Role(meaning(label, profile.roles) or Role.SPECIAL)


_SPLIT_KINDS = {"income": SplitKind.INCOME, "spending": SplitKind.SPENDING}


def read_splits(
    rows: Sequence[Row], sheet: Place, money_unit: str, findings: Findings
) -> tuple[FundSplit, ...]:
    """Return the parts of the funds by kind of income and spending, in the form's money unit."""
    return tuple(_split(row, sheet, money_unit, findings) for row in rows)


def _split(row: Row, sheet: Place, money_unit: str, findings: Findings) -> FundSplit:
    label = Text(text=row["label"].text, place=place_of(row["label"], sheet))
    return FundSplit(
        kind=_SPLIT_KINDS[row["kind"].text],
        label=label,
        amount=amount_of(row.get("amount"), f"“{label.text}”的金额", money_unit, sheet, findings),
    )


def read_goals(row: Row | None, sheet: Place, findings: Findings) -> Goals | None:
    """Return the overall goal, None without the block."""
    if row is None:
        return None
    return Goals(
        expected=text_of(row.get("expected_adjusted", row.get("expected")), sheet, findings),
        actual=text_of(row.get("actual"), sheet, findings),
        reason=text_of(row.get("reason"), sheet, findings),
    )


def read_management(block: Block | None, findings: Findings) -> tuple[ManagementItem, ...] | None:
    """Return the 资金管理情况 items, None without the block."""
    if block is None:
        return None
    return tuple(
        ManagementItem(
            item=Text(text=row["label"].text, place=place_of(row["label"], block.place)),
            situation=text_of(row.get("situation"), block.place, findings),
            problem=text_of(row.get("problem"), block.place, findings),
        )
        for row in block.rows
    )


def read_spending(
    blocks: Sequence[Block],
    names: frozenset[str],
    money_unit: str,
    profile: Profile,
    findings: Findings,
) -> Spending | None:
    """Return the lines of 支出明细 that apply to a form with these names; amounts in its unit."""
    lines = [line for block in blocks for line in _lines(block, names, money_unit, findings)]
    kinds = [(line, meaning(line.label.text, profile.ends)) for line in lines]
    totals = [line for line, kind in kinds if kind == "total"]
    kept = tuple(line for line, kind in kinds if kind not in {"total", "subtotal"})
    return Spending(lines=kept, total=totals[0] if totals else None) if kept else None


def _lines(
    block: Block, names: frozenset[str], money_unit: str, findings: Findings
) -> Iterator[SpendingLine]:
    unit = money_unit_in(block.columns["amount"].text) or "万元"
    for row in block.rows:
        if "label" in row and applies(row, names):
            line = _spending_line(row, block.place, unit, findings)
            yield replace(line, amount=converted(line.amount, unit, money_unit))


def _spending_line(row: Row, sheet: Place, unit: str, findings: Findings) -> SpendingLine:
    label = Text(text=row["label"].text, place=place_of(row["label"], sheet))
    return SpendingLine(
        label=label,
        amount=amount_of(row.get("amount"), f"“{label.text}”的金额", unit, sheet, findings),
        count=number_of(row.get("count"), "数量", sheet, findings),
        unit=text_of(row.get("unit"), sheet, findings),
        note=text_of(row.get("note"), sheet, findings),
    )
