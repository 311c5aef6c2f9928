"""From tags in text to markers in the tree: every tag gets a node of its own, between runs.

Knows which element a tag replaces and what is prepared around a value. Knows neither how blocks
nest nor what a tag's body means.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from lxml import etree

from pingshu.word import (
    CELL,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    ROW,
    SECTION_PROPERTIES,
    Span,
    Tag,
    TemplateError,
    ancestor,
    drop_paragraph_ids,
    marker,
    new_run,
    new_text,
    paragraph_like,
    paragraph_text,
    remove,
    replace_spans,
)

Found = Mapping[etree._Element, Sequence[Tag]]
Numbered = dict[etree._Element, list[tuple[int, Tag]]]

_REPLACED = {"p": PARAGRAPH, "tr": ROW, "tc": CELL}


def lay_out(root: etree._Element, found: Found) -> list[Tag]:
    """Put a marker into the tree for each tag.

    Args:
        root: A part; it is changed.
        found: The tags of each paragraph that has any, in the order of the part.

    Returns:
        The tags; a marker names its tag by the number in this list.

    Raises:
        TemplateError: A tag stands where it cannot do what it asks for.
    """
    drop_paragraph_ids(root)
    numbered = _number(found)
    replaced = _replaced_elements(found)
    for paragraph, items in numbered.items():
        if not any(node in replaced for node in (paragraph, *paragraph.iterancestors())):
            _cut(paragraph, items)
    for element in replaced:
        _replace(element, numbered)
    _join_paragraphs(found)
    return [tag for items in numbered.values() for _, tag in items]


def lay_out_plain(found: Found) -> list[Tag]:
    """Do the same for elements that hold plain text and no runs."""
    numbered = _number(found)
    for element, items in numbered.items():
        _cut_plain(element, items)
    return [tag for items in numbered.values() for _, tag in items]


def _number(found: Found) -> Numbered:
    pairs = enumerate((node, tag) for node, tags in found.items() for tag in tags)
    numbered: Numbered = {}
    for number, (node, tag) in pairs:
        numbered.setdefault(node, []).append((number, tag))
    return numbered


def _replaced_elements(found: Found) -> list[etree._Element]:
    every = {
        _target(paragraph, tag): None
        for paragraph, tags in found.items()
        for tag in tags
        if tag.level
    }
    return [element for element in every if not any(up in every for up in element.iterancestors())]


def _target(paragraph: etree._Element, tag: Tag) -> etree._Element:
    if tag.level == "p":
        return paragraph
    element = ancestor(paragraph, _REPLACED[tag.level])
    if element is None:
        raise TemplateError(f"{{%{tag.level} %}} 标签只能写在表格里", tag.place)
    return element


def _replace(element: etree._Element, numbered: Numbered) -> None:
    paragraphs = list(element.iter(PARAGRAPH))
    items = [item for paragraph in paragraphs for item in numbered.get(paragraph, ())]
    first = next(tag for _, tag in items if tag.level)
    _refuse_loss(element, [(p, [tag for _, tag in numbered.get(p, ())]) for p in paragraphs], first)
    for number, tag in items:
        for node in _tag_nodes(number, tag):
            element.addprevious(node)
    remove(element)


def _refuse_loss(
    element: etree._Element, held: Sequence[tuple[etree._Element, list[Tag]]], first: Tag
) -> None:
    if any(tag.kind == "value" for _, tags in held for tag in tags):
        raise TemplateError(_loss_message(first), first.place)
    if any(_rest(paragraph, tags).strip() for paragraph, tags in held):
        raise TemplateError(_loss_message(first), first.place)
    if next(element.iter(SECTION_PROPERTIES), None) is not None:
        raise TemplateError("这个标签所在的段落带有分节符，请把标签移到另一段", first.place)


def _loss_message(tag: Tag) -> str:
    name = {"p": "段", "tr": "行", "tc": "格"}[tag.level]
    return f"{{%{tag.level} %}} 标签所在的这一{name}会整个去掉，其中不能再有别的内容"


def _rest(paragraph: etree._Element, tags: Sequence[Tag]) -> str:
    text = paragraph_text(paragraph)
    for tag in reversed(tags):
        text = text[: tag.start] + text[tag.end :]
    return text


def _tag_nodes(number: int, tag: Tag) -> list[etree._Element]:
    return [] if tag.kind == "comment" else [marker(f"tag {number}")]


def _cut(paragraph: etree._Element, items: Sequence[tuple[int, Tag]]) -> None:
    spans = [
        Span(start=tag.start, end=tag.end, make=partial(_nodes, number, tag, paragraph))
        for number, tag in items
    ]
    replace_spans(paragraph, spans)


def _nodes(
    number: int, tag: Tag, paragraph: etree._Element, run: etree._Element
) -> list[etree._Element]:
    if tag.kind != "value":
        return _tag_nodes(number, tag)
    further = paragraph_like(paragraph, marker("hole")) if tag.ending == "分段" else marker("hole")
    if tag.ending == "分段":
        _refuse_split(tag, paragraph, run)
    return [
        marker(f"value {number}"),
        new_run(run, [_hole_in_text()]),
        marker("hole"),
        new_run(run, [_hole_in_text()], marked=True),
        marker("hole"),
        further,
        marker("end"),
    ]


def _hole_in_text() -> etree._Element:
    text = new_text()
    text.append(marker("hole"))
    return text


def _refuse_split(tag: Tag, paragraph: etree._Element, run: etree._Element) -> None:
    if run.getparent() is not paragraph:
        raise TemplateError("“分段”不能用在超链接、修订或内容控件里", tag.place)
    if next(paragraph.iter(SECTION_PROPERTIES), None) is not None:
        raise TemplateError("“分段”不能用在带分节符的段落里，请把分节符移到下一段", tag.place)


def _join_paragraphs(found: Found) -> None:
    homes: dict[etree._Element, etree._Element] = {}
    for paragraph, tags in found.items():
        if any(tag.joins_before for tag in tags):
            _join(paragraph.getprevious(), paragraph, homes)
        if any(tag.joins_after for tag in tags):
            host = homes.get(paragraph, paragraph)
            _join(host, host.getnext(), homes)


def _join(
    first: etree._Element | None,
    second: etree._Element | None,
    homes: dict[etree._Element, etree._Element],
) -> None:
    if first is None or second is None or not (_is_joinable(first) and _is_joinable(second)):
        return
    for child in list(second):
        if child.tag != PARAGRAPH_PROPERTIES:
            first.append(child)
    remove(second)
    homes[second] = first


def _is_joinable(node: etree._Element) -> bool:
    return node.tag == PARAGRAPH and next(node.iter(SECTION_PROPERTIES), None) is None


def _cut_plain(element: etree._Element, items: Sequence[tuple[int, Tag]]) -> None:
    text = element.text or ""
    element.text = text[: items[0][1].start]
    ends = [tag.start for _, tag in items[1:]] + [len(text)]
    for (number, tag), end in zip(items, ends, strict=True):
        nodes = list(_plain_nodes(number, tag)) or [marker("nothing")]
        nodes[-1].tail = text[tag.end : end]
        element.extend(nodes)


def _plain_nodes(number: int, tag: Tag) -> Iterator[etree._Element]:
    if tag.kind != "value":
        yield from _tag_nodes(number, tag)
        return
    yield marker(f"value {number}")
    yield from (marker("hole") for _ in range(5))
    yield marker("end")
