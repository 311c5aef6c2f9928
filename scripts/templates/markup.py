"""WordprocessingML as nodes: elements with their attributes, runs of text, and parts as bytes.

Knows how Word writes things down. Must not know styles, pages or what a report says.
"""

import re
from collections.abc import Iterator

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TO_DO = re.compile(r"(【请[^】]*】)")

_PREFIXES = {"w": WORD, "r": RELATIONS}

Node = etree._Element


def word(name: str, /, *children: Node, **attributes: str) -> Node:
    """Return an element of Word's namespace; the attributes stand in that namespace too."""
    qualified = {f"{{{WORD}}}{key}": value for key, value in attributes.items()}
    node = etree.Element(f"{{{WORD}}}{name}", qualified, nsmap=_PREFIXES)
    node.extend(children)
    return node


def runs(text: str) -> Iterator[Node]:
    """Yield runs for a text; what asks the reader to do something (【请…】) is highlighted."""
    for index, piece in enumerate(_TO_DO.split(text)):
        if piece:
            yield _run(piece, marked=index % 2 == 1)


def _run(text: str, *, marked: bool) -> Node:
    # The hint makes Word take quotation marks and dashes from the Chinese font.
    properties = word("rPr", word("rFonts", hint="eastAsia"))
    if marked:
        properties.append(word("highlight", val="yellow"))
    written = word("t")
    written.set(_SPACE, "preserve")
    written.text = text
    return word("r", properties, written)


def paragraph(style: str, text: str = "") -> Node:
    """Return a paragraph of a style."""
    return word("p", word("pPr", word("pStyle", val=style)), *runs(text))


def part(root: Node) -> bytes:
    """Return the bytes of a part, its namespaces declared at the root."""
    etree.cleanup_namespaces(root, top_nsmap=_PREFIXES)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
