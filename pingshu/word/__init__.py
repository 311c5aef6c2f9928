"""Word XML as a tree: paragraphs, their runs and text, and the places people look for.

Knows the elements of WordprocessingML, how a tag is cut free of the runs it was spread over, and
the few types the parts of the template engine share. Knows nothing of forms and figures, of how
a template is stored, nor of the language its tags are written in.
"""

from collections import Counter
from typing import Literal

from lxml import etree

from pingshu.word.additions import FIRST_MARK, HYPERLINK, IMAGE, OFFICE, Additions
from pingshu.word.escaping import in_attribute, in_element, in_run, legal
from pingshu.word.pieces import (
    RICH,
    Chart,
    Link,
    Look,
    PageBreak,
    Picture,
    Piece,
    Rich,
    Styled,
    formats_of,
)
from pingshu.word.tags import (
    Complain,
    Frame,
    Printable,
    Tag,
    TagPlace,
    TemplateError,
    TemplateFault,
    describe_place,
    nearest,
)
from pingshu.word.tree import (
    CELL,
    CELL_PROPERTIES,
    FORMAT_ORDER,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    RUN,
    SECTION_PROPERTIES,
    TABLE,
    TEXT_BOX,
    WORD,
    Span,
    W,
    ancestor,
    cell_span,
    drop_paragraph_ids,
    formats_in,
    is_marker,
    marked_number,
    marker,
    new_run,
    new_text,
    paragraph_like,
    paragraph_text,
    place_in_cell,
    remove,
    replace_spans,
    run_text,
    serialise,
    split_at_markers,
    through_wrappers,
)

__all__ = [
    "CELL",
    "CELL_PROPERTIES",
    "FIRST_MARK",
    "FORMAT_ORDER",
    "HYPERLINK",
    "IMAGE",
    "OFFICE",
    "PARAGRAPH",
    "PARAGRAPH_PROPERTIES",
    "RICH",
    "ROW",
    "RUN",
    "SECTION_PROPERTIES",
    "TABLE",
    "TEXT_BOX",
    "WORD",
    "Additions",
    "Chart",
    "Complain",
    "Frame",
    "Link",
    "Look",
    "PageBreak",
    "Picture",
    "Piece",
    "Printable",
    "Rich",
    "Span",
    "Styled",
    "Tag",
    "TagPlace",
    "TemplateError",
    "TemplateFault",
    "W",
    "ancestor",
    "cell_span",
    "describe_place",
    "drop_paragraph_ids",
    "engine_marker",
    "formats_in",
    "formats_of",
    "heading_styles",
    "in_attribute",
    "in_element",
    "in_run",
    "is_marker",
    "legal",
    "marked_number",
    "marker",
    "nearest",
    "new_run",
    "new_text",
    "paragraph_like",
    "paragraph_places",
    "paragraph_text",
    "parse_part",
    "place_in_cell",
    "remove",
    "replace_spans",
    "run_text",
    "serialise",
    "split_at_markers",
    "through_wrappers",
]


def engine_marker(
    tags: list[Tag], cause: Tag, kind: Literal["statement", "markup"], body: str
) -> etree._Element:
    """Add a tag of the engine's own to the list, and return the marker that stands for it.

    Args:
        tags: All tags of a part; the new one is appended.
        cause: The tag whose place is told if the new one fails.
        kind: Whether it steers or yields finished XML.
        body: What it says.
    """
    tags.append(Tag(kind=kind, body=body, place=cause.place, engine=True))
    return marker(f"tag {len(tags) - 1}")


def parse_part(data: bytes, part: str) -> etree._Element:
    """Read one XML part that nobody vouches for.

    Raises:
        TemplateError: It is not XML, declares a document type or binds `w` unusually.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise TemplateError("模板文件已损坏，读不出其中的内容", TagPlace(part=part)) from error
    # The stubs of lxml leave this attribute out.
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise TemplateError("模板文件里有不允许的文档类型声明（DOCTYPE）", TagPlace(part=part))
    if root.nsmap.get("w", WORD) != WORD:
        message = "模板的存储格式不常见，请用 Word 或 WPS 另存为普通的 .docx 后再用"
        raise TemplateError(message, TagPlace(part=part))
    return root


def heading_styles(styles: etree._Element | None) -> frozenset[str]:
    """The ids of the paragraph styles that make a heading, by name, outline level or descent."""
    if styles is None:
        return frozenset()
    named = [style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId")]
    known = {style: style.get(f"{W}styleId", "") for style in named}
    found = {name for style, name in known.items() if _names_heading(style)}
    for _ in known:
        heirs = {name for style, name in known.items() if _value(style, "basedOn") in found}
        if heirs <= found:
            break
        found |= heirs
    return frozenset(found)


def _names_heading(style: etree._Element) -> bool:
    return _value(style, "name").lower().startswith(("heading ", "标题 ")) or _is_outlined(style)


def _is_outlined(node: etree._Element) -> bool:
    return _value(node, f"pPr/{W}outlineLvl") in set("012345678")


def _value(node: etree._Element, path: str) -> str:
    found = node.find(W + path)
    return "" if found is None else found.get(f"{W}val", "")


def paragraph_places(
    root: etree._Element, part: str, headings: frozenset[str]
) -> dict[etree._Element, TagPlace]:
    """Number the paragraphs of a part as people count them.

    A text box has the place of its anchor; the lines above the notes of a page have none.
    """
    cells = _cell_numbers(root)
    counts: Counter[etree._Element | None] = Counter()
    places: dict[etree._Element, TagPlace] = {}
    heading: str | None = None
    for paragraph in root.iter(PARAGRAPH):
        if _is_separator(paragraph.getparent()):
            continue
        box = ancestor(paragraph, TEXT_BOX)
        anchor = None if box is None else ancestor(box, PARAGRAPH)
        if anchor is not None:
            places[paragraph] = places[anchor]
            continue
        cell = ancestor(paragraph, CELL)
        counts[cell] += 1
        places[paragraph] = _place(part, counts[cell], heading, cells.get(cell))
        if _is_heading(paragraph, headings):
            heading = " ".join(paragraph_text(paragraph).split()) or heading
    return places


def _is_separator(parent: etree._Element | None) -> bool:
    return parent is not None and parent.get(f"{W}type") is not None


def _place(
    part: str, paragraph: int, heading: str | None, cell: tuple[int, int, int] | None
) -> TagPlace:
    table, row, column = cell or (None, None, None)
    return TagPlace(
        part=part, paragraph=paragraph, heading=heading, table=table, row=row, cell=column
    )


def _cell_numbers(root: etree._Element) -> dict[etree._Element | None, tuple[int, int, int]]:
    return {
        cell: (number, line, column)
        for number, table in enumerate(root.iter(TABLE), 1)
        for line, row in enumerate(through_wrappers(table, ROW), 1)
        for column, cell in enumerate(through_wrappers(row, CELL), 1)
    }


def _is_heading(paragraph: etree._Element, headings: frozenset[str]) -> bool:
    return _is_outlined(paragraph) or _value(paragraph, f"pPr/{W}pStyle") in headings
