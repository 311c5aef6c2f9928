"""What people do to a report in Word, and what the report reads then.

A report reads as lines: a paragraph, or a row with | between its cells, ⟨⟩ around each figure. An
edit changes a document, and it changes lines; done to the lines of the report that is due now, it
tells what the edited one has to read after it was brought up to date.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from io import BytesIO

import docx
from docx.document import Document
from lxml import etree
from lxml.etree import _Element as Element

from pingshu.manifest import Manifest
from pingshu.passages import passage_of
from tests.docx_building import files_of, package
from tests.report_building import without_marks

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARKED = re.compile("⟨([^⟩]*)⟩")
_ESCAPED = re.compile("⟨[^⟩]*⟩")
_KEPT = f"{W}pPr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A figure in a line; `same` says that a person only wrote it another way."""

    name: str
    same: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a paragraph or row reads, and the figures in it in their order."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def plain(self) -> str:
        """Return the text without the signs around figures."""
        return re.sub("[⟨⟩]", "", self.text)

    @property
    def figures(self) -> dict[str, str]:
        """Return name → text of the figures."""
        return dict(zip((one.name for one in self.marks), _MARKED.findall(self.text), strict=True))


Lines = list[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Something that a person does.

    Attributes:
        told: what it makes of lines.
        done: what it does to a document.
        typed: the words that the person writes.
    """

    told: Callable[[Lines], Lines]
    done: Callable[[Document], None]
    typed: tuple[str, ...] = ()


def lines_of(memory: Manifest) -> Lines:
    """Return what a report reads as generated."""
    printed = {one.name: one for one in memory.printed}
    return [_line(passage_of(one, printed).skeleton, memory) for one in memory.passages]


def _line(skeleton: str | list[str], memory: Manifest) -> Line:
    text = skeleton if isinstance(skeleton, str) else "|".join(skeleton)
    texts = {one.name: one.text for one in memory.printed}
    marks = tuple(Mark(name=name) for name in re.findall("⟦(_fig[^⟧]*)⟧", text))
    read = re.sub("⟦(_fig[^⟧]*)⟧", lambda match: f"⟨{texts[match[1]]}⟩", text)
    return Line(text=read, marks=marks)


def edited(content: bytes, edits: Sequence[Edit]) -> bytes:
    """Return a document as a person leaves it."""
    document = docx.Document(BytesIO(content))
    for edit in edits:
        edit.done(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def bare(content: bytes) -> bytes:
    """Return a report as a program saves it that keeps no bookmark and no part of ours."""
    parts = {
        name: part
        for name, part in files_of(without_marks(content)).items()
        if not name.startswith(("customXml/", "docProps/custom.xml"))
    }
    for name in ("_rels/.rels", "word/_rels/document.xml.rels", "[Content_Types].xml"):
        parts[name] = re.sub(rb'<[^<>]*"/?(?:docProps/custom|customXml/)[^<>]*/>', b"", parts[name])
    return package(parts)


# --- words and figures ----------------------------------------------------------------------


def retyped(old: str, new: str, *, tracked: bool = False, anew: bool = False) -> Edit:
    """Change words and figures within a paragraph or cell.

    Args:
        old: what stands there once; figures are the same whatever they read.
        new: what stands there then, its figures the first ones of the old; ⟨⟩ is one that is
            deleted, ⟨=1.0亿元⟩ one that is written another way; ¶ ends a paragraph.
        tracked: whether Word notes the change and nobody has accepted it.
        anew: whether the whole paragraph is written anew, so that no bookmark is left in it.
    """
    pattern = re.compile(_ESCAPED.sub("⟨[^⟩]*⟩", re.escape(old)))
    news = _MARKED.findall(new)

    def told(lines: Lines) -> Lines:
        index = _index(lines, pattern.search)
        line = lines[index]
        match = pattern.search(line.text)
        assert match is not None
        before = line.text[: match.start()].count("⟨")
        pairs = list(zip(_MARKED.findall(old), _MARKED.findall(match[0]), news, strict=False))
        texts = [_text(*pair) for pair in pairs]
        values = iter(texts)
        middle = _MARKED.sub(lambda _: f"⟨{next(values)}⟩", new).replace("⟨⟩", "")
        marks = [
            replace(mark, same=text.startswith("="))
            for mark, text, value in zip(line.marks[before:], news, texts, strict=False)
            if value
        ]
        text = f"{line.text[: match.start()]}{middle}{line.text[match.end() :]}"
        rest = line.marks[before + match[0].count("⟨") :]
        made = Line(text=text, marks=(*line.marks[:before], *marks, *rest))
        return [*lines[:index], *_split(made), *lines[index + 1 :]]

    def done(document: Document) -> None:
        if anew:
            fill(_element(document, _plain(old)), _plain(new))
        else:
            _retype(document, _plain(old), _plain(new), tracked=tracked)

    return Edit(told=told, done=done, typed=tuple(_typed(old, new)))


def _typed(old: str, new: str) -> Iterator[str]:
    """Yield the words that a person writes, and the figures that are no longer those of before."""
    _, words = _difference(_MARKED.sub("⟨⟩", old), _MARKED.sub("⟨⟩", new))
    yield from filter(None, re.split("⟨⟩|[|¶⟨⟩]", words))
    pairs = zip(_MARKED.findall(old), _MARKED.findall(new), strict=False)
    yield from (now for was, now in pairs if now != was and not now.startswith("=") and now)


def _text(was: str, now: str, new: str) -> str:
    """Return what a figure reads after an edit.

    Args:
        was: what it read when the person saw it.
        now: what it reads before the edit is done to it.
        new: what the person made of it.
    """
    if new == was or (new.startswith("=") and now != was):
        return now
    return new.removeprefix("=")


def _plain(text: str) -> str:
    return re.sub("⟨=?([^⟩]*)⟩", r"\1", text)


def _split(line: Line) -> Iterator[Line]:
    marks = iter(line.marks)
    for text in line.text.split("¶"):
        own = tuple(next(marks) for _ in range(text.count("⟨")))
        yield Line(text=text, marks=own)


def _index(lines: Lines, holds: Callable[[str], object]) -> int:
    found = [index for index, line in enumerate(lines) if holds(line.text)]
    assert len(found) == 1, f"{len(found)} times"
    return found[0]


def _difference(old: str, new: str) -> tuple[tuple[int, int], str]:
    """Return which characters are deleted, and what is written in their place."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return (start, len(old) - end), new[start : len(new) - end]


def _retype(document: Document, old: str, new: str, *, tracked: bool) -> None:
    (start, end), text = _difference(old, new)
    found = [one for one in elements_of(document.element.body) if old in _says(one)]
    assert len(found) == 1, f"{old}: {len(found)} times"
    before = _says(found[0]).index(old) + start
    holder, offset = found[0], before
    for cell in found[0].findall(f"{W}tc"):
        holder = next(cell.iter(f"{W}p"))
        if offset <= len(read(holder)):
            break
        offset -= len(read(holder)) + 1
    put(holder, offset, offset + end - start, text, tracked=tracked)
    if "¶" in text:
        _part(holder)


def read(paragraph: Element) -> str:
    """Return the text of a paragraph."""
    return "".join(node.text or "" for node in paragraph.iter(f"{W}t"))


def put(paragraph: Element, start: int, end: int, text: str, *, tracked: bool = False) -> None:
    """Delete characters of a paragraph and write something in their place, as Word does."""
    if tracked:
        first = _cut(paragraph, start)
        last = _cut(paragraph, end)
        _track(paragraph, first, last, text)
        return
    offset, written = 0, False
    nodes = list(paragraph.iter(f"{W}t"))
    if not nodes:
        fill(paragraph, text)
    for number, node in enumerate(nodes):
        own = node.text or ""
        low, high = max(start - offset, 0), max(end - offset, 0)
        is_here = start <= offset + len(own) if start == end else start < offset + len(own)
        if not written and (is_here or number == len(nodes) - 1):
            node.text = own[:low] + text + own[high:]
            written = True
        else:
            node.text = own[:low] + own[high:] if high else own
        node.set(_SPACE, "preserve")
        offset += len(own)


def _cut(paragraph: Element, offset: int) -> Element | None:
    """Cut the run in which a place is, and return the run that begins there."""
    for node in list(paragraph.iter(f"{W}t")):
        own, run = node.text or "", node.getparent()
        assert run is not None
        if offset == 0 and own:
            return run
        if offset < len(own):
            second = deepcopy(run)
            node.text, second[-1].text = own[:offset], own[offset:]
            node.set(_SPACE, "preserve")
            second[-1].set(_SPACE, "preserve")
            run.addnext(second)
            return second
        offset -= len(own)
    return None


def _track(paragraph: Element, first: Element | None, last: Element | None, text: str) -> None:
    noted = {f"{W}id": "9001", f"{W}author": "甲", f"{W}date": "2023-01-05T08:00:00Z"}
    runs = list(paragraph.iter(f"{W}r"))
    low = len(runs) if first is None else runs.index(first)
    high = len(runs) if last is None else runs.index(last)
    for run in runs[low:high]:
        holder = etree.Element(f"{W}del", noted)
        run.addprevious(holder)
        holder.append(run)
        for node in run.iter(f"{W}t"):
            node.tag = f"{W}delText"
    holder = etree.Element(f"{W}ins", {**noted, f"{W}id": "9002"})
    written = etree.SubElement(holder, f"{W}r")
    etree.SubElement(written, f"{W}t").text = text
    if text and runs:
        place = runs[max(high - 1, 0)]
        parent = place.getparent()
        (place if parent is paragraph or parent is None else parent).addnext(holder)
    elif text:
        paragraph.append(holder)


def _part(paragraph: Element) -> None:
    """Let a paragraph end where ¶ stands, and another one begin."""
    index = read(paragraph).index("¶")
    put(paragraph, index, index + 1, "")
    behind = _cut(paragraph, index)
    second = etree.Element(paragraph.tag)
    properties = paragraph.find(_KEPT)
    if properties is not None:
        second.append(deepcopy(properties))
    paragraph.addnext(second)
    follows = False
    for child in list(paragraph):
        follows = follows or child is behind
        if follows:
            second.append(child)


# --- paragraphs and rows --------------------------------------------------------------------


def removed(start: str) -> Edit:
    """Delete the paragraph or row that begins so."""

    def told(lines: Lines) -> Lines:
        index = _place(lines, start)
        return [*lines[:index], *lines[index + 1 :]]

    def done(document: Document) -> None:
        element = _element(document, start)
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)

    return Edit(told=told, done=done)


