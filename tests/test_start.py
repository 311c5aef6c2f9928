"""A start costs what is needed: modules where a command needs them, templates where a form does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import pingshu.pipeline.workshop
from pingshu.pipeline import NotReadyError
from pingshu.render import Template
from pingshu.render import faults as faults_of
from tests.docx_building import document, paragraph
from tests.office_building import CLEAN, PARAGRAPHS, Office, new_office, report
from tests.workbook_building import transfer_rows

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("pingshu.pipeline", "pingshu.finding", "openpyxl", "lxml", "jinja2", "rich", "docx")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = new_office(tmp_path)
    office.drop("甲.xlsx", CLEAN)
    return office


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The templates that are compiled, in order."""
    contents: list[bytes] = []

    def counted(content: bytes, **others: object) -> Template:
        contents.append(content)
        return Template(content, **others)  # type: ignore[arg-type]  # handed on as given

    monkeypatch.setattr(pingshu.pipeline.workshop, "Template", counted)
    return contents


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The templates that are looked at for faults, in order."""
    contents: list[bytes] = []

    def counted(content: bytes, *others: object, **named: object) -> object:
        contents.append(content)
        return faults_of(content, *others, **named)  # type: ignore[arg-type]  # as given

    monkeypatch.setattr(pingshu.pipeline.workshop, "faults", counted)
    return contents


def loaded_by(*arguments: str) -> list[str]:
    """The heavy modules that a command has loaded when it ends."""
    program = (
        "import sys\n"
        "from pingshu.cli import main\n"
        "try:\n    main(sys.argv[2:])\n"
        "finally:\n    print(*(set(sys.argv[1].split()) & set(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, " ".join(HEAVY), *arguments]
    others = {name: value for name, value in os.environ.items() if name != "FORCE_COLOR"}
    done = subprocess.run(command, cwd=ROOT, env=others, capture_output=True, text=True, check=True)
    return sorted(done.stderr.split())


def template_of(office: Office, family: str) -> Path:
    return office.templates / family / "report.docx"


def memory_of(office: Office) -> Path:
    return office.output / ".pingshu" / "templates.json"


# --- modules --------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [("--help",), ("run", "--help"), ("--version",)])
def test_help_loads_nothing_that_makes_reports(arguments: tuple[str, ...]) -> None:
    assert loaded_by(*arguments) == []


def test_a_run_that_draws_nothing_loads_nothing_that_draws(tmp_path: Path) -> None:
    office = new_office(tmp_path)
    workbook, output = office.drop("甲.xlsx", CLEAN), str(office.output)
    loaded = loaded_by(str(workbook), "--output", output, "--templates", str(office.templates))
    assert set(HEAVY) - set(loaded) == {"docx", "rich"}


# --- templates ------------------------------------------------------------------------------


def test_a_template_is_compiled_when_the_first_form_of_its_family_is_met(
    office: Office, compiled: list[bytes]
) -> None:
    office.drop("乙.xlsx", CLEAN)
    office.run()
    assert compiled == [template_of(office, "项目支出").read_bytes()]
    office.drop("丙.xlsx", {"自评表": transfer_rows()})
    office.run()
    assert compiled[1:] == [template_of(office, "转移支付").read_bytes()]


def test_a_template_that_is_known_to_be_sound_is_not_looked_at_again(
    office: Office, looked_at: list[bytes]
) -> None:
    office.run()
    assert len(looked_at) == 2
    office.run()
    assert len(looked_at) == 2


@pytest.mark.parametrize("family", ["项目支出", "转移支付"])
def test_a_template_that_has_changed_is_looked_at_again_and_no_other(
    family: str, office: Office, looked_at: list[bytes]
) -> None:
    office.run()
    report(template_of(office, family), (*PARAGRAPHS, "完"))
    looked_at.clear()
    office.run()
    assert looked_at == [template_of(office, family).read_bytes()]


def test_a_template_whose_profile_has_changed_is_looked_at_again(
    office: Office, looked_at: list[bytes]
) -> None:
    office.run()
    profile = office.templates / "项目支出" / "profile.toml"
    profile.write_text(f"{profile.read_text(encoding='utf-8')}\n", encoding="utf-8")
    looked_at.clear()
    office.run()
    assert looked_at == [template_of(office, "项目支出").read_bytes()]


def test_another_version_looks_at_all_templates_again(
    office: Office, looked_at: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    office.run()
    monkeypatch.setattr(pingshu.pipeline.workshop, "edition", lambda: "another")
    looked_at.clear()
    office.run()
    assert len(looked_at) == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"sound": 5}', b'{"sound": [[]]}', b'{"sound": ["x"]}', b"[" * 100_000],
)
def test_a_memory_of_templates_that_says_nothing_is_as_good_as_none(
    content: bytes, office: Office, looked_at: list[bytes]
) -> None:
    office.run()
    known = memory_of(office).read_bytes()
    memory_of(office).write_bytes(content)
    looked_at.clear()
    assert office.run().yielded
    assert len(looked_at) == 2
    assert memory_of(office).read_bytes() == known


def test_a_broken_template_of_a_family_without_forms_is_told_although_others_are_known(
    office: Office,
) -> None:
    office.run()
    before = office.written()
    report(template_of(office, "转移支付"), ("{{ 项目.名成 }}", "完"))
    office.drop("乙.xlsx", CLEAN)
    for _ in range(2):
        with pytest.raises(NotReadyError, match=r"是不是“项目\.名称”"):
            office.run()
    assert office.written() == before


def test_a_memory_that_cannot_be_written_keeps_no_report_from_its_reader(office: Office) -> None:
    memory_of(office).mkdir(parents=True)
    done = office.run()
    assert done.yielded
    assert len(office.reports()) == 1


@pytest.mark.parametrize(
    "tags",
    [
        "{{ 名",
        "{% if 名 %}",
        "{% for loop in 名 %}{% endfor %}",
        "{% for 项 in 名 %}{% set loop = 1 %}{% endfor %}",
        "{{ 名|没有 }}",
        "{{ 别的 }}",
        "{{ 名|合并 }}",
    ],
)
def test_what_is_wrong_with_a_template_is_seen_without_compiling_it(tags: str) -> None:
    data = document(paragraph(tags))
    told = faults_of(data, {"名", "名[]"}, build=False)
    assert told == faults_of(data, {"名", "名[]"})
    assert len(told) == 1
