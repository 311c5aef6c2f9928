"""What a report was made from is found again, and so is the report as it would be made now."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import pingshu.pipeline
from pingshu.carrier import carry
from pingshu.finding import Finding
from pingshu.manifest import Manifest, Origin, as_json, digest, identity, load
from pingshu.model import Computation, Form
from pingshu.narrate import narrate
from pingshu.opc import Parts, opened, packed
from pingshu.passages import passage_of
from pingshu.pipeline import Remade, made_from, remake
from pingshu.profile import Profile
from pingshu.view import View
from tests.office_building import CLEAN, Office, codes, new_office, report, templates
from tests.workbook_building import Rows, project_rows

REPORT = "2022/青禾县公路养护中心-乡村公路养护-绩效自评报告.docx"
OTHER = REPORT.replace("乡村公路养护", "桥梁维修")
TWO = {"一": project_rows(), "二": project_rows(project="桥梁维修")}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path)


def written(office: Office, name: str = REPORT) -> Path:
    return office.output / name


def origin_of(office: Office, name: str = REPORT) -> Origin:
    remembered = made_from(written(office, name), office.output)
    assert remembered is not None
    return remembered.origin


def made(office: Office, file: Path, origin: Origin) -> Remade:
    return remake([(file, origin)], office.options())[file, origin]


# --- what it was made from ------------------------------------------------------------------


def test_a_report_remembers_what_it_prints(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    office.run()
    remembered = made_from(written(office), office.output)
    assert remembered is not None
    by_name = {one.name: one for one in remembered.printed}
    texts = [passage_of(skeleton, by_name).text for skeleton in remembered.passages]
    assert texts[3] == "全年预算数100万元，全年执行数100万元，执行率100%。"
    assert texts[-1] == "共5个指标。"
    values = {one.key: one.value for one in remembered.figures}
    assert {one.key for one in remembered.printed} <= values.keys()


def test_the_memory_in_the_report_is_the_one_beside_it(office: Office) -> None:
    file = office.drop("甲.xlsx", CLEAN)
    office.run()
    beside = made_from(written(office), office.output)
    moved = office.folder / "改名.docx"
    written(office).rename(moved)
    assert beside is not None
    assert beside.hashes == (digest(moved.read_bytes()),)
    assert made_from(moved, office.output) == replace(beside, hashes=())
    assert beside.inputs["workbook"] == digest(file.read_bytes())


def test_a_report_that_lost_its_memory_is_known_by_its_digest(office: Office) -> None:
    office.drop("甲.xlsx", TWO)
    office.run()
    for name in (REPORT, OTHER):
        moved = office.folder / f"{name[-20:]}"
        moved.write_bytes(forgetful(written(office, name).read_bytes()))
        expected = load(office.output / ".pingshu" / f"{name.removesuffix('.docx')}.json")
        assert made_from(moved, office.output) == expected


def forgetful(content: bytes) -> bytes:
    """A report whose memory another program has dropped, but not its property."""
    package = opened(content)
    kept = {name: part for name, part in package.parts.items() if b"urn:pingshu" not in part}
    assert len(kept) == len(package.parts) - 2
    return packed(replace(package, parts=Parts(kept)))


def test_a_report_whose_neighbour_describes_another_is_known_by_what_it_carries(
    office: Office,
) -> None:
    office.drop("甲.xlsx", TWO)
    office.run()
    written(office).write_bytes(written(office, OTHER).read_bytes())
    assert origin_of(office).project == "桥梁维修"


@pytest.mark.parametrize("content", [b"", b"no document", None])
def test_what_cannot_be_opened_is_known_by_its_place(office: Office, content: bytes | None) -> None:
    office.drop("甲.xlsx", CLEAN)
    office.run()
    written(office).unlink()
    if content is not None:
        written(office).write_bytes(content)
    assert origin_of(office).project == "乡村公路养护"


def test_a_digest_that_nobody_remembers_does_not_hide_what_lies_beside(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    office.run()
    package = opened(written(office).read_bytes())
    carry(package, b"no manifest", "unknown")
    written(office).write_bytes(packed(package))
    (office.output / ".pingshu" / "2022" / "坏.json").write_bytes(b"{")
    assert origin_of(office).project == "乡村公路养护"


def test_a_document_of_others_was_made_from_nothing(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    office.run()
    report(office.folder / "别的.docx", ["甲", "乙"])
    assert made_from(office.folder / "别的.docx", office.output) is None


def test_two_reports_of_one_workbook_are_told_apart(office: Office) -> None:
    office.drop("甲.xlsx", TWO)
    office.run()
    both = [made_from(written(office, name), office.output) for name in (REPORT, OTHER)]
    assert len({identity(one) for one in both if isinstance(one, Manifest)}) == 2


# --- as it would be made now ----------------------------------------------------------------


def test_a_report_is_made_again_byte_by_byte(office: Office) -> None:
    file = office.drop("甲.xlsx", TWO)
    office.run()
    before = office.written()
    for name in (REPORT, OTHER):
        again = made(office, file, origin_of(office, name))
        assert again.content == before[name]
        remembered = made_from(written(office, name), office.output)
        assert again.due is not None
        assert remembered is not None
        assert as_json(again.due) == as_json(remembered)
    assert office.written() == before


def test_a_changed_workbook_gives_another_report_and_the_same_names(office: Office) -> None:
    file = office.drop("甲.xlsx", CLEAN)
    office.run()
    before = made_from(written(office), office.output)
    funds = (("年度资金总额：", 100, 100, 90, 10, "90%", 9),)
    office.drop("甲.xlsx", {"自评表": project_rows(funds=funds)})
    due = made(office, file, origin_of(office)).due
    assert before is not None
    assert due is not None
    texts = {one.name: one.text for one in due.printed}
    changed = {one.text: texts[one.name] for one in before.printed if texts[one.name] != one.text}
    assert changed["100%"] == "90%"
    assert texts.keys() == {one.name for one in before.printed}
    assert due.passages == before.passages


@pytest.mark.parametrize(
    ("sheets", "found"),
    [
        ({"新名": project_rows(), "二": project_rows(project="桥梁维修")}, "乡村公路养护"),
        ({"一": project_rows(project="新名"), "二": project_rows(project="桥梁维修")}, "新名"),
        ({"二": project_rows(project="桥梁维修")}, None),
        ({"三": project_rows(), "四": project_rows()}, None),
    ],
)
def test_a_form_is_found_under_a_new_name_but_never_taken_for_another(
    office: Office, sheets: dict[str, Rows], found: str | None
) -> None:
    file = office.drop("甲.xlsx", TWO)
    office.run()
    origin = origin_of(office)
    file.unlink()
    office.drop("甲.xlsx", sheets)
    due = made(office, file, origin).due
    assert (due and due.origin.project) == found


def test_a_workbook_that_is_gone_is_told(office: Office) -> None:
    file = office.drop("甲.xlsx", CLEAN)
    office.run()
    origin = origin_of(office)
    file.unlink()
    gone = made(office, file, origin)
    assert (gone.content, gone.due, codes(gone.findings)) == (None, None, ["path-missing"])


def test_findings_about_the_form_come_along(office: Office) -> None:
    funds = (("年度资金总额：", 100, 100, 90, 10, "80%", 9),)
    file = office.drop("甲.xlsx", {"自评表": project_rows(funds=funds)})
    done = office.run()
    again = made(office, file, origin_of(office))
    assert codes(again.findings) == codes(done.all_findings())
    assert "rate-differs" in codes(again.findings)


def test_a_template_that_cannot_be_filled_is_told(office: Office) -> None:
    file = office.drop("甲.xlsx", CLEAN)
    office.run()
    templates(office.templates, paragraphs=["{{ 指标.类别[9].名称 }}", "尾"])
    again = made(office, file, origin_of(office))
    assert (again.due, codes(again.findings)) == (None, ["template-fault"])


def test_a_mistake_of_ours_costs_its_own_report_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = office.drop("甲.xlsx", CLEAN), office.drop("乙.xlsx", TWO)
    office.run(second)
    wanted = [(first, origin_of(office)), (second, origin_of(office, OTHER))]

    def failing(
        form: Form, computation: Computation, profile: Profile, about: Sequence[Finding]
    ) -> View:
        if form.place.workbook == str(first):
            raise ZeroDivisionError("our own mistake")
        return narrate(form, computation, profile, about)

    monkeypatch.setattr(pingshu.pipeline.making, "narrate", failing)
    both = remake(wanted, office.options())
    assert codes(both[wanted[0]].findings) == ["internal"]
    assert both[wanted[1]].due is not None


def test_a_mistake_in_reading_is_told_as_well(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = office.drop("甲.xlsx", CLEAN)
    office.run()
    origin = origin_of(office)

    def failing(_file: Path, _profiles: Sequence[Profile]) -> None:
        raise ZeroDivisionError("our own mistake")

    monkeypatch.setattr(pingshu.pipeline, "read_forms", failing)
    assert codes(made(office, file, origin).findings) == ["internal"]
