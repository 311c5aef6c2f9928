"""A stand-alone page: a text with marks in it, and what is to be told of each mark.

Knows HTML, and that a page from a file must reach nothing outside itself. Must not know what the
marks are about. All text is escaped.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from itertools import groupby
from pathlib import Path

_STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
_SCRIPT = Path(__file__).with_name("page.js").read_text(encoding="utf-8")
_LOWEST_HEADING = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a text that can be clicked.

    Attributes:
        name: its anchor; no other mark has it.
        detail: the name of what is told of it.
        kind: its class, for its colour.
    """

    start: int
    end: int
    name: str
    detail: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text with its marks in their order; of a cell also the columns that it covers."""

    text: str
    marks: tuple[Mark, ...] = ()
    span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, a heading, or a row of a table.

    Attributes:
        level: of a heading from 1, of the title 0.
        table: the number of the table that it is a row of.
    """

    texts: tuple[Text, ...]
    level: int | None = None
    table: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of what is told; it leads to a mark if it names one."""

    text: str
    mark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What is told of a mark: a title, and lines below their labels; labels without lines go."""

    name: str
    title: str
    facts: tuple[tuple[str, tuple[Item, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that a page says.

    Attributes:
        lead: its first line.
        notes: smaller lines below that.
        lists: title → lines that can be unfolded.
    """

    title: str
    lead: str
    notes: tuple[str, ...]
    lists: tuple[tuple[str, tuple[Item, ...]], ...]
    blocks: tuple[Block, ...]
    details: tuple[Detail, ...]


def html_of(page: Page) -> str:
    """Return a page as HTML that shows from a file and asks for nothing else."""
    policy = (
        f"default-src 'none'; style-src '{_fingerprint(_STYLE)}'; "
        f"script-src '{_fingerprint(_SCRIPT)}'; base-uri 'none'; form-action 'none'"
    )
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{escape(page.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n",
            _header(page),
            f'<div class="desk">\n<main>\n{_blocks(page.blocks)}</main>\n{_aside(page)}</div>\n',
            f"<script>{_SCRIPT}</script>\n</body>\n</html>\n",
        )
    )


def _fingerprint(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _header(page: Page) -> str:
    notes = "".join(f'<p class="note">{escape(note)}</p>\n' for note in page.notes)
    lists = "".join(
        f"<details><summary>{escape(title)}</summary>\n<ol>\n{_items('li', items)}</ol></details>\n"
        for title, items in page.lists
        if items
    )
    title = f"<h1>{escape(page.title)}</h1>"
    return f'<header>\n{title}\n<p class="sum">{escape(page.lead)}</p>\n{notes}{lists}</header>\n'


def _items(tag: str, items: Sequence[Item]) -> str:
    return "".join(f"<{tag}>{_item(item)}</{tag}>\n" for item in items)


def _item(item: Item) -> str:
    text = escape(item.text)
    return text if item.mark is None else f'<a href="#{escape(item.mark)}">{text}</a>'


def _aside(page: Page) -> str:
    hint = '<p class="hint">点报告里的数字（或用 Tab 键移到它，按回车），这里说明它从哪里来。</p>'
    details = "".join(map(_detail, page.details))
    return f'<aside aria-live="polite">\n{hint}\n{details}</aside>\n'


def _detail(detail: Detail) -> str:
    facts = "".join(
        f"<dt>{escape(label)}</dt>\n{_items('dd', items)}" for label, items in detail.facts if items
    )
    title = f"<h2>{escape(detail.title)}</h2>"
    name = escape(detail.name)
    return f'<section class="detail" id="{name}">\n{title}\n<dl>\n{facts}</dl>\n</section>\n'


# --- the text -------------------------------------------------------------------------------


def _blocks(blocks: Sequence[Block]) -> str:
    tables = groupby(blocks, key=lambda block: block.table)
    return "".join(
        "".join(map(_paragraph, members)) if table is None else _table(list(members))
        for table, members in tables
    )


def _paragraph(block: Block) -> str:
    tag = "p" if block.level is None else f"h{min(block.level + 1, _LOWEST_HEADING)}"
    return f"<{tag}>{''.join(map(_marked, block.texts))}</{tag}>\n"


def _table(rows: Sequence[Block]) -> str:
    return f"<table>\n{''.join(map(_row, rows))}</table>\n"


def _row(row: Block) -> str:
    cells = (
        f'<td colspan="{text.span}">{_marked(text)}</td>'
        if text.span > 1
        else f"<td>{_marked(text)}</td>"
        for text in row.texts
    )
    return f"<tr>{''.join(cells)}</tr>\n"


def _marked(text: Text) -> str:
    parts, last = [], 0
    for mark in text.marks:
        inner = _plain(text.text[mark.start : mark.end])
        parts += [_plain(text.text[last : mark.start]), _link(mark, inner)]
        last = mark.end
    return "".join((*parts, _plain(text.text[last:])))


def _link(mark: Mark, inner: str) -> str:
    name, detail, kind = escape(mark.name), escape(mark.detail), escape(mark.kind)
    return f'<a class="number {kind}" id="{name}" href="#{detail}">{inner}</a>'


def _plain(text: str) -> str:
    # A picture stands in the text as a character of its own, which no font shows.
    return escape(text.replace("\ufffc", "")).replace("\n", "<br>")
