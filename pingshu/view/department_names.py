"""The names for the funds of a whole department by kind, and for why its goal was missed.

Knows paths and words. Must not know values.
"""

from collections.abc import Iterator

_PART = (
    ("标签", "文字", "这一项的名称，如“基本支出”"),
    ("金额", "金额", "这一项的金额"),
    ("占比", "百分比", "这一项占各项之和的比例"),
)
_LISTS = (("收入", "按收入性质分"), ("支出", "按支出性质分"))


def department_names() -> Iterator[tuple[str, str, str]]:
    """Yield path, kind and meaning (Chinese) of each name."""
    for name, meaning in _LISTS:
        yield f"构成.{name}", "列表", f"表上“{meaning}”的各项中有数的"
        for part, kind, of_part in _PART:
            yield f"构成.{name}[].{part}", kind, of_part
        yield f"构成.{name}口径", "文字", f"“{meaning}”划分的是哪个数，如“全年预算数”"
        yield f"构成.{name}待核实", "文字", "【请核实：…】，各项之和与总额对不上；没有时不打印"
    yield "目标.原因", "文字", "总体目标的偏差原因分析及改进措施，照表"
    yield "附表.构成", "列表", "按收入性质、按支出性质划分的各项中填了金额的，照表"
    for column in ("性质", "名称", "金额"):
        yield f"附表.构成[].{column}", "文字", f"自评表的{column}，照表"
