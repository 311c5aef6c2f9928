"""A new family made of known blocks is a folder under templates/ alone: no Python is needed."""

import shutil
from pathlib import Path

import pytest

from pingshu.pipeline import NotReadyError
from tests.office_building import Office, new_office, report
from tests.ooxml import text_outline
from tests.workbook_building import project_rows, texts_rows

PROFILE = """
[family]
name = "以工代赈"
report_title = "{年度}年{项目}绩效小结"
signs = ["劳务报酬发放数"]
scored = true

[labels.funds]
executed = ["劳务报酬发放数"]

[texts]
required = ["务工人数"]
"""
LINES = (
    "{{ 报告.标题 }}",
    "务工：{{ 文字.务工人数 }}",
    "已发放{{ 资金.执行数 }}，占预算的{{ 资金.执行率 }}。",
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = new_office(tmp_path)
    folder = made.templates / "以工代赈"
    folder.mkdir()
    (folder / "profile.toml").write_text(PROFILE, encoding="utf-8")
    report(folder / "report.docx", LINES)
    rows = [
        ["劳务报酬发放数" if cell == "全年执行数" else cell for cell in row]
        for row in project_rows(project="村道硬化")
    ]
    made.drop("甲.xlsx", {"自评表": rows, "文字材料": texts_rows({"务工人数": "86人"})})
    return made


def test_a_family_that_is_a_folder_gets_its_report(office: Office) -> None:
    office.run()
    (name,) = office.reports()
    told = text_outline(office.written()[name])
    assert "2022年村道硬化绩效小结" in told
    assert "务工：86人" in told
    assert "已发放100万元，占预算的100%。" in told


def test_without_the_folder_the_form_is_of_another_family(office: Office) -> None:
    shutil.rmtree(office.templates / "以工代赈")
    done = office.run()
    families = [one.family for outcome in done.outcomes for one in outcome.reports]
    assert families == ["项目支出"]


def test_a_name_that_its_template_may_not_use_is_told_before_anything_is_read(
    office: Office,
) -> None:
    report(office.templates / "以工代赈" / "report.docx", ("{{ 文字.工资标准 }}", "尾"))
    with pytest.raises(NotReadyError, match="工资标准"):
        office.run()
