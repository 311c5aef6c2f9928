"""Write docs/模板名称.md, every name a template may use: python -m scripts.document_names.

Knows how the page is laid out; the names stand in pingshu.view and in the profiles.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from pingshu.profile import Profile, load_profiles
from pingshu.view import NAMES, Name

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "模板名称.md"

_GROUPS = {
    "报告": "报告本身",
    "项目": "项目",
    "单位": "单位",
    "资金": "资金",
    "构成": "部门资金的构成",
    "支出": "支出明细",
    "目标": "年度总体目标",
    "管理": "资金管理情况",
    "指标": "绩效指标",
    "偏差": "偏差",
    "评分": "评分",
    "细则": "评分细则（民生工程等按大项、小项评分的表）",
    "基金": "社保基金",
    "自评表": "社保基金的各张自评表",
    "图表": "图表",
    "附表": "附表：自评表本身",
    "附件": "附件",
}
_KINDS = (
    ("文字", "照写；没有的不打印", "`{{ 项目.名称 }}`"),
    ("金额", "连同单位打印，一律用万元：5.84万元", "`{{ 资金.执行数 }}`"),
    ("百分比", "连同百分号打印：97.33%", "`{{ 资金.执行率 }}`"),
    ("分数", "连同“分”打印：98分", "`{{ 评分.总分 }}`"),
    ("数量", "连同计量单位打印：25人", "`{{ 项.完成值 }}`"),
    ("是否", "只用来判断，不打印", "`{% if 资金.全额执行 %}…{% endif %}`"),
    (
        "图表",
        "Word 里可以编辑的图表；写成 `{{p … }}` 独占一段，没有数的连这一段也不留",
        "`{{p 图表.基金收支 }}`",
    ),
    ("列表", "用循环逐项打印", "`{% for 项 in 资金.来源 %}{{ 项.标签 }}{% endfor %}`"),
)
_FILTERS = (
    (
        "万元",
        "金额",
        "按万元打印；金额本来就按万元打印，只在想写明白时用",
        "`{{ 资金.执行数|万元 }}`",
    ),
    ("数", "金额、百分比、分数、数量", "只打印数，不带单位", "`{{ 资金.执行率|数 }}`"),
    (
        "引号",
        "文字",
        "加上双引号，里面原有的双引号改成单引号",
        "`{{ 项.名称|引号 }}`",
    ),
    (
        "分段",
        "文字",
        "文字里的换行变成新的段落，格式照本段；写在标签的最后",
        "`{{ 文字.单位职责|分段 }}`",
    ),
    (
        "合并",
        "文字",
        "写在表格的循环行里，上下相同的单元格合并；写在标签的最后",
        "`{{ 行.一级|合并 }}`",
    ),
)
_HEAD = """\
# 模板名称

在 `templates` 各文件夹的 `report.docx` 里，`{{ }}` 之间可以写的名称。\
名称写错了，程序一开始就会指出在哪一段、哪一行。

本页由 `python -m scripts.document_names` 生成，请不要直接修改。
"""
_LISTS = """\
名称里的 `[]` 表示列表中的一项。例如 `资金.来源[].标签`，在循环里写成：

```
{% for 项 in 资金.来源 %}{{ 项.标签 }}{{ 项.执行数 }}{% if not loop.last %}、{% endif %}{% endfor %}
```

整段、整行按条件或循环出现的，标签单独占一段（`{%p if … %}`）或表格的一行（`{%tr for … %}`）。\
没有的内容当作“否”，可以直接判断：`{% if 资金.到位率 %}…{% endif %}`。\
模板里不做计算：要什么数，用现成的名称。
"""


def names_page() -> str:
    """Return the page as it is to be."""
    profiles = load_profiles(ROOT / "templates")
    parts = (_HEAD, _kinds(), _LISTS, _filters(), *_groups(), *_texts(profiles))
    return "\n".join(parts)


def _table(heading: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(heading)
    lines = (names, ["---"] * len(names), *rows)
    return "".join(f"| {' | '.join(_cell(text) for text in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    """Return a text as it stands in a table of Markdown, where a bar parts two cells."""
    return text.replace("|", "\\|")


def _kinds() -> str:
    return f"## 种类\n\n{_table(('种类', '怎样打印', '例子'), _KINDS)}"


def _filters() -> str:
    return f"## 过滤器\n\n{_table(('过滤器', '用于', '作用', '例子'), _FILTERS)}"


def _group_of(name: Name) -> str:
    return name.path.split(".")[0].removesuffix("[]")


def _groups() -> Iterator[str]:
    order = list(_GROUPS)
    # What each of several forms has stands below the names of a single one.
    of_each = {f"自评表[].{path}" for path in NAMES}
    told = (name for name in NAMES.values() if name.path not in of_each)
    names = sorted(told, key=lambda name: order.index(_group_of(name)))
    for group, members in groupby(names, _group_of):
        rows = ((f"`{name.path}`", name.kind, name.meaning) for name in members)
        yield f"## {_GROUPS[group]}\n\n{_table(('名称', '种类', '意思'), rows)}"


def _texts(profiles: Iterable[Profile]) -> Iterator[str]:
    yield (
        "## 文字材料\n\n"
        "`文字.` 后面写工作表“文字材料”里的栏目名，种类都是文字。必填的没有写，"
        "报告里会打印【请补充：……】；选填的没有写，什么都不打印。\n"
    )
    for profile in profiles:
        rows = [
            *((f"`文字.{name}`", "必填") for name in profile.required),
            *((f"`文字.{name}`", "选填") for name in profile.optional),
        ]
        yield f"### {profile.name}\n\n{_table(('名称', '必填或选填'), rows)}"


def main() -> None:
    """Write the page."""
    PAGE.write_text(names_page(), encoding="utf-8", newline="\n")
    print(PAGE.relative_to(ROOT))


if __name__ == "__main__":
    main()
