"""How a command ends: its exit code, and what is told if something stops it.

Knows what may stop any of them. Must not know what the commands do.
"""

from collections.abc import Callable

import click

from pingshu.terminal import say


def exit_code(command: Callable[[], object], in_chinese: Callable[[click.UsageError], str]) -> int:
    """Return the code with which a command ends; what stops it is told.

    Args:
        command: what is run.
        in_chinese: what is wrong with a command line.
    """
    try:
        result = command()
    except click.UsageError as error:
        say(in_chinese(error), wrong=True)
        return 2
    except click.ClickException as error:
        say(error.message, wrong=True)
        return 2
    except OSError as error:
        say(f"文件读写不成功：{error.strerror or error}（{error.filename or ''}）", wrong=True)
        return 1
    except (KeyboardInterrupt, click.Abort):
        say("已停止。已经写好的报告都是完整的，再运行一次会接着生成。", wrong=True)
        return 1
    return result if isinstance(result, int) else 0
