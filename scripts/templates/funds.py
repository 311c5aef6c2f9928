"""What a report says of a fund, or of all together: income, spending, what is left, who is insured.

Knows the names of the view and good official Chinese. Must not know Word. `of` is the name of what
is spoken of: 基金.总体, 险种, 险种.收入.
"""

from string import Template

_CHANGE = """{% if $of.持平 %}；与上年持平
  {% elif $of.上年为零 %}；上年没有发生
  {% elif $of.增加 %}；比上年增加{{ $of.增长 }}{% if $of.增幅 %}，增长{{ $of.增幅 }}{% endif %}
  {% elif $of.减少 %}；比上年减少{{ $of.增长 }}{% if $of.增幅 %}，下降{{ $of.增幅 }}{% endif %}
  {% endif %}"""

_FLOW = f"""
本年基金$word{{{{ $of.本年 }}}}
  {{% if $of.完成预算 %}}，$done（{{{{ $of.预算 }}}}）的{{{{ $of.完成预算 }}}}
  {{% if $above %}}，$over{{% endif %}}
  {{% else %}}，$word预算{{{{ $of.预算 }}}}{{% endif %}}{_CHANGE}
  {{% if $of.首年 %}}（没有上年数，不作比较）{{% endif %}}。
{{%p if $of.有往来 %}}
上述$word含上下级往来{{{{ $of.往来 }}}}；剔除上下级往来后，$word为{{{{ $of.不含往来 }}}}
  {{% if $of.不含往来完成预算 %}}，$done的{{{{ $of.不含往来完成预算 }}}}
  {{% if $of.不含往来超预算 %}}，$over{{% endif %}}{{% endif %}}。
{{%p endif %}}
"""
_WORDS = {
    "收入": {"done": "完成预算", "over": "超过预算"},
    "支出": {"done": "为预算", "over": "超出预算"},
}
# What only money from other levels of government lifts above the budget is no success.
_ABOVE = {
    "收入": "$of.超预算 and ($of.不含往来超预算 or not $of.有往来)",
    "支出": "$of.超预算",
}

_PARTS = """
{%p if $of.构成 %}
{% if $of.全部为一项 %}本年基金$word全部为{% for 项 in $of.构成 %}{{ 项.名称 }}{% endfor %}。
  {% else %}从$word构成看，{% for 项 in $of.构成 %}{{ 项.名称 }}{{ 项.金额 }}
  {% if not loop.last %}、{% endif %}{% endfor %}。{% endif %}
  {% for 项 in $of.细分 %}{{ 项.名称 }}中，{% for 分项 in 项.下级 %}{{ 分项.名称 }}{{ 分项.金额 }}
  {% if not loop.last %}、{% endif %}{% endfor %}{% if loop.last %}。{% else %}；{% endif %}
  {% endfor %}{{ $of.待核实 }}
{%p endif %}
"""

_LINES = f"""
{{%p for 项 in $of.对比 %}}
{{{{ 项.名称 }}}}{{{{ 项.本年 }}}}
  {{% if 项.完成预算 %}}，$done（{{{{ 项.预算 }}}}）的{{{{ 项.完成预算 }}}}
  {{% if 项.超预算 %}}，$over{{% endif %}}{{% endif %}}{_CHANGE.replace("$of", "项")}。
{{%p endfor %}}
"""

_BALANCE = """
{%p if $of.有缺口 %}
收支相抵，当期缺口{{ $of.缺口 }}，收不抵支。
{%p elif $of.持平 %}
收支相抵，当期收支平衡。
{%p elif $of.当期结余 %}
收支相抵，当期结余{{ $of.当期结余 }}。
{%p elif $text.当期结余 %}
{{ $text.当期结余|分段 }}
{%p endif %}
{%p if $of.有滚存缺口 %}
{% if $of.年初滚存结余 %}上年末滚存结余{{ $of.年初滚存结余 }}，{% endif %}
  年末滚存缺口{{ $of.滚存缺口 }}。
{%p elif $of.年末滚存结余 %}
{% if $of.年初滚存结余 %}上年末滚存结余{{ $of.年初滚存结余 }}，{% endif %}
  年末滚存结余{{ $of.年末滚存结余 }}{% if $of.可支付月数 %}，
  按本年{% if $of.支出.有往来 %}含上下级往来的{% endif %}月均支出测算，
  可支付{{ $of.可支付月数 }}{% endif %}。
{%p elif $text.累计结余 %}
{{ $text.累计结余|分段 }}
{%p else %}
年末滚存结余{{ $of.年末滚存结余 }}。
{%p endif %}
"""

_PEOPLE = """
{%p for 行 in $of.参保 %}
{{ 行.人群 }}{{ 行.人数 }}
  {% if 行.有不应参保 %}，其中不应参保{{ 行.不应参保 }}，应参保{{ 行.应参保 }}{% endif %}
  {% if 行.实参保|string %}{% if 行.人数 %}；{% endif %}实际参保{{ 行.实参保 }}
  {% if 行.参保率 %}，为{{ 行.人群 }}的{{ 行.参保率 }}{% endif %}{% endif %}。
{%p endfor %}
"""
_POLICIES = ("参保情况", "缴费标准", "补助标准", "待遇政策")


def flow(of: str, word: str) -> str:
    """Return what is said of income or spending: the change, and the share of the budget."""
    above = Template(_ABOVE[word]).substitute(of=of)
    return Template(_FLOW).substitute(of=of, word=word, above=above, **_WORDS[word])


def parts(of: str, word: str) -> str:
    """Return which parts income or spending has, and the parts of these."""
    return Template(_PARTS).substitute(of=of, word=word)


def lines(of: str, word: str) -> str:
    """Return how single parts changed, and what share of their budgets they are."""
    return Template(_LINES).substitute(of=of, **_WORDS[word])


def balance(of: str, text: str) -> str:
    """Return what is left; the office's own words, below `text`, where no figure is known."""
    return Template(_BALANCE).substitute(of=of, text=text)


def optional(*names: str) -> str:
    """Return the paragraphs of texts that may be blank."""
    return "".join(f"{{%p if {name} %}}\n{{{{ {name}|分段 }}}}\n{{%p endif %}}\n" for name in names)


def insured(of: str, text: str, heading: str) -> str:
    """Return who is insured and on which terms, below a heading, if anything is said of it."""
    names = [f"{text}.{name}" for name in _POLICIES]
    condition = " or ".join([f"{of}.参保", *names])
    told = Template(_PEOPLE).substitute(of=of) + optional(*names)
    return f"{{%p if {condition} %}}\n{heading} 参保和待遇情况\n{told}{{%p endif %}}\n"
