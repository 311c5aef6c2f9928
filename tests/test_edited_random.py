"""Whatever people do to a report, bringing it up to date loses no word and leaves it sound.

What a person types is made of characters that no report has, so that each of them can be counted.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache
from random import Random

import pytest
from lxml import etree
from lxml.etree import _Element as Element

from pingshu.document import open_document
from pingshu.merge import Merged, merge
from pingshu.passages import FIGURE, Piece, placed_passages
from pingshu.write import Draft
from tests.docx_building import files_of, package
from tests.edited_samples import Cells, made_with, sample
from tests.report_building import lines
from tests.report_editing import bare, elements_of, fill, put, read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
SHEET, TEXTS, SPENT = "自评表", "文字材料", "支出明细"
FIGURES: Cells = {
    **{(SHEET, cell): 5.94 for cell in ("F7", "F8")},
    **{(SHEET, cell): 0.99 for cell in ("G7", "G8")},
    (SHEET, "F17"): "92%",
    (SPENT, "C2"): 0.55,
}
WORDS: Cells = {
    **FIGURES,
    (SHEET, "D15"): None,
    (SHEET, "F15"): None,
    (TEXTS, "C18"): None,
    (TEXTS, "C20"): "年初设定的绩效目标已经基本完成，只有个别指标没有完成。",
    (TEXTS, "C21"): "今后加快资金使用进度。",
}
WORKBOOKS: Mapping[str, Cells] = {"kept": {}, "figures": FIGURES, "words": WORDS}
OWN = re.compile("[\u3400-\u4dbf]")
"""Characters that no report has."""

FEW, MANY, CHUNK = 40, 10_000, 500
_BESIDE = re.compile(r"[0-9０-９.,%％+\-亿万元\u3400-\u4dbf]")
"""What belongs to a figure if it stands right beside it, or may."""


@cache
def made(workbook: str) -> Draft:
    """Return the report that a workbook gives."""
    return made_with(sample("景洪"), WORKBOOKS[workbook])


# --- what people do -------------------------------------------------------------------------


def script(seed: int) -> bytes:
    """Return the report after a few edits, which the seed decides."""
    chance = Random(seed)
    parts = files_of(made("kept").content)
    root = etree.fromstring(parts[MAIN])
    for _ in range(chance.randint(1, 8)):
        chance.choice(DONE)(root[0], chance)
    content = package({**parts, MAIN: etree.tostring(root)})
    return bare(content) if chance.random() < 0.25 else content


def words(chance: Random) -> str:
    return "".join(chr(chance.randint(0x3400, 0x4DBF)) for _ in range(chance.randint(1, 4)))


def number(chance: Random) -> str:
    return str(chance.randint(1_000_000, 9_999_999))


def paragraph(body: Element, chance: Random) -> Element:
    """Return any paragraph, most often one in which something stands."""
    every = list(body.iter(f"{W}p"))
    told = [one for one in every if read(one)]
    return chance.choice(told if told and chance.random() < 0.95 else every)


def stretch(text: str, chance: Random, longest: int = 12) -> tuple[int, int]:
    start = chance.randint(0, len(text))
    return start, min(len(text), start + chance.randint(0, longest))


def type_words(body: Element, chance: Random) -> None:
    one = paragraph(body, chance)
    start = chance.randint(0, len(read(one)))
    typed = words(chance) if chance.random() < 0.7 else f"{words(chance)}{number(chance)}万元"
    put(one, start, start, typed, tracked=chance.random() < 0.1)


def overtype(body: Element, chance: Random) -> None:
    one = paragraph(body, chance)
    put(one, *stretch(read(one), chance), words(chance), tracked=chance.random() < 0.1)


def overtype_number(body: Element, chance: Random) -> None:
    numbers = [
        (one, match)
        for one in body.iter(f"{W}p")
        for match in re.finditer(r"[0-9]+(?:\.[0-9]+)?", read(one))
    ]
    if numbers:
        one, match = chance.choice(numbers)
        put(one, *match.span(), number(chance))


def delete(body: Element, chance: Random) -> None:
    one = paragraph(body, chance)
    put(one, *stretch(read(one), chance, 40), "")


def write_anew(body: Element, chance: Random) -> None:
    one = paragraph(body, chance)
    fill(one, f"{words(chance)}{read(one)}" if chance.random() < 0.7 else words(chance))


def split(body: Element, chance: Random) -> None:
    one = paragraph(body, chance)
    children = [child for child in one if child.tag != f"{W}pPr"]
    if len(children) > 1:
        second = etree.Element(f"{W}p")
        second.extend(children[chance.randint(1, len(children) - 1) :])
        one.addnext(second)


def join(body: Element, chance: Random) -> None:
    one = paragraph(body, chance)
    other = one.getnext()
    if other is not None and other.tag == f"{W}p":
        one.extend(child for child in list(other) if child.tag != f"{W}pPr")
        take_out(other)


def delete_block(body: Element, chance: Random) -> None:
    take_out(chance.choice(elements_of(body)))


def take_out(element: Element) -> None:
    """Take out a paragraph or row; a table goes with its last row."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
    if parent.tag == f"{W}tbl" and parent.find(f"{W}tr") is None:
        take_out(parent)


