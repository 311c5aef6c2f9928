"""The names of funds of social insurance: all together, one by one, as rows of a table.

Knows paths and words. Must not know values.
"""

from collections.abc import Iterator

FUND_TEXTS = (
    *("口径说明", "收入增减原因", "支出增减原因", "增减原因", "收不抵支对策", "参保情况"),
    *("缴费标准", "补助标准", "待遇政策", "运行情况", "当期结余", "累计结余"),
)
"""栏目 of 文字材料 that 适用 may give to one fund."""

_CHANGE = (
    ("预算", "金额", "预算数"),
    ("本年", "金额", "本年数"),
    ("上年", "金额", "上年数"),
    ("增长", "金额", "本年数减上年数（不带正负号）"),
    ("增幅", "百分比", "（本年数－上年数）÷上年数（不带正负号）；持平时不打印"),
    ("完成预算", "百分比", "本年数÷预算数"),
    ("增加", "是否", "本年数大于上年数"),
    ("减少", "是否", "本年数小于上年数"),
    ("持平", "是否", "本年数等于上年数"),
    ("首年", "是否", "没有填上年数"),
    ("上年为零", "是否", "上年数为0而本年数不为0"),
    ("超预算", "是否", "本年数大于预算数"),
)

_FLOW = (
    *_CHANGE,
    ("往来", "金额", "本年数里的上下级往来，取自收支明细"),
    ("不含往来", "金额", "本年数减上下级往来"),
    ("不含往来完成预算", "百分比", "（本年数－上下级往来）÷预算数"),
    ("不含往来超预算", "是否", "减去上下级往来以后仍大于预算数"),
    ("有往来", "是否", "本年数里有上下级往来"),
    ("待核实", "文字", "【请核实：…】，各项之和与合计对不上；没有时不打印"),
)

_PART = (("名称", "文字", "收支明细的项目"), ("金额", "金额", "本年数"))

_BALANCE = (
    ("名称", "文字", "险种的名称，照表；总体为“合计”"),
    ("当期结余", "金额", "本年收入减本年支出；收不抵支的是负数"),
    ("缺口", "金额", "收不抵支的数额（不带负号）"),
    ("有缺口", "是否", "当期收不抵支"),
    ("持平", "是否", "当期收支相等"),
    ("年初滚存结余", "金额", "上年末滚存结余"),
    ("年末滚存结余", "金额", "年末滚存结余"),
    ("滚存缺口", "金额", "年末滚存结余为负时的数额（不带负号）"),
    ("有滚存缺口", "是否", "年末滚存结余为负"),
    ("可支付月数", "数量", "年末滚存结余÷（本年支出÷12）"),
)

_PEOPLE = (
    ("人群", "文字", "参保情况的人群，如“户籍人口”"),
    ("人数", "数量", "人数"),
    ("不应参保", "数量", "不应参保人数"),
    ("应参保", "数量", "人数减不应参保人数"),
    ("实参保", "数量", "实参保人数，照表"),
    ("参保率", "百分比", "实参保人数÷人数"),
    ("有不应参保", "是否", "不应参保人数大于0"),
)

_OTHER_TEXTS = "“适用”写这个险种的其余文字材料；它有自评表时，写在自评表下"
_COMPARED = "填了预算数或上年数、不与合计重复的各项；总体只列几个险种都有的"

_FLOW_COLUMNS = {
    "收支": "收入或支出",
    "险种": "险种",
    "预算": "预算数",
    "本年": "本年数",
    "上年": "上年数",
    "增长": "本年数减上年数",
    "增幅": "增幅",
    "完成预算": "本年数÷预算数",
}

_BALANCE_COLUMNS = {
    "险种": "险种",
    "年初滚存结余": "上年末滚存结余",
    "收入": "本年收入",
    "支出": "本年支出",
    "当期结余": "当期结余",
    "年末滚存结余": "年末滚存结余",
    "可支付月数": "可支付月数",
}


def fund_names() -> Iterator[tuple[str, str, str]]:
    """Yield path, kind and meaning (Chinese) of each name."""
    yield "基金.有", "是否", "读到了社会保险基金的收支"
    yield "基金.单一", "是否", "只有一个险种"
    yield "基金.险种数", "文字", "险种的个数"
    yield "基金.口径待核实", "文字", "【请核实：…】，口径说明与收支明细不符；没有时不打印"
    yield from _fund_names("基金.总体")
    yield "基金.险种", "列表", "各险种"
    yield from _fund_names("基金.险种[]")
    yield "基金.参保", "列表", "参保情况中没有指明险种的各行"
    yield from _list_names("基金.参保", _PEOPLE)
    yield "基金.收支表", "列表", "各险种和合计的收入、支出，每项一行"
    for name, meaning in _FLOW_COLUMNS.items():
        yield f"基金.收支表[].{name}", "文字", meaning
    yield "基金.结余表", "列表", "各险种和合计的结余，每险种一行"
    for name, meaning in _BALANCE_COLUMNS.items():
        yield f"基金.结余表[].{name}", "文字", meaning
    yield from _texts("自评表[].文字", "只给这一张自评表的文字材料，和给它的险种而别处没有写的")


def _texts(path: str, meaning: str) -> Iterator[tuple[str, str, str]]:
    yield path, "列表", meaning
    yield f"{path}[].名称", "文字", "栏目"
    yield f"{path}[].内容", "文字", "内容"


def _fund_names(path: str) -> Iterator[tuple[str, str, str]]:
    yield from _list_names(path, _BALANCE, "")
    for flow in ("收入", "支出"):
        yield from _flow_names(f"{path}.{flow}", flow)
    yield f"{path}.参保", "列表", "参保情况各行"
    yield from _list_names(f"{path}.参保", _PEOPLE)
    for name in FUND_TEXTS:
        yield f"{path}.文字.{name}", "文字", f"文字材料的{name}，“适用”写这个险种的"
    yield from _texts(f"{path}.其他文字", _OTHER_TEXTS)


def _flow_names(path: str, flow: str) -> Iterator[tuple[str, str, str]]:
    yield from _list_names(path, _FLOW, "")
    yield f"{path}.全部为一项", "是否", f"{flow}的各项只有一项，就是{flow}的全部"
    yield f"{path}.构成", "列表", f"{flow}的各项"
    yield from _list_names(f"{path}.构成", _PART)
    yield f"{path}.细分", "列表", "还有下级的各项"
    yield from _list_names(f"{path}.细分", _PART)
    yield f"{path}.细分[].下级", "列表", "它的下级各项"
    yield from _list_names(f"{path}.细分[].下级", _PART)
    yield (
        f"{path}.对比",
        "列表",
        _COMPARED,
    )
    yield from _list_names(f"{path}.对比", (_PART[0], *_CHANGE))


def _list_names(
    path: str, names: tuple[tuple[str, str, str], ...], end: str = "[]"
) -> Iterator[tuple[str, str, str]]:
    for name, kind, meaning in names:
        yield f"{path}{end}.{name}", kind, meaning
