"""Build the Word templates of the reports: python -m scripts.build_templates.

Knows where each template belongs in the repository; what it says stands in scripts/templates/.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from scripts.built_files import Makers, write_files
from scripts.templates import department, project, rubric, social, transfer
from scripts.templates.annex import annex
from scripts.templates.markup import Node, word
from scripts.templates.outline import paragraphs
from scripts.templates.package import package
from scripts.templates.page import annex_section, report_section

ROOT = Path(__file__).resolve().parent.parent
_TITLE = "{{ 报告.标题 }}"


def report(body: Callable[[], Sequence[Node]], attached: Callable[[], Sequence[Node]]) -> bytes:
    """Return a template: the report's text, then the annex in a section of its own."""
    seam = word("p", word("pPr", word("pStyle", val="Seam"), report_section()))
    return package([*body(), seam, *attached(), annex_section()], _TITLE)


TEMPLATES: Makers = {
    PurePosixPath("templates") / family / "report.docx": partial(report, body, attached)
    for family, body, attached in (
        ("转移支付", partial(paragraphs, transfer.OUTLINE), partial(annex, transfer.WORDS)),
        ("项目支出", partial(paragraphs, project.OUTLINE), partial(annex, project.WORDS)),
        ("部门整体支出", partial(paragraphs, department.OUTLINE), department.annex),
        ("民生工程", partial(paragraphs, rubric.OUTLINE), rubric.annex),
        ("社保基金", social.body, social.annexes),
    )
}


def build(root: Path) -> tuple[Path, ...]:
    """Write every template below `root` and return the paths."""
    return write_files(TEMPLATES, root)


if __name__ == "__main__":
    for path in build(ROOT):
        print(path.relative_to(ROOT))
