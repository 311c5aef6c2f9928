"""A manifest says where a report came from, in the same bytes each time, and can be read again."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pingshu.manifest import (
    VERSION,
    Manifest,
    Origin,
    as_carried,
    as_json,
    digest,
    from_json,
    identity,
    load,
    load_results,
    results_as_json,
)
from pingshu.model import Figure
from pingshu.passages import Printed, Skeleton
from pingshu.sheet import Place

FIGURE = Figure(
    key="资金.执行率",
    value=Decimal("97.330"),
    unit="%",
    formula="全年执行数÷全年预算数",
    sources=(
        Place(workbook="甲.xlsx", sheet="自评表", cell="F7"),
        Place(workbook="甲.xlsx", sheet="自评表", cell="E7"),
    ),
)
PRINTED = Printed(name="_fig_0123456789ab_1", key="资金.执行率", text="97.33%")
PASSAGES: tuple[Skeleton, ...] = (
    "执行率⟦_fig_0123456789ab_1⟧。",
    ["指标", "<完成>&值"],
)


def manifest(
    *,
    workbook: str = "甲.xlsx",
    project: str = "乡村公路养护",
    figures: tuple[Figure, ...] = (FIGURE,),
    passages: tuple[Skeleton, ...] = PASSAGES,
) -> Manifest:
    return Manifest(
        origin=Origin(workbook=workbook, sheet="自评表", project=project),
        family="项目支出",
        inputs={"workbook": "1", "template": "2"},
        hashes=("3", "4"),
        figures=figures,
        printed=(PRINTED,),
        passages=passages,
        charts={"word/charts/pingshu1.xml": "5"},
    )


def test_the_json_says_where_every_figure_came_from() -> None:
    assert json.loads(as_json(manifest())) == {
        "version": VERSION,
        "origin": {"workbook": "甲.xlsx", "sheet": "自评表", "project": "乡村公路养护"},
        "family": "项目支出",
        "inputs": {"workbook": "1", "template": "2"},
        "hashes": ["3", "4"],
        "figures": {
            "资金.执行率": {
                "value": "97.33",
                "unit": "%",
                "formula": "全年执行数÷全年预算数",
                "cells": ["自评表!F7", "自评表!E7"],
            }
        },
        "printed": {"_fig_0123456789ab_1": {"key": "资金.执行率", "text": "97.33%"}},
        "passages": ["执行率⟦_fig_0123456789ab_1⟧。", ["指标", "<完成>&值"]],
        "charts": {"word/charts/pingshu1.xml": "5"},
    }


def test_what_a_report_carries_is_the_same_without_the_hashes() -> None:
    whole = json.loads(as_json(manifest()))
    del whole["hashes"]
    assert json.loads(as_carried(manifest())) == whole
    assert from_json(as_carried(manifest())) == replace(manifest(), hashes=())


def test_the_memory_of_version_1_is_read_as_one_without_passages() -> None:
    first = {
        "version": 1,
        "origin": {"workbook": "甲.xlsx", "sheet": "自评表", "project": "养护"},
        "family": "项目支出",
        "inputs": {"workbook": "1"},
        "hashes": ["3"],
        "figures": {"总分": {"value": "98", "unit": "分", "formula": "", "cells": ["自评表!I30"]}},
    }
    read = from_json(json.dumps(first).encode())
    assert read is not None
    assert (read.hashes, read.printed, read.passages, read.charts) == (("3",), (), (), {})
    assert [(one.key, one.value) for one in read.figures] == [("总分", Decimal(98))]


@pytest.mark.parametrize(
    "other",
    [
        replace(manifest(), inputs={"workbook": "2", "template": "2"}),
        replace(manifest(), origin=Origin(workbook="甲.xlsx", sheet="另一张", project="养护")),
    ],
)
def test_what_is_made_from_something_else_has_another_identity(other: Manifest) -> None:
    assert identity(other) != identity(manifest())
    assert identity(replace(manifest(), hashes=(), figures=())) == identity(manifest())


def test_the_json_can_be_read_by_a_person() -> None:
    text = as_json(manifest()).decode()
    assert "乡村公路养护" in text
    assert text.endswith("}\n")


def test_a_manifest_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(as_json(manifest()))
    assert load(path) == manifest()


@given(
    workbook=st.text(st.characters()),
    project=st.text(),
    passages=st.lists(st.text() | st.lists(st.text())),
)
def test_any_name_and_passage_survives(
    workbook: str, project: str, passages: list[Skeleton]
) -> None:
    original = manifest(workbook=workbook, project=project, figures=(), passages=tuple(passages))
    assert from_json(as_json(original)) == original


def test_a_file_name_that_is_no_utf_8_survives(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    original = manifest(workbook="\udcb2\udce2.xlsx", figures=())
    path.write_bytes(as_json(original))
    assert load(path) == original


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"null",
        b"{}",
        b'{"origin": {}, "family": "", "inputs": {}}',
        b'{"version": 1, "files": []}',
        b'{"version": 0}',
        b'{"version": 3}',
        b'{"version": []}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_manifest_is_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    assert load(path) is None
    assert load_results(path) == {}


def test_the_hashes_of_result_workbooks_are_read_again(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_bytes(results_as_json({"汇总.xlsx": ["2", "1"], "出错记录.txt": ["3"]}))
    assert load_results(path) == {"汇总.xlsx": ("2", "1"), "出错记录.txt": ("3",)}


def test_the_hashes_that_version_1_remembered_are_read_again(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text('{"version": 1, "files": {"汇总.xlsx": ["2"]}}', encoding="utf-8")
    assert load_results(path) == {"汇总.xlsx": ("2",)}


def test_a_manifest_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert load(tmp_path / "a.json") is None


def test_a_folder_in_place_of_a_manifest_is_none(tmp_path: Path) -> None:
    assert load(tmp_path) is None


def test_a_digest_is_sha_256() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
