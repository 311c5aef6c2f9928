"""The report on a 项目支出: its outline and the words of its annex.

Knows which sections such a report has and in which order. Must not know Word.
"""

from scripts.templates import sentences
from scripts.templates.annex import Words

OUTLINE = "".join(
    (
        sentences.OPENING,
        """
# 项目基本概况
## 项目背景和内容
{{ 文字.立项依据|分段 }}
{{ 文字.实施内容|分段 }}
{%p if 文字.补助标准 %}
{{ 文字.补助标准|分段 }}
{%p endif %}
## 项目资金情况
### 资金安排和到位情况
""",
        sentences.BUDGET,
        sentences.ARRIVAL,
        """
### 资金执行情况
""",
        sentences.EXECUTION,
        """
{%p if 文字.管理措施 or 管理.有 %}
### 项目管理情况
{%p if 文字.管理措施 %}
{{ 文字.管理措施|分段 }}
{%p endif %}
""",
        sentences.MANAGEMENT_ITEMS,
        """
{%p endif %}
## 绩效目标
""",
        sentences.EXPECTED,
        """
{%p if 文字.单位职责 %}
## 部门职能职责
{{ 文字.单位职责|分段 }}
{%p endif %}
""",
        sentences.ORGANISATION,
        """
# 绩效目标完成情况分析
## 总体目标完成情况
""",
        sentences.REACHED,
        """
{%p if 文字.业务量 %}
{{ 文字.业务量|分段 }}
{%p endif %}
## 绩效指标完成情况
""",
        sentences.OVERVIEW,
        sentences.INDICATORS,
        """
{%p if 偏差.有 or 偏差.有远超 or 文字.偏离原因 %}
## 偏离绩效目标的情况和原因
""",
        sentences.DEVIATIONS,
        """
{%p endif %}
{%p if 评分.有 %}
## 评价结果
{%p endif %}
""",
        sentences.SCORES,
        """
{%p if 文字.项目管理问题 or 文字.资金使用问题 or 文字.项目绩效问题 or 文字.其他问题 %}
# 存在问题
{%p if 文字.项目管理问题 %}
## 项目管理方面
{{ 文字.项目管理问题|分段 }}
{%p endif %}
{%p if 文字.资金使用问题 %}
## 资金使用方面
{{ 文字.资金使用问题|分段 }}
{%p endif %}
{%p if 文字.项目绩效问题 %}
## 项目绩效方面
{{ 文字.项目绩效问题|分段 }}
{%p endif %}
{%p if 文字.其他问题 %}
## 其他方面
{{ 文字.其他问题|分段 }}
{%p endif %}
{%p endif %}
{%p if 文字.改进措施 %}
# 下一步改进措施
{{ 文字.改进措施|分段 }}
{%p elif 偏差.有 %}
# 下一步改进措施
【请补充：下一步改进措施】
{%p endif %}
""",
        sentences.USE,
        sentences.OTHER,
        sentences.CLOSING,
    )
)

WORDS = Words(
    project="项目名称",
    department="主管部门",
    budget="全年预算数",
    executed="全年执行数",
    rate="执行率",
    expected="预期目标",
    actual="实际完成情况",
    reached="实际完成值",
    reason="偏差原因分析及改进措施",
)
