"""Write docs/findings.md from the catalogue: python -m scripts.document_findings.

Knows how the page is laid out; what is in it stands in pingshu.finding and in the examples.
"""

from collections.abc import Iterator
from pathlib import Path

from pingshu.finding import (
    CATALOGUE,
    Kind,
    files,
    forms,
    found,
    funds,
    points,
    prose,
    rubric,
    scores,
    social,
    tables,
    writing,
)
from pingshu.sheet import Place
from scripts.documents.examples import EXAMPLES

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "findings.md"

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
)
_HEAD = """\
# 问题一览

`自查问题清单.xlsx` 和屏幕上列出的每一种问题，是什么意思，怎么办。

程度分三种：**须修改**，表里的数对不上，或缺了非有不可的内容；**须说明**，可能没有错，但要有个说法；\
**提示**，看一眼就行。程序只指出问题，不改您的表。

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
    example = found(kind.code, Place(workbook="示例.xlsx"), **EXAMPLES[kind.code])
    return f"""\
## {kind.code}

**{kind.title}**

- 程度：{kind.severity.word}
- 意思：{kind.basis}
- 例子：{example.problem}
- 怎么办：{example.cure}
"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(findings_page(), encoding="utf-8", newline="\n")
    print(PAGE.relative_to(ROOT))


if __name__ == "__main__":
    main()
