"""Numbers by which a person can be reached or known: telephones, e-mail, identity numbers.

Knows how they are written, and what only looks like one: amounts, codes, numbers of documents.
Must not know labels of a form, nor names.
"""

import re
from collections.abc import Iterator

Hit = tuple[int, int, bool]
"""From the first character to the one behind the last, and whether it is certain."""

_GAP = r"[ \t\n]{0,3}[-.]?[ \t\n]{0,3}"
_DASH = r"[ \t\n]{0,3}-?[ \t\n]{0,3}"
_AREA = r"0(?:10|2\d|[3-9]\d{2})"
_LOCAL = rf"[1-9]\d{{2,3}}{_DASH}\d{{4}}|[1-9](?:[\t\n]?\d){{6,7}}"
_ABROAD = rf"(?:\(?(?:\+|00)86\)?|\(86\)|86(?=[- \t\n]?1[3-9])){_DASH}"
_MOBILE = (
    rf"(?:{_ABROAD})?1[3-9]\d"
    rf"(?:{_GAP}\d{{4}}{_GAP}\d{{4}}|{_GAP}\d{{3}}{_GAP}\d{{5}}|\d{_GAP}\d{{4}}{_GAP}\d{{3}})"
)
_LANDLINE = (
    rf"(?:\({_AREA}\)|{_AREA}){_DASH}(?:{_LOCAL})"
    rf"|\+86{_DASH}(?:10|2\d|[3-9]\d{{2}}){_DASH}(?:{_LOCAL})"
)
_SERVICE = r"[48]00[- ]\d{3}[- ]?\d{4}|[48]00[- ]?\d{4}[- ]\d{3}"
_EXTENSION = r"(?:\s?(?:-|转|ext\.?)\s?\d{1,5}(?!\d))?"
_PHONE = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?:(?:{_MOBILE}|{_LANDLINE}|{_SERVICE}){_EXTENSION}"
    rf"|(?P<doubtful>1[3-9](?:[\t\n]?\d){{9}}|[48]00\d{{7}})"
    rf"|(?P<short>[2-9]\d{{2,3}}[- ]?\d{{4}}))(?!\d|\.\d)"
)
_NO_PHONE_BEHIND = re.compile(
    r"\s*(?:[元万亿人户件%‰个次米吨亩㎡头只台套册处座株本份项名栋间块]|公[里斤顷]|千[克瓦]|[平立]方|号(?!码))"
    r"|,\d{3}(?!\d)|[A-Za-z_]"
)
_CODE_BEFORE = re.compile(
    r"(?:编号|编码|代码|文号|[账帐]号|[账帐]户|卡号|凭证|合同号|单号|票号|流水号|序列号|批号|备案号|证号"
    r"|许可证|科目|第)\s*[:为是]?\s*[(\[]?(?:[A-Za-z0-9_-]*|\s*)\Z"
    r"|[〔\[(【]\d{4}[〕\])】]\s*\Z|[¥$]\s*\Z"
)
_CALLS = r"电话|手机|座机|固话|传真|热线|联系方式|(?i:tel|phone|mobile|mob|cell|fax)"
_FILLER = r"[\s:.()为是号码办公室值班传真热线咨询联系举报监督投诉]{0,12}"
_CALLED = re.compile(rf"(?:{_CALLS}){_FILLER}\Z")
_ASKED = re.compile(rf"(?:{_CALLS}|拨打|致电|来电|联系|咨询|☎)[^。；;]*\Z")
_LETTERS_BEFORE = re.compile(r"[A-Za-z]\Z|[A-Za-z0-9_]-\Z")
_BETWEEN = re.compile(r"[\s、/，,;或和及]*")
# What a number takes along, so that no empty label stays behind.
_OWN_LABEL = re.compile(
    rf"(?:\(\s*(?:{_CALLS}|办公|办|宅)\s*:?\s*\)"
    rf"|(?:联系|办公|固定|咨询|监督|举报|投诉|值班|服务|移动)*(?:{_CALLS})(?:号码?)?"
    r"(?:\([^()]{0,6}\))?)\s*[:.]?\s*\Z"
)
_SAME = (
    r"与?微信(?:号码?)?同(?:号码?|手机号?)?|[与同]微信(?:号码?)?(?:同号?|一致)?|(?:手机|电话)同号"
)
_LABEL_BEHIND = re.compile(
    rf"\s*\((?:手机|电话|座机|办公室?|办|宅|值班室|微信|{_SAME})\)"
    rf"|[\s,，;、]{{0,2}}(?:{_SAME})(?![一-龥])"
)
_ACCOUNT = re.compile(
    r"(?<![A-Za-z])(?:(?i:QQ)|微信|(?i:wechat|weixin))\s*(?:群?(?:号码?|账号)?)\s*[:是为]?\s*"
    r"(?P<own>[A-Za-z0-9](?:[A-Za-z0-9_-]|(?<=\d) (?=\d)){4,19})(?![A-Za-z0-9_])"
)
# What anybody may dial: 12345, 12388.
_PUBLIC = re.compile(r"\D*12\d{3}(?:\D+12\d{3})*\D*")
_COUNTED = re.compile(
    r"[价款费数率]\Z|金额|资金|预算|支出|收入|经费|合计|小计|[万亿]?元\)?\Z|编号|编码|代码|文号|[账帐][号户]|卡号"
    r"|凭证|合同号|单号|票号|流水号|批号|备案号|许可证|科目"
)
_CALLED_SO = re.compile(rf"{_CALLS}|联系")
_MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
)
_GROUP = r"[ \t\n]?"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = re.compile(
    rf"(?<![\dA-Za-z])(?:[1-9]\d{{5}}{_GROUP}(?:19|20)\d{{2}}{_DAY}{_GROUP}\d{{3}}[\dXx]"
    rf"|(?P<old>[1-9]\d{{5}}\d{{2}}{_DAY}\d{{3}}))(?![\dA-Za-z]|\.\d)"
)
_IDENTIFIED = re.compile(r"(?:公民)?(?:居民)?身份证[^\d。;，]{0,10}\Z")
_MAIL_LABEL = re.compile(r"(?:电子|联系)?(?:邮箱|邮件|(?i:e-?mail))(?:地址)?\s*[:为]?\s*\Z")
_FARTHEST = 40
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def is_public(text: str) -> bool:
    """Return whether the numbers of a text are none but those of public services."""
    return _PUBLIC.fullmatch(text) is not None


