"""What users type and read: commands, exit codes, Chinese throughout, JSON and nothing else."""

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pingshu.cli import command_line, template_group
from pingshu.cli.chinese import usage_error_text
from pingshu.cli.screen import Screen
from pingshu.finding import found
from pingshu.outcome import Outcome, Run
from pingshu.sheet import Place
from tests.office_building import CLEAN, FUNDS, ROOT, Office, new_office, report, typed
from tests.workbook_building import Rows, project_rows, spending_rows, texts_rows, transfer_rows

REPORT = "2022/青禾县公路养护中心-乡村公路养护-绩效自评报告.docx"
WRONG_FUNDS: Rows = (("年度资金总额：", 100, 100, 97.5, 10, "99%", 9.75),)
WRONG = {"自评表": project_rows(funds=WRONG_FUNDS, total=(100, 99.75))}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Return an office in which the commands are typed."""
    monkeypatch.chdir(tmp_path)
    return new_office(tmp_path)


def started(
    office: Office, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, str(ROOT / "generate.py"), *arguments],
        cwd=office.folder,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


# --- run ------------------------------------------------------------------------------------


def test_without_a_command_reports_are_made(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.drop("甲.xlsx", CLEAN)
    assert typed() == 0
    assert office.reports() == [REPORT]
    assert capsys.readouterr().out.splitlines() == [
        "[1/1] 甲.xlsx：已生成 1 份",
        f"共 1 份报告，在 {Path('output', '2022')}；汇总见 {Path('output', '汇总.xlsx')}",
        "没有发现须修改或须说明的问题；请打开报告作最后的文字修改，然后报送。",
    ]


@pytest.mark.parametrize(
    "arguments", [["run", "收件"], ["收件"], ["--plain", "收件"], ["run", "收件/甲.xlsx"]]
)
def test_a_file_or_folder_may_be_named(arguments: list[str], office: Office) -> None:
    office.drop("../收件/甲.xlsx", CLEAN)
    office.drop("别的.xlsx", {"自评表": project_rows(project="桥梁维修")})
    assert typed(*arguments) == 0
    assert office.reports() == [REPORT]


def test_reports_are_written_where_output_says(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    assert typed("--output", "别处/报告") == 0
    elsewhere = office.folder / "别处" / "报告"
    assert (elsewhere / REPORT).is_file()
    assert (elsewhere / "汇总.xlsx").is_file()
    assert (elsewhere / ".pingshu" / REPORT).with_suffix(".json").is_file()
    assert not office.output.exists()


def test_other_templates_may_be_named(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    office.templates.rename(office.folder / "本县模板")
    assert typed("--templates", "本县模板") == 0
    assert office.reports() == [REPORT]


def test_outside_an_office_the_samples_of_the_project_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert typed("check") == 0
    assert "个工作簿" in capsys.readouterr().out


def test_an_office_without_templates_uses_those_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "input_workbooks").mkdir()
    monkeypatch.chdir(tmp_path)
    assert Office(tmp_path).drop("甲.xlsx", CLEAN).exists()
    assert typed("check") == 0


def test_exit_code_1_says_that_a_form_has_no_report(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.drop("甲.xlsx", CLEAN)
    (office.inbox / "乙.xlsx").write_bytes(b"")
    assert typed() == 1
    assert office.reports() == [REPORT]
    told = capsys.readouterr().out
    assert "[1/2] 乙.xlsx：没有生成报告，须修改 1" in told
    assert "乙.xlsx：须修改　这个文件是空的" in told
    assert "[2/2] 甲.xlsx：已生成 1 份" in told


def test_errors_in_a_form_count_only_with_strict(office: Office) -> None:
    office.drop("甲.xlsx", WRONG)
    assert typed() == 0
    assert typed("--strict") == 1
    assert office.reports() == [REPORT]


def test_strict_is_content_with_a_clean_form(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    assert typed("--strict") == 0


def test_an_edited_report_that_is_kept_counts_as_yielded(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.drop("甲.xlsx", CLEAN)
    typed()
    (office.output / REPORT).write_bytes(b"edited")
    assert typed() == 0
    assert typed("--strict") == 0
    told = capsys.readouterr().out
    assert "已修改，未覆盖 1 份" in told
    assert "把它改名后再运行" in told
    assert typed("--force") == 0
    assert (office.output / REPORT.replace(".docx", "-原稿.docx")).read_bytes() == b"edited"


@pytest.mark.parametrize("arguments", [["没有.xlsx"], ["check", "没有.xlsx"], ["inspect", "没有"]])
def test_a_path_that_is_not_there_gives_1(
    arguments: list[str], office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.drop("甲.xlsx", CLEAN)
    assert typed(*arguments) == 1
    assert "找不到“没有" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["run", "check"])
def test_an_empty_inbox_gives_1_and_says_what_to_do(
    command: str, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(command) == 1
    assert "blank 项目支出" in capsys.readouterr().out
    assert not office.output.exists()


def test_the_last_line_never_says_that_a_report_with_gaps_can_go_out(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["【请补充：成文日期】，【请补充：结果应用】", "尾"]
    report(office.templates / "项目支出" / "report.docx", lines)
    office.drop("甲.xlsx", CLEAN)
    typed()
    assert capsys.readouterr().out.splitlines()[-1] == (
        "报告里还有 2 处标黄的【请……】，补写后再报送。"
    )
    office.drop("甲.xlsx", WRONG)
    typed()
    told = capsys.readouterr().out.splitlines()
    assert "报告里还有 2 处标黄的【请……】，也要补写。" in told
    assert told[-1].startswith("须修改 1 处")


def test_what_was_left_alone_is_told_with_its_reason(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    name = Path(REPORT).name
    office.drop("甲.xlsx", CLEAN)
    (office.output / "2022").mkdir(parents=True)
    (office.output / REPORT).write_bytes(b"foreign")
    typed()
    assert f"{name}：已有同名文件，未覆盖（" in capsys.readouterr().out
    typed("--force")
    aside = name.replace(".docx", "-原稿.docx")
    assert f"已把原来的另存为“{aside}”" in capsys.readouterr().out
    (office.output / REPORT).write_bytes(b"edited")
    office.drop("甲.xlsx", WRONG)
    typed()
    assert "自评表或模板后来也改了，报告里的数字可能是旧的" in capsys.readouterr().out


def test_the_last_line_says_what_to_do_next(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    adjusted: Rows = (("年度资金总额：", 120, 100, 100, 10, "100%", 10),)
    listed = Path("output", "自查问题清单.xlsx")
    office.drop("甲.xlsx", {"自评表": project_rows(funds=adjusted)})
    typed()
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"须说明 1 处，见 {listed}；在工作簿或清单的“说明”一列写明，再运行一次。"
    )
    office.drop("乙.xlsx", WRONG)
    typed()
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"须修改 1 处，须说明 1 处，见 {listed}；改好工作簿后再运行一次。"
    )


# --- broken templates and wrong usage --------------------------------------------------------


def test_a_broken_template_gives_2_and_nothing_is_written(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.drop("甲.xlsx", CLEAN)
    report(office.templates / "项目支出" / "report.docx", ["{{ 资金.执行律 }}", "尾"])
    assert typed() == 2
    told = capsys.readouterr().err
    assert told.startswith("模板有问题，没有开始生成：\n")
    assert "资金.执行律" in told
    assert "资金.执行率" in told
    assert "第2段" in told
    assert not office.output.exists()


def test_a_broken_profile_gives_2(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    (office.templates / "项目支出" / "profile.toml").write_text("[", encoding="utf-8")
    commands = {
        "生成": ["run"],
        "检查": ["check"],
        "取空白表": ["blank", "项目支出"],
        "列出名称": ["template", "names", "项目支出"],
    }
    for task, command in (*commands.items(), ("检查", ["inspect", "甲.xlsx"])):
        assert typed(*command) == 2
        told = capsys.readouterr().err
        assert told.startswith(f"设置有问题，没有开始{task}：\n")
        assert "profile.toml" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--forse"], "没有“--forse”这个选项。是不是“--force”？"),
        (["check", "--qqq"], "没有“--qqq”这个选项。"),
        (["run", "--output"], "选项“--output”后面要写内容。"),
        (["run", "--plain=3"], "选项“--plain”后面不要写内容。"),
        (["run", "--output", "甲.txt"], "“甲.txt”是文件，这里要写文件夹。"),
        (["blank", "项目支出", "--output", "templates"], "“templates”是文件夹，这里要写文件。"),
        (["run", "--jobs", "两个"], "“两个”不是整数。"),
        (["run", "--jobs", "0"], "“0”太小了。"),
        (["inspect"], "少写了“工作簿”。"),
        (["chek"], "没有“chek”这个命令，也没有这个文件。是不是 check？"),
        (["blank"], "少写了“类别”。"),
        (["inspect", "甲.xlsx", "乙.xlsx"], "多写了“乙.xlsx”。"),
        (["blank", "一", "二", "三"], "多写了“二 三”。"),
    ],
)
def test_wrong_usage_is_told_in_chinese_and_gives_2(
    arguments: list[str], words: str, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    (office.folder / "甲.txt").write_bytes(b"")
    assert typed(*arguments) == 2
    told = capsys.readouterr()
    assert told.err.splitlines()[0] == words
    assert re.fullmatch(r"用法说明：python generate\.py( \w+)? --help", told.err.splitlines()[1])
    assert told.out == ""


def test_what_nobody_translated_is_told_without_english() -> None:
    assert usage_error_text(click.UsageError("Something new in a later version.")) == (
        "命令的写法不对，请照用法说明检查。\n用法说明：python generate.py --help"
    )


# --- help -----------------------------------------------------------------------------------

OF_TEMPLATE = [*template_group.commands]
COMMANDS = ["", *command_line.commands, *(f"template {name}" for name in OF_TEMPLATE)]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_chinese_throughout(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed(*command.split(), "--help") == 0
    told = capsys.readouterr().out
    assert told.startswith(f"用法：python generate.py {command}".rstrip())
    assert "显示这份说明。" in told
    known = {"python", "generate", "py", "Excel", "Word", "JSON", "docx", "input_workbooks",
             "output", "templates", "version", "help", "WPS", "Ctrl", "C",
             *(" ".join(COMMANDS).split())}  # fmt: skip
    words = set(re.findall(r"(?<!--)\b[A-Za-z_]+\b", re.sub(r"--\w+", "", told)))
    assert words - known == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_help_fits_a_narrow_console(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    typed(*command.split(), "--help")
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line.encode("gbk")) for line in lines) <= 60
    assert not [line for line in lines if line.strip()[:1] in set("，。；：）”")]


def test_every_command_is_listed_with_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    typed("--help")
    listed = capsys.readouterr().out.split("命令：")[1]
    rows = [line.split(maxsplit=1) for line in listed.strip().splitlines()]
    assert [name for name, _ in rows] == list(command_line.commands)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("--version") == 0
    assert re.fullmatch(r"pingshu 评述 \d+\.\d+\.\d+\n", capsys.readouterr().out)


# --- check and inspect ----------------------------------------------------------------------


def test_check_lists_findings_with_their_cells_and_writes_nothing(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.drop("甲.xlsx", WRONG)
    office.drop("乙.xlsx", CLEAN)
    assert typed("check") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [str(Path("input_workbooks", "乙.xlsx")), "  没有发现问题。"]
    assert lines[3].startswith("  须修改　自评表!")
    assert lines[-1] == "共 2 个工作簿：须修改 1 处，须说明 0 处，提示 0 处。"
    assert not office.output.exists()


def test_check_lists_what_has_to_be_changed_first(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    adjusted: Rows = (("年度资金总额：", 120, 100, 97.5, 10, "99%", 9.75),)
    office.drop("甲.xlsx", {"自评表": project_rows(funds=adjusted, year=None, unit=None)})
    typed("check")
    words = [line.split("　")[0].strip() for line in capsys.readouterr().out.splitlines()[1:-1]]
    assert len(set(words)) > 1
    assert words == sorted(words, key=["须修改", "须说明", "提示"].index)


def test_a_file_named_like_a_command_is_read(office: Office) -> None:
    office.drop("../chek", CLEAN)
    assert typed("chek") == 0


@pytest.mark.parametrize("path", ["字" * 300, "input_workbooks/甲.xlsx/乙.xlsx"])
def test_check_as_json_tells_a_path_that_cannot_be(
    path: str, office: Office, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    office.drop("甲.xlsx", CLEAN)
    assert typed("check", "--json", path) == 1
    (workbook,) = json.loads(capfdbinary.readouterr().out)["workbooks"]
    assert [finding["code"] for finding in workbook["findings"]] == ["path-missing"]


def test_check_gives_1_when_something_is_unreadable_or_holds_no_form(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    office.drop("乙.xlsx", {"Sheet1": [["随便写的"]]})
    assert typed("check") == 1
    assert typed("check", "input_workbooks/甲.xlsx") == 0


def test_check_as_json_is_one_document_and_nothing_else(
    office: Office, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    office.drop("甲.xlsx", WRONG)
    assert typed("check", "--json") == 0
    told = capfdbinary.readouterr()
    (workbook,) = json.loads(told.out.decode("utf-8"))["workbooks"]
    assert workbook["workbook"] == str(Path("input_workbooks", "甲.xlsx"))
    (finding,) = workbook["findings"]
    assert finding.keys() == {
        "code", "severity", "sheet", "cell", "message", "expected", "actual",
    }  # fmt: skip
    assert (finding["code"], finding["severity"]) == ("rate-differs", "error")
    assert told.err == b""


def test_inspect_shows_what_was_read_with_cells(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.drop("甲.xlsx", {**CLEAN, "Sheet3": [["随便写的"]]})
    assert typed("inspect", "input_workbooks/甲.xlsx") == 0
    told = capsys.readouterr().out
    assert "工作表“自评表”：项目支出绩效自评表" in told
    assert "  项目名称：乡村公路养护（C3）" in told
    assert "    养护里程（D10）：目标 ≥50公里（E10），完成 52公里（F10），分值 20（G10）" in told
    assert "跳过的工作表“Sheet3”：" in told


def test_inspect_shows_the_sheets_beside_the_form(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    sheets = {
        "自评表": transfer_rows(),
        "支出明细": spending_rows(("培训费", 100, 210, "人次", None)),
        "文字材料": texts_rows({"单位全称": "青禾县人民医院"}),
    }
    office.drop("甲.xlsx", sheets)
    assert typed("inspect", "input_workbooks/甲.xlsx") == 0
    told = capsys.readouterr().out.splitlines()
    assert "  资金管理情况：2 项" in told
    assert "  支出明细：1 行" in told
    assert "    培训费（A2）：金额 100（B2），数量 210（C2），单位 人次（D2）" in told
    assert "  文字材料：1 项" in told
    assert "    单位全称：青禾县人民医院（B2）" in told
    assert [line for line in told if line.startswith("  预期目标：")]
    assert not [line for line in told if "：：" in line]


def test_inspect_says_what_a_form_does_not_have(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.drop("甲.xlsx", {"自评表": project_rows(funds=None, unit=None, year=None)})
    typed("inspect", "input_workbooks/甲.xlsx")
    told = capsys.readouterr().out
    for line in ("年度：没有找到", "实施单位：没有找到", "资金：没有找到"):
        assert line in told


def test_inspect_as_json_has_the_keys_that_others_rely_on(
    office: Office, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    office.drop("甲.xlsx", CLEAN)
    assert typed("inspect", "input_workbooks/甲.xlsx", "--json") == 0
    told = capfdbinary.readouterr()
    document = json.loads(told.out.decode("utf-8"))
    assert told.err == b""
    assert list(document) == ["workbook", "sheets", "skipped", "findings"]
    (form,) = document["sheets"]
    assert form.keys() >= {
        "sheet", "family", "year", "project", "department", "unit", "money_unit", "funds",
        "goals", "indicators", "rubric", "comparison", "management", "spending", "texts",
        "total_stated",
    }  # fmt: skip
    assert form["funds"][0].keys() >= {
        "label", "role", "budget_initial", "budget", "executed", "rate_stated", "rate", "weight",
        "score_stated", "cells",
    }  # fmt: skip
    assert form["indicators"][0].keys() >= {
        "level1", "level2", "level3", "target", "actual", "weight", "score", "reason", "cells",
    }  # fmt: skip
    assert (form["year"], form["funds"][0]["budget"], form["rubric"]) == (2022, "100", None)


def test_inspect_gives_1_when_there_is_no_form(office: Office) -> None:
    office.drop("甲.xlsx", {"Sheet1": [["随便写的"]]})
    assert typed("inspect", "input_workbooks/甲.xlsx") == 1


# --- blank ----------------------------------------------------------------------------------


def test_blank_writes_a_form_to_fill_in(office: Office) -> None:
    assert typed("blank", "项目支出") == 0
    written = office.folder / "项目支出绩效自评表.xlsx"
    assert written.read_bytes() == "空白的项目支出自评表".encode()


def test_blank_writes_where_it_is_told_to(office: Office) -> None:
    assert typed("blank", "转移支付", "--output", "新表/表.xlsx") == 0
    assert (office.folder / "新表" / "表.xlsx").is_file()


def test_blank_never_overwrites(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    target = office.folder / "项目支出绩效自评表.xlsx"
    target.write_bytes(b"filled in")
    assert typed("blank", "项目支出") == 1
    assert "没有覆盖" in capsys.readouterr().err
    assert target.read_bytes() == b"filled in"


def test_blank_that_cannot_be_written_is_told_in_chinese_and_leaves_nothing(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> object:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = sorted(office.folder.iterdir())
    monkeypatch.setattr(Path, "replace", full)
    assert typed("blank", "项目支出") == 1
    assert "“项目支出绩效自评表.xlsx”写不进去：磁盘已满。" in capsys.readouterr().err
    assert sorted(office.folder.iterdir()) == before
    assert typed("blank", "项目支出", "--output", f"{'字' * 300}.xlsx") == 1


def test_blank_names_the_known_families(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed("blank", "社保") == 2
    assert "没有“社保”这一类空白表。可用的有：转移支付、项目支出。" in capsys.readouterr().err
    for file in office.templates.rglob("自评表.xlsx"):
        file.unlink()
    assert typed("blank", "项目支出") == 2
    assert "模板文件夹里没有空白表。" in capsys.readouterr().err


# --- consoles, and what the system does -----------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "encoding"),
    [
        (["run"], "gbk"),
        (["check"], "gbk:strict"),
        (["--wrong"], "gbk"),
        (["run"], "cp437"),
        (["run", "--help"], "cp437"),
        (["run"], "ascii:strict"),
    ],
)
def test_no_console_makes_a_traceback(arguments: list[str], encoding: str, office: Office) -> None:
    office.drop("甲²🙂.xlsx", {"自评表": project_rows(project="面积≧5㎡🙂", funds=FUNDS)})
    done = started(office, *arguments, PYTHONIOENCODING=encoding)
    assert done.returncode == (2 if "--wrong" in arguments else 0)
    assert b"Traceback" not in done.stderr
    assert done.stdout or done.stderr


def test_another_process_writes_the_same_bytes(office: Office) -> None:
    folder = ROOT / "input_workbooks" / "示例"
    samples = [str(path) for path in sorted(folder.glob("*.xlsx"))[:2]]
    templates = str(ROOT / "templates")
    for seed in ("1", "2"):
        arguments = (*samples, "--templates", templates, "--output", f"output/{seed}")
        assert started(office, *arguments, PYTHONHASHSEED=seed).returncode == 0
    files = office.written()
    first = {name[2:]: content for name, content in files.items() if name.startswith("1/")}
    second = {name[2:]: content for name, content in files.items() if name.startswith("2/")}
    reports = [name for name in first if name.endswith(".docx")]
    assert len(reports) == len(samples)
    assert first == second


def test_a_chinese_console_reads_chinese(office: Office) -> None:
    office.drop("甲.xlsx", CLEAN)
    done = started(office, PYTHONIOENCODING="gbk")
    assert "[1/1] 甲.xlsx：已生成 1 份" in done.stdout.decode("gbk")


def test_json_is_utf_8_on_any_console(office: Office) -> None:
    office.drop("甲🙂.xlsx", CLEAN)
    done = started(office, "check", "--json", PYTHONIOENCODING="ascii:strict")
    assert done.stderr == b""
    (workbook,) = json.loads(done.stdout.decode("utf-8"))["workbooks"]
    assert workbook["workbook"].endswith("甲🙂.xlsx")


def test_a_terminal_shows_a_bar_and_a_table(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "160")
    office.drop("甲.xlsx", {"自评表": project_rows(project="[/b]养护:smile:", funds=FUNDS)})
    (office.inbox / "乙.xlsx").write_bytes(b"")
    assert typed() == 1
    told = capsys.readouterr().out
    assert "生成报告" in told
    assert "[/b]养护:smile:" in told
    assert "未生成" in told


def test_a_narrow_terminal_shows_lines(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "59")
    office.drop("甲.xlsx", CLEAN)
    assert typed() == 0
    assert capsys.readouterr().out.startswith("[1/1] 甲.xlsx：已生成 1 份\n")


@pytest.mark.skipif(os.name == "nt", reason="the shell of Windows has neither")
@pytest.mark.parametrize("where", ["> /dev/full", ">&-", "| true", ">&- 2>&-"])
@pytest.mark.parametrize("damaged", [0, 1])
def test_the_work_goes_on_when_nobody_listens(where: str, damaged: int, office: Office) -> None:
    for number in range(2):
        office.drop(f"{number}.xlsx", {"自评表": project_rows(project=f"项目{number}")})
    if damaged:
        (office.inbox / "0.xlsx").write_bytes(b"")
    for arguments in ("run", "check --json"):
        command = f"{sys.executable} {ROOT / 'generate.py'} {arguments} {where}"
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail; {command}"],
            cwd=office.folder,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (damaged, b"")
    assert len(office.reports()) == 2 - damaged
    assert (office.output / "汇总.xlsx").exists()


def test_workbooks_of_one_name_are_told_apart_by_their_folders(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, project in (("甲局/表.xlsx", "甲项目"), ("丙.xlsx", "丙项目")):
        office.drop(name, {"自评表": project_rows(project=project, funds=FUNDS)})
    other = office.inbox / "乙局" / "表.xlsx"
    other.parent.mkdir()
    other.write_bytes(b"")
    assert typed("--plain") == 1
    told = capsys.readouterr().out
    first, second = Path("甲局", "表.xlsx"), Path("乙局", "表.xlsx")
    starts = [line.partition("：")[0].partition(" ")[2] for line in told.splitlines()[:3]]
    assert sorted(starts) == sorted(("丙.xlsx", str(first), str(second)))
    assert f"\n{second}：须修改" in told


def test_files_of_one_name_from_two_folders_are_called_by_their_paths(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, project in (("甲局", "甲项目"), ("乙局", "乙项目")):
        office.drop(f"{folder}/表.xlsx", {"自评表": project_rows(project=project, funds=FUNDS)})
    paths = [f"input_workbooks/{folder}/表.xlsx" for folder in ("甲局", "乙局")]
    for given in (paths, [str(Path(path).parent) for path in paths]):
        typed("run", "--plain", *given)
        told = capsys.readouterr().out.splitlines()
        assert [line.partition("：")[0] for line in told[:2]] == [
            f"[{number}/2] {Path(path)}" for number, path in enumerate(paths, 1)
        ]


def test_plain_shows_lines_even_on_a_terminal(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    office.drop("甲.xlsx", CLEAN)
    assert typed("--plain") == 0
    assert capsys.readouterr().out.startswith("[1/1] 甲.xlsx：已生成 1 份\n")


def test_a_stop_by_the_user_is_told_without_a_traceback(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> object:
        raise KeyboardInterrupt

    assert office.inbox.exists()
    monkeypatch.setattr("pingshu.pipeline.run", stopped)
    assert typed() == 1
    assert "已停止" in capsys.readouterr().err


def test_what_the_system_refuses_is_told_without_a_traceback(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(*_: object) -> object:
        raise PermissionError(13, "拒绝访问", "表.xlsx")

    monkeypatch.setattr("pingshu.pipeline.blank_form", refusing)
    assert typed("blank", "项目支出") == 1
    assert "文件读写不成功：拒绝访问（表.xlsx）" in capsys.readouterr().err
    assert office.inbox.exists()


def test_a_summary_that_could_not_be_written_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    place = Place(workbook="汇总.xlsx")
    finding = found("target-in-use", place, name="汇总.xlsx")
    with Screen(plainly=True) as screen:
        screen.close(Run(outcomes=(Outcome(workbook="甲.xlsx"),), findings=(finding,)))
    told = capsys.readouterr().out
    assert "“汇总.xlsx”正被" in told
    assert told.splitlines()[-1] == "汇总或清单没有写出；请照上面的提示处理，然后再运行一次。"
