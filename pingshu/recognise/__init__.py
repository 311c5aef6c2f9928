"""Grids and profiles → located forms, or “no such form” and why.

Knows labels and the structure of tables, never addresses. Must not know what numbers mean.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pingshu.finding import Finding, found
from pingshu.model import Block, Layout, Skipped, Survey
from pingshu.profile import Profile, meaning
from pingshu.recognise.blocks import (
    blank_goals,
    heading_rows,
    locate_funds,
    locate_goals,
    locate_management,
)
from pingshu.recognise.extras import locate_extra
from pingshu.recognise.header import (
    blank_fields,
    locate_fields,
    stated_money_unit,
    stated_year,
)
from pingshu.recognise.indicators import Located, locate_indicators
from pingshu.sheet import Cell, Grid, Place
from pingshu.values import normalise_label

_ROWS_OF_A_TITLE = 5
_TABLES = frozenset({"funds", "indicators"})


@dataclass(slots=True)
class _Gathered:
    layouts: list[Layout] = field(default_factory=list)
    extras: dict[str, list[Block]] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def recognise(
    grids: Sequence[Grid], profiles: Sequence[Profile]
) -> tuple[Survey, tuple[Finding, ...]]:
    """Return what a workbook's sheets hold, and findings: hidden-sheet-read, no-form.

    Every sheet is looked at; one without a form is skipped and named with the reason.
    """
    gathered = _Gathered()
    for grid in grids:
        _gather(grid, profiles, gathered)
    if grids and not gathered.layouts:
        gathered.findings.append(_no_form(grids, gathered.skipped))
    survey = Survey(
        layouts=tuple(gathered.layouts),
        texts=tuple(gathered.extras.get("texts", ())),
        notes=tuple(gathered.extras.get("notes", ())),
        spending=tuple(gathered.extras.get("spending", ())),
        skipped=tuple(gathered.skipped),
    )
    return survey, tuple(gathered.findings)


def _gather(grid: Grid, profiles: Sequence[Profile], gathered: _Gathered) -> None:
    extra = _extra(grid, profiles)
    if extra is not None:
        kind, block = extra
        gathered.extras.setdefault(kind, []).append(block)
        return
    layouts = [layout for part in _parts(grid, profiles) for layout in _forms(part, profiles)]
    if not layouts:
        gathered.skipped.append(Skipped(sheet=grid.sheet, why=_why_none(grid, profiles[0])))
    elif grid.hidden:
        gathered.findings.append(found("hidden-sheet-read", grid.place(), sheet=grid.sheet))
    gathered.layouts.extend(layouts)


def _extra(grid: Grid, profiles: Sequence[Profile]) -> tuple[str, Block] | None:
    found = (locate_extra(grid, profile.labels, profile.titles) for profile in profiles)
    return next((extra for extra in found if extra is not None), None)


def _no_form(grids: Sequence[Grid], skipped: Sequence[Skipped]) -> Finding:
    why = "".join(f"工作表“{item.sheet}”：{item.why}" for item in skipped)
    return found("no-form", Place(workbook=grids[0].workbook), why=why)


def _parts(grid: Grid, profiles: Sequence[Profile]) -> Iterator[Grid]:
    """Yield the parts of a sheet that may each hold a form: one per 项目名称 with a table."""
    starts = [_title_row(grid, row, profiles) for row in _project_rows(grid, profiles)]
    first = 1
    for following in (*starts[1:], grid.last_row + 1):
        part = grid.part(first, following - 1)
        if following > grid.last_row or _has_table(part, profiles):
            yield part
            first = following


def _has_table(grid: Grid, profiles: Sequence[Profile]) -> bool:
    return any(_TABLES & heading_rows(grid, profile.labels).keys() for profile in profiles)


def _project_rows(grid: Grid, profiles: Sequence[Profile]) -> list[int]:
    words = frozenset().union(*(profile.labels["header"]["project"] for profile in profiles))
    return sorted({cell.row for cell in grid.cells if meaning(cell.text, {"project": words})})


def _title_row(grid: Grid, project_row: int, profiles: Sequence[Profile]) -> int:
    """Return the row of the nearest title above, or the project's own row."""
    above = range(project_row - 1, max(0, project_row - _ROWS_OF_A_TITLE - 1), -1)
    return next((row for row in above if _is_title(grid, row, profiles)), project_row)


