"""The names, in Chinese, that a template may use, with what they print.

Knows names, their kinds and meanings, and what a printed value carries. Must not know how a
template is stored or where the values come from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pingshu import wording
from pingshu.model import Figure, Text
from pingshu.values import convert_money, plain

View = Mapping[str, object]
"""What a template is given: nested mappings and lists of what can be printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A value as it is printed.

    Attributes:
        text: what is printed.
        key: the figure's key, None for a text without a figure.
        missing: a required text that nobody wrote; printed highlighted.
        number, unit: the figure itself, for filters that print it another way.
    """

    text: str
    key: str | None = None
    missing: bool = False
    number: Decimal | None = None
    unit: str = ""

    def __bool__(self) -> bool:
        """Return whether there is something to print that somebody wrote or computed."""
        return bool(self.text) and not self.missing

    def __str__(self) -> str:
        """Return the text as it is printed."""
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name: its path, what kind of value stands there, and what it means (Chinese)."""

    path: str
    kind: str
    meaning: str


_FUND_ROW = (
    ("标签", "文字", "资金来源的名称，如“中央补助”"),
    ("年初预算数", "金额", "年初预算数"),
    ("预算数", "金额", "全年预算数"),
    ("执行数", "金额", "全年执行数"),
    ("未执行数", "金额", "全年预算数减全年执行数"),
    ("执行率", "百分比", "全年执行数÷全年预算数"),
    ("全额执行", "是否", "预算全部执行完毕"),
)

_INDICATOR = (
    ("名称", "文字", "三级指标"),
    ("目标值", "文字", "年度指标值，照表"),
    ("完成值", "数量", "实际完成值，没有单位的补上目标值的单位"),
    ("完成比例", "百分比", "完成值÷目标值"),
    ("偏差", "数量", "完成值减目标值"),
    ("分值", "分数", "分值"),
    ("得分", "分数", "自评得分，照表"),
    ("测算得分", "分数", "按规则测算的得分"),
    ("扣分", "分数", "分值减得分"),
    ("原因", "文字", "偏差原因分析及改进措施，照表"),
    ("说明", "文字", "指标说明中的完成情况说明"),
    ("数据来源", "文字", "指标说明中的数据来源"),
    ("佐证材料", "文字", "指标说明中的佐证材料"),
    ("有目标", "是否", "填了年度指标值"),
    ("失分", "是否", "得分低于分值"),
)

