"""The annex: the 自评表 itself as tables, with or without 年初预算数, 分值 and 得分.

Knows what the form's blocks look like on paper. Must not know what a family's report says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.templates.markup import Node
from scripts.templates.outline import paragraphs
from scripts.templates.page import LANDSCAPE
from scripts.templates.tables import Cell, Row, instruction, table

_WIDTH = LANDSCAPE.text_width
_LABEL = 1900
_INNER = _WIDTH - _LABEL
_SOURCE = 2868
_ITEM = 2000
_LEVELS = (1240, 2060, 2900, 1650, 1650)
_POINTS = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a family's form calls its rows and columns.

    Attributes:
        project: Blank on the form of a whole department, which is about no project.
        unit: Blank where the form names none.
        rate, reason: Blank where the form has no such column.
        funds: The block of the funds.
        source: The column of their names.
    """

    project: str
    department: str
    budget: str
    executed: str
    rate: str
    expected: str
    actual: str
    reached: str
    reason: str
    unit: str = "实施单位"
    funds: str = "项目资金"
    source: str = "资金来源"


_FUND_LAYOUTS = (
    ("{%tr if 附表.有年初预算 and 附表.有分值 %}", True, True),
    ("{%tr elif 附表.有年初预算 %}", True, False),
    ("{%tr elif 附表.有分值 %}", False, True),
    ("{%tr else %}", False, False),
)

HEADING = """
@AnnexMark {% if 附件.多份 %}附件1{% else %}附件{% endif %}
@AnnexTitle {{ 附表.标题 }}
{%p if 报告.年度 %}
@AnnexYear （{{ 报告.年度 }}年度）
{%p endif %}
"""
"""The lines above the form, in every family."""


def annex(words: Words) -> list[Node]:
    """Return the annex: its heading, the form's head with funds and goals, its indicators."""
    return [*paragraphs(HEADING), *annex_tables(words), *paragraphs("@Seam")]


def annex_tables(words: Words) -> list[Node]:
    """Return the form as tables: its head with funds and goals, then its indicators."""
    return [
        table(
            [
                *_project_rows(words),
                *_funds(words),
                *_composition(words),
                *_goals(words),
                *_management(),
            ]
        ),
        *paragraphs("@Seam\n{%p if 附表.指标 %}"),
        table([*_indicators(words), *_total()]),
        *paragraphs("{%p endif %}"),
    ]


def _head(text: str, width: int, merge: str = "") -> Cell:
    return Cell(text=text, width=width, style="TableHead", merge=merge)


def _text(text: str, width: int) -> Cell:
    return Cell(text=text, width=width)


def _figure(text: str, width: int) -> Cell:
    return Cell(text=text, width=width, style="TableFigure")


def _instruction(text: str) -> Row:
    return instruction(text, _WIDTH)


def _project_rows(words: Words) -> Iterator[Row]:
    if not words.project:
        yield Row(cells=(_head(words.department, _LABEL), _text("{{ 项目.主管部门 }}", _INNER)))
        return
    yield Row(
        cells=(_head(words.project, _LABEL), _text("{{ 项目.全名 }}", _INNER)),
    )
    if not words.unit:
        yield Row(cells=(_head(words.department, _LABEL), _text("{{ 项目.主管部门 }}", _INNER)))
        return
    half = (_WIDTH - 2 * _LABEL) // 2
    yield Row(
        cells=(
            _head(words.department, _LABEL),
            _text("{{ 项目.主管部门 }}", half),
            _head(words.unit, _LABEL),
            _text("{{ 项目.实施单位 }}", _WIDTH - 2 * _LABEL - half),
        )
    )


def _funds(words: Words) -> Iterator[Row]:
    yield _instruction("{%tr if 附表.资金 %}")
    for keyword, initial, scored in _FUND_LAYOUTS:
        yield _instruction(keyword)
        columns = _fund_columns(words, initial=initial, scored=scored)
        yield from _funds_rows(words, columns)
    yield _instruction("{%tr endif %}")
    yield _instruction("{%tr endif %}")


def _fund_columns(words: Words, *, initial: bool, scored: bool) -> list[tuple[str, str]]:
    """Return heading and name of each column behind the label."""
    columns = [
        ("年初预算数", "年初预算数", initial),
        (words.budget, "预算数", True),
        (words.executed, "执行数", True),
        ("分值", "分值", scored),
        (words.rate, "执行率", bool(words.rate)),
        ("得分", "得分", scored),
    ]
    return [(heading, name) for heading, name, present in columns if present]


def _funds_rows(words: Words, columns: Sequence[tuple[str, str]]) -> Iterator[Row]:
    widths = _shares(_INNER - _SOURCE, len(columns))
    block = _head(f"{words.funds}（{{{{ 附表.金额单位 }}}}）", _LABEL, "restart")
    headings = [_head(text, width) for (text, _), width in zip(columns, widths, strict=True)]
    yield Row(cells=(block, _head(words.source, _SOURCE), *headings))
    yield _instruction("{%tr for 行 in 附表.资金 %}")
    figures = [
        _figure(f"{{{{ 行.{name} }}}}", width)
        for (_, name), width in zip(columns, widths, strict=True)
    ]
    yield Row(cells=(_head("", _LABEL, "continue"), _text("{{ 行.标签 }}", _SOURCE), *figures))
    yield _instruction("{%tr endfor %}")