def _is_title(grid: Grid, row: int, profiles: Sequence[Profile]) -> bool:
    """A title stands alone in its row; an indicator may have the same words in its name."""
    texts = [cell.text for cell in grid.row(row) if cell.text]
    words = [word for profile in profiles for word in profile.titles["form"]]
    return len(texts) == 1 and any(word in texts[0] for word in words)


def _forms(grid: Grid, profiles: Sequence[Profile]) -> Iterator[Layout]:
    """Yield the form on a part of a sheet as the family sees it that fits it best."""
    profile = max(profiles, key=lambda candidate: _fit(grid, candidate))
    headings = heading_rows(grid, profile.labels)
    if not headings.keys() & _TABLES:
        return
    layout = _layout(grid, profile, headings)
    if layout.indicators is not None or (layout.funds is not None and layout.fields):
        yield layout


def _fit(grid: Grid, profile: Profile) -> int:
    labels = {normalise_label(cell.text) for cell in grid.cells}
    indicators = profile.labels["indicators"]
    scored = bool(labels & indicators["weight"]) or bool(labels & indicators["score"])
    return 2 * len(labels & profile.signs) + (scored is profile.scored)


def _layout(grid: Grid, profile: Profile, headings: dict[str, int]) -> Layout:
    first = min(headings.values())
    fields = locate_fields(grid, first - 1, profile.labels)
    located = _indicators(grid, profile, headings)
    return Layout(
        place=grid.place(),
        family=profile.name,
        fields=fields,
        blanks=_blanks(grid, profile, headings),
        money_unit=stated_money_unit(grid, headings.get("indicators", grid.last_row + 1) - 1),
        year=stated_year(grid, first - 1, fields),
        funds=_block(grid, profile, headings, "funds"),
        goals=locate_goals(
            grid, headings.get("goals"), _end(grid, headings, "goals"), profile.labels
        ),
        management=_block(grid, profile, headings, "management"),
        indicators=located.block if located else None,
        total=located.total if located else None,
        leftovers=located.leftovers if located else (),
        nameless=located.nameless if located else (),
    )


def _blanks(grid: Grid, profile: Profile, headings: dict[str, int]) -> dict[str, str]:
    blanks = blank_fields(grid, min(headings.values()) - 1, profile.labels)
    if "goals" in headings:
        blanks |= blank_goals(grid, headings["goals"], profile.labels)
    return blanks


def _block(grid: Grid, profile: Profile, headings: dict[str, int], name: str) -> Block | None:
    if name not in headings:
        return None
    locate = {"funds": locate_funds, "management": locate_management}[name]
    return locate(grid, headings[name], _end(grid, headings, name), profile.labels)


def _end(grid: Grid, headings: dict[str, int], name: str) -> int:
    """Return the row before the next block, or before the indicators for one without heading."""
    start = headings.get(name, headings.get("indicators", grid.last_row + 1) - 1)
    return min((row for row in headings.values() if row > start), default=grid.last_row + 1) - 1


def _indicators(grid: Grid, profile: Profile, headings: dict[str, int]) -> Located | None:
    if "indicators" not in headings:
        return None
    return locate_indicators(grid, headings["indicators"], profile.labels, profile.ends)


def _why_none(grid: Grid, profile: Profile) -> str:
    if not any(cell.text for cell in grid.cells):
        return "空表。"
    if any(word in grid.sheet for word in profile.titles["help"]):
        return "填表说明，不是自评表。"
    return _labels_met(grid.cells, profile)


def _labels_met(cells: Sequence[Cell], profile: Profile) -> str:
    met = {normalise_label(cell.text) for cell in cells}
    sought = {
        "项目名称": profile.labels["header"]["project"],
        "全年预算数": profile.labels["funds"]["budget"],
        "全年执行数": profile.labels["funds"]["executed"],
        "三级指标": profile.labels["indicators"]["level3"],
        "实际完成值": profile.labels["indicators"]["actual"],
    }
    seen = [name for name, words in sought.items() if words & met]
    missed = [name for name in sought if name not in seen]
    return f"找到的表头：{'、'.join(seen) or '无'}；没有找到：{'、'.join(missed)}。"
