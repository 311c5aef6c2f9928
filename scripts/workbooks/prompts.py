"""What a blank form says when a cell of the title, the goals or the indicators is entered.

Knows the words; the form says where they belong.
"""

YEAR = "填写年度，写成：（2025年度）。"
NAME = "填写资金或项目的规范名称，与预算批复一致。"
UNIT = "填写单位规范全称。"
FUND_LABEL = "资金来源名称可按批复修改；要增加来源时，在各来源之间插入一行，合计会自动包括它。"
AMOUNT = "填写数字，单位万元；没有这项资金的留空。合计和执行率自动计算。"
GOAL_EXPECTED = "照抄年初批复的绩效目标；要分条的用Alt+Enter换行。"
GOAL_ACTUAL = "对照左边的目标逐条写实际完成情况，写清数量、比率。"
LEVEL3 = "每行写一项指标，不要用“指标1”之类代替；用不到的行留空或删除。"
TARGET = "量化目标写符号、数值和单位，如：≥95%、=100%、≤30分钟、2000份；定性目标写文字。"
ACTUAL = "写实际完成的数值和单位，与指标值单位一致；定性指标写完成程度。"
REASON = "没有完成或大幅超出目标的，写明原因和改进措施。"
REMARK = "需要对整张表说明的事项；没有的写“无”。"
