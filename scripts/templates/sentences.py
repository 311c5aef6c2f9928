"""What the reports of every family say: funds, indicators, deviations, scores, closing.

Knows the names of the view and good official Chinese. Must not know Word. Nothing here counts or
compares: what can be said is asked of the view, which answers yes or no.
"""

from string import Template

OPENING = """
@Title {{ 报告.题目 }}
@Title
{%p if 报告.有待核实 %}
{{ 报告.待核实 }}
{%p endif %}
按照预算绩效管理有关要求，{{ 单位.自称 }}对
  {% if 报告.年度 %}{{ 报告.年度 }}年度{% endif %}{{ 项目.名称 }}开展了绩效自评，
  现将自评情况报告如下。
"""

BUDGET = """
{%p if 资金.无预算 %}
【请核实：自评表填列的全年预算数为{{ 资金.预算数 }}，是否漏填】
{%p elif 资金.有 %}
{% if 资金.调增 %}年初预算数{{ 资金.年初预算数 }}，执行中调增{{ 资金.调整数 }}
  {% if 资金.调整率 %}（预算调整率{{ 资金.调整率 }}）{% endif %}，调整后全年预算数{{ 资金.预算数 }}
  {% elif 资金.调减 %}年初预算数{{ 资金.年初预算数 }}，执行中调减{{ 资金.调整数 }}
  {% if 资金.调整率 %}（减幅{{ 资金.调整率 }}）{% endif %}，调整后全年预算数{{ 资金.预算数 }}
  {% elif 资金.有年初预算 %}年初预算数和全年预算数均为{{ 资金.预算数 }}，执行中没有调整
  {% else %}全年预算数{{ 资金.预算数 }}{% endif %}
  {% if 资金.单一来源 %}{% for 行 in 资金.来源 %}，全部为{{ 行.标签 }}{% endfor %}
  {% else %}{% for 行 in 资金.来源 if 行.预算数 %}
  {% if loop.first %}，其中：{% endif %}{{ 行.标签 }}{{ 行.预算数 }}
  {% if not loop.last %}、{% endif %}{% endfor %}{% endif %}。
{%p else %}
【请补充：全年预算数】
{%p endif %}
{%p if 文字.预算调整原因及批文 %}
{{ 文字.预算调整原因及批文|分段 }}
{%p elif 资金.调增 or 资金.调减 %}
【请补充：预算调整的原因和批准文件】
{%p endif %}
"""

ARRIVAL = """
资金到位时间为{{ 文字.到位日期 }}{% if 资金.到位数 %}，到位金额{{ 资金.到位数 }}
  {% if 资金.到位率 %}，到位率{{ 资金.到位率 }}{% endif %}
  {% if 资金.足额到位 %}，已足额到位{% endif %}{% endif %}。
"""

