"""click's own words in Chinese: usage, headings, errors.

Knows click. Must not know what the commands do.
"""

from collections.abc import Sequence

import click


class _InChinese(click.Command):
    """A command whose help speaks Chinese."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help with Chinese text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明。"
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a Chinese heading."""
        records = [parameter.get_help_record(ctx) for parameter in self.get_params(ctx)]
        present = [record for record in records if record is not None]
        if present:
            with formatter.section("选项"):
                formatter.write_dl(present)


class Command(_InChinese):
    """A command whose help speaks Chinese."""


class Group(_InChinese, click.Group):
    """A group that runs a default command when none is named."""

    command_class = Command

    def __init__(self, *args: object, default: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as given
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command first unless a command or help is asked for."""
        own = {"--help", "--version", *self.commands}
        if not args or args[0] not in own:
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options, then commands."""
        _InChinese.format_options(self, ctx, formatter)
        rows = [(name, command.get_short_help_str(80)) for name, command in self.commands.items()]
        with formatter.section("命令"):
            formatter.write_dl(rows)


def usage_error_text(error: click.UsageError) -> str:
    """Return what is wrong with a command line, in Chinese, and where to read more."""
    path = error.ctx.command_path if error.ctx else "python generate.py"
    return f"{_what_is_wrong(error)}\n用法说明：{path} --help"


def _what_is_wrong(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f"是不是 {'、'.join(error.possibilities)}？" if error.possibilities else ""
        return f"没有“{error.option_name}”这个选项。{near}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        return f"少写了 {name}。"
    if isinstance(error, click.BadParameter):
        return f"写法不对：{error.message}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项“{error.option_name}”后面要写内容。"
    return f"写法不对：{_translated(error.message)}"


def _translated(message: str) -> str:
    beginnings: Sequence[tuple[str, str]] = (
        ("Got unexpected extra argument", "多写了内容"),
        ("No such command", "没有这个命令"),
    )
    for english, chinese in beginnings:
        if message.startswith(english):
            _, _, rest = message.partition("(" if "(" in message else " '")
            return f"{chinese} {rest.rstrip(').')}"
    return message
