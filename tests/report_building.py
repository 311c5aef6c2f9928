"""Builds tiny reports whose figures stand in bookmarks, with what is remembered of them.

A block is a paragraph, or a list of rows. {预算=100万元} prints a figure; the key comes first.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import count

import docx
from docx.document import Document as WordDocument
from docx_building import document, files_of, package, run
from lxml import etree

from pingshu.manifest import Manifest, Origin
from pingshu.passages import Piece, Printed, bookmark_stem, placed_passages

Block = str | Sequence[Sequence[str]]

_FIGURE = re.compile(r"\{(\w+)=([^{}]*)\}")
_COMMENTS = "word/comments.xml"


def report(*blocks: Block) -> tuple[bytes, Manifest]:
    """A report of these blocks, and what is remembered of it."""
    numbers, prints = count(1), Counter[str]()
    printed: list[Printed] = []

    def figure(match: re.Match[str]) -> str:
        key, text = match.groups()
        prints[key] += 1
        name = f"{bookmark_stem(key)}{prints[key]}"
        printed.append(Printed(name=name, key=key, text=text))
        number = next(numbers)
        start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        return f'{start}{run(text)}<w:bookmarkEnd w:id="{number}"/>'

    def paragraph(text: str) -> str:
        pieces = re.split(r"(\{[^{}]*\})", text)
        return "".join(
            _FIGURE.sub(figure, piece) if piece.startswith("{") else run(piece)
            for piece in pieces
            if piece
        )

    def block(content: Block) -> str:
        if isinstance(content, str):
            return f"<w:p>{paragraph(content)}</w:p>"
        rows = "".join(
            f"<w:tr>{''.join(f'<w:tc><w:p>{paragraph(one)}</w:p></w:tc>' for one in row)}</w:tr>"
            for row in content
        )
        columns = '<w:gridCol w:w="1000"/>' * max(map(len, content))
        frame = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        return f"<w:tbl>{frame}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"

    content = document(*map(block, blocks))
    return content, remembered(content, printed)


def remembered(content: bytes, printed: Sequence[Printed] = ()) -> Manifest:
    """What is remembered of a report that prints these figures."""
    body = etree.fromstring(files_of(content)["word/document.xml"])[0]
    return Manifest(
        origin=Origin(workbook="a.xlsx", sheet="自评表", project="项目"),
        family="项目支出",
        inputs={"a.xlsx": "0"},
        hashes=(),
        printed=tuple(printed),
        passages=tuple(passage.skeleton for passage, _ in placed_passages(body)),
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
    body = etree.fromstring(files_of(content)["word/document.xml"])[0]
    return [passage.text.replace("\t", "|") for passage, _ in placed_passages(body)]


def marked(content: bytes) -> list[str]:
    """The paragraphs and rows of a report, each figure in its bookmark between ⟨ and ⟩."""
    body = etree.fromstring(files_of(content)["word/document.xml"])[0]
    return ["|".join(map(_marked, passage.pieces)) for passage, _ in placed_passages(body)]


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
