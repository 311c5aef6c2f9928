"""Workbooks of a whole province: all families, each from another office; long and wide ones.

Knows forms on paper. Must not know how they are read. A few dozen are filled in with care, the
others are those under another name, so that ten thousand are made in seconds.
"""

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from benchmarks import materials
from scripts.workbooks.package import package
from scripts.workbooks.project import project_sheet
from scripts.workbooks.sample_department import department
from scripts.workbooks.sample_fengdu import fengdu
from scripts.workbooks.sample_huoqiu import huoqiu
from scripts.workbooks.sample_jiashi import jiashi
from scripts.workbooks.sample_jinghong import jinghong
from scripts.workbooks.sample_quxian import quxian

VARIANTS = 40
_STRINGS = "xl/sharedStrings.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MOST_POINTS = 90

# Of each family as many as an office may have, each with what its copies are told apart by.
_SAMPLES: tuple[tuple[Callable[[], bytes], str, int], ...] = (
    (fengdu, "丰都县医疗保障局", 2),
    (jinghong, "景洪市医疗保障局", 2),
    (quxian, "渠县医疗保障局", 2),
    (department, "示例县文化和旅游局", 3),
    (huoqiu, "霍邱县医疗保障局", 1),
    (jiashi, "伽师县医疗保障局", 1),
)
_CYCLE = tuple((make, name) for make, name, times in _SAMPLES for _ in range(times))
_PROJECTS = 9
"""How many forms of single projects go with each cycle of the samples."""


def drop_province(folder: Path, count: int) -> tuple[Path, ...]:
    """Write workbooks of all families into a folder."""
    return tuple(_dropped(folder, number, mixed(number)) for number in range(count))


def drop_projects(folder: Path, count: int) -> tuple[Path, ...]:
    """Write workbooks of the one family that the plain way knows into a folder."""
    return tuple(_dropped(folder, number, project(number)) for number in range(count))


def _dropped(folder: Path, number: int, content: bytes) -> Path:
    # A folder for each county, as a province collects them.
    path = folder / f"第{number // 100}县" / f"{number:06}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def mixed(number: int) -> bytes:
    """Return the workbook with this number of a province."""
    turn = number % (len(_CYCLE) + _PROJECTS)
    if turn >= len(_CYCLE):
        return project(number)
    make, name = _CYCLE[turn]
    return _renamed(_made(make), name, f"{name}第{number}分局")


def project(number: int) -> bytes:
    """Return the form of the single project with this number."""
    variant = number % VARIANTS
    name = materials.project_name(variant)
    return _renamed(_variant(variant), name, materials.project_name(number))


@cache
def _made(make: Callable[[], bytes]) -> bytes:
    return make()


@cache
def _variant(number: int) -> bytes:
    return materials.workbook(number)


def _renamed(content: bytes, old: str, new: str) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            told = part.replace(old.encode(), new.encode()) if name == _STRINGS else part
            target.writestr(ZipInfo(name, _EPOCH), told, ZIP_DEFLATED, 1)
    return buffer.getvalue()


# --- growth with the workbook ----------------------------------------------------------------


def with_sheets(count: int) -> bytes:
    """Return a workbook with so many forms, each on its sheet."""
    sheets = tuple(
        replace(project_sheet(materials.form(number)), name=f"项目{number}")
        for number in range(count)
    )
    return package("自评表", sheets)


def with_rows(count: int) -> bytes:
    """Return a workbook with so many indicators on its form."""
    few = materials.form(0).indicators
    many = tuple(
        replace(
            few[number * len(few) // count],
            level3=f"{few[number * len(few) // count].level3}（第{number}项）",
            weight=_MOST_POINTS / count,
            score=_MOST_POINTS / count,
        )
        for number in range(count)
    )
    return package("自评表", (project_sheet(replace(materials.form(0), indicators=many)),))