EXECUTION = """
{%p if 资金.超预算 %}
【请核实：自评表填列的全年执行数{{ 资金.执行数 }}大于全年预算数{{ 资金.预算数 }}，
  是否填错或漏填调整后的预算数】
{%p elif 资金.无预算 %}
【请核实：没有全年预算数，不能计算预算执行率】
{%p elif 资金.全额执行 %}
全年执行数{{ 资金.执行数 }}，预算执行率{{ 资金.执行率 }}，资金全部执行完毕，无结余资金。
{%p elif 资金.部分执行 %}
全年执行数{{ 资金.执行数 }}，预算执行率{{ 资金.执行率 }}，未执行{{ 资金.未执行数 }}。
{%p elif 资金.未执行 %}
全年没有支出，预算执行率{{ 资金.执行率 }}，未执行{{ 资金.未执行数 }}。
{%p elif 资金.执行数 %}
全年执行数{{ 资金.执行数 }}。
{%p else %}
【请补充：全年执行数】
{%p endif %}
{%p if 资金.来源 and not 资金.单一来源 and not 资金.超预算 %}
按{% if 资金.按用途 %}支出用途{% else %}资金来源{% endif %}看，
  {% for 行 in 资金.来源 %}{{ 行.标签 }}
  {% if 行.未执行 %}尚未执行
  {% elif not 行.执行数 %}【请补充：执行数】
  {% elif 行.全额执行 %}{{ 行.执行数 }}全部执行完毕
  {% else %}执行{{ 行.执行数 }}{% if 行.执行率 %}，执行率{{ 行.执行率 }}{% endif %}{% endif %}
  {% if loop.last %}。{% else %}；{% endif %}{% endfor %}
{%p endif %}
{%p if 支出.有 %}
支出内容为：{% for 行 in 支出.明细 %}{{ 行.名称 }}{{ 行.金额 }}
  {% if 行.数量 or 行.说明 %}（{{ 行.数量 }}{% if 行.数量 and 行.说明 %}，{% endif %}
  {{ 行.说明 }}）{% endif %}
  {% if not loop.last %}、{% elif not loop.first and 支出.合计 %}，合计{{ 支出.合计 }}{% endif %}
  {% endfor %}。
{%p endif %}
{%p if 文字.未执行资金去向 %}
{{ 文字.未执行资金去向|分段 }}
{%p elif 资金.部分执行 or 资金.未执行 %}
【请补充：资金未执行的原因，以及未执行资金的去向（结转、收回或待付）】
{%p endif %}
"""

MANAGEMENT_ITEMS = """
{%p for 行 in 管理.明细 %}
{{ 行.事项 }}{% if 行.情况 %}：{{ 行.情况|分段 }}{% else %}方面，{% endif %}
  {% if 行.问题 %}存在问题和改进措施：{{ 行.问题|分段 }}{% endif %}
{%p endfor %}
"""

EXPECTED = """
{%p if 目标.预期 %}
年初设定的总体目标为：
{{ 目标.预期|分段 }}
{%p else %}
年初设定的总体目标为：【请补充：年度总体目标】
{%p endif %}
"""

REACHED = """
{%p if 目标.实际 %}
{{ 目标.实际|分段 }}
{%p else %}
【请补充：总体目标的实际完成情况】
{%p endif %}
"""

OVERVIEW = """
{%p if 指标.均未设 and 指标.目标未读 %}
自评表共列三级指标{{ 指标.总数 }}。【请核实：没有读到年度指标值，请看问题清单里不认识的表头】
  现列示实际完成情况。
{%p elif 指标.均未设 %}
自评表共列三级指标{{ 指标.总数 }}。年初未设定具体指标值，现列示实际完成情况。
{%p elif 指标.全部达标 %}
自评表共设三级指标{{ 指标.总数 }}，全部达到年度指标值。
{%p elif 指标.有 %}
自评表共设三级指标{{ 指标.总数 }}{% if 指标.有达标 %}，达到年度指标值的{{ 指标.达标数 }}{% endif %}
  {% if 指标.有未达标 %}，没有达到年度指标值的{{ 指标.未达标数 }}{% endif %}
  {% if 指标.有陈述 %}，以文字表述完成情况的{{ 指标.陈述数 }}{% endif %}
  {% if 指标.有未设 %}，年初未设定指标值的{{ 指标.未设数 }}{% endif %}
  {% if 指标.有未填 %}，尚未填写实际完成值的{{ 指标.未填数 }}{% endif %}。
{%p else %}
【请补充：绩效指标及完成情况】
{%p endif %}
"""

_ACTUAL = "{% if 项.是数 %}{{ 项.完成值 }}{% else %}{{ 项.完成值|引号 }}{% endif %}"
_TARGET = "{% if 项.目标是数 %}{{ 项.目标值 }}{% else %}{{ 项.目标值|引号 }}{% endif %}"
_PLAIN = """{% if 项.是数 %}{{ 项.名称 }}{{ 项.完成值 }}
  {% else %}{{ 项.名称|引号 }}为{{ 项.完成值|引号 }}{% endif %}"""