def inserted(after: str, text: str) -> Edit:
    """Write a paragraph behind the one that begins so, or a row behind a row."""

    def told(lines: Lines) -> Lines:
        index = _place(lines, after)
        return [*lines[: index + 1], Line(text=text), *lines[index + 1 :]]

    def done(document: Document) -> None:
        model = _element(document, after)
        copy = deepcopy(model)
        pieces = [copy] if copy.tag == f"{W}p" else list(copy.iter(f"{W}tc"))
        for piece, own in zip(pieces, text.split("|"), strict=True):
            paragraph = piece if piece.tag == f"{W}p" else next(piece.iter(f"{W}p"))
            fill(paragraph, own)
        model.addnext(copy)

    return Edit(told=told, done=done, typed=tuple(text.split("|")))


def fill(paragraph: Element, text: str) -> None:
    """Let a paragraph say something else, in one run."""
    for child in list(paragraph):
        if child.tag != _KEPT:
            paragraph.remove(child)
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = text


def joined(first: str, second: str) -> Edit:
    """Let a paragraph and the next one be one."""

    def told(lines: Lines) -> Lines:
        index = _place(lines, first)
        one, other = lines[index], lines[index + 1]
        assert other.plain.startswith(second)
        line = Line(text=one.text + other.text, marks=(*one.marks, *other.marks))
        return [*lines[:index], line, *lines[index + 2 :]]

    def done(document: Document) -> None:
        one, other = _element(document, first), _element(document, second)
        one.extend(child for child in list(other) if child.tag != _KEPT)
        parent = other.getparent()
        assert parent is not None
        parent.remove(other)

    return Edit(told=told, done=done)


