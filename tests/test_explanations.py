"""What the office says about a finding stays with it, whatever happens to list and workbook."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from pingshu.explanations import (
    Note,
    explain,
    label_findings,
    ledger_of,
    merge_notes,
    note_of,
    notes_in,
)
from pingshu.finding import FIGURES_CHANGED, ROW_CHANGED, Finding, found
from pingshu.outcome import Run
from pingshu.pipeline import describe_run
from pingshu.read.package import pack, unpack
from pingshu.sheet import Cell, Grid, Place
from tests.office_building import CLEAN, Office, codes, new_office, typed
from tests.workbook_building import Rows, project_rows

LIST = "自查问题清单"
SAID = "25人为住院人数，1352为人次"


def with_budget(
    amount: float, *, above: Rows = (), project: str = "乡村公路养护"
) -> dict[str, Rows]:
    """Return a workbook whose budget was adjusted to 100 without a word, and nothing else."""
    rows = project_rows(funds=[("年度资金总额：", amount, 100, 100, 10, "100%", 10)],
                        project=project)  # fmt: skip
    return {"自评表": (*above, *rows)}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Return an office that was told of one adjusted budget."""
    monkeypatch.chdir(tmp_path)
    made = new_office(tmp_path)
    made.drop("甲.xlsx", with_budget(120))
    made.run()
    return made


