"""收支明细 and 参保情况: their lines with values, and which line is a part of which.

Knows located rows. Must not know growth rates or prose.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pingshu.entry import (
    Findings,
    amount_of,
    converted,
    number_of,
    same_name,
    settled_rate,
    text_of,
)
from pingshu.finding import Finding, found
from pingshu.model import Block, Detail, Enrolment, Flow, Number, Row, Text, serial_depth
from pingshu.profile import Labels, is_one_of
from pingshu.sheet import Place
from pingshu.values import fold

_AMOUNTS = (("budget", "预算数"), ("current", "本年数"), ("prior", "上年数"))
_RATES = (("stated_share", "完成预算%"), ("stated_rate", "增幅%"))
_PEOPLE = (("people", "人数"), ("exempt", "不应参保人数"), ("enrolled", "实参保人数"))
_ORNAMENT = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十0-9]{1,2}[）)、.．](?![0-9])|其中[:：、，,]?|\s)+"
)
_LEAST_PARTS, _MOST_PARTS = 2, 60

FundNamed = Callable[[Text], Text | None]
"""The name of the fund that a text means; None for all funds together or an unknown one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line and what its label says of its depth.

    Attributes:
        serial: how deep its serial number is, 0 without one.
        inset: how many columns it is set in.
        among: whether it is marked as a part of what stands above it (其中).
        is_total: whether it names the total of a flow.
    """

    detail: Detail
    serial: int
    inset: int
    among: bool
    is_total: bool


@dataclass(slots=True)
class _Above:
    """What goes on from the rows above."""

    fund: Text | None = None
    flow: Flow | None = None
    lines: dict[tuple[str, Flow], list[_Line]] = field(default_factory=dict)


def read_details(
    blocks: Sequence[Block],
    fund_named: FundNamed,
    labels: Labels,
    money_unit: str,
    findings: Findings,
) -> tuple[Detail, ...]:
    """Return the lines of 收支明细 with their depth, amounts in the given unit.

    Finds, besides what single cells yield: table-row-incomplete.
    """
    details: list[Detail] = []
    for block in blocks:
        above = _Above()
        for row in block.rows:
            line = _line(row, block, above, fund_named, labels, money_unit, findings)
            if line is not None:
                key = (same_name(above.fund.text) if above.fund else "", line.detail.flow)
                above.lines.setdefault(key, []).append(line)
        for lines in above.lines.values():
            details.extend(_with_depth(_total_first(lines)))
    return tuple(details)


def _line(
    row: Row,
    block: Block,
    above: _Above,
    fund_named: FundNamed,
    labels: Labels,
    money_unit: str,
    findings: Findings,
) -> _Line | None:
    sheet = block.place
    texts = {name: text_of(row.get(name), sheet, findings) for name in ("fund", "flow", "label")}
    if texts["fund"] is not None:
        above.fund, above.flow = fund_named(texts["fund"]), None
    label = texts["label"]
    above.flow = _flow(texts["flow"]) or _flow(label) or above.flow
    values = _values(row, block, money_unit, findings)
    if not any(values.values()):
        return None
    what = "项目" if label is None else "是收入还是支出"
    if label is None or above.flow is None:
        findings.append(_incomplete(values, what))
        return None
    return _Line(
        detail=Detail(
            label=replace(label, text=_name(label.text)),
            fund=above.fund,
            flow=above.flow,
            depth=1,
            is_transfer=any(word in _tight(label.text) for word in labels["details"]["transfer"]),
            **values,
        ),
        serial=serial_depth(label.text),
        inset=row["label"].column - block.columns["label"].column,
        among="其中" in label.text,
        is_total=_is_total(label.text, above.fund, labels),
    )


def _tight(text: str) -> str:
    return "".join(fold(text).split())


def _name(text: str) -> str:
    """Return the name of a line without its serial number and 其中."""
    return _ORNAMENT.sub("", text) or text


def _flow(text: Text | None) -> Flow | None:
    flows = [flow for flow in Flow if text is not None and flow.word in text.text]
    return flows[0] if len(flows) == 1 else None


def _is_total(label: str, fund: Text | None, labels: Labels) -> bool:
    name = _tight(fund.text) if fund else ""
    without_fund = _tight(label).replace(name, "") if name else label
    return is_one_of(without_fund, labels["details"]["total"])


def _values(
    row: Row, block: Block, money_unit: str, findings: Findings
) -> dict[str, Number | None]:
    unit = block.money_unit or money_unit
    label = row["label"].text if "label" in row else ""
    values = {
        name: converted(
            amount_of(row.get(name), f"“{label}”的{called}", unit, block.place, findings),
            unit,
            money_unit,
        )
        for name, called in _AMOUNTS
    }
    rates = {
        name: number_of(row.get(name), f"“{label}”的{called}", block.place, findings)
        for name, called in _RATES
    }
    now = values["current"]
    return {
        **values,
        "stated_share": settled_rate(rates["stated_share"], now, values["budget"]),
        "stated_rate": settled_rate(rates["stated_rate"], now, values["prior"], growth=True),
    }


def _incomplete(values: dict[str, Number | None], what: str) -> Finding:
    numbers = [number for number in values.values() if number is not None]
    told = "、".join(number.text for number in numbers)
    return found("table-row-incomplete", numbers[0].place, actual=told, what=what)


# --- parts of parts -----------------------------------------------------------------------


def _total_first(lines: Sequence[_Line]) -> tuple[_Line, ...]:
    """Return the lines with the total of the flow in front; without one, a first line that is."""
    totals = [line for line in lines if line.is_total]
    if len(totals) == 1:
        return (totals[0], *(line for line in lines if not line.is_total))
    rest = lines[1:]
    if not totals and len(rest) >= _LEAST_PARTS and _count_of_parts(lines[0], rest) == len(rest):
        return (replace(lines[0], is_total=True), *rest)
    return tuple(lines)


def _with_depth(lines: Sequence[_Line], depth: int = 1) -> Iterator[Detail]:
    """Yield the lines with the depth at which they stand; that of a total is 0."""
    position = 0
    while position < len(lines):
        line, after = lines[position], lines[position + 1 :]
        count = _count_of_parts(line, after)
        own = 0 if line.is_total else depth
        yield replace(line.detail, depth=own)
        yield from _with_depth(after[:count], own + 1)
        position += 1 + count


def _count_of_parts(whole: _Line, after: Sequence[_Line]) -> int:
    """Return how many of the lines after a line are parts of it, or parts of its parts."""
    if not after:
        return 0
    first = after[0]
    if whole.is_total:
        return _count_while(after, lambda line: not line.is_total)
    if 0 < whole.serial < first.serial:
        return _count_while(after, lambda line: not 0 < line.serial <= whole.serial)
    if first.inset > whole.inset:
        return _count_while(after, lambda line: line.inset > whole.inset)
    least = 1 if first.among and not whole.among else _LEAST_PARTS
    most = min(len(after), _MOST_PARTS)
    sums = (count for count in range(least, most + 1) if _make_up(whole, after[:count]))
    marked = 0 if whole.among else _count_while(after, lambda line: line.among)
    return next(sums, marked)


def _count_while(lines: Sequence[_Line], fits: Callable[[_Line], bool]) -> int:
    return next((index for index, line in enumerate(lines) if not fits(line)), len(lines))


def _make_up(whole: _Line, parts: Sequence[_Line]) -> bool:
    """Return whether the lines add up to one wherever they state anything, and not to 0."""
    pairs = [
        (getattr(whole.detail, name), [getattr(part.detail, name) for part in parts])
        for name, _ in _AMOUNTS
    ]
    told = [(due, numbers) for due, numbers in pairs if due is not None and any(numbers)]
    return any(due.value for due, _ in told) and all(_is_sum(*pair) for pair in told)


def _is_sum(due: Number, numbers: Sequence[Number | None]) -> bool:
    values = [number.value for number in numbers if number is not None]
    known = [value for value in values if value is not None]
    return len(known) == len(values) and sum(known, Decimal(0)) == due.value


# --- 参保情况 --------------------------------------------------------------------------------


def read_enrolment(
    blocks: Sequence[Block], fund_named: FundNamed, findings: Findings
) -> tuple[Enrolment, ...]:
    """Return the lines of 参保情况. Finds, besides single cells: table-row-incomplete."""
    lines: list[Enrolment] = []
    for block in blocks:
        fund: Text | None = None
        for row in block.rows:
            own = text_of(row.get("fund"), block.place, findings)
            fund = fund_named(own) if own is not None else fund
            lines.extend(_group(row, own, fund, block.place, findings))
    return tuple(lines)


def _group(
    row: Row, own: Text | None, fund: Text | None, sheet: Place, findings: Findings
) -> Iterator[Enrolment]:
    label = text_of(row.get("label"), sheet, findings) or own
    numbers = {name: number_of(row.get(name), called, sheet, findings) for name, called in _PEOPLE}
    if any(numbers.values()) and label is None:
        findings.append(_incomplete(numbers, "人群"))
    elif any(numbers.values()) and label is not None:
        yield Enrolment(label=label, fund=fund, **numbers)