def moved(start: str, after: str) -> Edit:
    """Put a paragraph or row behind another one."""

    def told(lines: Lines) -> Lines:
        index = _place(lines, start)
        left = [*lines[:index], *lines[index + 1 :]]
        place = _place(left, after) + 1
        return [*left[:place], lines[index], *left[place:]]

    def done(document: Document) -> None:
        _element(document, after).addnext(_element(document, start))

    return Edit(told=told, done=done)


def looks(fragment: str) -> Edit:
    """Set words bold: nothing else is another then."""

    def done(document: Document) -> None:
        (paragraph,) = (one for one in document.element.body.iter(f"{W}p") if fragment in read(one))
        offset = read(paragraph).index(fragment)
        _cut(paragraph, offset + len(fragment))
        run = _cut(paragraph, offset)
        assert run is not None
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            run.insert(0, properties)
        fonts = properties.find(f"{W}rFonts")
        place = 0 if fonts is None else 1
        properties.insert(place, etree.Element(f"{W}b"))

    return Edit(told=list, done=done)


def _place(lines: Lines, start: str) -> int:
    return _index([Line(text=line.plain) for line in lines], lambda text: text.startswith(start))


def _element(document: Document, start: str) -> Element:
    found = [one for one in elements_of(document.element.body) if _says(one).startswith(start)]
    assert len(found) == 1, f"{start}: {len(found)} times"
    return found[0]


def elements_of(body: Element) -> list[Element]:
    """Return the paragraphs and rows of a document."""
    return [
        element
        for block in body
        if block.tag in {f"{W}p", f"{W}tbl"}
        for element in ([block] if block.tag == f"{W}p" else block.findall(f"{W}tr"))
    ]


def _says(element: Element) -> str:
    if element.tag == f"{W}p":
        return read(element)
    return "|".join(read(cell) for cell in element.findall(f"{W}tc"))


# --- what follows from an edit ----------------------------------------------------------------


def statuses(lines: Lines, memory: Manifest, due: Manifest) -> Mapping[str, str]:
    """Return what has become of each figure, from what an edited report reads."""
    present = {name: text for line in lines for name, text in line.figures.items()}
    same = {mark.name for line in lines for mark in line.marks if mark.same}
    fresh = {one.name: one.text for one in due.printed}
    return {
        one.name: _status(
            one.text, present.get(one.name), fresh.get(one.name), same=one.name in same
        )
        for one in memory.printed
    }


def _status(base: str, present: str | None, due: str | None, *, same: bool) -> str:
    if present is None:
        return "deleted"
    if present == base or same:
        return "stale" if due != base else "equal" if same else "unchanged"
    if due == base:
        return "overtyped"
    return "equal" if present == due else "conflict"
