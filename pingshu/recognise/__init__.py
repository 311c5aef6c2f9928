"""Grids and profiles → located forms, or “no such form” and why.

Knows labels and the structure of tables, never addresses. Must not know what numbers mean.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from pingshu.finding import Finding, found
from pingshu.model import Block, ComparisonLayout, Layout, RubricLayout, Skipped, Survey
from pingshu.profile import Profile, headed
from pingshu.recognise.beside import side_by_side
from pingshu.recognise.blocks import (
    blank_goals,
    headed_block,
    locate_funds,
    locate_goals,
    locate_management,
)
from pingshu.recognise.comparison import comparisons_of
from pingshu.recognise.extras import locate_extra
from pingshu.recognise.families import fit, titles_on
from pingshu.recognise.header import blank_fields, locate_fields, stated_money_unit, stated_year
from pingshu.recognise.hints import SOUGHT, hints, said, why_none, with_unread
from pingshu.recognise.indicators import Located, locate_indicators
from pingshu.recognise.labelled import (
    Labelled,
    begins_form,
    end_of_block,
    ends_with_total,
    labels_and_rows,
    project_rows,
    title_row,
)
from pingshu.recognise.rubric import locate_rubric, with_title
from pingshu.recognise.rubric_heading import rubric_columns
from pingshu.recognise.splits import locate_splits
from pingshu.recognise.stacking import stacked
from pingshu.recognise.tables import Outline, cuts_of, measured, runs_of_tables, torn_off
from pingshu.recognise.totals import locate_total
from pingshu.recognise.unread import unread_columns
from pingshu.sheet import Grid, Place

_TABLES = frozenset({"funds", "indicators", "rubric"})
_EVERY_BLOCK = _TABLES | {"goals", "management"}
_BLOCKS_SOUGHT = frozenset(block for block, _ in SOUGHT)


@dataclass(slots=True)
class _Gathered:
    layouts: list[Layout] = field(default_factory=list)
    comparisons: list[ComparisonLayout] = field(default_factory=list)
    extras: dict[str, list[Block]] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def recognise(
    grids: Sequence[Grid], profiles: Sequence[Profile]
) -> tuple[Survey, tuple[Finding, ...]]:
    """Return what a workbook's sheets hold, and findings.

    Every sheet is looked at; one without a form is skipped and named with the reason. Tables of
    a Word document that are one form are read as one. Finds: hidden-sheet-read,
    heading-unknown, no-form, table-torn-off.
    """
    gathered = _Gathered()
    labelled = [one for grid in grids for one in _cut(_labelled(grid, profiles), profiles)]
    sheets, torn = _joined(labelled, profiles)
    gathered.findings.extend(torn)
    for sheet in sheets:
        _gather(sheet, profiles, gathered)
    if sheets and not gathered.layouts and not gathered.comparisons:
        gathered.findings.append(_no_form(sheets, profiles, gathered.skipped))
    survey = Survey(
        layouts=tuple(gathered.layouts),
        texts=tuple(gathered.extras.get("texts", ())),
        notes=tuple(gathered.extras.get("notes", ())),
        spending=tuple(gathered.extras.get("spending", ())),
        comparisons=tuple(gathered.comparisons),
        details=tuple(gathered.extras.get("details", ())),
        enrolment=tuple(gathered.extras.get("enrolment", ())),
        skipped=tuple(gathered.skipped),
    )
    return survey, tuple(gathered.findings)


def _cut(sheet: Labelled, profiles: Sequence[Profile]) -> list[Labelled]:
    parts = side_by_side(sheet.grid, sheet.rows, profiles)
    return [_labelled(part, profiles) for part in parts] if len(parts) > 1 else [sheet]


def _labelled(grid: Grid, profiles: Sequence[Profile]) -> Labelled:
    met, rows = labels_and_rows(grid, profiles)
    headings: dict[str, list[tuple[int, str]]] = {profile.name: [] for profile in profiles}
    for row, profile in product(rows, profiles):
        is_rubric = rubric_columns(grid, row, profile.labels) is not None
        block = "rubric" if is_rubric else headed_block(grid, row, profile.labels)
        if block is not None:
            headings[profile.name].append((row, block))
    return Labelled(grid=grid, met=met, rows=rows, headings=headings)


def _gather(sheet: Labelled, profiles: Sequence[Profile], gathered: _Gathered) -> None:
    extra = _extra(sheet, profiles)
    if extra is not None:
        kind, block = extra
        gathered.extras.setdefault(kind, []).append(block)
        return
    grid, before = sheet.grid, len(gathered.layouts)
    tables = comparisons_of(grid, profiles)
    gathered.comparisons.extend(tables)
    # The columns of such a table may have the names of a form's funds.
    if not tables or sheet.has_heading(_TABLES - {"funds"}, grid.first_row, grid.last_row):
        for first, last in _parts(sheet, profiles):
            _gather_form(sheet, first, last, profiles, gathered)
    if len(gathered.layouts) == before and not tables:
        profile = _best(sheet, grid.first_row, grid.last_row, profiles)
        why = why_none(grid, sheet.labels(1, grid.last_row), profile)
        gathered.skipped.append(Skipped(sheet=grid.sheet, why=why))
    elif grid.hidden:
        gathered.findings.append(found("hidden-sheet-read", grid.place(), sheet=grid.sheet))


def _extra(sheet: Labelled, profiles: Sequence[Profile]) -> tuple[str, Block] | None:
    met = sheet.labels(1, sheet.grid.last_row)
    seen = (
        locate_extra(
            sheet.grid, sheet.rows, met, profile.labels, profile.titles, profile.one_report
        )
        for profile in profiles
    )
    return next((extra for extra in seen if extra is not None), None)


# --- tables of a Word document ----------------------------------------------------------------


def _joined(
    sheets: Sequence[Labelled], profiles: Sequence[Profile]
) -> tuple[list[Labelled], tuple[Finding, ...]]:
    """Return the sheets; tables of a Word document that are one form as one sheet."""
    if not any(sheet.grid.addresses for sheet in sheets):
        return [*sheets], ()
    outlines = [_outline(sheet, profiles) for sheet in sheets]
    runs = runs_of_tables(outlines)
    joined = [
        _together([sheets[one] for one in run], cuts_of([outlines[one] for one in run]), profiles)
        for run in runs
    ]
    return joined, torn_off([sheet.grid for sheet in sheets], outlines, runs)


def _together(
    run: Sequence[Labelled], cuts: frozenset[int], profiles: Sequence[Profile]
) -> Labelled:
    if len(run) == 1:
        return run[0]
    return _labelled(stacked([one.grid for one in run], cuts), profiles)


def _outline(sheet: Labelled, profiles: Sequence[Profile]) -> Outline:
    grid = sheet.grid
    profile = _best(sheet, grid.first_row, grid.last_row, profiles)
    cells = [cell for row in sheet.rows for cell in grid.row(row)]
    blocks = tuple(dict.fromkeys(block for _, block in sheet.headings[profile.name]))
    known = Outline(
        begins=begins_form(sheet, profile, profiles),
        extra=_extra(sheet, profiles) is not None,
        fields=bool(headed(cells, profile.labels["header"])),
        blocks=blocks,
        ended="indicators" in blocks and ends_with_total(grid, profile),
        headed=sheet.has_heading(_EVERY_BLOCK, grid.above + 1, grid.above + 1),
    )
    return measured(known, grid)


# --- forms ------------------------------------------------------------------------------------


def _parts(sheet: Labelled, profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Yield first and last row of the parts that may each hold a form.

    There is one per 项目名称 with a table.
    """
    projects = project_rows(sheet, profiles)
    starts = [title_row(sheet.grid, row, profiles) for row in projects]
    first, end = 1, sheet.grid.last_row + 1
    for following in (*starts[1:], end):
        if following == end or sheet.has_heading(_TABLES, first, following - 1):
            yield first, following - 1
            first = following


