"""The report on funds of social insurance: its outline, and each 自评表 as an annex.

Knows which sections such a report has and in which order. Must not know what its tables look like.
"""

import re

from scripts.templates import sentences
from scripts.templates.annex import Words, annex_tables
from scripts.templates.charts import chart
from scripts.templates.fund_tables import fund_tables
from scripts.templates.funds import balance, flow, insured, lines, optional, parts
from scripts.templates.markup import WORD, Node, word
from scripts.templates.outline import paragraphs

_NAME_IN_FORM = re.compile(r"(?<![\w.])(?=(?:项目|资金|目标|管理|指标|偏差|附表)\.)")


def _of_each(text: str) -> str:
    """Return what is said of a single form as said of each form of a list."""
    return _NAME_IN_FORM.sub("表.", text)


_INDICATORS = sentences.INDICATORS.replace("#### {{ 分类.名称 }}", "").replace(
    "### {{ 类.名称 }}", "#### {{ 类.名称 }}"
)

_WHOLE = "".join(
    (
        """
@Title {{ 报告.题目 }}
@Title
{%p if 报告.有待核实 %}
{{ 报告.待核实 }}
{%p endif %}
按照预算绩效管理有关要求，{{ 单位.自称 }}对
  {% if 报告.年度 %}{{ 报告.年度 }}年度{% endif %}{{ 项目.名称 }}支出开展了绩效自评，
  现将自评情况报告如下。
{%p if 文字.项目负责人 or 文字.填报时间 %}
实施单位：{{ 单位.全称 }}{% if 文字.项目负责人 %}；项目负责人：{{ 文字.项目负责人 }}{% endif %}
  {% if 文字.填报时间 %}；填报时间：{{ 文字.填报时间 }}{% endif %}。
{%p endif %}
# 基金收支余总体情况
## 总体情况
""",
        optional("文字.单位职责", "文字.背景及依据"),
        """
{%p if 基金.有 %}
{%p if not 基金.单一 %}
本次自评的基金共{{ 基金.险种数 }}项：{% for 险种 in 基金.险种 %}{{ 险种.名称 }}
  {% if not loop.last %}、{% endif %}{% endfor %}。各项合计如下。
{%p endif %}
""",
        flow("基金.总体.收入", "收入"),
        "{%p if not 基金.单一 %}",
        lines("基金.总体.收入", "收入"),
        "{%p endif %}\n",
        optional("文字.收入增减原因"),
        flow("基金.总体.支出", "支出"),
        "{%p if not 基金.单一 %}",
        lines("基金.总体.支出", "支出"),
        "{%p endif %}\n",
        optional("文字.支出增减原因", "文字.增减原因"),
        balance("基金.总体", "文字"),
        optional("文字.收不抵支对策"),
        """
{%p else %}
【请补充：各项基金的收入、支出和结余】
{%p endif %}
""",
        optional("文字.口径说明"),
        """
{%p if 基金.口径待核实|string %}
{{ 基金.口径待核实 }}
{%p endif %}
""",
        optional("文字.运行情况"),
        "{%p if 基金.有 %}",
    )
)

_EACH_FUND = "".join(
    (
        "{%p endif %}\n",
        insured("基金", "文字", "##"),
        """
## 支出预算绩效目标设定情况
{{ 文字.支出预算绩效目标|分段 }}
{%p for 表 in 自评表 if 表.目标.预期 %}
{{ 表.项目.名称 }}的预期目标：{{ 表.目标.预期|分段 }}
{%p endfor %}
{%p if 基金.有 %}
# 各项基金预算完成及运行情况
{%p for 险种 in 基金.险种 %}
## {{ 险种.名称 }}{% if (险种.名称|string)[-2:] != "基金" %}基金{% endif %}
### 收入情况
{%p if not 基金.单一 or not 险种.收入.构成 %}
""",
        flow("险种.收入", "收入"),
        "{%p endif %}\n",
        parts("险种.收入", "收入"),
        lines("险种.收入", "收入"),
        optional("险种.文字.收入增减原因"),
        """
### 支出情况
{%p if not 基金.单一 or not 险种.支出.构成 %}
""",
        flow("险种.支出", "支出"),
        "{%p endif %}\n",
        parts("险种.支出", "支出"),
        lines("险种.支出", "支出"),
        optional("险种.文字.支出增减原因", "险种.文字.增减原因"),
        """
{%p if 险种.支出.超预算 and (险种.支出.不含往来超预算 or not 险种.支出.有往来)
  and not (险种.文字.支出增减原因 or 险种.文字.增减原因 or 文字.支出增减原因 or 文字.增减原因) %}
【请补充：支出超出预算的原因】
{%p endif %}
### 结余情况
{%p if not 基金.单一 %}
""",
        balance("险种", "险种.文字"),
        """
{%p endif %}
{%p if 险种.文字.收不抵支对策 %}
{{ 险种.文字.收不抵支对策|分段 }}
{%p elif 险种.有缺口 and not 文字.收不抵支对策 %}
【请补充：收不抵支的原因和对策】
{%p endif %}
""",
        optional("险种.文字.口径说明"),
        insured("险种", "险种.文字", "###"),
        """
{%p if 险种.文字.运行情况 %}
### 运行情况
{{ 险种.文字.运行情况|分段 }}
{%p endif %}
{%p if 险种.其他文字 %}
### 其他情况
{%p for 段 in 险种.其他文字 %}
{{ 段.名称 }}：{{ 段.内容|分段 }}
{%p endfor %}
{%p endif %}
{%p endfor %}
{%p endif %}
""",
    )
)