def counts(heading: str) -> bool:
    """Return whether a heading asks for an amount or a code: no number there is a telephone."""
    return _COUNTED.search(heading) is not None and _CALLED_SO.search(heading) is None


def past_remark(text: str, end: int) -> int:
    """Return where a remark ends that means nothing without what stood before it: （微信同号）."""
    remark = _LABEL_BEHIND.match(text, end)
    return remark.end() if remark else end


def accounts_in(text: str) -> Iterator[Hit]:
    """Yield the accounts of QQ and 微信 of a text, with their labels."""
    for match in _ACCOUNT.finditer(text):
        is_amount = match["own"].isdecimal() and _NO_PHONE_BEHIND.match(text, match.end())
        if not is_amount and not is_public(match["own"]):
            yield *match.span(), True


def phones_in(text: str) -> Iterator[Hit]:
    """Yield the telephone numbers of a text, each with the label that is of use to it alone."""
    behind_last = -1
    for match in _PHONE.finditer(text):
        start, end = match.span()
        before = _before(text, start)
        goes_on = behind_last >= 0 and _BETWEEN.fullmatch(text, behind_last, start) is not None
        certain = _is_phone(match, before, text[end:], goes_on=goes_on)
        if certain is not None:
            label, end = _OWN_LABEL.search(before), past_remark(text, end)
            yield start - (len(label[0]) if label else 0), end, certain
            behind_last = end if certain else behind_last


def _is_phone(match: re.Match[str], before: str, behind: str, *, goes_on: bool) -> bool | None:
    """Return whether a number is certainly one of a telephone; None if it is none at all."""
    if _CODE_BEFORE.search(before) or _NO_PHONE_BEHIND.match(behind):
        return None
    is_called = goes_on or _CALLED.search(before) is not None
    is_asked = is_called or _ASKED.search(before) is not None
    if match["short"]:
        return True if is_called else False if is_asked else None
    if _LETTERS_BEFORE.search(before) or behind[:1] == "-":
        return is_called
    is_plain = match[0].startswith("0") and match[0].isdecimal()
    return is_asked or not (is_plain or match["doubtful"])


def mails_in(text: str) -> Iterator[Hit]:
    """Yield the e-mail addresses of a text."""
    for match in _MAIL.finditer(text):
        label = _MAIL_LABEL.search(_before(text, match.start()))
        yield match.start() - (len(label[0]) if label else 0), match.end(), True


def _before(text: str, start: int) -> str:
    return text[max(0, start - _FARTHEST) : start]


def identities_in(text: str) -> Iterator[Hit]:
    """Yield what the identity numbers of a text are, or may be."""
    for match in _IDENTITY.finditer(text):
        before = _before(text, match.start())
        label = _IDENTIFIED.search(before)
        is_other = _CODE_BEFORE.search(before) or _NO_PHONE_BEHIND.match(text, match.end())
        if label or not is_other:
            start = match.start() - (len(label[0]) if label else 0)
            yield start, match.end(), label is not None or _checks(match)


def _checks(match: re.Match[str]) -> bool:
    """Return whether the last digit of an identity number is the one that the others ask for."""
    digits = "".join(match[0].split()).upper()
    if match["old"]:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return digits[-1] == _CHECKS[total % 11]