def _gather_form(
    sheet: Labelled, first: int, last: int, profiles: Sequence[Profile], gathered: _Gathered
) -> None:
    """Add the form in some rows of a sheet as the family sees it that fits it best."""
    profile = _best(sheet, first, last, profiles)
    rows = sheet.heading_rows(profile.name, first, last)
    if not rows.keys() & _TABLES:
        return
    grid = sheet.grid.part(first, last)
    layout = _layout(grid, profile, rows)
    if layout.indicators or layout.rubric or (layout.funds is not None and layout.fields):
        unread = unread_columns(grid, layout, profile)
        layout, findings = with_unread(grid, layout, rows, profile, unread)
        gathered.findings.extend(findings)
        gathered.layouts.append(layout)


def _best(sheet: Labelled, first: int, last: int, profiles: Sequence[Profile]) -> Profile:
    labels, titles = sheet.labels(first, last), titles_on(sheet.grid, first)
    has_rubric = sheet.has_heading(frozenset({"rubric"}), first, last)
    return max(profiles, key=lambda one: fit(labels, titles, one, has_rubric=has_rubric))


def _layout(grid: Grid, profile: Profile, headings: dict[str, int]) -> Layout:
    first = min(headings.values())
    fields = locate_fields(grid, first - 1, profile.labels)
    blanks = _blanks(grid, profile, headings)
    located = _indicators(grid, profile, headings)
    rubric = _rubric(grid, profile, headings)
    funds = _block(grid, profile, headings, "funds")
    funds, splits = locate_splits(
        grid, end_of_block(grid, headings, "funds"), funds, profile.labels
    )
    return Layout(
        place=grid.place(),
        family=profile.name,
        fields=with_title(grid, first - 1, blanks.keys(), fields)
        if rubric and not profile.subject
        else fields,
        blanks=blanks,
        money_unit=stated_money_unit(grid, headings),
        year=stated_year(grid, first - 1, fields),
        funds=funds,
        goals=locate_goals(
            grid, headings.get("goals"), end_of_block(grid, headings, "goals"), profile.labels
        ),
        management=_block(grid, profile, headings, "management"),
        indicators=located.block if located else None,
        total=locate_total(grid, located.rest, located.columns, profile.ends) if located else None,
        leftovers=located.leftovers if located else (),
        nameless=located.nameless if located else (),
        beyond=located.beyond if located else (),
        splits=splits,
        rubric=rubric,
    )


