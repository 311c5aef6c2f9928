"""An edited report against what is remembered of it and what its workbook would print now.

Knows bytes and manifests: what has become of each figure, what was typed by hand, what is left to
be settled. Must not know paths, nor how a report is made.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from pingshu.align import Pair, Placement, aligned, is_disputed, placements
from pingshu.document import Document, open_document, remarked
from pingshu.finding import Finding, found
from pingshu.manifest import Manifest
from pingshu.passages import Passage, Printed, called, passage_of, placed_passages
from pingshu.places import Spot, spots_of
from pingshu.sheet import Place
from pingshu.stated import Text
from pingshu.verify.judging import Status, due_text, status_of
from pingshu.verify.leftovers import file_name, leftovers
from pingshu.verify.typed import typed_numbers
from pingshu.word import PARAGRAPH

__all__ = ["Changed", "FigureState", "Status", "Verification", "verify"]

_MOST_TOLD = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureState:
    """What has become of one figure of a report.

    Attributes:
        name: what people call it.
        paragraph: where it stands or, if it is gone, where it stood.
        generated: what was printed, or was due when the report was brought up to date last.
        present: what stands there now; None if nothing does.
        due: what the report would print now; None if it would not, or if nobody can tell.
        cells: where it comes from: in the workbook of now if that has the figure.
    """

    key: str
    name: str
    status: Status
    paragraph: str
    generated: str
    present: str | None
    due: str | None
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A paragraph or a cell that somebody has changed or added, and the heading above it."""

    text: Text
    heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What came of verifying one report.

    Attributes:
        figures: one for each print of a figure, in the order of the report as generated.
        findings: what has to be settled before it is handed in.
        changed: what the rules of prose have to be asked about.
    """

    figures: tuple[FigureState, ...]
    findings: tuple[Finding, ...]
    changed: tuple[Changed, ...]

    @property
    def is_sound(self) -> bool:
        """Return whether nobody has to look at the report."""
        return not self.findings and all(one.status.is_sound for one in self.figures)


def verify(edited: bytes, memory: Manifest, due: Manifest | None, report: str) -> Verification:
    """Compare an edited report with what is remembered of it and with what is due now.

    Args:
        edited: the report.
        memory: what is remembered of it, as generated or refreshed last.
        due: the manifest of the report that its workbook yields now; None if that is not to be
            had, so that only the memory counts.
        report: its name, for the places of the findings.

    Raises:
        PackageError: it is no sound .docx.
    """
    document = open_document(edited)
    version = _version(document, memory)
    place = Place(workbook=report)
    return Verification(
        figures=tuple(_figures(version, memory, due)),
        findings=(
            *_unremembered(memory, place),
            *leftovers(document, version.mine, place),
            *_typed_found(version, place),
        ),
        changed=tuple(_changed(version, report)),
    )


# --- two versions side by side ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """A report as it is, beside what it was.

    Attributes:
        base: the passages as generated.
        mine: the passages now.
        pairs: which of them are the same.
        placed: where the figures stand.
        spots: where the passages of now stand.
        remarks: paragraph → what our comments at it say.
    """

    base: tuple[Passage, ...]
    mine: tuple[Passage, ...]
    pairs: tuple[Pair, ...]
    placed: tuple[Placement, ...]
    spots: tuple[Spot, ...]
    remarks: Mapping[Element, Sequence[str]]

    @property
    def touched(self) -> tuple[tuple[Passage, int], ...]:
        """Return the passages that are not as generated: as they were, and which they are now."""
        there = ((i, j) for i, j in self.pairs if j is not None)
        before = ((self.base[i] if i is not None else _NOTHING, j) for i, j in there)
        return tuple((was, j) for was, j in before if was.text != self.mine[j].text)


_NOTHING = Passage(pieces=())


def _version(document: Document, memory: Manifest) -> _Version:
    placed = placed_passages(document.body)
    mine = tuple(passage for passage, _ in placed)
    known = {one.name: one for one in memory.printed}
    base = tuple(passage_of(skeleton, known) for skeleton in memory.passages)
    pairs = aligned(base, mine)
    return _Version(
        base=base,
        mine=mine,
        pairs=pairs,
        placed=placements(base, mine, pairs, known),
        spots=tuple(spots_of(document).values()),
        remarks=remarked(document),
    )


# --- figures ---------------------------------------------------------------------------------


def _figures(version: _Version, memory: Manifest, due: Manifest | None) -> Iterator[FigureState]:
    manifests = (memory,) if due is None else (memory, due)
    made = {figure.key: figure for manifest in manifests for figure in manifest.figures}
    fresh = _prints_by_key(memory if due is None else due)
    near = _nearest(version.pairs)
    for one in version.placed:
        printed = one.standing.printed
        text = due_text(printed, fresh.get(printed.key, ()))
        figure = made.get(printed.key)
        yield FigureState(
            key=printed.key,
            name=called(printed.key),
            status=_status(version, one, text),
            paragraph=_told(version, one, near),
            generated=printed.text,
            present=one.standing.text,
            due=None if due is None else text,
            cells=tuple(dict.fromkeys(map(str, figure.sources))) if figure else (),
        )


def _status(version: _Version, one: Placement, due: str | None) -> Status:
    """Return what has become of a figure; what our comment at it asks is still to be decided."""
    generated, present = one.standing.printed.text, one.standing.text
    status = status_of(generated, present, due)
    if status is not Status.OVERTYPED or one.passage is None or not version.remarks:
        return status
    paragraphs = version.spots[one.passage].element.iter(PARAGRAPH)
    lines = (line for own in paragraphs for line in version.remarks.get(own, ()))
    return Status.CONFLICT if is_disputed(generated, present, lines) else status


def _prints_by_key(manifest: Manifest) -> Mapping[str, Sequence[Printed]]:
    prints: dict[str, list[Printed]] = {}
    for one in manifest.printed:
        prints.setdefault(one.key, []).append(one)
    return prints


def _nearest(pairs: Sequence[Pair]) -> dict[int, int]:
    """Return passage as generated → the passage now that it is, or that stands before its place."""
    near, last = {}, 0
    for i, j in pairs:
        last = last if j is None else j
        if i is not None:
            near[i] = last
    return near


def _told(version: _Version, one: Placement, near: Mapping[int, int]) -> str:
    if one.passage is not None:
        return version.spots[one.passage].told(one.piece)
    if not version.spots:
        return "正文"
    return f"{version.spots[near[one.base]].told(one.base_piece)}（附近）"


# --- what else was changed -------------------------------------------------------------------


def _unremembered(memory: Manifest, place: Place) -> Iterator[Finding]:
    if not memory.passages:
        yield found("report-unremembered", place, name=file_name(place))


def _typed_found(version: _Version, place: Place) -> Iterator[Finding]:
    if not version.base:
        return
    typed = typed_numbers(version.base, version.mine, version.pairs, version.placed)
    if typed:
        places = {one: version.spots[j].told(piece) for j, piece, one in reversed(typed)}
        most = list(dict.fromkeys(words for _, _, words in typed))[:_MOST_TOLD]
        shown = "、".join(f"“{words}”（{places[words]}）" for words in most)
        told = f"{shown}等" if len(typed) > _MOST_TOLD else shown
        name = file_name(place)
        yield found("report-figures-typed", place, name=name, count=len(typed), figures=told)


def _changed(version: _Version, report: str) -> Iterator[Changed]:
    for was, j in version.touched:
        spot = version.spots[j]
        before = [piece.text for piece in was.pieces]
        for number, piece in enumerate(version.mine[j].pieces):
            if piece.text.strip() and before[number : number + 1] != [piece.text]:
                told = spot.told(number)
                place = Place(workbook=report, cell=told)
                text = Text(text=piece.text.strip(), place=place)
                yield Changed(text=text, heading=spot.heading)