_PLAIN = (
    ("报告.标题", "文字", "报告的标题"),
    ("报告.题目", "文字", "报告的标题；一行放不下时，在“绩效自评报告”前换行"),
    ("报告.年度", "文字", "年度，如 2021"),
    ("报告.落款", "文字", "文字材料的落款；没有时用单位全称"),
    ("报告.日期", "文字", "文字材料的成文日期"),
    ("项目.名称", "文字", "项目名称，去掉编码、年度和金额单位"),
    ("项目.全名", "文字", "项目名称，照表"),
    ("项目.主管部门", "文字", "主管部门，去掉编码"),
    ("项目.实施单位", "文字", "实施单位，去掉编码"),
    ("单位.全称", "文字", "文字材料的单位全称；没有时用实施单位"),
    ("单位.自称", "文字", "文字材料的自称；没有时用“我单位”"),
    ("资金.有", "是否", "读到了资金"),
    ("资金.年初预算数", "金额", "年初预算数（总额）"),
    ("资金.预算数", "金额", "全年预算数（总额）"),
    ("资金.执行数", "金额", "全年执行数（总额）"),
    ("资金.未执行数", "金额", "全年预算数减全年执行数"),
    ("资金.执行率", "百分比", "全年执行数÷全年预算数"),
    ("资金.调整数", "金额", "全年预算数与年初预算数之差（不带正负号）"),
    ("资金.调整率", "百分比", "（全年预算数－年初预算数）÷年初预算数（不带正负号）"),
    ("资金.到位数", "金额", "文字材料的到位数"),
    ("资金.到位率", "百分比", "到位数÷全年预算数"),
    ("资金.有年初预算", "是否", "填了年初预算数"),
    ("资金.调增", "是否", "全年预算数大于年初预算数"),
    ("资金.调减", "是否", "全年预算数小于年初预算数"),
    ("资金.全额执行", "是否", "预算全部执行完毕"),
    ("资金.部分执行", "是否", "执行了一部分"),
    ("资金.未执行", "是否", "一分未用"),
    ("资金.超预算", "是否", "执行数大于预算数，需要核实"),
    ("资金.无预算", "是否", "全年预算数为 0，也没有执行数"),
    ("资金.足额到位", "是否", "到位数等于全年预算数"),
    ("资金.单一来源", "是否", "只有一项资金来源"),
    ("资金.来源", "列表", "有数的各项资金"),
    *((f"资金.来源[].{name}", kind, meaning) for name, kind, meaning in _FUND_ROW),
    ("支出.有", "是否", "有支出明细"),
    ("支出.合计", "金额", "支出明细之和"),
    ("支出.明细", "列表", "支出明细各行"),
    ("支出.明细[].名称", "文字", "支出内容"),
    ("支出.明细[].金额", "金额", "金额"),
    ("支出.明细[].数量", "数量", "数量连同计量单位"),
    ("支出.明细[].说明", "文字", "说明"),
    ("目标.预期", "文字", "年度总体目标的预期目标"),
    ("目标.实际", "文字", "年度总体目标的实际完成情况"),
    ("管理.有", "是否", "填了资金管理情况"),
    ("管理.有问题", "是否", "资金管理情况中有存在问题"),
    ("管理.明细", "列表", "填了内容的资金管理事项"),
    ("管理.明细[].事项", "文字", "如“下达及时性”"),
    ("管理.明细[].情况", "文字", "情况说明"),
    ("管理.明细[].问题", "文字", "存在问题和改进措施"),
    ("指标.有", "是否", "有绩效指标"),
    ("指标.总数", "数量", "三级指标的个数"),
    ("指标.达标数", "数量", "达到或超过目标的个数"),
    ("指标.未达标数", "数量", "没有达到目标的个数"),
    ("指标.未设数", "数量", "没有填年度指标值的个数"),
    ("指标.陈述数", "数量", "目标或完成情况是文字、不作判断的个数"),
    ("指标.有达标", "是否", "至少一个指标达到或超过目标"),
    ("指标.有未达标", "是否", "至少一个指标没有达到目标"),
    ("指标.有未设", "是否", "至少一个指标没有填年度指标值"),
    ("指标.有陈述", "是否", "至少一个指标目标或完成情况是文字、不作判断"),
    ("指标.全部达标", "是否", "每个三级指标都达到或超过目标"),
    ("指标.均未设", "是否", "所有三级指标都没有填年度指标值"),
    ("指标.类别", "列表", "一级指标"),
    ("指标.类别[].名称", "文字", "如“产出指标”"),
    ("指标.类别[].分值", "分数", "该类分值之和"),
    ("指标.类别[].得分", "分数", "该类得分之和"),
    ("指标.类别[].满分", "是否", "该类得分等于分值"),
    ("指标.类别[].单一", "是否", "该类下只有一个二级指标"),
    ("指标.类别[].分类", "列表", "二级指标"),
    ("指标.类别[].分类[].名称", "文字", "如“数量指标”"),
    ("指标.类别[].分类[].有合计", "是否", "有要合计的指标"),
)

_LISTS_OF_INDICATORS = (
    ("指标.类别[].分类[].全部", "该类的全部指标"),
    ("指标.类别[].分类[].达标", "达到目标、没有另作说明的指标"),
    ("指标.类别[].分类[].超额", "超过目标而不到三成、没有另作说明的指标"),
    ("指标.类别[].分类[].远超", "超过目标三成以上的指标"),
    ("指标.类别[].分类[].未达标", "没有达到目标的指标"),
    ("指标.类别[].分类[].陈述", "目标或完成情况是文字、不作判断的指标"),
    ("指标.类别[].分类[].未设目标", "没有填年度指标值、没有另作说明的指标"),
    ("指标.类别[].分类[].未填完成", "没有填完成值的指标"),
    ("指标.类别[].分类[].有说明", "达到目标或未设目标、指标说明里另有说明的指标"),
    ("偏差.明细", "没有达到目标或失分的指标"),
    ("偏差.远超", "超过目标三成以上的指标"),
)

_SUMS_AND_SCORES = (
    ("指标.类别[].分类[].合计", "列表", "指标说明中写了同一合计项的指标之和"),
    ("指标.类别[].分类[].合计[].名称", "文字", "合计项"),
    ("指标.类别[].分类[].合计[].数值", "数量", "各指标完成值之和"),
    ("偏差.有", "是否", "有没有达到目标或失分的指标"),
    ("偏差.有远超", "是否", "有超过目标三成以上的指标"),
    ("评分.有", "是否", "表上有得分"),
    ("评分.总分", "分数", "总分，照表；表上没有时为各项之和"),
    ("评分.等级", "文字", "按总分评定的等级"),
    ("评分.执行率分值", "分数", "预算执行率的分值"),
    ("评分.执行率得分", "分数", "预算执行率的得分，照表"),
    ("附表.标题", "文字", "自评表的标题"),
    ("附表.金额单位", "文字", "自评表的金额单位，如“万元”"),
    ("附表.有年初预算", "是否", "表上有年初预算数一列"),
    ("附表.有分值", "是否", "表上有分值、得分"),
    ("附表.分值合计", "文字", "分值合计"),
    ("附表.总分", "文字", "总分"),
    ("附件.明细", "列表", "附件：自评表在前，附件清单里的其余各项在后"),
    ("附件.明细[].名称", "文字", "附件的名称，不带序号"),
    ("附件.多份", "是否", "附件不止一份"),
    ("附表.资金", "列表", "资金各行，照表"),
    ("附表.指标", "列表", "指标各行，照表"),
    ("附表.管理", "列表", "资金管理情况各行，照表"),
)

