"""Persons and what else stands behind a label: 联系人：张三, 填表人 李四, 电子邮箱：…

Knows which labels name a person, and what a Chinese name looks like. Must not know numbers of
telephones, nor where the text stands.
"""

import re
from collections.abc import Collection, Iterator
from enum import StrEnum
from functools import lru_cache

Hit = tuple[int, int, bool]
"""From the first character to the one behind the last, and whether it is certain."""

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕"
    "丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万"
    "钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝"
    "包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
    "阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬仇"
    "栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_DOUBLE = "欧阳|上官|司马|诸葛|皇甫|尉迟|令狐|慕容|司徒|夏侯|东方|端木|长孙|公孙"
_NAME = rf"(?:{_DOUBLE}|[{_SURNAMES}])(?:\s?[一-龥]){{1,2}}|[一-龥]{{2,8}}·[一-龥·]{{2,12}}"
# Surnames with which a word begins as often, so that a name needs more around it to be certain.
_AMBIGUOUS = frozenset(
    "安高严明常全齐关成应时任解查管连项顾向方单包易路石金牛农卫白党文程费车游章温宁平康施古段"
    "万丁马房麦贺谢田花相祝曾洪"
)
# Words that begin like a name and may stand behind a label.
_WORD = re.compile(
    "安排|方面|方案|方式|高度|常年|常务|全程|全面|全部|全体|时间|时刻|应当|"
    "应该|应急|任务|任命|任职|成员|成立|成绩|项目|单位|单独|明确|明细|严格|"
    "严肃|余额|管理|包括|包干|包含|程序|万元|车辆|路线|金额|金融|许可|关于|"
    "关系|费用|章程|文件|文化|文号|党员|党委|党组|党支部|白天|田间|连续|解决|"
    "顾问|周期|周边|平均|简介|尚未|尚无|充分|查询|查看|全年|时效|单价|向上|"
    "方法|卫生|成本|成效|成果|章节|时长|项数|时限|车间|马上|石料|路段|农业|"
    "农村|农户|农民|农田|应对|项下|时点|全县|全市|全区|全省|高效|高于|边界|"
    "阳光|房屋|苗木|谷物|关键|温度|宁可|齐全|易地|单项|管护|管养"
)
_STOP = r"，,;。、\n\t()"
_VALUE = rf"[^\s{_STOP}].*?(?=[{_STOP}]|\s{{2}}|\s[^\s:]{{1,10}}:|\Z)"
_MORE = rf"(?:[、/]\s*(?:{_NAME})(?=[{_STOP}\s]|\Z))*"
_REMARK = r"(?:\s*\([^()]{1,8}\))?"
_LONGEST_NAME = 12
_FEWEST_DIGITS = 5
_DIGIT = re.compile(r"\d")
_PERSON_ENDS = ("人", "人员", "姓名", "领导", "会计", "员")
_PHONE_ENDS = ("电话", "手机", "手机号", "号码", "热线", "传真", "座机")
_NAMED = re.compile(rf"(?:{_NAME})(?:[、/\s]+(?:{_NAME}))*")


class Label(StrEnum):
    """What a label asks for."""

    PERSON = "姓名"
    PHONE = "电话"
    IDENTITY = "身份证号"
    OTHER = "联系信息"


def kind_of(label: str) -> Label:
    """Return what a normalised label asks for."""
    if "身份证" in label:
        return Label.IDENTITY
    if "及" in label:
        return Label.OTHER
    if label.endswith(_PHONE_ENDS):
        return Label.PHONE
    return Label.PERSON if label.endswith(_PERSON_ENDS) else Label.OTHER


def fits(kind: Label, value: str) -> bool:
    """Return whether a value is what a label of some kind asks for."""
    if kind in {Label.PHONE, Label.IDENTITY}:
        return len(_DIGIT.findall(value)) >= _FEWEST_DIGITS
    return kind is Label.OTHER or is_name(value)


def is_name(text: str) -> bool:
    """Return whether a text is the name of a person, or are several names."""
    return _NAMED.fullmatch(text.strip()) is not None and not _is_word(text)


def labelled_in(text: str, labels: Collection[str]) -> Iterator[tuple[Label, Hit]]:
    """Yield the labels of a text with what stands behind them.

    Args:
        text: a text in which a sign of half width stands for one of full width.
        labels: normalised labels.
    """
    if not labels:
        return
    with_colon, without = _patterns(frozenset(labels))
    for match in with_colon.finditer(text):
        kind, value = kind_of("".join(match["label"].split())), match["value"].strip()
        if kind is Label.PERSON:
            yield kind, (*match.span(), _may_be_names(value))
        elif fits(kind, value):
            yield kind, (*match.span(), True)
    for match in without.finditer(text):
        if not _is_word(match["name"]):
            yield Label.PERSON, (*match.span(), _is_certain(match))


def _is_certain(name: re.Match[str]) -> bool:
    """Return whether a bare name behind a label is one: it is set off, or can hardly be a word."""
    return bool(name["gap"]) or name["end"] is not None or name["name"][0] not in _AMBIGUOUS


def _may_be_names(value: str) -> bool:
    return len(value) <= _LONGEST_NAME or len(_DIGIT.findall(value)) >= _FEWEST_DIGITS


def _is_word(name: str) -> bool:
    return _WORD.match("".join(name.split())) is not None


@lru_cache(maxsize=8)
def _patterns(labels: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a label looks like with a colon before its value, and with a bare name."""
    every = sorted(labels, key=lambda label: (-len(label), label))
    spaced = "|".join(r"\s*".join(map(re.escape, label)) for label in every)
    persons = [label for label in every if kind_of(label) is Label.PERSON]
    own = "|".join(r"\s*".join(map(re.escape, label)) for label in persons) or r"(?!)"
    before = r"(?:(?<![一-龥])[一-龥]{1,6}?)??"
    with_colon = rf"{before}(?P<label>{spaced}){_REMARK}\s*:\s*(?P<value>{_VALUE}{_MORE})"
    ends = rf"(?P<end>(?=[\s，,;。、]*(?:\Z|\d|\+|\(|{spaced})))"
    without = rf"{before}(?:{own}){_REMARK}(?P<gap>\s+)?(?P<name>{_NAME})(?:{ends}|(?=[\s{_STOP}]))"
    return re.compile(with_colon), re.compile(without)
