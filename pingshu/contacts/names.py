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
_WORDS = (
    "安排|方面|方案|方式|高度|常年|常务|全程|全面|全部|全体|时间|时刻|应当|"
    "应该|应急|任务|任命|任职|成员|成立|成绩|项目|单位|单独|明确|明细|严格|"
    "严肃|余额|管理|包括|包干|包含|程序|万元|车辆|路线|金额|金融|许可|关于|"
    "关系|费用|章程|文件|文化|文号|党员|党委|党组|党支部|白天|田间|连续|解决|"
    "顾问|周期|周边|平均|简介|尚未|尚无|充分|查询|查看|全年|时效|单价|向上|"
    "方法|卫生|成本|成效|成果|章节|时长|项数|时限|车间|马上|石料|路段|农业|"
    "农村|农户|农民|农田|应对|项下|时点|全县|全市|全区|全省|高效|高于|边界|"
    "应[及按在将于为负组审确]|时任|陈述|范围|万一|成为|江苏|江西|徐州|苏州|郑州|常州|温州|安徽|"
    "阳光|房屋|苗木|谷物|关键|温度|宁可|齐全|易地|单项|管护|管养"
)
_WORD = re.compile(_WORDS)
_STOP = r"，,;。、\n\t()"
_VALUE = rf"[^\s{_STOP}].*?(?=[{_STOP}]|\s{{2}}|\s[^\s:]{{1,10}}:|\Z)"
_MORE = rf"(?:[、/]\s*(?:{_NAME})(?=[{_STOP}\s]|\Z))*"
_REMARK = r"(?:\s*\([^()]{1,8}\))?"
_NAMES = rf"(?:{_NAME})(?:\s?[、和与及]\s?(?!{_WORDS})(?:{_NAME}))*"
_RANK = (
    "(?:常务)?副?(?:党组|党委|党支部)?副?(?:[局科股处部院校所站队镇乡县市区厅组司]长|主任|书记|经理"
    "|主席|工程师|调研员)|同志|先生|女士|老师"
)
_TITLE = rf"(?:\s?(?:{_RANK})|\s?\((?:{_RANK})\))"
_RANKED = rf"(?:\s?\((?:{_RANK})\))?"
# What a person does: it goes on behind a name, and is no part of it.
_DOES = (
    "负责|组织|牵头|主持|主抓|主管|分管|统筹|协调|协助|配合|督促|督办|监督|检查|签[字名章署发批]|盖章"
    "|确认|审[核批定阅查]|复核|把关|核[实对查]|带队|带领|率[领队]|汇报|介绍|表示|认为|指出|要求|强调"
    "|反映|参[加与]|出席|对接|联[系络]|保管|管理|整理|归档|承担|担任|兼任|填[报写表]|编制|提供|上报"
    "|提交|完成|实施|落实|推进|推动|开展|执行|具体|全程|全面|全权|亲自|多次|定期|及时|根据"
    "|[对于在按已将从为因就]"
)
# Words under which people sign, and which say as often that something is done.
_SIGNED = "复核|审核|校核|制表|填表|填报|经办|编制|校对|审定|审批|签发|会签|主管"
_SIGNATURE = re.compile(
    rf"(?<![一-龥])(?:{_SIGNED})(?:\s*:\s*|\s+)(?P<name>{_NAMES}){_TITLE}*(?=[\s{_STOP}]|\Z)"
)
_NAME_BEHIND = re.compile(rf"\s?\(\s?(?P<name>{_NAMES}){_TITLE}*\s?\)")
_NAME_BEFORE = re.compile(rf"(?<![一-龥])(?P<name>{_NAMES}){_TITLE}*(?=[\s(:，,、]{{0,2}}\Z)")
_FARTHEST = 20
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
        name = match["name"] or match["loose"]
        if not _is_word(name) and (match["name"] or match["gap"] or name[0] not in _AMBIGUOUS):
            yield Label.PERSON, _bare(match)


def signed_in(text: str) -> Iterator[Hit]:
    """Yield the names by which people signed: 复核：周正."""
    for match in _SIGNATURE.finditer(text):
        if not _is_word(match["name"]):
            yield *match.span(), match["name"][0] not in _AMBIGUOUS


def beside(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where names stand right beside a stretch: before it, or in brackets behind it.

    Args:
        text: a text in which a sign of half width stands for one of full width.
        start: the first character of the stretch.
        end: the one behind its last.
    """
    first = max(0, start - _FARTHEST)
    before, behind = _NAME_BEFORE.search(text[first:start]), _NAME_BEHIND.match(text, end)
    if before and not _is_word(before["name"]):
        yield first + before.start(), first + before.end()
    if behind and not _is_word(behind["name"]):
        yield behind.span()


def _bare(match: re.Match[str]) -> Hit:
    """Return what goes with a bare name behind a label: the label stays if the sentence goes on."""
    is_last = match["end"] is not None or match["set_off"] is not None
    start = match.start() if is_last or match["loose"] else match.start("name")
    return start, match.end(), _is_certain(match)


def _is_certain(match: re.Match[str]) -> bool:
    """Return whether a bare name behind a label is one: it is set off, or can hardly be a word."""
    if match["loose"] or match["end"] is not None:
        return not match["loose"]
    return bool(match["gap"] and match["set_off"] is not None) or match["name"][0] not in _AMBIGUOUS


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
    with_colon = rf"{before}(?P<label>{spaced}){_REMARK}\s*:\s*(?P<value>{_VALUE}{_MORE}){_RANKED}"
    ends = rf"(?P<end>(?=[\s，,;。、]*(?:\Z|\d|\+|\(|{spaced})))"
    behind = rf"(?:{ends}|(?P<set_off>(?=[\s{_STOP}]))|(?=(?:{_DOES}))|(?(title)|(?!)))"
    name = rf"(?:(?P<name>{_NAMES})(?P<title>{_TITLE}+)?{behind}|(?P<loose>{_NAME}))"
    without = rf"{before}(?:{own}){_REMARK}(?P<gap>\s+)?(?:[为是由]\s?)?{name}"
    return re.compile(with_colon), re.compile(without)
