"""The report on a points rubric (民生工程): its outline, and the rubric itself as the annex.

Knows which sections such a report has, what it says of points, and the columns of the table. Must
not know Word.
"""

from collections.abc import Iterator

from scripts.templates import sentences
from scripts.templates.annex import HEADING
from scripts.templates.markup import Node
from scripts.templates.outline import paragraphs
from scripts.templates.page import LANDSCAPE
from scripts.templates.tables import Cell, Row, instruction, table

GROUPS = """
{%p for 大项 in 细则.大项 %}
## {{ 大项.名称 }}（满分{{ 大项.满分 }}，自评得分{{ 大项.得分 }}）
{%p if 大项.超出 %}
【请核实：{{ 大项.名称|引号 }}自评得分{{ 大项.得分 }}，高于满分{{ 大项.满分 }}，没有填够加分】
{%p elif 大项.有加分 %}
该项自评得分含加分{{ 大项.加分 }}
  {% if 大项.高于满分 %}，因此高于满分{% elif 大项.失分 %}，仍低于满分{% endif %}。
{%p endif %}
{%p for 项 in 大项.细述 %}
### {{ 项.名称 }}（{{ 项.满分 }}，自评得分{{ 项.得分 }}）
{%p if 项.说明 %}
{{ 项.说明|分段 }}
{%p endif %}
{%p if 项.超出 %}
【请核实：{{ 项.名称|引号 }}自评得分{{ 项.得分 }}，高于分值{{ 项.满分 }}，没有填够加分】
{%p elif 项.有加分 and not 项.说明含加分 %}
自评得分含加分{{ 项.加分 }}。{% if 项.加分依据 %}加分依据：{{ 项.加分依据|分段 }}
  {% else %}【请补充：加分依据】{% endif %}
{%p endif %}
{%p if 项.失分 %}
扣{{ 项.扣分 }}。{% if 项.扣分原因 %}扣分原因：{{ 项.扣分原因|分段 }}
  {% elif 项.缺扣分原因 %}【请补充：扣分原因】{% endif %}
{%p endif %}
{%p if 项.佐证材料 %}
佐证材料：{{ 项.佐证材料 }}。
{%p endif %}
{%p endfor %}
{%p if 大项.略述 %}
{% if 大项.细述 %}其余小项{% endif %}{% for 项 in 大项.略述 %}{{ 项.名称|引号 }}（{{ 项.满分 }}）
  {% if not loop.last %}、{% elif loop.first %}得满分。{% else %}均得满分。{% endif %}{% endfor %}
{%p endif %}
{%p endfor %}
"""
"""What is said of each group and its items."""

RESULT = """
对照评分细则，满分{{ 细则.满分 }}，综合自评得分{{ 细则.得分 }}
  {% if 细则.有加分 %}，其中加分{{ 细则.加分 }}{% if 细则.扣分 %}、扣{{ 细则.扣分 }}{% endif %}
  {% elif 细则.扣分 %}，其中扣{{ 细则.扣分 }}{% endif %}。
{%p if 细则.有失分 %}
没有得满分的小项：{% for 项 in 细则.失分 %}{{ 项.名称 }}扣{{ 项.扣分 }}
  {% if loop.last %}。{% else %}、{% endif %}{% endfor %}
{%p endif %}
"""
"""What all of it adds up to, and where points were lost."""