def _rubric(grid: Grid, profile: Profile, headings: dict[str, int]) -> RubricLayout | None:
    columns = rubric_columns(grid, headings.get("rubric", 0), profile.labels)
    if columns is None:
        return None
    return locate_rubric(grid, columns, end_of_block(grid, headings, "rubric"), profile.ends)


def _blanks(grid: Grid, profile: Profile, headings: dict[str, int]) -> dict[str, str]:
    blanks = blank_fields(grid, min(headings.values()) - 1, profile.labels)
    if "goals" in headings:
        blanks |= blank_goals(grid, headings["goals"], profile.labels)
    return blanks


def _block(grid: Grid, profile: Profile, headings: dict[str, int], name: str) -> Block | None:
    if name not in headings:
        return None
    locate = {"funds": locate_funds, "management": locate_management}[name]
    return locate(grid, headings[name], end_of_block(grid, headings, name), profile.labels)


def _indicators(grid: Grid, profile: Profile, headings: dict[str, int]) -> Located | None:
    if "indicators" not in headings:
        return None
    end = end_of_block(grid, headings, "indicators")
    return locate_indicators(grid, headings["indicators"], end, profile.labels, profile.ends)


# --- what was not understood ------------------------------------------------------------------


def _no_form(
    sheets: Sequence[Labelled], profiles: Sequence[Profile], skipped: Sequence[Skipped]
) -> Finding:
    why = "".join(f"工作表“{item.sheet}”：{item.why}" for item in skipped)
    nearest = max(sheets, key=lambda sheet: len(sheet.rows))
    grid = nearest.grid
    profile = _best(nearest, grid.first_row, grid.last_row, profiles)
    lines = said(hints(grid.cells, profile, _BLOCKS_SOUGHT), profile)
    return found(
        "no-form",
        Place(workbook=grid.workbook),
        why=(why, *lines, "") if lines else why,
    )
