"""Edited reports → where their numbers come from: a page to click in, and a 底稿 to review.

Knows where the memory of a report and its workbook are, and where the two files go. Must not know
how numbers are traced, nor how this is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pingshu.disk import is_there
from pingshu.figure import Figure, name_of
from pingshu.finding import Finding
from pingshu.manifest import Manifest, digest
from pingshu.model import Form, Text
from pingshu.opc import PackageError
from pingshu.pipeline import inspect_workbook, workbook_of
from pingshu.read import read_workbook
from pingshu.sheet import Place
from pingshu.tabulate import LooseNumber, PaperLine, working_paper
from pingshu.trace import Number, Origin, Source, Trace, summary, trace, trace_page
from pingshu.values import Quantity, convert_money, parse_number
from pingshu.write import open_shelf, write_result

_NOT_OURS = "不是本工具生成的报告，或者生成记录已经不在，说不出数字从哪里来。"
_UNREADABLE = "打不开。请检查文件名写得对不对、有没有打开它的权限。"
_NO_WORKBOOK = "没有找到生成它的“{name}”，只照生成记录说明；单元格里的文字和问题看不到。"
_CHANGED = "“{name}”在报告生成以后改过，单元格的内容是现在的；数值和算法是生成时的。"
_PAGE, _PAPER = "数字来源.html", "底稿.xlsx"
_MONEY = frozenset({"元", "万元", "亿元"})
_ORIGINS = {
    Origin.TABLE: "来自表格",
    Origin.MATERIAL: "来自文字材料",
    Origin.TEMPLATE: "随报告生成",
    Origin.HAND: "手工填写",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """What came of one report.

    Attributes:
        files: the page and the 底稿 that were written.
        summary: how many numbers it has and where they come from; blank if that is not known.
        by_hand: the numbers that somebody filled in, each with the words around it.
        notes: what else is to be told, in Chinese.
        reasons: why there are no files.
        findings: what became of the writing.
    """

    report: Path
    files: tuple[Path, ...] = ()
    summary: str = ""
    by_hand: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def is_done(self) -> bool:
        """Return whether both files were written."""
        return len(self.files) == len((_PAGE, _PAPER))


def traced(
    report: Path, memory: Manifest | None, output: Path, templates: Path, folder: Path | None
) -> Traced:
    """Write page and 底稿 of a report.

    Args:
        report: the document.
        memory: what is remembered of it; None if nothing is.
        output: the output folder that the report lies in, or the usual one.
        templates: the folder of the templates.
        folder: where the files go; None means beside the report.

    Raises:
        NotReadyError: a profile is broken.
    """
    if memory is None:
        return Traced(report=report, reasons=(_NOT_OURS,))
    workbook = workbook_of(memory, output)
    try:
        found = trace(report.read_bytes(), memory, _source(workbook, templates))
    except OSError:
        return Traced(report=report, reasons=(_UNREADABLE,))
    except PackageError as error:
        return Traced(report=report, reasons=(f"读不出来：{error}。",))
    notes, target = tuple(_notes(workbook, memory)), folder or report.parent
    lines, loose = tuple(_lines(found)), tuple(_loose(found))
    content = {
        _PAGE: trace_page(found, report.stem, notes).encode("utf-8", "replace"),
        _PAPER: working_paper(report.stem, lines, loose, workbook, target),
    }
    files, findings = _written(report, content, target, output)
    return Traced(
        report=report,
        files=files,
        summary=summary(found),
        by_hand=tuple(found.around(one) for one in found.of(Origin.HAND, Origin.CHANGED)),
        notes=notes,
        findings=findings,
    )


def _written(
    report: Path, content: Mapping[str, bytes], target: Path, output: Path
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    is_inside = target.parent.resolve() == output.resolve()
    shelf = open_shelf(target.parent if is_inside else target, [report])
    files, findings = list[Path](), list[Finding]()
    for name, data in content.items():
        path, trouble = write_result(data, target / f"{report.stem}-{name}", shelf)
        files += [path] if path is not None else []
        findings += trouble
    return tuple(files), tuple(findings)


def _notes(workbook: Path, memory: Manifest) -> Iterator[str]:
    if not is_there(workbook):
        yield _NO_WORKBOOK.format(name=workbook.name)
    elif digest(workbook.read_bytes()) != memory.inputs.get("workbook"):
        yield _CHANGED.format(name=workbook.name)


def _source(workbook: Path, templates: Path) -> Source:
    """Return what the workbook says now; nothing if it is not there."""
    if not is_there(workbook):
        return Source()
    grids, _ = read_workbook(workbook)
    read, _ = inspect_workbook(workbook, templates)
    texts = (text for form, *_ in read.forms for text in _material(form))
    return Source(
        cells={str(grid.place(cell)): cell.text for grid in grids for cell in grid.cells},
        material=frozenset(text.place.sheet for text in texts if text.place.sheet),
        findings=read.all_findings(),
    )


def _material(form: Form) -> Iterator[Text]:
    """Yield what the office wrote for the report, on sheets of its own."""
    yield from form.texts.values()
    for texts in form.fund_texts.values():
        yield from texts.values()
    for indicator in form.indicators or ():
        if indicator.note.explanation:
            yield indicator.note.explanation


# --- the 底稿 -------------------------------------------------------------------------------


def _lines(found: Trace) -> Iterator[PaperLine]:
    """Yield the figures that the report prints, and those that it printed and lost."""
    for own in found.groups.values():
        figure = own[0].figure
        if figure is not None:
            yield _line(found, figure, own)
    figures = {figure.key: figure for figure in found.memory.figures}
    for key in dict.fromkeys(printed.key for printed in found.gone):
        if key in figures and key not in found.groups:
            yield _line(found, figures[key], ())


def _line(found: Trace, figure: Figure, own: Sequence[Number]) -> PaperLine:
    changed = next((one for one in own if one.origin is Origin.CHANGED), None)
    state = "手工改过" if changed else "与生成时一致" if own else "报告里没有了"
    kept = figure.value if own else None
    return PaperLine(
        name=name_of(figure.key),
        printed="、".join(dict.fromkeys(one.text for one in own)),
        value=figure.value,
        unit=figure.unit,
        formula=figure.formula,
        sources=tuple((place, found.says(str(place))) for place in dict.fromkeys(figure.sources)),
        stated=_stated(changed.text, figure) if changed else kept,
        state=state,
    )


def _stated(text: str, figure: Figure) -> Decimal | None:
    """Return the number that somebody wrote, in the unit of the figure."""
    quantity = parse_number(text)
    if not isinstance(quantity, Quantity):
        return None
    if quantity.unit in _MONEY and figure.unit in _MONEY:
        return convert_money(quantity.value, quantity.unit, figure.unit)
    return quantity.value


def _loose(found: Trace) -> Iterator[LooseNumber]:
    for one in found.numbers:
        if one.printed is None:
            yield LooseNumber(
                text=one.text,
                context=found.around(one),
                origin=_ORIGINS[one.origin],
                sources=tuple(_place(place, found) for place in one.places),
            )


def _place(told: str, found: Trace) -> Place:
    sheet, _, cell = told.rpartition("!")
    return Place(workbook=found.memory.origin.workbook, sheet=sheet or None, cell=cell)
