"""The report on the whole spending of a department: its outline and the words of its annex.

Knows which sections such a report has and in which order. Must not know Word.
"""

from string import Template

from scripts.templates import rubric, sentences
from scripts.templates.annex import HEADING, Words, annex_tables
from scripts.templates.markup import Node
from scripts.templates.outline import paragraphs
from scripts.templates.page import LANDSCAPE
from scripts.templates.tables import Cell, Row, table

_LABEL = 1900

_COMPOSITION = Template("""
{%p if 构成.$list %}
{% if 构成.${list}口径 %}{{ 构成.${list}口径 }}{% else %}资金{% endif %}按$kind分
  {% for 行 in 构成.$list %}{% if loop.first and loop.last %}，全部为{{ 行.标签 }}{{ 行.金额 }}。
  {% else %}{% if loop.first %}：{% endif %}{{ 行.标签 }}{{ 行.金额 }}
  {% if 行.占比 %}，占{{ 行.占比 }}{% endif %}
  {% if loop.last %}。{% else %}；{% endif %}{% endif %}{% endfor %}{{ 构成.${list}待核实 }}
{%p endif %}
""")

_USES = """
{%p if 资金.用途 %}
按支出用途看，{% for 行 in 资金.用途 %}{{ 行.标签 }}
  {% if 行.预算数 %}预算{{ 行.预算数 }}，{% endif %}
  {% if 行.未执行 %}尚未执行
  {% elif not 行.执行数 %}【请补充：执行数】
  {% else %}执行{{ 行.执行数 }}{% if 行.执行率 %}，执行率{{ 行.执行率 }}{% endif %}{% endif %}
  {% if loop.last %}。{% else %}；{% endif %}{% endfor %}
{%p endif %}
"""

OUTLINE = "".join(
    (
        sentences.OPENING,
        """
# 部门（单位）基本情况
## 机构设置
{{ 文字.机构设置|分段 }}
## 人员编制
{{ 文字.人员编制|分段 }}
## 主要职责
{{ 文字.单位职责|分段 }}
## 年度重点工作
{{ 文字.年度重点工作|分段 }}
{%p if 资金.有 or 资金.无预算 or not 细则.有 or 文字.基本支出与项目支出情况 or (文字.三公经费)
  or (文字.资产管理) or 文字.资金管理措施 %}
# 预算执行及资金管理情况
{%p if 资金.有 or 资金.无预算 or not 细则.有 %}
## 预算安排情况
""",
        sentences.BUDGET,
        _COMPOSITION.substitute(list="收入", kind="收入性质"),
        _COMPOSITION.substitute(list="支出", kind="支出性质"),
        """
## 预算执行情况
""",
        sentences.EXECUTION,
        _USES,
        """
{%p endif %}
{%p if 文字.基本支出与项目支出情况 %}
## 基本支出和项目支出情况
{{ 文字.基本支出与项目支出情况|分段 }}
{%p endif %}
{%p if 文字.三公经费 %}
## “三公”经费情况
{% if (文字.三公经费|string)[:2] == "预算" %}“三公”经费{% endif %}{{ 文字.三公经费|分段 }}
{%p endif %}
{%p if 文字.资产管理 %}
## 资产管理情况
{{ 文字.资产管理|分段 }}
{%p endif %}
{%p if 文字.资金管理措施 or 管理.有 %}
## 资金管理情况
{%p if 文字.资金管理措施 %}
{{ 文字.资金管理措施|分段 }}
{%p endif %}
""",
        sentences.MANAGEMENT_ITEMS,
        """
{%p endif %}
{%p endif %}
""",
        sentences.ORGANISATION,
        """
{%p if 细则.有 %}
# 评分细则各项自评情况
""",
        rubric.GROUPS,
        """
## 自评结果
""",
        rubric.RESULT,
        """
{%p else %}
# 整体绩效目标完成情况
## 总体目标完成情况
""",
        sentences.EXPECTED,
        """
{%p if 目标.实际 %}
年末完成情况为：
{%p endif %}
""",
        sentences.REACHED,
        """
{%p if 目标.原因 %}
总体目标存在偏差的原因和改进措施：{{ 目标.原因|分段 }}
{%p endif %}
## 绩效指标完成情况
""",
        sentences.OVERVIEW,
        sentences.INDICATORS,
        """
{%p if 评分.有 %}
## 自评结果
{%p endif %}
""",
        sentences.scores("部门整体支出"),
        """
{%p endif %}
{%p if 细则.有失分 or 偏差.有 or 偏差.有远超 or 文字.偏离原因 or 文字.存在问题 or 文字.改进措施 %}
# 存在问题及改进措施
{%p if 偏差.有 or 偏差.有远超 or 文字.偏离原因 %}
## 偏离绩效目标的情况和原因
""",
        sentences.DEVIATIONS,
        """
{%p endif %}
{%p if 文字.存在问题 %}
## 存在的问题
{{ 文字.存在问题|分段 }}
{%p endif %}
{%p if 文字.改进措施 %}
## 改进措施
{{ 文字.改进措施|分段 }}
{%p elif 细则.有失分 or 偏差.有 or 文字.存在问题 %}
## 改进措施
【请补充：下一步改进措施】
{%p endif %}
{%p endif %}
""",
        sentences.USE,
        sentences.OTHER,
        sentences.CLOSING,
    )
)

WORDS = Words(
    project="",
    department="部门（单位）名称",
    funds="年度预算",
    source="资金项目",
    budget="全年预算数",
    executed="全年执行数",
    rate="执行率",
    expected="预期目标",
    actual="实际完成情况",
    reached="实际完成值",
    reason="偏差原因分析及改进措施",
)


def annex() -> list[Node]:
    """Return the annex: the form with funds, goals and indicators, or the points rubric."""
    return [
        *paragraphs(HEADING),
        *paragraphs("{%p if 细则.有 %}"),
        table([_department_row(), *rubric.rubric_rows()]),
        *paragraphs("{%p else %}"),
        *annex_tables(WORDS),
        *paragraphs("{%p endif %}\n@Seam"),
    ]


def _department_row() -> Row:
    name = Cell(text="{{ 项目.主管部门 }}", width=LANDSCAPE.text_width - _LABEL)
    return Row(cells=(Cell(text=WORDS.department, width=_LABEL, style="TableHead"), name))
