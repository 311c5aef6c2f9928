"""What is taken out of an edited document, and the document of what has no place in it.

Knows paragraphs, rows, tables and the bookmarks around figures. Must not know why they go.
"""

from collections.abc import Iterable

from lxml import etree
from lxml.etree import _Element as Element

from pingshu.carrier import carried, carry
from pingshu.document import drop_bookmarks, leave_ends, open_document, saved
from pingshu.passages import FIGURE, passage_elements
from pingshu.word import (
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    RUN,
    SECTION_PROPERTIES,
    TABLE,
    WORD,
    ancestor,
    new_text,
    remove,
)

_NOTE = "以下内容在更新后的报告里找不到位置，请人工放回需要的地方。"


def take_out(element: Element) -> None:
    """Take a paragraph or row out; what begins or ends in it alone is held on to beside it.

    A paragraph that ends a section stays as an empty one, and a table goes with its last row.
    """
    table = ancestor(element, TABLE) if element.tag == ROW else None
    leave_ends(element, FIGURE)
    if element.find(f"{PARAGRAPH_PROPERTIES}/{SECTION_PROPERTIES}") is None:
        remove(element)
    else:
        element[:] = element.findall(PARAGRAPH_PROPERTIES)
    if table is not None:
        take_out_empty(table)


def take_out_empty(table: Element) -> None:
    """Take a table out if it has no row any more."""
    if next(table.iter(ROW), None) is None:
        leave_ends(table, FIGURE)
        remove(table)


def leftover(edited: bytes, kept: Iterable[int]) -> bytes:
    """Return a document of some passages of an edited one, with all else that belongs to them.

    Args:
        edited: the document.
        kept: the indices of the passages.
    """
    document, wanted = open_document(edited), set(kept)
    for index, element in enumerate(list(passage_elements(document.body))):
        if index not in wanted:
            take_out(element)
    drop_bookmarks(document.body, FIGURE)
    document.body.insert(0, _paragraph(_NOTE))
    if carried(document.package) != (None, ""):
        carry(document.package, b"", "")
    return saved(document)


def _paragraph(text: str) -> Element:
    paragraph = etree.Element(PARAGRAPH, nsmap={"w": WORD})
    etree.SubElement(paragraph, RUN).append(new_text(text))
    return paragraph
