"""The report on a 转移支付: its outline and the words of its annex.

Knows which sections such a report has and in which order. Must not know Word.
"""

from scripts.templates import sentences
from scripts.templates.annex import Words

OUTLINE = "".join(
    (
        sentences.OPENING,
        """
# 绩效目标分解下达情况
## 上级下达转移支付预算和绩效目标情况
{{ 文字.背景及依据|分段 }}
""",
        sentences.BUDGET,
        sentences.EXPECTED,
        """
## 资金安排和分解下达情况
该资金根据{{ 文字.下达文号及文件名 }}
  {% if (文字.下达文号及文件名|string)[-1:] == "号" %}文件{% endif %}下达
  {% if 文字.下达日期 %}，下达日期为{{ 文字.下达日期 }}{% endif %}。
{%p if 文字.分解下达情况 %}
{{ 文字.分解下达情况|分段 }}
{%p endif %}
{%p if 文字.收入科目 or 文字.支出科目 %}
{% if 文字.收入科目 %}收入列{{ 文字.收入科目|引号 }}科目{% endif %}
  {% if 文字.收入科目 and 文字.支出科目 %}，{% endif %}
  {% if 文字.支出科目 %}支出列{{ 文字.支出科目|引号 }}科目{% endif %}。
{%p endif %}
{%p if 文字.单位职责 %}
## 部门职能职责
{{ 文字.单位职责|分段 }}
{%p endif %}
""",
        sentences.ORGANISATION,
        """
# 绩效目标完成情况分析
## 资金投入情况分析
### 项目资金到位情况分析
""",
        sentences.ARRIVAL,
        """
### 项目资金执行情况分析
""",
        sentences.EXECUTION,
        """
{%p if 文字.资金管理措施 or 文字.禁止性支出说明 or 管理.有 %}
### 项目资金管理情况分析
{%p if 文字.资金管理措施 %}
{{ 文字.资金管理措施|分段 }}
{%p endif %}
{%p if 文字.禁止性支出说明 %}
{{ 文字.禁止性支出说明|分段 }}
{%p endif %}
""",
        sentences.MANAGEMENT_ITEMS,
        """
{%p endif %}
## 总体绩效目标完成情况分析
""",
        sentences.REACHED,
        """
## 绩效指标完成情况分析
""",
        sentences.OVERVIEW,
        sentences.INDICATORS,
        """
{%p if 评分.有 %}
## 评价结果
{%p endif %}
""",
        sentences.SCORES,
        """
# 偏离绩效目标的原因和下一步改进措施
{%p if 偏差.有 %}
对照自评表，没有达到年度指标值{% if 评分.有 %}或者没有得满分{% endif %}的指标情况如下。
{%p elif 指标.全部达标 %}
各项绩效指标均达到年度指标值，没有未完成的指标。
{%p elif 指标.均未设 and 指标.目标未读 %}
各项指标的实际完成情况见前述分析。
{%p elif 指标.均未设 %}
年初未设定具体指标值，实际完成情况见前述分析。
{%p elif 指标.有达标 and not 指标.有陈述 and not 指标.有未填 %}
已设定指标值的指标均已完成，其余指标未设定指标值。
{%p elif 指标.有达标 %}
能够对照年度指标值考核的指标均已完成
  {% if 指标.有陈述 %}，以文字表述的指标完成情况见前述分析{% endif %}
  {% if 指标.有未设 %}，年初未设定指标值的不作比较{% endif %}。
{%p elif 指标.有 %}
各项指标的实际完成情况见前述分析。
{%p endif %}
{%p if 指标.有未填 %}
【请补充：尚未填写的实际完成值】
{%p endif %}
""",
        sentences.DEVIATIONS,
        """
{%p if 文字.改进措施 %}
{{ 文字.改进措施|分段 }}
{%p elif 偏差.有 %}
【请补充：下一步改进措施】
{%p endif %}
""",
        sentences.USE,
        sentences.OTHER,
        sentences.CLOSING,
    )
)

WORDS = Words(
    project="转移支付（项目）名称",
    department="主管部门",
    budget="全年预算数（A）",
    executed="全年执行数（B）",
    rate="预算执行率（B/A）",
    expected="年初设定目标",
    actual="全年实际完成情况",
    reached="全年完成值",
    reason="未完成原因和改进措施",
)