_SHARE = "{% if 项.完成比例 %}，为年度指标值的{{ 项.完成比例 }}{% endif %}"
_WHY_FAR = """{% if 项.原因 %}原因：{{ 项.原因|分段 }}{% elif not 项.已说明 %}
  【请补充：完成值远高于年度指标值的原因，是否年初指标值设定偏低】{% endif %}"""


def _filled(text: str) -> str:
    """Return a text whose $words are the phrases on one indicator; they may not nest."""
    return Template(text).substitute(
        actual=_ACTUAL, target=_TARGET, plain=_PLAIN, share=_SHARE, why_far=_WHY_FAR
    )


INDICATORS = _filled("""
{%p for 类 in 指标.类别 %}
{%p if not 指标.不分级 %}
### {{ 类.名称 }}完成情况
{%p endif %}
{%p for 分类 in 类.分类 %}
{%p if not 类.单一 %}
#### {{ 分类.名称 }}
{%p endif %}
{%p if 分类.达标 %}
{% for 项 in 分类.达标|sort(attribute="是数", reverse=true) %}$plain
  {% if loop.last %}，{% if not loop.first %}均{% endif %}达到年度指标值。
  {% elif 项.是数 and loop.nextitem.是数 %}、{% else %}，{% endif %}{% endfor %}
{%p endif %}
{%p if 分类.超额 %}
{% for 项 in 分类.超额 %}{{ 项.名称|引号 }}年度指标值为$target，实际完成$actual
  {% if not loop.last %}；
  {% else %}，{% if not loop.first %}均{% endif %}高于年度指标值。{% endif %}{% endfor %}
{%p endif %}
{%p if 分类.陈述 %}
{% for 项 in 分类.陈述 %}{{ 项.名称|引号 }}年度指标值为$target，实际为$actual
  {% if loop.last %}。{% else %}；{% endif %}{% endfor %}
{%p endif %}
{%p if 分类.未设目标 %}
{% for 项 in 分类.未设目标|sort(attribute="是数", reverse=true) %}$plain
  {% if loop.last %}{% if not 指标.均未设 %}
  （年初{% if not loop.first %}均{% endif %}未设定指标值）{% endif %}。
  {% elif 项.是数 and loop.nextitem.是数 %}、{% else %}，{% endif %}{% endfor %}
{%p endif %}
{%p if 分类.有合计 %}
以上指标中，{% for 和 in 分类.合计 %}{{ 和.名称 }}合计{{ 和.数值 }}
  {% if loop.last %}。{% else %}，{% endif %}{% endfor %}
{%p endif %}
{%p for 项 in 分类.有说明 %}
{% if 项.说明含完成值 %}{{ 项.名称 }}：
  {% elif 项.有目标 %}{{ 项.名称|引号 }}年度指标值为$target，实际为$actual。
  {% else %}$plain。{% endif %}
  {{ 项.说明|分段 }}{% if 项.数据来源 %}数据来源：{{ 项.数据来源 }}。{% endif %}
  {% if 项.佐证材料 %}佐证材料：{{ 项.佐证材料 }}。{% endif %}
{%p endfor %}
{%p for 项 in 分类.远超 %}
{{ 项.名称|引号 }}年度指标值为$target，实际完成$actual$share。{{ 项.说明|分段 }}
{%p endfor %}
{%p for 项 in 分类.未达标 %}
{{ 项.名称|引号 }}年度指标值为$target，实际为$actual$share，没有达到年度指标值。{{ 项.说明|分段 }}
{%p endfor %}
{%p for 项 in 分类.未填完成 %}
{{ 项.名称|引号 }}{% if 项.有目标 %}年度指标值为$target，{% endif %}
  实际完成【请补充：实际完成值】。{{ 项.说明|分段 }}
{%p endfor %}
{%p endfor %}
{%p endfor %}
""")

