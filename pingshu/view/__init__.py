"""The view: the names, in Chinese, that a template may use, and what a printed value carries.

Knows names with their kinds and meanings, and how figures and texts are printed. Must not know how
a template is stored or where the values come from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pingshu.view.chart_names import chart_names
from pingshu.view.department_names import department_names
from pingshu.view.fund_names import FUND_TEXTS, fund_names
from pingshu.view.names import form_names
from pingshu.view.rubric_names import rubric_names
from pingshu.view.shown import (
    FILTERS,
    NOTHING,
    Shown,
    amount_due,
    amount_shown,
    doubted,
    missing_shown,
    number_shown,
    phrase_shown,
    points_due,
    points_shown,
    quantity_shown,
    rate_shown,
    sentences_shown,
    stated_shown,
    text_shown,
    titled_texts,
    unsettled_shown,
)

__all__ = [
    "FILTERS",
    "FUND_TEXTS",
    "NAMES",
    "NOTHING",
    "Name",
    "Shown",
    "View",
    "amount_due",
    "amount_shown",
    "doubted",
    "known_names",
    "missing_shown",
    "names_in",
    "number_shown",
    "phrase_shown",
    "points_due",
    "points_shown",
    "quantity_shown",
    "rate_shown",
    "sentences_shown",
    "stated_shown",
    "text_shown",
    "titled_texts",
    "unprintable_names",
    "unsettled_shown",
]

View = Mapping[str, object]
"""What a template is given: nested mappings and lists of what can be printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name: its path, what kind of value stands there, and what it means (Chinese)."""

    path: str
    kind: str
    meaning: str


_UNPRINTABLE = {
    "是否": "是“是/否”，只能用在 {% if %} 里，不能打印",
    "列表": "是列表，要用 {% for %} 逐项打印，不能整个打印",
    "": "是一组名称，要写到其中的一个，不能整个打印",
}
_OF_EACH_FORM = ("项目", "资金", "目标", "管理", "指标", "偏差", "附表")


def _names_of_each_form() -> Iterator[tuple[str, str, str]]:
    """Yield the names of the forms that one report is about, the same as those of a single form."""
    groups = "、".join(_OF_EACH_FORM)
    yield "自评表", "列表", f"一份报告附的各张自评表，每张都有自己的{groups}，名称与单张的相同"
    for names in (form_names, department_names):
        for path, kind, meaning in names():
            if path.partition(".")[0] in _OF_EACH_FORM:
                yield f"自评表[].{path}", kind, meaning


NAMES: Mapping[str, Name] = {
    path: Name(path=path, kind=kind, meaning=meaning)
    for names in (
        *(form_names, department_names, rubric_names, fund_names, chart_names),
        _names_of_each_form,
    )
    for path, kind, meaning in names()
}
"""Every name that a template may use, by its path."""


def known_names(columns: frozenset[str]) -> frozenset[str]:
    """Return every path that a template of a family with these 栏目 may use.

    The beginnings of a path (资金 of 资金.执行率) are names too.
    """
    paths = {*NAMES, *(f"文字.{column}" for column in columns)}
    return frozenset(beginning for path in paths for beginning in _beginnings(path))


def unprintable_names(columns: frozenset[str]) -> Mapping[str, str]:
    """Return path → why it cannot be printed (Chinese), of the names that hold no single value."""
    texts = {f"文字.{column}": "文字" for column in columns}
    kinds = texts | {path: name.kind for path, name in NAMES.items()}
    named = {path: kinds.get(path, "") for path in known_names(columns)}
    return {path: _UNPRINTABLE[kind] for path, kind in named.items() if kind in _UNPRINTABLE}


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