def add_block(body: Element, chance: Random) -> None:
    one = chance.choice(elements_of(body))
    copy = deepcopy(one)
    for node in [*copy.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        parent = node.getparent()
        assert parent is not None
        parent.remove(node)
    own = chance.random() < 0.7
    for each in copy.iter(f"{W}p"):
        fill(each, words(chance) if own else f"{read(each)}{words(chance)}")
    one.addnext(copy)


def move(body: Element, chance: Random) -> None:
    one, other = chance.choice(elements_of(body)), chance.choice(elements_of(body))
    if one is not other and one.tag == other.tag == f"{W}p":
        other.addnext(one)


def set_bold(body: Element, chance: Random) -> None:
    run = chance.choice(list(body.iter(f"{W}r")))
    properties = run.find(f"{W}rPr")
    if properties is not None and properties.find(f"{W}b") is None:
        properties.append(etree.Element(f"{W}b"))


def drop_mark(body: Element, chance: Random) -> None:
    """Drop a bookmark, as Word does where all that is in it is written anew."""
    marks = [
        node
        for node in body.iter(f"{W}bookmarkStart")
        if node.get(f"{W}name", "").startswith(FIGURE)
    ]
    if marks:
        start = chance.choice(marks)
        ends = [
            node
            for node in body.iter(f"{W}bookmarkEnd")
            if node.get(f"{W}id") == start.get(f"{W}id")
        ]
        for node in (start, *ends):
            parent = node.getparent()
            assert parent is not None
            parent.remove(node)


DONE: tuple[Callable[[Element, Random], None], ...] = (
    *(type_words, type_words, overtype, overtype_number, overtype_number, delete, write_anew),
    *(split, join, delete_block, add_block, move, set_bold, drop_mark),
)


# --- what has to hold -----------------------------------------------------------------------


def pieces(content: bytes) -> Iterator[Piece]:
    for passage, _ in placed_passages(open_document(content).body):
        yield from passage.pieces


def refuse(seed: int, workbook: str) -> None:
    """Fail if bringing the report of a script up to date breaks what has to hold."""
    old, due = made("kept"), made(workbook)
    content = script(seed)
    merged = merge(content, old.manifest, due.content, due.manifest)
    again = merge(merged.content, due.manifest, due.content, due.manifest)
    assert again.content == merged.content, f"{seed}: a second time changes something"
    assert not lost(content, merged), f"{seed}: {lost(content, merged)}"
    if workbook == "figures":
        stale = outdated(content, merged.content)
        assert not stale, f"{seed}: {stale}"
    for made_now in filter(None, (merged.content, merged.unplaced)):
        assert marks_are_sound(made_now), f"{seed}: bookmarks"


def lost(content: bytes, merged: Merged) -> Counter[str]:
    """Return the characters and numbers of the person that are nowhere any more."""
    there = own(merged.content)
    if merged.unplaced is not None:
        there += own(merged.unplaced)
    return own(content) - there


def own(content: bytes) -> Counter[str]:
    text = "\n".join(lines(content))
    return Counter(OWN.findall(text)) + Counter(re.findall("[0-9]{7,}", text))


def outdated(content: bytes, refreshed: bytes) -> dict[str, str]:
    """Return the figures that nobody touched and that are not new."""
    base = {one.name: one.text for one in made("kept").manifest.printed}
    due = {one.name: one.text for one in made("figures").manifest.printed}
    untouched = {
        spot.name
        for piece in pieces(content)
        for spot in piece.spots
        if piece.text[spot.start : spot.end] == base.get(spot.name)
        if not _BESIDE.match(piece.text, spot.end)
        if not _BESIDE.match(piece.text[spot.start - 1 : spot.start])
    }
    now = {
        spot.name: piece.text[spot.start : spot.end]
        for piece in pieces(refreshed)
        for spot in piece.spots
    }
    return {name: now.get(name, "") for name in untouched if now.get(name) != due[name]}


def marks_are_sound(content: bytes) -> bool:
    root = etree.fromstring(files_of(content)[MAIN])
    starts, ends = (
        [str(node.get(f"{W}id")) for node in root.iter(f"{W}bookmark{half}")]
        for half in ("Start", "End")
    )
    names = [node.get(f"{W}name") for node in root.iter(f"{W}bookmarkStart")]
    return sorted(starts) == sorted(ends) and len({*starts}) == len(starts) == len({*names})


@pytest.mark.parametrize("workbook", ["figures", "words"])
def test_no_word_is_lost_whatever_a_few_people_do(workbook: str) -> None:
    for seed in range(FEW // 2):
        refuse(seed, workbook)


@pytest.mark.slow
@pytest.mark.parametrize("workbook", ["figures", "words"])
@pytest.mark.parametrize("first", range(0, MANY // 2, CHUNK))
def test_no_word_is_lost_whatever_people_do(first: int, workbook: str) -> None:
    for seed in range(first, first + CHUNK):
        refuse(seed, workbook)


def test_a_report_that_nobody_edited_stays_as_it_is() -> None:
    old = made("kept")
    assert merge(old.content, old.manifest, old.content, old.manifest).content == old.content
