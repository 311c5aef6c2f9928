"""What published forms get wrong is found, as far as it follows from their own figures.

Each form of tests/forms with what a careful reader objects to; mended cell by cell it is silent.
What stands in no figure of the form (check boxes, spellings, rows left blank) is not listed.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pingshu.assemble import assemble
from pingshu.check import check
from pingshu.compute import compute
from pingshu.finding import Finding, Severity
from pingshu.read import read_workbook
from pingshu.recognise import recognise
from pingshu.sheet import Grid
from scripts.documents.case import Value
from tests.form_building import PUBLISHED, changed, published
from tests.workbook_building import profiles

Found = frozenset[tuple[str, str]]

ODD: Mapping[str, Found] = {
    "云南临沧-项目支出-2022": frozenset(
        {
            ("initial-budget-missing", "D6"),
            ("unit-on-one-side", "G14"),
            ("reason-missing", "J16"),
            ("reason-missing", "J19"),
        }
    ),
    "云南保山-项目支出-2022": frozenset(
        {
            ("name-of-other-year", "C3"),
            ("rate-low-unexplained", "F8"),
            ("all-reached-for-little", "F8"),
            ("far-exceeded", "G19"),
        }
    ),
    "四川-转移支付-2021": frozenset(
        {("weights-in-target", "E14"), ("actuals-equal-targets", "F14")}
    ),
    "四川-部门预算项目-2023": frozenset(
        {
            ("actual-missing", "H15"),
            ("actual-missing", "H16"),
            ("prompt-left", "G6"),
            ("scores-missing", "J15"),
            ("adjustment-unexplained", "E9"),
        }
    ),
    "四川-项目支出-2022": frozenset(
        {
            ("weights-differ", "F23"),
            ("total-score-differs", "I23"),
            *(("actual-with-sign", f"H{row}") for row in (12, 13, 15, 16, 19, 21)),
            ("placeholder-left", "C22"),
        }
    ),
    "安徽-转移支付-2024": frozenset({("rate-without-budget", "G9"), ("far-exceeded", "F23")}),
    "安徽-项目支出-2019": frozenset(
        {("full-score-kept", "H14"), ("missed-full-score", "G18"), ("score-missing", "H20")}
    ),
    "安徽-项目支出-2022": frozenset(
        {
            *(("funds-total-differs", f"{column}6") for column in "EFG"),
            ("budget-zero", "F6"),
            ("weights-differ", "H6"),
            ("unit-on-one-side", "G13"),
            ("percent-ambiguous", "G14"),
        }
    ),
    "安徽铜陵-民生工程-2021": frozenset(
        {("rubric-bonus-explains", "G14"), ("rubric-group-maximum-differs", "B9")}
    ),
    "安徽霍邱-民生工程-2021": frozenset(
        {("rubric-bonus-explains", "E15"), ("rubric-bonus-explains", "B14")}
    ),
    "新疆-社会保险-2020": frozenset(
        {
            ("unit-of-name-differs", "F20"),
            ("unit-of-name-differs", "F21"),
            ("actuals-equal-targets", "F12"),
        }
    ),
    "湖南-专项资金-2020": frozenset({("missed-without-reason", "F28")}),
    "湖南-部门整体支出-2021": frozenset(
        {
            ("rate-differs", "H5"),
            ("rate-score-differs", "I5"),
            ("weights-differ", "G5"),
            ("group-weights-differ", "B23"),
            ("reason-missing", "I23"),
            ("reason-missing", "I24"),
            *(("placeholder-left", f"D{row}") for row in (18, 20, 26)),
        }
    ),
}

# Cells with what would be right there; forms that were published cut off cannot be mended.
MENDED: Mapping[str, Mapping[str, Value]] = {
    "云南临沧-项目支出-2022": {
        "D6": 387664.62,
        "D7": 387664.62,
        "J16": "到账时间晚于开学。",
        "J19": "个别家长没有看到通知。",
    },
    "云南保山-项目支出-2022": {
        "C3": "隆阳区中央化肥减量增效示范县项目补助资金",
        "F8": 270,
        "G8": "96.97%",
        "I8": 19.39,
        "G19": "65个",
    },
    "四川-项目支出-2022": {
        "F14": 10,
        "I14": 10,
        "B12": "产出指标(60分)",
        "C22": None,
        **dict.fromkeys(("H15", "H16"), "92%"),
        "H12": "270米",
        "H13": "52厘米",
        "H19": "1010人",
        "H21": "96%",
    },
    "安徽-转移支付-2024": {"G9": None, "F23": 56000, "F24": 100},
    "安徽-项目支出-2019": {
        "G14": "4760人",
        "G18": "5200元/户",
        "F20": ">=90%",
        "G20": "95%",
        "H20": 10,
        "G13": "60人次",
        "G17": "580元/人*月",
    },
    "湖南-专项资金-2020": {"E28": "90%"},
    "四川-转移支付-2021": {
        "E12": "年内建成普通省道二级公路32.1公里。",
        "C18": None,
        "E14": "≥32公里",
        "F14": "32.1公里",
        **{f"{column}{row}": "达到要求" for column in "EF" for row in (15, 16, 19, 20, 21)},
        "E23": "≥90%",
        "F23": "95%",
    },
    "四川-部门预算项目-2023": {
        "G6": "工资已经按时足额发放。",
        "J9": "年内新录用5人，追加工资。",
        "I9": 10,
        "J15": 60,
        "J16": 30,
        **dict.fromkeys(("H15", "H16"), "100"),
    },
    "新疆-社会保险-2020": {
        "F12": "413500人",
        "F20": "280元/人/年",
        "F21": "580元/人/年",
    },
}


@cache
def _grids(name: str) -> tuple[Grid, ...]:
    with TemporaryDirectory() as folder:
        return read_workbook(published(name).write(Path(folder)))[0]


def _checked(grids: tuple[Grid, ...]) -> tuple[Finding, ...]:
    by_name = {profile.name: profile for profile in profiles()}
    forms, _ = assemble(recognise(grids, profiles())[0], profiles())
    return tuple(
        finding
        for form in forms
        for finding in check(form, compute(form, by_name[form.family]), by_name[form.family])
    )


def test_every_published_form_has_its_oddities() -> None:
    assert ODD.keys() == set(PUBLISHED)


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_oddities_of_a_published_form_are_found(name: str) -> None:
    found = {(finding.code, str(finding.place.cell)) for finding in _checked(_grids(name))}
    assert ODD[name] - found == set()


@pytest.mark.parametrize("name", MENDED)
def test_a_mended_form_leaves_nothing_to_mend_or_explain(name: str) -> None:
    cells = {f"{published(name).sheet}!{cell}": value for cell, value in MENDED[name].items()}
    told = [
        (finding.code, finding.place.cell)
        for finding in _checked(changed(_grids(name), cells))
        if finding.severity is not Severity.INFO and finding.code != "goal-missing"
    ]
    assert told == []