OUTLINE = "".join(
    (
        """
@Title {{ 报告.题目 }}
@Title
{%p if 报告.有待核实 %}
{{ 报告.待核实 }}
{%p endif %}
按照{{ 文字.评价办法文号 }}{% if (文字.评价办法文号|string)[-1:] == "号" %}文件{% endif %}
  规定的评价办法，{{ 单位.全称 }}{% if 文字.自称 %}（以下简称{{ 文字.自称|引号 }}）{% endif %}
  对{% if 报告.年度 %}{{ 报告.年度 }}年度{% endif %}{{ 项目.名称 }}
  {% if 项目.实施单位 and 项目.实施单位|string != 单位.全称|string %}
  （实施单位：{{ 项目.实施单位 }}）{% endif %}逐项开展了绩效自评，现将自评情况报告如下。
{%p if 文字.项目概况 %}
# 项目概况
{{ 文字.项目概况|分段 }}
{%p endif %}
{%p if 文字.单位职责 %}
# 部门职能职责
{{ 文字.单位职责|分段 }}
{%p endif %}
""",
        sentences.ORGANISATION,
        """
# 评分细则各项自评情况
{%p if not 细则.有 %}
【请补充：各项自评得分和完成情况】
{%p endif %}
""",
        GROUPS,
        """
# 综合自评得分
""",
        RESULT,
        """
{%p if 文字.主要做法 %}
# 主要做法
{{ 文字.主要做法|分段 }}
{%p endif %}
{%p if 文字.存在问题 or 文字.偏离原因 or 文字.改进措施 or 细则.有失分 %}
# 存在问题和改进措施
{%p if 文字.存在问题 %}
{{ 文字.存在问题|分段 }}
{%p endif %}
{%p if 文字.偏离原因 %}
{{ 文字.偏离原因|分段 }}
{%p endif %}
{%p if 文字.改进措施 %}
{{ 文字.改进措施|分段 }}
{%p else %}
【请补充：下一步改进措施】
{%p endif %}
{%p endif %}
{%p if 文字.结果应用 or 文字.公开渠道及时间 or 文字.公开网站 %}
""",
        sentences.USE,
        """
{%p endif %}
""",
        sentences.OTHER,
        sentences.CLOSING,
    )
)

_WIDTH = LANDSCAPE.text_width
_LABEL = 1900
_GROUP, _SECTION, _ITEM, _POINTS = 1900, 1400, 2400, 750
_WHY = 2500


def annex() -> list[Node]:
    """Return the annex: its heading, who scored what, the rubric row by row."""
    # Two tables, so that the heading of the rubric's columns comes again on each page.
    head, rubric = table([*_head()]), table([*rubric_rows()])
    return [*paragraphs(HEADING), head, *paragraphs("@Seam"), rubric, *paragraphs("@Seam")]


def _cell(text: str, width: int, style: str = "TableText") -> Cell:
    return Cell(text=text, width=width, style=style)


def _label(text: str, width: int) -> Cell:
    return _cell(text, width, "TableHead")


def _figure(text: str, width: int) -> Cell:
    return _cell(text, width, "TableFigure")


def _instruction(text: str) -> Row:
    return instruction(text, _WIDTH)


def _head() -> Iterator[Row]:
    half = (_WIDTH - 2 * _LABEL) // 2
    yield Row(
        cells=(_label("项目名称", _LABEL), _cell("{{ 项目.名称 }}", _WIDTH - _LABEL)),
    )
    yield Row(
        cells=(
            _label("主管部门", _LABEL),
            _cell("{{ 项目.主管部门 }}", half),
            _label("实施单位", _LABEL),
            _cell("{{ 项目.实施单位 }}", _WIDTH - 2 * _LABEL - half),
        )
    )


def rubric_rows() -> Iterator[Row]:
    """Yield the rubric, with a column for the level between group and item where there is one."""
    yield _instruction("{%tr if 细则.有二级 %}")
    yield from _rows(_SECTION)
    yield _instruction("{%tr else %}")
    yield from _rows(0)
    yield _instruction("{%tr endif %}")


def _rows(section: int) -> Iterator[Row]:
    """Yield heading, items and total, with a column for the level between where it has a width."""
    note = _WIDTH - _GROUP - section - _ITEM - 3 * _POINTS - _WHY
    yield Row(
        cells=(
            _label("大项", _GROUP),
            *([_label("二级指标", section)] if section else []),
            _label("小项", _ITEM),
            *(_label(text, _POINTS) for text in ("分值", "自评得分", "加分")),
            _label("完成情况", note),
            _label("加分依据或扣分原因", _WHY),
        ),
        header=True,
    )
    yield _instruction("{%tr for 行 in 细则.行 %}")
    yield Row(
        cells=(
            _figure("{{ 行.大项|合并 }}", _GROUP),
            *([_figure("{{ 行.二级|合并 }}", section)] if section else []),
            _cell("{{ 行.小项 }}", _ITEM),
            *(_figure(f"{{{{ 行.{name} }}}}", _POINTS) for name in ("分值", "得分", "加分")),
            _cell("{{ 行.说明 }}", note),
            _cell("{{ 行.依据 }}", _WHY),
        )
    )
    yield _instruction("{%tr endfor %}")
    yield Row(
        cells=(
            _label("综合自评得分", _GROUP + section + _ITEM),
            *(_figure(f"{{{{ 细则.{name}|数 }}}}", _POINTS) for name in ("满分", "得分", "加分")),
            _cell("", note),
            _cell("", _WHY),
        )
    )
