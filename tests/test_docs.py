"""The pages in docs/ that are made from the code say what the code says."""

import re

import pytest

from pingshu.finding import CATALOGUE
from pingshu.view import NAMES
from scripts import document_findings, document_names

FINDINGS = document_findings.PAGE.read_text(encoding="utf-8")
NAMES_PAGE = document_names.PAGE.read_text(encoding="utf-8")


def test_the_page_of_findings_is_up_to_date() -> None:
    made = document_findings.findings_page()
    assert made == FINDINGS, "docs/findings.md is stale: run python -m scripts.document_findings"


def test_the_page_of_names_is_up_to_date() -> None:
    made = document_names.names_page()
    assert made == NAMES_PAGE, "docs/模板名称.md is stale: run python -m scripts.document_names"


def test_the_page_of_findings_has_a_heading_for_each_code() -> None:
    assert [code for code in CATALOGUE if FINDINGS.count(f"\n## {code}\n") != 1] == []


def test_each_kind_is_shown_wrong_and_mended() -> None:
    wrong = re.findall(r"^- 填错的样子(?:（.+?）)?：\S.*$", FINDINGS, re.MULTILINE)
    mended = re.findall(r"^- 改好的样子：\S.*$", FINDINGS, re.MULTILINE)
    assert (len(wrong), len(mended)) == (len(CATALOGUE), len(CATALOGUE))
    assert not set(mended) & {f"- 改好的样子：{look.partition('：')[2]}" for look in wrong}


def test_the_page_of_names_has_a_row_for_each_name() -> None:
    # What each of several forms has is told where a single one has it.
    paths = NAMES.keys() - {f"自评表[].{path}" for path in NAMES}
    assert [path for path in paths if NAMES_PAGE.count(f"| `{path}` |") != 1] == []


def test_the_page_of_names_lists_the_texts_of_each_family() -> None:
    transfer, project = NAMES_PAGE.split("### 转移支付")[1].split("### 项目支出")
    assert "| `文字.背景及依据` | 必填 |" in transfer
    assert "| `文字.立项依据` | 必填 |" in project
    assert "| `文字.改进措施` | 选填 |" in project


@pytest.mark.parametrize("name", ["万元", "数", "引号", "分段", "合并"])
def test_the_page_of_names_explains_each_filter(name: str) -> None:
    assert f"| {name} |" in NAMES_PAGE
