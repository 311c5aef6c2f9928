"""What was read of a workbook, block by block, each value with its cell.

Knows forms and how people call their parts. Must not know how they were read.
"""

from collections.abc import Iterable, Iterator

from pingshu.model import (
    Computation,
    Form,
    FundComparison,
    FundRow,
    FundSplit,
    Goals,
    Indicator,
    ManagementItem,
    Number,
    Rubric,
    RubricItem,
    SpendingLine,
    Text,
)
from pingshu.pipeline import Reading
from pingshu.values import plain

Named = Iterable[tuple[str, Text | Number | None]]


def reading_lines(workbook: str, read: Reading) -> Iterator[str]:
    """Yield what was read of a workbook, and which sheets were passed over."""
    yield workbook
    for form, computation, _ in read.forms:
        yield from _report_lines(form)
        yield from _score_lines(computation)
    for item in read.skipped:
        yield f"跳过的工作表“{item.sheet}”：{item.why}"


def _score_lines(computation: Computation) -> Iterator[str]:
    """Yield the scores by formula, which stand beside those of the form."""
    for one in computation.annexes or (computation,):
        rows = [(item.indicator.level3.text, item.score) for item in one.indicators]
        total = [(one.total.row.label.text, one.total.score)] if one.total else []
        scored = [(name, score) for name, score in (*total, *rows) if score]
        if scored:
            grade = f"，等级为{one.grade_computed}" if one.grade_computed else ""
            whole = one.score_computed
            told = f"合计 {plain(whole.value)}分{grade}" if whole else "有的项目没有得分，没有合计"
            yield f"  测算得分（供核对，表上的得分不改）：{told}"
        for name, score in scored:
            yield f"    {_label(name)}：{plain(score.value)}分，{score.formula}"


def _report_lines(form: Form) -> Iterator[str]:
    """Yield the tables of funds and texts of a form that leads a report, then its annexes."""
    if not form.annexes and form.comparison is None:
        yield from _form_lines(form)
        return
    yield f"工作表“{form.place.sheet}”：{form.family}，全部自评表合写一份报告"
    yield from _header_lines(form)
    if form.comparison:
        yield from _comparison_lines(form.comparison)
    yield from _detail_lines(form)
    yield from _text_lines(form)
    for annex in form.annexes:
        yield from _form_lines(annex)


def _comparison_lines(table: FundComparison) -> Iterator[str]:
    yield f"  收支对比表：{len(table.rows)} 行"
    for row in table.rows:
        named = (
            (fund.label.text, value) for fund, value in zip(table.funds, row.values, strict=True)
        )
        unused = "" if row.measure else "（不知道是什么数，不用于计算）"
        yield f"    {row.label}{unused}：{_parts(named) or '没有填'}"


def _detail_lines(form: Form) -> Iterator[str]:
    if form.details:
        yield f"  收支明细：{len(form.details)} 行"
    for line in form.details:
        whose = f"{line.fund.text if line.fund else '合计'}·{line.flow.word}"
        named = (("预算", line.budget), ("本年", line.current), ("上年", line.prior))
        yield f"    {'  ' * line.depth}{whose}·{_cell_and_parts(line.label, named)}"
    if form.enrolment:
        yield f"  参保情况：{len(form.enrolment)} 行"
    for group in form.enrolment:
        named = (("人数", group.people), ("不应参保", group.exempt), ("实参保", group.enrolled))
        whose = f"{group.fund.text}·" if group.fund else ""
        yield f"    {whose}{_cell_and_parts(group.label, named)}"


def _form_lines(form: Form) -> Iterator[str]:
    yield f"工作表“{form.place.sheet}”：{form.family}绩效自评表"
    yield from _header_lines(form)
    if form.rubric:
        yield from _rubric_lines(form.rubric)
    if form.funds or form.indicators or not form.rubric:
        yield from _block_lines(form)
    yield from _other_lines(form)


def _header_lines(form: Form) -> Iterator[str]:
    project = () if form.subject and form.project is None else (("项目名称", form.project),)
    named = (*project, ("主管部门", form.department), ("实施单位", form.unit))
    yield f"  年度：{form.year or '没有找到'}；金额单位：{form.money_unit or '没有写明'}"
    for label, text in named:
        yield f"  {label}：{_told(text) if text else '没有找到'}"


def _block_lines(form: Form) -> Iterator[str]:
    yield "  资金：" if form.funds else "  资金：没有找到"
    yield from (f"    {_fund_line(row)}" for row in form.funds or ())
    yield from (f"    {_split_line(part)}" for part in form.splits)
    yield from _goal_lines(form.goals)
    yield f"  绩效指标：{len(form.indicators or ())} 个"
    yield from (f"    {_indicator_line(item)}" for item in form.indicators or ())


def _rubric_lines(rubric: Rubric) -> Iterator[str]:
    yield f"  评分细则：{len(rubric.groups)} 个大项，{len(rubric.items)} 个小项"
    for group in rubric.groups:
        named = (("分值", group.maximum), ("自评得分", group.points))
        yield f"    {_cell_and_parts(group.name, named)}"
        yield from (f"      {_rubric_item_line(item)}" for item in group.items)
    if rubric.total_stated:
        yield f"  总分：{_told(rubric.total_stated)}"


def _rubric_item_line(item: RubricItem) -> str:
    named = (
        ("分值", item.maximum),
        ("自评得分", item.points),
        ("加分", item.bonus),
        ("加分依据", item.bonus_reason),
        ("扣分原因", item.loss_reason),
        ("说明", item.note),
    )
    return _cell_and_parts(item.name, named)


def _cell_and_parts(name: Text, named: Named) -> str:
    return f"{_label(name.text)}（{name.place.cell}）：{_parts(named) or '没有填数'}"


def _told(item: Text | Number) -> str:
    return f"{_on_one_line(item.text)}（{item.place.cell or item.place.sheet}）"


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


def _split_line(part: FundSplit) -> str:
    return f"按{part.kind}分·{part.label.text}：{_parts([('金额', part.amount)]) or '没有填数'}"


def _goal_lines(goals: Goals | None) -> Iterator[str]:
    if goals is None:
        yield "  年度总体目标：没有找到"
        return
    for label, text in (("预期目标", goals.expected), ("实际完成情况", goals.actual)):
        yield f"  {label}：{_told(text) if text else '没有填'}"
    if goals.reason:
        yield f"  偏差原因：{_told(goals.reason)}"


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
    yield from _text_lines(form)


def _text_lines(form: Form) -> Iterator[str]:
    if form.texts:
        yield f"  文字材料：{len(form.texts)} 项"
        yield from (f"    {name}：{_told(text)}" for name, text in form.texts.items())
    for fund, texts in form.fund_texts.items():
        yield f"  文字材料（{fund}）：{len(texts)} 项"
        yield from (f"    {name}：{_told(text)}" for name, text in texts.items())


def _management_line(item: ManagementItem) -> str:
    named = (("情况", item.situation), ("问题", item.problem))
    return f"{_label(item.item.text)}（{item.item.place.cell}）：{_parts(named) or '没有填'}"


def _spending_line(line: SpendingLine) -> str:
    named = (("金额", line.amount), ("数量", line.count), ("单位", line.unit), ("说明", line.note))
    return f"{_label(line.label.text)}（{line.label.place.cell}）：{_parts(named) or '没有填'}"