def listed(office: Office, name: str = LIST) -> Worksheet:
    sheet = load_workbook(office.output / f"{LIST}.xlsx")[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def column(sheet: Worksheet, heading: str) -> int:
    found_ = next(one for row in sheet.iter_rows() for one in row if one.value == heading)
    return int(found_.column or 0)


def edit(office: Office, change: Callable[[Worksheet], object]) -> None:
    """Open the list, change its table, save it."""
    path = office.output / f"{LIST}.xlsx"
    book = load_workbook(path)
    sheet = book[LIST]
    assert isinstance(sheet, Worksheet)
    change(sheet)
    book.save(path)


def say(office: Office, text: str = SAID, row: int = 3) -> None:
    """Fill in the column 说明 of a row."""
    edit(office, lambda sheet: sheet.cell(row, column(sheet, "说明"), text))


def seen(office: Office) -> dict[str, bytes]:
    """Return what people see of the output folder."""
    files = office.written().items()
    return {name: content for name, content in files if not name.startswith(".pingshu/")}


def explanations(done: Run) -> list[str]:
    return [finding.explanation for finding in done.all_findings() if finding.explanation]


def by_workbook(done: Run) -> dict[str, str | None]:
    """Return name of a workbook → what is said of its adjusted budget."""
    return {
        Path(item.place.workbook).name: item.explanation
        for item in done.all_findings()
        if item.code == "adjustment-unexplained"
    }


# --- from run to run ------------------------------------------------------------------------


def test_an_explanation_stays_with_its_finding(office: Office) -> None:
    say(office)
    done = office.run()
    assert (explanations(done), done.explained) == ([SAID], 1)
    sheet = listed(office)
    assert sheet.cell(3, column(sheet, "说明")).value == SAID
    assert explanations(office.run()) == [SAID]


def test_same_workbooks_and_explanations_give_the_same_files(office: Office) -> None:
    say(office)
    office.run()
    first = seen(office)
    office.run()
    assert seen(office) == first


def test_a_list_that_a_person_filled_in_is_kept_beside_the_new_one(office: Office) -> None:
    say(office)
    filled = (office.output / f"{LIST}.xlsx").read_bytes()
    office.run()
    assert (office.output / f"{LIST}-原稿.xlsx").read_bytes() == filled


def test_force_loses_no_explanation(office: Office) -> None:
    say(office)
    assert explanations(office.run(force=True)) == [SAID]


def test_a_figure_that_changes_asks_for_a_review_until_the_mark_is_removed(office: Office) -> None:
    say(office)
    office.run()
    office.drop("甲.xlsx", with_budget(130))
    done = office.run()
    assert (explanations(done), done.explained) == ([f"{FIGURES_CHANGED}{SAID}"], 0)
    assert explanations(office.run()) == [f"{FIGURES_CHANGED}{SAID}"]
    say(office, SAID)
    done = office.run()
    assert (explanations(done), done.explained) == ([SAID], 1)


def test_a_row_inserted_above_loses_nothing(office: Office) -> None:
    say(office)
    office.run()
    before = office.run().all_findings()[0].place.cell
    office.drop("甲.xlsx", with_budget(120, above=[("附件2",)]))
    done = office.run()
    assert done.all_findings()[0].place.cell != before
    assert explanations(done) == [SAID]


def test_an_explanation_of_what_was_corrected_is_listed_below_and_comes_back(
    office: Office,
) -> None:
    say(office)
    office.drop("甲.xlsx", CLEAN)
    assert explanations(office.run()) == []
    sheet = listed(office, "不再出现的说明")
    assert sheet.cell(4, column(sheet, "说明")).value == SAID
    office.run()
    office.drop("甲.xlsx", with_budget(120))
    assert explanations(office.run()) == [SAID]


def test_a_run_of_one_workbook_keeps_what_was_said_of_the_others(office: Office) -> None:
    say(office)
    office.drop("乙.xlsx", with_budget(120, project="桥梁维修"))
    done = office.run(office.inbox / "乙.xlsx")
    assert explanations(done) == []
    done = office.run()
    assert by_workbook(done) == {"乙.xlsx": None, "甲.xlsx": SAID}


def test_a_workbook_in_another_folder_keeps_its_explanations(office: Office) -> None:
    say(office)
    (office.inbox / "甲.xlsx").unlink()
    office.drop("公路局/甲.xlsx", with_budget(120))
    assert explanations(office.run()) == [SAID]


def test_of_two_workbooks_of_one_name_none_takes_what_is_said_of_the_other(office: Office) -> None:
    office.drop("公路局/甲.xlsx", with_budget(120, project="桥梁维修"))
    say(office)
    office.drop("丙/甲.xlsx", with_budget(120, project="隧道照明"))
    told = [item for item in office.run().all_findings() if item.explanation]
    assert [Path(item.place.workbook) for item in told] == [office.inbox / "甲.xlsx"]


def test_it_does_not_matter_how_the_path_is_written(office: Office) -> None:
    say(office)
    assert explanations(office.run(Path("input_workbooks") / "甲.xlsx")) == [SAID]


def test_check_tells_the_explanation_and_writes_nothing(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    say(office)
    before = office.written()
    assert typed("check") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].endswith(f"（说明：{SAID}）")
    assert lines[-1] == "共 1 个工作簿：须修改 0 处，须说明 1 处（已说明 1 处），提示 0 处。"
    assert office.written() == before


def test_the_json_of_check_has_an_explanation_only_where_there_is_one(office: Office) -> None:
    office.drop("乙.xlsx", with_budget(120, project="桥梁维修"))
    say(office)
    document = json.loads(json.dumps(describe_run(office.check())))
    told = {Path(one["workbook"]).name: one["findings"][0] for one in document["workbooks"]}
    assert "explanation" not in told["乙.xlsx"]
    assert told["甲.xlsx"]["explanation"] == SAID


def test_the_terminal_says_what_is_explained(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    say(office)
    typed()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "[1/1] 甲.xlsx：无变化 1 份，须说明 1，已说明 1"
    assert lines[-1] == (
        "须说明的 1 处都已说明，没有须修改的问题；请打开报告作最后的文字修改，然后报送。"
    )


# --- what people do to the list ---------------------------------------------------------------


def _move_column(sheet: Worksheet) -> None:
    sheet.move_range(f"H1:H{sheet.max_row}", cols=10)


def _add_column(sheet: Worksheet) -> None:
    sheet.insert_cols(1)
    sheet.cell(2, 1, "负责人")
    sheet.cell(3, 1, "会计室")


def _insert_lines(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 2)
    sheet.cell(1, 1, "请各单位于月底前填好")


def _rename_sheet(sheet: Worksheet) -> None:
    sheet.title = "问题"


def _filter(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def _forget_identity(sheet: Worksheet) -> None:
    sheet.delete_cols(column(sheet, "识别码"))


@pytest.mark.parametrize(
    "change",
    [_move_column, _add_column, _insert_lines, _rename_sheet, _filter, _forget_identity],
)
def test_a_list_that_was_rearranged_is_read(
    change: Callable[[Worksheet], None], office: Office
) -> None:
    say(office)
    edit(office, change)
    assert explanations(office.run()) == [SAID]


def test_rows_in_another_order_keep_what_is_theirs(office: Office) -> None:
    office.drop("乙.xlsx", with_budget(120, project="桥梁维修"))
    office.run()

    def turn(sheet: Worksheet) -> None:
        lines = [[cell.value for cell in sheet[row]] for row in (4, 3)]
        for row, line in enumerate(lines, start=3):
            for number, value in enumerate(line, start=1):
                sheet.cell(row, number).value = value

    say(office, "甲的说明", row=4)
    edit(office, turn)
    assert by_workbook(office.run()) == {"乙.xlsx": None, "甲.xlsx": "甲的说明"}


def test_a_row_that_a_person_added_is_not_lost(office: Office) -> None:
    def add(sheet: Worksheet) -> None:
        sheet.cell(4, column(sheet, "问题"), "领导问：为什么年底才付款？")
        sheet.cell(4, column(sheet, "说明"), "合同约定验收后付款。")

    edit(office, add)
    office.run()
    sheet = listed(office, "不再出现的说明")
    assert sheet.cell(4, column(sheet, "问题")).value == "领导问：为什么年底才付款？"
    assert sheet.cell(4, column(sheet, "说明")).value == "合同约定验收后付款。"


@pytest.mark.parametrize("identity", ["", "x", "[1,2]", "null", '{"a":1}', "[" * 3000])
def test_an_identity_that_was_overwritten_is_done_without(identity: str, office: Office) -> None:
    say(office)
    edit(office, lambda sheet: sheet.cell(3, column(sheet, "识别码"), identity))
    assert explanations(office.run()) == [SAID]


def test_a_list_that_cannot_be_read_is_told_and_kept(office: Office) -> None:
    path = office.output / f"{LIST}.xlsx"
    path.write_bytes(b"no workbook")
    done = office.run()
    told = [one for one in done.findings if one.code == "explanations-unreadable"]
    assert len(told) == 1
    assert "不是 Excel 工作簿" in told[0].problem
    assert (office.output / f"{LIST}-原稿.xlsx").read_bytes() == b"no workbook"
    assert done.yielded


def test_a_list_without_its_columns_is_told(office: Office) -> None:
    book = Workbook()
    book.save(office.output / f"{LIST}.xlsx")
    assert "explanations-unreadable" in codes(office.run().findings)


def test_rows_that_are_far_down_are_read(office: Office) -> None:
    def put(sheet: Worksheet) -> None:
        for heading in ("问题", "说明", "识别码"):
            at = column(sheet, heading)
            sheet.cell(6000, at, sheet.cell(3, at).value)
        sheet.cell(6000, column(sheet, "说明"), SAID)
        sheet.delete_rows(3)

    edit(office, put)
    done = office.run()
    assert explanations(done) == [SAID]
    assert "explanations-unreadable" not in codes(done.findings)


def test_rows_far_down_in_a_list_that_is_not_plain_are_told(office: Office) -> None:
    edit(office, lambda sheet: sheet.cell(6000, column(sheet, "说明"), SAID))
    path = office.output / f"{LIST}.xlsx"
    parts = unpack(path.read_bytes())
    name = "xl/worksheets/sheet1.xml"
    path.write_bytes(pack({**parts, name: parts[name].replace(b'<c r="A1"', b"<c")}))
    assert "explanations-unreadable" in codes(office.run().findings)


def test_a_list_that_is_open_and_cannot_be_written_stays_as_it_is(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(office)
    filled = (office.output / f"{LIST}.xlsx").read_bytes()
    whole = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target).name == f"{LIST}.xlsx":
            raise PermissionError(13, "locked")
        return whole(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    done = office.run()
    assert "target-in-use" in codes(done.findings)
    assert (office.output / f"{LIST}.xlsx").read_bytes() == filled


def test_what_was_saved_under_another_ending_is_read_too(office: Office) -> None:
    say(office)
    path = office.output / f"{LIST}.xlsx"
    path.rename(path.with_suffix(".et"))
    done = office.run()
    assert explanations(done) == [SAID]
    assert codes(done.findings) == ["explanations-elsewhere"]
    assert "自查问题清单.et" in done.findings[0].problem


def test_of_two_lists_neither_is_forgotten(office: Office) -> None:
    path = office.output / f"{LIST}.xlsx"
    blank = path.read_bytes()
    say(office)
    path.rename(path.with_suffix(".et"))
    path.write_bytes(blank)
    assert explanations(office.run()) == [SAID]
    assert explanations(office.run()) == [SAID]


# --- knowing a finding again ------------------------------------------------------------------

OUTPUT = Path("output")


def finding(cell: str, label: str, *, code: str = "budget-zero", figure: str = "1") -> Finding:
    place = Place(workbook="甲.xlsx", sheet="表", cell=cell)
    return replace(found(code, place), label=label, actual=figure)


def note(one: Finding, text: str = "") -> Note:
    return replace(note_of(one, OUTPUT), text=text)


def told(findings: list[Finding], notes: list[Note]) -> list[str | None]:
    return [one.explanation for one in explain(findings, ledger_of(notes), OUTPUT)]


def test_the_label_of_the_row_counts_more_than_its_number() -> None:
    notes = [note(finding("F7", "培训"), "甲"), note(finding("F8", "购置"), "乙")]
    assert told([finding("F8", "培训"), finding("F9", "购置")], notes) == ["甲", "乙"]


def test_a_row_under_another_name_asks_for_a_review() -> None:
    notes = [note(finding("F7", "培训"), "甲")]
    assert told([finding("F7", "业务培训")], notes) == [f"{ROW_CHANGED}甲"]


def test_two_rows_of_one_name_that_moved_keep_their_order() -> None:
    notes = [note(finding("F7", "其他"), "甲"), note(finding("F8", "其他"))]
    assert told([finding("F8", "其他", figure="2"), finding("F9", "其他")], notes) == [
        None,
        f"{FIGURES_CHANGED}甲",
    ] or told([finding("F9", "其他"), finding("F10", "其他")], notes) == ["甲", None]


def test_what_might_be_said_of_either_is_said_of_neither() -> None:
    notes = [note(finding("F7", "其他"), "甲")]
    findings = [finding("F8", "其他"), finding("F9", "其他")]
    ledger = ledger_of(notes)
    kept = explain(findings, ledger, OUTPUT)
    assert [one.explanation for one in kept] == [None, None]
    assert ledger.left() == tuple(notes)


def test_another_kind_of_finding_at_the_cell_is_another_finding() -> None:
    notes = [note(finding("F7", "培训"), "甲")]
    assert told([finding("F7", "培训", code="character-removed")], notes) == [None]


CELLS = st.sampled_from(["F7", "F8", "F9"])
LABELS = st.sampled_from(["", "培训", "购置"])
FINDINGS = st.lists(
    st.builds(finding, CELLS, LABELS, figure=st.sampled_from("12")), max_size=5, unique=True
)


@given(FINDINGS, FINDINGS)
def test_whatever_changes_nothing_that_was_said_is_lost_or_said_twice(
    before: list[Finding], after: list[Finding]
) -> None:
    notes = [note(one, f"说法{number}") for number, one in enumerate(before)]
    ledger = ledger_of(notes)
    kept = explain(after, ledger, OUTPUT)
    said = [one.explanation.rpartition("】")[2] for one in kept if one.explanation]
    left = (one.text for one in ledger.left())
    assert sorted((*said, *left)) == sorted(one.text for one in notes)


class _Taken(set[Note]):
    """Rows that are taken, and how often somebody has asked for one."""

    asked = 0

    def __contains__(self, note: object) -> bool:
        self.asked += 1
        return super().__contains__(note)


def test_rows_of_other_workbooks_are_not_looked_at_again() -> None:
    def of(workbook: str) -> Finding:
        return replace(finding("F7", "培训"), place=Place(workbook=workbook, sheet="表", cell="F7"))

    books = [f"{number}.xlsx" for number in range(50)]
    ledger = ledger_of([note(of(book), book) for book in books])
    taken = _Taken()
    counted = replace(ledger, taken=taken)
    for book in books:
        assert [one.explanation for one in explain([of(book)], counted, OUTPUT)] == [book]
    assert taken.asked == len(books)
    assert counted.left() == ()


@given(FINDINGS)
def test_what_did_not_change_keeps_what_was_said(same: list[Finding]) -> None:
    notes = [note(one, f"说法{number}") for number, one in enumerate(same)]
    assert told(same, notes) == [one.text for one in notes]


def test_two_rows_that_say_the_same_are_one() -> None:
    one = note(finding("F7", "培训"), "甲")
    assert merge_notes([replace(one, text=""), one, one]) == (one,)
    assert merge_notes([one, replace(one, text="乙")]) == (replace(one, text="甲\n乙"),)


def test_an_identity_holds_all_by_which_a_finding_is_known() -> None:
    identity = json.loads(note(finding("F7", "培训")).identity)
    assert identity == [
        *(Path("甲.xlsx").resolve().name, "表", "F7"),
        *("budget-zero", "培训", finding("F7", "培训").figures),
    ]


def test_places_in_a_sentence_are_no_figures() -> None:
    place = Place(workbook="甲.xlsx", sheet="表", cell="F7")
    first = found("error-value", place, actual="F7 第3行第2列 98.5%")
    second = found("error-value", place, actual="G8 第4行第2列 98.5%")
    assert replace(first, actual=None).figures == replace(second, actual=None).figures == "98.5%"


# --- labels and lists -------------------------------------------------------------------------


def grid(*rows: tuple[str, ...], sheet: str = "表") -> Grid:
    cells = tuple(
        Cell(row=row, column=number, text=text)
        for row, line in enumerate(rows, start=1)
        for number, text in enumerate(line, start=1)
        if text
    )
    return Grid(workbook="甲.xlsx", sheet=sheet, cells=cells)


@pytest.mark.parametrize(
    ("row", "cell", "label"),
    [
        (("产出指标", "培训 次数", "≥3次", "2次"), "D1", "产出指标 培训 次数"),
        (("产出指标", "", "", ""), "D1", "产出指标"),
        (("培训", "3"), "A1", "培训"),
        (("", "", "", "8"), "B1", ""),
        (("培训", "3"), "第3行第2列", ""),
    ],
)
def test_a_row_is_known_by_the_words_to_the_left(
    row: tuple[str, ...], cell: str, label: str
) -> None:
    one = finding(cell, "")
    assert label_findings([one], [grid(row)])[0].label == label


def test_a_cell_of_a_table_in_word_is_found_by_its_name() -> None:
    table = replace(grid(("培训", "≥3次")), addresses={(1, 2): "第1行第2列"})
    assert label_findings([finding("第1行第2列", "")], [table])[0].label == "培训"


def test_a_finding_about_a_file_or_another_sheet_has_no_label() -> None:
    one = found("encrypted", Place(workbook="甲.xlsx"))
    other = finding("A1", "")
    assert label_findings([one, other], [grid(("培训",), sheet="别的")]) == (one, other)


def test_a_sheet_without_the_columns_is_no_list() -> None:
    assert notes_in([grid(("序号", "问题")).rows()]) is None
    assert notes_in([]) is None


def test_blank_rows_of_a_list_are_passed_over() -> None:
    listed_ = notes_in([grid(("问题", "说明"), ("", ""), ("有误", "")).rows()])
    assert listed_ is not None
    (read,) = listed_.notes
    assert (read.problem, read.text) == ("有误", "")


def test_headings_over_two_rows_are_no_row_of_the_list() -> None:
    headings = [
        Cell(row=1, column=at, text=text, row_span=2) for at, text in enumerate(("问题", "说明"), 1)
    ]
    below = Cell(row=3, column=1, text="有误")
    listed_ = notes_in([Grid(workbook="甲.xlsx", sheet="表", cells=(*headings, below)).rows()])
    assert listed_ is not None
    assert [one.problem for one in listed_.notes] == ["有误"]


@pytest.mark.parametrize(("stored", "cells"), [("", "B2"), ("#N/A", "B2"), ("25人", "")])
def test_a_formula_is_what_it_yields_and_told_where_that_is_nothing(
    tmp_path: Path, stored: str, cells: str
) -> None:
    office = new_office(tmp_path)
    office.output.mkdir()
    book = xlsxwriter.Workbook(office.output / f"{LIST}.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["问题", "说明"])
    sheet.write(1, 0, "有误")
    sheet.write_formula(1, 1, '=25&"人"', None, stored)
    book.close()
    office.drop("甲.xlsx", CLEAN)
    done = office.run()
    unread = [one.problem for one in done.findings if one.code == "explanations-unreadable"]
    assert [f"“说明”一列的{cells}是公式" in problem for problem in unread] == [True] * bool(cells)
    assert ("不再出现的说明" in load_workbook(office.output / f"{LIST}.xlsx").sheetnames) is (
        not cells
    )
    assert (office.output / f"{LIST}-原稿.xlsx").exists()


def test_an_explanation_may_be_a_number(tmp_path: Path) -> None:
    office = new_office(tmp_path)
    office.output.mkdir()
    book = xlsxwriter.Workbook(office.output / f"{LIST}.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["问题", "说明"])
    sheet.write_row(1, 0, ["有误", 25])
    book.close()
    office.drop("甲.xlsx", CLEAN)
    office.run()
    kept = listed(office, "不再出现的说明")
    assert kept.cell(4, column(kept, "说明")).value == "25"
