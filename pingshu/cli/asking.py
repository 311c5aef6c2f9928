"""What several commands ask for in the same words: files, folders, how it is told.

Knows click. Must not know what the commands do.
"""

from pathlib import Path

import click

PATHS = click.argument(
    "paths", nargs=-1, metavar="[文件或文件夹]...", type=click.Path(path_type=Path)
)
TEMPLATES = click.option(
    "--templates",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help="模板文件夹；不写就用 templates。",
)
OUTPUT = click.option(
    "--output",
    metavar="文件夹",
    type=click.Path(path_type=Path, file_okay=False),
    help="写到哪个文件夹；不写就用 output。",
)
JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用。")
JOBS = click.option(
    "--jobs",
    metavar="个数",
    type=click.IntRange(min=1),
    help="同时用几个进程；不写就用全部处理器。",
)
