"""Tags that shape a cell: it spans columns, takes a colour or merges with its neighbours.

Knows the properties of cells and the grid of a table; works on markers and tags. Knows nothing of
how a tag is evaluated.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from pingshu.word import (
    CELL,
    CELL_PROPERTIES,
    PARAGRAPH,
    ROW,
    TABLE,
    Complain,
    Tag,
    TemplateFault,
    W,
    ancestor,
    cell_span,
    engine_marker,
    marked_number,
    paragraph_text,
    place_in_cell,
    remove,
    through_wrappers,
)

Marked = Sequence[tuple[int, etree._Element]]

# In the order in which the schema wants the properties they write.
_PROPERTIES = {
    "colspan": "gridSpan",
    "hm": "gridSpan",
    "vm": "vMerge",
    "合并": "vMerge",
    "cellbg": "shd",
}
_CHANGES_COLUMNS = frozenset({"colspan", "hm"})
_REPEATING = frozenset({"vm", "hm", "合并"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """A tag that shapes a cell.

    Attributes:
        kind: What it does, by the name of the tag or filter.
        number: The number of the tag.
        node: Its marker.
        cell: The cell it stands in.
        loop: The tag and the marker of the innermost loop around it.
    """

    kind: str
    tag: Tag
    number: int
    node: etree._Element
    cell: etree._Element | None
    loop: tuple[Tag, etree._Element] | None

    @property
    def name(self) -> str:
        """What it is called in a message."""
        return f"“{self.kind}”"


def shape_cells(
    tags: list[Tag], marked: Marked, loops: Mapping[int, int | None], complain: Complain
) -> None:
    """Put what shapes a cell into its properties, and have changing grids looked at when filled.

    Args:
        tags: The tags of the part; those of the engine are appended.
        marked: Their markers in the order of the tree.
        loops: For each tag that shapes a cell, its own and its loop's index among the markers.
        complain: Is told of tags that stand where they cannot do what they ask for.
    """
    own = len(tags)
    shapes = [_shape(tags, marked, index, loop) for index, loop in loops.items()]
    sound = [shape for shape in shapes if _is_sound(shape, shapes, complain)]
    tables = _changing_tables(tags[:own], marked, sound)
    for shape in sorted(sound, key=lambda shape: list(_PROPERTIES).index(shape.kind)):
        if shape.cell is not None:
            _apply(shape, shape.cell, _table_number(shape, sound), tags)
    _count_rows(sound, tags)
    for shape in shapes:
        if shape.tag.kind == "statement":
            remove(shape.node)
    for table, cause in tables.items():
        _watch_grid(table, cause, tags)


def _shape(tags: Sequence[Tag], marked: Marked, index: int, loop: int | None) -> _Shape:
    number, node = marked[index]
    tag = tags[number]
    return _Shape(
        kind=tag.keyword if tag.kind == "statement" else "合并",
        tag=tag,
        number=number,
        node=node,
        cell=ancestor(node, CELL),
        loop=None if loop is None else (tags[marked[loop][0]], marked[loop][1]),
    )


def _is_sound(shape: _Shape, shapes: Sequence[_Shape], complain: Complain) -> bool:
    problem = _problem(shape, shapes)
    if problem:
        complain(TemplateFault(message=problem, place=shape.tag.place))
    return problem is None


def _problem(shape: _Shape, shapes: Sequence[_Shape]) -> str | None:
    if shape.kind in _REPEATING and not _is_repeated(shape):
        level = "tc" if shape.kind == "hm" else "tr"
        return f"{shape.name}只能用在 {{%{level} for %}} 循环的单元格里"
    if shape.cell is None:
        return f"{shape.name}只能写在表格的单元格里"
    if shape.kind == "合并" and _has_others(shape, shape.cell):
        return f"{shape.name}所在的单元格里不能再有别的内容"
    if any(_collides(shape, other) for other in shapes):
        return f"一个单元格里不能再写一次{shape.name}一类的标签"
    return None


def _is_repeated(shape: _Shape) -> bool:
    """Whether the loop around the tag repeats what the tag merges: rows or, with hm, cells."""
    if shape.loop is None or shape.cell is None:
        return False
    tag, node = shape.loop
    parent = node.getparent()
    wanted = ROW if shape.kind == "hm" else TABLE
    return tag.keyword == "for" and parent is not None and parent.tag == wanted


def _has_others(shape: _Shape, cell: etree._Element) -> bool:
    others = (marked_number(node) for node in cell.iter(etree.ProcessingInstruction))
    texts = "".join(paragraph_text(paragraph) for paragraph in cell.iter(PARAGRAPH))
    return any(number not in {None, shape.number} for number in others) or bool(texts.strip())


def _collides(shape: _Shape, other: _Shape) -> bool:
    same = _PROPERTIES[shape.kind] == _PROPERTIES[other.kind]
    return same and other.number < shape.number and other.cell is shape.cell


def _changing_tables(
    tags: Sequence[Tag], marked: Marked, shapes: Iterable[_Shape]
) -> dict[etree._Element, Tag]:
    """The tables whose rows may get another number of columns, with a tag that causes it."""
    causes = [(node, tags[number]) for number, node in marked if tags[number].level == "tc"]
    causes += [(shape.node, shape.tag) for shape in shapes if shape.kind in _CHANGES_COLUMNS]
    return {table: tag for node, tag in causes if (table := ancestor(node, TABLE)) is not None}


def _apply(shape: _Shape, cell: etree._Element, table: int, tags: list[Tag]) -> None:
    if shape.kind == "vm":
        _keep_first(list(cell), shape, tags)
    body = _property(shape, cell, table)
    marker = engine_marker(tags, shape.tag, "markup", body)
    place_in_cell(cell, _PROPERTIES[shape.kind], marker)
    if shape.kind == "hm":
        _keep_first([cell], shape, tags)


def _property(shape: _Shape, cell: etree._Element, table: int) -> str:
    value = shape.tag.body.removeprefix(shape.kind).strip()
    match shape.kind:
        case "hm":
            return f"loop.length|__span({cell_span(cell)})"
        case "vm":
            return "loop.first|__merge_all"
        case "合并":
            return f"({shape.tag.body})|__merge_{shape.number}(__memory, loop, {table})"
        case "colspan":
            return f"({value})|__span(1)"
        case _:
            return f"({value})|__shade"


def _keep_first(nodes: Sequence[etree._Element], shape: _Shape, tags: list[Tag]) -> None:
    """Keep these neighbours in the first turn of the loop alone."""
    kept = [node for node in nodes if node.tag != CELL_PROPERTIES]
    kept[0].addprevious(engine_marker(tags, shape.tag, "statement", "if loop.first"))
    kept[-1].addnext(engine_marker(tags, shape.tag, "statement", "endif"))


def _table_number(shape: _Shape, shapes: Iterable[_Shape]) -> int:
    return _merging_tables(shapes).get(ancestor(shape.node, TABLE), 0)


def _merging_tables(shapes: Iterable[_Shape]) -> dict[etree._Element | None, int]:
    merging = dict.fromkeys(ancestor(shape.node, TABLE) for shape in shapes if shape.kind == "合并")
    return {table: number for number, table in enumerate(merging)}


def _count_rows(shapes: Sequence[_Shape], tags: list[Tag]) -> None:
    """Count the rows of tables with merging values: a row in between ends a merge."""
    causes = {ancestor(shape.node, TABLE): shape.tag for shape in reversed(shapes)}
    for table, number in _merging_tables(shapes).items():
        for row in [] if table is None else list(through_wrappers(table, ROW)):
            row.addprevious(
                engine_marker(tags, causes[table], "markup", f"__memory|__row({number})")
            )


def _watch_grid(table: etree._Element, cause: Tag, tags: list[Tag]) -> None:
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    table.addprevious(engine_marker(tags, cause, "markup", f"'grid {columns}'|__open"))
    table.addnext(engine_marker(tags, cause, "markup", "''|__close"))