_RESULTS = "".join(
    (
        """
# 组织实施和绩效管理情况
## 管理情况
{{ 文字.基金管理措施|分段 }}
""",
        optional("文字.自评工作组织情况"),
        """
## 绩效目标完成情况
{%p for 表 in 自评表 %}
### {{ 表.项目.名称 }}
""",
        _of_each(sentences.REACHED),
        _of_each(sentences.MANAGEMENT_ITEMS),
        _of_each(sentences.OVERVIEW),
        _of_each(_INDICATORS),
        """
{%p if 表.偏差.有 or 表.偏差.有远超 %}
#### 偏离绩效目标的情况和原因
""",
        _of_each(sentences.MISSES),
        """
{%p endif %}
{%p for 段 in 表.文字 %}
{{ 段.名称 }}：{{ 段.内容|分段 }}
{%p endfor %}
{%p else %}
【请补充：绩效目标和绩效指标的完成情况】
{%p endfor %}
""",
        optional("文字.偏离原因"),
        """
# 其他需要说明的问题
## 后续工作计划
{{ 文字.后续工作计划|分段 }}
""",
        optional("文字.改进措施"),
        """
## 主要经验及做法、存在问题和建议
### 主要经验及做法
{{ 文字.主要经验|分段 }}
### 存在问题
{{ 文字.存在问题|分段 }}
{%p if 文字.审计巡视发现问题 %}
审计、巡视等发现的问题：{{ 文字.审计巡视发现问题|分段 }}
{%p endif %}
### 建议
{{ 文字.建议|分段 }}
{%p if 文字.结果应用 or 文字.公开渠道及时间 or 文字.公开网站 %}
## 绩效自评结果应用和公开情况
""",
        optional("文字.结果应用", "文字.公开渠道及时间"),
        """
{%p if 文字.公开网站 and not 文字.公开渠道及时间 %}
公开网站：{{ 文字.公开网站 }}。
{%p endif %}
{%p endif %}
{%p if 文字.其他需要说明的问题 %}
## 其他事项
{{ 文字.其他需要说明的问题|分段 }}
{%p endif %}
# 附表
{%p for 表 in 自评表 %}
{%p if loop.first %}
{% for 份 in 自评表 %}{{ 份.附表.标题 }}{% if not loop.last %}、{% endif %}{% endfor %}，见附件。
{%p endif %}
{%p else %}
【请补充：各项基金的绩效自评表】
{%p endfor %}
""",
        sentences.CLOSING,
    )
)

# --- the text and the annexes --------------------------------------------------------------------


def body() -> list[Node]:
    """Return the text of the report, with the tables of income, spending and balance."""
    return [
        *paragraphs(_WHOLE),
        *fund_tables(),
        *chart("基金收支", "基金收支对比图（单位：万元）"),
        *paragraphs(_EACH_FUND),
        *paragraphs(_RESULTS),
    ]


_WORDS = Words(
    project="项目名称",
    department="预算支出科目（部门）",
    unit="",
    funds="预算执行情况",
    source="资金",
    budget="预算数",
    executed="执行数",
    rate="",
    expected="预期目标",
    actual="实际完成目标",
    reached="实际完成指标值",
    reason="",
)

_HEADING = """
@AnnexTitle {{ 表.附表.标题 }}
{%p if 报告.年度 %}
@AnnexYear （{{ 报告.年度 }}年度）
{%p endif %}
"""

_NO_FORM = """
{%p else %}
@AnnexMark 附件
@AnnexTitle 【请补充：各项基金的绩效自评表】
{%p endfor %}
@Seam
"""


def annexes() -> list[Node]:
    """Return the forms, each on a page of its own."""
    (mark,) = paragraphs(
        "@AnnexMark {% if 附件.多份 %}附件{{ loop.index }}{% else %}附件{% endif %}"
    )
    _begin_page(mark)
    tables = annex_tables(_WORDS)
    for text in (node for part in tables for node in part.iter(f"{{{WORD}}}t")):
        text.text = _of_each(text.text or "")
    return [
        *paragraphs("{%p for 表 in 自评表 %}"),
        mark,
        *paragraphs(_HEADING),
        *tables,
        *paragraphs(_NO_FORM),
    ]


def _begin_page(paragraph: Node) -> None:
    paragraph[0].append(word("pageBreakBefore"))
