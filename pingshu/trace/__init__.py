"""An edited report and what is remembered of it → where each of its numbers comes from, as a page.

Knows the text of a report, its figures and the cells of its workbook. Must not know how a workbook
is read, nor where files lie.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pingshu.align import Placement, aligned, placements
from pingshu.figure import name_of
from pingshu.finding import Finding
from pingshu.manifest import Manifest
from pingshu.passages import Printed, passage_of
from pingshu.trace.formulas import with_values
from pingshu.trace.lines import Line, lines_of
from pingshu.trace.origins import Desk, Number, Origin, in_context, row_of, tidied
from pingshu.trace.page import Block, Detail, Item, Mark, Page, Text, html_of
from pingshu.values import Quantity, parse_number, plain

__all__ = ["Number", "Origin", "Source", "Trace", "summary", "trace", "trace_page"]

_MOST_PLACES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What the workbook of a report says; all empty where it is not at hand.

    Attributes:
        cells: place (自评表!F6) → what the cell says.
        material: names of the sheets on which the office writes texts for the report.
        findings: what was found in the workbook.
    """

    cells: Mapping[str, str] = field(default_factory=dict)
    material: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The numbers of a report in their order.

    Attributes:
        gone: figures that were printed and are not in the report any more.
        values: place → the number in that cell.
    """

    lines: tuple[Line, ...]
    numbers: tuple[Number, ...]
    gone: tuple[Printed, ...]
    memory: Manifest
    source: Source
    values: Mapping[str, Decimal]

    def of(self, *origins: Origin) -> tuple[Number, ...]:
        """Return the numbers that come from there."""
        return tuple(number for number in self.numbers if number.origin in origins)

    @property
    def groups(self) -> Mapping[str, tuple[Number, ...]]:
        """Return subject → the numbers of it: one figure wherever it is printed, or one number."""
        found: dict[str, list[Number]] = {}
        for number in self.numbers:
            found.setdefault(number.subject, []).append(number)
        return {subject: tuple(own) for subject, own in found.items()}

    def around(self, number: Number) -> str:
        """Return a number in 【】 with the words before and behind it."""
        text = self.lines[number.line].passage.pieces[number.piece].text
        return " ".join(in_context(text, number.start, number.end).split())

    def told(self, place: str) -> str:
        """Return a cell with what it says, where that is known."""
        says = self.says(place)
        return f"{place}：{says}" if says else place

    def says(self, place: str) -> str:
        """Return what a cell says; blank if that is not known."""
        value = self.values.get(place)
        return self.source.cells.get(place) or ("" if value is None else plain(value))


def trace(content: bytes, memory: Manifest, source: Source) -> Trace:
    """Return where each number of a report comes from.

    Args:
        content: the report as it is now.
        memory: what is remembered of it as it was generated or refreshed last.
        source: its workbook.

    Raises:
        PackageError: the report is no sound .docx.
    """
    lines = lines_of(content)
    mine = [line.passage for line in lines]
    printed = {one.name: one for one in memory.printed}
    base = [passage_of(skeleton, printed) for skeleton in memory.passages]
    pairs = aligned(base, mine)
    placed = placements(base, mine, pairs, printed)
    before = [tuple(tidied(piece.text) for piece in passage.pieces) for passage in base]
    cells = tuple((place, tidied(text)) for place, text in source.cells.items())
    desk = Desk(
        figures={figure.key: figure for figure in memory.figures},
        cells=cells,
        rows=_by_row(cells),
        material=source.material,
        whole=tuple(text for texts in before for text in texts),
        before={j: before[i] for i, j in pairs if i is not None and j is not None},
    )
    standing = _by_passage(placed)
    numbers = [
        number
        for index, passage in enumerate(mine)
        for number in desk.numbers_in(index, passage, standing.get(index, ()))
    ]
    gone = tuple(one.standing.printed for one in placed if one.passage is None)
    return Trace(
        lines=lines,
        numbers=tuple(numbers),
        gone=gone,
        memory=memory,
        source=source,
        values=_values(memory, source),
    )


def _values(memory: Manifest, source: Source) -> Mapping[str, Decimal]:
    """Return place → the number in that cell, as the figures have it or else as it reads."""
    read = {place: parse_number(text) for place, text in source.cells.items()}
    numbers = {place: one.value for place, one in read.items() if isinstance(one, Quantity)}
    own = [figure for figure in memory.figures if not figure.formula]
    alone = {str(one.sources[0]): one.value for one in own if len(one.sources) == 1}
    return {**numbers, **alone}


def _by_passage(placed: Iterable[Placement]) -> Mapping[int, list[Placement]]:
    found: dict[int, list[Placement]] = {}
    for one in placed:
        if one.passage is not None:
            found.setdefault(one.passage, []).append(one)
    return found


def _by_row(cells: Iterable[tuple[str, str]]) -> Mapping[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for place, text in cells:
        found.setdefault(row_of(place), []).append((place, text))
    return found


# --- the page -------------------------------------------------------------------------------

_TOLD = (
    (Origin.TABLE, "来自表格"),
    (Origin.MATERIAL, "来自文字材料"),
    (Origin.TEMPLATE, "随报告生成"),
)
_BY_HAND = (Origin.HAND, Origin.CHANGED)
_NOT_COUNTED = "年份、日期、文号和序号不计在内。"
_UNKNOWN = "生成记录里没有这个数，自评表和文字材料里也没有找到，是后来手工填写的。"
_FROM_TEMPLATE = "生成报告时就写在这里，不是从单元格里读出来的数。"


def summary(traced: Trace) -> str:
    """Return in one line how many numbers a report has, and where they come from."""
    counts = Counter(number.origin for number in traced.numbers)
    parts = [f"{counts[origin]}个{words}" for origin, words in _TOLD if counts[origin]]
    by_hand = sum(counts[origin] for origin in _BY_HAND)
    told = "，".join((*parts, f"{by_hand}个为手工填写"))
    return f"{len(traced.numbers)}个数字，其中{told}"


def trace_page(traced: Trace, title: str, notes: Sequence[str] = ()) -> str:
    """Return where the numbers of a report come from as a stand-alone page.

    Args:
        traced: its numbers.
        title: the name of the report.
        notes: what else is to be said at the head of the page.
    """
    lists = (
        ("手工填写的数字", _listed(traced, *_BY_HAND)),
        ("来自文字材料的数字", _listed(traced, Origin.MATERIAL)),
        ("随报告生成、不来自单元格的数字", _listed(traced, Origin.TEMPLATE)),
        (
            "报告里已经没有的数",
            tuple(Item(text=f"{name_of(one.key)}：{one.text}") for one in traced.gone),
        ),
    )
    page = Page(
        title=title,
        lead=summary(traced),
        notes=(_NOT_COUNTED, *notes),
        lists=tuple((f"{head}（{len(items)}个）", items) for head, items in lists),
        blocks=tuple(_blocks(traced)),
        details=tuple(_detail(traced, own) for own in traced.groups.values()),
    )
    return html_of(page)


def _listed(traced: Trace, *origins: Origin) -> tuple[Item, ...]:
    return tuple(_leading(traced, number) for number in traced.of(*origins))


def _leading(traced: Trace, number: Number) -> Item:
    """Return a line that leads to a number."""
    return Item(text=f"{traced.around(number)}{_changed(number)}", mark=number.name)


def _changed(number: Number) -> str:
    if number.origin is not Origin.CHANGED or number.printed is None:
        return ""
    return f"（生成时是{number.printed.text}）"


def _blocks(traced: Trace) -> Iterator[Block]:
    marks: dict[tuple[int, int], list[Mark]] = {}
    for own in traced.groups.values():
        for number in own:
            mark = Mark(
                start=number.start,
                end=number.end,
                name=number.name,
                detail=_detail_name(own),
                kind=number.origin.value,
            )
            marks.setdefault((number.line, number.piece), []).append(mark)
    for index, line in enumerate(traced.lines):
        spans = line.spans or (1,)
        texts = (
            Text(text=piece.text, marks=_in_order(marks.get((index, at), ())), span=span)
            for at, (piece, span) in enumerate(zip(line.passage.pieces, spans, strict=True))
        )
        yield Block(texts=tuple(texts), level=line.level, table=line.table)


def _in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda mark: mark.start))


def _detail_name(own: Sequence[Number]) -> str:
    return f"d-{own[0].name}"


def _detail(traced: Trace, own: Sequence[Number]) -> Detail:
    """Return what is told of a figure that is printed once or several times, or of a number."""
    first = own[0]
    facts = _facts_of_figure(traced, first) if first.printed else _facts_of_words(traced, first)
    elsewhere = tuple(_leading(traced, number) for number in own)
    title = name_of(first.printed.key) if first.printed else first.text
    return Detail(name=_detail_name(own), title=title, facts=(*facts, ("报告中写在", elsewhere)))


_Facts = tuple[tuple[str, tuple[Item, ...]], ...]


def _facts_of_figure(traced: Trace, number: Number) -> _Facts:
    figure = number.figure
    if figure is None:
        return ()
    places = tuple(dict.fromkeys(map(str, figure.sources)))
    siblings = {one.key: one for one in traced.memory.figures}
    worked_out = with_values(figure, siblings, traced.values)
    return (
        ("数值", _lines(f"{plain(figure.value)}{figure.unit}")),
        ("算法", _lines(figure.formula or "直接取自单元格", worked_out)),
        ("来源单元格", _lines(*map(traced.told, places))),
        ("单元格上发现的问题", _lines(*_problems(traced, places))),
    )


def _facts_of_words(traced: Trace, number: Number) -> _Facts:
    if not number.places:
        told = _FROM_TEMPLATE if number.origin is Origin.TEMPLATE else _UNKNOWN
        return (("来源", _lines(told)),)
    places = number.places[:_MOST_PLACES]
    return (
        ("来源单元格", _lines(*map(traced.told, places))),
        ("单元格上发现的问题", _lines(*_problems(traced, places))),
    )


def _problems(traced: Trace, places: Sequence[str]) -> Iterator[str]:
    for finding in traced.source.findings:
        if str(finding.place) in places:
            yield f"{finding.severity.word}：{finding.message}"


def _lines(*texts: str | None) -> tuple[Item, ...]:
    return tuple(Item(text=text) for text in texts if text)
