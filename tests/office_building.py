"""A small office in a folder: tiny templates, an inbox, an output folder, and commands typed there.

The templates say as little as a report can, so that tests of the batch do not depend on the
sentences of the real ones.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest

from pingshu.cli import main
from pingshu.finding import Finding
from pingshu.outcome import Outcome, Run
from pingshu.pipeline import Options, check_workbooks, run
from tests.workbook_building import Rows, project_rows, workbook

ROOT = Path(__file__).resolve().parent.parent
PARAGRAPHS = (
    "{{ 报告.标题 }}",
    "{{ 单位.全称 }}实施{{ 项目.名称 }}。",
    "全年预算数{{ 资金.预算数 }}，全年执行数{{ 资金.执行数 }}，执行率{{ 资金.执行率 }}。",
    "{% if 评分.有 %}总分{{ 评分.总分 }}。{% endif %}",
    "{%p for 类 in 指标.类别 %}",
    "{{ 类.名称 }}",
    "{%p endfor %}",
    "共{{ 指标.总数 }}指标。",
)
FUNDS: Rows = (("年度资金总额：", 100, 100, 100, 10, "100%", 10),)
"""Funds of a 项目支出绩效自评表 with which nothing is wrong."""

CLEAN: Mapping[str, Rows] = {"自评表": project_rows(funds=FUNDS)}
"""A workbook with which nothing is wrong."""

_SIGNS = {"项目支出": (), "转移支付": ("转移支付(项目)名称", "中央主管部门", "资金使用单位")}


def templates(folder: Path, *, paragraphs: Sequence[str] = PARAGRAPHS) -> Path:
    """Write a folder of templates for both families and return it."""
    for family, signs in _SIGNS.items():
        place = folder / family
        place.mkdir(parents=True, exist_ok=True)
        profile = f"""
            [family]
            name = "{family}"
            report_title = "{{年度}}年度{{项目}}绩效自评报告"
            signs = [{", ".join(f'"{sign}"' for sign in signs)}]
            scored = {"false" if signs else "true"}
            """
        (place / "profile.toml").write_text(profile, encoding="utf-8")
        (place / "自评表.xlsx").write_bytes(f"空白的{family}自评表".encode())
        report(place / "report.docx", paragraphs)
    return folder


def report(path: Path, paragraphs: Sequence[str]) -> None:
    """Write a template below the heading 一、概况, its last paragraph in a table."""
    path.write_bytes(_report(tuple(paragraphs)))


@cache
def _report(paragraphs: tuple[str, ...]) -> bytes:
    document = docx.Document()
    document.add_heading("一、概况", level=1)
    for text in paragraphs[:-1]:
        document.add_paragraph(text)
    document.add_table(rows=1, cols=1).cell(0, 0).text = paragraphs[-1]
    content = BytesIO()
    document.save(content)
    return content.getvalue()


@dataclass(frozen=True, slots=True)
class Office:
    """A folder as a user has it: templates, input_workbooks and output."""

    folder: Path

    @property
    def templates(self) -> Path:
        """Return the folder of the templates."""
        return self.folder / "templates"

    @property
    def inbox(self) -> Path:
        """Return the folder into which workbooks are dropped."""
        return self.folder / "input_workbooks"

    @property
    def output(self) -> Path:
        """Return the folder into which reports are written."""
        return self.folder / "output"

    def drop(self, name: str, sheets: Mapping[str, Rows]) -> Path:
        """Drop a workbook into the inbox, in a sub-folder if the name has one."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return workbook(path, sheets)

    def options(self, *paths: Path, force: bool = False) -> Options:
        """Return the options of a run here."""
        return Options(
            paths=paths,
            inbox=self.inbox,
            templates=self.templates,
            output=self.output,
            force=force,
        )

    def run(self, *paths: Path, force: bool = False) -> Run:
        """Run the batch."""
        return run(self.options(*paths, force=force), _silent)

    def check(self, *paths: Path) -> Run:
        """Check without writing."""
        return check_workbooks(self.options(*paths))

    def written(self) -> dict[str, bytes]:
        """Return every file below the output folder with its content."""
        return dict(self._files())

    def _files(self) -> Iterator[tuple[str, bytes]]:
        for path in sorted(self.output.rglob("*")):
            if path.is_file():
                yield path.relative_to(self.output).as_posix(), path.read_bytes()

    def reports(self) -> list[str]:
        """Return the reports that were written, as <year>/<name>."""
        return [name for name in self.written() if name.endswith(".docx")]


def _silent(_outcome: Outcome, _number: int, _count: int) -> None:
    """Show no progress."""


def new_office(folder: Path) -> Office:
    """Set up an office with templates and an empty inbox."""
    office = Office(folder)
    templates(office.templates)
    office.inbox.mkdir()
    return office


def codes(findings: Sequence[Finding]) -> list[str]:
    """Return the codes of findings, in order."""
    return [finding.code for finding in findings]


def typed(*arguments: str) -> int:
    """Run a command as if it had been typed, and return its exit code."""
    with pytest.raises(SystemExit) as ended:
        main([*arguments])
    return int(ended.value.code or 0)
