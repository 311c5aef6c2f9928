"""Build the Word templates of the reports: python -m scripts.build_templates.

Knows where each template belongs in the repository; what it says stands in scripts/templates/.
"""

from functools import partial
from pathlib import Path, PurePosixPath

from scripts.built_files import Makers, write_files
from scripts.templates import project, transfer
from scripts.templates.annex import Words, annex
from scripts.templates.markup import word
from scripts.templates.outline import paragraphs
from scripts.templates.package import package
from scripts.templates.page import annex_section, report_section

ROOT = Path(__file__).resolve().parent.parent
_TITLE = "{{ 报告.标题 }}"


def report(outline: str, words: Words) -> bytes:
    """Return a template: the report by its outline, then the annex in a section of its own."""
    seam = word("p", word("pPr", word("pStyle", val="Seam"), report_section()))
    return package([*paragraphs(outline), seam, *annex(words), annex_section()], _TITLE)


TEMPLATES: Makers = {
    PurePosixPath("templates") / family / "report.docx": partial(report, outline, words)
    for family, outline, words in (
        ("转移支付", transfer.OUTLINE, transfer.WORDS),
        ("项目支出", project.OUTLINE, project.WORDS),
    )
}


def build(root: Path) -> tuple[Path, ...]:
    """Write every template below `root` and return the paths."""
    return write_files(TEMPLATES, root)


if __name__ == "__main__":
    for path in build(ROOT):
        print(path.relative_to(ROOT))
