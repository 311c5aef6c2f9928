"""What a template may say of the report itself: its title, its date, and what must be mended first.

Knows the header of a form and the findings about it. Must not know Word or Excel.
"""

import re
from collections.abc import Iterable, Sequence

from pingshu.finding import Finding, Severity
from pingshu.model import Form
from pingshu.profile import Profile
from pingshu.sheet import Place
from pingshu.view import NOTHING, Shown, View, missing_shown, text_shown, unsettled_shown

# 小标宋 of 22 points in a line of 156 mm.
# An edited report is not made anew; refreshing is right for both.
_TO_MEND = "改好工作簿后，请运行 python generate.py refresh 更新本报告"
_LONGEST_LINE = 20
_ENDING = "绩效自评报告"
# Not the 年度 of 【请补充：年度】.
_AFTER_YEAR = re.compile(r"(年度)(?=[^】])")
_MOST_CELLS = 5
# What the form lacks is marked where it is missing; only what it says wrongly is called up here.
_GAPS = frozenset(
    {
        "project-missing", "year-missing", "funds-missing", "indicators-missing", "score-missing",
        "reason-missing",
    }
)  # fmt: skip


def report_view(
    form: Form, project: str, unit: Shown, profile: Profile, findings: Sequence[Finding]
) -> View:
    """Return the names below 报告 that the form itself settles."""
    year = str(form.year) if form.year else ""
    title = profile.report_title.format(
        年度=year or missing_shown("年度"), 单位=unit, 项目=project or missing_shown("项目名称")
    )
    complete = bool(year and project and (unit or "{单位}" not in profile.report_title))
    unsettled = _unsettled(findings, form.place)
    return {
        "标题": Shown(text=title, missing=not complete),
        "题目": Shown(text=_in_lines(title), missing=not complete),
        "年度": text_shown(year) if year else missing_shown("年度"),
        "有待核实": unsettled is not NOTHING,
        "待核实": unsettled,
    }


def _in_lines(title: str) -> str:
    """Break a title that is too long for one line where its words end, not in their midst."""
    head, ending, _ = title.rpartition(_ENDING)
    if len(title) <= _LONGEST_LINE or not head:
        return title
    return f"{_head_in_lines(head)}\n{ending}"


def _head_in_lines(head: str) -> str:
    too_long = len(head) > _LONGEST_LINE
    return _AFTER_YEAR.sub(r"\1\n", head, count=1) if too_long else head


def _unsettled(findings: Iterable[Finding], form: Place) -> Shown:
    wrong = [
        item for item in findings if item.severity is Severity.ERROR and item.code not in _GAPS
    ]
    if not wrong:
        return NOTHING
    cells = dict.fromkeys(_address(item.place, form) for item in wrong if item.place.cell)
    named = _listed(tuple(cells))
    where = f"（{named}）" if named else ""
    return unsettled_shown(
        f"自评表有{len(wrong)}处须修改的问题{where}，改好工作簿后，"
        "请运行 python generate.py refresh 更新本报告"
    )


def _listed(cells: Sequence[str]) -> str:
    rest = "…" if len(cells) > _MOST_CELLS else ""
    return "、".join(cells[:_MOST_CELLS]) + rest


def _address(place: Place, form: Place) -> str:
    return f"{place.cell}" if place.sheet == form.sheet else f"{place.sheet}!{place.cell}"
