"""What was read of a workbook, block by block, each value with its cell.

Knows forms and how people call their parts. Must not know how they were read.
"""

from collections.abc import Iterable, Iterator

from pingshu.model import (
    Form,
    FundRow,
    Goals,
    Indicator,
    ManagementItem,
    Number,
    SpendingLine,
    Text,
)
from pingshu.outcome import Outcome

Named = Iterable[tuple[str, Text | Number | None]]


def reading_lines(outcome: Outcome) -> Iterator[str]:
    """Yield what was read of a workbook, and which sheets were passed over."""
    yield outcome.workbook
    for report in outcome.reports:
        yield from _form_lines(report.form)
    for item in outcome.skipped:
        yield f"跳过的工作表“{item.sheet}”：{item.why}"


def _form_lines(form: Form) -> Iterator[str]:
    yield f"工作表“{form.place.sheet}”：{form.family}绩效自评表"
    named = (
        ("项目名称", form.project),
        ("主管部门", form.department),
        ("实施单位", form.unit),
    )
    yield f"  年度：{form.year or '没有找到'}；金额单位：{form.money_unit or '没有写明'}"
    for label, text in named:
        yield f"  {label}：{_told(text) if text else '没有找到'}"
    yield "  资金：" if form.funds else "  资金：没有找到"
    yield from (f"    {_fund_line(row)}" for row in form.funds or ())
    yield from _goal_lines(form.goals)
    yield f"  绩效指标：{len(form.indicators or ())} 个"
    yield from (f"    {_indicator_line(item)}" for item in form.indicators or ())
    yield from _other_lines(form)


def _told(item: Text | Number) -> str:
    return f"{_on_one_line(item.text)}（{item.place.cell}）"


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _label(text: str) -> str:
    return _on_one_line(text).rstrip("：: ")


def _parts(named: Named) -> str:
    return "，".join(f"{label} {_told(item)}" for label, item in named if item)


def _fund_line(row: FundRow) -> str:
    named = (
        ("年初预算数", row.budget_initial),
        ("全年预算数", row.budget),
        ("全年执行数", row.executed),
        ("执行率", row.rate_stated),
        ("分值", row.weight),
        ("得分", row.score_stated),
    )
    return f"{_label(row.label.text)}：{_parts(named) or '没有填数'}"


def _goal_lines(goals: Goals | None) -> Iterator[str]:
    if goals is None:
        yield "  年度总体目标：没有找到"
        return
    for label, text in (("预期目标", goals.expected), ("实际完成情况", goals.actual)):
        yield f"  {label}：{_told(text) if text else '没有填'}"


def _indicator_line(item: Indicator) -> str:
    named = (
        ("目标", item.target),
        ("完成", item.actual),
        ("分值", item.weight),
        ("得分", item.score),
    )
    name = f"{_label(item.level3.text)}（{item.level3.place.cell}）"
    return f"{name}：{_parts(named) or '没有填'}"


def _other_lines(form: Form) -> Iterator[str]:
    if form.total_stated:
        yield f"  总分：{_told(form.total_stated)}"
    if form.management:
        yield f"  资金管理情况：{len(form.management)} 项"
        yield from (f"    {_management_line(item)}" for item in form.management)
    if form.spending:
        yield f"  支出明细：{len(form.spending.lines)} 行"
        yield from (f"    {_spending_line(line)}" for line in form.spending.lines)
    if form.texts:
        yield f"  文字材料：{len(form.texts)} 项"
        yield from (f"    {name}：{_told(text)}" for name, text in form.texts.items())


def _management_line(item: ManagementItem) -> str:
    named = (("情况", item.situation), ("问题", item.problem))
    return f"{_label(item.item.text)}（{item.item.place.cell}）：{_parts(named) or '没有填'}"


def _spending_line(line: SpendingLine) -> str:
    named = (("金额", line.amount), ("数量", line.count), ("单位", line.unit), ("说明", line.note))
    return f"{_label(line.label.text)}（{line.label.place.cell}）：{_parts(named) or '没有填'}"