_ANNEX = {
    "附表.资金[]": ("标签", "年初预算数", "预算数", "执行数", "分值", "执行率", "得分"),
    "附表.指标[]": ("一级", "二级", "三级", "目标值", "完成值", "分值", "得分", "原因"),
    "附表.管理[]": ("事项", "情况", "问题"),
}


def _names() -> Iterator[Name]:
    for path, kind, meaning in (*_PLAIN, *_SUMS_AND_SCORES):
        yield Name(path=path, kind=kind, meaning=meaning)
    for path, meaning in _LISTS_OF_INDICATORS:
        yield Name(path=path, kind="列表", meaning=meaning)
        for name, kind, of_indicator in _INDICATOR:
            yield Name(path=f"{path}[].{name}", kind=kind, meaning=of_indicator)
    for path, columns in _ANNEX.items():
        for column in columns:
            yield Name(path=f"{path}.{column}", kind="文字", meaning=f"自评表的{column}，照表")


NAMES: Mapping[str, Name] = {name.path: name for name in _names()}


def known_names(columns: frozenset[str]) -> frozenset[str]:
    """Return every path that a template of a family with these 栏目 may use.

    The beginnings of a path (资金 of 资金.执行率) are names too.
    """
    paths = {*NAMES, *(f"文字.{column}" for column in columns)}
    return frozenset(beginning for path in paths for beginning in _beginnings(path))


def _beginnings(path: str) -> Iterator[str]:
    parts = path.split(".")
    for count in range(1, len(parts) + 1):
        beginning = ".".join(parts[:count])
        yield beginning
        if beginning.endswith("[]"):
            yield beginning.removesuffix("[]")


def names_in(view: object, path: str = "") -> Iterator[str]:
    """Yield the path of each value in a view, lists by their first item."""
    if isinstance(view, Mapping):
        for name, value in view.items():
            yield from names_in(value, f"{path}.{name}" if path else str(name))
        return
    yield path
    if isinstance(view, list):
        for item in view[:1]:
            yield from names_in(item, f"{path}[]")


# --- what a figure or a text prints ---------------------------------------------------------

NOTHING = Shown(text="")


def amount_shown(figure: Figure | None, *, signed: bool = True) -> Shown:
    """Print an amount of money in 万元, whatever unit the form uses."""
    if figure is None:
        return NOTHING
    value = convert_money(figure.value if signed else abs(figure.value), figure.unit, "万元")
    text = wording.amount(value)
    return Shown(text=text, key=figure.key, number=value, unit="万元")


def rate_shown(figure: Figure | None, *, signed: bool = True) -> Shown:
    """Print a rate in %."""
    if figure is None:
        return NOTHING
    value = figure.value if signed else abs(figure.value)
    return _shown(figure, wording.rate(value), value)


def points_shown(figure: Figure | None) -> Shown:
    """Print a score in 分."""
    return NOTHING if figure is None else _shown(figure, wording.points(figure.value), figure.value)


def quantity_shown(figure: Figure | None) -> Shown:
    """Print a number with its own unit."""
    if figure is None:
        return NOTHING
    return _shown(figure, f"{plain(figure.value)}{figure.unit}", figure.value)


def _shown(figure: Figure, text: str, number: Decimal) -> Shown:
    return Shown(text=text, key=figure.key, number=number, unit=figure.unit)


def text_shown(text: str, key: str | None = None) -> Shown:
    """Print a text as it is."""
    return Shown(text=text, key=key)


def sentences_shown(text: Text | None) -> Shown:
    """Print prose, each paragraph ended as a sentence; a date or number of a document as it is."""
    return NOTHING if text is None else Shown(text=wording.finished(text.text))


def phrase_shown(text: Text | None) -> Shown:
    """Print prose without its full stop, to stand inside a sentence."""
    return NOTHING if text is None else Shown(text=wording.unfinished(text.text))


def missing_shown(name: str) -> Shown:
    """Print what the office still has to write: 【请补充：…】, highlighted."""
    return Shown(text=f"【请补充：{name}】", missing=True)
