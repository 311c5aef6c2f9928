"""Reports as people edit them: what is done to one, and what it reads afterwards.

A block is a paragraph or a list of rows; figures are written as in `edited_reports`.
"""

import re
from collections.abc import Callable, Sequence
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from lxml import etree

from pingshu.manifest import Manifest, Origin
from pingshu.passages import Passage, Piece, Printed, placed_passages
from tests import edited_reports
from tests.docx_building import files_of, package

Block = str | Sequence[Sequence[str]]

_COMMENTS = "word/comments.xml"


def report(*blocks: Block) -> tuple[bytes, Manifest]:
    """A report of these blocks, and what is remembered of it."""
    lines = [
        line
        for block in blocks
        for line in ([block] if isinstance(block, str) else map("|".join, block))
    ]
    text = "\n".join(lines)
    return edited_reports.report(text), edited_reports.memory(text)


def remembered(content: bytes, printed: Sequence[Printed] = ()) -> Manifest:
    """What is remembered of a report that prints these figures."""
    return Manifest(
        origin=Origin(workbook="a.xlsx", sheet="自评表", project="项目"),
        family="项目支出",
        inputs={"a.xlsx": "0"},
        hashes=(),
        printed=tuple(printed),
        passages=tuple(passage.skeleton for passage in _passages(content)),
    )


def edited(content: bytes, edit: Callable[[WordDocument], object]) -> bytes:
    """A report as somebody leaves it who did this to it."""
    opened = docx.Document(BytesIO(content))
    edit(opened)
    stream = BytesIO()
    opened.save(stream)
    return stream.getvalue()


def rewritten(content: bytes, *changes: tuple[str, str]) -> bytes:
    """A report in whose XML each of some texts, which stand there once, is another."""
    files = files_of(content)
    xml = files["word/document.xml"].decode()
    for old, new in changes:
        assert xml.count(old) == 1, f"{xml.count(old)} times: {old}"
        xml = xml.replace(old, new)
    return package({**files, "word/document.xml": xml.encode()})


def without_marks(content: bytes) -> bytes:
    """A report as a program leaves it that drops bookmarks."""
    files = files_of(content)
    xml = re.sub(rb"<w:bookmark(?:Start|End)[^>]*/>", b"", files["word/document.xml"])
    return package({**files, "word/document.xml": xml})


def lines(content: bytes) -> list[str]:
    """What a report reads: its paragraphs, its rows with | between cells."""
    return [passage.text.replace("\t", "|") for passage in _passages(content)]


def marked(content: bytes) -> list[str]:
    """The paragraphs and rows of a report, each figure in its bookmark between ⟨ and ⟩."""
    return ["|".join(map(_marked, passage.pieces)) for passage in _passages(content)]


def _passages(content: bytes) -> list[Passage]:
    body = etree.fromstring(files_of(content)["word/document.xml"])[0]
    return [passage for passage, _ in placed_passages(body)]


def _marked(piece: Piece) -> str:
    text = piece.text
    for spot in reversed(piece.spots):
        text = f"{text[: spot.start]}⟨{text[spot.start : spot.end]}⟩{text[spot.end :]}"
    return text


def remarks(content: bytes) -> list[str]:
    """The comments of a report, a line for each of their paragraphs."""
    files = files_of(content)
    if _COMMENTS not in files:
        return []
    root = etree.fromstring(files[_COMMENTS])
    return [
        "\n".join("".join(map(str, paragraph.itertext())) for paragraph in comment)
        for comment in root
    ]