MISSES = _filled("""
{%p for 项 in 偏差.明细 %}
{{ 项.名称|引号 }}{% if 项.有目标 %}年度指标值为$target，{% endif %}
  {% if 项.完成值 %}实际为$actual{% else %}实际完成【请补充：实际完成值】{% endif %}
  {% if 项.失分 %}，分值{{ 项.分值 }}，得分{{ 项.得分 }}，扣{{ 项.扣分 }}
  {% else %}，没有达到年度指标值{% endif %}。
  {% if 项.原因 %}原因和改进措施：{{ 项.原因|分段 }}
  {% elif 项.失分 %}【请补充：扣分原因和改进措施】
  {% elif not 项.已说明 %}【请补充：没有完成的原因和改进措施】{% endif %}
{%p endfor %}
{%p for 项 in 偏差.远超 %}
{{ 项.名称|引号 }}实际完成$actual，远高于年度指标值（$target）。$why_far
{%p endfor %}
""")

DEVIATIONS = f"""{MISSES}
{{%p if 文字.偏离原因 %}}
{{{{ 文字.偏离原因|分段 }}}}
{{%p endif %}}
"""

_SCORES = """
{%p if 评分.有 %}
$subject绩效自评总分为{{ 评分.总分 }}{% if 评分.等级 %}，等级为{{ 评分.等级|引号 }}{% endif %}。
  {% if 评分.执行率分值 or 评分.执行率得分 %}其中，预算执行率分值{{ 评分.执行率分值 }}，
  得分{{ 评分.执行率得分 }}{% for 类 in 指标.类别 if 类.分值 %}；{{ 类.名称 }}
  分值{{ 类.分值 }}，得分{{ 类.得分 }}{% endfor %}。
  {% else %}{% for 类 in 指标.类别 if 类.分值 %}
  {% if loop.first %}其中，{% endif %}{{ 类.名称 }}分值{{ 类.分值 }}，得分{{ 类.得分 }}
  {% if loop.last %}。{% else %}；{% endif %}{% endfor %}{% endif %}
{%p endif %}
"""


def scores(subject: str) -> str:
    """Return the sentence on the scores of a subject: 该项目, 部门整体支出."""
    return Template(_SCORES).substitute(subject=subject)


SCORES = scores("该项目")

ORGANISATION = """
{%p if 文字.自评工作组织情况 %}
# 绩效自评工作开展情况
{{ 文字.自评工作组织情况|分段 }}
{%p endif %}
"""

USE = """
# 绩效自评结果拟应用和公开情况
{% if (文字.结果应用|string)[:2] == "作为" %}自评结果{% endif %}{{ 文字.结果应用|分段 }}
{%p if 文字.公开网站 and not 文字.公开渠道及时间 %}
公开网站：{{ 文字.公开网站 }}。
{%p endif %}
{{ 文字.公开渠道及时间|分段 }}
"""

OTHER = """
{%p if 文字.审计巡视发现问题 or 文字.其他需要说明的问题 %}
# 其他需要说明的问题
{%p if 文字.审计巡视发现问题 %}
审计、巡视等发现的问题：{{ 文字.审计巡视发现问题|分段 }}
{%p endif %}
{%p if 文字.其他需要说明的问题 %}
{{ 文字.其他需要说明的问题|分段 }}
{%p endif %}
{%p endif %}
"""

CLOSING = """
@BodyText
{%p for 份 in 附件.明细 %}
{%p if not 附件.多份 %}
@Annexes 附件：{{ 份.名称 }}
{%p elif loop.first %}
@AnnexesFirst 附件：{{ loop.index }}.{{ 份.名称 }}
{%p else %}
@AnnexesNext {{ loop.index }}.{{ 份.名称 }}
{%p endif %}
{%p endfor %}
@BodyText
@BodyText
@Signature {{ 报告.落款 }}
@Date {{ 报告.日期 }}
"""
