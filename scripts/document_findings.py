"""Write docs/findings.md from the catalogue: python -m scripts.document_findings.

Knows how the page is laid out; what is in it stands in pingshu.finding and in
scripts.documents.cases.
"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pingshu.finding import (
    CATALOGUE,
    Kind,
    files,
    forms,
    funds,
    points,
    prose,
    review,
    rubric,
    scores,
    social,
    tables,
    writing,
)
from scripts.documents.case import Case, Changes, FileCase, Value
from scripts.documents.cases import EVERY

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "findings.md"
_EXAMPLES = {example.code: example for example in EVERY}
_MOST_CELLS = 4
_SLOT = re.compile(r"\\\{[a-z]+\\\}")

_PARTS = (
    ("读取文件", files.KINDS),
    ("填表", forms.KINDS),
    ("资金和执行率", funds.KINDS),
    ("收支对比表和收支明细", tables.KINDS),
    ("指标和得分", scores.KINDS),
    ("得分的规则、等级和日期", points.KINDS),
    ("评分细则", rubric.KINDS),
    ("社保基金和文字里的数", social.KINDS),
    ("文字与表", prose.KINDS),
    ("写出报告", writing.KINDS),
    ("改过的报告", review.KINDS),
)
_HEAD = """\
# 问题一览

`自查问题清单.xlsx` 和屏幕上列出的每一种问题，是什么意思，怎么办。

程度分三种：**须修改**，表里的数对不上，或缺了非有不可的内容；**须说明**，可能没有错，但要有个说法；\
**提示**，看一眼就行。程序只指出问题，不改您的表。

每一种都有填错和改好的样子，里面的格子是一张示例表上的；各地的表不一样，看填的内容就行。

本页由 `python -m scripts.document_findings` 生成，请不要直接修改。
"""


def findings_page() -> str:
    """Return the page as it is to be."""
    return "\n".join((_HEAD, *_contents(), *_chapters()))


def _codes(kinds: tuple[tuple[str, ...], ...]) -> list[str]:
    return [words[0] for words in kinds]


def _contents() -> Iterator[str]:
    for title, kinds in _PARTS:
        yield f"- {title}"
        for code in _codes(kinds):
            kind = CATALOGUE[code]
            yield f"  - [{kind.title}](#{code})（{kind.severity.word}）"
    yield ""


def _chapters() -> Iterator[str]:
    for title, kinds in _PARTS:
        yield f"# {title}\n"
        for code in _codes(kinds):
            yield _chapter(CATALOGUE[code])


def _chapter(kind: Kind) -> str:
    example = _EXAMPLES[kind.code]
    problem, cure = _problem_and_cure(kind, example.message)
    wrong, right = _looks(example)
    form = f"（{example.form}）" if isinstance(example, Case) else ""
    return f"""\
## {kind.code}

**{kind.title}**

- 程度：{kind.severity.word}
- 意思：{kind.basis}
- 例子：{problem}
- 填错的样子{form}：{wrong}
- 改好的样子：{right}
- 怎么办：{cure}
"""


def _problem_and_cure(kind: Kind, message: str) -> tuple[str, str]:
    """Return the two sentences that a message is made of."""
    problem, cure = (_SLOT.sub(".*", re.escape(words)) for words in (kind.problem, kind.cure))
    told = re.fullmatch(f"({problem})({cure})", message)
    if told is None:
        raise ValueError(f"{kind.code}: {message}")
    return told[1], told[2]


def _looks(example: Case | FileCase) -> tuple[str, str]:
    """Return how it looks when it is wrong and when it is mended."""
    if isinstance(example, FileCase):
        return example.wrong, example.right
    wrong, right = example.wrong, example.right
    mended = {
        cell: right[cell] for cell in right if cell not in wrong or right[cell] != wrong[cell]
    }
    return _cells(wrong), _cells(mended)


def _cells(changes: Changes) -> str:
    """Return what is typed into cells, of many of them the first few."""
    first = islice(changes.items(), _MOST_CELLS)
    told = "、".join(f"{cell} {_typed(value)}" for cell, value in first)
    return f"{told}等{len(changes)}格" if len(changes) > _MOST_CELLS else told


def _typed(value: Value) -> str:
    return "空着" if value is None else f"填“{' '.join(str(value).split())}”"


def main() -> None:
    """Write the page."""
    PAGE.write_text(findings_page(), encoding="utf-8", newline="\n")
    print(PAGE.relative_to(ROOT))


if __name__ == "__main__":
    main()
