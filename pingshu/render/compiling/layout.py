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
    RUN,
    SECTION_PROPERTIES,
    TEXT_BOX,
    Complain,
    Span,
    Tag,
    TemplateFault,
    W,
    ancestor,
    drop_paragraph_ids,
    marker,
    new_run,
    new_text,
    paragraph_like,
    paragraph_text,
    remove,
    replace_spans,
    through_wrappers,
)

Found = Mapping[etree._Element, Sequence[Tag]]
Numbered = dict[etree._Element, list[tuple[int, Tag]]]

_REPLACED = {"p": PARAGRAPH, "tr": ROW, "tc": CELL}
_LINK, _CONTROL = f"{W}hyperlink", f"{W}sdt"


def lay_out(root: etree._Element, found: Found, complain: Complain) -> list[Tag]:
    """Put a marker into the tree for each tag.

    Args:
        root: A part; it is changed.
        found: The tags of each paragraph that has any, in the order of the part.
        complain: Is told of each tag that stands where it cannot do what it asks for.

    Returns:
        The tags; a marker names its tag by the number in this list.
    """
    drop_paragraph_ids(root)
    numbered = _number(found)
    replaced = _replaced_elements(found, complain)
    for paragraph, items in numbered.items():
        _unbind(paragraph)
        if not any(node in replaced for node in (paragraph, *paragraph.iterancestors())):
            _cut(paragraph, items, complain)
    for element in replaced:
        _replace(element, numbered, complain)
    _join_paragraphs(found)
    return [tag for items in numbered.values() for _, tag in items]


def _unbind(paragraph: etree._Element) -> None:
    """Take the content controls around a tag off their stored data, which Word would put back."""
    controls = (*paragraph.iterancestors(_CONTROL), *paragraph.iter(_CONTROL))
    for control in controls:
        for name in ("dataBinding", "showingPlcHdr"):
            bound = control.find(f"{W}sdtPr/{W}{name}")
            if bound is not None:
                remove(bound)


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


def _replaced_elements(found: Found, complain: Complain) -> list[etree._Element]:
    every = {
        target: None
        for paragraph, tags in found.items()
        for tag in tags
        if tag.level and (target := _target(paragraph, tag, complain)) is not None
    }
    return [element for element in every if not any(up in every for up in element.iterancestors())]


def _target(paragraph: etree._Element, tag: Tag, complain: Complain) -> etree._Element | None:
    if tag.level == "p":
        return paragraph
    element = ancestor(paragraph, _REPLACED[tag.level])
    if element is None:
        message = f"{{%{tag.level} %}} 标签只能写在表格里"
        complain(TemplateFault(message=message, place=tag.place))
    return element


def _replace(element: etree._Element, numbered: Numbered, complain: Complain) -> None:
    held = [
        (paragraph, number, tag)
        for paragraph in element.iter(PARAGRAPH)
        for number, tag in numbered.get(paragraph, ())
    ]
    first = next(tag for _, _, tag in held if tag.level)
    is_comment = all(tag.kind == "comment" for _, _, tag in held if tag.level)
    if not is_comment and _loses(element, numbered):
        complain(TemplateFault(message=_loss_message(first), place=first.place))
    if next(element.iter(SECTION_PROPERTIES), None) is not None:
        message = "这个标签所在的段落带有分节符，请把标签移到另一段"
        complain(TemplateFault(message=message, place=first.place))
    for paragraph, number, tag in held:
        for node in [] if is_comment else _replacing_nodes(number, tag, paragraph):
            element.addprevious(node)
    remove(element)


def _loses(element: etree._Element, numbered: Numbered) -> bool:
    """Whether more goes with the element than the tags that replace it."""
    for paragraph in element.iter(PARAGRAPH):
        tags = [tag for _, tag in numbered.get(paragraph, ())]
        if _rest(paragraph, tags).strip() or any(_prints(tag, element) for tag in tags):
            return True
    return False


def _prints(tag: Tag, element: etree._Element) -> bool:
    """Whether a tag prints in the text that goes; a value may replace its own paragraph."""
    replaces = tag.level == "p" and element.tag == PARAGRAPH
    return tag.kind == "literal" or (tag.kind == "value" and not replaces)


def _loss_message(tag: Tag) -> str:
    name = {"p": "段", "tr": "行", "tc": "格"}[tag.level]
    opening, closing = ("{{", "}}") if tag.kind == "value" else ("{%", "%}")
    written = f"{opening}{tag.level} {closing}"
    return f"{written} 标签所在的这一{name}会整个去掉，其中不能再有别的内容"


def _rest(paragraph: etree._Element, tags: Sequence[Tag]) -> str:
    text = paragraph_text(paragraph)
    for tag in reversed(tags):
        text = text[: tag.start] + text[tag.end :]
    return text


def _tag_nodes(number: int, tag: Tag) -> list[etree._Element]:
    return [marker(f"tag {number}")] if tag.kind in {"statement", "markup"} else []


def _replacing_nodes(number: int, tag: Tag, paragraph: etree._Element) -> list[etree._Element]:
    if tag.kind != "value":
        return _tag_nodes(number, tag)
    run = next(iter(through_wrappers(paragraph, RUN)))
    return _value_nodes(_value(number, run), run, paragraph_like(paragraph, marker("hole")))


def _cut(paragraph: etree._Element, items: Sequence[tuple[int, Tag]], complain: Complain) -> None:
    spans = [
        Span(start=tag.start, end=tag.end, make=partial(_nodes, number, tag, paragraph, complain))
        for number, tag in items
    ]
    replace_spans(paragraph, spans)


def _nodes(
    number: int, tag: Tag, paragraph: etree._Element, complain: Complain, run: etree._Element
) -> list[etree._Element]:
    if tag.kind == "literal":
        return [new_run(run, [new_text(tag.body)])]
    if tag.kind != "value":
        return _tag_nodes(number, tag)
    if tag.ending != "分段":
        return _value_nodes(_value(number, run), run, marker("hole"))
    _check_split(tag, paragraph, run, complain)
    further = paragraph_like(paragraph, marker("hole"))
    return _value_nodes(_value(number, run), run, further)


def _value(number: int, run: etree._Element) -> str:
    """What the marker of a value says: its tag, and what its run stands in."""
    around = (("linked", _LINK), ("boxed", TEXT_BOX))
    flags = (name for name, kind in around if ancestor(run, kind) is not None)
    return " ".join((f"value {number}", *flags))


def _value_nodes(
    instruction: str, run: etree._Element, further: etree._Element
) -> list[etree._Element]:
    return [
        marker(instruction),
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


def _check_split(
    tag: Tag, paragraph: etree._Element, run: etree._Element, complain: Complain
) -> None:
    if run.getparent() is not paragraph:
        message = "“分段”不能用在超链接、修订或内容控件里"
        complain(TemplateFault(message=message, place=tag.place))
    if next(paragraph.iter(SECTION_PROPERTIES), None) is not None:
        message = "“分段”不能用在带分节符的段落里，请把分节符移到下一段"
        complain(TemplateFault(message=message, place=tag.place))


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
        nodes[-1].tail = (tag.body if tag.kind == "literal" else "") + text[tag.end : end]
        element.extend(nodes)


def _plain_nodes(number: int, tag: Tag) -> Iterator[etree._Element]:
    if tag.kind != "value":
        yield from _tag_nodes(number, tag)
        return
    yield marker(f"value {number}")
    yield from (marker("hole") for _ in range(5))
    yield marker("end")
