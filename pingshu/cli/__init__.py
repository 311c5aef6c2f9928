"""The command line: options, exit codes, the terminal.

Knows what users type and read, in Chinese. Everything else is the pipeline's, and imported when a
command is called, so that help is there at once. Exit codes: 0 every form yielded its report; 1
some did not, or with --strict some finding is 须修改; 2 wrong usage or a broken template.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pingshu import __version__
from pingshu.cli.asking import JOBS, JSON, OUTPUT, PATHS, TEMPLATES
from pingshu.cli.chinese import Command, Group, usage_error_text
from pingshu.cli.elsewhere import CLUSTER, at_hand
from pingshu.cli.ending import exit_code
from pingshu.cli.folders import own_folder, templates_folder
from pingshu.cli.leaving import finalized_lines, traced_lines
from pingshu.cli.reviewing import Desk, add_commands
from pingshu.terminal import say, speak_safely, tell, unheard

if TYPE_CHECKING:
    from pingshu.finding import Finding
    from pingshu.pipeline import Options

_MANY = 50_000


def _options(
    paths: tuple[Path, ...],
    templates: Path | None,
    output: Path | None = None,
    *,
    force: bool = False,
    mark: bool = False,
) -> Options:
    from pingshu.pipeline import Options

    return Options(
        paths=paths,
        inbox=own_folder("input_workbooks"),
        templates=templates_folder(templates),
        output=output or own_folder("output"),
        force=force,
        mark=mark,
    )


@contextmanager
def _starting(task: str) -> Iterator[None]:
    """Tell of a template or setting for which a task (Chinese) could not start."""
    from pingshu.pipeline import NotReadyError

    try:
        yield
    except NotReadyError as error:
        told = f"{error.what}有问题，没有开始{task}：\n{error}"
        raise click.ClickException(told) from error


@click.group(cls=Group, default="run", context_settings={"help_option_names": ["--help"]})
@click.version_option(__version__, message="pingshu 评述 %(version)s", help="显示版本。")
def command_line() -> None:
    """把 Excel 绩效自评表变成 Word 绩效自评报告。

    把填好的自评表放进 input_workbooks 文件夹，运行 python generate.py，
    报告写在 output 文件夹里；打开修改后即可报送。
    """


@command_line.command("run", cls=Command, short_help="生成报告（不写命令时就是它）。")
@PATHS
@OUTPUT
@TEMPLATES
@click.option("--strict", is_flag=True, help="有“须修改”的问题时退出码为 1。")
@click.option("--force", is_flag=True, help="改过的报告也重新生成；原来的另存为“…-原稿.docx”。")
@click.option("--refresh", is_flag=True, help="改过的报告更新数字，改过的文字不动；原来的另存。")
@click.option("--mark", is_flag=True, help="另存标了颜色和批注的工作簿；原表不动。")
@click.option("--plain", is_flag=True, help="不显示进度条和表格，一行一行地输出。")
@JOBS
@CLUSTER
@click.option("--timings", is_flag=True, help="最后列出时间花在哪些阶段。")
def run_command(
    paths: tuple[Path, ...],
    output: Path | None,
    templates: Path | None,
    strict: bool,
    force: bool,
    refresh: bool,
    mark: bool,
    plain: bool,
    jobs: int | None,
    cluster: str | None,
    timings: bool,
) -> int:
    """读取自评表，计算、检查，生成 Word 报告。

    不写文件名时读取 input_workbooks 里的全部工作簿；里面只有“示例”时就用示例。
    """
    if force and refresh:
        raise click.ClickException("--force 和 --refresh 只能用一个：全部重做，还是只更新数字？")
    from pingshu.cli.screen import Screen
    from pingshu.cli.timing import timing_lines
    from pingshu.finding import Severity
    from pingshu.pipeline import cores, run

    options = _options(paths, templates, output, force=force, mark=mark)
    options = replace(options, jobs=jobs or cores(), timed=timings)
    with at_hand(options, cluster) as ready, _starting("生成"), Screen(plainly=plain) as screen:
        done = run(_renewing(ready) if refresh else ready, screen.advance)
    screen.close(done)
    tell(timing_lines(done.spent, len(done.outcomes)))
    return 0 if done.yielded and not (strict and done.count(Severity.ERROR)) else 1


def _renewing(options: Options) -> Options:
    from pingshu.review import renewer

    return replace(options, renew=renewer(options.output))


@command_line.command("check", cls=Command, short_help="只检查，不写任何文件。")
@PATHS
@TEMPLATES
@JSON
def check_command(paths: tuple[Path, ...], templates: Path | None, as_json: bool) -> int:
    """只检查自评表，列出发现的问题，不写任何文件。"""
    from pingshu.cli.screen import check_lines
    from pingshu.pipeline import check_workbooks, describe_run

    with _starting("检查"):
        done = check_workbooks(_options(paths, templates))
    tell(check_lines(done), describe_run(done), as_json=as_json)
    return 0 if done.yielded else 1


@command_line.command("inspect", cls=Command, short_help="看一个工作簿读出了什么。")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@TEMPLATES
@JSON
def inspect_command(workbook: Path, templates: Path | None, as_json: bool) -> int:
    """显示从一个工作簿里读出的内容，每项都注明单元格。"""
    from pingshu.cli.reading import reading_lines
    from pingshu.cli.screen import finding_line
    from pingshu.pipeline import inspect_workbook

    with _starting("检查"):
        read, document = inspect_workbook(workbook, templates_folder(templates))
    lines = (*reading_lines(str(workbook), read), *map(finding_line, read.all_findings()))
    tell(lines, document, as_json=as_json)
    return 0 if read.forms else 1


@command_line.command("blank", cls=Command, short_help="取一份空白自评表。")
@click.argument("family", metavar="类别")
@click.option(
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path, dir_okay=False),
    help="存成什么文件；不写就存在当前文件夹。",
)
@TEMPLATES
def blank_command(family: str, output: Path | None, templates: Path | None) -> int:
    """取一份空白的自评表来填，例如：python generate.py blank 项目支出"""
    from pingshu.pipeline import blank_form, save_blank

    with _starting("取空白表"):
        content, families = blank_form(family, templates_folder(templates))
    if content is None:
        known = f"可用的有：{'、'.join(families)}。" if families else "模板文件夹里没有空白表。"
        say(f"没有“{family}”这一类空白表。{known}", wrong=True)
        return 2
    path = output or Path(f"{family}绩效自评表.xlsx")
    if os.path.lexists(path):
        say(f"“{path}”已经存在，没有覆盖。请用 --output 换一个文件名。", wrong=True)
        return 1
    trouble = save_blank(content, path)
    if trouble is not None:
        say(trouble.message, wrong=True)
        return 1
    say(f"空白表已存为 {path}。填好后放进 input_workbooks，再运行 python generate.py。")
    return 0


@command_line.group(
    "template", cls=Group, default="check", short_help="检查报告模板，列出模板里能用的名称。"
)
def template_group() -> None:
    """检查报告模板，列出模板里能用的名称。"""


@template_group.command("check", cls=Command, short_help="列出模板里的全部错误和位置。")
@click.argument("folder", required=False, metavar="[文件夹]", type=click.Path(path_type=Path))
@OUTPUT
def template_check_command(folder: Path | None, output: Path | None) -> int:
    """列出报告模板里的全部错误：写错的名称、没有结束的块，每处都注明位置。

    文件夹可以是全部模板的文件夹，也可以是其中一类；不写就用 templates。有错误的模板，另存一份
    带 Word 批注的到 output/模板检查，原来的模板不动。
    """
    from pingshu.pipeline import proofs, write_remarks

    with _starting("检查"):
        checked = proofs(templates_folder(folder))
    for proof in checked:
        for line in proof.lines or (f"{proof.profile.template}：没有错误。",):
            say(line, wrong=bool(proof.lines))
        if proof.faults:
            target = output or own_folder("output")
            _tell_copy(*write_remarks(proof.content, proof.faults, proof.profile.name, target))
    return 2 if any(proof.faults for proof in checked) else 0


def _tell_copy(copy: Path | None, trouble: Finding | None) -> None:
    if copy is not None:
        say(f"  带批注的一份在 {copy}，用 Word 或 WPS 打开即可看到每处错误。")
    if trouble is not None:
        say(trouble.message, wrong=True)


@template_group.command("names", cls=Command, short_help="列出一类模板里能用的名称。")
@click.argument("family", metavar="类别")
@TEMPLATES
def template_names_command(family: str, templates: Path | None) -> int:
    """列出一类报告的模板里能用的全部名称、种类和意思，例如：template names 项目支出"""
    from pingshu.pipeline import names_for

    with _starting("列出名称"):
        names, families = names_for(family, templates_folder(templates))
    if not names:
        say(f"没有“{family}”这一类。可用的有：{'、'.join(families)}。", wrong=True)
        return 2
    for name in names:
        say(f"{name.path}（{name.kind}）：{name.meaning}")
    return 0


@command_line.command("watch", cls=Command, short_help="看着文件夹，保存了自评表就生成报告。")
@click.argument("folder", required=False, metavar="[文件夹]", type=click.Path(path_type=Path))
@OUTPUT
@TEMPLATES
@click.option("--plain", is_flag=True, help="不显示表格，一行一行地输出。")
def watch_command(
    folder: Path | None, output: Path | None, templates: Path | None, plain: bool
) -> int:
    """看着文件夹，自评表一保存就生成报告，直到按 Ctrl+C 结束。

    不写文件夹时看着 input_workbooks。自评表还在 Excel 或 WPS 里打开着，就等关闭后再生成。
    """
    from pingshu.cli import screen
    from pingshu.cli.watching import watch_folder
    from pingshu.pipeline import cores

    options = _options((folder,) if folder else (), templates, output)
    return watch_folder(replace(options, jobs=cores()), screen, plainly=plain)


add_commands(
    command_line,
    Desk(
        options=lambda templates: _options((), templates),
        starting=_starting,
        say=say,
        show=lambda lines, document, as_json: tell(lines, document, as_json=as_json),
        traced=traced_lines,
        finalized=finalized_lines,
    ),
    TEMPLATES,
)


def collect_seldom() -> None:
    """Have Python look for garbage only now and then, as the program does.

    What a start makes stays: looking through it again and again is no use.
    """
    gc.set_threshold(_MANY)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    collect_seldom()
    speak_safely()
    program = partial(command_line.main, prog_name="python generate.py", standalone_mode=False)
    code = exit_code(lambda: program(arguments), usage_error_text)
    with unheard():
        sys.stdout.flush()
    sys.exit(code)
