"""The skeletons of a filled main part, skimmed off its text in one pass.

Knows how the engine writes XML. What counts as text, and what only wraps it, `word` knows. Must not
know documents that come back from people: `passages` reads those, and says the same of ours.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from pingshu.passages import FIGURE, Skeleton
from pingshu.word import PARAGRAPH, RUN, W, run_text, through_wrappers

# Each token but the last kind is whole, from its opening to its closing: a figure with its run, a
# run of mere text, a text, properties that hold no other properties; and any single tag.
_FLAT = r"(?:<w:\w+(?: [^<>]*)?/>)*"
_TOKEN = re.compile(
    rf'<w:bookmarkStart w:id="(\d+)" w:name="({FIGURE}[^"]*)"/>.*?<w:bookmarkEnd w:id="\1"/>'
    rf"|<w:r>(?:<w:rPr>{_FLAT}</w:rPr>)?<w:t(?: [^<>]*)?>([^<]*)</w:t></w:r>"
    r"|<w:t(?: [^<>]*)?>([^<]*)</w:t>"
    rf"|<w:(?:rPr|pPr|tcPr|trPr|tblPr|tblGrid)>{_FLAT}</w:\w+>"
    r"|<(/?)([\w:.-]+)([^<>]*?)(/?)>",
    re.DOTALL,
)
_KIND = re.compile(r'\bw:type="([^"]*)"')
# Those that the engine writes; the last may begin none of the others.
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#13;", "\r"), ("&amp;", "&"))
_AROUND = frozenset({"w:document", "w:body"})


@dataclass(slots=True, kw_only=True)
class _Skimmed:
    """What has been read so far.

    Attributes:
        skeletons: The finished paragraphs and rows.
        row: The finished cells of a row.
        cell: The finished paragraphs of a cell.
        pieces: The text of a paragraph.
        tables: How many tables are open, one inside the other.
        reads: Whether a paragraph is open.
        runs: Whether a run is open.
        skipped: How many elements are open, one inside the other, that hold no text of a passage.
    """

    skeletons: list[Skeleton] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    tables: int = 0
    reads: bool = False
    runs: bool = False
    skipped: int = 0


def skim(content: str) -> tuple[Skeleton, ...]:
    """Return the paragraphs and rows of a main part as the engine has written it."""
    done = _Skimmed()
    for _, figure, run, text, slash, name, attributes, alone in _TOKEN.findall(content):
        if not name:
            if done.reads and not done.skipped:
                done.pieces.append(f"⟦{figure}⟧" if figure else _plain(run or text))
        elif slash:
            _close(done, name)
        else:
            _open(done, name, attributes)
            if alone:
                _close(done, name)
    return tuple(done.skeletons)


def _plain(text: str) -> str:
    for entity, character in _ENTITIES if "&" in text else ():
        text = text.replace(entity, character)
    return text.replace("\n", " ")


def _open(done: _Skimmed, name: str, attributes: str) -> None:
    if done.skipped:
        done.skipped += 1
    elif done.runs:
        done.pieces.append(_characters(name, "".join(_KIND.findall(attributes))))
        done.skipped = 1
    elif done.reads:
        done.runs = name == "w:r"
        done.skipped = int(not done.runs and not _wraps(name))
    else:
        _open_block(done, name)


def _open_block(done: _Skimmed, name: str) -> None:
    match name:
        case "w:p":
            done.reads, done.pieces = True, []
        case "w:tbl":
            done.tables += 1
        case "w:tr" if done.tables == 1:
            done.row = []
        case "w:tc" if done.tables == 1:
            done.cell = []
        case _ if not ((done.tables > 1 and name in {"w:tr", "w:tc"}) or _wraps(name)):
            done.skipped = 1


def _close(done: _Skimmed, name: str) -> None:
    if done.skipped:
        done.skipped -= 1
    elif done.runs:
        done.runs = False
    elif done.reads:
        _close_paragraph(done, name)
    else:
        _close_block(done, name)


def _close_paragraph(done: _Skimmed, name: str) -> None:
    if name != "w:p":  # the end of what wraps some of its runs
        return
    done.reads, text = False, "".join(done.pieces)
    (done.cell if done.tables else done.skeletons).append(text)


def _close_block(done: _Skimmed, name: str) -> None:
    match name:
        case "w:tbl":
            done.tables -= 1
        case "w:tr" if done.tables == 1:
            done.skeletons.append(done.row)
        case "w:tc" if done.tables == 1:
            done.row.append("\n".join(done.cell))


@lru_cache(maxsize=256)
def _characters(name: str, kind: str) -> str:
    """What an element reads that stands in a run."""
    run = etree.Element(RUN)
    etree.SubElement(run, _tag(name), {f"{W}type": kind} if kind else {})
    return run_text(run)


@lru_cache(maxsize=256)
def _wraps(name: str) -> bool:
    """Whether an element only wraps what counts as if it stood there without it."""
    around = etree.Element("around")
    etree.SubElement(etree.SubElement(around, _tag(name)), PARAGRAPH)
    return name in _AROUND or next(through_wrappers(around, PARAGRAPH), None) is not None


def _tag(name: str) -> str:
    prefix, _, own = name.rpartition(":")
    return f"{W}{own}" if prefix == "w" else own
