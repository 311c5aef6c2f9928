"""Which kinds of findings a place takes more or less seriously than usual, or not at all.

Knows the settings of [severity] and the catalogue. Must not know who finds what.
"""

from collections.abc import Mapping
from difflib import get_close_matches

from pingshu.finding import CATALOGUE, FIXED, Severity
from pingshu.settings import SettingError, Table, choice_in, within

_SILENT = "不查"
_MOST_NEAR = 3
_WORDS: Mapping[str, Severity | None] = {
    **{severity.word: severity for severity in Severity},
    _SILENT: None,
}


def severities_of(table: Table) -> Mapping[str, Severity | None]:
    """Return code → severity, None for a kind that is not to be told.

    Raises:
        SettingError: a code is unknown or must not be changed, or a word is none of the four.
    """
    with within("severity"):
        for code in table:
            _refuse(code)
        return {code: _WORDS[choice_in(table, code, tuple(_WORDS))] for code in table}


def _refuse(code: str) -> None:
    if code not in CATALOGUE:
        raise SettingError(f"不认识的问题代码“{code}”。{_advice(code)}", code)
    if code in FIXED:
        raise SettingError(f"“{code}”说的是文件读不了或写不进，程度不能改", code)


def _advice(code: str) -> str:
    near = get_close_matches(code, CATALOGUE, n=_MOST_NEAR)
    named = "、".join(f"{name}（{CATALOGUE[name].title}）" for name in near)
    return f"{f'相近的有：{named}。' if near else ''}全部代码见 docs/findings.md"
