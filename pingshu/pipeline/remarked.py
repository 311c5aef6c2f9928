"""Copies of faulty templates with a remark of Word at each fault.

Knows where such copies go. Must not know what makes a template faulty.
"""

from collections.abc import Sequence
from pathlib import Path

from pingshu.disk import place_new, safe_name
from pingshu.finding import Finding
from pingshu.render import TemplateError, TemplateFault, annotated
from pingshu.sheet import Place

FOLDER = "模板检查"


def write_remarks(
    content: bytes, found: Sequence[TemplateFault], name: str, output: Path
) -> tuple[Path | None, Finding | None]:
    """Write a copy of a template with its faults as remarks; the template stays as it is.

    Returns:
        Where the copy stands, None if it could not be written or is no Word document at all, and
        the finding that says why it could not be written.
    """
    path = output / FOLDER / f"{safe_name(name)}-批注.docx"
    try:
        copy = annotated(content, found)
    except TemplateError:  # told already, as the fault of a file that is no template
        return None, None
    trouble = place_new(copy, path, Place(workbook=str(path)))
    return (None if trouble else path), trouble