def _composition(words: Words) -> Iterator[Row]:
    """Yield the funds by kind of income and spending, which the form of a department may hold."""
    if words.project:
        return
    width = (_INNER - _SOURCE) // 2
    rest = _INNER - _SOURCE - width
    yield _instruction("{%tr if 附表.构成 %}")
    block = _head("资金构成（{{ 附表.金额单位 }}）", _LABEL, "restart")
    yield Row(cells=(block, _head("划分", _SOURCE), _head("项目", width), _head("金额", rest)))
    yield _instruction("{%tr for 行 in 附表.构成 %}")
    yield Row(
        cells=(
            _head("", _LABEL, "continue"),
            _figure("{{ 行.性质|合并 }}", _SOURCE),
            _text("{{ 行.名称 }}", width),
            _figure("{{ 行.金额 }}", rest),
        )
    )
    yield _instruction("{%tr endfor %}")
    yield _instruction("{%tr endif %}")


def _shares(width: int, count: int) -> list[int]:
    """Part a width evenly; the last share takes what is left over."""
    share = width // count
    return [*[share] * (count - 1), width - share * (count - 1)]


def _goals(words: Words) -> Iterator[Row]:
    left, right = _shares(_INNER, 2)
    yield Row(
        cells=(
            _head("年度总体目标", _LABEL, "restart"),
            _head(words.expected, left),
            _head(words.actual, right),
        )
    )
    yield Row(
        cells=(
            _head("", _LABEL, "continue"),
            _text("{{ 目标.预期|分段 }}", left),
            _text("{{ 目标.实际|分段 }}", right),
        ),
        splits=True,
    )


def _management() -> Iterator[Row]:
    left, right = _shares(_INNER - _ITEM, 2)
    yield _instruction("{%tr if 管理.有 %}")
    yield Row(
        cells=(
            _head("资金管理情况", _LABEL, "restart"),
            _head("事项", _ITEM),
            _head("情况说明", left),
            _head("存在问题和改进措施", right),
        )
    )
    yield _instruction("{%tr for 行 in 附表.管理 %}")
    yield Row(
        cells=(
            _head("", _LABEL, "continue"),
            _figure("{{ 行.事项 }}", _ITEM),
            _text("{{ 行.情况 }}", left),
            _text("{{ 行.问题 }}", right),
        )
    )
    yield _instruction("{%tr endfor %}")
    yield _instruction("{%tr endif %}")


def _indicators(words: Words) -> Iterator[Row]:
    yield _instruction("{%tr if 附表.有分值 %}")
    yield _indicator_heading(words, ("分值", "得分"))
    yield _instruction("{%tr else %}")
    yield _indicator_heading(words, ())
    yield _instruction("{%tr endif %}")
    yield _instruction("{%tr for 行 in 附表.指标 %}")
    yield _instruction("{%tr if 附表.有分值 %}")
    yield _indicator_row(words, ("{{ 行.分值 }}", "{{ 行.得分 }}"))
    yield _instruction("{%tr else %}")
    yield _indicator_row(words, ())
    yield _instruction("{%tr endif %}")
    yield _instruction("{%tr endfor %}")


def _indicator_heading(words: Words, points: tuple[str, ...]) -> Row:
    levels = ("一级指标", "二级指标", "三级指标", "年度指标值", words.reached)
    widths = _widths(words, points)
    headings = [_head(text, width) for text, width in zip(levels, widths, strict=True)]
    scores = [_head(text, _POINTS) for text in points]
    reason = [_head(words.reason, _rest(points))] if words.reason else []
    return Row(cells=(*headings, *scores, *reason), header=True)


def _indicator_row(words: Words, points: tuple[str, ...]) -> Row:
    level1, level2, level3, target, actual = _widths(words, points)
    return Row(
        cells=(
            _figure("{{ 行.一级|合并 }}", level1),
            _figure("{{ 行.二级|合并 }}", level2),
            _text("{{ 行.三级 }}", level3),
            _figure("{{ 行.目标值 }}", target),
            _figure("{{ 行.完成值 }}", actual),
            *(_figure(text, _POINTS) for text in points),
            *([_text("{{ 行.原因 }}", _rest(points))] if words.reason else []),
        )
    )


def _widths(words: Words, points: tuple[str, ...]) -> tuple[int, ...]:
    """Return the widths of the levels; without reasons the indicator's name has their room."""
    level1, level2, level3, target, actual = _LEVELS
    more = 0 if words.reason else _rest(points)
    return level1, level2, level3 + more, target, actual


def _rest(points: tuple[str, ...]) -> int:
    """Return the width that is left for the reasons."""
    return _WIDTH - sum(_LEVELS) - _POINTS * len(points)


def _total() -> Iterator[Row]:
    sums = ("{{ 附表.分值合计 }}", "{{ 附表.总分 }}")
    yield _instruction("{%tr if 附表.有分值 %}")
    yield Row(
        cells=(
            _head("总分", sum(_LEVELS)),
            *(_figure(text, _POINTS) for text in sums),
            _text("", _rest(sums)),
        )
    )
    yield _instruction("{%tr endif %}")
